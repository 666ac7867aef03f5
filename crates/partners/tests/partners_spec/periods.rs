//! For how long an agreement runs, what follows from it on a day, and how it ends.

use crate::town::{
    SCHEMAS, approve, carried, classes, drafted, extended, keys, now, on, partner, promised, reading_room,
    renewed, sign, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Act, Date, Id};
use membership::sponsorships;
use partners::{
    Period, Stage, Unit, agreements,
    agreements::Terms,
    commitments::{self, NewCommitment},
    partners as book, reminders,
    rules::Status,
};
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

#[test]
fn what_is_in_force_follows_from_the_periods_and_the_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let whole = agreements::whole(tx, id)?;
            assert_eq!(whole.status(date(2025, 12, 31)), Status::Upcoming(date(2026, 1, 1)));
            assert_eq!(
                whole.status(date(2026, 3, 1)),
                Status::Active { until: date(2026, 12, 31), renewed: false }
            );
            assert_eq!(
                whole.status(date(2026, 12, 1)),
                Status::Ending { until: date(2026, 12, 31), days: 30 }
            );
            assert_eq!(whole.status(date(2027, 1, 1)), Status::Expired(date(2026, 12, 31)));
            renewed(tx, &on("2026-12-01"), id, year(2027))?;
            let whole = agreements::whole(tx, id)?;
            assert_eq!(
                whole.status(date(2026, 12, 1)),
                Status::Active { until: date(2027, 12, 31), renewed: false }
            );
            assert_eq!(
                whole.status(date(2027, 3, 1)),
                Status::Active { until: date(2027, 12, 31), renewed: true }
            );
            assert_eq!(book::one(tx, school, date(2026, 12, 1))?.stage, Stage::Running);
            assert_eq!(book::one(tx, school, date(2027, 3, 1))?.stage, Stage::Renewed);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn periods_never_overlap_not_even_past_the_program() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let overlapping = Period { since: date(2026, 12, 31), until: date(2027, 6, 30) };
            let addendum = agreements::amend(tx, &now(), id)?.id;
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, overlapping, &[])), [
                "agreement-period-overlaps"
            ]);
            let backwards = Period { since: date(2027, 6, 30), until: date(2027, 1, 1) };
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, backwards, &[])), ["agreement-ends-before"]);
            let mistyped = Period { since: date(2027, 1, 1), until: date(2127, 12, 31) };
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, mistyped, &[])), ["agreement-too-long"]);
            // With the chain told truly or falsely, the database refuses them, also in a draft that anything may be written into.
            let draft = agreements::draft(tx, &now(), &terms(school))?.id;
            for (since, until, previous) in [
                ("2026-06-01", "2027-06-01", Some("2026-12-31")),
                ("2026-06-01", "2027-06-01", None),
                ("2026-06-01", "2027-06-01", Some("2026-05-31")),
                ("2027-06-01", "2027-05-01", Some("2026-12-31")),
            ] {
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until,
                                 addendum)
                             VALUES (?1, ?2, ?3, ?4, '2030-01-01', ?5, NULL)"
                        ),
                        vals![Id::<()>::new(), draft, since, until, previous],
                    )
                });
                assert!(forced.is_err(), "{since} {until} {previous:?}");
            }
            tx.exec(
                sql!(
                    "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until, addendum)
                     VALUES (?1, ?2, '2027-03-01', '2027-06-01', '2027-06-02', '2026-12-31', NULL)"
                ),
                vals![Id::<()>::new(), draft],
            )?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn each_chosen_day_reminds_once_and_a_new_end_reminds_anew() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let days = |given: Vec<reminders::Reminder>| -> Vec<i64> {
                given.into_iter().map(|one| one.days).collect()
            };
            assert!(reminders::ending(tx, &on("2026-10-01"))?.is_empty(), "91 days are left");
            assert_eq!(days(reminders::ending(tx, &on("2026-10-02"))?), [90]);
            assert!(reminders::ending(tx, &on("2026-10-03"))?.is_empty());
            // Two weeks before the last day to give notice, which is thirty days before the end.
            assert_eq!(days(reminders::ending(tx, &on("2026-11-17"))?), [44]);
            // The program was off for two months: one reminder, the nearest.
            assert_eq!(days(reminders::ending(tx, &on("2026-12-03"))?), [30]);
            renewed(tx, &on("2026-12-10"), id, year(2027))?;
            assert!(reminders::ending(tx, &on("2026-12-28"))?.is_empty(), "it goes on without a gap");
            assert_eq!(days(reminders::ending(tx, &on("2027-10-02"))?), [90]);
            extended(tx, &on("2027-10-05"), id, date(2028, 1, 31))?;
            assert!(reminders::ending(tx, &on("2027-10-06"))?.is_empty());
            assert_eq!(days(reminders::ending(tx, &on("2027-11-02"))?), [90], "the end has moved");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn how_far_a_partnership_is_follows_from_its_agreements_and_the_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let stage = |tx: &mut Tx<'_>, day| -> Result<Stage> {
                let one = book::one(tx, school, day)?;
                let filter = book::list::Filter { stage: Some(one.stage), ..Default::default() };
                assert_eq!(book::list::page(tx, &filter, day, (9, 0))?.len(), 1, "the list says the same");
                assert_eq!(book::list::counts(tx, &filter, day)?.get(&one.stage), Some(&1));
                Ok(one.stage)
            };
            assert_eq!(stage(tx, date(2026, 8, 5))?, Stage::Idea);
            book::move_to(tx, &now(), school, Stage::Talk)?;
            assert_eq!(
                keys(book::move_to(tx, &now(), school, Stage::Running)),
                ["partner-stage-by-agreement"]
            );
            let next = Terms { period: year(2027), ..terms(school) };
            let id = drafted(tx, &next, &[reading_room()])?;
            assert_eq!(stage(tx, date(2026, 8, 5))?, Stage::Draft);
            assert_eq!(keys(book::move_to(tx, &now(), school, Stage::Ended)), ["partner-stage-follows"]);
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 8, 1))?;
            assert_eq!(stage(tx, date(2026, 12, 31))?, Stage::Signed);
            assert_eq!(stage(tx, date(2027, 1, 1))?, Stage::Running);
            assert_eq!(stage(tx, date(2028, 1, 1))?, Stage::Ended, "it has run out");
            book::move_to(tx, &on("2028-02-01"), school, Stage::Talk)?;
            assert_eq!(stage(tx, date(2028, 2, 1))?, Stage::Talk, "the two talk again");
            agreements::terminate(tx, &now(), &[], id, date(2027, 6, 30), "Sekolah digabung.")?;
            assert_eq!(stage(tx, date(2027, 6, 30))?, Stage::Running);
            assert_eq!(stage(tx, date(2027, 7, 1))?, Stage::Talk);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_agreement_ends_early_with_a_reason_and_within_its_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            assert_eq!(
                keys(agreements::terminate(tx, &now(), &[], id, date(2026, 1, 4), " ")),
                ["agreement-reason-missing", "agreement-ends-before-signed", "agreement-ends-long-ago"]
            );
            assert_eq!(
                keys(agreements::terminate(tx, &now(), &[], id, date(2027, 1, 1), "Pindah")),
                ["agreement-over-by-then"]
            );
            agreements::terminate(tx, &now(), &[], id, date(2026, 8, 31), "Sekolah digabung.")?;
            let whole = agreements::whole(tx, id)?;
            assert!(whole.status(date(2026, 8, 31)).in_force());
            assert_eq!(whole.status(date(2026, 9, 1)), Status::Terminated(date(2026, 8, 31)));
            assert_eq!(keys(agreements::amend(tx, &now(), id)), ["agreement-in-other-state"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn ending_an_agreement_takes_nothing_back_that_was_given_under_it_and_ends_nothing_twice() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 4)), 9, "Tanda terima", None)?;
            let end =
                |tx: &mut Tx<'_>, act: &Act, day| agreements::terminate(tx, act, &[], id, day, "Pindah.");
            assert_eq!(keys(end(tx, &now(), date(2026, 8, 3))), ["agreement-ends-before-deed"]);
            let late = on("2026-10-01");
            assert_eq!(keys(end(tx, &late, date(2026, 8, 20))), ["agreement-ends-long-ago"]);
            assert_eq!(keys(end(tx, &on("2027-01-02"), date(2026, 12, 30))), ["agreement-over-already"]);
            end(tx, &now(), date(2026, 8, 4))?;
            assert_eq!(commitments::of_agreement(tx, &[], id, date(2026, 9, 1))?[0].progress.done, 9);
            Ok(())
        })
        .unwrap();
    });
}

/// Forty memberships that the library promises.
fn seats() -> NewCommitment {
    NewCommitment {
        unit: Unit::Memberships,
        amount: 40,
        due: None,
        counts: "membership.granted".into(),
        ..classes(None)
    }
}

#[test]
fn what_a_partner_carries_ends_with_the_agreement_that_promised_it_and_that_is_shown_before() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let dependents = membership::module().dependents;
            let school = partner(tx, "SMP Contoh")?;
            let (id, _) = promised(tx, school, &seats())?;
            let other = signed(tx, school, date(2026, 1, 5))?;
            signed(tx, school, date(2026, 1, 5))?;
            let one = carried(tx, school, None)?;
            let last = |tx: &mut Tx<'_>| -> Result<Option<Date>> { Ok(sponsorships::one(tx, one)?.until) };
            let shown = |tx: &mut Tx<'_>, id| -> Result<bool> {
                let whole = agreements::whole(tx, id)?;
                let days = (now().today(), date(2026, 8, 31));
                let hanging = agreements::hanging(tx, dependents, &whole, days)?;
                Ok(hanging.contains(&("membership.sponsorships", 1)))
            };
            assert_eq!((shown(tx, id)?, shown(tx, other)?), (true, false));
            let end = |tx: &mut Tx<'_>, id, day| {
                agreements::terminate(tx, &now(), dependents, id, day, "Sekolah digabung.")
            };
            end(tx, other, date(2026, 8, 30))?;
            end(tx, id, date(2026, 8, 31))?;
            assert!(
                last(tx)?.is_none() && shown(tx, id)?,
                "nothing ends before its day, and it is said before"
            );
            assert_eq!(reminders::over(tx, &on("2026-08-31"), dependents)?, [other]);
            assert_eq!(last(tx)?, None, "another agreement promised it");
            // What is arranged in the time that is left ends with that day as well.
            let meanwhile = carried(tx, school, None)?;
            assert_eq!(reminders::over(tx, &on("2026-09-01"), dependents)?, [id]);
            assert_eq!(last(tx)?, Some(date(2026, 8, 31)), "what is agreed besides promises no memberships");
            let carries = sponsorships::one(tx, one)?;
            assert!(carries.counts_on(date(2026, 8, 31)) && !carries.counts_on(date(2026, 9, 1)));
            assert_eq!(sponsorships::one(tx, meanwhile)?.until, Some(date(2026, 8, 31)));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_mistyped_last_day_is_corrected_until_it_is_over_and_something_has_ended_with_it() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let dependents = membership::module().dependents;
            let school = partner(tx, "SMP Contoh")?;
            let (id, _) = promised(tx, school, &seats())?;
            let one = carried(tx, school, None)?;
            let (wrong, right, last) = (date(2026, 9, 30), date(2026, 11, 30), date(2026, 12, 31));
            let correct = |tx: &mut Tx<'_>, day: &str, days, why: &str| {
                agreements::correct_end(tx, &on(day), dependents, id, days, why)
            };
            let early = correct(tx, "2026-08-06", (last, right), "Salah ketik.");
            assert_eq!(keys(early), ["agreement-in-other-state"], "nobody has ended it");
            agreements::terminate(tx, &now(), dependents, id, wrong, "Sekolah digabung.")?;
            for (days, why, said) in [
                ((right, last), "Salah ketik.", &["agreement-end-changed-meanwhile"][..]),
                ((wrong, wrong), " ", &["addendum-same-end", "agreement-reason-missing"]),
                ((wrong, date(2027, 1, 1)), "Salah ketik.", &["agreement-over-by-then"]),
                (
                    (wrong, date(2026, 1, 4)),
                    "Salah.",
                    &["agreement-ends-before-signed", "agreement-ends-long-ago"],
                ),
            ] {
                assert_eq!(keys(correct(tx, "2026-08-06", days, why)), said);
            }
            correct(tx, "2026-08-06", (wrong, right), "Salah ketik.")?;
            assert!(agreements::whole(tx, id)?.status(date(2026, 10, 1)).in_force());
            assert!(reminders::over(tx, &on("2026-10-01"), dependents)?.is_empty());
            assert_eq!(sponsorships::one(tx, one)?.until, None);
            assert_eq!(reminders::over(tx, &on("2026-12-01"), dependents)?, [id]);
            assert_eq!(sponsorships::one(tx, one)?.until, Some(right));
            let late = correct(tx, "2026-12-01", (right, last), "Salah lagi.");
            assert_eq!(keys(late), ["agreement-over-already"]);
            let forced = tx.nested(|tx| {
                tx.exec(sql!("UPDATE agreement SET ended_on = '2026-12-31' WHERE id = ?1"), vals![id])
            });
            assert!(matches!(forced, Err(Error::Check(_))), "{forced:?}");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_ran_out_takes_along_what_stood_on_it_once_and_what_goes_on_does_not() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let dependents = membership::module().dependents;
            let [school, firm, club] =
                ["SMP Contoh", "PT Contoh Awan", "Klub Contoh"].map(|name| partner(tx, name).unwrap());
            let (over, goes_on) = (promised(tx, school, &seats())?.0, promised(tx, firm, &seats())?.0);
            renewed(tx, &on("2026-12-01"), goes_on, year(2027))?;
            promised(tx, club, &seats())?;
            let (of_school, of_firm) = (carried(tx, school, None)?, carried(tx, firm, None)?);
            let sooner = carried(tx, club, Some(date(2026, 10, 31)))?;
            let last = |tx: &mut Tx<'_>, id| -> Result<Option<Date>> { Ok(sponsorships::one(tx, id)?.until) };
            assert!(reminders::over(tx, &on("2026-12-31"), dependents)?.is_empty(), "the last day is a day");
            let ended = reminders::over(tx, &on("2027-01-01"), dependents)?;
            assert!(ended.contains(&over) && !ended.contains(&goes_on) && ended.len() == 2, "{ended:?}");
            assert_eq!(last(tx, of_school)?, Some(date(2026, 12, 31)));
            assert_eq!((last(tx, of_firm)?, last(tx, sooner)?), (None, Some(date(2026, 10, 31))));
            assert!(reminders::over(tx, &on("2027-01-02"), dependents)?.is_empty(), "once for each last day");
            assert_eq!(reminders::over(tx, &on("2028-01-01"), dependents)?, [goes_on]);
            assert_eq!(last(tx, of_firm)?, Some(date(2027, 12, 31)));
            // What was carried on without an agreement is for people to end.
            let long_ago = carried(tx, school, None)?;
            assert!(reminders::over(tx, &on("2028-01-02"), dependents)?.is_empty());
            assert_eq!(last(tx, long_ago)?, None);
            Ok(())
        })
        .unwrap();
    });
}
