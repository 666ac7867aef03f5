//! What came of it, and what is not shown.

use instruments::{
    Access, Purpose, building,
    results::{self, Figures, Line, Results},
    settings::LEAST_ANSWERS,
};
use kernel::Id;
use store::Store;
use trial::on_both;

use crate::town::{SCHEMAS, answer, answers, citizen, keys, now, published, typed, write};

fn of(store: &Store, id: Id<instruments::Instrument>) -> (Results, Vec<Line>) {
    store
        .read_blocking(move |tx| {
            let (one, version) = (building::one(tx, id)?, building::latest(tx, id)?);
            Ok((results::of(tx, &one, &version)?, results::lines(tx, &one, &version)?))
        })
        .unwrap()
}

#[test]
fn a_survey_shows_nothing_until_enough_have_answered_and_no_question_before_enough_answered_it() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Link, true);
        let id = one.id;
        for n in 0..4 {
            answer(store, version, &format!("{n}"), &typed(&answers(4, "Lampu")), "", None).unwrap();
        }
        let (few, none) = of(store, id);
        assert!(few.is_hidden() && few.tallies.is_empty() && none.is_empty(), "{few:?}");
        answer(store, version, "lima", &typed(&answers(2, "")), "", None).unwrap();
        let (enough, lines) = of(store, id);
        assert_eq!((enough.responses, enough.is_hidden(), lines.len()), (5, false, 5));
        let wishes = enough.tallies.iter().find(|tally| tally.question == 5).unwrap();
        assert_eq!((wishes.answered, &wishes.figures), (4, &None), "four words could be known by their hand");
        assert!(lines.iter().all(|line| !line.answers.contains_key(&5)), "nor are they downloaded");
        write(store, |tx| LEAST_ANSWERS.set(tx, &now(), "4")).unwrap();
        let (enough, _) = of(store, id);
        let wishes = enough.tallies.iter().find(|tally| tally.question == 5).unwrap();
        assert_eq!(wishes.figures, Some(Figures::Said(vec!["Lampu".into(); 4])));
    });
}

#[test]
fn what_was_picked_is_counted_and_a_scale_has_a_mean() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Call, Access::Link, false);
        for (n, step) in [1, 4, 4, 5].into_iter().enumerate() {
            answer(store, version, &format!("{n}"), &typed(&answers(step, "")), "", None).unwrap();
        }
        let (found, _) = of(store, one.id);
        let scale = found.tallies.iter().find(|tally| tally.question == 3).unwrap();
        let counts = Figures::Picks(vec![(1, 1), (2, 0), (3, 0), (4, 2), (5, 1)]);
        assert_eq!(scale.figures, Some(counts));
        assert_eq!(results::mean(crate::town::content().question(3).unwrap(), scale), Some(3.5));
        let age = found.tallies.iter().find(|tally| tally.question == 4).unwrap();
        assert_eq!((age.answered, &age.figures), (0, &None));
    });
}

#[test]
fn a_download_names_whoever_answered_under_their_name_and_nobody_else() {
    on_both(SCHEMAS, |store| {
        let person = citizen(store, "Meiske Contoh");
        let (named, version) = published(store, Purpose::Call, Access::Link, false);
        answer(store, version, "satu", &typed(&answers(4, "Usul")), "", Some(person)).unwrap();
        let (_, lines) = of(store, named.id);
        assert_eq!(lines[0].name.as_deref(), Some("Meiske Contoh"));
        assert_eq!(lines[0].answers, answers(4, "Usul"));
        let (secret, version) = published(store, Purpose::Survey, Access::Link, true);
        for n in 0..5 {
            answer(store, version, &format!("s{n}"), &typed(&answers(4, "Usul")), "", Some(person)).unwrap();
        }
        let (_, lines) = of(store, secret.id);
        assert!(lines.len() == 5 && lines.iter().all(|line| line.name.is_none()));
    });
}

#[test]
fn words_are_shown_in_an_order_that_tells_nothing_of_who_came_first() {
    on_both(SCHEMAS, |store| {
        let (one, version) = published(store, Purpose::Survey, Access::Link, true);
        let said: Vec<String> = (0..40).map(|n| format!("kata {n:02}")).collect();
        for words in &said {
            answer(store, version, words, &typed(&answers(4, words)), "", None).unwrap();
        }
        let (found, _) = of(store, one.id);
        let Some(Figures::Said(shown)) = &found.tallies.last().unwrap().figures else { panic!("{found:?}") };
        assert_ne!(shown, &said, "not in the order of their coming");
        let mut sorted = shown.clone();
        sorted.sort();
        assert_eq!(sorted, said);
    });
}

#[test]
fn proposals_are_read_one_by_one_and_responses_to_a_survey_never() {
    on_both(SCHEMAS, |store| {
        let person = citizen(store, "Meiske Contoh");
        let (call, version) = published(store, Purpose::Call, Access::Link, false);
        answer(store, version, "satu", &typed(&answers(4, "Usul")), "", Some(person)).unwrap();
        let (survey, version) = published(store, Purpose::Survey, Access::Link, false);
        let kept = answer(store, version, "dua", &typed(&answers(4, "Saran")), "", Some(person)).unwrap();
        store
            .read_blocking(move |tx| {
                let (call, survey) = (building::one(tx, call.id)?, building::one(tx, survey.id)?);
                let listed = results::list(tx, &call, (10, 0))?;
                assert_eq!(listed.len(), 1);
                assert_eq!(listed[0].name.as_deref(), Some("Meiske Contoh"));
                assert_eq!(results::one(tx, &call, listed[0].id)?, listed[0]);
                assert!(results::list(tx, &survey, (10, 0))?.is_empty());
                assert_eq!(keys(results::one(tx, &survey, kept.id)), ["response-unknown"]);
                assert_eq!(keys(results::one(tx, &call, kept.id)), ["response-unknown"]);
                Ok(())
            })
            .unwrap();
    });
}
