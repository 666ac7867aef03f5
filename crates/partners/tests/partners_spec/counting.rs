//! What the facts of other modules show of a promise, each for one promise alone.

use crate::town::{SCHEMAS, amended, carried, classes, keys, now, on, partner, promised, terms, write};
use jiff::civil::date;
use kernel::Id;
use membership::{Ground, NewMember, bases, members};
use partners::{
    Agreement, Closing, Unit, agreements, agreements::Again, commitments, commitments::NewCommitment,
};
use people::Profile;
use store::{Result, Tx, sql, vals};
use trial::on_both;
use web::{Belongs, Countable};

/// Heads of groups that came on the first of May, the first of July and the first of February after: ten each time.
const HEADS: Countable = Countable {
    key: "visits.group-heads",
    unit: "people",
    belongs: Belongs::ToPartner,
    count: |_, asked| {
        let days = [date(2026, 5, 1), date(2026, 7, 1), date(2027, 2, 1)];
        let within = |day: &&kernel::Date| (asked.period.from..=asked.period.to).contains(day);
        Ok(10 * days.iter().filter(within).count() as i64)
    },
};

fn heads(amount: i64, due: Option<kernel::Date>) -> NewCommitment {
    NewCommitment {
        about: "Siswa yang berkunjung".into(),
        unit: Unit::People,
        amount,
        due,
        counts: HEADS.key.into(),
        ..classes(None)
    }
}

/// An agreement in which this is promised, signed in January.
fn with(tx: &mut Tx<'_>, partner: Id<kernel::Person>, promises: &[NewCommitment]) -> Result<Id<Agreement>> {
    let id = agreements::draft(tx, &now(), &terms(partner))?.id;
    for promise in promises {
        commitments::promise(tx, &now(), &[HEADS], id, promise)?;
    }
    crate::town::signatories(tx, id)?;
    crate::town::approve(tx, id)?;
    crate::town::sign(tx, &now(), id, date(2026, 1, 5))?;
    Ok(id)
}

#[test]
fn memberships_that_a_partner_carries_fulfil_a_promise_by_themselves() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let countables: &[Countable] = membership::module().countables;
            let school = partner(tx, "SMP Contoh")?;
            let draft = agreements::draft(tx, &now(), &terms(school))?.id;
            let wrong = NewCommitment { counts: "membership.granted".into(), ..classes(None) };
            assert_eq!(keys(commitments::promise(tx, &now(), countables, draft, &wrong)), [
                "commitment-counts-other-unit"
            ]);
            let seats = NewCommitment { unit: Unit::Memberships, amount: 2, ..wrong };
            let (id, promise) = promised(tx, school, &seats)?;
            let carried = carried(tx, school, None)?;
            for name in ["Ani Contoh", "Budi Contoh", "Citra Contoh"] {
                let profile = Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() };
                let new = NewMember { profile, plan: "pelajar".into(), ..NewMember::default() };
                let member = members::register(tx, &now(), &new)?;
                let since = if name.starts_with('C') { date(2025, 6, 1) } else { date(2026, 7, 20) };
                let basis = bases::NewBasis {
                    sponsorship: Some(carried),
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
fn a_fact_counts_for_one_promise_alone_whichever_agreement_it_stands_in() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let first =
                with(tx, school, &[heads(5, Some(date(2026, 5, 31))), heads(8, Some(date(2026, 6, 30)))])?;
            let second = with(tx, school, &[heads(50, None)])?;
            let done = |tx: &mut Tx<'_>, id, day| -> Result<Vec<i64>> {
                let kept = commitments::of_agreement(tx, &[HEADS], id, day)?;
                Ok(kept.iter().map(|kept| kept.progress.done).collect())
            };
            // Twenty heads by August: five, eight, and the rest for the other agreement.
            assert_eq!(done(tx, first, date(2026, 8, 5))?, [5, 8]);
            assert_eq!(done(tx, second, date(2026, 8, 5))?, [7]);
            assert_eq!(done(tx, first, date(2026, 5, 1))?, [5, 5]);
            let kept = commitments::of_partner(tx, &[HEADS], school, date(2026, 8, 5))?;
            assert_eq!(kept.iter().map(|kept| kept.progress.done).sum::<i64>(), 20);
            // The second promise was full only on the first of July, a day after it was due.
            let late: Vec<bool> = kept.iter().map(|kept| kept.progress.late).collect();
            assert_eq!(late.iter().filter(|late| **late).count(), 1);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_one_side_gives_in_a_unit_is_counted_in_one_way_at_a_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let other = Countable { key: "activities.people", ..HEADS };
            let both = [HEADS, other];
            let school = partner(tx, "SMP Contoh")?;
            with(tx, school, &[heads(5, None)])?;
            let of = |year| agreements::Terms { period: crate::town::year(year), ..terms(school) };
            let [same_time, later, earlier] =
                [2026, 2027, 2025].map(|year| agreements::draft(tx, &now(), &of(year)).unwrap().id);
            let otherwise = NewCommitment { counts: other.key.into(), ..heads(9, None) };
            let twice = commitments::promise(tx, &now(), &both, same_time, &otherwise);
            assert_eq!(keys(twice), ["commitment-counted-otherwise"]);
            commitments::promise(tx, &now(), &both, same_time, &heads(9, None))?;
            // Another side gives something else, and another year is another time.
            let theirs = NewCommitment { giver: Some(school), ..otherwise.clone() };
            commitments::promise(tx, &now(), &both, same_time, &theirs)?;
            commitments::promise(tx, &now(), &both, later, &otherwise)?;
            commitments::promise(tx, &now(), &both, earlier, &otherwise)?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn before_two_partners_become_one_it_is_told_what_would_count_twice() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let both = [HEADS, Countable { key: "activities.people", ..HEADS }];
            let module = partners::module(&platform::files::Files::at("/nowhere"));
            let (school, same) = (partner(tx, "SMP Contoh")?, partner(tx, "SMP Contoh Kembar")?);
            let promised = |tx: &mut Tx<'_>, side, counts: &str| -> Result<()> {
                let promise = NewCommitment { giver: Some(side), counts: counts.into(), ..heads(5, None) };
                let id = agreements::draft(tx, &now(), &terms(side))?.id;
                commitments::promise(tx, &now(), &both, id, &promise)?;
                commitments::promise(tx, &now(), &[], id, &classes(None))?;
                crate::town::signatories(tx, id)?;
                crate::town::approve(tx, id)?;
                crate::town::sign(tx, &now(), id, date(2026, 1, 5)).map(drop)
            };
            promised(tx, school, both[0].key)?;
            promised(tx, same, both[1].key)?;
            let told = |tx: &mut Tx<'_>, act: &kernel::Act| -> Result<bool> {
                let all = (module.consequences[0])(tx, act, same, school)?;
                Ok(all.iter().any(|one| one.key == "commitment-counted-otherwise"))
            };
            assert!(told(tx, &now())?);
            assert!(!told(tx, &on("2027-01-01"))?, "what is over counts for nobody any more");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_paper_is_held_against_what_counts_on_its_own_days_and_on_those_that_its_new_last_day_adds() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let both = [HEADS, Countable { key: "activities.people", ..HEADS }];
            let otherwise = NewCommitment { counts: both[1].key.into(), ..heads(9, None) };
            let school = partner(tx, "SMP Contoh")?;
            // One counts by heads this year, another by something else in the next.
            let first = with(tx, school, &[heads(5, None)])?;
            let of_next = agreements::Terms { period: crate::town::year(2027), ..terms(school) };
            let second = agreements::draft(tx, &now(), &of_next)?.id;
            let promise = commitments::promise(tx, &now(), &both, second, &otherwise)?;
            crate::town::signatories(tx, second)?;
            crate::town::approve(tx, second)?;
            crate::town::sign(tx, &now(), second, now().today())?;
            let longer = |tx: &mut Tx<'_>| crate::town::extended(tx, &now(), first, date(2027, 6, 30));
            assert_eq!(keys(tx.nested(longer)), ["commitment-counted-otherwise"]);
            // The year after the next has nothing to do with this one.
            let again = Again { commitment: promise, amount: 9, due: None };
            amended(tx, &now(), second, |tx, addendum| {
                agreements::renewal(tx, &now(), addendum, crate::town::year(2028), &[again])
            })?;
            // Nor has an addendum to what runs only then.
            amended(tx, &now(), second, |tx, addendum| {
                agreements::say(tx, &now(), addendum, "mengubah Pasal 4")
            })?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_is_counted_in_two_ways_is_asked_again_when_a_paper_goes_on_since_others_go_on_meanwhile() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let both = [HEADS, Countable { key: "activities.people", ..HEADS }];
            let otherwise = NewCommitment { counts: both[1].key.into(), ..heads(9, None) };
            let school = partner(tx, "SMP Contoh")?;
            // Two drafts know nothing of each other; the one that is signed later is refused.
            let written = |tx: &mut Tx<'_>, promise: &NewCommitment| -> Result<Id<Agreement>> {
                let id = agreements::draft(tx, &now(), &terms(school))?.id;
                commitments::promise(tx, &now(), &both, id, promise)?;
                crate::town::signatories(tx, id)?;
                Ok(id)
            };
            let (first, second) = (written(tx, &heads(5, None))?, written(tx, &otherwise)?);
            crate::town::approve(tx, second)?;
            let third = written(tx, &otherwise)?;
            crate::town::approve(tx, first)?;
            crate::town::sign(tx, &now(), first, date(2026, 1, 5))?;
            let late = tx.nested(|tx| crate::town::sign(tx, &now(), second, date(2026, 1, 5)));
            assert_eq!(keys(late), ["commitment-counted-otherwise"]);
            assert_eq!(keys(agreements::submit(tx, &now(), third)), ["commitment-counted-otherwise"]);
            // One addendum does not say both either.
            let other = partner(tx, "PT Contoh Awan")?;
            let (amended, _) = promised(tx, other, &classes(Some(other)))?;
            let addendum = agreements::amend(tx, &now(), amended)?.id;
            commitments::promise(tx, &now(), &both, addendum, &heads(5, None))?;
            let twice = commitments::promise(tx, &now(), &both, addendum, &otherwise);
            assert_eq!(keys(twice), ["commitment-counted-otherwise"]);
            // What it lets go of may be promised anew and counted otherwise, until the signature too.
            let third = partner(tx, "Klub Contoh")?;
            let id = with(tx, third, &[heads(5, None)])?;
            let before = commitments::promises(tx, id)?[0].id;
            let added = |tx: &mut Tx<'_>, addendum| {
                commitments::promise(tx, &now(), &both, addendum, &otherwise).map(drop)
            };
            let refused = tx.nested(|tx| crate::town::amended(tx, &now(), id, added));
            assert_eq!(keys(refused), ["commitment-counted-otherwise"]);
            crate::town::amended(tx, &now(), id, |tx, addendum| {
                commitments::release(tx, &now(), addendum, before)?;
                added(tx, addendum)
            })?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn nothing_counts_after_the_end_and_a_promise_of_the_second_period_begins_with_it() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = with(tx, school, &[heads(40, Some(date(2026, 6, 30)))])?;
            let old = commitments::promises(tx, id)?[0].id;
            let of =
                |tx: &mut Tx<'_>, day| -> Result<Vec<_>> { commitments::of_agreement(tx, &[HEADS], id, day) };
            let over = of(tx, date(2027, 3, 1))?[0].progress;
            assert_eq!(
                (over.done, over.overdue, over.unmet),
                (20, false, true),
                "what came in February is of no agreement"
            );
            assert_eq!(
                commitments::overdue(tx, &[HEADS], date(2027, 3, 1))?.len(),
                1,
                "what is over and was not kept waits for a word"
            );
            assert!(
                commitments::overdue(tx, &[HEADS], date(2028, 3, 1))?.is_empty(),
                "a year later nobody waits for it any more"
            );
            assert_eq!(commitments::overdue(tx, &[HEADS], date(2026, 8, 5))?.len(), 1);
            // The renewal makes the promise again.
            let again = Again { commitment: old, amount: 30, due: Some(date(2027, 6, 30)) };
            amended(tx, &on("2026-12-01"), id, |tx, addendum| {
                let act = on("2026-12-01");
                let wrong = Again { due: Some(date(2026, 6, 30)), amount: 0, ..again };
                assert_eq!(
                    keys(agreements::renewal(tx, &act, addendum, crate::town::year(2027), &[wrong])),
                    ["renewal-amount-unreadable", "commitment-due-outside"]
                );
                agreements::renewal(tx, &act, addendum, crate::town::year(2027), &[again])?;
                // Another word about the period sets the first one aside.
                agreements::renewal(tx, &act, addendum, crate::town::year(2027), &[again])
            })?;
            let all = of(tx, date(2027, 3, 1))?;
            assert_eq!(all.len(), 2);
            let new = all.iter().find(|kept| kept.commitment.renews == Some(old)).unwrap();
            assert_eq!(new.commitment.since, Some(date(2027, 1, 1)));
            // What came in February counts for the year it came in, whatever is missing of the year before.
            let old_now = all.iter().find(|kept| kept.commitment.id == old).unwrap();
            assert_eq!((old_now.progress.done, new.progress.done), (20, 10));
            assert_eq!(
                (old_now.progress.unmet, old_now.progress.overdue, new.progress.unmet),
                (true, false, false)
            );
            assert!(
                commitments::overdue(tx, &[HEADS], date(2027, 3, 1))?.is_empty(),
                "nobody is chased for what was promised again"
            );
            let then = on("2027-03-01");
            commitments::close(tx, &then, &[HEADS], old, Closing::LetGo, "Dilanjutkan tahun ini.")?;
            Ok(())
        })
        .unwrap();
    });
}

/// Books that were given: each fact would name its promise, and these name whichever of the two is asked for.
const GIVEN: Countable = Countable {
    key: "contributions.books",
    unit: "books",
    belongs: Belongs::ToPromise,
    count: |tx, asked| {
        let renews: Option<(Id<()>,)> = tx.opt(
            sql!("SELECT id FROM commitment WHERE id = ?1 AND renews IS NOT NULL"),
            vals![asked.commitment],
        )?;
        // Three for the old promise and five for the new one, each time one before the turn of the year.
        let days = if renews.is_some() {
            [(date(2026, 12, 30), 1), (date(2027, 1, 2), 4)]
        } else {
            [(date(2026, 12, 31), 1), (date(2027, 1, 1), 2)]
        };
        let within = |day: &kernel::Date| (asked.period.from..=asked.period.to).contains(day);
        Ok(days.iter().filter(|(day, _)| within(day)).map(|(_, n)| n).sum())
    },
};

#[test]
fn a_gift_for_either_of_two_promises_counts_for_the_one_of_its_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let books = NewCommitment {
                unit: Unit::Books,
                amount: 10,
                due: None,
                counts: GIVEN.key.into(),
                ..classes(Some(school))
            };
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            let old = commitments::promise(tx, &now(), &[GIVEN], id, &books)?;
            crate::town::signatories(tx, id)?;
            crate::town::approve(tx, id)?;
            crate::town::sign(tx, &now(), id, date(2026, 1, 5))?;
            let done = |tx: &mut Tx<'_>, day| -> Result<Vec<i64>> {
                let kept = commitments::of_agreement(tx, &[GIVEN], id, day)?;
                Ok(kept.iter().map(|kept| kept.progress.done).collect())
            };
            assert_eq!(done(tx, date(2026, 12, 31))?, [1]);
            let december = on("2026-12-01");
            let again = Again { commitment: old, amount: 10, due: None };
            amended(tx, &december, id, |tx, addendum| {
                agreements::renewal(tx, &december, addendum, crate::town::year(2027), &[again])
            })?;
            let mut all = done(tx, date(2027, 3, 1))?;
            all.sort_unstable();
            assert_eq!(
                all,
                [2, 6],
                "those of the old year for the old promise, the others for the new one, none lost"
            );
            Ok(())
        })
        .unwrap();
    });
}
