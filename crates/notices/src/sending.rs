//! Telling people: the message and its deliveries are written in the transaction of whoever tells; what goes out
//! by the program goes after the commit.

use std::collections::{HashMap, HashSet};

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::rules::of_age_on;
use platform::{audit, jobs};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    Channel, Delivery, Notice, NoticeKind, Purpose, Reader, Reason, State, Told, Word, office, readers,
    rules::{self, Plan},
};

/// Tells somebody something; whether it was not told before.
///
/// # Errors
/// Those of the database.
pub fn send(tx: &mut Tx<'_>, act: &Act, notice: Notice) -> Result<bool> {
    Ok(send_all(tx, act, vec![notice])? == 1)
}

/// Tells many people, reading what is known of them together; how many messages were not told before.
///
/// What a child below 18 should hear goes to everybody who cares for it, and lies in its own inbox where it has
/// one. Without a guardian, and in what concerns the safety of the account, it goes to the child.
///
/// # Errors
/// Those of the database.
pub fn send_all(tx: &mut Tx<'_>, act: &Act, notices: Vec<Notice>) -> Result<usize> {
    let today = act.today();
    let people: Vec<Id<Person>> =
        notices.iter().map(|notice| notice.to).collect::<HashSet<_>>().into_iter().collect();
    let mut known = readers::of(tx, &people)?;
    let minors: Vec<Id<Person>> =
        known.values().filter(|reader| is_minor(reader.born, today)).map(|reader| reader.person).collect();
    let guardians = readers::guardians(tx, &minors, today)?;
    let others: HashSet<Id<Person>> =
        guardians.values().flatten().copied().filter(|one| !known.contains_key(one)).collect();
    known.extend(readers::of(tx, &others.into_iter().collect::<Vec<_>>())?);
    let mut told = 0;
    for notice in notices {
        if !is_new(tx, act, &notice)? {
            continue;
        }
        told += 1;
        tell(tx, act, &notice, &known, &guardians)?;
    }
    Ok(told)
}

pub(crate) fn is_minor(born: Option<Date>, today: Date) -> bool {
    born.is_some_and(|born| of_age_on(born) > today)
}

/// Notes what the message tells of; whether anything of it is told for the first time.
fn is_new(tx: &mut Tx<'_>, act: &Act, notice: &Notice) -> Result<bool> {
    let mut new = notice.said.is_empty();
    for (subject, occasion, step) in &notice.said {
        let noted = tx.exec(
            sql!(
                "INSERT INTO notice_said (kind, subject, occasion, step, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (subject, kind, occasion, step) DO NOTHING"
            ),
            vals![notice.kind.name, subject, occasion, step, act.at],
        )?;
        new |= noted == 1;
    }
    Ok(new)
}

/// Notes that somebody need not be told of something after all.
///
/// # Errors
/// Those of the database.
pub fn note_said<T>(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: NoticeKind,
    subject: Id<T>,
    occasion: i64,
) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO notice_said (kind, subject, occasion, step, at) VALUES (?1, ?2, ?3, 0, ?4)
             ON CONFLICT (subject, kind, occasion, step) DO UPDATE SET at = excluded.at"
        ),
        vals![kind.name, subject, occasion, act.at],
    )
    .map(drop)
}

fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    notice: &Notice,
    known: &HashMap<Id<Person>, Reader>,
    guardians: &HashMap<Id<Person>, Vec<Id<Person>>>,
) -> Result<()> {
    let reader = known.get(&notice.to).ok_or(Error::Missing)?;
    let minor = is_minor(reader.born, act.today());
    let cares = guardians.get(&notice.to).filter(|_| minor && notice.kind.purpose != Purpose::Security);
    let cares: Vec<&Reader> = cares.into_iter().flatten().filter_map(|one| known.get(one)).collect();
    let own = rules::plan(reader, &notice.kind, minor, &[]);
    if cares.is_empty() {
        return keep(tx, act, notice, reader, None, &own).map(drop);
    }
    if own.inbox {
        let lying = Plan { inbox: true, out: None, missed: None };
        keep(tx, act, notice, reader, None, &lying)?;
    }
    for guardian in cares {
        // A grown-up decides; but nothing is advertised to them about a child.
        let plan = rules::plan(guardian, &notice.kind, notice.kind.purpose == Purpose::Marketing, &[]);
        keep(tx, act, notice, guardian, Some(reader), &plan)?;
    }
    Ok(())
}

/// Writes the message for one reader, with its deliveries.
fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    notice: &Notice,
    reader: &Reader,
    about: Option<&Reader>,
    plan: &Plan,
) -> Result<Id<Told>> {
    let id = Id::new();
    let link = about.and(notice.guardian_link.as_ref()).or(notice.link.as_ref());
    let mut values = notice.values.clone();
    if let Some(about) = about {
        values.push(("child".to_owned(), Word::Text(about.name.clone())));
    }
    let contents = serde_json::to_string(&values).map_err(|e| Error::Shape(e.to_string()))?;
    tx.exec(
        sql!(
            "INSERT INTO notice (id, kind, recipient, about, contents, link, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![id, notice.kind.name, reader.person, about.map(|about| about.person), contents, link, act.at],
    )?;
    set_out(tx, act, id, plan)?;
    Ok(id)
}

/// Writes the deliveries of a plan.
fn set_out(tx: &mut Tx<'_>, act: &Act, notice: Id<Told>, plan: &Plan) -> Result<()> {
    if plan.inbox {
        deliver(tx, act, notice, Some(Channel::Inbox), State::Sent, None, None)?;
    }
    if let Some((channel, address)) = &plan.out {
        let address = Some(address.as_str()).filter(|address| !address.is_empty());
        let id = deliver(tx, act, notice, Some(*channel), State::Waiting, address, None)?;
        if *channel == Channel::Email {
            jobs::enqueue(tx, act, &office::MAIL, &id, act.at)?;
        }
    }
    if let Some(reason) = plan.missed {
        deliver(tx, act, notice, None, State::Missed, None, Some(reason.as_str()))?;
    }
    Ok(())
}

fn deliver(
    tx: &mut Tx<'_>,
    act: &Act,
    notice: Id<Told>,
    channel: Option<Channel>,
    state: State,
    address: Option<&str>,
    reason: Option<&str>,
) -> Result<Id<Delivery>> {
    let id = Id::new();
    let ended = (state != State::Waiting).then_some(act.at);
    tx.exec(
        sql!(
            "INSERT INTO delivery (id, notice, channel, state, address, reason, attempts, created_at, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)"
        ),
        vals![id, notice, channel, state, address, reason, act.at, ended],
    )?;
    Ok(id)
}

/// A delivery with what one needs to end it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct Row {
    pub(crate) notice: Id<Told>,
    pub(crate) kind: String,
    pub(crate) recipient: Id<Person>,
    pub(crate) channel: Option<Channel>,
    pub(crate) state: State,
    pub(crate) address: Option<String>,
    pub(crate) attempts: i64,
}

pub(crate) fn row(tx: &mut Tx<'_>, delivery: Id<Delivery>) -> Result<Option<Row>> {
    tx.lock("notices.delivery", &delivery)?;
    tx.opt(
        sql!(
            "SELECT d.notice, n.kind, n.recipient, d.channel, d.state, d.address, d.attempts
             FROM delivery d JOIN notice n ON n.id = d.notice WHERE d.id = ?1"
        ),
        vals![delivery],
    )
}

/// Ends a delivery that waits; whether it did.
pub(crate) fn end(
    tx: &mut Tx<'_>,
    act: &Act,
    delivery: Id<Delivery>,
    state: State,
    reason: Option<&str>,
) -> Result<bool> {
    let reason = reason.map(|reason| reason.chars().take(500).collect::<String>());
    let ended = tx.exec(
        sql!(
            "UPDATE delivery SET state = ?2, reason = ?3, ended_at = ?4, sent_by = ?5
             WHERE id = ?1 AND state = 'waiting'"
        ),
        vals![delivery, state, reason, act.at, act.by.person()],
    )?;
    Ok(ended == 1)
}

/// After one way has failed, goes the next one that has not been gone, if there is one.
pub(crate) fn fall_back(tx: &mut Tx<'_>, act: &Act, kinds: &[NoticeKind], row: &Row) -> Result<()> {
    let Some(kind) = kinds.iter().find(|kind| kind.name == row.kind) else { return Ok(()) };
    let plan = next(tx, act, kind, row)?;
    set_out(tx, act, row.notice, &Plan { missed: None, ..plan })
}

/// The ways that are left for the message of a delivery.
fn next(tx: &mut Tx<'_>, act: &Act, kind: &NoticeKind, row: &Row) -> Result<Plan> {
    let gone: Vec<(Channel,)> = tx.all(
        sql!("SELECT channel FROM delivery WHERE notice = ?1 AND channel IS NOT NULL ORDER BY id"),
        vals![row.notice],
    )?;
    let tried: Vec<Channel> = gone.into_iter().map(|(channel,)| channel).collect();
    let reader = readers::one(tx, row.recipient)?;
    Ok(rules::plan(&reader, kind, is_minor(reader.born, act.today()), &tried))
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("delivery-unknown"))
}

/// A colleague has sent a message by hand, on WhatsApp or on paper.
///
/// # Errors
/// A refusal where it does not wait for that; those of the database.
pub fn sent_by_hand(tx: &mut Tx<'_>, act: &Act, delivery: Id<Delivery>) -> Result<()> {
    let row = by_hand(tx, delivery)?;
    end(tx, act, delivery, State::Sent, None)?;
    let detail = serde_json::json!({ "channel": row.channel.map(Channel::as_str), "kind": row.kind });
    audit::record(tx, act, "delivery.sent", "person", row.recipient, &detail)
}

/// A colleague could not send it; it goes the next way.
///
/// # Errors
/// A refusal where it does not wait for that; those of the database.
pub fn could_not(tx: &mut Tx<'_>, act: &Act, kinds: &[NoticeKind], delivery: Id<Delivery>) -> Result<()> {
    let row = by_hand(tx, delivery)?;
    end(tx, act, delivery, State::Failed, Some(Reason::CouldNot.as_str()))?;
    fall_back(tx, act, kinds, &row)?;
    let detail = serde_json::json!({ "channel": row.channel.map(Channel::as_str), "kind": row.kind });
    audit::record(tx, act, "delivery.could-not", "person", row.recipient, &detail)
}

fn by_hand(tx: &mut Tx<'_>, delivery: Id<Delivery>) -> Result<Row> {
    let row = row(tx, delivery)?.ok_or_else(unknown)?;
    let waits =
        row.state == State::Waiting && matches!(row.channel, Some(Channel::WhatsApp | Channel::Print));
    if waits {
        Ok(row)
    } else {
        Err(Refusal::new(Kind::Conflict, Message::new("delivery-not-waiting")).into())
    }
}

/// Takes back what a colleague said of a delivery: it waits again.
///
/// # Errors
/// A refusal where nobody said anything, or it has gone another way since; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, delivery: Id<Delivery>) -> Result<()> {
    let row = row(tx, delivery)?.ok_or_else(unknown)?;
    let taken = tx.exec(
        sql!(
            "UPDATE delivery SET state = 'waiting', reason = NULL, ended_at = NULL, sent_by = NULL
             WHERE id = ?1 AND channel IN ('whatsapp', 'print') AND sent_by IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.notice = ?2 AND o.created_at > delivery.created_at)"
        ),
        vals![delivery, row.notice],
    )?;
    if taken == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("delivery-overtaken")).into());
    }
    audit::record(tx, act, "delivery.taken-back", "person", row.recipient, &())
}

/// Tries again what failed or was missed, with what is known of the reader now.
///
/// # Errors
/// A refusal where it did neither, or there is still no way; those of the database.
pub fn resend(tx: &mut Tx<'_>, act: &Act, kinds: &[NoticeKind], delivery: Id<Delivery>) -> Result<()> {
    let row = row(tx, delivery)?.ok_or_else(unknown)?;
    if !matches!(row.state, State::Failed | State::Missed) {
        return Err(Refusal::new(Kind::Conflict, Message::new("delivery-not-failed")).into());
    }
    let kind = kinds.iter().find(|kind| kind.name == row.kind).ok_or_else(unknown)?;
    let no_way = || Refusal::new(Kind::Conflict, Message::new("delivery-no-way"));
    match row.channel {
        Some(channel) => {
            let reader = readers::one(tx, row.recipient)?;
            let address = reader.address(channel).ok_or_else(no_way)?;
            let address = Some(address).filter(|address| !address.is_empty());
            tx.exec(
                sql!(
                    "UPDATE delivery SET state = 'waiting', reason = NULL, ended_at = NULL, sent_by = NULL,
                         attempts = 0, address = ?2 WHERE id = ?1"
                ),
                vals![delivery, address],
            )?;
            if channel == Channel::Email {
                jobs::enqueue(tx, act, &office::MAIL, &delivery, act.at)?;
            }
        }
        None => {
            let plan = next(tx, act, kind, &row)?;
            if plan.missed.is_some() || !(plan.inbox || plan.out.is_some()) {
                return Err(no_way().into());
            }
            tx.exec(sql!("DELETE FROM delivery WHERE id = ?1"), vals![delivery])?;
            set_out(tx, act, row.notice, &plan)?;
        }
    }
    let detail = serde_json::json!({ "kind": row.kind });
    audit::record(tx, act, "delivery.again", "person", row.recipient, &detail)
}
