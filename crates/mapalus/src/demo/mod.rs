//! The demo town: Tomohon with its real titles and wholly invented people, made through the same use cases
//! that the staff use. The same seed makes the same town.

mod asking;
mod collection;
mod cooperation;
mod gatherings;
mod giving;
mod helping;
mod history;
mod money;
mod partners;
mod place;
mod residents;
mod things;
mod titles;
mod visitors;

use std::{fs, io::ErrorKind, process::ExitCode, time::Instant};

use jiff::{ToSpan, tz::TimeZone};
use kernel::{Act, Actor, Date, Timestamp};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use store::{FromRow, Location, Options, Store, Tx, sql, vals};

use crate::{Failure, Library, commands, config::Config, console::Console};

/// The dice of the town.
type Dice = ChaCha8Rng;

/// `demo`: makes the town where there is none, tells how to get in, and serves it.
pub(crate) fn run(
    config: &Config,
    console: Console,
    seed: u64,
    fresh: bool,
    build_only: bool,
) -> Result<ExitCode, Failure> {
    if fresh {
        clear(config, console)?;
    }
    let stood = crate::library::exists(config)?;
    let library = Library::open_or_make(config)?;
    if stood {
        standing(place::state(&library.store)?, config)?;
    } else {
        build(&library, console, seed)?;
        place::done(&library)?;
    }
    if build_only {
        library.store.empty_log()?;
        return Ok(ExitCode::SUCCESS);
    }
    let example = history::example(&library)?;
    commands::serve(config, console, library, |_| {
        console.say("demo-accounts", &[]);
        for (login, role) in place::ACCOUNTS {
            let role = console.t.say(role);
            let values =
                [("login", (*login).into()), ("password", place::PASSWORD.into()), ("role", role.into())];
            console.say("demo-account", &values);
        }
        let values = [("member", example.member.into()), ("copy", example.copy.into())];
        console.say("demo-try", &values);
    })
}

/// Lets only the finished town pass: invented people never move into a library that stands.
fn standing(state: place::State, config: &Config) -> Result<(), Failure> {
    let key = match state {
        place::State::Done => return Ok(()),
        place::State::Begun => "demo-cut-off",
        place::State::Other => "demo-other-library",
    };
    Err(Failure::said(key, &[("path", &config.place())]))
}

/// Throws the demo town away, and nothing else: neither another library nor other files of the folder. On
/// PostgreSQL its owner drops the schema.
fn clear(config: &Config, console: Console) -> Result<(), Failure> {
    if !crate::library::exists(config)? {
        return Ok(());
    }
    let Location::File(database) = config.location() else {
        return Err(Failure::said("demo-drop-schema", &[("schema", &config.schema)]));
    };
    // It may be of another version, and is not brought up to this one.
    let store =
        Store::open(config.location(), Options { readers: 1, read_only: true, ..Options::default() })?;
    if place::state(&store).unwrap_or(place::State::Other) == place::State::Other {
        return standing(place::State::Other, config);
    }
    console.say("demo-clearing", &[("path", config.place().into())]);
    Store::erase(&database)?;
    for name in ["index", "files", "backups"] {
        let path = config.data.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Failure::io(path)(error)),
            _ => {}
        }
    }
    Ok(())
}

/// What a town came to, as its pages tell it: titles the public sees and copies of them that are not withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
struct Built {
    titles: i64,
    hidden: i64,
    copies: i64,
    members: i64,
    loans: i64,
}

fn built(tx: &mut Tx<'_>) -> store::Result<Built> {
    tx.one(
        sql!(
            "SELECT (SELECT count(*) FROM record WHERE NOT hidden) AS titles,
                    (SELECT count(*) FROM record WHERE hidden) AS hidden,
                    (SELECT count(*) FROM copy c JOIN record r ON r.id = c.record
                     WHERE NOT r.hidden AND c.status <> 'withdrawn') AS copies,
                    (SELECT count(*) FROM member) AS members, (SELECT count(*) FROM loan) AS loans"
        ),
        vals![],
    )
}

fn build(library: &Library, console: Console, seed: u64) -> Result<(), Failure> {
    console.say("demo-building", &[]);
    let started = Instant::now();
    let mut dice = Dice::seed_from_u64(seed);
    let today = library.act().today();
    let opening = today.saturating_sub(400.days());
    let main = place::make(library, &at(library, opening, 8))?;
    let collection = collection::make(library, &at(library, opening, 9), &mut dice)?;
    let residents = residents::make(library, opening, today, &mut dice)?;
    history::make(library, main, &collection, &residents, today, &mut dice)?;
    history::aftermath(library, &collection, &residents)?;
    partners::make(library, &residents, today)?;
    visitors::make(library, main, &residents, today, &mut dice)?;
    helping::make(library, &residents, today, &mut dice)?;
    cooperation::make(library, today, &mut Dice::seed_from_u64(seed ^ 0x006d_6974_7261))?;
    money::make(library, main, &residents, today)?;
    things::make(library, main, today)?;
    asking::make(library, &residents, today, &mut Dice::seed_from_u64(seed ^ 0x0074_616e_7961))?;
    gatherings::make(library, main, &residents, today, &mut Dice::seed_from_u64(seed ^ 0x006b_6567_6961))?;
    // The months are closed when everything of them is there.
    money::close(library, today)?;
    commands::rebuild(library, console)?;
    // What the program would have told this morning: reminders wait to be sent.
    circulation::reminders::remind(&library.store, &library.act())?;
    membership::reminders::remind(&library.store, &library.act())?;
    let built = library.store.read_blocking(built)?;
    let values = [
        ("titles", built.titles.into()),
        ("hidden", built.hidden.into()),
        ("copies", built.copies.into()),
        ("members", built.members.into()),
        ("loans", built.loans.into()),
        ("seconds", console.t.decimal(started.elapsed().as_secs_f64(), 1).into()),
    ];
    console.say("demo-built", &values);
    Ok(())
}

/// An act of the program at this hour of a day in the library's zone.
fn at(library: &Library, day: Date, hour: i8) -> Act {
    Act { by: Actor::System, at: moment(&library.zone, day, hour, 0), zone: library.zone.clone() }
}

/// This time of a day as an instant. No zone of Indonesia skips an hour; elsewhere the next one serves.
fn moment(zone: &TimeZone, day: Date, hour: i8, minute: i8) -> Timestamp {
    zone.to_timestamp(day.at(hour, minute, 0, 0)).unwrap_or_default()
}
