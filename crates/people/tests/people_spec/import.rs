//! People from files as they really come: shifted, mixed, and sent twice.

use std::collections::HashSet;

use jiff::civil::date;
use kernel::Date;
use people::import::{self, Draft, Fate, Line, Source};
use platform::vault::Vault;
use store::Store;
use trial::{act, on_both};

use crate::SCHEMAS;

const TODAY: Date = Date::constant(2026, 8, 5);

fn drafts(text: &str) -> Vec<Draft> {
    import::drafts(&import::read(text.as_bytes()).unwrap(), TODAY)
}

fn keys(draft: &Draft) -> Vec<&'static str> {
    draft.problems.iter().map(|message| message.key).collect()
}

fn look(store: &Store, vault: &Vault, source: &Source) -> Vec<Line> {
    let (vault, all) = (vault.clone(), import::drafts(source, TODAY));
    store.read_blocking(move |tx| import::look(tx, &vault, all)).unwrap()
}

fn entered(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.fate == Fate::New).count()
}

fn count(store: &Store) -> i64 {
    store
        .read_blocking(|tx| {
            Ok(tx.one::<(i64,)>(store::sql!("SELECT count(*) FROM party"), store::vals![])?.0)
        })
        .unwrap()
}

#[test]
fn dates_of_a_school_are_read_however_they_are_mixed() {
    let found = drafts(
        "Nama,Tgl Lahir\nA Lumi,31/12/2010\nB Lumi,12-31-2010\nC Lumi,40543\nD Lumi,31 Desember 2010\nE Lumi,\n",
    );
    let days: Vec<_> = found.iter().map(|draft| draft.profile.born).collect();
    let day = Some(date(2010, 12, 31));
    assert_eq!(days, [day, day, day, day, None]);
    assert!(found.iter().all(|draft| draft.problems.is_empty()));
    let found = drafts(
        "Nama,Tgl Lahir\nA Lumi,31/12/2010\nB Lumi,12/31/2010\nC Lumi,05/06/2010\nD Lumi,31/02/2010\n",
    );
    assert_eq!(keys(&found[2]), ["intake-born-ambiguous"]);
    assert_eq!(keys(&found[3]), ["intake-born-unreadable"]);
}

#[test]
fn a_number_that_stands_in_a_cell_three_times_is_one() {
    let found = drafts("Nama,HP\nA Lumi,081344440001 / 0813-4444-0001 / 081344440001\n");
    assert_eq!((found[0].profile.phone.as_str(), found[0].more_phones.len()), ("6281344440001", 0));
}

#[test]
fn a_file_that_has_waited_for_a_day_is_forgotten_by_the_clock() {
    on_both(SCHEMAS, |store| {
        let keep = |when: &'static str| {
            store
                .write_blocking(move |tx| {
                    import::keep(tx, &Vault::default(), act(when).at, "warga.csv", b"Nama\nA Lumi\n")
                })
                .unwrap()
        };
        let (old, new) = (keep("2026-08-04T09:00"), keep("2026-08-05T09:00"));
        let task = people::module().tasks[0];
        (task.run)(store, &act("2026-08-05T09:30")).unwrap();
        assert!(store.read_blocking(move |tx| import::waiting(tx, &Vault::default(), old)).is_err());
        assert!(store.read_blocking(move |tx| import::waiting(tx, &Vault::default(), new)).is_ok());
    });
}

#[test]
fn a_file_that_waits_is_sealed_and_opens_with_the_librarys_keys_alone() {
    on_both(SCHEMAS, |store| {
        let (vault, keys) = (Vault::fresh(), Vault::fresh());
        let sealing = vault.clone();
        let text = b"Nama,NIK\nA Lumi,7173015703940004\n";
        let id = store
            .write_blocking(move |tx| {
                import::keep(tx, &sealing, act("2026-08-05T09:00").at, "warga.csv", text)
            })
            .unwrap();
        let (kept,): (Vec<u8>,) = store
            .read_blocking(|tx| tx.one(store::sql!("SELECT content FROM import_file"), store::vals![]))
            .unwrap();
        assert!(!kept.windows(16).any(|part| part == b"7173015703940004"));
        let opened = store.read_blocking(move |tx| import::waiting(tx, &vault, id)).unwrap();
        assert_eq!((opened.0.as_str(), opened.1.as_slice()), ("warga.csv", &text[..]));
        assert!(store.read_blocking(move |tx| import::waiting(tx, &keys, id)).is_err());
    });
}

#[test]
fn ten_spellings_of_a_number_are_one_and_two_numbers_in_a_cell_are_two() {
    let spellings = [
        "081234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "0812.3456.7890",
        "+6281234567890",
        "+62 812-3456-7890",
        "62812 34567890",
        "81234567890",
        "+62 (0)812 3456 7890",
        "0062 812 3456 7890",
    ];
    let text =
        format!("Nama;No. HP/WA\n{}", spellings.map(|number| format!("Meiske Lumi;{number}\n")).concat());
    for draft in drafts(&text) {
        assert_eq!(
            (&*draft.profile.phone, &draft.problems),
            ("6281234567890", &vec![]),
            "row {}",
            draft.number
        );
    }
    let both = drafts("Nama;HP\nMeiske Lumi;081234567890 / 0813-1111-2222\nNova Lumi;tidak ada\n");
    assert_eq!(
        (&*both[0].profile.phone, &*both[0].more_phones),
        ("6281234567890", &["6281311112222".to_owned()][..])
    );
    assert_eq!(keys(&both[1]), ["intake-phone-unreadable"]);
}

#[test]
fn a_row_that_slipped_is_rejected_and_names_may_stand_in_one_column_or_two() {
    let found = drafts(
        "Nama,Tgl Lahir,L/P,HP\nMeiske Lumi,17/03/1994,P,081234567890\nWowor,Jantje,17/03/1994,L,081234567891\n",
    );
    assert!(found[0].problems.is_empty());
    assert_eq!(keys(&found[1])[0], "intake-shifted");
    let parts = drafts("Nama depan,Marga,HP\nMeiske,Lumi,081234567890\n");
    assert_eq!(parts[0].profile.name, "Meiske Lumi");
}

#[test]
fn a_spreadsheet_keeps_numbers_that_csv_would_keep() {
    let rows = [["NAMA SISWA", "NIK", "NO HP"], ["Meiske Lumi", "7173015703940004", "081234567890"]];
    let source = import::read(&sheet::write::xlsx(rows).unwrap()).unwrap();
    let found = import::drafts(&source, TODAY);
    assert_eq!(found[0].identifiers, [("nik", "7173015703940004".to_owned())]);
}

#[test]
fn looking_changes_nothing_and_entering_twice_enters_once() {
    const FILE: &str = "Nama,Tgl Lahir,HP,NIK\nMeiske Lumi,17/03/1994,081234567890,7173015703940004\nJantje Wowor,,0813-1111-2222,\nJantje Wowor,,081311112222,\nNova Lumi,2015-05-06,0812 3456 7890,\nOlivia,tidak tahu,,\n";
    on_both(SCHEMAS, |store| {
        let (vault, source) = (Vault::fresh(), import::read(FILE.as_bytes()).unwrap());
        let lines = look(store, &vault, &source);
        let fates: Vec<_> = lines.iter().map(|line| line.fate.clone()).collect();
        assert_eq!(fates[..4], [Fate::New, Fate::New, Fate::Twice, Fate::New]);
        assert!(matches!(fates[4], Fate::Rejected(_)));
        assert_eq!(count(store), 0);
        for wanted in [3, 0] {
            let (vault, all) = (vault.clone(), import::drafts(&source, TODAY));
            let lines = store
                .write_blocking(move |tx| import::enter(tx, &act("2026-08-05T09:30"), &vault, &all))
                .unwrap();
            assert_eq!((entered(&lines), count(store)), (wanted, 3));
        }
        let again = look(store, &vault, &source);
        assert!(again[..4].iter().all(|line| matches!(line.fate, Fate::Known(_))), "{again:?}");
        let rejects = import::rejects(
            &source,
            &again,
            |line| matches!(line.fate, Fate::Rejected(_)).then(|| "tanggal".to_owned()),
            "Alasan",
        );
        assert_eq!(rejects, "\u{feff}Nama,Tgl Lahir,HP,NIK,Alasan\r\nOlivia,tidak tahu,,,tanggal\r\n");
    });
}

#[test]
fn rows_of_a_file_that_are_alike_are_told_before_and_stay_what_they_were_told_to_be() {
    const FILE: &str = "Nama,Tgl Lahir,HP\nMaria Wowor,14/02/2011,081344440001 / 081344440002\nMarta Wowor,14/02/2011,\nYohanes Tular,,\nWOWOR MARIA,14/02/2011,\nTular Johannes,,\nMaria Wowor,,0813-4444-0002\nGracia Wowor,01/06/2013,081344440001\n";
    on_both(SCHEMAS, |store| {
        let (vault, source) = (Vault::fresh(), import::read(FILE.as_bytes()).unwrap());
        let told = look(store, &vault, &source);
        let (maria, johannes) = ((2, "Maria Wowor".to_owned()), (4, "Yohanes Tular".to_owned()));
        let fates: Vec<Fate> = told.iter().map(|line| line.fate.clone()).collect();
        let wanted = [
            Fate::New,
            Fate::AlikeRow(vec![maria]),
            Fate::New,
            Fate::Twice,
            Fate::AlikeRow(vec![johannes]),
            Fate::Twice,
            Fate::New,
        ];
        assert_eq!(fates, wanted, "a telephone alone is a family");
        let (sealed, all) = (vault.clone(), import::drafts(&source, TODAY));
        let enter = move |tx: &mut store::Tx<'_>| import::enter(tx, &act("2026-08-05T09:30"), &sealed, &all);
        let done: Vec<Fate> =
            store.write_blocking(enter).unwrap().into_iter().map(|line| line.fate).collect();
        assert_eq!((done, count(store)), (fates, 3));
        let after = look(store, &vault, &source);
        assert!(after.iter().all(|line| matches!(line.fate, Fate::Known(_) | Fate::Alike(_))), "{after:?}");
    });
}

#[test]
fn somebody_who_might_be_known_is_left_to_people() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        let enter = |text: &str| {
            let (vault, all) = (vault.clone(), drafts(text));
            let enter =
                move |tx: &mut store::Tx<'_>| import::enter(tx, &act("2026-08-05T09:30"), &vault, &all);
            entered(&store.write_blocking(enter).unwrap())
        };
        assert_eq!(enter("Nama,Tgl Lahir\nYohanes Lumi,17/03/1994\n"), 1);
        let source = import::read(b"Nama,Tgl Lahir\nJohannes Lumi,17/03/1994\n").unwrap();
        assert!(matches!(look(store, &vault, &source)[0].fate, Fate::Alike(_)));
        assert_eq!(enter("Nama,Tgl Lahir\nJohannes Lumi,17/03/1994\n"), 0);
    });
}

#[test]
fn without_the_keys_rows_with_a_nik_are_rejected_and_the_others_entered() {
    on_both(SCHEMAS, |store| {
        let source = import::read(b"Nama,NIK\nMeiske Lumi,7173015703940004\nJantje Wowor,\n").unwrap();
        let lines = look(store, &Vault::default(), &source);
        assert!(matches!(&lines[0].fate, Fate::Rejected(why) if why[0].key == "vault-shut"));
        assert_eq!(lines[1].fate, Fate::New);
    });
}

#[test]
fn many_rows_are_entered_with_few_questions_and_as_if_one_after_the_other() {
    on_both(SCHEMAS, |store| {
        let vault = Vault::fresh();
        let first =
            ["Meiske", "Jantje", "Olivia", "Gracia", "Ruth", "Nova", "Stevi", "Feibe", "Yopi", "Deisi"];
        let last =
            ["Lumi", "Wowor", "Pangkey", "Tular", "Rarung", "Sondakh", "Mandagi", "Kaunang", "Polii", "Legi"];
        let row = |n: usize| {
            let (day, month, name) = (1 + n % 28, 1 + n / 28, format!("{} {}", first[n % 10], last[n / 10]));
            format!("{name},{day:02}/{month:02}/2011,717301{day:02}{month:02}11{n:04}\n")
        };
        let text: String = (0..100).map(row).collect();
        // The last but one sounds like the first and was born the same day; the last has the number of the second.
        let twins = "Meyske Lumi,01/01/2011,\nLain Sekali,25/05/1999,7173010201110001\n";
        let all = drafts(&format!("Nama,Tgl Lahir,NIK\n{text}{twins}"));
        let (asked, new) = store
            .write_blocking(move |tx| {
                let (mut tape, mut new) = (store::Tape::default(), 0);
                let (all, vault) = (all.clone(), vault.clone());
                tx.taped(&mut tape, |tx| {
                    new = entered(&import::enter(tx, &act("2026-08-05T09:30"), &vault, &all)?);
                    Ok(())
                })?;
                let written =
                    tape.statements().filter(|(sql, _)| !sql.text().trim_start().starts_with("SELECT"));
                Ok((written.count(), new))
            })
            .unwrap();
        assert_eq!(new, 100);
        assert!(asked < 250, "{asked} writing statements for 100 rows");
        assert_eq!(store.read_blocking(platform::audit::verify).unwrap().broken, None);
    });
}

#[test]
fn a_long_file_tells_how_far_it_has_come_and_is_gone_on_with_where_somebody_stopped() {
    on_both(SCHEMAS, |store| {
        let text =
            "Nama,Tgl Lahir\nMeiske Lumi,01/02/1990\nJantje Wowor,03/04/1991\nOlivia Pangkey,05/06/1992\n";
        let all = drafts(text);
        let vault = Vault::fresh();
        store
            .write_blocking(move |tx| {
                let (first, later) = (act("2026-08-05T09:30"), act("2026-08-05T09:40"));
                let id = import::keep(tx, &vault, first.at, "warga.csv", text.as_bytes())?;
                assert!(import::begin(tx, &first, id, all.len())?);
                assert!(!import::begin(tx, &first, id, all.len())?, "somebody is at it");
                let lines = import::look(tx, &vault, all.clone())?;
                let own = import::enter_part(tx, &first, &vault, id, &lines[..2], &HashSet::new(), false)?;
                assert_eq!(own.len(), 2);
                let half = import::progress(tx, id)?;
                assert_eq!((half.total, half.done, half.entered), (3, 2, 2));
                assert!(half.is_busy(first.at) && !half.is_busy(later.at), "whoever was at it is gone");
                assert!(import::begin(tx, &later, id, all.len())?);
                let lines = import::look(tx, &vault, all.clone())?;
                import::enter_part(tx, &later, &vault, id, &lines, &HashSet::new(), true)?;
                let whole = import::progress(tx, id)?;
                assert_eq!((whole.done, whole.entered, whole.is_busy(later.at)), (3, 3, false));
                Ok(())
            })
            .unwrap();
        assert_eq!(count(store), 3);
    });
}

#[test]
fn a_long_file_is_entered_in_parts_as_it_was_told_whatever_stands_in_which_part() {
    on_both(SCHEMAS, |store| {
        let first =
            ["Meiske", "Jantje", "Olivia", "Gracia", "Ruth", "Nova", "Stevi", "Feibe", "Yopi", "Deisi"];
        let last = ["Lumi", "Wowor", "Pangkey", "Tular", "Rarung", "Sondakh"];
        let row = |n: usize| {
            let (day, month) = (1 + n % 28, 1 + n / 28);
            format!("{} {},{day:02}/{month:02}/2011,\n", first[n % 10], last[n / 10])
        };
        // A name of one word, one that sounds like the first, the number of the first, and the first again: each in the
        // last part.
        let text: String = (0..60).map(row).collect();
        let alone = "Wenas,,\n";
        let late = "Wenas,,\nMeyske Lumi,01/01/2011,\nLain Sekali,25/05/1999,7173010101110001\nMeiske Lumi,01/01/2011,\n";
        let begun = "Nama,Tgl Lahir,NIK\nMeity Kalalo,01/01/2011,7173010101110001\n";
        let (vault, source) =
            (Vault::fresh(), import::read(format!("{begun}{alone}{text}{late}").as_bytes()).unwrap());
        let told = look(store, &vault, &source);
        let left: Vec<usize> =
            told.iter().filter(|line| line.fate != Fate::New).map(|line| line.draft.number).collect();
        assert_eq!(left, [64, 65, 66, 67]);
        let elsewhere = told[40].draft.profile.clone();
        let (sealed, lines, size) = (vault.clone(), told.clone(), told.len());
        let own = store
            .write_blocking(move |tx| {
                let now = act("2026-08-05T09:30");
                let id = import::keep(tx, &sealed, now.at, "warga.csv", b"Nama\nMeiske Lumi\n")?;
                import::begin(tx, &now, id, size)?;
                let mut own = HashSet::new();
                for (n, part) in lines.chunks(25).enumerate() {
                    if n == 1 {
                        people::parties::enter(tx, &now, &elsewhere)?;
                    }
                    own.extend(import::enter_part(tx, &now, &sealed, id, part, &own, n == 2)?);
                }
                Ok(own.len())
            })
            .unwrap();
        assert_eq!(own, entered(&told) - 1, "whom somebody has entered meanwhile is not entered again");
        assert_eq!(count(store), 62);
    });
}
