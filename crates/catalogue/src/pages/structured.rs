//! A record as search engines read it.

use serde_json::{Value, json};
use ui::Html;

use super::asked::PATH;
use crate::record::{Drawn, Form};

/// What search engines read: schema.org in JSON-LD. `<` is written as an escape, so that no text ends the script.
pub(super) fn structured(drawn: &Drawn, number: i64) -> Html {
    let kind = match drawn.form {
        Form::Book | Form::PictureBook | Form::Comic | Form::Digital => "Book",
        Form::Serial => "Periodical",
        Form::Map => "Map",
        Form::Score => "SheetMusic",
        Form::Spoken => "Audiobook",
        Form::Music => "MusicAlbum",
        Form::Video => "Movie",
        Form::Manuscript => "Manuscript",
        Form::Picture | Form::Object => "CreativeWork",
    };
    let mut work = json!({
        "@context": "https://schema.org", "@type": kind, "name": drawn.full_title(), "url": format!("{PATH}/{number}"),
    });
    let mut put = |name: &str, value: Value| {
        let empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !empty && !value.is_null() {
            work[name] = value;
        }
    };
    let authors = drawn.authors.iter().map(|author| {
        json!({ "@type": if author.inverted { "Person" } else { "Thing" }, "name": author.spoken() })
    });
    put("author", authors.collect());
    put("isbn", json!(drawn.isbns));
    put("inLanguage", json!(drawn.language));
    put("datePublished", drawn.year.map_or(Value::Null, |year| json!(year.to_string())));
    put("bookEdition", if kind == "Book" { json!(drawn.edition) } else { Value::Null });
    put("about", json!(drawn.subjects));
    put("description", json!(drawn.summary));
    if !drawn.publisher.is_empty() {
        put("publisher", json!({ "@type": "Organization", "name": drawn.publisher }));
    }
    Html::trusted(work.to_string().replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_script_it_stands_in() {
        let drawn = Drawn { title: "</script><b>".into(), ..Drawn::default() };
        let html = structured(&drawn, 7).to_string();
        assert!(!html.contains('<'));
        let read: Value = serde_json::from_str(&html).unwrap();
        assert_eq!((read["name"].as_str(), read.get("isbn")), (Some("</script><b>"), None));
    }
}
