//! Who signs, by what paper they may, and what was signed.

use crate::town::{
    SCHEMAS, approve, approved, by_power, head, keys, now, partner, reading_room, sign, signatory, signed,
    terms, write,
};
use jiff::civil::date;
use kernel::Id;
use partners::{
    Authority, State, agreements,
    agreements::{NewSignatory, Signatures},
    commitments, deed, documents,
};
use people::Profile;
use store::{sql, vals};
use trial::on_both;

#[test]
fn nobody_signs_without_a_paper_that_says_they_may() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            let bare = NewSignatory {
                document: " ".into(),
                document_on: None,
                ..signatory(None, Authority::Power)
            };
            assert_eq!(keys(agreements::add_signatory(tx, &now(), id, &bare)), [
                "signatory-authority-missing",
                "signatory-authority-date-missing",
                "signatory-file-missing"
            ]);
            let stranger = signatory(Some(Id::new()), Authority::Office);
            assert_eq!(keys(agreements::add_signatory(tx, &now(), id, &stranger)), ["signatory-of-nobody"]);
            let ended = NewSignatory { document_until: Some(date(2025, 11, 30)), ..by_power(tx, id, None)? };
            assert_eq!(keys(agreements::add_signatory(tx, &now(), id, &ended)), ["signatory-power-ends-before"]);
            let ours = by_power(tx, id, None)?;
            agreements::add_signatory(tx, &now(), id, &ours)?;
            assert_eq!(keys(agreements::add_signatory(tx, &now(), id, &ours)), ["signatory-there-already"]);
            // The database itself keeps no signatory without one.
            let forced = tx.nested(|tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO signatory (id, agreement, partner, name, title, authority, document, document_on,
                             signed_on) VALUES (?1, ?2, NULL, 'Ani', 'Kepala', 'power', '', '2026-01-01', NULL)"
                    ),
                    vals![Id::<()>::new(), id],
                )
            });
            assert!(forced.is_err());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_head_of_office_signs_a_cooperation_only_with_a_surat_kuasa_and_the_mayor_without() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            commitments::promise(tx, &now(), &[], id, &reading_room())?;
            agreements::add_signatory(tx, &now(), id, &signatory(None, Authority::Office))?;
            agreements::add_signatory(tx, &now(), id, &signatory(Some(school), Authority::Office))?;
            head(tx)?;
            assert_eq!(keys(agreements::submit(tx, &now(), id)), ["signatory-needs-power"]);
            let head =
                agreements::signatories(tx, id)?.into_iter().find(|one| one.partner.is_none()).unwrap();
            agreements::remove_signatory(tx, &now(), id, head.id)?;
            let mayor = NewSignatory { title: "Wali Kota".into(), ..signatory(None, Authority::Office) };
            agreements::add_signatory(tx, &now(), id, &mayor)?;
            approve(tx, id)?;
            assert_eq!(sign(tx, &now(), id, date(2026, 8, 1))?.state, State::Signed);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn whoever_signs_by_a_power_names_a_document_of_authority_which_may_be_there_already() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            let (report, power) =
                (crate::town::paper(tx, id, "report")?, crate::town::paper(tx, id, "authority")?);
            let by = |file| NewSignatory { file: Some(file), ..signatory(None, Authority::Power) };
            assert_eq!(
                keys(agreements::add_signatory(tx, &now(), id, &by(report))),
                ["signatory-file-of-another-kind"]
            );
            let there: Vec<_> = documents::powers(tx, id)?.into_iter().map(|one| one.id).collect();
            assert_eq!(there, [power]);
            agreements::add_signatory(tx, &now(), id, &by(power))
        })
        .unwrap();
    });
}

#[test]
fn a_missing_day_and_one_before_the_authority_are_refused() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = approved(tx, school)?;
            let who = agreements::signatories(tx, id)?;
            let on = |days: &[(Id<partners::Signatory>, jiff::civil::Date)], why: &str| Signatures {
                days: days.to_vec(),
                their_number: String::new(),
                from_paper: why.into(),
            };
            let early = on(&[(who[0].id, date(2025, 11, 30))], "Naskah lama");
            assert_eq!(
                keys(agreements::sign(tx, &now(), id, &early)),
                ["signatory-before-authority", "signatory-not-signed"]
            );
            // Signed before anybody approved it: a question, and no answer by itself.
            let both: Vec<_> = who.iter().map(|one| (one.id, date(2026, 8, 4))).collect();
            assert_eq!(
                keys(agreements::sign(tx, &now(), id, &on(&both, " "))),
                ["signatory-before-approval", "signatory-before-approval"]
            );
            let forced = tx.nested(|tx| {
                tx.exec(
                    sql!("UPDATE agreement SET state = 'signed', signed_on = '2026-08-04' WHERE id = ?1"),
                    vals![id],
                )
            });
            assert!(forced.is_err(), "nor does the database take it");
            let late = crate::town::on("2027-01-04");
            let both: Vec<_> = who.iter().map(|one| (one.id, date(2027, 1, 2))).collect();
            assert_eq!(
                keys(agreements::sign(tx, &late, id, &on(&both, "Naskah lama"))),
                ["signatory-after-period", "signatory-after-period"]
            );
            let both: Vec<_> = who.iter().map(|one| (one.id, date(2026, 8, 5))).collect();
            assert_eq!(keys(agreements::sign(tx, &late, id, &on(&both, ""))), ["signed-when-over"]);
            let named = Signatures { their_number: "7/SMP/2026".into(), ..on(&both, "") };
            let signed = agreements::sign(tx, &now(), id, &named)?;
            assert_eq!((signed.state, signed.their_number.as_deref()), (State::Signed, Some("7/SMP/2026")));
            agreements::name_theirs(tx, &now(), id, "8/SMP/2026")?;
            assert_eq!(agreements::one(tx, id)?.their_number.as_deref(), Some("8/SMP/2026"));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_signed_text_no_longer_follows_the_register_and_prints_with_its_articles() {
    on_both(SCHEMAS, |store| {
        let (body, sheet) = write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            // The school is called otherwise later; what was signed is not.
            let profile = Profile { name: "SMP Contoh Utama".into(), ..Profile::default() };
            tx.exec(
                sql!("UPDATE party SET name = ?2, folded = ?2 WHERE id = ?1"),
                vals![school, profile.name],
            )?;
            Ok((deed::sheet(tx, id)?.text().to_owned(), deed::sheet(tx, id)?))
        })
        .unwrap();
        assert!(!format!("{sheet:?}").contains("SMP Contoh Utama"));
        assert!(body.contains("Senin, tanggal 5 Januari 2026"), "{body}");
        assert!(body.contains("sejak 1 Januari 2026 sampai dengan 31 Desember 2026"));
        assert!(!body.contains('{'), "nothing is left to fill");
        let lexicon = ui::Lexicon::new(
            &[
                ui::TEXTS,
                web::pages::TEXTS,
                people::TEXTS,
                notices::TEXTS,
                membership::TEXTS,
                partners::TEXTS,
            ]
            .concat(),
        )
        .unwrap();
        let about = pdf::About { title: "Kerja sama", lang: "en", date: date(2026, 8, 5) };
        let head = pdf::Head { kind: "Perpustakaan", name: "Kota Contoh", address: &[], emblem: "" };
        let bytes = sheet.print(ui::Speech::new(lexicon.keep(), ui::Lang::En), "", &about, &head).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
    });
}
