//! A record: what it is, whether and where one can have it, and its MARC for whoever wants that.

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::Act;
use marc::{Record, iso2709, xml};
use platform::library::{self, Branch};
use serde_json::{Value, json};
use store::{FromRow, Tx, sql, vals};
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Fact, Link, Row, Table, Tone},
};
use web::{Answer, Failure, Visit};

use super::{
    asked::{Asked, PATH},
    citation::{self, Citation},
    labels,
};
use crate::{
    copies::{self, Copy},
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
/// MARC relator codes with a name in the language files.
pub(super) const ROLES: [&str; 14] =
    ["aut", "cmp", "cre", "ctb", "drt", "edt", "ill", "nrt", "pbl", "pht", "prf", "trl", "com", "win"];

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
}

/// A record as the public sees it, with what stands around it.
struct Shown {
    record: Kept,
    copies: Vec<Copy>,
    branches: Vec<Branch>,
    neighbours: Vec<Neighbour>,
}

/// A record on the same shelf.
#[derive(FromRow)]
struct Neighbour {
    number: i64,
    title: String,
    author: String,
    call_number: String,
    ddc_class: Option<u8>,
}

impl Neighbour {
    fn cover(&self) -> Html {
        let title = self.title.split(": ").next().unwrap_or_default();
        labels::cover(title, &self.author, labels::shelf(self.ddc_class, &self.call_number))
    }

    fn href(&self) -> String {
        format!("{PATH}/{}", self.number)
    }
}

/// The page of a record; `12.mrc` and `12.xml` are its downloads.
pub(super) async fn page(visit: Visit, name: String) -> Answer {
    if let Some(number) = name.strip_suffix(".mrc") {
        return download(&visit, number, Download::Iso2709).await;
    }
    if let Some(number) = name.strip_suffix(".xml") {
        return download(&visit, number, Download::Xml).await;
    }
    let number = number(&name)?;
    let shown = visit.read(move |tx| look_up(tx, number)).await?.ok_or_else(Failure::missing)?;
    visit.html(&drawn_page(&visit, shown))
}

/// The fields of a record's MARC, as a table.
pub(super) async fn marc(visit: Visit, name: String) -> Answer {
    let number = number(&name)?;
    let kept = public_record(&visit, number).await?;
    let Drawn { title, .. } = &kept.drawn.0;
    let t = visit.t;
    let mut page = visit.public(t.about("record-page-marc-title", title.as_str()));
    page.crumbs = vec![
        Link::new(t.say("search-page-home"), "/"),
        Link::new(t.say("search-page-catalogue"), PATH),
        Link::new(title.as_str(), format!("{PATH}/{number}")),
        Link::new("MARC", ""),
    ];
    let fields = marc_table(t, &for_the_public(kept.record()?));
    visit.html(&MarcPage { page, fields, number })
}

#[derive(Template)]
#[template(path = "record_marc.html")]
struct MarcPage {
    page: Page,
    fields: Table,
    number: i64,
}

/// The number in an address; every record has one address only.
fn number(name: &str) -> Result<i64, Failure> {
    let number: Option<i64> = name.parse().ok().filter(|number: &i64| number.to_string() == name);
    number.ok_or_else(Failure::missing)
}

async fn public_record(visit: &Visit, number: i64) -> Result<Kept, Failure> {
    let kept = visit.read(move |tx| records::by_number(tx, number)).await?;
    kept.filter(|kept| !kept.hidden).ok_or_else(Failure::missing)
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
            "SELECT number, title, author, call_number, ddc_class FROM record
             WHERE (shelf_key, number) < (?1, ?2) AND shelf_key <> '' AND NOT hidden
             ORDER BY shelf_key DESC, number DESC LIMIT ?3"
        ),
        vals![key, number, NEIGHBOURS],
    )?;
    row.reverse();
    row.extend(tx.all::<Neighbour>(
        sql!(
            "SELECT number, title, author, call_number, ddc_class FROM record
             WHERE (shelf_key, number) > (?1, ?2) AND NOT hidden ORDER BY shelf_key, number LIMIT ?3"
        ),
        vals![key, number, NEIGHBOURS],
    )?);
    Ok(row)
}

fn drawn_page(visit: &Visit, shown: Shown) -> RecordPage {
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
    RecordPage {
        page,
        href: format!("{PATH}/{number}"),
        data: structured(drawn, number),
        title: drawn.title.clone(),
        subtitle: drawn.subtitle.clone(),
        cover: labels::cover(&drawn.title, &row.author, shelf),
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

impl Shown {
    fn branch(&self, copy: &Copy) -> &str {
        self.branches.iter().find(|branch| branch.id == copy.branch).map_or("", |branch| branch.name.as_str())
    }

    /// A copy as the index sees it.
    fn facts(&self, copy: &Copy) -> CopyFacts {
        CopyFacts {
            record: copy.record,
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
        (Link::new(author.spoken(), by(&author.name)), role(t, &author.role))
    };
    drawn.authors.iter().map(one).collect()
}

pub(super) fn role(t: Speech, role: &str) -> String {
    if ROLES.contains(&role) {
        t.say(&format!("record-page-role-{role}")).to_owned()
    } else {
        role.to_owned()
    }
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

/// What search engines read: schema.org in JSON-LD. `<` is written as an escape, so that no text ends the script.
fn structured(drawn: &Drawn, number: i64) -> Html {
    use crate::record::Form;
    let kind = match drawn.form {
        Form::Book | Form::PictureBook | Form::Comic | Form::Digital => "Book",
        Form::Serial => "Periodical",
        Form::Map => "Map",
        Form::Score => "SheetMusic",
        Form::Spoken => "Audiobook",
        Form::Music => "MusicAlbum",
        Form::Video => "Movie",
        Form::Manuscript => "Manuscript",
        Form::Picture | Form::Object => "CreativeWork",
    };
    let mut work = json!({
        "@context": "https://schema.org", "@type": kind, "name": drawn.full_title(), "url": format!("{PATH}/{number}"),
    });
    let mut put = |name: &str, value: Value| {
        let empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !empty && !value.is_null() {
            work[name] = value;
        }
    };
    let authors = drawn.authors.iter().map(|author| {
        json!({ "@type": if author.inverted { "Person" } else { "Thing" }, "name": author.spoken() })
    });
    put("author", authors.collect());
    put("isbn", json!(drawn.isbns));
    put("inLanguage", json!(drawn.language));
    put("datePublished", drawn.year.map_or(Value::Null, |year| json!(year.to_string())));
    put("bookEdition", if kind == "Book" { json!(drawn.edition) } else { Value::Null });
    put("about", json!(drawn.subjects));
    put("description", json!(drawn.summary));
    if !drawn.publisher.is_empty() {
        put("publisher", json!({ "@type": "Organization", "name": drawn.publisher }));
    }
    Html::trusted(work.to_string().replace('<', "\\u003c"))
}

/// A form in which a record can be taken away.
#[derive(Clone, Copy)]
enum Download {
    Iso2709,
    Xml,
}

async fn download(visit: &Visit, name: &str, form: Download) -> Answer {
    let number = number(name)?;
    let kept = public_record(visit, number).await?;
    let record = for_the_public(kept.record()?);
    let (bytes, kind, suffix) = match form {
        // What ISO 2709 cannot hold is offered as MARCXML only.
        Download::Iso2709 => {
            (iso2709::to_vec(&record).map_err(|_| Failure::missing())?, "application/marc", "mrc")
        }
        Download::Xml => {
            (xml::to_string(&record).0.into_bytes(), "application/marcxml+xml; charset=utf-8", "xml")
        }
    };
    Ok(attachment(bytes, kind, &format!("katalog-{number}.{suffix}")))
}

fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The record without what is the library's own business: acquisition, provenance and actions marked private
/// (first indicator 0 in MARC 21), and the item fields with their prices.
fn for_the_public(mut record: Record) -> Record {
    record.fields.retain(|field| match field.tag().as_str() {
        "541" | "542" | "561" | "583" => field.indicators().0 != '0',
        "876" | "877" | "878" | "949" | "952" => false,
        _ => true,
    });
    record
}

fn marc_table(t: Speech, record: &Record) -> Table {
    let columns = vec![
        Column::new(t.say("record-page-marc-tag")).head(),
        Column::new(t.say("record-page-marc-indicators")),
        Column::new(t.say("record-page-marc-content")),
    ];
    let mut table = Table::new(t, "marc", t.say("record-page-marc-fields"), columns);
    let leader = Row::new(vec!["LDR".into(), "".into(), blanks_shown(record.leader.as_str()).into()]);
    let field = |field: &marc::Field| {
        let content = match field.value() {
            Some(value) => blanks_shown(value).into(),
            None => subfields(field),
        };
        let (first, second) = field.indicators();
        let indicators =
            if field.value().is_some() { String::new() } else { blanks_shown(&format!("{first}{second}")) };
        Row::new(vec![field.tag().as_str().into(), indicators.into(), content])
    };
    table.rows = std::iter::once(leader).chain(record.fields.iter().map(field)).collect();
    table
}

/// Where positions count, a blank is written as MARC 21 writes it: `#`.
fn blanks_shown(text: &str) -> String {
    text.replace(' ', "#")
}

fn subfields(field: &marc::Field) -> Html {
    let part = |part: &marc::Subfield| {
        format!("<b>${}</b> {}", ui::escape(&part.code.to_string()), ui::escape(&part.value))
    };
    Html::trusted(field.subfields().iter().map(part).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use marc::Field;

    use super::*;

    #[test]
    fn a_record_has_one_address() {
        assert_eq!(number("12").ok(), Some(12));
        for other in ["012", "+12", "12.", "x", "", "99999999999999999999"] {
            assert!(number(other).is_err(), "{other}");
        }
    }

    #[test]
    fn private_notes_and_prices_do_not_leave_the_house() {
        let record = Record::default()
            .with(Field::data("245", '0', '0').with('a', "Krisan"))
            .with(Field::data("541", '0', ' ').with('a', "Hibah"))
            .with(Field::data("541", '1', ' ').with('a', "Hibah yang boleh disebut"))
            .with(Field::data("952", ' ', ' ').with('g', "75000"));
        let shown: Vec<String> = for_the_public(record).fields.iter().map(|field| field.text("ag")).collect();
        assert_eq!(shown, ["Krisan", "Hibah yang boleh disebut"]);
    }

    #[test]
    fn no_title_ends_the_script_it_stands_in() {
        let drawn = Drawn { title: "</script><b>".into(), ..Drawn::default() };
        let html = structured(&drawn, 7).to_string();
        assert!(!html.contains('<'));
        let read: Value = serde_json::from_str(&html).unwrap();
        assert_eq!((read["name"].as_str(), read.get("isbn")), (Some("</script><b>"), None));
    }
}
