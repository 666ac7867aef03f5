//! Partners' lists: looked at, applied, seats and grace.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Kind};
use membership::{
    Ground, NewMember, Standing, families, members,
    rosters::{self, Applied, Diff, undo::Undone},
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
};
use people::{PartyKind, Profile, parties, relationships::Grown};
use platform::vault::Vault;
use store::{Error, Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

/// A school that carries its pupils.
fn school(store: &Store, seats: Option<i64>, seat_order: SeatOrder) -> Id<Sponsorship> {
    store
        .write_blocking(move |tx| {
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "SMP Contoh Satu, siswa".into(),
                plan: "pelajar".into(),
                since: date(2026, 7, 1),
                until: None,
                seats,
                seat_order,
                grace_days: 30,
                domain: String::new(),
            };
            Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
        })
        .unwrap()
}

fn entries(text: &str) -> Vec<rosters::Entry> {
    rosters::sheet::entries(&rosters::sheet::read(text.as_bytes()).unwrap(), date(2026, 8, 5))
}

fn look(store: &Store, id: Id<Sponsorship>, text: &str) -> Diff {
    let entries = entries(text);
    store.read_blocking(move |tx| rosters::look(tx, &now(), &Vault::fresh(), id, entries.clone())).unwrap()
}

fn apply_at(
    store: &Store,
    when: &'static str,
    id: Id<Sponsorship>,
    version: i64,
    text: &str,
) -> Result<Applied> {
    let entries = entries(text);
    store.write_blocking(move |tx| {
        rosters::apply(tx, &act(when), &Vault::fresh(), id, version, "siswa.csv", entries.clone())
    })
}

fn apply(store: &Store, id: Id<Sponsorship>, version: i64, text: &str) -> Applied {
    apply_at(store, "2026-08-05T09:30", id, version, text).unwrap()
}

fn names(store: &Store, id: Id<Sponsorship>, state: rosters::State) -> Vec<String> {
    let rows = store.read_blocking(move |tx| rosters::listed(tx, id)).unwrap();
    rows.into_iter().filter(|row| row.state == state).map(|row| row.name).collect()
}

fn standing(store: &Store, words: &'static str, day: kernel::Date) -> Standing {
    let found = store.read_blocking(move |tx| members::find(tx, words, 5)).unwrap();
    assert_eq!(found.len(), 1, "{words}");
    members::standing(&found[0], day)
}

fn key(error: Error) -> &'static str {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons[0].message.key
}

/// Who answer for themselves; what it takes for children, the last test tells.
const FIRST: &str = "NIS;Nama;Tgl Lahir;Kelas\n\
    101;Meiske Lumi;17/03/2002;7A\n\
    102;Jantje Wowor;12-31-2001;7A\n\
    103;Olivia Pangkey;36891;7B\n";

#[test]
fn whoever_is_on_a_list_becomes_a_member_and_the_same_list_again_changes_nothing() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let diff = look(store, id, FIRST);
        assert_eq!((diff.new.len(), diff.gone.len(), diff.doubtful.len()), (3, 0, 0));
        let born: Vec<_> = diff.new.iter().map(|new| new.entry.profile.born.unwrap()).collect();
        assert_eq!(born, [date(2002, 3, 17), date(2001, 12, 31), date(2000, 12, 31)]);
        let applied = apply(store, id, 0, FIRST);
        assert_eq!((applied.seated, applied.waiting), (3, 0));
        let meiske = store.read_blocking(|tx| members::find(tx, "meiske", 5)).unwrap().remove(0);
        assert_eq!((meiske.plan.as_str(), meiske.provisional), ("pelajar", false));
        assert_eq!(meiske.terms.iter().map(|term| term.ground).collect::<Vec<_>>(), [Ground::Roster]);
        assert_eq!(standing(store, "meiske", date(2026, 8, 5)), Standing::Active);
        let again = look(store, id, FIRST);
        assert!(again.is_empty() && again.same.len() == 3, "{again:?}");
    });
}

#[test]
fn whom_the_register_knows_is_not_entered_twice_and_a_provisional_member_is_confirmed() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let known = store
            .write_blocking(|tx| {
                let profile = Profile {
                    name: "MEISKE lumi".into(),
                    born: Some(date(2002, 3, 17)),
                    village: "Kinilow".into(),
                    ..Profile::default()
                };
                let new =
                    NewMember { profile, plan: "dewasa".into(), confirmed: false, ..NewMember::default() };
                members::register(tx, &now(), &new)
            })
            .unwrap();
        assert_eq!(look(store, id, FIRST).new[0].known.as_ref().unwrap().person, known.person);
        apply(store, id, 0, FIRST);
        let after = store.read_blocking(move |tx| members::by_id(tx, known.person)).unwrap().unwrap();
        assert!(!after.provisional);
        assert_eq!((after.code, after.plan), (known.code, "dewasa".to_owned()));
        assert_eq!(after.terms.len(), 2);
    });
}

#[test]
fn whoever_is_gone_stays_a_member_for_the_grace_and_is_back_with_the_next_list() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        let without =
            "NIS;Nama;Tgl Lahir;Kelas\n102;Jantje Wowor;31/12/2001;8A\n103;Olivia Pangkey;31/12/2000;8B\n";
        let diff = look(store, id, without);
        assert_eq!((diff.gone.len(), diff.changed.len(), diff.of_class()), (1, 2, 2));
        apply(store, id, 1, without);
        assert_eq!(standing(store, "meiske", date(2026, 9, 4)), Standing::Active);
        assert_eq!(standing(store, "meiske", date(2026, 9, 5)), Standing::Expired(date(2026, 9, 4)));
        assert_eq!(look(store, id, FIRST).back.len(), 1);
        apply(store, id, 2, FIRST);
        assert_eq!(standing(store, "meiske", date(2027, 9, 5)), Standing::Active);
        // Gone again, and back long after the grace: a gap stays a gap.
        apply(store, id, 3, without);
        apply_at(store, "2027-01-10T09:00", id, 4, FIRST).unwrap();
        assert_eq!(standing(store, "meiske", date(2026, 12, 1)), Standing::Upcoming);
        assert_eq!(standing(store, "meiske", date(2027, 1, 10)), Standing::Active);
    });
}

#[test]
fn of_two_clerks_with_a_list_the_second_is_told() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let both: Vec<_> = std::thread::scope(|scope| {
            let one = || scope.spawn(|| apply_at(store, "2026-08-05T09:30", id, 0, FIRST));
            [one(), one()].map(|clerk| clerk.join().unwrap()).into_iter().collect()
        });
        let (done, told): (Vec<_>, Vec<_>) = both.into_iter().partition(Result::is_ok);
        assert_eq!((done.len(), told.len()), (1, 1));
        assert_eq!(key(told.into_iter().next().unwrap().unwrap_err()), "roster-meanwhile");
        assert_eq!(store.read_blocking(|tx| members::find(tx, "meiske", 5)).unwrap().len(), 1);
    });
}

#[test]
fn those_beyond_the_seats_wait_in_the_agreed_order_and_move_up() {
    on_both(SCHEMAS, |store| {
        let id = school(store, Some(2), SeatOrder::Name);
        let applied = apply(store, id, 0, FIRST);
        assert_eq!((applied.seated, applied.waiting), (2, 1));
        assert_eq!(names(store, id, rosters::State::Waiting), ["Olivia Pangkey"]);
        assert!(store.read_blocking(|tx| members::find(tx, "olivia", 5)).unwrap().is_empty());
        let without =
            "NIS;Nama;Tgl Lahir;Kelas\n102;Jantje Wowor;31/12/2001;7A\n103;Olivia Pangkey;31/12/2000;7B\n";
        // Whoever is gone keeps the seat until the grace ends.
        assert_eq!(apply(store, id, 1, without).seated, 0);
        let before =
            store.write_blocking(move |tx| rosters::move_up(tx, &act("2026-09-04T01:00"), id)).unwrap();
        assert_eq!(before, 0);
        rosters::move_up_everywhere(store, &act("2026-09-05T01:00")).unwrap();
        assert_eq!(names(store, id, rosters::State::Current), ["Jantje Wowor", "Olivia Pangkey"]);
        assert_eq!(standing(store, "olivia", date(2026, 9, 5)), Standing::Active);
    });
}

#[test]
fn rows_that_cannot_be_known_change_nothing_and_whom_they_may_be_about_is_not_gone() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        let bad = "NIS;Nama;Tgl Lahir;Kelas\n\
            101;Meiske Lumi;31/02/2002;8A\n\
            102;Jantje Wowor;31/12/2001;8A\n\
            102;Jantje Wowor;31/12/2001;8A\n\
            103;Tonny Rondonuwu;01/05/2003;8B\n\
            ;;17/03/2002;8C\n";
        let diff = look(store, id, bad);
        let why: Vec<_> = diff.doubtful.iter().map(|doubt| (doubt.entry.line, doubt.why[0].key)).collect();
        assert_eq!(
            why,
            [
                (2, "intake-born-unreadable"),
                (4, "roster-twice"),
                (5, "roster-number-of-other"),
                (6, "member-name-missing")
            ]
        );
        assert!(diff.gone.is_empty() && diff.new.is_empty(), "{diff:?}");
        assert_eq!(apply(store, id, 1, bad).changed, 1);
    });
}

#[test]
fn a_shifted_row_is_told_and_names_in_two_columns_are_one() {
    let found = entries(
        "No,Kelas,Nama Depan,Nama Belakang,Tgl Lahir,L/P\n1,7A,Meiske,Lumi,17/03/2002,P\n2,7A,Jantje,Wowor,31/12/2001,L\n",
    );
    assert_eq!(found.iter().map(rosters::Entry::name).collect::<Vec<_>>(), ["Meiske Lumi", "Jantje Wowor"]);
    assert!(found.iter().all(|entry| entry.problems.is_empty() && entry.class.as_deref() == Some("7A")));
    let shifted = entries(
        "Nama,Tgl Lahir,L/P,Kelas\nMeiske Lumi,17/03/2002,P,7A\n7A,Jantje Wowor,31/12/2001,L\nOlivia Pangkey,31/12/2000,P,7B\n",
    );
    assert!(shifted[0].problems.is_empty() && shifted[2].problems.is_empty());
    assert_eq!(shifted[1].problems[0].key, "intake-shifted");
}

#[test]
fn a_nik_that_contradicts_the_birth_date_is_a_warning_and_the_row_is_taken_over() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let text = "Nama;Tgl Lahir;NIK\nMeiske Lumi;17/03/2002;7173015803020004\nJantje Wowor;31/12/2001;7173013112010002\n";
        let diff = look(store, id, text);
        assert_eq!((diff.new.len(), diff.doubtful.len()), (2, 0));
        let told: Vec<_> = diff.warnings().map(|(entry, why)| (entry.line, why.key)).collect();
        assert_eq!(told, [(2, "identifier-nik-contradicts-birth")]);
        assert_eq!(apply(store, id, 0, text).seated, 2);
    });
}

#[test]
fn a_name_that_was_corrected_at_the_desk_is_not_overwritten_by_a_list() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        let jantje = store.read_blocking(|tx| members::find(tx, "jantje", 5)).unwrap().remove(0);
        store
            .write_blocking(move |tx| {
                let profile = Profile {
                    name: "Jan Wowor".into(),
                    born: Some(date(2001, 12, 31)),
                    village: "Kinilow".into(),
                    ..Profile::default()
                };
                parties::change(tx, &now(), jantje.person, &profile)
            })
            .unwrap();
        let corrected = FIRST.replace("Meiske Lumi", "Meiske Lumintang").replace("Jantje", "Jantje P");
        apply(store, id, 1, &corrected);
        assert_eq!(store.read_blocking(|tx| members::find(tx, "lumintang", 5)).unwrap().len(), 1);
        assert_eq!(store.read_blocking(|tx| members::find(tx, "wowor", 5)).unwrap()[0].name, "Jan Wowor");
    });
}

#[test]
fn a_sponsorship_says_everything_that_is_wrong_with_it_at_once() {
    on_both(SCHEMAS, |store| {
        let done = store.write_blocking(|tx| {
            let agreement = Agreement {
                partner: Id::new(),
                name: " ".into(),
                plan: "petugas".into(),
                since: date(2026, 7, 1),
                until: Some(date(2026, 6, 1)),
                seats: Some(-1),
                seat_order: SeatOrder::Roster,
                grace_days: 9999,
                domain: "sekolah".into(),
            };
            sponsorships::begin(tx, &now(), &agreement)
        });
        let Err(Error::Refused(refusal)) = done else { panic!("not refused") };
        assert_eq!(refusal.kind, Kind::Invalid);
        let fields: Vec<_> = refusal.reasons.iter().filter_map(|reason| reason.field).collect();
        assert_eq!(fields, ["name", "partner", "plan", "until", "seats", "grace_days", "domain"]);
    });
}

/// Every class one year on, the ninth year gone.
fn moves(pairs: &[(&str, Option<&str>)]) -> rosters::rollover::Moves {
    pairs.iter().map(|(from, to)| ((*from).to_owned(), to.map(str::to_owned))).collect()
}

#[test]
fn a_new_school_year_moves_classes_up_and_lets_the_last_one_leave_with_its_grace() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let list = FIRST
            .replace(";7B", ";9B")
            .replace("Jantje Wowor;12-31-2001;7A", "Jantje Wowor;12-31-2001;VIII A");
        apply(store, id, 0, &list);
        let proposed = store.read_blocking(move |tx| rosters::rollover::proposed(tx, id)).unwrap();
        let told: Vec<_> =
            proposed.iter().map(|class| (class.name.as_str(), class.people, class.next.as_deref())).collect();
        assert_eq!(told, [("7A", 1, Some("8A")), ("9B", 1, None), ("VIII A", 1, Some("IX A"))]);
        let to = moves(&[("7A", Some("8A")), ("9B", None), ("VIII A", Some("IX A"))]);
        let looked = to.clone();
        let would = store.read_blocking(move |tx| rosters::rollover::look(tx, id, &looked)).unwrap();
        assert_eq!((would.moved, would.left), (2, 1));
        assert_eq!(names(store, id, rosters::State::Gone), [""; 0]);
        let (again, stale) = (to.clone(), to);
        let done =
            store.write_blocking(move |tx| rosters::rollover::roll(tx, &now(), id, 1, &again)).unwrap();
        assert_eq!((done.moved, done.left), (2, 1));
        assert_eq!(names(store, id, rosters::State::Gone), ["Olivia Pangkey"]);
        assert_eq!(standing(store, "olivia", date(2026, 9, 4)), Standing::Active);
        assert_eq!(standing(store, "olivia", date(2026, 9, 5)), Standing::Expired(date(2026, 9, 4)));
        // Whoever looked at the list before is told; the school's own list of the new year changes nothing more.
        let told = store.write_blocking(move |tx| rosters::rollover::roll(tx, &now(), id, 1, &stale));
        assert_eq!(key(told.unwrap_err()), "roster-meanwhile");
        let next =
            "NIS;Nama;Tgl Lahir;Kelas\n101;Meiske Lumi;17/03/2002;8A\n102;Jantje Wowor;31/12/2001;IX A\n";
        let diff = look(store, id, next);
        assert_eq!((diff.same.len(), diff.changed.len(), diff.gone.len(), diff.new.len()), (2, 0, 0, 0));
    });
}

#[test]
fn dates_as_day_and_month_as_month_and_day_and_as_excel_serials_mean_the_same_day() {
    let found =
        entries("Nama;Tgl Lahir\nMeiske Lumi;31/12/2000\nJantje Wowor;12-31-2000\nOlivia Pangkey;36891\n");
    let born: Vec<_> = found.iter().map(|entry| entry.profile.born).collect();
    assert_eq!(born, [Some(date(2000, 12, 31)); 3]);
    assert!(found.iter().all(|entry| entry.problems.is_empty()));
}

#[test]
fn columns_that_were_swapped_are_told_and_make_nobody_a_member() {
    let swapped = entries("Tanggal lahir,Nama,Kelas\nBudi Contoh,31/12/2000,7A\nRika Contoh,30/11/2000,7A\n");
    assert!(swapped.iter().all(|entry| !entry.problems.is_empty()), "{swapped:?}");
    let under_class = entries("Nama,Kelas\nBudi Contoh,31/12/2000\n");
    assert!(under_class[0].problems.iter().any(|why| why.key == "roster-class-is-day"));
}

#[test]
fn a_list_with_shifted_columns_is_told_row_by_row_and_changes_nothing() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let shifted = "NIS;Nama;Tgl Lahir;L/P;Kelas\n\
            101;Meiske Lumi;17/03/2002;P;7A\n\
            Jantje Wowor;31/12/2001;L;7A;\n\
            103;;Olivia Pangkey;31/12/2000;P\n";
        let diff = look(store, id, shifted);
        let lines: Vec<_> = diff.doubtful.iter().map(|doubt| doubt.entry.line).collect();
        assert_eq!((diff.new.len(), lines), (1, vec![3, 4]));
        assert_eq!(apply(store, id, 0, shifted).seated, 1);
        assert!(store.read_blocking(|tx| members::find(tx, "7A", 5)).unwrap().is_empty());
    });
}

#[test]
fn whole_names_in_one_column_are_taken_as_they_are_also_with_titles_and_commas() {
    let found = entries(
        "No;Nama Lengkap;Tgl Lahir\n1;Meiske Debora Lumi;17/03/2002\n2;\"Wowor, Jantje\";31/12/2001\n3;  OLIVIA   PANGKEY ;31/12/2000\n",
    );
    let names: Vec<_> = found.iter().map(rosters::Entry::name).collect();
    assert_eq!(names[0], "Meiske Debora Lumi");
    assert!(names[1].contains("Jantje") && names[1].contains("Wowor"));
    assert!(names[2].to_lowercase().contains("olivia pangkey"), "{names:?}");
    assert!(found.iter().all(|entry| entry.problems.is_empty()), "{found:?}");
}

#[test]
fn a_telephone_number_in_ten_spellings_is_one_number() {
    let spellings = [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "(0812) 3456-7890",
        "+6281234567890",
        "+62 812-3456-7890",
        "6281234567890",
        "62 812 3456 7890",
        "0062 812 3456 7890",
    ];
    let rows: String =
        spellings.iter().map(|spelling| format!("Meiske Lumi;17/03/2002;{spelling}\n")).collect();
    let found = entries(&format!("Nama;Tgl Lahir;No HP\n{rows}"));
    let numbers: std::collections::HashSet<_> =
        found.iter().map(|entry| people::phone::normalised(&entry.profile.phone)).collect();
    assert_eq!(numbers.into_iter().collect::<Vec<_>>(), [Some("6281234567890".to_owned())]);
    assert!(found.iter().all(|entry| entry.problems.is_empty()), "{found:?}");
}

fn undo(store: &Store, when: &'static str, id: Id<Sponsorship>, version: i64) -> Result<Undone> {
    store.write_blocking(move |tx| rosters::undo::undo(tx, &act(when), id, version))
}

fn rows(store: &Store, id: Id<Sponsorship>) -> Vec<rosters::Listed> {
    store.read_blocking(move |tx| rosters::listed(tx, id)).unwrap()
}

/// One has gone, one is new, one is in another class and is called otherwise.
const SECOND: &str = "NIS;Nama;Tgl Lahir;Kelas\n\
    102;Jantje P Wowor;31/12/2001;8A\n\
    103;Olivia Pangkey;31/12/2000;7B\n\
    104;Tonny Rondonuwu;01/05/2002;7A\n";

#[test]
fn a_list_that_was_applied_by_mistake_is_taken_back_with_its_bases() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        let before = rows(store, id);
        apply(store, id, 1, SECOND);
        assert_eq!(standing(store, "meiske", date(2026, 9, 5)), Standing::Expired(date(2026, 9, 4)));
        let undone = undo(store, "2026-08-06T09:00", id, 2).unwrap();
        assert_eq!((undone.restored, undone.ended, undone.moved_on.len()), (4, 1, 0));
        assert_eq!(rows(store, id), before);
        assert_eq!(standing(store, "meiske", date(2027, 9, 5)), Standing::Active);
        assert_eq!(store.read_blocking(|tx| members::find(tx, "jantje p", 5)).unwrap().len(), 0);
        let tonny = store.read_blocking(|tx| members::find(tx, "tonny", 5)).unwrap().remove(0);
        assert!(tonny.closed && tonny.terms.is_empty(), "what the list gave never counted");
        // Sent again as it should be, everybody is there again under the number they have.
        apply(store, id, 3, SECOND);
        let again = store.read_blocking(|tx| members::find(tx, "tonny", 5)).unwrap().remove(0);
        assert_eq!((again.code, again.closed), (tonny.code, false));
    });
}

#[test]
fn whatever_has_moved_on_since_stays_as_it_is_and_is_named() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        apply(store, id, 1, SECOND);
        let tonny = store.read_blocking(|tx| members::find(tx, "tonny", 5)).unwrap().remove(0);
        let (person, basis) = (tonny.person, tonny.terms[0].basis);
        store
            .write_blocking(move |tx| {
                membership::bases::end(tx, &now(), person, basis, Some(date(2026, 12, 31)))
            })
            .unwrap();
        let undone = undo(store, "2026-08-06T09:00", id, 2).unwrap();
        assert_eq!((undone.restored, undone.moved_on), (3, vec!["Tonny Rondonuwu".to_owned()]));
        assert_eq!(standing(store, "tonny", date(2026, 12, 31)), Standing::Active);
        assert_eq!(standing(store, "meiske", date(2027, 9, 5)), Standing::Active);
    });
}

#[test]
fn only_the_last_list_is_taken_back_once_and_within_a_month() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let refused = |when, version| key(undo(store, when, id, version).unwrap_err());
        assert_eq!(refused("2026-08-06T09:00", 1), "roster-meanwhile");
        apply(store, id, 0, FIRST);
        apply(store, id, 1, SECOND);
        assert_eq!(refused("2026-08-06T09:00", 1), "roster-meanwhile");
        assert_eq!(refused("2026-09-05T09:00", 2), "roster-undo-past");
        undo(store, "2026-08-06T09:00", id, 2).unwrap();
        assert_eq!(refused("2026-08-06T09:01", 3), "roster-undo-past");
        rosters::move_up_everywhere(store, &act("2026-09-10T01:00")).unwrap();
    });
}

#[test]
fn a_school_year_that_was_begun_by_mistake_is_taken_back() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, FIRST);
        let before = rows(store, id);
        let to = moves(&[("7A", Some("8A")), ("7B", None)]);
        store.write_blocking(move |tx| rosters::rollover::roll(tx, &now(), id, 1, &to)).unwrap();
        assert_ne!(rows(store, id), before);
        let undone = undo(store, "2026-08-05T10:00", id, 2).unwrap();
        assert_eq!((undone.restored, undone.ended), (3, 0));
        assert_eq!(rows(store, id), before);
    });
}

#[test]
fn a_list_of_many_is_applied_with_few_questions_to_the_database() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let list = |class: &str| {
            let letter = |n: i32| char::from(b'a' + u8::try_from(n % 26).unwrap());
            let name = |n: i32| format!("Anak{}{} Contoh{}", letter(n / 26), letter(n), letter(n % 17));
            let row = |n: i32| format!("{n};{};{:02}/03/2002;{class}\n", name(n), 1 + n % 28);
            let text: String = (0..200).map(row).collect();
            entries(&format!("NIS;Nama;Tgl Lahir;Kelas\n{text}"))
        };
        // Each of the 200 new names is kept with its tails, to be found by any part: some 40 of the first list's questions.
        for (version, class, most) in [(0, "7A", 150), (1, "8A", 30)] {
            let entries = list(class);
            let asked = store
                .write_blocking(move |tx| {
                    let mut tape = store::Tape::default();
                    let list = entries.clone();
                    tx.taped(&mut tape, |tx| {
                        rosters::apply(tx, &now(), &Vault::fresh(), id, version, "siswa.csv", list)
                    })?;
                    Ok(tape.statements().count())
                })
                .unwrap();
            assert!(asked <= most, "{asked} for 200 rows");
        }
        assert_eq!(names(store, id, rosters::State::Current).len(), 200);
        let head = store.read_blocking(platform::audit::verify).unwrap();
        assert_eq!(head.broken, None, "the journal holds");
    });
}

/// How many memberships count on a day.
fn active(store: &Store, day: kernel::Date) -> i64 {
    let all = membership::module().indicators;
    let indicator = *all.iter().find(|indicator| indicator.key == "membership.active").unwrap();
    let period = web::Period { from: day, to: day };
    store.read_blocking(move |tx| (indicator.compute)(tx, &now(), period)).unwrap()
}

#[test]
fn a_pupil_whose_guardian_does_not_agree_in_time_is_no_member_by_any_list_until_one_does() {
    on_both(SCHEMAS, |store| {
        const LIST: &str = "NIS;Nama;Tgl Lahir;Kelas\n101;Meiske Lumi;17/03/2012;7A\n";
        const NEXT_YEAR: &str = "NIS;Nama;Tgl Lahir;Kelas\n101;Meiske Lumi;17/03/2012;8A\n";
        const WITHOUT: &str = "NIS;Nama;Tgl Lahir;Kelas\n102;Jantje Wowor;31/12/2001;7A\n";
        let (due, after) = (date(2026, 9, 4), date(2026, 9, 5));
        let id = school(store, None, SeatOrder::Roster);
        apply(store, id, 0, LIST);
        assert_eq!((standing(store, "meiske", due), active(store, due)), (Standing::Active, 1));
        assert_eq!((standing(store, "meiske", after), active(store, after)), (Standing::Unagreed(due), 0));
        apply_at(store, "2026-10-01T09:00", id, 1, NEXT_YEAR).unwrap();
        assert_eq!(standing(store, "meiske", date(2026, 10, 1)), Standing::Unagreed(due));
        let girl = store.read_blocking(|tx| members::find(tx, "meiske", 5)).unwrap().remove(0).person;
        let agree = |when: &'static str, name: &'static str| {
            store.write_blocking(move |tx| {
                let profile = Profile { name: name.into(), ..Profile::default() };
                let mother = parties::enter(tx, &act(when), &profile)?;
                families::link(tx, &act(when), girl, mother, Grown::Stated)?;
                families::give(tx, &act(when), girl, mother, "formulir, map 3")
            })
        };
        agree("2026-10-02T09:00", "Ruth Lumi").unwrap();
        let later = date(2027, 2, 1);
        assert_eq!((standing(store, "meiske", later), active(store, later)), (Standing::Active, 1));
        store.write_blocking(move |tx| families::withdraw(tx, &act("2026-12-01T09:00"), girl)).unwrap();
        apply_at(store, "2026-12-02T09:00", id, 2, WITHOUT).unwrap();
        apply_at(store, "2026-12-03T09:00", id, 3, LIST).unwrap();
        assert_ne!(standing(store, "meiske", later), Standing::Active, "the list alone brings nobody back");
    });
}

#[test]
fn a_list_of_a_school_tells_who_has_no_birth_date_and_they_are_members_for_the_time_being() {
    on_both(SCHEMAS, |store| {
        let id = school(store, None, SeatOrder::Roster);
        let list = "NIS;Nama;Tgl Lahir\n1;Meiske Lumi;\n2;Jantje Wowor;31/12/2000\n";
        let looked = look(store, id, list);
        let warned: Vec<_> = looked.warnings().map(|(entry, why)| (entry.line, why.key)).collect();
        assert_eq!(warned, [(2, "roster-birth-owed")]);
        assert_eq!(apply(store, id, 0, list).seated, 2);
        let provisional = |words: &'static str| {
            let found = store.read_blocking(move |tx| members::find(tx, words, 5)).unwrap();
            members::is_provisional(&found[0], now().today())
        };
        assert_eq!((provisional("meiske"), provisional("jantje")), (true, false));
        let later = date(2026, 12, 1);
        assert!(matches!(standing(store, "meiske", later), Standing::Unagreed(_)));
        assert_eq!(standing(store, "jantje", later), Standing::Active);
    });
}
