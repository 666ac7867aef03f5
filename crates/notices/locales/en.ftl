# Messages to people, their ways, and what people want.
module-notices = Messages
nav-notices = Messages
nav-mail = Mail server
nav-inbox = Messages
permission-notices-work = Send messages, see how they went, and note what people want
permission-notices-decide = Send news and test the mail server
job-notices-mail = Send an e-mail
job-notices-proof = Send a code that confirms an address
job-notices-sweep = Discard expired confirmation codes
indicator-notices-sent-whatsapp = Messages by WhatsApp
indicator-notices-sent-email = Messages by e-mail
indicator-notices-sent-inbox = Messages in inboxes
indicator-notices-sent-print = Letters on paper
notices-back = Back

channel-whatsapp = WhatsApp
channel-email = E-mail
channel-inbox = Inbox on this site
channel-print = Letter on paper
channel-none = No way

letter-greeting = Hello { $x },
letter-child = This message is about { $x }.
letter-closing = Kind regards,
letter-open = Open on the library’s site
letter-unsubscribe = Stop these messages

notice-notices-news = News of the library
    .help = Events, new books, invitations. Not more than a few times a month.
    .subject = { $subject }
    .body = { $text }
    .short = { $subject }
        { $text }
notice-notices-test = Test letter
    .help = To try the mail server.
    .subject = Test letter
    .body = This letter was sent to try the library’s mail server. If you can read it, e-mail arrives.
    .short = Test letter
notice-notices-proof = Code that confirms an address
    .help = Sent when you confirm an e-mail address.
    .subject = Your code: { $code }
    .body = Your code: { $code }

        Type this code on the library’s page, or open the link below. The code is good for one hour and only once.

        If you did not ask for it, ignore this letter; nothing has changed.
    .short = Your code: { $code }
notice-notices-consent = Confirmation of a subscription
    .help = Sent when you ask for news by e-mail.
    .subject = Please confirm that you want: { $what }
    .body = Somebody, perhaps you, asked for “{ $what }” to be sent to this address.

        Open the link below and press the button. The link is good for one hour. Without it nothing is sent.
    .short = Please confirm that you want: { $what }

inbox-title = Messages for you
inbox-new = New
inbox-open = Read the message
inbox-go = Go to the page
inbox-read = Mark as read
inbox-read-all = Mark all as read
inbox-read-one = The message is marked as read.
inbox-read-all-done = All messages are marked as read.
inbox-none = No messages yet
inbox-none-help = Reminders and news from the library will appear here.

wishes-title = Message choices
wishes-of = Message choices of { $x }
wishes-lead = Choose which messages you get, and by which way.
wishes-reach = How to reach you
wishes-unknown = not known
wishes-shown = { $x } (confirmed)
wishes-not-shown = { $x } (not confirmed)
wishes-has-account = yes
wishes-no-account = no account yet
wishes-first = Which way comes first
wishes-first-hint = Every message lies in the inbox, and goes out by one way more.
wishes-first-usual = As usual: WhatsApp, then e-mail
wishes-first-whatsapp = WhatsApp
wishes-first-email = E-mail
wishes-first-inbox = The inbox on this site is enough
wishes-lang = Language of messages
wishes-service = Service messages
wishes-service-text = They are about membership and loans.
wishes-marketing = News and invitations
wishes-marketing-text = Sent only if you ask for them. For e-mail we first send one letter to confirm it.
wishes-settled = Cannot be turned off; you only choose the way
wishes-unconfirmed = Waiting for confirmation by e-mail
wishes-said-by = Who said so, and how
wishes-said-by-hint = For example: “Ms Meiske, at the desk” or “by telephone”.
wishes-keep = Keep these choices
wishes-kept = The choices are kept.
wishes-confirm-sent = The choices are kept. We are sending a letter to { $address }; open the link in it to confirm.
wishes-need-who = Write who said so. Nothing has changed yet.
wishes-minor = News and invitations are not sent to anybody below 18. Nothing has changed yet.
wishes-not-offered = There are no messages of the kind “{ $kind }” by the way “{ $way }”. Nothing has changed yet.
wishes-no-address = There is no e-mail address. Add one first; nothing has changed yet.

stop-title = Stop messages
stop-ask = Stop “{ $x }”?
stop-done = You no longer get “{ $x }”.
stop-yes = Yes, stop
stop-no = No, leave it
stop-after = You can change this at any time:
stop-unknown = We do not know this link. Nothing has changed.

own-address-title = Your e-mail address
own-address-lead = Confirm your e-mail address with a code. Nobody needs e-mail to be a member.
own-address = E-mail address
own-address-shown = Confirmed
own-address-open = Not confirmed
own-address-send = Send a code
own-address-again = Send a new code
proof-title = Confirm an e-mail address
proof-asked = The code is on its way.
proof-lead = We are sending a code of six digits to { $x }. It is good for one hour.
proof-code = Code from the letter
proof-check = Confirm
proof-wrong = { $n ->
    [0] This code is wrong, and no longer good. Ask for a new one.
    [one] This code is wrong. One more try.
   *[other] This code is wrong. { $n } more tries.
 }
proof-void = This code or link is no longer good. Ask for a new one; nothing has changed.
proof-not-sent = The letter could not be sent. Check the address, or ask at the desk.
proof-no-server = This library does not send e-mail yet, so an address cannot be confirmed from here. No e-mail is needed; ask at the desk.
proof-shown-already = This address is confirmed already.
proof-shown = Thank you. { $address } is confirmed.
proof-ask = Is { $x } your e-mail address?
proof-yes = Yes, it is mine
proof-no = No
proof-too-often = Codes for { $address } were asked for too often. Try again later.

deliveries-title = Messages
deliveries-filter = Filter
deliveries-none = No messages
deliveries-none-help = Messages the library sends will appear here.
deliveries-whatsapp = { $n ->
    [0] WhatsApp: nothing waits
   *[other] { $n } wait for WhatsApp
 }
deliveries-print = { $n ->
    [0] Letters: nothing waits
    [one] One letter waits
   *[other] { $n } letters wait
 }
delivery-all = All
delivery-waiting = Waiting
delivery-sent = Sent
delivery-failed = Failed
delivery-missed = Missed
delivery-all-kinds = All kinds
delivery-to = To
delivery-kind = Kind of message
delivery-channel = By
delivery-state = State
delivery-why = Reason
delivery-when = Time
delivery-address = Number or address
delivery-person = Member’s number
delivery-nobody = No member has the number { $x }.
delivery-title = Message to { $x }
delivery-ways = Ways it went
delivery-all-of = All messages to them
delivery-again = Send again
delivery-goes-again = The message will be sent again.
delivery-unknown = There is no such delivery.
delivery-not-waiting = This message does not wait any more; a colleague may have sent it. Nothing has changed.
delivery-not-failed = This message neither failed nor was missed. Nothing has changed.
delivery-no-way = There is still no way: no number, address or account, or this kind is turned off. Nothing has changed.
delivery-overtaken = This message has gone another way since. Nothing has changed.
delivery-why-no-way = No number, address or account
delivery-why-not-wanted = Turned off by the reader
delivery-why-minor = The reader is below 18
delivery-why-no-server = No mail server is set up
delivery-why-no-origin = The site’s address is not set up, so no link to unsubscribe can be made
delivery-why-could-not = A colleague could not send it
delivery-why-server = The mail server answered: { $x }

whatsapp-title = Waiting for WhatsApp
whatsapp-lead = Open WhatsApp with the message, send it, then mark it here. What cannot be sent goes the next way.
whatsapp-count = { $n ->
    [one] One message waits.
   *[other] { $n } messages wait.
 }
whatsapp-open = Open in WhatsApp
whatsapp-open-short = Open
whatsapp-after = After that
by-hand-sent = Sent
by-hand-not = Could not
by-hand-sent-done = The message to { $name } is marked as sent.
by-hand-not-done = The message to { $name } could not be sent, and goes the next way if there is one.
by-hand-back = The message to { $name } waits again.
by-hand-none = Nothing waits
by-hand-none-help = All messages have been sent.
print-title = Letters that wait
print-lead = Letters for people without telephone, e-mail or account. Print them, hand them over, then mark them.
print-letters = { $n ->
    [one] Print one letter
   *[other] Print { $n } letters
 }
print-finished = Mark all as printed
print-done = { $n ->
    [one] One letter is marked as sent.
   *[other] { $n } letters are marked as sent.
 }

news-title = Write news
news-lead = News go only to people who asked for them and confirmed it. Every letter has a link to stop them.
news-readers = { $n ->
    [0] Nobody has asked for news yet.
    [one] One person has asked for news.
   *[other] { $n } people have asked for news.
 }
news-subject = Title
news-text = Text
news-text-hint = Plain text; an empty line begins a new paragraph.
news-send = Send the news
news-sent = The news go to { $n ->
    [one] one person
   *[other] { $n } people
 }.
news-subject-missing = Write a title.
news-text-missing = Write the text.
news-too-long = This text is too long.

mail-title = Mail server
mail-lead = E-mail goes by the server that the operator has written into the configuration file. Its password is never shown.
mail-server = Server
mail-fact = Fact
mail-value = Value
mail-host = Name
mail-port = Port
mail-protection = Protection
mail-wrapped = TLS from the beginning
mail-upgraded = STARTTLS, required
mail-plain = no TLS (only within the own network)
mail-user = Signs in as
mail-no-user = none
mail-password = Password
mail-password-set = there is one, not shown
mail-from = Sender
mail-origin = Address of the site
mail-no-origin = not set up
mail-origin-help = The site’s address (origin) is not set up: e-mail has no links, and news cannot go by e-mail.
mail-is-set = Set up
mail-is-not-set = Not set up
mail-test-title = Test
mail-test-to = Send a test letter to
mail-test = Send a test
mail-test-sent = The server has taken the letter to { $address }: { $said }
mail-test-failed = The test letter did not go out. The server answered: { $x }
mail-how-title = How to set it up
mail-how = Add these lines to the configuration file, then start the program again. Without a mail server, messages still arrive by WhatsApp, inbox and paper.
mail-how-password = The password is best given by the environment: MAPALUS_MAIL_PASSWORD.

audit-delivery-sent = Message sent by hand
audit-delivery-could-not = Message could not be sent by hand
audit-delivery-taken-back = Mark of a delivery taken back
audit-delivery-again = Message sent again
audit-wishes-decided = Message choices changed
audit-wishes-confirmed = Subscription confirmed
audit-wishes-stopped = Subscription stopped
audit-address-shown = E-mail address confirmed
audit-news-sent = News sent

matter-whatsapp = { $n ->
    [one] One message waits to be sent on WhatsApp
   *[other] { $n } messages wait to be sent on WhatsApp
 }
matter-print = { $n ->
    [one] One letter waits to be printed
   *[other] { $n } letters wait to be printed
 }
matter-unread = { $n ->
    [one] One unread message
   *[other] { $n } unread messages
 }

holding-notices-messages = Messages the library sent
holding-notices-wishes = Message choices and confirmed addresses

invariant-notices-every-message-goes-some-way = Every message goes some way
