//! Pages of the desk that were drawn before it moved on: two tabs, two desks with one account, scans that outrun
//! their page.

use crate::{
    common::{clerk, in_town, now, refused},
    desk::Desk,
};
use catalogue::{
    copies::{self, Copy},
    fast_add::FastAdd,
};
use circulation::{
    desk::{self, Mode, Next, Outcome, Scanned, Seen},
    loans,
    objections::Objection,
};
use jiff::SignedDuration;
use kernel::Id;
use trial::act;

#[test]
fn a_page_drawn_for_one_member_does_nothing_once_another_is_at_the_desk() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (one, two) = (town.copy("Laskar Pelangi", "umum"), town.copy("Bumi Manusia", "umum"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        let first_tab = desk.page();
        desk.scan(&ferry.code);
        let second_tab = desk.page();
        let after = |seconds| {
            act("2026-08-05T10:00").at(act("2026-08-05T10:00").at + SignedDuration::from_secs(seconds))
        };
        // What the first tab scans one after the other was all meant for Maria.
        let next = desk.on(&after(0), first_tab, Mode::Lend, &one.barcode);
        let next = desk.on(&after(1), next.seen(), Mode::Lend, &two.barcode);
        desk.on(&after(2), next.seen(), Mode::Lend, &two.barcode);
        let told = desk.entries();
        assert!(told[..2].iter().all(|entry| entry.outcome == Outcome::Refused && entry.is_elsewhere()));
        assert_eq!(
            (told[0].repeats, told[0].member),
            (1, Some(ferry.person)),
            "the verdict says whose it is"
        );
        assert_eq!((town.copy_now(&one).due, town.copy_now(&two).due), (None, None));
        // Nor does it end the other's work, or change what the desk does.
        desk.on(&after(3), first_tab, Mode::Return, "%SELESAI");
        let staff = desk.staff;
        let gone = town.write(move |tx| {
            let scanned = Scanned { clerk: &clerk(staff), mode: Mode::Return, seen: first_tab, text: "" };
            desk::let_go(tx, &now(), &scanned)
        });
        assert_eq!(gone.unwrap(), Next::Desk(Mode::Return, first_tab));
        assert_eq!((desk.page(), desk.open().unwrap().mode), (second_tab, Mode::Lend));
        // The page drawn anew lends at once what the old one did not: that is no echo.
        desk.on(&after(4), second_tab, Mode::Lend, &two.barcode);
        assert_eq!((desk.last().outcome, desk.last().member), (Outcome::Lent, Some(ferry.person)));
    });
}

#[test]
fn a_page_that_showed_nobody_does_not_lend_to_whoever_stepped_up_since() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        desk.go("%KEMBALI", SignedDuration::ZERO);
        let nobody = desk.page();
        let transaction = desk.open().unwrap().id;
        desk.scan(&maria.code);
        assert_eq!(desk.open().unwrap().id, transaction, "the same transaction goes on");
        desk.on(&now(), nobody, Mode::Lend, &book.barcode);
        assert_eq!((desk.last().is_elsewhere(), town.copy_now(&book).due), (true, None));
    });
}

#[test]
fn scans_that_outrun_their_page_go_on_with_what_the_ones_before_them_began() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (one, two) = (town.copy("Laskar Pelangi", "umum"), town.copy("Bumi Manusia", "umum"));
        let desk = Desk::of(town);
        let mut seen = Seen::default();
        for text in [maria.code.as_str(), &one.barcode, "%SELESAI", &ferry.code, &two.barcode] {
            seen = desk.on(&now(), seen, Mode::Lend, text).seen();
        }
        let holder =
            |copy: Id<Copy>| town.read(move |tx| loans::open_of_copy(tx, copy)).map(|loan| loan.member);
        assert_eq!((holder(one.id), holder(two.id)), (Some(maria.person), Some(ferry.person)));
    });
}

#[test]
fn a_page_whose_transaction_has_ended_says_that_nobody_is_served() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        let old = desk.page();
        desk.go("%SELESAI", SignedDuration::ZERO);
        desk.on(&now(), old, Mode::Lend, &book.barcode);
        assert_eq!(
            (desk.last().told.0.objections.clone(), desk.last().member),
            (vec![Objection::DrawnForAnother], None)
        );
        assert_eq!(town.copy_now(&book).due, None);
    });
}

#[test]
fn a_book_typed_in_for_one_member_is_not_lent_to_the_next() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        let form = desk.page();
        desk.scan(&ferry.code);
        let staff = desk.staff;
        let added = town.write(move |tx| {
            desk::add(tx, &now(), &clerk(staff), (Mode::Lend, form), |branch| FastAdd {
                barcode: "TMH-0700009".into(),
                title: "Cerita Rakyat Tombulu".into(),
                author: String::new(),
                kind: "umum".into(),
                call_number: String::new(),
                branch,
            })
        });
        assert_eq!(refused(added), ["loan-no-drawn-for-another"]);
        assert_eq!(town.read(|tx| copies::by_barcode(tx, "TMH-0700009")), None);
    });
}
