//! The pages of the house itself: sign-in, preferences, files, health, and the workroom's own.

mod assets;
mod health;
mod preferences;
mod sign_in;

pub(crate) use assets::asset;
pub(crate) use health::recorder;
use ui::Lang;

use crate::{Access, Module, Routes};

/// The words of these pages.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../../locales/id.ftl")), (Lang::En, include_str!("../../locales/en.ftl"))];

/// The house as a module: what belongs to no other, with the ground all others stand on. It comes first in
/// the list of modules.
pub fn module() -> Module {
    let routes = Routes::new()
        .get("/masuk", Access::Public, sign_in::form)
        .post("/masuk", Access::Public, sign_in::submit)
        .post("/keluar", Access::Public, sign_in::leave)
        .get("/preferensi", Access::Public, preferences::form)
        .post("/preferensi", Access::Public, preferences::submit)
        .get("/healthz", Access::Public, health::alive)
        .get("/readyz", Access::Public, health::ready)
        .get("/metrics", Access::Machine, health::metrics);
    Module {
        routes,
        migrations: platform::MIGRATIONS,
        settings: platform::library::SETTINGS,
        tasks: platform::schedule::TASKS,
        ..Module::new("platform", TEXTS)
    }
}
