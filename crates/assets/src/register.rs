//! The register: a thing is entered, changed, found.

use funds::Transaction;
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal, Rupiah};
use platform::{audit, library, library::Branch, sequence};
use store::{FromRow, Result, Tx, sql, vals};

use crate::model::{Asset, Condition, Kind, Source, Valuation, Worth};

/// The most a thing may be worth.
pub const MOST: i64 = 1_000_000_000_000;

/// A thing that is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAsset {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The maker's number; empty where there is none.
    pub serial: String,
    /// Where it belongs.
    pub branch: Id<Branch>,
    /// In which room; empty where it is in none.
    pub room: String,
    /// Who answers for it.
    pub custodian: Option<Id<Person>>,
    /// How it is.
    pub condition: Condition,
    /// What it is worth.
    pub value: Rupiah,
    /// How one knows.
    pub valuation: Valuation,
    /// How it came.
    pub source: Source,
    /// From whom, as people say it; empty where nobody knows.
    pub origin: String,
    /// Who that is, where the register knows.
    pub party: Option<Id<Person>>,
    /// The number of the paper it came with; empty where there is none.
    pub reference: String,
    /// The gift it came by, of the module that keeps gifts.
    pub gift: Option<Id<web::Origin>>,
    /// The payment that bought it.
    pub payment: Option<Id<Transaction>>,
    /// The day it came.
    pub acquired_on: Date,
    /// Until when its maker answers for it.
    pub warranty_until: Option<Date>,
}

/// What is written of a thing, from `?1` on, and what else a statement takes.
macro_rules! written {
    ($id:expr, $new:expr, $party:expr $(, $more:expr)*) => {
        vals![
            $id,
            $new.name.trim(),
            $new.kind,
            text(&$new.serial),
            $new.branch,
            text(&$new.room),
            $new.custodian,
            $new.condition,
            $new.source,
            text(&$new.origin),
            $party,
            text(&$new.reference),
            $new.acquired_on,
            $new.warranty_until
            $(, $more)*
        ]
    };
}

/// Enters a thing under the next number: what gifts and purchases call too. What came by a gift is of its lot.
///
/// # Errors
/// A refusal with every reason: no name, no value, a day to come; those of the database, which takes nothing by a gift that was
/// taken back.
pub fn enter(tx: &mut Tx<'_>, act: &Act, new: &NewAsset) -> Result<Asset> {
    let party = checked(tx, act, new)?;
    if let Some(gift) = new.gift {
        tx.exec(
            sql!(
                "INSERT INTO asset_lot (id, open, reason) VALUES (?1, TRUE, NULL) ON CONFLICT (id) DO NOTHING"
            ),
            vals![gift],
        )?;
    }
    if let Some(payment) = new.payment {
        bought(tx, payment, new)?;
    }
    let (id, code) = (Id::new(), labelled(sequence::next(tx, "asset")?));
    tx.exec(
        sql!(
            "INSERT INTO asset (id, name, kind, serial, branch, room, custodian, condition, source, origin, party, reference,
                 acquired_on, warranty_until, code, value, valuation, gift, lot, lot_open, payment, entered_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?18, ?19, ?20, ?21)"
        ),
        written!(
            id,
            new,
            party,
            code,
            new.value,
            new.valuation,
            new.gift,
            new.gift.map(|_| true),
            new.payment,
            act.at
        ),
    )?;
    let detail = serde_json::json!({ "code": code, "name": new.name.trim(), "value": new.value });
    audit::record(tx, act, "asset.entered", "asset", id, &detail)?;
    one(tx, id)
}

/// What was bought is entered for no more than was paid, in all.
fn bought(tx: &mut Tx<'_>, payment: Id<Transaction>, new: &NewAsset) -> Result<()> {
    tx.lock("asset-payment", &payment)?;
    let open = open_payments(tx)?.into_iter().find(|one| one.payment == payment);
    let message = match open {
        None => Message::new("asset-payment-unknown"),
        Some(open) if new.value > open.left => Message::new("asset-payment-less").with("left", open.left),
        Some(_) => return Ok(()),
    };
    Err(Refusal { kind: No::Conflict, ..Refusal::of_field("value", message) }.into())
}

/// A payment for equipment that is not yet in the register as a whole.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OpenPayment {
    /// Which.
    pub payment: Id<Transaction>,
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// What it was for.
    pub memo: String,
    /// What of it is not entered yet.
    pub left: Rupiah,
}

/// Payments for equipment of which something is not yet in the register, the oldest first; those that were taken back are
/// none, and what is paid again has bought what the first payment did.
///
/// # Errors
/// Those of the database.
pub fn open_payments(tx: &mut Tx<'_>) -> Result<Vec<OpenPayment>> {
    tx.all(
        sql!(
            "SELECT p.payment, p.number, p.day, p.memo, p.paid - p.entered AS left FROM (
                 SELECT t.id AS payment, t.number, t.day, t.memo, CAST(SUM(l.amount) AS BIGINT) AS paid, (
                     SELECT CAST(COALESCE(SUM(x.value), 0) AS BIGINT) FROM asset x
                     JOIN ledger_transaction o ON o.id = x.payment
                     WHERE o.origin = t.origin AND o.origin_id = t.origin_id) AS entered
                 FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
                 WHERE l.account = '5102' AND t.kind = 'payment'
                     AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = t.id)
                 GROUP BY t.id, t.number, t.day, t.memo, t.origin, t.origin_id) p
             WHERE p.paid > p.entered ORDER BY p.day, p.number LIMIT 200"
        ),
        vals![],
    )
}

/// Writes anew what is known of a thing: where it is, how it is, who answers for it. What it was worth when it came stays, and
/// so does how it came where a handover record or a payment says so.
///
/// # Errors
/// A refusal with every reason, also once it is written off; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Asset>, new: &NewAsset) -> Result<Asset> {
    let before = kept(tx, id)?;
    let party = checked(tx, act, new)?;
    let witnessed = [
        ("source", new.source == before.source),
        ("origin", text(&new.origin) == before.origin.as_deref() && party == before.party),
        ("reference", text(&new.reference) == before.reference.as_deref()),
        ("acquired", new.acquired_on == before.acquired_on),
    ];
    if before.is_witnessed() {
        let reasons = witnessed.into_iter().filter(|(_, same)| !same);
        let object = |(field, _)| Reason { field: Some(field), message: Message::new("asset-witnessed") };
        Refusal::unless_empty(No::Conflict, reasons.map(object).collect::<Vec<_>>())?;
    }
    tx.exec(
        sql!(
            "UPDATE asset SET name = ?2, kind = ?3, serial = ?4, branch = ?5, room = ?6, custodian = ?7, condition = ?8,
                 condition_before = NULL, source = ?9, origin = ?10, party = ?11, reference = ?12, acquired_on = ?13,
                 warranty_until = ?14 WHERE id = ?1"
        ),
        written!(id, new, party),
    )?;
    let after = one(tx, id)?;
    let facts = |one: &Asset| {
        serde_json::json!({
            "name": one.name, "place": one.place(), "custodian": one.custodian_name, "condition": one.condition.as_str(),
            "value": one.value, "valuation": one.valuation.as_str(), "reference": one.reference,
        })
    };
    let detail = serde_json::json!({ "before": facts(&before), "after": facts(&after) });
    audit::record(tx, act, "asset.changed", "asset", id, &detail)?;
    Ok(after)
}

/// Values a thing anew, or as it should have been from the beginning: what was said before stays beside it.
///
/// # Errors
/// A refusal without a value or a reason, and once it is written off; those of the database.
pub fn revalue(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Asset>,
    value: Rupiah,
    valuation: Valuation,
    reason: &str,
) -> Result<()> {
    let before = kept(tx, id)?;
    let mut reasons: Vec<Reason> = value_objection(value).into_iter().collect();
    if !(1..=500).contains(&reason.trim().chars().count()) {
        reasons.push(Reason { field: Some("why"), message: Message::new("asset-why-missing") });
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO asset_valuation (id, asset, value, valuation, reason, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![Id::<Worth>::new(), id, value, valuation, reason.trim(), act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "before": before.value, "after": value, "reason": reason.trim() });
    audit::record(tx, act, "asset.revalued", "asset", id, &detail)
}

/// How a thing was valued after it came, the first first.
///
/// # Errors
/// Those of the database.
pub fn valuations(tx: &mut Tx<'_>, id: Id<Asset>) -> Result<Vec<Worth>> {
    tx.all(
        sql!(
            "SELECT w.value, w.valuation, w.reason, a.name AS author_name, w.at FROM asset_valuation w
             LEFT JOIN account a ON a.person = w.author WHERE w.asset = ?1 ORDER BY w.id LIMIT 200"
        ),
        vals![id],
    )
}

fn value_objection(value: Rupiah) -> Option<Reason> {
    let key = match value.0 {
        i64::MIN..=0 => "asset-value-missing",
        1..=MOST => return None,
        _ => "asset-value-too-large",
    };
    Some(Reason { field: Some("value"), message: Message::new(key) })
}

/// The giver as the register has them today, when nothing speaks against the thing.
fn checked(tx: &mut Tx<'_>, act: &Act, new: &NewAsset) -> Result<Option<Id<Person>>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&new.name.trim().chars().count()) {
        object("name", "asset-name-missing");
    }
    if let Some(reason) = value_objection(new.value) {
        reasons.push(reason);
    }
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    for (field, text) in
        [("serial", &new.serial), ("room", &new.room), ("origin", &new.origin), ("reference", &new.reference)]
    {
        if text.chars().count() > 200 {
            object(field, "asset-text-too-long");
        }
    }
    if new.acquired_on > act.today() {
        object("acquired", "asset-day-future");
    }
    if new.warranty_until.is_some_and(|until| until < new.acquired_on) {
        object("warranty", "asset-warranty-before");
    }
    if library::branch(tx, new.branch)?.is_none() {
        object("branch", "asset-branch-unknown");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    Ok(new.party.map(|party| people::parties::living(tx, party)).transpose()?.map(|party| party.id))
}

/// The statement that reads things.
macro_rules! things {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT x.id, x.code, x.name, x.kind, x.serial, x.branch, b.name AS branch_name, x.room, x.custodian,
                 a.name AS custodian_name, x.condition,
                 COALESCE((SELECT w.value FROM asset_valuation w WHERE w.asset = x.id ORDER BY w.id DESC LIMIT 1), x.value)
                     AS value,
                 COALESCE((SELECT w.valuation FROM asset_valuation w WHERE w.asset = x.id ORDER BY w.id DESC LIMIT 1),
                     x.valuation) AS valuation,
                 x.source, x.origin, x.party, x.reference, x.gift, x.payment, x.acquired_on, x.warranty_until, x.written_off_on,
                 l.reason AS taken_back,
                 (SELECT MAX(s.at) FROM asset_sighting s WHERE s.asset = x.id) AS seen_at
             FROM asset x JOIN branch b ON b.id = x.branch LEFT JOIN account a ON a.person = x.custodian
             LEFT JOIN asset_lot l ON l.id = x.lot ",
            $rest
        ))
    };
}
pub(crate) use things;

/// One thing.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Asset>) -> Result<Asset> {
    let found = tx.opt(things!("WHERE x.id = ?1"), vals![id])?;
    found.ok_or_else(|| unknown().into())
}

/// The thing whose label says so.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Asset> {
    match find(tx, code)? {
        Some(id) => one(tx, id),
        None => Err(unknown().into()),
    }
}

/// Which thing a label belongs to, if any.
///
/// # Errors
/// Those of the database.
pub(crate) fn find(tx: &mut Tx<'_>, code: &str) -> Result<Option<Id<Asset>>> {
    let found: Option<(Id<Asset>,)> =
        tx.opt(sql!("SELECT id FROM asset WHERE code = ?1"), vals![normalised(code)])?;
    Ok(found.map(|(id,)| id))
}

/// A code as it stands on labels, however it was scanned or typed: `inv 17` is `INV-0017`.
pub(crate) fn normalised(code: &str) -> String {
    let code = code.trim().to_uppercase();
    let number = code.strip_prefix("INV").map(|rest| rest.trim_start_matches([' ', '-']));
    match number.filter(|number| number.bytes().all(|one| one.is_ascii_digit())).and_then(|n| n.parse().ok())
    {
        Some(number) => labelled(number),
        None => code,
    }
}

/// The label of the thing with this number.
fn labelled(number: i64) -> String {
    format!("INV-{number:04}")
}

/// One that is still the library's.
pub(crate) fn kept(tx: &mut Tx<'_>, id: Id<Asset>) -> Result<Asset> {
    tx.lock("asset", &id)?;
    let found = one(tx, id)?;
    match found.written_off_on {
        Some(day) => {
            let message = Message::new("asset-written-off").with("name", found.name).with("day", day);
            Err(Refusal::new(No::Conflict, message).into())
        }
        None => Ok(found),
    }
}

/// What things are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the name, a code, a maker's or a paper's number; empty for any.
    pub words: String,
    /// Of which kind.
    pub kind: Option<Kind>,
    /// In which condition.
    pub condition: Option<Condition>,
    /// Where.
    pub branch: Option<Id<Branch>>,
    /// Whether those that were written off are asked for, and they alone.
    pub gone: bool,
}

impl Filter {
    fn like(&self) -> Option<String> {
        let words = self.words.trim().to_lowercase().replace(['%', '_', '\\'], "");
        (!words.is_empty()).then(|| format!("%{words}%"))
    }
}

/// How many there are, and what they are worth.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<(i64, Rupiah)> {
    let (n, value): (i64, i64) = tx.one(
        sql!(
            "SELECT count(*), CAST(COALESCE(SUM(COALESCE((SELECT w.value FROM asset_valuation w WHERE w.asset = x.id
                 ORDER BY w.id DESC LIMIT 1), x.value)), 0) AS BIGINT) FROM asset x
             WHERE (CAST(?1 AS TEXT) IS NULL OR lower(x.name) LIKE ?1 OR lower(x.code) LIKE ?1
                     OR lower(x.serial) LIKE ?1 OR lower(x.reference) LIKE ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR x.kind = ?2) AND (CAST(?3 AS TEXT) IS NULL OR x.condition = ?3)
                 AND (CAST(?4 AS UUID) IS NULL OR x.branch = ?4)
                 AND CASE WHEN x.written_off_on IS NULL THEN 0 ELSE 1 END = CAST(?5 AS BIGINT)"
        ),
        vals![filter.like(), filter.kind, filter.condition, filter.branch, i64::from(filter.gone)],
    )?;
    Ok((n, Rupiah(value)))
}

/// A page of things, by number.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, (limit, offset): (i64, i64)) -> Result<Vec<Asset>> {
    tx.all(
        things!(
            "WHERE (CAST(?1 AS TEXT) IS NULL OR lower(x.name) LIKE ?1 OR lower(x.code) LIKE ?1
                     OR lower(x.serial) LIKE ?1 OR lower(x.reference) LIKE ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR x.kind = ?2) AND (CAST(?3 AS TEXT) IS NULL OR x.condition = ?3)
                 AND (CAST(?4 AS UUID) IS NULL OR x.branch = ?4)
                 AND CASE WHEN x.written_off_on IS NULL THEN 0 ELSE 1 END = CAST(?5 AS BIGINT)
             ORDER BY x.code LIMIT ?6 OFFSET ?7"),
        vals![
            filter.like(),
            filter.kind,
            filter.condition,
            filter.branch,
            i64::from(filter.gone),
            limit,
            offset
        ],
    )
}

/// The things after a number, those that were written off too, as programs read them.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(tx: &mut Tx<'_>, code: Option<&str>, limit: i64) -> Result<Vec<Asset>> {
    tx.all(
        things!("WHERE (CAST(?1 AS TEXT) IS NULL OR x.code > ?1) ORDER BY x.code LIMIT ?2"),
        vals![code, limit],
    )
}

/// The things that came by a gift.
///
/// # Errors
/// Those of the database.
pub fn of_gift<T>(tx: &mut Tx<'_>, gift: Id<T>) -> Result<Vec<Asset>> {
    tx.all(things!("WHERE x.gift = ?1 ORDER BY x.code LIMIT 500"), vals![gift])
}

/// The things a payment bought.
///
/// # Errors
/// Those of the database.
pub fn of_payment(tx: &mut Tx<'_>, payment: Id<Transaction>) -> Result<Vec<Asset>> {
    tx.all(things!("WHERE x.payment = ?1 ORDER BY x.code LIMIT 500"), vals![payment])
}

/// Staff who can answer for a thing: whoever holds a role, by name.
///
/// # Errors
/// Those of the database.
pub fn custodians(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT a.person, a.name FROM account a WHERE a.closed_at IS NULL
                 AND EXISTS (SELECT 1 FROM role_holder h WHERE h.person = a.person) ORDER BY a.name, a.person"
        ),
        vals![],
    )
}

/// Text as it is kept: none where there is none.
pub(crate) fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn unknown() -> Refusal {
    Refusal::new(No::Missing, Message::new("asset-unknown"))
}
