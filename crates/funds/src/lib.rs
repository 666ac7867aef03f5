//! The money of the library: what came in, what it may be spent on, what it became.
//!
//! A fund ([`funds`]) is money with what it may be spent on, changed once it has moved by [`amendments`] alone; [`budgets`] say what it is meant to become. Everything that
//! happens to money is a transaction of the [`ledger`]: whole rupiah, postings that sum to 0, written once, taken back
//! only by another one. Money comes in by [`gifts`], and goes out by [`spending`]: somebody asks, others approve as the
//! amount wants it, and it is paid with what shows it ([`documents`]). What is promised already ([`encumbrances`]) is not
//! available to anybody else. A [`statement`] follows a fund to each document, and [`outcomes`] to what it became.
//!
//! What depends on money is seen to by the database: that a transaction balances in each fund, that nothing in it changes,
//! that a reversal mirrors what it takes back, that nothing is posted into a closed month, that neither a fund nor a cash
//! box goes below zero, that nothing is paid without its approvals nor for more than was approved. It adds up balances,
//! promises and approvals itself, and takes no other sum from anybody.

pub mod amendments;
mod api;
pub mod budgets;
mod census;
pub mod documents;
pub mod encumbrances;
pub mod fields;
#[allow(clippy::module_inception, reason = "the module of funds is about funds")]
pub mod funds;
pub mod gifts;
mod holdings;
pub mod ledger;
mod matters;
mod model;
pub mod outcomes;
mod pages;
pub mod rules;
pub mod spending;
pub mod statement;

pub use model::{
    Account, AccountKind, Budget, Document, Encumbrance, Fund, FundKind, Line, Origin, Spending,
    SpendingState, Step, Transaction, TransactionKind, Verdict,
};
pub use pages::{document_of, statement_at, statement_of};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
    settings::Setting,
};
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_funds"];

/// To see funds, the ledger and what is to be paid.
pub const VIEW: Permission = Permission("funds.view", Reach::Everywhere);
/// To ask for something to be paid.
pub const REQUEST: Permission = Permission("funds.request", Reach::Everywhere);
/// To keep the books: funds, budgets, receipts, payments, reversals, months.
pub const KEEP: Permission = Permission("funds.keep", Reach::Everywhere);
/// To approve payments.
pub const APPROVE: Permission = Permission("funds.approve", Reach::Everywhere);
/// To approve large ones.
pub const APPROVE_LARGE: Permission = Permission("funds.approve-large", Reach::Everywhere);
/// To open a closed month again.
pub const REOPEN: Permission = Permission("funds.reopen", Reach::Everywhere);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[VIEW, REQUEST, APPROVE, APPROVE_LARGE, REOPEN] },
    Role { name: "treasurer", permissions: &[VIEW, REQUEST, KEEP] },
    Role { name: "librarian", permissions: &[VIEW, REQUEST, APPROVE] },
];

const SETTINGS: &[Setting] = &[
    spending::APPROVE_FROM,
    spending::LARGE_FROM,
    spending::RECEIPT_FROM,
    statement::HEAD,
    statement::TREASURER,
];

/// This module, for the house; documents are kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[VIEW, REQUEST, KEEP, APPROVE, APPROVE_LARGE, REOPEN],
        roles: ROLES,
        settings: SETTINGS,
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: matters::MATTERS,
        partner_panels: pages::PARTNER_PANELS,
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        origins: pages::ORIGINS,
        ..Module::new("funds", TEXTS)
    }
}

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

const NAV: &[Nav] = &[
    Nav::staff(Group::Money, 10, "nav-funds", "/staf/dana", "LuWallet", VIEW),
    Nav::staff(Group::Money, 20, "nav-spending", "/staf/belanja", "LuReceipt", VIEW),
    Nav::staff(Group::Money, 30, "nav-ledger", "/staf/kas", "LuBookCheck", VIEW),
    Nav::public(70, "nav-public-funds", "/dana", ""),
];
