//! A backup made from either engine becomes the same library on either.

use std::{fs, path::Path};

use kernel::{Act, Id};
use platform::{
    accounts, audit,
    backup::{self, Identities, Recipients, Verified},
    files::Files,
    library::{self, Branch},
    permissions, sequence,
};
use store::{
    Error, FromRow, Migration, Result, Store, Tx,
    copy::{self, Schemas},
    sql, vals,
};
use trial::{Database, act, at};

/// Every type, a reference within the table, and names that must be quoted.
const ODDITIES: &[Migration] = &[Migration {
    name: "0001_oddities",
    sql: "CREATE TABLE odd (id UUID PRIMARY KEY, parent UUID NULL REFERENCES odd (id), whole BIGINT NOT NULL,
            truth BOOLEAN NOT NULL, broken DOUBLE PRECISION NOT NULL, words TEXT NOT NULL, json JSONB NOT NULL,
            bytes BYTEA NULL, \"order\" BIGINT NOT NULL)",
}];

fn schemas() -> Schemas {
    vec![("platform", platform::MIGRATIONS), ("oddities", ODDITIES)]
}

#[derive(Debug, Clone, PartialEq, FromRow)]
struct Odd {
    id: Id<Odd>,
    parent: Option<Id<Odd>>,
    whole: i64,
    truth: bool,
    broken: f64,
    words: String,
    bytes: Option<Vec<u8>>,
    order: i64,
}

fn odds(tx: &mut Tx<'_>) -> Result<Vec<Odd>> {
    tx.all(
        sql!("SELECT id, parent, whole, truth, broken, words, bytes, \"order\" FROM odd ORDER BY \"order\""),
        vals![],
    )
}

fn settle(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    let place = Branch {
        id: Id::new(),
        code: "TOM".into(),
        name: "Pusat".into(),
        address: String::new(),
        phone: None,
    };
    library::save_branch(tx, act, &place)?;
    library::NAME.set(tx, act, "Perpustakaan \"Tomohon\" – 書")?;
    permissions::define(tx, act, "desk", &["circulation.lend"])?;
    (0..200).try_for_each(|_| sequence::next(tx, "member").map(drop))?;
    let ids: Vec<Id<Odd>> = (0..150).map(|_| Id::new()).collect();
    for (n, id) in (0_i64..).zip(&ids) {
        tx.exec(
            sql!(
                "INSERT INTO odd (id, parent, whole, truth, broken, words, json, bytes, \"order\")
                 VALUES (?1, NULL, ?2, ?3, ?4, ?5, '{\"a\": [1]}', ?6, ?7)"
            ),
            vals![
                id,
                i64::MAX - n,
                n % 2 == 0,
                n as f64 / 3.0,
                format!("kata {n}\n'\"?1 $1"),
                (n % 3 == 0).then(|| vec![0_u8, 255, 7]),
                n
            ],
        )?;
    }
    // Each points to one that comes after it: only when all are there does every reference hold.
    for pair in ids.windows(2) {
        tx.exec(sql!("UPDATE odd SET parent = ?2 WHERE id = ?1"), vals![pair[0], pair[1]])?;
    }
    (0..130).try_for_each(|n| audit::record(tx, act, "copy.seen", "copy", Id::<()>::new(), &n))
}

fn library(database: &Database) -> Store {
    let store = database.open();
    store.migrate(schemas()).unwrap();
    store.write_blocking(|tx| settle(tx, &act("2026-08-05T09:30"))).unwrap();
    store
}

/// A folder of files of its own, gone with the first of the pair.
fn folder_of_files() -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().join("files")).unwrap();
    (folder, files)
}

fn packed(store: &Store, folder: &Path) -> (std::path::PathBuf, Verified) {
    let file = folder.join(backup::file_name(&act("2026-08-05T10:00")));
    let made = plainly(store, &schemas(), &file).unwrap();
    (file, made)
}

/// A backup without files and for everybody.
fn plainly(store: &Store, schemas: &Schemas, to: &Path) -> Result<Verified> {
    backup::backup(store, schemas, &folder_of_files().1, None, to)
}

/// From such a backup.
fn restored(from: &Path, into: &Store, schemas: &Schemas) -> Result<Verified> {
    backup::restore(from, None, into, &folder_of_files().1, schemas)
}

/// The key of a refusal's reason.
fn why(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.reasons[0].message.key,
        other => panic!("no considered no: {other}"),
    }
}

#[test]
fn a_library_moves_between_all_engines_and_stays_itself() {
    for source in [Database::sqlite(), Database::postgres()] {
        for target in [Database::sqlite(), Database::postgres()] {
            let way = format!("{} → {}", source.name(), target.name());
            let folder = tempfile::tempdir().unwrap();
            // The same source serves twice.
            let from = source.open();
            from.migrate(schemas()).unwrap();
            if from.read_blocking(audit::head).unwrap().is_none() {
                from.write_blocking(|tx| settle(tx, &act("2026-08-05T09:30"))).unwrap();
            }
            let (file, made) = packed(&from, folder.path());
            let names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(names, ["20260805-100000.mapalus-backup"], "{way}: nothing else is left behind");

            let into = target.open();
            let arrived = restored(&file, &into, &schemas()).unwrap();
            assert_eq!((made.rows["odd"], made.rows["audit"]), (150, 133), "{way}");
            assert_eq!(
                (&arrived.head, arrived.broken, arrived.rows["odd"]),
                (&made.head, None, 150),
                "{way}"
            );
            let (was, is) = (from.read_blocking(odds).unwrap(), into.read_blocking(odds).unwrap());
            assert_eq!(was, is, "{way}");
            assert_eq!(
                from.read_blocking(copy::counts).unwrap(),
                into.read_blocking(copy::counts).unwrap(),
                "{way}"
            );
            assert_eq!(into.read_blocking(audit::verify).unwrap().entries, 133, "{way}");
            assert_eq!(
                into.read_blocking(|tx| library::NAME.text(tx)).unwrap(),
                "Perpustakaan \"Tomohon\" – 書",
                "{way}"
            );

            // It lives on, and its references hold as before.
            assert_eq!(into.write_blocking(|tx| sequence::next(tx, "member")).unwrap(), 201, "{way}");
            into.migrate(schemas()).unwrap();
            let stray = into.write_blocking(|tx| {
                tx.exec(sql!("UPDATE odd SET parent = ?1 WHERE \"order\" = 0"), vals![Id::<()>::new()])
            });
            assert!(matches!(stray, Err(Error::Reference(_))), "{way}: {stray:?}");
        }
    }
}

/// A table whose rows the database guards in every way it can: none is written into what is signed, none is changed, and each
/// is counted.
const GUARDED: &[Migration] = &[Migration {
    name: "0001_guarded",
    sql: "CREATE TABLE deed (id BIGINT PRIMARY KEY, signed BOOLEAN NOT NULL, lines BIGINT NOT NULL);
        CREATE TABLE line (deed BIGINT NOT NULL REFERENCES deed (id), words TEXT NOT NULL);
        FREEZE line;
        REFUSE line_after_signing BEFORE INSERT ON line
            WHEN EXISTS (SELECT 1 FROM deed d WHERE d.id = NEW.deed AND d.signed);
        KEEP deed_lines AFTER INSERT ON line: UPDATE deed SET lines = lines + 1 WHERE id = NEW.deed;",
}];

#[test]
fn what_the_database_refuses_and_keeps_is_silent_while_a_library_comes_and_holds_in_it_from_then_on() {
    let schemas: Schemas = vec![("platform", platform::MIGRATIONS), ("guarded", GUARDED)];
    for source in [Database::sqlite(), Database::postgres()] {
        let from = source.open();
        from.migrate(schemas.clone()).unwrap();
        from.write_blocking(|tx| {
            tx.exec(
                sql!("INSERT INTO deed (id, signed, lines) VALUES (1, FALSE, 0), (2, FALSE, 0)"),
                vals![],
            )?;
            tx.exec(
                sql!("INSERT INTO line (deed, words) VALUES (1, 'satu'), (1, 'dua'), (2, 'tiga')"),
                vals![],
            )?;
            tx.exec(sql!("UPDATE deed SET signed = TRUE WHERE id = 1"), vals![])
        })
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.mapalus-backup");
        plainly(&from, &schemas, &file).unwrap();
        for target in [Database::sqlite(), Database::postgres()] {
            let way = format!("{} → {}", source.name(), target.name());
            let into = target.open();
            restored(&file, &into, &schemas).unwrap();
            let forced = |statement| into.write_blocking(move |tx| tx.exec(statement, vals![]));
            for statement in [
                sql!("INSERT INTO line (deed, words) VALUES (1, 'empat')"),
                sql!("UPDATE line SET words = 'lain' WHERE deed = 2"),
                sql!("DELETE FROM line WHERE deed = 2"),
            ] {
                assert!(matches!(forced(statement), Err(Error::Check(_))), "{way}: {statement:?}");
            }
            forced(sql!("INSERT INTO line (deed, words) VALUES (2, 'empat')")).unwrap();
            let lines: Vec<(i64,)> =
                into.read_blocking(|tx| tx.all(sql!("SELECT lines FROM deed ORDER BY id"), vals![])).unwrap();
            assert_eq!(lines, [(2,), (2,)], "{way}: counted once, there or here");
        }
    }
}

#[test]
fn a_database_with_anything_in_it_is_not_overwritten() {
    let source = Database::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = packed(&library(&source), folder.path());
    for target in [Database::sqlite(), Database::postgres()] {
        let into = target.open();
        into.migrate(schemas()).unwrap();
        into.write_blocking(|tx| sequence::next(tx, "member")).unwrap();
        let before = into.read_blocking(copy::counts).unwrap();
        let refused = restored(&file, &into, &schemas()).unwrap_err();
        assert!(refused.to_string().contains("not empty"), "{refused}");
        assert_eq!(into.read_blocking(copy::counts).unwrap(), before);
    }
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_arrives() {
    let source = Database::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = packed(&library(&source), folder.path());
    let whole = fs::read(&file).unwrap();
    let target = Database::sqlite();
    let into = target.open();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [&whole[..whole.len() - 9], &flipped, b"no backup at all"] {
        fs::write(&file, damaged).unwrap();
        let refused = restored(&file, &into, &schemas()).unwrap_err();
        assert_eq!(why(&refused), "backup-damaged");
        assert!(into.read_blocking(copy::counts).unwrap().is_empty());
    }
    fs::write(&file, whole).unwrap();
    restored(&file, &into, &schemas()).unwrap();
}

#[test]
fn a_log_that_was_tampered_with_is_named_by_its_backup_and_after_restore() {
    for source in [Database::sqlite(), Database::postgres()] {
        let store = library(&source);
        store
            .write_blocking(|tx| {
                tx.exec(sql!("UPDATE audit SET action = 'copy.lost' WHERE seq = 7"), vals![])
            })
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (file, made) = packed(&store, folder.path());
        let into = Database::sqlite();
        let arrived = restored(&file, &into.open(), &schemas()).unwrap();
        assert_eq!([made.broken, arrived.broken], [Some((7, audit::Break::Hash)); 2]);
    }
}

#[test]
fn a_database_whose_references_are_broken_makes_no_backup() {
    let source = Database::sqlite();
    let store = library(&source);
    let store::Location::File(path) = store.location().clone() else { panic!("it is a file") };
    drop(store);
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF; UPDATE odd SET parent = zeroblob(16) WHERE whole % 2 = 0")
        .unwrap();
    drop(raw);
    let folder = tempfile::tempdir().unwrap();
    let refused = plainly(&source.open(), &schemas(), &folder.path().join("a.mapalus-backup")).unwrap_err();
    assert_eq!(why(&refused), "backup-copy-damaged");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing bears the name");
}

#[test]
fn a_backup_runs_beside_a_desk_that_writes_and_holds_one_moment() {
    for source in [Database::sqlite(), Database::postgres()] {
        let store = library(&source);
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let desk = scope.spawn(|| {
                for _ in 0..200 {
                    store
                        .write_blocking(|tx| {
                            sequence::next(tx, "loan")?;
                            audit::record(
                                tx,
                                &act("2026-08-05T09:40"),
                                "loan.made",
                                "copy",
                                Id::<()>::new(),
                                &(),
                            )
                        })
                        .unwrap();
                }
            });
            for n in 0..3 {
                let file = folder.path().join(format!("{n}.mapalus-backup"));
                plainly(&store, &schemas(), &file).unwrap();
                let target = Database::sqlite();
                let into = target.open();
                restored(&file, &into, &schemas()).unwrap();
                let loans: Option<(i64,)> = into
                    .read_blocking(|tx| {
                        tx.opt(sql!("SELECT value FROM sequence WHERE name = 'loan'"), vals![])
                    })
                    .unwrap();
                let entries = into.read_blocking(audit::verify).unwrap().entries;
                assert_eq!(
                    entries,
                    133 + loans.map_or(0, |(loans,)| loans),
                    "both or neither of each transaction"
                );
            }
            desk.join().unwrap();
        });
    }
}

#[test]
fn a_newer_programs_backup_is_refused_and_an_older_ones_is_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let old = vec![("platform", platform::MIGRATIONS)];
    let (newer, older) =
        (folder.path().join("newer.mapalus-backup"), folder.path().join("older.mapalus-backup"));
    plainly(&library(&Database::sqlite()), &schemas(), &newer).unwrap();
    let source = Database::sqlite();
    let store = source.open();
    store.migrate(old.clone()).unwrap();
    store.write_blocking(|tx| sequence::next(tx, "member")).unwrap();
    plainly(&store, &old, &older).unwrap();
    for target in [Database::sqlite(), Database::postgres()] {
        let into = target.open();
        let refused = restored(&newer, &into, &old).unwrap_err();
        assert!(matches!(refused, Error::Newer(_)), "{refused}");
        restored(&older, &into, &schemas()).unwrap();
        assert_eq!(into.read_blocking(copy::counts).unwrap()["odd"], 0);
    }
}

#[test]
fn a_made_backup_is_noted_with_the_head_of_its_log() {
    trial::on_both(&schemas(), |store| {
        assert_eq!(store.read_blocking(backup::last).unwrap(), None);
        store.write_blocking(accounts_opened).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (file, made) = packed(store, folder.path());
        let again = plainly(store, &schemas(), &file).unwrap_err();
        assert_eq!(why(&again), "backup-exists");
        store.write_blocking(move |tx| backup::note(tx, &act("2026-08-05T10:01"), &made)).unwrap();
        assert_eq!(store.read_blocking(backup::last).unwrap(), Some(at("2026-08-05T10:01")));
        let noted = store.read_blocking(|tx| audit::history(tx, Id::<()>::from_bytes([0; 16]), 1)).unwrap();
        assert!(noted[0].action == "backup.made" && noted[0].detail.as_ref().unwrap().contains("\"seq\":1"));
    });
}

fn accounts_opened(tx: &mut Tx<'_>) -> Result<()> {
    let password = accounts::Password::hash("kopi pahit 77")?;
    accounts::open(tx, &act("2026-08-05T09:30"), Id::new(), "maria", "Maria", &password)
}

#[test]
fn rotation_deletes_only_backups() {
    let folder = tempfile::tempdir().unwrap();
    for hour in 10..13 {
        fs::write(folder.path().join(format!("20260805-{hour}0000.mapalus-backup")), "").unwrap();
    }
    fs::write(folder.path().join("20260805-090000.mapalus-backup.txt"), "").unwrap();
    let gone = backup::rotate(folder.path()).unwrap();
    assert_eq!((gone.len(), fs::read_dir(folder.path()).unwrap().count()), (2, 2));
    assert!(backup::list(folder.path()).unwrap()[0].1.ends_with("20260805-120000.mapalus-backup"));
}

#[test]
fn an_encrypted_backup_brings_the_files_along_and_opens_with_its_key_alone() {
    trial::on_both(&schemas(), |store| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        backup::make_keys(&path("keys/backup.key"), &path("keys/backup.recipients")).unwrap();
        backup::make_keys(&path("other/backup.key"), &path("other/backup.recipients")).unwrap();
        let recipients = Recipients::at(&path("keys/backup.recipients")).unwrap();
        let key = Identities::at(&path("keys/backup.key")).unwrap();
        let files = Files::open(path("files")).unwrap();
        let [cover, roster, gone] = [&b"sampul"[..], &[7; 300_000], b"hilang"].map(|bytes| {
            let files = files.clone();
            let put =
                move |tx: &mut Tx<'_>| files.put(tx, &act("2026-08-05T09:30"), bytes, "text/plain", "berkas");
            store.write_blocking(put).unwrap()
        });
        // Nobody knows of this one: its transaction was undone.
        let undone = files.clone();
        let _ = store.write_blocking(move |tx| {
            undone.put(tx, &act("2026-08-05T09:30"), b"tak jadi", "text/plain", "berkas")?;
            Err::<(), _>(Error::Missing)
        });
        fs::remove_file(path("files").join(&gone.as_str()[..2]).join(&gone.as_str()[2..])).unwrap();

        let file = path("malam.mapalus-backup");
        let made = backup::backup(store, &schemas(), &files, Some(&recipients), &file).unwrap();
        assert_eq!((made.files, &made.lost[..]), (2, &[gone.clone()][..]));
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1\n-> X25519 "));

        let target = Database::sqlite();
        let into = target.open();
        let there = Files::open(path("there")).unwrap();
        let other = Identities::at(&path("other/backup.key")).unwrap();
        let attempt = |key: Option<&Identities>| backup::restore(&file, key, &into, &there, &schemas());
        assert_eq!(why(&attempt(None).unwrap_err()), "backup-needs-identity");
        assert_eq!(why(&attempt(Some(&other)).unwrap_err()), "backup-wrong-identity");
        for (length, reason) in [
            (40, "backup-no-header"),
            (bytes.len() / 2, "backup-damaged"),
            (bytes.len() - 1, "backup-damaged"),
            (bytes.len() * 9 / 10, "backup-damaged"),
        ] {
            fs::write(&file, &bytes[..length]).unwrap();
            assert_eq!(why(&attempt(Some(&key)).unwrap_err()), reason, "cut at {length}");
            assert!(into.read_blocking(copy::counts).unwrap().is_empty());
        }
        fs::write(&file, &bytes).unwrap();
        let arrived = attempt(Some(&key)).unwrap();
        assert_eq!((arrived.files, &arrived.lost[..]), (2, &[gone][..]));
        assert_eq!(there.get(&cover).unwrap(), b"sampul");
        assert_eq!(there.get(&roster).unwrap(), [7; 300_000]);
        assert_eq!(into.read_blocking(move |tx| there.orphans(tx)).unwrap().without_row, []);
    });
}

#[test]
fn keys_that_are_there_stay_and_a_file_without_any_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (identity, recipients) = (path("backup.key"), path("backup.recipients"));
    assert_eq!(why(&Recipients::at(&recipients).err().unwrap()), "backup-no-recipient");
    assert_eq!(why(&Identities::at(&identity).err().unwrap()), "backup-no-identity");
    backup::make_keys(&identity, &recipients).unwrap();
    let (secret, public) = (fs::read(&identity).unwrap(), fs::read(&recipients).unwrap());
    // The public half can be had from the secret one again.
    fs::remove_file(&recipients).unwrap();
    backup::make_keys(&identity, &recipients).unwrap();
    assert_eq!((&fs::read(&identity).unwrap(), &fs::read(&recipients).unwrap()), (&secret, &public));
    // The secret one may be moved away.
    fs::remove_file(&identity).unwrap();
    backup::make_keys(&identity, &recipients).unwrap();
    assert!(!identity.exists());
    fs::write(&recipients, "# nobody\nage1nonsense\n").unwrap();
    assert_eq!(why(&Recipients::at(&recipients).err().unwrap()), "backup-no-recipient");
}
