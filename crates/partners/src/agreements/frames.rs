//! What stands under what: a PKS lies within the kesepakatan bersama it carries out, when it is written, signed and changed;
//! and whoever ends a frame is told what stands under it.

use kernel::{Act, Date, Id, Kind, Message, Refusal};
use notices::{Notice, NoticeKind, Purpose};
use store::{Result, Tx, vals};

use super::{Whole, agreed, list, whole, written};
use crate::{
    model::{Agreement, Period},
    reminders::{self, TO_STAFF},
    rules::{self, Status},
};

/// To whoever of the library looks after a paper: the frame it stands under ends before it.
pub const FRAME_ENDED: NoticeKind =
    NoticeKind { name: "partners.frame-ended", purpose: Purpose::Duty, channels: TO_STAFF };

/// The papers under a frame with sides and periods, the oldest first; an addendum is none of them.
///
/// # Errors
/// Those of the database.
pub fn beneath(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Whole>> {
    let found: Vec<Agreement> = tx.all(
        agreed!("WHERE g.parent = ?1 AND g.kind <> 'addendum' ORDER BY g.created_at, g.number LIMIT 500"),
        vals![id],
    )?;
    list::with_rest(tx, found)
}

/// What speaks against a paper that runs for this period under a frame; nobody changes the frame until this transaction has
/// ended.
pub(super) fn objection(
    tx: &mut Tx<'_>,
    frame: Id<Agreement>,
    period: Period,
    today: Date,
) -> Result<Option<Message>> {
    tx.lock("agreement", &frame)?;
    let frame = whole(tx, frame)?;
    let status = frame.status(today);
    let number = frame.agreement.number.as_str();
    if !status.in_force() && !matches!(status, Status::Upcoming(_)) {
        return Ok(Some(Message::new("agreement-frame-not-in-force").with("number", number)));
    }
    if rules::covers(&frame.periods, frame.agreement.ended_on, period) {
        return Ok(None);
    }
    let last = frame.periods.last().map_or(today, |last| last.until);
    let until = frame.agreement.ended_on.map_or(last, |ended| ended.min(last));
    Ok(Some(Message::new("agreement-outside-frame").with("number", number).with("until", until)))
}

/// Refuses a change of a frame by which what is still to run under it would lie outside.
pub(super) fn still_covers(tx: &mut Tx<'_>, frame: Id<Agreement>, today: Date) -> Result<()> {
    let periods = super::periods(tx, frame)?;
    for paper in beneath(tx, frame)? {
        let to_run = paper.status(today).in_force() || matches!(paper.status(today), Status::Upcoming(_));
        let outside = |period: &&Period| period.until >= today && !rules::covers(&periods, None, **period);
        if to_run && paper.periods.iter().any(|period| outside(&period)) {
            let message =
                Message::new("addendum-leaves-beneath").with("number", paper.agreement.number.as_str());
            return Err(Refusal::new(Kind::Invalid, message).into());
        }
    }
    Ok(())
}

/// Writes down under every paper that goes on, and tells who looks after it, that the frame above it ends.
pub(super) fn tell_beneath(tx: &mut Tx<'_>, act: &Act, frame: &Agreement, on: Date) -> Result<()> {
    for paper in beneath(tx, frame.id)? {
        let goes_on = match paper.status(act.today()) {
            Status::Active { until, .. } | Status::Ending { until, .. } => until > on,
            Status::Upcoming(_) => true,
            _ => false,
        };
        if !goes_on {
            continue;
        }
        let id = paper.agreement.id;
        let detail = serde_json::json!({ "number": frame.number, "on": on });
        written(tx, act, id, "agreement.frame-ended", &detail)?;
        let mut staff = std::collections::BTreeSet::new();
        for side in &paper.sides {
            staff.extend(reminders::responsible(tx, side.partner)?);
        }
        let names = paper.sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>().join(", ");
        let notice = |who| {
            Notice::new(FRAME_ENDED, who)
                .with("number", paper.agreement.number.as_str())
                .with("title", paper.agreement.title.as_str())
                .with("partner", names.as_str())
                .with("frame", frame.number.as_str())
                .with("day", on)
                .link(format!("/staf/kesepakatan/{id}"))
        };
        let all: Vec<Notice> = staff.into_iter().map(notice).collect();
        notices::send_all(tx, act, all)?;
    }
    Ok(())
}
