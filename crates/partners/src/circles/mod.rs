//! Mapalus circles: partners who help each other in turn. Each turn has one host whom the others help, in hours, books,
//! sacks of cement; what they promised each other is in [`pledges`]. Balances stay in the units in which was given; they are
//! never turned into money, and nobody is ranked.

mod pledges;

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::{audit, sequence};
pub use pledges::{Pledge, pledge, pledges, release};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{model::Unit, partners};

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Circle {
    /// Which.
    pub id: Id<Circle>,
    /// The code people use: `L-001`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What its members do for each other.
    pub about: String,
    /// Whether everybody may see it.
    pub public: bool,
    /// Its first day.
    pub begun: Date,
    /// Its last day.
    pub ended: Option<Date>,
}

/// A member of a circle, in the order of turns.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Member {
    /// Which partner.
    pub partner: Id<Person>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where in the order.
    pub position: i64,
    /// The day it left.
    pub left_on: Option<Date>,
}

/// A turn.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Turn {
    /// Which.
    pub id: Id<Turn>,
    /// The how-manieth of its circle.
    pub number: i64,
    /// Whom the others help.
    pub host: Id<Person>,
    /// Its name.
    pub host_name: String,
    /// The day.
    pub day: Date,
    /// What is done.
    pub what: String,
}

/// What was given in a turn.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Help {
    /// Which.
    pub id: Id<Help>,
    /// In which turn.
    pub turn: Id<Turn>,
    /// To whom.
    pub host: Id<Person>,
    /// By whom.
    pub giver: Id<Person>,
    /// Their name.
    pub giver_name: String,
    /// In what it is counted.
    pub unit: Unit,
    /// How much; below zero for a reversal.
    pub amount: i64,
    /// What.
    pub what: String,
    /// Whether it takes something back.
    pub is_reversal: bool,
    /// Whether it was taken back.
    pub reversed: bool,
}

/// What a member gave and received, unit by unit.
pub type Balance = BTreeMap<Unit, (i64, i64)>;

/// What each of `members` gave and received.
pub fn balances(members: &[Id<Person>], help: &[Help]) -> Vec<Balance> {
    members
        .iter()
        .map(|member| {
            let mut balance = Balance::new();
            for one in help {
                if one.giver == *member {
                    balance.entry(one.unit).or_default().0 += one.amount;
                }
                if one.host == *member {
                    balance.entry(one.unit).or_default().1 += one.amount;
                }
            }
            balance
        })
        .collect()
}

/// Whose turn is next: whoever of `order` has been host least often, the first in the order among them; none where
/// nobody is left.
pub fn next_host(order: &[Id<Person>], hosts: &[Id<Person>]) -> Option<Id<Person>> {
    let often = |member: &Id<Person>| hosts.iter().filter(|host| *host == member).count();
    order.iter().copied().min_by_key(often)
}

/// Every circle, those that go on first, by name.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Circle>> {
    tx.all(
        sql!(
            "SELECT id, code, name, about, public, begun, ended FROM circle
             ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, name, code LIMIT 200"
        ),
        vals![],
    )
}

/// The circle with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Circle> {
    let found = tx.opt(
        sql!("SELECT id, code, name, about, public, begun, ended FROM circle WHERE code = ?1"),
        vals![code.trim().to_uppercase()],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")).into())
}

/// The members of a circle, in the order of turns.
///
/// # Errors
/// Those of the database.
pub fn members(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Member>> {
    tx.all(
        sql!(
            "SELECT m.partner, t.code, p.name, m.position, m.left_on FROM circle_member m
             JOIN partner t ON t.party = m.partner JOIN party p ON p.id = m.partner
             WHERE m.circle = ?1 ORDER BY m.position"
        ),
        vals![circle],
    )
}

/// The turns of a circle, the latest first.
///
/// # Errors
/// Those of the database.
pub fn turns(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Turn>> {
    tx.all(
        sql!(
            "SELECT t.id, t.number, t.host, p.name AS host_name, t.day, t.what FROM circle_turn t
             JOIN party p ON p.id = t.host WHERE t.circle = ?1 ORDER BY t.number DESC"
        ),
        vals![circle],
    )
}

/// What was given in all turns of a circle.
///
/// # Errors
/// Those of the database.
pub fn help(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Help>> {
    tx.all(
        sql!(
            "SELECT h.id, h.turn, h.host, h.giver, p.name AS giver_name, h.unit, h.amount, h.what,
                 h.reverses IS NOT NULL AS is_reversal,
                 EXISTS (SELECT 1 FROM circle_help r WHERE r.reverses = h.id) AS reversed
             FROM circle_help h JOIN party p ON p.id = h.giver WHERE h.circle = ?1 ORDER BY h.at, h.id"
        ),
        vals![circle],
    )
}

/// Begins a circle of partners, who host in this order.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn begin(
    tx: &mut Tx<'_>,
    act: &Act,
    name: &str,
    about: &str,
    public: bool,
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
    let mut members: Vec<Id<Person>> = Vec::new();
    for partner in order {
        let party = partners::one(tx, *partner)?.party;
        if !members.contains(&party) {
            members.push(party);
        }
    }
    if members.len() < 3 {
        object("members", "circle-too-few");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id, code) = (Id::<Circle>::new(), format!("L-{:03}", sequence::next(tx, "circle")?));
    tx.exec(
        sql!(
            "INSERT INTO circle (id, code, name, about, public, begun, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"
        ),
        vals![id, code, name.trim(), about.trim(), public, act.today()],
    )?;
    for (position, partner) in (1i64..).zip(&members) {
        tx.exec(
            sql!(
                "INSERT INTO circle_member (id, circle, partner, position, left_on) VALUES (?1, ?2, ?3, ?4, NULL)"
            ),
            vals![Id::<Member>::new(), id, partner, position],
        )?;
    }
    audit::record(tx, act, "circle.begun", "circle", id, &serde_json::json!({ "name": name.trim() }))?;
    by_code(tx, &code)
}

/// A partner joins a circle: its turn comes last.
///
/// # Errors
/// A refusal when it is in it already; those of the database.
pub fn join(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, partner: Id<Person>) -> Result<()> {
    tx.lock("circle", &circle)?;
    let party = partners::one(tx, partner)?.party;
    let there = members(tx, circle)?;
    match there.iter().find(|one| one.partner == party) {
        Some(one) if one.left_on.is_none() => {
            return Err(Refusal::of_field("partner", Message::new("circle-member-already")).into());
        }
        Some(_) => {
            tx.exec(
                sql!("UPDATE circle_member SET left_on = NULL WHERE circle = ?1 AND partner = ?2"),
                vals![circle, party],
            )?;
        }
        None => {
            let last = there.iter().map(|one| one.position).max().unwrap_or(0);
            tx.exec(
                sql!(
                    "INSERT INTO circle_member (id, circle, partner, position, left_on)
                     VALUES (?1, ?2, ?3, ?4, NULL)"
                ),
                vals![Id::<Member>::new(), circle, party, last + 1],
            )?;
        }
    }
    audit::record(tx, act, "circle.joined", "circle", circle, &serde_json::json!({ "partner": party }))
}

/// A partner leaves a circle. What it gave and received stays.
///
/// # Errors
/// A refusal when it is not in it; those of the database.
pub fn leave(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, partner: Id<Person>) -> Result<()> {
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
    tx.lock("circle", &circle)?;
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

/// The circles that a partner is in today, by name.
///
/// # Errors
/// Those of the database.
pub fn of_partner(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Circle>> {
    tx.all(
        sql!(
            "SELECT c.id, c.code, c.name, c.about, c.public, c.begun, c.ended FROM circle c
             JOIN circle_member m ON m.circle = c.id
             WHERE m.partner = ?1 AND m.left_on IS NULL AND c.ended IS NULL ORDER BY c.name, c.code LIMIT 20"
        ),
        vals![partner],
    )
}

/// Agrees on the next turn.
///
/// # Errors
/// A refusal when the host is not in the circle, or nothing is said; those of the database.
pub fn plan(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    host: Id<Person>,
    day: Date,
    what: &str,
) -> Result<Id<Turn>> {
    tx.lock("circle", &circle)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !members(tx, circle)?.iter().any(|one| one.partner == host && one.left_on.is_none()) {
        object("host", "circle-no-member");
    }
    if !(1..=500).contains(&what.trim().chars().count()) {
        object("what", "circle-what-missing");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let number = turns(tx, circle)?.first().map_or(0, |last| last.number) + 1;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO circle_turn (id, circle, number, host, day, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![id, circle, number, host, day, what.trim()],
    )?;
    audit::record(
        tx,
        act,
        "circle.planned",
        "circle",
        circle,
        &serde_json::json!({ "number": number, "host": host }),
    )?;
    Ok(id)
}

/// Writes down what a member gave in a turn. Money is not among the units.
///
/// # Errors
/// A refusal with every reason: help by the host, by a stranger, of nothing; those of the database.
pub fn give(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    turn: Id<Turn>,
    giver: Id<Person>,
    (unit, amount): (Unit, i64),
    what: &str,
) -> Result<Id<Help>> {
    let found = turns(tx, circle)?.into_iter().find(|one| one.id == turn);
    let found = found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if giver == found.host {
        object("giver", "circle-helps-itself");
    } else if !members(tx, circle)?.iter().any(|one| one.partner == giver) {
        object("giver", "circle-no-member");
    }
    if unit == Unit::Rupiah {
        object("unit", "circle-no-money");
    }
    if !(1..=1_000_000).contains(&amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if !(1..=500).contains(&what.trim().chars().count()) {
        object("help", "circle-what-missing");
    }
    if found.day > act.today() {
        object("amount", "partner-day-to-come");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    write(tx, act, circle, &found, giver, (unit, amount), what.trim(), None)
}

/// Takes back what was written down by mistake.
///
/// # Errors
/// A refusal when it was taken back already; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, id: Id<Help>) -> Result<()> {
    let there = help(tx, circle)?.into_iter().find(|one| one.id == id && !one.is_reversal);
    let one = there.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    if one.reversed {
        return Err(Refusal::new(Kind::Conflict, Message::new("fulfilment-reversed-already")).into());
    }
    let turn = turns(tx, circle)?.into_iter().find(|turn| turn.id == one.turn);
    let turn = turn.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    write(tx, act, circle, &turn, one.giver, (one.unit, -one.amount), &one.what, Some(id)).map(drop)
}

#[expect(clippy::too_many_arguments, reason = "the columns of a row, written in one place")]
fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    turn: &Turn,
    giver: Id<Person>,
    (unit, amount): (Unit, i64),
    what: &str,
    reverses: Option<Id<Help>>,
) -> Result<Id<Help>> {
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO circle_help (id, turn, circle, host, giver, unit, amount, what, reverses, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        vals![id, turn.id, circle, turn.host, giver, unit, amount, what, reverses, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "giver": giver, "unit": unit.as_str(), "amount": amount });
    audit::record(tx, act, "circle.helped", "circle", circle, &detail)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parties(n: usize) -> Vec<Id<Person>> {
        (0..n).map(|_| Id::new()).collect()
    }

    proptest! {
        #[test]
        fn nobody_hosts_twice_before_everybody_has_hosted_once(n in 1usize..9, rounds in 1usize..40) {
            let order = parties(n);
            let mut hosts = Vec::new();
            for _ in 0..rounds {
                hosts.push(next_host(&order, &hosts).unwrap());
            }
            let often: Vec<usize> = order.iter().map(|one| hosts.iter().filter(|host| *host == one).count()).collect();
            prop_assert!(often.iter().max().unwrap() - often.iter().min().unwrap() <= 1);
            prop_assert!(hosts.iter().zip(order.iter().cycle()).all(|(host, one)| host == one));
        }

        #[test]
        fn what_all_gave_is_what_all_received_unit_by_unit(given in prop::collection::vec((0usize..4, 0usize..4, 0usize..3, -20i64..20), 0..40)) {
            let members = parties(4);
            let help: Vec<Help> = given
                .into_iter()
                .filter(|(giver, host, ..)| giver != host)
                .map(|(giver, host, unit, amount)| Help {
                    id: Id::new(),
                    turn: Id::new(),
                    host: members[host],
                    giver: members[giver],
                    giver_name: String::new(),
                    unit: [Unit::Hours, Unit::Books, Unit::Pieces][unit],
                    amount,
                    what: String::new(),
                    is_reversal: false,
                    reversed: false,
                })
                .collect();
            let balances = balances(&members, &help);
            for unit in [Unit::Hours, Unit::Books, Unit::Pieces] {
                let of = |side: fn(&(i64, i64)) -> i64| -> i64 {
                    balances.iter().filter_map(|balance| balance.get(&unit)).map(side).sum()
                };
                prop_assert_eq!(of(|pair| pair.0), of(|pair| pair.1));
            }
        }
    }
}
