//! Every agreement, and the form of one.

use askama::Template;
use axum::extract::Path;
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use serde::Deserialize;
use store::Tx;
use ui::{
    Page, Speech,
    part::{Button, Choice, DateParts, Empty, ErrorSummary, Errors, Field, Pager, Tab, Table, Tabs},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{
    PER_PAGE, Sent, agreement_path, errors_in, form_key, is_stale, look, made, pager, parts, place,
    status_of, whole_number,
};
use crate::{
    EDIT,
    agreements::{
        self, Terms, Whole,
        list::{self, Filter, View},
    },
    commitments, deed,
    model::{Agreement, Paper, Period},
    partners::{self, Candidate},
};

/// Where agreements are listed.
pub(super) const LIST: &str = "/staf/kesepakatan";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    keadaan: String,
    q: String,
    bentuk: String,
    hal: u32,
}

/// The view of promises that are late, beside those of [`View`].
const LATE: &str = "telat";

impl Asked {
    fn here(&self, view: &str, page: u32) -> String {
        let value = ui::page::query_value;
        let mut to = format!("{LIST}?keadaan={view}");
        for (name, text) in [("q", &self.q), ("bentuk", &self.bentuk)] {
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
#[template(path = "agreements.html")]
struct ListPage {
    page: Page,
    q: String,
    view: String,
    kinds: Vec<Choice>,
    tabs: Tabs,
    table: Option<Table>,
    promises: Vec<look::PromiseLine>,
    none: Empty,
    pager: Option<Pager>,
    can_edit: bool,
}

/// A page of agreements; or the promises that are late.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let countables = visit.app().countables().to_vec();
    let is_late = asked.keadaan == LATE;
    let view: View = asked.keadaan.parse().unwrap_or(View::All);
    let filter = Filter { view, words: asked.q.clone(), kind: asked.bentuk.parse().ok() };
    let number = asked.hal.max(1);
    let (counts, late, shown) = visit
        .read(move |tx| {
            let shown = match is_late {
                true => Vec::new(),
                false => list::page(tx, &filter, today, place(number, PER_PAGE))?,
            };
            let late = commitments::overdue(tx, &countables, today)?;
            Ok((list::counts(tx, &filter, today)?, late, shown))
        })
        .await?;
    let tab = |word: &str, count: i64| Tab {
        label: t.say(&format!("agreements-view-{}", if word.is_empty() { "semua" } else { word })).to_owned(),
        href: asked.here(word, 1),
        current: if is_late { word == LATE } else { word == view.as_str() },
        count: u64::try_from(count).ok(),
        ..Tab::default()
    };
    let mut tabs: Vec<Tab> = View::ALL.iter().map(|view| tab(view.as_str(), counts.of(*view))).collect();
    tabs.push(tab(LATE, late.len() as i64));
    let kind = |kind: &Paper| {
        Choice::new(kind.as_str(), t.say(&format!("paper-{kind}"))).chosen(kind.as_str() == asked.bentuk)
    };
    let any = Choice::new("", t.say("agreements-any-kind"));
    let view = ListPage {
        page: visit.staff(t.say("nav-agreements")),
        kinds: std::iter::once(any).chain(Paper::ALL.iter().map(kind)).collect(),
        tabs: Tabs { label: t.say("agreements-views").to_owned(), tabs },
        pager: (!is_late)
            .then(|| pager(t, number, counts.of(view), PER_PAGE, |n| asked.here(view.as_str(), n))),
        view: asked.keadaan.clone(),
        q: asked.q.clone(),
        table: (!is_late).then(|| table(&visit, &shown, today)),
        promises: match is_late {
            true => look::promises(t, &late, |kept| Some(agreement_path(kept.commitment.agreement))),
            false => Vec::new(),
        },
        none: none_late(t),
        can_edit: visit.can(EDIT),
    };
    visit.html(&view)
}

fn table(visit: &Visit, shown: &[Whole], today: Date) -> Table {
    let t = visit.t;
    let mut table =
        look::agreements(t, "kesepakatan", shown, today, |whole| agreement_path(whole.agreement.id));
    table.empty = Some(Empty {
        icon: "LuFileCheck",
        title: t.say("agreements-none").to_owned(),
        text: t.say("agreements-none-text").to_owned(),
        action: visit
            .can(EDIT)
            .then(|| Button::link(t.say("agreement-new"), "/staf/kesepakatan/baru").icon("LuPlus")),
    });
    table
}

/// What the view of late promises says where there are none.
fn none_late(t: Speech) -> Empty {
    Empty {
        icon: "LuCheckCheck",
        title: t.say("agreements-none-late").to_owned(),
        text: t.say("agreements-none-late-text").to_owned(),
        action: None,
    }
}

/// What was typed of an agreement.
#[derive(Debug, Clone, Default)]
pub(super) struct TermsForm {
    kind: String,
    parent: String,
    agreement_title: String,
    their_number: String,
    partners: Vec<String>,
    since: DateParts,
    until: DateParts,
    notice_days: String,
    body: String,
}

/// The fields of those it is with. A form shows three of them at least, and two more than are chosen.
const SIDES: [&str; 12] = [
    "partner",
    "partner2",
    "partner3",
    "partner4",
    "partner5",
    "partner6",
    "partner7",
    "partner8",
    "partner9",
    "partner10",
    "partner11",
    "partner12",
];
const FEWEST: usize = 3;
const MORE: usize = 2;

impl TermsForm {
    fn sent(fields: &[(String, String)]) -> Self {
        let typed = |name: &str| {
            fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone())
        };
        let day = |name: &str| {
            let part = |part: &str| typed(&format!("{name}_{part}"));
            parts(&part("day"), &part("month"), &part("year"))
        };
        Self {
            kind: typed("kind"),
            parent: typed("parent"),
            agreement_title: typed("agreement_title"),
            their_number: typed("their_number"),
            partners: SIDES.iter().map(|name| typed(name)).filter(|id| !id.is_empty()).collect(),
            since: day("since"),
            until: day("until"),
            notice_days: typed("notice_days"),
            body: typed("body"),
        }
    }

    fn blank(today: Date, partner: String) -> Self {
        let first = agreements::first_period(today);
        Self {
            kind: Paper::Cooperation.as_str().to_owned(),
            partners: vec![partner],
            since: first.since.into(),
            until: first.until.into(),
            notice_days: agreements::NOTICE_DAYS.to_string(),
            ..Self::default()
        }
    }

    fn of(whole: &Whole) -> Self {
        let one = &whole.agreement;
        let first = whole.periods.first();
        Self {
            kind: one.kind.as_str().to_owned(),
            parent: one.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            agreement_title: one.title.clone(),
            their_number: one.their_number.clone().unwrap_or_default(),
            partners: whole.sides.iter().map(|side| side.partner.to_string()).collect(),
            since: first.map(|period| period.since.into()).unwrap_or_default(),
            until: first.map(|period| period.until.into()).unwrap_or_default(),
            notice_days: one.notice_days.to_string(),
            body: one.body.clone(),
        }
    }

    fn read(&self) -> Result<Terms, Refusal> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        let kind: Option<Paper> = self.kind.parse().ok();
        if kind.is_none() {
            object("kind", "agreement-kind-unknown");
        }
        let (since, until) = (self.since.read(), self.until.read());
        if since.is_none() {
            object("since", "partner-day-unreadable");
        }
        if until.is_none() {
            object("until", "partner-day-unreadable");
        }
        let partners: Vec<Id<Person>> = self.partners.iter().filter_map(|id| id.parse().ok()).collect();
        match (kind, since, until) {
            (Some(kind), Some(since), Some(until)) => Ok(Terms {
                kind,
                parent: self.parent.parse().ok(),
                title: self.agreement_title.clone(),
                their_number: self.their_number.clone(),
                partners,
                period: Period { since, until },
                notice_days: whole_number(&self.notice_days).unwrap_or(-1),
            }),
            _ => Err(Refusal { kind: No::Invalid, reasons }),
        }
    }
}

#[derive(Template)]
#[template(path = "agreement_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    more: Vec<Field>,
    back: String,
    /// The key of the form.
    once: String,
    /// When what is changed was last changed before.
    seen: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct With {
    mitra: String,
}

/// An empty form; with a partner where one is named.
pub(super) async fn blank(visit: Visit, Query(with): Query<With>) -> Answer {
    let (code, today) = (with.mitra, visit.act().today());
    let partner = visit
        .read(move |tx| match partners::by_code(tx, &code, today) {
            Ok(found) => Ok(found.party.to_string()),
            Err(store::Error::Refused(_)) => Ok(String::new()),
            Err(other) => Err(other),
        })
        .await?;
    draw(&visit, &TermsForm::blank(visit.act().today(), partner), Errors::new(), None, None).await
}

/// A draft, to be changed.
pub(super) async fn edit(visit: Visit, Path(id): Path<Id<Agreement>>) -> Answer {
    let whole = visit.read(move |tx| agreements::whole(tx, id)).await?;
    draw(&visit, &TermsForm::of(&whole), Errors::new(), Some(id), None).await
}

/// The form; `seen` is when its draft had last been changed when the form was given out, where that is to stay so.
async fn draw(
    visit: &Visit,
    form: &TermsForm,
    errors: Errors,
    of: Option<Id<Agreement>>,
    seen: Option<String>,
) -> Answer {
    let today = visit.act().today();
    let (all, frames, seen) = visit
        .read(move |tx| {
            let seen = match (&seen, of) {
                (Some(seen), _) => seen.clone(),
                (None, Some(id)) => agreements::one(tx, id)?.changed_at.as_millisecond().to_string(),
                (None, None) => String::new(),
            };
            Ok((partners::list::choices(tx)?, list::frames(tx, today)?, seen))
        })
        .await?;
    let t = visit.t;
    let (fields, more) = fields(t, form, &errors, &all, &frames, of);
    let title = t.say(if of.is_some() { "agreement-edit" } else { "agreement-new" });
    let mut page = visit.below(("nav-agreements", LIST), title);
    page.failed = !errors.is_empty();
    let status = status_of(&errors);
    let back = of.map_or_else(|| LIST.to_owned(), agreement_path);
    visit.html_as(status, &FormPage { page, errors, fields, more, back, once: form_key(), seen })
}

fn fields(
    t: Speech,
    form: &TermsForm,
    errors: &Errors,
    all: &[Candidate],
    frames: &[(Id<Agreement>, String, String)],
    of: Option<Id<Agreement>>,
) -> (Vec<Field>, Vec<Field>) {
    let paper = |paper: &Paper| {
        Choice::new(paper.as_str(), t.say(&format!("paper-{paper}"))).chosen(paper.as_str() == form.kind)
    };
    let choose = |chosen: &str, none: &str| {
        let mut choices = vec![Choice::new("", t.say(none))];
        choices.extend(all.iter().map(|one| {
            let id = one.id.to_string();
            let is_chosen = id == chosen;
            Choice::new(id, one.name.as_str()).chosen(is_chosen)
        }));
        choices
    };
    let side = |n: usize| form.partners.get(n).map_or("", String::as_str);
    let mut parents = vec![Choice::new("", t.say("agreement-parent-none"))];
    parents.extend(frames.iter().filter(|(id, ..)| Some(*id) != of).map(|(id, number, title)| {
        let id = id.to_string();
        let chosen = id == form.parent;
        Choice::new(id, format!("{number} {title}")).chosen(chosen)
    }));
    let fields = vec![
        Field::select(t, "kind", t.say("agreement-kind"), Paper::AGREEMENTS.iter().map(paper).collect())
            .hint(t.say("agreement-kind-hint"))
            .error(errors.of("kind")),
        Field::text(t, "agreement_title", t.say("agreement-title"), form.agreement_title.as_str())
            .hint(t.say("agreement-title-hint"))
            .error(errors.of("title")),
        Field::select(t, "partner", t.say("agreement-second"), choose(side(0), "agreement-choose"))
            .error(errors.of("partner")),
        Field::date(t, "since", t.say("agreement-since"), form.since.clone()).error(errors.of("since")),
        Field::date(t, "until", t.say("agreement-until"), form.until.clone()).error(errors.of("until")),
    ];
    let mut more = vec![
        Field::select(t, "parent", t.say("agreement-parent"), parents)
            .hint(t.say("agreement-parent-hint"))
            .error(errors.of("parent")),
        Field::text(t, "notice_days", t.say("agreement-notice-days"), form.notice_days.as_str())
            .digits()
            .short()
            .hint(t.say("agreement-notice-days-hint"))
            .error(errors.of("notice_days")),
        Field::text(t, "their_number", t.say("agreement-their-number"), form.their_number.as_str())
            .error(errors.of("their_number"))
            .medium()
            .optional(),
    ];
    let offered = SIDES.iter().enumerate().take(FEWEST.max(form.partners.len() + MORE));
    more.extend(offered.skip(1).map(|(n, name)| {
        let called = deed::party_name(n as i64 + 2);
        Field::select(t, name, called, choose(side(n), "agreement-nobody"))
    }));
    if of.is_some() {
        more.push(
            Field::area(t, "body", t.say("agreement-body"), form.body.as_str(), 24)
                .hint(t.say("agreement-body-hint"))
                .error(errors.of("body")),
        );
    }
    (fields, more)
}

/// Begins an agreement.
pub(super) async fn begin(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let form = TermsForm::sent(&fields);
    let begun = match form.read() {
        Ok(terms) => {
            let begin = move |tx: &mut Tx<'_>, act: &Act| {
                let one = agreements::draft(tx, act, &terms)?;
                Ok((one.id, one.number))
            };
            made(&post, LIST, &Sent::of(&fields), begin).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match begun {
        Ok((id, number)) => {
            let message = Message::new("agreement-begun").with("number", number);
            Ok(post.done(&agreement_path(id), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "agreement_title")?;
            draw(&post, &form, errors, None, None).await
        }
    }
}

/// Keeps a draft.
pub(super) async fn change(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let form = TermsForm::sent(&fields);
    let body = form.body.clone();
    let seen: Option<i64> =
        fields.iter().find(|(name, _)| name == "dilihat").and_then(|(_, at)| at.parse().ok());
    let changed = match form.read() {
        Ok(terms) => {
            let change = move |tx: &mut Tx<'_>, act: &Act| {
                agreements::unchanged_since(tx, id, seen)?;
                agreements::change(tx, act, id, &terms, &body)
            };
            post.write(change).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(one) => Ok(post.done(&agreement_path(one.id), &Message::new("agreement-kept"))),
        Err(error) => {
            // Whoever has been told of the other's change may save theirs over it; nobody else.
            let mark = seen.map_or_else(String::new, |at| at.to_string());
            let seen = (!is_stale(&error)).then_some(mark);
            let errors = errors_in(&post, error, "agreement_title")?;
            draw(&post, &form, errors, Some(id), seen).await
        }
    }
}
