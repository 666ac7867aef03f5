//! What is printed at the desk: the receipt of a transaction, and the command cards.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::Id;
use membership::members;
use ui::{
    Page,
    paper::{CommandCard, Receipt, ReceiptLine, Roll},
};
use web::{Answer, Failure, Visit};

use super::{LEND, due};
use crate::{
    desk::{self, Entry, Mode, Outcome, Slip, Transaction, scan::Command},
    loans, settings,
};

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    page: Page,
    /// What the desk goes on doing with the next copy.
    mode: Mode,
    roll: Roll,
    title: String,
    facts: Vec<(String, String)>,
    lines: Vec<ReceiptLine>,
    note: String,
}

impl ReceiptPage {
    fn receipt(&self) -> Receipt<'_> {
        Receipt {
            t: self.page.t,
            roll: self.roll,
            library: &self.page.library,
            title: self.title.clone(),
            facts: self.facts.clone(),
            lines: self.lines.clone(),
            total: None,
            note: self.note.clone(),
            code: String::new(),
        }
    }
}

/// The receipt of a transaction. The scan box on it goes on with the next member, so that a desk worked by
/// scanner alone does not end here.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Transaction>>) -> Answer {
    let found = visit
        .read(move |tx| {
            let Some(desk) = desk::transaction(tx, id)? else { return Ok(None) };
            let slip = Slip::of(&desk, desk::entries(tx, id, i64::MAX)?);
            let member = slip.member.map(|member| members::by_id(tx, member)).transpose()?.flatten();
            let open = slip.member.map(|member| loans::count_of_member(tx, member)).transpose()?;
            Ok(Some((desk, slip, member, open, settings::RECEIPT.text(tx)?)))
        })
        .await?;
    let Some((desk, slip, member, open, width)) = found else { return Err(Failure::missing()) };
    if !visit.can_at(LEND, desk.branch) {
        return Err(Failure::status(StatusCode::FORBIDDEN));
    }
    let (t, act) = (visit.t, visit.act());
    let when = t.moment(desk.closed_at.unwrap_or(desk.opened_at), &act.zone);
    let mut facts = vec![(t.say("receipt-when").to_owned(), when)];
    if let Some(member) = &member {
        facts.insert(0, (t.say("receipt-member").to_owned(), member.name.clone()));
        facts.insert(1, (t.say("receipt-number").to_owned(), member.code.clone()));
    }
    let line = |entry: &Entry| ReceiptLine {
        what: match entry.outcome {
            Outcome::Renewed => t.about("receipt-renewed", entry.told.0.title.as_str()),
            _ => entry.told.0.title.clone(),
        },
        code: entry.code.clone(),
        value: match (entry.outcome, entry.due_at) {
            (Outcome::Returned, _) | (_, None) => t.say("desk-returned").to_owned(),
            (_, Some(at)) => t.about("receipt-due", due(t, &act, at)),
        },
    };
    let title = t.say(if slip.is_of_returns() { "receipt-title-returns" } else { "receipt-title" });
    visit.html(&ReceiptPage {
        page: Page { scripts: vec!["js/desk.js"], ..visit.staff(title) },
        roll: if width == "narrow" { Roll::Narrow } else { Roll::Wide },
        title: title.to_owned(),
        facts,
        mode: desk.mode,
        lines: slip.lines.iter().map(line).collect(),
        note: open.map(|open| t.count("receipt-open", open)).unwrap_or_default(),
    })
}

#[derive(Template)]
#[template(path = "commands.html")]
struct CommandsPage {
    page: Page,
    cards: Vec<CommandCard>,
}

/// The cards that work the desk by scanner alone.
pub(super) async fn commands(visit: Visit) -> Answer {
    let t = visit.t;
    let card = |command: Command| {
        let name = command.code().trim_start_matches('%').to_lowercase();
        CommandCard {
            title: t.say(&format!("command-{name}")).to_owned(),
            text: t.say(&format!("command-{name}.text")).to_owned(),
            code: command.code().to_owned(),
        }
    };
    let cards = Command::ALL.map(card).into();
    visit.html(&CommandsPage { page: visit.staff(t.say("desk-commands")), cards })
}
