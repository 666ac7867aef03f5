//! A record as search engines read it.

use serde_json::{Value, json};
use ui::Html;

use crate::record::{Author, Drawn, Form};

/// What search engines read of the record at `address`: schema.org in JSON-LD. `<` is written as an escape, so that no
/// text ends the script.
pub(super) fn structured(drawn: &Drawn, address: &str) -> Html {
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
        "@context": "https://schema.org", "@type": kind, "name": drawn.full_title(), "url": address,
    });
    let mut put = |name: &str, value: Value| {
        let empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !empty && !value.is_null() {
            work[name] = value;
        }
    };
    for property in ["author", "editor", "translator", "illustrator", "contributor"] {
        let named = drawn.authors.iter().filter(|author| property_of(author) == property);
        put(property, named.map(named_as).collect());
    }
    put("isbn", json!(drawn.isbns));
    put("inLanguage", json!(bcp47(&drawn.language)));
    put("datePublished", drawn.year.map_or(Value::Null, |year| json!(year.to_string())));
    put("bookEdition", if kind == "Book" { json!(drawn.edition) } else { Value::Null });
    put("about", json!(drawn.subjects));
    put("description", json!(drawn.summary));
    if !drawn.publisher.is_empty() {
        put("publisher", json!({ "@type": "Organization", "name": drawn.publisher }));
    }
    Html::trusted(work.to_string().replace('<', "\\u003c"))
}

/// What somebody is to the work, in the words of schema.org.
fn property_of(author: &Author) -> &'static str {
    match author.relator() {
        _ if author.is_maker() => "author",
        Some("edt") => "editor",
        Some("trl") => "translator",
        Some("ill") => "illustrator",
        _ => "contributor",
    }
}

fn named_as(author: &Author) -> Value {
    json!({ "@type": if author.body { "Organization" } else { "Person" }, "name": author.spoken() })
}

/// The tag of BCP 47 for a code of ISO 639-2/B: its two letters where it has them (ISO 639-1); the three letters of
/// others are tags themselves. Nothing for several languages or none.
fn bcp47(code: &str) -> &str {
    const SHORT: [(&str, &str); 30] = [
        ("afr", "af"),
        ("ara", "ar"),
        ("chi", "zh"),
        ("dan", "da"),
        ("dut", "nl"),
        ("eng", "en"),
        ("fre", "fr"),
        ("ger", "de"),
        ("gre", "el"),
        ("heb", "he"),
        ("hin", "hi"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("lat", "la"),
        ("may", "ms"),
        ("nor", "no"),
        ("per", "fa"),
        ("por", "pt"),
        ("rus", "ru"),
        ("san", "sa"),
        ("spa", "es"),
        ("sun", "su"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tha", "th"),
        ("tur", "tr"),
        ("vie", "vi"),
    ];
    match code {
        "mul" | "und" | "zxx" | "mis" => "",
        _ => SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(drawn: &Drawn) -> Value {
        serde_json::from_str(&structured(drawn, "https://pustaka.example/katalog/7").to_string()).unwrap()
    }

    #[test]
    fn no_title_ends_the_script_it_stands_in() {
        let drawn = Drawn { title: "</script><b>".into(), ..Drawn::default() };
        assert!(!structured(&drawn, "").to_string().contains('<'));
        let read = read(&drawn);
        assert_eq!((read["name"].as_str(), read.get("isbn")), (Some("</script><b>"), None));
        assert_eq!(read["url"], "https://pustaka.example/katalog/7");
    }

    #[test]
    fn everybody_is_named_for_what_they_did_and_is_a_person_or_a_body() {
        let named = |name: &str, role: &str, body| Author {
            name: name.into(),
            role: role.into(),
            inverted: name.contains(", "),
            body,
        };
        let drawn = Drawn {
            authors: vec![
                named("Rowling, J. K.", "penulis", false),
                named("Multatuli", "", false),
                named("BPS Kota Tomohon", "", true),
                named("Srisanti, Listiana", "penerjemah", false),
                named("Pusat", "dalang", false),
            ],
            language: "ind".into(),
            ..Drawn::default()
        };
        let read = read(&drawn);
        let person = |name: &str| json!({ "@type": "Person", "name": name });
        let bps = json!({ "@type": "Organization", "name": "BPS Kota Tomohon" });
        assert_eq!(read["author"], json!([person("J. K. Rowling"), person("Multatuli"), bps]));
        assert_eq!(read["translator"], json!([person("Listiana Srisanti")]));
        assert_eq!(read["contributor"], json!([person("Pusat")]));
        assert_eq!(read["inLanguage"], "id");
    }

    #[test]
    fn a_language_without_two_letters_keeps_its_three_and_several_are_none() {
        assert_eq!((bcp47("tom"), bcp47("dut"), bcp47("mul")), ("tom", "nl", ""));
    }
}
