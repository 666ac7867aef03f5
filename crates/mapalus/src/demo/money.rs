//! Two years of the library's money: its own, three grants, what became of them, and a round of buying books.

mod buying;
mod receipts;

use std::cmp::Reverse;

use funds::{
    Budget, Fund, FundKind, Spending, Verdict,
    amendments::{self, NewAmendment},
    budgets,
    documents::{self, NewDocument, Shows},
    funds::NewFund,
    gifts::{self, Receipt, Transfer},
    ledger::{self, accounts, months},
    spending::{self, NewSpending},
};
use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person, Rupiah};
use platform::{accounts as logins, files::Files};
use store::{Error, Result, Tx};

use super::{moment, residents::Resident};
use crate::{Failure, Library};

/// Who keeps the books, who approves, who asks.
struct Staff {
    treasurer: Id<Person>,
    head: Id<Person>,
    cataloguer: Id<Person>,
}

/// The days of the demo, each act at ten in the morning.
#[derive(Clone)]
struct Days {
    today: Date,
    now: Act,
}

impl Days {
    fn day(&self, ago: i32) -> Date {
        self.today.saturating_sub(ago.days())
    }

    fn act(&self, who: Id<Person>, ago: i32) -> Act {
        let at = moment(&self.now.zone, self.day(ago), 10, 0).min(self.now.at);
        Act { by: Actor::Person(who), at, zone: self.now.zone.clone() }
    }
}

/// What is paid: days ago, fund, line of the budget, account, what, to whom, how much.
type Paid = (i32, usize, usize, &'static str, &'static str, &'static str, i64);

/// What happens to money, some days ago.
enum Move {
    /// So much comes into a fund, for what.
    Comes(Id<Fund>, i64, String),
    /// The payment of this number is made.
    Goes(usize),
    /// Cash is fetched from the bank.
    Carried,
    /// Something is posted into the wrong fund, and taken back.
    Mistaken,
    /// Books are bought.
    Bought,
}

/// What happens, each so many days ago.
type Moves = Vec<(i32, Move)>;

/// Opens the books and fills them, day by day.
pub(super) fn make(
    library: &Library,
    residents: &[Resident],
    today: Date,
) -> std::result::Result<(), Failure> {
    let days = Days { today, now: library.act() };
    let letters = [
        receipts::letter(GRANTS[1].2, "Kami setuju masa hibah literasi digital diperpanjang.", &days)?,
        receipts::letter(GRANTS[2].2, "Kami setuju hibah dipakai di tujuh kelurahan.", &days)?,
    ];
    let paid = PAID.iter().map(|paid| (paid.4, paid.5, paid.6)).chain([buying::INVOICE]);
    let papers = receipts::all(paid, &days)?;
    let (files, wishing) = (library.files.clone(), buying::wishing(residents));
    library.store.write_blocking(move |tx| {
        let staff = Staff {
            treasurer: person(tx, "bendahara")?,
            head: person(tx, "kepala")?,
            cataloguer: person(tx, "katalog")?,
        };
        let (funds, mut moves) = open(tx, &days, &staff)?;
        let lines = plan(tx, &days, &staff, &funds)?;
        moves.extend(PAID.iter().enumerate().map(|(n, paid)| (paid.0, Move::Goes(n))));
        moves.extend([(300, Move::Carried), (200, Move::Mistaken), (28, Move::Bought)]);
        moves.sort_by_key(|(ago, _)| Reverse(*ago));
        for (ago, step) in &moves {
            let books = days.act(staff.treasurer, *ago);
            match step {
                Move::Comes(fund, amount, memo) => {
                    let paper = receipts::deposit(memo, Rupiah(*amount), &days)?;
                    receive(tx, &books, &files, *fund, *amount, memo, paper)?;
                }
                Move::Goes(n) => pay(tx, &files, &days, &staff, &funds, &lines, &PAID[*n], &papers[*n])?,
                Move::Carried => carry(tx, &books, funds[0])?,
                Move::Mistaken => mistake(tx, &days, &staff, funds[0])?,
                Move::Bought => {
                    let invoice = papers.last().map_or(&[][..], Vec::as_slice);
                    let round = buying::Round { days: &days, staff: &staff, files: &files, invoice };
                    round.run(tx, &funds, &lines, &wishing)?;
                }
            }
        }
        agreed(tx, &files, &days, &staff, &funds, &letters)?;
        waiting(tx, &days, &staff, &funds)
    })?;
    Ok(())
}

/// What a giver agreed to when the training took longer, and what is asked of another now.
fn agreed(
    tx: &mut Tx<'_>,
    files: &Files,
    days: &Days,
    staff: &Staff,
    funds: &[Id<Fund>],
    letters: &[Vec<u8>; 2],
) -> Result<()> {
    let letter = |n: usize| NewDocument {
        title: format!("Surat {}", GRANTS[n + 1].2),
        name: "surat.pdf".to_owned(),
        content: letters[n].clone(),
    };
    let longer = |purpose: &str, ahead: i32, reason: &str| NewAmendment {
        purpose: purpose.to_owned(),
        until: Some(days.day(-ahead)),
        reason: reason.to_owned(),
    };
    let (_, training, ..) = GRANTS[1];
    let new = longer(training, 100, "Pelatihan terakhir menunggu gedung selesai diperbaiki");
    let asked = days.act(staff.treasurer, 45);
    let id = amendments::propose(tx, &asked, files, funds[2], &new, &letter(0))?;
    amendments::decide(tx, &days.act(staff.head, 44), id, Verdict::Approved, "")?;
    let new =
        longer("Rak, buku, dan kegiatan di taman baca tujuh kelurahan", 330, "Dua kelurahan ikut serta");
    let asked = days.act(staff.treasurer, 3);
    amendments::propose(tx, &asked, files, funds[3], &new, &letter(1)).map(drop)
}

/// Closes the books of all but the last two months, once everything else of the demo has been posted.
pub(super) fn close(library: &Library, today: Date) -> std::result::Result<(), Failure> {
    let days = Days { today, now: library.act() };
    library.store.write_blocking(move |tx| {
        let treasurer = person(tx, "bendahara")?;
        let last = days.today.first_of_month().yesterday().unwrap_or(days.today);
        let closed = last.first_of_month().yesterday().unwrap_or(last);
        let month = funds::rules::month(closed);
        if months::all(tx)?.iter().any(|known| known.month == month) {
            months::close(tx, &days.act(treasurer, 1), &month)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn person(tx: &mut Tx<'_>, login: &str) -> Result<Id<Person>> {
    Ok(logins::by_login(tx, login)?.ok_or(Error::Missing)?.0.person)
}

fn partner(tx: &mut Tx<'_>, name: &str) -> Result<Option<Id<Person>>> {
    let all = partners::partners::list::choices(tx)?;
    Ok(all.into_iter().find(|one| one.name == name).map(|one| one.id))
}

/// The library's own money and three grants, and what comes into them.
fn open(tx: &mut Tx<'_>, days: &Days, staff: &Staff) -> Result<(Vec<Id<Fund>>, Moves)> {
    let books = |ago| days.act(staff.treasurer, ago);
    let own = funds::funds::general(tx, &books(700), "Dana umum perpustakaan")?;
    for (account, amount) in [(accounts::BANK, 18_500_000), (accounts::CASH, 750_000)] {
        gifts::open_with(
            tx,
            &books(700),
            own,
            account,
            Rupiah(amount),
            days.day(700),
            "Saldo awal buku kas",
        )?;
    }
    let (mut all, mut moves) = (vec![own], Vec::new());
    for (title, purpose, giver, since, until, parts) in GRANTS {
        let new = NewFund {
            title: (*title).to_owned(),
            kind: FundKind::Grant,
            purpose: (*purpose).to_owned(),
            giver: partner(tx, giver)?,
            since: days.day(*since),
            until: Some(days.day(*until)),
            public: true,
        };
        let fund = funds::funds::open(tx, &books(*since), &new)?;
        for (n, (ago, amount)) in parts.iter().enumerate() {
            moves.push((*ago, Move::Comes(fund, *amount, format!("{title}, tahap {}", n + 1))));
        }
        // Books for children are books: nothing else is bought of that grant.
        if *giver == "Bank Contoh Sejahtera" {
            for account in [accounts::EQUIPMENT, "5103", "5104", "5105"] {
                funds::funds::allow(tx, &books(*since), fund, account, false, false)?;
            }
        }
        all.push(fund);
    }
    for (n, ago) in [620, 530, 440, 350, 260, 170, 80].into_iter().enumerate() {
        let amount = 150_000 + 35_000 * i64::try_from(n % 4).unwrap_or(0);
        moves.push((ago, Move::Comes(own, amount, "Kotak sumbangan di lobi".to_owned())));
    }
    Ok((all, moves))
}

/// Fills the cash box.
fn carry(tx: &mut Tx<'_>, act: &Act, own: Id<Fund>) -> Result<()> {
    let carried = Transfer {
        from: own,
        out_of: accounts::BANK.to_owned(),
        to: own,
        into: accounts::CASH.to_owned(),
        amount: Rupiah(500_000),
        day: act.today(),
        memo: "Mengisi kas kecil".to_owned(),
    };
    gifts::transfer(tx, act, &carried).map(drop)
}

/// Money comes in, with the bank's slip.
fn receive(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    fund: Id<Fund>,
    amount: i64,
    memo: &str,
    paper: Vec<u8>,
) -> Result<()> {
    let receipt = Receipt {
        fund,
        amount: Rupiah(amount),
        into: accounts::BANK.to_owned(),
        income: String::new(),
        day: act.today(),
        from: None,
        reference: format!("TRF-{}", act.today().strftime("%Y%m%d")),
        memo: memo.to_owned(),
        origin: None,
    };
    let posted = gifts::receive(tx, act, &receipt)?;
    let slip =
        NewDocument { title: format!("Bukti setor {memo}"), name: "setoran.pdf".to_owned(), content: paper };
    documents::keep(tx, act, files, Shows::Transaction(posted), &slip).map(drop)
}

/// Budgets of this year and the last.
fn plan(tx: &mut Tx<'_>, days: &Days, staff: &Staff, funds: &[Id<Fund>]) -> Result<Vec<Vec<Id<Budget>>>> {
    let act = days.act(staff.treasurer, 600);
    let year = i64::from(days.today.year());
    let mut all = Vec::new();
    for (fund, lines) in funds.iter().zip(BUDGETS) {
        let mut of = Vec::new();
        for (purpose, amount) in *lines {
            budgets::plan(tx, &act, *fund, year - 1, purpose, Rupiah(*amount))?;
            of.push(budgets::plan(tx, &act, *fund, year, purpose, Rupiah(*amount))?);
        }
        all.push(of);
    }
    Ok(all)
}

/// Asks, has it approved, keeps the receipt and pays, as the staff do.
#[allow(clippy::too_many_arguments, reason = "one line of the demo's history, with where it goes")]
fn pay(
    tx: &mut Tx<'_>,
    files: &Files,
    days: &Days,
    staff: &Staff,
    funds: &[Id<Fund>],
    lines: &[Vec<Id<Budget>>],
    &(ago, fund, line, account, what, payee, amount): &Paid,
    paper: &[u8],
) -> Result<()> {
    // A line of the budget is for the year in which one asks.
    let of_this_year = days.day(ago + 3).year() == days.today.year();
    let new = NewSpending {
        fund: funds[fund],
        account: account.to_owned(),
        budget: lines[fund].get(line).copied().filter(|_| of_this_year),
        amount: Rupiah(amount),
        what: what.to_owned(),
        payee: payee.to_owned(),
        party: None,
        reference: String::new(),
        promise: None,
    };
    let id = spending::request(tx, &days.act(staff.cataloguer, ago + 3), &new)?;
    settle(tx, files, days, staff, id, ago, (&format!("Kuitansi {payee}"), paper))
}

/// Has a wish to pay approved, keeps its paper and pays it.
fn settle(
    tx: &mut Tx<'_>,
    files: &Files,
    days: &Days,
    staff: &Staff,
    id: Id<Spending>,
    ago: i32,
    (title, paper): (&str, &[u8]),
) -> Result<()> {
    approve(tx, days, staff, id, ago + 1)?;
    let receipt =
        NewDocument { title: title.to_owned(), name: "kuitansi.pdf".to_owned(), content: paper.to_vec() };
    documents::keep(tx, &days.act(staff.cataloguer, ago), files, Shows::Spending(id), &receipt)?;
    spending::pay(tx, &days.act(staff.treasurer, ago), id, accounts::BANK, days.day(ago), "").map(drop)
}

/// Says yes as often as the amount wants it.
fn approve(tx: &mut Tx<'_>, days: &Days, staff: &Staff, id: Id<Spending>, ago: i32) -> Result<()> {
    for (who, large) in [(staff.head, true), (staff.treasurer, false)] {
        if spending::one(tx, id)?.state == funds::SpendingState::Requested {
            spending::decide(tx, &days.act(who, ago), id, Verdict::Approved, large, "")?;
        }
    }
    Ok(())
}

/// Something posted into the wrong fund, and taken back.
fn mistake(tx: &mut Tx<'_>, days: &Days, staff: &Staff, own: Id<Fund>) -> Result<()> {
    let act = days.act(staff.treasurer, 200);
    let receipt = Receipt {
        fund: own,
        amount: Rupiah(2_500_000),
        into: accounts::BANK.to_owned(),
        income: accounts::DONATIONS.to_owned(),
        day: act.today(),
        from: None,
        reference: String::new(),
        memo: "Sumbangan untuk pojok baca".to_owned(),
        origin: None,
    };
    let wrong = gifts::receive(tx, &act, &receipt)?;
    let why = "Milik sekolah, salah transfer; dikembalikan";
    ledger::reverse(tx, &days.act(staff.treasurer, 198), wrong, None, why).map(drop)
}

/// What waits today: a wish to be approved, one to be paid, and one that was refused.
fn waiting(tx: &mut Tx<'_>, days: &Days, staff: &Staff, funds: &[Id<Fund>]) -> Result<()> {
    let wish = |fund: usize, account: &str, what: &str, payee: &str, amount| NewSpending {
        fund: funds[fund],
        account: account.to_owned(),
        budget: None,
        amount: Rupiah(amount),
        what: what.to_owned(),
        payee: payee.to_owned(),
        party: None,
        reference: String::new(),
        promise: None,
    };
    let ask = days.act(staff.cataloguer, 2);
    spending::request(
        tx,
        &ask,
        &wish(0, "5104", "Servis pendingin ruang baca", "CV Contoh Dingin", 1_850_000),
    )?;
    spending::request(
        tx,
        &ask,
        &wish(0, "5105", "Sampul plastik dan lakban", "Toko Contoh Alat Tulis", 275_000),
    )?;
    let chairs = wish(0, accounts::EQUIPMENT, "Sepuluh kursi lipat", "Mebel Contoh", 3_200_000);
    let refused = spending::request(tx, &days.act(staff.cataloguer, 20), &chairs)?;
    let why = "Dinas akan meminjamkan kursinya; ajukan lagi bila tidak jadi.";
    spending::decide(tx, &days.act(staff.head, 19), refused, Verdict::Refused, true, why).map(drop)
}

/// Title, purpose, giver, first and last day ago (below zero: to come), and what came when.
type Grant = (&'static str, &'static str, &'static str, i32, i32, &'static [(i32, i64)]);

const GRANTS: &[Grant] = &[
    (
        "Hibah buku anak",
        "Buku bacaan untuk anak di bawah 12 tahun, bukan buku pelajaran",
        "Bank Contoh Sejahtera",
        680,
        -180,
        &[(675, 15_000_000), (310, 15_000_000)],
    ),
    (
        "Hibah literasi digital",
        "Peralatan dan pelatihan bagi warga di atas 50 tahun",
        "Dinas Contoh Informatika",
        560,
        -40,
        &[(555, 24_000_000)],
    ),
    (
        "Hibah taman baca kampung",
        "Rak, buku, dan kegiatan di taman baca lima kelurahan",
        "Yayasan Contoh Literasi Empung",
        400,
        -330,
        &[(395, 9_000_000), (120, 9_000_000)],
    ),
];

/// The lines of each fund's budget, the same each year.
const BUDGETS: &[&[(&str, i64)]] = &[
    &[("Perlengkapan", 3_000_000), ("Jasa dan perawatan", 5_000_000)],
    &[("Buku cerita", 12_000_000), ("Buku bergambar", 6_000_000)],
    &[("Peralatan", 14_000_000), ("Pelatihan", 8_000_000)],
    &[("Rak", 5_000_000), ("Buku", 8_000_000), ("Kegiatan", 4_000_000)],
];

const PAID: &[Paid] = &[
    (640, 1, 0, "5101", "120 buku cerita anak", "Toko Buku Contoh Lokon", 6_480_000),
    (600, 0, 1, "5104", "Perbaikan atap ruang baca", "CV Contoh Bangun", 2_350_000),
    (540, 2, 0, "5102", "Dua laptop untuk pelatihan", "Toko Komputer Contoh", 11_800_000),
    (500, 1, 1, "5101", "45 buku bergambar", "Penerbit Contoh Krisan", 3_150_000),
    (470, 2, 1, "5104", "Honor pelatih, enam pertemuan", "Sanggar Contoh Digital", 2_400_000),
    (420, 0, 0, "5105", "Kertas label dan tinta", "Toko Contoh Alat Tulis", 420_000),
    (370, 3, 0, "5102", "Lima rak buku kayu", "Mebel Contoh", 4_250_000),
    (330, 3, 2, "5103", "Konsumsi malam dongeng Kinilow", "Dapur Contoh Woloan", 380_000),
    (280, 1, 0, "5101", "90 buku cerita rakyat", "Toko Buku Contoh Lokon", 5_220_000),
    (230, 2, 1, "5103", "Kelas telepon pintar untuk lansia", "Komunitas Rumah Pena", 1_750_000),
    (180, 3, 1, "5101", "60 buku untuk taman baca Wailan", "Penerbit Contoh Krisan", 3_300_000),
    (140, 0, 1, "5104", "Servis genset", "Bengkel Contoh", 650_000),
    (100, 2, 0, "5102", "Proyektor", "Toko Komputer Contoh", 5_600_000),
    (60, 3, 2, "5103", "Lomba membaca nyaring", "Kelompok Tani Contoh Wailan", 725_000),
    (25, 0, 0, "5105", "Map dan stempel", "Toko Contoh Alat Tulis", 145_000),
];
