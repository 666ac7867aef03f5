use super::*;
use crate::{
    Html,
    cover::{Cover, Shelf, ShelfChip},
    page::{Library, NavItem, Page, Person},
    paper,
    testing::{EN, ID},
};
use askama::Template;
use quick_xml::{Reader, events::Event};
use std::sync::Arc;

/// Reads HTML strictly: every element closed in order (void elements aside), every quote closed.
fn assert_well_formed(html: &str) {
    const VOID: [&str; 5] = ["input", "br", "meta", "link", "img"];
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {html}")) {
            Event::Start(start) => {
                // Attributes without a value (`checked`) are HTML, doubled ones are not.
                let mut names = Vec::new();
                for attribute in start.html_attributes() {
                    let name = attribute.unwrap_or_else(|error| panic!("{error} in {html}")).key.0.to_owned();
                    assert!(!names.contains(&name), "an attribute twice in {html}");
                    names.push(name);
                }
                let name = start.name().0.to_owned();
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Event::End(end) => {
                let name = end.name().0.to_owned();
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "in {html}");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
    assert!(!html.contains(" style=") && !html.contains("<script>") && !html.contains(" onclick"), "{html}");
}

/// Text that breaks out of anything that is not escaped.
const EVIL: &str = "<b onx=1>\"'&";

fn every_component() -> Vec<String> {
    let t = ID();
    let evil = || EVIL.to_owned();
    let mut errors = Errors::new();
    errors.add("nama", EVIL);
    let choices = || vec![Choice::new(EVIL, EVIL).hint(EVIL), Choice::new("b", "B").chosen(true)];
    let button = || Button::new(EVIL).about(EVIL).sends("act", EVIL).icon("LuX").key("Alt Y").ghost().small();
    let shelf = Shelf::of("635");
    let columns = vec![
        Column::new(EVIL).head().sort(EVIL, Sorted::Up),
        Column::new(EVIL).numeric(),
        Column::new(EVIL).hidden(),
    ];
    let row = Row::new(vec![EVIL.into(), EVIL.into(), Html::of(&button())]).tone(Tone::Warn);
    let empty =
        Empty { icon: "LuInbox", title: evil(), text: evil(), action: Some(Button::link(EVIL, EVIL)) };
    let library = Library { kind: evil(), name: evil(), short: evil(), owner: evil(), address: vec![evil()] };
    let field = |field: Field| field.hint(EVIL).error(Some(EVIL)).optional();
    let mut parts: Vec<String> = [
        Field::text(t, "nama", EVIL, EVIL).kind("tel").autocomplete("tel"),
        Field::area(t, "nama", EVIL, EVIL, 4),
        Field::select(t, "nama", EVIL, choices()),
        Field::radios(t, "nama", EVIL, choices()),
        Field::checks(t, "nama", EVIL, choices()),
        Field::check(t, "nama", EVIL, EVIL, true),
        Field::date(t, "nama", EVIL, DateParts { day: evil(), month: evil(), year: evil() }),
    ]
    .map(|plain| field(plain).to_string())
    .to_vec();
    let verdict = Verdict {
        due: Some((evil(), evil())),
        action: evil(),
        hidden: vec![(evil(), evil())],
        answers: vec![button()],
        ..Verdict::new(Tone::Warn, EVIL, EVIL.into())
    };
    let option = FacetOption {
        value: evil(),
        label: evil(),
        small: evil(),
        count: 3,
        chosen: true,
        shelf: Some(shelf),
    };
    parts.extend([
        ErrorSummary { t, errors: &errors }.to_string(),
        PreferencesForm { t, look: Default::default(), back: evil() }.to_string(),
        Badge::new(Tone::Ok, EVIL).to_string(),
        button().to_string(),
        Flash::new(Tone::Bad, EVIL).undo(Link::new(EVIL, EVIL)).to_string(),
        Flash::new(Tone::Ok, EVIL).link(Link::new(EVIL, EVIL)).to_string(),
        empty.to_string(),
        Pager::new(t, 5, 20, |n| format!("{EVIL}{n}")).to_string(),
        Tabs {
            label: evil(),
            tabs: vec![Tab { label: evil(), href: evil(), count: Some(2), key: "Alt 1", ..Tab::default() }],
        }
        .to_string(),
        Table {
            rows: vec![row],
            csv: Some(evil()),
            xlsx: Some(evil()),
            note: evil(),
            ..Table::new(t, "tabel", EVIL, columns)
        }
        .to_string(),
        SearchBox { t, action: evil(), q: evil(), fields: choices(), suggest: "/saran", panel: true }
            .to_string(),
        Facets {
            t,
            action: evil(),
            keep: vec![(evil(), evil())],
            groups: vec![FacetGroup { legend: evil(), name: evil(), options: vec![option] }],
            years: Some(Years {
                from: evil(),
                to: evil(),
                spans: vec![Span { link: Link::new(evil(), evil()), count: 1, chosen: true }],
            }),
            active: 2,
        }
        .to_string(),
        Chips { t, chips: vec![Chip { label: evil(), without: evil() }], clear: evil() }.to_string(),
        Hit {
            title: evil(),
            href: evil(),
            by: evil(),
            facts: vec![Fact { icon: "LuBook", text: evil() }],
            why: EVIL.into(),
            cover: Html::of(&Cover { title: EVIL, author: EVIL, shelf }),
            badge: Badge::new(Tone::Info, EVIL),
            shelf: Html::of(&ShelfChip { t, shelf, call_number: EVIL }),
            note: evil(),
            action: Some(button()),
        }
        .to_string(),
        Stat {
            value: evil(),
            label: evil(),
            note: evil(),
            spark: Some(Spark { values: vec![1.0, 3.0, 2.0], label: evil() }),
        }
        .to_string(),
        Meter::new(1, 2, EVIL).to_string(),
        BarChart {
            t,
            finding: evil(),
            note: evil(),
            series: vec![evil(), evil()],
            bars: vec![Bar {
                label: evil(),
                values: vec![1.0, 2.0],
                texts: vec![evil(), evil()],
                total: evil(),
            }],
            csv: Some(evil()),
        }
        .to_string(),
        verdict.to_string(),
        Stepper {
            t,
            steps: vec![Step { label: evil(), href: Some(evil()) }, Step { label: evil(), href: None }],
            now: 1,
        }
        .to_string(),
        Timeline {
            items: vec![TimelineItem {
                when: evil(),
                title: evil(),
                text: EVIL.into(),
                done: true,
                now: false,
            }],
        }
        .to_string(),
        QrCard { t, data: evil(), code: evil(), title: evil(), text: evil() }.to_string(),
        paper::Receipt {
            t,
            roll: paper::Roll::Narrow,
            library: &library,
            title: evil(),
            facts: vec![(evil(), evil())],
            lines: vec![paper::ReceiptLine { what: evil(), code: evil(), value: evil() }],
            total: Some(evil()),
            note: evil(),
            code: evil(),
        }
        .to_string(),
        paper::MemberCard {
            t,
            library: &library,
            name: evil(),
            number: evil(),
            plan: evil(),
            until: evil(),
            shelf,
        }
        .to_string(),
        paper::LabelSheet {
            t,
            library: &library,
            labels: vec![paper::Label { call_number: evil(), code: evil(), title: evil() }],
            skip: 2,
        }
        .to_string(),
        paper::CommandCard { title: evil(), text: evil(), code: evil() }.to_string(),
    ]);
    parts
}

#[test]
fn every_component_is_well_formed_and_escapes_what_it_is_given() {
    for html in every_component() {
        assert!(!html.contains("<b onx") && !html.contains("=\"<"), "not escaped: {html}");
        assert_well_formed(&html);
    }
}

#[test]
fn every_symbol_a_component_uses_exists() {
    for html in every_component() {
        for name in html.split("<use href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(crate::sprite::exists(name), "{name}");
        }
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"public.html\" %}{% block content %}<h1>{{ page.title }}</h1>{{ badge }}{% endblock %}"
)]
struct Sample {
    page: Page,
    badge: Badge,
}

#[derive(Template)]
#[template(ext = "html", source = "{% extends \"staff.html\" %}{% block content %}{{ badge }}{% endblock %}")]
struct Workroom {
    page: Page,
    badge: Badge,
}

fn page(t: crate::Speech) -> Page {
    let library =
        Library { kind: "Perpustakaan Umum".into(), name: "Kota Tomohon".into(), ..Library::default() };
    Page {
        here: "/katalog?q=a&f=\"b\"".into(),
        nav: vec![NavItem {
            label: "search".into(),
            href: "/katalog".into(),
            current: true,
            count: 2,
            icon: "LuBook",
        }],
        person: Some(Person {
            name: EVIL.into(),
            home: "/saya".into(),
            unread: 3,
            sign_out: "/keluar".into(),
        }),
        crumbs: vec![Link::new("Beranda", "/"), Link::new(EVIL, "")],
        flash: vec![Flash::new(Tone::Ok, EVIL)],
        hours: vec![crate::page::Hours { day: "Kamis".into(), time: "08.00–18.00".into(), now: true }],
        ..Page::new(t, Arc::new(library), "Katalog")
    }
}

#[test]
fn a_page_in_a_shell_is_whole_and_carries_its_symbols() {
    let badge = || Badge::new(Tone::Ok, EVIL);
    for html in [
        crate::render(&Sample { page: page(ID()), badge: badge() }).unwrap(),
        crate::render(&Workroom { page: page(EN()), badge: badge() }).unwrap(),
        crate::render(&crate::page::ErrorPage::new(page(ID()), 507)).unwrap(),
    ] {
        assert_well_formed(html.trim_start_matches("<!doctype html>"));
        assert!(!html.contains("<b onx") && !html.contains(crate::sprite::PLACE));
        assert!(html.contains("<symbol id=\"LuLogOut\"") || html.contains("data-density"));
        assert!(!html.contains("href=\"#\"") && !html.contains("href=\"\""), "a dead link");
    }
}

#[test]
fn a_title_says_first_that_a_form_came_back_with_errors() {
    let mut page = page(ID());
    assert_eq!(page.full_title(), "Katalog – Perpustakaan Umum Kota Tomohon");
    page.failed = true;
    assert_eq!(page.full_title(), "Galat: Katalog – Perpustakaan Umum Kota Tomohon");
}

#[test]
fn a_pager_shows_the_ends_the_neighbours_and_no_gap_of_one() {
    let numbers = |page, pages| {
        let html = Pager::new(ID(), page, pages, |n| format!("?hal={n}")).to_string();
        let items = html
            .split("<li>")
            .skip(1)
            .map(|item| item.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned());
        items.filter(|item| item.len() < 4).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(numbers(1, 1), "");
    assert_eq!(numbers(2, 4), "1 2 3 4");
    assert_eq!(numbers(1, 20), "1 2 … 20");
    assert_eq!(numbers(10, 20), "1 … 9 10 11 … 20");
    assert_eq!(numbers(4, 20), "1 2 3 4 5 … 20");
}

#[test]
fn a_typed_date_is_read_or_refused_never_guessed() {
    let typed = |day: &str, month: &str, year: &str| {
        DateParts { day: day.into(), month: month.into(), year: year.into() }.read()
    };
    assert_eq!(typed(" 5", "08", "2026"), Some(jiff::civil::date(2026, 8, 5)));
    assert_eq!(typed("30", "2", "2026"), None);
    assert_eq!(typed("5", "8", "26"), None);
    assert_eq!(typed("", "", ""), None);
    assert!(DateParts::default().is_empty());
}

#[test]
fn a_field_and_the_summary_say_the_same_and_lead_to_each_other() {
    let mut errors = Errors::new();
    errors.add("lahir", "Tulis tanggal lahir, misalnya 5 8 2014.");
    let field = Field::date(ID(), "lahir", "Tanggal lahir", DateParts::default())
        .error(errors.of("lahir"))
        .to_string();
    let summary = ErrorSummary { t: ID(), errors: &errors }.to_string();
    assert!(summary.contains("<a href=\"#lahir\">Tulis tanggal lahir, misalnya 5 8 2014.</a>"));
    assert!(field.contains("id=\"lahir\"") && field.contains("Tulis tanggal lahir, misalnya 5 8 2014."));
    assert_eq!(ErrorSummary { t: ID(), errors: &Errors::new() }.to_string(), "");
}

#[test]
fn the_longest_bar_fills_the_width_and_bars_start_at_zero() {
    let bar = |values: Vec<f64>| Bar { label: "x".into(), values, texts: vec![], total: "1".into() };
    let chart = BarChart {
        t: ID(),
        finding: "f".into(),
        note: String::new(),
        series: vec![],
        bars: vec![bar(vec![50.0]), bar(vec![200.0])],
        csv: None,
    };
    let html = chart.to_string();
    assert!(html.contains("x=\"0.00\" width=\"25.00\"") && html.contains("x=\"0.00\" width=\"100.00\""));
}

#[test]
fn a_seat_meter_says_in_words_what_it_draws() {
    assert!(Meter::seats(ID(), 26, 30, 0).to_string().ends_with("4 kursi lagi dari 30"));
    assert!(Meter::seats(EN(), 30, 30, 1).to_string().ends_with("Full, one person waiting"));
    assert!(Meter::seats(ID(), 31, 30, 0).to_string().contains("class=\"full\" width=\"100\""));
}

#[test]
fn a_qr_code_holds_its_text_and_its_quiet_zone() {
    let svg = paper::qr("https://contoh.id/a", "Kode: A").to_string();
    assert!(svg.contains("viewBox=\"0 0 33 33\"") && svg.contains("M4 4h7v1h-7z"), "{svg}");
}
