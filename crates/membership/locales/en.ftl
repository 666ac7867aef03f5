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
member-branch = Branch
member-branch-any = None in particular
member-branch-unknown = This branch does not exist any more. Choose another; the rest of the form is kept.
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
standing-unagreed = Waits for a guardian
standing-birth-owed-since = The membership stopped after { $x } because the date of birth is not known. Once it is, the membership counts again; for a child once a guardian agrees.
standing-unagreed-since = The membership stopped after { $x } because no parent or guardian has agreed. Once one does, it counts again.
standing-expired = Expired
standing-consent-withdrawn = The guardian took the consent back, so this membership has stopped. A new consent opens it again.
standing-turned-down = This registration was turned down, and the membership is closed.
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
member-village-proves = A village of Tomohon is enough to show that they live here. Elsewhere? Write the place and choose another basis below.
member-note-hint = Only staff see it.
member-code-given = Earlier member number
member-code-given-hint = Leave empty for the next number.
member-alike-title = Perhaps registered already
member-alike-text = The register may have this person: name, birth date or number are the same or alike. Open the name: the card, or the form that makes them a member. Tick below if this is somebody else.
member-register-anyway = This is somebody else, register anyway
member-registered = { $name } is registered with number { $code }.
member-registered-child = { $name } is registered for the time being with number { $code }, until a parent or guardian agrees. Link them and keep their consent below.
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
member-renew-costs = A term costs { $x }. The next one begins when this one ends.
member-renew-needs-payment = The next term needs a payment. Record the number of the receipt and the amount; where there are no boxes for it here, add a payment as a basis.
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
member-login-colleague = This person works here. The head gives colleagues their passwords, at Accounts.
member-login-closed = This membership has been ended. Renew it first, then make the account.

## My page

matter-provisional = { $n ->
    [one] One member waits
   *[other] { $n } members wait
} until somebody sees who they are.
matter-of-age = { $n ->
    [one] One member answers for themselves
   *[other] { $n } members answer for themselves
}: 18 now or soon.
matter-seats = { $n ->
    [one] One person on a partner’s list waits
   *[other] { $n } people on partners’ lists wait
} for a seat.
matter-ends = Your membership runs until { $x }. Renew it at the desk.
matter-child = { $name }’s card: { $n ->
    [one] one thing is
   *[other] { $n } things are
} missing.
family-all = My family
mine-waiting = Needs you now
mine-title = Hello, { $x }
mine-show-card = Show this code at the desk.
mine-facts = About me
mine-facts-hint = Has something changed? Tell the desk, and we correct it at once.
mine-no-card = This account has no member card yet.

## History

audit-member-registered = Registered
audit-member-updated = Facts changed
audit-member-moved = Moved to another branch
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
basis-needs-address = Living here needs an address in Tomohon. Choose the village; or, for somebody who lives elsewhere, another basis: works here, a fee, or the library’s decision. Partner schools and offices can also carry them by list or voucher.
basis-guardian-unknown = This parent or guardian is no member yet. Register them first.
basis-guardian-self = A membership cannot hang on itself.
basis-guardian-hangs = This person's membership hangs on a guardian itself. Choose a guardian whose membership stands on its own.
basis-unknown = This basis was not found. Load the page again.
member-plan-needs-birth = This plan is for those who are 18 or older, and nobody knows when this member was born. Enter the birth date first.
member-plan-too-young = This kind of membership begins at the age of { $age }. Choose another kind.
member-plan-too-old = This kind of membership ends at the age of { $age }. Choose another kind.
audit-member-confirmed = Identity confirmed
audit-member-basis-added = Basis added
audit-member-basis-ended = Basis ended

## Registering oneself, family, card

setting-membership-provisional-loans = Loans of provisional members
    .help = How many books may be taken home before the staff have confirmed who somebody is, and before a child’s guardian has agreed.
setting-membership-provisional-days = Length of provisional membership
    .help = How many days a membership counts before it is confirmed, and before a child’s guardian has agreed.
setting-membership-join-per-day = People who register themselves per day
    .help = How many people at most may register themselves in a day. 0 closes this.
setting-membership-fee-days = Paid terms, in days
    .help = How many days at most before or after today a term may begin that is paid for. The next one, the day after the one that runs now ends, always may.
join-title = Become a member
join-step = Step { $n } of 3
join-intro = Free, and done in two minutes. Anybody's phone will do; no e-mail needed.
join-intro-paid = Done in two minutes. Anybody’s phone will do; no e-mail is needed.
join-prices = Price of a term: { $x }. It is paid at the desk; the card counts once it is paid.
join-name-hint = As on the identity card or school report.
join-born-missing = Write the date of birth.
join-no-plan = Registering oneself is not possible at this age yet. Please come to the desk.
join-phone-hint = A family number will do. We only write about loans and the membership.
join-village-hint = Type a few letters and choose. With a voucher it may stay empty.
join-needs-ground = Those who register themselves live in Tomohon: choose the village. Elsewhere? Use a voucher or e-mail address of a partner school or office, or come to the desk; working here, a fee or a parent’s card will do as well.
join-guardian-name = Name of parent or guardian
join-guardian-hint = Needed for children below 13.
join-guardian-one-of = One of the two is enough: a telephone number, or the number on their card.
family-privacy = Data and privacy
join-guardian-phone = Telephone of parent or guardian
join-guardian-code = Card number of parent or guardian
join-guardian-missing = Children below 13 are registered by a parent or guardian. Write their name.
join-guardian-unreachable = Write a telephone number, or the number on their card.
join-check = Check what you wrote
join-privacy = The library uses this for the membership and for loans alone.
join-minor = For children below 18 a parent or guardian agrees: on their own page once they have signed in, or by a signature at the desk.
join-agree = This is right, and I agree that the library keeps it.
join-agree-missing = Tick the consent to go on.
join-enough-today = No more people can register themselves today. Nothing has been kept. Please come to the desk, or try again tomorrow.
claim-title = The card on your own phone
claim-lead = Choose a password for card { $x }. With the number on the card and this password you sign in from any phone.
claim-password = Password
claim-password-hint = At least 8 characters. A short sentence is easy to remember and hard to guess.
claim-borrowed = A borrowed phone? Sign out when you are done, and do not keep the card here.
claim-open = Open my card
claim-gone = This link has been used, or a day has passed. Do you have a password? Sign in with the number on your card. If not, the desk makes you one.
claim-sign-in = Sign in
claim-keep-title = Keep the card on a phone
claim-keep-text = Choose a password now, and this card opens on your phone at any time, also without a connection. No e-mail needed.
claim-open-here = Choose a password
claim-elsewhere = Is this phone borrowed?
claim-qr-title = Scan with your own phone
claim-qr-text = It counts for a day, and once. Do not share it: whoever scans it can choose the password.
join-next = Next
join-send = Register
join-done-title = Welcome to the library
join-done-lead = You are registered. This card counts for the time being.
join-done-owed = You are registered. This card counts once { $x } is paid at the desk.
join-done-card = Take a picture of this screen or note the number, and show it at the desk.
join-bring-title = What to bring to the desk
join-bring-identity = An identity card, student card or family card
join-agree-now = The child stands on your own page now. You can read the consent there and agree to it, or sign it on paper at the desk.
join-bring-guardian = A parent or guardian, to sign the consent
join-bring-number = The number above
join-another = Register somebody else
join-catalogue = See the catalogue
join-confirm-title = Waiting to be confirmed
join-confirm = Confirm
join-confirmed = { $name } is confirmed as a member.
join-confirmed-already = This member is confirmed already. To end the membership, use Leave.
join-reject = Turn down
join-reject-reason = Reason for turning down
join-reject-needs-reason = Write the reason. Nothing has been turned down yet.
join-rejected = The registration is turned down and closed.
toconfirm-title = To look at
toconfirm-provisional = Provisional members
toconfirm-none = Nobody is waiting.
toconfirm-known = The register may know them already: they are not told. Compare first, then make one entry of both, turn this registration down, or confirm it where it is somebody else.
toconfirm-compare = Compare
toconfirm-consent = Waiting for a guardian’s consent
toconfirm-age = 18 years old, now or soon
toconfirm-of-age = 18 on
toconfirm-no-age = Nobody is left to ask, and nobody turns 18 in the next 90 days
missing-title = What is missing
missing-identity = Nobody at the desk has confirmed who this is.
missing-birth-of-child = The date of birth is not known, and this may be a child. Fill it in first; without it the membership counts until { $due }.
missing-birth = The date of birth is not known.
missing-address = The membership stands on living here, but the address is not in Tomohon.
missing-guardian = No parent or guardian is linked.
missing-consent = There is no consent of a parent or guardian. Without it the membership counts until { $due } at most.
member-login-needs-consent = Below 18 an account is made once a parent or guardian has agreed. Keep the consent first.
family-title = Family
family-none = No child is linked with this card yet. Ask the staff to link one, or register a child now.
family-register = Register a child
family-guardians = Parents or guardians
family-guardian-code = Card number
family-guardian-name = Name, if no member yet
family-link = Link a guardian
family-linked = The parent or guardian is linked.
family-unlink = Unlink
family-unlinked = The parent or guardian is unlinked.
family-with-self = Nobody is their own guardian.
family-guardian-too-young = A guardian must be 18 or older.
family-guardian-age = Nobody knows when this guardian was born. State that they are 18 or older, or enter the birth date first.
family-grown-up = The guardian is 18 or older
family-grown-up-hint = Needed only where the guardian’s birth date is not known
family-grown-stated = stated to be 18 or older
family-guardian-nobody = Whoever cares for a child is a person the register knows, no organisation and nobody who was forgotten.
family-linked-already = This person is known as their guardian already.
family-not-linked = This person is not known as their guardian. Load the page again.
consent-title = Consent
consent-in-force = { $name } agreed on { $day }. Evidence: { $evidence }.
consent-in-force-online = { $name } agreed from their own account on { $day }. Words agreed to: { $evidence }.
consent-in-force-list = { $name } collected the parents’ consent on paper; confirmed by { $by } on { $day }. Evidence: { $evidence }.
consents-title = Parents’ consent: { $x }
consents-lead = { $n ->
    [one] One child below 18 of this organisation has no consent of a parent or guardian yet.
   *[other] { $n } children below 18 of this organisation have no consent of a parent or guardian yet.
}
consents-help = The school collects the parents’ letters on paper and then confirms them to the library. Untick the children whose letter is missing. Parents can take it back at any time; children whose consent was ever withdrawn are not on this list.
consents-open = Record the school’s consents
consents-all-classes = All classes
consents-tick = Chosen
consents-owing = No consent yet
consents-more = { $n ->
    [one] One more is not shown. Choose a class to look child by child, or record it for all.
   *[other] { $n } more are not shown. Choose a class to look child by child, or record it for all.
}
consents-none = Nobody is waiting
consents-none-text = Every child of this organisation has a consent, or needs one from their own guardian.
consents-by = Confirmed by
consents-by-hint = Name and office at the school, such as the class teacher of 7A
consents-on = On
consents-evidence-hint = What was seen and where it lies, such as 28 letters of parents, folder 7A in the school office
consents-who = For whom
consents-who-ticked = Only those ticked below
consents-who-all = { $n ->
    [one] The one child
   *[other] All { $n } children
}
consents-keep = Keep the consents
consents-kept = { $n ->
    [one] The consent for one child is kept. The membership counts in full.
   *[other] The consents for { $n } children are kept. Their memberships count in full.
}
consents-taken-back = { $n ->
    [one] The consent for one child was taken back; nothing is recorded.
   *[other] The consents for { $n } children were taken back; nothing is recorded.
}
consent-list-nobody = Choose at least one child who waits for a consent.
consent-list-needs-evidence = Write the evidence: which letters were seen, and where they lie.
consent-list-needs-name = Write who at the school confirms it.
consent-list-future = This day has not come yet.
consent-list-unknown = Nothing was confirmed so, or it has been taken back.
consent-list-settled = More than a day has passed, or nothing of it is in force. Withdraw the consents child by child.
sponsor-consents = { $n ->
    [one] One child on this list has no consent of its parents. Without it the membership stops.
   *[other] { $n } children on this list have no consent of their parents. Without it their memberships stop.
}
class-consents = Some children on this list have no consent of their parents. Where the school has collected it on paper, record it for the whole list at once.
toconfirm-consent-many = Schools that collected the consents on paper can confirm them at once:
toconfirm-consent-of = { $name }: { $n ->
    [one] one child
   *[other] { $n } children
}
toconfirm-asked = Asked
toconfirm-seen-grown = Asked, stays a member
toconfirm-grown = { $name } answers for themselves since turning 18. Asked.
toconfirm-never-child = Did not join as a child: there is nothing to ask at 18.
toconfirm-not-grown = Not 18 yet.
audit-member-consent-mistaken = Consent kept by mistake taken back
audit-member-grown-seen = Asked after turning 18
consent-words = The words agreed to
consent-online-lead = Read this, and agree from here. You need not come or print anything.
consent-online-guardian = I am a parent or guardian of { $x } and may agree for them.
consent-online-note = I can withdraw this consent at any time on this page or at the library’s desk.
consent-online-tick = I have read all of this and agree to it.
consent-online-tick-missing = First tick that you have read this and agree.
consent-online-give = Agree
consent-online-kept = Thank you. The consent is kept, and the membership is a full one.
consent-online-changed = The words have changed since you opened them. Read the new ones, then agree.
consent-giver = Who agrees
consent-evidence = Evidence
consent-evidence-hint = For example: signed form, folder 3
consent-keep = Keep the consent
consent-kept = The consent is kept.
consent-ended-otherwise = The consent is kept, but the membership stays ended: more than the withdrawn consent has ended it. The desk can renew it.
consent-ended-blocked = The consent is kept, but the membership stays ended because it is blocked: { $why }. Settle that at the desk; it can be renewed there afterwards.
consent-ended-age = The consent is kept, but the membership stays ended: its plan is not for a child of this age any more. The desk gives another plan.
consent-ended-payment = The consent is kept, but the membership stays ended: a new term costs { $price }. Pay it at the desk, and the membership counts again.
consent-ended-ground = The consent is kept, but the membership stays ended: the child’s address is not in this town, and there is nothing else for it to stand on. At the desk the address is put right, or another basis added.
consent-ended-desk = The consent is kept, but the membership stays ended: this plan is renewed by the staff alone. Ask at the desk.
consent-form = Print the consent form
consent-withdraw = Withdraw the consent
consent-withdraw-help = The membership then ends and the account is closed. What is borrowed still has to come back.
consent-withdrawn = The consent is withdrawn, the membership has ended. What is borrowed still has to come back.
consent-not-guardian = Whoever agrees must be a known parent or guardian.
consent-needs-evidence = Write the evidence, such as a signed form.
consent-there-already = There is a consent already.
consent-none = There is no consent in force.
consent-form-title = Consent of a parent or guardian
consent-form-intro = The child named below would like to join the library. The library asks for your consent.
consent-form-data = The library keeps the child's name, date of birth, contact and loans, for the library's services alone.
consent-form-child = Child's name
consent-form-agree = I agree that:
consent-form-membership = My child joins, borrows books, and from the age of 13 signs in with an account of their own.
consent-form-place = Place and date
consent-form-guardian = Parent or guardian
consent-form-staff = Library staff
consent-form-note = This consent can be withdrawn at any time at the library's desk.
card-title = Card
card-as-of = As of { $x }.
card-pdf = Card as PDF
card-keep = Keep on this phone
card-drop = Remove from this phone
card-keep-help = A card that is kept opens without a connection. Do not keep it on a borrowed phone.
card-found = This card belongs to the library. If found, please return it to the desk.
card-replace-title = Replacement card
card-replace = Give a new number
card-reason = Reason
card-lost = Lost
card-stolen = Stolen
card-worn = Worn out
card-replaced = The new card has the number { $code }. The old number counts no more.
card-replaced-already = This card has been replaced. Its number is { $code } now.
audit-member-rejected = Registration turned down
audit-member-confirmation-undone = Confirmation taken back
audit-member-consent-given = Consent kept
audit-member-consent-withdrawn = Consent withdrawn
audit-member-card-replaced = Card replaced

## Partners that carry memberships, and their lists

permission-membership-plans = Set up kinds of membership, partners and their lists
nav-sponsors = Membership partners
sponsors-none = No partners yet
sponsors-none-text = A school, an office or a firm can bring in all its people with one list.
sponsor-new = New partner
sponsor-change = Change the agreement
sponsor-kept = The agreement with { $name } is saved.
sponsor-partner = Organisation
sponsor-partner-hint = Not here yet? Enter it first on the page of people and organisations.
sponsor-name = Name of the agreement
sponsor-name-hint = For example the school and whom it carries: pupils, teachers.
sponsor-since = From
sponsor-until = Until
sponsor-seats = Number of seats
sponsor-seats-hint = Leave empty for no limit.
sponsor-order = Where seats are too few, first come
sponsor-grace = Grace (days)
sponsor-grace-hint = For so long whoever leaves the list stays a member.
sponsor-domain = E-mail domain
sponsor-domain-hint = What follows the @ in its addresses. No domain that everybody can have an address in.
sponsor-carried = Carried
sponsor-waiting = Waiting for a seat
sponsor-period-wrong = This period ends before it begins. Swap both days.
sponsor-unknown = This partner was not found. Go back to the list of partners.
sponsor-name-missing = Write the name of the agreement.
sponsor-partner-unknown = Choose an organisation or group that has been entered.
sponsor-seats-unreadable = Write the number of seats in digits, or leave it empty.
sponsor-grace-unreadable = Write the grace in days, from 0 to 366.
sponsor-domain-unreadable = Write the domain only, without a name before the @.
sponsor-domain-taken = Another partner has this domain already.
seat-order-roster = As the list has them
seat-order-name = By name
seat-order-joined = Whoever joined first

roster-title = People on the list
roster-number = Partner's number
roster-class = Class or unit
roster-what = Remarks
roster-state-current = Carried
roster-state-waiting = Waiting for a seat
roster-state-gone = No longer on the list
roster-gone-until = Gone, a member until { $x }
roster-last = Last list: { $file }, { $when }.
roster-send-title = New list
roster-file-hint = CSV or XLSX with names and birth dates; better still with the partner's numbers. It is only looked at; nothing changes yet.
roster-look-title = What would change
roster-look-lead = { $x }: nothing has changed yet. Check it, then apply it.
roster-new = New
roster-gone = Gone
roster-changed = Changed
roster-same = The same
roster-doubtful = To be checked
roster-warnings = Applied, but look again
roster-known = known already
roster-line = line { $n }
roster-more = and { $n } more
roster-of-class = { $n } change class or unit.
roster-birth-owed = No birth date: the membership is for the time being until it is known.
roster-loses-most-said = More than half of the people are not on this list. Nothing has changed. If it is the right one, send it again with knowing: true.
roster-loses-most = More than half of the people are not on this list. Is it the right one?
roster-apply = Apply
roster-rejects = Download what is to be checked
roster-applied = Applied: { $seated } carried now, { $gone } gone, { $waiting } waiting for a seat.
roster-undo = Take the last list back
roster-undone = The last list was taken back: { $restored } people are as they were, { $ended } memberships are no longer carried.
roster-undone-but = The last list was taken back: { $restored } people are as they were, { $ended } memberships are no longer carried. { $left } people were left alone, because they have changed since: { $names }.
roster-undo-past = This list can be taken back no more: it was taken back already, or a month has passed. Send the right list.
roster-last-undone = The last list, { $file }, was taken back { $when }.
roster-columns-unclear = Not all headings are known. See which column holds the names and the dates of birth.
roster-meanwhile = A colleague has just applied a list of this partner. Yours has not been applied. Reload this page and check again.
roster-twice = This person stands in another row already.
roster-number-of-other = This number was { $name }'s before.
roster-name-known = Somebody has the same name, and no birth date is given. Add the birth date.
roster-person-twice = This person is on the list already under another number or name.
roster-plan-refuses = This person is a member by a kind of membership that does not stand on lists.
roster-two-known = Two people have this name and birth date. Merge them first on the page of people.
roster-number-too-long = The partner's number is too long.
roster-class-too-long = The name of the class or unit is too long.
audit-sponsorship-begun = Agreement begun
audit-sponsorship-changed = Agreement changed
audit-sponsorship-ended = Ended with the agreement
audit-roster-applied = Partner's list applied
audit-roster-undone = Partner’s list taken back

## Kinds of membership

nav-plans = Kinds of membership
plan-change = Change a kind of membership
plan-name = Name
plan-name-hint = Leave empty for the name it came with.
plan-months = Runs (months)
plan-months-hint = Leave empty for no end.
plan-age-from = Youngest age
plan-age-to = Oldest age
plan-price = Price of a term (rupiah)
plan-price-hint = 0 means free. Where it costs something, a membership counts once the payment is recorded at the desk; whom a partner or guardian carries, or the library decides for, pays nothing.
plan-not-counted-yet = Kept as a promise; it is counted once rooms and computers are booked in Mapalus.
plan-benefit-change = Change the rules of lending
plan-room-hours = Rooms, hours a month
plan-computer-minutes = Computers, minutes a day
plan-grounds = Stands on
plan-closed = Takes no new members
plan-look = See whom it touches
plan-touches = Members of this kind: { $members }. Whose age no longer fits: { $age }. Whose basis is no longer accepted: { $ground }. Memberships that have begun do not change.
plan-kept = The kind of membership is saved.
plan-number-impossible = Write a number that is possible.
plan-needs-ground = Choose at least one basis.
plan-says-any-age = Any age
plan-says-from-age = From the age of { $n }
plan-says-to-age = Up to the age of { $n }
plan-says-ages = From the age of { $from } to { $to }
plan-says-no-end = without end
plan-says-months = runs { $n } months
plan-says-free = free
plan-says-price = costs { $x }
plan-says-rooms = rooms for { $n } hours a month (not counted yet)
plan-says-computers = computers for { $n } minutes a day (not counted yet)
plan-says-closed = takes no new members
plan-says-grounds = Stands on: { $x }.
audit-plan-changed = Kind of membership changed


holding-membership-member = Membership and cards
holding-membership-bases = What the membership stands on
holding-membership-consents = Guardian’s consents
erase-against-child = { $name }’s membership hangs on this one. Link another guardian first.

## What a membership stands on, on the member's page

bases-title = What the membership stands on
bases-all = One by one
bases-none = Nothing yet
bases-none-text = Add a basis, such as living here.
basis = Basis
basis-since = From
basis-until = Until
basis-until-hint = Leave empty for no end.
basis-today = Today
basis-evidence = Evidence
basis-evidence-hint = What was seen: an identity card, a letter, the number of a receipt. Required for a fee and for what the library has decided.
basis-needs-evidence = Say what proves it: the number of the receipt, or who decided it and when.
basis-receipt = Number of the receipt
basis-paid = Amount paid (rupiah)
basis-received = Where the payment lies
received-cash = In the box at the desk
received-bank = In the bank: a transfer, QRIS
basis-paid-back = What was paid for this was taken back in the books; it counts no more. Enter it anew if it was paid.
origin-membership = Membership fee
basis-paid-hint = For a payment alone. The number of the receipt is what proves it.
basis-needs-amount = Write down what was paid, in rupiah.
basis-paid-too-little = A term costs { $price }. Less than that was paid.
basis-paid-too-much = A term costs { $price }, and more than that was paid. Correct the amount, or say why if it is so.
basis-paid-for-free = This kind is free, yet something was paid. Leave the amount empty and choose another basis, or say what the fee is for.
basis-paid-more = Why more was paid
basis-paid-more-hint = For example: lives out of town, as the head of the library decided.
basis-paid-far = A paid term begins between { $first } and { $last }. Check the year; the next term begins the day after the one that runs now ends.
basis-paid-one-term = A fee pays exactly one term, no longer and no shorter. Leave the last day empty; it is worked out. The next term is entered with the next receipt.
basis-receipt-used = This receipt was entered for member { $code } already. A receipt is entered once; where it pays for several members, take it back first, then enter them together on the page Fees of several members.
basis-costs = This kind of membership costs { $price }: it stands on a payment, on a partner that carries it, on a guardian, or on a decision of the library. Choose payment, and write down the number of the receipt and the amount.
plan-costs-and-is-free = A kind that costs something does not count for living or working here alone. Untick both, or set its price to zero.
plan-change-ground = This kind accepts nothing that their membership stands on. Add something it accepts first.
plan-change-costs = This kind costs { $price }. Write down the number of the receipt and what was paid for its first term; what was free ends then.
plan-change-knowing = I know what becomes of the fee that was paid
plan-change-paid-ends = The fee of { $paid } (receipt { $receipt }) counts until { $until }. The other kind costs more: that term ends today, and the money stays in the books. If it is to be given back, take the payment back first among what the membership stands on. Tick this once the member knows.
plan-change-paid-goes-on = The fee of { $paid } (receipt { $receipt }) goes on until { $until } with the other kind; a difference is not given back. Tick this once the member knows.
plan-change-paid-ahead = The fee of { $paid } (receipt { $receipt }) for a term that has not begun is not enough for this kind. Take the payment back first among what the membership stands on, then move the member.
plan-change-pay-hint = For a first term of the other kind, where something is paid now.
plan-change-pays-nothing = The kind stays the same, so no fee is entered here. Leave receipt and amount empty, or renew the membership.
receipt-several = Fees of several members
receipt-lead = One receipt for several members, such as a family. The membership of each runs a term more; all of them, or none.
receipt-members = Members
receipt-members-hint = One line for each: the number on the card. Where something else than the fee of their kind was paid, write the amount after a space: A-00418 50.000
receipt-enter = Enter receipt
receipt-entered = { $x } entered for { $n ->
    [one] { $n } member
   *[other] { $n } members
}.
receipt-taken-back = The receipt was taken back. Memberships and books are as they were.
receipt-unknown = There is no fee with this number of a receipt. Check the number.
receipt-members-count = Write one to { $most } members.
receipt-member-twice = The number { $code } stands there twice. A member pays one term with one receipt.
receipt-line-of = At number { $code }: nothing has been entered.
basis-there-already = The same basis is there already, for the same time.
basis-add = Add a basis
basis-added = The basis was added.
basis-end = End
basis-end-title = End: { $x }
basis-end-lead = Other bases, if there are any, go on carrying this membership. Loans still have to come back.
basis-ended = The basis was ended.
basis-ends-by-list = A basis by a partner’s list ends when the next list no longer has this person.
basis-last-day = Last day
basis-last-day-hint = After this day the basis no longer counts.
basis-no-end = no end
basis-guardian = Card number of the parent or guardian
basis-guardian-hint = Only for the membership of a parent or guardian.
basis-does-count = Counts
basis-counts-later = Not yet begun
basis-counts-not = Does not count
basis-of = { $ground }: { $of }
basis-counts = { $basis }
basis-counts-until = { $basis } (until { $day })
basis-counts-from = { $basis } (from { $day })
basis-ended-on = { $basis } (ended { $day })
basis-guardian-ended = { $basis } (the guardian’s membership ended { $day })
basis-sponsor-ended = { $basis } (the agreement with the partner ended { $day })
basis-guardian-without = { $basis } (the guardian’s membership has no basis yet)
basis-never = { $basis } (its time does not meet that of its agreement)
why-counting = It counts today because of: { $x }.
why-not-counting = It does not count today: { $x }.
why-without-basis = It does not count today: it stands on nothing yet.

## Seats, vouchers, partners’ e-mail addresses

seat-sponsor-ended = The agreement with this partner has not begun or has ended.
seat-carried-already = This partner carries this membership already.
seat-none-free = All seats of this partner are taken.
sponsor-promised = Promised by vouchers
sponsor-statement = Statement for the partner
vouchers-title = Vouchers
voucher-make = Make vouchers
voucher-count = How many
voucher-until = Last day to exchange them
voucher-until-hint = Once exchanged, the membership runs a whole term, at most until the agreement ends.
voucher-count-impossible = Write a number from 1 to { $most }.
voucher-too-many = Seats that are still free: { $free }. Each voucher promises one.
voucher-after-sponsor = The agreement with this partner ends { $day }. Choose that day or an earlier one.
voucher-batches = Vouchers made
voucher-made-at = Made
voucher-made = Number
voucher-used-count = Exchanged
voucher-open = Not yet exchanged
voucher-void-count = Void
voucher-free-seats = Free seats
voucher-none = No vouchers yet
voucher-none-text = A partner hands them out on paper. Whoever brings one can register with it or exchange it.
voucher-batch-made = { $n } vouchers were made.
voucher-batch-unknown = These vouchers were not found. Go back to the partner’s page.
voucher-batch-title = Vouchers { $x }
voucher-codes = Codes
voucher-code = Voucher code
voucher-code-hint = Ten letters and digits below the QR code, such as K7MR2-PXD4H.
voucher-choose = Choose
voucher-brought-by = Exchanged by
voucher-is-open = Not yet exchanged
voucher-is-used = Exchanged
voucher-is-void = Void
voucher-is-past = Past its day
voucher-print = Print vouchers
voucher-void-chosen = Declare those ticked void
voucher-void-all = Declare all not yet exchanged void
voucher-voided = { $n } vouchers are void now.
voucher-none-voided = None was declared void. Tick the codes first.
voucher-redeem = Exchange a voucher
voucher-redeemed = The voucher was exchanged. The partner carries the membership now.
voucher-mine-lead = Write the code of your voucher. The partner who gave it carries your membership at once.
voucher-unreadable = This code is incomplete, or a letter is wrong. Compare it with the paper once more.
voucher-unknown = This code was not found. Compare it with the paper once more.
voucher-used = This voucher has been exchanged already.
voucher-void = This voucher was declared void. Ask whoever gave it to you.
voucher-past = This voucher could be exchanged until { $day } only.
voucher-paper-title = Membership voucher
voucher-paper-from = from { $x }
voucher-paper-how = Scan the QR code, or open { $origin }/gabung and write this code. You may also bring it to the desk.
voucher-paper-until = Exchange it until { $x }
join-voucher-hint = If a school, an office or a company gave you a voucher.
join-voucher-member = A member already?
address-of-no-partner = No partner has addresses of this domain. Use the one of your school or workplace.
audit-voucher-made = Vouchers made
audit-voucher-voided = Vouchers declared void
audit-voucher-unvoided = Vouchers valid again

## A new kind of membership

plan-new = New kind of membership
plan-new-lead = Loans follow the general rules until the page of the loan rules says otherwise.
plan-begun = { $name } was added to the kinds of membership.
plan-code = Code
plan-code-hint = One short word in small letters; it never changes. Example: mahasiswa.
plan-code-unreadable = Use 2 to 20 small letters, digits or hyphens, beginning with a letter.
plan-code-taken = Another kind of membership has this code.
plan-name-missing = Write its name.
plan-name-en = Name in English
plan-name-en-hint = Leave empty if it is the same.
plan-own-renewal = Members may renew it themselves (days before its end)
plan-own-renewal-hint = Leave empty for at the desk only.
plan-says-own-renewal = renewable by members { $n } days before its end
plan-touches-sponsors = Used in agreements with partners: { $x }.
audit-plan-begun = Kind of membership added

## Two memberships of one person

merge-card-retired = Card { $gone } counts no more; the number is { $code }. Bases, consents and partners’ lists follow.
merge-plan-stays = The kind of membership is that of card { $code }.
merge-block-follows = The block follows: { $reason }
merge-account-closes = The account { $login } is closed. If needed, open one for the card that stays.

## Cards on paper

members-cards = Member cards
cards-too-many = At most { $n } cards are set at once. Ask for them in parts.
cards-queue = Cards not yet printed
cards-unprinted = Cards that have never been printed
cards-unprinted-since = Cards not printed since { $x }
cards-since = Not printed since
cards-since-hint = Leave empty for cards that have never been printed. Replacement cards are among them.
cards-show = Show
cards-sheets = A4 sheets (PDF)
cards-single = Card size (PDF)
cards-all-printed = All cards have been printed
cards-all-printed-text = New members and replacement cards appear here.
cards-printed = Printed last
cards-batch = { $n } cards, { $when }
cards-forget = Mark as not printed
cards-batch-unknown = There is no such batch, or its cards are back in the queue.
cards-nobody = Nobody has these numbers. Nothing was noted.
cards-not-printed = These cards are in the queue again.
audit-cards-printed = Cards printed
audit-cards-not-printed = Printing of cards taken back

## A new school year

rollover-title = New school year
rollover-lead = Every class moves up to the next one; the last class leaves the list. Check the proposal, then see whom it concerns. The school may still send a new list afterwards.
rollover-now = Class now
rollover-people = People
rollover-next = Becomes
rollover-next-of = Class { $x } becomes
rollover-leaves = Leaves
rollover-leaves-of = Class { $x } leaves the list
rollover-no-class = without a class
rollover-would = { $moved } people change class, { $left } leave the list. Those who leave stay members for the grace ({ $days } days); their loans do not change. Nothing has been changed yet.
rollover-apply = Apply
rollover-done = { $moved } people changed class, { $left } left the list.
rollover-class-too-long = The name of a class is too long: { $name }
audit-roster-rolled-over = New school year applied
audit-member-address-not-counted = A partner’s address was proven, but there is no seat or the kind of membership does not take it

# Messages about membership
member-messages = Messages
job-membership-reminders = Send messages about the end of memberships
setting-membership-ending-days = Notice of an end
    .help = How many days before a membership ends its member is told. 0 turns it off.
setting-membership-consent-owed-days = Request for a guardian’s consent
    .help = How many days after a child has joined its guardians are reminded of their consent. 0 turns it off.
notice-membership-registered = Registration received
    .help = After you have registered yourself.
    .subject = We have your registration: { $code }
    .body = Welcome. Member’s number: { $code }

        This membership is provisional for { $days } days. Come to the desk with any identity card, and it becomes permanent.
    .short = Welcome. Member’s number: { $code }. This membership is provisional for { $days } days; come to the desk to confirm it.
notice-membership-confirmed = Membership confirmed
    .help = After the staff have confirmed a registration.
    .subject = Membership { $code } is confirmed
    .body = Thank you for coming. Membership { $code } is now permanent and good until { $until }.
    .short = Membership { $code } is now permanent and good until { $until }.
notice-membership-ending = Membership ends soon
    .help = A few weeks before a membership ends.
    .subject = Membership { $code } ends { $until }
    .body = Membership { $code } ends { $until }.

        It is renewed at the desk, free of charge for most members. Books you have on loan are still due on their day.
    .short = Membership { $code } ends { $until }. Renew it at the desk.
notice-membership-of-age = Turning 18
    .help = A few weeks before a member who joined as a child is 18.
    .subject = { $name } is 18 on { $day }
    .body = { $name } ({ $code }) is 18 on { $day } and answers for themselves from then on: no guardian’s consent is needed any more, and the guardian sees the card no longer.

        A membership that stands on a guardian’s ends that day. Come to the desk to go on in your own name.
    .short = { $name } ({ $code }) is 18 on { $day }. Go on with the membership at the desk.
notice-membership-consent-owed = Guardian’s consent
    .help = When a guardian’s consent for a child is missing.
    .subject = A guardian’s consent for { $name } is missing
    .body = { $name } ({ $code }) is registered for the time being. For children below 18 the library needs the consent of a parent or guardian.

        Agree on the Family page of your account, or sign the form at the desk.
    .short = A guardian’s consent for { $name } ({ $code }) is missing. Agree from your account, or at the desk.

member-entry = Entry and photo

member-already = This person is a member already.
member-no-person = Only people can become members.

class-title = Register a class
class-lead = One list of names becomes members at once. The list is looked at first; nothing is kept before you press the button on the next page.
class-list = Paste the list from a spreadsheet
class-list-hint = With its heading row: Name, Birth date, Village, Sex (F/M), Student number, Class, and more if there is. The birth date is needed.
class-file = Or choose a file
class-file-hint = CSV or XLSX, at most 300 rows.
class-school = School
class-school-hint = A name that is already in People & organisations. Class and student number are kept only where the school is named.
class-look = Look at the list
class-no-list = Paste the list or choose a file first.
class-no-school = No organisation of this name is known. Enter it under People & organisations first, or leave this empty.
class-schools = Several organisations fit: { $names }. Write the whole name.
class-too-long = This list is too long: at most { $n } rows at a time. Divide it into several lists.
class-needs-birth = The birth date is missing; without it nobody knows whether a guardian’s consent is needed.
class-needs-village = The village is missing or is not in Tomohon. Add a column Village, or go back and choose another basis for the whole list.
class-ground-address = Live here: the list has the village of each
class-ground-need = The library’s decision, such as for all pupils of a school
class-ground-employment = Work here
class-evidence-hint = Needed for the library’s decision: who decided it and when, such as the head teacher’s letter.
class-look-title = Look at the list of the class
class-look-lead = What is in { $x }
class-new = To be registered
class-members = Members already
class-left = To be looked at
class-row = Row
class-alike = Might be the same as
class-minors = { $n ->
    [one] One of them is below 18: a member for the time being, until a guardian agrees.
   *[other] { $n } of them are below 18: members for the time being, until their guardians agree.
}
class-enrol = { $n ->
    [one] Register one member
   *[other] Register { $n } members
}
class-cards = Print their cards
class-other = Another list
class-done = { $n ->
    [one] One new member. The card is ready to print.
   *[other] { $n } new members. The cards are ready to print.
}
class-alike-with = This might be { $names }. People decide.
class-number-twice = The identity number in this row is the same as in another row.

module-membership = Membership

job-membership-move-up = Seating those who wait

member-consent-withdrawn = The guardian has taken the consent back. This child's membership can be renewed once a guardian agrees again; note that consent first.
renew-own = Renew
renew-own-until = Renewed until { $day }.
renew-own-early = You can renew it yourself from { $day } on.
renew-own-desk = It is renewed at the desk.
renew-own-endless = This membership has no end.
family-closed = This membership has been ended. Agree again here, then ask the staff to renew it.
member-change-overtaken = This membership has been changed again since, so it is not put back. Look at its history, then decide again.
member-closed-meanwhile = This registration has been turned down, or the membership has been ended, meanwhile. Nothing was confirmed.
member-birth-owed = Nobody knows when this member was born, and it may be a child. Enter the birth date first, then renew.
member-consent-owed = No parent or guardian has agreed yet. Keep their consent first, then renew.
member-renew-needs-ground = This membership stands on living here, but the address is not in Tomohon. Put the address right, or add another basis below.
join-guardian-unknown = There is no such card number. Look at the card, or leave it empty and write a telephone number.
join-guardian-grown = This parent or guardian is 18 or older
join-guardian-age = Tick that the parent or guardian is 18 or older. Nobody younger can be one.
join-name-short = Write the full name, two letters at least.
roster-class-is-day = The class column holds a date. The columns may have shifted.
roster-will-wait = Free seats: { $free }. The others wait, in the order of { $order }.
roster-order-roster = the list
roster-order-name = names
roster-order-joined = joining


dependent-membership-carried = { $n ->
    [one] { $n } sponsored membership
   *[other] { $n } sponsored memberships
}
dependent-membership-listed = { $n ->
    [one] { $n } person on the partner's list
   *[other] { $n } people on the partner's list
}
dependent-membership-sponsorships = { $n ->
    [one] { $n } arrangement for memberships
   *[other] { $n } arrangements for memberships
}
countable-membership-granted = Memberships granted through the partner
countable-membership-standing = Memberships that stand by the partner's list or vouchers today

### Lists of names that partners send

matter-sent-lists = { $n ->
    [one] { $n } list of names from a partner waits to be looked at
   *[other] { $n } lists of names from partners wait to be looked at
}
roster-sent-title = A list from the partner
roster-sent = { $file }, sent by { $name }, { $when }.
roster-sent-look = Look at it and apply it
roster-sent-done = The list was sent. Nothing has changed yet: the staff look at it first.
roster-refuse = Refuse with a reason
roster-refuse-why = The reason that the partner reads
roster-refused = The list was refused, and its sender is told.
roster-refusal-missing = Write why, so that the partner can mend the list.
roster-sent-unknown = There is no such list that was sent.
roster-settled-already = This list has been decided already, or a newer one took its place.
roster-library-asks = The library's staff look into this row.
roster-fate-waiting = Waits to be looked at
roster-fate-applied = Applied
roster-fate-refused = Refused
roster-fate-replaced = Replaced by the next list
audit-roster-sent = List sent by the partner
audit-roster-refused = The partner's list was refused
partner-panel-title = Memberships you sponsor
partner-panel-year = In the last year: { $carried ->
    [one] one person was sponsored
   *[other] { $carried } people were sponsored
}, { $new } of them new.
partner-panel-waits = The list you sent waits to be looked at.
partner-panel-list = List of names
partner-panel-private = Only numbers: what anybody reads is told to nobody.
partner-list-crumb = Partnership
partner-list-ended = Memberships through this partner ended on { $x }. Get in touch with the library to renew them.
partner-list-sent = What { $x } would change
partner-list-sent-text = Nothing has changed yet. The staff look at this list and apply it; you are told what came of it.
partner-list-again = Send another list instead
partner-list-hint = CSV or XLSX with names and dates of birth; better still with your own numbers and classes. Once it is sent you see who is new, gone and changed.
partner-list-send = Send the list
partner-list-history = Lists sent before
partner-list-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
notice-membership-roster-applied = A list of names I sent was applied
    .help = After the staff have applied a list that you sent as a partner.
    .subject = The list { $file } has been applied
    .body = The list { $file } has been applied. New members: { $seated }. Gone from the list: { $gone }. Waiting for a seat: { $waiting }.

        Rows that were not clear: { $doubtful }. Nothing was changed about them.
    .short = The list { $file } has been applied. New members: { $seated }, gone: { $gone }, waiting: { $waiting }, rows not clear: { $doubtful }.
notice-membership-roster-refused = A list of names I sent was not applied
    .help = When a list that you sent as a partner cannot be applied, with the reason.
    .subject = The list { $file } cannot be applied yet
    .body = The list { $file } has not been applied. The reason: { $note }

        Please mend the list and send it again.
    .short = The list { $file } has not been applied: { $note } Please mend it and send it again.
roster-nobody = There is nobody below the headings. Send a list with names in it.

invariant-membership-every-member-is-a-person = Every member is a person of the register
invariant-membership-codes-are-well-formed = Members' codes are well formed
invariant-membership-fees-stand-in-the-books = Every fee that was paid stands in the ledger, and every one given back was reversed there

consent-at-home = Rather on paper? Print the form, sign it and bring it to the desk; forms lie there too.

## What other programs may ask for

api-op-addBasis = Lets a membership stand on something more.
api-op-applyRoster = Takes a partner’s list over: all of it or nothing.
api-op-beginMembership = Begins a membership.
api-op-blockMember = Keeps a member from borrowing, for a reason they may read.
api-op-changeMember = Changes the plan of a member and where they are at home.
api-op-endBasis = Lets a basis end.
api-op-giveConsent = Keeps that a guardian has agreed to a child’s membership.
api-op-linkGuardian = Says who cares for a child.
api-op-listMembers = Looks members up, or goes through all of them.
api-op-listPlans = Lists the plans of membership.
api-op-listSponsorships = Lists the partners’ promises to carry memberships that have not been ended.
api-op-lookAtRoster = Looks at what a partner’s list would change. Nothing is done.
api-op-readFamily = Reads who cares for a member, for whom they care, and what was agreed to.
api-op-readMember = Reads a member.
api-op-redeemVoucher = Exchanges a voucher for a member.
api-op-reissueCard = Gives a member a new number; the old card is worth nothing from then on.
api-op-renewMembership = Renews a membership.
api-op-unblockMember = Lets a blocked member borrow again.
api-op-unlinkGuardian = Says who cares for a child no longer.
api-op-withdrawConsent = Takes the consent to a child’s membership back; below 18 that ends it.
