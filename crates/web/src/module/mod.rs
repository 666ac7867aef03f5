//! A module of the house, and what it gives to the whole.

mod facts;
mod figures;
mod matters;
mod menu;
mod panels;
mod people;

use platform::{
    events::Subscriber,
    permissions::{Permission, Role},
    settings::Setting,
};
use store::Migration;
use ui::Lang;

use crate::{NoticeKind, Routes};

pub use facts::{
    Belongs, Countable, Dependent, Encounter, Encounters, End, Facts, Leads, Origin, Promise, Round, Showing,
    Shows,
};
pub use figures::{ByFund, Indicator, Invariant, Outcome, Period, Programme, Programmes, named};
pub use matters::{Asking, Awaited, Matter, Unread, Waiting};
pub use menu::{Group, Menu, Nav, Shell};
pub use panels::{Benefit, Draw, DrawForPartner, Panel, PartnerPanel, Sayings, WayOn};
pub use people::{Back, Consequence, Follow, Follower, HeldFile, Holding, Paper, Told, followed};

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
    /// The programmes it keeps.
    pub programmes: Option<Programmes>,
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
            programmes: None,
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
