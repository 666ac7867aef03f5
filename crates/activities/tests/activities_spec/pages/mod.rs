//! What people see and send, through the whole router, without a browser.

mod calendar;
mod courses;
mod door;
mod editing;
mod paper;
mod participants;
mod planning;
mod programmes;
mod registering;

use std::ops::Deref;

use activities::{
    Activity,
    model::{Draft, Entry, Place},
    planning as plans, seats,
    sessions::{self, Plan},
};
use house::act as real;
use jiff::{SignedDuration, ToSpan};
use people::Profile;

use crate::town::branch;

/// A library with everything an activity stands on, and its head.
struct House {
    house: house::House,
    head: String,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl House {
    fn new() -> Self {
        let house = house::House::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                funds::module(files),
                membership::module(),
                instruments::module(files),
                partners::module(files),
                activities::module(files),
            ]
        });
        let person = house.store.write_blocking(|tx| {
            branch(tx)?;
            let profile = Profile { name: "Olivia Pangkey".into(), ..Profile::default() };
            people::parties::enter(tx, &real(), &profile)
        });
        let head = house.signed_in(person.unwrap(), "olivia", "Olivia Pangkey", &["head"]);
        Self { house, head }
    }

    /// A published workshop three days from now, with so many seats.
    fn workshop(&self, draft: Draft, seats: i64) -> Activity {
        self.store
            .write_blocking(move |tx| {
                let act = real();
                let one = plans::draft(tx, &act, &draft)?;
                let starts_at = act.at + 72.hours();
                let plan = Plan {
                    title: String::new(),
                    starts_at,
                    ends_at: starts_at + SignedDuration::from_hours(2),
                    place: Place::Branch(branch(tx)?, "Ruang Lokon".into()),
                    track: String::new(),
                };
                let session = sessions::add(tx, &act, one.id, &plan)?;
                let session = Some(session).filter(|_| one.entry == Entry::Each);
                seats::set(tx, &act, one.id, session, "", seats)?;
                plans::approve(tx, &act, one.id)?;
                plans::publish(tx, &act, one.id)?;
                plans::one(tx, one.id)
            })
            .unwrap()
    }
}

const NOBODY: &str = "";

/// What a hidden field of a form holds.
fn hidden(page: &str, name: &str) -> String {
    let sign = format!("name=\"{name}\" value=\"");
    let after = page.split(&sign).nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}
