//! What memberships stand on. A membership counts while one of its bases does; that is never stored.

use funds::Transaction;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use people::relationships::Grown;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    Basis, Ground, Member, Payment, Plan, Received, families, fees, members, plans, queries, rules, settings,
    sponsorships::Sponsorship,
};

/// How many characters may say what was seen.
const EVIDENCE_LENGTH: usize = 500;

/// A basis to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBasis {
    /// What it is.
    pub ground: Ground,
    /// Its first day.
    pub since: Date,
    /// Its own last day, where it has one.
    pub until: Option<Date>,
    /// Who carries it, for a roster, a domain or a voucher.
    pub sponsorship: Option<Id<Sponsorship>>,
    /// Whose membership it hangs on, for a child.
    pub guardian: Option<Id<Person>>,
    /// How it is known that they are grown up.
    pub grown: Grown,
    /// What was seen; of what was paid, the number of the receipt.
    pub evidence: Option<String>,
    /// What was paid, for one that stands on that.
    pub paid: Option<Rupiah>,
    /// Why that is more than the plan costs, where it is.
    pub paid_more: Option<String>,
    /// Where that lies.
    pub received: Received,
    /// Which of the memberships on its receipt this is, counted from 1.
    pub receipt_line: i64,
}

impl NewBasis {
    /// One that the library itself grants, without an end.
    pub const fn own(ground: Ground, since: Date) -> Self {
        Self {
            ground,
            since,
            until: None,
            sponsorship: None,
            guardian: None,
            grown: Grown::Born,
            evidence: None,
            paid: None,
            paid_more: None,
            received: Received::Cash,
            receipt_line: 1,
        }
    }

    /// A term of `plan` from `since` on that was paid for.
    pub fn paid(plan: &Plan, since: Date, payment: &Payment) -> Self {
        Self {
            until: rules::last_day(since, plan.months),
            evidence: Some(payment.receipt.clone()),
            paid: Some(payment.amount),
            paid_more: Some(payment.more.clone()),
            received: payment.received,
            ..Self::own(Ground::Payment, since)
        }
    }

    /// The same, where it stands on what was paid and no end is named, until the end of the term.
    fn within_term(&self, plan: &Plan) -> Self {
        let term = match self.ground {
            Ground::Payment => rules::last_day(self.since, plan.months),
            _ => None,
        };
        Self { until: self.until.or(term), ..self.clone() }
    }

    /// The number of its receipt as it is compared, where it was paid for.
    fn receipt(&self) -> Option<String> {
        let number = self.evidence.as_deref().filter(|_| self.ground == Ground::Payment)?;
        Some(rules::receipt_key(number)).filter(|key| !key.is_empty())
    }

    /// Why more was paid than the plan costs, where somebody says so.
    fn more(&self) -> Option<&str> {
        self.paid_more.as_deref().map(str::trim).filter(|why| !why.is_empty())
    }
}

/// A basis as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kept {
    /// Which.
    pub id: Id<Basis>,
    /// What it is.
    pub kind: Ground,
    /// Its first day.
    pub since: Date,
    /// Its own last day, where it has one.
    pub until: Option<Date>,
    /// Who carries it.
    pub sponsorship: Option<Id<Sponsorship>>,
    /// The name of that.
    pub sponsor: Option<String>,
    /// Whose membership it hangs on.
    pub guardian: Option<Id<Person>>,
    /// Their name.
    pub guardian_name: Option<String>,
    /// What was seen; of what was paid, the number of the receipt.
    pub evidence: Option<String>,
    /// What was paid, for one that stands on that.
    pub paid: Option<Rupiah>,
    /// Why that was more than the plan cost.
    pub paid_more: Option<String>,
    /// That in the books.
    pub posting: Option<Id<Transaction>>,
    /// Whether it was taken back there.
    pub paid_back: bool,
}

/// The bases of a membership, in the order of their beginning.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Kept>> {
    tx.all(
        sql!(
            "SELECT b.id, b.kind, b.since, b.until, b.sponsorship, s.name AS sponsor, b.guardian,
                 g.name AS guardian_name, b.evidence, b.paid, b.paid_more, b.posting,
                 EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = b.posting) AS paid_back
             FROM basis b LEFT JOIN sponsorship s ON s.id = b.sponsorship LEFT JOIN party g ON g.id = b.guardian
             WHERE b.member = ?1 ORDER BY b.since, b.id"
        ),
        vals![person],
    )
}

/// Gives a membership one more basis.
///
/// # Errors
/// A refusal when it ends before it begins, when the plan does not stand on such a basis, when it is there
/// already, when need or payment are without evidence, when less was paid than the plan costs, or more without a reason, or a
/// receipt was entered already, when a paid term is not one of the plan or lies far off, when it is living here and they do not, when a guardian is no member or hangs on a guardian themselves, and for a
/// child whose guardian has taken their consent back; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, new: &NewBasis) -> Result<Member> {
    fees::hold_still(tx, new.ground)?;
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let plan = plans::known(tx, &member.plan)?;
    let new = &new.within_term(&plan);
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if new.until.is_some_and(|until| until < new.since) {
        object("until", "member-until-before-since");
    }
    let same = |kept: &Kept| {
        (kept.kind, kept.since, kept.until) == (new.ground, new.since, new.until)
            && (kept.sponsorship, kept.guardian) == (new.sponsorship, new.guardian)
    };
    let kept = of(tx, person)?;
    // Of two terms that were paid the receipts are asked.
    if new.ground != Ground::Payment && kept.iter().any(same) {
        object("ground", "basis-there-already");
    }
    if let Some(guardian) = new.guardian {
        match queries::by_id(tx, guardian)? {
            None => object("guardian", "basis-guardian-unknown"),
            Some(guardian) if guardian.person == person => object("guardian", "basis-guardian-self"),
            Some(guardian) if guardian.terms.iter().all(|term| term.ground == Ground::Guardian) => {
                object("guardian", "basis-guardian-hangs");
            }
            Some(_) => {}
        }
    }
    let around = Around { lives_here: member.area.is_some(), runs_until: rules::until(&member, act.today()) };
    reasons.extend(objections(tx, act, &plan, new, around)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    members::reopen(tx, act, &member)?;
    let id = keep(tx, act, person, new)?;
    let after = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let detail = serde_json::json!({
        "basis": id, "ground": new.ground.as_str(), "since": new.since, "until": new.until,
        "paid": new.paid.map(|paid| paid.0), "paid_more": new.more(),
    });
    members::changed(tx, act, &after, "member.basis-added", &detail)?;
    Ok(after)
}

/// Why this cannot stand on what was paid: the receipt, however it is written, pays for a membership already.
fn receipt_objection(tx: &mut Tx<'_>, new: &NewBasis) -> Result<Option<Message>> {
    let Some(receipt) = new.receipt().filter(|_| new.receipt_line == 1) else { return Ok(None) };
    let used: Option<(String, bool)> = tx.opt(
        sql!(
            "SELECT m.code, p.folded = '' FROM basis b JOIN member m ON m.person = b.member JOIN party p ON p.id = m.person
             WHERE b.receipt = ?1 ORDER BY b.receipt_line LIMIT 1"
        ),
        vals![receipt],
    )?;
    // Of somebody forgotten no name is left, and no number that leads to them.
    Ok(used.map(|(code, forgotten)| {
        Message::new("basis-receipt-used").with("code", if forgotten { "–".to_owned() } else { code })
    }))
}

/// Gives a membership a basis that somebody at the desk has seen: what the library itself grants, or the membership
/// of a guardian. Whoever of a child, or of somebody whose age nobody knows, was not known to be one yet is from now on.
///
/// # Errors
/// As [`add`] and [`families::link`].
pub fn grant(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, new: &NewBasis) -> Result<Member> {
    fees::hold_still(tx, new.ground)?;
    let before = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if let Some(guardian) = new.guardian
        && before.born.is_none_or(|born| families::is_minor(Some(born), act.today()))
        && !families::is_guarded_by(tx, act, person, guardian)?
    {
        families::connect(tx, act, person, guardian, new.grown)?;
    }
    add(tx, act, person, new)
}

/// Ends a basis on `last`, its last day. Whatever else the membership stands on goes on carrying it.
///
/// # Errors
/// A refusal for a basis of somebody else, and where it would run longer than was paid for; those of the database.
pub fn end(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    basis: Id<Basis>,
    last: Option<Date>,
) -> Result<Member> {
    let Some(kept) = of(tx, person)?.into_iter().find(|kept| kept.id == basis) else {
        return Err(Refusal::new(Kind::Missing, Message::new("basis-unknown")).into());
    };
    if kept.paid_back && last.is_none_or(|last| last >= kept.since) {
        return Err(Refusal::of_field("until", Message::new("basis-paid-back")).into());
    }
    let later = kept.until.is_some_and(|until| last.is_none_or(|last| last > until));
    if later && rules::is_free(kept.kind) {
        let plan = queries::by_id(tx, person)?.ok_or_else(members::unknown)?.plan;
        let price = plans::known(tx, &plan)?.price;
        if price.0 > 0 {
            return Err(Refusal::of_field("until", Message::new("basis-costs").with("price", price)).into());
        }
    }
    set_end(tx, basis, last).map_err(|e| match e {
        Error::Check(_) => Refusal::of_field("until", Message::new("basis-paid-one-term")).into(),
        other => other,
    })?;
    let after = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let detail =
        serde_json::json!({ "basis": basis, "ground": kept.kind.as_str(), "until": [kept.until, last] });
    members::changed(tx, act, &after, "member.basis-ended", &detail)?;
    Ok(after)
}

/// Takes a basis back that was added by mistake: it never counted, since it ended the day before it began. What was paid for
/// it is taken back in the books.
///
/// # Errors
/// A refusal for a basis of somebody else, and of money that is no longer there; those of the database.
pub fn retract(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, basis: Id<Basis>) -> Result<Member> {
    let kept = of(tx, person)?.into_iter().find(|kept| kept.id == basis);
    let kept = kept.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("basis-unknown")))?;
    fees::hold_still(tx, kept.kind)?;
    let after = end(tx, act, person, basis, kept.since.yesterday().ok())?;
    fees::give_back(tx, act, &kept)?;
    Ok(after)
}

/// What a new basis is asked against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around {
    /// Whether its member lives in one of the town's villages.
    pub(crate) lives_here: bool,
    /// Until when their membership runs, where it does and has an end.
    pub(crate) runs_until: Option<Date>,
}

/// Why a membership of `plan` cannot stand on this, if so: what proves it is missing or too long, the plan takes no such
/// basis, something is wrong with what was paid, or nobody lives here who does not live in one of the town's villages. Each
/// is about the field `evidence`, `ground`, `paid`, `paid_more`, `since`, `until` or `village`.
pub(crate) fn objections(
    tx: &mut Tx<'_>,
    act: &Act,
    plan: &Plan,
    new: &NewBasis,
    around: Around,
) -> Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let longest = if new.ground == Ground::Payment { fees::RECEIPT_LENGTH } else { EVIDENCE_LENGTH };
    match new.evidence.as_deref().unwrap_or_default().trim().chars().count() {
        0 if matches!(new.ground, Ground::Need | Ground::Payment) => {
            object("evidence", Message::new("basis-needs-evidence"));
        }
        n if n <= longest => {}
        _ => object("evidence", Message::new("member-text-too-long")),
    }
    if !accepts(tx, &plan.code, new.ground)? {
        object("ground", refused_ground(plan, new.ground));
    }
    if new.ground == Ground::Payment {
        for (field, message) in payment_objections(tx, act, plan, new, around.runs_until)? {
            object(field, message);
        }
    }
    if new.ground == Ground::Address && !around.lives_here {
        object("village", Message::new("basis-needs-address"));
    }
    Ok(reasons)
}

/// What is wrong with what was paid: too little, too much without a reason, for something else than a term of the plan, for one
/// that lies far off, or with a receipt that pays for a membership already.
fn payment_objections(
    tx: &mut Tx<'_>,
    act: &Act,
    plan: &Plan,
    new: &NewBasis,
    runs_until: Option<Date>,
) -> Result<Vec<(&'static str, Message)>> {
    let priced = |key| Message::new(key).with("price", plan.price);
    let amount = match new.paid.filter(|paid| paid.0 > 0) {
        None => Some(("paid", Message::new("basis-needs-amount"))),
        Some(paid) if paid < plan.price => Some(("paid", priced("basis-paid-too-little"))),
        Some(paid) if paid > plan.price && new.more().is_none() => {
            let key = if plan.price.0 == 0 { "basis-paid-for-free" } else { "basis-paid-too-much" };
            Some(("paid_more", priced(key)))
        }
        Some(_) => None,
    };
    let long = new.more().is_some_and(|why| why.chars().count() > EVIDENCE_LENGTH);
    let receipt = match new.evidence.as_deref().is_some_and(|text| !text.trim().is_empty()) {
        true if new.receipt().is_none() => Some(Message::new("basis-needs-evidence")),
        _ => receipt_objection(tx, new)?,
    };
    let term = rules::last_day(new.since, plan.months) != new.until;
    let days = settings::FEE_DAYS.number(tx)?;
    let far = rules::fee_term_objection(new.since, act.today(), runs_until, days);
    let all = [
        amount,
        long.then(|| ("paid_more", Message::new("member-text-too-long"))),
        receipt.map(|message| ("evidence", message)),
        term.then(|| ("until", Message::new("basis-paid-one-term"))),
        far.map(|message| ("since", message)),
    ];
    Ok(all.into_iter().flatten().collect())
}

/// Why a plan takes no such basis: it costs something, or the library wants it so.
fn refused_ground(plan: &Plan, ground: Ground) -> Message {
    match plan.price {
        price if price.0 > 0 && rules::is_free(ground) => Message::new("basis-costs").with("price", price),
        _ => Message::new("basis-not-of-plan"),
    }
}

/// Whether memberships of `plan` may stand on `ground`.
pub(crate) fn accepts(tx: &mut Tx<'_>, plan: &str, ground: Ground) -> Result<bool> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT plan FROM plan_basis WHERE plan = ?1 AND kind = ?2"), vals![plan, ground])?;
    Ok(found.is_some())
}

/// Keeps a basis; the caller has asked whether it may be and writes down that it is. However it comes here, nobody lives
/// in the town who has no address in it, and what was paid stands in the books.
///
/// # Errors
/// A refusal for whoever stands on living here and does not, for a receipt that somebody else has entered meanwhile, and what
/// the ledger says; those of the database.
pub(crate) fn keep(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, new: &NewBasis) -> Result<Id<Basis>> {
    let id = Id::new();
    let paid = new.paid.filter(|_| new.ground == Ground::Payment);
    let evidence = new.evidence.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let posting = match paid {
        Some(amount) => {
            let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
            let how = (new.received, evidence.unwrap_or_default());
            Some(fees::receive(tx, act, &member, id, amount, how)?)
        }
        None => None,
    };
    let receipt = new.receipt();
    let kept = tx.exec(
        sql!(
            "INSERT INTO basis (id, member, kind, since, until, sponsorship, guardian, evidence, added_at, paid,
                 paid_until, posting, paid_more, receipt, receipt_line)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
                 CASE WHEN ?3 = 'payment' THEN CAST(?5 AS TEXT) END, ?11, ?12, ?13, ?14
             WHERE ?3 <> 'address' OR EXISTS (SELECT 1 FROM party p WHERE p.id = ?2 AND p.area IS NOT NULL)
                OR EXISTS (SELECT 1 FROM party_address a WHERE a.party = ?2 AND a.area IS NOT NULL)"
        ),
        vals![
            id,
            person,
            new.ground,
            new.since,
            new.until,
            new.sponsorship,
            new.guardian,
            evidence,
            act.at,
            paid,
            posting,
            new.more().filter(|_| paid.is_some()),
            receipt,
            receipt.as_ref().map(|_| new.receipt_line)
        ],
    );
    let kept = kept.map_err(|e| match e.is_unique("basis") {
        true => Refusal::of_field("evidence", Message::new("basis-receipt-used").with("code", "–")).into(),
        false => e,
    })?;
    match kept {
        0 => Err(Refusal::of_field("village", Message::new("basis-needs-address")).into()),
        _ => Ok(id),
    }
}

/// Lets a basis end on another day.
pub(crate) fn set_end(tx: &mut Tx<'_>, basis: Id<Basis>, until: Option<Date>) -> Result<()> {
    tx.exec(sql!("UPDATE basis SET until = ?2 WHERE id = ?1"), vals![basis, until])?;
    Ok(())
}
