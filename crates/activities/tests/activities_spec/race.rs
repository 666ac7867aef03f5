//! A hundred people at the same moment for the last seats.

use std::thread;

use activities::{
    model::{Party, Standing},
    seats,
    seats::New,
};
use store::Error;
use trial::on_both;

use crate::town::{SCHEMAS, broken, now, read, saturday, somebody, workshop, write};

const CLIENTS: usize = 100;
const SEATS: i64 = 30;

#[test]
fn of_a_hundred_at_once_as_many_have_a_seat_as_there_are_and_the_others_wait() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), SEATS);
        let states: Vec<Standing> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|n| {
                    let new = New { wait: true, ..somebody(&format!("Orang {n}"), pool, 1) };
                    scope.spawn(move || {
                        loop {
                            let new = new.clone();
                            match write(store, move |tx| seats::register(tx, &now(), &new)) {
                                Ok(made) => break made.state,
                                // The lane before the database is bounded; whoever is turned away comes again.
                                Err(Error::Busy | Error::Contention) => thread::yield_now(),
                                Err(other) => panic!("{other}"),
                            }
                        }
                    })
                })
                .collect();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        let confirmed = states.iter().filter(|state| **state == Standing::Confirmed).count();
        assert_eq!(confirmed as i64, SEATS);
        assert_eq!(
            states.iter().filter(|state| **state == Standing::Waitlisted).count(),
            CLIENTS - confirmed
        );
        let seats = read(store, move |tx| seats::pool(tx, pool));
        assert_eq!((seats.taken, seats.capacity), (SEATS, SEATS));
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn groups_that_race_with_holds_and_cancellations_never_take_one_seat_too_many() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 17);
        thread::scope(|scope| {
            for n in 0..CLIENTS {
                scope.spawn(move || {
                    let size = 1 + (n % 4) as i64;
                    let kind = if size > 1 { Party::Group } else { Party::Person };
                    let again = |f: &dyn Fn() -> store::Result<()>| loop {
                        match f() {
                            Err(Error::Busy | Error::Contention) => thread::yield_now(),
                            Ok(()) | Err(Error::Refused(_)) => break,
                            Err(other) => panic!("{other}"),
                        }
                    };
                    match n % 3 {
                        0 => again(&|| {
                            let from = [n as u8; 32];
                            write(store, move |tx| seats::hold(tx, &now(), pool, (size, kind), &from))
                                .map(drop)
                        }),
                        _ => {
                            let new = New { wait: n % 2 == 0, ..somebody(&format!("Orang {n}"), pool, size) };
                            again(&|| {
                                let new = new.clone();
                                let made = write(store, move |tx| seats::register(tx, &now(), &new))?;
                                if n % 5 == 0 {
                                    write(store, move |tx| seats::cancel(tx, &now(), made.id))?;
                                }
                                Ok(())
                            });
                        }
                    }
                });
            }
        });
        let seats = read(store, move |tx| seats::pool(tx, pool));
        assert!(seats.taken <= seats.capacity, "{seats:?}");
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_form_that_is_sent_ten_times_at_once_is_one_registration_and_takes_its_seats_once() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), SEATS);
        let new = New { phone: "081234567890".into(), ..somebody("Meiske", pool, 2) };
        let ids: Vec<_> = thread::scope(|scope| {
            let clicks: Vec<_> = (0..10)
                .map(|_| {
                    let new = new.clone();
                    scope.spawn(move || {
                        loop {
                            let new = new.clone();
                            match write(store, move |tx| seats::register(tx, &now(), &new)) {
                                Ok(made) => break made.id,
                                Err(Error::Busy | Error::Contention) => thread::yield_now(),
                                Err(other) => panic!("{other}"),
                            }
                        }
                    })
                })
                .collect();
            clicks.into_iter().map(|click| click.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 2);
        assert_eq!(crate::town::told(store), ["confirmed"]);
        assert_eq!(broken(store), [""; 0]);
    });
}
