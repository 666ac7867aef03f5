//! What the module counts and what must always be true of it.

use crate::common::{book, import_plainly, in_a_library, now, patient_index};
use platform::files::Files;

#[test]
fn the_numbers_and_rules_of_the_module_hold_over_what_was_done() {
    in_a_library(|store| {
        import_plainly(store, &[book("1", "Laskar pelangi", &["A1", "A2"]), book("2", "Edensor", &[])]);
        let module = catalogue::module(&patient_index(), &Files::at(""));
        let day = jiff::civil::date(2026, 8, 5);
        let count = |from, to| {
            let indicators = module.indicators;
            let counted = store.read_blocking(move |tx| {
                let period = web::Period { from, to };
                indicators
                    .iter()
                    .map(|indicator| (indicator.compute)(tx, &now(), period))
                    .collect::<store::Result<Vec<_>>>()
            });
            counted.unwrap()
        };
        assert_eq!(count(day, day), [2, 2, 2, 0]);
        assert_eq!(count(day.tomorrow().unwrap(), day.tomorrow().unwrap()), [2, 2, 0, 0]);
        assert_eq!(count(day.yesterday().unwrap(), day.yesterday().unwrap()), [0, 0, 0, 0]);
        let broken = || {
            let invariants = module.invariants;
            let found = store.read_blocking(move |tx| {
                let found = invariants.iter().map(|invariant| (invariant.violations)(tx));
                found.collect::<store::Result<Vec<_>>>()
            });
            found.unwrap().concat()
        };
        assert!(broken().is_empty());
        store
            .write_blocking(|tx| {
                tx.exec(
                    store::sql!(
                        "UPDATE record SET drawn = '{\"title\":\"Lain\",\"form\":\"book\"}' WHERE number = 2"
                    ),
                    store::vals![],
                )
            })
            .unwrap();
        assert_eq!(broken(), ["2"]);
    });
}
