//! What was promised and what the facts show.

use crate::town::{SCHEMAS, amended, approved, books, keys, now, on, partner, promised, terms, write};
use jiff::civil::date;
use kernel::Id;
use membership::{Ground, NewMember, bases, members, sponsorships};
use partners::{
    Agreement, Commitment, Unit, agreements,
    commitments::{self, NewCommitment},
};
use people::Profile;
use store::{Result, Tx, sql, vals};
use trial::on_both;
use web::Countable;

fn given(tx: &mut Tx<'_>) -> Result<(Id<Agreement>, Id<Commitment>)> {
    let school = partner(tx, "SMP Contoh")?;
    promised(tx, school, &books(Some(school)))
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
fn memberships_that_a_partner_carries_fulfil_a_promise_by_themselves() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let countables: &[Countable] = membership::module().countables;
            let school = partner(tx, "SMP Contoh")?;
            let draft = agreements::draft(tx, &now(), &terms(school))?.id;
            let wrong = NewCommitment { counts: "membership.granted".into(), ..books(None) };
            assert_eq!(keys(commitments::promise(tx, &now(), countables, draft, &wrong)), [
                "commitment-counts-other-unit"
            ]);
            let seats = NewCommitment { unit: Unit::Memberships, amount: 2, ..wrong };
            let (id, promise) = promised(tx, school, &seats)?;
            let carried = sponsorships::begin(
                tx,
                &now(),
                &sponsorships::Agreement {
                    partner: school,
                    name: "Siswa".into(),
                    plan: "pelajar".into(),
                    since: date(2026, 1, 1),
                    until: None,
                    seats: None,
                    seat_order: sponsorships::SeatOrder::Roster,
                    grace_days: 30,
                    domain: String::new(),
                },
            )?;
            for name in ["Ani Contoh", "Budi Contoh", "Citra Contoh"] {
                let profile = Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() };
                let new = NewMember { profile, plan: "pelajar".into(), ..NewMember::default() };
                let member = members::register(tx, &now(), &new)?;
                let since = if name.starts_with('C') { date(2025, 6, 1) } else { date(2026, 7, 20) };
                let basis = bases::NewBasis {
                    sponsorship: Some(carried.id),
                    ..bases::NewBasis::own(Ground::Roster, since)
                };
                bases::add(tx, &now(), member.person, &basis)?;
            }
            let done = |tx: &mut Tx<'_>, day| -> Result<_> {
                Ok(commitments::of_agreement(tx, countables, id, day)?[0].progress.done)
            };
            assert_eq!(done(tx, date(2026, 7, 19))?, 0);
            assert_eq!(done(tx, date(2026, 8, 5))?, 2, "one was carried before the agreement began");
            let typed = commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 1)), 5, "Diketik", None);
            assert_eq!(keys(typed), ["fulfilment-is-counted"]);
            // Nor does the database take a note for it.
            let forced = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO fulfilment (id, commitment, by_notes, day, amount, what, document, reverses, author, at)
                         VALUES (?1, ?2, TRUE, '2026-08-01', 5, 'Diketik', NULL, NULL, NULL, 0)"
                    ),
                    vals![Id::<()>::new(), promise],
                )
            });
            assert!(forced.is_err());
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
