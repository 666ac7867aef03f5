//! A year of activities: story time every week, six courses with their certificates, seminars with partners, and a festival
//! of thirty sessions on three tracks that is still to come. Everybody in it is invented.

mod festival;

use std::collections::BTreeSet;

use activities::{
    aims::{self, Level, Said},
    assignments::{self, Assignment, Handed, Task},
    attendance::{self, Cell, Note},
    certificates, costs,
    guests::{self, Invited},
    model::{Audience, Band, Draft, Entry, Kind, Place, Provision, Role, Sex, Source},
    planning,
    programmes::{self, Outline},
    recurrence::{Pattern, Rule},
    seats::{self, New},
    sessions::{self, Plan},
    settings,
};
use funds::budgets;
use instruments::{Purpose, Typed, Version};
use jiff::{SignedDuration, ToSpan, civil::Weekday};
use kernel::{Act, Date, Id, Person, Rupiah};
use platform::{files::Files, library::Branch};
use rand::{RngExt, SeedableRng};
use store::{Json, Result, Tx};

use self::festival::answers;
use super::{Dice, moment, residents::Resident};
use crate::{Failure, Library};

/// Courses: title, who it is for, what is learnt, weeks from today to the first lesson.
const COURSES: [(&str, Audience, &str, i64); 6] = [
    (
        "Bahasa Inggris dasar",
        Audience::Adults,
        "Menyapa\nAngka dan waktu\nBertanya arah\nDi pasar\nMenulis surat pendek",
        -44,
    ),
    (
        "Menulis cerita Minahasa",
        Audience::Teens,
        "Mencari cerita\nTokoh\nLatar\nDraf pertama\nMenyunting",
        -32,
    ),
    (
        "Komputer untuk lansia",
        Audience::Seniors,
        "Menyalakan dan mematikan\nMengetik\nMencari di internet\nPanggilan video",
        -22,
    ),
    (
        "Ponsel yang aman",
        Audience::Adults,
        "Kata sandi\nMengenali penipuan\nIzin aplikasi\nCadangan data",
        -4,
    ),
    ("Bahasa Jepang pemula", Audience::Adults, "Huruf\nPerkenalan\nAngka\nDi tempat kerja", -2),
    ("Membuat situs web", Audience::Teens, "Halaman pertama\nTata letak\nGambar\nMenerbitkan", 3),
];
/// The one of them that a grant for those over fifty helps to pay for.
const DIGITAL: &str = "Komputer untuk lansia";
/// Lessons of a course, a week apart.
const LESSONS: i64 = 5;
const LEARNERS: usize = 12;
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
        intended(tx, &begun, programme)?;
        let digital = digital(tx, &begun, &outline)?;
        let questions = instruments::offered(tx, Purpose::Registration)?.first().map(|one| one.version);
        let questions = questions.map(|id| instruments::version(tx, id)).transpose()?;
        let year = Year { act: act.clone(), today, branch, partners, names: names?, programme, digital, questions };
        stories(tx, &year, &mut dice)?;
        for (n, course) in COURSES.iter().enumerate() {
            lessons(tx, &year, n, &files, course)?;
        }
        seminars(tx, &year, &mut dice)?;
        festival::make(tx, &year, &mut dice)?;
        planned(tx, &year)
    })?;
    Ok(())
}

/// What the programme is to bring about, and what it is to cost.
fn intended(tx: &mut Tx<'_>, act: &Act, programme: Id<activities::Programme>) -> Result<()> {
    let aim = |level, aim: &str, measure: &str, (baseline, target): (&str, &str)| Said {
        level,
        aim: aim.to_owned(),
        measure: measure.to_owned(),
        source: "Laporan tahunan perpustakaan".to_owned(),
        assumption: String::new(),
        baseline: baseline.to_owned(),
        target: target.to_owned(),
    };
    for said in [
        aim(
            Level::Goal,
            "Keluarga membaca bersama di rumah",
            "Keluarga yang membaca tiap pekan",
            ("34%", "45%"),
        ),
        aim(
            Level::Outcome,
            "Orang dewasa menguasai satu keterampilan baru",
            "Sertifikat yang diberikan",
            ("0", "40"),
        ),
        aim(Level::Output, "Dongeng setiap Kamis", "Sesi yang terlaksana", ("12", "48")),
    ] {
        aims::add(tx, act, programme, &said)?;
    }
    let all = funds::funds::all(tx)?;
    let fund = |is_it: fn(&funds::Fund) -> bool| all.iter().find(|one| is_it(one)).map(|one| one.id);
    let own = fund(|one| one.closed_on.is_none());
    let villages = fund(|one| one.title == "Hibah taman baca kampung");
    for (title, fund, amount) in [
        ("Honor pengajar kursus", own, 9_000_000),
        ("Panggung dan pengeras suara festival", None, 12_500_000),
        ("Kertas gambar dan krayon", villages, 1_800_000),
    ] {
        costs::add(tx, act, programme, (title, fund, Rupiah(amount)))?;
    }
    paid(tx, act, programme, ("Hibah taman baca kampung", "Kegiatan"))
}

/// Courses that a grant for them helps to pay for.
fn digital(tx: &mut Tx<'_>, act: &Act, whole: &Outline) -> Result<Id<activities::Programme>> {
    let outline = Outline {
        title: "Melek digital untuk lansia".into(),
        purpose: "Warga di atas 50 tahun bisa memakai telepon dan komputernya dengan aman.".into(),
        themes: vec!["literasi digital".into(), "keterampilan".into()],
        since: whole.since.saturating_sub(30.days()),
        partners: Vec::new(),
        ..whole.clone()
    };
    let programme = programmes::open(tx, act, &outline)?;
    programmes::publish(tx, act, &programme, true)?;
    let fund = funds::funds::all(tx)?.into_iter().find(|one| one.title == "Hibah literasi digital");
    costs::add(tx, act, programme.id, ("Honor pelatih", fund.map(|one| one.id), Rupiah(3_000_000)))?;
    paid(tx, act, programme.id, ("Hibah literasi digital", "Pelatihan"))?;
    Ok(programme.id)
}

/// What is paid under this line of a fund's budgets is paid for the programme.
fn paid(
    tx: &mut Tx<'_>,
    act: &Act,
    programme: Id<activities::Programme>,
    (fund, line): (&str, &str),
) -> Result<()> {
    let Some(fund) = funds::funds::all(tx)?.into_iter().find(|one| one.title == fund) else { return Ok(()) };
    for one in budgets::of(tx, fund.id)?.into_iter().filter(|one| one.purpose == line) {
        budgets::serve(tx, act, one.id, programme.cast())?;
    }
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

/// A course of five lessons: learners who come or not, results, certificates.
fn lessons(
    tx: &mut Tx<'_>,
    year: &Year,
    n: usize,
    files: &Files,
    (title, audience, syllabus, weeks): &(&str, Audience, &str, i64),
) -> Result<()> {
    let first = next(year.today.saturating_add((weeks * 7).days()), Weekday::Saturday);
    let begun = year.on(first.saturating_sub(21.days()), 10);
    let draft = Draft {
        programme: Some(if *title == DIGITAL { year.digital } else { year.programme }),
        audience: *audience,
        certified: true,
        assessed: n.is_multiple_of(2),
        threshold: 80,
        largest: 1,
        approval: *weeks > 0,
        requires: if n == 5 { COURSES[3].0.to_owned() } else { String::new() },
        syllabus: (*syllabus).to_owned(),
        access: Json(vec![Provision::StepFree, Provision::LargePrint]),
        ..draft(Kind::Course, title, "Lima kali Sabtu pagi, dengan sertifikat bagi yang hadir.")
    };
    let one = planning::draft(tx, &begun, &draft)?;
    for week in 0..LESSONS {
        let day = first.saturating_add((week * 7).days());
        sessions::add(tx, &begun, one.id, &year.time(day, (9, 0), 120, "Ruang belajar"))?;
    }
    let pool = seats::set(tx, &begun, one.id, None, "", LEARNERS as i64)?;
    let teacher = Invited {
        session: None,
        party: None,
        name: format!("Contoh Pengajar {}", n + 1),
        role: Role::Instructor,
        biography: "Mengajar orang dewasa sejak lama, dan tetap senang ditanya.".into(),
        agreed: true,
    };
    guests::invite(tx, &begun, one.id, &teacher)?;
    let task = n.is_multiple_of(2).then(|| homework(tx, &begun, one.id, first)).transpose()?;
    if n == 3 {
        test(tx, &begun, one.id)?;
    }
    year.publish(tx, &begun, one.id)?;
    let young = audience.is_young();
    if young {
        // Teenagers register with their parents; the demo leaves that to whoever tries it.
        return Ok(());
    }
    let registered = year.on(first.saturating_sub(10.days()), 14);
    let mut learners = Vec::new();
    for who in 0..LEARNERS + n % 3 {
        learners.push(year.registers(tx, &registered, pool, (n * 20 + who, 1))?);
    }
    for session in sessions::of(tx, one.id)?.into_iter().filter(|session| session.ends_at <= year.act.at) {
        for (who, learner) in learners.iter().take(LEARNERS).enumerate().filter(|(who, _)| who % 5 != 4) {
            let missed = who % 6 == 3 && session.starts_at.as_second() % 3 == 0;
            if !missed {
                let note =
                    Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
                attendance::check_in(tx, &year.act.at(session.starts_at), &note, learner.id)?;
            }
        }
    }
    if let Some(task) = task {
        hand_in(tx, year, files, (one.id, task), &learners, first)?;
    }
    let last = first.saturating_add((LESSONS * 7 - 6).days());
    if last >= year.today {
        return Ok(());
    }
    let after = year.on(last, 10);
    for (who, learner) in learners.iter().take(LEARNERS).enumerate() {
        if draft.assessed {
            let passed = who % 7 != 6;
            let result = if passed { "Lulus" } else { "Belum lulus" };
            seats::assess(tx, &after, learner.id, result, Some(passed))?;
        }
        // Who lacks something has none; the page of results says what.
        tx.nested(|tx| certificates::issue(tx, &after, learner.id)).map(drop).or_else(
            |error| match error {
                store::Error::Refused(_) => Ok(()),
                other => Err(other),
            },
        )?;
    }
    Ok(())
}

/// What learners do at home after the third lesson.
fn homework(
    tx: &mut Tx<'_>,
    act: &Act,
    course: Id<activities::Activity>,
    first: Date,
) -> Result<Id<Assignment>> {
    let task = Task {
        title: "Surat kepada seorang teman".into(),
        task: "Tulis setengah halaman tentang pekan Anda dengan yang sudah dipelajari.".into(),
        due_on: Some(first.saturating_add(24.days())),
        required: true,
        test: None,
    };
    assignments::set(tx, act, course, &task)
}

/// What learners answer at the end, by their tickets.
fn test(tx: &mut Tx<'_>, act: &Act, course: Id<activities::Activity>) -> Result<()> {
    let Some(test) = instruments::offered(tx, Purpose::Assessment)?.first().map(|one| one.version) else {
        return Ok(());
    };
    let task = Task {
        title: "Tes akhir".into(),
        task: "Tiga pertanyaan tentang yang sudah dipelajari.".into(),
        due_on: None,
        required: false,
        test: Some(test),
    };
    assignments::set(tx, act, course, &task).map(drop)
}

/// Most hand it in; of those who did, the teacher has read all but the last.
fn hand_in(
    tx: &mut Tx<'_>,
    year: &Year,
    files: &Files,
    (course, task): (Id<activities::Activity>, Id<Assignment>),
    learners: &[activities::Registration],
    first: Date,
) -> Result<()> {
    let day = first.saturating_add(20.days());
    if day >= year.today {
        return Ok(());
    }
    let act = year.on(day, 19);
    let confirmed = learners.iter().filter(|one| one.state == activities::model::Standing::Confirmed);
    for learner in confirmed.enumerate().filter(|(who, _)| who % 5 != 4).map(|(_, learner)| learner) {
        let handed = Handed { said: "Pekan ini saya belajar menyapa dan bertanya arah.", file: ("", &[]) };
        assignments::hand_in(tx, &act, files, (task, learner), &handed)?;
    }
    let all = assignments::handed_in(tx, course)?;
    for one in all.iter().take(all.len().saturating_sub(1)) {
        assignments::assess(
            tx,
            &year.on(day.saturating_add(3.days()), 10),
            course,
            one.id,
            (true, "Bagus."),
        )?;
    }
    Ok(())
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
