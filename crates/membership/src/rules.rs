//! Decisions about memberships: no database, no clock.

use jiff::ToSpan;
use kernel::{Date, Message};
use people::rules::of_age_on;
use unicode_normalization::UnicodeNormalization;

use crate::{Ground, Member, Plan, Run, Standing, Term, families::is_minor};

/// What `terms`, in the order of their beginning, come to on `day`.
pub fn run(terms: &[Term], day: Date) -> Run {
    let counts = |term: &&Term| term.since <= day && term.until.is_none_or(|until| until >= day);
    let Some(mut until) = terms.iter().filter(counts).map(end).max() else {
        let ended = terms.iter().map(end).filter(|&end| end < day).max();
        let begins = terms.iter().map(|term| term.since).filter(|&since| since > day).min();
        return match (begins, ended) {
            (Some(day), _) => Run::From(day),
            (None, Some(day)) => Run::Ended(day),
            (None, None) => Run::Never,
        };
    };
    for term in terms {
        if until < Date::MAX && term.since <= until.saturating_add(1.day()) {
            until = until.max(end(term));
        }
    }
    Run::Until(Some(until).filter(|&until| until < Date::MAX))
}

fn end(term: &Term) -> Date {
    term.until.unwrap_or(Date::MAX)
}

/// The later of two beginnings and the earliest of several ends: how long a basis counts that hangs on others.
/// None where that is never.
pub(crate) fn narrowed<const SINCE: usize, const UNTIL: usize>(
    since: [Option<Date>; SINCE],
    until: [Option<Date>; UNTIL],
) -> Option<(Date, Option<Date>)> {
    let since = since.into_iter().flatten().max()?;
    let until = until.into_iter().flatten().min();
    until.is_none_or(|until| until >= since).then_some((since, until))
}

/// What counts of a membership's terms, whatever they come from: all of them where a guardian agrees or none need; else
/// the days until one ought to have agreed, and those from the eighteenth birthday on (PP 17/2025). Whoever is of age
/// hangs on nobody. Of whoever may be a child the library learns as long how old they are.
fn agreed(member: &Member) -> Vec<Term> {
    let within = |term: &Term, from: Date, to: Option<Date>| {
        let (since, until) = narrowed([Some(term.since), Some(from)], [term.until, to])?;
        Some(Term { since, until, ..*term })
    };
    let Some(grown) = member.born.map(of_age_on) else {
        return match member.birth_owed && !member.consented {
            true => {
                let due = Some(member.consent_due);
                member.terms.iter().filter_map(|term| within(term, Date::MIN, due)).collect()
            }
            false => member.terms.clone(),
        };
    };
    let parts = |term: &Term| {
        let child = if member.consented { grown.yesterday().ok() } else { Some(member.consent_due) };
        let later = within(term, grown, None).filter(|_| term.ground != Ground::Guardian);
        match member.consented && term.ground != Ground::Guardian {
            true => [Some(*term), None],
            false => [within(term, Date::MIN, child), later],
        }
    };
    let mut terms: Vec<Term> = member.terms.iter().flat_map(parts).flatten().collect();
    terms.sort_by_key(|term| (term.since, term.basis));
    terms
}

/// Whether a membership counts no more for want of a guardian's consent, or of the birth date by which one is asked for, alone.
fn is_unagreed(member: &Member, today: Date) -> bool {
    !member.closed
        && (lacks_consent(member, today) || (member.birth_owed && !member.consented))
        && today > member.consent_due
        && matches!(run(&member.terms, today), Run::Until(_))
}

/// How a membership stands on `today`. A block is told before an end: it will not pass by renewing.
pub fn standing(member: &Member, today: Date) -> Standing {
    match (&member.blocked, run(&agreed(member), today)) {
        (Some(reason), _) => Standing::Blocked(reason.clone()),
        (None, Run::Ended(day)) if !is_unagreed(member, today) => Standing::Expired(day),
        (None, _) if member.closed => Standing::Expired(before(today)),
        (None, Run::Until(_)) => Standing::Active,
        (None, _) if is_unagreed(member, today) => Standing::Unagreed(member.consent_due),
        (None, Run::Ended(day)) => Standing::Expired(day),
        (None, Run::From(_)) => Standing::Upcoming,
        (None, Run::Never) => Standing::Expired(before(member.since)),
    }
}

/// The last day on which a membership counts that counts on `today`, or counted before; none means without end.
pub fn until(member: &Member, today: Date) -> Option<Date> {
    let terms = agreed(member);
    if is_unagreed(member, today) {
        return Some(member.consent_due);
    }
    match run(&terms, today) {
        Run::Ended(day) => Some(day),
        _ if member.closed => Some(before(today)),
        Run::Until(until) => until,
        Run::From(day) => match run(&terms, day) {
            Run::Until(until) => until,
            _ => Some(day),
        },
        Run::Never => Some(before(member.since)),
    }
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// The last day of a membership of `months` that begins on `since`.
pub fn last_day(since: Date, months: Option<i64>) -> Option<Date> {
    since.checked_add(months?.months()).and_then(|end| end.checked_sub(1.day())).ok()
}

/// Until when a renewal on `today` is proposed to run: a term of `months` after the day it ends now, or from
/// today where it has ended.
pub fn renewed_until(member: &Member, today: Date, months: Option<i64>) -> Option<Date> {
    let next = until(member, today).filter(|&until| until >= today).and_then(|until| until.tomorrow().ok());
    last_day(next.unwrap_or(today), months)
}

/// The reason of whatever the desk has to look at.
pub(crate) fn only_at_the_desk() -> Result<Option<Date>, Message> {
    Err(Message::new("renew-own-desk"))
}

/// Until when a membership runs that its member, or a guardian, prolongs on `today`; or why they cannot.
pub fn own_renewal(member: &Member, plan: &Plan, today: Date) -> Result<Option<Date>, Message> {
    let Some(days) = plan.own_renewal_days else { return only_at_the_desk() };
    if let Some(why) = &member.blocked {
        return Err(Message::new("standing-blocked-because").with("x", why.as_str()));
    }
    let stands = member.terms.iter().any(|term| Ground::OWN.contains(&term.ground));
    let owes = is_provisional(member, today) || member.closed || has_moved_away(member, today);
    if owes || !stands || plan.price.0 > 0 || age_objection(plan, member.born, today).is_some() {
        return only_at_the_desk();
    }
    let Some(until) = until(member, today) else { return Err(Message::new("renew-own-endless")) };
    let first = until.saturating_sub(days.days());
    if today < first {
        return Err(Message::new("renew-own-early").with("day", first));
    }
    Ok(renewed_until(member, today, plan.months))
}

/// Whether a guardian has yet to agree: somebody below 18 is a member for the time being alone until then (PP 17/2025).
pub fn lacks_consent(member: &Member, today: Date) -> bool {
    is_minor(member.born, today) && !member.consented
}

/// Whether a membership is for the time being: nobody has vouched for who it is, a guardian has yet to agree, or nobody knows
/// whether one must.
pub fn is_provisional(member: &Member, today: Date) -> bool {
    member.provisional || member.birth_owed || lacks_consent(member, today)
}

/// Whether somebody of a plan may be a child.
pub fn is_open_to_children(plan: &Plan) -> bool {
    plan.age_from.is_none_or(|from| from < people::rules::OF_AGE)
}

/// Whether a membership counts that stands on living here, by somebody who does not live in one of the town's villages:
/// they have moved away, or what they wrote is none of them.
pub fn has_moved_away(member: &Member, today: Date) -> bool {
    let here = |term: &Term| {
        term.ground == Ground::Address && term.since <= today && term.until.is_none_or(|until| until >= today)
    };
    member.area.is_none() && member.terms.iter().any(here)
}

/// Why a paid term cannot begin on `since`, if so: longer ago than `days`, or later than that and than the day after what runs
/// now ends on `runs_until`. A slip in the year is money taken for nothing.
pub fn fee_term_objection(since: Date, today: Date, runs_until: Option<Date>, days: i64) -> Option<Message> {
    let first = today.saturating_sub(days.days());
    let next = runs_until.and_then(|until| until.tomorrow().ok()).unwrap_or(today);
    let last = today.saturating_add(days.days()).max(next);
    let far = since < first || since > last;
    far.then(|| Message::new("basis-paid-far").with("first", first).with("last", last))
}

/// The number of a receipt as it is compared: its letters and numbers, in capitals and without leading zeros. `K-041`,
/// `k 41` and `K.0041` are one; `K-4/11` is another.
pub fn receipt_key(number: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for c in number.nfkc().flat_map(char::to_uppercase) {
        let kind = c.is_alphanumeric().then(|| c.is_numeric());
        if kind.is_some() {
            match parts.last_mut().filter(|_| last == kind) {
                Some(part) => part.push(c),
                None => parts.push(c.to_string()),
            }
        }
        last = kind;
    }
    let plain = |part: &String| match part.trim_start_matches('0') {
        "" => "0".to_owned(),
        rest => rest.to_owned(),
    };
    parts.iter().map(plain).collect::<Vec<_>>().join("-")
}

/// Whether nothing is paid for what stands on this, by the member or for them, and nobody has decided that nothing need be.
pub const fn is_free(ground: Ground) -> bool {
    matches!(ground, Ground::Address | Ground::Employment)
}

/// On what the library itself lets a membership run on that stood on `last` of its own grounds: on the same, unless its plan
/// costs something, or what was paid need not be paid again by whoever lives here.
pub fn renewal_ground(plan: &Plan, last: Option<Ground>, lives_here: bool) -> Ground {
    match last {
        Some(Ground::Need) => Ground::Need,
        _ if plan.price.0 > 0 => Ground::Payment,
        Some(Ground::Payment) if lives_here => Ground::Address,
        last => last.unwrap_or(Ground::Address),
    }
}

/// Why somebody of this age may not begin with `plan`, if so. Whoever's birth date nobody knows may.
pub fn age_objection(plan: &Plan, born: Option<Date>, today: Date) -> Option<Message> {
    let age = people::rules::age(born?, today);
    let young = plan.age_from.filter(|&from| age < from);
    let old = plan.age_to.filter(|&to| age > to);
    match (young, old) {
        (Some(from), _) => Some(Message::new("member-plan-too-young").with("age", from)),
        (None, Some(to)) => Some(Message::new("member-plan-too-old").with("age", to)),
        (None, None) => None,
    }
}

/// A member's number as it is kept: without outer space, in capitals.
pub fn normalised_code(typed: &str) -> String {
    typed.trim().to_uppercase()
}

/// Whether a number can stand on a card: one to 32 letters, digits, hyphens, dots or slashes. `%` begins a
/// command at the desk.
pub fn is_code(code: &str) -> bool {
    (1..=32).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-./".contains(&b))
        && code.bytes().any(|b| b.is_ascii_digit())
}

/// The number of the `n`th member: `A-00418`.
pub fn code_of(n: i64) -> String {
    format!("A-{n:05}")
}

/// How many digits a number has at most that the next ones follow: a slip at the desk makes no other longer.
const COUNTED: usize = 7;

/// The `n` of such a number; none for what was never given by counting.
pub fn number_of(code: &str) -> Option<i64> {
    let digits = code.strip_prefix("A-").filter(|digits| digits.len() <= COUNTED)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;
    use proptest::prelude::*;

    use super::*;

    fn term(since: Date, until: Option<Date>) -> Term {
        Term { basis: Id::new(), ground: Ground::Address, since, until, own_until: until }
    }

    fn member() -> Member {
        Member {
            person: Id::new(),
            code: "A-00001".into(),
            name: "Meiske Lumi".into(),
            plan: "dewasa".into(),
            branch: None,
            since: date(2026, 1, 1),
            provisional: false,
            closed: false,
            blocked: None,
            born: None,
            phone: None,
            village: None,
            area: None,
            consented: false,
            birth_owed: false,
            consent_due: date(2026, 1, 31),
            note: None,
            terms: vec![term(date(2026, 1, 1), Some(date(2027, 12, 31)))],
        }
    }

    #[test]
    fn a_membership_counts_from_its_first_to_its_last_day() {
        let member = member();
        assert_eq!(standing(&member, date(2025, 12, 31)), Standing::Upcoming);
        assert_eq!(standing(&member, date(2026, 1, 1)), Standing::Active);
        assert_eq!(standing(&member, date(2027, 12, 31)), Standing::Active);
        assert_eq!(standing(&member, date(2028, 1, 1)), Standing::Expired(date(2027, 12, 31)));
    }

    #[test]
    fn bases_that_follow_each_other_make_one_membership_and_a_gap_ends_it() {
        let (first, second) = (term(date(2026, 1, 1), Some(date(2026, 6, 30))), date(2026, 7, 1));
        let joined = [first, term(second, Some(date(2026, 12, 31)))];
        assert_eq!(run(&joined, date(2026, 3, 1)), Run::Until(Some(date(2026, 12, 31))));
        let apart = [first, term(date(2026, 9, 1), None)];
        assert_eq!(run(&apart, date(2026, 3, 1)), Run::Until(Some(date(2026, 6, 30))));
        assert_eq!(run(&apart, date(2026, 8, 1)), Run::From(date(2026, 9, 1)));
        assert_eq!(run(&apart, date(2026, 9, 1)), Run::Until(None));
        assert_eq!(run(&[first], date(2026, 7, 1)), Run::Ended(date(2026, 6, 30)));
        assert_eq!(run(&[], date(2026, 7, 1)), Run::Never);
    }

    #[test]
    fn a_basis_that_hangs_on_another_counts_while_both_do() {
        let (jan, mar, jun) = (date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 30));
        assert_eq!(narrowed([Some(jan), Some(mar)], [None, Some(jun)]), Some((mar, Some(jun))));
        assert_eq!(narrowed([Some(jan), None], [None]), Some((jan, None)));
        assert_eq!(narrowed([Some(jun), None], [Some(jan), None]), None);
    }

    #[test]
    fn a_child_is_a_member_for_the_time_being_until_a_guardian_agrees_or_it_is_18() {
        let child = Member { born: Some(date(2012, 3, 17)), ..member() };
        assert!(is_provisional(&child, date(2026, 8, 5)));
        assert!(!is_provisional(&Member { consented: true, ..child.clone() }, date(2026, 8, 5)));
        assert!(is_provisional(&child, date(2030, 3, 16)) && !is_provisional(&child, date(2030, 3, 17)));
        assert!(!is_provisional(&member(), date(2026, 8, 5)), "nobody is a child for want of a date");
    }

    #[test]
    fn whoever_may_be_a_child_is_a_member_for_the_time_being_until_their_birth_date_is_known() {
        let unknown = Member { birth_owed: true, ..member() };
        let (due, after) = (unknown.consent_due, date(2026, 2, 1));
        assert!(is_provisional(&unknown, due));
        assert_eq!((standing(&unknown, due), until(&unknown, due)), (Standing::Active, Some(due)));
        assert_eq!((standing(&unknown, after), until(&unknown, after)), (Standing::Unagreed(due), Some(due)));
        let grown = Member { birth_owed: false, born: Some(date(2000, 3, 17)), ..unknown };
        assert!(!is_provisional(&grown, after) && standing(&grown, after) == Standing::Active);
    }

    #[test]
    fn a_childs_membership_stops_on_whatever_it_stands_until_a_guardian_agrees_or_it_is_18() {
        let school = Term { ground: Ground::Roster, ..term(date(2026, 1, 1), None) };
        let mother = Term { ground: Ground::Guardian, ..term(date(2026, 1, 1), Some(date(2030, 12, 31))) };
        let child = Member { born: Some(date(2012, 3, 17)), terms: vec![mother, school], ..member() };
        let due = child.consent_due;
        assert_eq!((standing(&child, due), until(&child, due)), (Standing::Active, Some(due)));
        let after = date(2026, 2, 1);
        assert_eq!((standing(&child, after), until(&child, after)), (Standing::Unagreed(due), Some(due)));
        let agreed = Member { consented: true, ..child.clone() };
        assert_eq!((standing(&agreed, after), until(&agreed, after)), (Standing::Active, None));
        assert_eq!(standing(&child, date(2030, 3, 16)), Standing::Unagreed(due));
        assert_eq!(standing(&child, date(2030, 3, 17)), Standing::Active, "18");
        let grown = Member { born: Some(date(2000, 3, 17)), ..child };
        assert_eq!(standing(&grown, after), Standing::Active);
    }

    #[test]
    fn a_child_whose_bases_have_ended_has_no_membership_for_a_guardian_to_agree_to() {
        let child = Member { born: Some(date(2015, 3, 17)), ..member() };
        assert_eq!(standing(&child, date(2027, 12, 31)), Standing::Unagreed(child.consent_due));
        assert_eq!(standing(&child, date(2028, 1, 1)), Standing::Expired(child.consent_due));
    }

    #[test]
    fn whoever_stands_on_living_here_and_lives_elsewhere_has_moved_away() {
        let today = date(2026, 8, 5);
        assert!(has_moved_away(&member(), today));
        assert!(!has_moved_away(&Member { area: Some("71.73.03.1003".into()), ..member() }, today));
        assert!(!has_moved_away(&member(), date(2028, 1, 1)), "it counts no more anyway");
    }

    #[test]
    fn a_block_is_told_whatever_else_is_true() {
        let blocked = Member { blocked: Some("kartu hilang".into()), ..member() };
        assert_eq!(standing(&blocked, date(2030, 1, 1)), Standing::Blocked("kartu hilang".into()));
    }

    #[test]
    fn a_membership_of_a_year_ends_the_day_before_it_began() {
        assert_eq!(last_day(date(2026, 8, 5), Some(12)), Some(date(2027, 8, 4)));
        assert_eq!(last_day(date(2024, 2, 29), Some(12)), Some(date(2025, 2, 27)));
        assert_eq!(last_day(date(2026, 8, 5), None), None);
    }

    #[test]
    fn a_renewal_adds_to_what_is_left_and_begins_anew_after_the_end() {
        assert_eq!(renewed_until(&member(), date(2027, 12, 1), Some(12)), Some(date(2028, 12, 31)));
        assert_eq!(renewed_until(&member(), date(2028, 8, 5), Some(12)), Some(date(2029, 8, 4)));
        assert_eq!(renewed_until(&member(), date(2028, 8, 5), None), None);
    }

    #[test]
    fn a_guardians_membership_carries_a_child_until_it_is_of_age() {
        let mother = Term { ground: Ground::Guardian, ..term(date(2026, 1, 1), None) };
        let child =
            Member { born: Some(date(2012, 3, 17)), consented: true, terms: vec![mother], ..member() };
        assert_eq!(until(&child, date(2026, 8, 5)), Some(date(2030, 3, 16)));
        assert_eq!(standing(&child, date(2030, 3, 17)), Standing::Expired(date(2030, 3, 16)));
        let grown = Member { consented: false, ..child };
        assert_eq!(standing(&grown, date(2030, 3, 17)), Standing::Expired(date(2026, 1, 31)));
    }

    fn plan() -> Plan {
        Plan {
            code: "dewasa".into(),
            name: None,
            name_en: None,
            months: Some(24),
            age_from: Some(18),
            age_to: None,
            price: kernel::Rupiah(0),
            own_renewal_days: Some(60),
            room_hours: 0,
            computer_minutes: 0,
            sort: 1,
            closed: false,
        }
    }

    #[test]
    fn a_member_prolongs_their_own_membership_in_its_last_days_and_is_told_why_not() {
        let member = Member { area: Some("71.73.03.1003".into()), born: Some(date(1994, 3, 17)), ..member() };
        let on = |member: &Member, plan: &Plan, day| own_renewal(member, plan, day).map_err(|why| why.key);
        let soon = date(2027, 12, 1);
        assert_eq!(on(&member, &plan(), soon), Ok(Some(date(2029, 12, 31))));
        assert_eq!(on(&member, &plan(), date(2028, 1, 5)), Ok(Some(date(2030, 1, 4))), "also a little late");
        assert_eq!(on(&member, &plan(), date(2027, 10, 1)), Err("renew-own-early"));
        assert_eq!(on(&member, &Plan { own_renewal_days: None, ..plan() }, soon), Err("renew-own-desk"));
        assert_eq!(on(&member, &Plan { price: kernel::Rupiah(1), ..plan() }, soon), Err("renew-own-desk"));
        assert_eq!(on(&Member { provisional: true, ..member.clone() }, &plan(), soon), Err("renew-own-desk"));
        let blocked = Member { blocked: Some("denda".into()), ..member.clone() };
        assert_eq!(on(&blocked, &plan(), soon), Err("standing-blocked-because"));
        assert_eq!(on(&Member { area: None, ..member }, &plan(), soon), Err("renew-own-desk"), "moved away");
    }

    #[test]
    fn what_was_ended_counts_no_more_whatever_it_stands_on() {
        let closed = Member { closed: true, terms: vec![term(date(2026, 1, 1), None)], ..member() };
        let today = date(2026, 8, 5);
        assert_eq!(standing(&closed, today), Standing::Expired(date(2026, 8, 4)));
        assert_eq!(until(&closed, today), Some(date(2026, 8, 4)));
    }

    #[test]
    fn a_number_that_nobody_counts_to_moves_no_count() {
        assert_eq!(number_of("A-9999999"), Some(9_999_999));
        assert_eq!(number_of("A-9223372036854775807"), None);
        assert_eq!(number_of("A-99999999"), None);
    }

    #[test]
    fn a_receipt_is_the_same_however_its_number_is_written() {
        for same in ["K-041", "k 041", "K.41", "k041", " K/0041 ", "Ｋ－０４１"] {
            assert_eq!(receipt_key(same), "K-41", "{same}");
        }
        for other in ["K-4/1", "K-410", "L-041", "41", "K-041/1"] {
            assert_ne!(receipt_key(other), "K-41", "{other}");
        }
        assert_eq!((receipt_key("– / –").as_str(), receipt_key("000").as_str()), ("", "0"));
    }

    #[test]
    fn a_paid_term_begins_around_today_or_after_what_runs_now() {
        let today = date(2026, 8, 5);
        let key = |since, runs| fee_term_objection(since, today, runs, 31).map(|message| message.key);
        assert_eq!(key(today, None), None);
        assert_eq!((key(date(2026, 7, 5), None), key(date(2026, 9, 5), None)), (None, None));
        assert_eq!(key(date(2026, 7, 4), None), Some("basis-paid-far"));
        assert_eq!(key(date(2026, 9, 6), None), Some("basis-paid-far"));
        let next_year = Some(date(2027, 8, 4));
        assert_eq!(key(date(2027, 8, 5), next_year), None, "the next term");
        assert_eq!(key(date(2027, 8, 6), next_year), Some("basis-paid-far"), "with a gap");
    }

    proptest! {
        #[test]
        fn a_receipts_number_is_compared_as_it_is_kept(number in "[ -~]{0,30}") {
            let key = receipt_key(&number);
            prop_assert_eq!(receipt_key(&key), key);
        }

        #[test]
        fn the_number_of_a_card_leads_back_to_its_count(n in 1i64..10_000_000) {
            prop_assert!(is_code(&code_of(n)));
            prop_assert_eq!(number_of(&code_of(n)), Some(n));
        }

        #[test]
        fn a_code_never_holds_what_a_scanner_or_a_path_would_misread(code in "\\PC{0,34}") {
            let code = normalised_code(&code);
            prop_assert!(!is_code(&code) || !code.contains(['%', ' ', '?', '#', '&']));
        }
    }
}
