//! Sheets of labels for spines and covers.

use crate::{About, Colour, Error, Head, code, press};
use serde::Serialize;

/// The label paper: where the labels lie on A4. All lengths in millimetres.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sheet {
    /// Labels side by side.
    pub across: u16,
    /// Labels one below the other.
    pub down: u16,
    /// A label's width.
    pub width: f64,
    /// A label's height.
    pub height: f64,
    /// From the paper's left edge to the first label.
    pub left: f64,
    /// From the paper's upper edge to the first label.
    pub top: f64,
    /// Between two labels side by side.
    pub gap_across: f64,
    /// Between two labels one below the other.
    pub gap_down: f64,
}

impl Sheet {
    /// 24 labels of 70 × 37 mm, edge to edge: the commonest paper.
    pub const A4_24: Sheet = Sheet {
        across: 3,
        down: 8,
        width: 70.0,
        height: 37.0,
        left: 0.0,
        top: 0.5,
        gap_across: 0.0,
        gap_down: 0.0,
    };
}

/// A label: a spine part in the shelf's colour and a part with the code for the cover.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Label<'a> {
    /// The call number; its words stand on lines of their own.
    pub call_number: &'a str,
    /// The copy's code, drawn as a bar code: as for a card. On 70 mm, up to 14 characters have bars of 0.19 mm and
    /// wider, which every scanner reads.
    pub code: &'a str,
    /// The title, small, to find the book again; may be empty.
    pub title: &'a str,
    /// The shelf's colour.
    pub colour: Colour,
}

#[derive(Serialize)]
struct Body<'a> {
    sheet: &'a Sheet,
    skip: usize,
    labels: Vec<Drawn<'a>>,
}

#[derive(Serialize)]
struct Drawn<'a> {
    #[serde(flatten)]
    label: &'a Label<'a>,
    bars: String,
}

/// Labels in order on A4, the first `skip` places of the first sheet left free because they are used already.
///
/// # Errors
/// [`Error::Nothing`] without labels or on a sheet without places, [`Error::BarCode`] for a code that cannot be
/// a bar code.
pub fn labels(
    about: &About<'_>,
    head: &Head<'_>,
    sheet: &Sheet,
    skip: usize,
    labels: &[Label<'_>],
) -> Result<Vec<u8>, Error> {
    press::print("labels.typ", about, head, body(sheet, skip, labels)?)
}

fn body<'a>(sheet: &'a Sheet, skip: usize, labels: &'a [Label<'a>]) -> Result<Body<'a>, Error> {
    let places = usize::from(sheet.across) * usize::from(sheet.down);
    if labels.is_empty() || places == 0 {
        return Err(Error::Nothing);
    }
    let drawn = |label: &'a Label<'a>| -> Result<Drawn<'a>, Error> {
        Ok(Drawn { label, bars: code::bars(label.code)? })
    };
    let labels = labels.iter().map(drawn).collect::<Result<_, _>>()?;
    Ok(Body { sheet, skip: skip % places, labels })
}
