//! Memberships for other programs. What is known of the person themselves is read and changed as a party
//! (`/api/v1/parties`).

mod belonging;
mod desk;
mod joining;
mod own;
mod paper;
mod plans;
mod rosters;
mod sent_lists;
mod sponsorships;
mod vouchers;

use kernel::{Act, Id, Kind, Message, Person, Refusal, Rupiah};
use people::{
    EDIT, VIEW,
    alike::{self, Why},
};
use platform::{library, looks::Sight};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List},
};

use crate::{
    Ground, NewMember, Payment, Received, Standing, cards, families,
    members::{self, move_home},
    plans as kinds, queries, rules,
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let api = Api::of("membership")
        .get("/api/v1/members", view, list)
        .post("/api/v1/members", edit, begin)
        .get("/api/v1/members/{code}", view, one)
        .put("/api/v1/members/{code}", edit, change)
        .post("/api/v1/members/{code}/renewals", edit, renew)
        .post("/api/v1/members/{code}/block", edit, block)
        .post("/api/v1/members/{code}/unblock", edit, unblock);
    let doors = [
        belonging::doors,
        desk::doors,
        joining::doors,
        own::doors,
        paper::doors,
        plans::doors,
        rosters::doors,
        sent_lists::doors,
        sponsorships::doors,
        vouchers::doors,
    ];
    doors.into_iter().fold(api, |api, more| more(api)).routes()
}

/// A membership.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Member {
    /// The number on the card: `A-00418`.
    code: String,
    /// The party it belongs to.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// The name.
    name: String,
    /// Birth date.
    born: Option<Day>,
    /// The first telephone number, in E.164 without the plus sign.
    phone: Option<String>,
    /// The village, or any other place.
    village: Option<String>,
    /// Code of the plan.
    plan: String,
    /// Code of the branch they are at home at.
    branch: Option<String>,
    /// `active`, `expired`, `blocked`, `upcoming`, or `unagreed`: it has stopped until a guardian agrees.
    standing: String,
    /// Why they may not borrow, where they are blocked.
    blocked: Option<String>,
    /// The day they joined.
    since: Day,
    /// The last day on which it counts; none means without end.
    until: Option<Day>,
    /// Whether it counts for the time being alone: nobody has vouched yet for who this is, or a guardian has yet to
    /// agree.
    provisional: bool,
    /// Whether they left for good.
    closed: bool,
    /// What it stands on, in the order of beginning.
    bases: Vec<BasisOfMember>,
    /// What is missing before everything is in order: `missing-identity`, `missing-birth`, `missing-address`,
    /// `missing-guardian`, `missing-consent`.
    missing: Vec<String>,
}

/// What a membership stands on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct BasisOfMember {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<crate::Basis>,
    /// `address`, `roster`, `domain`, `voucher`, `employment`, `guardian`, `need` or `payment`.
    kind: String,
    /// The first day.
    since: Day,
    /// The last day; none means without end.
    until: Option<Day>,
}

impl Member {
    fn new(act: &Act, branches: &[library::Branch], member: members::Member, missing: Vec<Message>) -> Self {
        let today = act.today();
        let basis = |term: &crate::Term| BasisOfMember {
            id: term.basis,
            kind: term.ground.to_string(),
            since: Day(term.since),
            until: term.until.map(Day),
        };
        let home = member.branch.and_then(|home| branches.iter().find(|branch| branch.id == home));
        Self {
            party: member.person,
            standing: match rules::standing(&member, today) {
                Standing::Active => "active",
                Standing::Expired(_) => "expired",
                Standing::Blocked(_) => "blocked",
                Standing::Upcoming => "upcoming",
                Standing::Unagreed(_) => "unagreed",
            }
            .to_owned(),
            until: rules::until(&member, today).map(Day),
            provisional: rules::is_provisional(&member, today),
            branch: home.map(|branch| branch.code.clone()),
            bases: member.terms.iter().map(basis).collect(),
            missing: missing.into_iter().map(|message| message.key.to_owned()).collect(),
            since: Day(member.since),
            born: member.born.map(Day),
            code: member.code,
            name: member.name,
            phone: member.phone,
            village: member.village,
            plan: member.plan,
            blocked: member.blocked,
            closed: member.closed,
        }
    }

    fn of(tx: &mut Tx<'_>, act: &Act, member: members::Member) -> Result<Self> {
        let missing = families::missing(tx, &member, act.today())?;
        Ok(Self::new(act, &library::branches(tx)?, member, missing))
    }

    /// Many, in their order.
    fn all(tx: &mut Tx<'_>, act: &Act, members: Vec<members::Member>) -> Result<Vec<Self>> {
        let (missing, branches) =
            (families::missing_of_many(tx, &members, act.today())?, library::branches(tx)?);
        let one = |(member, missing)| Self::new(act, &branches, member, missing);
        Ok(members.into_iter().zip(missing).map(one).collect())
    }
}

/// Looks members up, or goes through all of them.
///
/// With `words` these are the best matches by number, telephone or any part of a name, on one page; without, all
/// members in the order of their entry in the register.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListMembers {
    /// The number on a card, the beginning of a telephone number, parts of a name.
    #[serde(default)]
    #[schemars(length(max = 200))]
    words: Option<String>,
    /// How many on a page.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(visit: ApiVisit, asked: ListMembers) -> Result<List<Member>, Failure> {
    let words = asked.words.unwrap_or_default();
    let after: Option<Id<Person>> = asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let Limit(limit) = asked.limit;
    let whole = words.trim().is_empty();
    let act = visit.act();
    let items = visit
        .read(move |tx| {
            let found = match whole {
                true => queries::all(tx, after, limit)?,
                false => queries::find(tx, &words, limit)?,
            };
            Member::all(tx, &act, found)
        })
        .await?;
    let full = usize::try_from(limit).is_ok_and(|limit| items.len() == limit);
    let next = items.last().filter(|_| whole && full).map(|last| Cursor::at(&last.party));
    visit.looks_at_all(items.iter().map(|member| member.party), Sight::List);
    Ok(List { items, next })
}

/// Reads a member.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadMember) -> Result<Json<Member>, Failure> {
    let act = visit.act();
    let found = visit
        .read(move |tx| {
            let member = known(tx, &asked.code)?;
            Member::of(tx, &act, member)
        })
        .await?;
    visit.looks_at(found.party, Sight::Membership);
    Ok(Json(found))
}

fn known(tx: &mut Tx<'_>, code: &str) -> Result<members::Member> {
    if let Some(member) = queries::by_code(tx, code)? {
        return Ok(member);
    }
    // Whoever holds the old card is told which one it is now, as at the door.
    Err(match cards::retired(tx, code)? {
        Some(old) => {
            Refusal::new(Kind::Missing, Message::new("card-replaced-already").with("code", old.now)).into()
        }
        None => members::unknown().into(),
    })
}

/// Begins a membership.
///
/// For a party of the register, or for somebody who is entered with it; where somebody alike is there already the
/// answer is 409 with their names, unless `anyway` is said.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct BeginMembership {
    /// A party of the register; what is said of the person is then not looked at.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
    /// The name.
    #[serde(default)]
    #[schemars(length(max = 200), example = &"Meiske Lumi")]
    name: Option<String>,
    #[serde(flatten)]
    facts: people::api::Facts,
    /// Code of the plan.
    #[schemars(length(min = 1, max = 40), example = &"dewasa")]
    plan: String,
    /// Code of the branch they are at home at.
    #[serde(default)]
    branch: Option<String>,
    /// A number they have already; without one they get the next.
    #[serde(default)]
    code: Option<String>,
    /// The last day; without one, as the plan says.
    #[serde(default)]
    until: Option<Day>,
    /// What it stands on: `address` (as when nothing is said; it needs a village of the town), `employment`, `need` or
    /// `payment`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(address|employment|need|payment)$"))]
    basis: Option<String>,
    /// What proves that: the number of a receipt, who decided it and when. Needed for `need` and `payment`.
    #[serde(default)]
    #[schemars(length(max = 500))]
    evidence: Option<String>,
    /// What was paid, in whole rupiah: needed for `payment`, what a term of the plan costs.
    #[serde(default)]
    #[schemars(range(min = 1, max = 100_000_000))]
    paid: Option<i64>,
    /// Why more was paid than a term costs, where it was.
    #[serde(default)]
    #[schemars(length(max = 500))]
    paid_more: Option<String>,
    /// Where that lies: `cash`, in the box at the desk (as when nothing is said), or `bank`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(cash|bank)$"))]
    received: Option<String>,
    /// Whether somebody has seen who this is; as when nothing is said.
    #[serde(default)]
    confirmed: Option<bool>,
    /// Whether to go on in spite of somebody alike.
    #[serde(default)]
    anyway: Option<bool>,
}

async fn begin(post: ApiPost, asked: BeginMembership) -> Result<Created<Member>, Failure> {
    let member = post.write(move |tx, act| begun(tx, act, &asked)).await?;
    Ok(Created(format!("/api/v1/members/{}", member.code), member))
}

fn begun(tx: &mut Tx<'_>, act: &Act, asked: &BeginMembership) -> Result<Member> {
    let profile = asked.facts.profile(asked.name.as_deref().unwrap_or_default());
    if asked.party.is_none() && !asked.anyway.unwrap_or_default() {
        // A family shares a telephone: that alone is nobody alike.
        let alike = alike::alike(tx, people::PartyKind::Person, &profile)?;
        let alike = alike.into_iter().filter(|one| one.why.iter().any(|why| *why != Why::Phone));
        let names = alike.map(|one| one.name).collect::<Vec<_>>().join(", ");
        if !names.is_empty() {
            let message = Message::new("party-alike").with("names", names);
            return Err(Refusal::new(Kind::Conflict, message).into());
        }
    }
    let ground = asked.basis.as_deref().map_or(Ok(Ground::Address), str::parse)?;
    let new = NewMember {
        person: asked.party,
        profile,
        plan: asked.plan.clone(),
        branch: home(tx, asked.branch.as_deref())?,
        code: asked.code.clone(),
        until: asked.until.map(|day| day.0),
        ground: Some(ground),
        evidence: asked.evidence.clone().unwrap_or_default(),
        paid: asked.paid.map(Rupiah),
        paid_more: asked.paid_more.clone().unwrap_or_default(),
        received: received(asked.received.as_deref())?,
        confirmed: asked.confirmed.unwrap_or(true),
        ..NewMember::default()
    };
    let member = members::register(tx, act, &new)?;
    Member::of(tx, act, member)
}

/// Where what was paid lies.
fn received(said: Option<&str>) -> Result<Received> {
    said.map_or(Ok(Received::default()), str::parse)
}

/// The branch with this code.
fn home(tx: &mut Tx<'_>, code: Option<&str>) -> Result<Option<Id<library::Branch>>> {
    let Some(code) = code else { return Ok(None) };
    let found = library::branches(tx)?.into_iter().find(|branch| branch.code == code);
    let unknown = || Error::from(Refusal::of_field("branch", Message::new("member-branch-unknown")));
    found.map(|branch| Some(branch.id)).ok_or_else(unknown)
}

/// A payment for a term of a membership.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
struct PaidTerm {
    /// The number of the receipt; each pays for one membership, however it is written.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100), example = &"K-041")]
    receipt: Option<String>,
    /// What was paid, in whole rupiah: what a term of the plan costs.
    #[serde(default)]
    #[schemars(range(min = 1, max = 100_000_000))]
    paid: Option<i64>,
    /// Why more was paid than that, where it was.
    #[serde(default)]
    #[schemars(length(max = 500))]
    paid_more: Option<String>,
    /// Where it lies: `cash`, in the box at the desk (as when nothing is said), or `bank`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(cash|bank)$"))]
    received: Option<String>,
}

impl PaidTerm {
    fn payment(&self) -> Result<Option<Payment>> {
        if self.paid.is_none() && self.receipt.is_none() {
            return Ok(None);
        }
        Ok(Some(Payment {
            receipt: self.receipt.clone().unwrap_or_default(),
            amount: Rupiah(self.paid.unwrap_or(0)),
            more: self.paid_more.clone().unwrap_or_default(),
            received: received(self.received.as_deref())?,
        }))
    }
}

/// Changes the plan of a member and where they are at home.
///
/// Both are put in the place of what is there. What is known of the person is changed as that of a party. While a term runs
/// that was paid for, the answer is first what becomes of that money (422, at `knowing`): it goes on where it is enough for the
/// other plan, and else ends and stays paid. A first term of the other plan is paid for with `receipt` and `paid`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Code of the plan.
    #[schemars(length(min = 1, max = 40), example = &"dewasa")]
    plan: String,
    /// Code of the branch they are at home at; none means none in particular.
    #[serde(default)]
    branch: Option<String>,
    #[serde(flatten)]
    first_term: PaidTerm,
    /// That it is known what becomes of what was paid already.
    #[serde(default)]
    knowing: Option<bool>,
}

async fn change(post: ApiPost, asked: ChangeMember) -> Result<Json<Member>, Failure> {
    let changed = post
        .write(move |tx, act| {
            let before = known(tx, &asked.code)?;
            let home = home(tx, asked.branch.as_deref())?;
            let moving = members::Moving {
                plan: asked.plan.clone(),
                payment: asked.first_term.payment()?,
                knowing: asked.knowing.unwrap_or_default(),
            };
            members::change_plan(tx, act, before.person, &moving)?;
            let after = move_home(tx, act, before.person, home)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(changed))
}

/// Renews a membership.
///
/// Also one that has ended. Without a day it runs a term of its plan after the day it ends now, or from today where
/// it has ended. Where the plan costs something, that is what `receipt` and `paid` are for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RenewMembership {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// The new last day; of a term that is paid for, the plan says it.
    #[serde(default)]
    until: Option<Day>,
    #[serde(flatten)]
    term: PaidTerm,
}

async fn renew(post: ApiPost, asked: RenewMembership) -> Result<Json<Member>, Failure> {
    let renewed = post
        .write(move |tx, act| {
            let before = known(tx, &asked.code)?;
            if let Some(payment) = asked.term.payment()? {
                let after = members::renew_paid(tx, act, before.person, &payment)?;
                return Member::of(tx, act, after);
            }
            let plans = kinds::all(tx)?;
            let months = plans.iter().find(|plan| plan.code == before.plan).and_then(|plan| plan.months);
            let until = match asked.until {
                Some(Day(until)) => Some(until),
                None => rules::renewed_until(&before, act.today(), months),
            };
            let after = members::renew(tx, act, before.person, until)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(renewed))
}

/// Keeps a member from borrowing, for a reason they may read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct BlockMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Why.
    #[schemars(length(min = 1, max = 500), example = &"Kartu dipakai orang lain")]
    reason: String,
}

async fn block(post: ApiPost, asked: BlockMember) -> Result<Json<Member>, Failure> {
    let blocked = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = members::block(tx, act, person, &asked.reason)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(blocked))
}

/// Lets a blocked member borrow again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct UnblockMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn unblock(post: ApiPost, asked: UnblockMember) -> Result<Json<Member>, Failure> {
    let unblocked = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = members::unblock(tx, act, person)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(unblocked))
}
