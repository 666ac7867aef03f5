//! Certificates: for whoever did what was asked, and answered for ever.

use activities::{
    Registration, attendance,
    attendance::Note,
    certificates,
    guests::{self, Invited},
    model::{Draft, Kind, Pool, Role, Source, Standing},
    planning,
    rules::{Validity, validity},
    seats, sessions, settings,
};
use jiff::civil::date;
use kernel::{Act, Id};
use store::Store;
use trial::{act, on_both};

use crate::town::{SCHEMAS, keys, now, published, read, registers, workshop, write};

const TIMES: [&str; 4] = ["2026-08-08T10:00", "2026-08-15T10:00", "2026-08-22T10:00", "2026-08-29T10:00"];

fn after() -> Act {
    act("2026-09-01T09:00")
}

fn course(store: &Store, assessed: bool) -> (activities::Activity, Id<Pool>) {
    write(store, move |tx| {
        let draft = Draft { kind: Kind::Course, certified: true, threshold: 75, assessed, ..workshop() };
        let one = published(tx, &draft, &TIMES, 10)?;
        let pool = seats::pools(tx, one.id)?[0].id;
        Ok((one, pool))
    })
    .unwrap()
}

fn attends(store: &Store, registration: &Registration, times: usize) {
    let (id, activity) = (registration.id, registration.activity);
    write(store, move |tx| {
        for session in sessions::of(tx, activity)?.into_iter().take(times) {
            let note =
                Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
            attendance::check_in(tx, &after(), &note, id)?;
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn whoever_attended_enough_and_passed_has_a_certificate_and_only_then() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, true);
        let meiske = registers(store, "Meiske Lumi", pool, 1);
        let id = meiske.id;
        attends(store, &meiske, 2);
        let early = write(store, move |tx| certificates::issue(tx, &act("2026-08-20T09:00"), id));
        assert_eq!(keys(early), ["certificate-to-come", "certificate-assessed"]);
        let lacking = write(store, move |tx| certificates::issue(tx, &after(), id));
        assert_eq!(keys(lacking), ["certificate-attended", "certificate-assessed"]);
        attends(store, &meiske, 3);
        write(store, move |tx| seats::assess(tx, &after(), id, "A2", Some(true))).unwrap();
        let given = write(store, move |tx| certificates::issue(tx, &after(), id)).unwrap();
        assert_eq!(
            (given.holder.as_str(), given.result.as_deref(), given.minutes),
            ("Meiske Lumi", Some("A2"), 360)
        );
        assert_eq!((given.since, given.until), (date(2026, 8, 8), date(2026, 8, 29)));
        assert_eq!(
            keys(write(store, move |tx| certificates::issue(tx, &after(), id))),
            ["certificate-given"]
        );
    });
}

#[test]
fn whoever_teaches_is_not_certified_by_accident_and_a_group_has_no_certificate() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = course(store, false);
        let person = write(store, |tx| {
            let profile = people::Profile { name: "Guru Contoh".into(), ..people::Profile::default() };
            people::parties::enter(tx, &now(), &profile)
        })
        .unwrap();
        let new = seats::New { person: Some(person), ..crate::town::somebody("Guru Contoh", pool, 1) };
        let teacher = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        write(store, move |tx| {
            let who = Invited {
                session: None,
                party: Some(person),
                name: "Guru Contoh".into(),
                role: Role::Instructor,
                biography: String::new(),
                agreed: false,
            };
            guests::invite(tx, &now(), one.id, &who)
        })
        .unwrap();
        attends(store, &teacher, 4);
        assert_eq!(
            keys(write(store, move |tx| certificates::issue(tx, &after(), teacher.id))),
            ["certificate-leads"]
        );
        let group = registers(store, "Keluarga", pool, 2);
        attends(store, &group, 4);
        assert_eq!(
            keys(write(store, move |tx| certificates::issue(tx, &after(), group.id))),
            ["certificate-single"]
        );
    });
}

#[test]
fn a_certificate_says_what_it_said_whatever_becomes_of_the_course() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = course(store, false);
        let meiske = registers(store, "Meiske", pool, 1);
        attends(store, &meiske, 4);
        write(store, |tx| settings::CERTIFICATE_YEARS.set(tx, &now(), "2")).unwrap();
        let given = write(store, move |tx| certificates::issue(tx, &after(), meiske.id)).unwrap();
        write(store, move |tx| {
            let draft = Draft { title: "Nama lain".into(), ..crate::town::draft_of(tx, one.id)? };
            planning::change(tx, &after(), one.id, &draft)
        })
        .unwrap();
        let archived = write(store, move |tx| planning::cancel(tx, &after(), one.id, "Diarsipkan"));
        assert_eq!(keys(archived), ["activity-is-over"], "what was held was held");
        let typed = given.code.to_lowercase().replace('-', "");
        let found = read(store, move |tx| certificates::ask(tx, &typed)).unwrap();
        assert_eq!(found, given);
        assert_eq!(validity(&found, date(2028, 9, 1)), Validity::Valid);
        assert_eq!(validity(&found, date(2028, 9, 2)), Validity::Expired);
        assert_eq!(read(store, |tx| certificates::ask(tx, "0000-0000-0000-0000")), None);
        let id = given.id;
        let changed = write(store, move |tx| {
            tx.exec(store::sql!("UPDATE certificate SET title = 'Palsu' WHERE id = ?1"), store::vals![id])
        });
        assert!(matches!(changed, Err(store::Error::Check(_))), "{changed:?}");
        write(store, move |tx| {
            let who = Invited {
                session: None,
                party: None,
                name: "Guru Contoh".into(),
                role: Role::Instructor,
                biography: String::new(),
                agreed: false,
            };
            guests::invite(tx, &after(), one.id, &who)?;
            let plain = Draft { certified: false, ..crate::town::draft_of(tx, one.id)? };
            planning::change(tx, &after(), one.id, &plain)
        })
        .unwrap();
        let code = given.code.clone();
        let taught = write(store, move |tx| certificates::reissue(tx, &after(), &code, "guru contoh"));
        assert_eq!(keys(taught), ["certificate-leads"]);
        let code = given.code.clone();
        let again =
            write(store, move |tx| certificates::reissue(tx, &after(), &code, "Meiske Lumi")).unwrap();
        assert_eq!((again.title, again.minutes), (given.title, given.minutes), "as it was given");
    });
}

#[test]
fn a_certificate_is_revoked_with_a_reason_and_one_written_wrongly_points_to_the_next() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, false);
        let meiske = registers(store, "Meike", pool, 1);
        attends(store, &meiske, 4);
        let wrong = write(store, move |tx| certificates::issue(tx, &after(), meiske.id)).unwrap();
        let code = wrong.code.clone();
        let right =
            write(store, move |tx| certificates::reissue(tx, &after(), &code, "Meiske Lumi")).unwrap();
        let code = wrong.code.clone();
        let old = read(store, move |tx| certificates::ask(tx, &code)).unwrap();
        assert_eq!(
            (validity(&old, date(2026, 9, 2)), old.replaced_by),
            (Validity::Revoked, Some(right.code.clone()))
        );
        assert_eq!(
            (right.holder.as_str(), &right.title, right.issued_on),
            ("Meiske Lumi", &wrong.title, wrong.issued_on)
        );
        let code = right.code.clone();
        assert_eq!(
            keys(write(store, move |tx| certificates::revoke(tx, &after(), &code, ""))),
            ["reason-missing"]
        );
        let code = right.code.clone();
        write(store, move |tx| certificates::revoke(tx, &after(), &code, "Kehadiran dipalsukan")).unwrap();
        let code = right.code.clone();
        let again = write(store, move |tx| certificates::revoke(tx, &after(), &code, "Lagi"));
        assert_eq!(keys(again), ["certificate-revoked-already"]);
        let found = read(store, move |tx| certificates::ask(tx, &right.code)).unwrap();
        assert_eq!(found.revoked_because.as_deref(), Some("Kehadiran dipalsukan"));
    });
}

#[test]
fn a_teacher_is_known_however_the_name_is_written_and_a_child_of_theirs_learns_like_others() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = course(store, false);
        let person = write(store, |tx| {
            let profile = people::Profile { name: "Élin Contoh".into(), ..people::Profile::default() };
            people::parties::enter(tx, &now(), &profile)
        })
        .unwrap();
        write(store, move |tx| {
            let who = Invited {
                session: None,
                party: Some(person),
                name: "Élin Contoh".into(),
                role: Role::Instructor,
                biography: String::new(),
                agreed: true,
            };
            guests::invite(tx, &now(), one.id, &who)
        })
        .unwrap();
        let child = seats::New {
            person: Some(person),
            born: Some(date(2018, 1, 1)),
            guardian: "Élin Contoh".into(),
            guardian_phone: "081234567890".into(),
            agreed: true,
            ..crate::town::somebody("Anak Contoh", pool, 1)
        };
        let child = write(store, move |tx| seats::register(tx, &now(), &child)).unwrap();
        let shouted = registers(store, "ÉLIN  CONTOH", pool, 1);
        let by_account = seats::New { person: Some(person), ..crate::town::somebody("Ibu Élin", pool, 1) };
        let by_account = write(store, move |tx| seats::register(tx, &now(), &by_account)).unwrap();
        let leads = |id| read(store, move |tx| certificates::learner(tx, id)).unwrap().leads;
        assert_eq!((leads(child.id), leads(shouted.id), leads(by_account.id)), (false, true, true));
    });
}

#[test]
fn what_was_taken_back_is_given_again_only_by_name_and_with_a_reason() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = course(store, false);
        let meiske = registers(store, "Meiske Lumi", pool, 1);
        let id = meiske.id;
        attends(store, &meiske, 4);
        let all = |one: &activities::Activity| {
            let one = one.clone();
            write(store, move |tx| certificates::issue_all(tx, &after(), one.clone())).unwrap()
        };
        assert_eq!(all(&one), 1);
        let given = read(store, move |tx| certificates::of_registration(tx, id)).unwrap();
        let code = given.code.clone();
        write(store, move |tx| certificates::revoke(tx, &after(), &code, "Menyontek")).unwrap();
        assert_eq!(all(&one), 0, "not by accident");
        let again =
            |why: &'static str| write(store, move |tx| certificates::issue_again(tx, &after(), id, why));
        assert_eq!(
            keys(write(store, move |tx| certificates::issue(tx, &after(), id))),
            ["certificate-was-revoked"]
        );
        assert_eq!(keys(again("  ")), ["reason-missing"]);
        let new = again("Pencabutan itu keliru").unwrap();
        assert_ne!(new.code, given.code);
        assert_eq!(keys(again("Sekali lagi")), ["certificate-given"]);
        let old = read(store, move |tx| certificates::ask(tx, &given.code)).unwrap();
        assert_eq!(old.revoked_because.as_deref(), Some("Menyontek"), "what was said of the old one stays");
    });
}

#[test]
fn a_parents_certificate_proves_nothing_for_another_name() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, false);
        let mother =
            seats::New { phone: "081234567890".into(), ..crate::town::somebody("Meiske Lumi", pool, 1) };
        let mother = write(store, move |tx| seats::register(tx, &now(), &mother)).unwrap();
        attends(store, &mother, 4);
        let given = write(store, move |tx| certificates::issue(tx, &after(), mother.id)).unwrap();
        let today = date(2026, 9, 1);
        let proves = |name: &'static str| {
            let title = given.title.clone();
            let who = certificates::Shown { person: mother.party, name, code: "" };
            read(store, move |tx| certificates::proves(tx, today, &title, &who))
        };
        assert!(proves("meiske lumi") && !proves("Olivia"));
    });
}

#[test]
fn what_a_certificate_rests_on_stays_while_it_holds_and_can_be_put_right_once_it_is_taken_back() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, true);
        let meiske = registers(store, "Meiske Lumi", pool, 1);
        let id = meiske.id;
        attends(store, &meiske, 4);
        let assess = |passed: bool| write(store, move |tx| seats::assess(tx, &after(), id, "", Some(passed)));
        assess(true).unwrap();
        let given = write(store, move |tx| certificates::issue(tx, &after(), id)).unwrap();
        let back = || write(store, move |tx| seats::take_back(tx, &after(), id, "Keliru"));
        let session = crate::town::first_session(store, meiske.activity).id;
        let note = read(store, move |tx| attendance::note_of(tx, session, id)).unwrap().id;
        let undo = || write(store, move |tx| attendance::undo(tx, &after(), session, note));
        assert_eq!(keys(assess(false)), ["certificate-rests-on-it"]);
        assert_eq!(keys(back()), ["certificate-rests-on-it"]);
        assert_eq!(keys(undo()), ["certificate-rests-on-it"]);
        let code = given.code.clone();
        write(store, move |tx| certificates::revoke(tx, &after(), &code, "Nilai tertukar")).unwrap();
        assess(false).unwrap();
        undo().unwrap();
        back().unwrap();
    });
}

#[test]
fn whoever_was_certified_keeps_the_seat_they_had_when_a_session_that_was_added_is_called_off() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = course(store, false);
        let (meiske, jorry) = (registers(store, "Meiske", pool, 1), registers(store, "Jorry", pool, 1));
        attends(store, &meiske, 4);
        let given = write(store, move |tx| certificates::issue(tx, &after(), meiske.id)).unwrap();
        write(store, move |tx| {
            let plan = crate::town::plan(tx, "2026-09-12T10:00", 120)?;
            sessions::add(tx, &after(), one.id, &plan)?;
            planning::cancel(tx, &after(), one.id, "Pengajar pindah")
        })
        .unwrap();
        let states = [meiske.id, jorry.id].map(|id| crate::town::stands(store, id).state);
        assert_eq!(states, [Standing::Confirmed, Standing::Cancelled]);
        let found = read(store, move |tx| certificates::ask(tx, &given.code)).unwrap();
        assert_eq!(validity(&found, date(2026, 9, 12)), Validity::Valid);
        assert_eq!(crate::town::broken(store), [""; 0]);
    });
}

#[test]
fn a_certificate_answers_without_a_name_once_its_holder_is_forgotten() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, true);
        let person = write(store, |tx| {
            let profile = people::Profile { name: "Meiske Lumi".into(), ..people::Profile::default() };
            people::parties::enter(tx, &now(), &profile)
        })
        .unwrap();
        let new = seats::New { person: Some(person), ..crate::town::somebody("Meiske Lumi", pool, 1) };
        let meiske = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        attends(store, &meiske, 4);
        let given = write(store, move |tx| {
            seats::assess(tx, &after(), meiske.id, "A2", Some(true))?;
            certificates::issue(tx, &after(), meiske.id)
        })
        .unwrap();
        write(store, move |tx| {
            let module = activities::module(&platform::files::Files::at(std::env::temp_dir()));
            module.holdings.iter().try_for_each(|holding| (holding.erase)(tx, &after(), person))
        })
        .unwrap();
        let found = read(store, move |tx| certificates::ask(tx, &given.code)).unwrap();
        assert_eq!((found.holder.as_str(), validity(&found, date(2026, 9, 2))), ("–", Validity::Valid));
        let left = crate::town::stands(store, meiske.id);
        assert_eq!((left.name.as_str(), left.party), ("–", None));
    });
}

#[test]
fn whoever_is_certified_is_told_and_told_again_when_it_is_written_anew() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = course(store, false);
        let new = seats::New { phone: "081234567890".into(), ..crate::town::somebody("Meike", pool, 1) };
        let meiske = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        attends(store, &meiske, 4);
        let given = write(store, move |tx| certificates::issue(tx, &after(), meiske.id)).unwrap();
        assert_eq!(crate::town::told(store), ["confirmed", "certified"]);
        write(store, move |tx| certificates::reissue(tx, &after(), &given.code, "Meiske")).unwrap();
        assert_eq!(crate::town::told(store), ["confirmed", "certified", "certified"]);
    });
}
