//! The collection: the titles with their copies, imported from MARC as any library would.

use catalogue::{
    import::{self, Options, Output},
    items::ItemMapping,
    model::{Copy, Status},
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Act, Id};
use marc::Field;
use rand::RngExt;
use store::{FromRow, sql, vals};

use super::{Dice, titles};
use crate::{Failure, Library};

/// How often a copy of the shelf of each hundred titles rides on the bus.
const ON_THE_BUS: f64 = 0.06;

/// How many days ago the newest titles came.
const NEW_FOR_DAYS: i64 = 6;

/// What the library holds.
pub(super) struct Collection {
    pub(super) copies: Vec<Held>,
}

/// A copy, as the year at the desk sees it.
pub(super) struct Held {
    pub(super) copy: Id<Copy>,
    pub(super) lendable: bool,
    pub(super) for_children: bool,
    /// How many readers in a hundred ask for it.
    pub(super) popularity: usize,
}

/// Imports every title with one to five copies.
pub(super) fn make(library: &Library, act: &Act, dice: &mut Dice) -> Result<Collection, Failure> {
    // What is new stands on the shelf since last week, and nobody has had it yet.
    let (mut file, mut new) = (Vec::new(), Vec::new());
    let mut barcode = 0;
    for (number, title) in (1..).zip(titles::all()) {
        let mut record = title.record(number);
        for _ in 0..copies_of(&title, dice) {
            barcode += 1;
            record.push(item(&title, barcode, dice));
        }
        let shipment = if is_new(number, &title) { &mut new } else { &mut file };
        marc::iso2709::write(&record, shipment).map_err(|e| store::Error::Shape(e.to_string()))?;
    }
    let lately = act.at(library.act().at - SignedDuration::from_hours(24 * NEW_FOR_DAYS));
    import(library, act, &file)?;
    import(library, &lately, &new)?;
    let copies = library.store.read_blocking(|tx| {
        tx.all(
            sql!(
                "SELECT c.id, c.kind, c.status, k.lendable, c.created_at
                 FROM copy c JOIN copy_kind k ON k.code = c.kind ORDER BY c.barcode"
            ),
            vals![],
        )
    })?;
    let held = |row: Row| Held {
        copy: row.id,
        lendable: row.lendable && row.status == Status::Available && row.created_at < lately.at,
        for_children: row.kind == "anak" || row.kind == "komik",
        popularity: dice.random_range(1..=3) * dice.random_range(1..=4),
    };
    Ok(Collection { copies: copies.into_iter().map(held).collect() })
}

/// Whether a title has only just come: some of every shelf, though most of the library is literature.
fn is_new(number: usize, title: &titles::Title) -> bool {
    number.is_multiple_of(if title.call_number().starts_with('8') { 100 } else { 25 })
}

/// Imports a file as any library would.
fn import(library: &Library, act: &Act, file: &[u8]) -> Result<(), Failure> {
    let options = Options { items: ItemMapping::Koha, ..Options::default() };
    let (mut rejects, mut lines) = (Vec::new(), Vec::new());
    let mut output = Output {
        file: "",
        rejects: &mut rejects,
        lines: &mut lines,
        progress: &mut |_| (),
        changed: &mut |_| (),
    };
    import::marc(&library.store, act, file, &options, &mut output)?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    id: Id<Copy>,
    kind: String,
    status: Status,
    lendable: bool,
    created_at: Timestamp,
}

fn copies_of(title: &titles::Title, dice: &mut Dice) -> u32 {
    match (title.kind, title.audience) {
        ("rujukan" | "peta", _) => 1,
        (_, "anak") => dice.random_range(1..=4),
        _ => [1, 1, 1, 2, 2, 2, 3, 4][dice.random_range(0..8)],
    }
}

fn item(title: &titles::Title, barcode: u32, dice: &mut Dice) -> Field {
    let kind = match (title.kind, title.audience) {
        ("rujukan" | "peta", _) => "rujukan",
        ("majalah", _) => "majalah",
        ("audio", _) => "av",
        ("komik", _) => "komik",
        (_, "anak") => "anak",
        _ => "umum",
    };
    let place = if kind != "rujukan" && dice.random_bool(ON_THE_BUS) { "TMH-KELILING" } else { "TMH" };
    let room = match kind {
        "anak" | "komik" => "Pojok anak",
        "rujukan" => "Lantai 2, meja rujukan",
        _ => "Lantai 1",
    };
    let price = dice.random_range(6..30) * 5_000;
    let source = if dice.random_bool(0.3) { "Hadiah" } else { "Pembelian" };
    let field = Field::data("952", ' ', ' ')
        .with('p', format!("TMH-{barcode:07}"))
        .with('o', title.call_number())
        .with('y', kind)
        .with('a', place)
        .with('c', room)
        .with('g', price.to_string())
        .with('e', source);
    match dice.random_range(0..100) {
        0 => field.with('1', "1"),
        1..3 => field.with('4', "1"),
        _ => field,
    }
}
