//! What happens when several desks do the same at the same moment, with real threads, on both engines. Numbers are those
//! of design/circulation.md.

use std::{sync::Barrier, thread};

use crate::common::{clerk, in_town, now};
use catalogue::copies::{self, Status};
use circulation::{
    desk::{
        Mode,
        offline::{self, Kept},
    },
    lending::{self, CheckOut},
    loans, renewing, returns,
};
use kernel::{Act, Id};
use store::{Error, Result};
use trial::act;

/// When a renewal gains something.
fn later() -> Act {
    act("2026-08-15T10:00")
}

/// Both at the same moment.
fn at_once<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let start = Barrier::new(2);
    thread::scope(|scope| {
        let one = scope.spawn(|| {
            start.wait();
            one()
        });
        let other = scope.spawn(|| {
            start.wait();
            other()
        });
        (one.join().unwrap(), other.join().unwrap())
    })
}

/// Whether it was done, or refused with a reason.
fn is_clear<T>(outcome: &Result<T>) -> bool {
    matches!(outcome, Ok(_) | Err(Error::Refused(_)))
}

#[test]
fn two_desks_that_lend_the_last_copy_lend_it_once() {
    in_town(|town| {
        for _ in 0..10 {
            let book = town.copy("Laut Bercerita", "umum");
            let (maria, ferry) =
                (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
            let (one, other) =
                at_once(|| town.lend(&now(), &maria, &book), || town.lend(&now(), &ferry, &book));
            assert_ne!(one.is_ok(), other.is_ok(), "one of the two has it: {one:?} {other:?}");
            assert!(is_clear(&one) && is_clear(&other), "{one:?} {other:?}");
            assert_eq!(town.copy_now(&book).loans, 1);
        }
        town.assert_sound();
    });
}

#[test]
fn a_copy_that_is_withdrawn_while_a_desk_lends_it_is_lent_or_withdrawn() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "petugas");
        for _ in 0..10 {
            let book = town.copy("Buku Rusak", "umum");
            let id = book.id;
            let (lent, withdrawn) = at_once(
                || town.lend(&now(), &maria, &book),
                || town.write(move |tx| copies::set_status(tx, &now(), id, Status::Withdrawn)),
            );
            assert_ne!(lent.is_ok(), withdrawn.is_ok(), "{lent:?} {withdrawn:?}");
            assert!(is_clear(&lent) && is_clear(&withdrawn), "{lent:?} {withdrawn:?}");
        }
        town.assert_sound();
    });
}

#[test]
fn thirty_loans_at_once_pass_a_limit_of_six_exactly() {
    in_town(|town| {
        let member = town.member("Maria Wowor", "dewasa");
        let books = town.copies(30);
        let start = Barrier::new(books.len());
        let outcomes: Vec<_> = thread::scope(|scope| {
            let desks: Vec<_> = books
                .iter()
                .map(|book| {
                    scope.spawn(|| {
                        start.wait();
                        town.lend(&now(), &member, book)
                    })
                })
                .collect();
            desks.into_iter().map(|desk| desk.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 6);
        assert!(outcomes.iter().all(is_clear));
        town.assert_sound();
    });
}

#[test]
fn a_request_that_is_sent_twice_at_once_lends_once_and_both_hear_of_the_same_loan() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "petugas");
        for n in 0..10 {
            let book = town.copy("Krisan", "umum");
            let command = CheckOut { member: maria.person, copy: book.id, desk: town.branch, despite: false };
            let send = || {
                let key = format!("bus-{n}");
                town.write(move |tx| lending::check_out_once(tx, &now(), &key, &command))
            };
            let (one, other) = at_once(send, send);
            assert_eq!(one.unwrap(), other.unwrap());
            assert_eq!(town.copy_now(&book).loans, 1);
        }
        town.assert_sound();
    });
}

#[test]
fn a_scan_made_without_a_connection_and_sent_twice_at_once_is_done_once() {
    in_town(|town| {
        let (maria, staff) = (town.member("Maria Wowor", "petugas"), town.staff());
        for n in 0..10 {
            let book = town.copy("Krisan", "umum");
            let kept = Kept {
                id: Id::new(),
                device: Id::new(),
                batch: Id::new(),
                sequence: n,
                made_at: now().at,
                mode: Mode::Lend,
                code: book.barcode.clone(),
                base: maria.code.clone(),
            };
            let send = || {
                let kept = kept.clone();
                town.write(move |tx| offline::take(tx, &now(), &clerk(staff), &kept))
            };
            let (one, other) = at_once(send, send);
            assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
            assert_eq!(town.copy_now(&book).loans, 1);
        }
        let person = maria.person;
        assert_eq!(town.read(move |tx| loans::count_of_member(tx, person)), 10);
        town.assert_sound();
    });
}

#[test]
fn a_copy_returned_at_two_desks_at_once_is_returned_once() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "petugas");
        for _ in 0..10 {
            let book = town.copy("Laskar Pelangi", "umum");
            town.lend(&now(), &maria, &book).unwrap();
            let back = || town.take_back(&now(), &book);
            let (one, other) = at_once(back, back);
            assert_ne!(one.loan.is_some(), other.loan.is_some());
            assert_eq!((one.house_use, other.house_use), (None, None), "nobody read it here");
        }
        town.assert_sound();
    });
}

#[test]
fn a_copy_that_was_read_in_the_house_and_is_scanned_at_two_desks_at_once_counts_once() {
    in_town(|town| {
        for _ in 0..10 {
            let book = town.copy("Kamus Besar", "rujukan");
            let back = || town.take_back(&now(), &book);
            let (one, other) = at_once(back, back);
            assert_ne!(one.house_use.is_some(), other.house_use.is_some());
        }
    });
}

#[test]
fn a_loan_renewed_at_two_desks_at_once_is_renewed_once() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "petugas");
        for _ in 0..10 {
            let book = town.copy("Edensor", "umum");
            let loan = town.lend(&now(), &maria, &book).unwrap().id;
            let renew = || town.renew(&later(), loan);
            let (one, other) = at_once(renew, renew);
            assert_ne!(one.is_ok(), other.is_ok(), "the second gains nothing: {one:?} {other:?}");
            assert!(is_clear(&one) && is_clear(&other), "{one:?} {other:?}");
            assert_eq!(town.read(move |tx| loans::by_id(tx, loan)).unwrap().renewals, 1);
        }
        town.assert_sound();
    });
}

#[test]
fn a_lending_undone_at_one_desk_while_another_takes_the_copy_back_ends_one_way() {
    in_town(|town| {
        for _ in 0..10 {
            let (member, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Sang Pemimpi", "umum"));
            let loan = town.lend(&now(), &member, &book).unwrap().id;
            let (undone, back) = at_once(
                || town.write(move |tx| lending::undo(tx, &now(), loan)),
                || town.take_back(&now(), &book),
            );
            assert!(is_clear(&undone), "{undone:?}");
            assert_ne!(undone.is_ok(), back.loan.is_some(), "one of the two found it open");
            assert_eq!(town.copy_now(&book).due, None);
        }
        town.assert_sound();
    });
}

#[test]
fn a_renewal_undone_at_one_desk_while_another_takes_the_copy_back_leaves_the_loan_ended() {
    in_town(|town| {
        for _ in 0..10 {
            let (member, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Edensor", "umum"));
            let loan = town.lend(&now(), &member, &book).unwrap().id;
            town.renew(&later(), loan).unwrap();
            let (undone, back) = at_once(
                || town.write(move |tx| renewing::undo(tx, &later(), loan, 1)),
                || town.take_back(&later(), &book),
            );
            assert!(is_clear(&undone), "{undone:?}");
            assert!(back.loan.is_some());
            assert_eq!(town.copy_now(&book).due, None);
        }
        town.assert_sound();
    });
}

#[test]
fn a_return_undone_at_one_desk_while_another_lends_the_copy_leaves_one_loan_and_a_clear_no() {
    in_town(|town| {
        for _ in 0..10 {
            let book = town.copy("Maryamah Karpov", "umum");
            let (first, second) =
                (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
            let loan = town.lend(&now(), &first, &book).unwrap().id;
            town.take_back(&now(), &book);
            let (undone, lent) = at_once(
                || town.write(move |tx| returns::undo(tx, &now(), loan, false)),
                || town.lend(&now(), &second, &book),
            );
            assert!(is_clear(&undone) && is_clear(&lent), "{undone:?} {lent:?}");
            assert_ne!(undone.is_ok(), lent.is_ok(), "one of the two has it");
        }
        town.assert_sound();
    });
}
