//! Mapalus circles: turns, help in natural units, balances.

use crate::town::{SCHEMAS, keys, now, on, partner, write};
use jiff::civil::date;
use kernel::{Date, Id, Person};
use partners::{
    Unit,
    circles::{self, NewTurn},
    encounters,
};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

/// A turn in the order of turns.
fn turn(host: Id<Person>, day: Option<Date>) -> NewTurn {
    NewTurn { host, day, what: "Menjilid".into(), out_of_turn: String::new() }
}

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
            let held = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 8, 1))))?;
            let give = |tx: &mut Tx<'_>, who, unit, n| {
                circles::give(tx, &now(), one.id, held, who, (unit, n), "Menjilid buku")
            };
            give(tx, order[1], Unit::Hours, 6)?;
            let books = give(tx, order[2], Unit::Books, 40)?;
            assert_eq!(keys(give(tx, order[0], Unit::Hours, 1)), ["circle-helps-itself"]);
            assert_eq!(keys(give(tx, order[1], Unit::Rupiah, 1)), ["circle-no-money"]);
            let stranger = partner(tx, "PT Contoh Awan")?;
            assert_eq!(keys(give(tx, stranger, Unit::Hours, 1)), ["circle-no-member-then"]);
            assert_eq!(keys(give(tx, order[1], Unit::Memberships, 1)), ["circle-no-money"]);
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
                        vals![Id::<()>::new(), held, one.id, order[0], giver, unit],
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
            let host = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 9, 1))));
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
fn turns_follow_each_other_and_whoever_is_still_to_host_does_not_leave() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let first = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 9, 1))))?;
            circles::plan(tx, &now(), one.id, &turn(order[1], Some(date(2026, 10, 1))))?;
            let past = circles::move_to(tx, &now(), one.id, first, Some(date(2026, 10, 2)));
            assert_eq!(keys(past), ["circle-after-next-turn"]);
            circles::move_to(tx, &now(), one.id, first, Some(date(2026, 9, 30)))?;
            assert_eq!(keys(circles::leave(tx, &now(), one.id, order[0])), ["circle-leaves-a-turn"]);
            circles::cancel(tx, &now(), one.id, first, "Pindah rumah.")?;
            circles::leave(tx, &now(), one.id, order[0])
        })
        .unwrap();
    });
}

#[test]
fn all_that_is_told_of_circles_is_each_its_own() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let other =
                circles::begin(tx, &now(), "Kebun", "Menanam.", true, Some(date(2026, 7, 1)), &order[..])?;
            let held = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 8, 1))))?;
            circles::give(tx, &now(), one.id, held, order[1], (Unit::Hours, 2), "Menjilid")?;
            circles::pledge(tx, &now(), other.id, (Unit::Hours, 4), "Menanam")?;
            let of = circles::of_partner(tx, order[0])?;
            let all = circles::wholes(tx, of)?;
            let told: Vec<_> = all
                .iter()
                .map(|one| {
                    let counts = (one.members.len(), one.turns.len(), one.help.len(), one.pledged().count());
                    (one.circle.name.as_str(), counts, one.next().map(|next| next.partner))
                })
                .collect();
            assert_eq!(
                told,
                [("Kebun", (3, 0, 0, 1), Some(order[0])), ("Perbaikan buku", (3, 1, 1, 0), Some(order[1]))]
            );
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
            let standing = |tx: &mut Tx<'_>| -> Result<Vec<_>> {
                Ok(circles::pledges(tx, one.id)?.into_iter().filter(|one| one.until.is_none()).collect())
            };
            let all = standing(tx)?;
            assert_eq!((all.len(), all[0].amount), (1, 5), "one promise in each unit");
            // A month later they agree on more: the turns until then are held against what was promised then.
            circles::pledge(tx, &on("2026-09-05"), one.id, (Unit::Hours, 8), "Menjilid")?;
            let all = circles::pledges(tx, one.id)?;
            let of = |day: Date| all.iter().find(|one| one.holds(day)).map(|one| one.amount);
            assert_eq!((of(date(2026, 9, 4)), of(date(2026, 9, 5))), (Some(5), Some(8)));
            let now_is = standing(tx)?[0].id;
            circles::release(tx, &on("2026-10-01"), one.id, now_is)?;
            assert!(standing(tx)?.is_empty());
            let all = circles::pledges(tx, one.id)?;
            assert!(
                all.iter().any(|one| one.holds(date(2026, 9, 30)))
                    && !all.iter().any(|one| one.holds(date(2026, 10, 1)))
            );
            let forced =
                tx.nested(|tx| tx.exec(sql!("DELETE FROM circle_pledge WHERE circle = ?1"), vals![one.id]));
            assert!(forced.is_err(), "nothing of it is forgotten");
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
                let wrong = circles::plan(tx, &now(), one.id, &turn(order[0], day));
                assert_eq!(keys(wrong), [key]);
            }
            circles::end(tx, &now(), one.id)?;
            let late = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 8, 6))));
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

#[test]
fn the_order_of_turns_holds_unless_somebody_says_why_and_a_turn_is_moved_or_called_off_until_help_came() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let day = |d: i8| Some(date(2026, 8, d));
            let jump = circles::plan(tx, &now(), one.id, &turn(order[1], day(1)));
            assert_eq!(keys(jump), ["circle-not-its-turn"]);
            let why = NewTurn { out_of_turn: "Atapnya bocor.".into(), ..turn(order[1], day(2)) };
            let first = circles::plan(tx, &now(), one.id, &why)?;
            assert_eq!(circles::turns(tx, one.id)?[0].out_of_turn.as_deref(), Some("Atapnya bocor."));
            let before = circles::plan(tx, &now(), one.id, &turn(order[0], day(1)));
            assert_eq!(keys(before), ["circle-before-last-turn"]);
            let second = circles::plan(tx, &now(), one.id, &turn(order[0], day(4)))?;
            assert_eq!(
                keys(circles::move_to(tx, &now(), one.id, second, day(1))),
                ["circle-before-last-turn"]
            );
            circles::move_to(tx, &now(), one.id, second, day(5))?;
            assert_eq!(circles::turns(tx, one.id)?[0].day, date(2026, 8, 5));
            assert_eq!(keys(circles::cancel(tx, &now(), one.id, second, " ")), ["circle-cancel-why-missing"]);
            circles::cancel(tx, &now(), one.id, second, "Hujan lebat.")?;
            let members = circles::members(tx, one.id)?;
            let turns = circles::turns(tx, one.id)?;
            assert_eq!(circles::next_of(&members, &turns), Some(order[0]), "it was not its turn after all");
            let help = |tx: &mut Tx<'_>, of| {
                circles::give(tx, &now(), one.id, of, order[2], (Unit::Hours, 2), "Memaku")
            };
            assert_eq!(keys(help(tx, second)), ["circle-turn-held"]);
            help(tx, first)?;
            assert_eq!(keys(circles::move_to(tx, &now(), one.id, first, day(3))), ["circle-turn-held"]);
            let forced = tx.nested(|tx| {
                tx.exec(sql!("UPDATE circle_turn SET day = '2026-07-15' WHERE id = ?1"), vals![first])
            });
            assert!(forced.is_err(), "nor does the database move it");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn help_is_written_for_whoever_was_in_the_circle_on_the_day_of_the_turn() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let held = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 8, 1))))?;
            let new = partner(tx, "SMP Contoh Empat")?;
            circles::join(tx, &now(), one.id, new)?;
            circles::leave(tx, &now(), one.id, order[2])?;
            let give = |tx: &mut Tx<'_>, who| {
                circles::give(tx, &now(), one.id, held, who, (Unit::Hours, 2), "Menjilid").map(drop)
            };
            assert_eq!(keys(give(tx, new)), ["circle-no-member-then"]);
            give(tx, order[2])
        })
        .unwrap();
    });
}

#[test]
fn whoever_leaves_a_circle_and_comes_back_keeps_its_earlier_time_and_hosts_last() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let plan = |tx: &mut Tx<'_>, host, day| circles::plan(tx, &now(), one.id, &turn(host, Some(day)));
            plan(tx, order[0], date(2026, 7, 10))?;
            let held = plan(tx, order[1], date(2026, 7, 20))?;
            circles::leave(tx, &now(), one.id, order[0])?;
            let back = on("2026-09-01");
            circles::join(tx, &back, one.id, order[0])?;
            let give = |tx: &mut Tx<'_>, turn| {
                circles::give(tx, &back, one.id, turn, order[0], (Unit::Hours, 4), "Menjilid")
            };
            give(tx, held)?;
            let between = circles::plan(tx, &back, one.id, &turn(order[2], Some(date(2026, 8, 20))))?;
            assert_eq!(keys(give(tx, between)), ["circle-no-member-then"], "while it was away");
            let next = circles::next_of(&circles::members(tx, one.id)?, &circles::turns(tx, one.id)?);
            assert_eq!(next, Some(order[1]), "not the one that came back");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_members_of_a_circle_are_told_of_a_turn_to_come_and_it_stands_in_their_history_once_held() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let told = |tx: &mut Tx<'_>| -> Result<usize> {
                let (n,): (i64,) =
                    tx.one(sql!("SELECT count(*) FROM notice WHERE kind = 'partners.circle-turn'"), vals![])?;
                Ok(n as usize)
            };
            circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 7, 10))))?;
            circles::plan(tx, &now(), one.id, &turn(order[1], Some(now().today())))?;
            assert_eq!(told(tx)?, 0, "of what is over, or goes on already, nobody is told");
            let next = circles::plan(tx, &now(), one.id, &turn(order[2], Some(date(2026, 8, 10))))?;
            assert_eq!(told(tx)?, 3, "the host and those who come");
            circles::move_to(tx, &now(), one.id, next, Some(date(2026, 8, 20)))?;
            assert_eq!(told(tx)?, 6);
            circles::cancel(tx, &now(), one.id, next, "Hujan lebat")?;
            assert_eq!(told(tx)?, 9);
            let held = |tx: &mut Tx<'_>, partner| -> Result<usize> {
                let all = encounters::latest(tx, &web::Facts::default(), partner, &now(), 50)?;
                Ok(all.iter().filter(|one| one.what.key == "encounter-turn").count())
            };
            assert_eq!([0, 1, 2].map(|n| held(tx, order[n]).unwrap()), [1, 1, 0]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_database_changes_nothing_of_what_was_given_in_a_turn() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (one, order) = circle(tx)?;
            let held = circles::plan(tx, &now(), one.id, &turn(order[0], Some(date(2026, 8, 1))))?;
            circles::give(tx, &now(), one.id, held, order[1], (Unit::Hours, 4), "Menjilid")?;
            for statement in [
                sql!("UPDATE circle_help SET giver = ?1 WHERE giver <> ?1"),
                sql!("UPDATE circle_help SET amount = 9 WHERE giver <> ?1"),
                sql!("DELETE FROM circle_help WHERE giver <> ?1"),
                sql!("UPDATE circle_turn SET host = ?1 WHERE host <> ?1"),
            ] {
                let forced = tx.nested(|tx| tx.exec(statement, vals![order[2]]));
                assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
            }
            Ok(())
        })
        .unwrap();
    });
}
