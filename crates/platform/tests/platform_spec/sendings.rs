//! From where forms come that anybody may fill in.

use std::thread;

use kernel::Kind;
use platform::sendings::{self, PER_DEVICE, PER_NETWORK, Sender};
use store::{Error, Store, sql, vals};
use trial::{act, at, on_both};

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];
const MORNING: &str = "2026-08-05T09:00";

/// Whether a form of that stamp is taken from there.
fn taken(store: &Store, when: &'static str, stamp: &str, network: u8, device: u8) -> bool {
    let sender = Sender { network: [network; 32], device: [100 + device; 32] };
    let stamp = stamp.to_owned();
    match store.write_blocking(move |tx| sendings::count(tx, &act(when), "gabung", &stamp, &sender)) {
        Ok(()) => true,
        Err(Error::Refused(no)) => {
            assert_eq!((no.kind, no.reasons[0].message.key), (Kind::TooMany, "form-enough-from-here"));
            false
        }
        Err(other) => panic!("{other}"),
    }
}

fn bears(store: &Store, network: &'static str, device: &'static str) {
    store
        .write_blocking(move |tx| {
            PER_NETWORK.set(tx, &act(MORNING), network)?;
            PER_DEVICE.set(tx, &act(MORNING), device)
        })
        .unwrap();
}

#[test]
fn no_more_come_from_one_network_or_with_one_device_than_is_borne_in_a_day() {
    on_both(SCHEMAS, |store| {
        bears(store, "3", "2");
        assert!(taken(store, MORNING, "a", 1, 1) && taken(store, MORNING, "b", 1, 1));
        assert!(!taken(store, MORNING, "c", 1, 1), "the device");
        assert!(taken(store, MORNING, "d", 1, 2));
        assert!(!taken(store, MORNING, "e", 1, 3), "the network");
        assert!(taken(store, MORNING, "f", 2, 4));
        assert!(taken(store, "2026-08-06T00:01", "c", 1, 1), "tomorrow");
    });
}

#[test]
fn a_form_that_is_sent_twice_counts_once() {
    on_both(SCHEMAS, |store| {
        bears(store, "1", "1");
        assert!(taken(store, MORNING, "a", 1, 1) && taken(store, MORNING, "a", 1, 1));
        assert!(!taken(store, MORNING, "b", 1, 1));
    });
}

#[test]
fn sixteen_at_once_are_as_many_as_are_borne() {
    on_both(SCHEMAS, |store| {
        bears(store, "100", "5");
        let sent: Vec<bool> = thread::scope(|scope| {
            let all: Vec<_> =
                (0..16).map(|n| scope.spawn(move || taken(store, MORNING, &n.to_string(), 1, 1))).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(sent.into_iter().filter(|taken| *taken).count(), 5);
    });
}

#[test]
fn from_where_forms_came_is_forgotten_the_night_after() {
    on_both(SCHEMAS, |store| {
        assert!(taken(store, MORNING, "a", 1, 1) && taken(store, "2026-08-06T01:00", "b", 1, 1));
        let sweep = platform::schedule::TASKS[0];
        (sweep.run)(store, &act("2026-08-06T09:01")).unwrap();
        let kept: Vec<(String,)> =
            store.read_blocking(|tx| tx.all(sql!("SELECT DISTINCT stamp FROM sending"), vals![])).unwrap();
        assert_eq!(kept, [("b".to_owned(),)]);
        assert_eq!(store.write_blocking(|tx| sendings::sweep(tx, at("2026-08-08T09:00"))).unwrap(), 2);
    });
}
