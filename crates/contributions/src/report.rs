//! What came of somebody's gifts: what was promised, what came, what it did. Readers are counts, and only where there are
//! enough of them that nobody can be told apart.

use catalogue::accession::{self, Figures};
use circulation::{figures, statements::FEWEST};
use funds::{
    Fund,
    outcomes::{self, Became},
    spending,
    statement::{self, Statement},
};
use jiff::ToSpan;
use kernel::{Act, Date, Id, Person, Rupiah};
use people::parties;
use store::{Result, Tx};
use ui::Speech;
use web::{Outcome, Period};

use crate::{
    giving::{self, Sum},
    model::{Contribution, Direction, State},
    words,
};

/// How many gifts a report lists.
const LISTED: i64 = 200;

/// How much of what was bought from a fund is named.
const BOUGHT: i64 = 5;

/// A report to a giver.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whose gifts these are, where the register knows.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// Every gift and promise, the latest first; what was taken back is left out.
    pub gifts: Vec<Contribution>,
    /// The sums of what is recorded, each kind by itself.
    pub sums: Vec<Sum>,
    /// The books among them that are in the collection.
    pub books: Figures,
    /// The funds into which their money went.
    pub funds: Vec<Share>,
    /// How many readers borrowed of them in the last twelve months; none where these are fewer than [`FEWEST`].
    pub readers: Option<i64>,
}

/// Money of a giver in a fund, which others give into as well.
#[derive(Debug, Clone)]
pub struct Share {
    /// What this giver gave.
    pub own: Rupiah,
    /// What came of the fund as a whole, from the beginning until today.
    pub whole: Statement,
    /// What was bought of it, the latest first.
    pub bought: Vec<String>,
    /// What came of it.
    pub became: Became,
}

/// Gathers the report to a giver; `outcomes` are what the modules count of what money became.
///
/// # Errors
/// A refusal when the register knows no such party; those of the database.
pub fn report(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, outcomes: &[Outcome]) -> Result<Report> {
    let party = parties::living(tx, party)?;
    let mut gifts = giving::of_party(tx, party.id, LISTED)?;
    gifts.retain(|one| one.reverses.is_none() && one.reversed_by.is_none());
    let readers = figures::readers_of_gifts(tx, act, party.id, year(act))?;
    let funds = giving::funds_of(tx, party.id)?;
    Ok(Report {
        party: Some(party.id),
        funds: shares(tx, funds, act.today(), outcomes)?,
        name: party.name,
        sums: giving::party_sums(tx, party.id)?,
        books: accession::figures_of_giver(tx, party.id)?,
        readers: enough(readers),
        gifts,
    })
}

/// Gathers the report on one gift: for whoever gave it, also where the register does not know them. None of what was taken
/// back, and of what takes back.
///
/// # Errors
/// A refusal where there is no such gift; those of the database.
pub fn of_gift(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Contribution>,
    outcomes: &[Outcome],
) -> Result<Option<Report>> {
    let one = giving::one(tx, id)?;
    if one.reverses.is_some() || one.reversed_by.is_some() {
        return Ok(None);
    }
    let (books, readers) = match one.batch {
        Some(batch) => (accession::figures(tx, batch)?, figures::readers_of_box(tx, act, batch, year(act))?),
        None => (Figures::default(), 0),
    };
    let into = if one.direction == Direction::In { giving::fund_of(tx, &one)? } else { None };
    let funds = into.map(|fund| (fund.id, one.value.unwrap_or_default())).into_iter().collect();
    let sum = |(amount, value)| Sum { direction: one.direction, kind: one.kind, times: 1, amount, value };
    let is_recorded = one.handover.is_some();
    Ok(Some(Report {
        party: None,
        funds: shares(tx, funds, act.today(), outcomes)?,
        name: one.name.clone(),
        sums: one.amount.zip(one.value).filter(|_| is_recorded).map(sum).into_iter().collect(),
        books,
        readers: enough(readers),
        gifts: vec![one],
    }))
}

/// The last twelve months.
fn year(act: &Act) -> Period {
    let today = act.today();
    Period { from: today.saturating_sub(1.year()), to: today }
}

/// So many readers, where nobody can be told apart among them.
fn enough(readers: i64) -> Option<i64> {
    Some(readers).filter(|readers| *readers >= FEWEST as i64)
}

/// What came of funds, of each with how much a giver gave into it.
fn shares(
    tx: &mut Tx<'_>,
    mut funds: Vec<(Id<Fund>, Rupiah)>,
    today: Date,
    outcomes: &[Outcome],
) -> Result<Vec<Share>> {
    let (from, to) = (Date::constant(1900, 1, 1), today);
    if funds.is_empty() {
        return Ok(Vec::new());
    }
    let mut became = outcomes::by_fund(tx, outcomes, Period { from, to })?;
    funds.sort_by_key(|(_, own)| std::cmp::Reverse(*own));
    let share = |(fund, own)| {
        let (whole, bought) = (statement::of(tx, fund, from, to)?, spending::bought(tx, fund, BOUGHT)?);
        Ok(Share { own, whole, bought, became: became.remove(&fund).unwrap_or_default() })
    };
    funds.into_iter().map(share).collect()
}

impl Report {
    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.gifts.is_empty() && self.funds.is_empty()
    }

    /// The funds that are theirs or that they gave into, where the register knows them: each has a statement for them.
    pub fn funds_of_theirs(&self) -> impl Iterator<Item = &Fund> {
        self.funds.iter().map(|one| &one.whole.fund).filter(|_| self.party.is_some())
    }

    /// What is promised and not here yet.
    pub fn open(&self) -> impl Iterator<Item = &Contribution> {
        self.gifts.iter().filter(|one| one.state == State::Pledged)
    }

    /// The first sentence.
    pub fn lead(&self, t: Speech, today: Date) -> String {
        let given: Vec<String> = self
            .sums
            .iter()
            .filter(|sum| sum.direction == Direction::In)
            .map(|sum| {
                let kind = words::kind(t, sum.kind).to_lowercase();
                format!("{kind} {}", words::amount(t, sum.kind, sum.amount))
            })
            .collect();
        let key = if given.is_empty() { "donor-report-nothing-yet" } else { "donor-report-lead" };
        t.with(
            key,
            &[
                ("name", self.name.as_str().into()),
                ("day", t.date(today).into()),
                ("given", t.list(&given).into()),
            ],
        )
    }

    /// What it did, a sentence each.
    pub fn did(&self, t: Speech) -> Vec<String> {
        let mut did = Vec::new();
        let books = self.books;
        if books.copies > 0 {
            did.push(t.with(
                "donor-report-books",
                &[("copies", books.copies.into()), ("titles", books.titles.into())],
            ));
            did.push(t.count("donor-report-loans", books.loans));
            did.push(match self.readers {
                Some(readers) => t.count("donor-report-readers", readers),
                None => t.count("donor-report-readers-few", FEWEST),
            });
        }
        did.extend(self.funds.iter().map(|one| fund_line(t, one, self.party)));
        did
    }

    /// A gift as a row: what, promised, received, value, handover record.
    pub fn row(&self, t: Speech, one: &Contribution) -> Vec<String> {
        let n = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| words::amount(t, one.kind, n));
        vec![
            one.about.clone(),
            n(one.promised),
            n(one.amount),
            one.value.map_or_else(|| "–".to_owned(), |value| t.rupiah(value.0)),
            one.handover.clone().unwrap_or_else(|| words::state(t, one.state).to_owned()),
        ]
    }
}

/// Their own money first, and then, as everybody's, what came of the fund it went into.
fn fund_line(t: Speech, one: &Share, giver: Option<Id<Person>>) -> String {
    let whole = &one.whole;
    let mut lines = vec![t.with(
        "donor-report-fund",
        &[
            ("own", t.rupiah(one.own.0).into()),
            ("fund", whole.fund.title.as_str().into()),
            ("amount", t.rupiah(whole.came().0).into()),
            ("spent", t.rupiah(whole.went().0).into()),
            ("left", t.rupiah(whole.after().0).into()),
        ],
    )];
    if let Some(promised) = whole.fund.promised.filter(|_| giver.is_some() && whole.fund.giver == giver) {
        lines.push(t.about("donor-report-fund-promised", t.rupiah(promised.0)));
    }
    if !one.bought.is_empty() {
        let bought: Vec<&str> = one.bought.iter().map(String::as_str).collect();
        lines.push(t.about("donor-report-bought", t.list(&bought)));
    }
    if !one.became.is_empty() {
        lines.push(t.about("donor-report-became", t.list(&outcomes::in_words(t, &one.became))));
    }
    lines.join(" ")
}
