//! The roll of volunteers: who helps, what they can and when, what was shown.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::traits::{self, TraitKind};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{Check, CheckKind, State, Ticked, Volunteer, rules, settings};

/// Whether somebody may work with children on `day`: the one rule every module asks. Whoever is no volunteer may not, by
/// this rule.
///
/// # Errors
/// Those of the database.
pub fn may_work_with_children(tx: &mut Tx<'_>, person: Id<Person>, day: Date) -> Result<bool> {
    let Some(volunteer) = by_person(tx, person)? else { return Ok(false) };
    let checks = checks(tx, volunteer.id)?;
    Ok(rules::objections_with_children(&volunteer, &checks, day).is_empty())
}

/// The volunteer this person is, if they are one.
///
/// # Errors
/// Those of the database.
pub fn by_person(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Volunteer>> {
    tx.opt(
        sql!(
            "SELECT v.id, v.person, p.name, p.born, p.phone, v.state, v.since, v.signed, v.with_children, v.note
             FROM volunteer v JOIN party p ON p.id = v.person WHERE v.person = ?1"
        ),
        vals![person],
    )
}

/// A volunteer.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Volunteer>) -> Result<Volunteer> {
    let found = tx.opt(
        sql!(
            "SELECT v.id, v.person, p.name, p.born, p.phone, v.state, v.since, v.signed, v.with_children, v.note
             FROM volunteer v JOIN party p ON p.id = v.person WHERE v.id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("volunteer-unknown")).into())
}

/// Puts somebody of the register on the roll. Who is there already helps again.
///
/// # Errors
/// Those of the database.
pub fn enrol(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    ticked: &Ticked,
    with_children: bool,
) -> Result<Id<Volunteer>> {
    tx.lock("volunteer", &person)?;
    let id = match by_person(tx, person)? {
        Some(known) => {
            tx.exec(
                sql!("UPDATE volunteer SET state = 'active', ended = NULL, with_children = ?2 WHERE id = ?1"),
                vals![known.id, with_children],
            )?;
            known.id
        }
        None => {
            let id = Id::new();
            tx.exec(
                sql!(
                    "INSERT INTO volunteer (id, person, state, since, signed, with_children, note, ended)
                     VALUES (?1, ?2, 'active', ?3, NULL, ?4, NULL, NULL)"
                ),
                vals![id, person, act.today(), with_children],
            )?;
            id
        }
    };
    tick(tx, act, id, ticked)?;
    audit::record(tx, act, "volunteer.enrolled", "person", person, &json!({}))?;
    Ok(id)
}

/// Sets what somebody can and when. Languages stand with the person, where other modules find them; those the register
/// knows already stay.
///
/// # Errors
/// Those of the database.
pub fn tick(tx: &mut Tx<'_>, act: &Act, id: Id<Volunteer>, ticked: &Ticked) -> Result<()> {
    let (volunteer, ticked) = (one(tx, id)?, ticked.clone().known());
    tx.exec(sql!("DELETE FROM volunteer_skill WHERE volunteer = ?1"), vals![id])?;
    for skill in &ticked.skills {
        tx.exec(sql!("INSERT INTO volunteer_skill (volunteer, skill) VALUES (?1, ?2)"), vals![id, skill])?;
    }
    tx.exec(sql!("DELETE FROM volunteer_time WHERE volunteer = ?1"), vals![id])?;
    for (weekday, part) in &ticked.times {
        tx.exec(
            sql!("INSERT INTO volunteer_time (volunteer, weekday, part) VALUES (?1, ?2, ?3)"),
            vals![id, *weekday, part],
        )?;
    }
    let spoken = languages(tx, volunteer.person)?;
    for code in ticked.languages.iter().filter(|code| !spoken.contains(code)) {
        traits::add(tx, act, volunteer.person, TraitKind::Language, code, "")?;
    }
    Ok(())
}

fn languages(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<String>> {
    let all = traits::of(tx, person)?.into_iter();
    Ok(all.filter(|one| one.kind == TraitKind::Language).map(|one| one.code).collect())
}

/// What somebody can and when.
///
/// # Errors
/// Those of the database.
pub fn ticked(tx: &mut Tx<'_>, id: Id<Volunteer>) -> Result<Ticked> {
    let person = one(tx, id)?.person;
    let skills: Vec<(String,)> =
        tx.all(sql!("SELECT skill FROM volunteer_skill WHERE volunteer = ?1 ORDER BY skill"), vals![id])?;
    let times = tx.all(
        sql!("SELECT weekday, part FROM volunteer_time WHERE volunteer = ?1 ORDER BY weekday, part"),
        vals![id],
    )?;
    let skills = skills.into_iter().map(|(skill,)| skill).collect();
    Ok(Ticked { skills, languages: languages(tx, person)?, times })
}

/// Lets a volunteer help, rest or go.
///
/// # Errors
/// Those of the database.
pub fn set_state(tx: &mut Tx<'_>, act: &Act, id: Id<Volunteer>, state: State) -> Result<()> {
    let before = one(tx, id)?;
    let ended = (state == State::Ended).then(|| act.today());
    tx.exec(sql!("UPDATE volunteer SET state = ?2, ended = ?3 WHERE id = ?1"), vals![id, state, ended])?;
    let change = json!({ "state": [before.state.as_str(), state.as_str()] });
    audit::record(tx, act, "volunteer.state-set", "person", before.person, &change)
}

/// Notes the day agreement and code of conduct were signed, whether they would work with children, and a note.
///
/// # Errors
/// A refusal for a day to come; those of the database.
pub fn describe(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Volunteer>,
    signed: Option<Date>,
    with_children: bool,
    note: &str,
) -> Result<()> {
    let before = one(tx, id)?;
    if signed.is_some_and(|signed| signed > act.today()) {
        return Err(Refusal::of_field("signed", Message::new("volunteer-day-to-come")).into());
    }
    let note = Some(note.trim()).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > 2000) {
        return Err(Refusal::of_field("note", Message::new("member-text-too-long")).into());
    }
    tx.exec(
        sql!("UPDATE volunteer SET signed = ?2, with_children = ?3, note = ?4 WHERE id = ?1"),
        vals![id, signed, with_children, note],
    )?;
    audit::record(tx, act, "volunteer.described", "person", before.person, &json!({ "signed": signed }))
}

/// Notes that somebody of the library saw a check: its kind and days, never what it says.
///
/// # Errors
/// A refusal where the days cannot be; those of the database.
pub fn see_check(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Volunteer>,
    kind: CheckKind,
    issued: Date,
    until: Option<Date>,
) -> Result<Id<Check>> {
    let volunteer = one(tx, id)?;
    if issued > act.today() {
        return Err(Refusal::of_field("issued", Message::new("volunteer-day-to-come")).into());
    }
    if until.is_some_and(|until| until < issued) {
        return Err(Refusal::of_field("until", Message::new("check-ends-before")).into());
    }
    let check = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO volunteer_check (id, volunteer, kind, issued, until, seen_by, seen_at, withdrawn_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)"
        ),
        vals![check, id, kind, issued, until, act.by.person(), act.at],
    )?;
    let facts = json!({ "kind": kind.as_str(), "until": until });
    audit::record(tx, act, "volunteer.check-seen", "person", volunteer.person, &facts)?;
    Ok(check)
}

/// Withdraws a check: entered by mistake, or no longer to be relied on.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn withdraw_check(tx: &mut Tx<'_>, act: &Act, id: Id<Volunteer>, check: Id<Check>) -> Result<()> {
    let volunteer = one(tx, id)?;
    let rows = tx.exec(
        sql!(
            "UPDATE volunteer_check SET withdrawn_at = ?3
             WHERE id = ?2 AND volunteer = ?1 AND withdrawn_at IS NULL"
        ),
        vals![id, check, act.at],
    )?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "volunteer.check-withdrawn", "person", volunteer.person, &json!({}))
}

/// The checks that stand, the latest first.
///
/// # Errors
/// Those of the database.
pub fn checks(tx: &mut Tx<'_>, id: Id<Volunteer>) -> Result<Vec<Check>> {
    tx.all(
        sql!(
            "SELECT c.id, c.kind, c.issued, c.until, a.name AS seen_by, c.seen_at FROM volunteer_check c
             LEFT JOIN account a ON a.person = c.seen_by
             WHERE c.volunteer = ?1 AND c.withdrawn_at IS NULL ORDER BY c.issued DESC, c.id"
        ),
        vals![id],
    )
}

/// What a list of volunteers is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Part of the name, folded.
    pub words: String,
    /// Who has this skill; empty means all.
    pub skill: String,
    /// Who speaks this language; empty means all.
    pub language: String,
    /// Who can on this weekday; 0 means any.
    pub weekday: i64,
    /// Who can in this part of a day; empty means any.
    pub part: String,
    /// Only who may work with children today.
    pub children: bool,
    /// Also who rests or has gone.
    pub all: bool,
}

/// A volunteer as the list shows them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Which.
    pub id: Id<Volunteer>,
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// How they stand.
    pub state: State,
    /// Whether they would like to work with children.
    pub with_children: bool,
    /// Whether they may today.
    pub may: bool,
    /// The last day of the police certificate that holds longest.
    pub until: Option<Date>,
    /// Minutes given that count.
    pub minutes: i64,
}

/// Up to 200 volunteers by name.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, asked: &Asked, today: Date) -> Result<Vec<Listed>> {
    listed(tx, asked, today, None)
}

/// As [`list`]; where a day is given, only who would work with children and whose certificate ends by then, the most
/// pressing first.
fn listed(tx: &mut Tx<'_>, asked: &Asked, today: Date, ending: Option<Date>) -> Result<Vec<Listed>> {
    let words = people::name::folded(&asked.words);
    let pattern = (!words.is_empty()).then(|| store::containing(&words));
    let grown = today.saturating_sub(rules::GROWN_UP.years());
    tx.all(
        sql!(
            "SELECT x.id, x.person, x.name, x.phone, x.state, x.with_children, x.may, x.until, x.minutes FROM (
             SELECT v.id, v.person, p.name, p.folded, p.phone, v.state, v.with_children,
                 (v.state = 'active' AND p.born IS NOT NULL AND p.born <= ?7 AND v.signed IS NOT NULL AND v.signed <= ?6
                    AND EXISTS (SELECT 1 FROM volunteer_check c WHERE c.volunteer = v.id AND c.kind = 'police'
                        AND c.withdrawn_at IS NULL AND c.issued <= ?6 AND (c.until IS NULL OR c.until >= ?6))) AS may,
                 (SELECT MAX(c.until) FROM volunteer_check c WHERE c.volunteer = v.id AND c.kind = 'police'
                    AND c.withdrawn_at IS NULL) AS until,
                 (SELECT CAST(COALESCE(SUM(h.minutes), 0) AS BIGINT) FROM volunteer_hours h
                    JOIN volunteer_hours_word w ON w.hours = h.id AND w.confirmed WHERE h.volunteer = v.id) AS minutes
             FROM volunteer v JOIN party p ON p.id = v.person AND p.merged_into IS NULL
             WHERE (v.state = 'active' OR CAST(?8 AS BOOLEAN))
               AND (CAST(?1 AS TEXT) IS NULL OR p.folded LIKE CAST(?1 AS TEXT) ESCAPE '~')
               AND (CAST(?2 AS TEXT) = '' OR EXISTS (SELECT 1 FROM volunteer_skill s
                    WHERE s.volunteer = v.id AND s.skill = ?2))
               AND (CAST(?3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_trait l
                    WHERE l.party = v.person AND l.kind = 'language' AND l.code = ?3))
               AND ((CAST(?4 AS BIGINT) = 0 AND CAST(?5 AS TEXT) = '') OR EXISTS (SELECT 1 FROM volunteer_time t
                    WHERE t.volunteer = v.id AND (?4 = 0 OR t.weekday = ?4) AND (?5 = '' OR t.part = ?5)))
) x
             WHERE (NOT CAST(?9 AS BOOLEAN) OR x.may)
               AND (CAST(?10 AS TEXT) IS NULL OR (x.with_children AND x.until <= CAST(?10 AS TEXT)))
             ORDER BY CASE WHEN CAST(?10 AS TEXT) IS NULL THEN '' ELSE x.until END, x.folded, x.id LIMIT 200"
        ),
        vals![
            pattern,
            asked.skill,
            asked.language,
            asked.weekday,
            asked.part,
            today,
            grown,
            asked.all,
            asked.children,
            ending
        ],
    )
}

/// Volunteers who would work with children and whose police certificate has ended or ends within the days the library has
/// decided on, the most pressing first.
///
/// # Errors
/// Those of the database.
pub fn ending(tx: &mut Tx<'_>, act: &Act) -> Result<Vec<Listed>> {
    let days = settings::WARN_DAYS.number(tx)?;
    let before = act.today().saturating_add(days.days());
    listed(tx, &Asked::default(), act.today(), Some(before))
}
