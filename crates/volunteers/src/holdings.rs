//! What is held about a volunteer, and how they are forgotten: the hours they gave stay counted, without the person.

use kernel::{Arg, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::{Holding, Told};

use crate::{hours, roll};

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "volunteers.hours",
        tables: &["volunteer"],
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
