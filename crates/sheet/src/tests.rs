use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use columns::{Field, Mapping, anything, is_words};
use day::{Habit, Unknown};

const FIELDS: &[Field] = &[
    Field { name: "name", heads: &["nama", "nama lengkap", "nama siswa"], fits: is_words },
    Field { name: "born", heads: &["tanggal lahir", "tgl lahir"], fits: day::is_like },
    Field { name: "phone", heads: &["hp", "no hp", "telepon"], fits: is_phone },
    Field { name: "class", heads: &["kelas"], fits: anything },
];

fn is_phone(cell: &Cell) -> bool {
    let text = cell.text();
    text.len() >= 9 && text.chars().all(|c| c.is_ascii_digit() || "+- ()".contains(c))
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text().into_owned()).collect()).collect()
}

#[test]
fn a_table_is_the_same_with_commas_semicolons_and_tabs() {
    for text in ["nama,hp\r\nLumi,0812\r\n", "nama;hp\nLumi;0812", "\u{feff}nama\thp\nLumi\t0812\n"] {
        assert_eq!(texts(&read(text.as_bytes()).unwrap()), [["nama", "hp"], ["Lumi", "0812"]], "{text}");
    }
    let unicode: Vec<u8> =
        "\u{feff}nama\thp\r\nLumi\t0812\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(&read(&unicode).unwrap()), [["nama", "hp"], ["Lumi", "0812"]]);
    assert_eq!(texts(&read(b"nama;kota\nJos\xe9;Manado\n").unwrap())[1], ["José", "Manado"]);
}

#[test]
fn a_name_with_a_comma_in_a_table_of_semicolons_stays_whole() {
    let table = read("Nama;HP\nLumi, Meiske;0812\nWowor, Jantje;0813\n".as_bytes()).unwrap();
    assert_eq!(texts(&table)[1], ["Lumi, Meiske", "0812"]);
}

#[test]
fn what_is_no_table_is_named_as_such() {
    assert_eq!(read(b""), Err(Error::Empty));
    assert_eq!(read(b"\n , , \n"), Err(Error::Empty));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0"), Err(Error::Unknown));
    assert_eq!(read(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), Err(Error::Unknown));
    assert!(read(b"PK\x03\x04broken").is_err());
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..=(MOST_UNPACKED >> 20) {
        archive.write_all(&zeros).unwrap();
    }
    assert_eq!(read(archive.finish().unwrap().get_ref()), Err(Error::TooLarge));
}

#[test]
fn a_spreadsheet_says_what_its_csv_says() {
    let rows = [["Nama", "HP"], ["Meiske <Lumi> & \"co\"", "=1+1"], ["", "0812"]];
    let (xlsx, csv) = (write::xlsx(rows).unwrap(), write::csv(rows));
    assert_eq!(texts(&read(&xlsx).unwrap()), rows);
    assert_eq!(texts(&read(csv.as_bytes()).unwrap()), rows);
    assert!(csv.contains("'=1+1"));
}

#[test]
fn numbers_and_days_are_written_as_such_and_what_people_typed_is_text_whatever_it_looks_like() {
    let day = date(2026, 8, 5);
    let row =
        || [Cell::from("0812"), Cell::from(-1_250_000), Cell::from(day), Cell::from("=1+1"), Cell::Empty];
    let back = read(&write::xlsx([row()]).unwrap()).unwrap();
    assert_eq!(back.rows[0].cells[..4], row()[..4]);
    let csv = write::csv([row()]);
    assert_eq!(csv.trim_start_matches('\u{feff}'), "0812,-1250000,2026-08-05,'=1+1,\r\n");
    for (day, number) in [(date(1900, 3, 1), 61), (date(2010, 12, 31), 40543)] {
        assert_eq!(
            Habit::default().read(&Cell::Number(f64::from(number))),
            Ok(Some(day)),
            "a day is number {number}"
        );
    }
}

#[test]
fn a_date_is_read_however_a_school_writes_it() {
    let habit = Habit::default();
    let day = date(2010, 12, 31);
    for written in [
        "31/12/2010",
        "12-31-2010",
        "31.12.2010",
        "31-12-10",
        "2010-12-31",
        "20101231",
        "31 Desember 2010",
        "31-Des-2010",
        "Dec 31, 2010",
        "Jumat, 31 Desember 2010",
        "2010-12-31 00:00:00",
        "40543",
    ] {
        assert_eq!(habit.read(&Cell::of(written)), Ok(Some(day)), "{written}");
    }
    assert_eq!(habit.read(&Cell::Number(40543.0)), Ok(Some(day)));
    assert_eq!(habit.read(&Cell::Empty), Ok(None));
    assert_eq!(habit.read(&Cell::of("31/12/52")), Ok(Some(date(1952, 12, 31))));
    for nonsense in ["2010", "31/02/2010", "0/0/0", "kapan saja", "1/2/3/4", "32/13/2010", "-5", "0812345678"]
    {
        assert_eq!(habit.read(&Cell::of(nonsense)), Err(Unknown::Unreadable), "{nonsense}");
    }
}

#[test]
fn a_date_that_can_be_read_in_two_ways_follows_its_column_or_is_left_to_people() {
    let column = |texts: &[&str]| texts.iter().map(|text| Cell::of(text)).collect::<Vec<_>>();
    let read = |texts: &[&str]| Habit::of(&column(texts)).read(&Cell::of(texts[0]));
    assert_eq!(read(&["05/06/2010"]), Ok(Some(date(2010, 6, 5))));
    assert_eq!(read(&["05-06-2010", "12-31-2010"]), Ok(Some(date(2010, 5, 6))));
    assert_eq!(
        read(&["05-06-2010", "12/31/2010"]),
        Ok(Some(date(2010, 6, 5))),
        "another separator, another hand"
    );
    assert_eq!(read(&["05/06/2010", "12/31/2010", "31/12/2010"]), Err(Unknown::Ambiguous));
    assert_eq!(read(&["05/05/2010", "12/31/2010", "31/12/2010"]), Ok(Some(date(2010, 5, 5))));
}

#[test]
fn the_heading_is_found_below_a_title() {
    let text = "SMP Negeri 1 Tomohon,,\nDaftar siswa,,\n,,\nNo,Nama Siswa,Tgl. Lahir (dd/mm/yyyy),No HP\n1,Meiske Lumi,31/12/2010,081234567890\n";
    let table = read(text.as_bytes()).unwrap();
    let mapping = Mapping::guess(&table, FIELDS);
    assert_eq!(mapping.columns, [("name", Some(1)), ("born", Some(2)), ("phone", Some(3)), ("class", None)]);
    let row = &mapping.rows(&table)[0];
    assert_eq!((row.number, &*mapping.cell(row, "name").text()), (5, "Meiske Lumi"));
}

#[test]
fn a_table_without_a_heading_is_known_by_what_stands_in_it() {
    let table =
        read(b"1;Meiske Lumi;081234567890;31/12/2010\n2;Jantje Wowor;081234567891;30/11/2010\n").unwrap();
    let mapping = Mapping::guess(&table, FIELDS);
    assert_eq!(mapping.columns, [("name", Some(1)), ("born", Some(3)), ("phone", Some(2)), ("class", None)]);
    assert_eq!(mapping.rows(&table).len(), 2);
}

#[test]
fn values_that_stand_one_column_beside_their_headings_are_followed() {
    let text = "Nama,Tgl Lahir,No HP\n1,Meiske Lumi,31/12/2010,081234567890\n2,Jantje Wowor,30/11/2010,081234567891\n";
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(Mapping::guess(&table, FIELDS).columns[..2], [("name", Some(1)), ("born", Some(2))]);
}

#[test]
fn a_picture_is_no_table() {
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0").unwrap_err(), Error::Unknown);
}

#[test]
fn a_row_that_slipped_is_noticed_and_one_with_a_mistake_is_not() {
    let text = "Nama,Tgl Lahir,No HP\nMeiske Lumi,31/12/2010,081234567890\nJantje,Wowor,30/11/2010,081234567891\nOlivia Pangkey,kemarin,081234567892\nNova,,\n";
    let table = read(text.as_bytes()).unwrap();
    let mapping = Mapping::guess(&table, FIELDS);
    let shifted: Vec<bool> = mapping.rows(&table).iter().map(|row| mapping.is_shifted(row, FIELDS)).collect();
    assert_eq!(shifted, [false, true, false, false]);
}

proptest! {
    #[test]
    fn whatever_is_sent_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = read(&bytes) {
            let mapping = Mapping::guess(&table, FIELDS);
            let habit = Habit::of(mapping.column(&table, "born"));
            for row in mapping.rows(&table) {
                let _ = (mapping.is_shifted(row, FIELDS), habit.read(mapping.cell(row, "born")));
            }
        }
    }

    #[test]
    fn whatever_is_written_is_read_again_and_nothing_of_it_can_run(
        rows in proptest::collection::vec(proptest::collection::vec("[a-zé=+@;,\"' -]{0,6}[a-z0-9]", 2..5), 1..6)
    ) {
        let csv = write::csv(rows.iter().map(|row| row.iter().map(String::as_str)));
        let table = read(csv.as_bytes()).unwrap();
        let trimmed: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|text| Cell::of(text).text().into_owned()).collect()).collect();
        prop_assert_eq!(texts(&table), trimmed);
        let mut opened = ::csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(csv.as_bytes());
        for field in opened.records().flatten().flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()) {
            prop_assert!(!write::is_dangerous(&field), "{}", field);
        }
    }

    #[test]
    fn a_day_survives_every_way_of_writing_it(days in 3_654..90_000i32) {
        let day = day::of_serial(f64::from(days)).unwrap();
        let habit = Habit::default();
        for format in ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%Y%m%d", "%B %d, %Y"] {
            let written = day.strftime(format).to_string();
            prop_assert_eq!(habit.read(&Cell::of(&written)), Ok(Some(day)), "{}", written);
        }
        prop_assert_eq!(habit.read(&Cell::Number(f64::from(days))), Ok(Some(day)));
    }

    #[test]
    fn no_text_makes_the_reading_of_dates_stumble(text in "\\PC{0,24}") {
        let cell = Cell::of(&text);
        let known = Habit::of([&cell]).read(&cell);
        prop_assert!(known.is_ok() || !day::is_like(&cell));
    }
}
