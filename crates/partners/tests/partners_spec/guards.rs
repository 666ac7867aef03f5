//! What the database itself refuses, whatever the program asks of it: also in a library that was copied.

use crate::town::{
    SCHEMAS, amended, approve, classes, drafted, head, now, on, partner, promised, reading_room, renewed,
    sign, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Id, Person};
use partners::{Agreement, Kind, Means, Proposal, Stage, agreements, commitments, health, partners as book};
use people::{Profile, parties};
use platform::files::Files;
use store::{Error, Result, Store, Tx, copy, sql, vals};
use trial::{Database, on_both};

#[test]
fn the_database_itself_lets_nobody_sign_what_was_not_approved_or_write_into_what_was() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            partner(tx, "PT Contoh Awan")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            // The statements of the program, without its questions.
            let forced = |tx: &mut Tx<'_>, statement| tx.nested(|tx| tx.exec(statement, vals![id]));
            for statement in [
                sql!("UPDATE agreement SET paper = NULL WHERE id = ?1"),
                sql!("UPDATE agreement SET body = 'lain' WHERE id = ?1"),
                sql!("UPDATE agreement SET signed_on = '2026-02-01' WHERE id = ?1"),
                sql!("UPDATE signatory SET signed_on = '2026-02-01' WHERE agreement = ?1"),
                sql!("DELETE FROM signatory WHERE agreement = ?1"),
                sql!("UPDATE commitment SET amount = 1000 WHERE agreement = ?1"),
                sql!("UPDATE commitment SET released_at = 0 WHERE agreement = ?1"),
                sql!("UPDATE commitment SET about = 'lain' WHERE agreement = ?1"),
                sql!("UPDATE commitment SET due = '2029-01-01' WHERE agreement = ?1"),
                sql!(
                    "UPDATE commitment SET giver = (SELECT s.partner FROM agreement_party s WHERE s.agreement = ?1)
                     WHERE agreement = ?1"
                ),
                sql!("UPDATE commitment SET counts = NULL, purpose = 'lain' WHERE agreement = ?1"),
                sql!("UPDATE commitment SET since = '2026-08-01' WHERE agreement = ?1"),
                sql!("UPDATE signatory SET partner = NULL WHERE agreement = ?1 AND partner IS NOT NULL"),
                sql!(
                    "UPDATE agreement_party SET partner = (SELECT t.party FROM partner t WHERE t.code = 'M-002')
                     WHERE agreement = ?1"
                ),
                sql!("UPDATE agreement SET id = parent WHERE id = ?1"),
                sql!("UPDATE agreement SET number = 'X' WHERE id = ?1"),
                sql!("UPDATE agreement SET approved_on = '2026-01-01' WHERE id = ?1"),
                sql!("UPDATE agreement SET state = 'draft', signed_on = NULL, approved_on = NULL WHERE id = ?1"),
                sql!("DELETE FROM commitment WHERE agreement = ?1"),
                sql!("UPDATE agreement_period SET until = '2029-12-31', next_day = '2030-01-01' WHERE agreement = ?1"),
                sql!("DELETE FROM agreement_period WHERE agreement = ?1"),
                sql!("UPDATE review_step SET note = 'lain' WHERE agreement = ?1"),
                sql!("DELETE FROM review_step WHERE agreement = ?1"),
            ] {
                assert!(forced(tx, statement).is_err(), "{statement:?}");
            }
            // Nothing waits for signatures that was not approved, and no step is taken before the one above it.
            let other = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            agreements::submit(tx, &now(), other)?;
            let chief = head(tx)?;
            for statement in [
                sql!(
                    "UPDATE agreement SET state = 'signing', approved_on = '2026-08-05'
                     WHERE id = ?1 AND CAST(?2 AS UUID) IS NOT NULL"
                ),
                sql!(
                    "UPDATE review_step SET decision = 'approved', decided_at = 0, decider = ?2
                     WHERE agreement = ?1 AND position = 2"
                ),
            ] {
                let early = tx.nested(|tx| tx.exec(statement, vals![other, chief]));
                assert!(early.is_err(), "{statement:?}");
            }
            let addendum = agreements::amend(tx, &now(), id)?.id;
            let second = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO agreement (id, number, kind, parent, title, state, body, round, created_at,
                             changed_at) VALUES (?1, 'X', 'addendum', ?2, 'x', 'draft', 'x', 0, 0, 0)"
                    ),
                    vals![Id::<()>::new(), id],
                )
            });
            assert!(second.is_err(), "one change at a time");
            let orphan = tx.nested(|tx| {
                tx.exec(sql!("UPDATE agreement SET parent = NULL WHERE id = ?1"), vals![addendum])
            });
            assert!(orphan.is_err());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_was_signed_is_neither_taken_away_nor_written_anew() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            for statement in [
                sql!("UPDATE partner_note SET text = 'Lain' WHERE partner = ?1"),
                sql!("UPDATE partner_document SET kind = 'other' WHERE partner = ?1"),
                sql!("DELETE FROM agreement_party WHERE partner = ?1"),
                sql!("UPDATE agreement_party SET position = 9 WHERE partner = ?1"),
                sql!(
                    "DELETE FROM signatory WHERE agreement IN (SELECT agreement FROM agreement_party WHERE partner = ?1)"
                ),
            ] {
                let forced = tx.nested(|tx| tx.exec(statement, vals![school]));
                assert!(forced.is_err(), "{statement:?}");
            }
            assert_eq!(agreements::sides(tx, id)?.len(), 1);
            Ok(())
        })
        .unwrap();
    });
}

/// Statements that write something into a paper `?2` under the id `?1`, and the rule of the database that forbids it once the
/// paper has been sent round.
fn insertions() -> [(&'static store::Sql, &'static str); 6] {
    [
        (
            sql!(
                "INSERT INTO commitment (id, agreement, about, unit, amount, by_notes, at)
                 VALUES (?1, ?2, 'Lain', 'times', 1, TRUE, 0)"
            ),
            "commitment_later",
        ),
        (
            sql!(
                "INSERT INTO signatory (id, agreement, partner, name, title, authority, document, document_on)
                 VALUES (?1, ?2, NULL, 'Lain', 'Kepala', 'office', 'Surat', '2025-12-01')"
            ),
            "signatory_later",
        ),
        (
            sql!(
                "INSERT INTO agreement_party (id, agreement, partner, position)
                 SELECT ?1, ?2, t.party, 9 FROM partner t WHERE t.code = 'M-002'"
            ),
            "agreement_party_later",
        ),
        (
            sql!(
                "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until)
                 SELECT ?1, d.agreement, '2040-01-01', '2040-12-31', '2041-01-01', MAX(d.until)
                 FROM agreement_period d WHERE d.agreement = ?2 GROUP BY d.agreement"
            ),
            "agreement_period_later",
        ),
        (
            sql!(
                "INSERT INTO review_step (id, agreement, round, position, name, role, outside, apart)
                 VALUES (?1, ?2, 1, 9, 'Lain', 'head', FALSE, TRUE)"
            ),
            "review_step_later",
        ),
        (
            sql!(
                "INSERT INTO agreement_change (id, addendum, what, about, at) VALUES (?1, ?2, 'clause', 'Lain', 0)"
            ),
            "agreement_change_later",
        ),
    ]
}

/// Nothing can be written into this paper, by no statement.
fn is_closed(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<()> {
    for (statement, rule) in insertions() {
        let forced = tx.nested(|tx| tx.exec(statement, vals![Id::<()>::new(), id]));
        let Err(Error::Check(said)) = forced else { panic!("{rule}: {forced:?}") };
        assert!(said.contains(rule), "{rule}: {said}");
    }
    Ok(())
}

#[test]
fn nothing_is_written_into_a_paper_from_the_review_on_by_no_statement() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            partner(tx, "PT Contoh Awan")?;
            let id = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            // A draft takes what belongs into one, so that it is the paper's state that the database minds.
            for (statement, rule) in &insertions()[..4] {
                let taken = tx.nested(|tx| {
                    tx.exec(statement, vals![Id::<()>::new(), id])?;
                    Err::<(), _>(Error::Missing)
                });
                assert!(matches!(taken, Err(Error::Missing)), "{rule}: {taken:?}");
            }
            agreements::submit(tx, &now(), id)?;
            let (in_review, decided) = insertions()[4];
            assert_eq!(decided, "review_step_later");
            for (statement, rule) in insertions().into_iter().filter(|(_, rule)| *rule != decided) {
                let forced = tx.nested(|tx| tx.exec(statement, vals![Id::<()>::new(), id]));
                assert!(matches!(forced, Err(Error::Check(_))), "{rule} in review: {forced:?}");
            }
            agreements::reopen(tx, &now(), id)?;
            let early = tx.nested(|tx| tx.exec(in_review, vals![Id::<()>::new(), id]));
            assert!(matches!(early, Err(Error::Check(_))), "a draft goes round to nobody: {early:?}");
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 1, 5))?;
            is_closed(tx, id)?;
            let addendum = renewed(tx, &now(), id, year(2027))?;
            is_closed(tx, id)?;
            let forced = tx.nested(|tx| tx.exec(insertions()[5].0, vals![Id::<()>::new(), addendum]));
            assert!(matches!(forced, Err(Error::Check(_))), "nor into what an addendum said: {forced:?}");
            agreements::terminate(tx, &now(), &[], id, date(2026, 8, 31), "Sekolah digabung.")?;
            is_closed(tx, id)
        })
        .unwrap();
    });
}

#[test]
fn every_paper_goes_its_way_step_by_step_and_none_is_born_signed() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let forced = |tx: &mut Tx<'_>, statement, id: Id<Agreement>| {
                let done = tx.nested(|tx| tx.exec(statement, vals![id]));
                let Err(Error::Check(said)) = done else { panic!("{done:?}") };
                said.to_string()
            };
            let born = forced(
                tx,
                sql!(
                    "INSERT INTO agreement (id, number, kind, title, state, body, paper, round, notice_days, approved_on,
                         signed_on, created_at, changed_at)
                     VALUES (?1, 'X', 'letter', 'x', 'signed', 'x', '{}', 1, 0, '2026-01-01', '2026-01-01', 0, 0)"
                ),
                Id::new(),
            );
            assert!(born.contains("agreement_begins_as_a_draft"), "{born}");
            let sign_at_once = sql!(
                "UPDATE agreement SET state = 'signed', paper = '{}', approved_on = '2026-01-01', signed_on = '2026-01-01'
                 WHERE id = ?1"
            );
            let draft = drafted(tx, &terms(school), &[reading_room()])?;
            let jumped = forced(tx, sign_at_once, draft);
            assert!(jumped.contains("agreement_"), "{jumped}");
            // Nobody signs before it is approved, nor is a name on the paper changed after it was sent round.
            let early = sql!("UPDATE signatory SET signed_on = '2026-08-04' WHERE agreement = ?1");
            assert!(forced(tx, early, draft).contains("signatory_signs_out_of_turn"));
            approve(tx, draft)?;
            let renamed = sql!("UPDATE signatory SET name = 'Orang Lain' WHERE agreement = ?1");
            assert!(forced(tx, renamed, draft).contains("signatory_frozen"));
            // What was sent round asks whom it was sent to, and none of them is taken out.
            let other = drafted(tx, &terms(school), &[reading_room()])?;
            agreements::submit(tx, &now(), other)?;
            forced(tx, sql!("DELETE FROM review_step WHERE agreement = ?1"), other);
            forced(tx, sql!("UPDATE review_step SET apart = FALSE WHERE agreement = ?1"), other);
            // Nor is it looked at by nobody, or in another round.
            for statement in [
                sql!("UPDATE agreement SET paper = '{}' WHERE id = ?1"),
                sql!("UPDATE agreement SET round = round + 1 WHERE id = ?1"),
                sql!(
                    "UPDATE agreement SET state = 'signing', approved_on = '2026-01-01', round = round + 1
                     WHERE id = ?1"
                ),
                // Nor by somebody else in the place of whom it was sent to.
                sql!(
                    "INSERT INTO review_step (id, agreement, round, position, name, role, outside, apart)
                     SELECT s.id, s.agreement, s.round, s.position, 'Lain', 'head', FALSE, FALSE FROM review_step s
                     WHERE s.agreement = ?1"
                ),
            ] {
                forced(tx, statement, other);
            }
            // What was approved once is approved no more when it was taken back, nor approved on another day.
            forced(tx, sql!("UPDATE agreement SET approved_on = '2026-01-02' WHERE id = ?1"), draft);
            agreements::reopen(tx, &now(), draft)?;
            let again = sql!("UPDATE agreement SET state = 'review', paper = '{}' WHERE id = ?1");
            assert!(forced(tx, again, draft).contains("agreement_round_of_its_own"));
            // A paper for which nobody signs is not signed, and where drafts are looked at none is signed at once.
            let nobody = agreements::draft(tx, &now(), &terms(school))?.id;
            let at_once = sql!(
                "UPDATE agreement SET state = 'signing', paper = '{}', approved_on = '2026-01-01', round = 1 WHERE id = ?1"
            );
            assert!(forced(tx, at_once, nobody).contains("agreement_unreviewed"));
            agreements::REVIEWERS.set(tx, &now(), "")?;
            tx.exec(at_once, vals![nobody])?;
            let unsigned = sql!("UPDATE agreement SET state = 'signed', signed_on = '2026-01-01' WHERE id = ?1");
            assert!(forced(tx, unsigned, nobody).contains("agreement_unsigned"));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_an_addendum_said_once_changes_nothing_a_second_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            for (day, amount, until) in
                [("2026-08-06", 150, date(2027, 1, 31)), ("2026-08-07", 200, date(2027, 3, 31))]
            {
                let act = on(day);
                amended(tx, &act, id, |tx, addendum| {
                    commitments::revise(tx, &act, addendum, promise, amount, None)?;
                    agreements::extend(tx, &act, addendum, until)
                })?;
            }
            let addenda = agreements::addenda(tx, id)?;
            for statement in [
                sql!("UPDATE commitment SET amount = 150, addendum = ?2 WHERE id = ?1"),
                sql!("UPDATE commitment SET released_at = 0, addendum = ?2 WHERE id = ?1"),
                sql!("UPDATE commitment SET amount = 200, due = '2027-03-01', addendum = ?2 WHERE id = ?1"),
                sql!("UPDATE commitment SET giver = NULL, addendum = ?2 WHERE id = ?1"),
            ] {
                for addendum in &addenda {
                    let forced = tx.nested(|tx| tx.exec(statement, vals![promise, addendum.id]));
                    assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
                }
            }
            for statement in [
                sql!(
                    "UPDATE agreement_period SET until = '2027-01-31', next_day = '2027-02-01', addendum = ?2
                     WHERE agreement = ?1"
                ),
                sql!("UPDATE agreement_period SET since = '2025-01-01', addendum = ?2 WHERE agreement = ?1"),
            ] {
                for addendum in &addenda {
                    let forced = tx.nested(|tx| tx.exec(statement, vals![id, addendum.id]));
                    assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
                }
            }
            assert_eq!(commitments::promises(tx, id)?[0].amount, 200);
            Ok(())
        })
        .unwrap();
    });
}

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
            assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
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

#[test]
fn what_was_said_of_a_partnership_stays_until_a_person_is_forgotten() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let profile = Profile { name: "Arie Contoh".into(), ..Profile::default() };
            let artist = parties::enter(tx, &now(), &profile)?;
            book::enter(tx, &now(), artist, Kind::Creator, Stage::Talk)?;
            for party in [school, artist] {
                health::review(tx, &now(), party, Proposal::Renew, Some(4), "Berjalan baik.")?;
                book::note(tx, &now(), party, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            }
            let is_kept = |tx: &mut Tx<'_>, party: Id<Person>| {
                for statement in [
                    sql!("UPDATE partner_review SET proposal = 'end' WHERE partner = ?1"),
                    sql!("UPDATE partner_review SET satisfaction = 1, reasons = 'Lain' WHERE partner = ?1"),
                    sql!("DELETE FROM partner_review WHERE partner = ?1"),
                    sql!("DELETE FROM partner_note WHERE partner = ?1"),
                ] {
                    let forced = tx.nested(|tx| tx.exec(statement, vals![party]));
                    assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
                }
            };
            is_kept(tx, school);
            is_kept(tx, artist);
            let forgotten = tx.nested(|tx| {
                tx.exec(sql!("UPDATE partner SET forgotten_at = 0 WHERE party = ?1"), vals![school])
            });
            assert!(matches!(forgotten, Err(Error::Check(_))), "a school is no person: {forgotten:?}");
            let module = partners::module(&Files::at("/nowhere"));
            for holding in module.holdings {
                (holding.erase)(tx, &now(), artist)?;
                // A library that was restored forgets once more whom it had forgotten.
                (holding.erase)(tx, &now(), artist)?;
            }
            assert!(health::reviews(tx, artist)?.is_empty() && book::notes(tx, artist, 9)?.is_empty());
            is_kept(tx, school);
            Ok(())
        })
        .unwrap();
    });
}
