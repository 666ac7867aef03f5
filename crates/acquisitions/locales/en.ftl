### Acquisitions: suggestions, orders, deliveries, invoices.

module-acquisitions = Buying books
nav-acquisitions = Acquisitions
nav-my-suggestions = Suggestions
permission-acquisitions-view = See suggestions and orders
permission-acquisitions-edit = Choose, order and receive books
setting-acquisitions-per-day = Suggestions from visitors a day
    .help = How many suggestions visitors may send in a day without signing in. 0 closes it; members who are signed in still may.
indicator-acquisitions-suggestions = Suggestions of books
indicator-acquisitions-copies = Copies bought that arrived
invariant-acquisitions-what-came-is-the-sum-of-its-deliveries = What came is the sum of its deliveries
invariant-acquisitions-orders-hold-what-they-may-still-pay = Orders hold what they may still pay
holding-acquisitions-suggestions = Suggestions of books
matter-suggestions = { $n ->
    [one] { $n } suggestion waits for an answer
   *[other] { $n } suggestions wait for an answer
}
matter-orders = { $n ->
    [one] { $n } order waits for your approval
   *[other] { $n } orders wait for your approval
}
audit-suggestion-made = Book suggested
audit-suggestion-moved = Suggestion moved
audit-order-drafted = Order drafted
audit-order-line-added = Title added to an order
audit-order-line-removed = Title taken out of an order
audit-order-placed = Order placed
audit-order-approved = Order approved
audit-order-delivery-taken-back = Delivery of an order taken back
audit-order-cancelled = Order cancelled
audit-order-delivered = Delivery received
audit-order-billed = Invoice of an order entered
audit-order-closed = Order closed

## Suggestions

suggestion = Suggestion
suggestions = Suggestions
suggestion-code = Code
suggestion-title = Title
suggestion-author = Author
suggestion-isbn = ISBN
suggestion-isbn-hint = The 10 or 13 digits on the back.
suggestion-why = Why this book?
suggestion-why-hint = For whom, for what. Short is fine.
suggestion-contact = How to reach you
suggestion-contact-hint = A WhatsApp number or e-mail address, if you want to hear of it.
suggestion-who = Who asks
suggestion-made = Suggested
suggestion-state = State
suggestion-fact = Fact
suggestion-fact-value = Value
suggestion-known = The catalogue has it
wish-new = New
wish-selected = Chosen
wish-declined = Not bought
wish-ordered = Ordered
wish-arrived = There
suggestions-none = Nothing here
suggestions-none-text = Anybody may suggest a book from the public page.
suggestions-mine-none = No suggestions yet
suggestions-mine-none-text = Which book did you look for and not find?
suggestion-form-title = Suggest a book
suggestion-form-lead = We do not have the book? Tell us. A librarian reads every suggestion.
suggestion-privacy = Your contact is used to answer this suggestion only.
suggestion-send = Send
suggestion-sent-title = Thank you for your suggestion
suggestion-sent-lead = A librarian will read it. You will hear when the book is ordered and when it is there.
suggestion-sent-code = Its number: { $x }
suggestion-to-catalogue = To the catalogue
suggestion-way-on = Suggest that the library buys “{ $x }”
suggestion-title-missing = Give the title, in at most 300 letters.
suggestion-isbn-wrong = This is no ISBN. Look at the digits again, or leave it empty.
suggestion-text-too-long = This text is too long.
suggestion-enough = There were enough suggestions today. Please come back tomorrow, or sign in.
suggestion-unknown = There is no such suggestion.
suggestion-decided = This was decided already.
suggestion-in-an-order = This suggestion is in an order that is being put together. Take it out of there first.
suggestion-answer = Answer
suggestion-answer-hint = Whoever asked reads it. Say why, kindly.
suggestion-answer-missing = Write an answer for whoever asked.
suggestion-select = Choose it
suggestion-select-text = It goes on the list of what to buy and can be put into an order.
suggestion-decline = Decline it
suggestion-was-selected = It is on the list.
suggestion-was-declined = It is answered.
suggestion-not-selected = This suggestion is not on the list of what to buy.
suggestion-in-another-order = This suggestion is in another order already.

## Orders

order = Order
orders = Orders
order-new = Begin an order
order-letter = Order as a letter
order-letter-number = Number
order-letter-about = Subject
order-letter-row = No.
order-letter-sum = Sum
order-letter-opening = We order the following books of you.
order-letter-total = Together { $n } copies, { $total }.
order-letter-place = Please deliver them to: { $x }.
order-letter-invoice = Please write the number of this order, { $x }, on the invoice and on the delivery note, and tell us before you send anything at another price.
order-letter-closing = Yours sincerely,
matter-orders-late = { $n ->
    [one] { $n } order is late
   *[other] { $n } orders are late
 }: ask the seller, or close it
setting-acquisitions-late-days = Days after which an order is late
    .help = When something of an order is still missing after so many days, it stands on the page of the day of those who buy.
setting-acquisitions-signer = Signs orders of books
    .help = Three lines: office, name, number.
order-vendor = Seller
order-vendor-hint = A publisher or shop of the register.
order-vendor-missing = Choose the seller.
order-branch = For the branch
order-branch-missing = Choose a branch.
order-state = State
order-draft = Draft
order-ordered = Ordered
order-closed = Closed
order-cancelled = Cancelled
order-total = Comes to
order-paid = Paid
order-came = Arrived
order-came-of = { $came } of { $of }
order-begun = The order is begun. Add titles.
order-saved = Saved.
orders-none = No orders yet
orders-none-text = Begin one from the suggestions that were chosen.
order-lines = Titles
order-lines-none = No titles yet.
order-line-add = Add a title
order-line-remove = Take out
order-copies = Copies
order-price = Price of one
order-no-suggestion = From no suggestion
order-from-suggestion = From a suggestion
order-from-suggestion-hint = Title, author and ISBN are taken from it where left empty.
order-copies-unreadable = Give the number of copies, 1 to 1,000.
order-place = Approve and place the order
order-place-text = { $x } of the fund is held until the order is closed.
order-was-placed = The order is placed and its money held.
order-cancel = Cancel the order
order-was-cancelled = The order is cancelled.
order-close = Close the order
order-close-text = What has not come is no longer waited for, and what is still held is free again.
order-was-closed = The order is closed.
order-empty = There is no title in this order.
order-own = An order is approved by somebody who did not choose what is in it.
order-approved-already = You have approved this order already; somebody else has to as well.
order-was-approved = The approval is kept. One more is needed before the order is placed.
order-approvals = { $n ->
    [one] One person has
   *[other] { $n } people have
 } approved it.
order-nobody = Orders are made by somebody who is signed in.
order-invoice-waits = An invoice of this order is not paid yet. Settle or withdraw it first.
order-not-so = This order has changed meanwhile. Load the page again.
order-unknown = There is no such order.
delivery = Delivery
deliveries = Deliveries
order-awaits = This title is on order { $number } from { $vendor }: { $n ->
    [one] { $n } copy is
   *[other] { $n } copies are
 } still to come. If this book came with that order, note it there as arrived.
delivery-new = Receive a delivery
delivery-new-text = Say how many copies of each title came. A box is opened in which they get their labels.
delivery-waits = { $n } awaited
delivery-day = Came on
delivery-labelled = With their label
delivery-kept = The delivery is received.
delivery-empty = Say how many copies came.
delivery-day-future = This day is yet to come.
delivery-before-order = The order was placed on { $day } only; nothing of it came before that.
delivery-taken-back = Taken back
delivery-take-back = Take back delivery { $x }
delivery-take-back-text = For a delivery that was noted wrongly: its box is cancelled, and what was counted is waited for again.
delivery-take-back-why = Reason
delivery-was-taken-back = The delivery is taken back, and its box is cancelled.
delivery-too-many = { $title }: { $n } were ordered, no more.
invoices = Invoices
invoice-number = Number of the invoice
invoice-state = Status
invoice-enter = Enter an invoice
invoice-enter-text = It becomes a request to pay out of the { $x } this order still holds: approved as its amount wants it, then paid.
invoice-was-entered = The invoice is entered. Keep its paper here.
invoice-number-missing = Give the number of the invoice.
invoice-more-than-held = This order holds { $left }. Write why the invoice asks for more, such as a price that rose; the rest is taken from the fund, if it has it.
invoice-more-than-came = What came is worth { $came }, and { $billed } has been billed. Say why this invoice is for more.
invoice-reason = Why for more than what came?
invoice-reason-hint = Only where this invoice is for more than the books that have come, such as payment in advance or postage.
invoice-before-delivery = Nothing of this order has come yet.
invoice-entered-already = An invoice of this seller with this number was entered already.

## Notices

notice-acquisitions-declined = A suggestion is not bought
    .help = When a book you suggested is not bought.
    .subject = About your suggestion: { $title }
    .body = Thank you for suggesting { $title }. This time we do not buy it:

        { $reason }
    .short = Your suggestion { $title } is not bought this time: { $reason }
notice-acquisitions-ordered = A suggestion is ordered
    .help = When a book you suggested is ordered.
    .subject = Ordered: { $title }
    .body = We have ordered the book you suggested, { $title }. You will hear when it is there.
    .short = The book you suggested, { $title }, is ordered.
notice-acquisitions-arrived = A suggestion is there
    .help = When a book you suggested is there.
    .subject = It is there: { $title }
    .body = The book you suggested, { $title }, has come and will soon be on the shelf.
    .short = The book you suggested, { $title }, has come.

outcome-acquisitions-copies =
    { $n ->
        [one] { $n } book bought and here
       *[other] { $n } books bought and here
    }
outcome-acquisitions-loans =
    { $n ->
        [one] borrowed { $n } time since
       *[other] borrowed { $n } times since
    }
delivery-billed = Invoices ask for { $billed }, and what would be left of what came is worth { $came }. Take the payment back or give up the invoice first.
order-lines-none-text = Add titles one by one; chosen suggestions are in the list.
