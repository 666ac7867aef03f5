//! How the same things look on every page: badges, amounts, lines of promises.

use askama::Template;
use kernel::Date;
use ui::{
    Html, Speech,
    part::{Badge, Column, Meter, Row, Table, Tone},
};

use crate::{
    Commitment,
    agreements::Whole,
    commitments::Kept,
    health::Sign,
    model::{Reply, Stage, Unit},
    rules::Status,
};

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ text }}</a>{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Linked<'a> {
    href: &'a str,
    text: &'a str,
    small: &'a str,
}

/// A link, with smaller words beneath.
pub(super) fn link(href: &str, text: &str, small: &str) -> Html {
    Html::of(&Linked { href, text, small })
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ text }}{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Twofold<'a> {
    text: &'a str,
    small: &'a str,
}

/// Words with smaller ones beneath.
pub(super) fn twofold(text: &str, small: &str) -> Html {
    Html::of(&Twofold { text, small })
}

/// How an agreement stands, in an icon and words.
pub(super) fn status(t: Speech, status: Status) -> Badge {
    let key = format!("status-{}", status.word());
    let text = t.say(&key);
    match status {
        Status::Active { .. } => Badge::new(Tone::Ok, text),
        Status::Ending { .. } => Badge::new(Tone::Warn, text),
        Status::Expired(_) | Status::Terminated(_) => Badge::new(Tone::Bad, text),
        Status::Upcoming(_) => Badge::new(Tone::Info, text).icon("LuCalendarClock"),
        Status::Draft | Status::Review | Status::AwaitingSignature => {
            Badge::new(Tone::Plain, text).icon("LuPencil")
        }
        Status::Dropped => Badge::new(Tone::Plain, text).icon("LuX"),
        Status::Incorporated(_) => Badge::new(Tone::Ok, text).icon("LuFileCheck"),
    }
}

/// The day that matters of an agreement's standing, in a sentence.
pub(super) fn until(t: Speech, status: Status, today: Date) -> String {
    match status {
        Status::Active { until, .. } => t.about("status-until", t.date(until)),
        Status::Ending { until, .. } => {
            t.with("status-ends", &[("day", t.date(until).into()), ("ago", t.days(until, today).into())])
        }
        Status::Upcoming(since) => t.about("status-from", t.date(since)),
        Status::Expired(day) => t.about("status-over", t.date(day)),
        Status::Terminated(day) => t.about("status-ended", t.date(day)),
        Status::Incorporated(day) => t.about("status-over", t.date(day)),
        _ => String::new(),
    }
}

/// What a stage does not say of the agreement that it follows from: the day that matters, or how far it is.
pub(super) fn standing(t: Speech, status: Status, today: Date) -> String {
    match status {
        Status::Draft => String::new(),
        Status::Review | Status::AwaitingSignature | Status::Dropped => {
            t.say(&format!("status-{}", status.word())).to_owned()
        }
        _ => until(t, status, today),
    }
}

/// A badge with smaller words beneath, and what is to be done next.
pub(super) fn badged(badge: Badge, text: Option<String>, next: &str) -> Html {
    Html::of(&Standing { badge, text: text.unwrap_or_default(), next })
}

/// How far a partnership is.
pub(super) fn stage(t: Speech, stage: Stage) -> Badge {
    let tone = match stage {
        Stage::Running | Stage::Renewed => Tone::Ok,
        Stage::Signed => Tone::Info,
        Stage::Ended => Tone::Bad,
        _ => Tone::Plain,
    };
    Badge::new(tone, t.say(&format!("stage-{stage}"))).icon(match stage {
        Stage::Idea => "LuLightbulb",
        Stage::Talk => "LuMessagesSquare",
        Stage::Draft => "LuPencil",
        Stage::Signed => "LuFileCheck",
        Stage::Running => "LuHandshake",
        Stage::Renewed => "LuRefreshCw",
        Stage::Ended => "LuX",
    })
}

/// A sign of health.
pub(super) fn sign(t: Speech, sign: Sign) -> Badge {
    let tone = match sign {
        Sign::Good => Tone::Ok,
        Sign::Watch => Tone::Warn,
        Sign::Bad => Tone::Bad,
    };
    Badge::new(tone, t.say(&format!("sign-{}", sign.word())))
}

/// `Rp5.000.000`, `250 buku`.
pub(super) fn amount(t: Speech, unit: Unit, n: i64) -> String {
    match unit {
        Unit::Rupiah if n < 0 => format!("−{}", t.rupiah(-n)),
        Unit::Rupiah => t.rupiah(n),
        _ => t.with(&format!("unit-{unit}"), &[("n", n.into()), ("shown", t.int(n).into())]),
    }
}

#[derive(Template)]
#[template(ext = "html", source = "{{ meter }}{% if let Some(badge) = badge %} {{ badge }}{% endif %}")]
struct Far {
    meter: Meter,
    badge: Option<Badge>,
}

/// How far a promise is: a meter, its words, and what there is to say of it; of a paper that does not bind, how much it says.
pub(super) fn progress(t: Speech, kept: &Kept) -> Html {
    let (one, progress) = (&kept.commitment, kept.progress);
    if !one.state.binds() {
        return amount(t, one.unit, one.amount).into();
    }
    let text = t.with(
        "commitment-done",
        &[
            ("done", amount(t, one.unit, progress.done).into()),
            ("of", amount(t, one.unit, one.amount).into()),
        ],
    );
    let badge = if one.released {
        Some(Badge::new(Tone::Plain, t.say("commitment-released")))
    } else if let Some(closing) = one.closing {
        Some(Badge::new(Tone::Plain, t.say(&format!("closing-{closing}"))))
    } else if !one.ever_begins() {
        Some(Badge::new(Tone::Plain, t.say("commitment-never-began")))
    } else if progress.overdue {
        Some(Badge::new(Tone::Bad, t.say("commitment-overdue")))
    } else if progress.unmet {
        Some(Badge::new(Tone::Bad, t.say("commitment-unmet")))
    } else if progress.late {
        Some(Badge::new(Tone::Warn, t.say("commitment-kept-late")).icon("LuCheck"))
    } else {
        (progress.missing() == 0).then(|| Badge::new(Tone::Ok, t.say("commitment-kept")))
    };
    let hundredths = (progress.share() * 100.0).round() as u32;
    Html::of(&Far { meter: Meter::new(hundredths, 100, text).aim(), badge })
}

/// What a partner says of how a promise was closed, and who said so when.
pub(super) fn reply(t: Speech, one: &Reply) -> (String, String) {
    let said = t.about(if one.agrees { "reply-agrees" } else { "reply-objects" }, one.partner_name.as_str());
    let what = one.words.as_ref().map_or_else(|| said.clone(), |words| format!("{said}: “{words}”"));
    let who = one.author_name.iter().cloned().chain([t.date(one.day)]);
    (what, who.collect::<Vec<_>>().join(" · "))
}

/// A promise as a line of a list: who gives what, for what, by when, and how far it is.
pub(super) struct PromiseLine {
    pub(super) giver: String,
    pub(super) about: String,
    /// Where its agreement is, for those who may go there.
    pub(super) href: Option<String>,
    pub(super) facts: String,
    pub(super) progress: Html,
}

/// By when a promise is to be kept: by its day, or by the end where its agreement ends before.
pub(super) fn by(t: Speech, one: &Commitment) -> String {
    let due = one.due.and_then(|_| one.deadline());
    due.map(|due| t.about("commitment-by", t.date(due))).unwrap_or_default()
}

/// Promises as lines of a list; `href` says where the agreement of each is.
pub(super) fn promises(t: Speech, all: &[Kept], href: impl Fn(&Kept) -> Option<String>) -> Vec<PromiseLine> {
    let line = |kept: &Kept| {
        let one = &kept.commitment;
        let facts = [
            one.purpose.clone().unwrap_or_default(),
            by(t, one),
            one.number.clone(),
            one.renewed_on.map(|day| t.about("commitment-renewed-on", t.date(day))).unwrap_or_default(),
            // What the program counts needs no saying; what people write down does.
            if one.counts.is_none() { t.say("commitment-noted").to_owned() } else { String::new() },
        ];
        PromiseLine {
            giver: one.giver_name.clone().unwrap_or_else(|| t.say("commitment-library").to_owned()),
            about: one.about.clone(),
            href: href(kept),
            facts: facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            progress: progress(t, kept),
        }
    };
    all.iter().map(line).collect()
}

/// Agreements in a table that fits a phone; each leads to where `href` says.
pub(super) fn agreements(
    t: Speech,
    id: &'static str,
    all: &[Whole],
    today: Date,
    href: impl Fn(&Whole) -> String,
) -> Table {
    let columns = vec![Column::new(t.say("agreement-title")).head(), Column::new(t.say("agreement-status"))];
    let mut table = Table::new(t, id, t.say("agreements-title"), columns);
    table.rows = all
        .iter()
        .map(|whole| {
            let one = &whole.agreement;
            let standing = whole.status(today);
            let with = whole.sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>().join(", ");
            let what = format!("{} · {} · {with}", one.number, t.say(&format!("paper-{}", one.kind)));
            Row::new(vec![
                link(&href(whole), &one.title, &what),
                badged(status(t, standing), Some(until(t, standing, today)), ""),
            ])
        })
        .collect();
    table
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ badge }}{% if !text.is_empty() %}<br><small>{{ text }}</small>{% endif %}{% if !next.is_empty() %}<br>{{ next }}{% endif %}"
)]
struct Standing<'a> {
    badge: Badge,
    text: String,
    next: &'a str,
}
