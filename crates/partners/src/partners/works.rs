//! The works of a creator or community.

use kernel::{Act, Id, Kind as No, Message, Person, Reason, Refusal};
use platform::audit;
use store::{Error, Result, Tx, sql, vals};

use super::{LONGEST, is_link, living, text};
use crate::model::Work;

/// The works of a partner, the newest first.
///
/// # Errors
/// Those of the database.
pub fn works(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Work>> {
    tx.all(
        sql!(
            "SELECT id, title, year, about, link FROM portfolio WHERE partner = ?1 ORDER BY COALESCE(year, 0) DESC, title"
        ),
        vals![party],
    )
}

/// Adds a work to a portfolio.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn add_work(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    title: &str,
    year: Option<i64>,
    about: &str,
    link: &str,
) -> Result<Id<Work>> {
    let partner = living(tx, party)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&title.trim().chars().count()) {
        object("title", "work-title-missing");
    }
    if year.is_some_and(|year| !(1000..=i64::from(act.today().year())).contains(&year)) {
        object("year", "work-year-unreadable");
    }
    if !is_link(link) {
        object("link", "partner-link-unreadable");
    }
    if about.chars().count() > LONGEST {
        object("work_about", "partner-text-too-long");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO portfolio (id, partner, title, year, about, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![id, partner, title.trim(), year, text(about), text(link)],
    )
    .map_err(|e| match e.is_unique("portfolio") {
        true => Refusal::of_field("title", Message::new("work-there-already")).into(),
        false => e,
    })?;
    audit::record(
        tx,
        act,
        "partner.work-added",
        "partner",
        partner,
        &serde_json::json!({ "title": title.trim() }),
    )?;
    Ok(id)
}

/// Takes a work out of a portfolio.
///
/// # Errors
/// [`Error::Missing`] when it is not there; those of the database.
pub fn remove_work(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Work>) -> Result<()> {
    let partner = living(tx, party)?;
    let gone: Option<(String,)> = tx.opt(
        sql!("DELETE FROM portfolio WHERE id = ?1 AND partner = ?2 RETURNING title"),
        vals![id, partner],
    )?;
    let (title,) = gone.ok_or(Error::Missing)?;
    audit::record(tx, act, "partner.work-removed", "partner", partner, &serde_json::json!({ "title": title }))
}
