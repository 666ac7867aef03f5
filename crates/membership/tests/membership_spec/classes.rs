//! A class made members from one list.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Person};
use membership::{
    Ground, Member, NewMember,
    classes::{self, Class, Fate, Line},
    families, members, rosters,
};
use people::{PartyKind, Profile, parties, relationships};
use platform::vault::Vault;
use store::{Error, Store};
use trial::{act, on_both};

const LIST: &str = "Nama\tTgl Lahir\tL/P\tNIS\tKelas\n\
    Meiske Lumi\t17/03/2012\tP\t101\t7A\n\
    Jantje Wowor\t31/12/2011\tL\t102\t7A\n";

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn entries(text: &str) -> Vec<rosters::Entry> {
    rosters::sheet::entries(&rosters::sheet::read(text.as_bytes()).unwrap(), date(2026, 8, 5))
}

fn class(school: Option<Id<Person>>) -> Class {
    let evidence = "surat kepala sekolah, 4 Agustus".into();
    Class { plan: "pelajar".into(), school, ground: Ground::Need, evidence }
}

fn look(store: &Store, text: &str) -> Vec<Line> {
    let entries = entries(text);
    let class = class(None);
    store
        .read_blocking(move |tx| classes::look(tx, &now(), &Vault::fresh(), &class, entries.clone()))
        .unwrap()
}

fn enrol(store: &Store, school: Option<Id<Person>>, text: &str) -> store::Result<usize> {
    let entries = entries(text);
    let class = class(school);
    store.write_blocking(move |tx| classes::enrol(tx, &now(), &Vault::fresh(), &class, entries.clone()))
}

fn member(store: &Store, words: &'static str) -> Member {
    let found = store.read_blocking(move |tx| members::find(tx, words, 5)).unwrap();
    assert_eq!(found.len(), 1, "{words}");
    found.into_iter().next().unwrap()
}

fn person(store: &Store, name: &'static str, born: kernel::Date) -> Id<Person> {
    let profile =
        Profile { name: name.into(), born: Some(born), village: "Kinilow".into(), ..Profile::default() };
    store.write_blocking(move |tx| parties::enter(tx, &now(), &profile)).unwrap()
}

#[test]
fn a_pasted_class_becomes_members_and_the_same_list_again_nobody() {
    on_both(SCHEMAS, |store| {
        assert!(look(store, LIST).iter().all(|line| matches!(line.fate, Fate::New)));
        assert_eq!(enrol(store, None, LIST).unwrap(), 2);
        let meiske = member(store, "meiske");
        assert_eq!((meiske.plan.as_str(), meiske.provisional), ("pelajar", false));
        assert_eq!(enrol(store, None, LIST).unwrap(), 0);
        assert!(look(store, LIST).iter().all(|line| matches!(line.fate, Fate::Member(..))));
    });
}

#[test]
fn the_consent_of_their_guardians_stays_owed() {
    on_both(SCHEMAS, |store| {
        enrol(store, None, LIST).unwrap();
        for line in look(store, LIST) {
            let Fate::Member(_, missing) = line.fate else { panic!("no member") };
            let keys: Vec<_> = missing.iter().map(|message| message.key).collect();
            assert_eq!(keys, ["missing-guardian", "missing-consent"]);
        }
        let meiske = member(store, "meiske");
        assert!(families::is_minor(meiske.born, date(2026, 8, 5)));
    });
}

#[test]
fn whoever_the_register_knows_becomes_a_member_as_the_same_person() {
    on_both(SCHEMAS, |store| {
        let known = person(store, "Meiske Lumi", date(2012, 3, 17));
        assert!(matches!(look(store, LIST)[0].fate, Fate::Known(person) if person == known));
        assert_eq!(enrol(store, None, LIST).unwrap(), 2);
        assert_eq!(member(store, "meiske").person, known);
    });
}

#[test]
fn whoever_might_be_somebody_else_is_left_to_people_and_the_others_are_made() {
    on_both(SCHEMAS, |store| {
        person(store, "Meyske Lumi", date(2012, 3, 17));
        let lines = look(store, LIST);
        assert!(matches!(&lines[0].fate, Fate::Alike(alike) if alike[0].name == "Meyske Lumi"));
        assert_eq!(enrol(store, None, LIST).unwrap(), 1);
        assert_eq!(member(store, "jantje").plan, "pelajar");
    });
}

#[test]
fn every_row_that_cannot_be_says_why() {
    on_both(SCHEMAS, |store| {
        let list = "Nama\tTgl Lahir\n\
            Meiske Lumi\t17/03/2012\n\
            Meiske Lumi\t17/03/2012\n\
            Jantje Wowor\t\n\
            Olivia Pangkey\tkapan saja\n";
        let why: Vec<_> = look(store, list)
            .into_iter()
            .map(|line| match line.fate {
                Fate::Wrong(why) => why.iter().map(|message| message.key).collect::<Vec<_>>().join(" "),
                _ => String::new(),
            })
            .collect();
        assert_eq!(why, ["", "roster-twice", "class-needs-birth", "intake-born-unreadable"]);
        assert_eq!(enrol(store, None, list).unwrap(), 1);
    });
}

#[test]
fn class_and_number_are_kept_with_the_school_that_was_named() {
    on_both(SCHEMAS, |store| {
        let school = store
            .write_blocking(|tx| {
                let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
                parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)
            })
            .unwrap();
        let found = store.read_blocking(|tx| classes::school(tx, " smp contoh satu ")).unwrap();
        assert_eq!(found, Some(school));
        let unknown = store.read_blocking(|tx| classes::school(tx, "SMA Entah"));
        assert!(matches!(unknown, Err(Error::Refused(_))));
        enrol(store, Some(school), LIST).unwrap();
        let meiske = member(store, "meiske").person;
        let all = store.read_blocking(move |tx| relationships::of(tx, meiske)).unwrap();
        assert_eq!((all[0].other, all[0].note.as_deref()), (school, Some("7A · 101")));
    });
}

#[test]
fn a_number_that_stands_twice_is_told_before_anything_is_made() {
    on_both(SCHEMAS, |store| {
        let list = "Nama;Tgl Lahir;NISN\n\
            Meiske Lumi;17/03/2012;0123456789\n\
            Jantje Wowor;31/12/2011;0123456789\n";
        let lines = look(store, list);
        assert!(matches!(&lines[1].fate, Fate::Wrong(why) if why[0].key == "class-number-twice"));
        assert_eq!(enrol(store, None, list).unwrap(), 1);
    });
}

#[test]
fn nobody_of_the_register_is_a_member_twice() {
    on_both(SCHEMAS, |store| {
        let known = person(store, "Meiske Lumi", date(1994, 3, 17));
        let new = NewMember { person: Some(known), plan: "dewasa".into(), ..NewMember::default() };
        let again = new.clone();
        let begun = store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap();
        assert_eq!(begun.person, known);
        let twice = store.write_blocking(move |tx| members::register(tx, &now(), &again));
        assert!(
            matches!(twice, Err(Error::Refused(refusal)) if refusal.reasons[0].message.key == "member-already")
        );
    });
}

#[test]
fn a_class_that_stands_on_living_here_needs_the_village_of_each_and_says_so_row_by_row() {
    on_both(SCHEMAS, |store| {
        let list = "Nama\tTgl Lahir\tKelurahan\n\
            Meiske Lumi\t17/03/2012\tKinilow\n\
            Jantje Wowor\t31/12/2011\tTondano\n\
            Olivia Pangkey\t30/11/2011\t\n";
        let source = rosters::sheet::read_as(list.as_bytes(), &rosters::sheet::OF_A_CLASS).unwrap();
        let entries = rosters::sheet::entries(&source, date(2026, 8, 5));
        let class = Class { ground: Ground::Address, evidence: String::new(), ..class(None) };
        let (again, of) = (entries.clone(), class.clone());
        let lines = store
            .read_blocking(move |tx| classes::look(tx, &now(), &Vault::fresh(), &of, again.clone()))
            .unwrap();
        let why = |line: &Line| match &line.fate {
            Fate::Wrong(why) => why.iter().map(|message| message.key).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(
            lines.iter().map(why).collect::<Vec<_>>(),
            [vec![], vec!["class-needs-village"], vec!["class-needs-village"]]
        );
        let made = store
            .write_blocking(move |tx| classes::enrol(tx, &now(), &Vault::fresh(), &class, entries.clone()))
            .unwrap();
        assert_eq!(made, 1);
        assert_eq!(member(store, "meiske").terms[0].ground, Ground::Address);
    });
}

#[test]
fn a_decision_for_a_whole_class_says_who_made_it() {
    on_both(SCHEMAS, |store| {
        let class = Class { evidence: " ".into(), ..class(None) };
        let refused = store
            .write_blocking(move |tx| classes::enrol(tx, &now(), &Vault::fresh(), &class, entries(LIST)))
            .unwrap_err();
        let Error::Refused(refusal) = refused else { panic!("not refused: {refused}") };
        assert_eq!(refusal.reasons[0].message.key, "basis-needs-evidence");
    });
}
