//! Mapalus circles: partners who help each other in turn. Each turn has one host whom the others help, in hours, books,
//! sacks of cement. Who is in it is in [`membership`], what is done in [`turns`], what they promised each other in
//! [`pledges`]. Balances stay in the units in which was given; they are never turned into money, and nobody is ranked.

mod membership;
mod pledges;
mod turns;

use std::collections::BTreeMap;

use kernel::{Date, Id, Kind, Message, Person, Refusal};
pub use membership::{begin, end, join, leave, move_up};
pub use pledges::{Pledge, pledge, pledges, release};
use store::{FromRow, Result, Tx, sql, vals};
pub use turns::{NewTurn, cancel, give, move_to, plan, reverse};

use crate::model::Unit;

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
    /// The day it joined.
    pub joined_on: Date,
    /// The day it left.
    pub left_on: Option<Date>,
}

impl Member {
    /// Whether it was in the circle on a day.
    pub fn is_in(&self, day: Date) -> bool {
        self.joined_on <= day && self.left_on.is_none_or(|left| day <= left)
    }
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
    /// Why it went to another than the order says.
    pub out_of_turn: Option<String>,
    /// Why it was not held.
    pub cancelled: Option<String>,
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

/// The units in which help is given: what neighbours bring and do, neither money nor what a library counts.
pub const UNITS: [Unit; 5] = [Unit::Hours, Unit::Books, Unit::Pieces, Unit::Sessions, Unit::Times];

/// Whose turn is next in a circle: of those who are in it, after the turns that were held or are planned.
pub fn next_of(members: &[Member], turns: &[Turn]) -> Option<Id<Person>> {
    let order: Vec<Id<Person>> =
        members.iter().filter(|one| one.left_on.is_none()).map(|one| one.partner).collect();
    let held = turns.iter().filter(|turn| turn.cancelled.is_none());
    next_host(&order, &held.map(|turn| turn.host).collect::<Vec<_>>())
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

/// One circle.
fn by_id(tx: &mut Tx<'_>, id: Id<Circle>) -> Result<Circle> {
    let found = tx.opt(
        sql!("SELECT id, code, name, about, public, begun, ended FROM circle WHERE id = ?1"),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")).into())
}

/// One circle that goes on: nothing is written into one that has ended.
fn going(tx: &mut Tx<'_>, id: Id<Circle>) -> Result<Circle> {
    tx.lock("circle", &id)?;
    let found = by_id(tx, id)?;
    match found.ended {
        None => Ok(found),
        Some(_) => Err(Refusal::new(Kind::Conflict, Message::new("circle-ended-already")).into()),
    }
}

/// The members of a circle, in the order of turns.
///
/// # Errors
/// Those of the database.
pub fn members(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Member>> {
    tx.all(
        sql!(
            "SELECT m.partner, t.code, p.name, m.position, m.joined_on, m.left_on FROM circle_member m
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
            "SELECT t.id, t.number, t.host, p.name AS host_name, t.day, t.what, t.out_of_turn, t.cancelled
             FROM circle_turn t JOIN party p ON p.id = t.host WHERE t.circle = ?1 ORDER BY t.number DESC"
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
