//! A member's own account.

use jiff::civil::date;
use kernel::Act;
use membership::{Member, NewMember, members, sign_in};
use people::Profile;
use platform::{
    accounts::{self, Account, Password},
    permissions,
};
use store::{Error, Result, Store};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
];

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
        store.write_blocking(move |tx| members::renew(tx, &now(), person, None)).unwrap();
        open(store, &member, "kenari-teduh-482").unwrap();
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
                members::update(tx, &now(), member.person, &profile, "keluarga")?;
                assert_eq!(accounts::of(tx, member.person)?.unwrap().name, "Meiske Wowor");
                Ok(())
            })
            .unwrap();
    });
}
