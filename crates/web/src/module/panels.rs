//! What a module shows on pages of others.

use kernel::{Act, Id, Person};
use store::{Result, Tx};
use ui::{Html, Speech};

use super::figures::Outcome;

/// What a module shows a member on their own page.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Where it stands: smaller comes first.
    pub order: u16,
    /// Draws it for this person; none where there is nothing to show.
    pub draw: Draw,
}

/// Draws something of a person's own; none where there is nothing to show.
pub type Draw = fn(&mut Tx<'_>, &Act, Speech, Id<Person>) -> Result<Option<Html>>;

/// What a module shows those who speak for a partner, on that partner's own page.
#[derive(Clone, Copy)]
pub struct PartnerPanel {
    /// Where it stands: smaller comes first.
    pub order: u16,
    /// Draws it for this partner; none where there is nothing to show.
    pub draw: DrawForPartner,
}

/// Draws something of a partner's own, with what the modules count of what its money became; none where there is nothing to
/// show.
pub type DrawForPartner = fn(&mut Tx<'_>, &Act, Speech, Id<Person>, &[Outcome]) -> Result<Option<Html>>;

/// Where a module takes whoever looked for a book in the catalogue and found none.
#[derive(Clone, Copy)]
pub struct WayOn {
    /// Fluent key of its words; what was looked for is `x`.
    pub label: &'static str,
    /// Where it leads for what was looked for.
    pub href: fn(&str) -> String,
}

/// A sentence for each kind of membership, by its code.
pub type Sayings = fn(&mut Tx<'_>, Speech) -> Result<Vec<(String, String)>>;

/// What kinds of membership give in a module, told where they are decided.
#[derive(Clone, Copy)]
pub struct Benefit {
    /// A sentence for each kind, by its code.
    pub say: Sayings,
    /// Where it is changed.
    pub href: &'static str,
}
