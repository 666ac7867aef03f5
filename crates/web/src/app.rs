use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::AtomicUsize},
};

use kernel::{Calendar, Date, Id, Person, TimeZone, Timestamp};
use platform::{ballast::Ballast, library, permissions::Permission, vault::Vault};
use store::Store;
use tokio::sync::Semaphore;
use ui::{Lexicon, page};

use crate::{
    Awaited, Benefit, Consequence, Countable, Dependent, Facts, Follower, Holding, Indicator, Matter, Module,
    Nav, Network, NoticeKind, Origin, Outcome, Panel, Paper, PartnerPanel, Programmes, Unread, WayOn, api,
    pages, session::HeldForms, throttle::Throttle,
};

/// How the program faces the network, and what it has beside the database.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address visitors use, such as `https://pustaka.tomohonkota.example`; without it, whatever they
    /// typed. With `https` the cookies are for secure connections only.
    pub origin: Option<String>,
    /// The proxies before the program that are believed when they say whom a request comes from
    /// (`X-Forwarded-For`, `Forwarded`): `127.0.0.1` where one runs on the same machine. They must write that header
    /// themselves, over what they were sent. Without any, each request comes from whoever opened the connection.
    pub trusted_proxies: Vec<Network>,
    /// The keys of sealed fields; without them those stay shut.
    pub vault: Vault,
    /// The room kept back for a full disk, where some is.
    pub ballast: Option<Ballast>,
    /// The addresses in the institution's own network that the program may ask, each exactly `host:port`; any
    /// other address must be one of the open internet.
    pub peers: Vec<String>,
}

impl Config {
    /// Whether the disk is so full that the reserve is in use.
    pub(crate) fn is_low(&self) -> bool {
        self.ballast.as_ref().is_some_and(Ballast::is_thrown)
    }

    pub(crate) fn secure(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.starts_with("https://"))
    }
}

/// The looks of one day: whose data, who looked, and at what.
#[derive(Default)]
pub(crate) struct Looks {
    pub(crate) day: Option<Date>,
    pub(crate) seen: HashSet<(Id<Person>, Id<Person>, platform::looks::Sight)>,
}

/// Everything requests share, made once at start.
pub struct App {
    pub(crate) store: Store,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) config: Config,
    pub(crate) zone: TimeZone,
    pub(crate) nav: Vec<Nav>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) outcomes: Vec<Outcome>,
    programmes: Vec<Programmes>,
    pub(crate) followers: Vec<Follower>,
    pub(crate) holdings: Vec<Holding>,
    pub(crate) papers: Vec<Paper>,
    pub(crate) matters: Vec<Matter>,
    pub(crate) panels: Vec<Panel>,
    pub(crate) consequences: Vec<Consequence>,
    pub(crate) partner_panels: Vec<PartnerPanel>,
    pub(crate) ways_on: Vec<WayOn>,
    pub(crate) awaited: Vec<Awaited>,
    pub(crate) benefits: Vec<Benefit>,
    pub(crate) facts: Arc<Facts>,
    pub(crate) origins: Vec<Origin>,
    pub(crate) settings: Vec<platform::settings::Setting>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) notices: Vec<NoticeKind>,
    pub(crate) unread: Vec<Unread>,
    /// The paths that may be posted to from anywhere.
    pub(crate) anywhere: Vec<&'static str>,
    pub(crate) throttle: Throttle,
    /// Who has looked at whose data today, as far as this process has written it down.
    pub(crate) looks: Mutex<Looks>,
    /// What the indicators came to a moment ago.
    pub(crate) counted: pages::Counting,
    /// What waits while its sender proves again who they are.
    pub(crate) held: HeldForms,
    /// How fast each API token asks.
    pub(crate) pace: api::Pace,
    /// What other programs may ask.
    pub(crate) document: api::Document,
    /// Argon2 takes 19 MiB and a core for a while: two at once, and a bounded queue before them.
    pub(crate) hashing: Semaphore,
    /// How many wait for it.
    pub(crate) waiting: AtomicUsize,
    house: RwLock<Arc<House>>,
}

/// What every page says about the library, read once and again when it changes.
#[derive(Debug, Clone, Default)]
pub struct House {
    /// Name and address.
    pub library: Arc<page::Library>,
    /// When the main branch is open.
    pub calendar: Calendar,
}

impl App {
    /// Gathers what the modules give; their routes are handed back, to be installed.
    ///
    /// # Errors
    /// What the store says when the library's name and hours are read.
    pub fn gather(
        store: Store,
        lexicon: &'static Lexicon,
        zone: TimeZone,
        config: Config,
        modules: Vec<Module>,
    ) -> store::Result<(Arc<Self>, crate::Routes)> {
        let mut nav: Vec<Nav> = modules.iter().flat_map(|module| module.nav.iter().copied()).collect();
        nav.sort_by_key(|entry| entry.order);
        let indicators = modules.iter().flat_map(|module| module.indicators.iter().copied()).collect();
        let outcomes = modules.iter().flat_map(|module| module.outcomes.iter().copied()).collect();
        let programmes = modules.iter().filter_map(|module| module.programmes).collect();
        let followers = modules.iter().flat_map(|module| module.followers.iter().copied()).collect();
        let holdings = modules.iter().flat_map(|module| module.holdings.iter().copied()).collect();
        let papers = modules.iter().flat_map(|module| module.papers.iter().copied()).collect();
        let matters = modules.iter().flat_map(|module| module.matters.iter().copied()).collect();
        let mut panels: Vec<Panel> =
            modules.iter().flat_map(|module| module.panels.iter().copied()).collect();
        panels.sort_by_key(|panel| panel.order);
        let consequences = modules.iter().flat_map(|module| module.consequences.iter().copied()).collect();
        let mut partner_panels: Vec<PartnerPanel> =
            modules.iter().flat_map(|module| module.partner_panels.iter().copied()).collect();
        partner_panels.sort_by_key(|panel| panel.order);
        let ways_on = modules.iter().flat_map(|module| module.ways_on.iter().copied()).collect();
        let awaited = modules.iter().flat_map(|module| module.awaited.iter().copied()).collect();
        let benefits = modules.iter().flat_map(|module| module.benefits.iter().copied()).collect();
        let facts = Arc::new(Facts::of(&modules));
        let origins = modules.iter().flat_map(|module| module.origins.iter().copied()).collect();
        let settings = modules.iter().flat_map(|module| module.settings.iter().copied()).collect();
        let permissions = modules.iter().flat_map(|module| module.permissions.iter().copied()).collect();
        let notices = modules.iter().flat_map(|module| module.notices.iter().copied()).collect();
        let unread = modules.iter().filter_map(|module| module.unread).collect();
        let mut routes =
            modules.into_iter().map(|module| module.routes).fold(crate::Routes::new(), crate::Routes::and);
        let document = api::Document::of(std::mem::take(&mut routes.operations));
        let house = House::read_from(&store)?;
        let app = Self {
            store,
            lexicon,
            config,
            zone,
            nav,
            indicators,
            outcomes,
            programmes,
            followers,
            holdings,
            papers,
            matters,
            panels,
            consequences,
            partner_panels,
            ways_on,
            awaited,
            benefits,
            facts,
            origins,
            settings,
            permissions,
            notices,
            unread,
            anywhere: std::mem::take(&mut routes.anywhere),
            throttle: Throttle::default(),
            looks: Mutex::default(),
            counted: pages::Counting::default(),
            held: HeldForms::default(),
            pace: api::Pace::default(),
            document,
            hashing: Semaphore::new(2),
            waiting: AtomicUsize::new(0),
            house: RwLock::new(Arc::new(house)),
        };
        Ok((Arc::new(app), routes))
    }

    /// The address visitors use, without a slash at its end, where it was set up.
    pub fn origin(&self) -> Option<&str> {
        self.config.origin.as_deref().map(|origin| origin.trim_end_matches('/'))
    }

    /// What pages say about the library now.
    pub fn house(&self) -> Arc<House> {
        self.house.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the modules let people do.
    pub fn permissions(&self) -> &[Permission] {
        &self.permissions
    }

    /// What the modules hold about people.
    pub fn holdings(&self) -> &[Holding] {
        &self.holdings
    }

    /// Papers with many people on them that wait in the modules.
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// What the modules tell people by message.
    pub fn notices(&self) -> &[NoticeKind] {
        &self.notices
    }

    /// The words of the program, for what is said in another language than a page's.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// The facts of all modules on which agreements rest.
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The facts of all modules that can fulfil a promise.
    pub fn countables(&self) -> &[Countable] {
        &self.facts.countables
    }

    /// What hangs on agreements with partners.
    pub fn dependents(&self) -> &[Dependent] {
        &self.facts.dependents
    }

    /// What rows of other modules stand for, where it is of this kind.
    pub fn origin_of(&self, kind: &str) -> Option<&Origin> {
        self.origins.iter().find(|origin| origin.kind == kind)
    }

    /// What follows a person whose two entries are made one.
    pub fn followers(&self) -> &[Follower] {
        &self.followers
    }

    /// What kinds of membership give.
    pub fn benefits(&self) -> &[Benefit] {
        &self.benefits
    }

    /// What merging two people would bring.
    pub fn consequences(&self) -> &[Consequence] {
        &self.consequences
    }

    /// What the modules count.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// What money of a fund becomes in the modules.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The programmes of the modules.
    pub fn programmes(&self) -> &[Programmes] {
        &self.programmes
    }

    /// What of the modules waits for a book.
    pub fn awaited(&self) -> &[Awaited] {
        &self.awaited
    }

    /// Reads the library's name and hours again, after they changed.
    ///
    /// # Errors
    /// What the store says; the old ones then stay.
    pub async fn refresh(&self) -> store::Result<()> {
        let house = self.store.read(House::read).await?;
        *self.house.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(house);
        Ok(())
    }
}

impl House {
    fn read_from(store: &Store) -> store::Result<Self> {
        store.read_blocking(Self::read)
    }

    fn read(tx: &mut store::Tx<'_>) -> store::Result<Self> {
        let library = page::Library {
            kind: library::KIND.text(tx)?,
            name: library::NAME.text(tx)?,
            short: library::SHORT_NAME.text(tx)?,
            owner: library::OWNER.text(tx)?,
            address: library::ADDRESS.text(tx)?.lines().map(str::to_owned).collect(),
        };
        let calendar = match library::branches(tx)?.first() {
            // Yesterday too: a page drawn just after midnight may still speak of it.
            Some(main) => library::calendar(
                tx,
                main.id,
                Timestamp::now().to_zoned_datetime(TimeZone::UTC).date().yesterday().unwrap_or(Date::MIN),
            )?,
            None => Calendar::default(),
        };
        Ok(Self { library: Arc::new(library), calendar })
    }
}
