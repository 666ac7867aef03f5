//! The library itself: its name, its two places, when they are open, who works there.

use identity::staff::{self, NewStaff};
use jiff::civil::time;
use kernel::{
    Act, Date, Id,
    calendar::{Exception, Hours},
};
use platform::{
    accounts::Password,
    library::{self, Branch},
    permissions::Holding,
    schedule,
};
use store::Store;

use crate::{Failure, Library};

/// The demo's password; printed at start, good for nothing else.
pub(super) const PASSWORD: &str = "mapalus-tomohon";

/// The demo's accounts with the words for their roles.
pub(super) const ACCOUNTS: &[(&str, &str)] = &[
    ("kepala", "role-head"),
    ("meja", "role-desk"),
    ("katalog", "role-cataloguer"),
    ("pustakawan", "role-librarian"),
    ("bendahara", "role-treasurer"),
    ("mitra", "demo-role-partner"),
];

const STAFF: &[(&str, &str, &str)] = &[
    ("kepala", "Deisy Rondonuwu", "head"),
    ("meja", "Franky Mandagi", "desk"),
    ("katalog", "Syane Tumbelaka", "cataloguer"),
    ("pustakawan", "Meity Palit", "librarian"),
    ("kerjasama", "Ronald Sumual", "librarian"),
    ("bendahara", "Marthen Wowiling", "treasurer"),
];

const HOLIDAYS: &str = include_str!("../../demo/holidays.tsv");

/// What a library notes about being the demo town: when it was begun, and when it was done.
const BEGUN: &str = "demo.begun";
const DONE: &str = "demo.done";

/// How far the town has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Another library stands here, or none: nothing says that this is the demo town.
    Other,
    /// Its making was cut off.
    Begun,
    /// It stands.
    Done,
}

/// How far the town in `store` has come.
pub(super) fn state(store: &Store) -> Result<State, Failure> {
    let state = store.read_blocking(|tx| {
        Ok(match (schedule::mark(tx, BEGUN)?, schedule::mark(tx, DONE)?) {
            (None, _) => State::Other,
            (Some(_), None) => State::Begun,
            (Some(_), Some(_)) => State::Done,
        })
    })?;
    Ok(state)
}

/// Notes that the town is done.
pub(super) fn done(library: &Library) -> Result<(), Failure> {
    let now = library.act().at;
    Ok(library.store.write_blocking(move |tx| schedule::set_mark(tx, DONE, now))?)
}

/// Makes the places, hours, holidays and staff accounts; the main place.
pub(super) fn make(library: &Library, act: &Act) -> Result<Id<Branch>, Failure> {
    let password = Password::hash(PASSWORD)?;
    let act = act.clone();
    let main = library.store.write_blocking(move |tx| {
        schedule::set_mark(tx, BEGUN, act.at)?;
        for (setting, value) in [
            (library::NAME, "Kota Tomohon"),
            (library::SHORT_NAME, "Tomohon"),
            (library::OWNER, "Pemerintah Kota Tomohon"),
            (library::ADDRESS, "Jl. Kakaskasen Raya, Tomohon Utara\nKota Tomohon, Sulawesi Utara"),
        ] {
            setting.set(tx, &act, value)?;
        }
        let main = Branch {
            id: Id::new(),
            code: "TMH".into(),
            name: "Perpustakaan Kota Tomohon".into(),
            address: "Jl. Kakaskasen Raya, Tomohon Utara".into(),
            phone: None,
        };
        let bus = Branch {
            id: Id::new(),
            code: "TMH-KELILING".into(),
            name: "Perpustakaan keliling".into(),
            address: "Kota Tomohon".into(),
            phone: None,
        };
        for branch in [&main, &bus] {
            library::save_branch(tx, &act, branch)?;
            library::set_week(tx, &act, branch.id, &week())?;
        }
        for (day, name) in holidays() {
            let exception = Exception { from: day, to: day, yearly: false, hours: Vec::new(), name };
            library::add_special_day(tx, &act, None, &exception)?;
        }
        for (login, name, role) in STAFF {
            let new = NewStaff {
                name: (*name).to_owned(),
                login: (*login).to_owned(),
                password: password.clone(),
                roles: vec![Holding::everywhere(role)],
            };
            staff::appoint(tx, &act, &new)?;
        }
        Ok(main.id)
    })?;
    Ok(main)
}

/// Eight to six, Fridays to four, Saturdays nine to three, Sundays closed.
fn week() -> library::Week {
    let from_to = |opens, closes| vec![Hours { opens: time(opens, 0, 0, 0), closes: time(closes, 0, 0, 0) }];
    std::array::from_fn(|day| match day {
        0..4 => from_to(8, 18),
        4 => from_to(8, 16),
        5 => from_to(9, 15),
        _ => Vec::new(),
    })
}

fn holidays() -> impl Iterator<Item = (Date, String)> {
    HOLIDAYS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let day = cells.next()?.parse().ok()?;
        Some((day, cells.next()?.to_owned()))
    })
}
