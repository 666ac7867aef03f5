//! Personal data: what is held about a person, correcting it, taking it along, forgetting it (UU 27/2022).
//!
//! Each module says what it holds about a person and how it forgets them ([`web::Holding`]). [`held`] puts that
//! together for the person themselves, on a page and as a file to take along; [`requests`] keeps what people ask and
//! the hour by which the library answers; [`erasure`] forgets somebody in one transaction, and again after an old backup
//! was restored; [`breaches`] is the register of what went wrong.

pub mod breaches;
pub mod erasure;
pub mod held;
pub mod list;
pub mod requests;

mod api;
mod pages;

use jiff::SignedDuration;
use platform::permissions::{Permission, Reach, Role};
use store::{Migration, migrations};
use ui::{Lang, part::Tone};
use web::{Group, Holding, Indicator, Matter, Module, Nav, Shell, Waiting};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_privacy"];

/// To answer what people ask about their data, and forget them.
pub const ANSWER: Permission = Permission("privacy.answer", Reach::Everywhere);

/// How long the law gives for an answer, and for telling of a breach: 3 × 24 hours.
pub const CLOCK: SignedDuration = SignedDuration::from_hours(3 * 24);

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[
    Nav::staff(Group::People, 60, "nav-privacy", "/staf/privasi", "LuShieldCheck", ANSWER),
    Nav::member(80, "nav-my-privacy", "/saya/privasi", "LuShieldCheck"),
];

const MATTERS: &[Matter] = &[Matter {
    name: "privacy.requests",
    shell: Shell::Staff,
    permission: Some(ANSWER),
    ask: |tx, asking| {
        let open = requests::count(tx, asking.act)?;
        let mut found = Waiting::counted(Tone::Bad, "matter-privacy-late", open.late, "/staf/privasi");
        found.extend(Waiting::counted(Tone::Warn, "matter-privacy-open", open.in_time, "/staf/privasi"));
        Ok(found)
    },
}];

const HOLDINGS: &[Holding] = &[Holding {
    name: "privacy.requests",
    tables: &["privacy_request", "erasure"],
    fields: &["held-kind", "privacy-said", "held-since", "privacy-answer"],
    tell: requests::told,
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase: requests::forget,
}];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[ANSWER],
        roles: &[Role { name: "head", permissions: &[ANSWER] }],
        matters: MATTERS,
        holdings: HOLDINGS,
        followers: requests::FOLLOWERS,
        indicators: &[Indicator { key: "privacy.answered", compute: requests::answered }],
        ..Module::new("privacy", TEXTS)
    }
}
