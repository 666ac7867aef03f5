//! Asking, approving, paying; and what happens when two do it at once.

use std::thread;

use crate::books::{SCHEMAS, by, filled, keys, left, now, paper, violations, wish, write};
use funds::{
    Spending, SpendingState, Verdict, budgets, encumbrances,
    ledger::{accounts, list},
    spending::{self, NewSpending},
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use platform::files::Files;
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{act, on_both};

fn state(store: &Store, id: Id<Spending>) -> SpendingState {
    store.read_blocking(move |tx| Ok(spending::one(tx, id)?.state)).unwrap()
}

fn approve(store: &Store, id: Id<Spending>, who: u8, large: bool) -> Result<Spending> {
    write(store, move |tx| spending::decide(tx, &by(who), id, Verdict::Approved, large, ""))
}

fn pay(store: &Store, id: Id<Spending>) -> Result<Id<funds::Transaction>> {
    write(store, move |tx| spending::pay(tx, &by(3), id, accounts::BANK, date(2026, 8, 5), "K-1"))
}

#[test]
fn a_small_amount_is_approved_at_once_and_its_money_held() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 499_999))).unwrap();
        assert_eq!(state(store, id), SpendingState::Approved);
        assert_eq!(left(store, fund), 500_001);
        write(store, move |tx| spending::withdraw(tx, &by(1), id)).unwrap();
        assert_eq!(left(store, fund), 1_000_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn nobody_approves_their_own_wish_and_large_ones_need_two_people_of_whom_one_may() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 50_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 12_000_000))).unwrap();
        assert_eq!(keys(approve(store, id, 1, true)), ["spending-own"]);
        assert_eq!(approve(store, id, 2, false).unwrap().state, SpendingState::Requested);
        assert_eq!(keys(approve(store, id, 2, true)), ["spending-said-already"]);
        assert_eq!(approve(store, id, 4, false).unwrap().state, SpendingState::Requested);
        assert_eq!(approve(store, id, 5, true).unwrap().state, SpendingState::Approved);
        assert_eq!(keys(approve(store, id, 6, true)), ["spending-not-so"]);
        // The database says no to one's own word as well.
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO spending_step (id, spending, requester, decision, large, note, decider, at)
                     VALUES (?1, ?2, ?3, 'approved', TRUE, NULL, ?3, 0)"
                ),
                vals![Id::<()>::new(), id, crate::books::person(1)],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
    });
}

#[test]
fn a_no_needs_its_reason_and_ends_it() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 5_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 2_000_000))).unwrap();
        let refuse = move |note: &'static str| {
            move |tx: &mut Tx<'_>| spending::decide(tx, &by(2), id, Verdict::Refused, false, note)
        };
        assert_eq!(keys(write(store, refuse(" "))), ["spending-why-missing"]);
        write(store, refuse("Sudah ada di rak")).unwrap();
        assert_eq!(state(store, id), SpendingState::Refused);
        assert_eq!(left(store, fund), 5_000_000);
        assert_eq!(keys(pay(store, id)), ["spending-not-so"]);
    });
}

#[test]
fn nothing_large_is_paid_without_a_receipt_and_what_is_paid_leads_to_it() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let fund = write(store, |tx| filled(tx, 3_000_000)).unwrap();
        let id = write(store, move |tx| {
            let line = budgets::plan(tx, &now(), fund, 2026, "Buku cerita", Rupiah(2_500_000))?;
            spending::request(tx, &by(1), &NewSpending { budget: Some(line), ..wish(fund, 2_000_000) })
        })
        .unwrap();
        assert_eq!(keys(pay(store, id)), ["spending-not-so"]);
        approve(store, id, 2, false).unwrap();
        assert_eq!(keys(pay(store, id)), ["spending-receipt-missing"]);
        write(store, move |tx| paper(tx, &files, id)).unwrap();
        let posted = pay(store, id).unwrap();
        assert_eq!(state(store, id), SpendingState::Paid);
        assert_eq!(left(store, fund), 1_000_000);
        let (one, line) = store
            .read_blocking(move |tx| Ok((list::one(tx, posted)?, budgets::of(tx, fund)?.remove(0))))
            .unwrap();
        assert_eq!(one.documents, 1, "from the ledger one comes to the receipt");
        assert_eq!((line.amount.0, line.spent.0), (2_500_000, 2_000_000));
        assert_eq!(keys(pay(store, id)), ["spending-not-so"], "nothing is paid twice");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_wish_says_what_and_for_whom_and_keeps_to_its_fund() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        let refused = write(store, move |tx| {
            let empty = NewSpending {
                what: " ".into(),
                payee: String::new(),
                account: "1102".into(),
                ..wish(fund, 1_001)
            };
            spending::request(tx, &by(1), &empty)
        });
        assert_eq!(
            keys(refused),
            ["spending-what-missing", "spending-payee-missing", "account-no-expense", "fund-short"]
        );
        let nobody = write(store, move |tx| spending::request(tx, &now(), &wish(fund, 10)));
        assert_eq!(keys(nobody), ["spending-nobody"]);
        let late = write(store, move |tx| {
            spending::request(tx, &kernel::Act { at: act("2027-01-02T09:00").at, ..by(1) }, &wish(fund, 10))
        });
        assert_eq!(keys(late), ["fund-over"]);
    });
}

#[test]
fn what_is_promised_is_available_to_nobody_else_and_let_go_of_at_most_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        let held =
            write(store, move |tx| encumbrances::hold(tx, &now(), fund, Rupiah(700), "Pesanan")).unwrap();
        let more = write(store, move |tx| encumbrances::hold(tx, &now(), fund, Rupiah(301), "Pesanan lain"));
        assert_eq!(keys(more), ["fund-short"]);
        write(store, move |tx| encumbrances::release(tx, held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 800);
        write(store, move |tx| encumbrances::release(tx, held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 1_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn two_clerks_who_spend_the_last_rupiah_at_once_spend_it_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100_000)).unwrap();
        let clerks: Vec<_> = (1..=8)
            .map(|clerk| {
                let store = store.clone();
                thread::spawn(move || {
                    write(&store, move |tx| spending::request(tx, &by(clerk), &wish(fund, 100_000)))
                })
            })
            .collect();
        let outcomes: Vec<_> = clerks.into_iter().map(|clerk| clerk.join().unwrap()).collect();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        for lost in outcomes.into_iter().filter(Result::is_err) {
            assert_eq!(keys(lost), ["fund-short"]);
        }
        assert_eq!(left(store, fund), 0);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn two_treasurers_who_pay_the_same_thing_at_once_pay_it_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 40_000))).unwrap();
        let payers: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                thread::spawn(move || pay(&store, id))
            })
            .collect();
        let paid = payers.into_iter().map(|payer| payer.join().unwrap()).filter(Result::is_ok).count();
        assert_eq!((paid, left(store, fund)), (1, 60_000));
        assert_eq!(violations(store), [""; 0]);
    });
}
