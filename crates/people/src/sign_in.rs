//! A member's own account: opened at the desk, with the number on the card as its login.

use kernel::{Act, Id, Message, Person, Refusal};
use platform::accounts::{self, Account, Password};
use store::{Error, Result, Tx};

use crate::{members, queries, rules};

/// Gives a member an account under their number, or the one they have a new password. Whoever works here too
/// keeps the login they have.
///
/// # Errors
/// A refusal for a child below 13, and for somebody whose birth date nobody knows (PP 17/2025); those of the
/// database.
pub fn open(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, password: &Password) -> Result<Account> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if let Some(objection) = rules::login_objection(member.born, act.today()) {
        return Err(Refusal::of_field("password", objection).into());
    }
    if queries::details(tx, person)?.closed_at.is_some() {
        return Err(Refusal::of_field("password", Message::new("member-login-closed")).into());
    }
    let login = accounts::of(tx, person)?.map_or_else(|| member.code.clone(), |account| account.login);
    accounts::open(tx, act, person, &login, &member.name, password)?;
    accounts::of(tx, person)?.ok_or(Error::Missing)
}

/// A password to read out and type once: three words and three digits, one of some 800 million.
pub fn readable_password() -> String {
    let words: Vec<&str> = include_str!("../data/words.txt").lines().collect();
    let word = || words.get(rand::random_range(0..words.len())).copied().unwrap_or_default();
    format!("{}-{}-{}-{:03}", word(), word(), word(), rand::random_range(0..1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_password_is_accepted_and_never_the_same_twice() {
        let made: std::collections::BTreeSet<String> = (0..50).map(|_| readable_password()).collect();
        assert!(made.len() > 45, "{made:?}");
        for password in made.iter().take(2) {
            assert_eq!(password.split('-').filter(|part| part.len() >= 3).count(), 4, "{password}");
            assert!(Password::hash(password).unwrap().is(password));
        }
    }
}
