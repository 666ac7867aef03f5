//! What people see: values turned into HTML. No HTTP, no database, no waiting.
//!
//! - [`lang`]: the words, in Fluent, and how each language writes numbers and dates;
//! - [`page`]: the shell around every page, fed by a [`Page`];
//! - [`part`]: components as typed building blocks that templates print as they are;
//! - [`cover`], [`sprite`]: the art of the house;
//! - [`paper`]: receipts, cards, labels, codes;
//! - [`assets`]: stylesheets, pictures and modules, named by their content.
//!
//! A page in another crate extends a shell. Its `askama.toml` lists both folders:
//!
//! ```toml
//! [general]
//! dirs = ["templates", "../ui/templates"]
//! ```
//!
//! ```html
//! {% extends "public.html" %}
//! {% block content %}<h1>{{ page.title }}</h1>{{ empty }}{% endblock %}
//! ```
//!
//! ```ignore
//! #[derive(askama::Template)]
//! #[template(path = "events.html")]
//! struct EventsPage { page: ui::Page, empty: ui::part::Empty }
//!
//! let html: String = ui::render(&EventsPage { page, empty })?;
//! ```
//!
//! The shells use only the field `page`; every word in them comes from `page.t`.

mod art;
pub mod assets;
pub mod cover;
mod html;
pub mod lang;
pub mod page;
pub mod paper;
pub mod part;
pub mod sprite;

#[cfg(test)]
#[path = "../build/colour.rs"]
mod colour;
#[cfg(test)]
mod contrast;
#[cfg(test)]
mod testing;

pub use art::EMBLEM;
pub use html::{Html, escape};
pub use lang::{Lang, Lexicon, Speech, Value};
pub use page::{Page, render};
pub use sprite::icon;

/// The words of this crate, to be given to [`Lexicon::new`] with those of every module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// Marks templates as finished HTML, so that other templates print them without a filter:
/// `ui::html_safe!(Card<'_>, Row);`
#[macro_export]
macro_rules! html_safe {
    ($($kind:ty),* $(,)?) => {$(
        impl ::askama::filters::HtmlSafe for $kind {}
    )*};
}
