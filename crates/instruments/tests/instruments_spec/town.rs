//! Questionnaires to try things on.

use instruments::{
    Access, Answer, Answers, Choice, Content, Given, Instrument, Kept, Kind, Picked, Purpose, Question,
    Section, Text, Typed, Version, Way, YES,
    building::{self, New},
    responding,
};
use kernel::{Act, Id, Person};
use people::{PartyKind, Profile, parties};
use store::{Error, Result, Store, Tx};
use trial::act;

pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("instruments", instruments::MIGRATIONS),
];

/// A Wednesday morning in August.
pub fn now() -> Act {
    act("2026-08-05T09:30")
}

pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

/// The module, with a folder where nothing is kept.
pub fn module() -> web::Module {
    instruments::module(&platform::files::Files::at(std::env::temp_dir()))
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn choice(key: u16, label: &str, points: i64) -> Choice {
    Choice { key, label: Text::new(label, ""), points }
}

pub fn question(key: u16, ask: &str, kind: Kind) -> Question {
    Question::new(key, Text::new(ask, ""), kind)
}

/// Two sections: whether one visits, how often where one does, how content one is; then what to mend.
pub fn content() -> Content {
    let visits = question(1, "Pernah berkunjung?", Kind::YesNo);
    let mut often = question(2, "Seberapa sering?", Kind::One);
    often.choices = vec![choice(1, "Setiap minggu", 3), choice(2, "Setiap bulan", 1)];
    often.when = vec![Picked { question: 1, pick: YES }];
    let mut content = question(3, "Seberapa puas?", Kind::Scale);
    content.steps = 5;
    let mut age = question(4, "Usia?", Kind::Number);
    (age.least, age.most, age.required) = (Some(5), Some(120), false);
    let mut wish = question(5, "Apa yang perlu diperbaiki?", Kind::Long);
    wish.required = false;
    let section = |title: &str, questions| Section { title: Text::new(title, ""), questions };
    Content {
        sections: vec![
            section("Kunjungan", vec![visits, often]),
            section("Pendapat", vec![content, age, wish]),
        ],
        last_key: 5,
        ..Content::default()
    }
}

pub fn made(
    store: &Store,
    purpose: Purpose,
    access: Access,
    anonymous: bool,
    content: Content,
) -> Instrument {
    write(store, move |tx| {
        let new = New {
            title: Text::new("Contoh", "Example"),
            purpose,
            access,
            anonymous,
            content: content.clone(),
        };
        building::create(tx, &now(), &new)
    })
    .unwrap()
}

/// A questionnaire that is published, and open where it has an address of its own.
pub fn published(
    store: &Store,
    purpose: Purpose,
    access: Access,
    anonymous: bool,
) -> (Instrument, Id<Version>) {
    asking(store, purpose, access, anonymous, content())
}

/// The same, with other questions.
pub fn asking(
    store: &Store,
    purpose: Purpose,
    access: Access,
    anonymous: bool,
    content: Content,
) -> (Instrument, Id<Version>) {
    let made = made(store, purpose, access, anonymous, content);
    let id = made.id;
    let version = write(store, move |tx| {
        let version = building::publish(tx, &now(), id, 0)?;
        building::open(tx, &now(), id, access != Access::Within)?;
        Ok(version)
    })
    .unwrap();
    (made, version)
}

/// Answers of somebody who visits every week and is content to this degree.
pub fn answers(step: u16, wish: &str) -> Answers {
    let picked = |pick| Answer::Picked(vec![pick]);
    let mut answers = Answers::from([(1, picked(YES)), (2, picked(1)), (3, picked(step))]);
    if !wish.is_empty() {
        answers.insert(5, Answer::Said(wish.to_owned()));
    }
    answers
}

/// Answers as a form would bring them.
pub fn typed(answers: &Answers) -> Typed {
    Typed::all(&content(), answers)
}

pub fn citizen(store: &Store, name: &'static str) -> Id<Person> {
    write(store, move |tx| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        parties::enter_as(tx, &now(), PartyKind::Person, &profile)
    })
    .unwrap()
}

/// Somebody answers by themselves at the questionnaire's own address.
pub fn answer(
    store: &Store,
    version: Id<Version>,
    form: &str,
    typed: &Typed,
    slip: &str,
    party: Option<Id<Person>>,
) -> Result<Kept> {
    let (form, typed, slip) = (form.to_owned(), typed.clone(), slip.to_owned());
    write(store, move |tx| {
        let given = Given { version, party, way: Way::Own, form: &form };
        responding::answer(tx, &now(), &given, &typed, &slip)
    })
}
