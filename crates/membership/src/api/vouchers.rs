//! Codes a partner hands out, and its classes made members at once: for other programs.

use kernel::{Id, Message, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Visit,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Moment},
};

use super::{EDIT, rosters::SaidOfRow};
use crate::{
    PLANS,
    classes::{self, Class, Fate, Line},
    rosters::{Entry, sheet},
    sponsorships::{self, Sponsorship},
    vouchers::{self, Batch},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (plans, edit) = (Access::Can(PLANS), Access::Can(EDIT));
    api.get("/api/v1/sponsorships/{id}/vouchers", plans, batches)
        .post("/api/v1/sponsorships/{id}/vouchers", plans, make)
        .get("/api/v1/voucher-batches/{batch}", plans, codes)
        .post("/api/v1/voucher-batches/{batch}/void", plans, void)
        .post("/api/v1/classes/look", edit, look)
        .post("/api/v1/classes", edit, enrol)
}

/// Vouchers made at once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct VoucherBatch {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Batch>,
    /// The last day on which they can be exchanged.
    until: Day,
    /// How many were made.
    made: i64,
    /// How many were exchanged.
    used: i64,
    /// How many are worth nothing any more.
    void: i64,
}

impl From<Batch> for VoucherBatch {
    fn from(batch: Batch) -> Self {
        Self { id: batch.id, until: Day(batch.until), made: batch.made, used: batch.used, void: batch.void }
    }
}

/// Lists the vouchers made for a partner's promise, batch by batch.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListVoucherBatches {
    /// Which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
}

async fn batches(visit: ApiVisit, asked: ListVoucherBatches) -> Result<Json<Vec<VoucherBatch>>, Failure> {
    let found = visit
        .read(move |tx| {
            sponsorships::one(tx, asked.id)?;
            vouchers::batches(tx, asked.id)
        })
        .await?;
    Ok(Json(found.into_iter().map(VoucherBatch::from).collect()))
}

/// Makes vouchers to be handed out on paper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct MakeVouchers {
    /// For which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// How many.
    #[schemars(range(min = 1, max = 1000), example = &30)]
    count: i64,
    /// The last day on which they can be exchanged.
    #[schemars(example = &"2026-12-31")]
    until: Day,
}

async fn make(post: ApiPost, asked: MakeVouchers) -> Result<Created<VoucherBatch>, Failure> {
    let made: VoucherBatch = post
        .write(move |tx, act| vouchers::make(tx, act, asked.id, asked.count, asked.until.0).map(Into::into))
        .await?;
    Ok(Created(format!("/api/v1/voucher-batches/{}", made.id), made))
}

/// A code.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct VoucherCode {
    /// `K7MR2-PXD4H`
    code: String,
    /// The number on the card of whoever exchanged it.
    member: Option<String>,
    /// When it was exchanged.
    used_at: Option<Moment>,
    /// Whether it is worth nothing any more.
    void: bool,
}

/// Lists the codes of a batch.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListVoucherCodes {
    /// Which batch.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    batch: Id<Batch>,
}

async fn codes(visit: ApiVisit, asked: ListVoucherCodes) -> Result<Json<Vec<VoucherCode>>, Failure> {
    let found = visit
        .read(move |tx| {
            vouchers::batch(tx, asked.batch)?;
            vouchers::of(tx, asked.batch)
        })
        .await?;
    let item = |one: vouchers::Voucher| VoucherCode {
        code: one.code,
        member: one.member,
        used_at: one.used_at.map(Moment::from),
        void: one.voided_at.is_some(),
    };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Makes codes of a batch worth nothing, as far as nobody has exchanged them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct VoidVouchers {
    /// Which batch.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    batch: Id<Batch>,
    /// Only these; all of it where nothing is said.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    codes: Option<Vec<String>>,
}

/// How many codes are worth nothing now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct VouchersVoid {
    /// How many.
    count: u64,
}

async fn void(post: ApiPost, asked: VoidVouchers) -> Result<Json<VouchersVoid>, Failure> {
    let count =
        post.write(move |tx, act| vouchers::void(tx, act, asked.batch, asked.codes.as_deref())).await?;
    Ok(Json(VouchersVoid { count }))
}

/// A class, and what everybody of it gets.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ClassList {
    /// The list as CSV with a heading: name and birth date, the village of whoever stands on living here.
    #[schemars(length(min = 1, max = 200_000), example = &"Nama;Tgl Lahir;Kelurahan\nMeiske Lumi;31/12/2010;Kinilow\n")]
    csv: String,
    /// Code of the plan.
    #[schemars(length(min = 1, max = 40), example = &"pelajar")]
    plan: String,
    /// What their memberships stand on: `address`, `need` or `employment`.
    #[schemars(regex(pattern = "^(address|need|employment)$"), example = &"need")]
    basis: String,
    /// What proves that: who decided it and when.
    #[serde(default)]
    #[schemars(length(max = 500))]
    evidence: Option<String>,
    /// The school whose pupils they are, a party of the register.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    school: Option<Id<Person>>,
}

impl ClassList {
    fn read(&self, today: kernel::Date) -> Result<(Class, Vec<Entry>)> {
        let class = Class {
            plan: self.plan.clone(),
            school: self.school,
            ground: self.basis.parse()?,
            evidence: self.evidence.clone().unwrap_or_default(),
        };
        let source = sheet::read_as(self.csv.as_bytes(), &sheet::OF_A_CLASS)?;
        Ok((class, sheet::entries(&source, today)))
    }
}

/// Looks at whom a class's list would make members. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtClass {
    #[serde(flatten)]
    list: ClassList,
}

/// Whom a list would make members, or has made.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ClassEnrolled {
    /// How many are, or were, made members.
    new: usize,
    /// How many are members already.
    members: usize,
    /// The lines nothing is done with, counted from 1, with why.
    left: Vec<ClassLine>,
}

/// A line nothing is done with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ClassLine {
    /// Which, counted from 1.
    line: i64,
    /// Why: `roster-twice`, `class-needs-birth`, …, or `class-alike-with` where people decide who it is.
    why: Vec<SaidOfRow>,
}

impl ClassEnrolled {
    fn of(visit: &Visit, lines: &[Line]) -> Self {
        let said = |why: &[Message]| why.iter().map(|message| SaidOfRow::of(visit, message)).collect();
        let left = lines.iter().filter_map(|line| {
            let why = match &line.fate {
                Fate::New | Fate::Known(_) | Fate::Member(..) => return None,
                Fate::Alike(alike) => {
                    let names: Vec<&str> = alike.iter().map(|one| one.name.as_str()).collect();
                    said(&[Message::new("class-alike-with").with("names", visit.t.list(&names))])
                }
                Fate::Wrong(why) => said(why),
            };
            Some(ClassLine { line: line.entry.line, why })
        });
        let count = |of: fn(&Fate) -> bool| lines.iter().filter(|line| of(&line.fate)).count();
        Self {
            new: count(|fate| matches!(fate, Fate::New | Fate::Known(_))),
            members: count(|fate| matches!(fate, Fate::Member(..))),
            left: left.collect(),
        }
    }
}

async fn look(post: ApiPost, asked: LookAtClass) -> Result<Json<ClassEnrolled>, Failure> {
    let (act, vault) = (post.act(), post.vault());
    let (class, entries) = asked.list.read(act.today())?;
    let lines = post.read(move |tx| classes::look(tx, &act, &vault, &class, entries.clone())).await?;
    Ok(Json(ClassEnrolled::of(&post, &lines)))
}

/// Makes members of everybody on a class's list who can be made one: all of them or nobody.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnrolClass {
    #[serde(flatten)]
    list: ClassList,
}

async fn enrol(post: ApiPost, asked: EnrolClass) -> Result<Json<ClassEnrolled>, Failure> {
    let (vault, tells) = (post.vault(), post.clone());
    let (class, entries) = asked.list.read(post.act().today())?;
    let came = post
        .write(move |tx: &mut Tx<'_>, act| {
            let before = classes::look(tx, act, &vault, &class, entries.clone())?;
            classes::enrol(tx, act, &vault, &class, entries.clone())?;
            Ok(ClassEnrolled::of(&tells, &before))
        })
        .await?;
    Ok(Json(came))
}
