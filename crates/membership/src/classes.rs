//! A class, a course, a whole office made members at once from one list: looked at first ([`look`]), then made
//! ([`enrol`]) in one transaction. The same list a second time makes nobody. For lists that a partner sends again
//! and again, and for seats that it carries, there are [`rosters`](crate::rosters).

use std::collections::HashSet;

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use people::{
    PartyKind,
    alike::Alike,
    areas, identifiers,
    import::{self, Draft},
    name, parties,
    register::{self, Asked},
    relationships::{self, Grown, NewRelationship, Relation},
};
use platform::vault::Vault;
use store::{Error, Result, Tx};

use crate::{
    Ground, Member, NewMember, Plan,
    bases::{self, NewBasis},
    families, members, plans, queries,
    rosters::Entry,
    rules,
};

/// The most people of one list: they are made in one transaction, and a desk elsewhere waits so long.
pub const MOST: usize = 300;
/// How many organisations a name is compared with.
const OFFERED: i64 = 20;

/// What everybody of a list gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The code of the plan.
    pub plan: String,
    /// The school whose pupils they are, where one was named.
    pub school: Option<Id<Person>>,
    /// What their memberships stand on; living here needs the village of each.
    pub ground: Ground,
    /// What proves that: who decided it and when.
    pub evidence: String,
}

/// A row with what becomes of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row.
    pub entry: Entry,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug, Clone)]
pub enum Fate {
    /// Nobody knows them: entered, and made a member.
    New,
    /// The register knows them: made a member.
    Known(Id<Person>),
    /// A member already, with what is still missing there; nothing to do.
    Member(Box<Member>, Vec<Message>),
    /// It might be one of these; people decide.
    Alike(Vec<Alike>),
    /// It cannot be done, and why.
    Wrong(Vec<Message>),
}

impl Line {
    /// Who of the register it is, or might be.
    pub fn people(&self) -> Vec<Id<Person>> {
        match &self.fate {
            Fate::Known(person) => vec![*person],
            Fate::Member(member, _) => vec![member.person],
            Fate::Alike(alike) => alike.iter().map(|one| one.id).collect(),
            Fate::New | Fate::Wrong(_) => Vec::new(),
        }
    }
}

/// The school that was named, as the register has it; none where nothing was typed.
///
/// # Errors
/// A refusal when the register has none of this name, or several; those of the database.
pub fn school(tx: &mut Tx<'_>, typed: &str) -> Result<Option<Id<Person>>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let asked = Asked { words: typed.to_owned(), kind: Some(PartyKind::Organisation), ..Asked::default() };
    let found = register::find(tx, &asked, OFFERED)?;
    let folded = name::folded(typed);
    let same: Vec<_> = found.iter().filter(|one| name::folded(&one.name) == folded).collect();
    let meant = if same.is_empty() { found.iter().collect() } else { same };
    match meant.as_slice() {
        [] => Err(Refusal::of_field("school", Message::new("class-no-school")).into()),
        [only] => Ok(Some(only.id)),
        several => {
            let names = several.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; ");
            Err(Refusal::of_field("school", Message::new("class-schools").with("names", names)).into())
        }
    }
}

/// Why so many rows cannot be made members at once, if so.
pub fn length_objection(rows: usize) -> Option<Refusal> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    (rows > MOST).then(|| Refusal::of_field("file", Message::new("class-too-long").with("n", most)))
}

/// The plan of a class, where memberships of it can stand on what was said.
///
/// # Errors
/// A refusal when the plan is unknown or takes no such basis, or what proves it is missing; those of the database.
pub fn plan_of(tx: &mut Tx<'_>, act: &Act, class: &Class) -> Result<Plan> {
    let plan = plans::open(tx, &class.plan)?
        .ok_or_else(|| Refusal::of_field("plan", Message::new("member-plan-unknown")))?;
    let evidence = Some(class.evidence.clone());
    let basis = NewBasis { evidence, ..NewBasis::own(class.ground, act.today()) };
    let around = bases::Around { lives_here: true, runs_until: None };
    Refusal::unless_empty(Kind::Invalid, bases::objections(tx, act, &plan, &basis, around)?)?;
    Ok(plan)
}

/// What would become of every row. Nothing is done.
///
/// # Errors
/// A refusal when the plan is unknown or takes no such basis, when what proves it is missing, or the list too long; those
/// of the database.
pub fn look(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    class: &Class,
    entries: Vec<Entry>,
) -> Result<Vec<Line>> {
    if let Some(refusal) = length_objection(entries.len()) {
        return Err(refusal.into());
    }
    let plan = plan_of(tx, act, class)?;
    let looked = import::look(tx, vault, entries.iter().map(draft).collect())?;
    let (mut met, mut numbers) = (HashSet::new(), HashSet::new());
    let mut lines = Vec::with_capacity(entries.len());
    for (entry, looked) in entries.into_iter().zip(looked) {
        let own_numbers = entry.identifiers.iter().all(|number| numbers.insert(number.clone()));
        let fate = match looked.fate {
            import::Fate::Known(person) if !met.insert(person) => twice(),
            import::Fate::New | import::Fate::AlikeRow(_) if !own_numbers => {
                Fate::Wrong(vec![Message::new("class-number-twice")])
            }
            import::Fate::Known(person) => known(tx, act, class, &plan, &entry, person)?,
            // Twins, and cousins, sit in one class.
            import::Fate::New | import::Fate::AlikeRow(_) => {
                let lives_here = areas::village(tx, &entry.profile.village)?.is_some();
                begun(act, class, &plan, &entry, lives_here, Fate::New)
            }
            import::Fate::Alike(alike) => Fate::Alike(alike),
            import::Fate::Twice => twice(),
            import::Fate::Rejected(why) => Fate::Wrong(why),
        };
        lines.push(Line { entry, fate });
    }
    Ok(lines)
}

fn twice() -> Fate {
    Fate::Wrong(vec![Message::new("roster-twice")])
}

fn draft(entry: &Entry) -> Draft {
    let mut problems = entry.problems.clone();
    if problems.is_empty() && entry.profile.born.is_none() {
        problems.push(Message::new("class-needs-birth"));
    }
    Draft {
        number: usize::try_from(entry.line).unwrap_or_default(),
        kind: PartyKind::Person,
        profile: entry.profile.clone(),
        more_phones: Vec::new(),
        identifiers: entry.identifiers.clone(),
        problems,
        warnings: entry.warnings.clone(),
    }
}

fn known(
    tx: &mut Tx<'_>,
    act: &Act,
    class: &Class,
    plan: &Plan,
    entry: &Entry,
    person: Id<Person>,
) -> Result<Fate> {
    Ok(match queries::by_id(tx, person)? {
        Some(member) => {
            let missing = families::missing(tx, &member, act.today())?;
            Fate::Member(Box::new(member), missing)
        }
        None => {
            let lives_here = people::addresses::any_in_town(tx, person)?;
            begun(act, class, plan, entry, lives_here, Fate::Known(person))
        }
    })
}

/// What becomes of somebody who is no member yet: the plan may not be for their age, or they live elsewhere.
fn begun(act: &Act, class: &Class, plan: &Plan, entry: &Entry, lives_here: bool, fate: Fate) -> Fate {
    let age = rules::age_objection(plan, entry.profile.born, act.today());
    let home = (class.ground == Ground::Address && !lives_here).then(|| Message::new("class-needs-village"));
    match age.into_iter().chain(home).collect::<Vec<_>>() {
        why if why.is_empty() => fate,
        why => Fate::Wrong(why),
    }
}

/// Makes members of everybody on the list who can be made one, all of them or nobody; how many were made. What a
/// guardian of a minor has to agree to is owed afterwards as for anybody else.
///
/// # Errors
/// As [`look`] says; those of the database.
pub fn enrol(tx: &mut Tx<'_>, act: &Act, vault: &Vault, class: &Class, entries: Vec<Entry>) -> Result<usize> {
    tx.lock("people.register", &"")?;
    let mut made = 0;
    for Line { entry, fate } in look(tx, act, vault, class, entries)? {
        let person = match fate {
            Fate::New => None,
            Fate::Known(person) => Some(person),
            Fate::Member(..) | Fate::Alike(_) | Fate::Wrong(_) => continue,
        };
        let profile = entry.profile.clone();
        let new = NewMember {
            person,
            profile,
            plan: class.plan.clone(),
            ground: Some(class.ground),
            evidence: class.evidence.clone(),
            ..NewMember::default()
        };
        let member = members::register(tx, act, &new)?;
        if person.is_none() {
            for (scheme, value) in &entry.identifiers {
                identifiers::keep(tx, act, vault, member.person, scheme, value)?;
            }
        }
        if let Some(school) = class.school {
            attends(tx, act, member.person, school, &entry)?;
        }
        made += 1;
    }
    Ok(made)
}

/// Notes that somebody is a pupil of a school, with class and number; what is known already stays.
fn attends(tx: &mut Tx<'_>, act: &Act, pupil: Id<Person>, school: Id<Person>, entry: &Entry) -> Result<()> {
    let school = parties::living(tx, school)?.id;
    let goes_on = |one: &relationships::Relationship| {
        one.kind == Relation::Pupil && !one.inverse && one.other == school && one.until.is_none()
    };
    if relationships::of(tx, pupil)?.iter().any(goes_on) {
        return Ok(());
    }
    let note = [entry.class.as_deref(), entry.number.as_deref()];
    let new = NewRelationship {
        kind: Relation::Pupil,
        party: pupil,
        other: school,
        since: None,
        until: None,
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        grown: Grown::Born,
    };
    match relationships::add(tx, act, &new) {
        // Where the register does not take it, the membership is what counts.
        Err(Error::Refused(_)) | Ok(_) => Ok(()),
        Err(other) => Err(other),
    }
}
