//! People who would like to help, and what the library says to them.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::{
    PartyKind, Profile,
    alike::{self, Alike},
    parties::{self, Entered},
    rules::age,
};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Json, Result, Tx, sql, vals};

use crate::{Ticked, Volunteer, roll, settings, telling};

const WORDS: usize = 2_000;
const REASON: usize = 500;

store::words! {
    /// How an application stands.
    pub enum Stand {
        /// Nobody has decided.
        Waiting = "waiting",
        /// On the roll.
        Accepted = "accepted",
        /// Turned down.
        Declined = "declined",
    }
}

/// What somebody writes who would like to help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applying {
    /// Who is signed in.
    pub person: Option<Id<Person>>,
    /// Name, birth date, where to reach them, where they live.
    pub profile: Profile,
    /// What they can and when.
    pub ticked: Ticked,
    /// Why, in their own words.
    pub words: String,
    /// Whether they would like to work with children.
    pub with_children: bool,
}

/// An application as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Application {
    /// Which.
    pub id: Id<Application>,
    /// Who was signed in.
    pub person: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Where to reach them.
    pub phone: String,
    /// Where else.
    pub email: String,
    /// Where they live.
    pub village: String,
    /// What they can and when.
    pub ticked: Json<Ticked>,
    /// Why.
    pub words: String,
    /// Whether they would like to work with children.
    pub with_children: bool,
    /// When it came.
    pub applied_at: Timestamp,
    /// How it stands.
    pub state: Stand,
    /// Why it was turned down.
    pub reason: Option<String>,
}

impl Application {
    /// Who that would be in the register.
    pub fn profile(&self) -> Profile {
        Profile {
            name: self.name.clone(),
            born: self.born,
            phone: self.phone.clone(),
            email: self.email.clone(),
            village: self.village.clone(),
            ..Profile::default()
        }
    }
}

/// Everything that speaks against an application.
///
/// # Errors
/// Those of the database.
pub fn objections(tx: &mut Tx<'_>, act: &Act, applying: &Applying) -> Result<Vec<Reason>> {
    let profile = &applying.profile;
    let mut reasons = people::rules::profile_objections(profile, act.today());
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let least = settings::LEAST_AGE.number(tx)?;
    match profile.born {
        None => object("born", Message::new("apply-born-missing")),
        Some(born) if age(born, act.today()) < least => {
            object("born", Message::new("apply-too-young").with("age", least));
        }
        Some(_) => {}
    }
    if profile.phone.trim().is_empty() && profile.email.trim().is_empty() {
        object("phone", Message::new("apply-unreachable"));
    }
    if applying.words.chars().count() > WORDS {
        object("words", Message::new("member-text-too-long"));
    }
    Ok(reasons)
}

/// Keeps an application. The same form a second time is the same application.
///
/// # Errors
/// A refusal with every reason, also where enough have applied today; those of the database.
pub fn apply(tx: &mut Tx<'_>, act: &Act, form: &str, applying: &Applying) -> Result<Id<Application>> {
    tx.lock("volunteer-application", &"")?;
    let known: Option<(Id<Application>,)> =
        tx.opt(sql!("SELECT id FROM volunteer_application WHERE form = ?1"), vals![form])?;
    if let Some((id,)) = known {
        return Ok(id);
    }
    Refusal::unless_empty(Kind::Invalid, objections(tx, act, applying)?)?;
    let midnight = act.start_of(act.today());
    let (today,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM volunteer_application WHERE applied_at >= ?1"), vals![midnight])?;
    if today >= settings::APPLY_PER_DAY.number(tx)? {
        return Err(Refusal::new(Kind::TooMany, Message::new("apply-enough-today")).into());
    }
    let (id, profile) = (Id::new(), &applying.profile);
    tx.exec(
        sql!(
            "INSERT INTO volunteer_application (id, form, person, name, born, phone, email, village, ticked, words,
                 with_children, applied_at, state, decided_at, decided_by, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'waiting', NULL, NULL, NULL)"
        ),
        vals![
            id,
            form,
            applying.person,
            profile.name.trim(),
            profile.born,
            profile.phone.trim(),
            profile.email.trim(),
            profile.village.trim(),
            Json(applying.ticked.clone().known()),
            applying.words.trim(),
            applying.with_children,
            act.at
        ],
    )?;
    Ok(id)
}

/// An application.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Application>) -> Result<Application> {
    let found = tx.opt(
        sql!(
            "SELECT id, person, name, born, phone, email, village, ticked, words, with_children, applied_at, state,
                 reason FROM volunteer_application WHERE id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("apply-unknown")).into())
}

/// Those that wait, the longest first.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Application>> {
    tx.all(
        sql!(
            "SELECT id, person, name, born, phone, email, village, ticked, words, with_children, applied_at, state,
                 reason FROM volunteer_application WHERE state = 'waiting' ORDER BY applied_at, id LIMIT ?1"
        ),
        vals![limit],
    )
}

/// Who of the register this might be.
///
/// # Errors
/// Those of the database.
pub fn alike(tx: &mut Tx<'_>, application: &Application) -> Result<Vec<Alike>> {
    alike::alike(tx, PartyKind::Person, &application.profile())
}

/// Accepts an application: of somebody who is in the register, or else as a new entry.
///
/// # Errors
/// A refusal when it was decided already; those of the database.
pub fn accept(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Application>,
    person: Option<Id<Person>>,
) -> Result<Id<Volunteer>> {
    let application = undecided(tx, id)?;
    let person = match person.or(application.person) {
        Some(person) => parties::living(tx, person)?.id,
        None => match parties::register(tx, act, PartyKind::Person, &application.profile(), true)? {
            Entered::New(person) => person,
            Entered::Alike(_) => return Err(Error::Missing),
        },
    };
    let volunteer = roll::enrol(tx, act, person, &application.ticked.0, application.with_children)?;
    decide(tx, act, id, Stand::Accepted, None)?;
    tx.exec(sql!("UPDATE volunteer_application SET person = ?2 WHERE id = ?1"), vals![id, person])?;
    audit::record(tx, act, "volunteer.accepted", "person", person, &json!({}))?;
    telling::decided(tx, act, id, person, None)?;
    Ok(volunteer)
}

/// Turns an application down, with a reason that is told.
///
/// # Errors
/// A refusal without a reason, or when it was decided already; those of the database.
pub fn decline(tx: &mut Tx<'_>, act: &Act, id: Id<Application>, reason: &str) -> Result<()> {
    let application = undecided(tx, id)?;
    let reason = reason.trim();
    match reason.chars().count() {
        0 => return Err(Refusal::of_field("reason", Message::new("apply-needs-reason")).into()),
        1..=REASON => {}
        _ => return Err(Refusal::of_field("reason", Message::new("member-text-too-long")).into()),
    }
    decide(tx, act, id, Stand::Declined, Some(reason))?;
    audit::record(tx, act, "volunteer.declined", "application", id, &json!({ "reason": reason }))?;
    match application.person {
        Some(person) => telling::decided(tx, act, id, person, Some(reason)),
        None => Ok(()),
    }
}

fn undecided(tx: &mut Tx<'_>, id: Id<Application>) -> Result<Application> {
    tx.lock("volunteer-application", &"")?;
    let application = one(tx, id)?;
    if application.state != Stand::Waiting {
        return Err(Refusal::new(Kind::Conflict, Message::new("apply-decided")).into());
    }
    Ok(application)
}

fn decide(tx: &mut Tx<'_>, act: &Act, id: Id<Application>, state: Stand, reason: Option<&str>) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE volunteer_application SET state = ?2, decided_at = ?3, decided_by = ?4, reason = ?5
             WHERE id = ?1"
        ),
        vals![id, state, act.at, act.by.person(), reason],
    )?;
    Ok(())
}

/// Forgets what applicants wrote who were turned down, after the days the library has decided on; that there was an
/// application, and what was said to it, stays. How many.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act) -> Result<u64> {
    let days = settings::FORGET_DAYS.number(tx)?;
    let before = act.at.saturating_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(act.at);
    tx.exec(
        sql!(
            "UPDATE volunteer_application SET person = NULL, name = '', born = NULL, phone = '', email = '',
                 village = '', ticked = ?2, words = '', reason = '–'
             WHERE state = 'declined' AND decided_at < ?1 AND name <> ''"
        ),
        vals![before, Json(Ticked::default())],
    )
}

/// The last applications of somebody who is signed in.
///
/// # Errors
/// Those of the database.
pub fn of_person(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Option<Application>> {
    let since = act.start_of(act.today().saturating_sub(2.years()));
    tx.opt(
        sql!(
            "SELECT id, person, name, born, phone, email, village, ticked, words, with_children, applied_at, state,
                 reason FROM volunteer_application WHERE applied_at >= ?2 AND person = ?1
             ORDER BY applied_at DESC LIMIT 1"
        ),
        vals![person, since],
    )
}
