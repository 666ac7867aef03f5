//! What happens, for everybody: as an agenda, a week, or a month.

use askama::Template;
use axum::http::HeaderMap;
use jiff::ToSpan;
use kernel::{Date, TimeZone};
use platform::library;
use serde::Deserialize;
use ui::{
    Page, Speech,
    page::query_value,
    part::{Field, Link, Tab, Tabs},
};
use web::{Answer, Query, Visit};

use super::{
    CALENDAR,
    look::{self, Agenda, Entry},
};
use crate::{
    calendar::{self, Asked, Shown},
    model::{Audience, Kind, Venue},
};

/// How many days an agenda looks ahead.
pub(super) const AHEAD: i32 = 42;
/// How many entries a day of a month shows.
const IN_A_DAY: usize = 3;

/// What is asked for, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// `agenda`, `pekan` or `bulan`.
    tampil: String,
    /// The day one looks from.
    hari: String,
    cabang: String,
    tempat: String,
    untuk: String,
    mitra: String,
    jenis: String,
}

impl Typed {
    /// The filters; what cannot be read asks for nothing.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            branch: self.cabang.parse().ok(),
            venue: self.tempat.parse().ok(),
            audience: self.untuk.parse().ok(),
            partner: self.mitra.parse().ok(),
            kind: self.jenis.parse().ok(),
            programme: None,
            activity: None,
        }
    }

    /// The filters as they stand in an address, each with `&` before it.
    pub(super) fn filters(&self) -> String {
        let all = [
            ("cabang", &self.cabang),
            ("tempat", &self.tempat),
            ("untuk", &self.untuk),
            ("mitra", &self.mitra),
            ("jenis", &self.jenis),
        ];
        let filled = all.iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(name, value)| format!("&{name}={}", query_value(value))).collect()
    }

    fn href(&self, view: &str, day: Date) -> String {
        format!("{CALENDAR}?tampil={view}&hari={day}{}", self.filters())
    }
}

/// A day of a week or month.
struct Day {
    /// The whole date, for a screen reader and as the address of its agenda.
    date: String,
    number: String,
    href: String,
    out: bool,
    today: bool,
    entries: Vec<Small>,
    more: usize,
}

/// An entry of a day.
struct Small {
    href: String,
    time: String,
    name: String,
    off: bool,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    page: Page,
    tabs: Tabs,
    /// What stretch is shown.
    title: String,
    before: Link,
    after: Link,
    fields: Vec<Field>,
    view: String,
    day: String,
    filtered: bool,
    agenda: Option<Agenda>,
    weekdays: Vec<&'static str>,
    weeks: Vec<Vec<Day>>,
    ical: String,
    atom: String,
    /// What another site writes into its page to show the calendar.
    embed: String,
}

/// The stretch of days a view shows, and the days its arrows lead to.
fn stretch(view: &str, day: Date) -> (Date, Date, Date, Date) {
    let add = |day: Date, n: i32| day.saturating_add(n.days());
    match view {
        "pekan" => {
            let monday = add(day, -i32::from(day.weekday().to_monday_zero_offset()));
            (monday, add(monday, 6), add(monday, -7), add(monday, 7))
        }
        "bulan" => {
            let (first, last) = (day.first_of_month(), day.last_of_month());
            let from = add(first, -i32::from(first.weekday().to_monday_zero_offset()));
            let to = add(last, 6 - i32::from(last.weekday().to_monday_zero_offset()));
            (from, to, first.saturating_sub(1.month()), first.saturating_add(1.month()))
        }
        _ => (day, add(day, AHEAD - 1), add(day, -AHEAD), add(day, AHEAD)),
    }
}

/// The calendar.
pub(super) async fn page(visit: Visit, headers: HeaderMap, Query(typed): Query<Typed>) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let near = |day: &Date| (2000..=2200).contains(&day.year());
    let day = typed.hari.parse::<Date>().ok().filter(near).unwrap_or(today);
    let view = match typed.tampil.as_str() {
        view @ ("pekan" | "bulan") => view.to_owned(),
        _ => "agenda".to_owned(),
    };
    let (from, to, before, after) = stretch(&view, day);
    let (asked, span) = (typed.asked(), act.span(from, to));
    let (found, places, partners) = visit
        .read(move |tx| {
            let found = calendar::between(tx, &asked, span.start, span.end)?;
            Ok((found, library::branches(tx)?, calendar::partners(tx)?))
        })
        .await?;
    let places: Vec<(String, String)> =
        places.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let partners: Vec<(String, String)> =
        partners.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let title = match view.as_str() {
        "bulan" => t.month(day),
        _ => format!("{} – {}", t.date(from), t.date(to)),
    };
    let mut page = visit.public(t.say("calendar-title"));
    page.description = t.say("calendar-lead").to_owned();
    let weeks = match view.as_str() {
        "agenda" => Vec::new(),
        _ => weeks(t, &typed, &found, (from, to), (view.as_str(), day), today),
    };
    let feed = typed.filters().replacen('&', "?", 1);
    let shown = CalendarPage {
        page,
        tabs: tabs(t, &typed, &view, day),
        title,
        before: Link::new(t.say("calendar-before"), typed.href(&view, before)),
        after: Link::new(t.say("calendar-after"), typed.href(&view, after)),
        fields: fields(t, &typed, &places, &partners),
        filtered: !typed.filters().is_empty(),
        agenda: (view == "agenda")
            .then(|| Agenda { t, entries: found.iter().map(|one| Entry::of(t, one, today)).collect() }),
        weekdays: (1..=7_i8)
            .filter_map(|n| jiff::civil::Weekday::from_monday_one_offset(n).ok())
            .map(|day| t.weekday(day))
            .collect(),
        weeks,
        ical: format!("/kegiatan/kalender.ics{feed}"),
        atom: format!("/kegiatan/atom.xml{feed}"),
        embed: format!(
            r#"<iframe src="{}/kegiatan/sematan{}" title="{}" width="100%" height="600" loading="lazy"></iframe>"#,
            visit.origin(&headers),
            feed.replace('&', "&amp;"),
            t.say("calendar-title"),
        ),
        day: day.to_string(),
        view,
    };
    visit.html(&shown)
}

fn tabs(t: Speech, typed: &Typed, view: &str, day: Date) -> Tabs {
    let tab = |(name, key, icon): (&str, &str, &'static str)| Tab {
        label: t.say(key).to_owned(),
        href: typed.href(name, day),
        icon,
        current: view == name,
        ..Tab::default()
    };
    let views = [
        ("agenda", "calendar-agenda", "LuList"),
        ("pekan", "calendar-week", "LuCalendarRange"),
        ("bulan", "calendar-month", "LuCalendarDays"),
    ];
    Tabs { label: t.say("calendar-views").to_owned(), tabs: views.into_iter().map(tab).collect() }
}

fn fields(
    t: Speech,
    typed: &Typed,
    branches: &[(String, String)],
    partners: &[(String, String)],
) -> Vec<Field> {
    let all = t.say("calendar-all");
    let any = |mut rest: Vec<ui::part::Choice>, chosen: &str| {
        rest.insert(0, ui::part::Choice::new("", all).chosen(chosen.is_empty()));
        rest
    };
    let kinds = look::choices(t, Kind::ALL, "activity-kind", &typed.jenis);
    let audiences = look::choices(t, Audience::ALL, "activity-audience", &typed.untuk);
    let venues = look::choices(t, Venue::ALL, "venue", &typed.tempat);
    let mut fields = vec![
        Field::select(t, "jenis", t.say("activity-kind"), any(kinds, &typed.jenis)),
        Field::select(t, "untuk", t.say("activity-audience"), any(audiences, &typed.untuk)),
        Field::select(t, "tempat", t.say("calendar-venue"), any(venues, &typed.tempat)),
    ];
    if branches.len() > 1 {
        let choices = look::among(branches, &typed.cabang, Some(all));
        fields.push(Field::select(t, "cabang", t.say("session-branch"), choices));
    }
    if !partners.is_empty() {
        let choices = look::among(partners, &typed.mitra, Some(all));
        fields.push(Field::select(t, "mitra", t.say("activity-partner"), choices));
    }
    fields
}

fn weeks(
    t: Speech,
    typed: &Typed,
    found: &[Shown],
    (from, to): (Date, Date),
    (view, day): (&str, Date),
    today: Date,
) -> Vec<Vec<Day>> {
    let small = |one: &Shown, zone: &TimeZone| Small {
        href: format!("{CALENDAR}/{}", one.code),
        time: t.time(zone.to_datetime(one.starts_at)),
        name: one.name(),
        off: one.cancelled_because.is_some(),
    };
    let mut entries: Vec<(Date, Small)> = found
        .iter()
        .map(|one| {
            let zone = TimeZone::get(&one.zone).unwrap_or(TimeZone::UTC);
            (zone.to_datetime(one.starts_at).date(), small(one, &zone))
        })
        .rev()
        .collect();
    let mut days = Vec::new();
    let mut date = from;
    while date <= to {
        let mut of_day = Vec::new();
        while entries.last().is_some_and(|(day, _)| *day <= date) {
            of_day.extend(entries.pop().map(|(_, small)| small));
        }
        let shown = if view == "bulan" { IN_A_DAY } else { of_day.len() };
        let more = of_day.len().saturating_sub(shown);
        of_day.truncate(shown);
        days.push(Day {
            date: t.date_long(date),
            number: date.day().to_string(),
            href: typed.href("agenda", date),
            out: view == "bulan" && date.month() != day.month(),
            today: date == today,
            entries: of_day,
            more,
        });
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    let mut weeks = Vec::new();
    while !days.is_empty() {
        let rest = days.split_off(days.len().min(7));
        weeks.push(std::mem::replace(&mut days, rest));
    }
    weeks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;

    use super::*;

    #[test]
    fn a_month_is_shown_in_whole_weeks_and_leads_to_its_neighbours() {
        let (from, to, before, after) = stretch("bulan", date(2026, 8, 31));
        assert_eq!((from, to), (date(2026, 7, 27), date(2026, 9, 6)));
        assert_eq!((before, after), (date(2026, 7, 1), date(2026, 9, 1)));
        let (from, to, before, _) = stretch("pekan", date(2026, 8, 5));
        assert_eq!((from, to, before), (date(2026, 8, 3), date(2026, 8, 9), date(2026, 7, 27)));
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        let typed = Typed { jenis: "terbang".into(), mitra: "x".into(), ..Typed::default() };
        assert_eq!(typed.asked(), Asked::default());
        let id: Id<kernel::Person> = Id::new();
        let typed = Typed { mitra: id.to_string(), jenis: "course".into(), ..Typed::default() };
        assert_eq!(typed.filters(), format!("&mitra={id}&jenis=course"));
    }
}
