//! The index on disk: positions, replacing, bulk, and damage.
use std::time::Duration;

use search::{Entry, Error, Index, Query};

fn entry(id: u128, title: &str) -> Entry {
    Entry { id, title: title.into(), display: id.to_string(), ..Entry::default() }
}

fn total(index: &Index, text: &str) -> u64 {
    index.search(&Query { text: text.into(), limit: 5, ..Query::default() }).unwrap().total
}

#[test]
fn a_change_is_searchable_at_once_and_still_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.position().unwrap(), index.count()), (0, 0));
    index.apply(&[entry(1, "Bunga"), entry(2, "Krisan")], &[], 7).unwrap();
    assert_eq!(total(&index, "bunga"), 1);
    index.apply(&[entry(1, "Mawar")], &[2], 8).unwrap();
    assert_eq!((total(&index, "bunga"), total(&index, "krisan"), total(&index, "mawar")), (0, 0, 1));
    drop(index);
    let index = Index::open(dir.path()).unwrap();
    let marks = vec![(1, entry(1, "Mawar").mark())];
    assert_eq!((index.position().unwrap(), index.count(), index.marks().unwrap()), (8, 1, marks));
    let results = index.search(&Query { text: "mawar".into(), limit: 1, ..Query::default() }).unwrap();
    assert_eq!((results.hits[0].id, results.hits[0].display.as_str()), (1, "1"));
    index.verify().unwrap();
}

#[test]
fn an_id_uses_all_its_128_bits() {
    let index = Index::in_memory().unwrap();
    let ids = [1, u128::MAX, u128::from(u64::MAX) + 1, 1 << 127];
    for (id, position) in ids.into_iter().zip(1..) {
        index.apply(&[entry(id, "Buku")], &[], position).unwrap();
    }
    index.apply(&[], &[1 << 127], 9).unwrap();
    let ids: Vec<u128> = index.marks().unwrap().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [1, u128::from(u64::MAX) + 1, u128::MAX]);
}

#[test]
fn a_mark_tells_apart_what_differs_in_anything() {
    let mark = entry(1, "Mawar").mark();
    assert_eq!(entry(1, "Mawar").mark(), mark);
    for other in [
        Entry { title: "Maw".into(), subtitle: "ar".into(), ..entry(1, "") },
        Entry { barcodes: vec!["A1".into()], ..entry(1, "Mawar") },
        Entry { display: "2".into(), ..entry(1, "Mawar") },
        Entry { hidden: true, ..entry(1, "Mawar") },
    ] {
        assert_ne!(other.mark(), mark, "{other:?}");
    }
}

#[test]
fn the_writer_rests_and_wakes() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert!(!index.rest(Duration::ZERO).unwrap());
    index.apply(&[entry(1, "Bunga")], &[], 1).unwrap();
    assert!(!index.rest(Duration::from_secs(3600)).unwrap());
    assert!(index.rest(Duration::ZERO).unwrap());
    index.apply(&[entry(2, "Krisan")], &[], 2).unwrap();
    assert_eq!((index.count(), index.position().unwrap()), (2, 2));
}

#[test]
fn a_rebuild_shows_the_old_entries_until_it_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    index.apply(&[entry(1, "Lama")], &[], 1).unwrap();
    let mut bulk = index.rebuild().unwrap();
    for id in 10..500 {
        bulk.put(&entry(id, "Baru")).unwrap();
    }
    assert_eq!((total(&index, "lama"), index.position().unwrap()), (1, 1));
    bulk.finish(5).unwrap();
    assert_eq!((total(&index, "lama"), total(&index, "baru"), index.position().unwrap()), (0, 490, 5));
    let bulk = index.rebuild().unwrap();
    drop(bulk);
    assert_eq!(total(&index, "baru"), 490);
    index.clear().unwrap();
    assert_eq!((index.count(), index.position().unwrap()), (0, 0));
}

#[test]
fn a_bulk_replaces_entries_and_commits_on_the_way() {
    let index = Index::in_memory().unwrap();
    index.apply(&[entry(1, "Lama"), entry(2, "Tetap")], &[], 1).unwrap();
    let mut bulk = index.bulk().unwrap();
    bulk.put(&entry(1, "Baru")).unwrap();
    bulk.commit(2).unwrap();
    assert_eq!((total(&index, "lama"), total(&index, "baru"), total(&index, "tetap")), (0, 1, 1));
    bulk.put(&entry(3, "Baru")).unwrap();
    bulk.finish(3).unwrap();
    assert_eq!((index.count(), index.position().unwrap()), (3, 3));
}

#[test]
fn what_was_merged_leaves_no_file_behind() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut bulk = index.bulk().unwrap();
    for id in 1..=3 {
        bulk.put(&entry(id, "Bunga")).unwrap();
        bulk.commit(id as u64).unwrap();
        assert_eq!(u128::from(total(&index, "bunga")), id);
    }
    bulk.finish(4).unwrap();
    assert_eq!(total(&index, "bunga"), 3);
    let files = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().path());
    assert_eq!(files.filter(|path| path.extension().is_some_and(|ext| ext == "term")).count(), 1);
}

#[test]
fn a_damaged_or_foreign_directory_is_said_to_be_unusable() {
    let dir = tempfile::tempdir().unwrap();
    Index::open(dir.path()).unwrap().apply(&[entry(1, "Bunga")], &[], 1).unwrap();
    let meta = dir.path().join("meta.json");
    let good = std::fs::read_to_string(&meta).unwrap();
    let other_version = good.replace("\"search ", "\"search 0");
    assert_ne!(good, other_version);
    for bad in
        [&other_version, "not json", "", &good[..good.len() / 2], &good.replace("whole_title", "half_title")]
    {
        std::fs::write(&meta, bad).unwrap();
        assert!(matches!(Index::open(dir.path()), Err(Error::Unusable { .. })), "{bad}");
    }
    std::fs::write(&meta, &good).unwrap();
    Index::open(dir.path()).unwrap();
    let parts: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().path()).collect();
    for part in parts.iter().filter(|part| part.extension().is_some_and(|ext| ext != "json" && ext != "lock"))
    {
        let whole = std::fs::read(part).unwrap();
        std::fs::write(part, &whole[..whole.len() / 2]).unwrap();
        assert!(matches!(Index::open(dir.path()), Err(Error::Unusable { .. })), "{part:?} cut short");
        std::fs::remove_file(part).unwrap();
        assert!(matches!(Index::open(dir.path()), Err(Error::Unusable { .. })), "{part:?} missing");
        std::fs::write(part, &whole).unwrap();
    }
}
