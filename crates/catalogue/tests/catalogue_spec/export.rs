//! The catalogue as a file.

use crate::common::{book, file, import, import_plainly, in_a_library, now};
use catalogue::{
    export::{self, Exported, Options},
    records,
};
use store::Store;

fn exported(store: &Store, options: Options) -> (Vec<u8>, Exported) {
    let mut bytes = Vec::new();
    let done = export::marc(store, &mut bytes, options, &mut |_| {}).unwrap();
    (bytes, done)
}

#[test]
fn what_nobody_edited_goes_out_byte_by_byte_as_it_came() {
    in_a_library(|store| {
        let mut bytes = file(&[book("1", "Laskar pelangi", &["A1"]), book("2", "Edensor", &[])]);
        // A leader that lies, an odd indicator: none of it is mended on the way.
        bytes[..5].copy_from_slice(b"00001");
        import(store, &bytes, &catalogue::import::Options::default());
        assert_eq!(exported(store, Options::default()).0, bytes);
    });
}

#[test]
fn an_edited_record_goes_out_as_it_is_now_and_its_neighbours_as_they_came() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &[]), book("2", "Edensor", &[])]);
        store
            .write_blocking(|tx| {
                let kept = records::by_number(tx, 1)?.unwrap();
                let mut edited = kept.record()?;
                edited.first_mut("245").unwrap().set('a', "Laskar Pelangi");
                records::update(tx, &now(), kept.id, 1, &edited)
            })
            .unwrap();
        let (bytes, _) = exported(store, Options::default());
        let read: Vec<_> = marc::Records::open(bytes.as_slice()).unwrap().map(Result::unwrap).collect();
        assert_eq!(read[0].record.text("245", "a"), "Laskar Pelangi");
        assert_eq!(read[1].raw, file(&[book("2", "Edensor", &[])]));
    });
}

#[test]
fn hidden_records_stay_at_home_unless_asked_for() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &[]), book("2", "Edensor", &[])]);
        store
            .write_blocking(|tx| {
                let id = records::by_number(tx, 1)?.unwrap().id;
                records::set_hidden(tx, &now(), id, true)
            })
            .unwrap();
        assert_eq!(exported(store, Options::default()).1.written, 1);
        assert_eq!(exported(store, Options { hidden: true, ..Options::default() }).1.written, 2);
    });
}

#[test]
fn copies_go_out_as_item_fields_and_come_back_as_copies() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &["A1", "A2"])]);
        let (bytes, _) = exported(store, Options { items: true, ..Options::default() });
        let read = marc::Records::open(bytes.as_slice()).unwrap().next().unwrap().unwrap().record;
        let barcodes: Vec<_> = read.fields("952").filter_map(|field| field.sub('p')).collect();
        assert_eq!(barcodes, ["A1", "A2"]);
        let again = import(store, &bytes, &catalogue::import::Options::default()).report;
        assert_eq!((again.copies_unchanged, again.copies_added), (2, 0));
    });
}

#[test]
fn marcxml_says_the_same_as_iso_2709() {
    in_a_library(|store| {
        let books: Vec<_> =
            (1..=3).map(|n| book(&n.to_string(), &format!("Buku <{n}> & lain"), &[])).collect();
        import_plainly(store, &books);
        let (xml, done) = exported(store, Options { xml: true, ..Options::default() });
        assert_eq!(done.written, 3);
        let read: Vec<_> =
            marc::Records::open(xml.as_slice()).unwrap().map(|entry| entry.unwrap().record.fields).collect();
        assert_eq!(read, books.into_iter().map(|book| book.fields).collect::<Vec<_>>());
    });
}

#[test]
fn what_iso_2709_cannot_hold_is_named_and_goes_out_as_marcxml() {
    in_a_library(|store| {
        let mut long = book("1", "Panjang", &[]);
        long.insert(marc::Field::data("520", ' ', ' ').with('a', "kata ".repeat(3_000)));
        let (xml, _) = marc::xml::to_string(&long);
        assert_eq!(import(store, xml.as_bytes(), &catalogue::import::Options::default()).report.added, 1);
        let (bytes, done) = exported(store, Options::default());
        assert_eq!((bytes.len(), done), (0, Exported { written: 0, too_long: vec![1] }));
        assert_eq!(exported(store, Options { xml: true, ..Options::default() }).1.written, 1);
    });
}

#[test]
fn each_of_many_records_goes_out_with_its_own_copies() {
    in_a_library(|store| {
        let labels: Vec<Vec<String>> =
            (1..=120).map(|n| (0..n % 3).map(|copy| format!("K{n:03}-{copy}")).collect()).collect();
        let books: Vec<_> = (1..=120)
            .zip(&labels)
            .map(|(n, labels)| {
                let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
                book(&n.to_string(), &format!("Buku {n}"), &labels)
            })
            .collect();
        import_plainly(store, &books);
        let (bytes, done) = exported(store, Options { items: true, ..Options::default() });
        assert_eq!(done.written, 120);
        let read = marc::Records::open(bytes.as_slice()).unwrap().map(|entry| {
            let record = entry.unwrap().record;
            record.fields("952").filter_map(|field| field.sub('p')).map(str::to_owned).collect::<Vec<_>>()
        });
        assert_eq!(read.collect::<Vec<_>>(), labels);
    });
}
