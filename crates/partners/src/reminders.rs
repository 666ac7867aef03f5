//! What partners and those who look after them are reminded of: agreements that run out, promises that are late. Each is
//! told once for the day it is about, and anew when that day changes; by whichever way leads to a reader, on paper where
//! there is no other. What has run out takes along what stood on it.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Time};
use kernel::{Act, Arg, Date, Id, Person, Rupiah};
use notices::{Channel, Notice, NoticeKind, Purpose};
use people::{
    PartyKind, parties,
    relationships::{self, Relation},
};
use platform::{
    library,
    schedule::When,
    settings::{Default as Initial, Setting},
};
use store::{FromRow, Result, Store, Tx, sql, vals};
use web::{Countable, Dependent, Facts, Round};

use crate::{
    DECIDE,
    agreements::{self, Whole, list},
    commitments::{self, Kept},
    model::{Agreement, Commitment, Unit},
    rules::{self, Status},
};

/// The days before its end on which an agreement reminds of itself.
pub const REMIND: Setting = Setting { key: "partners.remind-days", value: Initial::Days("90, 60, 30, 7") };

/// The ways to a colleague, who has an account.
pub(crate) const TO_STAFF: &[Channel] = &[Channel::WhatsApp, Channel::Email, Channel::Inbox];

/// To those who speak for a partner: an agreement ends soon.
pub const ENDING: NoticeKind =
    NoticeKind { name: "partners.ending", purpose: Purpose::Duty, channels: Channel::ALL };
/// To those who speak for a partner: an agreement was ended before its time.
pub const ENDED: NoticeKind =
    NoticeKind { name: "partners.ended", purpose: Purpose::Duty, channels: Channel::ALL };
/// To the same: the day on which it was ended was corrected.
pub const END_CORRECTED: NoticeKind =
    NoticeKind { name: "partners.end-corrected", purpose: Purpose::Duty, channels: Channel::ALL };
/// To whoever of the library looks after it: an agreement ends soon.
pub const ENDING_STAFF: NoticeKind =
    NoticeKind { name: "partners.ending-staff", purpose: Purpose::Duty, channels: TO_STAFF };
/// To those who speak for a partner: something that the partner promised is late.
pub const LATE_THEIRS: NoticeKind =
    NoticeKind { name: "partners.late-theirs", purpose: Purpose::Duty, channels: Channel::ALL };
/// To the same: something that the library promised is late.
pub const LATE_OURS: NoticeKind =
    NoticeKind { name: "partners.late-ours", purpose: Purpose::Duty, channels: Channel::ALL };
/// To whoever of the library looks after it: something that either side promised is late.
pub const LATE_STAFF: NoticeKind =
    NoticeKind { name: "partners.late-staff", purpose: Purpose::Duty, channels: TO_STAFF };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[
    ENDING,
    ENDED,
    END_CORRECTED,
    ENDING_STAFF,
    LATE_THEIRS,
    LATE_OURS,
    LATE_STAFF,
    agreements::REVIEW_WAITS,
    agreements::FRAME_ENDED,
    commitments::CLOSED,
    commitments::OBJECTED,
    crate::circles::TURN,
    crate::cases::RESOLVED,
    crate::cases::REFUSED,
];

/// Every morning.
pub(crate) const ROUNDS: &[Round] =
    &[Round { name: "partners.remind", when: When::Daily(Time::constant(6, 0, 0, 0)), run: remind }];

/// How many days before the last one to give notice it is warned of; and how long a notice is at most.
const BEFORE_NOTICE: i64 = 14;
const MOST_NOTICE: i64 = 366;

/// How many agreements or promises one transaction looks at.
const BATCH: i64 = 100;
/// Of a promise that was late, or an agreement that was over, for longer than this, in days, nobody is told by itself any more,
/// and nothing ends: what was entered from old papers does not write to everybody on its first morning.
const LATELY: i64 = 90;

/// A reminder of an end that was given.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Reminder {
    /// Which agreement.
    pub agreement: Id<Agreement>,
    /// The last day it was about.
    pub until: Date,
    /// How many days before.
    pub days: i64,
}

/// Tells everybody who has to be told, and carries out what ended.
///
/// # Errors
/// Those of the database; what was told stays told, and the rest is told the next time.
pub fn remind(store: &Store, act: &Act, facts: &Facts) -> Result<()> {
    let mut after = None;
    loop {
        let act = act.clone();
        (_, after) = store.write_blocking(move |tx| some_ending(tx, &act, after))?;
        if after.is_none() {
            break;
        }
    }
    let mut after = None;
    loop {
        let (act, dependents) = (act.clone(), facts.dependents.clone());
        (_, after) = store.write_blocking(move |tx| some_over(tx, &act, &dependents, after))?;
        if after.is_none() {
            break;
        }
    }
    let mut after = None;
    loop {
        let (act, countables) = (act.clone(), facts.countables.clone());
        (_, after) = store.write_blocking(move |tx| some_late(tx, &act, &countables, after))?;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Gives every reminder of an end that is due today and was not given yet; which.
///
/// # Errors
/// Those of the database.
pub fn ending(tx: &mut Tx<'_>, act: &Act) -> Result<Vec<Reminder>> {
    let (mut given, mut after) = (Vec::new(), None);
    loop {
        let (some, next) = some_ending(tx, act, after)?;
        given.extend(some);
        after = next;
        if after.is_none() {
            return Ok(given);
        }
    }
}

/// Carries out the end of every agreement whose last day has passed lately, also one that was ended ahead, once for each last
/// day; of which.
///
/// # Errors
/// Those of the database.
pub fn over(tx: &mut Tx<'_>, act: &Act, dependents: &[Dependent]) -> Result<Vec<Id<Agreement>>> {
    let (mut ended, mut after) = (Vec::new(), None);
    loop {
        let (some, next) = some_over(tx, act, dependents, after)?;
        ended.extend(some);
        after = next;
        if after.is_none() {
            return Ok(ended);
        }
    }
}

/// Tells both sides of every promise that is late and of which they were not told yet; of which.
///
/// # Errors
/// Those of the database.
pub fn late(tx: &mut Tx<'_>, act: &Act, countables: &[Countable]) -> Result<Vec<Id<Commitment>>> {
    let (mut told, mut after) = (Vec::new(), None);
    loop {
        let (some, next) = some_late(tx, act, countables, after)?;
        told.extend(some);
        after = next;
        if after.is_none() {
            return Ok(told);
        }
    }
}

/// The reminders of its end that were given for an agreement, the latest first.
///
/// # Errors
/// Those of the database.
pub fn given(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Reminder>> {
    tx.all(
        sql!(
            "SELECT agreement, until, days FROM agreement_reminder WHERE agreement = ?1 ORDER BY at DESC, days LIMIT 50"
        ),
        vals![id],
    )
}

/// What came of some of many, and after which to go on, where there may be more.
type Part<T, I> = (Vec<T>, Option<Id<I>>);

/// Reminds of some agreements after one; from which to go on, where there may be more.
fn some_ending(
    tx: &mut Tx<'_>,
    act: &Act,
    after: Option<Id<Agreement>>,
) -> Result<Part<Reminder, Agreement>> {
    let days = REMIND.days(tx)?;
    let today = act.today();
    let farthest = days.first().copied().unwrap_or(0).max(MOST_NOTICE + BEFORE_NOTICE);
    let found = list::with_an_end(tx, (today, today.saturating_add(farthest.days())), after, BATCH)?;
    let next = next(&found, |whole| whole.agreement.id);
    let mut given = Vec::new();
    for whole in found {
        let id = whole.agreement.id;
        // On the day by which whoever wants to go on has to say so, and two weeks before, they are told as well.
        let mut days = days.clone();
        days.extend([whole.agreement.notice_days, whole.agreement.notice_days + BEFORE_NOTICE]);
        let Some((until, days)) = rules::reminder(whole.status(today), &days, today) else { continue };
        let new = tx.exec(
            sql!(
                "INSERT INTO agreement_reminder (id, agreement, until, days, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (agreement, until, days) DO NOTHING"
            ),
            vals![Id::<Reminder>::new(), id, until, days, act.at],
        )?;
        if new == 1 {
            let detail = serde_json::json!({ "until": until, "days": days });
            agreements::written(tx, act, id, "agreement.reminded", &detail)?;
            agreements::told(tx, act, id, "ending")?;
            tell_ending(tx, act, &whole, until)?;
            given.push(Reminder { agreement: id, until, days });
        }
    }
    Ok((given, next))
}

/// Tells those who speak for the partners of an agreement that it was ended before its time, by which day and why.
pub(crate) fn tell_ended(tx: &mut Tx<'_>, act: &Act, whole: &Whole, on: Date, reason: &str) -> Result<()> {
    to_speakers(tx, act, whole, |who| Notice::new(ENDED, who).with("day", on).with("reason", reason))
}

/// Tells them that it ends on another day than they were told, and why.
pub(crate) fn tell_end_corrected(
    tx: &mut Tx<'_>,
    act: &Act,
    whole: &Whole,
    (was, on): (Date, Date),
    reason: &str,
) -> Result<()> {
    let notice =
        |who| Notice::new(END_CORRECTED, who).with("was", was).with("day", on).with("reason", reason);
    to_speakers(tx, act, whole, notice)
}

/// Sends a notice about an agreement to everybody who speaks for one of its partners.
fn to_speakers(
    tx: &mut Tx<'_>,
    act: &Act,
    whole: &Whole,
    notice: impl Fn(Id<Person>) -> Notice,
) -> Result<()> {
    let one = &whole.agreement;
    let mut out = Vec::new();
    for side in &whole.sides {
        let told = |who| {
            notice(who)
                .with("number", one.number.as_str())
                .with("title", one.title.as_str())
                .link(format!("/saya/mitra/{}", side.code))
        };
        out.extend(speakers(tx, side.partner, act.today())?.into_iter().map(told));
    }
    notices::send_all(tx, act, out).map(drop)
}

fn tell_ending(tx: &mut Tx<'_>, act: &Act, whole: &Whole, until: Date) -> Result<()> {
    let one = &whole.agreement;
    let about = |notice: Notice| {
        notice
            .with("number", one.number.as_str())
            .with("title", one.title.as_str())
            .with("until", until)
            .with("notice", rules::notice_day(until, one.notice_days))
            .with("days", rules::days_between(act.today(), until))
    };
    let mut out = Vec::new();
    let mut staff = BTreeSet::new();
    for side in &whole.sides {
        let link = format!("/saya/mitra/{}", side.code);
        let speakers = speakers(tx, side.partner, act.today())?;
        out.extend(speakers.into_iter().map(|who| about(Notice::new(ENDING, who)).link(&link)));
        staff.extend(responsible(tx, side.partner)?);
    }
    let names = whole.sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>().join(", ");
    let link = format!("/staf/kesepakatan/{}", one.id);
    let to_staff = |who| about(Notice::new(ENDING_STAFF, who)).with("partner", names.as_str()).link(&link);
    out.extend(staff.into_iter().map(to_staff));
    notices::send_all(tx, act, out).map(drop)
}

/// Ends what stood on some agreements after one that have run out, and lets the other modules hear of it; from which to go on,
/// where there may be more.
fn some_over(
    tx: &mut Tx<'_>,
    act: &Act,
    dependents: &[Dependent],
    after: Option<Id<Agreement>>,
) -> Result<Part<Id<Agreement>, Agreement>> {
    let today = act.today();
    let yesterday = today.yesterday().unwrap_or(today);
    let found = list::over(tx, (today.saturating_sub(LATELY.days()), yesterday), after, BATCH)?;
    let next = next(&found, |whole| whole.agreement.id);
    let mut ended = Vec::new();
    for whole in found {
        let id = whole.agreement.id;
        let (Status::Expired(until) | Status::Terminated(until)) = whole.status(today) else { continue };
        let new = tx.exec(
            sql!(
                "INSERT INTO agreement_over (id, agreement, until, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (agreement, until) DO NOTHING"
            ),
            vals![Id::<Reminder>::new(), id, until, act.at],
        )?;
        if new == 1 {
            agreements::written(tx, act, id, "agreement.over", &serde_json::json!({ "until": until }))?;
            agreements::told(tx, act, id, "over")?;
            agreements::end_with(tx, act, dependents, &whole, until)?;
            ended.push(id);
        }
    }
    Ok((ended, next))
}

/// Tells of some late promises after one; from which to go on, where there may be more.
fn some_late(
    tx: &mut Tx<'_>,
    act: &Act,
    countables: &[Countable],
    after: Option<Id<Commitment>>,
) -> Result<Part<Id<Commitment>, Commitment>> {
    let today = act.today();
    let since = today.saturating_sub(LATELY.days());
    let found = commitments::untold(tx, countables, (since, today), after, BATCH)?;
    let next = next(&found, |kept| kept.commitment.id);
    let mut told = Vec::new();
    for kept in found.into_iter().filter(|kept| kept.progress.is_late()) {
        let (one, Some(due)) = (&kept.commitment, kept.commitment.deadline()) else { continue };
        let new = tx.exec(
            sql!(
                "INSERT INTO commitment_reminder (id, commitment, due, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (commitment, due) DO NOTHING"
            ),
            vals![Id::<Reminder>::new(), one.id, due, act.at],
        )?;
        if new == 1 {
            let detail = serde_json::json!({ "about": one.about, "due": due });
            agreements::written(tx, act, one.agreement, "agreement.late-told", &detail)?;
            tell_late(tx, act, &kept, due)?;
            told.push(one.id);
        }
    }
    Ok((told, next))
}

fn tell_late(tx: &mut Tx<'_>, act: &Act, kept: &Kept, due: Date) -> Result<()> {
    let one = &kept.commitment;
    let library = format!("{} {}", library::KIND.text(tx)?, library::NAME.text(tx)?);
    let giver = one.giver_name.clone().unwrap_or_else(|| library.trim().to_owned());
    let missing = kept.progress.missing();
    let about = |notice: Notice| {
        let shown = match one.unit {
            Unit::Rupiah => Arg::Money(Rupiah(missing)),
            _ => Arg::Text(missing.to_string()),
        };
        notice
            .with("about", one.about.as_str())
            .with("giver", giver.as_str())
            .with("number", one.number.as_str())
            .with("due", due)
            .lines("left", amount_key(one.unit), vec![vec![("n", Arg::Number(missing)), ("shown", shown)]])
    };
    let mut out = Vec::new();
    let mut staff = BTreeSet::new();
    for side in agreements::sides(tx, one.agreement)? {
        staff.extend(responsible(tx, side.partner)?);
        let kind = match one.giver {
            None => LATE_OURS,
            Some(giver) if giver == side.partner => LATE_THEIRS,
            // What one partner owes is nothing to the others.
            Some(_) => continue,
        };
        let link = format!("/saya/mitra/{}", side.code);
        let speakers = speakers(tx, side.partner, act.today())?;
        out.extend(speakers.into_iter().map(|who| about(Notice::new(kind, who)).link(&link)));
    }
    let link = format!("/staf/kesepakatan/{}", one.agreement);
    out.extend(staff.into_iter().map(|who| about(Notice::new(LATE_STAFF, who)).link(&link)));
    notices::send_all(tx, act, out).map(drop)
}

/// The words of an amount in a unit.
const fn amount_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Rupiah => "unit-rupiah",
        Unit::Books => "unit-books",
        Unit::Pieces => "unit-pieces",
        Unit::Hours => "unit-hours",
        Unit::Sessions => "unit-sessions",
        Unit::People => "unit-people",
        Unit::Memberships => "unit-memberships",
        Unit::Visits => "unit-visits",
        Unit::Times => "unit-times",
    }
}

/// From which of a full batch to go on.
fn next<T, I>(found: &[T], id: impl Fn(&T) -> Id<I>) -> Option<Id<I>> {
    found.last().filter(|_| found.len() as i64 == BATCH).map(id)
}

/// Who is told for a partner: whoever speaks for it today; the partner itself where it is a person, or nobody speaks for
/// it: an organisation has a letter box too.
pub(crate) fn speakers(tx: &mut Tx<'_>, partner: Id<Person>, today: Date) -> Result<Vec<Id<Person>>> {
    let mut found = relationships::who_is(tx, Relation::Contact, partner, today)?;
    if found.is_empty() || parties::living(tx, partner)?.kind == PartyKind::Person {
        found.push(partner);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Who of the library is told about a partner: whoever looks after it; everybody who decides about agreements where
/// nobody does.
pub(crate) fn responsible(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Id<Person>>> {
    let owner: Option<(Id<Person>,)> = tx.opt(
        sql!(
            "SELECT a.person FROM partner t JOIN account a ON a.person = t.owner JOIN party p ON p.id = a.person
             WHERE t.party = ?1 AND a.closed_at IS NULL"
        ),
        vals![partner],
    )?;
    if let Some((owner,)) = owner {
        return Ok(vec![owner]);
    }
    let all: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT h.person FROM role_holder h JOIN role_permission r ON r.role = h.role
             JOIN account a ON a.person = h.person JOIN party p ON p.id = a.person
             WHERE r.permission = ?1 AND h.branch IS NULL AND a.closed_at IS NULL ORDER BY h.person"
        ),
        vals![DECIDE.0],
    )?;
    Ok(all.into_iter().map(|(person,)| person).collect())
}
