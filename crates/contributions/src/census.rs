//! What contributions count for, and what must always be true of them.

use kernel::{Act, Date, Message};
use store::{Result, Tx, sql, vals};
use web::{Belongs, Countable, Encounter, Encounters, Indicator, Invariant, Period, Promise};

use crate::model::{Direction, Kind, Unit};

/// What came in within a period: gifts and givers, books, pieces, hours, rupiah, each by itself.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "contributions.gifts", compute: gifts },
    Indicator { key: "contributions.givers", compute: givers },
    Indicator { key: "contributions.books", compute: |tx, _, period| given(tx, &[Kind::Books], period) },
    Indicator { key: "contributions.pieces", compute: |tx, _, period| given(tx, &[Kind::Equipment], period) },
    Indicator {
        key: "contributions.hours",
        compute: |tx, _, period| given(tx, &[Kind::Hours, Kind::Expertise, Kind::Space], period),
    },
    Indicator { key: "contributions.money", compute: |tx, _, period| given(tx, &[Kind::Money], period) },
];

fn gifts(tx: &mut Tx<'_>, _: &Act, period: Period) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END), 0) AS BIGINT) FROM contribution
             WHERE recorded_on BETWEEN ?1 AND ?2 AND direction = 'in'"
        ),
        vals![period.from, period.to],
    )?;
    Ok(count)
}

/// Distinct names of givers of something that stands.
fn givers(tx: &mut Tx<'_>, _: &Act, period: Period) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(DISTINCT c.name) FROM contribution c
             WHERE c.recorded_on BETWEEN ?1 AND ?2 AND c.direction = 'in' AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)"
        ),
        vals![period.from, period.to],
    )?;
    Ok(count)
}

fn given(tx: &mut Tx<'_>, kinds: &[Kind], period: Period) -> Result<i64> {
    kinds.iter().map(|kind| given_of(tx, *kind, period)).sum()
}

fn given_of(tx: &mut Tx<'_>, kind: Kind, Period { from, to }: Period) -> Result<i64> {
    let (sum,) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM contribution
             WHERE recorded_on BETWEEN ?1 AND ?2 AND kind = ?3 AND direction = ?4"
        ),
        vals![from, to, kind, Direction::In],
    )?;
    Ok(sum)
}

/// What is recorded for a promise of an agreement fulfils it, whichever side promised.
pub const COUNTABLES: &[Countable] = &[
    Countable {
        key: "contributions.books",
        unit: "books",
        belongs: Belongs::ToPromise,
        count: |tx, promise| kept(tx, promise, Unit::Books),
    },
    Countable {
        key: "contributions.rupiah",
        unit: "rupiah",
        belongs: Belongs::ToPromise,
        count: |tx, promise| kept(tx, promise, Unit::Rupiah),
    },
    Countable {
        key: "contributions.hours",
        unit: "hours",
        belongs: Belongs::ToPromise,
        count: |tx, promise| kept(tx, promise, Unit::Hours),
    },
    Countable {
        key: "contributions.pieces",
        unit: "pieces",
        belongs: Belongs::ToPromise,
        count: |tx, promise| kept(tx, promise, Unit::Pieces),
    },
    Countable {
        key: "contributions.times",
        unit: "times",
        belongs: Belongs::ToPromise,
        count: |tx, promise| kept(tx, promise, Unit::Times),
    },
];

/// What was given between the library and a partner, and recorded, the latest first.
pub(crate) const ENCOUNTERS: &[Encounters] = &[|tx, partner, limit| {
    let given: Vec<(Date, String, String)> = tx.all(
        sql!(
            "SELECT c.received_on, c.code, c.about FROM contribution c
             WHERE c.party = ?1 AND c.recorded_on IS NOT NULL AND c.received_on IS NOT NULL AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id)
             ORDER BY c.received_on DESC, c.code DESC LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let told = |(day, code, about): (Date, String, String)| Encounter {
        day,
        what: Message::new("encounter-contribution").with("code", code).with("about", about).with("day", day),
    };
    Ok(given.into_iter().map(told).collect())
}];

/// The sum of what was given for this promise, of every kind that is counted in its unit.
fn kept(tx: &mut Tx<'_>, promise: &Promise, unit: Unit) -> Result<i64> {
    let rows: Vec<(Kind, i64)> = tx.all(
        sql!(
            "SELECT kind, CAST(SUM(amount) AS BIGINT) FROM contribution
             WHERE commitment = ?1 AND recorded_on IS NOT NULL AND received_on BETWEEN ?2 AND ?3
             GROUP BY kind"
        ),
        vals![promise.commitment, promise.period.from, promise.period.to],
    )?;
    Ok(rows.into_iter().filter(|(kind, _)| kind.unit() == unit).map(|(_, amount)| amount).sum())
}

/// That nothing is recorded without value, method and number, the schema itself sees to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "contributions.every-step-is-written", violations: unwritten },
    Invariant { name: "contributions.reversals-mirror-what-they-reverse", violations: crooked },
    Invariant { name: "contributions.boxes-belong-to-their-gifts", violations: boxes_astray },
    Invariant { name: "contributions.money-is-posted-once", violations: money_astray },
];

fn unwritten(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT c.code FROM contribution c WHERE NOT EXISTS (
                 SELECT 1 FROM contribution_step s
                 WHERE s.contribution = c.id AND s.number = c.steps AND s.state = c.state)
             OR c.steps <> (SELECT count(*) FROM contribution_step s WHERE s.contribution = c.id) ORDER BY c.code"
        ),
        vals![],
    ))
}

fn crooked(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT r.code FROM contribution r JOIN contribution c ON c.id = r.reverses
             WHERE r.amount + c.amount <> 0 OR r.value + c.value <> 0 OR r.kind <> c.kind
                 OR r.direction <> c.direction OR c.reverses IS NOT NULL OR c.handover IS NULL ORDER BY r.code"
        ),
        vals![],
    ))
}

/// Recorded books have a box under their number, and a box that stands belongs to a gift that stands.
fn boxes_astray(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT c.code FROM contribution c LEFT JOIN accession_batch b ON b.id = c.batch
             WHERE c.kind = 'books' AND c.direction = 'in' AND c.handover IS NOT NULL AND c.reverses IS NULL
                 AND (b.id IS NULL OR b.reference <> c.handover
                      OR (b.state = 'cancelled') <> EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = c.id))
             ORDER BY c.code"
        ),
        vals![],
    ))
}

/// A gift of money has one receipt that stands, which is its own, and none once it is taken back.
fn money_astray(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT t.number FROM ledger_transaction t LEFT JOIN contribution c ON c.posting = t.id
             WHERE t.origin = 'contribution' AND t.kind <> 'reversal' AND (c.id IS NULL OR c.id <> t.origin_id
                 OR EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = t.id)
                     <> EXISTS (SELECT 1 FROM contribution b WHERE b.reverses = c.id))
             ORDER BY t.number"
        ),
        vals![],
    ))
}
