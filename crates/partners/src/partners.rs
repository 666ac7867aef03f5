//! Partners: entering, moving along, contacts, notes, works.

use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
    relationships::{self, NewRelationship, Relation, Relationship},
};
use platform::{audit, sequence};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::model::{Kind, Means, Note, Partner, Stage, Work};

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

/// The partner of this entry of the register, or of the one it was merged into.
///
/// # Errors
/// A refusal when it is none; those of the database.
pub fn one(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Partner> {
    let living = parties::living(tx, party)?.id;
    by_party(tx, living)?.ok_or_else(|| unknown().into())
}

/// The partner with this code, also one that was merged into another since.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Partner> {
    let found: Option<(Id<Person>,)> =
        tx.opt(sql!("SELECT party FROM partner WHERE code = ?1"), vals![code.trim().to_uppercase()])?;
    let (party,) = found.ok_or_else(unknown)?;
    one(tx, party)
}

fn by_party(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Option<Partner>> {
    tx.opt(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE t.party = ?1"
        ),
        vals![party],
    )
}

/// Every partner, by name. One that was merged into another is not among them.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE p.merged_into IS NULL ORDER BY p.folded, t.code"
        ),
        vals![],
    )
}

/// The partners everybody may see, by name.
///
/// # Errors
/// Those of the database.
pub fn public(tx: &mut Tx<'_>) -> Result<Vec<Partner>> {
    Ok(all(tx)?.into_iter().filter(|one| one.public && one.stage != Stage::Ended).collect())
}

/// The partners a person speaks for on a day: those whose contact they are, and the one they are themselves.
///
/// # Errors
/// Those of the database.
pub fn spoken_for(tx: &mut Tx<'_>, person: Id<Person>, on: Date) -> Result<Vec<Partner>> {
    tx.all(
        sql!(
            "SELECT t.party, t.code, p.name, p.kind AS party_kind, t.kind, t.stage, t.owner, a.name AS owner_name,
                 t.next_step, t.next_on, t.about, t.website, t.public, t.consent, t.since, t.changed_at
             FROM partner t JOIN party p ON p.id = t.party LEFT JOIN account a ON a.person = t.owner
             WHERE p.merged_into IS NULL AND (t.party = ?1 OR t.party IN (
                 SELECT r.other FROM relationship r WHERE r.party = ?1 AND r.kind = 'contact'
                     AND (r.since IS NULL OR r.since <= ?2) AND (r.until IS NULL OR r.until >= ?2)))
             ORDER BY p.folded, t.code"
        ),
        vals![person, on],
    )
}

/// Makes a partner of an entry of the register.
///
/// # Errors
/// A refusal when it is one already; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, kind: Kind, stage: Stage) -> Result<Partner> {
    let party = parties::living(tx, party)?.id;
    if by_party(tx, party)?.is_some() {
        return Err(Refusal::new(No::Conflict, Message::new("partner-already")).into());
    }
    let code = format!("M-{:03}", sequence::next(tx, "partner")?);
    tx.exec(
        sql!(
            "INSERT INTO partner (party, code, kind, stage, owner, next_step, next_on, about, website, public, consent,
                 since, changed_at)
             VALUES (?1, ?2, ?3, ?4, NULL, NULL, NULL, NULL, NULL, FALSE, NULL, ?5, ?6)"
        ),
        vals![party, code, kind, stage, act.today(), act.at],
    )?;
    let made = one(tx, party)?;
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

/// Moves a partner to another stage; whether that changed anything.
///
/// # Errors
/// Those of the database.
pub fn move_to(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, stage: Stage) -> Result<bool> {
    let before = one(tx, party)?;
    if before.stage == stage {
        return Ok(false);
    }
    tx.exec(
        sql!("UPDATE partner SET stage = ?2, changed_at = ?3 WHERE party = ?1"),
        vals![before.party, stage, act.at],
    )?;
    let detail = serde_json::json!({ "stage": [before.stage.as_str(), stage.as_str()] });
    audit::record(tx, act, "partner.moved", "partner", before.party, &detail)?;
    Ok(true)
}

/// Moves a partner forward to a stage, never back: what its agreements do to it.
///
/// # Errors
/// Those of the database.
pub(crate) fn advance(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, stage: Stage) -> Result<()> {
    let before = one(tx, party)?;
    if before.stage < stage || before.stage == Stage::Ended {
        move_to(tx, act, before.party, stage)?;
    }
    Ok(())
}

/// Writes what is to be known about a partner.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, kind: Kind, new: &Details) -> Result<Partner> {
    let before = one(tx, party)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if new.next_on.is_some() && new.next_step.trim().is_empty() {
        object("next_step", "partner-next-missing");
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
                 public = ?8, consent = ?9, changed_at = ?10 WHERE party = ?1"
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
    let after = one(tx, before.party)?;
    let facts = |one: &Partner| {
        serde_json::json!({
            "kind": one.kind.as_str(), "owner": one.owner, "next_step": one.next_step, "next_on": one.next_on,
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

/// Writes down what was said and done.
///
/// # Errors
/// A refusal of nothing, of too much, and of a day to come; those of the database.
pub fn note(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, day: Date, way: Means, words: &str) -> Result<()> {
    let partner = one(tx, party)?.party;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match words.trim().chars().count() {
        0 => object("text", "partner-note-missing"),
        1..=LONGEST => {}
        _ => object("text", "partner-text-too-long"),
    }
    if day > act.today() {
        object("day", "partner-day-to-come");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO partner_note (id, partner, day, way, text, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![Id::<Note>::new(), partner, day, way, words.trim(), act.by.person(), act.at],
    )?;
    Ok(())
}

/// The latest notes of a partner, the newest first.
///
/// # Errors
/// Those of the database.
pub fn notes(tx: &mut Tx<'_>, party: Id<Person>, limit: i64) -> Result<Vec<Note>> {
    tx.all(
        sql!(
            "SELECT n.id, n.day, n.way, n.text, a.name AS author_name FROM partner_note n
             LEFT JOIN account a ON a.person = n.author WHERE n.partner = ?1 ORDER BY n.day DESC, n.at DESC LIMIT ?2"
        ),
        vals![party, limit],
    )
}

/// Those who speak for a partner, or spoke for it.
///
/// # Errors
/// Those of the database.
pub fn contacts(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Contact>> {
    let all = relationships::of(tx, party)?;
    let mut found = Vec::new();
    for relation in all.into_iter().filter(|one| one.inverse && one.kind == Relation::Contact) {
        let person = parties::one(tx, relation.other)?;
        found.push(Contact { phone: person.phone, email: person.email, relation });
    }
    Ok(found)
}

/// Somebody who speaks for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The relationship: who, since when, in what role (its note).
    pub relation: Relationship,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
}

/// Lets somebody speak for a partner: a person of the register, or a new one of this name and number.
///
/// # Errors
/// As [`parties::register`] and [`relationships::add`].
pub fn add_contact(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    who: &Who,
    role: &str,
    since: Date,
) -> Result<Option<Vec<people::alike::Alike>>> {
    let partner = one(tx, party)?.party;
    let person = match who {
        Who::Known(person) => *person,
        Who::New { profile, anyway } => {
            match parties::register(tx, act, PartyKind::Person, profile, *anyway)? {
                Entered::New(person) => person,
                Entered::Alike(alike) => return Ok(Some(alike)),
            }
        }
    };
    let relation = NewRelationship {
        kind: Relation::Contact,
        party: person,
        other: partner,
        since: Some(since),
        until: None,
        note: role.to_owned(),
    };
    relationships::add(tx, act, &relation)?;
    let detail = serde_json::json!({ "person": person, "role": role });
    audit::record(tx, act, "partner.contact-added", "partner", partner, &detail)?;
    Ok(None)
}

/// Who is to speak for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody of the register.
    Known(Id<Person>),
    /// Somebody new.
    New {
        /// What is known of them.
        profile: Profile,
        /// Whether to enter them in spite of somebody alike.
        anyway: bool,
    },
}

/// From today on somebody no longer speaks for a partner; yesterday was their last day.
///
/// # Errors
/// As [`relationships::end`].
pub fn end_contact(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Relationship>) -> Result<()> {
    let partner = one(tx, party)?.party;
    let yesterday = act.today().yesterday().unwrap_or(act.today());
    let contacts = contacts(tx, partner)?;
    let found = contacts.iter().find(|one| one.relation.id == id).ok_or(Error::Missing)?;
    // Whoever began today was entered by mistake.
    if found.relation.since.is_some_and(|since| since > yesterday) {
        relationships::remove(tx, act, partner, id)?;
    } else {
        relationships::end(tx, act, partner, id, yesterday)?;
    }
    let detail = serde_json::json!({ "person": found.relation.other });
    audit::record(tx, act, "partner.contact-ended", "partner", partner, &detail)
}

/// The works of a partner, the newest first.
///
/// # Errors
/// Those of the database.
pub fn works(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Work>> {
    tx.all(
        sql!(
            "SELECT id, title, year, about, link FROM portfolio WHERE partner = ?1 ORDER BY COALESCE(year, 0) DESC, title"
        ),
        vals![party],
    )
}

/// Adds a work to a portfolio.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn add_work(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    title: &str,
    year: Option<i64>,
    about: &str,
    link: &str,
) -> Result<Id<Work>> {
    let partner = one(tx, party)?.party;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&title.trim().chars().count()) {
        object("title", "work-title-missing");
    }
    if year.is_some_and(|year| !(1000..=i64::from(act.today().year())).contains(&year)) {
        object("year", "work-year-unreadable");
    }
    if !is_link(link) {
        object("link", "partner-link-unreadable");
    }
    if about.chars().count() > LONGEST {
        object("work_about", "partner-text-too-long");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO portfolio (id, partner, title, year, about, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![id, partner, title.trim(), year, text(about), text(link)],
    )
    .map_err(|e| match e.is_unique("portfolio") {
        true => Refusal::of_field("title", Message::new("work-there-already")).into(),
        false => e,
    })?;
    audit::record(
        tx,
        act,
        "partner.work-added",
        "partner",
        partner,
        &serde_json::json!({ "title": title.trim() }),
    )?;
    Ok(id)
}

/// Takes a work out of a portfolio.
///
/// # Errors
/// [`Error::Missing`] when it is not there; those of the database.
pub fn remove_work(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Work>) -> Result<()> {
    let partner = one(tx, party)?.party;
    let gone: Option<(String,)> = tx.opt(
        sql!("DELETE FROM portfolio WHERE id = ?1 AND partner = ?2 RETURNING title"),
        vals![id, partner],
    )?;
    let (title,) = gone.ok_or(Error::Missing)?;
    audit::record(tx, act, "partner.work-removed", "partner", partner, &serde_json::json!({ "title": title }))
}

/// Staff who can look after a partner: whoever holds a role, by name.
///
/// # Errors
/// Those of the database.
pub fn staff(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT a.person, a.name FROM account a WHERE a.closed_at IS NULL
                 AND EXISTS (SELECT 1 FROM role_holder h WHERE h.person = a.person) ORDER BY a.name, a.person"
        ),
        vals![],
    )
}

/// Entries of the register that could become partners: organisations and groups that are none yet, by name.
///
/// # Errors
/// Those of the database.
pub fn candidates(tx: &mut Tx<'_>) -> Result<Vec<Candidate>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM party p WHERE p.kind <> 'person' AND p.merged_into IS NULL
                 AND NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = p.id) ORDER BY p.folded, p.id LIMIT 500"
        ),
        vals![],
    )
}

/// An entry of the register that could become a partner.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Candidate {
    /// Which.
    pub id: Id<Person>,
    /// Its name.
    pub name: String,
}

fn unknown() -> Refusal {
    Refusal::new(No::Missing, Message::new("partner-unknown"))
}
