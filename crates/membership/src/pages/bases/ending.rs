//! The end of a basis, and that taken back.

use axum::{extract::Path, http::StatusCode};
use kernel::{Date, Id, Message, Refusal};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::part::{DateParts, Errors, Field};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{FormPage, around, below_member, named, path_of, restored};
use crate::{Basis, Ground, bases};

async fn draw_end(visit: &Visit, code: &str, basis: Id<Basis>, last: DateParts, errors: Errors) -> Answer {
    let (t, wanted) = (visit.t, code.to_owned());
    let around = visit.read(move |tx| around(tx, &wanted)).await?;
    let kept = around.kept.iter().find(|kept| kept.id == basis).ok_or_else(Failure::missing)?;
    let mut page = below_member(visit, &around.member, t.about("basis-end-title", named(t, kept)));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = FormPage {
        lead: t.say("basis-end-lead").to_owned(),
        fields: vec![
            Field::date(t, "until", t.say("basis-last-day"), last)
                .hint(t.say("basis-last-day-hint"))
                .error(errors.of("until")),
        ],
        send: "basis-end",
        back: path_of(&around.member.code),
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// The form that ends a basis; yesterday stands there, so that it counts no more from today on.
pub(crate) async fn ending(visit: Visit, Path((code, basis)): Path<(String, Id<Basis>)>) -> Answer {
    let yesterday = visit.act().today().yesterday().map(DateParts::from).unwrap_or_default();
    draw_end(&visit, &code, basis, yesterday, Errors::new()).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Last {
    until_day: String,
    until_month: String,
    until_year: String,
}

/// Ends a basis on a day.
pub(crate) async fn end(
    post: Post,
    Path((code, basis)): Path<(String, Id<Basis>)>,
    Form(form): Form<Last>,
) -> Answer {
    let parts = DateParts { day: form.until_day, month: form.until_month, year: form.until_year };
    let Some(last) = parts.read() else {
        let mut errors = Errors::new();
        errors.add("until", post.t.say("member-born-unreadable"));
        return draw_end(&post, &code, basis, parts, errors).await;
    };
    let wanted = code.clone();
    let ended = post
        .write(move |tx, act| {
            let before = around(tx, &wanted)?;
            let kept = before.kept.into_iter().find(|kept| kept.id == basis);
            let kept =
                kept.ok_or_else(|| Refusal::new(kernel::Kind::Missing, Message::new("basis-unknown")))?;
            if kept.kind == Ground::Roster {
                return Err(Refusal::of_field("until", Message::new("basis-ends-by-list")).into());
            }
            let after = bases::end(tx, act, before.member.person, basis, Some(last))?;
            Ok((after, kept.until))
        })
        .await;
    match ended {
        Ok((after, before)) => {
            let before = before.map(|day| format!("?sampai={day}")).unwrap_or_default();
            let undo = format!("{}/dasar/{basis}/lagi{before}", path_of(&after.code));
            Ok(post.done(&path_of(&after.code), &Message::new("basis-ended").with("undo", undo)))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "until");
            draw_end(&post, &code, basis, parts, errors).await
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    sampai: Option<Date>,
}

/// Lets a basis end as it did before.
pub(crate) async fn again(
    post: Post,
    Path((code, basis)): Path<(String, Id<Basis>)>,
    Query(Before { sampai }): Query<Before>,
) -> Answer {
    restored(post, code, move |tx, act, before| bases::end(tx, act, before.person, basis, sampai)).await
}

/// Takes a basis back that was added by mistake.
pub(crate) async fn retract(post: Post, Path((code, basis)): Path<(String, Id<Basis>)>) -> Answer {
    restored(post, code, move |tx, act, before| bases::retract(tx, act, before.person, basis)).await
}
