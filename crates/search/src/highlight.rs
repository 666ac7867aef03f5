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
    /// Words in today's spelling, which may stand there in an older one.
    pub spellings: BTreeSet<String>,
}

/// The terms in rows, which many words are held against.
struct Sought<'t> {
    words: Vec<&'t str>,
    /// Each with what of it every word of that stem has.
    stems: Vec<(&'t str, &'t str)>,
    beginnings: Vec<&'t str>,
    spellings: &'t BTreeSet<String>,
}

impl Terms {
    fn sought(&self) -> Sought<'_> {
        Sought {
            words: self.words.iter().map(String::as_str).collect(),
            stems: self.stems.iter().map(|stem| (stem.as_str(), core_of(stem))).collect(),
            beginnings: self.beginnings.iter().map(String::as_str).collect(),
            spellings: &self.spellings,
        }
    }
}

impl Sought<'_> {
    fn has(&self, folded: &str) -> bool {
        self.words.contains(&folded)
            || self.beginnings.iter().any(|beginning| folded.starts_with(beginning))
            || (!self.spellings.is_empty() && self.has_spelling(folded))
            || (self.stems.iter().any(|(_, core)| folded.contains(core)) && self.has_stem(folded))
    }

    fn has_spelling(&self, folded: &str) -> bool {
        match analyser::todays(folded) {
            Some(todays) => self.spellings.contains(&todays),
            None => self.spellings.contains(folded),
        }
    }

    /// Asked last: to stem a word costs far more than to look into it.
    fn has_stem(&self, folded: &str) -> bool {
        let own = analyser::stem(folded);
        self.stems.iter().any(|(stem, _)| *stem == own)
    }
}

/// What a word of this stem has in it, whatever is put before, after or into a root: all of it but its first letter,
/// which may go (*tulis*, *menulis*).
fn core_of(stem: &str) -> &str {
    let mut rest = stem.chars();
    rest.next();
    rest.as_str()
}

/// A text cut into runs, those that match the terms marked true. The runs together are the text.
pub fn mark<'a>(text: &'a str, terms: &Terms) -> Vec<(bool, &'a str)> {
    let terms = terms.sought();
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
        Terms { words: set(words), stems: set(stems), beginnings: set(beginnings), ..Terms::default() }
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
                let stem = analyser::stem(&word);
                assert!(word.contains(core_of(&stem)), "{word} → {stem}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_keeps_all_but_the_first_letter_of_its_stem(word in "[a-z]{1,16}") {
            proptest::prop_assert!(word.contains(core_of(&analyser::stem(&word))));
        }

        #[test]
        fn the_runs_together_are_the_text(text in "(?s).{0,200}", word in "[a-z]{1,3}") {
            let runs = mark(&text, &terms(&[&word], &[&word], &[&word]));
            let joined: String = runs.iter().map(|(_, run)| *run).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
