//! The rows a benchmark prints: name, figure, target, how far above or below.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use crate::console::Console;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    PerSecond,
    Milliseconds,
    Seconds,
    Mebibytes,
    Seats,
}

impl Unit {
    /// The Fluent key that writes a figure in this unit, and how many decimals it has.
    const fn written(self) -> (&'static str, usize) {
        match self {
            Self::PerSecond => ("bench-per-second", 0),
            Self::Milliseconds => ("bench-milliseconds", 2),
            Self::Seconds => ("bench-seconds", 2),
            Self::Mebibytes => ("bench-mebibytes", 0),
            Self::Seats => ("bench-seats", 0),
        }
    }
}

/// What a figure ought to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target {
    AtLeast(f64),
    AtMost(f64),
}

impl Target {
    fn is_met(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
        }
    }
}

/// Prints rows as they come and counts what was missed.
pub(super) struct Table {
    console: Console,
    missed: usize,
}

impl Table {
    pub(super) fn new(console: Console) -> Self {
        Self { console, missed: 0 }
    }

    /// Begins a part of the table.
    pub(super) fn part(&self, key: &str) {
        self.console.line("");
        self.console.say(key, &[]);
    }

    /// A figure to compare others with.
    pub(super) fn fact(&self, key: &str, figure: f64, unit: Unit) {
        self.console.line(&format!("  {:<58}{:>14}", self.console.t.say(key), self.write(figure, unit)));
    }

    /// A figure with its target.
    pub(super) fn row(&mut self, key: &str, figure: f64, unit: Unit, target: Target) {
        let met = target.is_met(figure);
        self.missed += usize::from(!met);
        let (sign, bound) = match target {
            Target::AtLeast(bound) => ('≥', bound),
            Target::AtMost(bound) => ('≤', bound),
        };
        let t = self.console.t;
        let share = if bound > 0.0 { t.decimal(figure / bound, 2) } else { "–".to_owned() };
        self.console.line(&format!(
            "  {:<58}{:>14}  {sign} {:>12}  {:>6}×  {}",
            t.say(key),
            self.write(figure, unit),
            self.write(bound, unit),
            share,
            t.say(if met { "bench-met" } else { "bench-missed" }),
        ));
    }

    /// The last line; exit code 5 when something was missed.
    pub(super) fn end(self) -> ExitCode {
        self.console.line("");
        if self.missed == 0 {
            self.console.say("bench-all-met", &[]);
            return ExitCode::SUCCESS;
        }
        self.console.line(&self.console.t.count("bench-some-missed", self.missed));
        ExitCode::from(5)
    }

    fn write(&self, figure: f64, unit: Unit) -> String {
        let (key, places) = unit.written();
        self.console.t.about(key, self.console.t.decimal(figure, places))
    }
}

/// The middle one of some figures.
pub(super) fn median(figures: &[f64]) -> f64 {
    percentile(figures, 0.5)
}

/// The figure that this share of all does not exceed.
pub(super) fn percentile(figures: &[f64], share: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// How many of `count` a second, since `started`.
pub(super) fn rate(count: usize, started: Instant) -> f64 {
    count as f64 / started.elapsed().as_secs_f64()
}

/// A length of time in milliseconds.
pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_and_a_percentile_bounds_its_share() {
        assert_eq!(median(&[9.0, 1.0, 5.0]), 5.0);
        let hundred: Vec<f64> = (0..100).rev().map(f64::from).collect();
        assert_eq!(percentile(&hundred, 0.99), 99.0);
        assert_eq!(percentile(&[], 0.99), 0.0);
    }

    #[test]
    fn a_target_is_met_at_its_bound() {
        assert!(Target::AtLeast(5.0).is_met(5.0) && !Target::AtLeast(5.0).is_met(4.9));
        assert!(Target::AtMost(5.0).is_met(5.0) && !Target::AtMost(5.0).is_met(5.1));
    }
}
