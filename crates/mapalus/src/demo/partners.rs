//! Two invented partners that carry memberships: a school by its list, a company by vouchers and its e-mail domain.

use std::fmt::Write as _;

use jiff::ToSpan;
use kernel::{Date, Id};
use membership::{
    members,
    rosters::{self, Entry},
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
    vouchers,
};
use people::{PartyKind, Profile, parties};
use platform::vault::Vault;
use store::{Result, Tx};

use super::{at, residents::Resident};
use crate::{Failure, Library};

/// How many pupils the school's list has.
const PUPILS: usize = 40;
/// How many vouchers the company hands out.
const VOUCHERS: i64 = 10;

/// Agrees with both, applies the school's list and makes the company's vouchers.
pub(super) fn make(library: &Library, residents: &[Resident], today: Date) -> Result<(), Failure> {
    let school_year = Date::new(today.year(), 7, 13).ok().filter(|day| *day <= today);
    let since = school_year.unwrap_or_else(|| today.saturating_sub(90.days()));
    let act = at(library, since, 9);
    let people: Vec<_> = residents.iter().map(|one| one.person).collect();
    library.store.write_blocking(move |tx| {
        let school = agree(tx, &act, "SMP Contoh Walian", "pelajar", since, None)?;
        let list = entries(&pupils(tx, &people, since, today)?, today)?;
        rosters::apply(tx, &act, &Vault::default(), school, 0, "siswa.csv", list)?;
        let company = agree(tx, &act, "PT Contoh Bunga", "dewasa", since, Some(40))?;
        let until = since.saturating_add(1.years()).saturating_sub(1.days());
        vouchers::make(tx, &act, company, VOUCHERS, until)?;
        Ok(())
    })?;
    Ok(())
}

fn agree(
    tx: &mut Tx<'_>,
    act: &kernel::Act,
    name: &str,
    plan: &str,
    since: Date,
    seats: Option<i64>,
) -> Result<Id<Sponsorship>> {
    let profile = Profile { name: name.to_owned(), ..Profile::default() };
    let agreement = Agreement {
        partner: parties::enter_as(tx, act, PartyKind::Organisation, &profile)?,
        name: name.to_owned(),
        plan: plan.to_owned(),
        since,
        until: Some(since.saturating_add(1.years()).saturating_sub(1.days())),
        seats,
        seat_order: SeatOrder::Roster,
        grace_days: 30,
        domain: if seats.is_some() { "bunga.contoh.example".to_owned() } else { String::new() },
    };
    Ok(sponsorships::begin(tx, act, &agreement)?.id)
}

/// The list of a school: residents of the years that go to it, and their classes.
fn pupils(tx: &mut Tx<'_>, people: &[Id<kernel::Person>], since: Date, today: Date) -> Result<String> {
    let mut list = "NIS;Nama;Tgl Lahir;Kelas\n".to_owned();
    let mut listed = 0;
    for person in people {
        let Some(member) = members::by_id(tx, *person)? else { continue };
        let Some(born) = member.born else { continue };
        let age = people::rules::age(born, today);
        if !(12..15).contains(&age) || member.since > since || listed == PUPILS {
            continue;
        }
        listed += 1;
        let class = format!("{}{}", age - 5, if listed % 2 == 0 { 'B' } else { 'A' });
        let _ = writeln!(list, "{};{};{born};{class}", 2400 + listed, member.name);
    }
    Ok(list)
}

fn entries(list: &str, today: Date) -> Result<Vec<Entry>> {
    Ok(rosters::sheet::entries(&rosters::sheet::read(list.as_bytes())?, today))
}
