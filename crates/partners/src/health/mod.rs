//! How well a partnership is, with every reason for saying so: a pure judgement over facts. The yearly review is in [`reviews`].

mod reviews;

use std::collections::BTreeMap;

use jiff::ToSpan;
use kernel::{Act, Date, Id, Message, Person};
pub use reviews::{review, reviews, unreviewed, unreviewed_count};
use store::{Result, Tx};
use web::Countable;

use crate::{
    agreements, commitments,
    commitments::Kept,
    encounters,
    model::{Closing, Opinion, Paper, Partner, Proposal, Reply, Unit},
    opinions,
    rules::{self, Status},
};

/// Silence that deserves a look, and silence that is a bad sign, in days.
const QUIET: i64 = 90;
const SILENT: i64 = 180;
/// Promises that were due, and what a partner said, are looked at for this long, in months.
const LOOKED_BACK: i32 = 24;
/// Less than this share of what was due is a bad sign.
const LITTLE: f64 = 0.5;
/// A next step this many days late is a bad sign.
const FORGOTTEN: i64 = 30;

/// What is looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Days since the two last had to do with each other; none when they never had.
    pub silent_days: Option<i64>,
    /// What that was.
    pub last: Option<Message>,
    /// Shares, at most 1 each, of what the partner promised and whose day has passed within the time that is looked at.
    pub theirs: Vec<f64>,
    /// The same of what the library promised.
    pub ours: Vec<f64>,
    /// Days until nothing is agreed any more; below zero when it is over already; none when nothing was ever signed.
    pub days_left: Option<i64>,
    /// Whether the next agreement is on its way.
    pub successor: bool,
    /// How many days the next step is late; none when it is not.
    pub step_late: Option<i64>,
    /// How many people the last year reached, by what was promised to reach them: units are never added.
    pub reached: Vec<(Unit, i64)>,
    /// How content the partner is, 1 to 4, as the library wrote down when it last asked, and on which day; none when that is too
    /// long ago.
    pub satisfaction: Option<(i64, Date)>,
    /// What whoever speaks for the partner said of that last.
    pub said: Option<Opinion>,
    /// What became of promises that were not kept and that the library wrote were settled in another way or taken over, or how
    /// it closed one to which the partner objects.
    pub closed: Vec<Told>,
}

/// What is told of a promise that was closed, and whether the partner agrees; none where it has not said so.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What, with the word why.
    pub what: Message,
    /// Whether the partner agrees.
    pub agreed: Option<bool>,
}

/// How good or bad a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Good.
    Good,
    /// Needs a look.
    Watch,
    /// Bad.
    Bad,
}

impl Sign {
    /// `good`, `watch`, `bad`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Watch => "watch",
            Self::Bad => "bad",
        }
    }
}

/// A judgement: as good as its worst sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// The worst of the signs.
    pub sign: Sign,
    /// Every sign with its reason, the worst first.
    pub reasons: Vec<(Sign, Message)>,
    /// What to do about it.
    pub proposal: Proposal,
}

/// How well a partnership with these facts is.
pub fn judge(facts: &Facts) -> Health {
    let mut reasons = vec![recency(facts.silent_days)];
    // What it was that the silence is counted from stands beneath it.
    reasons.extend(facts.last.clone().map(|last| (Sign::Good, last)));
    reasons.push(time_left(facts.days_left, facts.successor));
    reasons.extend(kept(&facts.theirs, "health-theirs"));
    reasons.extend(kept(&facts.ours, "health-ours"));
    reasons.extend(facts.reached.iter().filter_map(reached));
    if let Some(late) = facts.step_late {
        let sign = if late > FORGOTTEN { Sign::Bad } else { Sign::Watch };
        reasons.push((sign, Message::new("health-step-late").with("n", late)));
    }
    // What the library alone said is no good sign, and stays to be looked at.
    reasons.extend(facts.closed.iter().map(|told| {
        let sign = if told.agreed == Some(true) { Sign::Good } else { Sign::Watch };
        (sign, told.what.clone())
    }));
    if let Some(said) = &facts.said {
        let message = Message::new("health-said")
            .with("n", said.satisfaction)
            .with("day", said.day)
            .with("who", said.author_name.as_deref().unwrap_or("–"));
        reasons.push((content(said.satisfaction), message));
    }
    if let Some((satisfaction, asked)) = facts.satisfaction {
        let message = Message::new("health-satisfaction").with("n", satisfaction).with("day", asked);
        reasons.push((content(satisfaction), message));
    }
    reasons.sort_by_key(|(sign, _)| std::cmp::Reverse(*sign));
    let sign = reasons.iter().map(|(sign, _)| *sign).max().unwrap_or(Sign::Good);
    let bad = reasons.iter().filter(|(sign, _)| *sign == Sign::Bad).count();
    let proposal = match (sign, bad) {
        (Sign::Good, _) => Proposal::Renew,
        (_, 3..) => Proposal::End,
        (Sign::Bad, _) => Proposal::Change,
        (Sign::Watch, _) => Proposal::Renew,
    };
    Health { sign, reasons, proposal }
}

/// What it says of a partnership that its partner is so content, from 1 to 4.
const fn content(satisfaction: i64) -> Sign {
    match satisfaction {
        ..=1 => Sign::Bad,
        2 => Sign::Watch,
        _ => Sign::Good,
    }
}

/// Whom the last year reached; nobody, where that was promised, deserves a look.
fn reached((unit, n): &(Unit, i64)) -> Option<(Sign, Message)> {
    let key = match unit {
        Unit::People => "health-reached-people",
        Unit::Memberships => "health-reached-memberships",
        Unit::Visits => "health-reached-visits",
        _ => return None,
    };
    Some((if *n > 0 { Sign::Good } else { Sign::Watch }, Message::new(key).with("n", *n)))
}

fn recency(silent: Option<i64>) -> (Sign, Message) {
    match silent {
        None => (Sign::Watch, Message::new("health-never-spoken")),
        Some(days) => {
            let sign = match days {
                days if days <= QUIET => Sign::Good,
                days if days <= SILENT => Sign::Watch,
                _ => Sign::Bad,
            };
            (sign, Message::new("health-silent").with("n", days))
        }
    }
}

fn time_left(left: Option<i64>, successor: bool) -> (Sign, Message) {
    match left {
        None if successor => (Sign::Good, Message::new("health-being-agreed")),
        None => (Sign::Watch, Message::new("health-nothing-agreed")),
        Some(days) if days < 0 => {
            let sign = if successor { Sign::Watch } else { Sign::Bad };
            (sign, Message::new("health-over").with("n", -days))
        }
        Some(days) => {
            let sign = if successor || days > rules::ENDING_DAYS { Sign::Good } else { Sign::Watch };
            (sign, Message::new("health-left").with("n", days))
        }
    }
}

/// What came of promises whose day has passed, all together. Shares, not amounts: rupiah and hours are never added.
fn kept(shares: &[f64], key: &'static str) -> Option<(Sign, Message)> {
    if shares.is_empty() {
        return None;
    }
    let whole = shares.iter().filter(|share| **share >= 1.0).count();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    let sign = match mean {
        _ if whole == shares.len() => Sign::Good,
        mean if mean >= LITTLE => Sign::Watch,
        _ => Sign::Bad,
    };
    let message = Message::new(key).with("kept", whole as i64).with("of", shares.len() as i64);
    Some((sign, message))
}

/// The facts about a partner on a day.
///
/// # Errors
/// Those of the database.
pub fn facts(tx: &mut Tx<'_>, known: &web::Facts, partner: &Partner, act: &Act) -> Result<Facts> {
    let today = act.today();
    let since = today.saturating_sub(LOOKED_BACK.months());
    let countables = &known.countables;
    let promises = commitments::of_partner(tx, countables, partner.party, today)?;
    let year = web::Period { from: today.saturating_sub(1.year()), to: today };
    let reached = reached_within(tx, countables, partner.party, &promises, year)?;
    let was_due = |kept: &&Kept| {
        !kept.commitment.released && kept.commitment.deadline().is_some_and(|due| since <= due && due < today)
    };
    let replies = commitments::replies_of(tx, partner.party)?;
    let reply = |kept: &Kept| replies.iter().find(|one| one.commitment == kept.commitment.id);
    let objects = |kept: &Kept| reply(kept).is_some_and(|one| !one.agrees);
    // What was settled in another way or taken over was not broken, unless the partner objects; what was let go of was.
    let is_settled = |kept: &&Kept| {
        matches!(kept.commitment.closing, Some(Closing::Settled | Closing::Carried)) && !objects(kept)
    };
    let due = |ours: bool| {
        let of_side = |kept: &&Kept| kept.commitment.giver.is_none() == ours && !is_settled(kept);
        promises.iter().filter(was_due).filter(of_side).map(|kept| kept.progress.share()).collect()
    };
    let all = agreements::of_partner(tx, partner.party)?;
    let left = all
        .iter()
        .filter_map(|whole| match whole.status(today) {
            Status::Active { until, .. } | Status::Ending { until, .. } => Some(until),
            Status::Expired(until) | Status::Terminated(until) => Some(until),
            _ => None,
        })
        .max()
        .map(|until| rules::days_between(today, until));
    let mut successor = false;
    for whole in &all {
        let on_its_way = matches!(
            whole.status(today),
            Status::Draft | Status::Review | Status::AwaitingSignature | Status::Upcoming(_)
        );
        // An addendum that is on its way goes on from an agreement only where it gives it more time.
        successor |= on_its_way
            && (whole.agreement.kind != Paper::Addendum
                || agreements::changes(tx, whole.agreement.id)?.iter().any(|change| change.until.is_some()));
    }
    let last = encounters::last_met(tx, known, partner.party, act)?;
    let asked = reviews(tx, partner.party)?.into_iter().find_map(|review| {
        let day = review.at.to_zoned_datetime(act.zone.clone()).date();
        review.satisfaction.filter(|_| day >= since).map(|n| (n, day))
    });
    Ok(Facts {
        silent_days: last.as_ref().map(|one| rules::days_between(one.day, today).max(0)),
        last: last.map(|one| one.what),
        theirs: due(false),
        ours: due(true),
        days_left: left,
        successor,
        step_late: partner.next_on.filter(|on| *on < today).map(|on| rules::days_between(on, today)),
        reached: reached.into_iter().collect(),
        satisfaction: asked,
        said: opinions::of(tx, partner.party)?.into_iter().find(|one| one.day >= since),
        closed: promises
            .iter()
            .filter(was_due)
            .filter(|kept| is_settled(kept) || objects(kept))
            .map(|kept| closed(kept, reply(kept)))
            .collect(),
    })
}

/// What is told of a promise that was not kept and that nobody waits for any more: in the partner's words where it objects, in
/// the library's otherwise.
fn closed(kept: &Kept, reply: Option<&Reply>) -> Told {
    let (one, agreed) = (&kept.commitment, reply.map(|one| one.agrees));
    let key = match (agreed, one.closing) {
        (Some(false), _) => "health-objected",
        (Some(true), Some(Closing::Carried)) => "health-carried-agreed",
        (None, Some(Closing::Carried)) => "health-carried",
        (Some(true), _) => "health-settled-agreed",
        (None, _) => "health-settled",
    };
    let words = reply.and_then(|one| one.words.as_deref()).filter(|_| agreed == Some(false));
    let note = words.or(one.closing_note.as_deref()).unwrap_or_default();
    let what = Message::new(key)
        .with("about", one.about.as_str())
        .with("number", one.number.as_str())
        .with("note", note);
    Told { what, agreed }
}

/// Whom the partnership reached within some days, as the modules count people with this partner, promised or not; nobody, of
/// what was promised, is told as well.
fn reached_within(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    partner: Id<Person>,
    promises: &[Kept],
    period: web::Period,
) -> Result<BTreeMap<Unit, i64>> {
    let promised = promises.iter().map(|kept| kept.commitment.unit).filter(|unit| is_people(*unit));
    let mut reached: BTreeMap<Unit, i64> = promised.map(|unit| (unit, 0)).collect();
    for countable in countables {
        let Some(unit) = countable.unit.parse().ok().filter(|unit| is_people(*unit)) else { continue };
        let nobody = Id::from_bytes([0; 16]);
        let asked = web::Promise { commitment: nobody, agreement: nobody, partner, period };
        let n = (countable.count)(tx, &asked)?;
        // Two facts of one unit may be about the same people: the larger one stands.
        if n > 0 {
            let there = reached.entry(unit).or_default();
            *there = n.max(*there);
        }
    }
    Ok(reached)
}

/// Whether what is counted in a unit are people.
const fn is_people(unit: Unit) -> bool {
    matches!(unit, Unit::People | Unit::Memberships | Unit::Visits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn opinion(satisfaction: i64) -> Opinion {
        let day = jiff::civil::date(2026, 4, 1);
        Opinion { satisfaction, words: None, author_name: Some("Ani Contoh".into()), day }
    }

    fn facts_of() -> impl Strategy<Value = Facts> {
        let share = || prop::collection::vec(0.0f64..1.0001, 0..4);
        (
            prop::option::of(0i64..500),
            share(),
            share(),
            prop::option::of(-500i64..500),
            any::<bool>(),
            prop::option::of(1i64..100),
            prop::option::of(1i64..5),
            prop::option::of(0i64..50),
            (prop::option::of(1i64..5), 0usize..3),
        )
            .prop_map(
                |(
                    silent_days,
                    theirs,
                    ours,
                    days_left,
                    successor,
                    step_late,
                    satisfaction,
                    people,
                    (said, settled),
                )| Facts {
                    silent_days,
                    theirs,
                    ours,
                    days_left,
                    successor,
                    step_late,
                    last: None,
                    satisfaction: satisfaction.map(|n| (n, jiff::civil::date(2026, 3, 1))),
                    reached: people.map(|n| (Unit::People, n)).into_iter().collect(),
                    said: said.map(opinion),
                    closed: vec![Told { what: Message::new("health-settled"), agreed: None }; settled],
                },
            )
    }

    proptest! {
        #[test]
        fn a_judgement_is_its_worst_sign_and_every_sign_has_its_reason(facts in facts_of()) {
            let health = judge(&facts);
            prop_assert_eq!(health.reasons.iter().map(|(sign, _)| *sign).max(), Some(health.sign));
            prop_assert!(health.reasons.windows(2).all(|pair| pair[0].0 >= pair[1].0));
        }

        #[test]
        fn to_speak_sooner_to_give_more_and_to_have_more_time_is_never_worse(facts in facts_of(), days in 0i64..100, more in 0.0f64..1.0) {
            let better = Facts {
                silent_days: facts.silent_days.map(|n| (n - days).max(0)),
                theirs: facts.theirs.iter().map(|share| (share + more).min(1.0)).collect(),
                ours: facts.ours.iter().map(|share| (share + more).min(1.0)).collect(),
                days_left: facts.days_left.map(|n| n + days),
                step_late: None,
                reached: facts.reached.iter().map(|(unit, n)| (*unit, n + days)).collect(),
                ..facts.clone()
            };
            prop_assert!(judge(&better).sign <= judge(&facts).sign);
        }
    }

    #[test]
    fn a_silent_partnership_that_is_over_and_gave_nothing_should_end() {
        let facts =
            Facts { silent_days: Some(300), theirs: vec![0.1], days_left: Some(-100), ..Facts::default() };
        assert_eq!(judge(&facts).proposal, Proposal::End);
    }
}
