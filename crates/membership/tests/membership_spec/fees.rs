//! What is paid for memberships, in the books of the library.

use crate::SCHEMAS;
use funds::{
    funds as register,
    ledger::{self, accounts, list},
};
use jiff::civil::date;
use kernel::{Act, Id, Person, Rupiah};
use membership::{
    Ground, Member, NewMember, Payment, Received,
    bases::{self, NewBasis},
    changes, members,
    plans::{self, Terms},
};
use people::Profile;
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys<T: std::fmt::Debug>(done: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = done else { panic!("not refused: {done:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

/// A kind of membership that costs 50,000 rupiah a year.
fn premium(store: &Store) {
    let terms = Terms {
        name: "Premium".into(),
        name_en: String::new(),
        months: Some(12),
        age_from: None,
        age_to: None,
        price: Rupiah(50_000),
        own_renewal_days: None,
        room_hours: 0,
        computer_minutes: 0,
        grounds: vec![Ground::Payment],
        closed: false,
    };
    store.write_blocking(move |tx| plans::begin(tx, &now(), "premium", &terms).map(drop)).unwrap();
}

fn new(receipt: &str, received: Received) -> NewMember {
    NewMember {
        profile: Profile { name: "Meiske Lumi".into(), born: Some(date(1990, 1, 1)), ..Profile::default() },
        plan: "premium".into(),
        ground: Some(Ground::Payment),
        evidence: receipt.into(),
        paid: Some(Rupiah(50_000)),
        received,
        ..NewMember::default()
    }
}

fn joined(store: &Store) -> Member {
    premium(store);
    let new = new("K-041", Received::Cash);
    store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
}

/// What the accounts of the library's own money hold: the box, the bank, and what came of fees.
fn books(store: &Store) -> [i64; 3] {
    store
        .read_blocking(|tx| {
            let of = |tx: &mut Tx<'_>, account: &str| -> Result<i64> {
                let (sum,) = tx.one(
                    sql!("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_balance WHERE account = ?1"),
                    vals![account],
                )?;
                Ok(sum)
            };
            Ok([of(tx, accounts::CASH)?, of(tx, accounts::BANK)?, of(tx, accounts::FEES)?])
        })
        .unwrap()
}

/// Everything that must hold of members and money.
fn holds(store: &Store, files: &platform::files::Files) {
    for module in [membership::module(), funds::module(files)] {
        for invariant in module.invariants {
            let broken = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
            assert_eq!(broken, [""; 0], "{}", invariant.name);
        }
    }
}

fn check(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    holds(store, &platform::files::Files::open(folder.path()).unwrap());
}

#[test]
fn what_is_paid_for_a_membership_comes_in_as_the_librarys_own_money_in_the_same_transaction() {
    on_both(SCHEMAS, |store| {
        let member = joined(store);
        assert_eq!(books(store), [50_000, 0, -50_000]);
        let basis = paid_basis(store, member.person).id;
        let origin = membership::module().origins[0];
        let (funds, came, page) = store
            .read_blocking(move |tx| {
                let posted = funds::Origin::new(origin.kind, basis);
                Ok((register::all(tx)?, list::of_origin(tx, posted)?, (origin.page)(tx, basis.cast())?))
            })
            .unwrap();
        assert_eq!(funds.len(), 1, "its own money is opened when it is first asked for");
        assert_eq!(page, Some((member.code.clone(), "/staf/anggota/A-00001".to_owned())));
        let [one] = came.as_slice() else { panic!("{came:?}") };
        assert_eq!(
            (one.reference.as_deref(), one.party, one.day),
            (Some("K-041"), Some(member.person), now().today())
        );
        assert_eq!(one.memo, "Premium", "the card's number stands in no word that stays");
        check(store);
    });
}

#[test]
fn a_term_that_was_renewed_at_the_desk_lies_where_it_was_received() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let payment = Payment {
            receipt: "K-042".into(),
            amount: Rupiah(50_000),
            more: String::new(),
            received: Received::Bank,
        };
        store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &payment)).unwrap();
        assert_eq!(books(store), [50_000, 50_000, -100_000]);
        check(store);
    });
}

#[test]
fn what_is_refused_is_posted_nowhere() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let pay = |receipt: &str, amount: i64| {
            let payment = Payment {
                receipt: receipt.into(),
                amount: Rupiah(amount),
                more: String::new(),
                received: Received::Cash,
            };
            store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &payment))
        };
        assert_eq!(keys(pay("K-041", 50_000)), ["basis-receipt-used"]);
        assert_eq!(keys(pay("K-042", 20_000)), ["basis-paid-too-little"]);
        assert_eq!(books(store), [50_000, 0, -50_000]);
    });
}

/// A term that was paid for at the desk, with the change it can be taken back by.
fn renewed(store: &Store, person: Id<Person>) -> Id<changes::Change> {
    let payment = Payment {
        receipt: "K-042".into(),
        amount: Rupiah(50_000),
        more: String::new(),
        received: Received::Cash,
    };
    let renewed = store.write_blocking(move |tx| {
        changes::noted(tx, &now(), person, |tx| members::renew_paid(tx, &now(), person, &payment))
    });
    renewed.unwrap().1
}

#[test]
fn a_renewal_that_is_taken_back_is_taken_back_in_the_books_and_its_receipt_can_be_entered_anew() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let change = renewed(store, person);
        assert_eq!(books(store), [100_000, 0, -100_000]);
        store.write_blocking(move |tx| changes::take_back(tx, &now(), person, change)).unwrap();
        assert_eq!(books(store), [50_000, 0, -50_000]);
        check(store);
        renewed(store, person);
        assert_eq!(books(store), [100_000, 0, -100_000]);
        check(store);
    });
}

fn paid_basis(store: &Store, person: Id<Person>) -> bases::Kept {
    store.read_blocking(move |tx| bases::of(tx, person)).unwrap().remove(0)
}

#[test]
fn a_payment_entered_by_mistake_is_taken_back_once_and_counts_no_more() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let basis = paid_basis(store, person).id;
        let retract = || store.write_blocking(move |tx| bases::retract(tx, &now(), person, basis));
        retract().unwrap();
        assert_eq!(books(store), [0, 0, 0]);
        retract().unwrap();
        assert_eq!(books(store), [0, 0, 0], "a second press takes nothing more");
        let again =
            store.write_blocking(move |tx| bases::end(tx, &now(), person, basis, Some(date(2026, 12, 31))));
        assert_eq!(keys(again), ["basis-paid-back"]);
        let past_all = store.write_blocking(move |tx| {
            tx.exec(sql!("UPDATE basis SET until = since WHERE id = ?1"), vals![basis])
        });
        assert!(matches!(past_all, Err(Error::Check(_))), "{past_all:?}");
        check(store);
    });
}

#[test]
fn whoever_leaves_before_the_end_of_a_paid_term_has_paid_for_it() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        renewed(store, person);
        store.write_blocking(move |tx| members::close(tx, &now(), person)).unwrap();
        assert_eq!(books(store), [100_000, 0, -100_000], "also for the term that has not begun");
        check(store);
    });
}

#[test]
fn money_that_has_left_the_box_is_not_taken_back_out_of_it_and_the_membership_goes_on() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let basis = paid_basis(store, person).id;
        store
            .write_blocking(|tx| {
                let fund = register::all(tx)?[0].id;
                let carried = funds::gifts::Transfer {
                    from: fund,
                    out_of: accounts::CASH.into(),
                    to: fund,
                    into: accounts::BANK.into(),
                    amount: Rupiah(50_000),
                    day: now().today(),
                    memo: "Setor ke bank".into(),
                };
                funds::gifts::transfer(tx, &now(), &carried)
            })
            .unwrap();
        let retracted = store.write_blocking(move |tx| bases::retract(tx, &now(), person, basis));
        assert_eq!(keys(retracted), ["account-short"]);
        let after = store.read_blocking(move |tx| members::by_id(tx, person)).unwrap().unwrap();
        assert_eq!(members::standing(&after, now().today()), members::Standing::Active);
        check(store);
    });
}

#[test]
fn the_ledger_takes_no_fee_back_by_itself_and_the_database_none_that_counts() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let kept = paid_basis(store, person);
        let posting = kept.posting.unwrap();
        let by_itself = store.write_blocking(move |tx| ledger::reverse(tx, &now(), posting, None, "salah"));
        assert_eq!(keys(by_itself), ["ledger-of-another"]);
        let origin = funds::Origin::new("membership", kept.id);
        let past_all =
            store.write_blocking(move |tx| ledger::reverse(tx, &now(), posting, Some(origin), "salah"));
        assert!(matches!(past_all, Err(Error::Check(_))), "{past_all:?}");
        let unposted = store.write_blocking(move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO basis (id, member, kind, since, added_at, paid, receipt, receipt_line)
                     VALUES (?1, ?2, 'payment', '2026-08-05', 0, 50000, 'K-7', 1)"
                ),
                vals![Id::<()>::new(), person],
            )
        });
        assert!(matches!(unposted, Err(Error::Check(_))), "{unposted:?}");
    });
}

#[test]
fn of_two_clerks_who_enter_the_same_receipt_at_once_one_is_told_and_it_is_posted_once() {
    on_both(SCHEMAS, |store| {
        let person = joined(store).person;
        let pay = || {
            let new = NewBasis {
                evidence: Some("K-099".into()),
                paid: Some(Rupiah(50_000)),
                ..NewBasis::own(Ground::Payment, date(2026, 8, 5))
            };
            store.write_blocking(move |tx| bases::add(tx, &now(), person, &new).map(drop))
        };
        let done: Vec<_> = std::thread::scope(|scope| {
            let tasks: Vec<_> = (0..2).map(|_| scope.spawn(pay)).collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        assert_eq!(books(store), [100_000, 0, -100_000]);
        check(store);
    });
}

#[test]
fn a_receipt_that_paid_for_somebody_forgotten_pays_for_nobody_else_and_names_nobody() {
    on_both(SCHEMAS, |store| {
        let gone = joined(store).person;
        store
            .write_blocking(move |tx| {
                for holding in people::module().holdings.iter().chain(membership::module().holdings) {
                    (holding.erase)(tx, &now(), gone)?;
                }
                Ok(())
            })
            .unwrap();
        let again = new("k 041", Received::Cash);
        let refused = store.write_blocking(move |tx| members::register(tx, &now(), &again)).unwrap_err();
        let Error::Refused(refusal) = refused else { panic!("not refused: {refused}") };
        let message = &refusal.reasons[0].message;
        assert_eq!(message.key, "basis-receipt-used");
        assert_eq!(message, &kernel::Message::new("basis-receipt-used").with("code", "–"));
    });
}
