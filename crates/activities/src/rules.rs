//! Decisions about activities and seats: pure, without a database or a clock.

use jiff::{SignedDuration, ToSpan};
use kernel::{Date, Message, Reason, Timestamp};

use crate::model::{Activity, Certificate, Draft, Entry, Party, Session, State, Why};

const TITLE: usize = 200;
const SUMMARY: usize = 300;
const TEXT: usize = 20_000;
/// From this age on one answers for oneself (PP 17/2025).
pub const OF_AGE: i64 = 18;

/// Everything that speaks against a plan as it is typed.
pub fn objections(draft: &Draft) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let long = |text: &str, most| text.chars().count() > most;
    match draft.title.trim().chars().count() {
        0 => object("title", "activity-title-missing"),
        1..=TITLE => {}
        _ => object("title", "activity-text-too-long"),
    }
    for (field, text, most) in [
        ("summary", &draft.summary, SUMMARY),
        ("about", &draft.about, TEXT),
        ("syllabus", &draft.syllabus, TEXT),
        ("requires", &draft.requires, TITLE),
    ] {
        if long(text, most) {
            object(field, "activity-text-too-long");
        }
    }
    if !(1..=500).contains(&draft.largest) {
        object("largest", "activity-largest-wrong");
    }
    let is_age = |age: Option<i64>| age.is_none_or(|age| (0..=120).contains(&age));
    if !is_age(draft.least_age) || !is_age(draft.most_age) {
        object("least_age", "activity-age-wrong");
    } else if draft.least_age.zip(draft.most_age).is_some_and(|(least, most)| most < least) {
        object("most_age", "activity-ages-crossed");
    }
    if draft.opens_on.zip(draft.closes_on).is_some_and(|(opens, closes)| closes < opens) {
        object("closes", "activity-closes-before");
    }
    if !(0..=720).contains(&draft.cancel_hours) {
        object("cancel_hours", "activity-hours-wrong");
    }
    if !(0..=100).contains(&draft.threshold) {
        object("threshold", "activity-threshold-wrong");
    }
    if !draft.requires.trim().is_empty() && (draft.largest > 1 || draft.classes) {
        object("largest", "activity-requires-single");
    }
    if draft.certified && draft.entry != Entry::Whole {
        object("entry", "activity-certified-needs-whole");
    }
    reasons
}

/// Whether somebody may register now, as a reason why not.
pub fn closed(activity: &Activity, begins: Option<Timestamp>, now: Timestamp) -> Option<Message> {
    let over = |last| Message::new("register-over").with("at", last);
    match (activity.state(now), &activity.cancelled_because, activity.last) {
        (State::Published | State::Running, ..) if activity.entry != Entry::Free => {}
        (State::Published | State::Running, ..) => return Some(Message::new("register-free")),
        (State::Closed, _, Some(last)) => return Some(over(last)),
        (State::Cancelled, Some(why), _) => {
            return Some(Message::new("register-off").with("why", why.as_str()));
        }
        _ => return Some(Message::new("register-not-now")),
    }
    let (opens, closes) = activity.registration();
    if let Some(opens) = opens.filter(|opens| *opens > now) {
        return Some(Message::new("register-opens").with("at", opens));
    }
    if let Some(closes) = closes.filter(|closes| *closes <= now) {
        return Some(Message::new("register-closed").with("at", closes));
    }
    match begins {
        None => Some(Message::new("register-nothing")),
        Some(begins) => (begins <= now).then(|| Message::new("register-begun").with("at", begins)),
    }
}

/// How many a class is at least: one child is registered by themselves.
pub const CLASS_LEAST: i64 = 2;

/// What whoever registers says of themselves, as far as rules ask.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who comes.
    pub kind: Party,
    /// How many.
    pub size: i64,
    /// The name.
    pub name: &'a str,
    /// The school or circle.
    pub organisation: &'a str,
    /// Whether there is a way to reach them.
    pub reachable: bool,
    /// When they were born.
    pub born: Option<Date>,
    /// Who answers for a child.
    pub guardian: &'a str,
    /// How to reach them.
    pub guardian_phone: &'a str,
    /// Whether these agree.
    pub agreed: bool,
}

/// How old somebody born on `born` is on `day`.
pub fn age(born: Date, day: Date) -> i64 {
    people::rules::age(born, day)
}

/// Whether everybody who comes says how old they are, and is registered by themselves for that; a teacher answers for a class.
pub fn asks_age(activity: &Activity) -> bool {
    activity.least_age.is_some() || activity.most_age.is_some() || activity.audience.is_young()
}

/// Why a class is not of this size.
pub fn class_size(most: i64) -> Message {
    Message::new("register-class-size").with("least", CLASS_LEAST).with("most", most)
}

/// Everything that speaks against a registration for what begins on `day`.
pub fn register_objections(
    activity: &Activity,
    asked: &Asked<'_>,
    day: Date,
    class_most: i64,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if asked.name.trim().is_empty() {
        object("name", Message::new("register-name-missing"));
    } else if asked.name.chars().count() > TITLE {
        object("name", Message::new("activity-text-too-long"));
    }
    match asked.kind {
        Party::Class if !activity.classes => object("size", Message::new("register-no-classes")),
        Party::Class => {
            if asked.organisation.trim().is_empty() {
                object("organisation", Message::new("register-school-missing"));
            }
            if !asked.reachable {
                object("phone", Message::new("register-teacher-phone"));
            }
            if !(CLASS_LEAST..=class_most).contains(&asked.size) {
                object("size", class_size(class_most));
            }
        }
        Party::Person | Party::Group if !(1..=activity.largest).contains(&asked.size) => {
            object("size", Message::new("register-size-wrong").with("most", activity.largest));
        }
        Party::Person | Party::Group if asked.size > 1 && asks_age(activity) => {
            object("size", Message::new("register-one-each"));
        }
        Party::Person | Party::Group => {}
    }
    if asked.kind != Party::Person {
        return reasons;
    }
    let Some(born) = asked.born else {
        if asks_age(activity) {
            object("born", Message::new("register-born-missing"));
        }
        return reasons;
    };
    let years = age(born, day);
    if activity.least_age.is_some_and(|least| years < least)
        || activity.most_age.is_some_and(|most| years > most)
    {
        object("born", Message::new("register-age").with("age", years));
    }
    if years < OF_AGE {
        if asked.guardian.trim().is_empty() {
            object("guardian", Message::new("register-guardian-missing"));
        }
        if people::phone::normalised(asked.guardian_phone).is_none() {
            object("guardian_phone", Message::new("register-guardian-phone-missing"));
        }
        if !asked.agreed {
            object("agreed", Message::new("register-guardian-agrees"));
        }
    }
    reasons
}

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter<T> {
    /// Who.
    pub who: T,
    /// How many seats they need.
    pub size: i64,
    /// Whether it was agreed to, where that is asked.
    pub approved: bool,
}

/// What becomes of somebody who waits when seats are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn<T> {
    /// The seats are offered to them.
    Offered(T),
    /// They are passed over, with the reason and how many seats there were.
    PassedOver(T, Why, i64),
}

/// Whose turn it is: everybody in their order, whole or not at all, until no seat is left. Who is passed over keeps their
/// place, and is told why. Nobody is offered seats who would have had to be agreed to and was not.
pub fn turns<T: Copy>(waiting: &[Waiter<T>], mut free: i64, approval: bool) -> Vec<Turn<T>> {
    let mut turns = Vec::new();
    for one in waiting {
        if free <= 0 {
            break;
        }
        turns.push(match one {
            one if approval && !one.approved => Turn::PassedOver(one.who, Why::NotApproved, free),
            one if one.size > free => Turn::PassedOver(one.who, Why::TooFew, free),
            one => {
                free -= one.size;
                Turn::Offered(one.who)
            }
        });
    }
    turns
}

/// Until when an offer made now stands: so many hours, and never beyond the last moment one may take a seat.
pub fn offer_until(now: Timestamp, hours: i64, last: Timestamp) -> Option<Timestamp> {
    (last > now).then(|| last.min(now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(last)))
}

/// The sessions of an activity, in their order, of which people are reminded between two moments: each, and where one has
/// registered for all of them the first of each day.
pub fn reminded<'s>(
    activity: &Activity,
    sessions: &'s [Session],
    (now, soon): (Timestamp, Timestamp),
) -> Vec<&'s Session> {
    let zone = activity.zone();
    let day = |one: &Session| zone.to_datetime(one.starts_at).date();
    let standing: Vec<&Session> = sessions.iter().filter(|one| one.stands()).collect();
    let is_first = |one: &Session| {
        let first = standing.iter().find(|other| day(other) == day(one));
        first.is_some_and(|first| first.id == one.id)
    };
    let is_due = |one: &&&Session| one.starts_at > now && one.starts_at <= soon;
    let mut due: Vec<&Session> = standing.iter().filter(is_due).copied().collect();
    due.retain(|one| activity.entry == Entry::Each || is_first(one));
    due
}

/// Until when somebody may give a seat back themselves.
pub fn cancel_until(begins: Timestamp, hours: i64) -> Timestamp {
    begins.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(begins)
}

/// What somebody still lacks for a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many sessions have been held.
    pub held: i64,
    /// How many of them they attended.
    pub attended: i64,
    /// How many are still to come.
    pub to_come: i64,
    /// Whether the assessment was passed.
    pub passed: Option<bool>,
    /// Whether they teach or lead there themselves.
    pub leads: bool,
    /// Whether they come as one person with a name.
    pub single: bool,
    /// How many assignments that are needed they have not done well enough yet.
    pub owed: i64,
}

/// Why no certificate can be given; nothing where it can.
pub fn lacks(activity: &Activity, progress: &Progress) -> Vec<Message> {
    let mut lacks = Vec::new();
    if !activity.certified {
        return vec![Message::new("certificate-not-of-this")];
    }
    if progress.leads {
        lacks.push(Message::new("certificate-leads"));
    }
    if !progress.single {
        lacks.push(Message::new("certificate-single"));
    }
    if progress.to_come > 0 {
        lacks.push(Message::new("certificate-to-come").with("n", progress.to_come));
    }
    if progress.held == 0 || progress.attended * 100 < activity.threshold * progress.held {
        let message = Message::new("certificate-attended");
        let message = message.with("n", progress.attended).with("of", progress.held);
        lacks.push(message.with("least", activity.threshold));
    }
    if progress.owed > 0 {
        lacks.push(Message::new("certificate-owed").with("n", progress.owed));
    }
    if activity.assessed && progress.passed != Some(true) {
        lacks.push(Message::new("certificate-assessed"));
    }
    lacks
}

/// What is to be said of a certificate on a day, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It holds.
    Valid,
    /// It held until a day that has passed.
    Expired,
    /// It was taken back.
    Revoked,
}

/// Whether a certificate holds on a day.
pub fn validity(one: &Certificate, today: Date) -> Validity {
    match (one.revoked_on, one.expires_on) {
        (Some(_), _) => Validity::Revoked,
        (None, Some(last)) if last < today => Validity::Expired,
        _ => Validity::Valid,
    }
}

/// The same day a year later for a calendar of weeks: 52 weeks, so that a Saturday stays a Saturday.
pub fn next_year(at: Timestamp, zone: &kernel::TimeZone) -> Timestamp {
    let local = zone.to_datetime(at).saturating_add(52.weeks());
    zone.to_timestamp(local).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiter(who: char, size: i64, approved: bool) -> Waiter<char> {
        Waiter { who, size, approved }
    }

    #[test]
    fn whoever_waits_longest_and_fits_is_offered_seats_and_a_group_is_passed_over_whole() {
        let waiting =
            [waiter('a', 4, true), waiter('b', 2, true), waiter('c', 1, true), waiter('d', 1, true)];
        let turns = turns(&waiting, 3, false);
        assert_eq!(
            turns,
            [Turn::PassedOver('a', Why::TooFew, 3), Turn::Offered('b'), Turn::Offered('c')],
            "and nobody is looked at any more once nothing is left"
        );
    }

    #[test]
    fn a_seat_that_becomes_free_is_offered_to_nobody_who_was_not_agreed_to() {
        let waiting = [waiter('a', 1, false), waiter('b', 1, true)];
        assert_eq!(
            turns(&waiting, 5, true),
            [Turn::PassedOver('a', Why::NotApproved, 5), Turn::Offered('b')]
        );
        assert_eq!(turns(&waiting, 5, false), [Turn::Offered('a'), Turn::Offered('b')]);
    }

    #[test]
    fn an_offer_ends_when_it_begins_and_none_is_made_afterwards() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (now, soon) = (at("2026-08-05T01:00:00Z"), at("2026-08-05T03:00:00Z"));
        assert_eq!(offer_until(now, 24, soon), Some(soon));
        assert_eq!(offer_until(now, 1, soon), Some(at("2026-08-05T02:00:00Z")));
        assert_eq!(offer_until(soon, 24, soon), None);
    }

    proptest::proptest! {
        #[test]
        fn never_more_is_offered_than_is_free(
            sizes in proptest::collection::vec((1i64..9, proptest::bool::ANY), 0..40),
            free in 0i64..60,
            approval in proptest::bool::ANY,
        ) {
            let waiting: Vec<_> =
                sizes.iter().enumerate().map(|(who, (size, approved))| Waiter { who, size: *size, approved: *approved }).collect();
            let offered: i64 = turns(&waiting, free, approval)
                .iter()
                .filter_map(|turn| match turn { Turn::Offered(who) => Some(sizes[*who].0), Turn::PassedOver(..) => None })
                .sum();
            proptest::prop_assert!(offered <= free);
        }
    }
}
