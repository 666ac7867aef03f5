//! What people see of the library's money: the staff everything, everybody what came in, what it became, what is left.

mod agreeing;
mod asking;
mod chart;
mod fund;
mod journal;
mod keeping;
mod look;
mod programmes;
mod public;
mod spending;
mod statement;

use axum::extract::Path;
use kernel::{Date, Id, Person};
use platform::files::Files;
use ui::{Html, Speech, part::Pager};
use web::{Access, Answer, Failure, PartnerPanel, Period, Routes, Upload, Visit};

use sheet::Cell;

use crate::{
    APPROVE, Document, KEEP, REOPEN, REQUEST, Spending, Transaction, VIEW,
    amendments::{self, Amendment},
    documents, outcomes,
};

/// How many lines a page of a list has.
const PER_PAGE: i64 = 50;

/// Every route of this module; documents are kept in `files`.
pub(crate) fn routes(files: &Files) -> Routes {
    let (view, keep) = (Access::Can(VIEW), Access::Can(KEEP));
    let (request, approve) = (Access::Can(REQUEST), Access::Can(APPROVE));
    let (shown, wished, posted, agreed) = (files.clone(), files.clone(), files.clone(), files.clone());
    let (letters, slips) = (files.clone(), files.clone());
    Routes::new()
        .get("/staf/dana", view, fund::list)
        .get("/staf/dana/anggaran", view, programmes::page)
        .get("/staf/dana/baru", keep, fund::blank)
        .post("/staf/dana/baru", keep, fund::open)
        .get("/staf/dana/{code}", view, fund::page)
        .get("/staf/dana/{code}/ubah", keep, fund::edit)
        .post("/staf/dana/{code}/ubah", keep, fund::change)
        .post(
            "/staf/dana/{code}/terima",
            keep,
            move |post: web::Post, Path(code): Path<String>, sent: web::Uploads| {
                keeping::receive(post, slips, code, sent)
            },
        )
        .post("/staf/dana/{code}/awal", keep, keeping::begin)
        .post("/staf/dana/{code}/pindah", keep, keeping::transfer)
        .post("/staf/dana/{code}/anggaran", keep, keeping::plan)
        .post("/staf/dana/{code}/sisa", request, keeping::leave)
        .post("/staf/dana/{code}/akun", request, keeping::allow)
        .post(
            "/staf/dana/{code}/kesepakatan",
            keep,
            move |post: web::Post, Path(code): Path<String>, upload: Upload| {
                keeping::amend(post, agreed, code, upload)
            },
        )
        .post("/staf/dana/{code}/kesepakatan/{id}", approve, keeping::agree)
        .get("/staf/bukti-kesepakatan/{id}", view, move |visit: Visit, Path(id): Path<Id<Amendment>>| {
            letter(visit, letters, id)
        })
        .post("/staf/dana/{code}/tutup", keep, keeping::close)
        .get("/staf/dana/{code}/laporan", view, statement::page)
        .get("/staf/dana/{code}/laporan.pdf", view, statement::paper)
        .get("/staf/dana/{code}/laporan.xlsx", view, statement::xlsx)
        .get("/staf/dana/{code}/laporan.csv", view, statement::csv)
        .get("/staf/kas", view, journal::page)
        .get("/staf/kas/jurnal.xlsx", view, journal::xlsx)
        .get("/staf/kas/jurnal.csv", view, journal::csv)
        .get("/staf/kas/neraca.xlsx", view, journal::balance_xlsx)
        .get("/staf/kas/neraca.csv", view, journal::balance_csv)
        .get("/staf/kas/akun", view, chart::accounts)
        .post("/staf/kas/akun", keep, chart::add_account)
        .get("/staf/kas/bulan", view, chart::months)
        .post("/staf/kas/bulan/{month}/tutup", keep, chart::close_month)
        .post("/staf/kas/bulan/{month}/buka", Access::Can(REOPEN), chart::reopen_month)
        .get("/staf/kas/{id}", view, journal::transaction)
        .post("/staf/kas/{id}/batal", keep, journal::reverse)
        .post(
            "/staf/kas/{id}/dokumen",
            keep,
            move |post: web::Post, Path(id): Path<Id<Transaction>>, upload: Upload| {
                journal::keep_document(post, posted, id, upload)
            },
        )
        .get("/staf/belanja", view, spending::list)
        .get("/staf/belanja/baru", request, asking::blank)
        .post("/staf/belanja/baru", request, asking::request)
        .get("/staf/belanja/{id}", view, spending::page)
        .post("/staf/belanja/{id}/putus", approve, spending::decide)
        .post("/staf/belanja/{id}/bayar", keep, spending::pay)
        .post("/staf/belanja/{id}/batal-bayar", keep, spending::take_back)
        .post("/staf/belanja/{id}/urungkan", request, spending::withdraw)
        .post(
            "/staf/belanja/{id}/dokumen",
            request,
            move |post: web::Post, Path(id): Path<Id<Spending>>, upload: Upload| {
                spending::keep_document(post, wished, id, upload)
            },
        )
        .get("/staf/bukti/{id}", view, move |visit: Visit, Path(id): Path<Id<Document>>| {
            document(visit, shown, id)
        })
        .get("/dana", Access::Public, public::page)
}

pub(crate) use look::money;

/// The statement of a fund from its beginning, as PDF, for whoever is `mine`: it names only them and who agreed to be named.
/// Whoever asks for it sees to who may have it.
///
/// # Errors
/// As those of any page: where there is no such fund, and what went wrong beneath.
pub async fn statement_of(visit: &Visit, code: String, mine: Vec<Id<Person>>) -> Answer {
    statement::printed(visit, code, statement::Asked::default(), statement::Eyes::Outside(mine)).await
}

/// The same as a page at `base`, from which each of its documents is opened (at `base`/bukti, see [`document_of`]).
///
/// # Errors
/// As those of [`statement_of`].
pub async fn statement_at(visit: &Visit, code: String, base: &str, mine: Vec<Id<Person>>) -> Answer {
    statement::given(visit, code, base, mine).await
}

/// A document of a fund, to be kept; one of another fund is none, and so is one of a giver who did not agree to be named.
/// Whoever asks for it sees to who may have it.
///
/// # Errors
/// As those of [`statement_of`].
pub async fn document_of(
    visit: Visit,
    files: Files,
    code: String,
    id: Id<Document>,
    mine: Vec<Id<Person>>,
) -> Answer {
    let today = visit.act().today();
    let all = visit
        .read(move |tx| {
            let fund = crate::funds::by_code(tx, &code)?;
            let (from, to) = (Date::constant(1900, 1, 1), today);
            let one = crate::statement::of(tx, fund.id, from, to)?;
            let all = crate::statement::documents(tx, fund.id, from, to)?;
            Ok(statement::seen(&one, all, &mine))
        })
        .await?;
    match all.iter().any(|paper| paper.document == id) {
        true => document(visit, files, id).await,
        false => Err(Failure::missing()),
    }
}

/// What the database is asked for page `number`, from 1.
fn place(number: u32) -> (i64, i64) {
    (PER_PAGE, (i64::from(number.clamp(1, 100_000)) - 1) * PER_PAGE)
}

/// The pages of a list of `count` lines.
fn pager(t: Speech, number: u32, count: i64, href: impl Fn(u32) -> String) -> Pager {
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    Pager::new(t, number, pages, href)
}

/// Where a fund's page is.
fn fund_path(code: &str) -> String {
    format!("/staf/dana/{code}")
}

/// Where a transaction's page is.
fn transaction_path(id: Id<Transaction>) -> String {
    format!("/staf/kas/{id}")
}

/// Where the page of a wish to pay is.
fn spending_path(id: Id<Spending>) -> String {
    format!("/staf/belanja/{id}")
}

/// What those who speak for a partner see of the funds it gave.
pub(crate) const PARTNER_PANELS: &[PartnerPanel] = &[PartnerPanel {
    order: 40,
    draw: |tx, act, t, partner, counted| {
        let given = crate::statement::of_giver(tx, partner, act.today())?;
        if given.is_empty() {
            return Ok(None);
        }
        let whole = Period { from: Date::constant(1900, 1, 1), to: act.today() };
        let mut became = outcomes::by_fund(tx, counted, whole)?;
        let told = given.into_iter().map(|shown| {
            let became = became.remove(&shown.id).unwrap_or_default();
            public::Told { shown, became }
        });
        let told: Vec<public::Told> = told.collect();
        Ok(Some(Html::of(&public::table(t, &told))))
    },
}];

/// Wishes to pay, for the payments of the ledger that belong to them.
pub(crate) const ORIGINS: &[web::Origin] = &[web::Origin {
    kind: "spending",
    page: |tx, id| {
        let found: Option<(String,)> =
            tx.opt(store::sql!("SELECT number FROM spending WHERE id = ?1"), store::vals![id])?;
        Ok(found.map(|(number,)| (number, spending_path(id.cast()))))
    },
    // Its documents are kept with it.
    paper: web::Origin::NO_PAPER,
}];

/// A giver's letter, to be kept.
async fn letter(visit: Visit, files: Files, id: Id<Amendment>) -> Answer {
    let one = visit.read(move |tx| amendments::one(tx, id)).await?;
    let hash = one.file.clone();
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    web::document::kept(bytes, &one.media, &one.title)
}

/// A document, to be kept.
async fn document(visit: Visit, files: Files, id: Id<Document>) -> Answer {
    let one = visit.read(move |tx| documents::one(tx, id)).await?;
    let hash = one.file.clone();
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    web::document::kept(bytes, &one.media, &one.title)
}

/// A spreadsheet under a name.
fn sheet_of(name: &str, rows: Vec<Vec<Cell>>) -> Answer {
    let bytes = sheet::write::xlsx(rows).map_err(Failure::fault)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    web::document::download(bytes, media, &format!("{name}.xlsx"))
}

/// The same as CSV.
fn csv_of(name: &str, rows: Vec<Vec<Cell>>) -> Answer {
    let text = sheet::write::csv(rows);
    web::document::download(text.into_bytes(), web::document::CSV, &format!("{name}.csv"))
}
