//! From the first idea to the calendar, and next year's.

use std::collections::BTreeSet;

use activities::{
    guests::{self, Invited},
    model::{Draft, Entry, Kind, Place, Role, Stage, State, Venue},
    planning::{self, Filter},
    programmes::{self, Outline},
    recurrence::{Pattern, Rule},
    seats, sessions,
};
use jiff::civil::{date, time};
use trial::{act, on_both};

use crate::town::{
    SCHEMAS, drafted, first_session, keys, now, plan, published, read, registers, workshop, write,
};

#[test]
fn nothing_is_published_that_nobody_agreed_to_or_that_lacks_something() {
    on_both(SCHEMAS, |store| {
        let bare = Draft { summary: String::new(), ..workshop() };
        let one = write(store, move |tx| planning::draft(tx, &now(), &bare)).unwrap();
        assert_eq!((one.code.as_str(), one.state(now().at)), ("K-0001", State::Draft));
        let lacking = write(store, move |tx| planning::publish(tx, &now(), one.id));
        assert_eq!(keys(lacking), ["ready-summary", "ready-session", "ready-seats"]);
        let whole = write(store, |tx| drafted(tx, &workshop(), &["2026-08-08T10:00"], 5)).unwrap();
        assert_eq!(
            keys(write(store, move |tx| planning::publish(tx, &now(), whole.id))),
            ["activity-elsewhere"]
        );
        write(store, move |tx| {
            planning::approve(tx, &now(), whole.id)?;
            planning::publish(tx, &now(), whole.id)
        })
        .unwrap();
        assert_eq!(read(store, move |tx| planning::one(tx, whole.id)).stage, Stage::Published);
    });
}

#[test]
fn whether_it_runs_or_is_over_follows_from_its_sessions_and_the_clock() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| published(tx, &workshop(), &["2026-08-08T10:00", "2026-08-15T10:00"], 5))
            .unwrap();
        for (time, state) in [
            ("2026-08-08T09:59", State::Published),
            ("2026-08-08T10:00", State::Running),
            ("2026-08-15T11:59", State::Running),
            ("2026-08-15T12:00", State::Closed),
        ] {
            assert_eq!(one.state(act(time).at), state, "{time}");
        }
        let last = read(store, move |tx| sessions::of(tx, one.id)).pop().unwrap();
        write(store, move |tx| sessions::cancel(tx, &now(), last.id, "Libur")).unwrap();
        assert_eq!(
            read(store, move |tx| planning::one(tx, one.id)).state(act("2026-08-08T12:00").at),
            State::Closed
        );
    });
}

#[test]
fn a_recurrence_becomes_sessions_with_seats_each_and_the_days_left_out_are_left_out() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| {
            let draft = Draft { kind: Kind::StoryTime, entry: Entry::Each, ..workshop() };
            let one = planning::draft(tx, &now(), &draft)?;
            let rule = Rule {
                first: date(2026, 8, 6),
                time: time(15, 30, 0, 0),
                minutes: 60,
                pattern: Pattern::Weekly,
                until: date(2026, 8, 31),
                except: BTreeSet::from([date(2026, 8, 20)]),
            };
            let plan = plan(tx, "2026-08-06T15:30", 60)?;
            sessions::add_all(tx, &now(), one.id, &rule, &plan, 20)?;
            planning::one(tx, one.id)
        })
        .unwrap();
        let starts: Vec<_> =
            read(store, move |tx| sessions::of(tx, one.id)).iter().map(|one| one.starts_at).collect();
        assert_eq!(starts, ["2026-08-06T15:30", "2026-08-13T15:30", "2026-08-27T15:30"].map(trial::at));
        let pools = read(store, move |tx| seats::pools(tx, one.id));
        assert!(pools.len() == 3 && pools.iter().all(|pool| pool.capacity == 20 && pool.session.is_some()));
    });
}

#[test]
fn a_session_says_where_it_is_and_a_meeting_on_the_net_has_a_safe_address() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| planning::draft(tx, &now(), &workshop())).unwrap();
        let add = |place: Place, minutes: i64| {
            write(store, move |tx| {
                let plan = sessions::Plan { place: place.clone(), ..plan(tx, "2026-08-08T10:00", minutes)? };
                sessions::add(tx, &now(), one.id, &plan)
            })
        };
        assert_eq!(keys(add(Place::Online("http://contoh.example".into()), 60)), ["session-link-wrong"]);
        assert_eq!(keys(add(Place::Stop(" ".into()), 60)), ["session-place-missing"]);
        assert_eq!(keys(add(Place::Stop("Rurukan".into()), 0)), ["session-ends-before"]);
        add(Place::Online("https://temu.example/krisan".into()), 60).unwrap();
        let session = first_session(store, one.id);
        assert_eq!((session.venue, session.whereabouts().as_str()), (Venue::Online, ""));
    });
}

#[test]
fn how_one_takes_part_stays_once_somebody_has_registered() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| published(tx, &workshop(), &["2026-08-08T10:00"], 5)).unwrap();
        let change = move |entry| {
            write(store, move |tx| {
                let draft = Draft { entry, ..crate::town::draft_of(tx, one.id)? };
                planning::change(tx, &now(), one.id, &draft)
            })
        };
        change(Entry::Free).unwrap();
        assert_eq!(read(store, move |tx| seats::pools(tx, one.id)).len(), 0);
        change(Entry::Whole).unwrap();
        write(store, move |tx| seats::set(tx, &now(), one.id, None, "", 5)).unwrap();
        let pool = read(store, move |tx| seats::pools(tx, one.id))[0].id;
        registers(store, "Meiske", pool, 1);
        assert_eq!(keys(change(Entry::Each)), ["activity-entry-used"]);
    });
}

#[test]
fn words_about_somebody_are_kept_only_where_they_agree() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| planning::draft(tx, &now(), &workshop())).unwrap();
        let invite = |biography: &'static str, agreed: bool| {
            let who = Invited {
                session: None,
                party: None,
                name: "Ani Contoh".into(),
                role: Role::Speaker,
                biography: biography.into(),
                agreed,
            };
            write(store, move |tx| guests::invite(tx, &now(), one.id, &who))
        };
        assert_eq!(keys(invite("Penulis.", false)), ["guest-not-agreed"]);
        invite("", false).unwrap();
        let guest = invite("Penulis.", true).unwrap();
        write(store, move |tx| guests::disinvite(tx, &now(), one.id, guest)).unwrap();
        assert_eq!(read(store, move |tx| guests::of(tx, one.id)).len(), 1);
    });
}

#[test]
fn last_years_programme_is_copied_with_everything_but_the_people_who_came() {
    on_both(SCHEMAS, |store| {
        let (old, pool) = write(store, |tx| {
            let outline = Outline {
                title: "Literasi keluarga".into(),
                purpose: "Setiap keluarga membaca bersama.".into(),
                themes: vec!["literasi".into(), " ".into(), "literasi".into()],
                owner: None,
                since: date(2026, 1, 1),
                until: date(2026, 12, 31),
                partners: Vec::new(),
            };
            let programme = programmes::open(tx, &now(), &outline)?;
            let draft =
                Draft { programme: Some(programme.id), closes_on: Some(date(2026, 8, 7)), ..workshop() };
            let one = published(tx, &draft, &["2026-08-08T10:00"], 9)?;
            let off = published(tx, &draft, &["2026-08-09T10:00"], 9)?;
            planning::cancel(tx, &now(), off.id, "Libur")?;
            let who = Invited {
                session: None,
                party: None,
                name: "Ani".into(),
                role: Role::Host,
                biography: "Guru.".into(),
                agreed: true,
            };
            guests::invite(tx, &now(), one.id, &who)?;
            Ok((programme, seats::pools(tx, one.id)?[0].id))
        })
        .unwrap();
        assert_eq!(old.themes.0, ["literasi"]);
        registers(store, "Meiske", pool, 1);
        let code = old.code.clone();
        let new = write(store, move |tx| programmes::copy(tx, &now(), &code)).unwrap();
        assert_eq!((new.since, new.activities), (date(2026, 12, 31), 1));
        let copied = read(store, move |tx| planning::of_programme(tx, new.id)).remove(0);
        assert_eq!((copied.stage, copied.closes_on), (Stage::Draft, Some(date(2027, 8, 6))));
        assert_eq!(
            first_session(store, copied.id).starts_at,
            trial::at("2027-08-07T10:00"),
            "a Saturday again"
        );
        let pools = read(store, move |tx| seats::pools(tx, copied.id));
        assert_eq!((pools[0].capacity, pools[0].taken), (9, 0));
        let guest = read(store, move |tx| guests::of(tx, copied.id)).remove(0);
        assert_eq!(
            (guest.name.as_str(), guest.biography),
            ("Ani", None),
            "what is told of her is asked again"
        );
    });
}

#[test]
fn a_list_is_found_by_title_number_and_stage_and_turned_by_the_database() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            for n in 0..3 {
                planning::draft(tx, &now(), &Draft { title: format!("Kelas {n}%"), ..workshop() })?;
            }
            published(tx, &workshop(), &["2026-08-08T10:00"], 5)
        })
        .unwrap();
        let find = |words: &str, stage| {
            let filter = Filter { words: words.into(), stage };
            let (found, count) = read(store, move |tx| planning::page(tx, &filter, (2, 0)));
            (found.len(), count)
        };
        assert_eq!(find("", None), (2, 4));
        assert_eq!(find("kelas", None), (2, 3));
        assert_eq!(find("1%", None), (1, 1));
        assert_eq!(find("k-0004", None), (1, 1));
        assert_eq!(find("", Some(Stage::Draft)), (2, 3));
    });
}

#[test]
fn a_plan_that_cannot_be_is_refused_with_every_reason() {
    on_both(SCHEMAS, |store| {
        let draft = Draft {
            title: " ".into(),
            largest: 0,
            least_age: Some(10),
            most_age: Some(9),
            opens_on: Some(date(2026, 8, 9)),
            closes_on: Some(date(2026, 8, 8)),
            cancel_hours: -1,
            certified: true,
            entry: Entry::Each,
            ..workshop()
        };
        let refused = write(store, move |tx| planning::draft(tx, &now(), &draft));
        assert_eq!(
            keys(refused),
            [
                "activity-title-missing",
                "activity-largest-wrong",
                "activity-ages-crossed",
                "activity-closes-before",
                "activity-hours-wrong",
                "activity-certified-needs-whole"
            ]
        );
    });
}

#[test]
fn whoever_speaks_at_one_session_speaks_there_next_year_too_and_nowhere_else() {
    on_both(SCHEMAS, |store| {
        let old = write(store, |tx| {
            let one = published(tx, &workshop(), &["2026-08-08T10:00", "2026-08-09T10:00"], 9)?;
            let all = sessions::of(tx, one.id)?;
            let speaker = |name: &str, session| Invited {
                session: Some(session),
                party: None,
                name: name.into(),
                role: Role::Speaker,
                biography: String::new(),
                agreed: true,
            };
            guests::invite(tx, &now(), one.id, &speaker("Ani", all[0].id))?;
            guests::invite(tx, &now(), one.id, &speaker("Budi", all[1].id))?;
            sessions::cancel(tx, &now(), all[1].id, "Libur")?;
            planning::one(tx, one.id)
        })
        .unwrap();
        let elsewhere = write(store, |tx| published(tx, &workshop(), &["2026-08-10T10:00"], 9)).unwrap();
        let foreign = first_session(store, elsewhere.id).id;
        let id = old.id;
        let who = Invited {
            session: Some(foreign),
            party: None,
            name: "Citra".into(),
            role: Role::Speaker,
            biography: String::new(),
            agreed: true,
        };
        assert_eq!(keys(write(store, move |tx| guests::invite(tx, &now(), id, &who))), ["session-unknown"]);
        let new = write(store, move |tx| activities::copying::copy(tx, &now(), &old, None)).unwrap();
        let copied = read(store, move |tx| guests::of(tx, new.id));
        let session = first_session(store, new.id).id;
        assert_eq!(
            copied.iter().map(|one| (one.name.as_str(), one.session, one.agreed)).collect::<Vec<_>>(),
            [("Ani", Some(session), false)],
            "what was called off is not done again, and consent is asked for anew"
        );
    });
}

#[test]
fn the_clock_on_the_wall_is_the_same_next_year_where_summer_begins_on_another_day() {
    let zone = kernel::TimeZone::get("Europe/Berlin").unwrap();
    // 28 March 2026 is before the change of that year, 27 March 2027 before that of the next.
    for local in ["2026-03-28T10:00", "2026-04-03T10:00", "2026-10-24T10:00", "2026-10-28T10:00"] {
        let local: jiff::civil::DateTime = local.parse().unwrap();
        let at = zone.to_timestamp(local).unwrap();
        let next = zone.to_datetime(activities::rules::next_year(at, &zone));
        assert_eq!((next.time(), next.weekday()), (local.time(), local.weekday()));
    }
}
