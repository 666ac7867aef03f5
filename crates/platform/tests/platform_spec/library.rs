//! The library's places, when they are open, and its files.

use std::time::{Duration, SystemTime};

use jiff::civil::{Date, date, time};
use kernel::{
    Calendar, Id, Kind,
    calendar::{Exception, Hours},
};
use platform::{
    audit,
    files::{self, FileHash, FileKind, Files, Orphans, described},
    library::{self, Branch, Week},
};
use store::{Error, Result, Store};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS)];
const MORNING: &str = "2026-08-05T09:00";

fn place(code: &str) -> Branch {
    Branch { id: Id::new(), code: code.into(), name: "Pusat".into(), address: "Jl. Raya".into(), phone: None }
}

fn save(store: &Store, place: &Branch) -> Result<()> {
    let place = place.clone();
    store.write_blocking(move |tx| library::save_branch(tx, &act(MORNING), &place))
}

fn hours(opens: i8, closes: i8) -> Hours {
    Hours { opens: time(opens, 0, 0, 0), closes: time(closes, 30, 0, 0) }
}

fn weekdays() -> Week {
    std::array::from_fn(|day| if day < 5 { vec![hours(8, 11), hours(13, 17)] } else { vec![] })
}

fn set_week(store: &Store, at: Id<Branch>, week: Week) -> Result<()> {
    store.write_blocking(move |tx| library::set_week(tx, &act(MORNING), at, &week))
}

fn closed(from: Date, to: Date, name: &str) -> Exception {
    Exception { from, to, yearly: false, hours: vec![], name: name.into() }
}

fn add(store: &Store, at: Option<Id<Branch>>, day: Exception) -> Result<Id<library::SpecialDay>> {
    store.write_blocking(move |tx| library::add_special_day(tx, &act(MORNING), at, &day))
}

fn calendar(store: &Store, at: Id<Branch>, from: Date) -> Calendar {
    store.read_blocking(move |tx| library::calendar(tx, at, from)).unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(no)) => no.reasons[0].message.key,
        other => panic!("{other:?} is no refusal"),
    }
}

#[test]
fn a_place_has_a_code_of_its_own() {
    on_both(SCHEMAS, |store| {
        let mut first = place("TOM");
        save(store, &first).unwrap();
        assert_eq!(refused(save(store, &place("TOM"))), "branch-code-taken");
        assert_eq!(refused(save(store, &place(" "))), "branch-needs-code");
        first.name = "Taman Bacaan".into();
        save(store, &first).unwrap();
        assert_eq!(store.read_blocking(library::branches).unwrap(), std::slice::from_ref(&first));
        let id = first.id;
        assert_eq!(store.read_blocking(move |tx| library::branch(tx, id)).unwrap(), Some(first));
    });
}

#[test]
fn the_week_is_kept_as_it_was_set() {
    on_both(SCHEMAS, |store| {
        let at = place("TOM");
        save(store, &at).unwrap();
        assert!(!calendar(store, at.id, date(2026, 8, 5)).is_set());
        let mut unsorted = weekdays();
        unsorted[0].reverse();
        set_week(store, at.id, unsorted).unwrap();
        let id = at.id;
        assert_eq!(store.read_blocking(move |tx| library::week(tx, id)).unwrap(), weekdays());

        let mut overlapping = weekdays();
        overlapping[2].push(hours(11, 12));
        assert_eq!(refused(set_week(store, id, overlapping)), "hours-overlap");
        let mut backwards = weekdays();
        backwards[2] = vec![hours(12, 11)];
        assert_eq!(refused(set_week(store, id, backwards)), "hours-end-before-they-begin");
        let history = store.read_blocking(move |tx| audit::history(tx, id, 9)).unwrap();
        assert!(history.iter().map(|past| past.action.as_str()).eq(["branch.hours-set", "branch.saved"]));
    });
}

#[test]
fn special_days_count_for_one_place_or_all_and_the_last_entered_wins() {
    on_both(SCHEMAS, |store| {
        let (here, there) = (place("TOM"), place("KAK"));
        for at in [&here, &there] {
            save(store, at).unwrap();
            set_week(store, at.id, weekdays()).unwrap();
        }
        let (monday, friday) = (date(2026, 8, 10), date(2026, 8, 14));
        add(store, None, closed(monday, friday, "Pengecatan")).unwrap();
        let open = Exception { hours: vec![hours(9, 11)], ..closed(friday, friday, "Hari anak") };
        let opened = add(store, Some(here.id), open).unwrap();
        add(
            store,
            None,
            Exception { yearly: true, ..closed(date(2020, 12, 25), date(2020, 12, 26), "Natal") },
        )
        .unwrap();

        let (ours, theirs) = (calendar(store, here.id, monday), calendar(store, there.id, monday));
        assert_eq!((ours.hours(friday), theirs.is_open(friday)), (&[hours(9, 11)][..], false));
        assert!(!ours.is_open(monday) && !theirs.is_open(date(2028, 12, 26)));
        assert!(calendar(store, there.id, date(2026, 8, 15)).is_open(friday), "past days are not read");

        store.write_blocking(move |tx| library::remove_special_day(tx, &act(MORNING), opened)).unwrap();
        assert!(!calendar(store, here.id, monday).is_open(friday));
        let again = store.write_blocking(move |tx| library::remove_special_day(tx, &act(MORNING), opened));
        assert_eq!(refused(again), "special-day-missing");
    });
}

#[test]
fn a_special_day_that_makes_no_sense_is_refused_with_every_reason() {
    on_both(SCHEMAS, |store| {
        let day =
            Exception { hours: vec![hours(12, 11)], ..closed(date(2026, 8, 14), date(2026, 8, 10), " ") };
        let Err(Error::Refused(no)) = add(store, None, day) else { panic!("it was entered") };
        let fields: Vec<_> = no.reasons.iter().filter_map(|reason| reason.field).collect();
        assert_eq!((no.kind, fields), (Kind::Invalid, vec!["to", "name", "hours"]));
    });
}

#[test]
fn a_page_knows_until_when_the_doors_are_open() {
    on_both(SCHEMAS, |store| {
        let at = place("TOM");
        save(store, &at).unwrap();
        set_week(store, at.id, weekdays()).unwrap();
        let id = at.id;
        let now = |when: &'static str| {
            store.read_blocking(move |tx| library::open_now(tx, &act(when), id)).unwrap()
        };
        assert_eq!(now("2026-08-05T08:00").until, Some(time(11, 30, 0, 0)));
        let noon = now("2026-08-05T11:30");
        assert_eq!((noon.until, noon.next), (None, Some((date(2026, 8, 5), time(13, 0, 0, 0)))));
        assert_eq!(now("2026-08-07T18:00").next, Some((date(2026, 8, 10), time(8, 0, 0, 0))));
    });
}

#[test]
fn the_zone_is_one_of_indonesias_three() {
    on_both(SCHEMAS, |store| {
        let name = || store.read_blocking(library::zone).unwrap().iana_name().map(str::to_owned);
        assert_eq!(name().as_deref(), Some("Asia/Makassar"));
        store.write_blocking(|tx| library::ZONE.set(tx, &act(MORNING), "Asia/Jayapura")).unwrap();
        assert_eq!(name().as_deref(), Some("Asia/Jayapura"));
        let mars = store.write_blocking(|tx| library::ZONE.set(tx, &act(MORNING), "Mars/Olympus"));
        assert_eq!(refused(mars), "setting-wants-choice");
    });
}

fn put(store: &Store, files: &Files, bytes: &'static [u8], name: &'static str) -> FileHash {
    let files = files.clone();
    let kind = FileKind::of(bytes).unwrap();
    store.write_blocking(move |tx| files.put(tx, &act(MORNING), bytes, kind.as_str(), name)).unwrap()
}

#[test]
fn the_same_content_is_kept_once_and_comes_back_as_it_was() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let hash = put(store, &files, b"%PDF-1.7 satu", "satu.pdf");
        assert_eq!(put(store, &files, b"%PDF-1.7 satu", "dua.pdf"), hash);
        assert_eq!(files.get(&hash).unwrap(), b"%PDF-1.7 satu");
        let known = hash.clone();
        let known = store.read_blocking(move |tx| described(tx, &known)).unwrap().unwrap();
        assert_eq!(
            (known.size, known.kind.as_str(), known.name.as_str()),
            (13, "application/pdf", "satu.pdf")
        );
        assert!(matches!(files.get(&FileHash::of(b"")), Err(Error::Missing)));
        assert!("../../etc/passwd".parse::<FileHash>().is_err());
    });
}

#[test]
fn a_damaged_file_is_never_given_out_and_is_mended_by_its_content() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let hash = put(store, &files, b"%PDF-1.7 satu", "satu.pdf");
        let (shelf, rest) = hash.as_str().split_at(2);
        std::fs::write(folder.path().join(shelf).join(rest), b"%PDF-1.7 saty").unwrap();
        assert!(files.get(&hash).unwrap_err().to_string().contains("damaged"));
        put(store, &files, b"%PDF-1.7 satu", "satu.pdf");
        assert_eq!(files.get(&hash).unwrap(), b"%PDF-1.7 satu");
    });
}

#[test]
fn a_check_finds_files_nobody_knows_and_rows_without_a_file() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let (lost, kept) = (put(store, &files, b"hilang", "a.txt"), put(store, &files, b"tetap", "b.txt"));
        let (shelf, rest) = lost.as_str().split_at(2);
        std::fs::remove_file(folder.path().join(shelf).join(rest)).unwrap();
        let undone: Result<()> = store.write_blocking({
            let files = files.clone();
            move |tx| {
                files.put(tx, &act(MORNING), b"batal", "text/plain", "c.txt")?;
                Err(Error::Missing)
            }
        });
        assert!(undone.is_err());
        let check = || {
            let files = files.clone();
            store.read_blocking(move |tx| files.orphans(tx)).unwrap()
        };
        let undone = vec![FileHash::of(b"batal")];
        assert_eq!(check(), Orphans { without_row: undone, without_file: vec![lost] });
        assert!(files.get(&kept).is_ok());
    });
}

#[test]
fn a_forgotten_file_leaves_the_folder_after_a_day_and_one_that_is_kept_again_meanwhile_stays() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let hashes = [&b"lupa"[..], b"lagi"].map(|bytes| put(store, &files, bytes, "a.jpg"));
        let [gone, again] = hashes.clone();
        store.write_blocking(move |tx| hashes.iter().try_for_each(|hash| files::forget(tx, hash))).unwrap();
        assert_eq!(files.sweep(store).unwrap(), 0, "somebody may just be at work on them");
        for hash in [&gone, &again] {
            let (shelf, rest) = hash.as_str().split_at(2);
            let file =
                std::fs::File::options().append(true).open(folder.path().join(shelf).join(rest)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(2 * 24 * 3600)).unwrap();
        }
        put(store, &files, b"lagi", "b.jpg");
        assert_eq!(files.sweep(store).unwrap(), 1);
        assert!(files.get(&gone).is_err() && files.get(&again).is_ok());
    });
}
