//! A library with one member, whom it knows well, on both engines.

use catalogue::{
    copies::{self, Copy, Entered},
    records,
};
use circulation::{
    lending::{self, CheckOut},
    returns::{self, CheckIn},
};
use jiff::civil::date;
use kernel::{Act, Id};
use marc::{Field, Record};
use membership::{Member, NewMember, members};
use people::{
    Profile,
    contacts::{self, Way},
};
use platform::{
    library::{self, Branch},
    vault::Vault,
};
use privacy::{
    erasure::{self, Scope},
    held,
    requests::{self, Kind},
};
use store::{Error, Result, Store, Tx};
use trial::{act, on_both};
use web::Holding;

pub(crate) const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("identity", identity::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("circulation", circulation::MIGRATIONS),
    ("privacy", privacy::MIGRATIONS),
];

pub(crate) fn now() -> Act {
    act("2026-08-05T09:30")
}

pub(crate) fn modules() -> [web::Module; 7] {
    [
        web::pages::module(),
        people::module(),
        notices::module(),
        identity::module(),
        membership::module(),
        circulation::module(),
        privacy::module(),
    ]
}

/// Everything these modules know of somebody, with these keys.
pub(crate) fn scope(vault: &Vault) -> Scope {
    Scope::of(&modules(), vault.clone())
}

pub(crate) fn holdings() -> Vec<Holding> {
    scope(&Vault::default()).holdings
}

/// A library with one member, whom it knows well.
pub(crate) struct Town<'s> {
    pub(crate) store: &'s Store,
    pub(crate) branch: Id<Branch>,
    pub(crate) maria: Member,
}

impl<'s> Town<'s> {
    pub(crate) fn build(store: &'s Store) -> Self {
        let branch = Id::new();
        let place = Branch {
            id: branch,
            code: "TOM".into(),
            name: "Pusat".into(),
            address: String::new(),
            phone: None,
        };
        store.write_blocking(move |tx| library::save_branch(tx, &now(), &place)).unwrap();
        let profile = Profile {
            name: "Maria Kumendong".into(),
            born: Some(date(1990, 4, 1)),
            phone: "0812-3456-7890".into(),
            address: "Jalan Anggrek 4".into(),
            note: "Suka cerita rakyat".into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let maria = store
            .write_blocking(move |tx| {
                let since = Some(date(2025, 8, 1));
                let new = NewMember {
                    profile: profile.clone(),
                    plan: "dewasa".into(),
                    since,
                    ..NewMember::default()
                };
                let member = members::register(tx, &now(), &new)?;
                contacts::add(tx, &now(), member.person, Way::Email, "maria@contoh.id", "", true)?;
                Ok(member)
            })
            .unwrap();
        Self { store, branch, maria }
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.store.write_blocking(f)
    }

    pub(crate) fn copy(&self, title: &str) -> Copy {
        let (branch, title) = (self.branch, title.to_owned());
        self.write(move |tx| {
            let record = Record::default().with(Field::data("245", '1', '0').with('a', title.as_str()));
            let kept = records::create(tx, &now(), &record)?;
            copies::add(tx, &now(), kept.id, &Entered { kind: "umum".into(), ..Entered::at(branch) })
        })
        .unwrap()
    }

    pub(crate) fn lend(&self, at: &str, copy: &Copy) {
        let (act, member, copy, desk) = (act(at), self.maria.person, copy.id, self.branch);
        self.write(move |tx| lending::check_out(tx, &act, &CheckOut { member, copy, desk, despite: false }))
            .unwrap();
    }

    pub(crate) fn take_back(&self, at: &str, copy: &Copy) {
        let (act, command) = (act(at), CheckIn::now(copy.id, self.branch));
        self.write(move |tx| returns::check_in(tx, &act, &command)).unwrap();
    }

    pub(crate) fn ask(&self, kind: Kind, said: &'static str) -> Result<requests::Request> {
        let person = self.maria.person;
        self.write(move |tx| requests::ask(tx, &now(), person, kind, said))
    }

    pub(crate) fn erase(&self) -> Result<erasure::Erasure> {
        self.erase_with(&Vault::default())
    }

    pub(crate) fn erase_with(&self, vault: &Vault) -> Result<erasure::Erasure> {
        let (person, scope) = (self.maria.person, scope(vault));
        self.write(move |tx| erasure::erase(tx, &now(), &scope, person))
    }

    pub(crate) fn held(&self) -> Vec<held::Section> {
        let person = self.maria.person;
        self.store.read_blocking(move |tx| held::of(tx, &holdings(), person)).unwrap()
    }

    pub(crate) fn count(&self, sql: &'static store::Sql) -> i64 {
        let (count,): (i64,) = self.store.read_blocking(move |tx| tx.one(sql, store::vals![])).unwrap();
        count
    }
}

/// Why it was refused.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

pub(crate) fn in_town(test: impl Fn(&Town<'_>)) {
    on_both(SCHEMAS, |store| test(&Town::build(store)));
}
