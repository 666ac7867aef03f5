//! Reading a file of any size, one record in memory at a time.

use std::io::{BufRead, ErrorKind};

use memchr::memchr;

use super::parse::parse;
use super::{ENTRY, LEADER, MAX_RECORD, RECORD_END};
use crate::leader::digits;
use crate::{BadRecord, Entry, Reason};

/// Reads records from ISO 2709 one by one, each ending at its terminator (0x1D) whatever its leader says.
///
/// Line ends, NUL and 0x1A between records, and a byte order mark before the first, belong to none; every
/// other byte is in exactly one [`Entry`] or [`BadRecord`].
pub struct Reader<R> {
    from: R,
    /// Bytes taken from `from`.
    position: u64,
    number: u64,
    /// A record found behind the cut-off one it was stuck to, and where it begins.
    found: Option<(u64, Vec<u8>)>,
    /// Inside a run longer than a record can be.
    overlong: bool,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// A reader of the records in `from`.
    pub fn new(from: R) -> Self {
        Self { from, position: 0, number: 0, found: None, overlong: false, ended: false }
    }

    /// The bytes up to the next record terminator, at most [`MAX_RECORD`]; empty at the end.
    fn run(&mut self) -> Result<Vec<u8>, (Vec<u8>, ErrorKind)> {
        let mut run = Vec::with_capacity(2048);
        loop {
            let available = match self.from.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err((run, error.kind())),
            };
            if available.is_empty() {
                return Ok(run);
            }
            if run.is_empty() && !self.overlong {
                let padding = padding(available, self.position == 0);
                if padding > 0 {
                    self.from.consume(padding);
                    self.position += padding as u64;
                    continue;
                }
            }
            let room = available.get(..MAX_RECORD - run.len()).unwrap_or(available);
            let end = memchr(RECORD_END, room).map(|at| at + 1);
            let taken = end.unwrap_or(room.len());
            run.extend_from_slice(room.get(..taken).unwrap_or_default());
            self.from.consume(taken);
            self.position += taken as u64;
            if end.is_some() || run.len() == MAX_RECORD {
                return Ok(run);
            }
        }
    }

    /// A whole record, or a bad one; `searched` when it was itself found inside a bad one, so that no byte is
    /// searched twice.
    fn judge(&mut self, position: u64, mut raw: Vec<u8>, searched: bool) -> Result<Entry, BadRecord> {
        self.number += 1;
        let number = self.number;
        let whole = raw.last() == Some(&RECORD_END);
        let follows_overlong = std::mem::replace(&mut self.overlong, !whole && raw.len() == MAX_RECORD);
        let reason = if follows_overlong || self.overlong {
            Reason::TooLong
        } else {
            match parse(&raw) {
                Ok((record, warnings)) => return Ok(Entry { number, position, raw, record, warnings }),
                Err(reason) => reason,
            }
        };
        if whole
            && !searched
            && let Some(at) = inner_record(&raw)
        {
            self.found = Some((position + at as u64, raw.split_off(at)));
            let reason = if follows_overlong { reason } else { Reason::Truncated };
            return Err(BadRecord { number, position, reason, bytes: raw });
        }
        Err(BadRecord { number, position, reason, bytes: raw })
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entry, BadRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((position, raw)) = self.found.take() {
            return Some(self.judge(position, raw, true));
        }
        if self.ended {
            return None;
        }
        match self.run() {
            Ok(run) if run.is_empty() => {
                self.ended = true;
                None
            }
            Ok(run) => {
                let position = self.position - run.len() as u64;
                Some(self.judge(position, run, false))
            }
            Err((bytes, kind)) => {
                self.ended = true;
                self.number += 1;
                let position = self.position - bytes.len() as u64;
                Some(Err(BadRecord { number: self.number, position, reason: Reason::Io(kind), bytes }))
            }
        }
    }
}

/// How many bytes at the beginning stand between records.
fn padding(bytes: &[u8], at_start: bool) -> usize {
    if at_start && bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return 3;
    }
    bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n' | 0x00 | 0x1A)).count()
}

/// Where inside a bad run a whole record begins: its leader states exactly the bytes that are left.
fn inner_record(run: &[u8]) -> Option<usize> {
    let last = run.len().checked_sub(LEADER + ENTRY)?;
    (1..last).find(|&at| {
        let leader = run.get(at..at + LEADER).unwrap_or_default();
        leader.get(..5).and_then(digits) == Some(run.len() - at) && leader.get(20..22) == Some(b"45")
    })
}
