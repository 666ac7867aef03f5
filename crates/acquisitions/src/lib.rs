//! Books the library buys, from the wish to the shelf.
//!
//! Everybody may suggest a book ([`suggestions`]) and is told what becomes of it. What is chosen goes into an order
//! ([`orders`]) against a fund: placing it holds the money, deliveries come in parts, each as a box of the catalogue
//! ([`catalogue::accession`]), and invoices are paid out of what is held.

mod api;
mod census;
mod holdings;
mod matters;
mod model;
pub mod orders;
mod pages;
mod rules;
pub mod settings;
pub mod suggestions;
mod telling;

pub use model::{Delivery, Invoice, Line, Order, State, Suggestion, Wish};
use platform::permissions::{Permission, Reach, Role};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people, catalogue and funds.
pub const MIGRATIONS: &[Migration] = migrations!["0001_acquisitions"];

/// To see suggestions and orders.
pub const VIEW: Permission = Permission("acquisitions.view", Reach::Library);
/// To choose what is bought, to put orders together and to receive them.
pub const EDIT: Permission = Permission("acquisitions.edit", Reach::Library);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT] },
    Role { name: "librarian", permissions: &[VIEW, EDIT] },
    Role { name: "cataloguer", permissions: &[VIEW, EDIT] },
    Role { name: "treasurer", permissions: &[VIEW] },
];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT],
        roles: ROLES,
        settings: settings::SETTINGS,
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        indicators: census::INDICATORS,
        outcomes: census::OUTCOMES,
        invariants: census::INVARIANTS,
        notices: telling::NOTICES,
        ways_on: pages::WAYS_ON,
        awaited: pages::AWAITED,
        ..Module::new("acquisitions", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[
    Nav::staff(Group::Collection, 60, "nav-acquisitions", "/staf/pengadaan", "LuPackage", VIEW),
    Nav::member(70, "nav-my-suggestions", "/saya/usul-buku", "LuLightbulb"),
];
