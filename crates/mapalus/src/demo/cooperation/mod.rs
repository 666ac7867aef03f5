//! Sixteen partners nobody has ever met, with agreements in every state and two years of history.

mod agreeing;
mod asking;
mod coming;
mod papers;
mod plans;

use activities::model::Kind as Done;
use agreeing::{Crew, agree, beneath, carried, carried_over, waiting};
use asking::{asked, circle};
use coming::{classes, held, helpers};
use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person};
use membership::sponsorships;
use partners::{
    Kind, Means, Proposal, Stage, health, opinions,
    partners::{Details, Who, add_contact, add_work, change, enter, enter_new, note},
    reminders,
};
use people::{PartyKind::Person as Human, Profile, relationships};
use plans::{
    Course::{self, Renewed, Runs, Terminated},
    PLANS, Plan,
};
use platform::accounts;
use rand::RngExt;
use store::{Result, Tx};

use super::{Dice, moment, residents::Names};
use crate::{Failure, Library};

/// The partner whose contact has an account.
const WITH_ACCOUNT: &str = "SMP Contoh Walian";
/// The partner that asks for more time.
const COMPANY: &str = "PT Contoh Bunga";

/// Enters them, and gives the contact of one an account called `mitra`.
pub(super) fn make(library: &Library, today: Date, dice: &mut Dice) -> std::result::Result<(), Failure> {
    let names = Names::read();
    let contacts: Vec<(String, u32)> = PLANS
        .iter()
        .map(|_| (names.draw(people::Sex::Female, dice), dice.random_range(0..100_000_000)))
        .collect();
    let (zone, now) = (library.zone.clone(), library.act());
    let password = accounts::Password::hash(super::place::PASSWORD)?;
    let papers = papers::Papers::set(library, today)?;
    library.store.write_blocking(move |tx| {
        let mut who = |login: &str| -> Result<Option<Id<Person>>> {
            Ok(accounts::by_login(tx, login)?.map(|(account, _)| account.person))
        };
        let (head, liaison) = (who("kepala")?, who("kerjasama")?);
        let by = head.map_or(Actor::System, Actor::Person);
        let now = Act { by, ..now.clone() };
        let on = |day: Date| Act { by, at: moment(&zone, day, 10, 0).min(now.at), zone: zone.clone() };
        let ago = |days: i32| on(today.saturating_sub(days.days()));
        let crew = Crew::read(tx, &papers)?;
        let mut found = Vec::new();
        for (plan, (contact, number)) in PLANS.iter().zip(&contacts) {
            // Schools and offices are the head's; everybody else is looked after by whoever does that all day.
            let owner = match plan.kind {
                Kind::School | Kind::University | Kind::Government => head,
                _ => liaison,
            };
            let party = partner(tx, plan, contact, *number, owner, today, &ago)?;
            agree(tx, plan, party, contact, today, &ago, &crew)?;
            reviewed(tx, plan, party, &ago)?;
            found.push((plan, party));
        }
        let speaks = |name: &str| {
            let at = PLANS.iter().position(|plan| plan.name == name);
            at.and_then(|at| contacts.get(at)).map_or("", |(contact, _)| contact.as_str())
        };
        let of = |name: &str| found.iter().find(|(plan, _)| plan.name == name).map(|(_, party)| *party);
        if let Some(school) = of(WITH_ACCOUNT) {
            carried(tx, &ago, school, speaks(WITH_ACCOUNT), today, &crew)?;
            classes(
                tx,
                &ago,
                school,
                &[530, 500, 471, 441, 410, 380, 350, 300, 262, 170, 150, 121, 95, 66, 31, 12],
            )?;
            let lessons = "Mencari dan menilai informasi, bersama siswa dan guru.";
            let lessons = (Done::Literacy, "Kelas literasi informasi SMP Contoh Walian", lessons);
            let days = [545, 520, 492, 464, 436, 400, 365, 338, 310, 282, 254, 240, 150, 96, 40];
            held(tx, &ago, school, lessons, false, &days)?;
            carried_over(tx, &now, school, today)?;
            let speaker = relationships::who_is(tx, relationships::Relation::Contact, school, today)?;
            if let Some(speaker) = speaker.first() {
                let name = people::parties::one(tx, *speaker)?.name;
                accounts::open(tx, &ago(300), *speaker, "mitra", &name, &password)?;
            }
        }
        if let Some(university) = of("Universitas Contoh Lokon") {
            beneath(tx, &ago, university, today, &crew)?;
            let talks =
                (Done::Seminar, "Kuliah umum Universitas Contoh Lokon", "Tentang kopi dan gunung api.");
            held(tx, &ago, university, talks, false, &[200, 90])?;
        }
        if let Some(firm) = of(COMPANY) {
            waiting(tx, &ago, firm, speaks(COMPANY), today, &crew)?;
        }
        if let Some(school) = of("SD Contoh Kinilow") {
            classes(tx, &ago, school, &[300, 262, 201, 140, 75, 20])?;
            let stories = (
                Done::StoryTime,
                "Mendongeng di SD Contoh Kinilow",
                "Satu cerita di kelas setiap pekan ketiga.",
            );
            let days: Vec<i32> = (0..17).map(|n| 332 - 19 * n).collect();
            held(tx, &ago, school, stories, true, &days)?;
        }
        if let Some(painter) = of("Arie Tumurang") {
            let painting =
                (Done::Workshop, "Melukis bersama Arie Tumurang", "Danau, gunung, dan kebun bunga.");
            held(tx, &ago, painter, painting, false, &[70, 35])?;
        }
        if let Some(office) = of("Dinas Contoh Informatika") {
            let searching = "Mencari informasi dan menilainya, bagi pegawai.";
            held(
                tx,
                &ago,
                office,
                (Done::Workshop, "Pelatihan pencarian informasi", searching),
                false,
                &[60],
            )?;
        }
        if let Some(writers) = of("Komunitas Rumah Pena") {
            helpers(tx, &ago, writers)?;
        }
        asked(tx, &ago, of("SD Contoh Kinilow"))?;
        let helping = [WITH_ACCOUNT, "SD Contoh Kinilow", "Komunitas Rumah Pena", "Sanggar Contoh Kolintang"];
        circle(tx, &ago, &helping.into_iter().filter_map(of).collect::<Vec<_>>())?;
        reminders::ending(tx, &now)?;
        reminders::over(tx, &now, membership::module().dependents)?;
        reminders::late(tx, &now, &countables()).map(drop)
    })?;
    papers::keep(library)
}

/// What of the program counts for a promise.
fn countables() -> Vec<web::Countable> {
    [membership::module(), visits::module(), volunteers::module()]
        .iter()
        .flat_map(|module| module.countables)
        .chain(contributions::COUNTABLES)
        .chain(activities::COUNTABLES)
        .copied()
        .collect()
}

/// What the partner said of a partnership a year after it began, and what the library then said of it.
fn reviewed(tx: &mut Tx<'_>, plan: &Plan, party: Id<Person>, ago: &impl Fn(i32) -> Act) -> Result<()> {
    let (days, proposal, satisfaction, words, reasons) = match plan.course {
        Renewed(days, _) => (
            days - 350,
            Proposal::Renew,
            4,
            "Anak-anak menunggu hari kunjungannya.",
            "Siswa datang setiap bulan; sekolah ingin meneruskan.",
        ),
        Runs(days, _) if days > 600 => (
            days - 360,
            Proposal::Change,
            2,
            "Tutor kami berkurang, sedangkan jamnya tetap.",
            "Tutor berkurang. Bicarakan jumlah jam yang dapat dijanjikan.",
        ),
        Runs(days, _) if days > 450 => (
            days - 340,
            Proposal::Renew,
            3,
            "Ruangnya sering penuh, itu kabar baik.",
            "Kuliah umum ramai; akses jurnal mulai dipakai.",
        ),
        _ => return Ok(()),
    };
    let at = ago(days + 9);
    let contacts = relationships::who_is(tx, relationships::Relation::Contact, party, at.today())?;
    if let Some(speaker) = contacts.first() {
        let act = Act { by: Actor::Person(*speaker), ..at };
        opinions::say(tx, &act, party, Some(satisfaction), words)?;
    }
    health::review(tx, &ago(days), party, proposal, None, reasons)
}

/// How many days ago the two last wrote to each other, where the partnership is alive.
const fn lately(course: &Course) -> Option<i32> {
    match course {
        Renewed(..) => Some(16),
        Runs(days, _) if *days < 600 && *days != 420 => Some(*days % 61 + 5),
        _ => None,
    }
}

fn partner(
    tx: &mut Tx<'_>,
    plan: &Plan,
    contact: &str,
    number: u32,
    owner: Option<Id<Person>>,
    today: Date,
    ago: &impl Fn(i32) -> Act,
) -> Result<Id<Person>> {
    let first = match plan.course {
        Renewed(days, _) | Runs(days, _) | Terminated(days, _, _) => (days + 45).min(735),
        _ => 60,
    };
    let carries = sponsorships::all(tx)?.into_iter().find(|one| one.name == plan.name);
    let party = match carries {
        Some(one) => enter(tx, &ago(first), one.partner, plan.kind, Stage::Idea)?.party,
        None => {
            let profile =
                Profile { name: plan.name.to_owned(), village: "Kakaskasen".into(), ..Profile::default() };
            let (_, made) = enter_new(tx, &ago(first), plan.party, &profile, plan.kind, true)?;
            made.ok_or(store::Error::Missing)?.party
        }
    };
    if plan.party != Human {
        let profile = Profile {
            name: contact.to_owned(),
            // 0800 is no range of mobile numbers: nobody is called by mistake.
            phone: format!("0800{number:08}"),
            ..Profile::default()
        };
        let who = Who::New { profile, anyway: true };
        add_contact(tx, &ago(first), party, &who, plan.role, ago(first).today())?;
    }
    let details = Details {
        owner,
        next_step: plan.next.to_owned(),
        next_on: (!plan.next.is_empty()).then(|| today.saturating_add((first % 23 - 6).days())),
        about: plan.about.to_owned(),
        website: String::new(),
        public: matches!(plan.course, Renewed(..) | Runs(..) | Course::Upcoming),
        consent: if plan.party == Human { "Formulir bertanda tangan".into() } else { String::new() },
    };
    change(tx, &ago(first), party, plan.kind, &details)?;
    for (n, (way, text)) in [
        (Means::Meeting, "Pertemuan pertama: saling mengenal dan mencari yang dapat dikerjakan bersama."),
        (Means::Call, "Membicarakan jadwal dan siapa yang bertanggung jawab."),
        (Means::Visit, "Kunjungan ke tempat mitra; suasananya baik."),
    ]
    .into_iter()
    .enumerate()
    {
        let quiet = if matches!(plan.course, Runs(690, _)) { 260 } else { 12 };
        let at = ago((first - 2 - 40 * n as i32).max(quiet));
        note(tx, &at, party, Some(at.today()), way, text)?;
    }
    if let Some(days) = lately(&plan.course) {
        let at = ago(days);
        note(
            tx,
            &at,
            party,
            Some(at.today()),
            Means::Message,
            "Bertukar kabar lewat pesan tentang langkah berikutnya.",
        )?;
    }
    for (title, year) in plan.works {
        add_work(tx, &ago(50), party, title, Some(*year), "", "")?;
    }
    Ok(party)
}
