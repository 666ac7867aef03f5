use askama::Template;
use axum::{extract::Path, http::StatusCode};
use jiff::civil::{Time, Weekday};
use kernel::{Id, Kind, Message, Reason, Refusal, calendar::Hours};
use platform::{
    library::{self, Branch, SpecialDay, Week},
    permissions::Places,
};
use serde::Deserialize;
use store::Error;
use ui::{
    Page, Speech,
    page::query_value,
    part::{ErrorSummary, Errors, Field, Tab, Tabs},
};

use super::{
    BRANCHES,
    branches::BranchForm,
    special_days::{self, DayForm},
};
use crate::{Answer, Failure, Form, Post, Query, Visit};

pub(super) const HERE: &str = "/staf/jam-buka";
/// How many stretches of a day a form offers at least: morning and afternoon.
const STRETCHES: usize = 2;

#[derive(Template)]
#[template(path = "hours.html")]
struct HoursPage {
    page: Page,
    tabs: Tabs,
    errors: Errors,
    branch: Id<Branch>,
    /// Whether one may decide for every place at once.
    everywhere: bool,
    days: Vec<Day>,
    special: Vec<special_days::Line>,
    add: DayForm,
    place: BranchForm,
}

impl HoursPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn fields(&self) -> Vec<Field> {
        self.place.fields(self.page.t, &self.errors)
    }

    fn day_fields(&self) -> Vec<Field> {
        self.add.fields(self.page.t, &self.errors, self.everywhere)
    }
}

/// A day of the week in the form, with what was typed.
struct Day {
    index: usize,
    name: &'static str,
    stretches: Vec<(String, String)>,
    /// Whether they cannot stand as they are.
    wrong: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    cabang: Option<Id<Branch>>,
}

/// A place's week, its special days, and what it is called.
pub(crate) async fn page(visit: Visit, Query(Asked { cabang }): Query<Asked>) -> Answer {
    draw(&visit, cabang, Typed::default()).await
}

/// What came back from a form of this page because it could not be accepted.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) week: Option<Vec<(String, String)>>,
    pub(super) day: Option<DayForm>,
    pub(super) place: Option<BranchForm>,
    pub(super) refusal: Option<Refusal>,
}

pub(super) async fn draw(visit: &Visit, wanted: Option<Id<Branch>>, typed: Typed) -> Answer {
    let today = visit.act().today();
    let may = visit.grants().places(BRANCHES).clone();
    let everywhere = may == Places::Everywhere;
    let (places, found) = visit
        .read(move |tx| {
            let places = may.among(library::branches(tx)?);
            let place = match wanted {
                Some(id) => places.iter().find(|place| place.id == id),
                None => places.first(),
            };
            let found = match place {
                Some(place) => {
                    Some((place.clone(), library::week(tx, place.id)?, library::special_days(tx, today)?))
                }
                None => None,
            };
            Ok((places, found))
        })
        .await?;
    let Some((place, week, special)) = found else {
        // A library without any place begins with one.
        return if wanted.is_some() || !everywhere {
            Err(Failure::missing())
        } else {
            Ok(crate::see_other("/staf/jam-buka/cabang"))
        };
    };
    let t = visit.t;
    let mut errors = Errors::new();
    for (field, text) in typed.refusal.iter().flat_map(|refusal| visit.reasons(refusal)) {
        errors.add(field.unwrap_or("week"), text);
    }
    let mut page = visit.staff(t.say("hours-title"));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let tabs = tabs(visit, &places, Some(place.id));
    let special = special.iter().filter(|day| holds_at(day, place.id));
    let template = HoursPage {
        page,
        tabs,
        errors,
        branch: place.id,
        everywhere,
        days: days(visit, &typed.week.unwrap_or_else(|| written(t, &week))),
        special: special.map(|day| special_days::Line::of(visit, day)).collect(),
        add: typed.day.unwrap_or_else(|| DayForm::at(place.id)),
        place: typed.place.unwrap_or_else(|| BranchForm::of(&place)),
    };
    visit.html_as(status, &template)
}

fn holds_at(day: &SpecialDay, place: Id<Branch>) -> bool {
    day.branch.is_none_or(|branch| branch == place)
}

/// The places as tabs, with one more for a new one where one may decide about all of them.
pub(super) fn tabs(visit: &Visit, places: &[Branch], current: Option<Id<Branch>>) -> Tabs {
    let t = visit.t;
    let tab = |place: &Branch| Tab {
        label: place.name.clone(),
        href: format!("{HERE}?cabang={}", place.id),
        icon: "LuMapPin",
        current: current == Some(place.id),
        ..Tab::default()
    };
    let new = Tab {
        label: t.say("branch-new").to_owned(),
        href: format!("{HERE}/cabang"),
        icon: "LuPlus",
        current: current.is_none(),
        ..Tab::default()
    };
    let new = (visit.grants().places(BRANCHES) == &Places::Everywhere).then_some(new);
    Tabs { label: t.say("branches").to_owned(), tabs: places.iter().map(tab).chain(new).collect() }
}

/// Decides the week. Each day's stretches come in pairs of fields, `opens-0` and `closes-0` for Monday.
pub(crate) async fn set(
    post: Post,
    Path(branch): Path<Id<Branch>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let week = match read(&fields)? {
        Ok(week) => week,
        Err(refusal) => return again(&post, branch, fields, refusal).await,
    };
    let may = post.grants().clone();
    let done = post
        .write(move |tx, act| {
            library::branch(tx, branch)?.ok_or(Error::Missing)?;
            may.demand(tx, BRANCHES, Some(branch))?;
            let before = library::week(tx, branch)?;
            library::set_week(tx, act, branch, &week)?;
            Ok(before)
        })
        .await;
    match done {
        Ok(before) => {
            post.app().refresh().await?;
            let undo = format!("{HERE}/{branch}/batal?minggu={}", query_value(&carried(&before)));
            let message = Message::new("hours-kept").with("undo", undo);
            Ok(post.done(&format!("{HERE}?cabang={branch}"), &message))
        }
        Err(Error::Refused(refusal)) if refusal.kind != Kind::Forbidden => {
            again(&post, branch, fields, refusal).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Before {
    minggu: String,
}

/// Takes a change of the week back.
pub(crate) async fn set_back(
    post: Post,
    Path(branch): Path<Id<Branch>>,
    Query(Before { minggu }): Query<Before>,
) -> Answer {
    let week = uncarried(&minggu).ok_or(Failure::status(StatusCode::BAD_REQUEST))?;
    let may = post.grants().clone();
    post.write(move |tx, act| {
        library::branch(tx, branch)?.ok_or(Error::Missing)?;
        may.demand(tx, BRANCHES, Some(branch))?;
        library::set_week(tx, act, branch, &week)
    })
    .await?;
    post.app().refresh().await?;
    Ok(post.done(&format!("{HERE}?cabang={branch}"), &Message::new("hours-back")))
}

/// A week as a link carries it: `0800-1200.1300-1700_0800-1200_____`, the days from Monday.
fn carried(week: &Week) -> String {
    let hours = |hours: &Hours| format!("{}-{}", hours.opens.strftime("%H%M"), hours.closes.strftime("%H%M"));
    let day = |day: &Vec<Hours>| day.iter().map(hours).collect::<Vec<_>>().join(".");
    week.iter().map(day).collect::<Vec<_>>().join("_")
}

fn uncarried(text: &str) -> Option<Week> {
    let hours = |text: &str| {
        let (opens, closes) = text.split_once('-')?;
        let time = |text| Time::strptime("%H%M", text).ok();
        Some(Hours { opens: time(opens)?, closes: time(closes)? })
    };
    let days = text.split('_').map(|day| day.split('.').filter(|text| !text.is_empty()).map(hours).collect());
    days.collect::<Option<Vec<Vec<Hours>>>>()?.try_into().ok()
}

async fn again(post: &Post, branch: Id<Branch>, fields: Vec<(String, String)>, refusal: Refusal) -> Answer {
    let typed = Typed { week: Some(fields), refusal: Some(refusal), ..Typed::default() };
    draw(post, Some(branch), typed).await
}

/// The week as its form has it, times written as the language writes them.
fn written(t: Speech, week: &Week) -> Vec<(String, String)> {
    let line = |(day, hours): (usize, &Hours)| {
        [(format!("opens-{day}"), t.time(hours.opens)), (format!("closes-{day}"), t.time(hours.closes))]
    };
    let days = week.iter().enumerate();
    days.flat_map(|(day, all)| all.iter().map(move |hours| (day, hours))).flat_map(line).collect()
}

/// The values of one name, in their order.
fn values<'f>(fields: &'f [(String, String)], name: &str) -> Vec<&'f str> {
    fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.trim()).collect()
}

/// The week from the fields of its form; fields of other names are an error of whoever sent them.
fn read(fields: &[(String, String)]) -> Result<Result<Week, Refusal>, Failure> {
    let names: Vec<String> =
        (0..7).flat_map(|day| [format!("opens-{day}"), format!("closes-{day}")]).collect();
    if fields.iter().any(|(name, _)| !names.contains(name)) {
        return Err(Failure::status(StatusCode::BAD_REQUEST));
    }
    let mut week = Week::default();
    for (day, hours) in week.iter_mut().enumerate() {
        let (opens, closes) =
            (values(fields, &format!("opens-{day}")), values(fields, &format!("closes-{day}")));
        if opens.len() != closes.len() {
            return Err(Failure::status(StatusCode::BAD_REQUEST));
        }
        for pair in opens.into_iter().zip(closes) {
            match stretch(pair.0, pair.1) {
                Ok(found) => hours.extend(found),
                Err(reason) => return Ok(Err(Refusal::of_field("week", reason))),
            }
        }
    }
    Ok(Ok(week))
}

/// A stretch of hours as typed in two fields; both empty is none.
pub(super) fn stretch(opens: &str, closes: &str) -> Result<Option<Hours>, Message> {
    match (opens.trim(), closes.trim()) {
        ("", "") => Ok(None),
        ("", _) | (_, "") => Err(Message::new("hours-incomplete")),
        (opens, closes) => match (clock(opens), clock(closes)) {
            (Some(opens), Some(closes)) => Ok(Some(Hours { opens, closes })),
            _ => Err(Message::new("hours-unreadable")),
        },
    }
}

/// A time as people type it: `08.00`, `8:30`, `8`.
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.', ',']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn days(visit: &Visit, fields: &[(String, String)]) -> Vec<Day> {
    let day = |(index, weekday): (usize, Weekday)| {
        let of = |name: &str| values(fields, &format!("{name}-{index}")).into_iter().map(str::to_owned);
        let mut stretches: Vec<(String, String)> = of("opens").zip(of("closes")).collect();
        stretches.retain(|(opens, closes)| !opens.is_empty() || !closes.is_empty());
        let wrong = !fits(&stretches);
        stretches.resize(STRETCHES.max(stretches.len()), (String::new(), String::new()));
        Day { index, name: visit.t.weekday(weekday), stretches, wrong }
    };
    Weekday::Monday.cycle_forward().take(7).enumerate().map(day).collect()
}

/// Whether the stretches of a day can be read, end after they begin and do not overlap.
fn fits(stretches: &[(String, String)]) -> bool {
    let read: Result<Vec<_>, _> = stretches.iter().map(|(opens, closes)| stretch(opens, closes)).collect();
    let Ok(read) = read else { return false };
    let mut hours: Vec<Hours> = read.into_iter().flatten().collect();
    hours.sort_by_key(|hours| hours.opens);
    hours.iter().all(|hours| hours.opens < hours.closes)
        && hours.windows(2).all(|pair| matches!(pair, [first, second] if first.closes <= second.opens))
}

/// A reason about one field of this page.
pub(super) fn reason(field: &'static str, message: Message) -> Reason {
    Reason { field: Some(field), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_survives_its_form() {
        let hours =
            |from, to| Hours { opens: Time::constant(from, 30, 0, 0), closes: Time::constant(to, 0, 0, 0) };
        let mut week = Week::default();
        week[0] = vec![hours(8, 12), hours(13, 17)];
        week[5] = vec![hours(9, 14)];
        let lexicon = ui::Lexicon::new(&[]).unwrap().keep();
        for lang in ui::Lang::ALL {
            let form = written(Speech::new(lexicon, lang), &week);
            assert_eq!(read(&form).unwrap().unwrap(), week);
        }
        assert_eq!(uncarried(&carried(&week)), Some(week));
        assert_eq!(uncarried(&carried(&Week::default())), Some(Week::default()));
        for no in ["", "0800-1200", "______0800", "______0800-9900", "_______"] {
            assert_eq!(uncarried(no), None, "{no}");
        }
    }

    #[test]
    fn a_stretch_needs_both_ends_and_readable_ones() {
        assert_eq!(stretch("", " "), Ok(None));
        assert_eq!(stretch("08:00", "").unwrap_err().key, "hours-incomplete");
        assert_eq!(stretch("pagi", "12.00").unwrap_err().key, "hours-unreadable");
        assert_eq!(stretch("25:00", "26:00").unwrap_err().key, "hours-unreadable");
        let noon = Hours { opens: Time::constant(8, 0, 0, 0), closes: Time::constant(12, 0, 0, 0) };
        assert_eq!(stretch("8", "12.00"), Ok(Some(noon)));
    }

    #[test]
    fn the_day_that_does_not_fit_is_found() {
        let day = |stretches: &[(&str, &str)]| {
            fits(&stretches.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>())
        };
        assert!(day(&[]) && day(&[("13.00", "17.00"), ("8.00", "13.00")]));
        assert!(
            !day(&[("12.00", "8.00")])
                && !day(&[("8.00", "")])
                && !day(&[("8.00", "12.00"), ("11.59", "13.00")])
        );
    }

    #[test]
    fn a_field_of_another_name_is_no_week() {
        assert!(read(&[("opens-7".to_owned(), String::new())]).is_err());
        assert!(read(&[("opens-0".to_owned(), "08:00".to_owned())]).is_err());
    }
}
