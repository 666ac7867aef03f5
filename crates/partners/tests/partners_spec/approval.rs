//! Who looks at a draft before it is signed: step by step, each by somebody else, and never by whoever wrote it.

use crate::town::{
    SCHEMAS, by, classes, colleague, decide, drafted, head, keys, now, paper, partner, reading_room,
    signatories, signatory, terms, write,
};
use kernel::{Id, Person};
use partners::{Authority, Decision, State, Step, agreements, commitments, rules};
use proptest::prelude::*;
use store::{Result, Tx, sql, vals};
use trial::on_both;

#[test]
fn a_draft_is_signed_only_after_every_reviewer_approved_and_one_wish_makes_it_a_draft_again() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            agreements::submit(tx, &now(), id)?;
            let steps = agreements::review(tx, id)?;
            assert_eq!(steps.len(), 2);
            decide(tx, id, steps[0].id, Decision::Approved, "")?;
            let silent = decide(tx, id, steps[1].id, Decision::Changes, " ");
            assert_eq!(keys(silent), ["review-note-missing"]);
            let after = decide(tx, id, steps[1].id, Decision::Changes, "Perjelas biaya.")?;
            assert_eq!(after.state, State::Draft);
            agreements::submit(tx, &now(), id)?;
            let again = agreements::review(tx, id)?;
            assert!(again.iter().all(|step| step.decision.is_none()), "a new round begins anew");
            assert_eq!(keys(decide(tx, id, steps[1].id, Decision::Approved, "")), ["review-decided-already"]);
            for step in again {
                decide(tx, id, step.id, Decision::Approved, "")?;
            }
            assert_eq!(agreements::one(tx, id)?.state, State::Signing);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn from_the_review_on_nothing_of_the_paper_changes_and_taking_it_back_voids_the_approvals() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = drafted(tx, &terms(school), &[reading_room()])?;
            let (promise, signer) =
                (commitments::promises(tx, id)?[0].id, agreements::signatories(tx, id)?[0].id);
            head(tx)?;
            agreements::submit(tx, &now(), id)?;
            let first = agreements::review(tx, id)?[0].id;
            decide(tx, id, first, Decision::Approved, "")?;
            let is_frozen = |tx: &mut Tx<'_>| -> Result<()> {
                let frozen = ["agreement-is-frozen"];
                assert_eq!(keys(commitments::promise(tx, &now(), &[], id, &classes(None))), frozen);
                assert_eq!(keys(commitments::revise(tx, &now(), id, promise, 5, None)), frozen);
                assert_eq!(keys(commitments::release(tx, &now(), id, promise)), frozen);
                assert_eq!(keys(agreements::remove_signatory(tx, &now(), id, signer)), frozen);
                let more = signatory(None, Authority::Office);
                assert_eq!(keys(agreements::add_signatory(tx, &now(), id, &more)), frozen);
                assert_eq!(keys(agreements::change(tx, &now(), id, &terms(school), "= SATU\nIsi.")), frozen);
                Ok(())
            };
            is_frozen(tx)?;
            let second = agreements::review(tx, id)?[1].id;
            decide(tx, id, second, Decision::Approved, "")?;
            assert_eq!(agreements::one(tx, id)?.state, State::Signing);
            is_frozen(tx)?;
            assert_eq!(agreements::reopen(tx, &now(), id)?.state, State::Draft);
            commitments::revise(tx, &now(), id, promise, 5, None)?;
            agreements::submit(tx, &now(), id)?;
            let steps = agreements::review(tx, id)?;
            assert!(steps.iter().all(|step| step.decision.is_none()), "every approval is asked for anew");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_step_is_taken_by_those_it_names_alone_in_order_and_never_by_the_writer() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [ani, budi] =
                ["Ani Contoh", "Budi Contoh"].map(|name| colleague(tx, name, "librarian").unwrap());
            let chief = head(tx)?;
            let school = partner(tx, "SMP Contoh")?;
            let lines = "Bendahara = @budi.contoh\nBagian Hukum = dokumen\nKepala Dinas = head";
            agreements::REVIEWERS.set(tx, &now(), lines)?;
            let id = agreements::draft(tx, &by(ani), &terms(school))?.id;
            commitments::promise(tx, &by(ani), &[], id, &reading_room())?;
            signatories(tx, id)?;
            agreements::submit(tx, &by(ani), id)?;
            let steps = agreements::review(tx, id)?;
            let said = |tx: &mut Tx<'_>, who, n: usize, paper| {
                agreements::decide(tx, &by(who), id, steps[n].id, Decision::Approved, "", paper)
            };
            let waits = |tx: &mut Tx<'_>, who| -> Result<usize> { Ok(agreements::waiting_for(tx, who)?.len()) };
            assert_eq!((waits(tx, ani)?, waits(tx, budi)?, waits(tx, chief)?), (0, 1, 0));
            assert_eq!(keys(said(tx, chief, 2, None)), ["review-not-yet"]);
            assert_eq!(keys(said(tx, chief, 0, None)), ["review-of-others"]);
            let nobody = agreements::decide(tx, &now(), id, steps[0].id, Decision::Approved, "", None);
            assert_eq!(keys(nobody), ["review-of-others"]);
            said(tx, budi, 0, None)?;
            // What the legal office says comes on paper, and whoever has it files it.
            assert_eq!(keys(said(tx, ani, 1, None)), ["review-document-missing"]);
            let foreign = drafted(tx, &terms(school), &[reading_room()])?;
            let of_another = paper(tx, foreign, "opinion")?;
            assert_eq!(keys(said(tx, ani, 1, Some(of_another))), ["document-unknown"]);
            let opinion = paper(tx, id, "opinion")?;
            said(tx, ani, 1, Some(opinion))?;
            assert_eq!(agreements::review(tx, id)?[1].document, Some(opinion));
            assert_eq!(keys(said(tx, budi, 2, None)), ["review-of-others"]);
            // Nor does the database take it of anybody else.
            for who in [ani, budi] {
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "UPDATE review_step SET decision = 'approved', decided_at = 0, decider = ?2 WHERE id = ?1"
                        ),
                        vals![steps[2].id, who],
                    )
                });
                assert!(forced.is_err());
            }
            assert_eq!(said(tx, chief, 2, None)?.state, State::Signing);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn whoever_wrote_a_draft_takes_no_step_and_nobody_two() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [ani, budi, citra] =
                ["Ani Contoh", "Budi Contoh", "Citra Contoh"].map(|name| colleague(tx, name, "librarian").unwrap());
            let school = partner(tx, "SMP Contoh")?;
            agreements::REVIEWERS.set(tx, &now(), "Satu = librarian\nDua = librarian")?;
            let id = agreements::draft(tx, &by(ani), &terms(school))?.id;
            commitments::promise(tx, &by(ani), &[], id, &reading_room())?;
            signatories(tx, id)?;
            agreements::submit(tx, &by(ani), id)?;
            let steps = agreements::review(tx, id)?;
            let said = |tx: &mut Tx<'_>, who, n: usize| {
                agreements::decide(tx, &by(who), id, steps[n].id, Decision::Approved, "", None)
            };
            assert_eq!(keys(said(tx, ani, 0)), ["review-own-draft"]);
            said(tx, budi, 0)?;
            assert_eq!(keys(said(tx, budi, 1)), ["review-second-step"]);
            for who in [ani, budi] {
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "UPDATE review_step SET decision = 'approved', decided_at = 0, decider = ?2 WHERE id = ?1"
                        ),
                        vals![steps[1].id, who],
                    )
                });
                assert!(forced.is_err());
            }
            assert_eq!(said(tx, citra, 1)?.state, State::Signing);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_small_library_is_told_which_step_nobody_is_left_for_and_may_turn_the_rule_off() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [ani, budi] =
                ["Ani Contoh", "Budi Contoh"].map(|name| colleague(tx, name, "librarian").unwrap());
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &by(ani), &terms(school))?.id;
            commitments::promise(tx, &by(ani), &[], id, &reading_room())?;
            signatories(tx, id)?;
            assert_eq!(keys(agreements::submit(tx, &by(ani), id)), ["review-too-few"], "nobody is the head");
            for wrong in ["Kepala Perpustakaan", "Kepala = tidak ada", "Kepala = @siapa"] {
                agreements::REVIEWERS.set(tx, &now(), wrong)?;
                assert_eq!(keys(agreements::submit(tx, &by(ani), id)), ["review-step-unreadable"], "{wrong}");
            }
            agreements::REVIEWERS.set(tx, &now(), "Satu = librarian\nDua = librarian")?;
            assert_eq!(keys(agreements::submit(tx, &by(ani), id)), ["review-too-few"]);
            agreements::REVIEWERS.set(tx, &now(), "Rekan = librarian")?;
            agreements::submit(tx, &by(ani), id)?;
            let step = agreements::review(tx, id)?[0].id;
            agreements::decide(tx, &by(budi), id, step, Decision::Changes, "Perjelas.", None)?;
            // Alone, one does it all, and the page says so.
            agreements::FOUR_EYES.set(tx, &now(), "false")?;
            agreements::submit(tx, &by(ani), id)?;
            let step = agreements::review(tx, id)?.remove(0);
            assert!(!step.apart);
            let said = agreements::decide(tx, &by(ani), id, step.id, Decision::Approved, "", None)?;
            assert_eq!(said.state, State::Signing);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn whoever_may_take_a_step_is_told_when_its_turn_has_come() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let [ani, budi] =
                ["Ani Contoh", "Budi Contoh"].map(|name| colleague(tx, name, "librarian").unwrap());
            let chief = head(tx)?;
            let school = partner(tx, "SMP Contoh")?;
            agreements::REVIEWERS.set(tx, &now(), "Rekan = librarian\nKepala Dinas = head")?;
            let id = agreements::draft(tx, &by(ani), &terms(school))?.id;
            commitments::promise(tx, &by(ani), &[], id, &reading_room())?;
            signatories(tx, id)?;
            let told = |tx: &mut Tx<'_>, who| -> Result<i64> {
                let (n,) = tx.one(
                    sql!(
                        "SELECT count(*) FROM notice WHERE kind = 'partners.review-waits' AND recipient = ?1"
                    ),
                    vals![who],
                )?;
                Ok(n)
            };
            agreements::submit(tx, &by(ani), id)?;
            assert_eq!((told(tx, ani)?, told(tx, budi)?, told(tx, chief)?), (0, 1, 0));
            let first = agreements::review(tx, id)?[0].id;
            agreements::decide(tx, &by(budi), id, first, Decision::Approved, "", None)?;
            assert_eq!((told(tx, budi)?, told(tx, chief)?), (1, 1), "the next step is for whoever it names");
            Ok(())
        })
        .unwrap();
    });
}

proptest! {
    #[test]
    fn whatever_is_tried_steps_are_taken_in_order_by_different_people_and_never_by_the_writer(tries in prop::collection::vec((0usize..4, 0usize..5), 0..30)) {
        let people: Vec<Id<Person>> = (0..5).map(|_| Id::new()).collect();
        let step = |position: i64| Step {
            id: Id::new(),
            position,
            name: String::new(),
            role: None,
            role_title: None,
            person: None,
            person_name: None,
            outside: false,
            document: None,
            decision: None,
            note: None,
            decided_at: None,
            decider: None,
            decider_name: None,
            apart: true,
            author: Some(people[0]),
            submitter: Some(people[1]),
        };
        let mut steps: Vec<Step> = (1..=4).map(step).collect();
        for (n, who) in tries {
            if rules::step_objection(&steps, steps[n].id, Some(people[who]), &people).is_none() {
                steps[n].decision = Some(Decision::Approved);
                steps[n].decider = Some(people[who]);
            }
        }
        let taken: Vec<_> = steps.iter().filter_map(|one| one.decider).collect();
        prop_assert!(steps.iter().skip_while(|one| one.decision.is_some()).all(|one| one.decision.is_none()));
        prop_assert!(!taken.contains(&people[0]) && !taken.contains(&people[1]));
        prop_assert!(taken.iter().enumerate().all(|(n, who)| !taken[..n].contains(who)));
    }
}
