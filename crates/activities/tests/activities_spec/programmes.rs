//! What a programme costs and brings about, this year and the next.

use activities::{
    Programme,
    aims::{self, Level, Said},
    costs,
    programmes::{self, Outline},
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use store::Store;
use trial::on_both;

use crate::town::{SCHEMAS, keys, now, read, write};

fn programme(store: &Store) -> Programme {
    write(store, |tx| {
        let outline = Outline {
            title: "Tomohon membaca".into(),
            purpose: String::new(),
            themes: Vec::new(),
            owner: None,
            since: date(2026, 1, 1),
            until: date(2026, 12, 31),
            partners: Vec::new(),
        };
        programmes::open(tx, &now(), &outline)
    })
    .unwrap()
}

fn said(level: Level, aim: &str) -> Said {
    Said {
        level,
        aim: aim.into(),
        measure: "Sertifikat".into(),
        source: "Laporan".into(),
        assumption: String::new(),
        baseline: "0".into(),
        target: "40".into(),
    }
}

#[test]
fn a_budget_is_lines_of_whole_rupiah_against_funds_that_are_open() {
    on_both(SCHEMAS, |store| {
        let id = programme(store).id;
        let fund = write(store, |tx| funds::funds::general(tx, &now(), "Umum")).unwrap();
        let add = |title: &'static str, fund, amount| {
            write(store, move |tx| costs::add(tx, &now(), id, (title, fund, Rupiah(amount))))
        };
        assert_eq!(keys(add(" ", None, 0)), ["activity-title-missing", "cost-amount-wrong"]);
        add("Honor", Some(fund), 9_000_000).unwrap();
        add("Kertas", None, 250_000).unwrap();
        let lines = read(store, move |tx| costs::of(tx, id));
        assert_eq!(lines.iter().map(|one| one.amount).sum::<Rupiah>(), Rupiah(9_250_000));
        assert!(lines[0].fund_name.as_deref().is_some_and(|name| name.ends_with("Umum")), "{lines:?}");
        let first = lines[0].id;
        write(store, move |tx| costs::remove(tx, &now(), id, first)).unwrap();
        assert!(write(store, move |tx| costs::remove(tx, &now(), id, first)).is_err(), "once only");
        let foreign = read(store, move |tx| costs::of(tx, id)).remove(0).id;
        assert!(write(store, move |tx| costs::remove(tx, &now(), Id::new(), foreign)).is_err());
    });
}

#[test]
fn the_next_year_begins_where_the_last_one_ended() {
    on_both(SCHEMAS, |store| {
        let old = programme(store);
        let id = old.id;
        write(store, move |tx| {
            aims::add(tx, &now(), id, &said(Level::Output, "Dongeng tiap Kamis"))?;
            aims::add(tx, &now(), id, &said(Level::Goal, "Keluarga membaca"))?;
            costs::add(tx, &now(), id, ("Honor", None, Rupiah(9_000_000)))
        })
        .unwrap();
        assert_eq!(
            keys(write(store, move |tx| aims::add(tx, &now(), id, &said(Level::Goal, " ")))),
            ["aim-missing"]
        );
        let all = read(store, move |tx| aims::of(tx, id));
        assert_eq!(
            all.iter().map(|one| one.level).collect::<Vec<_>>(),
            [Level::Goal, Level::Output],
            "from the goal down"
        );
        let first = all[0].id;
        write(store, move |tx| aims::reach(tx, &now(), id, first, "37")).unwrap();
        let new = write(store, move |tx| programmes::copy(tx, &now(), &old.code)).unwrap();
        let next = read(store, move |tx| Ok((aims::of(tx, new.id)?, costs::of(tx, new.id)?)));
        let values: Vec<_> = next.0.iter().map(|one| (one.baseline.as_str(), one.reached.as_str())).collect();
        assert_eq!(values, [("37", ""), ("0", "")]);
        assert_eq!(next.1[0].amount, Rupiah(9_000_000));
        write(store, move |tx| aims::remove(tx, &now(), id, first)).unwrap();
        assert_eq!(read(store, move |tx| aims::of(tx, id)).len(), 1);
    });
}
