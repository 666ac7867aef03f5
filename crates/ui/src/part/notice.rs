//! Buttons, badges, messages, empty places.

use super::{Link, Tone};
use crate::{Speech, html_safe};
use askama::Template;

/// An icon and words on a soft ground: availability, state.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(
    ext = "html",
    source = "<span class=\"badge {{ tone.class() }}\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#{{ icon }}\"/></svg>{{ text }}</span>"
)]
pub struct Badge {
    /// How good it is.
    pub tone: Tone,
    /// Lucide symbol.
    pub icon: &'static str,
    /// The words, in the page's language.
    pub text: String,
}

impl Badge {
    /// A badge with the usual icon of its tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Badge {
        let icon = match tone {
            Tone::Plain | Tone::Info => "LuInfo",
            Tone::Ok => "LuCheck",
            Tone::Warn => "LuClock",
            Tone::Bad => "LuX",
        };
        Badge { tone, icon, text: text.into() }
    }

    /// The same badge with another icon.
    pub fn icon(self, icon: &'static str) -> Badge {
        Badge { icon, ..self }
    }
}

/// A button of a form, or a link that looks like one.
#[derive(Template, Clone, Debug, Default, PartialEq, Eq)]
#[template(path = "part/button.html")]
pub struct Button {
    /// The words, in the page's language.
    pub label: String,
    /// Hidden words after the label that tell equal buttons apart: `: Laskar Pelangi`.
    pub about: String,
    /// A link to this address instead of a form's button.
    pub href: Option<String>,
    /// Name and value sent with the form.
    pub sends: Option<(&'static str, String)>,
    /// Lucide symbol, or empty.
    pub icon: &'static str,
    /// Key shown on it: `Alt T`; also `data-key` for the desk's module.
    pub key: &'static str,
    /// ` ghost`, ` sun`, ` small`, as classes.
    style: String,
}

impl Button {
    /// A button that sends its form.
    pub fn new(label: impl Into<String>) -> Button {
        Button { label: label.into(), ..Button::default() }
    }

    /// A link that looks like a button.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Button {
        Button { label: label.into(), href: Some(href.into()), ..Button::default() }
    }

    /// Outlined: not the main action.
    pub fn ghost(self) -> Button {
        self.styled(" ghost")
    }

    /// Chrysanthemum yellow, on dark ground.
    pub fn sun(self) -> Button {
        self.styled(" sun")
    }

    /// Smaller.
    pub fn small(self) -> Button {
        self.styled(" small")
    }

    /// With an icon before the words.
    pub fn icon(self, icon: &'static str) -> Button {
        Button { icon, ..self }
    }

    /// Sends this name and value with its form.
    pub fn sends(self, name: &'static str, value: impl Into<String>) -> Button {
        Button { sends: Some((name, value.into())), ..self }
    }

    /// Shows the key that does the same.
    pub fn key(self, key: &'static str) -> Button {
        Button { key, ..self }
    }

    /// Adds hidden words that say what it acts on.
    pub fn about(self, about: impl Into<String>) -> Button {
        Button { about: about.into(), ..self }
    }

    fn styled(mut self, class: &str) -> Button {
        self.style.push_str(class);
        self
    }
}

/// What has just been done. It stays until the next page: nobody has to read against a clock.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(path = "part/flash.html")]
pub struct Flash {
    /// How it went.
    pub tone: Tone,
    /// The message, in the page's language.
    pub text: String,
    /// A way on, usually to undo: posted as a form when `post` is set.
    pub action: Option<Link>,
    /// Whether the action changes something and so is a form.
    pub post: bool,
}

impl Flash {
    /// A message.
    pub fn new(tone: Tone, text: impl Into<String>) -> Flash {
        Flash { tone, text: text.into(), action: None, post: false }
    }

    /// With a link.
    pub fn link(self, link: Link) -> Flash {
        Flash { action: Some(link), post: false, ..self }
    }

    /// With a button that undoes it by a POST to the link's address.
    pub fn undo(self, link: Link) -> Flash {
        Flash { action: Some(link), post: true, ..self }
    }
}

/// An empty place with one way on.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(path = "part/empty.html")]
pub struct Empty {
    /// Lucide symbol.
    pub icon: &'static str,
    /// What is not there.
    pub title: String,
    /// Why, or how it fills.
    pub text: String,
    /// The one action.
    pub action: Option<Button>,
}

impl Empty {
    /// In the words of `key` and of its attribute `text`, without an action.
    pub fn told(t: Speech, icon: &'static str, key: &str) -> Empty {
        let text = t.say(&format!("{key}.text")).to_owned();
        Empty { icon, title: t.say(key).to_owned(), text, action: None }
    }
}

html_safe!(Badge, Button, Flash, Empty);
