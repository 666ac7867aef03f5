//! Spreadsheets of Excel, LibreOffice and Google (Office Open XML).

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use jiff::civil::Date;
use zip::ZipArchive;

use crate::{Cell, Error, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, Row, Table};

/// The most parts a spreadsheet's archive may have.
const MOST_PARTS: usize = 1_000;

/// The rows of the first sheet that has any.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Error> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Zip(_) | XlsxError::FileNotFound(_) | XlsxError::Password => Error::Unknown,
        _ => Error::Damaged,
    })?;
    for name in book.sheet_names() {
        let table = sheet(&mut book, &name)?;
        if !table.rows.is_empty() {
            return Ok(table);
        }
    }
    Err(Error::Empty)
}

/// Cell by cell: what a sheet says of its own size is not believed, and two cells far apart cost two cells.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, Error> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A sheet that holds a chart is no table.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Table::default()),
        Err(_) => return Err(Error::Damaged),
    };
    let mut table = Table::default();
    while let Some(found) = reader.next_cell().map_err(|_| Error::Damaged)? {
        let (row, column) = found.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        let cell = cell(found.get_value());
        if cell.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        if table.rows.last().is_none_or(|last| last.number != number) {
            if table.rows.len() == MOST_ROWS {
                return Err(Error::TooLarge);
            }
            table.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(last) = table.rows.last_mut() {
            last.cells.resize(last.cells.len().max(column + 1), Cell::Empty);
            last.cells[column] = cell;
        }
    }
    Ok(table)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::of(text),
        DataRef::SharedString(text) => Cell::of(text),
        DataRef::Bool(flag) => Cell::Text(flag.to_string()),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = i16::try_from(year)
                .ok()
                .and_then(|year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
            day.map_or(Cell::Number(moment.as_f64()), Cell::Day)
        }
        DataRef::DateTime(duration) => Cell::Number(duration.as_f64()),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::of(text), Cell::Day)
        }
        DataRef::DurationIso(text) => Cell::of(text),
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}

/// Unpacks every part into nothing and counts: an archive's own figures may lie.
fn measure(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Error::TooLarge);
    }
    let mut left = MOST_UNPACKED;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| Error::Damaged)?;
        let unpacked =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Error::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Error::TooLarge)?;
    }
    Ok(())
}
