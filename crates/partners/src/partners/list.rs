//! Partners among many: found, counted and put in pages by the database.

use std::collections::HashMap;

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

use super::{like, partnered, stage};
use crate::model::{Kind, Partner, Stage, Work};

/// What partners are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the name or the next step, or a code; empty for any.
    pub words: String,
    /// Of which kind.
    pub kind: Option<Kind>,
    /// How far.
    pub stage: Option<Stage>,
    /// Whose.
    pub owner: Option<Id<Person>>,
}

/// The condition of what is looked for: the words `?2`, the kind `?3`, the owner `?4`.
macro_rules! wanted {
    () => {
        "WHERE p.merged_into IS NULL
             AND (CAST(?2 AS TEXT) IS NULL OR p.folded LIKE ?2 ESCAPE '~' OR lower(t.code) LIKE ?2 ESCAPE '~'
                 OR lower(t.next_step) LIKE ?2 ESCAPE '~')
             AND (CAST(?3 AS TEXT) IS NULL OR t.kind = ?3) AND (CAST(?4 AS UUID) IS NULL OR t.owner = ?4)"
    };
}

/// How many partners of each stage there are on a day, whatever the filter's stage.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>, filter: &Filter, today: Date) -> Result<HashMap<Stage, i64>> {
    let found: Vec<(Stage, i64)> = tx.all(
        sql!(concat!(
            "SELECT c.stage, count(*) FROM (SELECT ",
            stage!(),
            " AS stage FROM partner t JOIN party p ON p.id = t.party ",
            wanted!(),
            ") c GROUP BY c.stage"
        )),
        vals![today, like(&filter.words), filter.kind, filter.owner],
    )?;
    Ok(found.into_iter().collect())
}

/// A page of partners by name. One that was merged into another is not among them.
///
/// # Errors
/// Those of the database.
pub fn page(
    tx: &mut Tx<'_>,
    filter: &Filter,
    today: Date,
    (limit, offset): (i64, i64),
) -> Result<Vec<Partner>> {
    tx.all(
        partnered!(
            wanted!(),
            " AND (CAST(?5 AS TEXT) IS NULL OR ",
            stage!(),
            " = ?5) ORDER BY p.folded, t.code LIMIT ?6 OFFSET ?7"
        ),
        vals![today, like(&filter.words), filter.kind, filter.owner, filter.stage, limit, offset],
    )
}

/// The first `each` partners of every stage, whatever the filter's stage: what is due soonest comes first.
///
/// # Errors
/// Those of the database.
pub fn board(tx: &mut Tx<'_>, filter: &Filter, today: Date, each: i64) -> Result<Vec<Partner>> {
    tx.all(
        sql!(concat!(
            "SELECT b.party, b.code, b.name, b.party_kind, b.kind, b.stage, b.owner, b.owner_name, b.next_step,
                 b.next_on, b.about, b.website, b.public, b.consent, b.since, b.changed_at
             FROM (SELECT c.*, row_number() OVER (PARTITION BY c.stage
                     ORDER BY CASE WHEN c.next_on IS NULL THEN 1 ELSE 0 END, c.next_on, c.folded, c.code) AS place
                 FROM (SELECT t.party, t.code, p.name, p.folded, p.kind AS party_kind, t.kind, ",
            stage!(),
            " AS stage, t.owner, a.name AS owner_name, t.next_step, t.next_on, t.about, t.website, t.public,
                         t.consent, t.since, t.changed_at
                     FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner ",
            wanted!(),
            ") c) b WHERE b.place <= ?5 ORDER BY b.stage, b.place"
        )),
        vals![today, like(&filter.words), filter.kind, filter.owner, each],
    )
}

/// The partners after one, by code, as programs read them.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    (kind, stage): (Option<&str>, Option<&str>),
    today: Date,
    code: Option<&str>,
    limit: i64,
) -> Result<Vec<Partner>> {
    tx.all(
        partnered!(
            "WHERE p.merged_into IS NULL AND (CAST(?2 AS TEXT) IS NULL OR t.kind = ?2)
                 AND (CAST(?3 AS TEXT) IS NULL OR ",
            stage!(),
            " = ?3) AND (CAST(?4 AS TEXT) IS NULL OR t.code > ?4) ORDER BY t.code LIMIT ?5"
        ),
        vals![today, kind, stage, code, limit],
    )
}

/// Those everybody may see; creators and communities alone where `?2` says so.
macro_rules! shown {
    () => {
        "t.public AND p.merged_into IS NULL AND (CAST(?2 AS BIGINT) = 0 OR t.kind IN ('creator', 'community'))"
    };
}

/// A page of the partners everybody may see, by name; creators and communities alone where `creators` says so.
///
/// # Errors
/// Those of the database.
pub fn public(
    tx: &mut Tx<'_>,
    creators: bool,
    today: Date,
    (limit, offset): (i64, i64),
) -> Result<Vec<Partner>> {
    tx.all(
        partnered!(
            "WHERE ",
            shown!(),
            " AND ",
            stage!(),
            " <> 'ended' ORDER BY p.folded, t.code LIMIT ?3 OFFSET ?4"
        ),
        vals![today, i64::from(creators), limit, offset],
    )
}

/// How many partners everybody may see.
///
/// # Errors
/// Those of the database.
pub fn public_count(tx: &mut Tx<'_>, creators: bool, today: Date) -> Result<i64> {
    let (n,) = tx.one(
        sql!(concat!(
            "SELECT count(*) FROM partner t JOIN party p ON p.id = t.party WHERE ",
            shown!(),
            " AND ",
            stage!(),
            " <> 'ended'"
        )),
        vals![today, i64::from(creators)],
    )?;
    Ok(n)
}

/// The works of many partners, read together.
///
/// # Errors
/// Those of the database.
pub fn works_of(tx: &mut Tx<'_>, partners: &[Id<Person>]) -> Result<HashMap<Id<Person>, Vec<Work>>> {
    #[derive(FromRow)]
    struct Row {
        partner: Id<Person>,
        id: Id<Work>,
        title: String,
        year: Option<i64>,
        about: Option<String>,
        link: Option<String>,
    }
    let mut found: HashMap<Id<Person>, Vec<Work>> = HashMap::new();
    for [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in chunks(partners) {
        let rows: Vec<Row> = tx.all(
            sql!(
                "SELECT partner, id, title, year, about, link FROM portfolio
                 WHERE partner IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY COALESCE(year, 0) DESC, title"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for Row { partner, id, title, year, about, link } in rows {
            found.entry(partner).or_default().push(Work { id, title, year, about, link });
        }
    }
    Ok(found)
}

/// Partners to choose from in a form, by name.
///
/// # Errors
/// Those of the database.
pub fn choices(tx: &mut Tx<'_>) -> Result<Vec<Candidate>> {
    tx.all(
        sql!(
            "SELECT t.party AS id, p.name FROM partner t JOIN party p ON p.id = t.party
             WHERE p.merged_into IS NULL ORDER BY p.folded, t.code LIMIT 2000"
        ),
        vals![],
    )
}

/// How many are read by one statement.
const CHUNK: usize = 16;

/// Sixteen at a time, filled up with none.
pub(crate) fn chunks<T>(ids: &[Id<T>]) -> impl Iterator<Item = [Id<T>; CHUNK]> {
    ids.chunks(CHUNK).map(|some| {
        let none = Id::from_bytes([0; 16]);
        std::array::from_fn(|n| some.get(n).copied().unwrap_or(none))
    })
}

/// Staff who can look after a partner: whoever holds a role, by name.
///
/// # Errors
/// Those of the database.
pub fn staff(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT a.person, a.name FROM account a WHERE a.closed_at IS NULL
                 AND EXISTS (SELECT 1 FROM role_holder h WHERE h.person = a.person) ORDER BY a.name, a.person"
        ),
        vals![],
    )
}

/// Entries of the register that could become partners: organisations and groups that are none yet, by name.
///
/// # Errors
/// Those of the database.
pub fn candidates(tx: &mut Tx<'_>) -> Result<Vec<Candidate>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM party p WHERE p.kind <> 'person' AND p.merged_into IS NULL
                 AND NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = p.id) ORDER BY p.folded, p.id LIMIT 500"
        ),
        vals![],
    )
}

/// An entry of the register that could become a partner.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Candidate {
    /// Which.
    pub id: Id<Person>,
    /// Its name.
    pub name: String,
}
