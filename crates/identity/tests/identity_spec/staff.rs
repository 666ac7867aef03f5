//! Those who work here: taken on, given roles, let go.

use std::thread;

use identity::{roles, staff};
use kernel::{Act, Actor, Id, Person};
use platform::{
    accounts::{self, Account, Password},
    library::{self, Branch},
    permissions::{self, Holding, Permission, Places, Reach},
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
        roles: roles.iter().map(|role| Holding::everywhere(role)).collect(),
    };
    store.write_blocking(move |tx| staff::appoint(tx, &now(), &new))
}

/// A head, and somebody of an office that manages accounts and nothing else.
fn head_and_office(store: &Store) -> (Id<Person>, Id<Person>) {
    plant_roles(store);
    let accounts = &["people.view", "identity.accounts"];
    store.write_blocking(|tx| permissions::define(tx, &now(), "office", accounts)).unwrap();
    let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
    (head, appoint(store, "Ruth Mandagi", "ruth", &["office"]).unwrap().person)
}

#[test]
fn a_colleague_has_an_account_and_what_the_roles_allow() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let account = appoint(store, "  Olivia Pangkey ", "Olivia", &["desk"]).unwrap();
        assert_eq!((account.login.as_str(), account.name.as_str()), ("olivia", "Olivia Pangkey"));
        let (can, all) = store
            .read_blocking(move |tx| Ok((permissions::grants(tx, account.person)?.names(), staff::all(tx)?)))
            .unwrap();
        assert_eq!(can.into_iter().collect::<Vec<_>>(), ["people.view"]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].roles, [Holding::everywhere("desk")]);
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
        let desk = [Holding::everywhere("desk")];
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

fn by(person: Id<Person>) -> Act {
    Act { by: Actor::Person(person), ..now() }
}

fn permitted(store: &Store, person: Id<Person>) -> Vec<String> {
    store.read_blocking(move |tx| permissions::grants(tx, person)).unwrap().names().into_iter().collect()
}

#[test]
fn of_two_heads_who_demote_each_other_at_once_one_stays() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        for round in 0..5 {
            let appoint =
                |name: &str| appoint(store, "Kepala", &format!("{name}{round}"), &["head"]).unwrap().person;
            let (one, two) = (appoint("satu"), appoint("dua"));
            let demote = |who: Id<Person>, by_whom: Id<Person>| {
                store.write_blocking(move |tx| {
                    staff::assign(tx, &by(by_whom), who, &[Holding::everywhere("desk")]).map(drop)
                })
            };
            let outcomes = thread::scope(|scope| {
                let first = scope.spawn(|| demote(two, one));
                let second = scope.spawn(|| demote(one, two));
                [first.join().unwrap(), second.join().unwrap()]
            });
            let left: Vec<_> =
                [one, two].into_iter().filter(|who| permitted(store, *who).len() == 3).collect();
            assert_eq!(left.len(), 1, "{outcomes:?}");
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            // The next round begins without anybody else who could keep the house.
            store.write_blocking(move |tx| permissions::assign(tx, &now(), left[0], &[])).unwrap();
        }
    });
}

#[test]
fn the_role_of_the_last_keeper_cannot_lose_what_keeps_the_house() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
        let without = |permissions: &[&str]| {
            let role = roles::Role {
                name: "head".into(),
                title: None,
                permissions: permissions.iter().map(|one| (*one).to_owned()).collect(),
            };
            store.write_blocking(move |tx| roles::change(tx, &by(head), &role))
        };
        assert_eq!(keys(without(&["people.view", "identity.roles"]).unwrap_err()), ["staff-last-keeper"]);
        assert_eq!(permitted(store, head).len(), 3, "nothing was changed");
        without(&["identity.accounts", "identity.roles"]).unwrap();
        assert_eq!(permitted(store, head), ["identity.accounts", "identity.roles"]);
    });
}

#[test]
fn a_role_is_made_copied_changed_taken_back_and_removed() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
        let view = ["people.view".to_owned()];
        let make = |title: &'static str| {
            let view = view.clone();
            store.write_blocking(move |tx| roles::make(tx, &by(head), title, &view))
        };
        let bus = make(" Petugas bus ").unwrap();
        assert_eq!(keys(make("Petugas bus").unwrap_err()), ["role-title-taken"]);
        assert_eq!(keys(make("  ").unwrap_err()), ["roles-needs-name"]);
        let holder = appoint(store, "Ruth Mandagi", "ruth", &[&bus]).unwrap().person;
        assert_eq!(permitted(store, holder), ["people.view"]);

        let name = bus.clone();
        let one = move || {
            store
                .read_blocking({
                    let name = name.clone();
                    move |tx| roles::one(tx, &name)
                })
                .unwrap()
        };
        let before = one();
        let change = |permissions: Vec<String>| {
            let role = roles::Role { permissions, ..one() };
            store.write_blocking(move |tx| roles::change(tx, &by(head), &role)).unwrap()
        };
        let first = change(vec![]);
        assert!(permitted(store, holder).is_empty(), "at once");
        let second = change(vec!["people.edit".into()]);
        let back = |id: String| {
            let name = bus.clone();
            store.write_blocking(move |tx| roles::take_back(tx, &by(head), &name, &id))
        };
        assert_eq!(keys(back(first.clone()).unwrap_err()), ["change-overtaken"]);
        back(second).unwrap();
        back(first).unwrap();
        assert_eq!(one(), before);

        let remove = |name: String| store.write_blocking(move |tx| roles::remove(tx, &by(head), &name));
        assert_eq!(keys(remove(bus.clone()).unwrap_err()), ["role-is-held"]);
        assert_eq!(keys(remove("desk".into()).unwrap_err()), ["role-of-the-beginning"]);
        let change = store
            .write_blocking(move |tx| staff::assign(tx, &by(head), holder, &[Holding::everywhere("desk")]))
            .unwrap();
        store.write_blocking(move |tx| staff::assign_back(tx, &by(head), holder, &change)).unwrap();
        assert_eq!(keys(remove(bus.clone()).unwrap_err()), ["role-is-held"], "it was given back");
        store.write_blocking(move |tx| staff::dismiss(tx, &by(head), holder)).unwrap();
        remove(bus.clone()).unwrap();
    });
}

#[test]
fn a_role_at_one_branch_lets_nobody_do_anything_elsewhere() {
    const LEND: Permission = Permission("circulation.lend", Reach::Branch);
    const VIEW: Permission = Permission("people.view", Reach::Library);
    const IMPORT: Permission = Permission("people.import", Reach::Everywhere);
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let lends = ["people.view", LEND.0];
        store.write_blocking(move |tx| permissions::define(tx, &now(), "desk", &lends)).unwrap();
        let place = |code: &str| Branch {
            id: Id::new(),
            code: code.into(),
            name: code.into(),
            address: String::new(),
            phone: None,
        };
        let (here, there) = (place("TOM"), place("BUS"));
        let (a, b) = (here.clone(), there.clone());
        store
            .write_blocking(move |tx| {
                library::save_branch(tx, &now(), &a)?;
                library::save_branch(tx, &now(), &b)
            })
            .unwrap();
        appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap();
        let ruth = appoint(store, "Ruth Mandagi", "ruth", &["desk"]).unwrap().person;
        let at = |branch| Holding { role: "desk".into(), branch: Some(branch) };
        let only = at(here.id);
        store.write_blocking(move |tx| staff::assign(tx, &now(), ruth, std::slice::from_ref(&only))).unwrap();
        let grants = store.read_blocking(move |tx| permissions::grants(tx, ruth)).unwrap();
        assert!(grants.at(LEND, here.id) && !grants.at(LEND, there.id));
        assert!(grants.may(LEND) && !grants.hold(LEND.0, None));
        assert_eq!(*grants.places(VIEW), Places::Everywhere, "members belong to the whole library");
        assert!(!grants.may(IMPORT), "what takes data out has to be held everywhere");
        let unknown = at(Id::new());
        let refused =
            store.write_blocking(move |tx| staff::assign(tx, &now(), ruth, std::slice::from_ref(&unknown)));
        assert_eq!(keys(refused.unwrap_err()), ["staff-branch-unknown"]);
    });
}

#[test]
fn nobody_gives_more_than_they_have_or_takes_over_somebody_who_has_more() {
    on_both(SCHEMAS, |store| {
        let (head, office) = head_and_office(store);
        let desk = appoint(store, "Meiske Lumi", "meiske", &["desk"]).unwrap().person;
        let give = |who, role: &'static str| {
            store.write_blocking(move |tx| {
                staff::assign(tx, &by(office), who, &[Holding::everywhere(role)]).map(drop)
            })
        };
        assert_eq!(keys(give(office, "head").unwrap_err()), ["staff-role-too-much"]);
        assert_eq!(keys(give(head, "desk").unwrap_err()), ["staff-above"]);
        give(desk, "office").unwrap();
        let password = Password::hash("kenari-teduh-482").unwrap();
        let taken = store.write_blocking(move |tx| staff::new_password(tx, &by(office), head, &password));
        assert_eq!(keys(taken.unwrap_err()), ["staff-above"]);
        let ended = store.write_blocking(move |tx| staff::dismiss(tx, &by(office), head));
        assert_eq!(keys(ended.unwrap_err()), ["staff-above"]);
        let forgotten = store.write_blocking(move |tx| staff::forget_second_step(tx, &by(office), head));
        assert_eq!(keys(forgotten.unwrap_err()), ["staff-above"]);
    });
}

#[test]
fn nobody_gives_at_a_branch_what_they_do_not_hold_there() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let places: Vec<Branch> = ["TOM", "RUR"]
            .map(|code| Branch {
                id: Id::new(),
                code: code.into(),
                name: code.into(),
                address: String::new(),
                phone: None,
            })
            .into();
        let (here, there) = (places[0].id, places[1].id);
        store
            .write_blocking(move |tx| {
                for place in &places {
                    library::save_branch(tx, &now(), place)?;
                }
                permissions::define(tx, &now(), "office", &["identity.accounts"])?;
                permissions::define(tx, &now(), "lender", &["circulation.lend"])
            })
            .unwrap();
        appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap();
        let giver = appoint(store, "Ruth Mandagi", "ruth", &["office"]).unwrap().person;
        let desk = appoint(store, "Meiske Lumi", "meiske", &["office"]).unwrap().person;
        let lender = |branch| Holding { role: "lender".into(), branch };
        let held = [Holding::everywhere("office"), lender(Some(here))];
        store.write_blocking(move |tx| staff::assign(tx, &now(), giver, &held)).unwrap();
        let give = |branch| {
            let wanted = lender(branch);
            store.write_blocking(move |tx| {
                staff::assign(tx, &by(giver), desk, std::slice::from_ref(&wanted)).map(drop)
            })
        };
        assert_eq!(keys(give(Some(there)).unwrap_err()), ["staff-role-too-much"]);
        assert_eq!(keys(give(None).unwrap_err()), ["staff-role-too-much"]);
        give(Some(here)).unwrap();
    });
}

#[test]
fn whoever_does_not_work_here_is_given_no_password_and_no_account_of_theirs_is_closed() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
        let left = appoint(store, "Ruth Mandagi", "ruth", &["desk"]).unwrap().person;
        store.write_blocking(move |tx| staff::dismiss(tx, &by(head), left)).unwrap();
        let child = Id::<Person>::new();
        let password = Password::hash("kenari-teduh-482").unwrap();
        let theirs = password.clone();
        store
            .write_blocking(move |tx| accounts::open(tx, &now(), child, "a-00001", "Nona", &theirs))
            .unwrap();
        let journal = || -> i64 {
            let count = store::sql!("SELECT count(*) FROM audit");
            store.read_blocking(move |tx| tx.one::<(i64,)>(count, &[])).unwrap().0
        };
        let before = journal();
        for who in [child, left, Id::new()] {
            let missing = |done: Result<()>| assert!(matches!(done, Err(Error::Missing)), "{done:?}");
            let desk = [Holding::everywhere("desk")];
            let (other, act) = (Password::hash("pagi-cerah-di-lokon").unwrap(), by(head));
            missing(store.write_blocking(move |tx| staff::new_password(tx, &act, who, &other).map(drop)));
            missing(store.write_blocking(move |tx| staff::dismiss(tx, &by(head), who)));
            missing(store.write_blocking(move |tx| staff::forget_second_step(tx, &by(head), who)));
            missing(store.write_blocking(move |tx| staff::end_sessions(tx, &by(head), who).map(drop)));
            missing(store.write_blocking(move |tx| staff::assign(tx, &by(head), who, &desk).map(drop)));
            missing(store.write_blocking(move |tx| staff::assign_back(tx, &by(head), who, &who.to_string())));
        }
        assert_eq!(journal(), before, "nothing was done, and nothing is said to have been");
        assert!(can_sign_in(store, "a-00001", "kenari-teduh-482"));
        assert!(!can_sign_in(store, "ruth", "pagi-cerah-di-lokon"), "nor is a closed account opened so");
    });
}

#[test]
fn whoever_was_dismissed_comes_back_under_the_same_login_with_a_new_password_and_chosen_roles() {
    on_both(SCHEMAS, |store| {
        plant_roles(store);
        let head = appoint(store, "Olivia Pangkey", "olivia", &["head"]).unwrap().person;
        let left = appoint(store, "Ruth Mandagi", "ruth", &["desk"]).unwrap().person;
        let session = store.write_blocking(move |tx| accounts::sign_in(tx, &now(), left)).unwrap();
        store.write_blocking(move |tx| staff::dismiss(tx, &by(head), left)).unwrap();
        let former = store.read_blocking(staff::former).unwrap();
        assert_eq!(former.iter().map(|one| one.login.as_str()).collect::<Vec<_>>(), ["ruth"]);
        let taken = appoint(store, "Ruth Lumi", "ruth", &["desk"]);
        assert!(keys(taken.unwrap_err()).contains(&"staff-login-of-former"), "it is said whose it is");
        let back = |who, roles: &'static [&'static str]| {
            let new = Password::hash("pagi-cerah-di-lokon").unwrap();
            let roles: Vec<Holding> = roles.iter().copied().map(Holding::everywhere).collect();
            store.write_blocking(move |tx| staff::reappoint(tx, &by(head), who, &new, &roles))
        };
        assert_eq!(keys(back(left, &[]).unwrap_err()), ["staff-role-missing"]);
        assert!(matches!(back(head, &["desk"]), Err(Error::Missing)), "who works here need not come back");
        let account = back(left, &["desk"]).unwrap();
        assert_eq!((account.login.as_str(), account.closed_at), ("ruth", None));
        assert!(can_sign_in(store, "ruth", "pagi-cerah-di-lokon"));
        assert!(!can_sign_in(store, "ruth", "kenari-teduh-482"), "the old password is none any more");
        let old = store.read_blocking(move |tx| accounts::session(tx, &session, now().at)).unwrap();
        assert!(old.is_none(), "nor is the old session");
        let held = store.read_blocking(move |tx| permissions::holdings(tx, left)).unwrap();
        assert_eq!(held, [Holding::everywhere("desk")]);
        assert_eq!(store.read_blocking(staff::former).unwrap(), []);
        assert!(matches!(back(left, &["desk"]), Err(Error::Missing)), "once is enough");
        let told = store.read_blocking(move |tx| platform::audit::history(tx, left, 20)).unwrap();
        assert!(told.iter().any(|past| past.action == "account.reopened"), "{told:?}");
    });
}

#[test]
fn nobody_takes_somebody_back_into_more_than_they_have_themselves() {
    on_both(SCHEMAS, |store| {
        let (head, office) = head_and_office(store);
        let left = appoint(store, "Meiske Lumi", "meiske", &["head"]).unwrap().person;
        store.write_blocking(move |tx| staff::dismiss(tx, &by(head), left)).unwrap();
        let back = |role: &'static str| {
            let new = Password::hash("pagi-cerah-di-lokon").unwrap();
            store.write_blocking(move |tx| {
                staff::reappoint(tx, &by(office), left, &new, &[Holding::everywhere(role)]).map(drop)
            })
        };
        assert_eq!(keys(back("head").unwrap_err()), ["staff-role-too-much"]);
        back("desk").unwrap();
    });
}
