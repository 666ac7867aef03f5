//! One's own registrations and certificates; what is done with a partner, on the partner's page.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Act, Id, Person, TimeZone, Timestamp};
use store::{FromRow, Result, Tx, sql, vals};
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, Row, Table},
};
use web::{Answer, Failure, Visit};

use super::{CALENDAR, look};
use crate::{
    calendar::{self, Asked, Shown},
    census, certificates,
    model::{Certificate, Registration, Standing},
};

/// A registration of one's own.
#[derive(FromRow)]
struct Own {
    id: Id<Registration>,
    secret: String,
    title: String,
    name: String,
    state: Standing,
    zone: String,
    starts: Option<Timestamp>,
    ends: Option<Timestamp>,
}

/// Those of a person whose end lies after a moment, the next first.
fn own(tx: &mut Tx<'_>, person: Id<Person>, after: Timestamp, limit: i64) -> Result<Vec<Own>> {
    tx.all(
        sql!(
            "SELECT * FROM (SELECT r.id, r.secret, a.title, r.name, r.state, a.zone,
                 COALESCE(s.starts_at, (SELECT MIN(f.starts_at) FROM activity_session f
                     WHERE f.activity = a.id AND f.cancelled_because IS NULL AND f.ends_at > ?2),
                     (SELECT MAX(f.starts_at) FROM activity_session f WHERE f.activity = a.id)) AS starts,
                 COALESCE(s.ends_at, (SELECT MAX(f.ends_at) FROM activity_session f WHERE f.activity = a.id)) AS ends
             FROM registration r JOIN activity a ON a.id = r.activity JOIN seat_pool p ON p.id = r.pool
             LEFT JOIN activity_session s ON s.id = p.session WHERE r.party = ?1) o
             WHERE COALESCE(o.ends, 0) > ?2 ORDER BY o.starts, o.id LIMIT ?3"
        ),
        vals![person, after, limit],
    )
}

fn table(t: Speech, id: &'static str, caption: &str, all: &[Own]) -> Table {
    let columns = vec![
        Column::new(t.say("activity-title")).head(),
        Column::new(t.say("activity-when")),
        Column::new(t.say("ticket-name")),
        Column::new(t.say("activity-state")),
    ];
    let mut table = Table::new(t, id, t.say(caption), columns);
    table.rows = all
        .iter()
        .map(|one| {
            let zone = TimeZone::get(&one.zone).unwrap_or(TimeZone::UTC);
            let when = one.starts.zip(one.ends).map(|(starts, _)| t.moment(starts, &zone));
            let badge: Badge = look::standing(t, one.state);
            Row::new(vec![
                Html::of(&look::Linked {
                    href: format!("/tiket/{}", one.secret),
                    text: &one.title,
                    small: "",
                }),
                when.unwrap_or_default().into(),
                one.name.as_str().into(),
                Html::of(&badge),
            ])
        })
        .collect();
    table
}

fn certificate_table(t: Speech, all: &[Certificate]) -> Table {
    let columns = vec![
        Column::new(t.say("certificate-of")).head(),
        Column::new(t.say("certificate-holder")),
        Column::new(t.say("certificate-issued")),
        Column::new(t.say("certificate-code")),
    ];
    let mut table = Table::new(t, "sertifikat", t.say("certificates-mine"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            Row::new(vec![
                Html::of(&look::Linked {
                    href: format!("/sertifikat/{}", one.code),
                    text: &one.title,
                    small: "",
                }),
                one.holder.as_str().into(),
                t.date(one.issued_on).into(),
                one.code.as_str().into(),
            ])
        })
        .collect();
    table
}

#[derive(Template)]
#[template(path = "my_activities.html")]
struct MinePage {
    page: Page,
    coming: Table,
    past: Option<Table>,
    certificates: Option<Table>,
}

/// How many registrations the page shows of each.
const SHOWN: i64 = 100;

/// The page.
pub(super) async fn page(visit: Visit) -> Answer {
    let Some(person) = visit.account().map(|account| account.person) else {
        return Err(Failure::status(StatusCode::UNAUTHORIZED));
    };
    let now = visit.act().at;
    let (coming, all, certificates) = visit
        .read(move |tx| {
            let all = own(tx, person, Timestamp::UNIX_EPOCH, SHOWN)?;
            Ok((own(tx, person, now, SHOWN)?, all, certificates::of_party(tx, person)?))
        })
        .await?;
    let past: Vec<Own> =
        all.into_iter().filter(|one| coming.iter().all(|other| other.id != one.id)).rev().collect();
    let t = visit.t;
    let mut soon = table(t, "akan-datang", "my-activities-coming", &coming);
    soon.empty = Some(Empty {
        icon: "LuCalendarDays",
        title: t.say("my-activities-none").to_owned(),
        text: t.say("my-activities-none.text").to_owned(),
        action: Some(ui::part::Button::link(t.say("calendar-title"), CALENDAR)),
    });
    let view = MinePage {
        page: visit.member(t.say("nav-my-activities")),
        coming: soon,
        past: (!past.is_empty()).then(|| table(t, "lalu", "my-activities-past", &past)),
        certificates: (!certificates.is_empty()).then(|| certificate_table(t, &certificates)),
    };
    visit.html(&view)
}

#[derive(Template)]
#[template(ext = "html", source = "<section class=\"stack\">{{ table }}</section>")]
struct MinePanel {
    table: Table,
}

/// What one has registered for, on one's own home.
pub(super) fn panel(tx: &mut Tx<'_>, act: &Act, t: Speech, person: Id<Person>) -> Result<Option<Html>> {
    let mut all = own(tx, person, act.at, 5)?;
    all.retain(|one| one.state.is_open());
    let table = table(t, "kegiatan", "nav-my-activities", &all);
    Ok((!all.is_empty()).then(|| Html::of(&MinePanel { table })))
}

#[derive(Template)]
#[template(path = "partner_activities.html")]
struct PartnerView {
    t: Speech,
    said: String,
    coming: Vec<WithPartner>,
    held: Vec<WithPartner>,
}

/// A session with a partner, as a line.
struct WithPartner {
    href: String,
    name: String,
    when: String,
    place: String,
    seats: Option<Html>,
    /// Why it will not be.
    cancelled: Option<String>,
}

/// How many sessions of each kind a partner sees.
const AT_ONCE: usize = 5;

/// What comes with a partner in the next twelve months, and what was in the last.
pub(super) fn partner_panel(
    tx: &mut Tx<'_>,
    act: &Act,
    t: Speech,
    partner: Id<Person>,
) -> Result<Option<Html>> {
    let year = jiff::Span::new().years(1);
    let since = act.start_of(act.today().saturating_sub(year));
    let until = act.start_of(act.today().saturating_add(year));
    let held = census::held(tx, Some(partner), (since, act.at), act.at)?;
    let asked = Asked { partner: Some(partner), ..Asked::default() };
    let (past, coming): (Vec<Shown>, Vec<Shown>) =
        calendar::between(tx, &asked, since, until)?.into_iter().partition(|one| one.ends_at <= act.at);
    if held.sessions == 0 && past.is_empty() && coming.is_empty() {
        return Ok(None);
    }
    let line = |one: &Shown, is_coming: bool| {
        let zone = TimeZone::get(&one.zone).unwrap_or_else(|_| act.zone.clone());
        WithPartner {
            href: format!("{CALENDAR}/{}", one.code),
            name: one.name(),
            when: look::when(t, &zone, one.starts_at, one.ends_at),
            place: look::place(t, one.venue, &one.whereabouts()),
            seats: look::seats(t, one.seats, one.taken, one.waiting).filter(|_| is_coming),
            cancelled: one.cancelled_because.clone(),
        }
    };
    let values = [("sessions", held.sessions.into()), ("people", held.people.into())];
    let view = PartnerView {
        t,
        said: t.with("partner-activities-said", &values),
        coming: coming.iter().take(AT_ONCE).map(|one| line(one, true)).collect(),
        held: past
            .iter()
            .rev()
            .filter(|one| one.cancelled_because.is_none())
            .take(AT_ONCE)
            .map(|one| line(one, false))
            .collect(),
    };
    Ok(Some(Html::of(&view)))
}
