use jiff::Timestamp;
use kernel::{Date, Id, Person, Rupiah};
use people::{Profile, Sex};
use platform::library::Branch;
use store::FromRow;

store::words! {
    /// What a membership can stand on.
    pub enum Ground {
        /// They live in one of the town's villages, or what the library counts to it.
        Address = "address",
        /// They stand on a partner's roster.
        Roster = "roster",
        /// Their e-mail address is a partner's.
        Domain = "domain",
        /// They brought a code a sponsor handed out.
        Voucher = "voucher",
        /// They work in the town.
        Employment = "employment",
        /// The membership of their parent or guardian counts.
        Guardian = "guardian",
        /// The library decided that they need it.
        Need = "need",
        /// They have paid.
        Payment = "payment",
    }
}

store::words! {
    /// Where what was paid lies.
    #[derive(Default)]
    pub enum Received {
        /// In the box at the desk.
        #[default]
        Cash = "cash",
        /// In the bank: it was transferred, or paid by QRIS.
        Bank = "bank",
    }
}

impl Ground {
    /// Those the library itself grants to one member, with nobody else behind it.
    pub const OWN: [Self; 4] = [Self::Address, Self::Employment, Self::Need, Self::Payment];
}

/// One thing a membership stands on, named where it is pointed to.
pub enum Basis {}

/// From when to when a basis counts, with what it hangs on already considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Which basis; one that hangs on a guardian has a term for each of the guardian's.
    pub basis: Id<Basis>,
    /// What it is.
    pub ground: Ground,
    /// The first day.
    pub since: Date,
    /// The last day; none means without end.
    pub until: Option<Date>,
    /// The last day the basis itself names, whatever it hangs on.
    pub own_until: Option<Date>,
}

/// Somebody who may borrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who it is.
    pub person: Id<Person>,
    /// The number on the card: `A-00418`.
    pub code: String,
    /// The name.
    pub name: String,
    /// The code of their [`Plan`].
    pub plan: String,
    /// The branch they are at home at, where one was named.
    pub branch: Option<Id<Branch>>,
    /// The day they joined.
    pub since: Date,
    /// Whether nobody has vouched yet for who this is.
    pub provisional: bool,
    /// Whether they left for good.
    pub closed: bool,
    /// Why they may not borrow for now.
    pub blocked: Option<String>,
    /// When they were born.
    pub born: Option<Date>,
    /// Their telephone number, in E.164 without the plus sign; [`people::phone::shown`] is for people.
    pub phone: Option<String>,
    /// Where they live.
    pub village: Option<String>,
    /// The official code of that, or of the village of another address, where it is one of the town's.
    pub area: Option<String>,
    /// Whether a parent or guardian agrees; of nobody else it is asked.
    pub consented: bool,
    /// Whether the library has yet to learn when they were born: the plan is for children, or a list carries them on one that
    /// children can have.
    pub birth_owed: bool,
    /// The last day on which the membership counts while they are below 18 and nobody agrees, or may be and nobody knows.
    pub consent_due: Date,
    /// What the desk should know.
    pub note: Option<String>,
    /// What the membership stands on, in the order of beginning.
    pub terms: Vec<Term>,
}

/// What the bases of a membership come to on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// One counts, and without a gap one does until this day; none means without end.
    Until(Option<Date>),
    /// The last one ended on this day.
    Ended(Date),
    /// The first one begins on this day.
    From(Date),
    /// There is none.
    Never,
}

/// How a membership stands on some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Active,
    /// It ended on this day; renewing brings it back.
    Expired(Date),
    /// It counts, but this speaks against lending.
    Blocked(String),
    /// It begins on a later day.
    Upcoming,
    /// It counted until this day, as long as a guardian may take to agree; once one does, it counts again.
    Unagreed(Date),
}

/// A membership to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Whom the register knows already; without one, `profile` is entered.
    pub person: Option<Id<Person>>,
    /// Who; not looked at where the register knows them.
    pub profile: Profile,
    /// The code of the plan.
    pub plan: String,
    /// The branch they are at home at, in a library of several.
    pub branch: Option<Id<Branch>>,
    /// A number they have already; without one they get the next.
    pub code: Option<String>,
    /// From when on; without one, today.
    pub since: Option<Date>,
    /// The last day; without one, as the plan says.
    pub until: Option<Date>,
    /// What it stands on; none where another use case adds that in the same transaction.
    pub ground: Option<Ground>,
    /// What proves that, where the ground asks for a proof.
    pub evidence: String,
    /// What was paid, where it stands on that; the evidence is the number of the receipt.
    pub paid: Option<Rupiah>,
    /// Why that is more than the plan costs, where it is.
    pub paid_more: String,
    /// Where that lies.
    pub received: Received,
    /// Whether somebody of the library has seen who this is.
    pub confirmed: bool,
}

/// What was paid at the desk for a term of a membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The number of the receipt.
    pub receipt: String,
    /// How much.
    pub amount: Rupiah,
    /// Why that is more than the plan costs, where it is.
    pub more: String,
    /// Where it lies.
    pub received: Received,
}

impl Default for NewMember {
    fn default() -> Self {
        Self {
            person: None,
            profile: Profile::default(),
            plan: String::new(),
            branch: None,
            code: None,
            since: None,
            until: None,
            ground: Some(Ground::Address),
            evidence: String::new(),
            paid: None,
            paid_more: String::new(),
            received: Received::Cash,
            confirmed: true,
        }
    }
}

/// A kind of membership.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Plan {
    /// `dewasa`
    pub code: String,
    /// The library's own name for it; without one, the language files name it under `plan-<code>`.
    pub name: Option<String>,
    /// The same in English; without one, the name is the same in both languages.
    pub name_en: Option<String>,
    /// How many months a membership runs; none means without end.
    pub months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    pub age_from: Option<i64>,
    /// The oldest who may begin with it.
    pub age_to: Option<i64>,
    /// What a term costs.
    pub price: Rupiah,
    /// How many days before its end a member may prolong it themselves; none means only at the desk.
    pub own_renewal_days: Option<i64>,
    /// How many hours of rooms it gives in a month.
    pub room_hours: i64,
    /// How many minutes at a computer it gives in a day.
    pub computer_minutes: i64,
    /// Its place in lists: smaller comes first.
    pub sort: i64,
    /// Whether nobody may begin with it any more.
    pub closed: bool,
}

/// Everything kept about a member, for their own page.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Details {
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The official code of their village, where it is one of the town's.
    pub area: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// The name of the branch they are at home at.
    pub branch: Option<String>,
    /// When the library first knew of them.
    pub created_at: Timestamp,
    /// When they left for good.
    pub closed_at: Option<Timestamp>,
}
