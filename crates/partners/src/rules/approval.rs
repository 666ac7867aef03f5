//! Who looks at a draft and who signs it: whose a step is, what speaks against one, by what somebody may sign and when.

use kernel::{Date, Id, Message, Person};

use crate::model::{Authority, Paper, Period, Signatory, Step};

/// Who takes a step of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taker {
    /// Whoever holds the role of this name.
    Role(String),
    /// The person with this login.
    Login(String),
    /// Somebody outside the library, whose opinion comes on paper.
    Outside,
}

/// The steps of a setting such as `Bagian Hukum = dokumen`, one a line: what each is called and who takes it, a role or a login
/// after `@`; or the first line that does not say so.
///
/// # Errors
/// That line.
pub fn reviewers(text: &str) -> Result<Vec<(String, Taker)>, String> {
    let step = |line: &str| {
        let (name, taker) = line.split_once('=')?;
        let (name, taker) = (name.trim(), taker.trim());
        if name.is_empty() || taker.is_empty() {
            return None;
        }
        let taker = match (taker.to_lowercase().as_str(), taker.strip_prefix('@')) {
            ("dokumen" | "document", _) => Taker::Outside,
            (_, Some(login)) => Taker::Login(login.trim().to_owned()),
            _ => Taker::Role(taker.to_owned()),
        };
        Some((name.to_owned(), taker))
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| step(line).ok_or_else(|| line.to_owned())).collect()
}

/// The first of the steps that nobody is left for, when each is taken by somebody else; `takers` are who may take each.
pub fn unfilled(takers: &[Vec<Id<Person>>]) -> Option<usize> {
    /// Finds somebody for a step, others making room where they can take another one.
    fn find(
        step: usize,
        takers: &[Vec<Id<Person>>],
        taken: &mut Vec<(Id<Person>, usize)>,
        tried: &mut Vec<Id<Person>>,
    ) -> bool {
        for who in &takers[step] {
            if tried.contains(who) {
                continue;
            }
            tried.push(*who);
            let held = taken.iter().position(|(one, _)| one == who);
            if held.is_none_or(|at| find(taken[at].1, takers, taken, tried)) {
                taken.retain(|(one, of)| one != who && *of != step);
                taken.push((*who, step));
                return true;
            }
        }
        false
    }
    let mut taken = Vec::new();
    (0..takers.len()).find(|step| !find(*step, takers, &mut taken, &mut Vec::new()))
}

/// Why somebody cannot take a step of a review: steps go in order, each is taken by those it names, nobody takes two, and
/// nobody looks at what they wrote; what an outsider wrote is filed by any of them. `steps` are those of the round in order, `at`
/// the one to be taken, `takers` who may take it.
pub fn step_objection(
    steps: &[Step],
    at: Id<Step>,
    by: Option<Id<Person>>,
    takers: &[Id<Person>],
) -> Option<&'static str> {
    let Some(step) = steps.iter().find(|one| one.id == at && one.decision.is_none()) else {
        return Some("review-decided-already");
    };
    if steps.iter().any(|one| one.position < step.position && one.decision.is_none()) {
        return Some("review-not-yet");
    }
    let Some(by) = by.filter(|by| takers.contains(by)) else { return Some("review-of-others") };
    if !step.apart || step.outside {
        return None;
    }
    if step.author == Some(by) || step.submitter == Some(by) {
        return Some("review-own-draft");
    }
    steps.iter().any(|one| !one.outside && one.decider == Some(by)).then_some("review-second-step")
}

/// Why a paper of this kind, or an addendum to one, cannot go to be signed by these people: every side needs somebody, and a
/// head of office signs a PKS for the library only with a surat kuasa of the head of the region (Permendagri 22/2020).
pub fn signatory_objections(
    kind: Paper,
    sides: &[Id<Person>],
    signatories: &[Signatory],
    head_of_region: &str,
    region: &str,
) -> Vec<Message> {
    let mut objections = Vec::new();
    if !signatories.iter().any(|one| one.partner.is_none()) {
        objections.push(Message::new("signatory-none-of-ours"));
    }
    if sides.iter().any(|side| !signatories.iter().any(|one| one.partner == Some(*side))) {
        objections.push(Message::new("signatory-none-of-theirs"));
    }
    if needs_power(kind) {
        let unfounded = |one: &&Signatory| {
            one.partner.is_none()
                && one.authority == Authority::Office
                && !is_head(&one.title, head_of_region, region)
        };
        objections.extend(
            signatories
                .iter()
                .filter(unfounded)
                .map(|one| Message::new("signatory-needs-power").with("name", one.name.as_str())),
        );
    }
    objections
}

/// Whether a head of office signs it only with a surat kuasa; a small letter they sign themselves.
const fn needs_power(kind: Paper) -> bool {
    !matches!(kind, Paper::Letter)
}

/// Whether a title is that of the head of the region, exactly: `Wali Kota`, or `Wali Kota Tomohon`.
pub fn is_head(title: &str, head: &str, region: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (title, head) = (words(title), words(head));
    !head.is_empty() && (title == head || title == format!("{head} {}", words(region)))
}

/// What signatures are held against.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'a> {
    /// The periods of what is signed.
    pub periods: &'a [Period],
    /// When the last reviewer approved it.
    pub approved_on: Option<Date>,
    /// When the agreement that it changes was signed.
    pub after: Option<Date>,
    /// Whether it is entered from a paper that was signed before.
    pub from_paper: bool,
    /// The day it is written down.
    pub today: Date,
}

/// What speaks against signatures, each with its day where it has one.
pub fn signature_objections(signed: &[(&Signatory, Option<Date>)], held: Signing<'_>) -> Vec<Message> {
    let mut objections = Vec::new();
    let named = |key, one: &Signatory| Message::new(key).with("name", one.name.as_str());
    let last = held.periods.last().map(|period| period.until);
    for (one, day) in signed {
        let Some(day) = *day else {
            objections.push(named("signatory-not-signed", one));
            continue;
        };
        if day > held.today {
            objections.push(Message::new("partner-day-to-come"));
        } else if held.after.is_some_and(|after| day < after) {
            objections.push(Message::new("addendum-before-agreement"));
        } else if day < one.document_on {
            objections.push(named("signatory-before-authority", one));
        } else if let Some(until) = one.document_until.filter(|until| day > *until) {
            objections.push(named("signatory-after-authority", one).with("until", until));
        } else if let Some(last) = last.filter(|last| day > *last) {
            objections.push(named("signatory-after-period", one).with("until", last));
        } else if let Some(approved) = held.approved_on.filter(|approved| day < *approved && !held.from_paper)
        {
            objections.push(named("signatory-before-approval", one).with("approved", approved));
        }
    }
    if let Some(last) = last.filter(|last| *last < held.today && !held.from_paper) {
        objections.push(Message::new("signed-when-over").with("until", last));
    }
    objections
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_line_says_what_a_step_is_called_and_who_takes_it() {
        let read = reviewers("Bagian Hukum = dokumen\n\nBendahara = @ani\nKepala Dinas = head\n").unwrap();
        let takers: Vec<_> = read.into_iter().map(|(_, taker)| taker).collect();
        assert_eq!(takers, [Taker::Outside, Taker::Login("ani".into()), Taker::Role("head".into())]);
        assert_eq!(reviewers("Kepala Dinas"), Err("Kepala Dinas".into()));
        assert_eq!(reviewers("= head"), Err("= head".into()));
    }

    #[test]
    fn only_the_exact_title_is_that_of_the_head_of_the_region() {
        for title in ["Wali Kota", "wali  kota Tomohon"] {
            assert!(is_head(title, "Wali Kota", "Tomohon"), "{title}");
        }
        for title in ["Wali Kota Tomohon a.n. Kepala Dinas", "Wali Kotamadya", "wali kota terpilih", ""] {
            assert!(!is_head(title, "Wali Kota", "Tomohon"), "{title}");
        }
        assert!(!is_head("", "", ""));
    }

    proptest! {
        #[test]
        fn steps_are_filled_exactly_when_different_people_can_take_them(may in prop::collection::vec(prop::collection::vec(0usize..4, 0..4), 0..5)) {
            let people: Vec<Id<Person>> = (0..4).map(|_| Id::new()).collect();
            let takers: Vec<Vec<Id<Person>>> = may.iter().map(|step| step.iter().map(|n| people[*n]).collect()).collect();
            fn possible(steps: &[Vec<usize>], used: &mut Vec<usize>) -> bool {
                let Some((step, rest)) = steps.split_first() else { return true };
                step.iter().any(|who| {
                    if used.contains(who) { return false; }
                    used.push(*who);
                    let all = possible(rest, used);
                    used.pop();
                    all
                })
            }
            prop_assert_eq!(unfilled(&takers).is_none(), possible(&may, &mut Vec::new()));
        }
    }
}
