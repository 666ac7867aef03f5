//! What is held about a volunteer, and how they are forgotten: the hours they gave stay counted, without the person.

use kernel::{Arg, Date, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::{Holding, Told};

use crate::{hours, roll};

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "volunteers.roll",
        tables: &["volunteer_skill", "volunteer_time", "volunteer_check"],
        fields: &["held-kind", "held-value", "held-label", "held-since", "held-until"],
        tell: roll_of,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        // Goes with the hours.
        erase: |_, _, _| Ok(()),
    },
    Holding {
        name: "volunteers.hours",
        tables: &["volunteer", "volunteer_hours"],
        fields: &["hours-day", "volunteer-held-minutes", "hours-activity"],
        tell: given,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, act, person| {
            let Some(volunteer) = roll::by_person(tx, person)? else { return Ok(()) };
            let id = volunteer.id;
            tx.exec(sql!("DELETE FROM volunteer_skill WHERE volunteer = ?1"), vals![id])?;
            tx.exec(sql!("DELETE FROM volunteer_time WHERE volunteer = ?1"), vals![id])?;
            tx.exec(sql!("DELETE FROM volunteer_check WHERE volunteer = ?1"), vals![id])?;
            tx.exec(sql!("UPDATE volunteer_hours SET activity = '–' WHERE volunteer = ?1"), vals![id])?;
            tx.exec(
                sql!(
                    "UPDATE volunteer SET person = NULL, note = NULL, state = 'ended', ended = COALESCE(ended, ?2)
                     WHERE id = ?1"
                ),
                vals![id, act.today()],
            )
            .map(drop)
        },
    },
    Holding {
        name: "volunteers.applications",
        tables: &["volunteer_application"],
        fields: &["volunteer-held-at", "apply-words"],
        tell: applications,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM volunteer_application WHERE person = ?1"), vals![person]).map(drop)
        },
    },
];

/// How somebody stands on the roll, what they can and when, and which papers were seen; each a row.
fn roll_of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let Some(one) = roll::by_person(tx, person)? else { return Ok(Vec::new()) };
    let (ticked, checks) = (roll::ticked(tx, one.id)?, roll::checks(tx, one.id)?);
    let fact = |kind: &str, value: Arg| {
        vec![kind.into(), value, "".into(), None::<Date>.into(), None::<Date>.into()]
    };
    let mut told = vec![vec![
        "volunteer.state".into(),
        format!("volunteer.{}", one.state).into(),
        "".into(),
        one.since.into(),
        None::<Date>.into(),
    ]];
    told.extend(one.signed.map(|day| fact("volunteer.signed", day.into())));
    told.extend(one.note.map(|note| fact("volunteer.note", note.into())));
    told.extend(one.with_children.then(|| fact("volunteer.children", "".into())));
    told.extend(ticked.skills.iter().map(|skill| fact("volunteer.skills", format!("skill.{skill}").into())));
    told.extend(ticked.times.into_iter().map(|(weekday, part)| {
        let (day, part) = (format!("weekday.{weekday}"), format!("volunteer.{part}"));
        vec!["volunteer.times".into(), day.into(), part.into(), None::<Date>.into(), None::<Date>.into()]
    }));
    told.extend(checks.into_iter().map(|check| {
        let kind = format!("check.{}", check.kind);
        vec!["check.see".into(), kind.into(), "".into(), check.issued.into(), check.until.into()]
    }));
    Ok(told)
}

fn given(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let Some(volunteer) = roll::by_person(tx, person)? else { return Ok(Vec::new()) };
    let all = hours::of(tx, volunteer.id, i64::MAX)?;
    let row = |one: hours::Hours| vec![Arg::Day(one.day), one.minutes.into(), one.activity.into()];
    Ok(all.into_iter().map(row).collect())
}

fn applications(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Timestamp, String)> = tx.all(
        sql!("SELECT applied_at, words FROM volunteer_application WHERE person = ?1 ORDER BY applied_at, id"),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(at, words)| vec![at.into(), words.into()]).collect())
}
