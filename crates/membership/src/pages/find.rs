use askama::Template;
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Button, Column, Empty, Row, Table},
};
use web::{Answer, Query, Visit, see_other};

use super::{path_of, plan_named, standing_badge};
use crate::{Member, Plan, plans, queries, rules};
use people::{EDIT, phone};

/// How many hits a page shows: whoever is not among them is found by one more word.
const SHOWN: i64 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    page: Page,
    q: String,
    table: Table,
    /// Whether there is anyone whose card could be printed.
    any: bool,
    can_edit: bool,
}

/// A box that takes a member's card for printing.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<input type=\"checkbox\" name=\"kode\" value=\"{{ code }}\" aria-label=\"{{ label }}\">"
)]
struct Tick<'a> {
    code: &'a str,
    label: String,
}

/// A member's name, leading to their page.
#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// Members by name, number or telephone; a whole number leads straight to its owner.
pub(crate) async fn page(visit: Visit, Query(Asked { q }): Query<Asked>) -> Answer {
    let words = q.clone();
    let (found, plans) = visit
        .read(move |tx| {
            let found = if words.trim().is_empty() {
                queries::newest(tx, SHOWN)?
            } else {
                queries::find(tx, &words, SHOWN)?
            };
            Ok((found, plans::all(tx)?))
        })
        .await?;
    let code = rules::normalised_code(&q);
    if let [only] = found.as_slice()
        && only.code == code
    {
        return Ok(see_other(&path_of(&code)));
    }
    visit.looks_at_all(found.iter().map(|member| member.person), Sight::List);
    let can_edit = visit.can(EDIT);
    let table = table(&visit, &q, &found, &plans, can_edit);
    let page = visit.staff(visit.t.say("members-title"));
    visit.html(&MembersPage { page, q, any: !found.is_empty(), table, can_edit })
}

fn table(visit: &Visit, q: &str, found: &[Member], plans: &[Plan], can_edit: bool) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let caption = if q.trim().is_empty() { t.say("members-newest") } else { t.say("members-found") };
    let mut table = Table::new(
        t,
        "anggota",
        caption,
        vec![
            column("member-card-short").hidden(),
            column("member-name").head(),
            column("member-code"),
            column("member-plan"),
            column("member-standing"),
            column("member-village"),
            column("member-phone"),
        ],
    );
    if !q.trim().is_empty() {
        table.note = t.count("members-count", found.len() as i64);
    }
    let today = visit.act().today();
    table.rows = found
        .iter()
        .map(|member| {
            let tick = Tick { code: &member.code, label: t.about("member-card-of", member.name.as_str()) };
            Row::new(vec![
                Html::of(&tick),
                Html::of(&Named { href: path_of(&member.code), name: &member.name }),
                member.code.as_str().into(),
                plan_named(t, plans, &member.plan).into(),
                Html::of(&standing_badge(t, member, today)),
                member.village.clone().unwrap_or_default().into(),
                member.phone.as_deref().map(phone::shown).unwrap_or_default().into(),
            ])
        })
        .collect();
    table.empty = Some(empty(t, q, can_edit));
    table
}

fn empty(t: Speech, q: &str, can_edit: bool) -> Empty {
    let action =
        can_edit.then(|| Button::link(t.say("member-register"), "/staf/anggota/baru").icon("LuUserPlus"));
    let (title, text) = if q.trim().is_empty() {
        (t.say("members-none").to_owned(), t.say("members-none-text").to_owned())
    } else {
        (t.about("members-not-found", q.trim()), t.say("members-not-found-text").to_owned())
    };
    Empty { icon: "LuUsers", title, text, action }
}
