//! How a partnership came to where it is: its stage on every day, from what people said and from its agreements. What it is today
//! the database says of many at once ([`crate::partners::list`]); a test holds the two against each other.

use kernel::Date;

use crate::model::{Period, Stage};

/// An agreement as far as the stage of a partnership follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The day somebody began to write it.
    pub begun: Date,
    /// The day it was signed.
    pub signed_on: Option<Date>,
    /// The day it was given up.
    pub dropped_on: Option<Date>,
    /// The day it was ended before its time.
    pub ended_on: Option<Date>,
    /// Its periods in order.
    pub periods: Vec<Period>,
}

impl Trace {
    /// What it says of a day; nothing before it was begun and after it was given up.
    fn says(&self, day: Date) -> Option<Said> {
        let Some(signed) = self.signed_on.filter(|signed| *signed <= day) else {
            let is_open = self.begun <= day && self.dropped_on.is_none_or(|dropped| dropped > day);
            return is_open.then_some(Said::Stage(Stage::Draft));
        };
        let binds = |on: Date| self.ended_on.is_none_or(|ended| ended >= on);
        let running = self.periods.iter().rposition(|period| period.since <= day && day <= period.until);
        let coming = self.periods.iter().any(|period| period.since > day && binds(period.since));
        let last = self.periods.last().map_or(signed, |period| period.until);
        Some(match running.filter(|_| binds(day)) {
            Some(0) => Said::Stage(Stage::Running),
            Some(_) => Said::Stage(Stage::Renewed),
            None if coming => Said::Stage(Stage::Signed),
            None => Said::Over(self.ended_on.unwrap_or(last)),
        })
    }

    /// The days on which what it says may change.
    fn turns(&self) -> impl Iterator<Item = Date> {
        let after = |day: Date| day.tomorrow().unwrap_or(day);
        let periods = self.periods.iter().flat_map(move |period| [period.since, after(period.until)]);
        [Some(self.begun), self.signed_on, self.dropped_on, self.ended_on.map(after)]
            .into_iter()
            .flatten()
            .chain(periods)
    }
}

/// What an agreement says of a day.
enum Said {
    /// That the partnership is at a stage.
    Stage(Stage),
    /// That it is over since this day.
    Over(Date),
}

/// How far a partnership is on a day: what its agreements say; where they say nothing, what people said last, until an agreement
/// ends after they said it. None before anybody said anything.
pub fn stage_on(agreed: &[Trace], said: &[(Date, Stage)], day: Date) -> Option<Stage> {
    let word = said.iter().rev().find(|(on, _)| *on <= day);
    let says: Vec<Said> = agreed.iter().filter_map(|one| one.says(day)).collect();
    let is = |stage: Stage| says.iter().any(|one| matches!(one, Said::Stage(it) if *it == stage));
    let followed =
        [Stage::Renewed, Stage::Running, Stage::Signed, Stage::Draft].into_iter().find(|stage| is(*stage));
    let is_over = |one: &Said| matches!(one, Said::Over(on) if word.is_none_or(|(since, _)| on >= since));
    followed.or_else(|| says.iter().any(is_over).then_some(Stage::Ended)).or(word.map(|(_, stage)| *stage))
}

/// A change of stage that agreements brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The day.
    pub day: Date,
    /// The stage before; none where nobody had said anything.
    pub from: Option<Stage>,
    /// The stage since then.
    pub to: Stage,
}

/// The changes of stage that agreements brought about up to a day, in order.
pub fn turns(agreed: &[Trace], said: &[(Date, Stage)], today: Date) -> Vec<Turn> {
    let mut days: Vec<Date> = agreed.iter().flat_map(Trace::turns).filter(|day| *day <= today).collect();
    days.sort_unstable();
    days.dedup();
    let turn = |day: Date| {
        let (from, to) = (stage_on(agreed, said, day.yesterday().ok()?), stage_on(agreed, said, day)?);
        (from != Some(to)).then_some(Turn { day, from, to })
    };
    days.into_iter().filter_map(turn).collect()
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    fn day(n: i64) -> Date {
        date(2025, 1, 1).checked_add(n.days()).unwrap()
    }

    fn period(since: i64, until: i64) -> Period {
        Period { since: day(since), until: day(until) }
    }

    #[test]
    fn a_partnership_goes_from_the_first_thought_to_the_renewed_agreement_and_to_its_end() {
        let said = [(day(0), Stage::Idea), (day(10), Stage::Talk)];
        let one = Trace {
            begun: day(20),
            signed_on: Some(day(30)),
            dropped_on: None,
            ended_on: None,
            periods: vec![period(40, 99), period(100, 199)],
        };
        let told: Vec<_> =
            turns(&[one], &said, day(400)).into_iter().map(|turn| (turn.day, turn.from, turn.to)).collect();
        assert_eq!(
            told,
            [
                (day(20), Some(Stage::Talk), Stage::Draft),
                (day(30), Some(Stage::Draft), Stage::Signed),
                (day(40), Some(Stage::Signed), Stage::Running),
                (day(100), Some(Stage::Running), Stage::Renewed),
                (day(200), Some(Stage::Renewed), Stage::Ended),
            ]
        );
    }

    #[test]
    fn what_was_given_up_leaves_what_people_said_and_what_was_ended_early_ends_that_day() {
        let said = [(day(0), Stage::Talk)];
        let open = Trace {
            begun: day(5),
            signed_on: None,
            dropped_on: Some(day(9)),
            ended_on: None,
            periods: vec![period(20, 50)],
        };
        let told = turns(std::slice::from_ref(&open), &said, day(400));
        assert_eq!(told.iter().map(|turn| turn.to).collect::<Vec<_>>(), [Stage::Draft, Stage::Talk]);
        let ended = Trace { signed_on: Some(day(6)), dropped_on: None, ended_on: Some(day(30)), ..open };
        assert_eq!(stage_on(std::slice::from_ref(&ended), &said, day(30)), Some(Stage::Running));
        assert_eq!(stage_on(std::slice::from_ref(&ended), &said, day(31)), Some(Stage::Ended));
        let again = [(day(0), Stage::Talk), (day(60), Stage::Talk)];
        assert_eq!(stage_on(&[ended], &again, day(60)), Some(Stage::Talk), "the two talk again");
    }

    proptest! {
        #[test]
        fn between_two_turns_nothing_turns_and_each_goes_on_from_the_one_before(parts in prop::collection::vec((0i64..40, 0i64..40, 1i64..80, prop::option::of(0i64..150), any::<bool>()), 0..4)) {
            let trace = |(begun, signed, length, ended, dropped): &(i64, i64, i64, Option<i64>, bool)| {
                let signed_on = (!dropped).then(|| day(begun + signed));
                Trace {
                    begun: day(*begun),
                    signed_on,
                    dropped_on: dropped.then(|| day(begun + signed)),
                    ended_on: ended.filter(|_| !dropped).map(|n| day(begun + signed + n)),
                    periods: vec![period(begun + 10, begun + 10 + length), period(begun + 15 + length, begun + 40 + length)],
                }
            };
            let (all, said) = (parts.iter().map(trace).collect::<Vec<_>>(), [(day(0), Stage::Idea)]);
            let turns = turns(&all, &said, day(400));
            for pair in turns.windows(2) {
                prop_assert_eq!(pair[1].from, Some(pair[0].to));
            }
            for n in 1..400 {
                let (before, after) = (stage_on(&all, &said, day(n - 1)), stage_on(&all, &said, day(n)));
                let told = turns.iter().find(|turn| turn.day == day(n)).map(|turn| (turn.from, Some(turn.to)));
                prop_assert_eq!(told, (before != after).then_some((before, after)));
            }
        }
    }
}
