//! Buying books: orders that came whole and are on the shelf, and a round of what residents wished for, what was chosen, an order that came in two parts, its invoice; and
//! an order that is still a draft.

use acquisitions::{
    Line, Order, Wish,
    orders::{self, NewInvoice, NewLine, NewOrder},
    suggestions::{self, NewSuggestion},
};
use catalogue::{
    accession::{
        self,
        intake::{self, Book, Taken},
    },
    model::Copy,
};
use funds::Fund;
use kernel::{Act, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::{files::Files, library, library::Branch};
use store::{Error, Result, Tx, sql, vals};

use super::{Days, Lines, Staff, partner};
use crate::demo::residents::Resident;

/// Grown residents who suggest something.
pub(super) fn wishing(residents: &[Resident]) -> Vec<Id<Person>> {
    residents
        .iter()
        .filter(|one| !one.child)
        .skip(5)
        .step_by(11)
        .take(WISHES.len())
        .map(|one| one.person)
        .collect()
}

/// The seller's invoice: what, to whom, how much.
pub(super) const INVOICE: (&str, &str, i64) =
    ("Buku pesanan perpustakaan", "Penerbit Contoh Krisan", 477_000);

/// A round of buying: by whom, and the invoice that is kept with it.
pub(super) struct Round<'a> {
    pub(super) days: &'a Days,
    pub(super) staff: &'a Staff,
    pub(super) files: &'a Files,
    pub(super) invoice: &'a [u8],
}

/// Books bought at once: days ago, of which fund, under which line of its budget, of whom, how many titles of so many copies
/// each, what one costs, and the number of the invoice.
pub(super) struct Purchase {
    pub(super) ago: i32,
    fund: usize,
    line: usize,
    pub(super) seller: &'static str,
    titles: i64,
    each: i64,
    price: i64,
    invoice: &'static str,
}

impl Purchase {
    /// What they cost together, in rupiah.
    pub(super) const fn total(&self) -> i64 {
        self.titles * self.each * self.price
    }
}

const fn purchase(
    (ago, fund, line): (i32, usize, usize),
    seller: &'static str,
    (titles, each, price): (i64, i64, i64),
    invoice: &'static str,
) -> Purchase {
    Purchase { ago, fund, line, seller, titles, each, price, invoice }
}

/// What was bought in two years.
pub(super) const PURCHASES: [Purchase; 4] = [
    purchase((640, 1, 0), "Toko Buku Contoh Lokon", (12, 10, 54_000), "TL-0118"),
    purchase((500, 1, 1), "Penerbit Contoh Krisan", (9, 5, 70_000), "KR-0312"),
    purchase((280, 1, 0), "Toko Buku Contoh Lokon", (9, 10, 58_000), "TL-0204"),
    purchase((180, 3, 1), "Penerbit Contoh Krisan", (6, 10, 55_000), "KR-0388"),
];

/// How far apart among the titles for children those of two purchases are.
const APART: usize = 16;

/// The short numbers of the records that are for children: the grants that buy books are for them.
fn for_children(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    let all: Vec<(i64,)> = tx.all(
        sql!(
            "SELECT r.number FROM record r WHERE r.id IN (SELECT c.record FROM copy c WHERE c.kind = 'anak') ORDER BY r.number"
        ),
        vals![],
    )?;
    Ok(all.into_iter().map(|(number,)| number).collect())
}

impl Round<'_> {
    /// An order that came whole, its invoice, and its books on the shelf: their copies.
    pub(super) fn buy(
        &self,
        tx: &mut Tx<'_>,
        main: Id<Branch>,
        one: &Purchase,
        funds: &[Id<Fund>],
        lines: &Lines,
    ) -> Result<Vec<Id<Copy>>> {
        let Self { days, staff, files, invoice } = *self;
        let by = |who, before: i32| days.act(who, one.ago + before);
        let vendor = self.seller(tx, one.seller, &by(staff.cataloguer, 15))?;
        let new = NewOrder {
            vendor,
            fund: funds[one.fund],
            budget: lines.on(days.day(one.ago + 14), one.fund, one.line),
            branch: main,
        };
        let order = orders::draft(tx, &by(staff.cataloguer, 14), &new)?.id;
        let place = PURCHASES.iter().position(|known| known.invoice == one.invoice).unwrap_or_default();
        let titles = usize::try_from(one.titles).unwrap_or_default();
        let mut records = Vec::new();
        for number in for_children(tx)?.into_iter().skip(APART * place).take(titles) {
            let record = intake::numbered(tx, number)?.ok_or(Error::Missing)?;
            let line = NewLine {
                title: record.title,
                author: record.author,
                copies: one.each,
                price: Rupiah(one.price),
                ..NewLine::default()
            };
            orders::add(tx, &by(staff.cataloguer, 14), order, &line)?;
            records.push(number);
        }
        orders::place(tx, &by(staff.head, 12), order, true)?;
        let came: Vec<(Id<Line>, i64)> =
            orders::lines(tx, order)?.iter().map(|line| (line.id, line.copies)).collect();
        orders::receive(tx, &by(staff.cataloguer, 3), order, days.day(one.ago + 3), &came)?;
        let books = records.into_iter().map(|number| (Book::Of(number), one.each));
        let copies = self.shelve(tx, order, books, one.ago + 2)?;
        let bill =
            NewInvoice { number: one.invoice.to_owned(), amount: Rupiah(one.total()), reason: String::new() };
        let asked = orders::bill(tx, &by(staff.cataloguer, 2), order, &bill)?;
        let title = format!("Faktur {}", one.invoice);
        super::settle(tx, files, days, staff, asked, one.ago, (&title, invoice))?;
        orders::close(tx, &by(staff.cataloguer, -1), order)?;
        Ok(copies)
    }

    /// Whoever sells, entered into the register where it does not know them.
    fn seller(&self, tx: &mut Tx<'_>, name: &str, act: &Act) -> Result<Id<Person>> {
        if let Some(known) = partner(tx, name)? {
            return Ok(known);
        }
        let known = funds::funds::givers(tx)?.into_iter().find(|one| one.name == name);
        if let Some(known) = known {
            return Ok(known.id);
        }
        let profile = Profile { name: name.to_owned(), ..Profile::default() };
        parties::enter_as(tx, act, PartyKind::Organisation, &profile)
    }

    /// Takes the last delivery of an order out of its box, and closes that.
    fn shelve(
        &self,
        tx: &mut Tx<'_>,
        order: Id<Order>,
        books: impl Iterator<Item = (Book, i64)>,
        ago: i32,
    ) -> Result<Vec<Id<Copy>>> {
        let act = self.days.act(self.staff.cataloguer, ago);
        let batch = orders::deliveries(tx, order)?.pop().ok_or(Error::Missing)?.batch;
        let mut copies = Vec::new();
        for (n, (book, count)) in books.enumerate() {
            let (barcode, excess) = (String::new(), String::new());
            let taken = Taken { book, count, barcode, value: None, excess };
            let made = intake::take(tx, &act, batch, &n.to_string(), &taken)?;
            copies.extend(made.into_iter().map(|copy| copy.id));
        }
        accession::close(tx, &act, batch, "")?;
        Ok(copies)
    }

    /// Suggestions, orders, deliveries, one invoice that was paid and one that waits.
    pub(super) fn wish(
        &self,
        tx: &mut Tx<'_>,
        funds: &[Id<Fund>],
        lines: &Lines,
        wishing: &[Id<Person>],
    ) -> Result<Vec<Id<Copy>>> {
        let Self { days, staff, files, invoice } = *self;
        let by = |who, ago| days.act(who, ago);
        for (n, (title, author, why)) in WISHES.iter().enumerate() {
            let new = NewSuggestion {
                title: (*title).to_owned(),
                author: (*author).to_owned(),
                why: (*why).to_owned(),
                party: wishing.get(n).copied(),
                ..NewSuggestion::default()
            };
            suggestions::make(
                tx,
                &by(staff.cataloguer, 70 - i32::try_from(n).unwrap_or(0)),
                &format!("demo-{n}"),
                &new,
            )?;
        }
        let new = suggestions::page(tx, Wish::New, (WISHES.len() as i64, 0))?;
        let [first, second, third, no, ..] = new.as_slice() else { return Err(Error::Missing) };
        for chosen in [first, second, third] {
            suggestions::select(tx, &by(staff.cataloguer, 55), chosen.id)?;
        }
        let why = "Kami sudah punya dua eksemplar terbitan lain; silakan pesan yang itu.";
        suggestions::decline(tx, &by(staff.cataloguer, 55), no.id, why)?;
        let Some(vendor) = partner(tx, INVOICE.1)? else { return Ok(Vec::new()) };
        let branch = library::branches(tx)?.first().map(|branch| branch.id).ok_or(Error::Missing)?;
        let to = |fund: usize, line: usize| NewOrder {
            vendor,
            fund: funds[fund],
            budget: lines.on(days.day(50), fund, line),
            branch,
        };
        let order = orders::draft(tx, &by(staff.cataloguer, 50), &to(1, 0))?.id;
        for (wish, copies, price) in [(first, 3, 68_000), (second, 2, 85_000)] {
            let line = NewLine {
                title: wish.title.clone(),
                author: wish.author.clone().unwrap_or_default(),
                copies,
                price: Rupiah(price),
                suggestion: Some(wish.id),
                ..NewLine::default()
            };
            orders::add(tx, &by(staff.cataloguer, 50), order, &line)?;
        }
        let more = NewLine {
            title: "Cerita dari Kebun Krisan".to_owned(),
            copies: 10,
            price: Rupiah(54_000),
            ..NewLine::default()
        };
        orders::add(tx, &by(staff.cataloguer, 50), order, &more)?;
        orders::place(tx, &by(staff.head, 48), order, true)?;
        let titles = orders::lines(tx, order)?;
        let part = |share: i64| -> Vec<(Id<Line>, i64)> {
            titles.iter().map(|line| (line.id, (line.copies * share / 10).max(1))).collect()
        };
        orders::receive(tx, &by(staff.cataloguer, 30), order, days.day(30), &part(6))?;
        let drafted = |one: accession::Title| {
            let (isbn, author) = (String::new(), one.author.unwrap_or_default());
            (Book::Drafted { isbn, title: one.title, author }, one.copies)
        };
        let batch = orders::deliveries(tx, order)?.pop().ok_or(Error::Missing)?.batch;
        let books: Vec<(Book, i64)> = accession::titles(tx, batch)?.into_iter().map(drafted).collect();
        let copies = self.shelve(tx, order, books.into_iter(), 29)?;
        let bill = |number: &str, amount, reason: &str| NewInvoice {
            number: number.to_owned(),
            amount: Rupiah(amount),
            reason: reason.to_owned(),
        };
        let first = orders::bill(tx, &by(staff.cataloguer, 29), order, &bill("KR-0417", INVOICE.2, ""))?;
        super::settle(tx, files, days, staff, first, 28, ("Faktur KR-0417", invoice))?;
        orders::bill(
            tx,
            &by(staff.cataloguer, 3),
            order,
            &bill("KR-0436", 68_000, "Uang muka kiriman kedua"),
        )?;
        let draft = orders::draft(tx, &by(staff.cataloguer, 4), &to(3, 1))?.id;
        let line = NewLine {
            title: third.title.clone(),
            author: third.author.clone().unwrap_or_default(),
            copies: 5,
            price: Rupiah(96_000),
            suggestion: Some(third.id),
            ..NewLine::default()
        };
        orders::add(tx, &by(staff.cataloguer, 4), draft, &line)?;
        Ok(copies)
    }
}

/// Title, author, why: invented, like those who wish.
const WISHES: &[(&str, &str, &str)] = &[
    ("Petualangan Si Kuntul", "Olga Contoh", "Anak saya suka burung"),
    ("Membaca Awan di Lokon", "Rio Contoh", "Untuk kelas alam"),
    ("Merawat Anggrek di Dataran Tinggi", "Deice Contoh", "Kelompok tani kami membutuhkannya"),
    ("Kamus Tombulu Bergambar", "Berty Contoh", "Untuk cucu di rumah"),
    ("Menulis Cerita Pendek", "Sartje Contoh", ""),
    ("Bengkel Sepeda di Rumah", "Yopie Contoh", "Supaya bisa memperbaiki sendiri"),
];
