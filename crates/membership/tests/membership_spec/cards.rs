//! A lost card is replaced, and its number counts no more.

use crate::SCHEMAS;
use kernel::Act;
use membership::{
    Member, NewMember,
    cards::{self, Reason},
    members,
};
use people::Profile;
use store::{Error, Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn meiske(store: &Store) -> Member {
    let profile = Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
    let new =
        NewMember { profile, plan: "dewasa".into(), code: Some("A-00418".into()), ..NewMember::default() };
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
}

fn reissue(store: &Store, code: &'static str) -> Result<Member> {
    store.write_blocking(move |tx| cards::reissue(tx, &now(), code, Reason::Lost))
}

#[test]
fn a_new_card_has_a_new_number_and_the_old_one_counts_no_more() {
    on_both(SCHEMAS, |store| {
        let before = meiske(store);
        let after = reissue(store, "a-00418").unwrap();
        assert_eq!((after.code.as_str(), after.person), ("A-00418-2", before.person));
        assert_eq!(store.read_blocking(|tx| members::by_code(tx, "A-00418")).unwrap(), None);
        let old = store.read_blocking(|tx| cards::retired(tx, " a-00418")).unwrap().unwrap();
        assert_eq!((old.now.as_str(), old.reason, old.member), ("A-00418-2", Reason::Lost, before.person));
        assert_eq!(store.read_blocking(|tx| cards::retired(tx, "A-00418-2")).unwrap(), None);
        assert_eq!(reissue(store, "A-00418-2").unwrap().code, "A-00418-3");
        let old = store.read_blocking(|tx| cards::retired(tx, "A-00418")).unwrap().unwrap();
        assert_eq!(old.now, "A-00418-3");
    });
}

#[test]
fn a_number_nobody_has_gets_no_new_card() {
    on_both(SCHEMAS, |store| {
        assert_eq!(keys(reissue(store, "A-00999").unwrap_err()), ["member-unknown"]);
    });
}

#[test]
fn of_clerks_who_replace_one_card_at_once_one_does_and_the_others_are_told() {
    on_both(SCHEMAS, |store| {
        meiske(store);
        let sent: Vec<Result<Member>> = std::thread::scope(|scope| {
            let tasks: Vec<_> = (0..4).map(|_| scope.spawn(move || reissue(store, "A-00418"))).collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        let (done, told): (Vec<_>, Vec<_>) = sent.into_iter().partition(Result::is_ok);
        assert_eq!(done.into_iter().map(|member| member.unwrap().code).collect::<Vec<_>>(), ["A-00418-2"]);
        assert!(told.into_iter().all(|error| keys(error.unwrap_err()) == ["card-replaced-already"]));
    });
}
