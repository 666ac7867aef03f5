//! The yearly review of a partnership: what it came to, with reasons, and what should become of it.

use askama::Template;
use axum::extract::Path;
use kernel::Message;
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, Pager, Row, Table},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{
    Sent, agreement_path, chosen, errors_in, form, form_key, look, made, moved, named, pager, partner,
    path_of, place, portal::opinion_line, status_of,
};
use crate::{
    EDIT, agreements, commitments,
    health::{self, Health},
    model::{Partner, Proposal},
    opinions,
};

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    page: Page,
    errors: Errors,
    back: String,
    can_edit: bool,
    health: Badge,
    proposal: String,
    signs: Vec<(Badge, String)>,
    agreements: Table,
    promises: Vec<look::PromiseLine>,
    earlier: Vec<(String, String, String)>,
    /// What those who speak for the partner say.
    opinions: Vec<(String, String)>,
    fields: Vec<Field>,
    /// The key of the form.
    once: String,
}

impl ReviewPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(path = "reviews.html")]
struct YearPage {
    page: Page,
    table: Table,
    pager: Pager,
}

/// How many partnerships a page of the year's review judges.
const EACH: i64 = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    hal: u32,
}

/// The partnerships whose year is to be looked at, each with its health, its reasons and what they propose.
pub(super) async fn year(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (t, act, number) = (visit.t, visit.act(), asked.hal.max(1));
    let known = visit.app().facts().clone();
    let (judged, count) = visit
        .read(move |tx| {
            let mut judged = Vec::new();
            for one in health::unreviewed(tx, &act, place(number, EACH))? {
                let facts = health::facts(tx, &known, &one, &act)?;
                judged.push((one, health::judge(&facts)));
            }
            Ok((judged, health::unreviewed_count(tx, &act)?))
        })
        .await?;
    let columns = vec![Column::new(t.say("partner-name")).head(), Column::new(t.say("review-from-data"))];
    let mut table = Table::new(t, "tinjauan", t.say("reviews-title"), columns);
    table.note = t.count("reviews-count", count);
    let row = |(one, health): &(Partner, Health)| {
        let worst: Vec<String> =
            partner::signs(&visit, health).into_iter().map(|(_, why)| why).take(3).collect();
        Row::new(vec![
            look::link(&format!("{}/tinjau", path_of(&one.code)), &one.name, &one.code),
            look::badged(
                look::sign(t, health.sign),
                Some(t.about("review-proposes", t.say(&format!("proposal-{}", health.proposal)))),
                &worst.join(" "),
            ),
        ])
    };
    table.rows = judged.iter().map(row).collect();
    table.empty = Some(Empty {
        icon: "LuClipboardCheck",
        title: t.say("reviews-none").to_owned(),
        text: t.say("reviews-none-text").to_owned(),
        action: None,
    });
    let page = visit.below(("nav-partners", "/staf/mitra"), t.say("reviews-title"));
    let pager = pager(t, number, count, EACH, |n| format!("/staf/mitra/tinjauan?hal={n}"));
    visit.html(&YearPage { page, table, pager })
}

/// The review of a partnership.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    let one = named(&visit, code.clone()).await?;
    if let Some(there) = moved(&code, &one, |code| format!("{}/tinjau", path_of(code))) {
        return Ok(there);
    }
    draw(&visit, one, Sent::default()).await
}

async fn draw(visit: &Visit, one: Partner, sent: Sent) -> Answer {
    let (t, act, partner_of) = (visit.t, visit.act(), one.clone());
    let today = act.today();
    let known = visit.app().facts().clone();
    let (judged, agreed, promises, earlier, said) = visit
        .read(move |tx| {
            Ok((
                health::judge(&health::facts(tx, &known, &partner_of, &act)?),
                agreements::of_partner(tx, partner_of.party)?,
                commitments::of_partner(tx, &known.countables, partner_of.party, today)?,
                health::reviews(tx, partner_of.party)?,
                opinions::of(tx, partner_of.party)?,
            ))
        })
        .await?;
    let proposal = sent.or("proposal", judged.proposal.as_str()).to_owned();
    let choice = |one: &Proposal| {
        Choice::new(one.as_str(), t.say(&format!("proposal-{one}"))).chosen(one.as_str() == proposal)
    };
    let content = ["", "4", "3", "2", "1"].map(|n| {
        let key = if n.is_empty() { "satisfaction-unasked".to_owned() } else { format!("satisfaction-{n}") };
        Choice::new(n, t.say(&key)).chosen(n == sent.typed("satisfaction"))
    });
    let mut page = visit.below(("nav-partners", "/staf/mitra"), t.about("review-of", one.name.as_str()));
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let view = ReviewPage {
        back: path_of(&one.code),
        can_edit: visit.can(EDIT),
        health: look::sign(t, judged.sign),
        proposal: t.about("review-proposes", t.say(&format!("proposal-{}", judged.proposal))),
        signs: partner::signs(visit, &judged),
        agreements: look::agreements(t, "kesepakatan", &agreed, today, |whole| {
            agreement_path(whole.agreement.id)
        }),
        promises: look::promises(t, &promises, |kept| Some(agreement_path(kept.commitment.agreement))),
        earlier: earlier
            .iter()
            .map(|one| {
                let said = t.say(&format!("proposal-{}", one.proposal)).to_owned();
                let by = one.author_name.clone().unwrap_or_default();
                (format!("{}: {said}", one.year), one.reasons.clone(), by)
            })
            .collect(),
        opinions: said.iter().map(|one| opinion_line(t, one)).collect(),
        fields: vec![
            Field::radios(
                t,
                "proposal",
                t.say("review-proposal"),
                Proposal::ALL.iter().map(choice).collect(),
            )
            .error(sent.errors.of("proposal")),
            Field::select(t, "satisfaction", t.say("review-satisfaction"), content.to_vec())
                .medium()
                .error(sent.errors.of("satisfaction")),
            Field::area(t, "reasons", t.say("review-reasons"), sent.typed("reasons"), 4)
                .error(sent.errors.of("reasons")),
        ],
        once: form_key(),
        errors: sent.errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Where what was said leads: to the agreement that is to be renewed, changed or ended, where there is one alone in force.
async fn next_step(
    visit: &Visit,
    one: &Partner,
    proposal: &str,
) -> Result<(String, &'static str), web::Failure> {
    let (party, today) = (one.party, visit.act().today());
    let agreed = visit.read(move |tx| agreements::of_partner(tx, party)).await?;
    let in_force: Vec<_> = agreed.iter().filter(|whole| whole.status(today).in_force()).collect();
    let [only] = in_force.as_slice() else { return Ok((path_of(&one.code), "review-yearly-kept")) };
    let path = agreement_path(only.agreement.id);
    Ok(match proposal.parse() {
        Ok(Proposal::Renew) => (format!("{path}#lanjut"), "review-kept-renew"),
        Ok(Proposal::Change) => (format!("{path}#lanjut"), "review-kept-change"),
        Ok(Proposal::End) => (format!("{path}#lanjut"), "review-kept-end"),
        Err(_) => (path_of(&one.code), "review-yearly-kept"),
    })
}

form! { ReviewForm { proposal, satisfaction, reasons } }

/// Keeps what somebody said should become of a partnership.
pub(super) async fn submit(post: Post, Path(code): Path<String>, Form(form): Form<ReviewForm>) -> Answer {
    let one = named(&post, code).await?;
    let (party, typed, path, sent) = (one.party, form.clone(), path_of(&one.code), form.sent());
    let kept = made(&post, &path, &sent, move |tx, act| {
        let satisfaction = typed.satisfaction.parse().ok();
        let proposal = chosen(&typed.proposal, "proposal", "review-proposal-missing")?;
        health::review(tx, act, party, proposal, satisfaction, &typed.reasons)
    });
    match kept.await {
        Ok(()) => {
            let (path, key) = next_step(&post, &one, &form.proposal).await?;
            Ok(post.done(&path, &Message::new(key)))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "reasons")?;
            draw(&post, one, Sent { errors, ..form.sent() }).await
        }
    }
}
