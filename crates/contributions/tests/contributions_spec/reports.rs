//! What gifts come to: sums, promises kept, a report to whoever gave.

use crate::town::{book, citizen, gift, in_a_library, market, now, recorded, sound, write};
use catalogue::{
    accession::{self, intake},
    copies,
};
use contributions::{
    Kind,
    giving::{self, Entered},
    report,
    rules::Valuation,
};
use jiff::civil::date;
use kernel::Id;
use web::{Period, Promise};

#[test]
fn rupiah_hours_and_books_are_summed_apart() {
    in_a_library(|store| {
        recorded(store, &gift(store, Kind::Books, None), 40, &market(1_800_000));
        recorded(store, &gift(store, Kind::Hours, None), 12, &market(600_000));
        recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        let year = Period { from: date(2026, 1, 1), to: date(2026, 12, 31) };
        let sums = store.read_blocking(move |tx| giving::sums(tx, year)).unwrap();
        let sums: Vec<_> = sums.iter().map(|sum| (sum.kind, sum.amount, sum.value.0)).collect();
        assert_eq!(
            sums,
            [(Kind::Books, 40, 1_800_000), (Kind::Hours, 12, 600_000), (Kind::Money, 500_000, 500_000)]
        );
    });
}

#[test]
fn what_is_recorded_for_a_promise_fulfils_it_in_its_own_unit_and_a_reversal_takes_it_back() {
    in_a_library(|store| {
        let (giver, commitment) = (citizen(store, "PT Contoh"), Id::<()>::new());
        let new = Entered { commitment: Some(commitment), ..gift(store, Kind::Books, Some(giver)) };
        let one = recorded(store, &new, 40, &market(1_800_000));
        let promise = Promise {
            commitment,
            agreement: Id::new(),
            partner: giver,
            period: Period { from: date(2026, 1, 1), to: date(2026, 12, 31) },
        };
        let count = |key: &str| {
            let folder = tempfile::tempdir().unwrap();
            let files = platform::files::Files::at(folder.path());
            let module = contributions::module(&files);
            let found = module.countables.iter().find(|one| one.key == key).unwrap().count;
            store.read_blocking(move |tx| found(tx, &promise)).unwrap()
        };
        assert_eq!((count("contributions.books"), count("contributions.rupiah")), (40, 0));
        write(store, move |tx| giving::reverse(tx, &now(), one.id, "Tercatat dua kali.")).unwrap();
        assert_eq!(count("contributions.books"), 0);
        sound(store);
    });
}

#[test]
fn a_report_tells_of_books_and_loans_and_never_of_few_readers() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let one = recorded(store, &gift(store, Kind::Books, Some(giver)), 2, &market(90_000));
        let batch = one.batch.unwrap();
        let copy = write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")))
            .unwrap()
            .remove(0)
            .id;
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let due = kernel::Timestamp::now();
        write(store, move |tx| copies::lent(tx, &now(), copy, due)).unwrap();
        let told = store.read_blocking(move |tx| report::report(tx, &now(), giver, &[])).unwrap();
        assert_eq!((told.books.copies, told.books.loans, told.readers), (1, 1, None));
        assert_eq!(told.sums.len(), 1);
    });
}

#[test]
fn whoever_gave_without_being_known_has_a_report_on_that_gift() {
    in_a_library(|store| {
        let told = |id| store.read_blocking(move |tx| report::of_gift(tx, &now(), id, &[])).unwrap();
        let one = recorded(store, &gift(store, Kind::Books, None), 2, &market(90_000));
        let (id, batch) = (one.id, one.batch.unwrap());
        recorded(store, &gift(store, Kind::Books, None), 7, &market(90_000));
        write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan"))).unwrap();
        let books = told(id).unwrap();
        assert_eq!((books.party, books.name), (None, one.name));
        assert_eq!((books.books.copies, books.sums[0].amount, books.gifts.len()), (1, 2, 1));
        let money = recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        let money = told(money.id).unwrap();
        assert_eq!((money.funds.len(), money.funds[0].own.0, money.books.copies), (1, 500_000, 0));
        write(store, move |tx| giving::reverse(tx, &now(), id, "Tercatat dua kali.")).unwrap();
        assert!(told(id).is_none(), "there is none of what was taken back");
    });
}

#[test]
fn only_who_agreed_is_named_to_everybody_and_only_for_what_stands() {
    in_a_library(|store| {
        let named =
            |name: &str, named| Entered { name: name.into(), named, ..gift(store, Kind::Books, None) };
        recorded(store, &named("Keluarga Contoh", true), 3, &market(90_000));
        recorded(store, &named("Tanpa Nama", false), 4, &market(90_000));
        let wrong = recorded(store, &named("PT Contoh", true), 5, &market(90_000)).id;
        write(store, move |tx| giving::reverse(tx, &now(), wrong, "Salah catat.")).unwrap();
        let (givers, all) = store.read_blocking(|tx| giving::public_givers(tx, (10, 0))).unwrap();
        let names: Vec<_> = givers.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((names, all), (vec!["Keluarga Contoh"], 1));
    });
}
