//! Those who wait: in their order, whole or passed over with a reason, never past an approval.

use activities::{
    model::{Draft, Entry, Party, Standing},
    planning, seats,
    seats::New,
    sessions,
};
use trial::{act, on_both};

use crate::town::{
    SCHEMAS, broken, first_session, keys, now, published, read, registers, saturday, somebody, stands, told,
    whys, workshop, write,
};

#[test]
fn a_seat_that_becomes_free_is_offered_to_whoever_waits_longest_for_a_time() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 1);
        let has = registers(store, "Meiske", pool, 1);
        let waits = New { phone: "081234567890".into(), wait: true, ..somebody("Olivia", pool, 1) };
        let first = write(store, move |tx| seats::register(tx, &now(), &waits)).unwrap();
        let second = registers(store, "Jorry", pool, 1);
        assert_eq!(
            read(store, {
                let second = second.clone();
                move |tx| seats::waiting(tx, &second)
            }),
            (2, 1)
        );
        write(store, move |tx| seats::cancel(tx, &now(), has.id)).unwrap();
        let offered = stands(store, first.id);
        assert_eq!(offered.state, Standing::Offered);
        assert_eq!(offered.until, Some(trial::at("2026-08-06T09:30")), "a day, as the library has decided");
        assert_eq!(told(store), ["waitlisted", "offered"]);
        assert_eq!(stands(store, second.id).state, Standing::Waitlisted);
        let taken = write(store, move |tx| seats::accept(tx, &now(), first.id)).unwrap();
        assert_eq!(taken.state, Standing::Confirmed);
        assert_eq!(whys(store, first.id), ["full", "turn", "taken"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn an_offer_that_is_not_taken_goes_to_the_next_also_when_no_timer_runs() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 1);
        let has = registers(store, "Meiske", pool, 1);
        let (first, second) = (registers(store, "Olivia", pool, 1), registers(store, "Jorry", pool, 1));
        write(store, move |tx| seats::cancel(tx, &now(), has.id)).unwrap();
        let later = act("2026-08-06T09:30");
        let gone = write(store, {
            let later = later.clone();
            move |tx| seats::accept(tx, &later, first.id)
        });
        assert_eq!(keys(gone), ["offer-gone"]);
        let settled = later.clone();
        let full = somebody("Baru", pool, 1);
        let full = write(store, move |tx| {
            seats::settle(tx, &settled, pool)?;
            tx.nested(|tx| seats::register(tx, &settled, &full)).err().map_or(Ok(false), |_| Ok(true))
        });
        assert!(full.unwrap(), "whoever waits comes before whoever comes now");
        assert_eq!(stands(store, first.id).state, Standing::Lapsed);
        assert_eq!(stands(store, second.id).state, Standing::Offered);
        assert_eq!(whys(store, first.id), ["full", "turn", "too-late"]);
        seats::settle_all(store, &act("2026-08-07T10:00")).unwrap();
        assert_eq!(stands(store, second.id).state, Standing::Lapsed, "and the task does the same");
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_group_is_promoted_whole_or_passed_over_and_reads_why() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 4);
        let (two, also) = (registers(store, "Meiske", pool, 2), registers(store, "Rike", pool, 2));
        let (group, single) = (registers(store, "Keluarga", pool, 4), registers(store, "Jorry", pool, 1));
        write(store, move |tx| seats::cancel(tx, &now(), two.id)).unwrap();
        assert_eq!(stands(store, group.id).state, Standing::Waitlisted);
        assert_eq!(stands(store, single.id).state, Standing::Offered);
        let last = read(store, move |tx| seats::steps(tx, group.id)).pop().unwrap();
        assert_eq!((last.why.as_str(), last.free), ("too-few", Some(2)));
        write(store, move |tx| seats::settle(tx, &now(), pool)).unwrap();
        write(store, move |tx| seats::settle(tx, &now(), pool)).unwrap();
        assert_eq!(
            whys(store, group.id),
            ["full", "too-few", "too-few"],
            "two seats, then one; nothing twice"
        );
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 7)).unwrap();
        assert_eq!(stands(store, group.id).state, Standing::Offered);
        write(store, move |tx| seats::take_back(tx, &now(), also.id, "Salah daftar")).unwrap();
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn more_seats_never_go_past_an_approval() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, Draft { approval: true, ..workshop() }, 1);
        let (first, second) = (registers(store, "Meiske", pool, 1), registers(store, "Olivia", pool, 1));
        assert_eq!((first.state, second.state), (Standing::Pending, Standing::Pending));
        assert_eq!(
            read(store, move |tx| seats::pool(tx, pool)).taken,
            0,
            "who is not agreed to takes nothing"
        );
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 5)).unwrap();
        assert_eq!(stands(store, second.id).state, Standing::Pending);
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 1)).unwrap();
        assert_eq!(
            write(store, move |tx| seats::approve(tx, &now(), first.id)).unwrap().state,
            Standing::Confirmed
        );
        assert_eq!(
            write(store, move |tx| seats::approve(tx, &now(), second.id)).unwrap().state,
            Standing::Waitlisted
        );
        assert_eq!(whys(store, second.id), ["to-be-decided", "approved-full"]);
        let twice = write(store, move |tx| seats::approve(tx, &now(), second.id));
        assert_eq!(keys(twice), ["registration-elsewhere"]);
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 2)).unwrap();
        assert_eq!(stands(store, second.id).state, Standing::Offered);
    });
}

#[test]
fn whoever_waited_before_approvals_were_asked_for_is_passed_over_until_somebody_agrees() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 1);
        let (has, waits) = (registers(store, "Meiske", pool, 1), registers(store, "Olivia", pool, 1));
        write(store, move |tx| {
            let draft = Draft { approval: true, ..crate::town::draft_of(tx, one.id)? };
            planning::change(tx, &now(), one.id, &draft)?;
            seats::cancel(tx, &now(), has.id)
        })
        .unwrap();
        assert_eq!(whys(store, waits.id), ["full", "not-approved"]);
        write(store, move |tx| seats::approve(tx, &now(), waits.id)).unwrap();
        assert_eq!(stands(store, waits.id).state, Standing::Offered);
    });
}

#[test]
fn a_no_has_a_reason_that_they_are_told() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, Draft { approval: true, ..workshop() }, 5);
        let new = New { phone: "081234567890".into(), ..somebody("Meiske", pool, 1) };
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(
            keys(write(store, move |tx| seats::decline(tx, &now(), made.id, " "))),
            ["reason-missing"]
        );
        write(store, move |tx| seats::decline(tx, &now(), made.id, "Sudah ikut bulan lalu")).unwrap();
        assert_eq!(stands(store, made.id).state, Standing::Declined);
        assert_eq!(told(store), ["pending", "declined"]);
        let last = read(store, move |tx| seats::steps(tx, made.id)).pop().unwrap();
        assert_eq!(last.note.as_deref(), Some("Sudah ikut bulan lalu"));
    });
}

#[test]
fn nothing_is_offered_once_it_has_begun_or_registration_has_closed() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, Draft { cancel_hours: 0, ..workshop() }, 1);
        let has = registers(store, "Meiske", pool, 1);
        let waits = registers(store, "Olivia", pool, 1);
        let during = act("2026-08-08T11:00");
        write(store, move |tx| seats::take_back(tx, &during, has.id, "Sakit")).unwrap();
        assert_eq!(stands(store, waits.id).state, Standing::Waitlisted);
    });
}

#[test]
fn what_is_called_off_frees_all_seats_and_tells_everybody_why() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 2);
        let with =
            |name: &str, phone: &str| New { phone: phone.into(), wait: true, ..somebody(name, pool, 1) };
        for (n, name) in ["Meiske", "Olivia", "Jorry"].into_iter().enumerate() {
            let new = with(name, &format!("08123456780{n}"));
            write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        }
        assert_eq!(
            keys(write(store, move |tx| planning::cancel(tx, &now(), one.id, ""))),
            ["reason-missing"]
        );
        write(store, move |tx| planning::cancel(tx, &now(), one.id, "Hujan abu Lokon")).unwrap();
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 0);
        assert_eq!(told(store).iter().filter(|kind| *kind == "cancelled").count(), 3);
        let session = first_session(store, one.id);
        assert_eq!((session.cancelled_because.as_deref(), session.revision), (Some("Hujan abu Lokon"), 1));
        let new = somebody("Baru", pool, 1);
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &new))), ["register-off"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_session_at_another_time_is_told_to_whoever_has_seats_and_a_reminder_goes_once() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 2);
        let new = New { phone: "081234567890".into(), ..somebody("Meiske", pool, 1) };
        write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let session = first_session(store, one.id);
        write(store, move |tx| {
            let plan = crate::town::plan(tx, "2026-08-08T13:00", 120)?;
            sessions::change(tx, &now(), session.id, &plan)
        })
        .unwrap();
        assert_eq!(told(store), ["confirmed", "moved"]);
        for _ in 0..2 {
            activities::telling::remind(store, &act("2026-08-07T14:00")).unwrap();
        }
        assert_eq!(told(store), ["confirmed", "moved", "reminder"]);
    });
}

#[test]
fn a_session_with_three_hundred_people_that_is_called_off_frees_every_seat_and_tells_each_once_why() {
    on_both(SCHEMAS, |store| {
        let pools = write(store, |tx| {
            let draft = Draft { entry: Entry::Each, ..workshop() };
            let one = published(tx, &draft, &["2026-08-08T10:00", "2026-08-15T10:00"], 290)?;
            seats::pools(tx, one.id)
        })
        .unwrap();
        let (off, other) = (pools[0].id, pools[1].id);
        for n in 0..300 {
            let phone = format!("0812{n:08}");
            let new = New { phone, wait: true, ..somebody(&format!("Peserta {n}"), off, 1) };
            write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        }
        let stays = registers(store, "Meiske", other, 1);
        let hold =
            write(store, move |tx| seats::hold(tx, &now(), other, (1, Party::Person), &[1; 32])).unwrap();
        let session = pools[0].session.unwrap();
        write(store, move |tx| sessions::cancel(tx, &now(), session, "Hujan abu Lokon")).unwrap();
        assert_eq!(read(store, move |tx| seats::pool(tx, off)).taken, 0);
        let (off_now, told_why, steps): (i64, i64, i64) = read(store, |tx| {
            tx.one(
                store::sql!(
                    "SELECT (SELECT count(*) FROM registration WHERE state = 'cancelled'),
                         (SELECT count(DISTINCT recipient) FROM notice WHERE kind = 'activities.cancelled'),
                         (SELECT count(*) FROM registration_step
                          WHERE why = 'off' AND note = 'Hujan abu Lokon' AND state = 'cancelled')"
                ),
                store::vals![],
            )
        });
        assert_eq!((off_now, told_why, steps), (300, 300, 300), "also those who waited");
        assert_eq!(told(store).iter().filter(|kind| *kind == "cancelled").count(), 300, "each once");
        assert_eq!(stands(store, stays.id).state, Standing::Confirmed, "the other session stands");
        assert!(hold.is_some() && read(store, move |tx| seats::pool(tx, other)).taken == 2);
        let again = write(store, move |tx| sessions::cancel(tx, &now(), session, "Lagi"));
        assert_eq!(keys(again), ["session-is-off"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_ticket_for_a_whole_festival_is_reminded_of_once_a_day_and_one_for_each_session_of_each() {
    on_both(SCHEMAS, |store| {
        let times = [
            "2026-08-08T09:00",
            "2026-08-08T13:00",
            "2026-08-08T19:00",
            "2026-08-09T09:00",
            "2026-08-09T11:00",
        ];
        let pools = write(store, move |tx| {
            let festival = published(tx, &workshop(), &times, 9)?;
            let draft = Draft { entry: Entry::Each, ..workshop() };
            let each = published(tx, &draft, &["2026-08-08T09:00", "2026-08-08T13:00"], 9)?;
            Ok([seats::pools(tx, festival.id)?, seats::pools(tx, each.id)?].concat())
        })
        .unwrap();
        for (n, pool) in pools.into_iter().enumerate() {
            let new = New { phone: format!("08123456780{n}"), ..somebody("Meiske", pool.id, 1) };
            write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        }
        let reminded = || told(store).iter().filter(|kind| *kind == "reminder").count();
        for time in ["2026-08-07T08:59", "2026-08-07T14:00", "2026-08-07T20:00", "2026-08-08T08:59"] {
            activities::telling::remind(store, &act(time)).unwrap();
        }
        assert_eq!(reminded(), 3, "of the festival's first day, and of each of two sessions");
        for time in ["2026-08-08T09:00", "2026-08-08T12:59", "2026-08-08T18:59", "2026-08-09T08:59"] {
            activities::telling::remind(store, &act(time)).unwrap();
        }
        assert_eq!(reminded(), 4, "and of its second day");
    });
}

#[test]
fn whoever_waits_is_offered_a_seat_by_itself_once_what_was_decided_no_longer_stands_in_the_way() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, Draft { approval: true, ..workshop() }, 1);
        let (has, waits) = (registers(store, "Meiske", pool, 1), registers(store, "Olivia", pool, 1));
        write(store, move |tx| {
            seats::approve(tx, &now(), has.id)?;
            seats::approve(tx, &now(), waits.id)?;
            let draft = Draft {
                closes_on: Some(jiff::civil::date(2026, 8, 4)),
                ..crate::town::draft_of(tx, one.id)?
            };
            planning::change(tx, &now(), one.id, &draft)?;
            seats::take_back(tx, &now(), has.id, "Salah daftar")
        })
        .unwrap();
        seats::settle_all(store, &now()).unwrap();
        assert_eq!(stands(store, waits.id).state, Standing::Waitlisted, "registration is closed");
        write(store, move |tx| {
            let draft = Draft { closes_on: None, ..crate::town::draft_of(tx, one.id)? };
            planning::change(tx, &now(), one.id, &draft)
        })
        .unwrap();
        seats::settle_all(store, &now()).unwrap();
        assert_eq!(stands(store, waits.id).state, Standing::Offered);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_last_session_of_one_registration_for_all_ends_everybodys_and_no_offer_of_it_is_taken() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| published(tx, &workshop(), &["2026-08-08T10:00", "2026-08-15T10:00"], 1))
            .unwrap();
        let pool = read(store, move |tx| seats::pools(tx, one.id))[0].id;
        let has = registers(store, "Meiske", pool, 1);
        let reached =
            |name: &str, phone: &str| New { phone: phone.into(), wait: true, ..somebody(name, pool, 1) };
        let (first, second) = (reached("Olivia", "081234567890"), reached("Jorry", "081234567891"));
        let (first, second) = write(store, move |tx| {
            Ok((seats::register(tx, &now(), &first)?, seats::register(tx, &now(), &second)?))
        })
        .unwrap();
        write(store, move |tx| seats::cancel(tx, &now(), has.id)).unwrap();
        let both = read(store, move |tx| sessions::of(tx, one.id));
        let off = |session: kernel::Id<activities::Session>| {
            write(store, move |tx| sessions::cancel(tx, &now(), session, "Hujan abu")).unwrap()
        };
        off(both[0].id);
        assert_eq!(stands(store, first.id).state, Standing::Offered, "another session stands");
        let before = told(store).len();
        off(both[1].id);
        assert_eq!(
            [first.id, second.id].map(|id| stands(store, id).state),
            [Standing::Cancelled, Standing::Cancelled]
        );
        assert_eq!(told(store)[before..], ["cancelled", "cancelled"], "each once");
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 0);
        let late = write(store, move |tx| seats::accept(tx, &now(), first.id));
        assert_eq!(keys(late), ["offer-gone"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_group_larger_than_all_seats_together_stands_in_nobodys_way() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 4);
        let (has, also) = (registers(store, "Meiske", pool, 2), registers(store, "Rike", pool, 1));
        let (family, next) = (registers(store, "Keluarga", pool, 4), registers(store, "Jorry", pool, 2));
        let last = registers(store, "Olivia", pool, 2);
        write(store, move |tx| {
            seats::set(tx, &now(), one.id, None, "", 3)?;
            seats::cancel(tx, &now(), also.id)
        })
        .unwrap();
        assert_eq!(stands(store, family.id).state, Standing::Waitlisted);
        let place = |of: activities::Registration| read(store, move |tx| seats::waiting(tx, &of));
        assert_eq!((place(next.clone()), place(last.clone())), ((2, 0), (2, 1)), "the family is not counted");
        write(store, move |tx| seats::cancel(tx, &now(), has.id)).unwrap();
        assert_eq!(stands(store, next.id).state, Standing::Offered);
        assert_eq!(stands(store, last.id).state, Standing::Waitlisted);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn a_session_that_people_wait_for_is_not_moved_into_the_past_and_every_other_move_is_told() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 4);
        let session = first_session(store, one.id).id;
        let moves = |starts: &'static str| {
            write(store, move |tx| {
                let plan = crate::town::plan(tx, starts, 120)?;
                sessions::change(tx, &now(), session, &plan)
            })
        };
        moves("2026-08-01T10:00").unwrap();
        moves("2026-08-08T10:00").unwrap();
        let new = New { phone: "081234567890".into(), ..somebody("Meiske", pool, 1) };
        write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(keys(moves("2026-08-01T10:00")), ["session-into-the-past"]);
        moves("2026-08-09T10:00").unwrap();
        moves("2026-08-10T10:00").unwrap();
        assert_eq!(told(store), ["confirmed", "moved", "moved"]);
    });
}
