//! What the check of a library finds in signed papers, also in one that was copied.

use crate::guards::is_closed;
use crate::town::{
    SCHEMAS, amended, classes, drafted, now, on, partner, promised, reading_room, renewed, signed, terms,
    write, year,
};
use jiff::civil::date;
use kernel::Id;
use partners::{Agreement, Means, Proposal, agreements, commitments, health, partners as book};
use people::{Profile, parties};
use platform::files::Files;
use store::{Error, Result, Store, Tx, copy, sql, vals};
use trial::{Database, on_both};

/// What the check of a library says: the invariants that do not hold, with what breaks them.
fn broken(tx: &mut Tx<'_>) -> Result<Vec<(&'static str, Vec<String>)>> {
    let mut found = Vec::new();
    for invariant in partners::module(&Files::at("/nowhere")).invariants {
        let violations = (invariant.violations)(tx)?;
        if !violations.is_empty() {
            found.push((invariant.name, violations));
        }
    }
    Ok(found)
}

const AS_SIGNED: &str = "partners.signed-papers-are-what-was-signed";

const APPROVED: &str = "partners.signed-papers-were-approved";

#[test]
fn what_was_written_past_every_guard_is_found_by_the_check() {
    // With the guards of a table lifted, on PostgreSQL all of them, on SQLite those that stand in the way.
    let forgeries = [
        (
            sql!("ALTER TABLE commitment DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER commitment_frozen_0"),
            sql!("UPDATE commitment SET about = 'Kelas lain' WHERE agreement = ?1"),
        ),
        (
            sql!("ALTER TABLE commitment DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER commitment_of_another_0"),
            sql!("UPDATE commitment SET giver = NULL WHERE agreement = ?1"),
        ),
        (
            sql!("ALTER TABLE commitment DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER commitment_without_paper_0"),
            sql!("UPDATE commitment SET due = '2026-12-31' WHERE agreement = ?1"),
        ),
        (
            sql!("ALTER TABLE agreement_party DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER agreement_party_of_another_0"),
            sql!(
                "UPDATE agreement_party SET partner = (SELECT t.party FROM partner t WHERE t.code = 'M-002')
                 WHERE agreement = ?1"
            ),
        ),
        (
            sql!("ALTER TABLE agreement_period DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER agreement_period_without_paper_0"),
            sql!(
                "UPDATE agreement_period SET since = '2025-01-01' WHERE agreement = ?1 AND until = '2026-12-31'"
            ),
        ),
        (
            sql!("ALTER TABLE agreement_period DISABLE TRIGGER USER"),
            sql!("DROP TRIGGER agreement_period_kept_0"),
            sql!("DELETE FROM agreement_period WHERE agreement = ?1 AND until = '2027-12-31'"),
        ),
    ];
    on_both(SCHEMAS, |store| {
        let id = write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            partner(tx, "PT Contoh Awan")?;
            let (id, _) = promised(tx, school, &classes(Some(school)))?;
            renewed(tx, &now(), id, year(2027))?;
            Ok(id)
        })
        .unwrap();
        for (of_table, of_rule, forgery) in forgeries {
            let found = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
            let kept = found.clone();
            let undone = write(store, move |tx| {
                assert_eq!(broken(tx)?, []);
                if tx.nested(|tx| tx.exec(of_table, vals![])).is_err() {
                    tx.exec(of_rule, vals![])?;
                }
                assert!(tx.exec(forgery, vals![id])? > 0, "{forgery:?}");
                *kept.lock().unwrap() = broken(tx)?;
                Err::<(), _>(Error::Missing)
            });
            assert!(matches!(undone, Err(Error::Missing)), "{undone:?}");
            let found = found.lock().unwrap();
            let names: Vec<_> = found.iter().map(|(name, _)| *name).collect();
            assert!(names.contains(&AS_SIGNED), "{forgery:?}: {found:?}");
        }
    });
}

#[test]
fn a_paper_that_was_signed_by_no_deed_of_the_program_is_found_by_the_check() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let honest = signed(tx, school, date(2026, 1, 5))?;
            let id = drafted(tx, &terms(school), &[reading_room()])?;
            assert_eq!(broken(tx)?, []);
            // Whoever writes into the database says that nobody looks at drafts, and signs.
            agreements::REVIEWERS.set(tx, &now(), "")?;
            for statement in [
                sql!(
                    "UPDATE agreement SET state = 'signing', paper = '{}', approved_on = '2026-01-01', round = 1
                     WHERE id = ?1"
                ),
                sql!("UPDATE signatory SET signed_on = '2026-01-01' WHERE agreement = ?1"),
                sql!("UPDATE agreement SET state = 'signed', signed_on = '2026-01-01' WHERE id = ?1"),
            ] {
                tx.exec(statement, vals![id])?;
            }
            let number = vec![agreements::one(tx, id)?.number];
            assert_eq!(broken(tx)?, [(AS_SIGNED, number.clone()), (APPROVED, number)]);
            assert!(agreements::one(tx, honest)?.signed_on.is_some());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_merger_leaves_what_was_signed_as_it_was_signed_and_so_does_its_undoing() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            let (a, b) = (partner(tx, "SMP Contoh")?, partner(tx, "SMP Contoh Kembar")?);
            let (id, promise) = promised(tx, b, &classes(Some(b)))?;
            people::merging::merge(tx, &now(), followers, a, b)?;
            assert_eq!((agreements::sides(tx, id)?[0].partner, broken(tx)?), (a, vec![]));
            // It changes while the two are one.
            let act = on("2026-08-06");
            amended(tx, &act, id, |tx, addendum| {
                commitments::revise(tx, &act, addendum, promise, 150, None)
            })?;
            assert_eq!(broken(tx)?, []);
            people::merging::split(tx, &now(), followers, b)?;
            assert_eq!((agreements::sides(tx, id)?[0].partner, broken(tx)?), (b, vec![]));
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let same = parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)?;
            people::merging::merge(tx, &now(), followers, same, b)?;
            assert_eq!((agreements::sides(tx, id)?[0].partner, broken(tx)?), (same, vec![]));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_signed_paper_is_not_put_aside_for_a_draft_of_the_same_name() {
    // SQLite deletes what `OR REPLACE` is in the way of without asking its guards.
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(SCHEMAS.to_vec()).unwrap();
    write(&store, |tx| {
        let school = partner(tx, "SMP Contoh")?;
        let id = signed(tx, school, date(2026, 1, 5))?;
        for statement in [
            sql!(
                "INSERT OR REPLACE INTO agreement (id, number, kind, title, state, body, round, notice_days, created_at,
                     changed_at)
                 SELECT g.id, 'X', g.kind, 'lain', 'draft', 'lain', 0, 0, 0, 0 FROM agreement g WHERE g.id = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO agreement (id, number, kind, title, state, body, round, notice_days, created_at,
                     changed_at)
                 SELECT randomblob(16), g.number, g.kind, 'lain', 'draft', 'lain', 0, 0, 0, 0 FROM agreement g WHERE g.id = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO commitment (id, agreement, giver, about, unit, amount, by_notes, at)
                 SELECT c.id, c.agreement, c.giver, 'lain', c.unit, 9, c.by_notes, 0 FROM commitment c
                 WHERE c.agreement = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO agreement_party (id, agreement, partner, position)
                 SELECT s.id, s.agreement, s.partner, 9 FROM agreement_party s WHERE s.agreement = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO signatory (id, agreement, partner, name, title, authority, document, document_on)
                 SELECT n.id, n.agreement, n.partner, 'Lain', n.title, 'office', n.document, n.document_on
                 FROM signatory n WHERE n.agreement = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO agreement_period (id, agreement, since, until, next_day)
                 SELECT p.id, p.agreement, p.since, '2029-12-31', '2030-01-01' FROM agreement_period p
                 WHERE p.agreement = ?1"
            ),
            sql!(
                "INSERT OR REPLACE INTO review_step (id, agreement, round, position, name, role, outside, apart)
                 SELECT s.id, s.agreement, s.round, s.position, 'Lain', 'head', FALSE, FALSE FROM review_step s
                 WHERE s.agreement = ?1"
            ),
        ] {
            let forced = tx.nested(|tx| tx.exec(statement, vals![id]));
            // The rule of the paper, or that what is frozen is not replaced, whichever is asked first.
            let is_refused = matches!(forced, Err(Error::Check(_) | Error::Unique { .. }));
            assert!(is_refused, "{statement:?}: {forced:?}");
        }
        assert_eq!(broken(tx)?, []);
        Ok(())
    })
    .unwrap();
}

/// Papers in every state, with what hangs on them: nothing of it could be written into them anew.
fn busy(tx: &mut Tx<'_>) -> Result<Id<Agreement>> {
    let school = partner(tx, "SMP Contoh")?;
    partner(tx, "PT Contoh Awan")?;
    let (id, promise) = promised(tx, school, &classes(Some(school)))?;
    commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 4)), 9, "Tanda terima", None)?;
    let again = agreements::Again { commitment: promise, amount: 50, due: None };
    amended(tx, &now(), id, |tx, addendum| {
        agreements::renewal(tx, &now(), addendum, year(2027), std::slice::from_ref(&again))
    })?;
    health::review(tx, &now(), school, Proposal::Renew, Some(4), "Berjalan baik.")?;
    book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
    let ended = signed(tx, school, date(2026, 1, 5))?;
    agreements::terminate(tx, &now(), &[], ended, date(2026, 8, 31), "Sekolah digabung.")?;
    let waiting = drafted(tx, &terms(school), &[reading_room()])?;
    agreements::submit(tx, &now(), waiting)?;
    drafted(tx, &terms(school), &[reading_room()])?;
    Ok(id)
}

/// All that was copied, and that it lives on in the copy as it did before.
fn lives_on(from: &Store, into: &Store, id: Id<Agreement>, way: &str) {
    assert_eq!(from.read_blocking(copy::counts).unwrap(), into.read_blocking(copy::counts).unwrap(), "{way}");
    let periods = |store: &Store| store.read_blocking(move |tx| agreements::periods(tx, id)).unwrap();
    assert_eq!(periods(into), periods(from), "{way}");
    write(into, move |tx| {
        is_closed(tx, id)?;
        let dated = tx.nested(|tx| {
            tx.exec(sql!("UPDATE agreement SET signed_on = '2026-02-01' WHERE id = ?1"), vals![id])
        });
        assert!(matches!(dated, Err(Error::Check(_))), "{dated:?}");
        // By an addendum it changes as ever.
        let act = on("2026-08-06");
        amended(tx, &act, id, |tx, addendum| {
            commitments::promise(tx, &act, &[], addendum, &reading_room()).map(drop)
        })?;
        let promises = commitments::promises(tx, id)?;
        assert!(promises.iter().any(|one| one.about == "Ruang baca"));
        assert_eq!(broken(tx)?, []);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_library_with_signed_papers_is_copied_as_it_stands_and_refuses_there_what_it_refused_here() {
    for source in [Database::sqlite(), Database::postgres()] {
        let from = source.open();
        from.migrate(SCHEMAS.to_vec()).unwrap();
        let id = write(&from, busy).unwrap();
        for target in [Database::sqlite(), Database::postgres()] {
            let way = format!("{} → {}", source.name(), target.name());
            let (into, whole) = (target.open(), from.clone());
            write(&into, move |tx| copy::fill(tx, &SCHEMAS.to_vec(), &whole)).unwrap();
            lives_on(&from, &into, id, &way);
        }
    }
}
