//! Keeping a copy longer, on both engines.

use crate::common::{in_town, now, refused};
use circulation::renewing;
use membership::members;
use trial::{act, at};

#[test]
fn the_number_of_renewals_is_limited_by_the_program() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let loan = town.lend(&now(), &maria, &book).unwrap();
        assert_eq!(town.renew(&act("2026-08-12T10:00"), loan.id).unwrap().due_at, at("2026-08-26T23:59:59"));
        assert_eq!(town.renew(&act("2026-08-19T10:00"), loan.id).unwrap().renewals, 2);
        assert_eq!(refused(town.renew(&act("2026-08-26T10:00"), loan.id)), ["loan-no-renewals"]);
        assert_eq!(town.copy_now(&book).due, Some(at("2026-09-02T23:59:59")));
        town.assert_sound();
    });
}

#[test]
fn a_renewal_is_refused_with_every_reason_at_once() {
    in_town(|town| {
        let (maria, film) = (town.member("Maria Wowor", "dewasa"), town.copy("Film", "av"));
        let loan = town.lend(&now(), &maria, &film).unwrap();
        let person = maria.person;
        town.write(move |tx| members::block(tx, &now(), person, "kartu hilang")).unwrap();
        let reasons = refused(town.renew(&now(), loan.id));
        assert_eq!(reasons, ["loan-no-blocked", "loan-no-renewals", "loan-no-gain"]);
    });
}

#[test]
fn a_member_renews_all_and_learns_why_one_cannot_be() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "dewasa");
        let (book, film) = (town.copy("Laskar Pelangi", "umum"), town.copy("Film", "av"));
        town.lend(&now(), &maria, &book).unwrap();
        let film = town.lend(&now(), &maria, &film).unwrap();
        let (person, later) = (maria.person, act("2026-08-11T10:00"));
        let done = town.write(move |tx| renewing::renew_all(tx, &later, person)).unwrap();
        assert_eq!(done.iter().filter(|(_, outcome)| outcome.is_ok()).count(), 1);
        let (_, refused) = done.iter().find(|(loan, _)| *loan == film.id).unwrap();
        assert_eq!(refused.as_ref().unwrap_err().reasons[0].message.key, "loan-no-renewals");
    });
}

#[test]
fn nobody_renews_somebody_elses_loan() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let loan = town.lend(&now(), &maria, &town.copy("Laskar Pelangi", "umum")).unwrap();
        let later = act("2026-08-12T10:00");
        let tried = town.write(move |tx| renewing::renew_own(tx, &later, ferry.person, loan.id));
        assert!(matches!(tried, Err(store::Error::Missing)));
    });
}
