//! Languages a party speaks, and accommodations: what makes a visit possible, never why.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::parties;

const LENGTH: usize = 300;

store::words! {
    /// What a trait is about.
    pub enum TraitKind {
        /// A language they speak.
        Language = "language",
        /// What makes a visit possible.
        Accommodation = "accommodation",
    }
}

/// Languages that are offered by name: Indonesian, those of Minahasa and Manado, English, sign language.
pub const LANGUAGES: [&str; 8] = ["id", "xmm", "tom", "tdn", "tnt", "en", "inl", "other"];
/// Accommodations that are offered by name.
pub const ACCOMMODATIONS: [&str; 9] = [
    "large-print",
    "audio",
    "braille",
    "sign-language",
    "step-free",
    "reading-aloud",
    "quiet",
    "home-delivery",
    "other",
];

/// A trait of a party.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Trait {
    /// Which.
    pub id: Id<Trait>,
    /// What it is about.
    pub kind: TraitKind,
    /// One of [`LANGUAGES`] or [`ACCOMMODATIONS`].
    pub code: String,
    /// A sentence to it, in the party's own words.
    pub sentence: Option<String>,
}

/// The traits of a party.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Trait>> {
    tx.all(
        sql!("SELECT id, kind, code, sentence FROM party_trait WHERE party = ?1 ORDER BY kind, id"),
        vals![party],
    )
}

/// Adds a trait.
///
/// # Errors
/// A refusal when the code is none of those offered, is there already, or is `other` without a sentence; those of
/// the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    kind: TraitKind,
    code: &str,
    sentence: &str,
) -> Result<Id<Trait>> {
    let object = |field, key| Error::Refused(Refusal::of_field(field, Message::new(key)));
    let offered: &[&str] = match kind {
        TraitKind::Language => &LANGUAGES,
        TraitKind::Accommodation => &ACCOMMODATIONS,
    };
    let sentence = Some(sentence.trim()).filter(|sentence| !sentence.is_empty());
    if !offered.contains(&code) {
        return Err(object("code", "trait-unknown"));
    }
    match sentence.map_or(0, |sentence| sentence.chars().count()) {
        0 if code == "other" => return Err(object("sentence", "trait-needs-sentence")),
        0..=LENGTH => {}
        _ => return Err(object("sentence", "member-text-too-long")),
    }
    parties::remembered(tx, party)?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO party_trait (id, party, kind, code, sentence) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![id, party, kind, code, sentence],
    )
    .map_err(|e| if e.is_unique("party_trait") { object("code", "trait-there-already") } else { e })?;
    let detail = serde_json::json!({ "kind": kind.as_str(), "code": code, "sentence": sentence });
    parties::changed(tx, act, party, "party.trait-added", &detail)?;
    Ok(id)
}

/// Takes a trait away.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Trait>) -> Result<()> {
    let gone: Option<(String, String)> = tx.opt(
        sql!("DELETE FROM party_trait WHERE id = ?1 AND party = ?2 RETURNING kind, code"),
        vals![id, party],
    )?;
    let (kind, code) = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("trait-missing")))?;
    parties::changed(
        tx,
        act,
        party,
        "party.trait-removed",
        &serde_json::json!({ "kind": kind, "code": code }),
    )
}
