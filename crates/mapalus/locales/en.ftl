### Words of the command line.

cli = Runs a town's public library and everything the town does together in it.
cli--config = Reads settings from this TOML file instead of mapalus.toml
cli--data = The library's folder [default: data; of the demo: data/demo]
cli--database = A PostgreSQL address (postgres://…) instead of the SQLite file in the folder
cli--schema = The library's schema in that database [default: mapalus]
cli--lang = Language of this console: id or en
cli-help = Shows this help
cli-version = Shows the version
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-everywhere = Options of every command
cli-usage-options = OPTIONS
cli-usage-command = COMMAND
cli-demo = Makes a demo town and serves it
cli-demo--listen = Address to listen at [default: 127.0.0.1:8080]
cli-demo--seed = Another number makes another town [default: 1]
cli-demo--fresh = Throws the demo town away and makes it anew
cli-demo--build-only = Makes the town and stops
cli-serve = Serves the library
cli-serve--listen = Address to listen at [default: 127.0.0.1:8080]
cli-init = Makes a new, empty library
cli-init--name = What the library is called, for example: Kota Tomohon
cli-import = Brings records in
cli-import-marc = Imports records from MARC files (ISO 2709 in UTF-8 or MARC-8, MARCXML) of any size
cli-import-marc--files = The files
cli-import-marc--dry-run = Changes nothing, only reports what would happen
cli-import-marc--items = Where copies are described: 852, 952 or 949; none for none [default: found out]
cli-import-marc--agency = Whose control numbers these are where the records do not say (003): keeps apart two libraries that both count from 1
cli-import-marc--branch = Code of the place for copies whose own is not known here [default: the first]
cli-import-marc--rejects = Where rejected records go [default: beside the first file]
cli-export = Gives records out
cli-export-marc = Exports all records as MARC 21
cli-export-marc--to = The file [default: standard output]
cli-export-marc--xml = MARCXML instead of ISO 2709
cli-export-marc--items = Adds the copies as fields 952
cli-export-marc--hidden = Hidden records too
cli-user = Staff accounts
cli-user-add = Opens an account for somebody of the staff
cli-user-add--login = What they type to sign in
cli-user-add--name = Their name [default: the login]
cli-user-add--roles = A role; may be repeated [default of the first account: head]
cli-user-add--password-file = Reads the password from this file instead of asking
cli-backup = Writes a verified backup; the library may be running. The page of the day tells of the nightly ones only
cli-backup--to = The file [default: in the library's folder, rotated]
cli-restore = Fills an empty library from a backup
cli-restore--from = The backup
cli-restore--identity = The key that opens it [default: the library's own]
cli-keys = Makes the library's keys where they are missing, and tells where they are
cli-check = Checks everything that must hold: rules, references, files, index
cli-reindex = Builds the search index anew from the database
cli-routes = Lists every address with who may come there
cli-routes--json = As JSON
cli-audit = The log of changes
cli-audit-verify = Checks the chain of the audit log
cli-bench = Measures this program on this machine
cli-bench--what = One of: checkouts, festival, search, import, start [default: all]
cli-bench--records = How many records to measure with [default: 100000]

failure-in-use = Another mapalus is using { $path }. Nothing was changed. Stop it first, or name another folder with --data.
failure-newer = This database was made by a newer program: it knows { $what }, this one does not. Nothing was changed. Use the newer program.
failure-other-shape = This development database has another shape: migration { $what } reads differently now. Nothing was changed. Begin with a new folder (demo --fresh for the demo).
failure-full = The disk is full. Nothing was changed. Free some room and try again.
failure-unreachable = The PostgreSQL server at { $server } cannot be reached: { $cause }. Nothing was changed. See whether it runs, and whether the address, name and password in --database are right.
failure-database = The database cannot do this: { $cause }
failure-setting = The settings in { $place } cannot be read: { $cause }
failure-setting-syntax = { $place } is no proper TOML in line { $line }.
failure-setting-unknown = { $place }: there is no setting { $name }. There are: { $known }.
failure-setting-one-of = { $place }: { $value } does not fit { $name }; possible: { $known }.
failure-setting-wants-number = { $place }: { $value } does not fit { $name }; give a whole number from 0 up.
failure-setting-wants-yes-or-no = { $place }: { $value } does not fit { $name }; give true or false.
failure-setting-wants-list = { $place }: { $value } does not fit { $name }; give a list, such as ["127.0.0.1"].
failure-setting-wants-text = { $place }: { $value } does not fit { $name }; give text in quotation marks.
failure-listen = { $listen } is no address to serve at; give an address and a port, such as 127.0.0.1:8080.
failure-io = { $path }: { $cause }
failure-no-library = There is no library in { $path } yet. Make one with: mapalus init
failure-library-exists = There is a library in { $path } already. Nothing was changed.
failure-not-empty = The database has data already; a backup goes only into an empty one. Nothing was changed.

init-done = A new library stands in { $path }. Next: mapalus user add LOGIN
serve-ready = { $library } is open at { $address } — Ctrl+C stops it.
serve-stopped = Stopped. Everything acknowledged is kept.
demo-building = Making the demo town (once; this takes some seconds) …
demo-built = { $titles } titles ({ $hidden } more are hidden), { $copies } copies, { $members } members, { $loans } loans in { $seconds } s.
demo-cut-off = The making of the demo town in { $path } was cut off. Throw it away and make it anew with: mapalus demo --fresh
demo-other-library = The library in { $path } is not the demo town. Nothing was changed. Name another place for the demo with --data or --schema.
demo-drop-schema = On PostgreSQL this program drops nothing. Nothing was changed. Name another place with --schema, or drop it first: DROP SCHEMA "{ $schema }" CASCADE
demo-clearing = Throwing away the demo town in { $path } …
demo-accounts = Sign in as:
demo-account = { $login } / { $password } — { $role }
demo-role-partner = Contact of a partner
demo-try = At the desk scan a member ({ $member }), then a copy ({ $copy }).
routes-line = { $method } { $path } { $access }
user-password = Password:
user-no-terminal = There is no terminal to ask for the password on. Write the password into a file and name it: --password-file FILE
user-needs-role = Say what they may do: --role ROLE. Only the first account becomes the head without it. There are: { $roles }.
user-added = { $login } can sign in now ({ $roles }).
user-no-head = Nobody can appoint others yet: add an account with --role head too.
backup-done = Backed up and verified: { $path } ({ $size } bytes, { $rows } rows, { $files } files). Audit head { $head }.
backup-opens-with = It opens only with { $path }. Keep a copy of that file away from this computer.
backup-is-plain = It is not encrypted: whoever has the file can read everything in it but the sealed fields.
backup-lost = The database knows of the file { $hash }, but it is missing or damaged; everything else is in order.
backup-no-recipient = { $path } names nobody for whom to encrypt, so no backup was made. The library is unharmed. `mapalus keys` makes the keys.
backup-no-identity = { $path } holds no key that opens backups (a line AGE-SECRET-KEY-1…). Nothing was changed.
backup-needs-identity = { $path } is encrypted. Name the key that opens it: --identity FILE. Nothing was changed.
backup-wrong-identity = The key does not open { $path }: it was encrypted for another. Nothing was changed. Try the key of the library the backup came from.
backup-no-header = { $path } is damaged at its beginning and cannot be opened. Nothing was changed. Take another backup.
backup-damaged = { $path } is no whole backup: it is damaged or was cut off ({ $cause }). The library is as it was. Take another backup, or copy this one anew.
restore-forgot = { $n ->
    [one] One person whose data had been erased was erased
   *[other] { $n } people whose data had been erased were erased
} again from this backup.
restore-done = Restored and verified: { $rows } rows, { $files } files.
restore-no-vault = The key of the sealed fields (such as NIK) is not there yet. Put the old vault.key at { $path }; only if it is lost for good, `mapalus keys` makes a new one, and what was sealed stays shut.
keys-are-in =
    The keys lie in { $path }, outside the data and outside every backup. Copy the folder to a safe place away from this computer, now.
      { $vault }: opens the sealed fields, such as NIK. If it is lost, they are lost.
      { $identity }: opens the backups. If it is lost, no backup opens. It may also be moved away altogether.
      { $recipients }: for whom backups are encrypted. It opens nothing and stays here.
audit-holds = The chain holds: { $entries } entries, { $erased } with erased values. Head { $head }: write it down elsewhere, a cut-off tail shows only against it.
audit-broken = The chain breaks at entry { $seq } ({ $why }); { $entries } entries before it hold.
check-holds = Holds: { $words } ({ $name })
check-broken = BROKEN: { $words } ({ $name }): { $what }
check-all = Everything holds.
check-some = { $n ->
    [one] One violation.
   *[other] { $n } violations.
}
check-lags = Catching up: { $what }
reindexing = Indexing
reindex-done = { $n ->
    [one] One record
   *[other] { $n } records
} indexed in { $seconds } s.
importing = Importing
import-report = { $read } read · { $added } added · { $changed } changed · { $unchanged } unchanged · { $kept } left as edited here · { $duplicates } twice in the file · { $rejected } rejected · copies: { $copies } added, { $copies-rejected } rejected
import-dry = (Dry run: nothing was changed.)
import-would-change =   Record { $number } would be changed: “{ $was }” → “{ $title }”
import-rejects = Rejected records, to be mended and imported again: { $path }
exporting = Exporting
export-done = { $n ->
    [one] One record.
   *[other] { $n } records.
}
export-over-other = { $path } is there and is no MARC file. Nothing was written; name another file.

import-reason =   { $words } ({ $reason }): { $n }
import-lines = What became of each record, and why: { $path }
import-unknown-items = { $word } is no way to describe copies; use 852, 952, 949 or none.
import-no-marc = { $path } is no MARC file (ISO 2709 or MARCXML). Nothing was imported.
failure-zone = { $zone } is no time zone (for example Asia/Makassar).
failure-mail = The mail server in the configuration cannot be used: { $wrong }.
failure-network = { $network } in trusted_proxies is no network (for example 127.0.0.1 or 10.0.0.0/8).
failure-index = The search index fails: { $cause } The library itself is unharmed; try: mapalus reindex

bench-begins = Measuring in { $path } (removed afterwards). It takes some minutes; nothing else should run meanwhile.
bench-per-second = { $x }/s
bench-milliseconds = { $x } ms
bench-seconds = { $x } s
bench-mebibytes = { $x } MiB
bench-met = reached
bench-missed = MISSED
bench-all-met = Every target was reached.
bench-some-missed = { $n ->
    [one] One target was missed.
   *[other] { $n } targets were missed.
}
bench-checkouts = Durable checkouts (each on the disk before it is acknowledged)
bench-checkouts-raw-each = bare statements, one commit each
bench-checkouts-raw-once = bare statements, all in one transaction
bench-checkouts-one-desk = one desk (target: 0.8 × one commit each)
bench-checkouts-many-desks-each = 64 desks at once (target: 5 × one commit each)
bench-checkouts-many-desks-once = 64 desks at once (target: 0.5 × one transaction)
bench-seats = { $x } seats
bench-festival = A festival with 10,000 registrations and 9,500 seats, and a month of 500 sessions
bench-festival-query = a month of 500 sessions, the query alone, median
bench-festival-month = the page of that month over HTTP, median
bench-festival-forms = 10,000 forms opened on 64 connections
bench-festival-sent = 10,000 registrations sent on 64 connections
bench-festival-wrong = seats that are wrong
bench-search = Search in the catalogue
bench-search-raw = the bare index, median
bench-search-page = page over HTTP, median (target: 1.5 × index + 0.3 ms)
bench-search-rate = pages at 8 connections
bench-search-median = median at 8 connections
bench-search-slowest = 99th percentile at 8 connections
bench-search-rate-packed = pages at 8 connections, compressed
bench-search-slowest-packed = 99th percentile at 8 connections, compressed
bench-import = Import of MARC with its search index
bench-import-rate = records
bench-import-memory-quarter = most memory for a quarter of the records
bench-import-memory-whole = most memory for all (target: 1.25 × a quarter's)
bench-start = Start and rest
bench-start-ready = from start to first answer
bench-start-memory = memory at rest, demo library
export-too-long = Too long for ISO 2709, not exported: records { $numbers }. With --xml they fit.
import-rejects-over-input = { $path } is a file to import; rejected records would overwrite it. Nothing was imported; name another file with --rejects.

job-mapalus-backup = The nightly backup
job-mapalus-sweep-files = Clearing away files that were forgotten

failure-fault = The program itself has a fault: { $cause }
failure-log = The log filter { $log } makes no sense (for example: info, or warn,store=debug).
io-not-found = there is no such file or folder
io-permission-denied = it may not be opened or changed by this user
io-already-exists = it exists already
io-is-a-folder = it is a folder
io-is-no-folder = it is not a folder
io-read-only = this disk can only be read
io-full = the disk is full
io-damaged = it is damaged; take it from a backup
io-address-in-use = another program listens there
io-address-not-here = this computer has no such address
vault-no-key-file = { $path } is no file with keys of sealed fields, or is damaged. Nothing was changed. Put back your copy of it.
backup-exists = { $path } exists already. Nothing was changed. Name another file.
backup-reads-otherwise = { $path } reads back otherwise than it was written, so it was thrown away. The library is unharmed. Check the disk.
backup-copy-differs = The copy has other rows than the database, so no backup was made. The library is unharmed. Try again.
backup-copy-damaged = The database is damaged ({ $damage }). Nothing was changed.
restore-incomplete = Not every row arrived, so nothing was restored. Try again.
import-broke-off = { $what }. The import broke off: { $n } records of this file are done, and what became of them stands in its report. Begin it again for the rest; what is in stays.
import-mended = { $n ->
    [one] One record was not written as it should be and was mended in reading
   *[other] { $n } records were not written as they should be and were mended in reading
}; the list an import leaves has the warnings with each.
check-chain-breaks = entry { $seq }: { $why }
audit-break-gap = entries are missing before it
audit-break-hash = it says something else than it did
audit-break-detail = its values are not those it was written with
invariant-platform-audit-chain = The chain of the journal is unbroken
invariant-platform-references = Every reference leads somewhere, and the database file is sound
invariant-platform-files = Every file the database knows of is there
invariant-catalogue-index = The search index says what the database says
index-ahead = it knows event { $position }, the database ends at { $latest }
index-behind = { $n ->
    [one] one record has
   *[other] { $n } records have
 } changed since it last heard of the database; it catches up when the library is served
index-twice = it has { $id } twice
index-otherwise = it says something else of record { $number }
index-lacks = it lacks record { $number }
index-surplus = it has { $id }, which is no record
index-more = and { $n } more entries
usage-unknown-argument = { $argument } is not known here.
usage-unknown-command = There is no command { $command }.
usage-no-value = { $argument } wants a value.
usage-not-one-of = { $value } does not fit { $argument }; possible: { $valid }.
usage-bad-value = { $value } does not fit { $argument }.
usage-no-command = No command is named; there are: { $valid }.
usage-missing = Missing: { $argument }
usage-too-many = { $value } is one value too many for { $argument }.
usage-twice = { $argument } cannot be given twice, or not together with the others.
usage-help = More with --help.

import-reason-too-short = too short for a record
import-reason-too-long = too long for a record
import-reason-truncated = cut off
import-reason-directory = its directory is broken
import-reason-field-bounds = its directory does not fit its data
import-reason-tag = a tag cannot be read
import-reason-empty = empty
import-reason-syntax = not well-formed XML
import-reason-not-utf8 = not UTF-8
import-reason-depth = elements nested too deep
import-reason-attributes = too many attributes
import-reason-doctype = a document type declaration, which is never read
import-reason-io = the file could not be read further
import-reason-not-bibliographic = describes no book or other thing
import-reason-no-title = has no title
import-reason-characters-unreadable = some characters cannot be read
import-reason-duplicate-number = its number stands on another record of the file
import-reason-unreadable = cannot be kept
import-reason-unfit = a tag or a sign that MARC cannot hold
import-reason-number-of-another-record = a record that is plainly another book has this number; say with --agency whose numbers these are
import-reason-no-barcode = copies without a barcode
import-reason-barcode-too-long = copies whose barcode is too long
import-reason-no-branch = copies of a place nobody knows
import-reason-barcode-taken = copies whose barcode another one has
import-reason-barcode-reserved = copies whose barcode is a command of the desk or a member's number
