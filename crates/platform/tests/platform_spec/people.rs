//! Accounts, sessions, permissions, settings, repeated requests and numbers.

use std::thread;

use jiff::SignedDuration;
use kernel::{Act, Actor, Id, Kind, Person};
use platform::{
    accounts::{self, Password, Session, Token},
    audit, idempotency,
    permissions::{self, Permission, Reach, Role},
    sequence,
    settings::{Default, Setting},
};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{act, at, on_both};

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];
const MORNING: &str = "2026-08-05T09:00";
const DESK: Role = Role {
    name: "circulation-desk",
    permissions: &[
        Permission("circulation.lend", Reach::Branch),
        Permission("circulation.renew", Reach::Branch),
    ],
};

fn write<T: Send + 'static>(store: &Store, f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
    store.write_blocking(f).unwrap()
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> (Kind, &'static str) {
    match outcome {
        Err(Error::Refused(no)) => (no.kind, no.reasons[0].message.key),
        other => panic!("{other:?} is no refusal"),
    }
}

fn open(store: &Store, login: &'static str, password: &Password) -> Result<Id<Person>> {
    let (person, password) = (Id::new(), password.clone());
    store.write_blocking(move |tx| {
        accounts::open(tx, &act(MORNING), person, login, "Maria", &password).map(|()| person)
    })
}

fn sign_in(store: &Store, person: Id<Person>) -> Token {
    write(store, move |tx| accounts::sign_in(tx, &act(MORNING), person))
}

fn session(store: &Store, token: &Token, after: SignedDuration) -> Option<Session> {
    let token = token.clone();
    store.read_blocking(move |tx| accounts::session(tx, &token, at(MORNING) + after)).unwrap()
}

#[test]
fn a_password_is_known_again_and_weak_ones_are_refused() {
    let password = Password::hash("kopi pahit 77").unwrap();
    assert!(password.is("kopi pahit 77") && !password.is("kopi pahit 78") && !Password::nobody().is(""));
    for (weak, why) in [("1234567", "password-too-short"), ("Perpustakaan", "password-too-common")] {
        assert_eq!(refusal(Password::hash(weak).map(drop)), (Kind::Invalid, why));
    }
    assert_eq!(refusal(Password::hash(&"a".repeat(129)).map(drop)).1, "password-too-long");
}

#[test]
fn a_login_is_one_persons_whatever_its_case() {
    let password = Password::hash("kopi pahit 77").unwrap();
    on_both(SCHEMAS, |store| {
        let person = open(store, " Maria ", &password).unwrap();
        assert_eq!(refusal(open(store, "MARIA", &password)), (Kind::Invalid, "login-taken"));
        let (account, stored) =
            store.read_blocking(|tx| accounts::by_login(tx, "mAria")).unwrap().expect("the account is found");
        assert!(account.person == person && stored.is("kopi pahit 77"));
    });
}

#[test]
fn a_session_ends_after_a_month_without_a_visit_and_a_staff_session_after_half_an_hour() {
    let password = Password::hash("kopi pahit 77").unwrap();
    on_both(SCHEMAS, |store| {
        let person = open(store, "maria", &password).unwrap();
        let token = sign_in(store, person);
        let month = SignedDuration::from_hours(30 * 24);
        assert!(!session(store, &token, SignedDuration::from_secs(59)).unwrap().stale);
        assert!(session(store, &token, month).unwrap().stale);
        assert_eq!(session(store, &token, month + SignedDuration::from_secs(1)), None);

        write(store, move |tx| {
            permissions::plant(tx, &[DESK])?;
            permissions::assign(tx, &act(MORNING), person, &["circulation-desk"])
        });
        let half = SignedDuration::from_mins(30);
        for token in [token, sign_in(store, person)] {
            assert!(session(store, &token, half).is_some());
            assert_eq!(session(store, &token, half + SignedDuration::from_secs(1)), None, "a desk is shared");
            let visited = token.clone();
            write(store, move |tx| accounts::touch(tx, &visited, at(MORNING) + half));
            assert!(session(store, &token, half * 2).is_some());
        }
        let other = Token::from_hex(&"0".repeat(64)).unwrap();
        assert_eq!(session(store, &other, half), None);
    });
}

#[test]
fn leaving_a_new_password_and_a_closed_account_end_sessions() {
    let password = Password::hash("kopi pahit 77").unwrap();
    on_both(SCHEMAS, |store| {
        let person = open(store, "maria", &password).unwrap();
        let now = SignedDuration::ZERO;
        let (one, two) = (sign_in(store, person), sign_in(store, person));
        let left = Token::from_hex(&one.to_hex()).unwrap();
        write(store, move |tx| accounts::sign_out(tx, &left));
        assert!(session(store, &one, now).is_none() && session(store, &two, now).is_some());

        let new = Password::hash("teh manis 88").unwrap();
        write(store, move |tx| accounts::open(tx, &act(MORNING), person, "maria", "Maria", &new));
        assert_eq!(session(store, &two, now), None);

        let three = sign_in(store, person);
        write(store, move |tx| accounts::close(tx, &act(MORNING), person));
        assert_eq!(session(store, &three, now), None);
        assert!(store.read_blocking(|tx| accounts::by_login(tx, "maria")).unwrap().is_none());
        assert!(
            store.read_blocking(move |tx| accounts::of(tx, person)).unwrap().unwrap().closed_at.is_some()
        );
    });
}

#[test]
fn the_database_never_holds_a_token() {
    let password = Password::hash("kopi pahit 77").unwrap();
    on_both(SCHEMAS, |store| {
        let token = sign_in(store, open(store, "maria", &password).unwrap());
        let (stored,): (Vec<u8>,) =
            store.read_blocking(|tx| tx.one(sql!("SELECT token FROM session"), vals![])).unwrap();
        let hex: String = stored.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_ne!(hex, token.to_hex());
        let removed = write(store, |tx| accounts::sweep(tx, at("2026-09-05T09:00")));
        assert_eq!(removed, 1);
    });
}

#[test]
fn permissions_come_from_roles_and_go_with_them() {
    let password = Password::hash("kopi pahit 77").unwrap();
    on_both(SCHEMAS, |store| {
        let person = open(store, "maria", &password).unwrap();
        let may = || store.read_blocking(move |tx| permissions::grants(tx, person)).unwrap().names();
        write(store, move |tx| permissions::plant(tx, &[DESK]));
        assert!(may().is_empty());
        write(store, move |tx| permissions::assign(tx, &act(MORNING), person, &["circulation-desk"]));
        assert!(may().iter().eq(["circulation.lend", "circulation.renew"]));
        let unknown =
            store.write_blocking(move |tx| permissions::assign(tx, &act(MORNING), person, &["king"]));
        assert!(matches!(unknown, Err(Error::Reference(_))), "{unknown:?}");
        assert_eq!(may().len(), 2, "a refused change leaves everything");
        write(store, move |tx| permissions::assign(tx, &act(MORNING), person, &[]));
        assert!(may().is_empty());
        let history = store.read_blocking(move |tx| audit::history(tx, person, 1)).unwrap();
        assert_eq!(history[0].detail.as_deref(), Some(r#"{"after":[],"before":["circulation-desk"]}"#));
    });
}

#[test]
fn what_a_library_takes_from_a_role_does_not_come_back_and_what_is_new_comes() {
    const NEXT_VERSION: Role = Role {
        permissions: &[
            Permission("circulation.lend", Reach::Branch),
            Permission("circulation.renew", Reach::Branch),
            Permission("circulation.hold", Reach::Branch),
        ],
        ..DESK
    };
    on_both(SCHEMAS, |store| {
        let of = || store.read_blocking(|tx| permissions::permissions_of(tx, DESK.name)).unwrap();
        write(store, |tx| permissions::plant(tx, &[DESK]));
        write(store, |tx| permissions::define(tx, &act(MORNING), DESK.name, &["circulation.lend"]));
        write(store, |tx| permissions::plant(tx, &[DESK]));
        assert_eq!(of(), ["circulation.lend"]);
        write(store, |tx| permissions::plant(tx, &[NEXT_VERSION]));
        assert_eq!(of(), ["circulation.hold", "circulation.lend"]);
        write(store, |tx| permissions::define(tx, &act(MORNING), "volunteer", &["circulation.lend"]));
        assert_eq!(store.read_blocking(permissions::roles).unwrap(), ["circulation-desk", "volunteer"]);
    });
}

#[test]
fn a_setting_keeps_its_history_and_refuses_what_it_cannot_be() {
    const GRACE: Setting =
        Setting { key: "test.grace-days", value: Default::Number { at_first: 2, least: 0, most: 14 } };
    const MODE: Setting = Setting { key: "test.mode", value: Default::Choice(&["open", "closed"]) };
    on_both(SCHEMAS, |store| {
        let grace = || store.read_blocking(|tx| GRACE.number(tx)).unwrap();
        let set = |value: &'static str, when: &'static str| {
            store.write_blocking(move |tx| GRACE.set(tx, &act(when), value))
        };
        assert_eq!(grace(), 2);
        set(" 5 ", MORNING).unwrap();
        set("7", MORNING).unwrap();
        set("7", "2026-08-05T10:00").unwrap();
        assert_eq!(refusal(set("15", MORNING)), (Kind::Invalid, "setting-wants-number"));
        assert_eq!(refusal(set("banyak", MORNING)), (Kind::Invalid, "setting-wants-number"));
        // The clock was set back; what is decided now holds all the same.
        set("3", "2026-08-04T09:00").unwrap();
        assert_eq!(grace(), 3);
        let history = store.read_blocking(|tx| GRACE.history(tx)).unwrap();
        assert!(history.iter().map(|decision| decision.value.as_str()).eq(["3", "7", "5"]));
        const DAYS: Setting = Setting { key: "test.days", value: Default::Days("30, 7") };
        for wrong in ["", "tiga puluh", "30 hari", "400", "-1", "30; 7", "30,,7", "30, 7,"] {
            let said = store.write_blocking(move |tx| DAYS.set(tx, &act(MORNING), wrong));
            assert_eq!(refusal(said), (Kind::Invalid, "setting-wants-days"), "{wrong}");
        }
        store.write_blocking(|tx| DAYS.set(tx, &act(MORNING), "7, 90,30 , 7,0")).unwrap();
        assert_eq!(store.read_blocking(|tx| DAYS.days(tx)).unwrap(), [90, 30, 7, 0]);
        let mode = store.write_blocking(|tx| MODE.set(tx, &act(MORNING), "ajar"));
        assert_eq!(refusal(mode), (Kind::Invalid, "setting-wants-choice"));
        assert_eq!(store.read_blocking(|tx| MODE.text(tx)).unwrap(), "open");
    });
}

fn once(store: &Store, by: Actor, key: &'static str, body: &'static str) -> Result<i64> {
    store.write_blocking(move |tx| {
        let act = Act { by, ..act(MORNING) };
        idempotency::once(tx, &act, key, &body, |tx| sequence::next(tx, "effect"))
    })
}

#[test]
fn the_same_request_twice_has_one_effect_and_one_reply() {
    on_both(SCHEMAS, |store| {
        let desk = Actor::Person(Id::new());
        assert_eq!(once(store, desk, "k", "A-1").unwrap(), 1);
        assert_eq!(once(store, desk, "k", "A-1").unwrap(), 1);
        assert_eq!(refusal(once(store, desk, "k", "A-2")), (Kind::Invalid, "idempotency-key-reused"));
        assert_eq!(
            once(store, Actor::Person(Id::new()), "k", "A-2").unwrap(),
            2,
            "keys are each actor's own"
        );
        assert_eq!(write(store, |tx| idempotency::sweep(tx, at("2026-09-05T09:00"))), 2);
    });
}

#[test]
fn sixteen_at_once_with_one_key_have_one_effect() {
    on_both(SCHEMAS, |store| {
        let desk = Actor::Person(Id::new());
        let replies: Vec<i64> = thread::scope(|scope| {
            let all: Vec<_> =
                (0..16).map(|_| scope.spawn(move || once(store, desk, "k", "A-1").unwrap())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(replies, [1; 16]);
        assert_eq!(write(store, |tx| sequence::next(tx, "effect")), 2);
    });
}

#[test]
fn numbers_have_no_gaps_and_no_doubles_whoever_asks() {
    on_both(SCHEMAS, |store| {
        let draw = |fails: bool| {
            store.write_blocking(move |tx| {
                let number = sequence::next(tx, "member")?;
                if fails { Err(Error::Missing) } else { Ok(number) }
            })
        };
        let mut numbers: Vec<i64> = thread::scope(|scope| {
            let draws =
                |n: usize| (0..40).filter_map(|i| draw((i + n).is_multiple_of(3)).ok()).collect::<Vec<_>>();
            let all: Vec<_> = (0..6).map(|n| scope.spawn(move || draws(n))).collect();
            all.into_iter().flat_map(|one| one.join().unwrap()).collect()
        });
        numbers.sort_unstable();
        let last = i64::try_from(numbers.len()).unwrap();
        assert!(last > 100 && numbers.into_iter().eq(1..=last));
        write(store, |tx| sequence::skip_to(tx, "member", 5000));
        write(store, |tx| sequence::skip_to(tx, "member", 100));
        assert_eq!(draw(false).unwrap(), 5001);
    });
}
