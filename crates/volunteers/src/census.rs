//! What this module counts, and what must always be true of its rows.

use kernel::{Date, Message};
use store::{Result, Tx, sql, vals};
use web::{Belongs, Countable, Encounter, Encounters, Indicator, Invariant, Period};

use crate::hours;

/// Whole hours that count, and volunteers on the roll who gave some or may at any time.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "volunteers.hours",
        compute: |tx, _, period| Ok(hours::given(tx, None, period)?.div_euclid(60)),
    },
    Indicator { key: "volunteers.active", compute: |tx, _, period| active(tx, period) },
];

/// Whole hours that count, of volunteers who belonged to a partner on the day they gave them: who worked or taught there, were
/// among its members or pupils, spoke for it, or are it.
pub(crate) const COUNTABLES: &[Countable] = &[Countable {
    key: "volunteers.partner-hours",
    unit: "hours",
    belongs: Belongs::ToPartner,
    count: |tx, promise| {
        let (minutes,): (Option<i64>,) = tx.one(
            sql!(
                "SELECT CAST(SUM(h.minutes) AS BIGINT) FROM volunteer_hours h
                 JOIN volunteer_hours_word w ON w.hours = h.id AND w.confirmed
                 JOIN volunteer v ON v.id = h.volunteer
                 WHERE h.day >= ?2 AND h.day <= ?3 AND (v.person = ?1 OR EXISTS (
                     SELECT 1 FROM relationship r WHERE r.party = v.person AND r.other = ?1
                         AND r.kind IN ('employee', 'member', 'pupil', 'tutor', 'creator', 'contact')
                         AND (r.since IS NULL OR r.since <= h.day) AND (r.until IS NULL OR r.until >= h.day)))"
            ),
            vals![promise.partner, promise.period.from, promise.period.to],
        )?;
        Ok(minutes.unwrap_or_default().div_euclid(60))
    },
}];

/// The days on which volunteers of a partner gave hours that count, the latest first.
pub(crate) const ENCOUNTERS: &[Encounters] = &[|tx, partner, limit| {
    let days: Vec<(Date,)> = tx.all(
        sql!(
            "SELECT h.day FROM volunteer_hours h JOIN volunteer_hours_word w ON w.hours = h.id AND w.confirmed
             JOIN volunteer v ON v.id = h.volunteer
             WHERE v.person = ?1 OR EXISTS (
                 SELECT 1 FROM relationship r WHERE r.party = v.person AND r.other = ?1
                     AND r.kind IN ('employee', 'member', 'pupil', 'tutor', 'creator', 'contact')
                     AND (r.since IS NULL OR r.since <= h.day) AND (r.until IS NULL OR r.until >= h.day))
             GROUP BY h.day HAVING SUM(h.minutes) > 0 ORDER BY h.day DESC LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let told = |(day,): (Date,)| Encounter { day, what: Message::new("encounter-hours").with("day", day) };
    Ok(days.into_iter().map(told).collect())
}];

/// Volunteers on the roll on the last day of the period.
fn active(tx: &mut Tx<'_>, period: Period) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM volunteer v
             WHERE v.since <= ?1 AND (v.state = 'active' OR (v.state = 'ended' AND v.ended > ?1))
               AND NOT EXISTS (SELECT 1 FROM party p WHERE p.id = v.person AND p.merged_into IS NOT NULL)"
        ),
        vals![period.to],
    )?;
    Ok(count)
}

pub(crate) const INVARIANTS: &[Invariant] =
    &[Invariant { name: "volunteers.reversals-take-back-what-there-was", violations: odd_reversals }];

fn odd_reversals(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Date>(tx.all(
        sql!(
            "SELECT r.day FROM volunteer_hours r JOIN volunteer_hours h ON h.id = r.reverses
             WHERE h.minutes + r.minutes <> 0 OR h.day <> r.day OR h.volunteer <> r.volunteer ORDER BY r.day"
        ),
        vals![],
    ))
}
