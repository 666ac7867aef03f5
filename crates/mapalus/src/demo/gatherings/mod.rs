//! A year of activities: story time every week, six courses with their certificates, seminars with partners, and a festival
//! of thirty sessions on three tracks that is still to come. Everybody in it is invented.

mod courses;
mod festival;
mod purposes;

use std::collections::BTreeSet;

use activities::{
    attendance::{self, Cell, Note},
    guests::{self, Invited},
    model::{Audience, Band, Draft, Entry, Kind, Place, Provision, Role, Sex, Source},
    planning,
    programmes::{self, Outline},
    recurrence::{Pattern, Rule},
    seats::{self, New},
    sessions::{self, Plan},
    settings,
};
use instruments::{Purpose, Typed, Version};
use jiff::{SignedDuration, ToSpan, civil::Weekday};
use kernel::{Act, Date, Id, Person};
use platform::library::Branch;
use rand::{RngExt, SeedableRng};
use store::{Json, Result, Tx};

use self::festival::answers;
use super::{Dice, moment, residents::Resident};
use crate::{Failure, Library};

/// Seminars with partners, one a month.
const SEMINARS: [&str; 10] = [
    "Merawat buku tua",
    "Literasi keuangan keluarga",
    "Bunga krisan dari kebun ke pasar",
    "Menulis surat lamaran kerja",
    "Anak dan layar",
    "Sejarah Tomohon dalam foto",
    "Usaha kecil di internet",
    "Membaca nyaring di rumah",
    "Sampah dapur menjadi kompos",
    "Cerita rakyat Toar dan Lumimuut",
];

/// Something for everybody that one reaches without a step.
fn draft(kind: Kind, title: &str, summary: &str) -> Draft {
    Draft { access: Json(vec![Provision::StepFree]), ..Draft::new(kind, title, summary) }
}

/// With whom the programme is carried out: partners who have promised no sessions of their own.
const WITH: [&str; 3] = ["Komunitas Rumah Pena", "PT Contoh Bunga", "Bank Contoh Sejahtera"];

/// What the year is made with.
struct Year {
    act: Act,
    today: Date,
    branch: Id<Branch>,
    /// Partners that something is done with.
    partners: Vec<(Id<Person>, String)>,
    /// Who lives here, grown-ups first.
    names: Vec<(Id<Person>, String)>,
    programme: Id<activities::Programme>,
    /// The one of courses about computers for those over fifty.
    digital: Id<activities::Programme>,
    /// What those who register for the festival are asked.
    questions: Option<Version>,
}

impl Year {
    /// The program's act at an hour of a day, but never in a time to come.
    fn on(&self, day: Date, hour: i8) -> Act {
        let then = moment(&self.act.zone, day, hour, 0);
        self.act.at(then.min(self.act.at))
    }

    fn time(&self, day: Date, (hour, minute): (i8, i8), minutes: i64, room: &str) -> Plan {
        let starts_at = moment(&self.act.zone, day, hour, minute);
        Plan {
            title: String::new(),
            starts_at,
            ends_at: starts_at + SignedDuration::from_mins(minutes),
            place: Place::Branch(self.branch, room.to_owned()),
            track: String::new(),
        }
    }

    fn publish(&self, tx: &mut Tx<'_>, act: &Act, id: Id<activities::Activity>) -> Result<()> {
        planning::approve(tx, act, id)?;
        planning::publish(tx, act, id)
    }

    /// Somebody of the town registers at the library's desk; no message goes out for it.
    fn registers(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        pool: Id<activities::model::Pool>,
        (who, size): (usize, i64),
    ) -> Result<activities::Registration> {
        let name = &self.names[who % self.names.len()].1;
        let new = New {
            needs: if who % 17 == 5 { "Tempat untuk kursi roda".into() } else { String::new() },
            questions: self.questions.as_ref().map(|version| version.id),
            answers: self.questions.as_ref().map_or_else(Typed::default, |version| answers(version, who)),
            wait: true,
            ..New::of(Id::<()>::new().to_string(), pool, size, name)
        };
        seats::register(tx, act, &new)
    }
}

/// Plans the year and lets it happen up to today.
pub(super) fn make(
    library: &Library,
    branch: Id<Branch>,
    residents: &[Resident],
    today: Date,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let act = library.act();
    let people: Vec<Id<Person>> =
        residents.iter().filter(|one| !one.child).take(140).map(|one| one.person).collect();
    let pupils: Vec<Id<Person>> = residents.iter().map(|one| one.person).collect();
    let (seed, files): (u64, _) = (dice.random(), library.files.clone());
    library.store.write_blocking(move |tx| {
        let mut dice = Dice::seed_from_u64(seed);
        let names: Result<Vec<_>> =
            people.iter().map(|id| people::parties::one(tx, *id).map(|one| (*id, one.name))).collect();
        let partners: Vec<_> = partners::partners::list::choices(tx)?.into_iter().map(|one| (one.id, one.name)).collect();
        let begun = act.at(moment(&act.zone, today.saturating_sub(300.days()), 9, 0));
        settings::SIGNER.set(tx, &begun, "Kepala Perpustakaan\nDeisy Rondonuwu")?;
        let owner = partners::partners::list::staff(tx)?.into_iter().next().map(|(id, _)| id);
        let outline = Outline {
            title: "Tomohon membaca".into(),
            purpose: "Setiap keluarga di kota ini punya alasan untuk datang ke perpustakaan, dan teman untuk belajar.".into(),
            themes: vec!["literasi".into(), "keluarga".into(), "keterampilan".into()],
            owner,
            since: today.saturating_sub(300.days()),
            until: today.saturating_add(120.days()),
            partners: partners.iter().filter(|(_, name)| WITH.contains(&name.as_str())).map(|(id, _)| *id).collect(),
        };
        let programme = programmes::open(tx, &begun, &outline)?;
        programmes::publish(tx, &begun, &programme, true)?;
        let programme = programme.id;
        purposes::intended(tx, &begun, programme)?;
        let digital = purposes::digital(tx, &begun, &outline)?;
        let questions = instruments::offered(tx, Purpose::Registration)?.first().map(|one| one.version);
        let questions = questions.map(|id| instruments::version(tx, id)).transpose()?;
        let year = Year { act: act.clone(), today, branch, partners, names: names?, programme, digital, questions };
        stories(tx, &year, &mut dice)?;
        courses::make(tx, &year, &pupils, &files)?;
        seminars(tx, &year, &mut dice)?;
        festival::make(tx, &year, &mut dice)?;
        planned(tx, &year)?;
        courses::past(tx, &year)
    })?;
    Ok(())
}

/// Story time on every Thursday for a year, counted without names.
fn stories(tx: &mut Tx<'_>, year: &Year, dice: &mut Dice) -> Result<()> {
    let first = next(year.today.saturating_sub(300.days()), Weekday::Thursday);
    let begun = year.on(first.saturating_sub(7.days()), 9);
    let draft = Draft {
        programme: Some(year.programme),
        audience: Audience::Children,
        entry: Entry::Each,
        classes: true,
        access: Json(vec![Provision::StepFree, Provision::QuietHour]),
        about: "Setiap Kamis sore kami membaca satu cerita dari rak anak, lalu menggambar bersama.\n\nOrang tua boleh ikut duduk.".into(),
        ..draft(Kind::StoryTime, "Dongeng Kamis sore", "Satu cerita, satu gambar, untuk anak 4 sampai 10 tahun.")
    };
    let one = planning::draft(tx, &begun, &draft)?;
    let rule = Rule {
        first,
        time: jiff::civil::time(15, 30, 0, 0),
        minutes: 60,
        pattern: Pattern::Weekly,
        until: year.today.saturating_add(60.days()),
        except: BTreeSet::from([first.saturating_add(21.days())]),
    };
    sessions::add_all(tx, &begun, one.id, &rule, &year.time(first, (15, 30), 60, "Ruang anak"), 25)?;
    year.publish(tx, &begun, one.id)?;
    for session in sessions::of(tx, one.id)? {
        if session.ends_at > year.act.at {
            continue;
        }
        let cells = [
            (Sex::Female, Band::Child, dice.random_range(4..12)),
            (Sex::Male, Band::Child, dice.random_range(3..10)),
            (Sex::Female, Band::Adult, dice.random_range(1..6)),
        ]
        .map(|(sex, band, heads)| Cell { sex, band, heads });
        let note = Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
        attendance::headcount(tx, &year.act.at(session.ends_at), &note, &cells)?;
    }
    Ok(())
}

/// The first such weekday on or after a day.
fn next(day: Date, weekday: Weekday) -> Date {
    let ahead = day.weekday().until(weekday);
    day.saturating_add(i64::from(ahead).days())
}

/// A seminar with a partner every month; the next one is full, and some wait.
fn seminars(tx: &mut Tx<'_>, year: &Year, dice: &mut Dice) -> Result<()> {
    for (n, title) in SEMINARS.iter().enumerate() {
        let month = year.today.saturating_add((i64::try_from(n).unwrap_or_default() - 9).months());
        let day = next(month.saturating_add(5.days()), Weekday::Wednesday);
        let begun = year.on(day.saturating_sub(20.days()), 11);
        let with = year.partners.get(n % year.partners.len().max(1));
        let draft = Draft {
            programme: Some(year.programme),
            access: Json(vec![Provision::StepFree, Provision::SignLanguage]),
            ..draft(Kind::Seminar, title, "Satu sore bersama mitra perpustakaan; boleh bertanya apa saja.")
        };
        let one = planning::draft(tx, &begun, &draft)?;
        planning::set_partners(tx, one.id, &with.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let session = sessions::add(tx, &begun, one.id, &year.time(day, (14, 0), 120, "Ruang Lokon"))?;
        let pool = seats::set(tx, &begun, one.id, None, "", 24)?;
        let speaker = Invited {
            session: None,
            party: None,
            name: format!("Contoh Pembicara {}", n + 1),
            role: Role::Speaker,
            biography: String::new(),
            agreed: false,
        };
        guests::invite(tx, &begun, one.id, &speaker)?;
        year.publish(tx, &begun, one.id)?;
        let held = sessions::one(tx, session)?.ends_at <= year.act.at;
        let registered = year.on(day.saturating_sub(6.days()), 15);
        let mut came = Vec::new();
        for who in 0..if held { 12 } else { 16 } {
            came.push(year.registers(tx, &registered, pool, (n * 13 + who, 1 + (who % 3) as i64))?);
        }
        if held {
            for guest in came.iter().filter(|guest| guest.state == activities::model::Standing::Confirmed) {
                if dice.random_bool(0.8) {
                    let starts = sessions::one(tx, session)?.starts_at;
                    let note = Note { id: Id::new(), session, at: starts, source: Source::Desk };
                    attendance::check_in(tx, &year.act.at(starts), &note, guest.id)?;
                }
            }
        }
    }
    Ok(())
}

/// What is still on the desk: a draft that lacks its seats, and a workshop whose registrations wait for a word.
fn planned(tx: &mut Tx<'_>, year: &Year) -> Result<()> {
    let act = year.on(year.today.saturating_sub(1.days()), 13);
    let day = next(year.today.saturating_add(10.days()), Weekday::Tuesday);
    let garden = draft(
        Kind::GardenShift,
        "Menanam krisan di kebun perpustakaan",
        "Satu pagi di kebun; alat disediakan.",
    );
    let garden = planning::draft(tx, &act, &Draft { programme: Some(year.programme), ..garden })?;
    sessions::add(tx, &act, garden.id, &year.time(day, (8, 0), 180, "Kebun belakang"))?;
    let batik = Draft {
        programme: Some(year.programme),
        approval: true,
        largest: 2,
        ..draft(Kind::Workshop, "Menenun kain Bentenan", "Dua jam di alat tenun, delapan kursi.")
    };
    let batik = planning::draft(tx, &act, &batik)?;
    sessions::add(tx, &act, batik.id, &year.time(day.saturating_add(2.days()), (13, 0), 120, "Ruang Lokon"))?;
    let pool = seats::set(tx, &act, batik.id, None, "", 8)?;
    year.publish(tx, &act, batik.id)?;
    for who in 0..5 {
        year.registers(tx, &act, pool, (60 + who, 1))?;
    }
    // One of them is a member with an account of their own, who finds it on their page.
    if let Some((person, name)) = year.names.first() {
        let form = Id::<()>::new().to_string();
        let own = New { person: Some(*person), wait: true, ..New::of(form, pool, 1, name) };
        seats::register(tx, &act, &own)?;
    }
    Ok(())
}
