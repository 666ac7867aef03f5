//! A library with one place and something that happens there, for every test of this crate.

use activities::{
    Activity, Registration, Session,
    model::{Draft, Entry, Kind, Place, Pool},
    planning, seats,
    seats::New,
    sessions::{self, Plan},
};
use jiff::SignedDuration;
use kernel::{Act, Id};
use platform::library::{self, Branch};
use store::{Error, Result, Store, Tx};
use trial::{act, at};

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("instruments", instruments::MIGRATIONS),
    ("partners", partners::MIGRATIONS),
    ("activities", activities::MIGRATIONS),
];

/// A Wednesday morning in August.
pub fn now() -> Act {
    act("2026-08-05T09:30")
}

/// Runs a use case.
pub fn write<T: Send + 'static>(
    store: &Store,
    f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(f)
}

/// Reads.
pub fn read<T: Send + 'static>(
    store: &Store,
    f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> T {
    store.read_blocking(f).unwrap()
}

/// The keys of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    match result.unwrap_err() {
        Error::Refused(refusal) => refusal.reasons.iter().map(|reason| reason.message.key).collect(),
        other => panic!("not refused: {other}"),
    }
}

/// The main place of the library.
pub fn branch(tx: &mut Tx<'_>) -> Result<Id<Branch>> {
    if let Some(known) = library::branches(tx)?.first() {
        return Ok(known.id);
    }
    let place = Branch {
        id: Id::new(),
        code: "TOM".into(),
        name: "Perpustakaan Contoh".into(),
        address: "Jalan Contoh 1".into(),
        phone: None,
    };
    library::save_branch(tx, &now(), &place)?;
    Ok(place.id)
}

/// A workshop for everybody, two to a registration, cancelled until twelve hours before.
pub fn workshop() -> Draft {
    Draft::new(Kind::Workshop, "Merangkai krisan", "Belajar merangkai bunga krisan.")
}

/// What is planned of an activity, to be changed.
pub fn draft_of(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Draft> {
    Ok(planning::one(tx, id)?.plan)
}

/// A time at the library: `2026-08-08T10:00`, so many minutes long.
pub fn plan(tx: &mut Tx<'_>, starts: &str, minutes: i64) -> Result<Plan> {
    let starts_at = at(starts);
    Ok(Plan {
        title: String::new(),
        starts_at,
        ends_at: starts_at + SignedDuration::from_mins(minutes),
        place: Place::Branch(branch(tx)?, "Ruang Lokon".into()),
        track: String::new(),
    })
}

/// A draft with sessions of two hours and one pool of seats, where seats are needed.
pub fn drafted(tx: &mut Tx<'_>, draft: &Draft, starts: &[&str], capacity: i64) -> Result<Activity> {
    let one = planning::draft(tx, &now(), draft)?;
    for start in starts {
        let plan = plan(tx, start, 120)?;
        let session = sessions::add(tx, &now(), one.id, &plan)?;
        if draft.entry == Entry::Each {
            seats::set(tx, &now(), one.id, Some(session), "", capacity)?;
        }
    }
    if draft.entry == Entry::Whole {
        seats::set(tx, &now(), one.id, None, "", capacity)?;
    }
    planning::one(tx, one.id)
}

/// The same, for everybody to see.
pub fn published(tx: &mut Tx<'_>, draft: &Draft, starts: &[&str], capacity: i64) -> Result<Activity> {
    let one = drafted(tx, draft, starts, capacity)?;
    planning::approve(tx, &now(), one.id)?;
    planning::publish(tx, &now(), one.id)?;
    planning::one(tx, one.id)
}

/// A workshop on Saturday with so many seats, and its pool.
pub fn saturday(store: &Store, draft: Draft, capacity: i64) -> (Activity, Id<Pool>) {
    write(store, move |tx| {
        let one = published(tx, &draft, &["2026-08-08T10:00"], capacity)?;
        let pool = seats::pools(tx, one.id)?[0].id;
        Ok((one, pool))
    })
    .unwrap()
}

/// Somebody who registers for so many seats; they would not wait.
pub fn somebody(name: &str, pool: Id<Pool>, size: i64) -> New {
    New::of(format!("{name} {}", Id::<()>::new()), pool, size, name)
}

/// Registers somebody on that Wednesday; where all is taken they wait.
pub fn registers(store: &Store, name: &'static str, pool: Id<Pool>, size: i64) -> Registration {
    let new = New { wait: true, ..somebody(name, pool, size) };
    write(store, move |tx| seats::register(tx, &now(), &new)).unwrap()
}

/// How a registration stands.
pub fn stands(store: &Store, id: Id<Registration>) -> Registration {
    read(store, move |tx| seats::one(tx, id))
}

/// Why a registration stands as it does, from the beginning.
pub fn whys(store: &Store, id: Id<Registration>) -> Vec<&'static str> {
    read(store, move |tx| seats::steps(tx, id)).iter().map(|step| step.why.as_str()).collect()
}

/// The kinds of messages that somebody was told, in their order.
pub fn told(store: &Store) -> Vec<String> {
    read(store, |tx| {
        let rows: Vec<(String,)> =
            tx.all(store::sql!("SELECT kind FROM notice ORDER BY created_at, id"), store::vals![])?;
        Ok(rows.into_iter().map(|(kind,)| kind.replace("activities.", "")).collect())
    })
}

/// What breaks the rules of the module.
pub fn broken(store: &Store) -> Vec<String> {
    let folder = std::env::temp_dir();
    let invariants = activities::module(&platform::files::Files::at(folder)).invariants;
    read(store, move |tx| {
        let mut all = Vec::new();
        for invariant in invariants {
            all.extend((invariant.violations)(tx)?);
        }
        Ok(all)
    })
}

/// The first session of an activity.
pub fn first_session(store: &Store, activity: Id<Activity>) -> Session {
    read(store, move |tx| sessions::of(tx, activity)).remove(0)
}
