//! Entering parties, and changing what is said of them.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Failure,
    api::{ApiPost, Created, Day, Versioned},
};

use super::Party;
use crate::{
    PartyKind, Profile, Sex,
    parties::{self, Entered},
};

/// What is said of a party besides its name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Facts {
    /// Birth date of a person.
    #[serde(default)]
    born: Option<Day>,
    /// `female` or `male`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(female|male)$"))]
    sex: Option<String>,
    /// A telephone number in any spelling.
    #[serde(default)]
    phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    email: Option<String>,
    /// A village of the town by code or name, or any other place.
    #[serde(default)]
    village: Option<String>,
    /// Street and house.
    #[serde(default)]
    address: Option<String>,
    /// What the desk should know.
    #[serde(default)]
    note: Option<String>,
}

impl Facts {
    /// Whether a party of this kind can have what is said.
    fn fit(&self, kind: PartyKind) -> Result<()> {
        let said = [("born", self.born.is_some()), ("sex", self.sex.is_some())];
        let wrong = said.into_iter().filter(|(_, said)| *said && kind != PartyKind::Person);
        let reasons =
            wrong.map(|(field, _)| Reason { field: Some(field), message: Message::new("party-no-person") });
        Ok(Refusal::unless_empty(Kind::Invalid, reasons.collect())?)
    }

    /// What the register keeps of somebody with this name.
    pub fn profile(&self, name: &str) -> Profile {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        // A number as this API tells it has no plus sign.
        let phone = text(&self.phone);
        let phone = if crate::phone::is_well_formed(&phone) { format!("+{phone}") } else { phone };
        Profile {
            name: name.to_owned(),
            born: self.born.map(|day| day.0),
            sex: self.sex.as_deref().and_then(|sex| sex.parse::<Sex>().ok()),
            phone,
            email: text(&self.email),
            village: text(&self.village),
            address: text(&self.address),
            note: text(&self.note),
        }
    }
}

/// Enters a party.
///
/// Where somebody alike is there already the answer is 409 with their names, unless `anyway` is said.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(super) struct EnterParty {
    /// `person` (as when nothing is said), `organisation` or `group`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(person|organisation|group)$"))]
    kind: Option<String>,
    /// The name it goes by.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    #[serde(flatten)]
    facts: Facts,
    /// Whether to enter in spite of somebody alike.
    #[serde(default)]
    anyway: Option<bool>,
}

pub(super) async fn enter(post: ApiPost, asked: EnterParty) -> Result<Created<Party>, Failure> {
    let party = post.write(move |tx, act| entered(tx, act, &asked)).await?;
    Ok(Created(party.address(), party))
}

fn entered(tx: &mut Tx<'_>, act: &Act, asked: &EnterParty) -> Result<Party> {
    let profile = asked.facts.profile(&asked.name);
    let kind = asked.kind.as_deref().map_or(Ok(PartyKind::Person), str::parse)?;
    asked.facts.fit(kind)?;
    match parties::register(tx, act, kind, &profile, asked.anyway.unwrap_or_default())? {
        Entered::New(id) => Party::of(tx, id),
        Entered::Alike(alike) => {
            let names = alike.into_iter().map(|one| one.name).collect::<Vec<_>>().join(", ");
            Err(Refusal::new(Kind::Conflict, Message::new("party-alike").with("names", names)).into())
        }
    }
}

/// Changes the basic facts of a party.
///
/// All of them are put in the place of what is there. The telephone number and e-mail address are the first of
/// its contacts; the others stay.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(super) struct ChangeParty {
    /// Its identity.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// The name it goes by.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    #[serde(flatten)]
    facts: Facts,
}

/// A party as it is after a change.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(super) struct ChangedParty {
    #[serde(flatten)]
    party: Party,
    /// The login of the account that has ended with this change: by the new birth date it is that of a child below 13, or of one
    /// for whom no guardian has agreed.
    account_ended: Option<String>,
}

pub(super) async fn change(post: ApiPost, asked: ChangeParty) -> Result<Versioned<ChangedParty>, Failure> {
    let version = post.version()?;
    let changed = post
        .write(move |tx, act| {
            tx.lock("people.party", &asked.id)?;
            let before = parties::living(tx, asked.id)?;
            if before.changed_at.as_millisecond() != version {
                return Ok(None);
            }
            asked.facts.fit(before.kind)?;
            parties::change(tx, act, before.id, &asked.facts.profile(&asked.name))?;
            let account_ended = parties::shut_out(tx, act, before.id)?;
            Ok(Some(ChangedParty { party: Party::of(tx, before.id)?, account_ended }))
        })
        .await?;
    let changed = changed.ok_or_else(ApiPost::overtaken)?;
    let version = changed.party.version();
    Ok(Versioned(changed, version))
}
