//! The search index follows the database.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::common::{book, branch, import_plainly, in_a_library, now, patient_index};
use catalogue::{
    copies::{self, Entered},
    display::Display,
    indexer::{self, Difference, Index},
    records,
    synonyms::{self, Synonym},
};
use platform::{
    events,
    library::{self, Branch},
};
use search::{Filters, Query};
use store::Store;

fn ask(index: &Index, text: &str, include_hidden: bool) -> Vec<Display> {
    let filters = Filters { include_hidden, ..Filters::default() };
    let results = index.search(&Query { text: text.into(), filters, limit: 10, ..Query::default() }).unwrap();
    results.hits.iter().map(|hit| Display::from_text(&hit.display)).collect()
}

fn followed(store: &Store) -> Index {
    let index = Index::in_memory().unwrap();
    index.catch_up(store).unwrap();
    index
}

#[test]
fn an_import_an_edit_and_a_loan_are_found_at_once_by_whoever_waits() {
    in_a_library(|store| {
        let index = patient_index();
        let _following = index.follow(store.clone()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let wait = || {
            let latest = store.read_blocking(events::latest).unwrap();
            assert!(runtime.block_on(index.caught_up(latest)));
        };
        import_plainly(store, &[book("1", "Laskar pelangi", &["A1", "A2"])]);
        wait();
        let found = ask(&index, "laskar", false);
        assert_eq!((found[0].number, found[0].copies, found[0].free), (1, 2, 2));

        let due = trial::at("2026-08-19T23:59");
        store
            .write_blocking(move |tx| {
                let copy = copies::by_barcode(tx, "A1")?.unwrap();
                copies::lent(tx, &now(), copy.id, due)
            })
            .unwrap();
        wait();
        let found = ask(&index, "laskar", false);
        assert_eq!((found[0].free, found[0].back_at()), (1, Some(due)));

        store
            .write_blocking(|tx| {
                let kept = records::by_number(tx, 1)?.unwrap();
                let mut edited = kept.record()?;
                edited.first_mut("245").unwrap().set('a', "Pelangi senja");
                records::update(tx, &now(), kept.id, kept.version, &edited)
            })
            .unwrap();
        wait();
        assert!(ask(&index, "laskar", false).is_empty());
        assert_eq!(ask(&index, "senja", false).len(), 1);
    });
}

#[test]
fn an_index_that_keeps_up_with_an_import_ends_with_all_of_it_once() {
    in_a_library(|store| {
        let books = |title: &str| -> Vec<_> {
            (1..40).map(|n| book(&n.to_string(), &format!("{title} {n}"), &[&format!("A{n}")])).collect()
        };
        let (index, ended) = (Index::in_memory().unwrap(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let indexing = scope.spawn(|| index.keep_up(store, &ended));
            import_plainly(store, &books("Buku"));
            import_plainly(store, &books("Naskah"));
            ended.store(true, Ordering::Release);
            indexing.join().unwrap().unwrap();
        });
        assert!(indexer::check(store, &index).unwrap().is_empty());
        assert_eq!((ask(&index, "naskah", false).len(), ask(&index, "buku", false).len()), (10, 0));
        index.catch_up(store).unwrap();
        assert_eq!(index.position().unwrap(), followed(store).position().unwrap());
    });
}

#[test]
fn a_hidden_record_is_found_by_staff_only() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &[])]);
        let id = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap().id;
        store.write_blocking(move |tx| records::set_hidden(tx, &now(), id, true)).unwrap();
        let index = followed(store);
        assert!(ask(&index, "laskar", false).is_empty());
        assert!(ask(&index, "laskar", true)[0].hidden);
        assert!(index.suggest("lask", 8).unwrap().is_empty());
        store.write_blocking(move |tx| records::set_hidden(tx, &now(), id, false)).unwrap();
        index.catch_up(store).unwrap();
        assert_eq!(ask(&index, "laskar", false).len(), 1);
    });
}

#[test]
fn a_rebuilt_index_is_the_one_that_followed() {
    in_a_library(|store| {
        let books: Vec<_> = (1..40)
            .map(|n| book(&n.to_string(), &format!("Buku {n}"), &[&format!("A{n}"), &format!("B{n}")]))
            .collect();
        import_plainly(store, &books);
        let (following, rebuilt) = (followed(store), Index::in_memory().unwrap());
        let mut seen = 0;
        indexer::reindex(store, &rebuilt, &mut |count| seen = count).unwrap();
        assert_eq!(seen, 39);
        for index in [&following, &rebuilt] {
            assert!(indexer::check(store, index).unwrap().is_empty());
        }
        assert_eq!(ask(&following, "buku 7", false), ask(&rebuilt, "buku 7", false));
        assert_eq!(following.position().unwrap(), rebuilt.position().unwrap());
    });
}

/// A library of two records with an index that knows them.
fn indexed(store: &Store) -> Index {
    import_plainly(store, &[book("1", "Laskar pelangi", &["A1"]), book("2", "Edensor", &[])]);
    followed(store)
}

/// The entry's id of the record with this number.
fn id(store: &Store, number: i64) -> u128 {
    store.read_blocking(move |tx| records::by_number(tx, number)).unwrap().unwrap().id.uuid().as_u128()
}

#[test]
fn a_check_names_what_the_index_lacks() {
    in_a_library(|store| {
        let index = indexed(store);
        index.apply(&[], &[id(store, 2)], index.position().unwrap()).unwrap();
        assert_eq!(indexer::check(store, &index).unwrap(), [Difference::Lacks(2)]);
    });
}

#[test]
fn a_check_names_what_the_index_says_otherwise() {
    in_a_library(|store| {
        let index = indexed(store);
        assert_eq!(indexer::check(store, &index).unwrap(), []);
        let old = search::Entry { id: id(store, 1), title: "Judul lama".into(), ..search::Entry::default() };
        index.apply(&[old], &[], index.position().unwrap()).unwrap();
        assert_eq!(indexer::check(store, &index).unwrap(), [Difference::Otherwise(1)]);
    });
}

#[test]
fn a_check_says_that_an_index_is_behind_until_it_has_caught_up() {
    in_a_library(|store| {
        let index = indexed(store);
        let record = store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap().id;
        store.write_blocking(move |tx| records::set_hidden(tx, &now(), record, true)).unwrap();
        assert_eq!(indexer::behind(store, &index).unwrap(), 1);
        assert_eq!(indexer::check(store, &index).unwrap(), [Difference::Behind { records: 1 }]);
        index.catch_up(store).unwrap();
        assert_eq!(
            (indexer::behind(store, &index).unwrap(), indexer::check(store, &index).unwrap().len()),
            (0, 0)
        );
    });
}

#[test]
fn a_check_says_that_an_index_is_ahead_of_its_database() {
    in_a_library(|store| {
        let index = indexed(store);
        let latest = store.read_blocking(events::latest).unwrap();
        index.apply(&[], &[7], 900).unwrap();
        assert_eq!(indexer::check(store, &index).unwrap(), [Difference::Ahead { position: 900, latest }]);
    });
}

#[test]
fn a_place_that_is_renamed_is_called_so_in_results() {
    in_a_library(|store| {
        let index = indexed(store);
        let tom = branch(store, "TOM");
        store
            .write_blocking(move |tx| {
                let place = library::branch(tx, tom)?.unwrap();
                library::save_branch(tx, &now(), &Branch { name: "Rumah Baca".into(), ..place })
            })
            .unwrap();
        index.catch_up(store).unwrap();
        assert!(ask(&index, "laskar", false)[0].place.contains("Rumah Baca"));
        assert_eq!(indexer::check(store, &index).unwrap(), []);
    });
}

#[test]
fn an_index_ahead_of_a_restored_database_is_made_anew() {
    in_a_library(|store| {
        let index = Index::in_memory().unwrap();
        index
            .apply(&[search::Entry { id: 7, title: "Hantu".into(), ..search::Entry::default() }], &[], 900)
            .unwrap();
        import_plainly(store, &[book("1", "Laskar pelangi", &[])]);
        let folder = tempfile::tempdir().unwrap();
        let ahead = Index::open(folder.path()).unwrap();
        ahead
            .apply(&[search::Entry { id: 7, title: "Hantu".into(), ..search::Entry::default() }], &[], 900)
            .unwrap();
        drop(ahead);
        let ahead = Index::open(folder.path()).unwrap();
        ahead.catch_up(store).unwrap();
        assert!(ask(&ahead, "hantu", false).is_empty());
        assert_eq!(ask(&ahead, "laskar", false).len(), 1);
    });
}

#[test]
fn withdrawn_copies_count_no_more() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &["A1"])]);
        let tom = branch(store, "TOM");
        store
            .write_blocking(move |tx| {
                let record = records::by_number(tx, 1)?.unwrap().id;
                copies::add(
                    tx,
                    &now(),
                    record,
                    &Entered { status: copies::Status::Withdrawn, ..Entered::at(tom) },
                )
            })
            .unwrap();
        let index = followed(store);
        assert_eq!(ask(&index, "laskar", false)[0].copies, 1);
    });
}

#[test]
fn what_a_label_says_leads_to_its_record_first() {
    in_a_library(|store| {
        let books = [
            book("1", "Laskar pelangi", &["TMH-0000041"]),
            book("2", "Label TMH-0000041 dan lainnya", &["B2"]),
        ];
        import_plainly(store, &books);
        let branch = branch(store, "TOM");
        store
            .write_blocking(move |tx| {
                let record = records::by_number(tx, 1)?.unwrap().id;
                let own = Entered { call_number: "R 899.221 HIR".into(), ..Entered::at(branch) };
                copies::add(tx, &now(), record, &own)?;
                let old = Entered { barcode: "LAMA-7".into(), ..Entered::at(branch) };
                let old = copies::add(tx, &now(), record, &old)?;
                copies::set_status(tx, &now(), old.id, copies::Status::Withdrawn)
            })
            .unwrap();
        let index = followed(store);
        for text in ["TMH-0000041", "tmh 0000041", "R 899.221 HIR"] {
            assert_eq!(ask(&index, text, false)[0].number, 1, "{text}");
        }
        assert!(ask(&index, "LAMA-7", false).is_empty());
    });
}

#[test]
fn a_synonym_is_known_to_the_search_as_soon_as_it_is_saved() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Kebun krisan", &[]), book("2", "Taman seruni", &[])]);
        let index = followed(store);
        let numbers = |text: &str| {
            index.catch_up(store).unwrap();
            ask(&index, text, false).iter().map(|row| row.number).collect::<Vec<_>>()
        };
        // One the library has from the beginning.
        assert_eq!(numbers("seruni"), [2, 1]);
        let remove = || store.write_blocking(|tx| synonyms::remove(tx, &now(), "seruni", "krisan")).unwrap();
        let was = remove().unwrap();
        assert_eq!((numbers("seruni"), was.mutual, remove()), (vec![2], true, None));
        let put = |typed: &str, finds: &str, mutual: bool| {
            let entry = Synonym { typed: typed.into(), finds: finds.into(), mutual };
            store.write_blocking(move |tx| synonyms::put(tx, &now(), &entry))
        };
        put("  Bunga   Jepang ", "KRISAN", false).unwrap();
        assert_eq!(numbers("bunga jepang"), [1]);
        put("bunga jepang", "krisan", true).unwrap();
        assert_eq!(
            store.read_blocking(synonyms::all).unwrap().iter().filter(|e| e.finds == "krisan").count(),
            1
        );
        for (typed, finds, key) in [
            ("", "krisan", "synonym-empty"),
            ("krisan", " - ", "synonym-empty"),
            ("Kri-san", "kri san", "synonym-same"),
            ("krisan", &"x".repeat(81), "synonym-long"),
        ] {
            let Err(store::Error::Refused(refusal)) = put(typed, finds, false) else {
                panic!("{typed} {finds}")
            };
            assert_eq!(refusal.reasons[0].message.key, key);
        }
        // An index opened later knows them too.
        assert_eq!(ask(&followed(store), "bunga jepang", false)[0].number, 1);
    });
}
