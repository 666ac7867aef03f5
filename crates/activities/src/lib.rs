//! Whatever happens at a time and a place with people: one calendar, one registration, one attendance, one certificate.
//!
//! An activity ([`planning`]) may serve a programme ([`programmes`]), which says what it costs ([`costs`]) and what it is to
//! bring about ([`aims`]); both are planned again for another year ([`copying`]). An activity has sessions ([`sessions`]),
//! which a recurrence makes one by one ([`recurrence`]). Seats are given by [`seats`]: held, confirmed, waited for and offered, and never one more than
//! there are, by the word of the database. Whoever comes is noted as a fact ([`attendance`]); who has done what was asked has a
//! certificate that answers for ever ([`certificates`]). [`calendar`] shows it all, [`feeds`] to other programs.
//!
//! Who speaks or teaches stands in [`guests`], papers in [`materials`], what learners hand in in [`assignments`]. What is still
//! lacking says [`readiness`]. What other modules hear of it all are [`events`].
//!
//! Whether an activity runs or is over follows from its sessions and the clock, and is kept nowhere.

pub mod aims;
mod api;
pub mod assignments;
pub mod attendance;
pub mod calendar;
mod census;
pub mod certificates;
pub mod codes;
pub mod copying;
pub mod costs;
pub mod events;
pub mod feeds;
pub mod guests;
mod holdings;
pub mod materials;
mod matters;
pub mod model;
mod pages;
pub mod planning;
pub mod programmes;
pub mod readiness;
pub mod recurrence;
pub mod rules;
pub mod seats;
pub mod sessions;
pub mod settings;
pub mod telling;

pub use census::COUNTABLES;
pub use model::{Activity, Certificate, Programme, Registration, Session};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people, partners, instruments and funds.
pub const MIGRATIONS: &[Migration] = migrations!["0001_activities"];

/// To see what is planned, and who comes.
pub const VIEW: Permission = Permission("activities.view", Reach::Library);
/// To plan, give seats, and answer registrations.
pub const EDIT: Permission = Permission("activities.edit", Reach::Library);
/// To agree to what is planned, publish it, call it off, and give certificates.
pub const DECIDE: Permission = Permission("activities.decide", Reach::Library);
/// To note who is there.
pub const CHECK_IN: Permission = Permission("activities.check-in", Reach::Library);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT, DECIDE, CHECK_IN] },
    Role { name: "librarian", permissions: &[VIEW, EDIT, DECIDE, CHECK_IN] },
    Role { name: "desk", permissions: &[VIEW, CHECK_IN] },
];

const NAV: &[Nav] = &[
    Nav::staff(Group::Activities, 20, "nav-staff-activities", pages::LIST, "LuCalendarDays", VIEW),
    Nav::staff(Group::Activities, 22, "nav-programmes", pages::PROGRAMMES, "LuTarget", VIEW),
    Nav::staff(Group::Activities, 24, "nav-check-in", pages::TODAY, "LuUserCheck", CHECK_IN),
    Nav::public(30, "nav-activities", pages::CALENDAR, ""),
    Nav::member(35, "nav-my-activities", pages::MINE, "LuCalendarDays"),
];

const TASKS: &[Task] = &[
    Task { name: "activities.settle", when: When::Every(5), run: seats::settle_all },
    Task { name: "activities.remind", when: When::Every(60), run: telling::remind },
    Task {
        name: "activities.forget",
        when: When::Daily(jiff::civil::Time::constant(2, 35, 0, 0)),
        run: |store, act| {
            let act = act.clone();
            store.write_blocking(move |tx| seats::forget(tx, &act)).map(drop)
        },
    },
];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house; materials are kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT, DECIDE, CHECK_IN],
        roles: ROLES,
        settings: settings::SETTINGS,
        tasks: TASKS,
        indicators: census::INDICATORS,
        outcomes: census::OUTCOMES,
        programmes: Some(pages::paid_for),
        invariants: census::INVARIANTS,
        countables: COUNTABLES,
        dependents: census::DEPENDENTS,
        encounters: census::ENCOUNTERS,
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        panels: pages::PANELS,
        partner_panels: pages::PARTNER_PANELS,
        notices: telling::NOTICES,
        ..Module::new("activities", TEXTS)
    }
}
