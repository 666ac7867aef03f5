//! What is promised of a fund, and what its budget says.

use crate::books::{SCHEMAS, by, filled, free, keys, left, now, state, violations, wish, write};
use funds::{
    Spending, SpendingState, Verdict, budgets, encumbrances,
    spending::{self, NewSpending},
};
use kernel::{Id, Rupiah};
use store::{Result, Store, Tx};
use trial::on_both;

/// A promise of 1,000,000 and what is asked to be paid out of it.
fn part(
    tx: &mut Tx<'_>,
    fund: Id<funds::Fund>,
    amount: i64,
) -> Result<(Id<funds::Encumbrance>, Id<Spending>)> {
    let whole = encumbrances::hold(tx, &now(), fund, None, Rupiah(1_000_000), "Pesanan")?;
    let new = NewSpending { promise: Some(whole), ..wish(fund, amount) };
    Ok((whole, spending::request(tx, &by(1), &new)?))
}

fn held(store: &Store, promise: Id<funds::Encumbrance>) -> i64 {
    store.read_blocking(move |tx| Ok(encumbrances::one(tx, promise)?.amount.0)).unwrap()
}

#[test]
fn what_is_promised_is_available_to_nobody_else_and_let_go_of_at_most_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        let held = write(store, move |tx| encumbrances::hold(tx, &now(), fund, None, Rupiah(700), "Pesanan"))
            .unwrap();
        let more =
            write(store, move |tx| encumbrances::hold(tx, &now(), fund, None, Rupiah(301), "Pesanan lain"));
        assert_eq!(keys(more), ["fund-short"]);
        write(store, move |tx| encumbrances::release(tx, &now(), held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 800);
        write(store, move |tx| encumbrances::release(tx, &now(), held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 1_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_part_of_a_promise_is_approved_like_any_other_wish_and_goes_back_to_it_when_it_is_refused() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000_000)).unwrap();
        let (whole, id) = write(store, move |tx| part(tx, fund, 600_000)).unwrap();
        assert_eq!((state(store, id), held(store, whole)), (SpendingState::Requested, 400_000));
        let more = write(store, move |tx| {
            let new = NewSpending { promise: Some(whole), ..wish(fund, 400_001) };
            spending::request(tx, &by(1), &new)
        });
        assert_eq!(keys(more), ["encumbrance-short"]);
        write(store, move |tx| spending::decide(tx, &by(2), id, Verdict::Refused, false, "Harga salah"))
            .unwrap();
        assert_eq!((held(store, whole), left(store, fund)), (1_000_000, 0));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn what_comes_back_to_a_promise_that_is_over_is_free() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000_000)).unwrap();
        let (whole, id) = write(store, move |tx| part(tx, fund, 600_000)).unwrap();
        write(store, move |tx| encumbrances::end(tx, &now(), whole)).unwrap();
        assert_eq!(left(store, fund), 400_000);
        write(store, move |tx| spending::withdraw(tx, &by(1), id)).unwrap();
        assert_eq!((held(store, whole), left(store, fund)), (0, 1_000_000));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn nothing_is_asked_for_beyond_a_line_of_the_budget_and_what_is_promised_of_it_counts() {
    on_both(SCHEMAS, |store| {
        let (fund, line, old) = write(store, |tx| {
            let fund = free(tx, 5_000_000)?;
            let old = budgets::plan(tx, &now(), fund, 2025, "Alat", Rupiah(400_000))?;
            Ok((fund, budgets::plan(tx, &now(), fund, 2026, "Alat", Rupiah(400_000))?, old))
        })
        .unwrap();
        let ask = |line, amount| {
            let new = NewSpending { budget: Some(line), ..wish(fund, amount) };
            write(store, move |tx| spending::request(tx, &by(1), &new))
        };
        assert_eq!(keys(ask(line, 400_001)), ["budget-short"]);
        assert_eq!(keys(ask(old, 1)), ["budget-of-another-year"]);
        ask(line, 250_000).unwrap();
        assert_eq!(keys(ask(line, 150_001)), ["budget-short"], "what is promised is not there twice");
        ask(line, 150_000).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_line_of_the_budget_is_never_less_than_what_is_spent_and_promised_of_it() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let plan =
            |amount| write(store, move |tx| budgets::plan(tx, &now(), fund, 2026, "Alat", Rupiah(amount)));
        let line = plan(400_000).unwrap();
        let new = NewSpending { budget: Some(line), ..wish(fund, 250_000) };
        write(store, move |tx| spending::request(tx, &by(1), &new)).unwrap();
        assert_eq!(keys(plan(249_999)), ["budget-below-used"]);
        plan(250_000).unwrap();
    });
}

#[test]
fn a_programme_is_paid_for_by_lines_of_several_funds_and_what_pays_for_none_stands_by_itself() {
    on_both(SCHEMAS, |store| {
        let reading = Id::from_bytes([9; 16]);
        let all = write(store, move |tx| {
            let (own, grant) = (free(tx, 5_000_000)?, filled(tx, 5_000_000)?);
            for (fund, year, purpose, amount, serves) in [
                (own, 2026, "Kelas membaca", 400_000, true),
                (grant, 2026, "Honor dan konsumsi", 600_000, true),
                (grant, 2026, "Kelas membaca", 50_000, false),
                (own, 2026, "Alat", 100_000, false),
                (own, 2025, "Kelas membaca", 900_000, true),
            ] {
                let line = budgets::plan(tx, &now(), fund, year, purpose, Rupiah(amount))?;
                if serves {
                    budgets::serve(tx, &now(), line, reading)?;
                }
            }
            let known: web::Programmes = |_| {
                let id = Id::from_bytes([9; 16]);
                Ok(vec![web::Programme { id, title: "Tomohon membaca".into(), path: String::new() }])
            };
            assert_eq!(budgets::of_programme(tx, reading)?.len(), 3);
            budgets::planned(tx, 2026, &[known])
        })
        .unwrap();
        let sums: Vec<_> =
            all.iter().map(|one| (one.name(), one.lines.len(), one.sum(|line| line.amount).0)).collect();
        assert_eq!(
            sums,
            [("Tomohon membaca", 2, 1_000_000), ("Alat", 1, 100_000), ("Kelas membaca", 1, 50_000)]
        );
    });
}
