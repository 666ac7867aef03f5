//! Whom the desk has yet to look at: the provisional, children to whose membership nobody has agreed, and those who come
//! of age.

use askama::Template;
use people::phone;
use ui::{
    Html, Page,
    part::{Column, Empty, Row, Table},
};
use web::{Answer, Visit};

use super::{below_list, path_of};
use crate::{Member, families, joining};

/// How many who wait are listed.
const LISTED: i64 = 200;
/// How many days before a birthday somebody is listed who comes of age.
const AHEAD: i64 = 90;

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    page: Page,
    waiting: Vec<Waiting>,
    /// To whose membership a guardian has yet to agree.
    owing: Vec<Waiting>,
    coming: Table,
    can_edit: bool,
}

struct Waiting {
    base: String,
    name: String,
    code: String,
    since: String,
    facts: String,
}

/// Whom the desk has yet to look at: the provisional, and those who come of age.
pub(crate) async fn page(visit: Visit) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let (waiting, owing, coming) = visit
        .read(move |tx| {
            Ok((
                joining::waiting(tx, LISTED)?,
                families::owing_consent(tx, today, LISTED)?,
                families::coming_of_age(tx, today, AHEAD)?,
            ))
        })
        .await?;
    let line = |member: &Member| Waiting {
        base: path_of(&member.code),
        name: member.name.clone(),
        code: member.code.clone(),
        since: t.date(member.since),
        facts: [
            member.born.map(|born| t.date(born)),
            member.phone.as_deref().map(phone::shown),
            member.village.clone(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
    };
    let columns = ["member-name", "member-code", "toconfirm-of-age"].map(|key| Column::new(t.say(key)));
    let empty = Empty {
        icon: "LuUserCheck",
        title: t.say("toconfirm-no-age").to_owned(),
        text: String::new(),
        action: None,
    };
    let rows = coming.iter().map(|(member, day)| {
        let name = Link { href: path_of(&member.code), name: &member.name };
        Row::new(vec![Html::of(&name), member.code.as_str().into(), t.date(*day).into()])
    });
    let coming = Table {
        rows: rows.collect(),
        empty: Some(empty),
        ..Table::new(t, "berumur-18", t.say("toconfirm-age"), columns.to_vec())
    };
    let page = below_list(&visit, t.say("toconfirm-title"));
    let (waiting, owing) = (waiting.iter().map(line).collect(), owing.iter().map(line).collect());
    visit.html(&WaitingPage { page, waiting, owing, coming, can_edit: visit.can(people::EDIT) })
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Link<'a> {
    href: String,
    name: &'a str,
}
