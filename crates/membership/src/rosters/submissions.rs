//! Lists that partners send by themselves: whoever speaks for a partner sends one and sees what it would change; somebody of
//! the library looks at it and applies or refuses it.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
use people::{
    import::{self, Meant, Waiting},
    relationships::{self, Relation},
};
use platform::{
    audit,
    files::{FileKind, Handed},
    vault::{Place, Vault},
};
use store::{Error, FromRow, Result, Tx, sql, vals};
use web::Paper;

use super::sheet;
use crate::sponsorships::{self, Sponsorship};

/// To whoever sent a list: it was applied.
pub const APPLIED: NoticeKind =
    NoticeKind { name: "membership.roster-applied", purpose: Purpose::Duty, channels: Channel::ALL };
/// To whoever sent a list: it was not taken over, and why.
pub const REFUSED: NoticeKind =
    NoticeKind { name: "membership.roster-refused", purpose: Purpose::Duty, channels: Channel::ALL };

/// Where the content of a list is sealed.
const CONTENT: Place = Place { table: "roster_submission", column: "content" };
/// How many of a partner's lists are shown.
const SHOWN: i64 = 20;

store::words! {
    /// What became of a list.
    pub enum Fate {
        /// Somebody of the library has yet to look at it.
        Waiting = "waiting",
        /// It was applied.
        Applied = "applied",
        /// It was not, for a reason that was told.
        Refused = "refused",
        /// The partner sent another one before anybody looked.
        Replaced = "replaced",
    }
}

/// A list that a partner sent.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Submission {
    /// Which.
    pub id: Id<Submission>,
    /// For which sponsorship.
    pub sponsorship: Id<Sponsorship>,
    /// What the file is called.
    pub name: String,
    /// Who sent it.
    pub sender: Option<Id<Person>>,
    /// Their name.
    pub sender_name: Option<String>,
    /// When.
    pub sent_at: Timestamp,
    /// What became of it.
    pub state: Fate,
    /// Why it was refused.
    pub note: Option<String>,
}

/// The sponsorships of the partners that a person speaks for on a day, by name.
///
/// # Errors
/// Those of the database.
pub fn spoken_for(tx: &mut Tx<'_>, person: Id<Person>, on: Date) -> Result<Vec<Sponsorship>> {
    tx.all(
        sql!(
            "SELECT s.id, s.partner, s.name, s.plan, s.since, s.until, s.seats, s.seat_order, s.grace_days, s.domain
             FROM sponsorship s WHERE s.ended_at IS NULL AND s.partner IN (
                 SELECT r.other FROM relationship r WHERE r.party = ?1 AND r.kind = 'contact'
                     AND (r.since IS NULL OR r.since <= ?2) AND (r.until IS NULL OR r.until >= ?2))
             ORDER BY s.name, s.id"
        ),
        vals![person, on],
    )
}

/// The sponsorship, where this person speaks for its partner on that day; for anybody else there is none.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn of_speaker(tx: &mut Tx<'_>, person: Id<Person>, id: Id<Sponsorship>, on: Date) -> Result<Sponsorship> {
    let one = sponsorships::one(tx, id)?;
    match relationships::who_is(tx, Relation::Contact, one.partner, on)?.contains(&person) {
        true => Ok(one),
        false => Err(Refusal::new(Kind::Missing, Message::new("sponsor-unknown")).into()),
    }
}

/// What a list may come as.
const KINDS: &[FileKind] = &[FileKind::Text, FileKind::Spreadsheet];

/// Why a file is no list that could be taken over: it is not what its name says, no table, one that reckons, or it names nobody.
/// Anything else would take the place of the list that waits.
///
/// # Errors
/// A refusal of the field `file`, with every reason.
pub fn readable(name: &str, content: &[u8]) -> std::result::Result<(), Refusal> {
    let handed = Handed { title: "", name, content };
    Refusal::unless_empty(Kind::Invalid, handed.objections(KINDS, "file"))?;
    sheet::read(content).map(drop)
}

/// Keeps a list that a partner sent, which is [`readable`]; one that still waited gives way to it. It holds numbers that are sealed everywhere
/// else, so the whole of it is sealed, where the library has its keys.
///
/// # Errors
/// A refusal when the sender does not speak for the partner, or the sponsorship has ended; those of the database.
pub fn send(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    id: Id<Sponsorship>,
    sender: Id<Person>,
    name: &str,
    content: &[u8],
) -> Result<Id<Submission>> {
    tx.lock("sponsorship", &id)?;
    let one = of_speaker(tx, sender, id, act.today())?;
    if one.until.is_some_and(|until| until < act.today()) {
        return Err(Refusal::of_field("file", Message::new("seat-sponsor-ended")).into());
    }
    tx.exec(
        sql!(
            "UPDATE roster_submission SET state = 'replaced', content = NULL, decided_at = ?2
             WHERE sponsorship = ?1 AND state = 'waiting'"
        ),
        vals![id, act.at],
    )?;
    let submission = Id::new();
    let (content, sealed) = closed(vault, submission, content)?;
    let name = match name.trim() {
        "" => "daftar.csv",
        name => name,
    };
    tx.exec(
        sql!(
            "INSERT INTO roster_submission (id, sponsorship, name, content, sealed, sender, sent_at, state, file, note,
                 decided_by, decided_at)
             VALUES (?1, ?2, ?3, ?4, ?7, ?5, ?6, 'waiting', NULL, NULL, NULL, NULL)"
        ),
        vals![submission, id, name, content, sender, act.at, sealed],
    )?;
    audit::record(tx, act, "roster.sent", "sponsorship", id, &serde_json::json!({ "file": name }))?;
    Ok(submission)
}

/// A content as it is kept, and whether it is sealed.
fn closed(vault: &Vault, id: Id<Submission>, content: &[u8]) -> Result<(Vec<u8>, bool)> {
    match vault.is_open() {
        true => Ok((vault.seal(CONTENT, id, content)?, true)),
        false => Ok((content.to_vec(), false)),
    }
}

/// The lists that wait, and those who wait on a list for a seat and are nobody in the register yet: whoever is forgotten is
/// struck off, so that no list brings them back.
pub(crate) const STRIKE: Paper = Paper {
    name: "membership.sent-lists",
    strike: |tx, act, vault, person| {
        let meant = Meant::of(tx, person)?;
        strike_listed(tx, &meant)?;
        let all: Vec<(Id<Sponsorship>,)> = tx.all(
            sql!("SELECT sponsorship FROM roster_submission WHERE state = 'waiting' ORDER BY sponsorship"),
            vals![],
        )?;
        all.into_iter().try_for_each(|(sponsorship,)| strike(tx, act, vault, &meant, sponsorship))
    },
};

fn strike_listed(tx: &mut Tx<'_>, meant: &Meant) -> Result<()> {
    type Row = (Id<()>, String, Option<Date>, Option<String>);
    let means = |(_, name, born, phone): &&Row| {
        let number = phone.as_deref().map(people::phone::shown);
        meant.is_named(name, *born, number.as_deref())
    };
    let listed: Vec<Row> =
        tx.all(sql!("SELECT id, name, born, phone FROM roster_row WHERE person IS NULL"), vals![])?;
    for (id, ..) in listed.iter().filter(means) {
        tx.exec(sql!("DELETE FROM roster_row WHERE id = ?1"), vals![id])?;
    }
    let pictured: Vec<Row> =
        tx.all(sql!("SELECT id, name, born, phone FROM roster_picture WHERE person IS NULL"), vals![])?;
    for (id, ..) in pictured.iter().filter(means) {
        tx.exec(sql!("DELETE FROM roster_picture WHERE id = ?1"), vals![id])?;
    }
    Ok(())
}

fn strike(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    meant: &Meant,
    sponsorship: Id<Sponsorship>,
) -> Result<()> {
    match waiting(tx, vault, sponsorship) {
        Ok(None) => {}
        Ok(Some((id, _, content))) => {
            if let Some(content) = import::without(tx, vault, &content, meant, act.today())? {
                let (content, sealed) = closed(vault, id, &content)?;
                tx.exec(
                    sql!("UPDATE roster_submission SET content = ?2, sealed = ?3 WHERE id = ?1"),
                    vals![id, content, sealed],
                )?;
            }
        }
        // What nobody can read is sent again.
        Err(Error::Refused(_) | Error::Shape(_)) => {
            tx.exec(
                sql!(
                    "UPDATE roster_submission SET state = 'replaced', content = NULL, decided_at = ?2
                     WHERE sponsorship = ?1 AND state = 'waiting'"
                ),
                vals![sponsorship, act.at],
            )?;
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// The latest lists that a partner sent, the newest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<Vec<Submission>> {
    tx.all(
        sql!(
            "SELECT b.id, b.sponsorship, b.name, b.sender, p.name AS sender_name, b.sent_at, b.state, b.note
             FROM roster_submission b LEFT JOIN party p ON p.id = b.sender
             WHERE b.sponsorship = ?1 ORDER BY b.sent_at DESC, b.id DESC LIMIT ?2"
        ),
        vals![sponsorship, SHOWN],
    )
}

/// A list as it was sent: which, what it is called, and what is in it.
pub type Content = (Id<Submission>, String, Vec<u8>);

/// The list of a sponsorship that waits to be looked at: what it is called, and its content.
///
/// # Errors
/// A refusal where the keys are missing that sealed it; those of the database.
pub fn waiting(tx: &mut Tx<'_>, vault: &Vault, sponsorship: Id<Sponsorship>) -> Result<Option<Content>> {
    let found: Option<(Id<Submission>, String, Vec<u8>, bool)> = tx.opt(
        sql!(
            "SELECT id, name, content, sealed FROM roster_submission WHERE sponsorship = ?1 AND state = 'waiting'"
        ),
        vals![sponsorship],
    )?;
    let Some((id, name, content, sealed)) = found else { return Ok(None) };
    let content = if sealed { vault.open_bytes(CONTENT, id, &content)? } else { content };
    Ok(Some((id, name, content)))
}

/// What a list that waits is called, and its content.
///
/// # Errors
/// A refusal when there is none such, when it does not wait any more, and as [`waiting`]; those of the database.
pub fn waiting_as(
    tx: &mut Tx<'_>,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    id: Id<Submission>,
) -> Result<(String, Vec<u8>)> {
    known(tx, sponsorship, id)?;
    let found = waiting(tx, vault, sponsorship)?.filter(|(waiting, ..)| *waiting == id);
    found.map(|(_, name, content)| (name, content)).ok_or_else(|| settled_already().into())
}

/// Whether a list of a sponsorship waits to be looked at.
///
/// # Errors
/// Those of the database.
pub fn waits(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<bool> {
    let found: Option<(Id<Submission>,)> = tx.opt(
        sql!("SELECT id FROM roster_submission WHERE sponsorship = ?1 AND state = 'waiting'"),
        vals![sponsorship],
    )?;
    Ok(found.is_some())
}

/// How many lists wait to be looked at.
///
/// # Errors
/// Those of the database.
pub fn waiting_count(tx: &mut Tx<'_>) -> Result<i64> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM roster_submission WHERE state = 'waiting'"), vals![])?;
    Ok(n)
}

/// Makes a list that waits a file to be looked at and applied like one of the library's own.
///
/// # Errors
/// A refusal when it does not wait any more; those of the database.
pub fn open(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    id: Id<Submission>,
) -> Result<Id<Waiting>> {
    let found = waiting(tx, vault, sponsorship)?.filter(|(waiting, ..)| *waiting == id);
    let (_, name, content) = found.ok_or_else(settled_already)?;
    let file = import::keep(tx, vault, act.at, &name, &content)?;
    tx.exec(sql!("UPDATE roster_submission SET file = ?2 WHERE id = ?1"), vals![id, file])?;
    Ok(file)
}

/// Tells a partner why its list was not taken over.
///
/// # Errors
/// A refusal without a reason, or when the list does not wait any more; those of the database.
pub fn refuse(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    id: Id<Submission>,
    note: &str,
) -> Result<()> {
    let note = note.trim();
    if !(1..=1_000).contains(&note.chars().count()) {
        let message = Message::new("roster-refusal-missing");
        let reasons = vec![Reason { field: Some("note"), message }];
        return Err(Refusal { kind: Kind::Invalid, reasons }.into());
    }
    known(tx, sponsorship, id)?;
    let sender: Option<(Option<Id<Person>>, String)> = tx.opt(
        sql!(
            "UPDATE roster_submission SET state = 'refused', content = NULL, note = ?3, decided_by = ?4, decided_at = ?5
             WHERE id = ?1 AND sponsorship = ?2 AND state = 'waiting' RETURNING sender, name"
        ),
        vals![id, sponsorship, note, act.by.person(), act.at],
    )?;
    let (sender, name) = sender.ok_or_else(settled_already)?;
    let detail = serde_json::json!({ "file": name, "note": note });
    audit::record(tx, act, "roster.refused", "sponsorship", sponsorship, &detail)?;
    let Some(sender) = sender else { return Ok(()) };
    let notice = Notice::new(REFUSED, sender)
        .with("file", name)
        .with("note", note)
        .link(format!("/saya/daftar-nama/{sponsorship}"));
    notices::send(tx, act, notice).map(drop)
}

/// After a file was applied: where a partner had sent it, the partner hears what came of it.
///
/// # Errors
/// Those of the database.
pub fn applied(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    file: Id<Waiting>,
    came: &super::Applied,
) -> Result<()> {
    let sent: Option<(Option<Id<Person>>, String)> = tx.opt(
        sql!(
            "UPDATE roster_submission SET state = 'applied', content = NULL, decided_by = ?3, decided_at = ?4
             WHERE sponsorship = ?1 AND file = ?2 AND state = 'waiting' RETURNING sender, name"
        ),
        vals![sponsorship, file, act.by.person(), act.at],
    )?;
    let Some((Some(sender), name)) = sent else { return Ok(()) };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let notice = Notice::new(APPLIED, sender)
        .with("file", name)
        .with("seated", count(came.seated))
        .with("gone", count(came.gone))
        .with("waiting", count(came.waiting))
        .with("doubtful", count(came.doubtful))
        .link(format!("/saya/daftar-nama/{sponsorship}"));
    notices::send(tx, act, notice).map(drop)
}

/// That this list was ever sent for this sponsorship.
fn known(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, id: Id<Submission>) -> Result<()> {
    let found: Option<(Id<Submission>,)> = tx.opt(
        sql!("SELECT id FROM roster_submission WHERE id = ?1 AND sponsorship = ?2"),
        vals![id, sponsorship],
    )?;
    found.map(drop).ok_or_else(|| Refusal::new(Kind::Missing, Message::new("roster-sent-unknown")).into())
}

fn settled_already() -> Refusal {
    Refusal::new(Kind::Conflict, Message::new("roster-settled-already"))
}
