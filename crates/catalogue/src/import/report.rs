//! What an import says it did.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::{Output, Rewritten, batch::Done, prepare::Piece};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It was there and says something else now.
    Changed,
    /// It was there and says the same.
    Unchanged,
    /// It was there and has been edited here since; it stays as it is.
    Kept,
    /// The same bytes stand earlier in the same file.
    Duplicate,
    /// It is in the rejects, with the key of the reason.
    Rejected(&'static str),
}

impl Outcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
            Self::Duplicate => "duplicate",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// What became of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CopyOutcome {
    Added,
    Unchanged,
    /// The reason and the barcode.
    Rejected(&'static str, String),
}

/// The counts of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing was really written.
    pub dry_run: bool,
    /// Records of the file, bad ones too.
    pub read: u64,
    /// Where in the file the last of them begins, in bytes.
    pub position: u64,
    /// New records.
    pub added: u64,
    /// Records that say something else now.
    pub changed: u64,
    /// Records that were there and say the same.
    pub unchanged: u64,
    /// Records left as they were edited here.
    pub kept: u64,
    /// Records that stand in the file twice.
    pub duplicates: u64,
    /// Rejected records, by reason.
    pub rejected: BTreeMap<&'static str, u64>,
    /// New copies.
    pub copies_added: u64,
    /// Copies that were there.
    pub copies_unchanged: u64,
    /// Copies that were not made, by reason.
    pub copies_rejected: BTreeMap<&'static str, u64>,
    /// Records whose file was mended in reading.
    pub mended: u64,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'a str,
    number: u64,
    position: u64,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<i64>,
    title: &'a str,
    /// The title of the record that had its number, where that was changed or is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    warnings: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies_rejected: Vec<(&'static str, &'a str)>,
}

impl Report {
    /// Rejected records, whatever the reason.
    pub fn rejected_in_all(&self) -> u64 {
        self.rejected.values().sum()
    }

    pub(super) fn add(&mut self, pieces: &[Piece], done: &[Done], output: &mut Output<'_>) -> io::Result<()> {
        for (piece, done) in pieces.iter().zip(done) {
            self.count(piece, done);
            write_line(piece, done, output)?;
            match (&piece.content, &done.outcome) {
                (Err((_, bytes)), _) => output.rejects.write_all(bytes)?,
                (Ok(ready), Outcome::Rejected(_)) => output.rejects.write_all(ready.came_as())?,
                _ => {}
            }
            if let (Outcome::Changed, Some(number), Some(was)) = (done.outcome, done.number, &done.was) {
                (output.changed)(&Rewritten { number, was, title: &piece.title });
            }
        }
        Ok(())
    }

    fn count(&mut self, piece: &Piece, done: &Done) {
        self.read += 1;
        self.position = piece.position;
        self.mended += u64::from(!piece.warnings.is_empty());
        match done.outcome {
            Outcome::Added => self.added += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Kept => self.kept += 1,
            Outcome::Duplicate => self.duplicates += 1,
            Outcome::Rejected(reason) => *self.rejected.entry(reason).or_default() += 1,
        }
        for copy in &done.copies {
            match copy {
                CopyOutcome::Added => self.copies_added += 1,
                CopyOutcome::Unchanged => self.copies_unchanged += 1,
                CopyOutcome::Rejected(reason, _) => *self.copies_rejected.entry(reason).or_default() += 1,
            }
        }
    }
}

fn write_line(piece: &Piece, done: &Done, output: &mut Output<'_>) -> io::Result<()> {
    let reason = match done.outcome {
        Outcome::Rejected(reason) => Some(reason),
        _ => None,
    };
    let rejected = done.copies.iter().filter_map(|copy| match copy {
        CopyOutcome::Rejected(reason, barcode) => Some((*reason, barcode.as_str())),
        CopyOutcome::Added | CopyOutcome::Unchanged => None,
    });
    let line = Line {
        file: output.file,
        number: piece.number,
        position: piece.position,
        outcome: done.outcome.word(),
        reason,
        record: done.number,
        title: &piece.title,
        was: done.was.as_deref(),
        warnings: &piece.warnings,
        copies_rejected: rejected.collect(),
    };
    serde_json::to_writer(&mut *output.lines, &line)?;
    output.lines.write_all(b"\n")
}
