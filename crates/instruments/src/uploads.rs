//! Files that come as answers: kept as soon as they come, so that a form which comes back, or goes on to its next step, need
//! not be handed them again, and swept when the form they came with was never sent.
//!
//! A handler takes its form as [`web::Uploads`] and has [`take`] put what was kept among the fields.

use axum::http::HeaderMap;
use jiff::SignedDuration;
use kernel::{Act, Reason};
use platform::files::{self, FileHash, FileKind, Files, Handed};
use store::{Error, Result, Store, Tx, sql, vals};
use ui::part::Errors;
use web::{Answer, Failure, Post, Uploaded, Uploads, document, open_form::OpenForm};

use crate::{
    model::{Content, Kind},
    rules::{self, Attached},
};

/// What may be handed in: what the library can look at without running it.
pub const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];
/// The same, for a browser to offer.
pub(crate) const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp";
/// How long a file waits for the form it came with.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// What a box is called that takes a file out of the form again, after the field of its question.
const DROP: &str = "_drop";
/// What files are counted under that anybody may send.
const FORM: OpenForm = OpenForm("instruments.files");

/// The fields of a form.
type Fields = Vec<(String, String)>;

/// The field that takes the file of a question out of the form again.
pub(crate) fn drop_field(field: &str) -> String {
    format!("{field}{DROP}")
}

/// The fields of a form that asks the questions of `content`, with what was kept of its files, and what is wrong with those
/// that could not be. From one place come so many files a day, and no more; staff may enter as many as there are.
///
/// # Errors
/// A refusal where enough have come from there today; those of the disk and the database.
pub async fn take(
    post: &Post,
    headers: &HeaderMap,
    files: &Files,
    content: &Content,
    sent: Uploads,
) -> Result<(Fields, Errors)> {
    let (mut fields, mut errors) = (sent.fields, Errors::new());
    let asked: Vec<&str> = content
        .questions()
        .enumerate()
        .filter(|(_, question)| question.kind == Kind::File)
        .map(|(place, _)| rules::field(place))
        .collect();
    let mut came: Vec<(&'static str, Uploaded)> = Vec::new();
    for field in asked {
        let drop = drop_field(field);
        let was_dropped = fields.iter().any(|(name, _)| *name == drop);
        let new = sent.files.iter().find(|file| file.field == field).cloned();
        if was_dropped || new.is_some() {
            fields.retain(|(name, _)| name != field && *name != drop);
        }
        came.extend(new.map(|file| (field, file)));
    }
    if came.is_empty() {
        return Ok((fields, errors));
    }
    let (folder, what) = (files.clone(), print(&came));
    let all = move |tx: &mut Tx<'_>, act: &Act| {
        came.iter()
            .map(|(field, file)| match keep(tx, act, &folder, file) {
                Ok(attached) => Ok((*field, Ok(attached))),
                Err(Error::Refused(refusal)) => Ok((*field, Err(refusal.reasons))),
                Err(other) => Err(other),
            })
            .collect()
    };
    let kept: Vec<(&str, Kept)> = match post.can(crate::ENTER) {
        true => post.write(all).await?,
        false => FORM.receive(post, headers, &what, all).await?,
    };
    for (field, kept) in kept {
        match kept {
            Ok(attached) => fields.push((field.to_owned(), attached.to_string())),
            Err(reasons) => reasons.iter().for_each(|reason| errors.add(field, post.tell(&reason.message))),
        }
    }
    Ok((fields, errors))
}

/// What several files are counted as: other files are others, and the same ones sent twice are the same.
fn print(came: &[(&'static str, Uploaded)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (_, file) in came {
        hasher.update(&file.content);
    }
    hasher.finalize().to_hex().to_string()
}

/// What was kept, or why not.
type Kept = std::result::Result<Attached, Vec<Reason>>;

/// Keeps a file until the form is sent that it came with, or for a day.
///
/// # Errors
/// A refusal of what may not be handed in; those of the disk and the database.
pub fn keep(tx: &mut Tx<'_>, act: &Act, files: &Files, file: &Uploaded) -> Result<Attached> {
    let handed = Handed { title: "", name: &file.name, content: &file.content };
    let hash = files.take(tx, act, handed, ALLOWED, "file")?;
    let until = act.at.saturating_add(WAITS).unwrap_or(act.at);
    tx.exec(
        sql!(
            "INSERT INTO instrument_upload (file, until) VALUES (?1, ?2)
             ON CONFLICT (file) DO UPDATE SET until = excluded.until"
        ),
        vals![hash, until],
    )?;
    Ok(Attached { file: hash, name: handed.title().to_owned() })
}

/// Whether a file came with a form that is still to be sent.
pub(crate) fn waits(tx: &mut Tx<'_>, act: &Act, file: &FileHash) -> Result<bool> {
    let (waits,) = tx.one(
        sql!("SELECT EXISTS (SELECT 1 FROM instrument_upload WHERE file = ?1 AND until > ?2)"),
        vals![file, act.at],
    )?;
    Ok(waits)
}

/// Forgets the files whose form was never sent; one that is an answer stays.
///
/// # Errors
/// Those of the database.
pub fn sweep(store: &Store, act: &Act) -> Result<()> {
    let now = act.at;
    store.write_blocking(move |tx| {
        let gone: Vec<(FileHash,)> =
            tx.all(sql!("DELETE FROM instrument_upload WHERE until <= ?1 RETURNING file"), vals![now])?;
        gone.iter().try_for_each(|(file,)| files::forget(tx, file))
    })
}

/// A file that was handed in, to be kept by whoever may see the response: never shown within a page, never run.
///
/// # Errors
/// When it is not there, or damaged.
pub async fn download(files: &Files, attached: Attached) -> Answer {
    let files = files.clone();
    let read = move || files.get(&attached.file).map(|bytes| (bytes, attached.name));
    let (bytes, name) = tokio::task::spawn_blocking(read).await.map_err(Failure::fault)??;
    let media = FileKind::of(&bytes).ok_or_else(Failure::missing)?;
    let title = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    document::kept(bytes, media.as_str(), title)
}
