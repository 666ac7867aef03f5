//! One session: its form, moved, or called off.

use axum::extract::Path;
use jiff::civil::Time;
use kernel::Id;
use ui::{
    Html, Speech,
    part::{Board, DateParts, Deed, Field},
};
use web::{Answer, Visit, sent::Sent};

use super::{super::look, BACK, path_of};
use crate::{
    DECIDE,
    model::{Activity, Entry, Session, Venue},
    planning,
    recurrence::Pattern,
    sessions,
};

/// The page of one session: moved, or called off.
pub(super) async fn page(visit: Visit, Path((code, id)): Path<(String, Id<Session>)>) -> Answer {
    draw(&visit, code, id, Sent::default()).await
}

pub(super) async fn draw(visit: &Visit, code: String, id: Id<Session>, sent: Sent) -> Answer {
    let asked = code.clone();
    let (activity, session, places) = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &asked)?;
            let session = sessions::within(tx, activity.id, id)?;
            Ok((activity, session, look::Places::read(tx)?))
        })
        .await?;
    let t = visit.t;
    let zone = activity.zone();
    let mut board = Board::new(t);
    board.head = vec![look::when(t, &zone, session.starts_at, session.ends_at).into()];
    let base = format!("{}/sesi/{id}", path_of(&code));
    if session.stands() {
        let fields = fields(t, &activity, &places, &sent, Some(&session));
        let seen = match sent.text("form") {
            "" => sessions::version(&session),
            seen => seen.to_owned(),
        };
        let deed = Deed::new(t.say("session-change"), base.as_str(), fields).once(seen);
        board.main.push(Html::of(&deed.lead(t.say("session-change.lead")).open(true)));
    }
    if session.stands() && visit.can(DECIDE) && session.ends_at > visit.act().at {
        let reason = Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
            .hint(t.say("reason-hint"))
            .error(sent.errors.of("reason"));
        let deed = Deed::new(t.say("session-cancel"), format!("{base}/batal"), vec![reason]);
        board.side.push(Html::of(&deed.lead(t.say("session-cancel.lead"))));
    }
    let back = path_of(&code);
    let mut page = visit.below(BACK, t.say("session-one"));
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), back));
    visit.board(page, board, &sent)
}

/// The fields of a session: those of a new one ask how often, those of one that stands do not.
pub(super) fn fields(
    t: Speech,
    activity: &Activity,
    places: &look::Places,
    sent: &Sent,
    old: Option<&Session>,
) -> Vec<Field> {
    let wrong = |name: &str| sent.errors.of(name);
    let zone = activity.zone();
    let start = old.map(|session| zone.to_datetime(session.starts_at));
    let minutes = old.map(|session| session.ends_at.duration_since(session.starts_at).as_mins().to_string());
    let day = start.map(|at| DateParts::from(at.date())).unwrap_or_default();
    let clock = |time: Time| format!("{:02}.{:02}", time.hour(), time.minute());
    let time = start.map(|at| clock(at.time())).unwrap_or_default();
    let venue = old.map_or(Venue::Branch, |session| session.venue).to_string();
    let venue = sent.or("venue", &venue).to_owned();
    let branch = old.and_then(|session| session.branch).map(|id| id.to_string()).unwrap_or_default();
    let partner = old.and_then(|session| session.partner).map(|id| id.to_string()).unwrap_or_default();
    let place =
        old.map(|session| session.link.clone().unwrap_or_else(|| session.place.clone())).unwrap_or_default();
    let mut fields = vec![
        Field::date(t, "starts", t.say("session-day"), sent.day("starts", day)).error(wrong("starts")),
        Field::text(t, "time", t.say("session-time"), sent.or("time", &time))
            .short()
            .hint(t.say("session-time-hint"))
            .error(wrong("time")),
        look::number(
            t,
            "minutes",
            t.say("session-minutes"),
            sent.or("minutes", minutes.as_deref().unwrap_or("60")),
        )
        .error(wrong("minutes")),
    ];
    if old.is_none() {
        let chosen = sent.or("pattern", Pattern::Once.as_str()).to_owned();
        fields.push(
            Field::select(
                t,
                "pattern",
                t.say("session-pattern"),
                look::choices(t, Pattern::ALL, "pattern", &chosen),
            )
            .medium(),
        );
        fields.push(
            Field::date(t, "until", t.say("session-until"), sent.day("until", DateParts::default()))
                .optional()
                .hint(t.say("session-until-hint"))
                .error(wrong("until")),
        );
        fields.push(
            Field::text(t, "except", t.say("session-except"), sent.text("except"))
                .optional()
                .hint(t.say("session-except-hint"))
                .error(wrong("except")),
        );
    }
    fields.push(Field::radios(
        t,
        "venue",
        t.say("calendar-venue"),
        look::choices(t, Venue::ALL, "venue", &venue),
    ));
    if places.branches.len() > 1 {
        let choices = look::among(&places.branches, sent.or("branch", &branch), None);
        fields.push(Field::select(t, "branch", t.say("session-branch"), choices).medium());
    }
    if !places.partners.is_empty() {
        let choices =
            look::among(&places.partners, sent.or("partner", &partner), Some(t.say("activity-no-partner")));
        fields.push(Field::select(t, "partner", t.say("session-partner"), choices).medium());
    }
    fields.push(
        Field::text(t, "place", t.say("session-place"), sent.or("place", &place))
            .optional()
            .hint(t.say("session-place-hint"))
            .error(wrong("place")),
    );
    let title = old.map(|session| session.title.clone()).unwrap_or_default();
    let track = old.map(|session| session.track.clone()).unwrap_or_default();
    fields.push(
        Field::text(t, "session_title", t.say("session-title"), sent.or("session_title", &title))
            .optional()
            .error(wrong("session_title")),
    );
    fields
        .push(Field::text(t, "track", t.say("session-track"), sent.or("track", &track)).medium().optional());
    if old.is_none() && activity.entry == Entry::Each {
        fields.push(
            look::number(t, "seats", t.say("session-seats"), sent.or("seats", "20")).error(wrong("capacity")),
        );
    }
    fields
}
