//! Pictures of covers: put on, replaced, taken off, put back.

use std::io::Cursor;

use crate::common::{book, import_plainly, in_a_library, now};
use catalogue::{covers, display::Display, indexer::Index, records};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use platform::files::{FileHash, Files};
use search::Query;
use store::{Error, Store};

/// A picture of one colour.
fn picture(red: u8, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let plain = RgbImage::from_pixel(800, 1200, Rgb([red, 80, 80]));
    DynamicImage::ImageRgb8(plain).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Puts a picture on the first record; what was on before.
fn put_on(store: &Store, files: &Files, red: u8, alt: &'static str) -> Option<kernel::Id<covers::Cover>> {
    let (files, prepared) = (files.clone(), covers::prepare(&picture(red, ImageFormat::Png)).unwrap());
    store
        .write_blocking(move |tx| {
            let record = records::by_number(tx, 1)?.unwrap().id;
            covers::put_on(tx, &now(), &files, record, &prepared, alt)
        })
        .unwrap()
}

fn on(store: &Store) -> Option<covers::Cover> {
    store
        .read_blocking(|tx| {
            let record = records::by_number(tx, 1)?.unwrap().id;
            covers::of_record(tx, record)
        })
        .unwrap()
}

fn is_public(store: &Store, hash: &FileHash) -> Option<bool> {
    let hash = hash.clone();
    store.read_blocking(move |tx| covers::is_public(tx, &hash)).unwrap()
}

/// What a list shows of the first record.
fn in_a_list(store: &Store, index: &Index) -> String {
    index.catch_up(store).unwrap();
    let found = index.search(&Query { text: "krisan".into(), limit: 1, ..Query::default() }).unwrap();
    Display::from_text(&found.hits[0].display).cover
}

#[test]
fn a_picture_is_put_on_replaced_taken_off_and_put_back() {
    in_a_library(|store| {
        let folder = tempfile::tempdir().unwrap();
        let (files, index) = (Files::open(folder.path()).unwrap(), Index::in_memory().unwrap());
        import_plainly(store, &[book("1", "Krisan Kulo", &["A1"])]);
        assert_eq!((on(store), in_a_list(store, &index)), (None, String::new()));

        assert_eq!(put_on(store, &files, 10, "Bunga krisan putih"), None);
        let first = on(store).unwrap();
        assert_eq!((first.width, first.height, first.alt.as_str()), (640, 960, "Bunga krisan putih"));
        assert_eq!(in_a_list(store, &index), first.small.as_str());
        for hash in [&first.small, &first.large] {
            assert_eq!(is_public(store, hash), Some(true));
            assert!(files.get(hash).unwrap().starts_with(b"\xff\xd8\xff"));
        }

        assert_eq!(put_on(store, &files, 250, ""), Some(first.id));
        let second = on(store).unwrap();
        assert_eq!(is_public(store, &first.large), None);

        let taken = store.write_blocking(move |tx| covers::take_off(tx, &now(), second.record)).unwrap();
        assert_eq!((taken, on(store), in_a_list(store, &index)), (Some(second.id), None, String::new()));
        assert_eq!(
            store.write_blocking(move |tx| covers::take_off(tx, &now(), second.record)).unwrap(),
            None
        );

        // Twice, as an impatient hand presses; then the older one.
        for _ in 0..2 {
            store.write_blocking(move |tx| covers::put_back(tx, &now(), second.id)).unwrap();
            assert_eq!(on(store).unwrap().id, second.id);
        }
        store.write_blocking(move |tx| covers::put_back(tx, &now(), first.id)).unwrap();
        assert_eq!((on(store).unwrap().id, in_a_list(store, &index)), (first.id, first.small.to_string()));
        let unknown = store.write_blocking(|tx| covers::put_back(tx, &now(), kernel::Id::new()));
        assert!(matches!(unknown, Err(Error::Missing)));
    });
}

#[test]
fn the_picture_of_a_hidden_record_is_not_public() {
    in_a_library(|store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        import_plainly(store, &[book("1", "Krisan Kulo", &[])]);
        put_on(store, &files, 10, "");
        let cover = on(store).unwrap();
        store.write_blocking(move |tx| records::set_hidden(tx, &now(), cover.record, true)).unwrap();
        assert_eq!(is_public(store, &cover.small), Some(false));
        assert_eq!(is_public(store, &FileHash::of(b"some other file")), None);
    });
}

#[test]
fn what_is_no_picture_is_refused_in_words() {
    let whole = picture(10, ImageFormat::Png);
    for (bytes, key) in [
        (&b""[..], "cover-missing"),
        (b"GIF89a\x01\0\x01\0", "cover-kind"),
        (b"%PDF-1.7", "cover-kind"),
        (&whole[..whole.len() / 2], "cover-damaged"),
    ] {
        let refusal = covers::prepare(bytes).unwrap_err();
        assert_eq!((refusal.reasons[0].field, refusal.reasons[0].message.key), (Some("picture"), key));
    }
}
