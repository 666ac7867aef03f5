//! The record of what was written off (berita acara penghapusan), as it was decided. It is Indonesian by law (UU 24/2009),
//! whatever language the page speaks.

use axum::extract::Path;
use kernel::{Act, Id};
use ui::{Lang, Speech};
use web::{Answer, Visit, document};

use crate::{
    model::{Asset, Removal},
    register, removals,
};

/// The record as PDF.
pub(super) async fn record(visit: Visit, Path((code, row)): Path<(String, Id<Removal>)>) -> Answer {
    let (one, removal) = visit
        .read(move |tx| {
            let removal = removals::approved(tx, row)?;
            let one = register::by_code(tx, &code)?;
            if one.id == removal.asset { Ok((one, removal)) } else { Err(store::Error::Missing) }
        })
        .await?;
    let (t, act, town) = (visit.t, visit.act(), visit.app().house().library.short.clone());
    let t = if t.lang() == Lang::Id { t } else { t.other() };
    let file = format!("penghapusan-{}.pdf", one.code.to_lowercase());
    document::answer(&visit, &file, t.say("removal-record"), move |about, head| {
        let about = pdf::About { lang: t.lang().code(), ..*about };
        print(t, &act, (&one, &removal), &town, &about, head)
    })
    .await
}

fn print(
    t: Speech,
    act: &Act,
    (one, removal): (&Asset, &Removal),
    town: &str,
    about: &pdf::About<'_>,
    head: &pdf::Head<'_>,
) -> Result<Vec<u8>, pdf::Error> {
    let day =
        removal.decided_at.map(|at| at.to_zoned_datetime(act.zone.clone()).date()).unwrap_or(about.date);
    let facts = [
        (t.say("asset-code"), one.code.clone()),
        (t.say("asset-name"), one.name.clone()),
        (t.say("asset-serial"), one.serial.clone().unwrap_or_default()),
        (t.say("asset-branch"), one.place()),
        (t.say("asset-acquired"), t.date(one.acquired_on)),
        (t.say("asset-reference"), one.reference.clone().unwrap_or_default()),
        (t.say("asset-value"), t.rupiah(one.value.0)),
        (t.say("removal-reason"), removal.reason.clone()),
        (t.say("removal-asked-by"), removal.requester_name.clone().unwrap_or_default()),
        (t.say("removal-approved-by"), removal.decider_name.clone().unwrap_or_default()),
        (t.say("removal-note"), removal.note.clone().unwrap_or_default()),
    ];
    let rows: Vec<[&str; 2]> = facts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| [*key, value.as_str()])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let columns = [("asset-fact", false), ("asset-fact-value", false)]
        .map(|(key, number)| pdf::Column { name: t.say(key), number });
    let opening = t.about("removal-record-opening", t.date(day));
    let body = [
        pdf::Block::Paragraph(&opening),
        pdf::Block::Table { columns: &columns, rows: &rows },
        pdf::Block::Paragraph(t.say("removal-record-closing")),
    ];
    let letter = pdf::Letter {
        place_and_date: &format!("{town}, {}", t.date(day)),
        facts: &[
            (t.say("removal-record-number"), removal.number.as_deref().unwrap_or_default()),
            (t.say("removal-record-subject"), t.say("removal-record")),
        ],
        to: &[],
        body: &body,
        closing: "",
        signers: &[document::signer(removal.signer.as_deref().unwrap_or_default(), t.say("role-head"))],
        copies: ("", &[]),
    };
    pdf::letter(about, head, &letter)
}
