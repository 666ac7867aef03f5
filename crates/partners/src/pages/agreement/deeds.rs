//! What the forms on an agreement's page send.

use axum::extract::Path;
use kernel::{Act, Date, Id, Message, Refusal};
use platform::files::Files;
use store::Tx;
use ui::part::DateParts;
use web::{Answer, Form, Post, Upload};

use super::draw;
use crate::{
    agreements::{self, Again, NewSignatory, Signatures},
    commitments::{self, NewCommitment},
    documents::{self, NewDocument},
    model::{
        Agreement, Change, Commitment, Document, DocumentKind, Fulfilment, Paper, Period, Signatory, Step,
    },
    pages::{Sent, agreement_path, called, chosen, done, errors_in, form, parts, whole_number},
};

/// Runs a use case about an agreement and goes back to its page, with what is wrong where something is.
async fn about<T: Send + 'static>(
    post: Post,
    id: Id<Agreement>,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
    f: impl FnMut(&mut Tx<'_>, &Act) -> store::Result<T> + Send + 'static,
) -> Answer {
    done(&post, &agreement_path(id), (key, fallback), sent, f, |sent| draw(&post, id, sent)).await
}

fn day(parts: &DateParts, field: &'static str) -> Result<Date, Refusal> {
    parts.read().ok_or_else(|| Refusal::of_field(field, Message::new("partner-day-unreadable")))
}

fn day_or_none(parts: &DateParts, field: &'static str) -> Result<Option<Date>, Refusal> {
    if parts.is_empty() { Ok(None) } else { day(parts, field).map(Some) }
}

form! { PromiseForm { giver, about, amount, due_day, due_month, due_year, purpose, counts } }

/// Writes a promise into an agreement.
pub(in crate::pages) async fn promise(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<PromiseForm>,
) -> Answer {
    let (sent, countables) = (form.sent(), post.app().countables().to_vec());
    about(post, id, "commitment-added", "about", sent, move |tx, act| {
        // What is counted says in what; what nothing counts is done a number of times.
        let unit = countables.iter().find(|one| one.key == form.counts).map_or("times", |one| one.unit);
        let new = NewCommitment {
            giver: form.giver.parse().ok(),
            about: form.about.clone(),
            unit: chosen(unit, "counts", "commitment-counts-unknown")?,
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
    let sent = form.sent().in_row(row);
    about(post, id, "fulfilment-kept", "what", sent, move |tx, act| {
        let on = parts(&form.given_day, &form.given_month, &form.given_year).read();
        let amount = whole_number(&form.given_amount).unwrap_or(0);
        let document: Option<Id<Document>> = form.document.parse().ok();
        commitments::stands_in(tx, id, row)?;
        commitments::fulfil(tx, act, row, on, amount, &form.what, document)
            .map_err(|e| called(e, &[("amount", "given_amount"), ("day", "given")]))
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
    let sent = form.sent().in_row(row);
    about(post, id, "fulfilment-reversed", "why", sent, move |tx, act| {
        commitments::was_given_under(tx, id, row)?;
        commitments::reverse(tx, act, row, &form.why)
    })
    .await
}

form! { ReviseForm { new_amount, new_due_day, new_due_month, new_due_year } }

/// Another amount and another day for a promise.
pub(in crate::pages) async fn revise(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
    Form(form): Form<ReviseForm>,
) -> Answer {
    let sent = form.sent().in_row(row);
    about(post, id, "commitment-revised", "new_amount", sent, move |tx, act| {
        let due = day_or_none(&parts(&form.new_due_day, &form.new_due_month, &form.new_due_year), "new_due")?;
        commitments::revise(tx, act, id, row, whole_number(&form.new_amount).unwrap_or(0), due)
            .map_err(|e| called(e, &[("amount", "new_amount"), ("due", "new_due")]))
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
    about(post, id, "document-kept", "file", form.sent().with_file(&new), move |tx, act| {
        keep(tx, act, &files, id, &new)
    })
    .await
}

/// Keeps a file under the first partner of an agreement, with whom it is found again.
fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    id: Id<Agreement>,
    new: &NewDocument,
) -> store::Result<Id<Document>> {
    let side = agreements::sides(tx, id)?.into_iter().next().ok_or(store::Error::Missing)?;
    documents::keep(tx, act, files, side.partner, new)
}

/// Takes a promise out of a draft; lets an addendum let go of it.
pub(in crate::pages) async fn release(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
) -> Answer {
    about(post, id, "commitment-let-go", "about", Sent::default(), move |tx, act| {
        commitments::release(tx, act, id, row)
    })
    .await
}

form! { SignatoryForm {
    side, name, title, authority, document, document_on_day, document_on_month, document_on_year,
    document_until_day, document_until_month, document_until_year, known,
} }

/// Names somebody who is to sign; with the paper that says they may, where it was sent.
pub(in crate::pages) async fn add_signatory(
    post: Post,
    files: Files,
    id: Id<Agreement>,
    upload: Upload,
) -> Answer {
    let form: SignatoryForm = upload.form()?;
    let paper = NewDocument {
        agreement: Some(id),
        kind: DocumentKind::Authority,
        title: form.document.clone(),
        shared: false,
        name: upload.name,
        content: upload.file,
    };
    let sent = form.sent().with_file(&paper);
    // The file and its title are called otherwise in this form.
    const PROOF: [(&str, &str); 2] = [("file", "proof"), ("document_title", "document")];
    about(post, id, "signatory-added", "name", sent, move |tx, act| {
        let until = parts(&form.document_until_day, &form.document_until_month, &form.document_until_year);
        let file = match paper.content.is_empty() {
            true => form.known.parse().ok(),
            false => Some(keep(tx, act, &files, id, &paper).map_err(|e| called(e, &PROOF))?),
        };
        let new = NewSignatory {
            partner: form.side.parse().ok(),
            name: form.name.clone(),
            title: form.title.clone(),
            authority: chosen(&form.authority, "authority", "signatory-authority-unchosen")?,
            document: form.document.clone(),
            document_on: parts(&form.document_on_day, &form.document_on_month, &form.document_on_year).read(),
            document_until: day_or_none(&until, "document_until")?,
            file,
        };
        agreements::add_signatory(tx, act, id, &new).map_err(|e| called(e, &PROOF))
    })
    .await
}

/// Lets an addendum be signed by those who signed what it changes.
pub(in crate::pages) async fn same_signatories(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    about(post, id, "signatory-added", "name", Sent::default(), move |tx, act| {
        agreements::same_signatories(tx, act, id)
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
    let sent = form.sent().in_row(row);
    about(post, id, "review-kept", "note", sent, move |tx, act| {
        let decision = chosen(&form.decision, "note", "review-undecided")?;
        agreements::decide(tx, act, id, row, decision, &form.note, None)
    })
    .await
}

/// Files what somebody outside the library said of a draft, with the paper that says it.
pub(in crate::pages) async fn file_opinion(
    post: Post,
    files: Files,
    (id, row): (Id<Agreement>, Id<Step>),
    upload: Upload,
) -> Answer {
    let form: DecisionForm = upload.form()?;
    let step = post.t.say("document-kind-opinion").to_owned();
    let paper = NewDocument {
        agreement: Some(id),
        kind: DocumentKind::Opinion,
        title: step,
        shared: false,
        name: upload.name,
        content: upload.file,
    };
    let sent = form.sent().in_row(row).with_file(&paper);
    about(post, id, "review-kept", "note", sent, move |tx, act| {
        let decision = chosen(&form.decision, "note", "review-undecided")?;
        let document = match paper.content.is_empty() {
            true => None,
            false => Some(keep(tx, act, &files, id, &paper).map_err(|e| called(e, &[("file", "opinion")]))?),
        };
        agreements::decide(tx, act, id, row, decision, &form.note, document)
    })
    .await
}

form! { NumberForm { their_number } }

/// Writes down the number on the other side's copy.
pub(in crate::pages) async fn name_theirs(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<NumberForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-their-number-kept", "their_number", sent, move |tx, act| {
        agreements::name_theirs(tx, act, id, &form.their_number)
    })
    .await
}

form! { CloseForm { closing, closing_note } }

/// Says what became of a promise that was not kept when its agreement was over.
pub(in crate::pages) async fn close(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
    Form(form): Form<CloseForm>,
) -> Answer {
    let (sent, countables) = (form.sent().in_row(row), post.app().countables().to_vec());
    about(post, id, "closing-kept", "closing_note", sent, move |tx, act| {
        let how = chosen(&form.closing, "closing", "closing-unchosen")?;
        commitments::stands_in(tx, id, row)?;
        commitments::close(tx, act, &countables, row, how, &form.closing_note)
    })
    .await
}

/// A field of a form whose names are not known beforehand.
fn field(fields: &[(String, String)], name: &str) -> String {
    fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone())
}

fn day_of(fields: &[(String, String)], name: &str) -> DateParts {
    let part = |part: &str| field(fields, &format!("{name}_{part}"));
    parts(&part("day"), &part("month"), &part("year"))
}

/// Writes down that all have signed: `hari-<signatory>` with the three boxes of each day.
pub(in crate::pages) async fn sign(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = Sent::of(&fields);
    about(post, id, "agreement-signed", "signed", sent, move |tx, act| {
        let mut days = Vec::new();
        for one in agreements::signatories(tx, id)? {
            if let Some(on) = day_or_none(&day_of(&fields, &format!("hari-{}", one.id)), "signed")? {
                days.push((one.id, on));
            }
        }
        let signed = Signatures {
            days,
            their_number: field(&fields, "their_number"),
            from_paper: field(&fields, "from_paper"),
        };
        agreements::sign(tx, act, id, &signed)
    })
    .await
}

/// Begins the addendum by which an agreement runs for another period. Each promise that is made again has a box
/// `lagi-<commitment>` that is ticked, with `jumlah-<commitment>` and a day `tenggat-<commitment>`.
pub(in crate::pages) async fn renew(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = Sent::of(&fields);
    let begun = post
        .write(move |tx, act| {
            let (since, until) = (day_of(&fields, "since"), day_of(&fields, "until"));
            let new = Period { since: day(&since, "since")?, until: day(&until, "until")? };
            // What is being written already takes it up; a signed agreement gets an addendum for it.
            let addendum = match agreements::one(tx, id)?.kind {
                Paper::Addendum => id,
                _ => agreements::amend(tx, act, id)?.id,
            };
            let mut again = Vec::new();
            for (name, _) in &fields {
                let Some(of) = name.strip_prefix("lagi-").and_then(|id| id.parse::<Id<Commitment>>().ok())
                else {
                    continue;
                };
                again.push(Again {
                    commitment: of,
                    amount: whole_number(&field(&fields, &format!("jumlah-{of}"))).unwrap_or(0),
                    due: day_or_none(&day_of(&fields, &format!("tenggat-{of}")), "again")?,
                });
            }
            agreements::renewal(tx, act, addendum, new, &again)?;
            Ok(addendum)
        })
        .await;
    on_to(post, id, begun, "addendum-begun", "until", sent).await
}

/// On to the paper that was begun; back with what is wrong where something is.
async fn on_to(
    post: Post,
    id: Id<Agreement>,
    begun: store::Result<Id<Agreement>>,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
) -> Answer {
    match begun {
        Ok(new) => Ok(post.done(&agreement_path(new), &Message::new(key))),
        Err(error) => {
            let errors = errors_in(&post, error, fallback)?;
            draw(&post, id, Sent { errors, ..sent }).await
        }
    }
}

/// Begins an addendum.
pub(in crate::pages) async fn amend(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    let begun = post.write(move |tx, act| Ok(agreements::amend(tx, act, id)?.id)).await;
    on_to(post, id, begun, "addendum-begun", "until", Sent::default()).await
}

form! { ExtendForm { new_until_day, new_until_month, new_until_year } }

/// Lets an addendum move the last day.
pub(in crate::pages) async fn extend(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<ExtendForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "addendum-change-kept", "new_until", sent, move |tx, act| {
        let until = parts(&form.new_until_day, &form.new_until_month, &form.new_until_year);
        agreements::extend(tx, act, id, day(&until, "new_until")?)
    })
    .await
}

form! { ClauseForm { clause } }

/// Lets an addendum change an article.
pub(in crate::pages) async fn say(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<ClauseForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "addendum-change-kept", "clause", sent, move |tx, act| {
        agreements::say(tx, act, id, &form.clause)
    })
    .await
}

/// Takes back something that an addendum was to change.
pub(in crate::pages) async fn undo(post: Post, Path((id, row)): Path<(Id<Agreement>, Id<Change>)>) -> Answer {
    about(post, id, "addendum-change-undone", "clause", Sent::default(), move |tx, act| {
        agreements::undo(tx, act, id, row)
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
    let (sent, dependents) = (form.sent(), post.app().dependents().to_vec());
    about(post, id, "agreement-terminated", "reason", sent, move |tx, act| {
        let on = day(&parts(&form.on_day, &form.on_month, &form.on_year), "on")?;
        agreements::terminate(tx, act, &dependents, id, on, &form.reason)
    })
    .await
}

form! { EndAgainForm { was, on_day, on_month, on_year, reason } }

/// Corrects the last day of an agreement that was ended before its time.
pub(in crate::pages) async fn correct_end(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<EndAgainForm>,
) -> Answer {
    let (sent, dependents) = (form.sent(), post.app().dependents().to_vec());
    about(post, id, "agreement-end-corrected", "reason", sent, move |tx, act| {
        let on = day(&parts(&form.on_day, &form.on_month, &form.on_year), "on")?;
        let was = form.was.parse().unwrap_or(Date::MIN);
        agreements::correct_end(tx, act, &dependents, id, (was, on), &form.reason)
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
