//! The first step: which seats, and how many. They are held while the second is filled in.

use axum::extract::Path;
use kernel::{Id, TimeZone};
use store::Error;
use ui::{
    Speech,
    part::{Choice, Errors, Field},
};
use web::{Answer, Form, Post, Visit, open_form, see_other, sent, sent::Sent};

use super::{
    super::{CALENDAR, closed, look},
    Fields, RegisterPage, SeatsForm, Seen, kind, me, stepper, value,
};
use crate::{
    model::{Party, Pool, Session},
    planning, rules, seats,
};

/// Which seats, and how many.
pub(super) async fn draw(visit: &Visit, code: &str, typed: Sent) -> Answer {
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

/// Seats were chosen: they are held, or there are too few.
pub(in super::super) async fn begin(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<SeatsForm>,
) -> Answer {
    let typed = form.sent();
    let pool: Option<Id<Pool>> = typed.id("kelompok");
    let size: i64 = typed.or("size", "1").trim().parse().unwrap_or_default();
    let kind = kind(typed.text("jenis"), size);
    let Some(pool) = pool else {
        let mut errors = Errors::new();
        errors.add("kelompok", post.t.say("register-which-missing"));
        return draw(&post, &code, typed.wrong(errors)).await;
    };
    let (sender, named) = (open_form::whence(&post), code.clone());
    let hold = move |tx: &mut store::Tx<'_>, act: &kernel::Act| {
        // Seats of something else are none of this.
        if seats::pool(tx, pool)?.activity != planning::by_code(tx, &named)?.id {
            return Err(Error::Missing);
        }
        seats::hold(tx, act, pool, (size, kind), &sender)
    };
    match post.write(hold).await {
        Ok(hold) => {
            let held = hold.map(|hold| hold.secret).unwrap_or_default();
            let kind = if kind == Party::Class { "class" } else { "person" };
            Ok(see_other(&format!(
                "{CALENDAR}/{code}/daftar?kelompok={pool}&size={size}&jenis={kind}&pegang={held}"
            )))
        }
        Err(Error::Refused(refusal)) if refusal.reasons.iter().any(|reason| reason.field.is_some()) => {
            let errors = sent::errors_in(&post, Error::Refused(refusal), "kelompok")?;
            draw(&post, &code, typed.wrong(errors)).await
        }
        Err(Error::Refused(refusal)) if refusal.kind == kernel::Kind::Conflict => {
            closed::page(&post, &code, Some(pool), true).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Whoever goes back gives the seats back that were held for them.
pub(in super::super) async fn leave(
    post: Post,
    Path(code): Path<String>,
    Form(fields): Form<Fields>,
) -> Answer {
    post.write(move |tx, act| seats::release(tx, act, value(&fields, "pegang"))).await?;
    Ok(see_other(&format!("{CALENDAR}/{code}")))
}
