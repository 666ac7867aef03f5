//! What is asked of the library, and what comes of it.

use crate::town::{SCHEMAS, keys, now, partner, write};
use kernel::{Act, Actor};
use partners::{
    Kind, cases,
    cases::{Asked, CaseState, Outcome},
    health,
};
use store::{Result, Tx};
use trial::on_both;

fn visitor() -> Act {
    Act { by: Actor::Visitor, ..now() }
}

pub fn asked() -> Asked {
    Asked {
        title: "Pojok baca".into(),
        body: "Kami ingin pojok baca di ruang tunggu.".into(),
        name: "Linda Contoh".into(),
        organisation: "Puskesmas Contoh".into(),
        phone: "0800-1111-2222".into(),
        ..Asked::default()
    }
}

#[test]
fn a_proposal_becomes_a_case_once_and_ends_with_what_came_of_it() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let code = cases::open(tx, &visitor(), "partnership", "kunci", &asked(), 10)?;
            assert_eq!(cases::open(tx, &visitor(), "partnership", "kunci", &asked(), 10)?, code);
            let case = cases::by_code(tx, &code)?;
            assert_eq!((case.code.as_str(), case.state), ("K-2026-001", CaseState::New));
            assert_eq!(cases::list(tx, true, (10, 0))?.len(), 1);
            let bare = cases::advance(tx, &now(), case.id, CaseState::Resolved, "", None);
            assert_eq!(keys(bare), ["case-outcome-missing"]);
            let bare = cases::advance(tx, &now(), case.id, CaseState::Refused, " ", None);
            assert_eq!(keys(bare), ["case-answer-missing"]);
            let early = cases::advance(tx, &now(), case.id, CaseState::Closed, "", None);
            assert_eq!(keys(early), ["case-cannot-go-there"]);
            let school = partner(tx, "Puskesmas Contoh")?;
            let outcome = Outcome { kind: "partner", id: school.cast() };
            cases::advance(tx, &now(), case.id, CaseState::Resolved, "", Some(&outcome))?;
            cases::advance(tx, &now(), case.id, CaseState::Closed, "", None)?;
            assert_eq!(cases::steps(tx, case.id)?.len(), 3);
            assert!(cases::list(tx, true, (10, 0))?.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_proposal_that_became_a_partner_or_was_joined_to_one_is_told_of_that_partner() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let proposed = |tx: &mut Tx<'_>, key: &str| -> Result<_> {
                let code = cases::open(tx, &visitor(), cases::PARTNERSHIP, key, &asked(), 10)?;
                cases::make_partner(tx, &now(), &code, Kind::School)
            };
            let (made, was_there) = proposed(tx, "satu")?;
            assert!(!was_there);
            assert_eq!(cases::of_partner(tx, made.party, (9, 0))?.len(), 1);
            let facts = health::facts(tx, &web::Facts::default(), &made, &now())?;
            assert_eq!(facts.silent_days, Some(0), "they have written to us today");
            assert_eq!(facts.last.map(|last| last.key), Some("encounter-asked"));
            let (joined, was_there) = proposed(tx, "dua")?;
            assert!(was_there && joined.party == made.party);
            assert_eq!(cases::count_of_partner(tx, made.party)?, 2);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn strangers_open_only_so_many_cases_in_a_day_and_say_how_to_reach_them() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            for n in 0..2 {
                cases::open(tx, &visitor(), "partnership", &format!("kunci {n}"), &asked(), 2)?;
            }
            assert_eq!(
                keys(cases::open(tx, &visitor(), "partnership", "lagi", &asked(), 2)),
                ["case-enough-today"]
            );
            // What partners propose in their portal closes nothing for strangers.
            let school = partner(tx, "SMP Contoh")?;
            let theirs = Asked { partner: Some(school), party: Some(school), ..asked() };
            let by = Act { by: Actor::Person(school), ..now() };
            cases::open(tx, &by, cases::ACTIVITY, "usul", &theirs, 9)?;
            cases::open(tx, &visitor(), "partnership", "masih", &asked(), 3)?;
            let silent = Asked { phone: String::new(), title: " ".into(), ..asked() };
            assert_eq!(
                keys(cases::open(tx, &visitor(), "partnership", "diam", &silent, 9)),
                ["case-title-missing", "case-unreachable"]
            );
            Ok(())
        })
        .unwrap();
    });
}
