//! What members are told of their membership.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Person};
use membership::{
    NewMember,
    joining::{self, Joined, Joining},
    members, reminders,
};
use notices::queries::{self, Listed};
use people::Profile;
use platform::{events, settings::Setting};
use store::Store;
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn register(
    store: &Store,
    name: &str,
    born: jiff::civil::Date,
    until: Option<jiff::civil::Date>,
) -> Id<Person> {
    let profile = Profile {
        name: name.into(),
        born: Some(born),
        phone: "0812-3456-7890".into(),
        village: "Kinilow".into(),
        ..Profile::default()
    };
    let plan = if born.year() < 2008 { "dewasa" } else { "keluarga" };
    let new = NewMember { profile, plan: plan.into(), until, ..NewMember::default() };
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap().person
}

fn told(store: &Store, person: Id<Person>) -> Vec<Listed> {
    let asked = queries::Asked { person: Some(person), ..queries::Asked::default() };
    store.read_blocking(move |tx| queries::deliveries(tx, &asked, 50, 0)).unwrap()
}

fn kinds(store: &Store, person: Id<Person>) -> Vec<String> {
    let mut found: Vec<_> = told(store, person).into_iter().map(|one| (one.id, one.kind)).collect();
    found.sort();
    found.into_iter().map(|(_, kind)| kind).collect()
}

fn hand_over(store: &Store) {
    for subscriber in membership::module().subscribers {
        while events::dispatch(store, &now(), *subscriber).unwrap() {}
    }
}

#[test]
fn whoever_registers_is_told_at_once_and_again_when_the_desk_has_seen_them() {
    on_both(SCHEMAS, |store| {
        let joining = Joining {
            profile: Profile {
                name: "Meiske Lumi".into(),
                born: Some(date(1994, 3, 17)),
                phone: "0812-3456-7890".into(),
                village: "kakaskasen dua".into(),
                ..Profile::default()
            },
            ..Joining::default()
        };
        let joined = store.write_blocking(move |tx| joining::join(tx, &now(), "kunci", &joining)).unwrap();
        let Joined { code, .. } = joined;
        let person = store.read_blocking(move |tx| members::by_code(tx, &code)).unwrap().unwrap().person;
        hand_over(store);
        assert_eq!(kinds(store, person), ["membership.registered"]);
        store.write_blocking(move |tx| joining::confirm(tx, &now(), person)).unwrap();
        hand_over(store);
        hand_over(store);
        assert_eq!(kinds(store, person), ["membership.registered", "membership.confirmed"]);
    });
}

#[test]
fn a_membership_that_ends_within_the_month_is_told_of_once() {
    on_both(SCHEMAS, |store| {
        let soon = register(store, "Meiske Lumi", date(1994, 3, 17), Some(date(2026, 8, 30)));
        let later = register(store, "Ruth Wowor", date(1990, 3, 17), Some(date(2026, 12, 30)));
        for day in 5..=9 {
            reminders::remind(store, &act(&format!("2026-08-0{day}T08:10"))).unwrap();
        }
        assert_eq!(kinds(store, soon), ["membership.ending"]);
        assert_eq!(kinds(store, later), Vec::<String>::new());
    });
}

#[test]
fn a_shorter_warning_does_not_tell_twice_nor_look_for_ever() {
    on_both(SCHEMAS, |store| {
        let soon = register(store, "Meiske Lumi", date(1994, 3, 17), Some(date(2026, 8, 30)));
        reminders::remind(store, &now()).unwrap();
        let shorter: Setting = reminders::ENDING_DAYS;
        store.write_blocking(move |tx| shorter.set(tx, &now(), "7")).unwrap();
        reminders::remind(store, &act("2026-08-28T08:10")).unwrap();
        assert_eq!(kinds(store, soon), ["membership.ending"]);
    });
}

#[test]
fn a_guardians_consent_that_is_owed_is_asked_for_once() {
    on_both(SCHEMAS, |store| {
        let child = register(store, "Gracia Lumi", date(2015, 3, 17), None);
        reminders::remind(store, &act("2026-08-06T08:10")).unwrap();
        assert_eq!(kinds(store, child), Vec::<String>::new(), "there is time to bring the form");
        for day in 10..=12 {
            reminders::remind(store, &act(&format!("2026-08-{day}T08:10"))).unwrap();
        }
        assert_eq!(kinds(store, child), ["membership.consent-owed"]);
    });
}
