//! Who the library knows: the register of people.
//!
//! A person is one row of `party` for life. What they are to the library (a member, staff, later a guardian,
//! a partner's contact) hangs on that row, so that nobody is typed twice. [`parties`] enters and changes them.
//!
//! Other modules hold an `Id<Person>` and ask here for the rest.

pub mod addresses;
pub mod alike;
pub mod api;
pub mod areas;
mod census;
pub mod contacts;
pub mod counted;
pub mod handles;
pub mod holdings;
pub mod identifiers;
pub mod import;
pub mod merging;
mod model;
pub mod name;
pub mod names;
pub mod nik;
pub mod pages;
pub mod parties;
pub mod password;
pub mod phone;
pub mod photos;
pub mod register;
pub mod relationships;
pub mod rules;
pub mod traits;
mod vcard;
pub mod village;

pub use model::{Party, PartyKind, Profile, Sex};
use platform::permissions::{Permission, Reach, Role};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after the platform's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_areas", "0002_people"];

/// To look members up.
pub const VIEW: Permission = Permission("people.view", Reach::Library);
/// To register and change members.
pub const EDIT: Permission = Permission("people.edit", Reach::Library);
/// To make one entry of two, and two of one again.
pub const MERGE: Permission = Permission("people.merge", Reach::Everywhere);
/// To read a sealed number.
pub const REVEAL: Permission = Permission("people.reveal", Reach::Everywhere);
/// To enter people from a file.
pub const IMPORT: Permission = Permission("people.import", Reach::Everywhere);

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT, MERGE, REVEAL, IMPORT],
        roles: ROLES,
        invariants: census::INVARIANTS,
        holdings: holdings::HOLDINGS,
        papers: &[import::STRIKE],
        settings: &[identifiers::OWN_KINDS],
        tasks: &[import::SWEEP],
        consequences: merging::CONSEQUENCES,
        ..Module::new("people", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT, MERGE, REVEAL, IMPORT] },
    Role { name: "librarian", permissions: &[VIEW, EDIT, MERGE, IMPORT] },
    Role { name: "desk", permissions: &[VIEW, EDIT] },
    Role { name: "cataloguer", permissions: &[] },
    Role { name: "volunteer", permissions: &[VIEW] },
];

const NAV: &[Nav] = &[Nav::staff(Group::People, 35, "nav-register", "/staf/orang", "LuBuilding2", VIEW)];
