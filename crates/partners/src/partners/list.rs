//! Partners among many: found, counted and put in pages by the database.

use std::collections::HashMap;

use kernel::{Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

use super::like;
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

/// How many partners of each stage there are, whatever the filter's stage.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>, filter: &Filter) -> Result<HashMap<Stage, i64>> {
    let found: Vec<(Stage, i64)> = tx.all(
        sql!(
            "SELECT t.stage, count(*) FROM partner t JOIN party p ON p.id = t.party
             WHERE p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR p.folded LIKE ?1
                     OR lower(t.code) LIKE ?1 OR lower(t.next_step) LIKE ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR t.kind = ?2) AND (CAST(?3 AS UUID) IS NULL OR t.owner = ?3)
             GROUP BY t.stage"
        ),
        vals![like(&filter.words), filter.kind, filter.owner],
    )?;
    Ok(found.into_iter().collect())
}

/// A page of partners by name. One that was merged into another is not among them.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, (limit, offset): (i64, i64)) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR p.folded LIKE ?1
                     OR lower(t.code) LIKE ?1 OR lower(t.next_step) LIKE ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR t.kind = ?2) AND (CAST(?3 AS TEXT) IS NULL OR t.stage = ?3)
                 AND (CAST(?4 AS UUID) IS NULL OR t.owner = ?4)
             ORDER BY p.folded, t.code LIMIT ?5 OFFSET ?6"
        ),
        vals![like(&filter.words), filter.kind, filter.stage, filter.owner, limit, offset],
    )
}

/// The first `each` partners of every stage, whatever the filter's stage: what is due soonest comes first.
///
/// # Errors
/// Those of the database.
pub fn board(tx: &mut Tx<'_>, filter: &Filter, each: i64) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT b.party, b.code, b.name, b.party_kind, b.kind, b.stage, b.owner, b.owner_name, b.next_step,
                 b.next_on, b.about, b.website, b.public, b.consent, b.since, b.changed_at
             FROM (SELECT t.party, t.code, p.name, p.folded, p.kind AS party_kind, t.kind, t.stage, t.owner,
                     a.name AS owner_name, t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since,
                     t.changed_at, row_number() OVER (PARTITION BY t.stage
                         ORDER BY CASE WHEN t.next_on IS NULL THEN 1 ELSE 0 END, t.next_on, p.folded, t.code) AS place
                 FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
                 WHERE p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR p.folded LIKE ?1
                         OR lower(t.code) LIKE ?1 OR lower(t.next_step) LIKE ?1)
                     AND (CAST(?2 AS TEXT) IS NULL OR t.kind = ?2)
                     AND (CAST(?3 AS UUID) IS NULL OR t.owner = ?3)) b
             WHERE b.place <= ?4 ORDER BY b.stage, b.place"
        ),
        vals![like(&filter.words), filter.kind, filter.owner, each],
    )
}

/// The partners after one, by code, as programs read them.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    kind: Option<&str>,
    stage: Option<&str>,
    code: Option<&str>,
    limit: i64,
) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR t.kind = ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR t.stage = ?2) AND (CAST(?3 AS TEXT) IS NULL OR t.code > ?3)
             ORDER BY t.code LIMIT ?4"
        ),
        vals![kind, stage, code, limit],
    )
}

/// A page of the partners everybody may see, by name; creators and communities alone where `creators` says so.
///
/// # Errors
/// Those of the database.
pub fn public(tx: &mut Tx<'_>, creators: bool, (limit, offset): (i64, i64)) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE t.public AND t.stage <> 'ended' AND p.merged_into IS NULL
                 AND (CAST(?1 AS BIGINT) = 0 OR t.kind IN ('creator', 'community'))
             ORDER BY p.folded, t.code LIMIT ?2 OFFSET ?3"
        ),
        vals![i64::from(creators), limit, offset],
    )
}

/// How many partners everybody may see.
///
/// # Errors
/// Those of the database.
pub fn public_count(tx: &mut Tx<'_>, creators: bool) -> Result<i64> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM partner t JOIN party p ON p.id = t.party
             WHERE t.public AND t.stage <> 'ended' AND p.merged_into IS NULL
                 AND (CAST(?1 AS BIGINT) = 0 OR t.kind IN ('creator', 'community'))"
        ),
        vals![i64::from(creators)],
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
