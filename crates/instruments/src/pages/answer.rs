//! A questionnaire at its own address: a step for each section, without any script; what comes next the server decides.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use kernel::Message;
use platform::files::Files;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Page, Speech,
    part::{Button, ErrorSummary, Errors, Field, Step, Stepper, Table, Tone},
};
use web::{Answer, Post, Query, Uploads, Visit, sent::errors_in, stamp};

use super::{Fields, value};
use crate::{
    building, codes,
    model::{Access, Instrument, Score, Version, Way},
    responding::{self, Given},
    rules::{self, Judged, Typed},
    show::{self, Questions},
    steps::{self, Turn, Wish},
    uploads,
};

/// What the throttle knows guesses at slips by.
const THROTTLE: &str = "tanya";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The code of a slip, from its QR.
    kode: String,
}

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    page: Page,
    errors: Errors,
    code: String,
    intro: String,
    known: String,
    note: String,
    stepper: Option<Stepper>,
    cap: String,
    version: String,
    step: usize,
    slip: Option<Field>,
    carried_slip: String,
    questions: Questions,
    review: Option<Table>,
    buttons: Vec<Button>,
}

impl AnswerPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(path = "answer_said.html")]
struct SaidPage {
    page: Page,
    text: String,
}

fn path_of(code: &str) -> String {
    format!("/tanya/{code}")
}

fn thanks_of(code: &str) -> String {
    format!("{}/terima-kasih", path_of(code))
}

/// What stands at this address; none for a version where nothing can be answered now.
fn at_address(
    tx: &mut Tx<'_>,
    today: kernel::Date,
    code: &str,
    shown: &str,
) -> Result<(Instrument, Option<Version>)> {
    let instrument = building::by_code(tx, code)?;
    if !instrument.takes(today) {
        return Ok((instrument, None));
    }
    // Whoever began with an older version goes on with it.
    let version = match shown.parse() {
        Ok(id) => building::version_of(tx, instrument.id, id)?,
        Err(_) => building::latest(tx, instrument.id)?,
    };
    Ok((instrument, Some(version)))
}

fn said(visit: &Visit, title: &str, text: &str) -> Answer {
    visit.html(&SaidPage { page: visit.public(title), text: text.to_owned() })
}

/// The first step.
pub(super) async fn blank(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let today = visit.act().today();
    let (instrument, version) = visit.read(move |tx| at_address(tx, today, &code, "")).await?;
    let Some(version) = version else {
        return said(&visit, instrument.title(visit.t.lang()), visit.t.say("answer-closed"));
    };
    let judged = rules::judge(&version.content, &Typed::default());
    let first = steps::sections(&version.content, &judged).first().copied().unwrap_or_default();
    let fields = vec![("slip".to_owned(), asked.kode)];
    draw(&visit, &instrument, &version, &fields, Turn::Section(first), Errors::new(), "")
}

fn draw(
    visit: &Visit,
    instrument: &Instrument,
    version: &Version,
    fields: &Fields,
    turn: Turn,
    errors: Errors,
    note: &str,
) -> Answer {
    let (t, content, typed) = (visit.t, &version.content, Typed::of(fields));
    let judged = rules::judge(content, &typed);
    let sections = steps::sections(content, &judged);
    let section = match turn {
        Turn::Section(section) => Some(section),
        Turn::Review | Turn::Done => None,
    };
    let now = visit.act().at;
    let cap = Some(value(fields, "cap")).filter(|cap| stamp::age(cap, now).is_some());
    let is_first = section.is_some() && section == sections.first().copied();
    let slip = value(fields, "slip");
    let asks_slip = instrument.access == Access::Slip && (is_first || errors.of("slip").is_some());
    let mut page = visit.public(instrument.title(t.lang()));
    page.failed = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = AnswerPage {
        page,
        code: instrument.code.clone(),
        intro: if is_first { content.intro.of(t.lang()).to_owned() } else { String::new() },
        known: known(visit, instrument),
        note: note.to_owned(),
        stepper: stepper(t, version, &sections, section),
        cap: cap.map_or_else(|| stamp::given(now), str::to_owned),
        version: version.id.to_string(),
        step: section.unwrap_or(content.sections.len()),
        slip: asks_slip.then(|| {
            Field::text(t, "slip", t.say("answer-slip"), slip)
                .hint(t.say("answer-slip-hint"))
                .medium()
                .error(errors.of("slip"))
        }),
        carried_slip: slip.to_owned(),
        questions: match section {
            Some(section) => Questions::step(t, content, &typed, &errors, section),
            None => Questions::none(&typed),
        },
        review: section
            .is_none()
            .then(|| show::answered(t, t.say("answer-review"), content, &judged.answers, None)),
        buttons: buttons(t, content.sections.len() > 1, section, is_first),
        errors,
    };
    let mut response = visit.html_as(status, &view)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What the library will know of whoever answers.
fn known(visit: &Visit, instrument: &Instrument) -> String {
    match visit.account() {
        _ if instrument.anonymous => visit.t.say("answer-anonymous").to_owned(),
        Some(account) => visit.t.about("answer-as", account.name.as_str()),
        None => visit.t.say("answer-unknown").to_owned(),
    }
}

fn stepper(t: Speech, version: &Version, sections: &[usize], now: Option<usize>) -> Option<Stepper> {
    let all = &version.content.sections;
    if all.len() < 2 {
        return None;
    }
    let name = |section: &usize| all.get(*section).map(|one| one.title.of(t.lang()).to_owned());
    let labels = sections.iter().filter_map(name).chain([t.say("answer-review").to_owned()]);
    let at = now.and_then(|now| sections.iter().position(|section| *section == now));
    Some(Stepper {
        t,
        steps: labels.map(|label| Step { label, href: None }).collect(),
        now: at.unwrap_or(sections.len()),
    })
}

fn buttons(t: Speech, in_steps: bool, section: Option<usize>, is_first: bool) -> Vec<Button> {
    let on = match section {
        Some(_) if in_steps => Button::new(t.say("answer-forward")).sends("aksi", "lanjut"),
        _ => Button::new(t.say("answer-send")).sends("aksi", "kirim"),
    };
    let back = Button::new(t.say("answer-back")).ghost().sends("aksi", "kembali");
    if is_first { vec![on] } else { vec![on, back] }
}

/// A step came back.
pub(super) async fn submit(
    post: Post,
    (headers, files): (HeaderMap, Files),
    code: String,
    mut sent: Uploads,
) -> Answer {
    let fields = &sent.fields;
    // Nobody sees this box; only programs fill it in.
    if !value(fields, "situs").is_empty() {
        return Ok(web::see_other(&thanks_of(&code)));
    }
    let (shown, asked) = (value(fields, "versi").to_owned(), code.clone());
    let (slip, today) = (value(fields, "slip").to_owned(), post.act().today());
    let (instrument, version, is_good) = post
        .read(move |tx| {
            let (instrument, version) = at_address(tx, today, &asked, &shown)?;
            let is_good = instrument.access != Access::Slip || codes::is_good(tx, instrument.id, &slip)?;
            Ok((instrument, version, is_good))
        })
        .await?;
    let Some(version) = version else {
        return said(&post, instrument.title(post.t.lang()), post.t.say("answer-closed"));
    };
    if !is_good {
        // Whoever may not answer may not hand anything in.
        sent.files.clear();
    }
    let content = &version.content;
    let (fields, lost) = uploads::take(&post, &headers, &files, content, sent).await?;
    let typed = Typed::of(&fields);
    let section = value(&fields, "langkah").parse().unwrap_or(content.sections.len());
    let wish = match value(&fields, "aksi") {
        "kembali" => Wish::Back,
        "lanjut" => Wish::Forward,
        _ => Wish::Send,
    };
    let (turn, judged) = steps::turn(content, &typed, section, wish);
    if !lost.is_empty() {
        return draw(&post, &instrument, &version, &fields, Turn::Section(section), lost, "");
    }
    if wish == Wish::Forward && !is_good {
        return slip_refused(&post, &instrument, &version, &fields, Turn::Section(section));
    }
    match turn {
        Turn::Done => keep(&post, &instrument, &version, &fields, section).await,
        Turn::Section(at) if wish != Wish::Back && at <= section => {
            let (errors, note) = complaints(&post, &version, &judged, at);
            draw(&post, &instrument, &version, &fields, turn, errors, note)
        }
        turn => draw(&post, &instrument, &version, &fields, turn, Errors::new(), ""),
    }
}

/// What is wrong in a section; where nothing is and more is asked only now, a word about that.
fn complaints<'a>(post: &'a Post, version: &Version, judged: &Judged, section: usize) -> (Errors, &'a str) {
    let here = steps::places(&version.content, section);
    let mut errors = Errors::new();
    for (place, message) in judged.wrong.iter().filter(|(place, _)| here.contains(place)) {
        errors.add(rules::field(*place), post.tell(message));
    }
    let has_more = judged.further.iter().any(|place| here.contains(place));
    let note = if errors.is_empty() && has_more { post.t.say("answer-further") } else { "" };
    (errors, note)
}

fn slip_refused(
    post: &Post,
    instrument: &Instrument,
    version: &Version,
    fields: &Fields,
    turn: Turn,
) -> Answer {
    post.may_try_again(THROTTLE)?;
    post.tried(THROTTLE, false);
    let mut errors = Errors::new();
    errors.add("slip", post.t.say("slip-not-good"));
    draw(post, instrument, version, fields, turn, errors, "")
}

async fn keep(
    post: &Post,
    instrument: &Instrument,
    version: &Version,
    fields: &Fields,
    section: usize,
) -> Answer {
    let (form, slip) = (value(fields, "cap").to_owned(), value(fields, "slip").to_owned());
    let again = if section < version.content.sections.len() { Turn::Section(section) } else { Turn::Review };
    if stamp::age(&form, post.act().at).is_none_or(|age| age < stamp::LEAST) {
        let mut errors = Errors::new();
        errors.add("aksi", post.t.say("answer-once-more"));
        return draw(post, instrument, version, fields, again, errors, "");
    }
    let party = post.account().map(|account| account.person);
    let (id, typed) = (version.id, Typed::of(fields));
    let kept = post
        .write(move |tx, act| {
            let given = Given { version: id, party, way: Way::Own, form: &form };
            responding::answer(tx, act, &given, &typed, &slip)
        })
        .await;
    match kept {
        Ok(kept) => {
            let path = thanks_of(&instrument.code);
            Ok(kept.score.map_or_else(
                || web::see_other(&path),
                |score| post.on_to(&path, tone(score), &came_to(score)),
            ))
        }
        Err(error) => {
            let errors = errors_in(post, error, "aksi")?;
            if errors.of("slip").is_some() {
                post.may_try_again(THROTTLE)?;
                post.tried(THROTTLE, false);
            }
            draw(post, instrument, version, fields, again, errors, "")
        }
    }
}

fn tone(score: Score) -> Tone {
    if score.passed == Some(false) { Tone::Info } else { Tone::Ok }
}

/// What an assessment came to, in a sentence to whoever took it.
fn came_to(score: Score) -> Message {
    let key = match score.passed {
        Some(true) => "score-passed",
        Some(false) => "score-not-passed",
        None => "score-plain",
    };
    Message::new(key).with("points", score.points).with("most", score.most)
}

/// Thanks.
pub(super) async fn thanks(visit: Visit, Path(code): Path<String>) -> Answer {
    let instrument = visit.read(move |tx| building::by_code(tx, &code)).await?;
    let key = if instrument.anonymous { "answer-kept-anonymously" } else { "answer-kept" };
    said(&visit, visit.t.say("answer-thanks"), visit.t.say(key))
}
