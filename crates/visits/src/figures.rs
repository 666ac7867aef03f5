//! What visits come to. The visitors' book and the people counter are two counts of the same people: they stand side by
//! side and are never added up.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Weekday};
use kernel::{Act, Date, Id, Message};
use platform::library::Branch;
use store::{FromRow, Result, Tx, sql, vals};
use web::{Belongs, Countable, Encounter, Encounters, Indicator, Invariant, Period};

use crate::{Band, Kind, Purpose, Sex, settings};

store::words! {
    /// Which count the official figure is.
    pub enum Official {
        /// The visitors' book.
        Book = "book",
        /// The people counter.
        Counter = "counter",
    }
}

store::words! {
    /// The steps a stretch of days is told in.
    pub enum Step {
        /// Day by day.
        Day = "day",
        /// Week by week, from Monday.
        Week = "week",
        /// Month by month.
        Month = "month",
    }
}

/// Visits that have everything but the day and hour in common.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Group {
    /// Where.
    pub branch: Id<Branch>,
    /// Who.
    pub kind: Kind,
    /// Their sex.
    pub sex: Sex,
    /// Their age band.
    pub band: Band,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Which room.
    pub room: Option<String>,
    /// How many.
    pub heads: i64,
}

/// Visits of one hour of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Hour {
    /// The day.
    pub day: Date,
    /// The hour, where it is known.
    pub hour: Option<i64>,
    /// How many.
    pub heads: i64,
}

/// A stretch of days told in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first day.
    pub from: Date,
    /// Visits in the book.
    pub book: i64,
    /// People the counter showed; none where nobody entered a number.
    pub counter: Option<i64>,
}

/// What a stretch of days came to, from the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Visits by day and hour.
    pub hours: Vec<Hour>,
    /// Visits by everything else.
    pub groups: Vec<Group>,
    /// The counter's numbers by day.
    pub counter: BTreeMap<Date, i64>,
    /// Members who came at least once. Names are parted from visits in time; of days before that there are none.
    pub members: i64,
}

impl Figures {
    /// Counts the facts of a period, at one place or at all.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(tx: &mut Tx<'_>, period: Period, branch: Option<Id<Branch>>) -> Result<Self> {
        let asked = vals![period.from, period.to, branch];
        let hours = tx.all(
            sql!(
                "SELECT day, hour, CAST(SUM(heads) AS BIGINT) AS heads FROM visit
                 WHERE day >= ?1 AND day <= ?2 AND (CAST(?3 AS UUID) IS NULL OR branch = ?3)
                 GROUP BY day, hour HAVING SUM(heads) <> 0 ORDER BY day, hour"
            ),
            asked,
        )?;
        let groups = tx.all(
            sql!(
                "SELECT branch, kind, sex, band, purpose, room, CAST(SUM(heads) AS BIGINT) AS heads FROM visit
                 WHERE day >= ?1 AND day <= ?2 AND (CAST(?3 AS UUID) IS NULL OR branch = ?3)
                 GROUP BY branch, kind, sex, band, purpose, room HAVING SUM(heads) <> 0
                 ORDER BY branch, kind, sex, band, purpose, room"
            ),
            asked,
        )?;
        let counter: Vec<(Date, i64)> = tx.all(
            sql!(
                "SELECT day, CAST(SUM(people) AS BIGINT) FROM door_count
                 WHERE day >= ?1 AND day <= ?2 AND (CAST(?3 AS UUID) IS NULL OR branch = ?3)
                 GROUP BY day HAVING count(*) > count(reverses) * 2 ORDER BY day"
            ),
            asked,
        )?;
        let members = members(tx, period, branch)?;
        Ok(Self { hours, groups, counter: counter.into_iter().collect(), members })
    }

    /// All visits of the book.
    pub fn book(&self) -> i64 {
        self.hours.iter().map(|hour| hour.heads).sum()
    }

    /// All people the counter showed; none where nobody entered a number.
    pub fn counted(&self) -> Option<i64> {
        (!self.counter.is_empty()).then(|| self.counter.values().sum())
    }

    /// The period step by step; steps without any visit stand there as well.
    pub fn by(&self, step: Step, period: Period) -> Vec<Stretch> {
        let first = |day: Date| match step {
            Step::Day => day,
            Step::Week => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Step::Month => day.first_of_month(),
        };
        let mut steps: BTreeMap<Date, Stretch> = BTreeMap::new();
        let mut day = period.from;
        while day <= period.to {
            let from = first(day);
            steps.entry(from).or_insert(Stretch { from, book: 0, counter: None });
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        for hour in &self.hours {
            if let Some(stretch) = steps.get_mut(&first(hour.day)) {
                stretch.book += hour.heads;
            }
        }
        for (&day, &people) in &self.counter {
            if let Some(stretch) = steps.get_mut(&first(day)) {
                *stretch.counter.get_or_insert(0) += people;
            }
        }
        steps.into_values().collect()
    }

    /// The visits of the groups by what `of` says of each, in its order.
    pub fn split<K: Ord>(&self, of: impl Fn(&Group) -> K) -> Vec<(K, i64)> {
        let mut sums: BTreeMap<K, i64> = BTreeMap::new();
        for group in &self.groups {
            *sums.entry(of(group)).or_default() += group.heads;
        }
        sums.into_iter().filter(|(_, heads)| *heads != 0).collect()
    }

    /// Visits by hour of the day, as far as the hour is known.
    pub fn by_hour(&self) -> Vec<(i64, i64)> {
        let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
        for one in &self.hours {
            if let Some(hour) = one.hour {
                *sums.entry(hour).or_default() += one.heads;
            }
        }
        sums.into_iter().filter(|(_, heads)| *heads != 0).collect()
    }

    /// How busy the hours of the week are.
    pub fn heat(&self) -> Heat {
        let mut sums: BTreeMap<(i8, i64), i64> = BTreeMap::new();
        let mut days: BTreeSet<Date> = BTreeSet::new();
        for one in &self.hours {
            days.insert(one.day);
            if let Some(hour) = one.hour {
                *sums.entry((one.day.weekday().to_monday_zero_offset(), hour)).or_default() += one.heads;
            }
        }
        let mut visited = [0_i64; 7];
        for day in days {
            if let Some(n) =
                visited.get_mut(usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()))
            {
                *n += 1;
            }
        }
        Heat { sums, visited }
    }
}

/// Visits by weekday and hour, as a mean of the days on which anybody came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    sums: BTreeMap<(i8, i64), i64>,
    visited: [i64; 7],
}

impl Heat {
    /// The hours anything is known of, from the first to the last.
    pub fn hours(&self) -> Vec<i64> {
        let hours = || self.sums.keys().map(|(_, hour)| *hour);
        match (hours().min(), hours().max()) {
            (Some(first), Some(last)) => (first..=last).collect(),
            _ => Vec::new(),
        }
    }

    /// The mean of one hour of a weekday.
    pub fn mean(&self, weekday: Weekday, hour: i64) -> f64 {
        let n = weekday.to_monday_zero_offset();
        let days = self.visited.get(usize::from(n.unsigned_abs())).copied().unwrap_or_default();
        let sum = self.sums.get(&(n, hour)).copied().unwrap_or_default();
        if days == 0 { 0.0 } else { sum as f64 / days as f64 }
    }

    /// The busiest hour of the week, where there is any.
    pub fn busiest(&self) -> Option<(Weekday, i64)> {
        let all = self.sums.keys().filter_map(|&(n, hour)| {
            let weekday = Weekday::from_monday_zero_offset(n).ok()?;
            Some((weekday, hour, self.mean(weekday, hour)))
        });
        let busiest = all.max_by(|a, b| a.2.total_cmp(&b.2))?;
        Some((busiest.0, busiest.1))
    }
}

/// Which count the official figure is.
///
/// # Errors
/// Those of the database.
pub fn official(tx: &mut Tx<'_>) -> Result<Official> {
    settings::OFFICIAL.text(tx)?.parse()
}

/// Visits of the book.
///
/// # Errors
/// Those of the database.
pub fn book(tx: &mut Tx<'_>, period: Period) -> Result<i64> {
    let (sum,): (Option<i64>,) = tx.one(
        sql!("SELECT CAST(SUM(heads) AS BIGINT) FROM visit WHERE day >= ?1 AND day <= ?2"),
        vals![period.from, period.to],
    )?;
    Ok(sum.unwrap_or_default())
}

/// People the counter showed.
///
/// # Errors
/// Those of the database.
pub fn counter(tx: &mut Tx<'_>, period: Period) -> Result<i64> {
    let (sum,): (Option<i64>,) = tx.one(
        sql!("SELECT CAST(SUM(people) AS BIGINT) FROM door_count WHERE day >= ?1 AND day <= ?2"),
        vals![period.from, period.to],
    )?;
    Ok(sum.unwrap_or_default())
}

/// Visits of the book on a day at a place, and how many of them are members, guests, people of groups.
///
/// # Errors
/// Those of the database.
pub fn of_day(tx: &mut Tx<'_>, branch: Id<Branch>, day: Date) -> Result<Vec<(Kind, i64)>> {
    tx.all(
        sql!(
            "SELECT kind, CAST(SUM(heads) AS BIGINT) FROM visit WHERE day = ?1 AND branch = ?2
             GROUP BY kind ORDER BY kind"
        ),
        vals![day, branch],
    )
}

/// Members who came at least once; over a longer period they are counted anew, never added up.
fn members(tx: &mut Tx<'_>, period: Period, branch: Option<Id<Branch>>) -> Result<i64> {
    let (count,) = match branch {
        None => tx.one(
            sql!(
                "SELECT count(*) FROM (SELECT party FROM visit
                     WHERE day >= ?1 AND day <= ?2 AND party IS NOT NULL AND kind = 'member'
                     GROUP BY party HAVING SUM(heads) > 0) came"
            ),
            vals![period.from, period.to],
        )?,
        Some(branch) => tx.one(
            sql!(
                "SELECT count(*) FROM (SELECT party FROM visit
                     WHERE day >= ?1 AND day <= ?2 AND party IS NOT NULL AND kind = 'member' AND branch = ?3
                     GROUP BY party HAVING SUM(heads) > 0) came"
            ),
            vals![period.from, period.to, branch],
        )?,
    };
    Ok(count)
}

/// What is counted for reports.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "visits.visits",
        compute: |tx, _, period| match official(tx)? {
            Official::Book => book(tx, period),
            Official::Counter => counter(tx, period),
        },
    },
    Indicator { key: "visits.members", compute: |tx, _, period| members(tx, period, None) },
    Indicator { key: "visits.group-heads", compute: |tx, _, period| of_kind(tx, period, Kind::Group) },
    Indicator { key: "visits.counter", compute: |tx, _, period| counter(tx, period) },
];

fn of_kind(tx: &mut Tx<'_>, period: Period, kind: Kind) -> Result<i64> {
    let (sum,): (Option<i64>,) = tx.one(
        sql!("SELECT CAST(SUM(heads) AS BIGINT) FROM visit WHERE day >= ?1 AND day <= ?2 AND kind = ?3"),
        vals![period.from, period.to, kind],
    )?;
    Ok(sum.unwrap_or_default())
}

/// Who came in the groups of a partner, and how often such a group came. A group is a partner's where the visitors' book
/// says so, or where it belongs to the partner in the register.
pub(crate) const COUNTABLES: &[Countable] = &[
    Countable {
        key: "visits.group-heads",
        unit: "people",
        belongs: Belongs::ToPartner,
        count: |tx, promise| {
            let (heads,): (Option<i64>,) = tx.one(
                sql!(
                    "SELECT CAST(SUM(v.heads) AS BIGINT) FROM visit v
                     WHERE v.kind = 'group' AND v.day >= ?2 AND v.day <= ?3 AND (v.party = ?1 OR v.party IN (
                         SELECT r.party FROM relationship r WHERE r.other = ?1 AND r.kind = 'member'
                             AND (r.since IS NULL OR r.since <= v.day) AND (r.until IS NULL OR r.until >= v.day)))"
                ),
                vals![promise.partner, promise.period.from, promise.period.to],
            )?;
            Ok(heads.unwrap_or_default())
        },
    },
    Countable {
        key: "visits.groups",
        unit: "visits",
        belongs: Belongs::ToPartner,
        count: |tx, promise| {
            let (visits,) = tx.one(
                sql!(
                    "SELECT count(DISTINCT v.id) FROM visit v
                     WHERE v.kind = 'group' AND v.heads > 0 AND v.day >= ?2 AND v.day <= ?3
                         AND NOT EXISTS (SELECT 1 FROM visit o WHERE o.reverses = v.id)
                         AND (v.party = ?1 OR v.party IN (
                             SELECT r.party FROM relationship r WHERE r.other = ?1 AND r.kind = 'member'
                                 AND (r.since IS NULL OR r.since <= v.day)
                                 AND (r.until IS NULL OR r.until >= v.day)))"
                ),
                vals![promise.partner, promise.period.from, promise.period.to],
            )?;
            Ok(visits)
        },
    },
];

/// The groups of a partner that came, the latest first.
pub(crate) const ENCOUNTERS: &[Encounters] = &[|tx, partner, limit| {
    let days: Vec<(Date, i64)> = tx.all(
        sql!(
            "SELECT v.day, CAST(SUM(v.heads) AS BIGINT) FROM visit v
             WHERE v.kind = 'group' AND (v.party = ?1 OR v.party IN (
                 SELECT r.party FROM relationship r WHERE r.other = ?1 AND r.kind = 'member'
                     AND (r.since IS NULL OR r.since <= v.day) AND (r.until IS NULL OR r.until >= v.day)))
             GROUP BY v.day HAVING SUM(v.heads) > 0 ORDER BY v.day DESC LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let told = |(day, n): (Date, i64)| Encounter {
        day,
        what: Message::new("encounter-visits").with("n", n).with("day", day),
    };
    Ok(days.into_iter().map(told).collect())
}];

/// What must always be true.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "visits.reversals-take-back-what-there-was", violations: odd_reversals },
    Invariant { name: "visits.counters-are-not-below-zero", violations: negative_counters },
];

fn odd_reversals(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Date>(tx.all(
        sql!(
            "SELECT r.day FROM visit r
             LEFT JOIN visit v ON v.id = r.reverses AND v.sex = r.sex AND v.band = r.band
             WHERE r.reverses IS NOT NULL AND (v.id IS NULL OR v.heads + r.heads <> 0 OR v.day <> r.day)
             ORDER BY r.day"
        ),
        vals![],
    ))
}

fn negative_counters(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Date>(
        tx.all(sql!("SELECT day FROM door_count GROUP BY branch, day, part HAVING SUM(people) < 0"), vals![]),
    )
}

/// The last days of the act's day, today included.
pub fn last_days(act: &Act, days: i64) -> Period {
    let to = act.today();
    Period { from: to.saturating_sub((days - 1).days()), to }
}
