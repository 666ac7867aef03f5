//! An activity asks its own questions: in the form one registers with, and kept with it or not at all.

use activities::{model::Draft, planning, seats, seats::New};
use instruments::{
    Access, Answer, Content, Kind, NO, Picked, Purpose, Question, Section, Text, Typed, Version, YES,
    building::{self, New as Questionnaire},
    rules,
};
use kernel::Id;
use store::{Result, Store, Tx};
use trial::{act, on_both};

use crate::town::{SCHEMAS, keys, now, read, saturday, somebody, stands, workshop, write};

/// Whether one needs help, which one where one does, and what one would learn.
fn content() -> Content {
    let question = |key, ask: &str, kind| Question::new(key, Text::new(ask, ""), kind);
    let mut which = question(2, "Bantuan apa?", Kind::Short);
    which.when = vec![Picked { question: 1, pick: YES }];
    let mut wish = question(3, "Ingin belajar apa?", Kind::Long);
    wish.required = false;
    let questions = vec![question(1, "Perlu bantuan?", Kind::YesNo), which, wish];
    Content {
        sections: vec![Section { title: Text::default(), questions }],
        last_key: 3,
        ..Content::default()
    }
}

/// A published questionnaire of a purpose.
pub fn questionnaire(tx: &mut Tx<'_>, purpose: Purpose) -> Result<Id<Version>> {
    let new = Questionnaire {
        title: Text::new("Pertanyaan lokakarya", "Questions of the workshop"),
        purpose,
        access: Access::Within,
        anonymous: false,
        content: content(),
    };
    let one = building::create(tx, &now(), &new)?;
    building::publish(tx, &now(), one.id, one.draft_mark)
}

fn asks(store: &Store, purpose: Purpose) -> Id<Version> {
    write(store, move |tx| questionnaire(tx, purpose)).unwrap()
}

/// What comes with a form that asked the questions at `asked`.
fn typed(asked: &str, fields: &[(&str, &str)]) -> Typed {
    let all = [("asked", asked)];
    let all: Vec<(String, String)> =
        all.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Typed::of(&all)
}

fn yes() -> String {
    YES.to_string()
}

fn responses(store: &Store) -> i64 {
    read(store, |tx| {
        tx.one(store::sql!("SELECT count(*) FROM instrument_response"), store::vals![]).map(|(n,)| n)
    })
}

#[test]
fn the_answers_are_kept_with_the_registration_and_read_back_with_the_version_they_answer() {
    on_both(SCHEMAS, |store| {
        let version = asks(store, Purpose::Registration);
        let (_, pool) = saturday(store, Draft { instrument: Some(version), ..workshop() }, 5);
        let answers =
            typed("0.1.2", &[(rules::field(0), yes().as_str()), (rules::field(1), "Juru bahasa isyarat")]);
        let new = New {
            questions: Some(version),
            answers,
            phone: "0812 3456 7890".into(),
            ..somebody("Meiske", pool, 1)
        };
        let made = write(store, {
            let new = new.clone();
            move |tx| seats::register(tx, &now(), &new)
        })
        .unwrap();
        let again = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        assert_eq!(
            (again.id, responses(store)),
            (made.id, 1),
            "the same form is one registration and one response"
        );
        let id = made.response.unwrap();
        let (of, kept) = read(store, move |tx| instruments::read(tx, id));
        assert_eq!(of.id, version);
        assert_eq!(kept.get(&1), Some(&Answer::Picked(vec![YES])));
        assert_eq!(kept.get(&2), Some(&Answer::Said("Juru bahasa isyarat".into())));
        let (party,): (Option<Id<kernel::Person>>,) = read(store, move |tx| {
            tx.one(store::sql!("SELECT party FROM instrument_response WHERE id = ?1"), store::vals![id])
        });
        assert_eq!(party, made.party, "whoever is forgotten is forgotten here too");
    });
}

#[test]
fn what_is_missing_is_said_at_once_and_neither_seat_nor_answer_is_taken() {
    on_both(SCHEMAS, |store| {
        let version = asks(store, Purpose::Registration);
        let (_, pool) = saturday(store, Draft { instrument: Some(version), ..workshop() }, 5);
        let nameless = New { questions: Some(version), answers: typed("0.2", &[]), ..somebody("", pool, 1) };
        let refused = write(store, move |tx| seats::register(tx, &now(), &nameless));
        assert_eq!(keys(refused), ["register-name-missing", "answer-missing"]);
        // The second question is asked only after this answer: the form comes back with it.
        let half = typed("0.2", &[(rules::field(0), yes().as_str())]);
        let new = New { questions: Some(version), answers: half, ..somebody("Meiske", pool, 1) };
        assert_eq!(keys(write(store, move |tx| seats::register(tx, &now(), &new))), ["answer-also"]);
        assert_eq!((responses(store), read(store, move |tx| seats::pool(tx, pool)).taken), (0, 0));
    });
}

#[test]
fn answers_to_questions_that_are_no_longer_asked_count_for_nothing() {
    on_both(SCHEMAS, |store| {
        let (old, new) = (asks(store, Purpose::Registration), asks(store, Purpose::Registration));
        let (_, pool) = saturday(store, Draft { instrument: Some(new), ..workshop() }, 5);
        let answers = typed("0.2", &[(rules::field(0), NO.to_string().as_str())]);
        let stale = New { questions: Some(old), answers: answers.clone(), ..somebody("Meiske", pool, 1) };
        let refused = keys(write(store, move |tx| seats::register(tx, &now(), &stale)));
        assert!(!refused.is_empty() && refused.iter().all(|key| *key == "answer-also"), "{refused:?}");
        let fresh = New { questions: Some(new), answers, ..somebody("Meiske", pool, 1) };
        assert!(write(store, move |tx| seats::register(tx, &now(), &fresh)).unwrap().response.is_some());
    });
}

#[test]
fn only_a_questionnaire_for_registrations_can_be_chosen() {
    on_both(SCHEMAS, |store| {
        let survey = asks(store, Purpose::Survey);
        let draft = Draft { instrument: Some(survey), ..workshop() };
        assert_eq!(
            keys(write(store, move |tx| planning::draft(tx, &now(), &draft))),
            ["activity-questions-other"]
        );
        let offered = read(store, |tx| instruments::offered(tx, Purpose::Registration));
        assert!(offered.is_empty(), "{offered:?}");
    });
}

#[test]
fn long_after_the_end_nothing_leads_to_the_answers_and_those_in_own_words_are_gone() {
    on_both(SCHEMAS, |store| {
        let version = asks(store, Purpose::Registration);
        let (_, pool) = saturday(store, Draft { instrument: Some(version), ..workshop() }, 5);
        let answers =
            typed("0.2", &[(rules::field(0), NO.to_string().as_str()), (rules::field(2), "Menulis")]);
        let new = New { questions: Some(version), answers, ..somebody("Meiske", pool, 1) };
        let made = write(store, move |tx| seats::register(tx, &now(), &new)).unwrap();
        let response = made.response.unwrap();
        write(store, |tx| seats::forget(tx, &act("2027-02-06T02:35"))).unwrap();
        assert_eq!(stands(store, made.id).response, None);
        let (_, left) = read(store, move |tx| instruments::read(tx, response));
        assert_eq!(
            left.into_iter().collect::<Vec<_>>(),
            [(1, Answer::Picked(vec![NO]))],
            "what is counted stays"
        );
    });
}
