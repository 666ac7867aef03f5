//! A school confirms its pupils' parents' consent for its whole list.

use crate::SCHEMAS;
use std::collections::HashSet;

use jiff::civil::{Date, date};
use kernel::{Id, Person};
use membership::{
    Standing,
    consent_lists::{self, Confirmed, ConsentList},
    families::{self, Via},
    members, rosters,
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
};
use people::{PartyKind, Profile, parties};
use platform::vault::Vault;
use store::{Error, Result, Store};
use trial::{act, on_both};

/// A grown pupil, and two who are not.
const LIST: &str = "NIS;Nama;Tgl Lahir;Kelas\n\
    101;Meiske Lumi;17/03/2012;7A\n\
    102;Jantje Wowor;31/12/2011;7B\n\
    103;Olivia Pangkey;05/01/2002;9A\n";
const FIRST_DAY: &str = "2026-08-05T09:30";
/// A month later nobody's membership counts any more whose guardian has not agreed.
const LATER: &str = "2026-10-01T09:30";

/// A school that has sent its list.
fn school(store: &Store) -> (Id<Person>, Id<Sponsorship>) {
    store
        .write_blocking(|tx| {
            let now = act(FIRST_DAY);
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now, PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "SMP Contoh Satu, siswa".into(),
                plan: "pelajar".into(),
                since: date(2026, 7, 1),
                until: None,
                seats: None,
                seat_order: SeatOrder::Roster,
                grace_days: 30,
                domain: String::new(),
            };
            let id = sponsorships::begin(tx, &now, &agreement)?.id;
            let entries = rosters::sheet::entries(&rosters::sheet::read(LIST.as_bytes())?, now.today());
            rosters::apply(tx, &now, &Vault::fresh(), id, 0, "siswa.csv", entries)?;
            Ok((partner, id))
        })
        .unwrap()
}

fn confirmed(organisation: Id<Person>) -> Confirmed {
    Confirmed {
        organisation,
        evidence: "2 surat orang tua, map 7 di tata usaha".into(),
        by: "Ibu Kepala Contoh".into(),
        on: date(2026, 9, 30),
    }
}

fn confirm(
    store: &Store,
    when: &'static str,
    what: &Confirmed,
    only: Option<&[Id<Person>]>,
) -> Result<(usize, Id<ConsentList>)> {
    let (what, only) = (what.clone(), only.map(|only| only.iter().copied().collect::<HashSet<_>>()));
    store.write_blocking(move |tx| consent_lists::confirm(tx, &act(when), &what, only.as_ref()))
}

fn owing(store: &Store, organisation: Id<Person>) -> Vec<(String, Option<String>)> {
    let found = store.read_blocking(move |tx| consent_lists::owing(tx, &act(LATER), organisation)).unwrap();
    found.into_iter().map(|one| (one.name, one.class)).collect()
}

fn person(store: &Store, words: &'static str) -> Id<Person> {
    store.read_blocking(move |tx| members::find(tx, words, 5)).unwrap().remove(0).person
}

fn standing(store: &Store, words: &'static str, day: Date) -> Standing {
    let found = store.read_blocking(move |tx| members::find(tx, words, 5)).unwrap();
    members::standing(&found[0], day)
}

fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

#[test]
fn a_school_confirms_the_consent_of_all_on_its_list_and_their_memberships_count_again() {
    on_both(SCHEMAS, |store| {
        let (school, _) = school(store);
        let today = act(LATER).today();
        assert_eq!(standing(store, "meiske", today), Standing::Unagreed(date(2026, 9, 4)));
        let all = [("Meiske Lumi", "7A"), ("Jantje Wowor", "7B")];
        assert_eq!(owing(store, school), all.map(|(name, class)| (name.to_owned(), Some(class.to_owned()))));
        let named = store.read_blocking(|tx| consent_lists::organisations(tx, &act(LATER))).unwrap();
        assert_eq!((named[0].name.as_str(), named[0].owing), ("SMP Contoh Satu", 2));
        assert_eq!(confirm(store, LATER, &confirmed(school), None).unwrap().0, 2);
        assert_eq!(standing(store, "meiske", today), Standing::Active);
        assert_eq!(standing(store, "jantje", today), Standing::Active);
        assert!(owing(store, school).is_empty());
        // What proves it is told of each of them.
        let girl = person(store, "meiske");
        let kept = store.read_blocking(move |tx| families::consent(tx, girl)).unwrap().unwrap();
        assert_eq!((kept.via, kept.giver), (Via::List, school));
        assert_eq!(kept.proof(), "2 surat orang tua, map 7 di tata usaha");
        assert_eq!(kept.confirmed_by.as_deref(), Some("Ibu Kepala Contoh"));
        assert_eq!(kept.confirmed_on, Some(date(2026, 9, 30)));
        let history = store.read_blocking(move |tx| platform::audit::history(tx, girl, 50)).unwrap();
        assert!(history.iter().any(|entry| entry.action == "member.consent-given"));
        assert_eq!(keys(confirm(store, LATER, &confirmed(school), None)), ["consent-list-nobody"]);
    });
}

#[test]
fn it_confirms_row_by_row_and_whoever_is_left_out_waits_on() {
    on_both(SCHEMAS, |store| {
        let (school, _) = school(store);
        let (girl, grown) = (person(store, "meiske"), person(store, "olivia"));
        // Who answers for themselves, and strangers, are not the school's to confirm.
        assert_eq!(confirm(store, LATER, &confirmed(school), Some(&[girl, grown, Id::new()])).unwrap().0, 1);
        assert_eq!(owing(store, school), [("Jantje Wowor".to_owned(), Some("7B".to_owned()))]);
        let today = act(LATER).today();
        assert_eq!(standing(store, "meiske", today), Standing::Active);
        assert_eq!(standing(store, "jantje", today), Standing::Unagreed(date(2026, 9, 4)));
        assert_eq!(keys(confirm(store, LATER, &confirmed(school), Some(&[]))), ["consent-list-nobody"]);
    });
}

#[test]
fn without_evidence_a_name_and_a_day_that_has_come_nothing_is_kept() {
    on_both(SCHEMAS, |store| {
        let (school, _) = school(store);
        let wrong =
            Confirmed { evidence: " ".into(), by: String::new(), on: date(2026, 10, 2), ..confirmed(school) };
        assert_eq!(
            keys(confirm(store, LATER, &wrong, None)),
            ["consent-list-needs-evidence", "consent-list-needs-name", "consent-list-future"]
        );
        assert_eq!(owing(store, school).len(), 2);
    });
}

#[test]
fn a_guardian_takes_it_back_and_no_list_speaks_for_that_child_again() {
    on_both(SCHEMAS, |store| {
        let (school, id) = school(store);
        confirm(store, LATER, &confirmed(school), None).unwrap();
        let girl = person(store, "meiske");
        store.write_blocking(move |tx| families::withdraw(tx, &act("2026-10-02T09:00"), girl)).unwrap();
        let entries =
            rosters::sheet::entries(&rosters::sheet::read(LIST.as_bytes()).unwrap(), date(2026, 10, 3));
        store
            .write_blocking(move |tx| {
                let when = act("2026-10-03T09:00");
                rosters::apply(tx, &when, &Vault::fresh(), id, 1, "siswa.csv", entries.clone())
            })
            .unwrap();
        assert!(owing(store, school).is_empty());
        assert_eq!(
            keys(confirm(store, "2026-10-03T10:00", &confirmed(school), None)),
            ["consent-list-nobody"]
        );
        assert_ne!(standing(store, "meiske", date(2026, 10, 3)), Standing::Active);
        assert_eq!(standing(store, "jantje", date(2026, 10, 3)), Standing::Active, "one child, not the list");
    });
}

#[test]
fn a_confirmation_that_was_a_slip_is_taken_back_within_a_day_but_not_what_was_withdrawn_or_is_old() {
    on_both(SCHEMAS, |store| {
        let (school, _) = school(store);
        let (_, list) = confirm(store, LATER, &confirmed(school), None).unwrap();
        let back = |when: &'static str, list| {
            store.write_blocking(move |tx| consent_lists::take_back(tx, &act(when), list))
        };
        assert_eq!(back("2026-10-01T10:00", list).unwrap(), 2);
        assert_eq!(owing(store, school).len(), 2);
        assert_eq!(standing(store, "meiske", act(LATER).today()), Standing::Unagreed(date(2026, 9, 4)));
        let (_, list) = confirm(store, LATER, &confirmed(school), None).unwrap();
        assert_eq!(keys(back("2026-10-03T10:00", list)), ["consent-list-settled"]);
        assert_eq!(owing(store, school).len(), 0);
    });
}
