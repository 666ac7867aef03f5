//! Responses are kept: with their version, once, and anonymous ones so that nothing leads back.

use instruments::{Access, Answer, Given, NO, Purpose, Typed, Way, building, codes, keep, responding};
use kernel::{Act, Actor};
use store::{Error, Store, sql, vals};
use trial::on_both;

use crate::town::{SCHEMAS, answer, answers, citizen, keys, module, now, published, typed, write};

fn count(store: &Store) -> i64 {
    let (count,) =
        store.read_blocking(|tx| tx.one(sql!("SELECT count(*) FROM instrument_response"), vals![])).unwrap();
    count
}

fn sound(store: &Store) {
    for invariant in module().invariants {
        let found = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
        assert!(found.is_empty(), "{}: {found:?}", invariant.name);
    }
}

#[test]
fn a_response_is_read_back_as_it_was_given_with_the_version_it_pins() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Registration, Access::Within, false);
        let person = citizen(store, "Meiske Contoh");
        let given = answers(4, "Lebih banyak kursi");
        let sent = typed(&given);
        let kept = write(store, move |tx| {
            let given = Given { version, party: Some(person), way: Way::Own, form: "satu" };
            keep(tx, &now(), &given, &sent)
        })
        .unwrap();
        write(store, move |tx| building::begin(tx, &now(), one.id)).unwrap();
        let (pinned, read) = store.read_blocking(move |tx| responding::read(tx, kept.id)).unwrap();
        assert_eq!((pinned.id, read), (version, given));
        assert_eq!(kept.score, None, "only assessments are scored");
    });
}

#[test]
fn a_bad_response_is_refused_with_a_reason_for_each_question_and_nothing_is_kept() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Survey, Access::Link, false);
        let fields = [("asked", "0.1.2.3.4"), ("q00", "1"), ("q03", "200")];
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let refused = answer(store, version, "satu", &Typed::of(&fields), "", None);
        assert_eq!(keys(refused), ["answer-missing", "answer-missing", "answer-too-great"]);
        assert_eq!(count(store), 0);
    });
}

#[test]
fn the_same_form_sent_twice_is_one_response() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Assessment, Access::Link, false);
        let first = answer(store, version, "satu", &typed(&answers(5, "")), "", None).unwrap();
        let again = answer(store, version, "satu", &typed(&answers(1, "")), "", None).unwrap();
        assert_eq!((again, count(store)), (first, 1));
        assert_eq!(first.score.map(|score| (score.points, score.most)), Some((3, 3)));
    });
}

#[test]
fn nobody_answers_what_is_closed_or_stands_within_another_form() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Link, false);
        write(store, move |tx| building::open(tx, &now(), one.id, false)).unwrap();
        let (_, within) = published(store, Purpose::Registration, Access::Within, false);
        for version in [version, within] {
            let refused = answer(store, version, "satu", &typed(&answers(5, "")), "", None);
            assert_eq!(keys(refused), ["instrument-closed"]);
        }
    });
}

#[test]
fn a_slip_is_good_once_however_it_is_typed_and_of_twenty_who_bring_it_at_once_one_is_in_time() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Slip, true);
        let slips = {
            let one = one.clone();
            write(store, move |tx| codes::make(tx, &now(), &one, 2)).unwrap()
        };
        let wrong = answer(store, version, "salah", &typed(&answers(5, "")), "AAAAA-AAAAA", None);
        assert_eq!(keys(wrong), ["slip-not-good"]);
        let typed_so = slips[0].to_lowercase().replace('-', " ");
        let in_time = std::thread::scope(|scope| {
            let bring = |n: usize| {
                let (form, slip) = (format!("form {n}"), typed_so.clone());
                scope.spawn(move || {
                    answer(store, version, &form, &typed(&answers(3, "")), &slip, None).is_ok()
                })
            };
            let all: Vec<_> = (0..20).map(bring).collect();
            all.into_iter().map(|one| one.join().unwrap()).filter(|in_time| *in_time).count()
        });
        assert_eq!((in_time, count(store)), (1, 1));
        let spent = store.read_blocking(move |tx| codes::counted(tx, one.id)).unwrap();
        assert_eq!(spent, (2, 1));
        sound(store);
    });
}

#[test]
fn a_slip_is_not_spent_by_a_response_that_was_refused() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Slip, true);
        let id = one.id;
        let slip = write(store, move |tx| codes::make(tx, &now(), &one, 1)).unwrap().remove(0);
        answer(store, version, "satu", &Typed::default(), &slip, None).unwrap_err();
        let code = slip.clone();
        assert!(store.read_blocking(move |tx| codes::is_good(tx, id, &code)).unwrap());
        answer(store, version, "satu", &typed(&answers(5, "")), &slip, None).unwrap();
    });
}

#[test]
fn nothing_leads_from_an_anonymous_response_to_whoever_gave_it() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Survey, Access::Link, true);
        let person = citizen(store, "Meiske Contoh");
        let sent = typed(&answers(2, "Terlalu bising"));
        let kept = write(store, move |tx| {
            let by = Act { by: Actor::Person(person), ..now() };
            let given = Given { version, party: Some(person), way: Way::Own, form: "satu" };
            responding::answer(tx, &by, &given, &sent, "")
        })
        .unwrap();
        type Row = (Option<kernel::Id<kernel::Person>>, Option<i64>, String, Option<kernel::Id<()>>);
        let (party, at, day, entered): Row = store
            .read_blocking(move |tx| {
                let sql =
                    sql!("SELECT party, given_at, day, entered_by FROM instrument_response WHERE id = ?1");
                tx.one(sql, vals![kept.id])
            })
            .unwrap();
        assert_eq!(
            (party, at, day.as_str(), entered),
            (None, None, "2026-08-03", None),
            "the Monday of the week"
        );
        assert_eq!(kept.id.uuid().get_version_num(), 4, "its id knows no time");
        let (actors, details): (i64, i64) = store
            .read_blocking(move |tx| {
                let by = sql!(
                    "SELECT count(*) FROM audit WHERE action = 'instrument.answered' AND actor IS NOT NULL"
                );
                let named = sql!("SELECT count(*) FROM audit_detail WHERE detail LIKE '%response%'");
                let (actors,): (i64,) = tx.one(by, vals![])?;
                let (details,): (i64,) = tx.one(named, vals![])?;
                Ok((actors, details))
            })
            .unwrap();
        assert_eq!((actors, details), (0, 0), "the journal names nobody and no response");
        let lie = write(store, move |tx| {
            tx.exec(sql!("UPDATE instrument_response SET party = ?2 WHERE id = ?1"), vals![kept.id, person])
        });
        assert!(matches!(lie, Err(Error::Check(_))), "{lie:?}");
        sound(store);
    });
}

#[test]
fn a_paper_form_knows_who_entered_it_and_what_was_skipped() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Survey, Access::Link, true);
        let clerk = citizen(store, "Petugas Contoh");
        let mut given = answers(3, "");
        given.insert(1, Answer::Picked(vec![NO]));
        let sent = typed(&given);
        let kept = write(store, move |tx| {
            let by = Act { by: Actor::Person(clerk), ..now() };
            keep(tx, &by, &Given { version, party: None, way: Way::Paper, form: "lembar 1" }, &sent)
        })
        .unwrap();
        let (entered,): (Option<kernel::Id<kernel::Person>>,) = store
            .read_blocking(move |tx| {
                tx.one(sql!("SELECT entered_by FROM instrument_response WHERE id = ?1"), vals![kept.id])
            })
            .unwrap();
        assert_eq!(entered, Some(clerk));
        let (_, read) = store.read_blocking(move |tx| responding::read(tx, kept.id)).unwrap();
        assert!(!read.contains_key(&2), "how often somebody visits who does not is no answer");
    });
}

#[test]
fn a_response_is_a_fact_that_no_statement_changes() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Assessment, Access::Link, false);
        let kept = answer(store, version, "satu", &typed(&answers(5, "")), "", None).unwrap();
        let better = write(store, move |tx| {
            tx.exec(sql!("UPDATE instrument_response SET points = 99 WHERE id = ?1"), vals![kept.id])
        });
        assert!(matches!(better, Err(Error::Check(_))), "{better:?}");
        let refused = |sql: &'static store::Sql| {
            let result = write(store, move |tx| tx.exec(sql, vals![kept.id]));
            assert!(matches!(result, Err(Error::Check(_))), "{result:?}");
        };
        refused(sql!("UPDATE instrument_answer SET pick = 1 WHERE response = ?1 AND question = 3"));
        refused(sql!("DELETE FROM instrument_answer WHERE response = ?1 AND question = 3"));
        refused(sql!(
            "INSERT INTO instrument_answer (response, question, n, pick, number, said, file)
             VALUES (?1, 4, 0, NULL, 9, NULL, NULL)"
        ));
        refused(sql!("UPDATE instrument_response SET answers = answers + 1 WHERE id = ?1"));
    });
}

#[test]
fn after_it_closed_nothing_is_written_beside_a_response_and_no_response_is_added() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Link, false);
        let kept = answer(store, version, "satu", &typed(&answers(5, "Kata")), "", None).unwrap();
        write(store, move |tx| building::open(tx, &now(), one.id, false)).unwrap();
        write(store, move |tx| responding::forget_words(tx, kept.id)).unwrap();
        let later = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO instrument_answer (response, question, n, pick, number, said, file)
                     VALUES (?1, 5, 0, NULL, NULL, 'Kata lain', NULL)"
                ),
                vals![kept.id],
            )
        });
        assert!(matches!(later, Err(Error::Check(_))), "{later:?}");
        let again = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO instrument_response (id, version, form, party, way, entered_by, anonymous, day, given_at,
                         points, most, passed, answers)
                     SELECT ?2, version, ?3, NULL, 'self', NULL, FALSE, day, given_at, NULL, NULL, NULL, 0
                     FROM instrument_response WHERE id = ?1"
                ),
                vals![kept.id, kernel::Id::<()>::new(), [9_u8; 32]],
            )
        });
        assert!(matches!(again, Err(Error::Check(_))), "{again:?}");
        let named = asking_anonymously(store);
        let lie = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO instrument_response (id, version, form, party, way, entered_by, anonymous, day, given_at,
                         points, most, passed, answers)
                     VALUES (?1, ?2, ?3, NULL, 'paper', NULL, FALSE, '2026-08-05', 1, NULL, NULL, NULL, 0)"
                ),
                vals![kernel::Id::<()>::new(), named, [8_u8; 32]],
            )
        });
        assert!(matches!(lie, Err(Error::Check(_))), "{lie:?}");
    });
}

fn asking_anonymously(store: &Store) -> kernel::Id<instruments::Version> {
    published(store, Purpose::Survey, Access::Link, true).1
}

#[test]
fn whoever_is_forgotten_leaves_figures_and_no_words() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Call, Access::Link, false);
        let person = citizen(store, "Meiske Contoh");
        let kept =
            answer(store, version, "satu", &typed(&answers(4, "Saya Meiske")), "", Some(person)).unwrap();
        let holding = module().holdings[0];
        let told = store.read_blocking(move |tx| (holding.tell)(tx, person)).unwrap();
        assert_eq!(told.len(), 4);
        write(store, move |tx| (holding.erase)(tx, &now(), person)).unwrap();
        let (_, left) = store.read_blocking(move |tx| responding::read(tx, kept.id)).unwrap();
        assert_eq!(left.keys().copied().collect::<Vec<u16>>(), [1, 2, 3]);
        assert!(store.read_blocking(move |tx| (holding.tell)(tx, person)).unwrap().is_empty());
    });
}

#[test]
fn a_questionnaire_closes_by_itself_after_its_last_day() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Link, false);
        let close =
            |day: kernel::Date| write(store, move |tx| building::close_on(tx, &now(), one.id, Some(day)));
        assert_eq!(keys(close(kernel::Date::constant(2026, 8, 4))), ["instrument-last-over"]);
        close(kernel::Date::constant(2026, 8, 5)).unwrap();
        answer(store, version, "satu", &typed(&answers(5, "")), "", None).unwrap();
        let late = write(store, move |tx| {
            let given = Given { version, party: None, way: Way::Own, form: "dua" };
            responding::answer(tx, &trial::act("2026-08-06T00:01"), &given, &typed(&answers(5, "")), "")
        });
        assert_eq!(keys(late), ["instrument-closed"]);
        write(store, move |tx| building::close_on(tx, &now(), one.id, None)).unwrap();
        answer(store, version, "tiga", &typed(&answers(5, "")), "", None).unwrap();
    });
}
