//! What others hear and count of lending, on both engines.

use crate::common::{in_town, now};
use trial::act;

#[test]
fn others_hear_of_what_happened() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let from = town.read(platform::events::latest);
        let loan = town.lend(&now(), &maria, &book).unwrap();
        town.renew(&act("2026-08-12T10:00"), loan.id).unwrap();
        town.take_back(&act("2026-08-13T10:00"), &book);
        let events = town.read(move |tx| platform::events::after(tx, from, 20));
        let ours: Vec<&str> = events
            .iter()
            .map(|event| event.kind.as_str())
            .filter(|kind| kind.starts_with("circulation."))
            .collect();
        assert_eq!(ours, ["circulation.lent", "circulation.renewed", "circulation.returned"]);
    });
}

#[test]
fn figures_count_what_happened_in_their_days() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let books = town.copies(3);
        town.lend(&now(), &maria, &books[0]).unwrap();
        town.lend(&now(), &maria, &books[1]).unwrap();
        town.lend(&act("2026-08-06T00:10"), &ferry, &books[2]).unwrap();
        town.take_back(&act("2026-08-06T09:00"), &books[0]);
        let figure = |key: &str, from: &str, to: &str| {
            let one = circulation::figures::INDICATORS.iter().find(|one| one.key == key).copied().unwrap();
            let period = web::Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
            town.read(move |tx| (one.compute)(tx, &now(), period))
        };
        assert_eq!(figure("circulation.loans", "2026-08-05", "2026-08-05"), 2);
        assert_eq!(figure("circulation.loans", "2026-08-05", "2026-08-06"), 3);
        assert_eq!(figure("circulation.borrowers", "2026-08-05", "2026-08-06"), 2);
        assert_eq!(figure("circulation.returns", "2026-08-06", "2026-08-06"), 1);
    });
}
