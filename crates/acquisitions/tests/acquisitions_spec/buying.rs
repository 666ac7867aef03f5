//! From the wish to the shelf.

use std::thread;

use acquisitions::{
    Order, State, Wish,
    orders::{self, NewInvoice, NewLine, NewOrder},
    suggestions::{self, NewSuggestion},
};
use catalogue::accession;
use funds::{
    Fund, FundKind,
    funds::NewFund,
    gifts::{self, Receipt},
    ledger::accounts,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::library::{self, Branch};
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

fn pay(store: &Store, order: Id<Order>, number: &'static str, amount: i64) -> Result<Id<funds::Transaction>> {
    let new = NewInvoice {
        number: number.into(),
        amount: Rupiah(amount),
        day: date(2026, 8, 5),
        out_of: accounts::BANK.into(),
    };
    write(store, move |tx| orders::pay(tx, &now(), order, &new))
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
        let (_, other) = write(store, begun_again).unwrap();
        let dear = write(store, move |tx| {
            orders::add(tx, &now(), other, &line("Ensiklopedi", 1, 10_000_001))?;
            orders::place(tx, &by(2), other, false)
        });
        assert_eq!(keys(dear), ["order-large"]);
        assert_eq!(violations(store), [""; 0]);
    });
}

/// Another order of the first fund.
fn begun_again(tx: &mut Tx<'_>) -> Result<(Id<Fund>, Id<Order>)> {
    let first = orders::page(tx, (1, 0))?.remove(0);
    let new = NewOrder { vendor: first.vendor, fund: first.fund, budget: None, branch: first.branch };
    Ok((first.fund, orders::draft(tx, &now(), &new)?.id))
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
fn invoices_are_paid_once_out_of_what_is_held_and_closing_frees_the_rest() {
    on_both(SCHEMAS, |store| {
        let (fund, order) = write(store, placed).unwrap();
        assert_eq!(keys(pay(store, order, "F-1", 100_000)), ["invoice-before-delivery"]);
        receive(store, order, 6).unwrap();
        pay(store, order, "F-1", 180_000).unwrap();
        assert_eq!(left(store, fund), 700_000, "what was held is paid, and nothing more is gone");
        assert_eq!(keys(pay(store, order, "F-1", 60_000)), ["invoice-paid-already"]);
        assert_eq!(keys(pay(store, order, "F-2", 120_001)), ["invoice-more-than-held"]);
        assert_eq!(keys(pay(store, order, " ", 0)), ["invoice-number-missing", "amount-not-positive"]);
        write(store, move |tx| orders::close(tx, &now(), order)).unwrap();
        assert_eq!(left(store, fund), 820_000);
        assert_eq!(keys(receive(store, order, 1)), ["order-not-so"]);
        let state = store.read_blocking(move |tx| Ok(orders::one(tx, order)?.state)).unwrap();
        assert_eq!(state, State::Closed);
        assert_eq!(violations(store), [""; 0]);
    });
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
