//! Jobs run, are tried again, are laid aside; tasks become jobs once.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, civil::time};
use kernel::{Kind, TimeZone, Timestamp};
use platform::{
    audit,
    jobs::{self, Counts, Job, JobKind, Lease, State},
    schedule::{self, Duty, Task, When},
    sequence,
    worker::Worker,
};
use store::{Error, Store, sql, vals};
use trial::{act, at, on_both};

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];

/// Counts how often it ran, under the name it was given.
const TALLY: JobKind = JobKind {
    name: "test.tally",
    run: |store, _, payload| {
        let name: String = serde_json::from_str(payload).unwrap();
        store.write_blocking(move |tx| sequence::next(tx, &name).map(drop))
    },
};
const FAILS: JobKind = JobKind { name: "test.fails", run: |_, _, _| Err(Error::Missing) };
const PANICS: JobKind = JobKind { name: "test.panics", run: |_, _, _| panic!("at once") };

fn enqueue(store: &Store, kind: JobKind, payload: &'static str, when: &'static str) {
    store
        .write_blocking(move |tx| {
            jobs::enqueue(tx, &act("2026-08-05T09:00"), &kind, &payload, at(when)).map(drop)
        })
        .unwrap();
}

fn lease(store: &Store, now: Timestamp) -> Option<Lease> {
    let due = store.read_blocking(move |tx| jobs::is_due(tx, now, true)).unwrap();
    let leased = store.write_blocking(move |tx| jobs::lease(tx, now, true)).unwrap();
    assert!(due || leased.is_none(), "what is leased was due");
    leased
}

fn counts(store: &Store) -> (i64, i64, i64) {
    let Counts { waiting, done, dead } = store.read_blocking(jobs::counts).unwrap();
    (waiting, done, dead)
}

fn list(store: &Store, state: State) -> Vec<Job> {
    store.read_blocking(move |tx| jobs::list(tx, state, 10)).unwrap()
}

fn tally(store: &Store, name: &'static str) -> i64 {
    let value: Option<(i64,)> = store
        .read_blocking(move |tx| tx.opt(sql!("SELECT value FROM sequence WHERE name = ?1"), vals![name]))
        .unwrap();
    value.map_or(0, |(value,)| value)
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    // Three turns of the schedule: a machine with much else to do may miss the first.
    let patience = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < patience, "{what} did not come to be");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_job_waits_for_its_time_and_is_taken_once() {
    on_both(SCHEMAS, |store| {
        enqueue(store, TALLY, "a", "2026-08-05T10:00");
        assert_eq!(lease(store, at("2026-08-05T09:59")), None);
        let now = at("2026-08-05T10:00");
        let taken = lease(store, now).unwrap();
        assert_eq!((taken.kind.as_str(), taken.payload.as_str(), taken.attempt), ("test.tally", "\"a\"", 1));
        assert_eq!(lease(store, now + SignedDuration::from_mins(4)), None, "it is in somebody's hands");
        store.write_blocking(move |tx| jobs::done(tx, &taken, now)).unwrap();
        assert_eq!((lease(store, now + jobs::LEASE), counts(store)), (None, (0, 1, 0)));
    });
}

#[test]
fn many_nodes_never_take_the_same_job() {
    on_both(SCHEMAS, |store| {
        (0..40).for_each(|_| enqueue(store, TALLY, "a", "2026-08-05T10:00"));
        let mut taken: Vec<_> = thread::scope(|scope| {
            let nodes: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        std::iter::from_fn(|| lease(store, at("2026-08-05T10:00"))).collect::<Vec<_>>()
                    })
                })
                .collect();
            nodes.into_iter().flat_map(|node| node.join().unwrap()).map(|lease| lease.id).collect()
        });
        let all = taken.len();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!((all, taken.len()), (40, 40));
    });
}

#[test]
fn a_job_of_a_node_that_died_goes_to_another_and_the_dead_one_cannot_end_it() {
    on_both(SCHEMAS, |store| {
        enqueue(store, TALLY, "a", "2026-08-05T10:00");
        let now = at("2026-08-05T10:00");
        let first = lease(store, now).unwrap();
        let later = now + jobs::LEASE;
        let second = lease(store, later).unwrap();
        assert_eq!((second.id, second.attempt), (first.id, 2));
        let too_late = store.write_blocking(move |tx| jobs::done(tx, &first, later));
        assert!(matches!(too_late, Err(Error::Missing)), "{too_late:?}");
        store.write_blocking(move |tx| jobs::done(tx, &second, later)).unwrap();
        assert_eq!(counts(store), (0, 1, 0));
    });
}

#[test]
fn a_node_whose_clock_is_a_little_behind_leaves_a_job_to_the_one_at_work() {
    on_both(SCHEMAS, |store| {
        enqueue(store, TALLY, "apart", "2026-08-05T09:00");
        assert!(lease(store, at("2026-08-05T10:00:05")).is_some());
        assert_eq!(lease(store, at("2026-08-05T10:00:00")), None);
    });
}

#[test]
fn a_lease_from_a_clock_that_ran_ahead_binds_nobody() {
    on_both(SCHEMAS, |store| {
        enqueue(store, TALLY, "a", "2026-08-05T10:00");
        lease(store, at("2031-08-05T10:00")).unwrap();
        assert_eq!(lease(store, at("2026-08-05T10:01")).unwrap().attempt, 2);
    });
}

#[test]
fn after_twelve_failures_a_job_is_laid_aside_until_somebody_tries_it_again() {
    on_both(SCHEMAS, |store| {
        enqueue(store, FAILS, "a", "2026-08-05T10:00");
        let mut now = at("2026-08-05T10:00");
        let mut pauses = Vec::new();
        for attempt in 1..=12 {
            let taken = lease(store, now).unwrap();
            assert_eq!(taken.attempt, attempt);
            store.write_blocking(move |tx| jobs::failed(tx, &taken, now, "the printer burns")).unwrap();
            if let [job] = list(store, State::Waiting).as_slice() {
                pauses.push(job.run_at.duration_since(now));
                assert_eq!(lease(store, job.run_at - SignedDuration::from_millis(1)), None);
                now = job.run_at;
            }
        }
        assert!(pauses.len() == 11 && pauses.is_sorted(), "{pauses:?}");
        let dead = list(store, State::Dead).remove(0);
        assert_eq!((dead.attempts, dead.last_error.as_deref()), (12, Some("the printer burns")));
        assert_eq!(lease(store, now + SignedDuration::from_hours(1000)), None);

        let retry = move |tx: &mut store::Tx<'_>| jobs::retry_dead(tx, &act("2026-08-07T09:00"), dead.id);
        store.write_blocking(retry).unwrap();
        assert_eq!(lease(store, at("2026-08-07T09:00")).unwrap().attempt, 1);
        assert_eq!(
            store.read_blocking(move |tx| audit::history(tx, dead.id, 5)).unwrap()[0].action,
            "job.retried"
        );
        let again = store.write_blocking(retry);
        assert!(matches!(&again, Err(Error::Refused(no)) if no.kind == Kind::Missing), "{again:?}");
    });
}

#[test]
fn a_job_that_kills_the_program_every_time_is_laid_aside_too() {
    on_both(SCHEMAS, |store| {
        enqueue(store, FAILS, "a", "2026-08-05T10:00");
        let mut now = at("2026-08-05T10:00");
        for _ in 1..=12 {
            lease(store, now).unwrap();
            now += jobs::LEASE;
        }
        assert_eq!((lease(store, now), counts(store)), (None, (0, 0, 1)));
    });
}

#[test]
fn a_key_asks_for_one_job_only() {
    on_both(SCHEMAS, |store| {
        let ask = |key: &'static str| {
            store
                .write_blocking(move |tx| {
                    let act = act("2026-08-05T09:00");
                    jobs::enqueue_once(tx, &act, &TALLY, &"a", act.at, key)
                })
                .unwrap()
        };
        assert_eq!([ask("one"), ask("one"), ask("two")], [true, false, true]);
        assert_eq!(counts(store), (2, 0, 0));
    });
}

#[test]
fn old_finished_jobs_are_forgotten_and_dead_ones_are_not() {
    on_both(SCHEMAS, |store| {
        for kind in [TALLY, FAILS] {
            enqueue(store, kind, "a", "2026-08-05T10:00");
            let mut taken = lease(store, at("2026-08-05T10:00")).unwrap();
            let finished = kind.name == TALLY.name;
            taken.attempt = jobs::ATTEMPTS;
            store
                .write_blocking(move |tx| match finished {
                    true => jobs::done(tx, &taken, at("2026-08-05T10:00")),
                    false => jobs::failed(tx, &taken, at("2026-08-05T10:00"), "no"),
                })
                .unwrap();
        }
        assert_eq!(counts(store), (0, 1, 1));
        let sweep = |when| store.write_blocking(move |tx| jobs::sweep(tx, at(when))).unwrap();
        assert_eq!((sweep("2026-08-19T10:00"), sweep("2026-08-19T10:01")), (0, 1));
        assert_eq!(counts(store), (0, 0, 1));
    });
}

#[test]
fn a_worker_runs_jobs_and_outlives_those_that_fail_and_panic() {
    on_both(SCHEMAS, |store| {
        enqueue(store, PANICS, "a", "2026-08-05T09:00");
        enqueue(store, FAILS, "a", "2026-08-05T09:00");
        enqueue(store, JobKind { name: "test.unknown", ..TALLY }, "a", "2026-08-05T09:00");
        let kinds = vec![TALLY, FAILS, PANICS];
        let worker = Worker::start(store, &TimeZone::UTC, kinds, vec![], vec![]).unwrap();
        until("three failures", || {
            list(store, State::Waiting).iter().filter(|job| job.last_error.is_some()).count() == 3
        });
        enqueue(store, TALLY, "ran", "2026-08-05T10:00");
        worker.wake();
        until("the job", || tally(store, "ran") == 1);
        worker.stop();
        assert_eq!(counts(store), (3, 1, 0));
    });
}

const NIGHTLY: Task = Task {
    name: "test.nightly",
    when: When::Daily(time(2, 0, 0, 0)),
    run: |store, _| store.write_blocking(|tx| sequence::next(tx, "nightly").map(drop)),
};

fn plan(store: &Store, when: &'static str) -> bool {
    store.write_blocking(move |tx| schedule::plan(tx, &act(when), &[NIGHTLY.into()])).unwrap()
}

fn run_what_is_due(store: &Store, now: Timestamp) -> usize {
    std::iter::from_fn(|| lease(store, now))
        .map(|taken| store.write_blocking(move |tx| jobs::done(tx, &taken, now)).unwrap())
        .count()
}

#[test]
fn an_occurrence_is_the_last_one_by_the_librarys_clock() {
    let last = |when: When, now| when.last(&act(now)).unwrap();
    let daily = When::Daily(time(2, 0, 0, 0));
    assert_eq!(last(daily, "2026-08-05T02:00"), at("2026-08-05T02:00"));
    assert_eq!(last(daily, "2026-08-05T01:59"), at("2026-08-04T02:00"));
    assert_eq!(last(When::Every(15), "2026-08-05T09:44"), at("2026-08-05T09:30"));
    assert_eq!(last(When::Every(15), "2026-08-05T09:45"), at("2026-08-05T09:45"));
}

#[test]
fn a_task_runs_once_an_occurrence_over_all_nodes_and_once_after_days_without_power() {
    on_both(SCHEMAS, |store| {
        assert!(plan(store, "2026-08-04T12:00"));
        assert_eq!(counts(store), (0, 0, 0), "a new library has missed nothing");
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| plan(store, "2026-08-05T02:00"));
            }
        });
        assert_eq!(run_what_is_due(store, at("2026-08-05T02:00")), 1);
        assert!(plan(store, "2026-08-05T23:00"));
        assert_eq!(run_what_is_due(store, at("2026-08-05T23:00")), 0, "its time has not come");
        assert!(plan(store, "2026-08-08T09:00"));
        assert_eq!(run_what_is_due(store, at("2026-08-08T09:04")), 0, "people are answered first");
        assert_eq!(
            run_what_is_due(store, at("2026-08-08T09:05")),
            1,
            "three were missed, one is made up for"
        );
    });
}

#[test]
fn a_task_that_still_fails_gets_no_second_job_beside_it() {
    on_both(SCHEMAS, |store| {
        plan(store, "2026-08-04T12:00");
        plan(store, "2026-08-05T02:00");
        let (taken, now) = (lease(store, at("2026-08-05T02:00")).unwrap(), at("2026-08-05T02:00"));
        store.write_blocking(move |tx| jobs::failed(tx, &taken, now, "no network")).unwrap();
        plan(store, "2026-08-06T02:00");
        assert_eq!(counts(store), (1, 0, 0));
    });
}

#[test]
fn a_doubtful_clock_rests_the_schedule_until_somebody_confirms_it() {
    on_both(SCHEMAS, |store| {
        let sane = |when: &'static str| {
            store.read_blocking(move |tx| schedule::clock_is_sane(tx, at(when))).unwrap()
        };
        let entry = |when: &'static str| {
            let write = move |tx: &mut store::Tx<'_>| {
                audit::record(tx, &act(when), "loan.made", "copy", kernel::Id::<()>::new(), &())
            };
            store.write_blocking(write).unwrap();
        };
        assert!(sane("1970-01-01T09:00"), "a new library knows no better");
        assert!(plan(store, "2026-08-04T12:00"));
        assert!(plan(store, "2026-08-05T09:00"));
        entry("2026-08-05T10:00");
        assert_eq!([sane("2026-08-05T09:58"), sane("2026-08-05T09:59")], [false, true]);
        assert_eq!([sane("2026-08-08T09:00"), sane("2026-08-08T09:01")], [true, false]);

        // The battery is dead and the clock years ahead; a loan is made all the same, and vouches for nothing.
        entry("2031-01-01T08:00");
        assert!(!plan(store, "2031-01-01T08:01"));
        assert_eq!(counts(store), (1, 0, 0));
        assert!(
            !store.read_blocking(|tx| jobs::is_due(tx, at("2031-01-01T08:01"), false)).unwrap(),
            "tasks rest"
        );
        // Set right, it stands before that loan, until somebody looks at it.
        assert!(!sane("2026-08-06T09:00"));
        store.write_blocking(|tx| schedule::confirm_clock(tx, &act("2026-08-06T09:00"))).unwrap();
        assert!(sane("2026-08-06T09:00") && plan(store, "2026-08-06T09:01"));
        entry("2026-08-06T09:30");
        assert!(sane("2026-08-06T09:30"));
    });
}

#[test]
fn a_worker_keeps_the_schedule() {
    on_both(SCHEMAS, |store| {
        // They were due once since this library began, and will not be for long.
        store.write_blocking(|tx| schedule::set_mark(tx, "schedule", Timestamp::UNIX_EPOCH)).unwrap();
        let (told, heard) = mpsc::channel();
        let rare = |name: &'static str| {
            let told = told.clone();
            Duty::new(name, When::Every(1_000_000), move |_, _| {
                told.send(name).unwrap();
                Ok(())
            })
        };
        let node = |tasks| Worker::start(store, &TimeZone::UTC, vec![], vec![], tasks).unwrap();
        let next = || heard.recv_timeout(Duration::from_secs(300)).unwrap();
        let early = node(vec![rare("first")]);
        assert_eq!(next(), "first");
        // A node that stops ends what it is at.
        early.stop();
        // Whoever has come to the second has looked at the first too.
        let later = node(vec![rare("first"), rare("second")]);
        assert_eq!(next(), "second");
        later.stop();
        assert_eq!((heard.try_iter().count(), counts(store)), (0, (0, 2, 0)));
    });
}
