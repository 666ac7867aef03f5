//! Comma-separated text in any of its dialects.

use std::borrow::Cow;

use crate::{Cell, Error, MOST_COLUMNS, MOST_ROWS, Row, Table};

/// How much of the text the separator is guessed from, in bytes.
const SAMPLE: usize = 64 << 10;

/// The rows of a text, whatever separates them.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Error> {
    let text = decoded(bytes).ok_or(Error::Unknown)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    for record in reader.records() {
        let record = record.map_err(|_| Error::Damaged)?;
        if table.rows.len() == MOST_ROWS {
            return Err(Error::TooLarge);
        }
        let number = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        table.rows.push(Row { number, cells: record.iter().take(MOST_COLUMNS).map(Cell::of).collect() });
    }
    Ok(table)
}

/// The text behind the bytes: UTF-8 or UTF-16 by their marks, UTF-8 where it is, else what Windows writes in
/// western languages. None for what is no text.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (text, _, _) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes),
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8.decode(bytes),
        None => encoding_rs::WINDOWS_1252.decode(bytes),
    };
    (!text.contains('\0')).then_some(text)
}

/// The separator that cuts most lines into the same number of pieces, more than one; a comma where none does.
/// Indonesian spreadsheets write semicolons, because their comma is the decimal one.
fn separator(text: &str) -> u8 {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let evenness = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(&text.as_bytes()[..end]);
        let mut widths = std::collections::HashMap::<usize, usize>::new();
        for record in reader.records().take(200).flatten().filter(|record| record.len() > 1) {
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.into_iter().map(|(width, lines)| (lines, width)).max().unwrap_or_default()
    };
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&separator| evenness(separator)).unwrap_or(b',')
}
