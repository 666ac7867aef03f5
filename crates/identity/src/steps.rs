//! How far somebody has come on the way in: each step is for one browser, ten minutes and one use.

use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use platform::accounts::Token;
use store::{FromRow, Result, Tx, sql, vals, words};

/// How long a step is good.
const TIME: SignedDuration = SignedDuration::from_mins(10);

words! {
    /// What is awaited.
    pub enum Kind {
        /// The password was right; a code is awaited.
        Code = "code",
        /// A passkey was asked for.
        Passkey = "passkey",
        /// A new passkey was asked for.
        NewPasskey = "new-passkey",
        /// An institution's identity provider was asked.
        Provider = "provider",
    }
}

/// A step that somebody has come to.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Step {
    /// Who it is, where that is known.
    pub person: Option<Id<Person>>,
    /// What must be known to go on.
    pub state: Vec<u8>,
    /// The page they wanted.
    pub back: String,
}

/// Remembers a step; the token its browser keeps.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, kind: Kind, step: &Step) -> Result<Token> {
    let token = Token::fresh();
    // Steps nobody took are swept away by those who come after.
    tx.exec(sql!("DELETE FROM sign_in_step WHERE begun_at < ?1"), vals![act.at - TIME])?;
    tx.exec(
        sql!(
            "INSERT INTO sign_in_step (token, kind, person, state, back, begun_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![token.stored(), kind, step.person, step.state, step.back, act.at],
    )?;
    Ok(token)
}

/// The step behind `token`, if it is of this kind and still good.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, token: &Token, kind: Kind, now: Timestamp) -> Result<Option<Step>> {
    tx.opt(
        sql!(
            "SELECT person, state, back FROM sign_in_step WHERE token = ?1 AND kind = ?2 AND begun_at >= ?3"
        ),
        vals![token.stored(), kind, now - TIME],
    )
}

/// The same, and uses it up: of two who come with one token only one gets it.
///
/// # Errors
/// Those of the database.
pub fn take(tx: &mut Tx<'_>, token: &Token, kind: Kind, now: Timestamp) -> Result<Option<Step>> {
    let step = find(tx, token, kind, now)?;
    let taken = tx.exec(sql!("DELETE FROM sign_in_step WHERE token = ?1"), vals![token.stored()])?;
    Ok(step.filter(|_| taken == 1))
}
