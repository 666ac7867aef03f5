//! Asking to pay, and approving it.

use std::thread;

use crate::books::{
    SCHEMAS, approve, by, filled, free, keys, left, now, pay, state, violations, wish, write,
};
use funds::{
    SpendingState, Verdict, encumbrances,
    ledger::accounts,
    spending::{self, NewSpending},
};
use kernel::{Id, Rupiah};
use store::{Error, Result, Tx, sql, vals};
use trial::{act, on_both};

#[test]
fn a_small_amount_is_approved_at_once_and_its_money_held() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 1_000_000)).unwrap();
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
fn small_wishes_for_one_payee_are_weighed_together_however_the_name_is_written() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let ask = |payee: &'static str| {
            let new = NewSpending { payee: payee.into(), ..wish(fund, 400_000) };
            let id = write(store, move |tx| spending::request(tx, &by(1), &new)).unwrap();
            state(store, id)
        };
        assert_eq!(ask("Toko Y"), SpendingState::Approved);
        for again in ["TOKO  Y", "Toko Y.", " toko-y "] {
            assert_eq!(ask(again), SpendingState::Requested, "{again}");
        }
        assert_eq!(ask("Toko Z"), SpendingState::Approved);
    });
}

#[test]
fn many_small_wishes_for_one_payee_are_weighed_as_the_one_they_are() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let ask = |payee: &'static str, amount| {
            let new = NewSpending { payee: payee.into(), ..wish(fund, amount) };
            write(store, move |tx| spending::request(tx, &by(1), &new)).unwrap()
        };
        let first = ask("Toko Contoh", 300_000);
        assert_eq!(state(store, first), SpendingState::Approved);
        let other = ask("Toko Lain", 300_000);
        assert_eq!(state(store, other), SpendingState::Approved);
        let second = ask("toko contoh ", 200_000);
        assert_eq!(state(store, second), SpendingState::Requested);
    });
}

#[test]
fn a_payee_whose_name_the_register_knows_is_that_organisation_and_books_are_ordered() {
    on_both(SCHEMAS, |store| {
        let (fund, shop) = write(store, |tx| {
            let profile = people::Profile { name: "Toko Buku Contoh".into(), ..people::Profile::default() };
            let shop = people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)?;
            let person = people::Profile { name: "Olga Contoh".into(), ..people::Profile::default() };
            people::parties::enter_as(tx, &now(), people::PartyKind::Person, &person)?;
            Ok((free(tx, 5_000_000)?, shop))
        })
        .unwrap();
        let party = |payee: &'static str| {
            let new = NewSpending { payee: payee.into(), ..wish(fund, 1_000) };
            let id = write(store, move |tx| spending::request(tx, &by(1), &new)).unwrap();
            store.read_blocking(move |tx| Ok(spending::one(tx, id)?.party)).unwrap()
        };
        assert_eq!(party("  toko buku  CONTOH"), Some(shop));
        assert_eq!(party("Olga Contoh"), None, "people are called alike too often");
        assert_eq!(party("Warung Contoh"), None);
        let known = store.read_blocking(spending::payees).unwrap();
        assert_eq!(known, [(shop, "Toko Buku Contoh".to_owned())]);
        let books = NewSpending { account: accounts::BOOKS.into(), ..wish(fund, 1_000) };
        let refused = write(store, move |tx| spending::request(tx, &by(1), &books));
        assert_eq!(keys(refused), ["spending-books-by-order"]);
    });
}

#[test]
fn money_given_for_a_purpose_needs_somebody_at_any_amount() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 1))).unwrap();
        assert_eq!(state(store, id), SpendingState::Requested);
        assert_eq!(approve(store, id, 2, false).unwrap().state, SpendingState::Approved);
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
fn the_limits_in_force_when_it_was_asked_for_hold_and_the_database_counts_the_approvals() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 50_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 12_000_000))).unwrap();
        write(store, |tx| spending::LARGE_FROM.set(tx, &by(9), "20000000")).unwrap();
        assert_eq!(
            approve(store, id, 2, true).unwrap().state,
            SpendingState::Requested,
            "it still needs two"
        );
        let held = move |tx: &mut Tx<'_>| encumbrances::hold(tx, &now(), fund, None, Rupiah(12_000_000), "x");
        let forged = write(store, move |tx| {
            let held = held(tx)?;
            tx.exec(
                sql!("UPDATE spending SET state = 'approved', encumbrance = ?2 WHERE id = ?1"),
                vals![id, held],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        for frozen in [
            sql!("UPDATE spending SET needs = 0"),
            sql!("UPDATE spending SET amount = 1"),
            sql!("UPDATE spending_step SET decision = 'refused', note = 'x'"),
            sql!("DELETE FROM spending_step"),
            sql!("DELETE FROM spending"),
        ] {
            let forged = write(store, move |tx| tx.exec(frozen, vals![]));
            assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        }
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_fund_pays_for_what_it_may_be_spent_on_alone_and_is_widened_by_another_person() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000_000)).unwrap();
        let allow = |account: &'static str, allowed, approves| {
            write(store, move |tx| funds::funds::allow(tx, &by(3), fund, account, allowed, approves))
        };
        for account in ["5102", "5103", "5104", "5105"] {
            allow(account, false, false).unwrap();
        }
        assert_eq!(keys(allow("5101", false, false)), ["fund-account-last"]);
        let ask = move |tx: &mut Tx<'_>| {
            spending::request(tx, &by(1), &NewSpending { account: "5105".into(), ..wish(fund, 400_000) })
        };
        assert_eq!(keys(write(store, ask)), ["account-not-of-fund"]);
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, 1, ?2, '5105', 'payment', 'expense', NULL, 7, NULL, NULL, 0, 7)"
                ),
                vals![Id::<funds::Transaction>::new(), fund],
            )
        });
        assert!(matches!(forged, Err(Error::Reference(_))), "{forged:?}");
        assert_eq!(keys(allow("5105", true, false)), ["fund-widened-by-another"]);
        allow("5105", true, true).unwrap();
        write(store, ask).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn two_clerks_who_spend_the_last_rupiah_at_once_spend_it_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 100_000)).unwrap();
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
