//! What partners and citizens give to the library, and what it gives to them, followed from the promise to the reader.
//!
//! A contribution ([`giving`]) is promised, received, appraised, taken or not, recorded under the number of its handover
//! record, and thanked for; it is corrected by a row that reverses it. Whatever follows from recording, such as the box out of
//! which given books go to the shelf, happens in the same transaction, and so does the way back. Anybody may offer books
//! ([`offers`]); the staff answer by the collection policy. [`report`] tells a giver what came of it, and [`paper`] sets handover
//! records and letters.
//!
//! Rupiah, books, pieces, hours and times are never added together ([`Kind::unit`]).

mod api;
mod census;
pub mod giving;
mod holdings;
mod matters;
mod model;
pub mod offers;
mod pages;
pub mod paper;
pub mod report;
pub mod rules;
pub mod settings;
mod telling;
pub mod words;

pub use census::COUNTABLES;
pub use model::{Contribution, Direction, Kind, Method, Paper, State, Step, Unit};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people and catalogue.
pub const MIGRATIONS: &[Migration] = migrations!["0001_contributions"];

/// To see what was given, and by whom.
pub const VIEW: Permission = Permission("contributions.view", Reach::Library);
/// To enter, receive and appraise, and to answer offers.
pub const EDIT: Permission = Permission("contributions.edit", Reach::Library);
/// To take or turn away, to record, to reverse.
pub const DECIDE: Permission = Permission("contributions.decide", Reach::Library);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT, DECIDE] },
    Role { name: "librarian", permissions: &[VIEW, EDIT, DECIDE] },
    Role { name: "treasurer", permissions: &[VIEW] },
];

const NAV: &[Nav] = &[
    Nav::staff(Group::Cooperation, 40, "nav-contributions", pages::LIST, "LuGift", VIEW),
    Nav::staff(Group::Cooperation, 42, "nav-offers", pages::OFFERS, "LuInbox", EDIT),
    Nav::public(70, "nav-public-givers", pages::GIVERS, ""),
    Nav::member(65, "nav-my-gifts", pages::MINE, "LuGift"),
];

const TASKS: &[Task] = &[
    Task {
        name: "contributions.forget-offers",
        when: When::Daily(jiff::civil::Time::constant(2, 25, 0, 0)),
        run: |store, act| {
            let act = act.clone();
            store.write_blocking(move |tx| offers::forget(tx, &act)).map(drop)
        },
    },
    Task {
        name: "contributions.remind-givers",
        when: When::Daily(jiff::civil::Time::constant(8, 10, 0, 0)),
        run: |store, act| {
            let act = act.clone();
            store.write_blocking(move |tx| telling::remind(tx, &act))
        },
    },
];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house; papers and photos are kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT, DECIDE],
        roles: ROLES,
        settings: settings::SETTINGS,
        tasks: TASKS,
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        countables: COUNTABLES,
        encounters: census::ENCOUNTERS,
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        panels: pages::PANELS,
        partner_panels: pages::PARTNER_PANELS,
        notices: telling::NOTICES,
        origins: &[giving::ORIGIN],
        ..Module::new("contributions", TEXTS)
    }
}
