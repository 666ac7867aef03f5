//! Who is told of an end that comes near and of a promise that is late, by which way, and how often.

use crate::town::{
    SCHEMAS, amended, approve, carried, drafted, extended, now, on, partner, promised, renewed, sign, signed,
    write, year,
};
use jiff::civil::date;
use kernel::{Id, Person};
use membership::{Ground, NewMember, bases, members};
use partners::{
    Unit, agreements,
    commitments::{self, NewCommitment},
    partners as book,
    partners::{Details, Who},
    reminders,
};
use people::Profile;
use platform::{
    accounts::{self, Password},
    permissions,
};
use store::{Result, Tx, sql, vals};
use trial::on_both;
use web::{Asking, Facts};

/// Somebody of the library who looks after a partner; by a role where none is given.
fn colleague(tx: &mut Tx<'_>, name: &str, partner: Option<Id<Person>>) -> Result<Id<Person>> {
    let profile = Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() };
    let person = people::parties::enter(tx, &now(), &profile)?;
    accounts::open(tx, &now(), person, &name.to_lowercase().replace(' ', "."), name, Password::nobody())?;
    match partner {
        Some(partner) => {
            let one = book::one(tx, partner, now().today())?;
            let details = Details { owner: Some(person), ..Details::default() };
            book::change(tx, &now(), partner, one.kind, &details)?;
        }
        None => {
            permissions::plant(tx, partners::module(&platform::files::Files::at("/nowhere")).roles)?;
            permissions::hold(tx, &now(), person, &[permissions::Holding::everywhere("head")])?;
        }
    }
    Ok(person)
}

/// Somebody who speaks for a partner, reached by this number; on paper where it is empty.
fn speaker(tx: &mut Tx<'_>, partner: Id<Person>, name: &str, phone: &str) -> Result<Id<Person>> {
    let profile =
        Profile { name: name.into(), phone: phone.into(), village: "Kinilow".into(), ..Profile::default() };
    let who = Who::New { profile, anyway: true };
    book::add_contact(tx, &now(), partner, &who, "Kepala", date(2026, 1, 1))?;
    let all = book::contacts(tx, partner)?;
    Ok(all.into_iter().find(|one| one.relation.name == name).unwrap().relation.other)
}

/// What was told to whom, by which way: the kind, the reader and the channel.
fn told(tx: &mut Tx<'_>) -> Result<Vec<(String, Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT n.kind, n.recipient, COALESCE(d.channel, '') FROM notice n JOIN delivery d ON d.notice = n.id
             WHERE n.kind <> 'partners.review-waits' ORDER BY n.created_at, n.id, d.id"
        ),
        vals![],
    )
}

fn kinds(tx: &mut Tx<'_>, of: Id<Person>) -> Result<Vec<String>> {
    Ok(told(tx)?.into_iter().filter(|(_, to, _)| *to == of).map(|(kind, ..)| kind).collect())
}

/// The same, by the end of July.
fn classes(giver: Option<Id<Person>>) -> NewCommitment {
    NewCommitment { due: Some(date(2026, 7, 31)), ..crate::town::classes(giver) }
}

#[test]
fn an_end_is_told_to_every_speaker_by_their_own_way_and_to_whoever_looks_after_the_partner() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let owner = colleague(tx, "Olivia Contoh", Some(school))?;
            let head = speaker(tx, school, "Meiske Contoh", "0812-3456-7890")?;
            let teacher = speaker(tx, school, "Jantje Contoh", "")?;
            signed(tx, school, date(2026, 1, 5))?;
            reminders::ending(tx, &on("2026-10-02"))?;
            let mut all = told(tx)?;
            all.sort();
            let mut expected = vec![
                ("partners.ending".to_owned(), head, "whatsapp".to_owned()),
                ("partners.ending".to_owned(), teacher, "print".to_owned()),
                ("partners.ending-staff".to_owned(), owner, "inbox".to_owned()),
            ];
            expected.sort();
            assert_eq!(all, expected);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_end_is_told_once_for_each_chosen_day_and_anew_after_it_has_moved() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let head = speaker(tx, school, "Meiske Contoh", "0812-3456-7890")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let count = |tx: &mut Tx<'_>| -> Result<usize> { Ok(kinds(tx, head)?.len()) };
            reminders::ending(tx, &on("2026-10-02"))?;
            reminders::ending(tx, &on("2026-10-02"))?;
            reminders::ending(tx, &on("2026-10-20"))?;
            assert_eq!(count(tx)?, 1, "once for the day, however often it is asked");
            renewed(tx, &on("2026-10-21"), id, year(2027))?;
            reminders::ending(tx, &on("2026-11-05"))?;
            assert_eq!(count(tx)?, 1, "it goes on without a gap");
            reminders::ending(tx, &on("2027-10-02"))?;
            assert_eq!(count(tx)?, 2);
            extended(tx, &on("2027-10-05"), id, date(2028, 1, 31))?;
            reminders::ending(tx, &on("2027-11-02"))?;
            assert_eq!(count(tx)?, 3, "the same distance from another day");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_partner_that_nobody_speaks_for_gets_a_letter_and_without_an_owner_whoever_decides_is_told() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let decides = colleague(tx, "Deisy Contoh", None)?;
            signed(tx, school, date(2026, 1, 5))?;
            reminders::ending(tx, &on("2026-10-02"))?;
            let all = told(tx)?;
            assert!(all.contains(&("partners.ending".into(), school, "print".into())), "{all:?}");
            assert_eq!(kinds(tx, decides)?.last().map(String::as_str), Some("partners.ending-staff"));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_agreement_that_was_ended_or_is_no_agreement_yet_reminds_nobody() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, other) = (partner(tx, "SMP Contoh")?, partner(tx, "SD Contoh")?);
            let id = signed(tx, school, date(2026, 1, 5))?;
            let (wrong, right) = (date(2026, 10, 31), date(2026, 11, 30));
            agreements::terminate(tx, &now(), &[], id, wrong, "Sekolah digabung.")?;
            agreements::correct_end(tx, &on("2026-08-06"), &[], id, (wrong, right), "Salah ketik.")?;
            agreements::draft(tx, &now(), &crate::town::terms(other))?;
            assert!(reminders::ending(tx, &on("2026-10-02"))?.is_empty());
            let letter = |kind: &str| (kind.to_owned(), school, "print".to_owned());
            assert_eq!(
                told(tx)?,
                [letter("partners.ended"), letter("partners.end-corrected")],
                "only that it was ended is told, and that it ends on another day"
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_late_promise_of_the_partner_warns_both_sides_once() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let owner = colleague(tx, "Olivia Contoh", Some(school))?;
            let head = speaker(tx, school, "Meiske Contoh", "0812-3456-7890")?;
            let (_, promise) = promised(tx, school, &classes(Some(school)))?;
            assert!(reminders::late(tx, &on("2026-07-31"), &[])?.is_empty(), "the day itself is not late");
            assert_eq!(reminders::late(tx, &on("2026-08-01"), &[])?, [promise]);
            assert!(reminders::late(tx, &on("2026-08-02"), &[])?.is_empty());
            assert_eq!(kinds(tx, head)?, ["partners.late-theirs"]);
            assert_eq!(kinds(tx, owner)?, ["partners.late-staff"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_late_promise_of_the_library_warns_both_sides_and_another_partner_hears_nothing_of_anothers() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            let owner = colleague(tx, "Olivia Contoh", Some(school))?;
            let head = speaker(tx, school, "Meiske Contoh", "0812-3456-7890")?;
            let manager = speaker(tx, firm, "Hengky Contoh", "0812-1111-2222")?;
            promised(tx, school, &classes(None))?;
            reminders::late(tx, &on("2026-08-01"), &[])?;
            assert_eq!(kinds(tx, head)?, ["partners.late-ours"]);
            assert_eq!(kinds(tx, owner)?, ["partners.late-staff"]);
            let both = agreements::Terms { partners: vec![school, firm], ..crate::town::terms(school) };
            let id = drafted(tx, &both, &[classes(Some(firm))])?;
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 1, 5))?;
            reminders::late(tx, &on("2026-08-01"), &[])?;
            assert_eq!(kinds(tx, manager)?, ["partners.late-theirs"]);
            assert_eq!(kinds(tx, head)?, ["partners.late-ours"], "what the firm owes is not the school's");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_promise_that_was_kept_or_let_go_of_warns_nobody() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (_, kept) = promised(tx, school, &classes(Some(school)))?;
            commitments::fulfil(tx, &now(), kept, Some(date(2026, 7, 1)), 100, "Tanda terima", None)?;
            let (id, released) = promised(tx, school, &classes(Some(school)))?;
            amended(tx, &now(), id, |tx, addendum| commitments::release(tx, &now(), addendum, released))?;
            assert!(reminders::late(tx, &on("2026-08-05"), &[])?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_was_not_kept_by_the_last_day_is_told_to_both_sides_whatever_its_own_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [school, firm, club] =
                ["SMP Contoh", "PT Contoh Awan", "Klub Contoh"].map(|name| partner(tx, name).unwrap());
            // One is due on the last day, one on none; one is due after the day its agreement was ended on.
            let last = NewCommitment { due: Some(date(2026, 12, 31)), ..classes(Some(school)) };
            let (_, last) = promised(tx, school, &last)?;
            let (_, never) = promised(tx, firm, &NewCommitment { due: None, ..classes(Some(firm)) })?;
            let after = NewCommitment { due: Some(date(2026, 12, 1)), ..classes(Some(club)) };
            let (ended, after) = promised(tx, club, &after)?;
            agreements::terminate(tx, &now(), &[], ended, date(2026, 9, 30), "Klub bubar.")?;
            assert!(reminders::late(tx, &on("2026-09-30"), &[])?.is_empty());
            assert_eq!(reminders::late(tx, &on("2026-10-01"), &[])?, [after]);
            assert!(reminders::late(tx, &on("2026-12-31"), &[])?.is_empty());
            let mut told = reminders::late(tx, &on("2027-01-01"), &[])?;
            let mut both = vec![last, never];
            told.sort_unstable();
            both.sort_unstable();
            assert_eq!(told, both);
            assert!(reminders::late(tx, &on("2027-01-02"), &[])?.is_empty(), "once");
            assert_eq!(kinds(tx, school)?, ["partners.late-theirs"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_was_late_long_before_anybody_could_be_told_writes_to_nobody() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            promised(tx, school, &classes(Some(school)))?;
            assert!(reminders::late(tx, &on("2026-12-01"), &[])?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_promise_that_a_module_counts_warns_and_waits_on_the_page_of_the_day_like_any_other() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let facts = Facts::of(&[membership::module()]);
            let school = partner(tx, "SMP Contoh")?;
            let owner = colleague(tx, "Olivia Contoh", Some(school))?;
            let seats = NewCommitment {
                unit: Unit::Memberships,
                amount: 1,
                counts: "membership.granted".into(),
                ..classes(None)
            };
            promised(tx, school, &seats)?;
            let matters = partners::module(&platform::files::Files::at("/nowhere")).matters;
            let overdue = matters.iter().find(|one| one.name == "partners.overdue").unwrap();
            let waits = |tx: &mut Tx<'_>| -> Result<usize> {
                let act = now();
                Ok((overdue.ask)(tx, &Asking { act: &act, person: owner, facts: &facts })?.len())
            };
            assert_eq!(waits(tx)?, 1);
            let profile =
                Profile { name: "Ani Contoh".into(), village: "Kinilow".into(), ..Profile::default() };
            let new = NewMember { profile, plan: "pelajar".into(), ..NewMember::default() };
            let member = members::register(tx, &now(), &new)?;
            let carried = carried(tx, school, None)?;
            let basis = bases::NewBasis {
                sponsorship: Some(carried),
                ..bases::NewBasis::own(Ground::Roster, date(2026, 7, 20))
            };
            bases::add(tx, &now(), member.person, &basis)?;
            assert_eq!(waits(tx)?, 0, "the membership that was granted keeps the promise");
            assert!(reminders::late(tx, &now(), &facts.countables)?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}
