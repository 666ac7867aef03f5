//! Givers and sellers of boxes: what is held about them, how they are forgotten, and how they follow a merger.

use kernel::{Act, Date, Id, Person};
use store::{Result, Tx, sql, vals};
use web::{Follower, Holding};

use super::{batches::Batch, ending};

/// What stands in the place of a name that was forgotten.
const NOBODY: &str = "—";

pub(crate) const FOLLOWERS: &[Follower] = &[web::follower!("catalogue.boxes", accession_batch.party)];

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "catalogue.boxes",
    tables: &["accession_batch"],
    fields: &["accession-code", "accession-reference", "accession-name", "accession-received-on"],
    tell: |tx, person| {
        let rows: Vec<(String, String, String, Date)> = tx.all(
            sql!(
                "SELECT code, reference, name, received_on FROM accession_batch WHERE party = ?1
                 ORDER BY received_on, code"
            ),
            vals![person],
        )?;
        Ok(rows
            .into_iter()
            .map(|(code, reference, name, day)| vec![code.into(), reference.into(), name.into(), day.into()])
            .collect())
    },
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase,
}];

/// The copies stay, and nothing says any more whom they came from.
fn erase(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let given: Vec<(Id<Batch>,)> =
        tx.all(sql!("SELECT id FROM accession_batch WHERE party = ?1"), vals![person])?;
    given.into_iter().try_for_each(|(batch,)| ending::attribute(tx, act, batch, None, NOBODY, false))
}
