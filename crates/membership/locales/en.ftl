### Plans, memberships, cards.

nav-members = Members
nav-mine-home = My card

plan-dewasa = Adult
plan-remaja = Teenager
plan-anak = Child
plan-pelajar = Pupil or student
plan-guru = Teacher
plan-keluarga = Family
plan-petugas = Staff

indicator-membership-active = Active members
indicator-membership-new = New members

## List

members-title = Members
members-find = Name, member number or telephone
members-newest = Newest members
members-found = Matching members
members-count = { $n } found
members-none = No members yet
members-none-text = The first one is registered in a minute: name, birth date, telephone, village.
members-not-found = No member for “{ $x }”
members-not-found-text = Try another part of the name, the number on the card, or the telephone number.
members-print-cards = Print the chosen cards
members-cards-none = No member has been chosen. Go back to the list and tick a few names.

## Facts

member-code = Member number
member-plan = Membership
member-standing = State
member-since = Member since
member-until = Valid until
member-born = Birth date
member-age = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
member-sex = Sex
member-phone = Telephone
member-phone-whatsapp = WhatsApp or telephone number
member-email = E-mail
member-village = Village
member-address = Address
member-note = Note for the staff
member-blocked-why = Blocked because
member-empty = empty
member-by-system = System
fact = Fact
fact-value = Value

standing-active = Active
standing-active-until = Valid until { $x }.
standing-active-always = Without end
standing-expired = Expired
standing-expired-on = The membership ended on { $x }. Renew it to borrow again.
standing-blocked = Blocked
standing-blocked-because = May not borrow: { $x }
standing-upcoming = Not yet begun
standing-upcoming-from = The membership begins on { $x }.

## Registration

member-new-title = Register a member
member-change-title = Change { $x }
member-register = Register member
member-save = Save
member-back = Back
member-more = More
member-born-hint = Day, month, year. For example: 17 3 1994
member-phone-hint = For example: 0812-3456-7890
member-village-hint = Type a few letters and choose. Outside Tomohon: write the place.
member-note-hint = Only staff see it.
member-code-given = Earlier member number
member-code-given-hint = Leave empty for the next number.
member-alike-title = Perhaps registered already
member-alike-text = Name and birth date, or the telephone number, are the same. Open the card, or tick below if this is somebody else.
member-register-anyway = This is somebody else, register anyway
member-registered = { $name } is registered with number { $code }.
member-saved = { $name } is saved.

member-plan-unknown = Choose one of the memberships there are.
member-code-unreadable = A member number has letters, digits, hyphens, dots and slashes only.
member-code-taken = Another member has the number { $code }.
member-until-before-since = The membership would end before it begins.
member-until-past = Choose today or a later day.
member-unknown = There is no such member. Check the number.

## A member's page

member-serve = Serve at the desk
member-loans = Loans
member-change = Change
member-card = Print card
member-card-short = Print
member-card-of = Card of { $x }
member-facts = About the member
member-history = History
member-renew = Renew
member-renewed = Membership renewed.
member-block-title = Block
member-block = Block member
member-block-reason = Reason
member-block-reason-hint = The member can read this reason.
member-block-needs-reason = Write the reason, so that the member knows what to settle.
member-blocked = Member blocked.
member-unblock = Lift the block
member-unblocked = Block lifted.
member-close-title = Leaving
member-close-text = The membership ends and the account is closed. The history stays, and what is borrowed must still come back.
member-close = End membership
member-closed = Membership ended.
member-restored = Put back as it was.

member-account = Account for signing in
member-account-none = No account yet. With one, the member sees their loans from home.
member-account-make = Make an account
member-login-closed = This membership has been ended. Renew it first, then make the account.

## My page

mine-title = Hello, { $x }
mine-show-card = Show this code at the desk.
mine-facts = About me
mine-facts-hint = Has something changed? Tell the desk, and we correct it at once.
mine-no-card = This account has no member card yet.
mine-password = Password
mine-password-old = Current password
mine-password-new = New password
mine-password-hint = At least 8 characters. A short sentence is easier to remember and safer.
mine-password-change = Change password
mine-password-changed = Password changed. Sign in with the new one.
mine-password-wrong = The current password does not match. Nothing was changed.

## History

audit-member-registered = Registered
audit-member-updated = Facts changed
audit-member-renewed = Renewed
audit-member-restored = Validity put back
audit-member-blocked = Blocked
audit-member-unblocked = Block lifted
audit-member-closed = Membership ended

## Bases of a membership

ground-address = Lives here
ground-roster = A partner's roster
ground-domain = A partner's e-mail
ground-voucher = A partner's voucher
ground-employment = Works here
ground-guardian = A parent's or guardian's membership
ground-need = The library's decision
ground-payment = A fee
basis-not-of-plan = This kind of membership does not accept that basis. Choose another, or change its rules on the page of kinds first.
basis-guardian-unknown = This parent or guardian is no member yet. Register them first.
basis-guardian-self = A membership cannot hang on itself.
basis-guardian-hangs = This person's membership hangs on a guardian itself. Choose a guardian whose membership stands on its own.
basis-unknown = This basis was not found. Load the page again.
member-plan-too-young = This kind of membership begins at the age of { $age }. Choose another kind.
member-plan-too-old = This kind of membership ends at the age of { $age }. Choose another kind.
audit-member-confirmed = Identity confirmed
audit-member-basis-added = Basis added
audit-member-basis-ended = Basis ended
