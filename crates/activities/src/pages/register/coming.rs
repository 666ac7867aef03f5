//! The second step: who comes, and what the activity asks of them.

use axum::http::HeaderMap;
use instruments::{Content, Questions, Typed, Version, uploads};
use kernel::Id;
use platform::files::Files;
use store::{Error, Result, Tx};
use ui::{
    Speech,
    part::{Choice, DateParts, Errors, Field},
};
use web::{Answer, Failure, Post, Uploads, Visit, see_other, sent, sent::Sent, stamp};

use super::{
    super::{CALENDAR, closed, look},
    Fields, RegisterPage, Seen, kind, me, stepper, value,
};
use crate::{
    CHECK_IN, EDIT,
    model::{Audience, Party, Pool},
    planning, rules,
    seats::{self, New, Whom},
};

/// The fields of the form; those of the activity's own questions stand beside them.
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

/// Who comes.
pub(super) async fn draw(visit: &Visit, code: &str, (typed, answers): (Sent, Typed), first: bool) -> Answer {
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
    let phone = text("phone", "register-phone", &mine.1).kind("tel").autocomplete("tel").medium();
    fields.push(match kind {
        // Whoever brings a class answers for it.
        Party::Class => phone.hint(t.say("register-teacher-phone")),
        Party::Person | Party::Group => phone.optional().hint(t.say("register-phone-hint")),
    });
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
pub(in super::super) async fn submit(
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
        return draw(&post, &code, (typed.wrong(lost), answers), false).await;
    }
    let age = stamp::age(typed.text("cap"), post.act().at);
    if age.is_none() || (post.account().is_none() && age.is_some_and(|age| age < stamp::LEAST)) {
        let errors = wrong("name", "register-once-more");
        return draw(&post, &code, (typed.wrong(errors), answers), false).await;
    }
    if typed.is_odd_day("born") {
        let errors = wrong("born", "register-born-wrong");
        return draw(&post, &code, (typed.wrong(errors), answers), false).await;
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
            draw(&post, &code, (typed.wrong(errors), answers), false).await
        }
    }
}
