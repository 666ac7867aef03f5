//! What partners carry: memberships by roster, e-mail domain or voucher, as many as they have seats.

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

store::words! {
    /// Who comes first where more people stand on a roster than it has seats.
    pub enum SeatOrder {
        /// As the roster lists them.
        Roster = "roster",
        /// By name.
        Name = "name",
        /// Whoever joined first.
        Joined = "joined",
    }
}

/// A partner's promise to carry memberships.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Sponsorship {
    /// Which.
    pub id: Id<Sponsorship>,
    /// Who carries.
    pub partner: Id<Person>,
    /// What it is called: `SMP Negeri 2, siswa`.
    pub name: String,
    /// The plan of whoever it carries.
    pub plan: String,
    /// Its first day.
    pub since: Date,
    /// Its last day; none means without end.
    pub until: Option<Date>,
    /// How many members it carries at most; none means all.
    pub seats: Option<i64>,
    /// Who comes first.
    pub seat_order: SeatOrder,
    /// How long whoever leaves the roster stays a member, in days.
    pub grace_days: i64,
    /// Addresses that end in this domain prove that somebody belongs to the partner.
    pub domain: Option<String>,
}

/// Every sponsorship that has not been ended, by name.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Sponsorship>> {
    tx.all(
        sql!(
            "SELECT id, partner, name, plan, since, until, seats, seat_order, grace_days, domain
             FROM sponsorship WHERE ended_at IS NULL ORDER BY name, id"
        ),
        vals![],
    )
}
