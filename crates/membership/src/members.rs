//! Memberships: begun, changed, renewed, blocked, ended.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::{audit, events, library::Branch, sequence};
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx, sql, vals};

use crate::{
    Ground, Payment, Plan, Term,
    bases::{self, Around, Kept, NewBasis},
    families, fees, plans, rules, settings, sign_in,
};
pub use crate::{
    model::{Details, Member, NewMember, Standing},
    queries::{by_code, by_id, details, find},
    rules::{is_provisional, lacks_consent, standing, until},
};
use people::{PartyKind, Profile, parties};

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

/// Another plan for a member, with what is said to it at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// The code of the plan; their own where they stay with it.
    pub plan: String,
    /// What is paid for a first term of it.
    pub payment: Option<Payment>,
    /// Whether it is known what becomes of what was paid already.
    pub knowing: bool,
}

impl Moving {
    /// To this plan, without a word.
    pub fn to(plan: impl Into<String>) -> Self {
        Self { plan: plan.into(), payment: None, knowing: false }
    }
}

/// Gives a member another profile and plan. An account they have follows the name.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn update(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    profile: &Profile,
    moving: &Moving,
) -> Result<Member> {
    if moving.payment.is_some() {
        fees::hold_still(tx, Ground::Payment)?;
    }
    let before = member(tx, person)?;
    let mut reasons = people::rules::profile_objections(profile, act.today());
    reasons.extend(plan_objections(tx, act, &before, profile.born, moving)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let mut change = parties::update(tx, act, person, profile)?;
    set_plan(tx, act, &before, moving)?;
    let after = member(tx, person)?;
    if before.plan != after.plan {
        change.insert("plan".into(), serde_json::json!([before.plan, after.plan]));
    }
    if !change.is_empty() {
        changed(tx, act, &after, "member.updated", &change)?;
    }
    Ok(after)
}

/// Why a member cannot have this plan instead of theirs, if so: nobody begins with it any more, it is not for their age,
/// nothing they stand on is anything it takes, or paid enough for it; or nobody has said yet that they know what becomes of
/// what was paid already.
fn plan_objections(
    tx: &mut Tx<'_>,
    act: &Act,
    before: &Member,
    born: Option<Date>,
    moving: &Moving,
) -> Result<Vec<Reason>> {
    let code = moving.plan.as_str();
    if code == before.plan {
        let nothing = Reason { field: Some("evidence"), message: Message::new("plan-change-pays-nothing") };
        return Ok(moving.payment.iter().map(|_| nothing.clone()).collect());
    }
    let about = |message| Reason { field: Some("plan"), message };
    let Some(plan) = plans::open(tx, code)? else {
        return Ok(vec![about(Message::new("member-plan-unknown"))]);
    };
    let (accepted, kept) = (plans::grounds(tx, code)?, bases::of(tx, before.person)?);
    let goes_on = |term: &&Term| term.until.is_none_or(|until| until >= act.today());
    let carries = |term: &Term| {
        let paid = kept.iter().find(|kept| kept.id == term.basis).and_then(|kept| kept.paid);
        accepted.contains(&term.ground) && paid.is_none_or(|paid| paid >= plan.price)
    };
    let mut counting = before.terms.iter().filter(goes_on).peekable();
    let stands = moving.payment.is_some() || counting.peek().is_none() || counting.any(carries);
    let ground = (!stands).then(|| match plan.price.0 {
        0 => Message::new("plan-change-ground"),
        _ => Message::new("plan-change-costs").with("price", plan.price),
    });
    let age = rules::age_objection(&plan, born, act.today());
    let paid = kept.iter().filter_map(|kept| paid_objection(kept, &plan, act.today(), moving.knowing));
    Ok(age.into_iter().chain(ground).map(about).chain(paid).collect())
}

/// What becomes of a term that was paid for when its member comes to another plan: it goes on where enough was paid for that
/// one, and else ends and stays paid; one that has not begun is taken back first. Whoever knows so is not told again.
fn paid_objection(kept: &Kept, plan: &Plan, today: Date, knowing: bool) -> Option<Reason> {
    let paid = kept.paid.filter(|_| !kept.paid_back)?;
    if kept.until.is_some_and(|until| until < today || until < kept.since) {
        return None;
    }
    let (field, key) = match (paid >= plan.price, kept.since > today) {
        (false, true) => ("plan", "plan-change-paid-ahead"),
        _ if knowing => return None,
        (false, false) => ("knowing", "plan-change-paid-ends"),
        (true, _) => ("knowing", "plan-change-paid-goes-on"),
    };
    let message =
        Message::new(key).with("paid", paid).with("receipt", kept.evidence.clone().unwrap_or_default());
    let message = match kept.until {
        Some(until) => message.with("until", until),
        None => message.with("until", "∞"),
    };
    Some(Reason { field: Some(field), message })
}

/// Gives a member another plan. Where it costs something, what was given for nothing, or for less, ends: from today on they
/// stand on what was paid.
fn set_plan(tx: &mut Tx<'_>, act: &Act, before: &Member, moving: &Moving) -> Result<()> {
    let code = moving.plan.as_str();
    if code == before.plan {
        return Ok(());
    }
    let plan = plans::known(tx, code)?;
    let yesterday = act.today().yesterday().map_err(|e| Error::Shape(e.to_string()))?;
    for basis in bases::of(tx, before.person)? {
        let unpaid = match basis.paid {
            Some(paid) => paid < plan.price,
            None => plan.price.0 > 0 && rules::is_free(basis.kind),
        };
        if unpaid && basis.until.is_none_or(|until| until > yesterday) {
            bases::set_end(tx, basis.id, Some(yesterday))?;
        }
    }
    let given = sql!("UPDATE member SET plan = ?2, plan_since = ?3 WHERE person = ?1");
    tx.exec(given, vals![before.person, code, act.today()]).map_err(|e| match e {
        // Somebody has let something more stand meanwhile, or set another price.
        Error::Check(_) => {
            Refusal::of_field("plan", Message::new("plan-change-costs").with("price", plan.price)).into()
        }
        other => other,
    })?;
    match &moving.payment {
        Some(payment) => renew_paid(tx, act, before.person, payment).map(drop),
        None => Ok(()),
    }
}

/// Gives a member another plan and nothing else; what is paid for a first term of it counts from then on.
///
/// # Errors
/// A refusal when there is no such plan, nobody can begin with it any more, it is not for their age, or they stand on nothing
/// that it takes; where nobody has said that they know what becomes of what was paid already; and as [`renew_paid`]; those of
/// the database.
pub fn change_plan(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, moving: &Moving) -> Result<Member> {
    if moving.payment.is_some() {
        fees::hold_still(tx, Ground::Payment)?;
    }
    let before = member(tx, person)?;
    Refusal::unless_empty(Kind::Invalid, plan_objections(tx, act, &before, before.born, moving)?)?;
    if before.plan == moving.plan {
        return Ok(before);
    }
    set_plan(tx, act, &before, moving)?;
    told(tx, act, person, "member.updated", &serde_json::json!({ "plan": [before.plan, moving.plan] }))
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

/// Lets a membership run until `until` on what the library itself grants, also one that has ended or was closed;
/// none means without end. The newest such basis is prolonged; without one, and after a gap, a new one begins
/// today.
///
/// # Errors
/// A refusal when that lies before its beginning or before today, when a guardian has yet to agree, when it must be paid for
/// ([`renew_paid`]), and for whoever stood on living here and does not any more; those of the database.
pub fn renew(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, until: Option<Date>) -> Result<Member> {
    let before = member(tx, person)?;
    if until.is_some_and(|until| until < before.since || until < act.today()) {
        return Err(Refusal::of_field("until", Message::new("member-until-past")).into());
    }
    consented(tx, act, &before)?;
    // Where nothing ever counted, what ended before it began says on what it stood.
    let mut own = bases::of(tx, person)?;
    own.retain(|basis| Ground::OWN.contains(&basis.kind));
    let counted = |basis: &Kept| basis.until.is_none_or(|until| until >= basis.since);
    let own = own.iter().rev().find(|basis| counted(basis)).or(own.last());
    let plan = plans::known(tx, &before.plan)?;
    let ground = rules::renewal_ground(&plan, own.map(|basis| basis.kind), before.area.is_some());
    if ground == Ground::Payment {
        let owed = Message::new("member-renew-needs-payment").with("price", plan.price);
        return Err(Refusal::of_field("paid", owed).into());
    }
    if ground == Ground::Address && before.area.is_none() {
        return Err(Refusal::of_field("until", Message::new("member-renew-needs-ground")).into());
    }
    reopen(tx, act, &before)?;
    let same = own.filter(|basis| basis.kind == ground);
    match same.filter(|basis| basis.until.is_none_or(|end| end >= act.today())) {
        Some(basis) => bases::set_end(tx, basis.id, until)?,
        None => {
            bases::keep(tx, act, person, &NewBasis { until, ..NewBasis::own(ground, act.today()) })?;
        }
    }
    told(
        tx,
        act,
        person,
        "member.renewed",
        &serde_json::json!({ "until": [rules::until(&before, act.today()), until] }),
    )
}

/// Lets a membership run a term more that was paid for at the desk: after the day it ends now, or from today where it has
/// ended.
///
/// # Errors
/// A refusal when a guardian has yet to agree, it has no end, less was paid than the plan costs, or more without a reason, or the
/// receipt was entered already; those of the database.
pub fn renew_paid(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, payment: &Payment) -> Result<Member> {
    renew_by(tx, act, person, payment, 1)
}

/// The same with one of several memberships on a receipt.
pub(crate) fn renew_by(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    payment: &Payment,
    receipt_line: i64,
) -> Result<Member> {
    fees::hold_still(tx, Ground::Payment)?;
    let before = member(tx, person)?;
    consented(tx, act, &before)?;
    let since = match until(&before, act.today()) {
        None => return Err(Refusal::of_field("until", Message::new("renew-own-endless")).into()),
        Some(end) if end >= act.today() => end.tomorrow().map_err(|e| Error::Shape(e.to_string()))?,
        Some(_) => act.today(),
    };
    let plan = plans::known(tx, &before.plan)?;
    let term = NewBasis { receipt_line, ..NewBasis::paid(&plan, since, payment) };
    let around = Around { lives_here: before.area.is_some(), runs_until: until(&before, act.today()) };
    Refusal::unless_empty(Kind::Invalid, bases::objections(tx, act, &plan, &term, around)?)?;
    reopen(tx, act, &before)?;
    bases::keep(tx, act, person, &term)?;
    let detail = serde_json::json!({
        "until": [until(&before, act.today()), term.until], "paid": payment.amount.0,
    });
    told(tx, act, person, "member.renewed", &detail)
}

/// That no guardian has yet to agree before a membership runs on. Whoever's guardian took it back is told so in [`reopen`].
fn consented(tx: &mut Tx<'_>, act: &Act, before: &Member) -> Result<()> {
    match lacks_consent(before, act.today()) && !families::is_withdrawn(tx, before.person)? {
        true => Err(Refusal::of_field("until", Message::new("member-consent-owed")).into()),
        false => Ok(()),
    }
}

/// Opens a membership again that was ended, for whatever gives it something new to stand on, and the account that ended with
/// it.
///
/// # Errors
/// A refusal for a child whose guardian has taken their consent back; those of the database.
pub(crate) fn reopen(tx: &mut Tx<'_>, act: &Act, before: &Member) -> Result<()> {
    if lacks_consent(before, act.today()) && families::is_withdrawn(tx, before.person)? {
        return Err(Refusal::of_field("until", Message::new("member-consent-withdrawn")).into());
    }
    if before.closed {
        sign_in::reopen(tx, act, before)?;
        tx.exec(sql!("UPDATE member SET closed_at = NULL WHERE person = ?1"), vals![before.person])?;
    }
    Ok(())
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
