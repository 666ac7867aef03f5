//! What is paid, and what it is paid for.

use crate::books::{
    SCHEMAS, approve, by, filled, free, left, now, pay, spend, state, violations, wish, write,
};
use funds::{SpendingState, budgets, encumbrances, ledger, spending};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use store::{Error, sql, vals};
use trial::on_both;

use super::{Forged, broken, refused, refuses};

#[test]
fn the_database_pays_nothing_that_was_not_approved_nor_more_than_that_nor_twice() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        write(store, |tx| spending::RECEIPT_FROM.set(tx, &by(9), "1000000")).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 600_000))).unwrap();
        let paid = |of: Id<()>, amount: i64| {
            let lines = vec![(fund, "5102", "expense", amount), (fund, "1102", "asset", -amount)];
            let origin = Some(("spending", of.cast()));
            Forged { origin, ..Forged::new("payment", lines) }
        };
        let wished: Id<()> = id.cast();
        let nothing = Forged { origin: None, ..paid(wished, 5) };
        refused(nothing.tried(store), "nobody asked for it");
        refused(paid(Id::new(), 5).tried(store), "no such wish");
        refused(paid(wished, 600_000).tried(store), "nobody has approved it");
        refuses(store, sql!("UPDATE spending SET state = 'paid' WHERE id = ?1"), id);
        approve(store, id, 2, false).unwrap();
        refused(paid(wished, 600_001).tried(store), "more than was approved");
        let beside = vec![
            (fund, "5102", "expense", 600_000),
            (fund, "5105", "expense", 9),
            (fund, "1102", "asset", -600_009),
        ];
        refused(Forged { lines: beside, ..paid(wished, 0) }.tried(store), "something else beside it");
        let other = write(store, move |tx| spend(tx, fund, 7)).unwrap();
        let forged = sql!("UPDATE spending SET state = 'paid', ledger_transaction = ?2 WHERE id = ?1");
        let stolen = write(store, move |tx| tx.exec(forged, vals![id, other]));
        refused(stolen, "another one's payment");
        pay(store, id).unwrap();
        refused(paid(wished, 600_000).tried(store), "it is paid already");
        for forged in [
            sql!("UPDATE spending SET state = 'approved', ledger_transaction = NULL WHERE id = ?1"),
            sql!("UPDATE spending SET state = 'withdrawn', ledger_transaction = NULL WHERE id = ?1"),
        ] {
            refuses(store, forged, id);
        }
        assert_eq!((state(store, id), left(store, fund)), (SpendingState::Paid, 4_399_993));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_lets_no_restricted_money_into_another_fund() {
    on_both(SCHEMAS, |store| {
        let (bound, open) = write(store, |tx| Ok((filled(tx, 500)?, free(tx, 500)?))).unwrap();
        let moved = |from, to, by_way_of| {
            let lines = vec![
                (from, by_way_of, "equity", 200),
                (from, "1102", "asset", -200),
                (to, "1102", "asset", 200),
                (to, by_way_of, "equity", -200),
            ];
            Forged::new("transfer", lines).tried(store)
        };
        for by_way_of in ["3102", "3101"] {
            refused(moved(bound, open, by_way_of), by_way_of);
        }
        moved(open, bound, "3102").expect("what is free may be bound");
        assert_eq!((left(store, bound), left(store, open)), (700, 300));
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_promises_no_more_under_a_line_of_a_budget_than_it_says() {
    on_both(SCHEMAS, |store| {
        let (held, line) = write(store, |tx| {
            let fund = filled(tx, 5_000)?;
            let line = budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(1_000))?;
            Ok((encumbrances::hold(tx, &now(), fund, Some(line), Rupiah(600), "Pesanan")?, line))
        })
        .unwrap();
        for forged in [
            sql!("UPDATE budget SET amount = 599 WHERE id = ?1"),
            sql!("UPDATE budget SET purpose = 'Lain' WHERE id = ?1"),
            sql!("UPDATE budget SET year = 2027 WHERE id = ?1"),
            sql!("DELETE FROM budget WHERE id = ?1"),
        ] {
            refuses(store, forged, line);
        }
        let more = sql!(
            "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, 401, NULL, 0)"
        );
        refuses(store, more, held);
        write(store, move |tx| encumbrances::raise(tx, &now(), held, Rupiah(400))).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_pays_no_more_under_a_line_of_a_budget_than_it_says() {
    on_both(SCHEMAS, |store| {
        let asked = write(store, |tx| {
            let fund = free(tx, 5_000)?;
            let line = budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(1_000))?;
            let id = spending::request(
                tx,
                &by(1),
                &spending::NewSpending { budget: Some(line), ..wish(fund, 600) },
            )?;
            Ok((fund, line, id))
        });
        let (fund, line, id) = asked.unwrap();
        assert_eq!(state(store, id), SpendingState::Approved);
        write(store, move |tx| {
            let held = spending::one(tx, id)?.encumbrance.unwrap();
            encumbrances::end(tx, &now(), held)?;
            budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(599)).map(drop)
        })
        .unwrap();
        let paid = write(store, move |tx| {
            spending::pay(tx, &by(3), id, ledger::accounts::BANK, date(2026, 8, 5), "")
        });
        assert!(matches!(paid, Err(Error::Check(_))), "{paid:?}");
        write(store, move |tx| {
            let known = budgets::one(tx, line)?;
            budgets::plan(tx, &now(), fund, known.year, &known.purpose, Rupiah(600)).map(drop)
        })
        .unwrap();
        pay(store, id).unwrap();
    });
}
