//! What the ledger takes and what it refuses.

use crate::books::{SCHEMAS, filled, grant, keys, left, now, own, raw, receipt, spend, violations, write};
use funds::{
    TransactionKind,
    gifts::{self, Receipt},
    ledger::{self, NewTransaction, Posting, accounts, list},
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use store::{Error, sql, vals};
use trial::on_both;

#[test]
fn a_transaction_that_does_not_balance_is_refused_and_so_is_one_that_balances_only_across_funds() {
    on_both(SCHEMAS, |store| {
        let refused = write(store, |tx| {
            let fund = own(tx)?;
            let lines = vec![
                Posting::new(fund, accounts::BANK, Rupiah(10)),
                Posting::new(fund, accounts::DONATIONS, Rupiah(-9)),
            ];
            ledger::post(tx, &now(), &raw(lines))
        });
        assert_eq!(keys(refused), ["ledger-unbalanced"]);
        let refused = write(store, |tx| {
            let (own, grant) = (own(tx)?, grant(tx)?);
            let lines = vec![
                Posting::new(own, accounts::BANK, Rupiah(10)),
                Posting::new(grant, accounts::DONATIONS, Rupiah(-10)),
            ];
            ledger::post(tx, &now(), &raw(lines))
        });
        assert_eq!(keys(refused), ["ledger-unbalanced"]);
    });
}

#[test]
fn amounts_that_are_none_and_days_to_come_are_refused_with_their_reasons() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let tried = |amount| keys(write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, amount))));
        assert_eq!(tried(0), ["amount-not-positive"]);
        assert_eq!(tried(-5), ["amount-not-positive"]);
        assert_eq!(tried(i64::MAX), ["amount-too-large"]);
        assert_eq!(tried(i64::MIN), ["amount-not-positive"]);
        let tomorrow = write(store, move |tx| {
            let receipt = Receipt { day: date(2026, 8, 6), memo: " ".into(), ..receipt(fund, 5) };
            gifts::receive(tx, &now(), &receipt)
        });
        assert_eq!(keys(tomorrow), ["memo-missing", "ledger-day-future"]);
        // Sums that would run over every number are no way round either.
        let absurd = write(store, move |tx| {
            let lines = (0..4).map(|n| {
                Posting::new(fund, accounts::BANK, Rupiah(if n % 2 == 0 { i64::MAX } else { -i64::MAX }))
            });
            ledger::post(tx, &now(), &raw(lines.collect()))
        });
        assert_eq!(keys(absurd), ["amount-out-of-bounds"]);
    });
}

#[test]
fn an_account_stands_where_its_kind_belongs_for_the_rules_and_for_the_database() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        for (kind, debit, credit) in [
            (TransactionKind::Payment, accounts::BOOKS, accounts::GRANTS),
            (TransactionKind::Payment, accounts::BANK, accounts::CASH),
            (TransactionKind::Receipt, accounts::BOOKS, accounts::GRANTS),
            (TransactionKind::Receipt, accounts::BANK, accounts::OPENING),
            (TransactionKind::Transfer, accounts::BOOKS, accounts::BANK),
            (TransactionKind::Opening, accounts::BANK, accounts::GRANTS),
        ] {
            let refused = write(store, move |tx| {
                let lines =
                    vec![Posting::new(fund, debit, Rupiah(10)), Posting::new(fund, credit, Rupiah(-10))];
                ledger::post(tx, &now(), &NewTransaction { kind, ..raw(lines) })
            });
            assert_eq!(keys(refused), ["account-out-of-place"], "{kind} {debit} {credit}");
        }
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, 1, ?2, '4101', 'payment', 'income', NULL, -7, NULL, NULL, 0, -7)"
                ),
                vals![Id::<funds::Transaction>::new(), fund],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
    });
}

#[test]
fn a_reversal_takes_back_what_there_was_once_and_is_not_taken_back_itself() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let id = write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 700))).unwrap();
        assert_eq!(
            keys(write(store, move |tx| ledger::reverse(tx, &now(), id, None, "  "))),
            ["ledger-why-missing"]
        );
        let back = write(store, move |tx| ledger::reverse(tx, &now(), id, None, "Salah rekening")).unwrap();
        assert_eq!(left(store, fund), 0);
        for twice in [id, back] {
            let again = write(store, move |tx| ledger::reverse(tx, &now(), twice, None, "Lagi"));
            assert_eq!(keys(again), ["ledger-reversed-already"]);
        }
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_gift_that_was_spent_already_is_not_taken_back() {
    on_both(SCHEMAS, |store| {
        let (own, id) = write(store, |tx| {
            let own = own(tx)?;
            let id = gifts::receive(tx, &now(), &receipt(own, 700))?;
            spend(tx, own, 600)?;
            Ok((own, id))
        })
        .unwrap();
        let refused =
            write(store, move |tx| ledger::reverse(tx, &now(), id, None, "Donatur berubah pikiran"));
        assert_eq!(keys(refused), ["account-short"]);
        assert_eq!(left(store, own), 100);
    });
}

#[test]
fn what_was_posted_for_something_else_is_taken_back_by_that_alone() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let order = funds::Origin::new("order", Id::<()>::new());
        let id = write(store, move |tx| {
            gifts::receive(tx, &now(), &Receipt { origin: Some(order), ..receipt(fund, 700) })
        })
        .unwrap();
        let other = funds::Origin::new("order", Id::<()>::new());
        for by in [None, Some(other)] {
            let refused = write(store, move |tx| ledger::reverse(tx, &now(), id, by, "Salah"));
            assert_eq!(keys(refused), ["ledger-of-another"], "{by:?}");
        }
        assert_eq!(left(store, fund), 700);
        write(store, move |tx| ledger::reverse(tx, &now(), id, Some(order), "Salah")).unwrap();
        assert_eq!(left(store, fund), 0);
        let all = store.read_blocking(move |tx| list::of_origin(tx, order)).unwrap();
        assert_eq!(all.len(), 2, "the reversal belongs to the same");
        let forged = write(store, |tx| {
            tx.exec(sql!("UPDATE ledger_transaction SET origin = 'ledger', origin_id = id"), vals![])
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
    });
}
