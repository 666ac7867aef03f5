//! What comes through the scan box, and what else is done with a box.

use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Id, Kind, Message, Refusal};
use marc::isbn::Isbn;
use platform::permissions::Grants;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{Speech, part::Errors};
use web::{Answer, Awaited, Form, Post, see_other};

use super::{
    super::refusal_in,
    box_path,
    question::{Asked, Question, Scan, question},
    shown::draw,
};
use crate::{
    COPIES,
    accession::{
        self, Batch, elsewhere,
        intake::{self, Book, Taken},
        rules::{Command, Other, Scanned},
    },
    copies::{self, Copy},
};

/// The box, for somebody who keeps copies where it stands.
fn own(tx: &mut Tx<'_>, may: &Grants, code: &str) -> Result<Batch> {
    let batch = accession::by_code(tx, code)?;
    may.demand(tx, COPIES, Some(batch.branch))?;
    Ok(batch)
}

/// What becomes of a scan.
enum Next {
    /// This is taken out of the box.
    Take(Taken),
    /// Something is to be answered first.
    Ask(String),
}

/// A scan came in.
pub(crate) async fn scan(post: Post, Path(code): Path<String>, Form(typed): Form<Scan>) -> Answer {
    let base = box_path(&code);
    match Scanned::read(&typed.kode) {
        Scanned::Command(Command::Finish) => return end(post, code, typed).await,
        Scanned::Command(Command::Undo) => return undo_last(post, code, &typed).await,
        Scanned::Command(Command::No) => return Ok(see_other(&base)),
        _ => {}
    }
    let (may, awaited) = (post.grants().clone(), post.app().awaited().to_vec());
    let (sent, draft_title) = (typed.clone(), draft_title(post.t, &typed.isbn));
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            if matches!(Scanned::read(&sent.kode), Scanned::Isbn(_) | Scanned::Record(_)) {
                leave(tx, act, &batch, &sent, &draft_title, &awaited)?;
            }
            match next(tx, &batch, &sent, &draft_title, &awaited)? {
                Next::Ask(question) => Ok(Err(question)),
                Next::Take(taken) => intake::take(tx, act, batch.id, &sent.token, &taken).map(Ok),
            }
        })
        .await;
    match done {
        Ok(Ok(made)) => Ok(post.done(&base, &told(&base, &made))),
        Ok(Err(question)) => Ok(see_other(&format!("{base}?{question}"))),
        Err(error) => refused(&post, base, &typed, error).await,
    }
}

/// The book in question is not lost when the next one is scanned: what the catalogue lacks is drafted, as by %YA; what only
/// somebody who looks at it can answer is answered first.
fn leave(
    tx: &mut Tx<'_>,
    act: &Act,
    batch: &Batch,
    sent: &Scan,
    draft_title: &str,
    awaited: &[Awaited],
) -> Result<()> {
    let number = Isbn::parse(&sent.isbn).ok();
    let isbn = number.map(|isbn| isbn.to_string()).unwrap_or_default();
    let belongs = match number {
        Some(number) => elsewhere::awaited(tx, batch.id, number, awaited)?.is_empty(),
        None => true,
    };
    match question(tx, &sent.asked())? {
        None => Ok(()),
        Some(Question::Draft) if isbn.is_empty() && sent.judul.trim().is_empty() => Ok(()),
        Some(Question::Draft) if !batch.roll && belongs => {
            let taken = Taken {
                book: draft(tx, batch, sent, isbn, draft_title)?,
                count: 1,
                barcode: String::new(),
                value: None,
                excess: sent.lebih.clone(),
            };
            intake::take(tx, act, batch.id, &format!("{} before", sent.token), &taken).map(drop)
        }
        Some(_) => {
            let message = Message::new("accession-answer-first").with("code", sent.kode.trim());
            Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("kode", message) }.into())
        }
    }
}

/// What a draft is called until a cataloguer has its title page in hand (RDA: a title devised by the cataloguer).
fn draft_title(t: Speech, isbn: &str) -> String {
    if isbn.is_empty() { String::new() } else { t.about("accession-draft-title", isbn) }
}

/// A book the catalogue does not have: as it was typed, or as the paper of the box calls it, or by its number alone.
fn draft(tx: &mut Tx<'_>, batch: &Batch, typed: &Scan, isbn: String, otherwise: &str) -> Result<Book> {
    let (title, author) = (typed.judul.trim().to_owned(), typed.pengarang.trim().to_owned());
    if !title.is_empty() {
        return Ok(Book::Drafted { isbn, title, author });
    }
    let (title, author) = match accession::titled(tx, batch.id, &isbn)? {
        Some(known) => (known.title, known.author.unwrap_or(author)),
        None => (otherwise.to_owned(), author),
    };
    Ok(Book::Drafted { isbn, title, author })
}

fn next(tx: &mut Tx<'_>, batch: &Batch, sent: &Scan, draft_title: &str, awaited: &[Awaited]) -> Result<Next> {
    let scanned = Scanned::read(&sent.kode);
    let goes_on = match &scanned {
        Scanned::Nothing => sent.is_asked() && (!sent.tindakan.is_empty() || !sent.judul.trim().is_empty()),
        Scanned::Command(Command::Yes) => sent.is_asked(),
        // From a roll, whatever is neither a book nor a command is its label.
        Scanned::Other(other) => sent.is_asked() && batch.roll && *other != Other::Command,
        _ => false,
    };
    if goes_on {
        let label = if matches!(scanned, Scanned::Other(_)) { sent.kode.as_str() } else { "" };
        return answered(tx, batch, sent, label, draft_title);
    }
    match scanned {
        // It may not be of this box: somebody looks at it.
        Scanned::Isbn(isbn) if !elsewhere::awaited(tx, batch.id, isbn, awaited)?.is_empty() => {
            Ok(Next::Ask(format!("isbn={isbn}")))
        }
        Scanned::Isbn(isbn) => {
            let found = intake::matches(tx, isbn)?;
            match found.as_slice() {
                [one] if !batch.roll => take(sent, Book::Of(one.number), ""),
                // The paper of the box says what it is: nobody is asked.
                [] if !batch.roll && accession::titled(tx, batch.id, &isbn.to_string())?.is_some() => {
                    take(sent, draft(tx, batch, &Scan::default(), isbn.to_string(), "")?, "")
                }
                _ => Ok(Next::Ask(format!("isbn={isbn}"))),
            }
        }
        Scanned::Record(number) => match intake::numbered(tx, number)? {
            Some(_) if !batch.roll => take(sent, Book::Of(number), ""),
            Some(_) => Ok(Next::Ask(format!("cantuman={number}"))),
            None => {
                let message = Message::new("record-unknown").with("number", number);
                Err(Refusal::of_field("kode", message).into())
            }
        },
        Scanned::Other(Other::Code(code)) => Err(own_label(tx, &code)?.into()),
        Scanned::Other(other) => Err(other.refusal().into()),
        Scanned::Nothing | Scanned::Command(_) => {
            Err(Refusal::of_field("kode", Message::new("accession-nothing-scanned")).into())
        }
    }
}

/// Why a code that is no ISBN is not taken in; the label of a copy says which.
fn own_label(tx: &mut Tx<'_>, code: &str) -> Result<Refusal> {
    Ok(match copies::by_barcode(tx, code)? {
        Some(copy) => {
            let message = Message::new("accession-own-label").with("code", code).with("title", copy.title);
            Refusal { kind: Kind::Conflict, ..Refusal::of_field("kode", message) }
        }
        None => Other::Code(code.to_owned()).refusal(),
    })
}

/// The question is answered: by a choice, a title, a label, or a yes.
fn answered(tx: &mut Tx<'_>, batch: &Batch, sent: &Scan, label: &str, draft_title: &str) -> Result<Next> {
    let chosen = sent.tindakan.parse::<i64>().map(|number| number.to_string()).ok();
    let asked = Asked { cantuman: chosen.unwrap_or_else(|| sent.cantuman.clone()), ..sent.asked() };
    match question(tx, &asked)? {
        Some(Question::Label(one)) if batch.roll && label.is_empty() => {
            Ok(Next::Ask(format!("cantuman={}", one.number)))
        }
        Some(Question::Label(one)) => take(sent, Book::Of(one.number), label),
        Some(Question::Which(_)) => {
            Err(Refusal::of_field("kode", Message::new("accession-choose-first")).into())
        }
        Some(Question::Draft) if batch.roll && label.is_empty() => {
            Err(Refusal::of_field("kode", Message::new("accession-label-missing")).into())
        }
        Some(Question::Draft) | None => {
            let isbn = Isbn::parse(&sent.isbn).map(|isbn| isbn.to_string()).unwrap_or_default();
            if isbn.is_empty() && sent.judul.trim().is_empty() {
                return Err(Refusal::of_field("judul", Message::new("accession-title-missing")).into());
            }
            take(sent, draft(tx, batch, sent, isbn, draft_title)?, label)
        }
    }
}

fn take(sent: &Scan, book: Book, label: &str) -> Result<Next> {
    let count = match sent.jumlah.trim() {
        "" => Some(1),
        typed => web::sent::whole(typed),
    };
    let value =
        if sent.nilai.trim().is_empty() { Some(None) } else { web::sent::rupiah(&sent.nilai).map(Some) };
    match (count, value) {
        (Some(count), Some(value)) => {
            let (barcode, excess) = (label.to_owned(), sent.lebih.clone());
            Ok(Next::Take(Taken { book, count, barcode, value, excess }))
        }
        (None, _) => Err(Refusal::of_field("jumlah", Message::new("accession-count-unreadable")).into()),
        (_, None) => Err(Refusal::of_field("nilai", Message::new("copy-price-form")).into()),
    }
}

/// What was taken out of the box, with the way back.
fn told(base: &str, made: &[Copy]) -> Message {
    let Some(first) = made.first() else { return Message::new("accession-nothing-scanned") };
    if made.len() > 1 {
        return Message::new("accession-many-taken")
            .with("title", first.title.as_str())
            .with("n", made.len() as i64)
            .with("undo", format!("{base}/batal-pindaian/{}", first.id));
    }
    Message::new("accession-one-taken")
        .with("title", first.title.as_str())
        .with("barcode", first.barcode.as_str())
        .with("inventory", first.inventory.clone().unwrap_or_default())
        .with("undo", format!("{base}/batal/{}", first.id))
}

async fn refused(post: &Post, base: String, typed: &Scan, error: store::Error) -> Answer {
    let refusal = refusal_in(error)?;
    if refusal.kind == Kind::Missing || refusal.kind == Kind::Forbidden {
        return Err(refusal.into());
    }
    let mut errors = Errors::new();
    for (field, text) in post.reasons(&refusal) {
        // The catalogue's own objections stand at the boxes of this form.
        let field = match field {
            None | Some("barcode") => "kode",
            Some("title") => "judul",
            Some(other) => other,
        };
        errors.add(field, text);
    }
    let code = base.rsplit('/').next().unwrap_or_default().to_owned();
    draw(post, StatusCode::UNPROCESSABLE_ENTITY, code, typed, errors).await
}

async fn undo_last(post: Post, code: String, typed: &Scan) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            let nothing = || Refusal::of_field("kode", Message::new("accession-nothing-to-undo"));
            let copy = intake::last(tx, batch.id)?.ok_or_else(nothing)?;
            intake::undo_scan(tx, act, batch.id, copy)
        })
        .await;
    match done {
        Ok((title, n)) => Ok(post.done(&base, &undone(title, n))),
        Err(error) => refused(&post, base, typed, error).await,
    }
}

fn undone(title: String, n: i64) -> Message {
    Message::new("accession-undone").with("title", title).with("n", n)
}

/// Everything that came out of the box by one scan goes back into it.
pub(crate) async fn undo_scan(post: Post, Path((code, copy)): Path<(String, Id<Copy>)>) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let (title, n) = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            intake::undo_scan(tx, act, batch.id, copy)
        })
        .await?;
    Ok(post.done(&base, &undone(title, n)))
}

/// A copy goes back into the box.
pub(crate) async fn undo(post: Post, Path((code, copy)): Path<(String, Id<Copy>)>) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let title = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            intake::undo(tx, act, batch.id, copy)
        })
        .await?;
    Ok(post.done(&base, &undone(title, 1)))
}

/// The box is empty: its copies go to the shelf.
pub(crate) async fn close(post: Post, Path(code): Path<String>, Form(typed): Form<Scan>) -> Answer {
    end(post, code, typed).await
}

/// The book in question is taken, and the box is closed.
async fn end(post: Post, code: String, typed: Scan) -> Answer {
    let base = box_path(&code);
    let (may, awaited) = (post.grants().clone(), post.app().awaited().to_vec());
    let (sent, draft_title) = (typed.clone(), draft_title(post.t, &typed.isbn));
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            leave(tx, act, &batch, &sent, &draft_title, &awaited)?;
            accession::close(tx, act, batch.id, &sent.kurang)
        })
        .await;
    match done {
        Ok(batch) => Ok(post.done(&base, &Message::new("accession-closed").with("n", batch.copies))),
        Err(error) => refused(&post, base, &Scan { kode: String::new(), ..typed }, error).await,
    }
}

/// Where labels come from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Labels {
    gulungan: String,
}

/// Labels are printed, or come from a roll.
pub(crate) async fn labels(post: Post, Path(code): Path<String>, Form(typed): Form<Labels>) -> Answer {
    let base = box_path(&code);
    let (may, roll) = (post.grants().clone(), !typed.gulungan.is_empty());
    post.write(move |tx, _| {
        let batch = own(tx, &may, &code)?;
        accession::set_roll(tx, batch.id, roll)
    })
    .await?;
    Ok(see_other(&base))
}
