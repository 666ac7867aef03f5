//! How the outcome of a scan is told: in a line of the log, and large in the verdict.

use askama::Template;
use catalogue::copies::{Copy, Status};
use jiff::civil::DateTime;
use kernel::Act;
use ui::{
    Html, Speech,
    part::{Button, Tone, Verdict},
};
use web::Visit;

use super::due;
use crate::{
    desk::{Entry, Outcome},
    objections::Objection,
};

/// A thing, its code, and what there is to say about it.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{% if !title.is_empty() %}<b>{{ title }}</b>{% endif %}{% if !code.is_empty() %}{% if !title.is_empty() %} · {% endif %}<span class=\"code\">{{ code }}</span>{% endif %}{% for note in notes %}{% if !loop.first || !title.is_empty() || !code.is_empty() %}<br>{% endif %}{{ note }}{% endfor %}"
)]
struct About {
    title: String,
    code: String,
    notes: Vec<String>,
}

/// The same with a line for why one overrides. Enter there sends nothing: a form's first button answers it, and
/// that one is disabled.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ about }}<br><button hidden disabled></button><label class=\"why\">{{ label }} <input class=\"input\" name=\"alasan\" maxlength=\"300\" autocomplete=\"off\"></label>"
)]
struct Explained {
    about: Html,
    label: String,
}

/// A line of the log.
pub(super) struct Line {
    pub(super) tone: Tone,
    pub(super) icon: &'static str,
    pub(super) label: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) why: String,
    pub(super) due: String,
    pub(super) time: String,
    pub(super) undo: Option<String>,
}

/// The line of an entry; none for what only moved the desk itself.
pub(super) fn line(visit: &Visit, act: &Act, entry: &Entry) -> Option<Line> {
    if matches!(entry.outcome, Outcome::Member | Outcome::Idle) {
        return None;
    }
    let t = visit.t;
    let told = &entry.told.0;
    let local: DateTime = entry.at.to_zoned_datetime(act.zone.clone()).datetime();
    let undone = entry.undone_at.is_some();
    let (tone, icon) = if undone { (Tone::Plain, "LuUndo2") } else { mark(entry) };
    let dated =
        matches!(entry.outcome, Outcome::Lent | Outcome::Renewed | Outcome::Returned | Outcome::Checked);
    Some(Line {
        tone,
        icon,
        label: t.say(if undone { "desk-undone" } else { label(entry) }).to_owned(),
        code: entry.code.clone(),
        title: match told.objections.first() {
            _ if !told.title.is_empty() => told.title.clone(),
            Some(objection) => headline(t, objection),
            None => t.say(stranger(entry.outcome)).to_owned(),
        },
        author: told.author.clone(),
        why: if told.why.is_empty() { String::new() } else { t.about("desk-why-said", told.why.as_str()) },
        due: entry.due_at.filter(|_| dated && !undone).map_or_else(|| "–".to_owned(), |at| due(t, act, at)),
        time: t.time_seconds(local),
        undo: entry.can_be_undone().then(|| entry.id.to_string()),
    })
}

fn mark(entry: &Entry) -> (Tone, &'static str) {
    let told = &entry.told.0;
    match entry.outcome {
        Outcome::Renewed => (Tone::Ok, "LuRefreshCw"),
        Outcome::Returned if told.days_late > 0 => (Tone::Warn, "LuClock"),
        Outcome::Lent | Outcome::Returned | Outcome::Member => (Tone::Ok, "LuCheck"),
        Outcome::Added => (Tone::Ok, "LuBookPlus"),
        Outcome::NotOnLoan if told.found || !told.objections.is_empty() => (Tone::Warn, "LuHand"),
        Outcome::NotOnLoan | Outcome::Checked | Outcome::Idle => (Tone::Plain, "LuInfo"),
        Outcome::Asked | Outcome::NoMember | Outcome::Several | Outcome::Isbn => (Tone::Warn, "LuHand"),
        Outcome::Left | Outcome::Declined => (Tone::Plain, "LuMinus"),
        Outcome::Refused | Outcome::Shop | Outcome::Unknown => (Tone::Bad, "LuX"),
    }
}

fn label(entry: &Entry) -> &'static str {
    match entry.outcome {
        Outcome::Member => "desk-member",
        Outcome::Lent => "desk-lent",
        Outcome::Renewed => "desk-renewed",
        Outcome::Returned => "desk-returned",
        Outcome::NotOnLoan if entry.told.0.found => "desk-found",
        Outcome::NotOnLoan if entry.told.0.house_use => "desk-house-use",
        Outcome::NotOnLoan => "desk-not-on-loan",
        Outcome::Checked => "desk-checked",
        Outcome::Added => "desk-added",
        Outcome::Asked => "desk-asked",
        Outcome::Left => "desk-left",
        Outcome::Declined => "desk-declined",
        Outcome::Refused => "desk-refused",
        Outcome::NoMember => "desk-no-member",
        Outcome::Several => "desk-several",
        Outcome::Shop | Outcome::Isbn | Outcome::Unknown => "desk-unknown",
        Outcome::Idle => "desk-idle",
    }
}

/// What stands in the place of a title where there is none.
const fn stranger(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Shop => "desk-shop",
        Outcome::Isbn => "desk-isbn-short",
        Outcome::Several => "desk-several-short",
        _ => "desk-unknown-short",
    }
}

/// What only the reader of a page knows about the newest entry.
#[derive(Default)]
pub(super) struct Around {
    /// The name of the member an entry concerns.
    pub(super) member: Option<String>,
    /// What is to be said of that member's standing.
    pub(super) standing: Option<Objection>,
    /// What could have been meant: a code to scan, and its words.
    pub(super) choices: Vec<(String, String)>,
    /// Whether the visitor may add a copy that stands in no catalogue.
    pub(super) may_add: bool,
    /// Whether the visitor may override.
    pub(super) may_override: bool,
    /// The copy that was looked at, as it is now.
    pub(super) copy: Option<Copy>,
}

/// The verdict on what happened last: the newest entry, or one that was taken back after it.
pub(super) fn verdict(visit: &Visit, act: &Act, entry: &Entry, around: &Around) -> Verdict {
    let t = visit.t;
    if entry.undone_at.is_some() {
        let notes = vec![t.say("desk-undone-help").to_owned()];
        let title = t.say("desk-undone").to_owned();
        return Verdict { icon: "LuUndo2", ..plain(visit, entry, Tone::Plain, title, notes) };
    }
    let (tone, _) = mark(entry);
    let mut verdict = match entry.outcome {
        Outcome::Member => match &around.standing {
            Some(objection) => Verdict {
                icon: "LuHand",
                ..plain(
                    visit,
                    entry,
                    Tone::Warn,
                    headline(t, objection),
                    vec![visit.tell(&objection.message())],
                )
            },
            None => Verdict {
                icon: "LuUserCheck",
                ..plain(visit, entry, Tone::Ok, t.say("desk-member").to_owned(), vec![])
            },
        },
        Outcome::Asked => question(visit, entry, around),
        Outcome::Shop | Outcome::Unknown => foreign(visit, entry, around),
        Outcome::Isbn | Outcome::Several => choices(visit, entry, around),
        _ => {
            let title = title(t, entry);
            Verdict { icon: large(entry), ..plain(visit, entry, tone, title, notes(visit, entry, around)) }
        }
    };
    if let Some(at) = entry.due_at {
        let label = match entry.outcome {
            Outcome::Lent | Outcome::Renewed | Outcome::Checked => Some("desk-due"),
            Outcome::Returned if entry.told.0.days_late > 0 => Some("desk-was-due"),
            _ => None,
        };
        verdict.due = label.map(|label| (t.say(label).to_owned(), due(t, act, at)));
    }
    verdict
}

fn plain(visit: &Visit, entry: &Entry, tone: Tone, title: String, mut notes: Vec<String>) -> Verdict {
    if entry.repeats > 0 {
        notes.push(visit.t.say("desk-twice").to_owned());
    }
    let about = About { title: entry.told.0.title.clone(), code: entry.code.clone(), notes };
    Verdict::new(tone, title, Html::of(&about))
}

fn title(t: Speech, entry: &Entry) -> String {
    let told = &entry.told.0;
    match (entry.outcome, told.objections.first()) {
        (Outcome::Refused | Outcome::NotOnLoan, Some(first)) => headline(t, first),
        (Outcome::Returned, _) if told.days_late > 0 => t.count("desk-returned-late", told.days_late),
        _ => t.say(label(entry)).to_owned(),
    }
}

/// An objection in two or three words.
fn headline(t: Speech, objection: &Objection) -> String {
    t.say(&format!("{}.title", objection.message().key)).to_owned()
}

const fn large(entry: &Entry) -> &'static str {
    match entry.outcome {
        Outcome::Renewed => "LuRefreshCw",
        Outcome::NoMember => "LuIdCard",
        Outcome::Refused => "LuCircleX",
        Outcome::Lent | Outcome::Returned => "LuCircleCheckBig",
        Outcome::Added => "LuBookPlus",
        _ => "LuInfo",
    }
}

fn notes(visit: &Visit, entry: &Entry, around: &Around) -> Vec<String> {
    let t = visit.t;
    let told = &entry.told.0;
    let mut notes: Vec<String> = Vec::new();
    let mut note = |key: &str| notes.push(t.say(key).to_owned());
    match entry.outcome {
        Outcome::Lent if told.overridden => note("desk-overridden"),
        Outcome::Lent if told.taken_from.is_some() => note("desk-taken-from"),
        Outcome::Renewed if told.instead => note("desk-instead"),
        Outcome::Returned | Outcome::NotOnLoan if told.found => note("desk-found-help"),
        Outcome::NotOnLoan if told.house_use => note("desk-house-use-help"),
        Outcome::NotOnLoan if told.objections.is_empty() => note("desk-not-on-loan-help"),
        Outcome::Added => note("desk-added-help"),
        Outcome::Left => note("desk-left-help"),
        Outcome::NoMember => note("desk-no-member-help"),
        Outcome::Idle => note("desk-idle-help"),
        Outcome::Checked => notes.extend(around.copy.iter().flat_map(|copy| state(t, copy))),
        _ => {}
    }
    if let (Outcome::Returned | Outcome::Checked | Outcome::Renewed, Some(name)) =
        (entry.outcome, &around.member)
    {
        notes.push(t.about("desk-whose", name.as_str()));
    }
    if !told.why.is_empty() {
        notes.push(t.about("desk-why-said", told.why.as_str()));
    }
    if entry.is_elsewhere() {
        notes.push(match &around.member {
            Some(name) => t.about("desk-serves", name.as_str()),
            None => t.say("desk-serves-nobody").to_owned(),
        });
    }
    if matches!(entry.outcome, Outcome::Refused | Outcome::NotOnLoan) {
        notes.extend(told.objections.iter().map(|objection| visit.tell(&objection.message())));
    }
    notes
}

/// How a copy stands, and where it belongs.
fn state(t: Speech, copy: &Copy) -> [String; 2] {
    let key = match copy.status {
        _ if copy.due.is_some() => "desk-copy-on-loan",
        Status::Available if copy.lendable => "desk-copy-available",
        Status::Available | Status::Reference => "desk-copy-reference",
        Status::Processing => "desk-copy-processing",
        Status::Repair => "desk-copy-repair",
        Status::Lost => "desk-copy-lost",
        Status::Withdrawn => "desk-copy-withdrawn",
    };
    let place = [copy.call_number.as_str(), copy.shelf.as_str()].map(str::trim).join(" ");
    [t.say(key).to_owned(), t.about("desk-copy-place", place.trim())]
}

fn question(visit: &Visit, entry: &Entry, around: &Around) -> Verdict {
    let t = visit.t;
    let told = &entry.told.0;
    let renews = entry.loan.is_some();
    let mut notes: Vec<String> =
        told.objections.iter().map(|objection| visit.tell(&objection.message())).collect();
    notes.extend(told.holder.as_deref().map(|name| t.about("desk-whose", name)));
    notes.push(t.say(if renews { "desk-not-renewed-yet" } else { "desk-not-lent-yet" }).to_owned());
    let may = around.may_override || !entry.needs_override();
    if !may {
        notes.push(t.say("desk-may-not").to_owned());
    }
    let first = told.objections.first();
    let title = first.map_or_else(|| t.say("desk-asked").to_owned(), |first| headline(t, first));
    let yes = match (renews, entry.needs_override()) {
        (true, _) => "desk-renew-anyway",
        (false, true) => "desk-lend-anyway",
        (false, false) => "desk-take-and-lend",
    };
    let no = Button::new(t.say(if renews { "desk-do-not-renew" } else { "desk-do-not-lend" }));
    let mut answers = vec![no.sends("jawab", "tidak").key("Alt T")];
    if may {
        answers.push(Button::new(t.say(yes)).ghost().sends("jawab", "ya").key("Alt Y"));
    }
    let mut verdict = plain(visit, entry, Tone::Warn, title, notes);
    if may && entry.needs_override() {
        let label = format!("{} {}", t.say("desk-why"), t.say("optional"));
        verdict.text = Html::of(&Explained { about: verdict.text, label });
    }
    Verdict { icon: "LuHand", answers, ..verdict }
}

fn foreign(visit: &Visit, entry: &Entry, around: &Around) -> Verdict {
    let t = visit.t;
    let help = if entry.outcome == Outcome::Shop { "desk-shop-help" } else { "desk-unknown-help" };
    let title = t.about("desk-unknown-code", entry.code.as_str());
    let find =
        Button::link(t.say("desk-find-title"), format!("/katalog?q={}", ui::page::query_value(&entry.code)));
    let about = About { title: String::new(), code: String::new(), notes: vec![t.say(help).to_owned()] };
    let mut answers = vec![find.ghost().key("Alt C")];
    if around.may_add && entry.outcome == Outcome::Unknown && could_be_a_label(&entry.code) {
        let code = ui::page::query_value(&entry.code);
        let add = format!("/staf/meja/tambah?mode={}&kode={code}", entry.mode);
        answers.push(Button::link(t.say("desk-add"), add).ghost().key("Alt K"));
    }
    Verdict { icon: "LuCircleX", answers, ..Verdict::new(Tone::Bad, title, Html::of(&about)) }
}

/// Why what was scanned without a connection was not done, in two or three words and in sentences.
pub(super) fn not_done(visit: &Visit, entry: &Entry) -> Html {
    let t = visit.t;
    let told = &entry.told.0;
    let mut notes: Vec<String> =
        told.objections.iter().map(|objection| visit.tell(&objection.message())).collect();
    notes.extend(told.holder.as_deref().map(|name| t.about("desk-whose", name)));
    let help = match entry.outcome {
        Outcome::NoMember => Some("desk-review-no-member"),
        Outcome::Several => Some("desk-review-several"),
        Outcome::Isbn => Some("desk-isbn-none"),
        Outcome::Shop => Some("desk-shop-help"),
        Outcome::Unknown => Some("desk-unknown-help"),
        Outcome::Idle => Some("desk-idle-help"),
        _ => None,
    };
    notes.extend(help.map(|key| t.say(key).to_owned()));
    if !told.title.is_empty() {
        notes.insert(0, told.title.clone());
    }
    let title =
        told.objections.first().map_or_else(|| t.say(label(entry)).to_owned(), |first| headline(t, first));
    Html::of(&About { title, code: String::new(), notes })
}

/// Whether a copy could carry this: no command, and no longer than a label.
fn could_be_a_label(code: &str) -> bool {
    !code.starts_with('%') && code.chars().count() <= 64
}

fn choices(visit: &Visit, entry: &Entry, around: &Around) -> Verdict {
    let t = visit.t;
    let (title, help) = match (entry.outcome, around.choices.is_empty()) {
        (Outcome::Isbn, true) => ("desk-isbn", "desk-isbn-none"),
        (Outcome::Isbn, false) => ("desk-isbn", "desk-isbn-help"),
        _ => ("desk-several", "desk-several-help"),
    };
    let buttons = around
        .choices
        .iter()
        .map(|(code, words)| Button::new(words.clone()).ghost().sends("kode", code.clone()));
    Verdict {
        icon: "LuHand",
        answers: buttons.collect(),
        ..plain(visit, entry, Tone::Warn, t.say(title).to_owned(), vec![t.say(help).to_owned()])
    }
}
