//! What became of a promise that was not kept, and what its partner says of that.

use crate::town::{
    SCHEMAS, by, classes, colleague, drafted, head, keys, now, on, partner, promised, speaker, terms, write,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person};
use partners::{
    Closing, Commitment, agreements, commitments,
    commitments::NewCommitment,
    encounters, health,
    health::{Health, Sign},
    partners as book,
};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

#[test]
fn what_was_not_kept_when_the_agreement_is_over_is_closed_with_a_word_once() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            let close = |tx: &mut Tx<'_>, act: &Act, note: &str| {
                commitments::close(tx, act, &[], promise, Closing::Carried, note)
            };
            assert_eq!(keys(close(tx, &now(), "Nanti.")), ["closing-not-over"]);
            agreements::terminate(tx, &now(), &[], id, date(2026, 8, 5), "Sekolah digabung.")?;
            let after = on("2026-08-06");
            assert!(commitments::of_agreement(tx, &[], id, after.today())?[0].progress.unmet);
            assert_eq!(keys(close(tx, &after, " ")), ["closing-note-missing"]);
            close(tx, &after, "Masuk perjanjian dengan sekolah baru.")?;
            let kept = commitments::of_agreement(tx, &[], id, after.today())?.remove(0);
            assert_eq!((kept.commitment.closing, kept.progress.unmet), (Some(Closing::Carried), false));
            assert_eq!(keys(close(tx, &after, "Lagi.")), ["closing-there-already"]);
            let forced = tx.nested(|tx| {
                tx.exec(
                    sql!("UPDATE commitment_closing SET how = 'settled' WHERE commitment = ?1"),
                    vals![promise],
                )
            });
            assert!(forced.is_err());
            Ok(())
        })
        .unwrap();
    });
}

/// The second of February after, when everything of 2026 is over, by somebody.
fn after(person: Id<Person>) -> Act {
    Act { by: Actor::Person(person), ..on("2027-02-02") }
}

/// A promise of a partner, or of the library, that was closed in February after; with whoever speaks for that partner.
fn settled(tx: &mut Tx<'_>, ours: bool) -> Result<(Id<Person>, Id<Commitment>, Id<Person>)> {
    let school = partner(tx, "SMP Contoh")?;
    let speaker = speaker(tx, school)?;
    let (_, promise) = promised(tx, school, &classes((!ours).then_some(school)))?;
    let act = after(head(tx)?);
    commitments::close(tx, &act, &[], promise, Closing::Settled, "Diganti buku.")?;
    Ok((school, promise, speaker))
}

fn judged(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Health> {
    let act = on("2027-02-02");
    let one = book::one(tx, partner, act.today())?;
    Ok(health::judge(&health::facts(tx, &web::Facts::default(), &one, &act)?))
}

fn says(health: &Health, key: &str) -> Option<Sign> {
    health.reasons.iter().find(|(_, why)| why.key == key).map(|(sign, _)| *sign)
}

/// Who was told something of a kind.
fn told(tx: &mut Tx<'_>, kind: &str) -> Result<Vec<Id<Person>>> {
    let found: Vec<(Id<Person>,)> =
        tx.all(sql!("SELECT recipient FROM notice WHERE kind = ?1 ORDER BY recipient"), vals![kind])?;
    Ok(found.into_iter().map(|(person,)| person).collect())
}

#[test]
fn whoever_speaks_for_a_partner_is_told_that_a_promise_was_closed_and_nobody_of_another() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            let (theirs, others) = (speaker(tx, school)?, speaker(tx, firm)?);
            let both = agreements::Terms { partners: vec![school, firm], ..terms(school) };
            let ours = NewCommitment { about: "Ruang".into(), ..classes(None) };
            let id = drafted(tx, &both, &[classes(Some(school)), ours])?;
            crate::town::approve(tx, id)?;
            crate::town::sign(tx, &now(), id, date(2026, 1, 5))?;
            let promises = commitments::promises(tx, id)?;
            let of = |giver: Option<Id<Person>>| promises.iter().find(|one| one.giver == giver).unwrap().id;
            let act = after(head(tx)?);
            commitments::close(tx, &act, &[], of(Some(school)), Closing::LetGo, "Sekolah pindah.")?;
            assert_eq!(told(tx, "partners.promise-closed")?, [theirs]);
            assert!(commitments::closed(tx, firm)?.is_empty(), "what one promised is nothing to the other");
            commitments::close(tx, &act, &[], of(None), Closing::Settled, "Memakai aula.")?;
            let mut all = vec![theirs, theirs, others];
            all.sort_unstable();
            assert_eq!(told(tx, "partners.promise-closed")?, all, "what the library promised concerns both");
            let seen = commitments::closed(tx, school)?;
            assert_eq!(seen.len(), 2);
            let own = seen.iter().find(|one| one.about == "Kelas membaca").unwrap();
            assert_eq!((own.how, own.note.as_str()), (Closing::LetGo, "Sekolah pindah."));
            assert_eq!(commitments::unanswered(tx, &act, school)?, 2);
            assert_eq!(
                commitments::unanswered(tx, &on("2027-06-01"), school)?,
                0,
                "nobody is asked for ever"
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_a_partner_objects_to_settles_nothing_until_it_agrees_and_stands_in_the_timeline() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            for ours in [true, false] {
                let (school, promise, speaker) = settled(tx, ours)?;
                let (act, broken) = (after(speaker), if ours { "health-ours" } else { "health-theirs" });
                let before = judged(tx, school)?;
                assert_eq!(
                    (says(&before, "health-settled"), says(&before, broken)),
                    (Some(Sign::Watch), None)
                );
                let no = |tx: &mut Tx<'_>, words| {
                    commitments::reply(tx, &act, school, promise, Some(false), words)
                };
                assert_eq!(keys(no(tx, " ")), ["reply-words-missing"]);
                assert_eq!(keys(commitments::reply(tx, &act, school, promise, None, "")), ["reply-unchosen"]);
                no(tx, "Bukunya belum datang.")?;
                let objected = judged(tx, school)?;
                assert_eq!(says(&objected, "health-settled"), None);
                assert_eq!(says(&objected, "health-objected"), Some(Sign::Watch));
                assert_eq!(says(&objected, broken), Some(Sign::Bad), "nothing of it was kept");
                assert!(format!("{objected:?}").contains("Bukunya belum datang."), "in its own words");
                let later = Act { by: act.by, ..on("2027-02-03") };
                commitments::reply(tx, &later, school, promise, Some(true), "Sudah datang.")?;
                let agreed = judged(tx, school)?;
                assert_eq!(says(&agreed, "health-settled-agreed"), Some(Sign::Good));
                assert_eq!((says(&agreed, "health-objected"), says(&agreed, broken)), (None, None));
                let replies = commitments::replies_of(tx, school)?;
                assert_eq!(replies.iter().map(|one| one.agrees).collect::<Vec<_>>(), [true, false]);
                assert_eq!(commitments::unanswered(tx, &act, school)?, 0);
                let seen = encounters::latest(tx, &web::Facts::default(), school, &later, 50)?;
                for key in ["encounter-closed", "encounter-objected", "encounter-agreed"] {
                    let n = seen.iter().filter(|one| one.what.key == key).count();
                    assert_eq!(n, 1, "{key}");
                }
                // Nobody decides about agreements here but the head, who looks after a partner that nobody looks after.
                assert_eq!(told(tx, "partners.closing-objected")?.len(), if ours { 1 } else { 2 });
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_objection_is_the_word_of_whoever_speaks_for_the_partner_and_of_nobody_else() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, promise, speaker) = settled(tx, false)?;
            let chief = head(tx)?;
            let clerk = colleague(tx, "Petugas Contoh", "librarian")?;
            for stranger in [chief, clerk] {
                let said = commitments::reply(tx, &after(stranger), school, promise, Some(true), "");
                assert_eq!(keys(said), ["partner-unknown"]);
            }
            let firm = partner(tx, "PT Contoh Awan")?;
            let other = crate::town::speaker(tx, firm)?;
            let of_another = commitments::reply(tx, &after(other), firm, promise, Some(false), "Tidak.");
            assert_eq!(keys(of_another), ["commitment-unknown"]);
            let open = promised(tx, school, &classes(Some(school)))?.1;
            let not_closed = commitments::reply(tx, &after(speaker), school, open, Some(false), "Tidak.");
            assert_eq!(keys(not_closed), ["commitment-unknown"]);
            commitments::reply(tx, &after(speaker), school, promise, Some(false), "Belum.")?;
            // Nor does the database take one of a partner whom it does not concern, or let go of one that was said.
            let forged = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO closing_reply (id, commitment, partner, agrees, day, at)
                         VALUES (?1, ?2, ?3, TRUE, '2027-02-02', 0)"
                    ),
                    vals![Id::<()>::new(), promise, firm],
                )
            });
            assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
            for statement in [
                sql!("UPDATE closing_reply SET agrees = TRUE WHERE partner = ?1"),
                sql!("UPDATE closing_reply SET words = 'Setuju.' WHERE partner = ?1"),
                sql!("UPDATE closing_reply SET day = '2027-03-01' WHERE partner = ?1"),
                sql!("DELETE FROM closing_reply WHERE partner = ?1"),
            ] {
                let forced = tx.nested(|tx| tx.exec(statement, vals![school]));
                assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
            }
            // Whoever is forgotten leaves neither name nor words; that the partner objected stays.
            for holding in partners::module(&Files::at("/nowhere")).holdings {
                (holding.erase)(tx, &by(chief), speaker)?;
            }
            let left = commitments::replies_of(tx, school)?.remove(0);
            assert_eq!((left.agrees, left.words, left.author_name), (false, None, None));
            Ok(())
        })
        .unwrap();
    });
}
