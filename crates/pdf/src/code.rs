//! QR codes and Code 128 bar codes as vectors: SVG, one path each, with their quiet zones.

use crate::Error;
use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Longer codes have bars too narrow for a hand scanner on a card or a label.
pub const LONGEST_BAR_CODE: usize = 24;
/// Modules of quiet around a code: ISO/IEC 18004 wants 4, ISO/IEC 15417 wants 10 at the sides.
const QR_QUIET: usize = 4;
const BAR_QUIET: usize = 10;
/// Chooses code set B, in the words of barcoders.
const SET_B: char = '\u{181}';

/// A QR code of level M; a scanner reads it even when a seventh of it is dirty.
pub(crate) fn qr(text: &str) -> Result<String, Error> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| Error::QrCode { length: text.len() })?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    let mut path = String::new();
    for (y, row) in dark.chunks(code.width()).enumerate() {
        for (x, run) in runs(row) {
            let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QR_QUIET, y + QR_QUIET);
        }
    }
    let side = code.width() + 2 * QR_QUIET;
    Ok(svg(side, side, &path))
}

/// A Code 128 in code set B, as wide as its modules and 30 modules high; the page gives it its size.
pub(crate) fn bars(text: &str) -> Result<String, Error> {
    let refused = || Error::BarCode(text.to_owned());
    if !(1..=LONGEST_BAR_CODE).contains(&text.len()) || !text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
    {
        return Err(refused());
    }
    let code = Code128::new(format!("{SET_B}{text}")).map_err(|_| refused())?;
    let dark: Vec<bool> = code.encode().into_iter().map(|module| module == 1).collect();
    let mut path = String::new();
    for (x, run) in runs(&dark) {
        let _ = write!(path, "M{} 0h{run}v30h-{run}z", x + BAR_QUIET);
    }
    Ok(svg(dark.len() + 2 * BAR_QUIET, 30, &path))
}

/// Where each run of dark modules starts, and its length.
fn runs(row: &[bool]) -> impl Iterator<Item = (usize, usize)> {
    let mut x = 0;
    row.chunk_by(|a, b| a == b).filter_map(move |run| {
        let start = x;
        x += run.len();
        run[0].then_some((start, run.len()))
    })
}

fn svg(width: usize, height: usize, path: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         preserveAspectRatio=\"none\"><path d=\"{path}\"/></svg>"
    )
}
