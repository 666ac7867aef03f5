//! An order is put together, approved and placed; its money is held.

use acquisitions::{
    State,
    orders::{self, NewLine, NewOrder},
};
use funds::budgets;
use kernel::{Id, Person, Rupiah};
use store::{Error, Tx};
use trial::on_both;

use crate::town::{SCHEMAS, begun, by, keys, left, line, now, order_of, violations, write};

#[test]
fn placing_an_order_holds_its_money_and_somebody_else_places_it() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        assert_eq!(keys(write(store, move |tx| orders::place(tx, &by(2), order, false))), ["order-empty"]);
        write(store, move |tx| orders::add(tx, &now(), order, &line("Bunga", 20, 30_000))).unwrap();
        assert_eq!(keys(write(store, move |tx| orders::place(tx, &now(), order, false))), ["order-own"]);
        write(store, move |tx| orders::place(tx, &by(2), order, false)).unwrap();
        assert_eq!(left(store, fund), 400_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn what_is_no_number_of_copies_and_no_price_is_refused() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let add = |new: NewLine| keys(write(store, move |tx| orders::add(tx, &now(), order, &new)));
        assert_eq!(
            add(line("", 0, 0)),
            ["suggestion-title-missing", "order-copies-unreadable", "amount-not-positive"]
        );
        assert_eq!(add(line("Bunga", 1, i64::MAX)), ["amount-too-large"]);
        assert_eq!(add(line("Bunga", 1_000, 1_000_000_000_000)), ["amount-out-of-bounds"]);
        assert_eq!(add(line("Bunga", -3, 5)), ["order-copies-unreadable"]);
    });
}

#[test]
fn an_order_is_approved_by_nobody_who_chose_what_is_in_it_and_a_large_one_by_two() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 50_000_000)).unwrap();
        let add = |who: u8| {
            write(store, move |tx| orders::add(tx, &by(who), order, &line("Ensiklopedi", 1, 6_000_000)))
        };
        let place = |who: u8, large| write(store, move |tx| orders::place(tx, &by(who), order, large));
        add(1).unwrap();
        add(2).unwrap();
        assert_eq!(keys(place(2, true)), ["order-own"], "who opened the draft is not who chose");
        assert_eq!(place(3, false).unwrap().state, State::Draft);
        assert_eq!(keys(place(3, true)), ["order-approved-already"]);
        assert_eq!(place(4, false).unwrap().state, State::Draft, "none of the two may approve large amounts");
        add(1).unwrap();
        assert_eq!(order_of(store, order).approvals, 0, "what changed is not approved any more");
        assert_eq!(place(3, false).unwrap().state, State::Draft);
        assert_eq!(place(5, true).unwrap().state, State::Ordered);
        let forged = write(store, move |tx| {
            let both = store::sql!(
                "INSERT INTO order_hand (purchase_order, person, role, large, at) VALUES (?1, ?2, 'approver', TRUE, 0)"
            );
            tx.exec(both, store::vals![order, Id::<Person>::from_bytes([9; 16])])
        });
        assert!(matches!(forged, Err(Error::Check(_))), "who had a hand in it stays as it was: {forged:?}");
        for forged in [
            store::sql!("DELETE FROM order_hand"),
            store::sql!("UPDATE order_line SET price = 1"),
            store::sql!("DELETE FROM order_line"),
        ] {
            let refused = write(store, move |tx| tx.exec(forged, store::vals![]));
            assert!(matches!(refused, Err(Error::Check(_))), "{}: {refused:?}", forged.text());
        }
    });
}

#[test]
fn the_database_places_no_order_that_lacks_an_approval() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 50_000_000)).unwrap();
        let held = write(store, move |tx| {
            orders::add(tx, &by(1), order, &line("Ensiklopedi", 2, 6_000_000))?;
            for (n, role) in [(3_u8, "approver"), (4, "approver")] {
                tx.exec(
                    store::sql!(
                        "INSERT INTO order_hand (purchase_order, person, role, large, at) VALUES (?1, ?2, ?3, FALSE, 0)"
                    ),
                    store::vals![order, Id::<Person>::from_bytes([n; 16]), role],
                )?;
            }
            let fund = orders::one(tx, order)?.fund;
            funds::encumbrances::hold(tx, &now(), fund, None, Rupiah(12_000_000), "Pesanan")
        })
        .unwrap();
        let forged = |total: i64, large_from: i64, needs: i64| {
            write(store, move |tx| {
                funds::spending::LARGE_FROM.set(tx, &now(), &large_from.to_string())?;
                tx.exec(
                    store::sql!(
                        "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = '2026-08-05',
                             encumbrance = ?3, total = ?4, approve_from = 500000, large_from = ?5, needs = ?6 WHERE id = ?1"
                    ),
                    store::vals![order, Id::<Person>::from_bytes([4; 16]), held, total, large_from, needs],
                )
            })
        };
        for (tried, what) in [
            (forged(12_000_000, 10_000_000, 2), "neither may approve large amounts"),
            (forged(12_000_000, 10_000_000, 3), "it needs two"),
            (forged(12_000_000, 10_000_000, 0), "it needs two, and not none"),
            (forged(12_000_000, 99_000_000, 0), "money given for a purpose needs one at any amount"),
            (forged(1, 10_000_000, 1), "it comes to more"),
        ] {
            assert!(matches!(tried, Err(Error::Check(_))), "{what}: {tried:?}");
        }
        assert_eq!(forged(12_000_000, 99_000_000, 1).unwrap(), 1);
        for wrong in [
            store::sql!("UPDATE purchase_order SET state = 'draft', encumbrance = NULL WHERE id = ?1"),
            store::sql!("UPDATE purchase_order SET total = 1 WHERE id = ?1"),
            store::sql!("UPDATE purchase_order SET fund = id WHERE id = ?1"),
            store::sql!("DELETE FROM purchase_order WHERE id = ?1"),
            store::sql!("UPDATE order_line SET price = 1 WHERE purchase_order = ?1"),
        ] {
            let tried = write(store, move |tx| tx.exec(wrong, store::vals![order]));
            assert!(matches!(tried, Err(Error::Check(_))), "{}: {tried:?}", wrong.text());
        }
    });
}

#[test]
fn an_order_holds_its_money_under_a_line_of_its_own_fund() {
    on_both(SCHEMAS, |store| {
        let (fund, first) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let of =
            move |tx: &mut Tx<'_>, fund| budgets::plan(tx, &now(), fund, 2026, "Buku anak", Rupiah(500_000));
        let with = move |tx: &mut Tx<'_>, budget| {
            let first = orders::one(tx, first)?;
            let new = NewOrder { vendor: first.vendor, fund, budget: Some(budget), branch: first.branch };
            orders::draft(tx, &now(), &new)
        };
        let other = write(store, move |tx| {
            let own = funds::funds::general(tx, &now(), "Dana umum")?;
            let line = of(tx, own)?;
            with(tx, line)
        });
        assert_eq!(keys(other), ["budget-of-another-fund"]);
        let order = write(store, move |tx| {
            let line = of(tx, fund)?;
            let order = with(tx, line)?.id;
            orders::add(tx, &now(), order, &line_of(4))?;
            orders::place(tx, &by(2), order, false)
        })
        .unwrap();
        assert_eq!(order.budget_purpose.as_deref(), Some("Buku anak"));
        let remaining =
            store.read_blocking(|tx| Ok(budgets::choices(tx, 2026)?.remove(0).remaining)).unwrap();
        assert_eq!(remaining, Rupiah(380_000));
    });
}

fn line_of(copies: i64) -> NewLine {
    line("Bunga krisan", copies, 30_000)
}
