//! What happens when things go wrong: killed, out of disk, twice at once, older than its data. Nothing that
//! was acknowledged is lost, and the answer is clear.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use marc::{Field, Leader, Record};

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mapalus"));
    program.arg("--data").arg(data).env("MAPALUS_LANG", "en").env("MAPALUS_LOG", "error");
    program
}

fn run(data: &Path, args: &[&str]) -> Output {
    program(data).args(args).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn holds(data: &Path) {
    let checked = run(data, &["check"]);
    assert!(checked.status.success(), "{}", text(&checked));
}

fn records(path: &Path, count: usize) {
    let mut bytes = Vec::new();
    for n in 0..count {
        let record = Record::new(Leader::default())
            .with(Field::control("001", format!("uji{n:06}")))
            .with(Field::data("245", '1', '0').with('a', format!("Judul ke-{n} tentang kebun dan laut")))
            .with(Field::data("520", ' ', ' ').with('a', "Isi ringkas. ".repeat(20)))
            .with(Field::data("952", ' ', ' ').with('p', format!("UJI-{n:06}")).with('a', "UTAMA"));
        marc::iso2709::write(&record, &mut bytes).unwrap();
    }
    fs::write(path, bytes).unwrap();
}

fn made(folder: &Path) -> std::path::PathBuf {
    let data = folder.join("data");
    let init = run(&data, &["init", "--name", "Kota Uji"]);
    assert!(init.status.success(), "{}", text(&init));
    data
}

#[test]
fn an_import_killed_in_the_middle_leaves_whole_batches_and_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (made(folder.path()), folder.path().join("besar.mrc"));
    records(&file, 12_000);
    let mut import =
        program(&data).args(["import", "marc"]).arg(&file).stdout(Stdio::null()).spawn().unwrap();
    let wal = data.join("library.db-wal");
    let started = Instant::now();
    while fs::metadata(&wal).map_or(0, |facts| facts.len()) < 200_000
        && started.elapsed() < Duration::from_secs(60)
    {
        thread::sleep(Duration::from_millis(2));
    }
    import.kill().unwrap();
    import.wait().unwrap();
    let again = program(&data).args(["import", "marc"]).arg(&file).output().unwrap();
    assert!(again.status.success(), "{}", text(&again));
    holds(&data);
    let export = run(&data, &["export", "marc"]);
    assert_eq!(export.stdout.iter().filter(|byte| **byte == 0x1d).count(), 12_000);
}

#[test]
fn a_second_program_on_the_same_folder_is_told_so_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = made(folder.path());
    let mut first =
        program(&data).args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = std::io::BufReader::new(first.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut said, &mut String::new()).unwrap();
    let second = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    let beside = run(&data, &["audit", "verify"]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.status.code(), Some(4));
    assert!(text(&second).contains("Another mapalus is using"), "{}", text(&second));
    assert!(beside.status.success(), "reading goes on beside it: {}", text(&beside));
}

#[test]
fn an_older_program_leaves_a_newer_database_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = made(folder.path());
    let newer = rusqlite::Connection::open(data.join("library.db")).unwrap();
    newer
        .execute("INSERT INTO migration (module, name, sum) VALUES ('people', '0099_masa_depan', '')", [])
        .unwrap();
    drop(newer);
    let refused = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(4));
    assert!(text(&refused).contains("people/0099_masa_depan"), "{}", text(&refused));
}

#[test]
fn a_full_disk_refuses_clearly_and_goes_on_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("besar.mrc");
    records(&file, 20_000);
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    // A small disk of our own, in a mount namespace that ends with the shell.
    let script = r#"
        set -u
        mount -t tmpfs -o size=12m tmpfs "$DISK" || exit 77
        "$PROGRAM" --data "$DISK/data" init --name Uji || exit 1
        "$PROGRAM" --data "$DISK/data" import marc "$FILE" >"$OUT" 2>&1 && { echo "it should not have fitted"; exit 2; }
        grep -q "disk is full" "$OUT" || { cat "$OUT"; exit 3; }
        mount -o remount,size=400m "$DISK" || exit 77
        "$PROGRAM" --data "$DISK/data" import marc "$FILE" || exit 4
        "$PROGRAM" --data "$DISK/data" check || exit 5
        [ "$("$PROGRAM" --data "$DISK/data" export marc | tr -cd '\035' | wc -c)" -eq 20000 ] || exit 6
    "#;
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .env("PROGRAM", env!("CARGO_BIN_EXE_mapalus"))
        .env("DISK", &disk)
        .env("FILE", &file)
        .env("OUT", folder.path().join("out"))
        .env("MAPALUS_LANG", "en")
        .env("MAPALUS_LOG", "error")
        .output()
        .unwrap();
    if output.status.code() == Some(77) || text(&output).contains("Operation not permitted") {
        eprintln!("this system gives no small disk of our own; not tried here");
        return;
    }
    assert!(output.status.success(), "{:?}: {}", output.status.code(), text(&output));
}
