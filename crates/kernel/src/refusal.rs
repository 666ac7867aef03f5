use std::fmt;

use jiff::{Timestamp, civil::Date};

use crate::Rupiah;

/// A sentence for a person, not yet in any language: a Fluent key with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The Fluent key, written once in each language's file.
    pub key: &'static str,
    /// The values the sentence mentions.
    pub args: Vec<(&'static str, Arg)>,
}

/// A value inside a sentence; each language writes it in its own way.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words, as they are.
    Text(String),
    /// A count.
    Number(i64),
    /// An amount of money.
    Money(Rupiah),
    /// A calendar day.
    Day(Date),
    /// An instant, shown in the library's zone.
    Moment(Timestamp),
}

impl Message {
    /// The sentence under `key`, without values.
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The same sentence, with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<Rupiah> for Arg {
    fn from(amount: Rupiah) -> Self {
        Self::Money(amount)
    }
}
/// What is not known is said by no words.
impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self::Text(String::new()), Into::into)
    }
}
impl From<Date> for Arg {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
impl From<Timestamp> for Arg {
    fn from(moment: Timestamp) -> Self {
        Self::Moment(moment)
    }
}

/// What kind of no a refusal is; the web turns it into a status code, the command line into an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was asked does not fit its form (422).
    Invalid,
    /// What it speaks of does not exist (404).
    Missing,
    /// It fits, but not with how things stand (409).
    Conflict,
    /// This person may not do that (403).
    Forbidden,
    /// Too often; try later (429).
    TooMany,
}

/// One reason for a no.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The form field it is about, where it is about one.
    pub field: Option<&'static str>,
    /// What to tell the person.
    pub message: Message,
}

/// A considered no: the program works, the answer is no, and here is every reason at once
/// (circulation.md 23 and "Explain").
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The kind of no.
    pub kind: Kind,
    /// All the reasons; never empty.
    pub reasons: Vec<Reason>,
}

impl Refusal {
    /// A refusal for one reason that concerns no single field.
    pub fn new(kind: Kind, message: Message) -> Self {
        Self { kind, reasons: vec![Reason { field: None, message }] }
    }

    /// A refusal of the value in `field`.
    pub fn of_field(field: &'static str, message: Message) -> Self {
        Self { kind: Kind::Invalid, reasons: vec![Reason { field: Some(field), message }] }
    }

    /// Nothing when `reasons` is empty, else one refusal that carries them all.
    ///
    /// # Errors
    /// The refusal of `kind` with every reason.
    pub fn unless_empty(kind: Kind, reasons: Vec<Reason>) -> Result<(), Self> {
        if reasons.is_empty() { Ok(()) } else { Err(Self { kind, reasons }) }
    }
}

impl fmt::Display for Refusal {
    /// For logs and tests: the keys. People read the sentences under them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.reasons.iter().map(|reason| reason.message.key).collect();
        write!(f, "refused ({:?}): {}", self.kind, keys.join(", "))
    }
}

impl std::error::Error for Refusal {}
