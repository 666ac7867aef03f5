//! Who may sign in, how they show who they are, and what they may do.
//!
//! [`staff`] gives an account and roles to those who work here, at all branches or at some; [`roles`] says what
//! a role may do. [`totp`] and [`passkeys`] are second things to show, [`provider`] is the sign-in of an
//! institution; [`steps`] remembers how far somebody has come on the way in. Sessions and passwords themselves
//! are `platform::accounts`; who is let in where is `web::Access`.

mod api;
mod changes;
pub mod holdings;
pub mod outgoing;
mod pages;
pub mod passkeys;
pub mod provider;
pub mod roles;
pub mod staff;
pub mod steps;
pub mod telling;
pub mod totp;

use platform::{
    accounts,
    permissions::{Permission, Reach, Role},
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_identity"];

/// To decide who works here.
pub const ACCOUNTS: Permission = Permission("identity.accounts", Reach::Everywhere);
/// To decide what each role may do.
pub const ROLES: Permission = Permission("identity.roles", Reach::Everywhere);

/// What at least one person always keeps: the library must never be locked out of itself.
pub const KEEPER: &[Permission] = &[ACCOUNTS, ROLES];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[ACCOUNTS, ROLES],
        roles: &[Role { name: "head", permissions: &[ACCOUNTS, ROLES] }],
        settings: &[accounts::SECOND_STEP],
        holdings: holdings::HOLDINGS,
        subscribers: telling::SUBSCRIBERS,
        notices: telling::NOTICES,
        ..Module::new("identity", TEXTS)
    }
}

const NAV: &[Nav] = &[
    Nav::staff(Group::House, 910, "nav-accounts", "/staf/akun", "LuUserCog", ACCOUNTS),
    Nav::staff(Group::House, 920, "roles-title", "/staf/peran", "LuShieldCheck", ROLES),
    Nav::member(90, "nav-security", "/saya/keamanan", "LuKeyRound"),
];
