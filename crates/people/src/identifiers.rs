//! Numbers that others gave a party: NIK, student numbers, a partner's own. Each is sealed; it is found by its
//! fingerprint, shown masked, and read only with a reason that is written down
//! (reliability-security.md, "Personal data").

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::{
    settings::{Default, Setting},
    vault::{Place, Vault},
};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{nik, parties};

const SEALED: Place = Place { table: "identifier", column: "sealed" };
const REASON_LENGTH: usize = 500;

/// Schemes that every library knows.
pub const KNOWN: [&str; 4] = ["nik", "nisn", "nim", "npsn"];

/// The library's own kinds of numbers besides: short words, divided by commas.
pub const OWN_KINDS: Setting = Setting { key: "people.identifier-kinds", value: Default::Text("") };

/// The kinds of numbers to choose from: those every library knows, and its own.
///
/// # Errors
/// Those of the database.
pub fn kinds(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let own = OWN_KINDS.text(tx)?;
    let own = own.split(',').filter_map(|word| scheme_of(word).ok());
    let mut kinds: Vec<String> = KNOWN.iter().map(|known| (*known).to_owned()).collect();
    for kind in own {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// A number as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Identifier {
    /// Which.
    pub id: Id<Identifier>,
    /// Who gave it: `nik`.
    pub scheme: String,
    /// `7173••••••••0004`
    pub masked: String,
}

/// The numbers of a party.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Identifier>> {
    tx.all(
        sql!("SELECT id, scheme, masked FROM identifier WHERE party = ?1 ORDER BY scheme, id"),
        vals![party],
    )
}

/// Numbers of which everybody has one: the citizen's and the pupil's.
const ONE_EACH: [&str; 2] = ["nik", "nisn"];

/// Keeps a number of a party. What contradicts the rest of what is known is told, and kept all the same.
///
/// # Errors
/// A refusal when it is of no kind there is, has not the shape of its scheme, or is another party's; when the vault is
/// shut; those of the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    party: Id<Person>,
    scheme: &str,
    typed: &str,
) -> Result<(Id<Identifier>, Option<Message>)> {
    let scheme = scheme_of(scheme)?;
    if !kinds(tx)?.contains(&scheme) {
        return Err(Refusal::of_field("scheme", Message::new("identifier-scheme")).into());
    }
    let value = normalised(&scheme, typed)?;
    let owner = parties::remembered(tx, party)?;
    let (id, print) = (Id::new(), vault.fingerprint(&purpose(&scheme), &value)?);
    if let Some(other) = holder(tx, &scheme, &print)? {
        return Err(taken(&other.1).into());
    }
    tx.lock("people.identifier", &party)?;
    if ONE_EACH.contains(&&*scheme) && of(tx, party)?.iter().any(|one| one.scheme == scheme) {
        return Err(Refusal::of_field("value", Message::new("identifier-one-each")).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO identifier (id, party, scheme, sealed, print, masked) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![id, party, scheme, vault.seal(SEALED, id, &value)?, print, masked(&value)],
    )
    .map_err(|e| if e.is_unique("identifier") { taken("").into() } else { e })?;
    parties::changed(tx, act, party, "party.identifier-added", &serde_json::json!({ "scheme": scheme }))?;
    let warning = (scheme == "nik").then(|| nik::contradiction(&value, owner.born, owner.sex)).flatten();
    Ok((id, warning))
}

/// [`keep`], for many who are new to the register: party, scheme and number of each. The caller has asked [`find`] for
/// every number, so each has the shape of its scheme and is nobody's.
///
/// # Errors
/// A refusal where somebody else has been given one meanwhile; when the vault is shut; those of the database.
pub(crate) fn keep_all(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    numbers: &[(Id<Person>, &'static str, String)],
) -> Result<()> {
    const NUMBERS: store::many::Rows =
        store::rows!("INSERT INTO identifier (id, party, scheme, sealed, print, masked) VALUES ", 6);
    let mut sealed = Vec::with_capacity(numbers.len());
    for (_, scheme, typed) in numbers {
        let (id, value) = (Id::<Identifier>::new(), normalised(scheme, typed)?);
        let print = vault.fingerprint(&purpose(scheme), &value)?;
        sealed.push((id, vault.seal(SEALED, id, &value)?, print, masked(&value)));
    }
    let values: Vec<_> = numbers
        .iter()
        .zip(&sealed)
        .flat_map(|((party, scheme, _), (id, sealed, print, masked))| {
            vals![*id, *party, *scheme, *sealed, *print, *masked].to_vec()
        })
        .collect();
    tx.exec_rows(&NUMBERS, &values)
        .map_err(|e| if e.is_unique("identifier") { taken("").into() } else { e })?;
    let detail =
        |(party, scheme, _): &(Id<Person>, &str, String)| (*party, serde_json::json!({ "scheme": scheme }));
    let details: Vec<_> = numbers.iter().map(detail).collect();
    platform::audit::record_all(tx, act, "party.identifier-added", "person", &details)
}

/// The party with this number, if the library knows one; the entry it was merged into, where it was.
///
/// # Errors
/// A refusal when it has not the shape of its scheme, and when the vault is shut; those of the database.
pub fn find(tx: &mut Tx<'_>, vault: &Vault, scheme: &str, typed: &str) -> Result<Option<Id<Person>>> {
    let scheme = scheme_of(scheme)?;
    let print = vault.fingerprint(&purpose(&scheme), &normalised(&scheme, typed)?)?;
    Ok(holder(tx, &scheme, &print)?.map(|(party, _)| party))
}

fn holder(tx: &mut Tx<'_>, scheme: &str, print: &[u8; 32]) -> Result<Option<(Id<Person>, String)>> {
    tx.opt(
        sql!(
            "SELECT COALESCE(p.merged_into, p.id), p.name FROM identifier i JOIN party p ON p.id = i.party
             WHERE i.scheme = ?1 AND i.print = ?2"
        ),
        vals![scheme, print],
    )
}

/// Reads a number out; who did, when and why is written down.
///
/// # Errors
/// A refusal without a reason; when the vault is shut; those of the database.
pub fn reveal(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    party: Id<Person>,
    id: Id<Identifier>,
    reason: &str,
) -> Result<String> {
    let reason = reason.trim();
    match reason.chars().count() {
        0..3 => return Err(Refusal::of_field("reason", Message::new("identifier-needs-reason")).into()),
        3..=REASON_LENGTH => {}
        _ => return Err(Refusal::of_field("reason", Message::new("member-text-too-long")).into()),
    }
    let found: Option<(String, Vec<u8>)> =
        tx.opt(sql!("SELECT scheme, sealed FROM identifier WHERE id = ?1 AND party = ?2"), vals![id, party])?;
    let (scheme, sealed) = found.ok_or_else(unknown)?;
    let value = vault.open(SEALED, id, &sealed)?;
    let detail = serde_json::json!({ "scheme": scheme, "reason": reason });
    platform::audit::record(tx, act, "party.identifier-revealed", "person", party, &detail)?;
    Ok(value)
}

/// Takes a number away.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Identifier>) -> Result<()> {
    let gone: Option<(String,)> = tx.opt(
        sql!("DELETE FROM identifier WHERE id = ?1 AND party = ?2 RETURNING scheme"),
        vals![id, party],
    )?;
    let (scheme,) = gone.ok_or_else(unknown)?;
    parties::changed(tx, act, party, "party.identifier-removed", &serde_json::json!({ "scheme": scheme }))
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("identifier-unknown"))
}

fn taken(name: &str) -> Refusal {
    let mut refusal = Refusal::of_field("value", Message::new("identifier-taken").with("name", name));
    refusal.kind = Kind::Conflict;
    refusal
}

/// A scheme as it is kept: a short word; `Kartu pegawai` is `kartu-pegawai`.
fn scheme_of(typed: &str) -> Result<String> {
    let scheme = typed.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    let fits = (2..=40).contains(&scheme.len())
        && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let object = || Error::Refused(Refusal::of_field("scheme", Message::new("identifier-scheme")));
    fits.then_some(scheme).ok_or_else(object)
}

fn normalised(scheme: &str, typed: &str) -> Result<String> {
    let plain: String = typed.trim().to_uppercase().split_whitespace().collect();
    let digits = |wanted: usize| plain.len() == wanted && plain.bytes().all(|b| b.is_ascii_digit());
    let (value, key) = match scheme {
        "nik" => (nik::normalised(typed), "identifier-nik-shape"),
        "nisn" => (digits(10).then_some(plain), "identifier-nisn-shape"),
        "npsn" => (digits(8).then_some(plain), "identifier-npsn-shape"),
        _ => ((1..=60).contains(&plain.chars().count()).then_some(plain), "identifier-shape"),
    };
    value.ok_or_else(|| Refusal::of_field("value", Message::new(key)).into())
}

fn purpose(scheme: &str) -> String {
    format!("identifier.{scheme}")
}

/// Four characters at each end of a long number, the last two of a short one.
fn masked(value: &str) -> String {
    let all: Vec<char> = value.chars().collect();
    let (front, back) = match all.len() {
        12.. => (4, 4),
        6..12 => (0, 2),
        _ => (0, 0),
    };
    let hidden = all.len() - front - back;
    let end: String = all[front + hidden..].iter().collect();
    all[..front].iter().collect::<String>() + &"•".repeat(hidden) + &end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_number_shows_its_ends_only() {
        assert_eq!(masked("7173015703940004"), "7173••••••••0004");
        assert_eq!(masked("0061234567"), "••••••••67");
        assert_eq!(masked("123"), "•••");
    }
}
