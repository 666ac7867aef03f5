//! What was recorded is taken back as a whole, or not at all.

use std::{sync::Barrier, thread};

use crate::town::{book, gift, in_a_library, keys, market, now, recorded, sound, write};
use catalogue::{
    accession::{self, State as BoxState, intake},
    copies::{self, Status},
    fast_add,
};
use contributions::{Kind, giving, rules::Valuation};
use kernel::{Id, Rupiah};
use store::{Error, Store};

#[test]
fn a_gift_on_loan_is_not_reversed_and_afterwards_goes_as_a_whole() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Books, None), 2, &market(90_000));
        let (id, batch) = (one.id, one.batch.unwrap());
        let copy = write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")))
            .unwrap()
            .remove(0)
            .id;
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let due = kernel::Timestamp::now();
        write(store, move |tx| copies::lent(tx, &now(), copy, due)).unwrap();
        let refused = write(store, move |tx| giving::reverse(tx, &now(), id, "Ditarik pemberinya."));
        assert_eq!(keys(refused), ["accession-copies-on-loan"]);
        let same = store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
        assert!(same.stands(), "nothing half done");
        write(store, move |tx| copies::returned(tx, &now(), copy)).unwrap();
        let back = write(store, move |tx| giving::reverse(tx, &now(), id, "Ditarik pemberinya.")).unwrap();
        assert_eq!((back.amount, back.value), (Some(-2), Some(Rupiah(-90_000))));
        let gone = store.read_blocking(move |tx| copies::by_id(tx, copy)).unwrap().unwrap();
        assert_eq!(gone.status, Status::Withdrawn);
        let again = write(store, move |tx| giving::reverse(tx, &now(), id, "Lagi."));
        assert_eq!(keys(again), ["contribution-reversed-already"]);
        sound(store);
    });
}

#[test]
fn a_gift_reversed_while_its_books_are_scanned_catalogued_and_put_on_the_shelf_leaves_all_or_nothing() {
    in_a_library(|store| {
        for _ in 0..6 {
            let one = recorded(store, &gift(store, Kind::Books, None), 5, &market(100_000));
            let (id, batch) = (one.id, one.batch.unwrap());
            let first = write(store, move |tx| intake::take(tx, &now(), batch, "first", &book("Anggrek")));
            let number = first.unwrap()[0].number;
            let start = Barrier::new(4);
            let (back, others) = thread::scope(|scope| {
                let back = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat."))
                });
                let scan = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")).map(drop))
                });
                let shelve = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak").map(drop))
                });
                let catalogue = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| fast_add::finish(tx, &now(), number).map(drop))
                });
                (back.join().unwrap(), [scan, shelve, catalogue].map(|one| one.join().unwrap()))
            });
            back.unwrap();
            for other in others {
                assert!(matches!(other, Ok(()) | Err(Error::Refused(_) | Error::Missing)), "{other:?}");
            }
            let (ended, lines) = store
                .read_blocking(move |tx| Ok((accession::by_id(tx, batch)?, accession::lines(tx, batch, 9)?)))
                .unwrap();
            assert_eq!(ended.state, BoxState::Cancelled);
            for line in lines {
                let copy = store.read_blocking(move |tx| copies::by_id(tx, line.copy)).unwrap().unwrap();
                assert_eq!(copy.status, Status::Withdrawn);
            }
        }
        sound(store);
    });
}

#[test]
fn each_thing_given_stands_in_the_register_and_leaves_it_with_the_gift_that_is_reversed() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Equipment, None), 3, &market(9_000_000));
        let (id, lot) = (one.id, one.lot.unwrap());
        let things =
            move |store: &Store| store.read_blocking(move |tx| assets::register::of_gift(tx, lot)).unwrap();
        let worth: Vec<_> = things(store).iter().map(|thing| thing.value).collect();
        assert_eq!(worth, [Rupiah(3_000_000); 3]);
        write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat.")).unwrap();
        assert!(things(store).iter().all(|thing| thing.written_off_on.is_some()));
        sound(store);
    });
}

#[test]
fn a_thing_that_somebody_asks_to_write_off_keeps_its_gift_until_that_is_decided() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Equipment, None), 2, &market(9_000_000));
        let (id, lot) = (one.id, one.lot.unwrap());
        let by = kernel::Act { by: kernel::Actor::Person(Id::from_bytes([1; 16])), ..now() };
        write(store, move |tx| {
            let thing = assets::register::of_gift(tx, lot)?.remove(0).id;
            assets::removals::ask(tx, &by, thing, "Rusak")
        })
        .unwrap();
        let refused = write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat."));
        assert_eq!(keys(refused), ["asset-lot-waits"]);
        let same = store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
        assert!(same.stands(), "nothing half done");
    });
}

#[test]
fn the_database_takes_no_reversal_while_box_or_things_still_stand() {
    in_a_library(|store| {
        for kind in [Kind::Books, Kind::Equipment] {
            let one = recorded(store, &gift(store, kind, None), 2, &market(9_000_000)).id;
            let forged = write(store, move |tx| {
                tx.exec(
                    store::sql!(
                        "INSERT INTO contribution (id, code, form, direction, kind, name, named, about, branch, state, steps,
                             amount, received_on, value, method, basis, handover, recorded_on, batch, batch_state, lot,
                             lot_open, reverses, undone_amount, undone_value, entered_at)
                         SELECT ?2, 'H-0', 'forged', c.direction, c.kind, c.name, c.named, c.about, c.branch, 'recorded', 1,
                             -c.amount, c.received_on, -c.value, c.method, c.basis, '0', c.recorded_on, c.batch,
                             c.batch_state, c.lot, c.lot_open, c.id, c.amount, c.value, c.entered_at FROM contribution c WHERE c.id = ?1"
                    ),
                    store::vals![one, Id::<()>::new()],
                )
            });
            assert!(matches!(forged, Err(Error::Check(_))), "{kind}: {forged:?}");
        }
    });
}

#[test]
fn the_money_of_a_recorded_gift_is_taken_back_with_the_gift_and_not_in_the_ledger_alone() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        let (id, posting) = (one.id, one.posting.unwrap());
        let alone = write(store, move |tx| funds::ledger::reverse(tx, &now(), posting, None, "Salah catat."));
        assert_eq!(keys(alone), ["ledger-of-another"]);
        let back = write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat.")).unwrap();
        let undone = store.read_blocking(move |tx| funds::ledger::list::one(tx, posting)).unwrap();
        assert_eq!(undone.reversed_by, back.posting);
        sound(store);
    });
}
