//! From the wish to the shelf.

use std::thread;

use acquisitions::{
    Order, State, Wish,
    orders::{self, NewInvoice, NewLine, NewOrder},
    suggestions::{self, NewSuggestion},
};
use catalogue::accession::{self, intake};
use funds::{
    Fund, FundKind, Spending, SpendingState, Verdict, budgets,
    documents::{self, NewDocument, Shows},
    funds::NewFund,
    gifts::{self, Receipt},
    ledger::{self, accounts},
    spending,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::{
    files::Files,
    library::{self, Branch},
};
use store::{Error, Result, Store, Tx};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("acquisitions", acquisitions::MIGRATIONS),
];

fn now() -> Act {
    by(1)
}

fn by(n: u8) -> Act {
    Act { by: Actor::Person(Id::from_bytes([n; 16])), ..act("2026-08-05T09:30") }
}

fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn organisation(tx: &mut Tx<'_>, name: &str) -> Result<Id<Person>> {
    let profile = Profile { name: name.into(), ..Profile::default() };
    parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)
}

/// A fund with so much in it, a seller, a place; and an order of them.
fn begun(tx: &mut Tx<'_>, money: i64) -> Result<(Id<Fund>, Id<Order>)> {
    let branch = Branch {
        id: Id::new(),
        code: "TMH".into(),
        name: "Pusat".into(),
        address: "Tomohon".into(),
        phone: None,
    };
    library::save_branch(tx, &now(), &branch)?;
    let new = NewFund {
        title: "Hibah buku".into(),
        kind: FundKind::Grant,
        purpose: "Buku anak".into(),
        giver: None,
        since: date(2026, 1, 1),
        until: None,
        promised: None,
        public: true,
    };
    let fund = funds::funds::open(tx, &now(), &new)?;
    let receipt = Receipt {
        fund,
        amount: Rupiah(money),
        into: accounts::BANK.into(),
        income: String::new(),
        day: date(2026, 8, 1),
        from: None,
        reference: String::new(),
        memo: "Hibah".into(),
        origin: None,
    };
    gifts::receive(tx, &now(), &receipt)?;
    let vendor = organisation(tx, "Toko Buku Contoh")?;
    let order = orders::draft(tx, &now(), &NewOrder { vendor, fund, budget: None, branch: branch.id })?;
    Ok((fund, order.id))
}

fn line(title: &str, copies: i64, price: i64) -> NewLine {
    NewLine { title: title.into(), copies, price: Rupiah(price), ..NewLine::default() }
}

/// An order of ten copies at 30,000 that the seller has.
fn placed(tx: &mut Tx<'_>) -> Result<(Id<Fund>, Id<Order>)> {
    let (fund, order) = begun(tx, 1_000_000)?;
    orders::add(tx, &now(), order, &line("Bunga krisan", 10, 30_000))?;
    orders::place(tx, &by(2), order, false)?;
    Ok((fund, order))
}

fn left(store: &Store, fund: Id<Fund>) -> i64 {
    store.read_blocking(move |tx| Ok(funds::funds::one(tx, fund)?.available().0)).unwrap()
}

fn violations(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    for invariant in acquisitions::module().invariants {
        found.extend(store.read_blocking(|tx| (invariant.violations)(tx)).unwrap());
    }
    found
}

fn receive(store: &Store, order: Id<Order>, n: i64) -> Result<()> {
    write(store, move |tx| {
        let row = orders::lines(tx, order)?.remove(0).id;
        orders::receive(tx, &now(), order, date(2026, 8, 5), &[(row, n)]).map(drop)
    })
}

fn bill(store: &Store, order: Id<Order>, number: &'static str, amount: i64) -> Result<Id<Spending>> {
    let new =
        NewInvoice { number: number.into(), amount: Rupiah(amount), reason: "Dengan ongkos kirim".into() };
    write(store, move |tx| orders::bill(tx, &now(), order, &new))
}

/// The invoice's paper is kept, and it is paid.
fn pay(store: &Store, asked: Id<Spending>) -> Result<Id<funds::Transaction>> {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    write(store, move |tx| {
        let paper = NewDocument {
            title: "Faktur".into(),
            name: "f.pdf".into(),
            content: b"%PDF-1.7 faktur".to_vec(),
        };
        documents::keep(tx, &now(), &files, Shows::Spending(asked), &paper)?;
        spending::pay(tx, &by(3), asked, accounts::BANK, date(2026, 8, 5), "")
    })
}

fn approve(store: &Store, asked: Id<Spending>) -> Result<Spending> {
    write(store, move |tx| spending::decide(tx, &by(2), asked, Verdict::Approved, false, ""))
}

fn order_of(store: &Store, order: Id<Order>) -> Order {
    store.read_blocking(move |tx| orders::one(tx, order)).unwrap()
}

#[test]
fn a_suggestion_is_made_once_by_a_form_and_says_at_least_a_title() {
    on_both(SCHEMAS, |store| {
        let make = |form: &'static str, new: NewSuggestion| {
            write(store, move |tx| suggestions::make(tx, &act("2026-08-05T09:30"), form, &new))
        };
        let good = NewSuggestion {
            title: "Laskar Pelangi".into(),
            isbn: "979-3062-79-7".into(),
            ..NewSuggestion::default()
        };
        let first = make("a", good.clone()).unwrap();
        assert_eq!(make("a", good.clone()).unwrap(), first);
        let bad = NewSuggestion { isbn: "8991234567890".into(), ..NewSuggestion::default() };
        assert_eq!(
            keys(make("b", bad)),
            ["suggestion-title-missing", "suggestion-isbn-wrong"],
            "a shop's number"
        );
        write(store, |tx| suggestions::PER_DAY.set(tx, &now(), "1")).unwrap();
        assert_eq!(keys(make("c", good.clone())), ["suggestion-enough"]);
        let member = write(store, |tx| organisation(tx, "SD Contoh")).unwrap();
        make("d", NewSuggestion { party: Some(member), ..good }).expect("members are no strangers");
    });
}

#[test]
fn a_no_is_explained_and_a_wish_follows_its_order_to_the_shelf() {
    on_both(SCHEMAS, |store| {
        let wish = write(store, |tx| {
            let new = NewSuggestion { title: "Sang Pemimpi".into(), ..NewSuggestion::default() };
            suggestions::make(tx, &now(), "a", &new)?;
            Ok(suggestions::page(tx, Wish::New, (1, 0))?.remove(0).id)
        })
        .unwrap();
        let state =
            |store: &Store| store.read_blocking(move |tx| Ok(suggestions::one(tx, wish)?.state)).unwrap();
        assert_eq!(
            keys(write(store, move |tx| suggestions::decline(tx, &now(), wish, " "))),
            ["suggestion-answer-missing"]
        );
        let (_, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let from_wish = move |tx: &mut Tx<'_>| {
            let new = NewLine { suggestion: Some(wish), ..line("Sang Pemimpi", 2, 50_000) };
            orders::add(tx, &now(), order, &new)
        };
        assert_eq!(keys(write(store, from_wish)), ["suggestion-not-selected"]);
        write(store, move |tx| suggestions::select(tx, &now(), wish)).unwrap();
        write(store, from_wish).unwrap();
        assert_eq!(keys(write(store, from_wish)), ["suggestion-in-another-order"]);
        write(store, move |tx| orders::place(tx, &by(2), order, false)).unwrap();
        assert_eq!(state(store), Wish::Ordered);
        receive(store, order, 1).unwrap();
        assert_eq!(state(store), Wish::Arrived);
        let late = write(store, move |tx| suggestions::decline(tx, &now(), wish, "Terlambat"));
        assert_eq!(keys(late), ["suggestion-decided"]);
    });
}

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
fn deliveries_come_in_parts_each_in_its_box_and_never_more_than_was_ordered() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 6).unwrap();
        assert_eq!(keys(receive(store, order, 5)), ["delivery-too-many"]);
        assert_eq!(keys(receive(store, order, 0)), ["delivery-empty"]);
        assert_eq!(keys(receive(store, order, -1)), ["delivery-empty"]);
        receive(store, order, 4).unwrap();
        let (came, boxed) = store
            .read_blocking(move |tx| {
                let came = orders::deliveries(tx, order)?;
                let boxed = accession::by_id(tx, came[1].batch)?;
                Ok((came, boxed))
            })
            .unwrap();
        assert_eq!(came.iter().map(|one| one.copies).collect::<Vec<_>>(), [6, 4]);
        assert_eq!(
            (boxed.reference, boxed.expected, boxed.worth),
            ("P-2026-0001/2".into(), Some(4), Rupiah(30_000))
        );
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_invoice_is_asked_for_once_out_of_what_is_held_and_closing_frees_the_rest() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        assert_eq!(keys(bill(store, order, "F-1", 100_000)), ["invoice-before-delivery"]);
        receive(store, order, 6).unwrap();
        let asked = bill(store, order, "F-1", 180_000).unwrap();
        assert_eq!(left(store, fund), 700_000, "what the order held is asked for, and nothing more");
        assert_eq!(keys(bill(store, order, "F-1", 60_000)), ["invoice-entered-already"]);
        assert_eq!(keys(bill(store, order, "F-2", 120_001)), ["invoice-more-than-held"]);
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
        for needs in [2_i64, 3] {
            let forged = write(store, move |tx| {
                tx.exec(
                    store::sql!(
                        "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = '2026-08-05',
                             encumbrance = ?3, needs = ?4 WHERE id = ?1"
                    ),
                    store::vals![order, Id::<Person>::from_bytes([4; 16]), held, needs],
                )
            });
            assert!(matches!(forged, Err(Error::Check(_))), "neither may approve large amounts: {forged:?}");
        }
    });
}

#[test]
fn what_was_billed_is_not_sent_back_and_one_number_is_one_invoice_however_it_is_typed() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 3).unwrap();
        let asked = bill(store, order, "inv 1/26", 90_000).unwrap();
        assert_eq!(keys(bill(store, order, "INV1 / 26", 1_000)), ["invoice-entered-already"]);
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
fn what_money_of_a_fund_became_is_counted_from_the_order_to_the_reader() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        receive(store, order, 6).unwrap();
        receive(store, order, 2).unwrap();
        write(store, move |tx| {
            let all = orders::deliveries(tx, order)?;
            let taken = intake::Taken {
                book: intake::Book::Drafted {
                    isbn: String::new(),
                    title: "Bunga krisan".into(),
                    author: String::new(),
                },
                count: 6,
                barcode: String::new(),
                value: None,
                excess: String::new(),
            };
            intake::take(tx, &now(), all[0].batch, "a", &taken)?;
            orders::send_back(tx, &now(), order, all[1].id, "Belum tiba")?;
            tx.exec(store::sql!("UPDATE copy SET loans = 4"), store::vals![])
        })
        .unwrap();
        let count = |from, to| {
            let outcomes = acquisitions::module().outcomes;
            let period = web::Period { from, to };
            let mut all =
                store.read_blocking(move |tx| funds::outcomes::by_fund(tx, outcomes, period)).unwrap();
            all.remove(&fund).unwrap_or_default()
        };
        assert_eq!(
            count(date(2026, 1, 1), date(2026, 12, 31)),
            [("acquisitions.copies", 6), ("acquisitions.loans", 24)]
        );
        assert_eq!(count(date(2025, 1, 1), date(2025, 12, 31)), []);
    });
}

#[test]
fn a_delivery_noted_wrongly_is_taken_back_with_its_box_and_waited_for_again() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 10).unwrap();
        let first = store.read_blocking(move |tx| orders::deliveries(tx, order)).unwrap().remove(0);
        let back = |why: &'static str| {
            let id = first.id;
            write(store, move |tx| orders::send_back(tx, &now(), order, id, why))
        };
        assert_eq!(keys(back(" ")), ["accession-reason-missing"]);
        back("Dua, bukan sepuluh").unwrap();
        assert_eq!(order_of(store, order).received, 0);
        let batch = first.batch;
        let gone = store.read_blocking(move |tx| accession::by_id(tx, batch)).unwrap();
        assert_eq!(gone.state, accession::State::Cancelled);
        assert_eq!(keys(back("Lagi")), ["accession-cancelled-already"]);
        receive(store, order, 2).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_box_of_a_delivery_knows_the_titles_and_prices_of_the_order() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 2_000_000)).unwrap();
        write(store, move |tx| {
            let atlas = NewLine { isbn: "9789793062792".into(), ..line("Atlas", 1, 900_000) };
            orders::add(tx, &now(), order, &atlas)?;
            orders::add(tx, &now(), order, &line("Cerita", 9, 20_000))?;
            orders::place(tx, &by(2), order, false)?;
            let all: Vec<_> = orders::lines(tx, order)?.iter().map(|line| (line.id, line.copies)).collect();
            orders::receive(tx, &now(), order, date(2026, 8, 5), &all)
        })
        .unwrap();
        let values = write(store, move |tx| {
            let batch = orders::deliveries(tx, order)?.remove(0).batch;
            let take = |isbn: &str, title: &str| intake::Taken {
                book: intake::Book::Drafted { isbn: isbn.into(), title: title.into(), author: String::new() },
                count: 1,
                barcode: String::new(),
                value: None,
                excess: String::new(),
            };
            intake::take(tx, &now(), batch, "a", &take("9789793062792", "Atlas dunia"))?;
            intake::take(tx, &now(), batch, "b", &take("", "Cerita"))?;
            let mut values: Vec<_> =
                accession::lines(tx, batch, 10)?.iter().map(|line| line.value.0).collect();
            values.sort_unstable();
            Ok((values, intake::take(tx, &now(), batch, "c", &take("", "Lain sama sekali"))))
        });
        let (values, other) = values.unwrap();
        assert_eq!(values, [20_000, 900_000]);
        assert_eq!(keys(other), ["accession-not-on-paper"]);
    });
}

#[test]
fn what_never_came_of_a_closed_order_is_on_the_list_again() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, |tx| begun(tx, 1_000_000)).unwrap();
        let wish = write(store, move |tx| {
            let new = NewSuggestion { title: "Sang Pemimpi".into(), ..NewSuggestion::default() };
            suggestions::make(tx, &now(), "a", &new)?;
            let wish = suggestions::page(tx, Wish::New, (1, 0))?.remove(0).id;
            suggestions::select(tx, &now(), wish)?;
            orders::add(
                tx,
                &now(),
                order,
                &NewLine { suggestion: Some(wish), ..line("Sang Pemimpi", 1, 50_000) },
            )?;
            Ok(wish)
        })
        .unwrap();
        let no = write(store, move |tx| suggestions::decline(tx, &now(), wish, "Sudah ada"));
        assert_eq!(keys(no), ["suggestion-in-an-order"], "nobody is told no and yes");
        write(store, move |tx| orders::place(tx, &by(2), order, false)).unwrap();
        write(store, move |tx| orders::close(tx, &now(), order)).unwrap();
        let one = store.read_blocking(move |tx| suggestions::one(tx, wish)).unwrap();
        assert_eq!(one.state, Wish::Selected);
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

#[test]
fn two_who_count_the_same_delivery_at_once_count_it_once() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        let counting: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                thread::spawn(move || receive(&store, order, 10))
            })
            .collect();
        let counted = counting.into_iter().map(|one| one.join().unwrap()).filter(Result::is_ok).count();
        assert_eq!(counted, 1);
        assert_eq!(violations(store), [""; 0]);
    });
}
