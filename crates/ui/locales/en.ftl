### Words everybody shares: shell, components, errors, dates.

## Shell

skip-to-content = Skip to content
skip-to-scan = Skip to the scan box
display = Display
sign-in = Sign in
sign-out = Sign out
unread = unread messages
needs-action = need action
nav-main = Main
nav-mine = My pages
nav-crumbs = Breadcrumb
nav-workroom-menu = Workroom menu
workroom = Workroom
visit-us = Visit us
opening-hours = Opening hours
opening-hours-week = Opening hours this week
find-anything = Find a member by name, number or phone
find-anything-hint = Find a member  ( / )
shortcuts = Keyboard shortcuts
print = Print
print-hint = This sheet is ready to print: press Ctrl+P, scale 100%, without page headers.

## Dates and lists

weekday-monday = Monday
    .short = Mon
weekday-tuesday = Tuesday
    .short = Tue
weekday-wednesday = Wednesday
    .short = Wed
weekday-thursday = Thursday
    .short = Thu
weekday-friday = Friday
    .short = Fri
weekday-saturday = Saturday
    .short = Sat
weekday-sunday = Sunday
    .short = Sun
month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec
days-today = today
days-tomorrow = tomorrow
days-yesterday = yesterday
days-ahead = { $n ->
    [one] in one day
   *[other] in { $n } days
}
days-ago = { $n ->
    [one] one day ago
   *[other] { $n } days ago
}
list-and = and

## Shelves: the flower of each DDC class, as painted on the shelf ends

shelf-0 = Chrysanthemum
    .subject = General works
    .short = General
shelf-1 = Iris
    .subject = Philosophy & psychology
    .short = Philosophy
shelf-2 = Lily
    .subject = Religion
    .short = Religion
shelf-3 = Dahlia
    .subject = Social sciences
    .short = Society
shelf-4 = Rose
    .subject = Language
    .short = Language
shelf-5 = Hydrangea
    .subject = Science
    .short = Science
shelf-6 = Gerbera
    .subject = Technology & applied
    .short = Technology
shelf-7 = Orchid
    .subject = Arts & sports
    .short = Arts
shelf-8 = Carnation
    .subject = Literature
    .short = Literature
shelf-9 = Edelweiss
    .subject = History & geography
    .short = History
call-number = Call number

## Search and results

search = Search
search-label = Search by title, author or topic
search-in = Search in
search-skip-filters = Skip to results
suggest-count = { $n ->
    [one] one suggestion, use the arrow keys
   *[other] { $n } suggestions, use the arrow keys
}
suggest-none = No suggestions
filter = Filter results
filter-active = { $n } active
filter-apply = Apply filters
filter-chips = Active filters
filter-remove = , remove filter
filter-clear = Clear all
filter-years = Year of publication
filter-year-from = From year
filter-year-to = To year
filter-until = to
sort = Sort by
sort-change = Change
pages = Pages of results
page-n = Page { $n }
page-previous = Previous
page-next = Next

## Forms

optional = (optional)
choose = Choose…
date-day = Day
date-month = Month
date-year = Year
errors-title = { $n ->
    [one] One thing needs correcting
   *[other] { $n } things need correcting
}
errors-unharmed = Everything else you entered is still on this page.
form-leave-empty = Leave empty

## Tables and charts

table-sort-up = , sorted ascending
table-sort-down = , sorted descending
table-actions = Actions
table-csv = Download CSV
table-xlsx = Download Excel
chart-table = Show as a table
chart-item = Item
chart-value = Value

## Steps, desk, codes

step-done = done
step-now = now
step-later = later
steps = Steps
undo = Undo
code-text = Code: { $x }
seats-left = { $n } of { $of } seats left
seats-full = Full
seats-full-waiting = { $n ->
    [one] Full, one person waiting
   *[other] Full, { $n } people waiting
}
receipt-total = Total
receipt-thanks = Thank you. Happy reading!
card-member-since = Member since { $x }
card-valid-until = Valid until { $x }
card-return = If found, please return this card to the library.
labels-title = Spine labels

## Preferences

preferences = Display and language
preferences-lead = Kept in this browser only.
preferences-lang = Language
preferences-theme = Colours
theme-auto = As on this device
theme-light = Light
theme-dark = Dark
preferences-text = Text size
text-normal = Normal
text-large = Large
text-larger = Larger
preferences-contrast = Higher contrast
preferences-saver = Save data: no large pictures
preferences-save = Save

## Errors: what happened, what is unharmed, what to do

error-title = Error: { $x }
error-number = Error { $x }
error-reference = Report number: { $x }. Quote it to a librarian if you need to.
error-home = To the home page
error-400 = We could not read that request
    .text = Your browser sent something we do not understand. No data has changed. Reload the previous page and try once more.
error-403 = This page is not for your account
    .text = We know who you are, but this account has no permission for that page. Nothing has changed. If you think this is a mistake, ask the library's administrator for access.
error-404 = Page not found
    .text = The address may be mistyped, or the page has moved. Try searching for the title or topic, or start again from the home page.
error-408 = That took too long to arrive
    .text = The connection is slow or broke off. Nothing has been saved. Go back to the form and send it once more.
error-409 = Somebody else changed it first
    .text = Someone changed the same data before you. Your change has not been saved, and theirs is safe. Open the page again, look at what is new, then repeat yours.
error-413 = That is too much at once
    .text = What was sent is larger than this page takes. Nothing has been saved. Go back and send less at a time.
error-422 = We cannot accept this yet
    .text = Some answers need correcting. Nothing has been saved. Go back to the form and follow the notes at its top.
error-429 = Too many requests
    .text = Too many requests came from this device in a short time. No data is lost. Wait a minute, then try again.
error-500 = Something broke on our side
    .text = This is our mistake, not yours. What was saved is safe; your last step may not have been saved. Try again shortly, or tell a librarian.
error-503 = We are having a short rest
    .text = The system is being maintained or is very busy. Your data is safe. Try again in a few minutes.
error-507 = Storage is full
    .text = The system cannot store new data. What was saved is safe and can still be read. Please tell the library's administrator.
