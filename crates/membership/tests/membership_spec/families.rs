//! Children, those who care for them, and what they have agreed to.

use crate::SCHEMAS;
use jiff::civil::{Date, date};
use kernel::{Act, Id};
use membership::{
    Ground, Member, NewMember,
    bases::{self, NewBasis},
    families, members, sign_in,
};
use people::{
    PartyKind, Profile, parties,
    relationships::{self, Grown},
};
use platform::accounts::{self, Password};
use store::{Error, Store, Tx};
use trial::{act, on_both};

pub(crate) fn now() -> Act {
    act("2026-08-05T09:30")
}

pub(crate) fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

pub(crate) fn born(store: &Store, name: &str, born: Date, plan: &str) -> Member {
    let profile =
        Profile { name: name.into(), born: Some(born), village: "Kinilow".into(), ..Profile::default() };
    let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
}

/// The mother has agreed on paper.
pub(crate) fn agree(store: &Store, girl: &Member, mother: &Member) -> Member {
    let (child, giver) = (girl.person, mother.person);
    store
        .write_blocking(move |tx| {
            families::give(tx, &now(), child, giver, "formulir, map 3")?;
            Ok(members::by_id(tx, child)?.unwrap())
        })
        .unwrap()
}

/// A mother, her daughter of 14, and the two linked.
pub(crate) fn family(store: &Store) -> (Member, Member) {
    let mother = born(store, "Ruth Wowor", date(1990, 1, 1), "dewasa");
    let girl = born(store, "Gracia Wowor", date(2012, 2, 1), "remaja");
    let (one, other) = (girl.person, mother.person);
    let girl = store.write_blocking(move |tx| families::link(tx, &now(), one, other, Grown::Born)).unwrap();
    (mother, girl)
}

pub(crate) fn missing(store: &Store, member: &Member) -> Vec<&'static str> {
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
