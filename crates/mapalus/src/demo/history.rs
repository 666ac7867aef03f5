//! A year at the desk: who came on which day, what they took, when they brought it back.

use std::collections::BTreeMap;

use catalogue::{
    copies,
    model::{Copy, Status},
};
use circulation::{
    lending::{self, CheckOut},
    returns::{self, CheckIn},
};
use jiff::{ToSpan, tz::TimeZone};
use kernel::{Act, Calendar, Date, Id, Person};
use membership::members;
use platform::library::{self, Branch};
use rand::{
    RngExt,
    seq::{IndexedRandom, SliceRandom},
};
use store::Error;

use super::{
    Dice,
    collection::{Collection, Held},
    moment,
    residents::Resident,
};
use crate::{Failure, Library};

/// Days lent and read before they are written in one transaction.
const DAYS_AT_ONCE: usize = 14;

/// Something that happens at the desk.
enum Deed {
    Lend { member: Id<Person>, copy: Id<Copy> },
    Return { copy: Id<Copy> },
}

/// Plays the year.
pub(super) fn make(
    library: &Library,
    main: Id<Branch>,
    collection: &Collection,
    residents: &[Resident],
    today: Date,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let first = today.saturating_sub(365.days());
    let calendar = library.store.read_blocking(move |tx| library::calendar(tx, main, first))?;
    let mut year =
        Year { calendar, collection, residents, out: BTreeMap::new(), popular: popular(collection) };
    let act = library.act();
    let mut fortnight: Vec<(Act, Deed)> = Vec::new();
    let mut day = first;
    let mut days = 0;
    while day < today {
        fortnight.extend(year.play(day, &act, &library.zone, dice));
        days += 1;
        day = day.saturating_add(1.day());
        if days % DAYS_AT_ONCE == 0 || day == today {
            write(library, main, std::mem::take(&mut fortnight))?;
        }
    }
    Ok(())
}

struct Year<'a> {
    calendar: Calendar,
    collection: &'a Collection,
    residents: &'a [Resident],
    /// Which copies are out, with the day they come back.
    out: BTreeMap<Id<Copy>, Date>,
    /// Every lendable copy as often as people ask for it.
    popular: Vec<usize>,
}

impl Year<'_> {
    fn play(&mut self, day: Date, act: &Act, zone: &TimeZone, dice: &mut Dice) -> Vec<(Act, Deed)> {
        if !self.calendar.is_open(day) {
            return Vec::new();
        }
        let mut deeds: Vec<Deed> = Vec::new();
        let back: Vec<Id<Copy>> =
            self.out.iter().filter(|(_, back)| **back <= day).map(|(copy, _)| *copy).collect();
        for copy in back {
            self.out.remove(&copy);
            deeds.push(Deed::Return { copy });
        }
        let returns = deeds.len();
        for resident in self.residents {
            if resident.since <= day && dice.random_ratio(resident.zeal, 300) {
                deeds.extend(self.borrow(resident, day, dice));
            }
        }
        deeds[returns..].shuffle(dice);
        let minutes = (7 * 60) / (deeds.len() as i64 + 1);
        (0_i64..)
            .zip(deeds)
            .map(|(n, deed)| {
                let at = moment(zone, day, 9, 5) + jiff::SignedDuration::from_mins(n * minutes.max(1));
                (act.at(at), deed)
            })
            .collect()
    }

    fn borrow(&mut self, resident: &Resident, day: Date, dice: &mut Dice) -> Vec<Deed> {
        let wanted = dice.random_range(1..=3);
        let mut deeds = Vec::new();
        for _ in 0..wanted * 3 {
            if deeds.len() == wanted {
                break;
            }
            let Some(&n) = self.popular.choose(dice) else { break };
            let held: &Held = &self.collection.copies[n];
            // Children mostly take children's books, grown-ups mostly not.
            let fits = held.for_children == resident.child || dice.random_bool(0.25);
            if !fits || self.out.contains_key(&held.copy) {
                continue;
            }
            let kept =
                if dice.random_bool(0.06) { dice.random_range(15..60) } else { dice.random_range(2..14) };
            self.out.insert(held.copy, day.saturating_add(kept.days()));
            deeds.push(Deed::Lend { member: resident.person, copy: held.copy });
        }
        deeds
    }
}

fn popular(collection: &Collection) -> Vec<usize> {
    let times =
        |(n, held): (usize, &Held)| std::iter::repeat_n(n, if held.lendable { held.popularity } else { 0 });
    collection.copies.iter().enumerate().flat_map(times).collect()
}

/// Writes what happened, through the desk's own use cases; a no (a limit, an overdue book) is a no here too.
fn write(library: &Library, main: Id<Branch>, deeds: Vec<(Act, Deed)>) -> Result<(), Failure> {
    library.store.write_blocking(move |tx| {
        for (act, deed) in &deeds {
            let done = tx.nested(|tx| match deed {
                Deed::Lend { member, copy } => {
                    let command = CheckOut { member: *member, copy: *copy, desk: main, despite: false };
                    lending::check_out(tx, act, &command).map(drop)
                }
                Deed::Return { copy } => {
                    let command = CheckIn { copy: *copy, desk: main, since: None };
                    returns::check_in(tx, act, &command).map(drop)
                }
            });
            match done {
                Ok(()) | Err(Error::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// What else has happened in a year: a member who moved away with the library's books stays blocked, and a few
/// worn copies have left the collection.
pub(super) fn aftermath(
    library: &Library,
    collection: &Collection,
    residents: &[Resident],
) -> Result<(), Failure> {
    let act = library.act();
    let blocked = residents.get(residents.len() / 2).map(|resident| resident.person);
    let worn: Vec<Id<Copy>> = collection.copies.iter().step_by(211).map(|held| held.copy).collect();
    library.store.write_blocking(move |tx| {
        if let Some(person) = blocked {
            members::block(tx, &act, person, BLOCKED)?;
        }
        for &copy in &worn {
            match copies::set_status(tx, &act, copy, Status::Withdrawn) {
                // It is on loan just now and stays.
                Ok(()) | Err(Error::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The reason the desk reads: the library's own words, like everything the staff type.
const BLOCKED: &str = "Pindah alamat; tiga buku belum kembali";

/// A member and a copy to try the desk with.
pub(super) struct Example {
    pub(super) member: String,
    pub(super) copy: String,
}

/// The first member in good standing without overdue loans, and the first copy on the shelf.
pub(super) fn example(library: &Library) -> Result<Example, Failure> {
    let act = library.act();
    let found = library.store.read_blocking(move |tx| {
        let member: Option<(String,)> = tx.opt(
            store::sql!(
                "SELECT m.code FROM member m WHERE m.blocked IS NULL AND EXISTS (
                     SELECT 1 FROM basis b WHERE b.member = m.person AND b.until >= ?1)
                 AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.member = m.person AND l.returned_at IS NULL)
                 ORDER BY m.code LIMIT 1"
            ),
            store::vals![act.today()],
        )?;
        let copy: Option<(String,)> = tx.opt(
            store::sql!(
                "SELECT c.barcode FROM copy c JOIN copy_kind k ON k.code = c.kind
                 WHERE c.due_at IS NULL AND c.status = 'available' AND k.lendable ORDER BY c.barcode LIMIT 1"
            ),
            store::vals![],
        )?;
        let text = |row: Option<(String,)>| row.map(|(text,)| text).unwrap_or_default();
        Ok(Example { member: text(member), copy: text(copy) })
    })?;
    Ok(found)
}
