//! Everything between the library and those who help it, from the first talk to the renewed agreement.
//!
//! A partner is an entry of the register ([`people`]) that the library works with ([`partners`]). What somebody asks of the
//! library is a case ([`cases`]), which ends by leading to what came of it. An agreement ([`agreements`]) has sides,
//! signatories with the paper that lets them sign, periods and addenda; whether it is in force is asked of [`rules::status`]
//! on the day and stored nowhere. Its [`commitments`] say who gives what; what has come of them is counted by the modules
//! whose facts they are ([`web::Countable`]) or shown by notes. [`reminders`] tell both sides of an end that comes near and of a promise that is
//! late. [`health`] judges a partnership, reasons and all, also by what the partner itself says of it ([`opinions`]); [`deed`]
//! sets the paper to be signed.
//!
//! Other modules hear of changes by the events `partners.agreement-changed` and `partners.case-moved`.

pub mod agreements;
mod api;
pub mod cases;
mod census;
pub mod circles;
pub mod commitments;
pub mod deed;
pub mod documents;
pub mod encounters;
mod follow;
pub mod health;
mod holdings;
mod matters;
mod model;
pub mod opinions;
mod pages;
#[allow(clippy::module_inception, reason = "the module of partners is about partners")]
pub mod partners;
pub mod reminders;
pub mod rules;

pub use model::{
    Agreement, Authority, Change, ChangeKind, Closed, Closing, Commitment, Decision, Document, DocumentKind,
    Fulfilment, Kind, Means, Note, Opinion, Paper, Partner, Period, Proposal, Reply, Review, Side, Signatory,
    Stage, State, Step, Unit, Work,
};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
    settings::{Default as Initial, Setting},
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after those of people and notices.
pub const MIGRATIONS: &[Migration] = migrations!["0001_partners", "0002_circles"];

/// To see partners, agreements and cases.
pub const VIEW: Permission = Permission("partners.view", Reach::Library);
/// To enter and change them.
pub const EDIT: Permission = Permission("partners.edit", Reach::Everywhere);
/// To look at drafts of others before they are signed.
pub const REVIEW: Permission = Permission("partners.review", Reach::Everywhere);
/// To sign and end agreements.
pub const DECIDE: Permission = Permission("partners.decide", Reach::Everywhere);

/// How many cases strangers may open in a day; none where it is 0.
pub const CASES_PER_DAY: Setting =
    Setting { key: "partners.cases-per-day", value: Initial::Number { at_first: 50, least: 0, most: 1_000 } };

/// How many proposals and how many files those who speak for a partner may send in a day.
pub const PORTAL_PER_DAY: Setting = Setting {
    key: "partners.portal-per-day",
    value: Initial::Number { at_first: 10, least: 0, most: 1_000 },
};

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, EDIT, REVIEW, DECIDE] },
    Role { name: "librarian", permissions: &[VIEW, EDIT, REVIEW] },
    Role { name: "desk", permissions: &[VIEW] },
];

const SETTINGS: &[Setting] = &[
    reminders::REMIND,
    agreements::REVIEWERS,
    agreements::FOUR_EYES,
    agreements::HEAD_OF_REGION,
    CASES_PER_DAY,
    PORTAL_PER_DAY,
];

/// This module, for the house; documents are kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, EDIT, REVIEW, DECIDE],
        roles: ROLES,
        settings: SETTINGS,
        rounds: reminders::ROUNDS,
        notices: reminders::NOTICES,
        followers: follow::FOLLOWERS,
        consequences: follow::CONSEQUENCES,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        dependents: census::DEPENDENTS,
        ..Module::new("partners", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[
    Nav::staff(Group::Cooperation, 10, "nav-partners", "/staf/mitra", "LuHandshake", VIEW),
    Nav::staff(Group::Cooperation, 20, "nav-agreements", "/staf/kesepakatan", "LuFileCheck", VIEW),
    Nav::staff(Group::Cooperation, 30, "nav-cases", "/staf/kasus", "LuInbox", VIEW),
    Nav::staff(Group::Cooperation, 50, "nav-circles", "/staf/lingkaran", "LuRefreshCw", VIEW),
    Nav::public(60, "nav-public-partners", "/mitra", ""),
    Nav::member(60, "nav-portal", "/saya/mitra", "LuHandshake"),
];
