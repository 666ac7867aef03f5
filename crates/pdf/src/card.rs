//! Member cards: one by one for a card printer, or ten on an A4 sheet to cut.

use crate::{About, Colour, Error, Head, code, press};
use serde::Serialize;

/// A card of CR80 size (ISO/IEC 7810 ID-1: 85.6 × 53.98 mm).
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Card<'a> {
    /// Whose it is. A long name is set smaller, on two lines.
    pub name: &'a str,
    /// The number: in text, as a bar code for the desk's scanner and as a QR code for a phone's camera. At most
    /// [`code::LONGEST_BAR_CODE`] characters of printable ASCII.
    pub number: &'a str,
    /// `Anggota pelajar`; may be empty.
    pub kind: &'a str,
    /// `Berlaku sampai 24 November 2027`; may be empty.
    pub until: &'a str,
    /// The colour of its front.
    pub colour: Colour,
}

/// Which sides of a card are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sides {
    /// Every front is followed by its back; on sheets the backs lie so that they meet their fronts when the
    /// paper is turned over its long edge.
    #[default]
    Both,
    /// The front alone.
    Front,
}

/// What all cards of a batch have in common.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct CardText<'a> {
    /// Which sides are printed.
    pub sides: Sides,
    /// On the back: what the finder of a lost card should do; may be empty.
    pub found: &'a str,
}

/// One card a page, for a card printer: front, back, front, back.
///
/// # Errors
/// [`Error::Nothing`] without cards, [`Error::BarCode`] for a number that cannot be a bar code.
pub fn member_cards(
    about: &About<'_>,
    head: &Head<'_>,
    text: &CardText<'_>,
    cards: &[Card<'_>],
) -> Result<Vec<u8>, Error> {
    press::print("cards.typ", about, head, body(text, cards)?)
}

/// Ten cards on each A4 sheet, two by five, with marks where to cut.
///
/// # Errors
/// As [`member_cards`].
pub fn card_sheets(
    about: &About<'_>,
    head: &Head<'_>,
    text: &CardText<'_>,
    cards: &[Card<'_>],
) -> Result<Vec<u8>, Error> {
    press::print("card_sheets.typ", about, head, body(text, cards)?)
}

#[derive(Serialize)]
struct Body<'a> {
    text: &'a CardText<'a>,
    cards: Vec<Drawn<'a>>,
}

/// A card with its codes.
#[derive(Serialize)]
struct Drawn<'a> {
    #[serde(flatten)]
    card: &'a Card<'a>,
    bars: String,
    qr: String,
}

fn body<'a>(text: &'a CardText<'a>, cards: &'a [Card<'a>]) -> Result<Body<'a>, Error> {
    if cards.is_empty() {
        return Err(Error::Nothing);
    }
    let drawn = |card: &'a Card<'a>| -> Result<Drawn<'a>, Error> {
        Ok(Drawn { card, bars: code::bars(card.number)?, qr: code::qr(card.number)? })
    };
    Ok(Body { text, cards: cards.iter().map(drawn).collect::<Result<_, _>>()? })
}
