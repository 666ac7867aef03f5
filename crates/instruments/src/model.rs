//! A questionnaire as a value: sections of questions, each with how it is answered and when it is asked.

use kernel::{Date, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::FromRow;
use ui::Lang;

store::words! {
    /// What a questionnaire is for.
    pub enum Purpose {
        /// Questions whoever registers for something is asked.
        Registration = "registration",
        /// A test: choices have points.
        Assessment = "assessment",
        /// What people think or do.
        Survey = "survey",
        /// A call that is answered by proposals.
        Call = "call",
    }
}

impl Purpose {
    /// Whether responses are read one by one: proposals, assessments, what somebody asked for when registering. Those of
    /// surveys are only counted.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Survey)
    }

    /// Whether a question may be answered in this way: a file is nothing that is counted.
    pub fn takes(self, kind: Kind) -> bool {
        self.is_read() || kind != Kind::File
    }
}

store::words! {
    /// How one comes to a questionnaire.
    pub enum Access {
        /// It stands within another form.
        Within = "within",
        /// Whoever has its address.
        Link = "link",
        /// Whoever has a slip, once.
        Slip = "slip",
    }
}

impl Access {
    /// Whether what is published is answered at its own address on a day, where it was opened until a last one.
    pub fn takes(self, is_open: bool, closes_on: Option<Date>, today: Date) -> bool {
        self != Self::Within && is_open && closes_on.is_none_or(|last| today <= last)
    }
}

store::words! {
    /// How a response came in.
    pub enum Way {
        /// Whoever answers typed it.
        Own = "self",
        /// From a paper form.
        Paper = "paper",
        /// Staff asked and typed.
        Staff = "staff",
    }
}

store::words! {
    /// How a question is answered.
    pub enum Kind {
        /// One of a few choices.
        One = "one",
        /// Any number of a few choices.
        Several = "several",
        /// Yes or no.
        YesNo = "yes-no",
        /// A step of a scale.
        Scale = "scale",
        /// A line of text.
        Short = "short",
        /// Several lines.
        Long = "long",
        /// A number.
        Number = "number",
        /// A day.
        Day = "day",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A file that is handed in.
        File = "file",
    }
}

impl Kind {
    /// Whether it is answered by picking.
    pub const fn is_picked(self) -> bool {
        matches!(self, Self::One | Self::Several | Self::YesNo | Self::Scale)
    }

    /// Whether its choices are written by whoever makes the questionnaire.
    pub const fn has_choices(self) -> bool {
        matches!(self, Self::One | Self::Several)
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Words in both languages; the Indonesian ones stand for English ones that are missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// In Indonesian.
    pub id: String,
    /// In English; may be empty.
    pub en: String,
}

impl Text {
    /// Words in both languages, without outer space.
    pub fn new(id: &str, en: &str) -> Self {
        Self { id: id.trim().to_owned(), en: en.trim().to_owned() }
    }

    /// In this language, as far as there are words.
    pub fn of(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.en.is_empty() { &self.en } else { &self.id }
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.id.is_empty()
    }
}

/// A choice of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// By what answers name it, within the question.
    pub key: u16,
    /// Its words.
    pub label: Text,
    /// What it is worth in an assessment.
    #[serde(default)]
    pub points: i64,
}

/// An answer to an earlier question, on which a later one depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// The question.
    pub question: u16,
    /// The choice: of a scale its step, of yes or no [`YES`] or [`NO`].
    pub pick: u16,
}

/// How "yes" is picked.
pub const YES: u16 = 1;
/// How "no" is picked.
pub const NO: u16 = 2;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// By what answers name it, within the questionnaire and all its versions.
    pub key: u16,
    /// What is asked.
    pub ask: Text,
    /// What helps to answer; may be empty.
    #[serde(default)]
    pub help: Text,
    /// How it is answered.
    pub kind: Kind,
    /// Whether it must be.
    pub required: bool,
    /// The choices, where it has them.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The last step of a scale; the first is 1.
    #[serde(default)]
    pub steps: u16,
    /// What the first step of a scale means.
    #[serde(default)]
    pub low: Text,
    /// What the last step of a scale means.
    #[serde(default)]
    pub high: Text,
    /// The least number allowed.
    #[serde(default)]
    pub least: Option<i64>,
    /// The greatest number allowed.
    #[serde(default)]
    pub most: Option<i64>,
    /// How many digits a number has behind the comma; it is kept as a whole one, in its smallest unit.
    #[serde(default)]
    pub decimals: u16,
    /// It is asked when one of these was picked; always, where there are none.
    #[serde(default)]
    pub when: Vec<Picked>,
}

impl Question {
    /// A question without an answer to choose from.
    pub fn new(key: u16, ask: Text, kind: Kind) -> Self {
        Self {
            key,
            ask,
            help: Text::default(),
            kind,
            required: true,
            choices: Vec::new(),
            steps: 0,
            low: Text::default(),
            high: Text::default(),
            least: None,
            most: None,
            decimals: 0,
            when: Vec::new(),
        }
    }

    /// What a pick is called where no language is spoken: a choice by its Indonesian words, a step by its number, yes and no
    /// by signs.
    pub fn named(&self, pick: u16) -> String {
        match (self.kind, pick) {
            (Kind::YesNo, YES) => "✓".to_owned(),
            (Kind::YesNo, _) => "✗".to_owned(),
            (Kind::Scale, step) => step.to_string(),
            _ => self
                .choices
                .iter()
                .find(|one| one.key == pick)
                .map(|one| one.label.id.clone())
                .unwrap_or_default(),
        }
    }

    /// How many of the smallest units of its numbers make one.
    pub fn unit(&self) -> i64 {
        10_i64.pow(u32::from(self.decimals.min(MOST_DECIMALS)))
    }

    /// What can be picked, in order.
    pub fn picks(&self) -> Vec<u16> {
        match self.kind {
            Kind::One | Kind::Several => self.choices.iter().map(|choice| choice.key).collect(),
            Kind::YesNo => vec![YES, NO],
            Kind::Scale => (1..=self.steps).collect(),
            _ => Vec::new(),
        }
    }
}

/// The most digits of a number behind the comma.
pub const MOST_DECIMALS: u16 = 3;

/// A section: a step of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its heading; may be empty where it is the only one.
    pub title: Text,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// The most questions of a questionnaire.
pub const MOST_QUESTIONS: usize = 100;
/// The most of them that ask for a file: what comes with one form has to arrive over a slow connection.
pub const MOST_FILES: usize = 3;

/// What a version asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// What to know before; may be empty.
    pub intro: Text,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Of an assessment: how many of a hundred points that can be had are enough.
    pub pass: Option<i64>,
    /// The greatest key a question ever had: keys are not given twice.
    pub last_key: u16,
}

impl Content {
    /// Its questions in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question with this key.
    pub fn question(&self, key: u16) -> Option<&Question> {
        self.questions().find(|question| question.key == key)
    }
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Instrument {
    /// Which.
    pub id: Id<Instrument>,
    /// What its address says: `K7MR2`.
    pub code: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How one comes to it.
    pub access: Access,
    /// Whether nobody can learn who answered.
    pub anonymous: bool,
    /// Its title in Indonesian.
    pub title_id: String,
    /// Its title in English; may be empty.
    pub title_en: String,
    /// Whether answers are taken at its own address.
    pub is_open: bool,
    /// The last day on which they are; none: until somebody closes it.
    pub closes_on: Option<Date>,
    /// How often its draft was changed.
    pub draft_mark: i64,
    /// The number of its latest version.
    pub version: Option<i64>,
    /// Responses to all its versions.
    pub responses: i64,
}

impl Instrument {
    /// Whether answers are taken at its own address on a day.
    pub fn takes(&self, today: Date) -> bool {
        self.version.is_some() && self.access.takes(self.is_open, self.closes_on, today)
    }

    /// Its title in a language.
    pub fn title(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.title_en.is_empty() { &self.title_en } else { &self.title_id }
    }
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which.
    pub id: Id<Version>,
    /// Of which questionnaire.
    pub instrument: Id<Instrument>,
    /// Its number, from 1.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// What it asks.
    pub content: Content,
}

/// A response: names its row and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {}

/// What an assessment came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// The points.
    pub points: i64,
    /// Those that could be had.
    pub most: i64,
    /// Whether they are enough, where that was decided.
    pub passed: Option<bool>,
}
