//! A member's own account: opened at the desk, with the number on the card as its login. The accounts of those who
//! work here are not touched from here: whoever gives passwords at the desk would have the power of all colleagues.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::{
    accounts::{self, Account, Password},
    permissions,
};
use store::{Error, Result, Tx};

use crate::{Member, families, members, queries};

/// Gives a member an account under their number, or the one they have a new password; somebody who speaks for a
/// partner keeps the login they have.
///
/// # Errors
/// A refusal for a colleague, whose account is kept on the page of accounts alone, for a child below 13, below 18 without a guardian's consent, and for somebody whose birth date
/// nobody knows (PP 17/2025); those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, password: &Password) -> Result<Account> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if works_here(tx, person)? {
        return Err(Refusal::new(Kind::Forbidden, Message::new("member-login-colleague")).into());
    }
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

/// Ends the account of a member whose membership ends; a colleague goes on working here.
///
/// # Errors
/// Those of the database.
pub(crate) fn close(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let open = accounts::of(tx, person)?.is_some_and(|account| account.closed_at.is_none());
    if open && !works_here(tx, person)? {
        accounts::close(tx, act, person)?;
    }
    Ok(())
}

/// Lets a member sign in again whose membership is brought back: an account that ended with it is open again, with the login
/// and the password it had. One that somebody closed before stays closed, and so does that of a child who may have none now.
///
/// # Errors
/// Those of the database.
pub(crate) fn reopen(tx: &mut Tx<'_>, act: &Act, member: &Member) -> Result<()> {
    let ended = queries::details(tx, member.person)?.closed_at;
    let closed = accounts::of(tx, member.person)?.and_then(|account| account.closed_at);
    let ended_with_it = ended.zip(closed).is_some_and(|(ended, closed)| closed >= ended);
    let too_young =
        member.born.is_some() && people::rules::login_objection(member.born, act.today()).is_some();
    let may = !too_young && families::login_objection(member, act.today()).is_none();
    if ended_with_it && may && !works_here(tx, member.person)? {
        accounts::reopen(tx, act, member.person)?;
    }
    Ok(())
}

fn works_here(tx: &mut Tx<'_>, person: Id<Person>) -> Result<bool> {
    Ok(!permissions::holdings(tx, person)?.is_empty())
}
