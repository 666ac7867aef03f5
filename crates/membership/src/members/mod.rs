//! Memberships: begun, changed, renewed, blocked, ended.

mod changing;
mod renewing;

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use platform::{audit, events, library::Branch, sequence};
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx, sql, vals};

use crate::{
    Ground, Term,
    bases::{self, Around, NewBasis},
    fees, plans, rules, settings, sign_in,
};
pub use crate::{
    model::{Details, Member, NewMember, Standing},
    queries::{by_code, by_id, details, find},
    rules::{is_provisional, lacks_consent, standing, until},
};
pub use changing::{Moving, change_plan, update};
use people::{PartyKind, parties};
pub use renewing::{renew, renew_paid};
pub(crate) use renewing::{renew_by, reopen};

/// The row that gives members their numbers.
pub(crate) const NUMBERS: &str = "member";
const REASON_LENGTH: usize = 500;

/// Something about a member is different now; the subject is the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChanged {}

impl events::Event for MemberChanged {
    const KIND: &'static str = "membership.member-changed";
}

/// Begins a membership: for somebody the register knows, or for a person the library does not know yet. Whether
/// it does is for the caller to ask with [`people::alike`]; families share telephones, and people share names.
///
/// A child's counts for the time being until a guardian agrees: as long as that of whoever registers themselves, and as few
/// copies are lent.
///
/// # Errors
/// A refusal with every reason: what the profile lacks, an unknown plan or one that takes no such basis, a number that
/// is taken, a person who is a member already, who lives elsewhere; those of the database.
pub fn register(tx: &mut Tx<'_>, act: &Act, new: &NewMember) -> Result<Member> {
    if let Some(ground) = new.ground {
        fees::hold_still(tx, ground)?;
    }
    let (known, born, lives_here, mut reasons) = match new.person {
        None => {
            let lives_here = people::areas::village(tx, &new.profile.village)?.is_some();
            let reasons = people::rules::profile_objections(&new.profile, act.today());
            (None, new.profile.born, lives_here, reasons)
        }
        Some(person) => {
            let party = parties::living(tx, person)?;
            let lives_here = people::addresses::any_in_town(tx, party.id)?;
            (Some(party.id), party.born, lives_here, objections_to(tx, &party)?)
        }
    };
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let plan = plans::open(tx, &new.plan)?;
    let since = new.since.unwrap_or(act.today());
    let until = new.until.or_else(|| rules::last_day(since, plan.as_ref().and_then(|plan| plan.months)));
    let own = new.ground.map(|ground| NewBasis {
        until,
        evidence: Some(new.evidence.clone()),
        paid: new.paid,
        paid_more: Some(new.paid_more.clone()),
        received: new.received,
        ..NewBasis::own(ground, since)
    });
    match &plan {
        None => object("plan", Message::new("member-plan-unknown")),
        Some(plan) => {
            if let Some(message) = rules::age_objection(plan, born, act.today()) {
                object("plan", message);
            }
            if let Some(own) = &own {
                let around = Around { lives_here, runs_until: None };
                for Reason { field, message } in bases::objections(tx, act, plan, own, around)? {
                    object(field.unwrap_or("ground"), message);
                }
            }
        }
    }
    let given = new.code.as_deref().map(rules::normalised_code).filter(|code| !code.is_empty());
    if let Some(code) = &given {
        if !rules::is_code(code) {
            object("code", Message::new("member-code-unreadable"));
        } else if by_code(tx, code)?.is_some() {
            object("code", Message::new("member-code-taken").with("code", code.as_str()));
        }
    }
    if until.is_some_and(|until| until < since) {
        object("until", Message::new("member-until-before-since"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let code = match given {
        Some(code) => {
            if let Some(n) = rules::number_of(&code) {
                sequence::skip_to(tx, NUMBERS, n)?;
            }
            code
        }
        None => rules::code_of(sequence::next(tx, NUMBERS)?),
    };
    let person = match known {
        Some(person) => person,
        None => parties::enter(tx, act, &new.profile)?,
    };
    let confirmed = new.confirmed.then_some(act.at);
    let consent_due = settings::provisional_until(tx, since.max(act.today()))?;
    tx.exec(
        sql!(
            "INSERT INTO member (person, code, plan, plan_since, branch, since, confirmed_at, consent_due)
             VALUES (?1, ?2, ?3, ?5, ?4, ?5, ?6, ?7)"
        ),
        vals![person, code, new.plan, new.branch, since, confirmed, consent_due],
    )
    .map_err(|e| match e.is_unique("member") {
        // Somebody else has begun one for the same person, or with the same number, at the same time.
        true if known.is_some() && new.code.is_none() => already().into(),
        true => taken(&code).into(),
        false => unknown_branch(e),
    })?;
    people::handles::give(tx, person, &code)?;
    if let Some(own) = &own {
        bases::keep(tx, act, person, own)?;
    }
    let after = member(tx, person)?;
    let facts = serde_json::json!({
        "code": code, "name": after.name, "plan": after.plan, "branch": after.branch, "since": since, "until": until,
        "born": after.born, "phone": after.phone, "village": after.village, "paid": new.paid.map(|paid| paid.0),
    });
    changed(tx, act, &after, "member.registered", &facts)?;
    Ok(after)
}

/// Why somebody of the register cannot become a member, if so.
fn objections_to(tx: &mut Tx<'_>, party: &people::Party) -> Result<Vec<Reason>> {
    let objection = match party.kind {
        _ if party.forgotten => "party-forgotten",
        PartyKind::Person if by_id(tx, party.id)?.is_some() => "member-already",
        PartyKind::Person => return Ok(Vec::new()),
        PartyKind::Organisation | PartyKind::Group => "member-no-person",
    };
    Ok(vec![Reason { field: Some("person"), message: Message::new(objection) }])
}

fn already() -> Refusal {
    Refusal::of_field("person", Message::new("member-already"))
}

/// Lets a member be at home at another branch; none means at none in particular.
///
/// # Errors
/// A refusal when there is no such branch; those of the database.
pub fn move_home(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    branch: Option<Id<Branch>>,
) -> Result<Member> {
    let before = member(tx, person)?;
    if before.branch == branch {
        return Ok(before);
    }
    let left = details(tx, person)?.branch;
    tx.exec(sql!("UPDATE member SET branch = ?2 WHERE person = ?1"), vals![person, branch])
        .map_err(unknown_branch)?;
    let home = details(tx, person)?.branch;
    told(tx, act, person, "member.moved", &serde_json::json!({ "branch": [left, home] }))
}

/// Keeps a member from borrowing for a reason they may read.
///
/// # Errors
/// A refusal without a reason; those of the database.
pub fn block(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, reason: &str) -> Result<Member> {
    let before = member(tx, person)?;
    let reason = reason.trim();
    match reason.chars().count() {
        0 => return Err(Refusal::of_field("reason", Message::new("member-block-needs-reason")).into()),
        1..=REASON_LENGTH => {}
        _ => return Err(Refusal::of_field("reason", Message::new("member-text-too-long")).into()),
    }
    tx.exec(sql!("UPDATE member SET blocked = ?2 WHERE person = ?1"), vals![person, reason])?;
    told(tx, act, person, "member.blocked", &serde_json::json!({ "blocked": [before.blocked, reason] }))
}

/// Lets a blocked member borrow again.
///
/// # Errors
/// Those of the database.
pub fn unblock(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let before = member(tx, person)?;
    if before.blocked.is_none() {
        return Ok(before);
    }
    tx.exec(sql!("UPDATE member SET blocked = NULL WHERE person = ?1"), vals![person])?;
    told(tx, act, person, "member.unblocked", &serde_json::json!({ "blocked": [before.blocked, null] }))
}

/// Ends a membership for good: from today on it counts no more, and its account is closed. [`renew`] brings it
/// back; what was borrowed stays to be returned.
///
/// # Errors
/// Those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let before = member(tx, person)?;
    let yesterday = act.today().yesterday().map_err(|e| Error::Shape(e.to_string()))?;
    for basis in bases::of(tx, person)? {
        if basis.until.is_none_or(|until| until > yesterday) {
            bases::set_end(tx, basis.id, Some(yesterday))?;
        }
    }
    tx.exec(sql!("UPDATE member SET closed_at = ?2 WHERE person = ?1"), vals![person, act.at])?;
    sign_in::close(tx, act, person)?;
    told(
        tx,
        act,
        person,
        "member.closed",
        &serde_json::json!({ "until": [until(&before, act.today()), yesterday] }),
    )
}

/// Somebody has seen who this is: what the library itself grants runs at least a term of the plan from today on.
///
/// # Errors
/// A refusal where the registration was turned down, or the membership ended, meanwhile; those of the database.
pub fn confirm(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let before = member(tx, person)?;
    if !before.provisional {
        return Ok(before);
    }
    if before.closed {
        return Err(Refusal::new(Kind::Conflict, Message::new("member-closed-meanwhile")).into());
    }
    tx.exec(sql!("UPDATE member SET confirmed_at = ?2 WHERE person = ?1"), vals![person, act.at])?;
    run_a_term(tx, act, &before)?;
    told(tx, act, person, "member.confirmed", &serde_json::json!({}))
}

fn run_a_term(tx: &mut Tx<'_>, act: &Act, member: &Member) -> Result<()> {
    let plan = plans::known(tx, &member.plan)?;
    let until = rules::last_day(act.today(), plan.months);
    let short = |term: &&Term| {
        // What is paid for runs as long as it was paid for.
        let granted = rules::renewal_ground(&plan, Some(term.ground), false) == term.ground;
        let ends = term.own_until.is_some_and(|end| until.is_none_or(|until| end < until));
        granted && term.ground != Ground::Payment && ends
    };
    let own = member.terms.iter().rev().find(|term| Ground::OWN.contains(&term.ground));
    match own.filter(short) {
        Some(term) => bases::set_end(tx, term.basis, until),
        None => Ok(()),
    }
}

fn member(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Member> {
    by_id(tx, person)?.ok_or_else(|| unknown().into())
}

/// The refusal for a member who does not exist.
pub fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("member-unknown"))
}

fn unknown_branch(error: Error) -> Error {
    match error {
        Error::Reference(_) => Refusal::of_field("branch", Message::new("member-branch-unknown")).into(),
        other => other,
    }
}

fn taken(code: &str) -> Refusal {
    Refusal::of_field("code", Message::new("member-code-taken").with("code", code))
}

fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    action: &str,
    detail: &impl Serialize,
) -> Result<Member> {
    let after = member(tx, person)?;
    changed(tx, act, &after, action, detail)?;
    Ok(after)
}

/// Writes the change down and tells the other modules.
pub(crate) fn changed(
    tx: &mut Tx<'_>,
    act: &Act,
    member: &Member,
    action: &str,
    detail: &impl Serialize,
) -> Result<()> {
    audit::record(tx, act, action, "person", member.person, detail)?;
    events::emit(tx, act, member.person, &MemberChanged {})?;
    Ok(())
}
