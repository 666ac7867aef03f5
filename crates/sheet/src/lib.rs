//! Tables that people send: a school's roster, a list of members from an old program.
//!
//! [`read`] makes rows of a CSV or XLSX file, whatever separator, encoding or version wrote it. [`columns`]
//! finds the heading, guesses which column is which and notices rows that slipped. [`day`] reads dates as
//! people write them and says when one cannot be known. [`write`] makes tables that a spreadsheet opens without
//! running anything.
//!
//! Pure: bytes in, values out. It knows nothing of libraries.
//!
//! ```
//! use sheet::columns::{Field, Mapping, anything};
//!
//! const FIELDS: &[Field] = &[
//!     Field { name: "name", heads: &["nama", "nama lengkap"], fits: anything },
//!     Field { name: "born", heads: &["tanggal lahir", "tgl lahir"], fits: sheet::day::is_like },
//! ];
//! let table = sheet::read(b"NAMA;TGL LAHIR\nMeiske Lumi;31/12/2010\n").unwrap();
//! let mapping = Mapping::guess(&table, FIELDS);
//! let days = sheet::day::Habit::of(mapping.column(&table, "born"));
//! let row = &table.rows[mapping.first_row..][0];
//! assert_eq!(mapping.cell(row, "name").text(), "Meiske Lumi");
//! assert_eq!(days.read(mapping.cell(row, "born")), Ok(Some(jiff::civil::date(2010, 12, 31))));
//! ```

mod cell;
pub mod columns;
mod csv;
pub mod day;
pub mod write;
mod xlsx;

pub use cell::{Cell, Row, Table};

/// The most rows a table may have: a town's whole population.
pub const MOST_ROWS: usize = 200_000;
/// The most columns a row may have; what stands further right is not looked at.
pub const MOST_COLUMNS: usize = 200;
/// The most a spreadsheet may be when unpacked, in bytes.
const MOST_UNPACKED: u64 = 256 << 20;

/// Why a file is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is neither text nor an XLSX spreadsheet; also an old `.xls` or a locked one.
    #[error("neither CSV nor an XLSX spreadsheet")]
    Unknown,
    /// It has more than [`MOST_ROWS`], or unpacks to more than memory should bear.
    #[error("the table is too large")]
    TooLarge,
    /// It begins like a spreadsheet but cannot be read to its end.
    #[error("the spreadsheet is damaged")]
    Damaged,
    /// There is nothing in it.
    #[error("the table is empty")]
    Empty,
}

/// The rows of a CSV file or of the first sheet of a spreadsheet that has any. What it is, its first bytes say, never its name.
///
/// # Errors
/// Why it is no table.
pub fn read(bytes: &[u8]) -> Result<Table, Error> {
    let mut table = if bytes.starts_with(b"PK\x03\x04") {
        xlsx::read(bytes)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Error::Unknown);
    } else {
        csv::read(bytes)?
    };
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    if table.rows.is_empty() { Err(Error::Empty) } else { Ok(table) }
}

#[cfg(test)]
mod tests;
