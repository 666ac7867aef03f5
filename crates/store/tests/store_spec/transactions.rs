//! What a transaction promises, on both engines.

use std::{sync::mpsc, thread};

use kernel::{Date, Id, Kind, Message, Refusal, Rupiah, Timestamp};
use store::{Error, FromRow, Json, Migration, Result, Store, Tape, Tx, Value, sql, vals};
use trial::{Database, on_both};

/// Shelves with books, and deeds that stay as they are.
pub const SCHEMA: &[Migration] = &[Migration {
    name: "0001_shelf",
    sql: "CREATE TABLE shelf (id UUID PRIMARY KEY, code TEXT NOT NULL UNIQUE, room BIGINT NOT NULL CHECK (room >= 0),
            lit BOOLEAN NOT NULL, price BIGINT NULL, opened BIGINT NOT NULL, day TEXT NOT NULL, tags JSONB NOT NULL,
            width DOUBLE PRECISION NOT NULL, picture BYTEA NULL);
          CREATE TABLE book (id UUID PRIMARY KEY, shelf UUID NOT NULL REFERENCES shelf(id));
          CREATE TABLE deed (id UUID PRIMARY KEY, number TEXT NOT NULL UNIQUE, place BIGINT NOT NULL, \"row\" BIGINT NOT NULL,
            words TEXT NOT NULL, UNIQUE (id, number), UNIQUE (place, \"row\"));
          CREATE UNIQUE INDEX deed_words ON deed (words);
          FREEZE deed;
          CREATE TABLE line (deed UUID NOT NULL, n BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (deed, n));
          FREEZE line (text) WHEN OLD.n > 0;
          CREATE TABLE note (id UUID PRIMARY KEY, text TEXT NOT NULL);",
}];

#[derive(Debug, PartialEq, FromRow)]
struct Shelf {
    id: Id<Shelf>,
    code: String,
    room: i64,
    lit: bool,
    price: Option<Rupiah>,
    opened: Timestamp,
    day: Date,
    tags: Json<Vec<String>>,
    width: f64,
    picture: Option<Vec<u8>>,
}

fn shelf(code: &str) -> Shelf {
    Shelf {
        id: Id::new(),
        code: code.into(),
        room: 3,
        lit: true,
        price: Some(Rupiah(150_000)),
        opened: "2026-08-05T01:30:00.123Z".parse().unwrap(),
        day: "2026-08-05".parse().unwrap(),
        tags: Json(vec!["anak".into(), "ramah \"ramah\"".into()]),
        width: 2.5,
        picture: Some(vec![0, 255, 13]),
    }
}

fn put(tx: &mut Tx<'_>, s: &Shelf) -> Result<u64> {
    tx.exec(
        sql!(
            "INSERT INTO shelf (id, code, room, lit, price, opened, day, tags, width, picture)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        vals![s.id, s.code, s.room, s.lit, s.price, s.opened, s.day, s.tags, s.width, s.picture],
    )
}

fn codes(store: &Store) -> Vec<String> {
    let rows =
        store.read_blocking(|tx| tx.all::<(String,)>(sql!("SELECT code FROM shelf ORDER BY code"), vals![]));
    rows.unwrap().into_iter().map(|(code,)| code).collect()
}

fn both(test: impl Fn(&Store)) {
    on_both(&[("test", SCHEMA)], test);
}

#[test]
fn every_type_comes_back_as_it_went_in() {
    both(|store| {
        let full = shelf("A");
        let empty = Shelf { price: None, picture: None, lit: false, ..shelf("B") };
        for written in [full, empty] {
            let id = written.id;
            let read: Shelf = store
                .write_blocking(move |tx| {
                    put(tx, &written)?;
                    let read = tx.one(sql!("SELECT * FROM shelf WHERE id = ?1"), vals![id])?;
                    assert_eq!(written, read);
                    Ok(read)
                })
                .unwrap();
            assert_eq!(read.id, id);
        }
    });
}

#[test]
fn a_refused_use_case_leaves_nothing_behind() {
    both(|store| {
        let refusal = Refusal::new(Kind::Conflict, Message::new("no"));
        let answer: Result<()> = store.write_blocking(move |tx| {
            put(tx, &shelf("A"))?;
            Err(refusal.clone().into())
        });
        assert!(matches!(answer, Err(Error::Refused(_))));
        assert!(codes(store).is_empty());
    });
}

#[test]
fn a_panic_is_answered_undone_and_survived() {
    both(|store| {
        let answer: Result<()> = store.write_blocking(|tx| {
            put(tx, &shelf("A"))?;
            panic!("a mistake of ours");
        });
        assert!(matches!(answer, Err(Error::Panicked)));
        store.write_blocking(|tx| put(tx, &shelf("B"))).unwrap();
        assert_eq!(codes(store), ["B"]);
    });
}

#[test]
fn a_nested_error_undoes_only_what_was_nested() {
    both(|store| {
        store
            .write_blocking(|tx| {
                put(tx, &shelf("A"))?;
                let twin = tx.nested(|tx| {
                    put(tx, &shelf("B"))?;
                    put(tx, &shelf("A"))
                });
                assert!(twin.is_err_and(|e| e.is_unique("shelf")));
                put(tx, &shelf("C"))
            })
            .unwrap();
        assert_eq!(codes(store), ["A", "C"]);
    });
}

#[test]
fn the_database_names_the_rule_that_was_broken() {
    both(|store| {
        let check = store.write_blocking(|tx| put(tx, &Shelf { room: -1, ..shelf("A") }));
        assert!(matches!(check, Err(Error::Check(_))), "{check:?}");
        let reference = store.write_blocking(|tx| {
            tx.exec(
                sql!("INSERT INTO book (id, shelf) VALUES (?1, ?2)"),
                vals![Id::<()>::new(), Id::<()>::new()],
            )
        });
        assert!(matches!(reference, Err(Error::Reference(_))), "{reference:?}");
        let missing: Result<Shelf> =
            store.read_blocking(|tx| tx.one(sql!("SELECT * FROM shelf WHERE code = ?1"), vals!["none"]));
        assert!(matches!(missing, Err(Error::Missing)));
    });
}

#[test]
fn a_read_cannot_write() {
    both(|store| {
        assert!(store.read_blocking(|tx| put(tx, &shelf("A"))).is_err());
        assert!(codes(store).is_empty());
    });
}

#[test]
fn many_writers_at_once_each_keep_their_own_outcome() {
    both(|store| {
        thread::scope(|scope| {
            for n in 0..64_i32 {
                scope.spawn(move || {
                    // Every code is wanted by two; one of them is refused by the database.
                    let code = format!("{:02}", n / 2);
                    store.write_blocking(move |tx| put(tx, &shelf(&code)))
                });
            }
        });
        assert_eq!(codes(store).len(), 32);
    });
}

#[test]
fn a_panic_deep_inside_leaves_nothing_of_what_came_before_it() {
    both(|store| {
        thread::scope(|scope| {
            for n in 0..40 {
                scope.spawn(move || {
                    let ended = store.write_blocking(move |tx| {
                        put(tx, &shelf(&format!("{n:02}")))?;
                        tx.nested(|tx| {
                            put(tx, &shelf(&format!("{n:02} within")))?;
                            assert!(n % 8 != 0, "as the test wants");
                            Ok(())
                        })
                    });
                    assert_eq!(ended.is_ok(), n % 8 != 0);
                });
            }
        });
        assert_eq!(codes(store).len(), 2 * 35);
        assert!(!codes(store).iter().any(|code| code.starts_with("08")));
    });
}

#[test]
fn a_lock_lets_only_as_many_pass_as_a_rule_over_rows_allows() {
    both(|store| {
        let add_if_room = |tx: &mut Tx<'_>| -> Result<bool> {
            tx.lock("room", &3)?;
            let (used,): (i64,) = tx.one(sql!("SELECT count(*) FROM shelf WHERE room = 3"), vals![])?;
            if used >= 5 {
                return Ok(false);
            }
            put(tx, &shelf(&Id::<()>::new().to_string()))?;
            Ok(true)
        };
        thread::scope(|scope| {
            for _ in 0..40 {
                scope.spawn(move || store.write_blocking(add_if_room).unwrap());
            }
        });
        assert_eq!(codes(store).len(), 5);
    });
}

#[test]
fn a_tape_notes_what_was_asked_and_changes_nothing_of_it() {
    both(|store| {
        let (tape, found) = store
            .write_blocking(|tx| {
                let mut tape = Tape::default();
                let found = tx.taped(&mut tape, |tx| {
                    put(tx, &shelf("dipita"))?;
                    let missed: Result<()> = tx.nested(|tx| {
                        tx.exec(sql!("DELETE FROM shelf WHERE code = ?1"), vals!["dipita"])?;
                        Err(Error::Missing)
                    });
                    assert!(matches!(missed, Err(Error::Missing)));
                    tx.opt::<(i64,)>(sql!("SELECT room FROM shelf WHERE code = ?1"), vals!["dipita"])
                })?;
                tx.one::<(i64,)>(sql!("SELECT count(*) FROM shelf"), vals![])?;
                Ok((tape, found))
            })
            .unwrap();
        assert_eq!(found, Some((3,)));
        let asked: Vec<&str> =
            tape.statements().filter_map(|(sql, _)| sql.text().split_whitespace().next()).collect();
        assert_eq!(asked, ["INSERT", "DELETE", "SELECT"]);
        let (_, values) = tape.statements().next_back().unwrap();
        assert_eq!(values, [Value::Text("dipita".into())]);
    });
}

#[test]
fn many_rows_are_kept_and_deleted_with_few_statements_whatever_their_types() {
    const KEEP: store::many::Rows = store::rows!(
        "INSERT INTO shelf (id, code, room, lit, price, opened, day, tags, width, picture) VALUES ",
        10,
        " ON CONFLICT (id) DO UPDATE SET room = excluded.room"
    );
    const DROP: store::many::Ids = store::ids!("DELETE FROM shelf WHERE room = ?1 AND id IN ", 2);
    both(|store| {
        let (kept, asked, left) = store
            .write_blocking(|tx| {
                let mut shelves: Vec<Shelf> = (0..120).map(|n| shelf(&format!("{n:03}"))).collect();
                let mut tape = Tape::default();
                for room in [3, 4] {
                    for one in &mut shelves {
                        one.room = room;
                        one.price = (one.code != "007").then_some(Rupiah(150_000));
                    }
                    let values: Vec<Value<'_>> = shelves
                        .iter()
                        .flat_map(|s| {
                            vals![
                                s.id, s.code, s.room, s.lit, s.price, s.opened, s.day, s.tags, s.width,
                                s.picture
                            ]
                            .to_vec()
                        })
                        .collect();
                    assert_eq!(tx.taped(&mut tape, |tx| tx.exec_rows(&KEEP, &values))?, 120);
                }
                let kept: Vec<Shelf> = tx.all(sql!("SELECT * FROM shelf ORDER BY code"), vals![])?;
                assert_eq!(kept[7].price, None);
                let ids: Vec<_> = shelves.iter().skip(1).map(|s| s.id).collect();
                assert_eq!(tx.exec_ids(&DROP, vals![3], &ids)?, 0);
                assert_eq!(tx.exec_ids(&DROP, vals![4], &ids)?, 119);
                let (left,): (i64,) = tx.one(sql!("SELECT count(*) FROM shelf"), vals![])?;
                Ok((kept == shelves, tape.statements().count(), left))
            })
            .unwrap();
        assert_eq!((kept, asked, left), (true, 44, 1));
    });
}

#[test]
fn every_registered_statement_is_prepared() {
    both(|store| {
        let refused = store.prepare_all().unwrap();
        assert!(refused.is_empty(), "{refused:?}");
    });
}

#[test]
fn a_second_program_on_the_same_file_is_told_so() {
    let database = Database::sqlite();
    let _first = database.open();
    let second = Store::open(database.location(), store::Options::default());
    assert!(matches!(second, Err(Error::InUse(_))));
}

#[test]
fn a_database_of_a_newer_program_or_another_shape_is_left_alone() {
    on_both(&[("test", SCHEMA)], |store| {
        assert!(
            matches!(store.migrate(vec![("test", &[])]), Err(Error::Newer(what)) if what == "test/0001_shelf")
        );
        let other: &[Migration] = &[Migration { name: "0001_shelf", sql: "CREATE TABLE shelf (id UUID);" }];
        assert!(matches!(store.migrate(vec![("test", other)]), Err(Error::OtherShape(_))));
        assert_eq!(store.migrate(vec![("test", SCHEMA)]).unwrap(), 0);
    });
}

#[test]
fn whether_a_database_suits_a_program_is_told_without_changing_it() {
    const MORE: &[Migration] =
        &[SCHEMA[0], Migration { name: "0002_more", sql: "CREATE TABLE more (id BIGINT);" }];
    on_both(&[("test", SCHEMA)], |store| {
        store.suits(vec![("test", MORE)]).unwrap();
        assert_eq!(store.migrate(vec![("test", MORE)]).unwrap(), 1, "nothing was migrated by asking");
        let newer = store.suits(vec![("test", SCHEMA)]);
        assert!(matches!(newer, Err(Error::Newer(what)) if what == "test/0002_more"));
        let other: &[Migration] = &[Migration { name: "0001_shelf", sql: "CREATE TABLE shelf (id UUID);" }];
        assert!(matches!(store.suits(vec![("test", other)]), Err(Error::OtherShape(_))));
    });
}

#[test]
fn migrations_apply_all_or_none() {
    on_both(&[], |store| {
        let broken: &'static [Migration] = &[
            Migration { name: "0001_good", sql: "CREATE TABLE good (id BIGINT);" },
            Migration { name: "0002_bad", sql: "CREATE TABLE bad (id NOWHERE_TYPE REFERENCES); " },
        ];
        assert!(store.migrate(vec![("test", broken)]).is_err());
        assert_eq!(store.migrate(vec![("test", &broken[..1])]).unwrap(), 1);
    });
}

#[test]
fn a_connection_the_server_let_go_is_made_anew_before_anything_is_asked() {
    let database = Database::postgres();
    let store::Location::Postgres { url, schema } = database.location() else { return };
    let store = database.open();
    store.migrate(vec![("shelf", SCHEMA)]).unwrap();
    let mut other = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    // Only this test's own: those that have named its schema and done nothing since; waits until they are gone.
    let ended = other
        .query(
            "SELECT pg_terminate_backend(a.pid, 5000) FROM pg_stat_activity a
             WHERE a.query = $1 AND a.pid <> pg_backend_pid()",
            &[&format!("SET search_path TO \"{schema}\"")],
        )
        .unwrap();
    assert!(ended.len() >= 4, "{} connections were ended", ended.len());
    for n in 0..12 {
        store.write_blocking(move |tx| put(tx, &shelf(&format!("R{n}")))).unwrap();
        store.read_blocking(|tx| tx.all::<(String,)>(sql!("SELECT code FROM shelf"), vals![])).unwrap();
    }
    assert_eq!(codes(&store).len(), 12);
}

#[test]
fn a_change_is_counted_before_anybody_hears_of_it_where_nobody_else_can_change_anything() {
    on_both(&[("shelf", SCHEMA)], |store| {
        let Some(before) = store.changes() else {
            return assert!(matches!(store.location(), store::Location::Postgres { .. }));
        };
        store.write_blocking(|tx| put(tx, &shelf("A"))).unwrap();
        assert_eq!(store.changes(), Some(before + 1));
        assert!(store.write_blocking(|tx| put(tx, &Shelf { room: -1, ..shelf("B") })).is_err());
        assert_eq!(codes(store), ["A"]);
        assert_eq!(store.changes(), Some(before + 1));
    });
}

#[test]
fn all_who_come_while_somebody_writes_share_one_commit() {
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(vec![("shelf", SCHEMA)]).unwrap();
    let before = store.changes().unwrap();
    let (seated, is_seated) = mpsc::channel();
    let (go, may_go) = mpsc::channel();
    let first = thread::spawn({
        let store = store.clone();
        move || {
            store.write_blocking(move |tx| {
                let _ = seated.send(());
                // A work may run again; nobody holds it back then.
                let _ = may_go.recv();
                put(tx, &shelf("first"))
            })
        }
    });
    is_seated.recv().unwrap();
    // One thread runs these in turn: the last one lets go when all the others wait.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let others: Vec<_> = (0..20)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move { store.write(move |tx| put(tx, &shelf(&n.to_string()))).await })
            })
            .collect();
        tokio::spawn(async move { go.send(()) }).await.unwrap().unwrap();
        for other in others {
            other.await.unwrap().unwrap();
        }
    });
    first.join().unwrap().unwrap();
    assert_eq!(codes(&store).len(), 21);
    assert_eq!(store.changes(), Some(before + 1));
}
