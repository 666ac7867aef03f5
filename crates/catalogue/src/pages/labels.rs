//! What the coded facts of a record are called, and how they are drawn.

use ui::{
    Html, Speech,
    cover::{Cover, Photo, Shelf, ShelfChip},
    part::{Badge, Tone},
};

use crate::{
    display::Display,
    record::{self, Audience, Form},
};

/// Languages with a name in the language files: MARC codes (ISO 639-2/B), and of ISO 639-3 those spoken around
/// here that have no other.
pub(super) const LANGUAGES: [&str; 44] = [
    "ace", "afr", "ara", "ban", "btk", "bug", "chi", "dan", "day", "dut", "eng", "fil", "fre", "ger", "gre",
    "heb", "hin", "ind", "ita", "jav", "jpn", "kor", "lat", "mad", "mak", "map", "may", "min", "mul", "por",
    "rus", "san", "spa", "sun", "swe", "tam", "tdn", "tha", "tnt", "tom", "tur", "txs", "vie", "xmm",
];

/// The name of a language; its code where the house knows none.
pub(super) fn language(t: Speech, code: &str) -> String {
    let bibliographic = match code {
        "zho" => "chi",
        "nld" => "dut",
        "fra" => "fre",
        "deu" => "ger",
        "ell" => "gre",
        "msa" => "may",
        "tgl" => "fil",
        other => other,
    };
    if LANGUAGES.contains(&bibliographic) {
        t.say(&format!("search-page-language-{bibliographic}")).to_owned()
    } else {
        code.to_uppercase()
    }
}

/// The name of a kind of thing.
pub(super) fn form(t: Speech, form: Form) -> String {
    t.say(&format!("search-page-kind-{}", form.as_str())).to_owned()
}

/// The sign of a kind of thing.
pub(super) fn form_icon(form: Form) -> &'static str {
    match form {
        Form::Book => "LuBook",
        Form::PictureBook | Form::Picture => "LuImage",
        Form::Comic => "LuBookOpen",
        Form::Serial => "LuNewspaper",
        Form::Map => "LuMap",
        Form::Score => "LuMusic",
        Form::Spoken => "LuAudioLines",
        Form::Music => "LuDisc",
        Form::Video => "LuFilm",
        Form::Digital => "LuMonitor",
        Form::Manuscript => "LuFileText",
        Form::Object => "LuBox",
    }
}

/// For whom something is.
pub(super) fn audience(t: Speech, audience: Audience) -> String {
    t.say(&format!("search-page-audience-{}", audience.as_str())).to_owned()
}

/// A subject heading with its parts set apart as people write.
pub(super) fn heading(heading: &str) -> String {
    heading.replace(" -- ", " – ")
}

/// The shelf of a class, or of a call number where the class is not known.
pub(super) fn shelf(class: Option<u8>, call_number: &str) -> Shelf {
    class.and_then(Shelf::new).unwrap_or_else(|| Shelf::of(call_number))
}

/// The picture of the cover in the file called `file`; drawn from the title where there is none. In a list the
/// title stands beside it, so there is nothing to tell of it.
pub(super) fn cover(title: &str, author: &str, shelf: Shelf, file: &str) -> Html {
    if file.is_empty() {
        return Html::of(&Cover { title, author, shelf });
    }
    Html::of(&Photo { src: &picture(file), alt: "", size: None })
}

/// Where the file of a cover is served.
pub(crate) fn picture(file: &str) -> String {
    format!("/sampul/{file}")
}

/// What somebody did for a work, in the visitor's language: by the MARC relator code, or by the word a
/// cataloguer wrote. What the house does not know is shown as written.
pub(super) fn role(t: Speech, written: &str) -> String {
    record::relator(written)
        .map_or_else(|| written.to_owned(), |code| t.say(&format!("record-page-role-{code}")).to_owned())
}

/// The call number with its flower; nothing without a call number.
pub(super) fn shelf_chip(t: Speech, shelf: Shelf, call_number: &str) -> Html {
    if call_number.is_empty() { Html::default() } else { Html::of(&ShelfChip { t, shelf, call_number }) }
}

/// Whether one can have it, in an icon and words.
pub(super) fn availability(t: Speech, row: &Display) -> Badge {
    if row.copies == 0 {
        Badge::new(Tone::Plain, t.say("search-page-no-copies"))
    } else if row.free > 0 {
        let counts = [("n", row.free.into()), ("of", row.copies.into())];
        Badge::new(Tone::Ok, t.with("search-page-free", &counts))
    } else if row.reference > 0 {
        Badge::new(Tone::Info, t.say("search-page-read-here")).icon("LuBookOpen")
    } else if row.back.is_some() {
        Badge::new(Tone::Warn, t.say("search-page-all-out"))
    } else {
        Badge::new(Tone::Plain, t.say("search-page-not-now")).icon("LuClock")
    }
}

#[cfg(test)]
mod tests {
    use ui::{Lang, Lexicon};

    use super::*;

    fn speeches() -> [Speech; 2] {
        let lexicon = Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, crate::TEXTS].concat()).unwrap().keep();
        [Lang::Id, Lang::En].map(|lang| Speech::new(lexicon, lang))
    }

    #[test]
    fn a_role_is_named_in_the_visitors_language_and_an_unknown_one_stays_as_written() {
        let [id, en] = speeches();
        for (written, indonesian, english) in [
            ("trl", "penerjemah", "translator"),
            ("Penerjemah", "penerjemah", "translator"),
            ("penulis", "pengarang", "author"),
            ("ilustrator.", "ilustrator", "illustrator"),
            ("dalang", "dalang", "dalang"),
            ("", "", ""),
        ] {
            assert_eq!((role(id, written).as_str(), role(en, written).as_str()), (indonesian, english));
        }
    }

    #[test]
    fn everything_coded_has_a_name_in_both_languages() {
        for t in speeches() {
            for code in LANGUAGES {
                let name = language(t, code);
                assert!(!name.starts_with("search-page") && !name.is_empty(), "{code}");
            }
            let forms = Form::ALL.iter().map(|one| form(t, *one));
            let audiences = Audience::ALL.iter().map(|one| audience(t, *one));
            let roles = record::ROLES.iter().map(|(written, _)| role(t, written));
            for name in forms.chain(audiences).chain(roles) {
                assert!(!name.contains("-page-"), "{name}");
            }
            assert_eq!(language(t, "qqq"), "QQQ");
        }
    }
}
