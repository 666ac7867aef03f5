//! Getting about in long lists: pages and tabs, all plain links.

use super::Tone;
use crate::{html_safe, lang::Speech};
use askama::Template;

/// The pages of a list: the first, the last, this one and its neighbours. Nothing for a single page.
#[derive(Template, Clone, Debug)]
#[template(path = "part/pager.html")]
pub struct Pager {
    t: Speech,
    page: u32,
    pages: u32,
    /// Page numbers with their addresses; 0 is a gap.
    items: Vec<(u32, String)>,
    previous: Option<String>,
    next: Option<String>,
}

impl Pager {
    /// A pager at `page` of `pages`, both from 1; `href` gives a page's address.
    pub fn new(t: Speech, page: u32, pages: u32, href: impl Fn(u32) -> String) -> Pager {
        let page = page.clamp(1, pages.max(1));
        let mut items = Vec::new();
        let mut last = 0;
        for n in (1..=pages).filter(|&n| n == 1 || n == pages || n.abs_diff(page) <= 1 || (pages <= 7)) {
            match n - last {
                1 => {}
                2 => items.push((n - 1, href(n - 1))),
                _ => items.push((0, String::new())),
            }
            items.push((n, href(n)));
            last = n;
        }
        let previous = (page > 1).then(|| href(page - 1));
        let next = (page < pages).then(|| href(page + 1));
        Pager { t, page, pages, items, previous, next }
    }
}

/// Views of one thing, as links.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(path = "part/tabs.html")]
pub struct Tabs {
    /// What they are views of, for a screen reader.
    pub label: String,
    /// The views.
    pub tabs: Vec<Tab>,
}

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Lucide symbol, or empty.
    pub icon: &'static str,
    /// Whether it is this one.
    pub current: bool,
    /// A number beside it, when there is one.
    pub count: Option<u64>,
    /// The key that leads there (`Alt 1`), or empty.
    pub key: &'static str,
}

/// What waits for somebody, the most urgent first.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(path = "part/todo.html")]
pub struct Todo {
    /// What to call it.
    pub title: String,
    /// What waits.
    pub items: Vec<TodoItem>,
}

/// One thing that waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TodoItem {
    /// How urgent it is.
    pub tone: Tone,
    /// What it is, in a sentence.
    pub text: String,
    /// Where one does something about it.
    pub href: String,
}

html_safe!(Pager, Tabs, Todo);
