//! What promises come to: as an addendum leaves them, and as the facts show them.

use kernel::{Date, Message};

use super::is_within;
use crate::model::{Agreement, Change, ChangeKind, Commitment, Paper, Period};

/// The promises as an addendum leaves them: what each is about, and by when it is due.
pub fn promised(promises: &[Commitment], changes: &[Change]) -> Vec<(String, Option<Date>)> {
    let of = |id| changes.iter().find(|change| change.commitment == Some(id));
    let kept = promises.iter().filter(|one| !one.released).filter_map(|one| match of(one.id) {
        Some(change) if change.what == ChangeKind::Release => None,
        Some(change) => Some((one.about.clone(), change.due)),
        None => Some((one.about.clone(), one.due)),
    });
    let added = changes.iter().filter(|change| change.what == ChangeKind::Promise);
    kept.chain(added.map(|change| (change.about.clone().unwrap_or_default(), change.due))).collect()
}

/// Why an agreement with these periods cannot hold these promises: each is due within it.
pub fn due_objections(periods: &[Period], promises: &[(String, Option<Date>)]) -> Vec<Message> {
    let outside = |(_, due): &&(String, Option<Date>)| due.is_some_and(|due| !is_within(periods, due));
    let told = |(about, _): &(String, Option<Date>)| {
        Message::new("commitment-due-outside").with("about", about.as_str())
    };
    promises.iter().filter(outside).map(told).collect()
}

/// Why nobody may look at a draft yet, or sign it: nothing promised where the kind is about promises, an addendum that changes
/// nothing, a notice of no days. What speaks against its text says [`crate::deed::objections`].
pub fn draft_objections(agreement: &Agreement, promises: usize, changes: usize) -> Vec<Message> {
    let mut objections = Vec::new();
    if agreement.kind.promises() && promises == 0 {
        objections.push(Message::new("agreement-no-promises"));
    }
    // No days are no notice; a paper that asks for one says how many.
    if agreement.notice_days == 0 && agreement.body.contains("{hari-pemberitahuan}") {
        objections.push(Message::new("agreement-no-notice"));
    }
    if agreement.kind == Paper::Addendum && changes == 0 {
        objections.push(Message::new("addendum-changes-nothing"));
    }
    objections
}

/// The last day whose facts count for a promise: the end of what is agreed or, where it is made again, the day before. From
/// then on they count for the one that makes it again. What is given in days between two periods, in which nothing runs, counts
/// for the promise of the time before.
pub fn counts_until(until: Date, renewed_on: Option<Date>) -> Date {
    let before = renewed_on.and_then(|again| again.yesterday().ok());
    before.map_or(until, |before| before.min(until))
}

/// What the facts say of a promise on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How much was promised.
    pub promised: i64,
    /// How much there is of it.
    pub done: i64,
    /// How much of that came by the day it was due.
    pub in_time: i64,
    /// By when it was due; none where nothing is waited for.
    pub due: Option<Date>,
    /// The last day on which something counts ([`counts_until`]).
    pub until: Option<Date>,
}

/// What a commitment has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How much was promised.
    pub promised: i64,
    /// How much the facts show.
    pub done: i64,
    /// Whether the day has passed, something is missing and can still be given.
    pub overdue: bool,
    /// Whether it was kept after its day.
    pub late: bool,
    /// Whether something is missing and nothing counts any more: what was agreed is over, or was promised again.
    pub unmet: bool,
}

impl Progress {
    /// Of a promise and the facts on `today`.
    pub fn of(found: Found, today: Date) -> Self {
        let lacks = found.done < found.promised;
        let is_over = found.until.is_some_and(|until| until < today);
        Self {
            promised: found.promised,
            done: found.done,
            overdue: lacks && !is_over && found.due.is_some_and(|due| due < today),
            late: !lacks && found.in_time < found.promised,
            unmet: lacks && is_over,
        }
    }

    /// How much of the promise is kept, at most 1.
    pub fn share(self) -> f64 {
        if self.promised <= 0 { 1.0 } else { (self.done.max(0) as f64 / self.promised as f64).min(1.0) }
    }

    /// Whether its day has passed and something is missing, whether or not it can still be given.
    pub const fn is_late(self) -> bool {
        self.overdue || self.unmet
    }

    /// How much is missing.
    pub fn missing(self) -> i64 {
        (self.promised - self.done).max(0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn more_done_is_never_worse_and_a_promise_is_one_thing_at_a_time(promised in 1i64..1000, done in 0i64..2000, in_time in 0i64..2000, more in 0i64..100, due in 0i64..60, until in 0i64..90, on in 0i64..120) {
            let day = |n: i64| date(2026, 1, 1).checked_add(n.days()).unwrap();
            let found = Found { promised, done, in_time: in_time.min(done), due: Some(day(due)), until: Some(day(until)) };
            let (a, b) = (Progress::of(found, day(on)), Progress::of(Found { done: done + more, ..found }, day(on)));
            prop_assert!(b.share() >= a.share() && b.missing() <= a.missing() && (a.overdue || !b.overdue) && (a.unmet || !b.unmet));
            prop_assert!([a.overdue, a.late, a.unmet].into_iter().filter(|is| *is).count() <= 1);
            prop_assert_eq!(a.overdue || a.unmet, a.missing() > 0 && on > due.min(until));
        }
    }
}
