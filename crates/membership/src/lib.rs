//! Who may use the library as a member: plans, memberships, cards.
//!
//! A member is a person of the register ([`people`]) with a number on a card and a [`Plan`]. [`members`] begins,
//! changes, renews, blocks and ends memberships; [`sign_in`] gives a member an account. A membership stands on
//! [`bases`]: an address in town, a partner's roster, a guardian's membership; it counts on a day on which one
//! of them does, computed whenever one asks ([`members::standing`]) and stored nowhere. What is paid for one stands in the
//! books of the library (`fees`).
//!
//! Other modules hear of changes by the event `membership.member-changed`.

pub mod addresses;
mod api;
pub mod bases;
pub mod cards;
mod census;
pub mod changes;
pub mod classes;
pub mod consent_lists;
pub mod families;
mod fees;
mod holdings;
pub mod joining;
mod matters;
pub mod members;
mod merging;
mod model;
mod pages;
pub mod plans;
pub mod printing;
mod queries;
pub mod receipts;
pub mod reminders;
pub mod renewing;
pub mod rosters;
pub mod rules;
pub mod settings;
pub mod sign_in;
pub mod sponsorships;
pub mod vouchers;

pub use model::{Basis, Details, Ground, Member, NewMember, Payment, Plan, Received, Run, Standing, Term};
pub use pages::plan_name;
use people::VIEW;
use platform::{
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people and funds.
pub const MIGRATIONS: &[Migration] = migrations!["0001_membership", "0002_rosters", "0003_families"];

/// To decide about kinds of membership, partners and their lists.
pub const PLANS: Permission = Permission("membership.plans", Reach::Everywhere);

const ROLES: &[Role] =
    &[Role { name: "head", permissions: &[PLANS] }, Role { name: "librarian", permissions: &[PLANS] }];

/// What this module does by the clock: grace ends by itself, and whoever waits moves up.
const TASKS: &[Task] = &[
    Task {
        name: "membership.move-up",
        when: When::Daily(jiff::civil::Time::constant(1, 30, 0, 0)),
        run: rosters::move_up_everywhere,
    },
    reminders::TASK,
];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[PLANS],
        roles: ROLES,
        tasks: TASKS,
        holdings: holdings::HOLDINGS,
        papers: &[rosters::submissions::STRIKE, joining::NAMED],
        matters: matters::MATTERS,
        panels: matters::PANELS,
        partner_panels: pages::PARTNER_PANELS,
        subscribers: &[addresses::LISTENER, reminders::TELLER],
        followers: merging::FOLLOWERS,
        consequences: merging::CONSEQUENCES,
        notices: reminders::NOTICES,
        settings: settings::SETTINGS,
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        origins: &[fees::ORIGIN],
        countables: census::COUNTABLES,
        dependents: census::DEPENDENTS,
        ..Module::new("membership", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[
    Nav::staff(Group::People, 30, "nav-members", "/staf/anggota", "LuUsers", VIEW),
    Nav::staff(Group::House, 905, "nav-plans", "/staf/jenis-anggota", "LuSlidersHorizontal", PLANS),
    Nav::staff(Group::Cooperation, 36, "nav-sponsors", "/staf/mitra-keanggotaan", "LuHandshake", PLANS),
    Nav::member(10, "nav-mine-home", "/saya", "LuIdCard"),
    Nav::member(80, "voucher-redeem", "/saya/voucer", "LuTicket"),
];
