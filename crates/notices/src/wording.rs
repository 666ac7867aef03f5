//! A message in words: made of its kind and its values when somebody reads it, in their language.

use askama::Template;
use kernel::{Id, TimeZone};
use ui::{Html, Lang, Lexicon, Speech, Value};

use crate::{Values, Word};

/// A message in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is about.
    pub subject: String,
    /// Its paragraphs; lines within one are kept apart.
    pub paragraphs: Vec<Vec<String>>,
    /// The same in a few lines, for WhatsApp.
    pub short: String,
}

/// Puts a message of `kind` into words.
pub fn say(t: Speech, zone: &TimeZone, kind: &str, values: &Values) -> Said {
    let key = web::key_of_notice(kind);
    let text = |part: &str| filled(t, zone, &format!("{key}.{part}"), values);
    let body = text("body");
    let paragraphs = body.split("\n\n").map(|one| one.lines().map(str::to_owned).collect()).collect();
    Said { subject: text("subject"), paragraphs, short: text("short") }
}

fn filled(t: Speech, zone: &TimeZone, key: &str, values: &Values) -> String {
    let values: Vec<(&str, Value<'_>)> =
        values.iter().map(|(name, word)| (name.as_str(), value(t, zone, word))).collect();
    t.with(key, &values)
}

fn value(t: Speech, zone: &TimeZone, word: &Word) -> Value<'static> {
    match word {
        Word::Text(text) => text.clone().into(),
        Word::Number(number) => (*number).into(),
        Word::Money(amount) => t.rupiah(*amount).into(),
        Word::Day(day) => t.date_long(*day).into(),
        Word::Moment(moment) => t.moment(*moment, zone).into(),
        Word::Lines(key, lines) => {
            let lines: Vec<String> = lines.iter().map(|line| filled(t, zone, key, line)).collect();
            lines.join("\n").into()
        }
    }
}

/// The child a message is about, where it went to whoever cares for it.
pub fn child(values: &Values) -> Option<&str> {
    values.iter().find_map(|(name, word)| match word {
        Word::Text(text) if name == "child" => Some(text.as_str()),
        _ => None,
    })
}

/// What stands around a message on its way.
#[derive(Clone)]
pub struct Frame<'a> {
    /// The words of the program.
    pub lexicon: &'static Lexicon,
    /// The reader's language.
    pub lang: Lang,
    /// The library's zone.
    pub zone: &'a TimeZone,
    /// The reader's name.
    pub name: &'a str,
    /// The library's name.
    pub library: &'a str,
    /// The lines of its address.
    pub address: &'a str,
    /// The address of the site, without a slash at its end, where there is one.
    pub origin: Option<&'a str>,
    /// Where one click ends messages like this; for what nobody must have.
    pub unsubscribe: Option<String>,
}

/// A message as it goes by mail.
#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage<'a> {
    t: Speech,
    said: &'a Said,
    greeting: String,
    child: Option<String>,
    button: Option<String>,
    library: &'a str,
    address: Vec<&'a str>,
    unsubscribe: Option<&'a str>,
}

impl Frame<'_> {
    /// The voice of the reader's language.
    pub fn voice(&self) -> Speech {
        Speech::new(self.lexicon, self.lang)
    }

    fn url(&self, link: Option<&str>) -> Option<String> {
        Some(format!("{}{}", self.origin?, link?))
    }

    /// The letter: subject, text, HTML.
    pub fn letter(&self, kind: &str, values: &Values, link: Option<&str>) -> (String, String, String) {
        let t = self.voice();
        let said = say(t, self.zone, kind, values);
        let greeting = t.about("letter-greeting", self.name);
        let child = child(values).map(|child| t.about("letter-child", child));
        let button = self.url(link);
        let mut parts = vec![greeting.clone()];
        parts.extend(child.clone());
        parts.extend(said.paragraphs.iter().map(|lines| lines.join("\n")));
        parts.extend(button.clone());
        parts.push(
            format!("{}\n{}\n{}", t.say("letter-closing"), self.library, self.address).trim().to_owned(),
        );
        if let Some(url) = &self.unsubscribe {
            parts.push(format!("{}\n{url}", t.say("letter-unsubscribe")));
        }
        let page = LetterPage {
            t,
            said: &said,
            greeting,
            child,
            button,
            library: self.library,
            address: self.address.lines().collect(),
            unsubscribe: self.unsubscribe.as_deref(),
        };
        let html = Html::of(&page).to_string();
        (said.subject, parts.join("\n\n"), html)
    }

    /// The few lines that a colleague sends on WhatsApp.
    pub fn short(&self, kind: &str, values: &Values, link: Option<&str>) -> String {
        let t = self.voice();
        let said = say(t, self.zone, kind, values);
        let mut lines = vec![t.about("letter-greeting", self.name)];
        lines.extend(child(values).map(|child| t.about("letter-child", child)));
        lines.push(said.short);
        lines.extend(self.url(link));
        lines.push(format!("– {}", self.library));
        lines.join("\n\n")
    }
}

/// The Message-ID of a letter, before the `@`: of this message to this reader, whenever it goes.
pub fn letter_id<T>(id: Id<T>) -> String {
    format!("pesan.{}", id.uuid().simple())
}
