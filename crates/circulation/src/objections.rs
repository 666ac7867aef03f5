//! What stands against lending a copy or renewing a loan: every reason at once (circulation.md 23).

use catalogue::copies::{Copy, Status};
use jiff::civil::Date;
use kernel::{Kind, Message, Reason, Refusal};
use membership::members::Standing;

use serde::{Deserialize, Serialize};

use crate::policy::Terms;

/// One thing that stands against it. Each names its rule and what would change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objection {
    /// The membership ended on this day.
    Expired(Date),
    /// The membership has not begun.
    Upcoming,
    /// The membership of a child stopped on this day, since no guardian agrees.
    Unagreed(Date),
    /// The member is blocked, for this reason.
    Blocked(String),
    /// The rules do not let this kind be borrowed, or the copy is for use in the house.
    NotForLoan,
    /// The copy is thought to be lost.
    Lost,
    /// The copy is with the binder.
    InRepair,
    /// The copy is not ready for the shelf yet.
    NotReady,
    /// The copy no longer belongs to the collection.
    Withdrawn,
    /// The member has as many copies as the rules allow.
    LimitReached {
        /// How many they have.
        open: i64,
        /// How many they may have.
        limit: i64,
    },
    /// Nobody has vouched yet for who the member is, and they have as many copies as such members may have.
    ProvisionalLimit {
        /// How many they have.
        open: i64,
        /// How many they may have.
        limit: i64,
    },
    /// A guardian has yet to agree to the membership of a child, and it has as many copies as such members may have.
    ConsentOwed {
        /// How many they have.
        open: i64,
        /// How many they may have.
        limit: i64,
    },
    /// The member has as many of this kind as the rules allow.
    KindLimitReached {
        /// How many they have.
        open: i64,
        /// How many they may have.
        limit: i64,
    },
    /// The member has more overdue copies than the rules bear.
    Overdue {
        /// How many are overdue.
        overdue: i64,
        /// How many are borne.
        borne: i64,
    },
    /// Nobody has decided for how long such a copy is lent.
    NoPeriod,
    /// Another member has it.
    OnLoan,
    /// Nobody has it, so there is nothing to renew.
    NotLent,
    /// This member has it, until this day.
    HasIt(Date),
    /// The loan has been renewed as often as the rules allow.
    RenewalsUsed {
        /// How often that is.
        limit: i64,
    },
    /// Renewing would not move the due date.
    NoGain(Date),
    /// The card was given up; this is the number on the new one.
    CardReplaced(String),
    /// It was scanned without a connection, and before that was sent the copy was lent or brought back elsewhere.
    MovedSince,
    /// Whoever scanned may not lend any more where their desk stood; it was moved.
    DeskMoved {
        /// The name of the branch where it stood.
        from: String,
        /// The name of the one where it stands now.
        to: String,
    },
    /// The page it was scanned on was drawn for another transaction, or another member, than is at the desk now.
    DrawnForAnother,
}

impl Objection {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Expired(day) => Message::new("loan-no-expired").with("day", *day),
            Self::Upcoming => Message::new("loan-no-upcoming"),
            Self::Unagreed(day) => Message::new("loan-no-unagreed").with("day", *day),
            Self::Blocked(why) => Message::new("loan-no-blocked").with("why", why.as_str()),
            Self::NotForLoan => Message::new("loan-no-reference"),
            Self::Lost => Message::new("loan-no-lost"),
            Self::InRepair => Message::new("loan-no-repair"),
            Self::NotReady => Message::new("loan-no-not-ready"),
            Self::NotLent => Message::new("loan-no-not-lent"),
            Self::Withdrawn => Message::new("loan-no-withdrawn"),
            Self::LimitReached { open, limit } => {
                Message::new("loan-no-limit").with("open", *open).with("limit", *limit)
            }
            Self::ProvisionalLimit { open, limit } => {
                Message::new("loan-no-provisional").with("open", *open).with("limit", *limit)
            }
            Self::ConsentOwed { open, limit } => {
                Message::new("loan-no-consent").with("open", *open).with("limit", *limit)
            }
            Self::KindLimitReached { open, limit } => {
                Message::new("loan-no-kind-limit").with("open", *open).with("limit", *limit)
            }
            Self::Overdue { overdue, borne } => {
                Message::new("loan-no-overdue").with("overdue", *overdue).with("borne", *borne)
            }
            Self::NoPeriod => Message::new("loan-no-period"),
            Self::OnLoan => Message::new("loan-no-on-loan"),
            Self::HasIt(day) => Message::new("loan-no-has-it").with("day", *day),
            Self::RenewalsUsed { limit } => Message::new("loan-no-renewals").with("limit", *limit),
            Self::CardReplaced(now) => Message::new("loan-no-card-replaced").with("code", now.as_str()),
            Self::MovedSince => Message::new("loan-no-moved-since"),
            Self::DeskMoved { from, to } => {
                Message::new("loan-no-desk-moved").with("from", from.as_str()).with("to", to.as_str())
            }
            Self::DrawnForAnother => Message::new("loan-no-drawn-for-another"),
            Self::NoGain(day) => Message::new("loan-no-gain").with("day", *day),
        }
    }

    /// Whether somebody who may override can lend or renew in spite of it.
    pub const fn can_be_overridden(&self) -> bool {
        !matches!(
            self,
            Self::Unagreed(_)
                | Self::Withdrawn
                | Self::NoPeriod
                | Self::NoGain(_)
                | Self::HasIt(_)
                | Self::NotLent
                | Self::MovedSince
                | Self::DeskMoved { .. }
                | Self::DrawnForAnother
                | Self::CardReplaced(_)
        )
    }
}

/// One refusal with all of `objections` that bind: every one, or after an override those that nobody can
/// override.
///
/// # Errors
/// That refusal.
pub fn refuse_binding(objections: &[Objection], despite: bool) -> Result<(), Refusal> {
    let binding = objections.iter().filter(|objection| !despite || !objection.can_be_overridden());
    let reasons = binding.map(|objection| Reason { field: None, message: objection.message() });
    Refusal::unless_empty(Kind::Conflict, reasons.collect())
}

/// What a member has out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Out {
    /// Copies.
    pub open: i64,
    /// Copies of the kind in question.
    pub of_kind: i64,
    /// Copies overdue.
    pub overdue: i64,
}

/// What stands against lending `copy` to a member of this standing who has `out`, apart from its being on
/// loan.
pub fn to_lending(standing: &Standing, copy: &Copy, terms: &Terms, out: Out) -> Vec<Objection> {
    let mut found: Vec<Objection> = to_member(standing).into_iter().chain(to_copy(copy, terms)).collect();
    let full = |open: i64, limit: Option<i64>| limit.filter(|limit| open >= *limit);
    if let Some(limit) = full(out.open, terms.limit) {
        found.push(Objection::LimitReached { open: out.open, limit });
    }
    if let Some(limit) = full(out.of_kind, terms.kind_limit) {
        found.push(Objection::KindLimitReached { open: out.of_kind, limit });
    }
    if let Some(borne) = terms.overdue_borne.filter(|borne| out.overdue > *borne) {
        found.push(Objection::Overdue { overdue: out.overdue, borne });
    }
    if terms.length.is_none() {
        found.push(Objection::NoPeriod);
    }
    found
}

/// What stands against renewing a loan that was renewed `renewals` times and is due on `due`; `gains` says
/// whether the date would move.
pub fn to_renewing(
    standing: &Standing,
    copy: &Copy,
    terms: &Terms,
    renewals: i64,
    due: Date,
    gains: bool,
) -> Vec<Objection> {
    let mut found: Vec<Objection> = to_member(standing).into_iter().chain(to_copy(copy, terms)).collect();
    if let Some(limit) = terms.renewals.filter(|limit| renewals >= *limit) {
        found.push(Objection::RenewalsUsed { limit });
    }
    if terms.length.is_none() {
        found.push(Objection::NoPeriod);
    } else if !gains {
        found.push(Objection::NoGain(due));
    }
    found
}

/// What stands against doing anything for a member of this standing.
pub(crate) fn to_member(standing: &Standing) -> Option<Objection> {
    match standing {
        Standing::Active => None,
        Standing::Expired(day) => Some(Objection::Expired(*day)),
        Standing::Upcoming => Some(Objection::Upcoming),
        Standing::Unagreed(day) => Some(Objection::Unagreed(*day)),
        Standing::Blocked(why) => Some(Objection::Blocked(why.clone())),
    }
}

fn to_copy(copy: &Copy, terms: &Terms) -> Option<Objection> {
    match copy.status {
        Status::Withdrawn => Some(Objection::Withdrawn),
        Status::Lost => Some(Objection::Lost),
        Status::Repair => Some(Objection::InRepair),
        Status::Processing => Some(Objection::NotReady),
        Status::Reference => Some(Objection::NotForLoan),
        // What the rules leave open, the kind of the copy decides.
        Status::Available => (!terms.may_borrow.unwrap_or(copy.lendable)).then_some(Objection::NotForLoan),
    }
}
