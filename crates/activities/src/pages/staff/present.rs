//! Who is expected at the door, who is here, and how many of a group.

use askama::Template;
use kernel::Id;
use ui::{
    Html, Speech,
    part::{Badge, Column, Empty, Row, Table, Tone},
};
use web::Visit;

use super::{super::look, one::Act as Button};
use crate::{
    attendance::Expected,
    model::{Attended, Presence},
};

/// Up to how many there is a button for each number, to be pressed once; of more the number is typed.
const BUTTONS: i64 = 12;

/// How many of a group came, where it was noted: put right by one press.
#[derive(Template)]
#[template(path = "few.html")]
pub(super) struct Few {
    t: Speech,
    action: String,
    /// The note that takes the place of the one there is.
    id: Id<Attended>,
    code: String,
    name: String,
    heads: i64,
    size: i64,
    /// Whether it stands beside others and need not say what it asks.
    brief: bool,
}

impl Few {
    /// Of those who came on a registration of several; nothing of anybody else.
    pub(super) fn of(t: Speech, base: &str, one: &Attended) -> Option<Self> {
        let size = one.size.filter(|size| *size > 1 && one.counted)?;
        Some(Self {
            t,
            action: format!("{base}/jumlah"),
            id: Id::new(),
            code: one.code.clone()?,
            name: one.name.clone(),
            heads: one.heads,
            size,
            brief: false,
        })
    }

    /// The same in a row of many.
    fn briefly(self) -> Self {
        Self { brief: true, ..self }
    }

    /// The numbers to press.
    fn numbers(&self) -> std::ops::RangeInclusive<i64> {
        1..=if self.size > BUTTONS { 0 } else { self.size }
    }
}

ui::html_safe!(Few);

#[derive(Template)]
#[template(
    ext = "html",
    source = "<div class=\"acts\">{% if let Some(few) = few %}{{ few }}{% endif %}{{ undo }}</div>"
)]
struct Ends<'a> {
    few: Option<Few>,
    undo: &'a Html,
}

/// Who has a seat, with a button for each who is not here yet; so many are shown at `most`.
pub(super) fn expected(t: Speech, base: &str, all: &[Expected], most: i64) -> Table {
    let columns =
        vec![Column::new(t.say("ticket-name")).head(), Column::new(t.say("attendance-here")).hidden()];
    let mut table = Table::new(t, "peserta", t.say("attendance-expected"), columns);
    table.empty = Some(Empty {
        icon: "LuUsers",
        title: t.say("attendance-expected-none").to_owned(),
        text: t.say("attendance-expected-none.text").to_owned(),
        action: None,
    });
    if all.len() as i64 >= most {
        table.note = t.count("attendance-first", most);
    }
    table.rows = all
        .iter()
        .map(|one| {
            let here = match one.note {
                Some(_) => Html::of(&Badge::new(Tone::Ok, t.say("attendance-is-here"))),
                None => Html::of(&Here {
                    action: base,
                    code: &one.code,
                    id: Id::new(),
                    label: t.say("attendance-note"),
                    about: &one.name,
                    size: (one.size > 1).then_some(one.size),
                    heads: t.say("attendance-heads"),
                }),
            };
            let people = if one.size > 1 { t.count("register-people", one.size) } else { String::new() };
            let small: Vec<&str> = [one.organisation.as_str(), people.as_str(), one.needs.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            let small = small.join(" · ");
            Row::new(vec![Html::of(&Named { name: &one.name, small: &small, code: &one.code }), here])
        })
        .collect();
    table
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ name }} <small class=\"num\">{{ code }}</small>{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Named<'a> {
    name: &'a str,
    small: &'a str,
    code: &'a str,
}

/// A button that notes somebody as here.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ action }}\" data-hadir><input type=\"hidden\" name=\"id\" value=\"{{ id }}\"><input type=\"hidden\" name=\"kode\" value=\"{{ code }}\">{% if let Some(size) = size %}<input class=\"input short\" type=\"number\" name=\"jumlah\" min=\"1\" max=\"{{ size }}\" value=\"{{ size }}\" aria-label=\"{{ heads }}: {{ about }}\"> {% endif %}<button class=\"btn small\">{{ label }}<span class=\"vh\">: {{ about }}</span></button></form>"
)]
struct Here<'a> {
    action: &'a str,
    code: &'a str,
    id: Id<Attended>,
    label: &'a str,
    about: &'a str,
    /// How many have registered, where more than one: fewer of them may have come.
    size: Option<i64>,
    heads: &'a str,
}

/// The last notes, to be taken back; of a group also to be put right.
pub(super) fn latest(visit: &Visit, base: &str, all: &[Attended]) -> Table {
    let (t, act) = (visit.t, visit.act());
    let columns =
        vec![Column::new(t.say("attendance-who")).head(), Column::new(t.say("attendance-undo")).hidden()];
    let mut table = Table::new(t, "terakhir", t.say("attendance-latest"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            let who = match one.kind {
                Presence::Headcount => format!(
                    "{}, {}",
                    t.say(&format!("attendance-sex-{}", one.sex)),
                    t.say(&format!("attendance-band-{}", one.band))
                ),
                Presence::WalkIn => format!("{} ({})", one.name, t.say("attendance-walk-in")),
                Presence::Registered => one.name.clone(),
            };
            let button = Button {
                action: format!("{base}/urung/{}", one.id),
                label: t.say("attendance-undo"),
                about: &who,
            };
            let end = match one.counted {
                true => {
                    Html::of(&Ends { few: Few::of(t, base, one).map(Few::briefly), undo: &Html::of(&button) })
                }
                false => Html::of(&Badge::new(Tone::Info, t.say("attendance-not-counted"))),
            };
            let time = t.time(one.at.to_zoned_datetime(act.zone.clone()));
            let people = match one.size {
                Some(of) if of != one.heads => {
                    t.with("attendance-of", &[("n", one.heads.into()), ("of", of.into())])
                }
                _ if one.heads > 1 => t.count("register-people", one.heads),
                _ => String::new(),
            };
            let small: Vec<&str> =
                [time.as_str(), people.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
            Row::new(vec![Html::of(&look::Twofold { text: &who, small: &small.join(" · ") }), end])
        })
        .collect();
    table
}
