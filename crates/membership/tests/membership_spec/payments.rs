//! What may be paid for a membership: how much, for when, with which receipt; and what becomes of it with another plan.

use crate::SCHEMAS;
use jiff::civil::{Date, date};
use kernel::{Act, Id, Person, Rupiah};
use membership::{
    Ground, Member, NewMember, Payment, Received,
    bases::{self, NewBasis},
    members::{self, Moving},
    plans::{self, Terms},
    receipts::{self, Line, Receipt},
};
use people::Profile;
use store::{Error, Result, Store, sql, vals};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys<T: std::fmt::Debug>(done: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = done else { panic!("not refused: {done:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

/// A kind of membership that costs so much a year, for whoever pays or needs it.
fn plan(store: &Store, code: &'static str, price: i64) {
    let terms = Terms {
        name: code.into(),
        name_en: String::new(),
        months: Some(12),
        age_from: None,
        age_to: None,
        price: Rupiah(price),
        own_renewal_days: None,
        room_hours: 0,
        computer_minutes: 0,
        grounds: vec![Ground::Payment, Ground::Need],
        closed: false,
    };
    store.write_blocking(move |tx| plans::begin(tx, &now(), code, &terms).map(drop)).unwrap();
}

fn new(name: &str, receipt: &str, amount: i64) -> NewMember {
    NewMember {
        profile: Profile { name: name.into(), born: Some(date(1990, 1, 1)), ..Profile::default() },
        plan: "silver".into(),
        ground: Some(Ground::Payment),
        evidence: receipt.into(),
        paid: Some(Rupiah(amount)),
        ..NewMember::default()
    }
}

fn register(store: &Store, new: NewMember) -> Result<Member> {
    store.write_blocking(move |tx| members::register(tx, &now(), &new))
}

/// Somebody who has paid 50,000 rupiah for a year.
fn meiske(store: &Store) -> Member {
    plan(store, "silver", 50_000);
    register(store, new("Meiske Lumi", "K-041", 50_000)).unwrap()
}

fn payment(receipt: &str, amount: i64) -> Payment {
    Payment { receipt: receipt.into(), amount: Rupiah(amount), more: String::new(), received: Received::Cash }
}

fn term(receipt: &str, since: Date) -> NewBasis {
    NewBasis {
        evidence: Some(receipt.into()),
        paid: Some(Rupiah(50_000)),
        ..NewBasis::own(Ground::Payment, since)
    }
}

fn add(store: &Store, person: Id<Person>, new: NewBasis) -> Result<Member> {
    store.write_blocking(move |tx| bases::add(tx, &now(), person, &new))
}

fn renew(store: &Store, person: Id<Person>, payment: Payment) -> Result<Member> {
    store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &payment))
}

fn change(store: &Store, person: Id<Person>, moving: Moving) -> Result<Member> {
    store.write_blocking(move |tx| members::change_plan(tx, &now(), person, &moving))
}

/// Every payment in the books that was not taken back: its receipt and how much.
fn books(store: &Store) -> Vec<(String, i64)> {
    store
        .read_blocking(|tx| {
            tx.all(
                sql!(
                    "SELECT t.reference, -l.amount FROM ledger_transaction t
                     JOIN posting l ON l.ledger_transaction = t.id AND l.nature = 'income'
                     WHERE t.origin = 'membership' AND t.kind = 'receipt'
                       AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = t.id)
                     ORDER BY t.number"
                ),
                vals![],
            )
        })
        .unwrap()
}

#[test]
fn a_paid_term_begins_about_today_or_after_the_one_that_runs_and_a_slip_in_the_year_posts_nothing() {
    on_both(SCHEMAS, |store| {
        let person = meiske(store).person;
        for far in [date(1900, 1, 1), date(2025, 8, 5), date(2027, 8, 6), date(2099, 1, 1)] {
            assert_eq!(keys(add(store, person, term("K-1", far))), ["basis-paid-far"], "{far}");
        }
        assert_eq!(books(store).len(), 1);
        let late = add(store, person, term("K-2", date(2026, 7, 20))).unwrap();
        assert_eq!(late.terms[0].until, Some(date(2027, 7, 19)), "a receipt of last month");
        add(store, person, term("K-3", date(2027, 8, 5))).unwrap();
        assert_eq!(books(store).len(), 3);
    });
}

#[test]
fn a_paid_term_lasts_what_the_plan_says_no_longer_and_no_shorter() {
    on_both(SCHEMAS, |store| {
        let person = meiske(store).person;
        for wrong in [date(2026, 8, 31), date(2027, 8, 31)] {
            let new = NewBasis { until: Some(wrong), ..term("K-1", date(2026, 8, 5)) };
            assert_eq!(keys(add(store, person, new)), ["basis-paid-one-term"], "{wrong}");
        }
        let right = NewBasis { until: Some(date(2027, 8, 4)), ..term("K-1", date(2026, 8, 5)) };
        add(store, person, right).unwrap();
    });
}

#[test]
fn more_than_a_term_costs_is_asked_about_and_taken_with_a_reason() {
    on_both(SCHEMAS, |store| {
        let person = meiske(store).person;
        let much = payment("K-1", 99_999_999);
        assert_eq!(keys(renew(store, person, much.clone())), ["basis-paid-too-much"]);
        assert_eq!(keys(register(store, new("Jantje Wowor", "K-1", 500_000))), ["basis-paid-too-much"]);
        assert_eq!(books(store).len(), 1);
        let reason = Payment { more: "dibulatkan, sisanya sumbangan".into(), ..payment("K-1", 60_000) };
        renew(store, person, reason).unwrap();
        assert_eq!(books(store)[1], ("K-1".into(), 60_000));
        let past_all = store.write_blocking(move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO basis (id, member, kind, since, added_at, paid, posting, receipt, receipt_line)
                     SELECT ?1, b.member, 'payment', b.since, 0, 90000, ?1, 'K-9', 1 FROM basis b
                     WHERE b.member = ?2 AND b.receipt = 'K-41'"
                ),
                vals![Id::<()>::new(), person],
            )
        });
        assert!(matches!(past_all, Err(Error::Check(_))), "{past_all:?}");
    });
}

#[test]
fn a_receipt_pays_for_one_membership_however_its_number_is_written_and_whoever_brings_it() {
    on_both(SCHEMAS, |store| {
        let meiske = meiske(store);
        for same in ["K-041", "k 41", "K/0041"] {
            assert_eq!(
                keys(register(store, new("Jantje Wowor", same, 50_000))),
                ["basis-receipt-used"],
                "{same}"
            );
        }
        let jantje = register(store, new("Jantje Wowor", "K-0410", 50_000)).unwrap();
        assert_eq!(keys(renew(store, jantje.person, payment("k-410", 50_000))), ["basis-receipt-used"]);
        let forced = store.write_blocking(move |tx| {
            let same = sql!("UPDATE basis SET receipt = 'K-41' WHERE member = ?1");
            tx.exec(same, vals![jantje.person])
        });
        assert!(matches!(forced, Err(Error::Check(_) | Error::Unique { .. })), "{forced:?}");
        // Whoever leaves has paid with it all the same.
        store.write_blocking(move |tx| members::close(tx, &now(), meiske.person)).unwrap();
        assert_eq!(keys(renew(store, jantje.person, payment("K-041", 50_000))), ["basis-receipt-used"]);
        // Only what was taken back can be entered anew, for somebody else too.
        let basis = meiske.terms[0].basis;
        store.write_blocking(move |tx| bases::retract(tx, &now(), meiske.person, basis)).unwrap();
        renew(store, jantje.person, payment("K-041", 50_000)).unwrap();
        assert_eq!(books(store).len(), 2);
    });
}

#[test]
fn of_two_clerks_who_enter_one_receipt_for_two_members_at_once_one_is_told() {
    on_both(SCHEMAS, |store| {
        let meiske = meiske(store).person;
        let jantje = register(store, new("Jantje Wowor", "K-042", 50_000)).unwrap().person;
        let done: Vec<_> = std::thread::scope(|scope| {
            let tasks: Vec<_> = [(meiske, "K-099"), (jantje, "k.99")]
                .map(|(person, receipt)| scope.spawn(move || renew(store, person, payment(receipt, 50_000))))
                .into_iter()
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        assert_eq!(books(store).len(), 3);
    });
}

fn of_family(number: &str, lines: &[(&str, Option<i64>)]) -> Receipt {
    let line =
        |(code, amount): &(&str, Option<i64>)| Line { code: (*code).into(), amount: amount.map(Rupiah) };
    Receipt {
        number: number.into(),
        more: String::new(),
        received: Received::Bank,
        lines: lines.iter().map(line).collect(),
    }
}

fn enter(store: &Store, receipt: Receipt) -> Result<Vec<(Member, Rupiah)>> {
    store.write_blocking(move |tx| receipts::enter(tx, &now(), &receipt))
}

#[test]
fn a_familys_receipt_is_entered_once_with_its_members_all_of_them_or_none() {
    on_both(SCHEMAS, |store| {
        let meiske = meiske(store);
        let jantje = register(store, new("Jantje Wowor", "K-042", 50_000)).unwrap();
        let (one, other) = (meiske.code.as_str(), jantje.code.as_str());
        let wrong = of_family("K-100", &[(one, None), (other, Some(20_000))]);
        assert_eq!(keys(enter(store, wrong)), ["receipt-line-of", "basis-paid-too-little"]);
        assert_eq!(
            keys(enter(store, of_family("K-100", &[(one, None), (one, None)]))),
            ["receipt-member-twice"]
        );
        assert_eq!(keys(enter(store, of_family("K-100", &[]))), ["receipt-members-count"]);
        let nobody = of_family("K-100", &[(one, None), ("A-99999", None)]);
        assert_eq!(keys(enter(store, nobody)), ["receipt-line-of", "member-unknown"]);
        assert_eq!(books(store).len(), 2, "nothing of it");
        let came = enter(store, of_family("K-100", &[(one, None), (other, Some(50_000))])).unwrap();
        assert_eq!(came.iter().map(|(_, paid)| paid.0).collect::<Vec<_>>(), [50_000, 50_000]);
        let until = |member: &Member| members::until(member, now().today());
        assert!(came.iter().all(|(member, _)| until(member) == Some(date(2028, 8, 4))));
        assert_eq!(books(store)[2..], [("K-100".into(), 50_000), ("K-100".into(), 50_000)]);
        assert_eq!(keys(enter(store, of_family("k 100", &[(one, None)])))[1], "basis-receipt-used");
        // One of them was a slip: the receipt is taken back as a whole, and entered anew.
        let second = came[1].0.terms.last().unwrap().basis;
        store.write_blocking(move |tx| bases::retract(tx, &now(), jantje.person, second)).unwrap();
        assert_eq!(keys(enter(store, of_family("K-100", &[(other, None)])))[1], "basis-receipt-used");
        assert_eq!(store.write_blocking(|tx| receipts::take_back(tx, &now(), "k-100")).unwrap(), 1);
        assert_eq!(books(store).len(), 2);
        enter(store, of_family("K-100", &[(other, None)])).unwrap();
        let gone = store.write_blocking(|tx| receipts::take_back(tx, &now(), "K-777"));
        assert_eq!(keys(gone), ["receipt-unknown"]);
    });
}

#[test]
fn whoever_changes_the_plan_is_told_beforehand_what_becomes_of_what_was_paid() {
    on_both(SCHEMAS, |store| {
        let person = meiske(store).person;
        plan(store, "gold", 90_000);
        plan(store, "bronze", 10_000);
        let dearer = Moving { payment: Some(payment("K-050", 90_000)), ..Moving::to("gold") };
        assert_eq!(keys(change(store, person, dearer.clone())), ["plan-change-paid-ends"]);
        assert_eq!(keys(change(store, person, Moving::to("bronze"))), ["plan-change-paid-goes-on"]);
        let known = |moving: Moving| Moving { knowing: true, ..moving };
        let cheaper = change(store, person, known(Moving::to("bronze"))).unwrap();
        assert_eq!(members::until(&cheaper, now().today()), Some(date(2027, 8, 4)), "it goes on");
        let gold = change(store, person, known(dearer)).unwrap();
        let counting: Vec<_> = gold.terms.iter().filter(|term| term.until >= Some(now().today())).collect();
        assert_eq!(counting.len(), 1, "the other term has ended");
        assert_eq!((counting[0].since, counting[0].until), (date(2026, 8, 5), Some(date(2027, 8, 4))));
        assert_eq!(books(store), [("K-041".into(), 50_000), ("K-050".into(), 90_000)]);
        let nothing = Moving { payment: Some(payment("K-051", 90_000)), ..Moving::to("gold") };
        assert_eq!(keys(change(store, person, nothing)), ["plan-change-pays-nothing"]);
    });
}

#[test]
fn what_was_paid_for_a_term_to_come_is_taken_back_before_a_dearer_plan() {
    on_both(SCHEMAS, |store| {
        let person = meiske(store).person;
        plan(store, "gold", 90_000);
        let after = renew(store, person, payment("K-042", 50_000)).unwrap();
        let ahead = after.terms.last().unwrap().basis;
        let dearer = Moving { plan: "gold".into(), payment: Some(payment("K-050", 90_000)), knowing: true };
        assert_eq!(keys(change(store, person, dearer.clone())), ["plan-change-paid-ahead"]);
        store.write_blocking(move |tx| bases::retract(tx, &now(), person, ahead)).unwrap();
        change(store, person, dearer).unwrap();
        assert_eq!(books(store), [("K-041".into(), 50_000), ("K-050".into(), 90_000)]);
    });
}
