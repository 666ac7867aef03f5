use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::history::differences;

fn sample() -> Record {
    Record::default()
        .with(Field::control("001", "tmh-1"))
        .with(Field::control("008", "260105s2005    io a   d      000 1 ind d"))
        .with(Field::data("020", ' ', ' ').with('a', "979-3062-79-7").with('c', "Rp 85.000"))
        .with(Field::data("082", '0', '4').with('a', "899.221").with('2', "23"))
        .with(
            Field::data("100", '1', ' ')
                .with('a', "Hirata, Andrea,")
                .with('d', "1967-")
                .with('e', "pengarang"),
        )
        .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
        .with(Field::data("264", ' ', '1').with('a', "Yogyakarta :").with('b', "Bentang,").with('c', "2005."))
        .with(Field::data("500", ' ', ' ').with('a', "Ada indeks."))
        .with(Field::data("650", ' ', '4').with('a', "Sekolah").with('z', "Belitung"))
        .with(Field::data("700", '1', ' ').with('a', "Wirawan, Budi,").with('e', "penyunting"))
        .with(Field::data("952", ' ', ' ').with('p', "A1").with('o', "899.221 HIR l"))
}

#[test]
fn a_form_sent_back_as_it_was_changes_nothing() {
    let mut record = sample();
    Typed::of(&record).apply(&mut record, date(2026, 8, 5));
    assert_eq!(record, sample());
}

#[test]
fn only_what_was_answered_differently_is_touched() {
    let mut record = sample();
    let mut typed = Typed::of(&record);
    typed.subtitle = "sebuah novel".into();
    typed.subjects = "Sekolah -- Belitung\nPersahabatan -- Anak".into();
    typed.apply(&mut record, date(2026, 8, 5));
    let changed: Vec<_> = differences(&sample(), &record).into_iter().map(|d| (d.before, d.after)).collect();
    assert_eq!(
        changed,
        [
            (
                Some("245 10 $a Laskar pelangi / $c Andrea Hirata.".into()),
                Some("245 10 $a Laskar pelangi : $b sebuah novel / $c Andrea Hirata.".into())
            ),
            (None, Some("650 #4 $a Persahabatan $x Anak".into())),
        ]
    );
}

#[test]
fn what_the_form_says_is_what_is_drawn_again() {
    let typed = Typed {
        title: "Edensor".into(),
        subtitle: "novel".into(),
        responsibility: "Andrea Hirata".into(),
        author: "Hirata, Andrea".into(),
        others: "Wirawan, Budi (penyunting)\nTim Bentang".into(),
        edition: "Cetakan ke-2".into(),
        place: "Yogyakarta".into(),
        publisher: "Bentang Pustaka".into(),
        year: "2007".into(),
        extent: "290 halaman".into(),
        series: "Tetralogi Laskar Pelangi ; 3".into(),
        isbns: "9789793062792".into(),
        isbns_wrong: "123-salah".into(),
        language: "ind".into(),
        form: "comic".into(),
        audience: "teens".into(),
        ddc: "899.221".into(),
        call_number: "899.221 HIR e".into(),
        subjects: "Sekolah -- Prancis\nKomik".into(),
        summary: "Ikal dan Arai di Eropa.".into(),
        notes: "Ada indeks.".into(),
    };
    let mut record = Record::default();
    typed.apply(&mut record, date(2026, 8, 5));
    assert_eq!(Typed::of(&record), typed);
    assert_eq!(record.control("008").unwrap().len(), 40);
    let again = Record::from_lines(&record.to_lines()).unwrap();
    assert_eq!(again, record);
}

#[test]
fn a_call_number_changes_where_it_stands() {
    let mut record = sample();
    let mut typed = Typed::of(&record);
    typed.call_number = "F HIR l".into();
    typed.apply(&mut record, date(2026, 8, 5));
    assert_eq!(record.text("952", "o"), "F HIR l");
    assert_eq!(draw(&record).call_number, "F HIR l");
}

#[test]
fn an_emptied_answer_takes_its_field_away() {
    let mut record = sample();
    let mut typed = Typed::of(&record);
    (typed.author, typed.others, typed.notes, typed.ddc) = Default::default();
    typed.apply(&mut record, date(2026, 8, 5));
    for tag in ["100", "700", "500"] {
        assert!(record.first(tag).is_none(), "{tag}");
    }
    assert_eq!(draw(&record).ddc, "");
}

#[test]
fn a_wrong_number_is_kept_apart_and_other_numbers_stay_when_one_is_taken_away() {
    let mut record = sample();
    record.remove("020");
    record.insert(Field::data("020", ' ', ' ').with('a', "tidak ada"));
    record.insert(Field::data("020", ' ', ' ').with('a', "979-3062-79-7"));
    record.insert(Field::data("020", ' ', ' ').with('a', "978-979-3062-92-1"));
    let mut typed = Typed::of(&record);
    typed.isbns = "9789793062792".into();
    typed.isbns_wrong = "123-bad".into();
    typed.apply(&mut record, date(2026, 8, 5));
    let numbers: Vec<String> = record.fields("020").map(|field| field.text("az")).collect();
    assert_eq!(numbers, ["tidak ada", "979-3062-79-7", "123-bad"]);
    assert_eq!(Typed::of(&record).isbns_wrong, "123-bad");
    assert_eq!(draw(&record).isbns, ["9789793062792"]);
}

#[test]
fn what_is_no_year_no_isbn_or_too_long_is_said_at_its_answer_and_what_came_so_is_not() {
    let before = Typed::of(&sample());
    let said = |typed: &Typed| -> Vec<(Option<&'static str>, &'static str)> {
        typed.objections(&before).iter().map(|reason| (reason.field, reason.message.key)).collect()
    };
    let wrong = Typed {
        year: "abcd".into(),
        isbns: "9789793062792\n123-bad\n9789793062793".into(),
        title: "x".repeat(200_000),
        ..before.clone()
    };
    assert_eq!(
        said(&wrong),
        [
            (Some("title"), "cataloguing-too-long"),
            (Some("year"), "cataloguing-year-form"),
            (Some("isbns"), "cataloguing-isbn-wrong"),
            (Some("isbns"), "cataloguing-isbn-wrong"),
        ]
    );
    assert!(said(&before).is_empty());
    let right = Typed {
        year: "2005".into(),
        isbns: "979-3062-79-7".into(),
        isbns_wrong: "123-bad".into(),
        ..before.clone()
    };
    assert!(said(&right).is_empty());
    assert!(wrong.objections(&wrong).is_empty());
}

proptest! {
    #[test]
    fn any_answers_are_taken(texts in prop::collection::vec("[^\\x00-\\x1f]{0,30}", 21)) {
        let mut t = texts.into_iter();
        let mut next = || t.next().unwrap_or_default();
        let typed = Typed {
            title: next(), subtitle: next(), responsibility: next(), author: next(), others: next(), edition: next(),
            place: next(), publisher: next(), year: next(), extent: next(), series: next(), isbns: next(), isbns_wrong: next(),
            language: next(), form: next(), audience: next(), ddc: next(), call_number: next(), subjects: next(),
            summary: next(), notes: next(),
        };
        let mut record = sample();
        typed.apply(&mut record, date(2026, 8, 5));
        prop_assert!(marc::iso2709::to_vec(&record).is_ok());
    }
}
