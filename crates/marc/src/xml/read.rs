//! Cutting a stream of XML into its record elements, so that one bad record spoils no other and only one is
//! in memory.

use std::io::{BufRead, ErrorKind};

use memchr::memchr2;

use super::parse::parse;
use super::{MAX_DEPTH, MAX_RECORD};
use crate::{BadRecord, Entry, Reason};

/// Reads records from MARCXML one by one.
pub struct Reader<R> {
    from: R,
    /// Bytes taken from `from`.
    position: u64,
    number: u64,
    /// The record being read, or the markup being read between records.
    buffer: Vec<u8>,
    /// Inside a record element, whether a leader or field was seen in it.
    inside: Option<bool>,
    depth: usize,
    ended: bool,
}

/// Why reading stops within a piece.
enum Halt {
    /// The buffer holds as much as a record may have.
    Full,
    Io(ErrorKind),
}

/// A piece of markup, by what it means for finding records.
enum Markup {
    Start {
        name: Name,
        empty: bool,
    },
    End {
        name: Name,
    },
    Doctype,
    /// Comments, character data, instructions, and what is no markup at all.
    Other,
}

#[derive(PartialEq)]
enum Name {
    Record,
    Collection,
    Part,
    Other,
}

impl<R: BufRead> Reader<R> {
    /// A reader of the records in `from`.
    pub fn new(from: R) -> Self {
        let buffer = Vec::with_capacity(4096);
        Self { from, position: 0, number: 0, buffer, inside: None, depth: 0, ended: false }
    }

    /// Appends everything before the next `a` or `b` to the buffer; which of them comes, none at the end.
    fn until(&mut self, a: u8, b: u8) -> Result<Option<u8>, Halt> {
        loop {
            let available = match self.from.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Halt::Io(error.kind())),
            };
            if available.is_empty() {
                return Ok(None);
            }
            let room = MAX_RECORD - self.buffer.len();
            let reach = available.get(..room).unwrap_or(available);
            let found = memchr2(a, b, reach);
            let taken = reach.get(..found.unwrap_or(reach.len())).unwrap_or_default();
            self.buffer.extend_from_slice(taken);
            let taken = taken.len();
            let stop = found.and_then(|at| reach.get(at).copied());
            self.from.consume(taken);
            self.position += taken as u64;
            if stop.is_some() {
                return Ok(stop);
            }
            if self.buffer.len() == MAX_RECORD {
                return Err(Halt::Full);
            }
        }
    }

    /// Takes the byte that [`Self::until`] stopped at.
    fn take(&mut self, byte: u8) {
        self.from.consume(1);
        self.position += 1;
        self.buffer.push(byte);
    }

    /// Reads one piece of markup to the end of the buffer; none at the end of the file.
    fn markup(&mut self, start: usize) -> Result<Option<Markup>, Halt> {
        let mut scanned = start;
        let mut quote = None;
        loop {
            let is_tag = !matches!(self.buffer.get(start + 1), Some(b'!' | b'?'));
            // A tag holds no other `<`, not even in quotes; one that does ends there and is none.
            let stop = if is_tag { self.until(b'>', b'<')? } else { self.until(b'>', b'>')? };
            let is_tag = !matches!(self.buffer.get(start + 1), Some(b'!' | b'?'));
            match stop {
                None => return Ok(None),
                Some(b'<') if is_tag => return Ok(Some(Markup::Other)),
                Some(byte) => self.take(byte),
            }
            let markup = self.buffer.get(start..).unwrap_or_default();
            for &byte in self.buffer.get(scanned..).unwrap_or_default() {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
            }
            scanned = self.buffer.len();
            let ended = if markup.starts_with(b"<!--") {
                markup.len() >= 7 && markup.ends_with(b"-->")
            } else if markup.starts_with(b"<![CDATA[") {
                markup.ends_with(b"]]>")
            } else if markup.starts_with(b"<!") {
                return Ok(Some(Markup::Doctype));
            } else if markup.starts_with(b"<?") {
                markup.ends_with(b"?>")
            } else {
                quote.is_none()
            };
            if ended {
                return Ok(Some(if is_tag { tag(markup) } else { Markup::Other }));
            }
        }
    }

    /// The next record or bad record; none at the end.
    fn step(&mut self) -> Result<Option<Result<Entry, BadRecord>>, Halt> {
        loop {
            if self.inside.is_none() {
                self.buffer.clear();
            }
            let Some(_) = self.until(b'<', b'<')? else {
                return Ok(self.cut_off());
            };
            if self.inside.is_none() {
                self.buffer.clear();
            }
            let start = self.buffer.len();
            self.take(b'<');
            let Some(markup) = self.markup(start)? else {
                self.inside.get_or_insert(false);
                return Ok(self.cut_off());
            };
            if let Some(found) = self.meet(markup, start) {
                return Ok(Some(found));
            }
        }
    }

    /// What a piece of markup that begins at `start` of the buffer ends, if it does.
    fn meet(&mut self, markup: Markup, start: usize) -> Option<Result<Entry, BadRecord>> {
        match (markup, self.inside) {
            (Markup::Doctype, _) => {
                self.ended = true;
                Some(Err(self.bad(Reason::Doctype, self.buffer.len())))
            }
            (Markup::Start { name: Name::Record, empty }, inside) => {
                // A record in a record: the outer is an envelope, or lost its end.
                let lost = (inside == Some(true)).then(|| Err(self.bad(Reason::Truncated, start)));
                if lost.is_none() {
                    self.buffer.drain(..start);
                }
                self.inside = Some(false);
                if empty { lost.or_else(|| self.whole()) } else { lost }
            }
            (Markup::Start { name: Name::Part, .. }, Some(_)) => {
                self.inside = Some(true);
                None
            }
            (Markup::End { name: Name::Record }, Some(_)) => self.whole(),
            (Markup::End { name: Name::Collection }, Some(_)) => {
                self.inside = None;
                Some(Err(self.bad(Reason::Truncated, start)))
            }
            (Markup::Start { empty: false, .. }, None) => {
                self.depth += 1;
                (self.depth > MAX_DEPTH).then(|| {
                    self.ended = true;
                    Err(self.bad(Reason::Depth, self.buffer.len()))
                })
            }
            (Markup::End { .. }, None) => {
                self.depth = self.depth.saturating_sub(1);
                None
            }
            _ => None,
        }
    }

    /// Judges the whole record element in the buffer.
    fn whole(&mut self) -> Option<Result<Entry, BadRecord>> {
        self.inside = None;
        Some(match parse(&self.buffer) {
            Ok((record, warnings)) => {
                self.number += 1;
                let raw = std::mem::take(&mut self.buffer);
                let position = self.position - raw.len() as u64;
                Ok(Entry { number: self.number, position, raw, record, warnings })
            }
            Err(reason) => Err(self.bad(reason, self.buffer.len())),
        })
    }

    /// The first `length` bytes of the buffer as a bad record; the rest stays.
    fn bad(&mut self, reason: Reason, length: usize) -> BadRecord {
        self.number += 1;
        let position = self.position - self.buffer.len() as u64;
        let rest = self.buffer.split_off(length);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        BadRecord { number: self.number, position, reason, bytes }
    }

    fn cut_off(&mut self) -> Option<Result<Entry, BadRecord>> {
        self.ended = true;
        self.inside.take().map(|_| Err(self.bad(Reason::Truncated, self.buffer.len())))
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entry, BadRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.step() {
                Ok(found) => return found,
                Err(Halt::Io(kind)) => {
                    self.ended = true;
                    return Some(Err(self.bad(Reason::Io(kind), self.buffer.len())));
                }
                // Between records long text and comments are no loss; a tag without end may be a record's.
                Err(Halt::Full) => {
                    let is_tag = self.buffer.starts_with(b"<") && !self.buffer.starts_with(b"<!--");
                    if self.inside.take().is_some() || is_tag {
                        return Some(Err(self.bad(Reason::TooLong, self.buffer.len())));
                    }
                }
            }
        }
        None
    }
}

fn tag(markup: &[u8]) -> Markup {
    let inner = markup.strip_prefix(b"<").and_then(|m| m.strip_suffix(b">")).unwrap_or_default();
    let (closes, inner) = inner.strip_prefix(b"/").map_or((false, inner), |rest| (true, rest));
    let end = inner.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(inner.len());
    let name = inner.get(..end).unwrap_or_default();
    let name = match name.rsplit(|&b| b == b':').next().unwrap_or_default() {
        b"record" => Name::Record,
        b"collection" => Name::Collection,
        b"leader" | b"controlfield" | b"datafield" => Name::Part,
        _ => Name::Other,
    };
    if closes { Markup::End { name } } else { Markup::Start { name, empty: inner.ends_with(b"/") } }
}
