//! From the box to the shelf, on both engines.

use std::{sync::Barrier, thread};

use crate::common::{book, branch, import_plainly, in_a_library, now};
use catalogue::{
    accession::{
        self, Batch, NewBatch, NewTitle, Source, State,
        intake::{self, Book, Taken},
    },
    copies::{self, Status},
    fast_add, records,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use marc::Field;
use store::{Error, Result, Store, Tx, sql, vals};

const ISBN: &str = "9789793062792";
const UNKNOWN: &str = "9786020324784";

fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

fn gift(store: &Store, reference: &str) -> NewBatch {
    NewBatch {
        source: Source::Gift,
        party: None,
        name: "Keluarga Contoh".into(),
        named: true,
        reference: reference.into(),
        received_on: date(2026, 8, 4),
        branch: branch(store, "TOM"),
        expected: 3,
        worth: Rupiah(135_000),
        titles: Vec::new(),
    }
}

fn opened(store: &Store, reference: &str) -> Id<Batch> {
    let new = gift(store, reference);
    write(store, move |tx| accession::open(tx, &now(), &new)).unwrap().id
}

fn of(number: i64) -> Taken {
    Taken { book: Book::Of(number), count: 1, barcode: String::new(), value: None, excess: String::new() }
}

fn drafted(isbn: &str, title: &str) -> Taken {
    let book = Book::Drafted { isbn: isbn.into(), title: title.into(), author: String::new() };
    Taken { book, ..of(0) }
}

fn take(store: &Store, batch: Id<Batch>, token: &str, taken: &Taken) -> Result<Vec<copies::Copy>> {
    let (token, taken) = (token.to_owned(), taken.clone());
    write(store, move |tx| intake::take(tx, &now(), batch, &token, &taken))
}

/// One record with an ISBN in the catalogue; its number.
fn catalogued(store: &Store) -> i64 {
    let with_isbn = book("1", "Laskar pelangi", &[]).with(Field::data("020", ' ', ' ').with('a', ISBN));
    import_plainly(store, &[with_isbn]);
    let found = store.read_blocking(|tx| records::by_isbn(tx, ISBN)).unwrap();
    found[0]
}

fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn sound(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    let files = platform::files::Files::at(folder.path());
    let index = std::sync::Arc::new(catalogue::Index::in_memory().unwrap());
    for invariant in catalogue::module(&index, &files).invariants {
        let found = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
        assert!(found.is_empty(), "{}: {found:?}", invariant.name);
    }
}

#[test]
fn a_scanned_book_becomes_a_copy_with_its_source_value_and_number_and_closing_puts_it_on_the_shelf() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "007/BAST/VIII/2026"));
        let made = take(store, batch, "a", &of(number)).unwrap();
        let copy = &made[0];
        assert_eq!((copy.status, copy.price), (Status::Processing, Some(Rupiah(45_000))));
        assert_eq!(copy.source.as_deref(), Some("Keluarga Contoh (007/BAST/VIII/2026)"));
        assert_eq!(copy.inventory.as_deref(), Some("00001/TMH/H/2026"));
        assert_eq!(copy.received_on, Some(date(2026, 8, 4)));
        let closed = write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        assert_eq!((closed.state, closed.copies), (State::Closed, 1));
        let (copy, kept) = store
            .read_blocking(move |tx| {
                let kept = records::by_number(tx, number)?.unwrap();
                Ok((copies::of_record(tx, kept.id)?.pop().unwrap(), kept))
            })
            .unwrap();
        assert!(copy.is_free());
        assert_eq!(kept.drawn.0.givers, ["Keluarga Contoh"]);
        let record = kept.record().unwrap();
        let field = record.first("541").unwrap();
        assert_eq!(field.sub('e'), Some("007/BAST/VIII/2026"));
        assert_eq!((field.sub('d'), field.indicators().0), (Some("20260804"), '1'));
        sound(store);
    });
}

#[test]
fn the_same_scan_sent_twice_counts_once_and_the_same_title_scanned_three_times_thrice() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let first = take(store, batch, "a", &of(number)).unwrap();
        let again = take(store, batch, "a", &of(number)).unwrap();
        assert_eq!(first[0].barcode, again[0].barcode);
        take(store, batch, "b", &of(number)).unwrap();
        let two = Taken { count: 2, ..of(number) };
        assert_eq!(keys(take(store, batch, "c", &two)), ["accession-more-than-paper"]);
        let two = Taken { excess: "Satu lagi ikut diselipkan".into(), ..two };
        assert_eq!(take(store, batch, "c", &two).unwrap().len(), 2);
        let figures = store.read_blocking(move |tx| accession::figures(tx, batch)).unwrap();
        assert_eq!(
            (figures.copies, figures.titles, figures.value),
            (4, 1, Rupiah(135_000)),
            "one more is not valued by the paper"
        );
    });
}

#[test]
fn why_a_box_had_more_than_its_paper_says_is_forgotten_with_the_last_of_the_surplus_that_is_taken_back() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let excess = || store.read_blocking(move |tx| Ok(accession::by_id(tx, batch)?.excess)).unwrap();
        take(store, batch, "a", &Taken { count: 3, ..of(number) }).unwrap();
        let more = |token| {
            let more = Taken { excess: "Terselip".into(), ..of(number) };
            take(store, batch, token, &more).unwrap()[0].id
        };
        let (one, other) = (more("b"), more("c"));
        let back = |copy| write(store, move |tx| intake::undo(tx, &now(), batch, copy)).unwrap();
        back(one);
        assert_eq!(excess().as_deref(), Some("Terselip"), "there is still one more");
        back(other);
        assert_eq!(excess(), None);
        assert_eq!(keys(take(store, batch, "d", &of(number))), ["accession-more-than-paper"]);
        let closed = write(store, move |tx| accession::close(tx, &now(), batch, "")).unwrap();
        assert_eq!((closed.copies, closed.excess, closed.taken), (3, None, Rupiah(135_000)));
        sound(store);
    });
}

#[test]
fn what_the_paper_of_a_box_does_not_name_needs_no_reason_once_it_is_taken_back() {
    in_a_library(|store| {
        let titles = vec![NewTitle {
            title: "Bumi manusia".into(),
            author: None,
            isbn: Some(UNKNOWN.into()),
            copies: 3,
            worth: Rupiah(45_000),
        }];
        let named = NewBatch { titles, ..gift(store, "B-2") };
        let batch = write(store, move |tx| accession::open(tx, &now(), &named)).unwrap().id;
        let excess = || store.read_blocking(move |tx| Ok(accession::by_id(tx, batch)?.excess)).unwrap();
        let other = Taken { excess: "Tertukar".into(), ..of(catalogued(store)) };
        let strange = take(store, batch, "a", &other).unwrap()[0].id;
        take(store, batch, "b", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        assert_eq!(
            excess().as_deref(),
            Some("Tertukar"),
            "only one of three is there, but one that is not named"
        );
        write(store, move |tx| intake::undo(tx, &now(), batch, strange)).unwrap();
        assert_eq!(excess(), None);
    });
}

#[test]
fn what_the_catalogue_lacks_is_drafted_once_unseen_by_the_public_and_waits_for_a_cataloguer() {
    in_a_library(|store| {
        let batch = opened(store, "B-1");
        let made = take(store, batch, "a", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        assert!(made[0].hidden);
        // Another clerk had the same book in hand: its ISBN is known by now.
        let more = take(store, batch, "b", &drafted(UNKNOWN, "Bumi Manusia")).unwrap();
        assert_eq!(made[0].number, more[0].number);
        let waiting = store.read_blocking(fast_add::count).unwrap();
        assert_eq!(waiting, 1);
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let number = made[0].number;
        write(store, move |tx| fast_add::finish(tx, &now(), number)).unwrap();
        let kept = store.read_blocking(move |tx| records::by_number(tx, number)).unwrap().unwrap();
        assert!(!kept.hidden);
        assert_eq!(kept.drawn.0.givers, ["Keluarga Contoh"]);
        sound(store);
    });
}

#[test]
fn a_box_that_has_less_than_its_paper_says_is_closed_with_a_reason_that_stays() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        take(store, batch, "a", &of(number)).unwrap();
        let close = |why: &'static str| write(store, move |tx| accession::close(tx, &now(), batch, why));
        assert_eq!(keys(close(" ")), ["accession-fewer"]);
        assert_eq!(close("Dua basah").unwrap().shortage.as_deref(), Some("Dua basah"));
    });
}

#[test]
fn copies_are_worth_what_the_paper_says_of_each_title_or_else_of_all_together() {
    in_a_library(|store| {
        let uneven = NewBatch { worth: Rupiah(100_000), ..gift(store, "B-1") };
        let titles = vec![NewTitle {
            title: "Bumi manusia".into(),
            author: None,
            isbn: Some(UNKNOWN.into()),
            copies: 1,
            worth: Rupiah(900_000),
        }];
        let named = NewBatch { worth: Rupiah(990_000), titles, ..gift(store, "B-2") };
        let [uneven, named] =
            [uneven, named].map(|new| write(store, move |tx| accession::open(tx, &now(), &new)).unwrap().id);
        let number = catalogued(store);
        take(store, uneven, "a", &Taken { count: 3, ..of(number) }).unwrap();
        let figures = store.read_blocking(move |tx| accession::figures(tx, uneven)).unwrap();
        assert_eq!(figures.value, Rupiah(100_000));
        let made = take(store, named, "a", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        assert_eq!(made[0].price, Some(Rupiah(900_000)));
        assert_eq!(keys(take(store, named, "b", &drafted(UNKNOWN, "Lagi"))), ["accession-more-of-title"]);
        assert_eq!(keys(take(store, named, "c", &of(number))), ["accession-not-on-paper"]);
        let title = store.read_blocking(move |tx| accession::titles(tx, named)).unwrap().remove(0);
        assert_eq!((title.copies, title.taken), (1, 1));
        sound(store);
    });
}

#[test]
fn whatever_is_said_of_some_copies_all_are_worth_together_what_the_paper_says() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let worth = |value| Taken { value: Some(Rupiah(value)), ..of(number) };
        assert_eq!(keys(take(store, batch, "a", &worth(134_999))), ["accession-worth-too-much"]);
        take(store, batch, "a", &worth(100_000)).unwrap();
        let made = take(store, batch, "b", &of(number)).unwrap();
        assert_eq!(made[0].price, Some(Rupiah(17_500)), "an equal share of what is left");
        assert_eq!(keys(take(store, batch, "c", &worth(17_499))), ["accession-worth-of-the-last"]);
        assert_eq!(keys(take(store, batch, "c", &worth(17_501))), ["accession-worth-of-the-last"]);
        let forged = |value: i64| {
            write(store, move |tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO accession (copy, batch, batch_state, inventory, value, drafted, at, actor, title, scan)
                         SELECT c.id, b.id, 'open', 'X', ?2, FALSE, 0, NULL, NULL, 'x' FROM accession_batch b
                         JOIN copy c ON c.id NOT IN (SELECT a.copy FROM accession a) WHERE b.id = ?1"
                    ),
                    vals![batch, value],
                )
            })
        };
        let other = copies::Entered::at(branch(store, "TOM"));
        write(store, move |tx| {
            let record = records::by_number(tx, number)?.unwrap().id;
            copies::add(tx, &now(), record, &other)
        })
        .unwrap();
        for value in [17_499, 17_501, 999_999_999] {
            let no = forged(value);
            assert!(matches!(no, Err(Error::Check(_))), "{value}: {no:?}");
        }
        assert_eq!(take(store, batch, "c", &of(number)).unwrap()[0].price, Some(Rupiah(17_500)));
        let no = forged(5);
        assert!(matches!(no, Err(Error::Check(_))), "there is none beyond the paper: {no:?}");
        // What is there beside it is there where somebody says why, and is not valued by it.
        let more = Taken { excess: "Diselipkan".into(), ..worth(5_000) };
        assert_eq!(keys(take(store, batch, "d", &more)), ["accession-worth-beyond"]);
        let more = Taken { value: None, ..more };
        assert_eq!(take(store, batch, "d", &more).unwrap()[0].price, None);
        let no = forged(5);
        assert!(matches!(no, Err(Error::Check(_))), "nor is there any value beyond it: {no:?}");
        let anew = write(store, |tx| tx.exec(sql!("UPDATE accession SET value = 1"), vals![]));
        assert!(matches!(anew, Err(Error::Check(_))), "{anew:?}");
        let closed = write(store, move |tx| accession::close(tx, &now(), batch, "")).unwrap();
        assert_eq!((closed.copies, closed.taken), (4, Rupiah(135_000)));
        let annex = store.read_blocking(move |tx| accession::annex(tx, batch, 9)).unwrap();
        assert_eq!(annex.iter().map(|line| line.value.unwrap_or_default()).sum::<Rupiah>(), Rupiah(135_000));
        sound(store);
    });
}

#[test]
fn what_went_back_into_the_box_is_worth_its_share_when_it_comes_out_again() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let worth = |value| Taken { value: Some(Rupiah(value)), ..of(number) };
        let dear = take(store, batch, "a", &worth(130_000)).unwrap()[0].id;
        write(store, move |tx| intake::undo(tx, &now(), batch, dear)).unwrap();
        let all = take(store, batch, "b", &Taken { count: 3, ..of(number) }).unwrap();
        let prices: Vec<_> = all.iter().map(|copy| copy.price.unwrap_or_default()).collect();
        assert_eq!(prices, [Rupiah(45_000); 3]);
        sound(store);
    });
}

#[test]
fn what_came_out_by_one_scan_goes_back_by_one() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        take(store, batch, "a", &of(number)).unwrap();
        let two = take(store, batch, "b", &Taken { count: 2, ..of(number) }).unwrap();
        let last = two[1].id;
        let (title, n) = write(store, move |tx| intake::undo_scan(tx, &now(), batch, last)).unwrap();
        assert_eq!(n, 2, "{title}");
        let figures = store.read_blocking(move |tx| accession::figures(tx, batch)).unwrap();
        assert_eq!(figures.copies, 1);
    });
}

#[test]
fn a_book_of_a_hidden_record_is_put_on_the_list_of_those_that_wait() {
    in_a_library(|store| {
        let first = opened(store, "B-1");
        take(store, first, "a", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        write(store, move |tx| accession::cancel(tx, &now(), first, "Ditarik pemberinya.")).unwrap();
        assert_eq!(store.read_blocking(fast_add::count).unwrap(), 0);
        let second = opened(store, "B-2");
        let made = take(store, second, "a", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        assert!(made[0].hidden);
        assert_eq!(store.read_blocking(fast_add::count).unwrap(), 1, "somebody will catalogue it");
    });
}

#[test]
fn a_label_from_the_roll_is_used_once() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let labelled = |code: &str| Taken { barcode: code.into(), ..of(number) };
        let made = take(store, batch, "a", &labelled("ROL-0001\r\n")).unwrap();
        assert_eq!(made[0].barcode, "ROL-0001");
        assert_eq!(keys(take(store, batch, "b", &labelled("ROL-0001"))), ["copy-barcode-taken"]);
        let several = Taken { count: 2, ..labelled("ROL-0002") };
        assert_eq!(keys(take(store, batch, "c", &several)), ["accession-one-label-one-book"]);
        let figures = store.read_blocking(move |tx| accession::figures(tx, batch)).unwrap();
        assert_eq!(figures.copies, 1, "a refused scan left nothing");
    });
}

#[test]
fn nothing_is_worth_nothing_and_a_box_needs_its_paper() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let free = Taken { value: Some(Rupiah::ZERO), ..of(number) };
        assert_eq!(keys(take(store, batch, "a", &free)), ["accession-worth-missing"]);
        let none = Taken { count: 0, ..of(number) };
        assert_eq!(keys(take(store, batch, "b", &none)), ["accession-count-form"]);
        let bare = NewBatch { worth: Rupiah::ZERO, name: " ".into(), ..gift(store, " ") };
        let refused = write(store, move |tx| accession::open(tx, &now(), &bare));
        assert_eq!(
            keys(refused),
            ["accession-name-missing", "accession-reference-missing", "accession-worth-missing"]
        );
        let twice = gift(store, "B-1");
        let refused = write(store, move |tx| accession::open(tx, &now(), &twice));
        assert_eq!(keys(refused), ["accession-reference-taken"]);
    });
}

#[test]
fn the_last_copy_goes_back_into_the_box_with_the_draft_made_for_it() {
    in_a_library(|store| {
        let batch = opened(store, "B-1");
        let made = take(store, batch, "a", &drafted(UNKNOWN, "Bumi manusia")).unwrap().remove(0);
        let title = write(store, move |tx| {
            let last = intake::last(tx, batch)?.unwrap();
            intake::undo(tx, &now(), batch, last)
        });
        assert_eq!(title.unwrap(), "Bumi manusia");
        let gone = store.read_blocking(move |tx| records::by_number(tx, made.number)).unwrap();
        assert!(gone.is_none());
        assert_eq!(
            keys(write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak"))),
            ["accession-empty"]
        );
        let refused = write(store, move |tx| intake::undo(tx, &now(), batch, made.id));
        assert_eq!(keys(refused), ["accession-undo-too-late"]);
        sound(store);
    });
}

#[test]
fn a_cancelled_box_leaves_no_copy_on_the_shelf_and_no_name_in_a_record() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let made = take(store, batch, "a", &of(number)).unwrap().remove(0);
        take(store, batch, "b", &drafted(UNKNOWN, "Bumi manusia")).unwrap();
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let due = kernel::Timestamp::now();
        write(store, move |tx| copies::lent(tx, &now(), made.id, due)).unwrap();
        let refused = write(store, move |tx| accession::cancel(tx, &now(), batch, "Salah catat."));
        assert_eq!(keys(refused), ["accession-copies-on-loan"]);
        let still = store.read_blocking(move |tx| accession::by_id(tx, batch)).unwrap();
        assert_eq!(still.state, State::Closed, "nothing half done");
        write(store, move |tx| copies::returned(tx, &now(), made.id)).unwrap();
        write(store, move |tx| accession::cancel(tx, &now(), batch, "Salah catat.")).unwrap();
        let kept = store.read_blocking(move |tx| records::by_number(tx, number)).unwrap().unwrap();
        assert!(kept.drawn.0.givers.is_empty());
        assert_eq!(store.read_blocking(fast_add::count).unwrap(), 0, "nobody has to catalogue what is gone");
        assert_eq!(keys(take(store, batch, "c", &of(number))), ["accession-cancelled-already"]);
        sound(store);
    });
}

#[test]
fn the_database_itself_takes_no_copy_twice_and_none_into_a_box_that_is_not_open() {
    in_a_library(|store| {
        let (number, batch) = (catalogued(store), opened(store, "B-1"));
        let copy = take(store, batch, "a", &of(number)).unwrap().remove(0).id;
        let insert = move |tx: &mut Tx<'_>, inventory: &str, copy: Id<copies::Copy>| {
            tx.exec(
                store::sql!(
                    "INSERT INTO accession (copy, batch, batch_state, inventory, value, drafted, at, actor, scan)
                     VALUES (?1, ?2, 'open', ?3, 1, FALSE, 0, NULL, 'x')"
                ),
                store::vals![copy, batch, inventory],
            )
        };
        let twice = write(store, move |tx| insert(tx, "x", copy));
        assert!(matches!(twice, Err(Error::Unique { .. })), "{twice:?}");
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let late = write(store, move |tx| {
            let kept = records::by_number(tx, number)?.unwrap();
            let branch = accession::by_id(tx, batch)?.branch;
            let other = copies::add(tx, &now(), kept.id, &copies::Entered::at(branch))?;
            insert(tx, "y", other.id)
        });
        assert!(matches!(late, Err(Error::Reference(_))), "{late:?}");
    });
}

#[test]
fn a_box_cancelled_while_its_books_are_scanned_is_either_whole_or_gone() {
    in_a_library(|store| {
        let number = catalogued(store);
        for round in 0..8 {
            let batch = opened(store, &format!("B-{round}"));
            take(store, batch, "first", &of(number)).unwrap();
            let start = Barrier::new(3);
            thread::scope(|scope| {
                let scans = ["a", "b"].map(|token| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        take(store, batch, token, &of(number))
                    })
                });
                let cancelled = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| accession::cancel(tx, &now(), batch, "Ditarik kembali."))
                });
                for scan in scans {
                    let scan = scan.join().unwrap();
                    let fine = scan.is_ok() || matches!(&scan, Err(Error::Refused(_)));
                    assert!(fine, "{scan:?}");
                }
                cancelled.join().unwrap().unwrap();
            });
            let lines = store.read_blocking(move |tx| accession::lines(tx, batch, 10)).unwrap();
            for line in lines {
                let copy = store.read_blocking(move |tx| copies::by_id(tx, line.copy)).unwrap().unwrap();
                assert_eq!(copy.status, Status::Withdrawn);
            }
        }
        sound(store);
    });
}
