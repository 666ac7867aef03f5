//! What is held about people, and what becomes of it.

use activities::{
    attendance::{self, Note},
    model::{Source, Standing},
    seats,
    seats::New,
};
use kernel::{Id, Person};
use people::{Profile, merging, parties};
use store::Store;
use trial::{act, on_both};

use crate::town::{
    SCHEMAS, broken, first_session, now, read, registers, saturday, somebody, stands, workshop, write,
};

fn module() -> web::Module {
    activities::module(&platform::files::Files::at(std::env::temp_dir()))
}

fn person(store: &Store, name: &'static str) -> Id<Person> {
    write(store, move |tx| parties::enter(tx, &now(), &Profile { name: name.into(), ..Profile::default() }))
        .unwrap()
}

#[test]
fn whoever_is_forgotten_gives_their_seats_to_those_who_wait_and_leaves_no_name() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 1);
        let meiske = person(store, "Meiske Lumi");
        let new =
            New { person: Some(meiske), needs: "Kursi roda".into(), ..somebody("Meiske Lumi", pool, 1) };
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let waits = registers(store, "Olivia", pool, 1);
        let session = first_session(store, one.id);
        write(store, move |tx| {
            let note =
                Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
            attendance::check_in(tx, &act("2026-08-08T10:00"), &note, made.id)
        })
        .unwrap();
        write(store, move |tx| {
            for holding in module().holdings {
                let told = (holding.tell)(tx, meiske)?;
                assert!(told.iter().all(|row| row.len() == holding.fields.len()), "{}", holding.name);
                (holding.erase)(tx, &now(), meiske)?;
                assert!((holding.tell)(tx, meiske)?.is_empty(), "{}", holding.name);
            }
            Ok(())
        })
        .unwrap();
        let left = stands(store, made.id);
        assert_eq!((left.state, left.name.as_str(), left.needs.as_str()), (Standing::Cancelled, "–", ""));
        assert_eq!(stands(store, waits.id).state, Standing::Offered);
        let names: Vec<(String,)> =
            read(store, |tx| tx.all(store::sql!("SELECT name FROM attendance"), store::vals![]));
        assert_eq!(names, [("–".to_owned(),)]);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn registrations_follow_an_entry_of_the_register_that_turns_out_to_be_another_and_come_back() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 10);
        let (gone, stays) = (person(store, "Meiske L."), person(store, "Meiske Lumi"));
        let register = |who, name: &'static str| {
            let new = New { person: Some(who), ..somebody(name, pool, 1) };
            write(store, move |tx| seats::register(tx, &now(), &new)).unwrap()
        };
        let own = register(gone, "Meiske");
        let twice = register(gone, "Anak");
        register(stays, "Anak");
        write(store, move |tx| merging::merge(tx, &now(), module().followers, stays, gone)).unwrap();
        assert_eq!(stands(store, own.id).party, Some(stays));
        assert_eq!(stands(store, twice.id).party, Some(gone), "the same child twice stays where it is");
        write(store, move |tx| merging::split(tx, &now(), module().followers, gone)).unwrap();
        assert_eq!(stands(store, own.id).party, Some(gone));
    });
}

#[test]
fn what_people_said_of_themselves_goes_when_it_has_long_been_over_and_the_counts_stay() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 5);
        let new = New { needs: "Kursi roda".into(), ..somebody("Tanpa telepon", pool, 2) };
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let forget = |time: &'static str| write(store, move |tx| seats::forget(tx, &act(time))).unwrap();
        assert_eq!(forget("2027-02-03T02:35"), 0);
        assert_eq!(forget("2027-02-06T02:35"), 1);
        assert_eq!(forget("2027-02-07T02:35"), 0, "once");
        let left = stands(store, made.id);
        assert_eq!((left.name.as_str(), left.needs.as_str(), left.size), ("–", "", 2));
    });
}
