### Assets: what the library owns besides its books.

module-assets = Assets
nav-assets = Assets
permission-assets-view = See what the library owns
permission-assets-edit = Enter, care for and take stock of things
permission-assets-decide = Decide what is written off
indicator-assets-things = Things owned
indicator-assets-value = Value of things when they came (rupiah)
invariant-assets-what-is-written-off-was-decided = What is written off was decided
holding-assets-given = Things given or answered for
matter-asset-removals = { $n ->
    [one] { $n } thing is to be written off: decide
   *[other] { $n } things are to be written off: decide
}
matter-asset-care = { $n ->
    [one] { $n } thing is due for care
   *[other] { $n } things are due for care
}
matter-asset-warranties = { $n ->
    [one] { $n } warranty ends soon
   *[other] { $n } warranties end soon
}
audit-asset-entered = Thing entered
audit-asset-taken-back = Thing taken back with its gift
audit-asset-changed = Thing changed
audit-asset-care-planned = Care planned
audit-asset-care-given = Care given
audit-asset-removal-asked = Write-off asked for
audit-asset-removal-decided = Write-off decided
audit-asset-document-kept = Document of a thing kept
audit-asset-round-begun = Inventory begun
audit-asset-round-ended = Inventory ended

## Things

asset = Thing
asset-new = Enter a thing
asset-edit = Change
asset-save = Save
asset-saved = Saved.
asset-entered = Entered as { $code }.
assets-entered = { $n } things are entered, from { $first } to { $last }.
asset-pieces = How many alike
asset-pieces-hint = Each gets a number of its own; the value is that of one.
asset-code = Number
asset-name = What it is
asset-kind = Kind
asset-kind-computer = Computer
asset-kind-electronics = Electronics
asset-kind-furniture = Furniture
asset-kind-vehicle = Vehicle
asset-kind-tool = Tool
asset-kind-toy = Toy
asset-kind-art = Art
asset-kind-other = Other
asset-serial = Maker’s number
asset-place = Place
asset-branch = Branch
asset-room = Room
asset-custodian = Custodian
asset-custodian-none = Nobody yet
asset-condition = Condition
condition-good = Good
condition-worn = Worn
condition-broken = Broken
condition-lost = Lost
asset-value = Value
asset-valuation = How the value is known
asset-valuation-hint = Without a value and its ground no auditor accepts the entry.
valuation-price = Price paid
valuation-market = Market price
valuation-estimate = Estimate
asset-source = Source
asset-source-gift = Gift
asset-source-purchase = Purchase
asset-source-earlier = There before
asset-origin = From whom
asset-origin-hint = The giver or the shop.
asset-reference = Number of the paper
asset-reference-hint = Handover record, order or invoice.
asset-acquired = Came on
asset-warranty = Warranty until
asset-seen = Last seen
asset-taken-back = Taken back because
asset-gone = Written off { $x }
asset-fact = Fact
asset-fact-value = Value
asset-facts = Facts
asset-what = What
asset-due = Care and days due
assets-find = Name or number
assets-any = All
assets-gone = Those written off
assets-found = things
assets-worth = worth when they came
assets-none = No things
assets-none-text = Enter the first thing, or look for something else.
asset-name-missing = Say what it is, in at most 200 letters.
asset-value-missing = Give a value in rupiah, more than 0. Estimate it where needed.
asset-value-too-large = This value is too large.
asset-text-too-long = At most 200 letters.
asset-day-future = This day is yet to come.
asset-day-unreadable = This is no day. For example: 5 8 2026.
asset-warranty-before = The warranty ends before the thing came.
asset-branch-unknown = Choose a branch.
asset-choose = Choose one.
asset-unknown = There is no such thing.
asset-written-off = { $name } was written off on { $day }.
asset-nobody = Writing off is asked for and decided by somebody who is signed in.
asset-documents = Documents
asset-document-add = Keep a document
asset-document-file = File
asset-document-title = Name of the document
asset-document-unknown = There is no such document.

## Care and writing off

care-title = Care
care-what = What is done
care-due = Due
care-state = State
care-none = Nothing is due within 30 days.
care-none-planned = No care is planned.
care-plan = Plan care
care-give = Note: { $x }
care-done = Done on
care-note = What was found
care-again = Next time
care-noted = The care is noted.
care-planned = Planned
care-is-due = Due
care-given-on = Done { $x }
care-what-missing = Say what is done, in at most 300 letters.
care-given-already = This care is noted already.
warranties-title = Warranties that end soon
warranty-check = Look it over before the warranty ends
removals-title = Writing off
removal-ask = Ask to write it off
removal-asked = The wish is sent.
removal-asked-by = Asked by
removal-reason = Why
removal-reason-hint = For example beyond repair, lost, or given to a school.
removal-decide = Decide
removal-decision = Decision
removal-note = Note
removal-approve = Write it off
removal-refuse = Refuse
removal-approved = Approved
removal-refused = Refused
removal-waits = Waits for a decision
removal-decided = The decision is kept.
removal-own = Somebody else decides what you asked for.
removal-record = Record of the write-off
removal-record-number = Number
removal-record-subject = Subject
removal-record-opening = On { $x } the following thing was written off from the register of the library.
removal-record-closing = It is no longer registered as the library’s. This record was made to be used as it should.
removal-approved-by = Approved by
removal-without-record = This write-off is not approved yet; there is no record of it.
setting-assets-signer = Signs the records of what is written off
    .help = Three lines: office, name, number.
removal-reason-missing = Say why.
asset-lot-size = At most { $most } things at once. Divide it into several contributions.
asset-lot-waits = { $n ->
    [one] Somebody asks to write one thing off
   *[other] Somebody asks to write { $n } things off
 } and nobody has decided: { $codes }. Decide that in the register first; until then nothing changes.
asset-lot-gone = These things were taken back already.
removal-why-missing = Say why it is refused.
removal-asked-already = Somebody has asked for this already.
removal-decided-already = This was decided already.

## Labels

asset-label = Label
asset-labels = Labels of things
asset-label-codes = Numbers
asset-label-codes-hint = One number a line.
asset-label-skip = Labels used on the first sheet
asset-label-skip-hint = 0 to 23.
asset-label-print = Print
asset-label-none = Give one number at least.
asset-label-too-many = At most { $n } labels at once.
asset-label-unknown = Unknown: { $x }.
asset-label-skip-unreadable = Give a number from 0 to 23.

## Inventories

round = Inventory
rounds = Inventories
round-begin = Begin an inventory
round-name = Name
round-name-hint = For example End of 2026.
round-room-hint = Leave empty for the whole branch.
round-name-missing = Give it a name.
round-started = The inventory has begun. Scan the first label.
round-begun = Begun
round-progress = Progress
round-state = State
round-open = Going on
round-is-ended = Ended
round-seen-of = { $seen } of { $of }
rounds-none = No inventory yet
rounds-none-text = Begin one, then scan label after label with a phone.
round-scan = Scan or type the number
round-note = Note
round-code-missing = Scan or type the number on the label.
round-end = End the inventory
round-end-text = { $n ->
    [0] Everything was seen.
    [one] { $n } thing was not seen and will be noted as lost.
   *[other] { $n } things were not seen and will be noted as lost.
}
round-closed = The inventory has ended.
round-ended = This inventory has ended.
round-unknown-round = There is no such inventory.
round-seen = seen
round-missing = not seen yet
round-odd = to be looked at
round-seen-title = Seen
round-nothing-seen = Nothing yet.
round-missing-title = Not seen yet
round-nothing-missing = Everything was seen.
round-verdict = Verdict
round-expected = In its place
round-elsewhere = Belongs to { $x }
round-written-off = Written off
round-unknown = Unknown
round-saw = { $name } ({ $code }) is in its place.
round-saw-elsewhere = { $name } belongs to { $place }.
round-saw-gone = { $name } was written off.
round-saw-again = { $code } was noted already.
round-mistaken = Not ours
round-forgotten = The scan { $code } is taken back.
round-saw-unknown = Nobody knows { $code }. Look what it is.
asset-payment = Payment
asset-payment-hint = What was paid for by the ledger: it is worth no more than was paid.
asset-payment-none = Not by this ledger
asset-payment-day = Paid
asset-payment-left = Not entered yet
asset-payment-unknown = There is no such payment, it was taken back, or all it bought is entered.
asset-payment-less = Of this payment { $left } is not entered yet.
asset-bought-title = Paid for, not in the register yet
asset-came-by = Came by: { $x }
asset-witnessed = This thing came with a handover record or a payment. How it came is not changed here.
asset-why-missing = Write why, in at most 500 letters.
asset-valuations = Valued anew
asset-revalue = Value it anew
asset-revalue-text = What was said before stays. Also for mending a value that was typed wrongly.
asset-revalued-why = Reason
asset-revalued-by = Valued by
round-seen-elsewhere = Seen in another inventory; bring it back
round-saw-found = { $name } is found again.
audit-asset-found = Lost thing found
audit-asset-revalued = Thing valued anew
matter-asset-bought = { $n ->
    [one] { $n } payment for equipment is not in the register
   *[other] { $n } payments for equipment are not in the register
 }
invariant-assets-no-more-is-entered-than-was-paid = What was bought is entered for no more than was paid

outcome-assets-things =
    { $n ->
        [one] { $n } thing bought
       *[other] { $n } things bought
    }
care-none-text = Care is planned on the page of each thing.
care-none-planned-text = Write what is to be done and when; the day is shown on Today.
round-nothing-seen-text = Scan the labels of the things, one after the other.
round-nothing-missing-text = What has not been seen is listed here.
round-sure = More was not found than was seen, and that is so
round-most-missing = Only { $seen } were seen, { $n } were not. If they are not there, tick the box and end it again.
