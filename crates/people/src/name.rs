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

    proptest! {
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
