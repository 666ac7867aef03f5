//! How one cites a record: in the style of the APA (7th edition), and as an Indonesian *daftar pustaka* has it.

use crate::record::{Author, Drawn};

/// APA names at most this many authors in full (Publication Manual, 7th edition, 9.8).
const MOST_APA: usize = 20;
/// A *daftar pustaka* names at most this many; more are *dkk.*
const MOST_LOCAL: usize = 3;

/// A reference whose title is set in italics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Citation {
    /// Who and when.
    pub before: String,
    /// The title.
    pub title: String,
    /// Edition, place, publisher.
    pub after: String,
}

/// In the style of the APA; `undated` stands for an unknown year (`n.d.`, `t.t.`).
pub(super) fn apa(drawn: &Drawn, undated: &str) -> Citation {
    let (authors, edited) = makers(drawn);
    let names: Vec<String> = authors.iter().map(|author| initialled(author)).collect();
    let year = drawn.year.map_or_else(|| undated.to_owned(), |year| year.to_string());
    let publisher =
        if authors.iter().any(|author| author.name == drawn.publisher) { "" } else { &drawn.publisher };
    let edition = if drawn.edition.is_empty() { String::new() } else { format!(" ({})", drawn.edition) };
    let publisher = if publisher.is_empty() { String::new() } else { format!(" {}", stopped(publisher)) };
    let title = drawn.full_title();
    if names.is_empty() {
        let after = format!("{} ({year}).{publisher}", stop_after(&title, &edition));
        return Citation { before: String::new(), title, after };
    }
    let editors = match (edited, names.len()) {
        (false, _) => "",
        (true, 1) => " (Ed.)",
        (true, _) => " (Eds.)",
    };
    let before = format!("{} ({year}). ", stopped(&format!("{}{editors}", listed_apa(&names))));
    let after = format!("{}{publisher}", stop_after(&title, &edition));
    Citation { before, title, after }
}

/// As an Indonesian *daftar pustaka* has it: `Hirata, Andrea. 2005. Laskar Pelangi. Yogyakarta: Bentang Pustaka.`
pub(super) fn local(drawn: &Drawn, undated: &str) -> Citation {
    let (authors, edited) = makers(drawn);
    let year = drawn.year.map_or_else(|| undated.to_owned(), |year| year.to_string());
    let title = drawn.full_title();
    let edition =
        if drawn.edition.is_empty() { String::new() } else { format!(" {}", stopped(&drawn.edition)) };
    let imprint = match (drawn.place.as_str(), drawn.publisher.as_str()) {
        ("", "") => String::new(),
        ("", one) | (one, "") => format!(" {}", stopped(one)),
        (place, publisher) => format!(" {place}: {}", stopped(publisher)),
    };
    if authors.is_empty() {
        let after = format!("{} {}{edition}{imprint}", stop_after(&title, ""), stopped(&year));
        return Citation { before: String::new(), title, after };
    }
    let mut names: Vec<String> = authors.iter().take(MOST_LOCAL).map(|author| author.spoken()).collect();
    names[0].clone_from(&authors[0].name);
    let others = if authors.len() > MOST_LOCAL { " dkk." } else { "" };
    let who = if others.is_empty() { joined(&names, "dan") } else { format!("{}{others}", names[0]) };
    let edited = if edited { " (ed.)" } else { "" };
    let before = format!("{} {} ", stopped(&format!("{who}{edited}")), stopped(&year));
    Citation { before, after: format!("{}{edition}{imprint}", stop_after(&title, "")), title }
}

/// Who made it: the authors, else the editors, and whether it is these.
fn makers(drawn: &Drawn) -> (Vec<&Author>, bool) {
    let with = |is: fn(&Author) -> bool| -> Vec<&Author> { drawn.authors.iter().filter(|a| is(a)).collect() };
    let authors = with(Author::is_maker);
    if authors.is_empty() { (with(|author| author.relator() == Some("edt")), true) } else { (authors, false) }
}

/// `Hirata, A.`; what is no inverted name stays whole.
fn initialled(author: &Author) -> String {
    let Some((surname, given)) = author.name.split_once(", ").filter(|_| author.inverted) else {
        return author.name.clone();
    };
    let (given, after) = given.split_once(", ").unwrap_or((given, ""));
    let initials = given.split_whitespace().map(|name| {
        let parts = name.split('-').filter_map(|part| part.chars().find(|c| c.is_alphanumeric()));
        parts.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
    });
    let initials = initials.filter(|initial| !initial.is_empty()).collect::<Vec<_>>().join(" ");
    let after = if after.is_empty() { String::new() } else { format!(", {after}") };
    format!("{surname}, {initials}{after}")
}

fn listed_apa(names: &[String]) -> String {
    match names {
        [.., last] if names.len() > MOST_APA => format!("{}, … {last}", names[..MOST_APA - 1].join(", ")),
        // APA sets the comma also between two.
        [first @ .., last] if !first.is_empty() => format!("{}, & {last}", first.join(", ")),
        names => names.join(", "),
    }
}

fn joined(names: &[String], and: &str) -> String {
    match names {
        [first, last] => format!("{first} {and} {last}"),
        [first @ .., last] if !first.is_empty() => format!("{}, {and} {last}", first.join(", ")),
        names => names.join(", "),
    }
}

/// The text with a full stop, where it has no end of its own.
fn stopped(text: &str) -> String {
    let ended = text.ends_with(['.', '?', '!']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

/// What follows a title: `rest` and the full stop, if one is wanted.
fn stop_after(title: &str, rest: &str) -> String {
    let whole = if rest.is_empty() { title } else { rest };
    if whole.ends_with(['.', '?', '!']) { rest.to_owned() } else { format!("{rest}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Author {
        Author { name: name.into(), inverted: name.contains(", "), ..Author::default() }
    }

    fn book(authors: &[&str]) -> Drawn {
        Drawn {
            title: "Laskar Pelangi".into(),
            authors: authors.iter().map(|name| person(name)).collect(),
            place: "Yogyakarta".into(),
            publisher: "Bentang Pustaka".into(),
            year: Some(2005),
            ..Drawn::default()
        }
    }

    fn text(Citation { before, title, after }: Citation) -> String {
        format!("{before}{title}{after}")
    }

    #[test]
    fn a_book_by_one_author_is_cited() {
        let book = book(&["Hirata, Andrea"]);
        assert_eq!(text(apa(&book, "n.d.")), "Hirata, A. (2005). Laskar Pelangi. Bentang Pustaka.");
        assert_eq!(
            text(local(&book, "t.t.")),
            "Hirata, Andrea. 2005. Laskar Pelangi. Yogyakarta: Bentang Pustaka."
        );
    }

    #[test]
    fn two_three_and_more_authors_are_joined_as_each_style_asks() {
        let two = book(&["Lumi, Meiske Jean-Marie", "Pramoedya Ananta Toer"]);
        assert_eq!(apa(&two, "").before, "Lumi, M. J.-M., & Pramoedya Ananta Toer. (2005). ");
        assert_eq!(local(&two, "").before, "Lumi, Meiske Jean-Marie dan Pramoedya Ananta Toer. 2005. ");
        let three = book(&["A, B", "C, D", "E, F"]);
        assert_eq!(apa(&three, "").before, "A, B., C, D., & E, F. (2005). ");
        assert_eq!(local(&three, "").before, "A, B, D C, dan F E. 2005. ");
        let four = book(&["A, B", "C, D", "E, F", "G, H"]);
        assert_eq!(local(&four, "").before, "A, B dkk. 2005. ");
    }

    #[test]
    fn more_than_twenty_authors_are_shortened_to_nineteen_and_the_last() {
        let names: Vec<String> = (1..=25).map(|n| format!("Nama{n}, X")).collect();
        let many = book(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let before = apa(&many, "").before;
        assert!(before.contains("Nama19, X., … Nama25, X. (2005)") && !before.contains("Nama20"));
    }

    #[test]
    fn a_book_without_author_or_year_begins_with_its_title() {
        let book = Drawn { year: None, ..book(&[]) };
        assert_eq!(text(apa(&book, "n.d.")), "Laskar Pelangi. (n.d.). Bentang Pustaka.");
        assert_eq!(text(local(&book, "t.t.")), "Laskar Pelangi. t.t. Yogyakarta: Bentang Pustaka.");
    }

    #[test]
    fn editors_stand_in_for_authors_and_translators_do_not() {
        let mut book = book(&["Lumi, Meiske", "Wuisan, Grace"]);
        book.authors[0].role = "editor".into();
        book.authors[1].role = "penerjemah".into();
        assert_eq!(apa(&book, "").before, "Lumi, M. (Ed.). (2005). ");
        assert_eq!(local(&book, "").before, "Lumi, Meiske (ed.). 2005. ");
    }

    #[test]
    fn an_edition_is_named_and_a_question_keeps_its_mark() {
        let book = Drawn {
            edition: "Edisi 2".into(),
            title: "Siapa?".into(),
            publisher: String::new(),
            ..book(&["A, B"])
        };
        assert_eq!(text(apa(&book, "")), "A, B. (2005). Siapa? (Edisi 2).");
        assert_eq!(text(local(&book, "")), "A, B. 2005. Siapa? Edisi 2. Yogyakarta.");
    }

    #[test]
    fn a_body_that_publishes_itself_is_named_once() {
        let mut book = book(&["BPS Kota Tomohon"]);
        book.publisher = "BPS Kota Tomohon".into();
        assert_eq!(text(apa(&book, "")), "BPS Kota Tomohon. (2005). Laskar Pelangi.");
    }
}
