//! What comes back, on both engines.

use crate::common::{in_town, now, refused};
use catalogue::copies::{self, Status};
use circulation::returns::{self, CheckIn};
use trial::{act, at};

#[test]
fn returning_twice_is_harmless() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let loan = town.lend(&now(), &maria, &book).unwrap();
        let back = town.take_back(&act("2026-08-06T09:00"), &book);
        assert_eq!(back.loan.map(|loan| loan.id), Some(loan.id));
        let again = town.take_back(&act("2026-08-06T09:01"), &book);
        assert_eq!((again.loan, again.house_use), (None, None));
        assert_eq!(town.copy_now(&book).due, None);
        town.assert_sound();
    });
}

#[test]
fn a_copy_that_was_not_lent_counts_as_read_in_the_house() {
    in_town(|town| {
        let book = town.copy("Kamus Besar", "rujukan");
        assert!(town.take_back(&now(), &book).house_use.is_some());
        assert!(town.take_back(&now(), &book).house_use.is_none());
        assert!(town.take_back(&act("2026-08-05T12:00"), &book).house_use.is_some());
        let setting = circulation::settings::COUNT_HOUSE_USE;
        town.write(move |tx| setting.set(tx, &now(), "false")).unwrap();
        assert!(town.take_back(&act("2026-08-05T16:00"), &book).house_use.is_none());
    });
}

#[test]
fn what_lay_in_the_book_drop_was_back_when_it_fell_in() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&now(), &maria, &book).unwrap();
        let monday = act("2026-08-24T08:10");
        let drop = CheckIn { since: Some(at("2026-08-19T20:00")), ..CheckIn::now(book.id, town.branch) };
        let back = town.write(move |tx| returns::check_in(tx, &monday, &drop)).unwrap();
        assert_eq!((back.days_late, back.loan.unwrap().returned_at), (0, Some(at("2026-08-19T20:00"))));
        let ahead = CheckIn { since: Some(at("2026-08-30T20:00")), ..drop };
        assert_eq!(
            refused(town.write(move |tx| returns::check_in(tx, &now(), &ahead))),
            ["return-in-future"]
        );
    });
}

#[test]
fn a_late_copy_says_by_how_many_days() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&now(), &maria, &book).unwrap();
        assert_eq!(town.take_back(&act("2026-08-22T10:00"), &book).days_late, 3);
    });
}

#[test]
fn a_lost_copy_that_comes_back_is_found() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi", "umum");
        let id = book.id;
        town.write(move |tx| copies::set_status(tx, &now(), id, Status::Lost)).unwrap();
        assert!(town.take_back(&now(), &book).found);
        assert_eq!(town.copy_now(&book).status, Status::Available);
    });
}
