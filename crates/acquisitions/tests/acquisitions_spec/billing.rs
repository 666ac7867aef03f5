//! Invoices: asked for once, approved and paid out of what the order holds.

use std::thread;

use acquisitions::{
    State,
    orders::{self, NewInvoice},
};
use funds::{SpendingState, Verdict, ledger, spending};
use kernel::{Id, Person, Rupiah};
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

use crate::town::{
    SCHEMAS, approve, begun, bill, by, keys, left, line, now, order_of, organisation, pay, placed, receive,
    violations, write,
};

#[test]
fn an_invoice_is_asked_for_once_out_of_what_is_held_and_closing_frees_the_rest() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        assert_eq!(keys(bill(store, order, "F-1", 100_000)), ["invoice-before-delivery"]);
        receive(store, order, 6).unwrap();
        let asked = bill(store, order, "F-1", 180_000).unwrap();
        assert_eq!(left(store, fund), 700_000, "what the order held is asked for, and nothing more");
        assert_eq!(keys(bill(store, order, "F-1", 60_000)), ["invoice-entered-already"]);
        assert_eq!(keys(bill(store, order, " ", 0)), ["invoice-number-missing", "amount-not-positive"]);
        let close = || write(store, move |tx| orders::close(tx, &now(), order));
        assert_eq!(keys(close()), ["order-invoice-waits"]);
        approve(store, asked).unwrap();
        pay(store, asked).unwrap();
        assert_eq!(
            (order_of(store, order).paid, order_of(store, order).held),
            (Rupiah(180_000), Rupiah(120_000))
        );
        assert_eq!(violations(store), [""; 0]);
        close().unwrap();
        assert_eq!(left(store, fund), 820_000);
        assert_eq!(keys(receive(store, order, 1)), ["order-not-so"]);
        assert_eq!(order_of(store, order).state, State::Closed);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_invoice_is_approved_as_its_amount_wants_it_before_it_is_paid() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 2_000_000)).unwrap();
        write(store, move |tx| {
            orders::add(tx, &now(), order, &line("Bunga krisan", 10, 60_000))?;
            orders::place(tx, &by(2), order, false)
        })
        .unwrap();
        receive(store, order, 10).unwrap();
        let asked = bill(store, order, "F-1", 600_000).unwrap();
        assert_eq!(keys(pay(store, asked)), ["spending-not-so"], "nobody has approved it");
        let own = write(store, move |tx| spending::decide(tx, &now(), asked, Verdict::Approved, true, ""));
        assert_eq!(keys(own), ["spending-own"]);
        approve(store, asked).unwrap();
        let payment = pay(store, asked).unwrap();
        let posted = store.read_blocking(move |tx| ledger::list::one(tx, payment)).unwrap();
        assert_eq!(posted.party_name.as_deref(), Some("Toko Buku Contoh"));
        assert_eq!((posted.reference.as_deref(), posted.documents), (Some("F-1"), 1));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_invoice_that_was_withdrawn_is_asked_for_again_under_its_number_and_one_taken_back_waits_to_be_paid() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        receive(store, order, 10).unwrap();
        let first = bill(store, order, "F-1", 300_000).unwrap();
        write(store, move |tx| spending::withdraw(tx, &now(), first)).unwrap();
        assert_eq!(order_of(store, order).held, Rupiah(300_000), "it is held by the order again");
        let second = bill(store, order, "F-1", 200_000).unwrap();
        approve(store, second).unwrap();
        pay(store, second).unwrap();
        write(store, move |tx| spending::take_back(tx, &by(3), second, "Salah rekening")).unwrap();
        let now = order_of(store, order);
        assert_eq!((now.paid, now.held, now.billed), (Rupiah::ZERO, Rupiah(100_000), Rupiah(200_000)));
        assert_eq!(left(store, fund), 700_000);
        let states: Vec<_> = store
            .read_blocking(move |tx| orders::invoices(tx, order))
            .unwrap()
            .into_iter()
            .map(|one| one.state)
            .collect();
        assert_eq!(states, [SpendingState::Withdrawn, SpendingState::Approved]);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_invoice_for_more_than_what_came_says_why() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 2).unwrap();
        let bill = |amount, reason: &'static str| {
            let new = NewInvoice { number: "F-1".into(), amount: Rupiah(amount), reason: reason.into() };
            write(store, move |tx| orders::bill(tx, &now(), order, &new))
        };
        assert_eq!(keys(bill(60_001, " ")), ["invoice-more-than-came"]);
        let asked = bill(75_000, "Dengan ongkos kirim").unwrap();
        let what = store.read_blocking(move |tx| Ok(spending::one(tx, asked)?.what)).unwrap();
        assert_eq!(what, "Bunga krisan (P-2026-0001): Dengan ongkos kirim", "who approves it reads why");
    });
}

#[test]
fn a_price_that_rose_is_promised_as_well_with_a_reason_and_while_the_fund_has_it() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        receive(store, order, 10).unwrap();
        let ask = |number: &'static str, amount, reason: &'static str| {
            let new = NewInvoice { number: number.into(), amount: Rupiah(amount), reason: reason.into() };
            write(store, move |tx| orders::bill(tx, &now(), order, &new))
        };
        assert_eq!(keys(ask("F-1", 300_001, " ")), ["invoice-more-than-held"]);
        assert_eq!(keys(ask("F-1", 1_000_001, "Kertas mahal")), ["fund-short"]);
        assert_eq!(
            (order_of(store, order).held.0, left(store, fund)),
            (300_000, 700_000),
            "nothing half done"
        );
        let asked = ask("F-1", 360_000, "Kertas mahal").unwrap();
        assert_eq!((order_of(store, order).held.0, left(store, fund)), (0, 640_000));
        assert_eq!(keys(pay(store, asked)), ["spending-not-so"], "it is approved like any other");
        approve(store, asked).unwrap();
        pay(store, asked).unwrap();
        ask("F-2", 25_000, "Ongkos kirim menyusul").expect("one more, though nothing is held");
        assert_eq!(left(store, fund), 615_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn what_was_billed_is_not_sent_back_and_one_number_is_one_invoice_however_it_is_typed() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 3).unwrap();
        let asked = bill(store, order, "inv 1/26", 90_000).unwrap();
        for again in ["INV1 / 26", "inv-1.26", "Inv. 1/26"] {
            assert_eq!(keys(bill(store, order, again, 1_000)), ["invoice-entered-already"], "{again}");
        }
        let first = store.read_blocking(move |tx| orders::deliveries(tx, order)).unwrap().remove(0).id;
        let back = || write(store, move |tx| orders::send_back(tx, &now(), order, first, "Salah catat"));
        assert_eq!(keys(back()), ["delivery-billed"]);
        approve(store, asked).unwrap();
        pay(store, asked).unwrap();
        assert_eq!(keys(back()), ["delivery-billed"], "what was paid for came");
        write(store, move |tx| {
            spending::take_back(tx, &by(3), asked, "Bukan milik kami")?;
            spending::withdraw(tx, &now(), asked)
        })
        .unwrap();
        back().unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn two_who_enter_the_same_invoice_at_once_enter_it_once() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        receive(store, order, 10).unwrap();
        let entering: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                thread::spawn(move || bill(&store, order, "F-1", 50_000))
            })
            .collect();
        let entered = entering.into_iter().map(|one| one.join().unwrap()).filter(Result::is_ok).count();
        assert_eq!((entered, order_of(store, order).held.0, left(store, fund)), (1, 250_000, 700_000));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_invoice_has_a_number_of_words_or_figures() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 6).unwrap();
        for number in ["—", "-", " / ", "№ …"] {
            assert_eq!(keys(bill(store, order, number, 30_000)), ["invoice-number-missing"], "{number}");
        }
        bill(store, order, "Nota/—/7", 30_000).unwrap();
        let same = bill(store, order, "nota 7", 30_000);
        assert_eq!(keys(same), ["invoice-entered-already"], "it is the same however it is typed");
    });
}

#[test]
fn whoever_an_order_was_placed_with_and_whose_invoice_it_is_changes_only_when_two_entries_are_one() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 6).unwrap();
        bill(store, order, "F-1", 100_000).unwrap();
        let other = write(store, |tx| organisation(tx, "Toko Lain")).unwrap();
        let vendor = order_of(store, order).vendor;
        for forged in [sql!("UPDATE invoice SET vendor = ?1"), sql!("UPDATE purchase_order SET vendor = ?1")]
        {
            let no = write(store, move |tx| tx.exec(forged, vals![other]));
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", forged.text());
        }
        let whose = move |tx: &mut Tx<'_>| -> Result<_> {
            let of: (Id<Person>, Id<Person>) = tx.one(
                sql!("SELECT i.vendor, o.vendor FROM invoice i JOIN purchase_order o ON o.id = i.purchase_order"),
                vals![],
            )?;
            Ok(of)
        };
        write(store, move |tx| {
            let followers = acquisitions::module().followers;
            people::merging::merge(tx, &now(), followers, other, vendor)?;
            assert_eq!(whose(tx)?, (other, other));
            people::merging::split(tx, &now(), followers, vendor)?;
            assert_eq!(whose(tx)?, (vendor, vendor));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_order_is_placed_by_the_limits_in_force_and_the_database_takes_no_others() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 40_000_000)).unwrap();
        let forged = write(store, move |tx| {
            orders::add(tx, &now(), order, &line("Ensiklopedia", 10, 2_000_000))?;
            let one = orders::one(tx, order)?;
            let held = funds::encumbrances::hold(tx, &now(), one.fund, None, Rupiah(20_000_000), "Pesanan")?;
            tx.exec(
                sql!("INSERT INTO order_hand (purchase_order, person, role, large, at) VALUES (?1, ?2, 'approver', TRUE, 0)"),
                vals![order, Id::<Person>::from_bytes([2; 16])],
            )?;
            tx.exec(
                sql!(
                    "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = '2026-08-05', total = 20000000,
                         approve_from = 1000000000000, large_from = 1000000000000, needs = 1, encumbrance = ?3
                     WHERE id = ?1"
                ),
                vals![order, Id::<Person>::from_bytes([2; 16]), held],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        assert_eq!(order_of(store, order).state, State::Draft);
    });
}
