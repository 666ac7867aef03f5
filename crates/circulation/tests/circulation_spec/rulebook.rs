//! The rule book is read once; whoever decides anew is gone by from the next loan on.

use circulation::{
    policies,
    policy::{Name, Scope},
    rulebook::Rulebook,
};
use kernel::Id;
use store::{Error, Tx};

use crate::common::{Town, in_town, now};

/// How many copies an adult may have, as the book says it in this transaction.
fn limit(tx: &mut Tx<'_>, town: &Town) -> Option<i64> {
    let case = circulation::policy::Case { branch: town.branch, plan: "dewasa", kind: "umum" };
    Rulebook::today(tx, &now()).unwrap().terms(&case).limit
}

fn decide(tx: &mut Tx<'_>, limit: &str) -> store::Result<Option<Id<policies::Change>>> {
    let adults = Scope { branch: None, plan: Some("dewasa".into()), kind: None };
    policies::decide(tx, &now(), &adults, Name::LoanLimit, Some(limit))
}

fn asked(town: &Town) -> Option<i64> {
    let here = town.clone();
    town.read(move |tx| Ok(limit(tx, &here)))
}

#[test]
fn the_book_is_the_same_until_something_is_decided_and_another_one_then() {
    in_town(|town| {
        let before = asked(town);
        assert_eq!(asked(town), before);
        town.write(|tx| decide(tx, "9").map(drop)).unwrap();
        assert_eq!(asked(town), Some(9));
    });
}

#[test]
fn what_was_decided_in_a_transaction_that_was_undone_is_in_no_book() {
    in_town(|town| {
        let (before, here) = (asked(town), town.clone());
        let undone: Result<(), Error> = town.write(move |tx| {
            decide(tx, "9")?;
            assert_eq!(limit(tx, &here), Some(9), "within it, it holds");
            Err(Error::Missing)
        });
        undone.unwrap_err();
        assert_eq!(asked(town), before);
        // As many decisions as before, and another value: nothing of the undone one is taken for it.
        town.write(|tx| decide(tx, "4").map(drop)).unwrap();
        assert_eq!(asked(town), Some(4));
    });
}

#[test]
fn two_libraries_in_one_program_keep_their_own() {
    in_town(|one| {
        in_town(|other| {
            one.write(|tx| decide(tx, "3").map(drop)).unwrap();
            other.write(|tx| decide(tx, "5").map(drop)).unwrap();
            assert_eq!((asked(one), asked(other), asked(one)), (Some(3), Some(5), Some(3)));
        });
    });
}
