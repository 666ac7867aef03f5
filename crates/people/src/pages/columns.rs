//! Which column of a file is which, said by people where the headings do not tell: a select for each thing a file can
//! tell, and what they chose, in the address of the page.

use sheet::columns;
use ui::{
    Speech,
    part::{Choice, Field},
};

use crate::import::Source;

/// Which column people say is which: `k-name=2`; empty for none.
pub type Columns = Vec<(String, String)>;

/// What says where the rows begin, counted from 0.
const FIRST: &str = "k-first";
/// Among how many rows the first one is chosen.
const OFFERED: usize = 8;

/// Takes what people have said.
pub fn take(source: &mut Source, said: &Columns) {
    for (field, value) in said {
        if field == FIRST {
            if let Some(first) = value.parse().ok().filter(|first| *first < source.table.rows.len()) {
                begin_at(source, first);
            }
        } else if let Some(field) = field.strip_prefix("k-") {
            source.mapping.set(field, value.parse().ok());
        }
    }
}

/// Lets the rows begin there; the row before them is the heading.
fn begin_at(source: &mut Source, first: usize) {
    let heading = first.checked_sub(1).and_then(|at| source.table.rows.get(at));
    let headings = heading.map(|row| row.cells.iter().map(|cell| cell.text().into_owned()).collect());
    source.mapping.headings = headings.unwrap_or_default();
    source.mapping.first_row = first;
}

/// What is taken to be which column now, and where the rows begin.
pub fn said(source: &Source) -> Columns {
    let columns = source.mapping.columns.iter();
    columns
        .map(|(field, column)| (format!("k-{field}"), column.map(|n| n.to_string()).unwrap_or_default()))
        .chain([(FIRST.to_owned(), source.mapping.first_row.to_string())])
        .collect()
}

/// Where the rows begin, among the first ones of the file.
fn first_row(t: Speech, source: &Source) -> Field {
    let row = |(at, row): (usize, &sheet::Row)| {
        let cells: Vec<_> =
            row.cells.iter().map(|cell| cell.text()).filter(|text| !text.is_empty()).collect();
        let label = format!(
            "{}: {}",
            row.number,
            cells.iter().take(3).map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
        );
        Choice::new(at.to_string(), label).chosen(at == source.mapping.first_row)
    };
    let rows = source.table.rows.iter().enumerate().take(OFFERED.max(source.mapping.first_row + 1));
    Field::select(t, FIRST, t.say("intake-field-first"), rows.map(row).collect()).medium()
}

/// The same as the query of an address.
pub fn query(said: &Columns) -> String {
    let columns = said.iter().filter(|(field, _)| field.starts_with("k-"));
    let value = |column: &str| ui::page::query_value(column);
    columns.map(|(field, column)| format!("{field}={}", value(column))).collect::<Vec<_>>().join("&")
}

/// A select for where the rows begin, and one for each of `fields`, with the columns of this file, each with what stands in its first row.
pub fn selects(t: Speech, source: &Source, fields: &[columns::Field]) -> Vec<Field> {
    let width = source.table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let first = source.mapping.rows(&source.table).first();
    let label = |column: usize| {
        let heading = source.mapping.headings.get(column).filter(|heading| !heading.is_empty());
        let value = first.map(|row| row.cell(column).text().into_owned()).unwrap_or_default();
        match heading {
            Some(heading) => format!("{heading} ({value})"),
            None => format!("{} ({value})", column + 1),
        }
    };
    let field = |field: &columns::Field| {
        let chosen = source.mapping.at(field.name);
        let none = Choice::new("", t.say("intake-no-column")).chosen(chosen.is_none());
        let columns = (0..width).map(|n| Choice::new(n.to_string(), label(n)).chosen(chosen == Some(n)));
        Field::select(
            t,
            select_name(field.name),
            t.say(&format!("intake-field-{}", field.name)),
            std::iter::once(none).chain(columns).collect(),
        )
        .medium()
    };
    std::iter::once(first_row(t, source)).chain(fields.iter().map(field)).collect()
}

/// The name of the select of a field; a name lives as long as the program.
fn select_name(field: &str) -> &'static str {
    const NAMES: [&str; 15] = [
        "k-name",
        "k-given",
        "k-family",
        "k-born",
        "k-sex",
        "k-phone",
        "k-email",
        "k-village",
        "k-address",
        "k-nik",
        "k-nisn",
        "k-kind",
        "k-note",
        "k-number",
        "k-class",
    ];
    NAMES.into_iter().find(|name| &name[2..] == field).unwrap_or_default()
}
