//! What the ledger takes and what it refuses.

use crate::books::{
    SCHEMAS, by, filled, gift, grant, keys, left, now, own, receipt, violations, wish, write,
};
use funds::{
    Fund, FundKind, TransactionKind, Verdict, encumbrances,
    funds::{NewFund, one},
    gifts::{self, Receipt, Transfer},
    ledger::{self, NewTransaction, Posting, accounts, list, months},
    spending, statement,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use proptest::prelude::*;
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{Database, act, on_both};

fn raw(postings: Vec<Posting>) -> NewTransaction {
    NewTransaction {
        kind: TransactionKind::Transfer,
        day: date(2026, 8, 5),
        memo: "Percobaan".into(),
        reference: String::new(),
        party: None,
        origin: None,
        postings,
    }
}

#[test]
fn money_that_comes_in_stands_in_the_bank_and_as_a_grant_of_its_giver() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = grant(tx)?;
            gifts::receive(tx, &now(), &gift(fund, 5_000_000))?;
            Ok(fund)
        })
        .unwrap();
        assert_eq!(left(store, fund), 5_000_000);
        let (one, lines) = store
            .read_blocking(|tx| {
                let one = list::page(tx, &list::Filter::default(), (10, 0))?.remove(0);
                let lines = list::lines(tx, one.id)?;
                Ok((one, lines))
            })
            .unwrap();
        assert_eq!((one.number.as_str(), one.amount), ("J-2026-0001", Rupiah(5_000_000)));
        assert_eq!(one.party_name.as_deref(), Some("Yayasan Contoh"));
        let lines: Vec<_> = lines.iter().map(|line| (line.account.as_str(), line.amount.0)).collect();
        assert_eq!(lines, [(accounts::BANK, 5_000_000), (accounts::GRANTS, -5_000_000)]);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn what_somebody_gave_comes_in_as_their_contribution_and_no_other_way() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        for income in [String::new(), accounts::DONATIONS.to_owned()] {
            let alone = Receipt { origin: None, income, ..gift(fund, 700) };
            let refused = write(store, move |tx| gifts::receive(tx, &now(), &alone));
            assert_eq!(keys(refused), ["receipt-is-a-gift"]);
        }
        let forged = write(store, move |tx| {
            let new = NewTransaction {
                kind: TransactionKind::Receipt,
                party: one(tx, fund)?.giver,
                ..raw(vec![
                    Posting::new(fund, accounts::BANK, Rupiah(700)),
                    Posting::new(fund, accounts::GRANTS, Rupiah(-700)),
                ])
            };
            ledger::post(tx, &now(), &new)
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 50))).expect("interest is no gift");
        let box_of_coins = write(store, |tx| {
            let own = own(tx)?;
            let coins = Receipt { income: accounts::DONATIONS.into(), ..receipt(own, 9) };
            gifts::receive(tx, &now(), &coins)
        });
        box_of_coins.expect("nobody knows whose coins these are");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_latest_closed_month_alone_is_opened_again_and_says_why_and_by_whom() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let fund = grant(tx)?;
            for month in [6, 7] {
                gifts::receive(tx, &now(), &Receipt { day: date(2026, month, 9), ..receipt(fund, 50) })?;
            }
            months::close(tx, &now(), "2026-07")
        })
        .unwrap();
        let early = write(store, |tx| months::reopen(tx, &by(2), "2026-06", "Kuitansi tertinggal"));
        assert_eq!(keys(early), ["month-not-the-latest"]);
        let forged = write(store, |tx| {
            tx.exec(sql!("UPDATE ledger_month SET open = TRUE WHERE month = '2026-06'"), vals![])
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        write(store, |tx| months::reopen(tx, &by(2), "2026-07", " Kuitansi tertinggal ")).unwrap();
        let opened =
            store.read_blocking(|tx| months::opened_again(tx, date(2026, 1, 1), date(2026, 12, 31))).unwrap();
        let said: Vec<_> = opened
            .iter()
            .map(|one| (one.month.as_str(), one.opened_again.as_deref(), one.opened_at))
            .collect();
        assert_eq!(said, [("2026-07", Some("Kuitansi tertinggal"), Some(now().at))]);
        write(store, |tx| months::reopen(tx, &by(2), "2026-06", "Juga Juni")).expect("now it is the latest");
    });
}

#[test]
fn a_transaction_that_does_not_balance_is_refused_and_so_is_one_that_balances_only_across_funds() {
    on_both(SCHEMAS, |store| {
        let refused = write(store, |tx| {
            let fund = own(tx)?;
            let lines = vec![
                Posting::new(fund, accounts::BANK, Rupiah(10)),
                Posting::new(fund, accounts::DONATIONS, Rupiah(-9)),
            ];
            ledger::post(tx, &now(), &raw(lines))
        });
        assert_eq!(keys(refused), ["ledger-unbalanced"]);
        let refused = write(store, |tx| {
            let (own, grant) = (own(tx)?, grant(tx)?);
            let lines = vec![
                Posting::new(own, accounts::BANK, Rupiah(10)),
                Posting::new(grant, accounts::DONATIONS, Rupiah(-10)),
            ];
            ledger::post(tx, &now(), &raw(lines))
        });
        assert_eq!(keys(refused), ["ledger-unbalanced"]);
    });
}

/// Writes postings past every rule of the program.
fn forge(tx: &mut Tx<'_>, fund: Id<Fund>, amounts: &[i64], total: i64) -> Result<()> {
    let id = Id::<funds::Transaction>::new();
    let mut prior = 0;
    for (n, amount) in amounts.iter().enumerate() {
        let rest = (amounts.len() - 1 - n) as i64;
        let previous = (n > 0).then_some(rest + 1);
        tx.exec(
            sql!(
                "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                     previous_fund, prior, running)
                 VALUES (?1, ?2, ?3, '1102', 'transfer', 'asset', NULL, ?4, ?5, ?6, ?7, ?8)"
            ),
            vals![id, rest, fund, amount, previous, previous.map(|_| fund), prior, prior + amount],
        )?;
        prior += amount;
    }
    tx.exec(
        sql!(
            "INSERT INTO ledger_transaction (id, number, kind, day, month, open, memo, reference, party, rest, total,
                 reverses, origin, origin_id, opens_fund, opens_account, author, at)
             VALUES (?1, 'J-0', 'transfer', '2026-08-05', '2026-08', TRUE, 'x', NULL, NULL, 0, ?2, NULL, 'ledger', ?1, NULL,
                 NULL, NULL, 0)"
        ),
        vals![id, total],
    )
    .map(drop)
}

#[test]
fn the_database_itself_takes_no_transaction_whose_postings_do_not_sum_to_0() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        let forged = |amounts: &'static [i64], total| write(store, move |tx| forge(tx, fund, amounts, total));
        assert!(matches!(forged(&[5, -4], 0), Err(Error::Reference(_))), "it says 0, but its end is 1");
        assert!(matches!(forged(&[5, -4], 1), Err(Error::Check(_))), "it says what it is, which is not 0");
        assert!(matches!(forged(&[], 0), Err(Error::Reference(_))), "it has no postings");
        forged(&[5, -5], 0).unwrap();
    });
}

#[test]
fn the_database_takes_no_further_posting_to_a_transaction_that_stands() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        for (rest, previous, prior) in
            [(0_i64, None, 0_i64), (7, None, 0), (1, Some(2_i64), 100), (0, Some(1), 100)]
        {
            let added = write(store, move |tx| {
                let (id,): (Id<funds::Transaction>,) =
                    tx.one(sql!("SELECT id FROM ledger_transaction"), vals![])?;
                tx.exec(
                    sql!(
                        "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                             previous_fund, prior, running)
                         VALUES (?1, ?2, ?3, '1102', 'receipt', 'asset', NULL, 9, ?4, ?5, ?6, ?7)"
                    ),
                    vals![id, rest, fund, previous, previous.map(|_| fund), prior, prior + 9],
                )
            });
            assert!(matches!(added, Err(Error::Unique { .. } | Error::Reference(_))), "{rest}: {added:?}");
        }
    });
}

#[test]
fn what_stands_in_the_ledger_is_neither_changed_nor_deleted() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| filled(tx, 100)).unwrap();
        let tried = [
            write(store, |tx| tx.exec(sql!("UPDATE posting SET amount = amount + 1"), vals![])),
            write(store, |tx| tx.exec(sql!("DELETE FROM posting"), vals![])),
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET memo = 'lain'"), vals![])),
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET day = '2026-08-06'"), vals![])),
            write(store, |tx| tx.exec(sql!("DELETE FROM ledger_transaction"), vals![])),
        ];
        for one in tried {
            assert!(matches!(one, Err(Error::Check(_))), "{one:?}");
        }
        // Whom it was with may be forgotten.
        assert_eq!(
            write(store, |tx| tx.exec(sql!("UPDATE ledger_transaction SET party = NULL"), vals![])).unwrap(),
            1
        );
    });
}

#[test]
fn a_reversal_takes_back_what_there_was_once_and_is_not_taken_back_itself() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let id = write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 700))).unwrap();
        assert_eq!(
            keys(write(store, move |tx| ledger::reverse(tx, &now(), id, None, "  "))),
            ["ledger-why-missing"]
        );
        let back = write(store, move |tx| ledger::reverse(tx, &now(), id, None, "Salah rekening")).unwrap();
        assert_eq!(left(store, fund), 0);
        for twice in [id, back] {
            let again = write(store, move |tx| ledger::reverse(tx, &now(), twice, None, "Lagi"));
            assert_eq!(keys(again), ["ledger-reversed-already"]);
        }
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_gift_that_was_spent_already_is_not_taken_back() {
    on_both(SCHEMAS, |store| {
        let (own, id) = write(store, |tx| {
            let own = own(tx)?;
            let id = gifts::receive(tx, &now(), &receipt(own, 700))?;
            let lines = vec![
                Posting::new(own, accounts::BOOKS, Rupiah(600)),
                Posting::new(own, accounts::BANK, Rupiah(-600)),
            ];
            ledger::post(tx, &now(), &NewTransaction { kind: TransactionKind::Payment, ..raw(lines) })?;
            Ok((own, id))
        })
        .unwrap();
        let refused =
            write(store, move |tx| ledger::reverse(tx, &now(), id, None, "Donatur berubah pikiran"));
        assert_eq!(keys(refused), ["account-short"]);
        assert_eq!(left(store, own), 100);
    });
}

#[test]
fn nothing_is_posted_into_a_closed_month_until_it_is_opened_again_with_a_reason() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let in_july = move |tx: &mut Tx<'_>| {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 7, 20), ..receipt(fund, 50) })
        };
        write(store, in_july).unwrap();
        assert_eq!(keys(write(store, |tx| months::close(tx, &now(), "2026-08"))), ["month-not-over"]);
        write(store, |tx| months::close(tx, &now(), "2026-07")).unwrap();
        assert_eq!(keys(write(store, in_july)), ["month-closed"]);
        let in_june = move |tx: &mut Tx<'_>| {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 6, 1), ..receipt(fund, 50) })
        };
        assert_eq!(
            keys(write(store, in_june)),
            ["month-closed"],
            "a month before a closed one is closed too"
        );
        // The database says no as well.
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO ledger_transaction (id, number, kind, day, month, open, memo, reference, party, rest,
                         total, reverses, origin, origin_id, opens_fund, opens_account, author, at)
                     SELECT l.ledger_transaction, 'J-9', 'receipt', '2026-07-03', '2026-07', TRUE, 'x', NULL, NULL, 0, 0,
                         NULL, 'ledger', l.ledger_transaction, NULL, NULL, NULL, 0 FROM posting l WHERE l.rest = 0"
                ),
                vals![],
            )
        });
        assert!(matches!(forged, Err(Error::Reference(_) | Error::Unique { .. })), "{forged:?}");
        write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 50))).unwrap();
        assert_eq!(
            keys(write(store, |tx| months::reopen(tx, &now(), "2026-07", ""))),
            ["ledger-why-missing"]
        );
        write(store, |tx| months::reopen(tx, &now(), "2026-07", "Kuitansi tertinggal")).unwrap();
        write(store, in_july).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn amounts_that_are_none_and_days_to_come_are_refused_with_their_reasons() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let tried = |amount| keys(write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, amount))));
        assert_eq!(tried(0), ["amount-not-positive"]);
        assert_eq!(tried(-5), ["amount-not-positive"]);
        assert_eq!(tried(i64::MAX), ["amount-too-large"]);
        assert_eq!(tried(i64::MIN), ["amount-not-positive"]);
        let tomorrow = write(store, move |tx| {
            let receipt = Receipt { day: date(2026, 8, 6), memo: " ".into(), ..receipt(fund, 5) };
            gifts::receive(tx, &now(), &receipt)
        });
        assert_eq!(keys(tomorrow), ["memo-missing", "ledger-day-future"]);
        // Sums that would run over every number are no way round either.
        let absurd = write(store, move |tx| {
            let lines = (0..4).map(|n| {
                Posting::new(fund, accounts::BANK, Rupiah(if n % 2 == 0 { i64::MAX } else { -i64::MAX }))
            });
            ledger::post(tx, &now(), &raw(lines.collect()))
        });
        assert_eq!(keys(absurd), ["amount-out-of-bounds"]);
    });
}

#[test]
fn restricted_money_moves_to_the_cash_box_and_to_no_other_fund() {
    on_both(SCHEMAS, |store| {
        let (grant, own) = write(store, |tx| Ok((filled(tx, 900)?, own(tx)?))).unwrap();
        let transfer = move |to, into: &'static str| Transfer {
            from: grant,
            out_of: accounts::BANK.into(),
            to,
            into: into.into(),
            amount: Rupiah(300),
            day: date(2026, 8, 5),
            memo: "Uang kecil".into(),
        };
        write(store, move |tx| gifts::transfer(tx, &now(), &transfer(grant, accounts::CASH))).unwrap();
        assert_eq!(left(store, grant), 900);
        let refused = write(store, move |tx| gifts::transfer(tx, &now(), &transfer(own, accounts::BANK)));
        assert_eq!(keys(refused), ["transfer-restricted"]);
        let nowhere = write(store, move |tx| gifts::transfer(tx, &now(), &transfer(grant, accounts::BANK)));
        assert_eq!(keys(nowhere), ["transfer-nowhere"]);
        let too_much = write(store, move |tx| {
            let back = Transfer {
                out_of: accounts::CASH.into(),
                amount: Rupiah(301),
                ..transfer(grant, accounts::BANK)
            };
            gifts::transfer(tx, &now(), &back)
        });
        assert_eq!(keys(too_much), ["account-short"], "the box holds 300");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_statement_goes_from_what_was_there_to_what_is_left() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = grant(tx)?;
            let opening = date(2026, 1, 2);
            gifts::open_with(tx, &now(), fund, accounts::BANK, Rupiah(400), opening, "Saldo awal")?;
            gifts::receive(tx, &now(), &receipt(fund, 1_000))?;
            let lines = vec![
                Posting::new(fund, accounts::BOOKS, Rupiah(250)),
                Posting::new(fund, accounts::BANK, Rupiah(-250)),
            ];
            ledger::post(tx, &now(), &NewTransaction { kind: TransactionKind::Payment, ..raw(lines) })?;
            Ok(fund)
        })
        .unwrap();
        let august = store
            .read_blocking(move |tx| statement::of(tx, fund, date(2026, 8, 1), date(2026, 8, 31)))
            .unwrap();
        assert_eq!(
            (august.before.0, august.came().0, august.went().0, august.after().0),
            (400, 1_000, 250, 1_150)
        );
        let whole = store
            .read_blocking(move |tx| statement::of(tx, fund, date(2026, 1, 1), date(2026, 12, 31)))
            .unwrap();
        assert_eq!(
            (whole.before.0, whole.movements.len()),
            (400, 2),
            "what was there at first was there before"
        );
        assert_eq!(august.after().0, left(store, fund));
        let sums =
            store.read_blocking(|tx| statement::sums(tx, date(2026, 1, 1), date(2026, 12, 31))).unwrap();
        let sums: Vec<_> = sums.iter().map(|sum| (sum.income, sum.amount.0)).collect();
        assert_eq!(sums, [(true, 1_000), (false, 250)], "an opening balance is no income");
    });
}

#[test]
fn a_fund_keeps_its_kind_once_money_moved_and_is_closed_when_it_is_empty() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let free = move |tx: &mut Tx<'_>| {
            let before = one(tx, fund)?;
            let new = NewFund {
                title: before.title,
                kind: FundKind::Unrestricted,
                purpose: String::new(),
                giver: None,
                since: before.since,
                until: None,
                promised: None,
                public: true,
            };
            funds::funds::change(tx, &now(), fund, &new)
        };
        let id = write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 5))).unwrap();
        let stays = ["fund-kind-stays", "fund-terms-stay", "fund-terms-stay", "fund-terms-stay"];
        assert_eq!(keys(write(store, free)), stays, "its purpose, its giver and its end stay too");
        assert_eq!(keys(write(store, move |tx| funds::funds::close(tx, &now(), fund))), ["fund-not-empty"]);
        write(store, move |tx| ledger::reverse(tx, &now(), id, None, "Salah dana")).unwrap();
        write(store, move |tx| funds::funds::close(tx, &now(), fund)).unwrap();
        let late = write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 5)));
        assert_eq!(keys(late), ["fund-is-closed"]);
    });
}

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
}

#[test]
fn the_database_adds_up_what_is_in_a_fund_itself_and_postings_of_no_transaction_are_nothing() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, 0, ?2, '1102', 'receipt', 'asset', NULL, 7, NULL, NULL, 0, 7)"
                ),
                vals![Id::<funds::Transaction>::new(), fund],
            )
        })
        .unwrap();
        assert_eq!(left(store, fund), 100);
        assert_eq!(violations(store), ["funds.every-posting-has-its-transaction: 1"]);
    });
}

#[test]
fn a_library_that_is_copied_takes_its_balances_along_as_they_are_and_goes_on_adding_up() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 500)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salinan.db");
        ::store::copy::export(store, &SCHEMAS.to_vec(), &path).unwrap();
        let copy = Store::open(::store::Location::File(path), ::store::Options::default()).unwrap();
        assert_eq!(left(&copy, fund), 500);
        write(&copy, move |tx| gifts::receive(tx, &now(), &receipt(fund, 5))).unwrap();
        assert_eq!(left(&copy, fund), 505);
        assert_eq!(violations(&copy), [""; 0]);
    });
}

#[test]
fn the_database_takes_no_chain_in_which_one_fund_pays_for_another() {
    on_both(SCHEMAS, |store| {
        let (one, other) = write(store, |tx| Ok((filled(tx, 100)?, own(tx)?))).unwrap();
        let crossed = write(store, move |tx| {
            let id = Id::<funds::Transaction>::new();
            let lines = [(1_i64, one, -5_i64, None, 0_i64), (0, other, 5, Some(one), -5)];
            for (rest, fund, amount, before, prior) in lines {
                tx.exec(
                    sql!(
                        "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount,
                             previous, previous_fund, prior, running)
                         VALUES (?1, ?2, ?3, '1102', 'transfer', 'asset', NULL, ?4, ?5, ?6, ?7, ?8)"
                    ),
                    vals![id, rest, fund, amount, before.map(|_| rest + 1), before, prior, prior + amount],
                )?;
            }
            Ok(())
        });
        assert!(matches!(crossed, Err(Error::Check(_))), "{crossed:?}");
    });
}

#[test]
fn an_account_stands_where_its_kind_belongs_for_the_rules_and_for_the_database() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        for (kind, debit, credit) in [
            (TransactionKind::Payment, accounts::BOOKS, accounts::GRANTS),
            (TransactionKind::Payment, accounts::BANK, accounts::CASH),
            (TransactionKind::Receipt, accounts::BOOKS, accounts::GRANTS),
            (TransactionKind::Receipt, accounts::BANK, accounts::OPENING),
            (TransactionKind::Transfer, accounts::BOOKS, accounts::BANK),
            (TransactionKind::Opening, accounts::BANK, accounts::GRANTS),
        ] {
            let refused = write(store, move |tx| {
                let lines =
                    vec![Posting::new(fund, debit, Rupiah(10)), Posting::new(fund, credit, Rupiah(-10))];
                ledger::post(tx, &now(), &NewTransaction { kind, ..raw(lines) })
            });
            assert_eq!(keys(refused), ["account-out-of-place"], "{kind} {debit} {credit}");
        }
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, 1, ?2, '4101', 'payment', 'income', NULL, -7, NULL, NULL, 0, -7)"
                ),
                vals![Id::<funds::Transaction>::new(), fund],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
    });
}

#[test]
fn what_was_posted_for_something_else_is_taken_back_by_that_alone() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, grant).unwrap();
        let order = funds::Origin::new("order", Id::<()>::new());
        let id = write(store, move |tx| {
            gifts::receive(tx, &now(), &Receipt { origin: Some(order), ..receipt(fund, 700) })
        })
        .unwrap();
        let other = funds::Origin::new("order", Id::<()>::new());
        for by in [None, Some(other)] {
            let refused = write(store, move |tx| ledger::reverse(tx, &now(), id, by, "Salah"));
            assert_eq!(keys(refused), ["ledger-of-another"], "{by:?}");
        }
        assert_eq!(left(store, fund), 700);
        write(store, move |tx| ledger::reverse(tx, &now(), id, Some(order), "Salah")).unwrap();
        assert_eq!(left(store, fund), 0);
        let all = store.read_blocking(move |tx| list::of_origin(tx, order)).unwrap();
        assert_eq!(all.len(), 2, "the reversal belongs to the same");
        let forged = write(store, |tx| {
            tx.exec(sql!("UPDATE ledger_transaction SET origin = 'ledger', origin_id = id"), vals![])
        });
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
    });
}

#[test]
fn an_opening_balance_is_written_once_for_each_account_and_before_anything_else_happened() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, own).unwrap();
        let open = |account: &'static str, day| {
            write(store, move |tx| gifts::open_with(tx, &now(), fund, account, Rupiah(50), day, "Saldo awal"))
        };
        let wrong = open(accounts::BANK, date(2026, 8, 1)).unwrap();
        assert_eq!(keys(open(accounts::BANK, date(2026, 8, 1))), ["opening-twice"]);
        write(store, move |tx| ledger::reverse(tx, &now(), wrong, None, "Salah jumlah")).unwrap();
        open(accounts::BANK, date(2026, 8, 1)).unwrap();
        write(store, move |tx| gifts::receive(tx, &now(), &receipt(fund, 5))).unwrap();
        open(accounts::CASH, date(2026, 8, 5)).unwrap();
        write(store, |tx| accounts::add(tx, &now(), "1103", funds::AccountKind::Asset, "Bank kedua"))
            .unwrap();
        write(store, move |tx| {
            gifts::receive(tx, &now(), &Receipt { day: date(2026, 8, 3), ..receipt(fund, 5) })
        })
        .unwrap();
        assert_eq!(keys(open("1103", date(2026, 8, 4))), ["opening-late"]);
        open("1103", date(2026, 8, 3)).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
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
    ];
    prop::collection::vec(one, 1..40)
}

/// What was posted, promised and asked for so far, for later deeds to name.
#[derive(Debug, Clone, Default)]
struct Known {
    posted: Vec<Id<funds::Transaction>>,
    held: Vec<Id<funds::Encumbrance>>,
    asked: Vec<Id<funds::Spending>>,
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
    let moved = |from, to, into: &str, amount| Transfer {
        from,
        out_of: accounts::BANK.into(),
        to,
        into: into.into(),
        amount: Rupiah(amount),
        day: date(2026, 8, 5),
        memo: "Pindah".into(),
    };
    let named = |all: &[Id<funds::Spending>], n: usize| all.get(n).copied().ok_or(Error::Missing);
    let posted = match *deed {
        Deed::Receive(fund, amount) => {
            let day = date(2026, 8, 1 + (amount % 5) as i8);
            gifts::receive(tx, &now(), &Receipt { day, ..receipt(of(fund), amount) })
        }
        Deed::Spend(fund, amount) => {
            let lines = vec![
                Posting::new(of(fund), accounts::BOOKS, Rupiah(amount)),
                Posting::new(of(fund), accounts::BANK, Rupiah(-amount)),
            ];
            ledger::post(tx, &now(), &NewTransaction { kind: TransactionKind::Payment, ..raw(lines) })
        }
        Deed::Carry(fund, amount) => {
            gifts::transfer(tx, &now(), &moved(of(fund), of(fund), accounts::CASH, amount))
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
            return encumbrances::release(tx, held, Rupiah(amount));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_tried_every_transaction_sums_to_0_and_no_fund_has_less_than_nothing(all in deeds()) {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let both = write(&store, |tx| Ok([grant(tx)?, own(tx)?])).unwrap();
        let mut known = Known::default();
        for deed in all {
            known.try_it(&store, both, &deed);
            for fund in both {
                let (balance, committed, held) = promised(&store, fund);
                prop_assert!(committed == held && (0..=balance).contains(&held), "{deed:?}: {held} of {balance}");
            }
        }
        prop_assert_eq!(violations(&store), [""; 0]);
        let restricted = left(&store, both[0]);
        let cash: i64 = stand(&store).into_iter().filter(|(_, account, _)| account.starts_with("11")).map(|row| row.2).sum();
        prop_assert!(restricted >= 0 && restricted <= cash, "restricted {restricted} of {cash}");
    }

    #[test]
    fn the_public_page_each_statement_and_the_sums_of_a_span_agree_however_it_is_cut(all in deeds(), cut in 1..9_i8) {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let both = write(&store, |tx| {
            let both = [grant(tx)?, own(tx)?];
            gifts::open_with(tx, &now(), both[1], accounts::CASH, Rupiah(300), date(2026, 8, 1), "Saldo awal")?;
            Ok(both)
        })
        .unwrap();
        let mut known = Known::default();
        for deed in all {
            known.try_it(&store, both, &deed);
        }
        let spans = [
            (date(1900, 1, 1), date(2026, 8, cut)),
            (date(2026, 8, cut).tomorrow().unwrap(), date(2026, 12, 31)),
        ];
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
            prop_assert_eq!(told[0].moved(), -told[1].moved());
            ends.push(told);
        }
        for n in 0..2 {
            prop_assert_eq!(ends[1][n].after().0, promised(&store, both[n]).0, "the last span ends with what is there");
            if cut > 1 {
                prop_assert_eq!(ends[0][n].after(), ends[1][n].before, "one span begins where the other ended");
            }
        }
    }

    #[test]
    fn a_reversal_restores_what_was_before(all in deeds(), last in 1..800_i64) {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let both = write(&store, |tx| Ok([grant(tx)?, own(tx)?])).unwrap();
        let mut known = Known::default();
        for deed in all {
            known.try_it(&store, both, &deed);
        }
        let before = stand(&store);
        let id = write(&store, move |tx| gifts::receive(tx, &now(), &receipt(both[0], last))).unwrap();
        write(&store, move |tx| ledger::reverse(tx, &act("2026-09-01T08:00"), id, None, "Salah")).unwrap();
        prop_assert_eq!(stand(&store), before);
    }
}
