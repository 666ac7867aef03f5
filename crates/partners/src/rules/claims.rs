//! Promises that are counted by the same facts: each fact counts once. Pure, over stretches of days within which the same
//! promises run.

use std::{
    collections::{BTreeMap, HashMap},
    iter::successors,
};

use kernel::{Date, Id};
use web::Period;

/// A promise as far as it claims facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The first day whose facts count.
    pub since: Date,
    /// The last.
    pub until: Date,
    /// By when it is to be kept.
    pub due: Option<Date>,
    /// How much.
    pub amount: i64,
}

impl Claim {
    fn covers(&self, stretch: Period) -> bool {
        self.since <= stretch.from && stretch.to <= self.until
    }

    fn in_time(&self, stretch: Period) -> bool {
        self.due.is_none_or(|due| stretch.to <= due)
    }
}

/// What came of a promise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How much there is of it.
    pub done: i64,
    /// How much of that on or before the day it was due.
    pub in_time: i64,
}

/// The days of all claims, cut wherever one begins, ends or is due: within a stretch the same ones run.
pub fn stretches(claims: &[Claim]) -> Vec<Period> {
    let after = |day: Date| day.tomorrow().unwrap_or(day);
    let mut cuts: Vec<Date> = claims
        .iter()
        .flat_map(|one| [Some(one.since), Some(after(one.until)), one.due.map(after)])
        .flatten()
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .filter_map(|pair| Some(Period { from: pair[0], to: pair[1].yesterday().ok()? }))
        .filter(|stretch| claims.iter().any(|one| one.covers(*stretch)))
        .collect()
}

/// Gives every promise its share of what was counted in each stretch. The claims stand in the order in which they are
/// served, the oldest first: each takes what it still lacks, and what is left over goes to the last that runs.
pub fn allot(claims: &[Claim], counted: &[(Period, i64)]) -> Vec<Share> {
    let mut shares = vec![Share::default(); claims.len()];
    for (stretch, count) in counted {
        let running: Vec<usize> = (0..claims.len()).filter(|n| claims[*n].covers(*stretch)).collect();
        let mut left = *count;
        for (place, n) in running.iter().enumerate() {
            let is_last = place + 1 == running.len();
            let lacks = (claims[*n].amount - shares[*n].done).max(0);
            let taken = if is_last { left } else { left.clamp(0, lacks) };
            left -= taken;
            shares[*n].done += taken;
            if claims[*n].in_time(*stretch) {
                shares[*n].in_time += taken;
            }
        }
    }
    shares
}

/// Of pairs of promises, each with the earlier one that it makes again: every one of them with all that make the same
/// promise, itself among them.
pub fn kin<T>(again: &[(Id<T>, Id<T>)]) -> HashMap<Id<T>, Vec<Id<T>>> {
    let earlier: HashMap<Id<T>, Id<T>> = again.iter().copied().collect();
    let first =
        |id| successors(Some(id), |id| earlier.get(id).copied()).take(again.len() + 1).last().unwrap_or(id);
    let mut all: Vec<Id<T>> = again.iter().flat_map(|(later, earlier)| [*later, *earlier]).collect();
    all.sort_unstable();
    all.dedup();
    let mut families: BTreeMap<Id<T>, Vec<Id<T>>> = BTreeMap::new();
    for id in all {
        families.entry(first(id)).or_default().push(id);
    }
    families
        .into_values()
        .flat_map(|family| family.clone().into_iter().map(move |id| (id, family.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;
    use crate::rules::counts_until;

    fn day(n: i64) -> Date {
        date(2026, 1, 1).checked_add(n.days()).unwrap()
    }

    fn claims() -> impl Strategy<Value = Vec<Claim>> {
        let one = (0i64..60, 0i64..60, prop::option::of(0i64..80), 1i64..20).prop_map(
            |(since, length, due, amount)| Claim {
                since: day(since),
                until: day(since + length),
                due: due.map(|n| day(since + n)),
                amount,
            },
        );
        prop::collection::vec(one, 1..5)
    }

    /// One fact on each of these days.
    fn count(facts: &[i64], stretch: Period) -> i64 {
        facts.iter().filter(|n| (stretch.from..=stretch.to).contains(&day(**n))).count() as i64
    }

    proptest! {
        #[test]
        fn stretches_cover_every_day_of_every_claim_once(claims in claims()) {
            let all = stretches(&claims);
            for n in 0..130 {
                let of = all.iter().filter(|one| (one.from..=one.to).contains(&day(n))).count();
                let claimed = claims.iter().any(|one| (one.since..=one.until).contains(&day(n)));
                prop_assert_eq!(of, usize::from(claimed));
            }
        }

        #[test]
        fn every_fact_within_a_claim_counts_once_and_none_outside(claims in claims(), facts in prop::collection::vec(0i64..130, 0..80)) {
            let counted: Vec<_> = stretches(&claims).into_iter().map(|one| (one, count(&facts, one))).collect();
            let shares = allot(&claims, &counted);
            let within = facts.iter().filter(|n| claims.iter().any(|one| (one.since..=one.until).contains(&day(**n))));
            prop_assert_eq!(shares.iter().map(|one| one.done).sum::<i64>(), within.count() as i64);
            for (claim, share) in claims.iter().zip(&shares) {
                let own = count(&facts, Period { from: claim.since, to: claim.until });
                prop_assert!(share.done <= own && share.in_time <= share.done && share.in_time >= 0);
            }
        }

        #[test]
        fn a_promise_alone_has_all_the_facts_of_its_days_and_only_what_came_by_its_day_in_time(claims in claims(), facts in prop::collection::vec(0i64..130, 0..80)) {
            let one = &claims[..1];
            let counted: Vec<_> = stretches(one).into_iter().map(|part| (part, count(&facts, part))).collect();
            let last = one[0].due.unwrap_or(one[0].until).min(one[0].until);
            prop_assert_eq!(allot(one, &counted)[0], Share {
                done: count(&facts, Period { from: one[0].since, to: one[0].until }),
                in_time: if last < one[0].since { 0 } else { count(&facts, Period { from: one[0].since, to: last }) },
            });
        }
    }

    proptest! {
        #[test]
        fn through_all_renewals_every_fact_counts_once_for_the_promise_of_its_day(lengths in prop::collection::vec((1i64..20, 0i64..5), 1..6), amounts in prop::collection::vec(1i64..20, 6), facts in prop::collection::vec(0i64..140, 0..80)) {
            // An agreement and its renewals, each after some days in which nothing ran; the last one runs to its end.
            let mut begins = Vec::new();
            let mut end = 0;
            for (length, gap) in lengths {
                begins.push(end + gap);
                end += gap + length;
            }
            let claims: Vec<Claim> = begins
                .iter()
                .enumerate()
                .map(|(n, since)| Claim {
                    since: day(*since),
                    until: counts_until(day(end - 1), begins.get(n + 1).map(|again| day(*again))),
                    due: None,
                    amount: amounts[n],
                })
                .collect();
            let counted: Vec<_> = stretches(&claims).into_iter().map(|one| (one, count(&facts, one))).collect();
            let shares = allot(&claims, &counted);
            for (n, share) in shares.iter().enumerate() {
                let next = begins.get(n + 1).copied().unwrap_or(end);
                let own = facts.iter().filter(|fact| begins[n] <= **fact && **fact < next).count() as i64;
                prop_assert_eq!(share.done, own, "whatever was promised, and however much of it is missing");
            }
            let all = facts.iter().filter(|fact| begins[0] <= **fact && **fact < end).count() as i64;
            prop_assert_eq!(shares.iter().map(|share| share.done).sum::<i64>(), all);
        }

        #[test]
        fn promises_made_again_and_again_are_one_family_and_others_are_none_of_it(lengths in prop::collection::vec(1usize..5, 0..5)) {
            let chains: Vec<Vec<Id<()>>> = lengths.into_iter().map(|n| (0..n).map(|_| Id::new()).collect()).collect();
            let again: Vec<_> = chains.iter().flat_map(|chain| chain.windows(2)).map(|pair| (pair[1], pair[0])).collect();
            let found = kin(&again);
            for chain in &chains {
                for id in chain {
                    let mut family = found.get(id).cloned().unwrap_or_else(|| vec![*id]);
                    family.sort_unstable();
                    let mut expected = chain.clone();
                    expected.sort_unstable();
                    prop_assert_eq!(family, expected);
                }
            }
        }
    }

    #[test]
    fn the_older_promise_is_filled_before_the_next_one() {
        let year = |amount| Claim { since: day(0), until: day(99), due: None, amount };
        let counted = [(Period { from: day(0), to: day(99) }, 15)];
        let shares = allot(&[year(10), year(10)], &counted);
        assert_eq!([shares[0].done, shares[1].done], [10, 5]);
    }
}
