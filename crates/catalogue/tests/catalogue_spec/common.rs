//! A library with two branches, and records to put into it.

use std::{sync::Arc, time::Duration};

use catalogue::{
    import::{self, Options, Output, Report},
    indexer::Index,
};
use kernel::Id;
use marc::{Field, Record};
use platform::library::{self, Branch};
use store::Store;

pub const SCHEMAS: &[trial::Schema] =
    &[("platform", platform::MIGRATIONS), ("catalogue", catalogue::MIGRATIONS)];

/// An index that is waited for as long as it takes: how soon it answers is nothing a busy machine can be asked.
pub fn patient_index() -> Arc<Index> {
    Arc::new(Index::in_memory().unwrap().patient(Duration::from_secs(120)))
}

/// Runs a test on both engines, in a library with the branches `TOM` and `BUS`.
pub fn in_a_library(test: impl Fn(&Store)) {
    trial::on_both(SCHEMAS, |store| {
        branches(store);
        test(store);
    });
}

pub fn branches(store: &Store) {
    for (code, name) in [("TOM", "Perpustakaan Kota"), ("BUS", "Bus keliling")] {
        let branch = Branch {
            id: Id::new(),
            code: code.into(),
            name: name.into(),
            address: String::new(),
            phone: None,
        };
        store.write_blocking(move |tx| library::save_branch(tx, &now(), &branch)).unwrap();
    }
}

pub fn now() -> kernel::Act {
    trial::act("2026-08-05T09:30")
}

pub fn branch(store: &Store, code: &'static str) -> Id<Branch> {
    let branches = store.read_blocking(library::branches).unwrap();
    branches.into_iter().find(|branch| branch.code == code).unwrap().id
}

/// A book with a control number, a title and copies with these barcodes.
pub fn book(number: &str, title: &str, barcodes: &[&str]) -> Record {
    let record = Record::default()
        .with(Field::control("001", number))
        .with(Field::control("003", "TST"))
        .with(Field::control("008", "260105s2005    ko a   d      000 1 ind d"))
        .with(Field::data("100", '1', ' ').with('a', "Hirata, Andrea."))
        .with(Field::data("245", '1', '0').with('a', title))
        .with(Field::data("082", '0', '4').with('a', "899.221").with('b', "HIR l"));
    barcodes.iter().fold(record, |record, barcode| {
        record.with(
            Field::data("952", ' ', ' ').with('a', "TOM").with('p', *barcode).with('o', "899.221 HIR l"),
        )
    })
}

pub fn file(records: &[Record]) -> Vec<u8> {
    records.iter().flat_map(|record| marc::iso2709::to_vec(record).unwrap()).collect()
}

/// What an import said and left beside the road.
pub struct Imported {
    pub report: Report,
    pub rejects: Vec<u8>,
    pub lines: Vec<serde_json::Value>,
}

pub fn import(store: &Store, bytes: &[u8], options: &Options) -> Imported {
    let (mut rejects, mut lines) = (Vec::new(), Vec::new());
    let mut output = Output {
        file: "",
        rejects: &mut rejects,
        lines: &mut lines,
        progress: &mut |_| {},
        changed: &mut |_| {},
    };
    let report = import::marc(store, &now(), bytes, options, &mut output).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Imported { report, rejects, lines }
}

pub fn import_plainly(store: &Store, records: &[Record]) -> Report {
    import(store, &file(records), &Options::default()).report
}
