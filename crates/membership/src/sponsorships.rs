//! What partners carry: memberships by roster, e-mail domain or voucher, as many as they have seats.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use people::{PartyKind, parties};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Ground, bases, members, plans, queries, rules};

/// No agreement lets anybody stay longer than this after they left, in days.
const LONGEST_GRACE: i64 = 366;
/// The most seats an agreement can name: more than the town has people.
const MOST_SEATS: i64 = 1_000_000;

store::words! {
    /// Who comes first where more people stand on a roster than it has seats.
    pub enum SeatOrder {
        /// As the roster lists them.
        Roster = "roster",
        /// By name.
        Name = "name",
        /// Whoever joined first.
        Joined = "joined",
    }
}

/// A partner's promise to carry memberships.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Sponsorship {
    /// Which.
    pub id: Id<Sponsorship>,
    /// Who carries.
    pub partner: Id<Person>,
    /// What it is called: `SMP Negeri 2, siswa`.
    pub name: String,
    /// The plan of whoever it carries.
    pub plan: String,
    /// Its first day.
    pub since: Date,
    /// Its last day; none means without end.
    pub until: Option<Date>,
    /// How many members it carries at most; none means all.
    pub seats: Option<i64>,
    /// Who comes first.
    pub seat_order: SeatOrder,
    /// How long whoever leaves the roster stays a member, in days.
    pub grace_days: i64,
    /// Addresses that end in this domain prove that somebody belongs to the partner.
    pub domain: Option<String>,
}

impl Sponsorship {
    /// Whether it carries anybody on `day`.
    pub fn counts_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| until >= day)
    }
}

/// What is agreed with a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Who carries: an organisation or group of the register.
    pub partner: Id<Person>,
    /// What it is called.
    pub name: String,
    /// The plan of whoever it carries.
    pub plan: String,
    /// Its first day.
    pub since: Date,
    /// Its last day; none means without end.
    pub until: Option<Date>,
    /// How many members at most; none means all.
    pub seats: Option<i64>,
    /// Who comes first where that is too few.
    pub seat_order: SeatOrder,
    /// How long whoever leaves the roster stays a member, in days.
    pub grace_days: i64,
    /// The domain of its e-mail addresses, however typed; empty for none.
    pub domain: String,
}

/// How many members a sponsorship carries and how many wait for a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seats {
    /// Members with a basis that counts, those in their grace period included.
    pub taken: i64,
    /// Rows of the roster without a seat.
    pub waiting: i64,
    /// Seats that vouchers promise which can still be exchanged.
    pub promised: i64,
}

/// Every sponsorship that has not been ended, by name.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Sponsorship>> {
    tx.all(
        sql!(
            "SELECT id, partner, name, plan, since, until, seats, seat_order, grace_days, domain
             FROM sponsorship WHERE ended_at IS NULL ORDER BY name, id"
        ),
        vals![],
    )
}

/// One sponsorship, also one that has been ended.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Sponsorship>) -> Result<Sponsorship> {
    let found = tx.opt(
        sql!(
            "SELECT id, partner, name, plan, since, until, seats, seat_order, grace_days, domain
             FROM sponsorship WHERE id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("sponsor-unknown")).into())
}

/// The organisations and groups of the register, which can be partners, by name.
///
/// # Errors
/// Those of the database.
pub fn partners(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT id, name FROM party WHERE kind <> 'person' AND merged_into IS NULL ORDER BY folded, id LIMIT 2000"
        ),
        vals![],
    )
}

/// Begins to let a partner carry memberships.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, new: &Agreement) -> Result<Sponsorship> {
    let domain = checked(tx, None, new)?;
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO sponsorship (id, partner, name, plan, since, until, seats, seat_order, grace_days, domain)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        vals![
            id,
            new.partner,
            new.name.trim(),
            new.plan,
            new.since,
            new.until,
            new.seats,
            new.seat_order,
            new.grace_days,
            domain
        ],
    )
    .map_err(|e| if e.is_unique("sponsorship") { domain_taken() } else { e })?;
    let after = one(tx, id)?;
    audit::record(tx, act, "sponsorship.begun", "sponsorship", id, &facts(&after))?;
    Ok(after)
}

/// Changes what is agreed. Members it carries already keep their plan; with fewer seats nobody loses theirs, but
/// nobody moves up either.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Sponsorship>, new: &Agreement) -> Result<Sponsorship> {
    let before = one(tx, id)?;
    let domain = checked(tx, Some(&before), new)?;
    tx.exec(
        sql!(
            "UPDATE sponsorship SET partner = ?2, name = ?3, plan = ?4, since = ?5, until = ?6, seats = ?7,
                 seat_order = ?8, grace_days = ?9, domain = ?10 WHERE id = ?1"
        ),
        vals![
            id,
            new.partner,
            new.name.trim(),
            new.plan,
            new.since,
            new.until,
            new.seats,
            new.seat_order,
            new.grace_days,
            domain
        ],
    )
    .map_err(|e| if e.is_unique("sponsorship") { domain_taken() } else { e })?;
    let after = one(tx, id)?;
    if after != before {
        let detail = serde_json::json!({ "before": facts(&before), "after": facts(&after) });
        audit::record(tx, act, "sponsorship.changed", "sponsorship", id, &detail)?;
    }
    Ok(after)
}

/// Lets everything that a partner carries end with a day: what was agreed with it is over by then. How many sponsorships ended
/// by that; one that would have ended sooner ends then, as it did.
///
/// # Errors
/// Those of the database.
pub fn end_on(tx: &mut Tx<'_>, act: &Act, partner: Id<Person>, day: Date) -> Result<i64> {
    let ended: Vec<(Id<Sponsorship>, String)> = tx.all(
        sql!(
            "UPDATE sponsorship SET until = ?2
             WHERE partner = ?1 AND ended_at IS NULL AND (until IS NULL OR until > ?2) RETURNING id, name"
        ),
        vals![partner, day],
    )?;
    for (id, name) in &ended {
        let detail = serde_json::json!({ "name": name, "until": day });
        audit::record(tx, act, "sponsorship.ended", "sponsorship", *id, &detail)?;
    }
    Ok(i64::try_from(ended.len()).unwrap_or(i64::MAX))
}

/// How many it carries and how many wait on `today`.
///
/// # Errors
/// Those of the database.
pub fn seats(tx: &mut Tx<'_>, id: Id<Sponsorship>, today: Date) -> Result<Seats> {
    let (taken, waiting, promised) = tx.one(
        sql!(
            "SELECT (SELECT count(DISTINCT b.member) FROM basis b WHERE b.sponsorship = ?1
                     AND (b.until IS NULL OR b.until >= ?2)),
                 (SELECT count(*) FROM roster_row r WHERE r.sponsorship = ?1 AND r.state = 'waiting'),
                 (SELECT count(*) FROM voucher_batch o JOIN voucher v ON v.batch = o.id
                  WHERE o.sponsorship = ?1 AND o.until >= ?2 AND v.used_by IS NULL AND v.voided_at IS NULL)"
        ),
        vals![id, today],
    )?;
    Ok(Seats { taken, waiting, promised })
}

/// Until the transaction ends nobody else takes a seat; how many are free on `today` and promised to nobody, none
/// for no limit.
///
/// # Errors
/// Those of the database.
pub(crate) fn free_seats(tx: &mut Tx<'_>, sponsorship: &Sponsorship, today: Date) -> Result<Option<i64>> {
    tx.lock("sponsorship", &sponsorship.id)?;
    let Some(all) = sponsorship.seats else { return Ok(None) };
    let seats = seats(tx, sponsorship.id, today)?;
    Ok(Some((all - seats.taken - seats.promised).max(0)))
}

/// Gives `person` a seat by what they brought: a voucher or an address of the partner's domain. `promised` seats are
/// kept for them already. The basis runs a term of the plan.
///
/// # Errors
/// A refusal with every reason: the sponsorship has ended or not begun, it carries them already, the plan accepts no
/// such basis, there is no seat; those of the database.
pub(crate) fn seat(
    tx: &mut Tx<'_>,
    act: &Act,
    carried: &Sponsorship,
    person: Id<Person>,
    ground: Ground,
    evidence: String,
    promised: bool,
) -> Result<Id<crate::Basis>> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let today = act.today();
    let free = free_seats(tx, carried, today)?;
    let mut reasons = Vec::new();
    let mut object = |key| reasons.push(Reason { field: None, message: Message::new(key) });
    if !carried.counts_on(today) {
        object("seat-sponsor-ended");
    }
    let carries = |kept: &bases::Kept| {
        kept.sponsorship == Some(carried.id) && kept.until.is_none_or(|until| until >= today)
    };
    if bases::of(tx, person)?.iter().any(carries) {
        object("seat-carried-already");
    }
    if !bases::accepts(tx, &member.plan, ground)? {
        object("basis-not-of-plan");
    }
    let taken = seats(tx, carried.id, today)?.taken;
    let full = if promised { carried.seats.is_some_and(|all| taken >= all) } else { free == Some(0) };
    if full {
        object("seat-none-free");
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    let months =
        plans::all(tx)?.into_iter().find(|plan| plan.code == member.plan).and_then(|plan| plan.months);
    let new = bases::NewBasis {
        until: rules::last_day(today, months),
        sponsorship: Some(carried.id),
        evidence: Some(evidence),
        ..bases::NewBasis::own(ground, today)
    };
    members::reopen(tx, act, &member)?;
    let basis = bases::keep(tx, act, person, &new)?;
    let after = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let detail = serde_json::json!({
        "basis": basis, "ground": ground.as_str(), "sponsorship": carried.id, "since": today, "until": new.until,
    });
    members::changed(tx, act, &after, "member.basis-added", &detail)?;
    Ok(basis)
}

/// The sponsorship whose domain an e-mail address ends in, that counts on `today`.
///
/// # Errors
/// Those of the database.
pub fn by_address(tx: &mut Tx<'_>, email: &str, today: Date) -> Result<Option<Sponsorship>> {
    let Some((_, host)) = email.trim().rsplit_once('@') else { return Ok(None) };
    let host = host.to_lowercase();
    // `siswa.sekolah.sch.id` belongs to `sekolah.sch.id`, `akusekolah.sch.id` does not.
    let belongs = |domain: &str| {
        host == domain || host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
    };
    let mut fitting: Vec<_> = all(tx)?
        .into_iter()
        .filter(|s| s.counts_on(today) && s.domain.as_deref().is_some_and(belongs))
        .collect();
    fitting.sort_by_key(|s| std::cmp::Reverse(s.domain.as_ref().map_or(0, String::len)));
    Ok(fitting.into_iter().next())
}

/// The domain as it is kept, when nothing speaks against the agreement.
fn checked(tx: &mut Tx<'_>, before: Option<&Sponsorship>, new: &Agreement) -> Result<Option<String>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match new.name.trim().chars().count() {
        0 => object("name", "sponsor-name-missing"),
        1..=200 => {}
        _ => object("name", "member-name-too-long"),
    }
    match parties::one(tx, new.partner) {
        Ok(partner) if partner.kind != PartyKind::Person && partner.merged_into.is_none() => {}
        Ok(_) | Err(store::Error::Refused(_)) => object("partner", "sponsor-partner-unknown"),
        Err(other) => return Err(other),
    }
    let kept_plan = before.is_some_and(|before| before.plan == new.plan);
    if !kept_plan && plans::open(tx, &new.plan)?.is_none() {
        object("plan", "member-plan-unknown");
    } else if !plans::grounds(tx, &new.plan)?.contains(&Ground::Roster) {
        object("plan", "basis-not-of-plan");
    }
    if new.until.is_some_and(|until| until < new.since) {
        object("until", "member-until-before-since");
    }
    if new.seats.is_some_and(|seats| !(0..=MOST_SEATS).contains(&seats)) {
        object("seats", "sponsor-seats-unreadable");
    }
    if !(0..=LONGEST_GRACE).contains(&new.grace_days) {
        object("grace_days", "sponsor-grace-unreadable");
    }
    let domain = new.domain.trim().trim_start_matches('@').to_lowercase();
    if !domain.is_empty() && !is_domain(&domain) {
        object("domain", "sponsor-domain-unreadable");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    Ok(Some(domain).filter(|domain| !domain.is_empty()))
}

/// A name of at least two labels of letters, digits and hyphens (RFC 1123). Domains that everybody can have an
/// address in prove nothing; only people know those, so that is not asked here.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

fn domain_taken() -> store::Error {
    Refusal::of_field("domain", Message::new("sponsor-domain-taken")).into()
}

fn facts(s: &Sponsorship) -> serde_json::Value {
    serde_json::json!({
        "partner": s.partner, "name": s.name, "plan": s.plan, "since": s.since, "until": s.until,
        "seats": s.seats, "seat_order": s.seat_order.as_str(), "grace_days": s.grace_days, "domain": s.domain,
    })
}

/// What a partner is told about a period: numbers, and nobody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Statement {
    /// Members it carried on any day of the period.
    pub carried: i64,
    /// Members it carried on the last day.
    pub at_end: i64,
    /// Members it carried in the period and never before.
    pub new: i64,
    /// Vouchers exchanged for one of these memberships that began in the period.
    pub vouchers: i64,
}

impl Statement {
    /// Members it carried in the period and on its last day no more.
    pub const fn ended(&self) -> i64 {
        self.carried - self.at_end
    }
}

/// The numbers of a period, both days included.
///
/// # Errors
/// A refusal of a period that ends before it begins; those of the database.
pub fn statement(tx: &mut Tx<'_>, sponsorship: &Sponsorship, from: Date, to: Date) -> Result<Statement> {
    if from > to {
        return Err(Refusal::of_field("to", Message::new("sponsor-period-wrong")).into());
    }
    // A basis counts no longer than the agreement it hangs on.
    let last = sponsorship.until.filter(|until| *until < to);
    tx.one(
        sql!(
            "SELECT count(DISTINCT CASE WHEN b.since <= ?3 AND (b.until IS NULL OR b.until >= ?2) THEN b.member END)
                     AS carried,
                 count(DISTINCT CASE WHEN b.since <= ?3 AND (b.until IS NULL OR b.until >= ?4)
                       AND CAST(?5 AS BIGINT) = 0 THEN b.member END) AS at_end,
                 count(DISTINCT CASE WHEN b.since >= ?2 AND b.since <= ?3 AND NOT EXISTS (
                       SELECT 1 FROM basis o WHERE o.member = b.member AND o.sponsorship = b.sponsorship
                         AND o.since < ?2 AND (o.until IS NULL OR o.until >= o.since)) THEN b.member END) AS new,
                 count(CASE WHEN b.kind = 'voucher' AND b.since >= ?2 AND b.since <= ?3 THEN 1 END) AS vouchers
             FROM basis b WHERE b.sponsorship = ?1 AND (b.until IS NULL OR b.until >= b.since)"
        ),
        vals![sponsorship.id, from, last.unwrap_or(to), to, i64::from(last.is_some())],
    )
}
