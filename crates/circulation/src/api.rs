//! Lending for other programs: the desk's use cases, without the desk.

use catalogue::copies::{self, Copy};
use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use membership::members::{self, Member};
use platform::{
    library::{self, Branch},
    permissions::Grants,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Result, Tx, sql, vals};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Json, Limit, List, Moment},
};

use crate::{
    LEND, OVERRIDE, lending, loans,
    renewing::{self, Renew},
    returns::{self, CheckIn},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let lend = Access::Can(LEND);
    Api::of("circulation")
        .post("/api/v1/loans", lend, check_out)
        .get("/api/v1/loans/{id}", lend, one)
        .post("/api/v1/loans/{id}/renewals", Access::SignedIn, renew)
        .post("/api/v1/returns", lend, check_in)
        .get("/api/v1/members/{code}/loans", lend, of_member)
        .routes()
}

/// A loan: one copy with one member, from the desk and back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Loan {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<crate::Loan>,
    /// What the copy's label says.
    barcode: String,
    /// The number of the copy's record.
    record: i64,
    /// The record's title.
    title: String,
    /// The member's code.
    member: String,
    /// Code of the branch where it was lent.
    branch: String,
    /// When it began.
    lent_at: Moment,
    /// When it is to end.
    due_at: Moment,
    /// How often it was renewed.
    renewals: i64,
    /// When it ended.
    returned_at: Option<Moment>,
}

impl Loan {
    fn of(tx: &mut Tx<'_>, loan: &crate::Loan) -> Result<Self> {
        let copy = copies::by_id(tx, loan.copy)?.ok_or(Error::Missing)?;
        let member = members::by_id(tx, loan.member)?.ok_or(Error::Missing)?;
        let branch = library::branch(tx, loan.branch)?.ok_or(Error::Missing)?;
        Ok(Self {
            id: loan.id,
            barcode: copy.barcode,
            record: copy.number,
            title: copy.title,
            member: member.code,
            branch: branch.code,
            lent_at: loan.out_at.into(),
            due_at: loan.due_at.into(),
            renewals: loan.renewals,
            returned_at: loan.returned_at.map(Moment),
        })
    }
}

/// What the codes of a request stand for, gathering those that stand for nothing.
#[derive(Default)]
struct Found {
    reasons: Vec<Reason>,
}

impl Found {
    fn or_reason<T>(&mut self, found: Option<T>, field: &'static str, key: &'static str) -> Option<T> {
        if found.is_none() {
            self.reasons.push(Reason { field: Some(field), message: Message::new(key) });
        }
        found
    }

    fn copy(&mut self, tx: &mut Tx<'_>, barcode: &str) -> Result<Option<Copy>> {
        let copy = copies::by_barcode(tx, barcode)?;
        Ok(self.or_reason(copy, "barcode", "loan-no-copy"))
    }

    fn member(&mut self, tx: &mut Tx<'_>, code: &str) -> Result<Option<Member>> {
        let member = members::by_code(tx, code)?;
        Ok(self.or_reason(member, "member", "member-unknown"))
    }

    /// The branch with this code; where none is named, the first at which `may` lets lend.
    fn branch(&mut self, tx: &mut Tx<'_>, may: &Grants, code: Option<&str>) -> Result<Option<Branch>> {
        let mut branches = library::branches(tx)?.into_iter();
        let branch =
            branches.find(|branch| code.map_or_else(|| may.at(LEND, branch.id), |code| branch.code == code));
        Ok(self.or_reason(branch, "branch", "loan-no-branch"))
    }

    fn refusal(self) -> Error {
        Refusal { kind: Kind::Invalid, reasons: self.reasons }.into()
    }
}

/// Lends a copy to a member.
///
/// By the library's rules; what stands against it is said all at once. `despite` lends in spite of what may be
/// overridden, for whoever may.
#[derive(Deserialize, JsonSchema)]
struct LendCopy {
    /// The member's code.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    member: String,
    /// What the copy's label says.
    #[schemars(length(min = 1, max = 64), example = &"TMH-0000001")]
    barcode: String,
    /// Code of the branch where it is lent; without it, the first where the token may lend.
    #[serde(default)]
    #[schemars(length(min = 1, max = 40))]
    branch: Option<String>,
    /// Whether to lend in spite of what may be overridden.
    #[serde(default)]
    despite: bool,
}

async fn check_out(post: ApiPost, asked: LendCopy) -> Result<Created<Loan>, Failure> {
    let may = post.grants().clone();
    let loan = post
        .write(move |tx, act| {
            let mut found = Found::default();
            let member = found.member(tx, &asked.member)?;
            let copy = found.copy(tx, &asked.barcode)?;
            let branch = found.branch(tx, &may, asked.branch.as_deref())?;
            let (Some(member), Some(copy), Some(branch)) = (member, copy, branch) else {
                return Err(found.refusal());
            };
            may.demand(tx, LEND, Some(branch.id))?;
            may_override(&may, branch.id, asked.despite)?;
            let command = lending::CheckOut {
                member: member.person,
                copy: copy.id,
                desk: branch.id,
                despite: asked.despite,
            };
            let loan = lending::check_out(tx, act, &command)?;
            Loan::of(tx, &loan)
        })
        .await?;
    Ok(Created(format!("/api/v1/loans/{}", loan.id), loan))
}

fn may_override(may: &Grants, branch: Id<Branch>, despite: bool) -> Result<(), Refusal> {
    if despite && !may.at(OVERRIDE, branch) {
        let reason = Reason { field: Some("despite"), message: Message::new("loan-no-override") };
        return Err(Refusal { kind: Kind::Forbidden, reasons: vec![reason] });
    }
    Ok(())
}

/// Gives a loan.
#[derive(Deserialize, JsonSchema)]
struct GetLoan {
    /// The loan's identity.
    #[schemars(schema_with = "web::api::id", example = &"01980000-0000-7000-8000-000000000000")]
    id: Id<crate::Loan>,
}

async fn one(visit: ApiVisit, GetLoan { id }: GetLoan) -> Result<Json<Loan>, Failure> {
    let loan = visit
        .read(move |tx| {
            let loan = loans::by_id(tx, id)?.ok_or(Error::Missing)?;
            Loan::of(tx, &loan)
        })
        .await?;
    Ok(Json(loan))
}

/// Renews a loan.
///
/// Whoever may lend renews any loan, everybody else their own. What stands against it is said all at once.
#[derive(Deserialize, JsonSchema)]
struct RenewLoan {
    /// The loan's identity.
    #[schemars(schema_with = "web::api::id", example = &"01980000-0000-7000-8000-000000000000")]
    id: Id<crate::Loan>,
    /// Whether to renew in spite of what may be overridden.
    #[serde(default)]
    despite: bool,
}

async fn renew(post: ApiPost, RenewLoan { id, despite }: RenewLoan) -> Result<Json<Loan>, Failure> {
    let may = post.grants().clone();
    let loan = post.write(move |tx, act| renewed(tx, act, id, despite, &may)).await?;
    Ok(Json(loan))
}

fn renewed(tx: &mut Tx<'_>, act: &Act, loan: Id<crate::Loan>, despite: bool, may: &Grants) -> Result<Loan> {
    if despite {
        let branch = loans::by_id(tx, loan)?.ok_or(Error::Missing)?.branch;
        may_override(may, branch, despite)?;
    }
    let loan = match act.by.person() {
        _ if may.may(LEND) => renewing::renew(tx, act, &Renew { loan, despite })?,
        Some(person) => renewing::renew_own(tx, act, person, loan)?,
        None => return Err(Error::Missing),
    };
    Loan::of(tx, &loan)
}

/// Takes a copy back.
///
/// Harmless when repeated: a copy that is not on loan is counted as read in the house, if the library wants
/// that, and nothing else happens to it.
#[derive(Deserialize, JsonSchema)]
struct ReturnCopy {
    /// What the copy's label says.
    #[schemars(length(min = 1, max = 64), example = &"TMH-0000001")]
    barcode: String,
    /// Code of the branch where it came in; without it, the first where the token may lend.
    #[serde(default)]
    #[schemars(length(min = 1, max = 40))]
    branch: Option<String>,
    /// When it was really back, if it lay in the book drop.
    #[serde(default)]
    since: Option<Moment>,
}

/// What came of taking a copy back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Returned {
    /// The loan that ended, where the copy was on loan.
    loan: Option<Loan>,
    /// Whether a use in the house was counted, where it was not.
    house_use: bool,
    /// How many days late it is.
    days_late: i64,
    /// Whether it was thought lost.
    found: bool,
}

async fn check_in(post: ApiPost, asked: ReturnCopy) -> Result<Json<Returned>, Failure> {
    let may = post.grants().clone();
    let returned = post
        .write(move |tx, act| {
            let mut found = Found::default();
            let copy = found.copy(tx, &asked.barcode)?;
            let branch = found.branch(tx, &may, asked.branch.as_deref())?;
            let (Some(copy), Some(branch)) = (copy, branch) else { return Err(found.refusal()) };
            may.demand(tx, LEND, Some(branch.id))?;
            let since = asked.since.map(|Moment(since)| since);
            let back = returns::check_in(tx, act, &CheckIn { copy: copy.id, desk: branch.id, since })?;
            let loan = back.loan.as_ref().map(|loan| Loan::of(tx, loan)).transpose()?;
            let house_use = back.house_use.is_some();
            Ok(Returned { loan, house_use, days_late: back.days_late, found: back.found })
        })
        .await?;
    Ok(Json(returned))
}

/// Lists what a member has out, the first due first.
#[derive(Deserialize, JsonSchema)]
struct ListLoans {
    /// The member's code.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// How many loans a page holds.
    #[serde(default)]
    limit: Limit,
    /// Where the list goes on: the `next` of the page before, as it is.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn of_member(visit: ApiVisit, asked: ListLoans) -> Result<List<Loan>, Failure> {
    let after: Option<(kernel::Timestamp, Id<crate::Loan>)> =
        asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let list = visit
        .read(move |tx| {
            let member = members::by_code(tx, &asked.code)?.ok_or_else(members::unknown)?;
            let Limit(limit) = asked.limit;
            // One more than a page holds tells whether it goes on.
            let mut items = of_member_after(tx, &member, after, limit.saturating_add(1))?;
            let full = usize::try_from(limit).is_ok_and(|limit| items.len() > limit);
            items.truncate(usize::try_from(limit).unwrap_or_default());
            let last = items.last().filter(|_| full);
            let next = last.map(|last| Cursor::at(&(last.due_at.0, last.id)));
            Ok(List { items, next })
        })
        .await?;
    Ok(list)
}

/// What a member has out, the first due first, beginning after the loan that is due then and called so.
fn of_member_after(
    tx: &mut Tx<'_>,
    member: &Member,
    after: Option<(kernel::Timestamp, Id<crate::Loan>)>,
    limit: i64,
) -> Result<Vec<Loan>> {
    #[derive(FromRow)]
    struct Row {
        id: Id<crate::Loan>,
        barcode: String,
        record: i64,
        title: String,
        branch: String,
        out_at: kernel::Timestamp,
        due_at: kernel::Timestamp,
        renewals: i64,
    }
    let (due, id) = after.unzip();
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT l.id, c.barcode, r.number AS record, r.title, b.code AS branch, l.out_at, l.due_at, l.renewals
             FROM loan l JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record JOIN branch b ON b.id = l.branch
             WHERE l.member = ?1 AND l.returned_at IS NULL
               AND (CAST(?2 AS BIGINT) IS NULL OR l.due_at > ?2 OR (l.due_at = ?2 AND l.id > ?3))
             ORDER BY l.due_at, l.id LIMIT ?4"
        ),
        vals![member.person, due, id, limit],
    )?;
    let loan = |row: Row| Loan {
        id: row.id,
        barcode: row.barcode,
        record: row.record,
        title: row.title,
        member: member.code.clone(),
        branch: row.branch,
        lent_at: row.out_at.into(),
        due_at: row.due_at.into(),
        renewals: row.renewals,
        returned_at: None,
    };
    Ok(rows.into_iter().map(loan).collect())
}
