//! One questionnaire engine for the whole house: questions whoever registers is asked, assessments, surveys, calls.
//!
//! Staff write a **draft** ([`draft`], [`building`]); published, it is a **version** that the database lets nobody change. A
//! **response** ([`responding`]) pins the version it answers and is judged by pure rules ([`rules`]): what is asked after which
//! answers, what is a good answer, what it is worth. Of an anonymous questionnaire nothing leads from a response to a person: its
//! id is drawn by lot, its day is the Monday of its week, and a slip ([`codes`]) is spent without a time. [`results`] of a survey
//! are shown once enough have answered.
//!
//! Another module puts questions into its own form in three steps:
//!
//! ```ignore
//! let version = instruments::latest(tx, instrument)?;                       // pin it beside what is registered for
//! let typed = Typed::of(&fields);                                           // what came with the form
//! Questions::new(t, &version.content, &typed, &errors)                      // prints itself in the template, within the form
//! let kept = instruments::keep(tx, act, &Given { version: version.id, .. }, &typed)?;   // in the caller's transaction
//! let (version, answers) = instruments::read(tx, kept.id)?;                 // later: `show::answered` makes a table of it
//! ```
//!
//! Where a question may be answered with a file, the form is taken as [`web::Uploads`], [`uploads::take`] gives its fields, and
//! [`attached`] what staff may have of it.

mod api;
pub mod building;
mod census;
pub mod codes;
pub mod draft;
mod holdings;
mod model;
mod pages;
pub mod responding;
pub mod results;
pub mod rules;
pub mod settings;
pub mod show;
pub mod steps;
pub mod uploads;
mod words;

pub use building::{Offered, latest, offered, purpose_of, version};
pub use model::{
    Access, Choice, Content, Instrument, Kind, MOST_FILES, MOST_QUESTIONS, NO, Picked, Purpose, Question,
    Response, Score, Section, Text, Version, Way, YES,
};
use platform::{
    files::Files,
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
pub use responding::{Given, Kept, attached, forget_words, keep, read, score};
pub use rules::{Answer, Answers, Attached, Typed};
pub use show::Questions;
use store::{Migration, migrations};
use ui::Lang;
use web::{Group, Module, Nav};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_instruments"];

/// To see questionnaires and enter paper forms.
pub const ENTER: Permission = Permission("instruments.enter", Reach::Library);
/// To write, publish, open and close them.
pub const EDIT: Permission = Permission("instruments.edit", Reach::Library);
/// To see what was answered.
pub const RESULTS: Permission = Permission("instruments.results", Reach::Library);

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[ENTER, EDIT, RESULTS] },
    Role { name: "librarian", permissions: &[ENTER, EDIT, RESULTS] },
    Role { name: "desk", permissions: &[ENTER] },
];

const NAV: &[Nav] =
    &[Nav::staff(Group::People, 45, "nav-instruments", pages::LIST, "LuClipboardList", ENTER)];

const TASKS: &[Task] = &[Task {
    name: "instruments.files",
    when: When::Daily(jiff::civil::Time::constant(2, 25, 0, 0)),
    run: uploads::sweep,
}];

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house; what is handed in is kept in `files`.
pub fn module(files: &Files) -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes(files).and(api::routes()),
        nav: NAV,
        permissions: &[ENTER, EDIT, RESULTS],
        roles: ROLES,
        settings: settings::SETTINGS,
        tasks: TASKS,
        indicators: census::INDICATORS,
        invariants: census::INVARIANTS,
        followers: holdings::FOLLOWERS,
        holdings: holdings::HOLDINGS,
        ..Module::new("instruments", TEXTS)
    }
}
