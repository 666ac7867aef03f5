//! What arrives, each time in its box; and what becomes of it.

use std::thread;

use acquisitions::orders::{self, NewLine};
use catalogue::accession::{self, intake};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use store::{Error, sql, vals};
use trial::on_both;

use crate::town::{SCHEMAS, begun, by, keys, line, now, order_of, placed, receive, violations, write};

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
            ("P-2026-0001/2".into(), 4, Rupiah(120_000))
        );
        assert_eq!(violations(store), [""; 0]);
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
            let mut values: Vec<_> = accession::lines(tx, batch, 10)?
                .iter()
                .filter_map(|line| line.value)
                .map(|one| one.0)
                .collect();
            values.sort_unstable();
            Ok((values, intake::take(tx, &now(), batch, "c", &take("", "Lain sama sekali"))))
        });
        let (values, other) = values.unwrap();
        assert_eq!(values, [20_000, 900_000]);
        assert_eq!(keys(other), ["accession-not-on-paper"]);
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

#[test]
fn the_database_adds_up_what_came_itself_and_takes_no_other_sum() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        receive(store, order, 4).unwrap();
        for forged in [
            sql!("UPDATE order_line SET received = received + 1"),
            sql!("UPDATE order_line SET received = 0"),
            sql!("UPDATE order_delivery_line SET copies = 3"),
            sql!("DELETE FROM order_delivery_line"),
            sql!("UPDATE order_delivery SET day = '2026-01-01'"),
            sql!("DELETE FROM order_delivery"),
        ] {
            let tried = write(store, move |tx| tx.exec(forged, vals![]));
            assert!(matches!(tried, Err(Error::Check(_))), "{}: {tried:?}", forged.text());
        }
        let more = write(store, move |tx| {
            let delivery = orders::deliveries(tx, order)?.remove(0).id;
            let first = orders::one(tx, order)?;
            let other = orders::draft(
                tx,
                &now(),
                &orders::NewOrder {
                    vendor: first.vendor,
                    fund: first.fund,
                    budget: None,
                    branch: first.branch,
                },
            )?;
            let foreign = orders::add(tx, &now(), other.id, &line_of("Lain"))?;
            let tried = [(foreign, order), (foreign, other.id)].map(|(line, order)| {
                tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO order_delivery_line (delivery, line, purchase_order, copies) VALUES (?1, ?2, ?3, 1)"
                        ),
                        vals![delivery, line, order],
                    )
                })
            });
            Ok(format!("{tried:?}"))
        });
        let tried = more.unwrap();
        assert_eq!(tried.matches("Err(Reference").count(), 2, "titles of its own order alone: {tried}");
        let stale = write(store, move |tx| {
            orders::receive(tx, &now(), order, date(2026, 8, 5), &[(Id::new(), 3)]).map(drop)
        });
        assert_eq!(keys(stale), ["order-not-so"], "a title that is not of this order");
        assert_eq!(order_of(store, order).received, 4);
        assert_eq!(violations(store), [""; 0]);
    });
}

fn line_of(title: &str) -> NewLine {
    line(title, 1, 10_000)
}

#[test]
fn nothing_comes_before_it_was_ordered_nor_of_what_is_not_ordered() {
    on_both(SCHEMAS, |store| {
        let (_, order) = write(store, placed).unwrap();
        let early = write(store, move |tx| {
            let row = orders::lines(tx, order)?.remove(0).id;
            orders::receive(tx, &now(), order, date(2026, 8, 4), &[(row, 2)]).map(drop)
        });
        assert_eq!(keys(early), ["delivery-before-order"]);
        receive(store, order, 2).unwrap();
        let second = |day: &'static str| {
            write(store, move |tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO order_delivery (id, purchase_order, number, day, batch, batch_state, author, at)
                         VALUES (?1, ?2, 'X', ?3, ?1, 'open', NULL, 0)"
                    ),
                    vals![Id::<()>::new(), order, day],
                )
            })
        };
        let forged = second("2026-08-04");
        assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        let boxless = second("2026-08-05");
        assert!(matches!(boxless, Err(Error::Reference(_))), "{boxless:?}");
        write(store, move |tx| orders::close(tx, &now(), order)).unwrap();
        let forged = second("2026-08-05");
        assert!(matches!(forged, Err(Error::Check(_))), "nothing is waited for: {forged:?}");
    });
}
