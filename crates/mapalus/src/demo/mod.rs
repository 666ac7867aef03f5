//! The demo town: Tomohon with its real titles and wholly invented people, made through the same use cases
//! that the staff use. The same seed makes the same town.

mod collection;
mod history;
mod place;
mod residents;
mod titles;

use std::{fs, process::ExitCode, time::Instant};

use jiff::{ToSpan, tz::TimeZone};
use kernel::{Act, Actor, Date, Timestamp};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

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
    if fresh && config.database.is_none() {
        match fs::remove_dir_all(&config.data) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::io(&config.data)(error));
            }
            _ => {}
        }
    }
    let library = Library::open_or_make(config)?;
    if !place::stands(&library)? {
        build(&library, console, seed)?;
    }
    if build_only {
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

/// What a town came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Built {
    records: u64,
    copies: u64,
    members: usize,
    loans: usize,
}

fn build(library: &Library, console: Console, seed: u64) -> Result<Built, Failure> {
    console.say("demo-building", &[]);
    let started = Instant::now();
    let mut dice = Dice::seed_from_u64(seed);
    let today = library.act().today();
    let opening = today.saturating_sub(400.days());
    let main = place::make(library, &at(library, opening, 8))?;
    let collection = collection::make(library, &at(library, opening, 9), &mut dice)?;
    let residents = residents::make(library, opening, today, &mut dice)?;
    let loans = history::make(library, main, &collection, &residents, today, &mut dice)?;
    commands::rebuild(library, console)?;
    let built = Built {
        records: collection.records,
        copies: collection.copies.len() as u64,
        members: residents.len(),
        loans,
    };
    let values = [
        ("records", built.records.into()),
        ("copies", built.copies.into()),
        ("members", built.members.into()),
        ("loans", built.loans.into()),
        ("seconds", console.t.decimal(started.elapsed().as_secs_f64(), 1).into()),
    ];
    console.say("demo-built", &values);
    Ok(built)
}

/// An act of the program at this hour of a day in the library's zone.
fn at(library: &Library, day: Date, hour: i8) -> Act {
    Act { by: Actor::System, at: moment(&library.zone, day, hour, 0), zone: library.zone.clone() }
}

/// This time of a day as an instant. No zone of Indonesia skips an hour; elsewhere the next one serves.
fn moment(zone: &TimeZone, day: Date, hour: i8, minute: i8) -> Timestamp {
    zone.to_timestamp(day.at(hour, minute, 0, 0)).unwrap_or_default()
}
