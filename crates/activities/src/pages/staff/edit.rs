//! An activity is planned, or planned otherwise.

use axum::{extract::Path, http::StatusCode};
use instruments::{Offered, Purpose, Version};
use kernel::{Act, Id, Message, Person, Reason, Refusal};
use partners::cases::{self, CaseState, Outcome};
use serde::Deserialize;
use store::{Json, Result, Tx};
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, DateParts, Deed, Field, Link},
};
use web::{Answer, Failure, Form, Post, Query, Visit, sent};

use super::{super::look, BACK, Fields, KEY, LIST, is_stale, keyed, path_of, value};
use crate::{
    model::{Activity, Audience, Draft, Entry, Kind, Provision},
    planning, programmes,
};

/// The proposal that something is planned from, in the address and among the fields.
const PROPOSAL: &str = "kasus";

/// What may be chosen: the value, and what people call it.
type Named = Vec<(String, String)>;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    program: String,
    /// The number of the proposal it is planned from.
    kasus: String,
}

/// An empty form; of a proposal, with what was proposed.
pub(super) async fn blank(visit: Visit, Query(from): Query<From>) -> Answer {
    let mut fields = vec![
        (KEY.to_owned(), sent::Sent::default().form()),
        ("programme".to_owned(), from.program),
        ("listed".to_owned(), "1".to_owned()),
        ("largest".to_owned(), "1".to_owned()),
        ("cancel_hours".to_owned(), "12".to_owned()),
        ("threshold".to_owned(), "80".to_owned()),
        ("entry".to_owned(), Entry::Whole.to_string()),
    ];
    if !from.kasus.is_empty() {
        let code = from.kasus.clone();
        let case = visit.read(move |tx| cases::by_code(tx, &code)).await?;
        fields.push((PROPOSAL.to_owned(), case.code));
        fields.push(("title".to_owned(), case.title));
        fields.push(("about".to_owned(), case.body));
        fields.extend(case.partner.map(|id| ("partner".to_owned(), id.to_string())));
    }
    draw(&visit, None, &fields, sent::Sent::default()).await
}

/// Where an activity is that came of a proposal.
pub(super) async fn found(visit: Visit, Path(id): Path<Id<Activity>>) -> Answer {
    let one = visit.read(move |tx| planning::one(tx, id)).await?;
    Ok(web::see_other(&path_of(&one.code)))
}

/// The form of what is planned.
pub(super) async fn edit(visit: Visit, Path(code): Path<String>) -> Answer {
    let asked = code.clone();
    let (one, partners) = visit
        .read(move |tx| {
            let one = planning::by_code(tx, &asked)?;
            let partners = planning::partners(tx, one.id)?;
            Ok((one, partners))
        })
        .await?;
    let mut fields = typed(&one.plan);
    fields.push((KEY.to_owned(), planning::version(&one)));
    fields.extend(partners.into_iter().map(|(id, _)| ("partner".to_owned(), id.to_string())));
    draw(&visit, Some(code), &fields, sent::Sent::default()).await
}

fn typed(draft: &Draft) -> Fields {
    let flag = |yes: bool| if yes { "1" } else { "" }.to_owned();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut fields: Fields = [
        ("programme", draft.programme.map(|id| id.to_string()).unwrap_or_default()),
        ("kind", draft.kind.to_string()),
        ("title", draft.title.clone()),
        ("summary", draft.summary.clone()),
        ("about", draft.about.clone()),
        ("audience", draft.audience.to_string()),
        ("listed", flag(draft.listed)),
        ("photos", flag(draft.photos)),
        ("entry", draft.entry.to_string()),
        ("approval", flag(draft.approval)),
        ("classes", flag(draft.classes)),
        ("largest", draft.largest.to_string()),
        ("least_age", number(draft.least_age)),
        ("most_age", number(draft.most_age)),
        ("cancel_hours", draft.cancel_hours.to_string()),
        ("instrument", draft.instrument.map(|id| id.to_string()).unwrap_or_default()),
        ("requires", draft.requires.clone()),
        ("certified", flag(draft.certified)),
        ("threshold", draft.threshold.to_string()),
        ("assessed", flag(draft.assessed)),
        ("syllabus", draft.syllabus.clone()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    for (name, day) in [("opens", draft.opens_on), ("closes", draft.closes_on)] {
        let parts = day.map(DateParts::from).unwrap_or_default();
        for (part, value) in [("day", parts.day), ("month", parts.month), ("year", parts.year)] {
            fields.push((format!("{name}_{part}"), value));
        }
    }
    fields.extend(draft.access.0.iter().map(|one| ("access".to_owned(), one.to_string())));
    fields
}

fn values<'f>(fields: &'f Fields, name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
}

fn day(fields: &Fields, name: &str) -> DateParts {
    let part = |part: &str| value(fields, &format!("{name}_{part}")).to_owned();
    DateParts { day: part("day"), month: part("month"), year: part("year") }
}

async fn draw(visit: &Visit, code: Option<String>, typed: &Fields, sent: sent::Sent) -> Answer {
    let today = visit.act().today();
    let pinned = value(typed, "instrument").parse().ok();
    let (places, programmes, questionnaires, certified) = visit
        .read(move |tx| {
            let programmes = programmes::choices(tx, today)?;
            Ok((look::Places::read(tx)?, programmes, questionnaires(tx, pinned)?, planning::certified(tx)?))
        })
        .await?;
    let t = visit.t;
    let questionnaires: Vec<(String, String)> = questionnaires
        .into_iter()
        .map(|one| (one.version.to_string(), look::questionnaire(t, &one)))
        .collect();
    let programmes: Vec<(String, String)> =
        programmes.into_iter().map(|one| (one.id.to_string(), one.title)).collect();
    let (title, action) = match &code {
        Some(code) => (t.about("activity-edit-one", code.as_str()), format!("{}/ubah", path_of(code))),
        None => {
            let of = Some(value(typed, PROPOSAL)).filter(|case| !case.is_empty());
            let of = of.map(|case| format!("?{PROPOSAL}={case}")).unwrap_or_default();
            (t.say("activity-new").to_owned(), format!("{LIST}/baru{of}"))
        }
    };
    let lead = match value(typed, PROPOSAL) {
        _ if code.is_some() => String::new(),
        "" => t.say("activity-form-lead").to_owned(),
        case => t.about("activity-from-proposal", case),
    };
    let mut board = Board::new(t);
    let kept = Some(value(typed, "requires").to_owned())
        .filter(|kept| !kept.is_empty() && !certified.contains(kept));
    let certified = certified.into_iter().chain(kept).map(|title| (title.clone(), title)).collect();
    let fields = fields(t, typed, &sent, &(programmes, questionnaires, certified), &places.partners);
    let deed = Deed::new(title.as_str(), action, fields).once(value(typed, KEY)).open(true).lead(lead);
    board.main.push(Html::of(&deed.buttons(vec![Button::new(t.say("activity-save"))])));
    let mut page = visit.below(BACK, title);
    if let Some(code) = &code {
        let name = Some(value(typed, "title")).filter(|title| !title.trim().is_empty());
        page.crumbs.insert(1, Link::new(name.unwrap_or(code), path_of(code)));
    }
    visit.board(page, board, &sent)
}

/// The questionnaires to choose from, and the version that is asked already where there is a later one.
fn questionnaires(tx: &mut Tx<'_>, pinned: Option<Id<Version>>) -> Result<Vec<Offered>> {
    let mut all = instruments::offered(tx, Purpose::Registration)?;
    let missing = pinned.filter(|id| all.iter().all(|one| one.version != *id));
    if let Some(id) = missing {
        all.push(look::offered(tx, id)?);
    }
    Ok(all)
}

fn fields(
    t: Speech,
    typed: &Fields,
    sent: &sent::Sent,
    (programmes, questionnaires, certified): &(Named, Named, Named),
    partners: &[(String, String)],
) -> Vec<Field> {
    let wrong = |name: &str| sent.errors.of(name);
    let text = |name, key: &str| Field::text(t, name, t.say(key), value(typed, name)).error(wrong(name));
    let number = |name, key: &str| look::number(t, name, t.say(key), value(typed, name)).error(wrong(name));
    let area =
        |name, key: &str, rows| Field::area(t, name, t.say(key), value(typed, name), rows).error(wrong(name));
    let check = |name, key: &str| {
        Field::check(t, name, t.say(key), "1", !value(typed, name).is_empty())
            .hint(t.say(&format!("{key}.hint")))
    };
    let select =
        |name, key: &str, choices| Field::select(t, name, t.say(key), choices).error(wrong(name)).medium();
    let provisions = Provision::ALL.iter().map(|one| {
        Choice::new(one.as_str(), t.say(&format!("activity-access-{one}")))
            .chosen(values(typed, "access").any(|word| word == one.as_str()))
    });
    let entries = Entry::ALL.iter().map(|one| {
        Choice::new(one.as_str(), t.say(&format!("activity-entry-{one}")))
            .hint(t.say(&format!("activity-entry-{one}.hint")))
            .chosen(value(typed, "entry") == one.as_str())
    });
    let mut fields = vec![
        select("kind", "activity-kind", look::choices(t, Kind::ALL, "activity-kind", value(typed, "kind"))),
        text("title", "activity-title"),
        area("summary", "activity-summary", 2).hint(t.say("activity-summary-hint")),
        area("about", "activity-about", 8).hint(t.say("activity-about-hint")).optional(),
        select(
            "audience",
            "activity-audience",
            look::choices(t, Audience::ALL, "activity-audience", value(typed, "audience")),
        ),
        number("least_age", "activity-least-age").optional(),
        number("most_age", "activity-most-age").optional(),
        check("listed", "activity-listed"),
        Field::radios(t, "entry", t.say("activity-entry"), entries.collect()).error(wrong("entry")),
        check("approval", "activity-approval"),
        check("classes", "activity-classes"),
        number("largest", "activity-largest").hint(t.say("activity-largest-hint")),
        Field::date(t, "opens", t.say("activity-opens"), day(typed, "opens"))
            .optional()
            .error(wrong("opens")),
        Field::date(t, "closes", t.say("activity-closes"), day(typed, "closes"))
            .optional()
            .error(wrong("closes")),
        number("cancel_hours", "activity-cancel-hours").hint(t.say("activity-cancel-hours-hint")),
        Field::checks(t, "access", t.say("activity-access"), provisions.collect()),
        check("photos", "activity-photos"),
        check("certified", "activity-certified"),
        number("threshold", "activity-threshold").hint(t.say("activity-threshold-hint")),
        check("assessed", "activity-assessed"),
        area("syllabus", "activity-syllabus", 4).hint(t.say("activity-syllabus-hint")).optional(),
    ];
    if !certified.is_empty() {
        let choices = look::among(certified, value(typed, "requires"), Some(t.say("activity-requires-none")));
        fields.push(select("requires", "activity-requires", choices).hint(t.say("activity-requires-hint")));
    }
    if !questionnaires.is_empty() {
        let none = Some(t.say("activity-questions-none"));
        let choices = look::among(questionnaires, value(typed, "instrument"), none);
        fields
            .push(select("instrument", "activity-questions", choices).hint(t.say("activity-questions-hint")));
    }
    if !programmes.is_empty() {
        let none = Some(t.say("activity-no-programme"));
        fields.push(select(
            "programme",
            "activity-programme",
            look::among(programmes, value(typed, "programme"), none),
        ));
    }
    if !partners.is_empty() {
        let chosen: Vec<&str> = values(typed, "partner").filter(|id| !id.is_empty()).collect();
        fields.extend(partner_fields(t, partners, &chosen, "activity-with"));
    }
    fields
}

/// The partners that are chosen, to untick, and one more to choose: a list of hundreds of boxes helps nobody.
pub(super) fn partner_fields(
    t: Speech,
    partners: &[(String, String)],
    chosen: &[&str],
    key: &str,
) -> Vec<Field> {
    let ticked: Vec<Choice> = partners
        .iter()
        .filter(|(id, _)| chosen.contains(&id.as_str()))
        .map(|(id, name)| Choice::new(id.as_str(), name.as_str()).chosen(true))
        .collect();
    let rest: Vec<(String, String)> =
        partners.iter().filter(|(id, _)| !chosen.contains(&id.as_str())).cloned().collect();
    let mut fields = Vec::new();
    if !ticked.is_empty() {
        fields.push(Field::checks(t, "partner", t.say(key), ticked));
    }
    let label = if fields.is_empty() { t.say(key) } else { t.say("activity-with-more") };
    let choices = look::among(&rest, "", Some(t.say("activity-no-partner")));
    fields.push(Field::select(t, "partner_more", label, choices).medium());
    fields
}

fn read(fields: &Fields) -> Result<Draft> {
    let text = |name| value(fields, name).to_owned();
    let flag = |name| !value(fields, name).is_empty();
    let mut reasons = Vec::new();
    let mut number = |name: &'static str, otherwise: Option<i64>| match value(fields, name).trim() {
        "" => otherwise,
        typed => match typed.parse() {
            Ok(n) => Some(n),
            Err(_) => {
                reasons.push(Reason { field: Some(name), message: Message::new("activity-number-wrong") });
                otherwise
            }
        },
    };
    let (largest, cancel_hours, threshold) =
        (number("largest", Some(1)), number("cancel_hours", Some(0)), number("threshold", Some(0)));
    let (least_age, most_age) = (number("least_age", None), number("most_age", None));
    for name in ["opens", "closes"] {
        let parts = day(fields, name);
        if !parts.is_empty() && parts.read().is_none() {
            reasons.push(Reason { field: Some(name), message: Message::new("activity-day-wrong") });
        }
    }
    Refusal::unless_empty(kernel::Kind::Invalid, reasons)?;
    let provisions = Provision::ALL.iter();
    let is_provided = |one: &&Provision| values(fields, "access").any(|word| word == one.as_str());
    Ok(Draft {
        programme: value(fields, "programme").parse().ok(),
        kind: value(fields, "kind").parse()?,
        title: text("title"),
        summary: text("summary"),
        about: text("about"),
        audience: value(fields, "audience").parse()?,
        listed: flag("listed"),
        access: Json(provisions.filter(is_provided).copied().collect()),
        photos: flag("photos"),
        entry: value(fields, "entry").parse()?,
        approval: flag("approval"),
        classes: flag("classes"),
        largest: largest.unwrap_or(1),
        least_age,
        most_age,
        opens_on: day(fields, "opens").read(),
        closes_on: day(fields, "closes").read(),
        cancel_hours: cancel_hours.unwrap_or_default(),
        instrument: value(fields, "instrument").parse().ok(),
        requires: text("requires"),
        certified: flag("certified"),
        threshold: threshold.unwrap_or_default(),
        assessed: flag("assessed"),
        syllabus: text("syllabus"),
    })
}

/// The partners that were ticked or chosen.
pub(super) fn partners(fields: &Fields) -> Vec<Id<Person>> {
    let chosen = values(fields, "partner").chain(values(fields, "partner_more"));
    chosen.filter_map(|id| id.parse().ok()).collect()
}

async fn saved(
    post: Post,
    code: Option<String>,
    fields: Fields,
    f: impl Fn(&mut Tx<'_>, &Act, (&Draft, &[Id<Person>])) -> Result<Activity> + Send + 'static,
) -> Answer {
    let mut typed = fields.clone();
    let save = move |tx: &mut Tx<'_>, act: &Act| {
        let with = partners(&fields);
        let one = f(tx, act, (&read(&fields)?, &with))?;
        planning::set_partners(tx, one.id, &with)?;
        Ok(one.code)
    };
    match post.write(save).await {
        Ok(code) => Ok(post.done(&path_of(&code), &Message::new("activity-saved"))),
        Err(error) => {
            // Whoever has been told of the other's change may save theirs over it.
            if let Some(named) = code.clone().filter(|_| is_stale(&error)) {
                let now = post.read(move |tx| planning::by_code(tx, &named)).await?;
                typed.retain(|(name, _)| name != KEY);
                typed.push((KEY.to_owned(), planning::version(&now)));
            }
            let errors = sent::errors_in(&post, error, "title")?;
            draw(&post, code, &typed, sent::Sent::default().wrong(errors)).await
        }
    }
}

/// The form of something new came back. What is planned from a proposal is what came of it.
pub(super) async fn submit(post: Post, Query(from): Query<From>, Form(mut fields): Form<Fields>) -> Answer {
    let (t, of) = (post.t, from.kasus);
    if !of.is_empty() {
        if !post.can(partners::EDIT) {
            return Err(Failure::status(StatusCode::FORBIDDEN));
        }
        fields.push((PROPOSAL.to_owned(), of.clone()));
    }
    let key = keyed(&fields);
    let make = move |tx: &mut Tx<'_>, act: &Act, draft: &Draft| {
        let one = planning::draft(tx, act, draft)?;
        if !of.is_empty() {
            let case = cases::by_code(tx, &of)?;
            let values = [("code", one.code.as_str().into()), ("title", one.title.as_str().into())];
            let answer = t.with("activity-of-proposal", &values);
            let outcome = Outcome { kind: cases::ACTIVITY, id: one.id.cast() };
            cases::advance(tx, act, case.id, CaseState::Resolved, &answer, Some(&outcome))?;
        }
        Ok(one.id)
    };
    saved(post, None, fields, move |tx, act, (draft, _)| {
        let made = key.once(tx, act, "activity-new", |tx| make(tx, act, draft))?;
        planning::one(tx, made)
    })
    .await
}

/// The form of what is planned came back.
pub(super) async fn change(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let (named, seen) = (code.clone(), value(&fields, KEY).to_owned());
    saved(post, Some(code), fields, move |tx, act, (draft, with)| {
        let one = planning::by_code(tx, &named)?;
        planning::unchanged_since(tx, one.id, &seen, (draft, with))?;
        planning::change(tx, act, one.id, draft)?;
        Ok(one)
    })
    .await
}
