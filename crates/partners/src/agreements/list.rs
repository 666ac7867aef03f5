//! Agreements among many: found, counted and put in pages by the database. What stands in [`crate::rules::status`] for
//! one agreement stands here for all of them at once; a test holds the two against each other.

use std::collections::HashMap;

use jiff::ToSpan;
use kernel::{Date, Id, Person};
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::{Whole, agreed};
use crate::{
    model::{Agreement, Paper, Period, Side, State},
    partners::{like, list::chunks},
    rules::{self, ENDING_DAYS, Status},
};

/// How many agreements with one partner are shown at most.
const OF_PARTNER: i64 = 200;

store::words! {
    /// What is looked for.
    pub enum View {
        /// Every agreement.
        All = "",
        /// In force.
        InForce = "berjalan",
        /// In force for not much longer.
        Ending = "segera",
        /// On its way: written, reviewed, to be signed, to begin.
        Coming = "proses",
        /// Over, ended or given up.
        Over = "selesai",
    }
}

/// What agreements are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// How they stand.
    pub view: View,
    /// Words of the title, of a number, or of a partner's name; empty for any.
    pub words: String,
    /// Of which kind.
    pub kind: Option<Paper>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { view: View::All, words: String::new(), kind: None }
    }
}

/// How many agreements stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Counts {
    /// All of them.
    pub total: i64,
    /// In force.
    pub in_force: i64,
    /// Of these, for not much longer.
    pub ending: i64,
    /// On their way.
    pub coming: i64,
    /// Over.
    pub past: i64,
}

impl Counts {
    /// How many a view has.
    pub const fn of(&self, view: View) -> i64 {
        match view {
            View::All => self.total,
            View::InForce => self.in_force,
            View::Ending => self.ending,
            View::Coming => self.coming,
            View::Over => self.past,
        }
    }
}

/// The last day on which an agreement that ends counts as running out.
fn horizon(today: Date) -> Result<Date> {
    today.checked_add(ENDING_DAYS.days()).map_err(|e| Error::Shape(e.to_string()))
}

/// How each agreement `c`, and each addendum on its way, of the kind `?3` with the words `?4` in it stands on the day `?1`, when what ends by `?2` ends
/// soon: the rest of a subquery, after its first columns.
macro_rules! standing {
    () => {
        "CASE
                     WHEN g.state IN ('draft', 'review', 'signing') THEN 'proses'
                     WHEN g.state = 'dropped' OR g.ended_on < ?1 THEN 'selesai'
                     WHEN EXISTS (SELECT 1 FROM agreement_period p
                         WHERE p.agreement = g.id AND p.since <= ?1 AND p.until >= ?1)
                     THEN CASE WHEN g.ended_on <= ?2 OR EXISTS (SELECT 1 FROM agreement_period p
                             WHERE p.agreement = g.id AND p.until >= ?1 AND p.until <= ?2 AND NOT EXISTS (
                                 SELECT 1 FROM agreement_period n WHERE n.agreement = g.id AND n.since = p.next_day))
                         THEN 'segera' ELSE 'berjalan' END
                     WHEN EXISTS (SELECT 1 FROM agreement_period p WHERE p.agreement = g.id AND p.since > ?1
                         AND (g.ended_on IS NULL OR g.ended_on >= p.since)) THEN 'proses'
                     ELSE 'selesai' END AS standing
                 FROM agreement g
                 WHERE (g.kind <> 'addendum' OR g.state IN ('draft', 'review', 'signing'))
                     AND (CAST(?3 AS TEXT) IS NULL OR g.kind = ?3)
                     AND (CAST(?4 AS TEXT) IS NULL OR lower(g.title) LIKE ?4 ESCAPE '~'
                         OR lower(g.number) LIKE ?4 ESCAPE '~' OR lower(g.their_number) LIKE ?4 ESCAPE '~'
                         OR EXISTS (SELECT 1 FROM agreement_party s JOIN party p ON p.id = s.partner
                             WHERE s.agreement = g.id AND p.folded LIKE ?4 ESCAPE '~'))) c"
    };
}

/// How many agreements stand how on a day, whatever the filter's view.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>, filter: &Filter, today: Date) -> Result<Counts> {
    tx.one(
        sql!(concat!(
            "SELECT count(*) AS total,
                 CAST(COALESCE(SUM(CASE WHEN c.standing IN ('berjalan', 'segera') THEN 1 ELSE 0 END), 0) AS BIGINT)
                     AS in_force,
                 CAST(COALESCE(SUM(CASE WHEN c.standing = 'segera' THEN 1 ELSE 0 END), 0) AS BIGINT) AS ending,
                 CAST(COALESCE(SUM(CASE WHEN c.standing = 'proses' THEN 1 ELSE 0 END), 0) AS BIGINT) AS coming,
                 CAST(COALESCE(SUM(CASE WHEN c.standing = 'selesai' THEN 1 ELSE 0 END), 0) AS BIGINT) AS past
             FROM (SELECT ",
            standing!()
        )),
        vals![today, horizon(today)?, filter.kind, like(&filter.words)],
    )
}

/// A page of agreements with sides and periods, the latest first.
///
/// # Errors
/// Those of the database.
pub fn page(
    tx: &mut Tx<'_>,
    filter: &Filter,
    today: Date,
    (limit, offset): (i64, i64),
) -> Result<Vec<Whole>> {
    let found = tx.all(
        sql!(concat!(
            "SELECT c.id, c.number, c.their_number, c.kind, c.parent, c.title, c.state, c.body, c.author, c.round,
                 c.notice_days, c.approved_on, c.from_paper, c.signed_on, c.ended_on, c.end_reason, c.created_at, c.changed_at
             FROM (SELECT g.*, ",
            standing!(),
            "
             WHERE ?5 = '' OR c.standing = ?5 OR (?5 = 'berjalan' AND c.standing = 'segera')
             ORDER BY c.created_at DESC, c.number DESC LIMIT ?6 OFFSET ?7"
        )),
        vals![today, horizon(today)?, filter.kind, like(&filter.words), filter.view, limit, offset],
    )?;
    with_rest(tx, found)
}

/// The agreements with a partner and the addenda that are on their way, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_partner(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Whole>> {
    let found = tx.all(
        agreed!(
            "JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 AND (g.kind <> 'addendum' OR g.state IN ('draft', 'review', 'signing'))
             ORDER BY g.created_at DESC, g.number DESC LIMIT ?2"
        ),
        vals![partner, OF_PARTNER],
    )?;
    with_rest(tx, found)
}

/// Agreements after one, the latest first, as programs read them: `after` is when that one was begun, and its number.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    partner: Option<Id<Person>>,
    after: Option<&(kernel::Timestamp, String)>,
    limit: i64,
) -> Result<Vec<Whole>> {
    let found = tx.all(
        agreed!(
            "WHERE (CAST(?1 AS UUID) IS NULL
                     OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = g.id AND s.partner = ?1))
                 AND (CAST(?2 AS BIGINT) IS NULL OR g.created_at < ?2 OR (g.created_at = ?2 AND g.number < ?3))
             ORDER BY g.created_at DESC, g.number DESC LIMIT ?4"
        ),
        vals![partner, after.map(|(at, _)| *at), after.map(|(_, number)| number.as_str()), limit],
    )?;
    with_rest(tx, found)
}

/// Signed agreements, in the order of their ids from `after` on, of which a period ends from one day to another.
///
/// # Errors
/// Those of the database.
pub(crate) fn with_an_end(
    tx: &mut Tx<'_>,
    (from, to): (Date, Date),
    after: Option<Id<Agreement>>,
    limit: i64,
) -> Result<Vec<Whole>> {
    let found = tx.all(
        agreed!(
            "WHERE g.state = 'signed' AND (CAST(?3 AS UUID) IS NULL OR g.id > ?3)
                 AND EXISTS (SELECT 1 FROM agreement_period p
                     WHERE p.agreement = g.id AND p.until >= ?1 AND p.until <= ?2)
             ORDER BY g.id LIMIT ?4"
        ),
        vals![from, to, after, limit],
    )?;
    with_rest(tx, found)
}

/// Agreements, in the order of their ids from `after` on, whose last day was from one day to another.
///
/// # Errors
/// Those of the database.
pub(crate) fn over(
    tx: &mut Tx<'_>,
    (from, to): (Date, Date),
    after: Option<Id<Agreement>>,
    limit: i64,
) -> Result<Vec<Whole>> {
    let found = tx.all(
        agreed!(
            "WHERE g.state IN ('signed', 'terminated') AND g.kind <> 'addendum' AND (CAST(?3 AS UUID) IS NULL OR g.id > ?3)
                 AND COALESCE(g.ended_on, (SELECT MAX(p.until) FROM agreement_period p WHERE p.agreement = g.id))
                     BETWEEN ?1 AND ?2
             ORDER BY g.id LIMIT ?4"
        ),
        vals![from, to, after, limit],
    )?;
    with_rest(tx, found)
}

/// What others can stand under: frames that are in force on a day or will be, the latest first; number and title of each.
///
/// # Errors
/// Those of the database.
pub fn frames(tx: &mut Tx<'_>, today: Date) -> Result<Vec<(Id<Agreement>, String, String)>> {
    tx.all(
        sql!(
            "SELECT g.id, g.number, g.title FROM agreement g
             WHERE g.kind IN ('understanding', 'joint') AND g.state = 'signed'
                 AND EXISTS (SELECT 1 FROM agreement_period d WHERE d.agreement = g.id AND d.until >= ?1)
             ORDER BY g.created_at DESC, g.number DESC LIMIT 500"
        ),
        vals![today],
    )
}

/// Reads the sides and periods of agreements together.
pub(super) fn with_rest(tx: &mut Tx<'_>, agreements: Vec<Agreement>) -> Result<Vec<Whole>> {
    #[derive(FromRow)]
    struct SideOf {
        agreement: Id<Agreement>,
        partner: Id<Person>,
        code: String,
        name: String,
        position: i64,
    }
    #[derive(FromRow)]
    struct PeriodOf {
        agreement: Id<Agreement>,
        since: Date,
        until: Date,
    }
    let ids: Vec<Id<Agreement>> = agreements.iter().map(|one| one.id).collect();
    let mut of: HashMap<Id<Agreement>, (Vec<Side>, Vec<Period>)> = HashMap::new();
    for [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in chunks(&ids) {
        let sides: Vec<SideOf> = tx.all(
            sql!(
                "SELECT s.agreement, s.partner, t.code, p.name, s.position FROM agreement_party s
                 JOIN partner t ON t.party = s.partner JOIN party p ON p.id = s.partner
                 WHERE s.agreement IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY s.position"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for one in sides {
            let side = Side { partner: one.partner, code: one.code, name: one.name, position: one.position };
            of.entry(one.agreement).or_default().0.push(side);
        }
        let periods: Vec<PeriodOf> = tx.all(
            sql!(
                "SELECT agreement, since, until FROM agreement_period
                 WHERE agreement IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY since"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for one in periods {
            of.entry(one.agreement).or_default().1.push(Period { since: one.since, until: one.until });
        }
    }
    let whole = |agreement: Agreement| {
        let (sides, periods) = of.remove(&agreement.id).unwrap_or_default();
        Whole { agreement, sides, periods }
    };
    Ok(agreements.into_iter().map(whole).collect())
}

/// The signed addenda of every agreement with a partner, by the agreement that each changed, the oldest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn addenda_of(
    tx: &mut Tx<'_>,
    partner: Id<Person>,
) -> Result<HashMap<Id<Agreement>, Vec<Agreement>>> {
    let all: Vec<Agreement> = tx.all(
        agreed!(
            "JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 AND g.kind = 'addendum' AND g.state = 'signed'
             ORDER BY g.created_at, g.number LIMIT 500"
        ),
        vals![partner],
    )?;
    let mut found: HashMap<Id<Agreement>, Vec<Agreement>> = HashMap::new();
    for one in all {
        if let Some(parent) = one.parent {
            found.entry(parent).or_default().push(one);
        }
    }
    Ok(found)
}

/// The partners each of these agreements is with.
pub(crate) fn sides_of(
    tx: &mut Tx<'_>,
    agreements: &[Id<Agreement>],
) -> Result<HashMap<Id<Agreement>, Vec<Id<Person>>>> {
    let mut ids = agreements.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found: HashMap<Id<Agreement>, Vec<Id<Person>>> = HashMap::new();
    for [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in chunks(&ids) {
        let rows: Vec<(Id<Agreement>, Id<Person>)> = tx.all(
            sql!(
                "SELECT agreement, partner FROM agreement_party
                 WHERE agreement IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY position"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for (agreement, partner) in rows {
            found.entry(agreement).or_default().push(partner);
        }
    }
    Ok(found)
}

/// What the agreements with each of these partners come to: the best standing there is.
///
/// # Errors
/// Those of the database.
pub fn standings(
    tx: &mut Tx<'_>,
    partners: &[Id<Person>],
    today: Date,
) -> Result<HashMap<Id<Person>, Status>> {
    #[derive(FromRow)]
    struct Row {
        partner: Id<Person>,
        agreement: Id<Agreement>,
        state: State,
        ended_on: Option<Date>,
        since: Option<Date>,
        until: Option<Date>,
    }
    let rank = |status: &Status| match status {
        Status::Active { .. } => 5,
        Status::Ending { .. } => 4,
        Status::Upcoming(_) => 3,
        Status::Draft | Status::Review | Status::AwaitingSignature => 2,
        Status::Expired(_) | Status::Terminated(_) => 1,
        Status::Dropped | Status::Incorporated(_) => 0,
    };
    let mut best: HashMap<Id<Person>, Status> = HashMap::new();
    for [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in chunks(partners) {
        let rows: Vec<Row> = tx.all(
            sql!(
                "SELECT s.partner, s.agreement, g.state, g.ended_on, p.since, p.until FROM agreement_party s
                 JOIN agreement g ON g.id = s.agreement LEFT JOIN agreement_period p ON p.agreement = g.id
                 WHERE g.kind <> 'addendum'
                     AND s.partner IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY s.partner, s.agreement, p.since"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for same in rows.chunk_by(|x, y| (x.partner, x.agreement) == (y.partner, y.agreement)) {
            let Some(first) = same.first() else { continue };
            let periods: Vec<Period> =
                same.iter().filter_map(|row| Some(Period { since: row.since?, until: row.until? })).collect();
            let status = rules::status(first.state, first.ended_on, &periods, today);
            let there = best.entry(first.partner).or_insert(status);
            if rank(&status) > rank(there) {
                *there = status;
            }
        }
    }
    Ok(best)
}
