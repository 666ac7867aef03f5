## Home

home-description = Search the catalogue, see the opening hours, and find what is new in the library.
home-heading = Books and room to learn for all of { $x }
home-heading-plain = Books and room to learn for everybody
home-lead = { $titles } titles in { $copies } copies, open to everybody in town.
home-lead-empty = The catalogue is being prepared. Do come and see the shelves for yourself.
home-try = Try:
home-tasks = Main services
home-open-until = Open today until <b>{ $x }</b>
home-opens-at = Opens today at <b>{ $x }</b>
home-closed = Closed now
home-closed-until = Closed now; opens again on <b>{ $day }</b> at { $time }
home-free = { $n ->
    [one] <b>1</b> title <a href="{ $href }">can be borrowed now</a>
   *[other] <b>{ $n }</b> titles <a href="{ $href }">can be borrowed now</a>
}
home-catalogue = Browse the catalogue
home-catalogue-text = Narrow by shelf, language or age of reader
home-mine = My page
home-mine-text = Sign in with your member number
home-mine-known = Your card and membership
home-children = Children’s books
home-children-text = { $n ->
    [one] 1 title for small readers
   *[other] { $n } titles for small readers
}
home-audio = Audiobooks & music
home-audio-text = { $n ->
    [one] 1 title to listen to
   *[other] { $n } titles to listen to
}
home-popular = Most borrowed
home-popular-text = What other readers like
home-display = Display & language
home-display-text = Larger text, dark colours, less data
home-new = New on the shelf
home-new-all = All new titles
home-shelves = Follow the flower
home-shelves-text = Every shelf has its flower, the same on the screen and at the end of the shelf.
home-shelf = { $n ->
    [one] { $x }, 1 title
   *[other] { $x }, { $n } titles
}
home-stats = The collection in numbers
home-stat-titles = titles in the catalogue
home-stat-copies = copies
home-stat-languages = languages
home-stat-loans = loans this month

## Results

search-page-description = Search the library’s catalogue for a title, an author or a topic.
search-page-home = Home
search-page-catalogue = Catalogue
search-page-narrowed = Narrowed
search-page-title = { $n ->
    [one] 1 result for “{ $q }”
   *[other] { $n } results for “{ $q }”
}
search-page-title-browse = { $n ->
    [one] 1 title in the catalogue
   *[other] { $n } titles in the catalogue
}
search-page-title-filtered = { $n ->
    [one] 1 title matches the filters
   *[other] { $n } titles match the filters
}
search-page-title-none = No results for “{ $q }”
search-page-title-none-filtered = No title matches the filters
search-page-title-empty = The catalogue is still empty
search-page-field-all = Everything
search-page-field-judul = Title
search-page-field-pengarang = Author
search-page-field-topik = Topic
search-page-field-penerbit = Publisher
search-page-field-isbn = ISBN
search-page-field-nopang = Call number
search-page-sort-best = Best match
search-page-sort-baru = New on the shelf
search-page-sort-terbit = Latest published
search-page-sort-laris = Most borrowed
search-page-sort-judul = Title A–Z
search-page-available = Can be borrowed now
search-page-group-available = Availability
search-page-group-shelf = Shelf
search-page-group-audience = For whom
search-page-group-kind = Kind
search-page-group-language = Language
search-page-group-subject = Topic
search-page-group-place = Place
search-page-chip-shelf = { $x } shelf
search-page-chip-language = In { $x }
search-page-chip-from = From { $x }
search-page-chip-to = Until { $x }
search-page-did-you-mean = Did you mean <a href="{ $href }">{ $q }</a>?
search-page-some-words = Nothing has all the words of “{ $q }”. These have some of them.
search-page-free = { $n } of { $of } available
search-page-no-copies = No copies yet
search-page-read-here = Read in the library
search-page-all-out = All on loan
search-page-not-now = Not available now
search-page-back = Back on { $x } at the earliest
search-page-overdue = Expected back since { $x }
search-page-way-spelling = { $n ->
    [one] Search for “{ $q }”: 1 result
   *[other] Search for “{ $q }”: { $n } results
}
search-page-way-spelling-unfiltered = { $n ->
    [one] Search for “{ $q }” without filters: 1 result
   *[other] Search for “{ $q }” without filters: { $n } results
}
search-page-way-unfiltered = { $n ->
    [one] Remove all filters: 1 result
   *[other] Remove all filters: { $n } results
}
search-page-way-everywhere = { $n ->
    [one] Search everywhere, not in one field: 1 result
   *[other] Search everywhere, not in one field: { $n } results
}
search-page-way-plain = { $n ->
    [one] Search everywhere without filters: 1 result
   *[other] Search everywhere without filters: { $n } results
}
search-page-none-title = What you can try
search-page-none-spelling = Check the spelling, or type only the beginning of the word.
search-page-none-wider = Use a more general word, or a single one.
search-page-none-ask = Ask at the desk: it may stand on another shelf, or could be suggested for purchase.
search-page-none-shelves = Or walk along the shelves
search-page-is-title = Title
search-page-is-author = Author
search-page-is-subject = Topic
search-page-kind-book = Book
search-page-kind-picture-book = Picture book
search-page-kind-comic = Comic
search-page-kind-serial = Periodical
search-page-kind-map = Map
search-page-kind-score = Score
search-page-kind-spoken = Audiobook
search-page-kind-music = Music recording
search-page-kind-video = Film
search-page-kind-picture = Picture
search-page-kind-digital = Digital
search-page-kind-manuscript = Manuscript
search-page-kind-object = Games & objects
search-page-audience-children = Children
search-page-audience-teens = Teens
search-page-audience-adults = Adults
search-page-audience-general = Everybody
search-page-language-ace = Acehnese
search-page-language-afr = Afrikaans
search-page-language-ara = Arabic
search-page-language-ban = Balinese
search-page-language-btk = Batak
search-page-language-bug = Buginese
search-page-language-chi = Chinese
search-page-language-dan = Danish
search-page-language-day = Dayak
search-page-language-dut = Dutch
search-page-language-eng = English
search-page-language-fil = Filipino
search-page-language-fre = French
search-page-language-ger = German
search-page-language-gre = Greek
search-page-language-heb = Hebrew
search-page-language-hin = Hindi
search-page-language-ind = Indonesian
search-page-language-ita = Italian
search-page-language-jav = Javanese
search-page-language-jpn = Japanese
search-page-language-kor = Korean
search-page-language-lat = Latin
search-page-language-mad = Madurese
search-page-language-mak = Makassarese
search-page-language-map = Other Austronesian
search-page-language-may = Malay
search-page-language-min = Minangkabau
search-page-language-mul = Several languages
search-page-language-por = Portuguese
search-page-language-rus = Russian
search-page-language-san = Sanskrit
search-page-language-spa = Spanish
search-page-language-sun = Sundanese
search-page-language-swe = Swedish
search-page-language-tam = Tamil
search-page-language-tdn = Tondano
search-page-language-tha = Thai
search-page-language-tnt = Tontemboan
search-page-language-tom = Tombulu
search-page-language-tur = Turkish
search-page-language-txs = Tonsea
search-page-language-vie = Vietnamese
search-page-language-xmm = Manado Malay

## A title's page

record-page-state = State
record-page-where = Place
record-page-call-number = Call number
record-page-barcode = Copy code
record-page-copies = Copies
record-page-free = Available
record-page-on-loan = On loan until { $x }
record-page-overdue = On loan, expected since { $x }
record-page-read-here = Read in the library
record-page-processing = Being prepared
record-page-repair = Being repaired
record-page-lost = Not found
record-page-withdrawn = No longer here
record-page-subjects = Topics
record-page-about = About this publication
record-page-fact = Item
record-page-value = Value
record-page-responsibility = Made by
record-page-other-titles = Other titles
record-page-edition = Edition
record-page-published = Published
record-page-extent = Extent
record-page-series = Series
record-page-language = Language
record-page-audience = For whom
record-page-isbn = ISBN
record-page-issn = ISSN
record-page-class = Dewey class
record-page-contents = Contents
record-page-notes = Notes
record-page-cite = How to cite
record-page-cite-local = Indonesian bibliography
record-page-cite-apa = APA, 7th edition
record-page-undated = n.d.
record-page-neighbours = Side by side on the shelf
record-page-marc = View MARC
record-page-mrc = Download MARC (ISO 2709)
record-page-xml = Download MARCXML
record-page-marc-title = MARC: { $x }
record-page-marc-lead = This record in MARC 21, for librarians and other programs.
record-page-marc-fields = Fields
record-page-marc-tag = Tag
record-page-marc-indicators = Indicators
record-page-marc-content = Content
record-page-role-aut = author
record-page-role-cmp = composer
record-page-role-com = compiler
record-page-role-cre = creator
record-page-role-ctb = contributor
record-page-role-drt = director
record-page-role-edt = editor
record-page-role-ill = illustrator
record-page-role-nrt = narrator
record-page-role-pbl = publisher
record-page-role-pht = photographer
record-page-role-prf = performer
record-page-role-trl = translator
record-page-role-win = writer of the introduction

## Workroom: cataloguing

nav-cataloguing = Catalogue
permission-catalogue-edit = Make and edit catalogue records
permission-catalogue-hide = Hide records from the public
permission-catalogue-copies = See the staff's catalogue and keep copies
setting-catalogue-barcode-prefix = Beginning of copy numbers
    .help = The letters before the number on new labels, such as TMH in TMH-0041207. Old labels stay.
indicator-catalogue-records = Titles in the catalogue
indicator-catalogue-copies = Copies
indicator-catalogue-new-titles = New titles
audit-record-created = Record made
audit-record-edited = Record edited
audit-record-hidden = Hidden from the public
audit-record-shown = Shown to the public
audit-record-imported = Imported from a file
audit-copy-added = Copy added
audit-copy-edited = Copy edited
audit-copy-status = State of a copy changed

audit-record-fast-add-undone = Fast add undone

nav-waiting = To be catalogued
waiting-title = To be catalogued
matter-to-catalogue = { $n ->
    [one] One copy
   *[other] { $n } copies
} added at the desk to catalogue.
waiting-about = Books added in a hurry at the circulation desk. The public does not see them yet; complete the record, then show it.
waiting-list = Waiting for a cataloguer
waiting-since = Since
waiting-by = Added by
waiting-none = Everything is catalogued
    .text = Books added in a hurry at the circulation desk appear here.
waiting-complete = Complete
waiting-done = Done, show it
waiting-lent = On loan
waiting-finished = Record { $number } is catalogued and shown to the public.
waiting-reopened = Record { $number } waits to be catalogued again; the public does not see it.
fast-add-undo-too-late = This can no longer be undone: the book has been lent, or its record was edited. Nothing was changed.

cataloguing-title = Staff catalogue
cataloguing-find = Title, author, ISBN or copy number
cataloguing-new = New record
cataloguing-edit = Edit record
cataloguing-newest = Latest arrivals
cataloguing-found = Results
cataloguing-count = { $n ->
    [one] one record
   *[other] { $n } records
}
cataloguing-none = No record
    .text = Check the spelling, or make a new record if the book is really not there yet.
cataloguing-number = Number
cataloguing-copies = Copies
cataloguing-copy-count = { $n ->
    [one] one copy
   *[other] { $n } copies
}
cataloguing-free = Available
cataloguing-no-copies = No copies yet
    .text = Add a copy so that this book can be borrowed.
cataloguing-facts = What the record says
cataloguing-fact = Item
cataloguing-value = Value
cataloguing-created = Came into the catalogue
cataloguing-changed = Last changed
cataloguing-history = History
cataloguing-by-system = The system
cataloguing-unknown = Not known
cataloguing-save = Save
cataloguing-cancel = Back without saving
cataloguing-lines = MARC lines
cataloguing-lines-hint = One field a line: tag, two indicators (# for a blank), then subfields with $. For example: 245 10 $a Laskar pelangi / $c Andrea Hirata.
cataloguing-to-lines = Go on as MARC lines
cataloguing-to-form = Go on as a form
cataloguing-alike = This ISBN is in the catalogue already
    .text = If it is the same book, just add a copy to that record.
cataloguing-conflict = Somebody else saved first
    .text = Their changes are safe, and what you wrote is all here below. Compare the two, then mend yours or save again; what is saved is what stands in the box below.
cataloguing-conflict-theirs = Saved now
cataloguing-conflict-mine = Yours
cataloguing-conflict-see = See what is saved now
cataloguing-field-title = Title
cataloguing-field-subtitle = Subtitle
cataloguing-field-responsibility = Statement of responsibility
cataloguing-field-author = Main author
cataloguing-author-hint = Surname first: Hirata, Andrea. A name without a surname is written as it is.
cataloguing-field-others = Other authors and makers
cataloguing-others-hint = One name a line, the role in brackets: Wirawan, Budi (translator)
cataloguing-field-edition = Edition or printing
cataloguing-field-place = Place of publication
cataloguing-field-publisher = Publisher
cataloguing-field-year = Year of publication
cataloguing-field-extent = Number of pages
cataloguing-extent-hint = For example: xii, 290 pages
cataloguing-field-series = Series
cataloguing-series-hint = One series a line, the number after a semicolon: Balai Pustaka ; 12
cataloguing-field-isbns = ISBN, one number a line
cataloguing-isbn-wrong = “{ $number }” is no ISBN: a digit is wrong or missing. If the book has it printed so, write it under “Wrong ISBN, as printed”.
cataloguing-field-isbns-wrong = Wrong ISBN, as printed
cataloguing-isbns-wrong-hint = One number a line. It is kept (020 $z), and nobody is led by it to another book.
cataloguing-year-form = Write the year in four digits, such as 2005. What else is printed goes into the MARC lines.
cataloguing-too-long = At most { $most } letters fit here.
cataloguing-alike-anyway = It is another book: save
cataloguing-sent-before = This form was sent already. If you mean another one, look it over and save once more.
cataloguing-field-language = Language
cataloguing-field-form = Kind of material
cataloguing-field-audience = For whom
cataloguing-field-ddc = Dewey number
cataloguing-field-call-number = Call number
cataloguing-field-subjects = Subject headings
cataloguing-subjects-hint = One heading a line, its parts set apart by two hyphens: Ornamental plants -- North Sulawesi
cataloguing-field-summary = Summary
cataloguing-field-notes = Notes for readers, one a line

record-created = The record “{ $title }” is made.
record-saved = The changes to the record are saved.
record-as-it-was = Nothing differs; the record stays as it was.
record-unknown = There is no record number { $number }.
record-needs-title = Give it a title (field 245, subfield a).
record-title-long = A title has at most { $most } letters.
record-field-once = Field { $tag } stands only once in a record. Put the two together or take one away.
record-number-stays = Field { $tag } stays as it is: by the control number the record is known again when its file is imported.
record-unfit-tag = The tag “{ $tag }” has not three characters. Nothing was saved.
record-unfit-field = Field { $tag } has a sign that MARC cannot hold. Take it out; nothing was saved.
record-saved-long = The changes are saved. The record is too long for ISO 2709 (a field has 9,999 bytes at most, a record 99,999): it is kept as MARCXML, and goes out only in MARCXML.
record-created-long = The record “{ $title }” is made. It is too long for ISO 2709 (a field has 9,999 bytes at most, a record 99,999): it is kept as MARCXML, and goes out only in MARCXML.
record-source-taken = Another record has the control number { $source }. Change field 001 or leave it out.
record-edited-meanwhile = Somebody else has just saved this record. Your changes are not saved yet, and nothing is lost.
record-hide = Hide from the public
record-show = Show to the public
record-is-hidden = Hidden
    .text = Only staff see this record.
record-now-hidden = This record is now hidden from the public.
record-now-shown = This record is now shown to the public.
record-public-page = Public page

copy-new = Add a copy
copy-barcode = Copy number
copy-barcode-hint = Scan its label, or leave this empty for the next number.
copy-barcode-missing = Give the copy's number.
copy-barcode-form = A copy number has at most 64 letters and digits.
copy-barcode-taken = Another copy has the number { $barcode }. Check the label.
copy-branch = Place
copy-branch-missing = Choose where this copy belongs.
copy-shelf = Location
copy-shelf-hint = For example: First floor, Gerbera shelf
copy-kind = Kind of collection
copy-kind-unknown = Choose one of the kinds there are.
copy-call-number = Call number
copy-call-number-hint = Leave empty if it is the record's.
copy-status = State
copy-status-missing = Choose the state of this copy.
copy-status-available = Available
copy-status-reference = To be read here
copy-status-processing = Being prepared
copy-status-repair = Being repaired
copy-status-lost = Lost
copy-status-withdrawn = Withdrawn
copy-due = On loan until { $x }
copy-on-loan = Copy { $barcode } is on loan. Take it back first, then withdraw it.
copy-loans = Times lent
copy-price = Price of replacement (rupiah)
copy-price-form = Write the price in digits only, such as 85.000.
copy-price-negative = A price cannot be below zero.
copy-inventory = Inventory number
copy-source = Where from
copy-source-hint = For example: bought 2026, gift of the Lumi family
copy-received = Day it came
copy-received-form = There is no such day. Write day, month and year in digits.
copy-received-future = This day is still to come.
copy-barcode-isbn = That is the ISBN of the book, which all its copies have. Give this copy a label of its own, or leave the field empty for the next number.
copy-barcode-reserved = { $barcode } is a command of the desk or a member's number. Give the copy another number.
copy-edited-meanwhile = Somebody else has just changed this copy. Your changes are not saved yet, and nothing is lost.
copy-conflict = Somebody else changed this copy first
    .text = Saving once more puts what you wrote in the place of what is saved now.
copy-note = Note for staff
copy-save-again = Save and add another
copy-added = Copy { $barcode } is added.
copy-saved = Copy { $barcode } is saved.

line-leader-missing = Line { $line }: the first line must be =LDR and 24 characters.
line-leader = Line { $line }: the leader must have exactly 24 characters.
line-tag = Line { $line }: begin with a tag of three characters, such as 245.
line-separator = Line { $line }: a hidden sign (U+001D to U+001F) stands in the text. Write the text anew.
line-indicators = Line { $line }: two indicators must stand between the tag and the first subfield; # is a blank.
line-subfields-missing = Line { $line }: there is no subfield yet, such as $a.
line-code = Line { $line }: a code must follow the sign $. A dollar sign in the text is written {"{"}dollar{"}"}.
line-escape = Line { $line }: the name in braces is not known. A brace in the text is written {"{"}lcub{"}"}.

import-no-branch = There is no place with the code { $branch }. Nothing was imported.
import-dry-run = A trial run: nothing was changed.

record-page-cover = Cover of { $x }
record-page-share = Share
record-page-share-address = Link to this page
record-page-share-copy = Copy link
record-page-share-copied = Link copied
record-page-share-mail = E-mail
record-page-share-more = Other apps
record-page-share-letter = { $title }, in the catalogue of { $library }:
record-page-role-adp = adapter
record-page-role-ann = annotator
record-page-role-arr = arranger
record-page-role-art = artist
record-page-role-aui = author of the introduction
record-page-role-cnd = conductor
record-page-role-col = collector
record-page-role-ctg = cartographer
record-page-role-cwt = commentator
record-page-role-dsr = designer
record-page-role-fmo = former owner
record-page-role-isb = issuing body
record-page-role-ive = interviewee
record-page-role-ivr = interviewer
record-page-role-lyr = lyricist
record-page-role-prt = printer
record-page-role-rev = reviewer
record-page-role-sng = singer
copy-kind-name-anak = Children's collection
copy-kind-name-av = Audio and video
copy-kind-name-komik = Comics
copy-kind-name-majalah = Magazines and periodicals
copy-kind-name-rujukan = Reference
copy-kind-name-umum = General collection

audit-cover-put-on = Cover picture put on
audit-cover-taken-off = Cover picture taken off
audit-cover-put-back = Cover picture put back
audit-synonym-put = Synonym saved
audit-synonym-removed = Synonym removed

cover-title = Cover picture
cover-lead = A photo or scan of the front cover. Place and camera data in the photo are thrown away before it is kept. Without a picture, a cover is drawn from the title.
cover-picture = Picture file
cover-picture-hint = JPEG, PNG or WebP, at most 12 MB. A photo straight from a phone will do.
cover-alt = Description of the picture
cover-alt-hint = What is to be seen on the cover, for readers who do not see it. If empty, the title is read out.
cover-alt-long = The description is too long. Write at most { $n } letters.
cover-save = Put the picture on
cover-take-off = Take this picture off
cover-missing = First choose the picture file.
cover-kind = This file is not a JPEG, PNG or WebP picture. Save the picture as JPEG and try again.
cover-too-large = The picture has more than 40 million pixels. Make it smaller and try again.
cover-damaged = This picture is damaged and cannot be read to its end. Try to take the photo once more.
cover-now-on = The cover picture is on.
cover-now-off = The cover picture is off.
cover-back-on = The cover picture is on again.

synonym-title = Synonyms
synonym-lead = Readers often type another word than the catalogue uses. With a synonym both are found; what has the typed word itself stays on top.
synonym-typed = Word typed
synonym-typed-hint = For example: storybook
synonym-finds = Also finds
synonym-finds-hint = For example: fiction
synonym-mutual = Also the other way round
synonym-direction = Direction
synonym-both-ways = both ways
synonym-one-way = one way
synonym-add = Add synonym
synonym-remove = Remove
synonym-list = Synonyms in force
synonym-count = { $n ->
    [one] { $n } synonym
   *[other] { $n } synonyms
}
synonym-none = No synonyms yet
    .text = Add words that readers often type but that are not in the catalogue.
synonym-added = Whoever types “{ $typed }” now also finds “{ $finds }”.
synonym-removed = The synonym “{ $typed }” and “{ $finds }” is removed.
synonym-gone = That synonym is not there any more.
synonym-empty = Write one word or more.
synonym-long = At most 80 letters.
synonym-same = Both sides are the same. Write another word.

## Labels for spines and barcodes

copy-labels-title = Print labels
copy-labels-lead = Labels are printed on A4 paper with 24 labels (70 × 37 mm): the call number for the spine, and the barcode.
label-since = Copies that came since
label-fetch = Fetch their codes
label-day-unreadable = There is no such day. Write day, month, year.
label-codes = Codes of copies
label-codes-hint = One code a line; you may scan them.
label-skip = Places already used
label-skip-hint = How many labels of the first sheet have been used.
label-skip-unreadable = Write a number from 0 to 23.
label-codes-missing = Scan or write at least one code.
label-codes-too-many = At most { $n } labels at once.
label-codes-unknown = Not in the catalogue: { $x }. Nothing was printed.
label-codes-unfit = Too long for a barcode, or with accented letters: { $x }.
label-print = Print labels (PDF)

invariant-catalogue-drawn-fields-are-what-the-marc-says = The fields shown are what the MARC says
invariant-catalogue-isbns-are-those-of-the-records = Records are found by their own ISBNs
invariant-catalogue-withdrawn-copies-are-not-on-loan = Withdrawn copies are not on loan

## Accession: from the box to the shelf

nav-accession = Accessions
matter-boxes = { $n ->
    [one] One box of books is
   *[other] { $n } boxes of books are
} not yet on the shelf.
indicator-catalogue-accessioned = Copies accessioned
countable-catalogue-accessioned = Given books that are in the collection
invariant-catalogue-cancelled-boxes-left-nothing = Cancelled boxes left no copies behind
invariant-catalogue-boxes-are-worth-what-their-papers-say = What came out of each box is worth what its paper says
holding-catalogue-boxes = Books given or sold to the library
audit-accession-opened = Box of books opened
audit-accession-closed = Box of books done, its copies on the shelf
audit-accession-cancelled = Box of books cancelled
audit-accession-undone = Accession of one copy taken back
audit-accession-exceeded = Box has more than its paper says

accession-lead = Every box comes with a handover record or an order. Scan the ISBNs one by one; once the box is done, all its copies are on the shelf.
accession-none = No boxes of books yet
    .text = A box opens by itself when a gift of books is recorded or an order arrives.
accession-title = Box { $x }
accession-code = Box
accession-name = From
accession-reference = Handover record or order
accession-received-on = Received
accession-taken = Taken out
accession-taken-of = { $n } of { $of }
accession-state = State
accession-state-open = Open
accession-state-closed = On the shelf
accession-state-cancelled = Cancelled
accession-source-gift = Gift
accession-source-purchase = Purchase
accession-facts = { $source } from { $name }, { $reference }, received { $day } for { $branch }.
accession-titles = Titles
accession-value-sum = Value
accession-drafts = Waiting to be catalogued
accession-loans = Times lent
accession-cancelled-because = This box was cancelled: { $x } Its copies were withdrawn.

accession-scan = ISBN on the back cover
accession-tip = Scan the book. Three of the same: scan three times, or write how many. #1207 chooses a record by its number; the card %BATAL takes the last one back, %SELESAI closes the box.
accession-scan-label = Label from the roll
accession-tip-label = Put one label on this book and scan it. The card %TIDAK leaves this book.
accession-take = Take out
accession-count = How many
accession-value = Value of one book (rupiah)
accession-value-hint = Empty means an equal share of what is left: { $x }.
accession-value-of-title = Empty means what its paper says that title costs.
accession-value-beyond = Its paper does not speak of this book; leave it empty.
accession-unvalued = not valued
accession-no-number = Book without ISBN
accession-roll-labels = Labels from a roll
accession-print-labels = Labels printed later
accession-close = Box is done
accession-leave = Leave this book
accession-match = { $title }; { $n ->
    [0] no copies yet
    [one] one copy already
   *[other] { $n } copies already
}
accession-which = Several records have this ISBN. Choose the one that is this book.
accession-without-isbn = Book without ISBN
accession-unknown-isbn = ISBN { $x } is not in the catalogue
accession-draft-help = Write its title, or scan the card %YA to put that off. The record waits for a cataloguer and is not shown to the public yet.
accession-draft-title = [Not yet catalogued: ISBN { $x }]
accession-draft-take = Make a short record
accession-draft = Waits for a cataloguer
accession-title-hint = As on the title page. Empty means that it waits for a cataloguer.
accession-contents = Taken out so far
accession-latest = the last { $n } of { $of }
accession-nothing-yet = Nothing has been scanned yet
    .text = The books you scan appear here.
accession-one-taken = “{ $title }” is accessioned: code { $barcode }, inventory number { $inventory }.
accession-many-taken = { $n } copies of “{ $title }” are accessioned.
accession-undone = { $n ->
    [one] One copy
   *[other] { $n } copies
 } of “{ $title }” went back into the box.
accession-closed = The box is done. { $n ->
    [one] One copy is
   *[other] { $n } copies are
} on the shelf now.
record-page-given-by = Gift of { $x }

accession-unknown = There is no such box.
accession-name-missing = Write whom the books come from.
accession-reference-missing = Write the number of the handover record or the order.
accession-reference-taken = { $reference } has a box already.
accession-worth-missing = Write what one book is worth in rupiah, more than nothing.
accession-worth-too-much = At most { $x }: the rest of the books of this paper are worth something as well.
accession-worth-of-the-last = It is the last one of this paper, and worth { $x }, so that all together are worth what the paper says.
accession-worth-beyond = Its paper does not speak of this book, and so does not value it. Leave the value empty.
accession-expected-form = At least one book.
accession-closed-already = Box { $reference } was done on { $at }. This book was not recorded.
accession-cancelled-already = { $reference } was cancelled on { $at }: { $reason } This book was not recorded; put it back into its box.
accession-reason-missing = Write why it is cancelled.
accession-empty = Nothing has been taken out yet. If the box really is empty, cancel its handover record.
accession-copies-on-loan = { $n ->
    [one] One copy
   *[other] { $n } copies
} of this box on loan: { $codes }. Take them back first; until then nothing changes.
accession-count-form = From 1 to { $most }.
accession-count-unreadable = Write how many, in digits.
accession-one-label-one-book = One label for one book. Scan the next book by itself.
accession-undo-too-late = This copy cannot be taken back any more: its box is done, or the book was lent.
accession-nothing-to-undo = Nothing has been taken out of this box.
accession-nothing-scanned = Scan the book’s ISBN, or write its title.
accession-choose-first = Choose the record first, then scan the label.
accession-label-missing = Scan a label from the roll for this book.
accession-title-missing = Write the book’s title.
accession-own-label = { $code } is the label of a copy that is here already: “{ $title }”. Here the ISBN is scanned.
accession-no-isbn = { $code } is no ISBN. An ISBN has 13 digits that begin with 978 or 979, or 10; it is mostly on the back cover.
accession-shop-number = This is a shop’s number, not an ISBN. An ISBN begins with 978 or 979; look for the other bar code, or write the title.
accession-music-number = This is the number of printed music (ISMN), not an ISBN. Write the title.
accession-check-digit = The last digit should be { $digit }: perhaps it was mistyped or misread. Scan it once more.
accession-more-than-paper = Its paper says { $n } books. If there are more, say why; that is kept with the box.
accession-more-of-title = “{ $title }”: its paper says { $n } copies. If there are more, say why.
accession-not-on-paper = This title is not on the order. If it came along, say why.
accession-fewer = Of what its paper says { $n } books are missing. Say why, such as damaged or not sent.
accession-in-other-box = Box { $box } from { $name } ({ $reference }) is open and names this title: perhaps this book belongs there.
accession-elsewhere-go = Go there
accession-elsewhere-help = If it does belong to this box, choose it below or scan the card %YA. The card %TIDAK leaves it.
accession-answer-first = Answer about the book in question first, or scan the card %TIDAK; then scan { $code } once more.
accession-excess = Why are there more than its paper says?
accession-excess-because = More than its paper says: { $x }
accession-shortage = Why are there fewer than its paper says?
accession-shortage-because = Fewer than its paper says: { $x }
accession-paper = According to { $x }
accession-take-title = Take one
accession-command-unknown = This command card is not known here.
