//! Who helps, what was shown, what was given.

use jiff::civil::date;
use kernel::{Act, Date, Id, Person};
use people::Profile;
use store::{Error, Store};
use trial::{act, on_both};
use volunteers::{
    CheckKind, State, Ticked, Volunteer,
    applying::{self, Applying, Stand},
    hours, may_work_with_children,
    roll::{self, Asked},
    settings,
};
use web::Period;

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("volunteers", volunteers::MIGRATIONS),
];

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

pub fn meiske() -> Applying {
    Applying {
        profile: Profile {
            name: "Meiske Lumi".into(),
            born: Some(date(1994, 3, 17)),
            phone: "0800-1234-5678".into(),
            ..Profile::default()
        },
        ticked: Ticked {
            skills: vec!["storytelling".into(), "terbang".into()],
            languages: vec!["id".into(), "tom".into()],
            times: vec![(6, "morning".into()), (9, "morning".into())],
        },
        with_children: true,
        ..Applying::default()
    }
}

fn accepted(store: &Store) -> (Id<Volunteer>, Id<Person>) {
    store
        .write_blocking(|tx| {
            let application = applying::apply(tx, &now(), "satu", &meiske())?;
            let id = applying::accept(tx, &now(), application, None)?;
            Ok((id, roll::one(tx, id)?.person))
        })
        .unwrap()
}

fn given(store: &Store) -> i64 {
    let period = Period { from: date(2026, 1, 1), to: date(2026, 12, 31) };
    store.read_blocking(move |tx| hours::given(tx, None, period)).unwrap()
}

fn found(store: &Store, asked: Asked) -> usize {
    store.read_blocking(move |tx| roll::list(tx, &asked, now().today())).unwrap().len()
}

#[test]
fn an_application_waits_and_nobody_is_in_the_register_before_it_is_accepted() {
    on_both(SCHEMAS, |store| {
        let apply =
            |form: &'static str| store.write_blocking(move |tx| applying::apply(tx, &now(), form, &meiske()));
        let first = apply("satu").unwrap();
        assert_eq!(apply("satu").unwrap(), first, "the same form is the same application");
        let people = |store: &Store| -> i64 {
            let (count,) = store
                .read_blocking(|tx| tx.one(store::sql!("SELECT count(*) FROM party"), store::vals![]))
                .unwrap();
            count
        };
        assert_eq!(people(store), 0);
        store.write_blocking(move |tx| applying::accept(tx, &now(), first, None)).unwrap();
        assert_eq!(people(store), 1);
        let again = store.write_blocking(move |tx| applying::accept(tx, &now(), first, None));
        assert_eq!(keys(again.unwrap_err()), ["apply-decided"]);
    });
}

#[test]
fn an_application_says_who_how_old_and_where_to_reach_them_and_a_day_has_enough_of_them() {
    on_both(SCHEMAS, |store| {
        let empty = Applying::default();
        let refused = store.write_blocking(move |tx| applying::apply(tx, &now(), "a", &empty)).unwrap_err();
        assert_eq!(keys(refused), ["member-name-missing", "apply-born-missing", "apply-unreachable"]);
        let mut child = meiske();
        child.profile.born = Some(date(2015, 1, 1));
        let refused = store.write_blocking(move |tx| applying::apply(tx, &now(), "b", &child)).unwrap_err();
        assert_eq!(keys(refused), ["apply-too-young"]);
        store.write_blocking(|tx| settings::APPLY_PER_DAY.set(tx, &now(), "1")).unwrap();
        store.write_blocking(|tx| applying::apply(tx, &now(), "c", &meiske())).unwrap();
        let refused = store.write_blocking(|tx| applying::apply(tx, &now(), "d", &meiske())).unwrap_err();
        assert_eq!(keys(refused), ["apply-enough-today"]);
    });
}

#[test]
fn a_no_needs_a_reason_and_what_was_written_is_forgotten_in_time() {
    on_both(SCHEMAS, |store| {
        let id = store.write_blocking(|tx| applying::apply(tx, &now(), "satu", &meiske())).unwrap();
        let decline =
            |reason: &'static str| store.write_blocking(move |tx| applying::decline(tx, &now(), id, reason));
        assert_eq!(keys(decline(" ").unwrap_err()), ["apply-needs-reason"]);
        decline("Belum ada jadwal yang cocok").unwrap();
        let forget = |local: &str| {
            let act = act(local);
            store.write_blocking(move |tx| applying::forget(tx, &act)).unwrap()
        };
        assert_eq!(forget("2026-10-01T02:20"), 0);
        assert_eq!(forget("2026-12-01T02:20"), 1);
        let kept = store.read_blocking(move |tx| applying::one(tx, id)).unwrap();
        assert_eq!((kept.state, kept.name.as_str(), kept.phone.as_str()), (Stand::Declined, "", ""));
    });
}

#[test]
fn whoever_applied_is_told_what_was_decided_and_why() {
    on_both(SCHEMAS, |store| {
        let (_, person) = accepted(store);
        let again = Applying { person: Some(person), ..meiske() };
        store
            .write_blocking(move |tx| {
                let application = applying::apply(tx, &now(), "dua", &again)?;
                applying::decline(tx, &now(), application, "Belum ada jadwal yang cocok")
            })
            .unwrap();
        let told: Vec<(String, String)> = store
            .read_blocking(move |tx| {
                let sql = store::sql!("SELECT kind, contents FROM notice WHERE recipient = ?1 ORDER BY kind");
                tx.all(sql, store::vals![person])
            })
            .unwrap();
        let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["volunteers.accepted", "volunteers.declined"]);
        assert!(told[1].1.contains("Belum ada jadwal yang cocok"), "{}", told[1].1);
    });
}

#[test]
fn volunteers_are_found_by_what_they_can_and_when_and_what_nobody_offers_is_left_out() {
    on_both(SCHEMAS, |store| {
        let (id, _) = accepted(store);
        let ticked = store.read_blocking(move |tx| roll::ticked(tx, id)).unwrap();
        assert_eq!(ticked.skills, ["storytelling"]);
        assert_eq!(ticked.times, [(6, "morning".to_owned())]);
        let asked = |skill: &str, language: &str, weekday: i64, part: &str| Asked {
            skill: skill.into(),
            language: language.into(),
            weekday,
            part: part.into(),
            ..Asked::default()
        };
        for (asked, n) in [
            (asked("storytelling", "", 0, ""), 1),
            (asked("driving", "", 0, ""), 0),
            (asked("", "tom", 0, ""), 1),
            (asked("", "en", 0, ""), 0),
            (asked("", "", 6, ""), 1),
            (asked("", "", 6, "evening"), 0),
            (asked("storytelling", "tom", 6, "morning"), 1),
            (Asked { words: "LUMI".into(), ..Asked::default() }, 1),
        ] {
            assert_eq!(found(store, asked.clone()), n, "{asked:?}");
        }
        store.write_blocking(move |tx| roll::set_state(tx, &now(), id, State::Ended)).unwrap();
        assert_eq!(found(store, Asked::default()), 0);
        assert_eq!(found(store, Asked { all: true, ..Asked::default() }), 1);
    });
}

#[test]
fn nobody_works_with_children_without_a_signature_and_a_certificate_that_holds() {
    on_both(SCHEMAS, |store| {
        let (id, person) = accepted(store);
        let may = |day: Date| store.read_blocking(move |tx| may_work_with_children(tx, person, day)).unwrap();
        let today = now().today();
        assert!(!may(today));
        let check = store
            .write_blocking(move |tx| {
                roll::describe(tx, &now(), id, Some(today), true, "")?;
                roll::see_check(tx, &now(), id, CheckKind::Police, date(2026, 7, 1), Some(date(2026, 9, 30)))
            })
            .unwrap();
        assert!(may(today) && may(date(2026, 9, 30)) && !may(date(2026, 10, 1)));
        assert_eq!(found(store, Asked { children: true, ..Asked::default() }), 1);
        let ending = store.read_blocking(|tx| roll::ending(tx, &now())).unwrap();
        assert_eq!(ending.len(), 1, "it ends within sixty days");
        store.write_blocking(move |tx| roll::withdraw_check(tx, &now(), id, check)).unwrap();
        assert!(!may(today));
        assert!(!store.read_blocking(move |tx| may_work_with_children(tx, Id::new(), today)).unwrap());
    });
}

#[test]
fn own_hours_count_once_they_are_confirmed_and_are_taken_back_by_reversal() {
    on_both(SCHEMAS, |store| {
        let (volunteer, _) = accepted(store);
        let id = Id::new();
        let enter = |id, minutes, staff| {
            store.write_blocking(move |tx| {
                let day = date(2026, 8, 4);
                let new = hours::New { id, volunteer, day, minutes, activity: "Mendongeng", by_staff: staff };
                hours::enter(tx, &now(), &new)
            })
        };
        enter(id, 90, false).unwrap();
        enter(id, 90, false).unwrap();
        assert_eq!(given(store), 0);
        assert_eq!(store.read_blocking(|tx| hours::waiting(tx, 10)).unwrap().len(), 1);
        store.write_blocking(move |tx| hours::decide(tx, &now(), id, true, "")).unwrap();
        assert_eq!(given(store), 90);
        let twice = store.write_blocking(move |tx| hours::decide(tx, &now(), id, false, "Salah"));
        assert_eq!(keys(twice.unwrap_err()), ["hours-decided"]);
        enter(Id::new(), 60, true).unwrap();
        assert_eq!(given(store), 150);
        assert_eq!(keys(enter(Id::new(), 1_300, true).unwrap_err()), ["hours-too-many"]);
        store.write_blocking(move |tx| hours::reverse(tx, &now(), id)).unwrap();
        assert_eq!(given(store), 60);
        enter(Id::new(), 1_300, true).unwrap();
        let refused = Id::new();
        store
            .write_blocking(move |tx| {
                let (day, activity) = (date(2026, 8, 3), "Menata rak");
                let new = hours::New { id: refused, volunteer, day, minutes: 60, activity, by_staff: false };
                hours::enter(tx, &now(), &new)
            })
            .unwrap();
        let why = store.write_blocking(move |tx| hours::decide(tx, &now(), refused, false, ""));
        assert_eq!(keys(why.unwrap_err()), ["apply-needs-reason"]);
        store.write_blocking(move |tx| hours::decide(tx, &now(), refused, false, "Tidak ada")).unwrap();
        assert_eq!(given(store), 1_360);
    });
}

/// Another entry of the register for the same person.
fn other_entry(store: &Store) -> Id<Person> {
    let profile = Profile { name: "Meiske L.".into(), ..Profile::default() };
    store.write_blocking(move |tx| people::parties::enter(tx, &now(), &profile)).unwrap()
}

fn merge(store: &Store, survivor: Id<Person>, gone: Id<Person>) {
    let followers = volunteers::module().followers;
    store.write_blocking(move |tx| people::merging::merge(tx, &now(), followers, survivor, gone)).unwrap();
}

fn split(store: &Store, gone: Id<Person>) {
    let followers = volunteers::module().followers;
    store.write_blocking(move |tx| people::merging::split(tx, &now(), followers, gone)).unwrap();
}

#[test]
fn a_volunteer_follows_the_entry_they_turn_out_to_be_and_comes_back() {
    on_both(SCHEMAS, |store| {
        let (id, person) = accepted(store);
        let other = other_entry(store);
        let now_of = || store.read_blocking(move |tx| roll::one(tx, id)).unwrap().person;
        merge(store, other, person);
        assert_eq!(now_of(), other);
        split(store, person);
        assert_eq!(now_of(), person);
    });
}

#[test]
fn of_two_volunteers_who_are_one_the_hours_and_checks_are_the_survivors_until_they_are_split() {
    on_both(SCHEMAS, |store| {
        let (gone, person) = accepted(store);
        let other = other_entry(store);
        let stays = store
            .write_blocking(move |tx| {
                let stays = roll::enrol(tx, &now(), other, &Ticked::default(), false)?;
                for (volunteer, minutes) in [(gone, 90), (stays, 60)] {
                    let (day, activity) = (date(2026, 8, 4), "Mendongeng");
                    let new = hours::New { id: Id::new(), volunteer, day, minutes, activity, by_staff: true };
                    hours::enter(tx, &now(), &new)?;
                }
                Ok(stays)
            })
            .unwrap();
        let hours_of = |volunteer| {
            let all = store.read_blocking(move |tx| hours::of(tx, volunteer, 9)).unwrap();
            let mut minutes: Vec<i64> = all.into_iter().map(|one| one.minutes).collect();
            minutes.sort_unstable();
            minutes
        };
        let on_the_roll = || found(store, Asked { all: true, ..Asked::default() });
        assert_eq!(on_the_roll(), 2);
        merge(store, other, person);
        assert_eq!((hours_of(stays), hours_of(gone), on_the_roll()), (vec![60, 90], vec![], 1));
        split(store, person);
        assert_eq!((hours_of(stays), hours_of(gone), on_the_roll()), (vec![60], vec![90], 2));
    });
}

#[test]
fn a_volunteer_who_is_forgotten_leaves_hours_and_nothing_else() {
    on_both(SCHEMAS, |store| {
        let (volunteer, person) = accepted(store);
        store
            .write_blocking(move |tx| {
                let (day, activity) = (date(2026, 8, 4), "Mendongeng");
                let new = hours::New { id: Id::new(), volunteer, day, minutes: 90, activity, by_staff: true };
                hours::enter(tx, &now(), &new)?;
                let holdings = volunteers::module().holdings;
                let told = |tx: &mut store::Tx<'_>| -> store::Result<Vec<(&str, usize)>> {
                    let rows = |one: &web::Holding| (one.tell)(tx, person).map(|rows| (one.name, rows.len()));
                    holdings.iter().map(rows).collect()
                };
                // How they stand, and each thing they ticked, is a row of its own.
                let before =
                    [("volunteers.roll", 4), ("volunteers.hours", 1), ("volunteers.applications", 1)];
                assert_eq!(told(tx)?, before);
                for holding in holdings {
                    (holding.erase)(tx, &now(), person)?;
                }
                assert!(told(tx)?.iter().all(|(_, rows)| *rows == 0));
                Ok(())
            })
            .unwrap();
        assert_eq!(given(store), 90);
        assert_eq!(found(store, Asked { all: true, ..Asked::default() }), 0);
    });
}

#[test]
fn hours_of_whoever_belongs_to_a_partner_fulfil_its_promise_from_the_day_they_belong_to_it() {
    on_both(SCHEMAS, |store| {
        let (id, person) = accepted(store);
        let counted = store
            .write_blocking(move |tx| {
                let profile = Profile { name: "Rumah Pena Contoh".into(), ..Profile::default() };
                let partner = people::parties::enter_as(tx, &now(), people::PartyKind::Group, &profile)?;
                let relation = people::relationships::NewRelationship {
                    kind: people::relationships::Relation::Member,
                    party: person,
                    other: partner,
                    since: Some(date(2026, 8, 3)),
                    until: None,
                    note: String::new(),
                    grown: people::relationships::Grown::Born,
                };
                people::relationships::add(tx, &now(), &relation)?;
                for (day, minutes) in [(date(2026, 8, 2), 60), (date(2026, 8, 3), 90), (date(2026, 8, 4), 60)]
                {
                    let new = hours::New {
                        id: Id::new(),
                        volunteer: id,
                        day,
                        minutes,
                        activity: "Mendongeng",
                        by_staff: true,
                    };
                    hours::enter(tx, &now(), &new)?;
                }
                let promise = |partner| web::Promise {
                    commitment: Id::new(),
                    agreement: Id::new(),
                    partner,
                    period: Period { from: date(2026, 1, 1), to: date(2026, 8, 5) },
                };
                let count = volunteers::module().countables[0].count;
                Ok([
                    count(tx, &promise(partner))?,
                    count(tx, &promise(person))?,
                    count(tx, &promise(Id::new()))?,
                ])
            })
            .unwrap();
        assert_eq!(counted, [2, 3, 0], "whole hours: as one of the group, as oneself, of a stranger");
    });
}
