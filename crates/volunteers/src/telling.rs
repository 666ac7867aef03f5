//! What those who would like to help are told.

use kernel::{Act, Id, Person};
use notices::{Channel, Notice, NoticeKind, Purpose};
use store::{Result, Tx};

use crate::applying::Application;

/// An application was accepted.
pub const ACCEPTED: NoticeKind =
    NoticeKind { name: "volunteers.accepted", purpose: Purpose::Service, channels: Channel::ALL };
/// An application was turned down, with the reason.
pub const DECLINED: NoticeKind = NoticeKind { name: "volunteers.declined", ..ACCEPTED };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[ACCEPTED, DECLINED];

/// Tells whoever applied what was decided, once. Somebody who is not in the register can only be called; the list
/// shows their number.
pub(crate) fn decided(
    tx: &mut Tx<'_>,
    act: &Act,
    application: Id<Application>,
    person: Id<Person>,
    declined_because: Option<&str>,
) -> Result<()> {
    let notice = match declined_because {
        None => Notice::new(ACCEPTED, person),
        Some(reason) => Notice::new(DECLINED, person).with("reason", reason),
    };
    notices::send(tx, act, notice.once(application, 0, 0).link("/saya/relawan")).map(drop)
}
