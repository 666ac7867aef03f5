//! What was told to whom, and how it went; news: for other programs.

use kernel::{Id, Kind, Message, Person, Refusal};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Cursor, Json, Limit, List, Moment},
};

use crate::{
    DECIDE, Delivery, State, WORK, news,
    queries::{self, Asked, Listed},
    sending, wishes,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (work, decide) = (Access::Can(WORK), Access::Can(DECIDE));
    api.get("/api/v1/deliveries", work, list)
        .get("/api/v1/deliveries/{id}", work, one)
        .post("/api/v1/deliveries/{id}/sent", work, sent)
        .post("/api/v1/deliveries/{id}/failure", work, failed)
        .post("/api/v1/deliveries/{id}/reversal", work, reverse)
        .post("/api/v1/deliveries/{id}/repetition", work, repeat)
        .get("/api/v1/news/readers", decide, readers)
        .post("/api/v1/news", decide, write)
}

/// A message on one of the ways it went.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct DeliveryOfMessage {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Delivery>,
    /// The kind of message, as `circulation.due-soon`.
    kind: String,
    /// Who reads it: a party of the register.
    #[schemars(schema_with = "web::api::id")]
    recipient: Id<Person>,
    /// Their name.
    name: String,
    /// Whom it is about, where that is not who reads it.
    #[schemars(schema_with = "web::api::maybe_id")]
    about: Option<Id<Person>>,
    /// The way: `whatsapp`, `email`, `inbox` or `print`; none where there was none.
    way: Option<String>,
    /// `waiting`, `sent`, `failed` or `missed`.
    state: String,
    /// Why it failed or was missed: `no-way`, `not-wanted`, `could-not`, …, or what the mail server said.
    reason: Option<String>,
    /// How often it was tried.
    attempts: i64,
    /// When it was told.
    created_at: Moment,
    /// When it ended.
    ended_at: Option<Moment>,
}

impl From<Listed> for DeliveryOfMessage {
    fn from(one: Listed) -> Self {
        Self {
            id: one.id,
            kind: one.kind,
            recipient: one.recipient,
            name: one.name,
            about: one.about,
            way: one.channel.map(|way| way.to_string()),
            state: one.state.to_string(),
            reason: one.reason,
            attempts: one.attempts,
            created_at: one.created_at.into(),
            ended_at: one.ended_at.map(Moment::from),
        }
    }
}

/// Lists what was told to whom and how it went, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListDeliveries {
    /// `waiting`, `sent`, `failed` or `missed`; all where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(waiting|sent|failed|missed)$"))]
    state: Option<String>,
    /// The kind of message.
    #[serde(default)]
    #[schemars(length(max = 60))]
    kind: Option<String>,
    /// Who reads it: a party of the register.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
    /// How many on a page.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(
    visit: ApiVisit,
    asked: ListDeliveries,
) -> std::result::Result<List<DeliveryOfMessage>, Failure> {
    let Limit(limit) = asked.limit;
    let from: i64 = asked.cursor.as_ref().map(Cursor::read).transpose()?.unwrap_or(0);
    let found = visit
        .read(move |tx| {
            let state = asked.state.as_deref().map(str::parse::<State>).transpose()?;
            let person = asked.party.map(|party| super::living(tx, party)).transpose()?;
            let wanted = Asked { state, kind: asked.kind.clone(), person };
            queries::deliveries(tx, &wanted, limit, from.max(0))
        })
        .await?;
    visit.looks_at_all(found.iter().flat_map(Listed::people), Sight::List);
    let full = usize::try_from(limit).is_ok_and(|limit| found.len() == limit);
    let next = full.then(|| Cursor::at(&(from + limit)));
    Ok(List { items: found.into_iter().map(DeliveryOfMessage::from).collect(), next })
}

/// Reads one message with every way it went.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadDelivery {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Delivery>,
}

/// A message, and every way it went.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ToldMessage {
    /// What stands above it.
    subject: String,
    /// What it says.
    paragraphs: Vec<Vec<String>>,
    /// Every way it went, this one among them.
    ways: Vec<DeliveryOfMessage>,
}

async fn one(visit: ApiVisit, asked: ReadDelivery) -> std::result::Result<Json<ToldMessage>, Failure> {
    let (one, ways) = visit
        .read(move |tx| {
            let one = known(tx, asked.id)?;
            let ways = queries::of_notice(tx, one.notice)?;
            Ok((one, ways))
        })
        .await?;
    visit.looks_at_all(one.people(), Sight::Messages);
    let said = crate::pages::said(&visit, &one.kind, &one.contents);
    let ways = ways.into_iter().map(DeliveryOfMessage::from).collect();
    Ok(Json(ToldMessage { subject: said.subject, paragraphs: said.paragraphs, ways }))
}

fn known(tx: &mut Tx<'_>, id: Id<Delivery>) -> Result<Listed> {
    let found = queries::delivery(tx, id)?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("delivery-unknown")).into())
}

/// Says that a message was sent by hand, on WhatsApp or on paper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DeliverySent {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Delivery>,
}

async fn sent(post: ApiPost, asked: DeliverySent) -> std::result::Result<Json<DeliveryOfMessage>, Failure> {
    let delivery = post
        .write(move |tx, act| {
            sending::sent_by_hand(tx, act, asked.id)?;
            known(tx, asked.id).map(DeliveryOfMessage::from)
        })
        .await?;
    Ok(Json(delivery))
}

/// Says that a message could not be sent by hand; it goes the next way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DeliveryFailed {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Delivery>,
}

async fn failed(
    post: ApiPost,
    asked: DeliveryFailed,
) -> std::result::Result<Json<DeliveryOfMessage>, Failure> {
    let kinds = post.app().notices().to_vec();
    let delivery = post
        .write(move |tx, act| {
            sending::could_not(tx, act, &kinds, asked.id)?;
            known(tx, asked.id).map(DeliveryOfMessage::from)
        })
        .await?;
    Ok(Json(delivery))
}

/// Takes back what was said of a message that goes by hand: it waits again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReverseDelivery {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Delivery>,
}

async fn reverse(
    post: ApiPost,
    asked: ReverseDelivery,
) -> std::result::Result<Json<DeliveryOfMessage>, Failure> {
    let delivery = post
        .write(move |tx, act| {
            sending::take_back(tx, act, asked.id)?;
            known(tx, asked.id).map(DeliveryOfMessage::from)
        })
        .await?;
    Ok(Json(delivery))
}

/// Tries again what failed or was missed, with what is known of the reader now.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RepeatDelivery {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Delivery>,
}

/// That a message goes again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct GoesAgain {
    /// Every way it has gone and goes: what was missed may have given way to another.
    ways: Vec<DeliveryOfMessage>,
}

async fn repeat(post: ApiPost, asked: RepeatDelivery) -> std::result::Result<Json<GoesAgain>, Failure> {
    let kinds = post.app().notices().to_vec();
    let again = post
        .write(move |tx, act| {
            let notice = known(tx, asked.id)?.notice;
            sending::resend(tx, act, &kinds, asked.id)?;
            let ways = queries::of_notice(tx, notice)?;
            Ok(GoesAgain { ways: ways.into_iter().map(DeliveryOfMessage::from).collect() })
        })
        .await?;
    Ok(Json(again))
}

/// Counts who has asked for news.
#[derive(Debug, Deserialize, JsonSchema)]
struct CountNewsReaders {}

/// How many.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct NewsReaders {
    /// How many people.
    readers: i64,
}

async fn readers(visit: ApiVisit, _: CountNewsReaders) -> std::result::Result<Json<NewsReaders>, Failure> {
    let all = visit.read(|tx| wishes::subscribers(tx, crate::NEWS.name)).await?;
    Ok(Json(NewsReaders { readers: i64::try_from(all.len()).unwrap_or(i64::MAX) }))
}

/// Sends news to whoever has asked for them. With an `Idempotency-Key` they go once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct SendNews {
    /// What stands above them.
    #[schemars(length(min = 1, max = 120), example = &"Festival Literasi")]
    subject: String,
    /// What they say.
    #[schemars(length(min = 1, max = 4000), example = &"Datanglah hari Sabtu.")]
    text: String,
}

async fn write(post: ApiPost, asked: SendNews) -> std::result::Result<Json<NewsReaders>, Failure> {
    let readers = post.write(move |tx, act| news::send(tx, act, &asked.subject, &asked.text)).await?;
    Ok(Json(NewsReaders { readers }))
}
