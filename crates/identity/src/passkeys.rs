//! Passkeys (WebAuthn, level 3): a key in a telephone or computer, unlocked by its owner there. One shows who it is
//! and is a second thing at once. They need HTTPS and a name, or this machine itself (`localhost`).

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::audit;
use store::{Error, FromRow, Result, Tx, sql, vals};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, ExtensionInfo, PublicKeyCredentialDescriptor, RpId,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle16, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        register::{DynamicState, StaticState},
    },
};

use platform::accounts::Account;

/// How long the name of a passkey may be, in characters.
const LONGEST: usize = 40;

/// Whom passkeys are for: this library under the name its visitors know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    origin: String,
    host: String,
}

impl Party {
    /// The party at `origin` (`https://pustaka.example`); none where browsers know no passkeys.
    pub fn at(origin: &str) -> Option<Self> {
        let (scheme, rest) = origin.split_once("://")?;
        let host = rest
            .rsplit_once(':')
            .map_or(rest, |(host, port)| if port.bytes().all(|b| b.is_ascii_digit()) { host } else { rest });
        let is_name = host.bytes().any(|b| b.is_ascii_alphabetic()) && !host.contains(['[', ':', '/']);
        let secure = scheme == "https" || (scheme == "http" && host == "localhost");
        (secure && is_name).then(|| Self { origin: origin.to_owned(), host: host.to_lowercase() })
    }

    fn id(&self) -> Result<RpId> {
        AsciiDomain::try_from(self.host.clone()).map(RpId::Domain).map_err(fault)
    }
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Passkey {
    /// Which one.
    pub id: Id<Self>,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// The passkeys of `person`, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Passkey>> {
    tx.all(
        sql!("SELECT id, name, added_at, used_at FROM passkey WHERE person = ?1 ORDER BY added_at, id"),
        vals![person],
    )
}

/// A question to a browser, as JSON, and what must be remembered until it answers.
#[derive(Debug, Clone)]
pub struct Question {
    /// For the browser.
    pub asked: String,
    /// For [`crate::steps`].
    pub state: Vec<u8>,
}

/// Asks a browser to make a passkey for `account`, on a device that has none yet.
///
/// # Errors
/// Those of the database.
pub fn ask_for_new(tx: &mut Tx<'_>, party: &Party, account: &Account) -> Result<Question> {
    let had: Vec<(Vec<u8>,)> =
        tx.all(sql!("SELECT credential FROM passkey WHERE person = ?1"), vals![account.person])?;
    let mut exclude = Vec::new();
    for (credential,) in had {
        let id = CredentialId::<Vec<u8>>::decode(credential).map_err(fault)?;
        let transports = AuthTransports::decode(0).map_err(fault)?;
        exclude.push(PublicKeyCredentialDescriptor { id, transports });
    }
    let (party, handle) = (party.id()?, handle(account.person)?);
    let entity = PublicKeyCredentialUserEntity {
        name: Username::try_from(account.login.as_str()).map_err(fault)?,
        id: &handle,
        display_name: Nickname::try_from(account.name.as_str()).ok(),
    };
    let mut options = PublicKeyCredentialCreationOptions::passkey(&party, entity, exclude);
    // Wished for and not insisted upon: many a telephone does not know it, and the owner is verified anyway.
    options.extensions.cred_protect =
        CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
    let (server, client) = options.start_ceremony().map_err(fault)?;
    let asked = serde_json::to_string(&client).map_err(fault)?;
    Ok(Question { asked, state: server.encode().map_err(fault)? })
}

/// Keeps the passkey a browser made, under a name.
///
/// # Errors
/// A refusal when the answer does not fit the question, or the passkey is known already; those of the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    party: &Party,
    person: Id<Person>,
    state: &[u8],
    answer: &str,
    name: &str,
) -> Result<Id<Passkey>> {
    let registration = Registration::from_json_relaxed(answer.as_bytes()).map_err(refused)?;
    let server = RegistrationServerState::<16>::decode(state).map_err(fault)?;
    let origins = [party.origin.as_str()];
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        // Some devices tell more than they were asked.
        error_on_unsolicited_extensions: false,
        ..Default::default()
    };
    let credential = server.verify(&party.id()?, &registration, &options).map_err(refused)?;
    let fixed = credential.static_state().encode().map_err(fault)?;
    let moving = credential.dynamic_state().encode().map_err(fault)?;
    let (id, name) = (Id::new(), named(name));
    tx.exec(
        sql!(
            "INSERT INTO passkey (id, person, credential, static_state, dynamic_state, name, added_at, used_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)"
        ),
        vals![id, person, credential.id().as_ref(), fixed, &moving[..], name, act.at],
    )
    .map_err(|e| if e.is_unique("passkey") { known().into() } else { e })?;
    audit::record(tx, act, "passkey.added", "person", person, &serde_json::json!({ "name": name }))?;
    Ok(id)
}

/// Asks a browser for any passkey of this library.
///
/// # Errors
/// None but a mistake of the program.
pub fn ask(party: &Party) -> Result<Question> {
    let party = party.id()?;
    let (server, client) =
        DiscoverableCredentialRequestOptions::passkey(&party).start_ceremony().map_err(fault)?;
    let asked = serde_json::to_string(&client).map_err(fault)?;
    Ok(Question { asked, state: server.encode().map_err(fault)? })
}

/// Whose passkey a browser has shown.
///
/// # Errors
/// A refusal when the answer does not fit the question, or no open account has the passkey; those of the database.
pub fn show(tx: &mut Tx<'_>, act: &Act, party: &Party, state: &[u8], answer: &str) -> Result<Id<Person>> {
    #[derive(FromRow)]
    struct Stored {
        id: Id<Passkey>,
        person: Id<Person>,
        static_state: Vec<u8>,
        dynamic_state: Vec<u8>,
    }
    let authentication =
        DiscoverableAuthentication16::from_json_relaxed(answer.as_bytes()).map_err(refused)?;
    let server = DiscoverableAuthenticationServerState::decode(state).map_err(fault)?;
    let credential = authentication.raw_id();
    let stored: Option<Stored> = tx.opt(
        sql!(
            "SELECT k.id, k.person, k.static_state, k.dynamic_state FROM passkey k
             JOIN account a ON a.person = k.person WHERE k.credential = ?1 AND a.closed_at IS NULL"
        ),
        vals![credential.as_ref()],
    )?;
    let Some(stored) = stored else { return Err(refused("no such passkey")) };
    let handle = handle(stored.person)?;
    let fixed = StaticState::decode(stored.static_state.as_slice()).map_err(fault)?;
    let moving: [u8; 7] = stored.dynamic_state.as_slice().try_into().map_err(fault)?;
    let moving = DynamicState::decode(moving).map_err(fault)?;
    let mut known = AuthenticatedCredential::new(credential, &handle, fixed, moving).map_err(fault)?;
    let origins = [party.origin.as_str()];
    let options = AuthenticationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..Default::default()
    };
    server.verify(&party.id()?, &authentication, &mut known, &options).map_err(refused)?;
    let moved = known.dynamic_state().encode().map_err(fault)?;
    tx.exec(
        sql!("UPDATE passkey SET dynamic_state = ?2, used_at = ?3 WHERE id = ?1"),
        vals![stored.id, &moved[..], act.at],
    )?;
    Ok(stored.person)
}

/// Calls a passkey of `person` by another name.
///
/// # Errors
/// [`Error::Missing`]; those of the database.
pub fn rename(tx: &mut Tx<'_>, person: Id<Person>, id: Id<Passkey>, name: &str) -> Result<()> {
    let found = tx.exec(
        sql!("UPDATE passkey SET name = ?3 WHERE person = ?1 AND id = ?2"),
        vals![person, id, named(name)],
    )?;
    if found == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Removes a passkey of `person`.
///
/// # Errors
/// [`Error::Missing`]; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, id: Id<Passkey>) -> Result<()> {
    let found = tx.exec(sql!("DELETE FROM passkey WHERE person = ?1 AND id = ?2"), vals![person, id])?;
    if found != 1 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "passkey.removed", "person", person, &())
}

fn handle(person: Id<Person>) -> Result<UserHandle16> {
    UserHandle16::decode(*person.as_bytes()).map_err(fault)
}

/// A name fit to be shown; one that is empty is the device's own business.
fn named(name: &str) -> String {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if name.is_empty() { "–".to_owned() } else { name }
}

fn known() -> Refusal {
    Refusal::new(Kind::Conflict, Message::new("passkey-known"))
}

fn fault(e: impl std::fmt::Debug) -> Error {
    Error::Shape(format!("passkeys: {e:?}"))
}

fn refused(e: impl std::fmt::Debug) -> Error {
    tracing::info!(why = ?e, "a passkey was refused");
    Refusal::new(Kind::Invalid, Message::new("passkey-refused")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_names_with_https_and_for_this_machine() {
        for origin in
            ["https://pustaka.tomohonkota.example", "https://pustaka.example:8443", "http://localhost:8080"]
        {
            assert!(Party::at(origin).is_some_and(|party| party.id().is_ok()), "{origin}");
        }
        for origin in [
            "http://pustaka.example",
            "https://192.168.1.20",
            "http://127.0.0.1:8080",
            "https://[::1]:8443",
            "ftp",
        ] {
            assert_eq!(Party::at(origin), None, "{origin}");
        }
    }
}
