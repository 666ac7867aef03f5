//! Member cards.
use crate::common::{ABOUT, HEAD, Reader, holds};
use pdf::{Card, CardText, Colour, Error, Sides, card_sheets, member_cards};
use proptest::prelude::*;
use rxing::BarcodeFormat::{CODE_128, QR_CODE};

const TEXT: CardText<'_> = CardText { sides: Sides::Both, found: "Bila ditemukan, mohon dikembalikan." };

fn card<'a>(name: &'a str, number: &'a str) -> Card<'a> {
    Card {
        name,
        number,
        kind: "Anggota pelajar",
        until: "Berlaku sampai 24/11/2027",
        colour: Colour(0, 81, 63),
    }
}

#[test]
fn a_card_is_a_cr80_page_in_front_and_one_behind() {
    let cards = [card("Maria Rumengan", "A-00418"), card("Yosep Wuisan", "A-00419")];
    let read = Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &cards).unwrap());
    assert_eq!(read.pages(), 4);
    for page in 0..4 {
        let (width, height) = read.size(page);
        assert!((width - 85.6).abs() < 0.01 && (height - 53.98).abs() < 0.01, "{width} × {height}");
    }
    let fronts =
        Reader::open(member_cards(&ABOUT, &HEAD, &CardText { sides: Sides::Front, ..TEXT }, &cards).unwrap());
    assert_eq!(fronts.pages(), 2);
}

#[test]
fn a_card_says_whose_it_is_and_what_a_finder_should_do() {
    let read =
        Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &[card("Maria Rumengan", "A-00418")]).unwrap());
    let (front, back) = (read.text(0), read.text(1));
    for said in ["MariaRumengan", "A-00418", "Anggotapelajar", "PerpustakaanUmum", "KotaTomohon"] {
        assert!(front.contains(said), "{said} in {front}");
    }
    for said in ["Berlakusampai24/11/2027", "Biladitemukan,mohondikembalikan.", "JalanContoh1,Tomohon"] {
        assert!(back.contains(said), "{said} in {back}");
    }
}

#[test]
fn both_codes_of_a_card_scan_as_its_number() {
    for number in ["A-00418", "7", "TMH/2026-000000123456789"] {
        let read = Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &[card("Maria", number)]).unwrap());
        assert_eq!(read.scan(1, (0.0, 0.0, 85.6, 28.0), CODE_128), number);
        assert_eq!(read.scan(1, (0.0, 0.0, 28.0, 30.0), QR_CODE), number);
    }
}

#[test]
fn hundreds_of_cards_lie_by_ten_on_sheets_and_backs_meet_their_fronts() {
    let numbers: Vec<String> = (0..23).map(|i| format!("B-{i:03}")).collect();
    let cards: Vec<Card<'_>> = numbers.iter().map(|number| card("Yosep", number)).collect();
    let read = Reader::open(card_sheets(&ABOUT, &HEAD, &TEXT, &cards).unwrap());
    assert_eq!(read.pages(), 6, "three sheets with two sides");
    let (width, height) = read.size(0);
    assert!((width - 210.0).abs() < 0.01 && (height - 297.0).abs() < 0.01);
    assert_eq!(read.text(0).matches("B-0").count(), 10);
    assert_eq!(read.text(4).matches("B-0").count(), 3);
    // Card 22 is alone in the second row of the last sheet: on the left in front, so on the right behind.
    let (left, top) = ((210.0 - 2.0 * 85.6) / 2.0, (297.0 - 5.0 * 53.98) / 2.0 + 53.98);
    assert_eq!(read.scan(5, (left + 85.6, top, 85.6, 28.0), CODE_128), "B-022");
    assert_eq!(read.scan(5, (left, top - 53.98, 85.6, 28.0), CODE_128), "B-021");
}

#[test]
fn text_from_outside_is_printed_and_never_evaluated() {
    let name = "#panic() *bold* _x_ $y$ <l> @z";
    let read = Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &[card(name, "#panic()")]).unwrap());
    assert!(read.text(0).contains("#panic()*bold*_x_$y$<l>@z"), "{}", read.text(0));
    assert!(read.text(1).contains("#panic()"));
}

#[test]
fn a_card_is_kept_and_read_aloud() {
    let bytes = member_cards(&ABOUT, &HEAD, &TEXT, &[card("Maria", "A-00418")]).unwrap();
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Kartu anggota",
        "/Lang",
        "/StructTreeRoot",
    ] {
        assert!(holds(&bytes, mark), "{mark}");
    }
}

#[test]
fn the_same_card_is_the_same_bytes() {
    let cards = [card("Maria", "A-00418"), card("Yosep", "A-00419")];
    let once = card_sheets(&ABOUT, &HEAD, &TEXT, &cards).unwrap();
    assert_eq!(once, card_sheets(&ABOUT, &HEAD, &TEXT, &cards).unwrap());
    assert_ne!(once, card_sheets(&ABOUT, &HEAD, &TEXT, &cards[..1]).unwrap());
}

#[test]
fn a_very_long_name_stays_on_its_card() {
    let name = "Wilhelmina Magdalena Kawilarang Rumengan ".repeat(8);
    let endless = "W".repeat(300);
    for name in [name.as_str(), endless.as_str()] {
        let read = Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &[card(name, "A-00418")]).unwrap());
        assert_eq!(read.pages(), 2);
        assert!(read.text(0).contains("A-00418"));
    }
}

#[test]
fn a_batch_without_cards_and_a_number_that_is_no_bar_code_are_refused() {
    assert_eq!(member_cards(&ABOUT, &HEAD, &TEXT, &[]), Err(Error::Nothing));
    for number in ["", "é", "A\n", "0123456789012345678901234"] {
        let refused = member_cards(&ABOUT, &HEAD, &TEXT, &[card("Maria", number)]);
        assert_eq!(refused, Err(Error::BarCode(number.to_owned())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_names_make_cards_that_can_be_kept(names in prop::collection::vec("\\PC{0,40}|.{0,40}|[\u{0}-\u{2fff}]{0,30}", 1..20)) {
        let cards: Vec<Card<'_>> = names.iter().map(|name| card(name, "A-00418")).collect();
        let read = Reader::open(member_cards(&ABOUT, &HEAD, &TEXT, &cards).unwrap());
        prop_assert_eq!(read.pages(), 2 * names.len());
    }
}
