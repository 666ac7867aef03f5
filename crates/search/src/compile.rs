//! Clauses into Tantivy queries. Every word is demanded once, by its stem over all words of the
//! entry; the forms and places that make a match better only add to its score.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as TantivyQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analyser::{self, Piece};
use crate::query::{self, Clause, Field, Query, What};
use crate::schema::Fields;
use crate::synonyms::Synonyms;
use crate::{Terms, isbn};

type Boxed = Box<dyn TantivyQuery>;

/// The last word also counts as a beginning from this length on; shorter ones would match half the
/// library.
const SHORTEST_BEGINNING: usize = 3;
/// Above anything the words of a query can add up to: a whole title is the first hit, and what a label says is
/// the first where no title is so.
const WHOLE_TITLE: f32 = 100_000.0;
const OTHER_WHOLE_TITLE: f32 = 50_000.0;
const WHOLE_LABEL: f32 = 25_000.0;
const PHRASE_IN_TITLE: f32 = 2.0;
const BEGINNING: f32 = 0.3;
/// The word in another spelling of Indonesian.
const SPELLING: f32 = 0.5;
/// More than the stem of a word can add up to, and so little that no number of words reaches a whole label: what
/// has the word as it was typed comes before what has another form of it in a better place.
const AS_TYPED: f32 = 100.0;
/// So much less than the word itself that no frequency makes up for it.
const SYNONYM: f32 = 0.01;
/// Words of no more letters are in every third title: alone they say nothing about what somebody looks for.
const LIGHT: usize = 2;
/// A number of four digits in this span may be the year of publication.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;

/// A query's text, read and ready to be turned into Tantivy's terms.
pub(crate) struct Compiled {
    required: Vec<Demand>,
    excluded: Vec<Boxed>,
    better: Vec<(Occur, Boxed)>,
    whole: Vec<(Occur, Boxed)>,
    pub terms: Terms,
    /// No text at all: everything matches.
    pub browsing: bool,
}

/// What an entry must have.
struct Demand {
    query: Boxed,
    /// Not enough by itself.
    light: bool,
}

/// Reads and compiles the text of a query, whose last word may be the beginning of one where it is `open`.
pub(crate) fn compile(
    searcher: &Searcher,
    fields: &Fields,
    synonyms: &Synonyms,
    query: &Query,
    open: bool,
) -> Compiled {
    let mut compiled = Compiled {
        required: Vec::new(),
        excluded: Vec::new(),
        better: Vec::new(),
        whole: Vec::new(),
        terms: Terms::default(),
        browsing: query.text.trim().is_empty(),
    };
    if compiled.browsing {
        return compiled;
    }
    let clauses = clauses(query);
    let mut rest = clauses.as_slice();
    while !rest.is_empty() {
        let (together, others) = if query.exact { (1, &[][..]) } else { synonyms.at(rest) };
        let (now, later) = rest.split_at(together);
        let before = compiled.required.len();
        for (number, clause) in now.iter().enumerate() {
            let last = open && later.is_empty() && number + 1 == together;
            compiled.add(searcher, fields, clause, query.exact, last);
        }
        compiled.or_else(searcher, fields, before, now[0].field, others);
        rest = later;
    }
    compiled.add_whole(fields, query);
    compiled
}

/// The clauses of a query; a text that is one spaced ISBN is one clause.
fn clauses(query: &Query) -> Vec<Clause> {
    let whole_is_number = matches!(query.field, Field::Everything | Field::Isbn)
        && query.text.contains(char::is_whitespace)
        && query.text.len() < 40
        && isbn::forms(query.text.trim()).len() > 1;
    if !whole_is_number && query.field != Field::Isbn {
        return query::parse(&query.text, query.field);
    }
    let what = What::Word { text: query.text.trim().chars().take(40).collect(), beginning: false };
    vec![Clause { field: Field::Isbn, excluded: false, what, range: 0..0 }]
}

impl Compiled {
    /// The query demanding all the words, or at least so many of those that say something.
    pub(crate) fn query(&self, at_least: Option<usize>) -> Boxed {
        if self.browsing {
            return Box::new(AllQuery);
        }
        let mut demands = if self.required.is_empty() {
            let everything: Boxed =
                if self.excluded.is_empty() { Box::new(EmptyQuery) } else { Box::new(AllQuery) };
            vec![(Occur::Must, everything)]
        } else {
            let words = |light: bool| {
                let these = self.required.iter().filter(move |demand| demand.light == light);
                these.map(|demand| demand.query.box_clone())
            };
            match at_least {
                None => words(false).chain(words(true)).map(|word| (Occur::Must, word)).collect(),
                Some(least) => {
                    let some =
                        BooleanQuery::union_with_minimum_required_clauses(words(false).collect(), least);
                    let light = words(true).map(|word| (Occur::Should, word));
                    std::iter::once((Occur::Must, Box::new(some) as Boxed)).chain(light).collect()
                }
            }
        };
        demands.extend(self.better.iter().map(|(occur, query)| (*occur, query.box_clone())));
        demands.extend(self.excluded.iter().map(|query| (Occur::MustNot, query.box_clone())));
        let words = Box::new(BooleanQuery::new(demands));
        if self.whole.is_empty() {
            return words;
        }
        let mut either = vec![(Occur::Should, words as Boxed)];
        either.extend(self.whole.iter().map(|(occur, query)| (*occur, query.box_clone())));
        Box::new(BooleanQuery::new(either))
    }

    /// How many words and phrases that say something are demanded, and whether there are others.
    pub(crate) fn words(&self) -> (usize, bool) {
        let heavy = self.required.iter().filter(|demand| !demand.light).count();
        (heavy, heavy < self.required.len())
    }

    /// Leaves out the clauses of whole titles and labels when none is like that: most often.
    pub(crate) fn drop_whole(&mut self) {
        self.whole.clear();
    }

    /// Whether some title or label is exactly the text.
    pub(crate) fn is_whole(&self) -> bool {
        !self.whole.is_empty()
    }

    /// The terms whose presence says that some title, barcode or call number is exactly the text.
    pub(crate) fn whole_terms(fields: &Fields, query: &Query) -> Vec<(Term, f32)> {
        let (titles, labels) = match query.field {
            Field::Everything => (true, true),
            Field::Title => (true, false),
            Field::CallNumber => (false, true),
            _ => return Vec::new(),
        };
        let line = query::signed_line(&query.text).unwrap_or_else(|| analyser::fold_line(&query.text));
        let title = || (Term::from_field_text(fields.whole_title, &line), WHOLE_TITLE);
        let other_title = || (fields.other_title_term(&line), OTHER_WHOLE_TITLE);
        let label = || (Term::from_field_text(fields.label, &line), WHOLE_LABEL);
        let of_titles = titles.then(|| [title(), other_title()]).into_iter().flatten();
        of_titles.chain(labels.then(label)).collect()
    }

    fn add_whole(&mut self, fields: &Fields, query: &Query) {
        for (term, score) in Self::whole_terms(fields, query) {
            let query = ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), score);
            self.whole.push((Occur::Should, Box::new(query)));
        }
    }

    fn add(&mut self, searcher: &Searcher, fields: &Fields, clause: &Clause, exact: bool, last: bool) {
        let queries = match (&clause.what, clause.field) {
            (What::Word { text, .. } | What::Phrase(text), Field::Isbn) => number(fields, text),
            (What::Word { text, .. } | What::Phrase(text), Field::CallNumber) => call_number(fields, text),
            (What::Word { text, .. } | What::Phrase(text), Field::Ddc) => {
                let ddc = text.trim().to_lowercase();
                if ddc.is_empty() { Vec::new() } else { vec![beginning(fields.ddc, &ddc)] }
            }
            (What::Word { text, .. } | What::Phrase(text), Field::Year) => year(fields, text),
            (What::Phrase(text), field) => {
                self.phrase(fields, field, &analyser::pieces(text), clause.excluded)
            }
            (What::Word { text, .. }, field) if clause.excluded => {
                self.phrase(fields, field, &analyser::pieces(text), true)
            }
            (What::Word { text, beginning }, field) => {
                let pieces = analyser::pieces(text);
                let compounds: Vec<_> = analyser::compounds(&pieces).collect();
                let end = compounds.len().saturating_sub(1);
                let numbers = if field == Field::Everything { isbn::forms(text) } else { Vec::new() };
                let mut queries = Vec::new();
                for (place, compound) in compounds.into_iter().enumerate() {
                    let open = place == end && (*beginning || (last && !exact));
                    let word = Word { compound, exact, open, asked: *beginning };
                    queries.push(self.word(searcher, fields, field, &word, &numbers));
                }
                queries
            }
        };
        if clause.excluded {
            self.excluded.extend(queries);
            return;
        }
        let (What::Word { text, .. } | What::Phrase(text)) = &clause.what;
        let light = clause.field == Field::Everything && text.chars().count() <= LIGHT;
        self.required.extend(queries.into_iter().map(|query| Demand { query, light }));
    }

    /// Lets any of the `others` stand for all the demands added since there were `before` of them.
    fn or_else(
        &mut self,
        searcher: &Searcher,
        fields: &Fields,
        before: usize,
        field: Field,
        others: &[String],
    ) {
        if others.is_empty() || self.required.len() == before {
            return;
        }
        let mut typed: Vec<Boxed> =
            self.required.split_off(before).into_iter().map(|demand| demand.query).collect();
        let typed =
            if typed.len() == 1 { typed.remove(0) } else { Box::new(BooleanQuery::intersection(typed)) };
        let mut ways: Vec<Boxed> = vec![typed];
        for other in others {
            let words: Vec<&str> = other.split(' ').collect();
            let found = match words.as_slice() {
                [only] => {
                    self.terms.stems.insert(analyser::stem(only));
                    any(of_stem(searcher, handle(fields, field), only))
                }
                words => {
                    self.terms.words.extend(words.iter().map(|word| (*word).to_owned()));
                    sequence(handle(fields, field), words)
                }
            };
            ways.push(Box::new(BoostQuery::new(found, SYNONYM)));
        }
        self.required.push(Demand { query: Box::new(BooleanQuery::union(ways)), light: false });
    }

    fn phrase(&mut self, fields: &Fields, field: Field, pieces: &[Piece], excluded: bool) -> Vec<Boxed> {
        let words: Vec<&str> = pieces.iter().map(|piece| piece.folded.as_str()).take(64).collect();
        if words.is_empty() {
            return Vec::new();
        }
        if !excluded {
            self.terms.words.extend(words.iter().map(|word| (*word).to_owned()));
            if field == Field::Everything {
                let in_title = BoostQuery::new(sequence(fields.title, &words), PHRASE_IN_TITLE);
                self.better.push((Occur::Should, Box::new(in_title)));
            }
        }
        let found = sequence(handle(fields, field), &words);
        if excluded && words.len() > 1 {
            // Tantivy 0.27 asserts in debug builds that a phrase is never asked about a document it
            // has passed, which exclusion does; a union does not pass the question on.
            return vec![Box::new(BooleanQuery::union(vec![found.box_clone(), found]))];
        }
        vec![found]
    }

    fn word(
        &mut self,
        searcher: &Searcher,
        fields: &Fields,
        field: Field,
        word: &Word<'_>,
        numbers: &[String],
    ) -> Boxed {
        let place = handle(fields, field);
        let stemmed = !word.exact && !matches!(field, Field::Author | Field::Publisher) && !word.asked;
        let joined = analyser::joined(word.compound);
        self.remember(word, joined.as_deref(), stemmed);
        let forms = |piece: &Piece| {
            if stemmed { of_stem(searcher, place, &piece.folded) } else { vec![term(place, &piece.folded)] }
        };
        let mut ways: Vec<Boxed> = match word.compound {
            [only] if word.asked => vec![beginning(place, &only.folded)],
            [only] => forms(only),
            parts => {
                let parts = parts.iter().map(|part| any(forms(part))).collect();
                vec![Box::new(BooleanQuery::intersection(parts))]
            }
        };
        let whole = joined.as_deref().unwrap_or(&word.compound[0].folded);
        if joined.is_some() {
            ways.push(term(place, whole));
        }
        if word.open && (joined.is_some() || !word.asked) && whole.chars().count() >= SHORTEST_BEGINNING {
            ways.push(Box::new(BoostQuery::new(beginning(place, whole), BEGINNING)));
        }
        ways.extend(numbers.iter().map(|number| term(fields.isbn, number)));
        if !word.exact && !word.asked {
            ways.extend(self.other_spellings(searcher, place, whole));
        }
        if field == Field::Everything && is_year(whole) {
            ways.extend(year(fields, whole));
        }
        self.prefer(fields, field, whole, stemmed);
        if word.asked && matches!(field, Field::Everything | Field::Title) {
            let titles = [(fields.whole_title, 2.0 * AS_TYPED), (fields.title, AS_TYPED)];
            let begun = titles.map(|(place, score)| {
                let query = ConstScoreQuery::new(beginning(place, whole), score);
                (Occur::Should, Box::new(query) as Boxed)
            });
            self.better.extend(begun);
        }
        any(ways)
    }

    /// The word as it is written today where an entry has it in an older spelling, and the other way round.
    fn other_spellings(&mut self, searcher: &Searcher, place: Handle, whole: &str) -> Vec<Boxed> {
        let todays = analyser::todays(whole);
        let mut forms = vec![analyser::spelling_term(todays.as_deref().unwrap_or(whole))];
        forms.extend(todays.clone());
        // Hardly ever is there one, and a word of one form is found faster.
        forms.retain(|form| is_known(searcher, place, form));
        if !forms.is_empty() {
            self.terms.spellings.insert(todays.unwrap_or_else(|| whole.to_owned()));
        }
        let found = |form: String| Box::new(BoostQuery::new(term(place, &form), SPELLING)) as Boxed;
        forms.into_iter().map(found).collect()
    }

    fn remember(&mut self, word: &Word<'_>, joined: Option<&str>, stemmed: bool) {
        let folded = word.compound.iter().map(|piece| piece.folded.as_str());
        if stemmed {
            self.terms.stems.extend(folded.clone().map(analyser::stem));
        }
        let whole = joined.unwrap_or(&word.compound[0].folded);
        if word.open && (word.asked || whole.chars().count() >= SHORTEST_BEGINNING) {
            self.terms.beginnings.insert(whole.to_owned());
        }
        self.terms.words.extend(folded.map(str::to_owned));
        self.terms.words.extend(joined.map(str::to_owned));
    }

    /// The word exactly as typed, and in weightier places, is a better match.
    fn prefer(&mut self, fields: &Fields, field: Field, whole: &str, stemmed: bool) {
        let mut prefer = |place: Handle, text: &str, boost: f32| {
            self.better.push((Occur::Should, Box::new(BoostQuery::new(term(place, text), boost))));
        };
        match field {
            Field::Everything => {
                prefer(fields.author, whole, 2.5);
                prefer(fields.subject, whole, 1.5);
                if !stemmed {
                    prefer(fields.title, whole, 3.0);
                } else {
                    let [stem, others] = analyser::stem_terms(whole);
                    prefer(fields.title, &others, 1.5);
                    if stem == whole {
                        prefer(fields.title, whole, 4.5);
                    } else {
                        prefer(fields.title, whole, 3.0);
                        prefer(fields.title, &stem, 1.5);
                    }
                    let typed = ConstScoreQuery::new(term(fields.all, whole), AS_TYPED);
                    self.better.push((Occur::Should, Box::new(typed)));
                }
            }
            Field::Title | Field::Subject if stemmed => prefer(handle(fields, field), whole, 2.0),
            _ => {}
        }
    }
}

/// A word as typed and how it may be matched.
struct Word<'a> {
    compound: &'a [Piece],
    exact: bool,
    /// Also matches as a beginning.
    open: bool,
    /// The user wrote `word*`.
    asked: bool,
}

fn handle(fields: &Fields, field: Field) -> Handle {
    match field {
        Field::Title => fields.title,
        Field::Author => fields.author,
        Field::Subject => fields.subject,
        Field::Publisher => fields.publisher,
        Field::Isbn => fields.isbn,
        Field::CallNumber => fields.call_number,
        Field::Ddc => fields.ddc,
        Field::Year => fields.year,
        Field::Everything => fields.all,
    }
}

fn term(field: Handle, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn is_known(searcher: &Searcher, field: Handle, text: &str) -> bool {
    searcher.doc_freq(&Term::from_field_text(field, text)).is_ok_and(|entries| entries > 0)
}

/// Any word with the stem of this one, in those forms some entry has: a word of one form is found faster.
fn of_stem(searcher: &Searcher, field: Handle, word: &str) -> Vec<Boxed> {
    let forms = analyser::stem_terms(word);
    let known = forms.iter().filter(|form| is_known(searcher, field, form));
    let found: Vec<Boxed> = known.map(|form| term(field, form)).collect();
    if found.is_empty() { vec![Box::new(EmptyQuery)] } else { found }
}

/// Any of these ways.
fn any(mut ways: Vec<Boxed>) -> Boxed {
    if ways.len() == 1 { ways.remove(0) } else { Box::new(BooleanQuery::union(ways)) }
}

/// Any word that begins so.
pub(crate) fn beginning(field: Handle, text: &str) -> Boxed {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, text), 0, false))
}

fn sequence(field: Handle, words: &[&str]) -> Boxed {
    match words {
        [only] => term(field, only),
        _ => {
            Box::new(PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect()))
        }
    }
}

fn number(fields: &Fields, text: &str) -> Vec<Boxed> {
    let mut forms = isbn::forms(text);
    if forms.is_empty() {
        forms.push(text.chars().filter(|c| c.is_ascii_alphanumeric()).collect());
    }
    vec![Box::new(BooleanQuery::union(forms.iter().map(|form| term(fields.isbn, form)).collect()))]
}

fn call_number(fields: &Fields, text: &str) -> Vec<Boxed> {
    analyser::marks(text).map(|mark| beginning(fields.call_number, &mark)).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year| YEARS.contains(&year))
}

fn year(fields: &Fields, text: &str) -> Vec<Boxed> {
    let Some((from, to)) = query::years(text.trim()) else { return vec![Box::new(EmptyQuery)] };
    let bound = |year: Option<i32>, open: i64| {
        Bound::Included(Term::from_field_i64(fields.year, year.map_or(open, i64::from)))
    };
    // Year 0 stands for unknown.
    let span = RangeQuery::new(bound(from, 1), bound(to, 9999));
    vec![Box::new(ConstScoreQuery::new(Box::new(span), 0.0))]
}
