//! The circles as everybody sees them.

use askama::Template;
use kernel::{Id, Person};
use ui::Page;
use web::{Answer, Visit};

use super::{Seen, promised, told};
use crate::circles::{self, Balance};

#[derive(Template)]
#[template(path = "public_circles.html")]
struct PublicPage {
    page: Page,
    all: Vec<Shown>,
}

struct Shown {
    name: String,
    about: String,
    members: Vec<String>,
    next: Option<String>,
    given: String,
    pledges: Vec<String>,
    turns: Vec<(String, String)>,
}

/// The circles everybody may see: whose turn it is, and what all of them gave together.
pub(in crate::pages) async fn public(visit: Visit) -> Answer {
    let all: Vec<Seen> = visit
        .read(|tx| {
            let shown = circles::all(tx)?.into_iter().filter(|one| one.public && one.ended.is_none());
            shown
                .map(|one| {
                    let id = one.id;
                    Ok((
                        one,
                        circles::members(tx, id)?,
                        circles::turns(tx, id)?,
                        circles::help(tx, id)?,
                        circles::pledges(tx, id)?,
                    ))
                })
                .collect()
        })
        .await?;
    let t = visit.t;
    let shown = |(one, members, turns, help, pledges): Seen| {
        let mut together = Balance::new();
        for given in &help {
            together.entry(given.unit).or_default().0 += given.amount;
        }
        let next = circles::next_of(&members, &turns);
        let name_of =
            |id: Id<Person>| members.iter().find(|one| one.partner == id).map(|one| one.name.clone());
        Shown {
            next: next.and_then(name_of).map(|name| t.about("circle-next", name)),
            given: told(t, &together, |pair| pair.0),
            pledges: pledges.iter().filter(|one| one.until.is_none()).map(|one| promised(t, one)).collect(),
            turns: turns
                .iter()
                .filter(|turn| turn.cancelled.is_none())
                .take(6)
                .map(|turn| (format!("{}, {}", turn.host_name, t.date(turn.day)), turn.what.clone()))
                .collect(),
            members: members.iter().filter(|one| one.left_on.is_none()).map(|one| one.name.clone()).collect(),
            name: one.name,
            about: one.about,
        }
    };
    let mut page = visit.public(t.say("circles-title"));
    page.description = t.say("circles-lead").to_owned();
    visit.html(&PublicPage { page, all: all.into_iter().map(shown).collect() })
}
