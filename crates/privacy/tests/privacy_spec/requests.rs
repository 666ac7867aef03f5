//! Requests with their clock.

use kernel::Id;
use platform::vault::Vault;
use privacy::{
    CLOCK, erasure,
    requests::{self, Kind, State},
};
use store::Tx;
use trial::act;

use crate::town::{Town, in_town, now, refused, scope};

/// The first request called done past the program.
fn closed_by_hand(town: &Town<'_>) -> store::Result<u64> {
    let done =
        store::sql!("UPDATE privacy_request SET state = 'done', closed_at = asked_at WHERE number = 1");
    town.store.write_blocking(|tx| tx.exec(done, store::vals![]))
}

#[test]
fn a_request_is_answered_within_three_days_once_and_with_a_reason_where_it_is_not_granted() {
    in_town(|town| {
        let request = town.ask(Kind::Correction, "Nama saya Maria Kumendong-Lumi").unwrap();
        assert_eq!((request.number, request.due_at), (1, now().at + CLOCK));
        assert_eq!(refused(town.ask(Kind::Correction, "Lagi")), ["privacy-asked-already"]);
        assert_eq!(refused(town.ask(Kind::Correction, " ")), ["privacy-says-nothing"]);
        let late = act("2026-08-08T09:31");
        let open = town.store.read_blocking(move |tx| requests::count(tx, &late)).unwrap();
        assert_eq!((open.late, open.in_time), (1, 0));
        let close =
            |state, answer: &'static str| town.write(move |tx| requests::close(tx, &now(), 1, state, answer));
        assert_eq!(refused(close(State::Declined, "")), ["privacy-decline-needs-reason"]);
        assert_eq!(close(State::Done, "Sudah diperbaiki").unwrap().state, State::Done);
        assert_eq!(refused(close(State::Declined, "Tidak")), ["privacy-answered-already"]);
        town.ask(Kind::Correction, "Alamat saya pindah").unwrap();
    });
}

#[test]
fn whoever_asks_to_be_forgotten_is_not_answered_so_before_they_are() {
    in_town(|town| {
        town.ask(Kind::Erasure, "Saya pindah").unwrap();
        let done = || town.write(|tx| requests::close(tx, &now(), 1, State::Done, ""));
        assert_eq!(refused(done()), ["privacy-erase-first"]);
        assert!(closed_by_hand(town).is_err(), "the database refuses it too");
        town.erase().unwrap();
        assert_eq!(done().unwrap().state, State::Done);
    });
}

#[test]
fn whoever_asks_to_be_forgotten_is_answered_by_what_was_done_since() {
    in_town(|town| {
        let early = act("2026-08-05T08:00");
        let (person, scope) = (town.maria.person, scope(&Vault::default()));
        town.ask(Kind::Erasure, "Saya pindah").unwrap();
        town.write(move |tx| erasure::erase(tx, &early, &scope, person)).unwrap();
        let done = town.write(|tx| requests::close(tx, &now(), 1, State::Done, ""));
        assert_eq!(refused(done), ["privacy-erase-first"], "that was before they asked");
        assert!(closed_by_hand(town).is_err(), "the database refuses it too");
        assert_eq!(refused(town.ask(Kind::Access, "")), ["party-forgotten"], "nothing is held any more");
        let by_hand = town.store.write_blocking(move |tx| {
            tx.exec(
                store::sql!(
                    "INSERT INTO privacy_request (id, number, kind, person, said, asked_at, due_at, state)
                     VALUES (?1, 99, 'access', ?2, '', 1, 2, 'open')"
                ),
                store::vals![Id::<()>::new(), person],
            )
        });
        assert!(by_hand.is_err(), "nor does the database take it");
    });
}

#[test]
fn whoever_takes_their_consent_back_is_told_what_was_stopped() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-08-01T10:00", &book);
        town.ask(Kind::Withdrawal, "Jangan lagi").unwrap();
        let done = town.write(|tx| requests::close(tx, &now(), 1, State::Done, " "));
        assert_eq!(refused(done), ["privacy-withdrawal-needs-answer"]);
        assert!(closed_by_hand(town).is_err(), "the database refuses it too");
        let unsaid = town.write(|tx| requests::withdraw(tx, &now(), 1, ""));
        assert_eq!(refused(unsaid), ["privacy-withdrawal-needs-answer"]);
        let (person, open) =
            (town.maria.person, |tx: &mut Tx<'_>, person| requests::membership_of(tx, person));
        assert!(town.store.read_blocking(move |tx| open(tx, person)).unwrap().is_some(), "nothing was done");
        let closed =
            town.write(|tx| requests::withdraw(tx, &now(), 1, "Keanggotaan berakhir hari ini")).unwrap();
        assert_eq!(
            (closed.state, closed.answer.as_deref()),
            (State::Done, Some("Keanggotaan berakhir hari ini"))
        );
        assert!(town.store.read_blocking(move |tx| open(tx, person)).unwrap().is_none());
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM loan WHERE returned_at IS NULL")),
            1,
            "what is lent comes back"
        );
        town.ask(Kind::Withdrawal, "Dan pesannya").unwrap();
        let nothing = town.write(|tx| requests::withdraw(tx, &now(), 2, "Selesai"));
        assert_eq!(refused(nothing), ["withdrawal-nothing-ends"]);
        town.write(|tx| requests::close(tx, &now(), 2, State::Done, "Pesan dihentikan")).unwrap();
    });
}
