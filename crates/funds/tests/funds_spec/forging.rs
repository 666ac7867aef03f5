//! What the database refuses from whoever writes past the program.

use crate::books::{
    SCHEMAS, approve, by, filled, free, grant, left, now, own, pay, receipt, spend, state, violations, wish,
    write,
};
use funds::{
    Fund, SpendingState, Transaction, budgets, encumbrances,
    gifts::{self, Receipt},
    ledger::{self, months},
    spending,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use store::{Error, Result, Sql, Store, Tx, sql, vals};
use trial::on_both;

/// A line as it is forged: fund, account, what the account is, amount.
type Line = (Id<Fund>, &'static str, &'static str, i64);

/// A transaction past every rule of the program.
#[derive(Debug, Clone)]
struct Forged {
    id: Id<Transaction>,
    kind: &'static str,
    day: &'static str,
    /// Whether it says that its month is open.
    open: bool,
    /// What it says it was posted for; the ledger where nothing is named.
    origin: Option<(&'static str, Id<web::Origin>)>,
    reverses: Option<Id<Transaction>>,
    /// The fund and the account whose beginning it says it is.
    opens: Option<(Id<Fund>, &'static str)>,
    lines: Vec<Line>,
    total: i64,
    booked: bool,
}

impl Forged {
    fn new(kind: &'static str, lines: Vec<Line>) -> Self {
        Self {
            id: Id::new(),
            kind,
            day: "2026-08-05",
            open: true,
            origin: None,
            reverses: None,
            opens: None,
            lines,
            total: 0,
            booked: false,
        }
    }

    /// What lies in the bank of a fund as lines of these amounts.
    fn bank(fund: Id<Fund>, amounts: &[i64]) -> Self {
        Self::new("transfer", amounts.iter().map(|amount| (fund, "1102", "asset", *amount)).collect())
    }

    fn postings(&self, tx: &mut Tx<'_>) -> Result<()> {
        let (mut prior, mut before) = (0, None::<(i64, Id<Fund>)>);
        for (n, (fund, account, nature, amount)) in self.lines.iter().enumerate() {
            let rest = (self.lines.len() - 1 - n) as i64;
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, ?8, ?9, ?10, ?11)"
                ),
                vals![
                    self.id,
                    rest,
                    fund,
                    account,
                    self.kind,
                    nature,
                    amount,
                    before.map(|(rest, _)| rest),
                    before.map(|(_, fund)| fund),
                    prior,
                    prior + amount
                ],
            )?;
            prior += amount;
            before = Some((rest, *fund));
        }
        Ok(())
    }

    fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.postings(tx)?;
        let (origin, origin_id) = self.origin.unwrap_or(("ledger", self.reverses.unwrap_or(self.id).cast()));
        tx.exec(
            sql!(
                "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, reference, party, rest,
                     total, reverses, origin, origin_id, opens_fund, opens_account, author, at)
                 VALUES (?1, ?2, ?3, ?11, substr(?11, 1, 7), ?12, ?4, 'x', NULL, NULL, 0, ?5, ?6, ?7, ?8, ?9, ?10, NULL, 0)"
            ),
            vals![
                self.id,
                self.id.to_string(),
                self.kind,
                self.booked,
                self.total,
                self.reverses,
                origin,
                origin_id,
                self.opens.map(|(fund, _)| fund),
                self.opens.map(|(_, account)| account),
                self.day,
                self.open
            ],
        )
        .map(drop)
    }

    fn tried(self, store: &Store) -> Result<()> {
        write(store, move |tx| self.write(tx))
    }
}

/// What breaks the books, but for what was written past the program, which the journal knows nothing of.
fn broken(store: &Store) -> Vec<String> {
    let mut all = violations(store);
    all.retain(|one| !one.starts_with("funds.the-journal-tells-the-same"));
    all
}

/// Stops the test unless the database says no.
#[track_caller]
fn refused<T: std::fmt::Debug>(tried: Result<T>, what: &str) {
    let no = tried.unwrap_err();
    assert!(matches!(no, Error::Check(_)), "{what}: {no:?}");
}

/// The same of a statement about what this id names.
#[track_caller]
fn refuses<T>(store: &Store, statement: &'static Sql, id: Id<T>) {
    let id: Id<()> = id.cast();
    refused(write(store, move |tx| tx.exec(statement, vals![id])), statement.text());
}

#[test]
fn the_database_itself_takes_no_transaction_whose_postings_do_not_sum_to_0() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        let forged = |amounts: &[i64], total| Forged { total, ..Forged::bank(fund, amounts) }.tried(store);
        let uneven = vec![(fund, "1102", "asset", 5), (fund, "4103", "income", -4)];
        let uneven = Forged::new("receipt", uneven).tried(store);
        assert!(matches!(uneven, Err(Error::Reference(_))), "it says 0, but its end is 1: {uneven:?}");
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
                let (id,): (Id<Transaction>,) = tx.one(sql!("SELECT id FROM ledger_transaction"), vals![])?;
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
fn no_balance_changes_but_by_a_transaction_and_once() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        for forged in [
            sql!("UPDATE ledger_balance SET amount = amount + 7 WHERE fund = ?1 AND account = '1102'"),
            sql!("UPDATE ledger_balance SET amount = 0 WHERE fund = ?1 AND account = '4103'"),
            sql!("UPDATE fund SET balance = balance + 7 WHERE id = ?1"),
            sql!("UPDATE fund SET balance = 0 WHERE id = ?1"),
            sql!("UPDATE fund SET committed = 7 WHERE id = ?1"),
            sql!("UPDATE ledger_transaction SET booked = FALSE WHERE id <> ?1"),
            sql!(
                "INSERT INTO fund (id, code, title, kind, since, public, balance, committed)
                 VALUES (?1, 'D-9', 'Palsu', 'unrestricted', '2026-01-01', TRUE, 7, 0)"
            ),
        ] {
            refuses(store, forged, fund);
        }
        let widened = write(store, move |tx| {
            tx.exec(sql!("DELETE FROM ledger_balance WHERE fund = ?1 AND account = '5105'"), vals![fund])?;
            tx.exec(
                sql!("INSERT INTO ledger_balance (fund, account, kind, amount) VALUES (?1, '5105', 'expense', 7)"),
                vals![fund],
            )
        });
        refused(widened, "a new account has nothing");
        let gone = write(store, move |tx| {
            tx.exec(sql!("DELETE FROM ledger_balance WHERE fund = ?1 AND account = '1102'"), vals![fund])
        });
        assert!(matches!(gone, Err(Error::Reference(_))), "what was posted stands: {gone:?}");
        let counted = Forged { booked: true, ..Forged::bank(fund, &[5, -5]) };
        refused(counted.tried(store), "it says that it was added up already");
        assert_eq!(left(store, fund), 100);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn transactions_that_are_written_together_are_added_up_once_each() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 100)).unwrap();
        write(store, move |tx| {
            for _ in 0..2 {
                let lines = vec![(fund, "1102", "asset", 7), (fund, "4103", "income", -7)];
                Forged::new("receipt", lines).postings(tx)?;
            }
            tx.exec(
                sql!(
                    "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, rest, total, origin,
                         origin_id, at)
                     SELECT l.ledger_transaction, 'J-' || row_number() OVER (), 'receipt', '2026-08-05', '2026-08', TRUE,
                         FALSE, 'x', 0, 0, 'ledger', l.ledger_transaction, 0
                     FROM posting l WHERE l.rest = 0 AND l.ledger_transaction NOT IN (SELECT id FROM ledger_transaction)"
                ),
                vals![],
            )
        })
        .unwrap();
        assert_eq!(left(store, fund), 114);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn what_a_promise_holds_changes_by_what_is_written_of_it_alone() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| filled(tx, 1_000)).unwrap();
        let held = write(store, move |tx| encumbrances::hold(tx, &now(), fund, None, Rupiah(600), "Pesanan"))
            .unwrap();
        for forged in [
            sql!("UPDATE encumbrance SET amount = amount - 1 WHERE id = ?1"),
            sql!("UPDATE encumbrance SET open = FALSE WHERE id = ?1"),
            sql!("UPDATE encumbrance_entry SET amount = 1 WHERE encumbrance = ?1"),
            sql!("DELETE FROM encumbrance_entry WHERE encumbrance = ?1"),
            sql!("UPDATE fund SET committed = 0 WHERE id <> ?1"),
            sql!(
                "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, -601, NULL, 0)"
            ),
            sql!(
                "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, 401, NULL, 0)"
            ),
        ] {
            refuses(store, forged, held);
        }
        let ready = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO encumbrance (id, fund, amount, open, what, at) VALUES (?1, ?2, 5, TRUE, 'Palsu', 0)"
                ),
                vals![Id::<()>::new(), fund],
            )
        });
        refused(ready, "a promise begins with nothing");
        write(store, move |tx| encumbrances::release(tx, &now(), held, Rupiah(200))).unwrap();
        write(store, move |tx| encumbrances::end(tx, &now(), held)).unwrap();
        let told: Vec<(i64,)> = store
            .read_blocking(move |tx| {
                tx.all(
                    sql!("SELECT amount FROM encumbrance_entry WHERE encumbrance = ?1 ORDER BY number"),
                    vals![held],
                )
            })
            .unwrap();
        assert_eq!(told, [(600,), (-200,), (-400,)], "what was held and let go of stays written down");
        assert_eq!(left(store, fund), 1_000);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_takes_no_reversal_that_does_not_mirror_what_it_takes_back() {
    on_both(SCHEMAS, |store| {
        let (fund, id) = write(store, |tx| {
            let fund = own(tx)?;
            Ok((fund, gifts::receive(tx, &now(), &receipt(fund, 700))?))
        })
        .unwrap();
        let back = |id, out: i64| {
            let lines = vec![(fund, "4103", "income", out), (fund, "1102", "asset", -out)];
            Forged { reverses: Some(id), ..Forged::new("reversal", lines) }
        };
        refused(back(id, 699).tried(store), "a rupiah is missing");
        let other = vec![(fund, "4102", "income", 700), (fund, "1102", "asset", -700)];
        let other = Forged { reverses: Some(id), ..Forged::new("reversal", other) };
        refused(other.tried(store), "it came as something else");
        let mirror = back(id, 700);
        let reversal = mirror.id;
        mirror.tried(store).unwrap();
        refused(back(reversal, -700).tried(store), "a reversal is not reversed");
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_pays_nothing_that_was_not_approved_nor_more_than_that_nor_twice() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| free(tx, 5_000_000)).unwrap();
        let id = write(store, move |tx| spending::request(tx, &by(1), &wish(fund, 600_000))).unwrap();
        let paid = |of: Id<()>, amount: i64| {
            let lines = vec![(fund, "5102", "expense", amount), (fund, "1102", "asset", -amount)];
            let origin = Some(("spending", of.cast()));
            Forged { origin, ..Forged::new("payment", lines) }
        };
        let wished: Id<()> = id.cast();
        let nothing = Forged { origin: None, ..paid(wished, 5) };
        refused(nothing.tried(store), "nobody asked for it");
        refused(paid(Id::new(), 5).tried(store), "no such wish");
        refused(paid(wished, 600_000).tried(store), "nobody has approved it");
        refuses(store, sql!("UPDATE spending SET state = 'paid' WHERE id = ?1"), id);
        approve(store, id, 2, false).unwrap();
        refused(paid(wished, 600_001).tried(store), "more than was approved");
        let beside = vec![
            (fund, "5102", "expense", 600_000),
            (fund, "5105", "expense", 9),
            (fund, "1102", "asset", -600_009),
        ];
        refused(Forged { lines: beside, ..paid(wished, 0) }.tried(store), "something else beside it");
        let other = write(store, move |tx| spend(tx, fund, 7)).unwrap();
        let forged = sql!("UPDATE spending SET state = 'paid', ledger_transaction = ?2 WHERE id = ?1");
        let stolen = write(store, move |tx| tx.exec(forged, vals![id, other]));
        refused(stolen, "another one's payment");
        write(store, |tx| spending::RECEIPT_FROM.set(tx, &by(9), "1000000")).unwrap();
        pay(store, id).unwrap();
        refused(paid(wished, 600_000).tried(store), "it is paid already");
        for forged in [
            sql!("UPDATE spending SET state = 'approved', ledger_transaction = NULL WHERE id = ?1"),
            sql!("UPDATE spending SET state = 'withdrawn', ledger_transaction = NULL WHERE id = ?1"),
        ] {
            refuses(store, forged, id);
        }
        assert_eq!((state(store, id), left(store, fund)), (SpendingState::Paid, 4_399_993));
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_lets_no_restricted_money_into_another_fund() {
    on_both(SCHEMAS, |store| {
        let (bound, open) = write(store, |tx| Ok((filled(tx, 500)?, free(tx, 500)?))).unwrap();
        let moved = |from, to, by_way_of| {
            let lines = vec![
                (from, by_way_of, "equity", 200),
                (from, "1102", "asset", -200),
                (to, "1102", "asset", 200),
                (to, by_way_of, "equity", -200),
            ];
            Forged::new("transfer", lines).tried(store)
        };
        for by_way_of in ["3102", "3101"] {
            refused(moved(bound, open, by_way_of), by_way_of);
        }
        moved(open, bound, "3102").expect("what is free may be bound");
        assert_eq!((left(store, bound), left(store, open)), (700, 300));
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_takes_as_a_beginning_only_what_one_fund_had_before_anything_happened_to_it() {
    on_both(SCHEMAS, |store| {
        let (bound, open, fresh) = write(store, |tx| {
            let early = |fund| Receipt { day: date(2026, 8, 1), ..receipt(fund, 500) };
            let (bound, open) = (grant(tx)?, own(tx)?);
            gifts::receive(tx, &now(), &early(bound))?;
            gifts::receive(tx, &now(), &early(open))?;
            Ok((bound, open, grant(tx)?))
        })
        .unwrap();
        let opening = |opens, lines| Forged { opens, ..Forged::new("opening", lines) }.tried(store);
        let had = |fund, by_way_of, amount: i64| {
            vec![(fund, "1102", "asset", amount), (fund, by_way_of, "equity", -amount)]
        };
        refused(
            opening(Some((bound, "1102")), had(bound, "3101", -200)),
            "money does not leave by a beginning",
        );
        refused(opening(None, had(fresh, "3101", 200)), "of no fund");
        refused(opening(Some((fresh, "1102")), had(fresh, "3102", 200)), "out of another fund");
        refused(opening(Some((fresh, "1101")), had(fresh, "3101", 200)), "of another account");
        let two = [had(fresh, "3101", 200), had(open, "3101", 200)].concat();
        refused(opening(Some((fresh, "1102")), two), "of two funds");
        refused(opening(Some((open, "1102")), had(open, "3101", 200)), "something happened before");
        opening(Some((fresh, "1102")), had(fresh, "3101", 200)).unwrap();
        let again = opening(Some((fresh, "1102")), had(fresh, "3101", 200));
        assert!(matches!(again, Err(Error::Unique { .. })), "{again:?}");
        let forgotten = sql!(
            "UPDATE ledger_transaction SET opens_fund = NULL, opens_account = NULL WHERE opens_fund = ?1"
        );
        refuses(store, forgotten, fresh);
        // What is taken back may be written rightly.
        write(store, move |tx| {
            let (id,): (Id<Transaction>,) =
                tx.one(sql!("SELECT id FROM ledger_transaction WHERE opens_fund = ?1"), vals![fresh])?;
            ledger::reverse(tx, &now(), id, None, "Salah hitung")
        })
        .unwrap();
        opening(Some((fresh, "1102")), had(fresh, "3101", 150)).unwrap();
        assert_eq!((left(store, bound), left(store, open), left(store, fresh)), (500, 500, 150));
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn the_database_takes_nothing_into_a_month_that_is_closed_and_opens_none_for_no_reason() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = own(tx)?;
            let july = Receipt { day: date(2026, 7, 2), ..receipt(fund, 500) };
            gifts::receive(tx, &now(), &july)?;
            months::close(tx, &now(), "2026-07")?;
            Ok(fund)
        })
        .unwrap();
        let in_july = |open| Forged { day: "2026-07-03", open, ..Forged::bank(fund, &[5, -5]) };
        let as_open = in_july(true).tried(store);
        assert!(matches!(as_open, Err(Error::Reference(_))), "it is closed: {as_open:?}");
        refused(in_july(false).tried(store), "it says so itself");
        let opened = write(store, |tx| tx.exec(sql!("UPDATE ledger_month SET open = TRUE"), vals![]));
        refused(opened, "nobody says why");
        let no_day = Forged { day: "2026-08-99", ..Forged::bank(fund, &[5, -5]) };
        refused(no_day.tried(store), "there is no such day");
    });
}

#[test]
fn the_database_moves_nothing_to_nowhere() {
    on_both(SCHEMAS, |store| {
        let open = write(store, |tx| free(tx, 500)).unwrap();
        for by_way_of in ["3101", "3102"] {
            let lines = vec![(open, by_way_of, "equity", 200), (open, "1102", "asset", -200)];
            refused(Forged::new("transfer", lines).tried(store), by_way_of);
        }
        assert_eq!(left(store, open), 500);
    });
}

#[test]
fn the_database_promises_no_more_under_a_line_of_a_budget_than_it_says() {
    on_both(SCHEMAS, |store| {
        let (held, line) = write(store, |tx| {
            let fund = filled(tx, 5_000)?;
            let line = budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(1_000))?;
            Ok((encumbrances::hold(tx, &now(), fund, Some(line), Rupiah(600), "Pesanan")?, line))
        })
        .unwrap();
        for forged in [
            sql!("UPDATE budget SET amount = 599 WHERE id = ?1"),
            sql!("UPDATE budget SET purpose = 'Lain' WHERE id = ?1"),
            sql!("UPDATE budget SET year = 2027 WHERE id = ?1"),
            sql!("DELETE FROM budget WHERE id = ?1"),
        ] {
            refuses(store, forged, line);
        }
        let more = sql!(
            "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at) VALUES (?1, 2, 401, NULL, 0)"
        );
        refuses(store, more, held);
        write(store, move |tx| encumbrances::raise(tx, &now(), held, Rupiah(400))).unwrap();
        assert_eq!(violations(store), [""; 0]);
    });
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
                vals![Id::<Transaction>::new(), fund],
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
        refuses(&copy, sql!("UPDATE fund SET balance = 1 WHERE id = ?1"), fund);
    });
}

#[test]
fn the_database_takes_no_chain_in_which_one_fund_pays_for_another() {
    on_both(SCHEMAS, |store| {
        let (one, other) = write(store, |tx| Ok((filled(tx, 100)?, own(tx)?))).unwrap();
        let lines = vec![(one, "1102", "asset", -5), (other, "1102", "asset", 5)];
        let crossed = write(store, move |tx| Forged::new("transfer", lines.clone()).postings(tx));
        refused(crossed, "its sum is not 0 where it goes from one fund to the other");
    });
}

#[test]
fn what_was_written_past_the_program_is_found_for_the_journal_tells_nothing_of_it() {
    on_both(SCHEMAS, |store| {
        let fund = write(store, |tx| {
            let fund = filled(tx, 900)?;
            let mistaken = gifts::receive(tx, &now(), &receipt(fund, 70))?;
            ledger::reverse(tx, &now(), mistaken, None, "Salah")?;
            gifts::transfer(tx, &now(), &crate::books::moved(fund, fund, ledger::accounts::CASH, 100))?;
            Ok(fund)
        })
        .unwrap();
        assert_eq!(violations(store), [""; 0], "what the program wrote, in whatever order its lines are");
        let forged = Forged::bank(fund, &[5, -5]);
        let number = forged.id.to_string();
        forged.tried(store).unwrap();
        assert_eq!(violations(store), [format!("funds.the-journal-tells-the-same: {number}")]);
        let papers = write(store, |tx| {
            tx.exec(
                sql!("INSERT INTO file (hash, kind, name, size, at) VALUES ('00', 'application/pdf', 'k.pdf', 1, 0)"),
                vals![],
            )?;
            tx.exec(
                sql!(
                    "INSERT INTO ledger_document (id, ledger_transaction, spending, title, file, author, at)
                     SELECT ?1, t.id, NULL, 'Kuitansi', '00', NULL, 0 FROM ledger_transaction t WHERE t.number = 'J-2026-0001'"
                ),
                vals![Id::<()>::new()],
            )
        });
        assert_eq!(papers.unwrap(), 1);
        assert!(
            violations(store).contains(&"funds.the-journal-tells-the-same: J-2026-0001 Kuitansi".to_owned())
        );
    });
}

#[test]
fn the_database_pays_no_more_under_a_line_of_a_budget_than_it_says() {
    on_both(SCHEMAS, |store| {
        let asked = write(store, |tx| {
            let fund = free(tx, 5_000)?;
            let line = budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(1_000))?;
            let id = spending::request(
                tx,
                &by(1),
                &spending::NewSpending { budget: Some(line), ..wish(fund, 600) },
            )?;
            Ok((fund, line, id))
        });
        let (fund, line, id) = asked.unwrap();
        assert_eq!(state(store, id), SpendingState::Approved);
        write(store, move |tx| {
            let held = spending::one(tx, id)?.encumbrance.unwrap();
            encumbrances::end(tx, &now(), held)?;
            budgets::plan(tx, &now(), fund, 2026, "Rak", Rupiah(599)).map(drop)
        })
        .unwrap();
        let paid = write(store, move |tx| {
            spending::pay(tx, &by(3), id, ledger::accounts::BANK, date(2026, 8, 5), "")
        });
        assert!(matches!(paid, Err(Error::Check(_))), "{paid:?}");
        write(store, move |tx| {
            let known = budgets::one(tx, line)?;
            budgets::plan(tx, &now(), fund, known.year, &known.purpose, Rupiah(600)).map(drop)
        })
        .unwrap();
        pay(store, id).unwrap();
    });
}
