//! Who may be a child, and who is one no more.

use crate::{
    SCHEMAS,
    families::{born, keys, missing, now},
};
use jiff::civil::{Date, date};
use kernel::{Id, Person};
use membership::{NewMember, families, members};
use people::{Profile, parties};
use trial::{act, on_both};

#[test]
fn on_a_plan_for_children_nobody_is_grown_up_for_want_of_a_birth_date() {
    on_both(SCHEMAS, |store| {
        let begin = |plan: &str| {
            let profile =
                Profile { name: format!("Olivia {plan}"), village: "Kinilow".into(), ..Profile::default() };
            let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
            store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
        };
        let (child, grown) = (begin("anak"), begin("dewasa"));
        let (today, due) = (now().today(), child.consent_due);
        let after = due.tomorrow().unwrap();
        assert!(members::is_provisional(&child, today) && !members::is_provisional(&grown, today));
        assert_eq!(missing(store, &child)[0], "missing-birth-of-child");
        assert_eq!(missing(store, &grown), ["missing-birth"]);
        assert_eq!(members::standing(&child, after), members::Standing::Unagreed(due));
        assert_eq!(members::standing(&grown, after), members::Standing::Active);
        let all = membership::module().indicators;
        let indicator = *all.iter().find(|indicator| indicator.key == "membership.active").unwrap();
        let active = |day| {
            let period = web::Period { from: day, to: day };
            store.read_blocking(move |tx| (indicator.compute)(tx, &now(), period)).unwrap()
        };
        assert_eq!((active(today), active(after)), (2, 1));
        let profile = Profile {
            name: "Olivia anak".into(),
            born: Some(date(2016, 1, 1)),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let person = child.person;
        let known = Profile { born: None, ..profile.clone() };
        store.write_blocking(move |tx| parties::change(tx, &now(), person, &profile)).unwrap();
        assert_eq!(missing(store, &child), ["missing-guardian", "missing-consent"]);
        let taken = store.write_blocking(move |tx| parties::change(tx, &now(), person, &known));
        assert_eq!(keys(taken.unwrap_err()), ["member-born-stays"]);
    });
}

#[test]
fn whoever_owes_a_birth_date_comes_to_no_plan_of_grown_ups_without_it_and_whoever_owed_none_has_time_to_say_it()
 {
    on_both(SCHEMAS, |store| {
        let begin = |name: &str, plan: &str| {
            let profile = Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() };
            let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
            store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
        };
        let moved = |who: Id<Person>, plan: &'static str, when: &'static str| {
            store.write_blocking(move |tx| {
                members::change_plan(tx, &act(when), who, &members::Moving::to(plan))
            })
        };
        for (name, plan) in [
            ("Olivia Tular", "anak"),
            ("Nova Lumi", "remaja"),
            ("Feibe Legi", "pelajar"),
            ("Ruth Polii", "keluarga"),
        ] {
            let one = begin(name, plan);
            assert!(one.birth_owed && members::is_provisional(&one, now().today()), "{plan}");
            let no = moved(one.person, "dewasa", "2026-08-05T09:30");
            assert_eq!(keys(no.unwrap_err()), ["member-plan-needs-birth"], "{plan}");
            let person = one.person;
            let renewed = store.write_blocking(move |tx| members::renew(tx, &now(), person, None));
            assert_eq!(keys(renewed.unwrap_err()), ["member-birth-owed"], "{plan}");
        }
        let child = begin("Stevi Rarung", "anak");
        let still = moved(child.person, "keluarga", "2026-09-20T09:30").unwrap();
        assert!(still.birth_owed && still.consent_due == child.consent_due, "no plan gives more time");
        let grown = begin("Deisi Kaunang", "dewasa");
        let later = moved(grown.person, "keluarga", "2026-12-01T09:30").unwrap();
        assert_eq!((later.birth_owed, later.consent_due), (true, date(2026, 12, 31)));
        assert_eq!(members::standing(&later, date(2026, 12, 31)), members::Standing::Active);
    });
}

#[test]
fn whoever_comes_of_age_is_listed_with_the_day_until_somebody_has_asked_whether_they_stay() {
    on_both(SCHEMAS, |store| {
        let soon = born(store, "Gracia Wowor", date(2008, 8, 20), "remaja");
        let young = born(store, "Jantje Wowor", date(2009, 8, 20), "remaja");
        born(store, "Ruth Wowor", date(2008, 8, 5), "dewasa");
        let listed = |day: Date| {
            store
                .read_blocking(move |tx| {
                    let found = families::coming_of_age(tx, day, 60, 9)?;
                    assert_eq!(
                        families::coming_of_age_count(tx, day, 60)?,
                        i64::try_from(found.len()).unwrap()
                    );
                    Ok(found)
                })
                .unwrap()
        };
        let birthday = date(2026, 8, 20);
        assert_eq!(
            listed(now().today()),
            [(soon.clone(), birthday)],
            "who joined grown up never was a child"
        );
        // The day has passed, and nobody has asked.
        assert_eq!(listed(date(2026, 12, 1)), [(soon.clone(), birthday)]);
        let later = act("2026-12-01T09:00");
        let (by, small) = (later.clone(), young.person);
        let refused = store.write_blocking(move |tx| families::seen_grown(tx, &by, small)).unwrap_err();
        assert_eq!(keys(refused), ["toconfirm-not-grown"]);
        let (by, never) = (later.clone(), born(store, "Meiske Lumi", date(1990, 1, 1), "dewasa").person);
        let refused = store.write_blocking(move |tx| families::seen_grown(tx, &by, never)).unwrap_err();
        assert_eq!(keys(refused), ["toconfirm-never-child"]);
        let (by, person) = (later.clone(), soon.person);
        store.write_blocking(move |tx| families::seen_grown(tx, &by, person)).unwrap();
        assert!(listed(date(2026, 12, 1)).is_empty());
        store.write_blocking(move |tx| families::unseen_grown(tx, &later, person)).unwrap();
        assert_eq!(listed(date(2026, 12, 1)), [(soon, birthday)]);
    });
}
