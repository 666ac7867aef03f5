//! Suggestions: everybody may make one, and whoever does is told what becomes of it.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::{audit, sequence};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Suggestion, Wish},
    settings::PER_DAY,
    telling,
};

/// A book somebody would like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSuggestion {
    /// What it is called.
    pub title: String,
    /// Who wrote it; empty where they do not know.
    pub author: String,
    /// Its ISBN, as they typed it; empty where they do not know.
    pub isbn: String,
    /// Why.
    pub why: String,
    /// Who asks, where they are signed in.
    pub party: Option<Id<Person>>,
    /// Else how they can be reached; empty where they do not say.
    pub contact: String,
}

/// What speaks against it, before anything is asked of the database.
pub fn objections(new: &NewSuggestion) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=300).contains(&new.title.trim().chars().count()) {
        object("title", "suggestion-title-missing");
    }
    if !new.isbn.trim().is_empty() && isbn(&new.isbn).is_none() {
        object("isbn", "suggestion-isbn-wrong");
    }
    for (field, text, most) in
        [("author", &new.author, 200), ("why", &new.why, 1_000), ("contact", &new.contact, 200)]
    {
        if text.chars().count() > most {
            object(field, "suggestion-text-too-long");
        }
    }
    reasons
}

/// An ISBN as thirteen digits; none for what is none, such as a shop's own number.
pub(crate) fn isbn(typed: &str) -> Option<String> {
    marc::isbn::Isbn::parse(typed.trim()).ok().map(|isbn| isbn.to_string())
}

/// Makes a suggestion; the same `form` twice is one. Its code.
///
/// # Errors
/// A refusal with every reason, also where there were enough today; those of the database.
pub fn make(tx: &mut Tx<'_>, act: &Act, form: &str, new: &NewSuggestion) -> Result<String> {
    Refusal::unless_empty(Kind::Invalid, objections(new))?;
    tx.lock("suggestions", &"")?;
    let known: Option<(String,)> =
        tx.opt(sql!("SELECT code FROM suggestion WHERE form = ?1"), vals![form])?;
    if let Some((code,)) = known {
        return Ok(code);
    }
    if new.party.is_none() {
        let (today,): (i64,) = tx.one(
            sql!("SELECT count(*) FROM suggestion WHERE party IS NULL AND opened_at >= ?1"),
            vals![act.start_of(act.today())],
        )?;
        if today >= PER_DAY.number(tx)? {
            return Err(Refusal::new(Kind::TooMany, Message::new("suggestion-enough")).into());
        }
    }
    let (id, isbn) = (Id::<Suggestion>::new(), isbn(&new.isbn));
    let code = format!("U-{:04}", sequence::next(tx, "suggestion")?);
    let party = new.party.map(|party| people::parties::living(tx, party)).transpose()?.map(|party| party.id);
    tx.exec(
        sql!(
            "INSERT INTO suggestion (id, code, form, state, title, author, isbn, why, party, contact, answer, record,
                 opened_at, changed_at)
             VALUES (?1, ?2, ?3, 'new', ?4, ?5, ?6, ?7, ?8, ?9, NULL,
                 (SELECT i.record FROM record_isbn i WHERE i.isbn = ?6 LIMIT 1), ?10, ?10)"
        ),
        vals![
            id,
            code,
            form,
            new.title.trim(),
            text(&new.author),
            isbn,
            text(&new.why),
            party,
            text(&new.contact),
            act.at
        ],
    )?;
    audit::record(tx, act, "suggestion.made", "suggestion", id, &serde_json::json!({ "code": code }))?;
    Ok(code)
}

/// Puts a suggestion on the list of what to buy.
///
/// # Errors
/// A refusal of one that was decided already; those of the database.
pub fn select(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>) -> Result<()> {
    decide(tx, act, id, Wish::Selected, None)
}

/// Says no, with the reason that whoever asked is told.
///
/// # Errors
/// A refusal without a reason, and of one that was decided already; those of the database.
pub fn decline(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>, answer: &str) -> Result<()> {
    if !(1..=1_000).contains(&answer.trim().chars().count()) {
        return Err(Refusal::of_field("answer", Message::new("suggestion-answer-missing")).into());
    }
    decide(tx, act, id, Wish::Declined, Some(answer.trim()))
}

fn decide(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>, state: Wish, answer: Option<&str>) -> Result<()> {
    let done = tx.exec(
        sql!(
            "UPDATE suggestion SET state = ?2, answer = ?3, changed_at = ?4
             WHERE id = ?1 AND state IN ('new', 'selected') AND state <> ?2
                 AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.suggestion = ?1)"
        ),
        vals![id, state, answer, act.at],
    )?;
    if done == 0 {
        let is_ordered = one(tx, id)?.state == Wish::Selected && state == Wish::Declined;
        let key = if is_ordered { "suggestion-in-an-order" } else { "suggestion-decided" };
        return Err(Refusal::new(Kind::Conflict, Message::new(key)).into());
    }
    moved(tx, act, id, state)
}

/// Notes how far a suggestion is with its order, and tells whoever asked: what was chosen is ordered, what is ordered arrives
/// or, where it never comes, is on the list again.
pub(crate) fn advance(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>, state: Wish) -> Result<()> {
    let from = if state == Wish::Ordered { Wish::Selected } else { Wish::Ordered };
    let done = tx.exec(
        sql!("UPDATE suggestion SET state = ?2, changed_at = ?3 WHERE id = ?1 AND state = ?4"),
        vals![id, state, act.at, from],
    )?;
    match done {
        // A second part of the same title arrives, or one that was there already.
        0 if state == Wish::Arrived => Ok(()),
        0 => Err(Refusal::new(Kind::Conflict, Message::new("suggestion-not-selected")).into()),
        _ => moved(tx, act, id, state),
    }
}

/// Waits again for what was noted as arrived by mistake.
pub(crate) fn wait_again(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>) -> Result<()> {
    let done = tx.exec(
        sql!("UPDATE suggestion SET state = 'ordered', changed_at = ?2 WHERE id = ?1 AND state = 'arrived'"),
        vals![id, act.at],
    )?;
    let detail = serde_json::json!({ "state": Wish::Ordered.as_str() });
    if done == 0 { Ok(()) } else { audit::record(tx, act, "suggestion.moved", "suggestion", id, &detail) }
}

fn moved(tx: &mut Tx<'_>, act: &Act, id: Id<Suggestion>, state: Wish) -> Result<()> {
    let detail = serde_json::json!({ "state": state.as_str() });
    audit::record(tx, act, "suggestion.moved", "suggestion", id, &detail)?;
    let one = one(tx, id)?;
    telling::of(tx, act, &one)
}

/// The statement that reads suggestions.
macro_rules! suggestions {
    ($($rest:expr),+) => {
        sql!(concat!(
            "SELECT s.id, s.code, s.state, s.title, s.author, s.isbn, s.why, s.party, p.name AS party_name, s.contact,
                 s.answer, s.record, r.number AS record_number, s.opened_at
             FROM suggestion s LEFT JOIN party p ON p.id = s.party LEFT JOIN record r ON r.id = s.record ",
            $($rest),+
        ))
    };
}

/// One suggestion.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Suggestion>) -> Result<Suggestion> {
    let found = tx.opt(suggestions!("WHERE s.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("suggestion-unknown")).into())
}

/// The suggestion with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Suggestion> {
    let found = tx.opt(suggestions!("WHERE s.code = ?1"), vals![code.trim().to_uppercase()])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("suggestion-unknown")).into())
}

/// The suggestions before a place in the list, the latest first, as programs read them.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    place: Option<(Timestamp, Id<Suggestion>)>,
    limit: i64,
) -> Result<Vec<Suggestion>> {
    let (at, id) = place.unzip();
    tx.all(suggestions!("WHERE ", web::latest_first!("s.opened_at", "s.id")), vals![at, id, limit])
}

/// How many there are of a state.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, state: Wish) -> Result<i64> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM suggestion WHERE state = ?1"), vals![state])?;
    Ok(n)
}

/// A page of those of a state, the oldest first: who waited longest is answered first.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, state: Wish, (limit, offset): (i64, i64)) -> Result<Vec<Suggestion>> {
    tx.all(
        suggestions!("WHERE s.state = ?1 ORDER BY s.opened_at, s.id LIMIT ?2 OFFSET ?3"),
        vals![state, limit, offset],
    )
}

/// What somebody suggested, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_person(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Suggestion>> {
    tx.all(suggestions!("WHERE s.party = ?1 ORDER BY s.opened_at DESC, s.id DESC LIMIT 100"), vals![person])
}

/// Text as it is kept: none where there is none.
pub(crate) fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
