//! What people ask about their data, and what went wrong with it: for other programs. Whoever takes everything along, or forgets
//! somebody, has proven within the last ten minutes who they are.

mod mine;

use std::collections::BTreeMap;

use kernel::{Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Json, Limit, Pdf, Zip},
};

use crate::{
    ANSWER,
    breaches::{self, Breach},
    erasure::{self, Scope},
    pages::{self, queue},
    requests::{self, Kind, Request, State},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let answer = Access::Can(ANSWER);
    Api::of("privacy")
        .get("/api/v1/privacy/requests", answer, list)
        .post("/api/v1/privacy/requests", answer, ask)
        .get("/api/v1/privacy/requests/{number}", answer, one)
        .post("/api/v1/privacy/requests/{number}/answer", answer, close)
        .post("/api/v1/privacy/requests/{number}/erase", Access::Fresh(ANSWER), erase)
        .post("/api/v1/privacy/requests/{number}/withdraw", answer, withdraw)
        .get("/api/v1/privacy/requests/{number}/export", Access::Fresh(ANSWER), export)
        .get("/api/v1/privacy/requests/{number}/certificate", answer, certificate)
        .get("/api/v1/privacy/breaches", answer, went_wrong)
        .post("/api/v1/privacy/breaches", answer, enter)
        .post("/api/v1/privacy/breaches/{number}/told", answer, told)
        .routes()
        .and(mine::routes())
}

/// Something somebody asked about their data.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PrivacyRequest {
    /// The number people call it by.
    number: i64,
    /// `access`, `correction`, `erasure` or `withdrawal`.
    kind: String,
    /// About whose data: a party of the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// Their name.
    name: String,
    /// In their words.
    said: String,
    /// When (RFC 3339).
    #[schemars(with = "String")]
    asked_at: kernel::Timestamp,
    /// Until when the library answers (RFC 3339).
    #[schemars(with = "String")]
    due_at: kernel::Timestamp,
    /// `open`, `done` or `declined`.
    state: String,
    /// What was answered.
    answer: Option<String>,
}

impl From<Request> for PrivacyRequest {
    fn from(one: Request) -> Self {
        Self {
            number: one.number,
            kind: one.kind.to_string(),
            party: one.person,
            name: one.name,
            said: one.said,
            asked_at: one.asked_at,
            due_at: one.due_at,
            state: one.state.to_string(),
            answer: one.answer,
        }
    }
}

/// Lists what waits for an answer, the most urgent first, or what was answered lately.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListPrivacyRequests {
    /// Whether those are meant that were answered.
    #[serde(default)]
    closed: Option<bool>,
    /// How many of these at most.
    #[serde(default)]
    limit: Limit,
}

async fn list(visit: ApiVisit, asked: ListPrivacyRequests) -> Result<Json<Vec<PrivacyRequest>>, Failure> {
    let (closed, Limit(limit)) = (asked.closed.unwrap_or_default(), asked.limit);
    let found =
        visit.read(move |tx| if closed { requests::closed(tx, limit) } else { requests::open(tx) }).await?;
    visit.looks_at_all(found.iter().map(|one| one.person), Sight::List);
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Writes down what somebody asks about their data; the clock of 3 × 24 hours begins.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AskAboutData {
    /// About whose data: a party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// `access`, `correction`, `erasure` or `withdrawal`.
    #[schemars(regex(pattern = "^(access|correction|erasure|withdrawal)$"), example = &"access")]
    kind: String,
    /// In their words; needed for a correction.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    said: Option<String>,
}

async fn ask(post: ApiPost, asked: AskAboutData) -> Result<Created<PrivacyRequest>, Failure> {
    let made: PrivacyRequest = post
        .write(move |tx, act| {
            let (party, kind) = (people::parties::living(tx, asked.party)?.id, asked.kind.parse::<Kind>()?);
            requests::ask(tx, act, party, kind, asked.said.as_deref().unwrap_or_default()).map(Into::into)
        })
        .await?;
    Ok(Created(format!("/api/v1/privacy/requests/{}", made.number), made))
}

/// Reads a request.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadPrivacyRequest {
    /// Its number.
    #[schemars(example = &1)]
    number: i64,
}

async fn one(visit: ApiVisit, asked: ReadPrivacyRequest) -> Result<Json<PrivacyRequest>, Failure> {
    let found = visit.read(move |tx| requests::by_number(tx, asked.number)).await?;
    visit.looks_at(found.person, Sight::List);
    Ok(Json(found.into()))
}

/// Answers a request; the first answer stands.
///
/// Whoever asks to be forgotten is told that it is done once they are, and whoever takes their consent back is told what was
/// stopped.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AnswerPrivacyRequest {
    /// Its number.
    #[schemars(example = &1)]
    number: i64,
    /// `done` or `declined`.
    #[schemars(regex(pattern = "^(done|declined)$"), example = &"done")]
    state: String,
    /// What is answered; needed where it is declined, and where a consent was taken back.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    answer: Option<String>,
}

async fn close(post: ApiPost, asked: AnswerPrivacyRequest) -> Result<Json<PrivacyRequest>, Failure> {
    let closed: PrivacyRequest = post
        .write(move |tx, act| {
            let (state, answer) =
                (asked.state.parse::<State>()?, asked.answer.as_deref().unwrap_or_default());
            requests::close(tx, act, asked.number, state, answer).map(Into::into)
        })
        .await?;
    Ok(Json(closed))
}

/// Forgets whoever asked for it, in every module and for good, and answers the request.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ErasePerson {
    /// The number of the request.
    #[schemars(example = &1)]
    number: i64,
}

/// That somebody was forgotten.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PersonErased {
    /// The number of the certificate.
    certificate: i64,
    /// When (RFC 3339).
    #[schemars(with = "String")]
    at: kernel::Timestamp,
    /// What went: the names of what was held, each with how many rows there were.
    went: BTreeMap<String, i64>,
}

async fn erase(post: ApiPost, asked: ErasePerson) -> Result<Json<PersonErased>, Failure> {
    let scope = Scope::of_all(post.app(), post.vault());
    let erased = post
        .write(move |tx, act| {
            let erased = erasure::grant(tx, act, &scope, asked.number)?;
            Ok(PersonErased { certificate: erased.number, at: erased.at, went: erased.went })
        })
        .await?;
    Ok(Json(erased))
}

/// Takes back what whoever asked for it agreed to: their consent, and the membership that rests on it.
///
/// What is borrowed stays to be returned. The request is answered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct GrantWithdrawal {
    /// The number of the request.
    #[schemars(example = &1)]
    number: i64,
    /// What was stopped.
    #[schemars(length(min = 1, max = 2000), example = &"Keanggotaan berakhir hari ini")]
    answer: String,
}

async fn withdraw(post: ApiPost, asked: GrantWithdrawal) -> Result<Json<PrivacyRequest>, Failure> {
    let closed: PrivacyRequest = post
        .write(move |tx, act| requests::withdraw(tx, act, asked.number, &asked.answer).map(Into::into))
        .await?;
    Ok(Json(closed))
}

/// Hands over everything held about whoever asked: a ZIP of `data.json` for programs, `index.html` for people, and the files.
#[derive(Debug, Deserialize, JsonSchema)]
struct ExportForRequest {
    /// The number of the request.
    #[schemars(example = &1)]
    number: i64,
}

async fn export(visit: ApiVisit, asked: ExportForRequest) -> Result<Zip, Failure> {
    let request = visit.read(move |tx| requests::by_number(tx, asked.number)).await?;
    visit.looks_at(request.person, Sight::Everything);
    Ok(Zip(pages::zipped(&visit, request.person, &request.name).await?))
}

/// Sets the certificate on paper that whoever asked for it was forgotten: what went, what stays, and why. It names nobody.
#[derive(Debug, Deserialize, JsonSchema)]
struct SetCertificate {
    /// The number of the request.
    #[schemars(example = &1)]
    number: i64,
}

async fn certificate(visit: ApiVisit, asked: SetCertificate) -> Result<Pdf, Failure> {
    Ok(Pdf(queue::certified(&visit, asked.number).await?))
}

/// Something that went wrong with personal data.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct DataBreach {
    /// The number people call it by.
    number: i64,
    /// What happened.
    what: String,
    /// Whom it concerns.
    concerns: String,
    /// When the library knew (RFC 3339).
    #[schemars(with = "String")]
    known_at: kernel::Timestamp,
    /// Until when those concerned are told (RFC 3339).
    #[schemars(with = "String")]
    due_at: kernel::Timestamp,
    /// When they were (RFC 3339).
    #[schemars(with = "Option<String>")]
    notified_at: Option<kernel::Timestamp>,
    /// How, and what was done.
    notice: Option<String>,
}

impl From<Breach> for DataBreach {
    fn from(one: Breach) -> Self {
        Self {
            number: one.number,
            what: one.what,
            concerns: one.concerns,
            known_at: one.known_at,
            due_at: one.due_at,
            notified_at: one.notified_at,
            notice: one.notice,
        }
    }
}

/// Lists what went wrong, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListBreaches {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
}

async fn went_wrong(visit: ApiVisit, asked: ListBreaches) -> Result<Json<Vec<DataBreach>>, Failure> {
    let Limit(limit) = asked.limit;
    let found = visit.read(move |tx| breaches::latest(tx, limit)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Writes down what went wrong with personal data, known since now; the clock of 3 × 24 hours begins.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterBreach {
    /// What happened.
    #[schemars(length(min = 1, max = 2000), example = &"Daftar anggota terkirim ke alamat yang salah")]
    what: String,
    /// Whom it concerns.
    #[schemars(length(min = 1, max = 2000), example = &"42 anggota kelas 7A")]
    concerns: String,
}

async fn enter(post: ApiPost, asked: EnterBreach) -> Result<Json<DataBreach>, Failure> {
    let made: DataBreach = post
        .write(move |tx, act| breaches::enter(tx, act, &asked.what, &asked.concerns).map(Into::into))
        .await?;
    Ok(Json(made))
}

/// Writes down that those concerned were told, and how.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct TellBreach {
    /// Its number.
    #[schemars(example = &1)]
    number: i64,
    /// How, and what was done.
    #[schemars(length(min = 1, max = 2000), example = &"Lewat WhatsApp; penerima sudah menghapusnya")]
    notice: String,
}

async fn told(post: ApiPost, asked: TellBreach) -> Result<Json<DataBreach>, Failure> {
    let made: DataBreach = post
        .write(move |tx, act| breaches::told(tx, act, asked.number, &asked.notice).map(Into::into))
        .await?;
    Ok(Json(made))
}
