//! What people see of members: at the desk, on paper, and of themselves.

mod bases;
mod card;
pub(crate) mod cards;
mod children;
mod claim;
mod classes;
pub(crate) mod consent;
mod consents;
mod family;
mod fields;
mod find;
mod join;
mod mine;
mod plans;
mod portal;
mod receipts;
mod record;
mod register;
mod rollover;
mod rosters;
mod sponsors;
mod vouchers;
mod waiting;

use kernel::{Date, Id, Rupiah};
use people::{EDIT, VIEW};
use store::Tx;
use ui::{
    Lang, Page, Speech,
    part::{Badge, Choice, Errors, Field, Link, Tone},
};
use web::{Access, Failure, Routes, Visit};

use crate::{Member, Plan, Received, Standing, changes::Change, members, queries, rules};

pub(crate) use children::{agreed, own_child, path_of_child, signed_in};
pub(crate) use claim::path_of as claim_path;
pub(crate) use join::JOIN;
pub(crate) use portal::PARTNER_PANELS;
pub(crate) use vouchers::GUESSES;

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    Routes::new()
        .get("/staf/anggota", view, find::page)
        .get("/staf/anggota/baru", edit, register::blank)
        .post("/staf/anggota/baru", edit, register::submit)
        .get("/staf/anggota/orang/{id}", view, register::of_person)
        .get("/staf/anggota/kelas", edit, classes::blank)
        .post("/staf/anggota/kelas", edit, classes::upload)
        .get("/staf/anggota/kelas/{file}", edit, classes::look)
        .post("/staf/anggota/kelas/{file}", edit, classes::enrol)
        .get("/staf/anggota/persetujuan/{organisation}", edit, consents::blank)
        .post("/staf/anggota/persetujuan/{organisation}", edit, consents::confirm)
        .post("/staf/anggota/persetujuan/{organisation}/batal/{list}", edit, consents::take_back)
        .get("/staf/anggota/iuran", edit, receipts::blank)
        .post("/staf/anggota/iuran", edit, receipts::enter)
        .post("/staf/anggota/iuran/tarik", edit, receipts::take_back)
        .get("/staf/anggota/kartu", view, cards::sheet)
        .get("/staf/anggota/kartu/antrean", view, cards::queue)
        .post("/staf/anggota/kartu/cetak", view, cards::print)
        .get("/staf/anggota/kartu/cetakan/{batch}", view, cards::again)
        .post("/staf/anggota/kartu/cetakan/{batch}/batal", view, cards::forget)
        .get("/staf/anggota/{code}/persetujuan.pdf", view, consent::form)
        .get("/staf/anggota/{code}", view, record::page)
        .get("/staf/anggota/{code}/ubah", edit, register::change)
        .post("/staf/anggota/{code}/ubah", edit, register::submit_change)
        .get("/staf/anggota/{code}/kartu", view, cards::one)
        .post("/staf/anggota/{code}/perpanjang", edit, record::renew)
        .post("/staf/anggota/{code}/blokir", edit, record::block)
        .post("/staf/anggota/{code}/buka-blokir", edit, record::unblock)
        .post("/staf/anggota/{code}/tutup", edit, record::close)
        .post("/staf/anggota/{code}/pulihkan/{change}", edit, record::restore)
        .post("/staf/anggota/{code}/akun", edit, record::open_account)
        .get("/gabung", Access::Public, join::blank)
        .post("/gabung", Access::Public, join::submit)
        .get("/gabung/kartu/{token}", Access::Public, claim::blank)
        .post("/gabung/kartu/{token}", Access::Public, claim::submit)
        .get("/staf/anggota/sementara", view, waiting::page)
        .post("/staf/anggota/{code}/pastikan", edit, family::confirm)
        .post("/staf/anggota/{code}/tolak", edit, family::reject)
        .post("/staf/anggota/{code}/wali", edit, family::link)
        .post("/staf/anggota/{code}/wali/lepas", edit, family::unlink)
        .post("/staf/anggota/{code}/persetujuan", edit, family::give)
        .post("/staf/anggota/{code}/persetujuan/cabut", edit, family::withdraw)
        .post("/staf/anggota/{code}/kartu-baru", edit, family::reissue)
        .post("/staf/anggota/{code}/dewasa", edit, family::grown)
        .post("/staf/anggota/{code}/dewasa/batal", edit, family::not_grown)
        .get("/staf/anggota/{code}/dasar", edit, bases::blank)
        .post("/staf/anggota/{code}/dasar", edit, bases::add)
        .get("/staf/anggota/{code}/dasar/{basis}", edit, bases::ending)
        .post("/staf/anggota/{code}/dasar/{basis}", edit, bases::end)
        .post("/staf/anggota/{code}/dasar/{basis}/lagi", edit, bases::again)
        .post("/staf/anggota/{code}/dasar/{basis}/tarik", edit, bases::retract)
        .post("/staf/anggota/{code}/voucer", edit, bases::redeem)
        .post("/staf/anggota/{code}/voucer/kembalikan", edit, bases::give_back)
        .get("/saya/voucer", Access::SignedIn, vouchers::mine)
        .post("/saya/voucer", Access::SignedIn, vouchers::redeem_mine)
        .get("/saya/kartu", Access::SignedIn, card::page)
        .get("/saya/kartu/pekerja.js", Access::Public, card::worker)
        .get("/saya/kartu/manifest.json", Access::Public, card::manifest)
        .get("/saya/keluarga", Access::SignedIn, children::mine)
        .get("/saya/keluarga/{code}", Access::SignedIn, children::child)
        .get("/saya/keluarga/{code}/persetujuan.pdf", Access::SignedIn, consent::form_of_mine)
        .post("/saya/keluarga/{code}/setuju", Access::SignedInFresh, children::agree_mine)
        .post("/saya/keluarga/{code}/cabut", Access::SignedInFresh, children::withdraw_mine)
        .post("/saya/keluarga/{code}/cabut/batal/{change}", Access::SignedIn, children::restore_mine)
        .get("/saya/daftar-nama/{id}", Access::SignedIn, portal::page)
        .post("/saya/daftar-nama/{id}", Access::SignedIn, portal::upload)
        .get("/saya", Access::SignedIn, mine::page)
        .post("/saya/perpanjang", Access::SignedIn, mine::renew)
        .post("/saya/keluarga/{code}/perpanjang", Access::SignedIn, children::renew_mine)
        .and(plans::routes())
        .and(sponsors::routes())
}

/// Where a member's page is. A slash in a number would be read as a new part of the path.
pub(crate) fn path_of(code: &str) -> String {
    format!("/staf/anggota/{}", code.replace('/', "%2F"))
}

/// Where a change of the membership is taken back.
fn undo(code: &str, change: Id<Change>) -> String {
    format!("{}/pulihkan/{change}", path_of(code))
}

/// The member a path names.
fn member(tx: &mut Tx<'_>, code: &str) -> store::Result<Member> {
    queries::by_code(tx, code)?.ok_or_else(|| members::unknown().into())
}

/// A page of the workroom below the list of members.
fn below_list(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs = vec![
        Link::new(visit.t.say("nav-members"), "/staf/anggota"),
        Link::new(page.title.clone(), String::new()),
    ];
    page
}

/// What a plan is called.
pub fn plan_name(t: Speech, plan: &Plan) -> String {
    match (t.lang(), &plan.name_en, &plan.name) {
        (Lang::En, Some(name), _) | (_, _, Some(name)) => name.clone(),
        (_, _, None) => t.known(&format!("plan-{}", plan.code)).unwrap_or(&plan.code).to_owned(),
    }
}

/// What the plan with this code is called.
fn plan_named(t: Speech, plans: &[Plan], code: &str) -> String {
    plans.iter().find(|plan| plan.code == code).map_or_else(|| code.to_owned(), |plan| plan_name(t, plan))
}

/// What a plan is called where it is chosen, with what it costs.
fn plan_choice(t: Speech, plan: &Plan) -> String {
    match plan.price {
        Rupiah(0) => plan_name(t, plan),
        Rupiah(price) => format!("{} ({})", plan_name(t, plan), t.rupiah(price)),
    }
}

/// The field for what was paid.
fn paid_field(t: Speech, typed: &str, errors: &Errors) -> Field {
    Field::text(t, "paid", t.say("basis-paid"), typed)
        .hint(t.say("basis-paid-hint"))
        .digits()
        .short()
        .optional()
        .error(errors.of("paid"))
}

/// The field for why more was paid than the plan costs, where that is asked.
fn more_field(t: Speech, typed: &str, errors: &Errors) -> Option<Field> {
    let error = errors.of("paid_more");
    let asked = error.is_some() || !typed.is_empty();
    asked.then(|| {
        Field::text(t, "paid_more", t.say("basis-paid-more"), typed)
            .hint(t.say("basis-paid-more-hint"))
            .autocomplete("off")
            .error(error)
    })
}

/// The field for where that lies.
fn received_field(t: Speech, typed: &str) -> Field {
    let chosen = received(typed);
    let choice =
        |one: &Received| Choice::new(one.as_str(), t.say(&format!("received-{one}"))).chosen(*one == chosen);
    Field::radios(t, "received", t.say("basis-received"), Received::ALL.iter().map(choice).collect())
}

/// The field for a guardian's being grown up, where no birth date says so.
fn grown_field(t: Speech, stated: bool) -> Field {
    Field::check(t, "grown_up", t.say("family-grown-up"), "1", stated).hint(t.say("family-grown-up-hint"))
}

/// Where what was paid lies, as it is chosen.
fn received(typed: &str) -> Received {
    typed.parse().unwrap_or_default()
}

/// An amount as it is typed: `50000`, `50.000`, `Rp50.000`.
fn amount(typed: &str) -> Option<Rupiah> {
    let digits: String = typed.trim().trim_start_matches("Rp").split(['.', ' ']).collect();
    digits.parse().ok().map(Rupiah)
}

/// How a membership stands, in an icon and words.
pub(crate) fn standing_badge(t: Speech, member: &Member, today: Date) -> Badge {
    match rules::standing(member, today) {
        Standing::Active => Badge::new(Tone::Ok, t.say("standing-active")),
        Standing::Expired(_) => Badge::new(Tone::Warn, t.say("standing-expired")),
        Standing::Blocked(_) => Badge::new(Tone::Bad, t.say("standing-blocked")).icon("LuBan"),
        Standing::Upcoming => Badge::new(Tone::Info, t.say("standing-upcoming")),
        Standing::Unagreed(_) => Badge::new(Tone::Warn, t.say("standing-unagreed")),
    }
}

/// The plans, as every page with a member needs them.
async fn all_plans(visit: &Visit) -> Result<Vec<Plan>, Failure> {
    Ok(visit.read(crate::plans::all).await?)
}
