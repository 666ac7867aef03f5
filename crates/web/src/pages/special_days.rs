use axum::{extract::Path, response::Response};
use jiff::civil::Time;
use kernel::{
    Date, Id, Kind, Message, Refusal,
    calendar::{Exception, Hours},
};
use platform::{
    library::{self, Branch, SpecialDay},
    permissions::Places,
};
use serde::{Deserialize, Serialize};
use store::Error;
use ui::{
    Speech,
    page::query_value,
    part::{Choice, DateParts, Errors, Field},
};

use super::{
    BRANCHES,
    hours::{HERE, Typed, draw, reason, stretch},
};
use crate::{Answer, Failure, Form, Post, Query, Visit};

/// A special day as the page shows it.
pub(super) struct Line {
    pub(super) id: Id<SpecialDay>,
    pub(super) name: String,
    pub(super) when: String,
    pub(super) hours: String,
    pub(super) where_: &'static str,
    /// Whether one may take it away.
    pub(super) removable: bool,
}

impl Line {
    pub(super) fn of(visit: &Visit, day: &SpecialDay) -> Self {
        let (t, exception) = (visit.t, &day.exception);
        let said = |date: Date| if exception.yearly { t.day_month(date) } else { t.date(date) };
        let mut when = said(exception.from);
        if exception.to != exception.from {
            when = format!("{when} – {}", said(exception.to));
        }
        if exception.yearly {
            when = t.about("special-day-every-year", when);
        }
        let hours = match exception.hours.first() {
            Some(hours) => t.time_range(hours.opens, hours.closes),
            None => t.say("hours-closed").to_owned(),
        };
        let where_ =
            t.known(if day.branch.is_some() { "special-day-here" } else { "special-day-everywhere" });
        let places = visit.grants().places(BRANCHES);
        let removable = day.branch.map_or(*places == Places::Everywhere, |branch| places.contains(branch));
        let (id, name) = (day.id, exception.name.clone());
        Self { id, name, when, hours, where_: where_.unwrap_or_default(), removable }
    }
}

/// The form for a special day, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DayForm {
    /// The place whose page it stands on.
    pub(super) branch: String,
    occasion: String,
    from_day: String,
    from_month: String,
    from_year: String,
    to_day: String,
    to_month: String,
    to_year: String,
    opens: String,
    closes: String,
    yearly: String,
    here_only: String,
}

impl DayForm {
    pub(super) fn at(branch: Id<Branch>) -> Self {
        Self { branch: branch.to_string(), ..Self::default() }
    }

    fn from(&self) -> DateParts {
        DateParts { day: self.from_day.clone(), month: self.from_month.clone(), year: self.from_year.clone() }
    }

    fn to(&self) -> DateParts {
        DateParts { day: self.to_day.clone(), month: self.to_month.clone(), year: self.to_year.clone() }
    }

    pub(super) fn fields(&self, t: Speech, errors: &Errors, everywhere: bool) -> Vec<Field> {
        let field = |name: &'static str, key, value: &str| {
            Field::text(t, name, t.say(key), value).error(errors.of(name))
        };
        let where_ = [("", "special-day-everywhere"), ("true", "special-day-here")]
            .map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == self.here_only));
        let mut fields = vec![
            field("occasion", "special-day-name", &self.occasion).attribute("maxlength", "120"),
            Field::date(t, "from", t.say("special-day-from"), self.from()).error(errors.of("from")),
            Field::date(t, "to", t.say("special-day-to"), self.to())
                .hint(t.say("special-day-to-hint"))
                .error(errors.of("to")),
            field("opens", "special-day-opens", &self.opens)
                .attribute("inputmode", "decimal")
                .short()
                .hint(t.say("special-day-hours-hint")),
            field("closes", "special-day-closes", &self.closes).attribute("inputmode", "decimal").short(),
            Field::check(t, "yearly", t.say("special-day-yearly"), "true", self.yearly == "true"),
        ];
        if everywhere {
            fields.push(Field::radios(t, "here_only", t.say("special-day-where"), where_.to_vec()));
        }
        fields
    }

    /// The day, or everything that is wrong with what was typed.
    fn read(&self) -> Result<Exception, Refusal> {
        let mut reasons = Vec::new();
        let from = self.from().read();
        if from.is_none() {
            reasons.push(reason("from", Message::new("special-day-needs-date")));
        }
        let to = if self.to().is_empty() { from } else { self.to().read() };
        if to.is_none() && from.is_some() {
            reasons.push(reason("to", Message::new("special-day-needs-date")));
        }
        let hours = stretch(&self.opens, &self.closes).unwrap_or_else(|message| {
            reasons.push(reason("opens", message));
            None
        });
        match (from, to) {
            (Some(from), Some(to)) if reasons.is_empty() => Ok(Exception {
                from,
                to,
                yearly: self.yearly == "true",
                hours: hours.into_iter().collect(),
                name: self.occasion.trim().to_owned(),
            }),
            _ => Err(Refusal { kind: Kind::Invalid, reasons }),
        }
    }
}

/// Enters a special day.
pub(crate) async fn add(post: Post, Form(form): Form<DayForm>) -> Answer {
    let page: Id<Branch> = form.branch.parse().map_err(|_| Failure::missing())?;
    let entered = match form.read() {
        Ok(day) => {
            let place = (form.here_only == "true").then_some(page);
            let may = post.grants().clone();
            post.write(move |tx, act| {
                may.demand(tx, BRANCHES, place)?;
                library::add_special_day(tx, act, place, &day)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match entered {
        Ok(id) => {
            post.app().refresh().await?;
            let undo = format!("{HERE}/hari/{id}/hapus");
            let message =
                Message::new("special-day-kept").with("name", form.occasion.trim()).with("undo", undo);
            Ok(post.done(&page_of(Some(page)), &message))
        }
        Err(Error::Refused(refusal)) if refusal.kind != Kind::Forbidden => {
            let reasons = refusal.reasons.into_iter().map(on_this_page).collect();
            let refusal = Refusal { reasons, ..refusal };
            draw(&post, Some(page), Typed { day: Some(form), refusal: Some(refusal), ..Typed::default() })
                .await
        }
        Err(other) => Err(other.into()),
    }
}

/// The page of a place, or of the first one.
fn page_of(place: Option<Id<Branch>>) -> String {
    place.map_or_else(|| HERE.to_owned(), |place| format!("{HERE}?cabang={place}"))
}

/// Puts a reason at the field this page asks in: a place's name is asked for as well, and hours in two fields.
fn on_this_page(mut reason: kernel::Reason) -> kernel::Reason {
    reason.field = match reason.field {
        Some("name") => Some("occasion"),
        Some("hours") => Some("opens"),
        other => other,
    };
    reason
}

/// A special day as a link carries it, so that its removal can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carried {
    branch: Option<Id<Branch>>,
    from: Date,
    to: Date,
    yearly: bool,
    hours: Option<(Time, Time)>,
    name: String,
}

impl From<&SpecialDay> for Carried {
    fn from(day: &SpecialDay) -> Self {
        let Exception { from, to, yearly, hours, name } = &day.exception;
        let hours = hours.first().map(|hours| (hours.opens, hours.closes));
        Self { branch: day.branch, from: *from, to: *to, yearly: *yearly, hours, name: name.clone() }
    }
}

impl Carried {
    fn day(&self) -> Exception {
        let hours = self.hours.map(|(opens, closes)| Hours { opens, closes });
        let Self { from, to, yearly, name, .. } = self.clone();
        Exception { from, to, yearly, hours: hours.into_iter().collect(), name }
    }
}

#[derive(Deserialize)]
pub(crate) struct Again {
    hari: String,
}

/// Takes the removal of a special day back.
pub(crate) async fn add_again(post: Post, Query(Again { hari }): Query<Again>) -> Result<Response, Failure> {
    let carried: Carried =
        serde_json::from_str(&hari).map_err(|_| Failure::status(axum::http::StatusCode::BAD_REQUEST))?;
    let (place, day) = (carried.branch, carried.day());
    let may = post.grants().clone();
    post.write(move |tx, act| {
        may.demand(tx, BRANCHES, place)?;
        library::add_special_day(tx, act, place, &day)
    })
    .await?;
    post.app().refresh().await?;
    Ok(post.done(&page_of(place), &Message::new("special-day-back").with("name", carried.name)))
}

/// Takes a special day away.
pub(crate) async fn remove(post: Post, Path(id): Path<Id<SpecialDay>>) -> Result<Response, Failure> {
    let may = post.grants().clone();
    let gone = post
        .write(move |tx, act| {
            // Those long past count too: they can be removed as long as somebody sees them.
            let day = library::special_days(tx, Date::MIN)?.into_iter().find(|day| day.id == id);
            may.demand(tx, BRANCHES, day.as_ref().and_then(|day| day.branch))?;
            library::remove_special_day(tx, act, id)?;
            day.ok_or(Error::Missing)
        })
        .await?;
    post.app().refresh().await?;
    let carried = serde_json::to_string(&Carried::from(&gone)).map_err(Failure::fault)?;
    let undo = format!("{HERE}/hari/lagi?hari={}", query_value(&carried));
    let message = Message::new("special-day-gone").with("name", gone.exception.name).with("undo", undo);
    Ok(post.done(&page_of(gone.branch), &message))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> DayForm {
        DayForm {
            from_day: day.into(),
            from_month: month.into(),
            from_year: year.into(),
            occasion: "Natal".into(),
            ..DayForm::default()
        }
    }

    #[test]
    fn one_day_without_hours_is_a_closed_day() {
        let day = typed("25", "12", "2026").read().unwrap();
        assert_eq!((day.from, day.to), (date(2026, 12, 25), date(2026, 12, 25)));
        assert!(day.hours.is_empty());
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let form = DayForm { opens: "08:00".into(), ..typed("31", "2", "2026") };
        let keys: Vec<_> = form.read().unwrap_err().reasons.iter().map(|reason| reason.message.key).collect();
        assert_eq!(keys, ["special-day-needs-date", "hours-incomplete"]);
    }

    #[test]
    fn a_removed_day_survives_its_link() {
        let hours = vec![Hours { opens: time(8, 0, 0, 0), closes: time(12, 30, 0, 0) }];
        let exception = Exception {
            from: date(2026, 12, 24),
            to: date(2026, 12, 24),
            yearly: true,
            hours,
            name: "Malam Natal".into(),
        };
        let day = SpecialDay { id: Id::new(), branch: Some(Id::new()), exception };
        let link = serde_json::to_string(&Carried::from(&day)).unwrap();
        let back: Carried = serde_json::from_str(&link).unwrap();
        assert_eq!((back.branch, back.day()), (day.branch, day.exception));
    }
}
