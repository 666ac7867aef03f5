//! Children, those who care for them, and what they have agreed to.

use crate::SCHEMAS;
use jiff::civil::{Date, date};
use kernel::{Act, Id, Person};
use membership::{
    Ground, Member, NewMember,
    bases::{self, NewBasis},
    changes, families, members, sign_in,
};
use people::{
    PartyKind, Profile, parties,
    relationships::{self, Grown},
};
use platform::accounts::{self, Password};
use store::{Error, Store, Tx};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn born(store: &Store, name: &str, born: Date, plan: &str) -> Member {
    let profile =
        Profile { name: name.into(), born: Some(born), village: "Kinilow".into(), ..Profile::default() };
    let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
}

/// The mother has agreed on paper.
fn agree(store: &Store, girl: &Member, mother: &Member) -> Member {
    let (child, giver) = (girl.person, mother.person);
    store
        .write_blocking(move |tx| {
            families::give(tx, &now(), child, giver, "formulir, map 3")?;
            Ok(members::by_id(tx, child)?.unwrap())
        })
        .unwrap()
}

/// A mother, her daughter of 14, and the two linked.
fn family(store: &Store) -> (Member, Member) {
    let mother = born(store, "Ruth Wowor", date(1990, 1, 1), "dewasa");
    let girl = born(store, "Gracia Wowor", date(2012, 2, 1), "remaja");
    let (one, other) = (girl.person, mother.person);
    let girl = store.write_blocking(move |tx| families::link(tx, &now(), one, other, Grown::Born)).unwrap();
    (mother, girl)
}

fn missing(store: &Store, member: &Member) -> Vec<&'static str> {
    let person = member.person;
    let found = store.read_blocking(move |tx| {
        let member = members::by_id(tx, person)?.unwrap();
        families::missing(tx, &member, now().today())
    });
    found.unwrap().into_iter().map(|message| message.key).collect()
}

#[test]
fn only_a_person_the_register_knows_cares_for_a_child_and_agrees_for_it() {
    on_both(SCHEMAS, |store| {
        let (_, girl) = family(store);
        let child = girl.person;
        let (school, gone) = store
            .write_blocking(|tx| {
                let named = |name: &str| Profile { name: name.into(), ..Profile::default() };
                let school = parties::enter_as(tx, &now(), PartyKind::Organisation, &named("SMP Contoh"))?;
                let gone = parties::enter(tx, &now(), &named("Selvie Wowor"))?;
                for holding in people::module().holdings {
                    (holding.erase)(tx, &now(), gone)?;
                }
                Ok((school, gone))
            })
            .unwrap();
        for nobody in [school, gone] {
            let linked =
                store.write_blocking(move |tx| families::link(tx, &now(), child, nobody, Grown::Born));
            assert_eq!(keys(linked.unwrap_err()), ["family-guardian-nobody"]);
            let given = store.write_blocking(move |tx| families::give(tx, &now(), child, nobody, "map 3"));
            assert_eq!(keys(given.unwrap_err()), ["consent-not-guardian"]);
            let by_hand = store.write_blocking(move |tx| {
                tx.exec(
                    store::sql!(
                        "INSERT INTO consent (id, subject, purpose, giver, via, evidence, given_at)
                         VALUES (?1, ?2, 'membership', ?3, 'paper', 'map 3', 1)"
                    ),
                    store::vals![Id::<()>::new(), child, nobody],
                )
            });
            assert!(matches!(by_hand, Err(Error::Check(_))), "{by_hand:?}");
        }
    });
}

#[test]
fn a_birth_date_put_right_ends_the_account_of_a_child_at_once() {
    on_both(SCHEMAS, |store| {
        let nona = born(store, "Nona Wowor", date(1990, 1, 1), "keluarga");
        let person = nona.person;
        let password = Password::hash("kenari-teduh-482").unwrap();
        store.write_blocking(move |tx| sign_in::open(tx, &now(), person, &password)).unwrap();
        let profile = Profile {
            name: "Nona Wowor".into(),
            born: Some(date(2017, 1, 1)),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let (closed, told) = store
            .write_blocking(move |tx| {
                parties::change(tx, &now(), person, &profile)?;
                Ok((accounts::of(tx, person)?.unwrap().closed_at, parties::shut_out(tx, &now(), person)?))
            })
            .unwrap();
        assert_eq!((closed.is_some(), told.as_deref()), (true, Some("a-00001")));
    });
}

#[test]
fn a_guardian_sees_the_child_until_it_is_18_and_others_do_not() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let stranger = born(store, "Jantje Lumi", date(1980, 1, 1), "dewasa");
        let sees = |who: &Member, on: Date| {
            let (person, code) = (who.person, girl.code.clone());
            store.read_blocking(move |tx| families::child_of(tx, person, &code, on)).unwrap().is_some()
        };
        assert!(sees(&mother, now().today()));
        assert!(!sees(&stranger, now().today()));
        assert!(sees(&mother, date(2030, 1, 31)));
        assert!(!sees(&mother, date(2030, 2, 1)));
    });
}

#[test]
fn the_membership_of_a_child_stands_on_its_guardians_and_no_longer_once_they_part() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        assert_eq!(girl.terms.len(), 1, "nobody has agreed yet");
        let girl = agree(store, &girl, &mother);
        assert_eq!(girl.terms.len(), 2);
        let (one, other) = (girl.person, mother.person);
        let later = act("2026-09-01T09:00");
        let apart = store.write_blocking(move |tx| families::unlink(tx, &later, one, other)).unwrap();
        let today = date(2026, 9, 1);
        assert!(apart.terms.iter().filter(|term| term.until.is_none_or(|until| until >= today)).count() == 1);
        let children = store.read_blocking(move |tx| families::children(tx, other, today)).unwrap();
        assert_eq!(children, []);
        let again =
            store.write_blocking(move |tx| families::unlink(tx, &act("2026-09-01T10:00"), one, other));
        assert_eq!(keys(again.unwrap_err()), ["family-not-linked"]);
    });
}

#[test]
fn nobody_is_their_own_guardian_and_no_child_is_one() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let link = |child: &Member, guardian: &Member| {
            let (child, guardian) = (child.person, guardian.person);
            keys(
                store
                    .write_blocking(move |tx| families::link(tx, &now(), child, guardian, Grown::Born))
                    .unwrap_err(),
            )
        };
        assert_eq!(link(&girl, &girl), ["family-with-self"]);
        assert_eq!(link(&mother, &girl), ["family-guardian-too-young"]);
        assert_eq!(link(&girl, &mother), ["family-linked-already"]);
    });
}

#[test]
fn a_guardian_who_is_no_member_is_entered_by_name_and_telephone_once() {
    on_both(SCHEMAS, |store| {
        let one = born(store, "Gracia Wowor", date(2012, 2, 1), "remaja");
        let two = born(store, "Jantje Wowor", date(2014, 2, 1), "anak");
        let profile = Profile {
            name: "Ruth Wowor".into(),
            phone: "0813-1111-2222".into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let guardians = [one, two].map(|child| {
            let profile = profile.clone();
            store
                .write_blocking(move |tx| {
                    families::link_named(tx, &now(), child.person, &profile, Grown::Stated)
                })
                .unwrap();
            store
                .read_blocking(move |tx| families::guardians(tx, child.person, now().today()))
                .unwrap()
                .remove(0)
                .person
        });
        assert_eq!(guardians[0], guardians[1]);
    });
}

#[test]
fn a_guardian_without_a_birth_date_needs_a_word_that_they_are_grown_up() {
    on_both(SCHEMAS, |store| {
        let girl = born(store, "Gracia Wowor", date(2012, 2, 1), "remaja");
        let (child, named) = (girl.person, |phone: &str| Profile {
            name: "Ruth Wowor".into(),
            phone: phone.into(),
            ..Profile::default()
        });
        let profile = named("0813-1111-2222");
        let unsaid =
            store.write_blocking(move |tx| families::link_named(tx, &now(), child, &profile, Grown::Born));
        assert_eq!(keys(unsaid.unwrap_err()), ["family-guardian-age"]);
        let profile = named("0813-3333-4444");
        let mother = store.write_blocking(move |tx| parties::enter(tx, &now(), &profile)).unwrap();
        let link = |grown| {
            store.write_blocking(move |tx| families::link(tx, &now(), child, mother, grown).map(drop))
        };
        assert_eq!(keys(link(Grown::Born).unwrap_err()), ["family-guardian-age"]);
        let hung = NewBasis { guardian: Some(mother), ..NewBasis::own(Ground::Guardian, now().today()) };
        let granted = store.write_blocking(move |tx| bases::grant(tx, &now(), child, &hung));
        assert_eq!(keys(granted.unwrap_err()), ["family-guardian-age"]);
        link(Grown::Stated).unwrap();
        let hers = store.read_blocking(move |tx| families::guardians(tx, child, now().today())).unwrap();
        assert_eq!((hers.len(), hers[0].stated), (1, true));
        let people = store.read_blocking(move |tx| {
            tx.one::<(i64,)>(store::sql!("SELECT count(*) FROM party WHERE name = 'Ruth Wowor'"), &[])
        });
        assert_eq!(people.unwrap().0, 1, "whoever was refused was not entered");
    });
}

#[test]
fn the_membership_of_a_child_stops_with_the_guardianship_wherever_that_ends() {
    on_both(SCHEMAS, |store| {
        for removed in [false, true] {
            let mother = born(store, "Ruth Wowor", date(1990, 1, 1), "dewasa");
            let girl =
                born(store, ["Gracia Wowor", "Nova Wowor"][usize::from(removed)], date(2012, 2, 1), "remaja");
            let (child, guardian, own) = (girl.person, mother.person, girl.terms[0].basis);
            let tied = store
                .write_blocking(move |tx| {
                    let early = act("2026-08-01T09:30");
                    families::link(tx, &early, child, guardian, Grown::Born)?;
                    families::give(tx, &now(), child, guardian, "formulir, map 3")?;
                    bases::end(tx, &now(), child, own, Some(date(2026, 8, 4)))?;
                    Ok(relationships::of(tx, child)?.remove(0).id)
                })
                .unwrap();
            let (today, later) = (now().today(), date(2026, 8, 6));
            let standing = |day| {
                let child = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
                members::standing(&child, day)
            };
            assert_eq!(standing(later), members::Standing::Active);
            if removed {
                let gone = move |tx: &mut Tx<'_>| relationships::remove(tx, &now(), child, tied);
                let no = store.write_blocking(gone);
                assert_eq!(keys(no.unwrap_err()), ["relationship-agreed-by"], "somebody has agreed by it");
                let by_hand = store.write_blocking(move |tx| {
                    tx.exec(store::sql!("DELETE FROM relationship WHERE id = ?1"), store::vals![tied])
                });
                assert!(by_hand.is_err(), "the database holds to it");
                store
                    .write_blocking(move |tx| {
                        families::withdraw(tx, &now(), child)?;
                        relationships::remove(tx, &now(), child, tied)
                    })
                    .unwrap();
                let after = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
                assert!(!after.consented);
                assert_eq!(standing(today), members::Standing::Expired(date(2026, 8, 4)));
            } else {
                store.write_blocking(move |tx| relationships::end(tx, &now(), child, tied, today)).unwrap();
                assert_eq!(standing(today), members::Standing::Active);
                assert_eq!(standing(later), members::Standing::Expired(today));
            }
        }
    });
}

#[test]
fn a_consent_that_cannot_bring_a_membership_back_says_why_and_what_to_do() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let again = |stop: fn(&mut Tx<'_>, Id<Person>) -> store::Result<()>| {
            store
                .write_blocking(move |tx| {
                    families::give(tx, &now(), child, giver, "formulir")?;
                    families::withdraw(tx, &now(), child)?;
                    stop(tx, child)?;
                    let given = families::give(tx, &now(), child, giver, "formulir baru")?;
                    families::withdraw(tx, &now(), child)?;
                    members::unblock(tx, &now(), child)?;
                    Ok(given.ended.map(|why| why.key))
                })
                .unwrap()
        };
        assert_eq!(again(|_, _| Ok(())), None);
        assert_eq!(
            again(|tx, child| members::block(tx, &now(), child, "buku rusak").map(drop)),
            Some("consent-ended-blocked")
        );
        assert_eq!(
            again(|tx, child| members::close(tx, &act("2026-08-06T09:30"), child).map(drop)),
            Some("consent-ended-otherwise")
        );
    });
}

#[test]
fn a_consent_says_what_the_desk_has_to_do_before_the_membership_runs_again() {
    on_both(SCHEMAS, |store| {
        for (n, (change, why)) in [
            (store::sql!("UPDATE member SET plan = 'anak' WHERE person = ?1"), "consent-ended-age"),
            (
                store::sql!("UPDATE party SET village = NULL, area = NULL WHERE id = ?1"),
                "consent-ended-ground",
            ),
            (
                store::sql!(
                    "UPDATE plan SET own_renewal_days = NULL WHERE code = (SELECT plan FROM member WHERE person = ?1)"
                ),
                "consent-ended-desk",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let mother =
                born(store, ["Ruth Wowor", "Meiske Lumi", "Olivia Tular"][n], date(1990, 1, 1), "dewasa");
            let girl =
                born(store, ["Gracia Wowor", "Nova Lumi", "Feibe Tular"][n], date(2010, 2, 1), "remaja");
            let (child, giver) = (girl.person, mother.person);
            let given = store.write_blocking(move |tx| {
                families::link(tx, &now(), child, giver, Grown::Born)?;
                families::give(tx, &now(), child, giver, "formulir")?;
                families::withdraw(tx, &now(), child)?;
                tx.exec(change, store::vals![child])?;
                families::give(tx, &now(), child, giver, "formulir baru")
            });
            assert_eq!(given.unwrap().ended.map(|said| said.key), Some(why));
        }
    });
}

#[test]
fn below_18_no_login_is_made_before_a_guardian_has_agreed_with_evidence() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let password = Password::hash("kenari-teduh-482").unwrap();
        let kept = password.clone();
        let early = store.write_blocking(move |tx| sign_in::open(tx, &now(), child, &kept));
        assert_eq!(keys(early.unwrap_err()), ["member-login-needs-consent"]);
        assert_eq!(missing(store, &girl), ["missing-consent"]);
        let give = |giver, evidence: &'static str| {
            store.write_blocking(move |tx| families::give(tx, &now(), child, giver, evidence))
        };
        assert_eq!(keys(give(child, " ").unwrap_err()), ["consent-not-guardian", "consent-needs-evidence"]);
        give(giver, "formulir bertanda tangan, map 3").unwrap();
        assert_eq!(keys(give(giver, "sekali lagi").unwrap_err()), ["consent-there-already"]);
        assert_eq!(missing(store, &girl), Vec::<&str>::new());
        store.write_blocking(move |tx| sign_in::open(tx, &now(), child, &password)).unwrap();
    });
}

#[test]
fn a_consent_that_is_withdrawn_ends_the_membership_and_closes_the_account() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let password = Password::hash("kenari-teduh-482").unwrap();
        store
            .write_blocking(move |tx| {
                families::give(tx, &now(), child, giver, "formulir")?;
                sign_in::open(tx, &now(), child, &password)
            })
            .unwrap();
        let later = act("2026-10-01T09:00");
        let after = store.write_blocking(move |tx| families::withdraw(tx, &later, child)).unwrap();
        assert!(after.closed);
        let account = store.read_blocking(move |tx| accounts::of(tx, child)).unwrap().unwrap();
        assert!(account.closed_at.is_some());
        let kept = store.read_blocking(move |tx| families::consents(tx, child)).unwrap();
        assert!(kept[0].withdrawn_at.is_some());
        let again = store.write_blocking(move |tx| families::withdraw(tx, &act("2026-10-01T10:00"), child));
        assert_eq!(keys(again.unwrap_err()), ["consent-none"]);
    });
}

#[test]
fn a_membership_whose_consent_was_withdrawn_is_renewed_only_after_somebody_has_agreed_again() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let renew =
            || store.write_blocking(move |tx| members::renew(tx, &now(), child, Some(date(2028, 8, 5))));
        assert_eq!(keys(renew().unwrap_err()), ["member-consent-owed"]);
        let agree = |say: &'static str| {
            store.write_blocking(move |tx| families::give(tx, &now(), child, giver, say)).unwrap();
        };
        agree("formulir");
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        assert_eq!(keys(renew().unwrap_err()), ["member-consent-withdrawn"]);
        agree("formulir baru");
        let again = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
        let standing = members::standing(&again, now().today());
        assert_eq!(
            (again.closed, standing),
            (false, members::Standing::Active),
            "what it had closed is open"
        );
        assert!(!renew().unwrap().closed);
    });
}

#[test]
fn a_consent_given_anew_opens_nothing_that_somebody_else_has_ended() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let child = agree(store, &girl, &mother).person;
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        let later = act("2026-08-06T09:30");
        store.write_blocking(move |tx| members::close(tx, &later, child)).unwrap();
        assert!(agree(store, &girl, &mother).closed);
    });
}

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
fn no_door_brings_a_child_back_whose_guardian_has_taken_the_consent_back() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let child = agree(store, &girl, &mother).person;
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        let need = NewBasis { evidence: Some("surat".into()), ..NewBasis::own(Ground::Need, now().today()) };
        let carried =
            NewBasis { guardian: Some(mother.person), ..NewBasis::own(Ground::Guardian, now().today()) };
        for new in [need, carried] {
            let added = store.write_blocking(move |tx| bases::grant(tx, &now(), child, &new));
            assert_eq!(keys(added.unwrap_err()), ["member-consent-withdrawn"]);
        }
        let basis = girl.terms[0].basis;
        let after = store.write_blocking(move |tx| bases::end(tx, &now(), child, basis, None)).unwrap();
        assert_eq!(members::standing(&after, now().today()), members::Standing::Expired(date(2026, 8, 4)));
        assert_eq!(members::until(&after, now().today()), Some(date(2026, 8, 4)));
    });
}

#[test]
fn a_guardian_who_has_taken_a_consent_back_by_mistake_gives_it_again_with_one_tap() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let before = agree(store, &girl, &mother);
        let child = before.person;
        let (closed, change) = store
            .write_blocking(move |tx| {
                changes::noted(tx, &now(), child, |tx| families::withdraw(tx, &now(), child))
            })
            .unwrap();
        assert!(closed.closed && !closed.consented);
        let after = store.write_blocking(move |tx| changes::take_back(tx, &now(), child, change)).unwrap();
        assert_eq!(after, before);
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

#[test]
fn a_child_is_a_member_for_the_time_being_until_a_guardian_agrees() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let today = now().today();
        assert!(!girl.provisional && members::is_provisional(&girl, today));
        assert_eq!(
            members::until(&girl, today),
            Some(date(2026, 9, 4)),
            "as for whoever registers themselves"
        );
        let owing = || {
            let all = store.read_blocking(move |tx| families::owing_consent(tx, today, 9)).unwrap();
            all.into_iter().map(|member| member.person).collect::<Vec<_>>()
        };
        assert_eq!(owing(), [girl.person]);
        let after = agree(store, &girl, &mother);
        assert_eq!(owing(), []);
        assert!(!members::is_provisional(&after, today));
        assert_eq!(members::until(&after, today), Some(date(2028, 8, 4)), "a whole term of the plan");
        let grown = born(store, "Jantje Wowor", date(2008, 8, 5), "dewasa");
        assert_eq!(members::until(&grown, today), Some(date(2028, 8, 4)), "from 18 on nobody is asked");
    });
}

#[test]
fn a_guardians_membership_carries_a_child_no_longer_than_the_guardian_may_take_to_agree() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let new =
            NewBasis { guardian: Some(mother.person), ..NewBasis::own(Ground::Guardian, now().today()) };
        let (child, due) = (girl.person, date(2026, 9, 4));
        let carried = store.write_blocking(move |tx| bases::grant(tx, &now(), child, &new)).unwrap();
        assert_eq!(members::standing(&carried, due), members::Standing::Active);
        assert_eq!(members::standing(&carried, date(2026, 9, 5)), members::Standing::Unagreed(due));
        let agreed = agree(store, &carried, &mother);
        assert_eq!(members::standing(&agreed, date(2026, 9, 5)), members::Standing::Active);
    });
}

fn words(text: &str) -> families::Agreed {
    families::Agreed { lang: "id", words: text.into() }
}

#[test]
fn a_guardian_agrees_on_their_own_page_and_the_very_words_are_kept() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let agree = |who, text: &str| {
            let words = words(text);
            store.write_blocking(move |tx| families::agree(tx, &now(), child, who, &words))
        };
        assert_eq!(keys(agree(child, "Saya setuju.").unwrap_err()), ["consent-not-guardian"]);
        agree(giver, "Saya setuju.").unwrap();
        assert_eq!(keys(agree(giver, "Saya setuju.").unwrap_err()), ["consent-there-already"]);
        let kept = store.read_blocking(move |tx| families::consent(tx, child)).unwrap().unwrap();
        assert_eq!((kept.via, kept.giver, kept.given_at), (families::Via::Online, giver, now().at));
        assert_eq!(kept.words.as_deref(), Some("Saya setuju."));
        assert_eq!(kept.proof(), words("Saya setuju.").print());
        assert_ne!(words("Saya setuju.").print(), words("Saya setuju!").print());
        let girl = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
        assert!(girl.consented && girl.terms.len() == 2);
    });
}
