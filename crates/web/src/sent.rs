//! Forms that come back: what was typed is shown again beside what is wrong with it, and nothing is lost.

use axum::http::StatusCode;
use kernel::{Act, Date, Id, Kind, Message, Refusal, Rupiah};
use platform::idempotency;
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Result, Tx};
use ui::part::{DateParts, Errors};

use crate::{Answer, Failure, Post, Visit};

/// The fields of a form as they are typed: all text, none unknown; [`Sent`] by `form.sent()`.
///
/// `web::form! { Paying { out_of, day_day, day_month, day_year, reference } }`
#[macro_export]
macro_rules! form {
    ($(#[$about:meta])* $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct $name { $($field: String),+ }

        impl $name {
            /// What was typed, to be read, and to be shown again.
            pub(super) fn sent(&self) -> $crate::sent::Sent {
                $crate::sent::Sent::of(vec![$((stringify!($field), self.$field.clone())),+])
            }
        }
    };
}

/// What came back with a form: what is wrong, and what was typed.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// What is wrong.
    pub errors: Errors,
    typed: Vec<(&'static str, String)>,
}

impl Sent {
    /// What was typed, by field.
    pub fn of(typed: Vec<(&'static str, String)>) -> Self {
        Self { errors: Errors::new(), typed }
    }

    /// The same with what is wrong.
    #[must_use]
    pub fn wrong(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }

    /// What was typed in a field.
    pub fn text(&self, name: &str) -> &str {
        self.or(name, "")
    }

    /// The same, or something else where the field was not among them.
    pub fn or<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        self.typed.iter().find(|(field, _)| *field == name).map_or(otherwise, |(_, text)| text)
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The three boxes of a day, or another day where they were not among the fields.
    pub fn day(&self, name: &str, otherwise: DateParts) -> DateParts {
        let part = |part: &str| self.text(&format!("{name}_{part}")).to_owned();
        let is_of_this_form = self.typed.iter().any(|(field, _)| field.strip_suffix("_day") == Some(name));
        if !is_of_this_form {
            return otherwise;
        }
        DateParts { day: part("day"), month: part("month"), year: part("year") }
    }

    /// The day that was typed; none where nothing was, or nothing that is a day.
    pub fn date(&self, name: &str) -> Option<Date> {
        self.day(name, DateParts::default()).read()
    }

    /// Whether something was typed that is no day.
    pub fn is_odd_day(&self, name: &str) -> bool {
        let parts = self.day(name, DateParts::default());
        !parts.is_empty() && parts.read().is_none()
    }

    /// What was chosen.
    pub fn id<T>(&self, name: &str) -> Option<Id<T>> {
        self.text(name).parse().ok()
    }

    /// The amount that was typed; nothing, and what is no amount, are 0 rupiah, which no use case takes.
    pub fn rupiah(&self, name: &str) -> Rupiah {
        rupiah(self.text(name)).unwrap_or_default()
    }

    /// The key by which this form is known when it is sent twice: the one it came with, or a new one for a new form.
    pub fn form(&self) -> String {
        match self.text("form") {
            "" => Id::<Self>::new().to_string(),
            known => known.to_owned(),
        }
    }

    /// Runs a use case once for each form, called `what`, that was drawn: a double click, or a form that is sent again, has the
    /// first effect and no other.
    ///
    /// # Errors
    /// A refusal of a form that was sent already with something else in it, and of one without a key; those of `f`.
    pub fn once<T: Serialize + DeserializeOwned>(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        what: &str,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let sent_before = || Error::from(Refusal::new(Kind::Conflict, Message::new("form-sent-before")));
        let key = self.text("form");
        if key.is_empty() || key.len() > 100 {
            return Err(sent_before());
        }
        idempotency::once(tx, act, &format!("{what} {key}"), &self.typed, f).map_err(|error| match error {
            Error::Refused(refusal)
                if refusal.reasons.iter().any(|reason| reason.message.key == "idempotency-key-reused") =>
            {
                sent_before()
            }
            error => error,
        })
    }

    /// 422 where something is wrong.
    pub fn status(&self) -> StatusCode {
        if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// Whole rupiah however people write them: `1.250.000`, `Rp 500.000`, `Rp1.000.000,00`. More digits than there are
/// numbers are the largest one, so that it is refused as too much and not as unreadable.
pub fn rupiah(text: &str) -> Option<Rupiah> {
    let text = text.trim();
    let text = text.strip_prefix("Rp").unwrap_or(text).trim();
    let text = text.strip_suffix(",00").or_else(|| text.strip_suffix(",-")).unwrap_or(text);
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    whole(text).map(|number| Rupiah(number * sign))
}

/// A whole number however people write it: `1250000`, `1.250.000`, `1 250 000`. Points and spaces stand before groups of
/// three digits or nowhere: `1.5` is no number here, least of all 15. More digits than there are numbers are the largest one.
pub fn whole(text: &str) -> Option<i64> {
    let is_gap = |c: char| matches!(c, '.' | ' ' | '\u{a0}');
    let groups: Vec<&str> = text.trim().split(is_gap).collect();
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !grouped || !groups.iter().all(|group| is_number(group)) {
        return None;
    }
    Some(groups.concat().parse().unwrap_or(i64::MAX))
}

/// Halves of something that has halves, such as hours: `1,5` is 3, `2` is 4.
pub fn halves(text: &str) -> Option<i64> {
    let text = text.trim();
    let (number, half) = match text.strip_suffix(",5") {
        Some(number) => (number, 1),
        None => (text.strip_suffix(",0").unwrap_or(text), 0),
    };
    whole(number)?.checked_mul(2)?.checked_add(half)
}

/// Runs a use case; on to where `path` says, or what `refused` draws of what is wrong. Reasons that concern no field
/// stand at `fallback`.
///
/// # Errors
/// What does not exist, and what went wrong beneath.
pub async fn done<T: Send + 'static, F>(
    post: &Post,
    message: Message,
    fallback: &'static str,
    f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
    path: impl FnOnce(T) -> String,
    refused: impl FnOnce(Errors) -> F,
) -> Answer
where
    F: Future<Output = Answer>,
{
    match post.write(f).await {
        Ok(made) => Ok(post.done(&path(made), &message)),
        Err(error) => refused(errors_in(post, error, fallback)?).await,
    }
}

/// What is wrong, for a form to say; what does not exist is a page of its own.
///
/// # Errors
/// Whatever is no refusal, and what does not exist.
pub fn errors_in(
    visit: &Visit,
    error: Error,
    fallback: &'static str,
) -> std::result::Result<Errors, Failure> {
    let Error::Refused(refusal) = error else { return Err(error.into()) };
    if refusal.kind == Kind::Missing {
        return Err(refusal.into());
    }
    let mut errors = Errors::new();
    for (field, text) in visit.reasons(&refusal) {
        errors.add(field.unwrap_or(fallback), text);
    }
    Ok(errors)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rupiah_are_read_as_people_write_them() {
        for (text, amount) in [
            ("1.250.000", Some(1_250_000)),
            (" Rp 500.000 ", Some(500_000)),
            ("Rp1.000.000,00", Some(1_000_000)),
            ("75000,-", Some(75_000)),
            ("-5.000", Some(-5_000)),
            ("0", Some(0)),
            ("99999999999999999999", Some(i64::MAX)),
            ("", None),
            ("Rp", None),
            ("12,5", None),
            ("1.5", None),
            ("1.50", None),
            ("1500.000", None),
            ("1..000", None),
            ("1 500 000", Some(1_500_000)),
            ("1e6", None),
            ("sejuta", None),
        ] {
            assert_eq!(rupiah(text).map(|amount| amount.0), amount, "{text}");
        }
    }

    #[test]
    fn an_hour_and_a_half_is_three_halves_and_written_with_a_comma() {
        for (text, number) in [
            ("1,5", Some(3)),
            ("2", Some(4)),
            ("2,0", Some(4)),
            ("1.000,5", Some(2_001)),
            ("1.5", None),
            ("1,25", None),
            (",5", None),
            ("", None),
        ] {
            assert_eq!(halves(text), number, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_as_it_was_written_with_points_or_without(number in 0..1_000_000_000_000_i64) {
            let digits = number.to_string();
            let mut grouped = String::new();
            for (n, digit) in digits.chars().enumerate() {
                if n > 0 && (digits.len() - n) % 3 == 0 {
                    grouped.push('.');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(whole(&digits), Some(number));
            prop_assert_eq!(whole(&grouped), Some(number));
        }
    }
}
