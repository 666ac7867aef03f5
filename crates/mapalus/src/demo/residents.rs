//! Three hundred members nobody has ever met, of all ages and from every kelurahan.

use jiff::ToSpan;
use kernel::{Date, Id, Person};
use membership::{
    NewMember, families,
    members::{self, Member},
};
use people::{Profile, Sex, relationships::Grown};
use rand::{RngExt, seq::IndexedRandom};

use super::{Dice, moment};
use crate::{Failure, Library};

const NAMES: &str = include_str!("../../demo/names.tsv");
const STREETS: &str = include_str!("../../demo/streets.tsv");
const HOW_MANY: usize = 300;

/// A member of the demo, with how gladly they read.
pub(super) struct Resident {
    pub(super) person: Id<Person>,
    pub(super) since: Date,
    pub(super) child: bool,
    /// How many visits a year.
    pub(super) zeal: u32,
}

/// Registers them, most on the first days, the rest over the year.
pub(super) fn make(
    library: &Library,
    opening: Date,
    today: Date,
    dice: &mut Dice,
) -> Result<Vec<Resident>, Failure> {
    let names = Names::read();
    let mut planned: Vec<(Date, NewMember, u32)> =
        (0..HOW_MANY).map(|_| plan(&names, opening, today, dice)).collect();
    // Whoever comes on the same day comes with the children.
    let grown = |since: Date, new: &NewMember| {
        new.profile.born.is_some_and(|born| people::rules::age(born, since) >= people::rules::OF_AGE)
    };
    planned.sort_by_key(|(since, new, _)| (*since, !grown(*since, new)));
    let zone = library.zone.clone();
    let act = library.act();
    let registered: Vec<(Member, u32)> = library.store.write_blocking(move |tx| {
        let mut guardians: Vec<Id<Person>> = Vec::new();
        let mut registered = Vec::with_capacity(planned.len());
        for (n, (since, new, zeal)) in planned.iter().enumerate() {
            let then = act.at(moment(&zone, *since, 9, 30));
            let member = members::register(tx, &then, new)?;
            // Of the newest children some are here without anybody, and for some the form has yet to come.
            let lately = since.saturating_add(30.days()) > today;
            match guardians.get(n * 7 % guardians.len().max(1)) {
                _ if grown(*since, new) => guardians.push(member.person),
                Some(guardian) if !lately || n % 2 == 1 => {
                    families::link(tx, &then, member.person, *guardian, Grown::Born)?;
                    if !lately {
                        let evidence = format!("Formulir, map {}", 1 + n / 60);
                        families::give(tx, &then, member.person, *guardian, &evidence)?;
                    }
                }
                _ => {}
            }
            registered.push((member, *zeal));
        }
        Ok(registered)
    })?;
    let resident = |(member, zeal): (Member, u32)| Resident {
        person: member.person,
        since: member.since,
        child: member.plan == "anak",
        zeal,
    };
    Ok(registered.into_iter().map(resident).collect())
}

fn plan(names: &Names, opening: Date, today: Date, dice: &mut Dice) -> (Date, NewMember, u32) {
    let founder = dice.random_bool(0.6);
    let days = if founder { dice.random_range(0..20) } else { dice.random_range(20..395) };
    let since = opening.saturating_add(days.days());
    let age = match dice.random_range(0..100) {
        0..22 => dice.random_range(6..12),
        22..45 => dice.random_range(12..18),
        45..85 => dice.random_range(18..55),
        _ => dice.random_range(55..82),
    };
    let born = today.saturating_sub(age.years()).saturating_sub(dice.random_range(1..364).days());
    // Whoever turned 18 this year began as a pupil.
    let plan = match people::rules::age(born, since) {
        0..12 => "anak",
        12..18 if dice.random_bool(0.6) => "pelajar",
        12..18 => "remaja",
        _ if dice.random_bool(0.12) => "guru",
        _ => "dewasa",
    };
    let sex = if dice.random_bool(0.56) { Sex::Female } else { Sex::Male };
    let villages = people::village::all();
    let profile = Profile {
        name: names.draw(sex, dice),
        born: Some(born),
        sex: Some(sex),
        // 0800 is no range of mobile numbers: nobody is called by mistake.
        phone: if age >= 15 {
            format!("0800{:08}", dice.random_range(0..100_000_000))
        } else {
            String::new()
        },
        email: String::new(),
        village: villages.choose(dice).map(|village| village.name.to_string()).unwrap_or_default(),
        address: format!(
            "{} No. {}",
            names.streets.choose(dice).copied().unwrap_or_default(),
            dice.random_range(1..120)
        ),
        note: String::new(),
    };
    let zeal = match dice.random_range(0..10) {
        0..5 => dice.random_range(2..8),
        5..9 => dice.random_range(8..22),
        _ => dice.random_range(22..45),
    };
    let new = NewMember { profile, plan: plan.into(), since: Some(since), ..NewMember::default() };
    (since, new, zeal)
}

pub(super) struct Names {
    female: Vec<&'static str>,
    male: Vec<&'static str>,
    surnames: Vec<&'static str>,
    streets: Vec<&'static str>,
}

impl Names {
    pub(super) fn read() -> Self {
        let of = |kind: &str| {
            let line = |line: &'static str| {
                line.split_once('\t').filter(|(k, _)| *k == kind).map(|(_, name)| name.trim())
            };
            NAMES.lines().skip(1).filter_map(line).collect()
        };
        Self {
            female: of("given_f"),
            male: of("given_m"),
            surnames: of("surname"),
            streets: STREETS.lines().skip(1).map(str::trim).collect(),
        }
    }

    pub(super) fn draw(&self, sex: Sex, dice: &mut Dice) -> String {
        let given = if sex == Sex::Female { &self.female } else { &self.male };
        let mut draw = |names: &[&'static str]| names.choose(dice).copied().unwrap_or("Ani");
        format!("{} {}", draw(given), draw(&self.surnames))
    }
}
