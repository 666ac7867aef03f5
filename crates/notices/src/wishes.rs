//! What people want to hear and by which way: decided by themselves, or at the desk with a note of who said so.
//!
//! Marketing by e-mail counts once whoever reads that address has confirmed it; by the other ways it counts when
//! somebody who has signed in, or stands at the desk, has said yes.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::{accounts::Token, audit};
use store::{FromRow, Result, Tx, sql, vals};
use ui::Lang;

use crate::{
    Channel, NoticeKind, Purpose, Reader,
    addresses::{self, Ask},
    readers, rules, sending,
};

const SAID_LENGTH: usize = 300;

/// Where one click ends messages of a kind.
pub fn path_of(token: &str) -> String {
    format!("/pesan/berhenti/{token}")
}

/// What somebody decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The kinds and ways that are wanted; all others that are offered are not.
    pub wanted: Vec<(String, Channel)>,
    /// The way that comes before all others.
    pub first: Option<Channel>,
    /// The language of messages.
    pub lang: Option<Lang>,
    /// At the desk: who said so, and how. Empty where somebody decides for themselves.
    pub said_by: String,
}

/// The purpose of a proof that confirms messages of a kind.
fn purpose(kind: &str) -> String {
    format!("notices.consent/{kind}")
}

/// Whether somebody gets `kind` by `channel` as things stand, or has asked for it and not confirmed it yet.
pub fn is_asked_for(reader: &Reader, kind: &NoticeKind, channel: Channel) -> bool {
    rules::is_wanted(reader, kind, channel) || reader.wish(kind.name, channel).is_some_and(|wish| wish.wanted)
}

/// Decides what somebody wants; the e-mail address that has yet to confirm, where one has.
///
/// # Errors
/// A refusal where a child would be advertised to, or nobody is named who said so; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    kinds: &[NoticeKind],
    person: Id<Person>,
    choices: &Choices,
) -> Result<Option<String>> {
    tx.lock("notices.wishes", &person)?;
    let reader = readers::one(tx, person)?;
    let said_by = choices.said_by.trim();
    let by_desk = act.by.person() != Some(person);
    if by_desk && said_by.is_empty() {
        return Err(Refusal::of_field("said_by", Message::new("wishes-need-who")).into());
    }
    if said_by.chars().count() > SAID_LENGTH {
        return Err(Refusal::of_field("said_by", Message::new("member-text-too-long")).into());
    }
    let said_by = by_desk.then_some(said_by);
    let minor = sending::is_minor(reader.born, act.today());
    let mut changed = Vec::new();
    let mut to_confirm = None;
    for kind in kinds {
        for &channel in kind.channels {
            let wanted = choices.wanted.iter().any(|(name, way)| name == kind.name && *way == channel);
            if wanted == is_asked_for(&reader, kind, channel) {
                continue;
            }
            let marketing = kind.purpose == Purpose::Marketing;
            if wanted && marketing && minor {
                return Err(Refusal::new(Kind::Forbidden, Message::new("wishes-minor")).into());
            }
            let confirms = marketing && wanted && channel == Channel::Email;
            if confirms {
                let Some(address) = reader.email.clone() else {
                    return Err(Refusal::of_field("wanted", Message::new("wishes-no-address")).into());
                };
                let purpose = purpose(kind.name);
                addresses::ask(tx, act, &Ask { address: &address, purpose: &purpose, party: Some(person) })?;
                to_confirm = Some(address);
            }
            let confirmed = (wanted && marketing && !confirms).then_some(act.at);
            let new = Id::<()>::new();
            tx.exec(
                sql!(
                    "INSERT INTO notice_wish (id, person, kind, channel, wanted, confirmed_at, token, set_by, said_by, at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                     ON CONFLICT (person, kind, channel) DO UPDATE SET wanted = excluded.wanted,
                         confirmed_at = excluded.confirmed_at, set_by = excluded.set_by,
                         said_by = excluded.said_by, at = excluded.at"
                ),
                vals![
                    new,
                    person,
                    kind.name,
                    channel,
                    wanted,
                    confirmed,
                    Token::fresh().to_hex(),
                    said_by.and(act.by.person()),
                    said_by,
                    act.at
                ],
            )?;
            changed.push(serde_json::json!({ "kind": kind.name, "by": channel.as_str(), "wanted": wanted }));
        }
    }
    if (choices.first, choices.lang.unwrap_or(reader.lang)) != (reader.first, reader.lang) {
        tx.exec(
            sql!(
                "INSERT INTO notice_reader (person, lang, first_channel) VALUES (?1, ?2, ?3)
                 ON CONFLICT (person) DO UPDATE SET lang = excluded.lang, first_channel = excluded.first_channel"
            ),
            vals![person, choices.lang.map(Lang::code), choices.first],
        )?;
        let first = choices.first.map(Channel::as_str);
        changed.push(serde_json::json!({ "first": first, "lang": choices.lang.map(Lang::code) }));
    }
    if !changed.is_empty() {
        let detail = serde_json::json!({ "changes": changed, "said_by": said_by });
        audit::record(tx, act, "wishes.decided", "person", person, &detail)?;
    }
    Ok(to_confirm)
}

/// The wish that a proof of `purpose` confirms.
pub(crate) fn confirm(tx: &mut Tx<'_>, act: &Act, purpose: &str, person: Id<Person>) -> Result<()> {
    let Some(kind) = purpose.strip_prefix("notices.consent/") else { return Ok(()) };
    let confirmed = tx.exec(
        sql!(
            "UPDATE notice_wish SET confirmed_at = ?3
             WHERE person = ?1 AND kind = ?2 AND channel = 'email' AND wanted AND confirmed_at IS NULL"
        ),
        vals![person, kind, act.at],
    )?;
    if confirmed == 1 {
        audit::record(tx, act, "wishes.confirmed", "person", person, &serde_json::json!({ "kind": kind }))?;
    }
    Ok(())
}

/// A wish that a letter's link names.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Ending {
    /// Whose.
    pub person: Id<Person>,
    /// Of which kind.
    pub kind: String,
    /// By which way.
    pub channel: Channel,
    /// Whether it still stands.
    pub wanted: bool,
}

/// The wish a letter's link names.
///
/// # Errors
/// Those of the database.
pub fn by_token(tx: &mut Tx<'_>, token: &str) -> Result<Option<Ending>> {
    tx.opt(sql!("SELECT person, kind, channel, wanted FROM notice_wish WHERE token = ?1"), vals![token])
}

/// Whoever has a letter wants no more like it. A second time changes nothing.
///
/// # Errors
/// A refusal where the link is none of ours; those of the database.
pub fn stop(tx: &mut Tx<'_>, act: &Act, token: &str) -> Result<Ending> {
    let unknown = || Refusal::new(Kind::Missing, Message::new("stop-unknown"));
    let ending = by_token(tx, token)?.ok_or_else(unknown)?;
    let stopped = tx.exec(
        sql!("UPDATE notice_wish SET wanted = ?2, confirmed_at = NULL, at = ?3 WHERE token = ?1 AND wanted"),
        vals![token, false, act.at],
    )?;
    if stopped == 1 {
        let detail = serde_json::json!({ "kind": ending.kind, "by": ending.channel.as_str() });
        audit::record(tx, act, "wishes.stopped", "person", ending.person, &detail)?;
    }
    Ok(ending)
}

/// Everybody who has said yes to a kind of marketing by some way, and confirmed it.
///
/// # Errors
/// Those of the database.
pub fn subscribers(tx: &mut Tx<'_>, kind: &str) -> Result<Vec<Id<Person>>> {
    let rows: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT DISTINCT person FROM notice_wish WHERE kind = ?1 AND wanted AND confirmed_at IS NOT NULL
             ORDER BY person"
        ),
        vals![kind],
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}
