//! What has happened and what comes next: verdicts, steps, timelines, codes.

use super::{Button, Tone};
use crate::{html::Html, html_safe, lang::Speech, paper};
use askama::Template;

/// The one answer to a scan: lent, refused, or a question. Enter never answers a question.
#[derive(Template, Clone, Debug)]
#[template(path = "part/verdict.html")]
pub struct Verdict {
    /// How it went.
    pub tone: Tone,
    /// Lucide symbol; [`Tone::icon`] is the usual one.
    pub icon: &'static str,
    /// In a few words: `Dipesan anggota lain`.
    pub title: String,
    /// About what, and what is unharmed.
    pub text: Html,
    /// A date to read out: label and date.
    pub due: Option<(String, String)>,
    /// Where the answers are posted; empty for this page.
    pub action: String,
    /// What the answers carry along.
    pub hidden: Vec<(String, String)>,
    /// The answers, the safe one first.
    pub answers: Vec<Button>,
}

impl Verdict {
    /// A verdict without a date or a question.
    pub fn new(tone: Tone, title: impl Into<String>, text: Html) -> Verdict {
        Verdict {
            tone,
            icon: tone.icon(),
            title: title.into(),
            text,
            due: None,
            action: String::new(),
            hidden: Vec::new(),
            answers: Vec::new(),
        }
    }
}

/// Where one is in a task of several pages.
#[derive(Template, Clone, Debug)]
#[template(path = "part/stepper.html")]
pub struct Stepper {
    /// The language.
    pub t: Speech,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The step one is at, from 0.
    pub now: usize,
}

/// A step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its words.
    pub label: String,
    /// Where it is, when one may go back to it.
    pub href: Option<String>,
}

impl Stepper {
    fn class(&self, index: &usize) -> &'static str {
        match index.cmp(&self.now) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "later",
        }
    }

    fn state(&self, index: &usize) -> &'static str {
        match index.cmp(&self.now) {
            std::cmp::Ordering::Less => self.t.say("step-done"),
            std::cmp::Ordering::Equal => self.t.say("step-now"),
            std::cmp::Ordering::Greater => self.t.say("step-later"),
        }
    }
}

/// What happened, or will, in order.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<ol class=\"route timeline\">{% for item in items %}<li{% if item.done %} class=\"done\"{% else if item.now %} class=\"now\"{% endif %}>\
              <b>{{ item.when }}</b> {{ item.title }}{% if !item.text.is_empty() %}<small>{{ item.text }}</small>{% endif %}</li>{% endfor %}</ol>"
)]
pub struct Timeline {
    /// The items.
    pub items: Vec<TimelineItem>,
}

/// An item of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineItem {
    /// `08.30`, `5 Agustus 2026`.
    pub when: String,
    /// What.
    pub title: String,
    /// More about it: text by `.into()`.
    pub text: Html,
    /// Whether it lies behind.
    pub done: bool,
    /// Whether it is now.
    pub now: bool,
}

/// A QR code with its code in text beneath, for people and for scanners that fail.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<figure class=\"qr\">{{ self.code_svg() }}<figcaption><strong>{{ title }}</strong><span class=\"num\">{{ code }}</span>\
              {% if !text.is_empty() %}<small>{{ text }}</small>{% endif %}</figcaption></figure>"
)]
pub struct QrCard {
    /// The language.
    pub t: Speech,
    /// What the code holds: an address or a number.
    pub data: String,
    /// The same in letters people can read out.
    pub code: String,
    /// Whose or for what.
    pub title: String,
    /// When and where to show it.
    pub text: String,
}

impl QrCard {
    fn code_svg(&self) -> Html {
        paper::qr(&self.data, &self.t.about("code-text", self.code.as_str()))
    }
}

html_safe!(Verdict, Stepper, Timeline, QrCard);
