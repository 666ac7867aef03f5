//! Looking at a draft before it is signed: who reviews, in rounds, one after the other, and what they say.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use notices::{Notice, NoticeKind, Purpose};
use platform::settings::{Default as Initial, Setting};
use store::{FromRow, Json, Result, Tx, sql, vals};

use super::{HEAD_OF_REGION, changed, changes, in_state, one, periods, sides, signatories, written};
use crate::{
    REVIEW, commitments, deed,
    model::{Agreement, Decision, Paper, State, Step},
    partners::text,
    reminders::TO_STAFF,
    rules,
};

/// Who looks at every draft, one a line, in this order.
pub const REVIEWERS: Setting = Setting {
    key: "partners.reviewers",
    value: Initial::Lines("Bagian Hukum Sekretariat Daerah\nKepala Dinas"),
};

/// Whether a draft is looked at by others than whoever wrote it, each step by somebody else.
pub const FOUR_EYES: Setting = Setting { key: "partners.four-eyes", value: Initial::Flag(true) };

/// To whoever may take the next step of a review: a draft waits for them.
pub const REVIEW_WAITS: NoticeKind =
    NoticeKind { name: "partners.review-waits", purpose: Purpose::Duty, channels: TO_STAFF };

/// The steps of the current round of review.
///
/// # Errors
/// Those of the database.
pub fn review(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Step>> {
    tx.all(
        sql!(
            "SELECT s.id, s.position, s.name, s.decision, s.note, s.decided_at, s.decider, a.name AS decider_name,
                 s.apart, s.author, s.submitter
             FROM review_step s JOIN agreement g ON g.id = s.agreement AND g.round = s.round
             LEFT JOIN account a ON a.person = s.decider WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// Sends a draft round: everybody who reviews gets a step of a new round. Without reviewers it can be signed at once. From
/// now on its paper is frozen.
///
/// # Errors
/// A refusal with every reason: no draft, or one that is not whole; more steps than there are people who may take them;
/// those of the database.
pub fn submit(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    let reviewers = REVIEWERS.text(tx)?;
    let reviewers: Vec<&str> = reviewers.lines().filter_map(text).collect();
    let apart = FOUR_EYES.flag(tx)?;
    let mut reasons = incomplete(tx, &before)?;
    if apart && let Some(by) = act.by.person() {
        let free = reviewing(tx)?.into_iter().filter(|one| *one != by && Some(*one) != before.author).count();
        if free < reviewers.len() {
            let few =
                Message::new("review-too-few").with("n", reviewers.len() as i64).with("free", free as i64);
            reasons.push(Reason { field: None, message: few });
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let round = before.round + 1;
    let state = if reviewers.is_empty() { State::Signing } else { State::Review };
    let paper = Json(deed::written(tx, id)?);
    // The database itself lets no draft go that nobody could sign.
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = ?2, round = ?3, paper = ?4, changed_at = ?5
             WHERE id = ?1 AND state = 'draft'
                 AND EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.partner IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = ?1 AND NOT EXISTS (
                     SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.partner = s.partner))
                 AND (kind NOT IN ('cooperation', 'letter')
                     OR EXISTS (SELECT 1 FROM commitment c WHERE c.agreement = ?1))
                 AND (kind <> 'addendum' OR EXISTS (SELECT 1 FROM agreement_change c WHERE c.addendum = ?1))"
        ),
        vals![id, state, round, paper, act.at],
    )?;
    changed(tx, id, rows)?;
    for (position, name) in (1i64..).zip(&reviewers) {
        tx.exec(
            sql!(
                "INSERT INTO review_step (id, agreement, round, position, name, apart, author, submitter, decision, note,
                     decider, decided_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, NULL, NULL)"
            ),
            vals![Id::<Step>::new(), id, round, position, name, apart, before.author, act.by.person()],
        )?;
    }
    written(tx, act, id, "agreement.submitted", &serde_json::json!({ "round": round }))?;
    ask_next(tx, act, id)?;
    one(tx, id)
}

/// Why nobody may look at a draft yet: all that is missing before it could be signed.
fn incomplete(tx: &mut Tx<'_>, draft: &Agreement) -> Result<Vec<Reason>> {
    let id = draft.id;
    let changes = changes(tx, id)?;
    // An addendum is held against what it makes of its agreement.
    let (promises, periods) = match draft.parent.filter(|_| draft.kind == Paper::Addendum) {
        Some(parent) => (commitments::promises(tx, parent)?, rules::amended(&periods(tx, parent)?, &changes)),
        None => (commitments::promises(tx, id)?, periods(tx, id)?),
    };
    let has_articles = !deed::articles(&draft.body).1.is_empty();
    let promised = rules::promised(&promises, &changes);
    let mut objections = rules::draft_objections(draft, has_articles, promised.len(), changes.len());
    let partners: Vec<Id<Person>> = sides(tx, id)?.into_iter().map(|side| side.partner).collect();
    let head = HEAD_OF_REGION.text(tx)?;
    objections.extend(rules::signatory_objections(draft, &partners, &signatories(tx, id)?, &head));
    objections.extend(rules::due_objections(&periods, &promised));
    Ok(objections.into_iter().map(|message| Reason { field: None, message }).collect())
}

/// Says what a reviewer has to say: after the last approval it can be signed, after a wish for changes it is a draft again.
///
/// # Errors
/// A refusal when it was said already, when it is another's turn, when it is one's own draft or one's second step, or when
/// a change is wished for without saying which; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    step: Id<Step>,
    decision: Decision,
    note: &str,
) -> Result<Agreement> {
    in_state(tx, id, &[State::Review])?;
    let steps = review(tx, id)?;
    if let Some(key) = rules::step_objection(&steps, step, act.by.person()) {
        return Err(Refusal::new(Kind::Conflict, Message::new(key)).into());
    }
    if decision == Decision::Changes && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("review-note-missing")).into());
    }
    let done = tx.exec(
        sql!(
            "UPDATE review_step SET decision = ?3, note = ?4, decider = ?5, decided_at = ?6
             WHERE id = ?1 AND agreement = ?2 AND decision IS NULL
                 AND round = (SELECT g.round FROM agreement g WHERE g.id = ?2 AND g.state = 'review')
                 AND NOT EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = ?2 AND p.round = review_step.round
                     AND p.position < review_step.position AND p.decision IS NULL)"
        ),
        vals![step, id, decision, text(note), act.by.person(), act.at],
    )?;
    if done == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("review-decided-already")).into());
    }
    let name = steps.iter().find(|one| one.id == step).map(|one| one.name.clone()).unwrap_or_default();
    let detail = serde_json::json!({ "step": name, "decision": decision.as_str(), "note": note.trim() });
    written(tx, act, id, "agreement.reviewed", &detail)?;
    if decision == Decision::Changes {
        back(tx, act, id)?;
    } else if steps.iter().all(|one| one.id == step || one.decision == Some(Decision::Approved)) {
        let rows = tx.exec(
            sql!(
                "UPDATE agreement SET state = 'signing', changed_at = ?2 WHERE id = ?1 AND state = 'review'
                     AND NOT EXISTS (SELECT 1 FROM review_step s WHERE s.agreement = ?1 AND s.round = agreement.round
                         AND (s.decision IS NULL OR s.decision <> 'approved'))"
            ),
            vals![id, act.at],
        )?;
        changed(tx, id, rows)?;
    } else {
        ask_next(tx, act, id)?;
    }
    one(tx, id)
}

/// Takes an agreement that waits for signatures, or is under review, back to be written again. What was approved is approved
/// no more: it goes round anew.
///
/// # Errors
/// A refusal in any other state; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    in_state(tx, id, &[State::Review, State::Signing])?;
    back(tx, act, id)?;
    written(tx, act, id, "agreement.reopened", &())?;
    one(tx, id)
}

fn back(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<()> {
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'draft', paper = NULL, changed_at = ?2
             WHERE id = ?1 AND state IN ('review', 'signing')"
        ),
        vals![id, act.at],
    )?;
    changed(tx, id, rows)
}

/// Everybody with an account who may review.
fn reviewing(tx: &mut Tx<'_>) -> Result<Vec<Id<Person>>> {
    let all: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT h.person FROM role_holder h JOIN role_permission r ON r.role = h.role
             JOIN account a ON a.person = h.person
             WHERE r.permission = ?1 AND h.branch IS NULL AND a.closed_at IS NULL ORDER BY h.person"
        ),
        vals![REVIEW.0],
    )?;
    Ok(all.into_iter().map(|(person,)| person).collect())
}

/// Tells everybody who may take the next step that it waits for them.
fn ask_next(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<()> {
    let steps = review(tx, id)?;
    let Some(next) = steps.iter().find(|step| step.decision.is_none()) else { return Ok(()) };
    let one = one(tx, id)?;
    let names: Vec<String> = sides(tx, id)?.into_iter().map(|side| side.name).collect();
    let notice = |who| {
        Notice::new(REVIEW_WAITS, who)
            .with("step", next.name.as_str())
            .with("number", one.number.as_str())
            .with("title", one.title.as_str())
            .with("partner", names.join(", "))
            .link(format!("/staf/kesepakatan/{id}"))
    };
    let may =
        reviewing(tx)?.into_iter().filter(|who| rules::step_objection(&steps, next.id, Some(*who)).is_none());
    let notices: Vec<Notice> = may.filter(|who| act.by.person() != Some(*who)).map(notice).collect();
    notices::send_all(tx, act, notices).map(drop)
}

/// A review that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Waits {
    /// What is to be looked at.
    pub agreement: Id<Agreement>,
    /// Its number.
    pub number: String,
    /// The step.
    pub step: String,
}

/// The reviews whose next step somebody may take, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn waiting_for(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Waits>> {
    tx.all(
        sql!(
            "SELECT g.id AS agreement, g.number, s.name AS step FROM agreement g
             JOIN review_step s ON s.agreement = g.id AND s.round = g.round
             WHERE g.state = 'review' AND s.decision IS NULL
                 AND NOT EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = g.id AND p.round = g.round
                     AND p.position < s.position AND p.decision IS NULL)
                 AND (NOT s.apart OR ((s.author IS NULL OR s.author <> ?1) AND (s.submitter IS NULL OR s.submitter <> ?1)
                     AND NOT EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = g.id AND p.round = g.round
                         AND p.decider = ?1)))
             ORDER BY g.changed_at, g.id LIMIT 100"
        ),
        vals![person],
    )
}
