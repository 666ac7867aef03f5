//! Whoever asks, as a member: the card, those they care for, what they prolong, agree to and exchange themselves.

use kernel::{Id, Kind, Message, Refusal};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Error;
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Day, Json, Pdf},
};

use super::Member;
use crate::{
    changes::{self, Change},
    families, members,
    pages::{
        GUESSES, agreed,
        cards::{self, Paper},
        own_child, signed_in,
    },
    plans, queries, renewing, vouchers,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (own, fresh) = (Access::SignedIn, Access::SignedInFresh);
    api.get("/api/v1/me/membership", own, membership)
        .get("/api/v1/me/card", own, card)
        .post("/api/v1/me/renewals", own, renew)
        .post("/api/v1/me/vouchers", own, redeem)
        .get("/api/v1/me/children", own, children)
        .get("/api/v1/me/children/{code}/consent", own, words)
        .post("/api/v1/me/children/{code}/consent", fresh, agree)
        .post("/api/v1/me/children/{code}/consent/withdrawal", fresh, withdraw)
        .post("/api/v1/me/children/{code}/renewals", own, renew_child)
}

/// Reads the membership of whoever asks.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadOwnMembership {}

/// One's own membership.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct OwnMembership {
    /// As it stands.
    member: Member,
    /// Whether they can prolong it themselves today; if not, `why_not` says why.
    renewable: bool,
    /// Why not.
    why_not: Option<String>,
    /// Until when it would run; none means without end.
    renewed_until: Option<Day>,
}

async fn membership(visit: ApiVisit, _: ReadOwnMembership) -> Result<Json<OwnMembership>, Failure> {
    let (person, act) = (signed_in(&visit)?, visit.act());
    let (member, proposal) = visit
        .read(move |tx| {
            let own = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
            let proposal = renewing::proposal(tx, &act, &own)?;
            Ok((Member::of(tx, &act, own)?, proposal))
        })
        .await?;
    let why_not = proposal.as_ref().err().map(|why| visit.tell(why));
    let renewable = proposal.is_ok();
    Ok(Json(OwnMembership { member, renewable, why_not, renewed_until: proposal.ok().flatten().map(Day) }))
}

/// Sets the card of whoever asks on paper of CR80 size.
#[derive(Debug, Deserialize, JsonSchema)]
struct SetOwnCard {}

async fn card(visit: ApiVisit, _: SetOwnCard) -> Result<Pdf, Failure> {
    let person = signed_in(&visit)?;
    let (own, plans) = visit
        .read(move |tx| Ok((queries::by_id(tx, person)?.ok_or_else(members::unknown)?, plans::all(tx)?)))
        .await?;
    Ok(Pdf(cards::drawn(&visit, &[own], &plans, Paper::Single).await?))
}

/// Prolongs the membership of whoever asks, as far as its plan lets them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RenewOwnMembership {}

async fn renew(post: ApiPost, _: RenewOwnMembership) -> Result<Json<Member>, Failure> {
    let person = signed_in(&post)?;
    let member = post
        .write(move |tx, act| {
            let after = renewing::renew_own(tx, act, person)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Exchanges a voucher for the membership of whoever asks. Guesses are slowed down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RedeemOwnVoucher {
    /// The code of the voucher.
    #[schemars(length(min = 1, max = 40), example = &"K7MR2-PXD4H")]
    voucher: String,
}

async fn redeem(post: ApiPost, asked: RedeemOwnVoucher) -> Result<Json<Member>, Failure> {
    let person = signed_in(&post)?;
    let (form, _) = post.as_form();
    form.may_try_again(GUESSES)?;
    let done = post
        .write(move |tx, act| {
            queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
            let (_, after) = vouchers::redeem(tx, act, person, &asked.voucher)?;
            Member::of(tx, act, after)
        })
        .await;
    match &done {
        Ok(_) => form.tried(GUESSES, true),
        Err(Error::Refused(refusal)) if refusal.kind == Kind::Invalid => form.tried(GUESSES, false),
        Err(_) => {}
    }
    Ok(Json(done?))
}

/// Lists the children below 18 whoever asks cares for, who are members.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListOwnChildren {}

async fn children(visit: ApiVisit, _: ListOwnChildren) -> Result<Json<Vec<Member>>, Failure> {
    let (person, act) = (signed_in(&visit)?, visit.act());
    let all = visit
        .read(move |tx| {
            let all = families::children(tx, person, act.today())?;
            Member::all(tx, &act, all)
        })
        .await?;
    visit.looks_at_all(all.iter().map(|child| child.party), Sight::List);
    Ok(Json(all))
}

/// Reads what a guardian agrees to for one of their own children.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadConsentWords {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

/// What is agreed to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ConsentWords {
    /// Every word of it, in the language that was asked for.
    words: String,
    /// What these words are known by; sent along with the consent.
    print: String,
    /// Whether somebody has agreed already.
    given: bool,
}

async fn words(visit: ApiVisit, asked: ReadConsentWords) -> Result<Json<ConsentWords>, Failure> {
    let (person, act) = (signed_in(&visit)?, visit.act());
    let child = visit.read(move |tx| own_child(tx, &act, person, &asked.code)).await?;
    let given = child.consented;
    let to = agreed(visit.t, &child);
    Ok(Json(ConsentWords { print: to.print(), words: to.words, given }))
}

/// Agrees to the membership of one's own child, to the words that were read.
///
/// Only whoever has just proven who they are does so; a token of a program never has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AgreeForOwnChild {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// What the words are known by.
    #[schemars(length(min = 1, max = 64), example = &"5f0c1a2b3c4d5e6f")]
    print: String,
}

/// The membership a guardian has agreed to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct OwnChildAgreed {
    #[serde(flatten)]
    member: Member,
    /// Why it stays ended all the same, and what to do; none where it has not ended, or runs again.
    still_ended: Option<String>,
}

async fn agree(post: ApiPost, asked: AgreeForOwnChild) -> Result<Json<OwnChildAgreed>, Failure> {
    let (person, t, tells) = (signed_in(&post)?, post.t, post.clone());
    let member = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &asked.code)?;
            let to = agreed(t, &child);
            if to.print() != asked.print {
                return Err(Refusal::of_field("print", Message::new("consent-online-changed")).into());
            }
            let given = families::agree(tx, act, child.person, person, &to)?;
            let after = own_child(tx, act, person, &asked.code)?;
            let still_ended = given.ended.map(|why| tells.tell(&why));
            Ok(OwnChildAgreed { member: Member::of(tx, act, after)?, still_ended })
        })
        .await?;
    Ok(Json(member))
}

/// Takes the consent for one's own child back; that ends the membership. Only whoever has just proven who they are does so.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct WithdrawForOwnChild {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

/// A membership whose consent was taken back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ConsentWithdrawn {
    /// As it stands.
    member: Member,
    /// What the change is known by at the desk, which takes it back as long as nothing else has happened.
    #[schemars(schema_with = "web::api::id")]
    change: Id<Change>,
}

async fn withdraw(post: ApiPost, asked: WithdrawForOwnChild) -> Result<Json<ConsentWithdrawn>, Failure> {
    let person = signed_in(&post)?;
    let withdrawn = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &asked.code)?.person;
            let (after, change) = changes::noted(tx, act, child, |tx| families::withdraw(tx, act, child))?;
            Ok(ConsentWithdrawn { member: Member::of(tx, act, after)?, change })
        })
        .await?;
    Ok(Json(withdrawn))
}

/// Prolongs the membership of one's own child, as far as its plan lets its guardian.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RenewOwnChild {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn renew_child(post: ApiPost, asked: RenewOwnChild) -> Result<Json<Member>, Failure> {
    let person = signed_in(&post)?;
    let member = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &asked.code)?.person;
            let after = renewing::renew_own(tx, act, child)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}
