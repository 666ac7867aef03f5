//! What is printed of activities: posters, the programme of a festival, sheets to sign, certificates.

mod certificates;
mod poster;
mod programme;
mod sheet;

pub(super) use certificates::{AT_ONCE, certificate, certificates};
use pdf::Colour;
pub(super) use poster::poster;
pub(super) use programme::{lines, programme};
pub(super) use sheet::sheet;

/// The ground of a poster, and the lines of a festival beside each other: the house's colours.
const COLOURS: [Colour; 4] =
    [Colour(0, 81, 63), Colour(224, 82, 143), Colour(251, 208, 52), Colour(38, 98, 175)];
fn strs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// An address as people type it.
fn typed(link: &str) -> &str {
    link.trim_start_matches("https://").trim_start_matches("http://")
}
