### People and staff accounts.


permission-people-view = See members
permission-people-edit = Register and change members

## Facts

member-name = Name
member-login = User name
sex-unknown = Not given
sex-female = Female
sex-male = Male

## Registration

member-name-missing = Enter the member's name.
member-name-too-long = The name is too long; at most 200 letters.
member-born-impossible = This birth date is impossible. Check the year.
member-born-unreadable = There is no such date. Enter day, month and year in digits.
member-phone-unreadable = This number cannot be read. Write it like 0812-3456-7890, or with + and the country code.
member-email-unreadable = This e-mail address is incomplete. For example: name@example.id
member-text-too-long = Too long; please shorten it.

## A member's page

member-account-open = Signs in as { $x }.
member-account-new-password = Make a new password
member-password-chosen = Chosen password
member-password-chosen-hint = At least 8 characters. Leave it empty and we make one that is easy to read.
member-login-needs-birth = Enter the birth date first: a child below 13 may not have an account of its own (PP 17/2025).
member-login-too-young = A child below { $age } may not have an account of its own (PP 17/2025). The card can be used for borrowing all the same, and a parent or guardian can ask about loans at the desk.
password-once-title = New password
password-once-lead = The account of { $x } is ready.
password-once-hint = Write it down or read it out now: this password is shown once and kept nowhere. Its owner can change it after signing in.
password-once-done = Written down

## Staff accounts

