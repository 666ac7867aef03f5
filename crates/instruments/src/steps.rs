//! A questionnaire in steps: a section each, and at the end everything once more before it is sent. Which step comes next
//! the server decides, from what has been answered so far.

use crate::{
    model::Content,
    rules::{self, Judged, Typed},
};

/// What whoever fills in a form wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The step before.
    Back,
    /// The next step.
    Forward,
    /// To be done.
    Send,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// This section.
    Section(usize),
    /// All answers once more.
    Review,
    /// The answers are kept.
    Done,
}

/// The section that the question at this place stands in.
pub fn section_of(content: &Content, place: usize) -> usize {
    let mut left = place;
    for (n, section) in content.sections.iter().enumerate() {
        match left.checked_sub(section.questions.len()) {
            None => return n,
            Some(rest) => left = rest,
        }
    }
    content.sections.len()
}

/// The places of the questions of a section.
pub fn places(content: &Content, section: usize) -> std::ops::Range<usize> {
    let first = content.sections.iter().take(section).map(|section| section.questions.len()).sum();
    first..first + content.sections.get(section).map_or(0, |section| section.questions.len())
}

/// The sections that something is asked in, after these answers.
pub fn sections(content: &Content, judged: &Judged) -> Vec<usize> {
    let mut found: Vec<usize> = judged.asked.iter().map(|place| section_of(content, *place)).collect();
    found.dedup();
    found
}

/// What comes after the step at `section` (the number of all sections is the review), and what was judged on the way.
pub fn turn(content: &Content, typed: &Typed, section: usize, wish: Wish) -> (Turn, Judged) {
    let judged = rules::judge(content, typed);
    let asked = sections(content, &judged);
    let before = asked.iter().rev().find(|known| **known < section).copied();
    if wish == Wish::Back {
        return (
            Turn::Section(before.unwrap_or(section.min(content.sections.len().saturating_sub(1)))),
            judged,
        );
    }
    let reach = if wish == Wish::Send { usize::MAX } else { section };
    let wrong = judged.wrong.iter().map(|(place, _)| *place);
    let open = wrong.chain(judged.further.iter().copied()).map(|place| section_of(content, place));
    if let Some(first) = open.filter(|at| *at <= reach).min() {
        return (Turn::Section(first), judged);
    }
    let turn = match (wish, asked.iter().find(|known| **known > section)) {
        (Wish::Forward, Some(next)) => Turn::Section(*next),
        (Wish::Forward, None) if asked.len() > 1 => Turn::Review,
        _ => Turn::Done,
    };
    (turn, judged)
}
