//! A member's own account.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::Act;
use membership::{
    Member, NewMember, changes, families, members, rosters, sign_in,
    sponsorships::{self, Agreement, SeatOrder},
};
use people::{PartyKind, Profile, parties, relationships::Grown};
use platform::{
    accounts::{self, Account, Password},
    permissions,
    vault::Vault,
};
use store::{Error, Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn born(store: &Store, name: &str, born: Option<jiff::civil::Date>) -> Member {
    let new = NewMember {
        profile: Profile { name: name.into(), born, village: "Kinilow".into(), ..Profile::default() },
        plan: "keluarga".into(),
        ..NewMember::default()
    };
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
}

fn open(store: &Store, member: &Member, password: &'static str) -> Result<Account> {
    let person = member.person;
    let password = Password::hash(password).unwrap();
    store.write_blocking(move |tx| sign_in::open(tx, &now(), person, &password))
}

fn renew(store: &Store, member: &Member) {
    let person = member.person;
    store.write_blocking(move |tx| members::renew(tx, &now(), person, None)).unwrap();
}

fn can_sign_in(store: &Store, login: &'static str, password: &str) -> bool {
    let found = store.read_blocking(move |tx| accounts::by_login(tx, login)).unwrap();
    found.is_some_and(|(_, kept)| kept.is(password))
}

#[test]
fn a_member_signs_in_with_the_number_on_the_card() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        assert_eq!(open(store, &member, "kenari-teduh-482").unwrap().login, "a-00001");
        assert!(can_sign_in(store, "A-00001", "kenari-teduh-482"));
        open(store, &member, "pagi-cerah-di-lokon").unwrap();
        assert!(!can_sign_in(store, "A-00001", "kenari-teduh-482"));
        assert!(can_sign_in(store, "A-00001", "pagi-cerah-di-lokon"));
    });
}

#[test]
fn a_child_below_13_gets_a_card_and_no_login() {
    on_both(SCHEMAS, |store| {
        let child = born(store, "Gracia Wowor", Some(date(2013, 8, 6)));
        assert_eq!(keys(open(store, &child, "kenari-teduh-482").unwrap_err()), ["member-login-too-young"]);
        let teenager = born(store, "Gratia Wowor", Some(date(2013, 8, 5)));
        assert_eq!(
            keys(open(store, &teenager, "kenari-teduh-482").unwrap_err()),
            ["member-login-needs-consent"]
        );
        let unknown = born(store, "Jantje Wowor", None);
        assert_eq!(
            keys(open(store, &unknown, "kenari-teduh-482").unwrap_err()),
            ["member-login-needs-birth"]
        );
    });
}

#[test]
fn whoever_leaves_can_no_longer_sign_in_until_they_renew() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let person = member.person;
        store.write_blocking(move |tx| members::close(tx, &now(), person)).unwrap();
        assert!(!can_sign_in(store, "a-00001", "kenari-teduh-482"));
        assert_eq!(keys(open(store, &member, "kenari-teduh-482").unwrap_err()), ["member-login-closed"]);
        renew(store, &member);
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"), "as they did before");
    });
}

#[test]
fn what_somebody_closed_before_the_membership_ended_stays_closed_when_it_is_renewed() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let person = member.person;
        store
            .write_blocking(move |tx| {
                accounts::close(tx, &act("2026-08-04T09:30"), person)?;
                members::close(tx, &now(), person)
            })
            .unwrap();
        renew(store, &member);
        assert!(!can_sign_in(store, "a-00001", "kenari-teduh-482"));
    });
}

#[test]
fn a_renewal_that_is_taken_back_takes_the_account_along() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let person = member.person;
        store
            .write_blocking(move |tx| {
                members::close(tx, &now(), person)?;
                let renewed = |tx: &mut store::Tx<'_>| members::renew(tx, &now(), person, None);
                let (_, change) = changes::noted(tx, &now(), person, renewed)?;
                assert!(accounts::of(tx, person)?.unwrap().closed_at.is_none());
                changes::take_back(tx, &now(), person, change)?;
                assert!(accounts::of(tx, person)?.unwrap().closed_at.is_some());
                Ok(())
            })
            .unwrap();
        renew(store, &member);
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"));
    });
}

#[test]
fn whom_a_list_brings_back_signs_in_as_before_and_no_more_once_the_list_is_taken_back() {
    on_both(SCHEMAS, |store| {
        let meiske = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &meiske, "kenari-teduh-482").unwrap();
        let person = meiske.person;
        let school = store
            .write_blocking(move |tx| {
                members::close(tx, &now(), person)?;
                let profile = Profile { name: "SMA Contoh Satu".into(), ..Profile::default() };
                let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
                let agreement = Agreement {
                    partner,
                    name: "SMA Contoh Satu, guru".into(),
                    plan: "dewasa".into(),
                    since: date(2026, 7, 1),
                    until: None,
                    seats: None,
                    seat_order: SeatOrder::Roster,
                    grace_days: 30,
                    domain: String::new(),
                };
                Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
            })
            .unwrap();
        assert!(!can_sign_in(store, "a-00001", "kenari-teduh-482"));
        let list = rosters::sheet::read(b"NIP;Nama;Tgl Lahir\n101;Meiske Lumi;17/03/1994\n").unwrap();
        let entries = rosters::sheet::entries(&list, date(2026, 8, 5));
        let vault = Vault::fresh();
        store
            .write_blocking(move |tx| {
                rosters::apply(tx, &now(), &vault, school, 0, "guru.csv", entries.clone()).map(drop)
            })
            .unwrap();
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"));
        store.write_blocking(move |tx| rosters::undo::undo(tx, &now(), school, 1)).unwrap();
        assert!(!can_sign_in(store, "a-00001", "kenari-teduh-482"));
    });
}

#[test]
fn the_account_of_a_child_is_open_again_once_a_guardian_has_agreed_anew() {
    on_both(SCHEMAS, |store| {
        let child = born(store, "Gratia Wowor", Some(date(2012, 1, 5)));
        let mother = born(store, "Meiske Lumi", Some(date(1984, 3, 17)));
        let (subject, giver) = (child.person, mother.person);
        let agree = move || {
            store
                .write_blocking(move |tx| families::give(tx, &now(), subject, giver, "Map 3, nomor 12"))
                .unwrap()
        };
        store.write_blocking(move |tx| families::link(tx, &now(), subject, giver, Grown::Born)).unwrap();
        agree();
        open(store, &child, "kenari-teduh-482").unwrap();
        store.write_blocking(move |tx| families::withdraw(tx, &now(), subject)).unwrap();
        assert!(!can_sign_in(store, "a-00001", "kenari-teduh-482"));
        agree();
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"));
    });
}

#[test]
fn the_account_of_a_colleague_is_neither_given_a_password_nor_ended_with_a_membership() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let person = member.person;
        store
            .write_blocking(move |tx| {
                permissions::define(tx, &now(), "head", &["staff.manage"])?;
                permissions::assign(tx, &now(), person, &["head"])
            })
            .unwrap();
        assert_eq!(
            keys(open(store, &member, "pagi-cerah-di-lokon").unwrap_err()),
            ["member-login-colleague"]
        );
        store.write_blocking(move |tx| members::close(tx, &now(), person)).unwrap();
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"));
    });
}

#[test]
fn a_new_name_is_also_the_name_of_the_account() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let profile = Profile {
            name: "Meiske Wowor".into(),
            born: member.born,
            village: "Kinilow".into(),
            ..Profile::default()
        };
        store
            .write_blocking(move |tx| {
                members::update(tx, &now(), member.person, &profile, &members::Moving::to("keluarga"))?;
                assert_eq!(accounts::of(tx, member.person)?.unwrap().name, "Meiske Wowor");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn nobody_takes_the_birth_date_of_whoever_signs_in_away() {
    on_both(SCHEMAS, |store| {
        let profile = Profile {
            name: "Ruth Wowor".into(),
            born: Some(date(1990, 1, 1)),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let new = NewMember { profile: profile.clone(), plan: "dewasa".into(), ..NewMember::default() };
        let ruth = store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap().person;
        let password = Password::hash("kenari-teduh-482").unwrap();
        store.write_blocking(move |tx| sign_in::open(tx, &now(), ruth, &password)).unwrap();
        let without = Profile { born: None, ..profile };
        let taken = {
            let without = without.clone();
            store.write_blocking(move |tx| parties::change(tx, &now(), ruth, &without))
        };
        assert_eq!(keys(taken.unwrap_err()), ["member-born-stays"]);
        assert!(store.read_blocking(move |tx| accounts::of(tx, ruth)).unwrap().unwrap().closed_at.is_none());
        store
            .write_blocking(move |tx| {
                accounts::close(tx, &now(), ruth)?;
                parties::change(tx, &now(), ruth, &without)
            })
            .unwrap();
    });
}
