//! Twelve residents who give the library their hours, and two who would like to.

use jiff::ToSpan;
use kernel::{Date, Id};
use people::{Profile, rules::age};
use rand::{RngExt, seq::IndexedRandom};
use volunteers::{
    CheckKind, SKILLS, Ticked,
    applying::{self, Applying},
    hours, roll,
};

use super::{Dice, moment, residents::Resident};
use crate::{Failure, Library};

const HOW_MANY: usize = 12;
const DEEDS: [&str; 6] = [
    "Mendongeng di ruang anak",
    "Menata rak",
    "Membimbing belajar",
    "Membantu acara literasi",
    "Merawat kebun perpustakaan",
    "Mendampingi kelas komputer",
];

/// Puts volunteers on the roll half a year ago, lets them help every week or so, and leaves something to decide.
pub(super) fn make(
    library: &Library,
    residents: &[Resident],
    today: Date,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let act = library.act();
    let begun = today.saturating_sub(180.days());
    let persons: Vec<_> = residents
        .iter()
        .filter(|resident| !resident.child && resident.since < begun)
        .map(|resident| resident.person)
        .collect();
    let seed: u64 = dice.random();
    library.store.write_blocking(move |tx| {
        use rand::SeedableRng;
        let mut dice = Dice::seed_from_u64(seed);
        let mut made = 0;
        for person in &persons {
            let born = people::parties::one(tx, *person)?.born;
            if made == HOW_MANY || born.is_none_or(|born| age(born, today) < 18) {
                continue;
            }
            let then = act.at(moment(&act.zone, begun.saturating_add((made as i64).days()), 10, 0));
            let ticked = Ticked {
                skills: (0..3)
                    .filter_map(|_| SKILLS.choose(&mut dice))
                    .map(|skill| (*skill).to_owned())
                    .collect(),
                languages: vec!["id".into(), "xmm".into()],
                times: (1..=6)
                    .filter(|_| dice.random_bool(0.4))
                    .map(|day| (day, if day == 6 { "morning" } else { "afternoon" }.to_owned()))
                    .collect(),
            };
            let with_children = made % 3 != 2;
            let id = roll::enrol(tx, &then, *person, &ticked, with_children)?;
            roll::describe(tx, &then, id, Some(then.today()), with_children, "")?;
            if with_children {
                // The third one's certificate is about to end.
                let until = if made == 3 {
                    today.saturating_add(20.days())
                } else {
                    today.saturating_add(300.days())
                };
                roll::see_check(
                    tx,
                    &then,
                    id,
                    CheckKind::Police,
                    then.today().saturating_sub(30.days()),
                    Some(until),
                )?;
            }
            let mut day = then.today().saturating_add(3.days());
            while day < today {
                let at = act.at(moment(&act.zone, day, 16, 0));
                let (long, deed) = (dice.random_range(2..7) * 30, DEEDS.choose(&mut dice).copied());
                let by_staff = day < today.saturating_sub(10.days());
                let new = hours::New {
                    id: Id::new(),
                    volunteer: id,
                    day,
                    minutes: long,
                    activity: deed.unwrap_or("Menata rak"),
                    by_staff,
                };
                hours::enter(tx, &at, &new)?;
                day = day.saturating_add(dice.random_range(5..16).days());
            }
            made += 1;
        }
        for (n, (name, words)) in [
            ("Contoh Relawan Satu", "Saya guru yang baru pensiun dan senang bercerita kepada anak-anak."),
            ("Contoh Relawan Dua", "Saya mahasiswa dan bisa membantu di kelas komputer setiap Sabtu."),
        ]
        .into_iter()
        .enumerate()
        {
            let at = act.at(moment(&act.zone, today.saturating_sub((n as i64 + 1).days()), 14, 0));
            let applying = Applying {
                person: None,
                profile: Profile {
                    name: name.into(),
                    born: Some(today.saturating_sub((22 + 39 * n as i64).years())),
                    phone: format!("08000000000{n}"),
                    ..Profile::default()
                },
                ticked: Ticked {
                    skills: vec![if n == 0 { "storytelling" } else { "computers" }.into()],
                    languages: vec!["id".into()],
                    times: vec![(6, "morning".into())],
                },
                words: words.into(),
                with_children: n == 0,
            };
            applying::apply(tx, &at, &format!("contoh {n}"), &applying)?;
        }
        Ok(())
    })?;
    Ok(())
}
