//! What this module counts, and what must always be true of its rows.

use kernel::Id;
use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Outcome, Period};

/// Suggestions made, and copies that arrived, within a period.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "acquisitions.suggestions",
        compute: |tx, act, period| {
            let span = act.span(period.from, period.to);
            let (n,) = tx.one(
                sql!("SELECT count(*) FROM suggestion WHERE opened_at >= ?1 AND opened_at < ?2"),
                vals![span.start, span.end],
            )?;
            Ok(n)
        },
    },
    Indicator {
        key: "acquisitions.copies",
        compute: |tx, _, period| {
            let (n,) = tx.one(
                sql!(
                    "SELECT CAST(COALESCE(SUM(l.copies), 0) AS BIGINT) FROM order_delivery d
                     JOIN order_delivery_line l ON l.delivery = d.id
                     WHERE d.day >= ?1 AND d.day <= ?2 AND d.batch_state <> 'cancelled'"
                ),
                vals![period.from, period.to],
            )?;
            Ok(n)
        },
    },
];

/// Books that were bought of a fund and arrived, and how often they have been lent since.
pub(crate) const OUTCOMES: &[Outcome] = &[
    Outcome { key: "acquisitions.copies", count: copies },
    Outcome { key: "acquisitions.loans", count: loans },
];

fn copies(tx: &mut Tx<'_>, period: Period) -> Result<Vec<(Id<()>, i64)>> {
    tx.all(
        sql!(
            "SELECT o.fund, CAST(SUM(l.copies) AS BIGINT) FROM order_delivery d
             JOIN order_delivery_line l ON l.delivery = d.id JOIN purchase_order o ON o.id = d.purchase_order
             WHERE d.day >= ?1 AND d.day <= ?2 AND d.batch_state <> 'cancelled' GROUP BY o.fund ORDER BY o.fund"
        ),
        vals![period.from, period.to],
    )
}

fn loans(tx: &mut Tx<'_>, period: Period) -> Result<Vec<(Id<()>, i64)>> {
    tx.all(
        sql!(
            "SELECT o.fund, CAST(SUM(c.loans) AS BIGINT) FROM order_delivery d
             JOIN purchase_order o ON o.id = d.purchase_order
             JOIN accession a ON a.batch = d.batch JOIN copy c ON c.id = a.copy
             WHERE d.day >= ?1 AND d.day <= ?2 AND d.batch_state <> 'cancelled' GROUP BY o.fund ORDER BY o.fund"
        ),
        vals![period.from, period.to],
    )
}

pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "acquisitions.what-came-is-the-sum-of-its-deliveries", violations: miscounted },
    Invariant { name: "acquisitions.orders-hold-what-they-may-still-pay", violations: overheld },
];

fn miscounted(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT o.number FROM purchase_order o
             WHERE (SELECT COALESCE(SUM(l.received), 0) FROM order_line l WHERE l.purchase_order = o.id)
                 <> (SELECT COALESCE(SUM(l.copies), 0) FROM order_delivery d
                     JOIN order_delivery_line l ON l.delivery = d.id
                     WHERE d.purchase_order = o.id AND d.batch_state <> 'cancelled')
             ORDER BY o.number"
        ),
        vals![],
    ))
}

fn overheld(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT o.number FROM purchase_order o JOIN encumbrance e ON e.id = o.encumbrance
             WHERE o.state = 'ordered' AND e.amount + (SELECT COALESCE(SUM(s.amount), 0) FROM invoice i JOIN spending s ON s.id = i.spending
                     WHERE i.purchase_order = o.id AND i.state IN ('requested', 'approved', 'paid'))
                 < (SELECT COALESCE(SUM(l.copies * l.price), 0) FROM order_line l WHERE l.purchase_order = o.id)
             ORDER BY o.number"
        ),
        vals![],
    ))
}
