//! A library with a fund, a seller and an order, for every test of this crate.

use acquisitions::{
    Order,
    orders::{self, NewInvoice, NewLine, NewOrder},
};
use funds::{
    Fund, FundKind, Spending, Verdict,
    documents::{self, NewDocument, Proof, Shows},
    funds::NewFund,
    gifts::{self, Receipt},
    ledger::accounts,
    spending,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::{
    files::{FileHash, Files},
    library::{self, Branch},
};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::act;

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("acquisitions", acquisitions::MIGRATIONS),
];

/// The cataloguer, on a Wednesday morning in August.
pub fn now() -> Act {
    by(1)
}

/// The same morning, done by the person with this number.
pub fn by(n: u8) -> Act {
    Act { by: Actor::Person(Id::from_bytes([n; 16])), ..act("2026-08-05T09:30") }
}

/// Runs a use case.
pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

/// An organisation of the register.
pub fn organisation(tx: &mut Tx<'_>, name: &str) -> Result<Id<Person>> {
    let profile = Profile { name: name.into(), ..Profile::default() };
    parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)
}

/// A fund with so much in it, a seller, a place; and an order of them.
pub fn begun(tx: &mut Tx<'_>, money: i64) -> Result<(Id<Fund>, Id<Order>)> {
    let branch = Branch {
        id: Id::new(),
        code: "TMH".into(),
        name: "Pusat".into(),
        address: "Tomohon".into(),
        phone: None,
    };
    library::save_branch(tx, &now(), &branch)?;
    let new = NewFund {
        title: "Hibah buku".into(),
        kind: FundKind::Grant,
        purpose: "Buku anak".into(),
        giver: None,
        since: date(2026, 1, 1),
        until: None,
        promised: None,
        public: true,
    };
    let fund = funds::funds::open(tx, &now(), &new)?;
    let slip = FileHash::of(b"slip");
    tx.exec(
        sql!(
            "INSERT INTO file (hash, size, kind, name, at) VALUES (?1, 4, 'application/pdf', 'slip.pdf', 0)"
        ),
        vals![slip],
    )?;
    let receipt = Receipt {
        fund,
        amount: Rupiah(money),
        into: accounts::BANK.into(),
        income: String::new(),
        day: date(2026, 8, 1),
        from: None,
        reference: String::new(),
        memo: "Hibah".into(),
        origin: None,
        proof: Some(Proof { title: "Rekening koran".into(), file: slip }),
    };
    gifts::receive(tx, &now(), &receipt)?;
    let vendor = organisation(tx, "Toko Buku Contoh")?;
    let order = orders::draft(tx, &now(), &NewOrder { vendor, fund, budget: None, branch: branch.id })?;
    Ok((fund, order.id))
}

/// So many copies of a title.
pub fn line(title: &str, copies: i64, price: i64) -> NewLine {
    NewLine { title: title.into(), copies, price: Rupiah(price), ..NewLine::default() }
}

/// An order of ten copies at 30,000 that the seller has.
pub fn placed(tx: &mut Tx<'_>) -> Result<(Id<Fund>, Id<Order>)> {
    let (fund, order) = begun(tx, 1_000_000)?;
    orders::add(tx, &now(), order, &line("Bunga krisan", 10, 30_000))?;
    orders::place(tx, &by(2), order, false)?;
    Ok((fund, order))
}

/// What is left of a fund.
pub fn left(store: &Store, fund: Id<Fund>) -> i64 {
    store.read_blocking(move |tx| Ok(funds::funds::one(tx, fund)?.available().0)).unwrap()
}

/// What the invariants of the module say.
pub fn violations(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    for invariant in acquisitions::module().invariants {
        found.extend(store.read_blocking(|tx| (invariant.violations)(tx)).unwrap());
    }
    found
}

/// So much of the first title came.
pub fn receive(store: &Store, order: Id<Order>, n: i64) -> Result<()> {
    write(store, move |tx| {
        let row = orders::lines(tx, order)?.remove(0).id;
        orders::receive(tx, &now(), order, date(2026, 8, 5), &[(row, n)]).map(drop)
    })
}

/// The seller asks for so much.
pub fn bill(store: &Store, order: Id<Order>, number: &'static str, amount: i64) -> Result<Id<Spending>> {
    let new =
        NewInvoice { number: number.into(), amount: Rupiah(amount), reason: "Dengan ongkos kirim".into() };
    write(store, move |tx| orders::bill(tx, &now(), order, &new))
}

/// The invoice's paper is kept, and it is paid.
pub fn pay(store: &Store, asked: Id<Spending>) -> Result<Id<funds::Transaction>> {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    write(store, move |tx| {
        let paper =
            NewDocument { title: "Faktur".into(), name: "f.pdf".into(), content: trial::PDF.to_vec() };
        documents::keep(tx, &now(), &files, Shows::Spending(asked), &paper)?;
        spending::pay(tx, &by(3), asked, accounts::BANK, date(2026, 8, 5), "")
    })
}

/// Somebody else says yes.
pub fn approve(store: &Store, asked: Id<Spending>) -> Result<Spending> {
    write(store, move |tx| spending::decide(tx, &by(2), asked, Verdict::Approved, false, ""))
}

/// How an order stands.
pub fn order_of(store: &Store, order: Id<Order>) -> Order {
    store.read_blocking(move |tx| orders::one(tx, order)).unwrap()
}
