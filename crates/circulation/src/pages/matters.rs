//! What of lending waits for somebody, and what a member sees of their loans on their own page.

use askama::Template;
use kernel::{Act, Id, Person};
use membership::families;
use platform::permissions::grants;
use store::{Result, Tx};
use ui::{Html, Speech, part::Tone};
use web::{Asking, Matter, Panel, Shell, Waiting};

use super::{
    LEND,
    loans::{Line, line, path_of},
    offline::REVIEW,
};
use crate::{desk::offline, loans, reminders};

/// How many loans stand on a member's own page.
const SHOWN: i64 = 5;

pub(super) const MATTERS: &[Matter] = &[
    Matter { name: "circulation.review", shell: Shell::Staff, permission: Some(LEND), ask: to_review },
    Matter { name: "circulation.overdue", shell: Shell::Staff, permission: Some(LEND), ask: overdue },
    Matter { name: "circulation.own", shell: Shell::Member, permission: None, ask: own },
];

pub(super) const PANELS: &[Panel] = &[Panel { order: 20, draw: panel }];

fn to_review(tx: &mut Tx<'_>, &Asking { person, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let may = grants(tx, person)?;
    let n = offline::count(tx, may.places(LEND))?;
    Ok(Waiting::counted(Tone::Bad, "matter-review", n, REVIEW))
}

fn overdue(tx: &mut Tx<'_>, &Asking { act, person, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let mut n = 0;
    for branch in grants(tx, person)?.places(LEND).filters() {
        n += loans::overdue_count(tx, act, branch)?;
    }
    Ok(Waiting::counted(Tone::Warn, "matter-overdue", n, "/staf/terlambat"))
}

/// One's own loans that are late or soon due, and those of one's children that are late.
fn own(tx: &mut Tx<'_>, &Asking { act, person, .. }: &Asking<'_>) -> Result<Vec<Waiting>> {
    let soon = act.at + jiff::SignedDuration::from_hours(24 * reminders::DUE_SOON_DAYS.number(tx)?);
    let due = loans::due_of_member(tx, act, person, soon)?;
    let href = path_of(None);
    let mut found = Waiting::counted(Tone::Bad, "matter-late", due.late, &href);
    found.extend(Waiting::counted(Tone::Warn, "matter-due-soon", due.soon, &href));
    for child in families::children(tx, person, act.today())? {
        let late = loans::due_of_member(tx, act, child.person, act.at)?.late;
        let waiting = Waiting::counted(Tone::Bad, "matter-child-late", late, &path_of(Some(&child.code)));
        let named = |waiting: Waiting| Waiting {
            message: waiting.message.with("name", child.name.as_str()),
            ..waiting
        };
        found.extend(waiting.into_iter().map(named));
    }
    Ok(found)
}

#[derive(Template)]
#[template(path = "my_loans_panel.html")]
struct LoansPanel {
    t: Speech,
    lines: Vec<Line>,
    all: i64,
}

fn panel(tx: &mut Tx<'_>, act: &Act, t: Speech, person: Id<Person>) -> Result<Option<Html>> {
    let held = loans::open_of_member(tx, person, SHOWN)?;
    if held.is_empty() {
        return Ok(None);
    }
    let lines = held.iter().map(|loan| line(t, act, loan)).collect();
    Ok(Some(Html::of(&LoansPanel { t, lines, all: loans::count_of_member(tx, person)? })))
}
