//! What is printed from a browser: receipts for 58 and 80 mm rolls, member cards, spine labels, command
//! cards; and the codes on them. Pages extend `print.html`.

mod code128;

pub use code128::{Code128Error, code128};

use crate::{cover::Shelf, html::Html, html_safe, lang::Speech, page::Library};
use askama::Template;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A QR code as one SVG path, with its quiet zone of four modules. `label` is read by a screen reader.
/// Text too long for any QR code (over 2,331 bytes) gives nothing and is logged.
pub fn qr(data: &str, label: &str) -> Html {
    let code = match QrCode::with_error_correction_level(data, EcLevel::M) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!(%error, length = data.len(), "a QR code could not be drawn");
            return Html::default();
        }
    };
    let (width, colours) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|colour| **colour == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + 4, y + 4);
            }
            x += run.max(1);
        }
    }
    let side = width + 8;
    Html::trusted(format!(
        "<svg class=\"code\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"{}\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        crate::escape(label)
    ))
}

/// Width of a receipt printer's roll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Roll {
    /// 58 mm, 48 mm printed.
    Narrow,
    /// 80 mm, 72 mm printed.
    #[default]
    Wide,
}

impl Roll {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Roll::Narrow => "roll-58",
            Roll::Wide => "roll-80",
        }
    }
}

/// A receipt.
#[derive(Template, Clone, Debug)]
#[template(path = "paper/receipt.html")]
pub struct Receipt<'a> {
    /// The language.
    pub t: Speech,
    /// The printer's roll.
    pub roll: Roll,
    /// Whose receipt.
    pub library: &'a Library,
    /// `Bukti peminjaman`.
    pub title: String,
    /// Who and when: label and value.
    pub facts: Vec<(String, String)>,
    /// What: the thing, its code, and a date or an amount.
    pub lines: Vec<ReceiptLine>,
    /// The sum, when there is one.
    pub total: Option<String>,
    /// A last line; without it, thanks.
    pub note: String,
    /// A code to scan, or empty.
    pub code: String,
}

impl Receipt<'_> {
    fn qr(&self) -> Html {
        qr(&self.code, &self.t.about("code-text", self.code.as_str()))
    }
}

/// A line of a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptLine {
    /// The title or the reason.
    pub what: String,
    /// Its code; may be empty.
    pub code: String,
    /// The date or the amount.
    pub value: String,
}

/// A member card of CR80 size (85.6 × 54 mm), front and back.
#[derive(Template, Clone, Debug)]
#[template(path = "paper/member_card.html")]
pub struct MemberCard<'a> {
    /// The language.
    pub t: Speech,
    /// Whose card.
    pub library: &'a Library,
    /// The member's name.
    pub name: String,
    /// The number: printed, as a bar code for the desk's scanner, and as a QR code for a phone's camera.
    pub number: String,
    /// The plan: `Anggota pelajar`.
    pub plan: String,
    /// Valid until; may be empty.
    pub until: String,
    /// Chooses the card's colours and weave: one of the ten.
    pub shelf: Shelf,
}

impl MemberCard<'_> {
    fn qr(&self) -> Html {
        qr(&self.number, &self.number)
    }

    fn bars(&self) -> Html {
        bars(&self.number)
    }

    fn emblem(&self) -> Html {
        Html::trusted(crate::art::EMBLEM)
    }
}

/// A sheet of spine labels with the shelf's flower, the call number and a bar code.
#[derive(Template, Clone, Debug)]
#[template(path = "paper/labels.html")]
pub struct LabelSheet<'a> {
    /// The language.
    pub t: Speech,
    /// Whose books.
    pub library: &'a Library,
    /// The labels in order.
    pub labels: Vec<Label>,
    /// How many places at the start of the sheet are used already.
    pub skip: usize,
}

/// A spine label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The call number; its words stand on lines of their own.
    pub call_number: String,
    /// The copy's code.
    pub code: String,
    /// The title, small, to find the book again.
    pub title: String,
}

impl Label {
    fn shelf(&self) -> Shelf {
        Shelf::of(&self.call_number)
    }

    fn bars(&self) -> Html {
        bars(&self.code)
    }
}

/// A card with a command for the desk (`%SELESAI`), so that it can be worked by scanner alone.
#[derive(Template, Clone, Debug)]
#[template(
    ext = "html",
    source = "<figure class=\"command\"><figcaption><strong>{{ title }}</strong>{% if !text.is_empty() %}<small>{{ text }}</small>{% endif %}</figcaption>\
              {{ self.bars() }}<span class=\"num\">{{ code }}</span></figure>"
)]
pub struct CommandCard {
    /// What it does.
    pub title: String,
    /// When to use it.
    pub text: String,
    /// The command.
    pub code: String,
}

impl CommandCard {
    fn bars(&self) -> Html {
        bars(&self.code)
    }
}

/// A bar code; a code that Code 128 cannot hold is logged and left out, its text remains.
fn bars(code: &str) -> Html {
    code128(code).unwrap_or_else(|error| {
        tracing::error!(%error, code, "a bar code could not be drawn");
        Html::default()
    })
}

html_safe!(Receipt<'_>, MemberCard<'_>, LabelSheet<'_>, CommandCard);
