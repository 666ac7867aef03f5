//! What those who plan, decide and stand at the door see.

mod aims;
mod beside;
mod checkin;
mod course;
mod deeds;
mod edit;
mod gaps;
mod guest;
mod lines;
mod list;
mod one;
mod people;
mod present;
mod programmes;
mod session;
pub(super) mod tasks;

use axum::extract::Path;
use kernel::Id;
use platform::files::Files;
pub(crate) use programmes::paid_for;
use web::{Access, Post, Routes, Upload, Visit, sent::Sent};

use super::{LIST, PROGRAMMES, TODAY, paper};
use crate::{CHECK_IN, DECIDE, EDIT, Registration, VIEW, assignments::Submission, planning};

/// The list, as the way back from what stands below it.
const BACK: (&str, &str) = ("nav-staff-activities", LIST);

/// The fields of a form, as they are typed: several of one name are several answers.
type Fields = Vec<(String, String)>;

/// The key of a form, among its fields: of a new thing by which it is known when it is sent twice, otherwise what was there
/// when it was given out.
const KEY: &str = "form";

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// What was sent, to be done once for each form.
fn keyed(fields: &Fields) -> Sent {
    Sent::of(vec![(KEY, value(fields, KEY).to_owned()), ("fields", format!("{fields:?}"))])
}

/// Whether a form was refused because somebody else has changed what it is about.
fn is_stale(error: &store::Error) -> bool {
    let is_it = |one: &kernel::Reason| one.message.key == planning::CHANGED;
    matches!(error, store::Error::Refused(refusal) if refusal.reasons.iter().any(is_it))
}

/// Where an activity's page is.
fn path_of(code: &str) -> String {
    format!("{LIST}/{code}")
}

/// Every route of the workroom; materials are kept in `files`.
pub(super) fn routes(files: &Files) -> Routes {
    planning(files).and(registrations(files)).and(course(files)).and(door()).and(programme())
}

fn planning(files: &Files) -> Routes {
    let (view, edit, decide) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(DECIDE));
    let kept = files.clone();
    Routes::new()
        .get(LIST, view, list::page)
        .get("/staf/kegiatan/baru", edit, edit::blank)
        .post("/staf/kegiatan/baru", edit, edit::submit)
        .get("/staf/kegiatan/dari/{id}", view, edit::found)
        .get("/staf/kegiatan/{code}", view, one::page)
        .get("/staf/kegiatan/{code}/poster.pdf", view, paper::poster)
        .get("/staf/kegiatan/{code}/ubah", edit, edit::edit)
        .post("/staf/kegiatan/{code}/ubah", edit, edit::change)
        .post("/staf/kegiatan/{code}/setuju", decide, deeds::approve)
        .post("/staf/kegiatan/{code}/terbit", decide, deeds::publish)
        .post("/staf/kegiatan/{code}/batal", decide, deeds::cancel)
        .post("/staf/kegiatan/{code}/salin", edit, deeds::copy)
        .post("/staf/kegiatan/{code}/sesi", edit, deeds::add_sessions)
        .get("/staf/kegiatan/{code}/sesi/{id}", edit, session::page)
        .post("/staf/kegiatan/{code}/sesi/{id}", edit, deeds::change_session)
        .post("/staf/kegiatan/{code}/sesi/{id}/batal", decide, deeds::cancel_session)
        .post("/staf/kegiatan/{code}/kursi", edit, deeds::set_seats)
        .post("/staf/kegiatan/{code}/orang", edit, deeds::invite)
        .get("/staf/kegiatan/{code}/orang/{id}", edit, guest::page)
        .post("/staf/kegiatan/{code}/orang/{id}", edit, guest::change)
        .post("/staf/kegiatan/{code}/orang/{id}/hapus", edit, deeds::disinvite)
        .post("/staf/kegiatan/{code}/materi/{id}/hapus", edit, deeds::detach)
        .post(
            "/staf/kegiatan/{code}/materi",
            edit,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                deeds::attach(post, kept, code, upload)
            },
        )
}

fn registrations(files: &Files) -> Routes {
    let (view, edit, decide) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(DECIDE));
    let kept = files.clone();
    Routes::new()
        .get("/staf/kegiatan/{code}/peserta", view, people::page)
        .get("/staf/kegiatan/{code}/peserta/{id}", view, people::one)
        .get(
            "/staf/kegiatan/{code}/peserta/{id}/berkas/{question}",
            view,
            move |visit: Visit, Path(at): Path<(String, Id<Registration>, u16)>| {
                people::file(visit, kept, at)
            },
        )
        .post("/staf/kegiatan/{code}/peserta/{id}/setuju", edit, people::approve)
        .post("/staf/kegiatan/{code}/peserta/{id}/tolak", edit, people::decline)
        .post("/staf/kegiatan/{code}/peserta/{id}/batal", edit, people::take_back)
        .post("/staf/kegiatan/{code}/peserta/{id}/nilai", edit, course::assess)
        .post("/staf/kegiatan/{code}/peserta/{id}/sertifikat", decide, course::issue)
        .post("/staf/kegiatan/{code}/peserta/{id}/cabut", decide, course::revoke)
        .post("/staf/kegiatan/{code}/peserta/{id}/ganti", decide, course::reissue)
}

fn course(files: &Files) -> Routes {
    let (view, edit, decide) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(DECIDE));
    let kept = files.clone();
    Routes::new()
        .get("/staf/kegiatan/{code}/hasil", view, course::page)
        .post("/staf/kegiatan/{code}/hasil", decide, course::issue_all)
        .get("/staf/kegiatan/{code}/sertifikat.pdf", view, paper::certificates)
        .get("/staf/kegiatan/{code}/tugas", view, tasks::page)
        .post("/staf/kegiatan/{code}/tugas", edit, tasks::set)
        .get("/staf/kegiatan/{code}/tugas/{id}", view, tasks::submission)
        .post("/staf/kegiatan/{code}/tugas/{id}", edit, tasks::assess)
        .post("/staf/kegiatan/{code}/tugas/{id}/hapus", edit, tasks::remove)
        .get(
            "/staf/kegiatan/{code}/tugas/{id}/berkas",
            view,
            move |visit: Visit, Path(at): Path<(String, Id<Submission>)>| tasks::file(visit, kept, at),
        )
}

fn door() -> Routes {
    let check = Access::Can(CHECK_IN);
    Routes::new()
        .get(TODAY, check, checkin::today)
        .get("/staf/kehadiran/pekerja.js", check, checkin::worker)
        .get("/staf/kehadiran/{id}", check, checkin::page)
        .get("/staf/kehadiran/{id}/daftar-hadir.pdf", check, paper::sheet)
        .post("/staf/kehadiran/{id}", check, checkin::scan)
        .post("/staf/kehadiran/{id}/datang", check, checkin::walk_in)
        .post("/staf/kehadiran/{id}/jumlah", check, checkin::recount)
        .post("/staf/kehadiran/{id}/hitung", check, checkin::headcount)
        .post("/staf/kehadiran/{id}/urung/{note}", check, checkin::undo)
}

fn programme() -> Routes {
    let (view, edit, decide) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(DECIDE));
    Routes::new()
        .get(PROGRAMMES, view, programmes::list)
        .get("/staf/program/baru", edit, programmes::blank)
        .post("/staf/program/baru", edit, programmes::submit)
        .get("/staf/program/{code}", view, programmes::page)
        .post("/staf/program/{code}", edit, programmes::change)
        .post("/staf/program/{code}/salin", edit, programmes::copy)
        .post("/staf/program/{code}/terbit", decide, programmes::publish)
        .post("/staf/program/{code}/terbitkan-kegiatan", decide, programmes::publish_ready)
        .post("/staf/program/{code}/anggaran", edit, aims::add_cost)
        .get("/staf/program/{code}/anggaran/{id}", edit, lines::cost)
        .post("/staf/program/{code}/anggaran/{id}", edit, lines::change_cost)
        .post("/staf/program/{code}/anggaran/{id}/hapus", edit, aims::remove_cost)
        .post("/staf/program/{code}/kerangka", edit, aims::add_aim)
        .post("/staf/program/{code}/kerangka/capaian", edit, aims::reach)
        .get("/staf/program/{code}/kerangka/{id}", edit, lines::aim)
        .post("/staf/program/{code}/kerangka/{id}", edit, lines::change_aim)
        .post("/staf/program/{code}/kerangka/{id}/hapus", edit, aims::remove_aim)
}
