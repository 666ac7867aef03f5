//! A record: what it is, whether and where one can have it.

use askama::Template;
use axum::http::HeaderMap;
use kernel::Act;
use platform::library::{self, Branch};
use store::{FromRow, Tx, sql, vals};
use ui::{
    Html, Page, Speech,
    cover::{Photo, Shelf},
    part::{Badge, Column, Fact, Link, Row, Table, Tone},
};
use web::{Answer, Failure, Visit};

use super::{
    asked::{Asked, PATH},
    citation::{self, Citation},
    labels,
    marc_page::{Download, download, number},
    share::Share,
    structured::structured,
};
use crate::{
    copies::{self, Copy},
    covers::{self, Cover},
    display::{self, Display},
    indexer::CopyFacts,
    model::Status,
    record::Drawn,
    records::{self, Kept},
};

/// Neighbours shown on either side of the shelf.
const NEIGHBOURS: i64 = 4;
/// Letters of the summary given to search engines.
const DESCRIPTION: usize = 155;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    page: Page,
    href: String,
    data: Html,
    title: String,
    subtitle: String,
    cover: Html,
    people: Vec<(Link, String)>,
    facts: Vec<Fact>,
    badge: Badge,
    chip: Html,
    place: String,
    summary: Vec<String>,
    subjects: Vec<Link>,
    copies: Table,
    about: Table,
    neighbours: Vec<Neighbour>,
    apa: Citation,
    local: Citation,
    share: Share,
}

/// A record as the public sees it, with what stands around it.
struct Shown {
    record: Kept,
    copies: Vec<Copy>,
    branches: Vec<Branch>,
    neighbours: Vec<Neighbour>,
    cover: Option<Cover>,
}

/// A record on the same shelf.
#[derive(FromRow)]
struct Neighbour {
    number: i64,
    title: String,
    author: String,
    call_number: String,
    ddc_class: Option<u8>,
    /// The file of its cover.
    small: Option<String>,
}

impl Neighbour {
    fn cover(&self) -> Html {
        let title = self.title.split(": ").next().unwrap_or_default();
        let picture = self.small.as_deref().unwrap_or_default();
        labels::cover(title, &self.author, labels::shelf(self.ddc_class, &self.call_number), picture)
    }

    fn href(&self) -> String {
        format!("{PATH}/{}", self.number)
    }
}

/// The page of a record; `12.mrc` and `12.xml` are its downloads.
pub(super) async fn page(visit: Visit, name: String, headers: &HeaderMap) -> Answer {
    if let Some(number) = name.strip_suffix(".mrc") {
        return download(&visit, number, Download::Iso2709).await;
    }
    if let Some(number) = name.strip_suffix(".xml") {
        return download(&visit, number, Download::Xml).await;
    }
    let number = number(&name)?;
    let shown = visit.read(move |tx| look_up(tx, number)).await?.ok_or_else(Failure::missing)?;
    visit.html(&drawn_page(&visit, headers, shown))
}

fn look_up(tx: &mut Tx<'_>, number: i64) -> store::Result<Option<Shown>> {
    let Some(record) = records::by_number(tx, number)?.filter(|record| !record.hidden) else {
        return Ok(None);
    };
    let copies = copies::of_record(tx, record.id)?;
    Ok(Some(Shown {
        copies: copies.into_iter().filter(|copy| copy.status != Status::Withdrawn).collect(),
        branches: library::branches(tx)?,
        neighbours: neighbours(tx, &record.drawn.0.shelf_key(), number)?,
        cover: covers::of_record(tx, record.id)?,
        record,
    }))
}

/// What stands left and right of a record, in the order of the shelf.
fn neighbours(tx: &mut Tx<'_>, key: &str, number: i64) -> store::Result<Vec<Neighbour>> {
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut row: Vec<Neighbour> = tx.all(
        sql!(
            "SELECT r.number, r.title, r.author, r.call_number, r.ddc_class, v.small
             FROM record r LEFT JOIN cover v ON v.record = r.id AND v.taken_off_at IS NULL
             WHERE (r.shelf_key, r.number) < (?1, ?2) AND r.shelf_key <> '' AND NOT r.hidden
             ORDER BY r.shelf_key DESC, r.number DESC LIMIT ?3"
        ),
        vals![key, number, NEIGHBOURS],
    )?;
    row.reverse();
    row.extend(tx.all::<Neighbour>(
        sql!(
            "SELECT r.number, r.title, r.author, r.call_number, r.ddc_class, v.small
             FROM record r LEFT JOIN cover v ON v.record = r.id AND v.taken_off_at IS NULL
             WHERE (r.shelf_key, r.number) > (?1, ?2) AND NOT r.hidden
             ORDER BY r.shelf_key, r.number LIMIT ?3"
        ),
        vals![key, number, NEIGHBOURS],
    )?);
    Ok(row)
}

fn drawn_page(visit: &Visit, headers: &HeaderMap, shown: Shown) -> RecordPage {
    let t = visit.t;
    let drawn = &shown.record.drawn.0;
    let number = shown.record.number;
    let act = visit.act();
    let facts: Vec<CopyFacts> = shown.copies.iter().map(|copy| shown.facts(copy)).collect();
    let row = Display::of(number, drawn, false, &facts.iter().collect::<Vec<_>>());
    let shelf = labels::shelf(row.class, &row.call_number);
    let mut page = visit.public(drawn.full_title());
    page.description = display::beginning(&drawn.summary, DESCRIPTION);
    page.crumbs = vec![
        Link::new(t.say("search-page-home"), "/"),
        Link::new(t.say("search-page-catalogue"), PATH),
        Link::new(drawn.title.as_str(), ""),
    ];
    page.scripts.push("js/share.js");
    let href = format!("{PATH}/{number}");
    let share = Share::of(visit, headers, &href, &drawn.title, &row.author);
    RecordPage {
        page,
        cover: face(t, shown.cover.as_ref(), &drawn.title, &row.author, shelf),
        href,
        data: structured(drawn, &share.address),
        share,
        title: drawn.title.clone(),
        subtitle: drawn.subtitle.clone(),
        people: people(t, drawn),
        facts: small_facts(t, drawn),
        badge: labels::availability(t, &row),
        chip: labels::shelf_chip(t, shelf, &row.call_number),
        place: row.place,
        summary: drawn.summary.lines().map(str::to_owned).collect(),
        subjects: drawn.subjects.iter().map(|heading| subject(heading)).collect(),
        copies: copy_table(t, &shown, &act),
        about: about(t, drawn),
        apa: citation::apa(drawn, t.say("record-page-undated")),
        local: citation::local(drawn, t.say("record-page-undated")),
        neighbours: shown.neighbours,
    }
}

/// The picture of the cover, or a cover drawn from the title.
fn face(t: Speech, cover: Option<&Cover>, title: &str, author: &str, shelf: Shelf) -> Html {
    let Some(cover) = cover else { return labels::cover(title, author, shelf, "") };
    let alt = if cover.alt.is_empty() { t.about("record-page-cover", title) } else { cover.alt.clone() };
    let size = Some((cover.width, cover.height));
    Html::of(&Photo { src: &labels::picture(cover.large.as_str()), alt: &alt, size })
}

impl Shown {
    fn branch(&self, copy: &Copy) -> &str {
        self.branches.iter().find(|branch| branch.id == copy.branch).map_or("", |branch| branch.name.as_str())
    }

    /// A copy as the index sees it.
    fn facts(&self, copy: &Copy) -> CopyFacts {
        CopyFacts {
            record: copy.record,
            barcode: copy.barcode.clone(),
            call_number: copy.own_call_number.clone(),
            branch: String::new(),
            branch_name: self.branch(copy).to_owned(),
            shelf: copy.shelf.clone(),
            status: copy.status,
            lendable: copy.lendable,
            due_at: copy.due,
            loans: copy.loans,
        }
    }
}

/// Everybody named, each a search for their works.
fn people(t: Speech, drawn: &Drawn) -> Vec<(Link, String)> {
    let by = |name: &str| {
        Asked { text: name.to_owned(), field: ::search::Field::Author, ..Asked::default() }.href()
    };
    let one = |author: &crate::record::Author| {
        (Link::new(author.spoken(), by(&author.name)), labels::role(t, &author.role))
    };
    drawn.authors.iter().map(one).collect()
}

fn subject(heading: &str) -> Link {
    let asked = Asked::default().but(|asked| asked.filters.subjects.push(heading.to_owned()));
    Link::new(labels::heading(heading), asked.href())
}

fn small_facts(t: Speech, drawn: &Drawn) -> Vec<Fact> {
    let mut facts = vec![Fact { icon: labels::form_icon(drawn.form), text: labels::form(t, drawn.form) }];
    let mut add = |text: String| facts.extend((!text.is_empty()).then_some(Fact { icon: "", text }));
    add(drawn.year.map(|year| year.to_string()).unwrap_or_default());
    add(drawn.extent.clone());
    if !drawn.language.is_empty() {
        add(labels::language(t, &drawn.language));
    }
    if !drawn.givers.is_empty() {
        let text = t.about("record-page-given-by", t.list(&drawn.givers));
        facts.push(Fact { icon: "LuGift", text });
    }
    facts
}

fn copy_table(t: Speech, shown: &Shown, act: &Act) -> Table {
    let columns =
        ["record-page-state", "record-page-where", "record-page-call-number", "record-page-barcode"];
    let columns = columns.map(|key| Column::new(t.say(key))).to_vec();
    let mut table = Table::new(t, "eksemplar", t.say("record-page-copies"), columns);
    table.rows = shown
        .copies
        .iter()
        .map(|copy| {
            let place = display::place(shown.branch(copy), &copy.shelf);
            let shelf = labels::shelf(copy.ddc_class, &copy.call_number);
            let chip = labels::shelf_chip(t, shelf, &copy.call_number);
            Row::new(vec![Html::of(&state(t, copy, act)), place.into(), chip, copy.barcode.as_str().into()])
        })
        .collect();
    table
}

/// How a copy stands, in an icon and words.
fn state(t: Speech, copy: &Copy, act: &Act) -> Badge {
    if let Some(due) = copy.due {
        let key = if due < act.at { "record-page-overdue" } else { "record-page-on-loan" };
        let day = act.zone.to_datetime(due).date();
        return Badge::new(Tone::Warn, t.about(key, t.day_month(day)));
    }
    let plain = |key| Badge::new(Tone::Plain, t.say(key));
    match copy.status {
        Status::Available if copy.lendable => Badge::new(Tone::Ok, t.say("record-page-free")),
        Status::Available | Status::Reference => {
            Badge::new(Tone::Info, t.say("record-page-read-here")).icon("LuBookOpen")
        }
        Status::Processing => plain("record-page-processing"),
        Status::Repair => plain("record-page-repair").icon("LuWrench"),
        Status::Lost => plain("record-page-lost"),
        Status::Withdrawn => plain("record-page-withdrawn"),
    }
}

/// The facts a cataloguer wrote down, as a table.
fn about(t: Speech, drawn: &Drawn) -> Table {
    let columns = vec![
        Column::new(t.say("record-page-fact")).hidden().head(),
        Column::new(t.say("record-page-value")).hidden(),
    ];
    let mut table = Table::new(t, "tentang", t.say("record-page-about"), columns);
    let year = drawn.year.map(|year| year.to_string()).unwrap_or_default();
    let imprint: Vec<&str> = [&drawn.place, &drawn.publisher, &year]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let language =
        if drawn.language.is_empty() { String::new() } else { labels::language(t, &drawn.language) };
    let audience = drawn.audience.map(|audience| labels::audience(t, audience)).unwrap_or_default();
    let facts: [(&str, Html); 13] = [
        ("record-page-responsibility", drawn.responsibility.as_str().into()),
        ("record-page-other-titles", drawn.other_titles.join("; ").into()),
        ("record-page-edition", drawn.edition.as_str().into()),
        ("record-page-published", imprint.join(", ").into()),
        ("record-page-extent", drawn.extent.as_str().into()),
        ("record-page-series", series(drawn)),
        ("record-page-language", language.into()),
        ("record-page-audience", audience.into()),
        ("record-page-isbn", drawn.isbns.join(", ").into()),
        ("record-page-issn", drawn.issns.join(", ").into()),
        ("record-page-class", drawn.ddc.as_str().into()),
        ("record-page-contents", drawn.contents.as_str().into()),
        ("record-page-notes", drawn.notes.join(" ").into()),
    ];
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = filled.map(|(key, value)| Row::new(vec![t.say(key).into(), value])).collect();
    table
}

/// Each series as a search for its other volumes.
fn series(drawn: &Drawn) -> Html {
    let link = |series: &String| {
        let name = series.split(" ; ").next().unwrap_or_default();
        let asked = Asked { text: name.to_owned(), field: ::search::Field::Title, ..Asked::default() };
        format!("<a href=\"{}\">{}</a>", ui::escape(&asked.href()), ui::escape(series))
    };
    Html::trusted(drawn.series.iter().map(link).collect::<Vec<_>>().join("; "))
}
