//! Mapalus circles: partners who help each other in turn. Each turn has one host whom the others help, in hours, books,
//! sacks of cement. Who is in it is in [`membership`], what is done in [`turns`], what they promised each other in
//! [`pledges`]. Balances stay in the units in which was given; they are never turned into money, and nobody is ranked.

mod membership;
mod pledges;
mod turns;

use std::collections::{BTreeMap, HashMap};

use kernel::{Date, Id, Kind, Message, Person, Refusal};
pub use membership::{begin, end, join, leave, move_up};
pub use pledges::{Pledge, pledge, pledges, release};
use store::{FromRow, Result, Tx, many::Ids, sql, vals};
pub use turns::{NewTurn, TURN, cancel, give, move_to, plan, reverse};

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

/// A circle with all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Itself.
    pub circle: Circle,
    /// Its members, in the order of turns.
    pub members: Vec<Member>,
    /// Its turns, the latest first.
    pub turns: Vec<Turn>,
    /// What was given in them.
    pub help: Vec<Help>,
    /// What its members promised each other, now and before, the latest first.
    pub pledges: Vec<Pledge>,
}

impl Whole {
    /// Whose turn is next.
    pub fn next(&self) -> Option<&Member> {
        let next = next_of(&self.members, &self.turns)?;
        self.members.iter().find(|one| one.partner == next)
    }

    /// What its members promise each other now.
    pub fn pledged(&self) -> impl Iterator<Item = &Pledge> {
        self.pledges.iter().filter(|one| one.until.is_none())
    }
}

/// A member of a circle, in the order of turns.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Member {
    /// Of which circle.
    pub circle: Id<Circle>,
    /// Which partner.
    pub partner: Id<Person>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it may be shown to everybody.
    pub public: bool,
    /// Where in the order.
    pub position: i64,
    /// The day it joined; where it left and came back, the last time.
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
    /// Of which circle.
    pub circle: Id<Circle>,
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
    /// In which circle.
    pub circle: Id<Circle>,
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

/// How many it takes to begin a circle.
pub const FEWEST: usize = 3;

/// The units in which help is given: what neighbours bring and do, neither money nor what a library counts.
pub const UNITS: [Unit; 5] = [Unit::Hours, Unit::Books, Unit::Pieces, Unit::Sessions, Unit::Times];

/// Whose turn is next in a circle: of those who are in it, whoever has been host least often, the first in the order among
/// them; planned turns are taken as held. Whoever joined later begins with as many as the one of those who were there that had
/// least: its turn comes last.
pub fn next_of(members: &[Member], turns: &[Turn]) -> Option<Id<Person>> {
    let hosted = |one: &Member, before: Option<Date>| {
        let is_own = |turn: &&Turn| {
            turn.cancelled.is_none()
                && turn.host == one.partner
                && turn.day >= one.joined_on
                && before.is_none_or(|day| turn.day < day)
        };
        turns.iter().filter(is_own).count()
    };
    let mut begun_with: BTreeMap<Id<Person>, usize> = BTreeMap::new();
    let mut by_joining: Vec<&Member> = members.iter().collect();
    by_joining.sort_by_key(|one| one.joined_on);
    for one in &by_joining {
        let there =
            members.iter().filter(|other| other.joined_on < one.joined_on && other.is_in(one.joined_on));
        let least = there
            .map(|other| {
                begun_with.get(&other.partner).copied().unwrap_or(0) + hosted(other, Some(one.joined_on))
            })
            .min();
        begun_with.insert(one.partner, least.unwrap_or(0));
    }
    let often = |one: &&Member| begun_with.get(&one.partner).copied().unwrap_or(0) + hosted(one, None);
    members.iter().filter(|one| one.left_on.is_none()).min_by_key(often).map(|one| one.partner)
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
    members_of(tx, &[circle])
}

fn members_of(tx: &mut Tx<'_>, circles: &[Id<Circle>]) -> Result<Vec<Member>> {
    const OF: Ids = store::ids!(
        "SELECT m.circle, m.partner, t.code, p.name, t.public, m.position, m.joined_on, m.left_on FROM circle_member m
         JOIN partner t ON t.party = m.partner JOIN party p ON p.id = m.partner WHERE m.circle IN ",
        1,
        " ORDER BY m.position"
    );
    tx.all_ids(&OF, &[], circles)
}

/// Whether a partner was in a circle on a day, also in an earlier time than that in which it is now.
fn was_in(tx: &mut Tx<'_>, circle: Id<Circle>, partner: Id<Person>, day: Date) -> Result<bool> {
    let (found,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM circle_member m WHERE m.circle = ?1 AND m.partner = ?2
                     AND m.joined_on <= ?3 AND (m.left_on IS NULL OR m.left_on >= ?3))
                 OR EXISTS (SELECT 1 FROM circle_stay s WHERE s.circle = ?1 AND s.partner = ?2
                     AND s.since <= ?3 AND s.until >= ?3)"
        ),
        vals![circle, partner, day],
    )?;
    Ok(found)
}

/// The turns of a circle, the latest first.
///
/// # Errors
/// Those of the database.
pub fn turns(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Turn>> {
    turns_of(tx, &[circle])
}

fn turns_of(tx: &mut Tx<'_>, circles: &[Id<Circle>]) -> Result<Vec<Turn>> {
    const OF: Ids = store::ids!(
        "SELECT t.id, t.circle, t.number, t.host, p.name AS host_name, t.day, t.what, t.out_of_turn, t.cancelled
         FROM circle_turn t JOIN party p ON p.id = t.host WHERE t.circle IN ",
        1,
        " ORDER BY t.number DESC"
    );
    tx.all_ids(&OF, &[], circles)
}

/// What was given in all turns of a circle.
///
/// # Errors
/// Those of the database.
pub fn help(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Help>> {
    help_of(tx, &[circle])
}

fn help_of(tx: &mut Tx<'_>, circles: &[Id<Circle>]) -> Result<Vec<Help>> {
    const OF: Ids = store::ids!(
        "SELECT h.id, h.circle, h.turn, h.host, h.giver, p.name AS giver_name, h.unit, h.amount, h.what,
             h.reverses IS NOT NULL AS is_reversal,
             EXISTS (SELECT 1 FROM circle_help r WHERE r.reverses = h.id) AS reversed
         FROM circle_help h JOIN party p ON p.id = h.giver WHERE h.circle IN ",
        1,
        " ORDER BY h.at, h.id"
    );
    tx.all_ids(&OF, &[], circles)
}

/// Circles with all that is told of each, in their order: asked for together, however many they are.
///
/// # Errors
/// Those of the database.
pub fn wholes(tx: &mut Tx<'_>, circles: Vec<Circle>) -> Result<Vec<Whole>> {
    let ids: Vec<Id<Circle>> = circles.iter().map(|one| one.id).collect();
    let mut members = by_circle(members_of(tx, &ids)?, |one| one.circle);
    let mut turns = by_circle(turns_of(tx, &ids)?, |one| one.circle);
    let mut help = by_circle(help_of(tx, &ids)?, |one| one.circle);
    let mut pledges = by_circle(pledges::of(tx, &ids)?, |one| one.circle);
    let whole = |circle: Circle| Whole {
        members: members.remove(&circle.id).unwrap_or_default(),
        turns: turns.remove(&circle.id).unwrap_or_default(),
        help: help.remove(&circle.id).unwrap_or_default(),
        pledges: pledges.remove(&circle.id).unwrap_or_default(),
        circle,
    };
    Ok(circles.into_iter().map(whole).collect())
}

fn by_circle<T>(all: Vec<T>, of: impl Fn(&T) -> Id<Circle>) -> HashMap<Id<Circle>, Vec<T>> {
    let mut found: HashMap<Id<Circle>, Vec<T>> = HashMap::new();
    for one in all {
        found.entry(of(&one)).or_default().push(one);
    }
    found
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
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    fn parties(n: usize) -> Vec<Id<Person>> {
        (0..n).map(|_| Id::new()).collect()
    }

    fn day(n: i64) -> Date {
        date(2026, 1, 1).checked_add(n.days()).unwrap()
    }

    /// Members from the first day on.
    fn founded(n: usize) -> Vec<Member> {
        let member = |position: usize| Member {
            circle: Id::from_bytes([1; 16]),
            partner: Id::new(),
            code: String::new(),
            name: String::new(),
            public: false,
            position: position as i64,
            joined_on: day(0),
            left_on: None,
        };
        (1..=n).map(member).collect()
    }

    /// So many turns, one a day from this day on, each by whose turn it is; and by whom they were.
    fn held(members: &[Member], turns: &mut Vec<Turn>, from: i64, rounds: usize) -> Vec<Id<Person>> {
        let next = |n: usize| {
            let host = next_of(members, turns).unwrap();
            turns.push(Turn {
                id: Id::new(),
                circle: Id::from_bytes([1; 16]),
                number: turns.len() as i64 + 1,
                host,
                host_name: String::new(),
                day: day(from + n as i64),
                what: String::new(),
                out_of_turn: None,
                cancelled: None,
            });
            host
        };
        (0..rounds).map(next).collect()
    }

    proptest! {
        #[test]
        fn nobody_hosts_twice_before_everybody_has_hosted_once(n in 1usize..9, rounds in 1usize..40) {
            let members = founded(n);
            let hosts = held(&members, &mut Vec::new(), 1, rounds);
            prop_assert!(hosts.iter().zip(members.iter().cycle()).all(|(host, one)| *host == one.partner));
        }

        #[test]
        fn whoever_joins_later_comes_last_and_then_in_turn_with_all_others(n in 1usize..6, before in 0usize..30, rounds in 1usize..30, leaves in prop::option::of(0usize..6)) {
            let (mut members, mut turns) = (founded(n), Vec::new());
            held(&members, &mut turns, 1, before);
            let joined = 1 + before as i64;
            members.push(Member { partner: Id::new(), position: n as i64 + 1, joined_on: day(joined), ..members[0].clone() });
            if let Some(gone) = leaves.filter(|gone| *gone < n && n > 1) {
                members[gone].left_on = Some(day(joined));
            }
            let hosts = held(&members, &mut turns, joined, rounds);
            let going = members.iter().filter(|one| one.left_on.is_none()).count();
            // Between two turns of one, and before the first of the new one, everybody else hosts.
            let new = members[n].partner;
            let first = hosts.iter().position(|host| *host == new).unwrap_or(hosts.len());
            prop_assert!(first >= hosts.len().min(going - 1) || before % n != 0, "all others come first");
            prop_assert!(first < going || first == hosts.len());
            for round in hosts[first.min(hosts.len())..].windows(going) {
                let different: std::collections::BTreeSet<_> = round.iter().collect();
                prop_assert_eq!(different.len(), going, "nobody twice among {}", going);
            }
        }

        #[test]
        fn what_all_gave_is_what_all_received_unit_by_unit(given in prop::collection::vec((0usize..4, 0usize..4, 0usize..3, -20i64..20), 0..40)) {
            let members = parties(4);
            let help: Vec<Help> = given
                .into_iter()
                .filter(|(giver, host, ..)| giver != host)
                .map(|(giver, host, unit, amount)| Help {
                    id: Id::new(),
                    circle: Id::new(),
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
