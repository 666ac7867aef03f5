//! Mapalus circles: turns, help in natural units, balances.

use crate::town::{SCHEMAS, keys, now, partner, write};
use jiff::civil::date;
use kernel::{Id, Person};
use partners::{Unit, circles};
use platform::files::Files;
use store::{Result, Tx, sql, vals};
use trial::on_both;

fn circle(tx: &mut Tx<'_>) -> Result<(circles::Circle, Vec<Id<Person>>)> {
    let mut order = Vec::new();
    for name in ["SMP Contoh Satu", "SMP Contoh Dua", "SMP Contoh Tiga"] {
        order.push(partner(tx, name)?);
    }
    let one = circles::begin(
        tx,
        &now(),
        "Perbaikan buku",
        "Satu sekolah setiap bulan.",
        true,
        Some(date(2026, 7, 1)),
        &order,
    )?;
    Ok((one, order))
}

#[test]
fn a_circle_has_three_members_at_least_and_counts_each_once() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (a, b) = (partner(tx, "SMP Contoh Satu")?, partner(tx, "SMP Contoh Dua")?);
            let few = circles::begin(tx, &now(), " ", "", true, Some(date(2026, 8, 6)), &[a, b, a]);
            assert_eq!(
                keys(few),
                ["circle-name-missing", "circle-about-missing", "partner-day-to-come", "circle-too-few"]
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn help_is_counted_in_its_own_unit_from_others_to_the_host_and_never_in_money() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let turn = circles::plan(tx, &now(), one.id, order[0], Some(date(2026, 8, 1)), "Menjilid")?;
            let give = |tx: &mut Tx<'_>, who, unit, n| {
                circles::give(tx, &now(), one.id, turn, who, (unit, n), "Menjilid buku")
            };
            give(tx, order[1], Unit::Hours, 6)?;
            let books = give(tx, order[2], Unit::Books, 40)?;
            assert_eq!(keys(give(tx, order[0], Unit::Hours, 1)), ["circle-helps-itself"]);
            assert_eq!(keys(give(tx, order[1], Unit::Rupiah, 1)), ["circle-no-money"]);
            let stranger = partner(tx, "PT Contoh Awan")?;
            assert_eq!(keys(give(tx, stranger, Unit::Hours, 1)), ["circle-no-member"]);
            let help = circles::help(tx, one.id)?;
            let balances = circles::balances(&order, &help);
            assert_eq!(balances[0].get(&Unit::Hours), Some(&(0, 6)));
            assert_eq!(balances[0].get(&Unit::Books), Some(&(0, 40)));
            assert_eq!(balances[1].get(&Unit::Hours), Some(&(6, 0)));
            circles::reverse(tx, &now(), one.id, books)?;
            let twice = circles::reverse(tx, &now(), one.id, books);
            assert_eq!(keys(twice), ["fulfilment-reversed-already"]);
            let help = circles::help(tx, one.id)?;
            assert_eq!(circles::balances(&order, &help)[2].get(&Unit::Books), Some(&(0, 0)));
            // The database takes neither money nor help to oneself.
            for (giver, unit) in [(order[0], "hours"), (order[1], "rupiah")] {
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO circle_help (id, turn, circle, host, giver, unit, amount, what, reverses, author,
                                 at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, 'x', NULL, NULL, 0)"
                        ),
                        vals![Id::<()>::new(), turn, one.id, order[0], giver, unit],
                    )
                });
                assert!(forced.is_err(), "{unit}");
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn whoever_leaves_hosts_no_more_and_whoever_joins_comes_last() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            circles::leave(tx, &now(), one.id, order[0])?;
            let host = circles::plan(tx, &now(), one.id, order[0], Some(date(2026, 9, 1)), "Menjilid");
            assert_eq!(keys(host), ["circle-no-member"]);
            let new = partner(tx, "SMP Contoh Empat")?;
            circles::join(tx, &now(), one.id, new)?;
            assert_eq!(keys(circles::join(tx, &now(), one.id, new)), ["circle-member-already"]);
            let members = circles::members(tx, one.id)?;
            assert_eq!(members.last().unwrap().partner, new);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn two_members_of_one_circle_are_never_made_one() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            let (_, order) = circle(tx)?;
            let merged = tx.nested(|tx| people::merging::merge(tx, &now(), followers, order[0], order[1]));
            assert_eq!(keys(merged), ["merge-both-in-circle"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn members_promise_each_other_what_each_brings_in_its_own_unit_and_never_money() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, _) = circle(tx)?;
            assert_eq!(
                keys(circles::pledge(tx, &now(), one.id, (Unit::Rupiah, 0), " ")),
                ["circle-no-money", "commitment-amount-unreadable", "circle-what-missing"]
            );
            circles::pledge(tx, &now(), one.id, (Unit::Hours, 4), "Menjilid")?;
            circles::pledge(tx, &now(), one.id, (Unit::Hours, 5), "Menjilid dan menyampul")?;
            let all = circles::pledges(tx, one.id)?;
            assert_eq!((all.len(), all[0].amount), (1, 5), "one promise in each unit");
            circles::release(tx, &now(), one.id, all[0].id)?;
            assert!(circles::pledges(tx, one.id)?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_order_of_turns_is_changed_one_place_at_a_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            circles::move_up(tx, &now(), one.id, order[2])?;
            circles::move_up(tx, &now(), one.id, order[2])?;
            circles::move_up(tx, &now(), one.id, order[2])?;
            let now_in: Vec<_> = circles::members(tx, one.id)?.into_iter().map(|one| one.partner).collect();
            assert_eq!(now_in, [order[2], order[0], order[1]]);
            let stranger = partner(tx, "PT Contoh Awan")?;
            assert_eq!(keys(circles::move_up(tx, &now(), one.id, stranger)), ["circle-no-member"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_turn_is_held_while_there_is_a_circle_and_not_in_a_far_year() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            for (day, key) in [
                (Some(date(2020, 8, 1)), "circle-not-begun"),
                (Some(date(2062, 8, 1)), "circle-too-far"),
                (None, "partner-day-unreadable"),
            ] {
                let wrong = circles::plan(tx, &now(), one.id, order[0], day, "Menjilid");
                assert_eq!(keys(wrong), [key]);
            }
            circles::end(tx, &now(), one.id)?;
            let late = circles::plan(tx, &now(), one.id, order[0], Some(date(2026, 8, 6)), "Menjilid");
            assert_eq!(keys(late), ["circle-ended-already"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_circle_ends_once() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            assert_eq!(circles::of_partner(tx, order[0])?.len(), 1);
            circles::end(tx, &now(), one.id)?;
            let over = ["circle-ended-already"];
            assert_eq!(keys(circles::end(tx, &now(), one.id)), over);
            assert_eq!(keys(circles::leave(tx, &now(), one.id, order[0])), over);
            assert_eq!(keys(circles::join(tx, &now(), one.id, order[0])), over);
            assert_eq!(keys(circles::move_up(tx, &now(), one.id, order[1])), over);
            assert_eq!(keys(circles::pledge(tx, &now(), one.id, (Unit::Hours, 4), "Menjilid")), over);
            assert!(circles::of_partner(tx, order[0])?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}
