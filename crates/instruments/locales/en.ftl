### The words of questionnaires: writing, answering, results.

nav-instruments = Questionnaires
module-instruments = Questionnaires

permission-instruments-enter = See questionnaires and enter paper forms
permission-instruments-edit = Write, publish, open and close questionnaires
permission-instruments-results = See answers and results of questionnaires

setting-instruments-least-answers = Results of a survey show from (answers)
    .help = With fewer answers, the results of a survey and of each of its questions are hidden, so that nobody can be recognised.

indicator-instruments-responses = Responses to questionnaires
holding-instruments-responses = Answers to questionnaires
invariant-instruments-anonymous-answers-lead-to-nobody = Anonymous answers lead to nobody
invariant-instruments-no-more-answers-than-slips = There are no more answers than spent slips

audit-instrument-created = Questionnaire made
audit-instrument-renamed = Title of a questionnaire changed
audit-instrument-draft-changed = Draft of a questionnaire changed
audit-instrument-draft-begun = Draft of a questionnaire begun
audit-instrument-draft-discarded = Draft of a questionnaire discarded
audit-instrument-published = Questionnaire published
audit-instrument-opened = Questionnaire opened or closed
audit-instrument-answered = Questionnaire answered
audit-instrument-slips-made = Slips of a questionnaire made
audit-value-version = version
audit-value-way = how it came in
audit-value-response = response
audit-value-questions = questions
audit-value-open = open
audit-value-purpose = purpose
audit-value-anonymous = anonymous

## What for, and how one comes to it

instrument-purpose = What for
purpose-registration = Registration questions
    .help = Asked of whoever registers for something.
purpose-assessment = Assessment
    .help = Choices have points, with a pass mark where one is needed.
purpose-survey = Survey
    .help = What people think or do; may be anonymous.
purpose-call = Call for proposals
    .help = People answer with what they propose.

instrument-access = How to answer
access-within = Within another form
    .help = Appears together with another form, such as a registration.
access-link = By its address
    .help = Whoever has its address or QR code can answer.
access-slip = With a slip
    .help = Each slip of paper is good for one response.

## The list

instruments-all = All
instruments-none = No questionnaires yet
instruments-none-text = Make the first: registration questions, an assessment, a survey, or a call for proposals.
instrument-new = New questionnaire
instrument-make = Go on to the questions
instrument-title = Title
instrument-title-id = Title
instrument-title-en = Title in English
instrument-anonymous = Anonymous
instrument-anonymous-hint = For surveys only: nobody, not even the library, can learn who answered. This cannot be changed later.
instrument-cannot-be-anonymous = Only a survey with an address or slips of its own can be anonymous.
instrument-state = State
instrument-is-draft = Draft
instrument-published = Published
instrument-is-open = Open
instrument-is-closed = Closed
instrument-is-anonymous = Anonymous
instrument-responses = Responses
instrument-version = Version
instrument-created = Questionnaire made. Now add questions.
instrument-saved = Title saved.
instrument-unknown = There is no such questionnaire.
instrument-unpublished = This questionnaire has not been published yet.
instrument-closed = This questionnaire has been closed.
instrument-address = Where people answer
instrument-link-hint = Anybody can answer here.
instrument-open = Open
instrument-open-text = From now on people can answer at its own address.
instrument-opened = Questionnaire opened.
instrument-close = Close
instrument-close-text = No more answers are taken at its address. It can be opened again.
instrument-closed-now = Questionnaire closed.
instrument-rename = Change the title
version-n = Version { $x }
version-asks = What version { $x } asks

## Writing

draft-of = Draft: { $x }
draft-write = Write the draft
draft-begin = Begin a new version
draft-begin-text = The draft begins with the latest version. What was published and answered does not change.
draft-begun = The draft of a new version has begun.
draft-there-already = There is a draft of a new version already.
draft-none = There is no draft.
draft-gone = This section or question is no longer in the draft.
draft-changed-meanwhile = Somebody else has just changed this draft. Look at it first, then try again.
draft-discard = Discard the draft
draft-discard-text = The published version stays in force.
draft-discarded = Draft discarded.
draft-preview = Preview
draft-preview-text = This is what whoever answers will see, with all questions at once.
draft-back = Back to the draft
draft-not-yet = Before it can be published:
draft-empty = Add at least one question.
draft-needs-choices = Question { $n } needs at least two choices.
draft-condition-astray = Question { $n } depends on an answer that does not come before it.
draft-section-untitled = Give section { $n } a heading.
draft-section-empty = Section { $n } has no questions yet.
draft-without-points = Give points to at least one choice.
draft-publish = Publish
draft-publish-text = What is published cannot be changed any more; the next change makes a new version.
draft-published = Questionnaire published.
draft-keep = Save
draft-kept = Draft saved.
draft-describe = Introduction
draft-intro = Introduction
draft-intro-en = Introduction in English
draft-pass = Pass mark (per cent)
draft-pass-hint = Of the points that can be had; leave it empty where there is none.
draft-pass-out-of-bounds = The pass mark lies between 0 and 100.
draft-section-n = Section { $x }
draft-section-nothing = There are no questions in this section yet.
draft-section-add = Add a section
draft-section-add-text = Each section becomes a step of the form.
draft-section-change = Change the section
draft-section-title = Heading of the section
draft-section-title-en = Heading of the section in English
draft-section-remove = Remove the section
draft-section-full = First move or remove the questions of this section.
draft-title-missing = Write a title.
draft-add-kind = New question
draft-add = Add
draft-up = Up
draft-down = Down
draft-remove = Remove
draft-question = Question: { $x }
draft-question-kept = Question saved.
draft-full = At most { $most } questions.
draft-ask-missing = Write what is asked.
draft-choices-missing = Write at least two choices, one a line.
draft-choice-unreadable = Line { $n } cannot be read. Example: Setuju | Agree | 4
draft-choice-twice = Line { $n } stands above already.
draft-too-many-choices = At most { $most } choices.
draft-steps-out-of-bounds = A scale has 2 to { $most } steps.
draft-bounds-crossed = The greatest is less than the least.

kind-one = Choose one
kind-several = Choose several
kind-yes-no = Yes or no
kind-scale = Scale
kind-short = Short text
kind-long = Long text
kind-number = Number
kind-day = Date
kind-email = E-mail
kind-phone = Telephone

question-number = No.
question-kind = How it is answered
question-when = Asked
question-always = always
question-ask = Question
question-ask-en = Question in English
question-help = Help
question-help-en = Help in English
question-choices = Choices
question-choices-hint = One a line. An English translation may follow after a bar: Setuju | Agree
question-choices-scored = One a line, with its points: Ibu kota | Capital | 5. The translation may be left out: Ibu kota | | 5
question-steps = Number of steps
question-steps-hint = 2 to 10; the first step is always 1.
question-low = What the first step means
question-low-en = What the first step means, in English
question-high = What the last step means
question-high-en = What the last step means, in English
question-more = Further statements with the same scale
question-more-hint = One a line, each becomes a question of its own: Kecepatan layanan | Speed of service
question-least = Least
question-most = Greatest
question-required = Must be answered
question-when-legend = Ask only when
question-when-hint = One of these answers is enough. Leave all empty where it is always asked.
question-picked = the answer to { $n } is “{ $pick }”
question-or = or
question-only-when = Only when { $x }.

## Answering

answer-yes = Yes
answer-no = No
answer-none = No answer
answer-between = Between { $least } and { $most }.
answer-from = From { $x }.
answer-to = Up to { $x }.
answer-missing = Answer this question.
answer-also = Your answers lead to this question; please answer it too.
answer-further = Your answers lead to a further question.
answer-not-offered = Choose one of the answers given.
answer-only-one = Choose only one.
answer-too-long = At most { $most } characters.
answer-number-unreadable = Write a whole number, such as 12.
answer-too-small = At least { $least }.
answer-too-great = At most { $most }.
answer-day-unreadable = There is no such day. Example: 5 8 2026.
answer-email-unreadable = This e-mail address is not complete. Example: name@example.org.
answer-phone-unreadable = This telephone number cannot be read. Example: 0812-3456-7890.
answer-leave-empty = Leave this empty
answer-anonymous = This is anonymous. Nobody, not even the library, can learn who answered.
answer-as = You answer as { $x }; your answers are kept with your name.
answer-unknown = Your answers are kept without an account. The library's staff read what you write.
answer-slip = Code on the slip
answer-slip-hint = Ten letters and digits; each slip is good once.
answer-forward = Go on
answer-back = Back
answer-send = Send the answers
answer-review = Check your answers
answer-once-more = Wait a moment, then send it once more. Your answers are still here.
answer-closed = This questionnaire takes no answers at the moment.
answer-thanks = Thank you
answer-kept = We have received your answers.
answer-kept-anonymously = We have received your answers, anonymously.
answer-home = To the home page
score-passed = You have { $points } of { $most } points: passed.
score-not-passed = You have { $points } of { $most } points: not passed yet. You may learn some more and try again.
score-plain = You have { $points } of { $most } points.

## Paper and slips

entry-title = Enter a paper form
entry-lead = { $title }, version { $n }. Type what stands on the paper, and leave out what was left out.
entry-keep = Save and go on to the next sheet
entry-kept = Sheet saved; there are { $n } responses now. The next sheet, please.
paper-form = Print the form
paper-how = Write in block letters and hand it to the staff.
paper-anonymous = Do not write your name: this is anonymous. Put it into the box or hand it to the staff.
paper-one = Choose one.
paper-several = More than one is fine.
paper-online = Answer by phone
paper-mark = { $code } · version { $n }
slips-title = Slips spent
slips-spent = { $spent } of { $made }
slips-count = Number of slips
slips-make = Make slips
slips-make-text = Their codes are shown once, in this PDF. The library keeps only what they are recognised by.
slips-not-here = This questionnaire takes no slips.
slips-out-of-bounds = Between 1 and { $most } slips at once.
slip-not-good = This code is not known or was used already. Check its letters again.
slip-paper-from = One slip, one response
slip-paper-how = Scan this code, or open { $x } and type the code.

## Results

results = Results
results-of = Results: { $x }
results-download = Download { $x }
results-hidden = Results are shown once there are { $n } responses.
results-question-hidden = The results of this question are shown once { $n } people have answered it.
results-answered = { $n } answered.
results-several = More than one answer was possible.
results-numbers = Mean { $mean }; least { $least }, greatest { $most }. { $count }
results-bar = { $n } ({ $share })
results-mean = Mean { $mean } of { $steps }
results-most = Most often: { $pick } ({ $share })
results-nothing = No answers yet
responses-title = Responses one by one
responses-none = No responses to read yet
response-on-paper = Paper form
response-by-nobody = Without an account
response-given = { $day }, version { $n }
response-score = { $points } of { $most }
response-unknown = There is no such response.
response-day = Day
response-week = Week beginning
response-name = Name
response-points = Points
response-instrument = Questionnaire
response-question = Question
response-answer = Answer

## What other programs can ask for

api-op-listInstruments = Lists questionnaires: up to 200, the newest first.
api-op-readInstrument = Reads what the latest version of a questionnaire asks.
api-op-enterResponse = Enters a response that somebody gave to the staff. The same entry twice is entered once.
api-op-readResults = Reads the figures of the latest version; what people wrote is not among them.
api-op-openInstrument = Opens a questionnaire at its own address, or closes it.
instrument-last = Last day to answer
instrument-last-hint = After this day it closes by itself. Leave it empty to close it by hand.
instrument-last-set = Set the last day
instrument-last-over = That day is over.
instrument-until = until { $x }
audit-instrument-last-day-set = Last day of a questionnaire set
question-decimals = Digits behind the comma
question-decimals-hint = 0 for whole numbers, 3 at most.
question-decimals-wrong = Between 0 and { $most }.
answer-decimal-unreadable = Write a number, such as 12,5.
