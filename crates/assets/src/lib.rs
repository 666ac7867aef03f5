//! What the library owns besides its books: computers, shelves, the bus.
//!
//! A thing is entered in the [`register`] with what it is worth and how one knows, with where it is and who answers for
//! it. Its [`care`] has days on which it is due. What is written off somebody asks for and somebody else decides
//! ([`removals`]). In an inventory ([`rounds`]) the labels of a place are scanned, and at the end one knows what is not
//! there.
//!
//! Gifts enter things by the lot ([`lots`]); what was paid for as equipment waits to be entered
//! ([`register::open_payments`]).

mod api;
pub mod care;
mod census;
pub mod documents;
mod holdings;
pub mod lots;
mod matters;
mod model;
mod pages;
pub mod register;
pub mod removals;
pub mod rounds;

pub use model::{Asset, Care, Condition, Document, Kind, Removal, Round, Source, Valuation, Verdict, Worth};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
};
pub use register::{NewAsset, enter};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people and funds.
pub const MIGRATIONS: &[Migration] = migrations!["0001_assets"];

/// To see what the library owns.
pub const VIEW: Permission = Permission("assets.view", Reach::Library);
/// To enter and change things, to care for them, to make inventories.
pub const EDIT: Permission = Permission("assets.edit", Reach::Library);
/// To decide what is written off.
pub const DECIDE: Permission = Permission("assets.decide", Reach::Everywhere);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT, DECIDE] },
    Role { name: "treasurer", permissions: &[VIEW, EDIT] },
    Role { name: "librarian", permissions: &[VIEW, EDIT] },
    Role { name: "desk", permissions: &[VIEW] },
];

/// This module, for the house; documents are kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT, DECIDE],
        roles: ROLES,
        settings: &[removals::SIGNER],
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        indicators: census::INDICATORS,
        outcomes: census::OUTCOMES,
        invariants: census::INVARIANTS,
        ..Module::new("assets", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[Nav::staff(Group::Money, 50, "nav-assets", "/staf/aset", "LuArmchair", VIEW)];
