//! What was promised, and what shows that it was given.

use crate::town::{SCHEMAS, amended, approved, classes, keys, now, on, partner, promised, terms, write};
use jiff::civil::date;
use kernel::Id;
use partners::{
    Agreement, Closing, Commitment, Unit, agreements, agreements::Again, commitments,
    commitments::NewCommitment,
};
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

fn given(tx: &mut Tx<'_>) -> Result<(Id<Agreement>, Id<Commitment>)> {
    let school = partner(tx, "SMP Contoh")?;
    promised(tx, school, &classes(Some(school)))
}

#[test]
fn a_promise_is_as_far_as_its_evidence_and_late_once_its_day_has_passed() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, promise) = given(tx)?;
            let progress = |tx: &mut Tx<'_>, day| -> Result<_> {
                Ok(commitments::of_agreement(tx, &[], id, day)?[0].progress)
            };
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 5, 1)), 60, "Tanda terima 1", None)?;
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 7, 10)), 40, "Tanda terima 2", None)?;
            let june = progress(tx, date(2026, 6, 30))?;
            assert_eq!((june.done, june.overdue), (60, false));
            let july = progress(tx, date(2026, 7, 1))?;
            assert_eq!((july.done, july.overdue, july.missing()), (60, true, 40));
            assert_eq!(commitments::overdue(tx, &[], date(2026, 7, 1))?.len(), 1);
            assert!(commitments::overdue(tx, &[], date(2026, 7, 10))?.is_empty());
            assert_eq!(progress(tx, date(2026, 8, 5))?.share(), 1.0);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn evidence_is_taken_back_once_by_an_opposite_entry_and_never_deleted() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, promise) = given(tx)?;
            let given = commitments::fulfil(tx, &now(), promise, Some(date(2026, 5, 1)), 60, "Keliru", None)?;
            assert_eq!(keys(commitments::reverse(tx, &now(), given, " ")), ["fulfilment-why-missing"]);
            commitments::reverse(tx, &now(), given, "Salah mitra.")?;
            assert_eq!(commitments::of_agreement(tx, &[], id, now().today())?[0].progress.done, 0);
            assert_eq!(commitments::fulfilments(tx, id)?.len(), 2);
            let twice = tx.nested(|tx| commitments::reverse(tx, &now(), given, "Sekali lagi."));
            assert_eq!(keys(twice), ["fulfilment-reversed-already"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn evidence_of_nothing_of_tomorrow_or_before_the_signature_is_refused() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (_, promise) = given(tx)?;
            let wrong = commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 6)), 0, "", None);
            assert_eq!(
                keys(wrong),
                ["commitment-amount-unreadable", "fulfilment-what-missing", "partner-day-to-come"]
            );
            for (day, key) in [
                (Some(date(2001, 5, 1)), "fulfilment-before-agreement"),
                (Some(date(201, 5, 1)), "partner-day-impossible"),
                (None, "partner-day-unreadable"),
            ] {
                let wrong = commitments::fulfil(tx, &now(), promise, day, 5, "Buku", None);
                assert_eq!(keys(wrong), [key]);
            }
            // Nor does the database take what was given before there was an agreement.
            let other = partner(tx, "PT Contoh Awan")?;
            let draft = approved(tx, other)?;
            let promise = commitments::promises(tx, draft)?[0].id;
            let early = commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 1)), 1, "Buku", None);
            assert_eq!(keys(early), ["agreement-in-other-state"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn evidence_lies_within_what_is_agreed_and_what_came_late_is_kept_late() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, promise) = given(tx)?;
            let then = on("2027-03-01");
            let late = commitments::fulfil(tx, &then, promise, Some(date(2027, 2, 1)), 5, "Sesudahnya", None);
            assert_eq!(keys(late), ["fulfilment-after-agreement"]);
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 7, 10)), 100, "Terlambat", None)?;
            let kept = commitments::of_agreement(tx, &[], id, now().today())?[0].progress;
            assert_eq!((kept.done, kept.late, kept.overdue), (100, true, false));
            // Nor does the database take it, change it or forget it.
            let forced = |tx: &mut Tx<'_>, statement| tx.nested(|tx| tx.exec(statement, vals![promise]));
            assert!(forced(tx, sql!("UPDATE fulfilment SET amount = 5 WHERE commitment = ?1")).is_err());
            assert!(forced(tx, sql!("DELETE FROM fulfilment WHERE commitment = ?1")).is_err());
            let half = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO fulfilment (id, commitment, by_notes, day, amount, what, reverses, mirrors, at)
                         SELECT ?2, f.commitment, TRUE, f.day, -50, 'Separuh', f.id, 50, 0 FROM fulfilment f
                         WHERE f.commitment = ?1"
                    ),
                    vals![promise, Id::<()>::new()],
                )
            });
            assert!(half.is_err(), "what is taken back is all of it");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_shows_a_promise_may_be_a_document_of_one_of_its_sides_alone() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, promise) = given(tx)?;
            let firm = partner(tx, "PT Contoh Awan")?;
            let other = crate::town::signed(tx, firm, date(2026, 1, 5))?;
            let (own, foreign) =
                (crate::town::paper(tx, id, "report")?, crate::town::paper(tx, other, "report")?);
            let fulfil = |tx: &mut Tx<'_>, document| {
                commitments::fulfil(tx, &now(), promise, Some(date(2026, 5, 1)), 1, "Foto", Some(document))
            };
            assert_eq!(keys(fulfil(tx, foreign)), ["document-unknown"]);
            fulfil(tx, own)?;
            assert_eq!(commitments::fulfilments(tx, id)?[0].document, Some(own));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_shows_a_promise_that_was_made_again_is_written_where_its_day_belongs() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, old) = given(tx)?;
            let (december, march) = (on("2026-12-01"), on("2027-03-01"));
            let again = Again { commitment: old, amount: 50, due: None };
            amended(tx, &december, id, |tx, addendum| {
                agreements::renewal(tx, &december, addendum, crate::town::year(2027), &[again])
            })?;
            let new =
                commitments::promises(tx, id)?.into_iter().find(|one| one.renews == Some(old)).unwrap().id;
            let fulfil = |tx: &mut Tx<'_>, promise, day| {
                commitments::fulfil(tx, &march, promise, Some(day), 1, "Tanda terima", None)
            };
            assert_eq!(keys(fulfil(tx, old, date(2027, 1, 1))), ["fulfilment-after-renewal"]);
            assert_eq!(keys(fulfil(tx, new, date(2026, 12, 31))), ["fulfilment-before-agreement"]);
            fulfil(tx, old, date(2026, 12, 31))?;
            fulfil(tx, new, date(2027, 1, 1))?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_released_promise_is_no_longer_late_and_keeps_what_was_given() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (id, promise) = given(tx)?;
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 5, 1)), 10, "Tanda terima", None)?;
            assert_eq!(commitments::overdue(tx, &[], now().today())?.len(), 1);
            amended(tx, &now(), id, |tx, addendum| commitments::release(tx, &now(), addendum, promise))?;
            assert!(commitments::overdue(tx, &[], now().today())?.is_empty());
            assert_eq!(
                commitments::of_agreement(tx, &[], id, on("2026-08-06").today())?[0].progress.done,
                10
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_promise_whose_days_never_came_is_held_against_nobody() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            // Signed to begin next year, and ended this year.
            let of_next = agreements::Terms { period: crate::town::year(2027), ..terms(school) };
            let next = NewCommitment { due: Some(date(2027, 6, 30)), ..classes(Some(school)) };
            let never = crate::town::drafted(tx, &of_next, &[next])?;
            crate::town::approve(tx, never)?;
            crate::town::sign(tx, &now(), never, now().today())?;
            agreements::terminate(tx, &now(), &[], never, date(2026, 8, 31), "Sekolah ditutup.")?;
            let dead = commitments::promises(tx, never)?.remove(0);
            assert!(!dead.ever_begins() && dead.deadline().is_none());
            let then = on("2026-12-01");
            let progress = commitments::of_agreement(tx, &[], never, then.today())?[0].progress;
            assert!(!progress.is_late(), "{progress:?}");
            let closed = commitments::close(tx, &then, &[], dead.id, Closing::LetGo, "Tidak jadi.");
            assert_eq!(keys(closed), ["closing-not-over"]);
            // Promised again for a year that never came: what was promised first stays waited for.
            let (id, old) = promised(tx, school, &classes(Some(school)))?;
            let again = Again { commitment: old, amount: 50, due: None };
            amended(tx, &now(), id, |tx, addendum| {
                agreements::renewal(tx, &now(), addendum, crate::town::year(2027), &[again])
            })?;
            agreements::terminate(tx, &now(), &[], id, date(2026, 10, 31), "Sekolah ditutup.")?;
            promised(tx, firm, &NewCommitment { due: None, ..classes(Some(firm)) })?;
            let one = partners::partners::one(tx, school, then.today())?;
            let facts = partners::health::facts(tx, &web::Facts::default(), &one, &on("2027-03-01"))?;
            assert_eq!(facts.theirs, [0.0], "of three promises one was broken");
            // What the list asks of the database is on every day what the rule says of each promise.
            for months in 0..30 {
                let day = date(2026, 6, 15).checked_add(jiff::Span::new().months(months)).unwrap();
                let mut listed: Vec<_> =
                    commitments::overdue(tx, &[], day)?.iter().map(|kept| kept.commitment.id).collect();
                let mut waited = Vec::new();
                for party in [school, firm] {
                    let all = commitments::of_partner(tx, &[], party, day)?;
                    waited.extend(
                        all.iter().filter(|kept| kept.is_waited_for(day)).map(|kept| kept.commitment.id),
                    );
                }
                listed.sort_unstable();
                waited.sort_unstable();
                assert_eq!(listed, waited, "{day}");
                assert_eq!(
                    listed.contains(&old),
                    (date(2026, 7, 1)..=date(2027, 6, 30)).contains(&day),
                    "{day}"
                );
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn notes_serve_only_for_what_is_done_a_number_of_times_and_everything_else_is_counted_by_a_module() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let draft = agreements::draft(tx, &now(), &terms(school))?.id;
            for unit in Unit::ALL.iter().copied().filter(|unit| *unit != Unit::Times) {
                let typed = NewCommitment { unit, ..classes(None) };
                let refused = commitments::promise(tx, &now(), &[], draft, &typed);
                assert_eq!(keys(refused), ["commitment-unit-is-kept"]);
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO commitment (id, agreement, about, unit, amount, by_notes, at)
                             VALUES (?1, ?2, 'Dana', ?3, 1, TRUE, 0)"
                        ),
                        vals![Id::<()>::new(), draft, unit],
                    )
                });
                assert!(matches!(forced, Err(Error::Check(_))), "nor does the database take it: {forced:?}");
            }
            // What is done a number of times and no module keeps is shown by notes.
            commitments::promise(tx, &now(), &[], draft, &classes(None))?;
            Ok(())
        })
        .unwrap();
    });
}
