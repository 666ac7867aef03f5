//! Asking, approving, paying; and what happens when two do it at once.

use std::thread;

use crate::books::{SCHEMAS, by, filled, free, keys, left, now, own, paper, violations, wish, write};
use funds::{
    Spending, SpendingState, Verdict, budgets, encumbrances,
    ledger::{self, accounts, list},
    spending::{self, Leaving, NewSpending},
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
fn nothing_is_paid_before_it_was_asked_for_and_agreed_to() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 40_000))).unwrap();
        let on = |day| write(store, move |tx| spending::pay(tx, &by(3), id, accounts::BANK, day, ""));
        assert_eq!(keys(on(date(2026, 8, 4))), ["spending-paid-too-early"]);
        on(date(2026, 8, 5)).unwrap();
        let large = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 600_000))).unwrap();
        let later = kernel::Act { at: act("2026-08-09T08:00").at, ..by(2) };
        write(store, move |tx| spending::decide(tx, &later, large, Verdict::Approved, false, "")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        write(store, move |tx| paper(tx, &files, large)).unwrap();
        let treasurer = kernel::Act { at: act("2026-08-10T08:00").at, ..by(3) };
        let early = write(store, move |tx| {
            spending::pay(tx, &treasurer, large, accounts::BANK, date(2026, 8, 8), "")
        });
        assert_eq!(keys(early), ["spending-paid-too-early"], "it was agreed to on the ninth");
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
fn what_was_paid_is_taken_back_by_its_reversal_alone_and_what_was_approved_is_what_people_said() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 40_000))).unwrap();
        pay(store, id).unwrap();
        for forged in [
            sql!("UPDATE spending SET state = 'withdrawn', ledger_transaction = NULL"),
            sql!("UPDATE spending SET state = 'approved', ledger_transaction = NULL"),
            sql!("UPDATE spending SET approvals = 5, large_approvals = 5"),
        ] {
            let refused = write(store, move |tx| tx.exec(forged, vals![]));
            assert!(matches!(refused, Err(Error::Check(_))), "{}: {refused:?}", forged.text());
        }
        write(store, move |tx| spending::take_back(tx, &by(3), id, "Salah rekening")).unwrap();
        write(store, move |tx| spending::withdraw(tx, &by(1), id)).unwrap();
        let again = write(store, |tx| tx.exec(sql!("UPDATE spending SET state = 'requested'"), vals![]));
        assert!(matches!(again, Err(Error::Check(_))), "{again:?}");
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
fn a_programme_is_what_has_one_name_in_the_budgets_of_several_funds() {
    on_both(SCHEMAS, |store| {
        let all = write(store, |tx| {
            let (own, grant) = (free(tx, 5_000_000)?, filled(tx, 5_000_000)?);
            for (fund, year, purpose, amount) in [
                (own, 2026, "Kelas membaca", 400_000),
                (grant, 2026, "kelas  Membaca", 600_000),
                (own, 2026, "Alat", 100_000),
                (own, 2025, "Kelas membaca", 900_000),
            ] {
                budgets::plan(tx, &now(), fund, year, purpose, Rupiah(amount))?;
            }
            budgets::programmes(tx, 2026)
        })
        .unwrap();
        let sums: Vec<_> = all
            .iter()
            .map(|one| (one.name.as_str(), one.lines.len(), one.sum(|line| line.amount).0))
            .collect();
        assert_eq!(sums, [("Alat", 1, 100_000), ("Kelas membaca", 2, 1_000_000)]);
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
        assert_eq!(one.party_name.as_deref(), Some("Toko Buku Contoh"), "and to whom it went");
        assert_eq!((line.amount.0, line.spent.0, line.held.0), (2_500_000, 2_000_000, 0));
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

/// A wish of so much of a grant that is approved, with its receipt.
fn approved(store: &Store, grant: i64, amount: i64) -> (Id<funds::Fund>, Id<Spending>) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    let (fund, id) = write(store, move |tx| {
        let fund = filled(tx, grant)?;
        let id = spending::request(tx, &by(1), &wish(fund, amount))?;
        paper(tx, &files, id)?;
        Ok((fund, id))
    })
    .unwrap();
    approve(store, id, 2, false).unwrap();
    (fund, id)
}

#[test]
fn a_payment_that_is_taken_back_leaves_the_wish_approved_its_money_held_and_is_made_again_rightly() {
    on_both(SCHEMAS, |store| {
        let (fund, id) = approved(store, 3_000_000, 2_000_000);
        let wrong = pay(store, id).unwrap();
        let in_ledger = write(store, move |tx| ledger::reverse(tx, &by(3), wrong, None, "Salah rekening"));
        assert_eq!(keys(in_ledger), ["ledger-of-another"], "the ledger's page sends to the wish");
        let back = |why: &'static str| write(store, move |tx| spending::take_back(tx, &by(3), id, why));
        assert_eq!(keys(back(" ")), ["ledger-why-missing"]);
        back("Salah rekening").unwrap();
        assert_eq!((state(store, id), left(store, fund)), (SpendingState::Approved, 1_000_000));
        assert_eq!(keys(back("Lagi")), ["spending-not-so"]);
        pay(store, id).unwrap();
        assert_eq!((state(store, id), left(store, fund)), (SpendingState::Paid, 1_000_000));
        let posted = store.read_blocking(move |tx| list::of_origin(tx, spending::origin(id))).unwrap();
        let told: Vec<_> = posted.iter().map(|one| (one.reversed_by.is_some(), one.documents)).collect();
        assert_eq!(
            told,
            [(true, 1), (false, 1), (false, 1)],
            "what was taken back still leads to its receipt"
        );
        assert_eq!(violations(store), [""; 0]);
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
fn what_is_left_of_a_grant_that_is_over_goes_back_to_its_giver_with_a_letter_and_an_approval() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let after = |n: u8| kernel::Act { at: act("2027-01-02T09:00").at, ..by(n) };
        let fund = write(store, |tx| filled(tx, 900_000)).unwrap();
        let id = write(store, move |tx| {
            spending::leave(tx, &after(1), fund, Leaving::Giver, Rupiah(900_000), "Surat 12/2026")
        })
        .unwrap();
        assert_eq!(state(store, id), SpendingState::Requested);
        write(store, move |tx| spending::decide(tx, &after(2), id, Verdict::Approved, false, "")).unwrap();
        let pay = || {
            write(store, move |tx| spending::pay(tx, &after(3), id, accounts::BANK, date(2027, 1, 2), "K-9"))
        };
        assert_eq!(keys(pay()), ["leaving-letter-missing"]);
        write(store, move |tx| paper(tx, &files, id)).unwrap();
        let posted = pay().unwrap();
        let one = store.read_blocking(move |tx| list::one(tx, posted)).unwrap();
        assert_eq!((one.party_name.as_deref(), left(store, fund)), (Some("Yayasan Contoh"), 0));
        write(store, move |tx| funds::funds::close(tx, &after(3), fund)).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn restricted_money_goes_into_another_fund_only_as_its_giver_agreed_and_somebody_approved() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let (fund, own) = write(store, |tx| Ok((filled(tx, 500)?, own(tx)?))).unwrap();
        let leave = |from, to| {
            write(store, move |tx| spending::leave(tx, &by(1), from, to, Rupiah(500), "Izin tertulis"))
        };
        assert_eq!(keys(leave(fund, Leaving::Fund(fund))), ["transfer-nowhere"]);
        assert_eq!(keys(leave(own, Leaving::Fund(fund))), ["leaving-free", "fund-short"]);
        let id = leave(fund, Leaving::Fund(own)).unwrap();
        write(store, move |tx| paper(tx, &files, id)).unwrap();
        assert_eq!(keys(pay(store, id)), ["spending-not-so"]);
        approve(store, id, 2, false).unwrap();
        pay(store, id).unwrap();
        assert_eq!((left(store, fund), left(store, own)), (0, 500));
        assert_eq!(violations(store), [""; 0]);
        write(store, move |tx| spending::take_back(tx, &by(3), id, "Salah dana")).unwrap();
        assert_eq!((left(store, fund), left(store, own)), (0, 0), "it is held for the same again");
        assert_eq!(violations(store), [""; 0]);
    });
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
        write(store, move |tx| encumbrances::release(tx, held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 800);
        write(store, move |tx| encumbrances::release(tx, held, Rupiah(500))).unwrap();
        assert_eq!(left(store, fund), 1_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

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
        write(store, move |tx| encumbrances::end(tx, whole)).unwrap();
        assert_eq!(left(store, fund), 400_000);
        write(store, move |tx| spending::withdraw(tx, &by(1), id)).unwrap();
        assert_eq!((held(store, whole), left(store, fund)), (0, 1_000_000));
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

#[test]
fn two_treasurers_who_pay_the_same_thing_at_once_pay_it_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 100_000)).unwrap();
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
