//! A library that moves: backed up and restored on both engines, exported and imported; and the demo town,
//! which moves in nowhere.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use marc::{Field, Leader, Record};
use trial::Database;

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mapalus"));
    program.env("MAPALUS_LANG", "en").env("MAPALUS_LOG", "error");
    program
}

/// Where a library is: its folder, and its schema where it has one.
struct Place {
    data: PathBuf,
    database: Option<Database>,
}

impl Place {
    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut program = program();
        program.arg("--data").arg(&self.data).args(args);
        // One folder of keys for all: the library is the same one wherever it moves.
        program.env("MAPALUS_KEYS", self.data.with_file_name("keys"));
        if let Some(store::Location::Postgres { url, schema }) =
            self.database.as_ref().map(Database::location)
        {
            program.args(["--database", &url, "--schema", &schema]);
        }
        program
    }

    fn done(&self, args: &[&str]) -> Vec<u8> {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", text(&output));
        output.stdout
    }
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn in_a_file(folder: &Path, name: &str) -> Place {
    Place { data: folder.join(name), database: None }
}

fn in_a_schema(folder: &Path, name: &str) -> Place {
    Place { data: folder.join(name), database: Some(Database::postgres()) }
}

/// Records as other systems write them: plain ASCII that says it is MARC-8, an indicator no schema
/// allows, a NUL in the text.
fn records(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for n in 0..50 {
        let record = Record::new(Leader::default())
            .with(Field::control("001", format!("pindah{n:03}")))
            .with(Field::data("245", '1', '0').with('a', format!("Kebun di lereng Lokon {n}")))
            .with(Field::data("876", '-', '1').with('a', "seperti\0datangnya"))
            .with(Field::data("952", ' ', ' ').with('p', format!("PD-{n:03}")).with('a', "UTAMA"));
        let at = bytes.len();
        marc::iso2709::write(&record, &mut bytes).unwrap();
        if n % 2 == 0 {
            bytes[at + 9] = b' ';
        }
    }
    fs::write(path, &bytes).unwrap();
    bytes
}

/// How many rows a command says it has moved.
fn rows(said: &str) -> u64 {
    let before = said.split(" rows").next().unwrap();
    before.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).unwrap().parse().unwrap()
}

#[test]
fn the_server_s_notices_are_no_errors_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let library = in_a_schema(folder.path(), "a");
    library.done(&["init"]);
    let output = library.command(&["reindex"]).env("MAPALUS_LOG", "info").output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    assert!(!text(&output).contains("NOTICE"), "{}", text(&output));
}

#[test]
fn a_backup_never_takes_the_place_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let library = in_a_file(folder.path(), "a");
    library.done(&["init"]);
    let file = folder.path().join("milik orang lain");
    fs::write(&file, "penting").unwrap();
    let refused = library.run(&["backup", file.to_str().unwrap(), "--lang", "id"]);
    assert_eq!(refused.status.code(), Some(4), "{}", text(&refused));
    assert!(text(&refused).contains("sudah ada. Tidak ada yang berubah."), "{}", text(&refused));
    assert_eq!(fs::read_to_string(&file).unwrap(), "penting");
}

#[test]
fn a_spoilt_key_file_is_named_and_stops_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let library = in_a_file(folder.path(), "a");
    library.done(&["init"]);
    fs::write(folder.path().join("keys/vault.key"), "bukan kunci").unwrap();
    let refused = library.run(&["check", "--lang", "id"]);
    assert_eq!(refused.status.code(), Some(4), "{}", text(&refused));
    assert!(text(&refused).contains("vault.key bukan berkas kunci"), "{}", text(&refused));
}

#[test]
fn a_library_moves_from_engine_to_engine_and_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let came = records(&folder.path().join("lama.mrc"));
    let first = in_a_file(folder.path(), "first");
    first.done(&["init", "--name", "Kota Uji"]);
    first.done(&["import", "marc", &path("lama.mrc")]);
    let saved = String::from_utf8(first.done(&["backup", &path("1.backup")])).unwrap();
    let second = in_a_schema(folder.path(), "second");
    let came_back = String::from_utf8(second.done(&["restore", &path("1.backup")])).unwrap();
    assert!(rows(&saved) > 0 && rows(&saved) == rows(&came_back), "{saved}{came_back}");
    second.done(&["check"]);
    second.done(&["backup", &path("2.backup")]);
    let third = in_a_file(folder.path(), "third");
    third.done(&["restore", &path("2.backup")]);
    third.done(&["check"]);
    assert_eq!(first.done(&["audit", "verify"]), third.done(&["audit", "verify"]), "the log came along");
    for place in [&first, &second, &third] {
        assert!(place.done(&["export", "marc"]) == came, "every byte came along");
        let again = place.run(&["restore", &path("1.backup")]);
        assert_eq!(again.status.code(), Some(4), "{}", text(&again));
    }
}

#[test]
fn a_restore_that_failed_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let source = in_a_file(folder.path(), "source");
    source.done(&["init", "--name", "Kota Uji"]);
    source.done(&["backup", &path("good.backup")]);
    let whole = fs::read(path("good.backup")).unwrap();
    fs::write(path("cut.backup"), &whole[..whole.len() / 2]).unwrap();
    for target in [in_a_file(folder.path(), "a"), in_a_schema(folder.path(), "b")] {
        assert!(!target.run(&["restore", &path("cut.backup")]).status.success());
        assert_eq!(target.run(&["check"]).status.code(), Some(4), "no library stands there yet");
        target.done(&["restore", &path("good.backup")]);
        target.done(&["check"]);
    }
}

#[test]
fn a_backup_opens_elsewhere_with_its_key_and_says_so_without() {
    let folder = tempfile::tempdir().unwrap();
    let (town, other) = (folder.path().join("town"), folder.path().join("elsewhere"));
    let (library, elsewhere) = (in_a_file(&town, "data"), in_a_file(&other, "data"));
    let backup = town.join("malam.mapalus-backup").display().to_string();
    let (key, wrong) = (town.join("keys/backup.key"), folder.path().join("wrong.key"));
    let said = String::from_utf8(library.done(&["init", "--name", "Kota Uji"])).unwrap();
    assert!(said.contains("vault.key") && said.contains("backup.key"), "{said}");
    library.done(&["backup", &backup]);
    let made = String::from_utf8(library.done(&["keys"])).unwrap();
    assert!(made.contains("keys"), "{made}");
    in_a_file(&folder.path().join("third"), "data").done(&["keys"]);
    fs::rename(folder.path().join("third/keys/backup.key"), &wrong).unwrap();
    for (identity, reason) in [(None, "--identity FILE"), (Some(&wrong), "encrypted for another")] {
        let mut args = vec!["restore".to_owned(), backup.clone()];
        args.extend(identity.into_iter().flat_map(|file| ["--identity".into(), file.display().to_string()]));
        let refused = elsewhere.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(refused.status.code(), Some(4), "{}", text(&refused));
        assert!(text(&refused).contains(reason), "{}", text(&refused));
    }
    let said = elsewhere.done(&["restore", &backup, "--identity", &key.display().to_string()]);
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("Put the old vault.key at"), "{said}");
    elsewhere.done(&["check"]);
}

#[test]
fn an_export_that_comes_back_changes_nothing_in_either_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let came = records(&folder.path().join("lama.mrc"));
    for library in [in_a_file(folder.path(), "a"), in_a_schema(folder.path(), "b")] {
        library.done(&["init", "--name", "Kota Uji"]);
        library.done(&["import", "marc", &path("lama.mrc")]);
        for (name, form) in [("keluar.mrc", &[][..]), ("keluar.xml", &["--xml"][..])] {
            let out = path(name);
            library.done(&[&["export", "marc", out.as_str()], form].concat());
            let said = String::from_utf8(library.done(&["import", "marc", &out])).unwrap();
            assert!(said.contains("0 added · 0 changed · 50 unchanged"), "{name}: {said}");
        }
        assert!(library.done(&["export", "marc"]) == came);
        library.done(&["check"]);
    }
}

#[test]
fn the_demo_town_moves_into_no_library_and_only_it_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    for library in [in_a_file(folder.path(), "a"), in_a_schema(folder.path(), "b")] {
        library.done(&["init", "--name", "Kota Uji"]);
        let before = library.done(&["audit", "verify"]);
        for args in [&["demo", "--build-only"][..], &["demo", "--build-only", "--fresh"]] {
            let refused = library.run(args);
            assert_eq!(refused.status.code(), Some(4), "{args:?}: {}", text(&refused));
        }
        assert_eq!(library.done(&["audit", "verify"]), before);
    }
    let town = in_a_file(folder.path(), "town");
    town.done(&["demo", "--build-only"]);
    let built = town.done(&["audit", "verify"]);
    fs::write(town.data.join("catatan.txt"), "milik orang lain").unwrap();
    town.done(&["demo", "--build-only"]);
    assert_eq!(town.done(&["audit", "verify"]), built, "the town that stands is left as it is");
    town.done(&["demo", "--build-only", "--fresh"]);
    assert_ne!(town.done(&["audit", "verify"]), built, "another one");
    assert!(town.data.join("catatan.txt").exists(), "what is not ours stays");
}

#[test]
fn a_restore_that_fails_leaves_nothing_of_its_own_behind() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let library = in_a_file(folder, "a");
    library.done(&["init"]);
    let (damaged, no_backup) = (folder.join("rusak.age"), folder.join("a.mrc"));
    library.done(&["backup", damaged.to_str().unwrap()]);
    let whole = fs::read(&damaged).unwrap();
    fs::write(&damaged, &whole[..whole.len() / 2]).unwrap();
    records(&no_backup);
    let nowhere = folder.join("tiada.age");
    let new = in_a_file(folder, "baru");
    for from in [&damaged, &no_backup, &nowhere] {
        let refused = new.run(&["restore", from.to_str().unwrap()]);
        assert!(!refused.status.success(), "{from:?}");
        assert!(!new.data.exists(), "{from:?}: {}", text(&refused));
    }
    // What lay there before stays, and only that.
    fs::create_dir(&new.data).unwrap();
    fs::write(new.data.join("catatan.txt"), "milik orang lain").unwrap();
    assert!(!new.run(&["restore", damaged.to_str().unwrap()]).status.success());
    let names: Vec<_> = fs::read_dir(&new.data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["catatan.txt"]);
    fs::write(&damaged, &whole).unwrap();
    new.done(&["restore", damaged.to_str().unwrap()]);
    new.done(&["check"]);
}
