//! Copies inside MARC: other systems write their items into fields of the record, each in its own way.

use kernel::{Date, Rupiah};
use marc::{Field, Record};
use store::words;

use crate::{
    model::Status,
    record::{Audience, Drawn, Form, plain, tidy},
};

words! {
    /// How a file writes its items.
    #[derive(Default)]
    pub enum ItemMapping {
        /// Whichever of the others a record shows, the more exact first.
        #[default]
        Auto = "auto",
        /// Koha: 952 with barcode `$p`.
        Koha = "koha",
        /// MARC 21 holdings: 852 with barcode `$p`.
        Holdings = "852",
        /// Many other systems: 949 with barcode `$i`, else `$p`.
        Local = "949",
        /// INLISLite and INDOMARC: 990 with the number in `$a`.
        Inlis = "inlis",
        /// Items in the file are left aside.
        None = "none",
    }
}

/// An item as a record states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What its label says; empty where the field does not say.
    pub barcode: String,
    /// Its call number; empty where the field does not say.
    pub call_number: String,
    /// Its branch in the other system's code.
    pub branch: String,
    /// Where in the branch.
    pub shelf: String,
    /// Its kind in the other system's code.
    pub kind: String,
    /// Its state.
    pub status: Status,
    /// What it costs to replace.
    pub price: Option<Rupiah>,
    /// Its number in the inventory book.
    pub inventory: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The day it came.
    pub received_on: Option<Date>,
    /// A note for staff.
    pub note: Option<String>,
}

/// The items `record` states under `mapping`.
pub fn items(record: &Record, mapping: ItemMapping) -> Vec<Item> {
    match mapping {
        ItemMapping::Auto => {
            [ItemMapping::Koha, ItemMapping::Local, ItemMapping::Holdings, ItemMapping::Inlis]
                .into_iter()
                .map(|mapping| items(record, mapping))
                // A field without a barcode may be anything; it decides for no mapping.
                .find(|items| items.iter().any(|item| !item.barcode.is_empty()))
                .unwrap_or_default()
        }
        ItemMapping::Koha => record.fields("952").map(koha).collect(),
        ItemMapping::Holdings => record.fields("852").map(holdings).collect(),
        ItemMapping::Local => record.fields("949").map(local).collect(),
        ItemMapping::Inlis => record.fields("990").map(inlis).collect(),
        ItemMapping::None => Vec::new(),
    }
}

fn text(field: &Field, code: char) -> String {
    field.sub(code).map(plain).unwrap_or_default()
}

fn some(field: &Field, code: char) -> Option<String> {
    Some(text(field, code)).filter(|text| !text.is_empty())
}

/// A barcode keeps every character but the blanks around it.
fn barcode(field: &Field, code: char) -> String {
    field.sub(code).map(tidy).unwrap_or_default()
}

fn bare(field: &Field, barcode_in: char) -> Item {
    Item {
        barcode: barcode(field, barcode_in),
        call_number: String::new(),
        branch: String::new(),
        shelf: String::new(),
        kind: String::new(),
        status: Status::Available,
        price: None,
        inventory: None,
        source: None,
        received_on: None,
        note: None,
    }
}

/// Koha's item fields (Koha manual, "Koha to MARC mapping", 952).
fn koha(field: &Field) -> Item {
    let set = |code| field.sub(code).is_some_and(|value| !matches!(value.trim(), "" | "0"));
    let status = match () {
        () if set('0') => Status::Withdrawn,
        () if set('1') => Status::Lost,
        () if set('4') => Status::Repair,
        () if set('7') => Status::Reference,
        () => Status::Available,
    };
    Item {
        call_number: text(field, 'o'),
        branch: text(field, 'a'),
        shelf: text(field, 'c'),
        kind: text(field, 'y'),
        status,
        price: field.sub('v').or_else(|| field.sub('g')).and_then(rupiah),
        inventory: some(field, 'i'),
        source: some(field, 'e'),
        received_on: field.sub('d').and_then(|day| day.trim().parse().ok()),
        note: some(field, 'x').or_else(|| some(field, 'z')),
        ..bare(field, 'p')
    }
}

/// MARC 21 Format for Holdings Data, 852.
fn holdings(field: &Field) -> Item {
    Item {
        call_number: plain(&field.text("khim")),
        branch: text(field, 'b'),
        shelf: text(field, 'c'),
        note: some(field, 'x').or_else(|| some(field, 'z')),
        ..bare(field, 'p')
    }
}

fn local(field: &Field) -> Item {
    let barcode_in = if field.sub('i').is_some() { 'i' } else { 'p' };
    Item {
        call_number: text(field, 'a'),
        branch: text(field, 'm'),
        shelf: text(field, 'l'),
        kind: text(field, 't'),
        price: if barcode_in == 'i' { field.sub('p').and_then(rupiah) } else { None },
        ..bare(field, barcode_in)
    }
}

fn inlis(field: &Field) -> Item {
    Item { inventory: some(field, 'a'), ..bare(field, 'a') }
}

/// Whole rupiah: `85000.00`, `Rp 85.000,00`, `85,000`. A group of one or two digits at the end is sen.
fn rupiah(text: &str) -> Option<Rupiah> {
    let text = text.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    let whole = match text.rfind(['.', ',']) {
        Some(at) if text.len() - at <= 3 => &text[..at],
        _ => text,
    };
    if !whole.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ')) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|amount| *amount < 1_000_000_000_000).map(Rupiah)
}

/// The kind of copy an item is: the other system's code where this library has it too, else by its record.
pub fn kind_of<'a>(item: &Item, drawn: &Drawn, known: &'a [String]) -> &'a str {
    let has = |code: &str| known.iter().find(|known| known.as_str() == code).map(String::as_str);
    let reference = || (item.status == Status::Reference).then(|| has("rujukan")).flatten();
    has(&item.kind.to_lowercase()).or_else(reference).unwrap_or_else(|| usual_kind(drawn, known))
}

/// The kind that copies of a record are, as a rule.
pub fn usual_kind<'a>(drawn: &Drawn, known: &'a [String]) -> &'a str {
    let usual = match drawn.form {
        Form::Serial => "majalah",
        Form::Comic => "komik",
        Form::Spoken | Form::Music | Form::Video => "av",
        _ if drawn.audience == Some(Audience::Children) => "anak",
        _ => "umum",
    };
    known.iter().find(|code| code.as_str() == usual).or(known.first()).map(String::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_whole_rupiah_however_it_is_written() {
        for (written, amount) in [
            ("85000.00", 85_000),
            ("Rp 85.000,00", 85_000),
            ("85,000", 85_000),
            ("120.000", 120_000),
            ("0", 0),
        ] {
            assert_eq!(rupiah(written), Some(Rupiah(amount)), "{written}");
        }
        for odd in ["", "gratis", "12 buku", "9999999999999999999"] {
            assert_eq!(rupiah(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_mapping_is_found_by_where_barcodes_are() {
        let record = Record::default().with(Field::data("852", ' ', ' ').with('h', "899.221")).with(
            Field::data("952", ' ', ' ')
                .with('p', "A 1")
                .with('o', "899 HIR")
                .with('1', "1")
                .with('d', "2024-03-05"),
        );
        let found = items(&record, ItemMapping::Auto);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].barcode.as_str(), found[0].call_number.as_str()), ("A 1", "899 HIR"));
        assert_eq!(found[0].status, Status::Lost);
        assert_eq!(found[0].received_on, Some("2024-03-05".parse().unwrap()));
        assert!(items(&record, ItemMapping::None).is_empty());
        assert_eq!(items(&record, ItemMapping::Holdings)[0].barcode, "");
    }
}
