//! What is asked after what, and which answers are good ones.

use instruments::{
    Answer, Answers, Content, Kind, MOST_QUESTIONS, NO, Picked, Purpose, Section, Text, Typed, YES,
    draft::{self, Edit, Towards},
    rules::{self, field, judge},
    steps::{self, Turn, Wish},
};
use kernel::Message;
use proptest::prelude::*;

use crate::town::{answers, content, question, typed};

fn form(fields: &[(&str, &str)]) -> Typed {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Typed::of(&fields)
}

fn one(kind: Kind) -> Content {
    let mut only = question(1, "?", kind);
    only.steps = 5;
    Content {
        sections: vec![Section { title: Text::default(), questions: vec![only] }],
        ..Content::default()
    }
}

/// What is made of a text typed for the only question.
fn read(kind: Kind, text: &str) -> Result<Option<Answer>, &'static str> {
    let content = one(kind);
    let typed = form(&[("asked", "0"), (field(0), text)]);
    let only = content.questions().next().unwrap();
    rules::read(only, 0, &typed).map_err(|message: Message| message.key)
}

#[test]
fn a_question_is_asked_only_after_the_answer_it_depends_on() {
    let asked = |pick: u16| judge(&content(), &form(&[("asked", "0"), (field(0), &pick.to_string())])).asked;
    assert_eq!(asked(YES), [0, 1, 2, 3, 4]);
    assert_eq!(asked(NO), [0, 2, 3, 4]);
}

#[test]
fn what_was_answered_to_a_question_that_is_not_asked_does_not_count() {
    let mut given = answers(4, "");
    given.insert(1, Answer::Picked(vec![NO]));
    let judged = judge(&content(), &typed(&given));
    assert!(judged.reasons().is_empty());
    assert!(!judged.answers.contains_key(&2));
}

#[test]
fn a_condition_on_a_question_that_was_not_asked_itself_does_not_hold() {
    let mut chain = content();
    let mut third = question(6, "Mengapa?", Kind::Short);
    third.when = vec![Picked { question: 2, pick: 1 }];
    chain.sections[0].questions.push(third);
    let typed = form(&[("asked", "0.1.2"), (field(0), "2"), (field(1), "1"), (field(2), "Dekat")]);
    assert_eq!(judge(&chain, &typed).asked, [0, 3, 4, 5]);
}

#[test]
fn every_wrong_answer_has_its_own_reason_at_once() {
    let typed = form(&[("asked", "0.1.2.3.4"), (field(0), "7"), (field(3), "200")]);
    let reasons = judge(&content(), &typed).reasons();
    let told: Vec<(Option<&str>, &str)> =
        reasons.iter().map(|reason| (reason.field, reason.message.key)).collect();
    assert_eq!(
        told,
        [
            (Some("q00"), "answer-not-offered"),
            (Some("q02"), "answer-missing"),
            (Some("q03"), "answer-too-great")
        ]
    );
}

#[test]
fn answers_are_read_as_people_write_them() {
    let said = |text: &str| Ok(Some(Answer::Said(text.to_owned())));
    assert_eq!(read(Kind::Number, " 1.250 "), Ok(Some(Answer::Number(1250))));
    assert_eq!(read(Kind::Number, "-3"), Ok(Some(Answer::Number(-3))));
    for text in ["12,5", "1.25", "sepuluh", "--1", "1e3", "9999999999999999"] {
        assert_eq!(read(Kind::Number, text), Err("answer-number-unreadable"), "{text}");
    }
    assert_eq!(read(Kind::Email, "maria@contoh.id"), said("maria@contoh.id"));
    assert_eq!(read(Kind::Email, "maria@contoh"), Err("answer-email-unreadable"));
    assert_eq!(read(Kind::Phone, "0812-3456-7890"), said("6281234567890"));
    assert_eq!(read(Kind::Phone, "kosong"), Err("answer-phone-unreadable"));
    assert_eq!(read(Kind::Short, &"a".repeat(301)), Err("answer-too-long"));
    assert_eq!(read(Kind::Short, "   "), Ok(None));
    assert_eq!(read(Kind::Scale, "6"), Err("answer-not-offered"));
    let day = |d: &str, m: &str, y: &str| {
        let typed = form(&[("asked", "0"), ("q00_day", d), ("q00_month", m), ("q00_year", y)]);
        rules::read(one(Kind::Day).questions().next().unwrap(), 0, &typed).map_err(|message| message.key)
    };
    assert_eq!(day("5", "8", "2026"), said("2026-08-05"));
    assert_eq!(day("31", "2", "2026"), Err("answer-day-unreadable"));
    assert_eq!(day("", "", ""), Ok(None));
}

#[test]
fn of_a_question_with_one_answer_two_are_refused() {
    let typed = form(&[("asked", "0"), (field(0), "1"), (field(0), "2")]);
    let content = one(Kind::YesNo);
    let read = rules::read(content.questions().next().unwrap(), 0, &typed);
    assert_eq!(read.map_err(|message| message.key), Err("answer-only-one"));
}

#[test]
fn a_form_goes_step_by_step_asks_further_and_shows_everything_before_it_is_sent() {
    let content = content();
    let step = |fields: &[(&str, &str)], at, wish| steps::turn(&content, &form(fields), at, wish);
    let (turn, judged) = step(&[("asked", "0"), (field(0), "1")], 0, Wish::Forward);
    assert_eq!(
        (turn, judged.further.first()),
        (Turn::Section(0), Some(&1)),
        "a question opened in this step"
    );
    assert!(judged.wrong.is_empty());
    let first = [("asked", "0.1"), (field(0), "1"), (field(1), "2")];
    assert_eq!(step(&first, 0, Wish::Forward).0, Turn::Section(1));
    let both = [("asked", "0.1.2.3.4"), (field(0), "1"), (field(1), "2"), (field(2), "4")];
    assert_eq!(step(&both, 1, Wish::Forward).0, Turn::Review);
    assert_eq!(step(&both, 2, Wish::Send).0, Turn::Done);
    assert_eq!(step(&both, 2, Wish::Back).0, Turn::Section(1));
    assert_eq!(step(&first, 2, Wish::Send).0, Turn::Section(1), "nobody sends past what was not asked");
}

#[test]
fn an_assessment_counts_what_was_asked_and_knows_its_pass_mark() {
    let mut content = content();
    content.pass = Some(60);
    let score = |pick: u16| {
        let mut given = answers(3, "");
        given.insert(2, Answer::Picked(vec![pick]));
        rules::score(&content, &given)
    };
    assert_eq!((score(1).points, score(1).most, score(1).passed), (3, 3, Some(true)));
    assert_eq!((score(2).points, score(2).passed), (1, Some(false)));
    let not_asked = rules::score(&content, &Answers::from([(1, Answer::Picked(vec![NO]))]));
    assert_eq!((not_asked.most, not_asked.passed), (0, None));
}

#[test]
fn choices_written_a_line_each_keep_what_they_were() {
    let first = draft::choices("Setuju | Agree | 4\n\nTidak", &[]).unwrap();
    assert_eq!((first[0].key, first[0].points, first[1].key), (1, 4, 2));
    let again = draft::choices("Mungkin\nTidak\nSetuju", &first).unwrap();
    assert_eq!(again.iter().map(|choice| choice.key).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(draft::choices(&draft::written(&first), &first), Ok(first));
    for (text, key) in [("a | b | c", "draft-choice-unreadable"), ("a\na", "draft-choice-twice")] {
        assert_eq!(draft::choices(text, &[]).map_err(|message| message.key), Err(key));
    }
}

#[test]
fn a_draft_with_a_condition_that_looks_ahead_cannot_be_published() {
    let content = content();
    assert!(rules::objections(&content, Purpose::Survey).is_empty());
    let moved = draft::apply(content, Edit::Move(2, Towards::Front)).unwrap();
    let found: Vec<&str> =
        rules::objections(&moved, Purpose::Survey).iter().map(|message| message.key).collect();
    assert_eq!(found, ["draft-condition-astray"]);
}

#[test]
fn statements_added_together_are_questions_of_their_own_with_keys_nobody_had() {
    let three = ["Ruang", "Petugas", "Koleksi"].map(|ask| question(1, ask, Kind::Short)).to_vec();
    let removed = draft::apply(content(), Edit::Remove(5)).unwrap();
    let added = draft::apply(removed, Edit::Add(1, three)).unwrap();
    assert_eq!(added.questions().map(|question| question.key).collect::<Vec<_>>(), [1, 2, 3, 4, 6, 7, 8]);
}

#[test]
fn a_questionnaire_has_an_end() {
    let mut content = Content::default();
    for n in 0..MOST_QUESTIONS {
        let asked = question(0, &format!("Pertanyaan {n}"), Kind::Short);
        content = draft::apply(content, Edit::Add(0, vec![asked])).unwrap();
    }
    let names: std::collections::BTreeSet<&str> = (0..MOST_QUESTIONS).map(field).collect();
    assert_eq!(names.len(), MOST_QUESTIONS, "every question has a field of its own");
    let one_more = draft::apply(content, Edit::Add(0, vec![question(0, "?", Kind::Short)]));
    assert_eq!(one_more.unwrap_err().reasons[0].message.key, "draft-full");
}

prop_compose! {
    /// Questions that are answered by picking, each perhaps depending on an earlier one.
    fn contents()(parts in prop::collection::vec((0_usize..3, any::<bool>(), 0_u16..6, 1_u16..4), 1..8)) -> Content {
        let questions = parts.iter().enumerate().map(|(n, (kind, required, on, pick))| {
            let mut question =
                question(n as u16 + 1, "?", [Kind::YesNo, Kind::Scale, Kind::Short][*kind]);
            (question.steps, question.required) = (3, *required);
            if *on > 0 && usize::from(*on) <= n {
                question.when = vec![Picked { question: *on, pick: *pick }];
            }
            question
        });
        let section = Section { title: Text::default(), questions: questions.collect() };
        Content { sections: vec![section], ..Content::default() }
    }
}

proptest! {
    /// Whatever comes with a form, each question is judged once: asked or not, and where asked answered, wrong, further or
    /// rightly left out; and what was judged good is good when it comes again.
    #[test]
    fn what_is_judged_good_stays_good(
        content in contents(),
        fields in prop::collection::vec((0_usize..9, "[0-9a-z]{0,3}"), 0..14),
    ) {
        let mut sent: Vec<(String, String)> =
            fields.into_iter().map(|(place, value)| (field(place).to_owned(), value)).collect();
        sent.push(("asked".into(), (0..8).map(|n| n.to_string()).collect::<Vec<_>>().join(".")));
        let judged = judge(&content, &Typed::of(&sent));
        prop_assert!(judged.further.is_empty());
        for (place, question) in content.questions().enumerate() {
            let is_asked = rules::is_asked(question, &judged.answers);
            prop_assert_eq!(is_asked, judged.asked.contains(&place));
            let is_wrong = judged.wrong.iter().any(|(wrong, _)| *wrong == place);
            let is_answered = judged.answers.contains_key(&question.key);
            prop_assert!(!(is_wrong && is_answered));
            prop_assert!(is_asked || !(is_wrong || is_answered));
            prop_assert!(!is_asked || !question.required || is_wrong || is_answered);
        }
        let again = judge(&content, &Typed::all(&content, &judged.answers));
        prop_assert_eq!(&again.answers, &judged.answers);
        prop_assert_eq!(&again.asked, &judged.asked);
    }

    /// However questions are moved about, none is lost and none comes twice.
    #[test]
    fn moving_loses_nothing(moves in prop::collection::vec((1_u16..6, any::<bool>()), 0..40)) {
        let mut moved = content();
        for (key, front) in moves {
            let towards = if front { Towards::Front } else { Towards::End };
            moved = draft::apply(moved, Edit::Move(key, towards)).unwrap();
        }
        let mut keys: Vec<u16> = moved.questions().map(|question| question.key).collect();
        keys.sort_unstable();
        prop_assert_eq!(keys, vec![1, 2, 3, 4, 5]);
    }

    /// Points never exceed those that could be had.
    #[test]
    fn nobody_has_more_points_than_there_are(points in prop::collection::vec(-9_i64..9, 2..6), picks in prop::collection::vec(1_u16..7, 0..6)) {
        for kind in [Kind::One, Kind::Several] {
            let mut asked = question(1, "?", kind);
            let choice = |(n, points): (usize, &i64)| instruments::Choice { key: n as u16 + 1, label: Text::new("?", ""), points: *points };
            asked.choices = points.iter().enumerate().map(choice).collect();
            let offered = asked.picks();
            let mut picked: Vec<u16> = picks.iter().copied().filter(|pick| offered.contains(pick)).collect();
            picked.sort_unstable();
            picked.dedup();
            if kind == Kind::One { picked.truncate(1); }
            let content = Content { sections: vec![Section { title: Text::default(), questions: vec![asked] }], ..Content::default() };
            let score = rules::score(&content, &Answers::from([(1, Answer::Picked(picked))]));
            prop_assert!((0..=score.most).contains(&score.points));
        }
    }
}

#[test]
fn a_number_has_as_many_digits_behind_the_comma_as_are_asked_for_and_is_written_as_it_was_read() {
    let mut weight = question(1, "Berapa kilogram?", Kind::Number);
    (weight.decimals, weight.least, weight.most) = (2, Some(0), Some(1_000));
    let read = |text: &str| {
        let typed = form(&[(field(0), text)]);
        rules::read(&weight, 0, &typed).map_err(|message| message.key)
    };
    for (text, number) in [("3,75", 375), ("1", 100), ("0,5", 50), ("1.000", 100_000), ("999,99", 99_999)] {
        assert_eq!(read(text), Ok(Some(Answer::Number(number))), "{text}");
    }
    for text in ["3,755", "3.75", "3,", ",5", "1,5,5", "3,-5", "tiga"] {
        assert_eq!(read(text), Err("answer-decimal-unreadable"), "{text}");
    }
    assert_eq!((read("1.000,01"), read("-0,01")), (Err("answer-too-great"), Err("answer-too-small")));
    for (number, text) in [(375, "3,75"), (-50, "-0,50"), (100_000, "1000,00")] {
        assert_eq!(rules::written(&weight, number), text);
    }
}
