//! Results: what was found, what narrows it, and ways on where nothing was.

use std::{collections::BTreeMap, sync::Arc};

use ::search::{Count, Field, Results, Sort, Terms, mark};
use askama::Template;
use kernel::Act;
use ui::{
    Html, Page, Speech,
    cover::Shelf,
    part::{
        Chip, Chips, Choice, FacetGroup, FacetOption, Facets, Fact, Hit, Link, Pager, SearchBox, Span, Years,
    },
};
use web::{Answer, Failure, Visit, see_other};

use super::{
    Public,
    asked::{Asked, FIELDS, LAST_PAGE, PATH, PER_PAGE, SORTS},
    labels,
};
use crate::{
    display::Display,
    record::{Audience, Form},
};

/// Letters of a summary a row shows, about.
const EXCERPT: usize = 220;
/// So far into a summary the first word found may stand before the excerpt begins later.
const LEAD: usize = 130;
/// Decades of publication to choose from; the last stands for all before.
const MOST_DECADES: usize = 6;
/// Options of a filter that can have many.
const MOST_OPTIONS: usize = 10;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    page: Page,
    search: SearchBox,
    facets: Option<Facets>,
    chips: Chips,
    /// What else the reader should know: other words, other spelling.
    hint: Html,
    order: Vec<Choice>,
    /// What the form of the order keeps.
    kept: Vec<(String, String)>,
    hits: Vec<Hit>,
    pager: Pager,
    /// Ways on when nothing was found, or nothing with all words.
    ways: Vec<Link>,
    shelves: Vec<(Shelf, Link, &'static str)>,
}

/// Answers a question to the catalogue; without one, what is new.
pub(super) async fn page(public: Arc<Public>, visit: Visit, pairs: Vec<(String, String)>) -> Answer {
    let asked = Asked::read(&pairs);
    let places = public.caught_up(&visit).await?;
    let results = public.ask(&asked.query())?;
    let pages = u32::try_from(results.total.div_ceil(PER_PAGE as u64)).unwrap_or(LAST_PAGE).min(LAST_PAGE);
    if asked.page > 0 && asked.page >= pages {
        return Ok(see_other(&Asked { page: pages.saturating_sub(1), ..asked }.href()));
    }
    let t = visit.t;
    let mut ways = if results.total == 0 { ways_on(&public, t, &asked, &results)? } else { Vec::new() };
    if (results.total == 0 || results.only_some_words) && !asked.text.is_empty() {
        ways.extend(visit.ways_on(&asked.text));
    }
    let view = View { t, asked: &asked, places: &places };
    let act = visit.act();
    let mut page = visit.public(view.title(results.total));
    page.crumbs = view.crumbs();
    page.description = t.say("search-page-description").to_owned();
    page.scripts.push("js/suggest.js");
    let anything = results.total > 0 || asked.active() > 0;
    visit.html(&SearchPage {
        search: search_box(t, &asked.text, asked.field, false),
        facets: anything.then(|| view.facets(&results)),
        chips: view.chips(),
        hint: view.hint(&results),
        order: view.order(),
        kept: asked.kept_by_order(),
        hits: results
            .hits
            .iter()
            .map(|hit| row(t, &Display::from_text(&hit.display), &results.terms, &act))
            .collect(),
        pager: Pager::new(t, asked.page + 1, pages, |n| Asked { page: n - 1, ..asked.clone() }.href()),
        shelves: if results.total == 0 { view.shelves() } else { Vec::new() },
        ways,
        page,
    })
}

/// The search box, small on the results, large on the home page.
pub(super) fn search_box(t: Speech, text: &str, field: Field, panel: bool) -> SearchBox {
    let choice = |(value, word): &(Field, &str)| {
        let key = if word.is_empty() {
            "search-page-field-all".to_owned()
        } else {
            format!("search-page-field-{word}")
        };
        Choice::new(*word, t.say(&key)).chosen(*value == field)
    };
    SearchBox {
        t,
        action: PATH.to_owned(),
        q: text.to_owned(),
        fields: if panel { Vec::new() } else { FIELDS.iter().map(choice).collect() },
        suggest: "/katalog/saran",
        panel,
    }
}

/// A row of results.
fn row(t: Speech, row: &Display, terms: &Terms, act: &Act) -> Hit {
    let shelf = labels::shelf(row.class, &row.call_number);
    let mut facts = vec![Fact { icon: labels::form_icon(row.form), text: labels::form(t, row.form) }];
    let more = [
        row.extent.clone(),
        if row.language.is_empty() { String::new() } else { labels::language(t, &row.language) },
    ];
    facts.extend(more.into_iter().filter(|text| !text.is_empty()).map(|text| Fact { icon: "", text }));
    let year = row.year.map(|year| year.to_string());
    let by = [Some(row.author.clone()).filter(|author| !author.is_empty()), year];
    Hit {
        title: row.full_title(),
        href: format!("{PATH}/{}", row.number),
        by: by.into_iter().flatten().collect::<Vec<_>>().join(", "),
        facts,
        why: excerpt(&row.summary, terms),
        cover: labels::cover(&row.title, &row.author, shelf, &row.cover),
        badge: labels::availability(t, row),
        shelf: labels::shelf_chip(t, shelf, &row.call_number),
        note: note(t, row, act),
        action: None,
    }
}

/// Where it stands, or when it is back.
fn note(t: Speech, row: &Display, act: &Act) -> String {
    match row.back_at() {
        Some(back) if row.free == 0 && row.reference == 0 => {
            let key = if back < act.at { "search-page-overdue" } else { "search-page-back" };
            let day = act.zone.to_datetime(back).date();
            t.about(key, format!("{}, {}", t.weekday(day.weekday()), t.day_month(day)))
        }
        _ => row.place.clone(),
    }
}

/// The passage of a summary with the words found, marked.
fn excerpt(summary: &str, terms: &Terms) -> Html {
    let mut runs = mark(summary, terms).into_iter().peekable();
    let mut html = String::new();
    let lead = runs.next_if(|(marked, _)| !marked).map_or("", |(_, text)| text);
    let far = runs.peek().is_some() && lead.chars().count() > LEAD;
    let lead = if far { ending(lead) } else { lead };
    if far {
        html.push_str("… ");
    }
    let mut left = EXCERPT;
    for (marked, text) in std::iter::once((false, lead)).chain(runs) {
        if left == 0 {
            break;
        }
        let letters = text.chars().count();
        let shown = if letters > left { crate::display::beginning(text, left) } else { text.to_owned() };
        left = left.saturating_sub(letters);
        let text = ui::escape(&shown);
        html.push_str(&if marked { format!("<mark>{text}</mark>") } else { text });
    }
    Html::trusted(html)
}

/// The last words of a text, from a sentence's beginning where one is near.
fn ending(text: &str) -> &str {
    let from = text.char_indices().rev().nth(LEAD / 2).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    match tail.find(". ").map(|at| at + 2).or_else(|| tail.find(' ').map(|at| at + 1)) {
        Some(start) => &tail[start..],
        None => tail,
    }
}

/// Ways on from an empty page, only those that lead somewhere.
fn ways_on(public: &Public, t: Speech, asked: &Asked, results: &Results) -> Result<Vec<Link>, Failure> {
    let mut ways = Vec::new();
    if let Some(words) = &results.did_you_mean {
        let other = asked.but(|asked| asked.text.clone_from(words));
        if asked.active() > 0 {
            ways.push(("search-page-way-spelling-unfiltered", other.unfiltered()));
        }
        ways.push(("search-page-way-spelling", other));
    }
    if asked.active() > 0 {
        ways.push(("search-page-way-unfiltered", asked.unfiltered()));
    }
    if asked.field != Field::Everything {
        let everywhere = asked.but(|asked| asked.field = Field::Everything);
        if asked.active() > 0 {
            ways.push(("search-page-way-plain", everywhere.unfiltered()));
        }
        ways.push(("search-page-way-everywhere", everywhere));
    }
    let mut links = Vec::new();
    for (key, other) in ways {
        let query = ::search::Query { limit: 0, ..other.query() };
        let total = public.ask(&query)?.total;
        if total > 0 {
            let label = t.with(key, &[("q", other.text.as_str().into()), ("n", total.into())]);
            links.push(Link::new(label, other.href()));
        }
    }
    Ok(links)
}

/// One question in one language.
struct View<'a> {
    t: Speech,
    asked: &'a Asked,
    places: &'a [(String, String)],
}

impl<'a> View<'a> {
    fn title(&self, total: u64) -> String {
        let key = match (total, self.asked.text.as_str(), self.asked.active()) {
            (0, "", 0) => "search-page-title-empty",
            (0, "", _) => "search-page-title-none-filtered",
            (0, _, _) => "search-page-title-none",
            (_, "", 0) => "search-page-title-browse",
            (_, "", _) => "search-page-title-filtered",
            _ => "search-page-title",
        };
        self.t.with(key, &[("n", total.into()), ("q", self.asked.text.as_str().into())])
    }

    fn crumbs(&self) -> Vec<Link> {
        let home = Link::new(self.t.say("search-page-home"), "/");
        let catalogue = self.t.say("search-page-catalogue");
        if self.asked.is_browsing() {
            return vec![home, Link::new(catalogue, "")];
        }
        let last =
            if self.asked.text.is_empty() { self.t.say("search-page-narrowed") } else { &self.asked.text };
        vec![home, Link::new(catalogue, PATH), Link::new(last, "")]
    }

    fn hint(&self, results: &Results) -> Html {
        let t = self.t;
        let better = results.did_you_mean.as_ref().filter(|_| results.total > 0);
        if let Some(words) = better {
            let href = self.asked.but(|asked| asked.text.clone_from(words)).href();
            t.html("search-page-did-you-mean", &[("q", words.as_str().into()), ("href", href.into())])
        } else if results.only_some_words && results.total > 0 {
            t.html("search-page-some-words", &[("q", self.asked.text.as_str().into())])
        } else {
            Html::default()
        }
    }

    fn order(&self) -> Vec<Choice> {
        // Without words everything matches as well; what came last then stands first.
        let worded = !self.asked.text.is_empty();
        let sort = match self.asked.sort {
            Sort::Relevance if !worded => Sort::Added,
            sort => sort,
        };
        let offered = SORTS.iter().filter(|(value, _)| worded || *value != Sort::Relevance);
        let choice = |(value, word): &(Sort, &str)| {
            let key = if word.is_empty() {
                "search-page-sort-best".to_owned()
            } else {
                format!("search-page-sort-{word}")
            };
            Choice::new(*word, self.t.say(&key)).chosen(*value == sort)
        };
        offered.map(choice).collect()
    }

    fn facets(&self, results: &Results) -> Facets {
        let (t, filters, found) = (self.t, &self.asked.filters, &results.facets);
        let available = FacetOption {
            value: "1".into(),
            label: t.say("search-page-available").to_owned(),
            count: found.available,
            chosen: filters.available,
            ..FacetOption::default()
        };
        let places = self.options(&found.places, &filters.places, Self::place);
        let groups = [
            ("search-page-group-available", "a", vec![available]),
            ("search-page-group-shelf", "d", self.shelf_options(&found.shelves)),
            (
                "search-page-group-audience",
                "u",
                self.options(&found.audiences, &filters.audiences, Self::audience),
            ),
            ("search-page-group-kind", "k", self.options(&found.kinds, &filters.kinds, Self::kind)),
            (
                "search-page-group-language",
                "l",
                self.options(&found.languages, &filters.languages, Self::language),
            ),
            (
                "search-page-group-subject",
                "t",
                self.options(&found.subjects, &filters.subjects, Self::subject),
            ),
            // A library with one house has no choice of places.
            ("search-page-group-place", "p", if self.places.len() > 1 { places } else { Vec::new() }),
        ];
        let group = |(legend, name, options): (&str, &str, Vec<FacetOption>)| {
            (!options.is_empty()).then(|| FacetGroup {
                legend: t.say(legend).to_owned(),
                name: name.to_owned(),
                options,
            })
        };
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        Facets {
            t,
            action: PATH.to_owned(),
            keep: self.asked.kept_by_filters(),
            groups: groups.into_iter().filter_map(group).collect(),
            years: Some(Years {
                from: year(filters.from_year),
                to: year(filters.to_year),
                spans: self.spans(&found.years),
            }),
            active: self.asked.active(),
        }
    }

    /// The latest decades that have results, and all years before them.
    fn spans(&self, counts: &[(i32, u64)]) -> Vec<Span> {
        let mut decades: BTreeMap<i32, u64> = BTreeMap::new();
        for (year, count) in counts {
            *decades.entry(year.div_euclid(10) * 10).or_default() += count;
        }
        let mut spans: Vec<(Option<i32>, i32, u64)> =
            decades.into_iter().rev().map(|(decade, count)| (Some(decade), decade + 9, count)).collect();
        if spans.len() > MOST_DECADES {
            let before = spans.split_off(MOST_DECADES - 1);
            spans.push((None, before[0].1, before.iter().map(|(_, _, count)| count).sum()));
        }
        let filters = &self.asked.filters;
        let span = |(from, to, count): (Option<i32>, i32, u64)| {
            let label = match from {
                Some(from) => format!("{from}–{to}"),
                None => self.t.about("search-page-chip-to", to.to_string()),
            };
            let these = self.asked.but(|asked| {
                (asked.filters.from_year, asked.filters.to_year) = (from, Some(to));
            });
            let chosen = (filters.from_year, filters.to_year) == (from, Some(to));
            Span { link: Link::new(label, these.href()), count, chosen }
        };
        spans.into_iter().map(span).collect()
    }

    /// The most frequent values, and those chosen, so that they can be taken away again.
    fn options(
        &self,
        counts: &[Count],
        chosen: &[String],
        label: fn(&Self, &str) -> String,
    ) -> Vec<FacetOption> {
        let shown = counts
            .iter()
            .enumerate()
            .filter(|(at, count)| *at < MOST_OPTIONS || chosen.contains(&count.value));
        let shown = shown.map(|(_, count)| (&count.value, count.count));
        let absent = chosen.iter().filter(|value| !counts.iter().any(|count| count.value == **value));
        let option = |(value, count): (&String, u64)| FacetOption {
            value: value.clone(),
            label: label(self, value),
            count,
            chosen: chosen.contains(value),
            ..FacetOption::default()
        };
        shown.chain(absent.map(|value| (value, 0))).map(option).collect()
    }

    fn shelf_options(&self, counts: &[(u8, u64)]) -> Vec<FacetOption> {
        let chosen = &self.asked.filters.shelves;
        let option = |shelf: Shelf| {
            let class = shelf.class();
            let count = counts.iter().find(|(known, _)| *known == class).map_or(0, |(_, count)| *count);
            (count > 0 || chosen.contains(&class)).then(|| FacetOption {
                value: class.to_string(),
                label: shelf.flower(self.t).to_owned(),
                small: format!("{} {}", shelf.hundred(), shelf.subject_short(self.t)),
                count,
                chosen: chosen.contains(&class),
                shelf: Some(shelf),
            })
        };
        Shelf::all().filter_map(option).collect()
    }

    fn chips(&self) -> Chips {
        let (t, filters) = (self.t, &self.asked.filters);
        let mut chips = Vec::new();
        let mut chip = |label: String, without: Asked| chips.push(Chip { label, without: without.href() });
        if filters.available {
            chip(
                t.say("search-page-available").to_owned(),
                self.asked.but(|asked| asked.filters.available = false),
            );
        }
        for class in &filters.shelves {
            let name = Shelf::new(*class).map_or("", |shelf| shelf.flower(t));
            let without = self.asked.but(|asked| asked.filters.shelves.retain(|other| other != class));
            chip(t.about("search-page-chip-shelf", name), without);
        }
        for (list, label) in Self::LISTS {
            for value in list(&mut self.asked.clone()).iter() {
                chip(label(self, value), self.asked.but(|asked| list(asked).retain(|other| other != value)));
            }
        }
        if let Some(label) = self.years_in_words() {
            let without =
                self.asked.but(|asked| (asked.filters.from_year, asked.filters.to_year) = (None, None));
            chip(label, without);
        }
        Chips { t, chips, clear: self.asked.unfiltered().href() }
    }

    /// The filters that are lists of words, with what their values are called.
    const LISTS: [(List, Label<'a>); 5] = [
        (|asked| &mut asked.filters.audiences, Self::audience),
        (|asked| &mut asked.filters.kinds, Self::kind),
        (|asked| &mut asked.filters.languages, Self::in_language),
        (|asked| &mut asked.filters.subjects, Self::subject),
        (|asked| &mut asked.filters.places, Self::place),
    ];

    fn years_in_words(&self) -> Option<String> {
        let year = |year: i32| year.to_string();
        match (self.asked.filters.from_year.map(year), self.asked.filters.to_year.map(year)) {
            (None, None) => None,
            (Some(from), None) => Some(self.t.about("search-page-chip-from", from)),
            (None, Some(to)) => Some(self.t.about("search-page-chip-to", to)),
            (Some(from), Some(to)) if from == to => Some(from),
            (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        }
    }

    /// The ten shelves as ways on.
    fn shelves(&self) -> Vec<(Shelf, Link, &'static str)> {
        let link = |shelf: Shelf| {
            let asked = Asked::default().but(|asked| asked.filters.shelves.push(shelf.class()));
            (shelf, Link::new(shelf.flower(self.t), asked.href()), shelf.subject(self.t))
        };
        Shelf::all().map(link).collect()
    }

    fn audience(&self, word: &str) -> String {
        word.parse().map_or_else(|_| word.to_owned(), |known: Audience| labels::audience(self.t, known))
    }

    fn kind(&self, word: &str) -> String {
        word.parse().map_or_else(|_| word.to_owned(), |known: Form| labels::form(self.t, known))
    }

    fn in_language(&self, code: &str) -> String {
        self.t.about("search-page-chip-language", self.language(code))
    }

    fn language(&self, code: &str) -> String {
        labels::language(self.t, code)
    }

    #[expect(clippy::unused_self, reason = "stands in a list with those that need it")]
    fn subject(&self, heading: &str) -> String {
        labels::heading(heading)
    }

    fn place(&self, code: &str) -> String {
        let known = self.places.iter().find(|(known, _)| known == code);
        known.map_or(code, |(_, name)| name.as_str()).to_owned()
    }
}

type List = fn(&mut Asked) -> &mut Vec<String>;
type Label<'a> = fn(&View<'a>, &str) -> String;
