//! What whoever scans has before their eyes. Two tabs, or two desks that share an account, work in one transaction;
//! a page drawn before the other one moved on must not do for the next member what was meant for the last.

use std::{convert::Infallible, fmt, str::FromStr};

use kernel::{Id, Person};
use serde::{Deserialize, Serialize};

use super::Transaction;

/// The transaction a page of the desk was drawn for, and the member it showed; neither where no work was begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(Option<(Id<Transaction>, Option<Id<Person>>)>);

impl Seen {
    /// A page drawn now, while this transaction is open or none is.
    pub fn of(open: Option<&Transaction>) -> Self {
        Self(open.map(|desk| (desk.id, desk.member)))
    }
}

/// As forms send it: nothing, a transaction, or a transaction and a member after a full stop.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some((transaction, None)) => write!(f, "{transaction}"),
            Some((transaction, Some(member))) => write!(f, "{transaction}.{member}"),
        }
    }
}

/// What is no such text was drawn for nothing that is open.
impl FromStr for Seen {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let (transaction, member) = match text.split_once('.') {
            Some((transaction, member)) => (transaction, member.parse().ok()),
            None => (text, None),
        };
        Ok(Self(transaction.parse().ok().map(|transaction| (transaction, member))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_back_is_what_it_was_drawn_for() {
        let transaction = Id::new();
        for seen in
            [Seen::default(), Seen(Some((transaction, None))), Seen(Some((transaction, Some(Id::new()))))]
        {
            assert_eq!(seen.to_string().parse(), Ok(seen));
        }
        assert_eq!("x.y".parse(), Ok(Seen::default()));
    }
}
