//! The desk, scan by scan, on both engines.

use crate::common::{Town, clerk, in_town, now, senior};
use catalogue::copies::{self, Status};
use circulation::{
    desk::{self, Entry, Mode, Next, Outcome, Scanned, Seen},
    loans,
};
use jiff::SignedDuration;
use kernel::{Act, Id, Person};
use trial::act;

/// One person at the desk; a minute passes before each scan.
pub struct Desk<'t> {
    town: &'t Town,
    pub staff: Id<Person>,
    clock: std::cell::RefCell<Act>,
    may_override: bool,
}

impl<'t> Desk<'t> {
    pub fn of(town: &'t Town) -> Self {
        Self { town, staff: town.staff(), clock: now().into(), may_override: false }
    }

    pub fn scan(&self, text: &str) -> Entry {
        self.go(text, SignedDuration::from_mins(1));
        self.last()
    }

    pub fn go(&self, text: &str, after: SignedDuration) -> Next {
        let act = {
            let act = self.clock.borrow();
            act.at(act.at + after)
        };
        *self.clock.borrow_mut() = act.clone();
        let mode = self.open().map_or(Mode::Lend, |desk| desk.mode);
        self.on(&act, self.page(), mode, text)
    }

    /// A scan on a page that was drawn for this.
    pub fn on(&self, act: &Act, seen: Seen, mode: Mode, text: &str) -> Next {
        let clerk = if self.may_override { senior(self.staff) } else { clerk(self.staff) };
        let (act, text) = (act.clone(), text.to_owned());
        let write = move |tx: &mut store::Tx<'_>| {
            desk::process(tx, &act, &Scanned { clerk: &clerk, mode, seen, text: &text })
        };
        self.town.write(write).unwrap()
    }

    pub fn open(&self) -> Option<desk::Transaction> {
        let staff = self.staff;
        self.town.read(move |tx| desk::of_staff(tx, staff))
    }

    /// What a page is drawn for now.
    pub fn page(&self) -> Seen {
        Seen::of(self.open().as_ref())
    }

    pub fn entries(&self) -> Vec<Entry> {
        let staff = self.staff;
        self.town.read(move |tx| match desk::of_staff(tx, staff)? {
            Some(desk) => desk::entries(tx, desk.id, 100),
            None => Ok(Vec::new()),
        })
    }

    pub fn last(&self) -> Entry {
        self.entries().into_iter().next().unwrap()
    }
}

#[test]
fn a_card_and_a_book_make_a_loan() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        assert_eq!(desk.scan(&format!("{}\r\n", maria.code)).outcome, Outcome::Member);
        let entry = desk.scan(&book.barcode);
        assert_eq!((entry.outcome, entry.told.0.title.as_str()), (Outcome::Lent, "Laskar Pelangi"));
        assert_eq!(town.copy_now(&book).due, entry.due_at);
    });
}

#[test]
fn without_a_card_nothing_is_lent() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi", "umum");
        assert_eq!(Desk::of(town).scan(&book.barcode).outcome, Outcome::NoMember);
        assert_eq!(town.copy_now(&book).due, None);
    });
}

#[test]
fn the_same_scan_within_five_seconds_is_one_scan() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        desk.scan(&book.barcode);
        desk.go(&book.barcode, SignedDuration::from_secs(2));
        let entry = desk.last();
        assert_eq!((entry.outcome, entry.repeats, desk.entries().len()), (Outcome::Lent, 1, 2));
        // Later it is meant: the member has it, so it would be renewed.
        let entry = desk.scan(&book.barcode);
        assert!(entry.told.0.instead);
        assert_eq!(entry.outcome, Outcome::Refused);
    });
}

#[test]
fn a_book_the_member_has_already_is_renewed_instead() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&act("2026-07-24T10:00"), &maria, &book).unwrap();
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        let entry = desk.scan(&book.barcode);
        assert_eq!(
            (entry.outcome, entry.told.0.instead, entry.told.0.renewal),
            (Outcome::Renewed, true, Some(1))
        );
    });
}

#[test]
fn another_members_card_begins_another_transaction() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let desk = Desk::of(town);
        let first = desk.scan(&maria.code).desk;
        desk.scan(&town.copy("Laskar Pelangi", "umum").barcode);
        let second = desk.scan(&ferry.code);
        assert!(second.desk != first && second.member == Some(ferry.person));
        assert!(town.read(move |tx| desk::transaction(tx, first)).unwrap().closed_at.is_some());
    });
}

#[test]
fn a_question_is_answered_by_yes_alone_and_only_by_who_may() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Kamus Besar", "rujukan"));
        let mut desk = Desk::of(town);
        desk.scan(&maria.code);
        assert_eq!(desk.scan(&book.barcode).outcome, Outcome::Asked);
        // The Enter of a scanner, and a scanner that fires twice, confirm nothing.
        desk.go("", SignedDuration::from_secs(1));
        desk.go(&book.barcode, SignedDuration::from_secs(1));
        assert_eq!(desk.last().outcome, Outcome::Asked);
        let entry = desk.scan("%YA");
        assert_eq!((entry.outcome, entry.told.0.may_not), (Outcome::Asked, true));
        assert_eq!(town.copy_now(&book).due, None);
        desk.may_override = true;
        let entry = desk.scan("%YA");
        assert_eq!((entry.outcome, entry.told.0.overridden), (Outcome::Lent, true));
        assert!(town.copy_now(&book).due.is_some());
    });
}

#[test]
fn a_new_scan_leaves_an_open_question_and_the_copy_not_lent() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "dewasa");
        let (reference, book) = (town.copy("Kamus Besar", "rujukan"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        desk.scan(&reference.barcode);
        assert_eq!(desk.scan(&book.barcode).outcome, Outcome::Lent);
        assert_eq!(desk.entries()[1].outcome, Outcome::Left);
        assert_eq!(town.copy_now(&reference).due, None);
        // What was left is settled: a late yes has nothing to answer.
        assert_eq!(desk.scan("%YA").outcome, Outcome::Idle);
    });
}

#[test]
fn a_no_leaves_everything_as_it_was() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Kamus Besar", "rujukan"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        desk.scan(&book.barcode);
        assert_eq!(desk.scan("%TIDAK").outcome, Outcome::Declined);
        // Whoever said no has looked at the screen: the next scan is no echo, however soon it comes.
        desk.go(&book.barcode, SignedDuration::from_secs(2));
        assert_eq!(desk.last().outcome, Outcome::Asked);
        assert_eq!(desk.scan("%BATAL").outcome, Outcome::Declined);
        assert_eq!(town.copy_now(&book).due, None);
    });
}

#[test]
fn a_book_on_loan_to_another_needs_no_special_right_since_it_is_in_our_hands() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let book = town.copy("Laut Bercerita", "umum");
        let first = town.lend(&act("2026-08-03T10:00"), &maria, &book).unwrap();
        let desk = Desk::of(town);
        desk.scan(&ferry.code);
        let asked = desk.scan(&book.barcode);
        assert_eq!((asked.outcome, asked.told.0.holder.as_deref()), (Outcome::Asked, Some("Maria Wowor")));
        assert_eq!(desk.scan("%YA").outcome, Outcome::Lent);
        // Undo gives it back to whom it was lent before, exactly.
        desk.scan("%BATAL");
        let again = town.read(move |tx| loans::open_of_copy(tx, book.id));
        assert_eq!(again, Some(first));
        town.assert_sound();
    });
}

#[test]
fn commands_change_the_mode_and_the_book_is_taken_back() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&act("2026-07-15T10:00"), &maria, &book).unwrap();
        let desk = Desk::of(town);
        assert!(matches!(desk.go("%kembali", SignedDuration::ZERO), Next::Desk(Mode::Return, _)));
        let entry = desk.scan(&book.barcode);
        assert_eq!((entry.outcome, entry.told.0.days_late), (Outcome::Returned, 7));
        assert_eq!(entry.member, Some(maria.person));
        assert_eq!(desk.scan(&book.barcode).outcome, Outcome::NotOnLoan);
    });
}

#[test]
fn undo_restores_a_return_and_a_use_in_the_house() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let loan = town.lend(&act("2026-08-03T10:00"), &maria, &book).unwrap();
        let other = town.copy("Kamus Besar", "rujukan");
        let desk = Desk::of(town);
        desk.go("%KEMBALI", SignedDuration::ZERO);
        desk.scan(&book.barcode);
        assert!(desk.scan(&other.barcode).told.0.house_use);
        desk.scan("%BATAL");
        desk.scan("%BATAL");
        assert_eq!(town.read(move |tx| loans::open_of_copy(tx, book.id)), Some(loan));
        assert!(desk.entries().iter().all(|entry| entry.undone_at.is_some()));
        assert_eq!(desk.scan("%BATAL").outcome, Outcome::Idle);
        town.assert_sound();
    });
}

#[test]
fn a_lost_book_that_is_lent_and_undone_is_lost_again() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let id = book.id;
        town.write(move |tx| copies::set_status(tx, &now(), id, Status::Lost)).unwrap();
        let before = town.copy_now(&book);
        let desk = Desk { may_override: true, ..Desk::of(town) };
        desk.scan(&maria.code);
        desk.scan(&book.barcode);
        assert_eq!(desk.scan("%YA").outcome, Outcome::Lent);
        desk.scan("%BATAL");
        // As it was, but for the number that tells an edit begun before that somebody wrote it meanwhile.
        let after = town.copy_now(&book);
        assert!(after.version > before.version);
        assert_eq!(after, copies::Copy { version: after.version, ..before });
    });
}

#[test]
fn an_entry_of_another_desk_cannot_be_undone() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let (ours, theirs) = (Desk::of(town), Desk::of(town));
        ours.scan(&maria.code);
        let entry = ours.scan(&book.barcode).id;
        theirs.scan(&maria.code);
        let staff = theirs.staff;
        let tried = town.write(move |tx| desk::undo(tx, &now(), &clerk(staff), entry));
        assert_eq!(crate::common::refused(tried), ["loan-undo-too-late"]);
    });
}

#[test]
fn finishing_leads_to_a_receipt_only_where_something_was_done() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        let transaction = desk.scan(&maria.code).desk;
        desk.scan(&book.barcode);
        assert_eq!(desk.go("%SELESAI", SignedDuration::ZERO), Next::Receipt(transaction));
        desk.scan(&maria.code);
        assert_eq!(desk.go("%SELESAI", SignedDuration::ZERO), Next::Desk(Mode::Lend, Seen::default()));
    });
}

#[test]
fn foreign_codes_are_told_apart() {
    in_town(|town| {
        town.copy("Laskar Pelangi", "umum");
        town.member("Maria Wowor", "dewasa");
        town.member("Maria Lumi", "dewasa");
        let desk = Desk::of(town);
        for (code, outcome) in [
            ("8991002123458", Outcome::Shop),
            ("9789793062792", Outcome::Isbn),
            ("979-3062-79-7", Outcome::Isbn),
            ("TMH-9999999", Outcome::Unknown),
            ("%TERBANG", Outcome::Unknown),
            ("maria", Outcome::Several),
            ("maria wowor", Outcome::Member),
        ] {
            assert_eq!(desk.scan(code).outcome, outcome, "{code}");
        }
    });
}

#[test]
fn a_copy_is_looked_at_without_changing_it() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        town.lend(&act("2026-08-03T10:00"), &maria, &book).unwrap();
        let before = town.copy_now(&book);
        let desk = Desk::of(town);
        desk.go("%CEK", SignedDuration::ZERO);
        let entry = desk.scan(&book.barcode);
        assert_eq!((entry.outcome, entry.told.0.holder.as_deref()), (Outcome::Checked, Some("Maria Wowor")));
        assert_eq!(town.copy_now(&book), before);
    });
}

#[test]
fn the_log_that_undo_acts_upon_holds_only_words_and_things_there_are() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let desk = Desk::of(town);
        desk.scan(&maria.code);
        let entry = desk.scan(&book.barcode).id;
        let (nothing, staff) = (Id::<()>::new(), desk.staff);
        for outcome in Outcome::ALL {
            let set = store::sql!("UPDATE desk_entry SET outcome = ?2 WHERE id = ?1");
            town.write(move |tx| tx.exec(set, store::vals![entry, *outcome])).unwrap();
        }
        for mode in Mode::ALL {
            let set = store::sql!("UPDATE desk_entry SET mode = ?2 WHERE id = ?1");
            town.write(move |tx| tx.exec(set, store::vals![entry, *mode])).unwrap();
        }
        for set in [
            store::sql!("UPDATE desk_entry SET outcome = 'dipinjam' WHERE id = ?1 OR id = ?2"),
            store::sql!("UPDATE desk_entry SET mode = 'lend' WHERE id = ?1 OR id = ?2"),
            store::sql!("UPDATE desk_entry SET copy = ?2 WHERE id = ?1"),
            store::sql!("UPDATE desk_entry SET loan = ?2 WHERE id = ?1"),
            store::sql!("UPDATE desk_entry SET house_use = ?2 WHERE id = ?1"),
            store::sql!("UPDATE desk_entry SET member = ?2 WHERE id = ?1"),
        ] {
            assert!(town.write(move |tx| tx.exec(set, store::vals![entry, nothing])).is_err());
        }
        let set = store::sql!("UPDATE desk_transaction SET staff = ?2 WHERE staff = ?1");
        assert!(town.write(move |tx| tx.exec(set, store::vals![staff, nothing])).is_err());
    });
}
