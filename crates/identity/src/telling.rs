//! What people are told of the safety of their own account.

use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
use platform::{
    accounts::{Entry, PasswordChanged},
    events::{self, Event, Posted, Subscriber},
};
use serde::{Deserialize, Serialize};
use store::{Result, Tx, sql, vals};
use web::device;

/// Somebody signed in on a device that was not known.
pub const NEW_DEVICE: NoticeKind = NoticeKind {
    name: "identity.new-device",
    purpose: Purpose::Security,
    channels: &[Channel::Email, Channel::Inbox],
};
/// An account has another password.
pub const PASSWORD: NoticeKind = NoticeKind { name: "identity.password-changed", ..NEW_DEVICE };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[NEW_DEVICE, PASSWORD];

/// An account this young is being set up, and its first devices are no news.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);

/// Somebody signed in on a device that their account was not used on before; the subject is the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredAnew {
    /// What the browser and the system are called, as far as they are known.
    pub device: String,
}

impl Event for EnteredAnew {
    const KIND: &'static str = "identity.entered-anew";
}

/// Notes that somebody signs in on a device that is not known.
pub(crate) fn entered_anew(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, entry: &Entry) -> Result<()> {
    let begun: Option<(Timestamp,)> =
        tx.opt(sql!("SELECT created_at FROM account WHERE person = ?1"), vals![person])?;
    if begun.is_none_or(|(begun,)| act.at.duration_since(begun) < YOUNG) {
        return Ok(());
    }
    let known = device::read(&entry.device);
    let names: Vec<&str> = [known.browser, known.system].into_iter().flatten().collect();
    let device = if names.is_empty() { "?".to_owned() } else { names.join(", ") };
    events::emit(tx, act, person, &EnteredAnew { device }).map(drop)
}

/// Who tells people of these events.
pub(crate) const SUBSCRIBERS: &[Subscriber] =
    &[Subscriber { name: "identity.tell", kinds: &[EnteredAnew::KIND, PasswordChanged::KIND], handle: tell }];

fn tell(tx: &mut Tx<'_>, act: &Act, posted: &Posted) -> Result<()> {
    let person: Id<Person> = posted.subject.cast();
    let notice = match posted.read::<EnteredAnew>()? {
        Some(EnteredAnew { device }) => Notice::new(NEW_DEVICE, person).with("device", device),
        None => Notice::new(PASSWORD, person),
    };
    let notice = notice.with("at", posted.at).once(person, posted.seq, 0).link("/saya/keamanan");
    notices::send(tx, act, notice).map(drop)
}
