### The words of activities: programmes, sessions, seats, attendance, certificates.

nav-activities = Activities
nav-staff-activities = Activities
nav-programmes = Programmes
nav-check-in = Attendance
nav-my-activities = My activities
module-activities = Activities
permission-activities-view = See planned activities and who comes
permission-activities-edit = Plan activities, set seats, answer registrations
permission-activities-decide = Approve, publish and cancel activities; give certificates
permission-activities-check-in = Note who is there
setting-activities-hold-minutes = Seats are held while a form is filled in (minutes)
    .help = Afterwards they go to somebody else.
setting-activities-offer-hours = Seats are offered to those who wait for (hours)
    .help = An offer never outlasts the beginning.
setting-activities-remind-hours = Reminders go out before it begins (hours)
    .help = Once for each session.
setting-activities-class-most = Most pupils in a class
    .help = For activities that take classes.
setting-activities-certificate-years = A certificate holds for (years)
    .help = 0 means for ever.
setting-activities-forget-days = What people said of themselves is erased after it is over (days)
    .help = Numbers, birth days and needs go; the counts stay.
setting-activities-signer = Who signs certificates
    .help = Office, name and number; a line each.
outcome-activities-people = { $n ->
    [one] { $n } attendance at programmes it helped to pay for
   *[other] { $n } attendances at programmes it helped to pay for
 }
indicator-activities-sessions = Sessions held
indicator-activities-people = Attendances at activities
indicator-activities-participant-hours = Hours people spent in activities
indicator-activities-certificates = Certificates given
countable-activities-sessions = Sessions held with the partner
countable-activities-people = People reached with the partner
countable-activities-hours = Hours of activities with the partner
job-activities-settle = Seats whose time is over go on
job-activities-forget = Old data of registrations are erased
job-activities-remind = Reminders of activities
invariant-activities-seats-taken-are-those-of-people = Seats taken are those of people
holding-activities-registrations = Registrations for activities
holding-activities-attendance = Attendance at activities
holding-activities-certificates = Certificates
holding-activities-people = Roles in activities
holding-activities-programmes = Programmes and activities together
activities-held-at = When
activities-held-day = Day
activities-held-activity = Activity
activities-held-name = Name
activities-held-needs = Needs
activities-held-code = Code
activities-held-biography = Biography

## The trail

audit-programme-opened = Programme opened
audit-programme-changed = Programme changed
audit-activity-drafted = Activity drafted
audit-activity-changed = Activity changed
audit-activity-approved = Activity approved
audit-activity-published = Activity published
audit-activity-cancelled = Activity cancelled
audit-activity-sessions-added = Sessions added
audit-activity-session-changed = Session changed
audit-activity-session-cancelled = Session cancelled
audit-activity-seats-set = Number of seats set
audit-activity-person-added = Person added
audit-activity-person-removed = Person removed
audit-activity-material-kept = Material kept
audit-activity-material-removed = Material removed
audit-activity-person-changed = Person of an activity changed
audit-programme-published = Page of a programme opened or closed
audit-programme-cost-changed = Line of the budget changed
audit-programme-aim-changed = Line of the framework changed
audit-registration-made = Registration made
audit-registration-approved = Registration approved
audit-registration-declined = Registration declined
audit-registration-offer-taken = Offer of seats taken
audit-registration-assessed = Result noted
audit-registration-given-back = Seats given back
audit-registration-taken-back = Seats taken back
audit-attendance-undone = Attendance undone
audit-attendance-recounted = Number of people put right
audit-certificate-issued = Certificate given
audit-certificate-revoked = Certificate revoked
audit-certificate-reissued = Certificate replaced
audit-value-moved = time or place changed
audit-value-sessions = sessions
audit-value-seats = seats

## Kinds, audiences, states

activity-kind = Kind
activity-kind-course = Course
activity-kind-seminar = Seminar
activity-kind-workshop = Workshop
activity-kind-class-visit = Class visit
activity-kind-story-time = Story time
activity-kind-literacy = Literacy class
activity-kind-exhibition = Exhibition
activity-kind-festival = Festival
activity-kind-book-talk = Book talk
activity-kind-staff-training = Staff training
activity-kind-focus-group = Focus group
activity-kind-garden-shift = Garden shift
activity-kind-meeting = Meeting
activity-kind-mobile-run = Mobile library run
activity-audience = For
activity-audience-everybody = Everybody
activity-audience-children = Children
activity-audience-teens = Teenagers
activity-audience-adults = Adults
activity-audience-seniors = Seniors
activity-audience-families = Families
activity-audience-pupils = School classes
activity-audience-staff = Staff
activity-access = Access provided
activity-access-sign-language = Sign language interpreter
activity-access-step-free = Step-free
activity-access-quiet-hour = Quiet hour
activity-access-large-print = Large print
activity-access-captions = Captions
activity-access-companion = Companion
activity-access-transport = Transport
activity-state = State
activity-state-draft = Draft
activity-state-approved = Approved
activity-state-published = Published
activity-state-running = Running
activity-state-closed = Over
activity-state-cancelled = Cancelled
activity-entry = How to take part
activity-entry-free = Free, no registration
    .hint = Whoever comes, comes.
activity-entry-whole = One registration for all sessions
    .hint = For courses, seminars, festivals with tickets.
activity-entry-each = A registration for each session
    .hint = For weekly story time, class visits.
guest-role-speaker = Speaker
guest-role-instructor = Instructor
guest-role-tutor = Tutor
guest-role-host = Host
guest-role-moderator = Moderator
venue-branch = At the library
venue-partner = At a partner’s or elsewhere
venue-online = Online
venue-stop = Stop of the mobile library
venue-at-stop = Mobile library: { $x }
pattern-once = Once
pattern-daily = Every day
pattern-weekly = Every week
pattern-fortnightly = Every two weeks
pattern-monthly = Every month on the same day
pattern-monthly-weekday = Every month on the same weekday (such as the second Saturday)
standing-pending = Waits for approval
standing-confirmed = Confirmed
standing-waitlisted = Waiting list
standing-offered = Seats offered
standing-lapsed = Offer lapsed
standing-cancelled = Cancelled
standing-declined = Declined
why-seats-free = There were seats.
why-full = All seats were taken.
why-to-be-decided = Each registration for this is decided by the staff.
why-approved = Agreed to by the staff.
why-approved-full = Agreed to by the staff; all seats are taken, so it waits.
why-declined = The staff could not agree to it:
why-turn = Seats became free, and it was their turn.
why-too-few = { $free } seats were free, fewer than are needed; groups are not split, and the place is kept.
why-not-approved = { $free } seats were free, but the staff has not agreed yet; the place is kept.
why-taken = The offer was taken.
why-too-late = The offer was not taken in time.
why-given-back = Given back.
why-taken-back = Taken back by the library:
why-off = It was called off:

## The calendar

calendar-title = Calendar of activities
calendar-lead = What happens at the library and with its partners. Everything is free.
calendar-views = Views of the calendar
calendar-agenda = Agenda
calendar-week = Week
calendar-month = Month
calendar-before = Earlier
calendar-after = Later
calendar-filter = Filter
calendar-apply = Apply
calendar-all = All
calendar-venue = Place
calendar-nothing = Nothing happens in this time. Look later, or change the filter.
calendar-more = { $n ->
    [one] one more
   *[other] { $n } more
  }
calendar-today = Today
calendar-ical = Subscribe (iCal)
calendar-atom = Atom feed
calendar-keep = Add to my calendar

## Planning

activity-title = Title
activity-when = When
activity-code = Number
activity-find = Title or number
activity-new = New activity
activity-edit = Edit
activity-edit-one = Edit activity { $x }
activity-save = Save
activity-saved = Saved.
activity-count = { $n ->
    [one] one activity
   *[other] { $n } activities
  }
activities-none = No activities yet
    .text = Draft the first one; it stands in the calendar once it is approved and published.
activity-form-lead = It is saved as a draft; sessions and seats are added afterwards.
activity-summary = Summary
activity-summary-hint = One sentence for the calendar and search engines.
activity-about = Description
activity-about-hint = An empty line begins a new paragraph.
activity-least-age = Least age
activity-most-age = Greatest age
activity-listed = Shown in the public calendar
    .hint = Meetings and staff training usually are not.
activity-approval = Each registration is approved by the staff
    .hint = Also when seats become free.
activity-classes = Teachers may register a class
    .hint = A class is a headcount, without names.
activity-largest = Most people on one registration
activity-largest-hint = 1 for courses with certificates.
activity-opens = Registration opens
activity-closes = Last day to register
activity-cancel-hours = Cancelling oneself ends (hours before)
activity-cancel-hours-hint = Afterwards people call the library.
activity-photos = Photographs
    .hint = Pictures are taken; everybody is asked.
activity-photos-taken = Pictures are taken; you are asked when you register.
activity-certified = Ends with a certificate
    .hint = For courses: one registration for all sessions.
activity-threshold = Attendance needed (percent)
activity-threshold-hint = Of the sessions held, for the certificate.
activity-assessed = An assessment must be passed
    .hint = Its result is noted on the page of results.
activity-syllabus = Syllabus
activity-syllabus-hint = A line for each subject.
activity-programme = Programme
activity-no-programme = No programme
activity-with = With
activity-with-more = Add a partner
activity-partner = Partner
activity-no-partner = –
activity-fact = Fact
activity-fact-value = Value
activity-facts = About it
activity-sessions = Sessions
activity-times = When and where
activity-people = Who is there
activity-materials = Materials
activity-ages = (aged { $least } to { $most })
activity-age-least = (from { $n } years)
activity-age-most = (up to { $n } years)
activity-certificate = Certificate
activity-certificate-for = For whoever attends at least { $n }%
activity-cancelling = Cancelling
activity-cancel-until = By yourself, until { $n } hours before
activity-public-page = Public page
activity-preview = Preview
activity-registrations = { $n ->
    [one] one registration
   *[other] { $n } registrations
  }
activity-approve = Approve the draft
    .lead = It can be published afterwards.
activity-publish = Publish
    .lead = It stands in the calendar, and registration opens.
activity-cancel = Call it off
    .lead = All sessions are called off, and those of { $n } registrations are told why.
activity-now-approved = The draft is approved.
activity-now-published = It is in the calendar.
activity-now-cancelled = It is called off; everybody is told.
reason-field = Reason
reason-hint = Those concerned read it.
reason-missing = Write the reason; those concerned will read it.
ready-title = Before it is published
ready-summary = A summary of one sentence is missing.
ready-session = There is no session yet.
ready-future = All sessions are over.
ready-seats = The number of seats is not set.
ready-approval = Waits for approval.
ready-all = Complete; ready to be published.
ready-later = What can still be completed
gaps-title = What is not complete yet
gap-about = The full description is missing.
gap-access = It is not said what access is provided.
gap-syllabus = The syllabus is missing.
gap-signer = Who signs certificates is not set.
gap-place = { $n ->
    [one] The session of { $at } has no room yet.
   *[other] { $n } sessions have no room yet; the first is { $at }.
  }
gap-session-seats = { $n ->
    [one] The session of { $at } has no seats yet.
   *[other] { $n } sessions have no seats yet; the first is { $at }.
  }
gap-clash = The session of { $at } is in the same room as “{ $other }” at that time.
gap-closed = The last day to register is over.
gap-opens-late = Registration opens after it has begun.
gap-nobody = There is no instructor, speaker or host yet.
gap-host = { $n ->
    [one] Nobody leads the session of { $at } yet.
   *[other] Nobody leads { $n } sessions yet; the first is { $at }.
  }
gap-consent = { $name } has not been asked for consent to being shown.
gap-purpose = The purpose is not written.
gap-owner = Nobody answers for it yet.
gap-partner = There is no partner yet.
gap-themes = Themes are not written.
gap-budget = There is no budget yet.
gap-fund = The fund is not decided: { $name }
gap-goal = The framework has no goal yet.
gap-outcome = The framework has no outcome yet.
gap-output = The framework has no output yet.
gap-measure = The measure or the target is missing: { $name }
gap-activity = There is no activity yet.
gap-activity-lacks = { $n ->
    [one] { $name }: one thing is not complete.
   *[other] { $name }: { $n } things are not complete.
  }
gap-unapproved = { $name } waits for approval.
gap-unpublished = { $name } is ready to be published.
activity-unknown = There is no such activity.
activity-title-missing = Write the title.
activity-text-too-long = Too long; shorten it.
activity-largest-wrong = Write a number from 1 to 500.
activity-age-wrong = Write an age from 0 to 120.
activity-ages-crossed = The greatest age is below the least.
activity-closes-before = The last day to register is before the first.
activity-hours-wrong = Write a number from 0 to 720 hours.
activity-threshold-wrong = Write a percentage from 0 to 100.
activity-certified-needs-whole = A certificate needs one registration for all sessions.
activity-is-cancelled = It is called off already.
activity-entry-used = Somebody has registered; how one takes part can no longer be changed.
activity-elsewhere = It stands otherwise now; load the page again.
plan-changed-meanwhile = Somebody else has just changed this. Your change is not saved yet, and nothing is lost: compare it with what is kept now, then save again.
activity-number-wrong = Write a number.
activity-day-wrong = Write a day that exists.

## Sessions

session-add = Add sessions
session-day = Day
session-time = Time
session-time-hint = For example 15.30
session-minutes = How long (minutes)
session-pattern = Repeats
session-until = Until
session-until-hint = Needed where it repeats.
session-except = Except on
session-except-hint = With commas between: 17/8/2026, 25/12/2026
session-branch = Branch
session-branch-missing = The library has no branch yet.
session-partner = At which partner
session-place = Room, address, stop or link
session-place-hint = Online: an address with https://, shown on tickets only.
session-title = Title of the session
session-track = Track of a festival
session-no-track = Together
session-seats = Seats of each session
session-where = Where
session-off = Cancelled
session-one = One session
session-change = Change the session
    .lead = Where time or place changes, all who registered are told.
session-cancel = Call this session off
    .lead = All who registered are told why.
session-changed = The session is changed.
session-now-off = The session is called off; everybody is told.
sessions-added = Sessions added.
sessions-none = No sessions yet
    .text = Add when and where it is.
session-unknown = There is no such session.
session-too-long = Write how long it lasts, from 1 minute to 24 hours.
session-none = No day fits.
session-too-many = Too many; at most { $most } sessions at once.
session-ends-before = It ends before it begins.
session-link-wrong = Write an address that begins with https://
session-place-missing = Write where it is.
session-into-the-past = People have registered, so this session cannot be moved to a time that has passed.
session-is-off = It is called off already, or over.
session-time-wrong = Write a time such as 15.30.
session-until-missing = Write the last day.
session-except-wrong = Write days such as 17/8/2026, with commas between.

## Seats

seats-title = Seats
seats-kind = Kind of seat
seats-all = All seats
seats-taken-of = Seats taken
seats-none = No seats yet
    .text = Set how many can take part in what is to come.
seats-set = Set the number of seats
    .lead = More seats are offered to those who wait at once; approval is never skipped.
seats-of-session = Session
seats-name = For whom
seats-name-hint = Empty where there is one kind only.
seats-number = Number of seats
seats-now-set = The number of seats is set.
seats-unknown = There are no such seats.
seats-wrong = Write a number from 0 to 100,000.
seats-not-of-this = It has no such seats.
seats-taken = { $n ->
    [one] One seat is taken; there cannot be fewer.
   *[other] { $n } seats are taken; there cannot be fewer.
  }

## People and materials

guest-add = Add a person
guest-name = Name
guest-role = Role
guest-phone-hint = To reach them, and so that they get no learner’s certificate.
guest-biography = Biography
guest-agreed = They agree that it is shown
guest-name-missing = Write the name.
guest-not-agreed = A biography is shown only where they agree.
guest-added = Added.
guest-removed = Removed.
guest-remove = Remove
guest-session = Session
guest-session-all = All sessions
guest-change = Change this person
    .lead = Without consent the biography is not shown.
material-add = Add material
material-file = File (PDF or picture)
material-title = Title of the material
material-open-tick = For everybody, not only for those who take part
material-for = For
material-open = Everybody
material-closed = Those who take part
material-kept = The material is kept.
material-removed = The material is removed.
material-unknown = There is no such material.

## Registering

register-link = Register
register-for = Register: { $x }
register-step-seats = Seats
register-step-data = Who comes
register-step-ticket = Ticket
register-sessions = { $n } sessions, from { $when }
register-which = Choose
register-which-missing = Choose one.
register-who = Who comes
register-own = I, or I with others
register-class = A class with its teacher
register-class-hint = How many pupils; no names are asked.
register-for-whom = For whom
register-for-me = Myself
register-for-child = My child
register-for-other = Somebody else
register-for-hint = News of a child's registration reach you; for somebody else they go to the number or e-mail written below.
register-not-me = In our register you are { $name }. Write that name, or choose for whom you register.
register-size = How many people
register-size-hint = At most { $n }. Groups are not split.
register-size-class = For a class: pupils and those with them.
register-hold = Continue
register-held = These seats are kept for you until { $x }.
register-now-full = All seats are taken. You can join the waiting list; when seats become free we offer them in order.
register-people = { $n ->
    [one] one person
   *[other] { $n } people
  }
register-name = Name of whoever comes
register-teacher = Name of the teacher
register-school = School or group
register-phone = WhatsApp or telephone number
register-phone-hint = So that we can tell you of changes. It works without one: keep the page of your ticket.
register-email = E-mail
register-born = Day of birth
register-born-hint = Below 18, a parent or guardian agrees.
register-guardian = Name of a parent or guardian
register-guardian-hint = For whoever is below 18.
register-guardian-phone = Number of the parent or guardian
register-agreed = I am a parent or guardian and agree
registration-needs = Needs
register-needs = What you need to take part
register-needs-hint = Such as room for a wheelchair, sign language, a companion. Only what is needed, not why.
register-photos = May you be in pictures?
register-photos-yes = Yes
register-photos-no = No
register-wait-tick = Put me on the waiting list
register-wait-hint = We tell you when there are seats; you then have time to take them.
register-send = Register
register-ask = Send for approval
register-wait = Join the waiting list
register-leave = Back
register-leave-empty = Leave this empty
register-privacy = This is used for this activity only.
register-shut = Registration is not open
register-not-now = One cannot register for this.
register-free = No registration is needed for this; just come.
register-off = This was called off: { $why }
register-over = This ended on { $at }.
register-opens = Registration opens on { $at }.
register-closed = Registration has been closed since { $at }.
register-begun = Registration closed when it began, on { $at }.
register-nothing = This session was called off; there is nothing left to register for here.
register-not-kept = Your registration was not kept, and no seat is taken.
register-again-other = Choose another session
register-closed-activity = See the activity
register-open-else = What you can still come to
register-size-beyond = There are only { $most } seats here in all.
register-name-missing = Write the name.
register-no-classes = It takes no classes.
register-school-missing = Write the name of the school.
register-one-each = Ages are asked here, so register each person by themselves.
register-size-class-only = For a class: pupils and those with them. Otherwise register each person by themselves.
register-size-wrong = Write a number from 1 to { $most }.
register-class-size = Write a number from { $least } to { $most }; one child is registered by themselves.
register-teacher-phone = Write the phone number or e-mail of the teacher: they answer for their class.
register-born-missing = Write the day of birth; this is for certain ages.
register-born-wrong = Write a day that exists.
register-age = This is for other ages; they will be { $age } years old.
register-guardian-missing = Write the name of a parent or guardian.
register-guardian-phone-missing = Write the number of a parent or guardian.
register-guardian-agrees = A parent or guardian needs to agree.
register-phone-wrong = Write a number such as 0812-3456-7890.
register-email-wrong = Write an e-mail address that exists.
register-full = All seats have just been taken. Tick the waiting list if you would wait; what you typed is kept.
register-again = This name is registered already with that number. Open the ticket by the link you were sent, or ask at the library.
register-once-more = This form came too fast, or was open too long; press once more.

## Tickets

ticket-for = Ticket: { $x }
ticket-show = Show this code at the door.
ticket-name = Name
ticket-code = Code
ticket-facts = Registration
ticket-history = What became of it
ticket-accept = Take the seats
ticket-cancel = Give the seats back
ticket-withdraw = Cancel the registration
ticket-activity = Page of the activity
ticket-keep = Keep the address of this page: whoever knows it can open this ticket.
ticket-open = Ticket
ticket-accepted = Your seats are confirmed.
ticket-cancelled = The registration is cancelled. Thank you for telling us.
ticket-says-over = This is over. Thank you for taking part.
ticket-says-confirmed = Your seats are confirmed. See you there!
ticket-says-pending = Your registration waits for the staff to agree.
ticket-says-waitlisted = You are number { $place } of { $of } on the waiting list.
ticket-says-offered = There are seats for you. Take them before { $x }.
ticket-says-lapsed = The offer has lapsed. You can register again.
ticket-says-cancelled = This registration is cancelled.
ticket-says-off = What you registered for will not take place.
ticket-says-beyond = You are { $n }, and there are now only { $most } seats in all. Withdraw this registration and register again as fewer.
ticket-says-declined = This registration was declined.
offer-gone = This offer holds no more.
cancel-too-late = You could cancel yourself until { $at }. Please call the library if you cannot come.
registration-unknown = There is no such registration.
registration-elsewhere = It stands otherwise now; load the page again.
registrations-title = Who comes
registrations-count = { $n ->
    [one] one registration
   *[other] { $n } registrations
  }
registrations-none = Nobody yet
    .text = Whoever registers stands here.
registration-approve = Agree
registration-decline = Decline
registration-take-back = Take the seats back
registration-approved = Agreed to; they are told.
registration-declined = Declined; they are told why.
registration-taken-back = Taken back; they are told why.
my-activities-coming = To come
my-activities-past = Past
my-activities-none = Nothing yet
    .text = What you register for stands here.
partner-activities = Activities together
partner-activities-said = In the last 12 months: { $sessions } sessions together, { $people } attendances.
partner-activities-coming = To come
partner-activities-held = Held lately
activity-from-proposal = Planned from the proposal { $x }. The case is resolved as soon as this activity is saved.
activity-of-proposal = Activity { $code } is planned: { $title }.
dependent-activities-sessions = { $n ->
    [one] one session to come
   *[other] { $n } sessions to come
}
encounter-session = { $title }, { $day }

## Attendance

attendance-nothing = No sessions
    .text = Nothing is planned on this day.
attendance-present = Present
attendance-of-registered = Registered and present
attendance-expected-none = Nobody on the list
    .text = Whoever comes can be noted all the same, by name or only counted.
attendance-expected = Registered
attendance-heads = How many people
    .all = all
    .hint = Leave empty where all who registered came.
attendance-came = How many came
attendance-recount = Put right
attendance-of = { $n } of { $of } people
attendance-off = This session is called off; nobody is noted as here.
attendance-draft = This is not published yet; nobody can be noted as here.
attendance-early = This session is on { $at }. Attendance is taken from the beginning of that day.
attendance-scan = Scan a ticket, or type its code
attendance-camera = Camera
attendance-find = Find a name
attendance-note = Is here
attendance-here = Attendance
attendance-is-here = Here
attendance-noted = Noted: { $x }
attendance-again = Noted before: { $x }
attendance-walk-in = Came without registering
attendance-headcount = Count without names
attendance-headcount-hint = Numbers by sex and age; empty means none.
attendance-count = Note the numbers
attendance-latest = Latest notes
attendance-who = Who
attendance-undo = Undo
attendance-waiting = notes wait on this device; they are sent once there is a connection.
attendance-odd = These notes could not be taken; check the code, note them by name, then remove them from the device.
attendance-drop = Remove
attendance-undone = The note is undone.
attendance-not-counted = Twice, not counted
attendance-elsewhere = This ticket is for another session.
attendance-no-seat = { $name } has no confirmed seat.
attendance-unknown = Nobody has registered for this with that code.
headcount-wrong = Write numbers from 1 to { $most }.
attendance-sex-female = Female
attendance-sex-male = Male
attendance-sex-unknown = Not known
attendance-band-child = up to 12
attendance-band-teen = 13–17
attendance-band-adult = 18–59
attendance-band-senior = 60+
attendance-band-unknown = Not known

## Courses and certificates

course-title = Results and certificates
course-held = Sessions held
course-learners = Learners
course-certificates = Certificates
course-attended = Attended
course-none = No learners yet
    .text = Whoever is confirmed stands here.
course-passed = Passed
course-failed = Not passed
course-not-yet = Not assessed
course-judged = Assessment
course-assess = Assess this learner
course-assessed = The result is noted.
certificate-hours-n = { $n } hours
certificate-verify = Verify a certificate
certificate-lead = Type the code on the certificate; it is answered for ever.
certificate-code = Code of the certificate
certificate-ask = Verify
certificate-valid = Valid
certificate-valid-text = This certificate was given by the library, and holds.
certificate-expired = Expired
certificate-expired-text = This certificate held until { $x }.
certificate-revoked = Revoked
certificate-revoked-text = This certificate was revoked: { $x }
certificate-replaced-text = This certificate was replaced by { $x }.
certificate-no = Not found
certificate-no-text = There is no certificate with this code. Check the letters; O is read as 0, I and L as 1.
certificate-facts = What it says
certificate-holder = Name
certificate-of = Activity
certificate-days = When
certificate-hours = How long
certificate-result = Result
certificate-issuer = Given by
certificate-issued = Given on
certificate-expires = Holds until
certificates-mine = My certificates
certificate-ready = Ready
certificate-give = Give a certificate
certificate-reissue = Replace a certificate
    .lead = Where the name was written wrongly. The old one is revoked and points to the new one.
certificate-revoke = Revoke a certificate
    .lead = Whoever verifies its code reads why.
certificate-now-given = The certificate is given.
certificate-now-revoked = The certificate is revoked.
certificate-now-reissued = The certificate is replaced.
certificate-unknown = There is no such certificate.
certificate-was-revoked = The certificate of this learner was revoked. Write why one is given again.
certificate-rests-on-it = Certificate { $code } was given for this. Revoke the certificate first, then put it right.
certificate-give-again = Give a certificate again
    .hint = For example: it was revoked by mistake.
    .lead = The certificate of this learner was revoked. The new one has a new code; the old one stays revoked.
certificate-given = It has been given already.
certificate-revoked-already = It is revoked already.
certificate-not-of-this = This gives no certificates.
activity-is-over = This is over and can no longer be called off.
certificate-leads = Teaches or leads there, and is no learner.
certificate-single = Only whoever registers as one person has a certificate.
certificate-to-come = { $n ->
    [one] One session is still to come.
   *[other] { $n } sessions are still to come.
  }
certificate-attended = Attended { $n } of { $of } sessions; { $least }% are needed.
certificate-assessed = The assessment is not passed.

## Programmes

programme-new = New programme
programme-title = Name of the programme
programme-purpose = Purpose
programme-purpose-hint = What will be different, and for whom.
programme-themes = Themes
programme-themes-hint = With commas between.
programme-owner = Who answers for it
programme-no-owner = Nobody yet
programme-days = Days
programme-since = First day
programme-until = Last day
programme-change = Change the programme
programme-copy = Copy for next year
    .lead = All activities are copied as drafts, 52 weeks later, with sessions, seats, partners and people; without those who registered.
programme-copied = The programme is copied. Check the days, then approve its activities.
programme-no-activities = No activities yet.
programme-unknown = There is no such programme.
programme-ends-before = The last day is before the first.
programmes-none = No programmes yet
    .text = A programme gives activities one purpose.

## What waits

matter-registrations = { $n ->
    [one] one registration waits for approval: { $title }
   *[other] { $n } registrations wait for approval: { $title }
  }
matter-activity-drafts = { $n ->
    [one] one draft of an activity waits for approval
   *[other] { $n } drafts of activities wait for approval
  }
matter-sessions-today = { $n ->
    [one] one session today
   *[other] { $n } sessions today
  }
matter-submissions = { $n ->
    [one] one assignment waits to be assessed: { $title }
   *[other] { $n } assignments wait to be assessed: { $title }
  }
matter-offer = There are seats for you: { $title }, take them before { $until }

## Messages

notice-activities-confirmed = Registration confirmed
    .help = When your seats are confirmed.
    .subject = Confirmed: { $title }
    .body = The registration of { $who } for { $title } is confirmed.

        Begins: { $starts }
        Code at the door: { $code }

        Open your ticket for the QR code, to keep it in your calendar, or to give the seats back if you cannot come.
    .short = { $title } is confirmed for { $who }, begins { $starts }. Code at the door: { $code }.
notice-activities-pending = Registration received
    .help = When your registration waits for approval.
    .subject = Waits for approval: { $title }
    .body = We have the registration of { $who } for { $title } ({ $starts }). The staff will decide and tell you.
    .short = The registration of { $who } for { $title } waits for approval.
notice-activities-waitlisted = On the waiting list
    .help = When you are put on the waiting list.
    .subject = Waiting list: { $title }
    .body = All seats of { $title } ({ $starts }) are taken. { $who } is on the waiting list; when seats become free we offer them in order. Your place, and why, stand on the page of your ticket.
    .short = { $title } is full; { $who } is on the waiting list.
notice-activities-offered = Seats offered
    .help = When there are seats for you from the waiting list.
    .subject = There are seats: { $title }
    .body = There are seats for { $who } at { $title } ({ $starts }).

        Take them before { $until }; afterwards they go to the next.
    .short = There are seats at { $title } for { $who }. Take them before { $until }.
notice-activities-lapsed = Offer lapsed
    .help = When an offer was not taken.
    .subject = Offer lapsed: { $title }
    .body = The offer of seats for { $who } at { $title } has lapsed and goes on. You can register again.
    .short = The offer of seats at { $title } for { $who } has lapsed.
notice-activities-declined = Registration declined
    .help = When your registration could not be agreed to.
    .subject = Declined: { $title }
    .body = The registration of { $who } for { $title } could not be agreed to:

        { $reason }
    .short = The registration of { $who } for { $title } was declined: { $reason }
notice-activities-certified = Certificate given
    .help = When a certificate of something you took part in is given.
    .subject = Certificate: { $title }
    .body = { $who } has the certificate of { $title }, with the code { $code }.

        Anybody can verify it at this address, and it is printed from there.
    .short = Certificate of { $title } for { $who }: { $code }
notice-activities-cancelled = Called off
    .help = When what you registered for is called off.
    .subject = Called off: { $title }
    .body = { $title } ({ $starts }) for { $who } is called off:

        { $reason }
    .short = { $title } ({ $starts }) is called off: { $reason }
notice-activities-moved = Time or place changed
    .help = When what you registered for is at another time or place.
    .subject = Changed: { $title }
    .body = { $title } for { $who } is now:

        { $at }
        { $place }
    .short = { $title } is now: { $at }, { $place }
notice-activities-reminder = Reminder of an activity
    .help = Before what you registered for.
    .subject = Soon: { $title }
    .body = See you at { $title }!

        { $at }
        { $place }
        Code at the door: { $code }

        You cannot come? Give the seats back by your ticket, so that somebody else can.
    .short = { $title }: { $at }, { $place }. Code at the door: { $code }.

## What other programs may ask for

api-op-listSessions = Lists what happens on days, both included: up to 1,000 sessions, by time.
api-op-listRegistrations = Lists the registrations of an activity: up to 500, those to be decided first.
api-op-noteAttendance = Notes that somebody is there, by the code of their registration or by name. The same note twice is one fact.
api-op-readCertificate = Answers whether a certificate holds.

activity-questions = Questions on registration
activity-questions-none = No further questions
activity-questions-hint = A published questionnaire. Whoever registers answers it in the same form.
activity-questions-version = { $title } (version { $n })
activity-questions-other = This questionnaire is not for registrations. Choose another one.
activity-answers = Answers on registration
activity-poster = Poster
activity-programme-paper = Print the programme
poster-every = Every { $day }, { $from } – { $to }
poster-sessions = { $n } sessions
poster-register = Register at { $x }
poster-more = More at { $x }
programme-changes = Registration and changes: { $x }
attendance-sheet = ATTENDANCE
attendance-sheet-number = No.
attendance-sheet-from = From
attendance-sheet-sign = Signature
attendance-sheet-print = Print the sheet to sign
certificate-paper = CERTIFICATE
certificate-to = awarded to
certificate-for = for completing
certificate-check-at = Verify it at { $x }
certificate-print = Print the certificate
certificates-print = Print all certificates

## Prerequisites, assignments, costs, logical framework, embedding

activity-requires = Prerequisite
activity-requires-none = No prerequisite
activity-requires-hint = Whoever registers must have a certificate of this course already, of whichever year.
activity-requires-single = With a prerequisite everybody registers alone: one person, no classes.
register-requires = This is only for those who have the certificate it requires. Fill in the code of one in the same name, or sign in with your account.
register-proof = Code of the certificate
register-proof-hint = A certificate of “{ $x }”. Leave it empty where you are signed in and have yours there.
activity-copy = Plan it again for next year
    .lead = 52 weeks later, as a draft: its sessions, seats, people, partners and assignments. Nobody is registered yet.
activity-copied = There is a draft for next year.
assignments = Assignments
assignments-none = No assignments yet
    .text = Learners hand them in by their tickets; what came is seen here.
assignments-full = { $most } assignments are the most there can be.
assignment = Assignment
assignment-title = Title of the assignment
assignment-task = What is to be done
assignment-due = Last day
assignment-due-on = To be handed in by { $x }
assignment-was-due = It was due by { $x }.
assignment-handed-in = Handed in
assignment-is-required = Needed for the certificate
assignment-is-optional = Not needed
assignment-required = Needed for the certificate
    .hint = No certificate is given without this assignment done well enough.
assignment-set = Set an assignment
assignment-now-set = The assignment is set.
assignment-now-dropped = The assignment is gone.
assignment-used = Somebody has handed something in for it; it cannot go.
assignment-unknown = There is no such assignment.
assignment-late = It was due by { $day }.
assignment-back = Back to the ticket
submission = What was handed in
submissions = What was handed in
submission-when = Handed in
submission-said = Answer
submission-file = File: { $x }
submission-file-hint = A PDF or a picture, 12 MB at most. A new file replaces the old one.
submission-feedback = Feedback
submission-send = Hand in
submission-now-kept = It is handed in.
submission-assess = Assess it
submission-waits = To be assessed
submission-good = Good
submission-not-yet = Not good enough yet
submission-unjudged = Choose whether it is good or not good enough yet.
submission-unknown = Nothing like that was handed in.
submission-empty = Write an answer or choose a file.
submission-assessed = It has been assessed and cannot be replaced.
certificate-owed = { $n ->
    [one] One assignment that is needed is still owed.
   *[other] { $n } assignments that are needed are still owed.
}
certificates-give = { $n ->
    [one] Give one certificate
   *[other] Give { $n } certificates
}
    .lead = To all who have done what was asked and have none yet.
certificates-now-given = The certificates are given.
programme-costs = Budget
programme-costs-sum = { $x } in all, as planned.
cost-title = For what
cost-fund = From which fund
programme-money = Money for this programme
programme-money-line = Line of a budget
programme-money-paid = Paid
cost-no-fund = Not decided yet
cost-amount = Amount (rupiah)
cost-amount-wrong = It has to be whole rupiah above nothing, such as 1.500.000.
cost-fund-closed = This fund is closed.
cost-add = Add a line to the budget
costs-full = { $most } lines are the most there can be.
programme-aims = Logical framework
aim = What is to come about
aim-missing = Say what is to come about.
aims-full = { $most } lines are the most there can be.
aim-level = Level
aim-goal = Goal
aim-outcome = Outcome
aim-output = Output
aim-measure = Measured by
aim-source = Source
aim-baseline = Baseline
aim-target = Target
aim-assumption = Assumption
aim-values = Values
aim-from = baseline { $x }
aim-to = target { $x }
aim-reached = reached { $x }
aim-came-to = What it came to
aim-add = Add a line to the framework
aim-reach = Note what was reached
calendar-embed = Show this calendar on your own site
calendar-embed-code = Copy this code into a page of your site
activities-held-task = Assignment
activities-held-said = Answer
activities-held-file = File
holding-activities-submissions = Assignments handed in
audit-activity-assignment-set = Assignment set
audit-activity-assignment-dropped = Assignment dropped
audit-activity-handed-in = Assignment handed in
audit-activity-submission-assessed = Assignment assessed
audit-programme-cost-added = Line added to the budget
audit-programme-cost-removed = Line removed from the budget
audit-programme-aim-added = Line added to the framework
audit-programme-aim-reached = What was reached noted
audit-programme-aim-removed = Line removed from the framework
activity-preview-note = A preview: this is how the page will look. Until it is published only staff can open it.

## People of a session, tests, pages of programmes

attendance-first = The first { $n } names; search for the others by name.
certificates-print-part = Print certificates, part { $x }
submission-score = Points
submission-answers = Answers of the test
assignment-test = Test
assignment-test-hint = A published assessment. Learners take it by their tickets; the points are counted at once.
assignment-no-test-chosen = No test: words or a file
assignment-no-test = This questionnaire is no assessment. Choose another one.
assignment-is-test = This is a test; answer its questions.
cost-change = Change a line of the budget
aim-change = Change a line of the framework
programme-is-public = Open to everybody
programme-publish = Open the page of the programme
    .lead = Everybody can read its purpose, partners and published activities.
programme-hide = Close the page of the programme
    .lead = Published activities stay in the calendar.
programme-now-public = The page of the programme is open to everybody.
programme-now-hidden = The page of the programme is closed.
programme-publish-ready = { $n ->
    [one] Approve and publish one activity
   *[other] Approve and publish { $n } activities
  }
    .lead = All that are complete; the others stay drafts.
programme-now-published = { $n ->
    [one] One activity is in the calendar now.
   *[other] { $n } activities are in the calendar now.
  }
programme-coming = To come
programme-nothing = No sessions to come yet.
programme-over = What has been
