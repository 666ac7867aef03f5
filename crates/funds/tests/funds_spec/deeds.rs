//! Whatever a treasurer tries, in any order: the books stay right.

use std::collections::BTreeMap;

use crate::books::{
    SCHEMAS, by, grant, left, moved, now, own, receipt, spend, state, violations, wish, write,
};
use funds::{
    Fund, Verdict, encumbrances,
    funds::one,
    gifts::{self, Receipt},
    ledger::{self, accounts, months},
    spending, statement,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use proptest::{prelude::*, test_runner::TestCaseError};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{Database, act};

/// What a treasurer may try, in any order.
#[derive(Debug, Clone)]
enum Deed {
    Receive(usize, i64),
    Spend(usize, i64),
    Carry(usize, i64),
    Give(i64),
    Reverse(usize),
    Hold(usize, i64),
    LetGo(usize, i64),
    Ask(usize, i64),
    Approve(usize),
    Pay(usize),
    TakeBack(usize),
    Withdraw(usize),
    Begin(usize, i64),
    /// Of June or of July, which are over.
    Late(usize, i8, i64),
    Close(i8),
    Reopen(i8),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let one = prop_oneof![
        (0..2_usize, 1..1_000_i64).prop_map(|(fund, amount)| Deed::Receive(fund, amount)),
        (0..2_usize, 1..800_i64).prop_map(|(fund, amount)| Deed::Spend(fund, amount)),
        (0..2_usize, 1..500_i64).prop_map(|(fund, amount)| Deed::Carry(fund, amount)),
        (1..500_i64).prop_map(Deed::Give),
        (0..20_usize).prop_map(Deed::Reverse),
        (0..2_usize, 1..500_i64).prop_map(|(fund, amount)| Deed::Hold(fund, amount)),
        (0..6_usize, 1..500_i64).prop_map(|(n, amount)| Deed::LetGo(n, amount)),
        (0..2_usize, 1..500_i64).prop_map(|(fund, amount)| Deed::Ask(fund, amount)),
        (0..6_usize).prop_map(Deed::Approve),
        (0..6_usize).prop_map(Deed::Pay),
        (0..6_usize).prop_map(Deed::TakeBack),
        (0..6_usize).prop_map(Deed::Withdraw),
        (0..2_usize, 1..500_i64).prop_map(|(fund, amount)| Deed::Begin(fund, amount)),
        (0..2_usize, 6..8_i8, 1..500_i64).prop_map(|(fund, month, amount)| Deed::Late(fund, month, amount)),
        (6..8_i8).prop_map(Deed::Close),
        (6..8_i8).prop_map(Deed::Reopen),
    ];
    prop::collection::vec(one, 1..40)
}

/// What was posted, promised and asked for so far, for later deeds to name.
#[derive(Debug, Clone, Default)]
struct Known {
    posted: Vec<Id<funds::Transaction>>,
    held: Vec<Id<funds::Encumbrance>>,
    asked: Vec<Id<funds::Spending>>,
    /// How often a month was opened again.
    opened: i64,
}

impl Known {
    /// Tries a deed, and remembers what came of it where something did.
    fn try_it(&mut self, store: &Store, both: [Id<Fund>; 2], deed: &Deed) {
        let (before, deed) = (self.clone(), deed.clone());
        let done = write(store, move |tx| {
            let mut known = before.clone();
            try_it(tx, both, &deed, &mut known)?;
            Ok(known)
        });
        if let Ok(known) = done {
            *self = known;
        }
    }
}

fn try_it(tx: &mut Tx<'_>, [grant, own]: [Id<Fund>; 2], deed: &Deed, known: &mut Known) -> Result<()> {
    let of = |n: usize| if n == 0 { grant } else { own };
    let named = |all: &[Id<funds::Spending>], n: usize| all.get(n).copied().ok_or(Error::Missing);
    let posted = match *deed {
        Deed::Receive(fund, amount) => {
            let day = date(2026, 8, 1 + (amount % 5) as i8);
            gifts::receive(tx, &now(), &Receipt { day, ..receipt(of(fund), amount) })
        }
        Deed::Spend(fund, amount) => spend(tx, of(fund), amount),
        Deed::Carry(fund, amount) => {
            gifts::transfer(tx, &now(), &moved(of(fund), of(fund), accounts::CASH, amount))
        }
        Deed::Begin(fund, amount) => gifts::open_with(
            tx,
            &now(),
            of(fund),
            accounts::CASH,
            Rupiah(amount),
            date(2026, 8, 1),
            "Saldo awal",
        ),
        Deed::Late(fund, month, amount) => {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, month, 9), ..receipt(of(fund), amount) })
        }
        Deed::Close(month) => return months::close(tx, &now(), &format!("2026-0{month}")),
        Deed::Reopen(month) => {
            known.opened += 1;
            let at = now().at + jiff::SignedDuration::from_secs(known.opened);
            let head = kernel::Act { at, ..by(2) };
            return months::reopen(tx, &head, &format!("2026-0{month}"), "Kuitansi tertinggal");
        }
        Deed::Give(amount) => gifts::transfer(tx, &now(), &moved(own, grant, accounts::BANK, amount)),
        Deed::Reverse(n) => match known.posted.get(n) {
            Some(id) => ledger::reverse(tx, &now(), *id, None, "Salah"),
            None => Err(Error::Missing),
        },
        Deed::Hold(fund, amount) => {
            known.held.push(encumbrances::hold(tx, &now(), of(fund), None, Rupiah(amount), "Pesanan")?);
            return Ok(());
        }
        Deed::LetGo(n, amount) => {
            let held = known.held.get(n).copied().ok_or(Error::Missing)?;
            return encumbrances::release(tx, &now(), held, Rupiah(amount));
        }
        Deed::Ask(fund, amount) => {
            known.asked.push(spending::request(tx, &by(1), &wish(of(fund), amount))?);
            return Ok(());
        }
        Deed::Approve(n) => {
            let id = named(&known.asked, n)?;
            return spending::decide(tx, &by(2), id, Verdict::Approved, true, "").map(drop);
        }
        Deed::Pay(n) => {
            let id = named(&known.asked, n)?;
            return spending::pay(tx, &by(3), id, accounts::BANK, date(2026, 8, 5), "").map(drop);
        }
        Deed::TakeBack(n) => return spending::take_back(tx, &by(3), named(&known.asked, n)?, "Salah"),
        Deed::Withdraw(n) => return spending::withdraw(tx, &by(1), named(&known.asked, n)?),
    };
    known.posted.push(posted?);
    Ok(())
}

/// What is in a fund, what of it is promised, and what its open promises come to, counted anew.
fn promised(store: &Store, fund: Id<Fund>) -> (i64, i64, i64) {
    store
        .read_blocking(move |tx| {
            let one = one(tx, fund)?;
            let (held,): (i64,) = tx.one(
                sql!("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM encumbrance WHERE fund = ?1"),
                vals![fund],
            )?;
            Ok((one.balance.0, one.committed.0, held))
        })
        .unwrap()
}

/// What is in each fund and account.
fn stand(store: &Store) -> Vec<(Vec<u8>, String, i64)> {
    store
        .read_blocking(|tx| {
            tx.all(
                sql!("SELECT fund, account, amount FROM ledger_balance WHERE amount <> 0 ORDER BY fund, account"),
                vals![],
            )
        })
        .map(|rows: Vec<(Id<Fund>, String, i64)>| {
            rows.into_iter().map(|(fund, account, amount)| (fund.as_bytes().to_vec(), account, amount)).collect()
        })
        .unwrap()
}

/// The transactions of each month that is closed.
fn closed(store: &Store) -> BTreeMap<String, Vec<String>> {
    let rows: Vec<(String, String)> = store
        .read_blocking(|tx| {
            tx.all(
                sql!(
                    "SELECT m.month, t.number FROM ledger_month m JOIN ledger_transaction t ON t.month = m.month
                     WHERE NOT m.open ORDER BY m.month, t.number"
                ),
                vals![],
            )
        })
        .unwrap();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (month, number) in rows {
        all.entry(month).or_default().push(number);
    }
    all
}

/// The same on each engine: a grant and the library's own money, after all that was tried.
fn on_each(
    all: &[Deed],
    test: impl Fn(&Store, [Id<Fund>; 2], Known) -> std::result::Result<(), TestCaseError>,
) -> std::result::Result<(), TestCaseError> {
    for database in [Database::sqlite(), Database::postgres()] {
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let both = write(&store, |tx| Ok([grant(tx)?, own(tx)?])).unwrap();
        let mut known = Known::default();
        for deed in all {
            let before = closed(&store);
            known.try_it(&store, both, deed);
            let after = closed(&store);
            for (month, posted) in &before {
                let is_as_it_was = after.get(month).is_none_or(|now| now == posted);
                prop_assert!(is_as_it_was, "{}, {deed:?}: {month} is closed", database.name());
            }
            for fund in both {
                let (balance, committed, held) = promised(&store, fund);
                prop_assert!(
                    committed == held && (0..=balance).contains(&held),
                    "{}, {deed:?}: {held} of {balance}",
                    database.name()
                );
            }
        }
        test(&store, both, known)?;
    }
    Ok(())
}

/// What a fund has that is promised to nobody, and how far each wish is.
fn wishes(store: &Store, both: [Id<Fund>; 2], asked: &[Id<funds::Spending>]) -> (Vec<i64>, Vec<String>) {
    let states = asked.iter().map(|id| state(store, *id).to_string()).collect();
    (both.iter().map(|fund| left(store, *fund)).collect(), states)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_tried_every_transaction_sums_to_0_and_no_fund_has_less_than_nothing(all in deeds()) {
        on_each(&all, |store, both, _| {
            prop_assert_eq!(violations(store), [""; 0]);
            let restricted = left(store, both[0]);
            let cash: i64 =
                stand(store).into_iter().filter(|(_, account, _)| account.starts_with("11")).map(|row| row.2).sum();
            prop_assert!(restricted >= 0 && restricted <= cash, "restricted {restricted} of {cash}");
            Ok(())
        })?;
    }

    #[test]
    fn the_public_page_each_statement_and_the_sums_of_a_span_agree_however_it_is_cut(all in deeds(), cut in 1..9_i8) {
        let spans = [
            (date(1900, 1, 1), date(2026, 8, cut)),
            (date(2026, 8, cut).tomorrow().unwrap(), date(2026, 12, 31)),
        ];
        on_each(&all, |store, both, _| {
            let mut ends = Vec::new();
            for (from, to) in spans {
                let (shown, sums, told) = store
                    .read_blocking(move |tx| {
                        let told = [statement::of(tx, both[0], from, to)?, statement::of(tx, both[1], from, to)?];
                        Ok((statement::all(tx, from, to)?, statement::sums(tx, from, to)?, told))
                    })
                    .unwrap();
                for (shown, told) in shown.iter().zip(&told) {
                    prop_assert_eq!(
                        [shown.before, shown.came, shown.went, shown.moved, shown.left()],
                        [told.before, told.came(), told.went(), told.moved(), told.after()]
                    );
                }
                let of = |income: bool| sums.iter().filter(|sum| sum.income == income).map(|sum| sum.amount).sum::<Rupiah>();
                prop_assert_eq!(of(true), told.iter().map(|one| one.came()).sum());
                prop_assert_eq!(of(false), told.iter().map(|one| one.went()).sum());
                let (undone,): (i64,) = store
                    .read_blocking(move |tx| {
                        tx.one(
                            sql!(
                                "SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                                 JOIN ledger_transaction t ON t.id = l.ledger_transaction
                                 WHERE l.account = '3101' AND t.kind = 'reversal' AND t.day BETWEEN ?1 AND ?2"
                            ),
                            vals![from, to],
                        )
                    })
                    .unwrap();
                prop_assert_eq!(told[0].moved() + told[1].moved(), Rupiah(-undone), "but for a beginning taken back");
                ends.push(told);
            }
            for n in 0..2 {
                let there = promised(store, both[n]).0;
                prop_assert_eq!(ends[1][n].after().0, there, "the last span ends with what is there");
                if cut > 1 {
                    prop_assert_eq!(ends[0][n].after(), ends[1][n].before, "one span begins where the other ended");
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn whatever_is_done_last_its_reversal_restores_what_was_before(all in deeds(), last in 0..4_usize, amount in 1..800_i64) {
        on_each(&all, |store, both, known| {
            // Whatever happened, there is enough for it.
            write(store, move |tx| {
                for fund in both {
                    gifts::receive(tx, &now(), &receipt(fund, 900))?;
                }
                Ok(())
            })
            .unwrap();
            let asked = write(store, move |tx| {
                let id = spending::request(tx, &by(1), &wish(both[0], amount))?;
                spending::decide(tx, &by(2), id, Verdict::Approved, true, "")?;
                Ok(id)
            })
            .unwrap();
            let every = [&known.asked[..], &[asked]].concat();
            let seen = || (stand(store), wishes(store, both, &every));
            let before = seen();
            let id = write(store, move |tx| match last {
                0 => gifts::receive(tx, &now(), &receipt(both[0], amount)),
                1 => gifts::transfer(tx, &now(), &moved(both[1], both[0], accounts::BANK, amount)),
                2 => gifts::transfer(tx, &now(), &moved(both[0], both[0], accounts::CASH, amount.min(100))),
                _ => spending::pay(tx, &by(3), asked, accounts::BANK, date(2026, 8, 5), ""),
            })
            .unwrap();
            prop_assert_ne!(seen(), before.clone(), "something was done");
            write(store, move |tx| match last {
                3 => spending::take_back(tx, &by(3), asked, "Salah"),
                _ => ledger::reverse(tx, &act("2026-09-01T08:00"), id, None, "Salah").map(drop),
            })
            .unwrap();
            prop_assert_eq!(seen(), before);
            prop_assert_eq!(violations(store), [""; 0]);
            Ok(())
        })?;
    }
}
