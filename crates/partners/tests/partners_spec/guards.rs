//! What the database itself refuses, whatever the program asks of it.

use crate::town::{
    SCHEMAS, amended, approve, classes, drafted, head, now, on, partner, promised, reading_room, renewed,
    sign, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Id, Person};
use partners::{
    Agreement, Closing, Kind, Means, Proposal, Stage, agreements, commitments, health, opinions,
    partners as book,
};
use people::{Profile, parties};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

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
pub fn is_closed(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<()> {
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

#[test]
fn what_was_said_or_filed_is_not_written_anew_under_its_own_name() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let speaker = crate::town::speaker(tx, school)?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            health::review(tx, &now(), school, Proposal::Renew, None, "Baik.")?;
            crate::town::paper(tx, id, "report")?;
            opinions::say(tx, &crate::town::by(speaker), school, Some(4), "")?;
            let after = on("2027-02-02");
            commitments::close(tx, &after, &[], promise, Closing::Settled, "Diganti buku.")?;
            let answer = kernel::Act { by: kernel::Actor::Person(speaker), ..after };
            commitments::reply(tx, &answer, school, promise, Some(true), "")?;
            // As another program would put a row in the place of one that is there.
            for again in [
                sql!(
                    "INSERT INTO closing_reply (id, commitment, partner, agrees, words, day, at)
                     SELECT id, commitment, partner, FALSE, 'Tidak.', day, at FROM closing_reply"
                ),
                sql!(
                    "INSERT INTO partner_review (id, partner, year, proposal, reasons, at)
                     SELECT id, partner, year, 'end', reasons, at FROM partner_review"
                ),
                sql!(
                    "INSERT INTO partner_opinion (id, partner, satisfaction, day, at)
                     SELECT id, partner, 1, day, at FROM partner_opinion"
                ),
                sql!(
                    "INSERT INTO partner_note (id, partner, day, way, text, at)
                     SELECT id, partner, day, way, 'Lain.', at FROM partner_note"
                ),
                sql!(
                    "INSERT INTO partner_document (id, partner, kind, title, file, shared, at)
                     SELECT id, partner, 'other', title, file, shared, at FROM partner_document"
                ),
            ] {
                let forced = tx.nested(|tx| tx.exec(again, vals![]));
                assert!(matches!(forced, Err(Error::Check(_))), "{again:?}: {forced:?}");
            }
            Ok(())
        })
        .unwrap();
    });
}
