//! How the bases of a membership ended, as an address remembers it, to take a change back: `dasar=<basis>_<its last day>` for
//! each.

use crate::{Member, Term, members::Ends};

/// What the address says of a member as they are.
pub(super) fn said(member: &Member) -> String {
    let end = |term: &Term| {
        let day = term.own_until.map(|day| day.to_string()).unwrap_or_default();
        format!("dasar={}_{day}&", term.basis)
    };
    member.terms.iter().map(end).collect()
}

/// What it said.
pub(super) fn read(query: &[(String, String)]) -> Ends {
    let end = |(name, value): &(String, String)| {
        let (basis, day) = value.split_once('_').filter(|_| name == "dasar")?;
        Some((basis.parse().ok()?, day.parse().ok()))
    };
    query.iter().filter_map(end).collect()
}
