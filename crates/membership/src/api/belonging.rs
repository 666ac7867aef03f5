//! What a membership stands on, who cares for a child and has agreed, and the card: for other programs.

use kernel::{Date, Id, Kind, Message, Person, Refusal, Rupiah, Timestamp};
use people::relationships::Grown;
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json},
};

use super::{EDIT, Member, VIEW, known, received};
use crate::{Basis, bases, cards, families, receipts, vouchers};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    api.post("/api/v1/members/{code}/bases", edit, add)
        .post("/api/v1/members/{code}/bases/{basis}/end", edit, end)
        .post("/api/v1/members/{code}/bases/{basis}/reversal", edit, retract)
        .post("/api/v1/membership-fees", edit, pay_for_many)
        .post("/api/v1/membership-fees/reversal", edit, take_back_for_many)
        .post("/api/v1/members/{code}/vouchers", edit, redeem)
        .post("/api/v1/members/{code}/vouchers/{voucher}/reversal", edit, give_back)
        .post("/api/v1/members/{code}/card", edit, reissue)
        .get("/api/v1/members/{code}/family", view, family)
        .post("/api/v1/members/{code}/guardians", edit, link)
        .post("/api/v1/members/{code}/guardians/{guardian}/end", edit, unlink)
        .post("/api/v1/members/{code}/consents", edit, agree)
        .post("/api/v1/members/{code}/consents/withdrawal", edit, withdraw)
}

/// Lets a membership stand on something more.
///
/// What a roster, a domain or a voucher carries comes by those; here it is what the library itself grants.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddBasis {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// `address`, `employment`, `need`, `payment` or `guardian`.
    #[schemars(regex(pattern = "^(address|employment|need|payment|guardian)$"), example = &"address")]
    kind: String,
    /// Its first day; today when nothing is said. What is paid for begins about today, or the day after what runs now ends.
    #[serde(default)]
    since: Option<Day>,
    /// Its last day; none means without end, and of `payment` a term of the plan.
    #[serde(default)]
    until: Option<Day>,
    /// What was seen: needed for `need` and `payment`.
    #[serde(default)]
    evidence: Option<String>,
    /// What was paid, in whole rupiah, for `payment`: what a term of the plan costs.
    #[serde(default)]
    #[schemars(range(min = 1, max = 100_000_000))]
    paid: Option<i64>,
    /// Why more was paid than that, where it was.
    #[serde(default)]
    #[schemars(length(max = 500))]
    paid_more: Option<String>,
    /// Where that lies: `cash`, in the box at the desk (as when nothing is said), or `bank`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(cash|bank)$"))]
    received: Option<String>,
    /// Whose membership it hangs on, for a child: a party of the register.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    guardian: Option<Id<Person>>,
    /// Of a guardian whose birth date nobody knows: that they are 18 or older, as somebody states.
    #[serde(default)]
    grown_up: bool,
}

async fn add(post: ApiPost, asked: AddBasis) -> Result<Created<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let new = bases::NewBasis {
                ground: asked.kind.parse()?,
                since: asked.since.map_or(act.today(), |day| day.0),
                until: asked.until.map(|day| day.0),
                sponsorship: None,
                guardian: asked.guardian,
                grown: Grown::said(asked.grown_up),
                evidence: asked.evidence.clone(),
                paid: asked.paid.map(Rupiah),
                paid_more: asked.paid_more.clone(),
                received: received(asked.received.as_deref())?,
                receipt_line: 1,
            };
            let after = bases::grant(tx, act, person, &new)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Created(format!("/api/v1/members/{}", member.code), member))
}

/// Lets a basis end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndBasis {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Which basis.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    basis: Id<Basis>,
    /// Its last day; yesterday when nothing is said, so that it counts no more.
    #[serde(default)]
    until: Option<Day>,
}

async fn end(post: ApiPost, asked: EndBasis) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let last: Option<Date> = asked.until.map(|day| day.0).or(act.today().yesterday().ok());
            let after = bases::end(tx, act, person, asked.basis, last)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Takes a basis back that was added by mistake: it never counted, and what was paid for it is taken back in the books.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RetractBasis {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Which basis.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    basis: Id<Basis>,
}

async fn retract(post: ApiPost, asked: RetractBasis) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = bases::retract(tx, act, person, asked.basis)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// One of the memberships that a receipt pays for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PaidMembership {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// What of it was paid for a term of this one, in whole rupiah; where nothing is said, what a term of its plan costs.
    #[serde(default)]
    #[schemars(range(min = 1, max = 100_000_000), example = &50_000)]
    paid: Option<i64>,
}

/// Enters one receipt that pays a term of several memberships, as of a family: all of them or none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct PayForMany {
    /// The number of the receipt.
    #[schemars(length(min = 1, max = 100), example = &"K-041")]
    receipt: String,
    /// Why more was paid than the plans cost, where it was.
    #[serde(default)]
    #[schemars(length(max = 500))]
    paid_more: Option<String>,
    /// Where it lies: `cash`, in the box at the desk (as when nothing is said), or `bank`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(cash|bank)$"))]
    received: Option<String>,
    /// For whom, and how much.
    #[schemars(length(min = 1, max = 50), example = &[serde_json::json!({ "code": "A-00001", "paid": 50_000 })])]
    members: Vec<PaidMembership>,
}

/// Who is a member for a term more.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PaidForMany {
    /// What was paid together, in whole rupiah.
    paid: i64,
    /// The memberships, in the order they were named.
    members: Vec<Member>,
}

async fn pay_for_many(post: ApiPost, asked: PayForMany) -> Result<Created<PaidForMany>, Failure> {
    let came = post
        .write(move |tx, act| {
            let line = |one: &PaidMembership| receipts::Line {
                code: one.code.clone(),
                amount: one.paid.map(Rupiah),
            };
            let receipt = receipts::Receipt {
                number: asked.receipt.clone(),
                more: asked.paid_more.clone().unwrap_or_default(),
                received: received(asked.received.as_deref())?,
                lines: asked.members.iter().map(line).collect(),
            };
            let mut came = PaidForMany { paid: 0, members: Vec::new() };
            for (after, paid) in receipts::enter(tx, act, &receipt)? {
                came.paid += paid.0;
                came.members.push(Member::of(tx, act, after)?);
            }
            Ok(came)
        })
        .await?;
    let first = came.members.first().map(|member| member.code.clone()).unwrap_or_default();
    Ok(Created(format!("/api/v1/members/{first}"), came))
}

/// Takes a receipt back that was entered by mistake, with all the memberships it pays for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct TakeReceiptBack {
    /// The number of the receipt.
    #[schemars(length(min = 1, max = 100), example = &"K-041")]
    receipt: String,
}

/// How many memberships it paid for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ReceiptTakenBack {
    /// How many.
    count: usize,
}

async fn take_back_for_many(
    post: ApiPost,
    asked: TakeReceiptBack,
) -> Result<Json<ReceiptTakenBack>, Failure> {
    let count = post.write(move |tx, act| receipts::take_back(tx, act, &asked.receipt)).await?;
    Ok(Json(ReceiptTakenBack { count }))
}

/// Exchanges a voucher for a member.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RedeemVoucher {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// The code of the voucher.
    #[schemars(length(min = 1, max = 40), example = &"K7MR2-PXD4H")]
    voucher: String,
}

async fn redeem(post: ApiPost, asked: RedeemVoucher) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let (_, after) = vouchers::redeem(tx, act, person, &asked.voucher)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Takes the exchange of a voucher back: what it gave never counted, and its code can be used again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct GiveVoucherBack {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// The code of the voucher.
    #[schemars(length(min = 1, max = 40), example = &"K7MR2-PXD4H")]
    voucher: String,
}

async fn give_back(post: ApiPost, asked: GiveVoucherBack) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = vouchers::give_back(tx, act, person, &asked.voucher)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Gives a member a new number; the old card is worth nothing from then on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReissueCard {
    /// The number on the card that is given up.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// `lost`, `stolen` or `worn`.
    #[schemars(regex(pattern = "^(lost|stolen|worn)$"), example = &"lost")]
    reason: String,
}

async fn reissue(post: ApiPost, asked: ReissueCard) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let after = cards::reissue(tx, act, &asked.code, asked.reason.parse()?)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Who belongs together.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Family {
    /// Those who care for this member today.
    guardians: Vec<Guardian>,
    /// The children this member cares for, by the numbers on their cards.
    children: Vec<String>,
    /// Every consent to this member's membership, the newest first.
    consents: Vec<Consent>,
}

/// Somebody who cares for a child.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Guardian {
    /// The party.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// The name.
    name: String,
    /// The number on their card, where they are a member.
    code: Option<String>,
    /// Whether that they are 18 or older was stated, by somebody who did not know their birth date.
    grown_up_stated: bool,
}

/// What a guardian has agreed to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Consent {
    /// Who agreed.
    #[schemars(schema_with = "web::api::id")]
    giver: Id<Person>,
    /// How: on `paper`, or `online` by the guardian on their own page.
    via: String,
    /// What proves it; online the print of the words that were agreed to.
    evidence: String,
    /// When (RFC 3339).
    #[schemars(with = "String")]
    given_at: Timestamp,
    /// When it was taken back.
    #[schemars(with = "Option<String>")]
    withdrawn_at: Option<Timestamp>,
}

/// Reads who cares for a member, for whom they care, and what was agreed to.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadFamily {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn family(visit: ApiVisit, asked: ReadFamily) -> Result<Json<Family>, Failure> {
    let today = visit.act().today();
    let family = visit
        .read(move |tx| {
            let person = known(tx, &asked.code)?.person;
            Ok((person, family_of(tx, person, today)?))
        })
        .await?;
    let (person, family) = family;
    visit.looks_at(person, Sight::Membership);
    Ok(Json(family))
}

fn family_of(tx: &mut Tx<'_>, person: Id<Person>, today: Date) -> Result<Family> {
    let guardian = |one: families::Guardian| Guardian {
        party: one.person,
        name: one.name,
        code: one.code,
        grown_up_stated: one.stated,
    };
    let consent = |one: families::Consent| Consent {
        giver: one.giver,
        via: one.via.to_string(),
        evidence: one.proof().to_owned(),
        given_at: one.given_at,
        withdrawn_at: one.withdrawn_at,
    };
    Ok(Family {
        guardians: families::guardians(tx, person, today)?.into_iter().map(guardian).collect(),
        children: families::children(tx, person, today)?.into_iter().map(|child| child.code).collect(),
        consents: families::consents(tx, person)?.into_iter().map(consent).collect(),
    })
}

/// Says who cares for a child.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LinkGuardian {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Who: a grown-up party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    guardian: Id<Person>,
    /// That they are 18 or older, as somebody states; needed where nobody knows their birth date.
    #[serde(default)]
    grown_up: bool,
}

async fn link(post: ApiPost, asked: LinkGuardian) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let child = known(tx, &asked.code)?.person;
            let after = families::link(tx, act, child, asked.guardian, Grown::said(asked.grown_up))?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Says who cares for a child no longer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct UnlinkGuardian {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    guardian: Id<Person>,
}

async fn unlink(post: ApiPost, asked: UnlinkGuardian) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let child = known(tx, &asked.code)?.person;
            let after = families::unlink(tx, act, child, asked.guardian)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Keeps that a guardian has agreed to a child's membership.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct GiveConsent {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Who agreed: one of those who care for the child.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    giver: Id<Person>,
    /// What proves it: the signed form and where it lies.
    #[schemars(length(min = 1, max = 500), example = &"Formulir bertanda tangan, map 2026/3")]
    evidence: String,
}

/// Who belongs together, and what the consent could not bring back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ConsentGiven {
    #[serde(flatten)]
    family: Family,
    /// Why the membership stays ended all the same, and what to do; none where it has not ended, or runs again.
    still_ended: Option<String>,
}

async fn agree(post: ApiPost, asked: GiveConsent) -> Result<Json<ConsentGiven>, Failure> {
    let tells = post.clone();
    let given = post
        .write(move |tx, act| {
            let child = known(tx, &asked.code)?.person;
            let given = families::give(tx, act, child, asked.giver, &asked.evidence)?;
            let still_ended = given.ended.map(|why| tells.tell(&why));
            Ok(ConsentGiven { family: family_of(tx, child, act.today())?, still_ended })
        })
        .await?;
    Ok(Json(given))
}

/// Takes the consent to a child's membership back; below 18 that ends it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct WithdrawConsent {
    /// The number on the child's card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn withdraw(post: ApiPost, asked: WithdrawConsent) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let child = known(tx, &asked.code)?;
            if !families::is_minor(child.born, act.today()) {
                let why = Message::new("consent-none");
                return Err(Refusal::new(Kind::Conflict, why).into());
            }
            let after = families::withdraw(tx, act, child.person)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}
