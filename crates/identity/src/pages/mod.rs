//! What people see of signing in, of their own account, and of who may do what.

mod again;
mod code;
mod colleagues;
mod former;
mod passkeys;
mod password;
mod provider;
mod roles;
mod security;
mod sign_in;

use web::{Access, Routes};

use crate::{ACCOUNTS, ROLES};

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    entrance().and(own()).and(staff())
}

/// The way in and out.
fn entrance() -> Routes {
    let (public, signed_in) = (Access::Public, Access::SignedIn);
    Routes::new()
        .get("/masuk", public, sign_in::form)
        .post("/masuk", public, sign_in::submit)
        .post("/keluar", public, sign_in::leave)
        .get("/masuk/kode", public, code::form)
        .post("/masuk/kode", public, code::submit)
        .post("/masuk/kunci/tanya", public, passkeys::ask)
        .post("/masuk/kunci", public, passkeys::enter)
        .get("/masuk/lembaga", public, provider::go)
        .get("/masuk/lembaga/kembali", public, provider::back)
        .post("/masuk/lembaga", public, provider::enter)
        .get("/masuk/lagi", signed_in, again::form)
        .post("/masuk/lagi", signed_in, again::submit)
        .post("/masuk/lagi/kunci", signed_in, passkeys::prove)
        .get("/masuk/lanjut", signed_in, again::go_on)
}

/// One's own account.
fn own() -> Routes {
    let (signed_in, fresh) = (Access::SignedIn, Access::SignedInFresh);
    Routes::new()
        .get("/saya/keamanan", signed_in, security::page)
        .post("/saya/keamanan/sandi", signed_in, password::change)
        .get("/saya/keamanan/kode", fresh, security::enrolment)
        .post("/saya/keamanan/kode/mulai", fresh, security::begin)
        .post("/saya/keamanan/kode", fresh, security::confirm)
        .post("/saya/keamanan/kode/hapus", fresh, security::remove)
        .post("/saya/keamanan/cadangan", fresh, security::new_paper)
        .post("/saya/keamanan/kunci/tanya", fresh, passkeys::ask_for_new)
        .post("/saya/keamanan/kunci", fresh, passkeys::add)
        .post("/saya/keamanan/kunci/{id}/nama", signed_in, passkeys::rename)
        .post("/saya/keamanan/kunci/{id}/hapus", fresh, passkeys::remove)
        .post("/saya/keamanan/sesi/akhiri", signed_in, security::end_others)
        .post("/saya/keamanan/sesi/{id}/akhiri", signed_in, security::end_one)
        .post("/saya/keamanan/lembaga/lepas", fresh, provider::unlink)
}

/// Who works here and may do what.
fn staff() -> Routes {
    let (accounts, roles) = (Access::Fresh(ACCOUNTS), Access::Fresh(ROLES));
    Routes::new()
        .get("/staf/akun", Access::Can(ACCOUNTS), colleagues::page)
        .post("/staf/akun", accounts, colleagues::appoint)
        .get("/staf/akun/{person}", Access::Can(ACCOUNTS), colleagues::one)
        .post("/staf/akun/{person}/peran", accounts, colleagues::assign)
        .post("/staf/akun/{person}/peran/batal/{change}", accounts, colleagues::assign_back)
        .post("/staf/akun/{person}/sandi", accounts, colleagues::new_password)
        .post("/staf/akun/{person}/sesi/akhiri", accounts, colleagues::end_sessions)
        .post("/staf/akun/{person}/langkah-kedua/hapus", accounts, colleagues::forget_second_step)
        .post("/staf/akun/{person}/tutup", accounts, colleagues::dismiss)
        .get("/staf/akun/{person}/kembali", Access::Can(ACCOUNTS), former::one)
        .post("/staf/akun/{person}/kembali", accounts, former::reappoint)
        .get("/staf/peran", Access::Can(ROLES), roles::page)
        .post("/staf/peran", roles, roles::make)
        .get("/staf/peran/baru", Access::Can(ROLES), roles::new)
        .get("/staf/peran/{role}", Access::Can(ROLES), roles::one)
        .post("/staf/peran/{role}", roles, roles::change)
        .post("/staf/peran/{role}/batal/{change}", roles, roles::take_back)
        .post("/staf/peran/{role}/hapus", roles, roles::remove)
        .get("/staf/lembaga", Access::Can(ROLES), provider::settings)
        .post("/staf/lembaga", roles, provider::set)
}
