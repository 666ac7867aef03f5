//! Books that somebody would like to give: offered by anybody, answered by the collection policy, with a message.

use kernel::{Act, Id, Kind as No, Message, Person, Reason, Refusal, Timestamp};
use people::{
    PartyKind, Profile,
    alike::{self, Alike},
    parties::{self, Entered as Registered},
};
use picture::{Picture, Size};
use platform::{
    audit,
    files::{self, FileHash, FileKind, Files},
    library::Branch,
    sequence,
};
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    giving::{self, Entered, some},
    model::{Contribution, Direction, Kind},
    rules::{LINE, TEXT},
    settings, telling,
};

/// The most books one offer may speak of.
const MOST: i64 = 20_000;
/// Large enough to read the spines on it.
const SIZE: Size = Size { width: 1600, height: 1600 };

store::words! {
    /// How an offer stands.
    pub enum OfferState {
        /// Nobody has answered.
        Waiting = "waiting",
        /// The books may come.
        Accepted = "accepted",
        /// Others were named who need them more.
        Redirected = "redirected",
        /// Declined with thanks.
        Declined = "declined",
    }
}

store::words! {
    /// How the books would come.
    pub enum Way {
        /// They are brought to the library.
        Bring = "bring",
        /// The library fetches them.
        Fetch = "fetch",
        /// They are sent.
        Post = "post",
    }
}

/// An offer as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offering {
    /// Who is signed in.
    pub person: Option<Id<Person>>,
    /// Who offers.
    pub name: String,
    /// Where an answer reaches them.
    pub phone: String,
    /// Where else.
    pub email: String,
    /// For whom they speak; empty for themselves.
    pub organisation: String,
    /// What it is, a title a line.
    pub titles: String,
    /// About how many books.
    pub pieces: i64,
    /// How they would come.
    pub way: Way,
    /// When, from where, and what else is to be known.
    pub note: String,
    /// Whether their name may be shown to everybody.
    pub named: bool,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Offer {
    /// Which.
    pub id: Id<Offer>,
    /// The code people use: `T-2026-003`.
    pub code: String,
    /// Who it is, where the register knows.
    pub person: Option<Id<Person>>,
    /// Who offers.
    pub name: String,
    /// Where to reach them.
    pub phone: String,
    /// Where else.
    pub email: String,
    /// For whom they speak.
    pub organisation: String,
    /// What it is.
    pub titles: String,
    /// About how many.
    pub pieces: i64,
    /// How they would come.
    pub way: Way,
    /// What else is to be known.
    pub note: String,
    /// Whether the name may be shown.
    pub named: bool,
    /// A picture of them.
    pub photo: Option<FileHash>,
    /// When it came.
    pub offered_at: Timestamp,
    /// How it stands.
    pub state: OfferState,
    /// What they were told.
    pub answer: Option<String>,
    /// To whom they were sent on.
    pub sent_to: Option<String>,
    /// What came of it.
    pub contribution: Option<Id<Contribution>>,
}

macro_rules! offers {
    ($($rest:expr),+) => {
        sql!(concat!(
            "SELECT o.id, o.code, o.person, o.name, o.phone, o.email, o.organisation, o.titles, o.pieces, o.way, o.note,
                 o.named, o.photo, o.offered_at, o.state, o.answer, o.sent_to, o.contribution FROM book_offer o ",
            $($rest),+
        ))
    };
}

impl Offer {
    /// Who that would be in the register.
    pub fn profile(&self) -> Profile {
        let organisation = some(&self.organisation);
        Profile {
            name: organisation.unwrap_or(&self.name).to_owned(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            note: organisation.map(|_| self.name.clone()).unwrap_or_default(),
            ..Profile::default()
        }
    }

    fn party_kind(&self) -> PartyKind {
        if self.organisation.is_empty() { PartyKind::Person } else { PartyKind::Organisation }
    }
}

/// Everything that speaks against an offer.
pub fn objections(new: &Offering) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=LINE).contains(&new.name.trim().chars().count()) {
        object("name", "offer-name-missing");
    }
    if new.organisation.chars().count() > LINE {
        object("organisation", "contribution-text-too-long");
    }
    let (phone, email) = (new.phone.trim(), new.email.trim());
    if phone.is_empty() && email.is_empty() && new.person.is_none() {
        object("phone", "offer-unreachable");
    }
    if !phone.is_empty() && people::phone::normalised(phone).is_none() {
        object("phone", "member-phone-unreadable");
    }
    if !email.is_empty() && (email.chars().count() > LINE || !email.contains('@') || email.contains(' ')) {
        object("email", "member-email-unreadable");
    }
    match new.titles.trim().chars().count() {
        0 => object("titles", "offer-titles-missing"),
        n if n > 10 * TEXT => object("titles", "contribution-text-too-long"),
        _ => {}
    }
    if !(1..=MOST).contains(&new.pieces) {
        object("pieces", "offer-pieces-missing");
    }
    if new.note.chars().count() > TEXT {
        object("note", "contribution-text-too-long");
    }
    reasons
}

/// A photo of books, written anew and not yet kept.
#[derive(Debug, Clone)]
pub struct Photo(Picture);

/// Reads an upload, which may be anything; none where nothing was sent. Takes up to 260 MB and a second: one at a time, and
/// not on a thread that answers.
///
/// # Errors
/// A refusal that says what is wrong with it.
pub fn prepare(bytes: &[u8]) -> std::result::Result<Option<Photo>, Refusal> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let refusal = |key| Refusal::of_field("photo", Message::new(key));
    let [photo] = picture::rewrite(bytes, [SIZE]).map_err(|error| match error {
        picture::Error::Unknown => refusal("photo-kind"),
        picture::Error::TooLarge => refusal("photo-too-large"),
        picture::Error::Damaged => refusal("photo-damaged"),
    })?;
    Ok(Some(Photo(photo)))
}

/// Keeps an offer; the same `form` a second time is the same offer. Its code.
///
/// # Errors
/// A refusal with every reason, also where enough were sent today; those of the disk and the database.
pub fn offer(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    form: &str,
    new: &Offering,
    photo: Option<&Photo>,
) -> Result<String> {
    tx.lock("book-offer", &"")?;
    let known: Option<(String,)> =
        tx.opt(sql!("SELECT code FROM book_offer WHERE form = ?1"), vals![form])?;
    if let Some((code,)) = known {
        return Ok(code);
    }
    Refusal::unless_empty(No::Invalid, objections(new))?;
    let midnight = act.start_of(act.today());
    let (today,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM book_offer WHERE offered_at >= ?1"), vals![midnight])?;
    if today >= settings::OFFERS_PER_DAY.number(tx)? {
        return Err(Refusal::new(No::TooMany, Message::new("offer-enough-today")).into());
    }
    let photo = photo
        .map(|Photo(picture)| files.put(tx, act, &picture.jpeg, FileKind::Jpeg.as_str(), "buku.jpg"))
        .transpose()?;
    let year = act.today().year();
    let code = format!("T-{year}-{:03}", sequence::next(tx, &format!("book-offer-{year}"))?);
    let id = Id::<Offer>::new();
    tx.exec(
        sql!(
            "INSERT INTO book_offer (id, code, form, person, name, phone, email, organisation, titles, pieces, way, note,
                 named, photo, offered_at, state, answer, sent_to, contribution, decided_at, decided_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'waiting', NULL, NULL, NULL, NULL,
                 NULL)"
        ),
        vals![
            id,
            code,
            form,
            new.person,
            new.name.trim(),
            people::phone::normalised(&new.phone).unwrap_or_default(),
            new.email.trim().to_lowercase(),
            new.organisation.trim(),
            new.titles.trim(),
            new.pieces,
            new.way,
            new.note.trim(),
            new.named,
            photo,
            act.at
        ],
    )?;
    audit::record(tx, act, "offer.sent", "book-offer", id, &json!({ "code": code, "pieces": new.pieces }))?;
    Ok(code)
}

/// The offer with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Offer> {
    let found = tx.opt(offers!("WHERE o.code = ?1"), vals![code.trim().to_uppercase()])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("offer-unknown")).into())
}

/// A page of offers: those that wait, the oldest first, or all, the latest first; how many there are.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, waiting: bool, (limit, offset): (i64, i64)) -> Result<(Vec<Offer>, i64)> {
    if waiting {
        let page = tx.all(
            offers!("WHERE o.state = 'waiting' ORDER BY o.offered_at, o.id LIMIT ?1 OFFSET ?2"),
            vals![limit, offset],
        )?;
        return Ok((page, waiting_count(tx)?));
    }
    let page =
        tx.all(offers!("ORDER BY o.offered_at DESC, o.id DESC LIMIT ?1 OFFSET ?2"), vals![limit, offset])?;
    let (all,) = tx.one(sql!("SELECT count(*) FROM book_offer"), vals![])?;
    Ok((page, all))
}

/// The offers before a place in the list, the latest first, as programs read them.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    place: Option<(Timestamp, Id<Offer>)>,
    limit: i64,
) -> Result<Vec<Offer>> {
    let (at, id) = place.unzip();
    tx.all(offers!("WHERE ", web::latest_first!("o.offered_at", "o.id")), vals![at, id, limit])
}

/// How many wait for an answer.
///
/// # Errors
/// Those of the database.
pub fn waiting_count(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(sql!("SELECT count(*) FROM book_offer WHERE state = 'waiting'"), vals![])?;
    Ok(count)
}

/// The offers of somebody, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_person(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Offer>> {
    tx.all(offers!("WHERE o.person = ?1 ORDER BY o.offered_at DESC LIMIT 50"), vals![person])
}

/// Who of the register this might be.
///
/// # Errors
/// Those of the database.
pub fn alike(tx: &mut Tx<'_>, offer: &Offer) -> Result<Vec<Alike>> {
    alike::alike(tx, offer.party_kind(), &offer.profile())
}

/// What the library says to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The books may come to this branch.
    Accept(Id<Branch>),
    /// Somebody needs them more.
    Redirect(String),
    /// Not these.
    Decline,
}

/// Answers an offer, and tells whoever sent it. They are an entry of the register from then on: `giver`, or a new one.
/// Books that may come are promised.
///
/// # Errors
/// A refusal without what the answer needs, or when somebody else has answered; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Offer>,
    giver: Option<Id<Person>>,
    answer: &Answer,
    words: &str,
) -> Result<Offer> {
    tx.lock("book-offer", &id)?;
    let offer: Offer = tx.one(offers!("WHERE o.id = ?1"), vals![id])?;
    if offer.state != OfferState::Waiting {
        return Err(Refusal::new(No::Conflict, Message::new("offer-decided")).into());
    }
    Refusal::unless_empty(No::Invalid, against(answer, words))?;
    let giver = party_of(tx, act, &offer, giver)?;
    let (state, sent_to) = match answer {
        Answer::Accept(_) => (OfferState::Accepted, None),
        Answer::Redirect(to) => (OfferState::Redirected, some(to)),
        Answer::Decline => (OfferState::Declined, None),
    };
    let contribution = match answer {
        Answer::Accept(branch) => Some(promised(tx, act, &offer, giver, *branch)?),
        _ => None,
    };
    tx.exec(
        sql!(
            "UPDATE book_offer SET state = ?2, answer = ?3, sent_to = ?4, contribution = ?5, person = ?6,
                 decided_at = ?7, decided_by = ?8 WHERE id = ?1 AND state = 'waiting'"
        ),
        vals![id, state, some(words), sent_to, contribution, giver, act.at, act.by.person()],
    )?;
    let decided: Offer = tx.one(offers!("WHERE o.id = ?1"), vals![id])?;
    let facts = json!({ "code": offer.code, "state": state.as_str(), "to": sent_to });
    audit::record(tx, act, "offer.decided", "book-offer", id, &facts)?;
    telling::decided(tx, act, &decided, giver)?;
    Ok(decided)
}

fn against(answer: &Answer, words: &str) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match answer {
        Answer::Redirect(to) if !(1..=LINE).contains(&to.trim().chars().count()) => {
            object("to", "offer-to-missing");
        }
        Answer::Decline if words.trim().is_empty() => object("answer", "offer-answer-missing"),
        _ => {}
    }
    if words.chars().count() > TEXT {
        object("answer", "contribution-text-too-long");
    }
    reasons
}

fn party_of(tx: &mut Tx<'_>, act: &Act, offer: &Offer, giver: Option<Id<Person>>) -> Result<Id<Person>> {
    // For an organisation somebody signed in may speak; they are not it.
    let signed_in = offer.person.filter(|_| offer.organisation.is_empty());
    if let Some(known) = giver.or(signed_in) {
        return Ok(parties::living(tx, known)?.id);
    }
    match parties::register(tx, act, offer.party_kind(), &offer.profile(), true)? {
        Registered::New(party) => Ok(party),
        Registered::Alike(_) => Err(Error::Missing),
    }
}

fn promised(
    tx: &mut Tx<'_>,
    act: &Act,
    offer: &Offer,
    giver: Id<Person>,
    branch: Id<Branch>,
) -> Result<Id<Contribution>> {
    let first = offer.titles.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let new = Entered {
        form: format!("offer {}", offer.code),
        direction: Direction::In,
        kind: Kind::Books,
        party: Some(giver),
        name: String::new(),
        named: offer.named,
        about: first.trim().chars().take(LINE).collect(),
        purpose: String::new(),
        commitment: None,
        branch,
    };
    Ok(giving::pledge(tx, act, &new, offer.pieces, None)?.id)
}

/// Forgets what was written in offers that came to nothing, after the days the library has decided on; how many.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act) -> Result<u64> {
    let days = settings::FORGET_DAYS.number(tx)?;
    let before = act.at.saturating_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(act.at);
    let photos: Vec<(FileHash,)> = tx.all(
        sql!(
            "SELECT photo FROM book_offer WHERE state IN ('declined', 'redirected') AND decided_at < ?1 AND name <> ''
                 AND photo IS NOT NULL"
        ),
        vals![before],
    )?;
    let forgotten = tx.exec(
        sql!(
            "UPDATE book_offer SET person = NULL, name = '', phone = '', email = '', organisation = '', titles = '',
                 note = '', photo = NULL, answer = '–'
             WHERE state IN ('declined', 'redirected') AND decided_at < ?1 AND name <> ''"
        ),
        vals![before],
    )?;
    photos.iter().try_for_each(|(photo,)| files::forget(tx, photo))?;
    Ok(forgotten)
}

/// Forgets who made offers, and the pictures they sent.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_person(tx: &mut Tx<'_>, person: Id<Person>) -> Result<()> {
    let photos: Vec<(FileHash,)> =
        tx.all(sql!("SELECT photo FROM book_offer WHERE person = ?1 AND photo IS NOT NULL"), vals![person])?;
    tx.exec(
        sql!(
            "UPDATE book_offer SET person = NULL, name = '', phone = '', email = '', organisation = '', titles = '',
                 note = '', photo = NULL WHERE person = ?1"
        ),
        vals![person],
    )?;
    photos.iter().try_for_each(|(photo,)| files::forget(tx, photo))
}
