//! What is kept of somebody: ways to reach them, numbers others gave, relationships, needs.

use jiff::civil::date;
use kernel::{Act, Actor};
use people::{
    PartyKind, Profile, Sex, alike, areas,
    contacts::{self, Way},
    identifiers, parties,
    relationships::{self, Grown, NewRelationship, Relation},
    traits::{self, TraitKind},
};
use platform::{
    accounts::{self, Password},
    audit,
    vault::Vault,
};
use store::Tx;
use trial::on_both;

use crate::{SCHEMAS, colleagues, found, holds, now, person, profile, refused, write};

#[test]
fn the_table_of_areas_has_tomohons_44_villages_in_5_districts() {
    on_both(SCHEMAS, |store| {
        let all = store.read_blocking(areas::villages).unwrap();
        let districts: std::collections::BTreeSet<_> = all.iter().map(|area| &area.district).collect();
        assert_eq!((all.len(), districts.len()), (44, 5));
        let known: Vec<_> =
            people::village::all().iter().map(|village| (village.code, village.name)).collect();
        assert_eq!(all.iter().map(|area| (&*area.code, &*area.name)).collect::<Vec<_>>(), known);
        write(store, |tx| {
            let id = person(tx, &Profile { village: "kakaskasen dua".into(), ..profile("Meiske Lumi") });
            let kept = parties::one(tx, id)?;
            assert_eq!(
                (kept.village.as_deref(), kept.area.as_deref()),
                (Some("Kakaskasen Dua"), Some("71.73.03.1005"))
            );
            Ok(())
        });
    });
}

#[test]
fn the_first_number_is_shown_and_any_of_them_finds() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let id = person(tx, &Profile { phone: "0812 1111 2222".into(), ..profile("Meiske Lumi") });
            let second = contacts::add(tx, &now(), id, Way::WhatsApp, "+62 (0)813-3333-4444", "ibu", true)?;
            assert_eq!(parties::one(tx, id)?.phone.as_deref(), Some("6281211112222"));
            contacts::prefer(tx, &now(), id, second)?;
            assert_eq!(parties::one(tx, id)?.phone.as_deref(), Some("6281333334444"));
            assert_eq!(found(tx, "08121111"), ["Meiske Lumi"]);
            assert_eq!(
                refused(tx.nested(|tx| contacts::add(
                    tx,
                    &now(),
                    id,
                    Way::WhatsApp,
                    "081333334444",
                    "",
                    true
                ))),
                "contact-there-already"
            );
            // A plain form exchanges the first one and leaves the others.
            parties::change(
                tx,
                &now(),
                id,
                &Profile { phone: "081355556666".into(), ..profile("Meiske Lumi") },
            )?;
            let values: Vec<_> = contacts::of(tx, id)?.into_iter().map(|contact| contact.value).collect();
            assert_eq!(values, ["6281355556666", "6281211112222"]);
            parties::change(tx, &now(), id, &profile("Meiske Lumi"))?;
            assert_eq!(parties::one(tx, id)?.phone.as_deref(), Some("6281211112222"));
            Ok(())
        });
        holds(store);
    });
}

#[test]
fn a_telephone_number_is_the_same_in_ten_spellings() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let id = person(tx, &Profile { phone: "081234567890".into(), ..profile("Meiske Lumi") });
            for spelling in [
                "081234567890",
                "0812 3456 7890",
                "0812-3456-7890",
                "0812.3456.7890",
                "+6281234567890",
                "+62 812-3456-7890",
                "62812 34567890",
                "81234567890",
                "+62 (0)812 3456 7890",
                "0062 812 3456 7890",
            ] {
                let typed = Profile { phone: spelling.into(), ..profile("Nova Lumi") };
                assert_eq!(alike::alike(tx, PartyKind::Person, &typed)?[0].id, id, "{spelling}");
            }
            Ok(())
        });
    });
}

#[test]
fn a_number_that_may_not_be_written_to_stays_so_when_it_is_typed_as_the_first() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let typed = Profile { phone: "0812-1111-2222".into(), ..profile("Meiske Lumi") };
            let id = person(tx, &typed);
            contacts::add(tx, &now(), id, Way::Phone, "0813-6666-0001", "ibu", false)?;
            parties::change(tx, &now(), id, &Profile { phone: "0813-6666-0001".into(), ..typed })?;
            let all = contacts::of(tx, id)?;
            let told: Vec<_> =
                all.iter().map(|one| (one.value.as_str(), one.label.as_deref(), one.told)).collect();
            assert_eq!(told, [("6281366660001", Some("ibu"), false)]);
            assert_eq!(parties::one(tx, id)?.phone.as_deref(), Some("6281366660001"));
            Ok(())
        });
        holds(store);
    });
}

#[test]
fn a_nik_is_sealed_masked_and_read_only_with_a_reason_that_is_written_down() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        write(store, move |tx| {
            let typed =
                Profile { born: Some(date(1994, 3, 17)), sex: Some(Sex::Female), ..profile("Meiske Lumi") };
            let id = person(tx, &typed);
            let (nik, warning) = identifiers::keep(tx, &now(), &vault, id, "NIK", "7173 0157 0394 0004")?;
            assert_eq!(warning, None);
            assert_eq!(identifiers::of(tx, id)?[0].masked, "7173••••••••0004");
            assert_eq!(identifiers::find(tx, &vault, "nik", "7173015703940004")?, Some(id));
            let other = person(tx, &profile("Jantje Wowor"));
            let second = identifiers::keep(tx, &now(), &vault, id, "nik", "7173015703940005");
            assert_eq!(refused(second), "identifier-one-each");
            let again = identifiers::keep(tx, &now(), &vault, other, "nik", "7173015703940004");
            assert_eq!(refused(again), "identifier-taken");
            assert_eq!(
                refused(identifiers::keep(tx, &now(), &vault, other, "nik", "7173015703")),
                "identifier-nik-shape"
            );
            assert_eq!(
                refused(identifiers::reveal(tx, &now(), &vault, id, nik, " ")),
                "identifier-needs-reason"
            );
            let value = identifiers::reveal(tx, &now(), &vault, id, nik, "dicocokkan dengan KTP")?;
            assert_eq!(value, "7173015703940004");
            let last = &audit::history(tx, id, 1)?[0];
            assert_eq!(last.action, "party.identifier-revealed");
            assert!(last.detail.as_deref().unwrap().contains("dicocokkan"));
            for past in audit::history(tx, id, 50)? {
                assert!(!past.detail.unwrap_or_default().contains("7173015703940004"), "{}", past.action);
            }
            Ok(())
        });
    });
}

#[test]
fn a_nik_that_contradicts_the_birth_date_is_kept_with_a_warning() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        write(store, move |tx| {
            let id = person(tx, &Profile { born: Some(date(1994, 3, 18)), ..profile("Meiske Lumi") });
            let (_, warning) = identifiers::keep(tx, &now(), &vault, id, "nik", "7173015703940004")?;
            assert_eq!(warning.unwrap().key, "identifier-nik-contradicts-birth");
            assert_eq!(identifiers::of(tx, id)?.len(), 1);
            Ok(())
        });
    });
}

#[test]
fn without_the_keys_a_number_is_not_kept_in_the_clear() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let id = person(tx, &profile("Meiske Lumi"));
            let kept = identifiers::keep(tx, &now(), &Vault::default(), id, "nik", "7173015703940004");
            assert_eq!(refused(kept), "vault-shut");
            assert_eq!(identifiers::of(tx, id)?, []);
            Ok(())
        });
    });
}

#[test]
fn a_relationship_is_seen_from_both_sides_and_never_stands_twice() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let grown = Profile { born: Some(date(1985, 1, 1)), ..profile("Meiske Lumi") };
            let (mother, child) = (person(tx, &grown), person(tx, &profile("Nova Lumi")));
            let new = NewRelationship {
                kind: Relation::Guardian,
                party: mother,
                other: child,
                since: Some(date(2020, 1, 1)),
                until: None,
                note: String::new(),
                grown: Grown::Born,
            };
            let id = relationships::add(tx, &now(), &new)?;
            assert_eq!(refused(relationships::add(tx, &now(), &new)), "relationship-overlaps");
            let itself = NewRelationship { other: mother, ..new.clone() };
            assert_eq!(refused(relationships::add(tx, &now(), &itself)), "relationship-with-itself");
            let (hers, theirs) = (relationships::of(tx, mother)?, relationships::of(tx, child)?);
            assert_eq!((hers[0].inverse, &*hers[0].name), (false, "Nova Lumi"));
            assert_eq!((theirs[0].inverse, &*theirs[0].name), (true, "Meiske Lumi"));
            relationships::end(tx, &now(), child, id, date(2026, 7, 31))?;
            assert_eq!(relationships::who_is(tx, Relation::Guardian, child, date(2026, 8, 1))?, []);
            assert_eq!(relationships::who_is(tx, Relation::Guardian, child, date(2026, 7, 31))?, [mother]);
            let again = NewRelationship { since: Some(date(2026, 8, 1)), ..new.clone() };
            relationships::add(tx, &now(), &again)?;
            let early = NewRelationship { since: None, until: Some(date(2020, 1, 1)), ..new };
            assert_eq!(refused(relationships::add(tx, &now(), &early)), "relationship-overlaps");
            let household = NewRelationship { kind: Relation::Household, since: None, ..again };
            relationships::add(tx, &now(), &household)?;
            let turned = NewRelationship { party: child, other: mother, ..household };
            assert_eq!(refused(relationships::add(tx, &now(), &turned)), "relationship-overlaps");
            Ok(())
        });
    });
}

#[test]
fn a_guardian_is_grown_up_guards_one_way_and_does_so_by_now() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let born = |year| Some(date(year, 5, 1));
            let mother = person(tx, &Profile { born: born(1990), ..profile("Ruth Wowor") });
            let girl = person(tx, &Profile { born: born(2014), ..profile("Gracia Wowor") });
            let new = |party, other, since| NewRelationship {
                kind: Relation::Guardian,
                party,
                other,
                since,
                until: None,
                note: String::new(),
                grown: Grown::Born,
            };
            let refused_as = |tx: &mut Tx<'_>, new| refused(relationships::add(tx, &now(), &new));
            assert_eq!(refused_as(tx, new(girl, mother, None)), "relationship-guardian-minor");
            assert_eq!(refused_as(tx, new(mother, girl, born(2030))), "relationship-begins-later");
            let grown = person(tx, &profile("Oma Wowor"));
            relationships::add(tx, &now(), &new(mother, grown, None))?;
            let stated = NewRelationship { grown: Grown::Stated, ..new(grown, mother, None) };
            assert_eq!(refused_as(tx, stated), "relationship-guards-both-ways");
            Ok(())
        });
    });
}

#[test]
fn a_guardian_whose_birth_date_nobody_knows_is_one_once_somebody_states_that_they_are_grown_up() {
    on_both(SCHEMAS, |store| {
        let mother = write(store, |tx| {
            let mother = person(tx, &profile("Ruth Wowor"));
            let girl = person(tx, &Profile { born: Some(date(2014, 5, 1)), ..profile("Gracia Wowor") });
            let by_hand = tx.nested(|tx| {
                let sql = store::sql!(
                    "INSERT INTO relationship (id, kind, party, other) VALUES (?1, 'guardian', ?2, ?3)"
                );
                tx.exec(sql, store::vals![kernel::Id::<()>::new(), mother, girl])
            });
            assert!(by_hand.is_err(), "the database holds to it");
            let new = |grown| NewRelationship {
                kind: Relation::Guardian,
                party: mother,
                other: girl,
                since: None,
                until: None,
                note: String::new(),
                grown,
            };
            assert_eq!(
                refused(relationships::add(tx, &now(), &new(Grown::Born))),
                "relationship-guardian-age"
            );
            relationships::add(tx, &now(), &new(Grown::Stated))?;
            Ok(mother)
        });
        let told = store.read_blocking(move |tx| audit::history(tx, mother, 9)).unwrap();
        let told: Vec<_> = told.into_iter().filter_map(|past| past.detail).collect();
        assert!(told.iter().any(|said| said.contains("\"grown_up\":\"stated\"")), "{told:?}");
    });
}

#[test]
fn whoever_cares_for_a_child_is_not_made_one_and_their_birth_date_stays() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let born = |year| Profile { born: Some(date(year, 5, 1)), ..profile("Ruth Wowor") };
            let mother = person(tx, &born(1990));
            let girl = person(tx, &Profile { born: Some(date(2014, 5, 1)), ..profile("Gracia Wowor") });
            let cares = NewRelationship {
                kind: Relation::Guardian,
                party: mother,
                other: girl,
                since: Some(date(2020, 1, 1)),
                until: None,
                note: String::new(),
                grown: Grown::Born,
            };
            let cares = relationships::add(tx, &now(), &cares)?;
            for wrong in [born(2012), profile("Ruth Wowor")] {
                assert_eq!(refused(parties::change(tx, &now(), mother, &wrong)), "member-born-of-guardian");
            }
            let by_hand = tx.nested(|tx| {
                tx.exec(store::sql!("UPDATE party SET born = NULL WHERE id = ?1"), store::vals![mother])
            });
            assert!(by_hand.is_err(), "the database holds to it");
            parties::change(tx, &now(), mother, &born(1991))?;
            relationships::end(tx, &now(), mother, cares, date(2026, 8, 4))?;
            parties::change(tx, &now(), mother, &born(2012))
        });
    });
}

#[test]
fn a_relationship_is_between_those_it_can_be_between() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let enter =
                |tx: &mut Tx<'_>, kind, name: &str| parties::enter_as(tx, &now(), kind, &profile(name));
            let human = person(tx, &Profile { born: Some(date(1985, 1, 1)), ..profile("Meiske Lumi") });
            let school = enter(tx, PartyKind::Organisation, "SMPN 1 Tomohon")?;
            let other = [
                enter(tx, PartyKind::Person, "Nova Lumi")?,
                enter(tx, PartyKind::Organisation, "SMAN 1 Tomohon")?,
                enter(tx, PartyKind::Group, "Kelas 7A")?,
            ];
            let mut may = Vec::new();
            for kind in Relation::ALL {
                for first in [human, school] {
                    for second in other {
                        let new = NewRelationship {
                            kind: *kind,
                            party: first,
                            other: second,
                            since: None,
                            until: None,
                            note: String::new(),
                            grown: Grown::Born,
                        };
                        let kinds = [first, second].map(|id| parties::one(tx, id).unwrap().kind);
                        let added = tx.nested(|tx| relationships::add(tx, &now(), &new).map(drop));
                        // The database says the same by itself.
                        let by_hand = tx.nested(|tx| {
                            tx.exec(
                                store::sql!(
                                    "INSERT INTO relationship (id, kind, party, other, until)
                                     VALUES (?1, ?2, ?3, ?4, '2020-01-01')"
                                ),
                                store::vals![kernel::Id::<()>::new(), *kind, first, second],
                            )
                        });
                        assert_eq!(added.is_ok(), by_hand.is_ok(), "{kind} {kinds:?}");
                        match added {
                            Ok(()) => may.push(format!("{kind} {} {}", kinds[0], kinds[1])),
                            Err(no) => assert_eq!(refused::<()>(Err(no)), "relationship-other-kinds"),
                        }
                    }
                }
            }
            assert_eq!(
                may,
                [
                    "guardian person person",
                    "pupil person organisation",
                    "pupil person group",
                    "employee person organisation",
                    "employee person group",
                    "contact person person",
                    "contact person organisation",
                    "contact person group",
                    "tutor person person",
                    "creator person organisation",
                    "creator person group",
                    "creator organisation organisation",
                    "creator organisation group",
                    "household person person",
                    "member person organisation",
                    "member person group",
                    "member organisation organisation",
                    "member organisation group",
                ]
            );
            Ok(())
        });
    });
}

/// Somebody born in a year, with an account and a session; whether both are still there after a correction to another.
fn signed_in_after(tx: &mut Tx<'_>, was: Option<i16>, is: Option<i16>) -> (bool, Option<String>) {
    let born = |year: Option<i16>| year.map(|year| date(year, 1, 1));
    let name = format!("Nona {was:?}-{is:?}").replace(['(', ')'], " ");
    let id = person(tx, &Profile { born: born(was), ..profile(&name) });
    let login = id.uuid().simple().to_string();
    accounts::open(tx, &now(), id, &login, &name, Password::nobody()).unwrap();
    let token = accounts::sign_in(tx, &now(), id).unwrap();
    parties::change(tx, &now(), id, &Profile { born: born(is), ..profile(&name) }).unwrap();
    let told = parties::shut_out(tx, &now(), id).unwrap();
    let open = accounts::of(tx, id).unwrap().unwrap().closed_at.is_none();
    let session = accounts::session(tx, &token, now().at).unwrap().is_some();
    assert_eq!(
        (open, told.is_none(), told.clone().unwrap_or(login.clone())),
        (session, session, login),
        "{name}"
    );
    (open, told)
}

#[test]
fn an_account_ends_with_its_sessions_when_its_owner_turns_out_to_be_a_child_who_may_have_none() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            for (was, is, stays) in [
                (Some(1990), Some(2017), false),
                (Some(2011), Some(2017), false),
                (Some(1990), Some(2010), false),
                (None, Some(2010), false),
                (Some(2010), Some(2011), true),
                (Some(1990), Some(1991), true),
                (Some(2010), Some(1990), true),
            ] {
                assert_eq!(signed_in_after(tx, was, is).0, stays, "{was:?} → {is:?}");
            }
            let [desk, _] = colleagues(tx);
            parties::change(
                tx,
                &now(),
                desk,
                &Profile { born: Some(date(2017, 1, 1)), ..profile("Nova Pangkey") },
            )?;
            assert!(accounts::of(tx, desk)?.unwrap().closed_at.is_none(), "a colleague's stays");
            Ok(())
        });
    });
}

#[test]
fn what_makes_a_visit_possible_is_kept_as_offered_or_in_ones_own_words() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let id = person(tx, &profile("Meiske Lumi"));
            let mut add = |code: &str, words: &str| {
                tx.nested(|tx| traits::add(tx, &now(), id, TraitKind::Accommodation, code, words))
            };
            add("large-print", "").unwrap();
            add("other", "tempat duduk di dekat pintu").unwrap();
            assert_eq!(refused(add("large-print", "")), "trait-there-already");
            assert_eq!(refused(add("diabetes", "")), "trait-unknown");
            assert_eq!(traits::of(tx, id)?.len(), 2);
            Ok(())
        });
    });
}

#[test]
fn a_clerk_says_not_where_the_head_is_written_to() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [clerk, head] = colleagues(tx);
            let by = |who| Act { by: Actor::Person(who), ..now() };
            let typed = |name: &str| Profile { email: "lain@contoh.example".into(), ..profile(name) };
            let moved = parties::change(tx, &by(clerk), head, &typed("Olivia Lasut"));
            assert_eq!(refused(moved), "party-above");
            let added = contacts::add(tx, &by(clerk), head, Way::Phone, "0812-3456-7890", "", true);
            assert_eq!(refused(added), "party-above");
            parties::change(tx, &by(clerk), head, &profile("Olivia Lasut"))?;
            parties::change(tx, &by(clerk), clerk, &typed("Nova Pangkey"))?;
            parties::change(tx, &by(head), clerk, &typed("Nova Lasut"))?;
            parties::change(tx, &by(head), head, &typed("Olivia Lasut"))
        });
    });
}

#[test]
fn of_two_clerks_with_one_entry_the_second_is_told_and_saves_nothing_away() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let id = person(tx, &profile("Meiske Lumi"));
            let seen = parties::version(&parties::one(tx, id)?);
            parties::unchanged_since(tx, id, &seen)?;
            parties::change(
                tx,
                &now(),
                id,
                &Profile { address: "Jalan Bunga 1".into(), ..profile("Meiske Lumi") },
            )?;
            assert_eq!(refused(parties::unchanged_since(tx, id, &seen)), "party-changed-meanwhile");
            Ok(())
        });
    });
}
