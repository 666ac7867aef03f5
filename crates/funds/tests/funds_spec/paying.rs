//! What was approved is paid, taken back, or goes back to whoever gave it.

use std::thread;

use crate::books::{
    SCHEMAS, approve, by, filled, free, keys, left, now, own, paper, pay, raw, state, violations, wish, write,
};
use funds::{
    Spending, SpendingState, TransactionKind, Verdict, budgets,
    ledger::{self, NewTransaction, Posting, accounts, list},
    spending::{self, Leaving, NewSpending},
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use platform::files::Files;
use store::{Error, Store, sql, vals};
use trial::{act, on_both};

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
fn the_database_takes_no_wish_that_brings_its_approvals_along_nor_approves_one_with_nothing_held() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 3_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 2_000_000))).unwrap();
        let copied = sql!(
            "INSERT INTO spending (id, number, fund, fund_kind, account, amount, what, payee, state, requester,
                 requested_at, weighed, approve_from, large_from, needs, approvals, large_approvals)
             SELECT ?2, 'B-9', fund, fund_kind, account, amount, what, payee, 'requested', requester,
                 requested_at, weighed, approve_from, large_from, needs, CAST(?3 AS BIGINT), CAST(?3 AS BIGINT)
             FROM spending WHERE id = ?1"
        );
        let forged =
            |with: i64| write(store, move |tx| tx.exec(copied, vals![id, Id::<Spending>::new(), with]));
        let brought = forged(2);
        assert!(matches!(brought, Err(Error::Check(_))), "{brought:?}");
        assert_eq!(forged(0).unwrap(), 1);
        let nothing = write(store, move |tx| {
            let empty = Id::<funds::Encumbrance>::new();
            tx.exec(
                sql!(
                    "INSERT INTO encumbrance (id, fund, budget, amount, open, what, at)
                     VALUES (?1, ?2, NULL, 0, TRUE, 'x', 0)"
                ),
                vals![empty, fund],
            )?;
            spending::decide(tx, &by(2), id, Verdict::Approved, true, "")?;
            tx.exec(
                sql!("UPDATE spending SET state = 'approved', encumbrance = ?1 WHERE number = 'B-9'"),
                vals![empty],
            )
        });
        assert!(matches!(nothing, Err(Error::Check(_))), "{nothing:?}");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_wish_is_weighed_by_the_limits_in_force_and_the_database_takes_no_others() {
    on_both(SCHEMAS, |store| {
        let known: (i64, i64, i64) = store
            .read_blocking(|tx| {
                tx.one(sql!("SELECT approve_from, large_from, document_from FROM money_limit"), vals![])
            })
            .unwrap();
        let first = [spending::APPROVE_FROM, spending::LARGE_FROM, spending::RECEIPT_FROM]
            .map(|setting| setting.at_first().parse::<i64>().unwrap());
        assert_eq!([known.0, known.1, known.2], first, "where nobody has decided anything");
        let fund = write(store, |tx| free(tx, 50_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 17_000_000))).unwrap();
        let forged = |approve_from: i64, large_from: i64, needs: i64| {
            let copied = sql!(
                "INSERT INTO spending (id, number, fund, fund_kind, account, amount, what, payee, state, requester,
                     requested_at, weighed, approve_from, large_from, needs, approvals, large_approvals)
                 SELECT ?2, ?6, fund, fund_kind, account, amount, what, payee, 'requested', requester, requested_at,
                     weighed, CAST(?3 AS BIGINT), CAST(?4 AS BIGINT), CAST(?5 AS BIGINT), 0, 0
                 FROM spending WHERE id = ?1"
            );
            write(store, move |tx| {
                let new = Id::<Spending>::new();
                tx.exec(copied, vals![id, new, approve_from, large_from, needs, new.to_string()])
            })
        };
        let far = 1_000_000_000_000;
        for (one, two, needs) in [(far, far, 0), (500_000, far, 1), (far, 10_000_000, 2), (1, 10_000_000, 2)]
        {
            let taken = forged(one, two, needs);
            assert!(matches!(taken, Err(Error::Check(_))), "{one} {two}: {taken:?}");
        }
        assert_eq!(forged(500_000, 10_000_000, 2).unwrap(), 1);
        write(store, |tx| spending::LARGE_FROM.set(tx, &now(), "20000000")).unwrap();
        let old = forged(500_000, 10_000_000, 2);
        assert!(matches!(old, Err(Error::Check(_))), "{old:?}");
        assert_eq!(forged(500_000, 20_000_000, 1).unwrap(), 1);
        let undone = write(store, |tx| tx.exec(sql!("UPDATE setting SET value = '9'"), vals![]));
        assert!(matches!(undone, Err(Error::Check(_))), "what was decided stays written down: {undone:?}");
    });
}

#[test]
fn the_database_pays_nothing_of_some_size_without_its_document() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let paid = |amount: i64, with: Option<Files>| {
            write(store, move |tx| {
                let id = spending::request(tx, &by(1), &wish(fund, amount))?;
                if let Some(files) = &with {
                    paper(tx, files, id)?;
                }
                let lines = vec![
                    Posting::new(fund, accounts::EQUIPMENT, Rupiah(amount)),
                    Posting::new(fund, accounts::BANK, Rupiah(-amount)),
                ];
                let origin = Some(spending::origin(id));
                let new = NewTransaction { kind: TransactionKind::Payment, origin, ..raw(lines) };
                ledger::post(tx, &by(3), &new)
            })
        };
        let without = paid(50_000, None);
        assert!(matches!(without, Err(Error::Check(_))), "{without:?}");
        paid(49_999, None).unwrap();
        paid(50_000, Some(files)).unwrap();
    });
}

#[test]
fn what_an_approved_wish_holds_is_held_until_it_is_paid_or_given_up_and_a_check_finds_when_it_is_not() {
    on_both(SCHEMAS, |store| {
        let (_, id) = approved(store, 3_000_000, 2_000_000);
        write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at)
                     SELECT s.encumbrance, 9, -s.amount, NULL, 0 FROM spending s WHERE s.id = ?1"
                ),
                vals![id],
            )
        })
        .unwrap();
        assert_eq!(violations(store), ["funds.payments-were-approved: B-2026-0001"]);
    });
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
