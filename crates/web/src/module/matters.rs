//! What waits for somebody, and what they have not read.

use kernel::{Act, Id, Message, Person};
use platform::permissions::Permission;
use store::{Result, Tx};
use ui::part::Tone;

use super::{facts::Facts, menu::Shell};

/// Something that can wait for a person: for those who work here it stands on their page of the day, for a member on
/// their own page and beside their card.
#[derive(Clone, Copy)]
pub struct Matter {
    /// `circulation.overdue`
    pub name: &'static str,
    /// Where it is shown.
    pub shell: Shell,
    /// What one must be allowed to do to be asked for it.
    pub permission: Option<Permission>,
    /// What of it waits for this person now, the most urgent first; nothing when all is done.
    pub ask: fn(&mut Tx<'_>, &Asking<'_>) -> Result<Vec<Waiting>>,
}

/// Who asks what waits for them, and what the other modules know that helps to answer.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// The moment, and the library's zone.
    pub act: &'a Act,
    /// For whom.
    pub person: Id<Person>,
    /// The facts of all modules.
    pub facts: &'a Facts,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// How urgent it is.
    pub tone: Tone,
    /// What it is, in a sentence; where it is about many, with how many.
    pub message: Message,
    /// Where one does something about it.
    pub href: String,
}

impl Waiting {
    /// `n` of one kind in one line, for a sentence that takes the number as `n`; nothing where there are none.
    pub fn counted(tone: Tone, key: &'static str, n: i64, href: &str) -> Vec<Self> {
        let one = || Self { tone, message: Message::new(key).with("n", n), href: href.to_owned() };
        (n > 0).then(one).into_iter().collect()
    }
}

/// What of a module waits for a book with this ISBN of thirteen digits, such as an order: whoever has one in their hands is
/// told, before it becomes what it is not.
pub type Awaited = fn(&mut Tx<'_>, &str) -> Result<Vec<Waiting>>;

/// What waits to be read by somebody, and the entry of a menu that leads there.
#[derive(Clone, Copy)]
pub struct Unread {
    /// The [`Nav::href`] that bears the number.
    pub href: &'static str,
    /// How many; asked with every page of theirs, so an index must answer it.
    pub count: fn(&mut Tx<'_>, Id<Person>) -> Result<i64>,
}
