//! What is asked, what is a good answer, what it is worth: decided without database and clock.

use std::{collections::BTreeMap, fmt, str::FromStr};

use kernel::{Message, Reason};
use platform::files::FileHash;
use ui::part::DateParts;

use crate::model::{Content, Kind, MOST_FILES, MOST_QUESTIONS, NO, Picked, Purpose, Question, Score, YES};

/// How long a line and a text may be, in characters.
const SHORT: usize = 300;
const LONG: usize = 4_000;
/// The most steps of a scale.
pub const MOST_STEPS: u16 = 10;

/// The field that says which questions a form asked, by their places.
pub const ASKED: &str = "asked";

macro_rules! field_names {
    ($($tens:literal)*) => { [$([
        concat!("q", $tens, "0"), concat!("q", $tens, "1"), concat!("q", $tens, "2"), concat!("q", $tens, "3"),
        concat!("q", $tens, "4"), concat!("q", $tens, "5"), concat!("q", $tens, "6"), concat!("q", $tens, "7"),
        concat!("q", $tens, "8"), concat!("q", $tens, "9"),
    ]),*] };
}

/// The name of each question's field, by its place: a form's names are part of the program.
static FIELDS: [[&str; 10]; MOST_QUESTIONS / 10] = field_names!(0 1 2 3 4 5 6 7 8 9);

/// The field of the question at this place.
pub fn field(place: usize) -> &'static str {
    FIELDS.as_flattened().get(place).copied().unwrap_or(ASKED)
}

/// What came with a form about the questions; whatever else came is not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Of the fields of a form, those that belong to questions.
    pub fn of(fields: &[(String, String)]) -> Self {
        let ours = |name: &str| {
            let base = name.split('_').next().unwrap_or_default();
            base == ASKED || FIELDS.as_flattened().contains(&base)
        };
        Self(fields.iter().filter(|(name, _)| ours(name)).cloned().collect())
    }

    /// Answers to all questions at once, as the program itself gives them: places and values.
    pub fn all(content: &Content, answers: &Answers) -> Self {
        let mut typed = Vec::new();
        let mut asked = Vec::new();
        for (place, question) in content.questions().enumerate() {
            asked.push(place.to_string());
            let name = field(place);
            match answers.get(&question.key) {
                None => {}
                Some(Answer::Picked(picks)) => {
                    typed.extend(picks.iter().map(|pick| (name.to_owned(), pick.to_string())));
                }
                Some(Answer::Number(number)) => typed.push((name.to_owned(), written(question, *number))),
                Some(Answer::Said(text)) if question.kind == Kind::Day => {
                    let parts = text.parse::<kernel::Date>().map(DateParts::from).unwrap_or_default();
                    for (part, value) in [("day", parts.day), ("month", parts.month), ("year", parts.year)] {
                        typed.push((format!("{name}_{part}"), value));
                    }
                }
                Some(Answer::Said(text)) => typed.push((name.to_owned(), text.clone())),
                Some(Answer::File(file)) => typed.push((name.to_owned(), file.to_string())),
            }
        }
        typed.push((ASKED.to_owned(), asked.join(".")));
        Self(typed)
    }

    /// What was typed in a field.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All that was ticked under a name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// A day, as it was typed.
    pub fn day(&self, name: &str) -> DateParts {
        let part = |part: &str| self.text(&format!("{name}_{part}")).to_owned();
        DateParts { day: part("day"), month: part("month"), year: part("year") }
    }

    /// Whether the question at this place stood in the form.
    pub fn was_asked(&self, place: usize) -> bool {
        self.asked().any(|asked| asked == place)
    }

    /// The places of the questions that stood in the form.
    pub fn asked(&self) -> impl Iterator<Item = usize> {
        self.values(ASKED).flat_map(|list| list.split('.')).filter_map(|place| place.parse().ok())
    }

    /// Everything typed but what belongs to the questions at `places`: what a form carries along unseen.
    pub fn apart_from(&self, places: &[usize]) -> Vec<(String, String)> {
        let names: Vec<&str> = places.iter().map(|place| field(*place)).collect();
        let is_there = |name: &str| names.contains(&name.split('_').next().unwrap_or_default());
        self.0.iter().filter(|(name, _)| name != ASKED && !is_there(name)).cloned().collect()
    }
}

/// An answer that is a good one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What was picked: one, or several of several.
    Picked(Vec<u16>),
    /// A number.
    Number(i64),
    /// Words; a day as `2026-08-05`, a telephone number as it is kept.
    Said(String),
    /// A file that was handed in.
    File(Attached),
}

/// A file that was handed in: its content, and what its sender calls it. In a form it stands as `hash name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its content.
    pub file: FileHash,
    /// What it is called.
    pub name: String,
}

impl fmt::Display for Attached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.file, self.name)
    }
}

impl FromStr for Attached {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let lost = || Message::new("answer-file-lost");
        let (file, name) = text.split_once(' ').ok_or_else(lost)?;
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(SHORT).collect();
        match file.parse() {
            Ok(file) if !name.is_empty() => Ok(Self { file, name }),
            _ => Err(lost()),
        }
    }
}

/// Answers by the keys of their questions.
pub type Answers = BTreeMap<u16, Answer>;

/// Whether a question is asked after these answers to those before it.
pub fn is_asked(question: &Question, before: &Answers) -> bool {
    let was_picked = |wanted: &Picked| match before.get(&wanted.question) {
        Some(Answer::Picked(picks)) => picks.contains(&wanted.pick),
        _ => false,
    };
    question.when.is_empty() || question.when.iter().any(was_picked)
}

/// Reads what was typed for the question at `place`; none where nothing was.
///
/// # Errors
/// What is wrong with it.
pub fn read(question: &Question, place: usize, typed: &Typed) -> Result<Option<Answer>, Message> {
    let name = field(place);
    match question.kind {
        Kind::One | Kind::Several | Kind::YesNo | Kind::Scale => picked(question, name, typed),
        Kind::Day => {
            let parts = typed.day(name);
            match parts.read() {
                Some(day) => Ok(Some(Answer::Said(day.to_string()))),
                None if parts.is_empty() => Ok(None),
                None => Err(Message::new("answer-day-unreadable")),
            }
        }
        Kind::File => match typed.text(name) {
            "" => Ok(None),
            text => text.parse().map(|file| Some(Answer::File(file))),
        },
        kind => match typed.text(name).trim() {
            "" => Ok(None),
            text => said(question, kind, text).map(Some),
        },
    }
}

fn picked(question: &Question, name: &str, typed: &Typed) -> Result<Option<Answer>, Message> {
    let offered = question.picks();
    let mut picks = Vec::new();
    for value in typed.values(name).filter(|value| !value.is_empty()) {
        match value.parse::<u16>() {
            Ok(pick) if offered.contains(&pick) => picks.push(pick),
            _ => return Err(Message::new("answer-not-offered")),
        }
    }
    picks.sort_unstable_by_key(|pick| offered.iter().position(|offer| offer == pick));
    picks.dedup();
    match picks.len() {
        0 => Ok(None),
        1 => Ok(Some(Answer::Picked(picks))),
        _ if question.kind == Kind::Several => Ok(Some(Answer::Picked(picks))),
        _ => Err(Message::new("answer-only-one")),
    }
}

fn said(question: &Question, kind: Kind, text: &str) -> Result<Answer, Message> {
    let most = if kind == Kind::Long { LONG } else { SHORT };
    if text.chars().count() > most {
        return Err(Message::new("answer-too-long").with("most", most as i64));
    }
    match kind {
        Kind::Number => {
            let unreadable =
                if question.decimals == 0 { "answer-number-unreadable" } else { "answer-decimal-unreadable" };
            let number = number(text, question).ok_or(Message::new(unreadable))?;
            let bound = |bound: Option<i64>| bound.map(|bound| bound.saturating_mul(question.unit()));
            match (question.least, question.most) {
                (Some(least), _) if Some(number) < bound(Some(least)) => {
                    Err(Message::new("answer-too-small").with("least", least))
                }
                (_, Some(most)) if Some(number) > bound(Some(most)) => {
                    Err(Message::new("answer-too-great").with("most", most))
                }
                _ => Ok(Answer::Number(number)),
            }
        }
        Kind::Email if !people::rules::is_address(text) => Err(Message::new("answer-email-unreadable")),
        Kind::Phone => {
            people::phone::normalised(text).map(Answer::Said).ok_or(Message::new("answer-phone-unreadable"))
        }
        _ => Ok(Answer::Said(text.to_owned())),
    }
}

/// A number in the smallest unit of its question, as people here write it: `3,75`, `1.250`; none with more digits behind the
/// comma than are asked for.
fn number(text: &str, question: &Question) -> Option<i64> {
    let (whole_part, fraction) = text.split_once(',').unwrap_or((text, ""));
    let places = usize::from(question.decimals);
    if fraction.len() > places || !fraction.bytes().all(|byte| byte.is_ascii_digit()) || text.ends_with(',') {
        return None;
    }
    let sign = if whole_part.starts_with('-') { -1 } else { 1 };
    let fraction: i64 = format!("{fraction:0<places$}").parse().unwrap_or_default();
    whole(whole_part)?.checked_mul(question.unit())?.checked_add(sign * fraction)
}

/// The same, written as it is read.
pub fn written(question: &Question, number: i64) -> String {
    let (unit, places) = (question.unit(), usize::from(question.decimals));
    let sign = if number < 0 { "-" } else { "" };
    match places {
        0 => number.to_string(),
        _ => format!("{sign}{},{:0>places$}", (number / unit).abs(), (number % unit).abs()),
    }
}

/// A whole number as people here write it: `1.250`, `-3`. None beyond fifteen digits.
fn whole(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut groups = digits.split('.');
    let first = groups.next()?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.iter().all(|part| part.len() == 3 && is_number(part));
    if !is_number(first) || !grouped || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    let digits: String = digits.chars().filter(|c| *c != '.').collect();
    (digits.len() <= 15).then(|| digits.parse::<i64>().ok().map(|number| number * sign))?
}

/// What came of a form: the answers that are good, what is wrong, and which questions are to be asked besides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// The good answers to questions that are asked.
    pub answers: Answers,
    /// The places of the questions that are asked after these answers.
    pub asked: Vec<usize>,
    /// What is wrong, by place.
    pub wrong: Vec<(usize, Message)>,
    /// The places of questions that are asked after these answers and did not stand in the form.
    pub further: Vec<usize>,
}

impl Judged {
    /// Everything that stands in the way of keeping the answers, as reasons about fields.
    pub fn reasons(&self) -> Vec<Reason> {
        let reason = |place: usize, message: Message| Reason { field: Some(field(place)), message };
        let further = self.further.iter().map(|place| reason(*place, Message::new("answer-also")));
        self.wrong.iter().map(|(place, message)| reason(*place, message.clone())).chain(further).collect()
    }
}

/// Judges a form in the order of its questions: a question is asked when an answer before it says so, and answers to
/// questions that are not asked do not count.
pub fn judge(content: &Content, typed: &Typed) -> Judged {
    let mut judged = Judged::default();
    for (place, question) in content.questions().enumerate() {
        if !is_asked(question, &judged.answers) {
            continue;
        }
        judged.asked.push(place);
        if !typed.was_asked(place) {
            judged.further.push(place);
            continue;
        }
        match read(question, place, typed) {
            Ok(Some(answer)) => {
                judged.answers.insert(question.key, answer);
            }
            Ok(None) if question.required => judged.wrong.push((place, Message::new("answer-missing"))),
            Ok(None) => {}
            Err(message) => judged.wrong.push((place, message)),
        }
    }
    judged
}

/// What answers are worth. Of one choice counts what it is worth, of several their sum and never less than nothing; what
/// could be had is counted over the questions that were asked.
pub fn score(content: &Content, answers: &Answers) -> Score {
    let (mut points, mut most) = (0, 0);
    for question in content.questions().filter(|question| is_asked(question, answers)) {
        let worth = question.choices.iter().map(|choice| choice.points.max(0));
        most += if question.kind == Kind::Several { worth.sum() } else { worth.max().unwrap_or_default() };
        if let Some(Answer::Picked(picks)) = answers.get(&question.key) {
            let picked = question.choices.iter().filter(|choice| picks.contains(&choice.key));
            points += picked.map(|choice| choice.points).sum::<i64>().max(0);
        }
    }
    let passed = content.pass.filter(|_| most > 0).map(|pass| points * 100 >= pass * most);
    Score { points, most, passed }
}

/// What keeps a draft for a purpose from being published: every question asks something and can be answered, and conditions
/// look backwards only.
pub fn objections(content: &Content, purpose: Purpose) -> Vec<Message> {
    let mut found = Vec::new();
    if content.questions().next().is_none() {
        found.push(Message::new("draft-empty"));
    }
    let mut before: Vec<&Question> = Vec::new();
    for (place, question) in content.questions().enumerate() {
        let about = |key| Message::new(key).with("n", place as i64 + 1);
        if question.kind.has_choices() && question.choices.len() < 2 {
            found.push(about("draft-needs-choices"));
        }
        if !purpose.takes(question.kind) {
            found.push(about("draft-file-uncounted"));
        }
        let points_back = |wanted: &Picked| {
            before.iter().any(|known| known.key == wanted.question && known.picks().contains(&wanted.pick))
        };
        if !question.when.iter().all(points_back) {
            found.push(about("draft-condition-astray"));
        }
        before.push(question);
    }
    if content.sections.len() > 1 {
        for (n, section) in content.sections.iter().enumerate() {
            if section.title.is_empty() {
                found.push(Message::new("draft-section-untitled").with("n", n as i64 + 1));
            }
            if section.questions.is_empty() {
                found.push(Message::new("draft-section-empty").with("n", n as i64 + 1));
            }
        }
    }
    if content.questions().filter(|question| question.kind == Kind::File).count() > MOST_FILES {
        found.push(Message::new("draft-files-full").with("most", MOST_FILES as i64));
    }
    let worth = |question: &Question| question.choices.iter().any(|choice| choice.points > 0);
    if purpose == Purpose::Assessment && !content.questions().any(worth) {
        found.push(Message::new("draft-without-points"));
    }
    found
}

/// The words of yes and no in the language files.
pub const fn word_of(pick: u16) -> &'static str {
    match pick {
        YES => "answer-yes",
        NO => "answer-no",
        _ => "answer-none",
    }
}
