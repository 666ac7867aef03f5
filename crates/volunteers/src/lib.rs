//! People who give the library their hours: who they are, what they can and when, what was checked, what they gave.
//!
//! Whoever would like to help sends an application ([`applying`]); staff accept it, and only then there is a person in the
//! register and a volunteer ([`roll`]). Hours ([`hours`]) are facts that count once staff have confirmed them. Of a
//! background check the library keeps that somebody saw it and until when it holds, never what it says; whether somebody
//! may work with children on a day is one rule for the whole house: [`may_work_with_children`].

mod api;
pub mod applying;
mod census;
mod holdings;
pub mod hours;
mod letter;
mod matters;
mod merging;
mod model;
mod pages;
pub mod roll;
pub mod rules;
pub mod settings;
pub mod telling;

pub use model::{Check, CheckKind, Part, SKILLS, State, Ticked, Volunteer};
use platform::{
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
pub use roll::may_work_with_children;
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_volunteers"];

/// To see volunteers and their hours.
pub const VIEW: Permission = Permission("volunteers.view", Reach::Library);
/// To accept, check and confirm.
pub const EDIT: Permission = Permission("volunteers.edit", Reach::Library);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT] },
    Role { name: "librarian", permissions: &[VIEW, EDIT] },
    Role { name: "desk", permissions: &[VIEW] },
];

const NAV: &[Nav] = &[
    Nav::staff(Group::People, 37, "nav-volunteers", "/staf/relawan", "LuHeart", VIEW),
    Nav::member(60, "nav-my-hours", "/saya/relawan", "LuHeart"),
];

const TASKS: &[Task] = &[Task {
    name: "volunteers.forget-declined",
    when: When::Daily(jiff::civil::Time::constant(2, 20, 0, 0)),
    run: |store, act| {
        let act = act.clone();
        store.write_blocking(move |tx| applying::forget(tx, &act)).map(drop)
    },
}];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT],
        roles: ROLES,
        settings: settings::SETTINGS,
        tasks: TASKS,
        indicators: census::INDICATORS,
        countables: census::COUNTABLES,
        encounters: census::ENCOUNTERS,
        invariants: census::INVARIANTS,
        followers: merging::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        notices: telling::NOTICES,
        ..Module::new("volunteers", TEXTS)
    }
}
