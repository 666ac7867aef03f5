//! Partners, cases, documents, mergers, health.

use crate::town::{
    SCHEMAS, by, classes, head, keys, now, on, partner, promised, reading_room, signed, terms, write,
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person};
use partners::{
    Closing, DocumentKind, Kind, Means, Proposal, Stage, agreements,
    agreements::Terms,
    cases::{self, Asked, CaseState, Outcome},
    commitments,
    documents::{self, NewDocument},
    health::{self, Sign},
    opinions, partners as book,
    partners::{Details, Who},
};
use people::{PartyKind, Profile, merging, parties};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

fn visitor() -> Act {
    Act { by: Actor::Visitor, ..now() }
}

fn asked() -> Asked {
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
fn a_partner_gets_the_next_code_once() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            assert_eq!(book::one(tx, school, now().today())?.code, "M-001");
            assert_eq!(book::by_code(tx, " m-001 ", now().today())?.party, school);
            assert_eq!(keys(book::enter(tx, &now(), school, Kind::School, Stage::Idea)), ["partner-already"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_person_is_shown_only_with_their_consent_and_nobody_without_a_text() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let profile = Profile { name: "Arie Contoh".into(), ..Profile::default() };
            let artist = parties::enter(tx, &now(), &profile)?;
            book::enter(tx, &now(), artist, Kind::Creator, Stage::Talk)?;
            let shown = Details { public: true, ..Details::default() };
            assert_eq!(
                keys(book::change(tx, &now(), artist, Kind::Creator, &shown)),
                ["partner-public-about-missing", "partner-consent-missing"]
            );
            let shown = Details { about: "Ilustrator.".into(), consent: "Formulir".into(), ..shown };
            book::change(tx, &now(), artist, Kind::Creator, &shown)?;
            assert_eq!(book::list::public(tx, false, now().today(), (9, 0))?.len(), 1);
            let hostile = Details { website: "javascript:alert(1)".into(), ..shown };
            assert_eq!(
                keys(book::change(tx, &now(), artist, Kind::Creator, &hostile)),
                ["partner-link-unreadable"]
            );
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_contact_speaks_for_a_partner_from_their_first_day_to_their_last() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let profile = Profile { name: "Meiske Contoh".into(), ..Profile::default() };
            let who = Who::New { profile, anyway: false };
            book::add_contact(tx, &now(), school, &who, "Kepala sekolah", date(2026, 8, 1))?;
            let contact = book::contacts(tx, school)?.remove(0).relation;
            let speaks = |tx: &mut Tx<'_>, day| -> Result<bool> {
                Ok(!book::spoken_for(tx, contact.other, day)?.is_empty())
            };
            assert!(!speaks(tx, date(2026, 7, 31))?);
            assert!(speaks(tx, date(2026, 8, 5))?);
            book::end_contact(tx, &now(), school, contact.id)?;
            assert!(!speaks(tx, date(2026, 8, 5))?, "from today on no longer");
            assert!(speaks(tx, date(2026, 8, 4))?);
            Ok(())
        })
        .unwrap();
    });
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

#[test]
fn a_file_that_is_not_what_it_says_is_not_kept() {
    on_both(SCHEMAS, |store| {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        write(store, move |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let file = |kind, name: &str, content: &[u8]| NewDocument {
                agreement: None,
                kind,
                title: String::new(),
                shared: true,
                name: name.into(),
                content: content.to_vec(),
            };
            for (kind, name, content, key) in [
                (DocumentKind::Signed, "pks.pdf", &b"MZ\x90\0\x03"[..], "file-called-otherwise"),
                (DocumentKind::Signed, "pks.pdf", b"<!DOCTYPE html><p>Halo", "file-called-otherwise"),
                (DocumentKind::Signed, "pks.csv", b"nama;kelas\nAni;7", "file-of-another-kind"),
                (DocumentKind::Roster, "siswa.pdf", b"%PDF-1.7\n%%EOF", "file-of-another-kind"),
                (DocumentKind::Other, "kosong.pdf", b"", "file-none"),
                (DocumentKind::Other, "halaman", b"\xef\xbb\xbf <svg onload=a()>", "file-of-another-kind"),
                (
                    DocumentKind::Roster,
                    "siswa.csv",
                    b"nama;kelas\n<script>a()</script>;7",
                    "file-called-otherwise",
                ),
                (DocumentKind::Other, "surat.exe", b"%PDF-1.7\n%%EOF", "file-called-otherwise"),
            ] {
                let refused = documents::keep(tx, &now(), &files, school, &file(kind, name, content));
                assert_eq!(keys(refused), [key], "{name}");
            }
            let good = file(DocumentKind::Signed, "PKS Nomor 12.2026", b"%PDF-1.7\n%%EOF");
            documents::keep(tx, &now(), &files, school, &good)?;
            assert_eq!(documents::of(tx, school)?[0].media, "application/pdf");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_partner_merged_into_another_party_takes_everything_along_and_comes_back() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let same = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            merging::merge(tx, &now(), followers, same, school)?;
            assert_eq!(book::by_code(tx, "M-001", now().today())?.party, same);
            assert_eq!(agreements::sides(tx, id)?[0].partner, same);
            assert_eq!(book::notes(tx, same, 9)?.len(), 1);
            merging::split(tx, &now(), followers, school)?;
            assert_eq!(book::by_code(tx, "M-001", now().today())?.party, school);
            assert_eq!(agreements::sides(tx, id)?[0].partner, school);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn of_two_partners_that_are_one_the_papers_go_over_and_both_codes_lead_to_it() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            let (a, b) = (partner(tx, "SMP Contoh")?, partner(tx, "SMP Contoh Kembar")?);
            let (of_a, of_b) = (signed(tx, a, date(2026, 1, 5))?, signed(tx, b, date(2026, 1, 5))?);
            book::note(tx, &now(), b, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            merging::merge(tx, &now(), followers, a, b)?;
            assert_eq!(book::by_code(tx, "M-002", now().today())?.party, a);
            assert_eq!(agreements::of_partner(tx, a)?.len(), 2);
            assert_eq!(book::list::page(tx, &book::list::Filter::default(), now().today(), (9, 0))?.len(), 1);
            merging::split(tx, &now(), followers, b)?;
            assert_eq!(agreements::sides(tx, of_a)?[0].partner, a);
            assert_eq!(agreements::sides(tx, of_b)?[0].partner, b);
            assert_eq!(book::notes(tx, b, 9)?.len(), 1);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn the_survivor_of_two_partners_stands_no_worse_than_either_and_what_it_brings_is_told_before() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let module = partners::module(&Files::at("/nowhere"));
            let (a, b) = (partner(tx, "SMP Contoh")?, partner(tx, "SMP Contoh Kembar")?);
            signed(tx, b, date(2026, 1, 5))?;
            let shown = Details {
                public: true,
                about: "Sekolah di kaki gunung.".into(),
                website: "https://smp.contoh.example".into(),
                ..Details::default()
            };
            let step =
                Details { next_step: "Menelepon".into(), next_on: Some(date(2026, 9, 1)), ..shown.clone() };
            book::change(tx, &now(), b, Kind::School, &step)?;
            let told: Vec<_> =
                (module.consequences[0])(tx, &now(), b, a)?.into_iter().map(|one| one.key).collect();
            assert_eq!(told, ["merge-partner-code", "merge-partner-shown", "merge-partner-brings"]);
            merging::merge(tx, &now(), module.followers, a, b)?;
            let one = book::one(tx, a, now().today())?;
            assert_eq!((one.stage, one.public), (Stage::Running, true));
            assert_eq!(one.about.as_deref(), Some("Sekolah di kaki gunung."));
            assert_eq!((one.next_step.as_deref(), one.next_on), (Some("Menelepon"), Some(date(2026, 9, 1))));
            merging::split(tx, &now(), module.followers, b)?;
            let one = book::one(tx, a, now().today())?;
            assert_eq!((one.stage, one.public, one.about, one.website), (Stage::Idea, false, None, None));
            assert_eq!((one.next_step, one.next_on), (None, None));
            assert!(book::one(tx, b, now().today())?.public);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn two_sides_of_one_agreement_are_never_made_one() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            let (a, b) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            agreements::draft(tx, &now(), &Terms { partners: vec![a, b], ..terms(a) })?;
            let merged = tx.nested(|tx| merging::merge(tx, &now(), followers, a, b));
            assert_eq!(keys(merged), ["merge-both-in-agreement"]);
            let module = partners::module(&Files::at("/nowhere"));
            let told = (module.consequences[0])(tx, &now(), a, b)?;
            assert_eq!(told[0].key, "merge-both-in-agreement", "and this is told before anybody tries");
            Ok(())
        })
        .unwrap();
    });
}

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
            assert_eq!((let_go.theirs.as_slice(), let_go.settled.len()), (&[0.0][..], 0), "it was broken");
            closed(tx, firm, Closing::Settled)?;
            let settled = facts(tx, firm, &after)?;
            assert_eq!((settled.theirs.as_slice(), settled.settled.len()), (&[][..], 1));
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

/// Somebody who speaks for a partner.
fn speaker(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Id<Person>> {
    let person = parties::enter(tx, &now(), &Profile { name: "Meiske Contoh".into(), ..Profile::default() })?;
    book::add_contact(tx, &now(), partner, &Who::Known(person), "Kepala", date(2026, 1, 1))?;
    Ok(person)
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

#[test]
fn cooperations_are_counted_by_external_party_and_invariants_hold() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let module = partners::module(&Files::at("/nowhere"));
            let school = partner(tx, "SMP Contoh")?;
            signed(tx, school, date(2026, 1, 5))?;
            signed(tx, school, date(2026, 1, 5))?;
            let of = |tx: &mut Tx<'_>, key: &str, from, to| {
                let found = module.indicators.iter().find(|one| one.key == key).unwrap();
                (found.compute)(tx, &now(), web::Period { from, to })
            };
            let all = (date(2026, 1, 1), date(2026, 12, 31));
            assert_eq!(of(tx, "partners.cooperations", all.0, all.1)?, 1);
            assert_eq!(of(tx, "partners.agreements", all.0, all.1)?, 2);
            assert_eq!(of(tx, "partners.cooperations", date(2027, 1, 1), date(2027, 2, 1))?, 0);
            for invariant in module.invariants {
                assert_eq!((invariant.violations)(tx)?, Vec::<String>::new(), "{}", invariant.name);
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_unknown_partner_case_or_agreement_is_missing_and_not_a_fault() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            assert!(matches!(book::by_code(tx, "M-999", now().today()), Err(Error::Refused(_))));
            assert!(matches!(cases::by_code(tx, "K-1"), Err(Error::Refused(_))));
            assert!(matches!(agreements::one(tx, Id::new()), Err(Error::Refused(_))));
            Ok(())
        })
        .unwrap();
    });
}
