//! The pages of the house itself: sign-in, preferences, files, health, and the workroom's own.

mod about;
mod assets;
mod branches;
mod health;
mod holdings;
mod hours;
mod jobs;
mod journal;
pub(crate) mod naming;
mod preferences;
mod settings;
mod special_days;
mod today;
mod tokens;

pub(crate) use assets::asset;
pub(crate) use health::recorder;
use platform::permissions::{Permission, Reach, Role};
pub(crate) use today::Counting;
use ui::Lang;

use crate::{Access, Group, Module, Nav, Routes, api};

/// To see how the house is doing today: everybody who works here.
pub const TODAY: Permission = Permission("house.today", Reach::Library);
/// To decide when a branch is open, and what it is called.
pub const BRANCHES: Permission = Permission("house.branches", Reach::Branch);
/// To decide what the library decides for itself.
pub const SETTINGS: Permission = Permission("house.settings", Reach::Everywhere);
/// To look after what the program does by itself: jobs, the clock.
pub const JOBS: Permission = Permission("house.jobs", Reach::Everywhere);
/// To read who changed what.
pub const AUDIT: Permission = Permission("house.audit", Reach::Everywhere);
/// To let other programs use the library in one's own name.
pub const TOKENS: Permission = Permission("house.tokens", Reach::Library);
/// To see everybody's tokens and take them back.
pub const ALL_TOKENS: Permission = Permission("house.all-tokens", Reach::Everywhere);

/// The words of these pages.
pub const TEXTS: [(Lang, &str); 2] = [
    (Lang::Id, concat!(include_str!("../../locales/id.ftl"), include_str!("../../locales/api/id.ftl"))),
    (Lang::En, concat!(include_str!("../../locales/en.ftl"), include_str!("../../locales/api/en.ftl"))),
];

/// The roles every library begins with; the other modules give them more.
const BEGINNING: &[Role] = &[
    Role { name: "head", permissions: &[TODAY, BRANCHES, SETTINGS, JOBS, AUDIT, TOKENS, ALL_TOKENS] },
    Role { name: "librarian", permissions: &[TODAY, BRANCHES, SETTINGS, JOBS, TOKENS] },
    Role { name: "treasurer", permissions: &[TODAY] },
    Role { name: "desk", permissions: &[TODAY] },
    Role { name: "cataloguer", permissions: &[TODAY] },
    Role { name: "volunteer", permissions: &[TODAY] },
];

const NAV: &[Nav] = &[
    Nav::staff(Group::Day, 10, "today-title", "/staf", "LuSun", TODAY),
    Nav::staff(Group::House, 900, "settings-title", "/staf/pengaturan", "LuSettings", SETTINGS),
    Nav::staff(Group::House, 905, "hours-title", "/staf/jam-buka", "LuCalendarClock", BRANCHES),
    Nav::staff(Group::House, 925, "tokens-title", "/staf/token", "LuKeyRound", TOKENS),
    Nav::staff(Group::House, 930, "jobs-title", "/staf/pekerjaan", "LuListChecks", JOBS),
    Nav::staff(Group::House, 940, "journal-title", "/staf/audit", "LuHistory", AUDIT),
];

/// The house as a module: what belongs to no other, with the ground all others stand on. It comes first in
/// the list of modules.
pub fn module() -> Module {
    let (public, settings, branches) = (Access::Public, Access::Can(SETTINGS), Access::Can(BRANCHES));
    let routes = Routes::new()
        .get("/preferensi", public, preferences::form)
        .post("/preferensi", public, preferences::submit)
        .get("/tentang", public, about::page)
        .get("/healthz", public, health::alive)
        .get("/readyz", public, health::ready)
        .get("/metrics", Access::Machine, health::metrics)
        .get("/staf", Access::Can(TODAY), today::page)
        .post("/staf/jam", Access::Can(JOBS), today::confirm_clock)
        .get("/staf/pengaturan", settings, settings::page)
        .post("/staf/pengaturan", settings, settings::change)
        .post("/staf/pengaturan/{key}/batal/{at}", settings, settings::undo)
        .get("/staf/jam-buka", branches, hours::page)
        .post("/staf/jam-buka/{branch}", branches, hours::set)
        .post("/staf/jam-buka/{branch}/batal", branches, hours::set_back)
        .get("/staf/jam-buka/cabang", branches, branches::new)
        .post("/staf/jam-buka/cabang", branches, branches::save)
        .post("/staf/jam-buka/cabang/batal", branches, branches::save_back)
        .post("/staf/jam-buka/cabang/{branch}/hapus", branches, branches::remove)
        .post("/staf/jam-buka/hari", branches, special_days::add)
        .post("/staf/jam-buka/hari/lagi", branches, special_days::add_again)
        .post("/staf/jam-buka/hari/{id}/hapus", branches, special_days::remove)
        .get("/staf/pekerjaan", Access::Can(JOBS), jobs::page)
        .post("/staf/pekerjaan/ulangi", Access::Can(JOBS), jobs::retry_all)
        .post("/staf/pekerjaan/{id}/ulangi", Access::Can(JOBS), jobs::retry)
        .get("/staf/audit", Access::Can(AUDIT), journal::page)
        .get("/staf/token", Access::Can(TOKENS), tokens::page)
        .post("/staf/token", Access::Fresh(TOKENS), tokens::issue)
        .post("/staf/token/{id}/cabut", Access::Can(TOKENS), tokens::revoke)
        .get("/api", public, api::readable_page)
        .get("/api/openapi.json", public, api::document_page);
    Module {
        routes,
        nav: NAV,
        permissions: &[TODAY, BRANCHES, SETTINGS, JOBS, AUDIT, TOKENS, ALL_TOKENS],
        roles: BEGINNING,
        migrations: platform::MIGRATIONS,
        settings: platform::library::SETTINGS,
        tasks: platform::schedule::TASKS,
        holdings: holdings::HOLDINGS,
        ..Module::new("platform", TEXTS)
    }
}
