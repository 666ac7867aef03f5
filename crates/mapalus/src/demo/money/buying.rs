//! A round of buying books: what residents wished for, what was chosen, an order that came in two parts, its invoice; and
//! an order that is still a draft.

use acquisitions::{
    Line, Wish,
    orders::{self, NewInvoice, NewLine, NewOrder},
    suggestions::{self, NewSuggestion},
};
use funds::{Budget, Fund};
use kernel::{Id, Person, Rupiah};
use platform::{files::Files, library};
use store::{Error, Result, Tx};

use super::{Days, Staff, partner};
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

impl Round<'_> {
    /// Suggestions, orders, deliveries, one invoice that was paid and one that waits.
    pub(super) fn run(
        &self,
        tx: &mut Tx<'_>,
        funds: &[Id<Fund>],
        lines: &[Vec<Id<Budget>>],
        wishing: &[Id<Person>],
    ) -> Result<()> {
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
        let Some(vendor) = partner(tx, INVOICE.1)? else { return Ok(()) };
        let branch = library::branches(tx)?.first().map(|branch| branch.id).ok_or(Error::Missing)?;
        let to = |fund: usize| {
            let budget = lines[fund].first().copied().filter(|_| days.day(50).year() == days.today.year());
            NewOrder { vendor, fund: funds[fund], budget, branch }
        };
        let order = orders::draft(tx, &by(staff.cataloguer, 50), &to(1))?.id;
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
        let draft = orders::draft(tx, &by(staff.cataloguer, 4), &to(3))?.id;
        let line = NewLine {
            title: third.title.clone(),
            author: third.author.clone().unwrap_or_default(),
            copies: 5,
            price: Rupiah(96_000),
            suggestion: Some(third.id),
            ..NewLine::default()
        };
        orders::add(tx, &by(staff.cataloguer, 4), draft, &line).map(drop)
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
