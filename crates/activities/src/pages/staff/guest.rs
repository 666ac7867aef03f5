//! Somebody who speaks, teaches or hosts: their form.

use axum::extract::Path;
use kernel::{Id, Message};
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Deed, Field},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{super::look, BACK, path_of};
use crate::{
    guests::{self, Invited},
    model::{Activity, Guest, Role, Session},
    planning, sessions,
};

/// The fields: of somebody new the number as well, by which the register knows them.
pub(super) fn fields(
    t: Speech,
    activity: &Activity,
    sessions: &[Session],
    sent: &Sent,
    old: Option<&Guest>,
) -> Vec<Field> {
    let name = old.map_or("", |one| one.name.as_str());
    let role = old.map_or(Role::Speaker, |one| one.role).to_string();
    let words = old.and_then(|one| one.biography.as_deref()).unwrap_or_default();
    let session = old.and_then(|one| one.session).map(|id| id.to_string()).unwrap_or_default();
    let agreed = if old.is_some_and(|one| one.agreed) { "1" } else { "" };
    let agreed = !sent.or("agreed", agreed).is_empty();
    let mut fields = vec![
        Field::text(t, "guest", t.say("guest-name"), sent.or("guest", name)).error(sent.errors.of("guest")),
    ];
    if old.is_none() {
        fields.push(
            Field::text(t, "phone", t.say("register-phone"), sent.text("phone"))
                .kind("tel")
                .medium()
                .optional()
                .hint(t.say("guest-phone-hint"))
                .error(sent.errors.of("phone")),
        );
    }
    let roles = look::choices(t, Role::ALL, "guest-role", sent.or("role", &role));
    fields.push(Field::select(t, "role", t.say("guest-role"), roles).medium());
    if sessions.len() > 1 {
        let zone = activity.zone();
        let chosen = sent.or("guest_session", &session).to_owned();
        let all = Choice::new("", t.say("guest-session-all")).chosen(chosen.is_empty());
        let one = |session: &Session| {
            Choice::new(session.id.to_string(), look::session(t, &zone, session))
                .chosen(chosen == session.id.to_string())
        };
        let standing = sessions.iter().filter(|session| session.stands()).map(one);
        let choices = std::iter::once(all).chain(standing).collect();
        fields.push(Field::select(t, "guest_session", t.say("guest-session"), choices));
    }
    fields.push(
        Field::area(t, "biography", t.say("guest-biography"), sent.or("biography", words), 3)
            .optional()
            .error(sent.errors.of("biography")),
    );
    fields
        .push(Field::check(t, "agreed", t.say("guest-agreed"), "1", agreed).error(sent.errors.of("agreed")));
    fields
}

/// The form.
pub(super) async fn page(visit: Visit, Path((code, id)): Path<(String, Id<Guest>)>) -> Answer {
    draw(&visit, code, id, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, id: Id<Guest>, sent: Sent) -> Answer {
    let asked = code.clone();
    let (activity, guest, sessions) = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &asked)?;
            Ok((guests::one(tx, activity.id, id)?, sessions::of(tx, activity.id)?, activity))
        })
        .await
        .map(|(guest, sessions, activity)| (activity, guest, sessions))?;
    let (t, base) = (visit.t, path_of(&code));
    let mut board = Board::new(t);
    let fields = fields(t, &activity, &sessions, &sent, Some(&guest));
    let deed = Deed::new(t.say("guest-change"), format!("{base}/orang/{id}"), fields);
    let deed = deed.lead(t.say("guest-change.lead")).buttons(vec![Button::new(t.say("activity-save"))]);
    board.main.push(Html::of(&deed.open(true)));
    let mut page = visit.below(BACK, guest.name.as_str());
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), base));
    visit.board(page, board, &sent)
}

web::form! { GuestForm { guest, phone, role, guest_session, biography, agreed } }

/// What was typed of somebody the register knows by this entry, where it does.
pub(super) fn read(sent: &Sent, party: Option<Id<kernel::Person>>) -> store::Result<Invited> {
    Ok(Invited {
        session: sent.id("guest_session"),
        party,
        name: sent.text("guest").to_owned(),
        role: sent.text("role").parse()?,
        biography: sent.text("biography").to_owned(),
        agreed: sent.ticked("agreed"),
    })
}

/// It is said otherwise.
pub(super) async fn change(
    post: Post,
    Path((code, id)): Path<(String, Id<Guest>)>,
    Form(form): Form<GuestForm>,
) -> Answer {
    let sent = form.sent();
    let (typed, named, back) = (sent.clone(), code.clone(), path_of(&code));
    sent::done(
        &post,
        Message::new("activity-saved"),
        "guest",
        move |tx, act| {
            let activity = planning::by_code(tx, &named)?;
            guests::change(tx, act, activity.id, id, &read(&typed, None)?)
        },
        |()| back,
        |errors| draw(&post, code, id, sent.wrong(errors)),
    )
    .await
}
