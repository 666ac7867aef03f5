//! The shell around a page, as a value. Only what exists is linked: every menu comes from outside.

use crate::{
    assets,
    html::{Html, escape},
    lang::{Lang, Speech},
    part::{Board, Flash, Link, Tone},
    sprite,
};
use askama::Template;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::Arc};

/// Who runs the house: shown in the header and the footer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// The small line over the name: `Perpustakaan Umum`.
    pub kind: String,
    /// The name people know: `Kota Tomohon`.
    pub name: String,
    /// The short name on the staff rail: `Tomohon`.
    pub short: String,
    /// Who answers for it: `Pemerintah Kota Tomohon`.
    pub owner: String,
    /// The lines of the address.
    pub address: Vec<String>,
}

impl Library {
    /// `Perpustakaan Umum Kota Tomohon`.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind, self.name).trim().to_owned()
    }
}

/// How a person wants pages to look; kept in a cookie by the web crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Light, dark, or as the device says.
    pub theme: Theme,
    /// Size of text.
    pub text: TextSize,
    /// More contrast than usual.
    pub contrast: bool,
    /// Saves data: no large pictures.
    pub saver: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Size of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// About a fifth larger.
    Large,
    /// About two fifths larger.
    Larger,
}

impl Look {
    /// The attributes of `<html>` that the stylesheet reads.
    pub fn attributes(self) -> Html {
        let theme = match self.theme {
            Theme::Auto => "",
            Theme::Light => " data-theme=\"light\"",
            Theme::Dark => " data-theme=\"dark\"",
        };
        let text = match self.text {
            TextSize::Normal => "",
            TextSize::Large => " data-text=\"large\"",
            TextSize::Larger => " data-text=\"larger\"",
        };
        let contrast = if self.contrast { " data-contrast=\"more\"" } else { "" };
        let saver = if self.saver { " data-saver" } else { "" };
        Html::trusted(format!("{theme}{text}{contrast}{saver}"))
    }
}

/// An entry of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavItem {
    /// Fluent key of its name.
    pub label: Cow<'static, str>,
    /// Where it leads.
    pub href: Cow<'static, str>,
    /// Lucide symbol (`LuBus`), or empty.
    pub icon: &'static str,
    /// Whether this page is it, or below it.
    pub current: bool,
    /// How many things wait there for an action; 0 shows nothing.
    pub count: u32,
}

/// Entries of a menu under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// Fluent key of the heading.
    pub label: &'static str,
    /// The entries.
    pub items: Vec<NavItem>,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name shown.
    pub name: String,
    /// Their own page.
    pub home: Cow<'static, str>,
    /// Messages not yet read; 0 shows nothing.
    pub unread: u32,
    /// Where the sign-out form posts.
    pub sign_out: Cow<'static, str>,
}

/// A line of the opening hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// `Hari ini, Kamis`, already in the page's language.
    pub day: String,
    /// `08.00–18.00` or `Tutup`.
    pub time: String,
    /// Whether this is today.
    pub now: bool,
}

/// A group of links in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkGroup {
    /// The heading, in the page's language.
    pub title: String,
    /// Its links.
    pub links: Vec<Link>,
}

/// A keyboard shortcut shown on the bar of a staff page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The keys: `Alt Z`.
    pub keys: &'static str,
    /// Fluent key of what they do.
    pub label: &'static str,
}

/// The state of the line on a staff page: `Daring, semua tersimpan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Good, or a warning.
    pub tone: Tone,
    /// Lucide symbol.
    pub icon: &'static str,
    /// The words, in the page's language.
    pub text: String,
}

/// Everything the shell of a page needs. Start with [`Page::new`], set what differs.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language.
    pub t: Speech,
    /// The title; an empty one leaves the library's name alone (home page).
    pub title: String,
    /// One sentence for search engines and link previews; may be empty.
    pub description: String,
    /// Path and query of this page, to come back to after a change of language or a sign-in.
    pub here: String,
    /// Whose house this is.
    pub library: Arc<Library>,
    /// How the person wants it to look.
    pub look: Look,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// Staff pages: the menu of the workroom.
    pub workroom: Vec<NavGroup>,
    /// The pages of a section (member pages), beside the content.
    pub section: Vec<NavItem>,
    /// The way here from home, this page last without a link of its own.
    pub crumbs: Vec<Link>,
    /// Messages about what has just been done.
    pub flash: Vec<Flash>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Where one signs in; `None` where nobody can.
    pub sign_in: Option<Cow<'static, str>>,
    /// Opening hours in the footer.
    pub hours: Vec<Hours>,
    /// Groups of links in the footer.
    pub footer: Vec<LinkGroup>,
    /// The small links at the very end.
    pub legal: Vec<Link>,
    /// Modules to load, by name: `js/suggest.js`.
    pub scripts: Vec<&'static str>,
    /// Staff pages: where the search of the bar leads.
    pub find: Option<Cow<'static, str>>,
    /// Staff pages: the state of the line.
    pub status: Option<Status>,
    /// Staff pages: shortcuts on the bar.
    pub keys: Vec<Key>,
    /// Whether a form of this page came back with errors: the title then starts with `Galat:`.
    pub failed: bool,
}

impl Page {
    /// A page without menus.
    pub fn new(t: Speech, library: Arc<Library>, title: impl Into<String>) -> Page {
        Page {
            t,
            title: title.into(),
            description: String::new(),
            here: String::from("/"),
            library,
            look: Look::default(),
            nav: Vec::new(),
            workroom: Vec::new(),
            section: Vec::new(),
            crumbs: Vec::new(),
            flash: Vec::new(),
            person: None,
            sign_in: None,
            hours: Vec::new(),
            footer: Vec::new(),
            legal: Vec::new(),
            scripts: Vec::new(),
            find: None,
            status: None,
            keys: Vec::new(),
            failed: false,
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.t.lang()
    }

    /// What the browser's tab says.
    pub fn full_title(&self) -> String {
        let name = self.library.full_name();
        let title = match self.title.as_str() {
            "" => name,
            title => format!("{title} – {name}"),
        };
        if self.failed { self.t.about("error-title", title) } else { title }
    }

    /// Where a file of this crate is served.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// The emblem of the house.
    pub fn emblem(&self) -> Html {
        Html::trusted(crate::art::EMBLEM)
    }

    /// Where preferences are set, with the way back.
    pub fn preferences(&self) -> String {
        format!("/preferensi?return={}", query_value(&self.here))
    }
}

/// A value for a query string: everything but unreserved characters and `/` percent-encoded (RFC 3986).
pub fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Draws a whole page and puts in the symbols it uses.
///
/// # Errors
/// When a value in the template cannot be written; templates of this program do not fail otherwise.
pub fn render(page: &impl Template) -> askama::Result<String> {
    let mut text = String::with_capacity(ROOM);
    page.render_into(&mut text)?;
    Ok(sprite::finish(text))
}

/// Bytes that nearly every page fits in, so that a long one is not moved again and again while it grows.
const ROOM: usize = 64 << 10;

/// A page of the workroom that is all board.
#[derive(Template, Clone, Debug)]
#[template(path = "board.html")]
pub struct BoardPage {
    /// The shell.
    pub page: Page,
    /// What stands in it.
    pub board: Board,
}

/// A refusal as a page of its own: what happened, what is unharmed, what to do.
#[derive(Template, Clone, Debug)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The shell.
    pub page: Page,
    /// The HTTP status: 400, 403, 404, 409, 422, 429, 500, 503 or 507; others are told as 500.
    pub status: u16,
    /// What happened, what is unharmed, what to do: at first what is always said of this status.
    pub text: String,
    /// More about this case, in the page's language; may be empty.
    pub detail: String,
    /// A number to quote to the librarian; may be empty.
    pub reference: String,
    /// The one useful way on; without it, the home page.
    pub way_on: Option<Link>,
}

impl ErrorPage {
    /// An error page for `status`.
    pub fn new(mut page: Page, status: u16) -> ErrorPage {
        page.title = page.t.say(error_key(status)).to_owned();
        page.crumbs.clear();
        let text = page.t.say(error_text_key(status)).to_owned();
        ErrorPage { page, status, text, detail: String::new(), reference: String::new(), way_on: None }
    }

    fn weave(&self) -> u16 {
        self.status % 5 + 1
    }
}

macro_rules! error_keys {
    ($($status:literal)*) => {
        fn error_key(status: u16) -> &'static str {
            match status {
                $($status => concat!("error-", $status),)*
                _ => "error-500",
            }
        }
        fn error_text_key(status: u16) -> &'static str {
            match status {
                $($status => concat!("error-", $status, ".text"),)*
                _ => "error-500.text",
            }
        }
    };
}
error_keys!(400 403 404 408 409 413 422 429 500 503 507);

/// The smallest page there is, for when nothing else works: no menus, no lexicon, no template.
pub fn last_resort(title: &str, text: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title>\
         <h1>{0}</h1><p>{1}</p>",
        escape(title),
        escape(text)
    )
}
