//! What happens when several desks do the same at the same moment, with real threads, on both engines.

use std::{sync::Barrier, thread};

use crate::common::{in_town, now};
use circulation::{
    lending,
    renewing::{self, Renew},
    returns,
};
use kernel::Act;
use store::Error;
use trial::act;

/// When a renewal gains something.
fn later() -> Act {
    act("2026-08-15T10:00")
}

#[test]
fn two_desks_that_lend_the_last_copy_lend_it_once() {
    in_town(|town| {
        for _ in 0..10 {
            let book = town.copy("Laut Bercerita", "umum");
            let members = [town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa")];
            let start = Barrier::new(2);
            let won = thread::scope(|scope| {
                let desks = members.each_ref().map(|member| {
                    scope.spawn(|| {
                        start.wait();
                        town.lend(&now(), member, &book)
                    })
                });
                desks.map(|desk| desk.join().unwrap())
            });
            assert_eq!(won.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{won:?}");
            assert!(won.iter().all(|outcome| matches!(outcome, Ok(_) | Err(Error::Refused(_)))), "{won:?}");
            assert_eq!(town.copy_now(&book).loans, 1);
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
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(_) | Err(Error::Refused(_)))));
        town.assert_sound();
    });
}

#[test]
fn a_copy_returned_at_two_desks_at_once_is_returned_once() {
    in_town(|town| {
        let (member, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&now(), &member, &book).unwrap();
        let start = Barrier::new(2);
        let backs = thread::scope(|scope| {
            let desks = [(); 2].map(|()| {
                scope.spawn(|| {
                    start.wait();
                    town.take_back(&now(), &book)
                })
            });
            desks.map(|desk| desk.join().unwrap())
        });
        assert_eq!(backs.iter().filter(|back| back.loan.is_some()).count(), 1);
        town.assert_sound();
    });
}

#[test]
fn a_lending_undone_at_one_desk_while_another_takes_the_copy_back_ends_one_way() {
    in_town(|town| {
        for _ in 0..10 {
            let (member, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Sang Pemimpi", "umum"));
            let loan = town.lend(&now(), &member, &book).unwrap().id;
            let start = Barrier::new(2);
            let (undone, back) = thread::scope(|scope| {
                let undoing = scope.spawn(|| {
                    start.wait();
                    town.write(move |tx| lending::undo(tx, &now(), loan))
                });
                let taking = scope.spawn(|| {
                    start.wait();
                    town.take_back(&now(), &book)
                });
                (undoing.join().unwrap(), taking.join().unwrap())
            });
            assert!(matches!(undone, Ok(_) | Err(Error::Refused(_))), "{undone:?}");
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
            let renewal = Renew { loan, despite: false };
            town.write(move |tx| renewing::renew(tx, &later(), &renewal)).unwrap();
            let start = Barrier::new(2);
            let (undone, back) = thread::scope(|scope| {
                let undoing = scope.spawn(|| {
                    start.wait();
                    town.write(move |tx| renewing::undo(tx, &later(), loan, 1))
                });
                let taking = scope.spawn(|| {
                    start.wait();
                    town.take_back(&later(), &book)
                });
                (undoing.join().unwrap(), taking.join().unwrap())
            });
            assert!(matches!(undone, Ok(_) | Err(Error::Refused(_))), "{undone:?}");
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
            let start = Barrier::new(2);
            let (undone, lent) = thread::scope(|scope| {
                let undoing = scope.spawn(|| {
                    start.wait();
                    town.write(move |tx| returns::undo(tx, &now(), loan, false))
                });
                let lending = scope.spawn(|| {
                    start.wait();
                    town.lend(&now(), &second, &book)
                });
                (undoing.join().unwrap(), lending.join().unwrap())
            });
            assert!(matches!(undone, Ok(_) | Err(Error::Refused(_))), "{undone:?}");
            assert!(matches!(lent, Ok(_) | Err(Error::Refused(_))), "{lent:?}");
            assert_ne!(undone.is_ok(), lent.is_ok(), "one of the two has it");
        }
        town.assert_sound();
    });
}
