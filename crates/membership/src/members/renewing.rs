//! A membership prolonged, on what the library grants or on what was paid, and opened again.

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use store::{Error, Result, Tx, sql, vals};

use super::{member, told};
use crate::{
    Ground, Member, Payment,
    bases::{self, Around, Kept, NewBasis},
    families, fees, plans, rules,
    rules::{lacks_consent, until},
    sign_in,
};

/// Lets a membership run until `until` on what the library itself grants, also one that has ended or was closed;
/// none means without end. The newest such basis is prolonged; without one, and after a gap, a new one begins
/// today.
///
/// # Errors
/// A refusal when that lies before its beginning or before today, when a guardian has yet to agree or the birth date is owed, when it must be paid for
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
/// A refusal when a guardian has yet to agree or the birth date is owed, it has no end, less was paid than the plan costs, or more without a reason, or the
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

/// That no guardian has yet to agree, and nobody need ask whether one must, before a membership runs on. Whoever's guardian took it back is told so in [`reopen`].
fn consented(tx: &mut Tx<'_>, act: &Act, before: &Member) -> Result<()> {
    if before.birth_owed {
        return Err(Refusal::of_field("until", Message::new("member-birth-owed")).into());
    }
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
