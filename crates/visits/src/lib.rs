//! Who comes to the library: the visitors' book at the door, its kiosk, and what it counts.
//!
//! A visit is a fact: a member by their card, a guest, or a group by sex and age band. [`door`] writes it down, once
//! however often a scanner fires or a tablet sends it again, and takes it back by reversal. What a people counter
//! showed is a fact of another kind ([`counters`]): the same people, counted by a machine, never added to the first.
//! [`figures`] says which is which, and which of the two the official figure is.
//!
//! A tablet at the door is a [`kiosks::Kiosk`]: a device with a secret of its own that opens the book of one branch
//! and nothing else. A loan at the desk may count as a visit ([`lending`]), of whoever has not been counted that day.

mod api;
pub mod counters;
pub mod door;
pub mod figures;
mod holdings;
pub mod kiosks;
pub mod lending;
mod model;
mod pages;
pub mod privacy;
pub mod rules;
pub mod settings;

pub use model::{Band, Cell, Entry, Kind, New, Part, Purpose, Recorded, Sex, Source};
use platform::permissions::{Permission, Reach, Role};
use platform::schedule::{Task, When};
use store::{Migration, migrations};
use ui::Lang;
use web::{Follower, Group, Module, Nav};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_visits"];

/// To write visits down and take them back.
pub const RECORD: Permission = Permission("visits.record", Reach::Branch);
/// To read what they come to.
pub const REPORT: Permission = Permission("visits.report", Reach::Everywhere);
/// To open a tablet at the door and close it.
pub const KIOSKS: Permission = Permission("visits.kiosks", Reach::Everywhere);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[RECORD, REPORT, KIOSKS] },
    Role { name: "librarian", permissions: &[RECORD, REPORT, KIOSKS] },
    Role { name: "desk", permissions: &[RECORD, REPORT] },
    Role { name: "volunteer", permissions: &[RECORD] },
];

const NAV: &[Nav] = &[Nav::staff(Group::Day, 26, "nav-visits", "/staf/kunjungan", "LuDoorOpen", RECORD)];

const TASKS: &[Task] = &[Task {
    name: "visits.part-names",
    when: When::Daily(jiff::civil::Time::constant(2, 10, 0, 0)),
    run: |store, act| {
        let act = act.clone();
        store.write_blocking(move |tx| privacy::part(tx, &act)).map(drop)
    },
}];

/// Visits follow whoever made them, also under an entry that turns out to be another's.
const FOLLOWERS: &[Follower] =
    &[Follower { name: "visits.visit", follow: privacy::follow, back: privacy::back }];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[RECORD, REPORT, KIOSKS],
        roles: ROLES,
        settings: settings::SETTINGS,
        subscribers: lending::SUBSCRIBERS,
        tasks: TASKS,
        indicators: figures::INDICATORS,
        countables: figures::COUNTABLES,
        encounters: figures::ENCOUNTERS,
        invariants: figures::INVARIANTS,
        followers: FOLLOWERS,
        holdings: holdings::HOLDINGS,
        ..Module::new("visits", TEXTS)
    }
}
