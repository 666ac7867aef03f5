//! A wish, from the form to the shelf or to an answer.

use acquisitions::{
    Wish,
    orders::{self, NewLine},
    settings,
    suggestions::{self, NewSuggestion},
};
use store::{Store, Tx};
use trial::{act, on_both};

use crate::town::{SCHEMAS, begun, by, keys, line, now, organisation, receive, write};

#[test]
fn a_suggestion_is_made_once_by_a_form_and_says_at_least_a_title() {
    on_both(SCHEMAS, |store| {
        let make = |form: &'static str, new: NewSuggestion| {
            write(store, move |tx| suggestions::make(tx, &act("2026-08-05T09:30"), form, &new))
        };
        let good = NewSuggestion {
            title: "Laskar Pelangi".into(),
            isbn: "979-3062-79-7".into(),
            ..NewSuggestion::default()
        };
        let first = make("a", good.clone()).unwrap();
        assert_eq!(make("a", good.clone()).unwrap(), first);
        let bad = NewSuggestion { isbn: "8991234567890".into(), ..NewSuggestion::default() };
        assert_eq!(
            keys(make("b", bad)),
            ["suggestion-title-missing", "suggestion-isbn-wrong"],
            "a shop's number"
        );
        write(store, |tx| settings::PER_DAY.set(tx, &now(), "1")).unwrap();
        assert_eq!(keys(make("c", good.clone())), ["suggestion-enough"]);
        let member = write(store, |tx| organisation(tx, "SD Contoh")).unwrap();
        make("d", NewSuggestion { party: Some(member), ..good }).expect("members are no strangers");
    });
}

#[test]
fn a_no_is_explained_and_a_wish_follows_its_order_to_the_shelf() {
    on_both(SCHEMAS, |store| {
        let wish = write(store, |tx| {
            let new = NewSuggestion { title: "Sang Pemimpi".into(), ..NewSuggestion::default() };
            suggestions::make(tx, &now(), "a", &new)?;
            Ok(suggestions::page(tx, Wish::New, (1, 0))?.remove(0).id)
        })
        .unwrap();
        let state =
            |store: &Store| store.read_blocking(move |tx| Ok(suggestions::one(tx, wish)?.state)).unwrap();
        assert_eq!(
            keys(write(store, move |tx| suggestions::decline(tx, &now(), wish, " "))),
            ["suggestion-answer-missing"]
        );
        let (_, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let from_wish = move |tx: &mut Tx<'_>| {
            let new = NewLine { suggestion: Some(wish), ..line("Sang Pemimpi", 2, 50_000) };
            orders::add(tx, &now(), order, &new)
        };
        assert_eq!(keys(write(store, from_wish)), ["suggestion-not-selected"]);
        write(store, move |tx| suggestions::select(tx, &now(), wish)).unwrap();
        write(store, from_wish).unwrap();
        assert_eq!(keys(write(store, from_wish)), ["suggestion-in-another-order"]);
        write(store, move |tx| orders::place(tx, &by(2), order, false)).unwrap();
        assert_eq!(state(store), Wish::Ordered);
        receive(store, order, 1).unwrap();
        assert_eq!(state(store), Wish::Arrived);
        let late = write(store, move |tx| suggestions::decline(tx, &now(), wish, "Terlambat"));
        assert_eq!(keys(late), ["suggestion-decided"]);
    });
}

#[test]
fn what_never_came_of_a_closed_order_is_on_the_list_again() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let wish = write(store, move |tx| {
            let new = NewSuggestion { title: "Sang Pemimpi".into(), ..NewSuggestion::default() };
            suggestions::make(tx, &now(), "a", &new)?;
            let wish = suggestions::page(tx, Wish::New, (1, 0))?.remove(0).id;
            suggestions::select(tx, &now(), wish)?;
            orders::add(
                tx,
                &now(),
                order,
                &NewLine { suggestion: Some(wish), ..line("Sang Pemimpi", 1, 50_000) },
            )?;
            Ok(wish)
        })
        .unwrap();
        let no = write(store, move |tx| suggestions::decline(tx, &now(), wish, "Sudah ada"));
        assert_eq!(keys(no), ["suggestion-in-an-order"], "nobody is told no and yes");
        write(store, move |tx| orders::place(tx, &by(2), order, false)).unwrap();
        write(store, move |tx| orders::close(tx, &now(), order)).unwrap();
        let one = store.read_blocking(move |tx| suggestions::one(tx, wish)).unwrap();
        assert_eq!(one.state, Wish::Selected);
    });
}
