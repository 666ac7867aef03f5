//! What holds for every record and every sequence of bytes.

use marc::{
    BadRecord, Change, Entry, Field, Leader, Record, Subfield, Tag, diff,
    iso2709::{self, WriteError},
    xml,
};
use proptest::prelude::*;

/// Any character, those with a meaning in one of the forms more often.
fn any_char() -> impl Strategy<Value = char> {
    prop_oneof![
        any::<char>(),
        proptest::char::range(' ', '~'),
        proptest::sample::select(vec![
            '$', '{', '}', '#', '=', ' ', '\n', '\r', '\t', '&', '<', '\u{85}', '\u{2028}', '\u{1E}',
            '\u{1F}'
        ])
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any_char(), 0..12).prop_map(String::from_iter)
}

fn any_tag() -> impl Strategy<Value = Tag> {
    prop_oneof!["[ -~]{1,7}", "00[0-9]", "[0-9]{3}"].prop_map(|text| Tag::parse(&text).unwrap())
}

/// Any record whatever, sensible or not.
fn any_record() -> impl Strategy<Value = Record> {
    let subfield = (any_char(), any_text()).prop_map(|(code, value)| Subfield { code, value });
    let data = (any_tag(), any_char(), any_char(), proptest::collection::vec(subfield, 0..4))
        .prop_map(|(tag, ind1, ind2, subfields)| Field::Data { tag, ind1, ind2, subfields });
    let control = (any_tag(), any_text()).prop_map(|(tag, value)| Field::Control { tag, value });
    let fields = proptest::collection::vec(prop_oneof![data, control], 0..8);
    ("[ -~]{24}", fields)
        .prop_map(|(leader, fields)| Record { leader: Leader::parse(&leader).unwrap(), fields })
}

/// A record that MARC 21 and its schema allow.
fn valid_record() -> impl Strategy<Value = Record> {
    let text = "[ -~é漢\u{301}–]{0,20}";
    let subfield =
        ("[a-z0-9]", text).prop_map(|(code, value)| Subfield { code: code.chars().next().unwrap(), value });
    let indicator = || proptest::sample::select(vec![' ', '0', '1', '4', '9']);
    let data =
        ("[1-9][0-9]{2}", indicator(), indicator(), proptest::collection::vec(subfield, 1..5)).prop_map(
            |(tag, ind1, ind2, subfields)| Field::Data { tag: tag.as_str().into(), ind1, ind2, subfields },
        );
    let control = ("00[1-9]", text).prop_map(|(tag, value)| Field::control(tag.as_str(), value));
    let controls = proptest::collection::vec(control, 0..4);
    let datas = proptest::collection::vec(data, 0..12);
    ("[acdnp][a-z]{2} a22", "[1-9 ][aciu][ r]4500", controls, datas).prop_map(
        |(head, tail, mut fields, datas)| {
            fields.extend(datas);
            let leader = format!("00000{head}00000{tail}");
            Record { leader: Leader::parse(&leader).unwrap(), fields }
        },
    )
}

/// Bytes that look more or less like records.
fn likely_bytes() -> impl Strategy<Value = Vec<u8>> {
    let record = valid_record().prop_map(|r| iso2709::to_vec(&r).unwrap()).boxed();
    let spoilt = (record.clone(), any::<proptest::sample::Index>(), any::<u8>(), any::<bool>()).prop_map(
        |(mut bytes, at, byte, cut)| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cut {
                bytes.truncate(at);
            }
            bytes
        },
    );
    let noise = proptest::collection::vec(prop_oneof![any::<u8>(), 0x1B_u8..0x20, 0x20_u8..0x7F], 0..80);
    proptest::collection::vec(prop_oneof![record, spoilt, noise], 0..5).prop_map(|parts| parts.concat())
}

fn place(found: &Result<Entry, BadRecord>) -> (u64, u64, &[u8]) {
    match found {
        Ok(entry) => (entry.number, entry.position, &entry.raw),
        Err(bad) => (bad.number, bad.position, &bad.bytes),
    }
}

proptest! {
    #[test]
    fn any_record_that_iso_2709_can_name_comes_back_from_its_lines_and_no_other(record in any_record()) {
        let nameless = matches!(iso2709::to_vec(&record), Err(WriteError::Tag(_) | WriteError::Separator(_)));
        match Record::from_lines(&record.to_lines()) {
            Ok(read) => prop_assert!(read == record && !nameless),
            Err(errors) => prop_assert!(nameless, "{:?}", errors),
        }
    }

    #[test]
    fn any_record_has_a_line_for_every_field(record in any_record()) {
        prop_assert_eq!(record.to_lines().lines().count(), record.fields.len() + 1);
    }

    #[test]
    fn any_text_is_read_as_lines_or_refused_with_line_numbers(text in "(=LDR |[ -~\n]|\\PC){0,60}") {
        if let Err(errors) = Record::from_lines(&text) {
            prop_assert!(errors.iter().all(|e| (1..=text.split('\n').count()).contains(&e.line)));
        }
    }

    #[test]
    fn a_valid_record_comes_back_from_iso_2709_and_its_bytes_too(record in valid_record()) {
        let bytes = iso2709::to_vec(&record).unwrap();
        let entry = iso2709::Reader::new(bytes.as_slice()).next().unwrap().unwrap();
        prop_assert_eq!(&entry.record.fields, &record.fields);
        prop_assert_eq!(&entry.warnings, &[]);
        prop_assert_eq!(iso2709::to_vec(&entry.record).unwrap(), bytes);
    }

    #[test]
    fn any_record_is_written_to_iso_2709_or_refused(record in any_record()) {
        if let Ok(bytes) = iso2709::to_vec(&record) {
            prop_assert_eq!(bytes.iter().filter(|&&b| b == 0x1D).count(), 1);
            prop_assert!(iso2709::Reader::new(bytes.as_slice()).next().unwrap().is_ok());
        }
    }

    #[test]
    fn a_valid_record_comes_back_from_marcxml(record in valid_record()) {
        let (text, alterations) = xml::to_string(&record);
        prop_assert_eq!(alterations, vec![]);
        let entry = xml::Reader::new(text.as_bytes()).next().unwrap().unwrap();
        prop_assert_eq!(entry.record, record);
    }

    #[test]
    fn any_record_is_written_as_marcxml_that_needs_no_second_alteration(record in any_record()) {
        let (text, _) = xml::to_string(&record);
        let entry = xml::Reader::new(text.as_bytes()).next().unwrap().unwrap();
        prop_assert_eq!(xml::to_string(&entry.record), (text, vec![]));
    }

    #[test]
    fn every_byte_of_iso_2709_is_in_one_record_or_bad_record_or_padding(bytes in likely_bytes()) {
        let mut at = 0;
        let found: Vec<_> = iso2709::Reader::new(bytes.as_slice()).collect();
        let is_padding = |gap: &[u8]| gap.iter().all(|b| b"\r\n\0\x1A\xEF\xBB\xBF".contains(b));
        for (count, found) in found.iter().enumerate() {
            let (number, position, piece) = place(found);
            let position = usize::try_from(position).unwrap();
            prop_assert_eq!(number, count as u64 + 1);
            prop_assert!(position >= at && is_padding(&bytes[at..position]));
            prop_assert_eq!(&bytes[position..position + piece.len()], piece);
            at = position + piece.len();
        }
        prop_assert!(is_padding(&bytes[at..]));
    }

    #[test]
    fn reading_does_not_depend_on_how_the_bytes_arrive(bytes in likely_bytes(), size in 1_usize..50) {
        let slowly = std::io::BufReader::with_capacity(size, bytes.as_slice());
        prop_assert_eq!(
            iso2709::Reader::new(slowly).map(|r| r.map_err(|b| b.bytes)).collect::<Vec<_>>(),
            iso2709::Reader::new(bytes.as_slice()).map(|r| r.map_err(|b| b.bytes)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn any_bytes_are_read_as_marcxml_without_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "<record>", "</record>", "<collection>", "</collection>", "<leader>", "</leader>",
                    "<datafield tag='245' ind1=' ' ind2='0'>", "</datafield>", "<subfield code='a'>", "</subfield>",
                    "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&x;", "'", "<", ">", "/>", "<?", "é",
                ]).prop_map(|s| s.as_bytes().to_vec()),
                proptest::collection::vec(any::<u8>(), 0..5),
            ],
            0..30,
        ),
        size in 1_usize..50,
    ) {
        let bytes = parts.concat();
        let slowly: Vec<_> = xml::Reader::new(std::io::BufReader::with_capacity(size, bytes.as_slice())).collect();
        let found: Vec<_> = xml::Reader::new(bytes.as_slice()).collect();
        prop_assert_eq!(&slowly, &found);
        for found in &found {
            let (_, position, piece) = place(found);
            let position = usize::try_from(position).unwrap();
            prop_assert_eq!(&bytes[position..position + piece.len()], piece);
        }
    }

    #[test]
    fn records_differ_exactly_when_the_diff_is_not_empty(old in valid_record(), new in valid_record()) {
        let changes = diff(&old, &new);
        prop_assert_eq!(changes.is_empty(), old == new);
        let removed = changes.iter().filter(|c| matches!(c, Change::Removed(_))).count();
        let added = changes.iter().filter(|c| matches!(c, Change::Added(_))).count();
        prop_assert_eq!(old.fields.len() + added, new.fields.len() + removed);
        prop_assert_eq!(diff(&old, &old), vec![]);
    }

    #[test]
    fn insertion_keeps_a_sorted_record_sorted(record in valid_record(), tag in "[0-9]{3}") {
        let mut record = record;
        record.sort();
        record.insert(Field::control(tag.as_str(), "x"));
        prop_assert!(record.fields.is_sorted_by_key(Field::tag));
    }
}
