//! How well a partnership is, by its reasons, and what its partner says.

use crate::cases::asked;
use crate::town::{
    SCHEMAS, by, classes, head, keys, now, on, partner, promised, reading_room, signed, speaker, terms, write,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person};
use partners::{
    Closing, Means, Proposal, agreements, cases, cases::Asked, commitments, health, health::Sign, opinions,
    partners as book,
};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

#[test]
fn health_tells_its_reasons_and_the_year_one_proposal() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let one = book::one(tx, school, now().today())?;
            let judged = health::judge(&health::facts(tx, &web::Facts::default(), &one, &now())?);
            assert_eq!(judged.sign, Sign::Watch, "nobody has spoken yet");
            signed(tx, school, date(2026, 1, 5))?;
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            let one = book::one(tx, school, now().today())?;
            assert_eq!(
                health::judge(&health::facts(tx, &web::Facts::default(), &one, &now())?).sign,
                Sign::Good
            );
            let later = health::judge(&health::facts(tx, &web::Facts::default(), &one, &on("2027-08-05"))?);
            // It is over, nobody has spoken since, and the reading room was never held against anything.
            assert_eq!((later.sign, later.proposal), (Sign::Bad, Proposal::End));
            health::review(tx, &now(), school, Proposal::Renew, Some(4), "Berjalan baik.")?;
            health::review(tx, &now(), school, Proposal::Change, Some(3), "Tambah kelas.")?;
            let all = health::reviews(tx, school)?;
            assert_eq!((all.len(), all[0].proposal), (2, Proposal::Change), "what was said before stays");
            assert_eq!(
                keys(health::review(tx, &now(), school, Proposal::End, Some(9), "")),
                ["review-reasons-missing", "review-satisfaction-unreadable"]
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_was_not_kept_is_judged_whatever_its_day_and_whoever_settles_it_leaves_a_line() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let after = on("2027-02-01");
            let [school, firm, club] =
                ["SMP Contoh", "PT Contoh Awan", "Klub Contoh"].map(|name| partner(tx, name).unwrap());
            let facts = |tx: &mut Tx<'_>, party, act: &Act| {
                let one = book::one(tx, party, act.today())?;
                health::facts(tx, &web::Facts::default(), &one, act)
            };
            let closed = |tx: &mut Tx<'_>, party: Id<Person>, how| {
                let (_, promise) = promised(tx, party, &classes(Some(party)))?;
                commitments::close(tx, &after, &[], promise, how, "Sudah dibicarakan.")
            };
            closed(tx, school, Closing::LetGo)?;
            let let_go = facts(tx, school, &after)?;
            assert_eq!((let_go.theirs.as_slice(), let_go.closed.len()), (&[0.0][..], 0), "it was broken");
            closed(tx, firm, Closing::Settled)?;
            let settled = facts(tx, firm, &after)?;
            assert_eq!((settled.theirs.as_slice(), settled.closed.len()), (&[][..], 1));
            let told = health::judge(&settled).reasons;
            let line = told.iter().find(|(_, why)| why.key == "health-settled").unwrap();
            assert_eq!(line.0, Sign::Watch, "that the library says so is no good sign");
            assert!(format!("{line:?}").contains("Sudah dibicarakan."), "with the word why: {line:?}");
            // What is due on no day is due on the last.
            let no_day = commitments::NewCommitment { giver: Some(club), ..reading_room() };
            promised(tx, club, &no_day)?;
            assert!(facts(tx, club, &on("2026-12-31"))?.theirs.is_empty());
            assert_eq!(facts(tx, club, &on("2027-01-01"))?.theirs, [0.0]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn how_content_a_partner_is_says_whoever_speaks_for_it_and_the_staff_cannot_say_it_away() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let speaker = speaker(tx, school)?;
            signed(tx, school, date(2026, 8, 1))?;
            let chief = head(tx)?;
            let of_staff = opinions::say(tx, &by(chief), school, Some(4), "");
            assert_eq!(keys(of_staff), ["partner-unknown"]);
            assert_eq!(keys(opinions::say(tx, &by(speaker), school, None, "")), ["opinion-unchosen"]);
            assert_eq!(keys(opinions::say(tx, &by(speaker), school, Some(5), "")), ["opinion-unchosen"]);
            opinions::say(tx, &by(speaker), school, Some(1), " Jarang ada kabar. ")?;
            health::review(tx, &by(chief), school, Proposal::Renew, Some(4), "Berjalan baik.")?;
            let one = book::one(tx, school, now().today())?;
            let facts = health::facts(tx, &web::Facts::default(), &one, &now())?;
            let said = facts.said.clone().unwrap();
            assert_eq!((said.satisfaction, said.day), (1, now().today()));
            assert_eq!(said.words.as_deref(), Some("Jarang ada kabar."));
            assert_eq!(said.author_name.as_deref(), Some("Meiske Contoh"));
            let judged = health::judge(&facts);
            assert!(judged.reasons.iter().any(|(sign, why)| (*sign, why.key) == (Sign::Bad, "health-said")));
            assert_eq!(judged.sign, Sign::Bad);
            for statement in [
                sql!("UPDATE partner_opinion SET satisfaction = 4 WHERE partner = ?1"),
                sql!("UPDATE partner_opinion SET words = 'Baik' WHERE partner = ?1"),
                sql!("DELETE FROM partner_opinion WHERE partner = ?1"),
            ] {
                let forced = tx.nested(|tx| tx.exec(statement, vals![school]));
                assert!(matches!(forced, Err(Error::Check(_))), "{statement:?}: {forced:?}");
            }
            // Whoever is forgotten leaves neither name nor words.
            for holding in partners::module(&Files::at("/nowhere")).holdings {
                (holding.erase)(tx, &now(), speaker)?;
            }
            let left = opinions::of(tx, school)?;
            assert_eq!(left.len(), 1);
            assert_eq!((left[0].satisfaction, &left[0].words, &left[0].author_name), (1, &None, &None));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_partner_is_asked_after_a_year_and_again_a_year_after_it_said_so() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let speaker = speaker(tx, school)?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            crate::town::renewed(tx, &now(), id, crate::town::year(2027))?;
            let asked = |tx: &mut Tx<'_>, day| opinions::is_asked(tx, school, day);
            assert!(!asked(tx, date(2026, 11, 30))? && asked(tx, date(2026, 12, 1))?);
            let said = Act { by: Actor::Person(speaker), ..on("2026-12-01") };
            opinions::say(tx, &said, school, Some(3), "")?;
            assert!(!asked(tx, date(2026, 12, 2))? && !asked(tx, date(2027, 10, 26))?);
            assert!(asked(tx, date(2027, 10, 27))?);
            assert!(!asked(tx, date(2028, 1, 1))?, "nothing is agreed any more");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_the_library_writes_by_itself_is_no_contact_and_what_the_partner_sends_is() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            signed(tx, school, date(2026, 1, 5))?;
            let silent = |tx: &mut Tx<'_>| -> Result<Option<i64>> {
                let one = book::one(tx, school, now().today())?;
                Ok(health::facts(tx, &web::Facts::default(), &one, &now())?.silent_days)
            };
            let since_signature = silent(tx)?;
            assert_eq!(since_signature, Some(212));
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Note, "Berkas dirapikan.")?;
            health::review(tx, &now(), school, Proposal::Renew, None, "Berjalan baik.")?;
            agreements::draft(tx, &now(), &terms(school))?;
            assert_eq!(silent(tx)?, since_signature);
            let theirs = Asked { partner: Some(school), party: Some(school), ..asked() };
            let by = Act { by: Actor::Person(school), ..on("2026-08-03") };
            cases::open(tx, &by, cases::ACTIVITY, "usul", &theirs, 9)?;
            assert_eq!(silent(tx)?, Some(2));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn whom_a_partnership_reached_is_told_by_the_facts_of_every_module_promised_or_not() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let heads = web::Countable {
                key: "visits.group-heads",
                unit: "people",
                belongs: web::Belongs::ToPartner,
                count: |_, asked| Ok(if asked.period.to == now().today() { 12 } else { 0 }),
            };
            let hours = web::Countable {
                key: "volunteers.partner-hours",
                unit: "hours",
                belongs: web::Belongs::ToPartner,
                count: |_, _| Ok(9),
            };
            let known = web::Facts { countables: vec![heads, hours], ..web::Facts::default() };
            let school = partner(tx, "SMP Contoh")?;
            signed(tx, school, date(2026, 1, 5))?;
            let one = book::one(tx, school, now().today())?;
            let facts = health::facts(tx, &known, &one, &now())?;
            assert_eq!(facts.reached, [(partners::Unit::People, 12)], "hours are no people");
            assert!(health::facts(tx, &web::Facts::default(), &one, &now())?.reached.is_empty());
            Ok(())
        })
        .unwrap();
    });
}
