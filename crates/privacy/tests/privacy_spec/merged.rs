//! Two entries of one person, forgotten together.

use jiff::civil::date;
use kernel::{Arg, Id, Person};
use membership::{NewMember, families, members};
use people::{Profile, merging, parties, relationships::Grown};
use platform::vault::Vault;
use privacy::{
    erasure, held,
    requests::{self, Kind},
};
use store::{Result, Tx};

use crate::town::{Town, holdings, in_town, modules, now, scope};

/// How often `words` stand in what is kept of people, in whatever module.
fn kept(town: &Town<'_>, words: &str) -> i64 {
    let like = format!("%{words}%");
    let (count,): (i64,) = town
        .store
        .read_blocking(move |tx| {
            tx.one(
                store::sql!(
                    "SELECT count(*) FROM (
                         SELECT name || folded || COALESCE(phone, '') || COALESCE(note, '') AS said FROM party
                         UNION ALL SELECT name FROM party_name UNION ALL SELECT word FROM party_word
                         UNION ALL SELECT value FROM contact UNION ALL SELECT code FROM handle
                         UNION ALL SELECT CAST(moved AS TEXT) FROM merger
                         UNION ALL SELECT login || name FROM account
                         UNION ALL SELECT code || COALESCE(blocked, '') FROM member
                         UNION ALL SELECT code FROM retired_card
                         UNION ALL SELECT guardian_name || guardian_phone FROM joining
                         UNION ALL SELECT COALESCE(evidence, '') FROM consent
                         UNION ALL SELECT COALESCE(evidence, '') FROM basis
                         UNION ALL SELECT said FROM privacy_request
                         UNION ALL SELECT detail FROM audit_detail UNION ALL SELECT payload FROM event) t
                     WHERE t.said LIKE ?1"
                ),
                store::vals![like],
            )
        })
        .unwrap();
    count
}

/// A child of 14 who registered twice, each time with somebody else to ask, with a consent and a block of each entry; and the
/// two made one.
fn twice_registered(town: &Town<'_>) -> [Id<Person>; 2] {
    let mother = town.maria.person;
    let register = move |tx: &mut Tx<'_>, n: usize| -> Result<Id<Person>> {
        let profile = Profile {
            name: ["Gracia Rarung", "Gratia Rarung-Lasut"][n].into(),
            born: Some(date(2012, 1, 1)),
            phone: ["0813-1111-0001", "0813-1111-0002"][n].into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let child = members::register(
            tx,
            &now(),
            &NewMember { profile, plan: "remaja".into(), ..NewMember::default() },
        )?;
        tx.exec(
            store::sql!(
                "INSERT INTO joining (member, guardian_name, guardian_phone, guardian_code, at, known)
                 VALUES (?1, ?2, ?3, '', 1, FALSE)"
            ),
            store::vals![child.person, format!("Bibi Selvie {n}"), format!("62812777700{n}")],
        )?;
        families::link(tx, &now(), child.person, mother, Grown::Born)?;
        families::give(tx, &now(), child.person, mother, ["formulir, map 3", "formulir, map 4"][n])?;
        members::block(tx, &now(), child.person, ["kartu dipinjamkan", "buku rusak"][n])?;
        requests::ask(tx, &now(), child.person, Kind::Erasure, ["Saya pindah", "Hapus saya"][n])?;
        Ok(child.person)
    };
    town.write(move |tx| {
        let both = [register(tx, 0)?, register(tx, 1)?];
        let followers: Vec<_> = modules().iter().flat_map(|module| module.followers).copied().collect();
        merging::merge(tx, &now(), &followers, both[0], both[1])?;
        Ok(both)
    })
    .unwrap()
}

const THEIRS: [&str; 13] = [
    "Gracia",
    "Gratia",
    "gratia",
    "81311110001",
    "81311110002",
    "Bibi Selvie",
    "62812777700",
    "map 3",
    "map 4",
    "kartu dipinjamkan",
    "buku rusak",
    "A-00002",
    "A-00003",
];

#[test]
fn whatever_belongs_to_an_entry_that_was_merged_goes_with_whoever_it_turned_out_to_be() {
    in_town(|town| {
        let [stays, goes] = twice_registered(town);
        for words in THEIRS {
            assert!(kept(town, words) > 0, "{words} is there before");
        }
        let told = town.store.read_blocking(move |tx| held::of(tx, &holdings(), goes)).unwrap();
        let said = |text: &str| {
            told.iter().flat_map(|one| one.rows.iter().flatten()).any(|arg| *arg == Arg::from(text))
        };
        assert!(
            said("Gracia Rarung") && said("Gratia Rarung-Lasut") && said("Bibi Selvie 1") && said("A-00003")
        );
        let scope = scope(&Vault::default());
        let erased = town.write(move |tx| erasure::grant(tx, &now(), &scope, 2)).unwrap();
        assert_eq!(erased.person, stays);
        for words in THEIRS {
            assert_eq!(kept(town, words), 0, "{words}");
        }
        assert!(kept(town, "Maria Kumendong") > 0, "the mother stays");
        let gone = store::sql!("SELECT count(*) FROM event WHERE kind = 'privacy.erased'");
        assert_eq!(town.count(gone), 2, "both ids are remembered beside the keys");
        let of = move |tx: &mut Tx<'_>| Ok((erasure::of(tx, stays)?, erasure::of(tx, goes)?));
        let (one, other) = town.store.read_blocking(of).unwrap();
        assert!(one.is_some() && one == other, "either id leads to the certificate");
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM retired_card WHERE code NOT LIKE 'A-%'")), 0);
    });
}

#[test]
fn an_older_backup_that_knows_two_entries_of_somebody_forgotten_brings_neither_back() {
    in_town(|town| {
        let (one, other) = town
            .write(|tx| {
                let enter = |tx: &mut Tx<'_>, name: &str| {
                    parties::enter(tx, &now(), &Profile { name: name.into(), ..Profile::default() })
                };
                Ok((enter(tx, "Gracia Rarung")?, enter(tx, "Gratia Rarung")?))
            })
            .unwrap();
        let replay = || {
            let scope = scope(&Vault::default());
            town.write(move |tx| erasure::replay(tx, &now(), &scope, &[one, other]))
        };
        assert_eq!(replay().unwrap(), 2, "before they were made one");
        assert_eq!(replay().unwrap(), 0);
        assert_eq!(kept(town, "Rarung"), 0);
    });
}

#[test]
fn whoever_was_parted_from_somebody_forgotten_stays_when_an_older_backup_knows_them_as_one() {
    in_town(|town| {
        let [stays, goes] = twice_registered(town);
        let scope_of = || scope(&Vault::default());
        let (apart, together) = (scope_of(), scope_of());
        assert_eq!(town.write(move |tx| erasure::replay(tx, &now(), &apart, &[goes])).unwrap(), 1);
        assert_eq!(kept(town, "Gratia"), 0);
        assert!(kept(town, "Gracia") > 0, "whose id is not on the list is somebody else");
        assert_eq!(town.write(move |tx| erasure::replay(tx, &now(), &together, &[stays, goes])).unwrap(), 1);
        assert_eq!(kept(town, "Gracia"), 0);
    });
}
