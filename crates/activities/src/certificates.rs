//! Certificates: given to whoever has done what was asked, as they were, and asked about for ever.

use kernel::{Act, Date, Id, Kind as No, Message, Person, Refusal};
use people::name::folded;
use platform::{audit, library};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    codes, events, guests,
    model::{Activity, Certificate, Party, Registration},
    planning,
    rules::{self, Progress, Validity},
    seats, sessions, settings, telling,
};

macro_rules! certificates {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT c.id, c.code, c.registration, c.holder, c.title, c.issuer, c.signer, c.since, c.until, c.minutes, c.result,
                 c.issued_on, c.expires_on, c.revoked_on, c.revoked_because,
                 (SELECT n.code FROM certificate n WHERE n.replaces = c.id) AS replaced_by FROM certificate c ",
            $rest
        ))
    };
}

/// The certificate with this code, however it was typed; none where there is none.
///
/// # Errors
/// Those of the database.
pub fn ask(tx: &mut Tx<'_>, code: &str) -> Result<Option<Certificate>> {
    tx.opt(certificates!("WHERE c.code = ?1"), vals![codes::read(code)])
}

/// The certificates of a person that were not taken back, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_party(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Certificate>> {
    tx.all(
        certificates!(
            "WHERE c.party = ?1 AND c.revoked_on IS NULL ORDER BY c.issued_on DESC, c.id DESC LIMIT 100"
        ),
        vals![party],
    )
}

/// A part of the certificates of an activity that were not taken back, by name.
///
/// # Errors
/// Those of the database.
pub fn of_activity(
    tx: &mut Tx<'_>,
    activity: Id<Activity>,
    (limit, offset): (i64, i64),
) -> Result<Vec<Certificate>> {
    tx.all(
        certificates!(
            "JOIN registration r ON r.id = c.registration
             WHERE r.activity = ?1 AND c.revoked_on IS NULL ORDER BY r.folded, c.id LIMIT ?2 OFFSET ?3"
        ),
        vals![activity, limit, offset],
    )
}

/// The certificate that somebody has for a registration, where one holds.
///
/// # Errors
/// Those of the database.
pub fn of_registration(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Option<Certificate>> {
    tx.opt(certificates!("WHERE c.registration = ?1 AND c.revoked_on IS NULL"), vals![id])
}

/// Until the transaction ends no certificate is given in this activity, and none that holds rests on this registration: what
/// it says of the seat, the result and the presence of its learner stays as it is while it holds.
///
/// # Errors
/// A refusal, at this field, where one does; those of the database.
pub(crate) fn rests_not_on(
    tx: &mut Tx<'_>,
    (activity, registration): (Id<Activity>, Id<Registration>),
    field: &'static str,
) -> Result<()> {
    tx.lock("certificates", &activity)?;
    match of_registration(tx, registration)? {
        None => Ok(()),
        Some(one) => {
            let message = Message::new("certificate-rests-on-it").with("code", one.code);
            Err(Refusal::of_field(field, message).into())
        }
    }
}

/// By what somebody shows that they have a certificate.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// Who they are, where they are signed in.
    pub person: Option<Id<Person>>,
    /// What they are called.
    pub name: &'a str,
    /// The code they typed; empty where none.
    pub code: &'a str,
}

/// Whether somebody of this name has a certificate of this title that holds today: the library knows of it, or they know its
/// code. One in another name proves nothing.
///
/// # Errors
/// Those of the database.
pub fn proves(tx: &mut Tx<'_>, today: Date, title: &str, who: &Shown<'_>) -> Result<bool> {
    let proves = |one: &Certificate| {
        one.title == title
            && rules::validity(one, today) == Validity::Valid
            && folded(&one.holder) == folded(who.name)
    };
    if let Some(person) = who.person
        && of_party(tx, person)?.iter().any(proves)
    {
        return Ok(true);
    }
    Ok(ask(tx, who.code)?.is_some_and(|one| proves(&one)))
}

/// A learner of a course, with what they have done and what they have to show for it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Learner {
    /// Their registration.
    pub id: Id<Registration>,
    /// Whom the library tells.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// Who comes on it.
    pub kind: Party,
    /// How many.
    pub size: i64,
    /// How many sessions they attended.
    pub attended: i64,
    /// How long these were, in milliseconds.
    pub lasted: i64,
    /// What their assessment came to.
    pub result: Option<String>,
    /// Whether that was enough.
    pub passed: Option<bool>,
    /// Whether they teach or lead there themselves.
    pub leads: bool,
    /// How many assignments that are needed they have not done well enough yet.
    pub owed: i64,
    /// The certificate that holds.
    pub code: Option<String>,
    /// Whether one was given and taken back, so that another is given only with a reason.
    pub revoked: bool,
}

/// How many sessions of an activity have been held, and how many are to come.
///
/// # Errors
/// Those of the database.
pub fn held(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN s.ends_at <= ?2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                 CAST(COALESCE(SUM(CASE WHEN s.ends_at > ?2 THEN 1 ELSE 0 END), 0) AS BIGINT)
             FROM activity_session s WHERE s.activity = ?1 AND s.cancelled_because IS NULL"
        ),
        vals![activity, act.at],
    )
}

macro_rules! learners {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT r.id, r.party, r.name, r.kind, r.size, r.result, r.passed,
                 (SELECT count(*) FROM attendance t JOIN activity_session s ON s.id = t.session
                     WHERE t.registration = r.id AND t.counted AND s.cancelled_because IS NULL) AS attended,
                 (SELECT CAST(COALESCE(SUM(s.ends_at - s.starts_at), 0) AS BIGINT) FROM attendance t
                     JOIN activity_session s ON s.id = t.session
                     WHERE t.registration = r.id AND t.counted AND s.cancelled_because IS NULL) AS lasted,
                 EXISTS (SELECT 1 FROM activity_person g WHERE g.activity = r.activity
                     AND ((g.party = r.party AND r.guardian = '') OR g.folded = r.folded)) AS leads,
                 (SELECT count(*) FROM assignment w WHERE w.activity = r.activity AND w.required
                     AND NOT EXISTS (SELECT 1 FROM submission b
                         WHERE b.registration = r.id AND b.assignment = w.id AND b.passed)) AS owed,
                 (SELECT c.code FROM certificate c WHERE c.registration = r.id AND c.revoked_on IS NULL) AS code,
                 EXISTS (SELECT 1 FROM certificate c WHERE c.registration = r.id AND c.revoked_on IS NOT NULL) AS revoked
             FROM registration r WHERE r.state = 'confirmed' AND ",
            $rest
        ))
    };
}

/// The learners of a course, by name.
///
/// # Errors
/// Those of the database.
pub fn learners(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Vec<Learner>> {
    tx.all(learners!("r.activity = ?1 ORDER BY r.folded, r.id"), vals![activity])
}

/// The learner of a registration that has its seat; none of any other.
///
/// # Errors
/// Those of the database.
pub fn learner(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Option<Learner>> {
    tx.opt(learners!("r.id = ?1"), vals![id])
}

/// Gives every learner of a course who has done what was asked and never had one their certificate; how many. Whose was taken
/// back is decided about by name.
///
/// # Errors
/// Those of the database.
pub fn issue_all(tx: &mut Tx<'_>, act: &Act, activity: Activity) -> Result<usize> {
    tx.lock("certificates", &activity.id)?;
    let award = Award::read(tx, act, activity)?;
    let mut given = 0;
    for one in learners(tx, award.activity.id)? {
        if award.is_due(&one) {
            award.give(tx, act, &one, None)?;
            given += 1;
        }
    }
    Ok(given)
}

/// What a learner still lacks for a certificate.
pub fn lacks(activity: &Activity, learner: &Learner, (held, to_come): (i64, i64)) -> Vec<Message> {
    let progress = Progress {
        held,
        attended: learner.attended,
        to_come,
        passed: learner.passed,
        leads: learner.leads,
        single: learner.kind == Party::Person && learner.size == 1,
        owed: learner.owed,
    };
    rules::lacks(activity, &progress)
}

/// Whether a certificate is given to a learner without anybody deciding about them: they lack nothing and never had one.
pub fn is_due(activity: &Activity, learner: &Learner, counts: (i64, i64)) -> bool {
    learner.code.is_none() && !learner.revoked && lacks(activity, learner, counts).is_empty()
}

/// Gives somebody their certificate. It says what it says from now on, whatever becomes of the course.
///
/// # Errors
/// A refusal with everything they lack, and where they have one or had one that was taken back; those of the database.
pub fn issue(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<Certificate> {
    award(tx, act, id, None)
}

/// Gives somebody whose certificate was taken back another one, and keeps why.
///
/// # Errors
/// A refusal without a reason, with everything they lack, and where they have one; those of the database.
pub fn issue_again(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, why: &str) -> Result<Certificate> {
    let why = sessions::reason(why)?;
    award(tx, act, id, Some(&why))
}

fn award(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, again: Option<&str>) -> Result<Certificate> {
    let activity = seats::one(tx, id)?.activity;
    let activity = planning::one(tx, activity)?;
    tx.lock("certificates", &activity.id)?;
    let elsewhere = || Refusal::new(No::Conflict, Message::new("registration-elsewhere"));
    let learner = learner(tx, id)?.ok_or_else(elsewhere)?;
    if learner.code.is_some() {
        return Err(Refusal::new(No::Conflict, Message::new("certificate-given")).into());
    }
    if learner.revoked && again.is_none() {
        return Err(Refusal::of_field("reason", Message::new("certificate-was-revoked")).into());
    }
    let award = Award::read(tx, act, activity)?;
    let reasons = lacks(&award.activity, &learner, award.counts).into_iter();
    let reasons = reasons.map(|message| kernel::Reason { field: None, message }).collect();
    Refusal::unless_empty(No::Conflict, reasons)?;
    award.give(tx, act, &learner, again)
}

/// What all certificates of a course say that are given now.
struct Award {
    activity: Activity,
    /// How many sessions were held, and how many are to come.
    counts: (i64, i64),
    since: Date,
    until: Date,
    issuer: String,
    signer: String,
    expires_on: Option<Date>,
}

impl Award {
    fn read(tx: &mut Tx<'_>, act: &Act, activity: Activity) -> Result<Self> {
        let (zone, today) = (activity.zone(), act.today());
        let all = sessions::of(tx, activity.id)?;
        let day = |at: kernel::Timestamp| zone.to_datetime(at).date();
        let standing: Vec<_> = all.iter().filter(|session| session.stands()).collect();
        let years = settings::CERTIFICATE_YEARS.number(tx)?;
        let issuer = format!("{} {}", library::KIND.text(tx)?, library::NAME.text(tx)?);
        Ok(Self {
            counts: held(tx, act, activity.id)?,
            since: standing.first().map_or(today, |session| day(session.starts_at)),
            until: standing.last().map_or(today, |session| day(session.ends_at)),
            issuer: issuer.trim().to_owned(),
            signer: settings::SIGNER.text(tx)?,
            expires_on: (years > 0).then(|| today.saturating_add(jiff::Span::new().years(years))),
            activity,
        })
    }

    fn is_due(&self, learner: &Learner) -> bool {
        is_due(&self.activity, learner, self.counts)
    }

    fn give(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        learner: &Learner,
        again: Option<&str>,
    ) -> Result<Certificate> {
        let one = Certificate {
            id: Id::new(),
            code: codes::certificate(),
            registration: learner.id,
            holder: learner.name.clone(),
            title: self.activity.title.clone(),
            issuer: self.issuer.clone(),
            signer: self.signer.clone(),
            since: self.since,
            until: self.until,
            minutes: learner.lasted / 60_000,
            result: learner.result.clone(),
            issued_on: act.today(),
            expires_on: self.expires_on,
            revoked_on: None,
            revoked_because: None,
            replaced_by: None,
        };
        keep(tx, act, &one, learner.party, (None, again))?;
        let facts = match again {
            None => json!({ "code": one.code }),
            Some(why) => json!({ "code": one.code, "reason": why }),
        };
        audit::record(tx, act, "certificate.issued", "activity", self.activity.id, &facts)?;
        Ok(one)
    }
}

fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    one: &Certificate,
    party: Option<Id<Person>>,
    (replaces, again): (Option<Id<Certificate>>, Option<&str>),
) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO certificate (id, code, registration, party, holder, title, issuer, signer, since, until, minutes, result,
                 issued_on, issued_by, expires_on, replaces, again_because, revoked_on, revoked_because)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, NULL, NULL)"
        ),
        vals![
            one.id,
            one.code,
            one.registration,
            party,
            one.holder,
            one.title,
            one.issuer,
            one.signer,
            one.since,
            one.until,
            one.minutes,
            one.result,
            one.issued_on,
            act.by.person(),
            one.expires_on,
            replaces,
            again
        ],
    )?;
    events::certified(tx, act, one.id, one.registration)?;
    telling::certified(tx, act, one)
}

/// Takes a certificate back. Whoever asks about it is told so, and why, for ever.
///
/// # Errors
/// A refusal without a reason, and where it was taken back already; those of the database.
pub fn revoke(tx: &mut Tx<'_>, act: &Act, code: &str, why: &str) -> Result<Certificate> {
    let why = sessions::reason(why)?;
    let missing = || Refusal::new(No::Missing, Message::new("certificate-unknown"));
    let one = ask(tx, code)?.ok_or_else(missing)?;
    tx.lock("certificate", &one.registration)?;
    let rows = tx.exec(
        sql!("UPDATE certificate SET revoked_on = ?2, revoked_because = ?3 WHERE id = ?1 AND revoked_on IS NULL"),
        vals![one.id, act.today(), why],
    )?;
    if rows == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("certificate-revoked-already")).into());
    }
    let activity = seats::one(tx, one.registration)?.activity;
    audit::record(
        tx,
        act,
        "certificate.revoked",
        "activity",
        activity,
        &json!({ "code": one.code, "reason": why }),
    )?;
    Ok(one)
}

/// Gives the same certificate again with another name on it, where that was written wrongly; the old one is taken back and
/// says which replaces it.
///
/// # Errors
/// A refusal without a name, and where it was taken back already; those of the database.
pub fn reissue(tx: &mut Tx<'_>, act: &Act, code: &str, holder: &str) -> Result<Certificate> {
    let holder = holder.trim();
    if !(1..=200).contains(&holder.chars().count()) {
        return Err(Refusal::of_field("holder", Message::new("register-name-missing")).into());
    }
    let new = codes::certificate();
    let old = revoke(tx, act, code, &new)?;
    let activity = seats::one(tx, old.registration)?.activity;
    let leads = guests::of(tx, activity)?.iter().any(|guest| folded(&guest.name) == folded(holder));
    if leads && folded(&old.holder) != folded(holder) {
        return Err(Refusal::of_field("holder", Message::new("certificate-leads")).into());
    }
    let (party,): (Option<Id<Person>>,) =
        tx.one(sql!("SELECT party FROM certificate WHERE id = ?1"), vals![old.id])?;
    let one = Certificate { id: Id::new(), code: new, holder: holder.to_owned(), ..old.clone() };
    keep(tx, act, &one, party, (Some(old.id), None))?;
    audit::record(tx, act, "certificate.reissued", "activity", activity, &json!({ "code": one.code }))?;
    Ok(one)
}

/// How many certificates were given in a period and hold.
///
/// # Errors
/// Those of the database.
pub fn given(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<i64> {
    let (n,) = tx.one(
        sql!("SELECT count(*) FROM certificate WHERE issued_on BETWEEN ?1 AND ?2 AND revoked_on IS NULL"),
        vals![from, to],
    )?;
    Ok(n)
}
