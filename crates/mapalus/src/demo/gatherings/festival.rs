//! A festival of thirty sessions on three tracks that is still to come, with the questions whoever registers is asked.

use activities::{
    guests::{self, Invited},
    model::{Audience, Draft, Kind, Provision, Role},
    planning, seats,
    sessions::{self, Plan},
};
use instruments::{Answer, Answers, NO, Typed, Version, YES};
use jiff::{ToSpan, civil::Weekday};
use rand::RngExt;
use store::{Json, Result, Tx};

use super::{Dice, Year, draft, next};

/// The lines of the festival: what they are called, where, and what happens on them.
const TRACKS: [(&str, &str, [&str; 10]); 3] = [
    (
        "Panggung utama",
        "Halaman depan",
        [
            "Pembukaan",
            "Musikalisasi puisi",
            "Bincang penulis muda",
            "Baca nyaring bersama",
            "Tari kabasaran",
            "Bedah novel",
            "Lomba bertutur",
            "Wayang kardus",
            "Penulis dan penerjemah",
            "Penutupan",
        ],
    ),
    (
        "Ruang belajar",
        "Ruang Lokon",
        [
            "Menulis puisi pendek",
            "Menjilid buku",
            "Komik dari cerita nenek",
            "Menyunting naskah",
            "Menerbitkan sendiri",
            "Menulis esai",
            "Fotografi dengan ponsel",
            "Membuat siniar",
            "Ilustrasi buku anak",
            "Merawat naskah",
        ],
    ),
    (
        "Pojok anak",
        "Ruang anak",
        [
            "Dongeng pagi",
            "Melukis bunga",
            "Permainan kata",
            "Membuat pembatas buku",
            "Teater boneka",
            "Dongeng isyarat",
            "Origami",
            "Mewarnai batik Bentenan",
            "Lagu anak Minahasa",
            "Dongeng sore",
        ],
    ),
];

/// What somebody answers to the questions of the festival: what they eat, whether they need help, what they would learn.
pub(super) fn answers(version: &Version, who: usize) -> Typed {
    let picked = |pick| Answer::Picked(vec![pick]);
    let needs = who % 9 == 4;
    let mut given =
        Answers::from([(1, picked([1, 1, 2, 1, 3][who % 5])), (2, picked(if needs { YES } else { NO }))]);
    if needs {
        given.insert(3, picked([1, 2, 3][who % 3]));
    }
    if who % 6 == 1 {
        given.insert(4, Answer::Said("Cara menerbitkan cerita sendiri.".into()));
    }
    Typed::all(&version.content, &given)
}

/// Three days with thirty sessions on three tracks, a month from now; many have their ticket.
pub(super) fn make(tx: &mut Tx<'_>, year: &Year, dice: &mut Dice) -> Result<()> {
    let first = next(year.today.saturating_add(25.days()), Weekday::Friday);
    let begun = year.on(year.today.saturating_sub(12.days()), 9);
    let draft = Draft {
        programme: Some(year.programme),
        audience: Audience::Families,
        photos: true,
        instrument: year.questions.as_ref().map(|version| version.id),
        largest: 8,
        access: Json(vec![Provision::StepFree, Provision::SignLanguage, Provision::QuietHour, Provision::Transport]),
        about: "Tiga hari untuk kata: panggung, ruang belajar, dan pojok anak. Satu tiket berlaku untuk semua sesi.".into(),
        ..draft(Kind::Festival, "Festival Literasi Tomohon", "Tiga puluh sesi di tiga jalur, untuk semua umur.")
    };
    let one = planning::draft(tx, &begun, &draft)?;
    let partners: Vec<_> = year.partners.iter().take(4).map(|(id, _)| *id).collect();
    planning::set_partners(tx, one.id, &partners)?;
    for (track, room, titles) in TRACKS {
        for (n, title) in titles.iter().enumerate() {
            let day = first.saturating_add((n as i64 / 4).days());
            let hour = 9 + 2 * (n as i8 % 4);
            let plan = Plan {
                title: (*title).to_owned(),
                track: track.to_owned(),
                ..year.time(day, (hour, 0), 90, room)
            };
            let session = sessions::add(tx, &begun, one.id, &plan)?;
            let who = Invited {
                session: Some(session),
                party: None,
                name: format!("Contoh Penutur {}", (3 * n + 7 * track.len()) % 17 + 1),
                role: if track == "Ruang belajar" { Role::Instructor } else { Role::Speaker },
                biography: String::new(),
                agreed: true,
            };
            guests::invite(tx, &begun, one.id, &who)?;
        }
    }
    let pool = seats::set(tx, &begun, one.id, None, "", 300)?;
    for (n, role) in [Role::Host, Role::Moderator].into_iter().enumerate() {
        let who = Invited {
            session: None,
            party: None,
            name: format!("Contoh Pengisi Acara {}", n + 1),
            role,
            biography: "Menulis, bercerita, dan tinggal di lereng Lokon.".into(),
            agreed: true,
        };
        guests::invite(tx, &begun, one.id, &who)?;
    }
    year.publish(tx, &begun, one.id)?;
    for who in 0..70 {
        let act = year.on(year.today.saturating_sub(dice.random_range(1..10).days()), 16);
        year.registers(tx, &act, pool, (who, dice.random_range(1..5)))?;
    }
    Ok(())
}
