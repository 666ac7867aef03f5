//! A book nobody has catalogued, added at the desk and lent in one go.

use catalogue::{
    copies::Copy,
    fast_add::{self, FastAdd},
};
use kernel::{Act, Id, Kind, Refusal};
use platform::library::Branch;
use store::{Json, Result, Tx};

use super::{Clerk, Entry, Mode, Outcome, Seen, Told, record, working};
use crate::{FAST_ADD, objections::Objection};

/// Adds what `book` makes of the branch where the desk of `clerk` stands. Lending to a member, it is lent at once;
/// its own undo takes the copy away again.
///
/// # Errors
/// A refusal with everything that is missing or does not fit, where they may not, and when the form was drawn for
/// another member than the one at the desk; those of the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    clerk: &Clerk,
    (mode, seen): (Mode, Seen),
    book: impl FnOnce(Id<Branch>) -> FastAdd,
) -> Result<Copy> {
    let open = record::open(tx, clerk)?;
    if Seen::of(open.as_ref()) != seen {
        return Err(Refusal::new(Kind::Conflict, Objection::DrawnForAnother.message()).into());
    }
    let desk = record::go_on(tx, act, clerk, mode, open)?;
    clerk.may.demand(tx, FAST_ADD, Some(desk.branch))?;
    if let Some(last) = record::last(tx, desk.id)? {
        working::leave(tx, &last)?;
    }
    let copy = fast_add::add(tx, act, &book(desk.branch))?;
    let told = Told { title: copy.title.clone(), author: copy.author.clone(), ..Told::default() };
    let blank = record::blank(&desk, act, &copy.barcode, Outcome::Added);
    record::add(tx, &Entry { copy: Some(copy.id), told: Json(told), ..blank })?;
    if desk.mode == Mode::Lend && desk.member.is_some() {
        let entry = working::handle(tx, act, &desk, &copy.barcode, &copy)?;
        record::add(tx, &entry)?;
    }
    Ok(copy)
}
