//! What things of this module are called in a language.

use ui::Speech;

use crate::model::{Contribution, Kind, Method, State, Unit};

/// So much of a kind: `40 buku`, `Rp500.000`.
pub fn amount(t: Speech, kind: Kind, n: i64) -> String {
    match kind.unit() {
        Unit::Rupiah => t.rupiah(n),
        Unit::Books => t.count("contribution-n-books", n),
        Unit::Pieces => t.count("contribution-n-pieces", n),
        Unit::Hours => t.count("contribution-n-hours", n),
        Unit::Times => t.count("contribution-n-times", n),
    }
}

/// What came of a contribution, or what was promised of it.
pub fn how_much(t: Speech, one: &Contribution) -> String {
    one.amount.or(one.promised).map(|n| amount(t, one.kind, n)).unwrap_or_default()
}

/// The name of a kind.
pub fn kind(t: Speech, kind: Kind) -> &'static str {
    said(t, &format!("contribution-kind-{kind}"))
}

/// The name of a state.
pub fn state(t: Speech, state: State) -> &'static str {
    said(t, &format!("contribution-state-{state}"))
}

/// The name of a method.
pub fn method(t: Speech, method: Method) -> &'static str {
    said(t, &format!("contribution-method-{method}"))
}

fn said(t: Speech, key: &str) -> &'static str {
    t.known(key).unwrap_or_default()
}
