nav-privacy = Personal data
nav-my-privacy = My data and privacy
permission-privacy-answer = Answer requests about personal data and erase people’s data
indicator-privacy-answered = Requests about personal data answered

matter-privacy-late = { $n ->
    [one] One request about personal data is
   *[other] { $n } requests about personal data are
} past 3 × 24 hours.
matter-privacy-open = { $n ->
    [one] One request about personal data waits
   *[other] { $n } requests about personal data wait
} for an answer.

## The member's page

privacy-mine-title = My data and privacy
privacy-child-title = { $x }’s data
privacy-child-lead = Everything the library holds about { $x }, who has looked at it, and how to correct it, take it along or have it erased.
privacy-mine-lead = Everything the library holds about you, who has looked at it, and how to correct it, take it along or have it erased.
privacy-download = Download all data
privacy-held = What is held
privacy-photo = The photo kept about this person. Only staff see it; ask at the desk or with the form below to have it replaced or removed.
privacy-looks = Who looked at this data
privacy-day = Day
privacy-viewer = Colleague
privacy-sight = What was looked at
privacy-sight-list = A line in a list, on a sheet of cards or in a file
privacy-sight-entry = Entry in the register
privacy-sight-membership = Membership
privacy-sight-loans = Loans
privacy-sight-volunteering = Volunteering: hours, skills and papers that were seen
privacy-sight-messages = Messages: what was told, by which way, and what is wanted
privacy-sight-number = An identity number, in full
privacy-sight-answers = Answers to a questionnaire
privacy-sight-everything = All data, for a privacy request
privacy-nobody-looked = Nobody of the staff has looked at this data yet.
privacy-ask = Make a request
privacy-ask-help = The library answers within 3 × 24 hours. Ask for the same thing once.
privacy-kind = Request
privacy-kind-access = Get a copy of the data
privacy-kind-correction = Correct the data
privacy-kind-erasure = Erase the data
privacy-kind-withdrawal = Withdraw a consent
privacy-kind-unknown = Choose one of the requests.
privacy-said = Explanation
privacy-said-hint = For a correction: which data, and what it should be.
privacy-says-nothing = Say what should be corrected.
privacy-send = Send the request
privacy-asked = Request number { $n } is noted. The answer comes by { $x }.
privacy-asked-already = The same request still waits for an answer. There is no need to ask again.
privacy-requests = Requests made so far
privacy-none-asked = No requests yet.
privacy-number = Number
privacy-state = State
privacy-answer = Answer
privacy-done = Done
privacy-declined = Not granted
privacy-late = { $n ->
    [one] One hour late
   *[other] { $n } hours late
}
privacy-hours-left = { $n ->
    [one] One hour left
   *[other] { $n } hours left
}

## The workroom

privacy-queue-about = Every request is answered within 3 × 24 hours (UU 27/2022).
privacy-open = Waiting for an answer
privacy-none-open = Nothing waits.
privacy-closed = Answered
privacy-none-closed = Nothing answered yet.
privacy-request = Request
privacy-request-title = Request number { $n }
privacy-enter = Note a request made at the desk
privacy-enter-send = Note it
privacy-code-unknown = There is nobody like that in the register.
privacy-who = Who
privacy-who-hint = A card number, a name, or a telephone number.
privacy-several = Several people match. Choose who it is, or write the card number or the telephone number.
privacy-which = Which of them
privacy-answer-hint = Whoever asked reads this sentence. Where the request is not granted, the reason must be there.
privacy-decline-needs-reason = Say why this request is not granted.
privacy-answered = Request number { $n } is answered.
privacy-erase-first = Nobody is forgotten by an answer. Forget them first, or say why this is not granted.
privacy-withdrawal-needs-answer = Write what was stopped: the membership, the messages, or what else. They are told it.
withdrawal-ends = The button below takes the consent back and ends membership { $x } today, with its account. What is borrowed stays to be returned. Write above what was stopped. Where only messages are meant, stop those at the entry instead, write so, and close the request as done.
withdrawal-do = Withdraw consent and end the membership
withdrawal-nothing-ends = There is no membership that could end. Write what was stopped, and close the request as done.
privacy-answered-already = This request was answered already. Nothing has changed.
privacy-close-done = It is done
privacy-close-declined = Not granted
privacy-download-for = Download the data to hand it over
privacy-open-entry = Open the entry
privacy-holding = Kind of data
privacy-rows = Rows
privacy-goes = What would go
privacy-went = What was erased
erase-title = Erasing this person’s data
erase-about = Names, contacts, numbers, membership, account and notes about this person go for good. Loans and visits stay counted without the name. This cannot be undone.
erase-first = Settle first:
erase-do = Erase for good
erase-done = The data is erased. Certificate number: { $n }.
erase-done-already = This person’s data was erased before.
erase-certificate = Certificate of erasure number { $n }

certificate-title = Certificate of erasure of personal data
certificate-at = Erased on
certificate-says = At the request of the person concerned the library has erased the following personal data from its database, files and records, according to UU 27/2022 on the protection of personal data.
certificate-stays = What stays, and why. Numbers without a name, for statistics: loans, visits, activities, hours of volunteers. The books: day, amount, number of the receipt, and the kind of membership or the purpose of money that came in or was paid, without the name and without the number of the card, because the library’s money must be open to audit. Agreements and records that were signed, because they bind others. The chain of the log of changes without its contents, as evidence that nothing was hidden. Old backups go by their schedule; where one is restored, this erasure is carried out again.
certificate-name = Who asked
certificate-signer = Head of the library

## Breaches

breach-title = Personal data breaches
breach-about = Note it as soon as it is known. Those concerned and the authority are told within 3 × 24 hours (UU 27/2022, article 46).
breach-none = No breaches. May it stay so.
breach-enter = Note a breach
breach-what = What happened
breach-concerns = Whose data
breach-concerns-hint = Who, about how many people, which data.
breach-says-nothing = Fill in this sentence first.
breach-save = Note the breach
breach-entered = Breach number { $n } is noted. Those concerned are told by { $x }.
breach-notice = How they were told, and what was done
breach-tell = They have been told
breach-told = Noted that those concerned by breach number { $n } were told.
breach-told-already = That stands here already. Nothing has changed.
breach-told-at = Told { $x }

## The file to take along

export-title = Data of { $x }
export-about = Held by { $library }, taken on { $day }. The file data.json beside it says the same for other programs.

## What data says

holding-privacy-requests = Requests about data
held-kind = Kind
held-value = Value
held-label = Note
held-since = Since
held-from = From
held-until = Until
held-by = Through
held-evidence = Evidence
held-word-female = Female
held-word-device-unknown = Unknown device
held-word-male = Male
held-word-whatsapp = WhatsApp
held-word-phone = Telephone
held-word-email = E-mail
held-word-guardian = Parent or guardian
held-word-address = Address
held-word-roster = Partner’s list
held-word-voucher = Voucher
held-word-domain = Partner’s e-mail
held-word-employment = Employment
held-word-need = Decision of the library
held-word-payment = Fee
held-word-joining = Own registration
held-word-session = Sign-in
held-word-token = API token
held-word-language = Language
held-word-accommodation = Assistance
held-word-membership = Membership
held-word-access = Copy of the data
held-word-correction = Correction
held-word-erasure = Erasure
held-word-withdrawal = Withdrawal of a consent
held-word-totp = One-time codes
held-word-passkey = Passkey
held-word-provider = Institution’s account
held-word-kartu = Card
held-word-legal = Official name
held-word-known-as = Known as
held-word-former = Former name

audit-breach-entered = Personal data incident noted
audit-breach-told = Personal data incident told
audit-privacy-answered = Personal data request answered
audit-privacy-asked = Personal data request noted
audit-privacy-erased = Somebody's data erased
audit-privacy-erased-again = Somebody's data erased again after a restore
module-privacy = Personal data

audit-value-born = birth date
audit-value-since = from
audit-value-until = until
audit-value-village = village
audit-value-email = e-mail
audit-value-sex = sex
audit-value-ground = basis
audit-value-paid = paid
audit-value-reason = reason
audit-value-blocked = blocked because
audit-value-scheme = kind of number
audit-value-label = label
audit-value-note = note
audit-value-state = state
audit-value-number = number
audit-value-cards = cards
held-word-police = Police certificate
held-word-reference = Letter of reference
held-word-child-protection = Training in protecting children
held-word-pupil = Pupil
held-word-employee = Employee
held-word-contact = Contact
held-word-tutor = Tutor
held-word-creator = Creator
held-word-household = One household
held-word-member = Member
