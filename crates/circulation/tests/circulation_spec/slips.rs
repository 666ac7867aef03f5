//! What a slip says, and to whom.

use crate::{
    common::{Town, in_town},
    desk::Desk,
};
use circulation::desk::{self, Outcome, Slip, Transaction};
use jiff::SignedDuration;
use kernel::Id;
use trial::act;

/// The slip of a transaction, as it stands.
fn slip(town: &Town, transaction: Id<Transaction>) -> Slip {
    town.read(move |tx| {
        let desk = desk::transaction(tx, transaction)?.unwrap();
        Ok(Slip::of(&desk, desk::entries(tx, transaction, 100)?))
    })
}

#[test]
fn a_members_slip_tells_nothing_of_what_somebody_else_brought_back() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (own, theirs) = (town.copy("Laskar Pelangi", "umum"), town.copy("Bumi Manusia", "umum"));
        town.lend(&act("2026-08-03T10:00"), &ferry, &theirs).unwrap();
        let desk = Desk::of(town);
        let transaction = desk.scan(&maria.code).desk;
        desk.scan(&own.barcode);
        desk.scan("%KEMBALI");
        desk.scan(&theirs.barcode);
        let slip = slip(town, transaction);
        assert_eq!((slip.member, slip.is_of_returns()), (Some(maria.person), false));
        assert_eq!(slip.lines.iter().map(|line| &line.code).collect::<Vec<_>>(), [&own.barcode]);
    });
}

#[test]
fn a_slip_of_what_was_brought_back_has_no_name() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (own, theirs) = (town.copy("Laskar Pelangi", "umum"), town.copy("Bumi Manusia", "umum"));
        town.lend(&act("2026-08-03T10:00"), &maria, &own).unwrap();
        town.lend(&act("2026-08-03T10:00"), &ferry, &theirs).unwrap();
        let desk = Desk::of(town);
        desk.go("%KEMBALI", SignedDuration::ZERO);
        desk.scan(&own.barcode);
        let transaction = desk.scan(&theirs.barcode).desk;
        let slip = slip(town, transaction);
        assert_eq!((slip.member, slip.is_of_returns(), slip.lines.len()), (None, true, 2));
    });
}

#[test]
fn a_slip_lists_each_copy_once_as_it_stands_at_the_end() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let kept = town.copy("Bumi Manusia", "umum");
        let desk = Desk::of(town);
        let transaction = desk.scan(&maria.code).desk;
        desk.scan(&book.barcode);
        desk.scan(&kept.barcode);
        desk.scan("%KEMBALI");
        desk.scan(&book.barcode);
        let stands = |slip: Slip| -> Vec<(String, Outcome)> {
            slip.lines.into_iter().map(|line| (line.code, line.outcome)).collect()
        };
        assert_eq!(
            stands(slip(town, transaction)),
            [(kept.barcode.clone(), Outcome::Lent), (book.barcode.clone(), Outcome::Returned)]
        );
        // Taken back, the return never was.
        desk.scan("%BATAL");
        assert_eq!(
            stands(slip(town, transaction)),
            [(book.barcode.clone(), Outcome::Lent), (kept.barcode.clone(), Outcome::Lent)]
        );
    });
}
