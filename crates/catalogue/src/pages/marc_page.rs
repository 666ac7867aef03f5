//! A record's MARC, to look at and to take away.

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use marc::{Record, iso2709, xml};
use ui::{
    Html, Page, Speech,
    part::{Column, Link, Row, Table},
};
use web::{Answer, Failure, Visit};

use super::asked::PATH;
use crate::{
    record::Drawn,
    records::{self, Kept},
};

/// The fields of a record's MARC, as a table.
pub(super) async fn page(visit: Visit, name: String) -> Answer {
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
pub(super) fn number(name: &str) -> Result<i64, Failure> {
    let number: Option<i64> = name.parse().ok().filter(|number: &i64| number.to_string() == name);
    number.ok_or_else(Failure::missing)
}

async fn public_record(visit: &Visit, number: i64) -> Result<Kept, Failure> {
    let kept = visit.read(move |tx| records::by_number(tx, number)).await?;
    kept.filter(|kept| !kept.hidden).ok_or_else(Failure::missing)
}

/// A form in which a record can be taken away.
#[derive(Clone, Copy)]
pub(super) enum Download {
    /// ISO 2709.
    Iso2709,
    /// MARCXML.
    Xml,
}

pub(super) async fn download(visit: &Visit, name: &str, form: Download) -> Answer {
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
pub(crate) fn for_the_public(mut record: Record) -> Record {
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
    let leader = Row::new(vec!["LDR".into(), "".into(), positions(record.leader.as_str())]);
    let field = |field: &marc::Field| {
        let content = match field.value() {
            Some(value) => positions(value),
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

/// Text whose positions are counted: letters of one width, on one line.
fn positions(text: &str) -> Html {
    Html::trusted(format!("<code class=\"fixed\">{}</code>", ui::escape(&blanks_shown(text))))
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
}
