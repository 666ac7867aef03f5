//! A member's profile and plan, changed.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use people::{Profile, parties};
use store::{Error, Result, Tx, sql, vals};

use super::{changed, member, renew_paid, told};
use crate::{
    Ground, Member, Payment, Plan, Term,
    bases::{self, Kept},
    fees, plans, rules, settings,
};

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

/// Why a member cannot have this plan instead of theirs, if so: nobody begins with it any more, it is not for their age, it is
/// for grown-ups and they owe the birth date that says they are,
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
    let unknown = born.is_none() && before.birth_owed && !rules::is_open_to_children(&plan);
    let age = match unknown {
        true => Some(Message::new("member-plan-needs-birth")),
        false => rules::age_objection(&plan, born, act.today()),
    };
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
    if before.born.is_none() && !before.birth_owed && rules::is_open_to_children(&plan) {
        // From now on they owe the date, as whoever begins.
        let due = settings::provisional_until(tx, act.today())?;
        tx.exec(sql!("UPDATE member SET consent_due = ?2 WHERE person = ?1"), vals![before.person, due])?;
    }
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
