//! Lending and everything around it: loans, returns, renewals, their rules, and the desk.
//!
//! - [`policy`], [`rules`], [`objections`], [`effects`]: pure decisions. Which of the library's policies holds for a loan,
//!   when it is due, what stands against it, whom another policy would concern.
//! - [`lending`], [`returns`], [`renewing`]: the use cases, each with its undo.
//! - [`loans`], [`policies`], [`settings`]: reading and deciding; [`rulebook`]: what was decided, as loans go by it.
//! - [`desk`]: the work of one person at the desk, one scan after the other, with a connection or without.
//! - [`reminders`], [`events`], [`statements`], [`figures`]: what readers, other modules, partners and reports hear of it.
//! - [`parting`]: loans that ended are parted from whoever had them.
//!
//! A copy's due time also stands with the copy, where the catalogue shows it; both are written in one
//! transaction.

mod api;
pub mod desk;
pub mod effects;
pub mod events;
pub mod figures;
pub mod lending;
pub mod loans;
mod merging;
mod model;
pub mod objections;
mod pages;
pub mod parting;
pub mod policies;
pub mod policy;
pub mod reminders;
pub mod renewing;
pub mod returns;
pub mod rulebook;
pub mod rules;
pub mod settings;
pub mod statements;

pub use model::{HouseUse, Loan};
pub use pages::{FAST_ADD, LEND, OVERRIDE, RULES, module};

use store::{Migration, migrations};
use ui::Lang;

/// The schema; applied after those of people and catalogue.
pub const MIGRATIONS: &[Migration] = migrations!["0001_circulation"];

/// The words, for the lexicon.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];
