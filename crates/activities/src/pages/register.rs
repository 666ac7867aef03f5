//! Registering in two steps: which seats and how many, which are then held; who comes, while they are.

use askama::Template;
use axum::{extract::Path, http::HeaderMap};
use instruments::{Content, Questions, Typed, Version, uploads};
use kernel::{Id, TimeZone, Timestamp};
use people::parties;
use platform::files::Files;
use serde::Deserialize;
use store::{Error, Result, Tx, sql, vals};
use ui::{
    Page, Speech,
    part::{Choice, DateParts, ErrorSummary, Errors, Field, Step, Stepper},
};
use web::{
    Answer, Failure, Form, Post, Query, Uploads, Visit, open_form, see_other, sent, sent::Sent, stamp,
};

use super::{CALENDAR, closed, look};
use crate::{
    CHECK_IN, EDIT,
    model::{Activity, Audience, Party, Pool, Session},
    planning, rules,
    seats::{self, New, Whom},
    sessions,
};

web::form! { SeatsForm { kelompok, size, jenis } }

/// The fields of the second step; those of the activity's own questions stand beside them.
const DATA: [&str; 21] = [
    "cap",
    "versi",
    "pegang",
    "kelompok",
    "size",
    "jenis",
    "untuk",
    "name",
    "organisation",
    "phone",
    "email",
    "born_day",
    "born_month",
    "born_year",
    "guardian",
    "guardian_phone",
    "agreed",
    "needs",
    "photos",
    "proof",
    "wait",
];

/// A form as it comes.
type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// What the second step knows of the first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pegang: String,
    kelompok: String,
    size: String,
    jenis: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Page,
    errors: Errors,
    steps: Stepper,
    action: String,
    back: String,
    /// What the form carries along.
    hidden: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    /// What the activity asks besides.
    questions: Option<Questions>,
    wait: Option<Field>,
    button: &'static str,
    /// What is registered for, where there is nothing to choose.
    known: Vec<String>,
    /// The seats in words, and until when they are held.
    seats: String,
    held: Option<String>,
    full: bool,
}

impl RegisterPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn has_files(&self) -> bool {
        self.questions.as_ref().is_some_and(Questions::has_files)
    }
}

struct Seen {
    activity: Activity,
    sessions: Vec<Session>,
    pools: Vec<Pool>,
    held: Option<Timestamp>,
    me: Option<(String, String, String, Option<kernel::Date>)>,
    questions: Option<Version>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, code: &str, hold: &str, me: Option<Id<kernel::Person>>) -> Result<Self> {
        let activity = planning::by_code(tx, code)?;
        let held: Option<(Timestamp,)> =
            tx.opt(sql!("SELECT until FROM seat_hold WHERE secret = ?1"), vals![hold])?;
        let me = me.map(|person| parties::living(tx, person)).transpose()?;
        Ok(Self {
            questions: activity.instrument.map(|id| instruments::version(tx, id)).transpose()?,
            sessions: sessions::of(tx, activity.id)?,
            pools: seats::pools(tx, activity.id)?,
            held: held.map(|(until,)| until),
            me: me.map(|one| {
                (one.name, one.phone.unwrap_or_default(), one.email.unwrap_or_default(), one.born)
            }),
            activity,
        })
    }

    /// The seats one may still have, or wait for.
    fn open(&self, now: Timestamp) -> Vec<&Pool> {
        closed::open(&self.activity, &self.sessions, &self.pools, now)
    }
}

fn me(visit: &Visit) -> Option<Id<kernel::Person>> {
    visit.account().map(|account| account.person)
}

/// The form: the first step, or the second where seats were chosen.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let second = !asked.kelompok.is_empty();
    let typed = [
        ("pegang", asked.pegang),
        ("kelompok", asked.kelompok),
        ("size", asked.size),
        ("jenis", asked.jenis),
    ];
    // What the address does not say was not typed.
    let typed = Sent::of(typed.into_iter().filter(|(_, text)| !text.is_empty()).collect());
    match second {
        true => data(&visit, &code, (typed, Typed::default()), true).await,
        false => choose(&visit, &code, typed).await,
    }
}

fn stepper(t: Speech, code: &str, now: usize) -> Stepper {
    let step = |key: &str, href: Option<String>| Step { label: t.say(key).to_owned(), href };
    let first = (now > 0).then(|| format!("{CALENDAR}/{code}/daftar"));
    let steps = vec![
        step("register-step-seats", first),
        step("register-step-data", None),
        step("register-step-ticket", None),
    ];
    Stepper { t, steps, now }
}

/// Which seats, and how many.
async fn choose(visit: &Visit, code: &str, typed: Sent) -> Answer {
    let (named, me) = (code.to_owned(), me(visit));
    let seen = visit.read(move |tx| Seen::read(tx, &named, "", me)).await?;
    let (t, now, zone) = (visit.t, visit.act().at, seen.activity.zone());
    let open = seen.open(now);
    if open.is_empty() {
        return closed::page(visit, code, None, false).await;
    }
    let first = open.iter().find(|pool| pool.free() > 0).or(open.first()).map(|pool| pool.id.to_string());
    let chosen = typed.or("kelompok", first.as_deref().unwrap_or_default()).to_owned();
    let mut fields = Vec::new();
    let mut hidden = Vec::new();
    let mut known = Vec::new();
    if let [only] = open[..] {
        known = only_choice(t, only, &seen.sessions, &zone);
        hidden.push(("kelompok", chosen));
    } else {
        let choice = |pool: &&Pool| {
            Choice::new(pool.id.to_string(), look::pool(t, pool, &seen.sessions, &zone))
                .hint(look::left(t, pool.free(), pool.capacity))
                .chosen(pool.id.to_string() == chosen)
        };
        let choices = open.iter().map(choice).collect();
        fields.push(
            Field::radios(t, "kelompok", t.say("register-which"), choices).error(typed.errors.of("kelompok")),
        );
    }
    if seen.activity.classes {
        let class = typed.text("jenis") == "class";
        let choices = vec![
            Choice::new("person", t.say("register-own")).chosen(!class),
            Choice::new("class", t.say("register-class")).hint(t.say("register-class-hint")).chosen(class),
        ];
        fields.push(Field::radios(t, "jenis", t.say("register-who"), choices));
    }
    let one_each = rules::asks_age(&seen.activity);
    if seen.activity.classes || seen.activity.largest > 1 && !one_each {
        let hint = match (seen.activity.classes, one_each) {
            (true, true) => t.say("register-size-class-only").to_owned(),
            (true, false) => t.say("register-size-class").to_owned(),
            (false, _) => t.count("register-size-hint", seen.activity.largest),
        };
        let size = typed.or("size", "1").to_owned();
        fields.push(
            look::number(t, "size", t.say("register-size"), size).hint(hint).error(typed.errors.of("size")),
        );
    } else {
        hidden.push(("size", "1".to_owned()));
    }
    let mut page = visit.public(t.about("register-for", seen.activity.title.as_str()));
    page.failed = !typed.errors.is_empty();
    let status = typed.status();
    let view = RegisterPage {
        page,
        errors: typed.errors,
        steps: stepper(t, code, 0),
        action: format!("{CALENDAR}/{code}/daftar"),
        back: format!("{CALENDAR}/{code}"),
        hidden,
        fields,
        questions: None,
        wait: None,
        button: "register-hold",
        known,
        seats: String::new(),
        held: None,
        full: false,
    };
    web::unkept(visit.html_as(status, &view))
}

/// The only seats there are: when, and how many are left.
fn only_choice(t: Speech, pool: &Pool, all: &[Session], zone: &TimeZone) -> Vec<String> {
    let sessions: Vec<&Session> =
        all.iter().filter(|one| one.stands() && pool.session.is_none_or(|id| id == one.id)).collect();
    let when = sessions.first().map(|one| look::when(t, zone, one.starts_at, one.ends_at));
    let when = match (when, sessions.len()) {
        (Some(when), 2..) => {
            t.with("register-sessions", &[("n", (sessions.len() as i64).into()), ("when", when.into())])
        }
        (when, _) => when.unwrap_or_default(),
    };
    let lines = [when, pool.name.clone(), look::left(t, pool.free(), pool.capacity)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn kind(jenis: &str, size: i64) -> Party {
    match (jenis, size) {
        ("class", _) => Party::Class,
        (_, 2..) => Party::Group,
        _ => Party::Person,
    }
}

/// Seats were chosen: they are held, or there are too few.
pub(super) async fn begin(post: Post, Path(code): Path<String>, Form(form): Form<SeatsForm>) -> Answer {
    let typed = form.sent();
    let pool: Option<Id<Pool>> = typed.id("kelompok");
    let size: i64 = typed.or("size", "1").trim().parse().unwrap_or_default();
    let kind = kind(typed.text("jenis"), size);
    let Some(pool) = pool else {
        let mut errors = Errors::new();
        errors.add("kelompok", post.t.say("register-which-missing"));
        return choose(&post, &code, typed.wrong(errors)).await;
    };
    let sender = open_form::whence(&post);
    match post.write(move |tx, act| seats::hold(tx, act, pool, (size, kind), &sender)).await {
        Ok(hold) => {
            let held = hold.map(|hold| hold.secret).unwrap_or_default();
            let kind = if kind == Party::Class { "class" } else { "person" };
            Ok(see_other(&format!(
                "{CALENDAR}/{code}/daftar?kelompok={pool}&size={size}&jenis={kind}&pegang={held}"
            )))
        }
        Err(Error::Refused(refusal)) if refusal.reasons.iter().any(|reason| reason.field.is_some()) => {
            let errors = sent::errors_in(&post, Error::Refused(refusal), "kelompok")?;
            choose(&post, &code, typed.wrong(errors)).await
        }
        Err(Error::Refused(refusal)) if refusal.kind == kernel::Kind::Conflict => {
            closed::page(&post, &code, Some(pool), true).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Whoever goes back gives the seats back that were held for them.
pub(super) async fn leave(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    post.write(move |tx, act| seats::release(tx, act, value(&fields, "pegang"))).await?;
    Ok(see_other(&format!("{CALENDAR}/{code}")))
}

/// Who comes.
async fn data(visit: &Visit, code: &str, (typed, answers): (Sent, Typed), first: bool) -> Answer {
    let (named, hold, me) = (code.to_owned(), typed.text("pegang").to_owned(), me(visit));
    let seen = visit.read(move |tx| Seen::read(tx, &named, &hold, me)).await?;
    let (t, act) = (visit.t, visit.act());
    let (activity, zone) = (&seen.activity, seen.activity.zone());
    let pool: Option<Id<Pool>> = typed.id("kelompok");
    let Some(pool) = seen.pools.iter().find(|one| Some(one.id) == pool) else {
        return Err(Failure::missing());
    };
    if seen.open(act.at).iter().all(|one| one.id != pool.id) {
        return closed::page(visit, code, Some(pool.id), !first).await;
    }
    let size: i64 = typed.text("size").trim().parse().unwrap_or(1);
    let kind = kind(typed.text("jenis"), size);
    let held = seen.held.filter(|until| *until > act.at);
    let full = held.is_none() && pool.free() < size && !activity.approval;
    let seats = match kind {
        Party::Person => look::pool(t, pool, &seen.sessions, &zone),
        _ => format!("{} · {}", look::pool(t, pool, &seen.sessions, &zone), t.count("register-people", size)),
    };
    let cap = Some(typed.text("cap")).filter(|cap| stamp::age(cap, act.at).is_some());
    let cap = cap.map_or_else(|| stamp::given(act.at), str::to_owned);
    let hidden = ["pegang", "kelompok", "size", "jenis"].map(|name| (name, typed.text(name).to_owned()));
    let version = seen.questions.as_ref().map(|version| ("versi", version.id.to_string()));
    let questions =
        seen.questions.as_ref().map(|version| Questions::new(t, &version.content, &answers, &typed.errors));
    let fields = fields(t, &seen, &typed, (kind, whom(visit, &typed)));
    let wait = (full || typed.errors.of("wait").is_some()).then(|| {
        Field::check(t, "wait", t.say("register-wait-tick"), "1", first || typed.ticked("wait"))
            .hint(t.say("register-wait-hint"))
            .error(typed.errors.of("wait"))
    });
    let mut page = visit.public(t.about("register-for", activity.title.as_str()));
    page.failed = !typed.errors.is_empty();
    let status = typed.status();
    let view = RegisterPage {
        page,
        errors: typed.errors,
        steps: stepper(t, code, 1),
        action: format!("{CALENDAR}/{code}/daftar/data"),
        back: format!("{CALENDAR}/{code}"),
        hidden: hidden.into_iter().chain([("cap", cap)]).chain(version).collect(),
        fields,
        questions,
        wait,
        button: match (full, activity.approval) {
            (true, _) => "register-wait",
            (false, true) => "register-ask",
            (false, false) => "register-send",
        },
        known: Vec::new(),
        seats,
        held: held.map(|until| t.about("register-held", t.time(zone.to_datetime(until)))),
        full,
    };
    web::unkept(visit.html_as(status, &view))
}

/// For whom it is: as chosen, otherwise for whoever is signed in, and from the desk for somebody who stands there.
fn whom(visit: &Visit, typed: &Sent) -> Whom {
    let at_desk = visit.can(CHECK_IN) || visit.can(EDIT);
    let otherwise = if at_desk { Whom::Other } else { Whom::Me };
    typed.text("untuk").parse().unwrap_or(otherwise)
}

fn fields(t: Speech, seen: &Seen, typed: &Sent, (kind, whom): (Party, Whom)) -> Vec<Field> {
    let activity = &seen.activity;
    let mine = seen.me.clone().filter(|_| whom == Whom::Me).unwrap_or_default();
    let text = |name, key: &str, otherwise: &str| {
        Field::text(t, name, t.say(key), typed.or(name, otherwise)).error(typed.errors.of(name))
    };
    let mut fields = Vec::new();
    if seen.me.is_some() {
        let all: &[Whom] = match kind {
            Party::Person => Whom::ALL,
            Party::Group | Party::Class => &[Whom::Me, Whom::Other],
        };
        let choice = |one: &Whom| {
            Choice::new(one.as_str(), t.say(&format!("register-for-{one}"))).chosen(*one == whom)
        };
        let choices = all.iter().map(choice).collect();
        fields.push(
            Field::radios(t, "untuk", t.say("register-for-whom"), choices).hint(t.say("register-for-hint")),
        );
    }
    if kind == Party::Class {
        fields.push(text("organisation", "register-school", "").autocomplete("organization"));
        fields.push(text("name", "register-teacher", &mine.0).autocomplete("name"));
    } else {
        fields.push(text("name", "register-name", &mine.0).autocomplete("name"));
    }
    fields.push(
        text("phone", "register-phone", &mine.1)
            .kind("tel")
            .autocomplete("tel")
            .medium()
            .optional()
            .hint(t.say("register-phone-hint")),
    );
    fields.push(
        text("email", "register-email", &mine.2).kind("email").autocomplete("email").medium().optional(),
    );
    if kind == Party::Person {
        let needed = rules::asks_age(activity);
        let known = mine.3.map(DateParts::from).unwrap_or_default();
        let born = Field::date(t, "born", t.say("register-born"), typed.day("born", known))
            .error(typed.errors.of("born"));
        let born = born.hint(t.say("register-born-hint"));
        fields.push(if needed { born } else { born.optional() });
        // Asked at once where children come, and otherwise when the day of birth says so.
        let asked = activity.audience.is_young() || activity.audience == Audience::Families;
        let wrong =
            ["guardian", "guardian_phone", "agreed"].iter().any(|name| typed.errors.of(name).is_some());
        if asked || wrong || !typed.text("guardian").is_empty() {
            fields.push(
                text("guardian", "register-guardian", "").optional().hint(t.say("register-guardian-hint")),
            );
            fields
                .push(text("guardian_phone", "register-guardian-phone", "").kind("tel").medium().optional());
            fields.push(
                Field::check(t, "agreed", t.say("register-agreed"), "1", typed.ticked("agreed"))
                    .error(typed.errors.of("agreed")),
            );
        }
    }
    if !activity.requires.is_empty() {
        fields.push(
            text("proof", "register-proof", "")
                .autocomplete("off")
                .optional()
                .hint(t.about("register-proof-hint", activity.requires.as_str())),
        );
    }
    fields.push(
        Field::area(t, "needs", t.say("register-needs"), typed.text("needs"), 2)
            .hint(t.say("register-needs-hint"))
            .optional()
            .error(typed.errors.of("needs")),
    );
    if activity.photos {
        let chosen = typed.text("photos").to_owned();
        let choices = vec![
            Choice::new("yes", t.say("register-photos-yes")).chosen(chosen == "yes"),
            Choice::new("no", t.say("register-photos-no")).chosen(chosen != "yes"),
        ];
        fields.push(Field::radios(t, "photos", t.say("register-photos"), choices));
    }
    fields
}

/// What is asked besides, where the form asked just that.
async fn asked(post: &Post, code: &str, fields: &Fields) -> Result<Content> {
    let Ok(version) = value(fields, "versi").parse::<Id<Version>>() else { return Ok(Content::default()) };
    let code = code.to_owned();
    post.read(move |tx| match planning::by_code(tx, &code)?.instrument {
        Some(pinned) if pinned == version => Ok(instruments::version(tx, pinned)?.content),
        _ => Ok(Content::default()),
    })
    .await
}

/// The form came back, with files where some are asked for.
pub(super) async fn submit(
    post: Post,
    (headers, files): (HeaderMap, Files),
    code: String,
    sent: Uploads,
) -> Answer {
    // Nobody sees this box; only programs fill it in.
    if !value(&sent.fields, "situs").is_empty() {
        return Ok(see_other(&format!("{CALENDAR}/{code}")));
    }
    let content = asked(&post, &code, &sent.fields).await?;
    let (fields, lost) = uploads::take(&post, &headers, &files, &content, sent).await?;
    let typed = Sent::of(DATA.map(|name| (name, value(&fields, name).to_owned())).to_vec());
    let answers = Typed::of(&fields);
    let wrong = |field: &str, key: &str| {
        let mut errors = Errors::new();
        errors.add(field, post.t.say(key));
        errors
    };
    if !lost.is_empty() {
        return data(&post, &code, (typed.wrong(lost), answers), false).await;
    }
    let age = stamp::age(typed.text("cap"), post.act().at);
    if age.is_none() || (post.account().is_none() && age.is_some_and(|age| age < stamp::LEAST)) {
        let errors = wrong("name", "register-once-more");
        return data(&post, &code, (typed.wrong(errors), answers), false).await;
    }
    if typed.is_odd_day("born") {
        let errors = wrong("born", "register-born-wrong");
        return data(&post, &code, (typed.wrong(errors), answers), false).await;
    }
    let Some(pool) = typed.id("kelompok") else { return Err(Failure::missing()) };
    let size = typed.text("size").trim().parse().unwrap_or_default();
    let text = |name: &str| typed.text(name).to_owned();
    let new = New {
        form: text("cap"),
        hold: text("pegang"),
        pool,
        size,
        kind: kind(typed.text("jenis"), size),
        person: None,
        name: text("name"),
        organisation: text("organisation"),
        phone: text("phone"),
        email: text("email"),
        born: typed.date("born"),
        guardian: text("guardian"),
        guardian_phone: text("guardian_phone"),
        agreed: typed.ticked("agreed"),
        needs: text("needs"),
        photos: Some(typed.text("photos")).filter(|said| !said.is_empty()).map(|said| said == "yes"),
        questions: typed.id("versi"),
        answers: answers.clone(),
        proof: text("proof"),
        wait: typed.ticked("wait"),
    };
    let (me, whom) = (me(&post), whom(&post, &typed));
    let register = move |tx: &mut Tx<'_>, act: &kernel::Act| {
        let person = me.map(|me| seats::told(tx, me, whom, &new.name)).transpose()?.flatten();
        seats::register(tx, act, &New { person, ..new.clone() })
    };
    match post.write(register).await {
        Ok(made) => Ok(see_other(&format!("/tiket/{}", made.secret))),
        Err(Error::Refused(refusal)) if refusal.reasons.iter().all(|reason| reason.field.is_none()) => {
            match refusal.kind {
                kernel::Kind::Conflict => closed::page(&post, &code, Some(pool), true).await,
                _ => Err(refusal.into()),
            }
        }
        Err(error) => {
            let errors = sent::errors_in(&post, error, "name")?;
            data(&post, &code, (typed.wrong(errors), answers), false).await
        }
    }
}
