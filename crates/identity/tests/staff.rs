//! Those who work here: taken on, given roles, let go.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it cannot go on")]

use identity::staff;
use kernel::Act;
use platform::{
    accounts::{self, Account, Password},
    permissions,
};
use store::{Error, Result, Store};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] =
    &[("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS), ("identity", identity::MIGRATIONS)];

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn can_sign_in(store: &Store, login: &'static str, password: &str) -> bool {
    let found = store.read_blocking(move |tx| accounts::by_login(tx, login)).unwrap();
    found.is_some_and(|(_, kept)| kept.is(password))
}

/// The roles every library has, of which only the head may manage accounts.
fn plant_roles(store: &Store) {
    store
        .write_blocking(|tx| {
            permissions::define(tx, &now(), "head", &["people.view", "identity.accounts", "identity.roles"])?;
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
