//! What this module counts, and what must always be true of its rows.

use store::{Json, Result, Tx, sql, vals};
use web::{Indicator, Invariant};

use crate::{
    accession::facts,
    record::{self, Drawn},
    stored,
};

/// How many breaches one rule names; the first few say what is wrong.
const NAMED: usize = 20;

/// Titles and copies on the last day of a period, and titles that came in it.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "catalogue.records",
        compute: |tx, act, period| {
            let end = act.span(period.from, period.to).end;
            let (count,) = tx.one(sql!("SELECT count(*) FROM record WHERE created_at < ?1"), vals![end])?;
            Ok(count)
        },
    },
    Indicator {
        key: "catalogue.copies",
        compute: |tx, act, period| {
            let end = act.span(period.from, period.to).end;
            let (count,) = tx.one(
                sql!("SELECT count(*) FROM copy WHERE created_at < ?1 AND status <> 'withdrawn'"),
                vals![end],
            )?;
            Ok(count)
        },
    },
    Indicator {
        key: "catalogue.new-titles",
        compute: |tx, act, period| {
            let span = act.span(period.from, period.to);
            let (count,) = tx.one(
                sql!("SELECT count(*) FROM record WHERE created_at >= ?1 AND created_at < ?2"),
                vals![span.start, span.end],
            )?;
            Ok(count)
        },
    },
    facts::INDICATOR,
];

/// That barcodes and numbers are given once and copies have records, the schema itself sees to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "catalogue.drawn-fields-are-what-the-marc-says", violations: drawn_otherwise },
    Invariant { name: "catalogue.isbns-are-those-of-the-records", violations: isbns_astray },
    Invariant { name: "catalogue.withdrawn-copies-are-not-on-loan", violations: withdrawn_on_loan },
    facts::CANCELLED,
    facts::VALUED,
];

fn drawn_otherwise(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!("SELECT number, marc, drawn FROM record ORDER BY number"),
        vals![],
        |(number, marc, Json(kept)): (i64, Vec<u8>, Json<Drawn>)| {
            if found.len() < NAMED {
                match stored::read(&marc) {
                    Ok(record) if record::draw(&record) == kept => {}
                    _ => found.push(number.to_string()),
                }
            }
            Ok(())
        },
    )?;
    Ok(found)
}

fn isbns_astray(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!(
            "SELECT r.number, (SELECT count(*) FROM record_isbn i WHERE i.record = r.id), r.drawn FROM record r
             ORDER BY r.number"
        ),
        vals![],
        |(number, known, Json(drawn)): (i64, i64, Json<Drawn>)| {
            if known != drawn.isbns.len() as i64 && found.len() < NAMED {
                found.push(number.to_string());
            }
            Ok(())
        },
    )?;
    Ok(found)
}

fn withdrawn_on_loan(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!("SELECT barcode FROM copy WHERE status = 'withdrawn' AND due_at IS NOT NULL ORDER BY barcode"),
        vals![],
    ))
}
