//! An institution's sign-in: how it is set up, and whose account somebody from there is.

use identity::provider::{self, Provider, Stranger, Typed};
use kernel::{Act, Id, Person};
use people::{Profile, parties};
use platform::{
    accounts::{self, Password},
    permissions,
    vault::Vault,
};
use store::{Error, Result, Store};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("identity", identity::MIGRATIONS),
];

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = outcome else { panic!("not refused: {outcome:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn typed() -> Typed {
    Typed {
        name: "Akun ASN".into(),
        issuer: "https://masuk.tomohonkota.example/".into(),
        client: "pustaka".into(),
        secret: "rahasia-klien".into(),
        by_email: false,
        enabled: true,
    }
}

fn set(store: &Store, vault: &Vault, typed: Typed) -> Result<Provider> {
    let vault = vault.clone();
    store.write_blocking(move |tx| {
        provider::set(tx, &now(), &vault, &typed)?;
        provider::get(tx)?.ok_or(Error::Missing)
    })
}

fn stranger(subject: &str, email: Option<&str>) -> Stranger {
    Stranger {
        issuer: "https://masuk.tomohonkota.example".into(),
        subject: subject.into(),
        email: email.map(str::to_owned),
    }
}

fn recognised(store: &Store, provider: &Provider, stranger: &Stranger) -> Result<Id<Person>> {
    let (provider, stranger) = (provider.clone(), stranger.clone());
    store.write_blocking(move |tx| provider::recognised(tx, &now(), &provider, &stranger))
}

/// What a code from a letter brings: the address is theirs.
fn shown(store: &Store, person: Id<Person>, email: &'static str) {
    store
        .write_blocking(move |tx| {
            tx.exec(
                store::sql!(
                    "INSERT INTO address_proof (id, address, purpose, party, wrong, asked_at, expires_at, proven_at)
                     VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0)"
                ),
                store::vals![Id::<()>::new(), email, notices::addresses::OWN, person],
            )
        })
        .unwrap();
}

/// Somebody with this address who has an account, and with `role` works here.
fn person(store: &Store, login: &'static str, email: &'static str, role: Option<&'static str>) -> Id<Person> {
    let password = Password::hash("kenari-teduh-482").unwrap();
    store
        .write_blocking(move |tx| {
            let profile =
                Profile { name: format!("Nama {login}"), email: email.into(), ..Profile::default() };
            let person = parties::enter(tx, &now(), &profile)?;
            accounts::open(tx, &now(), person, login, "Nama", &password)?;
            if let Some(role) = role {
                permissions::define(tx, &now(), role, &["people.view"])?;
                permissions::assign(tx, &now(), person, &[role])?;
            }
            Ok(person)
        })
        .unwrap()
}

#[test]
fn a_provider_is_set_up_with_every_reason_and_its_secret_goes_to_no_other() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        let wrong =
            Typed { name: " ".into(), issuer: "tomohonkota".into(), client: String::new(), ..typed() };
        assert_eq!(
            keys(set(store, &vault, wrong)),
            ["provider-needs-name", "provider-needs-issuer", "provider-needs-client"]
        );
        let first = set(store, &vault, typed()).unwrap();
        assert_eq!(first.issuer, "https://masuk.tomohonkota.example");
        let sealed = first.secret.clone().unwrap();
        assert!(!sealed.windows(13).any(|part| part == b"rahasia-klien"), "it is sealed");
        let kept = set(store, &vault, Typed { secret: String::new(), ..typed() }).unwrap();
        assert_eq!(kept.secret, Some(sealed));
        let elsewhere = Typed { issuer: "https://jahat.example".into(), secret: String::new(), ..typed() };
        assert_eq!(set(store, &vault, elsewhere).unwrap().secret, None);
    });
}

#[test]
fn whoever_is_not_connected_is_nobody_here_and_a_connection_is_one_persons() {
    on_both(SCHEMAS, |store| {
        let provider = set(store, &Vault::fresh(), typed()).unwrap();
        let meiske = person(store, "meiske", "meiske@tomohonkota.example", Some("desk"));
        let ruth = person(store, "ruth", "ruth@tomohonkota.example", Some("desk"));
        let known = stranger("1", Some("meiske@tomohonkota.example"));
        assert_eq!(
            keys(recognised(store, &provider, &known)),
            ["provider-unknown"],
            "an address is no proof"
        );
        let link = |who| {
            let known = known.clone();
            store.write_blocking(move |tx| provider::link(tx, &now(), who, &known))
        };
        link(meiske).unwrap();
        assert_eq!(keys(link(ruth)), ["provider-linked-elsewhere"]);
        assert_eq!(recognised(store, &provider, &known).unwrap(), meiske);
        let foreign = Stranger { issuer: "https://jahat.example".into(), ..known.clone() };
        assert_eq!(keys(recognised(store, &provider, &foreign)), ["provider-unknown"]);
        store.write_blocking(move |tx| accounts::close(tx, &now(), meiske)).unwrap();
        assert_eq!(keys(recognised(store, &provider, &known)), ["provider-unknown"], "the account is closed");
        store.write_blocking(move |tx| provider::unlink(tx, &now(), meiske)).unwrap();
        assert!(!store.read_blocking(move |tx| provider::is_linked(tx, meiske)).unwrap());
    });
}

#[test]
fn a_verified_address_finds_exactly_one_colleague_and_no_reader() {
    on_both(SCHEMAS, |store| {
        let provider = set(store, &Vault::fresh(), Typed { by_email: true, ..typed() }).unwrap();
        let meiske = person(store, "meiske", "meiske@tomohonkota.example", Some("desk"));
        person(store, "a-00001", "pembaca@tomohonkota.example", None);
        let by = |subject: &str, email: Option<&str>| recognised(store, &provider, &stranger(subject, email));
        assert_eq!(keys(by("1", None)), ["provider-unknown"], "an address that is not verified is none");
        assert_eq!(keys(by("2", Some("pembaca@tomohonkota.example"))), ["provider-unknown"]);
        assert_eq!(
            keys(by("1", Some("meiske@tomohonkota.example"))),
            ["provider-unknown"],
            "another colleague may have written it there"
        );
        shown(store, meiske, "meiske@tomohonkota.example");
        assert_eq!(by("1", Some("meiske@tomohonkota.example")).unwrap(), meiske);
        assert_eq!(
            keys(by("4", Some("meiske@tomohonkota.example"))),
            ["provider-unknown"],
            "whoever is connected is found by that alone"
        );
        assert_eq!(by("1", Some("lain@tomohonkota.example")).unwrap(), meiske, "from then on by the subject");
        for login in ["meiske2", "meiske3"] {
            let one = person(store, login, "sama@tomohonkota.example", Some("desk"));
            shown(store, one, "sama@tomohonkota.example");
        }
        assert_eq!(
            keys(by("3", Some("sama@tomohonkota.example"))),
            ["provider-unknown"],
            "it is not one person's"
        );
    });
}
