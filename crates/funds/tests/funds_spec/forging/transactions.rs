//! Transactions past the program: what they are made of, when they are, and what they take back.

use crate::books::{SCHEMAS, filled, free, grant, left, now, own, receipt, write};
use funds::{
    Transaction,
    gifts::{self, Receipt},
    ledger::{self, months},
};
use jiff::civil::date;
use kernel::Id;
use store::{Error, sql, vals};
use trial::on_both;

use super::{Forged, broken, refused, refuses};

#[test]
fn the_database_itself_takes_no_transaction_whose_postings_do_not_sum_to_0() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        let forged = |amounts: &[i64], total| Forged { total, ..Forged::bank(fund, amounts) }.tried(store);
        let uneven = vec![(fund, "1102", "asset", 5), (fund, "4103", "income", -4)];
        let uneven = Forged::new("receipt", uneven).tried(store);
        assert!(matches!(uneven, Err(Error::Reference(_))), "it says 0, but its end is 1: {uneven:?}");
        assert!(matches!(forged(&[5, -4], 1), Err(Error::Check(_))), "it says what it is, which is not 0");
        assert!(matches!(forged(&[], 0), Err(Error::Reference(_))), "it has no postings");
        forged(&[5, -5], 0).unwrap();
    });
}

#[test]
fn the_database_takes_no_further_posting_to_a_transaction_that_stands() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        for (rest, previous, prior) in
            [(0_i64, None, 0_i64), (7, None, 0), (1, Some(2_i64), 100), (0, Some(1), 100)]
        {
            let added = write(store, move |tx| {
                let (id,): (Id<Transaction>,) = tx.one(sql!("SELECT id FROM ledger_transaction"), vals![])?;
                tx.exec(
                    sql!(
                        "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                             previous_fund, prior, running)
                         VALUES (?1, ?2, ?3, '1102', 'receipt', 'asset', NULL, 9, ?4, ?5, ?6, ?7)"
                    ),
                    vals![id, rest, fund, previous, previous.map(|_| fund), prior, prior + 9],
                )
            });
            assert!(matches!(added, Err(Error::Unique { .. } | Error::Reference(_))), "{rest}: {added:?}");
        }
    });
}

#[test]
fn what_stands_in_the_ledger_is_neither_changed_nor_deleted() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| filled(tx, 100)).unwrap();
        let tried = [
            write(store, |tx| tx.exec(sql!("UPDATE posting SET amount = amount + 1"), vals![])),
            write(store, |tx| tx.exec(sql!("DELETE FROM posting"), vals![])),
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET memo = 'lain'"), vals![])),
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET day = '2026-08-06'"), vals![])),
            write(store, |tx| tx.exec(sql!("DELETE FROM ledger_transaction"), vals![])),
        ];
        for one in tried {
            assert!(matches!(one, Err(Error::Check(_))), "{one:?}");
        }
        // Whom it was with may be forgotten.
        assert_eq!(
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET party = NULL"), vals![])).unwrap(),
            1
        );
    });
}

#[test]
fn the_database_takes_no_reversal_that_does_not_mirror_what_it_takes_back() {
    on_both(SCHEMAS, |store| {
        let (fund, id) = write(store, |tx| {
            let fund = own(tx)?;
            Ok((fund, gifts::receive(tx, &now(), &receipt(fund, 700))?))
        })
        .unwrap();
        let back = |id, out: i64| {
            let lines = vec![(fund, "4103", "income", out), (fund, "1102", "asset", -out)];
            Forged { reverses: Some(id), ..Forged::new("reversal", lines) }
        };
        refused(back(id, 699).tried(store), "a rupiah is missing");
        let other = vec![(fund, "4102", "income", 700), (fund, "1102", "asset", -700)];
        let other = Forged { reverses: Some(id), ..Forged::new("reversal", other) };
        refused(other.tried(store), "it came as something else");
        let mirror = back(id, 700);
        let reversal = mirror.id;
        mirror.tried(store).unwrap();
        refused(back(reversal, -700).tried(store), "a reversal is not reversed");
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_takes_as_a_beginning_only_what_one_fund_had_before_anything_happened_to_it() {
    on_both(SCHEMAS, |store| {
        let (bound, open, fresh) = write(store, |tx| {
            let early = |fund| Receipt { day: date(2026, 8, 1), ..receipt(fund, 500) };
            let (bound, open) = (grant(tx)?, own(tx)?);
            gifts::receive(tx, &now(), &early(bound))?;
            gifts::receive(tx, &now(), &early(open))?;
            Ok((bound, open, grant(tx)?))
        })
        .unwrap();
        let opening = |opens, lines| Forged { opens, ..Forged::new("opening", lines) }.tried(store);
        let had = |fund, by_way_of, amount: i64| {
            vec![(fund, "1102", "asset", amount), (fund, by_way_of, "equity", -amount)]
        };
        refused(
            opening(Some((bound, "1102")), had(bound, "3101", -200)),
            "money does not leave by a beginning",
        );
        refused(opening(None, had(fresh, "3101", 200)), "of no fund");
        refused(opening(Some((fresh, "1102")), had(fresh, "3102", 200)), "out of another fund");
        refused(opening(Some((fresh, "1101")), had(fresh, "3101", 200)), "of another account");
        let two = [had(fresh, "3101", 200), had(open, "3101", 200)].concat();
        refused(opening(Some((fresh, "1102")), two), "of two funds");
        refused(opening(Some((open, "1102")), had(open, "3101", 200)), "something happened before");
        opening(Some((fresh, "1102")), had(fresh, "3101", 200)).unwrap();
        let again = opening(Some((fresh, "1102")), had(fresh, "3101", 200));
        assert!(matches!(again, Err(Error::Unique { .. })), "{again:?}");
        let forgotten = sql!(
            "UPDATE ledger_transaction SET opens_fund = NULL, opens_account = NULL WHERE opens_fund = ?1"
        );
        refuses(store, forgotten, fresh);
        // What is taken back may be written rightly.
        write(store, move |tx| {
            let (id,): (Id<Transaction>,) =
                tx.one(sql!("SELECT id FROM ledger_transaction WHERE opens_fund = ?1"), vals![fresh])?;
            ledger::reverse(tx, &now(), id, None, "Salah hitung")
        })
        .unwrap();
        opening(Some((fresh, "1102")), had(fresh, "3101", 150)).unwrap();
        assert_eq!((left(store, bound), left(store, open), left(store, fresh)), (500, 500, 150));
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_takes_nothing_into_a_month_that_is_closed_and_opens_none_for_no_reason() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = own(tx)?;
            let july = Receipt { day: date(2026, 7, 2), ..receipt(fund, 500) };
            gifts::receive(tx, &now(), &july)?;
            months::close(tx, &now(), "2026-07")?;
            Ok(fund)
        })
        .unwrap();
        let in_july = |open| Forged { day: "2026-07-03", open, ..Forged::bank(fund, &[5, -5]) };
        let as_open = in_july(true).tried(store);
        assert!(matches!(as_open, Err(Error::Reference(_))), "it is closed: {as_open:?}");
        refused(in_july(false).tried(store), "it says so itself");
        let opened = write(store, |tx| tx.exec(sql!("UPDATE ledger_month SET open = TRUE"), vals![]));
        refused(opened, "nobody says why");
        let no_day = Forged { day: "2026-08-99", ..Forged::bank(fund, &[5, -5]) };
        refused(no_day.tried(store), "there is no such day");
    });
}

#[test]
fn the_database_moves_nothing_to_nowhere() {
    on_both(SCHEMAS, |store| {
        let open = write(store, |tx| free(tx, 500)).unwrap();
        for by_way_of in ["3101", "3102"] {
            let lines = vec![(open, by_way_of, "equity", 200), (open, "1102", "asset", -200)];
            refused(Forged::new("transfer", lines).tried(store), by_way_of);
        }
        assert_eq!(left(store, open), 500);
    });
}

#[test]
fn the_database_takes_no_chain_in_which_one_fund_pays_for_another() {
    on_both(SCHEMAS, |store| {
        let (one, other) = write(store, |tx| Ok((filled(tx, 100)?, own(tx)?))).unwrap();
        let lines = vec![(one, "1102", "asset", -5), (other, "1102", "asset", 5)];
        let crossed = write(store, move |tx| Forged::new("transfer", lines.clone()).postings(tx));
        refused(crossed, "its sum is not 0 where it goes from one fund to the other");
    });
}
