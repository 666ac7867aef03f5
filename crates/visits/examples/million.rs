//! A million visits on both engines: how long the door, the day's page and a year's report take.
//!
//! `MAPALUS_TEST_POSTGRES=… cargo run -p visits --example million`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement is printed, and stops where it cannot go on"
)]

use std::time::Instant;

use jiff::{SignedDuration, ToSpan, civil::date};
use kernel::Id;
use membership::{NewMember, members};
use people::Profile;
use platform::library::{self, Branch};
use store::{Result, Tx, sql, vals};
use trial::{Database, act};
use visits::{Cell, New, Source, door, figures, figures::Figures};
use web::Period;

/// 365 days of 2,740 visits, every third a member's.
fn fill(tx: &mut Tx<'_>, branch: Id<Branch>, member: Id<kernel::Person>, day: i64) -> Result<()> {
    let on = date(2025, 8, 6).saturating_add(day.days());
    for n in 0..2_740_i64 {
        let at = trial::at(&format!("{on}T08:00")) + SignedDuration::from_secs(n * 13);
        let is_member = n % 3 == 0;
        let band = ["child", "teen", "adult", "senior"].get(usize::try_from(n % 4).unwrap()).unwrap();
        tx.exec(
            sql!(
                "INSERT INTO visit (id, sex, band, heads, kind, branch, day, hour, at, party, source, recorded_at)
                 VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, 'kiosk', ?8)"
            ),
            vals![
                Id::<()>::new(),
                if n % 2 == 0 { "female" } else { "male" },
                *band,
                if is_member { "member" } else { "guest" },
                branch,
                on,
                8 + n * 13 / 3600,
                at,
                is_member.then_some(member)
            ],
        )?;
    }
    Ok(())
}

fn main() {
    for database in [Database::sqlite(), Database::postgres()] {
        let store = database.open();
        let schemas = vec![
            ("platform", platform::MIGRATIONS),
            ("people", people::MIGRATIONS),
            ("funds", funds::MIGRATIONS),
            ("membership", membership::MIGRATIONS),
            ("visits", visits::MIGRATIONS),
        ];
        store.migrate(schemas).unwrap();
        let now = act("2026-08-06T09:30");
        let begun = now.clone();
        let (branch, member) = store
            .write_blocking(move |tx| {
                let id = Id::new();
                let (code, name) = ("TMH".into(), "Tomohon".into());
                library::save_branch(
                    tx,
                    &begun,
                    &Branch { id, code, name, address: String::new(), phone: None },
                )?;
                let profile =
                    Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
                let new = NewMember { profile, plan: "dewasa".into(), ..NewMember::default() };
                Ok((id, members::register(tx, &begun, &new)?))
            })
            .unwrap();
        let started = Instant::now();
        for day in 0..365 {
            let person = member.person;
            store.write_blocking(move |tx| fill(tx, branch, person, day)).unwrap();
        }
        println!("{}: a million visits in {:.0} s", database.name(), started.elapsed().as_secs_f64());
        let new = move |at| New {
            id: Id::new(),
            branch,
            room: None,
            purpose: None,
            at,
            hour_known: true,
            source: Source::Kiosk,
            kiosk: None,
        };
        measured("scan of a member", 50, |n| {
            let (act, member) = (now.clone(), member.clone());
            let scan = new(now.at + SignedDuration::from_hours(n));
            store.write_blocking(move |tx| door::member(tx, &act, &scan, &member)).unwrap();
        });
        measured("tap of a guest", 50, |_| {
            let (act, tap) = (now.clone(), new(now.at));
            store.write_blocking(move |tx| door::guests(tx, &act, &tap, &[Cell::ONE])).unwrap();
        });
        measured("page of a day", 50, |_| {
            let read = move |tx: &mut Tx<'_>| {
                door::of_day(tx, branch, date(2026, 8, 4), 60)?;
                figures::of_day(tx, branch, date(2026, 8, 4))
            };
            store.read_blocking(read).unwrap();
        });
        for (name, from) in [("report of a month", date(2026, 7, 6)), ("report of a year", date(2025, 8, 6))]
        {
            let period = Period { from, to: date(2026, 8, 5) };
            measured(name, 3, |_| {
                store.read_blocking(move |tx| Figures::of(tx, period, None)).unwrap();
            });
        }
    }
}

fn measured(what: &str, times: i64, mut deed: impl FnMut(i64)) {
    let mut taken: Vec<f64> = (0..times)
        .map(|n| {
            let started = Instant::now();
            deed(n);
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    println!("  {what}: median {:.1} ms, slowest {:.1} ms", taken[taken.len() / 2], taken[taken.len() - 1]);
}
