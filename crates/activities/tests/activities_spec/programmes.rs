//! What a programme costs and brings about, this year and the next.

use activities::{
    Programme,
    aims::{self, Level, Said},
    attendance::{self, Cell, Note},
    costs,
    model::{Band, Draft, Sex, Source},
    programmes::{self, Outline},
};
use funds::{
    Budget, Fund, Spending, budgets, gifts,
    ledger::accounts,
    spending::{self, NewSpending},
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Rupiah};
use store::{Error, Store};
use trial::{act, on_both};
use web::Period;

use crate::town::{SCHEMAS, first_session, keys, now, published, read, workshop, write};

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

/// Something is asked for under a line of a budget, approved and paid.
fn paid(store: &Store, fund: Id<Fund>, line: Id<Budget>) -> Id<Spending> {
    let by = |n: u8| Act { by: Actor::Person(Id::from_bytes([n; 16])), ..now() };
    write(store, move |tx| {
        let wish = NewSpending {
            fund,
            account: "5103".into(),
            budget: Some(line),
            amount: Rupiah(40_000),
            what: "Kertas dan krayon".into(),
            payee: "Toko Contoh".into(),
            party: None,
            reference: String::new(),
            promise: None,
        };
        let id = spending::request(tx, &by(1), &wish)?;
        spending::pay(tx, &by(2), id, accounts::BANK, now().today(), "")?;
        Ok(id)
    })
    .unwrap()
}

#[test]
fn who_took_part_in_a_programme_is_counted_for_the_funds_that_have_paid_for_it_in_the_days_it_happened() {
    on_both(SCHEMAS, |store| {
        let id = programme(store).id;
        let (fund, line, one) = write(store, move |tx| {
            let fund = funds::funds::general(tx, &now(), "Umum")?;
            let begun = date(2026, 1, 2);
            gifts::open_with(tx, &now(), fund, accounts::BANK, Rupiah(500_000), begun, "Saldo awal")?;
            costs::add(tx, &now(), id, ("Honor", Some(fund), Rupiah(9_000_000)))?;
            let line = budgets::plan(tx, &now(), fund, 2026, "Honor dan konsumsi", Rupiah(300_000))?;
            let other = budgets::plan(tx, &now(), fund, 2026, "Alat", Rupiah(100_000))?;
            budgets::serve(tx, &now(), line, id.cast())?;
            budgets::serve(tx, &now(), other, id.cast())?;
            let of_it = Draft { programme: Some(id), ..workshop() };
            let one = published(tx, &of_it, &["2026-08-08T10:00", "2026-09-05T10:00"], 10)?;
            published(tx, &workshop(), &["2026-08-08T10:00"], 10)?;
            Ok((fund, line, one))
        })
        .unwrap();
        let session = first_session(store, one.id).id;
        let note = Note { id: Id::new(), session, at: trial::at("2026-08-08T10:05"), source: Source::Desk };
        let cells =
            [(Sex::Female, 12), (Sex::Male, 9)].map(|(sex, heads)| Cell { sex, band: Band::Adult, heads });
        write(store, move |tx| attendance::headcount(tx, &act("2026-08-08T10:05"), &note, &cells)).unwrap();
        let count = |from, to| {
            let outcomes = activities::module(&platform::files::Files::at(std::env::temp_dir())).outcomes;
            read(store, move |tx| funds::outcomes::by_fund(tx, outcomes, Period { from, to }))
        };
        let year = || count(date(2026, 1, 1), date(2026, 12, 31));
        assert!(year().is_empty(), "it is planned, and nothing was paid");
        let spent = paid(store, fund, line);
        let lines = read(store, move |tx| budgets::of_programme(tx, id.cast()));
        assert_eq!(lines.iter().map(|line| line.spent.0).collect::<Vec<_>>(), [0, 40_000]);
        assert_eq!(
            year().get(&fund).map(Vec::as_slice),
            Some(&[("activities.people", 21)][..]),
            "once, for two lines"
        );
        assert_eq!(year().len(), 1);
        assert!(count(date(2026, 8, 9), date(2026, 12, 31)).is_empty());
        write(store, move |tx| {
            let treasurer = Act { by: Actor::Person(Id::from_bytes([2; 16])), ..now() };
            spending::take_back(tx, &treasurer, spent, "Salah dana")
        })
        .unwrap();
        assert!(year().is_empty(), "it is not paid any more");
    });
}

#[test]
fn the_database_sets_no_money_aside_for_a_programme_that_there_is_not() {
    on_both(SCHEMAS, |store| {
        let line = write(store, |tx| {
            let fund = funds::funds::general(tx, &now(), "Umum")?;
            budgets::plan(tx, &now(), fund, 2026, "Honor", Rupiah(300_000))
        })
        .unwrap();
        let none = write(store, move |tx| budgets::serve(tx, &now(), line, Id::from_bytes([9; 16])));
        assert!(matches!(none, Err(Error::Check(_))), "{none:?}");
    });
}
