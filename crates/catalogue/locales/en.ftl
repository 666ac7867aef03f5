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
