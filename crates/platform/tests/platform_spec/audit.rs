//! The audit log holds, and shows where it does not.

use std::thread;

use kernel::{Act, Actor, Id};
use platform::audit::{self, Break, Verification};
use store::{Result, Store, Tx, sql, vals};
use trial::{act, on_both};

type Tampering = fn(&mut Tx<'_>) -> Result<u64>;

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];

fn record(store: &Store, act: &Act, subject: Id<()>, detail: &'static str) {
    let act = act.clone();
    store
        .write_blocking(move |tx| audit::record(tx, &act, "copy.withdrawn", "copy", subject, &detail))
        .unwrap();
}

fn verify(store: &Store) -> Verification {
    store.read_blocking(audit::verify).unwrap()
}

fn five_entries(store: &Store) -> Id<()> {
    let subject = Id::new();
    for by in [Actor::System, Actor::Visitor, Actor::Person(Id::new()), Actor::System, Actor::System] {
        record(store, &Act { by, ..act("2026-08-05T09:30") }, subject, "rusak");
    }
    subject
}

/// Does `tamper` and undoes it again by failing; what the check found in between.
fn tampered(store: &Store, tamper: Tampering) -> Option<(i64, Break)> {
    let (tell, told) = std::sync::mpsc::channel();
    let undone: Result<()> = store.write_blocking(move |tx| {
        assert_eq!(tamper(tx)?, 1, "the tampering touches one row");
        tell.send(audit::verify(tx)?).unwrap();
        Err(store::Error::Missing)
    });
    assert!(matches!(undone, Err(store::Error::Missing)), "{undone:?}");
    told.recv().unwrap().broken
}

#[test]
fn an_untouched_log_holds_from_the_first_entry_to_the_last() {
    on_both(SCHEMAS, |store| {
        assert_eq!(verify(store), Verification { entries: 0, erased: 0, broken: None });
        five_entries(store);
        assert_eq!(verify(store), Verification { entries: 5, erased: 0, broken: None });
        let head = store.read_blocking(audit::head).unwrap().unwrap();
        assert_eq!(head.seq, 5);
    });
}

#[test]
fn every_field_that_is_touched_is_found_at_its_entry() {
    let cases: [(&str, Tampering, Break); 10] = [
        ("at", |tx| tx.exec(sql!("UPDATE audit SET at = at + 1 WHERE seq = 3"), vals![]), Break::Hash),
        ("actor", |tx| tx.exec(sql!("UPDATE audit SET actor = NULL WHERE seq = 3"), vals![]), Break::Hash),
        ("action", |tx| tx.exec(sql!("UPDATE audit SET action = 'x' WHERE seq = 3"), vals![]), Break::Hash),
        (
            "kind",
            |tx| tx.exec(sql!("UPDATE audit SET subject_kind = 'x' WHERE seq = 3"), vals![]),
            Break::Hash,
        ),
        (
            "subject",
            |tx| tx.exec(sql!("UPDATE audit SET subject = ?1 WHERE seq = 3"), vals![Id::<()>::new()]),
            Break::Hash,
        ),
        (
            "commitment",
            |tx| tx.exec(sql!("UPDATE audit SET commitment = ?1 WHERE seq = 3"), vals![[7_u8; 32]]),
            Break::Hash,
        ),
        (
            "hash",
            |tx| tx.exec(sql!("UPDATE audit SET hash = ?1 WHERE seq = 3"), vals![[7_u8; 32]]),
            Break::Hash,
        ),
        (
            "salt",
            |tx| tx.exec(sql!("UPDATE audit_detail SET salt = ?1 WHERE seq = 3"), vals![[7_u8; 16]]),
            Break::Detail,
        ),
        (
            "detail",
            |tx| tx.exec(sql!("UPDATE audit_detail SET detail = '\"baik\"' WHERE seq = 3"), vals![]),
            Break::Detail,
        ),
        (
            "moved",
            |tx| {
                tx.exec(sql!("DELETE FROM audit_detail WHERE seq = 3"), vals![])?;
                tx.exec(sql!("UPDATE audit SET seq = 30 WHERE seq = 3"), vals![])
            },
            // The entry after the hole is the first that does not follow.
            Break::Gap,
        ),
    ];
    on_both(SCHEMAS, |store| {
        five_entries(store);
        for (field, tamper, how) in cases {
            let at = if field == "moved" { 4 } else { 3 };
            assert_eq!(tampered(store, tamper), Some((at, how)), "{field}");
        }
        assert_eq!(verify(store).broken, None, "nothing of it stayed");
    });
}

#[test]
fn a_removed_entry_leaves_a_gap() {
    on_both(SCHEMAS, |store| {
        five_entries(store);
        let found = tampered(store, |tx| {
            tx.exec(sql!("DELETE FROM audit_detail WHERE seq = 2"), vals![])?;
            tx.exec(sql!("DELETE FROM audit WHERE seq = 2"), vals![])
        });
        assert_eq!(found, Some((3, Break::Gap)));
    });
}

#[test]
fn a_forgotten_persons_values_go_and_the_chain_holds() {
    on_both(SCHEMAS, |store| {
        let subject = five_entries(store);
        record(store, &act("2026-08-05T10:00"), Id::new(), "yang lain");
        let erased = store
            .write_blocking(move |tx| audit::erase(tx, &act("2026-08-06T08:00"), "person", subject))
            .unwrap();
        assert_eq!(erased, 5);
        assert_eq!(verify(store), Verification { entries: 7, erased: 5, broken: None });
        let history = store.read_blocking(move |tx| audit::history(tx, subject, 10)).unwrap();
        let shown: Vec<_> =
            history.iter().map(|past| (past.action.as_str(), past.detail.as_deref())).collect();
        assert_eq!(shown[0], ("audit.erased", Some("{\"entries\":5}")));
        assert_eq!(shown[1..], [("copy.withdrawn", None); 5]);
    });
}

#[test]
fn many_at_once_still_make_one_chain() {
    on_both(SCHEMAS, |store| {
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        record(store, &act("2026-08-05T09:30"), Id::new(), "serentak");
                    }
                });
            }
        });
        assert_eq!(verify(store), Verification { entries: 160, erased: 0, broken: None });
    });
}
