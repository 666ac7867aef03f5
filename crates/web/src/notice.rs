//! What a module may want to tell people, as a value it lists in [`crate::Module`]. Telling itself is the work of
//! the module `notices`.

use store::words;

words! {
    /// A way by which a message reaches somebody, in the order they are gone.
    pub enum Channel {
        /// WhatsApp, sent by a colleague's hand.
        WhatsApp = "whatsapp",
        /// E-mail.
        Email = "email",
        /// The member's own pages on the site.
        Inbox = "inbox",
        /// A letter on paper.
        Print = "print",
    }
}

/// What a kind of message is for, and so who may turn it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// About the safety of one's own account: to that person alone, never to a guardian, and never turned off.
    Security,
    /// What one must know: it may come another way, but it comes.
    Duty,
    /// What helps: comes unless it is turned off.
    Service,
    /// What the library would like people to hear: comes only where somebody has said yes and confirmed it.
    Marketing,
}

impl Purpose {
    /// Whether nobody can turn it off.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Security | Self::Duty)
    }
}

/// A kind of message. Its words stand in the language files under `notice-<name>`, dots written as hyphens: what
/// it is called in a list of choices, `.help` (when it comes), `.subject`, `.body` (paragraphs) and `.short` (for
/// WhatsApp, without greeting).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeKind {
    /// `circulation.due-soon`
    pub name: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// The ways it may come by.
    pub channels: &'static [Channel],
}

/// The Fluent key of the kind of message called `name`.
pub fn key_of_notice(name: &str) -> String {
    format!("notice-{}", crate::pages::naming::hyphened(name))
}
