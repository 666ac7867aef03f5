//! A year at the door: members, guests, school classes, a counter that agrees with neither, and two days on paper.

use jiff::{SignedDuration, ToSpan, civil::Weekday};
use kernel::{Act, Calendar, Date, Id};
use membership::members;
use platform::library::{self, Branch};
use rand::{RngExt, seq::IndexedRandom};
use visits::{Band, Cell, Entry, New, Part, Purpose, Sex, Source, counters, door, settings};

use super::{Dice, moment, residents::Resident};
use crate::{Failure, Library};

const ROOMS: [&str; 3] = ["Ruang baca", "Ruang anak", "Ruang komputer"];
const SCHOOLS: [&str; 5] = [
    "SD Contoh Kakaskasen",
    "SMP Contoh Lokon",
    "SMA Contoh Mahawu",
    "TK Contoh Krisan",
    "Karang Taruna Contoh",
];
/// Days that are written in one transaction.
const DAYS_AT_ONCE: usize = 14;

/// What comes through the door.
enum Came {
    Member(usize),
    Guest(Cell),
    Group(Vec<Cell>, &'static str),
    Paper(Vec<Cell>),
    Counted(i64),
}

/// Plays the year at the door of the main place.
pub(super) fn make(
    library: &Library,
    main: Id<Branch>,
    residents: &[Resident],
    today: Date,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let first = today.saturating_sub(365.days());
    let act = library.act();
    let begun = act.clone();
    let calendar = library.store.write_blocking(move |tx| {
        settings::ROOMS.set(tx, &begun, &ROOMS.join("\n"))?;
        library::calendar(tx, main, first)
    })?;
    let mut days = Vec::new();
    let mut day = first;
    while day <= today {
        let came = play(day, &calendar, residents, &act, dice);
        days.push((day, came));
        if days.len() == DAYS_AT_ONCE || day == today {
            write(library, main, residents, std::mem::take(&mut days))?;
        }
        day = day.saturating_add(1.day());
    }
    Ok(())
}

/// Everything of a day, with its hour and minute.
fn play(
    day: Date,
    calendar: &Calendar,
    residents: &[Resident],
    act: &Act,
    dice: &mut Dice,
) -> Vec<(i8, i8, Came)> {
    if !calendar.is_open(day) {
        return Vec::new();
    }
    let mut came = Vec::new();
    // School days are fuller; so are Saturdays.
    let busy = match day.weekday() {
        Weekday::Monday | Weekday::Wednesday => 13,
        Weekday::Saturday => 16,
        Weekday::Friday => 8,
        _ => 10,
    };
    for (n, resident) in residents.iter().enumerate() {
        if resident.since <= day && dice.random_ratio(resident.zeal.min(45), 260) {
            came.push((hour(dice), dice.random_range(0..60), Came::Member(n)));
        }
    }
    for _ in 0..dice.random_range(busy / 2..busy * 2) {
        came.push((hour(dice), dice.random_range(0..60), Came::Guest(guest(dice))));
    }
    if dice.random_ratio(1, 9) {
        let pupils = [Sex::Female, Sex::Male].map(|sex| Cell {
            sex,
            band: if dice.random_bool(0.6) { Band::Child } else { Band::Teen },
            heads: dice.random_range(8..18),
        });
        let teacher = Cell { sex: Sex::Female, band: Band::Adult, heads: 2 };
        let school = SCHOOLS.choose(dice).copied().unwrap_or("SD Contoh");
        came.push((9, 30, Came::Group([&pupils[..], &[teacher]].concat(), school)));
    }
    // The power was cut on two days of the year: the door was on paper.
    if day.day() == 17 && matches!(day.month(), 2 | 9) {
        let cells = came.iter().filter_map(|(_, _, came)| match came {
            Came::Guest(cell) => Some(*cell),
            _ => None,
        });
        let cells: Vec<Cell> = cells.collect();
        came.retain(|(_, _, came)| !matches!(came, Came::Guest(_)));
        if !cells.is_empty() {
            came.push((12, 0, Came::Paper(cells)));
        }
    }
    let heads: i64 = came
        .iter()
        .map(|(_, _, came)| match came {
            Came::Group(cells, _) | Came::Paper(cells) => cells.iter().map(|cell| cell.heads).sum(),
            Came::Member(_) | Came::Guest(_) => 1,
            Came::Counted(_) => 0,
        })
        .sum();
    // The beam also counts whoever carries a parcel in, and it was bought half a year ago.
    if day >= act.today().saturating_sub(180.days()) && day < act.today() {
        came.push((17, 30, Came::Counted(heads + heads * dice.random_range(4..18) / 100)));
    }
    came.sort_by_key(|(hour, minute, _)| (*hour, *minute));
    came.retain(|(hour, minute, _)| moment(&act.zone, day, *hour, *minute) <= act.at);
    came
}

fn hour(dice: &mut Dice) -> i8 {
    const HOURS: [i8; 16] = [8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16];
    HOURS.choose(dice).copied().unwrap_or(10)
}

fn guest(dice: &mut Dice) -> Cell {
    let sex = if dice.random_bool(0.55) { Sex::Female } else { Sex::Male };
    let band = match dice.random_range(0..10) {
        0..2 => Band::Child,
        2..5 => Band::Teen,
        5..9 => Band::Adult,
        _ => Band::Senior,
    };
    // At the kiosk some say nothing of themselves.
    if dice.random_bool(0.15) { Cell::ONE } else { Cell { sex, band, heads: 1 } }
}

fn purpose(dice: &mut Dice) -> Option<Purpose> {
    const OFTEN: [Purpose; 8] = [
        Purpose::Read,
        Purpose::Read,
        Purpose::Borrow,
        Purpose::Borrow,
        Purpose::Study,
        Purpose::Study,
        Purpose::Internet,
        Purpose::Activity,
    ];
    if dice.random_bool(0.3) { None } else { OFTEN.choose(dice).copied() }
}

/// A day with who came, at which hour and minute.
type Day = (Date, Vec<(i8, i8, Came)>);

/// Writes days down, through the use cases of the door. What somebody would choose by chance follows from the entry's
/// place in the year, so that the same seed makes the same year.
fn write(library: &Library, main: Id<Branch>, residents: &[Resident], days: Vec<Day>) -> Result<(), Failure> {
    use rand::SeedableRng;
    let act = library.act();
    let persons: Vec<_> = residents.iter().map(|resident| resident.person).collect();
    library.store.write_blocking(move |tx| {
        for (day, came) in &days {
            let seed = u64::from(day.day_of_year().unsigned_abs());
            let mut dice = Dice::seed_from_u64(seed);
            for (hour, minute, came) in came {
                let seconds = SignedDuration::from_secs(dice.random_range(0..60));
                let at = moment(&act.zone, *day, *hour, *minute) + seconds;
                let then = act.at(at);
                let kiosk = dice.random_bool(0.7);
                let room = ROOMS.choose(&mut dice).filter(|_| !kiosk).map(|room| (*room).to_owned());
                let new = New {
                    id: Id::<Entry>::new(),
                    branch: main,
                    room,
                    purpose: purpose(&mut dice),
                    at,
                    hour_known: true,
                    source: if kiosk { Source::Kiosk } else { Source::Desk },
                    kiosk: None,
                };
                match came {
                    Came::Member(n) => {
                        let person = persons.get(*n).copied();
                        let member = person.map(|person| members::by_id(tx, person)).transpose()?.flatten();
                        if let Some(member) = member {
                            door::member(tx, &then, &new, &member)?;
                        }
                    }
                    Came::Guest(cell) => {
                        door::guests(tx, &then, &new, &[*cell])?;
                    }
                    Came::Group(cells, from) => {
                        let new = New { purpose: Some(Purpose::Tour), source: Source::Desk, ..new };
                        door::group(tx, &then, &new, cells, None, from)?;
                    }
                    Came::Paper(cells) => {
                        let new = New { hour_known: false, source: Source::Paper, ..new };
                        door::guests(tx, &then, &new, cells)?;
                    }
                    Came::Counted(people) => {
                        counters::enter(tx, &then, main, *day, Part::Day, *people, "")?;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(())
}
