//! The way of a contribution: promised, received, appraised, taken or not, recorded, thanked for; and back, by a row that
//! reverses it. Each use case moves one contribution by one step, in one transaction.

mod list;
mod mending;
mod papers;
mod recording;

pub(crate) use list::after;
pub use list::{
    Filter, PublicGiver, Sum, counts, funds_of, of_party, page, party_sums, public_givers, sums, unthanked,
};
pub use mending::{Mended, mend};
pub use papers::{attach, paper, papers};
pub(crate) use recording::ORIGIN;
pub use recording::{Recording, acknowledge, fund_of, record, reverse, things_of};

use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use people::parties;
use platform::{audit, events, files::FileHash, library::Branch, sequence};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    model::{Contribution, Direction, Kind, Method, State, Step},
    rules::{self, LINE, MOST, TEXT, Valuation},
    settings, telling,
};

/// A contribution went on; the subject is the contribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionMoved {
    /// Its code.
    pub code: String,
    /// What it is.
    pub kind: String,
    /// Where it is now.
    pub state: String,
}

impl events::Event for ContributionMoved {
    const KIND: &'static str = "contributions.moved";
}

/// The statement that reads contributions.
macro_rules! contributions {
    ($($rest:expr),+) => {
        ::store::sql!(concat!(
            "SELECT c.id, c.code, c.direction, c.kind, c.party, c.name, c.named, c.about, c.purpose, c.commitment,
                 c.rest_of, c.branch, c.state, c.steps, c.promised, c.due, c.amount, c.received_on, c.value, c.method, c.basis,
                 c.proof, c.handover, c.recorded_on, c.thanks, c.batch, c.posting, c.lot, c.reverses,
                 r.id AS reversed_by, c.entered_at
             FROM contribution c LEFT JOIN contribution r ON r.reverses = c.id ",
            $($rest),+
        ))
    };
}
pub(crate) use contributions;

/// A contribution as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The form it comes by; the same form a second time gives the contribution of the first.
    pub form: String,
    /// Which way it goes.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// The other side, where the register knows it.
    pub party: Option<Id<Person>>,
    /// What to call them, where it does not.
    pub name: String,
    /// Whether everybody may read the name.
    pub named: bool,
    /// In a few words.
    pub about: String,
    /// What alone it may be used for; empty where nothing is said.
    pub purpose: String,
    /// The promise of an agreement that it keeps.
    pub commitment: Option<Id<()>>,
    /// Where it arrives.
    pub branch: Id<Branch>,
}

/// Promises something.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn pledge(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &Entered,
    promised: i64,
    due: Option<Date>,
) -> Result<Contribution> {
    let mut reasons = against(new);
    if !(1..=MOST).contains(&promised) {
        reasons.push(Reason { field: Some("amount"), message: Message::new("contribution-amount-missing") });
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    enter(tx, act, new, State::Pledged, (Some(promised), due), None)
}

/// Takes in what nobody had promised: it is here.
///
/// # Errors
/// A refusal with every reason; where the same was entered from the same giver for the same day, or that giver has promised it,
/// and nobody has said that it is another one (`anyway`); those of the database.
pub fn arrive(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &Entered,
    amount: i64,
    day: Option<Date>,
    anyway: bool,
) -> Result<Contribution> {
    let mut reasons = against(new);
    reasons.extend(rules::against_receipt(amount, day, act.today()));
    Refusal::unless_empty(No::Invalid, reasons)?;
    // Two clerks who enter one gift at once: the second is told of the first.
    tx.lock("contribution-arrival", &"")?;
    if !anyway && let Some((code, state)) = alike(tx, new, amount, day)? {
        let key = match state {
            State::Pledged => "contribution-pledged-already",
            _ => "contribution-entered-already",
        };
        let message = Message::new(key).with("code", code);
        return Err(Refusal { kind: No::Conflict, ..Refusal::of_field("anyway", message) }.into());
    }
    enter(tx, act, new, State::Received, (None, None), day.map(|day| (amount, day)))
}

fn against(new: &Entered) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=LINE).contains(&new.about.trim().chars().count()) {
        object("about", "contribution-about-missing");
    }
    if new.party.is_none() && !(1..=LINE).contains(&new.name.trim().chars().count()) {
        object("name", "contribution-name-missing");
    }
    if new.purpose.chars().count() > LINE {
        object("purpose", "contribution-text-too-long");
    }
    reasons
}

/// What somebody else has entered that may be the same: as much of the same kind from the same giver on the same day, or what
/// that giver has promised and not brought.
fn alike(tx: &mut Tx<'_>, new: &Entered, amount: i64, day: Option<Date>) -> Result<Option<(String, State)>> {
    let name = name_of(tx, new)?;
    let found: Vec<Like> = tx.all(
        sql!(
            "SELECT code, state, name, party FROM contribution WHERE kind = ?2 AND direction = ?3 AND form <> ?5
                 AND (state = 'pledged' OR (received_on = ?1 AND amount = ?4 AND state NOT IN ('declined', 'redirected')))
                 AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM contribution r WHERE r.reverses = contribution.id)
             ORDER BY CASE WHEN state = 'pledged' THEN 1 ELSE 0 END, entered_at DESC LIMIT 1000"
        ),
        vals![day, new.kind, new.direction, amount, new.form],
    )?;
    let same = found.into_iter().find(|one| one.is_of(&name, new.party));
    Ok(same.map(|one| (one.code, one.state)))
}

/// Something of the same kind, and whose it is.
#[derive(FromRow)]
struct Like {
    code: String,
    state: State,
    name: String,
    party: Option<Id<Person>>,
}

impl Like {
    /// A giver is the same by the register or by the name, however it is written.
    fn is_of(&self, name: &str, party: Option<Id<Person>>) -> bool {
        funds::rules::is_called_alike(&self.name, name) || (party.is_some() && self.party == party)
    }
}

fn name_of(tx: &mut Tx<'_>, new: &Entered) -> Result<String> {
    Ok(match new.party {
        Some(party) => parties::living(tx, party)?.name,
        None => new.name.trim().to_owned(),
    })
}

fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &Entered,
    state: State,
    (promised, due): (Option<i64>, Option<Date>),
    received: Option<(i64, Date)>,
) -> Result<Contribution> {
    tx.lock("contribution-form", &new.form)?;
    let known = tx.opt(contributions!("WHERE c.form = ?1"), vals![new.form])?;
    if let Some(known) = known {
        return Ok(known);
    }
    if platform::library::branch(tx, new.branch)?.is_none() {
        return Err(Refusal::of_field("branch", Message::new("contribution-branch-missing")).into());
    }
    let party = new.party.map(|party| parties::living(tx, party)).transpose()?.map(|party| party.id);
    let year = act.today().year();
    let code = format!("H-{year}-{:03}", sequence::next(tx, &format!("contribution-{year}"))?);
    let (id, name) = (Id::new(), name_of(tx, new)?);
    tx.exec(
        sql!(
            "INSERT INTO contribution (id, code, form, direction, kind, party, name, named, about, purpose, commitment,
                 branch, state, steps, promised, due, amount, received_on, entered_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?15, ?16, ?17, ?18)"
        ),
        vals![
            id,
            code,
            new.form,
            new.direction,
            new.kind,
            party,
            name,
            new.named,
            new.about.trim(),
            some(&new.purpose),
            new.commitment,
            new.branch,
            state,
            promised,
            due,
            received.map(|(amount, _)| amount),
            received.map(|(_, day)| day),
            act.at
        ],
    )?;
    let one = one(tx, id)?;
    step(tx, act, &one, None)?;
    let facts = json!({
        "code": code, "kind": new.kind.as_str(), "direction": new.direction.as_str(), "promised": promised,
        "amount": received.map(|(amount, _)| amount), "state": state.as_str(),
    });
    audit::record(tx, act, "contribution.entered", "contribution", id, &facts)?;
    Ok(one)
}

/// Text without blanks around it; none where nothing is left.
pub(crate) fn some(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Writes down where a contribution is now.
fn step(tx: &mut Tx<'_>, act: &Act, one: &Contribution, note: Option<&str>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO contribution_step (id, contribution, number, state, note, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![Id::<()>::new(), one.id, one.steps, one.state, note, act.by.person(), act.at],
    )?;
    let (code, kind, state) = (one.code.clone(), one.kind.as_str().to_owned(), one.state.as_str().to_owned());
    events::emit(tx, act, one.id, &ContributionMoved { code, kind, state }).map(drop)
}

/// The contribution, if it may go on to `to`; nobody else moves it until this transaction ends.
fn moving(tx: &mut Tx<'_>, id: Id<Contribution>, to: State) -> Result<Contribution> {
    tx.lock("contribution", &id)?;
    let found = one(tx, id)?;
    if found.state.leads_to(to) && found.reverses.is_none() {
        return Ok(found);
    }
    let message = Message::new("contribution-elsewhere").with("code", found.code.as_str());
    Err(Refusal::new(No::Conflict, message).into())
}

/// Notes the step that has just been written, and tells of it.
fn moved(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, note: &str, action: &str) -> Result<Contribution> {
    let after = one(tx, id)?;
    step(tx, act, &after, some(note))?;
    let facts = json!({
        "code": after.code, "state": after.state.as_str(), "amount": after.amount, "value": after.value.map(|v| v.0),
        "method": after.method.map(Method::as_str), "handover": after.handover, "note": some(note),
    });
    audit::record(tx, act, action, "contribution", id, &facts)?;
    Ok(after)
}

/// What was promised is here, or a part of it: what is still to come (`more`) is a promise of its own from then on.
///
/// # Errors
/// A refusal with every reason; where somebody has entered the same already, as if nobody had promised it; those of the database.
pub fn receive(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Contribution>,
    amount: i64,
    day: Option<Date>,
    more: bool,
) -> Result<Contribution> {
    tx.lock("contribution-arrival", &"")?;
    let promised = moving(tx, id, State::Received)?;
    Refusal::unless_empty(No::Invalid, rules::against_receipt(amount, day, act.today()))?;
    if let Some(code) = entered_as_well(tx, &promised, amount, day)? {
        let message = Message::new("contribution-entered-already").with("code", code);
        return Err(Refusal { kind: No::Conflict, ..Refusal::of_field("amount", message) }.into());
    }
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'received', steps = steps + 1, amount = ?2, received_on = ?3
             WHERE id = ?1 AND state = 'pledged'"
        ),
        vals![id, amount, day],
    )?;
    let rest = promised.promised.unwrap_or_default() - amount;
    if more && rest > 0 {
        promise_rest(tx, act, &promised, rest)?;
    }
    moved(tx, act, id, "", "contribution.received")
}

/// What of a promise is still to come, by the same day where that is not over.
fn promise_rest(tx: &mut Tx<'_>, act: &Act, of: &Contribution, rest: i64) -> Result<()> {
    let new = Entered {
        form: format!("rest {}", of.id),
        direction: of.direction,
        kind: of.kind,
        party: of.party,
        name: of.name.clone(),
        named: of.named,
        about: of.about.clone(),
        purpose: of.purpose.clone().unwrap_or_default(),
        commitment: of.commitment,
        branch: of.branch,
    };
    let due = of.due.filter(|due| *due >= act.today());
    let rest = enter(tx, act, &new, State::Pledged, (Some(rest), due), None)?.id;
    tx.exec(sql!("UPDATE contribution SET rest_of = ?2 WHERE id = ?1"), vals![rest, of.id]).map(drop)
}

/// What was entered of the same giver for the same day as if it had not been promised, and is not taken yet.
fn entered_as_well(
    tx: &mut Tx<'_>,
    promised: &Contribution,
    amount: i64,
    day: Option<Date>,
) -> Result<Option<String>> {
    let found: Vec<Like> = tx.all(
        sql!(
            "SELECT code, state, name, party FROM contribution
             WHERE id <> ?1 AND received_on = ?2 AND kind = ?3 AND direction = ?4 AND amount = ?5 AND promised IS NULL
                 AND state IN ('received', 'appraised', 'accepted') ORDER BY entered_at DESC LIMIT 1000"
        ),
        vals![promised.id, day, promised.kind, promised.direction, amount],
    )?;
    let same = found.into_iter().find(|one| one.is_of(&promised.name, promised.party));
    Ok(same.map(|one| one.code))
}

/// Says what it is worth and how that was found; as often as somebody finds better, until it is taken.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn appraise(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Contribution>,
    valuation: &Valuation,
    proof: Option<&FileHash>,
) -> Result<Contribution> {
    let before = moving(tx, id, State::Appraised)?;
    let proof = proof.or(before.proof.as_ref());
    let amount = before.amount.unwrap_or_default();
    Refusal::unless_empty(
        No::Invalid,
        rules::against_valuation(before.kind, amount, valuation, proof.is_some()),
    )?;
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'appraised', steps = steps + 1, value = ?2, method = ?3, basis = ?4,
                 proof = ?5 WHERE id = ?1 AND state IN ('received', 'appraised')"
        ),
        vals![id, valuation.value, valuation.method, some(&valuation.basis), proof],
    )?;
    moved(tx, act, id, &valuation.basis, "contribution.appraised")
}

/// The library takes it; from the value on that the library has decided on, by the word of somebody else than who appraised it.
///
/// # Errors
/// A refusal when nobody has appraised it, of one's own valuation of something valuable, or when it went on meanwhile; those of
/// the database.
pub fn accept(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>) -> Result<Contribution> {
    let appraised = moving(tx, id, State::Accepted)?;
    let from = settings::SECOND_FROM.number(tx)?;
    let taken = tx.exec(
        sql!(
            "UPDATE contribution SET state = 'accepted', steps = steps + 1
             WHERE id = ?1 AND state = 'appraised' AND (value < ?2 OR NOT EXISTS (
                 SELECT 1 FROM contribution_step s
                 WHERE s.contribution = ?1 AND s.number = contribution.steps AND s.author = ?3))"
        ),
        vals![id, from, act.by.person()],
    )?;
    if taken == 0 {
        let message = Message::new("contribution-own-valuation")
            .with("from", kernel::Rupiah(from))
            .with("code", appraised.code.as_str());
        return Err(Refusal::new(No::Conflict, message).into());
    }
    moved(tx, act, id, "", "contribution.accepted")
}

/// The library does not take it, or somebody else does; the note says why, or to whom it went.
///
/// # Errors
/// A refusal without a note, or when it went on meanwhile; those of the database.
pub fn turn_away(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Contribution>,
    redirected: bool,
    note: &str,
) -> Result<Contribution> {
    let to = if redirected { State::Redirected } else { State::Declined };
    moving(tx, id, to)?;
    if !(1..=TEXT).contains(&note.trim().chars().count()) {
        return Err(Refusal::of_field("note", Message::new("contribution-note-missing")).into());
    }
    tx.exec(sql!("UPDATE contribution SET state = ?2, steps = steps + 1 WHERE id = ?1"), vals![id, to])?;
    let turned = moved(tx, act, id, note, "contribution.turned-away")?;
    telling::turned_away(tx, act, &turned, note.trim())?;
    Ok(turned)
}

/// One contribution.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Contribution>) -> Result<Contribution> {
    tx.opt(contributions!("WHERE c.id = ?1"), vals![id])?.ok_or_else(|| unknown().into())
}

/// The contribution with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Contribution> {
    let code = code.trim().to_uppercase();
    tx.opt(contributions!("WHERE c.code = ?1"), vals![code])?.ok_or_else(|| unknown().into())
}

fn unknown() -> Refusal {
    Refusal::new(No::Missing, Message::new("contribution-unknown"))
}

/// What happened to a contribution, in order.
///
/// # Errors
/// Those of the database.
pub fn steps(tx: &mut Tx<'_>, id: Id<Contribution>) -> Result<Vec<Step>> {
    tx.all(
        sql!(
            "SELECT s.state, s.note, a.name AS author_name, s.at FROM contribution_step s
             LEFT JOIN account a ON a.person = s.author WHERE s.contribution = ?1 ORDER BY s.number"
        ),
        vals![id],
    )
}
