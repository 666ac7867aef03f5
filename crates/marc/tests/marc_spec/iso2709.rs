//! ISO 2709 and its encodings, on records made for these tests.

use marc::iso2709::{self, Reader, WriteError};
use marc::{BadRecord, Encoding, Entry, Field, Reason, Record, Warning};

fn sample(id: &str) -> Record {
    Record::default()
        .with(Field::control("001", id))
        .with(Field::control("008", "240101s2005    io            000 1 ind  "))
        .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
        .with(Field::data("650", ' ', '4').with('a', "Sekolah – fiksi"))
}

fn bytes(id: &str) -> Vec<u8> {
    iso2709::to_vec(&sample(id)).unwrap()
}

fn read(bytes: &[u8]) -> Vec<Result<Entry, BadRecord>> {
    Reader::new(bytes).collect()
}

/// A record with one field 245 `$a` of these bytes, in MARC-8 or UTF-8 as the leader claims.
fn raw(claim: u8, text: &[u8]) -> Vec<u8> {
    let data = [b"10\x1fa", text, b"\x1e\x1d"].concat();
    let mut record = format!(
        "{:05}nam {}2200037 a 4500245{:04}00000\x1e",
        37 + data.len(),
        char::from(claim),
        data.len() - 1
    )
    .into_bytes();
    record.extend_from_slice(&data);
    record
}

fn one(bytes: &[u8]) -> Entry {
    let mut all = read(bytes);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

fn marc8(text: &[u8]) -> String {
    let entry = one(&raw(b' ', text));
    assert_eq!(entry.warnings, [], "{text:x?}");
    entry.record.text("245", "a")
}

#[test]
fn a_record_that_nobody_edited_is_written_as_it_came() {
    let raw = bytes("tmh-1");
    let entry = one(&raw);
    assert_eq!(entry.record.fields, sample("tmh-1").fields);
    assert_eq!((entry.number, entry.position, entry.warnings.len()), (1, 0, 0));
    assert!(entry.rewrites_exactly());
    assert_eq!(iso2709::to_vec(&entry.record).unwrap(), raw);
}

#[test]
fn the_leader_keeps_what_is_not_computed() {
    let mut raw = bytes("tmh-1");
    raw[5..9].copy_from_slice(b"caa ");
    raw[17..20].copy_from_slice(b"7ic");
    raw[22..24].copy_from_slice(b" 0");
    assert!(one(&raw).rewrites_exactly());
}

#[test]
fn records_are_told_apart_by_their_terminators_and_padding_belongs_to_none() {
    let file = [b"\xEF\xBB\xBF".as_slice(), &bytes("a"), b"\r\n", &bytes("b"), b"\n\0\x1A"].concat();
    let entries: Vec<_> = read(&file).into_iter().map(Result::unwrap).collect();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1].record.control("001"), Some("b"));
    assert_eq!(entries[1].number, 2);
    assert_eq!(entries[1].position, 3 + bytes("a").len() as u64 + 2);
}

#[test]
fn a_lying_record_length_does_not_matter_to_the_next_record() {
    let mut lying = bytes("a");
    lying[..5].copy_from_slice(b"90000");
    let all = read(&[lying, bytes("b")].concat());
    assert_eq!(all[0].as_ref().unwrap().warnings, [Warning::LengthMisstated]);
    assert_eq!(all[1].as_ref().unwrap().record.control("001"), Some("b"));
}

#[test]
fn a_lying_base_address_is_seen_through() {
    let mut lying = bytes("a");
    lying[12..17].copy_from_slice(b"99999");
    let entry = one(&lying);
    assert_eq!(entry.warnings, [Warning::BaseMisstated]);
    assert_eq!(entry.record.fields, sample("a").fields);
}

#[test]
fn lying_field_lengths_are_mended_when_the_fields_can_be_counted() {
    let mut lying = bytes("a");
    lying[24 + 3..24 + 7].copy_from_slice(b"9999");
    lying[36 + 3..36 + 7].copy_from_slice(b"x001");
    let entry = one(&lying);
    assert_eq!(entry.warnings, [Warning::DirectoryMended]);
    assert_eq!(entry.record.fields, sample("a").fields);
}

#[test]
fn a_directory_that_cannot_be_mended_spoils_only_its_record() {
    let mut bad = raw(b'a', b"satu\x1edua");
    bad[..5].copy_from_slice(b"00055");
    let file = [bytes("a"), bad.clone(), bytes("b")].concat();
    let all = read(&file);
    let error = all[1].as_ref().unwrap_err();
    assert_eq!((error.number, error.position), (2, bytes("a").len() as u64));
    assert_eq!((error.reason, error.reason.key()), (Reason::FieldBounds, "field-bounds"));
    assert_eq!(error.bytes, bad);
    assert_eq!(all[2].as_ref().unwrap().number, 3);
}

#[test]
fn half_a_directory_entry_and_an_unreadable_tag_are_refused() {
    let mut half = bytes("a");
    half.remove(30);
    assert_eq!(read(&half)[0].as_ref().unwrap_err().reason, Reason::Directory);
    let mut tag = bytes("a");
    tag[24] = 0x07;
    assert_eq!(read(&tag)[0].as_ref().unwrap_err().reason, Reason::Tag);
    assert_eq!(read(b"garbage\x1d")[0].as_ref().unwrap_err().reason, Reason::TooShort);
    assert_eq!(read(b"00026nam a2200025 a 4500 \x1d")[0].as_ref().unwrap_err().reason, Reason::Directory);
}

#[test]
fn a_directory_that_points_everywhere_at_one_field_does_not_multiply_it() {
    let text = "x".repeat(9_000);
    let mut file = b"00000nam a2200000 a 4500".to_vec();
    for _ in 0..5_000 {
        file.extend_from_slice(b"500900500000");
    }
    file.extend_from_slice(format!("\x1e  \x1fa{text}\x1e\x1d").as_bytes());
    assert_eq!(read(&file)[0].as_ref().unwrap_err().reason, Reason::FieldBounds);
}

#[test]
fn a_file_that_ends_in_a_record_says_so() {
    let file = [bytes("a"), bytes("b")[..60].to_vec()].concat();
    let all = read(&file);
    assert_eq!(all[1].as_ref().unwrap_err().reason, Reason::Truncated);
    assert_eq!(all[1].as_ref().unwrap_err().bytes, &bytes("b")[..60]);
}

#[test]
fn a_last_record_that_lacks_only_its_terminator_is_read() {
    let mut raw = bytes("a");
    raw.pop();
    let entry = one(&raw);
    assert_eq!(entry.warnings, [Warning::TerminatorMissing]);
    assert_eq!(entry.record.fields, sample("a").fields);
}

#[test]
fn a_record_behind_a_cut_off_one_is_found() {
    let cut = &bytes("a")[..90];
    let file = [cut, &bytes("b"), &bytes("c")].concat();
    let all = read(&file);
    let error = all[0].as_ref().unwrap_err();
    assert_eq!((error.reason, error.bytes.as_slice()), (Reason::Truncated, cut));
    let found = all[1].as_ref().unwrap();
    assert_eq!((found.record.control("001"), found.position, found.number), (Some("b"), 90, 2));
    assert_eq!(all[2].as_ref().unwrap().record.control("001"), Some("c"));
}

#[test]
fn a_run_without_end_comes_in_pieces_and_the_record_behind_it_is_found() {
    let file = [vec![b'z'; 250_000], bytes("a")].concat();
    let all = read(&file);
    assert_eq!(all.len(), 4);
    for bad in &all[..3] {
        let bad = bad.as_ref().unwrap_err();
        assert_eq!(bad.reason, Reason::TooLong);
        assert!(bad.bytes.len() <= iso2709::MAX_RECORD);
    }
    assert_eq!(all[3].as_ref().unwrap().position, 250_000);
}

#[test]
fn odd_fields_are_kept_and_named() {
    let record =
        Record::default().with(Field::control("FMT", "BK")).with(Field::data("001", ' ', ' ').with('a', "x"));
    let entry = one(&iso2709::to_vec(&record).unwrap());
    assert_eq!(entry.record.fields, record.fields);
    assert_eq!(
        entry.warnings,
        [Warning::SubfieldsMissing("FMT".into()), Warning::SubfieldsUnexpected("001".into())]
    );

    let entry = one(&raw(b'a', b"satu\x1f\x1f"));
    assert_eq!(entry.warnings, [Warning::SubfieldEmpty("245".into()); 2]);

    let mut stray = raw(b'a', b"satu\x1fbdua");
    stray[39] = b'T';
    let entry = one(&stray);
    assert_eq!(entry.warnings, [Warning::CodeMissing("245".into())]);
    assert_eq!(entry.record.text("245", "ab"), "Tasatu dua");
}

#[test]
fn diacritics_come_before_their_letter_in_marc8_and_the_result_is_composed() {
    assert_eq!(marc8(b"caf\xe2e"), "café");
    assert_eq!(marc8(b"Vi\xf2\xe3et Nam"), "Việt Nam");
    assert_eq!(marc8(b"\xe8uber \xb2 \xa1\xb5"), "über ø Łæ");
    assert_eq!(marc8(b"\xebt\xecs"), "t\u{FE20}s\u{FE21}");
    assert_eq!(marc8(b"\xe2"), "\u{301}", "a diacritic without letter is kept");
    assert_eq!(marc8(b"\x88The \x89end"), "\u{98}The \u{9c}end");
}

#[test]
fn escape_sequences_switch_to_other_scripts_and_back() {
    assert_eq!(marc8(b"\x1b(NmOSKWA\x1b(B 1999"), "Москва 1999");
    assert_eq!(marc8(b"\x1b)N\xed\xcf\xd3\xcb\xd7\xc1"), "Москва");
    assert_eq!(marc8(b"\x1b(N\x1b)Q\xc6\x1b(B ok"), "і ok");
    assert_eq!(marc8(b"\x1b(Sa\"b\x1bs"), "αβ\u{301}");
    assert_eq!(marc8(b"\x1b(2`ab\x1b(B."), "\u{5D0}\u{5D1}\u{5D2}.");
    assert_eq!(marc8(b"\x1b(3GJ\x1b(B"), "\u{627}\u{62A}");
    assert_eq!(marc8(b"\x1b(4)\x1b(B"), "\u{67E}");
    assert_eq!(marc8(b"H\x1bb2\x1bsO, x\x1bp-3\x1bs, \x1bga\x1bs"), "H₂O, x⁻³, α");
    assert_eq!(marc8(b"\x1b(!Eb2\x1b(B"), "ǿ");
}

#[test]
fn a_numeric_reference_is_its_character_in_marc8_and_text_in_unicode() {
    assert_eq!(marc8(b"&#x6F22;&#x5b57; &#x; &#xZZ; &#x110000; R&#"), "漢字 &#x; &#xZZ; &#x110000; R&#");
    assert_eq!(one(&raw(b'a', b"&#x6F22;")).record.text("245", "a"), "&#x6F22;");
}

#[test]
fn an_east_asian_character_is_replaced_and_counted() {
    let entry = one(&raw(b' ', b"a\x1b$1!0&!0(\x1b(Bb"));
    assert_eq!(entry.record.text("245", "a"), "a〓〓b");
    assert_eq!(entry.warnings, [Warning::CharactersReplaced { count: 2 }]);
    assert!(!entry.rewrites_exactly());
}

#[test]
fn a_wrong_claim_about_the_encoding_is_noticed() {
    let entry = one(&raw(b' ', "café – 漢字".as_bytes()));
    assert_eq!(entry.record.text("245", "a"), "café – 漢字");
    assert_eq!(entry.warnings, [Warning::EncodingMisstated { found: Encoding::Utf8 }]);

    let entry = one(&raw(b'a', b"caf\xe2e et cr\xe3epe"));
    assert_eq!(entry.record.text("245", "a"), "café et crêpe");
    assert_eq!(entry.warnings, [Warning::EncodingMisstated { found: Encoding::Marc8 }]);
}

#[test]
fn one_spoilt_character_does_not_spoil_the_others() {
    let entry = one(&raw(b'a', &["naïve café – ".as_bytes(), b"\xff!"].concat()));
    assert_eq!(entry.record.text("245", "a"), "naïve café – \u{FFFD}!");
    assert_eq!(entry.warnings, [Warning::CharactersReplaced { count: 1 }]);
}

#[test]
fn what_iso_2709_cannot_hold_is_refused_with_a_hint() {
    let long = Record::default().with(Field::data("520", ' ', ' ').with('a', "x".repeat(9_995)));
    assert!(matches!(iso2709::to_vec(&long), Err(WriteError::FieldTooLong { bytes: 10_000, .. })));
    let fits = Record::default().with(Field::data("520", ' ', ' ').with('a', "x".repeat(9_994)));
    assert!(iso2709::to_vec(&fits).is_ok());

    let mut many = Record::default();
    (0..11).for_each(|_| many.push(Field::data("520", ' ', ' ').with('a', "x".repeat(9_900))));
    let error = iso2709::to_vec(&many).unwrap_err();
    assert!(matches!(error, WriteError::RecordTooLong { .. }) && error.fits_marcxml());
    assert!(error.to_string().contains("MARCXML"));

    let four = Record::default().with(Field::control("0011", "x"));
    assert!(matches!(iso2709::to_vec(&four), Err(WriteError::Tag(_))));
    let separator = Record::default().with(Field::data("245", ' ', ' ').with('a', "x\x1fby"));
    assert!(matches!(iso2709::to_vec(&separator), Err(WriteError::Separator(_))));
}

#[test]
fn a_record_of_exactly_the_greatest_length_is_written_and_read() {
    let mut record = Record::default();
    (0..10).for_each(|_| record.push(Field::data("520", ' ', ' ').with('a', "x".repeat(9_900))));
    let rest = iso2709::MAX_RECORD - iso2709::to_vec(&record).unwrap().len();
    record.push(Field::data("520", ' ', ' ').with('a', "x".repeat(rest - 12 - 5)));
    let bytes = iso2709::to_vec(&record).unwrap();
    assert_eq!(bytes.len(), iso2709::MAX_RECORD);
    assert_eq!(one(&bytes).record.fields, record.fields);
}
