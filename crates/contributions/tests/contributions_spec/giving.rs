//! The way of a contribution, on both engines.

use std::{sync::Barrier, thread};

use crate::town::{accepted, citizen, gift, in_a_library, keys, market, now, sound, write};
use catalogue::{
    accession::{
        self, State as BoxState,
        intake::{self, Book, Taken},
    },
    copies::{self, Status},
};
use contributions::{
    Kind, Method, State,
    giving::{self, Entered, Filter, Recording},
    report,
    rules::Valuation,
    settings,
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use platform::audit;
use store::{Error, Store};
use web::{Period, Promise};

fn recorded(store: &Store, new: &Entered, amount: i64, valuation: &Valuation) -> contributions::Contribution {
    let id = accepted(store, new, amount, valuation);
    let fund = (new.kind == Kind::Money).then(|| crate::town::fund(store, ""));
    write(store, move |tx| giving::record(tx, &now(), id, &Recording { fund, ..Recording::default() }))
        .unwrap()
}

fn book(title: &str) -> Taken {
    let book = Book::Drafted { isbn: String::new(), title: title.into(), author: String::new() };
    Taken { book, count: 1, barcode: String::new(), value: None, excess: String::new() }
}

#[test]
fn a_promised_gift_is_followed_step_by_step_to_its_letter_of_thanks() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let new = gift(store, Kind::Books, Some(giver));
        let one =
            write(store, move |tx| giving::pledge(tx, &now(), &new, 40, Some(date(2026, 9, 1)))).unwrap();
        let id = one.id;
        let thanked = write(store, move |tx| {
            giving::receive(tx, &now(), id, 38, Some(date(2026, 8, 4)))?;
            giving::appraise(tx, &now(), id, &market(1_710_000), None)?;
            giving::accept(tx, &now(), id)?;
            giving::record(tx, &now(), id, &Recording::default())?;
            giving::acknowledge(tx, &now(), id)
        })
        .unwrap();
        assert_eq!((thanked.promised, thanked.amount), (Some(40), Some(38)));
        assert_eq!(thanked.handover.as_deref(), Some("001/BAST/VIII/2026"));
        assert_eq!(thanked.thanks.as_deref(), Some("001/UT/VIII/2026"));
        let steps = store.read_blocking(move |tx| giving::steps(tx, id)).unwrap();
        let states: Vec<_> = steps.iter().map(|step| step.state).collect();
        assert_eq!(
            states,
            [
                State::Pledged,
                State::Received,
                State::Appraised,
                State::Accepted,
                State::Recorded,
                State::Acknowledged
            ]
        );
        let trail = store.read_blocking(move |tx| audit::history(tx, id, 20)).unwrap();
        assert_eq!(trail.len(), 6, "every step is in the journal");
        let told = store.read_blocking(move |tx| {
            tx.one::<(i64,)>(
                store::sql!("SELECT count(*) FROM notice WHERE recipient = ?1"),
                store::vals![giver],
            )
        });
        assert_eq!(told.unwrap().0, 1);
        sound(store);
    });
}

#[test]
fn recorded_books_have_a_box_under_the_number_of_their_handover_record() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let one = recorded(store, &gift(store, Kind::Books, Some(giver)), 40, &market(1_800_000));
        let batch = one.batch.unwrap();
        let opened = store.read_blocking(move |tx| accession::by_id(tx, batch)).unwrap();
        assert_eq!(Some(opened.reference), one.handover);
        assert_eq!((opened.party, opened.expected, opened.worth), (Some(giver), Some(40), Rupiah(45_000)));
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
        let titles: Vec<_> = signed.iter().map(|one| (one.title.as_str(), one.value.0)).collect();
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
            giving::attach(tx, &now(), &files, id, "Bukti setor", ("s.pdf", b"%PDF-1.7 setor"))?;
            let how = Recording { fund: Some(fund), ..Recording::default() };
            let one = giving::record(tx, &now(), id, &how)?;
            giving::attach(tx, &now(), &files, id, "Surat", ("surat.pdf", b"%PDF-1.7 surat"))?;
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
fn one_gift_entered_by_two_clerks_is_one_however_they_write_the_name() {
    in_a_library(|store| {
        let arrive = |name: &str| {
            let form = Id::<()>::new().to_string();
            let new = Entered { name: name.into(), form, ..gift(store, Kind::Books, None) };
            write(store, move |tx| giving::arrive(tx, &now(), &new, 7, Some(date(2026, 8, 4)), false))
        };
        arrive("Toko Krisan").unwrap();
        for again in ["toko krisan", "  TOKO  Krisan ", "Toko-Krisan."] {
            assert_eq!(keys(arrive(again)), ["contribution-entered-already"], "{again}");
        }
        arrive("Toko Anggrek").unwrap();
    });
}

#[test]
fn whoever_gave_what_the_library_does_not_take_is_told_why_once() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let new = gift(store, Kind::Books, Some(giver));
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 7, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        write(store, move |tx| giving::turn_away(tx, &now(), id, false, "Buku pelajaran lama")).unwrap();
        let told: (i64,) = store
            .read_blocking(move |tx| {
                tx.one(store::sql!("SELECT count(*) FROM notice WHERE recipient = ?1"), store::vals![giver])
            })
            .unwrap();
        assert_eq!(told.0, 1);
    });
}

#[test]
fn the_database_records_nothing_without_value_method_and_number() {
    in_a_library(|store| {
        let new = gift(store, Kind::Books, None);
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 3, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        assert_eq!(
            keys(write(store, move |tx| giving::record(tx, &now(), id, &Recording::default()))),
            ["contribution-elsewhere"]
        );
        for wrong in [
            store::sql!(
                "UPDATE contribution SET state = 'recorded', handover = 'X', recorded_on = '2026-08-05' WHERE id = ?1"
            ),
            store::sql!(
                "UPDATE contribution SET state = 'recorded', value = 9, method = 'market', basis = 'x' WHERE id = ?1"
            ),
            store::sql!("UPDATE contribution SET value = 9, method = 'invoice' WHERE id = ?1"),
            store::sql!("UPDATE contribution SET value = 0, method = 'market', basis = 'x' WHERE id = ?1"),
            store::sql!("UPDATE contribution SET amount = -3 WHERE id = ?1"),
        ] {
            let refused = write(store, move |tx| tx.exec(wrong, store::vals![id]));
            assert!(matches!(refused, Err(Error::Check(_))), "{}: {refused:?}", wrong.text());
        }
    });
}

#[test]
fn a_value_of_zero_a_bill_that_is_missing_and_a_day_to_come_are_refused_with_their_reasons() {
    in_a_library(|store| {
        let new = gift(store, Kind::Equipment, None);
        let later = new.clone();
        let refused =
            write(store, move |tx| giving::arrive(tx, &now(), &later, 0, Some(date(2027, 1, 1)), false));
        assert_eq!(keys(refused), ["contribution-amount-missing", "contribution-day-to-come"]);
        let id = write(store, move |tx| giving::arrive(tx, &now(), &new, 2, Some(date(2026, 8, 4)), false))
            .unwrap()
            .id;
        let free = Valuation { value: Rupiah::ZERO, method: Method::Invoice, basis: String::new() };
        let refused = write(store, move |tx| giving::appraise(tx, &now(), id, &free, None));
        assert_eq!(keys(refused), ["contribution-value-missing", "contribution-proof-missing"]);
    });
}

#[test]
fn rupiah_hours_and_books_are_summed_apart() {
    in_a_library(|store| {
        recorded(store, &gift(store, Kind::Books, None), 40, &market(1_800_000));
        recorded(store, &gift(store, Kind::Hours, None), 12, &market(600_000));
        recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        let year = Period { from: date(2026, 1, 1), to: date(2026, 12, 31) };
        let sums = store.read_blocking(move |tx| giving::sums(tx, year)).unwrap();
        let sums: Vec<_> = sums.iter().map(|sum| (sum.kind, sum.amount, sum.value.0)).collect();
        assert_eq!(
            sums,
            [(Kind::Books, 40, 1_800_000), (Kind::Hours, 12, 600_000), (Kind::Money, 500_000, 500_000)]
        );
    });
}

#[test]
fn what_is_recorded_for_a_promise_fulfils_it_in_its_own_unit_and_a_reversal_takes_it_back() {
    in_a_library(|store| {
        let (giver, commitment) = (citizen(store, "PT Contoh"), Id::<()>::new());
        let new = Entered { commitment: Some(commitment), ..gift(store, Kind::Books, Some(giver)) };
        let one = recorded(store, &new, 40, &market(1_800_000));
        let promise = Promise {
            commitment,
            agreement: Id::new(),
            partner: giver,
            period: Period { from: date(2026, 1, 1), to: date(2026, 12, 31) },
        };
        let count = |key: &str| {
            let folder = tempfile::tempdir().unwrap();
            let files = platform::files::Files::at(folder.path());
            let module = contributions::module(&files);
            let found = module.countables.iter().find(|one| one.key == key).unwrap().count;
            store.read_blocking(move |tx| found(tx, &promise)).unwrap()
        };
        assert_eq!((count("contributions.books"), count("contributions.rupiah")), (40, 0));
        write(store, move |tx| giving::reverse(tx, &now(), one.id, "Tercatat dua kali.")).unwrap();
        assert_eq!(count("contributions.books"), 0);
        sound(store);
    });
}

#[test]
fn a_gift_on_loan_is_not_reversed_and_afterwards_goes_as_a_whole() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Books, None), 2, &market(90_000));
        let (id, batch) = (one.id, one.batch.unwrap());
        let copy = write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")))
            .unwrap()
            .remove(0)
            .id;
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let due = kernel::Timestamp::now();
        write(store, move |tx| copies::lent(tx, &now(), copy, due)).unwrap();
        let refused = write(store, move |tx| giving::reverse(tx, &now(), id, "Ditarik pemberinya."));
        assert_eq!(keys(refused), ["accession-copies-on-loan"]);
        let same = store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
        assert!(same.stands(), "nothing half done");
        write(store, move |tx| copies::returned(tx, &now(), copy)).unwrap();
        let back = write(store, move |tx| giving::reverse(tx, &now(), id, "Ditarik pemberinya.")).unwrap();
        assert_eq!((back.amount, back.value), (Some(-2), Some(Rupiah(-90_000))));
        let gone = store.read_blocking(move |tx| copies::by_id(tx, copy)).unwrap().unwrap();
        assert_eq!(gone.status, Status::Withdrawn);
        let again = write(store, move |tx| giving::reverse(tx, &now(), id, "Lagi."));
        assert_eq!(keys(again), ["contribution-reversed-already"]);
        sound(store);
    });
}

#[test]
fn two_clerks_who_record_one_gift_at_once_record_it_once() {
    in_a_library(|store| {
        for _ in 0..6 {
            let id = accepted(store, &gift(store, Kind::Books, None), 5, &market(100_000));
            let start = Barrier::new(2);
            let won = thread::scope(|scope| {
                let clerks = [(); 2].map(|()| {
                    scope.spawn(|| {
                        start.wait();
                        write(store, move |tx| giving::record(tx, &now(), id, &Recording::default()))
                    })
                });
                clerks.map(|clerk| clerk.join().unwrap())
            });
            assert_eq!(won.iter().filter(|one| one.is_ok()).count(), 1, "{won:?}");
            assert!(won.iter().all(|one| matches!(one, Ok(_) | Err(Error::Refused(_)))), "{won:?}");
        }
        sound(store);
    });
}

#[test]
fn two_clerks_who_enter_one_gift_at_once_are_told_of_each_other() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let start = Barrier::new(2);
        let entered = thread::scope(|scope| {
            let clerks = [(); 2].map(|()| {
                let new = gift(store, Kind::Books, Some(giver));
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    write(store, move |tx| {
                        giving::arrive(tx, &now(), &new, 40, Some(date(2026, 8, 4)), false)
                    })
                })
            });
            clerks.map(|clerk| clerk.join().unwrap())
        });
        let refused: Vec<_> = entered.into_iter().filter(|one| one.is_err()).collect();
        assert_eq!(refused.len(), 1);
        assert_eq!(keys(refused.into_iter().next().unwrap()), ["contribution-entered-already"]);
        let count = store.read_blocking(|tx| giving::counts(tx, &Filter::default())).unwrap();
        assert_eq!(count, 1);
    });
}

#[test]
fn the_same_form_sent_twice_is_one_contribution() {
    in_a_library(|store| {
        let new = gift(store, Kind::Transport, None);
        let again = new.clone();
        let enter = |new: Entered| {
            write(store, move |tx| giving::arrive(tx, &now(), &new, 1, Some(date(2026, 8, 4)), false))
                .unwrap()
                .code
        };
        assert_eq!(enter(new), enter(again));
    });
}

#[test]
fn a_gift_reversed_while_its_books_are_scanned_leaves_all_or_nothing() {
    in_a_library(|store| {
        for _ in 0..6 {
            let one = recorded(store, &gift(store, Kind::Books, None), 5, &market(100_000));
            let (id, batch) = (one.id, one.batch.unwrap());
            let start = Barrier::new(2);
            let (scan, back) = thread::scope(|scope| {
                let scan = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")))
                });
                let back = scope.spawn(|| {
                    start.wait();
                    write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat."))
                });
                (scan.join().unwrap(), back.join().unwrap())
            });
            back.unwrap();
            if scan.is_err() {
                assert_eq!(keys(scan), ["accession-cancelled-already"]);
            }
            let ended = store.read_blocking(move |tx| accession::by_id(tx, batch)).unwrap();
            assert_eq!(ended.state, BoxState::Cancelled);
        }
        sound(store);
    });
}

#[test]
fn a_report_tells_of_books_and_loans_and_never_of_few_readers() {
    in_a_library(|store| {
        let giver = citizen(store, "Meiske Contoh");
        let one = recorded(store, &gift(store, Kind::Books, Some(giver)), 2, &market(90_000));
        let batch = one.batch.unwrap();
        let copy = write(store, move |tx| intake::take(tx, &now(), batch, "a", &book("Krisan")))
            .unwrap()
            .remove(0)
            .id;
        write(store, move |tx| accession::close(tx, &now(), batch, "Selebihnya rusak")).unwrap();
        let due = kernel::Timestamp::now();
        write(store, move |tx| copies::lent(tx, &now(), copy, due)).unwrap();
        let told = store.read_blocking(move |tx| report::report(tx, &now(), giver, &[])).unwrap();
        assert_eq!((told.books.copies, told.books.loans, told.readers), (1, 1, None));
        assert_eq!(told.sums.len(), 1);
    });
}

#[test]
fn only_who_agreed_is_named_to_everybody_and_only_for_what_stands() {
    in_a_library(|store| {
        let named =
            |name: &str, named| Entered { name: name.into(), named, ..gift(store, Kind::Books, None) };
        recorded(store, &named("Keluarga Contoh", true), 3, &market(90_000));
        recorded(store, &named("Tanpa Nama", false), 4, &market(90_000));
        let wrong = recorded(store, &named("PT Contoh", true), 5, &market(90_000)).id;
        write(store, move |tx| giving::reverse(tx, &now(), wrong, "Salah catat.")).unwrap();
        let (givers, all) = store.read_blocking(|tx| giving::public_givers(tx, (10, 0))).unwrap();
        let names: Vec<_> = givers.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((names, all), (vec!["Keluarga Contoh"], 1));
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
fn each_thing_given_stands_in_the_register_and_leaves_it_with_the_gift_that_is_reversed() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Equipment, None), 3, &market(9_000_000));
        let (id, lot) = (one.id, one.lot.unwrap());
        let things =
            move |store: &Store| store.read_blocking(move |tx| assets::register::of_gift(tx, lot)).unwrap();
        let worth: Vec<_> = things(store).iter().map(|thing| thing.value).collect();
        assert_eq!(worth, [Rupiah(3_000_000); 3]);
        write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat.")).unwrap();
        assert!(things(store).iter().all(|thing| thing.written_off_on.is_some()));
        sound(store);
    });
}

#[test]
fn a_thing_that_somebody_asks_to_write_off_keeps_its_gift_until_that_is_decided() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Equipment, None), 2, &market(9_000_000));
        let (id, lot) = (one.id, one.lot.unwrap());
        let by = kernel::Act { by: kernel::Actor::Person(Id::from_bytes([1; 16])), ..now() };
        write(store, move |tx| {
            let thing = assets::register::of_gift(tx, lot)?.remove(0).id;
            assets::removals::ask(tx, &by, thing, "Rusak")
        })
        .unwrap();
        let refused = write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat."));
        assert_eq!(keys(refused), ["asset-lot-waits"]);
        let same = store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
        assert!(same.stands(), "nothing half done");
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
fn the_database_takes_no_reversal_while_box_or_things_still_stand() {
    in_a_library(|store| {
        for kind in [Kind::Books, Kind::Equipment] {
            let one = recorded(store, &gift(store, kind, None), 2, &market(9_000_000)).id;
            let forged = write(store, move |tx| {
                tx.exec(
                    store::sql!(
                        "INSERT INTO contribution (id, code, form, direction, kind, name, named, about, branch, state, steps,
                             amount, received_on, value, method, basis, handover, recorded_on, batch, batch_state, lot,
                             lot_open, reverses, undone_amount, undone_value, entered_at)
                         SELECT ?2, 'H-0', 'forged', c.direction, c.kind, c.name, c.named, c.about, c.branch, 'recorded', 1,
                             -c.amount, c.received_on, -c.value, c.method, c.basis, '0', c.recorded_on, c.batch,
                             c.batch_state, c.lot, c.lot_open, c.id, c.amount, c.value, c.entered_at FROM contribution c WHERE c.id = ?1"
                    ),
                    store::vals![one, Id::<()>::new()],
                )
            });
            assert!(matches!(forged, Err(Error::Check(_))), "{kind}: {forged:?}");
        }
    });
}

#[test]
fn the_money_of_a_recorded_gift_is_taken_back_with_the_gift_and_not_in_the_ledger_alone() {
    in_a_library(|store| {
        let one = recorded(store, &gift(store, Kind::Money, None), 500_000, &Valuation::nominal(500_000));
        let (id, posting) = (one.id, one.posting.unwrap());
        let alone = write(store, move |tx| funds::ledger::reverse(tx, &now(), posting, None, "Salah catat."));
        assert_eq!(keys(alone), ["ledger-of-another"]);
        let back = write(store, move |tx| giving::reverse(tx, &now(), id, "Salah catat.")).unwrap();
        let undone = store.read_blocking(move |tx| funds::ledger::list::one(tx, posting)).unwrap();
        assert_eq!(undone.reversed_by, back.posting);
        sound(store);
    });
}
