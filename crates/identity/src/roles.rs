//! Roles: what they are called and may do.

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::permissions::{self, Permission};
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx};

use crate::{KEEPER, changes};

/// How long a role's name may be, in characters.
pub const LONGEST: usize = 40;

/// A role as the library sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// What the program calls it.
    pub name: String,
    /// What the library calls it; none for the roles of the beginning.
    pub title: Option<String>,
    /// What it may do, in the order of the permissions' names.
    pub permissions: Vec<String>,
}

impl Role {
    /// What it may do once it is to be allowed what is `wanted`: what it may besides of which this program knows nothing stays
    /// with it.
    pub fn allowed(&self, wanted: &[String], known: &[Permission]) -> Vec<String> {
        let strange = self.permissions.iter().filter(|one| known.iter().all(|known| known.0 != **one));
        wanted.iter().chain(strange).cloned().collect()
    }
}

/// Every role, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Role>> {
    permissions::roles(tx)?.into_iter().map(|name| read(tx, name)).collect()
}

/// One role.
///
/// # Errors
/// [`Error::Missing`]; those of the database.
pub fn one(tx: &mut Tx<'_>, name: &str) -> Result<Role> {
    if permissions::roles(tx)?.iter().any(|known| known == name) {
        read(tx, name.to_owned())
    } else {
        Err(Error::Missing)
    }
}

fn read(tx: &mut Tx<'_>, name: String) -> Result<Role> {
    let title = permissions::title_of(tx, &name)?;
    let permissions = permissions::permissions_of(tx, &name)?;
    Ok(Role { name, title, permissions })
}

/// Makes a role of the library's own, with these permissions; what the program calls it.
///
/// # Errors
/// A refusal when it has no name, or one that is too long or taken; those of the database.
pub fn make(tx: &mut Tx<'_>, act: &Act, title: &str, permissions: &[String]) -> Result<String> {
    let title = title_objections(title)?;
    let name = format!("own-{}", Id::<Role>::new().uuid().simple());
    define(tx, act, &name, permissions)?;
    permissions::entitle(tx, &name, title)?;
    Ok(name)
}

/// Says anew what a role may do, and where it is the library's own, what it is called. At once; the id of the
/// change, for [`take_back`].
///
/// # Errors
/// As [`make`]; a refusal when nobody would be left who may change accounts and roles; [`Error::Missing`].
pub fn change(tx: &mut Tx<'_>, act: &Act, new: &Role) -> Result<String> {
    let before = one(tx, &new.name)?;
    permissions::keeping(tx, KEEPER, |tx| put(tx, act, &before, new))?;
    Ok(changes::note(tx, act, "role", &new.name, &before)?.to_string())
}

fn put(tx: &mut Tx<'_>, act: &Act, before: &Role, new: &Role) -> Result<()> {
    if before.title.is_some() && before.title != new.title {
        let title = title_objections(new.title.as_deref().unwrap_or_default())?;
        permissions::entitle(tx, &new.name, title)?;
    }
    define(tx, act, &new.name, &new.permissions)
}

fn define(tx: &mut Tx<'_>, act: &Act, name: &str, permissions: &[String]) -> Result<()> {
    let permissions: Vec<&str> = permissions.iter().map(String::as_str).collect();
    permissions::define(tx, act, name, &permissions)
}

/// Makes a role again what it was before the change `id`, if that was its last one.
///
/// # Errors
/// A refusal when it was not, and when nobody would be left who may change accounts and roles; those of the
/// database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, name: &str, id: &str) -> Result<()> {
    let id = id.parse().map_err(|_| Error::Missing)?;
    let was: Role = changes::take_back(tx, id, "role", name)?;
    let before = one(tx, name)?;
    permissions::keeping(tx, KEEPER, |tx| put(tx, act, &before, &was))
}

/// Removes a role of the library's own that nobody holds.
///
/// # Errors
/// A refusal for a role of the beginning and for one that somebody holds; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, name: &str) -> Result<()> {
    if one(tx, name)?.title.is_none() {
        return Err(Refusal::new(Kind::Conflict, Message::new("role-of-the-beginning")).into());
    }
    permissions::remove(tx, act, name)
}

fn title_objections(title: &str) -> Result<&str> {
    let title = title.trim();
    let message = match title.chars().count() {
        0 => Message::new("roles-needs-name"),
        n if n > LONGEST => Message::new("roles-name-too-long"),
        _ => return Ok(title),
    };
    Err(Refusal { kind: Kind::Invalid, reasons: vec![Reason { field: Some("title"), message }] }.into())
}
