//! What an import leaves beside its files, and what it says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::served::{done, run, text};
use marc::{Field, Record};

/// No record: its directory is none.
const RUBBISH: &[u8] = b"00050nam a2200037 i 4500 no directory\x1d";

fn book(number: &str) -> Record {
    Record::default()
        .with(Field::control("001", number))
        .with(Field::data("245", '1', '0').with('a', format!("Judul {number}")))
}

fn bytes(number: &str) -> Vec<u8> {
    marc::iso2709::to_vec(&book(number)).unwrap()
}

/// A new library in a folder.
fn made(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    done(&data, &["init"]);
    data
}

/// The names in a folder besides the library's own.
fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != "data").collect();
    names.sort();
    names
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn an_import_whose_rejects_cannot_be_written_does_not_begin() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    fs::write(folder.join("a.mrc"), [&bytes("1")[..], RUBBISH].concat()).unwrap();
    let rejects = path(folder, "nowhere/rejects.mrc");
    let stopped = run(&data, &["import", "marc", &path(folder, "a.mrc"), "--rejects", &rejects]);
    assert_eq!(stopped.status.code(), Some(1), "{}", text(&stopped));
    assert!(text(&stopped).contains("nowhere/rejects."), "{}", text(&stopped));
    assert!(text(&stopped).contains("there is no such file or folder"), "{}", text(&stopped));
    assert_eq!(run(&data, &["export", "marc"]).stdout, b"", "nothing was imported");
}

#[test]
fn a_file_that_is_no_marc_stops_the_import_before_the_first_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    fs::write(folder.join("a.mrc"), bytes("1")).unwrap();
    fs::write(folder.join("b.txt"), "bukan MARC").unwrap();
    let stopped = run(&data, &["import", "marc", &path(folder, "a.mrc"), &path(folder, "b.txt")]);
    assert_eq!(stopped.status.code(), Some(4), "{}", text(&stopped));
    assert!(text(&stopped).contains("b.txt is no MARC file"), "{}", text(&stopped));
    assert_eq!(run(&data, &["export", "marc"]).stdout, b"");
    assert_eq!(names(folder), ["a.mrc", "b.txt"]);
}

#[test]
fn what_lies_beside_a_file_is_always_of_its_last_import() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    let file = path(folder, "a.mrc");
    fs::write(&file, [&bytes("1")[..], RUBBISH].concat()).unwrap();
    let dry = run(&data, &["import", "marc", &file, "--dry-run"]);
    assert_eq!(dry.status.code(), Some(3), "{}", text(&dry));
    assert_eq!(names(folder), ["a.mrc"], "a dry run leaves nothing");
    let first = run(&data, &["import", "marc", &file]);
    assert_eq!(first.status.code(), Some(3), "{}", text(&first));
    assert_eq!(names(folder), ["a.mrc", "a.rejects.jsonl", "a.rejects.mrc"]);
    assert_eq!(fs::read(folder.join("a.rejects.mrc")).unwrap(), RUBBISH);
    assert!(fs::read_to_string(folder.join("a.rejects.jsonl")).unwrap().contains("a.mrc\""));
    fs::write(&file, bytes("1")).unwrap();
    done(&data, &["import", "marc", &file, "--dry-run"]);
    assert_eq!(fs::read(folder.join("a.rejects.mrc")).unwrap(), RUBBISH, "a dry run takes nothing away");
    done(&data, &["import", "marc", &file]);
    assert_eq!(names(folder), ["a.mrc", "a.rejects.jsonl"], "rejects of an earlier import are gone");
}

#[test]
fn rejects_of_each_form_have_a_file_that_can_be_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    let (mut untitled, _) = marc::xml::to_string(&book("2"));
    untitled = untitled.replace("245", "246");
    fs::write(folder.join("a.xml"), &untitled).unwrap();
    fs::write(folder.join("b.mrc"), RUBBISH).unwrap();
    let both = run(&data, &["import", "marc", &path(folder, "a.xml"), &path(folder, "b.mrc")]);
    assert_eq!(both.status.code(), Some(3), "{}", text(&both));
    assert_eq!(names(folder), ["a.rejects.jsonl", "a.rejects.mrc", "a.rejects.xml", "a.xml", "b.mrc"]);
    let mended = fs::read_to_string(folder.join("a.rejects.xml")).unwrap().replace("246", "245");
    fs::write(folder.join("a.rejects.xml"), mended).unwrap();
    let said = done(&data, &["import", "marc", &path(folder, "a.rejects.xml")]);
    assert!(said.contains("1 read · 1 added"), "{said}");
}

#[test]
fn an_import_says_what_it_mended_and_what_it_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    let file = path(folder, "a.mrc");
    let mut lying = bytes("1");
    lying[..5].copy_from_slice(b"99999");
    fs::write(&file, lying).unwrap();
    let said = done(&data, &["import", "marc", &file]);
    assert!(said.contains("One record was not written as it should be"), "{said}");
    assert!(said.contains("0 left as edited here"), "{said}");
    let lines = fs::read_to_string(folder.join("a.rejects.jsonl")).unwrap();
    assert!(lines.contains("length-misstated"), "{lines}");
}

/// A record without a word about whose number it has.
fn of_nobody(number: &str, title: &str) -> Vec<u8> {
    let record = Record::default()
        .with(Field::control("001", number))
        .with(Field::data("245", '1', '0').with('a', title));
    marc::iso2709::to_vec(&record).unwrap()
}

#[test]
fn two_libraries_that_both_count_from_one_are_kept_apart_and_a_dry_run_says_what_would_change() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    let (one, other) = (path(folder, "a.mrc"), path(folder, "b.mrc"));
    fs::write(&one, of_nobody("1", "Laskar pelangi")).unwrap();
    fs::write(&other, of_nobody("1", "Bumi manusia")).unwrap();
    done(&data, &["import", "marc", &one]);
    let stopped = run(&data, &["import", "marc", &other]);
    assert_eq!(stopped.status.code(), Some(3), "{}", text(&stopped));
    assert!(text(&stopped).contains("--agency"), "{}", text(&stopped));
    assert_eq!(run(&data, &["export", "marc"]).stdout, of_nobody("1", "Laskar pelangi"));
    done(&data, &["import", "marc", &other, "--agency", "MDO"]);
    let both = [of_nobody("1", "Laskar pelangi"), of_nobody("1", "Bumi manusia")].concat();
    assert_eq!(run(&data, &["export", "marc"]).stdout, both);
    fs::write(&one, of_nobody("1", "Laskar Pelangi : novel")).unwrap();
    let told = done(&data, &["import", "marc", &one, "--dry-run"]);
    assert!(told.contains("“Laskar pelangi” → “Laskar Pelangi : novel”"), "{told}");
    assert_eq!(run(&data, &["export", "marc"]).stdout, both);
    let nowhere = run(&data, &["import", "marc", &one, "--branch", "TIDAK"]);
    assert_eq!(nowhere.status.code(), Some(4), "{}", text(&nowhere));
}

#[test]
fn an_export_takes_the_place_of_an_older_one_and_of_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let data = made(folder);
    let (file, out) = (path(folder, "a.mrc"), path(folder, "keluar.mrc"));
    fs::write(&file, bytes("1")).unwrap();
    done(&data, &["import", "marc", &file]);
    for _ in 0..2 {
        done(&data, &["export", "marc", &out]);
        assert_eq!(fs::read(&out).unwrap(), bytes("1"));
    }
    let library = data.join("library.db");
    let before = fs::read(&library).unwrap();
    let stopped = run(&data, &["export", "marc", library.to_str().unwrap()]);
    assert_eq!(stopped.status.code(), Some(4), "{}", text(&stopped));
    assert_eq!(fs::read(&library).unwrap(), before);
    assert!(names(folder).iter().all(|name| !name.ends_with(".part")));
    done(&data, &["check"]);
}
