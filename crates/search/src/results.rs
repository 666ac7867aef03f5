//! What a search answers.

use crate::Terms;

/// The answer to one query.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// Entries that match the words and pass every filter.
    pub total: u64,
    /// The asked-for stretch of them, best first.
    pub hits: Vec<Hit>,
    /// How many entries each further choice would show.
    pub facets: Facets,
    /// True when no entry had all the words and these have only some of them.
    pub only_some_words: bool,
    /// The query with misspelt words replaced, when fewer than three results have all its words and more have all of
    /// these.
    pub did_you_mean: Option<String>,
    /// The words looked for, to mark them in what is shown.
    pub terms: Terms,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record's id.
    pub id: u128,
    /// The text given as [`crate::Entry::display`].
    pub display: String,
    /// Greater is better; 0 when sorted by anything but relevance.
    pub score: f32,
}

/// A value of a facet and the number of results that choosing it alone in its group would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The value as the entries carry it.
    pub value: String,
    /// Results behind it.
    pub count: u64,
}

/// Counts per facet, most frequent first; shelves and years in their order. Values without results
/// are left out. The count beside a value is the number of results of the same words with the filters
/// of all *other* groups and that value alone in its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Results that can be borrowed now.
    pub available: u64,
    /// ISO 639-2 codes.
    pub languages: Vec<Count>,
    /// Kinds of material.
    pub kinds: Vec<Count>,
    /// For whom.
    pub audiences: Vec<Count>,
    /// Hundreds of the Dewey classification, 0 to 9.
    pub shelves: Vec<(u8, u64)>,
    /// Branches that hold a copy; an entry counts in each.
    pub places: Vec<Count>,
    /// Years of publication.
    pub years: Vec<(i32, u64)>,
    /// The twenty most frequent subjects.
    pub subjects: Vec<Count>,
}

/// What the start of a word may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The title, name or subject as the entries carry it.
    pub text: String,
    /// What the text is.
    pub kind: SuggestionKind,
    /// The record, for a title.
    pub id: Option<u128>,
}

/// What a suggestion names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// The title of a record.
    Title,
    /// An author.
    Author,
    /// A subject.
    Subject,
}
