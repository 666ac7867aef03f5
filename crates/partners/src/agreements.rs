//! Agreements: from the draft to the signature, their periods and addenda, and their end. The last word about what is
//! in force has [`crate::rules::status`], from the periods and the day.

use std::collections::HashMap;

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::{
    audit, events, sequence,
    settings::{Default as Initial, Setting},
};
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    deed,
    model::{Addendum, Agreement, Authority, Decision, Paper, Period, Side, Signatory, Stage, State, Step},
    partners::{self, text},
    rules::{self, Status},
};

/// Who looks at every draft, one a line, in this order.
pub const REVIEWERS: Setting = Setting {
    key: "partners.reviewers",
    value: Initial::Lines("Bagian Hukum Sekretariat Daerah\nBagian Kerja Sama\nKepala Dinas"),
};
/// The office of whoever signs for the region without a surat kuasa.
pub const HEAD_OF_REGION: Setting =
    Setting { key: "partners.head-of-region", value: Initial::Text("Wali Kota") };

/// Something about an agreement is different now; the subject is the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementChanged {
    /// Its number.
    pub number: String,
    /// What happened: `signed`, `renewed`, `ending`.
    pub what: String,
    /// The last day it is now good for, where it is.
    pub until: Option<Date>,
    /// With whom.
    pub partners: Vec<Id<Person>>,
}

impl events::Event for AgreementChanged {
    const KIND: &'static str = "partners.agreement-changed";
}

/// What an agreement is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What it is.
    pub kind: Paper,
    /// The frame it stands under.
    pub parent: Option<Id<Agreement>>,
    /// What it is about.
    pub title: String,
    /// The number on the other side's copy; empty where there is none.
    pub their_number: String,
    /// With whom; PIHAK KEDUA first.
    pub partners: Vec<Id<Person>>,
    /// The first period.
    pub period: Period,
}

/// An agreement with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The agreement.
    pub agreement: Agreement,
    /// With whom.
    pub sides: Vec<Side>,
    /// Its periods in order.
    pub periods: Vec<Period>,
}

impl Whole {
    /// How it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        rules::status(self.agreement.state, self.agreement.ended_on, &self.periods, today)
    }
}

/// One agreement.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Agreement> {
    let found = tx.opt(
        sql!(
            "SELECT id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on, end_reason,
                 created_at, changed_at FROM agreement WHERE id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("agreement-unknown")).into())
}

/// One agreement with its sides and periods.
///
/// # Errors
/// As [`one`].
pub fn whole(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Whole> {
    Ok(Whole { agreement: one(tx, id)?, sides: sides(tx, id)?, periods: periods(tx, id)? })
}

/// With whom an agreement is.
///
/// # Errors
/// Those of the database.
pub fn sides(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Side>> {
    tx.all(
        sql!(
            "SELECT s.partner, t.code, p.name, s.position FROM agreement_party s JOIN partner t ON t.party = s.partner
             JOIN party p ON p.id = s.partner WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// The periods of an agreement, in order.
///
/// # Errors
/// Those of the database.
pub fn periods(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Period>> {
    tx.all(sql!("SELECT since, until FROM agreement_period WHERE agreement = ?1 ORDER BY since"), vals![id])
}

/// The addenda of an agreement, in order.
///
/// # Errors
/// Those of the database.
pub fn addenda(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Addendum>> {
    tx.all(
        sql!("SELECT id, number, signed_on, about FROM addendum WHERE agreement = ?1 ORDER BY signed_on, id"),
        vals![id],
    )
}

/// Who signs, the library's own first.
///
/// # Errors
/// Those of the database.
pub fn signatories(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Signatory>> {
    tx.all(
        sql!(
            "SELECT s.id, s.partner, s.name, s.title, s.authority, s.document, s.document_on, s.signed_on
             FROM signatory s LEFT JOIN agreement_party p ON p.agreement = s.agreement AND p.partner = s.partner
             WHERE s.agreement = ?1 ORDER BY COALESCE(p.position, 1), s.id"
        ),
        vals![id],
    )
}

/// The steps of the current round of review.
///
/// # Errors
/// Those of the database.
pub fn review(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Step>> {
    tx.all(
        sql!(
            "SELECT s.id, s.position, s.name, s.decision, s.note, s.decided_at, a.name AS decider_name
             FROM review_step s JOIN agreement g ON g.id = s.agreement AND g.round = s.round
             LEFT JOIN account a ON a.person = s.decider WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// Every agreement with sides and periods, the latest first; those of one partner where one is given.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>, partner: Option<Id<Person>>) -> Result<Vec<Whole>> {
    #[derive(FromRow)]
    struct SideOf {
        agreement: Id<Agreement>,
        partner: Id<Person>,
        code: String,
        name: String,
        position: i64,
    }
    #[derive(FromRow)]
    struct PeriodOf {
        agreement: Id<Agreement>,
        since: Date,
        until: Date,
    }
    let agreements: Vec<Agreement> = tx.all(
        sql!(
            "SELECT id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on, end_reason,
                 created_at, changed_at FROM agreement
             WHERE CAST(?1 AS UUID) IS NULL OR id IN (SELECT agreement FROM agreement_party WHERE partner = ?1)
             ORDER BY created_at DESC, number DESC"
        ),
        vals![partner],
    )?;
    let sides: Vec<SideOf> = tx.all(
        sql!(
            "SELECT s.agreement, s.partner, t.code, p.name, s.position FROM agreement_party s
             JOIN partner t ON t.party = s.partner JOIN party p ON p.id = s.partner
             WHERE CAST(?1 AS UUID) IS NULL OR s.agreement IN (SELECT agreement FROM agreement_party WHERE partner = ?1)
             ORDER BY s.position"
        ),
        vals![partner],
    )?;
    let periods: Vec<PeriodOf> = tx.all(
        sql!(
            "SELECT agreement, since, until FROM agreement_period
             WHERE CAST(?1 AS UUID) IS NULL OR agreement IN (SELECT agreement FROM agreement_party WHERE partner = ?1)
             ORDER BY since"
        ),
        vals![partner],
    )?;
    let mut of: HashMap<Id<Agreement>, (Vec<Side>, Vec<Period>)> = HashMap::new();
    for one in sides {
        let side = Side { partner: one.partner, code: one.code, name: one.name, position: one.position };
        of.entry(one.agreement).or_default().0.push(side);
    }
    for one in periods {
        of.entry(one.agreement).or_default().1.push(Period { since: one.since, until: one.until });
    }
    let with = |agreement: Agreement| {
        let (sides, periods) = of.remove(&agreement.id).unwrap_or_default();
        Whole { agreement, sides, periods }
    };
    Ok(agreements.into_iter().map(with).collect())
}

/// The agreements under a frame.
///
/// # Errors
/// Those of the database.
pub fn beneath(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Agreement>> {
    tx.all(
        sql!(
            "SELECT id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on, end_reason,
                 created_at, changed_at FROM agreement WHERE parent = ?1 ORDER BY created_at, number"
        ),
        vals![id],
    )
}

/// Begins an agreement with the template's articles.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn draft(tx: &mut Tx<'_>, act: &Act, terms: &Terms) -> Result<Agreement> {
    let terms = checked(tx, None, terms)?;
    let (id, year) = (Id::new(), act.today().year());
    let letters = terms.kind.letters();
    let n = sequence::next(tx, &format!("agreement-{letters}-{year}"))?;
    let number = format!("{n:03}/{letters}/PERPUS/{year}");
    tx.exec(
        sql!(
            "INSERT INTO agreement (id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on,
                 end_reason, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, 0, NULL, NULL, NULL, ?8, ?8)"
        ),
        vals![
            id,
            number,
            text(&terms.their_number),
            terms.kind,
            terms.parent,
            terms.title.trim(),
            deed::template(terms.kind),
            act.at
        ],
    )?;
    write_terms(tx, id, &terms)?;
    for partner in &terms.partners {
        partners::advance(tx, act, *partner, Stage::Draft)?;
    }
    written(
        tx,
        act,
        id,
        "agreement.drafted",
        &serde_json::json!({ "number": number, "title": terms.title.trim() }),
    )?;
    one(tx, id)
}

/// Changes a draft: terms and articles.
///
/// # Errors
/// A refusal with every reason, also when it is no draft any more; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, terms: &Terms, body: &str) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    let terms = checked(tx, Some(&before), terms)?;
    if body.trim().is_empty() || body.chars().count() > 40_000 {
        return Err(Refusal::of_field("body", Message::new("agreement-body-missing")).into());
    }
    let kept: Vec<Id<Person>> = sides(tx, id)?.into_iter().map(|side| side.partner).collect();
    for gone in kept.iter().filter(|partner| !terms.partners.contains(partner)) {
        tx.exec(sql!("DELETE FROM signatory WHERE agreement = ?1 AND partner = ?2"), vals![id, gone])?;
        let (promised,): (i64,) = tx.one(
            sql!("SELECT count(*) FROM commitment WHERE agreement = ?1 AND giver = ?2"),
            vals![id, gone],
        )?;
        if promised > 0 {
            return Err(Refusal::of_field("partner", Message::new("agreement-partner-promised")).into());
        }
    }
    // Positions are given anew: those that stay keep their rows, which others point to.
    tx.exec(sql!("UPDATE agreement_party SET position = position + 1000 WHERE agreement = ?1"), vals![id])?;
    for gone in kept.iter().filter(|partner| !terms.partners.contains(partner)) {
        tx.exec(sql!("DELETE FROM agreement_party WHERE agreement = ?1 AND partner = ?2"), vals![id, gone])?;
    }
    tx.exec(sql!("DELETE FROM agreement_period WHERE agreement = ?1"), vals![id])?;
    tx.exec(
        sql!(
            "UPDATE agreement SET their_number = ?2, kind = ?3, parent = ?4, title = ?5, body = ?6, changed_at = ?7
             WHERE id = ?1"
        ),
        vals![
            id,
            text(&terms.their_number),
            terms.kind,
            terms.parent,
            terms.title.trim(),
            body.replace("\r\n", "\n").trim(),
            act.at
        ],
    )?;
    write_terms(tx, id, &terms)?;
    written(tx, act, id, "agreement.changed", &serde_json::json!({ "title": terms.title.trim() }))?;
    one(tx, id)
}

fn write_terms(tx: &mut Tx<'_>, id: Id<Agreement>, terms: &Terms) -> Result<()> {
    for (position, partner) in (2i64..).zip(&terms.partners) {
        tx.exec(
            sql!(
                "INSERT INTO agreement_party (id, agreement, partner, position) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (agreement, partner) DO UPDATE SET position = excluded.position"
            ),
            vals![Id::<Side>::new(), id, partner, position],
        )?;
    }
    add_period(tx, id, &[], terms.period, None)
}

fn add_period(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    before: &[Period],
    new: Period,
    addendum: Option<Id<Addendum>>,
) -> Result<()> {
    if let Some(objection) = rules::period_objection(before, new) {
        return Err(Refusal::of_field("until", objection).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO agreement_period (id, agreement, since, until, previous_until, addendum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![Id::<Period>::new(), id, new.since, new.until, before.last().map(|last| last.until), addendum],
    )?;
    Ok(())
}

/// The terms with every partner as it is today, when nothing speaks against them.
fn checked(tx: &mut Tx<'_>, before: Option<&Agreement>, terms: &Terms) -> Result<Terms> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match terms.title.trim().chars().count() {
        0 => object("title", "agreement-title-missing"),
        1..=300 => {}
        _ => object("title", "partner-text-too-long"),
    }
    if terms.their_number.chars().count() > 100 {
        object("their_number", "partner-text-too-long");
    }
    if terms.period.until < terms.period.since {
        object("until", "agreement-ends-before");
    }
    let mut partners = Vec::new();
    for partner in &terms.partners {
        match partners::one(tx, *partner) {
            Ok(found) if partners.contains(&found.party) => object("partner", "agreement-partner-twice"),
            Ok(found) => partners.push(found.party),
            Err(Error::Refused(_)) => object("partner", "partner-unknown"),
            Err(other) => return Err(other),
        }
    }
    if terms.partners.is_empty() {
        object("partner", "agreement-partner-missing");
    }
    if let Some(parent) = terms.parent {
        match one(tx, parent) {
            Ok(parent) if !parent.kind.is_frame() => object("parent", "agreement-parent-no-frame"),
            Ok(parent) if before.is_some_and(|before| before.id == parent.id) => {
                object("parent", "agreement-parent-no-frame");
            }
            Ok(parent) => {
                let frame = sides(tx, parent.id)?;
                if !partners.iter().any(|one| frame.iter().any(|side| side.partner == *one)) {
                    object("parent", "agreement-parent-of-others");
                }
            }
            Err(Error::Refused(_)) => object("parent", "agreement-unknown"),
            Err(other) => return Err(other),
        }
        if terms.kind.is_frame() {
            object("parent", "agreement-frame-has-no-parent");
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    Ok(Terms { partners, ..terms.clone() })
}

/// Who is to sign, and by what they may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignatory {
    /// For which partner; none for the library.
    pub partner: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// Their office.
    pub title: String,
    /// By what they may sign.
    pub authority: Authority,
    /// The paper that says so.
    pub document: String,
    /// Its date.
    pub document_on: Option<Date>,
}

/// Names somebody who is to sign. Nobody signs without a paper that says they may.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn add_signatory(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, new: &NewSignatory) -> Result<()> {
    in_state(tx, id, &[State::Draft, State::Review, State::Signing])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    for (field, value, key) in [
        ("name", &new.name, "signatory-name-missing"),
        ("title", &new.title, "signatory-title-missing"),
        ("document", &new.document, "signatory-authority-missing"),
    ] {
        if !(1..=300).contains(&value.trim().chars().count()) {
            object(field, key);
        }
    }
    match new.document_on {
        None => object("document_on", "signatory-authority-date-missing"),
        Some(day) if day > act.today() => object("document_on", "partner-day-to-come"),
        Some(_) => {}
    }
    if let Some(partner) = new.partner
        && !sides(tx, id)?.iter().any(|side| side.partner == partner)
    {
        object("partner", "signatory-of-nobody");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO signatory (id, agreement, partner, name, title, authority, document, document_on, signed_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)"
        ),
        vals![
            Id::<Signatory>::new(),
            id,
            new.partner,
            new.name.trim(),
            new.title.trim(),
            new.authority,
            new.document.trim(),
            new.document_on
        ],
    )?;
    let detail = serde_json::json!({ "name": new.name.trim(), "document": new.document.trim() });
    written(tx, act, id, "agreement.signatory-added", &detail)
}

/// Takes somebody from those who are to sign.
///
/// # Errors
/// A refusal once they have signed; those of the database.
pub fn remove_signatory(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    signatory: Id<Signatory>,
) -> Result<()> {
    in_state(tx, id, &[State::Draft, State::Review, State::Signing])?;
    let gone: Option<(String,)> = tx.opt(
        sql!("DELETE FROM signatory WHERE id = ?1 AND agreement = ?2 AND signed_on IS NULL RETURNING name"),
        vals![signatory, id],
    )?;
    let (name,) = gone.ok_or_else(|| Refusal::new(Kind::Conflict, Message::new("signatory-has-signed")))?;
    written(tx, act, id, "agreement.signatory-removed", &serde_json::json!({ "name": name }))
}

/// Sends a draft round: everybody who reviews gets a step of a new round. Without reviewers it can be signed at once.
///
/// # Errors
/// A refusal when it is no draft; those of the database.
pub fn submit(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    let round = before.round + 1;
    let reviewers = REVIEWERS.text(tx)?;
    let reviewers: Vec<&str> = reviewers.lines().filter_map(text).collect();
    set_state(tx, act, id, if reviewers.is_empty() { State::Signing } else { State::Review })?;
    tx.exec(sql!("UPDATE agreement SET round = ?2 WHERE id = ?1"), vals![id, round])?;
    for (position, name) in (1i64..).zip(&reviewers) {
        tx.exec(
            sql!(
                "INSERT INTO review_step (id, agreement, round, position, name, decision, note, decider, decided_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, NULL, NULL)"
            ),
            vals![Id::<Step>::new(), id, round, position, name],
        )?;
    }
    written(tx, act, id, "agreement.submitted", &serde_json::json!({ "round": round }))?;
    one(tx, id)
}

/// Writes down what a reviewer said: after the last approval it can be signed, after a wish for changes it is a draft
/// again.
///
/// # Errors
/// A refusal when it was said already, or a change is wished for without saying which; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    step: Id<Step>,
    decision: Decision,
    note: &str,
) -> Result<Agreement> {
    in_state(tx, id, &[State::Review])?;
    if decision == Decision::Changes && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("review-note-missing")).into());
    }
    let done = tx.exec(
        sql!(
            "UPDATE review_step SET decision = ?3, note = ?4, decider = ?5, decided_at = ?6
             WHERE id = ?1 AND agreement = ?2 AND decision IS NULL
                 AND round = (SELECT g.round FROM agreement g WHERE g.id = ?2)"
        ),
        vals![step, id, decision, text(note), act.by.person(), act.at],
    )?;
    if done == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("review-decided-already")).into());
    }
    let steps = review(tx, id)?;
    if decision == Decision::Changes {
        set_state(tx, act, id, State::Draft)?;
    } else if steps.iter().all(|step| step.decision == Some(Decision::Approved)) {
        set_state(tx, act, id, State::Signing)?;
    }
    let detail = serde_json::json!({ "decision": decision.as_str(), "note": note.trim() });
    written(tx, act, id, "agreement.reviewed", &detail)?;
    one(tx, id)
}

/// Writes down that all have signed, each on their day; from its first period on the agreement binds.
///
/// # Errors
/// A refusal with every reason: a side that nobody signs for, a signature before its authority, one that is missing;
/// those of the database.
pub fn sign(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    signed: &[(Id<Signatory>, Date)],
) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signing])?;
    let (sides, signatories) = (sides(tx, id)?, signatories(tx, id)?);
    let partners: Vec<Id<Person>> = sides.iter().map(|side| side.partner).collect();
    let head = HEAD_OF_REGION.text(tx)?;
    let mut reasons: Vec<Reason> = rules::signatory_objections(&before, &partners, &signatories, &head)
        .into_iter()
        .map(|message| Reason { field: None, message })
        .collect();
    let mut last = None;
    for one in &signatories {
        let mut object = |message| reasons.push(Reason { field: Some("signed"), message });
        match signed.iter().find(|(who, _)| *who == one.id).map(|(_, day)| *day) {
            None => object(Message::new("signatory-not-signed").with("name", one.name.as_str())),
            Some(day) if day > act.today() => object(Message::new("partner-day-to-come")),
            Some(day) if day < one.document_on => {
                object(Message::new("signatory-before-authority").with("name", one.name.as_str()));
            }
            Some(day) => last = last.max(Some(day)),
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    for (who, day) in signed {
        tx.exec(
            sql!("UPDATE signatory SET signed_on = ?3 WHERE id = ?1 AND agreement = ?2"),
            vals![who, id, day],
        )?;
    }
    // What stands on the paper no longer changes with what the register says.
    let frozen = deed::filled(tx, id)?;
    tx.exec(
        sql!(
            "UPDATE agreement SET state = 'signed', signed_on = ?2, body = ?3, changed_at = ?4 WHERE id = ?1"
        ),
        vals![id, last, frozen, act.at],
    )?;
    let running = periods(tx, id)?.first().is_some_and(|first| first.since <= act.today());
    for partner in partners {
        partners::advance(tx, act, partner, if running { Stage::Running } else { Stage::Signed })?;
    }
    written(tx, act, id, "agreement.signed", &serde_json::json!({ "signed_on": last }))?;
    told(tx, act, id, "signed")?;
    one(tx, id)
}

/// Lets an agreement run for another period. Reminders of the end before count no longer.
///
/// # Errors
/// A refusal when it is not signed, or the period overlaps or ends before it begins; those of the database.
pub fn renew(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, new: Period) -> Result<Agreement> {
    tx.lock("agreement", &id)?;
    in_state(tx, id, &[State::Signed])?;
    let before = periods(tx, id)?;
    add_period(tx, id, &before, new, None)?;
    for side in sides(tx, id)? {
        partners::advance(tx, act, side.partner, Stage::Renewed)?;
    }
    let detail = serde_json::json!({ "since": new.since, "until": new.until });
    written(tx, act, id, "agreement.renewed", &detail)?;
    told(tx, act, id, "renewed")?;
    one(tx, id)
}

/// Writes down a change that all sides signed; where it has another last day, the last period ends then.
///
/// # Errors
/// A refusal with every reason: not in force on the day it was signed, a number twice, a day out of order; those of the
/// database.
pub fn amend(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    number: &str,
    signed_on: Date,
    about: &str,
    until: Option<Date>,
) -> Result<Id<Addendum>> {
    tx.lock("agreement", &id)?;
    let before = in_state(tx, id, &[State::Signed])?;
    let periods = periods(tx, id)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if number.trim().is_empty() {
        object("number", "addendum-number-missing");
    }
    if !(1..=4000).contains(&about.trim().chars().count()) {
        object("about", "addendum-about-missing");
    }
    if signed_on > act.today() {
        object("signed_on", "partner-day-to-come");
    } else if before.signed_on.is_some_and(|signed| signed_on < signed)
        || periods.last().is_some_and(|last| signed_on > last.until)
    {
        object("signed_on", "addendum-out-of-force");
    }
    let last = periods.last().copied();
    if until.zip(last).is_some_and(|(until, last)| until < last.since || until < signed_on) {
        object("until", "agreement-ends-before");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let addendum = Id::new();
    tx.exec(
        sql!("INSERT INTO addendum (id, agreement, number, signed_on, about, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![addendum, id, number.trim(), signed_on, about.trim(), act.at],
    )
    .map_err(|e| match e.is_unique("addendum") {
        true => Refusal::of_field("number", Message::new("addendum-number-taken")).into(),
        false => e,
    })?;
    if let Some((until, last)) = until.zip(last) {
        tx.exec(
            sql!("UPDATE agreement_period SET until = ?3, addendum = ?4 WHERE agreement = ?1 AND until = ?2"),
            vals![id, last.until, until, addendum],
        )?;
    }
    let detail = serde_json::json!({ "number": number.trim(), "about": about.trim(), "until": until });
    written(tx, act, id, "agreement.amended", &detail)?;
    told(tx, act, id, "amended")?;
    Ok(addendum)
}

/// Ends an agreement before its time: `on` is the last day it binds.
///
/// # Errors
/// A refusal without a reason, or when the day is before the signature; those of the database.
pub fn terminate(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, on: Date, reason: &str) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signed])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if reason.trim().is_empty() {
        object("reason", "agreement-reason-missing");
    }
    if before.signed_on.is_some_and(|signed| on < signed) {
        object("on", "agreement-ends-before-signed");
    }
    if periods(tx, id)?.last().is_some_and(|last| on > last.until) {
        object("on", "agreement-over-by-then");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "UPDATE agreement SET state = 'terminated', ended_on = ?2, end_reason = ?3, changed_at = ?4 WHERE id = ?1"
        ),
        vals![id, on, reason.trim(), act.at],
    )?;
    written(tx, act, id, "agreement.terminated", &serde_json::json!({ "on": on, "reason": reason.trim() }))?;
    told(tx, act, id, "terminated")?;
    one(tx, id)
}

/// Gives up an agreement that was never signed.
///
/// # Errors
/// A refusal without a reason, or once it is signed; those of the database.
pub fn drop_it(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, reason: &str) -> Result<Agreement> {
    in_state(tx, id, &[State::Draft, State::Review, State::Signing])?;
    if reason.trim().is_empty() {
        return Err(Refusal::of_field("reason", Message::new("agreement-reason-missing")).into());
    }
    tx.exec(
        sql!("UPDATE agreement SET state = 'dropped', end_reason = ?2, changed_at = ?3 WHERE id = ?1"),
        vals![id, reason.trim(), act.at],
    )?;
    written(tx, act, id, "agreement.dropped", &serde_json::json!({ "reason": reason.trim() }))?;
    one(tx, id)
}

/// Takes an agreement that waits for signatures, or is under review, back to be written again.
///
/// # Errors
/// A refusal in any other state; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    in_state(tx, id, &[State::Review, State::Signing])?;
    set_state(tx, act, id, State::Draft)?;
    written(tx, act, id, "agreement.reopened", &())?;
    one(tx, id)
}

/// The agreement, when it is in one of these states.
pub(crate) fn in_state(tx: &mut Tx<'_>, id: Id<Agreement>, states: &[State]) -> Result<Agreement> {
    tx.lock("agreement", &id)?;
    let found = one(tx, id)?;
    if states.contains(&found.state) {
        return Ok(found);
    }
    Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into())
}

fn set_state(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, state: State) -> Result<()> {
    tx.exec(
        sql!("UPDATE agreement SET state = ?2, changed_at = ?3 WHERE id = ?1"),
        vals![id, state, act.at],
    )?;
    Ok(())
}

/// Writes a deed down under the agreement and under each partner.
pub(crate) fn written(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    action: &str,
    detail: &impl Serialize,
) -> Result<()> {
    audit::record(tx, act, action, "agreement", id, detail)
}

fn told(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, what: &str) -> Result<()> {
    let whole = whole(tx, id)?;
    let until = match whole.status(act.today()) {
        Status::Active { until, .. } | Status::Ending { until, .. } => Some(until),
        _ => None,
    };
    let event = AgreementChanged {
        number: whole.agreement.number,
        what: what.to_owned(),
        until,
        partners: whole.sides.iter().map(|side| side.partner).collect(),
    };
    events::emit(tx, act, id, &event)?;
    Ok(())
}

/// The days before its end on which an agreement reminds of itself.
pub const REMIND: Setting = Setting { key: "partners.remind-days", value: Initial::Text("90, 60, 30, 7") };

/// A reminder that was given.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Reminder {
    /// Which agreement.
    pub agreement: Id<Agreement>,
    /// The last day it was about.
    pub until: Date,
    /// How many days before.
    pub days: i64,
}

/// Gives every reminder that is due today and was not given yet; which. The one who looks after the partner and the
/// partner's contacts hear of it by the event `partners.agreement-changed`, told as `ending`.
///
/// # Errors
/// Those of the database.
pub fn remind(tx: &mut Tx<'_>, act: &Act) -> Result<Vec<Reminder>> {
    let days = rules::reminder_days(&REMIND.text(tx)?);
    let today = act.today();
    let mut given = Vec::new();
    for whole in all(tx, None)? {
        let Some((until, days)) = rules::reminder(whole.status(today), &days, today) else { continue };
        let id = whole.agreement.id;
        let new = tx.exec(
            sql!(
                "INSERT INTO agreement_reminder (id, agreement, until, days, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (agreement, until, days) DO NOTHING"
            ),
            vals![Id::<Reminder>::new(), id, until, days, act.at],
        )?;
        if new == 1 {
            written(tx, act, id, "agreement.reminded", &serde_json::json!({ "until": until, "days": days }))?;
            told(tx, act, id, "ending")?;
            given.push(Reminder { agreement: id, until, days });
        }
    }
    Ok(given)
}

/// The reminders that were given for an agreement, the latest first.
///
/// # Errors
/// Those of the database.
pub fn reminders(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Reminder>> {
    tx.all(
        sql!("SELECT agreement, until, days FROM agreement_reminder WHERE agreement = ?1 ORDER BY at DESC, days"),
        vals![id],
    )
}

/// What a first period is when nobody says: a year from today.
pub fn first_period(today: Date) -> Period {
    let until = today.checked_add(1.year()).and_then(|day| day.checked_sub(1.day())).unwrap_or(today);
    Period { since: today, until }
}
