//! MARC files into the catalogue.

use std::collections::BTreeMap;

use crate::common::{book, file, import, import_plainly, in_a_library, now};
use catalogue::{
    copies,
    import::{Options, Output},
    items::ItemMapping,
    records,
};
use kernel::Refusal;
use marc::{Field, Leader, Record};

fn laskar() -> Record {
    book("1", "Laskar pelangi", &["A1", "A2"])
}

fn pemimpi() -> Record {
    book("2", "Sang pemimpi", &["B1"])
}

#[test]
fn the_same_file_twice_changes_nothing() {
    in_a_library(|store| {
        let first = import_plainly(store, &[laskar(), pemimpi()]);
        assert_eq!((first.read, first.added, first.copies_added), (2, 2, 3));
        let events = store.read_blocking(platform::events::latest).unwrap();
        let again = import_plainly(store, &[laskar(), pemimpi()]);
        assert_eq!((again.unchanged, again.copies_unchanged, again.added, again.copies_added), (2, 3, 0, 0));
        assert_eq!(store.read_blocking(platform::events::latest).unwrap(), events);
    });
}

#[test]
fn a_record_that_says_something_else_is_changed_and_its_history_says_what() {
    in_a_library(|store| {
        import_plainly(store, &[laskar()]);
        let mut newer = book("1", "Laskar pelangi", &["A1", "A2", "A3"]);
        newer.insert(Field::data("520", ' ', ' ').with('a', "Sepuluh anak Belitung."));
        let report = import_plainly(store, &[newer]);
        assert_eq!((report.changed, report.copies_added, report.copies_unchanged), (1, 1, 2));
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert_eq!((kept.version, kept.drawn.0.summary.as_str()), (2, "Sepuluh anak Belitung."));
        let history = store.read_blocking(move |tx| platform::audit::history(tx, kept.id, 10)).unwrap();
        let detail = history[0].detail.as_ref().unwrap();
        assert!(detail.contains("520 ## $a Sepuluh anak Belitung."), "{detail}");
    });
}

#[test]
fn what_was_edited_here_is_not_overwritten_by_a_file() {
    in_a_library(|store| {
        import_plainly(store, &[laskar()]);
        store
            .write_blocking(|tx| {
                let kept = records::by_number(tx, 1)?.unwrap();
                let mut edited = kept.record()?;
                edited.first_mut("245").unwrap().set('a', "Laskar Pelangi");
                records::update(tx, &now(), kept.id, 1, &edited)
            })
            .unwrap();
        let mut other = laskar();
        other.first_mut("245").unwrap().set('a', "LASKAR PELANGI");
        assert_eq!(import_plainly(store, &[laskar()]).unchanged, 1);
        assert_eq!(import_plainly(store, &[other]).kept, 1);
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert_eq!(kept.drawn.0.title, "Laskar Pelangi");
    });
}

#[test]
fn a_dry_run_changes_nothing_and_reports_the_same() {
    in_a_library(|store| {
        import_plainly(store, &[pemimpi()]);
        let twin = book("3", "Edensor", &["B1", "C1"]);
        let mut bytes = file(&[laskar(), twin, laskar(), pemimpi(), Record::default()]);
        bytes.extend_from_slice(b"00050nam a2200037 i 4500 rubbish\x1d");
        let dry = import(store, &bytes, &Options { dry_run: true, ..Options::default() });
        let (found,): (i64,) = store
            .read_blocking(|tx| tx.one(store::sql!("SELECT count(*) FROM record"), store::vals![]))
            .unwrap();
        assert_eq!(found, 1);
        let real = import(store, &bytes, &Options::default());
        assert_eq!(catalogue::import::Report { dry_run: false, ..dry.report }, real.report);
        assert_eq!(dry.rejects, real.rejects);
        assert_eq!((real.report.added, real.report.unchanged, real.report.duplicates), (2, 1, 1));
        assert_eq!(real.report.copies_rejected, BTreeMap::from([("barcode-taken", 1)]));
        assert_eq!(real.report.rejected_in_all(), 2);
    });
}

#[test]
fn a_bad_record_goes_beside_the_road_and_the_rest_goes_on() {
    in_a_library(|store| {
        let bad = b"00050nam a2200037 i 4500 this is no directory\x1d";
        let mut bytes = file(&[laskar()]);
        let begin = bytes.len() as u64;
        bytes.extend_from_slice(bad);
        bytes.extend(file(&[pemimpi()]));
        let imported = import(store, &bytes, &Options::default());
        assert_eq!((imported.report.read, imported.report.added), (3, 2));
        assert_eq!(imported.rejects, bad);
        assert_eq!(imported.lines[1]["outcome"], "rejected");
        assert_eq!(imported.lines[1]["position"], begin);
        assert!(imported.lines[1]["reason"].is_string());
    });
}

/// A record whose title ends in these bytes, in UTF-8 or in MARC-8 as its leader says.
fn titled(claim: u8, ending: &[u8]) -> Vec<u8> {
    let mut bytes = file(&[book("1", &format!("Naïve café {}", "~".repeat(ending.len())), &[])]);
    bytes[9] = claim;
    let at = bytes.windows(ending.len()).position(|window| window.iter().all(|byte| *byte == b'~')).unwrap();
    bytes[at..at + ending.len()].copy_from_slice(ending);
    bytes
}

#[test]
fn a_record_whose_characters_cannot_be_read_is_rejected_whole() {
    in_a_library(|store| {
        let good = file(&[pemimpi()]);
        // Broken UTF-8, broken UTF-8 that looks like MARC-8, and a Chinese character of MARC-8.
        let spoilt = [titled(b'a', b"\xff"), titled(b'a', &[0x8f; 12]), titled(b' ', b"\x1b$1!0&\x1b(B")];
        for bad in spoilt {
            let imported = import(store, &[&good[..], &bad].concat(), &Options::default());
            assert_eq!(imported.report.rejected, BTreeMap::from([("characters-unreadable", 1)]));
            assert_eq!(imported.rejects, bad, "every byte is there to be mended");
            assert_eq!(imported.lines[1]["reason"], "characters-unreadable");
            assert_eq!(imported.lines[1]["position"], good.len());
        }
    });
}

#[test]
fn a_nul_in_bytes_that_are_kept_costs_nothing() {
    in_a_library(|store| {
        let bytes = file(&[book("1", "Seperti\0datangnya", &[])]);
        let report = import(store, &bytes, &Options::default()).report;
        assert_eq!((report.added, report.mended), (1, 1));
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert_eq!(kept.marc, bytes);
    });
}

#[test]
fn each_line_says_of_which_file_it_speaks() {
    in_a_library(|store| {
        let (mut rejects, mut lines) = (Vec::new(), Vec::new());
        for name in ["satu.mrc", "dua.mrc"] {
            let mut output = Output {
                file: name,
                rejects: &mut rejects,
                lines: &mut lines,
                progress: &mut |_| {},
                changed: &mut |_| {},
            };
            let bytes = file(&[laskar()]);
            catalogue::import::marc(store, &now(), bytes.as_slice(), &Options::default(), &mut output)
                .unwrap();
        }
        let lines = String::from_utf8(lines).unwrap();
        let files = lines.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["file"].as_str().unwrap().to_owned()
        });
        assert_eq!(files.collect::<Vec<_>>(), ["satu.mrc", "dua.mrc"]);
    });
}

#[test]
fn a_barcode_that_is_taken_is_reported_and_its_record_kept() {
    in_a_library(|store| {
        let imported =
            import(store, &file(&[laskar(), book("2", "Edensor", &["A2", "B2"])]), &Options::default());
        assert_eq!((imported.report.added, imported.report.copies_added), (2, 3));
        assert_eq!(imported.lines[1]["copies_rejected"][0][1], "A2");
        let copy = store.read_blocking(|tx| copies::by_barcode(tx, "A2")).unwrap().unwrap();
        assert_eq!(copy.title, "Laskar pelangi");
    });
}

#[test]
fn two_records_of_one_number_in_a_file_are_not_one() {
    in_a_library(|store| {
        let imported =
            import(store, &file(&[laskar(), book("1", "Buku lain", &[]), laskar()]), &Options::default());
        assert_eq!((imported.report.added, imported.report.duplicates), (1, 1));
        assert_eq!(imported.report.rejected, BTreeMap::from([("duplicate-number", 1)]));
        assert_eq!(imported.rejects, file(&[book("1", "Buku lain", &[])]));
    });
}

#[test]
fn records_without_a_number_are_known_by_their_content() {
    in_a_library(|store| {
        let mut nameless = laskar();
        nameless.remove("001");
        assert_eq!(import_plainly(store, &[nameless.clone()]).added, 1);
        assert_eq!(import_plainly(store, &[nameless]).unchanged, 1);
    });
}

#[test]
fn a_record_whose_lengths_lie_is_kept_as_it_came() {
    in_a_library(|store| {
        let mut lying = file(&[laskar()]);
        lying[..5].copy_from_slice(b"99999");
        let report = import(store, &lying, &Options::default()).report;
        assert_eq!((report.added, report.mended), (1, 1));
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert_eq!(kept.marc, lying);
        assert_eq!(kept.drawn.0.title, "Laskar pelangi");
    });
}

#[test]
fn a_marc_8_record_is_converted_once() {
    in_a_library(|store| {
        // Leader/09 blank: MARC-8, in which 0xE2 is an acute accent over what follows.
        let mut record = book("1", "Cafe", &[]);
        record.leader = Leader::parse("00000nam  2200000 i 4500").unwrap();
        let mut bytes = file(&[record]);
        bytes[9] = b' ';
        let at = bytes.windows(4).position(|window| window == b"Cafe").unwrap();
        bytes[at + 2..at + 4].copy_from_slice(&[0xE2, b'e']);
        assert_eq!(import(store, &bytes, &Options::default()).report.added, 1);
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert!(kept.drawn.0.title.starts_with("Ca"), "{}", kept.drawn.0.title);
        assert!(
            kept.drawn.0.title.contains('é') || kept.drawn.0.title.contains("e\u{301}"),
            "{}",
            kept.drawn.0.title
        );
        assert!(std::str::from_utf8(&kept.marc).is_ok());
        assert_eq!(import(store, &bytes, &Options::default()).report.unchanged, 1);
    });
}

#[test]
fn marcxml_comes_in_as_iso_2709_does() {
    in_a_library(|store| {
        let (xml, _) = marc::xml::to_string(&laskar());
        assert_eq!(import(store, xml.as_bytes(), &Options::default()).report.added, 1);
        assert_eq!(import_plainly(store, &[laskar()]).unchanged, 1);
    });
}

#[test]
fn authority_records_and_records_without_a_title_are_no_books() {
    in_a_library(|store| {
        let mut authority = laskar();
        authority.leader.set(6, 'z');
        let mut untitled = pemimpi();
        untitled.remove("245");
        let report = import_plainly(store, &[authority, untitled]);
        assert_eq!(report.rejected, BTreeMap::from([("not-bibliographic", 1), ("no-title", 1)]));
    });
}

#[test]
fn copies_go_to_their_branch_and_others_to_the_one_named() {
    in_a_library(|store| {
        let elsewhere = Record::clone(&book("2", "Edensor", &[]))
            .with(Field::data("952", ' ', ' ').with('a', "MANADO").with('p', "X1").with('g', "85000.00"));
        let options = Options { branch: Some("bus".into()), ..Options::default() };
        import(store, &file(&[laskar(), elsewhere]), &options);
        let copy = |barcode: &'static str| {
            store.read_blocking(move |tx| copies::by_barcode(tx, barcode)).unwrap().unwrap()
        };
        assert_eq!(copy("A1").branch, crate::common::branch(store, "TOM"));
        assert_eq!(copy("X1").branch, crate::common::branch(store, "BUS"));
        assert_eq!(copy("X1").price, Some(kernel::Rupiah(85_000)));
        let none = Options { items: ItemMapping::None, ..Options::default() };
        assert_eq!(import(store, &file(&[book("9", "Tanpa", &["Z"])]), &none).report.copies_added, 0);
    });
}

#[test]
fn an_unknown_branch_stops_the_import_before_it_begins() {
    in_a_library(|store| {
        let options = Options { branch: Some("TIDAK".into()), ..Options::default() };
        let (mut rejects, mut lines) = (Vec::new(), Vec::new());
        let mut output = Output {
            file: "",
            rejects: &mut rejects,
            lines: &mut lines,
            progress: &mut |_| {},
            changed: &mut |_| {},
        };
        let bytes = file(&[laskar()]);
        let failed = catalogue::import::marc(store, &now(), bytes.as_slice(), &options, &mut output);
        let refused = matches!(
            failed,
            Err(catalogue::import::Failed::Store(store::Error::Refused(Refusal { ref reasons, .. })))
                if reasons[0].message.key == "import-no-branch"
        );
        assert!(refused);
    });
}

/// Takes so many lines and then breaks, as a disk does.
struct Breaking(usize);

impl std::io::Write for Breaking {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.contains(&b'\n') {
            self.0 = self.0.checked_sub(1).ok_or_else(|| std::io::Error::other("broken"))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_import_that_broke_off_is_begun_again_and_goes_through_the_rest() {
    in_a_library(|store| {
        let books: Vec<_> =
            (1..=1_200).map(|n| book(&n.to_string(), &format!("Buku {n}"), &[&format!("A{n}")])).collect();
        let bytes = file(&books);
        let (mut rejects, mut lines) = (Vec::new(), Breaking(600));
        let mut output = Output {
            file: "",
            rejects: &mut rejects,
            lines: &mut lines,
            progress: &mut |_| {},
            changed: &mut |_| {},
        };
        let broken =
            catalogue::import::marc(store, &now(), bytes.as_slice(), &Options::default(), &mut output);
        assert!(matches!(broken, Err(catalogue::import::Failed::Output(_))));
        let rest = import(store, &bytes, &Options::default()).report;
        assert_eq!(
            (rest.unchanged, rest.added, rest.copies_added, rest.copies_unchanged),
            (1_000, 200, 200, 1_000)
        );
        assert_eq!(import(store, &bytes, &Options::default()).report.unchanged, 1_200);
    });
}

/// The book as a library writes it that does not say whose its numbers are.
fn nobodys(number: &str, title: &str, barcodes: &[&str]) -> Record {
    let mut record = book(number, title, barcodes);
    record.remove("003");
    record
}

#[test]
fn a_number_of_nobody_in_particular_overwrites_no_other_book() {
    in_a_library(|store| {
        import_plainly(store, &[nobodys("1", "Laskar pelangi", &["A1"])]);
        let mut other = nobodys("1", "Bumi manusia", &["B1"]);
        other.first_mut("100").unwrap().set('a', "Toer, Pramoedya Ananta.");
        let imported = import(store, &file(std::slice::from_ref(&other)), &Options::default());
        assert_eq!(imported.report.rejected, BTreeMap::from([("number-of-another-record", 1)]));
        assert_eq!(imported.rejects, file(std::slice::from_ref(&other)));
        assert_eq!(
            (&imported.lines[0]["record"], &imported.lines[0]["was"]),
            (&1.into(), &"Laskar pelangi".into())
        );
        assert!(store.read_blocking(|tx| copies::by_barcode(tx, "B1")).unwrap().is_none());
        // With whose they are it is a record of its own; and the same book may still change.
        let named = Options { agency: "MDO".into(), ..Options::default() };
        assert_eq!(import(store, &file(&[other]), &named).report.added, 1);
        assert_eq!(import_plainly(store, &[nobodys("1", "Laskar pelangi : novel", &["A1"])]).changed, 1);
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        assert_eq!(kept.drawn.0.full_title(), "Laskar pelangi : novel");
    });
}

#[test]
fn a_dry_run_names_what_it_would_overwrite() {
    in_a_library(|store| {
        import_plainly(store, &[laskar(), pemimpi()]);
        let newer = file(&[book("1", "Laskar Pelangi", &[]), pemimpi()]);
        let (mut rejects, mut lines, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let mut changed = |one: &catalogue::import::Rewritten<'_>| {
            told.push((one.number, one.was.to_owned(), one.title.to_owned()));
        };
        let mut output = Output {
            file: "",
            rejects: &mut rejects,
            lines: &mut lines,
            progress: &mut |_| {},
            changed: &mut changed,
        };
        let dry = Options { dry_run: true, ..Options::default() };
        catalogue::import::marc(store, &now(), newer.as_slice(), &dry, &mut output).unwrap();
        assert_eq!(told, [(1, "Laskar pelangi".to_owned(), "Laskar Pelangi".to_owned())]);
    });
}

#[test]
fn a_copy_whose_label_was_exchanged_here_does_not_come_again() {
    in_a_library(|store| {
        import_plainly(store, &[laskar(), pemimpi()]);
        store
            .write_blocking(|tx| {
                let copy = copies::by_barcode(tx, "A2")?.unwrap();
                let entered = copies::Entered { barcode: "BARU-1".into(), ..copy.entered() };
                copies::edit(tx, &now(), copy.id, copy.version, &entered)
            })
            .unwrap();
        let again = import_plainly(store, &[laskar(), pemimpi()]);
        assert_eq!((again.copies_added, again.copies_unchanged), (0, 3));
        // The record may change, and its old label go to another book: it stays one copy.
        let mut newer = laskar();
        newer.insert(Field::data("520", ' ', ' ').with('a', "Sepuluh anak."));
        let mut other = pemimpi();
        other.insert(Field::data("952", ' ', ' ').with('a', "TOM").with('p', "A2"));
        let report = import_plainly(store, &[newer, other]);
        assert_eq!((report.changed, report.copies_added, report.copies_unchanged), (2, 1, 3));
        let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
        let copies = store.read_blocking(move |tx| copies::of_record(tx, kept.id)).unwrap();
        assert_eq!(copies.iter().map(|copy| copy.barcode.as_str()).collect::<Vec<_>>(), ["A1", "BARU-1"]);
    });
}

#[test]
fn what_the_desk_takes_for_something_else_is_no_label() {
    in_a_library(|store| {
        let odd = import_plainly(store, &[book("1", "Laskar pelangi", &["A-00013", "%YA", "A1"])]);
        assert_eq!((odd.added, odd.copies_added), (1, 1));
        assert_eq!(odd.copies_rejected, BTreeMap::from([("barcode-reserved", 2)]));
    });
}

#[test]
fn a_number_that_comes_again_far_behind_in_a_file_is_found_and_nothing_is_left_of_the_search() {
    in_a_library(|store| {
        let mut books: Vec<_> =
            (1..=1_100).map(|n| book(&n.to_string(), &format!("Buku {n}"), &[&format!("C{n}")])).collect();
        books.push(books[0].clone());
        books.push(book("2", "Buku lain", &[]));
        books.push(book("9999", "Edensor", &["C3"]));
        let bytes = file(&books);
        let dry = import(store, &bytes, &Options { dry_run: true, ..Options::default() });
        let real = import(store, &bytes, &Options::default());
        assert_eq!(catalogue::import::Report { dry_run: false, ..dry.report }, real.report);
        assert_eq!((real.report.added, real.report.duplicates), (1_101, 1));
        assert_eq!(real.report.rejected, BTreeMap::from([("duplicate-number", 1)]));
        assert_eq!(real.report.copies_rejected, BTreeMap::from([("barcode-taken", 1)]));
        let (left,): (i64,) = store
            .read_blocking(|tx| tx.one(store::sql!("SELECT count(*) FROM import_mark"), store::vals![]))
            .unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn a_field_no_form_can_hold_puts_its_record_beside_the_road() {
    in_a_library(|store| {
        let (xml, _) = marc::xml::to_string(&laskar());
        let odd = xml.replace("tag=\"082\"", "tag=\"0823\"");
        let imported = import(store, odd.as_bytes(), &Options::default());
        assert_eq!(imported.report.rejected, BTreeMap::from([("unfit", 1)]), "{:?}", imported.lines);
    });
}

#[test]
fn an_edit_saved_while_an_import_runs_is_never_overwritten_by_it() {
    in_a_library(|store| {
        import_plainly(store, &[laskar()]);
        for n in 0..20 {
            let kept = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
            let mut edited = kept.record().unwrap();
            edited.first_mut("245").unwrap().set('a', format!("Suntingan {n}"));
            let mut newer = laskar();
            newer.first_mut("245").unwrap().set('a', format!("Laskar pelangi {n}"));
            let start = std::sync::Barrier::new(2);
            let (saved, report) = std::thread::scope(|scope| {
                let editor = scope.spawn(|| {
                    let edited = edited.clone();
                    start.wait();
                    store
                        .write_blocking(move |tx| records::update(tx, &now(), kept.id, kept.version, &edited))
                });
                start.wait();
                let report = import_plainly(store, &[newer]);
                (editor.join().unwrap(), report)
            });
            let title = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap().drawn.0.title;
            assert_eq!(saved.is_ok(), title == format!("Suntingan {n}"), "{title}, {saved:?}");
            assert_eq!((report.kept + report.changed, report.kept == 1), (1, saved.is_ok()));
            // Back to what a file brought, for the next round.
            store
                .write_blocking(|tx| {
                    tx.exec(store::sql!("DELETE FROM copy"), store::vals![])?;
                    tx.exec(store::sql!("DELETE FROM record_isbn"), store::vals![])?;
                    tx.exec(store::sql!("DELETE FROM record"), store::vals![])
                })
                .unwrap();
            import_plainly(store, &[laskar()]);
        }
    });
}
