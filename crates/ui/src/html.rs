//! HTML that is already escaped, and how it is finished for the browser.

use askama::{FastWritable, Template, filters::HtmlSafe};
use std::{borrow::Cow, fmt};

/// A piece of finished HTML. Templates print it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(Cow<'static, str>);

impl Html {
    /// Text, escaped.
    pub fn text(text: &str) -> Html {
        Html(Cow::Owned(escape(text)))
    }

    /// A rendered component or template.
    pub fn of(template: &impl Template) -> Html {
        Html(Cow::Owned(template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a component could not be drawn");
            String::new()
        })))
    }

    /// HTML the program itself has made. Never for text from outside.
    pub fn trusted(html: impl Into<Cow<'static, str>>) -> Html {
        Html(html.into())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::text(&text)
    }
}

/// `text` with the five characters escaped that mean something in HTML, as askama does.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&#38;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
