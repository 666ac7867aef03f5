//! Who may sign in: members, colleagues, their roles.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it cannot go on")]

use jiff::civil::date;
use kernel::Act;
use membership::{Member, NewMember, members, sign_in};
use people::{Profile, staff};
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
        profile: Profile { name: name.into(), born, ..Profile::default() },
        plan: "dewasa".into(),
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

/// The roles every library has, of which only the head may manage accounts.
fn plant_roles(store: &Store) {
    store
        .write_blocking(|tx| {
            permissions::define(tx, &now(), "head", &["people.view", "people.accounts"])?;
            permissions::define(tx, &now(), "desk", &["people.view"])
        })
        .unwrap();
}

fn appoint(store: &Store, name: &str, login: &str, roles: &[&str]) -> Result<Account> {
    let new = staff::NewStaff {
        name: name.into(),
        login: login.into(),
        password: Password::hash("kenari-teduh-482").unwrap(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    store.write_blocking(move |tx| staff::appoint(tx, &now(), &new))
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
        open(store, &teenager, "kenari-teduh-482").unwrap();
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
fn a_new_name_is_also_the_name_of_the_account() {
    on_both(SCHEMAS, |store| {
        let member = born(store, "Meiske Lumi", Some(date(1994, 3, 17)));
        open(store, &member, "kenari-teduh-482").unwrap();
        let profile = Profile { name: "Meiske Wowor".into(), born: member.born, ..Profile::default() };
        store
            .write_blocking(move |tx| {
                members::update(tx, &now(), member.person, &profile, "dewasa")?;
                assert_eq!(accounts::of(tx, member.person)?.unwrap().name, "Meiske Wowor");
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_colleague_has_an_account_and_what_the_roles_allow() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let account = appoint(store, "  Olivia Pangkey ", "Olivia", &["desk"]).unwrap();
        assert_eq!((account.login.as_str(), account.name.as_str()), ("olivia", "Olivia Pangkey"));
        let (can, all) = store
            .read_blocking(move |tx| Ok((permissions::of(tx, account.person)?, staff::all(tx)?)))
            .unwrap();
        assert_eq!(can.into_iter().collect::<Vec<_>>(), ["people.view"]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].roles, ["desk"]);
    });
}

#[test]
fn an_appointment_is_refused_with_every_reason_and_leaves_nobody_behind() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap();
        assert_eq!(
            keys(appoint(store, " ", "a-00418", &["direktur"]).unwrap_err()),
            ["member-name-missing", "staff-login-unreadable", "staff-role-unknown"]
        );
        assert_eq!(keys(appoint(store, "Ruth Mandagi", "ruth", &[]).unwrap_err()), ["staff-role-missing"]);
        assert_eq!(keys(appoint(store, "Ruth Mandagi", "OLIVIA", &["desk"]).unwrap_err()), ["login-taken"]);
        let (people,): (i64,) =
            store.read_blocking(|tx| tx.one(store::sql!("SELECT count(*) FROM party"), &[])).unwrap();
        assert_eq!(people, 1);
    });
}

#[test]
fn the_last_who_may_manage_accounts_cannot_be_taken_away() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
        let desk = ["desk".to_owned()];
        let roles = desk.clone();
        let refused = store.write_blocking(move |tx| staff::assign(tx, &now(), head, &roles));
        assert_eq!(keys(refused.unwrap_err()), ["staff-last-keeper"]);
        let refused = store.write_blocking(move |tx| staff::dismiss(tx, &now(), head));
        assert_eq!(keys(refused.unwrap_err()), ["staff-last-keeper"]);
        assert!(can_sign_in(store, "olivia", "kenari-teduh-482"));
        appoint(store, "Ruth Mandagi", "ruth", &["head"]).unwrap();
        store.write_blocking(move |tx| staff::dismiss(tx, &now(), head)).unwrap();
        assert!(!can_sign_in(store, "olivia", "kenari-teduh-482"));
    });
}
