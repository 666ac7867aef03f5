//! Questionnaires for other programs.

use kernel::{Date, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Json, List},
};

use crate::{
    EDIT, ENTER, RESULTS, building,
    model::{Content, Kind, Purpose, Response, Version, Way},
    responding::{self, Given},
    results::{self, Figures},
    rules::{self, Typed},
};

/// How many questionnaires a list shows.
const LISTED: i64 = 200;

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (enter, results) = (Access::Can(ENTER), Access::Can(RESULTS));
    Api::of("instruments")
        .get("/api/v1/instruments", enter, list)
        .get("/api/v1/instruments/{code}", enter, one)
        .post("/api/v1/instruments/{code}/responses", enter, respond)
        .get("/api/v1/instruments/{code}/results", results, tell)
        .put("/api/v1/instruments/{code}/open", Access::Can(EDIT), open)
        .routes()
}

/// A questionnaire.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct InstrumentInList {
    /// The code of its address.
    code: String,
    /// Its title in Indonesian.
    title: String,
    /// `registration`, `assessment`, `survey` or `call`.
    purpose: String,
    /// Whether nobody can learn who answered.
    anonymous: bool,
    /// Whether answers are taken at its own address.
    open: bool,
    /// The number of its latest version.
    version: Option<i64>,
    /// How many responses there are.
    responses: i64,
}

impl From<crate::Instrument> for InstrumentInList {
    fn from(one: crate::Instrument) -> Self {
        Self {
            code: one.code,
            title: one.title_id,
            purpose: one.purpose.to_string(),
            anonymous: one.anonymous,
            open: one.is_open,
            version: one.version,
            responses: one.responses,
        }
    }
}

/// Lists questionnaires: up to 200, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListInstruments {
    /// Only those for this: `registration`, `assessment`, `survey` or `call`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(registration|assessment|survey|call)$"))]
    purpose: Option<String>,
}

async fn list(visit: ApiVisit, asked: ListInstruments) -> Result<List<InstrumentInList>, Failure> {
    let purpose: Option<Purpose> = asked.purpose.map(|purpose| purpose.parse()).transpose()?;
    let found = visit.read(move |tx| building::list(tx, purpose, (LISTED, 0))).await?;
    Ok(List { items: found.into_iter().map(InstrumentInList::from).collect(), next: None })
}

/// A choice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ChoiceOfQuestion {
    /// By what an answer names it.
    pick: u16,
    /// Its Indonesian words.
    label: String,
}

/// A question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct QuestionOfVersion {
    /// By what an answer names it.
    question: u16,
    /// What it asks, in Indonesian.
    ask: String,
    /// `one`, `several`, `yes-no`, `scale`, `short`, `long`, `number`, `day`, `email`, `phone` or `file`; a file is handed
    /// in at its own address alone.
    kind: String,
    /// Whether it must be answered.
    required: bool,
    /// What can be picked.
    choices: Vec<ChoiceOfQuestion>,
}

/// What the latest version asks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct VersionOfInstrument {
    /// The code of its address.
    code: String,
    /// Its title in Indonesian.
    title: String,
    /// The identity of the version.
    #[schemars(schema_with = "web::api::id")]
    version: Id<Version>,
    /// Its number.
    number: i64,
    /// Its questions in order.
    questions: Vec<QuestionOfVersion>,
}

/// Reads what the latest version of a questionnaire asks.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadInstrument {
    /// The code of its address.
    #[schemars(length(min = 1, max = 20), example = &"K7MR2A")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadInstrument) -> Result<Json<VersionOfInstrument>, Failure> {
    let (one, version) = visit
        .read(move |tx| {
            let one = building::by_code(tx, &asked.code)?;
            let version = building::latest(tx, one.id)?;
            Ok((one, version))
        })
        .await?;
    let questions = version.content.questions().map(|question| QuestionOfVersion {
        question: question.key,
        ask: question.ask.id.clone(),
        kind: question.kind.to_string(),
        required: question.required,
        choices: question
            .picks()
            .into_iter()
            .map(|pick| ChoiceOfQuestion { pick, label: question.named(pick) })
            .collect(),
    });
    Ok(Json(VersionOfInstrument {
        code: one.code,
        title: one.title_id,
        version: version.id,
        number: version.number,
        questions: questions.collect(),
    }))
}

/// An answer to a question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnswerGiven {
    /// The question.
    question: u16,
    /// What was picked.
    #[serde(default)]
    picks: Vec<u16>,
    /// What was said; a day as `2026-08-05`, a number in digits.
    #[serde(default)]
    text: Option<String>,
}

/// Enters a response that somebody gave to the staff, to the latest version. The same `entry` twice is entered once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterResponse {
    /// The code of the questionnaire's address.
    #[schemars(length(min = 1, max = 20), example = &"K7MR2A")]
    code: String,
    /// The identity of the entry, made by the sender.
    #[schemars(length(min = 8, max = 80), example = &"tablet-3-000417")]
    entry: String,
    /// The answers.
    #[schemars(example = &[serde_json::json!({ "question": 1, "picks": [2] })])]
    answers: Vec<AnswerGiven>,
}

/// A response that was kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ResponseKept {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Response>,
    /// The points, of an assessment.
    points: Option<i64>,
    /// Those that could be had.
    most: Option<i64>,
    /// Whether they are enough.
    passed: Option<bool>,
}

/// The same as a form would send it, with every question asked.
fn typed(content: &Content, answers: &[AnswerGiven]) -> Typed {
    let mut fields = Vec::new();
    let mut asked = Vec::new();
    for (place, question) in content.questions().enumerate() {
        asked.push(place.to_string());
        let name = rules::field(place);
        for answer in answers.iter().filter(|answer| answer.question == question.key) {
            fields.extend(answer.picks.iter().map(|pick| (name.to_owned(), pick.to_string())));
            let Some(text) = &answer.text else { continue };
            match text.parse::<Date>() {
                Ok(day) if question.kind == Kind::Day => fields.extend([
                    (format!("{name}_day"), day.day().to_string()),
                    (format!("{name}_month"), day.month().to_string()),
                    (format!("{name}_year"), day.year().to_string()),
                ]),
                _ => fields.push((name.to_owned(), text.clone())),
            }
        }
    }
    fields.push((rules::ASKED.to_owned(), asked.join(".")));
    Typed::of(&fields)
}

async fn respond(post: ApiPost, asked: EnterResponse) -> Result<Created<ResponseKept>, Failure> {
    let address = format!("/api/v1/instruments/{}", asked.code);
    let kept = post
        .write(move |tx, act| {
            let id = building::by_code(tx, &asked.code)?.id;
            let version = building::latest(tx, id)?;
            let typed = typed(&version.content, &asked.answers);
            let given = Given { version: version.id, party: None, way: Way::Staff, form: &asked.entry };
            let kept = responding::keep(tx, act, &given, &typed)?;
            Ok(ResponseKept {
                id: kept.id,
                points: kept.score.map(|score| score.points),
                most: kept.score.map(|score| score.most),
                passed: kept.score.and_then(|score| score.passed),
            })
        })
        .await?;
    Ok(Created(address, kept))
}

/// What was answered to a question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct TallyOfQuestion {
    /// Which.
    question: u16,
    /// How many answered it.
    answered: i64,
    /// How often each was picked; nothing where too few have answered, or nothing is picked.
    picks: Vec<PickCounted>,
    /// The mean of steps or numbers.
    mean: Option<f64>,
}

/// How often something was picked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct PickCounted {
    /// What.
    pick: u16,
    /// How often.
    count: i64,
}

/// What came of the latest version.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ResultsOfVersion {
    /// How many responses there are.
    responses: i64,
    /// Whether too few have answered for anything to be shown.
    hidden: bool,
    /// The questions.
    questions: Vec<TallyOfQuestion>,
}

/// Reads the figures of the latest version of a questionnaire; what people wrote in their own words is not among them.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadResults {
    /// The code of its address.
    #[schemars(length(min = 1, max = 20), example = &"K7MR2A")]
    code: String,
}

async fn tell(visit: ApiVisit, asked: ReadResults) -> Result<Json<ResultsOfVersion>, Failure> {
    let (version, results) = visit
        .read(move |tx| {
            let one = building::by_code(tx, &asked.code)?;
            let version = building::latest(tx, one.id)?;
            let results = results::of(tx, &one, &version)?;
            Ok((version, results))
        })
        .await?;
    let tally = |tally: &results::Tally| {
        let question = version.content.question(tally.question)?;
        let picks = match &tally.figures {
            Some(Figures::Picks(counts)) => counts.as_slice(),
            _ => &[],
        };
        Some(TallyOfQuestion {
            question: tally.question,
            answered: tally.answered,
            picks: picks.iter().map(|(pick, count)| PickCounted { pick: *pick, count: *count }).collect(),
            mean: results::mean(question, tally),
        })
    };
    Ok(Json(ResultsOfVersion {
        responses: results.responses,
        hidden: results.is_hidden(),
        questions: results.tallies.iter().filter_map(tally).collect(),
    }))
}

/// Opens a questionnaire at its own address, or closes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct OpenInstrument {
    /// The code of its address.
    #[schemars(length(min = 1, max = 20), example = &"K7MR2A")]
    code: String,
    /// Whether answers are taken.
    #[schemars(example = &true)]
    open: bool,
}

async fn open(post: ApiPost, asked: OpenInstrument) -> Result<Json<InstrumentInList>, Failure> {
    let one = post
        .write(move |tx, act| {
            let id = building::by_code(tx, &asked.code)?.id;
            building::open(tx, act, id, asked.open)?;
            Ok(InstrumentInList::from(building::one(tx, id)?))
        })
        .await?;
    Ok(Json(one))
}
