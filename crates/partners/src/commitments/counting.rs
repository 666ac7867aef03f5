//! What the modules' facts show of promises. Each fact counts once, whichever promises could claim it
//! ([`crate::rules::claims`]), and where one is made again for another period the day decides ([`rules::counts_until`]). Each
//! module is asked once for a partner and a stretch of days.

use std::collections::{BTreeMap, HashMap};

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, many::Ids, sql, vals};
use web::{Belongs, Countable, Period};

use crate::{
    agreements,
    model::{Agreement, Commitment},
    partners::list::chunks,
    rules::{
        self,
        claims::{Claim, Share, allot, stretches},
    },
};

/// Promises that the same facts fulfil: by partner, what is counted, and whom it is for.
type Rivals = BTreeMap<(Id<Person>, String, Option<Id<Person>>), Vec<Claiming>>;

/// What was counted for each of these promises, on or before a day; those of notes are not among them.
pub(super) fn counted(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    promises: &[Commitment],
    today: Date,
) -> Result<HashMap<Id<Commitment>, Share>> {
    let of = |one: &Commitment| {
        let key = one.counts.as_deref()?;
        countables.iter().find(|countable| countable.key == key)
    };
    let binding: Vec<&Commitment> =
        promises.iter().filter(|one| one.state.binds() && of(one).is_some()).collect();
    let agreed: Vec<_> = binding.iter().map(|one| one.agreement).collect();
    let sides = agreements::list::sides_of(tx, &agreed)?;
    let kin = kin(tx, &agreed)?;
    let mut found: HashMap<Id<Commitment>, Share> = HashMap::new();
    let mut claimed: Vec<Id<Person>> = Vec::new();
    for one in binding {
        let Some(countable) = of(one) else { continue };
        let partners: Vec<Id<Person>> = match one.giver {
            Some(giver) => vec![giver],
            None => sides.get(&one.agreement).cloned().unwrap_or_default(),
        };
        if countable.belongs == Belongs::ToPartner {
            claimed.extend(partners);
            continue;
        }
        let Some(window) = window(one, today) else { continue };
        // A fact names one of those that make the same promise, each for its own days.
        let named: Vec<_> = match countable.belongs {
            Belongs::ToPromise => kin.get(&one.id).cloned().unwrap_or_else(|| vec![one.id]),
            Belongs::ToPartner | Belongs::ToDay => vec![one.id],
        };
        let share = found.entry(one.id).or_default();
        for partner in partners {
            for id in &named {
                let mut count = |period| ask(tx, countable, Some((*id, one.agreement)), partner, period);
                let done = count(window)?;
                share.done += done;
                share.in_time += match one.due {
                    Some(due) if due < window.from => 0,
                    Some(due) if due < window.to => count(Period { to: due, ..window })?,
                    _ => done,
                };
            }
        }
    }
    claimed.sort_unstable();
    claimed.dedup();
    shared(tx, countables, &claimed, today, &mut found)?;
    Ok(found)
}

/// The promises of these agreements that are made more than once, each with all that make it again or that it makes again.
fn kin(
    tx: &mut Tx<'_>,
    agreements: &[Id<Agreement>],
) -> Result<HashMap<Id<Commitment>, Vec<Id<Commitment>>>> {
    const RENEWED: Ids = store::ids!(
        "SELECT c.id, c.renews FROM commitment c WHERE c.renews IS NOT NULL AND c.agreement IN ",
        1
    );
    let mut agreements = agreements.to_vec();
    agreements.sort_unstable();
    agreements.dedup();
    let links: Vec<(Id<Commitment>, Id<Commitment>)> = tx.all_ids(&RENEWED, &[], &agreements)?;
    Ok(rules::claims::kin(&links))
}

/// The days whose facts count for a promise, up to one; none while they have not begun.
fn window(one: &Commitment, today: Date) -> Option<Period> {
    let (from, to) = (one.since?, one.counts_until()?.min(today));
    (from <= to).then_some(Period { from, to })
}

/// Counts the facts with a partner within some days: those of a promise of an agreement, or all.
fn ask(
    tx: &mut Tx<'_>,
    countable: &Countable,
    of: Option<(Id<Commitment>, Id<Agreement>)>,
    partner: Id<Person>,
    period: Period,
) -> Result<i64> {
    let nobody = Id::from_bytes([0; 16]);
    let (commitment, agreement) =
        of.map_or((nobody, nobody), |(id, agreement)| (id.cast(), agreement.cast()));
    (countable.count)(tx, &web::Promise { commitment, agreement, partner, period })
}

/// A promise that claims facts of a partner, as the database tells it.
#[derive(FromRow)]
struct Claiming {
    partner: Id<Person>,
    id: Id<Commitment>,
    giver: Option<Id<Person>>,
    counts: String,
    amount: i64,
    due: Option<Date>,
    since: Date,
    until: Date,
    renewed_on: Option<Date>,
}

/// Gives everything that claims facts of these partners its share of them, whichever agreement it stands in: the oldest
/// first, one that was let go of last.
fn shared(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    partners: &[Id<Person>],
    today: Date,
    found: &mut HashMap<Id<Commitment>, Share>,
) -> Result<()> {
    let mut rivals: Rivals = BTreeMap::new();
    for [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in chunks(partners) {
        let rows: Vec<Claiming> = tx.all(
            sql!(
                "SELECT s.partner, c.id, c.giver, c.counts, c.amount, c.due, q.since, q.until,
                     (SELECT z.since FROM commitment z WHERE z.renews = c.id) AS renewed_on
                 FROM agreement_party s JOIN agreement g ON g.id = s.agreement JOIN commitment c ON c.agreement = g.id
                 JOIN (SELECT x.id, COALESCE(x.since, (SELECT MIN(d.since) FROM agreement_period d
                             WHERE d.agreement = x.agreement)) AS since,
                         COALESCE(y.ended_on, (SELECT MAX(d.until) FROM agreement_period d
                             WHERE d.agreement = x.agreement)) AS until
                     FROM commitment x JOIN agreement y ON y.id = x.agreement) q ON q.id = c.id
                 WHERE s.partner IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                     AND g.state IN ('signed', 'terminated') AND c.counts IS NOT NULL
                     AND (c.giver IS NULL OR c.giver = s.partner) AND q.since <= ?17 AND q.since <= q.until
                 ORDER BY CASE WHEN c.released_at IS NULL THEN 0 ELSE 1 END, q.since,
                     CASE WHEN c.due IS NULL THEN 1 ELSE 0 END, c.due, c.id"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, today],
        )?;
        for row in rows {
            rivals.entry((row.partner, row.counts.clone(), row.giver)).or_default().push(row);
        }
    }
    for ((partner, key, _), rows) in rivals {
        let countable = countables.iter().find(|one| one.key == key && one.belongs == Belongs::ToPartner);
        let Some(countable) = countable else { continue };
        let claim = |row: &Claiming| Claim {
            since: row.since,
            until: rules::counts_until(row.until, row.renewed_on).min(today),
            due: row.due,
            // What the library promised to several partners together may have been given to another of them.
            amount: row.amount - found.get(&row.id).map_or(0, |share| share.done),
        };
        let claims: Vec<Claim> = rows.iter().map(claim).collect();
        let mut counted = Vec::new();
        for stretch in stretches(&claims) {
            counted.push((stretch, ask(tx, countable, None, partner, stretch)?));
        }
        for (row, share) in rows.iter().zip(allot(&claims, &counted)) {
            let there = found.entry(row.id).or_default();
            there.done += share.done;
            there.in_time += share.in_time;
        }
    }
    Ok(())
}
