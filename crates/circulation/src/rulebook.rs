//! All that the library has decided about lending, as it stands today: read once, and again when it decides anew.

use std::{collections::HashMap, sync::Arc};

use catalogue::copies::Copy;
use kernel::{Act, Calendar, Id};
use membership::Member;
use platform::{
    decisions::Kept,
    library::{self, Branch},
};
use store::{Result, Tx, words};

use crate::{
    policies,
    policy::{Case, Policy, Terms},
    rules::RenewalFrom,
    settings,
};

words! {
    /// Whose opening days a due date goes by (circulation.md 13).
    pub enum CalendarOf {
        /// Those of the copy's branch.
        Copy = "copy",
        /// Those of the desk's.
        Desk = "desk",
        /// Those of the branch the member is at home at, or the copy's where they are at home at none.
        Member = "member",
    }
}

/// The rule book of one day.
#[derive(Debug)]
pub struct Rulebook {
    policies: Vec<Policy>,
    calendar_of: CalendarOf,
    calendars: HashMap<Id<Branch>, Calendar>,
    /// From when a renewal counts.
    pub renewal_from: RenewalFrom,
}

static KEPT: Kept<Rulebook> = Kept::new();

impl Rulebook {
    /// As it stands in this transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub fn today(tx: &mut Tx<'_>, act: &Act) -> Result<Arc<Self>> {
        let today = act.today();
        KEPT.on(tx, today, |tx| {
            Ok(Self {
                policies: policies::all(tx)?,
                calendar_of: settings::CALENDAR.text(tx)?.parse()?,
                calendars: library::calendars(tx, today)?,
                renewal_from: settings::RENEWAL_FROM.text(tx)?.parse()?,
            })
        })
    }

    /// What holds for one loan.
    pub fn terms(&self, case: &Case<'_>) -> Terms {
        Terms::of(&self.policies, case)
    }

    /// The opening days that decide about `copy`, lent to `member` at `desk`. A place nobody knows is never closed.
    pub fn calendar(&self, member: &Member, copy: &Copy, desk: Id<Branch>) -> &Calendar {
        const OPEN: &Calendar = &Calendar::ALWAYS_OPEN;
        let place = match self.calendar_of {
            CalendarOf::Copy => copy.branch,
            CalendarOf::Desk => desk,
            CalendarOf::Member => member.branch.unwrap_or(copy.branch),
        };
        self.calendars.get(&place).unwrap_or(OPEN)
    }
}
