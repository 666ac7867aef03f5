//! People who register themselves: a membership at once, provisional until somebody of the library has seen who
//! it is.

use jiff::SignedDuration;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::{
    PartyKind, Profile,
    alike::{self, Why},
    areas,
    import::Meant,
    relationships::Grown,
    rules::OWN_LOGIN_AGE,
};
use platform::{
    accounts::{Account, Password, Token},
    audit, events, idempotency,
};
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Result, Tx, sql, vals};
use web::Paper;

use crate::{
    Member, NewMember, Plan, families, members, queries,
    reminders::{RegistrationConfirmed, SelfRegistered},
    rules, settings, sign_in, vouchers,
};

/// How long whoever has registered may choose a password with the link they were given.
const CLAIM: SignedDuration = SignedDuration::from_hours(24);

/// Who cares for a child, as the form says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: String,
    /// The number on their card, where they have one.
    pub code: String,
    /// Whether they are 18 or older, as is stated.
    pub grown: bool,
}

impl Named {
    /// Whether anything is said of who it is.
    fn is_named(&self) -> bool {
        [&self.name, &self.phone, &self.code].into_iter().any(|text| !text.trim().is_empty())
    }
}

/// A registration of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joining {
    /// Who: name and birth date, where to reach them, where they live.
    pub profile: Profile,
    /// For a child: who cares for it.
    pub guardian: Named,
    /// The code of a voucher they have; empty for none.
    pub voucher: String,
    /// The hash of what lets them choose a password afterwards.
    pub claim: Option<[u8; 32]>,
}

/// What came of it: a provisional membership, the same for whoever the register may know already. Who that is, only the desk
/// may say, which is asked to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The number on the card.
    pub code: String,
    /// What is to be paid at the desk before it counts.
    pub owed: Option<i64>,
    /// Whether a guardian who has signed in has registered their own child: from now on they see it, and can agree.
    pub guarded: bool,
}

/// Everything that speaks against registering somebody like this, whoever else there is.
///
/// # Errors
/// Those of the database.
pub fn objections(tx: &mut Tx<'_>, act: &Act, joining: &Joining) -> Result<Vec<Reason>> {
    let mut reasons = people::rules::profile_objections(&joining.profile, act.today());
    let letters = joining.profile.name.chars().filter(|c| c.is_alphabetic()).count();
    let short = letters < 2 && reasons.iter().all(|reason| reason.field != Some("name"));
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let plan = plan(tx, act, joining.profile.born)?;
    match joining.profile.born {
        None => object("born", Message::new("join-born-missing")),
        Some(_) if joining.voucher.is_empty() && plan.is_none() => {
            object("born", Message::new("join-no-plan"));
        }
        Some(born) if people::rules::age(born, act.today()) < OWN_LOGIN_AGE => {
            let named = &joining.guardian;
            if named.name.trim().is_empty() {
                object("guardian_name", Message::new("join-guardian-missing"));
            }
            if named.phone.trim().is_empty() && named.code.trim().is_empty() {
                object("guardian_phone", Message::new("join-guardian-unreachable"));
            }
        }
        Some(_) => {}
    }
    let minor = families::is_minor(joining.profile.born, act.today());
    if minor && joining.guardian.is_named() && !joining.guardian.grown {
        object("guardian_grown_up", Message::new("join-guardian-age"));
    }
    // Whoever pays need not live here.
    let free = joining.voucher.is_empty() && plan.is_none_or(|plan| plan.price.0 == 0);
    if free && areas::village(tx, &joining.profile.village)?.is_none() {
        object("village", Message::new("join-needs-ground"));
    }
    if !joining.voucher.is_empty() {
        match vouchers::plan_of(tx, act, &joining.voucher, joining.profile.born) {
            Ok(_) => {}
            Err(Error::Refused(refusal)) => {
                for reason in refusal.reasons {
                    object(reason.field.unwrap_or("voucher"), reason.message);
                }
            }
            Err(other) => return Err(other),
        }
    }
    if short {
        object("name", Message::new("join-name-short"));
    }
    let code = joining.guardian.code.trim();
    if !code.is_empty() {
        let grown = |member: &Member| !families::is_minor(member.born, act.today());
        if !queries::by_code(tx, code)?.as_ref().is_some_and(grown) {
            object("guardian_code", Message::new("join-guardian-unknown"));
        }
    }
    let phone = joining.guardian.phone.trim();
    if !phone.is_empty() && people::phone::normalised(phone).is_none() {
        object("guardian_phone", Message::new("member-phone-unreadable"));
    }
    for (field, text) in [
        ("guardian_name", &joining.guardian.name),
        ("guardian_phone", &joining.guardian.phone),
        ("guardian_code", &joining.guardian.code),
    ] {
        if text.chars().count() > 200 {
            object(field, Message::new("member-text-too-long"));
        }
    }
    Ok(reasons)
}

/// The plans people register for themselves: for living here, or for what they pay at the desk; those that cost nothing
/// first.
///
/// # Errors
/// Those of the database.
pub fn offered(tx: &mut Tx<'_>) -> Result<Vec<Plan>> {
    tx.all(
        sql!(
            "SELECT p.* FROM plan p JOIN plan_basis b ON b.plan = p.code
             WHERE NOT p.closed AND ((b.kind = 'address' AND p.price = 0) OR (b.kind = 'payment' AND p.price > 0))
             ORDER BY CASE WHEN p.price = 0 THEN 0 ELSE 1 END, p.sort, p.code"
        ),
        vals![],
    )
}

/// The first of them that somebody of this age may begin with.
fn plan(tx: &mut Tx<'_>, act: &Act, born: Option<Date>) -> Result<Option<Plan>> {
    let offered = offered(tx)?;
    Ok(offered.into_iter().find(|plan| rules::age_objection(plan, born, act.today()).is_none()))
}

/// Registers somebody who fills in the form themselves. The same `key` a second time gives what came of it the
/// first time: a page that is loaded again, a press too many.
///
/// # Errors
/// A refusal with every reason, also where enough have registered today; those of the database.
pub fn join(tx: &mut Tx<'_>, act: &Act, key: &str, joining: &Joining) -> Result<Joined> {
    let Profile { name, born, phone, village, .. } = &joining.profile;
    let request = (name, born, phone, village, &joining.guardian, &joining.voucher);
    idempotency::once(tx, act, key, &request, |tx| join_now(tx, act, joining))
}

fn join_now(tx: &mut Tx<'_>, act: &Act, joining: &Joining) -> Result<Joined> {
    Refusal::unless_empty(Kind::Invalid, objections(tx, act, joining)?)?;
    tx.lock("people.register", &"")?;
    let most = settings::JOIN_PER_DAY.number(tx)?;
    if joined_today(tx, act)? >= most {
        return Err(Refusal::new(Kind::TooMany, Message::new("join-enough-today")).into());
    }
    let known = is_known(tx, &joining.profile)?;
    let new = NewMember { profile: joining.profile.clone(), confirmed: false, ..NewMember::default() };
    let mut owed = None;
    let member = if joining.voucher.is_empty() {
        let plan = plan(tx, act, joining.profile.born)?.ok_or(Error::Missing)?;
        owed = Some(plan.price.0).filter(|price| *price > 0);
        let until = Some(settings::provisional_until(tx, act.today())?);
        // What costs something counts once it is paid.
        let ground = new.ground.filter(|_| owed.is_none());
        members::register(tx, act, &NewMember { plan: plan.code, until, ground, ..new })?
    } else {
        // The sponsor carries them for a whole term; how much may be borrowed before somebody has seen who they are
        // stays as the library says.
        let (_, plan) = vouchers::plan_of(tx, act, &joining.voucher, joining.profile.born)?;
        let begun = members::register(tx, act, &NewMember { plan: plan.code, ground: None, ..new })?;
        vouchers::redeem(tx, act, begun.person, &joining.voucher)?.1
    };
    let named = &joining.guardian;
    let guarded = is_own_child(tx, act, &member, named)?;
    if let Some(guardian) = act.by.person().filter(|_| guarded) {
        families::link(tx, act, member.person, guardian, Grown::said(named.grown))?;
    }
    // Whoever does not answer for themselves has no account before a guardian agrees.
    let claim = joining.claim.filter(|_| !families::is_minor(joining.profile.born, act.today()));
    tx.exec(
        sql!(
            "INSERT INTO joining (member, guardian_name, guardian_phone, guardian_code, guardian_grown, at, claim,
                 claim_until, known) VALUES (?1, ?2, ?3, ?4, ?9, ?5, ?6, ?7, ?8)"
        ),
        vals![
            member.person,
            named.name.trim(),
            people::phone::normalised(&named.phone).unwrap_or_default(),
            rules::normalised_code(&named.code),
            act.at,
            claim,
            claim.map(|_| act.at + CLAIM),
            known,
            named.grown
        ],
    )?;
    events::emit(tx, act, member.person, &SelfRegistered {})?;
    Ok(Joined { code: member.code, owed, guarded })
}

/// Whether a child is registered by whom the form names as guardian, who has signed in to do it. Of whoever is named by
/// anybody else the desk looks first who they are ([`confirm`]).
fn is_own_child(tx: &mut Tx<'_>, act: &Act, child: &Member, named: &Named) -> Result<bool> {
    let guardian = match act.by.person() {
        Some(own) => queries::by_code(tx, &named.code)?.filter(|guardian| guardian.person == own),
        None => None,
    };
    match guardian.filter(|_| families::is_minor(child.born, act.today())) {
        Some(guardian) => families::may_be_linked(tx, act, child, guardian.person, Grown::said(named.grown)),
        None => Ok(false),
    }
}

/// Whose registration `token` was given out with, while they may choose a password with it: within a day, once, and as
/// long as nobody has made them an account.
///
/// # Errors
/// Those of the database.
pub fn claimant(tx: &mut Tx<'_>, act: &Act, token: &Token) -> Result<Option<Member>> {
    let found: Option<(Id<Person>,)> = tx.opt(
        sql!(
            "SELECT j.member FROM joining j WHERE j.claim = ?1 AND j.claim_until >= ?2
               AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = j.member)"
        ),
        vals![token.stored(), act.at],
    )?;
    match found {
        Some((person,)) => queries::by_id(tx, person),
        None => Ok(None),
    }
}

/// Whoever has registered chooses a password: an account under the number on their card.
///
/// # Errors
/// A refusal when the link was used already, is too old, or somebody has made them an account, and as
/// [`sign_in::open`] says; those of the database.
pub fn claim(tx: &mut Tx<'_>, act: &Act, token: &Token, password: &Password) -> Result<Account> {
    let gone = || Refusal::new(Kind::Missing, Message::new("claim-gone"));
    let member = claimant(tx, act, token)?.ok_or_else(gone)?;
    let used = tx.exec(
        sql!("UPDATE joining SET claim = NULL, claim_until = NULL WHERE claim = ?1"),
        vals![token.stored()],
    )?;
    match used {
        0 => Err(gone().into()),
        _ => sign_in::open(tx, act, member.person, password),
    }
}

/// Whether somebody with this name is known with this birth date or number. A shared number alone is a family,
/// a shared birth date and surname are twins.
fn is_known(tx: &mut Tx<'_>, profile: &Profile) -> Result<bool> {
    let found = alike::alike(tx, PartyKind::Person, profile)?;
    Ok(found.iter().any(|one| {
        one.why.contains(&Why::Name) || (one.why.contains(&Why::Sound) && one.why.contains(&Why::Phone))
    }))
}

fn joined_today(tx: &mut Tx<'_>, act: &Act) -> Result<i64> {
    let begun = act.start_of(act.today());
    let (count,) = tx.one(sql!("SELECT count(*) FROM joining WHERE at >= ?1"), vals![begun])?;
    Ok(count)
}

/// What somebody wrote about themselves when they registered.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Registered {
    /// Whom they named as guardian; empty where nobody.
    pub guardian_name: String,
    /// That person's telephone number.
    pub guardian_phone: String,
    /// The number on that person's card.
    pub guardian_code: String,
    /// Whether they stated that this person is 18 or older.
    pub guardian_grown: bool,
    /// When it was.
    pub at: Timestamp,
    /// Whether the register may have known them already.
    pub known: bool,
}

impl Registered {
    /// Whether a guardian can be entered by what was written.
    fn is_reachable(&self) -> bool {
        !self.guardian_name.is_empty() && people::phone::is_well_formed(&self.guardian_phone)
    }
}

/// Whom the children who were registered name as their guardian: whoever is forgotten is named there no more, by name, telephone
/// or card. A namesake with another number who cares for none of these children is somebody else.
pub(crate) const NAMED: Paper = Paper {
    name: "membership.named-guardians",
    strike: |tx, _, _, person| {
        type Row = (Id<Person>, String, String, bool, bool, bool);
        let meant = Meant::of(tx, person)?;
        let rows: Vec<Row> = tx.all(
            sql!(
                "WITH they AS (SELECT id FROM party WHERE id = ?1 OR merged_into = ?1)
                 SELECT j.member, j.guardian_name, j.guardian_phone,
                     EXISTS (SELECT 1 FROM member m WHERE m.person IN (SELECT id FROM they) AND m.code = j.guardian_code)
                         OR EXISTS (SELECT 1 FROM retired_card r
                             WHERE r.member IN (SELECT id FROM they) AND r.code = j.guardian_code),
                     EXISTS (SELECT 1 FROM relationship r WHERE r.kind = 'guardian' AND r.other = j.member
                         AND r.party IN (SELECT id FROM they)),
                     EXISTS (SELECT 1 FROM contact c WHERE c.value = j.guardian_phone
                         AND c.party IN (SELECT id FROM they))
                 FROM joining j WHERE j.guardian_name <> '' OR j.guardian_phone <> '' OR j.guardian_code <> ''"
            ),
            vals![person],
        )?;
        for (child, name, phone, by_card, cares, reached) in rows {
            let number = people::phone::shown(&phone);
            let named = meant.is_named(&name, None, [number.as_str()]);
            if by_card || (cares && reached) || (named && (cares || reached)) {
                tx.exec(
                    sql!(
                        "UPDATE joining SET guardian_name = '', guardian_phone = '', guardian_code = ''
                         WHERE member = ?1"
                    ),
                    vals![child],
                )?;
            }
        }
        Ok(())
    },
};

/// How a member registered themselves, if they did.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Registered>> {
    tx.opt(
        sql!(
            "SELECT guardian_name, guardian_phone, guardian_code, guardian_grown, at, known FROM joining
             WHERE member = ?1"
        ),
        vals![person],
    )
}

/// Up to `limit` members who wait for somebody to see who they are, the longest first.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Member>> {
    queries::provisional(tx, limit)
}

/// Those among them whom the register may have known already: the desk looks at both and makes one entry of them, or says that
/// they are two.
///
/// # Errors
/// Those of the database.
pub fn maybe_known(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Id<Person>>> {
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT j.member FROM joining j JOIN member m ON m.person = j.member
             WHERE j.known AND m.confirmed_at IS NULL AND m.closed_at IS NULL ORDER BY j.at, j.member LIMIT ?1"
        ),
        vals![limit],
    )?;
    Ok(found.into_iter().map(|(person,)| person).collect())
}

/// Somebody has seen who this is. The membership runs as its plan says from today on, and a guardian who was
/// named by the number on their card is linked.
///
/// # Errors
/// Those of the database.
pub fn confirm(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let before = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if !before.provisional {
        return Ok(before);
    }
    let registered = of(tx, person)?;
    let by_themselves = registered.is_some();
    let code = registered.as_ref().map(|registered| registered.guardian_code.clone()).unwrap_or_default();
    let grown = Grown::said(registered.as_ref().is_some_and(|registered| registered.guardian_grown));
    if let Some(guardian) = queries::by_code(tx, &code)?
        && families::may_be_linked(tx, act, &before, guardian.person, grown)?
    {
        families::link(tx, act, person, guardian.person, grown)?;
    } else if let Some(named) = registered.as_ref().filter(|named| named.is_reachable())
        && families::is_minor(before.born, act.today())
        && families::guardians(tx, person, act.today())?.is_empty()
    {
        // Whom the form does not name well enough, the desk links by hand: the page has the name and the number.
        let (name, phone) = (named.guardian_name.clone(), format!("+{}", named.guardian_phone));
        match families::link_named(tx, act, person, &Profile { name, phone, ..Profile::default() }, grown) {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let after = members::confirm(tx, act, person)?;
    if by_themselves {
        let until = members::until(&after, act.today());
        events::emit(tx, act, person, &RegistrationConfirmed { until })?;
    }
    Ok(after)
}

/// Turns a registration down: the membership ends, and the reason is written down.
///
/// # Errors
/// A refusal without a reason, or once somebody has vouched for them; those of the database.
pub fn reject(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, reason: &str) -> Result<Member> {
    let before = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let reason = reason.trim();
    if !before.provisional {
        return Err(Refusal::of_field("reason", Message::new("join-confirmed-already")).into());
    }
    match reason.chars().count() {
        0 => return Err(Refusal::of_field("reason", Message::new("join-reject-needs-reason")).into()),
        1..=500 => {}
        _ => return Err(Refusal::of_field("reason", Message::new("member-text-too-long")).into()),
    }
    let after = members::close(tx, act, person)?;
    audit::record(tx, act, "member.rejected", "person", person, &serde_json::json!({ "reason": reason }))?;
    Ok(after)
}
