//! The roll, what waits for a decision, and the decisions.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use jiff::civil::Weekday;
use kernel::{Id, Message, Person};
use people::{
    alike::Alike,
    pages::{errors_of, refusal_in},
    traits::LANGUAGES,
};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{LIST, below_list, part_name, path_of, state_name};
use crate::{
    EDIT, Part, SKILLS, State,
    applying::{self, Application, Stand},
    hours::{self, Hours},
    letter::duration,
    roll::{self, Asked, Listed},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    q: String,
    keahlian: String,
    bahasa: String,
    hari: String,
    waktu: String,
    anak: String,
    semua: String,
}

#[derive(Template)]
#[template(path = "volunteers.html")]
struct ListPage {
    page: Page,
    fields: Vec<Field>,
    applications: Vec<(String, String, String)>,
    hours: usize,
    ending: Vec<(String, String, String)>,
    table: Table,
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// Who helps, by what they can and when; above it what waits.
pub(super) async fn page(visit: Visit, Query(typed): Query<Typed>) -> Answer {
    let act = visit.act();
    let asked = Asked {
        words: typed.q.clone(),
        skill: typed.keahlian.clone(),
        language: typed.bahasa.clone(),
        weekday: typed.hari.parse().unwrap_or_default(),
        part: typed.waktu.clone(),
        children: !typed.anak.is_empty(),
        all: !typed.semua.is_empty(),
    };
    let (found, waiting, hours, ending) = visit
        .read(move |tx| {
            Ok((
                roll::list(tx, &asked, act.today())?,
                applying::waiting(tx, 50)?,
                hours::waiting(tx, 200)?.len(),
                roll::ending(tx, &act)?,
            ))
        })
        .await?;
    visit.looks_at_all(found.iter().chain(&ending).map(|one| one.person), Sight::List);
    let (t, zone) = (visit.t, visit.act().zone);
    let applied = |one: Application| {
        let day = t.date(one.applied_at.to_zoned_datetime(zone.clone()).date());
        (format!("{LIST}/lamaran/{}", one.id), one.name, day)
    };
    let today = visit.act().today();
    let ends = |one: Listed| {
        let until = one.until.map(|until| {
            let key = if until < today { "check-ended" } else { "check-ends" };
            t.about(key, t.date(until))
        });
        (path_of(one.id), one.name, until.unwrap_or_default())
    };
    let view = ListPage {
        page: visit.staff(t.say("nav-volunteers")),
        fields: filters(t, &typed),
        applications: waiting.into_iter().map(applied).collect(),
        hours,
        ending: ending.into_iter().map(ends).collect(),
        table: table(t, &found),
    };
    visit.html(&view)
}

fn filters(t: Speech, typed: &Typed) -> Vec<Field> {
    let any = |chosen: bool| Choice::new("", t.say("volunteer-any")).chosen(chosen);
    let with_any = |chosen: &str, rest: Vec<Choice>| {
        let mut all = vec![any(chosen.is_empty())];
        all.extend(rest);
        all
    };
    let skills = SKILLS
        .iter()
        .map(|skill| Choice::new(*skill, t.say(&format!("skill-{skill}"))).chosen(typed.keahlian == *skill));
    let languages = LANGUAGES
        .iter()
        .filter(|code| **code != "other")
        .map(|code| Choice::new(*code, t.say(&format!("language-{code}"))).chosen(typed.bahasa == *code));
    let days = (1..=7_i8).filter_map(|n| {
        let day = Weekday::from_monday_one_offset(n).ok()?;
        Some(Choice::new(n.to_string(), t.weekday(day)).chosen(typed.hari == n.to_string()))
    });
    let parts = Part::ALL
        .iter()
        .map(|part| Choice::new(part.as_str(), part_name(t, *part)).chosen(typed.waktu == part.as_str()));
    vec![
        Field::text(t, "q", t.say("volunteer-name"), &*typed.q).kind("search"),
        Field::select(t, "keahlian", t.say("volunteer-skill"), with_any(&typed.keahlian, skills.collect())),
        Field::select(t, "bahasa", t.say("volunteer-language"), with_any(&typed.bahasa, languages.collect())),
        Field::select(t, "hari", t.say("volunteer-day"), with_any(&typed.hari, days.collect())),
        Field::select(t, "waktu", t.say("volunteer-time"), with_any(&typed.waktu, parts.collect())),
        Field::check(t, "anak", t.say("volunteer-only-children"), "1", !typed.anak.is_empty()),
        Field::check(t, "semua", t.say("volunteer-also-gone"), "1", !typed.semua.is_empty()),
    ]
}

fn table(t: Speech, found: &[Listed]) -> Table {
    let columns = vec![
        Column::new(t.say("volunteer-name")).head(),
        Column::new(t.say("volunteer-phone")),
        Column::new(t.say("volunteer-state")),
        Column::new(t.say("volunteer-children")),
        Column::new(t.say("hours-given")).numeric(),
    ];
    let mut table = Table::new(t, "relawan", t.say("nav-volunteers"), columns);
    table.note = t.count("volunteers-count", found.len());
    table.empty = Some(Empty {
        icon: "LuHeart",
        title: t.say("volunteers-none").to_owned(),
        text: t.say("volunteers-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Listed| {
        let children = match (one.may, one.with_children) {
            (true, _) => Badge::new(Tone::Ok, t.say("volunteer-may")),
            (false, true) => Badge::new(Tone::Warn, t.say("volunteer-may-not-yet")),
            (false, false) => Badge::new(Tone::Plain, t.say("volunteer-may-not")),
        };
        let tone = if one.state == State::Active { Tone::Ok } else { Tone::Plain };
        Row::new(vec![
            Html::of(&Named { href: path_of(one.id), name: &one.name }),
            one.phone.as_deref().map(people::phone::shown).unwrap_or_default().into(),
            Html::of(&Badge::new(tone, state_name(t, one.state))),
            Html::of(&children),
            duration(t, one.minutes).into(),
        ])
    };
    table.rows = found.iter().map(row).collect();
    table
}

#[derive(Template)]
#[template(path = "application.html")]
struct ApplicationPage {
    page: Page,
    errors: Errors,
    base: String,
    facts: Table,
    words: String,
    waiting: bool,
    can_edit: bool,
    alike: Vec<Choice>,
    reason: Field,
}

impl ApplicationPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// An application, and who of the register that might be.
pub(super) async fn application(visit: Visit, Path(id): Path<Id<Application>>) -> Answer {
    draw(&visit, StatusCode::OK, id, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, id: Id<Application>, errors: Errors) -> Answer {
    let (one, alike) = visit
        .read(move |tx| {
            let one = applying::one(tx, id)?;
            let alike = applying::alike(tx, &one)?;
            Ok((one, alike))
        })
        .await?;
    visit.looks_at_all(one.person.into_iter().chain(alike.iter().map(|one| one.id)), Sight::List);
    let t = visit.t;
    let mut page = below_list(visit, t.about("apply-of", one.name.as_str()));
    page.failed = !errors.is_empty();
    let choice = |known: Alike| {
        let born = known.born.map(|born| t.date(born)).unwrap_or_default();
        Choice::new(known.id.to_string(), known.name)
            .hint(format!("{born} {}", known.village.unwrap_or_default()))
    };
    let new = Choice::new("", t.say("apply-new-person")).chosen(alike.is_empty());
    let view = ApplicationPage {
        page,
        base: format!("{LIST}/lamaran/{id}"),
        facts: facts(visit, &one),
        words: one.words.clone(),
        waiting: one.state == Stand::Waiting,
        can_edit: visit.can(EDIT),
        alike: if one.person.is_some() {
            Vec::new()
        } else {
            alike.into_iter().map(choice).chain([new]).collect()
        },
        reason: Field::text(t, "reason", t.say("apply-reason"), "")
            .hint(t.say("apply-reason-hint"))
            .error(errors.of("reason")),
        errors,
    };
    visit.html_as(status, &view)
}

fn facts(visit: &Visit, one: &Application) -> Table {
    let (t, ticked) = (visit.t, &one.ticked.0);
    let list = |kind: &str, codes: &[String]| {
        let named: Vec<&str> = codes.iter().filter_map(|code| t.known(&format!("{kind}-{code}"))).collect();
        named.join(", ")
    };
    let rows = [
        ("volunteer-born", one.born.map(|born| t.date(born)).unwrap_or_default()),
        ("volunteer-phone", one.phone.clone()),
        ("volunteer-email", one.email.clone()),
        ("volunteer-village", one.village.clone()),
        ("volunteer-skills", list("skill", &ticked.skills)),
        ("volunteer-languages", list("language", &ticked.languages)),
        ("volunteer-times", times(t, &ticked.times)),
        (
            "apply-children",
            t.say(if one.with_children { "volunteer-yes" } else { "volunteer-no" }).to_owned(),
        ),
        ("apply-reason", one.reason.clone().unwrap_or_default()),
    ];
    let columns = vec![
        Column::new(t.say("volunteer-fact")).hidden().head(),
        Column::new(t.say("volunteer-fact-value")).hidden(),
    ];
    let mut table = Table::new(t, "lamaran", t.say("apply-facts"), columns);
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = rows.map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect();
    table
}

/// When somebody can, in words.
pub(super) fn times(t: Speech, times: &[(i64, String)]) -> String {
    let named = times.iter().filter_map(|(day, part)| {
        let day = Weekday::from_monday_one_offset(i8::try_from(*day).ok()?).ok()?;
        Some(format!("{} {}", t.weekday(day), part_name(t, part.parse().ok()?).to_lowercase()))
    });
    named.collect::<Vec<_>>().join(", ")
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Accepting {
    orang: String,
}

/// Accepts an application.
pub(super) async fn accept(
    post: Post,
    Path(id): Path<Id<Application>>,
    Form(form): Form<Accepting>,
) -> Answer {
    let person: Option<Id<Person>> = form.orang.parse().ok();
    let volunteer = post.write(move |tx, act| applying::accept(tx, act, id, person)).await?;
    Ok(post.done(&path_of(volunteer), &Message::new("apply-accepted")))
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Refusing {
    reason: String,
}

/// Turns an application down.
pub(super) async fn decline(
    post: Post,
    Path(id): Path<Id<Application>>,
    Form(form): Form<Refusing>,
) -> Answer {
    match post.write(move |tx, act| applying::decline(tx, act, id, &form.reason)).await {
        Ok(()) => Ok(post.done(LIST, &Message::new("apply-declined"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "reason");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, id, errors).await
        }
    }
}

/// Hours that wait, as the page shows them.
struct WaitingHours {
    id: Id<Hours>,
    name: String,
    href: String,
    day: String,
    long: String,
    activity: String,
}

#[derive(Template)]
#[template(path = "hours.html")]
struct HoursPage {
    page: Page,
    waiting: Vec<WaitingHours>,
    can_edit: bool,
}

/// Hours that wait for a word.
pub(super) async fn waiting(visit: Visit) -> Answer {
    let waiting = visit.read(|tx| hours::waiting(tx, 200)).await?;
    visit.looks_at_all(waiting.iter().map(|one| one.person), Sight::List);
    let t = visit.t;
    let shown = |one: Hours| WaitingHours {
        id: one.id,
        href: path_of(one.volunteer),
        name: one.name,
        day: t.date(one.day),
        long: duration(t, one.minutes),
        activity: one.activity,
    };
    let view = HoursPage {
        page: below_list(&visit, t.say("hours-waiting")),
        waiting: waiting.into_iter().map(shown).collect(),
        can_edit: visit.can(EDIT),
    };
    visit.html(&view)
}

/// Where hours are confirmed.
const WAITING: &str = "/staf/relawan/jam";

/// Hours count.
pub(super) async fn confirm(post: Post, Path(id): Path<Id<Hours>>) -> Answer {
    let one = post.write(move |tx, act| hours::decide(tx, act, id, true, "")).await?;
    let message =
        Message::new("hours-confirmed").with("name", one.name).with("undo", format!("{WAITING}/{id}/batal"));
    Ok(post.done(WAITING, &message))
}

/// Hours do not count.
pub(super) async fn refuse(post: Post, Path(id): Path<Id<Hours>>, Form(form): Form<Refusing>) -> Answer {
    let one = post.write(move |tx, act| hours::decide(tx, act, id, false, &form.reason)).await?;
    Ok(post.done(WAITING, &Message::new("hours-refused").with("name", one.name)))
}
