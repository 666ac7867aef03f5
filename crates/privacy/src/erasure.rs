//! Forgetting somebody: all modules at once, in one transaction, and again when an old backup brought them back.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::parties;
use platform::{audit, events, sequence, vault::Vault};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Tx, sql, vals};
use web::{App, Holding, Module, Paper};

use crate::{
    held,
    requests::{self, State},
};

/// How far forgetting somebody reaches: what the modules hold, and the papers that wait in them, with the keys to those.
#[derive(Clone)]
pub struct Scope {
    /// What the modules hold about people.
    pub holdings: Vec<Holding>,
    /// Papers with many people on them.
    pub papers: Vec<Paper>,
    /// The library's keys.
    pub vault: Vault,
}

impl Scope {
    /// Everything in these modules.
    pub fn of(modules: &[Module], vault: Vault) -> Self {
        Self {
            holdings: modules.iter().flat_map(|module| module.holdings.iter().copied()).collect(),
            papers: modules.iter().flat_map(|module| module.papers.iter().copied()).collect(),
            vault,
        }
    }

    /// Everything in the running program.
    pub fn of_all(app: &App, vault: Vault) -> Self {
        Self { holdings: app.holdings().to_vec(), papers: app.papers().to_vec(), vault }
    }
}

/// Somebody was forgotten; the subject is the id that stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {}

impl events::Event for Erased {
    const KIND: &'static str = "privacy.erased";
}

/// That somebody was forgotten: what its certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Whose id it was.
    pub person: Id<Person>,
    /// The certificate's number.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// What went: the names of holdings with how many rows they told of.
    pub went: BTreeMap<String, i64>,
}

/// What forgetting somebody would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What goes: names of holdings with how many rows.
    pub goes: BTreeMap<String, i64>,
    /// What must be settled first.
    pub against: Vec<Message>,
}

/// Looks at what forgetting `person` would come to, under each of their ids.
///
/// # Errors
/// Those of the database.
pub fn preview(tx: &mut Tx<'_>, act: &Act, holdings: &[Holding], person: Id<Person>) -> Result<Preview> {
    let count = |section: &held::Section| i64::try_from(section.rows.len()).unwrap_or(i64::MAX);
    let sections = held::of(tx, holdings, person)?;
    let goes = sections.iter().map(|section| (section.name.to_owned(), count(section))).collect();
    let mut against = Vec::new();
    for id in parties::ids(tx, person)? {
        for holding in holdings {
            against.extend((holding.against)(tx, act, id)?);
        }
    }
    Ok(Preview { goes, against })
}

/// Forgets a person in every module. What remains is an id that leads to nobody, so that counts stay right.
///
/// # Errors
/// A refusal with everything that must be settled first, or when they were forgotten already; those of the database.
pub fn erase(tx: &mut Tx<'_>, act: &Act, scope: &Scope, person: Id<Person>) -> Result<Erasure> {
    let person = parties::living(tx, person)?.id;
    tx.lock("privacy.erase", &person)?;
    if of(tx, person)?.is_some() {
        return Err(Refusal::new(Kind::Conflict, Message::new("erase-done-already")).into());
    }
    let seen = preview(tx, act, &scope.holdings, person)?;
    let reasons = seen.against.into_iter().map(|message| Reason { field: None, message }).collect();
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    let ids = parties::ids(tx, person)?;
    forget(tx, act, scope, &ids)?;
    let number = sequence::next(tx, "erasure")?;
    let went = serde_json::to_string(&seen.goes).map_err(|error| store::Error::Shape(error.to_string()))?;
    tx.exec(
        sql!("INSERT INTO erasure (person, number, at, by_whom, went) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![person, number, act.at, act.by.person(), went],
    )?;
    audit::record(tx, act, "privacy.erased", "person", person, &serde_json::json!({ "number": number }))?;
    of(tx, person)?.ok_or(store::Error::Missing)
}

/// [`erase`], for whoever asked for it by the request with this number, which is answered so.
///
/// # Errors
/// A refusal when something else is asked or it was answered already; those of [`erase`].
pub fn grant(tx: &mut Tx<'_>, act: &Act, scope: &Scope, number: i64) -> Result<Erasure> {
    let request = requests::by_number(tx, number)?;
    if request.kind != requests::Kind::Erasure || request.state != State::Open {
        return Err(Refusal::new(Kind::Conflict, Message::new("privacy-answered-already")).into());
    }
    let erased = erase(tx, act, scope, request.person)?;
    requests::close(tx, act, number, State::Done, "")?;
    Ok(erased)
}

/// They are struck off the papers that wait, while it is known by what they are named there; what every module keeps of them
/// under any of these ids goes, and what the journal says of them by name.
fn forget(tx: &mut Tx<'_>, act: &Act, scope: &Scope, ids: &[Id<Person>]) -> Result<()> {
    let mut named = BTreeSet::new();
    for id in ids {
        named.extend(names(tx, *id)?);
        for paper in &scope.papers {
            (paper.strike)(tx, act, &scope.vault, *id)?;
        }
    }
    for holding in &scope.holdings {
        for id in ids {
            (holding.erase)(tx, act, *id)?;
        }
    }
    for name in named {
        unname(tx, &name)?;
    }
    // An older backup may know them as several.
    ids.iter().try_for_each(|id| events::emit(tx, act, *id, &Erased {}).map(drop))
}

/// Takes `name` out of what is kept as JSON about others: out of the journal's details, and out of answers kept for
/// clients that ask again. Only a whole value is the name; a part of a longer one is somebody else's, and so is the
/// same name in an entry about somebody who bears it too.
fn unname(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let value = serde_json::Value::from(name).to_string();
    // REPLACE minds capitals on both engines, which LIKE does not; what follows a value is never the colon of a key.
    tx.exec(
        sql!(
            "DELETE FROM audit_detail WHERE
                 REPLACE(REPLACE(REPLACE(detail, ?1 || ',', ''), ?1 || '}', ''), ?1 || ']', '') <> detail
                 AND NOT EXISTS (SELECT 1 FROM audit a JOIN party p ON p.id = a.subject
                     WHERE a.seq = audit_detail.seq AND p.name = ?2)"
        ),
        vals![value, name],
    )?;
    tx.exec(
        sql!(
            "UPDATE idempotency SET reply = REPLACE(REPLACE(REPLACE(reply,
                 ?1 || ',', '\"—\",'), ?1 || '}', '\"—\"}'), ?1 || ']', '\"—\"]')"
        ),
        vals![value],
    )
    .map(drop)
}

/// What the journal may call somebody: names and the number on the card.
fn names(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT name FROM party WHERE id = ?1 UNION SELECT name FROM party_name WHERE party = ?1
             UNION SELECT code FROM handle WHERE party = ?1"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// That whoever this id stands for was forgotten, if they were.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Erasure>> {
    #[derive(FromRow)]
    struct Row {
        person: Id<Person>,
        number: i64,
        at: Timestamp,
        went: String,
    }
    let row: Option<Row> = tx.opt(
        sql!(
            "SELECT person, number, at, went FROM erasure
             WHERE person = (SELECT COALESCE(merged_into, id) FROM party WHERE id = ?1)"
        ),
        vals![person],
    )?;
    let read = |row: Row| {
        let went = serde_json::from_str(&row.went).map_err(|error| store::Error::Shape(error.to_string()))?;
        Ok(Erasure { person: row.person, number: row.number, at: row.at, went })
    };
    row.map(read).transpose()
}

/// Forgets again whom an older backup brought back; how many there were. What stood against it once was settled then:
/// nothing is asked.
///
/// # Errors
/// Those of the database.
pub fn replay(tx: &mut Tx<'_>, act: &Act, scope: &Scope, forgotten: &[Id<Person>]) -> Result<usize> {
    let mut again = 0;
    for person in forgotten {
        let known: Option<(Id<Person>,)> =
            tx.opt(sql!("SELECT id FROM party WHERE id = ?1"), vals![person])?;
        if known.is_none() || of(tx, *person)?.is_some() {
            continue;
        }
        // Whoever was merged with them in that backup, and is not on the list, was parted from them since.
        let mut ids = parties::ids(tx, *person)?;
        ids.retain(|id| forgotten.contains(id));
        forget(tx, act, scope, &ids)?;
        let person = ids.first().unwrap_or(person);
        let number = sequence::next(tx, "erasure")?;
        tx.exec(
            sql!("INSERT INTO erasure (person, number, at, by_whom, went) VALUES (?1, ?2, ?3, NULL, '{}')"),
            vals![person, number, act.at],
        )?;
        audit::record(tx, act, "privacy.erased-again", "person", *person, &serde_json::json!({}))?;
        again += 1;
    }
    Ok(again)
}
