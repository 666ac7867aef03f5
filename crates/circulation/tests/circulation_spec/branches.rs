//! Somebody who may lend at one branch only, on both engines.

use crate::common::{Town, clerk, in_town, now, refused};
use catalogue::fast_add::FastAdd;
use circulation::{
    FAST_ADD, LEND, OVERRIDE,
    desk::{
        self, Clerk, Entry, Mode, Outcome, Scanned, Seen, Transaction,
        offline::{self, Kept},
    },
    loans,
    objections::Objection,
};
use kernel::{Act, Id};
use platform::{
    library::Branch,
    permissions::{Grants, Permission, Places},
};

/// Somebody who may do this at one branch and nothing elsewhere.
fn at(town: &Town, branch: Id<Branch>, permissions: &[Permission]) -> Clerk {
    Clerk { person: town.staff(), may: Grants::of(permissions, &Places::At([branch].into())) }
}

fn scan(town: &Town, act: &Act, clerk: &Clerk, text: &str) -> (Transaction, Entry) {
    let (act, clerk, text) = (act.clone(), clerk.clone(), text.to_owned());
    town.write(move |tx| {
        let seen = Seen::of(desk::of_staff(tx, clerk.person)?.as_ref());
        desk::process(tx, &act, &Scanned { clerk: &clerk, mode: Mode::Lend, seen, text: &text })?;
        let desk = desk::of_staff(tx, clerk.person)?.unwrap();
        let entry = desk::last(tx, desk.id)?.unwrap();
        Ok((desk, entry))
    })
    .unwrap()
}

#[test]
fn a_desk_stands_where_one_may_lend_even_if_that_is_not_the_first_branch() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let ruth = at(town, rurukan, &[LEND]);
        scan(town, &now(), &ruth, &maria.code);
        let (desk, entry) = scan(town, &now(), &ruth, &book.barcode);
        assert_eq!((desk.branch, entry.outcome), (rurukan, Outcome::Lent));
        let lent = town.read(move |tx| loans::by_id(tx, entry.loan.unwrap())).unwrap();
        assert_eq!(lent.branch, rurukan);
    });
}

#[test]
fn a_desk_is_not_moved_to_a_branch_where_one_may_not_lend() {
    in_town(|town| {
        let (rurukan, town_hall) = (town.rurukan(), town.branch);
        let ruth = at(town, rurukan, &[LEND]);
        let mover = ruth.clone();
        let moved = town.write(move |tx| desk::at_branch(tx, &now(), &mover, town_hall));
        assert_eq!(refused(moved), ["may-not-here"]);
        let person = ruth.person;
        assert_eq!(town.read(move |tx| desk::of_staff(tx, person)), None, "nothing was begun");
        town.write(move |tx| desk::at_branch(tx, &now(), &ruth, rurukan)).unwrap();
        assert_eq!(town.read(move |tx| desk::of_staff(tx, person)).unwrap().branch, rurukan);
    });
}

#[test]
fn a_right_that_is_withdrawn_in_the_midst_of_the_work_counts_from_the_next_scan_on() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let before = clerk(town.staff());
        let (open, _) = scan(town, &now(), &before, &maria.code);
        assert_eq!(open.branch, town.branch);
        let after = Clerk { may: at(town, rurukan, &[LEND]).may, ..before };
        let (desk, entry) = scan(town, &now(), &after, &book.barcode);
        assert_eq!((desk.branch, desk.member, entry.outcome), (rurukan, None, Outcome::Refused));
        let moved = Objection::DeskMoved { from: "Perpustakaan Kota".into(), to: "Rurukan".into() };
        assert_eq!(entry.told.0.objections, [moved]);
        assert_eq!(town.copy_now(&book).due, None, "nothing was lent for whoever stood at the other desk");
        let left = open.id;
        assert!(town.read(move |tx| desk::transaction(tx, left)).unwrap().closed_at.is_some());
        scan(town, &now(), &after, &maria.code);
        assert_eq!(scan(town, &now(), &after, &book.barcode).1.outcome, Outcome::Lent);
    });
}

#[test]
fn what_was_done_where_one_may_no_longer_lend_is_neither_answered_nor_taken_back() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let before = clerk(town.staff());
        scan(town, &now(), &before, &maria.code);
        let (_, lent) = scan(town, &now(), &before, &book.barcode);
        let after = Clerk { may: at(town, rurukan, &[LEND]).may, ..before };
        let (one, two, three) = (after.clone(), after.clone(), after);
        assert_eq!(refused(town.write(move |tx| desk::undo(tx, &now(), &one, lent.id))), ["may-not-here"]);
        assert_eq!(refused(town.write(move |tx| desk::undo_last(tx, &now(), &two))), ["may-not-here"]);
        let answered = town.write(move |tx| desk::answer(tx, &now(), &three, &desk::Given::default()));
        assert_eq!(refused(answered), ["may-not-here"]);
        assert_eq!(town.copy_now(&book).due, lent.due_at);
    });
}

#[test]
fn rules_are_overridden_and_books_added_only_where_that_permission_holds() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (maria, reference) = (town.member("Maria Wowor", "dewasa"), town.copy("Kamus", "rujukan"));
        // They may lend everywhere, but override and add at the other branch alone.
        let mut ruth = at(town, rurukan, &[OVERRIDE, FAST_ADD]);
        ruth.may = ruth.may.and(Grants::of(&[LEND], &Places::Everywhere));
        let (desk, _) = scan(town, &now(), &ruth, &maria.code);
        assert_eq!(desk.branch, town.branch);
        assert_eq!(scan(town, &now(), &ruth, &reference.barcode).1.outcome, Outcome::Asked);
        let yes = scan(town, &now(), &ruth, "%YA").1;
        assert!(yes.told.0.may_not, "{yes:?}");
        let book = |branch| FastAdd {
            barcode: "TMH-0700001".into(),
            title: "Cerita Rakyat".into(),
            author: String::new(),
            kind: "umum".into(),
            call_number: String::new(),
            branch,
        };
        let adder = ruth.clone();
        let seen = move |tx: &mut store::Tx<'_>, staff| {
            desk::of_staff(tx, staff).map(|open| Seen::of(open.as_ref()))
        };
        let added = town.write(move |tx| {
            let seen = seen(tx, adder.person)?;
            desk::add(tx, &now(), &adder, (Mode::Return, seen), book)
        });
        assert_eq!(refused(added), ["may-not-here"]);
        town.write(move |tx| {
            desk::at_branch(tx, &now(), &ruth, rurukan)?;
            let seen = seen(tx, ruth.person)?;
            desk::add(tx, &now(), &ruth, (Mode::Return, seen), book).map(drop)
        })
        .unwrap();
    });
}

#[test]
fn what_waits_of_scans_without_a_connection_is_seen_and_settled_at_its_branch_alone() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (here, there) = (clerk(town.staff()), at(town, rurukan, &[LEND]));
        let kept = |code: &str| Kept {
            id: Id::new(),
            device: Id::new(),
            batch: Id::new(),
            sequence: 1,
            made_at: now().at,
            mode: Mode::Lend,
            code: code.into(),
            base: String::new(),
        };
        let (first, second) = (kept("SALAH-1"), kept("SALAH-2"));
        for (who, scan) in [(&here, &first), (&there, &second)] {
            let (who, scan) = (who.clone(), scan.clone());
            town.write(move |tx| offline::take(tx, &now(), &who, &scan)).unwrap();
        }
        let codes = |places: &Places| -> Vec<String> {
            let places = places.clone();
            let found = town.read(move |tx| offline::waiting(tx, &places, 9));
            found.into_iter().map(|(kept, _)| kept.code).collect()
        };
        assert_eq!(codes(&Places::Everywhere).len(), 2);
        let own = there.may.places(LEND).clone();
        assert_eq!(codes(&own), ["SALAH-2"]);
        assert_eq!(town.read(move |tx| offline::count(tx, &own)), 1);
        let (one, two) = (there.clone(), there.clone());
        let settled = town.write(move |tx| offline::settle(tx, &now(), &one, first.id, true));
        assert_eq!(refused(settled), ["may-not-here"]);
        let handled = town.write(move |tx| offline::handle_now(tx, &now(), &two, first.id));
        assert_eq!(refused(handled), ["may-not-here"]);
        town.write(move |tx| offline::settle(tx, &now(), &there, second.id, true)).unwrap();
    });
}

#[test]
fn what_is_overdue_is_counted_where_it_was_lent() {
    in_town(|town| {
        let rurukan = town.rurukan();
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&now(), &maria, &book).unwrap();
        let later = trial::act("2026-12-01T09:00");
        let count = |branch| {
            let act = later.clone();
            town.read(move |tx| {
                Ok((loans::overdue_count(tx, &act, branch)?, loans::overdue(tx, &act, branch, 9, 0)?.len()))
            })
        };
        assert_eq!((count(None), count(Some(town.branch)), count(Some(rurukan))), ((1, 1), (1, 1), (0, 0)));
    });
}
