//! Two partners that turn out to be one.

use crate::town::{SCHEMAS, keys, now, partner, signed, terms, write};
use jiff::civil::date;
use partners::{Kind, Means, Stage, agreements, agreements::Terms, partners as book, partners::Details};
use people::{PartyKind, Profile, merging, parties};
use platform::files::Files;
use trial::on_both;

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
