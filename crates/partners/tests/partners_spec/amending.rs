//! What was sent round is frozen, what was signed changes by an addendum alone, and nobody reviews what they wrote.

use crate::town::{
    SCHEMAS, amended, approve, by, classes, colleague, decide, drafted, extended, head, keys, now, on, paper,
    partner, promised, reading_room, sign, signatories, signatory, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Date, Id, Person};
use partners::{
    Agreement, Authority, Change, ChangeKind, Commitment, Decision, Paper, Signatory, State, Step, Unit,
    agreements,
    agreements::Terms,
    commitments::{self, NewCommitment},
    deed, rules,
};
use platform::files::Files;
use proptest::prelude::*;
use store::{Result, Store, Tx, sql, vals};
use trial::on_both;

fn number_of(tx: &mut Tx<'_>, statement: &'static store::Sql, id: Id<Agreement>) -> Result<i64> {
    let (n,) = tx.one(statement, vals![id])?;
    Ok(n)
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
fn the_database_itself_lets_nobody_sign_what_was_not_approved_or_write_into_what_was() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            // The statements of the program, without its questions.
            let forced = |tx: &mut Tx<'_>, statement| tx.nested(|tx| tx.exec(statement, vals![id]));
            for statement in [
                sql!("UPDATE agreement SET paper = NULL WHERE id = ?1"),
                sql!("UPDATE agreement SET body = 'lain' WHERE id = ?1"),
                sql!("UPDATE agreement SET signed_on = '2026-02-01' WHERE id = ?1"),
                sql!("UPDATE signatory SET signed_on = '2026-02-01' WHERE agreement = ?1"),
                sql!("DELETE FROM signatory WHERE agreement = ?1"),
                sql!("UPDATE commitment SET amount = 1000 WHERE agreement = ?1"),
                sql!("UPDATE commitment SET released_at = 0 WHERE agreement = ?1"),
                sql!("DELETE FROM commitment WHERE agreement = ?1"),
                sql!("UPDATE agreement_period SET until = '2029-12-31', next_day = '2030-01-01' WHERE agreement = ?1"),
                sql!("DELETE FROM agreement_period WHERE agreement = ?1"),
                sql!("UPDATE review_step SET note = 'lain' WHERE agreement = ?1"),
                sql!("DELETE FROM review_step WHERE agreement = ?1"),
            ] {
                assert!(forced(tx, statement).is_err(), "{statement:?}");
            }
            // Nothing waits for signatures that was not approved, and no step is taken before the one above it.
            let other = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            agreements::submit(tx, &now(), other)?;
            let chief = head(tx)?;
            for statement in [
                sql!(
                    "UPDATE agreement SET state = 'signing', approved_on = '2026-08-05'
                     WHERE id = ?1 AND CAST(?2 AS UUID) IS NOT NULL"
                ),
                sql!(
                    "UPDATE review_step SET decision = 'approved', decided_at = 0, decider = ?2
                     WHERE agreement = ?1 AND position = 2"
                ),
            ] {
                let early = tx.nested(|tx| tx.exec(statement, vals![other, chief]));
                assert!(early.is_err(), "{statement:?}");
            }
            let addendum = agreements::amend(tx, &now(), id)?.id;
            let second = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO agreement (id, number, kind, parent, title, state, body, round, created_at,
                             changed_at) VALUES (?1, 'X', 'addendum', ?2, 'x', 'draft', 'x', 0, 0, 0)"
                    ),
                    vals![Id::<()>::new(), id],
                )
            });
            assert!(second.is_err(), "one change at a time");
            let orphan = tx.nested(|tx| {
                tx.exec(sql!("UPDATE agreement SET parent = NULL WHERE id = ?1"), vals![addendum])
            });
            assert!(orphan.is_err());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_addendum_changes_exactly_what_it_says_and_only_once_it_is_signed() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let terms = terms(school);
            let id = drafted(tx, &terms, &[classes(Some(school)), reading_room()])?;
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 1, 5))?;
            let of = |tx: &mut Tx<'_>, about: &str| -> Result<_> {
                Ok(commitments::promises(tx, id)?.into_iter().find(|one| one.about == about).unwrap())
            };
            let (promise, room) = (of(tx, "Kelas membaca")?, of(tx, "Ruang baca")?);
            let signed_already = ["agreement-is-signed"];
            assert_eq!(keys(commitments::promise(tx, &now(), &[], id, &classes(None))), signed_already);
            assert_eq!(keys(commitments::revise(tx, &now(), id, promise.id, 5, None)), signed_already);
            assert_eq!(keys(commitments::release(tx, &now(), id, promise.id)), signed_already);
            let addendum = agreements::amend(tx, &now(), id)?;
            assert_eq!((addendum.number.as_str(), addendum.kind), ("001/ADD/PERPUS/2026", Paper::Addendum));
            assert_eq!(keys(agreements::amend(tx, &now(), id)), ["addendum-on-its-way"]);
            let addendum = addendum.id;
            assert_eq!(keys(agreements::submit(tx, &now(), addendum)), [
                "addendum-changes-nothing",
                "signatory-none-of-ours",
                "signatory-none-of-theirs"
            ]);
            let due = Some(date(2027, 2, 28));
            commitments::revise(tx, &now(), addendum, promise.id, 150, due)?;
            commitments::release(tx, &now(), addendum, room.id)?;
            let hours = NewCommitment { about: "Tutor".into(), unit: Unit::Times, amount: 20, due: None, ..classes(None) };
            commitments::promise(tx, &now(), &[], addendum, &hours)?;
            agreements::say(tx, &now(), addendum, "mengubah Pasal 4 ayat (1) sehingga guru ikut serta;")?;
            signatories(tx, addendum)?;
            // What is due after the end is told before anybody looks at it.
            assert_eq!(keys(agreements::submit(tx, &now(), addendum)), ["commitment-due-outside"]);
            agreements::extend(tx, &now(), addendum, date(2027, 3, 31))?;
            approve(tx, addendum)?;
            assert_eq!((of(tx, "Kelas membaca")?.amount, of(tx, "Ruang baca")?.released), (100, false));
            assert_eq!(agreements::periods(tx, id)?, [year(2026)], "it is not signed yet");
            let text = deed::sheet(tx, addendum)?.text().to_owned();
            for said in [
                "mengubah Perjanjian Kerja Sama Nomor 001/PKS/PERPUS/2026 tentang layanan perpustakaan bagi siswa",
                "mengubah kewajiban PIHAK KEDUA berupa Kelas membaca: semula 100 pertemuan paling lambat 30 Juni 2026, \
                 menjadi 150 pertemuan paling lambat 28 Februari 2027;",
                "mengakhiri kewajiban PIHAK KESATU berupa Ruang baca;",
                "menambah kewajiban PIHAK KESATU: melaksanakan tutor sebanyak 20 kali;",
                "mengubah Pasal 4 ayat (1) sehingga guru ikut serta; dan",
                "mengubah akhir jangka waktu, semula 31 Desember 2026 menjadi 31 Maret 2027.",
            ] {
                assert!(text.contains(said), "{said}\n{text}");
            }
            let early = sign(tx, &now(), addendum, date(2026, 1, 4));
            assert!(keys(early).contains(&"addendum-before-agreement"));
            sign(tx, &now(), addendum, date(2026, 8, 4))?;
            let now_is = of(tx, "Kelas membaca")?;
            assert_eq!((now_is.amount, now_is.due), (150, due));
            assert_eq!(now_is.addendum.as_deref(), Some("001/ADD/PERPUS/2026"));
            assert!(of(tx, "Ruang baca")?.released);
            assert_eq!(of(tx, "Tutor")?.amount, 20);
            assert_eq!(agreements::periods(tx, id)?[0].until, date(2027, 3, 31));
            assert_eq!(keys(commitments::revise(tx, &now(), addendum, promise.id, 9, None)), [
                "agreement-in-other-state"
            ]);
            for invariant in partners::module(&Files::at("/nowhere")).invariants {
                assert_eq!((invariant.violations)(tx)?, Vec::<String>::new(), "{}", invariant.name);
            }
            // The paper that was signed first says what was signed first.
            assert!(deed::sheet(tx, id)?.text().contains("sampai dengan 31 Desember 2026"));
            assert_eq!(agreements::addenda(tx, id)?.len(), 1);
            assert_eq!(agreements::of_partner(tx, school)?.len(), 1, "a signed addendum is part of its agreement");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_change_is_taken_out_of_a_draft_and_the_last_word_about_a_promise_counts() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            let other = partner(tx, "PT Contoh Awan")?;
            let (_, foreign) = promised(tx, other, &classes(Some(other)))?;
            let addendum = agreements::amend(tx, &now(), id)?.id;
            assert_eq!(
                keys(commitments::revise(tx, &now(), addendum, promise, 100, Some(date(2026, 6, 30)))),
                ["commitment-same"]
            );
            assert_eq!(
                keys(commitments::revise(tx, &now(), addendum, foreign, 5, None)),
                ["commitment-unknown"]
            );
            commitments::release(tx, &now(), addendum, promise)?;
            commitments::revise(tx, &now(), addendum, promise, 120, None)?;
            agreements::extend(tx, &now(), addendum, date(2027, 1, 31))?;
            agreements::renewal(tx, &now(), addendum, year(2027), &[])?;
            agreements::same_signatories(tx, &now(), addendum)?;
            let names = |all: Vec<Signatory>| -> Vec<_> {
                all.into_iter().map(|one| (one.partner, one.name)).collect()
            };
            let of_agreement = names(agreements::signatories(tx, id)?);
            assert_eq!(names(agreements::signatories(tx, addendum)?), of_agreement);
            assert_eq!(keys(agreements::same_signatories(tx, &now(), id)), ["agreement-is-signed"]);
            let changes = agreements::changes(tx, addendum)?;
            assert_eq!(changes.len(), 2, "one about the promise, one about the time: {changes:?}");
            for change in changes {
                agreements::undo(tx, &now(), addendum, change.id)?;
            }
            assert!(agreements::changes(tx, addendum)?.is_empty());
            agreements::drop_it(tx, &now(), addendum, "Tidak jadi.")?;
            let again = agreements::amend(tx, &now(), id)?.id;
            agreements::terminate(tx, &now(), id, date(2026, 8, 31), "Sekolah digabung.")?;
            assert_eq!(agreements::one(tx, again)?.state, State::Dropped, "there is nothing left to change");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_addendum_to_a_letter_is_signed_by_whoever_may_sign_the_letter() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let letter = Terms { kind: Paper::Letter, ..terms(school) };
            let id = agreements::draft(tx, &now(), &letter)?.id;
            commitments::promise(tx, &now(), &[], id, &reading_room())?;
            for side in [None, Some(school)] {
                agreements::add_signatory(tx, &now(), id, &signatory(side, Authority::Office))?;
            }
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 1, 5))?;
            let addendum = agreements::amend(tx, &now(), id)?.id;
            agreements::extend(tx, &now(), addendum, date(2027, 3, 31))?;
            agreements::same_signatories(tx, &now(), addendum)?;
            approve(tx, addendum)?;
            assert_eq!(sign(tx, &now(), addendum, date(2026, 8, 4))?.state, State::Signed);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_end_that_has_passed_by_the_signature_is_refused_and_nothing_is_changed() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let refused = tx.nested(|tx| extended(tx, &now(), id, date(2026, 8, 4)));
            assert_eq!(keys(refused), ["signatory-after-period", "signatory-after-period"]);
            assert_eq!(agreements::periods(tx, id)?, [year(2026)]);
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

#[test]
fn what_is_due_lies_within_the_agreement_also_when_its_time_is_changed() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            for (day, key) in
                [(date(2027, 1, 1), "commitment-due-outside"), (date(1026, 6, 30), "partner-day-impossible")]
            {
                let late = NewCommitment { due: Some(day), ..classes(None) };
                assert_eq!(keys(commitments::promise(tx, &now(), &[], id, &late)), [key]);
            }
            commitments::promise(tx, &now(), &[], id, &classes(None))?;
            let earlier = Terms { period: year(2025), ..terms(school) };
            assert_eq!(
                keys(agreements::change(tx, &now(), id, &earlier, "= SATU\nIsi.")),
                ["commitment-due-outside"]
            );
            Ok(())
        })
        .unwrap();
    });
}

/// How many of four who do the same at once succeed.
fn race(store: &Store, deed: impl Fn(&mut Tx<'_>) -> Result<()> + Clone + Send + 'static) -> usize {
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4)
            .map(|_| {
                let deed = deed.clone();
                scope.spawn(move || store.write_blocking(move |tx| deed(tx)).is_ok())
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|won| *won).count()
    })
}

#[test]
fn two_who_write_at_once_leave_one_addendum_and_one_decision() {
    on_both(SCHEMAS, |store| {
        let (id, step) = write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let one = signed(tx, school, date(2026, 1, 5))?;
            let other = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            agreements::submit(tx, &now(), other)?;
            Ok((one, (other, agreements::review(tx, other)?[0].id)))
        })
        .unwrap();
        assert_eq!(race(store, move |tx| agreements::amend(tx, &now(), id).map(drop)), 1);
        let said = move |tx: &mut Tx<'_>| decide(tx, step.0, step.1, Decision::Approved, "").map(drop);
        assert_eq!(race(store, said), 1);
        let open = store
            .read_blocking(move |tx| {
                number_of(tx, sql!("SELECT count(*) FROM agreement WHERE parent = ?1"), id)
            })
            .unwrap();
        assert_eq!(open, 1);
    });
}

fn a_promise(n: usize) -> Commitment {
    Commitment {
        id: Id::new(),
        agreement: Id::new(),
        number: String::new(),
        giver: None,
        giver_name: None,
        about: format!("janji {n}"),
        unit: Unit::Books,
        amount: 10,
        due: Some(date(2026, 6, 30)),
        purpose: None,
        counts: None,
        released: false,
        closing: None,
        closing_note: None,
        state: State::Signed,
        noted: 0,
        noted_in_time: 0,
        since: None,
        until: None,
        renews: None,
        renewed_on: None,
        addendum: None,
    }
}

fn a_change(what: ChangeKind, commitment: Option<Id<Commitment>>, day: Option<Date>) -> Change {
    Change {
        id: Id::new(),
        what,
        commitment,
        giver: None,
        giver_name: None,
        about: Some("baru".into()),
        unit: Some(Unit::Books),
        renews: None,
        amount: Some(20),
        was_amount: None,
        due: day,
        was_due: None,
        purpose: None,
        since: None,
        until: None,
        was_until: None,
    }
}

proptest! {
    #[test]
    fn an_addendum_leaves_every_promise_as_it_is_that_it_does_not_name(kinds in prop::collection::vec(0u8..3, 0..8), added in 0usize..4) {
        let promises: Vec<Commitment> = (0..kinds.len()).map(a_promise).collect();
        let day = Some(date(2026, 9, 1));
        let mut changes: Vec<Change> = promises
            .iter()
            .zip(&kinds)
            .filter_map(|(one, kind)| match kind {
                1 => Some(a_change(ChangeKind::Revise, Some(one.id), day)),
                2 => Some(a_change(ChangeKind::Release, Some(one.id), None)),
                _ => None,
            })
            .collect();
        changes.extend((0..added).map(|_| a_change(ChangeKind::Promise, None, None)));
        let after = rules::promised(&promises, &changes);
        for (one, kind) in promises.iter().zip(&kinds) {
            let found = after.iter().find(|(about, _)| *about == one.about).map(|(_, due)| *due);
            let expected = match kind {
                0 => Some(one.due),
                1 => Some(day),
                _ => None,
            };
            prop_assert_eq!(found, expected);
        }
        prop_assert_eq!(after.iter().filter(|(about, _)| about == "baru").count(), added);
    }

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

#[test]
fn reminders_follow_the_day_that_an_addendum_gave_a_promise() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            assert_eq!(partners::reminders::late(tx, &on("2026-07-01"), &[])?, [promise]);
            amended(tx, &on("2026-08-02"), id, |tx, addendum| {
                commitments::revise(tx, &on("2026-08-02"), addendum, promise, 100, Some(date(2026, 8, 31)))
            })?;
            assert!(partners::reminders::late(tx, &on("2026-08-20"), &[])?.is_empty());
            assert_eq!(partners::reminders::late(tx, &on("2026-09-01"), &[])?, [promise]);
            Ok(())
        })
        .unwrap();
    });
}
