//! Which stretch a report is asked for, in what steps, of which branch.

use jiff::ToSpan;
use kernel::Date;
use serde::Deserialize;
use ui::{page::query_value, part::DateParts};
use web::Period;

use crate::figures::Step;

/// More bars than this nobody reads; the steps become longer.
const MOST_BARS: usize = 62;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    rentang: String,
    per: String,
    pub(super) cabang: String,
    dari_day: String,
    dari_month: String,
    dari_year: String,
    sampai_day: String,
    sampai_month: String,
    sampai_year: String,
}

/// The stretches that are offered by name.
pub(super) const RANGES: [(&str, &str); 5] = [
    ("bulan", "report-this-month"),
    ("bulan-lalu", "report-last-month"),
    ("tahun", "report-this-year"),
    ("tahun-lalu", "report-last-year"),
    ("12-bulan", "report-12-months"),
];

impl Asked {
    pub(super) fn from(&self) -> DateParts {
        DateParts { day: self.dari_day.clone(), month: self.dari_month.clone(), year: self.dari_year.clone() }
    }

    pub(super) fn to(&self) -> DateParts {
        DateParts {
            day: self.sampai_day.clone(),
            month: self.sampai_month.clone(),
            year: self.sampai_year.clone(),
        }
    }

    /// The stretch that is asked for, ten years at most, and the name it has.
    pub(super) fn period(&self, today: Date) -> (Period, &'static str) {
        let first = today.first_of_month();
        if let (Some(from), Some(to)) = (self.from().read(), self.to().read())
            && from <= to
            && from >= to.saturating_sub(10.years())
        {
            return (Period { from, to }, "");
        }
        let january = |years: i64| {
            let day = today.first_of_year();
            day.saturating_sub(years.years())
        };
        match self.rentang.as_str() {
            "bulan-lalu" => {
                let before = first.saturating_sub(1.month());
                (Period { from: before, to: before.last_of_month() }, "bulan-lalu")
            }
            "tahun" => (Period { from: january(0), to: today }, "tahun"),
            "tahun-lalu" => (Period { from: january(1), to: january(1).last_of_year() }, "tahun-lalu"),
            "12-bulan" => (Period { from: first.saturating_sub(11.months()), to: today }, "12-bulan"),
            _ => (Period { from: first, to: today }, "bulan"),
        }
    }

    /// The steps that are asked for, or longer ones where there would be too many.
    pub(super) fn step(&self, period: Period) -> Step {
        let days = period.from.until(period.to).map_or(0, |span| span.get_days());
        let asked = self.per.parse().unwrap_or(if days <= 31 {
            Step::Day
        } else if days <= 120 {
            Step::Week
        } else {
            Step::Month
        });
        let most = i32::try_from(MOST_BARS).unwrap_or(i32::MAX);
        match asked {
            Step::Day if days >= most => Step::Week,
            step => step,
        }
    }

    pub(super) fn query(&self, rentang: &str, per: &str) -> String {
        let mut query = format!("rentang={rentang}&per={per}&cabang={}", query_value(&self.cabang));
        if rentang.is_empty() {
            for (name, value) in [
                ("dari_day", &self.dari_day),
                ("dari_month", &self.dari_month),
                ("dari_year", &self.dari_year),
                ("sampai_day", &self.sampai_day),
                ("sampai_month", &self.sampai_month),
                ("sampai_year", &self.sampai_year),
            ] {
                query.push_str(&format!("&{name}={}", query_value(value)));
            }
        }
        query
    }
}
