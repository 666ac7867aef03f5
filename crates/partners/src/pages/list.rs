//! Every partner, as a list or as a pipeline.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use kernel::{Date, Id, Message, Person};
use serde::Deserialize;
use ui::{
    Page, Speech,
    part::{Badge, Button, Choice, Column, Empty, Pager, Row, Tab, Table, Tabs, Tone},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{PER_PAGE, Sent, chosen, errors_in, form, look, named, partner as partner_page, path_of, place};
use crate::{
    EDIT, agreements, commitments,
    model::{Kind, Partner, Stage},
    partners::{self, list::Filter},
    rules::Status,
};

/// What is asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    jenis: String,
    tahap: String,
    milik: String,
    tampilan: String,
    hal: u32,
}

impl Asked {
    /// What the database is asked for; nothing is one's own where nobody has signed in.
    fn filter(&self, me: Option<Id<Person>>) -> Filter {
        Filter {
            words: self.q.clone(),
            kind: self.jenis.parse().ok(),
            stage: self.tahap.parse().ok(),
            owner: if self.milik == "saya" { me } else { self.milik.parse().ok() },
        }
    }

    fn here(&self, view: &str, stage: &str, page: u32) -> String {
        let value = ui::page::query_value;
        let mut to = format!("/staf/mitra?tampilan={view}");
        for (name, text) in
            [("q", &*self.q), ("jenis", &self.jenis), ("tahap", stage), ("milik", &self.milik)]
        {
            if !text.is_empty() {
                to.push_str(&format!("&{name}={}", value(text)));
            }
        }
        if page > 1 {
            to.push_str(&format!("&hal={page}"));
        }
        to
    }
}

#[derive(Template)]
#[template(path = "partners.html")]
struct ListPage {
    page: Page,
    q: String,
    kinds: Vec<Choice>,
    stages: Vec<Choice>,
    owners: Vec<Choice>,
    view: &'static str,
    tabs: Tabs,
    can_edit: bool,
    overdue: Option<String>,
    table: Option<Table>,
    pager: Option<Pager>,
    lanes: Vec<Lane>,
}

/// A column of the pipeline.
struct Lane {
    title: String,
    count: i64,
    cards: Vec<Card>,
    /// Where all of them are, when these are not all.
    more: Option<String>,
}

struct Card {
    href: String,
    action: String,
    name: String,
    kind: String,
    badge: Option<Badge>,
    step: String,
    owner: String,
    /// The stage it was seen at.
    stage: &'static str,
    choices: Vec<Choice>,
}

/// What the agreements with each partner come to: the best standing there is.
type Standings = HashMap<Id<Person>, Status>;

/// How many cards a column of the pipeline shows; the rest is in the list.
const EACH: i64 = 8;

/// The list, or the pipeline.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let today = visit.act().today();
    let countables = visit.app().countables().to_vec();
    let board = asked.tampilan == "papan";
    let number = asked.hal.max(1);
    let filter = asked.filter(visit.account().map(|account| account.person));
    let stage = filter.stage;
    let (found, counts, standings, overdue, staff) = visit
        .read(move |tx| {
            let found = match board {
                true => partners::list::board(tx, &filter, today, EACH)?,
                false => partners::list::page(tx, &filter, today, place(number, PER_PAGE))?,
            };
            let ids: Vec<_> = found.iter().map(|one| one.party).collect();
            Ok((
                found,
                partners::list::counts(tx, &filter, today)?,
                agreements::list::standings(tx, &ids, today)?,
                commitments::overdue(tx, &countables, today)?.len(),
                partners::staff(tx)?,
            ))
        })
        .await?;
    let t = visit.t;
    let can_edit = visit.can(EDIT);
    let count: i64 = match stage {
        Some(stage) => counts.get(&stage).copied().unwrap_or(0),
        None => counts.values().sum(),
    };
    let tab = |label: &str, view: &str, icon, current| Tab {
        label: t.say(label).to_owned(),
        href: asked.here(view, &asked.tahap, 1),
        icon,
        current,
        ..Tab::default()
    };
    let view = ListPage {
        tabs: Tabs {
            label: t.say("partners-views").to_owned(),
            tabs: vec![
                tab("partners-as-list", "", "LuList", !board),
                tab("partners-as-board", "papan", "LuLayoutGrid", board),
            ],
        },
        kinds: kinds(t, &asked.jenis, Some("partners-any-kind")),
        stages: stages(t, &asked.tahap, Some("partners-any-stage")),
        owners: owners(t, &asked.milik, &staff),
        view: if board { "papan" } else { "" },
        overdue: (overdue > 0).then(|| t.count("partners-overdue", overdue as i64)),
        table: (!board).then(|| table(t, &found, count, &standings, today, can_edit)),
        pager: (!board)
            .then(|| super::pager(t, number, count, PER_PAGE, |n| asked.here("", &asked.tahap, n))),
        lanes: match board {
            true => lanes(t, &found, &counts, stage, &standings, today, |stage| asked.here("", stage, 1)),
            false => Vec::new(),
        },
        q: asked.q.clone(),
        can_edit,
        page: visit.staff(t.say("nav-partners")),
    };
    visit.html(&view)
}

/// Whose partners can be asked for: everybody's, one's own, a colleague's.
fn owners(t: Speech, asked: &str, staff: &[(Id<Person>, String)]) -> Vec<Choice> {
    let any = Choice::new("", t.say("partners-any-owner"));
    let mine = Choice::new("saya", t.say("partners-mine")).chosen(asked == "saya");
    let of = |(id, name): &(Id<Person>, String)| {
        let id = id.to_string();
        let chosen = id == asked;
        Choice::new(id, name.as_str()).chosen(chosen)
    };
    [any, mine].into_iter().chain(staff.iter().map(of)).collect()
}

/// The kinds to choose from; `any` stands before them.
pub(super) fn kinds(t: Speech, chosen: &str, any: Option<&str>) -> Vec<Choice> {
    let any = any.map(|key| Choice::new("", t.say(key)));
    let kind = |kind: &Kind| {
        Choice::new(kind.as_str(), t.say(&format!("partner-kind-{kind}"))).chosen(kind.as_str() == chosen)
    };
    any.into_iter().chain(Kind::ALL.iter().map(kind)).collect()
}

/// The stages to choose from; `any` stands before them.
pub(super) fn stages(t: Speech, chosen: &str, any: Option<&str>) -> Vec<Choice> {
    let any = any.map(|key| Choice::new("", t.say(key)));
    let stage = |stage: &Stage| {
        Choice::new(stage.as_str(), t.say(&format!("stage-{stage}"))).chosen(stage.as_str() == chosen)
    };
    any.into_iter().chain(Stage::ALL.iter().map(stage)).collect()
}

/// The stages that people may say of a partnership at this one; none where it follows from the agreements.
pub(super) fn said(t: Speech, now: Stage) -> Vec<Choice> {
    let said = Stage::SAID.iter().filter(|_| now.is_said());
    said.map(|stage| Choice::new(stage.as_str(), t.say(&format!("stage-{stage}"))).chosen(*stage == now))
        .collect()
}

/// What is to be done next, and how late that is.
pub(super) fn next_step(t: Speech, one: &Partner, today: Date) -> String {
    match (&one.next_step, one.next_on) {
        (Some(step), Some(on)) => format!("{step} ({})", t.days(on, today)),
        (Some(step), None) => step.clone(),
        _ => String::new(),
    }
}

fn table(
    t: Speech,
    found: &[Partner],
    count: i64,
    standings: &Standings,
    today: Date,
    can_edit: bool,
) -> Table {
    let columns =
        vec![Column::new(t.say("partner-name")).head(), Column::new(t.say("partner-stage-and-next"))];
    let mut table = Table::new(t, "mitra", t.say("nav-partners"), columns);
    table.note = t.count("partners-count", count);
    let row = |one: &Partner| {
        let status = standings.get(&one.party).copied();
        let late = one.next_on.is_some_and(|on| on < today);
        let kind = t.say(&format!("partner-kind-{}", one.kind)).to_owned();
        let owner = one.owner_name.as_ref().map(|owner| format!(" · {owner}")).unwrap_or_default();
        let standing = status.map(|status| look::standing(t, status, today));
        Row::new(vec![
            look::link(&path_of(&one.code), &one.name, &format!("{} · {kind}{owner}", one.code)),
            look::badged(look::stage(t, one.stage), standing, &next_step(t, one, today)),
        ])
        .tone(if late { Tone::Warn } else { Tone::Plain })
    };
    table.rows = found.iter().map(row).collect();
    table.empty = Some(Empty {
        icon: "LuHandshake",
        title: t.say("partners-none").to_owned(),
        text: t.say("partners-none-text").to_owned(),
        action: can_edit.then(|| Button::link(t.say("partner-new"), "/staf/mitra/baru").icon("LuPlus")),
    });
    table
}

/// The columns of the pipeline, each with the first of its partners; only one where one is asked for.
fn lanes(
    t: Speech,
    found: &[Partner],
    counts: &HashMap<Stage, i64>,
    only: Option<Stage>,
    standings: &Standings,
    today: Date,
    list: impl Fn(&str) -> String,
) -> Vec<Lane> {
    let card = |one: &Partner| {
        let status = standings.get(&one.party).copied();
        Card {
            href: path_of(&one.code),
            action: format!("{}/tahap", path_of(&one.code)),
            name: one.name.clone(),
            kind: t.say(&format!("partner-kind-{}", one.kind)).to_owned(),
            badge: match status {
                Some(status @ (Status::Ending { .. } | Status::Review | Status::AwaitingSignature)) => {
                    Some(look::status(t, status))
                }
                _ if one.next_on.is_some_and(|on| on < today) => {
                    Some(Badge::new(Tone::Warn, t.say("partner-step-late")))
                }
                _ => None,
            },
            step: next_step(t, one, today),
            owner: one.owner_name.clone().unwrap_or_default(),
            stage: one.stage.as_str(),
            choices: said(t, one.stage),
        }
    };
    let lane = |stage: &Stage| {
        let cards: Vec<Card> = found.iter().filter(|one| one.stage == *stage).map(card).collect();
        let count = counts.get(stage).copied().unwrap_or(0);
        Lane {
            title: t.say(&format!("stage-{stage}")).to_owned(),
            more: (count > cards.len() as i64).then(|| list(stage.as_str())),
            count,
            cards,
        }
    };
    Stage::ALL.iter().filter(|stage| only.is_none_or(|only| only == **stage)).map(lane).collect()
}

form! { StageForm { stage, dari, kembali } }

/// Says how far a partnership is; the stage before is one press away.
pub(super) async fn move_to(post: Post, Path(code): Path<String>, Form(form): Form<StageForm>) -> Answer {
    let partner = named(&post, code).await?;
    let (party, word) = (partner.party, form.stage.clone());
    let seen: Option<Stage> = form.dari.parse().ok();
    let moved = post
        .write(move |tx, act| {
            let stage: Stage = chosen(&word, "stage", "partner-stage-unchosen")?;
            partners::unmoved_since(tx, act, party, seen)?;
            partners::move_to(tx, act, party, stage)?;
            Ok(stage)
        })
        .await;
    match moved {
        Ok(stage) => {
            let message = Message::new("partner-moved")
                .with("name", partner.name.as_str())
                .with("stage", post.t.say(&format!("stage-{stage}")));
            let back = if form.kembali == "papan" {
                "/staf/mitra?tampilan=papan".to_owned()
            } else {
                path_of(&partner.code)
            };
            Ok(post.done(&back, &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "stage")?;
            partner_page::draw(&post, partner, Sent { errors, ..Sent::default() }).await
        }
    }
}
