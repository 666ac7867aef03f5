//! What the module counts, and what `mapalus check` asks of its rows.

use crate::SCHEMAS;
use jiff::civil::{Date, date};
use membership::{NewMember, members};
use people::Profile;
use store::{Sql, Store, sql};
use trial::{act, on_both};
use web::Period;

fn register(store: &Store, name: &str, since: Date, until: Date) {
    let profile = Profile {
        name: name.into(),
        phone: "0812-3456-7890".into(),
        village: "Kinilow".into(),
        ..Profile::default()
    };
    let new = NewMember {
        profile,
        plan: "dewasa".into(),
        since: Some(since),
        until: Some(until),
        ..NewMember::default()
    };
    store.write_blocking(move |tx| members::register(tx, &act("2026-08-05T09:30"), &new)).unwrap();
}

fn counted(store: &Store, key: &str, from: Date, to: Date) -> i64 {
    let indicator = *membership::module().indicators.iter().find(|indicator| indicator.key == key).unwrap();
    store
        .read_blocking(move |tx| (indicator.compute)(tx, &act("2026-08-05T09:30"), Period { from, to }))
        .unwrap()
}

/// The names of the invariants that do not hold; what breaks them is named by one word, which no language must know.
fn broken(store: &Store) -> Vec<&'static str> {
    let breaks = |one: &web::Invariant| {
        let found = store.read_blocking(one.violations).unwrap();
        assert!(found.iter().all(|name| !name.contains(' ')), "{found:?}");
        !found.is_empty()
    };
    let all = [people::module(), membership::module()].map(|module| module.invariants).concat();
    all.into_iter().filter(breaks).map(|one| one.name).collect()
}

#[test]
fn members_are_counted_on_the_last_day_of_a_period_and_new_ones_within_it() {
    on_both(SCHEMAS, |store| {
        register(store, "Meiske Lumi", date(2025, 1, 1), date(2026, 7, 31));
        register(store, "Jantje Wowor", date(2026, 7, 31), date(2027, 7, 30));
        register(store, "Ruth Mandagi", date(2026, 8, 31), date(2027, 8, 30));
        let (first, last) = (date(2026, 8, 1), date(2026, 8, 31));
        assert_eq!(counted(store, "membership.active", first, last), 2);
        assert_eq!(counted(store, "membership.active", first, first), 1);
        assert_eq!(counted(store, "membership.new", first, last), 1);
        assert_eq!(counted(store, "membership.new", date(2026, 7, 31), last), 2);
    });
}

#[test]
fn what_must_hold_holds_and_each_damage_is_named() {
    let damages: [(&'static Sql, &str); 5] = [
        (sql!("UPDATE party SET kind = 'group'"), "membership.every-member-is-a-person"),
        (sql!("UPDATE member SET code = '%SELESAI'"), "membership.codes-are-well-formed"),
        (sql!("DELETE FROM party_word WHERE word = 'lumi'"), "people.names-are-found"),
        (
            sql!(
                "INSERT INTO contact (id, party, kind, value, sort, told)
                 SELECT id, id, 'phone', '0812', 9, FALSE FROM party"
            ),
            "people.phones-are-e164",
        ),
        (sql!("UPDATE party SET phone = '6281111111111'"), "people.lists-show-the-first-contact"),
    ];
    for (damage, name) in damages {
        on_both(SCHEMAS, |store| {
            register(store, "Meiske Lumi", date(2026, 1, 1), date(2027, 1, 1));
            assert_eq!(broken(store), Vec::<&str>::new());
            store.write_blocking(move |tx| tx.exec(damage, &[])).unwrap();
            assert_eq!(broken(store), [name]);
        });
    }
}
