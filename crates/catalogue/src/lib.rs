//! The collection: records, their copies, how they are found and how they are kept.
//!
//! A record is MARC 21, kept whole as the bytes it came in; the fields drawn out of it stand beside it. A copy
//! is a thing with a barcode that stands on a shelf.

pub mod accession;
mod api;
mod census;
pub mod copies;
pub mod covers;
pub mod display;
pub mod edit;
pub mod events;
pub mod export;
pub mod fast_add;
pub mod history;
pub mod import;
pub mod indexer;
pub mod items;
pub mod model;
mod pages;
pub mod record;
pub mod records;
mod rules;
mod staff;
pub mod stored;
pub mod synonyms;

use std::sync::Arc;

use accession::{facts, held};
pub use indexer::Index;
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
};
use store::{Migration, migrations};
use ui::part::Tone;
use web::{Group, Matter, Module, Nav, Shell, Waiting};

/// To make and edit records.
pub const EDIT: Permission = Permission("catalogue.edit", Reach::Library);
/// To hide records from the public and show them again.
pub const HIDE: Permission = Permission("catalogue.hide", Reach::Library);
/// To see the staff's catalogue and keep copies.
pub const COPIES: Permission = Permission("catalogue.copies", Reach::Branch);

/// This module, for the house; its pages ask `index` and show `files`.
pub fn module(index: &Arc<Index>, files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::public_routes(index.clone(), files)
            .and(staff::routes(index, files))
            .and(api::routes(index)),
        nav: NAV,
        permissions: &[EDIT, HIDE, COPIES],
        roles: ROLES,
        settings: &[copies::PREFIX],
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        matters: MATTERS,
        followers: held::FOLLOWERS,
        holdings: held::HOLDINGS,
        countables: facts::COUNTABLES,
        ..Module::new("catalogue", TEXTS)
    }
}

const MATTERS: &[Matter] = &[
    Matter {
        name: "catalogue.to-catalogue",
        shell: Shell::Staff,
        permission: Some(EDIT),
        ask: |tx, _| {
            Ok(Waiting::counted(Tone::Warn, "matter-to-catalogue", fast_add::count(tx)?, staff::WAITING))
        },
    },
    facts::MATTER,
];

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[EDIT, HIDE, COPIES] },
    Role { name: "librarian", permissions: &[EDIT, HIDE, COPIES] },
    Role { name: "desk", permissions: &[COPIES] },
    Role { name: "cataloguer", permissions: &[EDIT, HIDE, COPIES] },
    Role { name: "volunteer", permissions: &[] },
];

const NAV: &[Nav] = &[
    Nav::public(10, "search-page-home", "/", "LuHouse"),
    Nav::public(20, "search-page-catalogue", "/katalog", "LuBook"),
    Nav::staff(Group::Collection, 40, "nav-cataloguing", "/staf/katalog", "LuBookCopy", COPIES),
    Nav::staff(Group::Collection, 41, "nav-accession", staff::BATCHES, "LuPackage", COPIES),
    Nav::staff(Group::Collection, 42, "nav-waiting", "/staf/katalog/menunggu", "LuBookCheck", EDIT),
];

/// The schema of records and copies; applied after the platform's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_catalogue", "0002_accession"];

/// The words of this module.
pub const TEXTS: [(ui::Lang, &str); 2] =
    [(ui::Lang::Id, include_str!("../locales/id.ftl")), (ui::Lang::En, include_str!("../locales/en.ftl"))];
