//! Words and small pieces that several pages of this module show.

use askama::Template;
use instruments::{Offered, Version};
use kernel::{Id, TimeZone, Timestamp};
use store::{Result, Tx};
use ui::{
    Html, Lang, Speech,
    part::{Badge, Choice, Column, Field, Meter, Row, Table, Tone},
};

use crate::{
    calendar::Shown,
    model::{Activity, Audience, Kind, Pool, Role, Session, Standing, State, Step, Venue},
};

/// What happens: `Dongeng`.
pub(super) fn kind(t: Speech, one: Kind) -> &'static str {
    said(t, &format!("activity-kind-{one}"))
}

/// Whom it is for.
pub(super) fn audience(t: Speech, one: Audience) -> &'static str {
    said(t, &format!("activity-audience-{one}"))
}

/// What somebody does there.
pub(super) fn role(t: Speech, one: Role) -> &'static str {
    said(t, &format!("guest-role-{one}"))
}

fn said(t: Speech, key: &str) -> &'static str {
    t.known(key).unwrap_or_default()
}

/// How an activity stands, in an icon and words.
pub(super) fn state(t: Speech, one: State) -> Badge {
    let (tone, icon) = match one {
        State::Draft => (Tone::Plain, "LuPencil"),
        State::Approved => (Tone::Info, "LuCheck"),
        State::Published => (Tone::Ok, "LuMegaphone"),
        State::Running => (Tone::Ok, "LuPlay"),
        State::Closed => (Tone::Plain, "LuCircleCheckBig"),
        State::Cancelled => (Tone::Bad, "LuX"),
    };
    Badge::new(tone, t.say(&format!("activity-state-{}", one.as_str()))).icon(icon)
}

/// How a registration stands, in an icon and words.
pub(super) fn standing(t: Speech, one: Standing) -> Badge {
    let tone = match one {
        Standing::Confirmed => Tone::Ok,
        Standing::Pending | Standing::Offered => Tone::Warn,
        Standing::Waitlisted => Tone::Info,
        Standing::Lapsed | Standing::Cancelled => Tone::Plain,
        Standing::Declined => Tone::Bad,
    };
    Badge::new(tone, t.say(&format!("standing-{one}")))
}

/// When, in the words of the page: `Rabu, 5 Agustus 2026, 15.30–16.30`; over more days both of them.
pub(super) fn when(t: Speech, zone: &TimeZone, starts: Timestamp, ends: Timestamp) -> String {
    let (from, to) = (zone.to_datetime(starts), zone.to_datetime(ends));
    if from.date() == to.date() {
        return format!("{}, {}", t.date_long(from), t.time_range(from, to));
    }
    format!("{}, {} – {}, {}", t.date_long(from), t.time(from), t.date_long(to), t.time(to))
}

/// The hours of a day: `15.30–16.30`.
pub(super) fn hours(t: Speech, zone: &TimeZone, starts: Timestamp, ends: Timestamp) -> String {
    t.time_range(zone.to_datetime(starts), zone.to_datetime(ends))
}

/// Where a session is, or that it is on the net.
pub(super) fn place(t: Speech, venue: Venue, whereabouts: &str) -> String {
    match (venue, whereabouts) {
        (Venue::Online, _) => t.say("venue-online").to_owned(),
        (Venue::Stop, place) => t.about("venue-at-stop", place),
        (_, place) => place.to_owned(),
    }
}

/// Seats, as a bar and words; nothing where none are needed.
pub(super) fn seats(t: Speech, seats: i64, taken: i64, waiting: i64) -> Option<Html> {
    let n = |n: i64| u32::try_from(n).unwrap_or_default();
    (seats > 0).then(|| Html::of(&Meter::seats(t, n(taken), n(seats), n(waiting))))
}

/// How many seats are left, in words.
pub(super) fn left(t: Speech, free: i64, of: i64) -> String {
    match free {
        0 => t.say("seats-full").to_owned(),
        left => t.with("seats-left", &[("n", left.into()), ("of", of.into())]),
    }
}

/// A session in one line: when, and what it is called where it is called otherwise.
pub(super) fn session(t: Speech, zone: &TimeZone, one: &Session) -> String {
    let when = when(t, zone, one.starts_at, one.ends_at);
    if one.title.is_empty() { when } else { format!("{}: {when}", one.title) }
}

/// What kind of seats: their name, and of which session.
pub(super) fn pool(t: Speech, one: &Pool, sessions: &[Session], zone: &TimeZone) -> String {
    let session = sessions.iter().find(|session| one.session == Some(session.id));
    let when = session.map(|session| when(t, zone, session.starts_at, session.ends_at));
    let name = Some(one.name.clone()).filter(|name| !name.is_empty());
    let parts: Vec<String> = [when, name].into_iter().flatten().collect();
    if parts.is_empty() { t.say("seats-all").to_owned() } else { parts.join(", ") }
}

/// Why a registration stands as it does, in a sentence.
pub(super) fn why(t: Speech, step: &Step) -> String {
    let sentence = t.with(&format!("why-{}", step.why), &[("free", step.free.unwrap_or_default().into())]);
    match step.note.as_deref() {
        Some(note) => format!("{sentence} {note}"),
        None => sentence,
    }
}

/// A line of an agenda.
pub(super) struct Entry {
    pub(super) href: String,
    pub(super) name: String,
    /// Machine's day, weekday, number, month; whether it is today.
    pub(super) date: (String, String, String, String),
    pub(super) today: bool,
    pub(super) meta: String,
    pub(super) off: Option<String>,
    pub(super) seats: Option<Html>,
}

impl Entry {
    pub(super) fn of(t: Speech, one: &Shown, today: kernel::Date) -> Self {
        let zone = TimeZone::get(&one.zone).unwrap_or(TimeZone::UTC);
        let local = zone.to_datetime(one.starts_at);
        let meta = [
            hours(t, &zone, one.starts_at, one.ends_at),
            place(t, one.venue, &one.whereabouts()),
            one.track.clone(),
            kind(t, one.kind).to_owned(),
            if one.audience == Audience::Everybody {
                String::new()
            } else {
                audience(t, one.audience).to_owned()
            },
        ];
        let meta: Vec<String> = meta.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            href: format!("{}/{}", super::CALENDAR, one.code),
            name: one.name(),
            date: (
                local.date().to_string(),
                t.weekday_short(local.weekday()).to_owned(),
                local.day().to_string(),
                t.month_short(local.month()).to_owned(),
            ),
            today: local.date() == today,
            // The dot stays at the end of its line.
            meta: meta.join("\u{a0}· "),
            off: one.cancelled_because.clone(),
            seats: seats(t, one.seats, one.taken, one.waiting).filter(|_| one.cancelled_because.is_none()),
        }
    }
}

/// Lines of an agenda, drawn.
#[derive(Template)]
#[template(path = "agenda.html")]
pub(super) struct Agenda {
    pub(super) t: Speech,
    pub(super) entries: Vec<Entry>,
}

/// A link, with smaller words under it.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ text }}</a>{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
pub(super) struct Linked<'a> {
    pub(super) href: String,
    pub(super) text: &'a str,
    pub(super) small: &'a str,
}

/// A number one can be called by; nothing where none was given.
pub(super) fn phone(number: &str) -> String {
    if number.is_empty() { String::new() } else { people::phone::shown(number) }
}

/// Words, with smaller ones under them.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ text }}{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
pub(super) struct Twofold<'a> {
    pub(super) text: &'a str,
    pub(super) small: &'a str,
}

/// A choice from the words of an enumeration.
pub(super) fn choices<T: Copy + ToString>(t: Speech, all: &[T], prefix: &str, chosen: &str) -> Vec<Choice> {
    let choice = |one: &T| {
        let word = one.to_string();
        let label = said(t, &format!("{prefix}-{word}"));
        Choice::new(word.clone(), label).chosen(word == chosen)
    };
    all.iter().map(choice).collect()
}

/// A choice from identities and names, with none first where `none` says what that means.
pub(super) fn among(all: &[(String, String)], chosen: &str, none: Option<&str>) -> Vec<Choice> {
    let first = none.map(|label| Choice::new("", label).chosen(chosen.is_empty()));
    let rest = all.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str()).chosen(id == chosen));
    first.into_iter().chain(rest).collect()
}

/// What is known of something, as a table; what is empty is left out.
pub(super) fn facts(t: Speech, id: &'static str, caption: &str, facts: Vec<(&str, String)>) -> Table {
    let columns = vec![
        Column::new(t.say("activity-fact")).hidden().head(),
        Column::new(t.say("activity-fact-value")).hidden(),
    ];
    let mut table = Table::new(t, id, t.say(caption), columns);
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = filled.map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect();
    table
}

/// The library's places and the partners, to choose from.
pub(super) struct Places {
    pub(super) branches: Vec<(String, String)>,
    pub(super) partners: Vec<(String, String)>,
}

impl Places {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self> {
        let branches = platform::library::branches(tx)?;
        let partners = partners::partners::list::choices(tx)?;
        Ok(Self {
            branches: branches.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
            partners: partners.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
        })
    }
}

/// A version of a questionnaire, as something to choose.
pub(super) fn offered(tx: &mut Tx<'_>, id: Id<Version>) -> Result<Offered> {
    let version = instruments::version(tx, id)?;
    let of = instruments::building::one(tx, version.instrument)?;
    Ok(Offered { version: id, number: version.number, title_id: of.title_id, title_en: of.title_en })
}

/// What a version of a questionnaire is called.
pub(super) fn questionnaire(t: Speech, one: &Offered) -> String {
    let title = if t.lang() == Lang::En && !one.title_en.is_empty() { &one.title_en } else { &one.title_id };
    t.with("activity-questions-version", &[("title", title.as_str().into()), ("n", one.number.into())])
}

/// A field for a whole number.
pub(super) fn number(t: Speech, name: &'static str, label: &str, value: impl Into<String>) -> Field {
    Field::text(t, name, label, value).digits().short()
}

/// Paragraphs of a text: an empty line begins a new one.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let all = text.replace("\r\n", "\n");
    all.split("\n\n").map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// What an activity provides for those who need it.
pub(super) fn provided(t: Speech, activity: &Activity) -> Vec<&'static str> {
    activity.access.0.iter().map(|one| said(t, &format!("activity-access-{one}"))).collect()
}
