//! What staff and members see of lending.

mod adding;
mod desk;
mod entry;
mod loans;
mod matters;
mod offline;
mod panel;
mod policies;
mod preview;
mod receipt;
mod statement;

use jiff::civil::Time;
use kernel::{Act, Timestamp};
use platform::{
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
use ui::Speech;
use web::{Access, Group, Module, Nav, Routes};

use crate::{MIGRATIONS, TEXTS, figures, merging, parting, reminders, settings};

/// Lend, take back and renew at the desk.
pub const LEND: Permission = Permission("circulation.lend", Reach::Branch);
/// Lend and renew in spite of the rules.
pub const OVERRIDE: Permission = Permission("circulation.override", Reach::Branch);
/// Add a copy that stands in no catalogue.
pub const FAST_ADD: Permission = Permission("circulation.fast-add", Reach::Branch);
/// Decide the rules.
pub const RULES: Permission = Permission("circulation.rules", Reach::Everywhere);

const NAV: &[Nav] = &[
    Nav::staff(Group::Day, 20, "nav-circulation", "/staf/meja", "LuScanBarcode", LEND),
    Nav::staff(Group::Day, 24, "nav-overdue", "/staf/terlambat", "LuCalendarClock", LEND),
    Nav::staff(Group::House, 880, "nav-policies", "/staf/aturan", "LuSlidersHorizontal", RULES),
    Nav::member(20, "nav-my-loans", "/saya/pinjaman", "LuBookUp"),
];

/// What this module does by the clock: returned loans are parted from their readers.
const TASKS: &[Task] = &[
    Task { name: "circulation.part", when: When::Daily(Time::constant(3, 10, 0, 0)), run: parting::part_old },
    reminders::TASK,
];

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[LEND, OVERRIDE, FAST_ADD, RULES] },
    Role { name: "librarian", permissions: &[LEND, OVERRIDE, FAST_ADD] },
    Role { name: "desk", permissions: &[LEND, FAST_ADD] },
    Role { name: "volunteer", permissions: &[LEND] },
];

/// Lending as a module of the house.
pub fn module() -> Module {
    let lend = Access::Can(LEND);
    let rules = Access::Can(RULES);
    let routes = Routes::new()
        .get("/staf/meja", lend, desk::page)
        .post_keeping("/staf/meja", lend, desk::kept, desk::scanned)
        .post("/staf/meja/batal", lend, desk::undo)
        .post("/staf/meja/selesai", lend, desk::finish)
        .post("/staf/meja/ganti", lend, desk::let_go)
        .post("/staf/meja/tempat", lend, desk::move_to)
        .get("/staf/meja/tambah", Access::Can(FAST_ADD), adding::page)
        .post("/staf/meja/tambah", Access::Can(FAST_ADD), adding::submit)
        .get("/staf/meja/luring", lend, desk::shell)
        .post("/staf/meja/luring", lend, offline::take)
        .get("/staf/meja/pekerja.js", Access::Public, offline::worker)
        .get(offline::REVIEW, lend, offline::review)
        .post("/staf/meja/tinjauan/{id}/tangani", lend, offline::handle)
        .post("/staf/meja/tinjauan/{id}/selesai", lend, offline::settle)
        .post("/staf/meja/tinjauan/{id}/buka", lend, offline::reopen)
        .get("/staf/meja/struk/{transaction}", lend, receipt::page)
        .get("/staf/meja/kartu-perintah", lend, receipt::commands)
        .get("/staf/terlambat", lend, loans::overdue)
        .get("/staf/anggota/{code}/pinjaman", lend, loans::of_member)
        .get("/saya/pinjaman", Access::SignedIn, loans::mine)
        .post("/saya/pinjaman", Access::SignedIn, loans::renew_mine)
        .get("/saya/keluarga/{code}/pinjaman", Access::SignedIn, loans::of_child)
        .post("/saya/keluarga/{code}/pinjaman", Access::SignedIn, loans::renew_of_child)
        .get("/staf/mitra-keanggotaan/{id}/laporan", Access::Can(membership::PLANS), statement::page)
        .get("/staf/mitra-keanggotaan/{id}/laporan.pdf", Access::Can(membership::PLANS), statement::letter)
        .get("/staf/aturan", rules, policies::page)
        .get("/staf/aturan/pratinjau", rules, preview::page)
        .post("/staf/aturan", rules, policies::decide)
        .post("/staf/aturan/urungkan", rules, policies::undo);
    Module {
        migrations: MIGRATIONS,
        routes: routes.and(crate::api::routes()),
        nav: NAV,
        permissions: &[LEND, OVERRIDE, FAST_ADD, RULES],
        roles: ROLES,
        settings: settings::SETTINGS,
        indicators: figures::INDICATORS,
        invariants: figures::INVARIANTS,
        holdings: parting::HOLDINGS,
        tasks: TASKS,
        matters: matters::MATTERS,
        panels: matters::PANELS,
        followers: merging::FOLLOWERS,
        consequences: merging::CONSEQUENCES,
        notices: reminders::NOTICES,
        benefits: policies::BENEFITS,
        ..Module::new("circulation", TEXTS)
    }
}

/// When something is due: the day, and the hour where it does not last until the end of the day.
fn due(t: Speech, act: &Act, moment: Timestamp) -> String {
    let local = moment.to_zoned_datetime(act.zone.clone()).datetime();
    if lasts_all_day(act, moment) {
        t.date_short(local)
    } else {
        format!("{} {}", t.date_short(local), t.time(local))
    }
}

/// Whether `moment` is the end of a day rather than an hour of it.
fn lasts_all_day(act: &Act, moment: Timestamp) -> bool {
    moment.to_zoned_datetime(act.zone.clone()).time() >= Time::constant(23, 59, 0, 0)
}
