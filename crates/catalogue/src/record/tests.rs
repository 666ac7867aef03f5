use marc::{Field, Leader, Record};
use proptest::prelude::*;

use super::*;

fn laskar() -> Record {
    Record::default()
        .with(Field::control("001", "tmh-1"))
        .with(Field::control("008", "260105s2005    ko a   d      000 1 ind d"))
        .with(Field::data("020", ' ', ' ').with('a', "979-3062-79-7 (pbk.) :"))
        .with(Field::data("082", '0', '4').with('a', "899.221/3").with('b', "AND l"))
        .with(Field::data("100", '1', ' ').with('a', "Hirata, Andrea,").with('e', "pengarang."))
        .with(
            Field::data("245", '1', '0')
                .with('a', "Laskar pelangi :")
                .with('b', "sebuah novel /")
                .with('c', "Andrea Hirata."),
        )
        .with(
            Field::data("264", ' ', '1')
                .with('a', "Yogyakarta :")
                .with('b', "Bentang Pustaka,")
                .with('c', "2005."),
        )
        .with(Field::data("300", ' ', ' ').with('a', "xxxiv, 529 halaman ;").with('c', "20 cm"))
        .with(Field::data("490", '0', ' ').with('a', "Tetralogi Laskar Pelangi ;").with('v', "1"))
        .with(Field::data("650", ' ', '4').with('a', "Sekolah").with('z', "Belitung.").with('v', "Fiksi."))
}

#[test]
fn a_record_is_drawn_out_without_its_punctuation() {
    let drawn = draw(&laskar());
    assert_eq!(drawn.title, "Laskar pelangi");
    assert_eq!(drawn.full_title(), "Laskar pelangi: sebuah novel");
    assert_eq!(drawn.responsibility, "Andrea Hirata");
    assert_eq!(drawn.author(), "Hirata, Andrea");
    assert_eq!(drawn.author_spoken(), "Andrea Hirata");
    assert_eq!(drawn.authors[0].role, "pengarang");
    assert_eq!((drawn.place.as_str(), drawn.publisher.as_str()), ("Yogyakarta", "Bentang Pustaka"));
    assert_eq!(drawn.year, Some(2005));
    assert_eq!(drawn.language, "ind");
    assert_eq!(drawn.audience, Some(Audience::Teens));
    assert_eq!(drawn.form, Form::Book);
    assert_eq!(drawn.subjects, ["Sekolah -- Belitung -- Fiksi"]);
    assert_eq!(drawn.series, ["Tetralogi Laskar Pelangi ; 1"]);
    assert_eq!(drawn.isbns, ["9789793062792"]);
    assert_eq!(drawn.ddc, "899.2213");
    assert_eq!(drawn.call_number, "899.2213 AND l");
    assert_eq!(drawn.ddc_class(), Some(8));
    assert_eq!(drawn.extent, "xxxiv, 529 halaman");
}

#[test]
fn what_the_coded_year_does_not_say_is_read_from_the_imprint() {
    let mut record = laskar();
    record.set(Field::control("008", "260105s19uu    ko a   j      000 1 und d"));
    record.set(Field::data("264", ' ', '1').with('c', "[c1998?]"));
    record.insert(Field::data("041", '0', ' ').with('a', "tomind"));
    let drawn = draw(&record);
    assert_eq!((drawn.year, drawn.language.as_str()), (Some(1998), "tom"));
    assert_eq!(drawn.audience, Some(Audience::Children));
}

#[test]
fn the_kind_is_read_from_leader_and_coded_fields() {
    let with = |leader: &str| Record { leader: Leader::parse(leader).unwrap(), ..laskar() };
    assert_eq!(draw(&with("00000nas a2200000 i 4500")).form, Form::Serial);
    assert_eq!(draw(&with("00000nim a2200000 i 4500")).form, Form::Spoken);
    assert_eq!(draw(&with("00000ngm a2200000 i 4500")).form, Form::Video);
    let comic = laskar().with(Field::data("655", ' ', '4').with('a', "Komik."));
    assert_eq!(draw(&comic).form, Form::Comic);
    let online = laskar().with(Field::data("338", ' ', ' ').with('b', "cr"));
    assert_eq!(draw(&online).form, Form::Digital);
}

#[test]
fn the_copies_say_the_call_number_before_the_classification_does() {
    let record = laskar().with(Field::data("952", ' ', ' ').with('o', "F  HIR l").with('p', "TMH-0000001"));
    let drawn = draw(&record);
    assert_eq!(drawn.call_number, "F HIR l");
    assert_eq!(drawn.shelf_key(), "F HIR L");
    assert_eq!(Drawn { ddc: String::new(), ..drawn }.ddc_class(), Some(8));
}

#[test]
fn an_empty_record_gives_empty_fields() {
    assert_eq!(draw(&Record::default()), Drawn::default());
}

#[test]
fn drawn_fields_survive_being_kept_as_json() {
    let drawn = draw(&laskar());
    let json = serde_json::to_string(&drawn).unwrap();
    assert_eq!(serde_json::from_str::<Drawn>(&json).unwrap(), drawn);
}

fn any_field() -> impl Strategy<Value = Field> {
    let tag = prop::sample::select(vec![
        "001", "006", "007", "008", "020", "022", "041", "050", "082", "084", "090", "100", "130", "240",
        "245", "246", "250", "260", "264", "300", "336", "338", "490", "505", "520", "521", "600", "650",
        "655", "700", "710", "830", "852", "880", "949", "952",
    ]);
    let control = (tag.clone(), ".{0,45}").prop_map(|(tag, value)| Field::control(tag, value));
    let data = (tag, any::<char>(), any::<char>(), prop::collection::vec((any::<char>(), ".{0,30}"), 0..6))
        .prop_map(|(tag, ind1, ind2, parts)| {
            parts
                .into_iter()
                .fold(Field::data(tag, ind1, ind2), |field, (code, value)| field.with(code, value))
        });
    prop_oneof![control, data]
}

proptest! {
    #[test]
    fn drawing_never_panics_and_always_says_the_same(fields in prop::collection::vec(any_field(), 0..12), leader in "[ -~]{24}") {
        let record = Record { leader: Leader::parse(&leader).unwrap(), fields };
        let drawn = draw(&record);
        prop_assert_eq!(&drawn, &draw(&record));
        let _ = (drawn.author_spoken(), drawn.full_title(), drawn.ddc_class(), drawn.shelf_key());
    }

    #[test]
    fn drawing_never_panics_on_what_the_reader_reads(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for record in marc::iso2709::Reader::new(bytes.as_slice()).flatten() {
            draw(&record.record);
        }
    }

    #[test]
    fn plain_text_stays_plain(text in ".{0,60}") {
        let once = plain(&text);
        prop_assert_eq!(plain(&once), once);
    }
}

#[test]
fn a_dewey_number_is_read_however_it_is_parted() {
    for (written, number) in [
        ("899.221/3", "899.2213"),
        ("899.221 3", "899.2213"),
        ("813 20", "813"),
        ("635.9.", "635.9"),
        ("305.8'009", "305.8009"),
    ] {
        let record = Record::default().with(Field::data("082", '0', '4').with('a', written));
        assert_eq!(draw(&record).ddc, number, "{written}");
    }
    for none in ["[Fic]", "F", "12.3", "", "1234"] {
        let record = Record::default().with(Field::data("082", '0', '4').with('a', none));
        assert_eq!(draw(&record).ddc, "", "{none}");
    }
}
