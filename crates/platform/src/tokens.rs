//! Keys for other programs: an API token acts as the person who made it, may do a part of what they may do,
//! and ends on a day. The secret is shown once; the database keeps its hash.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    accounts::{Account, Token},
    audit,
    permissions::{self, Grants},
};

/// What a secret begins with, so that people and scanners of leaked secrets know one when they see it.
const MARK: &str = "mpl_";
/// How long the name of a token may be, in characters.
const LONGEST_NAME: usize = 60;
/// For how many days a token may be made.
const LONGEST_LIFE: i64 = 366;
/// How stale the note of the last use may grow before it is written again.
const USED_GRAIN: SignedDuration = SignedDuration::from_mins(1);

/// A token as the library sees it: everything but its secret.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ApiToken {
    /// Its identity.
    pub id: Id<ApiToken>,
    /// As whom it acts.
    pub person: Id<Person>,
    /// Their name.
    pub owner: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is good for nothing.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

impl ApiToken {
    /// Whether it can be used at `now`.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// What the program that uses a token keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Token);

impl Secret {
    /// As it is shown, once: `mpl_` and 64 hexadecimal digits.
    pub fn reveal(&self) -> String {
        format!("{MARK}{}", self.0.to_hex())
    }

    /// Reads what a program sent; none if it is no secret of ours.
    pub fn read(text: &str) -> Option<Self> {
        Token::from_hex(text.strip_prefix(MARK)?).map(Self)
    }
}

/// A token that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub permissions: BTreeSet<String>,
    /// The last day it is good on.
    pub until: Date,
}

/// Makes a token that acts as `person`.
///
/// # Errors
/// A refusal when it has no name, may do nothing or more than `person`, or its last day is past or too far
/// off; those of the database.
pub fn issue(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    wanted: &Wanted,
) -> Result<(Id<ApiToken>, Secret)> {
    let own = permissions::grants(tx, person)?.names();
    let name = wanted.name.trim();
    let today = act.today();
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    match name.chars().count() {
        0 => object("name", Message::new("token-needs-name")),
        length if length > LONGEST_NAME => object("name", Message::new("token-name-long")),
        _ => {}
    }
    if wanted.permissions.is_empty() {
        object("permission", Message::new("token-needs-permission"));
    } else if !wanted.permissions.is_subset(&own) {
        object("permission", Message::new("token-more-than-own"));
    }
    let last = today.checked_add(jiff::Span::new().days(LONGEST_LIFE)).unwrap_or(today);
    if wanted.until < today || wanted.until > last {
        object("until", Message::new("token-until").with("first", today).with("last", last));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let expires_at = act.span(today, wanted.until).end;
    let (id, secret) = (Id::new(), Token::fresh());
    tx.exec(
        sql!(
            "INSERT INTO api_token (id, person, name, secret, created_at, expires_at, used_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL)"
        ),
        vals![id, person, name, secret.stored(), act.at, expires_at],
    )?;
    for permission in &wanted.permissions {
        tx.exec(
            sql!("INSERT INTO api_token_permission (token, permission) VALUES (?1, ?2)"),
            vals![id, permission],
        )?;
    }
    let detail = json!({ "name": name, "permissions": wanted.permissions, "until": wanted.until });
    audit::record(tx, act, "token.issued", "token", id, &detail)?;
    Ok((id, Secret(secret)))
}

/// Who a secret stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The token.
    pub token: Id<ApiToken>,
    /// As whom it acts.
    pub account: Account,
    /// What it may do: what it was made for and its owner still may, where they may.
    pub grants: Grants,
    /// Whether the use should be noted anew with [`touch`].
    pub stale: bool,
}

/// The token behind a secret, unless it was taken back, has expired, or its owner's account is closed.
///
/// # Errors
/// Those of the database.
pub fn session(tx: &mut Tx<'_>, secret: &Secret, now: Timestamp) -> Result<Option<Session>> {
    #[derive(FromRow)]
    struct Found {
        id: Id<ApiToken>,
        person: Id<Person>,
        login: String,
        name: String,
        used_at: Option<Timestamp>,
    }
    let found: Option<Found> = tx.opt(
        sql!(
            "SELECT t.id, t.person, a.login, a.name, t.used_at FROM api_token t JOIN account a ON a.person = t.person
             WHERE t.secret = ?1 AND t.revoked_at IS NULL AND t.expires_at > ?2 AND a.closed_at IS NULL"
        ),
        vals![secret.0.stored(), now],
    )?;
    let Some(Found { id, person, login, name, used_at }) = found else { return Ok(None) };
    let grants = permissions::grants(tx, person)?.only(&permissions_of(tx, id)?);
    let stale = used_at.is_none_or(|used| now.duration_since(used) >= USED_GRAIN);
    let account = Account { person, login, name, closed_at: None };
    Ok(Some(Session { token: id, account, grants, stale }))
}

/// What a token was made for, in the order of the permissions' names.
///
/// # Errors
/// Those of the database.
pub fn permissions_of(tx: &mut Tx<'_>, token: Id<ApiToken>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!("SELECT permission FROM api_token_permission WHERE token = ?1 ORDER BY permission"),
        vals![token],
    )?;
    Ok(rows.into_iter().map(|(permission,)| permission).collect())
}

/// Notes that the token was used now.
///
/// # Errors
/// Those of the database.
pub fn touch(tx: &mut Tx<'_>, token: Id<ApiToken>, now: Timestamp) -> Result<()> {
    tx.exec(sql!("UPDATE api_token SET used_at = ?2 WHERE id = ?1"), vals![token, now])?;
    Ok(())
}

/// The tokens of `person`, or of everybody: the latest first, `limit` at most.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, person: Option<Id<Person>>, limit: i64) -> Result<Vec<ApiToken>> {
    tx.all(
        sql!(
            "SELECT t.id, t.person, a.name AS owner, t.name, t.created_at, t.expires_at, t.used_at, t.revoked_at
             FROM api_token t JOIN account a ON a.person = t.person
             WHERE CAST(?1 AS UUID) IS NULL OR t.person = ?1 ORDER BY t.created_at DESC, t.id DESC LIMIT ?2"
        ),
        vals![person, limit],
    )
}

/// Takes a token back for good: `person`'s own, or without one anybody's. One that was taken back already
/// stays so.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn revoke(
    tx: &mut Tx<'_>,
    act: &Act,
    token: Id<ApiToken>,
    person: Option<Id<Person>>,
) -> Result<ApiToken> {
    let found = list(tx, person, i64::MAX)?.into_iter().find(|known| known.id == token);
    let found = found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("token-unknown")))?;
    if found.revoked_at.is_none() {
        tx.exec(sql!("UPDATE api_token SET revoked_at = ?2 WHERE id = ?1"), vals![token, act.at])?;
        audit::record(tx, act, "token.revoked", "token", token, &json!({ "name": found.name }))?;
    }
    Ok(found)
}
