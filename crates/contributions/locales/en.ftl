## Contributions, offers of books, handover records, reports

module-contributions = Contributions and gifts
nav-contributions = Contributions
nav-offers = Offers of books
nav-public-givers = Those who gave
nav-my-gifts = My gifts
permission-contributions-view = See contributions and who gave them
permission-contributions-edit = Enter, receive and appraise contributions; answer offers of books
permission-contributions-decide = Accept, decline, record and reverse contributions
setting-contributions-policy = Collection policy for given books
    .help = Which books are taken and which are not. Shown with the form for offers, and to whoever answers them. Leave empty for the usual words.
setting-contributions-offers-per-day = Offers of books in a day
    .help = How many offers visitors may send in a day. 0 closes the form.
setting-contributions-signer = Who signs handover records and letters of thanks
    .help = Office, name and number, a line each.
setting-contributions-forget-days = Offers that came to nothing are forgotten after
    .help = How many days what was offered in vain is kept.
setting-contributions-second-from = Contributions a second person takes
    .help = From which value in rupiah on whoever takes it is not who appraised it.
job-contributions-forget-offers = Forgetting offers of books that came to nothing
job-contributions-remind-givers = Reminding givers of promises whose day has passed
indicator-contributions-gifts = Gifts recorded
indicator-contributions-givers = Givers
indicator-contributions-books = Books given
indicator-contributions-pieces = Things given
indicator-contributions-hours = Hours given
indicator-contributions-money = Money given (rupiah)
countable-contributions-books = Books recorded for this promise
countable-contributions-rupiah = Rupiah recorded for this promise
countable-contributions-hours = Hours recorded for this promise
countable-contributions-pieces = Things recorded for this promise
countable-contributions-times = Times recorded for this promise
invariant-contributions-every-step-is-written = Every step of a contribution is written down
invariant-contributions-reversals-mirror-what-they-reverse = Reversals mirror what they reverse
invariant-contributions-money-is-posted-once = Given money stands in the ledger once, as its gift says
invariant-contributions-boxes-belong-to-their-gifts = Every box of books agrees with its gift
holding-contributions-given = What was given to the library
holding-contributions-offered = Books offered
audit-contribution-entered = Contribution entered
audit-contribution-received = Contribution received
audit-contribution-appraised = Contribution appraised
audit-contribution-accepted = Contribution accepted
audit-contribution-turned-away = Contribution declined or redirected
audit-contribution-recorded = Contribution recorded with its handover record
audit-contribution-acknowledged = Letter of thanks issued
audit-contribution-reversed = Contribution reversed
audit-contribution-paper-kept = Paper of a contribution kept
audit-offer-sent = Offer of books sent
audit-offer-decided = Offer of books answered
matter-offers = { $n ->
    [one] One offer of books waits
   *[other] { $n } offers of books wait
} for an answer.
matter-gifts-late = { $n ->
    [one] One promised contribution is
   *[other] { $n } promised contributions are
} late.
matter-gifts-unbooked = { $n ->
    [one] 1 gift of money waits to be recorded.
   *[other] { $n } gifts of money wait to be recorded.
}
matter-gifts-unthanked = { $n ->
    [one] One gift has
   *[other] { $n } gifts have
} not been thanked for.

## Kinds, units, states

contribution-kind-money = Money
contribution-kind-books = Books
contribution-kind-equipment = Equipment
contribution-kind-hours = Hours of work
contribution-kind-space = Space
contribution-kind-expertise = Expertise
contribution-kind-media = Media
contribution-kind-transport = Transport
contribution-kind-discount = Discount
contribution-unit-rupiah = rupiah
contribution-unit-books = books
contribution-unit-pieces = pieces
contribution-unit-hours = hours
contribution-unit-times = times
contribution-n-books = { $n ->
    [one] one book
   *[other] { $n } books
}
contribution-n-pieces = { $n ->
    [one] one piece
   *[other] { $n } pieces
}
contribution-n-hours = { $n ->
    [one] one hour
   *[other] { $n } hours
}
contribution-n-times = { $n ->
    [one] once
   *[other] { $n } times
}
contribution-state-pledged = Promised
contribution-state-received = Received, not appraised
contribution-state-appraised = Appraised
contribution-state-accepted = Accepted
contribution-state-declined = Declined
contribution-state-redirected = Redirected
contribution-state-recorded = Recorded
contribution-state-acknowledged = Thanked for
contribution-method-nominal = nominal amount
contribution-method-invoice = invoice or receipt
contribution-method-market = market price
contribution-method-rate = local rate
contribution-method-estimate = estimate
contribution-direction-in = To the library
contribution-direction-out = From the library
contribution-reversed = Reversed
contribution-reversal = Reversal

## The list and the page of contributions

contribution-code = Code
contribution-name = Giver or receiver
contribution-named-fact = The name
contribution-direction = Direction
contribution-kind = Kind
contribution-about = What
contribution-about-hint = For example: 40 children’s books, two desktop computers, money for a reading corner.
contribution-amount = Amount
contribution-amount-hint = In the unit of its kind: rupiah, books, pieces, hours or times.
contribution-promised = Promised
contribution-received = Received
contribution-due = Due
contribution-received-on = Received on
contribution-value = Value
contribution-value-whole = Value altogether (rupiah)
contribution-method = Method of valuation
contribution-basis = What it rests on
contribution-basis-hint = For example: prices of the local bookshop, Rp45.000 a book on average.
contribution-proof-hint = The invoice or receipt. Needed where the value is by invoice.
contribution-purpose = Only for
contribution-purpose-hint = Where the giver says what it is for, such as children’s books.
contribution-handover = Handover record
contribution-thanks = Letter of thanks
contribution-state = State
contribution-find = Find a name, a description, a code or a number
contribution-unit = Unit
contribution-recorded-on = Date of the handover record
contribution-rest-of = Rest of
contribution-more = The rest is still to come
contribution-now-mended = Saved.
contribution-mend = Mend what is written
contribution-mend-help = Until it is recorded. What was appraised is appraised again afterwards; how much was promised stays.
contribution-payment = Number of the payment in the ledger
contribution-payment-hint = Money from the library is asked for and paid under Spending. Example: J-2026-0042.
contribution-payment-unknown = There is no payment with this number, of as much, that stands.
contribution-payment-named = Another contribution names this payment already.
contribution-payment-stands = Take the payment back under Spending first; this contribution follows.
audit-contribution-mended = What is written of a contribution was mended
contribution-takes-back = Takes back
contribution-taken-back-by = Taken back by
contribution-fact = Fact
contribution-fact-value = Value
contribution-facts = About this contribution
contribution-any = All
contribution-only-late = Late ones only
contribution-count = { $n ->
    [one] one contribution
   *[other] { $n } contributions
}
contribution-this-year = { $x } this year
contributions-none = No contributions
    .text = Enter a gift that came or is promised; offers of books come by their form.
contribution-title = Contribution { $x }
contribution-box = Box of books { $x }
contribution-box-differs = Its box had { $n } of { $of } books, worth { $taken } of the { $worth } in the handover record; the annex says why. If something else was received indeed, take this record back and enter the gift anew with the right number.
contribution-history = What happened
contribution-papers = Papers
contribution-new = Enter a contribution
contribution-new-lead = Write what came or is promised. Its value and handover record follow on the next page.
contribution-find-giver = Find the giver in the register
contribution-giver-other = None of these
contribution-giver-name = Name of the giver
contribution-giver-name-hint = Where none is chosen above. For who would not be named: A friend.
contribution-giver-phone-hint = With the number, the giver is registered and can be thanked.
contribution-giver-alike = Perhaps registered already: { $names }. Find and choose the name above, or leave the number empty.
contribution-named = The name may be shown to everybody
contribution-here-legend = Is it here?
contribution-here = It has been received
contribution-promised-only = It is only promised
contribution-day = Day
contribution-day-hint = The day it came; where it is promised, by when.
contribution-branch = For
contribution-commitment = Keeps the promise
contribution-no-promise = None
contribution-anyway = This is another gift
contribution-save = Save
contribution-cancel = Back without saving
contribution-entered = Contribution { $code } is entered.
contribution-receive = Receive
contribution-appraise = Appraise
contribution-appraise-again = Appraise anew
contribution-accept = Accept
contribution-accept-help = Its value and method are known. Once it is accepted, the value does not change any more.
contribution-record = Record
contribution-record-help = The handover record gets its number. Books get a box, and go from there to the shelf.
contribution-record-waits = The treasurer records money, into a fund of their choice. Everything else is recorded by who decides on it.
contribution-acknowledge = Issue the letter of thanks
contribution-acknowledge-help = The letter gets its number, and a registered giver is told.
contribution-attach = Attach a paper
contribution-paper-title = Name of the paper
contribution-paper-file = File
contribution-paper-hint = PDF or photo: the signed handover record, an invoice, a picture of the thing.
contribution-turn-away = Decline or redirect
contribution-decline = Decline with thanks
contribution-redirect = Redirect to somebody else
contribution-note = Why, or to whom
contribution-note-hint = Kept in its history.
contribution-reverse = Reverse
contribution-reverse-help = What is recorded is not deleted: its reversal is recorded under a number of its own. Books of its box leave the collection.
contribution-reason = Reason
contribution-reason-hint = For example: recorded twice, taken back by the giver.
contribution-signer = Head of the Library
contribution-now-received = Received. Next: its value.
contribution-now-appraised = The valuation is kept.
contribution-now-accepted = Accepted. Next: record it with a handover record.
contribution-now-turned-away = Saved.
contribution-now-recorded = Recorded; its handover record can be printed.
contribution-now-thanked = The letter of thanks is issued.
contribution-now-reversed = It is reversed. Nothing is left half done.
contribution-paper-kept = The paper is kept.
contribution-fund = Into the fund
contribution-fund-hint = Money that is only for something goes into a restricted fund.
contribution-fund-choose = Choose the fund
contribution-into-fund = Fund { $x }
contribution-fund-missing = Choose the fund: money is recorded into a fund.
contribution-fund-free = This money is only for something. Choose a restricted fund, or open one for it.
donor-report-bought = Lately paid from that fund: { $x }.
donor-report-fund = { $own } of yours went into { $fund }. Of all that came into it, yours and others' together, { $amount }, { $spent } has been spent and { $left } is left.

## What cannot be

contribution-unknown = There is no such contribution.
contribution-elsewhere = Contribution { $code } has gone on; perhaps somebody else has just worked on it. See how it stands now.
contribution-entered-already = The same gift of the same giver was entered for that day as { $code }. Tick the box if this is another one.
contribution-pledged-already = This giver has promised something in { $code }. Receive it there, or tick the box if this is another gift.
contribution-own-valuation = From { $from } on whoever takes a gift is not who appraised it. Ask somebody else to look at { $code }.
contribution-reversed-already = This contribution has been reversed already.
contribution-not-recorded = This contribution is not recorded.
contribution-about-missing = Write what is given, in at most 300 letters.
contribution-name-missing = Choose the giver, or write a name.
contribution-kind-missing = Choose the kind.
contribution-branch-missing = Choose for which library.
contribution-amount-missing = Write how much, in digits, more than nothing.
contribution-day-unreadable = There is no such day. Write day, month and year in digits.
contribution-day-to-come = That day is still to come.
contribution-value-missing = Write its value in rupiah, more than nothing. Without a value a gift cannot be recorded.
contribution-value-of-each = All together are worth a rupiah each at least.
contribution-value-nominal = The value of money is its amount.
contribution-method-missing = Choose how it was valued.
contribution-method-other-kind = This method does not fit this kind of contribution.
contribution-basis-missing = Write what the valuation rests on, so that an auditor can follow it.
contribution-proof-missing = Attach the invoice or receipt, or choose another method.
contribution-note-missing = Write the reason.
contribution-reason-missing = Write why it is reversed.
contribution-text-too-long = Too long.
contribution-paper-unknown = There is no such paper.

## Offers of books

offer-title = Give books
offer-lead = Your books can be read by many. Tell us what you would like to give; we answer before you bring them.
offer-closed = For the time being we cannot take offers. Please ask at the desk.
policy-title = The books we look for
policy-usual = We like to take children’s books, novels, recent school books and books about Minahasa, clean and whole.
    Books that are damaged, mouldy, photocopied, or school books of an old curriculum cannot go on the shelf. What we do not need we offer to school libraries, if you agree.
offer-titles = Which books?
offer-titles-hint = A title a line; you may paste a list. Where there are many, a summary will do.
offer-pieces = About how many books?
offer-photo = A photo of them
offer-photo-hint = One photo of spines or covers helps a lot. Data of place in the photo is thrown away.
offer-photo-again = Choose the photo once more; browsers do not send it twice.
offer-photo-alt = Photo of the books offered
offer-way = How do they get here?
offer-way-bring = I bring them
offer-way-fetch = Please fetch them
offer-way-post = I send them
offer-note = Anything else
offer-note-hint = Where to fetch them, when it suits, or the story of the books.
offer-name = Your name
offer-phone-hint = This is where we answer. E-mail will do too.
offer-organisation = On behalf of
offer-organisation-hint = Where you offer for a school, a firm, a community.
offer-named = My name may be shown with the books and on the page of givers
offer-privacy = Your name and number are used for this offer only.
offer-send = Send the offer
offer-sent-title = Thank you for your offer
offer-sent-lead = We have your offer. We answer by WhatsApp or e-mail; please do not bring the books yet.
offer-sent-code = The code of your offer: { $x }
offer-enough-today = Enough offers came today. Please try again tomorrow.
offer-name-missing = Write your name.
offer-unreachable = Write a phone number or an e-mail address, so that we can answer.
offer-titles-missing = Write which books you would like to give.
offer-pieces-missing = Write about how many books, in digits.
offer-unknown = There is no such offer.
offer-decided = Somebody else has just answered this offer.
offer-code = Offer
offer-state = State
offer-state-waiting = Waiting for an answer
offer-state-accepted = Accepted
offer-state-redirected = Redirected
offer-state-declined = Declined with thanks
offer-sent-at = Sent
offer-facts = About this offer
offer-named-yes = May be shown
offer-named-no = Not to be shown
offers-none = No offers wait
    .text = Offers of books from citizens appear here.
offers-waiting = Waiting ones only
offers-all = All offers
offers-mine = My offers
offer-of = Offer { $x }
offer-came = Became contribution { $x }
offer-was-redirected = Redirected to { $to }. { $answer }
offer-giver = Is the giver one of these?
offer-giver-hint = So that nobody is registered twice.
offer-giver-new = No, somebody else
offer-answer-is = Answer
offer-accept = Accept
offer-accept-hint = The books are promised, and can be recorded once they are here.
offer-redirect = Redirect
offer-redirect-hint = To a school library or partner who needs them more.
offer-decline = Decline with thanks
offer-decline-hint = With a reason the giver reads.
offer-branch = Where accepted: for
offer-to = Where redirected: to
offer-to-hint = Name and address, as the giver reads them.
offer-to-missing = Write to whom they are redirected.
offer-answer = Words to the giver
offer-answer-hint = Sent with the message. Needed where it is declined.
offer-answer-missing = Write the reason; the giver reads it.
offer-said-missing = Choose the answer.
offer-decide = Answer and send the message
offer-now-accepted = Accepted. The giver is told.
offer-now-redirected = Redirected. The giver is told.
offer-now-declined = Declined with thanks. The giver is told.

## Messages

notice-contributions-offer-accepted = My offer of books is accepted
    .help = When the library takes the books you offered.
    .subject = Your books are welcome ({ $code })
    .body = Thank you. The books you offered ({ $code }, about { $n }) are welcome.

        { $answer }
    .short = Thank you, the books you offered ({ $code }) are welcome. { $answer }
notice-contributions-offer-redirected = My offer of books is redirected
    .help = When somebody else needs your books more.
    .subject = Your books are needed more elsewhere ({ $code })
    .body = Thank you for your offer ({ $code }). These books are needed more by { $to }.

        { $answer }
    .short = Thank you for your offer { $code }. These books are needed more by { $to }. { $answer }
notice-contributions-offer-declined = My offer of books is declined
    .help = When the library cannot take the books you offered, with the reason.
    .subject = About your offer of books ({ $code })
    .body = Thank you for your offer ({ $code }). This time we cannot take the books.

        { $answer }
    .short = Thank you for your offer { $code }. This time we cannot take the books. { $answer }
notice-contributions-late = A promise whose day has passed
    .help = When what you promised the library has not come on its day.
    .subject = About your promise: { $about }
    .body = Thank you for promising { $about } to the library. Its day, { $due }, has passed and it has not come yet.

        If the day has changed or nothing will come of it, tell us by answering this message.
    .short = Your promise, { $about }, has not come; its day was { $due }. Tell us if something has changed.
notice-contributions-thanked = Thanks for my gift
    .help = When the letter of thanks for your gift is issued.
    .subject = Thank you for your gift
    .body = Thank you for your gift: { $about }. The letter of thanks, number { $number }, is ready at the library.
    .short = Thank you for your gift: { $about }. Letter number { $number } is ready at the library.

## Handover record, letter, report

handover-title = Handover record
handover-back-title = Record of a handover taken back
handover-numbered = Handover record { $x }
handover-open = Handover record (PDF)
handover-number = Number
handover-subject = Subject
handover-opening = On this day, { $x }, we who sign below:
handover-first = { $x }, hereafter the FIRST PARTY;
handover-second = { $x }, hereafter the SECOND PARTY,
handover-gives = state that the FIRST PARTY has handed over to the SECOND PARTY, and the SECOND PARTY has received from the FIRST PARTY as a gift:
handover-does = state that the FIRST PARTY has given for the SECOND PARTY, without return:
handover-received = Received on { $x }.
handover-takes-back = state that the handover under record number { $number } is taken back. Reason: { $reason }
handover-valued = The value was found by { $x }.
handover-valued-by = The value was found by { $method }: { $basis }.
handover-purpose = This gift is used only for { $x }.
handover-closing = This record is made truthfully in two copies, one for each party.
handover-annex = Annex of { $x }: list of books
handover-annex-sum = The books of this annex are worth { $sum }, of { $value } in the record.
handover-row = No.
handover-title-column = Title
handover-inventory = Inventory number
handover-side-one = FIRST PARTY
handover-side-two = SECOND PARTY
thanks-title = Letter of thanks
thanks-open = Letter of thanks (PDF)
thanks-opening = Dear friend of the library,
thanks-given = The library has received your gift, { $about }, { $amount }, on { $day }, as recorded in handover record number { $number }.
thanks-purpose = As you wish, we use this gift only for { $x }.
thanks-books = The books are on the shelf now and can be borrowed by anybody. We shall let you know what becomes of them.
thanks-wish = Your gift helps the people of this town to learn and to read. We shall let you know what becomes of it.
thanks-closing = With thanks and kind regards,
donor-report-statement = Statement of { $x } (PDF)
donor-report-title = Report to a giver
donor-report-of = What { $x } gave
donor-report-print = Report (PDF)
donor-report-entry = Entry of the register
donor-report-gifts = Gifts and promises
donor-report-none = No gifts yet
    .text = What is recorded under this name appears here.
donor-report-did = What became of it
donor-report-lead = Until { $day }, { $name } has given to the library: { $given }.
donor-report-nothing-yet = Until { $day } no gift of { $name } is recorded.
donor-report-books = { $copies ->
    [one] One book
   *[other] { $copies } books
} of { $titles ->
    [one] one title
   *[other] { $titles } titles
} are in the collection.
donor-report-loans = Lent { $n ->
    [one] once
   *[other] { $n } times
}.
donor-report-readers = Read by { $n } people in the last twelve months.
donor-report-readers-few = Fewer than { $n } people have read them in the last twelve months; from then on the number is told.
donor-report-method = Numbers are counted from the library’s own records; rupiah, books, things and hours are never added together. Who read what is told to nobody.
givers-title = Those who gave
givers-lead = This library grows by many hands. These are those who gave and agreed to be named.
givers-period = recorded in the last two years
givers-name = Giver
givers-sums = What was given
givers-gave = Gave
givers-since = Since
origin-contribution = Contribution
encounter-contribution = Contribution { $code }, { $day }: { $about }

contribution-fund-why = Why that fund, where it is for something else
contribution-fund-why-hint = To be filled in where the fund is only for something the giver did not name, or named in other words. This is kept.
contribution-fund-for-another = This fund is only for: { $purpose }. The giver did not say so; write why the money goes there.
donor-report-fund-promised = Promised in all: { $x }.
donor-report-became = What it became: { $x }.
handover-annex-follows = The list of its books becomes the annex of this record once everything in the box has been looked at.
notice-contributions-turned-away = My gift cannot be taken
    .help = When the library cannot take what you gave, with the reason.
    .subject = About your gift
    .body = Thank you for your gift: { $about }. This time we cannot take it.

        { $note }
    .short = Thank you for { $about }. This time we cannot take it. { $note }
contribution-their-signer = Who signs for the other side
contribution-their-signer-hint = Two lines: office, name. Empty where the other side signs itself.
donor-report-of-partner = Download the report to the giver
matter-gifts-unsigned = { $n ->
    [one] The signed copy of { $n } handover record is missing.
   *[other] The signed copies of { $n } handover records are missing.
}
contribution-only-unsigned = Only those without a paper
