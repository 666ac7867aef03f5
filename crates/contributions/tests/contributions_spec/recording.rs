//! What is recorded goes where it belongs: books into a box, money into a fund, things into the register.

use std::{sync::Barrier, thread};

use crate::town::{accepted, book, citizen, gift, in_a_library, keys, market, now, recorded, sound, write};
use catalogue::accession::{self, intake};
use contributions::{
    Direction, Kind,
    giving::{self, Entered, Filter, Recording},
    report,
    rules::Valuation,
    settings,
};
use kernel::{Id, Rupiah};
use store::Error;

#[test]
fn recorded_books_have_a_box_under_the_number_of_their_handover_record() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let one = recorded(store, &gift(store, Kind::Books, Some(giver)), 40, &market(1_800_000));
        let batch = one.batch.unwrap();
        let opened = store.read_blocking(move |tx| accession::by_id(tx, batch)).unwrap();
        assert_eq!(Some(opened.reference), one.handover);
        assert_eq!((opened.party, opened.expected, opened.worth), (Some(giver), 40, Rupiah(1_800_000)));
        let money = recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        assert_eq!(money.batch, None);
        sound(store);
    });
}

#[test]
fn the_annex_and_who_signed_stay_as_they_were_whatever_becomes_of_the_records() {
    in_a_library(|store| {
        let sign =
            |name: &'static str| write(store, move |tx| settings::SIGNER.set(tx, &now(), name)).unwrap();
        sign("Kepala\nDeisy Contoh");
        let one = recorded(store, &gift(store, Kind::Books, None), 2, &market(90_001));
        let (id, batch) = (one.id, one.batch.unwrap());
        let annex = || store.read_blocking(move |tx| accession::annex(tx, batch, 10)).unwrap();
        write(store, move |tx| {
            intake::take(tx, &now(), batch, "a", &book("Belum dikatalog"))?;
            intake::take(tx, &now(), batch, "b", &book("Krisan"))
        })
        .unwrap();
        assert_eq!(annex(), [], "there is none while books come out of the box");
        write(store, move |tx| accession::close(tx, &now(), batch, "")).unwrap();
        let signed = annex();
        let titles: Vec<_> = signed.iter().map(|one| (one.title.as_str(), one.value.unwrap().0)).collect();
        assert_eq!(titles, [("Belum dikatalog", 45_001), ("Krisan", 45_000)]);
        sign("Kepala\nOrang Lain");
        write(store, |tx| {
            tx.exec(store::sql!("UPDATE record SET title = 'Judul yang benar'"), store::vals![])
        })
        .unwrap();
        assert_eq!(annex(), signed);
        let kept: (String,) = store
            .read_blocking(move |tx| {
                tx.one(
                    store::sql!("SELECT signer FROM contribution_record WHERE contribution = ?1"),
                    store::vals![id],
                )
            })
            .unwrap();
        assert_eq!(kept.0, "Kepala\nDeisy Contoh");
        for forged in [
            store::sql!("UPDATE accession_annex SET value = 1"),
            store::sql!("UPDATE accession SET value = 1"),
            store::sql!("DELETE FROM accession"),
            store::sql!("UPDATE contribution SET recorded_on = '2020-01-01'"),
            store::sql!("UPDATE contribution SET purpose = 'lain'"),
            store::sql!("UPDATE contribution_record SET signer = ''"),
        ] {
            let refused = write(store, move |tx| tx.exec(forged, store::vals![]));
            assert!(matches!(refused, Err(Error::Check(_))), "{}: {refused:?}", forged.text());
        }
    });
}

#[test]
fn money_for_something_goes_into_a_fund_for_the_same_or_somebody_says_why_it_is() {
    in_a_library(|store| {
        let children = crate::town::fund(store, "Buku anak");
        let record = |purpose: &str, why: &'static str| {
            let form = Id::<()>::new().to_string();
            let new = Entered { purpose: purpose.into(), form, ..gift(store, Kind::Money, None) };
            let id = accepted(store, &new, 500_000, &Valuation::nominal(500_000));
            let how = Recording { fund: Some(children), why: why.into(), ..Recording::default() };
            (id, write(store, move |tx| giving::record(tx, &now(), id, &how)))
        };
        record("  buku ANAK. ", "").1.expect("the same in other letters");
        for other in ["memperbaiki atap", ""] {
            assert_eq!(keys(record(other, " ").1), ["contribution-fund-for-another"], "{other}");
        }
        let (id, kept) = record("bacaan bocah", "Maksudnya sama: buku anak");
        kept.unwrap();
        let steps = store.read_blocking(move |tx| giving::steps(tx, id)).unwrap();
        assert_eq!(steps.last().unwrap().note.as_deref(), Some("Maksudnya sama: buku anak"));
    });
}

#[test]
fn a_grant_of_a_partner_stands_in_its_report_with_what_it_became_and_its_papers_in_the_ledger() {
    in_a_library(|store| {
        let folder = tempfile::tempdir().unwrap();
        let files = platform::files::Files::open(folder.path()).unwrap();
        let giver = citizen(store, "Yayasan Contoh");
        let fund = crate::town::fund_of(store, "Buku anak", Some(giver));
        let told = || store.read_blocking(move |tx| report::report(tx, &now(), giver, &[])).unwrap();
        assert_eq!(
            (told().funds.len(), told().funds[0].own),
            (1, Rupiah::ZERO),
            "its fund, with nothing yet"
        );
        let new = Entered { purpose: "Buku anak".into(), ..gift(store, Kind::Money, Some(giver)) };
        let id = accepted(store, &new, 500_000, &Valuation::nominal(500_000));
        let one = write(store, move |tx| {
            giving::attach(tx, &now(), &files, id, "Bukti setor", ("s.pdf", trial::PDF))?;
            let how = Recording { fund: Some(fund), ..Recording::default() };
            let one = giving::record(tx, &now(), id, &how)?;
            giving::attach(tx, &now(), &files, id, "Surat", ("surat.pdf", trial::pdf("surat")))?;
            Ok(one)
        })
        .unwrap();
        let unsigned = Filter { unsigned: true, ..Filter::default() };
        assert_eq!(store.read_blocking(move |tx| giving::counts(tx, &unsigned)).unwrap(), 0);
        let share = told().funds.remove(0);
        assert_eq!((share.own, share.whole.came()), (Rupiah(500_000), Rupiah(500_000)));
        let posting = one.posting.unwrap();
        let shown = store.read_blocking(move |tx| funds::documents::of_transaction(tx, posting)).unwrap();
        let shown: Vec<_> = shown.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(shown, ["Bukti setor", "Surat"], "from the ledger one comes to what shows it");
        let account: Vec<(String,)> = store
            .read_blocking(move |tx| {
                tx.all(
                    store::sql!("SELECT account FROM posting WHERE ledger_transaction = ?1 ORDER BY account"),
                    store::vals![posting],
                )
            })
            .unwrap();
        assert_eq!(account, [("1102".to_owned(),), ("4101".to_owned(),)], "it came as a grant");
        sound(store);
    });
}

#[test]
fn money_goes_into_a_fund_restricted_money_into_a_restricted_one_and_back_while_it_is_there() {
    in_a_library(|store| {
        let new = Entered { purpose: "buku anak".into(), ..gift(store, Kind::Money, None) };
        let id = accepted(store, &new, 500_000, &Valuation::nominal(500_000));
        let (free, children) = (crate::town::fund(store, ""), crate::town::fund(store, "buku anak"));
        let refused = write(store, move |tx| giving::record(tx, &now(), id, &Recording::default()));
        assert_eq!(keys(refused), ["contribution-fund-missing"]);
        let refused = write(store, move |tx| {
            giving::record(tx, &now(), id, &Recording { fund: Some(free), ..Recording::default() })
        });
        assert_eq!(keys(refused), ["contribution-fund-free"]);
        let one = write(store, move |tx| {
            giving::record(tx, &now(), id, &Recording { fund: Some(children), ..Recording::default() })
        })
        .unwrap();
        let balance = || store.read_blocking(move |tx| funds::funds::one(tx, children)).unwrap().balance;
        assert_eq!((balance(), one.posting.is_some()), (Rupiah(500_000), true));
        write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat.")).unwrap();
        assert_eq!(balance(), Rupiah::ZERO);
        sound(store);
    });
}

#[test]
fn two_clerks_who_record_one_gift_at_once_record_it_once() {
    in_a_library(|store| {
        let fund = crate::town::fund(store, "");
        for kind in [Kind::Books, Kind::Money, Kind::Equipment].repeat(2) {
            let value = if kind == Kind::Money { Valuation::nominal(5) } else { market(100_000) };
            let id = accepted(store, &gift(store, kind, None), 5, &value);
            let start = Barrier::new(2);
            let won = thread::scope(|scope| {
                let clerks = [(); 2].map(|()| {
                    scope.spawn(|| {
                        start.wait();
                        let how = Recording { fund: Some(fund), ..Recording::default() };
                        write(store, move |tx| giving::record(tx, &now(), id, &how))
                    })
                });
                clerks.map(|clerk| clerk.join().unwrap())
            });
            assert_eq!(won.iter().filter(|one| one.is_ok()).count(), 1, "{won:?}");
            assert!(won.iter().all(|one| matches!(one, Ok(_) | Err(Error::Refused(_)))), "{won:?}");
        }
        let whole = store.read_blocking(move |tx| funds::funds::one(tx, fund)).unwrap();
        assert_eq!(whole.balance, Rupiah(10), "the money of each came once");
        sound(store);
    });
}

#[test]
fn the_database_takes_no_money_of_a_gift_that_is_not_taken_nor_another_sum_than_it_is_worth() {
    in_a_library(|store| {
        let fund = crate::town::fund(store, "");
        let receipt = |of: Id<contributions::Contribution>, amount: i64| funds::gifts::Receipt {
            fund,
            amount: Rupiah(amount),
            into: funds::ledger::accounts::BANK.into(),
            income: funds::ledger::accounts::DONATIONS.into(),
            day: jiff::civil::date(2026, 8, 4),
            from: None,
            reference: String::new(),
            memo: "Palsu".into(),
            origin: Some(funds::Origin::new("contribution", of)),
            proof: None,
        };
        let post = |of, amount| {
            let receipt = receipt(of, amount);
            write(store, move |tx| funds::gifts::receive(tx, &now(), &receipt))
        };
        let promised = write(store, {
            let new = gift(store, Kind::Money, None);
            move |tx| giving::pledge(tx, &now(), &new, 500, None)
        });
        let taken = accepted(store, &gift(store, Kind::Money, None), 500, &Valuation::nominal(500));
        for (tried, what) in [
            (post(Id::new(), 500), "no gift"),
            (post(promised.unwrap().id, 500), "only promised"),
            (post(taken, 499), "less than it is worth"),
        ] {
            assert!(matches!(tried, Err(Error::Check(_))), "{what}: {tried:?}");
        }
        let once = receipt(taken, 500);
        let twice = write(store, move |tx| {
            funds::gifts::receive(tx, &now(), &once)?;
            funds::gifts::receive(tx, &now(), &once)
        });
        assert!(matches!(twice, Err(Error::Check(_))), "it came once: {twice:?}");
        let other = accepted(store, &gift(store, Kind::Money, None), 500, &Valuation::nominal(500));
        let how = Recording { fund: Some(fund), ..Recording::default() };
        let posting = write(store, move |tx| giving::record(tx, &now(), other, &how)).unwrap().posting;
        let stolen = write(store, move |tx| {
            tx.exec(
                store::sql!(
                    "UPDATE contribution SET state = 'recorded', handover = 'X', recorded_on = '2026-08-05', posting = ?2
                     WHERE id = ?1"
                ),
                store::vals![taken, posting],
            )
        });
        assert!(
            matches!(stolen, Err(Error::Check(_) | Error::Unique { .. })),
            "another one's money: {stolen:?}"
        );
        sound(store);
    });
}

#[test]
fn the_database_changes_nothing_of_what_was_recorded_and_no_step() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Books, None), 5, &market(100_000)).id;
        for (wrong, id) in [
            (store::sql!("UPDATE contribution SET amount = 50 WHERE id = ?1"), one),
            (store::sql!("UPDATE contribution SET value = 1 WHERE id = ?1"), one),
            (store::sql!("UPDATE contribution SET handover = '9/X' WHERE id = ?1"), one),
            (store::sql!("UPDATE contribution SET direction = 'out' WHERE id = ?1"), one),
            (store::sql!("UPDATE contribution SET name = 'Orang lain' WHERE id = ?1"), one),
            (store::sql!("UPDATE contribution SET commitment = id WHERE id = ?1"), one),
            (store::sql!("DELETE FROM contribution WHERE id = ?1"), one),
            (store::sql!("DELETE FROM contribution_record WHERE contribution = ?1"), one),
            (store::sql!("UPDATE contribution_step SET note = 'x' WHERE contribution = ?1"), one),
        ] {
            let refused = write(store, move |tx| tx.exec(wrong, store::vals![id]));
            let is_refused = matches!(refused, Err(Error::Check(_) | Error::Reference(_)));
            assert!(is_refused, "{}: {refused:?}", wrong.text());
        }
    });
}

#[test]
fn whose_a_recorded_gift_was_changes_only_when_two_entries_of_the_register_are_one() {
    in_a_library(|store| {
        let [giver, other] = ["Meiske Contoh", "Meiske Contoh Rey"].map(|name| citizen(store, name));
        let one = recorded(store, &gift(store, Kind::Money, Some(giver)), 500, &Valuation::nominal(500));
        let nobodys = recorded(store, &gift(store, Kind::Money, None), 700, &Valuation::nominal(700));
        let (id, posting) = (one.id, one.posting.unwrap());
        for (wrong, id) in [
            (store::sql!("UPDATE contribution SET party = ?2 WHERE id = ?1"), id.cast::<()>()),
            (store::sql!("UPDATE contribution SET party = ?2 WHERE id = ?1"), nobodys.id.cast()),
            (store::sql!("UPDATE ledger_transaction SET party = ?2 WHERE id = ?1"), posting.cast()),
        ] {
            let no = write(store, move |tx| tx.exec(wrong, store::vals![id, other]));
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", wrong.text());
        }
        let folder = tempfile::tempdir().unwrap();
        let files = platform::files::Files::at(folder.path());
        let followers = [contributions::module(&files).followers, funds::module(&files).followers].concat();
        let whose = move |tx: &mut store::Tx<'_>| {
            Ok::<_, Error>((giving::one(tx, id)?.party, funds::ledger::list::one(tx, posting)?.party))
        };
        write(store, move |tx| {
            people::merging::merge(tx, &now(), &followers, other, giver)?;
            assert_eq!(whose(tx)?, (Some(other), Some(other)));
            people::merging::split(tx, &now(), &followers, giver)?;
            assert_eq!(whose(tx)?, (Some(giver), Some(giver)));
            Ok(())
        })
        .unwrap();
        let later = write(store, move |tx| {
            tx.exec(store::sql!("UPDATE contribution SET party = ?2 WHERE id = ?1"), store::vals![id, other])
        });
        assert!(matches!(later, Err(Error::Check(_))), "they are two again: {later:?}");
        sound(store);
    });
}

#[test]
fn money_lies_where_whoever_records_it_says_and_in_the_bank_where_nobody_does() {
    in_a_library(|store| {
        let fund = crate::town::fund(store, "");
        let record = |into: &str| {
            let id = accepted(store, &gift(store, Kind::Money, None), 500, &Valuation::nominal(500));
            let how = Recording { fund: Some(fund), into: into.into(), ..Recording::default() };
            write(store, move |tx| giving::record(tx, &now(), id, &how))
        };
        for (into, account) in [("1101", "1101"), ("", "1102")] {
            let posting = record(into).unwrap().posting.unwrap();
            let lines = store.read_blocking(move |tx| funds::ledger::list::lines(tx, posting)).unwrap();
            assert_eq!(lines[0].account, account);
        }
        assert_eq!(keys(record("4102")), ["account-no-place"]);
        sound(store);
    });
}

#[test]
fn money_that_the_library_gives_was_paid_and_is_taken_back_after_its_payment() {
    in_a_library(|store| {
        let own = crate::town::fund(store, "");
        let by = |n: u8| kernel::Act { by: kernel::Actor::Person(Id::from_bytes([n; 16])), ..now() };
        let pay = |amount: i64| {
            write(store, move |tx| {
                let wish = funds::spending::NewSpending {
                    fund: own,
                    account: "5103".into(),
                    budget: None,
                    amount: Rupiah(amount),
                    what: "Bantuan taman baca".into(),
                    payee: format!("Taman Baca {amount}"),
                    party: None,
                    reference: String::new(),
                    promise: None,
                };
                let wish = funds::spending::request(tx, &by(1), &wish)?;
                let day = jiff::civil::date(2026, 8, 5);
                let paid = funds::spending::pay(tx, &by(3), wish, "1102", day, "")?;
                Ok((wish, funds::ledger::list::one(tx, paid)?.number))
            })
            .unwrap()
        };
        recorded_into(store, own, 90_000);
        let ((wish, number), (_, other)) = (pay(20_000), pay(19_000));
        let new = Entered { direction: Direction::Out, ..gift(store, Kind::Money, None) };
        let id = accepted(store, &new, 20_000, &Valuation::nominal(20_000));
        let record = |id, payment: &str| {
            let how = Recording { payment: payment.into(), ..Recording::default() };
            write(store, move |tx| giving::record(tx, &now(), id, &how))
        };
        for none in ["", "J-2026-9999", &other] {
            assert_eq!(keys(record(id, none)), ["contribution-payment-unknown"], "{none}");
        }
        assert!(record(id, &number).unwrap().posting.is_some());
        let again = Entered { form: Id::<()>::new().to_string(), ..new };
        let second = accepted(store, &again, 20_000, &Valuation::nominal(20_000));
        assert_eq!(keys(record(second, &number)), ["contribution-payment-named"]);
        let back = || write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat"));
        assert_eq!(keys(back()), ["contribution-payment-stands"]);
        write(store, move |tx| funds::spending::take_back(tx, &by(3), wish, "Salah rekening")).unwrap();
        assert_eq!(back().unwrap().value, Some(Rupiah(-20_000)));
        sound(store);
    });
}

/// So much money came into a fund.
fn recorded_into(store: &store::Store, fund: Id<funds::Fund>, amount: i64) {
    let id = accepted(store, &gift(store, Kind::Money, None), amount, &Valuation::nominal(amount));
    let how = Recording { fund: Some(fund), ..Recording::default() };
    write(store, move |tx| giving::record(tx, &now(), id, &how)).unwrap();
}
