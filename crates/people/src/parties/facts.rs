//! What is kept of a party, in the form it is kept in.

use kernel::{Date, Id, Person};
use serde::Serialize;
use serde_json::{Map, Value};
use store::{Error, Result, Tx, sql, vals};

use crate::{PartyKind, Profile, Sex, areas, phone};

/// A profile in the form it is kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, store::FromRow)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) born: Option<Date>,
    #[serde(serialize_with = "as_word")]
    pub(super) sex: Option<Sex>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) village: Option<String>,
    pub(super) area: Option<String>,
    pub(super) address: Option<String>,
    pub(super) note: Option<String>,
}

impl Facts {
    /// Whatever is no person has neither birth date nor sex.
    pub(super) fn of(tx: &mut Tx<'_>, kind: PartyKind, profile: &Profile) -> Result<Self> {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let village = areas::village(tx, &profile.village)?;
        let human = kind == PartyKind::Person;
        Ok(Self {
            name: profile.name.split_whitespace().collect::<Vec<_>>().join(" "),
            born: profile.born.filter(|_| human),
            sex: profile.sex.filter(|_| human),
            phone: phone::normalised(&profile.phone),
            email: text(&profile.email).map(|email| email.to_lowercase()),
            village: village
                .as_ref()
                .map_or_else(|| text(&profile.village), |village| Some(village.name.clone())),
            area: village.map(|village| village.code),
            address: text(&profile.address),
            note: text(&profile.note),
        })
    }

    pub(super) fn stored(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Self> {
        tx.one(
            sql!(
                "SELECT name, born, sex, phone, email, village, area, address, note FROM party WHERE id = ?1"
            ),
            vals![person],
        )
    }

    /// What differs, each as `[before, after]`.
    pub(super) fn difference(&self, after: &Self) -> Result<Map<String, Value>> {
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
