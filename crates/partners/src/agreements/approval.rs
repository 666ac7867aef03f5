//! Looking at a draft before it is signed: who reviews, in rounds, one after the other, and what they say.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use notices::{Notice, NoticeKind, Purpose};
use platform::{
    accounts, library,
    settings::{Default as Initial, Setting},
};
use store::{FromRow, Json, Result, Tx, sql, vals};

use super::{HEAD_OF_REGION, changed, changes, frames, in_state, one, periods, sides, signatories, written};
use crate::{
    REVIEW, commitments, deed, documents,
    model::{Agreement, Decision, Document, Paper, State, Step},
    partners::text,
    reminders::TO_STAFF,
    rules::{self, approval::Taker},
};

/// Who looks at every draft, one a line, in this order: what the step is called, and after `=` the role or `@login` that takes it,
/// or `dokumen` where it is taken outside the library.
pub const REVIEWERS: Setting = Setting {
    key: "partners.reviewers",
    value: Initial::Lines("Bagian Hukum Sekretariat Daerah = dokumen\nKepala Dinas = head"),
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
            "SELECT s.id, s.position, s.name, s.role, r.title AS role_title, s.person, p.name AS person_name, s.outside,
                 s.document, s.decision, s.note, s.decided_at, s.decider, a.name AS decider_name, s.apart, s.author,
                 s.submitter
             FROM review_step s JOIN agreement g ON g.id = s.agreement AND g.round = s.round
             LEFT JOIN account a ON a.person = s.decider LEFT JOIN account p ON p.person = s.person
             LEFT JOIN role r ON r.name = s.role WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// A step as it is to be: what it is called, and who takes it.
struct NewStep {
    name: String,
    role: Option<String>,
    person: Option<Id<Person>>,
    outside: bool,
}

/// The steps that the library wants of every draft, each with who takes it.
fn wanted(tx: &mut Tx<'_>) -> Result<Vec<NewStep>> {
    let unreadable = |line: &str| -> store::Error {
        let reason = Message::new("review-step-unreadable").with("line", line);
        Refusal { kind: Kind::Invalid, reasons: vec![Reason { field: None, message: reason }] }.into()
    };
    let mut steps = Vec::new();
    let lines = rules::approval::reviewers(&REVIEWERS.text(tx)?).map_err(|line| unreadable(&line))?;
    for (name, taker) in lines {
        let (mut role, mut person) = (None, None);
        let outside = taker == Taker::Outside;
        match &taker {
            Taker::Outside => {}
            Taker::Role(asked) => {
                let found: Option<(String,)> =
                    tx.opt(sql!("SELECT name FROM role WHERE name = ?1 OR title = ?1"), vals![asked])?;
                role = Some(found.ok_or_else(|| unreadable(&name))?.0);
            }
            Taker::Login(login) => {
                let (account, _) = accounts::by_login(tx, login)?.ok_or_else(|| unreadable(&name))?;
                person = Some(account.person);
            }
        }
        steps.push(NewStep { name, role, person, outside });
    }
    Ok(steps)
}

/// Sends a draft round: each step of a new round names who takes it. Without steps it can be signed at once. From now on its
/// paper is frozen.
///
/// # Errors
/// A refusal with every reason: no draft, or one that is not whole; a step that nobody is left for; those of the database.
pub fn submit(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    let steps = wanted(tx)?;
    let apart = FOUR_EYES.flag(tx)?;
    let mut reasons = incomplete(tx, act, &before)?;
    reasons.extend(nobody_for(tx, &steps, apart.then_some([before.author, act.by.person()]))?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let round = before.round + 1;
    let state = if steps.is_empty() { State::Signing } else { State::Review };
    let approved_on = steps.is_empty().then(|| act.today());
    let paper = Json(deed::written(tx, id)?);
    // The database itself lets no draft go that nobody could sign.
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = ?2, round = ?3, paper = ?4, changed_at = ?5, approved_on = ?6
             WHERE id = ?1 AND state = 'draft'
                 AND EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.partner IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = ?1 AND NOT EXISTS (
                     SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.partner = s.partner))
                 AND (kind NOT IN ('cooperation', 'letter')
                     OR EXISTS (SELECT 1 FROM commitment c WHERE c.agreement = ?1))
                 AND (kind <> 'addendum' OR EXISTS (SELECT 1 FROM agreement_change c WHERE c.addendum = ?1))"
        ),
        vals![id, state, round, paper, act.at, approved_on],
    )?;
    changed(tx, id, rows)?;
    for (position, step) in (1i64..).zip(&steps) {
        tx.exec(
            sql!(
                "INSERT INTO review_step (id, agreement, round, position, name, role, person, outside, document, apart, author,
                     submitter, decision, note, decider, decided_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9, ?10, ?11, NULL, NULL, NULL, NULL)"
            ),
            vals![
                Id::<Step>::new(),
                id,
                round,
                position,
                step.name,
                step.role,
                step.person,
                step.outside,
                apart,
                before.author,
                act.by.person()
            ],
        )?;
    }
    let detail = serde_json::json!({ "round": round, "steps": steps.len() });
    written(tx, act, id, "agreement.submitted", &detail)?;
    ask_next(tx, act, id)?;
    one(tx, id)
}

/// The step that nobody is left for, where there is one: whoever `wrote` the draft takes none, and nobody two.
fn nobody_for(
    tx: &mut Tx<'_>,
    steps: &[NewStep],
    wrote: Option<[Option<Id<Person>>; 2]>,
) -> Result<Option<Reason>> {
    let mut takers = Vec::new();
    let inside: Vec<&NewStep> = steps.iter().filter(|step| !step.outside).collect();
    for step in &inside {
        let mut may = reviewing(tx, step.role.as_deref(), step.person)?;
        may.retain(|who| wrote.is_none_or(|wrote| !wrote.contains(&Some(*who))));
        takers.push(may);
    }
    let missing = match wrote {
        Some(_) => rules::approval::unfilled(&takers),
        None => takers.iter().position(Vec::is_empty),
    };
    Ok(missing.and_then(|at| inside.get(at)).map(|step| Reason {
        field: None,
        message: Message::new("review-too-few").with("step", step.name.as_str()),
    }))
}

/// Who may take a step.
///
/// # Errors
/// Those of the database.
pub fn takers(tx: &mut Tx<'_>, step: &Step) -> Result<Vec<Id<Person>>> {
    reviewing(tx, step.role.as_deref(), step.person)
}

/// Why nobody may look at a draft yet: all that is missing before it could be signed.
fn incomplete(tx: &mut Tx<'_>, act: &Act, draft: &Agreement) -> Result<Vec<Reason>> {
    let id = draft.id;
    let changes = changes(tx, id)?;
    // An addendum is held against what it makes of its agreement, and signed by whoever may sign that.
    let amended = draft.parent.filter(|_| draft.kind == Paper::Addendum).unwrap_or(id);
    let (agreed, promises) = (one(tx, amended)?, commitments::promises(tx, amended)?);
    let periods = rules::amended(&periods(tx, amended)?, &changes);
    let promised = rules::promised(&promises, &changes);
    let mut objections = deed::objections(draft, &promises);
    objections.extend(rules::draft_objections(draft, promised.len(), changes.len()));
    objections.extend(commitments::counted_twice(tx, act, id)?);
    let partners: Vec<Id<Person>> = sides(tx, id)?.into_iter().map(|side| side.partner).collect();
    let (head, region) = (HEAD_OF_REGION.text(tx)?, library::NAME.text(tx)?);
    objections.extend(rules::signatory_objections(
        agreed.kind,
        &partners,
        &signatories(tx, id)?,
        &head,
        &region,
    ));
    objections.extend(rules::due_objections(&periods, &promised));
    if let (Some(frame), Some(last)) = (agreed.parent, periods.last()) {
        objections.extend(frames::objection(tx, frame, *last, act.today())?);
    }
    Ok(objections.into_iter().map(|message| Reason { field: None, message }).collect())
}

/// Says what a reviewer has to say: after the last approval it can be signed, after a wish for changes it is a draft again.
/// With what an outsider approved lies the paper that says so.
///
/// # Errors
/// A refusal when it was said already, when it is another's turn or step, when it is one's own draft or one's second step, when
/// a change is wished for without saying which, or an outsider's approval has no paper; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    step: Id<Step>,
    decision: Decision,
    note: &str,
    document: Option<Id<Document>>,
) -> Result<Agreement> {
    in_state(tx, id, &[State::Review])?;
    let steps = review(tx, id)?;
    let asked = steps.iter().find(|one| one.id == step);
    let asked = asked.ok_or_else(|| Refusal::new(Kind::Conflict, Message::new("review-decided-already")))?;
    if let Some(key) = rules::step_objection(&steps, step, act.by.person(), &takers(tx, asked)?) {
        return Err(Refusal::new(Kind::Conflict, Message::new(key)).into());
    }
    if decision == Decision::Changes && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("review-note-missing")).into());
    }
    let document = document.filter(|_| asked.outside);
    if asked.outside && decision == Decision::Approved && document.is_none() {
        return Err(Refusal::of_field("opinion", Message::new("review-document-missing")).into());
    }
    if let Some(document) = document
        && documents::one(tx, document)?.agreement != Some(id)
    {
        return Err(Refusal::of_field("opinion", Message::new("document-unknown")).into());
    }
    let done = tx.exec(
        sql!(
            "UPDATE review_step SET decision = ?3, note = ?4, decider = ?5, decided_at = ?6, document = ?7
             WHERE id = ?1 AND agreement = ?2 AND decision IS NULL AND (person IS NULL OR person = ?5)
                 AND (role IS NULL OR EXISTS (SELECT 1 FROM role_holder h
                     WHERE h.role = review_step.role AND h.person = ?5 AND h.branch IS NULL))
                 AND round = (SELECT g.round FROM agreement g WHERE g.id = ?2 AND g.state = 'review')
                 AND NOT EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = ?2 AND p.round = review_step.round
                     AND p.position < review_step.position AND p.decision IS NULL)"
        ),
        vals![step, id, decision, text(note), act.by.person(), act.at, document],
    )?;
    if done == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("review-decided-already")).into());
    }
    let detail =
        serde_json::json!({ "step": asked.name, "decision": decision.as_str(), "note": note.trim() });
    written(tx, act, id, "agreement.reviewed", &detail)?;
    if decision == Decision::Changes {
        back(tx, act, id)?;
    } else if steps.iter().all(|one| one.id == step || one.decision == Some(Decision::Approved)) {
        let rows = tx.exec(
            sql!(
                "UPDATE agreement SET state = 'signing', changed_at = ?2, approved_on = ?3
                 WHERE id = ?1 AND state = 'review'
                     AND NOT EXISTS (SELECT 1 FROM review_step s WHERE s.agreement = ?1 AND s.round = agreement.round
                         AND (s.decision IS NULL OR s.decision <> 'approved'))"
            ),
            vals![id, act.at, act.today()],
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
            "UPDATE agreement SET state = 'draft', paper = NULL, approved_on = NULL, changed_at = ?2
             WHERE id = ?1 AND state IN ('review', 'signing')"
        ),
        vals![id, act.at],
    )?;
    changed(tx, id, rows)
}

/// Everybody with an account who may review; of them whoever holds a role, or one person alone, where that is asked for.
fn reviewing(tx: &mut Tx<'_>, role: Option<&str>, person: Option<Id<Person>>) -> Result<Vec<Id<Person>>> {
    let all: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT h.person FROM role_holder h JOIN role_permission r ON r.role = h.role
             JOIN account a ON a.person = h.person
             WHERE r.permission = ?1 AND h.branch IS NULL AND a.closed_at IS NULL
                 AND (CAST(?2 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM role_holder o
                     WHERE o.person = h.person AND o.role = ?2 AND o.branch IS NULL))
                 AND (CAST(?3 AS UUID) IS NULL OR h.person = ?3)
             ORDER BY h.person"
        ),
        vals![REVIEW.0, role, person],
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
    let takers = takers(tx, next)?;
    let may = |who: &&Id<Person>| rules::step_objection(&steps, next.id, Some(**who), &takers).is_none();
    let others = takers.iter().filter(may).filter(|who| act.by.person() != Some(**who));
    let notices: Vec<Notice> = others.copied().map(notice).collect();
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
                 AND (s.person IS NULL OR s.person = ?1)
                 AND (s.role IS NULL OR EXISTS (SELECT 1 FROM role_holder h
                     WHERE h.role = s.role AND h.person = ?1 AND h.branch IS NULL))
                 AND (NOT s.apart OR s.outside OR ((s.author IS NULL OR s.author <> ?1) AND (s.submitter IS NULL OR s.submitter <> ?1)
                     AND NOT EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = g.id AND p.round = g.round
                         AND NOT p.outside AND p.decider = ?1)))
             ORDER BY g.changed_at, g.id LIMIT 100"
        ),
        vals![person],
    )
}
