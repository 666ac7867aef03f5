//! Numbers by sex and age band, as a table to type into.

use askama::Template;
use kernel::{Message, Reason};
use ui::{Speech, html_safe};

use super::{band_name, sex_name};
use crate::{Band, Cell, Sex};

/// The table, with what has been typed.
#[derive(Template, Clone)]
#[template(path = "grid.html")]
pub(super) struct Grid {
    t: Speech,
    typed: Vec<(String, String)>,
    error: Option<String>,
}

impl Grid {
    /// A table with these fields of a form in it.
    pub(super) fn new(t: Speech, fields: &[(String, String)], error: Option<&str>) -> Self {
        let typed = fields.iter().filter(|(name, _)| name.starts_with("n_")).cloned().collect();
        Self { t, typed, error: error.map(str::to_owned) }
    }

    fn value(&self, sex: &Sex, band: &Band) -> &str {
        let name = name(*sex, *band);
        self.typed.iter().find(|(typed, _)| *typed == name).map_or("", |(_, value)| value)
    }

    fn name(&self, sex: &Sex, band: &Band) -> String {
        name(*sex, *band)
    }

    fn sex(&self, sex: &Sex) -> &'static str {
        sex_name(self.t, *sex)
    }

    fn band(&self, band: &Band) -> &'static str {
        band_name(self.t, *band)
    }
}

html_safe!(Grid);

fn name(sex: Sex, band: Band) -> String {
    format!("n_{sex}_{band}")
}

/// The numbers of a form; what cannot be read is told.
pub(super) fn cells(fields: &[(String, String)]) -> Result<Vec<Cell>, Reason> {
    let wrong = || Reason { field: Some("people"), message: Message::new("visit-heads-wrong") };
    let mut cells = Vec::new();
    for &sex in Sex::ALL {
        for &band in Band::ALL {
            let name = name(sex, band);
            let typed = fields.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value.trim());
            if !typed.is_empty() {
                let heads = typed.parse::<u16>().map_err(|_| wrong())?;
                cells.push(Cell { sex, band, heads: i64::from(heads) });
            }
        }
    }
    Ok(cells)
}
