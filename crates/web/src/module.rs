use std::sync::Arc;

use kernel::{Act, Arg, Date, Id, Message, Person};
use platform::{
    events::Subscriber,
    permissions::{Permission, Role},
    schedule::{Duty, When},
    settings::Setting,
    vault::Vault,
};
use store::{Migration, Result, Store, Tx};
use ui::{Html, Lang, Speech, part::Tone};

use crate::{NoticeKind, Routes};

/// A module of the house: everything it gives to the whole, as one value. `mapalus` lists the modules once.
pub struct Module {
    /// `circulation`
    pub name: &'static str,
    /// Its schema, applied after those of the modules listed before it.
    pub migrations: &'static [Migration],
    /// Its pages and answers, each with its access rule.
    pub routes: Routes,
    /// Its entries in the menus.
    pub nav: &'static [Nav],
    /// What it lets people do or not do.
    pub permissions: &'static [Permission],
    /// Which roles have which of its permissions from the beginning.
    pub roles: &'static [Role],
    /// What a library decides about it.
    pub settings: &'static [Setting],
    /// Its words.
    pub texts: [(Lang, &'static str); 2],
    /// What it wants to hear of.
    pub subscribers: &'static [Subscriber],
    /// Work it leaves for later.
    pub jobs: &'static [platform::jobs::JobKind],
    /// What it does by the clock.
    pub tasks: &'static [platform::schedule::Task],
    /// What it does by the clock with the facts of all modules.
    pub rounds: &'static [Round],
    /// What it counts.
    pub indicators: &'static [Indicator],
    /// What money of a fund becomes in it.
    pub outcomes: &'static [Outcome],
    /// What must always be true of its data.
    pub invariants: &'static [Invariant],
    /// Which of its rows follow a person whose two entries are made one.
    pub followers: &'static [Follower],
    /// What it holds about people, and how it forgets them.
    pub holdings: &'static [Holding],
    /// Papers with many people on them that wait in it.
    pub papers: &'static [Paper],
    /// What in it can wait for somebody.
    pub matters: &'static [Matter],
    /// What it shows a member on their own page.
    pub panels: &'static [Panel],
    /// What it shows those who speak for a partner, on that partner's own page.
    pub partner_panels: &'static [PartnerPanel],
    /// What merging two people would bring, to be told beforehand.
    pub consequences: &'static [Consequence],
    /// What it tells people by message.
    pub notices: &'static [NoticeKind],
    /// What it counts as unread by somebody, shown wherever they are.
    pub unread: Option<Unread>,
    /// Which of its facts can fulfil a promise made in an agreement.
    pub countables: &'static [Countable],
    /// What of it hangs on the agreements with a partner.
    pub dependents: &'static [Dependent],
    /// What of it other modules keep rows for, such as the payments of a purchase.
    pub origins: &'static [Origin],
    /// What happened between the library and a partner.
    pub encounters: &'static [Encounters],
    /// Where it takes whoever looked for a book and found none.
    pub ways_on: &'static [WayOn],
    /// Which books it waits for.
    pub awaited: &'static [Awaited],
    /// What kinds of membership give in it.
    pub benefits: &'static [Benefit],
}

impl Module {
    /// A module with a name and words and nothing else; the rest is set field by field.
    pub fn new(name: &'static str, texts: [(Lang, &'static str); 2]) -> Self {
        Self {
            name,
            migrations: &[],
            routes: Routes::new(),
            nav: &[],
            permissions: &[],
            roles: &[],
            settings: &[],
            texts,
            subscribers: &[],
            jobs: &[],
            tasks: &[],
            rounds: &[],
            indicators: &[],
            outcomes: &[],
            invariants: &[],
            followers: &[],
            holdings: &[],
            papers: &[],
            matters: &[],
            panels: &[],
            partner_panels: &[],
            consequences: &[],
            notices: &[],
            unread: None,
            countables: &[],
            dependents: &[],
            origins: &[],
            encounters: &[],
            ways_on: &[],
            awaited: &[],
            benefits: &[],
        }
    }
}

/// Finds what a row is called and where its page is; nothing where it is gone.
pub type Leads = fn(&mut Tx<'_>, Id<Origin>) -> Result<Option<(String, String)>>;

/// What another module's rows stand for: the order a payment paid, the gift a thing came by. Such a row names it by kind
/// and id, and is taken back on its page alone, so that the two never differ.
#[derive(Clone, Copy)]
pub struct Origin {
    /// `spending`; what it is stands in the language files as `origin-spending`.
    pub kind: &'static str,
    /// What people call the one with this id, and where its page is; nothing when there is none.
    pub page: Leads,
}

/// A part of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// Everybody's pages.
    Public,
    /// A member's own pages.
    Member,
    /// The workroom of the staff.
    Staff,
}

/// The menu an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Everybody's pages.
    Public,
    /// A member's own pages.
    Member,
    /// The workroom, under a heading.
    Staff(Group),
}

/// A heading of the workroom's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is done at the desk, day by day.
    Day,
    /// Members and everybody else.
    People,
    /// What happens with people, and who comes.
    Activities,
    /// Records and copies.
    Collection,
    /// Partners and what is agreed with them.
    Cooperation,
    /// Money, and things that are worth some.
    Money,
    /// What the library decides, and how the program fares.
    House,
}

impl Group {
    /// In the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Day,
        Self::People,
        Self::Activities,
        Self::Collection,
        Self::Cooperation,
        Self::Money,
        Self::House,
    ];

    /// Fluent key of the heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "nav-group-day",
            Self::People => "nav-group-people",
            Self::Activities => "nav-group-activities",
            Self::Collection => "nav-group-collection",
            Self::Cooperation => "nav-group-cooperation",
            Self::Money => "nav-group-money",
            Self::House => "nav-group-house",
        }
    }
}

/// An entry of a menu. It is shown to whoever may go there.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    /// Whose menu.
    pub menu: Menu,
    /// Where in the menu, or under its heading: smaller comes first.
    pub order: u16,
    /// Fluent key of its name.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Lucide symbol; an empty one where there is none.
    pub icon: &'static str,
    /// What one must be allowed to do to see it.
    pub permission: Option<Permission>,
}

impl Nav {
    /// An entry of everybody's menu.
    pub const fn public(order: u16, label: &'static str, href: &'static str, icon: &'static str) -> Self {
        Self { menu: Menu::Public, order, label, href, icon, permission: None }
    }

    /// An entry of a member's own menu.
    pub const fn member(order: u16, label: &'static str, href: &'static str, icon: &'static str) -> Self {
        Self { menu: Menu::Member, order, label, href, icon, permission: None }
    }

    /// An entry of the workroom's menu, for those who have `permission`.
    pub const fn staff(
        group: Group,
        order: u16,
        label: &'static str,
        href: &'static str,
        icon: &'static str,
        permission: Permission,
    ) -> Self {
        Self { menu: Menu::Staff(group), order, label, href, icon, permission: Some(permission) }
    }
}

/// What a module holds about a person, and how it forgets them (UU 27/2022 on personal data, articles 6 to 8). Every
/// table that points to a person is named by a holding; a test of the whole program sees to it.
#[derive(Clone, Copy)]
pub struct Holding {
    /// `people.contacts`; its title stands in the language files as `holding-people-contacts`.
    pub name: &'static str,
    /// The tables it speaks for.
    pub tables: &'static [&'static str],
    /// What each row says, as keys of the language files; in an export these are the names of the fields.
    pub fields: &'static [&'static str],
    /// The rows about a person, each as long as the fields. What is nobody's business, hashes and secrets, is left
    /// out; what the library knows and cannot read is said in words.
    pub tell: fn(&mut Tx<'_>, Id<Person>) -> Result<Told>,
    /// The pictures and papers kept about a person, to be taken along as they are.
    pub files: fn(&mut Tx<'_>, Id<Person>) -> Result<Vec<HeldFile>>,
    /// What must be settled before this person can be forgotten, each with what to do.
    pub against: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Vec<Message>>,
    /// Forgets the person: what is theirs goes, what others need stays without them.
    pub erase: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<()>,
}

/// What a holding tells of a person: rows, each with a value for every field.
pub type Told = Vec<Vec<Arg>>;

/// A file kept about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// What to call it: `foto.jpg`.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Holding {
    /// No files are kept.
    pub const NO_FILES: fn(&mut Tx<'_>, Id<Person>) -> Result<Vec<HeldFile>> = |_, _| Ok(Vec::new());
    /// Nothing has to be settled first.
    pub const NOTHING_AGAINST: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Vec<Message>> =
        |_, _, _| Ok(Vec::new());
}

/// Papers with many people on them that wait for somebody to take them over: lists that were sent in. They are sealed as a
/// whole, so that whoever is forgotten is struck off them by whoever has the library's keys, before the [`Holding`]s forget by
/// what they are named there.
#[derive(Clone, Copy)]
pub struct Paper {
    /// `people.files`
    pub name: &'static str,
    /// Strikes a person off; what it says of others stays. A paper that nobody can open any more goes.
    pub strike: fn(&mut Tx<'_>, &Act, &Vault, Id<Person>) -> Result<()>,
}

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

/// What all modules give to whichever of them keeps agreements, gathered once.
#[derive(Clone, Default)]
pub struct Facts {
    /// Facts that can fulfil a promise.
    pub countables: Vec<Countable>,
    /// What ends with an agreement.
    pub dependents: Vec<Dependent>,
    /// What happened with a partner.
    pub encounters: Vec<Encounters>,
}

impl Facts {
    /// Those of these modules.
    pub fn of(modules: &[Module]) -> Self {
        Self {
            countables: modules.iter().flat_map(|module| module.countables.iter().copied()).collect(),
            dependents: modules.iter().flat_map(|module| module.dependents.iter().copied()).collect(),
            encounters: modules.iter().flat_map(|module| module.encounters.iter().copied()).collect(),
        }
    }
}

/// Something a module does by the clock that rests on the facts of all modules.
#[derive(Clone, Copy)]
pub struct Round {
    /// `partners.remind`
    pub name: &'static str,
    /// When.
    pub when: When,
    /// What it does; as a job, it may come to run twice.
    pub run: fn(&Store, &Act, &Facts) -> Result<()>,
}

impl Round {
    /// It as the worker runs it.
    pub fn duty(self, facts: &Arc<Facts>) -> Duty {
        let facts = Arc::clone(facts);
        Duty::new(self.name, self.when, move |store, act| (self.run)(store, act, &facts))
    }
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

/// What of a module waits for a book with this ISBN of thirteen digits, such as an order: whoever has one in their hands is
/// told, before it becomes what it is not.
pub type Awaited = fn(&mut Tx<'_>, &str) -> Result<Vec<Waiting>>;

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

/// A stretch of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A number computed from the library's own facts. Its name stands in the language files as
/// `indicator-<key>`, dots written as hyphens.
#[derive(Clone, Copy)]
pub struct Indicator {
    /// `circulation.loans`
    pub key: &'static str,
    /// Counts the facts of a period; the act gives the library's zone.
    pub compute: fn(&mut Tx<'_>, &Act, Period) -> Result<i64>,
}

/// How much came of each fund, by its id.
pub type ByFund = Vec<(Id<()>, i64)>;

/// What money of the funds became, fund by fund, so that it is followed from whoever gave it to whoever has something of it.
/// Its words stand in the language files as `outcome-<key>`, dots written as hyphens, with how many as `n`.
#[derive(Clone, Copy)]
pub struct Outcome {
    /// `acquisitions.copies`
    pub key: &'static str,
    /// How much came of what was spent of each fund within a period, by the fund's id; a fund without any is left out.
    pub count: fn(&mut Tx<'_>, Period) -> Result<ByFund>,
}

/// What waits to be read by somebody, and the entry of a menu that leads there.
#[derive(Clone, Copy)]
pub struct Unread {
    /// The [`Nav::href`] that bears the number.
    pub href: &'static str,
    /// How many; asked with every page of theirs, so an index must answer it.
    pub count: fn(&mut Tx<'_>, Id<Person>) -> Result<i64>,
}

/// Something that must always be true; `mapalus check` asks.
#[derive(Clone, Copy)]
pub struct Invariant {
    /// `circulation.one-open-loan-per-copy`
    pub name: &'static str,
    /// What breaks it, each by a number, a code or a day that reads the same in every language; nothing when it
    /// holds.
    pub violations: fn(&mut Tx<'_>) -> Result<Vec<String>>,
}

/// Rows of a module that point to a person, and follow when two entries of the register turn out to be one.
///
/// ```ignore
/// Follower {
///     name: "circulation.loans",
///     follow: |tx, _, from, to| followed(tx.all(sql!("UPDATE loan SET member = ?2 WHERE member = ?1 RETURNING id"), …)),
///     back: |tx, _, rows, from, to| … "UPDATE loan SET member = ?2 WHERE id = ?1 AND member = ?3" …
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Follower {
    /// `circulation.loans`
    pub name: &'static str,
    /// Lets the rows of the first person point to the second; which rows these were. A refusal stops the whole
    /// merger.
    pub follow: Follow,
    /// Lets these rows point to the first person again, where they still point to the second.
    pub back: Back,
}

/// What breaks an [`Invariant`], of a statement that selects codes, numbers, days or ids.
///
/// # Errors
/// Those of the statement.
pub fn named<T: ToString>(rows: Result<Vec<(T,)>>) -> Result<Vec<String>> {
    Ok(rows?.into_iter().map(|(name,)| name.to_string()).collect())
}

/// The rows that went, of a statement that ends in `RETURNING id`.
///
/// # Errors
/// Those of the statement.
pub fn followed(rows: Result<Vec<(Id<()>,)>>) -> Result<Vec<Id<()>>> {
    Ok(rows?.into_iter().map(|(id,)| id).collect())
}

/// The [`Follower`] of rows that do no more than point to a person: `follower!("circulation.loans", loan.member)`, of
/// a table whose rows are known by `id`. With `, once $key` a row stays where it is when the other entry has one with the same
/// `$key` already: `follower!("acquisitions.invoices", invoice.vendor, once number)`.
#[macro_export]
macro_rules! follower {
    ($name:literal, $table:ident.$column:ident $(, once $key:ident)?) => {
        $crate::Follower {
            name: $name,
            follow: |tx, _, from, to| {
                $crate::followed(tx.all(
                    ::store::sql!(concat!(
                        "UPDATE ",
                        stringify!($table),
                        " SET ",
                        stringify!($column),
                        " = ?2 WHERE ",
                        stringify!($column),
                        " = ?1",
                        $(
                            " AND NOT EXISTS (SELECT 1 FROM ",
                            stringify!($table),
                            " o WHERE o.",
                            stringify!($column),
                            " = ?2 AND o.",
                            stringify!($key),
                            " = ",
                            stringify!($table),
                            ".",
                            stringify!($key),
                            ")",
                        )?
                        " RETURNING id"
                    )),
                    ::store::vals![from, to],
                ))
            },
            back: |tx, _, rows, from, to| {
                rows.iter().try_for_each(|row| {
                    tx.exec(
                        ::store::sql!(concat!(
                            "UPDATE ",
                            stringify!($table),
                            " SET ",
                            stringify!($column),
                            " = ?2 WHERE id = ?1 AND ",
                            stringify!($column),
                            " = ?3"
                        )),
                        ::store::vals![row, from, to],
                    )
                    .map(drop)
                })
            },
        }
    };
}

/// What making the first person a part of the second would bring, in sentences. Nothing is done.
pub type Consequence = fn(&mut Tx<'_>, &Act, Id<Person>, Id<Person>) -> Result<Vec<Message>>;
/// From the first person to the second; the rows that went.
pub type Follow = fn(&mut Tx<'_>, &Act, Id<Person>, Id<Person>) -> Result<Vec<Id<()>>>;
/// These rows, to the first person from the second.
pub type Back = fn(&mut Tx<'_>, &Act, &[Id<()>], Id<Person>, Id<Person>) -> Result<()>;

/// Facts of a module that can fulfil a commitment of an agreement. What they are called stands in the language files as
/// `countable-<key>`, dots written as hyphens.
#[derive(Clone, Copy)]
pub struct Countable {
    /// `membership.granted`
    pub key: &'static str,
    /// In what they are counted: `memberships`, `books`, `hours`; a commitment in another unit cannot be fulfilled by them.
    pub unit: &'static str,
    /// Which of them belong to which promise.
    pub belongs: Belongs,
    /// Counts those that belong to a promise.
    pub count: fn(&mut Tx<'_>, &Promise) -> Result<i64>,
}

/// Which facts belong to which promise, where several are counted by the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// Each names its promise.
    ToPromise,
    /// Each is with a partner on a day, and counts for one promise of that partner alone: the oldest that is not kept yet.
    ToPartner,
    /// They are what stands with a partner on the last day; promises side by side are about the same.
    ToDay,
}

/// The promise whose fulfilment is asked for: a module counts by what it knows of these. Where the partnership as a whole is
/// asked about, commitment and agreement are all zeros, and every fact with the partner counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// The commitment.
    pub commitment: Id<()>,
    /// The agreement it stands in.
    pub agreement: Id<()>,
    /// The partner who gives or, where the library gives, receives.
    pub partner: Id<Person>,
    /// From the beginning of the agreement to the day that is asked for.
    pub period: Period,
}

/// Something that happened between the library and a partner on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter {
    /// The day.
    pub day: Date,
    /// What, in a sentence.
    pub what: Message,
}

/// Reads what a module knows to have happened with a partner: the latest first, at most so many.
pub type Encounters = fn(&mut Tx<'_>, Id<Person>, i64) -> Result<Vec<Encounter>>;

/// Things of a module that end when nothing is agreed with a partner any more: shown before that happens, and ended when it
/// has. What they are called stands in the language files as `dependent-<key>`, with `n` for how many.
#[derive(Clone, Copy)]
pub struct Dependent {
    /// `membership.carried`
    pub key: &'static str,
    /// The unit of the promises that they stand on: while another agreement promises as much, they go on with that. Empty for
    /// those that stand on anything that is agreed.
    pub unit: &'static str,
    /// How many there are on a day.
    pub count: fn(&mut Tx<'_>, Id<Person>, Date) -> Result<i64>,
    /// Ends those that end by themselves; none where people decide what becomes of them.
    pub end: Option<End>,
}

/// Ends what a partner has of it: the day is its last. How many ended.
pub type End = fn(&mut Tx<'_>, &Act, Id<Person>, Date) -> Result<i64>;
