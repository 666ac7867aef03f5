//! Money comes in, was there, goes from one place to another; and what a statement tells of it.

use crate::books::{
    SCHEMAS, filled, gift, grant, keys, left, moved, now, own, raw, receipt, slip, spend, violations, write,
};
use funds::{
    FundKind, TransactionKind, documents,
    funds::{NewFund, one},
    gifts::{self, Receipt, Transfer},
    ledger::{self, NewTransaction, Posting, accounts, list},
    spending::RECEIPT_FROM,
    statement,
};
use jiff::civil::date;
use kernel::Rupiah;
use store::{Error, Tx, sql, vals};
use trial::on_both;

#[test]
fn money_that_comes_in_stands_in_the_bank_and_as_a_grant_of_its_giver() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = grant(tx)?;
            let from = one(tx, fund)?.giver;
            gifts::receive(tx, &now(), &Receipt { from, ..gift(fund, 5_000_000) })?;
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
fn what_another_gives_into_a_fund_and_what_the_bank_pays_is_not_in_the_name_of_its_giver() {
    on_both(SCHEMAS, |store| {
        let (fund, told) = write(store, |tx| {
            let fund = grant(tx)?;
            let from = one(tx, fund)?.giver;
            gifts::receive(tx, &now(), &Receipt { from, ..gift(fund, 700) })?;
            let interest = gifts::receive(tx, &now(), &receipt(fund, 50))?;
            let other = gifts::receive(tx, &now(), &gift(fund, 900))?;
            assert_eq!((list::one(tx, interest)?.party, list::one(tx, other)?.party), (None, None));
            Ok((fund, statement::of(tx, fund, date(2026, 8, 1), date(2026, 8, 31))?))
        })
        .unwrap();
        assert_eq!((told.given.0, told.given_by_others.0, told.came().0), (700, 900, 1_650));
        let named: Vec<_> = told.movements.iter().filter_map(|one| one.party_name.as_deref()).collect();
        assert_eq!(named, ["Yayasan Contoh"]);
        let promised = sql!("UPDATE fund SET promised = 5 WHERE id = ?1");
        let forged = write(store, move |tx| tx.exec(promised, vals![fund]));
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn money_that_comes_in_from_an_amount_on_has_its_document_as_a_payment_has() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, own).unwrap();
        let take = |amount, proof: Option<documents::Proof>| {
            let new = Receipt { proof, ..receipt(fund, amount) };
            write(store, move |tx| gifts::receive(tx, &now(), &new))
        };
        take(49_999, None).expect("so little may come without");
        assert_eq!(keys(take(50_000, None)), ["receipt-document-missing"]);
        let shown = take(50_000, Some(slip())).unwrap();
        let told =
            store.read_blocking(move |tx| Ok((list::one(tx, shown)?, documents::of_transaction(tx, shown)?)));
        let (posted, kept) = told.unwrap();
        assert_eq!((posted.documents, kept[0].title.as_str()), (1, "Slip setoran"));
        write(store, move |tx| gifts::receive(tx, &now(), &gift(fund, 700_000)))
            .expect("a gift shows itself");
        let forged = |amount, proof: Option<documents::Proof>| {
            let lines = vec![
                Posting::new(fund, accounts::BANK, Rupiah(amount)),
                Posting::new(fund, accounts::OTHER_INCOME, Rupiah(-amount)),
            ];
            let new = NewTransaction { kind: TransactionKind::Receipt, proof, ..raw(lines) };
            write(store, move |tx| ledger::post(tx, &now(), &new))
        };
        let without = forged(50_000, None);
        assert!(matches!(without, Err(Error::Check(_))), "{without:?}");
        forged(50_000, Some(slip())).unwrap();
        write(store, |tx| RECEIPT_FROM.set(tx, &now(), "100")).unwrap();
        assert_eq!(keys(take(100, None)), ["receipt-document-missing"]);
        let without = forged(100, None);
        assert!(
            matches!(without, Err(Error::Check(_))),
            "the database asks for what was decided: {without:?}"
        );
        assert_eq!(violations(store), [""; 0]);
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

#[test]
fn restricted_money_moves_to_the_cash_box_and_to_no_other_fund() {
    on_both(SCHEMAS, |store| {
        let (grant, own) = write(store, |tx| Ok((filled(tx, 900)?, own(tx)?))).unwrap();
        let transfer = move |to, into: &'static str| moved(grant, to, into, 300);
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
            spend(tx, fund, 250)?;
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
