### People and staff accounts.


permission-people-view = See members
permission-people-edit = Register and change members

## Facts

member-name = Name
member-login = User name
sex-unknown = Not given
sex-female = Female
sex-male = Male

## Registration

member-name-missing = Enter the member's name.
member-name-too-long = The name is too long; at most 200 letters.
member-born-stays = The date of birth of a child, and of anybody with an account, cannot be taken away. If it is wrong, write the right one.
member-born-impossible = This birth date is impossible. Check the year.
member-born-unreadable = There is no such date. Enter day, month and year in digits.
job-people-sweep-files = Clearing away old import files
holding-people-files = Import files that wait
party-no-person = Only a person has a birth date and a sex.
party-changed-meanwhile = Somebody else has changed this person since the page was opened. Nothing has been saved: open the page again and repeat your change.
member-phone-unreadable = This number cannot be read. Write it like 0812-3456-7890, or with + and the country code.
member-email-unreadable = This e-mail address is incomplete. For example: name@example.id
member-text-too-long = Too long; please shorten it.

## A member's page

member-account-open = Signs in as { $x }.
member-account-new-password = Make a new password
member-password-chosen = Chosen password
member-password-chosen-hint = At least 8 characters. Leave it empty and we make one that is easy to read.
member-login-needs-birth = Enter the birth date first: a child below 13 may not have an account of its own (PP 17/2025).
member-login-too-young = A child below { $age } may not have an account of its own (PP 17/2025). The card can be used for borrowing all the same, and a parent or guardian can ask about loans at the desk.
password-once-title = New password
password-once-lead = The account of { $x } is ready.
password-once-hint = Write it down or read it out now: this password is shown once and kept nowhere. Its owner can change it after signing in.
password-once-done = Written down

## Staff accounts

## The register

permission-people-merge = Merge and split entries
permission-people-reveal = Read NIK and other sealed numbers
permission-people-import = Enter people from a file

nav-register = People & organisations
register-title = People and organisations
register-find = Name, telephone, e-mail or card number
register-newest = Changed last
register-found = Matches
register-count = { $n } found
register-none = Nobody yet
register-none-text = Enter the first person, school or group, or take them from a file.
register-not-found = Nobody matches “{ $x }”
register-not-found-text = Try another part of the name, another spelling, or the telephone number.

party-kind = Kind
party-kind-all = All
party-kind-person = Person
party-kind-organisation = Organisation
party-kind-group = Group
party-new = New entry
party-new-title = New person or organisation
party-change = Change
party-change-title = Change { $x }
party-save = Save
party-back = Back
party-entered = { $name } has been entered.
party-saved = { $name } has been saved.
party-unknown = There is no such entry. The link may have been cut; look for the name.
party-born = Birth date
party-sex = Sex
party-phone = Telephone
party-phone-whatsapp = WhatsApp or telephone number
party-email = E-mail
party-village = Village
party-address = Address
party-note = Note for staff
party-fact = Fact
party-value = Value
party-facts = Basic facts
party-membership = Membership
party-contacts = Ways to reach them
party-names = Other names
party-identifiers = Identity numbers
party-relationships = Relationships
party-traits = Languages and needs
party-traits-text = Note what helps during a visit, never the illness or diagnosis.
party-mergers = Merged from
party-history = History
party-by-system = System
party-add = Add
party-remove = Remove
party-part-removed = Removed.

name-kind = Kind of name
name-kind-legal = Legal name
name-kind-known-as = Known as
name-kind-former = Former name
name-kind-acronym = Acronym
name-add = Add a name
party-name-added = The name has been added; searching finds it too.
party-name-there-already = This name is there already.
party-name-unknown = This name is gone already.

contact-kind = Kind
contact-whatsapp = WhatsApp
contact-phone = Telephone
contact-email = E-mail
contact-other = Other
contact-value = Number or address
contact-label = Whose it is
contact-label-hint = For example: mother, office, class teacher
contact-told = The library may send messages here
contact-not-told = no messages
contact-add = Add a way to reach them
contact-added = Added.
contact-prefer = Put first
contact-preferred = Now the first.
contact-land-line = This is a land line, without WhatsApp. Choose Telephone as its kind.
contact-there-already = This is there already.
contact-missing = Enter the number or address.
contact-unknown = This is gone already.
address-title = Other addresses
address-add = Add an address
address-added = The address was added.
address-preferred = This address comes first now.
address-place-hint = A village of Tomohon, or another place.
address-label = What for
address-label-hint = For example: boarding house, office, parents’ home
address-needs-place = Write the village or the place.
address-unknown = This address is not there any more.

scheme-nik = NIK
scheme-nisn = NISN
scheme-nim = NIM
scheme-npsn = NPSN
setting-people-identifier-kinds = Kinds of numbers of your own
    .help = Short words, divided by commas, such as: parish number, staff card. NIK, NISN, NIM and NPSN are always there.
identifier-scheme-field = Kind of number
identifier-value = Number
identifier-value-hint = Kept sealed; only its ends are shown.
identifier-add = Add a number
identifier-added = The number has been kept, sealed.
identifier-unknown = This number is gone already.
identifier-taken = This number is { $name }'s already. Nothing was changed; see whether it is the same person.
identifier-scheme = Choose the kind of number from the list. Other kinds are added on the settings page.
identifier-nik-shape = A NIK has 16 digits; check the date in its middle.
identifier-nisn-shape = A NISN has 10 digits.
identifier-npsn-shape = An NPSN has 8 digits.
identifier-shape = Enter the number, at most 60 letters or digits.
identifier-nik-contradicts-birth = The NIK has been kept, but the date in it is not the birth date { $born }. Compare it with the card.
identifier-nik-contradicts-sex = The NIK has been kept, but the sex in it is another than noted. Compare it with the card.
identifier-reveal = Read
identifier-reveal-title = Read a number of { $x }
identifier-reason = Reason
identifier-reason-hint = Your name, the time and this reason are written down, and the owner of the number can see them.
identifier-needs-reason = Say why, for example: compared with the identity card.
identifier-revealed = This reading has been written down. The number is shown here once.

relation = Relationship
relation-guardian = guardian of
relation-guardian-inverse = in the care of
relation-pupil = pupil of
relation-pupil-inverse = has as pupil
relation-employee = works at
relation-employee-inverse = has as employee
relation-contact = contact for
relation-contact-inverse = reached through
relation-tutor = tutor of
relation-tutor-inverse = learns with
relation-creator = creates with
relation-creator-inverse = has as creator
relation-household = of one household with
relation-member = belongs to
relation-member-inverse = has as member
relation-who = With whom
relation-who-hint = Name, telephone or card number
relation-which = Which one?
relation-since-field = Since
relation-since = since { $x }
relation-until = until { $x }
relation-note = Remark
relation-add = Add a relationship
relation-end = End today
relation-nobody = Nobody matches. Enter the person or organisation first, then come back.
relation-several = Several match. Choose one.
relationship-added = The relationship has been entered.
relationship-ended = The relationship ends today.
relationship-unknown = This relationship is gone already.
relationship-with-itself = Choose another: this is the same entry.
relationship-ends-before = It ends before it begins.
relationship-overlaps = There is one like it at that time already.
relationship-other-kinds = These two cannot be that to each other: a guardian, a tutor and those of one household are persons; pupils, staff, creators and members belong to an organisation or a group.

trait-accommodation = Need
trait-language = Language
trait-code = What helps
trait-sentence = In their own words
trait-add = Add a language or need
trait-added = Noted.
trait-missing = This is gone already.
trait-unknown = Choose one from the list.
trait-there-already = This is there already.
trait-needs-sentence = Say in a sentence what helps.
accommodation-large-print = Large print
accommodation-audio = Audio books
accommodation-braille = Braille
accommodation-sign-language = Sign language
accommodation-step-free = Step-free way
accommodation-reading-aloud = Reading aloud
accommodation-quiet = A quiet place
accommodation-home-delivery = Delivered home
accommodation-other = Other
language-id = Indonesian
language-xmm = Manado Malay
language-tom = Tombulu
language-tdn = Tondano
language-tnt = Tontemboan
language-en = English
language-inl = Indonesian Sign Language
language-other = Another language

alike-title = Perhaps already here
alike-text = Open the name to be sure, so that nobody is entered twice.
alike-anyway = This is somebody else; enter them too
alike-phone = same telephone
alike-born = same birth date
alike-name = same name
alike-sound = similar name

merge-title = Merge
merge-title-of = Merge { $x }
merge-lead = If both are the same, choose which entry stays. What it lacks is filled from the other; old cards and links go on working.
merge-keep = Keep { $x }
party-above = This person works here and may do more than you may yourself, so you cannot change their name, birth date or contacts. Nothing was changed.
party-forgotten = Whoever this was asked to be forgotten: nothing is written here any more. If they come again, enter them anew.
party-shut-out = { $name } saved. The account “{ $login }” has ended with all its sessions: by this birth date its owner is a child who may have none yet. From 13 on the desk opens it again, once a guardian has agreed.
merge-away-colleague = Of the two, { $name } works here: that entry stays, with its account and roles.
merge-undo = A merger can be split again from the entry's page.
merge-find = Look for the same as { $x }
merge-nobody = Nobody is alike. Search by name or telephone.
merge-done = Two entries have become one.
merge-born-differs = Their birth dates differ: { $one } and { $other }. Make sure first that this is one person.
merge-two-niks = Both have a NIK, and the numbers differ. Make sure first that this is one person. The NIK of the entry that stays is kept; the other remains with the entry that is merged away.
merge-with-itself = Choose another entry: this is the same one.
merge-merged-already = { $name } has been merged already. Nothing was changed.
merge-related = { $one } and { $other } are related in the register, like guardian and child, so they are two. If that is wrong, remove the relationship first.
merge-other-kind = Persons, organisations and groups cannot be merged with each other.
split = Split
split-done = Split again, as it was.
split-not-merged = This entry is not merged.
split-other-first = Split { $name } first, which was merged later.

intake-title = Enter from a file
intake-lead = A school's list, a spreadsheet, or a telephone's address book. First it is only looked at; nothing is entered yet.
intake-file = File
intake-file-hint = CSV, XLSX or vCard; at most 8 MB and 10,000 rows
intake-look = Look first
intake-no-file = Choose the file.
intake-unknown = This file is not CSV, XLSX or vCard. Save an old .xls as .xlsx first.
intake-too-large = This file is too large. Divide it into several.
intake-in-parts = This file has more than { $n } rows. Send it in parts.
intake-damaged = This file is damaged and cannot be read to its end.
intake-empty = This file is empty.
intake-gone = This file is kept no more. Upload it again; whoever is entered already is not entered twice.
intake-look-lead = What would happen with { $x }
intake-new = will be entered
intake-known = already here
intake-left = need a look
intake-enter = Enter { $n } rows
intake-rejects = Download what needs a look
intake-other = Another file
intake-done = { $n } new entries have been made.
intake-left-title = What needs a look
intake-warned-title = Will be entered, but look again
intake-name-digits = There is a number in the column of names: “{ $text }”. Put the day, class or number in a column of its own.
intake-progress = { $done } of { $total } rows have been looked at, { $entered } entered. This page renews itself; it may be closed, the work goes on.
intake-progress-label = Progress
intake-progress-again = Look now
intake-entered = { $n ->
    [one] One row of this file has been entered.
   *[other] { $n } rows of this file have been entered.
}
intake-stopped = The work stopped before its end. { $n ->
    [one] One row of this file has been entered and is safe
   *[other] { $n } rows of this file have been entered and are safe
}; press the button to go on, nobody is entered twice.
intake-row = Row
intake-why = Why
intake-twice = An earlier row says the same.
intake-alike-row = Perhaps the same as another row of this file: { $x }. If it is somebody else, enter them by hand.
intake-alike = Perhaps the same as { $x }.
intake-shifted = The values of this row have slipped into other columns.
intake-born-unreadable = The birth date “{ $text }” cannot be read.
intake-born-ambiguous = The birth date “{ $text }” can be read in two ways, and its column uses both.
intake-sex-unreadable = The sex “{ $text }” is not known; write P or L.
intake-phone-unreadable = The number “{ $text }” cannot be read.
intake-columns = Which column tells what
intake-columns-apply = Look again
intake-no-column = none
intake-field-first = First row with a person
intake-field-number = Student or employee number
intake-field-class = Class or unit
intake-field-name = Full name
intake-field-given = Given name
intake-field-family = Family name
intake-field-born = Birth date
intake-field-sex = Sex
intake-field-phone = Telephone
intake-field-email = E-mail
intake-field-village = Village
intake-field-address = Address
intake-field-nik = NIK
intake-field-nisn = NISN
intake-field-kind = Kind
intake-field-note = Note

audit-party-entered = Entered
audit-party-updated = Changed
audit-party-name-added = Name added
audit-party-name-removed = Name removed
audit-party-contact-added = Way to reach them added
audit-party-contact-removed = Way to reach them removed
audit-party-contact-preferred = Way to reach them put first
audit-party-address-added = Address added
audit-party-address-removed = Address removed
audit-party-address-preferred = Address put first
audit-party-identifier-added = Identity number kept
audit-party-identifier-removed = Identity number removed
audit-party-identifier-revealed = Identity number read
audit-party-relationship-added = Relationship entered
audit-party-relationship-ended = Relationship ended
audit-party-relationship-removed = Relationship removed
audit-party-trait-added = Language or need noted
audit-party-trait-removed = Language or need removed
audit-party-merged = Merged with another entry
audit-party-merged-away = Merged into another entry
audit-party-split = Split from another entry
audit-party-split-off = Split off again
party-alike = Perhaps already here: { $names }. Nothing was entered.

holding-people-entry = Entry
holding-people-names = Other names
holding-people-addresses = Other addresses
holding-people-contacts = Contacts
holding-people-identifiers = Numbers
holding-people-traits = Languages and assistance
holding-people-relationships = Relationships

photo-title = Photo
photo-of = Photo of { $x }
photo-add = Add a photo
photo-replace = Replace the photo
photo-file = Photo file
photo-hint = JPEG, PNG or WebP, at most 12 MB; a photo straight from a phone will do. Only staff see it.
photo-keep = Keep photo
photo-remove = Remove photo
photo-kept = The photo is kept.
photo-removed = The photo is removed for good.
photo-missing = Choose a photo file first.
photo-kind = This file is not a JPEG, PNG or WebP picture.
photo-too-large = This picture is too large: at most 40 million pixels.
photo-damaged = This picture is damaged and cannot be read to its end. Try to take the photo once more.
photo-gone = This photo is not kept any more.
audit-party-photo-kept = Photo kept
audit-party-photo-removed = Photo removed
holding-people-photo = Photo

relationship-begins-later = A relationship is noted once it holds, not for a day to come.
relationship-guardian-minor = A guardian is at least 18 years old.
relationship-agreed-by = This guardian has agreed to the child’s membership. Take that consent back first, on the page of the child’s membership, or end the relationship instead of removing it.
relationship-guardian-age = Nobody knows when this guardian was born. State that they are 18 or older, or enter the birth date first.
member-born-of-guardian = This person is noted as a guardian of { $name }, and a guardian is 18 or older. End that first, or note another guardian.
relation-grown-up = The guardian is 18 or older
relation-grown-up-hint = Only for a guardian whose birth date is not known
relationship-guards-both-ways = This person is noted as the other's guardian already. Two people are not guardians of each other.
identifier-one-each = A number of this kind is noted already. Remove the old one first if it is wrong.
member-name-unreadable = This name holds signs that stand in no name.
member-name-letterless = A name has at least one letter.

invariant-people-phones-are-e164 = Telephone numbers are international ones
invariant-people-lists-show-the-first-contact = Lists show the first contact
invariant-people-names-are-found = Everybody is found by their names
invariant-people-mergers-lead-in-one-step = Mergers lead to their person in one step
invariant-people-guardians-are-known-to-be-grown-up = Every guardian is known to be grown up

## What other programs may ask for

api-op-addRelationship = Enters what a party is to another.
api-op-changeParty = Changes the basic facts of a party.
api-op-enterParty = Enters a party.
api-op-listParties = Looks parties up, or goes through all of them.
api-op-mergeParty = Makes one entry of two.
api-op-readParty = Reads a party.
api-op-splitParty = Makes two entries of one again, as they were.
