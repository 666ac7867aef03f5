use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// Whether it went well.
    pub status: StatusCode,
    /// Where it leads.
    pub to: Option<String>,
    /// What it is: `text/html; charset=utf-8`.
    pub kind: String,
    /// All its headers.
    pub headers: HeaderMap,
    /// Its content, as it came.
    pub bytes: Vec<u8>,
    /// Its content as text; what is none is replaced.
    pub text: String,
}

impl Page {
    /// A header; empty where there is none.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The `Set-Cookie` line of the cookie called `name`.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }

    /// That cookie as a browser sends it back.
    ///
    /// # Panics
    /// When it is not set.
    #[track_caller]
    pub fn sent_back(&self, name: &str) -> String {
        let line = self.cookie(name).unwrap_or_else(|| panic!("no cookie `{name}` is set"));
        line.split(';').next().unwrap_or_default().to_owned()
    }

    /// Its content as JSON; null where there is none.
    ///
    /// # Panics
    /// When it is something else.
    #[track_caller]
    pub fn json(&self) -> Value {
        if self.bytes.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// What stands between `from` and the next `to`, each time.
    pub fn between<'a>(&'a self, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
        between(&self.text, from, to)
    }

    /// Stops the test where these words do not stand in it.
    ///
    /// # Panics
    /// Then.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.text.contains(words), "`{words}` does not stand in\n{}", self.text);
    }

    /// Stops the test where these words do not stand in it one behind the other.
    ///
    /// # Panics
    /// Then.
    #[track_caller]
    pub fn says_in_order(&self, words: &[&str]) {
        let mut rest = self.text.as_str();
        for word in words {
            let Some((_, after)) = rest.split_once(word) else {
                panic!("`{word}` does not stand, or not behind the others, in\n{}", self.text);
            };
            rest = after;
        }
    }

    /// Stops the test where these words stand in it.
    ///
    /// # Panics
    /// Then.
    #[track_caller]
    pub fn says_not(&self, words: &str) {
        assert!(!self.text.contains(words), "`{words}` stands in\n{}", self.text);
    }
}

/// What stands in `text` between `from` and the next `to`, each time.
pub fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split_once(to).map(|(inside, _)| inside))
}
