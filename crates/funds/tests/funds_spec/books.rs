//! A library with its own money, a grant and two people, for every test of this crate.

use funds::{
    Fund, FundKind, Origin, Spending, SpendingState, Transaction, TransactionKind, Verdict,
    documents::{self, NewDocument, Proof, Shows},
    funds::NewFund,
    gifts::{self, Receipt, Transfer},
    ledger::{NewTransaction, Posting, accounts},
    spending::{self, NewSpending},
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::files::{FileHash, Files};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::act;

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] =
    &[("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS), ("funds", ::funds::MIGRATIONS)];

/// A Wednesday morning in August.
pub fn now() -> Act {
    act("2026-08-05T09:30")
}

/// The same morning, done by the person with this number.
pub fn by(n: u8) -> Act {
    Act { by: Actor::Person(person(n)), ..now() }
}

/// Somebody.
pub fn person(n: u8) -> Id<Person> {
    Id::from_bytes([n; 16])
}

/// Runs a use case.
pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

/// A grant of a foundation for books, until the end of the year.
pub fn grant(tx: &mut Tx<'_>) -> Result<Id<Fund>> {
    let profile = Profile { name: "Yayasan Contoh".into(), ..Profile::default() };
    let giver = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
    let new = NewFund {
        title: "Hibah buku anak".into(),
        kind: FundKind::Grant,
        purpose: "Buku untuk anak di bawah 12 tahun".into(),
        giver: Some(giver),
        since: date(2026, 1, 1),
        until: Some(date(2026, 12, 31)),
        promised: None,
        public: true,
    };
    keep_slip(tx)?;
    funds::funds::open(tx, &now(), &new)
}

/// The library's own money.
pub fn own(tx: &mut Tx<'_>) -> Result<Id<Fund>> {
    keep_slip(tx)?;
    funds::funds::general(tx, &now(), "Dana umum")
}

/// What shows money that came in: the bank's slip.
pub fn slip() -> Proof {
    Proof { title: "Slip setoran".into(), file: FileHash::of(b"slip") }
}

/// The slip is kept, without a disk that it lies on.
fn keep_slip(tx: &mut Tx<'_>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO file (hash, size, kind, name, at) VALUES (?1, 4, 'application/pdf', 'slip.pdf', 0)
             ON CONFLICT (hash) DO NOTHING"
        ),
        vals![slip().file],
    )
    .map(drop)
}

/// So much came into the bank.
pub fn receipt(fund: Id<Fund>, amount: i64) -> Receipt {
    Receipt {
        fund,
        amount: Rupiah(amount),
        into: accounts::BANK.into(),
        income: accounts::OTHER_INCOME.into(),
        day: date(2026, 8, 5),
        from: None,
        reference: "BNI 0042".into(),
        memo: "Tahap pertama".into(),
        origin: None,
        proof: Some(slip()),
    }
}

/// So much was given as somebody's contribution, which shows it.
pub fn gift(fund: Id<Fund>, amount: i64) -> Receipt {
    let origin = Some(Origin::new("contribution", Id::<()>::from_bytes([7; 16])));
    Receipt { income: String::new(), origin, proof: None, ..receipt(fund, amount) }
}

/// A grant with so much in it.
pub fn filled(tx: &mut Tx<'_>, amount: i64) -> Result<Id<Fund>> {
    let fund = grant(tx)?;
    gifts::receive(tx, &now(), &receipt(fund, amount))?;
    Ok(fund)
}

/// The library's own money, so much of it.
pub fn free(tx: &mut Tx<'_>, amount: i64) -> Result<Id<Fund>> {
    let fund = own(tx)?;
    gifts::receive(tx, &now(), &receipt(fund, amount))?;
    Ok(fund)
}

/// Somebody wants to buy shelves for so much.
pub fn wish(fund: Id<Fund>, amount: i64) -> NewSpending {
    NewSpending {
        fund,
        account: accounts::EQUIPMENT.into(),
        budget: None,
        amount: Rupiah(amount),
        what: "Empat rak buku".into(),
        payee: "Toko Buku Contoh".into(),
        party: None,
        reference: String::new(),
        promise: None,
    }
}

/// How far a wish to pay is.
pub fn state(store: &Store, id: Id<Spending>) -> SpendingState {
    store.read_blocking(move |tx| Ok(spending::one(tx, id)?.state)).unwrap()
}

/// Somebody says yes.
pub fn approve(store: &Store, id: Id<Spending>, who: u8, large: bool) -> Result<Spending> {
    write(store, move |tx| spending::decide(tx, &by(who), id, Verdict::Approved, large, ""))
}

/// The treasurer pays it.
pub fn pay(store: &Store, id: Id<Spending>) -> Result<Id<Transaction>> {
    write(store, move |tx| spending::pay(tx, &by(3), id, accounts::BANK, date(2026, 8, 5), "K-1"))
}

/// A small thing is asked for, approved where it must be, and paid.
pub fn spend(tx: &mut Tx<'_>, fund: Id<Fund>, amount: i64) -> Result<Id<Transaction>> {
    let id = spending::request(tx, &by(1), &wish(fund, amount))?;
    if spending::one(tx, id)?.state == SpendingState::Requested {
        spending::decide(tx, &by(2), id, Verdict::Approved, true, "")?;
    }
    spending::pay(tx, &by(3), id, accounts::BANK, date(2026, 8, 5), "")
}

/// Lines as they are handed to the ledger, past everything that is asked and approved.
pub fn raw(postings: Vec<Posting>) -> NewTransaction {
    NewTransaction {
        kind: TransactionKind::Transfer,
        day: date(2026, 8, 5),
        memo: "Percobaan".into(),
        reference: String::new(),
        party: None,
        origin: None,
        proof: None,
        postings,
    }
}

/// So much goes from the bank of one fund into an account of another.
pub fn moved(from: Id<Fund>, to: Id<Fund>, into: &str, amount: i64) -> Transfer {
    Transfer {
        from,
        out_of: accounts::BANK.into(),
        to,
        into: into.into(),
        amount: Rupiah(amount),
        day: date(2026, 8, 5),
        memo: "Pindah".into(),
    }
}

/// A receipt as a PDF.
pub fn paper(tx: &mut Tx<'_>, files: &Files, id: Id<Spending>) -> Result<()> {
    let new = NewDocument { title: "Kuitansi".into(), name: "k.pdf".into(), content: trial::PDF.to_vec() };
    documents::keep(tx, &now(), files, Shows::Spending(id), &new).map(drop)
}

/// What is left of a fund.
pub fn left(store: &Store, fund: Id<Fund>) -> i64 {
    store.read_blocking(move |tx| Ok(funds::funds::one(tx, fund)?.available().0)).unwrap()
}

/// What the invariants of the module say.
pub fn violations(store: &Store) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let module = ::funds::module(&Files::at(folder.path()));
    let mut found = Vec::new();
    for invariant in module.invariants {
        let broken = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
        found.extend(broken.into_iter().map(|what| format!("{}: {what}", invariant.name)));
    }
    found
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}
