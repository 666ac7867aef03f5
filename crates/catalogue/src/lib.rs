//! The collection: records, their copies, how they are found and how they are kept.
//!
//! A record is MARC 21, kept whole as the bytes it came in; the fields drawn out of it stand beside it. A copy
//! is a thing with a barcode that stands on a shelf.

pub mod copies;
pub mod display;
pub mod edit;
pub mod events;
pub mod export;
pub mod history;
pub mod import;
pub mod indexer;
pub mod items;
pub mod model;
mod pages;
pub mod record;
pub mod records;
pub mod stored;

use std::sync::Arc;

pub use indexer::Index;
use store::{Migration, migrations};
use web::{Module, Nav, Shell};

/// This module, for the house; its pages ask `index`.
pub fn module(index: &Arc<Index>) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::public_routes(index.clone()),
        nav: NAV,
        ..Module::new("catalogue", TEXTS)
    }
}

const NAV: &[Nav] = &[
    Nav {
        shell: Shell::Public,
        order: 10,
        label: "search-page-home",
        href: "/",
        icon: "LuHouse",
        permission: None,
    },
    Nav {
        shell: Shell::Public,
        order: 20,
        label: "search-page-catalogue",
        href: "/katalog",
        icon: "LuBook",
        permission: None,
    },
];

/// The schema of records and copies; applied after the platform's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_catalogue"];

/// The words of this module.
pub const TEXTS: [(ui::Lang, &str); 2] =
    [(ui::Lang::Id, include_str!("../locales/id.ftl")), (ui::Lang::En, include_str!("../locales/en.ftl"))];
