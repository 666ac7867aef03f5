//! A festival that more people want to come to than there are seats, registered for through HTTP by many at once, and a month
//! with five hundred sessions.

use std::{
    io,
    net::SocketAddr,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use activities::{
    calendar::{self, Asked},
    model::{Draft, Entry, Kind, Place, Pool},
    planning, seats,
    sessions::{self, Plan},
};
use jiff::{SignedDuration, ToSpan};
use kernel::{Act, Actor, Id, TimeZone, Timestamp};
use platform::library::{self, Branch};
use store::{Error, Location, Options, Result, Store, Tx};

use super::{
    client::Client,
    program::{self, Served},
    table::{Table, Target, Unit, median, milliseconds},
};
use crate::Failure;

const REGISTRATIONS: usize = 10_000;
/// Fewer than are wanted, so that some have to wait.
const SEATS: i64 = 9_500;
const CONNECTIONS: usize = 64;
/// Nobody fills in a form faster than the program believes.
const FILLING_IN: Duration = Duration::from_secs(5);
/// Sessions of the month that is looked at, so many at the same hours of a day.
const SESSIONS: i64 = 500;
const A_DAY: i64 = 20;
const LOOKS: usize = 50;

/// Measures and prints.
pub(super) fn measure(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let data = folder.join("festival");
    program::run(folder, &["init".as_ref(), "--data".as_ref(), data.as_os_str()])?;
    let place = data.join("library.db");
    let zone = TimeZone::get("Asia/Makassar").map_err(|e| Error::Shape(e.to_string()))?;
    let act = Act { by: Actor::System, at: Timestamp::now(), zone };
    let (code, pool) = {
        let (store, act) = (open(&place)?, act.clone());
        store.write_blocking(move |tx| plan(tx, &act))?
    };
    super::import::back_up(folder, &data)?;
    let served = Served::start(folder, &data, "/kegiatan")?;
    let asked = |error| Failure::io(served.address.to_string())(error);
    let month = month(&act);
    let page = looked_at(served.address, &format!("/kegiatan?tampil=bulan&hari={month}")).map_err(asked)?;
    let (forms, sent) = registered(served.address, &code, pool).map_err(asked)?;
    drop(served);
    let store = open(&place)?;
    let query = queried(&store, &act)?;
    let (confirmed, waiting, taken) = counted(&store, pool)?;
    table.part("bench-festival");
    table.row("bench-festival-query", query, Unit::Milliseconds, Target::AtMost(10.0));
    table.fact("bench-festival-month", page, Unit::Milliseconds);
    table.fact("bench-festival-forms", forms.as_secs_f64(), Unit::Seconds);
    table.row("bench-festival-sent", sent.as_secs_f64(), Unit::Seconds, Target::AtMost(20.0));
    let wrong =
        (confirmed - SEATS).abs() + (taken - SEATS).abs() + (waiting - (REGISTRATIONS as i64 - SEATS)).abs();
    table.row("bench-festival-wrong", wrong as f64, Unit::Seats, Target::AtMost(0.0));
    Ok(())
}

/// The month that is looked at: the next but one, so that all of it is to come.
fn month(act: &Act) -> kernel::Date {
    act.today().first_of_month().saturating_add(2.months())
}

/// Plans and publishes the festival and the month: the number of the festival, and its seats.
fn plan(tx: &mut Tx<'_>, act: &Act) -> Result<(String, Id<Pool>)> {
    let branch = branch(tx, act)?;
    let at = |day: kernel::Date, hour: i8| {
        let local = day.to_datetime(jiff::civil::time(hour, 0, 0, 0));
        act.zone.to_timestamp(local).unwrap_or(act.at)
    };
    let session = |day, hour| {
        let starts_at = at(day, hour);
        Plan {
            title: String::new(),
            starts_at,
            ends_at: starts_at + SignedDuration::from_mins(60),
            place: Place::Branch(branch, "Aula".into()),
            track: String::new(),
        }
    };
    let festival = planning::draft(tx, act, &Draft::new(Kind::Festival, "Festival", "Semua orang."))?;
    let pool = seats::set(tx, act, festival.id, None, "", SEATS)?;
    sessions::add(tx, act, festival.id, &session(month(act).saturating_sub(1.days()), 9))?;
    publish(tx, act, festival.id)?;
    let stories = Draft { entry: Entry::Each, ..Draft::new(Kind::StoryTime, "Dongeng", "Satu cerita.") };
    let stories = planning::draft(tx, act, &stories)?;
    for n in 0..SESSIONS {
        let day = month(act).saturating_add((n / A_DAY).days());
        let hour = 8 + i8::try_from(n % 10).unwrap_or_default();
        let made = sessions::add(tx, act, stories.id, &session(day, hour))?;
        seats::set(tx, act, stories.id, Some(made), "", 25)?;
    }
    publish(tx, act, stories.id)?;
    Ok((festival.code, pool))
}

/// The place of the library where all of it is.
fn branch(tx: &mut Tx<'_>, act: &Act) -> Result<Id<Branch>> {
    if let Some(known) = library::branches(tx)?.first() {
        return Ok(known.id);
    }
    let (id, address) = (Id::new(), String::new());
    let one = Branch { id, code: "PUSAT".into(), name: "Perpustakaan".into(), address, phone: None };
    library::save_branch(tx, act, &one)?;
    Ok(id)
}

fn publish(tx: &mut Tx<'_>, act: &Act, id: Id<activities::Activity>) -> Result<()> {
    planning::approve(tx, act, id)?;
    planning::publish(tx, act, id)
}

/// The median time of a page, in milliseconds.
fn looked_at(address: SocketAddr, path: &str) -> io::Result<f64> {
    let mut client = Client::connect(address, "")?;
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let started = Instant::now();
        client.get(path)?;
        times.push(milliseconds(started.elapsed()));
    }
    Ok(median(&times))
}

/// The median time of asking for the month, in milliseconds.
fn queried(store: &Store, act: &Act) -> Result<f64> {
    let span = act.span(month(act), month(act).last_of_month());
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let (from, to) = (span.start, span.end);
        let started = Instant::now();
        let found = store.read_blocking(move |tx| calendar::between(tx, &Asked::default(), from, to))?;
        times.push(milliseconds(started.elapsed()));
        if (found.len() as i64) < SESSIONS {
            return Err(Error::Missing);
        }
    }
    Ok(median(&times))
}

/// Everybody opens the form, fills it in, and sends it: how long all forms took to be given out, and to be taken.
fn registered(address: SocketAddr, code: &str, pool: Id<Pool>) -> io::Result<(Duration, Duration)> {
    let blank = format!("/kegiatan/{code}/daftar?kelompok={pool}&size=1&jenis=person");
    let started = Instant::now();
    let forms: Vec<Vec<String>> = at_once(|desk| {
        let mut client = Client::connect(address, "")?;
        (desk..REGISTRATIONS).step_by(CONNECTIONS).map(|_| stamp(client.get(&blank)?)).collect()
    })?;
    let opened = started.elapsed();
    thread::sleep(FILLING_IN);
    let action = format!("/kegiatan/{code}/daftar/data");
    let started = Instant::now();
    at_once(|desk| {
        let mut client = Client::connect(address, "")?;
        forms.get(desk).into_iter().flatten().enumerate().try_for_each(|(n, cap)| {
            // Every other one leaves a number, is entered in the register and told.
            let phone = if n.is_multiple_of(2) { format!("0812{desk:03}{n:05}") } else { String::new() };
            let form = format!(
                "cap={cap}&kelompok={pool}&size=1&jenis=person&name=Pengunjung+{desk}+{n}&phone={phone}&wait=1"
            );
            client.post(&action, &form)
        })
    })?;
    Ok((opened, started.elapsed()))
}

/// Does the same on every connection at once.
fn at_once<T: Send>(f: impl Fn(usize) -> io::Result<T> + Sync) -> io::Result<Vec<T>> {
    thread::scope(|scope| {
        let f = &f;
        let all: Vec<_> = (0..CONNECTIONS).map(|desk| scope.spawn(move || f(desk))).collect();
        let lost = |_| Err(io::Error::other("a connection broke off"));
        all.into_iter().map(|one| one.join().unwrap_or_else(lost)).collect()
    })
}

/// What says when a form was given out.
fn stamp(page: &[u8]) -> io::Result<String> {
    let page = String::from_utf8_lossy(page);
    let found = page.split_once("name=\"cap\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
    found.map(|(cap, _)| cap.to_owned()).ok_or_else(|| io::Error::other("a form without a stamp"))
}

/// How many have a seat, how many wait, and how many seats are taken.
fn counted(store: &Store, pool: Id<Pool>) -> Result<(i64, i64, i64)> {
    store.read_blocking(move |tx| {
        tx.one(
            store::sql!(
                "SELECT (SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM registration WHERE pool = ?1 AND state = 'confirmed'),
                     (SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM registration WHERE pool = ?1 AND state = 'waitlisted'),
                     p.taken FROM seat_pool p WHERE p.id = ?1"
            ),
            store::vals![pool],
        )
    })
}

fn open(path: &Path) -> Result<Store> {
    Store::open(Location::File(path.to_owned()), Options { readers: 1, ..Options::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_of_a_form_is_found_and_a_page_without_one_is_an_error() {
        let page = br#"<form><input type="hidden" name="cap" value="1.2.ab"></form>"#;
        assert_eq!(stamp(page).unwrap(), "1.2.ab");
        assert!(stamp(b"<form></form>").is_err());
    }
}
