//! What members are told of their membership: that a registration has come in and was confirmed, that it ends soon,
//! and that a guardian's consent is owed.

use jiff::{SignedDuration, ToSpan, civil::Time};
use kernel::{Act, Date, Id, Person};
use notices::{Channel, Notice, NoticeKind, Purpose};
use people::rules::of_age_on;
use platform::{
    events::{Event, Posted, Subscriber},
    schedule::{Task, When},
    settings::{Default, Setting},
};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Store, Tx, sql, vals};

use crate::{families, queries, rosters::submissions, rules};

/// Somebody's registration has come in.
pub const REGISTERED: NoticeKind =
    NoticeKind { name: "membership.registered", purpose: Purpose::Duty, channels: Channel::ALL };
/// Somebody of the library has seen who it is.
pub const CONFIRMED: NoticeKind =
    NoticeKind { name: "membership.confirmed", purpose: Purpose::Service, channels: Channel::ALL };
/// A membership ends soon.
pub const ENDING: NoticeKind =
    NoticeKind { name: "membership.ending", purpose: Purpose::Service, channels: Channel::ALL };
/// A guardian has yet to agree to a child's membership.
pub const CONSENT_OWED: NoticeKind =
    NoticeKind { name: "membership.consent-owed", purpose: Purpose::Duty, channels: Channel::ALL };

/// Somebody who joined as a child answers for themselves soon.
pub const OF_AGE: NoticeKind =
    NoticeKind { name: "membership.of-age", purpose: Purpose::Duty, channels: Channel::ALL };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] =
    &[REGISTERED, CONFIRMED, ENDING, CONSENT_OWED, OF_AGE, submissions::APPLIED, submissions::REFUSED];

/// How many days before a membership ends its member is told; 0 for never.
pub const ENDING_DAYS: Setting =
    Setting { key: "membership.ending-days", value: Default::Number { at_first: 30, least: 0, most: 90 } };
/// How many days after a child has joined its guardians are told that their consent is owed; 0 for never.
pub const CONSENT_DAYS: Setting = Setting {
    key: "membership.consent-owed-days",
    value: Default::Number { at_first: 3, least: 0, most: 90 },
};

/// Somebody has registered themselves; the subject is the person. What stays in the journal for good names no card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfRegistered {}

impl Event for SelfRegistered {
    const KIND: &'static str = "membership.self-registered";
}

/// Somebody of the library has seen who registered themselves; the subject is the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationConfirmed {
    /// The last day of the membership.
    pub until: Option<Date>,
}

impl Event for RegistrationConfirmed {
    const KIND: &'static str = "membership.registration-confirmed";
}

/// Who tells people of these events.
pub(crate) const TELLER: Subscriber = Subscriber {
    name: "membership.tell",
    kinds: &[SelfRegistered::KIND, RegistrationConfirmed::KIND],
    handle: tell,
};

fn tell(tx: &mut Tx<'_>, act: &Act, posted: &Posted) -> Result<()> {
    let person: Id<Person> = posted.subject.cast();
    let notice = if let Some(SelfRegistered {}) = posted.read()? {
        let days = crate::settings::PROVISIONAL_DAYS.number(tx)?;
        Notice::new(REGISTERED, person).with("days", days)
    } else if let Some(RegistrationConfirmed { until }) = posted.read()? {
        match until {
            Some(until) => Notice::new(CONFIRMED, person).with("until", until),
            None => Notice::new(CONFIRMED, person).with("until", "∞"),
        }
    } else {
        return Ok(());
    };
    // Whoever was forgotten or made one with somebody else meanwhile is told nothing under this number.
    let Some(member) = queries::by_id(tx, person)? else { return Ok(()) };
    let notice = notice
        .with("code", member.code)
        .once(person, posted.seq, 0)
        .link("/saya")
        .guardian_link("/saya/keluarga");
    notices::send(tx, act, notice).map(drop)
}

/// What this module does every morning.
pub(crate) const TASK: Task =
    Task { name: "membership.reminders", when: When::Daily(Time::constant(8, 10, 0, 0)), run: remind };

/// How many members one transaction tells.
const BATCH: i64 = 200;

/// Tells everybody who has to be told today.
///
/// # Errors
/// Those of the database; what was told stays told, and the rest is told the next time.
pub fn remind(store: &Store, act: &Act) -> Result<()> {
    for tell in [tell_ending, tell_consent, tell_of_age] {
        loop {
            let act = act.clone();
            if store.write_blocking(move |tx| tell(tx, &act))? == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Tells some members whose membership ends soon; how many were looked at.
///
/// # Errors
/// Those of the database.
pub fn tell_ending(tx: &mut Tx<'_>, act: &Act) -> Result<usize> {
    let days = ENDING_DAYS.number(tx)?;
    if days == 0 {
        return Ok(0);
    }
    let today = act.today();
    let last = today.saturating_add(days.days());
    // Of an end within these days it was told within as many.
    let since = act.at - SignedDuration::from_hours(24 * days);
    let grown = [families::grown_are_born_by(today)?, families::grown_are_born_by(last)?];
    let members = queries::ending(tx, [today, last], grown, (ENDING.name, since), BATCH)?;
    let found = members.len();
    let mut ends = Vec::new();
    for member in members {
        // Also of whoever another basis carries on: they are not looked at again for as long.
        notices::sending::note_said(tx, act, ENDING, member.person, 0)?;
        // Whoever is a member for the time being hears what is owed, not when it ends.
        let until = rules::until(&member, today)
            .filter(|until| (today..=last).contains(until) && !rules::is_provisional(&member, today));
        ends.extend(until.map(|until| (member, until)));
    }
    let told = ends.into_iter().map(|(member, until)| {
        let day = i64::from(until.year()) * 10_000 + i64::from(until.month()) * 100 + i64::from(until.day());
        Notice::new(ENDING, member.person)
            .once(member.person, day, 0)
            .with("code", member.code)
            .with("until", until)
            .link("/saya")
            .guardian_link("/saya/keluarga")
    });
    notices::send_all(tx, act, told.collect())?;
    Ok(found)
}

/// Tells some who joined as children, and their guardians, that they are 18 soon; of how many.
///
/// # Errors
/// Those of the database.
pub fn tell_of_age(tx: &mut Tx<'_>, act: &Act) -> Result<usize> {
    #[derive(FromRow)]
    struct Row {
        person: Id<Person>,
        code: String,
        name: String,
        born: Date,
    }
    let days = ENDING_DAYS.number(tx)?;
    if days == 0 {
        return Ok(0);
    }
    let (today, last) = (act.today(), act.today().saturating_add(days.days()));
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT g.person, m.code, p.name, g.born FROM grown_unseen g JOIN member m ON m.person = g.person
             JOIN party p ON p.id = g.person
             WHERE g.born > ?1 AND g.born <= ?2
               AND NOT EXISTS (SELECT 1 FROM notice_said s WHERE s.subject = g.person AND s.kind = ?3)
             ORDER BY g.person LIMIT ?4"
        ),
        vals![families::grown_are_born_by(today)?, families::grown_are_born_by(last)?, OF_AGE.name, BATCH],
    )?;
    let found = rows.len();
    let told = rows.into_iter().map(|row| {
        Notice::new(OF_AGE, row.person)
            .once(row.person, 0, 0)
            .with("code", row.code)
            .with("name", row.name)
            .with("day", of_age_on(row.born))
            .link("/saya")
            .guardian_link("/saya/keluarga")
    });
    notices::send_all(tx, act, told.collect())?;
    Ok(found)
}

/// Of children who joined longer ago the desk knows from its own list; a register that was taken over from
/// elsewhere does not write to every family on its first morning.
const NEWLY: i64 = 30;

/// Tells some guardians that their consent is owed; for how many children.
///
/// # Errors
/// Those of the database.
pub fn tell_consent(tx: &mut Tx<'_>, act: &Act) -> Result<usize> {
    #[derive(FromRow)]
    struct Row {
        person: Id<Person>,
        code: String,
        name: String,
    }
    let days = CONSENT_DAYS.number(tx)?;
    if days == 0 {
        return Ok(0);
    }
    let today = act.today();
    let grown = families::grown_are_born_by(today)?;
    let joined = today.saturating_sub(days.days());
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT m.person, m.code, p.name FROM party p JOIN member m ON m.person = p.id
             WHERE p.born > ?1 AND m.closed_at IS NULL AND m.since <= ?2 AND m.since >= ?5
               AND NOT EXISTS (SELECT 1 FROM consent c
                   WHERE c.subject = m.person AND c.purpose = 'membership' AND c.withdrawn_at IS NULL)
               AND NOT EXISTS (SELECT 1 FROM notice_said s WHERE s.subject = m.person AND s.kind = ?3)
             ORDER BY m.person LIMIT ?4"
        ),
        vals![grown, joined, CONSENT_OWED.name, BATCH, joined.saturating_sub(NEWLY.days())],
    )?;
    let found = rows.len();
    let told = rows.into_iter().map(|row| {
        Notice::new(CONSENT_OWED, row.person)
            .once(row.person, 0, 0)
            .with("code", row.code)
            .with("name", row.name)
            .link("/saya")
            .guardian_link("/saya/keluarga")
    });
    notices::send_all(tx, act, told.collect())?;
    Ok(found)
}
