//! What a reader asks of the catalogue, as it stands in the address of the page.

use search::{Field, Filters, Query, Sort};
use ui::page::query_value;

/// Where the results are.
pub(super) const PATH: &str = "/katalog";
/// Results on a page.
pub(super) const PER_PAGE: usize = 20;
/// The last page there is: the index fetches no hit beyond the 10,000th.
pub(super) const LAST_PAGE: u32 = 500;
/// Letters of a query, and values of one filter, that are read; nobody types more.
const LONGEST: usize = 300;
const MOST_VALUES: usize = 40;

/// Fields one can search in, with their word in the address.
pub(super) const FIELDS: [(Field, &str); 7] = [
    (Field::Everything, ""),
    (Field::Title, "judul"),
    (Field::Author, "pengarang"),
    (Field::Subject, "topik"),
    (Field::Publisher, "penerbit"),
    (Field::Isbn, "isbn"),
    (Field::CallNumber, "nopang"),
];

/// Orders of the results, with their word in the address.
pub(super) const SORTS: [(Sort, &str); 5] = [
    (Sort::Relevance, ""),
    (Sort::Added, "baru"),
    (Sort::Newest, "terbit"),
    (Sort::MostLoaned, "laris"),
    (Sort::TitleAz, "judul"),
];

/// A question, read from an address and written into one again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The words (`q`).
    pub text: String,
    /// Where to look for them (`f`).
    pub field: Field,
    /// What is filtered: `a` available, `d` shelf, `u` audience, `k` kind, `l` language, `t` subject, `p` place,
    /// `from` and `to` year.
    pub filters: Filters,
    /// The order (`s`).
    pub sort: Sort,
    /// The page of results, from 0 (`n`, from 1).
    pub page: u32,
}

impl Asked {
    /// Reads the parameters; what makes no sense is passed over.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            asked.take(name, value.trim());
        }
        let Filters { from_year: from, to_year: to, .. } = &mut asked.filters;
        if from.zip(*to).is_some_and(|(from, to)| from > to) {
            std::mem::swap(from, to);
        }
        asked
    }

    fn take(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let filters = &mut self.filters;
        let year = || value.parse().ok().filter(|year| (1..=9999).contains(year));
        match name {
            "q" => self.text = value.chars().take(LONGEST).collect::<String>().trim().to_owned(),
            "f" => self.field = by_word(&FIELDS, value),
            "s" => self.sort = by_word(&SORTS, value),
            "n" => self.page = value.parse().unwrap_or(1).clamp(1, LAST_PAGE) - 1,
            "a" => filters.available = true,
            "d" => add(&mut filters.shelves, value.parse().ok().filter(|class| *class < 10)),
            "u" => add(&mut filters.audiences, short(value)),
            "k" => add(&mut filters.kinds, short(value)),
            "l" => add(&mut filters.languages, short(value)),
            "t" => add(&mut filters.subjects, short(value)),
            "p" => add(&mut filters.places, short(value)),
            "from" => filters.from_year = year(),
            "to" => filters.to_year = year(),
            _ => {}
        }
    }

    /// The question as the index takes it.
    pub fn query(&self) -> Query {
        Query {
            text: self.text.clone(),
            field: self.field,
            filters: self.filters.clone(),
            sort: self.sort,
            offset: self.page as usize * PER_PAGE,
            limit: PER_PAGE,
            exact: false,
        }
    }

    /// The address of these results.
    pub fn href(&self) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return PATH.to_owned();
        }
        let parts = pairs.iter().map(|(name, value)| format!("{name}={}", query_value(value)));
        format!("{PATH}?{}", parts.collect::<Vec<_>>().join("&"))
    }

    /// Every parameter, always in the same order.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.words();
        pairs.extend(self.filter_pairs());
        pairs.extend(self.order());
        if self.page > 0 {
            pairs.push(("n", (self.page + 1).to_string()));
        }
        pairs
    }

    fn words(&self) -> Vec<(&'static str, String)> {
        let field = word_of(&FIELDS, self.field);
        let words = [("q", self.text.as_str()), ("f", field)];
        words.into_iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| (n, v.to_owned())).collect()
    }

    fn order(&self) -> Option<(&'static str, String)> {
        let word = word_of(&SORTS, self.sort);
        (!word.is_empty()).then(|| ("s", word.to_owned()))
    }

    fn filter_pairs(&self) -> Vec<(&'static str, String)> {
        let filters = &self.filters;
        let mut pairs = Vec::new();
        if filters.available {
            pairs.push(("a", "1".to_owned()));
        }
        pairs.extend(filters.shelves.iter().map(|class| ("d", class.to_string())));
        let lists = [
            ("u", &filters.audiences),
            ("k", &filters.kinds),
            ("l", &filters.languages),
            ("t", &filters.subjects),
            ("p", &filters.places),
        ];
        pairs.extend(lists.into_iter().flat_map(|(name, list)| list.iter().map(move |v| (name, v.clone()))));
        pairs.extend(filters.from_year.map(|year| ("from", year.to_string())));
        pairs.extend(filters.to_year.map(|year| ("to", year.to_string())));
        pairs
    }

    /// What the form of the filters keeps: words and order.
    pub fn kept_by_filters(&self) -> Vec<(String, String)> {
        owned(self.words().into_iter().chain(self.order()))
    }

    /// What the form of the order keeps: words and filters.
    pub fn kept_by_order(&self) -> Vec<(String, String)> {
        owned(self.words().into_iter().chain(self.filter_pairs()))
    }

    /// How many filters are set; a stretch of years is one.
    pub fn active(&self) -> usize {
        let filters = &self.filters;
        let years = filters.from_year.or(filters.to_year).is_some();
        usize::from(filters.available)
            + usize::from(years)
            + filters.shelves.len()
            + [&filters.audiences, &filters.kinds, &filters.languages, &filters.subjects, &filters.places]
                .into_iter()
                .map(Vec::len)
                .sum::<usize>()
    }

    /// The same question changed, from its first page.
    pub fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = Self { page: 0, ..self.clone() };
        change(&mut other);
        other
    }

    /// The same words without any filter.
    pub fn unfiltered(&self) -> Self {
        self.but(|asked| asked.filters = Filters::default())
    }

    /// Whether nothing is asked at all: one looks around.
    pub fn is_browsing(&self) -> bool {
        self.text.is_empty() && self.active() == 0
    }
}

fn by_word<T: Copy + Default>(list: &[(T, &str)], word: &str) -> T {
    list.iter().find(|(_, known)| *known == word).map(|(value, _)| *value).unwrap_or_default()
}

fn word_of<T: Copy + PartialEq>(list: &[(T, &'static str)], value: T) -> &'static str {
    list.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

fn short(value: &str) -> Option<String> {
    (value.len() <= LONGEST).then(|| value.to_owned())
}

fn add<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    list.extend(value.filter(|value| list.len() < MOST_VALUES && !list.contains(value)));
}

fn owned(pairs: impl Iterator<Item = (&'static str, String)>) -> Vec<(String, String)> {
    pairs.map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Takes an address apart as a server does.
    fn parse(href: &str) -> Vec<(String, String)> {
        let decoded = |text: &str| {
            let mut bytes = Vec::new();
            let mut rest = text.bytes();
            while let Some(byte) = rest.next() {
                if byte == b'%' {
                    let hex: String = rest.by_ref().take(2).map(char::from).collect();
                    bytes.push(u8::from_str_radix(&hex, 16).unwrap());
                } else {
                    bytes.push(byte);
                }
            }
            String::from_utf8(bytes).unwrap()
        };
        let Some((_, query)) = href.split_once('?') else { return Vec::new() };
        let pair =
            |part: &str| part.split_once('=').map(|(name, value)| (name.to_owned(), decoded(value))).unwrap();
        query.split('&').map(pair).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn nothing_asked_is_the_plain_address() {
        assert_eq!(Asked::default().href(), "/katalog");
        assert!(Asked::read(&pairs(&[("q", "  "), ("from", ""), ("x", "1")])).is_browsing());
    }

    #[test]
    fn a_question_makes_a_short_address() {
        let asked = Asked::read(&pairs(&[
            ("from", "2000"),
            ("l", "ind"),
            ("a", "1"),
            ("q", "bunga krisan"),
            ("d", "6"),
            ("d", "7"),
            ("s", "baru"),
            ("n", "2"),
        ]));
        assert_eq!(asked.href(), "/katalog?q=bunga%20krisan&a=1&d=6&d=7&l=ind&from=2000&s=baru&n=2");
        assert_eq!((asked.active(), asked.query().offset), (5, 20));
        assert_eq!(asked.unfiltered().href(), "/katalog?q=bunga%20krisan&s=baru");
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        let asked = Asked::read(&pairs(&[
            ("d", "12"),
            ("d", "x"),
            ("f", "warna"),
            ("n", "-3"),
            ("from", "2020"),
            ("to", "1990"),
            ("l", "ind"),
            ("l", "ind"),
        ]));
        assert_eq!(asked.href(), "/katalog?l=ind&from=1990&to=2020");
    }

    proptest! {
        #[test]
        fn what_is_asked_comes_back_from_its_address(
            list in prop::collection::vec(("q|f|a|d|u|k|l|t|p|from|to|s|n|zz", ".{0,12}|[0-9]{1,4}|judul|topik|baru"), 0..24)
        ) {
            let asked = Asked::read(&list);
            prop_assert_eq!(&Asked::read(&parse(&asked.href())), &asked);
            prop_assert!(asked.href().is_ascii());
        }

        #[test]
        fn any_page_that_is_asked_for_can_be_fetched(page in any::<String>()) {
            let query = Asked::read(&[("n".to_owned(), page)]).query();
            prop_assert!(query.offset + query.limit <= 10_000);
        }
    }
}
