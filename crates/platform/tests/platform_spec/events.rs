//! Events reach every subscriber once, in order, whatever fails on the way.

use std::{
    thread,
    time::{Duration, Instant},
};

use kernel::{Act, Id, TimeZone};
use platform::{
    events::{self, Event, Posted, Subscriber},
    jobs::{self, Counts},
    sequence,
    settings::{Default, Setting},
    worker::Worker,
};
use serde::{Deserialize, Serialize};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];
const STRICT: Setting = Setting { key: "test.strict", value: Default::Flag(false) };

#[derive(Debug, Serialize, Deserialize)]
struct Moved {
    number: i64,
}
impl Event for Moved {
    const KIND: &'static str = "test.moved";
}

#[derive(Debug, Serialize, Deserialize)]
struct Other;
impl Event for Other {
    const KIND: &'static str = "test.other";
}

/// Hears every number in its order, or fails the test.
const LISTENER: Subscriber = Subscriber {
    name: "test.listener",
    kinds: &[Moved::KIND],
    handle: |tx, _, posted| {
        let number = posted.read::<Moved>()?.unwrap().number;
        assert_eq!(sequence::next(tx, "heard")?, number, "in order, and each once");
        Ok(())
    },
};

/// Cannot take multiples of 40 while the setting says so, and panics at those of 60.
const FUSSY: Subscriber = Subscriber {
    name: "test.fussy",
    kinds: &[Moved::KIND],
    handle: |tx, _, posted| {
        let number = posted.read::<Moved>()?.unwrap().number;
        sequence::next(tx, "taken")?;
        sequence::next(tx, &format!("taken/{number}"))?;
        if STRICT.flag(tx)? {
            assert!(number % 60 != 0, "too much");
            if number % 40 == 0 {
                return Err(Error::Missing);
            }
        }
        Ok(())
    },
};

fn emit(store: &Store, numbers: std::ops::RangeInclusive<i64>) {
    store
        .write_blocking(move |tx| {
            for number in numbers.clone() {
                events::emit(tx, &act("2026-08-05T09:30"), Id::<()>::new(), &Moved { number })?;
                events::emit(tx, &act("2026-08-05T09:30"), Id::<()>::new(), &Other)?;
            }
            Ok(())
        })
        .unwrap();
}

fn hand_over(store: &Store, subscriber: Subscriber) {
    while events::dispatch(store, &act("2026-08-05T09:31"), subscriber).unwrap() {}
}

fn count(store: &Store, name: &'static str) -> i64 {
    let value: Option<(i64,)> = store
        .read_blocking(move |tx| tx.opt(sql!("SELECT value FROM sequence WHERE name = ?1"), vals![name]))
        .unwrap();
    value.map_or(0, |(value,)| value)
}

fn strict(store: &Store, value: &'static str) {
    store.write_blocking(move |tx| STRICT.set(tx, &act("2026-08-05T09:00"), value)).unwrap();
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < patience, "{what} did not come to be");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn events_are_numbered_in_the_order_of_their_commits() {
    on_both(SCHEMAS, |store| {
        thread::scope(|scope| {
            for writer in 0..6 {
                scope.spawn(move || (0..20).for_each(|n| emit(store, writer * 100 + n..=writer * 100 + n)));
            }
        });
        let all: Vec<Posted> = store.read_blocking(|tx| events::after(tx, 0, 1000)).unwrap();
        assert!(all.iter().map(|posted| posted.seq).eq(1..=240));
        for writer in 0..6 {
            let own: Vec<i64> = all
                .iter()
                .filter_map(|posted| posted.read::<Moved>().unwrap())
                .map(|moved| moved.number)
                .filter(|number| number / 100 == writer)
                .collect();
            assert!(own.is_sorted() && own.len() == 20);
        }
    });
}

#[test]
fn an_event_of_an_undone_transaction_never_was() {
    on_both(SCHEMAS, |store| {
        emit(store, 1..=1);
        let undone: Result<()> = store.write_blocking(|tx| {
            events::emit(tx, &act("2026-08-05T09:30"), Id::<()>::new(), &Other)?;
            Err(Error::Missing)
        });
        assert!(undone.is_err());
        emit(store, 2..=2);
        hand_over(store, LISTENER);
        assert_eq!((store.read_blocking(events::latest).unwrap(), count(store, "heard")), (4, 2));
    });
}

#[test]
fn a_new_subscriber_hears_everything_once_also_from_several_nodes() {
    on_both(SCHEMAS, |store| {
        emit(store, 1..=300);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| hand_over(store, LISTENER));
            }
        });
        assert_eq!(count(store, "heard"), 300);
        emit(store, 301..=310);
        hand_over(store, LISTENER);
        assert_eq!(count(store, "heard"), 310);
        assert_eq!(store.read_blocking(events::positions).unwrap(), [("test.listener".to_owned(), 620)]);
    });
}

#[test]
fn an_event_that_fails_holds_up_nothing_and_is_made_up_for_once() {
    on_both(SCHEMAS, |store| {
        emit(store, 1..=130);
        strict(store, "true");
        hand_over(store, FUSSY);
        // 40, 60, 80, 120 wait; nothing of their attempts stayed.
        let waiting = Counts { waiting: 4, done: 0, dead: 0 };
        assert_eq!((store.read_blocking(jobs::counts).unwrap(), count(store, "taken")), (waiting, 126));
        assert_eq!(count(store, "taken/40"), 0);

        strict(store, "false");
        let worker = Worker::start(store, &TimeZone::UTC, vec![], vec![FUSSY], vec![]).unwrap();
        until("every event taken", || count(store, "taken") == 130);
        worker.stop();
        for number in ["taken/40", "taken/60", "taken/80", "taken/120", "taken/1"] {
            assert_eq!(count(store, number), 1, "{number}");
        }
        assert_eq!(store.read_blocking(jobs::counts).unwrap(), Counts { waiting: 0, done: 4, dead: 0 });
    });
}

#[test]
fn a_worker_hands_over_what_comes_while_it_rests() {
    on_both(SCHEMAS, |store| {
        let worker = Worker::start(store, &TimeZone::UTC, vec![], vec![LISTENER], vec![]).unwrap();
        for number in 1..=5 {
            emit(store, number..=number);
            worker.wake();
            let sent = Instant::now();
            until("the event heard", || count(store, "heard") == number);
            assert!(sent.elapsed() < Duration::from_secs(2), "{:?}", sent.elapsed());
        }
        worker.stop();
        emit(store, 6..=6);
        thread::sleep(Duration::from_millis(400));
        assert_eq!(count(store, "heard"), 5, "a stopped worker does nothing");
    });
}

#[test]
fn the_act_of_a_handler_is_the_systems() {
    const WITNESS: Subscriber = Subscriber {
        name: "test.witness",
        kinds: &[Other::KIND],
        handle: |tx: &mut Tx<'_>, act: &Act, posted| {
            assert!(act.by.person().is_none() && posted.read::<Moved>()?.is_none());
            sequence::next(tx, "seen").map(drop)
        },
    };
    on_both(SCHEMAS, |store| {
        emit(store, 1..=1);
        hand_over(store, WITNESS);
        assert_eq!(count(store, "seen"), 1);
    });
}
