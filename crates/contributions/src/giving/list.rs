//! Contributions listed, counted and summed: each kind by itself.

use funds::Fund;
use kernel::{Date, Id, Person, Rupiah, Timestamp};
use store::{FromRow, Result, Tx, containing, sql, vals};
use web::Period;

use super::contributions;
use crate::model::{Contribution, Direction, Kind, State};

/// Which contributions are asked for; what is none matters not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// How far.
    pub state: Option<State>,
    /// What.
    pub kind: Option<Kind>,
    /// Which way.
    pub direction: Option<Direction>,
    /// Promised for a day before this one, and not here.
    pub late: Option<Date>,
    /// Recorded, and no paper shows it: nobody kept the signed handover record.
    pub unsigned: bool,
    /// Words of the name, of what it is, of its code or of the number of a paper; empty for any.
    pub words: String,
}

impl Filter {
    /// The day before which a promise is late, as the database writes it; empty where that matters not.
    fn before(&self) -> String {
        self.late.map(|day| day.to_string()).unwrap_or_default()
    }

    /// The pattern that finds its words.
    fn like(&self) -> String {
        containing(&self.words.trim().to_lowercase())
    }
}

/// A page of contributions, the latest first.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, (limit, offset): (i64, i64)) -> Result<Vec<Contribution>> {
    tx.all(
        contributions!(
            "WHERE (?1 = '' OR c.state = ?1) AND (?2 = '' OR c.kind = ?2) AND (?3 = '' OR c.direction = ?3)
                 AND (?4 = '' OR (c.state = 'pledged' AND c.due < ?4))
                 AND (CAST(?7 AS BIGINT) = 0 OR (c.handover IS NOT NULL AND c.reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)
                     AND NOT EXISTS (SELECT 1 FROM contribution_paper p WHERE p.contribution = c.id)))
                 AND (lower(c.name) LIKE ?8 ESCAPE '~' OR lower(c.about) LIKE ?8 ESCAPE '~' OR lower(c.code) LIKE ?8 ESCAPE '~'
                     OR lower(c.handover) LIKE ?8 ESCAPE '~' OR lower(c.thanks) LIKE ?8 ESCAPE '~')
             ORDER BY c.entered_at DESC, c.id DESC LIMIT ?5 OFFSET ?6"
        ),
        vals![
            filter.state.map_or("", State::as_str),
            filter.kind.map_or("", Kind::as_str),
            filter.direction.map_or("", Direction::as_str),
            filter.before(),
            limit,
            offset,
            i64::from(filter.unsigned),
            filter.like()
        ],
    )
}

/// The contributions entered before a place in the list, the latest first, as programs read them.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    filter: &Filter,
    place: Option<(Timestamp, Id<Contribution>)>,
    limit: i64,
) -> Result<Vec<Contribution>> {
    let (at, id) = place.unzip();
    tx.all(
        contributions!(
            "WHERE (?4 = '' OR c.state = ?4) AND (?5 = '' OR c.kind = ?5) AND (?6 = '' OR c.direction = ?6) AND ",
            web::latest_first!("c.entered_at", "c.id")
        ),
        vals![
            at,
            id,
            limit,
            filter.state.map_or("", State::as_str),
            filter.kind.map_or("", Kind::as_str),
            filter.direction.map_or("", Direction::as_str)
        ],
    )
}

/// How many there are.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>, filter: &Filter) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM contribution c
             WHERE (?1 = '' OR c.state = ?1) AND (?2 = '' OR c.kind = ?2) AND (?3 = '' OR c.direction = ?3)
                 AND (?4 = '' OR (c.state = 'pledged' AND c.due < ?4)) AND (CAST(?5 AS BIGINT) = 0 OR (c.handover IS NOT NULL AND c.reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)
                     AND NOT EXISTS (SELECT 1 FROM contribution_paper p WHERE p.contribution = c.id)))
                 AND (lower(c.name) LIKE ?6 ESCAPE '~' OR lower(c.about) LIKE ?6 ESCAPE '~' OR lower(c.code) LIKE ?6 ESCAPE '~'
                     OR lower(c.handover) LIKE ?6 ESCAPE '~' OR lower(c.thanks) LIKE ?6 ESCAPE '~')"
        ),
        vals![
            filter.state.map_or("", State::as_str),
            filter.kind.map_or("", Kind::as_str),
            filter.direction.map_or("", Direction::as_str),
            filter.before(),
            i64::from(filter.unsigned),
            filter.like()
        ],
    )?;
    Ok(count)
}

/// How many gifts are recorded and nobody has thanked for.
///
/// # Errors
/// Those of the database.
pub fn unthanked(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM contribution c
             WHERE c.state = 'recorded' AND c.direction = 'in' AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)"
        ),
        vals![],
    )?;
    Ok(count)
}

/// The contributions of one party, the latest first; reversals among them.
///
/// # Errors
/// Those of the database.
pub fn of_party(tx: &mut Tx<'_>, party: Id<Person>, limit: i64) -> Result<Vec<Contribution>> {
    tx.all(
        contributions!("WHERE c.party = ?1 ORDER BY c.entered_at DESC, c.id DESC LIMIT ?2"),
        vals![party, limit],
    )
}

/// What of one kind was given, in its own unit, and what that is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Sum {
    /// Which way.
    pub direction: Direction,
    /// What.
    pub kind: Kind,
    /// How many times.
    pub times: i64,
    /// How much, in the unit of the kind.
    pub amount: i64,
    /// Its value.
    pub value: Rupiah,
}

/// What was recorded in a period, by direction and kind; what was reversed counts for nothing.
///
/// # Errors
/// Those of the database.
pub fn sums(tx: &mut Tx<'_>, period: Period) -> Result<Vec<Sum>> {
    tx.all(
        sql!(
            "SELECT direction, kind, CAST(SUM(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) AS BIGINT) AS times,
                 CAST(SUM(amount) AS BIGINT) AS amount, CAST(SUM(value) AS BIGINT) AS value
             FROM contribution WHERE recorded_on BETWEEN ?1 AND ?2
             GROUP BY direction, kind HAVING SUM(amount) <> 0 ORDER BY direction, kind"
        ),
        vals![period.from, period.to],
    )
}

/// The same of one party, of all times.
///
/// # Errors
/// Those of the database.
pub fn party_sums(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Sum>> {
    tx.all(
        sql!(
            "SELECT direction, kind, CAST(SUM(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) AS BIGINT) AS times,
                 CAST(SUM(amount) AS BIGINT) AS amount, CAST(SUM(value) AS BIGINT) AS value
             FROM contribution WHERE party = ?1 AND recorded_on IS NOT NULL
             GROUP BY direction, kind HAVING SUM(amount) <> 0 ORDER BY direction, kind"
        ),
        vals![party],
    )
}

/// The funds that are a party's, and those into which recorded money of it went, with how much of it.
///
/// # Errors
/// Those of the database.
pub fn funds_of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<(Id<Fund>, Rupiah)>> {
    tx.all(
        sql!(
            "SELECT f.id, CAST(COALESCE(SUM(g.value), 0) AS BIGINT) FROM fund f LEFT JOIN (
                 SELECT l.fund, c.value FROM contribution c
                 JOIN posting l ON l.ledger_transaction = c.posting AND l.rest = 0
                 WHERE c.party = ?1 AND c.direction = 'in' AND c.reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)) g ON g.fund = f.id
             WHERE f.giver = ?1 OR g.fund IS NOT NULL GROUP BY f.id ORDER BY f.id"
        ),
        vals![party],
    )
}

/// A giver who may be named to everybody, and what they gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicGiver {
    /// Their name.
    pub name: String,
    /// Since when they have given.
    pub since: Date,
    /// What they gave.
    pub kinds: Vec<Kind>,
}

/// A page of the givers who agreed to be named, in the order of their last gift; how many there are.
///
/// # Errors
/// Those of the database.
pub fn public_givers(tx: &mut Tx<'_>, (limit, offset): (i64, i64)) -> Result<(Vec<PublicGiver>, i64)> {
    #[derive(FromRow)]
    struct Given {
        name: String,
        kind: Kind,
        since: Date,
        latest: Date,
    }
    let given: Vec<Given> = tx.all(
        sql!(
            "SELECT c.name, c.kind, MIN(c.recorded_on) AS since, MAX(c.recorded_on) AS latest FROM contribution c
             WHERE c.direction = 'in' AND c.named AND c.recorded_on IS NOT NULL AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)
                 AND c.name IN (SELECT g.name FROM contribution g
                     WHERE g.direction = 'in' AND g.named AND g.recorded_on IS NOT NULL AND g.reverses IS NULL
                         AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = g.id)
                     GROUP BY g.name ORDER BY MAX(g.recorded_on) DESC, g.name LIMIT ?1 OFFSET ?2)
             GROUP BY c.name, c.kind ORDER BY c.name, c.kind"
        ),
        vals![limit, offset],
    )?;
    let mut givers: Vec<(Date, PublicGiver)> = Vec::new();
    for row in given {
        match givers.last_mut() {
            Some((latest, giver)) if giver.name == row.name => {
                *latest = (*latest).max(row.latest);
                giver.since = giver.since.min(row.since);
                giver.kinds.push(row.kind);
            }
            _ => {
                let giver = PublicGiver { name: row.name, since: row.since, kinds: vec![row.kind] };
                givers.push((row.latest, giver));
            }
        }
    }
    givers.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.name.cmp(&second.name)));
    let (all,) = tx.one(
        sql!(
            "SELECT count(DISTINCT c.name) FROM contribution c
             WHERE c.direction = 'in' AND c.named AND c.recorded_on IS NOT NULL AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)"
        ),
        vals![],
    )?;
    Ok((givers.into_iter().map(|(_, giver)| giver).collect(), all))
}
