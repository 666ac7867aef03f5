//! Four questionnaires, one for each purpose, and what invented people answered.

use instruments::{
    Access, Answer, Answers, Choice, Content, Given, Instrument, Kind, Picked, Purpose, Question, Section,
    Text, Typed, Version, Way, YES,
    building::{self, New},
    responding,
};
use jiff::ToSpan;
use kernel::{Act, Date, Id};
use rand::{RngExt, seq::IndexedRandom};

use store::Tx;

use super::{Dice, moment, residents::Resident};
use crate::{Failure, Library};

/// What people would like, in words of their own.
const WISHES: [&str; 7] = [
    "Jam buka sampai malam pada hari Jumat.",
    "Lebih banyak buku cerita dalam bahasa Tombulu.",
    "Kursi di ruang baca sudah bagus, lampunya kurang terang.",
    "Petugasnya ramah. Terima kasih.",
    "Kelas komputer untuk orang tua.",
    "Rak sampah terpilah di halaman.",
    "Mobil perpustakaan singgah lebih sering di Rurukan.",
];
const IDEAS: [(&str, &str); 3] = [
    (
        "Menulis puisi dari pasar",
        "Dua belas orang menulis puisi dari suara pasar, lalu membacakannya di sana.",
    ),
    ("Kebun obat keluarga", "Peserta menanam dan mencatat tanaman obat yang dipakai nenek mereka."),
    ("Membaca peta kampung", "Anak-anak menggambar peta kampung dari cerita orang tua."),
];

/// Makes them three months ago, lets people answer since, and leaves them open.
pub(super) fn make(
    library: &Library,
    residents: &[Resident],
    today: Date,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let act = library.act();
    let begun = act.at(moment(&act.zone, today.saturating_sub(90.days()), 9, 0));
    let persons: Vec<_> = residents.iter().filter(|resident| !resident.child).map(|one| one.person).collect();
    let seed: u64 = dice.random();
    library.store.write_blocking(move |tx| {
        use rand::SeedableRng;
        let mut dice = Dice::seed_from_u64(seed);
        let later = |n: usize| act.at(moment(&act.zone, today.saturating_sub((80 - n as i64).days()), 13, 0));
        satisfaction(tx, &begun, &later, &mut dice)?;
        let (_, test) = publish(tx, &begun, &assessment())?;
        for (n, person) in persons.iter().take(24).enumerate() {
            let right =
                |dice: &mut Dice, best| if dice.random_bool(0.7) { best } else { dice.random_range(1..4) };
            let given = Answers::from([
                (1, picked(right(&mut dice, 2))),
                (2, Answer::Picked(if dice.random_bool(0.6) { vec![1, 3] } else { vec![2] })),
                (3, picked(right(&mut dice, 1))),
            ]);
            answer(
                tx,
                &later(n * 3),
                test,
                &assessment().content,
                &given,
                Some(*person),
                &format!("nilai {n}"),
            )?;
        }
        let (_, proposals) = publish(tx, &begun, &call())?;
        for (n, ((title, about), person)) in IDEAS.iter().zip(persons.iter().skip(30)).enumerate() {
            let said = |text: &str| Answer::Said(text.to_owned());
            let given = Answers::from([
                (1, said(title)),
                (2, said(about)),
                (3, Answer::Number(12 + 4 * n as i64)),
                (4, picked(if n == 1 { YES } else { instruments::NO })),
                (6, said("6280000000000")),
            ]);
            let given = if n == 1 { with(given, 5, said("Dua puluh pot dan tanah kompos.")) } else { given };
            answer(
                tx,
                &later(20 * n),
                proposals,
                &call().content,
                &given,
                Some(*person),
                &format!("usul {n}"),
            )?;
        }
        publish(tx, &begun, &registration()).map(drop)
    })?;
    Ok(())
}

fn with(mut answers: Answers, key: u16, answer: Answer) -> Answers {
    answers.insert(key, answer);
    answers
}

fn picked(pick: u16) -> Answer {
    Answer::Picked(vec![pick])
}

fn publish(tx: &mut Tx<'_>, act: &Act, new: &New) -> store::Result<(Id<Instrument>, Id<Version>)> {
    let id = building::create(tx, act, new)?.id;
    let version = building::publish(tx, act, id, 0)?;
    if new.access != Access::Within {
        building::open(tx, act, id, true)?;
    }
    Ok((id, version))
}

fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    version: Id<Version>,
    content: &Content,
    answers: &Answers,
    party: Option<Id<kernel::Person>>,
    form: &str,
) -> store::Result<()> {
    let given = Given { version, party, way: Way::Own, form };
    responding::answer(tx, act, &given, &Typed::all(content, answers), "").map(drop)
}

/// An anonymous survey that many have answered, some of them on paper.
fn satisfaction(
    tx: &mut Tx<'_>,
    begun: &Act,
    later: &impl Fn(usize) -> Act,
    dice: &mut Dice,
) -> store::Result<()> {
    let new = survey();
    let (_, version) = publish(tx, begun, &new)?;
    for n in 0..64 {
        let step = |dice: &mut Dice| *[2_u16, 3, 3, 4, 4, 4, 5, 5].choose(dice).unwrap_or(&4);
        let visits = if dice.random_bool(0.85) { YES } else { instruments::NO };
        let mut given =
            Answers::from([(1, picked(visits)), (3, picked(step(dice))), (4, picked(step(dice)))]);
        if visits == YES {
            given.insert(2, picked(dice.random_range(1..4)));
        }
        let used: Vec<u16> = (1..=5).filter(|_| dice.random_bool(0.45)).collect();
        if !used.is_empty() {
            given.insert(5, Answer::Picked(used));
        }
        if let Some(wish) = WISHES.choose(dice).filter(|_| dice.random_bool(0.35)) {
            given.insert(6, Answer::Said((*wish).to_owned()));
        }
        let (act, form) = (later(n), format!("survei {n}"));
        let typed = Typed::all(&new.content, &given);
        let way = if n % 5 == 0 { Way::Paper } else { Way::Own };
        responding::keep(tx, &act, &Given { version, party: None, way, form: &form }, &typed)?;
    }
    Ok(())
}

fn question(key: u16, ask: (&str, &str), kind: Kind) -> Question {
    Question::new(key, Text::new(ask.0, ask.1), kind)
}

fn choosing(key: u16, ask: (&str, &str), kind: Kind, choices: &[(&str, &str, i64)]) -> Question {
    let mut question = question(key, ask, kind);
    let choice = |(n, (id, en, points)): (usize, &(&str, &str, i64))| Choice {
        key: n as u16 + 1,
        label: Text::new(id, en),
        points: *points,
    };
    question.choices = choices.iter().enumerate().map(choice).collect();
    question
}

fn scale(key: u16, ask: (&str, &str)) -> Question {
    let mut question = question(key, ask, Kind::Scale);
    question.steps = 5;
    question.low = Text::new("sangat kurang", "very poor");
    question.high = Text::new("sangat baik", "very good");
    question
}

fn optional(question: Question) -> Question {
    Question { required: false, ..question }
}

fn after(question: Question, earlier: u16, pick: u16) -> Question {
    Question { when: vec![Picked { question: earlier, pick }], ..question }
}

fn section(title: (&str, &str), questions: Vec<Question>) -> Section {
    Section { title: Text::new(title.0, title.1), questions }
}

fn new(
    title: (&str, &str),
    purpose: Purpose,
    access: Access,
    intro: (&str, &str),
    sections: Vec<Section>,
) -> New {
    let last_key =
        sections.iter().flat_map(|one| &one.questions).map(|one| one.key).max().unwrap_or_default();
    let content = Content { intro: Text::new(intro.0, intro.1), sections, pass: None, last_key };
    New {
        title: Text::new(title.0, title.1),
        purpose,
        access,
        anonymous: purpose == Purpose::Survey,
        content,
    }
}

fn survey() -> New {
    let services = [
        ("Meminjam buku", "Borrowing books", 0),
        ("Membaca di tempat", "Reading here", 0),
        ("Komputer dan internet", "Computers and internet", 0),
        ("Kursus dan lokakarya", "Courses and workshops", 0),
        ("Ruang anak", "The children's room", 0),
    ];
    let often = [
        ("Setiap minggu", "Every week", 0),
        ("Setiap bulan", "Every month", 0),
        ("Lebih jarang", "Less often", 0),
    ];
    let sections = vec![
        section(
            ("Kunjungan Anda", "Your visits"),
            vec![
                question(
                    1,
                    (
                        "Apakah Anda berkunjung dalam tiga bulan terakhir?",
                        "Have you visited in the last three months?",
                    ),
                    Kind::YesNo,
                ),
                after(choosing(2, ("Seberapa sering?", "How often?"), Kind::One, &often), 1, YES),
                optional(choosing(
                    5,
                    ("Layanan mana yang Anda pakai?", "Which services do you use?"),
                    Kind::Several,
                    &services,
                )),
            ],
        ),
        section(
            ("Pendapat Anda", "What you think"),
            vec![
                scale(3, ("Bagaimana pelayanan petugas?", "How does the staff serve you?")),
                scale(4, ("Bagaimana ruang dan koleksinya?", "How are the rooms and the collection?")),
                optional(question(
                    6,
                    ("Apa yang perlu kami perbaiki?", "What should we do better?"),
                    Kind::Long,
                )),
            ],
        ),
    ];
    let intro = (
        "Lima menit Anda membantu kami menata layanan tahun depan.",
        "Five minutes of yours help us to plan next year's services.",
    );
    new(("Survei kepuasan pengguna", "Survey of our readers"), Purpose::Survey, Access::Link, intro, sections)
}

fn assessment() -> New {
    let questions = vec![
        choosing(
            1,
            ("Kata sandi mana yang paling aman?", "Which password is the safest?"),
            Kind::One,
            &[
                ("tomohon123", "", 0),
                ("empat kata acak yang panjang", "four long random words", 4),
                ("tanggal lahir", "a birthday", 0),
            ],
        ),
        choosing(
            2,
            ("Apa yang diperiksa sebelum membuka tautan?", "What does one check before opening a link?"),
            Kind::Several,
            &[
                ("Alamat situsnya", "The address of the site", 2),
                ("Warna tulisannya", "The colour of its text", -2),
                ("Siapa yang mengirim", "Who sent it", 2),
            ],
        ),
        choosing(
            3,
            ("Di mana cadangan foto sebaiknya disimpan?", "Where should copies of photos be kept?"),
            Kind::One,
            &[
                ("Di dua tempat berbeda", "In two different places", 2),
                ("Hanya di ponsel", "Only on the phone", 0),
                ("Tidak perlu", "Nowhere", 0),
            ],
        ),
    ];
    let intro = ("Tiga pertanyaan; batas lulus 60 persen.", "Three questions; the pass mark is 60 per cent.");
    let title = ("Penilaian literasi digital dasar", "Assessment: basic digital literacy");
    let mut new = new(title, Purpose::Assessment, Access::Link, intro, vec![section(("", ""), questions)]);
    new.content.pass = Some(60);
    new
}

fn call() -> New {
    let mut people = question(3, ("Untuk berapa orang?", "For how many people?"), Kind::Number);
    (people.least, people.most) = (Some(5), Some(60));
    let questions = vec![
        question(1, ("Judul lokakarya", "Title of the workshop"), Kind::Short),
        question(2, ("Apa yang dikerjakan peserta?", "What do participants do?"), Kind::Long),
        people,
        question(4, ("Perlu alat atau bahan?", "Are tools or materials needed?"), Kind::YesNo),
        after(question(5, ("Alat dan bahan apa?", "Which ones?"), Kind::Long), 4, YES),
        question(6, ("Nomor WhatsApp Anda", "Your WhatsApp number"), Kind::Phone),
        optional(question(7, ("Surel", "E-mail"), Kind::Email)),
        optional(question(8, ("Rencana atau gambar", "A plan or a drawing"), Kind::File)),
    ];
    let intro = (
        "Perpustakaan mencari pemandu lokakarya untuk festival literasi.",
        "The library looks for people who lead workshops at the literacy festival.",
    );
    let title = ("Undangan memandu lokakarya", "Call for workshop leaders");
    new(title, Purpose::Call, Access::Link, intro, vec![section(("", ""), questions)])
}

fn registration() -> New {
    let questions = vec![
        choosing(
            1,
            ("Makanan", "Food"),
            Kind::One,
            &[("Apa saja", "Anything", 0), ("Vegetarian", "", 0), ("Tanpa babi", "No pork", 0)],
        ),
        question(2, ("Perlu bantuan untuk ikut serta?", "Do you need help to take part?"), Kind::YesNo),
        after(
            choosing(
                3,
                ("Bantuan apa?", "Which help?"),
                Kind::Several,
                &[
                    ("Juru bahasa isyarat", "Sign language", 0),
                    ("Jalur tanpa tangga", "A way without steps", 0),
                    ("Pendamping membaca", "Somebody who reads aloud", 0),
                ],
            ),
            2,
            YES,
        ),
        optional(question(4, ("Apa yang ingin Anda pelajari?", "What would you like to learn?"), Kind::Long)),
    ];
    let title = ("Pertanyaan pendaftaran festival", "Registration questions of the festival");
    new(title, Purpose::Registration, Access::Within, ("", ""), vec![section(("", ""), questions)])
}
