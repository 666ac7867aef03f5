use askama::Template;
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Button, Choice, Column, Empty, Row, Table},
};
use web::{Answer, Query, Visit};

use super::path_of;
use crate::{
    EDIT, IMPORT, phone,
    register::{self, Asked, Found},
};

/// How many hits a page shows: whoever is not among them is found by one more word.
const SHOWN: i64 = 50;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    jenis: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Page,
    q: String,
    kinds: Vec<Choice>,
    table: Table,
    can_edit: bool,
    can_import: bool,
}

/// A party's name, leading to its page.
#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// Everybody, by any part of a name, telephone, e-mail or card.
pub(crate) async fn page(visit: Visit, Query(Typed { q, jenis }): Query<Typed>) -> Answer {
    let kind = jenis.parse().ok();
    let asked = Asked { words: q.clone(), kind, coded: false };
    let found = visit.read(move |tx| register::find(tx, &asked, SHOWN)).await?;
    visit.looks_at_all(register::persons(&found), Sight::List);
    let can_edit = visit.can(EDIT);
    let view = RegisterPage {
        table: table(visit.t, &q, &found, can_edit),
        can_edit,
        can_import: visit.can(IMPORT),
        page: visit.staff(visit.t.say("register-title")),
        q,
        kinds: super::entry::kinds(visit.t, kind),
    };
    visit.html(&view)
}

fn table(t: Speech, q: &str, found: &[Found], can_edit: bool) -> Table {
    let column = |key| Column::new(t.say(key));
    let caption = if q.trim().is_empty() { t.say("register-newest") } else { t.say("register-found") };
    let columns = vec![
        column("member-name").head(),
        column("party-kind"),
        column("party-born"),
        column("party-village"),
        column("party-phone"),
    ];
    let mut table = Table::new(t, "orang", caption, columns);
    if !q.trim().is_empty() {
        table.note = t.count("register-count", found.len() as i64);
    }
    let row = |one: &Found| {
        Row::new(vec![
            Html::of(&Named { href: path_of(one.id), name: &one.name }),
            t.say(&format!("party-kind-{}", one.kind)).to_owned().into(),
            one.born.map(|born| t.date(born)).unwrap_or_default().into(),
            one.village.clone().unwrap_or_default().into(),
            one.phone.as_deref().map(phone::shown).unwrap_or_default().into(),
        ])
    };
    table.rows = found.iter().map(row).collect();
    let action = can_edit.then(|| Button::link(t.say("party-new"), "/staf/orang/baru").icon("LuUserPlus"));
    let (title, text) = if q.trim().is_empty() {
        (t.say("register-none").to_owned(), t.say("register-none-text").to_owned())
    } else {
        (t.about("register-not-found", q.trim()), t.say("register-not-found-text").to_owned())
    };
    table.empty = Some(Empty { icon: "LuBuilding2", title, text, action });
    table
}
