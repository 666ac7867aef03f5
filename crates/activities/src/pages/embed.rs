//! The calendar for other sites to show within their own pages.

use askama::Template;
use jiff::ToSpan;
use ui::Page;
use web::{Answer, Embeddable, Query, Visit};

use super::{
    CALENDAR,
    calendar::{AHEAD, Typed},
    look::{Agenda, Entry},
};
use crate::calendar;

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbeddedPage {
    page: Page,
    agenda: Agenda,
    /// The whole calendar, at home.
    home: String,
}

/// What happens in the next weeks, of what is asked for: nothing but links that open elsewhere.
pub(super) async fn page(visit: Visit, Query(typed): Query<Typed>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let (asked, span) = (typed.asked(), visit.act().span(today, today.saturating_add((AHEAD - 1).days())));
    let found = visit.read(move |tx| calendar::between(tx, &asked, span.start, span.end)).await?;
    let view = EmbeddedPage {
        page: visit.public(t.say("calendar-title")),
        agenda: Agenda { t, entries: found.iter().map(|one| Entry::of(t, one, today)).collect() },
        home: format!("{CALENDAR}{}", typed.filters().replacen('&', "?", 1)),
    };
    let mut response = visit.html(&view)?;
    response.extensions_mut().insert(Embeddable);
    Ok(response)
}
