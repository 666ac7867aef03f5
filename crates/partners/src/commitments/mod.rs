//! What both sides promised, and what the facts show: counted by the modules whose facts they are
//! ([`web::Countable`], asked in [`counting`]); what is done a number of times and no module keeps is shown by notes with what
//! proves them. Nobody types how far a promise is. What counts lies between the day it was agreed, or its period began, and the end of what is agreed, or the day before it is
//! promised again. Writing promises is in [`promising`], writing down what was given in [`evidence`], what became of one that was not kept in [`closing`].

mod closing;
mod counting;
mod evidence;
mod promising;

pub use closing::{CLOSED, OBJECTED, close, closed, replies, replies_of, reply, unanswered};
pub(crate) use evidence::was_given_under;
pub use evidence::{fulfil, fulfilments, reverse};
use jiff::ToSpan;
use kernel::{Date, Id, Kind, Message, Person, Refusal};
pub(crate) use promising::{MOST, counted_twice, counted_twice_as_one};
pub use promising::{NewCommitment, promise, release, revise};
use store::{Result, Tx, sql, vals};
use web::Countable;

use crate::{
    model::{Agreement, Commitment},
    rules::{Progress, claims::Share, promises::Found},
};

/// No more late promises are looked at at once.
const MOST_LATE: i64 = 200;

/// A commitment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The promise.
    pub commitment: Commitment,
    /// What has come of it.
    pub progress: Progress,
}

impl Kept {
    /// Whether somebody waits for it on a day: its day has passed and something is missing; or, for a year after nothing counts
    /// any more, for a word about it, unless it was promised again.
    pub fn is_waited_for(&self, today: Date) -> bool {
        let one = &self.commitment;
        let is_recent = one.deadline().is_some_and(|day| day >= year_before(today));
        self.progress.overdue || (self.progress.unmet && one.renewed_on.is_none() && is_recent)
    }
}

/// The last day on which something counts under an agreement `g`.
macro_rules! end {
    () => {
        "COALESCE(g.ended_on, (SELECT MAX(w.until) FROM agreement_period w WHERE w.agreement = g.id))"
    };
}

/// The first day whose facts count for a promise `c`.
macro_rules! since {
    () => {
        "COALESCE(c.since, (SELECT MIN(w.since) FROM agreement_period w WHERE w.agreement = g.id))"
    };
}

/// A promise `y` that makes the promise `c` again and whose days come: where what was agreed is ended before, it makes nothing
/// again.
macro_rules! made_again {
    () => {
        concat!("FROM commitment y WHERE y.renews = c.id AND y.since <= ", end!())
    };
}

/// The day by which a promise `c` is to be kept: its own, or the last on which something counts.
macro_rules! deadline {
    () => {
        concat!("CASE WHEN c.due < ", end!(), " THEN c.due ELSE ", end!(), " END")
    };
}

use {end, since};

/// The statement that reads commitments with what notes show of each on or before the day `?1`.
macro_rules! committed {
    ($($where:expr),+) => {
        sql!(concat!(
            "SELECT c.id, c.agreement, g.number, g.state, c.giver, p.name AS giver_name, c.about, c.unit, c.amount, c.due,
                 c.purpose, c.counts, c.released_at IS NOT NULL AS released, x.how AS closing, x.note AS closing_note,
                 CAST(COALESCE((SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1
                     AND (g.ended_on IS NULL OR f.day <= g.ended_on)), 0) AS BIGINT) AS noted,
                 CAST(COALESCE((SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1
                     AND (g.ended_on IS NULL OR f.day <= g.ended_on) AND (c.due IS NULL OR f.day <= c.due)), 0)
                     AS BIGINT) AS noted_in_time,
                 ",
            since!(),
            " AS since, ",
            end!(),
            " AS until, c.renews, (SELECT y.since ",
            made_again!(),
            ") AS renewed_on, a.number AS addendum
             FROM commitment c JOIN agreement g ON g.id = c.agreement LEFT JOIN party p ON p.id = c.giver
             LEFT JOIN agreement a ON a.id = c.addendum LEFT JOIN commitment_closing x ON x.commitment = c.id
             WHERE ",
            $($where),+
        ))
    };
}

/// One commitment, with what notes show on or before a day.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Commitment>, on: Date) -> Result<Commitment> {
    let found = tx.opt(committed!("c.id = ?2"), vals![on, id])?;
    found.ok_or_else(|| unknown().into())
}

/// The commitments of an agreement, the library's own first, with all that notes show of them.
///
/// # Errors
/// Those of the database.
pub fn promises(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Commitment>> {
    tx.all(
        committed!(
            "c.agreement = ?2 ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, p.folded, c.at, c.id"
        ),
        vals![Date::MAX, id],
    )
}

/// The commitments of an agreement, those of a time that is over last and the library's own first, with how far each is today.
///
/// # Errors
/// Those of the database.
pub fn of_agreement(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    id: Id<Agreement>,
    today: Date,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "c.agreement = ?2 ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, p.folded, c.at, c.id"
        ),
        vals![today, id],
    )?;
    Ok(living_first(kept(tx, countables, found, today)?, today))
}

/// What was promised in all signed agreements with a partner, by either side; what is over comes last.
///
/// # Errors
/// Those of the database.
pub fn of_partner(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    partner: Id<Person>,
    today: Date,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "g.state IN ('signed', 'terminated')
                 AND c.agreement IN (SELECT s.agreement FROM agreement_party s WHERE s.partner = ?2)
                 AND (c.giver IS NULL OR c.giver = ?2)
             ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, g.number, c.at, c.id"
        ),
        vals![today, partner],
    )?;
    Ok(living_first(kept(tx, countables, found, today)?, today))
}

/// What is promised now before what was promised for a time that is over, each in its order.
fn living_first(mut all: Vec<Kept>, today: Date) -> Vec<Kept> {
    all.sort_by_key(|kept| kept.commitment.counts_until().is_some_and(|until| until < today));
    all
}

/// What is waited for on the day `?1`: it began at all, was neither let go of nor settled, nor promised again, and its day has
/// passed ([`Commitment::ever_begins`], [`Kept::is_waited_for`]). Where nothing counts any more it waits for a word, and for a
/// year: `?2` is the day a year ago.
macro_rules! waited_for {
    () => {
        concat!(
            "g.state IN ('signed', 'terminated') AND c.released_at IS NULL AND x.commitment IS NULL
             AND NOT EXISTS (SELECT 1 ",
            made_again!(),
            " AND y.since <= ?1) AND ",
            since!(),
            " <= ",
            end!(),
            " AND ",
            deadline!(),
            " < ?1 AND (",
            end!(),
            " >= ?1 OR ",
            deadline!(),
            " >= ?2)"
        )
    };
}

/// Promises whose day has passed and of which something is missing, the oldest first: it can still be given, or somebody says what
/// becomes of it. Those that notes show are sifted by the database.
///
/// # Errors
/// Those of the database.
pub fn overdue(tx: &mut Tx<'_>, countables: &[Countable], today: Date) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            waited_for!(),
            " AND (c.counts IS NOT NULL OR c.amount > COALESCE(
                     (SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1), 0))
             ORDER BY ",
            deadline!(),
            ", c.id LIMIT ?3"
        ),
        vals![today, year_before(today), MOST_LATE],
    )?;
    Ok(kept(tx, countables, found, today)?.into_iter().filter(|one| one.progress.is_late()).collect())
}

fn year_before(today: Date) -> Date {
    today.saturating_sub(1.year())
}

/// Promises, in the order of their ids from `after` on, whose day passed lately and of which nobody was told that they are
/// late; whether they are is in their progress.
///
/// # Errors
/// Those of the database.
pub(crate) fn untold(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    (since, today): (Date, Date),
    after: Option<Id<Commitment>>,
    limit: i64,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            waited_for!(),
            " AND ",
            deadline!(),
            " >= ?3 AND (CAST(?4 AS UUID) IS NULL OR c.id > ?4)
                 AND NOT EXISTS (SELECT 1 FROM commitment_reminder r WHERE r.commitment = c.id AND r.due = ",
            deadline!(),
            ") ORDER BY c.id LIMIT ?5"
        ),
        vals![today, year_before(today), since, after, limit],
    )?;
    kept(tx, countables, found, today)
}

/// Each promise with what has come of it on a day.
fn kept(tx: &mut Tx<'_>, countables: &[Countable], found: Vec<Commitment>, today: Date) -> Result<Vec<Kept>> {
    let counted = counting::counted(tx, countables, &found, today)?;
    let progress = |one: &Commitment| {
        let share = match one.counts {
            Some(_) => counted.get(&one.id).copied().unwrap_or_default(),
            None => Share { done: one.noted, in_time: one.noted_in_time },
        };
        // Of what both let go of, or settled, and of what never began, nothing is waited for.
        let is_open = !one.released && one.closing.is_none() && one.ever_begins();
        let found = Found {
            promised: one.amount,
            done: share.done,
            in_time: share.in_time,
            due: one.due.filter(|_| is_open),
            until: one.counts_until().filter(|_| is_open && one.state.binds()),
        };
        Progress::of(found, today)
    };
    Ok(found.into_iter().map(|one| Kept { progress: progress(&one), commitment: one }).collect())
}

/// Whether an agreement promises something in a unit; none does in none.
///
/// # Errors
/// Those of the database.
pub(crate) fn promises_in(tx: &mut Tx<'_>, id: Id<Agreement>, unit: &str) -> Result<bool> {
    let (found,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM commitment c
                 WHERE c.agreement = ?1 AND c.unit = ?2 AND c.released_at IS NULL)"
        ),
        vals![id, unit],
    )?;
    Ok(found)
}

/// That a promise stands in this agreement: under another there is none.
///
/// # Errors
/// A refusal when it does not; those of the database.
pub(crate) fn stands_in(tx: &mut Tx<'_>, agreement: Id<Agreement>, id: Id<Commitment>) -> Result<()> {
    let (found,) = tx.one(
        sql!("SELECT EXISTS (SELECT 1 FROM commitment c WHERE c.id = ?1 AND c.agreement = ?2)"),
        vals![id, agreement],
    )?;
    if found { Ok(()) } else { Err(unknown().into()) }
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("commitment-unknown"))
}
