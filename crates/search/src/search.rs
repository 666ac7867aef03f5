//! Answering a query.

use tantivy::Searcher;

use crate::collector::{Found, Gather};
use crate::compile::{self, Compiled};
use crate::query::{Filters, Query, Sort};
use crate::results::{Hit, Results};
use crate::schema::Row;
use crate::{Error, Index};

/// Hits further down than this are not fetched.
const DEEPEST: usize = 10_000;
/// Spelling is looked into when there are fewer results than this, or none with all the words.
const FEW: u64 = 3;

impl Index {
    /// Answers a query. Any text is a question; none is an error.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query) -> Result<Results, Error> {
        self.answer(query).map_err(Error::read)
    }

    fn answer(&self, query: &Query) -> tantivy::Result<Results> {
        let searcher = self.reader.searcher();
        let mut compiled = compile::compile(&searcher, &self.fields, &self.synonyms(), query, true);
        if !self.has_whole(&searcher, query)? {
            compiled.drop_whole();
        }
        let (found, only_some_words) = self.find(&searcher, query, &compiled)?;
        let may_be_misspelt = !query.exact && !compiled.browsing && !compiled.is_whole();
        let with_all = if only_some_words { 0 } else { found.total };
        let did_you_mean = if with_all < FEW && query.offset == 0 && may_be_misspelt {
            self.correct(&searcher, query)?
        } else {
            None
        };
        Ok(Results {
            total: found.total,
            hits: self.fetch(&searcher, query, &found)?,
            facets: found.facets,
            only_some_words,
            did_you_mean,
            terms: compiled.terms,
        })
    }

    /// Whether some title or label is exactly the text.
    fn has_whole(&self, searcher: &Searcher, query: &Query) -> tantivy::Result<bool> {
        for (term, _) in Compiled::whole_terms(&self.fields, query) {
            if searcher.doc_freq(&term)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All the words; failing that, all that say something, all of these but one, half, any.
    fn find(
        &self,
        searcher: &Searcher,
        query: &Query,
        compiled: &Compiled,
    ) -> tantivy::Result<(Found, bool)> {
        let found = self.gather(searcher, query, compiled, None)?;
        let (words, others) = compiled.words();
        if found.matched > 0 || query.exact || words == 0 || (words < 2 && !others) {
            return Ok((found, false));
        }
        let mut fewer = vec![words, words - 1, words / 2, 1];
        fewer.dedup();
        fewer.retain(|least| *least > 0 && (others || *least < words));
        for least in fewer {
            let some = self.gather(searcher, query, compiled, Some(least))?;
            if some.matched > 0 {
                return Ok((some, true));
            }
        }
        Ok((found, false))
    }

    /// How many visible entries have all the words of `query`, the last perhaps as a beginning where it is `open`,
    /// whatever it is narrowed to.
    pub(crate) fn count_of(&self, searcher: &Searcher, query: &Query, open: bool) -> tantivy::Result<u64> {
        let compiled = compile::compile(searcher, &self.fields, &self.synonyms(), query, open);
        let query = Query { filters: Filters::default(), offset: 0, limit: 1, ..query.clone() };
        Ok(self.gather(searcher, &query, &compiled, None)?.total)
    }

    fn gather(
        &self,
        searcher: &Searcher,
        query: &Query,
        compiled: &Compiled,
        at_least: Option<usize>,
    ) -> tantivy::Result<Found> {
        let segments = self.segments.of(searcher)?;
        let sort = match query.sort {
            Sort::Relevance if compiled.browsing => Sort::Added,
            sort => sort,
        };
        let gather = Gather {
            segments: &segments,
            filters: &query.filters,
            sort,
            keep: query.offset.saturating_add(query.limit).min(DEEPEST),
            scoring: sort == Sort::Relevance,
        };
        searcher.search(compiled.query(at_least).as_ref(), &gather)
    }

    fn fetch(&self, searcher: &Searcher, query: &Query, found: &Found) -> tantivy::Result<Vec<Hit>> {
        let segments = self.segments.of(searcher)?;
        let asked = found.hits.iter().skip(query.offset).take(query.limit);
        asked
            .map(|(_, address, score)| {
                let Row(display) = searcher.doc(*address)?;
                Ok(Hit {
                    id: segments[address.segment_ord as usize].id(address.doc_id),
                    display,
                    score: *score,
                })
            })
            .collect()
    }
}
