//! The post office: what goes out by the program, after the commit, as a job.
//!
//! A letter is handed over at least once: a program that dies between the mail server's answer and its own commit
//! hands it over again, under the same Message-ID, by which mail programs know it for the same.

use std::sync::OnceLock;

use kernel::{Act, Id};
use mail::{Letter, Mailer, Trouble};
use platform::{
    jobs::{self, JobKind},
    library,
};
use store::{Error, FromRow, Result, Store, Tx, sql, vals};
use ui::Lexicon;

use crate::{
    Channel, Delivery, NoticeKind, Purpose, Reason, State, Values, addresses, readers,
    sending::{self, Row},
    wishes,
    wording::{self, Frame},
};

/// The job that hands one letter to the mail server.
pub const MAIL: JobKind = JobKind {
    name: "notices.mail",
    run: |store, act, payload| match OFFICE.get() {
        Some(office) => office.mail(store, act, read(payload)?),
        None => Err(Error::Shape("the post office is not open".into())),
    },
};

/// The job that sends somebody the code that shows an address to be theirs.
pub const PROOF: JobKind = JobKind {
    name: "notices.proof",
    run: |store, act, payload| match OFFICE.get() {
        Some(office) => office.proof(store, act, read(payload)?),
        None => Err(Error::Shape("the post office is not open".into())),
    },
};

fn read<T>(payload: &str) -> Result<Id<T>> {
    serde_json::from_str(payload).map_err(|e| Error::Shape(e.to_string()))
}

static OFFICE: OnceLock<Office> = OnceLock::new();

/// What letters are made and sent with.
pub struct Office {
    /// The way to the mail server, where one is set up.
    pub mailer: Option<Mailer>,
    /// The address of the site, where it is set up: without one, letters hold no links.
    pub origin: Option<String>,
    /// The words of the program.
    pub lexicon: &'static Lexicon,
    /// The kinds of message there are.
    pub kinds: Vec<NoticeKind>,
}

/// Opens the program's post office, once, before its jobs run. A second one in the same process (there is none)
/// changes nothing.
pub fn open(office: Office) {
    let _ = OFFICE.set(office);
}

/// The program's post office.
pub fn get() -> Option<&'static Office> {
    OFFICE.get()
}

/// Whether letters cannot go out, because no mail server is named.
pub(crate) fn has_no_server() -> bool {
    get().is_some_and(|office| office.mailer.is_none())
}

/// A message as it is kept.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Kept {
    pub(crate) contents: String,
    pub(crate) link: Option<String>,
}

/// The library as it signs: its name and address.
pub(crate) fn signature(tx: &mut Tx<'_>) -> Result<(String, String)> {
    let name = format!("{} {}", library::KIND.text(tx)?, library::NAME.text(tx)?);
    Ok((name.trim().to_owned(), library::ADDRESS.text(tx)?))
}

impl Office {
    /// Hands one delivery to the mail server and notes what came of it; one that does not wait is left alone.
    ///
    /// # Errors
    /// Why it may go out later; it then waits. Those of the database.
    pub fn mail(&self, store: &Store, act: &Act, delivery: Id<Delivery>) -> Result<()> {
        let (origin, lexicon, kinds) = (self.origin.clone(), self.lexicon, self.kinds.clone());
        let beginning = act.clone();
        let made = store
            .write_blocking(move |tx| begin(tx, &beginning, delivery, lexicon, origin.as_deref(), &kinds))?;
        let Some((row, letter)) = made else { return Ok(()) };
        let outcome = match (&self.mailer, letter) {
            (_, Err(reason)) => Err((State::Missed, reason.as_str().to_owned())),
            (None, Ok(_)) => Err((State::Missed, Reason::NoServer.as_str().to_owned())),
            (Some(mailer), Ok(letter)) => match mailer.send(&letter) {
                Ok(_) => Ok(()),
                Err(Trouble::Refused(said)) => Err((State::Failed, said)),
                Err(Trouble::Later(said)) if row.attempts < jobs::ATTEMPTS => {
                    return Err(Error::Engine(said.into()));
                }
                Err(Trouble::Later(said)) => Err((State::Failed, said)),
            },
        };
        let (act, kinds) = (act.clone(), self.kinds.clone());
        store.write_blocking(move |tx| match &outcome {
            Ok(()) => sending::end(tx, &act, delivery, State::Sent, None).map(drop),
            Err((state, reason)) => {
                if sending::end(tx, &act, delivery, *state, Some(reason))? {
                    sending::fall_back(tx, &act, &kinds, &row)?;
                }
                Ok(())
            }
        })
    }

    /// Makes a new code and sends it to the address that is to be shown.
    ///
    /// # Errors
    /// Why it may go out later; those of the database.
    pub fn proof(&self, store: &Store, act: &Act, proof: Id<addresses::Proof>) -> Result<()> {
        let Some(mailer) = &self.mailer else {
            let reason = Reason::NoServer.as_str();
            return store.write_blocking(move |tx| addresses::failed(tx, proof, reason));
        };
        let (origin, lexicon, begun) = (self.origin.clone(), self.lexicon, act.clone());
        let letter = store
            .write_blocking(move |tx| addresses::letter(tx, &begun, proof, lexicon, origin.as_deref()))?;
        let Some(letter) = letter else { return Ok(()) };
        match mailer.send(&letter) {
            Ok(_) => Ok(()),
            Err(Trouble::Refused(said)) => {
                store.write_blocking(move |tx| addresses::failed(tx, proof, &said))
            }
            Err(Trouble::Later(said)) => Err(Error::Engine(said.into())),
        }
    }

    /// Sends a letter that says that letters arrive, to somebody who asked for it; the server's answer.
    ///
    /// # Errors
    /// Why it did not go out.
    pub fn test(
        &self,
        library: &str,
        address: &str,
        lang: ui::Lang,
        to: &str,
        act: &Act,
    ) -> std::result::Result<String, Trouble> {
        let Some(mailer) = &self.mailer else { return Err(Trouble::Later(Reason::NoServer.as_str().into())) };
        let frame = Frame {
            lexicon: self.lexicon,
            lang,
            zone: &act.zone,
            name: to,
            library,
            address,
            origin: self.origin.as_deref(),
            unsubscribe: None,
        };
        let (subject, text, html) = frame.letter("notices.test", &Vec::new(), None);
        let letter = Letter {
            id: wording::letter_id(Id::<()>::new()),
            to: to.to_owned(),
            name: String::new(),
            subject,
            text,
            html,
            unsubscribe: None,
        };
        mailer.retry_now();
        mailer.send(&letter)
    }
}

type Made = (Row, std::result::Result<Letter, Reason>);

/// Notes the attempt, and makes the letter; none where the delivery does not wait any more.
fn begin(
    tx: &mut Tx<'_>,
    act: &Act,
    delivery: Id<Delivery>,
    lexicon: &'static Lexicon,
    origin: Option<&str>,
    kinds: &[NoticeKind],
) -> Result<Option<Made>> {
    let waiting = sending::row(tx, delivery)?
        .filter(|row| row.state == State::Waiting && row.channel == Some(Channel::Email));
    let Some(mut row) = waiting else { return Ok(None) };
    row.attempts += 1;
    tx.exec(sql!("UPDATE delivery SET attempts = ?2 WHERE id = ?1"), vals![delivery, row.attempts])?;
    let kept: Kept = tx.one(sql!("SELECT contents, link FROM notice WHERE id = ?1"), vals![row.notice])?;
    let values: Values = serde_json::from_str(&kept.contents).map_err(|e| Error::Shape(e.to_string()))?;
    let reader = readers::one(tx, row.recipient)?;
    let is_marketing = kinds.iter().any(|kind| kind.name == row.kind && kind.purpose == Purpose::Marketing);
    let unsubscribe = match is_marketing {
        false => None,
        true => {
            // Whoever has said no since it was written does not get it.
            let Some(wish) = reader.wish(&row.kind, Channel::Email).filter(|wish| wish.wanted) else {
                return Ok(Some((row, Err(Reason::NotWanted))));
            };
            let Some(origin) = origin else { return Ok(Some((row, Err(Reason::NoOrigin)))) };
            Some(format!("{origin}{}", wishes::path_of(&wish.token)))
        }
    };
    let (library, address) = signature(tx)?;
    let frame = Frame {
        lexicon,
        lang: reader.lang,
        zone: &act.zone,
        name: &reader.name,
        library: &library,
        address: &address,
        origin,
        unsubscribe,
    };
    let (subject, text, html) = frame.letter(&row.kind, &values, kept.link.as_deref());
    let letter = Letter {
        id: wording::letter_id(delivery),
        to: row.address.clone().unwrap_or_default(),
        name: reader.name.clone(),
        subject,
        text,
        html,
        unsubscribe: frame.unsubscribe,
    };
    Ok(Some((row, Ok(letter))))
}
