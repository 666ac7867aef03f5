//! What is frozen stays, also where another program replaces it.

use kernel::Id;
use rusqlite::Connection;
use store::{Error, Location, Result, Sql, Store, sql, vals};
use trial::{Database, on_both};

use crate::transactions::SCHEMA;

const DEED: Id<()> = Id::from_bytes([1; 16]);

fn exec(store: &Store, statement: &'static Sql, id: Id<()>) -> Result<u64> {
    store.write_blocking(move |tx| tx.exec(statement, vals![id]))
}

fn begun(store: &Store) {
    let deed = sql!("INSERT INTO deed (id, number, place, \"row\", words) VALUES (?1, 'A-1', 1, 1, 'jual')");
    exec(store, deed, DEED).unwrap();
    exec(store, sql!("INSERT INTO line (deed, n, text) VALUES (?1, 1, 'satu')"), DEED).unwrap();
    exec(store, sql!("INSERT INTO note (id, text) VALUES (?1, 'catatan')"), DEED).unwrap();
}

#[test]
fn a_frozen_row_is_not_replaced_by_whichever_key_it_is_met() {
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(vec![("test", SCHEMA)]).unwrap();
    begun(&store);
    let Location::File(path) = database.location() else { panic!("a file") };
    // Another program, which has the guards of the file and none of its own.
    let other = Connection::open(path).unwrap();
    for forged in [
        "INSERT OR REPLACE INTO deed SELECT id, 'A-2', 2, 2, 'x' FROM deed",
        "INSERT OR REPLACE INTO deed SELECT randomblob(16), number, 2, 2, 'x' FROM deed",
        "REPLACE INTO deed SELECT randomblob(16), 'A-2', place, \"row\", 'x' FROM deed",
        "INSERT OR REPLACE INTO line SELECT deed, n, 'dua' FROM line",
        "UPDATE OR REPLACE line SET text = 'dua'",
    ] {
        let no = other.execute(forged, []).unwrap_err().to_string();
        assert!(no.contains("UNIQUE constraint failed") || no.contains("append-only"), "{forged}: {no}");
    }
    let free = "INSERT OR REPLACE INTO note SELECT id, 'lain' FROM note";
    assert_eq!(other.execute(free, []).unwrap(), 1, "what is not frozen may be");
    let standing = sql!("SELECT d.number, l.text FROM deed d JOIN line l ON l.deed = d.id");
    let standing: (String, String) = store.read_blocking(|tx| tx.one(standing, vals![])).unwrap();
    assert_eq!(standing, ("A-1".into(), "satu".into()));
}

#[test]
fn a_key_that_is_taken_is_told_as_ever_and_what_may_be_met_on_conflict_still_may() {
    on_both(&[("test", SCHEMA)], |store| {
        begun(store);
        let same =
            sql!("INSERT INTO deed (id, number, place, \"row\", words) VALUES (?1, 'A-9', 9, 9, 'beli')");
        assert!(matches!(exec(store, same, DEED), Err(Error::Unique { table }) if table == "deed"));
        let met = sql!(
            "INSERT INTO deed (id, number, place, \"row\", words) VALUES (?1, 'A-9', 9, 9, 'jual')
             ON CONFLICT (words) DO NOTHING"
        );
        assert_eq!(exec(store, met, Id::new()).unwrap(), 0);
        assert_eq!(exec(store, same, Id::new()).unwrap(), 1);
    });
}
