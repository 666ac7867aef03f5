//! Lists of loans: a member's own, a member's for the staff, and what is overdue.

use askama::Template;
use axum::extract::Path;
use kernel::{Act, Id, Message, Person, Refusal};
use membership::{
    families,
    members::{self, Member},
};
use platform::{
    library::{self, Branch},
    permissions::Places,
};
use serde::Deserialize;
use store::{Error, Tx};
use ui::{
    Html, Page, Speech,
    cover::{Cover, Shelf},
    part::{Badge, Column, Empty, Flash, Link, Pager, Row, Tab, Table, Tabs, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{LEND, due};
use crate::{
    Loan,
    loans::{self, Held, Overdue, Past},
    renewing, rules,
};

/// Where what is overdue is listed.
const OVERDUE: &str = "/staf/terlambat";
/// How many past loans a page lists.
const PAST: i64 = 100;
/// How many overdue loans a page lists.
const PER_PAGE: i64 = 50;

pub(super) struct Line {
    pub(super) id: String,
    pub(super) cover: Html,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) href: String,
    pub(super) barcode: String,
    pub(super) due: String,
    pub(super) state: Badge,
    pub(super) renewals: i64,
    pub(super) refusals: Vec<String>,
}

#[derive(Template)]
#[template(path = "my_loans.html")]
struct MinePage {
    page: Page,
    /// Where a renewal is sent.
    action: String,
    lines: Vec<Line>,
    empty: Empty,
}

pub(super) fn line(t: Speech, act: &Act, loan: &Held) -> Line {
    Line {
        id: loan.id.to_string(),
        cover: Html::of(&Cover {
            title: &loan.title,
            author: &loan.author,
            shelf: Shelf::of(&loan.call_number),
        }),
        title: loan.title.clone(),
        author: loan.author.clone(),
        href: format!("/katalog/{}", loan.number),
        barcode: loan.barcode.clone(),
        due: due(t, act, loan.due_at),
        state: state(t, act, loan.due_at),
        renewals: loan.renewals,
        refusals: Vec::new(),
    }
}

/// How a loan stands, from far to late.
fn state(t: Speech, act: &Act, due: kernel::Timestamp) -> Badge {
    let day = rules::day_of(act, due);
    match rules::days_late(act, due, act.at) {
        0 if act.at > due => Badge::new(Tone::Bad, t.say("desk-late-hours")),
        0 => {
            let soon = act.today().until(day).is_ok_and(|span| span.get_days() <= 2);
            Badge::new(if soon { Tone::Warn } else { Tone::Ok }, t.days(day, act.today()))
        }
        days => Badge::new(Tone::Bad, t.count("desk-late-days", days)),
    }
}

/// A member's own loans.
pub(super) async fn mine(visit: Visit) -> Answer {
    draw_mine(&visit, None, 0, &[]).await
}

/// The loans of a child, for whoever cares for it.
pub(super) async fn of_child(visit: Visit, Path(code): Path<String>) -> Answer {
    draw_mine(&visit, Some(code), 0, &[]).await
}

/// Whose loans are meant: one's own, or those of a child one cares for.
fn meant(tx: &mut Tx<'_>, act: &Act, child: Option<&str>) -> store::Result<(Id<Person>, Option<String>)> {
    let own = act.by.person().ok_or(Error::Missing)?;
    let Some(code) = child else { return Ok((own, None)) };
    let child = families::child_of(tx, own, code, act.today())?.ok_or_else(members::unknown)?;
    Ok((child.person, Some(child.name)))
}

pub(super) fn path_of(child: Option<&str>) -> String {
    match child {
        None => "/saya/pinjaman".to_owned(),
        Some(code) => format!("/saya/keluarga/{}/pinjaman", code.replace('/', "%2F")),
    }
}

/// The loans, with why some of them were not renewed and how many were.
async fn draw_mine(
    visit: &Visit,
    child: Option<String>,
    renewed: i64,
    refusals: &[(Id<Loan>, Refusal)],
) -> Answer {
    let act = visit.act();
    if act.by.person().is_none() {
        return Err(Failure::missing());
    }
    let action = path_of(child.as_deref());
    let reading = act.clone();
    let (held, name) = visit
        .read(move |tx| {
            let (person, name) = meant(tx, &reading, child.as_deref())?;
            Ok((loans::open_of_member(tx, person, i64::MAX)?, name))
        })
        .await?;
    let t = visit.t;
    let told = |loan: &Held| {
        let refusal = refusals.iter().find(|(id, _)| *id == loan.id).map(|(_, refusal)| refusal);
        refusal
            .map(|refusal| visit.reasons(refusal).into_iter().map(|(_, text)| text).collect())
            .unwrap_or_default()
    };
    let lines = held.iter().map(|loan| Line { refusals: told(loan), ..line(t, &act, loan) }).collect();
    let empty = Empty {
        icon: "LuBookOpen",
        title: t.say("my-loans-none").to_owned(),
        text: t.say("my-loans-none-help").to_owned(),
        action: Some(ui::part::Button::link(t.say("my-loans-find"), "/katalog")),
    };
    let title = name.map_or_else(
        || t.say("my-loans-title").to_owned(),
        |name| t.about("member-loans-title", name.as_str()),
    );
    let mut page = Page { failed: !refusals.is_empty(), ..visit.member(title) };
    if renewed > 0 {
        page.flash.push(Flash::new(Tone::Ok, t.count("my-loans-renewed", renewed)));
    }
    let template = MinePage { page, action, lines, empty };
    if refusals.is_empty() {
        visit.html(&template)
    } else {
        visit.html_as(axum::http::StatusCode::CONFLICT, &template)
    }
}

/// Which of one's own loans to renew; none for all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenewMine {
    pinjaman: Option<Id<Loan>>,
}

/// Renews one or all of one's own loans; those that cannot be come back with their reasons.
pub(super) async fn renew_mine(post: Post, Form(asked): Form<RenewMine>) -> Answer {
    renew(post, None, asked).await
}

/// The same for a child one cares for.
pub(super) async fn renew_of_child(
    post: Post,
    Path(code): Path<String>,
    Form(asked): Form<RenewMine>,
) -> Answer {
    renew(post, Some(code), asked).await
}

async fn renew(post: Post, child: Option<String>, RenewMine { pinjaman }: RenewMine) -> Answer {
    let wanted = child.clone();
    let done = post
        .write(move |tx, act| {
            let (person, _) = meant(tx, act, wanted.as_deref())?;
            match pinjaman {
                None => renewing::renew_all(tx, act, person),
                Some(loan) => match renewing::renew_own(tx, act, person, loan) {
                    Ok(renewed) => Ok(vec![(loan, Ok(renewed))]),
                    Err(Error::Refused(refusal)) => Ok(vec![(loan, Err(refusal))]),
                    Err(other) => Err(other),
                },
            }
        })
        .await?;
    let renewed = done.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let renewed = i64::try_from(renewed).unwrap_or(i64::MAX);
    let refusals: Vec<(Id<Loan>, Refusal)> =
        done.into_iter().filter_map(|(loan, outcome)| outcome.err().map(|refusal| (loan, refusal))).collect();
    if refusals.is_empty() {
        let message = Message::new("my-loans-renewed").with("n", renewed);
        return Ok(post.done(&path_of(child.as_deref()), &message));
    }
    draw_mine(&post, child, renewed, &refusals).await
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    page: Page,
    /// The branches to choose among, where there are several.
    tabs: Option<Tabs>,
    tables: Vec<Table>,
    pager: Option<Pager>,
}

/// A member's loans, for the staff.
pub(super) async fn of_member(visit: Visit, Path(code): Path<String>) -> Answer {
    let act = visit.act();
    let found = visit
        .read(move |tx| {
            let Some(member) = members::by_code(tx, &code)? else { return Ok(None) };
            let held = loans::open_of_member(tx, member.person, i64::MAX)?;
            let past = loans::past_of_member(tx, member.person, PAST)?;
            Ok(Some((member, held, past)))
        })
        .await?;
    let Some((member, held, past)) = found else { return Err(Failure::missing()) };
    visit.looks_at(member.person, platform::looks::Sight::Loans);
    let t = visit.t;
    let tables = vec![held_table(t, &act, &held), past_table(t, &act, &past)];
    let page = Page {
        crumbs: crumbs(t, &member),
        ..visit.staff(t.about("member-loans-title", member.name.as_str()))
    };
    visit.html(&ListPage { page, tabs: None, tables, pager: None })
}

fn crumbs(t: Speech, member: &Member) -> Vec<Link> {
    let href = format!("/staf/anggota/{}", ui::page::query_value(&member.code));
    vec![Link::new(member.name.clone(), href), Link::new(t.say("member-loans-crumb"), "")]
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ label }}</a>{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Cell<'a> {
    href: String,
    label: &'a str,
    small: &'a str,
}

fn title_cell(number: i64, title: &str, author: &str) -> Html {
    Html::of(&Cell { href: format!("/katalog/{number}"), label: title, small: author })
}

fn nothing(t: Speech, key: &str) -> Option<Empty> {
    Some(Empty { icon: "LuBookOpen", title: t.say(key).to_owned(), text: String::new(), action: None })
}

fn held_table(t: Speech, act: &Act, held: &[Held]) -> Table {
    let columns = vec![
        Column::new(t.say("desk-col-title")).head(),
        Column::new(t.say("desk-col-code")),
        Column::new(t.say("member-loans-out")),
        Column::new(t.say("desk-col-due")),
        Column::new(t.say("member-loans-state")),
    ];
    let row = |loan: &Held| {
        let late = act.at > loan.due_at;
        let cells = vec![
            title_cell(loan.number, &loan.title, &loan.author),
            loan.barcode.as_str().into(),
            t.date_short(rules::day_of(act, loan.out_at)).into(),
            due(t, act, loan.due_at).into(),
            Html::of(&state(t, act, loan.due_at)),
        ];
        Row::new(cells).tone(if late { Tone::Bad } else { Tone::Plain })
    };
    let note = t.count("member-loans-count", held.len());
    let rows = held.iter().map(row).collect();
    Table {
        note,
        rows,
        empty: nothing(t, "member-loans-none"),
        ..Table::new(t, "open-loans", t.say("desk-loans"), columns)
    }
}

fn past_table(t: Speech, act: &Act, past: &[Past]) -> Table {
    let columns = vec![
        Column::new(t.say("desk-col-title")).head(),
        Column::new(t.say("desk-col-code")),
        Column::new(t.say("member-loans-out")),
        Column::new(t.say("member-loans-back")),
    ];
    let row = |loan: &Past| {
        Row::new(vec![
            title_cell(loan.number, &loan.title, &loan.author),
            loan.barcode.as_str().into(),
            t.date(rules::day_of(act, loan.out_at)).into(),
            t.date(rules::day_of(act, loan.returned_at)).into(),
        ])
    };
    let rows = past.iter().map(row).collect();
    Table {
        rows,
        empty: nothing(t, "member-loans-no-past"),
        ..Table::new(t, "past-loans", t.say("member-loans-past"), columns)
    }
}

#[derive(Deserialize)]
pub(super) struct Paged {
    hal: Option<u32>,
    cabang: Option<Id<Branch>>,
}

/// What is overdue, the longest first: of every branch or of one, as far as one may lend there.
pub(super) async fn overdue(visit: Visit, Query(Paged { hal, cabang }): Query<Paged>) -> Answer {
    let act = visit.act();
    let number = hal.unwrap_or(1).max(1);
    let places = visit.grants().places(LEND).clone();
    let reading = act.clone();
    let (branches, branch, count, late) = visit
        .read(move |tx| {
            let offset = i64::from(number - 1) * PER_PAGE;
            if cabang.is_some_and(|branch| !places.contains(branch)) {
                return Err(Error::Missing);
            }
            let branches = places.among(library::branches(tx)?);
            // Whoever may not see all of it at once begins with their first branch.
            let branch = cabang.or_else(|| places.filters().first().copied().flatten());
            let count = loans::overdue_count(tx, &reading, branch)?;
            let late = loans::overdue(tx, &reading, branch, PER_PAGE, offset)?;
            Ok((branches, branch, count, late))
        })
        .await?;
    let t = visit.t;
    let href = |branch: Option<Id<Branch>>| {
        branch.map_or_else(|| OVERDUE.to_owned(), |branch| format!("{OVERDUE}?cabang={branch}"))
    };
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    let here = href(branch);
    let pager = Pager::new(t, number, pages, |page| {
        format!("{here}{}hal={page}", if branch.is_some() { '&' } else { '?' })
    });
    let tab = |label: &str, one: Option<Id<Branch>>| Tab {
        label: label.to_owned(),
        href: href(one),
        current: branch == one,
        ..Tab::default()
    };
    let everywhere =
        (*visit.grants().places(LEND) == Places::Everywhere).then(|| tab(t.say("overdue-everywhere"), None));
    let tabs =
        everywhere.into_iter().chain(branches.iter().map(|one| tab(&one.name, Some(one.id)))).collect();
    let page = visit.staff(t.say("overdue-title"));
    visit.html(&ListPage {
        page,
        tabs: (branches.len() > 1).then(|| Tabs { label: t.say("overdue-branches").to_owned(), tabs }),
        tables: vec![overdue_table(t, &act, count, &late)],
        pager: Some(pager),
    })
}

fn overdue_table(t: Speech, act: &Act, count: i64, late: &[Overdue]) -> Table {
    let columns = vec![
        Column::new(t.say("overdue-member")).head(),
        Column::new(t.say("overdue-phone")),
        Column::new(t.say("desk-col-title")),
        Column::new(t.say("desk-col-code")),
        Column::new(t.say("overdue-due")),
        Column::new(t.say("overdue-late")),
    ];
    let row = |loan: &Overdue| {
        let href = format!("/staf/anggota/{}/pinjaman", ui::page::query_value(&loan.code));
        let phone = loan.phone.as_deref().map(people::phone::shown).unwrap_or_default();
        Row::new(vec![
            Html::of(&Cell { href, label: &loan.name, small: &loan.code }),
            phone.into(),
            title_cell(loan.number, &loan.title, ""),
            loan.barcode.as_str().into(),
            due(t, act, loan.due_at).into(),
            Html::of(&state(t, act, loan.due_at)),
        ])
    };
    let rows = late.iter().map(row).collect();
    let note = t.count("member-loans-count", count);
    Table {
        note,
        rows,
        empty: nothing(t, "overdue-none"),
        ..Table::new(t, "overdue", t.say("overdue-title"), columns)
    }
}
