//! Names as they are looked for.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, without diacritics, single spaces: `José  MENDONÇA` is `jose mendonca`.
pub fn folded(name: &str) -> String {
    // Lower case first: the lower case of some capitals (İ) has marks of its own.
    let lower: String = name.nfkd().flat_map(char::to_lowercase).collect();
    let plain: String = lower.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name, folded, each once: `Wowor-Mandagi, Meiske` has three.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = folded(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How many letters of a word somebody types at least who types a part from its middle.
pub const LEAST_PART: usize = 3;

/// A word from each of its letters on, as far as enough of it is left: `lumi` is `lumi` and `umi`.
pub fn tails(word: &str) -> impl Iterator<Item = &str> {
    let long = move |at: usize| at == 0 || word[at..].chars().count() >= LEAST_PART;
    word.char_indices().map(|(at, _)| at).filter(move |at| long(*at)).map(move |at| &word[at..])
}

/// How the words of a name sound, each once: what clerks spell in different ways sounds the same.
pub fn sounds(name: &str) -> Vec<String> {
    let mut sounds: Vec<String> =
        words(name).iter().map(|word| sound(word)).filter(|sound| !sound.is_empty()).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

/// How many words of one name are paired: twenty-eight pairs for the longest names of schools.
const PAIRED: usize = 8;

/// Words two by two, in one text each: what people of the same name share, and few others do. Of more than `most`
/// the longer ones are taken, which fewer names have.
fn paired(mut words: Vec<String>, most: usize) -> Vec<String> {
    words.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    words.truncate(most);
    words.sort_unstable();
    let after = |(at, one): (usize, &String)| {
        words[at + 1..].iter().map(|other| format!("{one} {other}")).collect::<Vec<_>>()
    };
    words.iter().enumerate().flat_map(after).collect()
}

/// The [`words`] of a name two by two, the earlier in the alphabet first.
pub fn pairs(name: &str) -> Vec<String> {
    paired(words(name), PAIRED)
}

/// The [`sounds`] of a name two by two; at most `most` of them.
pub fn sound_pairs(name: &str, most: usize) -> Vec<String> {
    paired(sounds(name), most)
}

/// The sound that leads to people of such a name: of two words together, which few others have, or of the only one.
pub fn lead_sound(name: &str) -> Option<String> {
    sound_pairs(name, 2).into_iter().next().or_else(|| sounds(name).into_iter().next())
}

/// All by which a name is found when it is spelt otherwise: its [`sounds`], alone and two by two.
pub fn echoes(name: &str) -> Vec<String> {
    [sounds(name), sound_pairs(name, PAIRED)].concat()
}

/// Letters that are spelt in several ways, with the one way they are kept in; the older spelling of Indonesian
/// (`oe`, `dj`, `tj`), names from Dutch, and letters that many do not tell apart. Longer ones come first.
const SPELLINGS: [(&str, &str); 23] = [
    ("sch", "s"),
    ("oe", "u"),
    ("dj", "y"),
    ("tj", "k"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("ch", "k"),
    ("ck", "k"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "p"),
    ("th", "t"),
    ("dh", "d"),
    ("ij", "i"),
    ("ie", "i"),
    ("x", "ks"),
    ("q", "k"),
    ("z", "s"),
    ("v", "p"),
    ("f", "p"),
    ("j", "y"),
    ("c", "k"),
];

/// How one folded word sounds: `yohanes`, `johannes` and `yoanes` are one, `meiske` and `meyske` too. It tells
/// more people alike than are: for finding candidates, never for deciding.
fn sound(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let soft = rest.starts_with(['c']) && rest[1..].starts_with(['e', 'i', 'y']);
        let (from, to) = match SPELLINGS.iter().find(|(from, _)| rest.starts_with(from)) {
            Some(("c", _)) if soft => (1, "s"),
            Some((from, to)) => (from.len(), *to),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        plain.push_str(to);
        rest = &rest[from..];
    }
    let letters: Vec<char> = plain.chars().collect();
    let mut heard = String::with_capacity(plain.len());
    for (at, &letter) in letters.iter().enumerate() {
        let vowel_next = letters.get(at + 1).is_some_and(|next| "aeiou".contains(*next));
        let letter = match letter {
            'h' if at > 0 => continue,
            'y' if !vowel_next => 'i',
            other => other,
        };
        if !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    heard
}

/// The end of the range of words that begin with `prefix`: text is compared by bytes on both engines.
pub fn range_end(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// The letters on somebody's card before there is a picture: `Meiske Lumi` is `ML`.
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic())).take(2).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_folded_for_looking_it_up() {
        assert_eq!(folded("  José   MENDONÇA "), "jose mendonca");
        assert_eq!(words("Wowor-Mandagi, Meiske M."), ["m", "mandagi", "meiske", "wowor"]);
        assert_eq!(initials("Meiske Lumi-Wowor"), "ML");
    }

    #[test]
    fn a_word_is_found_from_each_letter_on_that_has_enough_behind_it() {
        assert_eq!(tails("mandagi").collect::<Vec<_>>(), ["mandagi", "andagi", "ndagi", "dagi", "agi"]);
        assert_eq!(tails("lu").collect::<Vec<_>>(), ["lu"]);
        assert_eq!(tails("ésé").collect::<Vec<_>>(), ["ésé"]);
    }

    #[test]
    fn a_name_of_three_words_has_three_pairs_whatever_their_order() {
        assert_eq!(pairs("Meiske Debora Lumi"), ["debora lumi", "debora meiske", "lumi meiske"]);
        assert_eq!(sound_pairs("Lumi, Meiske", 4), sound_pairs("Meyske Lumi", 4));
        assert_eq!(sound_pairs("Meiske Debora Lumi", 2), ["debora meiske"]);
        assert_eq!(pairs("Meiske"), Vec::<String>::new());
    }

    #[test]
    fn names_that_are_spelt_in_several_ways_sound_the_same() {
        for (one, other) in [
            ("Yohanes", "Johannes"),
            ("Meiske", "Meyske"),
            ("Soekarno", "Sukarno"),
            ("Djoko", "Joko"),
            ("Tjandra", "Chandra"),
            ("Stefanus", "Stepanus"),
            ("Novi", "Nofi"),
            ("Yvonne", "Ivone"),
            ("Jolly", "Yoli"),
            ("Cecilia", "Sesilia"),
            ("Wowor, Jantje", "Jantje Wowor"),
            ("Christian", "Kristian"),
        ] {
            assert_eq!(sounds(one), sounds(other), "{one} and {other}");
        }
        for (one, other) in [("Meiske", "Maske"), ("Lumi", "Lomi"), ("Wowor", "Worang"), ("Sari", "Santi")] {
            assert_ne!(sounds(one), sounds(other), "{one} and {other}");
        }
    }

    proptest! {
        #[test]
        fn every_name_with_a_letter_has_a_sound(name in "\\PC{0,20}[a-gi-z]\\PC{0,20}") {
            prop_assert!(!sounds(&name).is_empty());
        }

        #[test]
        fn folding_twice_changes_nothing(name in "\\PC{0,40}") {
            let once = folded(&name);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn every_word_lies_in_the_range_of_its_beginnings(word in "[a-z]{1,12}", cut in 1usize..12) {
            let prefix = &word[..cut.min(word.len())];
            prop_assert!(word.as_str() >= prefix && word < range_end(prefix));
        }
    }
}
