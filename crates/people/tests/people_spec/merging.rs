//! Two entries that turn out to be one person, and are two again.

use std::sync::{Arc, Barrier};

use jiff::civil::date;
use kernel::{Id, Person};
use people::{
    PartyKind, Profile,
    contacts::{self, Way},
    handles, identifiers, merging,
    names::{self, NameKind},
    parties, photos,
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

use crate::{PNG, SCHEMAS, colleagues, found, holds, now, person, profile, refused, write};

#[test]
fn a_colleague_is_never_the_entry_that_goes() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [_, head] = colleagues(tx);
            let child = person(tx, &profile("Olivia Lasut"));
            assert_eq!(refused(merging::merge(tx, &now(), &[], child, head)), "merge-away-colleague");
            merging::merge(tx, &now(), &[], head, child)?;
            assert_eq!(parties::living(tx, child)?.id, head);
            Ok(())
        });
    });
}

#[test]
fn two_who_are_related_are_two_as_long_as_the_register_says_so() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let mother = person(tx, &profile("Ruth Wowor"));
            let child = person(tx, &Profile { born: Some(date(2017, 1, 1)), ..profile("Ruth Wowor") });
            let new = NewRelationship {
                kind: Relation::Guardian,
                party: mother,
                other: child,
                since: None,
                until: None,
                note: String::new(),
                grown: Grown::Stated,
            };
            let relationship = relationships::add(tx, &now(), &new)?;
            assert_eq!(refused(merging::merge(tx, &now(), &[], mother, child)), "merge-related");
            assert_eq!(refused(merging::merge(tx, &now(), &[], child, mother)), "merge-related");
            relationships::remove(tx, &now(), child, relationship)?;
            merging::merge(tx, &now(), &[], mother, child)
        });
    });
}

#[test]
fn a_guardian_does_not_turn_out_to_be_a_child_nor_lose_the_date_that_says_they_are_grown_up() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let born = |year| Some(date(year, 1, 1));
            let (mother, teen) = (
                person(tx, &profile("Ruth Wowor")),
                person(tx, &Profile { born: born(2012), ..profile("Ruth Wowor") }),
            );
            let same = person(tx, &Profile { born: born(1990), ..profile("Ruth W.") });
            let child = person(tx, &Profile { born: born(2017), ..profile("Nova Wowor") });
            let other = person(tx, &Profile { born: born(2018), ..profile("Gracia Wowor") });
            let cares = |other, grown| NewRelationship {
                kind: Relation::Guardian,
                party: mother,
                other,
                since: None,
                until: None,
                note: String::new(),
                grown,
            };
            relationships::add(tx, &now(), &cares(child, Grown::Stated))?;
            let no = tx.nested(|tx| merging::merge(tx, &now(), &[], mother, teen));
            assert_eq!(refused(no), "member-born-of-guardian");
            let no = tx.nested(|tx| merging::merge(tx, &now(), &[], teen, mother));
            assert_eq!(refused(no), "member-born-of-guardian");
            merging::merge(tx, &now(), &[], mother, same)?;
            let second = relationships::add(tx, &now(), &cares(other, Grown::Born))?;
            let no = tx.nested(|tx| merging::split(tx, &now(), &[], same).map(drop));
            assert_eq!(refused(no), "member-born-of-guardian", "by the other entry's date alone");
            relationships::remove(tx, &now(), mother, second)?;
            merging::split(tx, &now(), &[], same)?;
            assert_eq!(parties::one(tx, mother)?.born, None);
            Ok(())
        });
    });
}

#[test]
fn an_account_ends_when_its_owner_turns_out_to_be_the_same_as_a_child() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let grown = person(tx, &profile("Gracia Lumi"));
            let child = person(tx, &Profile { born: Some(date(2017, 1, 1)), ..profile("Gratia Lumi") });
            accounts::open(tx, &now(), grown, "gracia", "Gracia Lumi", Password::nobody())?;
            merging::merge(tx, &now(), &[], grown, child)?;
            assert!(accounts::of(tx, grown)?.unwrap().closed_at.is_some());
            Ok(())
        });
    });
}

/// Everything the register knows of two parties.
fn picture(tx: &mut Tx<'_>, both: [Id<Person>; 2]) -> String {
    both.map(|id| {
        let mut party = parties::one(tx, id).unwrap();
        party.changed_at = kernel::Timestamp::UNIX_EPOCH;
        let mut contacts = contacts::of(tx, id).unwrap();
        contacts.sort_by_key(|contact| contact.id);
        format!(
            "{party:?} {contacts:?} {:?} {:?} {:?}",
            identifiers::of(tx, id).unwrap(),
            traits::of(tx, id).unwrap(),
            relationships::of(tx, id).unwrap()
        )
    })
    .join("\n")
}

#[test]
fn two_entries_become_one_under_both_ids_and_two_again_exactly_as_they_were() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        write(store, move |tx| {
            let stays = person(tx, &Profile { phone: "081234567890".into(), ..profile("Meiske Lumi") });
            let typed = Profile {
                born: Some(date(1994, 3, 17)),
                village: "Kinilow".into(),
                phone: "081311112222".into(),
                ..profile("Meyske Wowor")
            };
            let goes = person(tx, &typed);
            let child = person(tx, &profile("Nova Lumi"));
            contacts::add(tx, &now(), goes, Way::Phone, "0431 351 234", "kantor", false)?;
            contacts::add(tx, &now(), goes, Way::WhatsApp, "081234567890", "", true)?;
            handles::give(tx, goes, "A-00007")?;
            identifiers::keep(tx, &now(), &vault, goes, "nik", "7173015703940004")?;
            traits::add(tx, &now(), goes, TraitKind::Accommodation, "large-print", "")?;
            traits::add(tx, &now(), stays, TraitKind::Accommodation, "large-print", "")?;
            let guardian = |party, other| NewRelationship {
                kind: Relation::Guardian,
                party,
                other,
                since: None,
                until: None,
                note: String::new(),
                grown: Grown::Born,
            };
            relationships::add(tx, &now(), &guardian(goes, child))?;
            let before = picture(tx, [stays, goes]);

            merging::merge(tx, &now(), &[], stays, goes)?;
            assert_eq!(parties::living(tx, goes)?.id, stays);
            assert_eq!(handles::holder(tx, "A-00007")?, Some(stays));
            assert_eq!(identifiers::find(tx, &vault, "nik", "7173015703940004")?, Some(stays));
            assert_eq!(found(tx, "wowor"), ["Meiske Lumi"]);
            assert_eq!(found(tx, "08131111"), ["Meiske Lumi"]);
            let one = parties::one(tx, stays)?;
            assert_eq!((one.born, one.village.as_deref()), (Some(date(1994, 3, 17)), Some("Kinilow")));
            assert_eq!(relationships::who_is(tx, Relation::Guardian, child, date(2026, 8, 5))?, [stays]);
            assert_eq!(refused(merging::merge(tx, &now(), &[], stays, goes)), "merge-merged-already");

            assert_eq!(merging::split(tx, &now(), &[], goes)?, stays);
            assert_eq!(picture(tx, [stays, goes]), before);
            assert_eq!(handles::holder(tx, "A-00007")?, Some(goes));
            assert_eq!(refused(merging::split(tx, &now(), &[], goes)), "split-not-merged");
            Ok(())
        });
        holds(store);
        assert!(store.read_blocking(audit::verify).unwrap().broken.is_none());
    });
}

#[test]
fn what_has_changed_since_a_merger_stays_when_it_is_undone() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let stays = person(tx, &profile("Meiske Lumi"));
            let goes = person(tx, &Profile { village: "Kinilow".into(), ..profile("Meyske Lumi") });
            merging::merge(tx, &now(), &[], stays, goes)?;
            parties::change(
                tx,
                &now(),
                stays,
                &Profile { village: "Kayawu".into(), ..profile("Meiske Lumi") },
            )?;
            merging::split(tx, &now(), &[], goes)?;
            assert_eq!(parties::one(tx, stays)?.village.as_deref(), Some("Kayawu"));
            assert_eq!(parties::one(tx, goes)?.village.as_deref(), Some("Kinilow"));
            Ok(())
        });
        holds(store);
    });
}

#[test]
fn mergers_upon_mergers_lead_in_one_step_and_are_split_in_order() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [a, b, c] =
                ["Meiske Lumi", "Meyske Lumi", "Meiske L."].map(|name| person(tx, &profile(name)));
            merging::merge(tx, &now(), &[], b, a)?;
            merging::merge(tx, &now(), &[], c, b)?;
            assert_eq!(parties::one(tx, a)?.merged_into, Some(c));
            assert_eq!(refused(merging::split(tx, &now(), &[], a)), "split-other-first");
            merging::split(tx, &now(), &[], b)?;
            assert_eq!(parties::one(tx, a)?.merged_into, Some(b));
            merging::split(tx, &now(), &[], a)?;
            let school =
                parties::enter_as(tx, &now(), PartyKind::Organisation, &profile("SMP Negeri 1 Tomohon"))?;
            assert_eq!(refused(merging::merge(tx, &now(), &[], school, a)), "merge-other-kind");
            assert_eq!(refused(merging::merge(tx, &now(), &[], a, a)), "merge-with-itself");
            Ok(())
        });
        holds(store);
    });
}

#[test]
fn what_speaks_against_two_entries_being_one_is_told_before_they_are_merged() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let vault = Vault::fresh();
            let born = |day, name| Profile { born: Some(day), ..profile(name) };
            let one = person(tx, &born(date(1994, 3, 17), "Meiske Lumi"));
            let other = person(tx, &born(date(1961, 11, 20), "Meiske Lumi"));
            let told = |tx: &mut Tx<'_>, to| -> Vec<&'static str> {
                let consequences = people::module().consequences;
                let told = consequences.iter().flat_map(|tell| tell(tx, &now(), other, to).unwrap());
                told.map(|message| message.key).collect()
            };
            assert_eq!(told(tx, one), ["merge-born-differs"]);
            identifiers::keep(tx, &now(), &vault, one, "nik", "7173015703940004")?;
            identifiers::keep(tx, &now(), &vault, other, "nik", "7173016011610002")?;
            assert_eq!(told(tx, one), ["merge-born-differs", "merge-two-niks"]);
            let same = person(tx, &born(date(1961, 11, 20), "Meyske Lumi"));
            assert_eq!(told(tx, same), [""; 0]);
            Ok(())
        });
    });
}

#[test]
fn of_two_niks_the_survivors_is_kept_and_either_leads_to_them_until_they_are_split() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let vault = Vault::fresh();
            let [stays, goes] = ["Meiske Lumi", "Meyske Lumi"].map(|name| person(tx, &profile(name)));
            let niks = ["7173015703940004", "7173016011610002"];
            identifiers::keep(tx, &now(), &vault, stays, "nik", niks[0])?;
            identifiers::keep(tx, &now(), &vault, goes, "nik", niks[1])?;
            identifiers::keep(tx, &now(), &vault, goes, "nisn", "0061234567")?;
            merging::merge(tx, &now(), &[], stays, goes)?;
            let kept: Vec<_> = identifiers::of(tx, stays)?.into_iter().map(|one| one.masked).collect();
            assert_eq!(kept, ["7173••••••••0004", "••••••••67"]);
            for nik in niks {
                assert_eq!(identifiers::find(tx, &vault, "nik", nik)?, Some(stays));
            }
            merging::split(tx, &now(), &[], goes)?;
            assert_eq!(identifiers::find(tx, &vault, "nik", niks[1])?, Some(goes));
            assert_eq!(identifiers::of(tx, goes)?.len(), 2);
            Ok(())
        });
        holds(store);
    });
}

#[test]
fn a_photo_goes_with_the_entry_and_comes_back_unless_the_survivor_has_one() {
    on_both(SCHEMAS, |store| {
        let portrait = photos::prepare(PNG).unwrap();
        write(store, move |tx| {
            let [a, b] = ["Meiske Lumi", "Meyske Lumi"].map(|name| person(tx, &profile(name)));
            let photo = photos::keep(tx, &now(), a, &portrait)?;
            merging::merge(tx, &now(), &[], b, a)?;
            assert_eq!((photos::of(tx, a)?, photos::of(tx, b)?), (None, Some(photo)));
            merging::split(tx, &now(), &[], a)?;
            assert_eq!((photos::of(tx, a)?, photos::of(tx, b)?), (Some(photo), None));
            let other = photos::keep(tx, &now(), b, &portrait)?;
            merging::merge(tx, &now(), &[], b, a)?;
            assert_eq!((photos::of(tx, a)?, photos::of(tx, b)?), (Some(photo), Some(other)));
            photos::remove(tx, &now(), b)?;
            assert_eq!(refused(photos::remove(tx, &now(), b)), "photo-gone");
            Ok(())
        });
    });
}

#[test]
fn forgetting_somebody_forgets_the_entries_that_turned_out_to_be_the_same() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let typed = Profile { phone: "0813-7777-0001".into(), ..profile("Meiske Lumi") };
            let (stays, goes) = (person(tx, &typed), person(tx, &typed));
            names::add(tx, &now(), stays, NameKind::KnownAs, "Meis")?;
            names::add(tx, &now(), goes, NameKind::KnownAs, "Meis")?;
            merging::merge(tx, &now(), &[], stays, goes)?;
            for id in parties::ids(tx, stays)? {
                for holding in people::module().holdings {
                    (holding.erase)(tx, &now(), id)?;
                }
            }
            for left in [
                store::sql!("SELECT count(*) FROM contact"),
                store::sql!("SELECT count(*) FROM party_name"),
                store::sql!("SELECT count(*) FROM party_word"),
                store::sql!("SELECT count(*) FROM word_tail"),
            ] {
                assert_eq!(tx.one::<(i64,)>(left, store::vals![])?, (0,), "{}", left.text());
            }
            Ok(())
        });
    });
}

#[test]
fn of_two_clerks_who_merge_two_entries_into_each_other_one_is_told() {
    on_both(SCHEMAS, |store| {
        let [a, b] =
            write(store, |tx| Ok(["Meiske Lumi", "Meyske Lumi"].map(|name| person(tx, &profile(name)))));
        let start = Arc::new(Barrier::new(2));
        let done = [(a, b), (b, a)]
            .map(|(to, from)| {
                let (store, start) = (store.clone(), start.clone());
                std::thread::spawn(move || {
                    start.wait();
                    store.write_blocking(move |tx| merging::merge(tx, &now(), &[], to, from)).is_ok()
                })
            })
            .map(|clerk| clerk.join().unwrap());
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
        holds(store);
    });
}
