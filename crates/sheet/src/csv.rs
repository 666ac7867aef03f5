//! Comma-separated text in any of its dialects.

use std::{borrow::Cow, collections::HashMap};

use crate::{Cell, Error, MOST_COLUMNS, MOST_ROWS, Row, Table};

/// How much of the text the separator is guessed from, in bytes.
const SAMPLE: usize = 64 << 10;

/// The rows of a text, whatever separates them.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Error> {
    let text = decoded(bytes).filter(|text| !text.contains(is_binary)).ok_or(Error::Unknown)?;
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

/// What stands in pictures and programs, and in no text.
fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1a}')
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

/// What may separate the pieces of a line.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The separator that cuts most lines into the same number of pieces, more than one; a comma where none does.
/// Indonesian spreadsheets write semicolons, because their comma is the decimal one.
fn separator(text: &str) -> u8 {
    let mut evenness = SEPARATORS.map(|_| HashMap::<usize, usize>::new());
    let (mut cuts, mut quoted, mut begins) = ([0; SEPARATORS.len()], false, true);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        // A quote opens only where a piece begins, and nothing between two quotes separates.
        if c == '"' {
            quoted = !quoted && begins;
        }
        // Right after a quote another one stands for itself: the piece goes on.
        begins = c == '"' || c == '\n' || SEPARATORS.contains(&c);
        if quoted {
            continue;
        }
        if let Some(place) = SEPARATORS.iter().position(|separator| *separator == c) {
            cuts[place] += 1;
        }
        if c == '\n' {
            for (widths, cuts) in evenness.iter_mut().zip(&mut cuts) {
                if *cuts > 0 {
                    *widths.entry(*cuts).or_default() += 1;
                }
                *cuts = 0;
            }
            if at > SAMPLE {
                break;
            }
        }
    }
    let best = |widths: &HashMap<usize, usize>| widths.iter().map(|(cuts, lines)| (*lines, *cuts)).max();
    // Of equals the first: `max_by_key` takes the last.
    let place = (0..SEPARATORS.len()).rev().max_by_key(|&place| best(&evenness[place])).unwrap_or_default();
    b",;\t"[place]
}
