//! Two years of gifts of every kind, grants among them, from partners and from people nobody has ever met: each followed from its promise to its
//! letter of thanks, some books on the shelf and read, one gift taken back, offers that wait.

use catalogue::{
    accession::{
        self,
        intake::{self, Book, Taken},
    },
    model::Copy,
};
use circulation::{
    lending::{self, CheckOut},
    returns::{self, CheckIn},
};
use contributions::{
    Contribution, Direction, Kind, Method,
    giving::{self, Entered, Recording},
    offers::{self, Answer, Offering, Way},
    rules::Valuation,
    settings,
};
use funds::{Fund, FundKind, funds::NewFund};
use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person, Rupiah};
use partners::{Commitment, agreements, commitments};
use people::{PartyKind, Profile, parties};
use platform::{accounts, files::Files, library::Branch};
use store::{Error, Result, Tx};

use super::moment;

/// Who gives or gets: a partner by its name, or somebody else by theirs.
struct Deed {
    who: &'static str,
    kind: Kind,
    direction: Direction,
    about: &'static str,
    amount: i64,
    /// Whole rupiah; of money it is the amount.
    value: i64,
    method: Method,
    basis: &'static str,
    /// How many days ago it came.
    ago: i32,
    /// What alone it is for.
    purpose: &'static str,
}

const fn deed(who: &'static str, kind: Kind, about: &'static str, amount: i64, value: i64, ago: i32) -> Deed {
    let (method, basis) = match kind {
        Kind::Money | Kind::Discount => (Method::Nominal, ""),
        Kind::Books => (Method::Market, "Harga toko buku setempat, rata-rata per buku"),
        Kind::Equipment => (Method::Estimate, "Taksiran petugas atas barang bekas layak pakai"),
        Kind::Hours | Kind::Space | Kind::Expertise | Kind::Media | Kind::Transport => {
            (Method::Rate, "Tarif setempat yang lazim")
        }
    };
    Deed { who, kind, direction: Direction::In, about, amount, value, method, basis, ago, purpose: "" }
}

/// A part of a grant, which goes into the fund that was opened for it.
const fn part(who: &'static str, about: &'static str, amount: i64, ago: i32, purpose: &'static str) -> Deed {
    Deed { purpose, ..deed(who, Kind::Money, about, amount, amount, ago) }
}

const DEEDS: &[Deed] = &[
    part("Bank Contoh Sejahtera", "Hibah buku anak, tahap 1", 15_000_000, 675, CHILDREN),
    part("Bank Contoh Sejahtera", "Hibah buku anak, tahap 2", 15_000_000, 310, CHILDREN),
    part("Dinas Contoh Informatika", "Hibah literasi digital", 24_000_000, 555, DIGITAL),
    part("Yayasan Contoh Literasi Empung", "Hibah taman baca kampung, tahap 1", 9_000_000, 395, VILLAGES),
    part("Yayasan Contoh Literasi Empung", "Hibah taman baca kampung, tahap 2", 9_000_000, 120, VILLAGES),
    deed("Keluarga Contoh Tumurang", Kind::Books, "Buku cerita anak milik keluarga", 12, 540_000, 700),
    Deed {
        purpose: "sudut baca anak",
        ..deed("Bank Contoh Sejahtera", Kind::Money, "Dana sudut baca anak", 15_000_000, 15_000_000, 640)
    },
    deed("Penerbit Contoh Krisan", Kind::Books, "Terbitan tahun ini", 9, 765_000, 560),
    deed("PT Contoh Bunga", Kind::Equipment, "Komputer meja layak pakai", 10, 22_000_000, 390),
    Deed {
        purpose: "pelatihan petugas",
        ..deed("PT Contoh Bunga", Kind::Money, "Dana pelatihan", 50_000_000, 50_000_000, 350)
    },
    deed("PT Contoh Bunga", Kind::Hours, "Pelatihan petugas", 40, 2_000_000, 310),
    deed("SD Contoh Kinilow", Kind::Equipment, "Rak buku buatan orang tua", 4, 1_200_000, 300),
    deed("Radio Contoh Tomohon", Kind::Media, "Siaran ulasan buku", 24, 7_200_000, 470),
    deed("Yayasan Contoh Literasi Empung", Kind::Hours, "Tutor kelas membaca", 60, 3_000_000, 430),
    deed(
        "Universitas Contoh Lokon",
        Kind::Expertise,
        "Pelatihan katalogisasi bagi petugas",
        16,
        4_800_000,
        380,
    ),
    deed("Kafe Contoh Pagi", Kind::Space, "Ruang untuk bincang buku", 20, 2_000_000, 330),
    Deed {
        direction: Direction::Out,
        ..deed("SD Contoh Kinilow", Kind::Books, "Buku cerita rangkap", 30, 900_000, 300)
    },
    deed("Kelompok Tani Contoh Wailan", Kind::Transport, "Angkutan buku ke desa", 8, 1_600_000, 260),
    deed(
        "Penerbit Contoh Krisan",
        Kind::Discount,
        "Potongan harga pembelian buku",
        1_250_000,
        1_250_000,
        220,
    ),
    deed("SMP Contoh Walian", Kind::Books, "Buku bacaan remaja dari orang tua siswa", 14, 700_000, 150),
    deed("Hamba Allah", Kind::Money, "Infak untuk buku", 500_000, 500_000, 18),
    deed("Komunitas Rumah Pena", Kind::Books, "Antologi karya anggota", 6, 360_000, 20),
];

/// What the grants of the demo are for.
pub(super) const CHILDREN: &str = "Buku bacaan untuk anak di bawah 12 tahun, bukan buku pelajaran";
pub(super) const DIGITAL: &str = "Peralatan dan pelatihan bagi warga di atas 50 tahun";
pub(super) const VILLAGES: &str = "Rak, buku, dan kegiatan di taman baca lima kelurahan";

/// How many days ago the library began to keep books of its money.
const OPENED: i32 = 700;

/// Titles no catalogue has.
const TITLES: [(&str, &str); 6] = [
    ("Cerita dari kebun krisan", "Lumi, Contoh"),
    ("Anak Lokon berani bertanya", "Wowor, Contoh"),
    ("Resep bubur Manado di dapur sekolah", "Mamahit, Contoh"),
    ("Kolintang untuk pemula", "Sanggar Contoh Kolintang"),
    ("Berkebun di lereng Empung", "Tani, Contoh"),
    ("Tiga dongeng dari Kakaskasen", "Pangkey, Contoh"),
];

/// What was given, each so many days ago: who gave, what, and how much it is worth.
pub(super) fn given_ago() -> impl Iterator<Item = (i32, &'static str, &'static str, Rupiah, bool)> {
    DEEDS.iter().map(|deed| (deed.ago, deed.who, deed.about, Rupiah(deed.value), deed.kind == Kind::Money))
}

/// Whoever gives, day by day, beside what else happens to the library's money.
pub(super) struct Giving {
    pub(super) main: Id<Branch>,
    pub(super) readers: Vec<Id<Person>>,
    pub(super) today: Date,
    pub(super) now: Act,
    pub(super) files: Files,
    next: Next,
}

impl Giving {
    pub(super) fn begin(
        tx: &mut Tx<'_>,
        main: Id<Branch>,
        readers: &[Id<Person>],
        today: Date,
        now: &Act,
        files: &Files,
    ) -> Result<Self> {
        let head = accounts::by_login(tx, "kepala")?.map(|(account, _)| account.person);
        let now = Act { by: head.map_or(Actor::System, Actor::Person), ..now.clone() };
        settings::SIGNER.set(tx, &now, "Kepala Perpustakaan\nDeisy Rondonuwu")?;
        let (readers, files) = (readers.to_vec(), files.clone());
        Ok(Self { main, readers, today, now, files, next: Next { record: 1, title: 0 } })
    }

    fn ago(&self, days: i32, hour: i8) -> Act {
        let at = moment(&self.now.zone, self.today.saturating_sub(days.days()), hour, 0).min(self.now.at);
        Act { at, ..self.now.clone() }
    }

    /// Gives what stands at this place of [`given_ago`]; `paper` shows it.
    pub(super) fn give(&mut self, tx: &mut Tx<'_>, n: usize, paper: &[u8]) -> Result<()> {
        let deed = &DEEDS[n];
        let keeps = promise(tx, deed, self.today)?;
        let one = given(tx, deed, keeps, self.main, self.today, &|days, hour| self.ago(days, hour))?;
        let title = if deed.kind == Kind::Money { "Bukti setor" } else { "Berita acara bertanda tangan" };
        let kept = (title, ("pindaian.pdf", paper));
        giving::attach(tx, &self.ago(deed.ago - 1, 15), &self.files, one.id, kept.0, kept.1)?;
        if let Some(batch) = one.batch {
            let open = deed.ago < 30;
            let act = self.ago(deed.ago - 2, 10);
            let copies = shelved(tx, &act, batch, deed.amount, open, &mut self.next)?;
            self.lend(tx, &copies, deed.ago - 4)?;
        }
        if deed.kind == Kind::Space {
            taken_back(tx, self.main, self.today, &|days, hour| self.ago(days, hour))?;
        }
        Ok(())
    }

    /// Readers borrow some of these copies, from so many days ago on.
    pub(super) fn lend(&self, tx: &mut Tx<'_>, copies: &[Id<Copy>], since: i32) -> Result<()> {
        read(tx, self.main, copies, &self.readers, since, &|days, hour| self.ago(days, hour))
    }

    /// What is promised, and what people offer by the form.
    pub(super) fn end(&self, tx: &mut Tx<'_>) -> Result<()> {
        let ago = |days: i32, hour: i8| self.ago(days, hour);
        promised(tx, self.main, self.today, &ago)?;
        offered(tx, &self.files, self.main, &ago)
    }
}

/// Which records and titles come next.
struct Next {
    record: i64,
    title: usize,
}

/// Who it is in the register; somebody without a name of their own is nobody there.
fn party(tx: &mut Tx<'_>, name: &str, act: &Act) -> Result<Option<Id<Person>>> {
    if name == "Hamba Allah" {
        return Ok(None);
    }
    let known = partners::partners::list::choices(tx)?.into_iter().find(|one| one.name == name);
    if let Some(known) = known {
        return Ok(Some(known.id));
    }
    let profile = Profile { name: name.to_owned(), ..Profile::default() };
    parties::enter_as(tx, act, PartyKind::Group, &profile).map(Some)
}

/// The latest promise of a signed agreement that is kept by what is recorded for it.
fn promise(tx: &mut Tx<'_>, deed: &Deed, today: Date) -> Result<Option<Id<()>>> {
    let known = partners::partners::list::choices(tx)?.into_iter().find(|one| one.name == deed.who);
    let Some(partner) = known.filter(|_| deed.direction == Direction::In) else { return Ok(None) };
    let day = today.saturating_sub(deed.ago.days());
    let key = format!("contributions.{}", deed.kind.unit());
    for whole in agreements::of_partner(tx, partner.id)? {
        let keeps = |one: &Commitment| {
            one.state.binds()
                && one.counts.as_deref() == Some(key.as_str())
                && one.since.is_some_and(|since| since <= day)
                && one.until.is_some_and(|until| day <= until)
        };
        let promises = commitments::promises(tx, whole.agreement.id)?;
        if let Some(one) = promises.iter().rev().find(|one| keeps(one)) {
            return Ok(Some(one.id.cast()));
        }
    }
    Ok(None)
}

fn entered(deed: &Deed, party: Option<Id<Person>>, branch: Id<Branch>, n: i32) -> Entered {
    Entered {
        form: format!("demo {} {} {n}", deed.about, deed.ago),
        direction: deed.direction,
        kind: deed.kind,
        party,
        name: deed.who.to_owned(),
        named: true,
        about: deed.about.to_owned(),
        purpose: deed.purpose.to_owned(),
        commitment: None,
        branch,
    }
}

fn given(
    tx: &mut Tx<'_>,
    deed: &Deed,
    keeps: Option<Id<()>>,
    branch: Id<Branch>,
    today: Date,
    ago: &impl Fn(i32, i8) -> Act,
) -> Result<Contribution> {
    let day = today.saturating_sub(deed.ago.days());
    let party = party(tx, deed.who, &ago(deed.ago + 20, 9))?;
    let new = Entered { commitment: keeps, ..entered(deed, party, branch, 0) };
    let one = giving::pledge(tx, &ago(deed.ago + 20, 10), &new, deed.amount, Some(day))?;
    giving::receive(tx, &ago(deed.ago, 10), one.id, deed.amount, Some(day), false)?;
    let valuation =
        Valuation { value: Rupiah(deed.value), method: deed.method, basis: deed.basis.to_owned() };
    // Who appraises something valuable does not take it.
    let librarian = accounts::by_login(tx, "pustakawan")?.map(|(account, _)| account.person);
    let by = librarian.map_or(Actor::System, Actor::Person);
    giving::appraise(tx, &Act { by, ..ago(deed.ago, 11) }, one.id, &valuation, None)?;
    giving::accept(tx, &ago(deed.ago - 1, 9), one.id)?;
    // The library's own money is as old as its books.
    let opened = if deed.purpose.is_empty() { ago(OPENED, 8) } else { ago(deed.ago + 20, 11) };
    let fund = into(tx, deed, party, day, &opened)?;
    // Money is recorded by whoever keeps the books.
    let treasurer = match deed.kind {
        Kind::Money => accounts::by_login(tx, "bendahara")?.map(|(account, _)| account.person),
        _ => None,
    };
    let recorder = ago(deed.ago - 1, 10);
    let by = treasurer.map_or(recorder.by, Actor::Person);
    let recorded =
        giving::record(tx, &Act { by, ..recorder }, one.id, &Recording { fund, ..Recording::default() })?;
    // The last gift has not been thanked for.
    if deed.direction == Direction::In && deed.ago > 30 {
        return giving::acknowledge(tx, &ago(deed.ago - 2, 14), one.id);
    }
    Ok(recorded)
}

/// What money goes into: what is only for something, into a fund of its own.
fn into(
    tx: &mut Tx<'_>,
    deed: &Deed,
    giver: Option<Id<Person>>,
    since: Date,
    act: &Act,
) -> Result<Option<Id<Fund>>> {
    if deed.kind != Kind::Money {
        return Ok(None);
    }
    if deed.purpose.is_empty() {
        return funds::funds::general(tx, act, "Dana umum perpustakaan").map(Some);
    }
    let known = funds::funds::all(tx)?;
    if let Some(known) = known.iter().find(|one| one.purpose.as_deref() == Some(deed.purpose)) {
        return Ok(Some(known.id));
    }
    let new = NewFund {
        title: deed.about.to_owned(),
        kind: FundKind::Donation,
        purpose: deed.purpose.to_owned(),
        giver,
        since: since.saturating_sub(30.days()),
        until: None,
        promised: None,
        public: true,
    };
    funds::funds::open(tx, act, &new).map(Some)
}

/// Takes the books out of a box: most are known to the catalogue, some are not. The last box is still open.
fn shelved(
    tx: &mut Tx<'_>,
    act: &Act,
    batch: Id<accession::Batch>,
    count: i64,
    open: bool,
    next: &mut Next,
) -> Result<Vec<Id<Copy>>> {
    let mut made = Vec::new();
    let count = if open { count / 2 } else { count };
    for n in 0..count {
        let book = if n % 4 == 3 {
            let (title, author) = TITLES[next.title % TITLES.len()];
            next.title += 1;
            Book::Drafted { isbn: String::new(), title: title.to_owned(), author: author.to_owned() }
        } else {
            next.record += 3;
            Book::Of(next.record)
        };
        let taken = Taken { book, count: 1, barcode: String::new(), value: None, excess: String::new() };
        made.extend(intake::take(tx, act, batch, &n.to_string(), &taken)?.into_iter().map(|copy| copy.id));
    }
    if !open {
        accession::close(tx, act, batch, "Selebihnya rusak")?;
    }
    Ok(made)
}

/// Readers borrow some of them and bring them back; a no of the desk is a no here too.
fn read(
    tx: &mut Tx<'_>,
    desk: Id<Branch>,
    copies: &[Id<Copy>],
    readers: &[Id<Person>],
    since: i32,
    ago: &impl Fn(i32, i8) -> Act,
) -> Result<()> {
    // Readers joined within the last year.
    let since = since.min(300);
    for (n, (copy, member)) in copies.iter().zip(readers.iter().cycle().skip(copies.len())).enumerate() {
        let days = since - (n as i32) * 3;
        if n % 3 == 2 || days < 12 {
            continue;
        }
        let done = tx.nested(|tx| {
            let out = CheckOut { member: *member, copy: *copy, desk, despite: false };
            lending::check_out(tx, &ago(days, 15), &out)?;
            returns::check_in(tx, &ago(days - 8, 15), &CheckIn { copy: *copy, desk, since: None }).map(drop)
        });
        match done {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// A gift that was recorded twice, and taken back.
fn taken_back(tx: &mut Tx<'_>, branch: Id<Branch>, today: Date, ago: &impl Fn(i32, i8) -> Act) -> Result<()> {
    let twice = deed("Kafe Contoh Pagi", Kind::Space, "Ruang untuk bincang buku", 20, 2_000_000, 328);
    let party = party(tx, twice.who, &ago(328, 9))?;
    let new = entered(&twice, party, branch, 1);
    let day = Some(today.saturating_sub(328.days()));
    let one = giving::arrive(tx, &ago(328, 10), &new, twice.amount, day, true)?;
    let valuation =
        Valuation { value: Rupiah(twice.value), method: twice.method, basis: twice.basis.to_owned() };
    giving::appraise(tx, &ago(328, 11), one.id, &valuation, None)?;
    giving::accept(tx, &ago(327, 9), one.id)?;
    giving::record(tx, &ago(327, 10), one.id, &Recording::default())?;
    giving::reverse(
        tx,
        &ago(320, 10),
        one.id,
        "Tercatat dua kali; lihat pemberian yang sama dua hari sebelumnya.",
    )
    .map(drop)
}

/// What is promised: one that is late, one that is not.
fn promised(tx: &mut Tx<'_>, branch: Id<Branch>, today: Date, ago: &impl Fn(i32, i8) -> Act) -> Result<()> {
    for (who, kind, about, amount, due) in [
        ("PT Contoh Bunga", Kind::Equipment, "Proyektor ruang diskusi", 1, -12),
        ("Universitas Contoh Lokon", Kind::Books, "Buku teks edisi terbaru", 60, 45),
    ] {
        let plan = deed(who, kind, about, amount, 1, due);
        let party = party(tx, who, &ago(40, 9))?;
        let new = entered(&plan, party, branch, 2);
        giving::pledge(tx, &ago(40, 10), &new, amount, Some(today.saturating_add(due.days())))?;
    }
    Ok(())
}

/// Offers of people who wrote by the form: one waits, one was sent on.
fn offered(tx: &mut Tx<'_>, files: &Files, branch: Id<Branch>, ago: &impl Fn(i32, i8) -> Act) -> Result<()> {
    let offers = [
        (
            "Sisca Contoh",
            "0812-0000-0101",
            "Ensiklopedia anak jilid 1–12\nDongeng Nusantara",
            18,
            Way::Fetch,
            2,
        ),
        ("Rudi Contoh", "0812-0000-0102", "Buku pelajaran kelas 5 kurikulum lama", 40, Way::Bring, 25),
        ("Deasy Contoh", "0812-0000-0103", "Novel remaja, masih bagus", 25, Way::Bring, 60),
    ];
    for (name, phone, titles, pieces, way, days) in offers {
        let new = Offering {
            person: None,
            name: name.to_owned(),
            phone: phone.to_owned(),
            email: String::new(),
            organisation: String::new(),
            titles: titles.to_owned(),
            pieces,
            way,
            note: "Sore hari sesudah pukul 15.".to_owned(),
            named: true,
        };
        let sent = Act { by: Actor::System, ..ago(days, 13) };
        let code = offers::offer(tx, &sent, files, &format!("demo {days}"), &new, None)?;
        let answer = match days {
            25 => (Answer::Redirect("SD Contoh Kinilow".to_owned()), "Mereka masih memakai kurikulum itu."),
            60 => (Answer::Accept(branch), "Silakan diantar pada jam buka."),
            _ => continue,
        };
        let offer = offers::by_code(tx, &code)?;
        offers::decide(tx, &ago(days - 1, 9), offer.id, None, &answer.0, answer.1)?;
    }
    Ok(())
}
