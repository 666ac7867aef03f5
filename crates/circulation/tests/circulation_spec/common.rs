//! A small library: one branch open from Monday to Friday, members and copies as a test wants them.

use std::sync::LazyLock;

use catalogue::{
    copies::{self, Copy, Entered},
    records,
};
use circulation::{
    FAST_ADD, LEND, Loan, OVERRIDE,
    desk::Clerk,
    lending::{self, CheckOut},
    policies,
    policy::{Name, Scope},
    renewing::{self, Renew},
    returns::{self, Back, CheckIn},
};
use jiff::civil::{Date, time};
use kernel::{Act, Id, Person, calendar::Hours};
use marc::{Field, Record};
use membership::{Ground, Member, NewMember, members};
use people::Profile;
use platform::{
    accounts::{self, Password},
    library::{self, Branch},
    permissions::{Grants, Places},
};
use store::{Error, Result, Store, Tx};

pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("circulation", circulation::MIGRATIONS),
];

/// A Wednesday morning in Tomohon.
pub fn now() -> Act {
    trial::act("2026-08-05T09:30")
}

#[derive(Clone)]
pub struct Town {
    pub store: Store,
    pub branch: Id<Branch>,
}

/// Runs a test on both engines.
pub fn in_town(test: impl Fn(&Town)) {
    trial::on_both(SCHEMAS, |store| test(&Town::build(store)));
}

impl Town {
    pub fn build(store: &Store) -> Self {
        let branch = Id::new();
        let place = Branch {
            id: branch,
            code: "TOM".into(),
            name: "Perpustakaan Kota".into(),
            address: String::new(),
            phone: None,
        };
        let hours = Hours { opens: time(8, 0, 0, 0), closes: time(17, 0, 0, 0) };
        let week = std::array::from_fn(|day| if day < 5 { vec![hours] } else { vec![] });
        let write = move |tx: &mut Tx<'_>| {
            library::save_branch(tx, &now(), &place)?;
            library::set_week(tx, &now(), branch, &week)
        };
        store.write_blocking(write).unwrap();
        Self { store: store.clone(), branch }
    }

    /// The town's other branch: Rurukan, which is never closed.
    pub fn rurukan(&self) -> Id<Branch> {
        let place = Branch {
            id: Id::new(),
            code: "TOM-RUR".into(),
            name: "Rurukan".into(),
            address: String::new(),
            phone: None,
        };
        let id = place.id;
        self.write(move |tx| library::save_branch(tx, &now(), &place)).unwrap();
        id
    }

    /// Somebody who works here.
    pub fn staff(&self) -> Id<Person> {
        static PASSWORD: LazyLock<Password> = LazyLock::new(|| Password::hash("kenari-teduh-482").unwrap());
        let person = Id::new();
        let login = person.to_string();
        self.write(move |tx| accounts::open(tx, &now(), person, &login, "Deisy Rondonuwu", &PASSWORD))
            .unwrap();
        person
    }

    pub fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.store.write_blocking(f)
    }

    pub fn read<T: Send + 'static>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.store.read_blocking(f).unwrap()
    }

    pub fn member(&self, name: &str, plan: &'static str) -> Member {
        self.member_until(name, plan, None)
    }

    pub fn member_until(&self, name: &str, plan: &'static str, until: Option<Date>) -> Member {
        let profile = Profile {
            name: name.into(),
            phone: "0812-3456-7890".into(),
            born: Some("1990-04-01".parse().unwrap()),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let since = Some("2025-08-01".parse().unwrap());
        let ground = Some(if plan == "petugas" { Ground::Employment } else { Ground::Address });
        let new = NewMember { profile, plan: plan.into(), until, since, ground, ..NewMember::default() };
        self.write(move |tx| members::register(tx, &now(), &new)).unwrap()
    }

    pub fn copy(&self, title: &str, kind: &'static str) -> Copy {
        let record = Record::default()
            .with(Field::control("008", "260105s2005    ko a   d      000 1 ind d"))
            .with(Field::data("020", ' ', ' ').with('a', "9789793062792"))
            .with(Field::data("100", '1', ' ').with('a', "Hirata, Andrea."))
            .with(Field::data("245", '1', '0').with('a', title))
            .with(Field::data("082", '0', '4').with('a', "899.221").with('b', "HIR l"));
        let branch = self.branch;
        self.write(move |tx| {
            let kept = records::create(tx, &now(), &record)?;
            copies::add(tx, &now(), kept.id, &Entered { kind: kind.into(), ..Entered::at(branch) })
        })
        .unwrap()
    }

    pub fn copies(&self, count: usize) -> Vec<Copy> {
        (0..count).map(|n| self.copy(&format!("Buku {n}"), "umum")).collect()
    }

    pub fn lend(&self, act: &Act, member: &Member, copy: &Copy) -> Result<Loan> {
        self.lend_despite(act, member, copy, false)
    }

    pub fn lend_despite(&self, act: &Act, member: &Member, copy: &Copy, despite: bool) -> Result<Loan> {
        let command = CheckOut { member: member.person, copy: copy.id, desk: self.branch, despite };
        let act = act.clone();
        self.write(move |tx| lending::check_out(tx, &act, &command))
    }

    pub fn take_back(&self, act: &Act, copy: &Copy) -> Back {
        let (act, command) = (act.clone(), CheckIn::now(copy.id, self.branch));
        self.write(move |tx| returns::check_in(tx, &act, &command)).unwrap()
    }

    pub fn renew(&self, act: &Act, loan: Id<Loan>) -> Result<Loan> {
        let act = act.clone();
        self.write(move |tx| renewing::renew(tx, &act, &Renew { loan, despite: false }))
    }

    /// Decides a rule of lending.
    pub fn decide(&self, plan: Option<&str>, kind: Option<&str>, name: Name, value: Option<&'static str>) {
        let scope = Scope { branch: None, plan: plan.map(Into::into), kind: kind.map(Into::into) };
        self.write(move |tx| policies::decide(tx, &now(), &scope, name, value)).unwrap();
    }

    pub fn copy_now(&self, copy: &Copy) -> Copy {
        let id = copy.id;
        self.read(move |tx| copies::by_id(tx, id)).unwrap()
    }

    /// What `mapalus check` would say.
    pub fn assert_sound(&self) {
        for invariant in circulation::figures::INVARIANTS {
            let broken = self.read(invariant.violations);
            assert_eq!(broken, Vec::<String>::new(), "{}", invariant.name);
        }
    }
}

/// Somebody at the desk who may lend at every branch.
pub fn clerk(person: Id<Person>) -> Clerk {
    Clerk { person, may: Grants::of(&[LEND, FAST_ADD], &Places::Everywhere) }
}

/// Somebody who may do so in spite of the rules.
pub fn senior(person: Id<Person>) -> Clerk {
    Clerk { person, may: Grants::of(&[LEND, FAST_ADD, OVERRIDE], &Places::Everywhere) }
}

/// The keys of a refusal.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    match result {
        Err(Error::Refused(refusal)) => refusal.reasons.iter().map(|reason| reason.message.key).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
