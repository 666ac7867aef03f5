//! What boxes count for, what of them waits, and what must always be true of them.

use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Belongs, Countable, Indicator, Invariant, Matter, Shell, Waiting};

use super::batches;
use crate::{COPIES, staff::BATCHES};

/// Copies accessioned in a period; boxes that were cancelled count for nothing.
pub(crate) const INDICATOR: Indicator = Indicator {
    key: "catalogue.accessioned",
    compute: |tx, act, period| {
        let span = act.span(period.from, period.to);
        let (count,) = tx.one(
            sql!("SELECT count(*) FROM accession WHERE at >= ?1 AND at < ?2 AND batch_state <> 'cancelled'"),
            vals![span.start, span.end],
        )?;
        Ok(count)
    },
};

/// Books a partner gave that are in the collection.
pub(crate) const COUNTABLES: &[Countable] = &[Countable {
    key: "catalogue.accessioned",
    unit: "books",
    belongs: Belongs::ToPartner,
    count: |tx, promise| {
        let (count,) = tx.one(
            sql!(
                "SELECT count(*) FROM accession_batch b JOIN accession a ON a.batch = b.id
                 WHERE b.party = ?1 AND b.source = 'gift' AND b.received_on BETWEEN ?2 AND ?3
                     AND b.state <> 'cancelled'"
            ),
            vals![promise.partner, promise.period.from, promise.period.to],
        )?;
        Ok(count)
    },
}];

pub(crate) const MATTER: Matter = Matter {
    name: "catalogue.boxes",
    shell: Shell::Staff,
    permission: Some(COPIES),
    ask: |tx, _| Ok(Waiting::counted(Tone::Info, "matter-boxes", batches::open_count(tx)?, BATCHES)),
};

pub(crate) const CANCELLED: Invariant =
    Invariant { name: "catalogue.cancelled-boxes-left-nothing", violations: left_behind };
pub(crate) const VALUED: Invariant =
    Invariant { name: "catalogue.boxes-are-worth-what-their-papers-say", violations: valued_otherwise };

fn left_behind(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT c.barcode FROM accession a JOIN accession_batch b ON b.id = a.batch
             JOIN copy c ON c.id = a.copy WHERE b.state = 'cancelled' AND c.status <> 'withdrawn'
             ORDER BY b.code, c.barcode"
        ),
        vals![],
    ))
}

/// Copies are worth together no more than the paper of their box says, and as much once all of them are there; and the annex
/// says of them what the inventory book does.
fn valued_otherwise(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT b.code FROM accession_batch b JOIN (
                     SELECT a.batch, count(a.value) AS n, COALESCE(SUM(a.value), 0) AS worth FROM accession a GROUP BY a.batch
                 ) g ON g.batch = b.id
             WHERE g.worth > b.worth OR g.n > b.expected OR g.n = b.expected AND g.worth <> b.worth
                 OR b.state = 'closed' AND g.worth <> (
                     SELECT COALESCE(SUM(x.value), 0) FROM accession_annex x WHERE x.batch = b.id)
             ORDER BY b.code"
        ),
        vals![],
    ))
}
