//! What is in funds and promised of them, and what is found where the program knows nothing of it.

use crate::books::{SCHEMAS, filled, left, now, receipt, violations, write};
use funds::{Transaction, encumbrances, gifts, ledger};
use kernel::{Id, Rupiah};
use store::{Error, Store, sql, vals};
use trial::on_both;

use super::{Forged, broken, refused, refuses};

#[test]
fn no_balance_changes_but_by_a_transaction_and_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        for forged in [
            sql!("UPDATE ledger_balance SET amount = amount + 7 WHERE fund = ?1 AND account = '1102'"),
            sql!("UPDATE ledger_balance SET amount = 0 WHERE fund = ?1 AND account = '4103'"),
            sql!("UPDATE fund SET balance = balance + 7 WHERE id = ?1"),
            sql!("UPDATE fund SET balance = 0 WHERE id = ?1"),
            sql!("UPDATE fund SET committed = 7 WHERE id = ?1"),
            sql!("UPDATE ledger_transaction SET booked = FALSE WHERE id <> ?1"),
        ] {
            refuses(store, forged, fund);
        }
        let another = sql!(
            "INSERT INTO fund (id, code, title, kind, since, public, balance, committed)
             VALUES (?1, 'D-9', 'Palsu', 'unrestricted', '2026-01-01', TRUE, 7, 0)"
        );
        refuses(store, another, Id::<()>::new());
        let widened = write(store, move |tx| {
            tx.exec(sql!("DELETE FROM ledger_balance WHERE fund = ?1 AND account = '5105'"), vals![fund])?;
            tx.exec(
                sql!("INSERT INTO ledger_balance (fund, account, kind, amount) VALUES (?1, '5105', 'expense', 7)"),
                vals![fund],
            )
        });
        refused(widened, "a new account has nothing");
        let gone = write(store, move |tx| {
            tx.exec(sql!("DELETE FROM ledger_balance WHERE fund = ?1 AND account = '1102'"), vals![fund])
        });
        assert!(matches!(gone, Err(Error::Reference(_))), "what was posted stands: {gone:?}");
        let counted = Forged { booked: true, ..Forged::bank(fund, &[5, -5]) };
        refused(counted.tried(store), "it says that it was added up already");
        assert_eq!(left(store, fund), 100);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn transactions_that_are_written_together_are_added_up_once_each() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        write(store, move |tx| {
            for _ in 0..2 {
                let lines = vec![(fund, "1102", "asset", 7), (fund, "4103", "income", -7)];
                Forged::new("receipt", lines).postings(tx)?;
            }
            tx.exec(
                sql!(
                    "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, rest, total, origin,
                         origin_id, at)
                     SELECT l.ledger_transaction, 'J-' || row_number() OVER (), 'receipt', '2026-08-05', '2026-08', TRUE,
                         FALSE, 'x', 0, 0, 'ledger', l.ledger_transaction, 0
                     FROM posting l WHERE l.rest = 0 AND l.ledger_transaction NOT IN (SELECT id FROM ledger_transaction)"
                ),
                vals![],
            )
        })
        .unwrap();
        assert_eq!(left(store, fund), 114);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn what_a_promise_holds_changes_by_what_is_written_of_it_alone() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        let held = write(store, move |tx| encumbrances::hold(tx, &now(), fund, None, Rupiah(600), "Pesanan"))
            .unwrap();
        for forged in [
            sql!("UPDATE encumbrance SET amount = amount - 1 WHERE id = ?1"),
            sql!("UPDATE encumbrance SET open = FALSE WHERE id = ?1"),
            sql!("UPDATE encumbrance_entry SET amount = 1 WHERE encumbrance = ?1"),
            sql!("DELETE FROM encumbrance_entry WHERE encumbrance = ?1"),
            sql!("UPDATE fund SET committed = 0 WHERE id <> ?1"),
            sql!(
                "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, -601, NULL, 0)"
            ),
            sql!(
                "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, 401, NULL, 0)"
            ),
        ] {
            refuses(store, forged, held);
        }
        let ready = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO encumbrance (id, fund, amount, open, what, at) VALUES (?1, ?2, 5, TRUE, 'Palsu', 0)"
                ),
                vals![Id::<()>::new(), fund],
            )
        });
        refused(ready, "a promise begins with nothing");
        write(store, move |tx| encumbrances::release(tx, &now(), held, Rupiah(200))).unwrap();
        write(store, move |tx| encumbrances::end(tx, &now(), held)).unwrap();
        let told: Vec<(i64,)> = store
            .read_blocking(move |tx| {
                tx.all(
                    sql!("SELECT amount FROM encumbrance_entry WHERE encumbrance = ?1 ORDER BY number"),
                    vals![held],
                )
            })
            .unwrap();
        assert_eq!(told, [(600,), (-200,), (-400,)], "what was held and let go of stays written down");
        assert_eq!(left(store, fund), 1_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_adds_up_what_is_in_a_fund_itself_and_postings_of_no_transaction_are_nothing() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, 0, ?2, '1102', 'receipt', 'asset', NULL, 7, NULL, NULL, 0, 7)"
                ),
                vals![Id::<Transaction>::new(), fund],
            )
        })
        .unwrap();
        assert_eq!(left(store, fund), 100);
        assert_eq!(violations(store), ["funds.every-posting-and-document-has-its-transaction: 1"]);
    });
}

#[test]
fn a_library_that_is_copied_takes_its_balances_along_as_they_are_and_goes_on_adding_up() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 500)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salinan.db");
        ::store::copy::export(store, &SCHEMAS.to_vec(), &path).unwrap();
        let copy = Store::open(::store::Location::File(path), ::store::Options::default()).unwrap();
        assert_eq!(left(&copy, fund), 500);
        write(&copy, move |tx| gifts::receive(tx, &now(), &receipt(fund, 5))).unwrap();
        assert_eq!(left(&copy, fund), 505);
        assert_eq!(violations(&copy), [""; 0]);
        refuses(&copy, sql!("UPDATE fund SET balance = 1 WHERE id = ?1"), fund);
    });
}

#[test]
fn what_was_written_past_the_program_is_found_for_the_journal_tells_nothing_of_it() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = filled(tx, 900)?;
            let mistaken = gifts::receive(tx, &now(), &receipt(fund, 70))?;
            ledger::reverse(tx, &now(), mistaken, None, "Salah")?;
            gifts::transfer(tx, &now(), &crate::books::moved(fund, fund, ledger::accounts::CASH, 100))?;
            Ok(fund)
        })
        .unwrap();
        assert_eq!(violations(store), [""; 0], "what the program wrote, in whatever order its lines are");
        let forged = Forged::bank(fund, &[5, -5]);
        let number = forged.id.to_string();
        forged.tried(store).unwrap();
        assert_eq!(violations(store), [format!("funds.the-journal-tells-the-same: {number}")]);
        let papers = write(store, |tx| {
            tx.exec(
                sql!("INSERT INTO file (hash, kind, name, size, at) VALUES ('00', 'application/pdf', 'k.pdf', 1, 0)"),
                vals![],
            )?;
            tx.exec(
                sql!(
                    "INSERT INTO ledger_document (id, ledger_transaction, spending, title, file, author, at)
                     SELECT ?1, t.id, NULL, 'Kuitansi', '00', NULL, 0 FROM ledger_transaction t WHERE t.number = 'J-2026-0001'"
                ),
                vals![Id::<()>::new()],
            )
        });
        assert_eq!(papers.unwrap(), 1);
        assert!(
            violations(store).contains(&"funds.the-journal-tells-the-same: J-2026-0001 Kuitansi".to_owned())
        );
    });
}
