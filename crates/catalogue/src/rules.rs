//! What a record may say, and when two records are of one book. Pure.

use std::collections::BTreeSet;

use kernel::{Message, Reason};
use marc::Record;

use crate::record::{Author, Drawn, draw};

/// Letters a title with its subtitle may have: it stands in every list, on every receipt and in every message.
pub(crate) const TITLE: usize = 2_000;

/// Fields a record has once at most, as MARC 21 marks them (NR). Only those that were never made repeatable: a
/// record of another time may have others twice.
const ONCE: [&str; 22] = [
    "001", "003", "005", "008", "010", "018", "036", "038", "040", "042", "043", "045", "066", "100", "110",
    "111", "130", "240", "243", "245", "254", "256",
];

/// Everything that speaks against `new` in the place of `old`. What `old` has wrong already is not held against it.
pub(crate) fn objections(old: &Record, new: &Record, drawn: &Drawn) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if drawn.title.is_empty() {
        object("title", Message::new("record-needs-title"));
    }
    let letters = |drawn: &Drawn| drawn.full_title().chars().count();
    if letters(drawn) > TITLE && letters(drawn) > letters(&draw(old)) {
        object("title", Message::new("record-title-long").with("most", TITLE as i64));
    }
    for tag in ONCE {
        let most = old.fields(tag).count().max(1);
        if new.fields(tag).count() > most {
            object("lines", Message::new("record-field-once").with("tag", tag));
        }
    }
    // By these an import knows the record again.
    for tag in ["001", "003"] {
        if !old.fields.is_empty() && old.control(tag) != new.control(tag) {
            object("lines", Message::new("record-number-stays").with("tag", tag));
        }
    }
    reasons
}

/// Whether two records with one control number, of which nobody says whose it is, can be of one book: they share an
/// ISBN, or their titles are alike and nobody else made them.
pub(crate) fn is_same_book(one: &Drawn, other: &Drawn) -> bool {
    let shares_isbn = one.isbns.iter().any(|isbn| other.isbns.contains(isbn));
    shares_isbn || (are_titles_alike(&one.full_title(), &other.full_title()) && !are_others(one, other))
}

/// Whether at least half the words of the shorter title stand in the other.
fn are_titles_alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    if shorter == 0 { one == other } else { 2 * common >= shorter }
}

/// Whether both name people, and none of them is the same.
fn are_others(one: &Drawn, other: &Drawn) -> bool {
    let named = |drawn: &Drawn| -> BTreeSet<String> {
        let names = drawn.authors.iter().map(Author::spoken).chain([drawn.responsibility.clone()]);
        // A word of one or two letters is an initial, or an "of".
        names.flat_map(|name| words(&name)).filter(|word| word.chars().count() > 2).collect()
    };
    let (one, other) = (named(one), named(other));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use marc::Field;

    use super::*;

    fn book(title: &str, author: &str, isbn: &str) -> Drawn {
        let record = Record::default()
            .with(Field::data("020", ' ', ' ').with('a', isbn))
            .with(Field::data("100", '1', ' ').with('a', author))
            .with(Field::data("245", '1', '0').with('a', title));
        draw(&record)
    }

    #[test]
    fn a_mended_title_or_a_new_isbn_is_the_same_book() {
        let known = book("Laskar pelagi", "Hirata, Andrea", "9793062797");
        assert!(is_same_book(&known, &book("Laskar pelangi", "Hirata, Andrea", "")));
        assert!(is_same_book(&known, &book("Laskar pelagi : novel", "Hirata, A.", "9789793062921")));
        assert!(is_same_book(&known, &book("The rainbow troops", "Kilbane, Angie", "9789793062792")));
        assert!(is_same_book(&known, &book("LASKAR PELAGI", "", "")));
    }

    #[test]
    fn another_title_or_somebody_elses_is_another_book() {
        let known = book("Laskar pelangi", "Hirata, Andrea", "9793062797");
        assert!(!is_same_book(&known, &book("Bumi manusia", "Toer, Pramoedya Ananta", "9789799731234")));
        assert!(!is_same_book(&known, &book("Sang pemimpi", "Hirata, Andrea", "")));
        let history = book("Sejarah Minahasa", "Supit, Bert", "");
        assert!(!is_same_book(&history, &book("Sejarah Indonesia", "Ricklefs, M. C.", "")));
    }

    fn keys(old: &Record, new: &Record) -> Vec<&'static str> {
        objections(old, new, &draw(new)).iter().map(|reason| reason.message.key).collect()
    }

    #[test]
    fn a_field_that_stands_once_is_refused_twice_unless_it_came_so() {
        let once = Record::default().with(Field::data("245", '0', '0').with('a', "Satu"));
        let twice = once.clone().with(Field::data("245", '0', '0').with('a', "Dua"));
        assert_eq!(keys(&once, &twice), ["record-field-once"]);
        assert!(keys(&twice, &twice).is_empty());
        assert_eq!(keys(&Record::default(), &twice), ["record-field-once"]);
    }

    #[test]
    fn the_control_number_of_a_record_stays() {
        let titled = |number| {
            Record::default()
                .with(Field::control("001", number))
                .with(Field::data("245", '0', '0').with('a', "Satu"))
        };
        assert_eq!(keys(&titled("tmh-1"), &titled("zz-1")), ["record-number-stays"]);
        let mut without = titled("tmh-1");
        without.remove("001");
        assert_eq!(keys(&titled("tmh-1"), &without), ["record-number-stays"]);
        assert!(keys(&Record::default(), &titled("tmh-1")).is_empty());
    }

    #[test]
    fn a_title_has_an_end() {
        let titled = |n: usize| Record::default().with(Field::data("245", '0', '0').with('a', "x".repeat(n)));
        assert_eq!(keys(&Record::default(), &titled(TITLE + 1)), ["record-title-long"]);
        assert!(keys(&Record::default(), &titled(TITLE)).is_empty());
    }
}
