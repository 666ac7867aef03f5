//! Tables for others to open.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use jiff::civil::Date;
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::Cell;

/// Whether a spreadsheet would read this text as a formula: it begins with `=`, `+`, `-`, `@`, a tab or a line
/// break, or with the full-width form of one (OWASP, "CSV Injection").
pub fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The rows as CSV: commas, CRLF, UTF-8 with its mark, by which Excel knows it; numbers and days are written as
/// [`Cell::text`] has them. A text that a spreadsheet would
/// run begins with `'`; [`crate::read`] takes that off again.
pub fn csv<R, C>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = C>,
    C: Into<Cell>,
{
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (n, cell) in row.into_iter().enumerate() {
            let cell = cell.into();
            let text = cell.text();
            let guard = if matches!(cell, Cell::Text(_)) && is_dangerous(&text) { "'" } else { "" };
            let comma = if n > 0 { "," } else { "" };
            // A string cannot fail to be written to.
            let _ = if text.contains(['"', ',', ';', '\t', '\r', '\n']) {
                write!(out, "{comma}\"{guard}{}\"", text.replace('"', "\"\""))
            } else {
                write!(out, "{comma}{guard}{text}")
            };
        }
        out.push_str("\r\n");
    }
    out
}

/// The rows as a spreadsheet with one sheet. Numbers can be added up and days sorted; what people wrote is text, whatever it
/// begins with: nothing in it can run.
///
/// # Errors
/// When there are more rows than memory.
pub fn xlsx<R, C>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, ZipError>
where
    R: IntoIterator<Item = C>,
    C: Into<Cell>,
{
    let mut sheet = String::from(SHEET_BEGIN);
    for row in rows {
        sheet.push_str("<row>");
        for cell in row {
            write_cell(cell.into(), &mut sheet);
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in PARTS.into_iter().chain([("xl/worksheets/sheet1.xml", sheet.as_str())]) {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Kinds of cells by their number in [`PARTS`]' styles.
const NUMBER: u8 = 1;
const DAY: u8 = 2;

fn write_cell(cell: Cell, out: &mut String) {
    // A string cannot fail to be written to.
    let _ = match cell {
        Cell::Empty => write!(out, "<c/>"),
        Cell::Number(number) => write!(out, "<c s=\"{NUMBER}\"><v>{number}</v></c>"),
        Cell::Day(day) => write!(out, "<c s=\"{DAY}\"><v>{}</v></c>", serial(day)),
        Cell::Text(text) => {
            out.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            escape(&text, out);
            write!(out, "</t></is></c>")
        }
    };
}

/// A day as spreadsheets count them: 1 March 1900 is 61, and before it they count wrongly (ECMA-376, part 1, 18.17.4.1).
fn serial(day: Date) -> i64 {
    i64::from((day - Date::constant(1899, 12, 30)).get_days())
}

/// Text as XML; characters that XML has no place for are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

const SHEET_BEGIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// What an archive needs beside its sheet to be a spreadsheet (ECMA-376).
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
];
