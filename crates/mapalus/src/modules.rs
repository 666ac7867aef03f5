//! The modules of the house, listed once.

use std::sync::Arc;

use catalogue::indexer::Index;
use platform::files::Files;
use store::Migration;
use ui::{Lang, Lexicon};
use web::Module;

/// Every module, each after those it stands on.
pub fn modules(index: &Arc<Index>, files: &Files) -> Vec<Module> {
    vec![
        web::pages::module(),
        people::module(),
        notices::module(),
        identity::module(),
        funds::module(files),
        membership::module(),
        instruments::module(files),
        partners::module(files),
        assets::module(files),
        catalogue::module(index, files),
        acquisitions::module(),
        circulation::module(),
        visits::module(),
        contributions::module(files),
        volunteers::module(),
        activities::module(files),
        privacy::module(),
    ]
}

/// The schemas of all modules, in the order of application.
pub fn schemas() -> Vec<(&'static str, &'static [Migration])> {
    vec![
        ("platform", platform::MIGRATIONS),
        ("people", people::MIGRATIONS),
        ("notices", notices::MIGRATIONS),
        ("identity", identity::MIGRATIONS),
        ("funds", funds::MIGRATIONS),
        ("membership", membership::MIGRATIONS),
        ("instruments", instruments::MIGRATIONS),
        ("partners", partners::MIGRATIONS),
        ("assets", assets::MIGRATIONS),
        ("catalogue", catalogue::MIGRATIONS),
        ("acquisitions", acquisitions::MIGRATIONS),
        ("circulation", circulation::MIGRATIONS),
        ("visits", visits::MIGRATIONS),
        ("contributions", contributions::MIGRATIONS),
        ("volunteers", volunteers::MIGRATIONS),
        ("activities", activities::MIGRATIONS),
        ("privacy", privacy::MIGRATIONS),
    ]
}

/// All the words of the program.
///
/// # Errors
/// Keys that are missing in a language, stand twice, or do not parse: a mistake of the program.
pub fn lexicon() -> Result<&'static Lexicon, ui::lang::LexiconError> {
    const OWN: [(Lang, &str); 2] =
        [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];
    let sources = [
        ui::TEXTS,
        OWN,
        web::pages::TEXTS,
        people::TEXTS,
        notices::TEXTS,
        identity::TEXTS,
        funds::TEXTS,
        membership::TEXTS,
        instruments::TEXTS,
        partners::TEXTS,
        assets::TEXTS,
        catalogue::TEXTS,
        acquisitions::TEXTS,
        circulation::TEXTS,
        visits::TEXTS,
        contributions::TEXTS,
        volunteers::TEXTS,
        activities::TEXTS,
        privacy::TEXTS,
    ];
    Ok(Lexicon::new(&sources.concat())?.keep())
}
