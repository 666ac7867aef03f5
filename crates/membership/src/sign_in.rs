//! A member's own account: opened at the desk, with the number on the card as its login.

use kernel::{Act, Id, Message, Person, Refusal};
use platform::accounts::{self, Account, Password};
use store::{Error, Result, Tx};

use crate::{families, members, queries};

/// Gives a member an account under their number, or the one they have a new password. Whoever works here too
/// keeps the login they have.
///
/// # Errors
/// A refusal for a child below 13, below 18 without a guardian's consent, and for somebody whose birth date
/// nobody knows (PP 17/2025); those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, password: &Password) -> Result<Account> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if let Some(objection) = people::rules::login_objection(member.born, act.today()) {
        return Err(Refusal::of_field("password", objection).into());
    }
    if let Some(objection) = families::login_objection(&member, act.today()) {
        return Err(Refusal::of_field("password", objection).into());
    }
    if queries::details(tx, person)?.closed_at.is_some() {
        return Err(Refusal::of_field("password", Message::new("member-login-closed")).into());
    }
    let login = accounts::of(tx, person)?.map_or_else(|| member.code.clone(), |account| account.login);
    accounts::open(tx, act, person, &login, &member.name, password)?;
    accounts::of(tx, person)?.ok_or(Error::Missing)
}
