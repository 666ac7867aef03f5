//! Partners: entering, moving along, what is written about one. Who speaks for it is in [`contacts`], what was said and
//! done in [`notes`], its works in [`works`], many at once in [`list`].

mod contacts;
pub mod list;
mod notes;
mod works;

pub(crate) use contacts::speaker;
pub use contacts::{Contact, Who, add_contact, contacts, end_contact, spoken_for};
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
pub use list::{Candidate, candidates, staff};
pub use notes::{note, notes};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
};
use platform::{audit, sequence};
use store::{Result, Tx, sql, vals};
pub use works::{add_work, remove_work, works};

use crate::{
    model::{Kind, Partner, Stage},
    rules,
};

/// The longest text of a note or page.
const LONGEST: usize = 4_000;

/// What is written about a partner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Who of the staff looks after it.
    pub owner: Option<Id<Person>>,
    /// What is to be done next; empty for nothing.
    pub next_step: String,
    /// By when.
    pub next_on: Option<Date>,
    /// What its public page says.
    pub about: String,
    /// Its own page.
    pub website: String,
    /// Whether everybody may see it.
    pub public: bool,
    /// How a person said that they may be shown.
    pub consent: String,
}

/// How far a partnership `t` is on the day `?1`: what its agreements say of that day; where they say nothing, what people
/// say, until an agreement ends after they said it.
macro_rules! stage {
    () => {
        "CASE
             WHEN EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 JOIN agreement_period d ON d.agreement = g.id
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated') AND d.since <= ?1 AND d.until >= ?1
                     AND (g.ended_on IS NULL OR g.ended_on >= ?1))
             THEN CASE WHEN EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 JOIN agreement_period d ON d.agreement = g.id
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated') AND d.since <= ?1 AND d.until >= ?1
                     AND (g.ended_on IS NULL OR g.ended_on >= ?1) AND d.previous_until IS NOT NULL)
                 THEN 'renewed' ELSE 'running' END
             WHEN EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 JOIN agreement_period d ON d.agreement = g.id
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated') AND d.since > ?1
                     AND (g.ended_on IS NULL OR g.ended_on >= d.since)) THEN 'signed'
             WHEN EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 WHERE s.partner = t.party AND g.state IN ('draft', 'review', 'signing') AND g.kind <> 'addendum')
             THEN 'draft'
             WHEN EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 JOIN agreement_period d ON d.agreement = g.id
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated')
                     AND COALESCE(g.ended_on, d.until) >= t.stage_on) THEN 'ended'
             ELSE t.stage END"
    };
}
pub(crate) use stage;

/// The statement that reads partners as they are on the day `?1`.
macro_rules! partnered {
    ($($rest:expr),+) => {
        sql!(concat!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, ",
            $crate::partners::stage!(),
            " AS stage, t.owner, a.name AS owner_name, t.next_step, t.next_on, t.about, t.website, t.public, t.consent,
                 t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner ",
            $($rest),+
        ))
    };
}
pub(crate) use partnered;

/// The partner of this entry of the register, or of the one it was merged into, as it is on a day.
///
/// # Errors
/// A refusal when it is none; those of the database.
pub fn one(tx: &mut Tx<'_>, party: Id<Person>, today: Date) -> Result<Partner> {
    let living = parties::living(tx, party)?.id;
    let found = tx.opt(partnered!("WHERE t.party = ?2"), vals![today, living])?;
    found.ok_or_else(|| unknown().into())
}

/// The partner with this code, also one that was merged into another, as it is on a day.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str, today: Date) -> Result<Partner> {
    let found: Option<(Id<Person>,)> =
        tx.opt(sql!("SELECT party FROM partner WHERE code = ?1"), vals![code.trim().to_uppercase()])?;
    let (party,) = found.ok_or_else(unknown)?;
    one(tx, party, today)
}

/// Under which entry of the register this partner is today.
///
/// # Errors
/// A refusal when it is none; those of the database.
pub fn living(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Id<Person>> {
    let living = parties::living(tx, party)?.id;
    if is_partner(tx, living)? { Ok(living) } else { Err(unknown().into()) }
}

fn is_partner(tx: &mut Tx<'_>, party: Id<Person>) -> Result<bool> {
    let found: Option<(Id<Person>,)> =
        tx.opt(sql!("SELECT party FROM partner WHERE party = ?1"), vals![party])?;
    Ok(found.is_some())
}

/// Makes a partner of an entry of the register.
///
/// # Errors
/// A refusal when it is one already; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, kind: Kind, stage: Stage) -> Result<Partner> {
    let party = parties::living(tx, party)?.id;
    if is_partner(tx, party)? {
        return Err(Refusal::new(No::Conflict, Message::new("partner-already")).into());
    }
    let code = format!("M-{:03}", sequence::next(tx, "partner")?);
    tx.exec(
        sql!(
            "INSERT INTO partner (party, code, kind, stage, stage_on, owner, next_step, next_on, about, website, public,
                 consent, since, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, NULL, NULL, NULL, FALSE, NULL, ?5, ?6)"
        ),
        vals![party, code, kind, stage, act.today(), act.at],
    )?;
    let made = one(tx, party, act.today())?;
    let detail = serde_json::json!({ "code": made.code, "name": made.name, "kind": kind.as_str(), "stage": stage.as_str() });
    audit::record(tx, act, "partner.entered", "partner", party, &detail)?;
    Ok(made)
}

/// Enters an organisation, group or person in the register, unless somebody alike is there, and makes a partner of it.
///
/// # Errors
/// As [`parties::register`] and [`enter`].
pub fn enter_new(
    tx: &mut Tx<'_>,
    act: &Act,
    party_kind: PartyKind,
    profile: &Profile,
    kind: Kind,
    anyway: bool,
) -> Result<(Entered, Option<Partner>)> {
    match parties::register(tx, act, party_kind, profile, anyway)? {
        Entered::New(party) => Ok((Entered::New(party), Some(enter(tx, act, party, kind, Stage::Idea)?))),
        alike => Ok((alike, None)),
    }
}

/// What a form remembers of a partner, to know whether somebody else has changed it since.
pub fn version(one: &Partner) -> String {
    one.changed_at.as_millisecond().to_string()
}

/// Until the transaction ends nobody else changes the partner.
///
/// # Errors
/// A refusal where somebody has changed it since it was `seen`, or the form does not remember how it was; those of the database.
pub fn unchanged_since(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, seen: &str) -> Result<()> {
    tx.lock("partner", &party)?;
    if version(&one(tx, party, act.today())?) == seen {
        return Ok(());
    }
    Err(Refusal::new(No::Conflict, Message::new("partner-changed-meanwhile")).into())
}

/// Until the transaction ends nobody else moves the partner along.
///
/// # Errors
/// A refusal where somebody has moved it since it was `seen` at a stage, or the form names none; those of the database.
pub fn unmoved_since(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, seen: Option<Stage>) -> Result<()> {
    tx.lock("partner", &party)?;
    if seen == Some(one(tx, party, act.today())?.stage) {
        return Ok(());
    }
    Err(Refusal::of_field("stage", Message::new("partner-moved-meanwhile")).into())
}

/// Says how far a partnership is that no agreement says anything of; whether that changed anything.
///
/// # Errors
/// A refusal where it follows from the agreements, and of a stage that follows from them; those of the database.
pub fn move_to(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, stage: Stage) -> Result<bool> {
    let before = one(tx, party, act.today())?;
    if before.stage == stage {
        return Ok(false);
    }
    if !before.stage.is_said() {
        return Err(Refusal::of_field("stage", Message::new("partner-stage-follows")).into());
    }
    if !stage.is_said() {
        return Err(Refusal::of_field("stage", Message::new("partner-stage-by-agreement")).into());
    }
    tx.exec(
        sql!(
            "UPDATE partner SET stage = ?2, stage_on = ?3,
                 changed_at = CASE WHEN changed_at < ?4 THEN ?4 ELSE changed_at + 1 END WHERE party = ?1"
        ),
        vals![before.party, stage, act.today(), act.at],
    )?;
    let detail = serde_json::json!({ "stage": [before.stage.as_str(), stage.as_str()] });
    audit::record(tx, act, "partner.moved", "partner", before.party, &detail)?;
    Ok(true)
}

/// Writes what is to be known about a partner.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, kind: Kind, new: &Details) -> Result<Partner> {
    let before = one(tx, party, act.today())?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if new.next_on.is_some() && new.next_step.trim().is_empty() {
        object("next_step", "partner-next-missing");
    }
    if new.next_on.is_some_and(|day| !rules::is_possible(day)) {
        object("next", "partner-day-impossible");
    }
    if [&new.next_step, &new.about, &new.consent].iter().any(|text| text.chars().count() > LONGEST) {
        object("about", "partner-text-too-long");
    }
    if !is_link(&new.website) {
        object("website", "partner-link-unreadable");
    }
    if new.public && new.about.trim().is_empty() {
        object("about", "partner-public-about-missing");
    }
    if new.public && before.party_kind == PartyKind::Person && new.consent.trim().is_empty() {
        object("consent", "partner-consent-missing");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.exec(
        sql!(
            "UPDATE partner SET kind = ?2, owner = ?3, next_step = ?4, next_on = ?5, about = ?6, website = ?7,
                 public = ?8, consent = ?9, changed_at = CASE WHEN changed_at < ?10 THEN ?10 ELSE changed_at + 1 END
             WHERE party = ?1"
        ),
        vals![
            before.party,
            kind,
            new.owner,
            text(&new.next_step),
            new.next_on,
            text(&new.about),
            text(&new.website),
            new.public,
            text(&new.consent),
            act.at
        ],
    )?;
    let after = one(tx, before.party, act.today())?;
    let facts = |one: &Partner| {
        serde_json::json!({
            "kind": one.kind.as_str(), "owner": one.owner, "owner_name": one.owner_name, "next_step": one.next_step, "next_on": one.next_on,
            "about": one.about, "website": one.website, "public": one.public, "consent": one.consent,
        })
    };
    if facts(&before) != facts(&after) {
        let detail = serde_json::json!({ "before": facts(&before), "after": facts(&after) });
        audit::record(tx, act, "partner.changed", "partner", before.party, &detail)?;
    }
    Ok(after)
}

/// Nothing, or a page of the open web.
fn is_link(link: &str) -> bool {
    let link = link.trim();
    link.is_empty()
        || (link.len() <= 500
            && ["https://", "http://"]
                .iter()
                .any(|scheme| link.len() > scheme.len() && link.starts_with(scheme))
            && !link.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>')))
}

/// Text as it is kept: none where there is none.
pub(crate) fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Words as a pattern for what contains them, whatever their case; none where there are none.
pub(crate) fn like(words: &str) -> Option<String> {
    text(words).map(|words| store::containing(&words.to_lowercase()))
}

fn unknown() -> Refusal {
    Refusal::new(No::Missing, Message::new("partner-unknown"))
}
