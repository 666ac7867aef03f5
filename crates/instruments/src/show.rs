//! A version within a form, and answers read back: the same on every page of the house.

use askama::Template;
use ui::{
    Html, Speech, html_safe,
    part::{Choice as Offer, Column, Errors, Field, Row, Table},
};

use crate::{
    model::{Content, Kind, Question},
    rules::{self, Answer, Answers, Attached, Typed, field},
    steps, uploads,
};

/// The questions of a version as a part of a form: headings, fields, and unseen what was answered in other steps. The form
/// comes back with fields that [`Typed::of`] takes out of it.
#[derive(Template, Clone, Debug)]
#[template(path = "questions.html")]
pub struct Questions {
    sections: Vec<(String, Vec<Piece>)>,
    carried: Vec<(String, String)>,
    asked: String,
}

html_safe!(Questions, Matrix, Handing);

/// A piece of a section: a question, one that is answered with a file, or several that are judged by one scale.
#[derive(Clone, Debug)]
enum Piece {
    One(Box<Field>),
    File(Box<Handing>),
    Many(Matrix),
}

impl Piece {
    fn drawn(&self) -> Html {
        match self {
            Self::One(field) => Html::of(field.as_ref()),
            Self::File(handing) => Html::of(handing.as_ref()),
            Self::Many(matrix) => Html::of(matrix),
        }
    }
}

/// A question that is answered with a file, and the one that was handed in already: a browser does not send it twice.
#[derive(Template, Clone, Debug)]
#[template(path = "handing.html")]
struct Handing {
    t: Speech,
    field: Field,
    name: &'static str,
    kept: Option<Attached>,
    drop: String,
}

impl Handing {
    fn of(t: Speech, field: Field, place: usize, typed: &Typed) -> Self {
        let name = rules::field(place);
        let kept: Option<Attached> = typed.text(name).parse().ok();
        let field = match &kept {
            Some(_) => field.hint(t.say("answer-file-instead")),
            None => field,
        };
        Self { t, field, name, kept, drop: uploads::drop_field(name) }
    }
}

/// Statements that are judged by one scale, one under the other: a line each, a column for each step.
#[derive(Template, Clone, Debug)]
#[template(path = "matrix.html")]
struct Matrix {
    /// What the first and the last step mean.
    ends: String,
    steps: Vec<u16>,
    lines: Vec<Line>,
}

/// A statement, its field, what was picked, and what is wrong.
#[derive(Clone, Debug)]
struct Line {
    name: &'static str,
    ask: String,
    help: String,
    picked: String,
    error: Option<String>,
}

impl Matrix {
    fn of(t: Speech, questions: &[(usize, &Question)], typed: &Typed, errors: &Errors) -> Self {
        let scale = questions.first().map(|(_, question)| *question);
        let ends = scale.map_or_else(String::new, |scale| {
            let names = [1, scale.steps].map(|step| step_name(t, scale, step));
            names.join(" · ")
        });
        let line = |(place, question): &(usize, &Question)| Line {
            name: field(*place),
            ask: question.ask.of(t.lang()).to_owned(),
            help: question.help.of(t.lang()).to_owned(),
            picked: typed.text(field(*place)).to_owned(),
            error: errors.of(field(*place)).map(str::to_owned),
        };
        let steps = scale.map_or_else(Vec::new, Question::picks);
        Self { ends, steps, lines: questions.iter().map(line).collect() }
    }
}

/// Whether two questions are judged by the same scale, so that each has its line: one that may be left out is drawn by itself,
/// with a way to say so.
fn is_alike(one: &Question, other: &Question) -> bool {
    let scale =
        |question: &Question| (question.kind, question.steps, question.low.clone(), question.high.clone());
    one.kind == Kind::Scale && one.required && other.required && scale(one) == scale(other)
}

impl Questions {
    /// Whether a file is asked for: the form is then sent in parts (`multipart/form-data`).
    pub fn has_files(&self) -> bool {
        let mut pieces = self.sections.iter().flat_map(|(_, pieces)| pieces);
        pieces.any(|piece| matches!(piece, Piece::File(_)))
    }

    /// Every question that is asked after what was typed so far.
    pub fn new(t: Speech, content: &Content, typed: &Typed, errors: &Errors) -> Self {
        let asked = rules::judge(content, typed).asked;
        Self::of(t, content, typed, errors, (&asked, &[]), false)
    }

    /// Those of one section; what was answered in the others is carried along.
    pub fn step(t: Speech, content: &Content, typed: &Typed, errors: &Errors, section: usize) -> Self {
        let judged = rules::judge(content, typed);
        let here = steps::places(content, section);
        let shown: Vec<usize> = judged.asked.iter().copied().filter(|place| here.contains(place)).collect();
        let elsewhere: Vec<usize> = typed.asked().filter(|place| !here.contains(place)).collect();
        Self::of(t, content, typed, errors, (&shown, &elsewhere), false)
    }

    /// No question, and everything that was answered: for a last look before it is sent.
    pub fn none(typed: &Typed) -> Self {
        let asked: Vec<usize> = typed.asked().collect();
        Self { sections: Vec::new(), carried: typed.apart_from(&[]), asked: list(&asked) }
    }

    /// Every question there is, each with what it depends on: for paper that was filled in already.
    pub fn whole(t: Speech, content: &Content, typed: &Typed, errors: &Errors) -> Self {
        let all: Vec<usize> = (0..content.questions().count()).collect();
        Self::of(t, content, typed, errors, (&all, &[]), true)
    }

    /// The questions at the places `shown`; `elsewhere` are those that other steps asked. `telling` says of each what it
    /// depends on.
    fn of(
        t: Speech,
        content: &Content,
        typed: &Typed,
        errors: &Errors,
        (shown, elsewhere): (&[usize], &[usize]),
        telling: bool,
    ) -> Self {
        let mut sections: Vec<(String, Vec<Piece>)> = Vec::new();
        let mut first = 0;
        for section in &content.sections {
            let all = section.questions.iter().enumerate().map(|(n, question)| (first + n, question));
            let here: Vec<(usize, &Question)> = all.filter(|(place, _)| shown.contains(place)).collect();
            let pieces: Vec<Piece> = here
                .chunk_by(|(_, one), (_, other)| !telling && is_alike(one, other))
                .map(|together| match together {
                    [(place, question)] => {
                        let hint = if telling { condition(t, content, question) } else { String::new() };
                        let field = drawn(t, question, *place, typed, errors, &hint);
                        match question.kind {
                            Kind::File => Piece::File(Box::new(Handing::of(t, field, *place, typed))),
                            _ => Piece::One(Box::new(field)),
                        }
                    }
                    several => Piece::Many(Matrix::of(t, several, typed, errors)),
                })
                .collect();
            first += section.questions.len();
            if !pieces.is_empty() {
                sections.push((section.title.of(t.lang()).to_owned(), pieces));
            }
        }
        let mut asked = [shown, elsewhere].concat();
        asked.sort_unstable();
        asked.dedup();
        Self { sections, carried: typed.apart_from(shown), asked: list(&asked) }
    }
}

fn list(places: &[usize]) -> String {
    places.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// When a question is asked, in words; nothing where it always is.
pub fn condition(t: Speech, content: &Content, question: &Question) -> String {
    let names: Vec<String> = question
        .when
        .iter()
        .filter_map(|wanted| {
            let (n, earlier) =
                content.questions().enumerate().find(|(_, known)| known.key == wanted.question)?;
            let pick = pick_name(t, earlier, wanted.pick);
            Some(t.with("question-picked", &[("n", (n + 1).into()), ("pick", pick.as_str().into())]))
        })
        .collect();
    let or = format!(" {} ", t.say("question-or"));
    if names.is_empty() { String::new() } else { t.about("question-only-when", names.join(&or)) }
}

/// What a pick is called.
pub fn pick_name(t: Speech, question: &Question, pick: u16) -> String {
    match question.kind {
        Kind::YesNo => t.say(rules::word_of(pick)).to_owned(),
        Kind::Scale => step_name(t, question, pick),
        _ => {
            let known = question.choices.iter().find(|choice| choice.key == pick);
            known.map(|choice| choice.label.of(t.lang()).to_owned()).unwrap_or_default()
        }
    }
}

fn step_name(t: Speech, question: &Question, step: u16) -> String {
    let meaning = match step {
        1 => question.low.of(t.lang()),
        last if last == question.steps => question.high.of(t.lang()),
        _ => "",
    };
    if meaning.is_empty() { t.int(step) } else { format!("{} – {meaning}", t.int(step)) }
}

fn drawn(t: Speech, question: &Question, place: usize, typed: &Typed, errors: &Errors, when: &str) -> Field {
    let (name, label) = (field(place), question.ask.of(t.lang()));
    let text = typed.text(name);
    let mut offers: Vec<Offer> = question
        .picks()
        .into_iter()
        .map(|pick| {
            let value = pick.to_string();
            let chosen = typed.values(name).any(|typed| typed == value);
            Offer::new(value, pick_name(t, question, pick)).chosen(chosen)
        })
        .collect();
    if !question.required && question.kind.is_picked() && question.kind != Kind::Several {
        offers.push(Offer::new("", t.say("answer-none")).chosen(text.is_empty()));
    }
    let drawn = match question.kind {
        Kind::One | Kind::YesNo | Kind::Scale => Field::radios(t, name, label, offers),
        Kind::Several => Field::checks(t, name, label, offers),
        Kind::Short => Field::text(t, name, label, text).attribute("maxlength", "300"),
        Kind::Long => Field::area(t, name, label, text, 5),
        Kind::Number if question.decimals == 0 => Field::text(t, name, label, text).digits().medium(),
        Kind::Number => Field::text(t, name, label, text).attribute("inputmode", "decimal").medium(),
        Kind::Day => Field::date(t, name, label, typed.day(name)),
        Kind::Email => Field::text(t, name, label, text).kind("email").medium().autocomplete("email"),
        Kind::Phone => Field::text(t, name, label, text).kind("tel").medium().autocomplete("tel"),
        Kind::File => Field::text(t, name, label, "").kind("file").attribute("accept", uploads::ACCEPT),
    };
    let bounds = bounds(t, question);
    let hints: Vec<&str> = [question.help.of(t.lang()), bounds.as_str(), when]
        .into_iter()
        .filter(|hint| !hint.is_empty())
        .collect();
    let drawn = drawn.hint(hints.join(" ")).error(errors.of(name));
    if question.required { drawn } else { drawn.optional() }
}

fn bounds(t: Speech, question: &Question) -> String {
    match (question.kind, question.least, question.most) {
        (Kind::Number, Some(least), Some(most)) => {
            t.with("answer-between", &[("least", least.into()), ("most", most.into())])
        }
        (Kind::Number, Some(least), None) => t.about("answer-from", least),
        (Kind::Number, None, Some(most)) => t.about("answer-to", most),
        (Kind::File, ..) => t.say("answer-file-hint").to_owned(),
        _ => String::new(),
    }
}

/// A number of a question, in the language of the page.
pub fn number(t: Speech, question: &Question, n: i64) -> String {
    match question.decimals {
        0 => t.int(n),
        places => t.decimal(n as f64 / question.unit() as f64, usize::from(places)),
    }
}

/// An answer in words.
pub fn words(t: Speech, question: &Question, answer: &Answer) -> String {
    match (question.kind, answer) {
        (_, Answer::Picked(picks)) => {
            picks.iter().map(|pick| pick_name(t, question, *pick)).collect::<Vec<_>>().join("; ")
        }
        (_, Answer::Number(n)) => number(t, question, *n),
        (Kind::Day, Answer::Said(said)) => {
            said.parse().map_or_else(|_| said.clone(), |day: kernel::Date| t.date(day))
        }
        (Kind::Phone, Answer::Said(said)) => people::phone::shown(said),
        (_, Answer::Said(said)) => said.clone(),
        (_, Answer::File(attached)) => attached.name.clone(),
    }
}

/// A file that was handed in, for whoever may have it.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#LuPaperclip\"/></svg> {{ name }}</a>"
)]
struct Paper<'a> {
    href: String,
    name: &'a str,
}

/// Questions and answers as a table. `files` is where files are to be had that were handed in, each under the key of its
/// question; where it is not said, their names alone stand there.
pub fn answered(
    t: Speech,
    caption: &str,
    content: &Content,
    answers: &Answers,
    files: Option<&str>,
) -> Table {
    let columns = vec![Column::new(t.say("response-question")).head(), Column::new(t.say("response-answer"))];
    let mut table = Table::new(t, "jawaban", caption, columns);
    let asked = content.questions().filter(|question| rules::is_asked(question, answers));
    table.rows = asked
        .map(|question| {
            let given = match (answers.get(&question.key), files) {
                (Some(Answer::File(attached)), Some(base)) => {
                    Html::of(&Paper { href: format!("{base}/{}", question.key), name: &attached.name })
                }
                (Some(answer), _) => words(t, question, answer).into(),
                (None, _) => t.say("answer-none").into(),
            };
            Row::new(vec![question.ask.of(t.lang()).into(), given])
        })
        .collect();
    table
}
