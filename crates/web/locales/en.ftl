### Words of the program's general pages: sign-in, display.

sign-in-password = Password
sign-in-refused = User name and password do not match. Check capital and small letters, then try again.
sign-in-wait = Too many tries. Wait { $seconds } seconds, then try again.
word-unknown = This choice is not known. Load the page again, then choose.
form-once-more = Look once more at what stands above, then send it. Nothing has been kept yet.
form-trapped = A hidden box was filled in, perhaps by your browser itself. It is empty again; send the form once more. Nothing has been kept yet.
form-enough-from-here = Much has been sent from here today. Nothing has been kept. Please come to the desk, or try again tomorrow.
login-taken = The user name “{ $login }” is taken. Choose another.
password-too-short = A password has at least 8 characters.
password-too-long = A password has at most 128 characters.
password-too-common = This password is too easy to guess. Choose another.

preferences-kept = Display kept on this device.

idempotency-key-reused = This request key was used for another request. Nothing was changed; send it with a new key.
form-sent-before = This form was sent already. Reload the page and look at what it did before filling it in again.

## Today

today-title = Today
today-waiting = What is waiting
today-numbers = Figures of this month
today-compared = Counted from { $from } to { $to }, compared with the same days last month, { $before } to { $until }.
today-note = Today { $today }. Last month { $before }.
today-program = How the program is
today-open = Open today { $x }.
today-closed = Closed today.
check-disk = Storage
check-backup = Backup
check-jobs = Jobs
check-clock = Computer clock
disk-good = Data can be read and saved.
disk-full = Storage is full
    .text = Storage is full: changes cannot be saved. What was saved is safe and can still be read. Make room on this computer; the program goes on by itself.
disk-stopped = Storage has stopped
    .text = Storage failed to write, so the program has stopped saving to keep the data whole. What was saved can still be read. Check the disk, then restart the program.
backup-never = There is no verified backup yet. Make one now, and keep a copy outside the building.
backup-last = The last backup was made and verified { $ago }: { $moment }.
backup-old = The last backup was made { $ago }: { $moment }. Find out why there is no newer one.
jobs-waiting = Nothing has failed. { $waiting ->
    [one] One job waits its turn.
   *[other] { $waiting } jobs wait their turn.
}
jobs-dead = { $dead ->
    [one] One job has
   *[other] { $dead } jobs have
} failed again and again and should be looked at; { $waiting } wait their turn.
jobs-look = See what failed
clock-right = It is { $x }.
clock-in-doubt = The computer’s clock says { $x }. It has jumped far since the program last ran, so scheduled work is held back. Compare it with another clock.
clock-confirm = The clock is right
clock-confirmed = The clock is taken as right. Scheduled work goes on.

## Settings

settings-title = Settings
settings-lead = Everything the library decides for itself. Each change is recorded and can be taken back.
settings-save = Save
settings-leave = Leave as it is
settings-change = Change
setting-kept = Saved: { $name }.
setting-as-it-was = { $name }: nothing has changed.
setting-undone = Taken back: { $name }.
setting-decided-since = This setting was changed again since, so it was not taken back. Look at its history, then decide anew.
setting-yes = Yes
setting-no = No
setting-empty = Not filled in yet
setting-bounds = A number from { $least } to { $most }.
setting-wants-number = Enter a number from { $least } to { $most }.
setting-wants-days = Enter one or more numbers of days from 0 to { $most }, with commas between them, such as 90, 60, 30, 7.
setting-wants-choice = Choose one of the options.
setting-too-long = Too long; at most 2,000 characters.
history-title = History
history-none = never changed
history-when = When
history-who = By
history-from = From
history-to = To
history-program = The program
history-somebody = Somebody whose account is gone

module-house = Workroom
module-library = Library
module-people = Members and staff
module-catalogue = Catalogue
module-circulation = Circulation

setting-library-kind = Kind of library
    .help = The small line over the name, such as “Perpustakaan Umum”.
setting-library-name = Name of the library
    .help = Stands at the top of every page, such as “Kota Tomohon”.
setting-library-short-name = Short name
    .help = For where there is little room, such as the staff workroom.
setting-library-owner = Who answers for it
    .help = The body that runs the library; stands at the foot of pages.
setting-library-address = Address
    .help = One line of the address per line; stands at the foot of pages.
setting-library-phone = Telephone
    .help = The number staff answer during opening hours.
setting-library-whatsapp = WhatsApp
    .help = The number staff answer on WhatsApp.
setting-library-zone = Time zone
    .help = Decides when a day begins. Takes effect when the program is restarted.
setting-library-zone-asia-makassar = Central Indonesia (Makassar, Manado, Tomohon)
setting-library-zone-asia-jakarta = Western Indonesia (Jakarta)
setting-library-zone-asia-jayapura = Eastern Indonesia (Jayapura)
setting-library-forms-per-network = Public forms per network
    .help = Registrations, proposals, offers of books: how many of each form at most in a day from one network. Schools and village offices share one. The address is not kept.
setting-library-forms-per-device = Public forms per device
    .help = How many of each form at most in a day with one phone. A family often shares one.
setting-library-source-url = Address of the source code
    .help = The web address where anybody can get this program’s source code, as its licence asks. Shown on the page “About”.

## Opening hours and places

hours-title = Opening hours
hours-today = Today, { $x }
hours-closed = Closed
hours-week = Weekly hours
hours-week-hint = Two stretches a day, such as 08:00–12:00 and 13:00–17:00. Leave a closed day empty.
hours-opens-of = { $day }, stretch { $n }: opens
hours-closes-of = { $day }, stretch { $n }: closes
hours-save = Save opening hours
hours-kept = Opening hours saved. Due dates of new loans follow them.
hours-back = The opening hours are as they were.
hours-incomplete = Fill in both opening and closing time, or neither.
hours-unreadable = Write times from 00:00 to 23:59, such as 08:00.
hours-end-before-they-begin = Closing time must be after opening time.
hours-overlap = Two stretches of one day overlap. Part them, or make them one.
special-days = Special days
special-days-lead = Holidays, closures, and days that open in spite of the week. Where several fall on one day, the one entered last decides.
special-day-name = Name of the day
special-day-when = Date
special-day-hours = Hours
special-day-where = Where
special-day-from = From
special-day-to = Until
special-day-to-hint = Leave empty for a single day.
special-day-opens = Opens at
special-day-closes = Closes at
special-day-hours-hint = Leave both empty if closed all day.
special-day-yearly = Returns every year on the same dates
special-day-every-year = every { $x }
special-day-here = This place only
special-day-everywhere = All places
special-day-add = Add a special day
special-day-remove = Remove
special-day-kept = “{ $name }” is entered.
special-day-gone = “{ $name }” is removed.
special-day-back = “{ $name }” is entered again.
special-day-needs-date = Write a date of the calendar, such as 25 12 2026.
special-day-ends-before-it-begins = The last day comes before the first.
special-day-needs-name = Give it a name, such as “Christmas”.
special-day-has-one-stretch = A special day has one stretch of hours only.
special-day-missing = This special day is gone; somebody may have removed it. Nothing was changed.
branches = Places
branch-title = About this place
branch-new = New place
branch-code = Code
    .help = A short form for reports, such as TOM.
branch-name = Name
branch-address = Address
branch-phone = Telephone
branch-kept = { $name } is saved.
branch-back = { $name } is as it was.
branch-removed = { $name } is off the list of places.
branch-in-use = Other data belongs to this place, so it cannot be removed. Nothing was changed.
branch-needs-code = Give it a short code.
branch-needs-name = Give it a name.
branch-code-taken = Another place has the code “{ $code }”. Choose another.

## The program's jobs

jobs-title = Jobs
jobs-lead = What the program does behind the scenes or by the clock. What fails is tried again by itself, up to twelve times, and is then laid aside here for somebody to look at.
jobs-tab-waiting = Waiting
jobs-tab-dead = Laid aside
jobs-tab-done = Done
jobs-none = No jobs here
    .text = Jobs appear when the program needs them. Finished ones are kept for two weeks.
jobs-latest = the latest { $n }
jobs-retry-all = Try all those shown again
jobs-retried = { $n ->
    [one] One job will be tried again from the beginning.
   *[other] { $n } jobs will be tried again from the beginning.
}
job-name = Job
job-asked-for = Asked for
job-runs = Runs
job-laid-aside = Laid aside
job-finished = Finished
job-attempts = Attempts
job-error = Last error
job-retry = Try again
job-retried = The job will be tried again from the beginning.
job-not-dead = This job is not laid aside; somebody may have tried it again. Nothing was changed.
job-platform-sweep = Clearing away old sessions and job records

## The log of changes

journal-title = Log
journal-entries = Who changed what
journal-lead = Who changed what, the newest first. The log can only grow: each line seals the one before.
journal-count = { $x } entries.
journal-empty = No entries yet.
journal-seal = Seal of the last entry:
journal-action = Action
journal-every-action = Every action
journal-person = By
journal-person-hint = A name or user name
journal-filter = Show
journal-namesakes = Who do you mean?
journal-number = No.
journal-what = Action
journal-values = Values
journal-erased = Values erased for privacy
journal-none = No entries fit
    .text = Change or clear the filter.
journal-pages = Pages of the log
journal-newest = To the newest
journal-older = Older ones

audit-account-opened = Account opened or password changed
audit-account-closed = Account closed
audit-account-reopened = Account opened again
audit-account-roles-assigned = Roles of staff assigned
audit-audit-erased = Values of the log erased for privacy
audit-backup-made = Backup made and verified
audit-branch-saved = Place saved
audit-branch-removed = Place removed
audit-branch-hours-set = Opening hours set
audit-clock-confirmed = Clock confirmed
audit-job-retried = Job tried again
audit-role-defined = Permissions of a role set
audit-session-begun = Signed in
audit-setting-changed = Setting changed
audit-special-day-added = Special day entered
audit-special-day-removed = Special day removed
audit-value-address = address
audit-value-after = after
audit-value-before = before
audit-value-branch = place
audit-value-broken = broken at
audit-value-closes = closes
audit-value-code = code
audit-value-entries = entries
audit-value-from = from
audit-value-hash = seal
audit-value-head = last entry
audit-value-key = setting
audit-value-login = user name
audit-value-name = name
audit-value-opens = opens
audit-value-phone = telephone
audit-value-role = role
audit-value-seq = number
audit-value-size = size (bytes)
audit-value-to = until
audit-value-value = value
audit-value-yearly = yearly

## Roles and permissions

role-head = Head of the library
role-treasurer = Treasurer
role-librarian = Librarian
role-desk = Desk staff
role-cataloguer = Cataloguer
role-volunteer = Volunteer
permission-house-today = See “Today”
permission-house-branches = Set opening hours, special days and addresses of places
permission-house-settings = Change settings
permission-house-jobs = Look after jobs and the computer’s clock
permission-house-audit = Read the log of changes

## About

legal-about = About this program
legal-source = Source code
legal-privacy = Privacy and cookies
about-title = About this program
about-program = This site and its staff workroom are run by Mapalus { $x }, a free program for a town’s library and all its people do together in it.
about-source = Source code and licence
about-licence = Mapalus is free software under the GNU AGPL, version 3 or later: anybody may use, study, change and share it under the same licence. It comes without warranty.
about-source-at = The source code of exactly the version that runs here can be had at:
about-source-ask = You have a right to the source code of exactly the version that runs here. Ask the staff of the library; it is free.
about-access = Accessibility
about-access-made = All pages are made to be used with a keyboard, a screen reader, large text and narrow screens, and without JavaScript. Colours, text size and language can be set under “Display”.
about-access-limits = We check them with automatic tools and a keyboard; nobody from outside has audited them yet. If there is something you cannot use, tell the staff: it is a mistake for us to mend.
about-privacy = Privacy
about-privacy-none = There are no trackers, advertisements or counters of others, and nothing is loaded from other sites. Technical logs hold neither names nor network addresses of visitors.
about-privacy-kept = What the library keeps: your membership, your dealings with the library, and who changed what and when. Failed tries to sign in are remembered for a short while with their network address, without being written to storage.
about-privacy-ask = At the desk you may ask to see, correct or delete what is kept about you.
cookies-title = Cookies this site uses
cookies-name = Cookie
cookies-what = What for
cookies-until = Until
cookie-session = sesi
    .what = Shows that you have signed in.
    .until = You sign out or close the browser; for staff also after half an hour of quiet.
cookie-look = tampilan
    .what = The language, colours and text size you chose.
    .until = One year, if you change the display.
cookie-message = pesan
    .what = A message for the next page, such as “Saved”.
    .until = The next page, at most one minute.
cookie-device = perangkat
    .what = Shows that your account has signed in on this device, so that somebody else’s mistyping does not make you wait.
    .until = One year, if you have signed in.

vault-shut = The key for confidential data is not on this computer, so it can be neither read nor kept. Nothing else is affected. Ask whoever runs the system to put the library's key file back.
foreign-post = This form did not come from a page of ours
    .text = Your browser sent a form from another site, or from another address, so it was refused. Nothing was changed. Open the library’s page at its own address and fill in the form there. If this keeps happening, tell a librarian: the site’s address may not be set up right.
answer-too-slow = The answer took too long
    .text = The system is very busy, so this request was ended after half a minute. What had been kept is safe. If you have just sent something, look first whether it was kept before you send it again.
disk-low = Storage nearly full
    .text = The last reserve of room is in use, so that what has begun can end. What was kept is safe. Make room now, or ask whoever runs the system.

holding-platform-account = Account
holding-platform-roles = Roles
holding-platform-looks = Who looked at this data
holding-platform-sessions = Sessions and tokens
holding-platform-journal = Log of changes
erase-against-roles = This person still holds a role here. Take the role back first.

## Where permissions hold

may-not-here = Your roles do not cover this at { $branch }. Nothing was changed. If you need it, ask the head of the library for a role there.
may-not-everywhere = This concerns every place, and your roles hold at some of them only. Nothing was changed. Ask somebody who holds such a role everywhere.

## Headings of the workroom's menu
nav-group-day = Service desk
nav-group-people = People
nav-group-activities = Activities
nav-group-collection = Collection
nav-group-cooperation = Cooperation
nav-group-money = Money and assets
nav-group-house = The house

## Files that are kept
file-none = Choose the file first.
file-called-otherwise = What is in “{ $name }” is not what its name says. Save it again as what it is, then send it again.
file-cut-off = “{ $name }” is cut off or damaged: it is not whole from its beginning to its end. Open it to look, then send it again.
file-no-table = A text file is taken only as a CSV table.
file-formula = This table holds formulas (cells that begin with =, +, - or @). Save the values alone.
file-of-another-kind = A file of this kind cannot be kept here, only { $kinds }.
file-title-missing = Give it a name of at most { $most } letters.
