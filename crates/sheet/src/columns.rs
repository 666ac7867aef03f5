//! Which column is which: by its heading where it has a known one, and by what stands in it.

use crate::{Cell, Row, Table};

/// How many rows from the top a heading is looked for: a school's name, a title and an empty line may come
/// before it.
const HEADING_WITHIN: usize = 20;
/// How many rows are looked at to judge what a column holds.
const SAMPLE: usize = 200;

/// Something a table can tell.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// What the program calls it.
    pub name: &'static str,
    /// What headings call it, [folded](folded).
    pub heads: &'static [&'static str],
    /// Whether a cell that is not empty looks like it; [`anything`] where no shape is known.
    pub fits: fn(&Cell) -> bool,
}

/// The shape of what has no shape.
pub const fn anything(_: &Cell) -> bool {
    true
}

/// The shape of a name: words, without digits.
pub fn is_words(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit()))
}

/// A heading as headings are compared: lower case, letters and digits, single spaces. `No. HP/WA*` is
/// `no hp wa`.
pub fn folded(heading: &str) -> String {
    let lower = heading.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Which column tells which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The headings as they stand, none where the table has no heading.
    pub headings: Vec<String>,
    /// Where the rows begin, in [`Table::rows`].
    pub first_row: usize,
    /// Each field of the list, in its order, with its column counted from 0.
    pub columns: Vec<(&'static str, Option<usize>)>,
}

impl Mapping {
    /// What the table seems to say. The row with most known headings is the heading; where the values stand
    /// one column beside their headings, the values win.
    pub fn guess(table: &Table, fields: &[Field]) -> Self {
        let heading = table
            .rows
            .iter()
            .take(HEADING_WITHIN)
            .enumerate()
            .map(|(at, row)| (by_heads(row, fields), at))
            .map(|(columns, at)| (columns.iter().flatten().count(), std::cmp::Reverse(at), columns))
            .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
            .filter(|(known, ..)| *known > 0);
        let Some((_, std::cmp::Reverse(at), columns)) = heading else {
            return Self::by_content(table, fields);
        };
        let mut mapping = Self {
            headings: table.rows[at].cells.iter().map(|cell| cell.text().into_owned()).collect(),
            first_row: at + 1,
            columns: fields.iter().map(|field| field.name).zip(columns).collect(),
        };
        mapping.follow_values(table, fields);
        mapping
    }

    /// A table without a heading: each field takes the first free column that mostly looks like it. Fields
    /// without a shape take none.
    fn by_content(table: &Table, fields: &[Field]) -> Self {
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let mut taken = vec![false; width];
        let columns = fields.iter().map(|field| {
            let shapeless = std::ptr::fn_addr_eq(field.fits, anything as fn(&Cell) -> bool);
            let found = (0..width).find(|&column| {
                let (fit, filled) = fitting(table, 0, column, field);
                !shapeless && !taken[column] && filled > 0 && fit * 10 >= filled * 8
            });
            if let Some(column) = found {
                taken[column] = true;
            }
            (field.name, found)
        });
        Self { columns: columns.collect(), headings: Vec::new(), first_row: 0 }
    }

    /// Moves all columns by one where the values stand beside their headings: a merged or forgotten heading.
    fn follow_values(&mut self, table: &Table, fields: &[Field]) {
        let fit = |by: isize| {
            let sums = self.columns.iter().zip(fields).filter_map(|((_, column), field)| {
                Some(fitting(table, self.first_row, column.as_ref()?.checked_add_signed(by)?, field))
            });
            sums.fold((0, 0), |sum, (fit, filled)| (sum.0 + fit, sum.1 + filled))
        };
        let share = |(fit, filled): (usize, usize)| fit * 100 / filled.max(1);
        let here = share(fit(0));
        // A column that would fall off the edge was no heading beside its values.
        let stays = |by: isize| {
            self.columns.iter().all(|(_, at)| at.is_none_or(|at| at.checked_add_signed(by).is_some()))
        };
        let moved = [1, -1].into_iter().find(|&by| stays(by) && share(fit(by)) >= 95);
        if let Some(by) = moved.filter(|_| here < 50) {
            for (_, column) in &mut self.columns {
                *column = column.and_then(|column| column.checked_add_signed(by));
            }
        }
    }

    /// The column of a field, if the table tells it.
    pub fn at(&self, field: &str) -> Option<usize> {
        self.columns.iter().find(|(name, _)| *name == field).and_then(|(_, column)| *column)
    }

    /// Says of a field which column tells it.
    pub fn set(&mut self, field: &str, column: Option<usize>) {
        if let Some((_, at)) = self.columns.iter_mut().find(|(name, _)| *name == field) {
            *at = column;
        }
    }

    /// What a row tells of a field.
    pub fn cell<'r>(&self, row: &'r Row, field: &str) -> &'r Cell {
        self.at(field).map_or(&Cell::Empty, |column| row.cell(column))
    }

    /// What all rows tell of a field.
    pub fn column<'t>(&self, table: &'t Table, field: &str) -> impl Iterator<Item = &'t Cell> + use<'t> {
        let column = self.at(field);
        self.rows(table).iter().map(move |row| column.map_or(&Cell::Empty, |column| row.cell(column)))
    }

    /// The rows below the heading.
    pub fn rows<'t>(&self, table: &'t Table) -> &'t [Row] {
        table.rows.get(self.first_row..).unwrap_or_default()
    }

    /// Whether the values of this row slipped to the left or right: some do not look like their field, and
    /// from some column on all look like their fields one place further.
    pub fn is_shifted(&self, row: &Row, fields: &[Field]) -> bool {
        let told: Vec<(usize, &Field)> = self
            .columns
            .iter()
            .filter_map(|(name, column)| Some(((*column)?, fields.iter().find(|field| field.name == *name)?)))
            .filter(|(_, field)| !std::ptr::fn_addr_eq(field.fits, anything as fn(&Cell) -> bool))
            .collect();
        let misfits: Vec<usize> = told
            .iter()
            .filter(|(column, field)| !fits(row.cell(*column), field))
            .map(|(column, _)| *column)
            .collect();
        let (Some(&from), 2..) = (misfits.iter().min(), misfits.len()) else { return false };
        [1, -1].into_iter().any(|by| {
            let mut moved = told
                .iter()
                .filter(|(column, _)| *column >= from)
                .filter_map(|(column, field)| Some((row.cell(column.checked_add_signed(by)?), field)));
            let (mut some, mut all) = (false, true);
            moved.by_ref().for_each(|(cell, field)| {
                some |= !cell.is_empty();
                all &= fits(cell, field);
            });
            some && all
        })
    }
}

fn fits(cell: &Cell, field: &Field) -> bool {
    cell.is_empty() || (field.fits)(cell)
}

/// How many cells of a column look like a field, of how many that are not empty.
fn fitting(table: &Table, first_row: usize, column: usize, field: &Field) -> (usize, usize) {
    let filled = table
        .rows
        .iter()
        .skip(first_row)
        .take(SAMPLE)
        .map(|row| row.cell(column))
        .filter(|cell| !cell.is_empty());
    filled.fold((0, 0), |(fit, all), cell| (fit + usize::from((field.fits)(cell)), all + 1))
}

/// The column of each field by the headings in `row`: a heading that is the field's name first, then one that
/// begins with it; each column once.
fn by_heads(row: &Row, fields: &[Field]) -> Vec<Option<usize>> {
    let heads: Vec<String> = row
        .cells
        .iter()
        .map(|cell| if let Cell::Text(text) = cell { folded(text) } else { String::new() })
        .collect();
    let mut found = vec![None; fields.len()];
    let alike: [fn(&str, &str) -> bool; 2] = [
        |head, known| head == known,
        |head, known| head.strip_prefix(known).is_some_and(|rest| rest.starts_with(' ')),
    ];
    for alike in alike {
        for (field, place) in fields.iter().zip(0..) {
            if found[place].is_none() {
                let column = field.heads.iter().find_map(|known| {
                    let is = |(column, head): (usize, &String)| {
                        (alike(head, known) && !found.contains(&Some(column))).then_some(column)
                    };
                    heads.iter().enumerate().find_map(is)
                });
                found[place] = column;
            }
        }
    }
    found
}
