//! MARCXML and the choice between the formats, on records made for these tests.

use marc::xml::{Alteration, MAX_RECORD, Reader, Writer, to_string};
use marc::{BadRecord, Entry, Field, Format, OpenError, Reason, Record, Records, Warning};

const RECORD: &str = r#"<record><leader>00000nam a2200000 i 4500</leader>
  <controlfield tag="001">tmh-1</controlfield>
  <datafield tag="245" ind1="1" ind2="0"><subfield code="a">Laskar &amp; pelangi /</subfield><subfield code="c">A&#233; <![CDATA[<b>]]></subfield></datafield>
</record>"#;

fn sample() -> Record {
    Record::default()
        .with(Field::control("001", "tmh-1"))
        .with(Field::data("245", '1', '0').with('a', "Laskar & pelangi /").with('c', "Aé <b>"))
}

fn read(text: &str) -> Vec<Result<Entry, BadRecord>> {
    Reader::new(text.as_bytes()).collect()
}

fn reason(text: &str) -> Reason {
    read(text)[0].as_ref().unwrap_err().reason
}

#[test]
fn a_collection_a_single_record_and_an_envelope_are_read_with_and_without_prefix() {
    let prefixed = RECORD
        .replace("</", "</marc:")
        .replace('<', "<marc:")
        .replace("<marc:/marc:", "</marc:")
        .replace("<marc:![CDATA[<marc:b>", "<![CDATA[<b>");
    for text in [
        RECORD.to_owned(),
        format!("<?xml version='1.0'?>\n<!-- <record> --><collection xmlns='x'>{RECORD}</collection>"),
        format!("<marc:collection xmlns:marc='x'>{prefixed}</marc:collection>"),
        format!(
            "<OAI-PMH><record><header><id>1</id></header><metadata>{prefixed}</metadata></record></OAI-PMH>"
        ),
    ] {
        let all = read(&text);
        assert_eq!(all.len(), 1, "{text}");
        let entry = all[0].as_ref().unwrap();
        assert_eq!(entry.record, sample());
        assert_eq!(entry.warnings, []);
        let position = usize::try_from(entry.position).unwrap();
        assert_eq!(&text.as_bytes()[position..position + entry.raw.len()], entry.raw);
    }
}

#[test]
fn a_bad_record_spoils_only_itself() {
    let text = format!(
        "<collection>{RECORD}<record><leader>x</leader><controlfield tag='001'>a & b</controlfield></record>\
         <record><controlfield>1</controlfield></record><record/><record><leader>cut off{RECORD}<record><leader></collection>"
    );
    let reasons: Vec<_> =
        read(&text).into_iter().map(|r| r.map(|e| e.number).map_err(|b| b.reason)).collect();
    assert_eq!(
        reasons,
        [
            Ok(1),
            Err(Reason::Syntax),
            Err(Reason::Tag),
            Err(Reason::Empty),
            Err(Reason::Truncated),
            Ok(6),
            Err(Reason::Truncated)
        ]
    );
}

#[test]
fn a_document_type_declaration_ends_reading() {
    let bomb = format!("<!DOCTYPE c [<!ENTITY a \"aaaa\">]><collection>{RECORD}</collection>");
    let all = read(&bomb);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].as_ref().unwrap_err().reason, Reason::Doctype);
    assert_eq!(reason("<record><leader>&a;</leader></record>"), Reason::Syntax);
}

#[test]
fn depth_attributes_and_length_are_bounded() {
    let deep = "<a>".repeat(70);
    assert_eq!(reason(&deep), Reason::Depth);
    assert_eq!(reason(&format!("<record>{deep}{}</record>", "</a>".repeat(70))), Reason::Depth);
    let attributes: String = (0..300).map(|n| format!(" a{n}='x'")).collect();
    assert_eq!(reason(&format!("<record><leader{attributes}>x</leader></record>")), Reason::Attributes);

    let long = format!(
        "<collection><record><leader>{}</leader></record>{RECORD}</collection>",
        "x".repeat(MAX_RECORD)
    );
    let all = read(&long);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].as_ref().unwrap_err().reason, Reason::TooLong);
    assert_eq!(all[1].as_ref().unwrap().record, sample());
}

#[test]
fn a_record_that_is_not_utf8_or_not_finished_is_handed_back() {
    let mut bytes = RECORD.as_bytes().to_vec();
    bytes[20] = 0xFF;
    let bad = Reader::new(bytes.as_slice()).next().unwrap().unwrap_err();
    assert_eq!((bad.reason, bad.bytes), (Reason::NotUtf8, bytes));
    assert_eq!(reason(&RECORD[..100]), Reason::Truncated);
}

#[test]
fn odd_attributes_are_mended_and_named() {
    let all = read("<record><datafield tag='9999' ind1='12'><subfield>x</subfield></datafield></record>");
    let entry = all[0].as_ref().unwrap();
    assert_eq!(entry.record.fields, [Field::data("9999", '1', ' ').with('a', "x")]);
    let tag = "9999".into();
    assert_eq!(
        entry.warnings,
        [Warning::IndicatorsMended(tag), Warning::CodeMissing(tag), Warning::LeaderMended]
    );
}

#[test]
fn what_is_written_is_read_back() {
    let mut writer = Writer::new(Vec::new()).unwrap();
    assert_eq!(writer.write(&sample()).unwrap(), []);
    assert_eq!(writer.write(&sample()).unwrap(), []);
    let bytes = writer.finish().unwrap();
    let records: Vec<_> = Reader::new(bytes.as_slice()).map(|r| r.unwrap().record).collect();
    assert_eq!(records, [sample(), sample()]);
}

#[test]
fn a_single_record_carries_its_namespace() {
    let record = Record::default().with(Field::data("245", ' ', '0').with('&', "a\r<b>"));
    let (text, alterations) = to_string(&record);
    assert_eq!(alterations, []);
    assert_eq!(
        text,
        "<record xmlns=\"http://www.loc.gov/MARC21/slim\"><leader>00000nam a2200000 i 4500</leader>\
         <datafield tag=\"245\" ind1=\" \" ind2=\"0\"><subfield code=\"&amp;\">a&#13;&lt;b&gt;</subfield></datafield></record>"
    );
    assert_eq!(read(&text)[0].as_ref().unwrap().record, record);
}

#[test]
fn what_the_schema_forbids_is_altered_and_reported() {
    let mut record = Record::default()
        .with(Field::data("245", '#', 'A').with('|', "a\u{1}b\u{FFFF}"))
        .with(Field::control("001", "x\0"))
        .with(Field::control("FMT", "BK"))
        .with(Field::data("500", ' ', ' '))
        .with(Field::control("2455", "x"));
    record.leader.set(20, 'x');
    let (text, alterations) = to_string(&record);
    let tag = |t: &str| t.into();
    assert_eq!(
        alterations,
        [
            Alteration::Leader,
            Alteration::Order,
            Alteration::CharactersRemoved { tag: tag("001"), count: 1 },
            Alteration::Indicator(tag("245")),
            Alteration::Indicator(tag("245")),
            Alteration::Code(tag("245")),
            Alteration::CharactersRemoved { tag: tag("245"), count: 2 },
            Alteration::Form(tag("FMT")),
            Alteration::Dropped(tag("500")),
            Alteration::Dropped(tag("2455")),
        ]
    );
    let again = read(&text).remove(0).unwrap().record;
    assert_eq!(again.fields[1], Field::data("245", ' ', ' ').with('_', "ab"));
    assert_eq!(to_string(&again).1, []);
}

#[test]
fn the_format_of_a_file_is_known_from_its_beginning() {
    assert_eq!(Format::sniff(b"\xEF\xBB\xBF \n<?xml version='1.0'?>"), Some(Format::MarcXml));
    assert_eq!(Format::sniff(b"00714cam a2200205 a 4500"), Some(Format::Iso2709));
    assert_eq!(Format::sniff(b"  714cam a2200205 a 4500"), None, "a trimmed leader is not at its place");
    assert_eq!(Format::sniff(b"x0714cam a2200205 a 4500"), Some(Format::Iso2709));
    assert_eq!(Format::sniff(b"title,author\n"), None);
    assert_eq!(Format::sniff(b""), None);
}

#[test]
fn a_file_is_opened_as_what_it_is() {
    let iso = marc::iso2709::to_vec(&sample()).unwrap();
    let records = Records::open(iso.as_slice()).unwrap();
    assert_eq!(records.format(), Format::Iso2709);
    assert_eq!(records.map(|r| r.unwrap().record.fields).collect::<Vec<_>>(), [sample().fields]);
    assert_eq!(Records::open(RECORD.as_bytes()).unwrap().next().unwrap().unwrap().record, sample());
    assert!(matches!(Records::open(b"title,author".as_slice()), Err(OpenError::UnknownFormat)));
    assert_eq!(Records::open(b"".as_slice()).unwrap().count(), 0);
}
