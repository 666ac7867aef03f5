//! What can be done before writing: reading, drawing, keys, copies.

use std::io::Read;

use kernel::Id;
use marc::{BadRecord, Entry, Records};

use super::{Options, batch::Ground};
use crate::{
    copies::{self, Copy, Entered},
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
    /// The bytes it came in, where they are others.
    raw: Option<Vec<u8>>,
    /// Whether it came as MARCXML.
    pub xml: bool,
    pub drawn: Drawn,
    pub json: String,
    pub copies: Vec<ReadyCopy>,
}

impl Ready {
    /// The bytes it came in.
    pub fn came_as(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(&self.marc)
    }

    /// Whether its control number may be anybody's: neither the record nor whoever imports says whose it is.
    pub fn is_anyones(&self) -> bool {
        self.source.starts_with(':')
    }
}

/// A copy ready to be written, or why it cannot be.
pub(super) struct ReadyCopy {
    pub id: Id<Copy>,
    pub entered: Entered,
    pub objection: Option<&'static str>,
}

pub(super) struct Prepare<R> {
    records: Records<R>,
    options: Options,
    ground: Ground,
}

impl<R: Read> Prepare<R> {
    pub fn new(records: Records<R>, options: &Options, ground: &Ground) -> Self {
        Self { records, options: options.clone(), ground: ground.clone() }
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

    fn piece(&self, entry: &Entry) -> Piece {
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

    fn ready(&self, entry: &Entry, drawn: Drawn) -> Result<Ready, &'static str> {
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
        let marc = stored::bytes_of(entry).map_err(|_| "unfit")?;
        let came = *blake3::hash(&marc).as_bytes();
        let source = records::source_key(&entry.record, &marc, &self.options.agency);
        let json = records::json_of(&drawn).map_err(|_| "unreadable")?;
        let copies = self.copies(&entry.record, &drawn);
        let raw = (marc != entry.raw).then(|| entry.raw.clone());
        let xml = entry.raw.first() == Some(&b'<');
        Ok(Ready { id: Id::new(), source, came, marc, raw, xml, drawn, json, copies })
    }

    fn copies(&self, record: &marc::Record, drawn: &Drawn) -> Vec<ReadyCopy> {
        let found = items::items(record, self.options.items);
        found.into_iter().map(|item| self.copy(item, drawn)).collect()
    }

    fn copy(&self, item: Item, drawn: &Drawn) -> ReadyCopy {
        let kind = items::kind_of(&item, drawn, &self.ground.kinds).to_owned();
        let branch = self.ground.branch(&item.branch);
        let objection = match () {
            () if item.barcode.is_empty() => Some("no-barcode"),
            () if item.barcode.chars().count() > 64 => Some("barcode-too-long"),
            () if copies::is_reserved(&item.barcode) => Some("barcode-reserved"),
            () if branch.is_none() => Some("no-branch"),
            () => None,
        };
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
        ReadyCopy { id: Id::new(), entered, objection }
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
