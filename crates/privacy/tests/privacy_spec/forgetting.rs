//! What is held about somebody, and how they are forgotten.

use circulation::parting;
use jiff::civil::date;
use kernel::{Arg, Id, Person};
use membership::{NewMember, families, members};
use people::{Profile, parties, relationships::Grown};
use platform::{audit, vault::Vault};
use privacy::{erasure, requests::Kind};
use serde_json::json;
use store::Tx;

use crate::town::{in_town, now, refused, scope};

#[test]
fn what_is_held_is_told_by_every_module_and_can_be_taken_along() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-07-01T10:00", &book);
        let sections = town.held();
        let names: Vec<_> = sections.iter().map(|section| section.name).collect();
        for name in
            ["people.entry", "people.contacts", "membership.member", "membership.bases", "circulation.loans"]
        {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        let said = |text: &str| {
            sections.iter().any(|section| section.rows.iter().flatten().any(|arg| *arg == Arg::from(text)))
        };
        assert!(
            said("Maria Kumendong") && said("maria@contoh.id") && said("A-00001") && said("Laskar Pelangi")
        );
        for section in &sections {
            assert!(section.rows.iter().all(|row| row.len() == section.fields.len()), "{}", section.name);
        }
    });
}

#[test]
fn whoever_has_a_book_is_not_forgotten_before_it_is_back() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-08-01T10:00", &book);
        assert_eq!(refused(town.erase()), ["erase-against-loans"]);
        assert!(town.held().iter().any(|section| section.name == "people.entry"));
        town.take_back("2026-08-04T10:00", &book);
        town.erase().unwrap();
    });
}

#[test]
fn a_guardian_is_not_forgotten_while_a_childs_membership_hangs_on_them() {
    in_town(|town| {
        let guardian = town.maria.person;
        town.write(move |tx| {
            let profile = Profile {
                name: "Gracia Kumendong".into(),
                born: Some(date(2017, 1, 1)),
                village: "Kinilow".into(),
                ..Profile::default()
            };
            let new = NewMember { profile, plan: "anak".into(), ..NewMember::default() };
            let child = members::register(tx, &now(), &new)?.person;
            families::link(tx, &now(), child, guardian, Grown::Born)
        })
        .unwrap();
        assert_eq!(refused(town.erase()), ["erase-against-child"]);
    });
}

#[test]
fn of_a_forgotten_person_nothing_is_found_and_what_was_counted_stays_counted() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        for (out, back) in
            [("2026-06-01T10:00", "2026-06-09T10:00"), ("2026-07-01T10:00", "2026-07-03T10:00")]
        {
            town.lend(out, &book);
            town.take_back(back, &book);
        }
        town.ask(Kind::Erasure, "Saya Maria Kumendong dan pindah").unwrap();
        let erased = town.erase().unwrap();
        assert_eq!(erased.number, 1);
        assert!(erased.went.contains_key("people.contacts"));
        assert_eq!(refused(town.erase()), ["erase-done-already"]);

        let person = town.maria.person;
        let (entry, history, chain) = town
            .store
            .read_blocking(move |tx| {
                Ok((parties::one(tx, person)?, audit::history(tx, person, 50)?, audit::verify(tx)?))
            })
            .unwrap();
        assert_eq!((entry.name.as_str(), entry.born, entry.phone, entry.note), ("—", None, None, None));
        assert!(
            history.iter().all(|past| past.detail.as_deref().is_none_or(|said| !said.contains("Kumendong")))
        );
        assert_eq!(chain.broken, None, "the chain holds without the values");
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan")), 2);
        assert_eq!(town.count(store::sql!("SELECT count(DISTINCT COALESCE(member, reader)) FROM loan")), 1);
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")), 0);
        let broken: Vec<_> = [people::module(), membership::module(), circulation::module()]
            .iter()
            .flat_map(|module| module.invariants)
            .flat_map(|invariant| town.store.read_blocking(|tx| (invariant.violations)(tx)).unwrap())
            .collect();
        assert_eq!(broken, [""; 0]);
        let found = town.store.read_blocking(|tx| members::find(tx, "kumendong", 5)).unwrap();
        assert_eq!(found, []);
        assert_eq!(town.store.read_blocking(|tx| members::by_code(tx, "A-00001")).unwrap(), None);
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM audit_detail WHERE detail LIKE '%Kumendong%'")),
            0
        );
    });
}

#[test]
fn what_the_journal_says_of_others_whose_names_are_alike_stays() {
    in_town(|town| {
        let (named, whole) = (town.maria.name.clone(), format!("{} Rarung", town.maria.name));
        town.write(move |tx| {
            let told = |tx: &mut Tx<'_>, detail| {
                audit::record(tx, &now(), "test.told", "record", Id::<()>::new(), &detail)
            };
            told(tx, json!({ "guardian": named }))?;
            told(tx, json!({ "guardian": whole }))?;
            told(tx, json!({ "guardian": named.to_lowercase() }))?;
            told(tx, json!({ (named.as_str()): "a key" }))?;
            // Somebody else who is called the same.
            let profile = Profile { name: named.clone(), ..Profile::default() };
            let namesake = parties::enter(tx, &now(), &profile)?;
            audit::record(tx, &now(), "test.told", "person", namesake, &json!({ "name": named }))
        })
        .unwrap();
        let name = town.maria.name.clone();
        town.erase().unwrap();
        let kept = town
            .store
            .read_blocking(move |tx| {
                tx.all::<(String,)>(
                    store::sql!("SELECT detail FROM audit_detail WHERE LOWER(detail) LIKE ?1 ORDER BY seq"),
                    store::vals![format!("%{}%", name.to_lowercase())],
                )
            })
            .unwrap();
        assert_eq!(kept.len(), 4, "{kept:?}");
    });
}

#[test]
fn whom_an_older_backup_brings_back_is_forgotten_again_and_nobody_else() {
    in_town(|town| {
        let (person, nobody) = (town.maria.person, Id::<Person>::new());
        let replay = || {
            let scope = scope(&Vault::default());
            town.write(move |tx| erasure::replay(tx, &now(), &scope, &[person, nobody]))
        };
        assert_eq!(replay().unwrap(), 1);
        assert_eq!(replay().unwrap(), 0);
        let entry = town.store.read_blocking(move |tx| parties::one(tx, person)).unwrap();
        assert_eq!(entry.name, "—");
    });
}

#[test]
fn the_list_of_the_forgotten_survives_an_unfinished_line_and_takes_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(privacy::list::NAME);
    assert_eq!(privacy::list::read(&path).unwrap(), []);
    let (first, second) = (Id::new(), Id::new());
    privacy::list::add(&path, first).unwrap();
    privacy::list::add(&path, first).unwrap();
    std::fs::write(&path, format!("{}0198", std::fs::read_to_string(&path).unwrap())).unwrap();
    privacy::list::add(&path, second).unwrap();
    assert_eq!(privacy::list::read(&path).unwrap(), [first, second]);
}

#[test]
fn returned_loans_are_parted_from_their_readers_and_open_ones_are_not() {
    in_town(|town| {
        let (first, second) = (town.copy("Laskar Pelangi"), town.copy("Sang Pemimpi"));
        town.lend("2026-01-05T10:00", &first);
        town.take_back("2026-01-12T10:00", &first);
        town.lend("2026-02-05T10:00", &first);
        town.take_back("2026-02-12T10:00", &first);
        town.lend("2026-01-06T10:00", &second);
        parting::part_old(town.store, &now()).unwrap();
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NULL")), 2);
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")), 1);
        assert_eq!(
            town.count(store::sql!("SELECT count(DISTINCT reader) FROM loan WHERE reader IS NOT NULL")),
            1,
            "within a year one knows that it was one reader"
        );
        town.take_back("2026-08-05T09:00", &second);
        parting::part_old(town.store, &now()).unwrap();
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")),
            1,
            "what came back lately keeps its name"
        );
    });
}
