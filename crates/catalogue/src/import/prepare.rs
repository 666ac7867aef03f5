//! What can be done before writing: reading, drawing, keys, copies.

use std::{
    collections::{HashMap, HashSet, hash_map},
    io::Read,
};

use kernel::Id;
use marc::{BadRecord, Entry, Records};

use super::{Options, batch::Ground};
use crate::{
    copies::{Copy, Entered},
    items::{self, Item},
    model,
    record::{self, Drawn},
    records, stored,
};

/// One record of the file on its way.
pub(super) struct Piece {
    pub number: u64,
    pub position: u64,
    pub title: String,
    pub warnings: Vec<&'static str>,
    /// What to write, or why not.
    pub content: Result<Box<Ready>, (&'static str, Vec<u8>)>,
}

/// A record ready to be written.
pub(super) struct Ready {
    pub id: Id<model::Record>,
    pub source: String,
    pub came: [u8; 32],
    pub marc: Vec<u8>,
    /// Whether it came as MARCXML.
    pub xml: bool,
    pub drawn: Drawn,
    pub json: String,
    /// Whether the same bytes came earlier in this file.
    pub again: bool,
    pub copies: Vec<ReadyCopy>,
}

/// A copy ready to be written, or why it cannot be.
pub(super) struct ReadyCopy {
    pub id: Id<Copy>,
    pub entered: Entered,
    /// Whether the same barcode came earlier in this file.
    pub again: bool,
    pub objection: Option<&'static str>,
}

pub(super) struct Prepare<R> {
    records: Records<R>,
    options: Options,
    ground: Ground,
    /// Sources of this file with a mark of their bytes.
    seen: HashMap<u64, u64>,
    /// Barcodes of this file in a dry run, which finds the second one as a real run does in the database.
    barcodes: HashSet<u64>,
}

impl<R: Read> Prepare<R> {
    pub fn new(records: Records<R>, options: &Options, ground: &Ground) -> Self {
        Self {
            records,
            options: options.clone(),
            ground: ground.clone(),
            seen: HashMap::new(),
            barcodes: HashSet::new(),
        }
    }

    /// The next up to `most` records; none at the end.
    pub fn batch(&mut self, most: usize) -> Option<Vec<Piece>> {
        let mut pieces = Vec::with_capacity(most);
        while pieces.len() < most {
            match self.records.next() {
                Some(Ok(entry)) => pieces.push(self.piece(&entry)),
                Some(Err(bad)) => pieces.push(rejected(bad)),
                None => break,
            }
        }
        (!pieces.is_empty()).then_some(pieces)
    }

    fn piece(&mut self, entry: &Entry) -> Piece {
        let drawn = record::draw(&entry.record);
        let mut warnings: Vec<&'static str> = entry.warnings.iter().map(marc::Warning::key).collect();
        warnings.dedup();
        Piece {
            number: entry.number,
            position: entry.position,
            title: drawn.full_title(),
            warnings,
            content: self.ready(entry, drawn).map(Box::new).map_err(|reason| (reason, entry.raw.clone())),
        }
    }

    fn ready(&mut self, entry: &Entry, drawn: Drawn) -> Result<Ready, &'static str> {
        // Leader/06 of authority, holdings, classification and community records.
        if matches!(entry.record.leader.at(6), 'z' | 'u' | 'v' | 'w' | 'x' | 'y' | 'q') {
            return Err("not-bibliographic");
        }
        if drawn.title.is_empty() {
            return Err("no-title");
        }
        if stored::is_spoilt(entry) {
            return Err("characters-unreadable");
        }
        let marc = stored::bytes_of(entry);
        let came = *blake3::hash(&marc).as_bytes();
        let source = records::source_key(&entry.record, &marc, &self.options.agency);
        let again = match self.seen.entry(mark(&source)) {
            hash_map::Entry::Vacant(place) => {
                place.insert(first_of(&came));
                false
            }
            hash_map::Entry::Occupied(before) if *before.get() == first_of(&came) => true,
            hash_map::Entry::Occupied(_) => return Err("duplicate-number"),
        };
        let json = records::json_of(&drawn).map_err(|_| "unreadable")?;
        let copies = if again { Vec::new() } else { self.copies(&entry.record, &drawn) };
        let xml = entry.raw.first() == Some(&b'<');
        Ok(Ready { id: Id::new(), source, came, marc, xml, drawn, json, again, copies })
    }

    fn copies(&mut self, record: &marc::Record, drawn: &Drawn) -> Vec<ReadyCopy> {
        let found = items::items(record, self.options.items);
        found.into_iter().map(|item| self.copy(item, drawn)).collect()
    }

    fn copy(&mut self, item: Item, drawn: &Drawn) -> ReadyCopy {
        let kind = items::kind_of(&item, drawn, &self.ground.kinds).to_owned();
        let branch = self.ground.branch(&item.branch);
        let objection = match () {
            () if item.barcode.is_empty() => Some("no-barcode"),
            () if item.barcode.chars().count() > 64 => Some("barcode-too-long"),
            () if branch.is_none() => Some("no-branch"),
            () => None,
        };
        let again = self.options.dry_run && objection.is_none() && !self.barcodes.insert(mark(&item.barcode));
        let own = if item.call_number == drawn.call_number { String::new() } else { item.call_number };
        let entered = Entered {
            barcode: item.barcode,
            branch: branch.unwrap_or_default(),
            kind,
            call_number: own,
            shelf: item.shelf,
            status: item.status,
            price: item.price,
            inventory: item.inventory,
            source: item.source,
            received_on: item.received_on,
            note: item.note,
        };
        ReadyCopy { id: Id::new(), entered, again, objection }
    }
}

fn rejected(bad: BadRecord) -> Piece {
    Piece {
        number: bad.number,
        position: bad.position,
        title: String::new(),
        warnings: Vec::new(),
        content: Err((bad.reason.key(), bad.bytes)),
    }
}

/// Eight bytes of a hash: two of a million keys meet with a chance of one in thirty million.
fn mark(text: &str) -> u64 {
    first_of(blake3::hash(text.as_bytes()).as_bytes())
}

fn first_of(hash: &[u8; 32]) -> u64 {
    u64::from_le_bytes(hash[..8].try_into().unwrap_or_default())
}
