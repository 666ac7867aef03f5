//! Generated covers and the ten shelf flowers: each DDC class has a flower and a hue, the same on the
//! cover, the call-number chip, the facet, the spine label and the end of the shelf.

use crate::{html_safe, lang::Speech};
use askama::Template;

/// A DDC class, 0–9: the first digit of a class number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shelf(u8);

const FLOWERS: [&str; 10] = [
    "shelf-0", "shelf-1", "shelf-2", "shelf-3", "shelf-4", "shelf-5", "shelf-6", "shelf-7", "shelf-8",
    "shelf-9",
];
const SHORT_SUBJECTS: [&str; 10] = [
    "shelf-0.short",
    "shelf-1.short",
    "shelf-2.short",
    "shelf-3.short",
    "shelf-4.short",
    "shelf-5.short",
    "shelf-6.short",
    "shelf-7.short",
    "shelf-8.short",
    "shelf-9.short",
];
const SUBJECTS: [&str; 10] = [
    "shelf-0.subject",
    "shelf-1.subject",
    "shelf-2.subject",
    "shelf-3.subject",
    "shelf-4.subject",
    "shelf-5.subject",
    "shelf-6.subject",
    "shelf-7.subject",
    "shelf-8.subject",
    "shelf-9.subject",
];

/// The darkest of each shelf's colours, as the stylesheet has them, for paper.
const COLOURS: [[u8; 3]; 10] = [
    [0x2a, 0x42, 0x41],
    [0x4e, 0x2c, 0x7c],
    [0x5c, 0x43, 0x00],
    [0x82, 0x0b, 0x47],
    [0x88, 0x19, 0x24],
    [0x2b, 0x35, 0x99],
    [0x7d, 0x34, 0x00],
    [0x6d, 0x23, 0x6d],
    [0x04, 0x4e, 0x3e],
    [0x01, 0x4e, 0x6c],
];

impl Shelf {
    /// Every shelf, 000 to 900.
    pub fn all() -> impl Iterator<Item = Shelf> {
        (0..10).map(Shelf)
    }

    /// The class by its digit, 0–9.
    pub fn new(class: u8) -> Option<Shelf> {
        (class < 10).then_some(Shelf(class))
    }

    /// The shelf of a call number: its first digit where it starts with a class number (`635.933 BUD`),
    /// literature for fiction marks (`F WUI`, `FIK`), otherwise a shelf chosen by the text, so that a
    /// local scheme still has steady colours.
    pub fn of(call_number: &str) -> Shelf {
        let call_number = call_number.trim();
        let leading = call_number.bytes().take_while(u8::is_ascii_digit).count();
        match call_number.bytes().next() {
            Some(digit) if leading == 3 => Shelf(digit - b'0'),
            Some(b'F' | b'f') => Shelf(8),
            _ => Shelf((fnv(call_number) % 10) as u8),
        }
    }

    /// The class, 0–9.
    pub fn class(self) -> u8 {
        self.0
    }

    /// The first class number of the shelf: 0, 100, … 900.
    pub fn hundred(self) -> String {
        format!("{}00", self.0)
    }

    /// Its colour, sRGB: the same that pages have.
    pub fn colour(self) -> [u8; 3] {
        COLOURS[usize::from(self.0)]
    }

    /// The flower's name: `Gerbera`, `Anggrek`.
    pub fn flower(self, t: Speech) -> &'static str {
        t.say(FLOWERS[usize::from(self.0)])
    }

    /// What stands there: `Teknologi & terapan`.
    pub fn subject(self, t: Speech) -> &'static str {
        t.say(SUBJECTS[usize::from(self.0)])
    }

    /// The same in one word, for facets: `Teknologi`.
    pub fn subject_short(self, t: Speech) -> &'static str {
        t.say(SHORT_SUBJECTS[usize::from(self.0)])
    }
}

/// FNV-1a, 32 bits: small, steady over all versions of the program.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A cover drawn from the title for a book without a picture. Decorative: the title stands beside it.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<span class=\"cover ddc-{{ shelf.class() }}{{ self.turned() }}{{ self.length() }}\" aria-hidden=\"true\">\
              <svg><use href=\"#w{{ self.weave() }}\"/></svg><span><b>{{ title }}</b><i>{{ author }}</i></span></span>"
)]
pub struct Cover<'a> {
    /// The title; it also chooses the weave and how it lies.
    pub title: &'a str,
    /// The author, or an empty text.
    pub author: &'a str,
    /// The shelf, which gives the colours.
    pub shelf: Shelf,
}
html_safe!(Cover<'_>);

/// A picture of a cover, in the place of a drawn one.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<img class=\"cover photo\" src=\"{{ src }}\" alt=\"{{ alt }}\"\
              {% if let Some((width, height)) = size %} width=\"{{ width }}\" height=\"{{ height }}\"\
              {% else %} width=\"240\" height=\"360\" loading=\"lazy\" decoding=\"async\"{% endif %}>"
)]
pub struct Photo<'a> {
    /// Where it is served.
    pub src: &'a str,
    /// What is to be seen; empty where the title stands beside it.
    pub alt: &'a str,
    /// Its width and height in pixels where it is shown whole; in lists it fills the usual shape of a cover.
    pub size: Option<(i64, i64)>,
}
html_safe!(Photo<'_>);

impl Cover<'_> {
    fn weave(&self) -> u32 {
        fnv(self.title) % 5 + 1
    }

    fn turned(&self) -> &'static str {
        match fnv(self.title) / 5 % 3 {
            0 => "",
            1 => " flip",
            _ => " turn",
        }
    }

    fn length(&self) -> &'static str {
        if self.title.chars().count() > 27 { " long" } else { "" }
    }
}

/// The call number with the flower that is also painted on the end of its shelf.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<span class=\"shelf-chip ddc-{{ shelf.class() }}\"><svg aria-hidden=\"true\"><use href=\"#d{{ shelf.class() }}\"/></svg>\
              <span><span class=\"vh\">{{ t.say(\"call-number\") }} </span><span class=\"num\">{{ call_number }}</span></span></span>"
)]
pub struct ShelfChip<'a> {
    /// The language.
    pub t: Speech,
    /// The shelf.
    pub shelf: Shelf,
    /// The call number as on the spine.
    pub call_number: &'a str,
}
html_safe!(ShelfChip<'_>);

impl<'a> ShelfChip<'a> {
    /// A chip for a call number, its shelf read from it.
    pub fn new(t: Speech, call_number: &'a str) -> ShelfChip<'a> {
        ShelfChip { t, shelf: Shelf::of(call_number), call_number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{EN, ID};

    #[test]
    fn a_shelf_has_the_same_colour_on_paper_and_on_pages() {
        let styles = include_str!("../styles/components.css");
        for shelf in Shelf::all() {
            let [r, g, b] = shelf.colour();
            let line = format!(".ddc-{} {{ --c1: #{r:02x}{g:02x}{b:02x};", shelf.class());
            assert!(styles.contains(&line), "{line}");
        }
    }

    #[test]
    fn a_title_always_has_the_same_cover() {
        let cover = Cover { title: "Cantik Itu Luka", author: "Eka Kurniawan", shelf: Shelf(8) };
        assert_eq!(cover.to_string(), cover.clone().to_string());
        assert_eq!(
            cover.to_string(),
            "<span class=\"cover ddc-8 flip\" aria-hidden=\"true\"><svg><use href=\"#w3\"/></svg>\
             <span><b>Cantik Itu Luka</b><i>Eka Kurniawan</i></span></span>"
        );
    }

    #[test]
    fn every_weave_and_every_turn_is_used() {
        let covers: std::collections::BTreeSet<(u32, &str)> = (0..500)
            .map(|n| format!("Buku {n}"))
            .map(|title| {
                let cover = Cover { title: &title, author: "", shelf: Shelf(0) };
                (cover.weave(), cover.turned())
            })
            .collect();
        assert_eq!(covers.len(), 15);
    }

    #[test]
    fn the_title_on_a_cover_is_escaped() {
        let cover = Cover { title: "<b>&", author: "\"", shelf: Shelf(1) }.to_string();
        assert!(cover.contains("<b>&#60;b&#62;&#38;</b><i>&#34;</i>"));
    }

    #[test]
    fn the_shelf_is_read_from_the_call_number() {
        for (call_number, class) in [("635.933 99 BUD", 6), (" 310 STA", 3), ("F WUI", 8), ("000", 0)] {
            assert_eq!(Shelf::of(call_number).class(), class, "{call_number}");
        }
        assert_eq!(Shelf::of("TMH 12"), Shelf::of("TMH 12"));
    }

    #[test]
    fn every_shelf_has_a_flower_in_both_languages() {
        assert_eq!(Shelf(6).flower(ID()), "Gerbera");
        assert_eq!(Shelf(7).flower(EN()), "Orchid");
        for shelf in Shelf::all() {
            assert!(!shelf.flower(ID()).starts_with("shelf-") && !shelf.subject(EN()).starts_with("shelf-"));
        }
    }
}
