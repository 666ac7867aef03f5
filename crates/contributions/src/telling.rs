//! What givers are told, by the ways they wish.

use kernel::{Act, Id, Person};
use notices::{Channel, Notice, NoticeKind, Purpose};
use people::parties;
use store::{Result, Tx};

use crate::{
    giving::{self, Filter},
    model::{Contribution, Direction},
    offers::{Offer, OfferState},
};

/// The books may come.
const ACCEPTED: NoticeKind =
    NoticeKind { name: "contributions.offer-accepted", purpose: Purpose::Duty, channels: Channel::ALL };
/// Others need them more.
const REDIRECTED: NoticeKind =
    NoticeKind { name: "contributions.offer-redirected", purpose: Purpose::Duty, channels: Channel::ALL };
/// Declined, with thanks and the reason.
const DECLINED: NoticeKind =
    NoticeKind { name: "contributions.offer-declined", purpose: Purpose::Duty, channels: Channel::ALL };
/// The letter of thanks is there.
const THANKED: NoticeKind =
    NoticeKind { name: "contributions.thanked", purpose: Purpose::Duty, channels: Channel::ALL };

/// What was given is not taken, with thanks and the reason.
const TURNED_AWAY: NoticeKind =
    NoticeKind { name: "contributions.turned-away", purpose: Purpose::Duty, channels: Channel::ALL };

/// What was promised has not come on its day.
const LATE: NoticeKind =
    NoticeKind { name: "contributions.late", purpose: Purpose::Service, channels: Channel::ALL };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[ACCEPTED, REDIRECTED, DECLINED, THANKED, TURNED_AWAY, LATE];

/// Tells whoever offered books what the library said.
pub(crate) fn decided(tx: &mut Tx<'_>, act: &Act, offer: &Offer, giver: Id<Person>) -> Result<()> {
    let kind = match offer.state {
        OfferState::Waiting => return Ok(()),
        OfferState::Accepted => ACCEPTED,
        OfferState::Redirected => REDIRECTED,
        OfferState::Declined => DECLINED,
    };
    let notice = Notice::new(kind, giver)
        .once(offer.id, 0, 0)
        .with("code", offer.code.as_str())
        .with("n", offer.pieces)
        .with("to", offer.sent_to.as_deref().unwrap_or_default())
        .with("answer", offer.answer.as_deref().unwrap_or_default())
        .link("/saya/hadiah");
    notices::send(tx, act, notice).map(drop)
}

/// How many promises one night looks at.
const NIGHTLY: i64 = 500;

/// Reminds givers whom the register knows of what they promised and what has not come on its day, each once.
pub(crate) fn remind(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    let late = Filter { late: Some(act.today()), direction: Some(Direction::In), ..Filter::default() };
    for one in giving::page(tx, &late, (NIGHTLY, 0))? {
        let Some(party) = one.party else { continue };
        let giver = parties::living(tx, party)?.id;
        let notice = Notice::new(LATE, giver)
            .once(one.id, 0, 0)
            .with("about", one.about.as_str())
            .with("due", one.due)
            .link("/saya/hadiah");
        notices::send(tx, act, notice)?;
    }
    Ok(())
}

/// Tells a giver whom the register knows that the library does not take what they gave, and why, or to whom it went.
pub(crate) fn turned_away(tx: &mut Tx<'_>, act: &Act, one: &Contribution, note: &str) -> Result<()> {
    let Some(party) = one.party.filter(|_| one.direction == Direction::In) else { return Ok(()) };
    let giver = parties::living(tx, party)?.id;
    let notice = Notice::new(TURNED_AWAY, giver)
        .once(one.id, 0, 0)
        .with("about", one.about.as_str())
        .with("note", note)
        .link("/saya/hadiah");
    notices::send(tx, act, notice).map(drop)
}

/// Tells a giver whom the register knows that the library thanks them.
pub(crate) fn thanked(tx: &mut Tx<'_>, act: &Act, one: &Contribution) -> Result<()> {
    let Some(party) = one.party.filter(|_| one.direction == Direction::In) else { return Ok(()) };
    let giver = parties::living(tx, party)?.id;
    let notice = Notice::new(THANKED, giver)
        .once(one.id, 0, 0)
        .with("about", one.about.as_str())
        .with("number", one.thanks.as_deref().unwrap_or_default())
        .link("/saya/hadiah");
    notices::send(tx, act, notice).map(drop)
}
