//! Partners, those who speak for them, their documents.

use crate::town::{SCHEMAS, keys, now, partner, signed, write};
use jiff::civil::date;
use kernel::Id;
use partners::{
    DocumentKind, Kind, Stage, agreements, cases, documents,
    documents::NewDocument,
    partners as book,
    partners::{Details, Who},
};
use people::{Profile, parties};
use platform::files::Files;
use store::{Error, Result, Tx};
use trial::on_both;

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
                (DocumentKind::Roster, "siswa.pdf", trial::PDF, "file-of-another-kind"),
                (DocumentKind::Other, "kosong.pdf", b"", "file-none"),
                (DocumentKind::Other, "halaman", b"\xef\xbb\xbf <svg onload=a()>", "file-of-another-kind"),
                (
                    DocumentKind::Roster,
                    "siswa.csv",
                    b"nama;kelas\n<script>a()</script>;7",
                    "file-called-otherwise",
                ),
                (DocumentKind::Other, "surat.exe", trial::PDF, "file-called-otherwise"),
            ] {
                let refused = documents::keep(tx, &now(), &files, school, &file(kind, name, content));
                assert_eq!(keys(refused), [key], "{name}");
            }
            let good = file(DocumentKind::Signed, "PKS Nomor 12.2026", trial::PDF);
            documents::keep(tx, &now(), &files, school, &good)?;
            assert_eq!(documents::of(tx, school)?[0].media, "application/pdf");
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
