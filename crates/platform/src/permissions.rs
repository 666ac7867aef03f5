//! What people may do: permissions declared by modules, bundled into roles, held by people everywhere or at
//! some branches. Whoever holds nothing may do nothing that needs a permission; whoever holds something at one
//! branch may do it there alone.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    audit,
    library::{self, Branch},
};

/// A permission a module declares: `circulation.lend`, and how far it reaches. Its meaning in words stands in the
/// language files as `permission-circulation-lend`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(pub &'static str, pub Reach);

/// How far a permission reaches for somebody who holds it at some branches only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// At those branches: it is done at a branch, like lending. Whoever may at one comes to the page; the use case
    /// asks [`Grants`] where.
    Branch,
    /// As far as the library: what it is about belongs to no branch, like members and records, and is daily work.
    Library,
    /// Nowhere: it decides over the whole library or takes data out of it, and has to be held everywhere.
    Everywhere,
}

/// A role that every library has from the beginning; its permissions are those of the modules that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// `circulation-desk`; its name in words stands in the language files as `role-circulation-desk`.
    pub name: &'static str,
    /// What it may do.
    pub permissions: &'static [Permission],
}

/// Makes sure that `roles` exist, and gives each of them the permissions it was never given before: what a
/// library takes away from a role stays away.
///
/// # Errors
/// Those of the database.
pub fn plant(tx: &mut Tx<'_>, roles: &[Role]) -> Result<()> {
    for role in roles {
        tx.exec(sql!("INSERT INTO role (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"), vals![role.name])?;
        for permission in role.permissions {
            let new = tx.exec(
                sql!(
                    "INSERT INTO role_planted (role, permission) VALUES (?1, ?2)
                     ON CONFLICT (role, permission) DO NOTHING"
                ),
                vals![role.name, permission.0],
            )?;
            if new == 1 {
                grant(tx, role.name, permission.0)?;
            }
        }
    }
    Ok(())
}

fn grant(tx: &mut Tx<'_>, role: &str, permission: &str) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO role_permission (role, permission) VALUES (?1, ?2)
             ON CONFLICT (role, permission) DO NOTHING"
        ),
        vals![role, permission],
    )?;
    Ok(())
}

/// Gives `role` exactly `permissions`, making the role where there is none.
///
/// # Errors
/// Those of the database.
pub fn define(tx: &mut Tx<'_>, act: &Act, role: &str, permissions: &[&str]) -> Result<()> {
    let before = permissions_of(tx, role)?;
    tx.exec(sql!("INSERT INTO role (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"), vals![role])?;
    tx.exec(sql!("DELETE FROM role_permission WHERE role = ?1"), vals![role])?;
    for permission in permissions {
        grant(tx, role, permission)?;
    }
    let change = serde_json::json!({ "role": role, "before": before, "after": permissions });
    audit::record(tx, act, "role.defined", "role", Id::<()>::from_bytes([0; 16]), &change)
}

/// What `role` may do, in the order of the permissions' names.
///
/// # Errors
/// Those of the database.
pub fn permissions_of(tx: &mut Tx<'_>, role: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!("SELECT permission FROM role_permission WHERE role = ?1 ORDER BY permission"),
        vals![role],
    )?;
    Ok(rows.into_iter().map(|(permission,)| permission).collect())
}

/// At which branches somebody may do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// At every branch, also those that are yet to come.
    Everywhere,
    /// At these alone; at none, where there is none among them.
    At(BTreeSet<Id<Branch>>),
}

static EVERYWHERE: Places = Places::Everywhere;
static NOWHERE: Places = Places::At(BTreeSet::new());

impl Places {
    /// Whether this branch is among them.
    pub fn contains(&self, branch: Id<Branch>) -> bool {
        match self {
            Self::Everywhere => true,
            Self::At(branches) => branches.contains(&branch),
        }
    }

    /// Whether it is no branch at all.
    pub fn is_nowhere(&self) -> bool {
        *self == NOWHERE
    }

    /// Those of `branches` that are among them, in their order.
    pub fn among(&self, mut branches: Vec<Branch>) -> Vec<Branch> {
        branches.retain(|branch| self.contains(branch.id));
        branches
    }

    /// What queries by branch are to be asked for, one after the other: none for every branch at once.
    pub fn filters(&self) -> Vec<Option<Id<Branch>>> {
        match self {
            Self::Everywhere => vec![None],
            Self::At(branches) => branches.iter().copied().map(Some).collect(),
        }
    }
}

/// What somebody may do, and where: nowhere else. A use case whose rule depends on the branch is handed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants(BTreeMap<String, Places>);

/// The grants of nobody.
pub static NOTHING: Grants = Grants(BTreeMap::new());

impl Grants {
    /// `permissions` at `places`, and nothing else.
    pub fn of(permissions: &[Permission], places: &Places) -> Self {
        Self(permissions.iter().map(|permission| (permission.0.to_owned(), places.clone())).collect())
    }

    /// These and `more`; what both name holds where `more` says.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Whether they may do nothing at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of what they hold anywhere, in their order.
    pub fn names(&self) -> BTreeSet<String> {
        self.0.keys().cloned().collect()
    }

    /// Only those with these names.
    #[must_use]
    pub fn only(mut self, names: &[String]) -> Self {
        self.0.retain(|name, _| names.contains(name));
        self
    }

    /// Where they may, by what they hold and how far that reaches.
    pub fn places(&self, permission: Permission) -> &Places {
        match (permission.1, self.0.get(permission.0)) {
            (_, None) => &NOWHERE,
            (_, Some(Places::Everywhere)) | (Reach::Library, Some(_)) => &EVERYWHERE,
            (Reach::Branch, Some(held)) => held,
            (Reach::Everywhere, Some(Places::At(_))) => &NOWHERE,
        }
    }

    /// Whether they may at this branch.
    pub fn at(&self, permission: Permission, branch: Id<Branch>) -> bool {
        self.places(permission).contains(branch)
    }

    /// Whether they may at all: at one branch at least.
    pub fn may(&self, permission: Permission) -> bool {
        !self.places(permission).is_nowhere()
    }

    /// Whether they hold what is called so at `branch`, or without one everywhere.
    pub fn hold(&self, name: &str, branch: Option<Id<Branch>>) -> bool {
        self.0
            .get(name)
            .is_some_and(|held| branch.map_or(*held == EVERYWHERE, |branch| held.contains(branch)))
    }

    /// Refuses where they may not: at `branch`, or without one everywhere.
    ///
    /// # Errors
    /// The refusal, about the field `branch`; those of the database.
    pub fn demand(&self, tx: &mut Tx<'_>, permission: Permission, branch: Option<Id<Branch>>) -> Result<()> {
        let places = self.places(permission);
        if branch.map_or(*places == EVERYWHERE, |branch| places.contains(branch)) {
            return Ok(());
        }
        let branch = branch.map(|branch| library::branch(tx, branch)).transpose()?.flatten();
        let message = match branch {
            Some(branch) => Message::new("may-not-here").with("branch", branch.name),
            None => Message::new("may-not-everywhere"),
        };
        Err(Refusal { kind: Kind::Forbidden, reasons: vec![Reason { field: Some("branch"), message }] }
            .into())
    }
}

/// Everything `person` may do, and where.
///
/// # Errors
/// Those of the database.
pub fn grants(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Grants> {
    let rows: Vec<(String, Option<Id<Branch>>)> = tx.all(
        sql!(
            "SELECT DISTINCT p.permission, h.branch FROM role_holder h JOIN role_permission p ON p.role = h.role
             WHERE h.person = ?1"
        ),
        vals![person],
    )?;
    let mut grants = BTreeMap::new();
    for (permission, branch) in rows {
        let held = grants.entry(permission).or_insert_with(|| NOWHERE.clone());
        match (branch, held) {
            (None, held) => *held = Places::Everywhere,
            (Some(branch), Places::At(branches)) => branches.extend([branch]),
            (Some(_), Places::Everywhere) => {}
        }
    }
    Ok(Grants(grants))
}

/// A role as somebody holds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct Holding {
    /// The role's name.
    pub role: String,
    /// Where; none is everywhere.
    pub branch: Option<Id<Branch>>,
}

impl Holding {
    /// `role`, everywhere.
    pub fn everywhere(role: &str) -> Self {
        Self { role: role.to_owned(), branch: None }
    }
}

/// What `person` holds, in the order of the roles' names.
///
/// # Errors
/// Those of the database.
pub fn holdings(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Holding>> {
    let mut held: Vec<Holding> =
        tx.all(sql!("SELECT role, branch FROM role_holder WHERE person = ?1"), vals![person])?;
    held.sort();
    Ok(held)
}

/// The roles `person` holds anywhere, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn roles_of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<String>> {
    let mut roles: Vec<String> = holdings(tx, person)?.into_iter().map(|held| held.role).collect();
    roles.dedup();
    Ok(roles)
}

/// Every role there is, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn roles(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(sql!("SELECT name FROM role ORDER BY name"), vals![])?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

/// Gives `person` exactly `roles`, everywhere. See [`hold`].
///
/// # Errors
/// Those of [`hold`].
pub fn assign(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, roles: &[&str]) -> Result<()> {
    let holdings: Vec<Holding> = roles.iter().map(|role| Holding::everywhere(role)).collect();
    hold(tx, act, person, &holdings)
}

/// Lets `person` hold exactly `holdings`; unknown roles and branches are refused by the database. Their open
/// sessions become those of staff, or cease to be, at once.
///
/// # Errors
/// Those of the database.
pub fn hold(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, wanted: &[Holding]) -> Result<()> {
    let before = holdings(tx, person)?;
    tx.exec(sql!("DELETE FROM role_holder WHERE person = ?1"), vals![person])?;
    for Holding { role, branch } in wanted {
        tx.exec(
            sql!("INSERT INTO role_holder (id, role, person, branch) VALUES (?1, ?2, ?3, ?4)"),
            vals![Id::<Holding>::new(), role, person, *branch],
        )?;
    }
    tx.exec(sql!("UPDATE session SET staff = ?2 WHERE person = ?1"), vals![person, !wanted.is_empty()])?;
    let change = serde_json::json!({ "before": told(tx, &before)?, "after": told(tx, wanted)? });
    audit::record(tx, act, "account.roles-assigned", "person", person, &change)
}

/// Holdings as the log tells them: `desk`, or `desk @ TOM` where it is for one branch.
fn told(tx: &mut Tx<'_>, holdings: &[Holding]) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for Holding { role, branch } in holdings {
        let place = branch.map(|branch| library::branch(tx, branch)).transpose()?.flatten();
        all.push(place.map_or_else(|| role.clone(), |place| format!("{role} @ {}", place.code)));
    }
    Ok(all)
}

/// What a library calls a role it made itself; none for those of the beginning.
///
/// # Errors
/// Those of the database.
pub fn title_of(tx: &mut Tx<'_>, role: &str) -> Result<Option<String>> {
    let found: Option<(Option<String>,)> =
        tx.opt(sql!("SELECT title FROM role WHERE name = ?1"), vals![role])?;
    Ok(found.and_then(|(title,)| title))
}

/// Calls a role of the library's own `title`.
///
/// # Errors
/// A refusal when another one is called so; those of the database.
pub fn entitle(tx: &mut Tx<'_>, role: &str, title: &str) -> Result<()> {
    let taken = || Refusal::of_field("title", Message::new("role-title-taken").with("name", title));
    tx.exec(sql!("UPDATE role SET title = ?2 WHERE name = ?1"), vals![role, title])
        .map_err(|e| if e.is_unique("role") { taken().into() } else { e })?;
    Ok(())
}

/// Removes a role that nobody holds.
///
/// # Errors
/// A refusal while somebody holds it; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, role: &str) -> Result<()> {
    let before = permissions_of(tx, role)?;
    let title = title_of(tx, role)?;
    tx.exec(sql!("DELETE FROM role_permission WHERE role = ?1"), vals![role])?;
    let held = || Refusal::new(Kind::Conflict, Message::new("role-is-held"));
    tx.exec(sql!("DELETE FROM role WHERE name = ?1"), vals![role])
        .map_err(|e| if matches!(e, store::Error::Reference(_)) { held().into() } else { e })?;
    let change = serde_json::json!({ "role": role, "title": title, "before": before, "after": null });
    audit::record(tx, act, "role.removed", "role", Id::<()>::from_bytes([0; 16]), &change)
}

/// Runs `f`, and takes back what it did when afterwards nobody is left who may do all of `permissions`
/// everywhere and can sign in: the library would be locked out of itself. The rule holds in the transaction
/// that commits, whoever else decides at the same time.
///
/// # Errors
/// The refusal; what `f` gives; those of the database.
pub fn keeping<T>(
    tx: &mut Tx<'_>,
    permissions: &[Permission],
    f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    tx.lock("staff", &"")?;
    let before = someone_has(tx, permissions)?;
    let done = f(tx)?;
    if before && !someone_has(tx, permissions)? {
        return Err(Refusal::new(Kind::Conflict, Message::new("staff-last-keeper")).into());
    }
    Ok(done)
}

fn someone_has(tx: &mut Tx<'_>, permissions: &[Permission]) -> Result<bool> {
    let holders: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT h.person FROM role_holder h JOIN account a ON a.person = h.person
             WHERE h.branch IS NULL AND a.closed_at IS NULL"
        ),
        vals![],
    )?;
    for (person,) in holders {
        let grants = grants(tx, person)?;
        if permissions.iter().all(|permission| grants.hold(permission.0, None)) {
            return Ok(true);
        }
    }
    Ok(false)
}
