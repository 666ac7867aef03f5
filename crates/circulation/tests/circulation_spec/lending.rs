//! Lending, on both engines. Numbers are those of design/circulation.md.

use crate::common::{in_town, now, refused};
use catalogue::copies::{self, Status};
use circulation::{
    lending::{self, CheckOut},
    loans,
    policy::Name,
};
use membership::members;
use trial::{act, at};

#[test]
fn a_lent_copy_is_due_in_two_weeks_and_says_so_itself() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let loan = town.lend(&now(), &maria, &book).unwrap();
        assert_eq!(loan.due_at, at("2026-08-19T23:59:59"));
        let copy = town.copy_now(&book);
        assert_eq!((copy.due, copy.loans), (Some(loan.due_at), 1));
        town.assert_sound();
    });
}

#[test]
fn all_reasons_come_together() {
    in_town(|town| {
        let yesterday = now().today().yesterday().unwrap();
        let member = town.member_until("Ferry Mamahit", "dewasa", Some(yesterday));
        let reference = town.copy("Kamus Besar", "rujukan");
        town.decide(Some("dewasa"), None, Name::LoanLimit, Some("0"));
        let reasons = refused(town.lend(&now(), &member, &reference));
        assert_eq!(reasons, ["loan-no-expired", "loan-no-reference", "loan-no-limit"]);
    });
}

#[test]
fn an_override_lends_in_spite_of_the_rules_and_is_written_down() {
    in_town(|town| {
        let member = town.member("Ferry Mamahit", "dewasa");
        let reference = town.copy("Kamus Besar", "rujukan");
        let loan = town.lend_despite(&now(), &member, &reference, true).unwrap();
        let history = town.read(move |tx| platform::audit::history(tx, loan.id, 5));
        assert!(history[0].detail.as_ref().unwrap().contains("loan-no-reference"));
    });
}

#[test]
fn nobody_overrides_that_a_copy_is_withdrawn_or_that_no_length_was_decided() {
    in_town(|town| {
        let member = town.member("Ferry Mamahit", "dewasa");
        let gone = town.copy("Buku Rusak", "umum");
        let id = gone.id;
        town.write(move |tx| copies::set_status(tx, &now(), id, Status::Withdrawn)).unwrap();
        assert_eq!(refused(town.lend_despite(&now(), &member, &gone, true)), ["loan-no-withdrawn"]);
        town.decide(None, None, Name::LoanDays, None);
        let book = town.copy("Laskar Pelangi", "umum");
        assert_eq!(refused(town.lend_despite(&now(), &member, &book, true)), ["loan-no-period"]);
    });
}

#[test]
fn the_limit_of_the_plan_and_of_the_kind_hold_each_on_its_own() {
    in_town(|town| {
        let member = town.member("Yohana Pangau", "dewasa");
        for n in 0..2 {
            town.lend(&now(), &member, &town.copy(&format!("Film {n}"), "av")).unwrap();
        }
        assert_eq!(refused(town.lend(&now(), &member, &town.copy("Film 3", "av"))), ["loan-no-kind-limit"]);
        for book in town.copies(4) {
            town.lend(&now(), &member, &book).unwrap();
        }
        assert_eq!(refused(town.lend(&now(), &member, &town.copy("Satu lagi", "umum"))), ["loan-no-limit"]);
    });
}

#[test]
fn lending_stops_when_more_is_overdue_than_is_borne() {
    in_town(|town| {
        let member = town.member("Yohana Pangau", "dewasa");
        let books = town.copies(4);
        town.lend(&now(), &member, &books[0]).unwrap();
        let later = act("2026-08-25T10:00");
        // One overdue copy is borne.
        town.lend(&later, &member, &books[1]).unwrap();
        let much_later = act("2026-09-25T10:00");
        assert_eq!(refused(town.lend(&much_later, &member, &books[2])), ["loan-no-overdue"]);
    });
}

#[test]
fn a_blocked_member_is_told_why() {
    in_town(|town| {
        let member = town.member("Ferry Mamahit", "dewasa");
        let person = member.person;
        town.write(move |tx| members::block(tx, &now(), person, "kartu hilang")).unwrap();
        let book = town.copy("Laskar Pelangi", "umum");
        assert_eq!(refused(town.lend(&now(), &member, &book)), ["loan-no-blocked"]);
    });
}

#[test]
fn a_copy_that_another_member_has_is_refused_and_an_override_takes_it_back_first() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let book = town.copy("Laut Bercerita", "umum");
        let first = town.lend(&now(), &maria, &book).unwrap();
        assert_eq!(refused(town.lend(&now(), &ferry, &book)), ["loan-no-on-loan"]);
        assert_eq!(refused(town.lend(&now(), &maria, &book)), ["loan-no-has-it"]);
        let second = town.lend_despite(&now(), &ferry, &book, true).unwrap();
        let first = town.read(move |tx| loans::by_id(tx, first.id)).unwrap();
        assert!(first.returned_at.is_some() && second.member == ferry.person);
        town.assert_sound();
    });
}

#[test]
fn a_lost_copy_that_is_lent_after_all_is_lost_no_longer() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let id = book.id;
        town.write(move |tx| copies::set_status(tx, &now(), id, Status::Lost)).unwrap();
        assert_eq!(refused(town.lend(&now(), &maria, &book)), ["loan-no-lost"]);
        town.lend_despite(&now(), &maria, &book, true).unwrap();
        assert_eq!(town.copy_now(&book).status, Status::Available);
    });
}

#[test]
fn the_same_request_twice_lends_once() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let command = CheckOut { member: maria.person, copy: book.id, desk: town.branch, despite: false };
        let send = || town.write(move |tx| lending::check_out_once(tx, &now(), "bus-17", &command)).unwrap();
        assert_eq!(send(), send());
        assert_eq!(town.copy_now(&book).loans, 1);
    });
}

#[test]
fn a_checkout_asks_the_database_little_and_no_more_for_a_member_with_many_loans_once_the_rules_are_read() {
    in_town(|town| {
        let member = town.member("Petugas Rajin", "petugas");
        let asked = |copy: copies::Copy| {
            let command =
                CheckOut { member: member.person, copy: copy.id, desk: town.branch, despite: false };
            town.write(move |tx| {
                let mut tape = store::Tape::default();
                tx.taped(&mut tape, |tx| lending::check_out(tx, &now(), &command))?;
                Ok(tape.statements().count())
            })
            .unwrap()
        };
        let reading_the_book = asked(town.copy("Laskar Pelangi", "umum"));
        let first = asked(town.copy("Edensor", "umum"));
        for book in town.copies(15) {
            town.lend(&now(), &member, &book).unwrap();
        }
        assert_eq!(asked(town.copy("Sang Pemimpi", "umum")), first);
        assert!(first <= 11 && reading_the_book <= 17, "{first}, {reading_the_book}");
    });
}
