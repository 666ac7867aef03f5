//! How the same things look on every page.

use askama::Template;
use ui::{
    Html, Speech,
    part::{Badge, Column, Empty, Row, Table, Tone},
};

use super::path_of;
use crate::model::{Asset, Condition};

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% if href.is_empty() %}{{ text }}{% else %}<a href=\"{{ href }}\">{{ text }}</a>{% endif %}{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Linked<'a> {
    href: &'a str,
    text: &'a str,
    small: &'a str,
}

/// A link with smaller words beneath; words alone where it leads nowhere.
pub(super) fn link(href: &str, text: &str, small: &str) -> Html {
    Html::of(&Linked { href, text, small })
}

/// How a thing is.
pub(super) fn condition(t: Speech, one: &Asset) -> Badge {
    if let Some(day) = one.written_off_on {
        return Badge::new(Tone::Plain, t.about("asset-gone", t.date(day))).icon("LuArchive");
    }
    let text = t.say(&format!("condition-{}", one.condition)).to_owned();
    match one.condition {
        Condition::Good => Badge::new(Tone::Ok, text),
        Condition::Worn => Badge::new(Tone::Warn, text),
        Condition::Broken | Condition::Lost => Badge::new(Tone::Bad, text),
    }
}

/// Things as a table.
pub(super) fn things(t: Speech, id: &'static str, caption: &str, all: &[Asset]) -> Table {
    let columns = vec![
        Column::new(t.say("asset")).head(),
        Column::new(t.say("asset-place")),
        Column::new(t.say("asset-condition")),
        Column::new(t.say("asset-custodian")),
        Column::new(t.say("asset-value")).numeric(),
    ];
    let mut table = Table::new(t, id, caption, columns);
    let row = |one: &Asset| {
        Row::new(vec![
            link(&path_of(&one.code), &one.name, &one.code),
            one.place().into(),
            Html::of(&condition(t, one)),
            one.custodian_name.clone().unwrap_or_default().into(),
            t.rupiah(one.value.0).into(),
        ])
    };
    table.rows = all.iter().map(row).collect();
    table
}

/// What a table says that has nothing to list.
pub(super) fn none(t: Speech, icon: &'static str, title: &str) -> Empty {
    Empty {
        icon,
        title: t.say(title).to_owned(),
        text: t.say(&format!("{title}-text")).to_owned(),
        action: None,
    }
}
