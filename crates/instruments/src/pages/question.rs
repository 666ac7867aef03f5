//! A question is written: what it asks, how it is answered, and when it is asked.

use axum::extract::Path;
use kernel::{Kind as No, Message, Reason, Refusal};
use serde::Deserialize;
use store::Error;
use ui::{
    Html, Speech,
    part::{Board, Button, Choice as Offer, Deed, Field},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{
    Fields,
    editor::{Marked, drafted},
    path_of, value,
};
use crate::{
    building::{self, Draft},
    draft::{self, Edit},
    model::{Content, Instrument, Kind, MOST_DECIMALS, Picked, Purpose, Question, Text},
    show, words,
};

/// Where a new question goes, and how it is answered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Placed {
    bagian: usize,
    jenis: String,
    mark: i64,
}

/// The form as it was sent: [`Sent`] knows a field once, and of what a question depends on there may be several.
struct Typed {
    sent: Sent,
    when: Vec<String>,
}

const NAMES: [&str; 16] = [
    "ask_id", "ask_en", "help_id", "help_en", "required", "choices", "steps", "low_id", "low_en", "high_id",
    "high_en", "least", "most", "decimals", "kind", "more",
];

fn typed_of(fields: &Fields) -> Typed {
    let typed = NAMES.iter().map(|name| (*name, value(fields, name).to_owned())).collect();
    let when = fields.iter().filter(|(name, _)| name == "when").map(|(_, value)| value.clone());
    Typed { sent: Sent::of(typed), when: when.collect() }
}

/// A question as it stands in its form.
fn written(question: &Question) -> Typed {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let sent = Sent::of(vec![
        ("ask_id", question.ask.id.clone()),
        ("ask_en", question.ask.en.clone()),
        ("help_id", question.help.id.clone()),
        ("help_en", question.help.en.clone()),
        ("required", if question.required { "1" } else { "" }.to_owned()),
        ("choices", draft::written(&question.choices)),
        ("steps", question.steps.to_string()),
        ("low_id", question.low.id.clone()),
        ("low_en", question.low.en.clone()),
        ("high_id", question.high.id.clone()),
        ("high_en", question.high.en.clone()),
        ("least", number(question.least)),
        ("most", number(question.most)),
        ("decimals", question.decimals.to_string()),
        ("kind", question.kind.to_string()),
    ]);
    let when = question.when.iter().map(|wanted| format!("{}.{}", wanted.question, wanted.pick));
    Typed { sent, when: when.collect() }
}

/// Reads the form as a question; `before` is the question it was.
fn read(typed: &Typed, before: &Question) -> Result<Question, Refusal> {
    let sent = &typed.sent;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let kind = before.kind;
    let mut question = Question::new(before.key, Text::new(sent.text("ask_id"), sent.text("ask_en")), kind);
    question.help = Text::new(sent.text("help_id"), sent.text("help_en"));
    question.required = sent.ticked("required");
    if kind.has_choices() {
        match draft::choices(sent.text("choices"), &before.choices) {
            Ok(choices) => question.choices = choices,
            Err(message) => object("choices", message),
        }
    }
    if kind == Kind::Scale {
        question.steps = sent.text("steps").trim().parse().unwrap_or_default();
        question.low = Text::new(sent.text("low_id"), sent.text("low_en"));
        question.high = Text::new(sent.text("high_id"), sent.text("high_en"));
    }
    if kind == Kind::Number {
        match sent.text("decimals").trim().parse() {
            Ok(places @ 0..=MOST_DECIMALS) => question.decimals = places,
            _ if sent.text("decimals").trim().is_empty() => {}
            _ => object(
                "decimals",
                Message::new("question-decimals-wrong").with("most", i64::from(MOST_DECIMALS)),
            ),
        }
        for (field, bound) in [("least", &mut question.least), ("most", &mut question.most)] {
            match (sent.text(field).trim(), sent.text(field).trim().parse()) {
                ("", _) => {}
                (_, Ok(number)) => *bound = Some(number),
                (_, Err(_)) => object(field, Message::new("answer-number-unreadable")),
            }
        }
    }
    question.when = typed
        .when
        .iter()
        .filter_map(|wanted| {
            let (question, pick) = wanted.split_once('.')?;
            Some(Picked { question: question.parse().ok()?, pick: pick.parse().ok()? })
        })
        .collect();
    Refusal::unless_empty(No::Invalid, reasons)?;
    Ok(question)
}

/// The form of a new question.
pub(super) async fn blank(visit: Visit, Path(code): Path<String>, Query(placed): Query<Placed>) -> Answer {
    let kind: Kind = placed.jenis.parse()?;
    let mut question = Question::new(0, Text::default(), kind);
    question.steps = 5;
    let (one, draft) = visit.read(move |tx| drafted(tx, &code)).await?;
    let action = format!(
        "{}/pertanyaan?bagian={}&jenis={kind}&mark={}",
        path_of(&one.code),
        placed.bagian,
        draft.mark
    );
    draw(&visit, &one, &draft, &question, &written(&question), &action)
}

/// A question, to be changed.
pub(super) async fn edit(visit: Visit, Path((code, key)): Path<(String, u16)>) -> Answer {
    let (one, draft) = visit.read(move |tx| drafted(tx, &code)).await?;
    let question = known(&draft.content, key)?.clone();
    let action = format!("{}/pertanyaan/{key}?mark={}", path_of(&one.code), draft.mark);
    draw(&visit, &one, &draft, &question, &written(&question), &action)
}

fn known(content: &Content, key: u16) -> Result<&Question, Refusal> {
    content.question(key).ok_or_else(|| Refusal::new(No::Missing, Message::new("draft-gone")))
}

fn draw(
    visit: &Visit,
    one: &Instrument,
    draft: &Draft,
    question: &Question,
    typed: &Typed,
    action: &str,
) -> Answer {
    let (t, back) = (visit.t, format!("{}/susun", path_of(&one.code)));
    let kind = words::kind(t, question.kind);
    let fields = fields(t, one, draft, question, typed);
    let buttons =
        vec![Button::new(t.say("draft-keep")), Button::link(t.say("draft-back"), back.as_str()).ghost()];
    let mut board = Board::new(t);
    board.main.push(Html::of(&Deed::new(kind, action, fields).open(true).buttons(buttons)));
    let mut page = visit.below(super::HOME, t.about("draft-question", kind));
    page.crumbs.insert(1, ui::part::Link::new(t.about("draft-of", one.title(t.lang())), back));
    visit.board(page, board, &typed.sent)
}

fn fields(t: Speech, one: &Instrument, draft: &Draft, question: &Question, typed: &Typed) -> Vec<Field> {
    let sent = &typed.sent;
    let line = |name: &'static str, key: &str| {
        Field::text(t, name, t.say(key), sent.text(name)).error(sent.errors.of(name))
    };
    let mut fields = vec![
        line("ask_id", "question-ask"),
        line("ask_en", "question-ask-en").optional(),
        line("help_id", "question-help").optional(),
        line("help_en", "question-help-en").optional(),
    ];
    match question.kind {
        Kind::One | Kind::Several => {
            let hint = if one.purpose == Purpose::Assessment {
                "question-choices-scored"
            } else {
                "question-choices-hint"
            };
            fields.push(
                Field::area(t, "choices", t.say("question-choices"), sent.text("choices"), 7)
                    .hint(t.say(hint))
                    .error(sent.errors.of("choices")),
            );
        }
        Kind::Scale => fields.extend([
            line("steps", "question-steps").hint(t.say("question-steps-hint")).digits().short(),
            line("low_id", "question-low").medium().optional(),
            line("low_en", "question-low-en").medium().optional(),
            line("high_id", "question-high").medium().optional(),
            line("high_en", "question-high-en").medium().optional(),
        ]),
        Kind::Number => fields.extend([
            line("least", "question-least").short().optional(),
            line("most", "question-most").short().optional(),
            line("decimals", "question-decimals").hint(t.say("question-decimals-hint")).digits().short(),
        ]),
        _ => {}
    }
    if question.kind == Kind::Scale && question.key == 0 {
        fields.push(
            Field::area(t, "more", t.say("question-more"), sent.text("more"), 4)
                .hint(t.say("question-more-hint"))
                .optional(),
        );
    }
    fields.push(Field::check(t, "required", t.say("question-required"), "1", sent.ticked("required")));
    let offers = conditions(t, &draft.content, question, &typed.when);
    if !offers.is_empty() {
        fields.push(
            Field::checks(t, "when", t.say("question-when-legend"), offers)
                .hint(t.say("question-when-hint"))
                .optional(),
        );
    }
    fields
}

/// The picks of earlier questions, on which this one may depend.
fn conditions(t: Speech, content: &Content, question: &Question, chosen: &[String]) -> Vec<Offer> {
    let earlier = content.questions().take_while(|known| known.key != question.key);
    earlier
        .enumerate()
        .flat_map(|(n, known)| {
            known.picks().into_iter().map(move |pick| {
                let value = format!("{}.{pick}", known.key);
                let label =
                    format!("{}. {}: {}", n + 1, known.ask.of(t.lang()), show::pick_name(t, known, pick));
                let is_chosen = chosen.contains(&value);
                Offer::new(value, label).chosen(is_chosen)
            })
        })
        .collect()
}

/// A new question is kept.
pub(super) async fn add(
    post: Post,
    Path(code): Path<String>,
    Query(placed): Query<Placed>,
    Form(form): Form<Fields>,
) -> Answer {
    let question = Question::new(0, Text::default(), placed.jenis.parse()?);
    let (section, more) = (placed.bagian, asks(value(&form, "more")));
    keep(&post, code, placed.mark, &form, &question, move |made| {
        let same = |ask: &Text| Question { ask: ask.clone(), ..made.clone() };
        Edit::Add(section, std::iter::once(made.clone()).chain(more.iter().map(same)).collect())
    })
    .await
}

/// Further statements to be judged by the same scale, one a line: `Kecepatan layanan | Speed of service`.
fn asks(text: &str) -> Vec<Text> {
    let lines = text.lines().map(|line| line.split_once('|').unwrap_or((line, "")));
    lines.map(|(id, en)| Text::new(id, en)).filter(|ask| !ask.is_empty()).collect()
}

/// A changed question is kept.
pub(super) async fn change(
    post: Post,
    Path((code, key)): Path<(String, u16)>,
    Query(Marked { mark }): Query<Marked>,
    Form(form): Form<Fields>,
) -> Answer {
    let named = code.clone();
    let (_, draft) = post.read(move |tx| drafted(tx, &named)).await?;
    let question = known(&draft.content, key)?.clone();
    keep(&post, code, mark, &form, &question, |made| Edit::Change(Box::new(made))).await
}

async fn keep(
    post: &Post,
    code: String,
    mark: i64,
    form: &Fields,
    question: &Question,
    edit: impl Fn(Question) -> Edit + Send + 'static,
) -> Answer {
    let typed = typed_of(form);
    let (named, action) = (code.clone(), post.here().to_owned());
    let done = match read(&typed, question) {
        Ok(made) => {
            post.write(move |tx, act| {
                let id = building::by_code(tx, &named)?.id;
                building::change(tx, act, id, mark, edit(made.clone()))
            })
            .await
        }
        Err(refusal) => Err(Error::Refused(refusal)),
    };
    match done {
        Ok(()) => Ok(post.done(&format!("{}/susun", path_of(&code)), &Message::new("draft-question-kept"))),
        Err(error) => {
            let errors = sent::errors_in(post, error, "ask_id")?;
            let (one, draft) = post.read(move |tx| drafted(tx, &code)).await?;
            let typed = Typed { sent: typed.sent.wrong(errors), when: typed.when };
            draw(post, &one, &draft, question, &typed, &action)
        }
    }
}
