//! Two years of the library's money, day by day: its own, gifts and three grants, what became of them, and books that are
//! bought.

mod buying;
mod receipts;

use std::{cmp::Reverse, collections::BTreeMap};

use funds::{
    Budget, Fund, FundKind, Spending, Transaction, Verdict,
    amendments::{self, NewAmendment},
    budgets,
    documents::{self, NewDocument, Proof, Shows},
    funds::NewFund,
    gifts::{self, Receipt, Transfer},
    ledger::{self, accounts, months},
    spending::{self, NewSpending},
    statement,
};
use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person, Rupiah};
use platform::{accounts as logins, files::Files, library::Branch};
use store::{Error, Result, Tx};

use super::{
    giving::{self, Giving, given_ago},
    moment,
    residents::Resident,
};
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
    /// So much lies in the box in the lobby.
    Comes(i64),
    /// Somebody gives.
    Given(usize),
    /// The payment of this number is made.
    Goes(usize),
    /// Cash is fetched from the bank.
    Carried,
    /// Something is posted into the wrong fund, and taken back.
    Mistaken,
    /// Books are bought.
    Bought(usize),
    /// What residents wished for is bought.
    Wished,
}

/// What happens, each so many days ago.
type Moves = Vec<(i32, Move)>;

/// Opens the books and fills them, day by day.
pub(super) fn make(
    library: &Library,
    main: Id<Branch>,
    residents: &[Resident],
    today: Date,
) -> std::result::Result<(), Failure> {
    let days = Days { today, now: library.act() };
    let letters = [
        receipts::letter(GRANTS[1].2, "Kami setuju masa hibah literasi digital diperpanjang.", &days)?,
        receipts::letter(GRANTS[2].2, "Kami setuju hibah dipakai di tujuh kelurahan.", &days)?,
    ];
    let papers = receipts::all(PAID.iter().map(|paid| (paid.4, paid.5, paid.6)), &days)?;
    let bills = buying::PURCHASES.iter().map(|one| ("Buku pesanan perpustakaan", one.seller, one.total()));
    let bills = receipts::all(bills.chain([buying::INVOICE]), &days)?;
    let shown = given_ago().map(|(_, who, about, value, is_money)| match is_money {
        true => receipts::deposit(about, value, &days),
        false => receipts::signed(who, about, value, &days),
    });
    let shown = shown.collect::<Result<Vec<_>>>()?;
    let (files, wishing) = (library.files.clone(), buying::wishing(residents));
    let readers: Vec<Id<Person>> = residents.iter().step_by(7).take(24).map(|one| one.person).collect();
    library.store.write_blocking(move |tx| {
        let staff = Staff {
            treasurer: person(tx, "bendahara")?,
            head: person(tx, "kepala")?,
            cataloguer: person(tx, "katalog")?,
        };
        statement::HEAD.set(tx, &days.act(staff.head, 700), "Kepala Perpustakaan\nDeisy Rondonuwu")?;
        let keeper = logins::by_login(tx, "bendahara")?.ok_or(Error::Missing)?.0.name;
        statement::TREASURER.set(tx, &days.act(staff.head, 700), &format!("Bendahara\n{keeper}"))?;
        let (funds, mut moves) = open(tx, &files, &days, &staff)?;
        let lines = plan(tx, &days, &staff, &funds)?;
        let mut giving = Giving::begin(tx, main, &readers, today, &days.now, &files)?;
        moves.extend(given_ago().enumerate().map(|(n, given)| (given.0, Move::Given(n))));
        moves.extend(PAID.iter().enumerate().map(|(n, paid)| (paid.0, Move::Goes(n))));
        moves.extend(buying::PURCHASES.iter().enumerate().map(|(n, one)| (one.ago, Move::Bought(n))));
        moves.extend([(300, Move::Carried), (200, Move::Mistaken), (28, Move::Wished)]);
        moves.sort_by_key(|(ago, _)| Reverse(*ago));
        for (ago, step) in &moves {
            let books = days.act(staff.treasurer, *ago);
            match step {
                Move::Comes(amount) => boxed(tx, &books, &files, funds[0], *amount, &days)?,
                Move::Given(n) => giving.give(tx, *n, &shown[*n])?,
                Move::Goes(n) => pay(tx, &files, &days, &staff, &funds, &lines, &PAID[*n], &papers[*n])?,
                Move::Carried => carry(tx, &books, &files, funds[0], &days)?,
                Move::Mistaken => mistake(tx, &files, &days, &staff, funds[0])?,
                Move::Bought(n) => {
                    let round =
                        buying::Round { days: &days, staff: &staff, files: &files, invoice: &bills[*n] };
                    let copies = round.buy(tx, main, &buying::PURCHASES[*n], &funds, &lines)?;
                    giving.lend(tx, &copies, ago - 4)?;
                }
                Move::Wished => {
                    let invoice = bills.last().map_or(&[][..], Vec::as_slice);
                    let round = buying::Round { days: &days, staff: &staff, files: &files, invoice };
                    let copies = round.wish(tx, &funds, &lines, &wishing)?;
                    giving.lend(tx, &copies, 26)?;
                }
            }
        }
        giving.end(tx)?;
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
fn open(tx: &mut Tx<'_>, files: &Files, days: &Days, staff: &Staff) -> Result<(Vec<Id<Fund>>, Moves)> {
    let books = |ago| days.act(staff.treasurer, ago);
    let own = funds::funds::general(tx, &books(700), "Dana umum perpustakaan")?;
    for (account, amount) in [(accounts::BANK, 18_500_000), (accounts::CASH, 750_000)] {
        let (what, day) = ("Saldo awal buku kas", days.day(700));
        let posted = gifts::open_with(tx, &books(700), own, account, Rupiah(amount), day, what)?;
        show(tx, &books(700), files, posted, "Berita acara pemeriksaan kas", (what, Rupiah(amount)), days)?;
    }
    let (mut all, mut moves) = (vec![own], Vec::new());
    for (title, purpose, giver, since, until, promised) in GRANTS {
        let new = NewFund {
            title: (*title).to_owned(),
            kind: FundKind::Grant,
            purpose: (*purpose).to_owned(),
            giver: partner(tx, giver)?,
            since: days.day(*since),
            until: Some(days.day(*until)),
            promised: Some(Rupiah(*promised)),
            public: true,
        };
        let fund = funds::funds::open(tx, &books(*since), &new)?;
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
        moves.push((ago, Move::Comes(amount)));
    }
    Ok((all, moves))
}

/// Fills the cash box.
fn carry(tx: &mut Tx<'_>, act: &Act, files: &Files, own: Id<Fund>, days: &Days) -> Result<()> {
    let carried = Transfer {
        from: own,
        out_of: accounts::BANK.to_owned(),
        to: own,
        into: accounts::CASH.to_owned(),
        amount: Rupiah(500_000),
        day: act.today(),
        memo: "Mengisi kas kecil".to_owned(),
    };
    let posted = gifts::transfer(tx, act, &carried)?;
    show(tx, act, files, posted, "Slip penarikan", ("Mengisi kas kecil", carried.amount), days)
}

/// Keeps an invented paper with what stands in the ledger.
fn show(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    posted: Id<Transaction>,
    title: &str,
    (what, amount): (&str, Rupiah),
    days: &Days,
) -> Result<()> {
    let paper = slip(title, (what, amount), days)?;
    documents::keep(tx, act, files, Shows::Transaction(posted), &paper).map(drop)
}

/// An invented paper that shows so much.
fn slip(title: &str, (what, amount): (&str, Rupiah), days: &Days) -> Result<NewDocument> {
    let content = receipts::deposit(what, amount, days)?;
    Ok(NewDocument { title: title.to_owned(), name: "bukti.pdf".to_owned(), content })
}

/// What lay in the box in the lobby is paid in.
fn boxed(tx: &mut Tx<'_>, act: &Act, files: &Files, own: Id<Fund>, amount: i64, days: &Days) -> Result<()> {
    let (memo, amount) = ("Kotak sumbangan di lobi", Rupiah(amount));
    let paper = slip("Bukti setor kotak sumbangan", (memo, amount), days)?;
    let receipt = Receipt {
        fund: own,
        amount,
        into: accounts::BANK.to_owned(),
        income: accounts::DONATIONS.to_owned(),
        day: act.today(),
        from: None,
        reference: format!("TRF-{}", act.today().strftime("%Y%m%d")),
        memo: memo.to_owned(),
        origin: None,
        proof: Some(Proof::take(tx, act, files, &paper)?),
    };
    gifts::receive(tx, act, &receipt).map(drop)
}

/// The lines of the budgets: by year, fund and place.
struct Lines(BTreeMap<(i16, usize, usize), Id<Budget>>);

impl Lines {
    /// The line of a fund for the year in which one asks.
    fn on(&self, day: Date, fund: usize, line: usize) -> Option<Id<Budget>> {
        self.0.get(&(day.year(), fund, line)).copied()
    }
}

/// Budgets of this year and the last.
fn plan(tx: &mut Tx<'_>, days: &Days, staff: &Staff, funds: &[Id<Fund>]) -> Result<Lines> {
    let act = days.act(staff.treasurer, 600);
    let mut all = BTreeMap::new();
    for (n, (fund, lines)) in funds.iter().zip(BUDGETS).enumerate() {
        for (place, (purpose, amount)) in lines.iter().enumerate() {
            for year in [days.today.year() - 1, days.today.year()] {
                let line = budgets::plan(tx, &act, *fund, i64::from(year), purpose, Rupiah(*amount))?;
                all.insert((year, n, place), line);
            }
        }
    }
    Ok(Lines(all))
}

/// Asks, has it approved, keeps the receipt and pays, as the staff do.
#[allow(clippy::too_many_arguments, reason = "one line of the demo's history, with where it goes")]
fn pay(
    tx: &mut Tx<'_>,
    files: &Files,
    days: &Days,
    staff: &Staff,
    funds: &[Id<Fund>],
    lines: &Lines,
    &(ago, fund, line, account, what, payee, amount): &Paid,
    paper: &[u8],
) -> Result<()> {
    let new = NewSpending {
        fund: funds[fund],
        account: account.to_owned(),
        budget: lines.on(days.day(ago + 3), fund, line),
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
fn mistake(tx: &mut Tx<'_>, files: &Files, days: &Days, staff: &Staff, own: Id<Fund>) -> Result<()> {
    let act = days.act(staff.treasurer, 200);
    let (memo, amount) = ("Sumbangan untuk pojok baca", Rupiah(2_500_000));
    let paper = slip("Rekening koran", (memo, amount), days)?;
    let receipt = Receipt {
        fund: own,
        amount,
        into: accounts::BANK.to_owned(),
        income: accounts::DONATIONS.to_owned(),
        day: act.today(),
        from: None,
        reference: String::new(),
        memo: memo.to_owned(),
        origin: None,
        proof: Some(Proof::take(tx, &act, files, &paper)?),
    };
    let wrong = gifts::receive(tx, &act, &receipt)?;
    let (why, act) = ("Milik sekolah, salah transfer; dikembalikan", days.act(staff.treasurer, 198));
    let back = ledger::reverse(tx, &act, wrong, None, why)?;
    show(tx, &act, files, back, "Surat sekolah dan bukti transfer balik", (why, amount), days)
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

/// Title, purpose, giver, first and last day ago (below zero: to come), and how much was promised in all.
type Grant = (&'static str, &'static str, &'static str, i32, i32, i64);

const GRANTS: &[Grant] = &[
    ("Hibah buku anak", giving::CHILDREN, "Bank Contoh Sejahtera", 680, -180, 30_000_000),
    ("Hibah literasi digital", giving::DIGITAL, "Dinas Contoh Informatika", 560, -40, 24_000_000),
    ("Hibah taman baca kampung", giving::VILLAGES, "Yayasan Contoh Literasi Empung", 400, -330, 27_000_000),
];

/// The lines of each fund's budget, the same each year.
const BUDGETS: &[&[(&str, i64)]] = &[
    &[("Perlengkapan", 3_000_000), ("Jasa dan perawatan", 5_000_000)],
    &[("Buku cerita", 12_000_000), ("Buku bergambar", 6_000_000)],
    &[("Peralatan", 14_000_000), ("Pelatihan", 8_000_000)],
    &[("Rak", 5_000_000), ("Buku", 8_000_000), ("Kegiatan", 4_000_000)],
];

const PAID: &[Paid] = &[
    (600, 0, 1, "5104", "Perbaikan atap ruang baca", "CV Contoh Bangun", 2_350_000),
    (540, 2, 0, "5102", "Dua laptop untuk pelatihan", "Toko Komputer Contoh", 11_800_000),
    (470, 2, 1, "5104", "Honor pelatih, enam pertemuan", "Sanggar Contoh Digital", 2_400_000),
    (420, 0, 0, "5105", "Kertas label dan tinta", "Toko Contoh Alat Tulis", 420_000),
    (370, 3, 0, "5102", "Lima rak buku kayu", "Mebel Contoh", 4_250_000),
    (330, 3, 2, "5103", "Konsumsi malam dongeng Kinilow", "Dapur Contoh Woloan", 380_000),
    (230, 2, 1, "5103", "Kelas telepon pintar untuk lansia", "Komunitas Rumah Pena", 1_750_000),
    (140, 0, 1, "5104", "Servis genset", "Bengkel Contoh", 650_000),
    (100, 2, 0, "5102", "Proyektor", "Toko Komputer Contoh", 5_600_000),
    (60, 3, 2, "5103", "Lomba membaca nyaring", "Kelompok Tani Contoh Wailan", 725_000),
    (25, 0, 0, "5105", "Map dan stempel", "Toko Contoh Alat Tulis", 145_000),
];
