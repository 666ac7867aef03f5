//! What a library decides for itself, with its history: who changed what, and when.

use kernel::{Act, Id, Message, Person, Refusal, Timestamp};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{audit, decisions};

/// A setting that a module declares. Its name and explanation stand in the language files as
/// `setting-<key>` and `setting-<key>.help`, dots written as hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// `circulation.grace-days`
    pub key: &'static str,
    /// What it may be, and what it is until somebody decides.
    pub value: Default,
}

/// The kind of a setting's value with its value at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// A whole number between two bounds, both allowed.
    Number {
        /// At first.
        at_first: i64,
        /// The smallest allowed.
        least: i64,
        /// The greatest allowed.
        most: i64,
    },
    /// Yes or no.
    Flag(bool),
    /// Days before a day: one or more whole numbers from 0 to [`MOST_DAYS`], with commas between them.
    Days(&'static str),
    /// One of a few words; the first is the one at first.
    Choice(&'static [&'static str]),
    /// Words of the library's own.
    Text(&'static str),
    /// The same, on several lines.
    Lines(&'static str),
}

/// How many days before a day somebody may be reminded of it.
pub const MOST_DAYS: i64 = 366;

/// The days that a text names, the farthest first, each once; none where one of them is none, or there is none.
fn days(text: &str) -> Option<Vec<i64>> {
    let day = |word: &str| word.trim().parse().ok().filter(|days| (0..=MOST_DAYS).contains(days));
    let mut days: Vec<i64> = text.split(',').map(day).collect::<Option<_>>()?;
    days.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    days.dedup();
    Some(days)
}

impl Setting {
    /// The value in force.
    ///
    /// # Errors
    /// Those of the database.
    pub fn text(&self, tx: &mut Tx<'_>) -> Result<String> {
        let stored: Option<(String,)> = tx.opt(
            sql!("SELECT value FROM setting WHERE key = ?1 ORDER BY at DESC LIMIT 1"),
            vals![self.key],
        )?;
        Ok(stored.map_or_else(|| self.at_first(), |(value,)| value))
    }

    /// The value in force, of a [`Default::Number`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn number(&self, tx: &mut Tx<'_>) -> Result<i64> {
        self.text(tx)?.parse().map_err(|_| store::Error::Shape(format!("{} is no number", self.key)))
    }

    /// The value in force, of a [`Default::Flag`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn flag(&self, tx: &mut Tx<'_>) -> Result<bool> {
        Ok(self.text(tx)? == "true")
    }

    /// The value in force, of a [`Default::Days`]: the farthest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn days(&self, tx: &mut Tx<'_>) -> Result<Vec<i64>> {
        days(&self.text(tx)?).ok_or_else(|| store::Error::Shape(format!("{} names no days", self.key)))
    }

    /// Decides the value from now on, also where the clock stands before the last decision.
    ///
    /// # Errors
    /// A refusal when the setting cannot have it; those of the database.
    pub fn set(&self, tx: &mut Tx<'_>, act: &Act, value: &str) -> Result<()> {
        let value = value.trim();
        if let Some(message) = self.objection(value) {
            return Err(Refusal::of_field(self.key, message).into());
        }
        tx.lock("setting", &self.key)?;
        let before = self.text(tx)?;
        if before == value {
            return Ok(());
        }
        let (last,): (Option<i64>,) =
            tx.one(sql!("SELECT MAX(at) FROM setting WHERE key = ?1"), vals![self.key])?;
        let at = last.map_or(act.at.as_millisecond(), |last| act.at.as_millisecond().max(last + 1));
        tx.exec(
            sql!("INSERT INTO setting (key, at, value, actor) VALUES (?1, ?2, ?3, ?4)"),
            vals![self.key, at, value, act.by.person()],
        )?;
        decisions::renewed(tx)?;
        let change = serde_json::json!({ "key": self.key, "before": before, "after": value });
        audit::record(tx, act, "setting.changed", "setting", Id::<()>::from_bytes([0; 16]), &change)
    }

    /// Every value it has had, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn history(&self, tx: &mut Tx<'_>) -> Result<Vec<Decision>> {
        tx.all(
            sql!(
                "SELECT s.at, s.value, s.actor, a.name FROM setting s LEFT JOIN account a ON a.person = s.actor
                 WHERE s.key = ?1 ORDER BY s.at DESC"
            ),
            vals![self.key],
        )
    }

    /// What it is until somebody decides.
    pub fn at_first(&self) -> String {
        match self.value {
            Default::Number { at_first, .. } => at_first.to_string(),
            Default::Flag(flag) => flag.to_string(),
            Default::Choice(words) => words.first().copied().unwrap_or_default().to_owned(),
            Default::Days(text) | Default::Text(text) | Default::Lines(text) => text.to_owned(),
        }
    }

    fn objection(&self, value: &str) -> Option<Message> {
        match self.value {
            Default::Number { least, most, .. } => match value.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => None,
                _ => Some(Message::new("setting-wants-number").with("least", least).with("most", most)),
            },
            Default::Days(_) if days(value).is_some() => None,
            Default::Days(_) => Some(Message::new("setting-wants-days").with("most", MOST_DAYS)),
            Default::Flag(_) if matches!(value, "true" | "false") => None,
            Default::Choice(words) if words.contains(&value) => None,
            Default::Flag(_) | Default::Choice(_) => Some(Message::new("setting-wants-choice")),
            Default::Text(_) | Default::Lines(_) if value.chars().count() <= 2000 => None,
            Default::Text(_) | Default::Lines(_) => Some(Message::new("setting-too-long")),
        }
    }
}

/// One decision about a setting.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Decision {
    /// When it was taken.
    pub at: Timestamp,
    /// The value.
    pub value: String,
    /// Who took it.
    pub actor: Option<Id<Person>>,
    /// That person's name.
    pub name: Option<String>,
}
