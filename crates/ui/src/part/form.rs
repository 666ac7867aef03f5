//! Fields of forms, and what is said when an answer cannot be accepted.

use crate::{
    html_safe,
    lang::{Lang, Speech},
    page::{Look, TextSize, Theme},
};
use askama::Template;
use jiff::civil::Date;

/// What is wrong with a form's answers: the name of the field, and what to do about it.
/// The summary and the field say the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// No errors yet.
    pub fn new() -> Errors {
        Errors::default()
    }

    /// Notes what is wrong with the field `name`, in the page's language.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.push((name.into(), text.into()));
    }

    /// What is wrong with the field `name`.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }

    /// Whether everything is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things need correcting.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Field names and texts, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, text)| (field.as_str(), text.as_str()))
    }
}

/// The list at the top of a form that came back; nothing at all while there are no errors.
#[derive(Template, Clone, Debug)]
#[template(path = "part/error_summary.html")]
pub struct ErrorSummary<'a> {
    /// The language.
    pub t: Speech,
    /// What is wrong.
    pub errors: &'a Errors,
}

/// One answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// The words.
    pub label: String,
    /// A second, smaller line; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice not yet made.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), ..Choice::default() }
    }

    /// With a second line.
    pub fn hint(self, hint: impl Into<String>) -> Choice {
        Choice { hint: hint.into(), ..self }
    }

    /// Chosen, if so.
    pub fn chosen(self, chosen: bool) -> Choice {
        Choice { chosen, ..self }
    }
}

/// A date as typed in three boxes, sent as `name_day`, `name_month`, `name_year`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// As typed.
    pub day: String,
    /// As typed.
    pub month: String,
    /// As typed.
    pub year: String,
}

impl DateParts {
    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year].into_iter().all(|part| part.trim().is_empty())
    }

    /// The date, when the three parts are one.
    pub fn read(&self) -> Option<Date> {
        let (year, month, day) = (self.year.trim(), self.month.trim(), self.day.trim());
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            .ok()
            .filter(|date| date.year() >= 1000)
    }
}

impl From<Date> for DateParts {
    fn from(date: Date) -> DateParts {
        DateParts {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }
}

/// How a field is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Control {
    Input { kind: &'static str, value: String },
    Area { rows: u8, value: String },
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Checks(Vec<Choice>),
    Check { value: String, chosen: bool },
    Date(DateParts),
}

/// A question of a form: label, hint, error, and the control. Its id is its name, so an error
/// summary can lead to it.
///
/// ```ignore
/// Field::text(t, "nama", t.say("member-name"), form.nama).autocomplete("name").error(errors.of("nama"))
/// ```
#[derive(Template, Clone, Debug)]
#[template(path = "part/field.html")]
pub struct Field {
    t: Speech,
    name: &'static str,
    row: String,
    label: String,
    hint: String,
    error: Option<String>,
    optional: bool,
    width: &'static str,
    attributes: Vec<(&'static str, String)>,
    control: Control,
}

impl Field {
    /// Whether it came back with something wrong.
    pub fn is_wrong(&self) -> bool {
        self.error.is_some()
    }

    /// Whether this is its name.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name
    }

    fn new(t: Speech, name: &'static str, label: impl Into<String>, control: Control) -> Field {
        Field {
            t,
            name,
            row: String::new(),
            label: label.into(),
            hint: String::new(),
            error: None,
            optional: false,
            width: "",
            attributes: Vec::new(),
            control,
        }
    }

    /// A line of text.
    pub fn text(t: Speech, name: &'static str, label: impl Into<String>, value: impl Into<String>) -> Field {
        Field::new(t, name, label, Control::Input { kind: "text", value: value.into() })
    }

    /// A line of another kind: `email`, `tel`, `password`, `search`, `url`.
    pub fn kind(mut self, kind: &'static str) -> Field {
        if let Control::Input { kind: current, .. } = &mut self.control {
            *current = kind;
        }
        self
    }

    /// Several lines of text.
    pub fn area(
        t: Speech,
        name: &'static str,
        label: impl Into<String>,
        value: impl Into<String>,
        rows: u8,
    ) -> Field {
        Field::new(t, name, label, Control::Area { rows, value: value.into() })
    }

    /// One of many, in a list that opens.
    pub fn select(t: Speech, name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(t, name, label, Control::Select(choices))
    }

    /// One of a few, all visible.
    pub fn radios(t: Speech, name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(t, name, label, Control::Radios(choices))
    }

    /// Any number of a few.
    pub fn checks(t: Speech, name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(t, name, label, Control::Checks(choices))
    }

    /// Yes or no; sends `value` for yes and nothing for no.
    pub fn check(
        t: Speech,
        name: &'static str,
        label: impl Into<String>,
        value: &str,
        chosen: bool,
    ) -> Field {
        Field::new(t, name, label, Control::Check { value: value.to_owned(), chosen })
    }

    /// A date, always typed.
    pub fn date(
        t: Speech,
        name: &'static str,
        label: impl Into<String>,
        value: impl Into<DateParts>,
    ) -> Field {
        Field::new(t, name, label, Control::Date(value.into()))
    }

    /// As it stands in each of many rows of a page: its id, to which an error summary leads, is `name-row`.
    pub fn in_row(self, row: impl Into<String>) -> Field {
        Field { row: row.into(), ..self }
    }

    /// A hint under the label.
    pub fn hint(self, hint: impl Into<String>) -> Field {
        Field { hint: hint.into(), ..self }
    }

    /// What is wrong with the answer, if anything.
    pub fn error(self, error: Option<&str>) -> Field {
        Field { error: error.map(str::to_owned), ..self }
    }

    /// May be left empty; the label says so.
    pub fn optional(self) -> Field {
        Field { optional: true, ..self }
    }

    /// As wide as what is expected: about 6 characters.
    pub fn short(self) -> Field {
        Field { width: " w-short", ..self }
    }

    /// As wide as what is expected: about 20 characters.
    pub fn medium(self) -> Field {
        Field { width: " w-medium", ..self }
    }

    /// What the browser may fill in (WHATWG autofill): `name`, `tel`, `bday`.
    pub fn autocomplete(self, value: &'static str) -> Field {
        self.attribute("autocomplete", value)
    }

    /// Digits only, with the keyboard of digits.
    pub fn digits(self) -> Field {
        self.attribute("inputmode", "numeric")
    }

    /// Another attribute of the control.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Field {
        self.attributes.push((name, value.into()));
        self
    }

    fn is_group(&self) -> bool {
        matches!(self.control, Control::Radios(_) | Control::Checks(_) | Control::Date(_))
    }

    /// The ids of hint and error, for `aria-describedby`.
    fn described(&self) -> String {
        let id = self.id();
        let hint = if self.hint.is_empty() { String::new() } else { format!("{id}-hint") };
        let error = if self.error.is_some() { format!(" {id}-error") } else { String::new() };
        (hint + &error).trim().to_owned()
    }

    /// Its name and, where it stands in many rows, which row.
    fn id(&self) -> String {
        if self.row.is_empty() { self.name.to_owned() } else { format!("{}-{}", self.name, self.row) }
    }

    /// The id of a choice of a group: the first has the group's id.
    fn choice_id(&self, index: &usize) -> String {
        if *index == 0 { self.id() } else { format!("{}-{index}", self.id()) }
    }
}

/// What a form bears that anybody may fill in: when it was given out, and a box that nobody sees and programs fill in.
#[derive(Template, Clone, Debug)]
#[template(path = "part/guard.html")]
pub struct Guard {
    /// The language.
    pub t: Speech,
    /// The stamp, sent as `cap`.
    pub cap: String,
}

/// How a person wants pages to look, and the language. Posts to `/preferensi`.
#[derive(Template, Clone, Debug)]
#[template(path = "part/preferences.html")]
pub struct PreferencesForm {
    /// The language.
    pub t: Speech,
    /// As it is now.
    pub look: Look,
    /// Where to go afterwards.
    pub back: String,
}

impl PreferencesForm {
    fn language(&self) -> Field {
        let chosen = self.t.lang();
        let choices = Lang::ALL.map(|lang| Choice::new(lang.code(), lang.endonym()).chosen(lang == chosen));
        Field::radios(self.t, "lang", self.t.say("preferences-lang"), choices.to_vec())
    }

    fn theme(&self) -> Field {
        let choices = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
        let keys = ["theme-auto", "theme-light", "theme-dark"];
        self.radios(
            "theme",
            "preferences-theme",
            choices.map(|(value, theme)| (value, theme == self.look.theme)),
            keys,
        )
    }

    fn text(&self) -> Field {
        let choices =
            [("normal", TextSize::Normal), ("large", TextSize::Large), ("larger", TextSize::Larger)];
        let keys = ["text-normal", "text-large", "text-larger"];
        self.radios(
            "text",
            "preferences-text",
            choices.map(|(value, size)| (value, size == self.look.text)),
            keys,
        )
    }

    fn radios(&self, name: &'static str, label: &str, choices: [(&str, bool); 3], keys: [&str; 3]) -> Field {
        let choices = choices.into_iter().zip(keys);
        let choices =
            choices.map(|((value, chosen), key)| Choice::new(value, self.t.say(key)).chosen(chosen));
        Field::radios(self.t, name, self.t.say(label), choices.collect())
    }

    fn contrast(&self) -> Field {
        Field::check(self.t, "contrast", self.t.say("preferences-contrast"), "true", self.look.contrast)
    }

    fn saver(&self) -> Field {
        Field::check(self.t, "saver", self.t.say("preferences-saver"), "true", self.look.saver)
    }
}

html_safe!(ErrorSummary<'_>, Field, Guard, PreferencesForm);
