//! The circles as everybody sees them.

use askama::Template;
use kernel::{Id, Person};
use ui::{Page, part::Link};
use web::{Answer, Visit};

use super::{promised, told};
use crate::circles::{self, Balance, Whole};

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
    let all = visit
        .read(|tx| {
            let mut shown = circles::all(tx)?;
            shown.retain(|one| one.public && one.ended.is_none());
            circles::wholes(tx, shown)
        })
        .await?;
    let t = visit.t;
    let shown = |whole: Whole| {
        // Who is not shown to everybody is not named here either.
        let name = |id: Id<Person>| {
            let known = whole.members.iter().find(|one| one.partner == id && one.public);
            known.map_or_else(|| t.say("circle-another").to_owned(), |one| one.name.clone())
        };
        let going = || whole.members.iter().filter(|one| one.left_on.is_none());
        let others = going().filter(|one| !one.public).count() as i64;
        let mut together = Balance::new();
        for given in &whole.help {
            together.entry(given.unit).or_default().0 += given.amount;
        }
        Shown {
            next: whole.next().map(|one| t.about("circle-next", name(one.partner))),
            given: told(t, &together, |pair| pair.0),
            pledges: whole.pledged().map(|one| promised(t, one)).collect(),
            turns: whole
                .turns
                .iter()
                .filter(|turn| turn.cancelled.is_none())
                .take(6)
                .map(|turn| (format!("{}, {}", name(turn.host), t.date(turn.day)), turn.what.clone()))
                .collect(),
            members: going()
                .filter(|one| one.public)
                .map(|one| one.name.clone())
                .chain((others > 0).then(|| t.count("circle-others", others)))
                .collect(),
            name: whole.circle.name.clone(),
            about: whole.circle.about.clone(),
        }
    };
    let mut page = visit.public(t.say("circles-title"));
    page.description = t.say("circles-lead").to_owned();
    page.crumbs = vec![
        Link::new(t.say("nav-public-partners"), "/mitra"),
        Link::new(t.say("circles-title"), String::new()),
    ];
    visit.html(&PublicPage { page, all: all.into_iter().map(shown).collect() })
}
