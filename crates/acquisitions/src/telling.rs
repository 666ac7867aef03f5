//! What those who suggested a book are told.

use kernel::Act;
use notices::{Channel, Notice, NoticeKind, Purpose};
use store::{Result, Tx};

use crate::model::{Suggestion, Wish};

/// It is not bought, with the reason.
pub const DECLINED: NoticeKind =
    NoticeKind { name: "acquisitions.declined", purpose: Purpose::Service, channels: Channel::ALL };
/// It is ordered.
pub const ORDERED: NoticeKind = NoticeKind { name: "acquisitions.ordered", ..DECLINED };
/// It is there.
pub const ARRIVED: NoticeKind = NoticeKind { name: "acquisitions.arrived", ..DECLINED };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[DECLINED, ORDERED, ARRIVED];

/// Tells whoever made a suggestion how far it is; each step once. Somebody who is not in the register left a way to be
/// reached, which the list shows.
pub(crate) fn of(tx: &mut Tx<'_>, act: &Act, one: &Suggestion) -> Result<()> {
    let kind = match one.state {
        Wish::Declined => DECLINED,
        Wish::Ordered => ORDERED,
        Wish::Arrived => ARRIVED,
        Wish::New | Wish::Selected => return Ok(()),
    };
    let Some(party) = one.party else { return Ok(()) };
    let notice = Notice::new(kind, party)
        .once(one.id, 0, 0)
        .with("title", one.title.as_str())
        .with("reason", one.answer.as_deref().unwrap_or_default())
        .link("/saya/usul-buku");
    notices::send(tx, act, notice).map(drop)
}
