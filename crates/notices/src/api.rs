//! What people want to hear, and by which way, and what was told to whom: for other programs.

mod deliveries;

use kernel::{Id, Kind, Message, Person, Reason, Refusal};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;
use ui::Lang;
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Json},
};

use crate::{
    Channel, NoticeKind, Purpose, Reader, WORK, pages, readers,
    wishes::{self, Choices},
};

/// The wishes of whoever asks.
const MINE: &str = "/api/v1/me/message-wishes";
/// Those of anybody.
const ANYBODY: &str = "/api/v1/message-wishes/{party}";

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (own, work) = (Access::SignedIn, Access::Can(WORK));
    let api = Api::of("notices")
        .get(MINE, own, mine)
        .put(MINE, own, decide_mine)
        .get(ANYBODY, work, of_party)
        .put(ANYBODY, work, decide_of_party);
    deliveries::doors(api).routes()
}

/// Whether a kind of message may come by a way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct MessageWish {
    /// The kind of message, as `circulation.due-soon`.
    kind: String,
    /// The way: `whatsapp`, `email`, `inbox` or `print`.
    way: String,
    /// Whether it is wanted.
    wanted: bool,
    /// Whether it waits for a yes by whoever reads that e-mail address.
    to_be_confirmed: bool,
    /// Whether messages of this kind come in any case, so that only the way is a choice.
    settled: bool,
}

/// What somebody wants to hear, and by which way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct MessageWishes {
    /// Who: a party of the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// The language of messages.
    lang: String,
    /// The way that comes before all others, where one does.
    first: Option<String>,
    /// Every kind and every way that is offered.
    wishes: Vec<MessageWish>,
    /// The e-mail address to which a letter is on its way that asks for a yes, where this change needs one.
    to_confirm: Option<String>,
}

impl MessageWishes {
    fn of(reader: &Reader, kinds: &[NoticeKind], to_confirm: Option<String>) -> Self {
        let wish = |kind: &NoticeKind, way: Channel| {
            let confirmed = reader.wish(kind.name, way).is_some_and(|wish| wish.confirmed_at.is_some());
            let wanted = wishes::is_asked_for(reader, kind, way);
            MessageWish {
                kind: kind.name.to_owned(),
                way: way.to_string(),
                wanted,
                to_be_confirmed: wanted && kind.purpose == Purpose::Marketing && !confirmed,
                settled: kind.purpose.is_settled(),
            }
        };
        Self {
            party: reader.person,
            lang: reader.lang.code().to_owned(),
            first: reader.first.map(|way| way.to_string()),
            wishes: kinds
                .iter()
                .flat_map(|kind| kind.channels.iter().map(move |&way| (kind, way)))
                .map(|(kind, way)| wish(kind, way))
                .collect(),
            to_confirm,
        }
    }
}

/// The entry of the register that is meant; merged ones lead on.
fn living(tx: &mut Tx<'_>, party: Id<Person>) -> store::Result<Id<Person>> {
    people::parties::living(tx, party).map(|found| found.id)
}

/// Reads what whoever asks wants to hear, and by which way.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadOwnMessageWishes {}

async fn mine(visit: ApiVisit, _: ReadOwnMessageWishes) -> Result<Json<MessageWishes>, Failure> {
    let person = pages::signed_in(&visit)?;
    let reader = visit.read(move |tx| readers::one(tx, person)).await?;
    Ok(Json(MessageWishes::of(&reader, visit.app().notices(), None)))
}

/// Reads what somebody wants to hear, and by which way.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadMessageWishes {
    /// Who: a party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
}

async fn of_party(visit: ApiVisit, asked: ReadMessageWishes) -> Result<Json<MessageWishes>, Failure> {
    let reader = visit
        .read(move |tx| {
            let person = living(tx, asked.party)?;
            readers::one(tx, person)
        })
        .await?;
    visit.looks_at(reader.person, Sight::Messages);
    Ok(Json(MessageWishes::of(&reader, visit.app().notices(), None)))
}

/// A kind of message and a way it may come by.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedMessage {
    /// The kind of message.
    #[schemars(length(min = 1, max = 60))]
    kind: String,
    /// The way: `whatsapp`, `email`, `inbox` or `print`.
    #[schemars(regex(pattern = "^(whatsapp|email|inbox|print)$"))]
    way: String,
}

/// Decides what whoever asks wants to hear: the ways that are named are wanted, all others are not.
///
/// News by e-mail count once whoever reads the address has said yes to a letter that is sent now.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DecideOwnMessageWishes {
    /// Every kind and way that is wanted.
    #[schemars(length(max = 400), example = &[serde_json::json!({ "kind": "notices.news", "way": "inbox" })])]
    wanted: Vec<WantedMessage>,
    /// The way that comes before all others; as usual where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(whatsapp|email|inbox)$"))]
    first: Option<String>,
    /// The language of messages; as it is where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(id|en)$"))]
    lang: Option<String>,
}

async fn decide_mine(post: ApiPost, asked: DecideOwnMessageWishes) -> Result<Json<MessageWishes>, Failure> {
    let person = pages::signed_in(&post)?;
    let said = Said { wanted: asked.wanted, first: asked.first, lang: asked.lang, said_by: String::new() };
    decide(&post, person, said).await
}

/// Notes what somebody wants to hear, as they said: the ways that are named are wanted, all others are not.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DecideMessageWishes {
    /// Who: a party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// Every kind and way that is wanted.
    #[schemars(length(max = 400), example = &[serde_json::json!({ "kind": "notices.news", "way": "inbox" })])]
    wanted: Vec<WantedMessage>,
    /// The way that comes before all others; as usual where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(whatsapp|email|inbox)$"))]
    first: Option<String>,
    /// The language of messages; as it is where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(id|en)$"))]
    lang: Option<String>,
    /// Who said so, and how.
    #[schemars(length(min = 1, max = 300), example = &"Ibu Meiske, di meja layanan")]
    said_by: String,
}

async fn decide_of_party(post: ApiPost, asked: DecideMessageWishes) -> Result<Json<MessageWishes>, Failure> {
    let said = Said { wanted: asked.wanted, first: asked.first, lang: asked.lang, said_by: asked.said_by };
    decide(&post, asked.party, said).await
}

/// What was decided, in the words of the API.
struct Said {
    wanted: Vec<WantedMessage>,
    first: Option<String>,
    lang: Option<String>,
    said_by: String,
}

impl Said {
    /// Its kinds and ways, all of which must be offered.
    fn read(self, kinds: &[NoticeKind]) -> store::Result<Choices> {
        let mut reasons = Vec::new();
        let mut wanted = Vec::with_capacity(self.wanted.len());
        for WantedMessage { kind, way } in self.wanted {
            let channel = way.parse::<Channel>()?;
            if kinds.iter().any(|one| one.name == kind && one.channels.contains(&channel)) {
                wanted.push((kind, channel));
            } else {
                let unknown = Message::new("wishes-not-offered").with("kind", kind).with("way", way);
                reasons.push(Reason { field: Some("wanted"), message: unknown });
            }
        }
        Refusal::unless_empty(Kind::Invalid, reasons)?;
        Ok(Choices {
            wanted,
            first: self.first.map(|way| way.parse()).transpose()?,
            lang: self.lang.as_deref().and_then(Lang::from_code),
            said_by: self.said_by,
        })
    }
}

async fn decide(post: &ApiPost, party: Id<Person>, said: Said) -> Result<Json<MessageWishes>, Failure> {
    let kinds = post.app().notices().to_vec();
    let choices = said.read(&kinds)?;
    let decided = post
        .write(move |tx, act| {
            let person = living(tx, party)?;
            let to_confirm = wishes::decide(tx, act, &kinds, person, &choices)?;
            Ok(MessageWishes::of(&readers::one(tx, person)?, &kinds, to_confirm))
        })
        .await?;
    Ok(Json(decided))
}
