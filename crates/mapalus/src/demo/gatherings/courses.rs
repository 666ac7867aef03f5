//! Six courses, each of five lessons on Saturdays with a certificate at the end; and what was learnt the year before.

use activities::{
    Registration,
    assignments::{self, Assignment, Handed, Task},
    attendance::{self, Note},
    certificates,
    guests::{self, Invited},
    model::{Audience, Draft, Kind, Pool, Provision, Role, Source},
    planning,
    seats::{self, New},
    sessions, settings,
};
use instruments::Purpose;
use jiff::{ToSpan, civil::Weekday};
use kernel::{Act, Date, Id, Person};
use platform::files::Files;
use store::{Json, Result, Tx};

use super::{Year, draft, next};

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

/// The courses, each with its learners.
pub(super) fn make(tx: &mut Tx<'_>, year: &Year, young: &[Id<Person>], files: &Files) -> Result<()> {
    COURSES.iter().enumerate().try_for_each(|(n, course)| lessons(tx, year, (n, young), files, course))
}

/// A course of five lessons: learners who come or not, results, certificates.
fn lessons(
    tx: &mut Tx<'_>,
    year: &Year,
    (n, young): (usize, &[Id<Person>]),
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
    let registered = year.on(first.saturating_sub(10.days()), 14);
    // Whoever takes this one has learnt something before; the demo leaves that to whoever tries it.
    if !draft.requires.is_empty() {
        return Ok(());
    }
    let learners = match audience.is_young() {
        true => pupils(tx, (&registered, first), pool, young)?,
        false => {
            let each = 0..LEARNERS + n % 3;
            each.map(|who| year.registers(tx, &registered, pool, (n * 20 + who, 1))).collect::<Result<_>>()?
        }
    };
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
        return said(tx, &registered);
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
    said(tx, &after)
}

/// What was to be told of it has gone out by hand meanwhile.
fn said(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    for channel in notices::Channel::ALL {
        for one in notices::queries::waiting(tx, *channel, 500)? {
            if one.kind.starts_with("activities.") && one.created_at <= act.at {
                notices::sending::sent_by_hand(tx, act, one.id)?;
            }
        }
    }
    Ok(())
}

/// Pupils of the town, registered by those who care for them.
fn pupils(
    tx: &mut Tx<'_>,
    (act, first): (&Act, Date),
    pool: Id<Pool>,
    young: &[Id<Person>],
) -> Result<Vec<Registration>> {
    let mut made = Vec::new();
    for id in young {
        let pupil = people::parties::one(tx, *id)?;
        let Some(born) = pupil.born.filter(|born| (12..18).contains(&people::rules::age(*born, first)))
        else {
            continue;
        };
        let Some(guardian) = membership::families::guardians(tx, *id, first)?.into_iter().next() else {
            continue;
        };
        let Some(phone) = guardian.phone else { continue };
        let new = New {
            person: Some(guardian.person),
            born: Some(born),
            guardian: guardian.name,
            guardian_phone: phone,
            agreed: true,
            ..New::of(Id::<()>::new().to_string(), pool, 1, &pupil.name)
        };
        made.push(seats::register(tx, act, &new)?);
        if made.len() == LEARNERS {
            break;
        }
    }
    Ok(made)
}

/// What was learnt more than a year ago: a training whose certificates held for a year, one of them taken back.
pub(super) fn past(tx: &mut Tx<'_>, year: &Year) -> Result<()> {
    let first = next(year.today.saturating_sub(385.days()), Weekday::Saturday);
    let begun = year.on(first.saturating_sub(7.days()), 10);
    let draft = Draft {
        certified: true,
        threshold: 100,
        largest: 1,
        ..draft(
            Kind::Workshop,
            "Pertolongan pertama di rumah",
            "Satu Sabtu dengan perawat; sertifikatnya berlaku setahun.",
        )
    };
    let one = planning::draft(tx, &begun, &draft)?;
    let session = sessions::add(tx, &begun, one.id, &year.time(first, (9, 0), 240, "Ruang Lokon"))?;
    let pool = seats::set(tx, &begun, one.id, None, "", 8)?;
    year.publish(tx, &begun, one.id)?;
    let after = year.on(first.saturating_add(1.days()), 9);
    settings::CERTIFICATE_YEARS.set(tx, &after, "1")?;
    for who in 0..8 {
        let learner = year.registers(tx, &begun, pool, (who, 1))?;
        let note =
            Note { id: Id::new(), session, at: sessions::one(tx, session)?.starts_at, source: Source::Desk };
        attendance::check_in(tx, &after, &note, learner.id)?;
        let given = certificates::issue(tx, &after, learner.id)?;
        if who == 5 {
            certificates::revoke(tx, &after, &given.code, "Digantikan orang lain pada latihan terakhir.")?;
        }
    }
    settings::CERTIFICATE_YEARS.set(tx, &year.on(first.saturating_add(30.days()), 9), "0")
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
    learners: &[Registration],
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
