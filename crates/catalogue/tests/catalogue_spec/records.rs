//! Records and copies kept by the staff.

use std::{sync::Barrier, thread};

use crate::common::{book, branch, in_a_library, now};
use catalogue::{
    copies::{self, Entered, Status},
    records,
};
use kernel::{Kind, Refusal};
use store::{Error, Store};

fn refusal<T: std::fmt::Debug>(answer: store::Result<T>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?} is no refusal"),
    }
}

fn create(store: &Store, title: &'static str) -> records::Kept {
    let mut record = book("", title, &[]);
    record.remove("001");
    record.remove("003");
    store.write_blocking(move |tx| records::create(tx, &now(), &record)).unwrap()
}

#[test]
fn a_new_record_gets_short_and_control_numbers_of_its_own() {
    in_a_library(|store| {
        let (first, second) = (create(store, "Edensor"), create(store, "Maryamah Karpov"));
        assert_eq!((first.number, second.number), (1, 2));
        let record = second.record().unwrap();
        assert_eq!((record.control("001"), record.control("003")), (Some("tmh000000002"), Some("TMH")));
        assert_eq!(record.control("005"), Some("20260805093000.0"));
    });
}

#[test]
fn a_record_without_a_title_is_refused_at_its_field() {
    in_a_library(|store| {
        let answer = store.write_blocking(|tx| records::create(tx, &now(), &marc::Record::default()));
        assert_eq!(refusal(answer).reasons[0].field, Some("title"));
    });
}

#[test]
fn an_edit_that_began_with_an_older_version_is_a_conflict_and_changes_nothing() {
    in_a_library(|store| {
        let kept = create(store, "Edensor");
        let id = kept.id;
        let edit = |title: &'static str| {
            let mut edited = kept.record().unwrap();
            edited.first_mut("245").unwrap().set('a', title);
            store.write_blocking(move |tx| records::update(tx, &now(), id, 1, &edited))
        };
        assert_eq!(edit("Edensor: novel").unwrap(), 2);
        assert_eq!(refusal(edit("Lain")).kind, Kind::Conflict);
        let after = store.read_blocking(move |tx| records::by_id(tx, id)).unwrap().unwrap();
        assert_eq!(after.drawn.0.title, "Edensor: novel");
    });
}

#[test]
fn an_edit_that_changes_nothing_makes_no_version() {
    in_a_library(|store| {
        let kept = create(store, "Edensor");
        let record = kept.record().unwrap();
        let version =
            store.write_blocking(move |tx| records::update(tx, &now(), kept.id, 1, &record)).unwrap();
        assert_eq!(version, 1);
    });
}

#[test]
fn both_forms_of_an_isbn_find_the_same_record() {
    in_a_library(|store| {
        let record = book("1", "Laskar pelangi", &[])
            .with(marc::Field::data("020", ' ', ' ').with('a', "979-3062-79-7"));
        store.write_blocking(move |tx| records::create(tx, &now(), &record)).unwrap();
        for isbn in ["9793062797", "978-979-3062-79-2", "9789793062792"] {
            assert_eq!(store.read_blocking(move |tx| records::by_isbn(tx, isbn)).unwrap(), [1], "{isbn}");
        }
        assert!(store.read_blocking(|tx| records::by_isbn(tx, "Laskar")).unwrap().is_empty());
    });
}

#[test]
fn copies_get_the_next_number_and_pass_over_taken_ones() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let tom = branch(store, "TOM");
        let add = |barcode: &'static str| {
            let entered = Entered { barcode: barcode.into(), ..Entered::at(tom) };
            store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered))
        };
        assert_eq!(add("").unwrap().barcode, "TMH-0000001");
        add("TMH-0000002").unwrap();
        assert_eq!(add("").unwrap().barcode, "TMH-0000003");
        let taken = refusal(add("TMH-0000002"));
        assert_eq!((taken.kind, taken.reasons[0].field), (Kind::Conflict, Some("barcode")));
    });
}

#[test]
fn a_scanned_barcode_is_found_without_its_line_end_and_with_its_inner_blank() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered { barcode: "TOM 0012".into(), ..Entered::at(branch(store, "TOM")) };
        store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap();
        let found =
            |scanned: &'static str| store.read_blocking(move |tx| copies::by_barcode(tx, scanned)).unwrap();
        assert!(found(" TOM 0012\r\n").is_some());
        assert!(found("TOM0012").is_none());
    });
}

#[test]
fn a_copy_on_loan_is_not_free_and_cannot_be_withdrawn() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered::at(branch(store, "TOM"));
        let copy = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap();
        assert!(copy.is_free());
        let id = copy.id;
        let due = trial::at("2026-08-19T23:59");
        store.write_blocking(move |tx| copies::lent(tx, &now(), id, due)).unwrap();
        let lent = store.read_blocking(move |tx| copies::by_id(tx, id)).unwrap().unwrap();
        assert_eq!((lent.due, lent.loans, lent.is_free()), (Some(due), 1, false));
        let withdraw =
            || store.write_blocking(move |tx| copies::set_status(tx, &now(), id, Status::Withdrawn));
        assert_eq!(refusal(withdraw()).kind, Kind::Conflict);
        let later = trial::at("2026-08-26T23:59");
        store.write_blocking(move |tx| copies::due_moved(tx, &now(), id, later)).unwrap();
        store.write_blocking(move |tx| copies::returned(tx, &now(), id)).unwrap();
        let moved = store.write_blocking(move |tx| copies::due_moved(tx, &now(), id, later));
        assert!(matches!(moved, Err(Error::Missing)));
        withdraw().unwrap();
    });
}

#[test]
fn an_edited_copy_keeps_its_identity_and_its_old_values_stand_in_the_history() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered::at(branch(store, "TOM"));
        let copy = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap();
        let edited = Entered {
            call_number: "F HIR e".into(),
            shelf: "Lantai 1".into(),
            price: Some(kernel::Rupiah(90_000)),
            received_on: Some(jiff::civil::date(2026, 8, 1)),
            ..copy.entered()
        };
        let wanted = edited.clone();
        store.write_blocking(move |tx| copies::edit(tx, &now(), copy.id, copy.version, &edited)).unwrap();
        let after = store.read_blocking(move |tx| copies::by_id(tx, copy.id)).unwrap().unwrap();
        assert_eq!((after.entered(), after.call_number.as_str()), (wanted, "F HIR e"));
        let history = store.read_blocking(move |tx| platform::audit::history(tx, record, 1)).unwrap();
        assert_eq!(history[0].action, "copy.edited");
    });
}

#[test]
fn two_cataloguers_who_give_one_barcode_at_once_give_it_once() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let branch = branch(store, "TOM");
        for n in 0..10 {
            let entered = Entered { barcode: format!("SAMA-{n}"), ..Entered::at(branch) };
            let start = Barrier::new(2);
            let given = thread::scope(|scope| {
                let cataloguers = [(); 2].map(|()| {
                    scope.spawn(|| {
                        let entered = entered.clone();
                        start.wait();
                        store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered))
                    })
                });
                cataloguers.map(|cataloguer| cataloguer.join().unwrap())
            });
            assert_eq!(given.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{given:?}");
            let keys = given.into_iter().filter(Result::is_err).map(|no| refusal(no).reasons[0].message.key);
            assert_eq!(keys.collect::<Vec<_>>(), ["copy-barcode-taken"]);
        }
        let copies = store.read_blocking(move |tx| copies::of_record(tx, record)).unwrap();
        assert_eq!(copies.len(), 10);
    });
}

#[test]
fn an_edit_of_a_copy_that_began_before_another_is_a_conflict_and_changes_nothing() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered::at(branch(store, "TOM"));
        let copy = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap();
        let (id, version) = (copy.id, copy.version);
        store.write_blocking(move |tx| copies::set_status(tx, &now(), id, Status::Lost)).unwrap();
        let moved = Entered { shelf: "Lantai 2".into(), ..copy.entered() };
        let answer = store.write_blocking(move |tx| copies::edit(tx, &now(), id, version, &moved));
        assert_eq!(refusal(answer).reasons[0].message.key, "copy-edited-meanwhile");
        let now_ = store.read_blocking(move |tx| copies::by_id(tx, id)).unwrap().unwrap();
        assert_eq!((now_.status, now_.shelf.as_str(), now_.version), (Status::Lost, "", 2));
    });
}

#[test]
fn of_two_edits_of_one_copy_at_once_one_is_saved_and_one_is_told() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered::at(branch(store, "TOM"));
        let id = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap().id;
        for n in 0..10 {
            let copy = store.read_blocking(move |tx| copies::by_id(tx, id)).unwrap().unwrap();
            let start = Barrier::new(2);
            let ends = thread::scope(|scope| {
                let both = ["Lantai", "Gudang"].map(|place| {
                    let edited = Entered { shelf: format!("{place} {n}"), ..copy.entered() };
                    let (start, version) = (&start, copy.version);
                    scope.spawn(move || {
                        start.wait();
                        store.write_blocking(move |tx| copies::edit(tx, &now(), id, version, &edited))
                    })
                });
                both.map(|one| one.join().unwrap())
            });
            assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
            let keys = ends.into_iter().filter(Result::is_err).map(|no| refusal(no).reasons[0].message.key);
            assert_eq!(keys.collect::<Vec<_>>(), ["copy-edited-meanwhile"]);
        }
    });
}

#[test]
fn two_copies_that_are_given_one_label_at_once_do_not_both_get_it() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let tom = branch(store, "TOM");
        for n in 0..10 {
            let copies = [(); 2].map(|()| {
                store.write_blocking(move |tx| copies::add(tx, &now(), record, &Entered::at(tom))).unwrap()
            });
            let start = Barrier::new(2);
            let ends = thread::scope(|scope| {
                let both = copies.map(|copy| {
                    let edited = Entered { barcode: format!("SAMA-{n}"), ..copy.entered() };
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        store.write_blocking(move |tx| {
                            copies::edit(tx, &now(), copy.id, copy.version, &edited)
                        })
                    })
                });
                both.map(|one| one.join().unwrap())
            });
            assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
            let keys = ends.into_iter().filter(Result::is_err).map(|no| refusal(no).reasons[0].message.key);
            assert_eq!(keys.collect::<Vec<_>>(), ["copy-barcode-taken"]);
        }
    });
}

#[test]
fn what_a_copy_cannot_be_is_refused_with_every_reason() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let tom = branch(store, "TOM");
        let no = |entered: Entered| {
            let answer = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered));
            refusal(answer)
                .reasons
                .iter()
                .map(|reason| (reason.field.unwrap(), reason.message.key))
                .collect::<Vec<_>>()
        };
        for label in ["A-00013", "a-7", "%YA", "%"] {
            let entered = Entered { barcode: label.into(), ..Entered::at(tom) };
            assert_eq!(no(entered), [("barcode", "copy-barcode-reserved")], "{label}");
        }
        for label in ["9789793062792", "979-3062-79-7"] {
            let entered = Entered { barcode: label.into(), ..Entered::at(tom) };
            assert_eq!(no(entered), [("barcode", "copy-barcode-isbn")], "{label}");
        }
        let odd = Entered {
            received_on: Some(jiff::civil::date(2199, 1, 1)),
            note: Some("x".repeat(2_001)),
            ..Entered::at(tom)
        };
        assert_eq!(no(odd), [("received", "copy-received-future"), ("note", "cataloguing-too-long")]);
    });
}

#[test]
fn no_copy_of_the_database_itself_is_labelled_like_a_command() {
    in_a_library(|store| {
        let record = create(store, "Edensor").id;
        let entered = Entered::at(branch(store, "TOM"));
        let id = store.write_blocking(move |tx| copies::add(tx, &now(), record, &entered)).unwrap().id;
        let written = store.write_blocking(move |tx| {
            tx.exec(store::sql!("UPDATE copy SET barcode = '%YA' WHERE id = ?1"), store::vals![id])
        });
        assert!(matches!(written, Err(Error::Check(_))), "{written:?}");
    });
}

#[test]
fn what_a_record_cannot_say_is_refused_and_nothing_is_told_as_saved() {
    in_a_library(|store| {
        let kept = create(store, "Edensor");
        let no = |change: fn(&mut marc::Record)| {
            let mut edited = kept.record().unwrap();
            change(&mut edited);
            let answer = store.write_blocking(move |tx| records::update(tx, &now(), kept.id, 1, &edited));
            refusal(answer).reasons[0].message.key
        };
        assert_eq!(no(|r| r.push(marc::Field::data("24", '1', '0').with('a', "Hilang"))), "record-unfit-tag");
        assert_eq!(
            no(|r| r.push(marc::Field::data("500", ' ', ' ').with('a', "satu\u{1E}dua"))),
            "record-unfit-field"
        );
        assert_eq!(no(|r| r.push(marc::Field::data("245", '1', '0').with('a', "Dua"))), "record-field-once");
        assert_eq!(no(|r| r.set(marc::Field::control("001", "zz1"))), "record-number-stays");
        let after = store.read_blocking(move |tx| records::by_id(tx, kept.id)).unwrap().unwrap();
        assert_eq!((after.version, after.marc), (1, kept.marc.clone()));
    });
}
