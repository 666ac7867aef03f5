//! Sixteen partners nobody has ever met, with agreements in every state and two years of history.

use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person};
use membership::sponsorships;
use partners::{
    Agreement, Authority, Decision, Kind, Means, Paper, Period, Stage, Unit,
    agreements::{self, NewSignatory, Terms},
    cases::{self, Asked, CaseState},
    circles,
    commitments::{self, NewCommitment},
    partners::{Details, Who, add_contact, add_work, change, enter, enter_new, move_to, note},
};
use people::{PartyKind, Profile, relationships};
use platform::accounts;
use rand::RngExt;
use store::{Result, Tx};

use super::{Dice, moment, residents::Names};
use crate::{Failure, Library};

/// How far the agreement with a partner has come; days are counted back from today.
enum Course {
    /// None yet.
    Only(Stage),
    Draft,
    Review,
    Signing,
    Upcoming,
    /// Signed so many days ago, for so many months.
    Runs(i32, i32),
    /// The same, and renewed once for as long.
    Renewed(i32, i32),
    /// The same, and ended so many days ago.
    Terminated(i32, i32, i32),
    Dropped,
}

struct Plan {
    name: &'static str,
    kind: Kind,
    party: PartyKind,
    about: &'static str,
    role: &'static str,
    paper: Paper,
    title: &'static str,
    course: Course,
    /// What the partner gives: what, unit, how much, and how much of it was given.
    theirs: &'static [(&'static str, Unit, i64, i64)],
    /// What the library gives.
    ours: &'static [(&'static str, Unit, i64, i64)],
    next: &'static str,
}

use Course::{Draft, Dropped, Only, Renewed, Review, Runs, Signing, Terminated, Upcoming};
use PartyKind::{Group, Organisation, Person as Human};

const PLANS: &[Plan] = &[
    Plan {
        name: "SMP Contoh Walian",
        kind: Kind::School,
        party: Organisation,
        about: "Siswa SMP Contoh Walian menjadi anggota perpustakaan, dan kelas-kelasnya berkunjung setiap bulan.",
        role: "Kepala Sekolah",
        paper: Paper::Cooperation,
        title: "layanan perpustakaan bagi siswa SMP Contoh Walian",
        course: Renewed(560, 12),
        theirs: &[("Buku bacaan remaja dari orang tua siswa", Unit::Books, 120, 120)],
        ours: &[("Kelas literasi informasi", Unit::Sessions, 12, 9)],
        next: "Jadwalkan kunjungan kelas VII",
    },
    Plan {
        name: "SD Contoh Kinilow",
        kind: Kind::School,
        party: Organisation,
        about: "Pojok baca dan mendongeng setiap Jumat bersama SD Contoh Kinilow.",
        role: "Kepala Sekolah",
        paper: Paper::Letter,
        title: "pojok baca SD Contoh Kinilow",
        course: Runs(340, 12),
        theirs: &[("Rak buku buatan orang tua", Unit::Pieces, 4, 4)],
        ours: &[("Mendongeng di kelas", Unit::Sessions, 20, 17)],
        next: "Bicarakan perpanjangan",
    },
    Plan {
        name: "Universitas Contoh Lokon",
        kind: Kind::University,
        party: Organisation,
        about: "Dosen dan mahasiswa Universitas Contoh Lokon mengajar, meneliti, dan membuka koleksi jurnalnya.",
        role: "Wakil Rektor",
        paper: Paper::Joint,
        title: "peningkatan literasi masyarakat",
        course: Runs(500, 36),
        theirs: &[],
        ours: &[],
        next: "Susun rencana kegiatan tahun depan",
    },
    Plan {
        name: "Komunitas Rumah Pena",
        kind: Kind::Community,
        party: Group,
        about: "Penulis muda yang berkumpul setiap Sabtu di perpustakaan dan menerbitkan antologi tahunan.",
        role: "Koordinator",
        paper: Paper::Letter,
        title: "lokakarya menulis cerita pendek",
        course: Runs(200, 12),
        theirs: &[("Pendamping lokakarya", Unit::Hours, 60, 44)],
        ours: &[("Pemakaian ruang diskusi", Unit::Times, 24, 15)],
        next: "Pilih naskah antologi",
    },
    Plan {
        name: "Arie Tumurang",
        kind: Kind::Creator,
        party: Human,
        about: "Ilustrator buku anak. Gambar-gambarnya tentang danau, gunung, dan kebun bunga menemani rak anak perpustakaan.",
        role: "",
        paper: Paper::Letter,
        title: "mural rak anak",
        course: Runs(90, 12),
        theirs: &[("Melukis bersama anak-anak", Unit::Sessions, 6, 2)],
        ours: &[("Pameran karya", Unit::Times, 1, 0)],
        next: "Siapkan dinding ruang anak",
    },
    Plan {
        name: "PT Contoh Bunga",
        kind: Kind::Firm,
        party: Organisation,
        about: "Perusahaan yang membantu jaringan internet dan pelatihan petugas perpustakaan.",
        role: "Manajer CSR",
        paper: Paper::Cooperation,
        title: "internet dan pelatihan teknologi informasi",
        course: Runs(420, 24),
        theirs: &[
            ("Dana pelatihan", Unit::Rupiah, 75_000_000, 50_000_000),
            ("Pelatihan petugas", Unit::Hours, 120, 40),
            ("Komputer layak pakai", Unit::Pieces, 10, 10),
        ],
        ours: &[("Laporan pemakaian internet", Unit::Times, 4, 4)],
        next: "Tagih sisa jam pelatihan",
    },
    Plan {
        name: "Dinas Contoh Informatika",
        kind: Kind::Government,
        party: Organisation,
        about: "Pertukaran data dan jaringan serat optik antarkantor.",
        role: "Kepala Bidang",
        paper: Paper::Understanding,
        title: "pemanfaatan jaringan dan data pemerintah kota",
        course: Runs(150, 36),
        theirs: &[("Sambungan internet", Unit::Times, 12, 5)],
        ours: &[("Pelatihan pencarian informasi bagi pegawai", Unit::Sessions, 4, 1)],
        next: "Uji kecepatan jaringan",
    },
    Plan {
        name: "Yayasan Contoh Literasi Empung",
        kind: Kind::Society,
        party: Organisation,
        about: "Kelas baca tulis bagi orang dewasa.",
        role: "Ketua",
        paper: Paper::Cooperation,
        title: "kelas keaksaraan orang dewasa",
        course: Runs(690, 18),
        theirs: &[("Tutor sukarela", Unit::Hours, 200, 90)],
        ours: &[("Ruang belajar", Unit::Times, 80, 80)],
        next: "Tanyakan apakah ingin melanjutkan",
    },
    Plan {
        name: "Radio Contoh Tomohon",
        kind: Kind::Media,
        party: Organisation,
        about: "Siaran ulasan buku setiap Minggu.",
        role: "Manajer Siaran",
        paper: Paper::Letter,
        title: "siaran ulasan buku mingguan",
        course: Terminated(400, 24, 60),
        theirs: &[("Siaran ulasan buku", Unit::Times, 48, 30)],
        ours: &[],
        next: "",
    },
    Plan {
        name: "Penerbit Contoh Krisan",
        kind: Kind::Publisher,
        party: Organisation,
        about: "Penerbit buku anak berbahasa daerah.",
        role: "Direktur",
        paper: Paper::Cooperation,
        title: "serah simpan dan bedah buku berbahasa daerah",
        course: Draft,
        theirs: &[("Buku terbitan baru", Unit::Books, 40, 0)],
        ours: &[("Bedah buku", Unit::Times, 4, 0)],
        next: "Lengkapi pasal pembiayaan",
    },
    Plan {
        name: "Perpustakaan Contoh Kota Tetangga",
        kind: Kind::Library,
        party: Organisation,
        about: "Pinjam antarperpustakaan dan pertukaran petugas.",
        role: "Kepala Perpustakaan",
        paper: Paper::Cooperation,
        title: "pinjam antarperpustakaan dan magang petugas",
        course: Review,
        theirs: &[("Magang petugas", Unit::People, 2, 0)],
        ours: &[("Magang petugas", Unit::People, 2, 0)],
        next: "Tunggu telaah Bagian Hukum",
    },
    Plan {
        name: "Bank Contoh Sejahtera",
        kind: Kind::Firm,
        party: Organisation,
        about: "Sponsor mobil perpustakaan keliling.",
        role: "Pemimpin Cabang",
        paper: Paper::Cooperation,
        title: "dukungan perpustakaan keliling",
        course: Signing,
        theirs: &[("Dana operasional", Unit::Rupiah, 60_000_000, 0)],
        ours: &[("Kunjungan mobil keliling ke desa", Unit::Visits, 48, 0)],
        next: "Atur hari penandatanganan",
    },
    Plan {
        name: "Sanggar Contoh Kolintang",
        kind: Kind::Community,
        party: Group,
        about: "Musik kolintang untuk anak dan remaja, dengan partitur yang dapat dipinjam.",
        role: "Pembina",
        paper: Paper::Letter,
        title: "kelas kolintang di ruang kreatif",
        course: Upcoming,
        theirs: &[("Kelas kolintang", Unit::Sessions, 24, 0)],
        ours: &[("Pemakaian ruang kreatif", Unit::Times, 24, 0)],
        next: "Umumkan pendaftaran kelas",
    },
    Plan {
        name: "Komunitas Contoh Isyarat",
        kind: Kind::Society,
        party: Group,
        about: "Bahasa isyarat dan layanan ramah difabel.",
        role: "Juru bicara",
        paper: Paper::Letter,
        title: "",
        course: Only(Stage::Talk),
        theirs: &[],
        ours: &[],
        next: "Undang ke pertemuan petugas",
    },
    Plan {
        name: "Kafe Contoh Pagi",
        kind: Kind::Firm,
        party: Organisation,
        about: "Rak tukar buku di kafe.",
        role: "Pemilik",
        paper: Paper::Letter,
        title: "",
        course: Only(Stage::Idea),
        theirs: &[],
        ours: &[],
        next: "Telepon pemiliknya",
    },
    Plan {
        name: "Kelompok Tani Contoh Wailan",
        kind: Kind::Other,
        party: Group,
        about: "Kebun bunga di halaman perpustakaan.",
        role: "Ketua kelompok",
        paper: Paper::Letter,
        title: "kebun bunga halaman perpustakaan",
        course: Dropped,
        theirs: &[("Bibit bunga", Unit::Pieces, 300, 0)],
        ours: &[],
        next: "",
    },
];

/// The partner whose contact has an account.
const WITH_ACCOUNT: &str = "SMP Contoh Walian";

/// Enters them, and gives the contact of one an account called `mitra`.
pub(super) fn make(library: &Library, today: Date, dice: &mut Dice) -> std::result::Result<(), Failure> {
    let names = Names::read();
    let contacts: Vec<(String, u32)> = PLANS
        .iter()
        .map(|_| (names.draw(people::Sex::Female, dice), dice.random_range(0..100_000_000)))
        .collect();
    let (zone, now) = (library.zone.clone(), library.act());
    let password = accounts::Password::hash(super::place::PASSWORD)?;
    library.store.write_blocking(move |tx| {
        let head = accounts::by_login(tx, "kepala")?.map(|(account, _)| account.person);
        let by = head.map_or(Actor::System, Actor::Person);
        let now = Act { by, ..now.clone() };
        let on = |day: Date| Act { by, at: moment(&zone, day, 10, 0).min(now.at), zone: zone.clone() };
        let ago = |days: i32| on(today.saturating_sub(days.days()));
        let mut found = Vec::new();
        for (plan, (contact, number)) in PLANS.iter().zip(&contacts) {
            let party = partner(tx, plan, contact, *number, head, today, &ago)?;
            found.push((plan, party));
        }
        let of = |name: &str| found.iter().find(|(plan, _)| plan.name == name).map(|(_, party)| *party);
        if let Some(school) = of(WITH_ACCOUNT) {
            carried(tx, &ago, school, today)?;
            let speaker = relationships::who_is(tx, relationships::Relation::Contact, school, today)?;
            if let Some(speaker) = speaker.first() {
                let name = people::parties::one(tx, *speaker)?.name;
                accounts::open(tx, &ago(300), *speaker, "mitra", &name, &password)?;
            }
        }
        if let Some(university) = of("Universitas Contoh Lokon") {
            beneath(tx, &ago, university, today)?;
        }
        asked(tx, &ago, of("SD Contoh Kinilow"))?;
        let helping = [WITH_ACCOUNT, "SD Contoh Kinilow", "Komunitas Rumah Pena", "Sanggar Contoh Kolintang"];
        circle(tx, &ago, &helping.into_iter().filter_map(of).collect::<Vec<_>>())?;
        agreements::remind(tx, &now).map(drop)
    })?;
    Ok(())
}

fn partner(
    tx: &mut Tx<'_>,
    plan: &Plan,
    contact: &str,
    number: u32,
    head: Option<Id<Person>>,
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
    let ended = matches!(plan.course, Dropped | Terminated(..));
    let details = Details {
        owner: head,
        next_step: plan.next.to_owned(),
        next_on: (!plan.next.is_empty()).then(|| today.saturating_add((first % 23 - 6).days())),
        about: plan.about.to_owned(),
        website: String::new(),
        public: !ended && !matches!(plan.course, Only(_) | Draft | Review),
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
        note(tx, &at, party, at.today(), way, text)?;
    }
    if matches!(plan.kind, Kind::Creator | Kind::Community) {
        for (title, year) in [("Danau di Pagi Hari", 2024), ("Bunga-Bunga Lokon", 2025)] {
            add_work(tx, &ago(50), party, &format!("{title}: {}", plan.name), Some(year), "", "")?;
        }
    }
    agree(tx, plan, party, contact, today, ago)?;
    Ok(party)
}

/// Brings the agreement with a partner as far as its course says.
fn agree(
    tx: &mut Tx<'_>,
    plan: &Plan,
    party: Id<Person>,
    contact: &str,
    today: Date,
    ago: &impl Fn(i32) -> Act,
) -> Result<()> {
    let (days, period) = match plan.course {
        Only(stage) => {
            move_to(tx, &ago(20), party, stage)?;
            return Ok(());
        }
        Renewed(days, months) | Runs(days, months) | Terminated(days, months, _) => {
            let since = today.saturating_sub(days.days());
            let until = since.saturating_add(months.months()).saturating_sub(1.days());
            (days + 20, Period { since, until })
        }
        Upcoming => {
            let since = today.saturating_add(25.days());
            (30, Period { since, until: since.saturating_add(12.months()).saturating_sub(1.days()) })
        }
        _ => (25, agreements::first_period(today.saturating_add(10.days()))),
    };
    let terms = Terms {
        kind: plan.paper,
        parent: None,
        title: plan.title.to_owned(),
        their_number: String::new(),
        partners: vec![party],
        period,
    };
    let id = agreements::draft(tx, &ago(days), &terms)?.id;
    let due = |n: usize| period.since.saturating_add((120 + 60 * n as i32).days()).min(period.until);
    let mut given = Vec::new();
    for (giver, promises) in [(Some(party), plan.theirs), (None, plan.ours)] {
        for (n, (about, unit, amount, done)) in promises.iter().enumerate() {
            let new = NewCommitment {
                giver,
                about: (*about).to_owned(),
                unit: *unit,
                amount: *amount,
                due: Some(due(n)),
                purpose: String::new(),
                counts: String::new(),
            };
            given.push((commitments::promise(tx, &ago(days), &[], id, &new)?, *done));
        }
    }
    sign_up(tx, id, party, plan, contact, &ago(days))?;
    match plan.course {
        Draft => return Ok(()),
        Dropped => {
            agreements::drop_it(tx, &ago(5), id, "Lahan dipakai untuk perluasan gedung.")?;
            move_to(tx, &ago(5), party, Stage::Ended)?;
            return Ok(());
        }
        _ => {}
    }
    agreements::submit(tx, &ago(days - 2), id)?;
    if matches!(plan.course, Review) {
        let first = agreements::review(tx, id)?.into_iter().next().ok_or(store::Error::Missing)?;
        agreements::decide(tx, &ago(3), id, first.id, Decision::Approved, "Sesuai.")?;
        return Ok(());
    }
    for step in agreements::review(tx, id)? {
        agreements::decide(tx, &ago(days - 6), id, step.id, Decision::Approved, "")?;
    }
    if matches!(plan.course, Signing) {
        return Ok(());
    }
    let signing = ago(days - 18);
    signed(tx, id, &signing)?;
    for (commitment, done) in given {
        let parts = if done >= 4 { 3 } else { 1 };
        for part in 0..parts {
            let amount = if part + 1 == parts { done - done / parts * part } else { done / parts };
            let lasts = days.min(if matches!(plan.course, Runs(690, _)) { 420 } else { days });
            let at = ago((lasts - 25 - (lasts / 4) * part as i32).max(1));
            if amount > 0 {
                let what = format!("Tanda terima {}", part + 1);
                commitments::fulfil(tx, &at, commitment, at.today(), amount, &what, None)?;
            }
        }
    }
    match plan.course {
        Renewed(..) => {
            let next = partners::rules::renewal(period);
            agreements::renew(tx, &on_or_before(ago, period.until, today), id, next)?;
        }
        Terminated(_, _, ended) => {
            let last = ago(ended);
            agreements::terminate(tx, &last, id, last.today(), "Acara dihentikan oleh stasiun radio.")?;
            move_to(tx, &last, party, Stage::Ended)?;
        }
        _ => {}
    }
    Ok(())
}

/// An act three weeks before a day.
fn on_or_before(ago: &impl Fn(i32) -> Act, day: Date, today: Date) -> Act {
    let days = day.until(today).map_or(0, |span| span.get_days());
    ago((days + 21).max(1))
}

fn sign_up(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    party: Id<Person>,
    plan: &Plan,
    contact: &str,
    act: &Act,
) -> Result<()> {
    let document_on = act.today().saturating_sub(10.days());
    let ours = NewSignatory {
        partner: None,
        name: "Deisy Rondonuwu".into(),
        title: "Kepala Dinas Perpustakaan dan Kearsipan".into(),
        authority: Authority::Power,
        document: format!("Surat Kuasa Wali Kota Nomor {}/SK/{}", 10 + act.today().day(), act.today().year()),
        document_on: Some(document_on),
    };
    let human = plan.party == Human;
    let theirs = NewSignatory {
        partner: Some(party),
        name: if human { plan.name.into() } else { contact.to_owned() },
        title: if human { "Seniman".into() } else { plan.role.to_owned() },
        authority: Authority::Office,
        document: if human { "Kartu tanda penduduk".into() } else { "Surat keputusan pengangkatan".into() },
        document_on: Some(document_on),
    };
    agreements::add_signatory(tx, act, id, &ours)?;
    agreements::add_signatory(tx, act, id, &theirs)
}

fn signed(tx: &mut Tx<'_>, id: Id<Agreement>, act: &Act) -> Result<()> {
    let all: Vec<_> = agreements::signatories(tx, id)?.into_iter().map(|one| (one.id, act.today())).collect();
    agreements::sign(tx, act, id, &all).map(drop)
}

/// A PKS beneath the frame with the university.
fn beneath(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, party: Id<Person>, today: Date) -> Result<()> {
    let frame = agreements::all(tx, Some(party))?.into_iter().next().ok_or(store::Error::Missing)?;
    let since = today.saturating_sub(250.days());
    let terms = Terms {
        kind: Paper::Cooperation,
        parent: Some(frame.agreement.id),
        title: "kuliah umum dan akses jurnal ilmiah".into(),
        their_number: "21/UCL/PKS".into(),
        partners: vec![party],
        period: Period { since, until: since.saturating_add(24.months()).saturating_sub(1.days()) },
    };
    let id = agreements::draft(tx, &ago(280), &terms)?.id;
    let talks = NewCommitment {
        giver: Some(party),
        about: "Kuliah umum".into(),
        unit: Unit::Sessions,
        amount: 8,
        due: Some(today.saturating_add(100.days())),
        purpose: "pelajar dan masyarakat".into(),
        counts: String::new(),
    };
    let talks = commitments::promise(tx, &ago(280), &[], id, &talks)?;
    let plan = PLANS.iter().find(|plan| plan.kind == Kind::University).ok_or(store::Error::Missing)?;
    sign_up(tx, id, party, plan, "Novita Contoh", &ago(275))?;
    agreements::submit(tx, &ago(270), id)?;
    for step in agreements::review(tx, id)? {
        agreements::decide(tx, &ago(265), id, step.id, Decision::Approved, "")?;
    }
    signed(tx, id, &ago(255))?;
    for (days, what) in [(200, "Kuliah umum tentang kopi"), (90, "Kuliah umum tentang gunung api")] {
        commitments::fulfil(tx, &ago(days), talks, ago(days).today(), 1, what, None)?;
    }
    agreements::amend(
        tx,
        &ago(60),
        id,
        "1/ADD/2026",
        ago(60).today(),
        "Menambah akses jurnal bagi guru sekolah mitra.",
        None,
    )
    .map(drop)
}

/// The memberships that the school's list gives fulfil a promise by themselves.
fn carried(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, school: Id<Person>, today: Date) -> Result<()> {
    let whole = agreements::all(tx, Some(school))?.into_iter().next().ok_or(store::Error::Missing)?;
    let promise = NewCommitment {
        giver: None,
        about: "Keanggotaan bagi siswa".into(),
        unit: Unit::Memberships,
        amount: 40,
        due: Some(today.saturating_add(150.days())),
        purpose: "siswa kelas VII sampai IX".into(),
        counts: "membership.granted".into(),
    };
    let countables = membership::module().countables;
    commitments::promise(tx, &ago(380), countables, whole.agreement.id, &promise).map(drop)
}

/// A circle that mends books, one school a month.
fn circle(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, members: &[Id<Person>]) -> Result<()> {
    let about = "Memperbaiki buku rusak bersama, di satu tempat setiap bulan.";
    let circle = circles::begin(tx, &ago(150), "Mapalus perbaikan buku", about, true, members)?.id;
    for (n, days) in [(0usize, 120), (1, 85), (2, 40)] {
        let Some(host) = members.get(n) else { continue };
        let day = ago(days);
        let turn = circles::plan(tx, &day, circle, *host, day.today(), "Menjilid dan menyampul ulang")?;
        for (m, giver) in members.iter().enumerate().filter(|(m, _)| *m != n) {
            let hours = 4 + (m as i64 + n as i64) % 3;
            circles::give(tx, &day, circle, turn, *giver, (Unit::Hours, hours), "Menjilid")?;
            if m % 2 == 0 {
                circles::give(tx, &day, circle, turn, *giver, (Unit::Pieces, 10), "Lem dan kain punggung")?;
            }
        }
    }
    Ok(())
}

/// What was asked of the library lately.
fn asked(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, school: Option<Id<Person>>) -> Result<()> {
    let stranger = |days: i32| Act { by: Actor::Visitor, ..ago(days) };
    let ask = |title: &str, body: &str, name: &str, organisation: &str| Asked {
        title: title.into(),
        body: body.into(),
        name: name.into(),
        organisation: organisation.into(),
        phone: "0800-0000-1234".into(),
        ..Asked::default()
    };
    let reading = ask(
        "Pojok baca di puskesmas",
        "Kami ingin menyediakan pojok baca di ruang tunggu, dengan buku yang berganti setiap bulan.",
        "Linda Contoh",
        "Puskesmas Contoh Matani",
    );
    cases::open(tx, &stranger(4), "partnership", "demo 1", &reading, 100)?;
    let photos = ask(
        "Pameran foto kota lama",
        "Klub kami mempunyai delapan puluh foto kota dari tahun 1950-an dan ingin memamerkannya.",
        "Hengky Contoh",
        "Klub Foto Contoh",
    );
    let code = cases::open(tx, &stranger(11), "partnership", "demo 2", &photos, 100)?;
    let case = cases::by_code(tx, &code)?.id;
    cases::advance(tx, &ago(9), case, CaseState::InProgress, "", None)?;
    let stall = ask("Kios di halaman", "Kami ingin berjualan di halaman.", "Tommy Contoh", "");
    let code = cases::open(tx, &stranger(40), "partnership", "demo 3", &stall, 100)?;
    let case = cases::by_code(tx, &code)?.id;
    let answer = "Halaman perpustakaan dipakai untuk kegiatan anak, jadi belum dapat untuk berjualan.";
    cases::advance(tx, &ago(38), case, CaseState::Refused, answer, None)?;
    if let Some(school) = school {
        let visit = Asked {
            partner: Some(school),
            ..ask(
                "Kunjungan kelas III",
                "Tiga puluh anak, hari Selasa pagi.",
                "Guru Contoh",
                "SD Contoh Kinilow",
            )
        };
        cases::open(tx, &stranger(2), "activity", "demo 4", &visit, 100)?;
    }
    Ok(())
}
