//! Who is in a circle, and in which order they host.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::{audit, sequence};
use store::{Result, Tx, sql, vals};

use super::{Circle, FEWEST, Member, Turn, by_code, going, members, turns};
use crate::{partners, rules};

/// Begins a circle of partners, who host in this order; `begun` is its first day, today or before.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn begin(
    tx: &mut Tx<'_>,
    act: &Act,
    name: &str,
    about: &str,
    public: bool,
    begun: Option<Date>,
    order: &[Id<Person>],
) -> Result<Circle> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&name.trim().chars().count()) {
        object("name", "circle-name-missing");
    }
    if !(1..=2000).contains(&about.trim().chars().count()) {
        object("about", "circle-about-missing");
    }
    if let Some(key) = rules::past_objection(begun, act.today()) {
        object("begun", key);
    }
    let mut members: Vec<Id<Person>> = Vec::new();
    for partner in order {
        let party = partners::living(tx, *partner)?;
        if !members.contains(&party) {
            members.push(party);
        }
    }
    if members.len() < FEWEST {
        object("members", "circle-too-few");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id, code) = (Id::<Circle>::new(), format!("L-{:03}", sequence::next(tx, "circle")?));
    tx.exec(
        sql!(
            "INSERT INTO circle (id, code, name, about, public, begun, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"
        ),
        vals![id, code, name.trim(), about.trim(), public, begun],
    )?;
    for (position, partner) in (1i64..).zip(&members) {
        tx.exec(
            sql!(
                "INSERT INTO circle_member (id, circle, partner, position, joined_on, left_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, NULL)"
            ),
            vals![Id::<Member>::new(), id, partner, position, begun],
        )?;
    }
    audit::record(tx, act, "circle.begun", "circle", id, &serde_json::json!({ "name": name.trim() }))?;
    by_code(tx, &code)
}

/// A partner joins a circle, or comes back to it: its turn comes last.
///
/// # Errors
/// A refusal when it is in it already; those of the database.
pub fn join(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, partner: Id<Person>) -> Result<()> {
    going(tx, circle)?;
    let party = partners::living(tx, partner)?;
    let there = members(tx, circle)?;
    let last = there.iter().map(|one| one.position).max().unwrap_or(0);
    let before = there.iter().find(|one| one.partner == party);
    match before.map(|one| (one.joined_on, one.left_on)) {
        Some((_, None)) => {
            return Err(Refusal::of_field("partner", Message::new("circle-member-already")).into());
        }
        Some((since, Some(until))) => {
            // What it gave and hosted in the time before stays of that time.
            tx.exec(
                sql!(
                    "INSERT INTO circle_stay (id, circle, partner, since, until) VALUES (?1, ?2, ?3, ?4, ?5)"
                ),
                vals![Id::<Member>::new(), circle, party, since, until],
            )?;
            tx.exec(
                sql!(
                    "UPDATE circle_member SET left_on = NULL, joined_on = ?3, position = ?4
                     WHERE circle = ?1 AND partner = ?2"
                ),
                vals![circle, party, act.today(), last + 1],
            )?;
        }
        None => {
            tx.exec(
                sql!(
                    "INSERT INTO circle_member (id, circle, partner, position, joined_on, left_on)
                     VALUES (?1, ?2, ?3, ?4, ?5, NULL)"
                ),
                vals![Id::<Member>::new(), circle, party, last + 1, act.today()],
            )?;
        }
    }
    audit::record(tx, act, "circle.joined", "circle", circle, &serde_json::json!({ "partner": party }))
}

/// A partner leaves a circle. What it gave and received stays.
///
/// # Errors
/// A refusal when it is not in it, or is still to host a turn; those of the database.
pub fn leave(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, partner: Id<Person>) -> Result<()> {
    going(tx, circle)?;
    let to_host = |turn: &Turn| turn.host == partner && turn.cancelled.is_none() && turn.day >= act.today();
    if let Some(turn) = turns(tx, circle)?.into_iter().find(to_host) {
        let message = Message::new("circle-leaves-a-turn").with("number", turn.number).with("day", turn.day);
        return Err(Refusal::of_field("partner", message).into());
    }
    let done = tx.exec(
        sql!("UPDATE circle_member SET left_on = ?3 WHERE circle = ?1 AND partner = ?2 AND left_on IS NULL"),
        vals![circle, partner, act.today()],
    )?;
    if done == 0 {
        return Err(Refusal::of_field("partner", Message::new("circle-no-member")).into());
    }
    audit::record(tx, act, "circle.left", "circle", circle, &serde_json::json!({ "partner": partner }))
}

/// Lets the turn of a member come before that of the one before it.
///
/// # Errors
/// A refusal when it is not in the circle; those of the database.
pub fn move_up(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, partner: Id<Person>) -> Result<()> {
    going(tx, circle)?;
    let there = members(tx, circle)?;
    let Some(at) = there.iter().position(|one| one.partner == partner) else {
        return Err(Refusal::of_field("partner", Message::new("circle-no-member")).into());
    };
    let Some(before) = at.checked_sub(1).and_then(|at| there.get(at)) else { return Ok(()) };
    let mut place = |who: Id<Person>, position: i64| {
        tx.exec(
            sql!("UPDATE circle_member SET position = ?3 WHERE circle = ?1 AND partner = ?2"),
            vals![circle, who, position],
        )
    };
    // Two never have the same place, not even for a moment.
    place(before.partner, -1)?;
    place(partner, before.position)?;
    place(before.partner, there[at].position)?;
    audit::record(tx, act, "circle.reordered", "circle", circle, &serde_json::json!({ "partner": partner }))
}

/// Ends a circle: today is its last day. What was given stays to be seen by the staff.
///
/// # Errors
/// A refusal when it has ended already; those of the database.
pub fn end(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>) -> Result<()> {
    let done = tx.exec(
        sql!("UPDATE circle SET ended = ?2 WHERE id = ?1 AND ended IS NULL"),
        vals![circle, act.today()],
    )?;
    if done == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("circle-ended-already")).into());
    }
    audit::record(tx, act, "circle.ended", "circle", circle, &())
}
