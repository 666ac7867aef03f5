//! A school confirms the consent it has collected of its pupils' parents: for all of them at once, or for those ticked.

use std::collections::{BTreeSet, HashSet};

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person, Reason, Refusal};
use people::{
    pages::{errors_of, refusal_in},
    parties,
};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page,
    part::{Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Row, Table},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{below_list, path_of};
use crate::consent_lists::{self, Confirmed, ConsentList, Owing};

/// How many are shown to be ticked one by one; the rest is for a class of its own, or for all.
const SHOWN: usize = 300;
/// Which of them is meant: all, or those ticked.
const ALL: &str = "semua";
const TICKED: &str = "pilihan";

/// Where an organisation confirms.
pub(super) fn path(organisation: Id<Person>) -> String {
    format!("/staf/anggota/persetujuan/{organisation}")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kelas: String,
}

/// What was typed; whom is read from the form as well.
#[derive(Debug, Clone, Default)]
struct Sent {
    by: String,
    on: DateParts,
    evidence: String,
    kelas: String,
    all: bool,
    /// The ticked; none where nothing was sent yet, and everybody is.
    ticked: Option<HashSet<Id<Person>>>,
}

impl Sent {
    fn of(form: Vec<(String, String)>) -> Self {
        let mut sent = Self { ticked: Some(HashSet::new()), ..Self::default() };
        for (name, value) in form {
            match name.as_str() {
                "by" => sent.by = value,
                "on_day" => sent.on.day = value,
                "on_month" => sent.on.month = value,
                "on_year" => sent.on.year = value,
                "evidence" => sent.evidence = value,
                "kelas" => sent.kelas = value,
                "codes" => sent.all = value == ALL,
                "anak" => {
                    if let (Some(ticked), Ok(id)) = (sent.ticked.as_mut(), value.parse()) {
                        ticked.insert(id);
                    }
                }
                _ => {}
            }
        }
        sent
    }

    fn is_ticked(&self, one: &Owing) -> bool {
        self.ticked.as_ref().is_none_or(|ticked| ticked.contains(&one.person))
    }

    /// Whether somebody is of the class that is shown; without one, everybody.
    fn is_shown(&self, one: &Owing) -> bool {
        self.kelas.is_empty() || one.class.as_deref() == Some(self.kelas.as_str())
    }
}

#[derive(Template)]
#[template(path = "consents.html")]
struct ConsentsPage {
    page: Page,
    errors: Errors,
    base: String,
    lead: String,
    /// The classes, with where each is shown alone; the one that is shown has nowhere to lead.
    classes: Vec<(String, Option<String>)>,
    class: String,
    fields: Vec<Field>,
    table: Table,
    any: bool,
}

impl ConsentsPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A box for one child.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<input type=\"checkbox\" name=\"anak\" value=\"{{ id }}\" aria-label=\"{{ name }}\"{% if ticked %} checked{% endif %}>"
)]
struct Tick<'a> {
    id: Id<Person>,
    name: &'a str,
    ticked: bool,
}

/// For whom an organisation can confirm.
pub(super) async fn blank(
    visit: Visit,
    Path(organisation): Path<Id<Person>>,
    Query(Asked { kelas }): Query<Asked>,
) -> Answer {
    let on = DateParts::from(visit.act().today());
    let sent = Sent { kelas, on, ..Sent::default() };
    draw(&visit, StatusCode::OK, organisation, &sent, Errors::new()).await
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    organisation: Id<Person>,
    sent: &Sent,
    errors: Errors,
) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let (who, all) = visit
        .read(move |tx| {
            let who = parties::living(tx, organisation)?;
            let all = consent_lists::owing(tx, &act, who.id)?;
            Ok((who, all))
        })
        .await?;
    let base = path(who.id);
    let classes: BTreeSet<&str> = all.iter().filter_map(|one| one.class.as_deref()).collect();
    let mut links: Vec<(String, Option<String>)> = classes
        .iter()
        .map(|class| {
            let href = format!("{base}?kelas={}", ui::page::query_value(class));
            ((*class).to_owned(), (*class != sent.kelas).then_some(href))
        })
        .collect();
    links.insert(
        0,
        (t.say("consents-all-classes").to_owned(), (!sent.kelas.is_empty()).then(|| base.clone())),
    );
    let shown: Vec<&Owing> = all.iter().filter(|one| sent.is_shown(one)).collect();
    visit.looks_at_all(shown.iter().take(SHOWN).map(|one| one.person), Sight::List);
    let columns = vec![
        Column::new(t.say("consents-tick")).hidden(),
        Column::new(t.say("member-name")).head(),
        Column::new(t.say("member-code")),
        Column::new(t.say("member-born")),
        Column::new(t.say("roster-class")),
    ];
    let mut table = Table::new(t, "anak", t.say("consents-owing"), columns);
    if shown.len() > SHOWN {
        table.note = t.count("consents-more", (shown.len() - SHOWN) as i64);
    }
    let row = |one: &&Owing| {
        Row::new(vec![
            Html::of(&Tick { id: one.person, name: &one.name, ticked: sent.is_ticked(one) }),
            super::sponsors::link(&path_of(&one.code), &one.name),
            one.code.as_str().into(),
            t.date(one.born).into(),
            one.class.clone().unwrap_or_default().into(),
        ])
    };
    table.rows = shown.iter().take(SHOWN).map(row).collect();
    table.empty = Some(Empty {
        icon: "LuUserCheck",
        title: t.say("consents-none").to_owned(),
        text: t.say("consents-none-text").to_owned(),
        action: None,
    });
    let choice = |value: &'static str, key: &str, chosen| {
        Choice::new(value, t.count(key, shown.len() as i64)).chosen(chosen)
    };
    let fields = vec![
        Field::text(t, "by", t.say("consents-by"), &*sent.by)
            .hint(t.say("consents-by-hint"))
            .autocomplete("off")
            .error(errors.of("by")),
        Field::date(t, "on", t.say("consents-on"), sent.on.clone()).error(errors.of("on")),
        Field::text(t, "evidence", t.say("consent-evidence"), &*sent.evidence)
            .hint(t.say("consents-evidence-hint"))
            .autocomplete("off")
            .error(errors.of("evidence")),
        Field::radios(
            t,
            "codes",
            t.say("consents-who"),
            vec![choice(TICKED, "consents-who-ticked", !sent.all), choice(ALL, "consents-who-all", sent.all)],
        )
        .error(errors.of("codes")),
    ];
    let mut page = below_list(visit, t.about("consents-title", who.name.as_str()));
    page.failed = !errors.is_empty();
    let view = ConsentsPage {
        lead: t.count("consents-lead", all.len() as i64),
        any: !shown.is_empty(),
        classes: if classes.len() > 1 { links } else { Vec::new() },
        class: sent.kelas.clone(),
        page,
        errors,
        base,
        fields,
        table,
    };
    visit.html_as(status, &view)
}

/// Keeps what was confirmed.
pub(super) async fn confirm(
    post: Post,
    Path(organisation): Path<Id<Person>>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = Sent::of(form);
    let kept = match sent.on.read() {
        None => {
            let message = Message::new("member-born-unreadable");
            let reasons = vec![Reason { field: Some("on"), message }];
            Err(Refusal { kind: kernel::Kind::Invalid, reasons }.into())
        }
        Some(on) => {
            let wanted = sent.clone();
            post.write(move |tx, act| {
                let confirmed =
                    Confirmed { organisation, evidence: wanted.evidence.clone(), by: wanted.by.clone(), on };
                let who = parties::living(tx, organisation)?.id;
                let owing = consent_lists::owing(tx, act, who)?;
                let meant = |one: &&Owing| wanted.is_shown(one) && (wanted.all || wanted.is_ticked(one));
                let only = owing.iter().filter(meant).map(|one| one.person).collect();
                consent_lists::confirm(tx, act, &confirmed, Some(&only))
            })
            .await
        }
    };
    match kept {
        Ok((n, list)) => {
            let message = Message::new("consents-kept")
                .with("n", i64::try_from(n).unwrap_or(i64::MAX))
                .with("undo", format!("{}/batal/{list}", path(organisation)));
            Ok(post.done(&path(organisation), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "codes");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, organisation, &sent, errors).await
        }
    }
}

/// It was a slip.
pub(super) async fn take_back(
    post: Post,
    Path((organisation, list)): Path<(Id<Person>, Id<ConsentList>)>,
) -> Answer {
    let n = post.write(move |tx, act| consent_lists::take_back(tx, act, list)).await?;
    let message = Message::new("consents-taken-back").with("n", i64::try_from(n).unwrap_or(i64::MAX));
    Ok(post.done(&path(organisation), &message))
}
