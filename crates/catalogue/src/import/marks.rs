//! What an import has met of its file so far. It is kept in the database while the import runs, so that memory stays
//! flat whatever the file's size.

use std::collections::HashMap;

use jiff::SignedDuration;
use kernel::{Act, Id};
use store::{
    Result, Tx,
    many::{Ids, Rows},
    sql, vals,
};

/// An import that runs; here only as what an id names.
pub(super) enum Run {}
/// What is met: a control number or a barcode.
pub(super) enum Met {}

/// Half a hash: two of all records there are never share one.
pub(super) type Mark = Id<Met>;

/// How long the marks of an import that was killed may lie about.
const LEFT: SignedDuration = SignedDuration::from_hours(24);

/// The mark of a text.
pub(super) fn mark(text: &str) -> Mark {
    half(blake3::hash(text.as_bytes()).as_bytes())
}

/// The mark of bytes by their hash.
pub(super) fn half(hash: &[u8; 32]) -> Mark {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Id::from_bytes(bytes)
}

/// The marks one batch has to do with: those met before it, and those it meets.
#[derive(Default)]
pub(super) struct Marks {
    known: HashMap<Mark, Mark>,
    fresh: Vec<(Mark, Mark)>,
}

impl Marks {
    /// What of `asked` was met in earlier batches of this run.
    pub fn of(tx: &mut Tx<'_>, run: Id<Run>, asked: &[Mark]) -> Result<Self> {
        const MET: Ids = store::ids!("SELECT mark, came FROM import_mark WHERE run = ?1 AND mark IN ", 2);
        let known: Vec<(Mark, Mark)> = tx.all_ids(&MET, vals![run], asked)?;
        Ok(Self { known: known.into_iter().collect(), fresh: Vec::new() })
    }

    /// Meets `mark`, which came with `came`; what it came with the first time, where this is not the first.
    pub fn meet(&mut self, mark: Mark, came: Mark) -> Option<Mark> {
        let before = self.known.get(&mark).copied();
        if before.is_none() {
            self.known.insert(mark, came);
            self.fresh.push((mark, came));
        }
        before
    }

    /// Keeps what this batch met for the next ones.
    pub fn keep(&self, tx: &mut Tx<'_>, act: &Act, run: Id<Run>) -> Result<()> {
        const NEW: Rows = store::rows!("INSERT INTO import_mark (run, mark, came, at) VALUES ", 4);
        let values: Vec<_> =
            self.fresh.iter().flat_map(|pair| vals![run, pair.0, pair.1, act.at].to_vec()).collect();
        tx.exec_rows(&NEW, &values).map(drop)
    }
}

/// Forgets what imports that were killed have left.
pub(super) fn sweep(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    tx.exec(sql!("DELETE FROM import_mark WHERE at < ?1"), vals![act.at - LEFT]).map(drop)
}

/// Forgets what this run has met.
pub(super) fn forget(tx: &mut Tx<'_>, run: Id<Run>) -> Result<()> {
    tx.exec(sql!("DELETE FROM import_mark WHERE run = ?1"), vals![run]).map(drop)
}
