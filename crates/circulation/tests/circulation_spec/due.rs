//! When a loan is due in a library that stands: whose calendar applies, and how far it reaches.

use crate::common::{in_town, now};
use circulation::{
    lending::{self, CheckOut},
    policy::Name,
};
use jiff::civil::time;
use kernel::{
    Id,
    calendar::{Exception, Hours},
};
use membership::members;
use platform::library::{self, Branch};
use trial::at;

#[test]
fn the_due_day_goes_by_the_calendar_of_the_copy_the_desk_or_the_member_as_the_library_decides() {
    in_town(|town| {
        // Lent on 5 August and due a fortnight later, on the 19th; each place moves it by another closure.
        let places = ["DES", "RUM"].map(|code| {
            let place = Branch {
                id: Id::new(),
                code: code.into(),
                name: code.into(),
                address: String::new(),
                phone: None,
            };
            let id = place.id;
            town.write(move |tx| library::save_branch(tx, &now(), &place)).unwrap();
            id
        });
        let [desk, home] = places;
        for (place, closed, reopens) in
            [(desk, "2026-08-19", "2026-08-20"), (home, "2026-08-20", "2026-08-21")]
        {
            let hours = Hours { opens: time(8, 0, 0, 0), closes: time(17, 0, 0, 0) };
            let closure = Exception {
                from: "2026-08-19".parse().unwrap(),
                to: closed.parse().unwrap(),
                yearly: false,
                hours: Vec::new(),
                name: format!("Tutup sampai {reopens}"),
            };
            town.write(move |tx| {
                library::set_week(tx, &now(), place, &std::array::from_fn(|_| vec![hours]))?;
                library::add_special_day(tx, &now(), Some(place), &closure).map(drop)
            })
            .unwrap();
        }
        let nobody = town.member("Tanpa Cabang", "dewasa");
        let maria = town.member("Maria Wowor", "dewasa").person;
        let maria = town.write(move |tx| members::move_home(tx, &now(), maria, Some(home))).unwrap();
        let due = |member: &membership::Member, by: &'static str| {
            town.write(move |tx| circulation::settings::CALENDAR.set(tx, &now(), by)).unwrap();
            let copy = town.copy("Laskar Pelangi", "umum");
            let command = CheckOut { member: member.person, copy: copy.id, desk, despite: false };
            town.write(move |tx| lending::check_out(tx, &now(), &command)).unwrap().due_at
        };
        assert_eq!(due(&maria, "copy"), at("2026-08-19T23:59:59"));
        assert_eq!(due(&maria, "desk"), at("2026-08-20T23:59:59"));
        assert_eq!(due(&maria, "member"), at("2026-08-21T23:59:59"));
        assert_eq!(due(&nobody, "member"), at("2026-08-19T23:59:59"), "at home at no branch in particular");
    });
}

#[test]
fn a_closure_counts_however_far_ahead_it_is() {
    in_town(|town| {
        let closed = |from: &str, to: &str| Exception {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            yearly: false,
            hours: Vec::new(),
            name: "Tutup".into(),
        };
        // 2026-08-05 and 14 days: into a closure of two months; and 200 days: into one of three days.
        let closures = [closed("2026-08-17", "2026-10-16"), closed("2027-02-19", "2027-02-21")];
        town.write(move |tx| {
            closures.iter().try_for_each(|day| library::add_special_day(tx, &now(), None, day).map(drop))
        })
        .unwrap();
        let maria = town.member("Maria Wowor", "petugas");
        let first = town.lend(&now(), &maria, &town.copy("Laskar Pelangi", "umum")).unwrap();
        assert_eq!(first.due_at, at("2026-10-19T23:59:59"));
        town.decide(Some("petugas"), None, Name::LoanDays, Some("198"));
        let second = town.lend(&now(), &maria, &town.copy("Sang Pemimpi", "umum")).unwrap();
        assert_eq!(second.due_at, at("2027-02-22T23:59:59"));
    });
}

#[test]
fn a_library_that_opens_on_named_days_alone_wants_its_books_back_on_one() {
    in_town(|town| {
        let branch = town.branch;
        let market = Exception {
            from: "2026-09-30".parse().unwrap(),
            to: "2026-09-30".parse().unwrap(),
            yearly: false,
            hours: vec![Hours { opens: time(9, 0, 0, 0), closes: time(12, 0, 0, 0) }],
            name: "Hari pasar".into(),
        };
        town.write(move |tx| {
            library::set_week(tx, &now(), branch, &Default::default())?;
            library::add_special_day(tx, &now(), None, &market).map(drop)
        })
        .unwrap();
        // 2026-08-05 and 14 days: the next day it opens lies further ahead than due dates mostly do.
        let maria = town.member("Maria Wowor", "petugas");
        let loan = town.lend(&now(), &maria, &town.copy("Laskar Pelangi", "umum")).unwrap();
        assert_eq!(loan.due_at, at("2026-09-30T23:59:59"));
    });
}
