//! What the forms on a partner's page send.

use axum::extract::Path;
use kernel::{Id, Message, Refusal};
use people::{Profile, relationships::Relationship};
use platform::files::Files;
use web::{Answer, Form, Post, Upload};

use super::draw;
use crate::{
    documents::{self, NewDocument},
    model::{DocumentKind, Means, Work},
    pages::{Sent, done, form, named, parts, path_of, whole_number},
    partners::{self, Who},
};

form! { NoteForm { text, way, day_day, day_month, day_year } }

/// Writes down what was said and done.
pub(in crate::pages) async fn note(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<NoteForm>,
) -> Answer {
    let partner = named(&post, code).await?;
    let (sent, party) = (form.sent(), partner.party);
    let way: Means = form.way.parse().unwrap_or(Means::Note);
    let boxes = parts(&form.day_day, &form.day_month, &form.day_year);
    // Nothing in the boxes is today.
    let day = if boxes.is_empty() { Some(post.act().today()) } else { boxes.read() };
    done(
        &post,
        &format!("{}#riwayat", path_of(&partner.code)),
        ("note-kept", "text"),
        sent,
        move |tx, act| partners::note(tx, act, party, day, way, &form.text),
        |sent| draw(&post, partner, sent),
    )
    .await
}

fn unreadable(field: &'static str) -> Refusal {
    Refusal::of_field(field, Message::new("partner-day-unreadable"))
}

form! { ContactForm { contact_name, role, phone, email, since_day, since_month, since_year } }

/// Lets somebody speak for a partner. Somebody who is in the register with this name and number is that one.
pub(in crate::pages) async fn add_contact(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<ContactForm>,
) -> Answer {
    let partner = named(&post, code).await?;
    let (sent, party) = (form.sent(), partner.party);
    let boxes = parts(&form.since_day, &form.since_month, &form.since_year);
    let since = if boxes.is_empty() { Some(post.act().today()) } else { boxes.read() };
    let profile = Profile {
        name: form.contact_name.clone(),
        phone: form.phone.clone(),
        email: form.email.clone(),
        ..Profile::default()
    };
    let role = form.role.clone();
    done(
        &post,
        &path_of(&partner.code),
        ("partner-contact-added", "contact_name"),
        sent,
        move |tx, act| {
            let since = since.ok_or_else(|| unreadable("since"))?;
            let new = Who::New { profile: profile.clone(), anyway: false };
            match partners::add_contact(tx, act, party, &new, &role, since).map_err(renamed)? {
                None => Ok(()),
                Some(alike) => {
                    // Name and number agree with one entry alone: it is that person.
                    let same: Vec<_> = alike
                        .iter()
                        .filter(|one| {
                            one.why.contains(&people::alike::Why::Name)
                                && (profile.phone.is_empty() || one.why.contains(&people::alike::Why::Phone))
                        })
                        .collect();
                    let who = match same.as_slice() {
                        [one] => Who::Known(one.id),
                        _ => Who::New { profile: profile.clone(), anyway: true },
                    };
                    partners::add_contact(tx, act, party, &who, &role, since).map_err(renamed)?;
                    Ok(())
                }
            }
        },
        |sent| draw(&post, partner, sent),
    )
    .await
}

/// The fields of this page have names of their own.
fn renamed(error: store::Error) -> store::Error {
    match error {
        store::Error::Refused(mut refusal) => {
            for reason in &mut refusal.reasons {
                reason.field = match reason.field {
                    Some("name") => Some("contact_name"),
                    Some("note") => Some("role"),
                    other => other,
                };
            }
            refusal.into()
        }
        other => other,
    }
}

/// From today on somebody no longer speaks for a partner.
pub(in crate::pages) async fn end_contact(
    post: Post,
    Path((code, row)): Path<(String, Id<Relationship>)>,
) -> Answer {
    let partner = named(&post, code).await?;
    let party = partner.party;
    done(
        &post,
        &path_of(&partner.code),
        ("contact-ended", "contact_name"),
        Sent::default(),
        move |tx, act| partners::end_contact(tx, act, party, row),
        |sent| draw(&post, partner, sent),
    )
    .await
}

/// Somebody who no longer spoke for a partner does again, from today on.
pub(in crate::pages) async fn contact_again(
    post: Post,
    Path((code, row)): Path<(String, Id<Relationship>)>,
) -> Answer {
    let partner = named(&post, code).await?;
    let party = partner.party;
    done(
        &post,
        &path_of(&partner.code),
        ("partner-contact-added", "contact_name"),
        Sent::default(),
        move |tx, act| {
            let found = partners::contacts(tx, party)?.into_iter().find(|one| one.relation.id == row);
            let relation = found.ok_or(store::Error::Missing)?.relation;
            let role = relation.note.unwrap_or_default();
            partners::add_contact(tx, act, party, &Who::Known(relation.other), &role, act.today())
        },
        |sent| draw(&post, partner, sent),
    )
    .await
}

form! { WorkForm { title, year, work_about, link } }

/// Adds a work to a portfolio.
pub(in crate::pages) async fn add_work(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<WorkForm>,
) -> Answer {
    let partner = named(&post, code).await?;
    let (sent, party) = (form.sent(), partner.party);
    done(
        &post,
        &path_of(&partner.code),
        ("work-added", "title"),
        sent,
        move |tx, act| {
            let year = match form.year.trim() {
                "" => None,
                text => Some(whole_number(text).unwrap_or(0)),
            };
            partners::add_work(tx, act, party, &form.title, year, &form.work_about, &form.link)
        },
        |sent| draw(&post, partner, sent),
    )
    .await
}

/// Takes a work out of a portfolio.
pub(in crate::pages) async fn remove_work(post: Post, Path((code, row)): Path<(String, Id<Work>)>) -> Answer {
    let partner = named(&post, code).await?;
    let party = partner.party;
    done(
        &post,
        &path_of(&partner.code),
        ("work-removed", "title"),
        Sent::default(),
        move |tx, act| partners::remove_work(tx, act, party, row),
        |sent| draw(&post, partner, sent),
    )
    .await
}

form! { DocumentForm { document_kind, document_title, agreement, shared } }

/// A file that was sent, to be kept.
pub(in crate::pages) fn sent_document(upload: Upload) -> Result<(NewDocument, Sent), web::Failure> {
    let form: DocumentForm = upload.form()?;
    let sent = form.sent();
    let new = NewDocument {
        agreement: form.agreement.parse().ok(),
        kind: form.document_kind.parse().unwrap_or(DocumentKind::Other),
        title: form.document_title,
        shared: !form.shared.is_empty(),
        name: upload.name,
        content: upload.file,
    };
    Ok((new, sent))
}

/// Keeps a file.
pub(in crate::pages) async fn keep_document(
    post: Post,
    files: Files,
    code: String,
    upload: Upload,
) -> Answer {
    let partner = named(&post, code).await?;
    let (new, sent) = sent_document(upload)?;
    let party = partner.party;
    let path = format!("{}#dokumen", path_of(&partner.code));
    done(
        &post,
        &path,
        ("document-kept", "file"),
        sent.with_file(&new),
        move |tx, act| documents::keep(tx, act, &files, party, &new),
        |sent| draw(&post, partner, sent),
    )
    .await
}
