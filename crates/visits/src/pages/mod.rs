//! What staff and visitors see of the book at the door.

mod book;
mod counter;
mod grid;
mod kiosk;
mod kiosks;
mod many;
mod report;

use kernel::{Id, Message, Refusal};
use platform::library::{self, Branch};
use ui::{
    Page, Speech,
    page::query_value,
    part::{Choice, Field, Link},
};
use web::{Access, Failure, Routes, Visit};

use crate::{Band, KIOSKS, Purpose, RECORD, REPORT, Sex, settings};

/// Where the book is.
const BOOK: &str = "/staf/kunjungan";

/// Every route of this module but those of the API.
pub(crate) fn routes() -> Routes {
    let record = Access::Can(RECORD);
    let (report, kiosks) = (Access::Can(REPORT), Access::Can(KIOSKS));
    Routes::new()
        .get("/staf/kunjungan", record, book::page)
        .post_keeping("/staf/kunjungan/anggota", record, book::kept, book::scan)
        .post("/staf/kunjungan/tamu", record, book::guest)
        .get("/staf/kunjungan/rombongan", record, many::group_form)
        .post("/staf/kunjungan/rombongan", record, many::group)
        .get("/staf/kunjungan/kertas", record, many::sheet_form)
        .post("/staf/kunjungan/kertas", record, many::sheet)
        .get("/staf/kunjungan/kertas/kosong", record, many::blank)
        .get("/staf/kunjungan/penghitung", record, counter::page)
        .post("/staf/kunjungan/penghitung", record, counter::enter)
        .post("/staf/kunjungan/penghitung/{id}/batal", record, counter::reverse)
        .post("/staf/kunjungan/{id}/batal", record, book::reverse)
        .post("/staf/kunjungan/{id}/kembalikan", record, book::restore)
        .get("/staf/kunjungan/laporan", report, report::page)
        .get("/staf/kunjungan/laporan/csv", report, report::csv)
        .get("/staf/kunjungan/kios", kiosks, kiosks::page)
        .post("/staf/kunjungan/kios", kiosks, kiosks::open)
        .post("/staf/kunjungan/kios/{id}/cabut", kiosks, kiosks::revoke)
        .and(kiosk::routes())
}

/// Where visits are counted now: chosen once, carried along.
#[derive(Debug, Clone)]
struct Place {
    branch: Branch,
    /// Every place one may count at.
    branches: Vec<Branch>,
    room: Option<String>,
    rooms: Vec<String>,
    purpose: Option<Purpose>,
}

impl Place {
    /// The place that was chosen, or the first one may count at.
    async fn of(visit: &Visit, branch: &str, room: &str, purpose: &str) -> Result<Self, Failure> {
        let (all, rooms) = visit.read(|tx| Ok((library::branches(tx)?, settings::rooms(tx)?))).await?;
        let branches: Vec<Branch> =
            all.into_iter().filter(|branch| visit.can_at(RECORD, branch.id)).collect();
        let wanted: Option<Id<Branch>> = branch.parse().ok();
        let chosen = match wanted {
            Some(id) => branches.iter().find(|branch| branch.id == id),
            None => branches.first(),
        };
        let none = || Refusal::new(kernel::Kind::Forbidden, Message::new("visit-needs-branch"));
        let branch = chosen.cloned().ok_or_else(none)?;
        let room = Some(room.trim()).filter(|room| rooms.iter().any(|known| known == room));
        Ok(Self { branch, room: room.map(str::to_owned), rooms, purpose: purpose.parse().ok(), branches })
    }

    /// As it stands after the question mark.
    fn query(&self) -> String {
        let mut query = format!("cabang={}", self.branch.id);
        if let Some(room) = &self.room {
            query.push_str(&format!("&ruang={}", query_value(room)));
        }
        if let Some(purpose) = self.purpose {
            query.push_str(&format!("&tujuan={purpose}"));
        }
        query
    }

    /// The book, at this place.
    fn book(&self) -> String {
        format!("{BOOK}?{}", self.query())
    }

    /// As hidden fields of a form.
    fn hidden(&self) -> Vec<(&'static str, String)> {
        vec![
            ("cabang", self.branch.id.to_string()),
            ("ruang", self.room.clone().unwrap_or_default()),
            ("tujuan", self.purpose.map(|purpose| purpose.to_string()).unwrap_or_default()),
        ]
    }

    /// As fields to choose by; those with nothing to choose are left out.
    fn fields(&self, t: Speech) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.branches.len() > 1 {
            fields.push(self.branch_field(t));
        }
        if !self.rooms.is_empty() {
            fields.push(self.room_field(t));
        }
        fields.push(purpose_field(t, self.purpose));
        fields
    }

    fn branch_field(&self, t: Speech) -> Field {
        let choice = |branch: &Branch| {
            Choice::new(branch.id.to_string(), branch.name.as_str()).chosen(branch.id == self.branch.id)
        };
        Field::select(t, "cabang", t.say("visit-branch"), self.branches.iter().map(choice).collect()).medium()
    }

    fn room_field(&self, t: Speech) -> Field {
        let whole = Choice::new("", t.say("visit-room-none")).chosen(self.room.is_none());
        let choice = |room: &String| {
            Choice::new(room.as_str(), room.as_str()).chosen(self.room.as_ref() == Some(room))
        };
        let choices = std::iter::once(whole).chain(self.rooms.iter().map(choice)).collect();
        Field::select(t, "ruang", t.say("visit-room"), choices).medium()
    }
}

fn purpose_field(t: Speech, chosen: Option<Purpose>) -> Field {
    let none = Choice::new("", t.say("visit-purpose-none")).chosen(chosen.is_none());
    let choice = |purpose: &Purpose| {
        Choice::new(purpose.as_str(), purpose_name(t, *purpose)).chosen(chosen == Some(*purpose))
    };
    let choices = std::iter::once(none).chain(Purpose::ALL.iter().map(choice)).collect();
    Field::select(t, "tujuan", t.say("visit-purpose"), choices).medium()
}

fn purpose_name(t: Speech, purpose: Purpose) -> &'static str {
    said(
        t,
        match purpose {
            Purpose::Read => "visit-purpose-read",
            Purpose::Borrow => "visit-purpose-borrow",
            Purpose::Study => "visit-purpose-study",
            Purpose::Internet => "visit-purpose-internet",
            Purpose::Activity => "visit-purpose-activity",
            Purpose::Meeting => "visit-purpose-meeting",
            Purpose::Tour => "visit-purpose-tour",
            Purpose::Other => "visit-purpose-other",
        },
    )
}

fn sex_name(t: Speech, sex: Sex) -> &'static str {
    said(
        t,
        match sex {
            Sex::Female => "visit-sex-female",
            Sex::Male => "visit-sex-male",
            Sex::Unknown => "visit-sex-unknown",
        },
    )
}

fn band_name(t: Speech, band: Band) -> &'static str {
    said(
        t,
        match band {
            Band::Child => "visit-band-child",
            Band::Teen => "visit-band-teen",
            Band::Adult => "visit-band-adult",
            Band::Senior => "visit-band-senior",
            Band::Unknown => "visit-band-unknown",
        },
    )
}

/// A word the lexicon has.
fn said(t: Speech, key: &'static str) -> &'static str {
    t.known(key).unwrap_or(key)
}

/// What a sex and an age band are called together: `perempuan, dewasa`; nothing for whom nobody has looked at.
fn who_name(t: Speech, sex: Sex, band: Band) -> String {
    match (sex, band) {
        (Sex::Unknown, Band::Unknown) => String::new(),
        (sex, Band::Unknown) => sex_name(t, sex).to_owned(),
        (Sex::Unknown, band) => band_name(t, band).to_owned(),
        (sex, band) => format!("{}, {}", sex_name(t, sex), band_name(t, band)),
    }
}

/// A page of the workroom below the book.
fn below_book(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs =
        vec![Link::new(visit.t.say("nav-visits"), BOOK), Link::new(page.title.clone(), String::new())];
    page
}
