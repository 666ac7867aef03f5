//! Letters, forms to sign and labels.
use crate::common::{ABOUT, HEAD, Reader, holds};
use pdf::{
    About, Block, Both, Colour, Column, Consent, Error, Fact, Head, Label, Letter, Sheet, Signer, Tag,
    consent_form, labels, letter, tags,
};
use rxing::BarcodeFormat::{CODE_128, QR_CODE};

fn both<'a>(first: &'a str, second: &'a str) -> Both<'a> {
    Both { first, second }
}

#[test]
fn a_letter_bears_the_head_and_says_everything_in_order() {
    let body = [
        Block::Paragraph("Dengan hormat,"),
        Block::Heading("Daftar"),
        Block::List(&["satu", "dua"]),
        Block::Table {
            columns: &[Column { name: "Judul", number: false }, Column { name: "Nilai", number: true }],
            rows: &[&["Bunga", "7000"], &["Tanpa nilai"], &["Terlalu", "1", "banyak"]],
        },
    ];
    let said = Letter {
        place_and_date: "Tomohon, 24 November 2026",
        facts: &[("Nomor", "041"), ("Perihal", "*Terima kasih*")],
        to: &["Yth. Ibu Contoh"],
        body: &body,
        closing: "Hormat kami,",
        signers: &[Signer { role: "Kepala", name: "Nama Contoh", number: "NIP 0" }],
        copies: ("Tembusan", &["Arsip"]),
    };
    let read = Reader::open(letter(&ABOUT, &HEAD, &said).unwrap());
    assert_eq!(read.pages(), 1);
    let text = read.text(0);
    let order = [
        "PerpustakaanUmum",
        "KotaTomohon",
        "Nomor:041",
        "Perihal:*Terimakasih*",
        "Tomohon,24November2026",
        "Yth.IbuContoh",
        "Denganhormat,",
        "Daftar",
        "satu",
        "dua",
        "Judul",
        "Nilai",
        "Bunga",
        "7000",
        "Tanpanilai",
        "Terlalu1",
        "Hormatkami,",
        "Kepala",
        "NamaContoh",
        "NIP0",
        "Tembusan",
        "Arsip",
    ];
    let mut from = 0;
    for part in order {
        from += text[from..].find(part).unwrap_or_else(|| panic!("{part} after {} in {text}", &text[..from]));
    }
    assert!(!text.contains("banyak"), "a cell without a column has no place");
}

#[test]
fn a_long_table_repeats_its_head_and_its_pages_are_numbered() {
    let rows = [["Buku", "1"]; 90];
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let columns = [Column { name: "Judul", number: false }, Column { name: "Jumlah", number: true }];
    let said = Letter { body: &[Block::Table { columns: &columns, rows: &rows }], ..Letter::default() };
    let read = Reader::open(letter(&ABOUT, &HEAD, &said).unwrap());
    assert!(read.pages() >= 2);
    for page in 0..read.pages() {
        assert!(read.text(page).contains("JudulJumlah"));
        assert!(read.text(page).contains(&format!("{}/{}", page + 1, read.pages())));
    }
}

#[test]
fn a_form_of_consent_speaks_two_languages_and_scans_back_to_its_member() {
    let form = Consent {
        second_lang: "en",
        title: both("Persetujuan wali", "A guardian's consent"),
        intro: &[both("Anak ini ingin menjadi anggota.", "This child would like to join.")],
        facts: &[Fact { label: both("Nama anak", "Child's name"), value: "#panic() Maria" }],
        choices_title: both("Saya mengizinkan", "I agree"),
        choices: &[both("Meminjam buku", "To borrow books")],
        place_and_date: both("Tempat dan tanggal", "Place and date"),
        signers: &[both("Wali", "Guardian"), both("Petugas", "Staff")],
        note: both("Dapat ditarik kembali.", "Can be withdrawn."),
        code: "A-00418",
    };
    let bytes = consent_form(&ABOUT, &HEAD, &form).unwrap();
    for lang in ["(id)", "(en)"] {
        assert!(holds(&bytes, lang), "{lang}");
    }
    let read = Reader::open(bytes);
    assert_eq!(read.pages(), 1);
    let text = read.text(0);
    for said in [
        "Persetujuanwali",
        "consent",
        "Anakiniinginmenjadianggota.",
        "Thischildwouldliketojoin.",
        "#panic()Maria",
        "Meminjambuku",
        "Toborrowbooks",
        "Wali",
        "Guardian",
        "Petugas",
        "Canbewithdrawn.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(read.scan(0, (100.0, 40.0, 110.0, 40.0), CODE_128), "A-00418");
    assert_eq!(consent_form(&ABOUT, &HEAD, &Consent::default()), Err(Error::Nothing));
}

#[test]
fn labels_begin_after_the_used_places_and_scan() {
    let codes: Vec<String> = (0..30).map(|i| format!("TMH-{i:06}")).collect();
    let stickers: Vec<Label<'_>> = codes
        .iter()
        .map(|code| Label { call_number: "635.933 BUD b", code, title: "Bunga", colour: Colour(0, 81, 63) })
        .collect();
    let read = Reader::open(labels(&ABOUT, &HEAD, &Sheet::A4_24, 4, &stickers).unwrap());
    assert_eq!(read.pages(), 2);
    let (width, height) = read.size(0);
    assert!((width - 210.0).abs() < 0.01 && (height - 297.0).abs() < 0.01, "{width} × {height}");
    assert_eq!(read.text(0).matches("TMH-").count(), 20);
    assert_eq!(read.text(1).matches("TMH-").count(), 10);
    assert!(read.text(0).contains("635.933BUDb"));
    // The fifth place is the second of the second row.
    assert_eq!(read.scan(0, (70.0, 37.5, 70.0, 37.0), CODE_128), "TMH-000000");
    assert_eq!(read.scan(1, (140.0, 0.5, 70.0, 37.0), CODE_128), "TMH-000022");
    assert_eq!(labels(&ABOUT, &HEAD, &Sheet::A4_24, 0, &[]), Err(Error::Nothing));
}

#[test]
fn labels_of_things_bear_a_code_that_scans_and_say_what_it_is() {
    let things = [
        Tag { code: "INV-0001", name: "Laptop #panic()", place: "Ruang baca" },
        Tag { code: "INV-0002", name: "Meja", place: "" },
    ];
    let read = Reader::open(tags(&ABOUT, &HEAD, &Sheet::A4_24, 1, &things).unwrap());
    assert_eq!(read.pages(), 1);
    assert!(read.text(0).contains("Laptop#panic()") && read.text(0).contains("INV-0002"), "{}", read.text(0));
    assert_eq!(read.scan(0, (70.0, 0.5, 70.0, 37.0), QR_CODE), "INV-0001");
    assert_eq!(tags(&ABOUT, &HEAD, &Sheet::A4_24, 0, &[]), Err(Error::Nothing));
}

#[test]
fn what_cannot_be_set_is_an_error_and_no_crash() {
    let said = Letter { body: &[Block::Paragraph("Salam")], ..Letter::default() };
    let broken = Head { emblem: "<svg", ..HEAD };
    assert!(matches!(letter(&ABOUT, &broken, &said), Err(Error::Setting(_))));
    let nowhere = About { lang: "no language", ..ABOUT };
    assert!(matches!(letter(&nowhere, &HEAD, &said), Err(Error::Setting(_))));
    assert_eq!(letter(&ABOUT, &HEAD, &Letter::default()), Err(Error::Nothing));
}

#[test]
fn an_emblem_reaches_no_file() {
    let emblem = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image width="9" height="9" xlink:href="/etc/hostname"/></svg>"#;
    let said = Letter { body: &[Block::Paragraph("Salam")], ..Letter::default() };
    assert!(matches!(letter(&ABOUT, &Head { emblem, ..HEAD }, &said), Err(Error::Setting(_))));
}
