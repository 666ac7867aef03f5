//! What was signed changes by an addendum alone, and by exactly what it says.

use crate::town::{
    SCHEMAS, amended, approve, classes, decide, drafted, extended, head, keys, now, on, partner, promised,
    reading_room, sign, signatories, signatory, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Date, Id};
use partners::{
    Agreement, Authority, Change, ChangeKind, Commitment, Decision, Paper, Signatory, State, Unit,
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
                "mengubah kewajiban PIHAK KEDUA berupa Kelas membaca: semula 100 kali paling lambat 30 Juni 2026, \
                 menjadi 150 kali paling lambat 28 Februari 2027;",
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
            agreements::terminate(tx, &now(), &[], id, date(2026, 8, 31), "Sekolah digabung.")?;
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
        counts: None,
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
}
