### Words of the visitors' book: door, kiosk, counter, report.

nav-visits = Visits
module-visits = Visits

permission-visits-record = Write visits down and take them back
permission-visits-report = Read the report of visits
permission-visits-kiosks = Open and close kiosks at the door

setting-visits-again-minutes = The same card counts once within (minutes)
    .help = A card scanned again within this time is not counted twice.
setting-visits-official = Official number of visits
    .help = The visitors' book and the people counter count the same people, so they are never added up.
setting-visits-official-book = The visitors' book
setting-visits-official-counter = The people counter
setting-visits-rooms = Rooms people come to
    .help = One room a line, for example Reading room, Children's room. Leave empty where visits are not noted by room.
setting-visits-greet = The kiosk greets by first name
    .help = Many people see the screen at the door. Without this, the kiosk greets without a name.
setting-visits-back-seconds = The kiosk goes back after (seconds)
    .help = How long the welcome is seen.
setting-visits-lending-counts = A loan at the desk counts as a visit
    .help = Only of members who have not been counted that day; nobody is counted twice.
setting-visits-smallest-cell = Smallest number shown
    .help = In the breakdowns of the report, numbers below this are hidden so that nobody is recognised.
setting-visits-name-days = Names are parted from visits after (days)
    .help = After that it is known that a member came, but not who. The number stays.

indicator-visits-visits = Visits
indicator-visits-members = Members who came
indicator-visits-group-heads = People in groups
indicator-visits-counter = People by the counter
countable-visits-group-heads = People in the partner's groups, by the visitors' book
countable-visits-groups = Visits of the partner's groups, by the visitors' book

audit-visit-reversed = Visit taken back
audit-visit-restored = Visit entered again
audit-door-count-entered = Counter's number entered
audit-door-count-reversed = Counter's number taken back
audit-kiosk-opened = Kiosk opened
audit-kiosk-revoked = Kiosk closed
audit-value-heads = people
audit-value-people = people
audit-value-part = part of the day
audit-value-day = day

## Words in common

visit-kind-member = Member
visit-kind-guest = Guest
visit-kind-group = Group
visit-sex-female = Female
visit-sex-male = Male
visit-sex-unknown = Not noted
visit-band = Age
visit-band-child = Child (0–12)
visit-band-teen = Teenager (13–17)
visit-band-adult = Adult (18–59)
visit-band-senior = Senior (60+)
visit-band-unknown = Age not noted
visit-purpose = Purpose
visit-purpose-none = Not noted
visit-purpose-read = Reading
visit-purpose-borrow = Borrowing or returning
visit-purpose-study = Studying or working
visit-purpose-internet = Internet and computers
visit-purpose-activity = Joining an activity
visit-purpose-meeting = Meeting or discussion
visit-purpose-tour = Looking around
visit-purpose-other = Something else
visit-branch = Place
visit-room = Room
visit-room-none = No room
visit-source-desk = Staff
visit-source-kiosk = Kiosk
visit-source-offline = Kiosk, offline
visit-source-paper = Paper
visit-source-lending = Loan
visit-source-program = Other program

## The staff's page

visits-title = Visitors' book
visits-today = Today
visits-members = Members
visits-guests = Guests
visits-groups = People in groups
visits-official-book = Official number: the visitors' book.
visits-official-counter = Official number: the people counter.
visits-list = Written down { $x }
visits-none = No visits today yet
visits-none-text = Scan a member's card, or tap a box for each guest.
visit-scan = Scan a member's card
visit-scan-send = Count
visit-scan-tip = One scan is enough. A card scanned a moment ago is not counted twice.
visit-tap = Guests: one tap is one person
visit-choose = Place, room and purpose
visit-choose-send = Use
visit-time = Time
visit-who = Who
visit-what = Purpose and room
visit-source = By
visit-undo = Undo
visit-reversed = Taken back
visit-guest = Guest
visit-guest-who = Guest: { $x }
visit-guests-n = { $n ->
    [one] one guest
   *[other] { $n } guests
  }
visit-group-n = Group of { $n }
visit-group-from = Group of { $n }: { $from }
visit-member-parted = Member
visit-card-noted = unknown card: { $x }
visit-counted = Counted: { $name }.
visit-counted-already = { $name } was counted a moment ago; not counted twice.
visit-reversed-now = Taken back: { $name }. The entry stays, its number is taken away.
visit-card-unknown = Nobody has this card.
visit-card-replaced = Card { $code } was replaced and counts no more; its number is { $now } now. Nothing was counted: scan the new card, or type its number.
visit-card-unknown-code = Nobody has card { $code }; it was not counted. Scan again, or count a guest.
visit-unknown = There is no such visit.
visit-needs-branch = You do not count visits at that place. Choose another.
visit-room-unknown = Choose one of the rooms in the settings.
visit-heads = How many people
visit-heads-hint = Only what you know; an empty box means none.
visit-heads-none = Enter one person at least.
visit-heads-many = One entry holds at most { $most } people. Make several of it.
visit-heads-wrong = Numbers of people are whole numbers.
visit-day-to-come = That day has not come yet.
visit-day-long-ago = That day is more than a year ago. The first that can be entered is { $first }.
visit-period-wrong = The first day must be before the last, by ten years at most.
visit-keep = Save
visit-back = Back

visit-group-title = Group
visit-group-intro = People who come together: a class, an office, a large family. No names, only how many.
visit-group-asal = From where
visit-group-asal-hint = The name of a school or office. Where it is exactly a name of the register, the group is noted as theirs.

sheet-title = Paper sheet
sheet-intro = For a day that was noted on paper, for example when the power was cut.
sheet-day = Day
sheet-day-unreadable = Write day, month and year in digits.
sheet-cards = Members' card numbers
sheet-cards-hint = One number a line, as on the sheet.
sheet-cards-many = At most 200 cards a sheet.
sheet-cards-unknown = Nobody has these numbers: { $codes }. Correct them, or take them out and count the people as guests. Nothing was saved yet.
sheet-empty = Enter numbers of guests or card numbers.
sheet-entered = The sheet of { $day } is saved: { $guests } guests, { $members } members.
sheet-blank-title = Blank sheet to print
sheet-heading = Visitors' book
sheet-date = Day, date:
sheet-tally = Guests (one stroke each)
sheet-names = Members and groups
sheet-no = No.
sheet-name = Name or group (how many)
sheet-card = Card number

counter-title = People counter
counter-intro = What the counter at the door showed. It counts the same people as the visitors' book, so the two are never added up.
counter-part = Part of the day
counter-part-day = The whole day
counter-part-morning = Morning until noon
counter-part-afternoon = Afternoon
counter-part-evening = Evening
counter-people = People who came in
counter-people-hint = Of this part of the day alone, not the counter's total.
counter-people-unreadable = Write a whole number, for example 214.
counter-note = Note
counter-list = Numbers of the last 60 days
counter-none = No numbers yet
counter-none-text = Enter the first in the form beside.
counter-entered = Saved: { $people } people on { $day }.
counter-reversed = Taken back: { $people } people on { $day }.
visit-count-wrong = A number between 0 and { $most }.
visit-count-parts = There is a number for the whole day or for parts of it already. Take the old one back first; the two are not used together.

## Kiosks, in the workroom

kiosks-title = Kiosks at the door
kiosks-list = Kiosks
kiosks-none = No kiosk yet
kiosks-none-text = Open this page on the tablet that is to stand at the door.
kiosk-name = Name of the kiosk
kiosk-name-hint = Where this tablet stands, for example Main door.
kiosk-needs-name = Give it a name, so that it is known when it has to be closed.
kiosk-opened = Opened
kiosk-used = Last used
kiosk-revoke = Close
kiosk-revoked = Kiosk { $name } is closed. That tablet cannot count any more.
kiosk-revoked-on = Closed { $x }
kiosk-unknown = There is no such kiosk.
kiosk-open-title = Make this device a kiosk
kiosk-open-text = You will be signed out of this device. After that the tablet can count visits at this place and do nothing else, until it is closed.
kiosk-open = Open a kiosk on this device

## The kiosk at the door

kiosk-title = Welcome
kiosk-card = Scan my card
kiosk-card-text = Hold the card to the scanner
kiosk-card-number = Card number
kiosk-guest = I am a guest
kiosk-guest-text = One tap is enough
kiosk-group = We are a group
kiosk-group-text = School, office, family
kiosk-card-empty = Hold the card to the scanner, or type its number.
kiosk-card-unknown = This card is not known. Try once more, or tap “I am a guest”.
kiosk-card-replaced = This card was replaced. Use the new one, or tap “I am a guest”; the desk helps.
kiosk-welcome = Welcome!
kiosk-welcome-name = Welcome, { $x }!
kiosk-counted = Your visit has been counted. Thank you.
kiosk-kept = Your visit is kept on this tablet and sent as soon as there is a connection. Thank you.
kiosk-waiting = visits wait for a connection
kiosk-see-desk = Please call at the desk for a moment.
kiosk-ask-who = May we know a little about you? You need not say.
kiosk-ask-purpose = What brings you here today? You need not say.
kiosk-done = Done
kiosk-group-heads = How many people?
kiosk-group-from = From where?
kiosk-group-send = Count the group
kiosk-group-wrong = Enter how many people, between 1 and { $n }.
kiosk-idle = This page is about to go back to the beginning. Touch the screen to go on.
kiosk-closed-title = This device is no kiosk
kiosk-closed-text = Only a tablet that staff have opened can count visits. Visits that wait on this tablet are not lost.
kiosk-closed-open = Sign in and open a kiosk
kiosk-closed-home = To the home page

## Report

report-title = Report of visits
report-range = Stretch of time
report-this-month = This month
report-last-month = Last month
report-this-year = This year
report-last-year = Last year
report-12-months = 12 months
report-steps = Steps
report-step-day = By day
report-step-week = By week
report-step-month = By month
report-choose = Other dates and places
report-from = From
report-to = To
report-all-branches = All places
report-show = Show
report-stretch = { $from } to { $to }
report-official = Official number
report-official-book = from the visitors' book
report-official-counter = from the people counter
report-book = Visitors' book
report-book-note = members, guests and groups written down
report-counter = People counter
report-counter-note = the same people, counted by a machine
report-members = Members who came
report-members-note = different people, each once
report-groups = People in groups
report-groups-note = included in the book
report-never-added = Visitors' book and people counter are never added up.
report-course-note = Visits of the book, without those taken back.
report-finding = Most { $step }: { $n } of { $total } visits
report-finding-none = No visits in this stretch yet
report-week-of = Week of { $x }
report-share = { $what }: most are { $name }, { $share }
report-by-kind = Who
report-by-purpose = Purpose
report-by-sex = Sex
report-by-band = Age
report-by-room = Room
report-by-branch = Place
report-by-hour = Hour
report-people = Age and sex
report-heat = Busiest hours
report-heat-note = Mean visits an hour on days with visits
report-busiest = Busiest { $weekday } at { $hours }
report-few = fewer than { $n }
report-few-note = Numbers below { $n } are hidden, and one more where the sum would give it away.
report-csv-what = Breakdown
report-csv-name = Value

holding-visits-visits = Visits
holding-visits-kiosks = Kiosks opened
visit-held-day = Day

job-visits-part-names = Parting names from old visits

invariant-visits-reversals-take-back-what-there-was = Visits taken back were there before
invariant-visits-counters-are-not-below-zero = No counter is below zero

## What other programs may ask for

api-op-enterDoorCount = Enters what a people counter showed; a number that stands for the same part of the day is corrected.
api-op-enterVisit = Enters a visit: of a member by the card, of guests, or of a group.
api-op-listVisits = Lists the visits of a day at a place, the latest first. Members’ names are not told.
api-op-readVisitFigures = Reads what visits came to.
api-op-reverseVisit = Takes a visit back. It stays in the book, reversed.
encounter-visits = A group came on { $day }: { $n ->
    [one] one person
   *[other] { $n } people
}.
