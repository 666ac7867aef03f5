### Words of volunteers: applications, the roll, checks, hours.

nav-volunteers = Volunteers
nav-my-hours = Volunteering
module-volunteers = Volunteers

permission-volunteers-view = See volunteers and their hours
permission-volunteers-edit = Accept volunteers, note checks, confirm hours

setting-volunteers-least-age = Least age of a volunteer
    .help = Below 18, a parent's consent is checked before accepting.
setting-volunteers-apply-per-day = Applications a day
    .help = So many applications are taken in a day; 0 closes the form.
setting-volunteers-warn-days = Warn before a check ends (days)
    .help = From then on volunteers who work with children stand in the list of warnings.
setting-volunteers-forget-days = What a declined applicant wrote is erased after (days)
    .help = All that stays is that there was an application.
setting-volunteers-signer = Who signs the letter of thanks
    .help = Office, name and number; a line each.

indicator-volunteers-hours = Volunteers' hours
indicator-volunteers-active = Active volunteers
countable-volunteers-partner-hours = Hours given by the partner's people as volunteers

audit-volunteer-enrolled = Put on the roll of volunteers
audit-volunteer-state-set = Standing of a volunteer changed
audit-volunteer-described = Data of a volunteer changed
audit-volunteer-check-seen = Check seen
audit-volunteer-check-withdrawn = Check withdrawn
audit-volunteer-hours-entered = Volunteer's hours entered
audit-volunteer-hours-decided = Volunteer's hours decided
audit-volunteer-hours-reversed = Volunteer's hours taken back
audit-volunteer-accepted = Application of a volunteer accepted
audit-volunteer-declined = Application of a volunteer declined
audit-volunteer-letter-issued = Letter of thanks made
audit-value-minutes = minutes
audit-value-confirmed = confirmed
audit-value-signed = signed

## Words in common

volunteer-name = Name
volunteer-born = Birth date
volunteer-phone = Telephone
volunteer-whatsapp = WhatsApp or telephone number
volunteer-email = E-mail
volunteer-village = Village
volunteer-note = Note for the staff
volunteer-fact = Fact
volunteer-fact-value = Value
volunteer-yes = Yes
volunteer-no = No
volunteer-any = All
volunteer-keep = Save
volunteer-saved = Saved.
volunteer-active = Active
volunteer-paused = Resting
volunteer-ended = Ended
volunteer-make-active = Make active again
volunteer-make-paused = Let rest
volunteer-make-ended = End
volunteer-morning = Morning
volunteer-afternoon = Afternoon
volunteer-evening = Evening
volunteer-skill = Skill
volunteer-skills = What they can do
volunteer-language = Language
volunteer-languages = Languages spoken
volunteer-day = Day
volunteer-time = Time
volunteer-times = When they usually can
volunteer-times-hint = Tick the times that are usually free; it binds nobody.
volunteer-only-children = Only who may work with children
volunteer-also-gone = Also who rests or has gone
volunteer-state = Standing
volunteer-since = Volunteer since
volunteer-children = Works with children
volunteer-may = May
volunteer-may-not-yet = May not yet
volunteer-may-not = Not with children
volunteer-entry = Entry in the register
volunteer-describe = Agreement and note
volunteer-signed = Agreement and code of conduct signed
volunteer-signed-hint = The date on the signed sheet.
volunteer-can = Skills and times
volunteer-unknown = There is no such volunteer.
volunteer-day-to-come = That day has not come yet.
volunteer-day-unreadable = Write day, month and year in digits.
volunteers-count = { $n ->
    [one] one volunteer
   *[other] { $n } volunteers
  }
volunteers-none = No volunteers like that
volunteers-none-text = Loosen the filter, or pass on the address of the form Become a volunteer.
volunteers-waiting = Waiting for a decision

skill-storytelling = Storytelling
skill-reading-aloud = Reading aloud
skill-tutoring = Tutoring
skill-languages = Teaching languages
skill-shelving = Shelving
skill-computers = Computers and internet
skill-art = Art and crafts
skill-music = Music
skill-photography = Photo and video
skill-events = Helping at events
skill-garden = Gardening
skill-driving = Driving
skill-sign-language = Sign language
skill-other = Something else

## Applications

apply-title = Become a volunteer
apply-lead = Give the library a few hours: tell stories, put books in order, help with homework, look after the garden. Fill in this form and we will be in touch.
apply-reach-hint = A telephone number or an e-mail address; one is enough.
apply-children = Would like to work with children
apply-words = Why you would like to volunteer
apply-words-hint = A few sentences in your own words.
apply-agree = The library may use this data to answer my application
apply-agree-missing = Tick your consent, so that we may read the application.
apply-privacy = Only the staff who look after volunteers read it.
apply-send = Send the application
apply-home = To the home page
apply-thanks-title = Thank you
apply-thanks-text = We have your application. Somebody of the staff will be in touch. To work with children, please have a police certificate (SKCK) ready that is still valid.
apply-born-missing = Enter your birth date.
apply-too-young = Volunteers are at least { $age } years old.
apply-unreachable = Enter a telephone number or an e-mail address, so that we can answer.
apply-enough-today = There were many applications today. Please send yours tomorrow, or come to the desk.
apply-of = Application of { $x }
apply-facts = The application
apply-unknown = There is no such application.
apply-decided = This application has been decided already.
apply-who = Is this person known already?
apply-who-hint = Name, birth date or telephone are alike. Choose the person, or a new one.
apply-new-person = A new person
apply-accept = Accept as a volunteer
apply-accepted = Accepted. Note agreement and checks on this page.
apply-reason = Reason
apply-reason-hint = The applicant can read this reason.
apply-needs-reason = Write the reason, so that the person knows.
apply-decline = Decline
apply-declined = The application is declined, the reason is kept.

## Checks

checks-title = Checks
check-kind = Kind
check-police = Police certificate (SKCK)
check-reference = Letter of reference
check-child-protection = Training in protecting children
check-issued = Issued
check-until = Valid until
check-until-hint = Leave empty where it has no end.
check-endless = no end
check-ended = ended { $x }
check-ends = ends { $x }
check-ends-before = It ends before it was issued.
check-seen-by = Seen by
check-see = Note a check
check-see-text = Note only that the paper was seen and until when it is valid. What it says is not kept.
check-seen = The check is noted.
check-withdraw = Withdraw
check-withdrawn = The check is withdrawn.
check-ending = Checks that have ended or soon end
children-may = May work with children today.
children-may-not = May not work with children yet:
children-not-active = Is not active as a volunteer.
children-age-unknown = The birth date is not known.
children-too-young = Is not 18 years old yet.
children-not-signed = Agreement and code of conduct have not been signed.
children-no-check = No police certificate has been seen.
children-check-over = The police certificate ended { $until }.

## Hours

given-title = Hours given
hours-given = Hours given
hours-this-year = This year
hours-pending = Waiting to be confirmed
hours-counted = Confirmed
hours-reversed = Taken back
hours-refused-because = Not counted: { $x }
hours-day = Day
hours-long = How long
hours-long-hint = In hours, for example 2 or 1.5 or 1:30.
hours-activity = Activity
hours-activity-hint = For example: Telling stories in the children's room.
hours-state = Standing
hours-enter = Enter hours
hours-entered = The hours are saved and count.
hours-undo = Undo
hours-taken-back = The hours are taken back. The entry stays.
hours-whole = { $n ->
    [one] one hour
   *[other] { $n } hours
  }
hours-minutes = { $n } min
hours-and-minutes = { $hours } h { $minutes } min
hours-waiting = Hours to confirm
hours-waiting-n = { $n ->
    [one] one entry of hours to confirm
   *[other] { $n } entries of hours to confirm
  }
hours-waiting-none = No hours are waiting.
hours-confirm = Confirm
hours-confirmed = Hours of { $name } confirmed.
hours-refuse = Does not count
hours-refused = Hours of { $name } do not count; the volunteer can read why.
hours-unknown = There is no such entry of hours.
hours-decided = This entry has been decided already.
given-unreadable = Write how long in hours, for example 2 or 1.5 or 1:30.
hours-too-many = A day has 24 hours, those entered for it already included.
hours-too-old = A year back at most.
hours-need-activity = Write what was done.

my-hours-text = Staff confirm the hours you enter; only then they count.
my-hours-send = Send to be confirmed
my-hours-entered = Thank you. Your hours wait for the staff to confirm them.
my-hours-saved = Your skills and times are saved.
my-hours-resting = You are not active as a volunteer just now. Ask the staff to begin again.
my-hours-children = To work with children it still needs:
my-hours-none = You are no volunteer yet.
my-hours-applied = The staff are reading your application.
my-hours-declined = Your application was not accepted: { $x }

## The letter

letter-title = Letter of thanks
letter-number = Number
letter-subject = Subject
letter-opening = To whom it may concern,
letter-thanks = { $library } thanks { $name }, who has given { $given } as a volunteer since { $since }.
letter-wish = Those hours became stories that children heard, shelves in order, and lessons understood at last. May this work together go on.
letter-hours = Confirmed hours
volunteer-letter-closing = Yours sincerely,
letter-signer = Head of the library

## What waits

matter-volunteers = { $n ->
    [one] one application of a volunteer waits for a decision
   *[other] { $n } applications of volunteers wait for a decision
  }
matter-volunteer-hours = { $n ->
    [one] one entry of volunteers' hours waits to be confirmed
   *[other] { $n } entries of volunteers' hours wait to be confirmed
  }
matter-volunteer-checks = { $n ->
    [one] one volunteer's check has ended or soon ends
   *[other] { $n } volunteers' checks have ended or soon end
  }

holding-volunteers-roll = On the roll of volunteers
holding-volunteers-hours = Hours as a volunteer
holding-volunteers-applications = Applications as a volunteer
volunteer-held-minutes = Minutes
volunteer-held-at = Sent

## Messages to applicants
notice-volunteers-accepted = Volunteer application accepted
    .help = When you applied to volunteer and were accepted.
    .subject = Welcome as a volunteer
    .body = Thank you for helping. Your application was accepted.

        Somebody of the library will call you about your first day. The hours you give are shown on your volunteer page.
    .short = Thank you for helping. Your application to volunteer at the library was accepted; somebody will call you.
notice-volunteers-declined = Volunteer application not accepted
    .help = When you applied to volunteer and could not be accepted this time.
    .subject = About your application to volunteer
    .body = Thank you for offering your help. This time your application could not be accepted:

        { $reason }
    .short = Thank you for offering your help. Your application to volunteer could not be accepted this time: { $reason }

job-volunteers-forget-declined = Forgetting applicants who were turned down

invariant-volunteers-reversals-take-back-what-there-was = Hours taken back were there before

## What other programs may ask for

api-op-changeVolunteer = Changes what a volunteer can and when, and how they stand.
api-op-enterHours = Enters hours a volunteer gave; they count at once. The same entry twice is entered once.
api-op-listVolunteers = Lists volunteers by what they can and when: up to 200, by name.
api-op-readVolunteer = Reads a volunteer.
encounter-hours = People of the partner gave hours on { $day }.

held-word-weekday-1 = Monday
held-word-weekday-2 = Tuesday
held-word-weekday-3 = Wednesday
held-word-weekday-4 = Thursday
held-word-weekday-5 = Friday
held-word-weekday-6 = Saturday
held-word-weekday-7 = Sunday
