//! Marking the words of a query in the texts shown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analyser;

/// The words a query looked for: as typed, by their stems, by their beginnings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Folded words.
    pub words: BTreeSet<String>,
    /// Stems of those that may match in any form.
    pub stems: BTreeSet<String>,
    /// Beginnings of words.
    pub beginnings: BTreeSet<String>,
}

impl Terms {
    fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
            || self.beginnings.iter().any(|beginning| folded.starts_with(beginning.as_str()))
            || (self.stems.iter().any(|stem| may_have(folded, stem))
                && self.stems.contains(&analyser::stem(folded)))
    }
}

/// Whether `stem` may be the stem of a word: whatever is put before, after or into a root, and though its first
/// letter may go (*tulis*, *menulis*), the rest of it stands there. Far cheaper than to stem the word.
fn may_have(folded: &str, stem: &str) -> bool {
    let mut rest = stem.chars();
    rest.next();
    folded.contains(rest.as_str())
}

/// A text cut into runs, those that match the terms marked true. The runs together are the text.
pub fn mark<'a>(text: &'a str, terms: &Terms) -> Vec<(bool, &'a str)> {
    let mut runs: Vec<(bool, &str)> = Vec::new();
    let mut shown = 0;
    let pieces = analyser::pieces(text);
    for compound in analyser::compounds(&pieces) {
        let whole = analyser::joined(compound).is_some_and(|joined| terms.has(&joined));
        let ranges: Vec<Range<usize>> = if whole {
            std::iter::once(compound[0].range.start..compound[compound.len() - 1].range.end).collect()
        } else {
            compound
                .iter()
                .filter(|piece| terms.has(&piece.folded))
                .map(|piece| piece.range.clone())
                .collect()
        };
        for range in ranges {
            if shown < range.start {
                runs.push((false, &text[shown..range.start]));
            }
            shown = range.end;
            runs.push((true, &text[range]));
        }
    }
    if shown < text.len() {
        runs.push((false, &text[shown..]));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(words: &[&str], stems: &[&str], beginnings: &[&str]) -> Terms {
        let set = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Terms { words: set(words), stems: set(stems), beginnings: set(beginnings) }
    }

    #[test]
    fn words_stems_and_beginnings_are_marked_as_written() {
        let runs = mark("Menanam Krisan & kubis", &terms(&["krisan"], &["tanam"], &["kub"]));
        assert_eq!(
            runs,
            [(true, "Menanam"), (false, " "), (true, "Krisan"), (false, " & "), (true, "kubis")]
        );
    }

    #[test]
    fn a_joined_word_marks_the_hyphenated_one() {
        assert_eq!(mark("al-Qur’an", &terms(&["alquran"], &[], &[])), [(true, "al-Qur’an")]);
    }

    #[test]
    fn a_word_keeps_all_but_the_first_letter_of_its_root() {
        let affixes = |root: &str| {
            let rest = &root[1..];
            [
                format!("meng{rest}"),
                format!("men{rest}kan"),
                format!("memper{root}i"),
                format!("peny{rest}an"),
                format!("ber{root}an"),
                format!("{}em{rest}", &root[..1]),
                format!("ke{root}annya"),
            ]
        };
        for root in include_str!("roots.txt").split_whitespace().filter(|root| root.is_ascii()) {
            for word in affixes(root) {
                assert!(may_have(&word, &analyser::stem(&word)), "{word} → {}", analyser::stem(&word));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_keeps_all_but_the_first_letter_of_its_stem(word in "[a-z]{1,16}") {
            proptest::prop_assert!(may_have(&word, &analyser::stem(&word)));
        }

        #[test]
        fn the_runs_together_are_the_text(text in "(?s).{0,200}", word in "[a-z]{1,3}") {
            let runs = mark(&text, &terms(&[&word], &[&word], &[&word]));
            let joined: String = runs.iter().map(|(_, run)| *run).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
