### Words of the program's general pages: sign-in, display.

sign-in-title = Sign in
sign-in-login = Membership number or user name
sign-in-login-hint = For example: A-00418
sign-in-password = Password
sign-in-forgot = Forgot your password? Come to the desk with your member card; the staff will make you a new one.
sign-in-refused = User name and password do not match. Check capital and small letters, then try again.
sign-in-wait = Too many tries. Wait { $seconds } seconds, then try again.
signed-out = You have signed out.
login-taken = The user name “{ $login }” is taken. Choose another.
password-too-short = A password has at least 8 characters.
password-too-long = A password has at most 128 characters.
password-too-common = This password is too easy to guess. Choose another.
undo = Undo

preferences-title = Display
preferences-language = Language
preferences-theme = Colours
preferences-theme-auto = As the device says
preferences-theme-light = Light
preferences-theme-dark = Dark
preferences-text = Text size
preferences-text-normal = Normal
preferences-text-large = Large
preferences-text-larger = Larger
preferences-more = More
preferences-contrast = Higher contrast
preferences-saver = Save data: no large pictures
preferences-keep = Keep these
preferences-kept = Display kept on this device.

hours-today = Today, { $x }
hours-closed = Closed

setting-wants-number = Enter a number from { $least } to { $most }.
setting-wants-choice = Choose one of the options.
setting-too-long = Too long; at most 2,000 characters.
idempotency-key-reused = This request key was used for another request. Nothing was changed; send it with a new key.
