//! Who has registered, and what is decided about them.

use axum::extract::Path;
use kernel::{Act, Id, Message};
use platform::{files::Files, looks::Sight};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html,
    page::query_value,
    part::{Board, Button, Column, Deed, Empty, Field, Row, Tab, Table, Tabs, Timeline, TimelineItem},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{
    super::{look, pager, place},
    BACK,
    course::Learning,
    list::Search,
    path_of,
};
use crate::{
    Activity, EDIT,
    model::{Registration, Standing},
    planning,
    seats::{self, Line},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    keadaan: String,
    n: Option<u32>,
}

/// The list.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let state: Option<Standing> = asked.keadaan.parse().ok();
    let (number, named, words) = (asked.n.unwrap_or(1), code.clone(), asked.q.clone());
    let (activity, lines, count) = visit
        .read(move |tx| {
            let one = planning::by_code(tx, &named)?;
            let which = (state, words.as_str());
            Ok((seats::lines(tx, one.id, which, place(number))?, seats::count(tx, one.id, which)?, one))
        })
        .await
        .map(|(lines, count, one)| (one, lines, count))?;
    visit.looks_at_all(lines.iter().filter_map(|one| one.party), Sight::List);
    let t = visit.t;
    let base = path_of(&code);
    let mut board = Board::new(t);
    board.main.push(Html::of(&Search {
        action: format!("{base}/peserta"),
        fields: vec![Field::text(t, "q", t.say("attendance-find"), asked.q.as_str()).kind("search")],
        label: t.say("search").to_owned(),
    }));
    let tab = |state: Option<Standing>| {
        let word = state.map_or("", Standing::as_str);
        Tab {
            label: match state {
                Some(state) => t.say(&format!("standing-{state}")).to_owned(),
                None => t.say("calendar-all").to_owned(),
            },
            href: format!("{base}/peserta?keadaan={word}&q={}", query_value(&asked.q)),
            current: asked.keadaan == word,
            ..Tab::default()
        }
    };
    let shown = [
        None,
        Some(Standing::Pending),
        Some(Standing::Confirmed),
        Some(Standing::Waitlisted),
        Some(Standing::Offered),
        Some(Standing::Cancelled),
    ];
    board.tabs =
        Some(Tabs { label: t.say("activity-state").to_owned(), tabs: shown.into_iter().map(tab).collect() });
    board.main.push(Html::of(&table(&visit, &base, &lines, count)));
    board.pager = Some(pager(t, number, count, |n| {
        format!("{base}/peserta?keadaan={}&q={}&n={n}", query_value(&asked.keadaan), query_value(&asked.q))
    }));
    let mut page = visit.below(BACK, t.say("registrations-title"));
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), base));
    visit.board(page, board, &Sent::default())
}

fn table(visit: &Visit, base: &str, lines: &[Line], count: i64) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("ticket-name")).head(),
        Column::new(t.say("register-size")).numeric(),
        Column::new(t.say("activity-state")),
        Column::new(t.say("register-phone")),
        Column::new(t.say("registration-needs")),
    ];
    let mut table = Table::new(t, "peserta", t.say("registrations-title"), columns);
    table.note = t.count("registrations-count", count);
    table.empty = Some(Empty {
        icon: "LuUsers",
        title: t.say("registrations-none").to_owned(),
        text: t.say("registrations-none.text").to_owned(),
        action: None,
    });
    let small = |one: &Line| match (one.organisation.as_str(), one.pool_name.as_str()) {
        ("", "") => one.code.clone(),
        ("", more) | (more, _) => format!("{} · {more}", one.code),
    };
    table.rows = lines
        .iter()
        .map(|one| {
            let href = format!("{base}/peserta/{}", one.id);
            Row::new(vec![
                Html::of(&look::Linked { href, text: &one.name, small: &small(one) }),
                t.int(one.size).into(),
                Html::of(&look::standing(t, one.state)),
                look::phone(&one.phone).into(),
                one.needs.as_str().into(),
            ])
        })
        .collect();
    table
}

/// An activity, and a registration that is one of it.
fn within(tx: &mut Tx<'_>, code: &str, id: Id<Registration>) -> Result<(Activity, Registration)> {
    let (activity, one) = (planning::by_code(tx, code)?, seats::one(tx, id)?);
    if one.activity != activity.id {
        return Err(store::Error::Missing);
    }
    Ok((activity, one))
}

/// What was handed in with a registration as the answer to one of its questions.
pub(super) async fn file(
    visit: Visit,
    files: Files,
    (code, id, question): (String, Id<Registration>, u16),
) -> Answer {
    let (one, attached) = visit
        .read(move |tx| {
            let (_, one) = within(tx, &code, id)?;
            let response = one.response.ok_or(store::Error::Missing)?;
            Ok((instruments::attached(tx, response, question)?, one))
        })
        .await
        .map(|(attached, one)| (one, attached))?;
    if let Some(person) = one.party {
        visit.looks_at(person, Sight::Answers);
    }
    instruments::uploads::download(&files, attached).await
}

/// One registration.
pub(super) async fn one(visit: Visit, Path((code, id)): Path<(String, Id<Registration>)>) -> Answer {
    draw(&visit, code, id, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, id: Id<Registration>, sent: Sent) -> Answer {
    let (asked, now) = (code.clone(), visit.act());
    let (activity, one, steps, answered, learning) = visit
        .read(move |tx| {
            let (activity, one) = within(tx, &asked, id)?;
            let answered = one.response.map(|id| instruments::read(tx, id)).transpose()?;
            let learning = Learning::read(tx, &now, &activity, id)?;
            Ok((activity, one, seats::steps(tx, id)?, answered, learning))
        })
        .await?;
    if let Some(person) = one.party {
        visit.looks_at(person, Sight::Answers);
    }
    let (t, act) = (visit.t, visit.act());
    let base = path_of(&code);
    let mut board = Board::new(t);
    board.head = vec![Html::of(&look::standing(t, one.state)), one.code.as_str().into()];
    board.acts =
        vec![Button::link(t.say("ticket-open"), format!("/tiket/{}", one.secret)).ghost().icon("LuTicket")];
    let facts = vec![
        ("ticket-name", one.name.clone()),
        ("register-school", one.organisation.clone()),
        ("register-size", t.int(one.size)),
        ("register-phone", look::phone(&one.phone)),
        ("register-email", one.email.clone()),
        ("register-born", one.born.map(|born| t.date(born)).unwrap_or_default()),
        ("register-guardian", one.guardian.clone()),
        ("register-guardian-phone", look::phone(&one.guardian_phone)),
        ("registration-needs", one.needs.clone()),
        (
            "register-photos",
            one.photos
                .map(|may| t.say(if may { "register-photos-yes" } else { "register-photos-no" }))
                .unwrap_or_default()
                .to_owned(),
        ),
    ];
    board.main.push(Html::of(&look::facts(t, "fakta", "ticket-facts", facts)));
    if let Some((version, answers)) = &answered {
        let caption = t.say("activity-answers");
        let files = format!("{base}/peserta/{id}/berkas");
        let answers =
            instruments::show::answered(t, caption, &version.content, answers, Some(files.as_str()));
        board.main.push(Html::of(&answers));
    }
    if let Some(learning) = &learning {
        board.main.push(Html::of(&learning.shown(visit, &activity)));
    }
    let items = steps
        .iter()
        .map(|step| TimelineItem {
            when: t.moment(step.at, &act.zone),
            title: t.say(&format!("standing-{}", step.state)).to_owned(),
            text: look::why(t, step).into(),
            done: true,
            now: false,
        })
        .collect();
    board.main.push(Html::of(&Timeline { items }));
    let here = format!("{base}/peserta/{id}");
    if let Some(learning) = &learning {
        board.side.extend(learning.deeds(visit, &activity, &here, &sent).iter().map(Html::of));
    }
    // Who has been certified keeps the seat they had.
    if visit.can(EDIT) && !learning.is_some_and(|one| one.is_certified()) {
        board.side.extend(deeds(visit, &here, &activity, &one, &sent).iter().map(Html::of));
    }
    let mut page = visit.below(BACK, one.name.as_str());
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), base.clone()));
    page.crumbs.insert(2, ui::part::Link::new(t.say("registrations-title"), format!("{base}/peserta")));
    visit.board(page, board, &sent)
}

fn deeds(visit: &Visit, base: &str, activity: &Activity, one: &Registration, sent: &Sent) -> Vec<Deed> {
    let t = visit.t;
    let reason = || {
        let hint = t.say("reason-hint");
        vec![
            Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
                .hint(hint)
                .error(sent.errors.of("reason")),
        ]
    };
    let mut deeds = Vec::new();
    let waits_unapproved =
        one.state == Standing::Waitlisted && activity.approval && one.approved_at.is_none();
    if one.state == Standing::Pending || waits_unapproved {
        deeds.push(Deed::new(t.say("registration-approve"), format!("{base}/setuju"), Vec::new()).open(true));
    }
    if matches!(one.state, Standing::Pending | Standing::Waitlisted) {
        deeds.push(Deed::new(t.say("registration-decline"), format!("{base}/tolak"), reason()));
    }
    if matches!(one.state, Standing::Confirmed | Standing::Offered) {
        deeds.push(Deed::new(t.say("registration-take-back"), format!("{base}/batal"), reason()));
    }
    deeds
}

web::form! { ReasonForm { reason } }

/// Runs a use case about a registration; its page again, with what is wrong where something is. What no field is named for
/// stands at `field`.
pub(super) async fn decide(
    post: Post,
    (code, id): (String, Id<Registration>),
    key: &'static str,
    (field, sent): (&'static str, Sent),
    mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<()> + Send + 'static,
) -> Answer {
    let (back, named) = (format!("{}/peserta/{id}", path_of(&code)), code.clone());
    sent::done(
        &post,
        Message::new(key),
        field,
        move |tx, act| {
            within(tx, &named, id)?;
            f(tx, act)
        },
        |()| back,
        |errors| draw(&post, code, id, sent.wrong(errors)),
    )
    .await
}

/// Yes.
pub(super) async fn approve(post: Post, Path((code, id)): Path<(String, Id<Registration>)>) -> Answer {
    decide(post, (code, id), "registration-approved", ("reason", Sent::default()), move |tx, act| {
        seats::approve(tx, act, id).map(drop)
    })
    .await
}

/// No.
pub(super) async fn decline(
    post: Post,
    Path((code, id)): Path<(String, Id<Registration>)>,
    Form(form): Form<ReasonForm>,
) -> Answer {
    let sent = form.sent();
    let why = sent.text("reason").to_owned();
    decide(post, (code, id), "registration-declined", ("reason", sent), move |tx, act| {
        seats::decline(tx, act, id, &why).map(drop)
    })
    .await
}

/// Not after all.
pub(super) async fn take_back(
    post: Post,
    Path((code, id)): Path<(String, Id<Registration>)>,
    Form(form): Form<ReasonForm>,
) -> Answer {
    let sent = form.sent();
    let why = sent.text("reason").to_owned();
    decide(post, (code, id), "registration-taken-back", ("reason", sent), move |tx, act| {
        seats::take_back(tx, act, id, &why).map(drop)
    })
    .await
}
