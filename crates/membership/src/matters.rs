//! What of memberships waits for somebody, and what a member sees of their family.

use askama::Template;
use jiff::ToSpan;
use kernel::{Act, Id, Message, Person};
use people::EDIT;
use store::{Result, Tx, sql, vals};
use ui::{
    Html, Speech,
    part::{Badge, Tone},
};
use web::{Asking, Matter, Panel, Shell, Waiting};

use crate::{
    Member, PLANS, Standing, families, members,
    pages::{path_of_child, standing_badge},
    queries,
    rosters::submissions,
    rules,
};

/// How many days before a membership ends its member is told.
const ENDS_SOON_DAYS: i64 = 30;

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "membership.provisional", shell: Shell::Staff, permission: Some(EDIT), ask: provisional },
    Matter { name: "membership.seats", shell: Shell::Staff, permission: Some(PLANS), ask: seats },
    Matter { name: "membership.sent-lists", shell: Shell::Staff, permission: Some(PLANS), ask: sent_lists },
    Matter { name: "membership.of-age", shell: Shell::Staff, permission: Some(EDIT), ask: coming_of_age },
    Matter { name: "membership.own", shell: Shell::Member, permission: None, ask: own },
    Matter { name: "membership.children", shell: Shell::Member, permission: None, ask: children },
];

pub(crate) const PANELS: &[Panel] = &[Panel { order: 30, draw: family }];

fn provisional(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM member m JOIN party p ON p.id = m.person AND p.merged_into IS NULL
             WHERE m.confirmed_at IS NULL AND m.closed_at IS NULL"
        ),
        vals![],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-provisional", n, "/staf/anggota/sementara"))
}

fn seats(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM roster_row WHERE state = 'waiting'"), vals![])?;
    Ok(Waiting::counted(Tone::Warn, "matter-seats", n, "/staf/mitra-keanggotaan"))
}

fn sent_lists(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = submissions::waiting_count(tx)?;
    Ok(Waiting::counted(Tone::Warn, "matter-sent-lists", n, "/staf/mitra-keanggotaan"))
}

fn coming_of_age(tx: &mut Tx<'_>, &Asking { act, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = families::coming_of_age_count(tx, act.today(), ENDS_SOON_DAYS)?;
    Ok(Waiting::counted(Tone::Info, "matter-of-age", n, "/staf/anggota/sementara"))
}

fn own(tx: &mut Tx<'_>, &Asking { act, person, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let Some(member) = queries::by_id(tx, person)? else { return Ok(Vec::new()) };
    let today = act.today();
    let line = |tone, message| Waiting { tone, message, href: "/saya/kartu".to_owned() };
    let mut found = Vec::new();
    match members::standing(&member, today) {
        Standing::Blocked(why) => {
            found.push(line(Tone::Bad, Message::new("standing-blocked-because").with("x", why)));
        }
        Standing::Expired(day) => {
            found.push(line(Tone::Bad, Message::new("standing-expired-on").with("x", day)));
        }
        Standing::Active => {
            let soon = today.checked_add(ENDS_SOON_DAYS.days()).unwrap_or(today);
            if let Some(day) = rules::until(&member, today).filter(|day| *day <= soon) {
                found.push(line(Tone::Warn, Message::new("matter-ends").with("x", day)));
            }
        }
        Standing::Unagreed(day) => {
            let key = if member.birth_owed { "standing-birth-owed-since" } else { "standing-unagreed-since" };
            found.push(line(Tone::Bad, Message::new(key).with("x", day)));
        }
        Standing::Upcoming => {}
    }
    found.extend(families::missing(tx, &member, today)?.into_iter().map(|message| line(Tone::Warn, message)));
    Ok(found)
}

fn children(tx: &mut Tx<'_>, &Asking { act, person, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let mut found = Vec::new();
    for child in families::children(tx, person, act.today())? {
        let missing = families::missing(tx, &child, act.today())?.len();
        if missing > 0 {
            let n = i64::try_from(missing).unwrap_or(i64::MAX);
            let message = Message::new("matter-child").with("name", child.name.as_str()).with("n", n);
            found.push(Waiting { tone: Tone::Warn, message, href: path_of_child(&child.code) });
        }
    }
    Ok(found)
}

#[derive(Template)]
#[template(path = "family_panel.html")]
struct FamilyPanel {
    t: Speech,
    children: Vec<(Member, String, Badge)>,
}

fn family(tx: &mut Tx<'_>, act: &Act, t: Speech, person: Id<Person>) -> Result<Option<Html>> {
    let today = act.today();
    let child = |child: Member| {
        let (href, badge) = (path_of_child(&child.code), standing_badge(t, &child, today));
        (child, href, badge)
    };
    let children: Vec<_> = families::children(tx, person, today)?.into_iter().map(child).collect();
    Ok((!children.is_empty()).then(|| Html::of(&FamilyPanel { t, children })))
}
