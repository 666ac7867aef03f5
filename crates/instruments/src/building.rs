//! Questionnaires are made, changed as drafts, published, opened and closed.

use kernel::{Act, Date, Id, Kind as No, Message, Refusal, Timestamp};
use platform::audit;
use serde_json::json;
use store::{FromRow, Json, Result, Tx, sql, vals};

use crate::{
    codes,
    draft::{self, Edit},
    model::{Access, Content, Instrument, Purpose, Text, Version},
    rules,
};

/// How long a title may be, in characters.
const LONGEST_TITLE: usize = 200;

/// A questionnaire that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// Its title.
    pub title: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// How one comes to it.
    pub access: Access,
    /// Whether nobody can learn who answered.
    pub anonymous: bool,
    /// What it begins with.
    pub content: Content,
}

/// Makes a questionnaire: a draft that nobody can answer yet.
///
/// # Errors
/// A refusal without a title, or for an anonymous one that is no survey or stands within another form; those of the
/// database.
pub fn create(tx: &mut Tx<'_>, act: &Act, new: &New) -> Result<Instrument> {
    let title = titled(&new.title)?;
    if new.anonymous && (new.purpose != Purpose::Survey || new.access == Access::Within) {
        return Err(Refusal::of_field("anonymous", Message::new("instrument-cannot-be-anonymous")).into());
    }
    let id: Id<Instrument> = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO instrument (id, code, purpose, access, anonymous, title_id, title_en, is_open, closes_on, draft,
                 draft_mark, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, FALSE, NULL, ?8, 0, ?9)"
        ),
        vals![
            id,
            codes::address(),
            new.purpose,
            new.access,
            new.anonymous,
            title.id,
            title.en,
            Json(&new.content),
            act.at
        ],
    )?;
    let facts = json!({ "title": title.id, "purpose": new.purpose.as_str(), "anonymous": new.anonymous });
    audit::record(tx, act, "instrument.created", "instrument", id, &facts)?;
    one(tx, id)
}

fn titled(title: &Text) -> Result<&Text> {
    if title.is_empty() {
        return Err(Refusal::of_field("title_id", Message::new("draft-title-missing")).into());
    }
    if title.id.chars().count().max(title.en.chars().count()) > LONGEST_TITLE {
        let message = Message::new("answer-too-long").with("most", LONGEST_TITLE as i64);
        return Err(Refusal::of_field("title_id", message).into());
    }
    Ok(title)
}

/// Gives a questionnaire another title.
///
/// # Errors
/// A refusal without a title; those of the database.
pub fn rename(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>, title: &Text) -> Result<()> {
    let title = titled(title)?;
    tx.exec(
        sql!("UPDATE instrument SET title_id = ?2, title_en = ?3 WHERE id = ?1"),
        vals![id, title.id, title.en],
    )?;
    audit::record(tx, act, "instrument.renamed", "instrument", id, &json!({ "title": title.id }))
}

/// A draft, and the mark of the change that made it what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What it asks.
    pub content: Content,
    /// To be named by whoever changes it.
    pub mark: i64,
}

/// The draft of a questionnaire, where one is being written.
///
/// # Errors
/// A refusal when there is no such questionnaire; those of the database.
pub fn draft(tx: &mut Tx<'_>, id: Id<Instrument>) -> Result<Option<Draft>> {
    let found: Option<(Option<String>, i64)> =
        tx.opt(sql!("SELECT draft, draft_mark FROM instrument WHERE id = ?1"), vals![id])?;
    let (draft, mark) = found.ok_or_else(unknown)?;
    draft.map(|json| Ok(Draft { content: content_of(&json)?, mark })).transpose()
}

fn content_of(json: &str) -> Result<Content> {
    serde_json::from_str(json).map_err(|error| store::Error::Shape(error.to_string()))
}

/// Changes the draft that somebody saw with this mark.
///
/// # Errors
/// A refusal where the change makes no sense, there is no draft, or others changed it since; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>, mark: i64, edit: Edit) -> Result<()> {
    tx.lock("instrument", &id)?;
    let before = draft(tx, id)?.ok_or_else(|| conflict("draft-none"))?;
    if before.mark != mark {
        return Err(conflict("draft-changed-meanwhile").into());
    }
    let content = draft::apply(before.content, edit)?;
    let questions = content.questions().count();
    tx.exec(
        sql!(
            "UPDATE instrument SET draft = ?2, draft_mark = draft_mark + 1 WHERE id = ?1 AND draft_mark = ?3"
        ),
        vals![id, Json(&content), mark],
    )?;
    audit::record(tx, act, "instrument.draft-changed", "instrument", id, &json!({ "questions": questions }))
}

fn conflict(key: &'static str) -> Refusal {
    Refusal::new(No::Conflict, Message::new(key))
}

/// Begins a draft with what the latest version asks.
///
/// # Errors
/// A refusal when one is being written already; those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>) -> Result<()> {
    let content = latest(tx, id)?.content;
    let begun = tx.exec(
        sql!("UPDATE instrument SET draft = ?2, draft_mark = draft_mark + 1 WHERE id = ?1 AND draft IS NULL"),
        vals![id, Json(&content)],
    )?;
    if begun == 0 {
        return Err(conflict("draft-there-already").into());
    }
    audit::record(tx, act, "instrument.draft-begun", "instrument", id, &json!({}))
}

/// Throws a draft away. The first one stays: without it there would be nothing.
///
/// # Errors
/// A refusal when there is none, or nothing was published yet; those of the database.
pub fn discard(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>) -> Result<()> {
    let gone = tx.exec(
        sql!(
            "UPDATE instrument SET draft = NULL, draft_mark = draft_mark + 1 WHERE id = ?1 AND draft IS NOT NULL
                 AND EXISTS (SELECT 1 FROM instrument_version v WHERE v.instrument = ?1)"
        ),
        vals![id],
    )?;
    if gone == 0 {
        return Err(conflict("draft-none").into());
    }
    audit::record(tx, act, "instrument.draft-discarded", "instrument", id, &json!({}))
}

/// Publishes the draft somebody saw with this mark: from now on it is what is asked, and it never changes.
///
/// # Errors
/// A refusal with all that keeps the draft from being published; those of the database.
pub fn publish(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>, mark: i64) -> Result<Id<Version>> {
    tx.lock("instrument", &id)?;
    let instrument = one(tx, id)?;
    let draft = draft(tx, id)?.ok_or_else(|| conflict("draft-none"))?;
    if draft.mark != mark {
        return Err(conflict("draft-changed-meanwhile").into());
    }
    let objections = rules::objections(&draft.content, instrument.purpose);
    let reasons = objections.into_iter().map(|message| kernel::Reason { field: None, message });
    Refusal::unless_empty(No::Invalid, reasons.collect())?;
    let (version, number): (Id<Version>, i64) = (Id::new(), instrument.version.unwrap_or_default() + 1);
    tx.exec(
        sql!(
            "INSERT INTO instrument_version (id, instrument, number, content, published_at, published_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![version, id, number, Json(&draft.content), act.at, act.by.person()],
    )?;
    tx.exec(
        sql!("UPDATE instrument SET draft = NULL, draft_mark = draft_mark + 1 WHERE id = ?1"),
        vals![id],
    )?;
    audit::record(tx, act, "instrument.published", "instrument", id, &json!({ "version": number }))?;
    Ok(version)
}

/// Opens a questionnaire at its own address, or closes it.
///
/// # Errors
/// A refusal when nothing was published yet; those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>, is_open: bool) -> Result<()> {
    if is_open && one(tx, id)?.version.is_none() {
        return Err(conflict("instrument-unpublished").into());
    }
    tx.exec(sql!("UPDATE instrument SET is_open = ?2 WHERE id = ?1"), vals![id, is_open])?;
    audit::record(tx, act, "instrument.opened", "instrument", id, &json!({ "open": is_open }))
}

/// Sets the last day on which answers are taken at a questionnaire's own address; none: until somebody closes it.
///
/// # Errors
/// A refusal of a day that is over; those of the database.
pub fn close_on(tx: &mut Tx<'_>, act: &Act, id: Id<Instrument>, last: Option<Date>) -> Result<()> {
    if last.is_some_and(|last| last < act.today()) {
        return Err(Refusal::of_field("last", Message::new("instrument-last-over")).into());
    }
    tx.exec(sql!("UPDATE instrument SET closes_on = ?2 WHERE id = ?1"), vals![id, last])?;
    let facts = json!({ "last": last.map(|day| day.to_string()) });
    audit::record(tx, act, "instrument.last-day-set", "instrument", id, &facts)
}

fn unknown() -> Refusal {
    Refusal::new(No::Missing, Message::new("instrument-unknown"))
}

/// The questionnaire under this id.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Instrument>) -> Result<Instrument> {
    let found = tx.opt(
        sql!(
            "SELECT i.id, i.code, i.purpose, i.access, i.anonymous, i.title_id, i.title_en, i.is_open, i.closes_on, i.draft_mark,
                 (SELECT MAX(v.number) FROM instrument_version v WHERE v.instrument = i.id) AS version,
                 (SELECT count(*) FROM instrument_version v JOIN instrument_response r ON r.version = v.id
                  WHERE v.instrument = i.id) AS responses
             FROM instrument i WHERE i.id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| unknown().into())
}

/// The questionnaire with this code, large or small.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Instrument> {
    let found: Option<(Id<Instrument>,)> =
        tx.opt(sql!("SELECT id FROM instrument WHERE code = ?1"), vals![code.trim().to_uppercase()])?;
    let (id,) = found.ok_or_else(unknown)?;
    one(tx, id)
}

/// Questionnaires, the newest first; of one purpose, or all.
///
/// # Errors
/// Those of the database.
pub fn list(
    tx: &mut Tx<'_>,
    purpose: Option<Purpose>,
    (limit, offset): (i64, i64),
) -> Result<Vec<Instrument>> {
    tx.all(
        sql!(
            "SELECT i.id, i.code, i.purpose, i.access, i.anonymous, i.title_id, i.title_en, i.is_open, i.closes_on, i.draft_mark,
                 (SELECT MAX(v.number) FROM instrument_version v WHERE v.instrument = i.id) AS version,
                 (SELECT count(*) FROM instrument_version v JOIN instrument_response r ON r.version = v.id
                  WHERE v.instrument = i.id) AS responses
             FROM instrument i WHERE (CAST(?1 AS TEXT) IS NULL OR i.purpose = ?1)
             ORDER BY i.created_at DESC, i.id DESC LIMIT ?2 OFFSET ?3"
        ),
        vals![purpose, limit, offset],
    )
}

/// How many questionnaires there are; of one purpose, or all.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, purpose: Option<Purpose>) -> Result<i64> {
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM instrument WHERE (CAST(?1 AS TEXT) IS NULL OR purpose = ?1)"),
        vals![purpose],
    )?;
    Ok(count)
}

#[derive(FromRow)]
struct VersionRow {
    id: Id<Version>,
    instrument: Id<Instrument>,
    number: i64,
    published_at: Timestamp,
    content: String,
}

impl VersionRow {
    fn read(self) -> Result<Version> {
        let content = content_of(&self.content)?;
        let Self { id, instrument, number, published_at, .. } = self;
        Ok(Version { id, instrument, number, published_at, content })
    }
}

/// The version under this id.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn version(tx: &mut Tx<'_>, id: Id<Version>) -> Result<Version> {
    let found: Option<VersionRow> = tx.opt(
        sql!("SELECT id, instrument, number, published_at, content FROM instrument_version WHERE id = ?1"),
        vals![id],
    )?;
    found.ok_or_else(unknown)?.read()
}

/// The version under this id, of this questionnaire.
///
/// # Errors
/// A refusal when it has no such version; those of the database.
pub fn version_of(tx: &mut Tx<'_>, instrument: Id<Instrument>, id: Id<Version>) -> Result<Version> {
    let found = version(tx, id)?;
    if found.instrument == instrument { Ok(found) } else { Err(unknown().into()) }
}

/// The latest version of a questionnaire.
///
/// # Errors
/// A refusal when nothing was published yet; those of the database.
pub fn latest(tx: &mut Tx<'_>, id: Id<Instrument>) -> Result<Version> {
    let found: Option<VersionRow> = tx.opt(
        sql!(
            "SELECT id, instrument, number, published_at, content FROM instrument_version
             WHERE instrument = ?1 ORDER BY number DESC LIMIT 1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| conflict("instrument-unpublished"))?.read()
}

/// What the questionnaire of a version is for.
///
/// # Errors
/// A refusal when there is no such version; those of the database.
pub fn purpose_of(tx: &mut Tx<'_>, version: Id<Version>) -> Result<Purpose> {
    let found: Option<(Purpose,)> = tx.opt(
        sql!(
            "SELECT i.purpose FROM instrument i JOIN instrument_version v ON v.instrument = i.id WHERE v.id = ?1"
        ),
        vals![version],
    )?;
    found.map(|(purpose,)| purpose).ok_or_else(|| unknown().into())
}

/// A questionnaire as something else may choose it: what is asked now, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Offered {
    /// The latest version.
    pub version: Id<Version>,
    /// Its number.
    pub number: i64,
    /// The title in Indonesian.
    pub title_id: String,
    /// The title in English; may be empty.
    pub title_en: String,
}

/// The questionnaires of a purpose that were published, each in its latest version, the newest first.
///
/// # Errors
/// Those of the database.
pub fn offered(tx: &mut Tx<'_>, purpose: Purpose) -> Result<Vec<Offered>> {
    tx.all(
        sql!(
            "SELECT v.id AS version, v.number, i.title_id, i.title_en
             FROM instrument i JOIN instrument_version v ON v.instrument = i.id
             WHERE i.purpose = ?1 AND v.number = (SELECT MAX(n.number) FROM instrument_version n WHERE n.instrument = i.id)
             ORDER BY i.created_at DESC, i.id DESC LIMIT 200"
        ),
        vals![purpose],
    )
}

/// The version of a questionnaire with this number.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn numbered(tx: &mut Tx<'_>, id: Id<Instrument>, number: i64) -> Result<Version> {
    let found: Option<VersionRow> = tx.opt(
        sql!(
            "SELECT id, instrument, number, published_at, content FROM instrument_version
             WHERE instrument = ?1 AND number = ?2"
        ),
        vals![id, number],
    )?;
    found.ok_or_else(unknown)?.read()
}
