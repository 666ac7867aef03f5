//! What activities and programmes lack, and where each is mended: what must be there before everybody may know of it, and what
//! should be.

use kernel::{Act, Id, Message, Timestamp};
use people::name::folded;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    aims::{Aim, Level},
    costs::Cost,
    guests,
    model::{Activity, Entry, Guest, Kind, Pool, Programme, Session, Stage, State, Venue},
    planning, seats, sessions, settings,
};

/// Where something is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In this field of what is planned of the activity.
    Plan(&'static str),
    /// In this field beside the activity: sessions, seats, people.
    Beside(&'static str),
    /// In the form of a session.
    Session(Id<Session>),
    /// In the form of somebody who does something there.
    Guest(Id<Guest>),
    /// Among what the library has decided.
    Settings,
    /// In this field of the programme.
    Programme(&'static str),
    /// In the form of a line of its budget.
    Cost(Id<Cost>),
    /// In the form of one of its aims.
    Aim(Id<Aim>),
    /// Where the first activity of this programme is planned.
    First(Id<Programme>),
    /// At one of its activities, by its number.
    Activity(String),
}

/// Something that is lacking.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What, in a sentence.
    pub message: Message,
    /// Where it is mended.
    pub at: Spot,
    /// Whether nothing is published without it.
    pub must: bool,
}

impl Gap {
    fn must(key: &'static str, at: Spot) -> Self {
        Self { message: Message::new(key), at, must: true }
    }

    fn should(message: Message, at: Spot) -> Self {
        Self { message, at, must: false }
    }
}

/// Two sessions in the same room at the same time.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Clash {
    /// The one that is looked at.
    pub session: Id<Session>,
    /// When that begins.
    pub starts_at: Timestamp,
    /// Of what the other is.
    pub other: String,
}

/// What an activity consists of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Its sessions, in their order.
    pub sessions: &'a [Session],
    /// Its seats.
    pub pools: &'a [Pool],
    /// Who does something there.
    pub guests: &'a [Guest],
    /// Its sessions that clash with others.
    pub clashes: &'a [Clash],
    /// Whether the library has said who signs its certificates.
    pub is_signed: bool,
}

/// Everything an activity lacks at a moment, first that without which it is not published; nothing once it is over.
pub fn gaps(activity: &Activity, parts: Parts<'_>, now: Timestamp) -> Vec<Gap> {
    if matches!(activity.state(now), State::Closed | State::Cancelled) {
        return Vec::new();
    }
    let standing: Vec<&Session> = parts.sessions.iter().filter(|session| session.stands()).collect();
    let ahead: Vec<&Session> = standing.iter().copied().filter(|session| session.ends_at > now).collect();
    let mut gaps = musts(activity, &standing, &ahead, parts.pools);
    gaps.extend(times(activity, &ahead, parts, now));
    gaps.extend(people(&ahead, parts.guests));
    let mut lacks = |key, field| gaps.push(Gap::should(Message::new(key), Spot::Plan(field)));
    if activity.access.0.is_empty() {
        lacks("gap-access", "access");
    }
    if activity.about.is_empty() {
        lacks("gap-about", "about");
    }
    if activity.kind == Kind::Course && activity.syllabus.is_empty() {
        lacks("gap-syllabus", "syllabus");
    }
    if activity.certified && !parts.is_signed {
        gaps.push(Gap::should(Message::new("gap-signer"), Spot::Settings));
    }
    gaps
}

/// Without what nothing is published.
fn musts(activity: &Activity, standing: &[&Session], ahead: &[&Session], pools: &[Pool]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if activity.summary.is_empty() {
        gaps.push(Gap::must("ready-summary", Spot::Plan("summary")));
    }
    if standing.is_empty() {
        gaps.push(Gap::must("ready-session", Spot::Beside("starts")));
    } else if ahead.is_empty() {
        gaps.push(Gap::must("ready-future", Spot::Beside("starts")));
    }
    if activity.entry != Entry::Free && pools.iter().all(|pool| pool.capacity == 0) {
        gaps.push(Gap::must("ready-seats", Spot::Beside("capacity")));
    }
    gaps
}

/// What is lacking of when, where and for how many: of several sessions one line, which leads to the first.
fn times(activity: &Activity, ahead: &[&Session], parts: Parts<'_>, now: Timestamp) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let of_first = |key, found: Vec<&Session>, at: fn(&Session) -> Spot| {
        let first = *found.first()?;
        let message = Message::new(key).with("n", found.len() as i64).with("at", first.starts_at);
        Some(Gap::should(message, at(first)))
    };
    let has_no_room = |one: &&&Session| one.venue == Venue::Branch && one.place.is_empty();
    let roomless = ahead.iter().filter(has_no_room).copied().collect();
    gaps.extend(of_first("gap-place", roomless, |one| Spot::Session(one.id)));
    if activity.entry == Entry::Each {
        let has_seats = |one: &Session| parts.pools.iter().any(|pool| pool.session == Some(one.id));
        let seatless = ahead.iter().filter(|one| !has_seats(one)).copied().collect::<Vec<_>>();
        // Where there are no seats at all, that is said already.
        if seatless.len() < ahead.len() {
            gaps.extend(of_first("gap-session-seats", seatless, |_| Spot::Beside("capacity")));
        }
    }
    if let Some(clash) = parts.clashes.first() {
        let message = Message::new("gap-clash").with("other", clash.other.as_str());
        gaps.push(Gap::should(message.with("at", clash.starts_at), Spot::Session(clash.session)));
    }
    if activity.entry != Entry::Free && activity.stage != Stage::Published {
        let (opens, closes) = activity.registration();
        let begins = ahead.first().map(|session| session.starts_at);
        if closes.is_some_and(|closes| closes <= now) {
            gaps.push(Gap::should(Message::new("gap-closed"), Spot::Plan("closes")));
        } else if opens.zip(begins).is_some_and(|(opens, begins)| opens >= begins) {
            gaps.push(Gap::should(Message::new("gap-opens-late"), Spot::Plan("opens")));
        }
    }
    gaps
}

/// Who is lacking, and who has not agreed to being told of.
fn people(ahead: &[&Session], guests: &[Guest]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let hostless: Vec<&&Session> =
        ahead.iter().filter(|one| !guests.iter().any(|guest| guest.is_at(one.id))).collect();
    if let Some(first) = hostless.first() {
        let key = if hostless.len() == ahead.len() { "gap-nobody" } else { "gap-host" };
        let message = Message::new(key).with("n", hostless.len() as i64).with("at", first.starts_at);
        gaps.push(Gap::should(message, Spot::Beside("guest")));
    }
    let mut unasked: Vec<&Guest> = Vec::new();
    for guest in guests.iter().filter(|guest| !guest.agreed) {
        if unasked.iter().all(|known| folded(&known.name) != folded(&guest.name)) {
            unasked.push(guest);
        }
    }
    let consent = |one: &Guest| {
        Gap::should(Message::new("gap-consent").with("name", one.name.as_str()), Spot::Guest(one.id))
    };
    gaps.extend(unasked.into_iter().map(consent));
    gaps
}

macro_rules! clashes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT s.activity, s.id AS session, s.starts_at, q.title AS other
             FROM activity_session s JOIN activity a ON a.id = s.activity
             JOIN activity_session o ON o.starts_at < s.ends_at AND o.starts_at > s.starts_at - 86400000
             JOIN activity q ON q.id = o.activity
             WHERE o.ends_at > s.starts_at AND o.id <> s.id AND o.branch = s.branch AND LOWER(o.place) = LOWER(s.place)
                 AND s.place <> '' AND s.cancelled_because IS NULL AND o.cancelled_because IS NULL AND s.ends_at > ?2
                 AND ",
            $rest,
            " ORDER BY s.starts_at, s.id LIMIT 200"
        ))
    };
}

#[derive(FromRow)]
struct ClashOf {
    activity: Id<Activity>,
    session: Id<Session>,
    starts_at: Timestamp,
    other: String,
}

impl From<ClashOf> for Clash {
    fn from(one: ClashOf) -> Self {
        Self { session: one.session, starts_at: one.starts_at, other: one.other }
    }
}

/// What an activity lacks.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, act: &Act, activity: &Activity) -> Result<Vec<Gap>> {
    let clashes: Vec<ClashOf> = tx.all(clashes!("s.activity = ?1"), vals![activity.id, act.at])?;
    let clashes: Vec<Clash> = clashes.into_iter().map(Clash::from).collect();
    let parts = Parts {
        sessions: &sessions::of(tx, activity.id)?,
        pools: &seats::pools(tx, activity.id)?,
        guests: &guests::of(tx, activity.id)?,
        clashes: &clashes,
        is_signed: !activity.certified || is_signed(tx)?,
    };
    Ok(gaps(activity, parts, act.at))
}

fn is_signed(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(!settings::SIGNER.text(tx)?.trim().is_empty())
}

/// The activities of a programme that were not called off, in the order they begin, and what each lacks.
///
/// # Errors
/// Those of the database.
pub fn of_programme(
    tx: &mut Tx<'_>,
    act: &Act,
    programme: Id<Programme>,
) -> Result<Vec<(Activity, Vec<Gap>)>> {
    let (all_sessions, all_pools, all_guests) = (
        sessions::of_programme(tx, programme)?,
        seats::pools_of_programme(tx, programme)?,
        guests::of_programme(tx, programme)?,
    );
    let all_clashes: Vec<ClashOf> = tx.all(clashes!("a.programme = ?1"), vals![programme, act.at])?;
    let is_signed = is_signed(tx)?;
    let mut all_clashes: Vec<(Id<Activity>, Clash)> =
        all_clashes.into_iter().map(|one| (one.activity, one.into())).collect();
    let mut activities = planning::of_programme(tx, programme)?;
    activities.retain(|one| one.stage != Stage::Cancelled);
    let gaps_of = |one: Activity| {
        let sessions: Vec<Session> =
            all_sessions.iter().filter(|session| session.activity == one.id).cloned().collect();
        let pools: Vec<Pool> = all_pools.iter().filter(|pool| pool.activity == one.id).cloned().collect();
        let guests: Vec<Guest> =
            all_guests.iter().filter(|guest| guest.activity == one.id).cloned().collect();
        let clashes: Vec<Clash> =
            all_clashes.extract_if(.., |(of, _)| *of == one.id).map(|(_, clash)| clash).collect();
        let parts =
            Parts { sessions: &sessions, pools: &pools, guests: &guests, clashes: &clashes, is_signed };
        let gaps = gaps(&one, parts, act.at);
        (one, gaps)
    };
    Ok(activities.into_iter().map(gaps_of).collect())
}

/// Everything a programme lacks: itself first, then each of its activities in a line.
pub fn programme_gaps(
    one: &Programme,
    partners: usize,
    costs: &[Cost],
    aims: &[Aim],
    activities: &[(Activity, Vec<Gap>)],
) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if one.purpose.is_empty() {
        gaps.push(Gap::must("gap-purpose", Spot::Programme("purpose")));
    }
    let mut lacks = |key, at| gaps.push(Gap::should(Message::new(key), at));
    if one.owner.is_none() {
        lacks("gap-owner", Spot::Programme("owner"));
    }
    if partners == 0 {
        lacks("gap-partner", Spot::Programme("partner_more"));
    }
    if one.themes.0.is_empty() {
        lacks("gap-themes", Spot::Programme("themes"));
    }
    if costs.is_empty() {
        lacks("gap-budget", Spot::Programme("cost"));
    }
    for (level, key) in
        [(Level::Goal, "gap-goal"), (Level::Outcome, "gap-outcome"), (Level::Output, "gap-output")]
    {
        if aims.iter().all(|aim| aim.level != level) {
            lacks(key, Spot::Programme("aim"));
        }
    }
    if activities.is_empty() {
        lacks("gap-activity", Spot::First(one.id));
    }
    let named = |key, name: &str| Message::new(key).with("name", name);
    gaps.extend(
        costs
            .iter()
            .filter(|cost| cost.fund.is_none())
            .map(|cost| Gap::should(named("gap-fund", &cost.title), Spot::Cost(cost.id))),
    );
    gaps.extend(
        aims.iter()
            .filter(|aim| aim.measure.is_empty() || aim.target.is_empty())
            .map(|aim| Gap::should(named("gap-measure", &aim.aim), Spot::Aim(aim.id))),
    );
    gaps.extend(activities.iter().filter_map(|(activity, lacking)| {
        let at = Spot::Activity(activity.code.clone());
        let title = activity.title.as_str();
        match (lacking.len(), activity.stage) {
            (0, Stage::Draft) => Some(Gap::should(named("gap-unapproved", title), at)),
            (0, Stage::Approved) => Some(Gap::should(named("gap-unpublished", title), at)),
            (0, _) => None,
            (n, _) => Some(Gap::should(named("gap-activity-lacks", title).with("n", n as i64), at)),
        }
    }));
    gaps
}
