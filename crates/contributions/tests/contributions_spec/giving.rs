//! A contribution is promised, comes, is appraised, taken or turned away.

use std::{sync::Barrier, thread};

use crate::town::{citizen, gift, in_a_library, keys, market, now, sound, write};
use contributions::{
    Kind, Method, State,
    giving::{self, Entered, Filter, Mended, Recording},
    rules::Valuation,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use platform::audit;
use store::Error;

#[test]
fn a_promised_gift_is_followed_step_by_step_to_its_letter_of_thanks() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let new = gift(store, Kind::Books, Some(giver));
        let one =
            write(store, move |tx| giving::pledge(tx, &now(), &new, 40, Some(date(2026, 9, 1)))).unwrap();
        let id = one.id;
        let thanked = write(store, move |tx| {
            giving::receive(tx, &now(), id, 38, Some(date(2026, 8, 4)), false)?;
            giving::appraise(tx, &now(), id, &market(1_710_000), None)?;
            giving::accept(tx, &now(), id)?;
            giving::record(tx, &now(), id, &Recording::default())?;
            giving::acknowledge(tx, &now(), id)
        })
        .unwrap();
        assert_eq!((thanked.promised, thanked.amount), (Some(40), Some(38)));
        assert_eq!(thanked.handover.as_deref(), Some("001/BAST/VIII/2026"));
        assert_eq!(thanked.thanks.as_deref(), Some("001/UT/VIII/2026"));
        let steps = store.read_blocking(move |tx| giving::steps(tx, id)).unwrap();
        let states: Vec<_> = steps.iter().map(|step| step.state).collect();
        assert_eq!(
            states,
            [
                State::Pledged,
                State::Received,
                State::Appraised,
                State::Accepted,
                State::Recorded,
                State::Acknowledged
            ]
        );
        let trail = store.read_blocking(move |tx| audit::history(tx, id, 20)).unwrap();
        assert_eq!(trail.len(), 6, "every step is in the journal");
        let told = store.read_blocking(move |tx| {
            tx.one::<(i64,)>(
                store::sql!("SELECT count(*) FROM notice WHERE recipient = ?1"),
                store::vals![giver],
            )
        });
        assert_eq!(told.unwrap().0, 1);
        sound(store);
    });
}

#[test]
fn one_gift_entered_by_two_clerks_is_one_however_they_write_the_name() {
    in_a_library(|store| {
        let arrive = |name: &str| {
            let form = Id::<()>::new().to_string();
            let new = Entered { name: name.into(), form, ..gift(store, Kind::Books, None) };
            write(store, move |tx| giving::arrive(tx, &now(), &new, 7, Some(date(2026, 8, 4)), false))
        };
        arrive("Toko Krisan").unwrap();
        for again in ["toko krisan", "  TOKO  Krisan ", "Toko-Krisan."] {
            assert_eq!(keys(arrive(again)), ["contribution-entered-already"], "{again}");
        }
        arrive("Toko Anggrek").unwrap();
    });
}

#[test]
fn two_clerks_who_enter_one_gift_at_once_are_told_of_each_other() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let start = Barrier::new(2);
        let entered = thread::scope(|scope| {
            let clerks = [(); 2].map(|()| {
                let new = gift(store, Kind::Books, Some(giver));
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    write(store, move |tx| {
                        giving::arrive(tx, &now(), &new, 40, Some(date(2026, 8, 4)), false)
                    })
                })
            });
            clerks.map(|clerk| clerk.join().unwrap())
        });
        let refused: Vec<_> = entered.into_iter().filter(|one| one.is_err()).collect();
        assert_eq!(refused.len(), 1);
        assert_eq!(keys(refused.into_iter().next().unwrap()), ["contribution-entered-already"]);
        let count = store.read_blocking(|tx| giving::counts(tx, &Filter::default())).unwrap();
        assert_eq!(count, 1);
    });
}

#[test]
fn the_same_form_sent_twice_is_one_contribution() {
    in_a_library(|store| {
        let new = gift(store, Kind::Transport, None);
        let again = new.clone();
        let enter = |new: Entered| {
            write(store, move |tx| giving::arrive(tx, &now(), &new, 1, Some(date(2026, 8, 4)), false))
                .unwrap()
                .code
        };
        assert_eq!(enter(new), enter(again));
    });
}

#[test]
fn whoever_gave_what_the_library_does_not_take_is_told_why_once() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let new = gift(store, Kind::Books, Some(giver));
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 7, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        write(store, move |tx| giving::turn_away(tx, &now(), id, false, "Buku pelajaran lama")).unwrap();
        let told: (i64,) = store
            .read_blocking(move |tx| {
                tx.one(store::sql!("SELECT count(*) FROM notice WHERE recipient = ?1"), store::vals![giver])
            })
            .unwrap();
        assert_eq!(told.0, 1);
    });
}

#[test]
fn the_database_records_nothing_without_value_method_and_number() {
    in_a_library(|store| {
        let new = gift(store, Kind::Books, None);
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 3, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        assert_eq!(
            keys(write(store, move |tx| giving::record(tx, &now(), id, &Recording::default()))),
            ["contribution-elsewhere"]
        );
        for wrong in [
            store::sql!(
                "UPDATE contribution SET state = 'recorded', handover = 'X', recorded_on = '2026-08-05' WHERE id = ?1"
            ),
            store::sql!(
                "UPDATE contribution SET state = 'recorded', value = 9, method = 'market', basis = 'x' WHERE id = ?1"
            ),
            store::sql!("UPDATE contribution SET value = 9, method = 'invoice' WHERE id = ?1"),
            store::sql!("UPDATE contribution SET value = 0, method = 'market', basis = 'x' WHERE id = ?1"),
            store::sql!("UPDATE contribution SET amount = -3 WHERE id = ?1"),
        ] {
            let refused = write(store, move |tx| tx.exec(wrong, store::vals![id]));
            assert!(matches!(refused, Err(Error::Check(_))), "{}: {refused:?}", wrong.text());
        }
    });
}

#[test]
fn a_value_of_zero_a_bill_that_is_missing_and_a_day_to_come_are_refused_with_their_reasons() {
    in_a_library(|store| {
        let new = gift(store, Kind::Equipment, None);
        let later = new.clone();
        let refused =
            write(store, move |tx| giving::arrive(tx, &now(), &later, 0, Some(date(2027, 1, 1)), false));
        assert_eq!(keys(refused), ["contribution-amount-missing", "contribution-day-to-come"]);
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 2, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        let free = Valuation { value: Rupiah::ZERO, method: Method::Invoice, basis: String::new() };
        let refused = write(store, move |tx| giving::appraise(tx, &now(), id, &free, None));
        assert_eq!(keys(refused), ["contribution-value-missing", "contribution-proof-missing"]);
    });
}

#[test]
fn what_came_in_part_leaves_a_promise_of_the_rest_which_is_received_like_any_other() {
    in_a_library(|store| {
        let giver = citizen(store, "PT Contoh");
        let (new, commitment) = (gift(store, Kind::Equipment, Some(giver)), Id::new());
        let new = Entered { commitment: Some(commitment), ..new };
        let id =
            write(store, move |tx| giving::pledge(tx, &now(), &new, 10, Some(date(2026, 9, 1)))).unwrap().id;
        let came = |id, amount, more| {
            let day = Some(date(2026, 8, 4));
            write(store, move |tx| giving::receive(tx, &now(), id, amount, day, more))
        };
        came(id, 4, true).unwrap();
        let find = |state| {
            let filter = Filter { state: Some(state), ..Filter::default() };
            store.read_blocking(move |tx| giving::page(tx, &filter, (9, 0))).unwrap()
        };
        let rest = find(State::Pledged).remove(0);
        assert_eq!((rest.promised, rest.due, rest.rest_of), (Some(6), Some(date(2026, 9, 1)), Some(id)));
        assert_eq!(
            (rest.party, rest.commitment),
            (Some(giver), Some(commitment)),
            "it keeps the same promise"
        );
        came(rest.id, 6, true).unwrap();
        assert!(find(State::Pledged).is_empty(), "nothing is left to come");
        assert_eq!(keys(came(id, 4, true)), ["contribution-elsewhere"], "once");
        sound(store);
    });
}

#[test]
fn what_is_written_is_mended_until_it_is_recorded_and_its_value_is_found_anew() {
    in_a_library(|store| {
        let new = gift(store, Kind::Books, None);
        let id = write(store, move |tx| {
            let one = giving::arrive(tx, &now(), &new, 40, Some(date(2026, 8, 4)), false)?;
            giving::appraise(tx, &now(), one.id, &market(1_800_000), None)?;
            Ok(giving::accept(tx, &now(), one.id)?.id)
        })
        .unwrap();
        let mend = |about: &str, amount| {
            let new = Mended {
                about: about.into(),
                purpose: "Bacaan anak".into(),
                named: false,
                came: (amount, Some(date(2026, 8, 3))),
            };
            write(store, move |tx| giving::mend(tx, &now(), id, &new))
        };
        assert_eq!(keys(mend(" ", 0)), ["contribution-about-missing", "contribution-amount-missing"]);
        let after = mend("4 buku anak", 4).unwrap();
        assert_eq!((after.amount, after.received_on), (Some(4), Some(date(2026, 8, 3))));
        assert_eq!((after.state, after.value), (State::Received, None), "40 books were worth something else");
        write(store, move |tx| {
            giving::appraise(tx, &now(), id, &market(180_000), None)?;
            giving::accept(tx, &now(), id)?;
            giving::record(tx, &now(), id, &Recording::default())
        })
        .unwrap();
        assert_eq!(keys(mend("Lain", 4)), ["contribution-elsewhere"], "what was signed stays");
        let before = store.read_blocking(move |tx| audit::history(tx, id, 20)).unwrap();
        assert!(
            before.iter().any(|entry| entry.action == "contribution.mended"),
            "what stood there before is kept"
        );
        sound(store);
    });
}

#[test]
fn a_contribution_is_found_by_the_words_of_its_giver_of_what_it_is_or_of_its_papers() {
    in_a_library(|store| {
        let named = |name: &str, about: &str| Entered {
            name: name.into(),
            about: about.into(),
            ..gift(store, Kind::Books, None)
        };
        for new in [named("Toko 100% Krisan", "Novel"), named("Meiske", "Kamus_lama")] {
            write(store, move |tx| giving::arrive(tx, &now(), &new, 7, Some(date(2026, 8, 4)), false))
                .unwrap();
        }
        for (words, found) in
            [("krisan", 1), ("KAMUS", 1), ("h-2026-0", 2), ("0%", 1), ("s_l", 1), ("BAST", 0), ("", 2)]
        {
            let filter = Filter { words: words.into(), ..Filter::default() };
            let asked = filter.clone();
            let (listed, counted) = store
                .read_blocking(move |tx| {
                    Ok((giving::page(tx, &asked, (9, 0))?, giving::counts(tx, &filter)?))
                })
                .unwrap();
            assert_eq!((listed.len(), counted), (found, found as i64), "{words}");
        }
    });
}
