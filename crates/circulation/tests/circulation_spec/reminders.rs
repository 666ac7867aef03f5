//! What readers are told of their loans, when, and how often.

use crate::common::{SCHEMAS, Town};
use circulation::{Loan, reminders, renewing};
use kernel::{Act, Id, Person};
use notices::queries::{self, Listed};

fn in_town(test: impl Fn(&Town)) {
    trial::on_both(SCHEMAS, |store| test(&Town::build(store)));
}

fn remind(town: &Town, local: &str) {
    reminders::remind(&town.store, &trial::act(local)).unwrap();
}

fn told(town: &Town, person: Id<Person>) -> Vec<Listed> {
    let asked = queries::Asked { person: Some(person), ..queries::Asked::default() };
    let mut found = town.read(move |tx| queries::deliveries(tx, &asked, 50, 0));
    found.sort_by_key(|one| one.id);
    found
}

fn kinds(town: &Town, person: Id<Person>) -> Vec<String> {
    told(town, person).into_iter().map(|one| one.kind).collect()
}

/// The day a loan is due, and days around it.
fn due(loan: &Loan, after: i64) -> String {
    let act = Act { at: loan.due_at, ..crate::common::now() };
    let day = act.today().saturating_add(jiff::Span::new().days(after));
    format!("{day}T08:00")
}

#[test]
fn several_loans_are_told_of_in_one_message_and_once() {
    in_town(|town| {
        let member = town.member("Meiske Lumi", "dewasa");
        let loans: Vec<Loan> = town
            .copies(3)
            .iter()
            .map(|copy| town.lend(&crate::common::now(), &member, copy).unwrap())
            .collect();
        remind(town, &due(&loans[0], -8));
        assert_eq!(told(town, member.person).len(), 0, "too early");
        for _ in 0..2 {
            remind(town, &due(&loans[0], -2));
        }
        let messages = told(town, member.person);
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].kind, "circulation.due-soon");
        for title in ["Buku 0", "Buku 1", "Buku 2"] {
            assert!(messages[0].contents.contains(title), "{}", messages[0].contents);
        }
    });
}

#[test]
fn a_renewed_loan_is_told_of_anew() {
    in_town(|town| {
        let member = town.member("Meiske Lumi", "dewasa");
        let loan = town.lend(&crate::common::now(), &member, &town.copy("Laskar Pelangi", "umum")).unwrap();
        remind(town, &due(&loan, -2));
        let (at, id) = (trial::act(&due(&loan, -1)), loan.id);
        let command = renewing::Renew { loan: id, despite: true };
        let renewed = town.write(move |tx| renewing::renew(tx, &at, &command)).unwrap();
        remind(town, &due(&loan, -1));
        assert_eq!(told(town, member.person).len(), 1);
        remind(town, &due(&renewed, -1));
        assert_eq!(told(town, member.person).len(), 2);
    });
}

#[test]
fn overdue_notices_come_in_steps_and_stop_when_the_book_is_back() {
    in_town(|town| {
        let member = town.member("Meiske Lumi", "dewasa");
        let copy = town.copy("Laskar Pelangi", "umum");
        let loan = town.lend(&crate::common::now(), &member, &copy).unwrap();
        for day in 1..=14 {
            remind(town, &due(&loan, day));
        }
        assert_eq!(kinds(town, member.person), ["circulation.overdue", "circulation.overdue"]);
        town.take_back(&trial::act(&due(&loan, 15)), &copy);
        for day in 16..=40 {
            remind(town, &due(&loan, day));
        }
        assert_eq!(told(town, member.person).len(), 2);
    });
}

#[test]
fn whoever_is_very_late_when_it_begins_is_told_once_and_not_three_times() {
    in_town(|town| {
        let member = town.member("Meiske Lumi", "dewasa");
        let loan = town.lend(&crate::common::now(), &member, &town.copy("Laskar Pelangi", "umum")).unwrap();
        for _ in 0..2 {
            remind(town, &due(&loan, 61));
        }
        assert_eq!(kinds(town, member.person), ["circulation.overdue"]);
    });
}

#[test]
fn nothing_goes_out_on_a_closed_day() {
    in_town(|town| {
        let member = town.member("Meiske Lumi", "dewasa");
        let loan = town.lend(&crate::common::now(), &member, &town.copy("Laskar Pelangi", "umum")).unwrap();
        let mut sunday =
            Act { at: loan.due_at, ..crate::common::now() }.today().saturating_add(jiff::Span::new().days(1));
        while sunday.weekday() != jiff::civil::Weekday::Sunday {
            sunday = sunday.tomorrow().unwrap();
        }
        remind(town, &format!("{sunday}T08:00"));
        assert_eq!(told(town, member.person).len(), 0);
        remind(town, &format!("{}T08:00", sunday.tomorrow().unwrap()));
        assert_eq!(told(town, member.person).len(), 1);
    });
}

#[test]
fn a_setting_of_0_turns_a_reminder_off() {
    in_town(|town| {
        town.write(|tx| reminders::DUE_SOON_DAYS.set(tx, &crate::common::now(), "0")).unwrap();
        let member = town.member("Meiske Lumi", "dewasa");
        let loan = town.lend(&crate::common::now(), &member, &town.copy("Laskar Pelangi", "umum")).unwrap();
        remind(town, &due(&loan, -1));
        assert_eq!(told(town, member.person).len(), 0);
    });
}

#[test]
fn more_loans_than_fit_into_a_transaction_are_all_told_of() {
    in_town(|town| {
        let members: Vec<_> = (0..60).map(|n| town.member(&format!("Pembaca {n}"), "dewasa")).collect();
        let mut last = None;
        for member in &members {
            for copy in town.copies(4) {
                last = Some(town.lend(&crate::common::now(), member, &copy).unwrap());
            }
        }
        remind(town, &due(&last.unwrap(), -2));
        for member in members {
            assert_eq!(told(town, member.person).len(), 1);
        }
    });
}
