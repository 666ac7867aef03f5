//! How a draft is changed: pure, a step at a time.

use kernel::{Kind as No, Message, Refusal};

use crate::model::{Choice, Content, Kind, MOST_QUESTIONS, Question, Section, Text};

/// How long a text of a questionnaire may be, in characters.
const LONGEST: usize = 1_000;
/// The most choices of a question.
pub const MOST_CHOICES: usize = 30;
/// The most a choice is worth.
const MOST_POINTS: i64 = 1_000;

/// Which way something is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Before what comes before it.
    Front,
    /// Behind what comes after it.
    End,
}

/// A change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// What to know before, and how many of a hundred points are enough.
    Describe(Text, Option<i64>),
    /// A new section at the end.
    AddSection(Text),
    /// Another heading for a section.
    Retitle(usize, Text),
    /// A section goes; it has no questions any more.
    RemoveSection(usize),
    /// Questions at the end of a section; their keys are given here.
    Add(usize, Vec<Question>),
    /// A question in place of the one with its key.
    Change(Box<Question>),
    /// The question with this key goes.
    Remove(u16),
    /// The question with this key goes one place on, beyond the edge of a section into the next.
    Move(u16, Towards),
}

/// The draft after a change.
///
/// # Errors
/// A refusal where the change makes no sense, with all its reasons.
pub fn apply(mut content: Content, edit: Edit) -> Result<Content, Refusal> {
    match edit {
        Edit::Describe(intro, pass) => {
            if pass.is_some_and(|pass| !(0..=100).contains(&pass)) {
                return Err(Refusal::of_field("pass", Message::new("draft-pass-out-of-bounds")));
            }
            check_length("intro_id", &intro)?;
            (content.intro, content.pass) = (intro, pass);
        }
        Edit::AddSection(title) => {
            titled(&title)?;
            content.sections.push(Section { title, questions: Vec::new() });
        }
        Edit::Retitle(at, title) => {
            titled(&title)?;
            content.sections.get_mut(at).ok_or_else(gone)?.title = title;
        }
        Edit::RemoveSection(at) => {
            let section = content.sections.get(at).ok_or_else(gone)?;
            if !section.questions.is_empty() {
                return Err(Refusal::new(No::Conflict, Message::new("draft-section-full")));
            }
            content.sections.remove(at);
        }
        Edit::Add(at, questions) => {
            questions.iter().try_for_each(check)?;
            if content.questions().count() + questions.len() > MOST_QUESTIONS {
                let most = MOST_QUESTIONS as i64;
                return Err(Refusal::new(No::Conflict, Message::new("draft-full").with("most", most)));
            }
            if content.sections.is_empty() {
                content.sections.push(Section::default());
            }
            let section = content.sections.get_mut(at).ok_or_else(gone)?;
            for mut question in questions {
                content.last_key = content.last_key.saturating_add(1);
                question.key = content.last_key;
                section.questions.push(question);
            }
        }
        Edit::Change(question) => {
            check(&question)?;
            let (section, at) = place(&content, question.key)?;
            content.sections[section].questions[at] = *question;
        }
        Edit::Remove(key) => {
            let (section, at) = place(&content, key)?;
            content.sections[section].questions.remove(at);
        }
        Edit::Move(key, towards) => shift(&mut content, key, towards)?,
    }
    Ok(content)
}

fn gone() -> Refusal {
    Refusal::new(No::Missing, Message::new("draft-gone"))
}

fn place(content: &Content, key: u16) -> Result<(usize, usize), Refusal> {
    let within = |section: &Section| section.questions.iter().position(|question| question.key == key);
    let mut sections = content.sections.iter().enumerate();
    sections.find_map(|(n, section)| within(section).map(|at| (n, at))).ok_or_else(gone)
}

fn shift(content: &mut Content, key: u16, towards: Towards) -> Result<(), Refusal> {
    let (section, at) = place(content, key)?;
    let here = content.sections[section].questions.len();
    match towards {
        Towards::Front if at > 0 => content.sections[section].questions.swap(at, at - 1),
        Towards::Front if section > 0 => {
            let question = content.sections[section].questions.remove(at);
            content.sections[section - 1].questions.push(question);
        }
        Towards::End if at + 1 < here => content.sections[section].questions.swap(at, at + 1),
        Towards::End if section + 1 < content.sections.len() => {
            let question = content.sections[section].questions.remove(at);
            content.sections[section + 1].questions.insert(0, question);
        }
        Towards::Front | Towards::End => {}
    }
    Ok(())
}

fn titled(title: &Text) -> Result<(), Refusal> {
    if title.is_empty() {
        return Err(Refusal::of_field("title_id", Message::new("draft-title-missing")));
    }
    check_length("title_id", title)
}

fn check_length(field: &'static str, text: &Text) -> Result<(), Refusal> {
    if text.id.chars().count().max(text.en.chars().count()) > LONGEST {
        let message = Message::new("answer-too-long").with("most", LONGEST as i64);
        return Err(Refusal::of_field(field, message));
    }
    Ok(())
}

fn check(question: &Question) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(kernel::Reason { field: Some(field), message });
    if question.ask.is_empty() {
        object("ask_id", Message::new("draft-ask-missing"));
    }
    let longest = |text: &Text| text.id.chars().count().max(text.en.chars().count());
    for (field, text) in [("ask_id", &question.ask), ("help_id", &question.help), ("low_id", &question.low)] {
        if longest(text) > LONGEST {
            object(field, Message::new("answer-too-long").with("most", LONGEST as i64));
        }
    }
    if question.choices.len() > MOST_CHOICES {
        object("choices", Message::new("draft-too-many-choices").with("most", MOST_CHOICES as i64));
    }
    if question.kind.has_choices() && question.choices.len() < 2 {
        object("choices", Message::new("draft-choices-missing"));
    }
    if question.kind == Kind::Scale && !(2..=crate::rules::MOST_STEPS).contains(&question.steps) {
        object(
            "steps",
            Message::new("draft-steps-out-of-bounds").with("most", crate::rules::MOST_STEPS as i64),
        );
    }
    if let (Some(least), Some(most)) = (question.least, question.most)
        && least > most
    {
        object("most", Message::new("draft-bounds-crossed"));
    }
    Refusal::unless_empty(No::Invalid, reasons)
}

/// Choices as they are written into a box, one a line: `Setuju | I agree | 4`. What was a choice before under the same
/// words stays the same choice.
///
/// # Errors
/// What is wrong with the first line that cannot be read.
pub fn choices(text: &str, before: &[Choice]) -> Result<Vec<Choice>, Message> {
    let mut next = before.iter().map(|choice| choice.key).max().unwrap_or_default();
    let mut found: Vec<Choice> = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.split('|').map(str::trim);
        let (id, en) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let (points, rest) = (parts.next().unwrap_or_default(), parts.next());
        let points = if points.is_empty() { Some(0) } else { points.parse().ok() };
        let points = points.filter(|points: &i64| points.abs() <= MOST_POINTS);
        let (Some(points), None, false) = (points, rest, id.is_empty()) else {
            return Err(Message::new("draft-choice-unreadable").with("n", n as i64 + 1));
        };
        let label = Text::new(id, en);
        if found.iter().any(|choice| choice.label.id == label.id) {
            return Err(Message::new("draft-choice-twice").with("n", n as i64 + 1));
        }
        let known = before.iter().find(|choice| choice.label.id == label.id).map(|choice| choice.key);
        let key = known.unwrap_or_else(|| {
            next = next.saturating_add(1);
            next
        });
        found.push(Choice { key, label, points });
    }
    Ok(found)
}

/// Choices as they stand in the box.
pub fn written(choices: &[Choice]) -> String {
    let line = |choice: &Choice| match (choice.label.en.as_str(), choice.points) {
        ("", 0) => choice.label.id.clone(),
        (en, 0) => format!("{} | {en}", choice.label.id),
        (en, points) => format!("{} | {en} | {points}", choice.label.id),
    };
    choices.iter().map(line).collect::<Vec<_>>().join("\n")
}
