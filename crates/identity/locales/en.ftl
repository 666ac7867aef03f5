### Signing in, staff accounts, roles and permissions.

nav-accounts = Staff accounts
nav-security = Account security
module-identity = Sign-in and permissions
permission-identity-accounts = Manage staff accounts
    .help = Make and close accounts, give roles, make new passwords, end sessions.
permission-identity-roles = Decide what each role may do
    .help = Whoever has this can let anybody do anything, and sets up the sign-in of an institution.

## Signing in

sign-in-title = Sign in
sign-in-login = Membership number or user name
sign-in-login-hint = For example: A-00418
sign-in-forgot = Forgot your password? Come to the desk with your member card; the staff will make you a new one.
sign-in-passkey = Sign in with a passkey
sign-in-provider = Sign in with { $x }
signed-out = You have signed out.
code-title = Second step
code-label = Code
code-hint = Six digits from the code app on your phone, or one recovery code from your paper.
code-lost = Phone and paper both gone? The head of the library can remove your second step.
code-start-again = Start again
code-too-late = That took too long. Please sign in once more.
code-wrong = The code is not right. Look at the one your phone shows now, and try again.
code-used = That code has just been used. Wait for the next one, 30 seconds at most.
again-title = Prove it is you
again-lead = What you are about to do matters, so we make sure it is you. What you typed is not lost.
again-code-hint = Instead of the password: six digits from your code app.
again-go-on = Go on
again-passkey = Use a passkey
again-wrong = The password is not right. Nothing was changed.
go-on-title = Go on
go-on-lead = Thank you, it is you. What you typed is ready to be sent.
go-on-button = Go on
go-on-leave = Leave it

## Account security

security-title = Account security
security-held-back = The library asks everybody who works here for a second step. Set one up below; then the workroom opens.
security-totp = Second step: codes on your phone
security-totp-off = With a code app on your phone the password alone is not enough. Somebody who knows your password still cannot sign in.
security-totp-on = On. { $n ->
        [0] No recovery codes are left: make new ones.
       *[other] Recovery codes left: { $n }.
    }
security-totp-begin = Set up codes
security-totp-remove = Stop using codes
security-totp-removed = You are asked for no code any more.
security-paper-new = Make new recovery codes
security-passkeys = Passkeys
security-passkeys-text = A passkey is kept in your phone or computer and opened with a finger, a face or a PIN. You sign in without typing anything.
security-provider-text = Connect your institution’s account, and sign in with it instead of a password here.
security-provider-link = Connect
security-provider-linked = Connected. You can sign in with this account.
security-provider-unlink = Disconnect
security-password-old = Current password
security-password-new = New password
security-password-hint = At least 8 characters. A short sentence is easier to remember and safer.
security-password-change = Change password
security-password-changed = Password changed. Other devices have to sign in again.
security-password-wrong = The current password is not right. Nothing was changed.
security-sessions = Signed in
security-sessions-text = The devices you are signed in on. End those you do not know, then change your password.
session-this = this device
session-device = { $browser } on { $system }
session-device-unknown = Unknown device
session-line = Signed in { $began } from { $address } { $means }; last used { $seen }.
session-by-password = with a password
session-by-passkey = with a passkey
session-by-provider = by an institution
session-end = Sign out
session-ended = That device is signed out.
session-ended-already = That device had signed out before.
sessions-end-others = Sign out all other devices
sessions-ended = { $n ->
        [0] There was no other session.
        [one] One session ended.
       *[other] { $n } sessions ended.
    }
enrolment-title = Set up codes on your phone
enrolment-app = Install a code app on your phone, such as Aegis, Google Authenticator or FreeOTP.
enrolment-scan = Scan this QR code with that app.
enrolment-qr = QR code for a code app
enrolment-letters = Cannot scan? Type these letters:
enrolment-code-hint = Type the six digits your phone shows now. Only then do codes count.
enrolment-confirm = Turn on
totp-is-on = Codes are on already. Stop using them first if you want to set up new ones.
paper-title = Recovery codes
paper-lead = Your second step is on. Print or write down these codes now; they are shown once. When your phone is gone, each of them does once instead.
paper-of = Recovery codes for
paper-print = Print
passkey-name = Name of the passkey
passkey-name-hint = Such as “My phone”.
passkey-add = Add a passkey
passkey-rename = Rename
passkey-remove = Remove
passkey-kept = Passkey saved. Sign in with it next time.
passkey-renamed = Passkey renamed.
passkey-removed = Passkey removed. Remove it from your device too.
passkey-used = last used { $x }
passkey-added = made { $x }, not used yet
passkey-not-shown = No passkey was used. Try again, or sign in with your password.
passkey-not-made = No passkey was made. Nothing was changed; please try again.
passkey-needs-script = Passkeys need JavaScript in your browser.
passkey-refused = That passkey is not known here. Sign in with your password.
passkey-too-late = That took too long. Please try once more.
passkey-known = That passkey is saved already.
passkey-of-another = That passkey is somebody else’s. Nothing was changed.

## Staff accounts

staff-title = Staff accounts
staff-caption = Who works here
staff-login = User name
staff-login-hint = Small letters, digits, dots or hyphens. For example: meiske
staff-role = Role
staff-roles = Roles
staff-roles-hint = There can be several. A role ticked at one place holds at that place alone.
staff-everywhere = Everywhere
staff-reach-library = Holds for the whole library, also where the role is held at one place.
staff-reach-everywhere = Holds only where the role is held everywhere.
staff-roles-places = What concerns the whole library, like settings, accounts and exports, holds only where the role is held everywhere.
staff-role-at = { $role } ({ $place })
staff-second = Second step
staff-second-yes = Yes
staff-second-no = Not yet
staff-second-text = If the phone is lost, remove the codes; all sessions end with them. Passkeys stay.
staff-second-forget = Remove the codes
staff-second-forgotten = The codes are removed, and all sessions have ended.
staff-sessions = { $n ->
        [0] Not signed in.
        [one] Signed in on one device.
       *[other] Signed in on { $n } devices.
    }
staff-sessions-end = End all sessions
staff-seen = Last active
staff-not-here = Not signed in
staff-none = No staff yet
staff-none-text = Make the first account with the form below.
staff-new = New colleague
staff-appoint = Make account
staff-roles-save = Save roles
staff-roles-saved = Roles saved; they hold from now on.
staff-roles-back = The roles are as they were.
staff-password-text = The old password ends at once, and so do all sessions.
staff-dismiss-title = Leaving
staff-dismiss-text = The account is closed and the roles are taken away. What was done stays on record.
staff-dismiss = Close account
staff-dismissed = Account closed.
staff-former = Worked here before
staff-left = Left
staff-former-login = The user name is still { $x }. Choose the roles; a new password is shown once afterwards.
staff-reappoint = Take on again
staff-login-of-former = This user name belongs to { $name }, who worked here before. If that is who it is, take them on again from the list “Worked here before”; else choose another.
staff-login-unreadable = A user name has at least 3 characters: small letters, digits, dots or hyphens, and is no member number.
staff-role-missing = Choose at least one role.
staff-role-unknown = There is no role “{ $role }”.
staff-branch-unknown = That place is no more. Load this page again.
staff-role-too-much = That role may do more than you may yourself. Ask the head of the library to give it.
staff-above = This person may do more than you may yourself, so you cannot change their account. Nothing was changed.
staff-last-keeper = After this nobody could manage accounts and roles. Nothing was changed; give that role to somebody else first.
change-overtaken = Something else was changed since, so this cannot be taken back. Nothing was changed.

## Roles and permissions

roles-title = Roles and permissions
roles-lead = A role gathers permissions. Who holds which role is decided at the accounts of staff; changes hold at once.
roles-name = Role
roles-permissions = Permissions
roles-holders = Held by
roles-nobody = Nobody holds this role yet.
roles-save = Save permissions
roles-kept = Permissions saved; they hold at once.
roles-taken-back = The role is as it was.
roles-new = New role
roles-new-name = Name of the role
roles-new-hint = Such as “Library bus”.
roles-make = Make the role
roles-made = The role “{ $name }” is made.
roles-copy = Make a new role like this
roles-remove = Remove the role
roles-removed = The role is removed.
roles-needs-name = Give the role a name.
roles-name-too-long = A role’s name has at most 40 characters.
role-permission-unknown = There is no permission “{ $name }”.
role-title-taken = There is a role “{ $name }” already.
role-copy-of = { $x } (copy)
role-is-held = Somebody still holds this role. Give them another one first.
role-of-the-beginning = A role of the beginning cannot be removed; its permissions can.

## The sign-in of an institution

provider-title = Sign-in of an institution
provider-lead = If your town or institution has a sign-in of its own (OpenID Connect), staff can use it here. Accounts and roles are still decided here.
provider-redirect = Return address, to be registered there
provider-name = Name
provider-name-hint = Shown on the sign-in button. For example: Tomohon civil service account
provider-issuer = Issuer address
provider-issuer-hint = Exactly as it calls itself, such as https://masuk.tomohonkota.example
provider-client = Client ID
provider-secret = Client secret
provider-secret-hint = Kept sealed.
provider-secret-kept = Kept, sealed. Leave it empty if it has not changed.
provider-links = Who comes for the first time is known by
provider-links-subject = An account they connected themselves
provider-links-subject-hint = They sign in as ever once, and connect their account at Account security.
provider-links-email = An e-mail address the service has verified
provider-links-email-hint = It must be that of exactly one colleague, who has confirmed it at My account.
provider-enabled = Show the sign-in button
provider-save = Save
provider-kept = Saved.
provider-needs-name = Give the service a name.
provider-needs-issuer = Write the whole address, beginning with https://.
provider-needs-client = Write the client ID the service gave you.
provider-came-back = { $x } knows who you are. Go on to sign in.
provider-gave-nothing = The service did not let you sign in. Nothing was changed; sign in with your password, or try again.
provider-too-late = That took too long, or began in another browser. Please sign in once more.
provider-unknown = This { $name } account is connected with nobody here. Sign in with your password and connect it at Account security; if you have no account yet, ask the head of the library.
provider-does-not-do = The institution’s sign-in did not answer as it should. Nothing was changed; sign in with your password and tell the head of the library.
provider-linked-elsewhere = That account is connected with somebody else here.
provider-of-another = That is not the account you have connected.
provider-not-fresh = Prove first who you are, then connect once more.
provider-connected = The account is connected. Sign in with it next time.
provider-parted = The account is disconnected.

## Settings and the log

setting-identity-second-step = Staff must use a second step
    .help = Codes on the phone, a passkey, or the sign-in of an institution. It holds at once; whoever has none is asked to set one up.
audit-account-password-changed = Own password changed
audit-passkey-added = Passkey added
audit-passkey-removed = Passkey removed
audit-provider-set = Institution’s sign-in set up
audit-provider-linked = Institution’s account connected
audit-provider-unlinked = Institution’s account disconnected
audit-role-removed = Role removed
audit-second-step-set-up = Second step set up
audit-second-step-removed = Second step removed
audit-second-step-paper-made = Recovery codes made
audit-second-step-paper-used = Recovery code used
audit-session-ended = Session ended
audit-value-count = count
audit-value-means = means
audit-value-second = second step

holding-identity-means = Ways to sign in

# Messages about the safety of an account
notice-identity-new-device = Sign-in on a new device
    .help = When your account is opened on a device that is not known.
    .subject = Your account was opened on a new device
    .body = Your account was opened on { $at } on a device it was not used on before: { $device }.

        If that was you, there is nothing to do. If not, change your password and end that session on the security page.
    .short = Your account was opened on { $at } on a new device: { $device }.
notice-identity-password-changed = Password changed
    .help = When the password of your account is changed.
    .subject = The password of your account was changed
    .body = The password of your account was changed on { $at }.

        If that was you, or the staff at your request, there is nothing to do. If not, tell the library at once.
    .short = The password of your account was changed on { $at }.
