//! The sign-in of an institution: its own identity provider (OpenID Connect Core 1.0, authorization code with PKCE).
//!
//! What the provider says only ever finds an account that is there already: by the link somebody made while signed
//! in, or, where the library wishes it, by the first sign-in with a verified e-mail address that exactly one colleague
//! has. It opens no account and gives no role.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use notices::addresses;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreProviderMetadata},
};
use people::contacts::AddressProven;
use platform::{
    accounts::Token,
    audit, events,
    vault::{Place, Vault},
};
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals, words};

use crate::outgoing::Outgoing;

const SECRET: Place = Place { table: "provider", column: "secret" };

words! {
    /// What finds the account of somebody who comes for the first time.
    pub enum LinksBy {
        /// Nothing: they sign in as ever and connect their account themselves.
        Subject = "subject",
        /// A verified e-mail address that exactly one colleague has.
        Email = "email",
    }
}

/// A provider as it is set up.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Provider {
    /// Which one.
    pub id: Id<Self>,
    /// What people call it: `Akun ASN Kota Tomohon`.
    pub name: String,
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// What it calls this library.
    pub client: String,
    /// The secret it shares with this library, sealed; some share none.
    pub secret: Option<Vec<u8>>,
    /// How first-time visitors are found.
    pub links_by: LinksBy,
    /// Whether one can sign in by it.
    pub enabled: bool,
}

/// A provider as somebody typed it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// See [`Provider::name`].
    pub name: String,
    /// See [`Provider::issuer`].
    pub issuer: String,
    /// See [`Provider::client`].
    pub client: String,
    /// A new secret; empty keeps the old one.
    pub secret: String,
    /// Whether [`LinksBy::Email`].
    pub by_email: bool,
    /// See [`Provider::enabled`].
    pub enabled: bool,
}

/// The provider, if one is set up.
///
/// # Errors
/// Those of the database.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<Provider>> {
    tx.opt(sql!("SELECT id, name, issuer, client, secret, links_by, enabled FROM provider"), vals![])
}

/// Sets the provider up.
///
/// # Errors
/// A refusal with every reason: no name, an address that is none, no name for this library; when a secret is to be
/// kept and the vault is shut; those of the database.
pub fn set(tx: &mut Tx<'_>, act: &Act, vault: &Vault, typed: &Typed) -> Result<()> {
    let issuer = typed.issuer.trim().trim_end_matches('/');
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if typed.name.trim().is_empty() {
        object("name", "provider-needs-name");
    }
    let is_address = ["https://", "http://"].iter().any(|scheme| issuer.starts_with(scheme));
    if !is_address || IssuerUrl::new(issuer.to_owned()).is_err() {
        object("issuer", "provider-needs-issuer");
    }
    if typed.client.trim().is_empty() {
        object("client", "provider-needs-client");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let before = get(tx)?;
    let id = before.as_ref().map_or_else(Id::new, |provider| provider.id);
    let secret = match typed.secret.trim() {
        // A secret is for the provider it was given by, and goes to no other.
        "" => {
            before.as_ref().filter(|before| before.issuer == issuer).and_then(|before| before.secret.clone())
        }
        secret => Some(vault.seal(SECRET, id, secret)?),
    };
    let links_by = if typed.by_email { LinksBy::Email } else { LinksBy::Subject };
    tx.exec(
        sql!(
            "INSERT INTO provider (id, only_one, name, issuer, client, secret, links_by, enabled)
             VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (only_one) DO UPDATE SET name = excluded.name, issuer = excluded.issuer,
                 client = excluded.client, secret = excluded.secret, links_by = excluded.links_by,
                 enabled = excluded.enabled"
        ),
        vals![id, typed.name.trim(), issuer, typed.client.trim(), secret, links_by, typed.enabled],
    )?;
    let now = json!({
        "name": typed.name.trim(), "issuer": issuer, "client": typed.client.trim(),
        "links_by": links_by.as_str(), "enabled": typed.enabled, "new_secret": !typed.secret.trim().is_empty(),
    });
    audit::record(tx, act, "provider.set", "provider", id, &now)
}

/// One way to the provider and back, from the secret that this browser keeps meanwhile: everything that must be
/// guessed to come in between is computed from it, so that nothing is written before somebody is back.
pub struct Journey {
    token: Token,
    /// The page one wanted.
    pub back: String,
}

impl Journey {
    /// A new one.
    pub fn begin(back: &str) -> Self {
        Self { token: Token::fresh(), back: back.to_owned() }
    }

    /// The one whose browser keeps `token`, come back with `state`; none when the two do not belong together.
    pub fn resume(token: &Token, state: &str) -> Option<Self> {
        let back = String::from_utf8(unhex(state.split_once('.')?.1)?).ok()?;
        let journey = Self { token: token.clone(), back };
        (blake3::hash(journey.state().as_bytes()) == blake3::hash(state.as_bytes())).then_some(journey)
    }

    /// What the browser keeps.
    pub fn token(&self) -> &Token {
        &self.token
    }

    fn state(&self) -> String {
        format!("{}.{}", self.derived("state", &self.back), hex(self.back.as_bytes()))
    }

    fn derived(&self, what: &str, more: &str) -> String {
        let context = "mapalus identity provider journey 1";
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher
            .update(self.token.to_hex().as_bytes())
            .update(what.as_bytes())
            .update(b" ")
            .update(more.as_bytes());
        hasher.finalize().to_hex().to_string()
    }

    fn nonce(&self) -> Nonce {
        Nonce::new(self.derived("nonce", ""))
    }

    fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derived("pkce", ""))
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    hex.as_bytes().chunks(2).map(pair).collect()
}

/// Somebody of whom the provider says who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// Who says so.
    pub issuer: String,
    /// What it calls them, for ever.
    pub subject: String,
    /// An e-mail address that it has verified.
    pub email: Option<String>,
}

/// Where to send a browser. `again` asks the provider to ask for a password even of somebody it knows.
///
/// # Errors
/// A refusal when the provider does not answer as one; it blocks.
pub fn address(
    out: &Outgoing,
    provider: &Provider,
    redirect: &str,
    journey: &Journey,
    again: bool,
) -> Result<String> {
    let metadata = discovered(out, provider)?;
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client.clone()), None)
        .set_redirect_uri(RedirectUrl::new(redirect.to_owned()).map_err(unreachable)?);
    let (state, nonce) = (journey.state(), journey.nonce());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&journey.verifier());
    let request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || nonce,
        )
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge);
    let request = if again { request.add_prompt(CoreAuthPrompt::Login) } else { request };
    Ok(request.url().0.to_string())
}

/// Who came back with `code`: asked of the provider itself, its signature, issuer, audience, age and nonce checked.
///
/// # Errors
/// A refusal when any of it does not hold; it blocks.
pub fn stranger(
    out: &Outgoing,
    vault: &Vault,
    provider: &Provider,
    redirect: &str,
    journey: &Journey,
    code: &str,
) -> Result<Stranger> {
    let secret = match &provider.secret {
        Some(sealed) => Some(ClientSecret::new(vault.open(SECRET, provider.id, sealed)?)),
        None => None,
    };
    let metadata = discovered(out, provider)?;
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client.clone()), secret)
        .set_redirect_uri(RedirectUrl::new(redirect.to_owned()).map_err(unreachable)?);
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(unreachable)?
        .set_pkce_verifier(journey.verifier())
        .request(&|request| out.ask(request))
        .map_err(unreachable)?;
    let token = openidconnect::TokenResponse::id_token(&answer).ok_or_else(|| unreachable("no ID token"))?;
    let claims = token.claims(&client.id_token_verifier(), &journey.nonce()).map_err(unreachable)?;
    let verified = claims.email_verified() == Some(true);
    Ok(Stranger {
        issuer: provider.issuer.clone(),
        subject: claims.subject().to_string(),
        email: claims.email().filter(|_| verified).map(|email| email.to_lowercase()),
    })
}

fn discovered(out: &Outgoing, provider: &Provider) -> Result<CoreProviderMetadata> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(unreachable)?;
    CoreProviderMetadata::discover(&issuer, &|request| out.ask(request)).map_err(unreachable)
}

/// Whose account a stranger's is; a first sign-in is remembered.
///
/// # Errors
/// A refusal when they are nobody's here; those of the database.
pub fn recognised(
    tx: &mut Tx<'_>,
    act: &Act,
    provider: &Provider,
    stranger: &Stranger,
) -> Result<Id<Person>> {
    let linked: Option<(Id<Person>,)> = tx.opt(
        sql!(
            "SELECT l.person FROM provider_link l JOIN account a ON a.person = l.person
             WHERE l.issuer = ?1 AND l.subject = ?2 AND a.closed_at IS NULL"
        ),
        vals![stranger.issuer, stranger.subject],
    )?;
    if let Some((person,)) = linked {
        told(tx, act, person, stranger)?;
        return Ok(person);
    }
    let unknown = || {
        Refusal::new(Kind::Forbidden, Message::new("provider-unknown").with("name", provider.name.as_str()))
    };
    let email =
        stranger.email.as_deref().filter(|_| provider.links_by == LinksBy::Email).ok_or_else(unknown)?;
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT p.id FROM party p JOIN account a ON a.person = p.id
             JOIN role_holder h ON h.person = p.id WHERE p.email = ?1 AND a.closed_at IS NULL LIMIT 2"
        ),
        vals![email],
    )?;
    let [(person,)] = found.as_slice() else { return Err(unknown().into()) };
    // What stands in the register may have been written by another colleague: only who has shown the address to be
    // theirs is found by it, and only once.
    if !addresses::is_shown(tx, *person, email)? || is_linked(tx, *person)? {
        return Err(unknown().into());
    }
    link(tx, act, *person, stranger)?;
    Ok(*person)
}

/// Connects a stranger's account with that of `person`.
///
/// # Errors
/// A refusal when it is somebody else's; those of the database.
pub fn link(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, stranger: &Stranger) -> Result<()> {
    let email = stranger.email.as_deref().unwrap_or_default();
    let taken = || Refusal::new(Kind::Conflict, Message::new("provider-linked-elsewhere"));
    tx.exec(
        sql!("INSERT INTO provider_link (issuer, subject, person, email, linked_at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![stranger.issuer, stranger.subject, person, email, act.at],
    )
    .map_err(|e| if e.is_unique("provider_link") { taken().into() } else { e })?;
    told(tx, act, person, stranger)?;
    audit::record(tx, act, "provider.linked", "person", person, &json!({ "issuer": stranger.issuer }))
}

/// Other modules hear which address the provider vouches for.
fn told(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, stranger: &Stranger) -> Result<()> {
    let Some(address) = &stranger.email else { return Ok(()) };
    events::emit(tx, act, person, &AddressProven { address: address.clone() }).map(drop)
}

/// Whether `person` has connected an account of the provider.
///
/// # Errors
/// Those of the database.
pub fn is_linked(tx: &mut Tx<'_>, person: Id<Person>) -> Result<bool> {
    let (links,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM provider_link WHERE person = ?1"), vals![person])?;
    Ok(links > 0)
}

/// Parts the account of `person` from the provider's.
///
/// # Errors
/// Those of the database.
pub fn unlink(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(sql!("DELETE FROM provider_link WHERE person = ?1"), vals![person])?;
    audit::record(tx, act, "provider.unlinked", "person", person, &())
}

fn unreachable(e: impl std::fmt::Debug) -> Error {
    tracing::warn!(why = ?e, "the identity provider did not do");
    Refusal::new(Kind::Conflict, Message::new("provider-does-not-do")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journey_is_resumed_by_its_own_browser_alone_and_its_goal_cannot_be_changed() {
        let journey = Journey::begin("/staf/katalog?q=bunga");
        let state = journey.state();
        let resumed = Journey::resume(journey.token(), &state).unwrap();
        assert_eq!(
            (resumed.back.as_str(), resumed.nonce().secret()),
            ("/staf/katalog?q=bunga", journey.nonce().secret())
        );
        assert!(Journey::resume(&Token::fresh(), &state).is_none());
        let elsewhere = format!("{}.{}", state.split_once('.').unwrap().0, hex(b"//jahat.example"));
        assert!(Journey::resume(journey.token(), &elsewhere).is_none());
        for broken in ["", ".", "x.zz", "x"] {
            assert!(Journey::resume(journey.token(), broken).is_none(), "{broken}");
        }
        assert_ne!(journey.derived("nonce", ""), journey.derived("pkce", ""));
    }
}
