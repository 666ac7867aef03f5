//! At the door: facts, each once.

use activities::{
    attendance::{self, Cell, Note, Noted},
    model::{Band, Draft, Sex, Source},
    planning, seats,
    seats::New,
    sessions,
};
use kernel::Id;
use trial::{act, on_both};
use web::{Period, Promise};

use crate::town::{
    SCHEMAS, first_session, keys, now, published, read, registers, saturday, somebody, workshop, write,
};

fn note(session: Id<activities::Session>) -> Note {
    Note { id: Id::new(), session, at: trial::at("2026-08-08T10:05"), source: Source::Desk }
}

fn during() -> kernel::Act {
    act("2026-08-08T10:05")
}

#[test]
fn whoever_has_a_seat_is_noted_once_and_a_second_note_is_kept_and_not_counted() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        let (group, waits) = (registers(store, "Keluarga", pool, 3), somebody("Terlambat", pool, 1));
        let session = first_session(store, one.id);
        let first = note(session.id);
        let check = |note: Note| {
            write(store, move |tx| attendance::check_in(tx, &during(), &note, group.id)).unwrap()
        };
        assert_eq!(check(first), Noted::Counted(first.id));
        assert_eq!(check(first), Noted::Counted(first.id), "the same note sent twice is one fact");
        let second = note(session.id);
        assert_eq!(check(second), Noted::Again(second.id));
        let tally = read(store, {
            let session = session.clone();
            move |tx| attendance::tally(tx, &session)
        });
        assert_eq!((tally.present, tally.registered, tally.expected), (3, 3, 3));
        assert_eq!(read(store, move |tx| attendance::of(tx, session.id, 9)).len(), 2);
        write(store, move |tx| attendance::undo(tx, &during(), session.id, first.id)).unwrap();
        let third = note(session.id);
        assert_eq!(check(third), Noted::Counted(third.id));
        let waits = write(store, move |tx| seats::register(tx, &now(), &waits)).unwrap();
        write(store, move |tx| seats::cancel(tx, &now(), waits.id)).unwrap();
        let none = write(store, move |tx| attendance::check_in(tx, &during(), &note(session.id), waits.id));
        assert_eq!(keys(none), ["attendance-no-seat"]);
    });
}

#[test]
fn a_ticket_of_another_session_is_not_let_in() {
    on_both(SCHEMAS, |store| {
        let (one, _) = saturday(store, workshop(), 10);
        let (_, pool) = saturday(store, workshop(), 10);
        let other = registers(store, "Meiske", pool, 1);
        let session = first_session(store, one.id);
        let wrong = write(store, move |tx| attendance::check_in(tx, &during(), &note(session.id), other.id));
        assert_eq!(keys(wrong), ["attendance-elsewhere"]);
    });
}

#[test]
fn walk_ins_need_a_name_and_crowds_are_counted_by_sex_and_age() {
    on_both(SCHEMAS, |store| {
        let (one, _) = saturday(store, workshop(), 10);
        let session = first_session(store, one.id);
        let id = session.id;
        let walk = |name: &'static str, phone: &'static str| {
            write(store, move |tx| attendance::walk_in(tx, &during(), &note(id), name, phone, Band::Unknown))
        };
        assert_eq!(keys(walk(" ", "")), ["register-name-missing"]);
        assert_eq!(keys(walk("Rike", "12")), ["register-phone-wrong"]);
        assert!(matches!(walk("Rike Contoh", "081234567890").unwrap(), Noted::Counted(_)));
        assert!(matches!(walk("Rike Contoh", "081234567890").unwrap(), Noted::Again(_)));
        let cells = [
            Cell { sex: Sex::Female, band: Band::Child, heads: 12 },
            Cell { sex: Sex::Male, band: Band::Child, heads: 9 },
            Cell { sex: Sex::Male, band: Band::Adult, heads: 0 },
        ];
        let count = note(id);
        for _ in 0..2 {
            write(store, move |tx| attendance::headcount(tx, &during(), &count, &cells)).unwrap();
        }
        let none = write(store, move |tx| attendance::headcount(tx, &during(), &note(id), &cells[2..]));
        assert_eq!(keys(none), ["headcount-wrong"]);
        assert_eq!(read(store, move |tx| attendance::tally(tx, &session)).present, 22);
    });
}

#[test]
fn whoever_walks_in_and_is_found_among_those_registered_is_one_person() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        let new = New { phone: "081234567890".into(), ..somebody("Rike Contoh", pool, 1) };
        let rike = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let session = first_session(store, one.id);
        let id = session.id;
        let walk = |name: &'static str| {
            let note = note(id);
            write(store, move |tx| {
                attendance::walk_in(tx, &during(), &note, name, "081234567890", Band::Unknown)
            })
            .unwrap()
        };
        assert!(matches!(walk("rike contoh"), Noted::Counted(_)), "nobody looked for the registration");
        let checked = note(id);
        let noted = write(store, move |tx| attendance::check_in(tx, &during(), &checked, rike.id)).unwrap();
        assert!(matches!(noted, Noted::Counted(_)), "for the certificate it is the registration that counts");
        assert!(matches!(walk("Rike Contoh"), Noted::Again(_)));
        let tally = read(store, move |tx| attendance::tally(tx, &session));
        assert_eq!((tally.present, tally.registered), (1, 1));
    });
}

#[test]
fn what_a_phone_noted_without_a_connection_counts_from_when_it_was_noted() {
    let now = act("2026-08-08T18:00");
    let (then, late) = (trial::at("2026-08-08T10:05"), trial::at("2026-08-08T12:05"));
    assert_eq!(
        attendance::moment(&now, then, late),
        trial::at("2026-08-08T16:00"),
        "by its distance, whatever its clock"
    );
    assert_eq!(attendance::moment(&now, late, then), now.at, "never to come");
}

#[test]
fn sessions_with_a_partner_their_people_and_hours_fulfil_its_promise() {
    on_both(SCHEMAS, |store| {
        let (partner, one) = write(store, |tx| {
            let profile = people::Profile { name: "Sanggar Contoh".into(), ..people::Profile::default() };
            let partner = people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)?;
            let one = published(tx, &workshop(), &["2026-08-08T10:00", "2026-08-15T10:00"], 10)?;
            planning::set_partners(tx, one.id, &[partner])?;
            Ok((partner, one))
        })
        .unwrap();
        let session = first_session(store, one.id);
        let id = session.id;
        let cells = [Cell { sex: Sex::Unknown, band: Band::Unknown, heads: 7 }];
        write(store, move |tx| attendance::headcount(tx, &during(), &note(id), &cells)).unwrap();
        let count = |key: &str, partner, to| {
            let count = activities::COUNTABLES.iter().find(|one| one.key == key).unwrap().count;
            let period = Period { from: jiff::civil::date(2026, 1, 1), to };
            let promise = Promise { commitment: Id::new(), agreement: Id::new(), partner, period };
            read(store, move |tx| count(tx, &promise))
        };
        let day = jiff::civil::date(2026, 8, 10);
        let all = ["activities.sessions", "activities.people", "activities.hours"];
        assert_eq!(all.map(|key| count(key, partner, day)), [1, 7, 2]);
        assert_eq!(all.map(|key| count(key, Id::new(), day)), [0, 0, 0]);
        let later = write(store, move |tx| planning::cancel(tx, &now(), one.id, "Batal"));
        later.unwrap();
        assert_eq!(count("activities.sessions", partner, day), 0, "what is called off was not held");
    });
}

#[test]
fn needs_stand_at_the_door_and_photos_were_asked_for() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, Draft { photos: true, ..workshop() }, 10);
        let new = New { needs: "Kursi roda".into(), photos: Some(false), ..somebody("Meiske", pool, 1) };
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(made.photos, Some(false));
        let session = first_session(store, one.id);
        let expected = read(store, move |tx| attendance::expected(tx, &session, "", 10));
        assert_eq!((expected[0].needs.as_str(), expected[0].note), ("Kursi roda", None));
    });
}

#[test]
fn of_a_group_fewer_can_be_counted_and_never_more() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        let group = registers(store, "Keluarga", pool, 4);
        let session = first_session(store, one.id);
        let check = |heads: i64| {
            let note = note(session.id);
            write(store, move |tx| {
                attendance::check_in_some(tx, &during(), &note, group.id, Some(heads)).map(drop)
            })
        };
        assert_eq!(keys(check(5)), ["register-size-wrong"]);
        assert_eq!(keys(check(0)), ["register-size-wrong"]);
        check(3).unwrap();
        assert_eq!(read(store, move |tx| attendance::tally(tx, &session)).present, 3);
    });
}

#[test]
fn nobody_is_noted_at_what_is_off_not_published_or_not_yet() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        let has = registers(store, "Meiske", pool, 1);
        let id = first_session(store, one.id).id;
        let draft =
            write(store, |tx| crate::town::drafted(tx, &workshop(), &["2026-08-08T10:00"], 3)).unwrap();
        let draft = first_session(store, draft.id).id;
        let walks = |session, at: &'static str| {
            let note = Note { at: trial::at(at), ..note(session) };
            write(store, move |tx| {
                attendance::walk_in(tx, &act(at), &note, "Rike", "", Band::Unknown).map(drop)
            })
        };
        assert_eq!(keys(walks(draft, "2026-08-08T10:05")), ["attendance-draft"]);
        assert_eq!(keys(walks(id, "2026-08-07T23:59")), ["attendance-early"]);
        walks(id, "2026-08-08T00:01").unwrap();
        write(store, move |tx| sessions::cancel(tx, &now(), id, "Hujan abu")).unwrap();
        assert_eq!(keys(walks(id, "2026-08-08T10:05")), ["attendance-off"]);
        let cells = [Cell { sex: Sex::Unknown, band: Band::Unknown, heads: 33 }];
        let note = note(id);
        let counted = write(store, move |tx| attendance::headcount(tx, &during(), &note, &cells));
        assert_eq!(keys(counted), ["attendance-off"]);
        let checked = write(store, move |tx| attendance::check_in(tx, &during(), &note, has.id));
        assert_eq!(keys(checked), ["attendance-off"]);
    });
}

#[test]
fn the_number_that_came_of_a_group_is_put_right_as_one_note_from_the_same_moment() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 10);
        let group = registers(store, "Keluarga", pool, 4);
        let session = first_session(store, one.id);
        let id = session.id;
        let first = note(id);
        write(store, move |tx| attendance::check_in(tx, &during(), &first, group.id)).unwrap();
        let later = act("2026-08-08T11:30");
        let right = |note: Note, heads: i64| {
            let later = later.clone();
            write(store, move |tx| attendance::recount(tx, &later, &note, group.id, heads))
        };
        let second = Note { at: later.at, ..note(id) };
        for _ in 0..2 {
            assert_eq!(
                right(second, 3).unwrap(),
                Noted::Counted(second.id),
                "the same correction twice is one"
            );
        }
        assert_eq!(right(note(id), 3).unwrap(), Noted::Counted(second.id), "it was so already");
        assert_eq!(keys(right(note(id), 5)), ["register-size-wrong"]);
        assert_eq!(keys(right(note(id), 0)), ["register-size-wrong"]);
        let all = read(store, move |tx| attendance::of(tx, id, 9));
        assert_eq!(
            all.iter().map(|one| (one.id, one.heads, one.at)).collect::<Vec<_>>(),
            [(second.id, 3, first.at)],
            "they came when they came"
        );
        let other = registers(store, "Rombongan", pool, 4);
        let unseen = note(id);
        write(store, move |tx| attendance::recount(tx, &during(), &unseen, other.id, 2)).unwrap();
        let tally = read(store, move |tx| attendance::tally(tx, &session));
        assert_eq!((tally.present, tally.registered), (5, 5));
    });
}
