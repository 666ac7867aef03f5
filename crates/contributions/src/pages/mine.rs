//! What came of one's own gifts, on one's own page; and of a partner's, on the partner's.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Act, Id, Person};
use store::{Result, Tx};
use ui::{Html, Page, Speech};
use web::{Answer, Failure, Visit};

use super::{OFFER, donor};
use crate::{giving, offers, report};

#[derive(Template)]
#[template(path = "my_gifts.html")]
struct MinePage {
    page: Page,
    view: donor::View,
    /// Offers on their way: code, what was said.
    offers: Vec<(String, String)>,
    offer: &'static str,
    has_gifts: bool,
}

fn me(visit: &Visit) -> Result<Id<Person>, Failure> {
    visit.account().map(|account| account.person).ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))
}

/// The page.
pub(super) async fn page(visit: Visit) -> Answer {
    let (person, act) = (me(&visit)?, visit.act());
    let (report, offers) =
        visit.read(move |tx| Ok((report::report(tx, &act, person)?, offers::of_person(tx, person)?))).await?;
    let t = visit.t;
    let said = |offer: offers::Offer| {
        let state = t.say(&format!("offer-state-{}", offer.state)).to_owned();
        let answer = offer.answer.as_deref().map(|answer| format!(" {answer}")).unwrap_or_default();
        (offer.code, format!("{state}.{answer}"))
    };
    let view = MinePage {
        page: visit.member(t.say("nav-my-gifts")),
        view: donor::View::of(t, &report, false),
        offers: offers.into_iter().map(said).collect(),
        offer: OFFER,
        has_gifts: !report.is_empty(),
    };
    visit.html(&view)
}

/// One's own report as PDF.
pub(super) async fn paper(visit: Visit) -> Answer {
    let person = me(&visit)?;
    donor::printed(&visit, person).await
}

#[derive(Template)]
#[template(path = "gifts_panel.html")]
struct Panel {
    t: Speech,
    view: donor::View,
}

/// What somebody's gifts did, for their own home; a partner's, for whoever speaks for it.
pub(super) fn panel(tx: &mut Tx<'_>, act: &Act, t: Speech, partner: Id<Person>) -> Result<Option<Html>> {
    if giving::of_party(tx, partner, 1)?.is_empty() {
        return Ok(None);
    }
    let report = report::report(tx, act, partner)?;
    Ok((!report.is_empty()).then(|| Html::of(&Panel { t, view: donor::View::of(t, &report, false) })))
}
