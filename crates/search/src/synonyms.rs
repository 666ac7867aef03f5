//! Words that mean what other words mean: who types one also finds the other, further down.

use std::collections::HashMap;

use crate::analyser;
use crate::query::{Clause, Field, What};

/// No more words of a query than this are taken together for a synonym.
const MOST_WORDS: usize = 6;

/// For words as typed, those that are looked for besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    others: HashMap<String, Vec<String>>,
    /// Words in the longest entry.
    longest: usize,
}

/// Words as the index compares them: lower case, without diacritics and signs, one blank between two.
pub fn folded(words: &str) -> String {
    analyser::fold_line(words)
}

impl Synonyms {
    /// The synonyms of these pairs: who types the first also finds the second. It is not so the other way round
    /// unless another pair says so, and not over a third word.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Synonyms {
        let mut synonyms = Synonyms::default();
        for (typed, other) in pairs {
            let (typed, other) = (folded(typed), folded(other));
            let words = typed.split(' ').count();
            if typed.is_empty() || other.is_empty() || typed == other || words > MOST_WORDS {
                continue;
            }
            let others = synonyms.others.entry(typed).or_default();
            if !others.contains(&other) {
                others.push(other);
            }
            synonyms.longest = synonyms.longest.max(words);
        }
        synonyms
    }

    /// What may stand for the beginning of `clauses`, and for how many of them (at least one): the longest
    /// entry wins.
    pub(crate) fn at(&self, clauses: &[Clause]) -> (usize, &[String]) {
        let field = clauses.first().map_or(Field::Everything, |clause| clause.field);
        let (mut line, mut best) = (String::new(), (1, &[][..]));
        let plain = clauses.iter().take(self.longest).take_while(|clause| {
            let may_have = matches!(clause.field, Field::Everything | Field::Title | Field::Subject);
            may_have && clause.field == field && !clause.excluded
        });
        for (number, clause) in plain.enumerate() {
            let What::Word { text, beginning: false } = &clause.what else { break };
            if number > 0 {
                line.push(' ');
            }
            line.push_str(&analyser::fold_line(text));
            if let Some(others) = self.others.get(&line) {
                best = (number + 1, others.as_slice());
            }
        }
        best
    }
}
