//! Somebody registers, is agreed to or not, and takes an offer.

use instruments::{Given, Response, Typed, Version, Way};
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use people::{PartyKind, Profile, name::folded, parties, phone};
use platform::audit;
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::{beyond, fits, holding, lock, one, pool, settle, stand, step, waiting};
use crate::{
    certificates, codes, events,
    model::{Activity, Hold, Party, Pool, Registration, Standing, Why},
    planning,
    rules::{self, Asked},
    settings, telling,
};

/// What somebody sends who registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The form it came by; the same form twice is one registration.
    pub form: String,
    /// The seats that are held for them, where some are.
    pub hold: String,
    /// For which seats.
    pub pool: Id<Pool>,
    /// How many.
    pub size: i64,
    /// Who comes.
    pub kind: Party,
    /// Whom the library tells, where it knows: who is signed in, where they come themselves or answer for the child that does.
    pub person: Option<Id<Person>>,
    /// The name it is under.
    pub name: String,
    /// The school or circle.
    pub organisation: String,
    /// Where to reach them.
    pub phone: String,
    /// Where else.
    pub email: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Who answers for a child.
    pub guardian: String,
    /// How to reach them.
    pub guardian_phone: String,
    /// Whether they agree.
    pub agreed: bool,
    /// What is needed to take part.
    pub needs: String,
    /// Whether they may be in pictures.
    pub photos: Option<bool>,
    /// Which questions they saw.
    pub questions: Option<Id<Version>>,
    /// What they answered to them.
    pub answers: Typed,
    /// The code of a certificate, where one is required and the library does not know who they are.
    pub proof: String,
    /// Whether they would rather wait than not come.
    pub wait: bool,
}

impl New {
    /// Somebody of this name who asks for so many seats by this form and says nothing else; they would not wait.
    pub fn of(form: String, pool: Id<Pool>, size: i64, name: &str) -> Self {
        Self {
            form,
            hold: String::new(),
            pool,
            size,
            kind: if size > 1 { Party::Group } else { Party::Person },
            person: None,
            name: name.to_owned(),
            organisation: String::new(),
            phone: String::new(),
            email: String::new(),
            born: None,
            guardian: String::new(),
            guardian_phone: String::new(),
            agreed: false,
            needs: String::new(),
            photos: None,
            questions: None,
            answers: Typed::default(),
            proof: String::new(),
            wait: false,
        }
    }

    /// What was answered to these questions: nothing, where the form asked others.
    fn answers_to(&self, questions: Id<Version>) -> Typed {
        if self.questions == Some(questions) { self.answers.clone() } else { Typed::default() }
    }
}

store::words! {
    /// For whom somebody registers who is signed in.
    pub enum Whom {
        /// For themselves.
        Me = "me",
        /// For a child they answer for.
        Child = "child",
        /// For somebody else, who is told by what is given of them.
        Other = "other",
    }
}

/// Whom the library tells of a registration that somebody signed in makes: them only where it is theirs, or their child's.
///
/// # Errors
/// A refusal where they register themselves by another name than theirs; those of the database.
pub fn told(tx: &mut Tx<'_>, me: Id<Person>, whom: Whom, name: &str) -> Result<Option<Id<Person>>> {
    match whom {
        Whom::Other => Ok(None),
        Whom::Child => Ok(Some(me)),
        Whom::Me => {
            let known = parties::living(tx, me)?.name;
            match folded(&known) == folded(name) {
                true => Ok(Some(me)),
                false => {
                    Err(Refusal::of_field("name", Message::new("register-not-me").with("name", known)).into())
                }
            }
        }
    }
}

/// Registers somebody: confirmed where there are seats, to be decided where that is asked, on the list of those who wait where
/// all seats are taken and they would wait.
///
/// # Errors
/// A refusal with everything that speaks against it, and where all seats are taken and they would not wait; those of the
/// database.
pub fn register(tx: &mut Tx<'_>, act: &Act, new: &New) -> Result<Registration> {
    lock(tx, new.pool)?;
    let known: Option<(Id<Registration>,)> =
        tx.opt(sql!("SELECT id FROM registration WHERE form = ?1"), vals![new.form])?;
    if let Some((id,)) = known {
        return one(tx, id);
    }
    let seats = pool(tx, new.pool)?;
    let activity = planning::one(tx, seats.activity)?;
    let begins = waiting::begins(tx, &activity, &seats)?;
    if let Some(message) = rules::closed(&activity, begins, act.at) {
        return Err(Refusal::new(No::Conflict, message).into());
    }
    let day = begins.map_or_else(|| act.today(), |at| activity.zone().to_datetime(at).date());
    object(tx, act, (&activity, &seats), new, day)?;
    // The form may come when the seats that were held for it have gone back: then it is as if none had been. Where somebody
    // decides about each, nobody keeps any.
    let hold = holding::standing(tx, act, &new.hold)?;
    let is_kept = |hold: &Hold| hold.pool == new.pool && hold.size == new.size && !activity.approval;
    let (kept, other) = match hold {
        Some(hold) if is_kept(&hold) => (Some(hold), None),
        other => (None, other),
    };
    let seats = match other {
        Some(other) => {
            holding::let_go(tx, &other)?;
            pool(tx, new.pool)?
        }
        None => seats,
    };
    waiting::bring_up(tx, act, &seats)?;
    // Only now, so that nobody who waits is offered them in between.
    if let Some(kept) = kept {
        holding::let_go(tx, &kept)?;
    }
    let (state, why) = if activity.approval {
        (Standing::Pending, Why::Decided)
    } else if fits(tx, new.pool, new.size)? {
        (Standing::Confirmed, Why::SeatsFree)
    } else if new.wait {
        (Standing::Waitlisted, Why::Full)
    } else {
        return Err(Refusal::of_field("wait", Message::new("register-full")).into());
    };
    let party = match new.person {
        Some(person) => Some(person),
        None => reach(tx, act, new, day)?,
    };
    let name = folded(&new.name);
    if let Some(party) = party {
        let again: Option<(Id<Registration>,)> = tx.opt(
            sql!(
                "SELECT id FROM registration WHERE pool = ?1 AND party = ?2 AND folded = ?3
                     AND state IN ('pending', 'confirmed', 'waitlisted', 'offered')"
            ),
            vals![new.pool, party, name],
        )?;
        if again.is_some() {
            // Whose name and number are known to somebody else: the code is not told again.
            return Err(Refusal::of_field("name", Message::new("register-again")).into());
        }
    }
    let response = answer(tx, act, &activity, new, party)?;
    let id = insert(tx, act, &activity, new, (state, party, &name, response))?;
    step(tx, act, id, (state, why, None), None)?;
    let facts = json!({ "seats": new.size, "state": state.as_str() });
    audit::record(tx, act, "registration.made", "activity", activity.id, &facts)?;
    events::registered(tx, act, id, (activity.id, state, new.size))?;
    // Whoever left no way to reach them reads it on their ticket.
    if party.is_some() {
        telling::stands(tx, act, id)?;
    }
    one(tx, id)
}

/// Keeps the answers to the activity's questions, where it asks some.
fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: &Activity,
    new: &New,
    party: Option<Id<Person>>,
) -> Result<Option<Id<Response>>> {
    let Some(version) = activity.instrument else { return Ok(None) };
    let form = format!("registration {}", new.form);
    let given = Given { version, party, way: Way::Own, form: &form };
    let kept = instruments::keep(tx, act, &given, &new.answers_to(version))?;
    Ok(Some(kept.id))
}

fn object(
    tx: &mut Tx<'_>,
    act: &Act,
    (activity, seats): (&Activity, &Pool),
    new: &New,
    day: Date,
) -> Result<()> {
    let asked = Asked {
        kind: new.kind,
        size: new.size,
        name: &new.name,
        organisation: &new.organisation,
        reachable: !(new.phone.trim().is_empty() && new.email.trim().is_empty()),
        born: new.born,
        guardian: &new.guardian,
        guardian_phone: &new.guardian_phone,
        agreed: new.agreed,
    };
    let most = if new.kind == Party::Class { settings::CLASS_MOST.number(tx)? } else { activity.largest };
    let mut reasons = rules::register_objections(activity, &asked, day, most);
    reasons.extend(beyond(seats, new.size).filter(|_| reasons.iter().all(|one| one.field != Some("size"))));
    let mut refuse = |field: &'static str, key| {
        reasons.push(Reason { field: Some(field), message: Message::new(key) });
    };
    if !new.phone.trim().is_empty() && phone::normalised(&new.phone).is_none() {
        refuse("phone", "register-phone-wrong");
    }
    if !new.email.trim().is_empty() && !is_address(&new.email) {
        refuse("email", "register-email-wrong");
    }
    if new.needs.chars().count() > 1_000 {
        refuse("needs", "activity-text-too-long");
    }
    if new.born.is_some_and(|born| born > act.today()) {
        refuse("born", "register-born-wrong");
    }
    if !activity.requires.is_empty() {
        let who = certificates::Shown { person: new.person, name: &new.name, code: &new.proof };
        if !certificates::proves(tx, act.today(), &activity.requires, &who)? {
            refuse("proof", "register-requires");
        }
    }
    if let Some(version) = activity.instrument {
        let content = instruments::version(tx, version)?.content;
        reasons.extend(instruments::rules::judge(&content, &new.answers_to(version)).reasons());
    }
    Ok(Refusal::unless_empty(No::Invalid, reasons)?)
}

fn is_address(text: &str) -> bool {
    let profile = Profile { name: "–".into(), email: text.to_owned(), ..Profile::default() };
    people::rules::profile_objections(&profile, Date::MAX).iter().all(|reason| reason.field != Some("email"))
}

/// Whom the library tells, where there is a way: the person, or who answers for a child. Who is in the register by the same
/// name and number already is that one; whoever cannot be reached has their ticket's address.
fn reach(tx: &mut Tx<'_>, act: &Act, new: &New, day: Date) -> Result<Option<Id<Person>>> {
    let child =
        new.kind == Party::Person && new.born.is_some_and(|born| rules::age(born, day) < rules::OF_AGE);
    let profile = match child {
        true => Profile {
            name: new.guardian.clone(),
            phone: new.guardian_phone.clone(),
            email: new.email.clone(),
            ..Profile::default()
        },
        false => Profile {
            name: new.name.clone(),
            phone: new.phone.clone(),
            email: new.email.clone(),
            born: new.born.filter(|_| new.kind == Party::Person),
            ..Profile::default()
        },
    };
    known_or_entered(tx, act, &profile)
}

/// The entry of the register for somebody who gives a name and a way to reach them; none without a way.
pub(crate) fn known_or_entered(tx: &mut Tx<'_>, act: &Act, profile: &Profile) -> Result<Option<Id<Person>>> {
    if profile.phone.trim().is_empty() && profile.email.trim().is_empty() {
        return Ok(None);
    }
    match parties::register(tx, act, PartyKind::Person, profile, false)? {
        parties::Entered::New(party) => Ok(Some(party)),
        parties::Entered::Alike(alike) => {
            let number = phone::normalised(&profile.phone);
            let is_same = |one: &&people::alike::Alike| {
                number.is_some() && one.phone == number && folded(&one.name) == folded(&profile.name)
            };
            if let Some(same) = alike.iter().find(is_same) {
                return Ok(Some(same.id));
            }
            match parties::register(tx, act, PartyKind::Person, profile, true)? {
                parties::Entered::New(party) => Ok(Some(party)),
                parties::Entered::Alike(_) => Ok(None),
            }
        }
    }
}

fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: &Activity,
    new: &New,
    (state, party, folded, response): (Standing, Option<Id<Person>>, &str, Option<Id<Response>>),
) -> Result<Id<Registration>> {
    let id = Id::new();
    let queued = (state == Standing::Waitlisted).then_some(act.at);
    tx.exec(
        sql!(
            "INSERT INTO registration (id, code, secret, form, activity, pool, state, size, until, party, kind, name, folded,
                 organisation, phone, email, born, guardian, guardian_phone, guardian_agreed_at, needs, photos, response,
                 approved_at, queued_at, created_at, result, passed, seated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                 ?22, NULL, ?23, ?24, NULL, NULL, FALSE)"
        ),
        vals![
            id,
            codes::door(),
            holding::secret(),
            new.form,
            activity.id,
            new.pool,
            state,
            new.size,
            party,
            new.kind,
            new.name.trim(),
            folded,
            new.organisation.trim(),
            phone::normalised(&new.phone).unwrap_or_default(),
            new.email.trim(),
            new.born,
            new.guardian.trim(),
            phone::normalised(&new.guardian_phone).unwrap_or_default(),
            new.agreed.then_some(act.at),
            new.needs.trim(),
            new.photos,
            response,
            queued,
            act.at
        ],
    )?;
    Ok(id)
}

/// Agrees to a registration: seats where there are some, a place among those who wait where there are not.
///
/// # Errors
/// A refusal where nothing is to be decided; those of the database.
pub fn approve(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<Registration> {
    let found = locked(tx, id)?;
    settle(tx, act, found.pool)?;
    let found = one(tx, id)?;
    match found.state {
        Standing::Pending => {
            let (state, why) = match fits(tx, found.pool, found.size)? {
                true => (Standing::Confirmed, Why::Approved),
                false => (Standing::Waitlisted, Why::ApprovedFull),
            };
            let queued = (state == Standing::Waitlisted).then_some(found.created_at);
            tx.exec(
                sql!("UPDATE registration SET approved_at = ?2, queued_at = ?3 WHERE id = ?1"),
                vals![id, act.at, queued],
            )?;
            stand(tx, act, id, state, why, None)?;
        }
        // It waited before anybody had to agree.
        Standing::Waitlisted if found.approved_at.is_none() => {
            tx.exec(sql!("UPDATE registration SET approved_at = ?2 WHERE id = ?1"), vals![id, act.at])?;
            step(tx, act, id, (Standing::Waitlisted, Why::ApprovedFull, None), None)?;
            settle(tx, act, found.pool)?;
            note(tx, act, "registration.approved", &found)?;
            return one(tx, id);
        }
        _ => return Err(elsewhere()),
    }
    note(tx, act, "registration.approved", &found)?;
    telling::stands(tx, act, id)?;
    one(tx, id)
}

/// Decides against a registration, with the reason that they are told.
///
/// # Errors
/// A refusal without a reason, and where nothing is to be decided; those of the database.
pub fn decline(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, why: &str) -> Result<Registration> {
    let why = crate::sessions::reason(why)?;
    let found = locked(tx, id)?;
    if !matches!(found.state, Standing::Pending | Standing::Waitlisted) {
        return Err(elsewhere());
    }
    stand(tx, act, id, Standing::Declined, Why::Declined, Some(&why))?;
    note(tx, act, "registration.declined", &found)?;
    events::cancelled(tx, act, &[id], found.activity)?;
    telling::declined(tx, act, id, &why)?;
    one(tx, id)
}

/// Takes the seats that are offered.
///
/// # Errors
/// A refusal where nothing is offered any more; those of the database.
pub fn accept(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<Registration> {
    let found = locked(tx, id)?;
    if found.state == Standing::Confirmed {
        return Ok(found);
    }
    let seats = pool(tx, found.pool)?;
    let activity = planning::one(tx, found.activity)?;
    let is_to_be = waiting::begins(tx, &activity, &seats)?.is_some();
    if found.state != Standing::Offered || found.until.is_none_or(|until| until <= act.at) || !is_to_be {
        return Err(Refusal::new(No::Conflict, Message::new("offer-gone")).into());
    }
    stand(tx, act, id, Standing::Confirmed, Why::Taken, None)?;
    note(tx, act, "registration.offer-taken", &found)?;
    telling::stands(tx, act, id)?;
    one(tx, id)
}

/// Notes what an assessment came to.
///
/// # Errors
/// A refusal of too many words, and while a certificate rests on it; those of the database.
pub fn assess(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Registration>,
    result: &str,
    passed: Option<bool>,
) -> Result<Registration> {
    let found = locked(tx, id)?;
    let result = Some(result.trim()).filter(|text| !text.is_empty());
    if result.is_some_and(|text| text.chars().count() > 200) {
        return Err(Refusal::of_field("result", Message::new("activity-text-too-long")).into());
    }
    certificates::rests_not_on(tx, (found.activity, id), "result")?;
    tx.exec(
        sql!("UPDATE registration SET result = ?2, passed = ?3 WHERE id = ?1"),
        vals![id, result, passed],
    )?;
    note(tx, act, "registration.assessed", &found)?;
    one(tx, id)
}

/// The registration, with its pool for itself.
pub(super) fn locked(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Registration> {
    let found = one(tx, id)?;
    lock(tx, found.pool)?;
    one(tx, id)
}

pub(super) fn elsewhere() -> store::Error {
    Refusal::new(No::Conflict, Message::new("registration-elsewhere")).into()
}

pub(super) fn note(tx: &mut Tx<'_>, act: &Act, action: &str, of: &Registration) -> Result<()> {
    audit::record(tx, act, action, "activity", of.activity, &json!({ "code": of.code }))
}
