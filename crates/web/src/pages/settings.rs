use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Kind, Message, Refusal};
use platform::settings::{Decision, Default, Setting};
use serde::Deserialize;
use store::Error;
use ui::{
    Page,
    part::{Choice, Column, ErrorSummary, Errors, Field, Row, Table},
};

use super::naming::{hyphened, in_words, module_of};
use crate::{Answer, Failure, Form, Post, Query, Visit};

const HERE: &str = "/staf/pengaturan";

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    page: Page,
    errors: Errors,
    groups: Vec<Group>,
}

impl SettingsPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// What one module lets the library decide.
struct Group {
    name: String,
    lines: Vec<Line>,
}

/// A setting as a sentence: what it is called, what holds.
struct Line {
    key: &'static str,
    id: String,
    name: String,
    help: String,
    value: String,
    open: Option<Open>,
}

/// A setting that is being decided about.
struct Open {
    field: Field,
    history: Table,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    ubah: String,
}

/// Everything the library decides for itself; one setting at a time is open for a change.
pub(crate) async fn page(visit: Visit, Query(Asked { ubah }): Query<Asked>) -> Answer {
    draw(&visit, &ubah, None).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    key: String,
    #[serde(default)]
    value: String,
}

/// Decides one setting.
pub(crate) async fn change(post: Post, Form(Change { key, value }): Form<Change>) -> Answer {
    let setting = setting(&post, &key)?;
    // Browsers end lines in two characters.
    let wanted = value.replace("\r\n", "\n");
    let decided = wanted.clone();
    let result = post
        .write(move |tx, act| {
            let before = setting.history(tx)?.len();
            setting.set(tx, act, &decided)?;
            let after = setting.history(tx)?;
            Ok((after.len() > before).then(|| after.first().map(|decision| decision.at)).flatten())
        })
        .await;
    let name = called(&post, setting.key);
    match result {
        Ok(Some(at)) => {
            post.app().refresh().await?;
            let undo = format!("{HERE}/{}/batal/{}", setting.key, at.as_millisecond());
            Ok(post.done(HERE, &Message::new("setting-kept").with("name", name).with("undo", undo)))
        }
        Ok(None) => Ok(post.done(HERE, &Message::new("setting-as-it-was").with("name", name))),
        Err(Error::Refused(refusal)) => draw(&post, setting.key, Some((wanted, refusal))).await,
        Err(other) => Err(other.into()),
    }
}

/// Takes the last decision about a setting back, if it still is the last.
pub(crate) async fn undo(post: Post, Path((key, at)): Path<(String, i64)>) -> Answer {
    let setting = setting(&post, &key)?;
    post.write(move |tx, act| {
        let history = setting.history(tx)?;
        if history.first().is_none_or(|last| last.at.as_millisecond() != at) {
            return Err(Refusal::new(Kind::Conflict, Message::new("setting-decided-since")).into());
        }
        setting.set(tx, act, &value_before(&setting, &history, 0))
    })
    .await?;
    post.app().refresh().await?;
    let name = called(&post, setting.key);
    Ok(post.done(HERE, &Message::new("setting-undone").with("name", name)))
}

fn setting(visit: &Visit, key: &str) -> Result<Setting, Failure> {
    visit.app().settings.iter().copied().find(|setting| setting.key == key).ok_or_else(Failure::missing)
}

/// What a setting is called.
fn called(visit: &Visit, key: &str) -> String {
    visit.t.say(&format!("setting-{}", hyphened(key))).to_owned()
}

/// The value that held before decision number `index` (0 is the newest).
fn value_before(setting: &Setting, newest_first: &[Decision], index: usize) -> String {
    newest_first.get(index + 1).map_or_else(|| setting.at_first(), |decision| decision.value.clone())
}

async fn draw(visit: &Visit, open: &str, refused: Option<(String, Refusal)>) -> Answer {
    let settings = visit.app().settings.clone();
    let opened = settings.iter().copied().find(|setting| setting.key == open);
    let all = settings.clone();
    let (values, history) = visit
        .read(move |tx| {
            let values = all.iter().map(|setting| setting.text(tx)).collect::<store::Result<Vec<_>>>()?;
            Ok((values, opened.map(|setting| setting.history(tx)).transpose()?))
        })
        .await?;
    let mut errors = Errors::new();
    let mut typed = None;
    if let Some((value, refusal)) = refused {
        visit.reasons(&refusal).into_iter().for_each(|(_, text)| errors.add("value", text));
        typed = Some(value);
    }
    let mut groups: Vec<Group> = Vec::new();
    for (setting, value) in settings.iter().zip(&values) {
        let group = in_words(visit.t, "module", module_of(setting.key));
        if groups.last().is_none_or(|last| last.name != group) {
            groups.push(Group { name: group, lines: Vec::new() });
        }
        let mut line = line(visit, setting, value);
        if let Some(history) = history.as_ref().filter(|_| setting.key == open) {
            let value = typed.as_deref().unwrap_or(value);
            let field = field(visit, setting, value).error(errors.of("value"));
            line.open = Some(Open { field, history: history_table(visit, setting, history) });
        }
        if let Some(group) = groups.last_mut() {
            group.lines.push(line);
        }
    }
    let mut page = visit.staff(visit.t.say("settings-title"));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.html_as(status, &SettingsPage { page, errors, groups })
}

fn line(visit: &Visit, setting: &Setting, value: &str) -> Line {
    let key = format!("setting-{}", hyphened(setting.key));
    Line {
        key: setting.key,
        id: hyphened(setting.key),
        name: visit.t.say(&key).to_owned(),
        help: visit.t.known(&format!("{key}.help")).unwrap_or_default().to_owned(),
        value: in_force(visit, setting, value),
        open: None,
    }
}

/// A value as the page says it.
fn in_force(visit: &Visit, setting: &Setting, value: &str) -> String {
    let t = visit.t;
    match setting.value {
        Default::Number { .. } => {
            value.parse::<i64>().map_or_else(|_| value.to_owned(), |number| t.int(number))
        }
        Default::Flag(_) => t.say(if value == "true" { "setting-yes" } else { "setting-no" }).to_owned(),
        Default::Choice(_) => choice(visit, setting, value),
        Default::Text(_) | Default::Lines(_) if value.is_empty() => t.say("setting-empty").to_owned(),
        Default::Days(_) | Default::Text(_) | Default::Lines(_) => value.to_owned(),
    }
}

fn choice(visit: &Visit, setting: &Setting, word: &str) -> String {
    in_words(visit.t, &format!("setting-{}", hyphened(setting.key)), word)
}

fn field(visit: &Visit, setting: &Setting, value: &str) -> Field {
    let t = visit.t;
    let name = called(visit, setting.key);
    let help = t.known(&format!("setting-{}.help", hyphened(setting.key))).unwrap_or_default();
    match setting.value {
        Default::Number { least, most, .. } => {
            let bounds = t.with("setting-bounds", &[("least", least.into()), ("most", most.into())]);
            Field::text(t, "value", name, value).hint(format!("{help} {bounds}").trim()).digits().short()
        }
        Default::Flag(_) => {
            let answer = |word: &str, key| Choice::new(word, t.say(key)).chosen(word == value);
            let answers = vec![answer("true", "setting-yes"), answer("false", "setting-no")];
            Field::radios(t, "value", name, answers).hint(help)
        }
        Default::Choice(words) => {
            let answer =
                |word: &&str| Choice::new(*word, choice(visit, setting, word)).chosen(*word == value);
            Field::radios(t, "value", name, words.iter().map(answer).collect()).hint(help)
        }
        Default::Days(_) => Field::text(t, "value", name, value).hint(help).medium(),
        Default::Text(_) => Field::text(t, "value", name, value).attribute("maxlength", "2000").hint(help),
        Default::Lines(_) => {
            Field::area(t, "value", name, value, 4).attribute("maxlength", "2000").hint(help)
        }
    }
}

fn history_table(visit: &Visit, setting: &Setting, newest_first: &[Decision]) -> Table {
    let (t, zone) = (visit.t, visit.act().zone);
    let columns =
        ["history-when", "history-who", "history-from", "history-to"].map(|key| Column::new(t.say(key)));
    let mut table = Table::new(t, "riwayat", t.say("history-title"), columns.to_vec());
    table.note = if newest_first.is_empty() { t.say("history-none").to_owned() } else { String::new() };
    table.rows = newest_first
        .iter()
        .enumerate()
        .map(|(index, decision)| {
            let who = decision.name.clone().unwrap_or_else(|| t.say("history-program").to_owned());
            Row::new(vec![
                t.moment(decision.at, &zone).into(),
                who.into(),
                in_force(visit, setting, &value_before(setting, newest_first, index)).into(),
                in_force(visit, setting, &decision.value).into(),
            ])
        })
        .collect();
    table
}
