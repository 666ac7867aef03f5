//! Months whose books are closed.

use crate::books::{SCHEMAS, by, grant, keys, now, receipt, violations, write};
use funds::{
    gifts::{self, Receipt},
    ledger::months,
};
use jiff::civil::date;
use store::{Error, Tx, sql, vals};
use trial::on_both;

#[test]
fn the_latest_closed_month_alone_is_opened_again_and_says_why_and_by_whom() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let fund = grant(tx)?;
            for month in [6, 7] {
                gifts::receive(tx, &now(), &Receipt { day: date(2026, month, 9), ..receipt(fund, 50) })?;
            }
            months::close(tx, &now(), "2026-07")
        })
        .unwrap();
        let early = write(store, |tx| months::reopen(tx, &by(2), "2026-06", "Kuitansi tertinggal"));
        assert_eq!(keys(early), ["month-not-the-latest"]);
        let forged = write(store, |tx| {
            tx.exec(sql!("UPDATE ledger_month SET open = TRUE WHERE month = '2026-06'"), vals![])
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        write(store, |tx| months::reopen(tx, &by(2), "2026-07", " Kuitansi tertinggal ")).unwrap();
        let opened =
            store.read_blocking(|tx| months::opened_again(tx, date(2026, 1, 1), date(2026, 12, 31))).unwrap();
        let said: Vec<_> = opened
            .iter()
            .map(|one| (one.month.as_str(), one.opened_again.as_deref(), one.opened_at))
            .collect();
        assert_eq!(said, [("2026-07", Some("Kuitansi tertinggal"), Some(now().at))]);
        write(store, |tx| months::reopen(tx, &by(2), "2026-06", "Juga Juni")).expect("now it is the latest");
    });
}

#[test]
fn nothing_is_posted_into_a_closed_month_until_it_is_opened_again_with_a_reason() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let in_july = move |tx: &mut Tx<'_>| {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 7, 20), ..receipt(fund, 50) })
        };
        write(store, in_july).unwrap();
        assert_eq!(keys(write(store, |tx| months::close(tx, &now(), "2026-08"))), ["month-not-over"]);
        write(store, |tx| months::close(tx, &now(), "2026-07")).unwrap();
        assert_eq!(keys(write(store, in_july)), ["month-closed"]);
        let in_june = move |tx: &mut Tx<'_>| {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 6, 1), ..receipt(fund, 50) })
        };
        assert_eq!(
            keys(write(store, in_june)),
            ["month-closed"],
            "a month before a closed one is closed too"
        );
        // The database says no as well.
        let forged = |open: bool| {
            let statement = sql!(
                    "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, reference, party, rest,
                         total, reverses, origin, origin_id, opens_fund, opens_account, author, at)
                     SELECT l.ledger_transaction, 'J-9', 'receipt', '2026-07-03', '2026-07', ?1, FALSE, 'x', NULL, NULL, 0, 0,
                         NULL, 'ledger', l.ledger_transaction, NULL, NULL, NULL, 0 FROM posting l WHERE l.rest = 0"
            );
            write(store, move |tx| tx.exec(statement, vals![open]))
        };
        let (as_open, as_closed) = (forged(true), forged(false));
        assert!(matches!(as_open, Err(Error::Reference(_) | Error::Unique { .. })), "{as_open:?}");
        assert!(matches!(as_closed, Err(Error::Check(_))), "{as_closed:?}");
        write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 50))).unwrap();
        assert_eq!(
            keys(write(store, |tx| months::reopen(tx, &now(), "2026-07", ""))),
            ["ledger-why-missing"]
        );
        write(store, |tx| months::reopen(tx, &now(), "2026-07", "Kuitansi tertinggal")).unwrap();
        write(store, in_july).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}
