//! What acquisitions hold about a person, and how they are forgotten: the book they wished for stays, without them.

use kernel::Timestamp;
use store::{sql, vals};
use web::{Follower, Holding};

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "acquisitions.suggestions",
    tables: &["suggestion", "purchase_order", "invoice"],
    fields: &["suggestion-code", "suggestion-title", "suggestion-why", "suggestion-made"],
    tell: |tx, person| {
        let rows: Vec<(String, String, Option<String>, Timestamp)> = tx.all(
            sql!("SELECT code, title, why, opened_at FROM suggestion WHERE party = ?1 ORDER BY opened_at"),
            vals![person],
        )?;
        Ok(rows
            .into_iter()
            .map(|(code, title, why, at)| vec![code.into(), title.into(), why.into(), at.into()])
            .collect())
    },
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    // Whom the library bought from stands in its orders, as on their paper.
    erase: |tx, _, person| {
        tx.exec(
            sql!("UPDATE suggestion SET party = NULL, contact = NULL, why = NULL WHERE party = ?1"),
            vals![person],
        )
        .map(drop)
    },
}];

pub(crate) const FOLLOWERS: &[Follower] = &[
    web::follower!("acquisitions.suggestions", suggestion.party),
    web::follower!("acquisitions.orders", purchase_order.vendor),
    // Two sellers that turn out to be one may have used one number for two invoices: such a one keeps its seller.
    web::follower!("acquisitions.invoices", invoice.vendor, once key),
];
