### Partners, agreements, commitments, cases.

module-partners = Partners and agreements
nav-partners = Partners
nav-agreements = Agreements
nav-cases = Incoming cases
nav-public-partners = Partners
nav-portal = Partnership

permission-partners-view = See partners, agreements and cases
permission-partners-edit = Enter and change partners, agreements and cases

indicator-partners-agreements = Agreements in force
indicator-partners-cooperations = Cooperations with external parties
indicator-partners-cases = Incoming cases

setting-partners-remind-days = Reminders before an agreement ends
    .help = How many days before an agreement ends reminders are given. For example: 90, 60, 30, 7.
setting-partners-head-of-region = Office of the head of the region
    .help = Exactly this title, with the town's name after it or not, signs without a power of attorney (surat kuasa). Anybody else who signs for the library needs one.
setting-partners-cases-per-day = Proposals from visitors a day
    .help = How many proposals and cases visitors may send in a day. 0 closes the form.

## Kinds and stages

partner-kind-school = School
partner-kind-university = University
partner-kind-community = Community
partner-kind-creator = Creator
partner-kind-firm = Company
partner-kind-government = Government office
partner-kind-society = Society
partner-kind-media = Media
partner-kind-publisher = Publisher
partner-kind-library = Library
partner-kind-other = Other

stage-idea = Idea
stage-talk = Talks
stage-draft = Draft
stage-signed = Signed
stage-running = Running
stage-renewed = Renewed
stage-ended = Ended

status-draft = Draft
status-review = Under review
status-signing = Awaiting signature
status-upcoming = Upcoming
status-active = In force
status-renewed = In force, renewed
status-ending = Ending soon
status-expired = Expired
status-terminated = Terminated
status-dropped = Dropped
status-until = Until { $x }
status-from = From { $x }
status-over = Since { $x }
status-ended = Last day { $x }
status-ends = Until { $day }, { $ago }
step-over = Over

sign-good = Healthy
sign-watch = Needs a look
sign-bad = In trouble

## The list of partners

partners-views = Views of partners
partners-as-list = List
partners-as-board = Board
partners-find = Name, code or step
partners-any-kind = All kinds
partners-any-stage = All stages
partners-any-owner = Everybody's
partners-mine = Those I look after
partners-count = { $n ->
    [one] { $n } partner
   *[other] { $n } partners
}
partners-overdue = { $n ->
    [one] { $n } commitment is overdue.
   *[other] { $n } commitments are overdue.
}
partners-overdue-look = See commitments
partners-none = No partners here yet
partners-none-text = Schools, communities, companies: whoever works with the library.
partner-new = New partner
partner-name = Partner's name
partner-name-hint = Fill in when it is not in the register of people and organisations yet.
partner-kind = Kind of partner
partner-stage = Stage
partner-next = Next step
partner-stage-and-next = Stage and step
partner-next-hint = What is to be done next, such as: send the draft to the headmaster.
partner-next-on = Step due
partner-owner = Looked after by
partner-owner-none = Nobody yet
partner-move = Move
partner-moved = { $name } is now at the stage { $stage }.
partner-unknown = There is no such partner.
partner-already = This one is a partner already.
partner-kind-unknown = Choose a kind of partner from the list.
partner-text-too-long = Too long; say it in fewer words.
partner-next-missing = Write the step, since its day is filled in.
partner-link-unreadable = A web address begins with https:// or http:// and has no spaces.
partner-public-about-missing = Write something for the public page, or do not show it to everybody.
partner-consent-missing = A person is shown only with their consent. Write when and how they gave it.
partner-note-missing = Write what happened.
partner-day-to-come = This day has not come yet.
partner-day-unreadable = There is no such day. Fill in day, month and year as numbers.
partner-registered = From the register of people and organisations
partner-registered-hint = Choose it if it is there; otherwise fill in its name below.
partner-not-registered = Not registered yet
partner-party-kind = This partner is
partner-alike = Something like this name is registered. Look first.
partner-alike-title = Maybe registered already
partner-anyway = Not the same; enter it
partner-entered = { $name } is now a partner.
partner-kept = Partner saved.
partner-edit = Change { $x }
partner-about = About
partner-about-hint = Shown on the partner's public page.
partner-website = Website
partner-public = Show on the public page
partner-public-hint = Everybody can see name, kind and description.
partner-consent = Consent to be shown
partner-consent-hint = When and how it was given, such as: signed form of 3 May 2026.
partner-save = Save
partner-back = Back
partner-add = Add
partner-change = Change details
partner-code = Code
partner-since = Registered since
partner-facts = Details of the partner
partner-register = Register of people and organisations
partner-register-entry = Open the entry
partner-public-page = Public page
partner-no-agreement = There is no agreement with this partner yet.
partner-hanging = Hanging on the agreements in force:
partner-timeline = History
partner-contacts = Contacts
partner-documents = Documents

means-note = Note
means-meeting = Meeting
means-call = Telephone call
means-message = Letter or message
means-visit = Visit
note-add = Add a note
note-text = What was said or done
note-way = By
note-day = Day
note-kept = Note saved.

contacts-none = No contacts yet. Without one the partner cannot enter its portal.
contacts-none-but-itself = No contact yet. This partner speaks for themselves and may sign in to the portal with an account.
contact-name = Contact's name
contact-role = Role
contact-role-hint = Such as: headmaster, CSR officer, coordinator.
contact-from = Since
contact-since = since { $x }
contact-until = until { $x }
partner-contact-add = Add a contact
partner-contact-added = Contact added.
contact-end = No longer speaks for it
contact-ended = The contact no longer speaks for this partner.

works-title = Works
work-add = Add a work
work-title = Title of the work
work-year = Year
work-about = About the work
work-link = Address of the work on the web
work-remove = Remove
work-added = Work added.
work-removed = Work removed.
work-title-missing = Write the work's title, 200 letters at most.
work-year-unreadable = This year cannot be. Four digits, this year at the latest.
work-there-already = A work of this title is there already.

document-add = Add a document
document-file = File
portal-file-hint = PDF, picture, text (DOCX) or table (XLSX, CSV), 12 MB at most. Powers of attorney are PDFs or pictures.
document-file-hint = PDF, picture, text (DOCX) or table (XLSX, CSV), 12 MB at most. Signed copies and powers of attorney are PDFs or pictures.
document-kind = Kind of document
document-title = Name of the document
document-of = Agreement
document-of-none = Of no agreement in particular
document-share = The partner may see it
document-send = Send the file
document-kept = Document saved.
document-shared = seen by the partner
document-not-shared = staff only
document-size = { $n } KB
document-kind-signed = Signed copy
document-kind-authority = Power of attorney or deed
document-kind-report = Report
document-kind-roster = List of names
document-kind-other = Other
document-unknown = There is no such document.


## Agreements

paper-understanding = Memorandum of understanding
paper-joint = Joint agreement
paper-cooperation = Cooperation agreement
paper-letter = Letter of agreement
agreements-title = Agreements
agreements-views = Views of agreements
agreements-view-semua = All
agreements-view-berjalan = In force
agreements-view-segera = Ending soon
agreements-view-proses = Under way
agreements-view-selesai = Over
agreements-view-telat = Overdue commitments
agreements-none = No agreements here
agreements-none-text = A draft begins with a standard text that fills itself.
agreements-none-late = No commitment is overdue
agreements-none-late-text = Whatever was promised for today or before has been kept.
agreement-new = New agreement
agreement-edit = Change the draft
agreement-title = About
agreement-title-hint = Such as: library services for pupils of a school.
agreement-kind = Kind
agreement-kind-hint = A cooperation agreement (PKS) usually stands under a joint agreement.
agreement-kind-unknown = Choose a kind of agreement from the list.
agreement-status = State
agreement-choose = Choose a partner
agreement-nobody = Nobody
agreement-second = Second party
agreement-since = From
agreement-until = Until
agreement-parent = Under
agreement-parent-none = Stands alone
agreement-parent-hint = The joint agreement or memorandum above it.
agreement-beneath = Beneath it
agreement-their-number = The partner's number
agreement-number = Number
agreement-body = Text
agreement-body-hint = A line beginning with = opens an article, one with - becomes a point a, b, c. Names in braces fill themselves. The text is Indonesian by law.
agreement-body-missing = The text must not be empty, nor longer than 40,000 letters.
agreement-title-missing = Write what the agreement is about.
agreement-partner-missing = Choose with whom it is made.
agreement-partner-twice = The same partner stands there twice.
agreement-partner-promised = The partner you took out still has commitments in this agreement. Release them first.
agreement-parent-no-frame = What stands above must be another joint agreement or memorandum.
agreement-parent-of-others = What stands above was made with others.
agreement-frame-has-no-parent = Joint agreements and memoranda stand alone.
agreement-unknown = There is no such agreement.
agreement-ends-before = The last day cannot be before the first.
agreement-period-overlaps = This period overlaps with the one before, which ends on { $until }.
agreement-in-other-state = This agreement is at another stage by now, so nothing was changed. Load the page again.
agreement-ends-before-signed = An agreement cannot end before it was signed.
agreement-over-by-then = By that day the agreement is over by itself.
agreement-over-already = This agreement is over; there is nothing left to end.
agreement-ends-long-ago = The last day is at most 31 days ago: what was counted since would be lost.
agreement-ends-before-deed = There is evidence or an addendum of { $day }; the last day cannot be before it.
agreement-reason-missing = Write the reason.
agreement-draft-mark = DRAFT
agreement-begun = Draft { $number } begun.
agreement-kept = Draft saved.
agreement-change = Change the draft
agreement-paper = Download the text (PDF)
agreement-submit = Send round for review
agreement-submitted = The draft was sent round.
agreement-reopen = Back to being a draft
agreement-reopened = The agreement is a draft again.
agreement-sign = Days of the signatures
agreement-signed-button = All have signed
agreement-signed = The agreement is signed.
agreement-go-on = Renew, amend, end
agreement-renew = Renew
agreement-renew-button = Renew
agreement-terminate = End before its time
agreement-terminate-button = End the agreement
agreement-terminated = The agreement was ended.
agreement-end-on = Last day in force
agreement-end-correct = Correct the last day
agreement-end-correct-button = Save the other day
agreement-end-corrected = The last day was corrected; the partner is told.
agreement-end-changed-meanwhile = Somebody else has just corrected the last day, so nothing of yours was changed. Compare the two days first.
agreement-reason = Reason
agreement-drop = Drop the draft
agreement-drop-reason = Why it does not go on
agreement-dropped = The draft was dropped.
agreement-copy-missing = The signed copy has not been kept yet. Add it under Documents on this page.
agreement-hanging = When this agreement ends, it touches:
agreement-facts = Details of the agreement
agreement-periods = Periods
agreement-reminders = Reminders
addenda-title = Addenda
addendum-until = New last day

signatories-title = Signatories
signatories-none = Nobody yet. Every side needs a signatory with the authority to sign.
signatory-add = Add a signatory
signatory-save = Save the signatory
signatory-remove = Remove
signatory-side = For
signatory-name = Signatory's name
signatory-title = Office
signatory-authority = By what authority
signatory-document = Document of authority
signatory-document-hint = Such as: Surat Kuasa Nomor 12/SK/2026, or a decree of appointment.
signatory-document-on = Date of the document
signatory-signed = signed { $x }
signatory-added = Signatory added.
signatory-removed = Signatory removed.
signatory-name-missing = Write the signatory's name.
signatory-title-missing = Write the signatory's office.
signatory-authority-missing = Nobody signs without a document of authority. Write the power of attorney or decree.
signatory-authority-date-missing = Fill in the date of the document of authority.
signatory-of-nobody = This side has no part in the agreement.
signatory-none-of-ours = Nobody signs for the library yet.
signatory-none-of-theirs = A side has no signatory yet.
signatory-not-signed = Fill in the day { $name } signed.
signatory-before-authority = { $name } signed before the document of authority.
authority-office = Office
authority-office-hint = A mayor, a headmaster, a director by deed.
authority-power = Power of attorney
authority-power-hint = Given by whoever has the authority.
authority-office-of = { $document }, { $day }
authority-power-of = Power of attorney: { $document }, { $day }

review-title = Review
review-before = Earlier round of review
review-before-text = These approvals no longer hold: the draft is written anew and reviewed again.
review-note = Reviewer's note
review-kept = Review saved.
review-note-missing = Write what must change.
review-decided-already = This review has been decided.
decision-approved = Approved
decision-changes = Changes wanted
decision-open = Waiting
decision-approve = Approve
decision-ask-changes = Ask for changes

## Commitments

commitments-title = Promised and done
commitments-none = No commitments yet: who gives what, how much, by when.
commitment-library = The library
commitment-about = What is given
commitment-about-hint = Such as: children's books, digital literacy classes, memberships.
commitment-due = By
commitment-by = by { $x }
commitment-done = { $done } of { $of }
commitment-kept = Kept
commitment-overdue = Overdue
commitment-released = Released
commitment-giver = Who gives
commitment-amount = How much
commitment-unit = Unit
commitment-purpose = For what
commitment-counts = Counted from
commitment-counts-choose = Choose…
commitment-counts-hint = Progress is counted from the program's data. Recorded evidence serves only for what is done a number of times and has no data: broadcasts, reports, the use of a room.
commitment-by-notes = Evidence that the staff write down
commitment-counted = Counts by itself: { $x }
commitment-noted = By evidence that the staff wrote down
commitment-add = Add a commitment
commitment-save = Save the commitment
commitment-added = Commitment added.
commitment-release = Release the commitment
commitment-about-missing = Write what is given.
commitment-amount-unreadable = Fill in a whole number above zero.
commitment-counts-unknown = Choose where it is counted from.
commitment-counted-otherwise = “{ $about }” ({ $number }) by the same side is counted in this unit from other data already: one gift would count twice. Use the same data, or another unit.
commitment-counts-other-unit = That is counted in another unit.
commitment-unknown = There is no such commitment or evidence.
fulfilments = Evidence
fulfilment-add = Record evidence
fulfilment-amount = Amount
fulfilment-what = What was given, and what shows it
fulfilment-document = The document that shows it
fulfilment-no-document = No document
fulfilment-document-shown = document
fulfilment-day = Day it was given
fulfilment-save = Save the evidence
fulfilment-kept = Evidence saved.
fulfilment-reverse = Take back the evidence
fulfilment-why = Why it was wrong
fulfilment-reversed = The evidence was taken back by an opposite entry.
fulfilment-is-counted = This commitment counts by itself; no evidence is recorded here.
fulfilment-what-missing = Write what was given and what shows it.
fulfilment-why-missing = Write why the evidence was wrong.
fulfilment-reversed-already = This evidence was taken back already.

unit-rupiah = { $shown }
unit-books = { $n ->
    [one] { $shown } book
   *[other] { $shown } books
}
unit-pieces = { $n ->
    [one] { $shown } piece
   *[other] { $shown } pieces
}
unit-hours = { $n ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
unit-sessions = { $n ->
    [one] { $shown } session
   *[other] { $shown } sessions
}
unit-people = { $n ->
    [one] { $shown } person
   *[other] { $shown } people
}
unit-memberships = { $n ->
    [one] { $shown } membership
   *[other] { $shown } memberships
}
unit-visits = { $n ->
    [one] { $shown } visit
   *[other] { $shown } visits
}
unit-times = { $n ->
    [one] { $shown } time
   *[other] { $shown } times
}
unit-name-rupiah = rupiah
unit-name-books = books
unit-name-pieces = pieces
unit-name-hours = hours
unit-name-sessions = sessions
unit-name-people = people
unit-name-memberships = memberships
unit-name-visits = visits
unit-name-times = times

## Health and the yearly review

health-title = Health of the partnership
health-never-spoken = Nothing is noted of any contact yet.
health-silent = { $n ->
    [0] Last contact today.
    [one] Last contact { $n } day ago.
   *[other] Last contact { $n } days ago.
}
health-being-agreed = An agreement is on its way.
health-nothing-agreed = Nothing is agreed yet.
health-satisfaction = The partner's satisfaction was { $n } of 4, as the library wrote down on { $day }.
health-said = { $who } of the partner is content { $n } of 4, as they said themselves on { $day }.
health-settled = Not kept and settled in another way, as the library wrote down: { $about } ({ $number }): “{ $note }”
health-carried = Not kept and taken over into another agreement: { $about } ({ $number }): “{ $note }”
review-yearly = Yearly review
review-yearly-kept = Review saved.
review-of = Review of { $x }
review-proposes = What the data propose: { $x }
review-say = What should become of it
review-proposal = Proposal
review-satisfaction = The partner's satisfaction
review-reasons = Reasons
review-reasons-missing = Write the reasons.
review-satisfaction-unreadable = Choose the satisfaction from the list.
review-earlier = Earlier reviews
proposal-renew = Go on
proposal-change = Go on with changes
proposal-end = End it
satisfaction-unasked = Not asked yet
satisfaction-4 = 4, very satisfied
satisfaction-3 = 3, satisfied
satisfaction-2 = 2, not quite satisfied
satisfaction-1 = 1, dissatisfied

## Cases

cases-views = Views of cases
cases-open = Open
cases-all = All
cases-none = No cases here
cases-none-text = Proposals of partnership and what partners ask arrive here.
case-title = Subject
case-kind = Kind
case-who = From
case-organisation = Organisation
case-opened = Arrived
case-state = State
case-handler = Handled by
case-partner = Partner
case-code = Code
case-facts = Details of the case
case-kind-partnership = Proposal of a partnership
case-kind-activity = Proposal of an activity
case-state-new = New
case-state-triaged = Looked at
case-state-in-progress = In progress
case-state-resolved = Resolved
case-state-refused = Refused
case-state-closed = Closed
case-go-triaged = I look after it
case-go-in-progress = Work on it
case-go-closed = Close
case-go-resolved = Resolve with its result
case-go-resolved-otherwise = Resolve without a new activity
case-plan-activity = Plan the activity
case-outcome = Outcome
case-outcome-activity = The activity that was planned
case-go-refused = Refuse with an answer
case-make-partner = Make a partner
case-became-partner = { $name } is now a partner, and the case is resolved.
case-answer = Answer
case-answer-hint = Whoever asked reads it.
case-tell = Whoever proposed it has no account: pass on the answer yourself by
case-kept = Case saved.
case-title-missing = Write the subject.
case-body-missing = Tell us about it.
case-name-missing = Write your name.
case-unreachable = Write a telephone number or an e-mail address, so that we can answer.
case-enough-today = Many proposals have come in today. Try again tomorrow, or call the library; what you wrote stays on this page.
case-cannot-go-there = This case is at another stage by now. Load the page again.
case-answer-missing = Write an answer: why it cannot be done.
case-outcome-missing = A case is resolved when something came of it. Make a partner first, or refuse it with an answer.
case-unknown = There is no such case.

## For everybody

public-partners-title = Partners of the library
public-partners-lead = Schools, communities, companies and societies that work with the library.
public-partners-none = None are shown yet.
public-together = What we do together
creators-title = Creators
creators-lead = Artists, writers and communities of this town who agreed to be known, with their works.
proposal-title = Propose a partnership
proposal-lead = Tell us what we could do together. The staff read every proposal and get in touch with you.
proposal-organisation = Organisation or community
proposal-organisation-hint = Leave empty when you write for yourself.
proposal-title-field = Your proposal in a few words
proposal-title-hint = Such as: a reading corner in our office.
proposal-body = Details
proposal-body-hint = What, for whom, when.
proposal-name = Your name
proposal-phone-hint = A telephone number or an e-mail address; one is enough.
proposal-privacy = These details are used only to answer you.
proposal-send = Send the proposal
proposal-sent-title = Proposal sent
proposal-sent-lead = Thank you. The library's staff will read it and get in touch with you.
proposal-sent-code = The code of your proposal: { $x }

## The partner's portal

portal-none = You are not a contact of any partner yet
portal-none-text = When you speak for a school, a community or an organisation that works with us, ask the staff to enter you as its contact.
portal-owner = Your contact at the library: { $x }
portal-waiting = Waiting for you
portal-late = { $about }: { $left } missing, past its day, { $due }.
portal-ending = { $title } ends on { $day }. Get in touch with the library to renew it.
portal-ended = { $title } was ended before its time; its last day is { $day }.
portal-no-agreement = There is no agreement to show yet.
opinion-title = How content you are
opinion-asked = You have been working with the library for a year. How content are you with it?
opinion-say = Say how content you are
opinion-question = How content are you with the partnership?
opinion-words = In your words
opinion-send = Send
opinion-kept = Thank you. The library sees it with your name and the day.
opinion-unchosen = Choose how content you are.
opinion-enough-today = This has been said many times today. Try again tomorrow.
opinion-by-partner = What the partner says
opinion-about = Of whom
opinion-day = Day
holding-partners-opinions = How content you said a partner is
audit-partner-opinion = Said how content it is
matter-portal-opinion = { $name }: how content are you with the library?
encounter-opinion = Said on { $day } how content they are.
portal-document-kind-unknown = Choose the kind of document from the list. Signed copies are kept by the library, lists of names have a page of their own.
portal-cases = Proposals and what you sent
portal-propose = Propose an activity
portal-proposed = Proposal sent under the code { $code }.

## History

merge-both-in-agreement = Both stand as two sides in one agreement, so they are not the same.
audit-partner-entered = Entered as a partner
audit-partner-moved = Stage changed
audit-partner-changed = Partner changed
audit-partner-contact-added = Contact added
audit-partner-contact-ended = Contact no longer speaks for it
audit-partner-work-added = Work added
audit-partner-work-removed = Work removed
audit-partner-document-kept = Document kept
audit-partner-reviewed = Reviewed
audit-case-opened = Case arrived
audit-case-moved = Case went on
audit-agreement-drafted = Draft begun
audit-agreement-changed = Draft changed
audit-agreement-signatory-added = Signatory added
audit-agreement-signatory-removed = Signatory removed
audit-agreement-submitted = Sent round for review
audit-agreement-reopened = A draft again
audit-agreement-signed = Signed
audit-agreement-amended = Addendum recorded
audit-agreement-terminated = Terminated
audit-agreement-end-corrected = Last day corrected
audit-agreement-over = Ran out
audit-agreement-dependents-ended = What stood on it ended with it
audit-agreement-dropped = Dropped
audit-agreement-promised = Commitment added
audit-agreement-fulfilled = Evidence recorded
audit-agreement-reminded = Reminder given

## What waits, and personal data

matter-cases = { $n ->
    [one] { $n } new case from partners and visitors
   *[other] { $n } new cases from partners and visitors
}
matter-ending = { $n ->
    [one] { $n } agreement ends soon
   *[other] { $n } agreements end soon
}
matter-commitments-overdue = { $n ->
    [one] { $n } commitment is overdue
   *[other] { $n } commitments are overdue
}
matter-steps = { $n ->
    [one] { $n } step with your partners is due
   *[other] { $n } steps with your partners are due
}
matter-portal-late = { $n ->
    [one] { $name }: { $n } commitment is overdue
   *[other] { $name }: { $n } commitments are overdue
}
holding-partners-partner = Partnership
holding-partners-cases = Proposals and requests
erase-against-agreement = Agreement { $number } is in force. End it first.

## Mapalus circles

nav-circles = Mapalus circles
circles-title = Mapalus circles
circles-lead = Partners who help each other in turn: each turn has one host whom the others come to help.
circles-none = No circles yet
circles-none-text = Three partners or more who help each other in turn, such as school libraries that mend books together.
circle-new = New circle
circle-name = Name of the circle
circle-about = What is done in turn
circle-does = What it does
review-from-data = State and proposal
circle-about-hint = Such as: mending damaged books in school libraries, one school a month.
circle-begun = Begun
circle-members = Members of the circle
circle-members-hint = Three at least. Turns follow this order.
circle-public = Show on the public page
circle-kept = The circle { $name } has begun.
circle-unknown = There is no such circle.
circle-name-missing = Write the circle's name.
circle-about-missing = Write what is done in turn.
circle-too-few = A circle needs three members at least.
circle-member-already = This partner is a member of the circle already.
circle-no-member = This partner is no member of the circle.
circle-what-missing = Write what is done.
circle-helps-itself = The others help the host; help to oneself is not recorded.
circle-no-money = Help in a circle is counted in hours, books and things, not in money.
circle-next = Next turn: { $x }
circle-member = Member
circle-gave = Gave
circle-received = Received
circle-balances = Given and received
circle-turns = Turns
circle-turn = Turn
circle-plan = Plan a turn
circle-host = Host
circle-host-hint = Whoever has been host least often is proposed.
circle-day = Day
circle-what = What is done
circle-turn-kept = The turn is planned.
circle-give = Record help
circle-giver = Who helped
circle-help = What help
circle-help-kept = Help recorded.
circle-reverse = Take back
circle-help-reversed = The help was taken back by an opposite entry.
circle-join = New member
circle-join-button = Add to the circle
circle-joined = Member added; its turn comes last.
circle-leave = Leave the circle
circle-left = The member left; what was given and received stays.
circle-together = Given together: { $x }
circle-another = another partner
circle-others = { $n ->
    [one] another partner
   *[other] { $n } other partners
}
merge-both-in-circle = Both are members of the same Mapalus circle, so they are not the same.
audit-circle-begun = Circle begun
audit-circle-joined = Member joined
audit-circle-left = Member left
audit-circle-planned = Turn planned
audit-circle-helped = Help recorded

job-partners-remind = Reminding of agreements

## Long lists, due days, documents of an agreement

agreements-find = About, number, or partner
agreements-any-kind = Every kind
partners-more = See all
commitment-released-already = Both sides have let go of this commitment already.
agreement-no-document = No documents yet.
audit-agreement-late-told = Both sides told of a commitment that is late

## This year's review

reviews-title = Yearly review
reviews-lead = Partnerships that have run for nearly a year or longer and have not been reviewed since. Their health and the proposal are computed from the data; the decision is yours.
reviews-count = { $n ->
    [one] { $n } partnership waits for a review
   *[other] { $n } partnerships wait for a review
}
reviews-none = Every partnership has been reviewed
reviews-none-text = A partnership appears here nearly a year after it was signed or reviewed.
matter-yearly = { $n ->
    [one] { $n } partnership waits for its yearly review
   *[other] { $n } partnerships wait for their yearly review
}
health-reached-people = { $n ->
    [0] Nobody has been reached in the last year.
    [one] One person has been reached in the last year.
   *[other] { $n } people have been reached in the last year, each attendance counted.
}
health-reached-memberships = { $n ->
    [0] No membership has been granted in the last year.
    [one] One membership has been granted in the last year.
   *[other] { $n } memberships have been granted in the last year.
}
health-reached-visits = { $n ->
    [0] There has been no visit in the last year.
    [one] One visit in the last year.
   *[other] { $n } visits in the last year.
}

## Messages

notice-partners-ending = Your agreement ends soon
    .help = For contacts of a partner: several times before an agreement with the library ends.
    .subject = Agreement { $number } ends on { $until }
    .body = Agreement { $number } about { $title } ends on { $until }, in { $days ->
            [one] one day
           *[other] { $days } days
        }.

        If you would like to continue, change or end it, please contact the library. By its text notice is given on { $notice } at the latest. A renewal takes time for review and signatures.
    .short = Agreement { $number } about { $title } ends on { $until }. Please contact the library if you would like to continue.
notice-partners-ended = Your agreement is ended
    .help = For contacts of a partner: when an agreement with the library is ended before its time.
    .subject = Agreement { $number } ends on { $day }
    .body = Agreement { $number } about { $title } is ended before its time. Its last day is { $day }. The reason: { $reason }

        What both sides have given stays on record. Memberships that are carried under it count until that day. Please contact the library if something is wrong.
    .short = Agreement { $number } about { $title } is ended; its last day is { $day }. The reason: { $reason }
notice-partners-end-corrected = Your agreement ends on another day
    .help = For contacts of a partner: when the day on which an agreement was ended is corrected.
    .subject = Agreement { $number } ends on { $day }, not on { $was }
    .body = The last day of agreement { $number } about { $title } is { $day }, not { $was } as you were told. The reason: { $reason }

        Please contact the library if something is wrong.
    .short = Agreement { $number } about { $title } ends on { $day }, not on { $was } as you were told. The reason: { $reason }
notice-partners-ending-staff = An agreement I look after ends soon
    .help = For the colleague who looks after a partner: several times before an agreement ends.
    .subject = The agreement with { $partner } ends on { $until }
    .body = Agreement { $number } with { $partner } about { $title } ends on { $until }, in { $days ->
            [one] one day
           *[other] { $days } days
        }. The partner's contacts are told as well.

        Look at what both sides have fulfilled, then renew, change or end it.
    .short = Agreement { $number } with { $partner } ends on { $until }. The partner's contacts are told as well.
notice-partners-late-theirs = A promise of yours is late
    .help = For contacts of a partner: when something the partner promised is not complete on its due day.
    .subject = Past its due day: { $about }
    .body = Under agreement { $number }, “{ $about }” was promised by { $due }. Still missing: { $left }.

        If it has been given, please tell the library so that the evidence is noted. If you need more time, another day can be agreed on.
    .short = “{ $about }” (agreement { $number }) was due on { $due }; still missing: { $left }. Please contact the library if it has been given or needs time.
notice-partners-late-ours = A promise of the library is late
    .help = For contacts of a partner: when something the library promised is not complete on its due day.
    .subject = The library is late: { $about }
    .body = Under agreement { $number }, the library promised “{ $about }” by { $due }. Still missing: { $left }.

        The colleague who looks after this partnership is told as well. You are welcome to ask when the promise will be kept.
    .short = The library has not yet kept “{ $about }” (agreement { $number }, due on { $due }); still missing: { $left }. The staff are told as well.
notice-partners-late-staff = A commitment I look after is late
    .help = For the colleague who looks after a partner: when a promise of either side is not complete on its due day.
    .subject = Past its due day: { $about } ({ $giver })
    .body = { $giver } promised “{ $about }” in agreement { $number }, by { $due }. Still missing: { $left }. Both sides are told.

        Note the evidence if it has been given, change the due day if both sides agree, or release the commitment. Where the agreement is over, note how it was settled.
    .short = { $giver }: “{ $about }” (agreement { $number }) was due on { $due }; still missing: { $left }.
notice-partners-case-resolved = My proposal was taken up
    .help = When something you proposed as a partner or member came to something.
    .subject = Your proposal was taken up: { $title }
    .body = The library has taken up your proposal “{ $title }” ({ $code }).

        { $answer }
    .short = Your proposal “{ $title }” ({ $code }) was taken up. { $answer }
notice-partners-case-refused = My proposal cannot be met
    .help = When something you proposed as a partner or member cannot be met, with the reason.
    .subject = An answer to your proposal: { $title }
    .body = Your proposal “{ $title }” ({ $code }) cannot be met for now.

        { $answer }
    .short = Your proposal “{ $title }” ({ $code }) cannot be met for now: { $answer }

circle-pledges = Every member brings to every turn
circle-pledges-none = It has not been agreed yet what every member brings.
circle-pledge = Agree on what is brought
circle-pledge-what = What is brought
circle-pledge-release = Let go
circle-pledged = The circle's promise was kept.
circle-released = The circle let go of a promise.
circle-move-up = Earlier turn
circle-reordered = The order of turns was changed.
circle-end = End the circle
circle-end-text = Today becomes its last day. What was given and received stays on record.
circle-over = The circle has ended.
circle-ended-on = This circle ended on { $x }.
circle-ended-already = This circle has ended already.
audit-circle-pledged = The circle agreed on a promise
audit-circle-released = The circle let go of a promise
audit-circle-reordered = Order of turns changed
audit-circle-ended = Circle ended

invariant-partners-signed-agreements-are-whole = Signed agreements are whole
invariant-partners-every-signature-has-its-day = Every signature has its day
invariant-partners-shown-people-consented = People who are shown have consented
invariant-partners-reversals-mirror-what-they-reverse = Reversals mirror what they reverse
invariant-partners-periods-follow-each-other = Periods follow each other

case-joined-partner = The proposal is noted with a partner who was there already: { $name }. Its stage stays, and the proposer is no contact yet. Add them yourself where they really speak for it.

## Frozen agreements, addenda, four eyes

permission-partners-review = Look at drafts of agreements that others wrote
permission-partners-decide = Sign and end agreements
setting-partners-reviewers = Reviewers of agreements
    .help = The steps of review of every draft, one a line, in order: name of the step = who takes it. Who: a role (head, librarian, or the name of one you made), @login of somebody, or document where it is reviewed outside the library and its result comes on paper. Such as: Kepala Dinas = head. Leave empty where none is needed.
setting-partners-four-eyes = Four eyes
    .help = Whoever wrote a draft does not review it, and one account takes one step only. Turn it off only where one person does everything; the agreement's page then says who reviewed their own draft.
matter-reviews = { $n ->
    [one] { $n } draft waits for your review
   *[other] { $n } drafts wait for your review
}
matter-signing = { $n ->
    [one] { $n } agreement waits for signatures
   *[other] { $n } agreements wait for signatures
}
partner-stage-follows = This stage follows from the agreements.
partner-stage-by-agreement = That stage follows from an agreement: write, sign or renew one.
partner-stage-unchosen = Choose the stage.
partner-day-impossible = This day cannot be. Check the year.
paper-addendum = Addendum
status-incorporated = Part of the agreement
agreement-is-frozen = The paper is frozen since it was sent round, so nothing was changed. Take it back to a draft to change it; approvals so far are void then.
partner-changed-meanwhile = Somebody else has just changed this partner. Nothing of yours is saved or lost: compare it with what is kept now, then save again.
partner-step-late = Step late
partner-moved-meanwhile = Somebody else has just moved this partner to another stage. Its stage was not changed: look first, then move it again if need be.
partner-kept-now = Kept now: { $x }
partner-kept-now-nothing = Kept now: nothing.
agreement-changed-meanwhile = Somebody else has just changed this draft. Nothing of yours is saved or lost: compare first, then save again.
agreement-is-signed = This agreement is signed, so nothing was changed. It is changed by an addendum.
agreement-frozen = Text, commitments and signatories are frozen since it was sent round. Taking it back to a draft voids the approvals so far.
agreement-too-long = This period is longer than fifty years. Check the year.
agreement-article-empty = There is an article without a title or without a word. Complete it or take it out.
agreement-name-unknown = The text has the name “{ $name }” in braces, which stands for nothing. Check its spelling.
agreement-brace-open = A brace before “{ $name }” is opened and not closed.
agreement-duties-unsaid = The text does not say all that is promised or changed. Put the names kewajiban-kesatu and kewajiban-mitra, yang-dijanjikan or perubahan back into its article.
agreement-no-articles = The text has no articles yet.
agreement-no-promises = There are no commitments yet: who gives what, how much, by when.
agreement-amend = Begin an addendum
agreement-go-on-text = Renewals and changes are made by an addendum, which is reviewed and signed like the agreement itself.
agreement-reminded = { $n ->
    [0] on { $until }
    [one] { $n } day before { $until }
   *[other] { $n } days before { $until }
}
addendum-title = Addendum: { $x }
addendum-of = Changes
addendum-begun = The addendum is begun. Write what it changes and who signs, then send it round.
addendum-on-its-way = Addendum { $number } is on its way. Finish it or drop it first.
addendum-on-its-way-here = A change is being prepared in addendum
addendum-changes = What it changes
addendum-changes-none = Nothing yet. Add a commitment, change one or let go of it, change the period, or write which article changes.
addendum-changes-nothing = This addendum changes nothing yet.
addendum-change-kept = The change is in the addendum.
addendum-change-undone = The change was taken out of the addendum.
addendum-change-undo = Take out
addendum-change-save = Put into the addendum
addendum-change-unknown = There is no such change.
addendum-promises = Commitments as they are now
addendum-extend = Change the last day
addendum-same-end = This is the last day already.
addendum-ends-in-the-past = The new last day has passed by the time the addendum is signed.
addendum-say = Change an article in words
addendum-clause = Change of an article
addendum-clause-hint = For example: change article 4 (1) so that teachers have access to the journals too. Write it in Indonesian: it stands on the paper.
addendum-clause-missing = Write which article changes and how it reads.
addendum-before-agreement = An addendum cannot be signed before the agreement that it changes.
addendum-paper = Addendum { $x } (PDF)
change-promise = Commitment added
change-revise = Commitment changed
change-release = Commitment let go
change-until = Last day moved
change-renew = Period added
change-clause = Article changed
change-amended = Changed
change-renewed = Renewed
change-promise-of = { $giver } gives { $about }: { $now }.
change-revise-of = { $giver }, { $about }: { $was } becomes { $now }.
change-release-of = { $giver }, { $about }: let go.
change-until-of = The last day { $was } becomes { $until }.
change-renew-of = A new period: { $since } to { $until }.
commitment-let-go = The commitment was let go.
commitment-remove = Remove the commitment
commitment-revise = Change amount or day
commitment-revise-save = Save the change
commitment-revised = The commitment was changed.
commitment-new-due = Due by (leave empty for no day)
commitment-same = Amount and day are like this already.
commitment-unit-missing = Choose the unit.
commitment-due-outside = “{ $about }” is due outside the time of the agreement.
commitment-by-addendum = addendum { $x }
commitment-renewed-on = promised again from { $x }
fulfilment-before-agreement = On that day there was no agreement yet.
signatory-same = Take those who signed the agreement
signatory-unknown = There is no such signatory.
signatory-authority-unchosen = Choose by what they may sign.
signatory-needs-power = { $name } signs for the library by office. Except for the head of the region a power of attorney is needed (Permendagri 22/2020).
review-not-yet = The step before has not been decided; a review goes in order.
review-own-draft = You wrote this draft or sent it round, so somebody else reviews it.
review-second-step = You have taken a step already; this one is for somebody else.
review-too-few = No account is left that can take the step “{ $step }”. Give somebody the role it names and the permission to review, change the reviewers of agreements, or turn off the four eyes in the settings.
review-undecided = Choose: approve, or ask for changes.
review-by-author = reviewed their own draft
review-proposal-missing = Choose what should become of it.
health-over = { $n ->
    [one] The agreement ended yesterday.
   *[other] The agreement ended { $n } days ago.
}
health-left = { $n ->
    [0] The agreement ends today.
    [one] The agreement runs for { $n } more day.
   *[other] The agreement runs for { $n } more days.
}
health-theirs = { $of ->
    [one] The partner kept { $kept } of { $of } commitment that fell due.
   *[other] The partner kept { $kept } of { $of } commitments that fell due.
}
health-ours = { $of ->
    [one] The library kept { $kept } of { $of } commitment that fell due.
   *[other] The library kept { $kept } of { $of } commitments that fell due.
}
health-step-late = { $n ->
    [one] The next step is { $n } day late.
   *[other] The next step is { $n } days late.
}
case-step-unchosen = Choose the step.
circle-host-missing = Choose the host.
circle-turn-missing = Choose the turn.
circle-giver-missing = Choose who helped.
circle-member-missing = Choose the partner that joins.
circle-begun-hint = Today, or earlier where the circle has been going on.
circle-not-begun = On that day the circle had not begun.
circle-too-far = A turn is planned two years ahead at most.
merge-becomes-partner = The partnership { $code } goes over to the entry that stays.
merge-partner-code = The code { $gone } leads to { $code } then.
merge-partner-shown = Its public page goes over too.
merge-partner-brings = What goes over: { $agreements ->
    [one] { $agreements } agreement
   *[other] { $agreements } agreements
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}, { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}.
audit-agreement-released = Commitment removed or let go
audit-agreement-reviewed = Review decided
audit-agreement-revised = Commitment changed
audit-agreement-addendum-begun = Addendum begun
audit-agreement-period-drafted = A new period written
audit-agreement-clause-drafted = A change of an article written
audit-agreement-change-undone = Change taken out
invariant-partners-signed-promises-came-by-their-paper = Commitments are as the signed paper says
invariant-partners-signed-papers-are-what-was-signed = Signed papers are what was signed
invariant-partners-signed-papers-were-approved = Everybody who was asked has approved what was signed
notice-partners-review-waits = A draft agreement waits for my review
    .help = For colleagues who may review: when a step's turn has come.
    .subject = Waits for review: { $number }
    .body = The draft { $number } with { $partner } about { $title } waits for the step “{ $step }”. Whoever may review and has had no part in it yet can decide it.
    .short = The draft { $number } with { $partner } waits for the step “{ $step }”.

## Who reviews, who signs, and when

review-of-others = This step is for somebody else.
review-by-role = Taken by the role { $x }
review-by-person = Taken by { $x }
review-by-paper = Reviewed outside the library; its result is attached
review-step-unreadable = The step “{ $line }” does not say who takes it, or there is no such role or account. Mend the reviewers of agreements in the settings.
review-document = Letter with the result of the review
review-document-hint = PDF or photo of the letter from outside. Needed to approve.
review-document-missing = Attach the letter that says it is approved.
document-kind-opinion = Review from outside
signatory-document-until = Good until
signatory-power-until = good until { $x }
signatory-power-over = the power ended { $x }; no later signature is taken
signatory-power-ends-before = It cannot end before the date of the document.
signatory-file = File of the document of authority
signatory-file-hint = PDF or photo. Needed for a power of attorney.
signatory-known = A document of authority that is there
signatory-known-none = Attach a file below
signatory-file-missing = Attach the file of the power of attorney.
signatory-file-of-another-kind = This file is no authority document.
signatory-paper = Document of authority
signatory-there-already = This person is among the signatories of that side already.
signatory-after-authority = { $name } signed after { $until }, when the document of authority was good no more.
signatory-after-period = { $name } signed after { $until }, when the agreement was over.
signatory-before-approval = { $name } signed before the draft was approved on { $approved }. Where it is entered from an old paper, write why.
signed-when-over = This agreement was over on { $until }. Where it is entered from an old paper, write why.
agreement-from-paper = Entered from an old paper: why
agreement-from-paper-hint = Only where it was signed before it was approved here. Such as: a paper of 2024 found in the archive.
agreement-their-number-set = Note the partner's number
agreement-their-number-kept = The partner's number is saved.
agreement-notice-days = Notice, how many days before the end
agreement-notice-days-hint = Whoever wants to go on, or to end it, says so this many days before. It stands in the text, and reminders are given.
agreement-notice-days-unreadable = Fill in a number from 0 to 366.
agreement-notice-day = Notice at the latest on
agreement-frame-not-in-force = { $number } is not in force, so nothing can stand under it.
agreement-outside-frame = Its time lies outside { $number }, which is good until { $until }.
agreement-frame-over = The agreement { $x } it stands under is not in force any more.
agreement-leaves-beneath = { $n ->
    [one] One agreement under it goes on when this one ends:
   *[other] { $n } agreements under it go on when this one ends:
}
addendum-leaves-beneath = { $number } under it would lie outside this time. Change or end it first.
renewal-promises = What is promised again
renewal-promises-hint = As much as before, due at the same time of the new period. Change what is needed; untick what is not promised again.
renewal-amount-unreadable = Fill in how much of “{ $about }” as a whole number above zero.
renewal-made-already = “{ $about }” was promised again already, or let go of.
commitment-unit-is-kept = This unit is counted from the program's data. Choose where it is counted from.
commitment-kept-late = Kept late
commitment-never-began = Never began
commitment-unmet = Not kept
fulfilment-after-agreement = By that day the agreement was over.
fulfilment-after-renewal = From that day on this was promised again for the new period: record it there.
closing-settled = Settled in another way
closing-let-go = Let go of
closing-carried = Carried over into another agreement
closing-say = Close this commitment
closing-how = How it was settled
closing-note = Note
closing-note-missing = Write what the two agreed on.
closing-unchosen = Choose how it was settled.
closing-save = Save
closing-kept = Saved.
closing-not-over = This commitment is kept, or still can be.
closing-there-already = This commitment is closed already.
closing-open = { $n ->
    [one] One commitment was not kept when this agreement was over. Note how it was settled.
   *[other] { $n } commitments were not kept when this agreement was over. Note how they were settled.
}
notice-partners-frame-ended = The agreement above one of mine ends
    .help = For the colleague who looks after a partner: when a joint agreement is ended while what stands under it goes on.
    .subject = { $frame } ends on { $day }, { $number } goes on
    .body = { $frame }, above { $number } with { $partner } about { $title }, ends on { $day }. See whether this agreement has to be changed or ended.
    .short = { $frame } ends on { $day }; { $number } with { $partner } goes on.

## Encounters, reviews, the portal

encounter-note = Note of { $day }.
encounter-review = Reviewed on { $day }.
encounter-signed = { $number } signed on { $day }.
encounter-begun = { $number } begun on { $day }.
encounter-given = Evidence for { $number }, { $day }: { $what }
encounter-asked = Proposal received { $day }: { $what }
encounter-file = File sent by the partner { $day }: { $what }
review-kept-renew = Review saved. Next: renew this agreement.
review-kept-change = Review saved. Next: change this agreement by an addendum.
review-kept-end = Review saved. Next: end this agreement.
contact-end-text = This person sees the partner's portal no more from now on.
contact-end-button = Yes, no longer speaks for it
contact-again = Speaks for it again
document-enough-today = Many files have been sent today. Try again tomorrow.
setting-partners-portal-per-day = What partners send in a day
    .help = How many proposals, and how many files, the contacts of a partner can send in a day.
public-together-since = { $title } (since { $since }, until { $until })
public-done = What has been done

## Turns of circles

circle-not-its-turn = The next turn is another member's. Write why the order is passed by.
circle-before-last-turn = The day is before the turn before.
circle-after-next-turn = The next turn is planned before this day.
circle-leaves-a-turn = This partner still hosts turn { $number } on { $day }. Move or call off that turn first.
circle-few = It has fewer than three members. Invite another partner, or end this circle.
circle-out-of-turn = Why out of order
circle-out-of-turn-hint = Only where it is not the next host's turn.
circle-out-of-turn-note = Out of order: { $x }
circle-cancelled-note = Called off: { $x }
circle-held-against = What was promised then: { $x }
circle-turn-change = Move or call off
circle-turn-new-day = New day
circle-turn-move = Move
circle-turn-moved = The turn was moved.
circle-turn-cancel = Call off the turn
circle-turn-cancelled = The turn was called off.
circle-cancel-why = Why it is called off
circle-cancel-why-missing = Write why this turn is called off.
circle-turn-held = This turn was held or called off already.
circle-no-member-then = On the day of that turn it was not in the circle.
audit-agreement-frame-ended = The agreement above it ends
audit-agreement-promises-renewed = Commitments made again
audit-agreement-promise-closed = Commitment closed
audit-agreement-their-number = The partner's number noted
audit-circle-turn-moved = Turn moved
audit-circle-turn-cancelled = Turn called off
dependent-partners-circles = { $n ->
    [one] one Mapalus circle
   *[other] { $n } Mapalus circles
}

## What partners say of closings

notice-partners-promise-closed = A commitment is closed
    .help = For contacts of a partner: when the library notes what became of a commitment that was not kept.
    .subject = Commitment closed: { $about }
    .body = The library has closed the commitment “{ $about }” in agreement { $number }: { $how ->
            [settled] settled in another way
            [carried] taken over into another agreement
           *[other] let go of
        }. It says: { $note }

        Do you agree or not? You can answer on your partner page.
    .short = The commitment “{ $about }” (agreement { $number }) is closed: { $note }. Please say on your partner page whether you agree.
notice-partners-closing-objected = A partner objects to a closed commitment
    .help = For the colleague who looks after a partner: when the partner does not agree with how a commitment was closed.
    .subject = { $partner } objects: { $about }
    .body = { $partner } does not agree with how “{ $about }” in agreement { $number } was closed. The reason stands on the page of the agreement.

        Talk to the partner. As long as it objects, this commitment counts as not kept.
    .short = { $partner } objects to how “{ $about }” (agreement { $number }) was closed. Talk to the partner.
portal-closings = Commitments that were closed
portal-closings-text = These commitments were not kept by the end of their time, and the library noted how they were settled. Your answer is kept with your name and the day.
reply-say = Answer
reply-say-again = Answer again
reply-question = Do you agree with this?
reply-yes = We agree
reply-no = We object
reply-words = Why
reply-words-hint = Needed where you object.
reply-send = Send the answer
reply-kept = Thank you. Your answer is kept; the library sees it.
reply-unchosen = Choose whether you agree or object.
reply-words-missing = Write why you object.
reply-enough-today = Many answers have been sent today. Try again tomorrow.
reply-agrees = { $x } agrees
reply-objects = { $x } objects
reply-promise = Commitment
decision-agreed = Agrees
decision-objected = Objects
health-settled-agreed = Not kept and settled in another way, and the partner agrees: { $about } ({ $number }): “{ $note }”
health-carried-agreed = Not kept and taken over into another agreement, and the partner agrees: { $about } ({ $number }): “{ $note }”
health-objected = The partner objects to how { $about } ({ $number }) was closed: “{ $note }”
encounter-closed = { $number }: “{ $what }” closed on { $day }: { $note }
encounter-agreed = Agreed on { $day } with how “{ $what }” was closed.
encounter-objected = Objected on { $day } to how “{ $what }” was closed.
matter-portal-closed = { $n ->
    [one] { $name }: a commitment was closed and waits for your answer
   *[other] { $name }: { $n } commitments were closed and wait for your answer
}
holding-partners-replies = Your answers about commitments that were closed
audit-agreement-closing-replied = The partner answered a closing
agreement-no-notice = The text asks for notice before the end, but of 0 days. Say how many days, or take the sentence out.

## Turns that are told

notice-partners-circle-turn = A turn of a Mapalus circle
    .help = For contacts of the members of a circle: when a turn is planned, moved or called off.
    .subject = { $step ->
            [moved] Turn moved to { $day }: { $circle }
            [cancelled] Turn on { $day } called off: { $circle }
           *[planned] Turn on { $day }: { $circle }
        }
    .body = { $step ->
            [moved] The turn at { $host } is moved from { $was } to { $day }.
            [cancelled] The turn at { $host } on { $day } is called off. The reason: { $why }
           *[planned] The next turn is at { $host } on { $day }.
        } What is done: { $what }

        What the members of the circle { $circle } promised stands on your partner page.
    .short = { $circle }: { $step ->
            [moved] the turn at { $host } is moved from { $was } to { $day }.
            [cancelled] the turn at { $host } on { $day } is called off: { $why }
           *[planned] the next turn is at { $host } on { $day }: { $what }
        }
encounter-turn = Turn of the circle { $name } on { $day }: { $what }
