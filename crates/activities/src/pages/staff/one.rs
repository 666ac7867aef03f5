//! An activity in the workroom: how far it is, what it lacks, when and where, how many seats, who does what.

use axum::extract::Path;
use kernel::{Message, TimeZone};
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, Deed, Empty, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Visit, sent::Sent};

use super::{
    super::{CALENDAR, TODAY, activity::Seen, look, paper},
    BACK, path_of, session,
};
use crate::{
    CHECK_IN, DECIDE, EDIT,
    model::{Activity, Entry, Pool, Role, Stage},
    planning, seats,
};

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

struct Looked {
    seen: Seen,
    missing: Vec<Message>,
    registrations: i64,
    questions: Option<instruments::Offered>,
    places: look::Places,
}

pub(super) async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let act = visit.act();
    let looked = visit
        .read(move |tx| {
            let seen = Seen::read(tx, &code)?;
            Ok(Looked {
                missing: planning::missing(tx, &act, &seen.activity)?,
                registrations: seats::count(tx, seen.activity.id, None)?,
                places: look::Places::read(tx)?,
                questions: seen.activity.instrument.map(|id| look::offered(tx, id)).transpose()?,
                seen,
            })
        })
        .await?;
    let (t, one) = (visit.t, &looked.seen.activity);
    let mut board = Board::new(t);
    board.head = vec![Html::of(&look::state(t, one.state(visit.act().at))), look::kind(t, one.kind).into()];
    if let Some(why) = &one.cancelled_because {
        board.head.push(why.as_str().into());
    }
    let standing: Vec<_> = looked.seen.sessions.iter().filter(|session| session.stands()).collect();
    board.acts = acts(visit, one, looked.registrations, paper::lines(&standing).len());
    board.stats = stats(t, &looked);
    board.main = main(visit, &looked);
    board.side = side(visit, &looked, &sent);
    visit.board(visit.below(BACK, one.title.as_str()), board, &sent)
}

fn acts(visit: &Visit, one: &Activity, registrations: i64, tracks: usize) -> Vec<Button> {
    let (t, base) = (visit.t, path_of(&one.code));
    let mut acts = Vec::new();
    if visit.can(EDIT) && one.stage != Stage::Cancelled {
        acts.push(Button::link(t.say("activity-edit"), format!("{base}/ubah")).icon("LuPencil"));
    }
    if one.entry != Entry::Free {
        let label = t.count("activity-registrations", registrations);
        acts.push(Button::link(label, format!("{base}/peserta")).ghost().icon("LuUsers"));
    }
    if one.certified {
        acts.push(Button::link(t.say("course-title"), format!("{base}/hasil")).ghost().icon("LuAward"));
        acts.push(
            Button::link(t.say("assignments"), format!("{base}/tugas")).ghost().icon("LuClipboardList"),
        );
    }
    acts.push(Button::link(t.say("activity-poster"), format!("{base}/poster.pdf")).ghost().icon("LuPrinter"));
    if tracks > 1 {
        let href = format!("{CALENDAR}/{}/acara.pdf", one.code);
        acts.push(Button::link(t.say("activity-programme-paper"), href).ghost().icon("LuPrinter"));
    }
    let key = if one.published_at.is_some() { "activity-public-page" } else { "activity-preview" };
    acts.push(Button::link(t.say(key), format!("{CALENDAR}/{}", one.code)).ghost().icon("LuEye"));
    acts
}

fn stats(t: Speech, looked: &Looked) -> Vec<Stat> {
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let (all, taken) =
        looked.seen.pools.iter().fold((0, 0), |(all, taken), pool| (all + pool.capacity, taken + pool.taken));
    let standing = looked.seen.sessions.iter().filter(|session| session.stands()).count();
    let mut stats = vec![
        stat(looked.seen.activity.code.clone(), "activity-code"),
        stat(t.int(standing), "activity-sessions"),
    ];
    if all > 0 {
        stats.push(stat(format!("{} / {}", t.int(taken), t.int(all)), "seats-taken-of"));
    }
    stats
}

fn main(visit: &Visit, looked: &Looked) -> Vec<Html> {
    let (t, one) = (visit.t, &looked.seen.activity);
    let zone = one.zone();
    let mut main = Vec::new();
    if matches!(one.stage, Stage::Draft | Stage::Approved) {
        main.push(Html::of(&readiness(visit, looked)));
    }
    main.push(Html::of(&session_table(visit, looked, &zone)));
    if one.entry != Entry::Free {
        main.push(Html::of(&seat_table(visit, looked, &zone)));
    }
    if !looked.seen.guests.is_empty() {
        main.push(Html::of(&guest_table(visit, looked)));
    }
    if !looked.seen.materials.is_empty() {
        let columns = vec![Column::new(t.say("material-title")).head(), Column::new(t.say("material-for"))];
        let mut table = Table::new(t, "materi", t.say("activity-materials"), columns);
        table.rows = looked
            .seen
            .materials
            .iter()
            .map(|one| {
                let link = look::Linked {
                    href: format!("{CALENDAR}/materi/{}", one.id),
                    text: &one.title,
                    small: "",
                };
                let key = if one.open { "material-open" } else { "material-closed" };
                Row::new(vec![Html::of(&link), t.say(key).into()])
            })
            .collect();
        main.push(Html::of(&table));
    }
    let partners = t.list(&looked.seen.partners);
    let facts = vec![
        ("activity-summary", one.summary.clone()),
        ("activity-programme", one.programme_title.clone().unwrap_or_default()),
        ("activity-with", partners),
        ("activity-audience", look::audience(t, one.audience).to_owned()),
        (
            "activity-questions",
            looked.questions.as_ref().map_or_else(String::new, |one| look::questionnaire(t, one)),
        ),
        ("activity-requires", one.requires.clone()),
        ("activity-access", t.list(&look::provided(t, one))),
    ];
    main.push(Html::of(&look::facts(t, "fakta", "activity-facts", facts)));
    main
}

/// What it still lacks before everybody may know of it.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = "<section class=\"todo\"><h2>{{ title }}</h2><ul class=\"n\">{% for (tone, text) in items %}<li class=\"{{ tone.class() }}\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#{{ tone.icon() }}\"/></svg><span>{{ text }}</span></li>{% endfor %}</ul></section>"
)]
struct Readiness {
    title: String,
    items: Vec<(Tone, String)>,
}

fn readiness(visit: &Visit, looked: &Looked) -> Readiness {
    let t = visit.t;
    let mut items: Vec<(Tone, String)> =
        looked.missing.iter().map(|message| (Tone::Warn, visit.tell(message))).collect();
    if looked.seen.activity.stage == Stage::Draft {
        items.push((Tone::Info, t.say("ready-approval").to_owned()));
    }
    if items.is_empty() {
        items.push((Tone::Ok, t.say("ready-all").to_owned()));
    }
    Readiness { title: t.say("ready-title").to_owned(), items }
}

fn session_table(visit: &Visit, looked: &Looked, zone: &TimeZone) -> Table {
    let (t, one) = (visit.t, &looked.seen.activity);
    let mut columns = vec![Column::new(t.say("activity-when")).head(), Column::new(t.say("session-where"))];
    let door = visit.can(CHECK_IN);
    if door {
        columns.push(Column::new(t.say("nav-check-in")).hidden());
    }
    let mut table = Table::new(t, "sesi", t.say("activity-times"), columns);
    table.empty = Some(Empty {
        icon: "LuCalendarPlus",
        title: t.say("sessions-none").to_owned(),
        text: t.say("sessions-none.text").to_owned(),
        action: None,
    });
    let can_edit = visit.can(EDIT) && one.stage != Stage::Cancelled;
    table.rows = looked
        .seen
        .sessions
        .iter()
        .map(|session| {
            let when = look::when(t, zone, session.starts_at, session.ends_at);
            let parts: Vec<&str> = [session.title.as_str(), session.track.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            let small = parts.join(" · ");
            let when = match can_edit && session.stands() {
                true => {
                    let href = format!("{}/sesi/{}", path_of(&one.code), session.id);
                    Html::of(&look::Linked { href, text: &when, small: &small })
                }
                false => Html::of(&look::Twofold { text: &when, small: &small }),
            };
            let place = match &session.cancelled_because {
                Some(_) => Html::of(&Badge::new(Tone::Bad, t.say("session-off"))),
                None => look::place(t, session.venue, &session.whereabouts()).into(),
            };
            let mut cells = vec![when, place];
            if door {
                let button =
                    Button::link(t.say("nav-check-in"), format!("{TODAY}/{}", session.id)).ghost().small();
                cells.push(if session.stands() { Html::of(&button) } else { Html::default() });
            }
            Row::new(cells)
        })
        .collect();
    table
}

/// The seats of what is still to come.
fn seat_table(visit: &Visit, looked: &Looked, zone: &TimeZone) -> Table {
    let (t, now) = (visit.t, visit.act().at);
    let is_to_come = |pool: &&Pool| {
        let session = looked.seen.sessions.iter().find(|session| pool.session == Some(session.id));
        session.is_none_or(|session| session.stands() && session.ends_at > now)
    };
    let columns = vec![Column::new(t.say("seats-kind")).head(), Column::new(t.say("seats-title"))];
    let mut table = Table::new(t, "kursi", t.say("seats-title"), columns);
    table.empty = Some(Empty {
        icon: "LuArmchair",
        title: t.say("seats-none").to_owned(),
        text: t.say("seats-none.text").to_owned(),
        action: None,
    });
    table.rows = looked
        .seen
        .pools
        .iter()
        .filter(is_to_come)
        .map(|pool| {
            let meter = look::seats(t, pool.capacity.max(1), pool.taken, 0).unwrap_or_default();
            Row::new(vec![look::pool(t, pool, &looked.seen.sessions, zone).into(), meter])
        })
        .collect();
    table
}

/// A button that takes a line of a table away.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ action }}\"><button class=\"btn ghost small\">{{ label }}<span class=\"vh\">: {{ about }}</span></button></form>"
)]
pub(super) struct Act<'a> {
    pub(super) action: String,
    pub(super) label: &'a str,
    pub(super) about: &'a str,
}

fn guest_table(visit: &Visit, looked: &Looked) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("guest-name")).head(),
        Column::new(t.say("guest-role")),
        Column::new(t.say("guest-remove")).hidden(),
    ];
    let mut table = Table::new(t, "orang", t.say("activity-people"), columns);
    let base = path_of(&looked.seen.activity.code);
    table.rows = looked
        .seen
        .guests
        .iter()
        .map(|one| {
            let act = Act {
                action: format!("{base}/orang/{}/hapus", one.id),
                label: t.say("guest-remove"),
                about: &one.name,
            };
            let act = if visit.can(EDIT) { Html::of(&act) } else { Html::default() };
            Row::new(vec![one.name.as_str().into(), look::role(t, one.role).into(), act])
        })
        .collect();
    table
}

fn side(visit: &Visit, looked: &Looked, sent: &Sent) -> Vec<Html> {
    let (t, one) = (visit.t, &looked.seen.activity);
    let base = path_of(&one.code);
    let copy = || Deed::new(t.say("activity-copy"), format!("{base}/salin"), Vec::new());
    let copy = visit.can(EDIT).then(|| copy().lead(t.say("activity-copy.lead")));
    if one.stage == Stage::Cancelled {
        return copy.iter().map(Html::of).collect();
    }
    let mut deeds = Vec::new();
    if visit.can(DECIDE) {
        let (key, action, ready) = match one.stage {
            Stage::Draft => ("activity-approve", "setuju", true),
            _ => ("activity-publish", "terbit", looked.missing.is_empty()),
        };
        if one.stage != Stage::Published && ready {
            let deed = Deed::new(t.say(key), format!("{base}/{action}"), Vec::new());
            deeds.push(deed.lead(t.say(&format!("{key}.lead"))).open(true));
        }
    }
    if visit.can(EDIT) {
        let fresh = looked.seen.sessions.is_empty();
        let title = t.say("session-add");
        let fields = session::fields(t, one, &looked.places, sent, None);
        deeds.push(Deed::new(title, format!("{base}/sesi"), fields).open(fresh && sent.errors.is_empty()));
        if one.entry != Entry::Free {
            deeds.push(seat_deed(t, looked, sent));
        }
        deeds.push(guest_deed(t, &base, sent));
        deeds.push(material_deed(t, &base, sent));
        deeds.extend(copy);
    }
    if visit.can(DECIDE) {
        let reason = Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
            .hint(t.say("reason-hint"))
            .error(sent.errors.of("reason"));
        let deed = Deed::new(t.say("activity-cancel"), format!("{base}/batal"), vec![reason]);
        deeds.push(deed.lead(t.count("activity-cancel.lead", looked.registrations)));
    }
    deeds.iter().map(Html::of).collect()
}

fn seat_deed(t: Speech, looked: &Looked, sent: &Sent) -> Deed {
    let one = &looked.seen.activity;
    let zone = one.zone();
    let mut fields = Vec::new();
    if one.entry == Entry::Each {
        let standing = looked.seen.sessions.iter().filter(|session| session.stands());
        let choices: Vec<Choice> = standing
            .map(|session| {
                let when = look::when(t, &zone, session.starts_at, session.ends_at);
                Choice::new(session.id.to_string(), when)
                    .chosen(sent.text("session") == session.id.to_string())
            })
            .collect();
        fields.push(Field::select(t, "session", t.say("seats-of-session"), choices));
    }
    fields.push(
        Field::text(t, "pool", t.say("seats-name"), sent.text("pool"))
            .medium()
            .optional()
            .hint(t.say("seats-name-hint"))
            .error(sent.errors.of("pool")),
    );
    fields.push(
        look::number(t, "capacity", t.say("seats-number"), sent.text("capacity"))
            .error(sent.errors.of("capacity")),
    );
    let deed = Deed::new(t.say("seats-set"), format!("{}/kursi", path_of(&one.code)), fields);
    deed.lead(t.say("seats-set.lead")).open(looked.seen.pools.is_empty() && !looked.seen.sessions.is_empty())
}

fn guest_deed(t: Speech, base: &str, sent: &Sent) -> Deed {
    let fields = vec![
        Field::text(t, "guest", t.say("guest-name"), sent.text("guest")).error(sent.errors.of("guest")),
        Field::text(t, "phone", t.say("register-phone"), sent.text("phone"))
            .kind("tel")
            .medium()
            .optional()
            .hint(t.say("guest-phone-hint"))
            .error(sent.errors.of("phone")),
        Field::select(
            t,
            "role",
            t.say("guest-role"),
            look::choices(t, Role::ALL, "guest-role", sent.text("role")),
        )
        .medium(),
        Field::area(t, "biography", t.say("guest-biography"), sent.text("biography"), 3)
            .optional()
            .error(sent.errors.of("biography")),
        Field::check(t, "agreed", t.say("guest-agreed"), "1", sent.ticked("agreed"))
            .error(sent.errors.of("agreed")),
    ];
    Deed::new(t.say("guest-add"), format!("{base}/orang"), fields)
}

fn material_deed(t: Speech, base: &str, sent: &Sent) -> Deed {
    let fields = vec![
        Field::text(t, "file", t.say("material-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp")
            .error(sent.errors.of("file")),
        Field::text(t, "material", t.say("material-title"), sent.text("material"))
            .optional()
            .error(sent.errors.of("material")),
        Field::check(t, "open", t.say("material-open-tick"), "1", sent.ticked("open")),
    ];
    Deed::new(t.say("material-add"), format!("{base}/materi"), fields).files()
}
