//! What the forms on an agreement's page send.

use axum::extract::Path;
use kernel::{Act, Date, Id, Message, Refusal};
use platform::files::Files;
use store::Tx;
use ui::part::DateParts;
use web::{Answer, Form, Post, Upload};

use super::draw;
use crate::{
    agreements::{self, NewSignatory},
    commitments::{self, NewCommitment},
    documents::{self, NewDocument},
    model::{Agreement, Commitment, Document, DocumentKind, Fulfilment, Period, Signatory, Step},
    pages::{Sent, agreement_path, done, form, parts, whole_number},
};

/// Runs a use case about an agreement and goes back to its page, with what is wrong where something is.
async fn about<T: Send + 'static>(
    post: Post,
    id: Id<Agreement>,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
    mut f: impl FnMut(&mut Tx<'_>, &Act) -> store::Result<T> + Send + 'static,
) -> Answer {
    let renamed = move |error: store::Error| match error {
        store::Error::Refused(mut refusal) => {
            for reason in &mut refusal.reasons {
                reason.field = match (fallback, reason.field) {
                    ("addendum_number", Some("number")) => Some("addendum_number"),
                    ("addendum_number", Some("about")) => Some("change"),
                    ("addendum_number", Some("until")) => Some("new_until"),
                    (_, field) => field,
                };
            }
            refusal.into()
        }
        other => other,
    };
    done(
        &post,
        &agreement_path(id),
        key,
        fallback,
        move |tx, act| f(tx, act).map_err(renamed),
        |errors| draw(&post, id, Sent { errors, ..sent }),
    )
    .await
}

fn day(parts: &DateParts, field: &'static str) -> Result<Date, Refusal> {
    parts.read().ok_or_else(|| Refusal::of_field(field, Message::new("partner-day-unreadable")))
}

fn day_or_none(parts: &DateParts, field: &'static str) -> Result<Option<Date>, Refusal> {
    if parts.is_empty() { Ok(None) } else { day(parts, field).map(Some) }
}

form! { PromiseForm { giver, about, amount, unit, due_day, due_month, due_year, purpose, counts } }

/// Writes a promise into an agreement.
pub(in crate::pages) async fn promise(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<PromiseForm>,
) -> Answer {
    let (sent, countables) = (form.sent(), post.app().countables().to_vec());
    about(post, id, "commitment-added", "about", sent, move |tx, act| {
        let new = NewCommitment {
            giver: form.giver.parse().ok(),
            about: form.about.clone(),
            unit: form.unit.parse()?,
            amount: whole_number(&form.amount).unwrap_or(0),
            due: day_or_none(&parts(&form.due_day, &form.due_month, &form.due_year), "due")?,
            purpose: form.purpose.clone(),
            counts: form.counts.clone(),
        };
        commitments::promise(tx, act, &countables, id, &new)
    })
    .await
}

form! { GivenForm { given_amount, what, given_day, given_month, given_year, document } }

/// Writes down what was given.
pub(in crate::pages) async fn fulfil(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
    Form(form): Form<GivenForm>,
) -> Answer {
    about(post, id, "fulfilment-kept", "what", Sent::default(), move |tx, act| {
        let on = day(&parts(&form.given_day, &form.given_month, &form.given_year), "day")?;
        let amount = whole_number(&form.given_amount).unwrap_or(0);
        let document: Option<Id<Document>> = form.document.parse().ok();
        commitments::fulfil(tx, act, row, on, amount, &form.what, document)
    })
    .await
}

form! { WhyForm { why } }

/// Takes back what was written down by mistake.
pub(in crate::pages) async fn reverse(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Fulfilment>)>,
    Form(form): Form<WhyForm>,
) -> Answer {
    about(post, id, "fulfilment-reversed", "what", Sent::default(), move |tx, act| {
        commitments::reverse(tx, act, row, &form.why)
    })
    .await
}

form! { DueForm { new_due_day, new_due_month, new_due_year } }

/// Both sides agree on another day for a promise.
pub(in crate::pages) async fn postpone(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
    Form(form): Form<DueForm>,
) -> Answer {
    about(post, id, "commitment-postponed", "due", Sent::default(), move |tx, act| {
        let due = day(&parts(&form.new_due_day, &form.new_due_month, &form.new_due_year), "due")?;
        commitments::postpone(tx, act, row, due)
    })
    .await
}

form! { DocumentForm { document_kind, document_title, shared } }

/// Keeps a file of the agreement: with its first partner, under whom it is found again.
pub(in crate::pages) async fn keep_document(
    post: Post,
    files: Files,
    id: Id<Agreement>,
    upload: Upload,
) -> Answer {
    let form: DocumentForm = upload.form()?;
    let new = NewDocument {
        agreement: Some(id),
        kind: form.document_kind.parse().unwrap_or(DocumentKind::Other),
        title: form.document_title.clone(),
        shared: !form.shared.is_empty(),
        name: upload.name,
        content: upload.file,
    };
    about(post, id, "document-kept", "file", form.sent(), move |tx, act| {
        let side = agreements::sides(tx, id)?.into_iter().next().ok_or(store::Error::Missing)?;
        documents::keep(tx, act, &files, side.partner, &new)
    })
    .await
}

/// Both sides let go of a promise.
pub(in crate::pages) async fn release(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
) -> Answer {
    about(post, id, "commitment-let-go", "about", Sent::default(), move |tx, act| {
        commitments::release(tx, act, row)
    })
    .await
}

form! { SignatoryForm {
    side, name, title, authority, document, document_on_day, document_on_month, document_on_year,
} }

/// Names somebody who is to sign.
pub(in crate::pages) async fn add_signatory(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<SignatoryForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "signatory-added", "name", sent, move |tx, act| {
        let new = NewSignatory {
            partner: form.side.parse().ok(),
            name: form.name.clone(),
            title: form.title.clone(),
            authority: form.authority.parse()?,
            document: form.document.clone(),
            document_on: parts(&form.document_on_day, &form.document_on_month, &form.document_on_year).read(),
        };
        agreements::add_signatory(tx, act, id, &new)
    })
    .await
}

/// Takes somebody from those who are to sign.
pub(in crate::pages) async fn remove_signatory(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Signatory>)>,
) -> Answer {
    about(post, id, "signatory-removed", "name", Sent::default(), move |tx, act| {
        agreements::remove_signatory(tx, act, id, row)
    })
    .await
}

/// Sends a draft round.
pub(in crate::pages) async fn submit(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    about(post, id, "agreement-submitted", "name", Sent::default(), move |tx, act| {
        agreements::submit(tx, act, id)
    })
    .await
}

/// Takes an agreement back to be written again.
pub(in crate::pages) async fn reopen(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    about(post, id, "agreement-reopened", "name", Sent::default(), move |tx, act| {
        agreements::reopen(tx, act, id)
    })
    .await
}

form! { DecisionForm { decision, note } }

/// Writes down what a reviewer said.
pub(in crate::pages) async fn decide(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Step>)>,
    Form(form): Form<DecisionForm>,
) -> Answer {
    about(post, id, "review-kept", "note", Sent::default(), move |tx, act| {
        agreements::decide(tx, act, id, row, form.decision.parse()?, &form.note)
    })
    .await
}

/// Writes down that all have signed: `hari-<signatory>` with the three boxes of each day.
pub(in crate::pages) async fn sign(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = move |name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text.as_str()).to_owned()
    };
    about(post, id, "agreement-signed", "signed", Sent::default(), move |tx, act| {
        let mut signed = Vec::new();
        for one in agreements::signatories(tx, id)? {
            let part = |part: &str| typed(&format!("hari-{}_{part}", one.id));
            let on = parts(&part("day"), &part("month"), &part("year"));
            if let Some(on) = day_or_none(&on, "signed")? {
                signed.push((one.id, on));
            }
        }
        agreements::sign(tx, act, id, &signed)
    })
    .await
}

form! { RenewForm { since_day, since_month, since_year, until_day, until_month, until_year } }

/// Lets an agreement run for another period.
pub(in crate::pages) async fn renew(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<RenewForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-renewed", "until", sent, move |tx, act| {
        let new = Period {
            since: day(&parts(&form.since_day, &form.since_month, &form.since_year), "since")?,
            until: day(&parts(&form.until_day, &form.until_month, &form.until_year), "until")?,
        };
        agreements::renew(tx, act, id, new)
    })
    .await
}

form! { AmendForm {
    addendum_number, signed_on_day, signed_on_month, signed_on_year, change, new_until_day, new_until_month,
    new_until_year,
} }

/// Writes down an addendum.
pub(in crate::pages) async fn amend(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<AmendForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-amended", "addendum_number", sent, move |tx, act| {
        let signed_on =
            day(&parts(&form.signed_on_day, &form.signed_on_month, &form.signed_on_year), "signed_on")?;
        let until = parts(&form.new_until_day, &form.new_until_month, &form.new_until_year);
        let until = day_or_none(&until, "until")?;
        agreements::amend(tx, act, id, &form.addendum_number, signed_on, &form.change, until)
    })
    .await
}

form! { EndForm { on_day, on_month, on_year, reason } }

/// Ends an agreement before its time.
pub(in crate::pages) async fn terminate(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<EndForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-terminated", "reason", sent, move |tx, act| {
        let on = day(&parts(&form.on_day, &form.on_month, &form.on_year), "on")?;
        agreements::terminate(tx, act, id, on, &form.reason)
    })
    .await
}

form! { DropForm { reason } }

/// Gives up an agreement that was never signed.
pub(in crate::pages) async fn drop_it(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<DropForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-dropped", "reason", sent, move |tx, act| {
        agreements::drop_it(tx, act, id, &form.reason)
    })
    .await
}
