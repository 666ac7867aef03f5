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
        let forged = write(store, |tx| {
            tx.exec(
                sql!("UPDATE ledger_month SET open = TRUE, opened_again = 'x', opened_at = 1 WHERE month = '2026-07'"),
                vals![],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "by nobody: {forged:?}");
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
fn who_opened_a_month_and_why_stays_and_the_next_time_it_is_said_again() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let fund = grant(tx)?;
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 7, 9), ..receipt(fund, 50) })?;
            months::close(tx, &now(), "2026-07")?;
            months::reopen(tx, &by(2), "2026-07", "Kuitansi tertinggal")?;
            months::close(tx, &now(), "2026-07")
        })
        .unwrap();
        for forged in [
            sql!("UPDATE ledger_month SET open = TRUE"),
            sql!("UPDATE ledger_month SET opened_again = 'Lain'"),
            sql!("UPDATE ledger_month SET month = '2026-06'"),
            sql!("DELETE FROM ledger_month"),
            sql!("INSERT INTO ledger_month (month, open) VALUES ('2026-06', TRUE)"),
        ] {
            let no = write(store, move |tx| tx.exec(forged, vals![]));
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", forged.text());
        }
        let nobody = write(store, |tx| months::reopen(tx, &now(), "2026-07", "Lagi"));
        assert_eq!(keys(nobody), ["spending-nobody"]);
        let later = kernel::Act { at: trial::at("2026-08-05T10:00"), ..by(3) };
        write(store, move |tx| months::reopen(tx, &later, "2026-07", "Lagi")).unwrap();
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
        write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 50))).unwrap();
        assert_eq!(
            keys(write(store, |tx| months::reopen(tx, &by(2), "2026-07", ""))),
            ["ledger-why-missing"]
        );
        write(store, |tx| months::reopen(tx, &by(2), "2026-07", "Kuitansi tertinggal")).unwrap();
        write(store, in_july).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}
