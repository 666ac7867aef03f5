//! What this module counts, what of it fulfils a promise, and what must always be true of its rows.

use kernel::{Act, Id, Message, Person, TimeZone, Timestamp};
use platform::library;
use store::{FromRow, Result, Tx, sql, vals};
use web::{
    Belongs, ByFund, Countable, Dependent, Encounter, Encounters, Indicator, Invariant, Outcome, Period,
    Promise,
};

use crate::certificates;

pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "activities.sessions", compute: |tx, act, period| Ok(all(tx, act, period)?.sessions) },
    Indicator { key: "activities.people", compute: |tx, act, period| Ok(all(tx, act, period)?.people) },
    Indicator {
        key: "activities.participant-hours",
        compute: |tx, act, period| Ok(all(tx, act, period)?.attended / 3_600_000),
    },
    Indicator {
        key: "activities.certificates",
        compute: |tx, _, period| certificates::given(tx, period.from, period.to),
    },
];

fn all(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<Held> {
    let span = act.span(period.from, period.to);
    held(tx, None, (span.start, span.end), act.at)
}

/// People who were there, each time they came, at activities of the programmes that a fund has paid for: something was paid
/// out of it under a line of its budget that is for the programme. Several funds may pay for one programme: its people are of
/// each of them, and never added up over funds.
pub(crate) const OUTCOMES: &[Outcome] = &[Outcome { key: "activities.people", count: paid_for }];

fn paid_for(tx: &mut Tx<'_>, period: Period) -> Result<ByFund> {
    let (from, to) = span(tx, period)?;
    tx.all(
        sql!(
            "SELECT f.fund, CAST(SUM(t.heads) AS BIGINT) FROM activity_session s JOIN activity a ON a.id = s.activity
             JOIN (SELECT DISTINCT b.programme, b.fund FROM budget b WHERE b.programme IS NOT NULL AND 0 < (
                     SELECT COALESCE(SUM(l.amount), 0) FROM posting l JOIN ledger_transaction p ON p.id = l.ledger_transaction
                     WHERE l.budget = b.id AND l.nature = 'expense' AND p.day <= ?3)) f
                 ON f.programme = a.programme
             JOIN attendance t ON t.session = s.id AND t.counted
             WHERE s.starts_at >= ?1 AND s.starts_at < ?2 AND s.cancelled_because IS NULL AND a.published_at IS NOT NULL
             GROUP BY f.fund ORDER BY f.fund"
        ),
        vals![from, to, period.to],
    )
}

/// Sessions held with a partner, the people they reached, and the hours they lasted: where the partner is named beside the
/// activity or its programme, or it was at the partner's.
pub const COUNTABLES: &[Countable] = &[
    Countable {
        key: "activities.sessions",
        unit: "sessions",
        belongs: Belongs::ToPartner,
        count: |tx, promise| Ok(with(tx, promise)?.sessions),
    },
    Countable {
        key: "activities.people",
        unit: "people",
        belongs: Belongs::ToPartner,
        count: |tx, promise| Ok(with(tx, promise)?.people),
    },
    Countable {
        key: "activities.hours",
        unit: "hours",
        belongs: Belongs::ToPartner,
        count: |tx, promise| Ok(with(tx, promise)?.lasted / 3_600_000),
    },
];

fn with(tx: &mut Tx<'_>, promise: &Promise) -> Result<Held> {
    let span = span(tx, promise.period)?;
    held(tx, Some(promise.partner), span, span.1)
}

/// The days of a period by the library's clock.
fn span(tx: &mut Tx<'_>, period: Period) -> Result<(Timestamp, Timestamp)> {
    let zone = library::zone(tx)?;
    let start = |day: kernel::Date| day.to_zoned_datetime(zone.clone()).map(|at| at.timestamp());
    let from = start(period.from).unwrap_or(Timestamp::MIN);
    let to = period.to.tomorrow().and_then(start).unwrap_or(Timestamp::MAX);
    Ok((from, to))
}

/// What was held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub(crate) struct Held {
    /// Sessions.
    pub(crate) sessions: i64,
    /// People who were there, each time they came.
    pub(crate) people: i64,
    /// Milliseconds these sessions lasted.
    pub(crate) lasted: i64,
    /// Milliseconds people spent there, all together.
    pub(crate) attended: i64,
}

/// What of published sessions ended in a stretch of time, and before `now`; with a partner, or all.
pub(crate) fn held(
    tx: &mut Tx<'_>,
    partner: Option<Id<Person>>,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Held> {
    tx.one(
        sql!(
            "SELECT count(*) AS sessions, CAST(COALESCE(SUM(h.people), 0) AS BIGINT) AS people,
                 CAST(COALESCE(SUM(h.lasted), 0) AS BIGINT) AS lasted,
                 CAST(COALESCE(SUM(h.people * h.lasted), 0) AS BIGINT) AS attended
             FROM (SELECT s.id, s.ends_at - s.starts_at AS lasted,
                     COALESCE((SELECT SUM(t.heads) FROM attendance t WHERE t.session = s.id AND t.counted), 0) AS people
                 FROM activity_session s JOIN activity a ON a.id = s.activity
                 WHERE s.starts_at >= ?1 AND s.starts_at < ?2 AND s.ends_at <= ?3 AND s.cancelled_because IS NULL
                     AND a.published_at IS NOT NULL
                     AND (CAST(?4 AS UUID) IS NULL OR s.partner = ?4
                         OR EXISTS (SELECT 1 FROM activity_partner l WHERE l.activity = a.id AND l.party = ?4)
                         OR EXISTS (SELECT 1 FROM programme_partner l WHERE l.programme = a.programme AND l.party = ?4))) h"
        ),
        vals![from, to, now, partner],
    )
}

/// Sessions with a partner that are still to come.
pub(crate) const DEPENDENTS: &[Dependent] = &[Dependent {
    key: "activities.sessions",
    unit: "",
    end: None,
    count: |tx, partner, on| {
        let (_, end) = span(tx, Period { from: on, to: on })?;
        let (count,) = tx.one(
            sql!(
                "SELECT count(*) FROM activity_session s JOIN activity a ON a.id = s.activity
                 WHERE s.starts_at >= ?2 AND s.cancelled_because IS NULL AND a.published_at IS NOT NULL
                     AND (s.partner = ?1
                         OR EXISTS (SELECT 1 FROM activity_partner l WHERE l.activity = a.id AND l.party = ?1))"
            ),
            vals![partner, end],
        )?;
        Ok(count)
    },
}];

/// Sessions with a partner to which people came, the latest first.
pub(crate) const ENCOUNTERS: &[Encounters] = &[|tx, partner, limit| {
    let held: Vec<(Timestamp, String, String)> = tx.all(
        sql!(
            "SELECT s.starts_at, a.zone, a.title FROM activity_session s JOIN activity a ON a.id = s.activity
             WHERE s.cancelled_because IS NULL
                 AND EXISTS (SELECT 1 FROM attendance t WHERE t.session = s.id AND t.counted)
                 AND (s.partner = ?1
                     OR EXISTS (SELECT 1 FROM activity_partner l WHERE l.activity = a.id AND l.party = ?1))
             ORDER BY s.starts_at DESC, s.id LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let told = |(at, zone, title): (Timestamp, String, String)| {
        let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
        let day = zone.to_datetime(at).date();
        Encounter { day, what: Message::new("encounter-session").with("title", title).with("day", day) }
    };
    Ok(held.into_iter().map(told).collect())
}];

pub(crate) const INVARIANTS: &[Invariant] = &[Invariant {
    name: "activities.seats-taken-are-those-of-people",
    violations: |tx| {
        let rows: Vec<(String,)> = tx.all(
            sql!(
                "SELECT a.code FROM seat_pool p JOIN activity a ON a.id = p.activity
                 WHERE p.taken <> COALESCE((SELECT SUM(h.size) FROM seat_hold h WHERE h.pool = p.id), 0)
                     + COALESCE((SELECT SUM(r.size) FROM registration r
                         WHERE r.pool = p.id AND r.state IN ('offered', 'confirmed')), 0)
                 ORDER BY a.code"
            ),
            vals![],
        )?;
        Ok(rows.into_iter().map(|(code,)| code).collect())
    },
}];
