//! Somebody registers: seats held, given, returned.

use activities::{
    model::{Audience, Entry, Party, Standing},
    planning, seats,
    seats::{New, Whom},
    settings,
};
use jiff::civil::date;
use trial::{act, on_both};

use crate::town::{
    SCHEMAS, broken, keys, now, published, read, registers, saturday, somebody, stands, told, whys, workshop,
    write,
};

/// Where a form was opened.
const HERE: [u8; 32] = [7; 32];

#[test]
fn whoever_registers_while_there_are_seats_has_one_and_the_same_form_twice_is_one() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let new = New { phone: "0812-3456-7890".into(), ..somebody("Meiske Lumi", pool, 2) };
        let first = write(store, {
            let new = new.clone();
            move |tx| seats::register(tx, &now(), &new)
        })
        .unwrap();
        let again = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!((first.state, again.id), (Standing::Confirmed, first.id));
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 2);
        assert_eq!(told(store), ["confirmed"]);
        assert_eq!(whys(store, first.id), ["seats-free"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn seats_are_held_while_a_form_is_filled_in_and_go_back_when_it_is_not() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 2);
        let hold =
            write(store, move |tx| seats::hold(tx, &now(), pool, (2, Party::Group), &HERE)).unwrap().unwrap();
        assert_eq!(
            write(store, move |tx| seats::hold(tx, &now(), pool, (1, Party::Person), &HERE)).unwrap(),
            None
        );
        let other = somebody("Olivia", pool, 1);
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &other))), ["register-full"]);
        let new = New { hold: hold.secret, ..somebody("Meiske", pool, 2) };
        let made = write(store, move |tx| seats::register(tx, &act("2026-08-05T09:40"), &new)).unwrap();
        assert_eq!(made.state, Standing::Confirmed);
        write(store, move |tx| seats::cancel(tx, &now(), made.id)).unwrap();

        let late =
            write(store, move |tx| seats::hold(tx, &now(), pool, (2, Party::Group), &HERE)).unwrap().unwrap();
        let after = act("2026-08-05T09:45");
        let next = write(store, move |tx| seats::hold(tx, &after, pool, (1, Party::Person), &HERE)).unwrap();
        assert!(next.is_some(), "what was held is free again without any timer");
        let new = New { hold: late.secret, ..somebody("Terlambat", pool, 2) };
        let refused = write(store, move |tx| seats::register(tx, &act("2026-08-05T09:46"), &new));
        assert_eq!(keys(refused), ["register-full"]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn there_are_never_fewer_seats_than_are_taken() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        registers(store, "Meiske", pool, 3);
        let fewer = write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 2));
        assert_eq!(keys(fewer), ["seats-taken"]);
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 3)).unwrap();
        let raw = write(store, move |tx| {
            tx.exec(store::sql!("UPDATE seat_pool SET taken = taken + 1 WHERE id = ?1"), store::vals![pool])
        });
        assert!(matches!(raw, Err(store::Error::Check(_))), "the database itself says no: {raw:?}");
    });
}

#[test]
fn a_child_needs_somebody_who_answers_for_it_and_they_are_told() {
    on_both(SCHEMAS, |store| {
        let draft = activities::model::Draft {
            audience: Audience::Children,
            least_age: Some(4),
            most_age: Some(8),
            ..workshop()
        };
        let (_, pool) = saturday(store, draft, 10);
        let unknown = somebody("Anak Contoh", pool, 1);
        assert_eq!(
            keys(write(store, move |tx| seats::register(tx, &now(), &unknown))),
            ["register-born-missing"]
        );
        let young = New { born: Some(date(2020, 1, 1)), ..somebody("Anak Contoh", pool, 1) };
        let alone = young.clone();
        assert_eq!(
            keys(write(store, move |tx| seats::register(tx, &now(), &alone))),
            ["register-guardian-missing", "register-guardian-phone-missing", "register-guardian-agrees"]
        );
        let old = New { born: Some(date(2010, 1, 1)), ..young.clone() };
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &old)))[0], "register-age");
        let two = New { kind: Party::Group, size: 2, ..young.clone() };
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &two))), ["register-one-each"]);
        let held = write(store, move |tx| seats::hold(tx, &now(), pool, (2, Party::Group), &[1; 32]));
        assert_eq!(keys(held), ["register-one-each"]);
        let with = New {
            guardian: "Ibu Contoh".into(),
            guardian_phone: "081234567890".into(),
            agreed: true,
            ..young
        };
        let made = write(store, move |tx| seats::register(tx, &now(), &with)).unwrap();
        let party = made.party.unwrap();
        let known = read(store, move |tx| people::parties::one(tx, party));
        assert_eq!((known.name.as_str(), made.name.as_str()), ("Ibu Contoh", "Anak Contoh"));
    });
}

#[test]
fn whoever_leaves_no_way_to_reach_them_has_a_ticket_all_the_same() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let made = registers(store, "Oma tanpa telepon", pool, 1);
        assert_eq!((made.state, made.party, told(store).len()), (Standing::Confirmed, None, 0));
        let secret = made.secret.clone();
        assert_eq!(read(store, move |tx| seats::by_secret(tx, &secret)).id, made.id);
        let said = format!("https://contoh.example/tiket/{}", made.secret);
        assert_eq!(read(store, move |tx| seats::by_code(tx, made.activity, &said)).id, made.id);
        let typed = made.code.to_lowercase().replace('-', " ");
        assert_eq!(read(store, move |tx| seats::by_code(tx, made.activity, &typed)).id, made.id);
    });
}

#[test]
fn the_same_person_is_registered_once_by_their_number_and_a_second_child_of_theirs_is_another() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let meiske = || New { phone: "081234567890".into(), ..somebody("Meiske Lumi", pool, 1) };
        let first = meiske();
        let first = write(store, move |tx| seats::register(tx, &now(), &first)).unwrap();
        let second = meiske();
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &second))), ["register-again"]);
        let (person, other) = (first.party, New { person: first.party, ..somebody("Anak Meiske", pool, 1) });
        let other = write(store, move |tx| seats::register(tx, &now(), &other)).unwrap();
        assert_eq!(other.party, person);
        write(store, move |tx| seats::cancel(tx, &now(), first.id)).unwrap();
        let again = meiske();
        write(store, move |tx| seats::register(tx, &now(), &again)).unwrap();
    });
}

#[test]
fn a_teacher_brings_a_class_by_headcount_where_classes_may_come() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 50);
        let class = New {
            kind: Party::Class,
            organisation: "SD Contoh".into(),
            phone: "081234567890".into(),
            ..somebody("Ibu Guru", pool, 30)
        };
        let refused = class.clone();
        assert_eq!(
            keys(write(store, move |tx| seats::register(tx, &now(), &refused))),
            ["register-no-classes"]
        );
        let (_, pool) = saturday(store, activities::model::Draft { classes: true, ..workshop() }, 50);
        for size in [1, 41] {
            let odd = New { pool, size, ..class.clone() };
            let refused = write(store, move |tx| seats::register(tx, &now(), &odd));
            assert_eq!(keys(refused), ["register-class-size"], "one child is registered by themselves");
        }
        let unknown = New { pool, phone: String::new(), ..class.clone() };
        let refused = write(store, move |tx| seats::register(tx, &now(), &unknown));
        assert_eq!(keys(refused), ["register-teacher-phone"], "somebody answers for the class");
        let class = New { pool, ..class };
        let made = write(store, move |tx| seats::register(tx, &now(), &class)).unwrap();
        assert_eq!((made.size, made.kind), (30, Party::Class));
    });
}

#[test]
fn a_seat_is_given_back_in_time_and_not_afterwards() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let made = registers(store, "Meiske", pool, 2);
        let late = write(store, move |tx| seats::cancel(tx, &act("2026-08-07T22:00"), made.id));
        assert_eq!(keys(late), ["cancel-too-late"]);
        write(store, move |tx| seats::cancel(tx, &act("2026-08-07T21:59"), made.id)).unwrap();
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 0);
        let twice = write(store, move |tx| seats::cancel(tx, &now(), made.id));
        assert_eq!(keys(twice), ["registration-elsewhere"]);
        assert_eq!(whys(store, made.id), ["seats-free", "given-back"]);
    });
}

#[test]
fn nobody_registers_before_it_opens_after_it_closes_or_when_it_has_begun() {
    on_both(SCHEMAS, |store| {
        let draft = activities::model::Draft {
            opens_on: Some(date(2026, 8, 6)),
            closes_on: Some(date(2026, 8, 7)),
            ..workshop()
        };
        let (one, pool) = saturday(store, draft, 10);
        let at = |time: &'static str| {
            let new = somebody("Meiske", pool, 1);
            write(store, move |tx| seats::register(tx, &act(time), &new))
        };
        assert_eq!(keys(at("2026-08-05T23:59")), ["register-opens"]);
        assert_eq!(keys(at("2026-08-08T00:00")), ["register-closed"]);
        assert_eq!(at("2026-08-07T23:59").unwrap().state, Standing::Confirmed);
        write(store, move |tx| {
            let mut draft = crate::town::draft_of(tx, one.id)?;
            assert_eq!((draft.opens_on, draft.closes_on), (Some(date(2026, 8, 6)), Some(date(2026, 8, 7))));
            draft.closes_on = None;
            planning::change(tx, &now(), one.id, &draft)
        })
        .unwrap();
        assert_eq!(keys(at("2026-08-08T10:00")), ["register-begun"]);
    });
}

#[test]
fn a_registration_for_each_session_takes_seats_of_that_session_only() {
    on_both(SCHEMAS, |store| {
        let pools = write(store, |tx| {
            let draft = activities::model::Draft { entry: Entry::Each, ..workshop() };
            let one = published(tx, &draft, &["2026-08-08T10:00", "2026-08-15T10:00"], 1)?;
            seats::pools(tx, one.id)
        })
        .unwrap();
        registers(store, "Meiske", pools[0].id, 1);
        assert_eq!(registers(store, "Olivia", pools[0].id, 1).state, Standing::Waitlisted);
        assert_eq!(registers(store, "Olivia", pools[1].id, 1).state, Standing::Confirmed);
        let missed = somebody("Terlambat", pools[0].id, 1);
        let missed = write(store, move |tx| seats::register(tx, &act("2026-08-09T10:00"), &missed));
        assert_eq!(keys(missed), ["register-begun"]);
    });
}

#[test]
fn what_the_library_decides_about_holds_is_followed() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 1);
        write(store, |tx| settings::HOLD_MINUTES.set(tx, &now(), "1")).unwrap();
        let hold = write(store, move |tx| seats::hold(tx, &now(), pool, (1, Party::Person), &HERE))
            .unwrap()
            .unwrap();
        assert_eq!(hold.until, trial::at("2026-08-05T09:31"));
        let secret = hold.secret.clone();
        write(store, move |tx| seats::release(tx, &now(), &secret)).unwrap();
        assert_eq!(read(store, move |tx| seats::pool(tx, pool)).taken, 0);
        let made = registers(store, "Meiske", pool, 1);
        assert_eq!(stands(store, made.id).state, Standing::Confirmed);
    });
}

#[test]
fn from_one_place_so_many_seats_are_held_at_a_time_and_whoever_comes_from_elsewhere_finds_the_others() {
    on_both(SCHEMAS, |store| {
        let draft = activities::model::Draft { classes: true, ..workshop() };
        let (_, pool) = saturday(store, draft, 100);
        let hold = |size, kind, from: [u8; 32]| {
            write(store, move |tx| seats::hold(tx, &now(), pool, (size, kind), &from)).unwrap()
        };
        assert!(hold(40, Party::Class, [1; 32]).is_some(), "a whole class is one form");
        assert!(hold(1, Party::Person, [1; 32]).is_none());
        for _ in 0..5 {
            assert!(hold(4, Party::Group, HERE).is_some());
        }
        assert!(hold(1, Party::Person, HERE).is_none(), "twenty are held for that place");
        let new = somebody("Meiske", pool, 1);
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(made.state, Standing::Confirmed, "the form is taken all the same");
        assert!(hold(4, Party::Group, [2; 32]).is_some());
        let later = act("2026-08-05T09:45");
        let next = write(store, move |tx| seats::hold(tx, &later, pool, (1, Party::Person), &HERE));
        assert!(next.unwrap().is_some(), "what was held has gone back");
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn whoever_is_signed_in_is_told_only_of_what_is_theirs_or_their_childs() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let staff = New { phone: "081234567899".into(), ..somebody("Franky Contoh", pool, 1) };
        let me = write(store, move |tx| seats::register(tx, &now(), &staff)).unwrap().party.unwrap();
        let told_of =
            |whom: Whom, name: &'static str| write(store, move |tx| seats::told(tx, me, whom, name));
        assert_eq!(told_of(Whom::Me, "franky  contoh").unwrap(), Some(me));
        assert_eq!(keys(told_of(Whom::Me, "Meiske Lumi")), ["register-not-me"]);
        assert_eq!(told_of(Whom::Child, "Anak Contoh").unwrap(), Some(me));
        assert_eq!(told_of(Whom::Other, "Franky Contoh").unwrap(), None);
        let made = write(store, move |tx| {
            let person = seats::told(tx, me, Whom::Other, "Meiske Lumi")?;
            let new = New { person, phone: "081234567890".into(), ..somebody("Meiske Lumi", pool, 1) };
            seats::register(tx, &now(), &new)
        })
        .unwrap();
        let party = made.party.unwrap();
        assert_eq!(read(store, move |tx| people::parties::one(tx, party)).name, "Meiske Lumi");
    });
}
