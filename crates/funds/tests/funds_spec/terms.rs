//! What money was given for stays, and changes by what its giver agreed to alone.

use crate::books::{SCHEMAS, by, filled, grant, keys, now, own, violations, write};
use funds::{
    Fund, Verdict,
    amendments::{self, Amendment, NewAmendment},
    documents::NewDocument,
    funds::{NewFund, one},
};
use jiff::civil::{Date, date};
use kernel::Id;
use platform::files::Files;
use store::{Error, Result, Sql, Store, Tx, sql, vals};
use trial::on_both;

/// The fund as it is, but for what the test changes.
fn as_it_is(tx: &mut Tx<'_>, id: Id<Fund>) -> Result<NewFund> {
    let one = one(tx, id)?;
    Ok(NewFund {
        title: one.title,
        kind: one.kind,
        purpose: one.purpose.unwrap_or_default(),
        giver: one.giver,
        since: one.since,
        until: one.until,
        promised: one.promised,
        public: one.public,
    })
}

fn until(store: &Store, fund: Id<Fund>) -> Option<Date> {
    store.read_blocking(move |tx| Ok(one(tx, fund)?.until)).unwrap()
}

fn agreed(purpose: &str) -> NewAmendment {
    NewAmendment { purpose: purpose.into(), until: Some(date(2027, 6, 30)), reason: "Surat 7/2026".into() }
}

fn propose(store: &Store, fund: Id<Fund>, new: NewAmendment, letter: &'static [u8]) -> Result<Id<Amendment>> {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    let letter = NewDocument { title: String::new(), name: "surat.pdf".into(), content: letter.to_vec() };
    write(store, move |tx| amendments::propose(tx, &by(1), &files, fund, &new, &letter))
}

#[test]
fn purpose_and_end_may_be_mended_until_money_moves_and_stay_from_then_on() {
    on_both(SCHEMAS, |store| {
        let longer = |fund| {
            move |tx: &mut Tx<'_>| {
                let new = NewFund { until: Some(date(2027, 12, 31)), ..as_it_is(tx, fund)? };
                funds::funds::change(tx, &now(), fund, &new)
            }
        };
        let empty = write(store, grant).unwrap();
        write(store, longer(empty)).unwrap();
        assert_eq!(until(store, empty), Some(date(2027, 12, 31)));
        let moved = write(store, |tx| filled(tx, 500)).unwrap();
        assert_eq!(keys(write(store, longer(moved))), ["fund-terms-stay"]);
        write(store, move |tx| {
            let new = NewFund { title: "Nama baru".into(), public: false, ..as_it_is(tx, moved)? };
            funds::funds::change(tx, &now(), moved, &new)
        })
        .unwrap();
        for forged in [
            sql!("UPDATE fund SET until = '2030-12-31' WHERE id = ?1"),
            sql!("UPDATE fund SET purpose = 'Apa saja' WHERE id = ?1"),
        ] {
            let forged = write(store, move |tx| tx.exec(forged, vals![moved]));
            assert!(matches!(forged, Err(Error::Check(_))), "the database says no as well: {forged:?}");
        }
    });
}

#[test]
fn what_the_giver_agreed_to_holds_once_another_person_approved_it_and_is_kept_beside_what_was_before() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 500)).unwrap();
        let id = propose(store, fund, agreed("Buku untuk remaja"), trial::PDF).unwrap();
        assert_eq!(until(store, fund), Some(date(2026, 12, 31)), "it only waits");
        assert_eq!(keys(propose(store, fund, agreed("Lain"), trial::pdf("lain"))), ["amendment-waits"]);
        let decide = |who, verdict, note: &'static str| {
            write(store, move |tx| amendments::decide(tx, &by(who), id, verdict, note))
        };
        assert_eq!(keys(decide(1, Verdict::Approved, "")), ["spending-own"]);
        assert_eq!(keys(decide(2, Verdict::Refused, " ")), ["spending-why-missing"]);
        let after = decide(2, Verdict::Approved, "").unwrap();
        assert_eq!(after.purpose.as_deref(), Some("Buku untuk remaja"));
        assert_eq!(after.until, Some(date(2027, 6, 30)));
        assert_eq!(keys(decide(4, Verdict::Approved, "")), ["spending-said-already"]);
        let told = store.read_blocking(move |tx| amendments::of(tx, fund)).unwrap();
        assert_eq!(told[0].purpose_before, "Buku untuk anak di bawah 12 tahun");
        // One agreement makes one change: it is no door for the next, nor for the same again.
        let forged = |statement: &'static Sql| write(store, move |tx| tx.exec(statement, vals![fund]));
        let other = forged(sql!("UPDATE fund SET until = '2030-12-31' WHERE id = ?1"));
        assert!(matches!(other, Err(Error::Check(_) | Error::Unique { .. })), "{other:?}");
        let again = forged(sql!("UPDATE fund SET until = '2027-06-30' WHERE id = ?1"));
        assert!(matches!(again, Err(Error::Unique { .. })), "{again:?}");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_agreement_needs_its_letter_its_reason_and_something_that_changes() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 500)).unwrap();
        let same = NewAmendment {
            purpose: "Buku untuk anak di bawah 12 tahun".into(),
            until: Some(date(2026, 12, 31)),
            reason: " ".into(),
        };
        assert_eq!(
            keys(propose(store, fund, same, b"")),
            ["amendment-nothing", "amendment-reason-missing", "file-none"]
        );
        let free = write(store, own).unwrap();
        assert_eq!(keys(propose(store, free, agreed("Apa saja"), trial::PDF)), ["amendment-free"]);
    });
}

#[test]
fn the_database_changes_what_a_fund_is_for_by_what_was_agreed_of_it_word_for_word() {
    on_both(SCHEMAS, |store| {
        let (one, other) = write(store, |tx| Ok((filled(tx, 500)?, filled(tx, 500)?))).unwrap();
        let agreement = propose(store, other, agreed("Buku untuk semua umur"), trial::PDF).unwrap();
        write(store, move |tx| {
            tx.exec(
                sql!("UPDATE fund_amendment SET decision = 'approved', decider = ?2, decided_at = 0 WHERE id = ?1"),
                vals![agreement, Id::<()>::new()],
            )
        })
        .unwrap();
        let tried = |fund: Id<Fund>, statement: &'static Sql| {
            write(store, move |tx| tx.exec(statement, vals![fund, agreement]))
        };
        let exactly = sql!(
            "UPDATE fund SET purpose = 'Buku untuk semua umur', until = '2027-06-30', amendment = ?2 WHERE id = ?1"
        );
        for (fund, forged) in [
            (one, exactly),
            (
                other,
                sql!(
                    "UPDATE fund SET purpose = 'apa saja', until = '2027-06-30', amendment = ?2 WHERE id = ?1"
                ),
            ),
            (other, sql!("UPDATE fund SET purpose = 'Buku untuk semua umur', amendment = ?2 WHERE id = ?1")),
            (other, sql!("UPDATE fund SET kind = 'unrestricted', amendment = ?2 WHERE id = ?1")),
            (other, sql!("UPDATE fund SET since = '2025-01-01', amendment = ?2 WHERE id = ?1")),
        ] {
            let no = tried(fund, forged);
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", forged.text());
        }
        assert_eq!(tried(other, exactly).unwrap(), 1);
        assert_eq!(violations(store), [""; 0]);
    });
}
