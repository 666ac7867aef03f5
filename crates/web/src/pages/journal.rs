use std::fmt::Write;

use askama::Template;
use jiff::tz::TimeZone;
use kernel::Date;
use platform::{
    accounts::{self, Account},
    audit::{self, Head, Past},
};
use serde::Deserialize;
use serde_json::Value;
use ui::{
    Html, Page, Speech,
    page::query_value,
    part::{Badge, Choice, Column, Empty, Field, Link, Row, Table, Tone},
};

use super::naming::in_words;
use crate::{Answer, Query, Visit};

const HERE: &str = "/staf/audit";
const PER_PAGE: i64 = 50;
/// Among how many people of similar names one chooses.
const NAMESAKES: i64 = 20;

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage {
    page: Page,
    head: String,
    seal: String,
    fields: [Field; 2],
    /// People whose names fit, where more than one does.
    namesakes: Vec<Link>,
    table: Table,
    newest: Option<String>,
    older: Option<String>,
}

/// What was changed, value by value.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<ul class=\"n\">{% for (name, value) in values %}<li><b>{{ name }}:</b> {{ value }}</li>{% endfor %}</ul>"
)]
struct Values {
    values: Vec<(String, String)>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    /// An action's name.
    tindakan: String,
    /// A login, or a part of a name.
    orang: String,
    /// Only entries before this number.
    sebelum: Option<i64>,
}

impl Asked {
    fn href(&self, before: Option<i64>) -> String {
        let filter =
            format!("{HERE}?tindakan={}&orang={}", query_value(&self.tindakan), query_value(&self.orang));
        before.map_or(filter.clone(), |before| format!("{filter}&sebelum={before}"))
    }
}

struct Found {
    /// Every kind of action there is an entry of.
    actions: Vec<String>,
    head: Option<Head>,
    people: Vec<Account>,
    entries: Vec<Past>,
}

/// Who changed what, the newest first.
pub(crate) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let action = asked.tindakan.trim().to_owned();
    let (person, before) = (asked.orang.trim().to_owned(), asked.sebelum.unwrap_or(i64::MAX));
    let found = visit
        .read(move |tx| {
            let people = if person.is_empty() { Vec::new() } else { people(tx, &person)? };
            let entries = match people.as_slice() {
                [] if person.is_empty() => audit::list(tx, &action, None, before, PER_PAGE + 1)?,
                [only] => audit::list(tx, &action, Some(only.person), before, PER_PAGE + 1)?,
                _ => Vec::new(),
            };
            Ok(Found { actions: audit::actions(tx)?, head: audit::head(tx)?, people, entries })
        })
        .await?;
    draw(&visit, &asked, found)
}

/// Who has this login, or else everybody whose name holds these words.
fn people(tx: &mut store::Tx<'_>, words: &str) -> store::Result<Vec<Account>> {
    let mut found = accounts::find(tx, words, NAMESAKES)?;
    let login = words.to_lowercase();
    if found.iter().any(|account| account.login == login) {
        found.retain(|account| account.login == login);
    }
    Ok(found)
}

fn draw(visit: &Visit, asked: &Asked, mut found: Found) -> Answer {
    let t = visit.t;
    let more = found.entries.len() as i64 > PER_PAGE;
    found.entries.truncate(usize::try_from(PER_PAGE).unwrap_or_default());
    let last = found.entries.last().map(|entry| entry.seq);
    let namesakes = match found.people.as_slice() {
        [] | [_] => Vec::new(),
        several => several.iter().map(|account| namesake(asked, account)).collect(),
    };
    let (head, seal) = match &found.head {
        Some(head) => (t.about("journal-count", head.seq), hex(&head.hash)),
        None => (t.say("journal-empty").to_owned(), String::new()),
    };
    let fields = [
        Field::select(
            t,
            "tindakan",
            t.say("journal-action"),
            choices(t, &found.actions, asked.tindakan.trim()),
        ),
        Field::text(t, "orang", t.say("journal-person"), asked.orang.as_str())
            .hint(t.say("journal-person-hint")),
    ];
    let template = JournalPage {
        page: visit.staff(t.say("journal-title")),
        head,
        seal,
        fields,
        namesakes,
        table: table(visit, &found.entries),
        newest: asked.sebelum.map(|_| asked.href(None)),
        older: last.filter(|_| more).map(|last| asked.href(Some(last))),
    };
    visit.html(&template)
}

/// The actions to choose from, by their names in the page's language, after "all".
fn choices(t: Speech, actions: &[String], chosen: &str) -> Vec<Choice> {
    let mut named: Vec<(String, &str)> =
        actions.iter().map(|action| (in_words(t, "audit", action), action.as_str())).collect();
    named.sort_by_cached_key(|(name, _)| name.to_lowercase());
    let every = Choice::new("", t.say("journal-every-action")).chosen(chosen.is_empty());
    let one = |(name, action): (String, &str)| Choice::new(action, name).chosen(action == chosen);
    [every].into_iter().chain(named.into_iter().map(one)).collect()
}

fn namesake(asked: &Asked, account: &Account) -> Link {
    let only = Asked { orang: account.login.clone(), tindakan: asked.tindakan.clone(), sebelum: None };
    Link::new(format!("{} ({})", account.name, account.login), only.href(None))
}

fn table(visit: &Visit, entries: &[Past]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("journal-number").numeric(),
        column("history-when"),
        column("history-who"),
        column("journal-what").head(),
        column("journal-values"),
    ];
    let mut table = Table::new(t, "catatan", t.say("journal-entries"), columns);
    table.empty = Some(Empty::told(t, "LuHistory", "journal-none"));
    table.rows = entries.iter().map(|entry| row(visit, entry)).collect();
    table
}

fn row(visit: &Visit, entry: &Past) -> Row {
    let (t, zone) = (visit.t, visit.act().zone);
    let who = match (&entry.name, entry.actor) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => t.say("history-somebody").to_owned(),
        (None, None) => t.say("history-program").to_owned(),
    };
    let values = match &entry.detail {
        Some(detail) => Html::of(&Values { values: readable(t, &zone, &entry.action, detail) }),
        None => Html::of(&Badge::new(Tone::Plain, t.say("journal-erased"))),
    };
    Row::new(vec![
        t.int(entry.seq).into(),
        t.moment(entry.at, &zone).into(),
        who.into(),
        in_words(t, "audit", &entry.action).into(),
        values,
    ])
}

/// What is shown before other values: what it was, then from what to what.
const FIRST: [&str; 7] = ["key", "role", "code", "name", "login", "before", "after"];

/// The values of an entry, each under its name, nothing for what is empty.
fn readable(t: Speech, zone: &TimeZone, action: &str, detail: &str) -> Vec<(String, String)> {
    let Ok(value) = serde_json::from_str(detail) else { return Vec::new() };
    let values = match value {
        Value::Object(values) => values.into_iter().collect(),
        other => vec![("value".to_owned(), other)],
    };
    let mut said: Vec<(String, String)> = values
        .into_iter()
        .map(|(name, value)| {
            let text = flat(t, zone, kind_of(action, &name), &value);
            (name, text)
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    said.sort_by_key(|(name, _)| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()));
    said.into_iter().map(|(name, text)| (in_words(t, "audit-value", &name), text)).collect()
}

/// Texts that are the keys of refusals, each of which has a short title.
const REFUSAL: &str = "refusal";

/// What the texts under `name` name, where the language files have words for them.
fn kind_of(action: &str, name: &str) -> &'static str {
    match (action, name) {
        ("setting.changed", "key") => "setting",
        ("role.defined", "role") | ("account.roles-assigned", _) => "role",
        ("role.defined", _) => "permission",
        ("policy.decided", "name") => "policy",
        ("policy.decided", "plan") => "plan",
        (_, "overridden") => REFUSAL,
        _ => "",
    }
}

/// A value in one line; its texts are names of this `kind`, if of any.
fn flat(t: Speech, zone: &TimeZone, kind: &str, value: &Value) -> String {
    let joined = |parts: Vec<String>, between: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => t.say(if *flag { "setting-yes" } else { "setting-no" }).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => match text.parse::<Date>() {
            Ok(day) if text.len() == 10 => t.date(day),
            _ if kind.is_empty() => text.parse().map_or_else(|_| text.clone(), |at| t.moment(at, zone)),
            _ if kind == REFUSAL => t.known(&format!("{text}.title")).unwrap_or(text).to_lowercase(),
            _ => in_words(t, kind, text),
        },
        // A list of lists keeps its empty places: the closed days of a week.
        Value::Array(values) if values.iter().any(Value::is_array) => {
            let place = |value: &Value| match flat(t, zone, kind, value) {
                text if text.is_empty() => "–".to_owned(),
                text => text,
            };
            values.iter().map(place).collect::<Vec<_>>().join(" | ")
        }
        Value::Array(values) => joined(values.iter().map(|value| flat(t, zone, kind, value)).collect(), ", "),
        Value::Object(values) => {
            let pair = |(name, value): (&String, &Value)| match flat(t, zone, kind, value) {
                text if text.is_empty() => text,
                text => format!("{} {text}", in_words(t, "audit-value", name)),
            };
            joined(values.iter().map(pair).collect(), "; ")
        }
    }
}

fn hex(hash: &[u8]) -> String {
    hash.iter().fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use ui::{Lang, Lexicon};

    use super::*;

    fn said(action: &str, detail: &str) -> Vec<String> {
        let lexicon = Lexicon::new(&[ui::TEXTS, super::super::TEXTS].concat()).unwrap().keep();
        let values = readable(Speech::new(lexicon, Lang::Id), &TimeZone::UTC, action, detail);
        values.into_iter().map(|(name, text)| format!("{name}: {text}")).collect()
    }

    #[test]
    fn a_change_is_read_from_what_it_was_to_what_it_is() {
        let detail = r#"{"after":["house.audit"],"before":["house.today","rooms.lend"],"role":"desk"}"#;
        assert_eq!(
            said("role.defined", detail),
            [
                "peran: Petugas layanan",
                "sebelum: Melihat “Hari ini”, rooms.lend",
                "sesudah: Membaca catatan perubahan"
            ]
        );
    }

    #[test]
    fn values_of_every_shape_stand_in_a_line_and_empty_ones_do_not() {
        let detail =
            r#"{"from":"2026-12-25","opens":null,"yearly":true,"head":{"seq":7,"hash":"ab"},"x":[]}"#;
        assert_eq!(
            said("special-day.added", detail),
            ["dari: 25 Desember 2026", "catatan terakhir: kunci ab; nomor 7", "tiap tahun: Ya"]
        );
        assert_eq!(
            said("branch.hours-set", r#"{"after":[["08:00–12:00"],[]]}"#),
            ["sesudah: 08:00–12:00 | –"]
        );
        let due = r#"{"before":"2026-12-18T15:59:59Z"}"#;
        assert_eq!(said("loan.renewed", due), ["sebelum: 18 Desember 2026, 15.59"]);
        assert_eq!(said("session.begun", "null"), Vec::<String>::new());
        assert_eq!(said("session.begun", "tidak terbaca"), Vec::<String>::new());
        assert_eq!(said("job.retried", "3"), ["nilai: 3"]);
    }
}
