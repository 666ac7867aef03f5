//! Codes a sponsor hands out on paper. Each promises a seat and makes one basis, once.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    Basis, Ground, Member, bases, members, queries, rules,
    sponsorships::{self, Sponsorship},
};

/// The most codes that are made at once.
pub const MOST: i64 = 1_000;
/// Signs that nobody takes for another one, read aloud, copied by hand or printed badly.
const SIGNS: &[u8; 24] = b"23456789ACDEFHJKMNPRTWXY";
/// How many of them a code has, the last of which checks the others.
const LENGTH: usize = 10;

/// Codes made at once.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Batch {
    /// Which.
    pub id: Id<Batch>,
    /// Who carries whoever brings one.
    pub sponsorship: Id<Sponsorship>,
    /// The last day on which they can be exchanged.
    pub until: Date,
    /// When they were made.
    pub made_at: Timestamp,
    /// How many there are.
    pub made: i64,
    /// How many were exchanged.
    pub used: i64,
    /// How many were declared void.
    pub void: i64,
}

impl Batch {
    /// How many can still be exchanged on `day`.
    pub fn open_on(&self, day: Date) -> i64 {
        if self.until < day { 0 } else { self.made - self.used - self.void }
    }
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Voucher {
    /// As it is printed: `K7MR2-PXD4H`.
    pub code: String,
    /// Which batch it is of.
    pub batch: Id<Batch>,
    /// Who carries.
    pub sponsorship: Id<Sponsorship>,
    /// The last day on which it can be exchanged.
    pub until: Date,
    /// When it was exchanged.
    pub used_at: Option<Timestamp>,
    /// Who brought it.
    pub used_by: Option<Id<Person>>,
    /// Their name.
    pub name: Option<String>,
    /// The number on their card.
    pub member: Option<String>,
    /// The basis it made.
    pub basis: Option<Id<Basis>>,
    /// When it was declared void.
    pub voided_at: Option<Timestamp>,
}

/// What is typed as a code, as it is kept; none where it cannot be one: too short, too long, or one sign was
/// misread. Small letters, spaces and strokes do not matter, and signs that no code has stand for those that
/// look like them.
pub fn normalised(typed: &str) -> Option<String> {
    let sign = |c: char| match c.to_ascii_uppercase() {
        'B' => '8',
        'G' => '6',
        'S' => '5',
        'Z' => '2',
        other => other,
    };
    let signs: Vec<u8> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.'))
        .map(|c| {
            SIGNS.iter().position(|known| char::from(*known) == sign(c)).and_then(|at| u8::try_from(at).ok())
        })
        .collect::<Option<_>>()?;
    let (last, before) = signs.split_last()?;
    (signs.len() == LENGTH && check(before) == *last).then(|| written(&signs))
}

/// The sign that follows `signs`: Luhn's algorithm modulo 24, so that one wrong sign, and nearly every two
/// exchanged neighbours, is seen.
fn check(signs: &[u8]) -> u8 {
    let base = SIGNS.len();
    let sum: usize = signs
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &sign)| {
            let sign = usize::from(sign) * if at % 2 == 0 { 2 } else { 1 };
            sign / base + sign % base
        })
        .sum();
    u8::try_from((base - sum % base) % base).unwrap_or_default()
}

fn written(signs: &[u8]) -> String {
    let text: Vec<char> =
        signs.iter().map(|sign| char::from(SIGNS[usize::from(*sign) % SIGNS.len()])).collect();
    text.chunks(LENGTH / 2).map(String::from_iter).collect::<Vec<_>>().join("-")
}

fn drawn() -> String {
    let mut signs: Vec<u8> = (1..LENGTH)
        .map(|_| rand::random_range(0..SIGNS.len()))
        .filter_map(|n| u8::try_from(n).ok())
        .collect();
    signs.push(check(&signs));
    written(&signs)
}

/// Makes `count` codes that can be exchanged until `until`. Each promises a seat: there are no more than are free.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn make(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    count: i64,
    until: Date,
) -> Result<Batch> {
    let carried = sponsorships::one(tx, sponsorship)?;
    let today = act.today();
    let free = sponsorships::free_seats(tx, &carried, today)?;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !(1..=MOST).contains(&count) {
        object("count", Message::new("voucher-count-impossible").with("most", MOST));
    } else if let Some(free) = free.filter(|free| count > *free) {
        object("count", Message::new("voucher-too-many").with("free", free));
    }
    if until < today {
        object("until", Message::new("member-until-past"));
    } else if let Some(end) = carried.until.filter(|end| until > *end) {
        object("until", Message::new("voucher-after-sponsor").with("day", end));
    }
    if !bases::accepts(tx, &carried.plan, Ground::Voucher)? {
        object("count", Message::new("basis-not-of-plan"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO voucher_batch (id, sponsorship, until, made_at) VALUES (?1, ?2, ?3, ?4)"),
        vals![id, sponsorship, until, act.at],
    )?;
    let mut made = 0;
    while made < count {
        // Among 24⁹ codes two are hardly ever the same; then another one is drawn.
        made += i64::try_from(tx.exec(
            sql!("INSERT INTO voucher (code, batch) VALUES (?1, ?2) ON CONFLICT (code) DO NOTHING"),
            vals![drawn(), id],
        )?)
        .unwrap_or_default();
    }
    let detail = serde_json::json!({ "batch": id, "count": count, "until": until });
    audit::record(tx, act, "voucher.made", "sponsorship", sponsorship, &detail)?;
    batch(tx, id)
}

/// The batches of a sponsorship, the newest first.
///
/// # Errors
/// Those of the database.
pub fn batches(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<Vec<Batch>> {
    tx.all(
        sql!(
            "SELECT b.id, b.sponsorship, b.until, b.made_at, count(v.code) AS made, count(v.used_at) AS used,
                 count(v.voided_at) AS void
             FROM voucher_batch b LEFT JOIN voucher v ON v.batch = b.id WHERE b.sponsorship = ?1
             GROUP BY b.id, b.sponsorship, b.until, b.made_at ORDER BY b.made_at DESC, b.id DESC"
        ),
        vals![sponsorship],
    )
}

/// One batch.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn batch(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<Batch> {
    let found = tx.opt(
        sql!(
            "SELECT b.id, b.sponsorship, b.until, b.made_at, count(v.code) AS made, count(v.used_at) AS used,
                 count(v.voided_at) AS void
             FROM voucher_batch b LEFT JOIN voucher v ON v.batch = b.id WHERE b.id = ?1
             GROUP BY b.id, b.sponsorship, b.until, b.made_at"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("voucher-batch-unknown")).into())
}

/// The codes of a batch, those that can still be exchanged first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<Vec<Voucher>> {
    tx.all(
        sql!(
            "SELECT v.code, v.batch, b.sponsorship, b.until, v.used_at, v.used_by, p.name, m.code AS member, v.basis,
                 v.voided_at
             FROM voucher v JOIN voucher_batch b ON b.id = v.batch
             LEFT JOIN party p ON p.id = v.used_by LEFT JOIN member m ON m.person = v.used_by
             WHERE v.batch = ?1
             ORDER BY CASE WHEN v.used_at IS NULL AND v.voided_at IS NULL THEN 0 WHEN v.used_at IS NULL THEN 2 ELSE 1 END,
                 v.code"
        ),
        vals![batch],
    )
}

/// Declares void what of a batch has not been exchanged, or of that only these codes; how many.
///
/// # Errors
/// A refusal when there is no such batch; those of the database.
pub fn void(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>, only: Option<&[String]>) -> Result<u64> {
    let of = batch(tx, id)?;
    tx.lock("sponsorship", &of.sponsorship)?;
    let done = match only {
        None => tx.exec(
            sql!(
                "UPDATE voucher SET voided_at = ?2 WHERE batch = ?1 AND used_by IS NULL AND voided_at IS NULL"
            ),
            vals![id, act.at],
        )?,
        Some(codes) => {
            let mut done = 0;
            for code in codes.iter().filter_map(|code| normalised(code)) {
                done += tx.exec(
                    sql!(
                        "UPDATE voucher SET voided_at = ?3
                         WHERE batch = ?1 AND code = ?2 AND used_by IS NULL AND voided_at IS NULL"
                    ),
                    vals![id, code, act.at],
                )?;
            }
            done
        }
    };
    if done > 0 {
        let detail = serde_json::json!({ "batch": id, "count": done });
        audit::record(tx, act, "voucher.voided", "sponsorship", of.sponsorship, &detail)?;
    }
    Ok(done)
}

/// Takes a declaration back: what was declared void at that instant can be exchanged again, where there are seats.
///
/// # Errors
/// A refusal where the seats have been taken in between; those of the database.
pub fn unvoid(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>, at: Timestamp) -> Result<u64> {
    let of = batch(tx, id)?;
    let carried = sponsorships::one(tx, of.sponsorship)?;
    let free = sponsorships::free_seats(tx, &carried, act.today())?;
    let done = tx.exec(
        sql!("UPDATE voucher SET voided_at = NULL WHERE batch = ?1 AND voided_at = ?2"),
        vals![id, at],
    )?;
    let done = i64::try_from(done).unwrap_or_default();
    if let Some(free) = free.filter(|free| done > *free && of.until >= act.today()) {
        let told = Message::new("voucher-too-many").with("free", free);
        return Err(Refusal::new(Kind::Conflict, told).into());
    }
    if done > 0 {
        let detail = serde_json::json!({ "batch": id, "count": done });
        audit::record(tx, act, "voucher.unvoided", "sponsorship", of.sponsorship, &detail)?;
    }
    Ok(u64::try_from(done).unwrap_or_default())
}

/// The voucher that is meant, if nothing speaks against exchanging it on `today`.
///
/// # Errors
/// A refusal that says why not; those of the database.
pub fn check_code(tx: &mut Tx<'_>, typed: &str, today: Date) -> Result<(Voucher, Sponsorship)> {
    let object = |message| store::Error::from(Refusal::of_field("voucher", message));
    let Some(code) = normalised(typed) else {
        return Err(object(Message::new("voucher-unreadable")));
    };
    let Some(found) = one(tx, &code)? else { return Err(object(Message::new("voucher-unknown"))) };
    let carried = sponsorships::one(tx, found.sponsorship)?;
    if found.used_at.is_some() {
        return Err(object(Message::new("voucher-used")));
    }
    if found.voided_at.is_some() {
        return Err(object(Message::new("voucher-void")));
    }
    if found.until < today {
        return Err(object(Message::new("voucher-past").with("day", found.until)));
    }
    if !carried.counts_on(today) {
        return Err(object(Message::new("seat-sponsor-ended")));
    }
    Ok((found, carried))
}

fn one(tx: &mut Tx<'_>, code: &str) -> Result<Option<Voucher>> {
    tx.opt(
        sql!(
            "SELECT v.code, v.batch, b.sponsorship, b.until, v.used_at, v.used_by, p.name, m.code AS member, v.basis,
                 v.voided_at
             FROM voucher v JOIN voucher_batch b ON b.id = v.batch
             LEFT JOIN party p ON p.id = v.used_by LEFT JOIN member m ON m.person = v.used_by
             WHERE v.code = ?1"
        ),
        vals![code],
    )
}

/// Exchanges a voucher for a basis of `person`'s membership. Of two who bring the same code at once, one is told
/// that it has been used.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn redeem(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, typed: &str) -> Result<(Voucher, Member)> {
    if let Some(found) = normalised(typed).map(|code| one(tx, &code)).transpose()?.flatten() {
        tx.lock("sponsorship", &found.sponsorship)?;
    }
    let (found, carried) = check_code(tx, typed, act.today())?;
    let evidence = found.code.clone();
    let basis = sponsorships::seat(tx, act, &carried, person, Ground::Voucher, evidence, true)?;
    let done = tx.exec(
        sql!(
            "UPDATE voucher SET used_by = ?2, used_at = ?3, basis = ?4
             WHERE code = ?1 AND used_by IS NULL AND voided_at IS NULL"
        ),
        vals![found.code, person, act.at, basis],
    )?;
    if done != 1 {
        return Err(Refusal::of_field("voucher", Message::new("voucher-used")).into());
    }
    let after = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    Ok((found, after))
}

/// Takes an exchange back: the basis never counted, and the code can be used again.
///
/// # Errors
/// A refusal when `person` has not exchanged it; those of the database.
pub fn give_back(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, typed: &str) -> Result<Member> {
    let found = normalised(typed).map(|code| one(tx, &code)).transpose()?.flatten();
    let Some((found, basis)) = found
        .filter(|found| found.used_by == Some(person))
        .and_then(|found| Some((found.clone(), found.basis?)))
    else {
        return Err(Refusal::of_field("voucher", Message::new("voucher-unknown")).into());
    };
    tx.lock("sponsorship", &found.sponsorship)?;
    tx.exec(
        sql!(
            "UPDATE voucher SET used_by = NULL, used_at = NULL, basis = NULL WHERE code = ?1 AND used_by = ?2"
        ),
        vals![found.code, person],
    )?;
    bases::retract(tx, act, person, basis)
}

/// The plan somebody begins with who registers with a voucher, if their age fits.
///
/// # Errors
/// A refusal that says why the voucher cannot be exchanged, or not at this age; those of the database.
pub(crate) fn plan_of(
    tx: &mut Tx<'_>,
    act: &Act,
    typed: &str,
    born: Option<Date>,
) -> Result<(Sponsorship, crate::Plan)> {
    let (_, carried) = check_code(tx, typed, act.today())?;
    let plan = crate::plans::open(tx, &carried.plan)?
        .ok_or_else(|| Refusal::of_field("voucher", Message::new("seat-sponsor-ended")))?;
    if let Some(message) = rules::age_objection(&plan, born, act.today()) {
        return Err(Refusal::of_field("born", message).into());
    }
    Ok((carried, plan))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = drawn();
        assert_eq!(normalised(&code.to_lowercase()).as_deref(), Some(code.as_str()));
        assert_eq!(normalised(&code.replace('-', " ")).as_deref(), Some(code.as_str()));
        assert_eq!(normalised(&code.replace('8', "b").replace('5', "s")).as_deref(), Some(code.as_str()));
        assert_eq!(normalised(&code[1..]), None);
        assert_eq!(normalised(""), None);
    }

    proptest! {
        #[test]
        fn one_wrong_sign_is_seen(at in 0usize..LENGTH, by in 1usize..SIGNS.len()) {
            let code = drawn();
            let mut signs: Vec<char> = code.chars().filter(|c| *c != '-').collect();
            let was = SIGNS.iter().position(|sign| char::from(*sign) == signs[at]).unwrap_or_default();
            signs[at] = char::from(SIGNS[(was + by) % SIGNS.len()]);
            prop_assert_eq!(normalised(&signs.iter().collect::<String>()), None);
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(typed in "\\PC{0,30}") {
            if let Some(code) = normalised(&typed) {
                prop_assert_eq!(normalised(&code), Some(code.clone()));
            }
        }
    }
}
