//! What holds for every library and every question.
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use search::{Entry, Field, Filters, Index, Query, Results, Sort};

const WORDS: [&str; 12] = [
    "bunga",
    "krisan",
    "menanam",
    "tanaman",
    "ibu",
    "di",
    "sejarah",
    "tomohon",
    "al-qur'an",
    "anak-anak",
    "1984",
    "é",
];

fn texts(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(words).prop_map(str::to_owned)
}

prop_compose! {
    fn entry()(
        title in vec(select(&WORDS[..]), 1..4),
        subjects in vec(texts(&["Bunga", "Sejarah", "Anak"]), 0..3),
        language in texts(&["ind", "eng", ""]),
        kind in texts(&["book", "map"]),
        audience in texts(&["anak", "umum", ""]),
        shelf in option::of(0u8..4),
        places in subsequence(vec!["pusat", "bus", "cabang"], 0..=3),
        year in option::of(1999i32..2003),
        available: bool,
        hidden in prop::bool::weighted(0.2),
        loans in 0u64..100,
    ) -> Entry {
        let places = places.into_iter().map(str::to_owned).collect();
        let title = title.join(" ");
        Entry { title, subjects, language, kind, audience, shelf, places, year, available, hidden, loans,
            ..Entry::default() }
    }
}

prop_compose! {
    fn filters()(
        available: bool,
        languages in subsequence(vec!["ind", "eng"], 0..=2),
        kinds in subsequence(vec!["book", "map", "none"], 0..=2),
        audiences in subsequence(vec!["anak", "umum"], 0..=1),
        shelves in subsequence(vec![0u8, 1, 2, 9], 0..=2),
        places in subsequence(vec!["pusat", "bus"], 0..=2),
        subjects in subsequence(vec!["Bunga", "Sejarah"], 0..=1),
        from_year in option::of(1998i32..2003),
        to_year in option::of(1999i32..2004),
        include_hidden: bool,
    ) -> Filters {
        let own = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
        Filters { available, languages: own(languages), kinds: own(kinds), audiences: own(audiences), shelves,
            places: own(places), subjects: own(subjects), from_year, to_year, include_hidden }
    }
}

/// An index of several segments with some entries deleted again.
fn library(entries: &mut [Entry]) -> Index {
    let index = Index::in_memory().unwrap();
    for (id, entry) in (1..).zip(entries.iter_mut()) {
        entry.id = id;
    }
    for (commit, part) in (1..).zip(entries.chunks(15)) {
        index.apply(part, &[part[0].id], commit).unwrap();
    }
    index.apply(&[], &[2, 7], 99).unwrap();
    index
}

fn passes(entry: &Entry, filters: &Filters) -> bool {
    fn any<T: PartialEq>(wanted: &[T], has: &[T]) -> bool {
        wanted.is_empty() || has.iter().any(|value| wanted.contains(value))
    }
    (filters.include_hidden || !entry.hidden)
        && (!filters.available || entry.available)
        && any(&filters.languages, std::slice::from_ref(&entry.language))
        && any(&filters.kinds, std::slice::from_ref(&entry.kind))
        && any(&filters.audiences, std::slice::from_ref(&entry.audience))
        && any(&filters.shelves, entry.shelf.as_slice())
        && any(&filters.places, &entry.places)
        && any(&filters.subjects, &entry.subjects)
        && filters.from_year.is_none_or(|from| entry.year.is_some_and(|year| year >= from))
        && filters.to_year.is_none_or(|to| entry.year.is_some_and(|year| year <= to))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn facet_counts_equal_the_results_behind_them(
        mut entries in vec(entry(), 1..50),
        filters in filters(),
        text in select(vec!["", "bunga", "ibu di", "tanam", "-bunga", "tahun:2000-2001"]),
        sort in select(vec![Sort::Relevance, Sort::Newest]),
    ) {
        let index = library(&mut entries);
        let ask = |filters: &Filters| -> Results {
            let text = text.to_owned();
            index.search(&Query { text, filters: filters.clone(), sort, limit: 100, exact: true, ..Query::default() }).unwrap()
        };
        let total = |change: &dyn Fn(&mut Filters)| {
            let mut changed = filters.clone();
            change(&mut changed);
            ask(&changed).total
        };
        let results = ask(&filters);
        let facets = &results.facets;
        prop_assert_eq!(results.total as usize, results.hits.len());
        if text.is_empty() {
            let gone = [2, 7];
            let expected = entries.iter().filter(|e| !gone.contains(&e.id) && passes(e, &filters)).count();
            prop_assert_eq!(results.total as usize, expected);
        }
        prop_assert_eq!(facets.available, total(&|f| f.available = true));
        for language in ["ind", "eng"] {
            let shown = facets.languages.iter().find(|c| c.value == language).map_or(0, |c| c.count);
            prop_assert_eq!(shown, total(&|f| f.languages = vec![language.into()]));
        }
        for c in &facets.kinds {
            prop_assert_eq!(c.count, total(&|f| f.kinds = vec![c.value.clone()]));
        }
        for c in &facets.audiences {
            prop_assert_eq!(c.count, total(&|f| f.audiences = vec![c.value.clone()]));
        }
        for c in &facets.places {
            prop_assert_eq!(c.count, total(&|f| f.places = vec![c.value.clone()]));
        }
        for subject in ["Bunga", "Sejarah", "Anak"] {
            let shown = facets.subjects.iter().find(|c| c.value == subject).map_or(0, |c| c.count);
            prop_assert_eq!(shown, total(&|f| f.subjects = vec![subject.into()]));
        }
        for shelf in 0..4 {
            let shown = facets.shelves.iter().find(|(s, _)| *s == shelf).map_or(0, |(_, count)| *count);
            prop_assert_eq!(shown, total(&|f| f.shelves = vec![shelf]));
        }
        for &(year, count) in &facets.years {
            prop_assert_eq!(count, total(&|f| (f.from_year, f.to_year) = (Some(year), Some(year))));
        }
    }

    #[test]
    fn every_title_is_the_first_hit_of_its_own_query(
        titles in prop::collection::hash_set("[a-zé]{1,4}( (-?[a-z]{1,5}|di|judul:[a-z]{2}|\"[a-z]{2}\")){0,4}", 1..30),
        loans in vec(0u64..1_000_000, 30),
    ) {
        let folded = |title: &str| title.replace('é', "e").replace(['-', ':', '"'], " ");
        let mut seen = std::collections::HashSet::new();
        let titles: Vec<String> = titles
            .into_iter()
            .filter(|title| seen.insert(folded(title).split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let entries: Vec<Entry> = (1..).zip(&titles).zip(&loans)
            .map(|((id, title), &loans)| Entry { id, title: title.clone(), loans, ..Entry::default() })
            .collect();
        let index = Index::in_memory().unwrap();
        index.apply(&entries, &[], 1).unwrap();
        for entry in &entries {
            for field in [Field::Everything, Field::Title] {
                let text = entry.title.clone();
                let results = index.search(&Query { text, field, limit: 1, ..Query::default() }).unwrap();
                prop_assert_eq!(results.hits.first().map(|hit| hit.id), Some(entry.id), "{}", entry.title);
            }
        }
    }

    #[test]
    fn no_text_is_an_error(texts in vec("(?s)(\\PC|[\"*: -]|judul:|-|isbn:|[0-9]|é|'){0,60}", 1..20), exact: bool) {
        let index = Index::in_memory().unwrap();
        let entries: Vec<Entry> = (1..).zip(&texts)
            .map(|(id, text)| Entry { id, title: text.clone(), authors: vec![text.clone()], isbns: vec![text.clone()],
                call_number: text.clone(), ddc: text.clone(), language: text.clone(), places: vec![text.clone()],
                subjects: vec![text.clone()], ..Entry::default() })
            .collect();
        index.apply(&entries, &[], 1).unwrap();
        for text in &texts {
            for field in [Field::Everything, Field::Author, Field::Isbn, Field::CallNumber, Field::Ddc, Field::Year] {
                index.search(&Query { text: text.clone(), field, exact, limit: 5, ..Query::default() }).unwrap();
            }
            index.suggest(text, 8).unwrap();
        }
    }
}
