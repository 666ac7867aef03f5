### Words of circulation: the desk, rules, loans, receipts.

nav-circulation = Circulation
nav-overdue = Overdue
nav-policies = Loan rules
nav-my-loans = Loans

permission-circulation-lend = Lend, take back and renew
permission-circulation-override = Lend in spite of objections
permission-circulation-fast-add = Add copies that are not catalogued yet
permission-circulation-rules = Change the loan rules

setting-circulation-calendar = Calendar for due dates
    .help = Whose opening days count: those of the branch the copy belongs to, of the branch that lends it, or of the one the member is at home at.
setting-circulation-calendar-copy = The copy’s branch
setting-circulation-calendar-desk = The lending branch
setting-circulation-calendar-member = The member’s branch
setting-circulation-part-after-days = Part loans from their readers
    .help = How many days after its return a loan loses its reader’s name. 0 keeps the names.
erase-against-loans = { $n ->
    [one] One loan is
   *[other] { $n } loans are
} still open. Return them first.
holding-circulation-loans = Loans
setting-circulation-renewal-from = Renewals count from
    .help = From the day of the renewal, or from the old due date.
setting-circulation-renewal-from-today = The day of the renewal
setting-circulation-renewal-from-due-date = The old due date
setting-circulation-count-house-use = Count reading in the house
    .help = A copy that is brought back without having been lent counts as read in the house.
setting-circulation-receipt-width = Width of the receipt paper
    .help = As wide as the roll in the receipt printer.
setting-circulation-receipt-width-wide = 80 mm
setting-circulation-receipt-width-narrow = 58 mm

indicator-circulation-loans = Loans
indicator-circulation-loans-of-acquired = Loans of books that were bought or given
indicator-circulation-renewals = Renewals
indicator-circulation-returns = Returns
indicator-circulation-borrowers = Active borrowers
indicator-circulation-house-uses = Items read in the house

audit-loan-lent = Lent
audit-loan-returned = Returned
audit-loan-renewed = Renewed
audit-loan-lending-undone = Lending undone
audit-loan-return-undone = Return undone
audit-loan-renewal-undone = Renewal undone
audit-loan-override-explained = Decision explained
audit-policy-decided = Loan rule decided
audit-value-copy = copy
audit-value-member = member
audit-value-due = due
audit-value-overridden = in spite of
audit-value-why = why
audit-value-returned = returned
audit-value-days-late = days late
audit-value-plan = membership
audit-value-kind = kind
audit-value-title = title

## Desk

desk-title = Circulation desk
desk-online = Online, everything saved
desk-modes = Desk modes
desk-mode-lend = Lend
desk-mode-return = Return
desk-mode-renew = Renew
desk-mode-check = Check a copy
desk-scan-for = Scan a book for { $x }
desk-scan-member = Scan a member’s card
desk-scan-return = Scan a book that came back
desk-scan-renew = Scan a book to renew
desk-scan-check = Scan a book or card to look at
desk-process = Process
desk-tip = Another member’s card changes the member. The command card <kbd>%SELESAI</kbd> closes the transaction and prepares the receipt.
desk-needs-branch = The library has no branch yet. Add one in Settings first; nothing was changed.
desk-place = This desk is at
desk-place-set = Move the desk

desk-log = This transaction
desk-log-done = { $n ->
    [one] { $n } book done
   *[other] { $n } books done
}
desk-col-result = Result
desk-col-code = Code
desk-col-title = Title
desk-col-due = Due
desk-col-time = Time

desk-member = Member at the desk
desk-lent = Lent
desk-renewed = Renewed
desk-returned = Returned
desk-returned-late = { $n ->
    [one] Returned, { $n } day late
   *[other] Returned, { $n } days late
}
desk-not-on-loan = Not on loan
desk-not-on-loan-help = This book is not recorded as lent. Put it back on its shelf.
desk-house-use = Read in the house
desk-house-use-help = This book was not on loan, so it counts as read in the house.
desk-found = Found
desk-found-help = This book was recorded as lost. It is recorded as on its shelf again.
desk-checked = Looked at
desk-asked = Waiting for a decision
desk-left = Not lent
desk-left-help = The question was not answered before the next scan, so nothing was lent.
desk-declined = Not lent
desk-refused = Refused
desk-no-member = No member yet
desk-no-member-help = Scan a member’s card first, then this book again. It is not lent yet.
desk-several = There are several members
desk-several-help = Choose the one in front of the desk.
desk-several-short = A name several members have
desk-isbn = This is the ISBN, not the library’s label
desk-isbn-short = ISBN, not the library’s label
desk-isbn-help = Scan the library’s label on the book, or choose the copy here.
desk-isbn-none = Scan the library’s label on the book. The catalogue has no copy with this ISBN yet.
desk-unknown = Unknown code
desk-unknown-short = Unknown code
desk-unknown-code = Unknown code: { $x }
desk-unknown-help = No book, member or command has this code. Check the label and scan again.
desk-added = Added
desk-added-help = Its record is short and waits for a cataloguer; the public does not see it yet.
desk-add = Fast add
desk-add-title = Fast add
desk-add-about = For a book that is on the desk and in no catalogue. A cataloguer completes it later; until then the public does not see it.
desk-add-lends = Once saved, this book is lent to { $x } at once.
desk-add-barcode = Code on the label
desk-add-book = Title
desk-add-author = Author
desk-add-kind = Kind of item
desk-add-call-number = Call number
desk-add-save = Save
desk-add-and-lend = Save and lend
desk-add-cancel = Back to the desk
desk-add-done = { $title } ({ $barcode }) was added.
desk-shop = A shop’s code, not the library’s label
desk-shop-help = This is a shop’s code (EAN), not the library’s label. Scan the label on the back cover.
desk-find-title = Find the title
desk-idle = Nothing done
desk-idle-help = There is no open question and no scan to take back.
desk-undone = Undone
desk-undone-help = Everything is as it was before.
desk-twice = Scanned twice; the second was ignored.
desk-instead = This member has it already, so the loan was renewed.
desk-overridden = Lent in spite of objections; the decision is on record.
desk-why = Why
desk-why-said = Why: { $x }
desk-taken-from = The earlier loan was returned first.
desk-whose = On loan to { $x }.
desk-serves = This desk is now serving { $x }.
desk-serves-nobody = This desk is serving nobody now.
desk-due = due
desk-was-due = was due
desk-not-lent-yet = Not lent yet.
desk-not-renewed-yet = Not renewed yet.
desk-may-not = To go on, call somebody who may lend in spite of objections.
desk-do-not-lend = Do not lend
desk-lend-anyway = Lend anyway
desk-take-and-lend = Take it back first, then lend
desk-do-not-renew = Do not renew
desk-renew-anyway = Renew anyway
desk-kept = The scan was kept
desk-kept-help = Your session had ended. Code { $x } has not been processed; press Enter to process it.

desk-offline = No connection
desk-pending = not synchronised yet
desk-offline-help = Scans are kept on this device and sent in their order once there is a connection. Go on scanning; closing the browser loses nothing.
desk-scan-offline = Scan a member’s card, then their books
desk-needs-connection = This needs a connection. The scans are safe.
desk-queue = Kept on this device
desk-kept-short = Waiting
desk-rejected = Cannot be sent
desk-col-mode = Mode
desk-arrived = { $n ->
    [one] { $n } scan synchronised
   *[other] { $n } scans synchronised
}
desk-arrived-all = All of it is recorded as it was scanned.
desk-review-count = { $n ->
    [one] { $n } scan made without a connection needs a decision
   *[other] { $n } scans made without a connection need a decision
}
desk-review-open = Decide
desk-review-title = Scans that need a decision
desk-review-about = These were scanned while the desk had no connection and could not simply be recorded. The member may have taken the book along. “Handle at the desk” scans it anew for that member; “Done” is for what was settled otherwise.
desk-review-list = Waiting for a decision
desk-review-why = Why it is not recorded
desk-review-by = Sent by
desk-review-nobody = nobody
desk-review-none = Nothing needs a decision
    .text = What was scanned without a connection and could not be recorded appears here.
desk-review-handle = Handle at the desk
desk-review-settle = Done
desk-review-settled = That scan counts as settled.
desk-review-reopened = That scan waits for a decision again.
desk-review-no-member = Scanned to be lent, but no member’s card was scanned before it.
desk-review-several = Several members have this name.
desk-batch-open = This scan points at a transaction that is still open. Nothing was changed.

desk-copy-on-loan = On loan.
desk-copy-available = Available for loan.
desk-copy-reference = To be read in the house only.
desk-copy-processing = Being processed.
desk-copy-repair = Being repaired.
desk-copy-lost = Recorded as lost.
desk-copy-withdrawn = Withdrawn from the collection.
desk-copy-place = Its place: { $x }

desk-member-panel = Member
desk-age = { $n } y
desk-active = Active
desk-active-until = Active until { $x }
desk-expired = Expired { $x }
desk-blocked = Blocked
desk-upcoming = Not yet valid
desk-overdue = { $n ->
    [one] { $n } overdue
   *[other] { $n } overdue
}
desk-tally-loans = Loans
desk-tally-overdue = Overdue
desk-tally-left = May still borrow
desk-note = Note:
desk-change = Change
desk-finish = Finish, print
desk-loans = On loan
desk-loans-all = See all loans
desk-loans-page = Page of loans
desk-just-now = Just now
desk-renewed-of = Renewed { $n } of { $of }
desk-renewed-times = Renewed { $n } times
desk-late-days = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
desk-late-hours = A few hours late
desk-nobody = No member yet
desk-nobody-help = Scan a member’s card, or type their name, to begin lending. Returning books needs no card.
desk-commands = Command cards
desk-close = Close

desk-key-find = find
desk-key-undo = undo the last
desk-key-finish = finish, print
desk-key-yes = yes, go on
desk-key-no = no
desk-key-all = all shortcuts

command-pinjam = Lend
    .text = The books that follow are lent.
command-kembali = Return
    .text = The books that follow are taken back.
command-perpanjang = Renew
    .text = The books that follow are renewed.
command-cek = Check a copy
    .text = Shows how a copy stands and changes nothing.
command-selesai = Finish
    .text = Closes the transaction and prepares the receipt.
command-batal = Undo
    .text = Takes the last scan back.
command-ya = Yes
    .text = Answers the open question with yes.
command-tidak = No
    .text = Answers the open question with no.

## Receipt

receipt-title = Loan receipt
receipt-title-returns = Return receipt
receipt-member = Member
receipt-number = Number
receipt-when = Time
receipt-due = due { $x }
receipt-renewed = { $x } (renewed)
receipt-open = { $n ->
    [0] Nothing on loan any more. Thank you!
    [one] You have { $n } book on loan. Happy reading!
   *[other] You have { $n } books on loan. Happy reading!
}
receipt-back = Back to the desk
receipt-next = Next scan

## Why not

loan-no-unagreed = This child’s membership stopped on { $day } because no parent or guardian has agreed, or the birth date is missing. Keep the consent or the date on the member’s page, then lend again.
loan-no-expired = The membership ended on { $day }. Renew it, then lend again.
    .title = Membership expired
loan-no-upcoming = The membership has not begun yet.
    .title = Membership not yet valid
loan-no-blocked = This member is blocked: { $why }. Lift the block on the member’s page once it is settled.
    .title = Member blocked
loan-no-reference = This is to be read in the house only.
    .title = To be read in the house only
loan-no-lost = This book is recorded as lost. If you lend it anyway, the record is put right.
    .title = Recorded as lost
loan-no-repair = This book is recorded as being repaired.
    .title = Being repaired
loan-no-not-ready = This book is recorded as being processed.
    .title = Being processed
loan-no-withdrawn = This book was withdrawn from the collection. Hand it to a cataloguer.
    .title = No longer in the collection
loan-no-limit = Has { $open } of the { $limit } books allowed. Return one first.
    .title = Loan limit reached
loan-no-provisional = Not confirmed yet: has { $open } of the { $limit } books provisional members may have. Confirm who this is on the member's page first.
loan-no-consent = No parent or guardian has agreed yet: has { $open } of the { $limit } books provisional members may have. Keep their consent on the member’s page first; a guardian can also agree on their own page.
    .title = Not confirmed yet
loan-no-card-replaced = This card has been replaced and counts no more. The new number is { $code }. Keep the old card, and look who brought it.
    .title = Card replaced
loan-no-kind-limit = Has { $open } of the { $limit } items of this kind allowed.
    .title = Limit for this kind reached
loan-no-overdue = { $overdue } books are overdue, and at most { $borne } are allowed. Return the overdue ones first.
    .title = Books are overdue
loan-no-period = Nobody has decided how long such items are lent. Decide it under Loan rules.
    .title = Loan period not decided
loan-no-on-loan = This book is still recorded as on loan to another member.
    .title = On loan to another
loan-no-has-it = This member has it already, until { $day }.
    .title = This member has it
loan-no-not-lent = This book is not on loan, so there is nothing to renew.
    .title = Not on loan
loan-no-renewals = { $limit ->
    [0] This copy cannot be renewed.
   *[other] Renewed { $limit } times already, the most allowed.
}
    .title = Renewals used up
loan-no-gain = The due date, { $day }, would not move. Renew again closer to that day.
    .title = Due date would not move
loan-no-moved-since = After this was scanned without a connection, the book was lent or brought back at another desk. Check where it is now.
    .title = Has moved since
loan-no-desk-moved = You no longer work at { $from }, so this scan was not processed. Your desk is at { $to } now: begin again with the member’s card.
    .title = The desk has moved
loan-no-drawn-for-another = The page you scanned on was drawn for another transaction, so nothing was done. Check the member on this page, then scan again. Two desks had better use two accounts.
    .title = Not done: the desk has moved on
loan-no-copy = There is no book with that code. Nothing was changed.
loan-undo-too-late = This can no longer be undone: other things have happened since. Nothing was changed.
loan-undo-lent-again = This cannot be undone: the book has been lent again. Nothing was changed.
return-in-future = A return cannot lie in the future.

## Loans

my-loans-title = My loans
my-loans-none = Nothing on loan
my-loans-none-help = The books you borrow appear here with their due dates.
my-loans-find = Find a book
my-loans-renew-all = Renew all
my-loans-renew = Renew
my-loans-due = Due { $x }
matter-review = { $n ->
    [one] One scan
   *[other] { $n } scans
} made without a connection to review.
matter-overdue = { $n ->
    [one] One loan is
   *[other] { $n } loans are
} overdue.
matter-late = { $n ->
    [one] One of your loans is
   *[other] { $n } of your loans are
} late.
matter-due-soon = { $n ->
    [one] One loan is
   *[other] { $n } loans are
} due soon.
matter-child-late = { $n ->
    [one] One loan
   *[other] { $n } loans
} of { $name }: late.
my-loans-all = All loans ({ $n })
my-loans-not-renewed = Cannot be renewed yet
my-loans-renewed = Loans renewed: { $n }.
member-loans-title = Loans of { $x }
member-loans-crumb = Loans
member-loans-out = Lent
member-loans-back = Returned
member-loans-state = State
member-loans-none = Nothing on loan
member-loans-past = Past loans
member-loans-no-past = No past loans yet
member-loans-count = { $n ->
    [one] { $n } book
   *[other] { $n } books
}
overdue-title = Overdue
overdue-branches = Where it was lent
overdue-everywhere = Every place
overdue-none = Nothing is overdue
overdue-member = Member
overdue-phone = Telephone
overdue-due = Was due
overdue-late = Late

## Rules

policies-title = Loan rules
policies-says = What holds now
policies-specific = The most specific rule wins: branch over membership, membership over kind of item.
policies-decisions = Decisions
policies-new = New decision
policies-history = History
policy-scope = For
policy-branch = Branch
policy-plan = Membership
policy-kind = Kind of item
policy-name = About
policy-value = Value
policy-value-hint = As the choice above asks: a number; “yes” or “no”; “the next open day”, “the open day before” or “stays on that day”; a date like 18-12-2026.
policy-all-branches = All branches
policy-all-plans = All members
policy-all-kinds = all items
policy-change = Change
policy-save = Save
policy-remove = Remove
policy-when = When
policy-who = Who
policy-what = What
policy-before = Before
policy-after = After
policy-by-program = The program
policy-not-decided = not decided
policy-decided = The rule is saved and holds for new loans at once.
policy-unchanged = The rule is as it was.
policy-undone = The change of the rule was undone.
policy-undo-too-late = This rule has been changed again since. Nothing was undone.
policy-wants-number = Enter a whole number from 0 to { $most }. For “not decided”, remove the rule.
policy-wants-day = “{ $value }” is no date. Write it like 18-12-2026.
policy-wants-choice = This value is not among those the rule can have.

policy-preview = See the effect
policy-preview-title = Effect of the change
policy-preview-general = as the general rule
policy-preview-back = Back without changing
policy-preview-sentences = What would read otherwise
policy-preview-dates = Due dates already given do not move; the new rule holds for loans and renewals from then on.
policy-preview-members = { $n ->
    [one] { $n } member would borrow by another rule
   *[other] { $n } members would borrow by another rule
}
policy-preview-copies = { $n ->
    [one] { $n } copy would be lent by another rule
   *[other] { $n } copies would be lent by another rule
}
policy-preview-loans = { $n ->
    [one] { $n } open loan would be renewed by another rule
   *[other] { $n } open loans would be renewed by another rule
}

policy-loan-days = Loan period
    .value = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
policy-loan-hours = Loan period by the hour
    .value = { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
policy-loan-limit = Loan limit
    .value = { $n ->
        [one] { $n } book
       *[other] { $n } books
    }
policy-kind-limit = Limit for this kind
    .value = { $n ->
        [one] { $n } item
       *[other] { $n } items
    }
policy-renewals = Renewals
    .value = { $n ->
        [one] { $n } time
       *[other] { $n } times
    }
policy-renewal-days = Length of a renewal
    .value = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
policy-due-moves = When due on a closed day
policy-may-borrow = May be borrowed
policy-overdue-blocks = Overdue books still allowed
    .value = { $n ->
        [one] { $n } book
       *[other] { $n } books
    }
policy-fixed-due = Common due date
policy-ceiling = Latest due date
policy-value-yes = yes
policy-value-no = no
policy-value-next = the next open day
policy-value-previous = the open day before
policy-value-none = stays on that day

policy-says-limit = { $n ->
    [one] Members ({ $plan }) may borrow { $n } book
   *[other] Members ({ $plan }) may borrow { $n } books
}
policy-says-no-limit = Members ({ $plan }) may borrow any number of books
policy-says-days = { $n ->
    [one] for { $n } day
   *[other] for { $n } days
}
policy-says-hours = { $n ->
    [one] for { $n } hour
   *[other] for { $n } hours
}
policy-says-no-length = for a time nobody has decided
policy-says-renewals = { $n ->
    [one] renewable once
   *[other] renewable { $n } times
}
policy-says-no-renewals = not renewable
policy-says-free-renewals = renewable without limit
policy-says-kind-limit = at most { $n } at once
policy-says-not-lent = { $x }: to be read in the house only.

## Statements for partners that carry memberships

statement-title = Statement for the partner
statement-from = From
statement-to = Until
statement-show = Show
statement-period = { $from } to { $to }
statement-period-unreadable = Write two dates; the first not after the second.
statement-what = What
statement-count = Number
statement-plan = Kind of membership
statement-seats = Seats by the agreement
statement-no-limit = no limit
statement-carried = Members carried in this time
statement-new = Of these, new
statement-ended = Of these, ended
statement-at-end = Members carried on the last day
statement-vouchers = Vouchers exchanged
statement-loans = Loans by the members carried
statement-too-few = not told (fewer than { $n } borrowers)
statement-privacy = This statement holds counts only. What anybody reads or borrows is never told to anyone.
statement-letter = Letter (PDF)
statement-about = Subject
statement-subject = Statement of the memberships you carry
statement-to-whom = To
statement-greeting = Dear partner,
statement-thanks = Thank you for carrying memberships of the library. These are the members carried and how much they used it.
statement-closing = Yours faithfully,
statement-signer = Head of the library
merge-loans-follow = { $n } open loans come along. Their due dates stay.
merge-loans-over-limit = Card { $code } then has { $open } loans out, and its limit is { $limit }. What is out stays until it is due; nothing more is lent until it is below the limit.

# Reminders
job-circulation-reminders = Send reminders of loans
setting-circulation-due-soon-days = Reminder before the due date
    .help = How many days before the due date members are reminded. If the library is closed then, on the open day before. 0 turns it off.
setting-circulation-overdue-first-days = First overdue notice
    .help = After how many open days late members are told. 0 turns it off.
setting-circulation-overdue-second-days = Second overdue notice
    .help = After how many open days late members are told again. 0 turns it off.
setting-circulation-overdue-third-days = Third overdue notice
    .help = After how many open days late members are told for the last time. 0 turns it off.
notice-loan-line = • { $title } (due { $due })
notice-circulation-due-soon = Reminder of the due date
    .help = A few days before books have to be returned.
    .subject = { $n ->
        [one] One book is due { $due }
       *[other] { $n } books are due from { $due }
    }
    .body = These books are due soon:

        { $loans }

        You can renew them yourself on the library’s site, as long as nobody else has reserved them.
    .short = These books are due soon:
        { $loans }
notice-circulation-overdue = Overdue notice
    .help = When books have not come back in time.
    .subject = { $n ->
        [one] One book is overdue
       *[other] { $n } books are overdue
    }
    .body = These books are overdue:

        { $loans }

        Please bring them back to any branch. If you have done so already, ignore this message. If there is a difficulty, talk to us; we will find a way.
    .short = These books are overdue:
        { $loans }
        If you have returned them already, ignore this message.

job-circulation-part = Parting names from old loans

desk-provisional = Provisional
desk-no-consent = No guardian's consent yet

invariant-circulation-one-open-loan-per-copy = No copy is lent twice at once
invariant-circulation-due-times-agree = Copies and loans agree on when they are due
invariant-circulation-renewals-agree = Loans are renewed as often as is written down
invariant-circulation-one-open-transaction-per-desk = No desk has two transactions open
invariant-circulation-no-label-is-a-members-number = No copy is labelled with a member's number

## What other programs may ask for

api-op-getLoan = Gives a loan.
api-op-lendCopy = Lends a copy to a member.
api-op-listLoans = Lists what a member has out, the first due first.
api-op-renewLoan = Renews a loan.
api-op-returnCopy = Takes a copy back.
