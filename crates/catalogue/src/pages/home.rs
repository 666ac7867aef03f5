//! The home of the house: search, whether it is open, what is new, where the shelves are.

use std::sync::Arc;

use ::search::{Field, Filters, Query, Sort};
use askama::Template;
use jiff::civil::{Date, DateTime, Time};
use kernel::{Act, Calendar};
use store::{Result, Tx, sql, vals};
use ui::{
    Html, Page, Speech,
    cover::Shelf,
    part::{Link, SearchBox, Stat},
};
use web::{Answer, Failure, Indicator, Period, Visit};

use super::{
    Public,
    asked::{Asked, PATH},
    labels, search,
};
use crate::display::Display;

/// New titles on the shelf.
const NEW: usize = 12;
/// Topics offered to try.
const TOPICS: usize = 3;
/// What circulation calls its count of loans.
const LOANS: &str = "circulation.loans";

/// What the home page shows to everybody, computed once for some seconds.
pub(super) struct Front {
    titles: u64,
    copies: i64,
    languages: u64,
    /// What can be borrowed now.
    free: u64,
    /// For children.
    children: u64,
    /// Audiobooks and recordings.
    audio: u64,
    /// Loans this month, where somebody counts them.
    loans: Option<i64>,
    shelves: Vec<(Shelf, u64)>,
    topics: Vec<String>,
    new: Vec<Display>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    page: Page,
    heading: String,
    lead: String,
    search: SearchBox,
    topics: Vec<Link>,
    today: Vec<(&'static str, Html)>,
    tasks: Vec<Task>,
    new: Vec<New>,
    shelves: Vec<(Shelf, Link, String)>,
    stats: Vec<Stat>,
}

/// Something one can do here.
struct Task {
    icon: &'static str,
    link: Link,
    text: String,
}

/// A title that came lately.
struct New {
    cover: Html,
    link: Link,
    author: String,
}

/// The home page.
pub(super) async fn page(public: Arc<Public>, visit: Visit) -> Answer {
    let front = match public.front.fresh() {
        Some(front) => front,
        None => public.front.keep(front(&public, &visit).await?),
    };
    let t = visit.t;
    let house = visit.app().house();
    let mut page = visit.public("");
    page.description = t.say("home-description").to_owned();
    page.scripts.push("js/suggest.js");
    let act = visit.act();
    let now = act.zone.to_datetime(act.at);
    visit.html(&HomePage {
        heading: match house.library.name.as_str() {
            "" => t.say("home-heading-plain").to_owned(),
            _ => t.about("home-heading", house.library.short.as_str()),
        },
        lead: lead(t, &front),
        search: search::search_box(t, "", Field::Everything, true),
        topics: front.topics.iter().map(|topic| topic_link(topic)).collect(),
        today: today(t, &front, &house.calendar, now),
        tasks: tasks(t, &front, visit.account().is_some()),
        new: front.new.iter().map(new).collect(),
        shelves: front.shelves.iter().map(|(shelf, count)| shelf_link(t, *shelf, *count)).collect(),
        stats: stats(t, &front),
        page,
    })
}

async fn front(public: &Public, visit: &Visit) -> std::result::Result<Front, Failure> {
    let all = public.ask(&Query { limit: NEW, sort: Sort::Added, ..Query::default() })?;
    let loaned = visit.app().indicators().iter().find(|indicator| indicator.key == LOANS).copied();
    let act = visit.act();
    let (copies, loans) = visit
        .read(move |tx| Ok((held(tx)?, loaned.map(|indicator| this_month(tx, &act, indicator)).transpose()?)))
        .await?;
    let facets = all.facets;
    let of = |list: &[::search::Count], values: &[&str]| {
        list.iter().filter(|count| values.contains(&count.value.as_str())).map(|count| count.count).sum()
    };
    Ok(Front {
        titles: all.total,
        copies,
        languages: facets.languages.len() as u64,
        free: facets.available,
        children: of(&facets.audiences, &["children"]),
        audio: of(&facets.kinds, &["spoken", "music"]),
        loans,
        shelves: facets
            .shelves
            .iter()
            .filter_map(|(class, count)| Some((Shelf::new(*class)?, *count)))
            .collect(),
        topics: facets
            .subjects
            .into_iter()
            .map(|count| count.value)
            .filter(|topic| !topic.contains(" -- "))
            .take(TOPICS)
            .collect(),
        new: all.hits.iter().map(|hit| Display::from_text(&hit.display)).collect(),
    })
}

/// Copies that belong to what the public may see: all without those of the few that are hidden, so that no record needs
/// to be looked at.
fn held(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) - CAST((SELECT COALESCE(SUM((SELECT count(*) FROM copy c
                                                         WHERE c.record = r.id AND c.status <> 'withdrawn')), 0)
                                    FROM record r WHERE r.hidden) AS BIGINT)
             FROM copy WHERE status <> 'withdrawn'"
        ),
        vals![],
    )?;
    Ok(count)
}

fn this_month(tx: &mut Tx<'_>, act: &Act, indicator: Indicator) -> Result<i64> {
    let today = act.today();
    (indicator.compute)(tx, act, Period { from: today.first_of_month(), to: today })
}

fn lead(t: Speech, front: &Front) -> String {
    if front.titles == 0 {
        return t.say("home-lead-empty").to_owned();
    }
    t.with("home-lead", &[("titles", front.titles.into()), ("copies", front.copies.into())])
}

fn topic_link(topic: &str) -> Link {
    let asked = Asked::default().but(|asked| asked.filters.subjects.push(topic.to_owned()));
    Link::new(topic, asked.href())
}

fn new(row: &Display) -> New {
    New {
        cover: labels::cover(&row.title, &row.author, labels::shelf(row.class, &row.call_number), &row.cover),
        link: Link::new(row.title.as_str(), format!("{PATH}/{}", row.number)),
        author: row.author.clone(),
    }
}

fn shelf_link(t: Speech, shelf: Shelf, count: u64) -> (Shelf, Link, String) {
    let asked = Asked::default().but(|asked| asked.filters.shelves.push(shelf.class()));
    let text = format!("{} {}", shelf.hundred(), shelf.subject(t));
    (
        shelf,
        Link::new(shelf.flower(t), asked.href()),
        t.with("home-shelf", &[("x", text.into()), ("n", count.into())]),
    )
}

fn tasks(t: Speech, front: &Front, known: bool) -> Vec<Task> {
    let filtered = |change: fn(&mut Filters)| Asked::default().but(|asked| change(&mut asked.filters)).href();
    let task =
        |icon, key: &str, href: String, text: String| Task { icon, link: Link::new(t.say(key), href), text };
    let counted = |key: &str, n: u64| t.count(key, n);
    let mine = if known { "home-mine-known" } else { "home-mine-text" };
    let mut tasks = vec![
        task("LuBookOpen", "home-catalogue", PATH.into(), t.say("home-catalogue-text").to_owned()),
        task("LuIdCard", "home-mine", "/saya".into(), t.say(mine).to_owned()),
    ];
    if front.children > 0 {
        let href = filtered(|filters| filters.audiences.push("children".into()));
        tasks.push(task("LuBaby", "home-children", href, counted("home-children-text", front.children)));
    }
    if front.audio > 0 {
        let href = filtered(|filters| filters.kinds.extend(["spoken".into(), "music".into()]));
        tasks.push(task("LuAudioLines", "home-audio", href, counted("home-audio-text", front.audio)));
    }
    let popular = Asked { sort: Sort::MostLoaned, ..Asked::default() }.href();
    tasks.push(task("LuTrendingUp", "home-popular", popular, t.say("home-popular-text").to_owned()));
    tasks.push(task(
        "LuAccessibility",
        "home-display",
        "/preferensi?return=/".into(),
        t.say("home-display-text").to_owned(),
    ));
    tasks
}

fn stats(t: Speech, front: &Front) -> Vec<Stat> {
    if front.titles == 0 {
        return Vec::new();
    }
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let mut stats = vec![
        stat(t.int(front.titles), "home-stat-titles"),
        stat(t.int(front.copies), "home-stat-copies"),
        stat(t.int(front.languages), "home-stat-languages"),
    ];
    stats.extend(front.loans.map(|loans| stat(t.int(loans), "home-stat-loans")));
    stats
}

/// The yellow strip: whether the doors are open, and what waits behind them.
fn today(t: Speech, front: &Front, calendar: &Calendar, now: DateTime) -> Vec<(&'static str, Html)> {
    let mut strip = Vec::new();
    let time = |time: Time| t.time(time);
    match doors(calendar, now) {
        Doors::Unknown => {}
        Doors::Open(until) => {
            strip.push(("LuClock", t.html("home-open-until", &[("x", time(until).into())])));
        }
        Doors::Later(from) => strip.push(("LuClock", t.html("home-opens-at", &[("x", time(from).into())]))),
        Doors::Closed { why, next } => {
            let text = match next {
                Some((day, from)) => {
                    let day = format!("{}, {}", t.weekday(day.weekday()), t.day_month(day));
                    t.html("home-closed-until", &[("day", day.into()), ("time", time(from).into())])
                }
                None => t.html("home-closed", &[]),
            };
            strip.push(("LuClock", text));
            if !why.is_empty() {
                strip.push(("LuCalendarDays", Html::text(&why)));
            }
        }
    }
    if front.free > 0 {
        let href = Asked::default().but(|asked| asked.filters.available = true).href();
        strip.push(("LuBookCheck", t.html("home-free", &[("n", front.free.into()), ("href", href.into())])));
    }
    strip
}

/// The state of the doors at some moment.
#[derive(Debug, PartialEq, Eq)]
enum Doors {
    /// Nobody has said when the house opens.
    Unknown,
    /// Open until then.
    Open(Time),
    /// Opens later on the same day.
    Later(Time),
    /// Closed for the rest of the day.
    Closed {
        /// What the day is called, when it is a special one.
        why: String,
        /// When they open next, if that is known.
        next: Option<(Date, Time)>,
    },
}

fn doors(calendar: &Calendar, now: DateTime) -> Doors {
    let (today, time) = (now.date(), now.time());
    if !calendar.is_set() {
        return Doors::Unknown;
    }
    let hours = calendar.hours(today);
    if let Some(hours) = hours.iter().find(|hours| time < hours.closes) {
        return if hours.opens <= time { Doors::Open(hours.closes) } else { Doors::Later(hours.opens) };
    }
    let why = if hours.is_empty() { calendar.exception(today).map(|day| day.name.clone()) } else { None };
    let next = today.tomorrow().ok().map(|tomorrow| calendar.open_on_or_after(tomorrow));
    let next = next.and_then(|day| Some((day, calendar.hours(day).first()?.opens)));
    Doors::Closed { why: why.unwrap_or_default(), next }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use kernel::calendar::{Exception, Hours};

    use super::*;

    fn calendar() -> Calendar {
        let hours = |from: i8, to: i8| Hours { opens: time(from, 0, 0, 0), closes: time(to, 0, 0, 0) };
        let week =
            std::array::from_fn(|day| if day < 5 { vec![hours(8, 12), hours(13, 18)] } else { vec![] });
        let holiday = Exception {
            from: date(2026, 8, 17),
            to: date(2026, 8, 17),
            yearly: true,
            hours: vec![],
            name: "Hari Kemerdekaan".into(),
        };
        Calendar::new(week, vec![holiday])
    }

    #[test]
    fn the_doors_are_told_as_they_are_at_that_moment() {
        let friday = date(2026, 8, 14);
        let at = |hour: i8| doors(&calendar(), friday.at(hour, 0, 0, 0));
        assert_eq!(at(7), Doors::Later(time(8, 0, 0, 0)));
        assert_eq!(at(8), Doors::Open(time(12, 0, 0, 0)));
        assert_eq!(at(12), Doors::Later(time(13, 0, 0, 0)));
        assert_eq!(at(17), Doors::Open(time(18, 0, 0, 0)));
        let tuesday = Some((date(2026, 8, 18), time(8, 0, 0, 0)));
        assert_eq!(at(18), Doors::Closed { why: String::new(), next: tuesday });
    }

    #[test]
    fn a_holiday_is_called_by_its_name() {
        let closed = doors(&calendar(), date(2026, 8, 17).at(10, 0, 0, 0));
        let next = Some((date(2026, 8, 18), time(8, 0, 0, 0)));
        assert_eq!(closed, Doors::Closed { why: "Hari Kemerdekaan".into(), next });
    }

    #[test]
    fn nothing_is_said_of_hours_nobody_has_set() {
        assert_eq!(doors(&Calendar::default(), date(2026, 8, 17).at(10, 0, 0, 0)), Doors::Unknown);
    }
}
