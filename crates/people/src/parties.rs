//! The register: everybody the library deals with, each one row for life.

use kernel::{Act, Date, Id, Kind, Person, Refusal};
use platform::accounts;
use serde::Serialize;
use serde_json::{Map, Value};
use store::{Error, Result, Tx, sql, vals};

use crate::{Profile, Sex, name, phone, rules, village};

/// Enters a person the library does not know yet. The caller writes down why.
///
/// # Errors
/// A refusal with everything that speaks against the profile; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, profile: &Profile) -> Result<Id<Person>> {
    Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
    let person = Id::new();
    let facts = Facts::of(profile);
    tx.exec(
        sql!(
            "INSERT INTO party (id, kind, name, folded, born, sex, phone, email, village, area, address, note,
                 created_at, changed_at)
             VALUES (?1, 'person', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)"
        ),
        vals![
            person,
            facts.name,
            name::folded(&facts.name),
            facts.born,
            facts.sex,
            facts.phone,
            facts.email,
            facts.village,
            facts.area,
            facts.address,
            facts.note,
            act.at
        ],
    )?;
    keep_words(tx, person, &facts.name)?;
    Ok(person)
}

fn keep_words(tx: &mut Tx<'_>, person: Id<Person>, name: &str) -> Result<()> {
    for word in name::words(name) {
        tx.exec(sql!("INSERT INTO party_word (word, party) VALUES (?1, ?2)"), vals![word, person])?;
    }
    Ok(())
}

/// Gives a person another profile; an account they have follows the name. What differs is returned, each fact
/// as `[before, after]`, for the caller to write down.
///
/// # Errors
/// A refusal with everything that speaks against the profile; [`Error::Missing`] for nobody; those of the
/// database.
pub fn update(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    profile: &Profile,
) -> Result<Map<String, Value>> {
    Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
    let (old, new) = (Facts::stored(tx, person)?, Facts::of(profile));
    tx.exec(
        sql!(
            "UPDATE party SET name = ?2, folded = ?3, born = ?4, sex = ?5, phone = ?6, email = ?7, village = ?8,
                 area = ?9, address = ?10, note = ?11, changed_at = ?12 WHERE id = ?1"
        ),
        vals![
            person,
            new.name,
            name::folded(&new.name),
            new.born,
            new.sex,
            new.phone,
            new.email,
            new.village,
            new.area,
            new.address,
            new.note,
            act.at
        ],
    )?;
    if new.name != old.name {
        tx.exec(sql!("DELETE FROM party_word WHERE party = ?1"), vals![person])?;
        keep_words(tx, person, &new.name)?;
        accounts::rename(tx, person, &new.name)?;
    }
    old.difference(&new)
}

/// A profile in the form it is kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, store::FromRow)]
struct Facts {
    name: String,
    born: Option<Date>,
    #[serde(serialize_with = "as_word")]
    sex: Option<Sex>,
    phone: Option<String>,
    email: Option<String>,
    village: Option<String>,
    area: Option<String>,
    address: Option<String>,
    note: Option<String>,
}

impl Facts {
    fn of(profile: &Profile) -> Self {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let village = village::known(&profile.village);
        Self {
            name: profile.name.split_whitespace().collect::<Vec<_>>().join(" "),
            born: profile.born,
            sex: profile.sex,
            phone: phone::normalised(&profile.phone),
            email: text(&profile.email).map(|email| email.to_lowercase()),
            village: village.map_or_else(|| text(&profile.village), |village| Some(village.name.to_owned())),
            area: village.map(|village| village.code.to_owned()),
            address: text(&profile.address),
            note: text(&profile.note),
        }
    }

    fn stored(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Self> {
        tx.one(
            sql!(
                "SELECT name, born, sex, phone, email, village, area, address, note FROM party WHERE id = ?1"
            ),
            vals![person],
        )
    }

    /// What differs, each as `[before, after]`.
    fn difference(&self, after: &Self) -> Result<Map<String, Value>> {
        let shape = |e: serde_json::Error| Error::Shape(e.to_string());
        let map = |facts: &Self| match serde_json::to_value(facts).map_err(shape)? {
            Value::Object(map) => Ok::<_, Error>(map),
            _ => Ok(Map::new()),
        };
        let (before, after) = (map(self)?, map(after)?);
        let differs = |(key, new): (String, Value)| {
            let old = before.get(&key)?;
            (*old != new).then(|| (key, serde_json::json!([old, new])))
        };
        Ok(after.into_iter().filter_map(differs).collect())
    }
}

fn as_word<S: serde::Serializer>(sex: &Option<Sex>, serializer: S) -> Result<S::Ok, S::Error> {
    sex.map(Sex::as_str).serialize(serializer)
}
