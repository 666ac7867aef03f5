//! What one party is to another: guardian of, pupil of, employee of; from one day to another where they are
//! known. Two relationships of one kind between the same two never overlap.

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{PartyKind, parties, rules};

const NOTE_LENGTH: usize = 500;

store::words! {
    /// What the first party is to the second.
    pub enum Relation {
        /// Cares for a child or a person in need of care.
        Guardian = "guardian",
        /// Learns at a school.
        Pupil = "pupil",
        /// Works at an organisation.
        Employee = "employee",
        /// Speaks for an organisation or group.
        Contact = "contact",
        /// Teaches a learner.
        Tutor = "tutor",
        /// Made the works of, or works under the name of, a group.
        Creator = "creator",
        /// Lives in one household with; the same in both directions.
        Household = "household",
        /// Belongs to a group or organisation.
        Member = "member",
    }
}

impl Relation {
    /// Whether it can be between a party of one kind and a party of another; the database holds to the same.
    pub fn joins(self, party: PartyKind, other: PartyKind) -> bool {
        let (from_person, to_person) = (party == PartyKind::Person, other == PartyKind::Person);
        match self {
            Self::Guardian | Self::Tutor | Self::Household => from_person && to_person,
            Self::Pupil | Self::Employee => from_person && !to_person,
            Self::Contact => from_person,
            Self::Creator | Self::Member => !to_person,
        }
    }
}

/// A relationship, seen from one of the two.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Relationship {
    /// Which.
    pub id: Id<Relationship>,
    /// What it is.
    pub kind: Relation,
    /// Whether it is told the other way round: the one we look from is the second party.
    pub inverse: bool,
    /// The other one.
    pub other: Id<Person>,
    /// Their name.
    pub name: String,
    /// What they are.
    pub other_kind: PartyKind,
    /// The first day, where it is known.
    pub since: Option<Date>,
    /// The last day; none while it goes on.
    pub until: Option<Date>,
    /// Anything else.
    pub note: Option<String>,
}

/// How it is known that a guardian is grown up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grown {
    /// By the birth date in the register.
    #[default]
    Born,
    /// Nobody knows that date, and somebody states that they are 18 or older.
    Stated,
}

impl Grown {
    /// What a form or a program says of it.
    pub const fn said(stated: bool) -> Self {
        if stated { Self::Stated } else { Self::Born }
    }

    /// Whether somebody born on this day, where it is known, is grown up.
    pub fn holds(self, born: Option<Date>, today: Date) -> bool {
        born.map_or(self == Self::Stated, |born| rules::age(born, today) >= rules::OF_AGE)
    }
}

/// A relationship to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRelationship {
    /// What the first is to the second.
    pub kind: Relation,
    /// The first party: the guardian, the pupil.
    pub party: Id<Person>,
    /// The second party: the child, the school.
    pub other: Id<Person>,
    /// The first day, where it is known.
    pub since: Option<Date>,
    /// The last day; none while it goes on.
    pub until: Option<Date>,
    /// Anything else.
    pub note: String,
    /// Of a guardian: how it is known that they are grown up.
    pub grown: Grown,
}

/// All relationships of a party, those that go on first, in both directions.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Relationship>> {
    tx.all(
        sql!(
            "SELECT r.id, r.kind, r.inverse, r.other, p.name, p.kind AS other_kind, r.since, r.until, r.note
             FROM (SELECT id, kind, FALSE AS inverse, other, since, until, note FROM relationship WHERE party = ?1
                   UNION ALL
                   SELECT id, kind, TRUE AS inverse, party AS other, since, until, note FROM relationship WHERE other = ?1) r
             JOIN party p ON p.id = r.other
             ORDER BY CASE WHEN r.until IS NULL THEN 0 ELSE 1 END, r.kind, p.folded, r.id"
        ),
        vals![party],
    )
}

/// Who is `kind` of `party` on a day: the guardians of a child.
///
/// # Errors
/// Those of the database.
pub fn who_is(tx: &mut Tx<'_>, kind: Relation, party: Id<Person>, on: Date) -> Result<Vec<Id<Person>>> {
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT party FROM relationship WHERE other = ?1 AND kind = ?2
                 AND (since IS NULL OR since <= ?3) AND (until IS NULL OR until >= ?3) ORDER BY id"
        ),
        vals![party, kind, on],
    )?;
    Ok(found.into_iter().map(|(party,)| party).collect())
}

/// Adds a relationship.
///
/// # Errors
/// A refusal when the two are the same, not of the kinds that it can be between, or forgotten, the days are the wrong way
/// round, one like it overlaps, or a guardian is a child or of an age nobody knows or states; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, new: &NewRelationship) -> Result<Id<Relationship>> {
    let object = |field, key| Error::Refused(Refusal::of_field(field, Message::new(key)));
    let (party, other) = (parties::living(tx, new.party)?, parties::living(tx, new.other)?);
    if party.id == other.id {
        return Err(object("other", "relationship-with-itself"));
    }
    for id in [party.id, other.id] {
        parties::remembered(tx, id)?;
    }
    if !new.kind.joins(party.kind, other.kind) {
        return Err(object("other", "relationship-other-kinds"));
    }
    if new.since.zip(new.until).is_some_and(|(since, until)| until < since) {
        return Err(object("until", "relationship-ends-before"));
    }
    if new.since.is_some_and(|since| since > act.today()) {
        return Err(object("since", "relationship-begins-later"));
    }
    if new.note.chars().count() > NOTE_LENGTH {
        return Err(object("note", "member-text-too-long"));
    }
    if new.kind == Relation::Guardian {
        if party.born.is_some_and(|born| rules::age(born, act.today()) < rules::OF_AGE) {
            return Err(object("other", "relationship-guardian-minor"));
        }
        if !new.grown.holds(party.born, act.today()) {
            return Err(object("grown_up", "relationship-guardian-age"));
        }
        if who_is(tx, Relation::Guardian, party.id, act.today())?.contains(&other.id) {
            return Err(object("other", "relationship-guards-both-ways"));
        }
    }
    let note = Some(new.note.trim()).filter(|note| !note.is_empty());
    tx.lock("people.relationship", &party.id.min(other.id))?;
    if overlaps(tx, new.kind, party.id, other.id, new.since, new.until)? {
        return Err(object("since", "relationship-overlaps"));
    }
    let stated = new.kind == Relation::Guardian && party.born.is_none();
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO relationship (id, kind, party, other, since, until, note, grown_stated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![id, new.kind, party.id, other.id, new.since, new.until, note, stated],
    )?;
    let mut detail = serde_json::json!({
        "kind": new.kind.as_str(), "of": other.id, "name": other.name, "since": new.since, "until": new.until,
    });
    if stated {
        detail["grown_up"] = "stated".into();
    }
    parties::changed(tx, act, party.id, "party.relationship-added", &detail)?;
    Ok(id)
}

/// Why whoever cares for somebody cannot have been born on this day, or on a day nobody knows, if so: a guardian is grown up.
pub(crate) fn birth_objection(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    born: Option<Date>,
) -> Result<Option<Message>> {
    let cares: Option<(String, bool)> = tx.opt(
        sql!(
            "SELECT p.name, r.grown_stated FROM relationship r JOIN party p ON p.id = r.other
             WHERE r.party = ?1 AND r.kind = 'guardian' AND (r.until IS NULL OR r.until > ?2)
             ORDER BY r.grown_stated, r.id LIMIT 1"
        ),
        vals![party, act.today()],
    )?;
    let too_young = |(_, stated): &(String, bool)| !Grown::said(*stated).holds(born, act.today());
    Ok(cares.filter(too_young).map(|(name, _)| Message::new("member-born-of-guardian").with("name", name)))
}

fn overlaps(
    tx: &mut Tx<'_>,
    kind: Relation,
    party: Id<Person>,
    other: Id<Person>,
    since: Option<Date>,
    until: Option<Date>,
) -> Result<bool> {
    let (found,): (i64,) = tx.one(
        sql!(
            "SELECT count(*) FROM relationship WHERE kind = ?1
                 AND ((party = ?2 AND other = ?3) OR (?1 = 'household' AND party = ?3 AND other = ?2))
                 AND (since IS NULL OR CAST(?5 AS TEXT) IS NULL OR since <= CAST(?5 AS TEXT))
                 AND (until IS NULL OR CAST(?4 AS TEXT) IS NULL OR until >= CAST(?4 AS TEXT))"
        ),
        vals![kind, party, other, since, until],
    )?;
    Ok(found > 0)
}

/// Lets a relationship end on a day.
///
/// # Errors
/// A refusal when it is not there or began later; those of the database.
pub fn end(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Relationship>, until: Date) -> Result<()> {
    let found: Option<(Option<Date>, Option<Date>)> = tx.opt(
        sql!("SELECT since, until FROM relationship WHERE id = ?1 AND (party = ?2 OR other = ?2)"),
        vals![id, party],
    )?;
    let (since, before) = found.ok_or_else(unknown)?;
    if since.is_some_and(|since| until < since) {
        return Err(Refusal::of_field("until", Message::new("relationship-ends-before")).into());
    }
    tx.exec(sql!("UPDATE relationship SET until = ?2 WHERE id = ?1"), vals![id, until])?;
    let detail = serde_json::json!({ "until": [before, until] });
    parties::changed(tx, act, party, "party.relationship-ended", &detail)
}

/// Takes away a relationship that was entered by mistake.
///
/// # Errors
/// A refusal when it is not there, or a guardian has agreed to something by it; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Relationship>) -> Result<()> {
    let gone: Option<(String,)> = tx
        .opt(
            sql!("DELETE FROM relationship WHERE id = ?1 AND (party = ?2 OR other = ?2) RETURNING kind"),
            vals![id, party],
        )
        .map_err(|e| match e {
            Error::Check(_) => Refusal::new(Kind::Conflict, Message::new("relationship-agreed-by")).into(),
            other => other,
        })?;
    let (kind,) = gone.ok_or_else(unknown)?;
    parties::changed(tx, act, party, "party.relationship-removed", &serde_json::json!({ "kind": kind }))
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("relationship-unknown"))
}
