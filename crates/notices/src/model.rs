use jiff::Timestamp;
use kernel::{Arg, Date, Id, Person, Rupiah};
use serde::{Deserialize, Serialize};
use store::FromRow;
use ui::Lang;
pub use web::{Channel, NoticeKind, Purpose};

store::words! {
    /// How a delivery stands.
    pub enum State {
        /// On its way: until the mail server has it, or a colleague sends it.
        Waiting = "waiting",
        /// It went out; in the inbox, it lies there.
        Sent = "sent",
        /// It could not be brought: the address is wrong, the number has no WhatsApp.
        Failed = "failed",
        /// There was no way, or it was not wanted.
        Missed = "missed",
    }
}

store::words! {
    /// Why a delivery was missed or failed, where the reason is ours.
    pub enum Reason {
        /// No number, no address, no account.
        NoWay = "no-way",
        /// The reader has turned this kind off.
        NotWanted = "not-wanted",
        /// Nobody below 18 gets what one need not have.
        Minor = "minor",
        /// No mail server is set up.
        NoServer = "no-server",
        /// A letter that anybody may end needs an address of this site in it, and none is set up.
        NoOrigin = "no-origin",
        /// A colleague could not bring it.
        CouldNot = "could-not",
    }
}

/// A value of a message. Names are those of the variables in its texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// Words, as they are.
    Text(String),
    /// A count.
    Number(i64),
    /// An amount in rupiah.
    Money(i64),
    /// A calendar day.
    Day(Date),
    /// An instant.
    Moment(Timestamp),
    /// Lines: each is the text under this key with values of its own.
    Lines(String, Vec<Values>),
}

/// The values of a message or of a line of it.
pub type Values = Vec<(String, Word)>;

impl From<Arg> for Word {
    fn from(arg: Arg) -> Self {
        match arg {
            Arg::Text(text) => Self::Text(text),
            Arg::Number(number) => Self::Number(number),
            Arg::Money(Rupiah(amount)) => Self::Money(amount),
            Arg::Day(day) => Self::Day(day),
            Arg::Moment(moment) => Self::Moment(moment),
        }
    }
}

/// Something to be told to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub(crate) kind: NoticeKind,
    pub(crate) to: Id<Person>,
    pub(crate) said: Vec<(Id<()>, i64, i64)>,
    pub(crate) values: Values,
    pub(crate) link: Option<String>,
    pub(crate) guardian_link: Option<String>,
}

impl Notice {
    /// A message of `kind` to `to`. What a child below 18 should hear goes to whoever cares for it.
    pub fn new(kind: NoticeKind, to: Id<Person>) -> Self {
        Self { kind, to, said: Vec::new(), values: Vec::new(), link: None, guardian_link: None }
    }

    /// It tells of `subject` on `occasion` for the `step`th time, and does so once: of a loan, on the day it is
    /// due, the second reminder. A message all of whose things were told before is not sent.
    #[must_use]
    pub fn once<T>(mut self, subject: Id<T>, occasion: i64, step: i64) -> Self {
        self.said.push((subject.cast(), occasion, step));
        self
    }

    /// With a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.values.push((name.to_owned(), value.into().into()));
        self
    }

    /// With lines, each the text under `key` with its own values.
    #[must_use]
    pub fn lines(mut self, name: &str, key: &'static str, lines: Vec<Vec<(&'static str, Arg)>>) -> Self {
        let line = |values: Vec<(&'static str, Arg)>| {
            values.into_iter().map(|(name, arg)| (name.to_owned(), arg.into())).collect()
        };
        let lines = lines.into_iter().map(line).collect();
        self.values.push((name.to_owned(), Word::Lines(key.to_owned(), lines)));
        self
    }

    /// Where on the site one goes on.
    #[must_use]
    pub fn link(mut self, path: impl Into<String>) -> Self {
        self.link = Some(path.into());
        self
    }

    /// Where a guardian goes on, where that is another page.
    #[must_use]
    pub fn guardian_link(mut self, path: impl Into<String>) -> Self {
        self.guardian_link = Some(path.into());
        self
    }
}

/// A message that was sent, named where it is pointed to.
pub enum Told {}
/// A delivery, named where it is pointed to.
pub enum Delivery {}

/// How somebody can be reached, and what they want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// The language they read.
    pub lang: Lang,
    /// The way that comes before all others.
    pub first: Option<Channel>,
    /// Whether they can sign in.
    pub account: bool,
    /// Their number with WhatsApp.
    pub whatsapp: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// What they decided.
    pub wishes: Vec<Wish>,
}

impl Reader {
    /// The number or address by which a way leads to them; an empty one where it needs none, none where it does
    /// not lead to them.
    pub fn address(&self, channel: Channel) -> Option<String> {
        match channel {
            Channel::WhatsApp => self.whatsapp.clone(),
            Channel::Email => self.email.clone(),
            Channel::Inbox => self.account.then(String::new),
            Channel::Print => Some(String::new()),
        }
    }

    /// What they decided about a kind and a way.
    pub fn wish(&self, kind: &str, channel: Channel) -> Option<&Wish> {
        self.wishes.iter().find(|wish| wish.kind == kind && wish.channel == channel)
    }
}

/// What somebody decided about a kind and a way.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Wish {
    /// Who.
    pub person: Id<Person>,
    /// Of which kind.
    pub kind: String,
    /// By which way.
    pub channel: Channel,
    /// Whether they want it.
    pub wanted: bool,
    /// When they confirmed that they want it.
    pub confirmed_at: Option<Timestamp>,
    /// What ends it by one click.
    pub token: String,
    /// Who said so, where a colleague set it.
    pub said_by: Option<String>,
}
