//! What a course asks before and during it: a certificate of another, assignments; and what other modules hear.

use activities::{
    Registration,
    assignments::{self, Assignment, Handed, Task},
    attendance::{self, Note},
    certificates, copying,
    model::{Draft, Kind, Pool, Source, Standing},
    seats::{self, New},
    sessions,
};
use jiff::civil::date;
use kernel::{Act, Id};
use platform::{events, files::Files};
use store::{Result, Store};
use trial::{PDF, act, on_both};

use crate::town::{
    SCHEMAS, keys, now, published, read, registers, saturday, somebody, told, workshop, write,
};

fn after() -> Act {
    act("2026-09-01T09:00")
}

/// A course of one Saturday that ends with a certificate.
fn course(title: &str) -> Draft {
    Draft { kind: Kind::Course, title: title.into(), certified: true, largest: 1, ..workshop() }
}

/// Somebody who was there, and has their certificate.
fn certified(store: &Store, pool: Id<Pool>, name: &'static str) -> Result<activities::Certificate> {
    let one = registers(store, name, pool, 1);
    write(store, move |tx| {
        let session = sessions::of(tx, one.activity)?.remove(0);
        let note = Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
        attendance::check_in(tx, &after(), &note, one.id)?;
        certificates::issue(tx, &after(), one.id)
    })
}

#[test]
fn who_has_no_certificate_of_what_is_required_is_not_registered_and_a_code_in_their_name_opens_the_door() {
    on_both(SCHEMAS, |store| {
        let (_, first) = saturday(store, course("Ponsel dasar"), 5);
        let proof = certified(store, first, "Meiske Lumi").unwrap().code;
        let (_, next) =
            saturday(store, Draft { requires: "Ponsel dasar".into(), ..course("Ponsel lanjut") }, 5);
        let with = |name: &str, code: &str| New { proof: code.to_owned(), ..somebody(name, next, 1) };
        for new in
            [with("Meiske Lumi", ""), with("Meiske Lumi", "0000-0000-0000-0000"), with("Orang Lain", &proof)]
        {
            assert_eq!(
                keys(write(store, move |tx| seats::register(tx, &now(), &new))),
                ["register-requires"]
            );
        }
        let new = with("meiske lumi", &proof.to_lowercase());
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(made.state, Standing::Confirmed);
        write(store, move |tx| certificates::revoke(tx, &now(), &proof, "Keliru")).unwrap();
        let new = with("Meiske Lumi", &made.code);
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &new))), ["register-requires"]);
        let group = Draft { requires: "Ponsel dasar".into(), largest: 2, ..course("Berdua") };
        assert_eq!(
            keys(write(store, move |tx| activities::planning::draft(tx, &now(), &group))),
            ["activity-requires-single"]
        );
    });
}

/// A course with an assignment that is needed, due on the day before its Saturday, and a learner.
fn assigned(store: &Store) -> (activities::Activity, Id<Assignment>, Registration) {
    let (one, pool) = saturday(store, course("Menulis"), 5);
    let task = Task {
        title: "Surat".into(),
        task: "Tulis surat.".into(),
        due_on: Some(date(2026, 8, 7)),
        required: true,
        test: None,
    };
    let id = one.id;
    let set = write(store, move |tx| assignments::set(tx, &now(), id, &task)).unwrap();
    (one, set, registers(store, "Meiske Lumi", pool, 1))
}

fn hand_in(
    store: &Store,
    files: &Files,
    (task, learner): (Id<Assignment>, &Registration),
    (act, said, file): (Act, &'static str, &'static [u8]),
) -> Result<()> {
    let (files, learner) = (files.clone(), learner.clone());
    write(store, move |tx| {
        let handed = Handed { said, file: ("surat.pdf", file) };
        assignments::hand_in(tx, &act, &files, (task, &learner), &handed)
    })
}

#[test]
fn what_is_handed_in_replaces_what_was_until_it_is_assessed_and_no_certificate_is_given_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    on_both(SCHEMAS, |store| {
        let (one, task, learner) = assigned(store);
        let at = (task, &learner);
        assert_eq!(keys(hand_in(store, &files, at, (now(), " ", b""))), ["submission-empty"]);
        assert_eq!(keys(hand_in(store, &files, at, (now(), "", b"MZ\x90\0"))), ["file-called-otherwise"]);
        hand_in(store, &files, at, (now(), "Kepada Ani", PDF)).unwrap();
        hand_in(store, &files, at, (now(), "Kepada Budi", b"")).unwrap();
        let id = one.id;
        let all = read(store, move |tx| assignments::handed_in(tx, id));
        assert_eq!(
            all.iter().map(|one| (one.said.as_str(), one.file.is_some())).collect::<Vec<_>>(),
            [("Kepada Budi", false)],
            "one of each learner, the last"
        );
        assert_eq!(
            keys(hand_in(store, &files, at, (act("2026-08-08T08:00"), "Terlambat", b""))),
            ["assignment-late"]
        );
        let registration = learner.id;
        write(store, move |tx| {
            let session = sessions::of(tx, id)?.remove(0);
            let note =
                Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
            attendance::check_in(tx, &after(), &note, registration)
        })
        .unwrap();
        let issue = || write(store, move |tx| certificates::issue(tx, &after(), registration));
        assert_eq!(keys(issue()), ["certificate-owed"]);
        let submission = all[0].id;
        let judge = |passed| {
            write(store, move |tx| assignments::assess(tx, &now(), id, submission, (passed, "Sudah dibaca.")))
        };
        judge(false).unwrap();
        assert_eq!(keys(issue()), ["certificate-owed"]);
        assert_eq!(keys(hand_in(store, &files, at, (now(), "Lagi", b""))), ["submission-assessed"]);
        let overwritten = write(store, move |tx| {
            tx.exec(
                store::sql!("UPDATE submission SET said = 'lain' WHERE id = ?1"),
                store::vals![submission],
            )
        });
        assert!(overwritten.is_err(), "the database keeps what was assessed");
        judge(true).unwrap();
        issue().unwrap();
        let used = write(store, move |tx| assignments::remove(tx, &now(), id, task));
        assert_eq!(keys(used), ["assignment-used"]);
    });
}

#[test]
fn what_was_handed_in_is_forgotten_with_the_person_and_what_it_came_to_stays() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, course("Menulis"), 5);
        let person = write(store, |tx| {
            let profile = people::Profile { name: "Meiske".into(), ..people::Profile::default() };
            people::parties::enter(tx, &now(), &profile)
        })
        .unwrap();
        let new = New { person: Some(person), ..somebody("Meiske", pool, 1) };
        let learner = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let id = one.id;
        let task =
            Task { title: "Surat".into(), task: String::new(), due_on: None, required: false, test: None };
        let task = write(store, move |tx| assignments::set(tx, &now(), id, &task)).unwrap();
        hand_in(store, &files, (task, &learner), (now(), "Rahasia", PDF)).unwrap();
        let handed = read(store, move |tx| assignments::handed_in(tx, id)).remove(0);
        write(store, move |tx| assignments::assess(tx, &now(), id, handed.id, (true, "Bagus, Meiske.")))
            .unwrap();
        let holdings = activities::module(&files).holdings;
        write(store, move |tx| holdings.iter().try_for_each(|one| (one.erase)(tx, &now(), person))).unwrap();
        let left = read(store, move |tx| assignments::handed_in(tx, id)).remove(0);
        assert_eq!(
            (left.said.as_str(), left.file, left.feedback.as_str(), left.passed),
            ("", None, "", Some(true))
        );
    });
}

#[test]
fn an_activity_is_planned_again_with_its_assignments_and_nobody_in_it() {
    on_both(SCHEMAS, |store| {
        let (one, _, _) = assigned(store);
        let new = write(store, move |tx| copying::copy(tx, &now(), &one, None)).unwrap();
        assert_eq!((new.title.as_str(), new.first), ("Menulis", Some(trial::at("2027-08-07T10:00"))));
        let id = new.id;
        let tasks = read(store, move |tx| assignments::of(tx, id));
        assert_eq!(
            (tasks[0].title.as_str(), tasks[0].due_on, tasks[0].required),
            ("Surat", Some(date(2027, 8, 6)), true)
        );
        assert!(!read(store, move |tx| seats::is_used(tx, id)));
    });
}

#[test]
fn everybody_who_did_what_was_asked_is_certified_at_once_and_nobody_else() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, course("Ponsel dasar"), 5);
        for (name, comes) in [("Ani", true), ("Budi", false), ("Citra", true)] {
            let learner = registers(store, name, pool, 1);
            if comes {
                write(store, move |tx| {
                    let session = sessions::of(tx, learner.activity)?.remove(0);
                    let note = Note {
                        id: Id::new(),
                        session: session.id,
                        at: session.starts_at,
                        source: Source::Desk,
                    };
                    attendance::check_in(tx, &after(), &note, learner.id)
                })
                .unwrap();
            }
        }
        let issue = |one: activities::Activity| {
            write(store, move |tx| certificates::issue_all(tx, &after(), one.clone())).unwrap()
        };
        assert_eq!((issue(one.clone()), issue(one)), (2, 0));
    });
}

#[test]
fn other_modules_hear_who_registered_was_offered_a_seat_gave_it_back_came_and_was_certified() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, course("Ponsel dasar"), 1);
        let ani = registers(store, "Ani", pool, 1);
        let budi = registers(store, "Budi", pool, 1);
        write(store, move |tx| seats::cancel(tx, &now(), ani.id)).unwrap();
        write(store, move |tx| seats::accept(tx, &now(), budi.id)).unwrap();
        write(store, move |tx| {
            let session = sessions::of(tx, budi.activity)?.remove(0);
            let note =
                Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
            attendance::check_in(tx, &after(), &note, budi.id)?;
            attendance::check_in(tx, &after(), &Note { id: Id::new(), ..note }, budi.id)?;
            certificates::issue(tx, &after(), budi.id)
        })
        .unwrap();
        let heard = read(store, |tx| events::after(tx, 0, 100));
        let kinds: Vec<&str> = heard.iter().filter_map(|one| one.kind.strip_prefix("activities.")).collect();
        assert_eq!(
            kinds,
            ["registered", "registered", "cancelled", "promoted", "attended", "certified"],
            "and nothing of a note that does not count"
        );
        assert!(told(store).is_empty(), "nobody left a way to reach them");
    });
}

#[test]
fn all_who_are_called_off_are_heard_of_in_one_statement_each_once() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| published(tx, &workshop(), &["2026-08-08T10:00"], 9)).unwrap();
        let id = one.id;
        let pool = read(store, move |tx| seats::pools(tx, id)).remove(0).id;
        for name in ["Ani", "Budi", "Citra"] {
            registers(store, name, pool, 2);
        }
        write(store, move |tx| activities::planning::cancel(tx, &now(), id, "Hujan abu")).unwrap();
        let heard = read(store, |tx| events::after(tx, 0, 100));
        let off = heard.iter().filter_map(|one| one.read::<activities::events::Cancelled>().transpose());
        assert_eq!(off.map(|one| one.unwrap().activity).collect::<Vec<_>>(), [id; 3]);
    });
}

/// A test of one question that half of the points are enough for.
fn a_test(store: &Store) -> (Id<instruments::Version>, instruments::Content) {
    use instruments::{Access, Choice, Content, Purpose, Question, Section, Text, building};
    let mut question = Question::new(1, Text::new("Ibu kota Sulawesi Utara?", ""), instruments::Kind::One);
    let choice = |key, label: &str, points| Choice { key, label: Text::new(label, ""), points };
    question.choices = vec![choice(1, "Manado", 10), choice(2, "Makassar", 0)];
    let content = Content {
        sections: vec![Section { title: Text::default(), questions: vec![question] }],
        pass: Some(50),
        last_key: 1,
        ..Content::default()
    };
    let new = building::New {
        title: Text::new("Tes akhir", ""),
        purpose: Purpose::Assessment,
        access: Access::Within,
        anonymous: false,
        content: content.clone(),
    };
    let version = write(store, move |tx| {
        let one = building::create(tx, &now(), &new)?;
        building::publish(tx, &now(), one.id, one.draft_mark)
    });
    (version.unwrap(), content)
}

#[test]
fn a_test_is_taken_until_it_is_passed_and_its_points_assess_it() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, course("Ponsel dasar"), 5);
        let (version, content) = a_test(store);
        let learner = registers(store, "Meiske Lumi", pool, 1);
        let id = one.id;
        let task = Task {
            title: "Tes".into(),
            task: String::new(),
            due_on: None,
            required: true,
            test: Some(version),
        };
        let task = write(store, move |tx| assignments::set(tx, &now(), id, &task)).unwrap();
        let answers = |pick| {
            let answers = instruments::Answers::from([(1, instruments::Answer::Picked(vec![pick]))]);
            instruments::Typed::all(&content, &answers)
        };
        let take = |form: &'static str, typed: instruments::Typed| {
            let learner = learner.clone();
            write(store, move |tx| assignments::take_test(tx, &now(), (task, &learner), form, &typed))
        };
        let owed = || {
            let registration = learner.id;
            read(store, move |tx| certificates::learner(tx, registration)).unwrap().owed
        };
        assert_eq!(keys(take("nol", instruments::Typed::default())), ["answer-also"]);
        let failed = take("satu", answers(2)).unwrap();
        assert_eq!((failed.points, failed.most, failed.passed, owed()), (0, 10, Some(false), 1));
        let passed = take("dua", answers(1)).unwrap();
        assert_eq!((passed.points, passed.passed, owed()), (10, Some(true), 0));
        assert_eq!(take("dua", answers(2)).unwrap().points, 10, "the same form sent twice is one answer");
        assert_eq!(keys(take("tiga", answers(2))), ["submission-assessed"], "what is passed stays passed");
        let all = read(store, move |tx| assignments::handed_in(tx, id));
        assert_eq!((all.len(), all[0].passed), (1, Some(true)));
        let other = write(store, move |tx| {
            let folder = Files::at(std::env::temp_dir());
            assignments::hand_in(
                tx,
                &now(),
                &folder,
                (task, &learner),
                &Handed { said: "x", file: ("", b"") },
            )
        });
        assert_eq!(keys(other), ["assignment-is-test"]);
    });
}

#[test]
fn only_an_assessment_is_a_test() {
    on_both(SCHEMAS, |store| {
        let (one, _) = saturday(store, course("Ponsel dasar"), 5);
        let id = one.id;
        let version =
            write(store, |tx| crate::questions::questionnaire(tx, instruments::Purpose::Registration))
                .unwrap();
        let task = Task {
            title: "Tes".into(),
            task: String::new(),
            due_on: None,
            required: true,
            test: Some(version),
        };
        assert_eq!(
            keys(write(store, move |tx| assignments::set(tx, &now(), id, &task))),
            ["assignment-no-test"]
        );
    });
}

#[test]
fn a_file_that_is_replaced_or_whose_sender_is_forgotten_is_gone_from_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    on_both(SCHEMAS, |store| {
        let (_, task, learner) = assigned(store);
        let known = || -> i64 {
            read(store, |tx| tx.one(store::sql!("SELECT count(*) FROM file"), store::vals![]).map(|(n,)| n))
        };
        hand_in(store, &files, (task, &learner), (now(), "", trial::pdf("satu"))).unwrap();
        hand_in(store, &files, (task, &learner), (now(), "", trial::pdf("dua"))).unwrap();
        assert_eq!(known(), 1, "the first one is gone");
        hand_in(store, &files, (task, &learner), (now(), "Tanpa berkas", b"")).unwrap();
        assert_eq!(known(), 0);
        hand_in(store, &files, (task, &learner), (now(), "", PDF)).unwrap();
        write(store, |tx| seats::forget(tx, &act("2027-02-06T02:35"))).unwrap();
        assert_eq!(known(), 0, "long after the end nothing of it is left");
        let (folded,): (String,) = read(store, move |tx| {
            tx.one(store::sql!("SELECT folded FROM registration WHERE id = ?1"), store::vals![learner.id])
        });
        assert_eq!(folded, "–", "neither is the name it was found by");
    });
}
