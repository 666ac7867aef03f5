//! Many partners and agreements at once: what the database finds, counts and puts in pages.

use crate::town::{SCHEMAS, now, on, partner, signatories, signed, terms, write, year};
use jiff::{ToSpan, civil::date};
use kernel::{Date, Id, Person};
use partners::{
    Agreement, Kind, Paper, Period, Stage, agreements,
    agreements::{
        Terms,
        list::{self, Filter, View},
    },
    partners as book,
    rules::{
        Status,
        stages::{self, Trace},
    },
};
use people::{PartyKind, Profile, parties};
use store::{Result, Tx, sql, vals};
use trial::on_both;

fn view_of(status: Status) -> View {
    match status {
        Status::Active { .. } => View::InForce,
        Status::Ending { .. } => View::Ending,
        Status::Draft | Status::Review | Status::AwaitingSignature | Status::Upcoming(_) => View::Coming,
        Status::Expired(_) | Status::Terminated(_) | Status::Dropped | Status::Incorporated(_) => View::Over,
    }
}

/// Periods from one day to another, and the day it was ended on, in days from the first of the year.
type Shape = (&'static [(i64, i64)], Option<i64>);

/// With and without gaps, ended within one, in a gap and before all.
const SHAPES: [Shape; 9] = [
    (&[(0, 99)], None),
    (&[(0, 99), (100, 199)], None),
    (&[(0, 99), (120, 199)], None),
    (&[(0, 99), (100, 150), (170, 260)], None),
    (&[(50, 400)], None),
    (&[(0, 99)], Some(40)),
    (&[(0, 99), (120, 199)], Some(110)),
    (&[(0, 99), (120, 199)], Some(150)),
    (&[(60, 199)], Some(10)),
];

fn day(n: i64) -> Date {
    date(2026, 1, 1).checked_add(n.days()).unwrap()
}

/// An agreement of a shape, begun in December and signed on the first of January.
fn shaped(
    tx: &mut Tx<'_>,
    partner: Id<Person>,
    (periods, ended): (&[(i64, i64)], Option<i64>),
) -> Result<Id<Agreement>> {
    let first = periods[0];
    let period = Period { since: day(first.0), until: day(first.1) };
    let id = agreements::draft(tx, &on("2025-12-02"), &Terms { period, ..terms(partner) })?.id;
    let mut previous = day(first.1);
    for (since, until) in &periods[1..] {
        let (until, next) = (day(*until), day(*until + 1));
        tx.exec(
            sql!(
                "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until, addendum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"
            ),
            vals![Id::<()>::new(), id, day(*since), until, next, previous],
        )?;
        previous = until;
    }
    signatories(tx, id)?;
    // The way that every paper goes where nobody looks at drafts, on one day.
    agreements::REVIEWERS.set(tx, &now(), "")?;
    for statement in [
        sql!(
            "UPDATE agreement SET state = 'signing', approved_on = '2026-01-01', paper = '{}', round = 1 WHERE id = ?1"
        ),
        sql!("UPDATE signatory SET signed_on = '2026-01-01' WHERE agreement = ?1"),
        sql!("UPDATE agreement SET state = 'signed', signed_on = '2026-01-01' WHERE id = ?1"),
    ] {
        tx.exec(statement, vals![id])?;
    }
    if let Some(ended) = ended {
        tx.exec(
            sql!(
                "UPDATE agreement SET state = 'terminated', ended_on = ?2, end_reason = 'Berakhir.' WHERE id = ?1"
            ),
            vals![id, day(ended)],
        )?;
    }
    Ok(id)
}

/// Agreements of every shape, one that is a draft and one that was given up.
fn shapes(tx: &mut Tx<'_>, school: Id<Person>) -> Result<Vec<Id<Agreement>>> {
    let mut all = Vec::new();
    for shape in SHAPES {
        all.push(shaped(tx, school, shape)?);
    }
    all.push(agreements::draft(tx, &now(), &terms(school))?.id);
    let dropped = agreements::draft(tx, &now(), &terms(school))?.id;
    agreements::drop_it(tx, &now(), dropped, "Batal.")?;
    all.push(dropped);
    Ok(all)
}

#[test]
fn the_database_says_of_every_agreement_on_every_day_what_the_rule_says() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let ids = shapes(tx, school)?;
            let mut all = Vec::new();
            for id in &ids {
                all.push(agreements::whole(tx, *id)?);
            }
            for n in (-20i64..420).step_by(5) {
                let today = day(n);
                let counts = list::counts(tx, &Filter::default(), today)?;
                for view in [View::InForce, View::Ending, View::Coming, View::Over] {
                    let fits = |status: Status| {
                        view_of(status) == view || (view == View::InForce && status.in_force())
                    };
                    let mut expected: Vec<_> = all
                        .iter()
                        .filter(|whole| fits(whole.status(today)))
                        .map(|whole| whole.agreement.id)
                        .collect();
                    let filter = Filter { view, ..Filter::default() };
                    let mut found: Vec<_> = list::page(tx, &filter, today, (50, 0))?
                        .into_iter()
                        .map(|whole| whole.agreement.id)
                        .collect();
                    expected.sort();
                    found.sort();
                    assert_eq!(found, expected, "{view:?} on {today}");
                    assert_eq!(counts.of(view), expected.len() as i64, "{view:?} on {today}");
                }
                assert_eq!(counts.total, ids.len() as i64);
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_database_says_of_every_partnership_on_every_day_the_stage_that_its_history_comes_to() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let december = on("2025-12-01");
            let mut all = Vec::new();
            for (n, shape) in SHAPES.iter().map(Some).chain([None]).enumerate() {
                let profile = Profile { name: format!("SMP Contoh {n}"), ..Profile::default() };
                let party = parties::enter_as(tx, &december, PartyKind::Organisation, &profile)?;
                book::enter(tx, &december, party, Kind::School, Stage::Talk)?;
                let trace = match shape {
                    Some(shape) => {
                        let id = shaped(tx, party, *shape)?;
                        Trace {
                            begun: date(2025, 12, 2),
                            signed_on: Some(day(0)),
                            dropped_on: None,
                            ended_on: shape.1.map(day),
                            periods: agreements::periods(tx, id)?,
                        }
                    }
                    None => {
                        let id = agreements::draft(tx, &december, &terms(party))?.id;
                        agreements::drop_it(tx, &on("2025-12-20"), id, "Batal.")?;
                        let periods = agreements::periods(tx, id)?;
                        let (begun, dropped_on) = (date(2025, 12, 1), Some(date(2025, 12, 20)));
                        Trace { begun, signed_on: None, dropped_on, ended_on: None, periods }
                    }
                };
                all.push((party, trace));
            }
            let said = [(date(2025, 12, 1), Stage::Talk)];
            let mut seen = std::collections::HashSet::new();
            for n in (0i64..420).step_by(5) {
                for (party, trace) in &all {
                    let stage = book::one(tx, *party, day(n))?.stage;
                    let expected = stages::stage_on(std::slice::from_ref(trace), &said, day(n));
                    assert_eq!(Some(stage), expected, "{trace:?} on {}", day(n));
                    seen.insert(stage);
                }
            }
            assert_eq!(seen.len(), 5, "talk, signed, running, renewed, ended: {seen:?}");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn agreements_are_found_by_title_number_partner_and_kind_a_page_at_a_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            for n in 0..5 {
                let title = format!("kelas ke-{n}");
                agreements::draft(tx, &now(), &Terms { title, ..terms(school) })?;
            }
            let letter = Terms { kind: Paper::Letter, title: "100% buku_anak".into(), ..terms(firm) };
            agreements::draft(tx, &now(), &letter)?;
            let found = |tx: &mut Tx<'_>, words: &str, kind, place| -> Result<Vec<String>> {
                let filter = Filter { words: words.into(), kind, ..Filter::default() };
                let page = list::page(tx, &filter, now().today(), place)?;
                Ok(page.into_iter().map(|whole| whole.agreement.title).collect())
            };
            assert_eq!(found(tx, "KELAS KE-3", None, (9, 0))?, ["kelas ke-3"]);
            assert_eq!(found(tx, "awan", None, (9, 0))?, ["100% buku_anak"]);
            assert_eq!(found(tx, "001/sk/", None, (9, 0))?, ["100% buku_anak"]);
            assert_eq!(found(tx, "", Some(Paper::Letter), (9, 0))?, ["100% buku_anak"]);
            assert_eq!(found(tx, "100%", None, (9, 0))?, ["100% buku_anak"], "a sign of patterns is a sign");
            assert_eq!(found(tx, "k_", None, (9, 0))?.len(), 0);
            let (first, second) = (found(tx, "", None, (4, 0))?, found(tx, "", None, (4, 4))?);
            assert_eq!((first.len(), second.len()), (4, 2));
            assert!(first.iter().all(|title| !second.contains(title)));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn partners_are_found_by_name_code_kind_stage_and_counted_by_stage() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            for n in 1..=5 {
                partner(tx, &format!("SMP Contoh {n}"))?;
            }
            let profile = Profile { name: "Rumah Pena".into(), ..Profile::default() };
            let group = parties::enter_as(tx, &now(), PartyKind::Group, &profile)?;
            book::enter(tx, &now(), group, Kind::Community, Stage::Talk)?;
            let found = |tx: &mut Tx<'_>, filter: &book::list::Filter| -> Result<Vec<String>> {
                Ok(book::list::page(tx, filter, now().today(), (9, 0))?
                    .into_iter()
                    .map(|one| one.name)
                    .collect())
            };
            let any = book::list::Filter::default();
            let named = book::list::Filter { words: "rumah".into(), ..any.clone() };
            assert_eq!(found(tx, &named)?, ["Rumah Pena"]);
            let coded = book::list::Filter { words: "m-002".into(), ..any.clone() };
            assert_eq!(found(tx, &coded)?, ["SMP Contoh 2"]);
            let kind = book::list::Filter { kind: Some(Kind::Community), ..any.clone() };
            assert_eq!(found(tx, &kind)?, ["Rumah Pena"]);
            let counts = book::list::counts(tx, &any, now().today())?;
            assert_eq!((counts.get(&Stage::Idea), counts.get(&Stage::Talk)), (Some(&5), Some(&1)));
            assert_eq!(book::list::page(tx, &any, now().today(), (4, 4))?.len(), 2);
            let board = book::list::board(tx, &any, now().today(), 2)?;
            assert_eq!(board.len(), 3, "two of one stage and the only one of another");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn of_several_agreements_with_a_partner_the_best_standing_is_told() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            signed(tx, school, date(2026, 1, 5))?;
            let both = Terms { partners: vec![school, firm], period: year(2027), ..terms(school) };
            agreements::draft(tx, &now(), &both)?;
            let found = list::standings(tx, &[school, firm], date(2026, 3, 1))?;
            assert_eq!(
                found.get(&school),
                Some(&Status::Active { until: date(2026, 12, 31), renewed: false })
            );
            assert_eq!(found.get(&firm), Some(&Status::Draft));
            Ok(())
        })
        .unwrap();
    });
}
