//! Memberships: registering, finding, changing, ending.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Kind, Rupiah};
use membership::{
    Ground, Member, NewMember, Standing,
    bases::{self, NewBasis},
    families,
    members::{self, Moving},
};
use people::Profile;
use platform::library::{self, Branch};
use store::{Error, Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn meiske() -> NewMember {
    NewMember {
        profile: Profile {
            name: "Meiske  Lumi".into(),
            born: Some(date(1994, 3, 17)),
            phone: "0812-3456-7890".into(),
            village: "kakaskasen dua".into(),
            ..Profile::default()
        },
        plan: "dewasa".into(),
        ..NewMember::default()
    }
}

fn named(name: &str) -> NewMember {
    NewMember {
        profile: Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() },
        plan: "dewasa".into(),
        ..NewMember::default()
    }
}

fn register(store: &Store, new: &NewMember) -> Result<Member> {
    let new = new.clone();
    store.write_blocking(move |tx| members::register(tx, &now(), &new))
}

fn fields(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn codes(store: &Store, words: &str) -> Vec<String> {
    let words = words.to_owned();
    let found = store.read_blocking(move |tx| members::find(tx, &words, 20)).unwrap();
    found.into_iter().map(|member| member.code).collect()
}

#[test]
fn a_new_member_gets_the_next_number_and_a_membership_as_long_as_the_plan_says() {
    on_both(SCHEMAS, |store| {
        let member = register(store, &meiske()).unwrap();
        assert_eq!((member.code.as_str(), member.name.as_str()), ("A-00001", "Meiske Lumi"));
        assert_eq!(member.phone.as_deref(), Some("6281234567890"));
        assert_eq!(member.village.as_deref(), Some("Kakaskasen Dua"));
        assert_eq!(
            (member.since, members::until(&member, date(2026, 8, 5))),
            (date(2026, 8, 5), Some(date(2028, 8, 4)))
        );
        assert_eq!(members::standing(&member, date(2026, 8, 5)), Standing::Active);
        assert_eq!(register(store, &named("Jantje Wowor")).unwrap().code, "A-00002");
        let read = store.read_blocking(|tx| members::by_code(tx, " a-00001 ")).unwrap();
        assert_eq!(read.as_ref(), Some(&member));
        let person = member.person;
        assert_eq!(store.read_blocking(move |tx| members::by_id(tx, person)).unwrap(), read);
    });
}

#[test]
fn whoever_lives_elsewhere_stands_on_something_else_than_living_here() {
    on_both(SCHEMAS, |store| {
        let away = |village: &str| NewMember {
            profile: Profile { village: village.into(), ..meiske().profile },
            ..meiske()
        };
        for village in ["", "Tondano"] {
            assert_eq!(
                fields(register(store, &away(village)).unwrap_err()),
                ["basis-needs-address"],
                "{village}"
            );
        }
        let bare = NewMember { ground: Some(Ground::Payment), ..away("Tondano") };
        assert_eq!(
            fields(register(store, &bare).unwrap_err()),
            ["basis-needs-evidence", "basis-needs-amount"]
        );
        let of_staff = NewMember { plan: "petugas".into(), ..meiske() };
        assert_eq!(fields(register(store, &of_staff).unwrap_err()), ["basis-not-of-plan"]);
        let paid = NewMember { evidence: "kuitansi 041".into(), paid: Some(Rupiah(25_000)), ..bare };
        assert_eq!(fields(register(store, &paid).unwrap_err()), ["basis-paid-for-free"]);
        let paid = NewMember { paid_more: "tinggal di Tondano".into(), ..paid };
        let member = register(store, &paid).unwrap();
        assert_eq!(member.terms[0].ground, Ground::Payment);
    });
}

#[test]
fn whoever_has_moved_away_is_told_and_renews_on_something_else() {
    on_both(SCHEMAS, |store| {
        let person = register(store, &meiske()).unwrap().person;
        let away = Profile { village: "Tondano".into(), ..meiske().profile };
        let moved = store
            .write_blocking(move |tx| members::update(tx, &now(), person, &away, &Moving::to("dewasa")))
            .unwrap();
        assert_eq!(members::standing(&moved, now().today()), Standing::Active, "nobody loses what they have");
        let missing = store
            .read_blocking(move |tx| {
                let member = members::by_id(tx, person)?.unwrap();
                families::missing(tx, &member, now().today())
            })
            .unwrap();
        assert_eq!(missing.iter().map(|message| message.key).collect::<Vec<_>>(), ["missing-address"]);
        let renewed = store.write_blocking(move |tx| members::renew(tx, &now(), person, None));
        assert_eq!(fields(renewed.unwrap_err()), ["member-renew-needs-ground"]);
        let again = NewBasis::own(Ground::Address, now().today());
        let added = store.write_blocking(move |tx| bases::add(tx, &now(), person, &again));
        assert_eq!(fields(added.unwrap_err()), ["basis-needs-address"]);
        let works = NewBasis::own(Ground::Employment, now().today());
        store.write_blocking(move |tx| bases::add(tx, &now(), person, &works)).unwrap();
        store.write_blocking(move |tx| members::renew(tx, &now(), person, None)).unwrap();
    });
}

#[test]
fn a_member_may_bring_a_number_and_the_next_ones_come_after_it() {
    on_both(SCHEMAS, |store| {
        let brought = NewMember { code: Some("a-00418".into()), ..meiske() };
        assert_eq!(register(store, &brought).unwrap().code, "A-00418");
        assert_eq!(register(store, &named("Jantje Wowor")).unwrap().code, "A-00419");
        let foreign = NewMember { code: Some("SMP3/2026.17".into()), ..named("Olivia Pangkey") };
        assert_eq!(register(store, &foreign).unwrap().code, "SMP3/2026.17");
        assert_eq!(register(store, &named("Ruth Mandagi")).unwrap().code, "A-00420");
    });
}

#[test]
fn a_number_that_is_taken_or_unreadable_is_refused_and_nothing_is_kept() {
    on_both(SCHEMAS, |store| {
        register(store, &NewMember { code: Some("A-00418".into()), ..meiske() }).unwrap();
        let taken = NewMember { code: Some("A-00418".into()), ..named("Jantje Wowor") };
        assert_eq!(fields(register(store, &taken).unwrap_err()), ["member-code-taken"]);
        let command = NewMember { code: Some("%SELESAI".into()), ..named("Jantje Wowor") };
        assert_eq!(fields(register(store, &command).unwrap_err()), ["member-code-unreadable"]);
        assert_eq!(codes(store, "wowor"), Vec::<String>::new());
    });
}

#[test]
fn every_reason_against_a_registration_is_told_at_once() {
    on_both(SCHEMAS, |store| {
        let wrong = NewMember {
            profile: Profile { phone: "tidak ada".into(), village: "Kinilow".into(), ..Profile::default() },
            plan: "emas".into(),
            until: Some(date(2020, 1, 1)),
            ..NewMember::default()
        };
        let keys = fields(register(store, &wrong).unwrap_err());
        assert_eq!(
            keys,
            [
                "member-name-missing",
                "member-phone-unreadable",
                "member-plan-unknown",
                "member-until-before-since"
            ]
        );
    });
}

#[test]
fn a_member_is_found_by_parts_of_the_name_in_any_order() {
    on_both(SCHEMAS, |store| {
        register(store, &named("José Wowor-Mandagi")).unwrap();
        register(store, &named("Josefina Lumi")).unwrap();
        register(store, &named("Ruth Wowor")).unwrap();
        assert_eq!(codes(store, "jose"), ["A-00001", "A-00002"]);
        assert_eq!(codes(store, "WOW jos"), ["A-00001"]);
        assert_eq!(codes(store, "mandagi wowor josé"), ["A-00001"]);
        assert_eq!(codes(store, "wowor"), ["A-00001", "A-00003"]);
        assert_eq!(
            codes(store, "owor"),
            ["A-00001", "A-00003"],
            "also from the middle, where nothing begins so"
        );
        assert_eq!(codes(store, "  "), Vec::<String>::new());
        assert_eq!(codes(store, "jo% _"), ["A-00001", "A-00002"]);
    });
}

#[test]
fn a_member_is_found_by_number_by_its_digits_and_by_telephone() {
    on_both(SCHEMAS, |store| {
        let brought = NewMember { code: Some("A-00418".into()), ..meiske() };
        register(store, &brought).unwrap();
        register(store, &named("Jantje Wowor")).unwrap();
        for words in ["A-00418", "a-418", "418", "0812-3456", "+62 812 3456 7890", "81234567890", "meiske"] {
            assert_eq!(codes(store, words), ["A-00418"], "{words}");
        }
        assert_eq!(codes(store, "A-004"), ["A-00418", "A-00419"]);
    });
}

#[test]
fn a_member_is_found_by_an_earlier_card_another_number_and_by_how_the_name_sounds_in_few_questions() {
    on_both(SCHEMAS, |store| {
        let person = register(store, &meiske()).unwrap().person;
        for n in 0..20 {
            register(store, &named(&format!("Johannes Wowor {n}"))).unwrap();
        }
        store
            .write_blocking(move |tx| {
                let way = people::contacts::Way::Phone;
                people::contacts::add(tx, &now(), person, way, "0431-351-234", "kantor", true)?;
                membership::cards::reissue(tx, &now(), "A-00001", membership::cards::Reason::Lost)
            })
            .unwrap();
        for words in ["A-00001", "0431-351234", "meyske lumi", "iske lu"] {
            assert_eq!(codes(store, words).first().map(String::as_str), Some("A-00001-2"), "{words}");
        }
        let asked = |words: &'static str| {
            store
                .read_blocking(move |tx| {
                    let mut tape = store::Tape::default();
                    let found = tx.taped(&mut tape, |tx| members::find(tx, words, 20))?.len();
                    Ok((found, tape.statements().count()))
                })
                .unwrap()
        };
        let (found, questions) = asked("yohanes wowor");
        assert!(found == 20 && questions <= 6, "{found} by {questions} questions");
    });
}

#[test]
fn a_member_found_in_two_ways_is_listed_once() {
    on_both(SCHEMAS, |store| {
        register(store, &NewMember { code: Some("0812".into()), ..meiske() }).unwrap();
        register(store, &named("Maria Mariana Marlina")).unwrap();
        assert_eq!(codes(store, "0812"), ["0812"]);
        assert_eq!(codes(store, "mar"), ["A-00001"]);
    });
}

#[test]
fn a_changed_name_is_found_and_the_old_one_is_not() {
    on_both(SCHEMAS, |store| {
        let member = register(store, &meiske()).unwrap();
        let profile = Profile { name: "Meiske Wowor".into(), village: "Tondano".into(), ..meiske().profile };
        let after = store
            .write_blocking(move |tx| {
                members::update(tx, &now(), member.person, &profile, &Moving::to("guru"))
            })
            .unwrap();
        assert_eq!((after.name.as_str(), after.plan.as_str()), ("Meiske Wowor", "guru"));
        assert_eq!(after.village.as_deref(), Some("Tondano"));
        assert_eq!(codes(store, "wowor"), ["A-00001"]);
        assert_eq!(codes(store, "lumi"), Vec::<String>::new());
    });
}

#[test]
fn a_member_is_at_home_at_a_branch_that_exists_or_at_none() {
    on_both(SCHEMAS, |store| {
        let place = Branch {
            id: Id::new(),
            code: "RUR".into(),
            name: "Rurukan".into(),
            address: String::new(),
            phone: None,
        };
        let there = place.id;
        store.write_blocking(move |tx| library::save_branch(tx, &now(), &place)).unwrap();
        let person = register(store, &NewMember { branch: Some(there), ..meiske() }).unwrap().person;
        let move_to = |home| {
            store.write_blocking(move |tx| members::move_home(tx, &now(), person, home)).map(|m| m.branch)
        };
        assert_eq!(move_to(Some(there)).unwrap(), Some(there));
        assert_eq!(fields(move_to(Some(Id::new())).unwrap_err()), ["member-branch-unknown"]);
        let removed = store.write_blocking(move |tx| library::remove_branch(tx, &now(), there));
        assert_eq!(fields(removed.unwrap_err()), ["branch-in-use"]);
        assert_eq!(move_to(None).unwrap(), None);
        store.write_blocking(move |tx| library::remove_branch(tx, &now(), there)).unwrap();
    });
}

#[test]
fn every_change_is_written_down_and_told_and_no_change_is_not() {
    on_both(SCHEMAS, |store| {
        let person = register(store, &meiske()).unwrap().person;
        store
            .write_blocking(move |tx| {
                members::update(tx, &now(), person, &meiske().profile, &Moving::to("dewasa"))?;
                members::update(
                    tx,
                    &now(),
                    person,
                    &Profile { note: "Kacamata".into(), ..meiske().profile },
                    &Moving::to("dewasa"),
                )?;
                members::block(tx, &now(), person, "Kartu hilang")?;
                members::unblock(tx, &now(), person)?;
                members::unblock(tx, &now(), person)?;
                members::renew(tx, &now(), person, Some(date(2029, 1, 1)))?;
                members::close(tx, &now(), person)
            })
            .unwrap();
        let (history, events) = store
            .read_blocking(move |tx| {
                Ok((platform::audit::history(tx, person, 20)?, platform::events::after(tx, 0, 20)?))
            })
            .unwrap();
        let actions: Vec<_> = history.iter().rev().map(|past| past.action.as_str()).collect();
        assert_eq!(
            actions,
            [
                "member.registered",
                "member.updated",
                "member.blocked",
                "member.unblocked",
                "member.renewed",
                "member.closed"
            ]
        );
        assert_eq!(history[4].detail.as_deref(), Some(r#"{"note":[null,"Kacamata"]}"#));
        assert_eq!(events.len(), 6);
        assert_eq!(events[5].read::<members::MemberChanged>().unwrap(), Some(members::MemberChanged {}));
    });
}

#[test]
fn a_block_needs_a_reason_and_stands_until_it_is_lifted() {
    on_both(SCHEMAS, |store| {
        let person = register(store, &meiske()).unwrap().person;
        let refused = store.write_blocking(move |tx| members::block(tx, &now(), person, "  "));
        assert_eq!(fields(refused.unwrap_err()), ["member-block-needs-reason"]);
        let blocked =
            store.write_blocking(move |tx| members::block(tx, &now(), person, " Denda besar ")).unwrap();
        assert_eq!(members::standing(&blocked, now().today()), Standing::Blocked("Denda besar".into()));
        let lifted = store.write_blocking(move |tx| members::unblock(tx, &now(), person)).unwrap();
        assert_eq!(members::standing(&lifted, now().today()), Standing::Active);
    });
}

#[test]
fn a_closed_membership_counts_no_more_and_renewing_brings_it_back() {
    on_both(SCHEMAS, |store| {
        let person = register(store, &meiske()).unwrap().person;
        let closed = store.write_blocking(move |tx| members::close(tx, &now(), person)).unwrap();
        assert_eq!(members::standing(&closed, now().today()), Standing::Expired(date(2026, 8, 4)));
        let details = store.read_blocking(move |tx| members::details(tx, person)).unwrap();
        assert_eq!(details.closed_at, Some(now().at));
        let past = store.write_blocking(move |tx| members::renew(tx, &now(), person, Some(date(2026, 8, 4))));
        assert_eq!(fields(past.unwrap_err()), ["member-until-past"]);
        let back = store
            .write_blocking(move |tx| members::renew(tx, &now(), person, Some(date(2027, 8, 4))))
            .unwrap();
        assert_eq!(members::standing(&back, now().today()), Standing::Active);
        assert_eq!(store.read_blocking(move |tx| members::details(tx, person)).unwrap().closed_at, None);
    });
}

#[test]
fn what_ended_on_the_day_it_began_is_renewed_on_what_it_stood_on() {
    on_both(SCHEMAS, |store| {
        let mut new = meiske();
        (new.ground, new.evidence, new.profile.village) = (Some(Ground::Need), "surat".into(), String::new());
        let person = register(store, &new).unwrap().person;
        store.write_blocking(move |tx| members::close(tx, &now(), person)).unwrap();
        let renewed = store.write_blocking(move |tx| members::renew(tx, &now(), person, None)).unwrap();
        assert_eq!(members::standing(&renewed, now().today()), Standing::Active);
        assert_eq!(renewed.terms.iter().map(|term| term.ground).collect::<Vec<_>>(), [Ground::Need]);
    });
}

#[test]
fn a_number_that_nobody_counts_to_stops_no_further_registration() {
    on_both(SCHEMAS, |store| {
        let far = NewMember { code: Some("A-9223372036854775807".into()), ..meiske() };
        assert_eq!(register(store, &far).unwrap().code, "A-9223372036854775807");
        assert_eq!(register(store, &named("Jantje Wowor")).unwrap().code, "A-00001");
    });
}

#[test]
fn nobody_can_be_changed_who_is_no_member() {
    on_both(SCHEMAS, |store| {
        let refused = store.write_blocking(|tx| members::block(tx, &now(), Id::new(), "x")).unwrap_err();
        assert!(matches!(refused, Error::Refused(refusal) if refusal.kind == Kind::Missing));
    });
}

#[test]
fn every_library_begins_with_the_same_plans_and_a_closed_one_takes_nobody() {
    on_both(SCHEMAS, |store| {
        let all = store.read_blocking(membership::plans::all).unwrap();
        assert_eq!(all.iter().map(|plan| plan.code.as_str()).collect::<Vec<_>>(), membership::plans::PLANTED);
        store
            .write_blocking(|tx| {
                tx.exec(store::sql!("UPDATE plan SET closed = TRUE WHERE code = 'keluarga'"), &[])
            })
            .unwrap();
        let refused = register(store, &NewMember { plan: "keluarga".into(), ..meiske() });
        assert_eq!(fields(refused.unwrap_err()), ["member-plan-unknown"]);
    });
}

#[test]
fn two_desks_registering_at_once_never_give_one_number_twice() {
    on_both(SCHEMAS, |store| {
        std::thread::scope(|scope| {
            for desk in 0..4 {
                scope.spawn(move || {
                    for n in 0..5 {
                        register(store, &named(&format!("Anggota {desk} {n}"))).unwrap();
                    }
                });
            }
        });
        let mut all = codes(store, "anggota");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 20);
        assert_eq!(all.last().map(String::as_str), Some("A-00020"));
    });
}
