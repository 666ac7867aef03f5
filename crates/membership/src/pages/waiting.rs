//! Whom the desk has yet to look at: the provisional, children to whose membership nobody has agreed, and those who come
//! of age.

use askama::Template;
use people::phone;
use platform::looks::Sight;
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, Row, Table, Tone},
};
use web::{Answer, Visit};

use super::{below_list, consents, path_of};
use crate::{Member, consent_lists, families, joining};

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
    /// The organisations that can confirm it for many of them, with where they do.
    organisations: Vec<(String, String)>,
    coming: Table,
    can_edit: bool,
}

struct Waiting {
    base: String,
    name: String,
    code: String,
    since: String,
    facts: String,
    /// Where whoever may be the same is looked at, for one the register may have known already.
    known: Option<String>,
}

/// Whom the desk has yet to look at: the provisional, and those who come of age.
pub(crate) async fn page(visit: Visit) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let act = visit.act();
    let (waiting, known, owing, coming, organisations) = visit
        .read(move |tx| {
            Ok((
                joining::waiting(tx, LISTED)?,
                joining::maybe_known(tx, LISTED)?,
                families::owing_consent(tx, today, LISTED)?,
                families::coming_of_age(tx, today, AHEAD, LISTED)?,
                consent_lists::organisations(tx, &act)?,
            ))
        })
        .await?;
    let all = waiting.iter().chain(&owing).chain(coming.iter().map(|(member, _)| member));
    visit.looks_at_all(all.map(|member| member.person), Sight::List);
    let may_merge = visit.can(people::MERGE);
    let same = |member: &Member| match may_merge {
        true => format!("{}/gabung", people::pages::path_of(member.person)),
        false => format!("/staf/orang?q={}", ui::page::query_value(&member.name)),
    };
    let line = |member: &Member| Waiting {
        known: known.contains(&member.person).then(|| same(member)),
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
    let can_edit = visit.can(people::EDIT);
    let columns = ["member-name", "member-code", "toconfirm-of-age", "toconfirm-asked"];
    let columns = columns.map(|key| Column::new(t.say(key)));
    let empty = Empty {
        icon: "LuUserCheck",
        title: t.say("toconfirm-no-age").to_owned(),
        text: String::new(),
        action: None,
    };
    let rows = coming.iter().map(|(member, day)| {
        let name = Link { href: path_of(&member.code), name: &member.name };
        let is = *day <= today;
        let tone = if is { Tone::Warn } else { Tone::Info };
        let due = Badge::new(tone, t.date(*day));
        let asked: Html = match is && can_edit {
            true => Html::of(&Asked { t, base: path_of(&member.code), name: &member.name }),
            false => Html::default(),
        };
        Row::new(vec![Html::of(&name), member.code.as_str().into(), Html::of(&due), asked])
    });
    let coming = Table {
        rows: rows.collect(),
        empty: Some(empty),
        ..Table::new(t, "berumur-18", t.say("toconfirm-age"), columns.to_vec())
    };
    let page = below_list(&visit, t.say("toconfirm-title"));
    let (waiting, owing) = (waiting.iter().map(line).collect(), owing.iter().map(line).collect());
    let organisations = organisations.into_iter().map(|one| {
        let text = t.with("toconfirm-consent-of", &[("name", one.name.into()), ("n", one.owing.into())]);
        (text, consents::path(one.id))
    });
    let organisations = if can_edit { organisations.collect() } else { Vec::new() };
    visit.html(&WaitingPage { page, waiting, owing, organisations, coming, can_edit })
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Link<'a> {
    href: String,
    name: &'a str,
}

/// Says that somebody who is 18 now was asked.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ base }}/dewasa\"><button class=\"btn small ghost\">{{ t.say(\"toconfirm-seen-grown\") }}<span class=\"vh\"> {{ name }}</span></button></form>"
)]
struct Asked<'a> {
    t: Speech,
    base: String,
    name: &'a str,
}
