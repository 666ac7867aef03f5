//! What is held about people, how they are forgotten, and what follows them when two entries are one.

use kernel::{Act, Arg, Date, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::{Follower, Holding, Told};

use crate::{assignments, model::Pool, seats};

pub(crate) const HOLDINGS: &[Holding] = &[
    // Before the registrations that lead to it.
    Holding {
        name: "activities.submissions",
        tables: &["submission"],
        fields: &[
            "activities-held-at",
            "activities-held-activity",
            "activities-held-task",
            "activities-held-said",
            "activities-held-file",
        ],
        tell: submissions,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| assignments::forget(tx, person),
    },
    Holding {
        name: "activities.registrations",
        tables: &["registration"],
        fields: &[
            "activities-held-at",
            "activities-held-activity",
            "activities-held-name",
            "activities-held-needs",
        ],
        tell: registrations,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: forget_registrations,
    },
    Holding {
        name: "activities.attendance",
        tables: &["attendance"],
        fields: &["activities-held-at", "activities-held-activity", "activities-held-name"],
        tell: attendance,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE attendance SET party = NULL, name = '–' WHERE party = ?1"), vals![person])
                .map(drop)
        },
    },
    Holding {
        name: "activities.certificates",
        tables: &["certificate"],
        fields: &[
            "activities-held-day",
            "activities-held-activity",
            "activities-held-name",
            "activities-held-code",
        ],
        tell: certificates,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE certificate SET party = NULL, holder = '–' WHERE party = ?1"), vals![person])
                .map(drop)
        },
    },
    Holding {
        name: "activities.people",
        tables: &["activity_person"],
        fields: &["activities-held-activity", "activities-held-name", "activities-held-biography"],
        tell: people,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(
                sql!(
                    "UPDATE activity_person SET party = NULL, name = '–', folded = '–', biography = NULL WHERE party = ?1"
                ),
                vals![person],
            )
            .map(drop)
        },
    },
    Holding {
        name: "activities.programmes",
        tables: &["programme", "programme_partner", "activity_partner", "activity_session"],
        fields: &["activities-held-activity"],
        tell: programmes,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE programme SET owner = NULL WHERE owner = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM programme_partner WHERE party = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM activity_partner WHERE party = ?1"), vals![person])?;
            tx.exec(sql!("UPDATE activity_session SET partner = NULL WHERE partner = ?1"), vals![person])
                .map(drop)
        },
    },
];

fn submissions(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Timestamp, String, String, String, String)> = tx.all(
        sql!(
            "SELECT b.at, a.title, w.title, b.said, b.file_name FROM submission b
             JOIN assignment w ON w.id = b.assignment JOIN activity a ON a.id = w.activity
             JOIN registration r ON r.id = b.registration WHERE r.party = ?1 ORDER BY b.at, b.id"
        ),
        vals![person],
    )?;
    let row = |(at, title, task, said, file): (Timestamp, String, String, String, String)| {
        vec![at.into(), title.into(), task.into(), said.into(), file.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

fn registrations(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Timestamp, String, String, String)> = tx.all(
        sql!(
            "SELECT r.created_at, a.title, r.name, r.needs FROM registration r JOIN activity a ON a.id = r.activity
             WHERE r.party = ?1 ORDER BY r.created_at, r.id"
        ),
        vals![person],
    )?;
    let row = |(at, title, name, needs): (Timestamp, String, String, String)| {
        vec![at.into(), title.into(), name.into(), needs.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

/// What still takes seats gives them back first: nobody comes any more. What a certificate rests on that still holds stays as
/// the certificate says it, without a name.
fn forget_registrations(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let open: Vec<(Id<Pool>,)> = tx.all(
        sql!(
            "SELECT DISTINCT pool FROM registration WHERE party = ?1 AND state IN ('confirmed', 'offered') ORDER BY pool"
        ),
        vals![person],
    )?;
    tx.exec(
        sql!(
            "UPDATE registration_step SET note = NULL
             WHERE registration IN (SELECT id FROM registration WHERE party = ?1)"
        ),
        vals![person],
    )?;
    tx.exec(
        sql!(
            "UPDATE registration SET party = NULL, until = NULL, name = '–', folded = '–', organisation = '', phone = '',
                 email = '', born = NULL, guardian = '', guardian_phone = '', needs = '', response = NULL,
                 result = CASE WHEN id IN (SELECT c.registration FROM certificate c WHERE c.revoked_on IS NULL)
                     THEN result ELSE NULL END,
                 state = CASE WHEN id NOT IN (SELECT c.registration FROM certificate c WHERE c.revoked_on IS NULL)
                     AND state IN ('pending', 'confirmed', 'waitlisted', 'offered') THEN 'cancelled' ELSE state END
             WHERE party = ?1"
        ),
        vals![person],
    )?;
    open.into_iter().try_for_each(|(pool,)| seats::settle(tx, act, pool))
}

fn attendance(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Timestamp, String, String)> = tx.all(
        sql!(
            "SELECT t.at, a.title, t.name FROM attendance t JOIN activity_session s ON s.id = t.session
             JOIN activity a ON a.id = s.activity WHERE t.party = ?1 ORDER BY t.at, t.id"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(at, title, name)| vec![at.into(), title.into(), name.into()]).collect())
}

fn certificates(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Date, String, String, String)> = tx.all(
        sql!(
            "SELECT issued_on, title, holder, code FROM certificate WHERE party = ?1 ORDER BY issued_on, id"
        ),
        vals![person],
    )?;
    let row = |(day, title, holder, code): (Date, String, String, String)| {
        vec![Arg::Day(day), title.into(), holder.into(), code.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

fn people(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(String, String, Option<String>)> = tx.all(
        sql!(
            "SELECT a.title, g.name, g.biography FROM activity_person g JOIN activity a ON a.id = g.activity
             WHERE g.party = ?1 ORDER BY a.created_at, g.id"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(title, name, words)| vec![title.into(), name.into(), words.into()]).collect())
}

fn programmes(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT title FROM programme WHERE owner = ?1 OR id IN (SELECT programme FROM programme_partner WHERE party = ?1)
             UNION SELECT title FROM activity WHERE id IN (SELECT activity FROM activity_partner WHERE party = ?1)
                 OR id IN (SELECT activity FROM activity_session WHERE partner = ?1) ORDER BY 1"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(title,)| vec![title.into()]).collect())
}

/// A [`Follower`] of rows that may not stand twice beside the same thing: one that would stays where it is.
macro_rules! once {
    ($name:literal, $table:literal, $same:literal) => {
        Follower {
            name: $name,
            follow: |tx, _, from, to| {
                web::followed(tx.all(
                    sql!(concat!(
                        "UPDATE ",
                        $table,
                        " SET party = ?2 WHERE party = ?1 AND NOT EXISTS (SELECT 1 FROM ",
                        $table,
                        " o WHERE o.party = ?2 AND ",
                        $same,
                        ") RETURNING id"
                    )),
                    vals![from, to],
                ))
            },
            back: |tx, _, rows, from, to| {
                rows.iter().try_for_each(|row| {
                    tx.exec(
                        sql!(concat!("UPDATE ", $table, " SET party = ?2 WHERE id = ?1 AND party = ?3")),
                        vals![row, from, to],
                    )
                    .map(drop)
                })
            },
        }
    };
}

pub(crate) const FOLLOWERS: &[Follower] = &[
    once!(
        "activities.registrations",
        "registration",
        "o.pool = registration.pool AND o.folded = registration.folded"
    ),
    once!(
        "activities.attendance",
        "attendance",
        "attendance.counted AND attendance.kind = 'walk-in' AND o.counted AND o.kind = 'walk-in' AND o.session = attendance.session"
    ),
    web::follower!("activities.certificates", certificate.party),
    web::follower!("activities.people", activity_person.party),
    web::follower!("activities.owners", programme.owner),
    web::follower!("activities.venues", activity_session.partner),
    once!("activities.programme-partners", "programme_partner", "o.programme = programme_partner.programme"),
    once!("activities.partners", "activity_partner", "o.activity = activity_partner.activity"),
];
