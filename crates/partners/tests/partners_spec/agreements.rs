//! Agreements: from the draft to the signature, periods, addenda, reminders, the end.

use crate::town::{
    SCHEMAS, approve, approved, by_power, classes, decide, drafted, extended, head, keys, now, on, partner,
    promised, reading_room, renewed, sign, signatories, signatory, signed, terms, write, year,
};
use jiff::civil::date;
use kernel::{Act, Id};
use partners::{
    Authority, Decision, Means, Paper, Period, Stage, State, agreements,
    agreements::{NewSignatory, Signatures, Terms},
    commitments, deed, documents, partners as book, reminders,
    rules::Status,
};
use people::Profile;
use store::{Result, Tx, sql, vals};
use trial::on_both;

#[test]
fn an_agreement_begins_with_its_template_and_takes_its_partner_along() {
    on_both(SCHEMAS, |store| {
        let (one, stage) = write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let one = agreements::draft(tx, &now(), &terms(school))?;
            Ok((one, book::one(tx, school, now().today())?.stage))
        })
        .unwrap();
        assert_eq!((one.number.as_str(), one.state), ("001/PKS/PERPUS/2026", State::Draft));
        assert_eq!(stage, Stage::Draft);
        assert!(one.body.contains("= JANGKA WAKTU"));
    });
}

#[test]
fn everything_that_is_wrong_with_terms_is_said_at_once() {
    on_both(SCHEMAS, |store| {
        let refused = write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let wrong = Terms {
                title: " ".into(),
                partners: vec![school, school],
                period: Period { since: date(2026, 5, 1), until: date(2026, 4, 30) },
                ..terms(school)
            };
            agreements::draft(tx, &now(), &wrong)
        });
        assert_eq!(
            keys(refused),
            ["agreement-title-missing", "agreement-ends-before", "agreement-partner-twice"]
        );
    });
}

#[test]
fn a_cooperation_stands_only_under_a_frame_with_the_same_partner() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, other) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            let frame = drafted(tx, &Terms { kind: Paper::Joint, ..terms(other) }, &[])?;
            let under = Terms { parent: Some(frame), ..terms(school) };
            assert_eq!(keys(agreements::draft(tx, &now(), &under)), ["agreement-parent-of-others"]);
            let one = agreements::draft(tx, &now(), &terms(other))?;
            let under = Terms { parent: Some(one.id), ..terms(other) };
            assert_eq!(keys(agreements::draft(tx, &now(), &under)), ["agreement-parent-no-frame"]);
            let under = Terms { parent: Some(frame), ..terms(other) };
            let early = agreements::draft(tx, &now(), &under);
            assert_eq!(keys(early), ["agreement-frame-not-in-force"], "nothing stands under a draft");
            approve(tx, frame)?;
            sign(tx, &now(), frame, date(2026, 1, 5))?;
            assert!(agreements::draft(tx, &now(), &under).is_ok());
            let longer = Period { since: date(2026, 7, 1), until: date(2027, 6, 30) };
            let outside = agreements::draft(tx, &now(), &Terms { period: longer, ..under.clone() });
            assert_eq!(keys(outside), ["agreement-outside-frame"]);
            let below = drafted(tx, &under, &[reading_room()])?;
            approve(tx, below)?;
            sign(tx, &now(), below, date(2026, 2, 1))?;
            // A frame is not made shorter than what runs under it, nor that longer than the frame.
            let shorter = tx.nested(|tx| extended(tx, &now(), frame, date(2026, 9, 30)));
            assert_eq!(keys(shorter), ["addendum-leaves-beneath"]);
            let longer = tx.nested(|tx| extended(tx, &now(), below, date(2027, 3, 31)));
            assert_eq!(keys(longer), ["agreement-outside-frame"]);
            // When the frame ends, what stands under it is told.
            agreements::terminate(tx, &now(), frame, date(2026, 8, 31), "Tidak dilanjutkan.")?;
            let (told,): (i64,) = tx.one(
                sql!("SELECT count(*) FROM audit WHERE action = 'agreement.frame-ended' AND subject = ?1"),
                vals![below],
            )?;
            assert_eq!(told, 1);
            let new =
                Terms { period: Period { since: date(2026, 9, 1), until: date(2026, 12, 31) }, ..under };
            let after = agreements::draft(tx, &on("2026-09-01"), &new);
            assert_eq!(keys(after), ["agreement-frame-not-in-force"]);
            Ok(())
        })
        .unwrap();
    });
}

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
fn an_empty_draft_is_not_sent_round_and_everything_that_is_missing_is_said() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            agreements::change(tx, &now(), id, &terms(school), "Tanpa pasal.")?;
            head(tx)?;
            assert_eq!(
                keys(agreements::submit(tx, &now(), id)),
                [
                    "agreement-no-articles",
                    "agreement-no-promises",
                    "signatory-none-of-ours",
                    "signatory-none-of-theirs"
                ]
            );
            // A frame promises nothing by itself.
            let frame = drafted(tx, &Terms { kind: Paper::Joint, ..terms(school) }, &[])?;
            assert!(agreements::submit(tx, &now(), frame).is_ok());
            Ok(())
        })
        .unwrap();
    });
}

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

#[test]
fn what_is_in_force_follows_from_the_periods_and_the_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let whole = agreements::whole(tx, id)?;
            assert_eq!(whole.status(date(2025, 12, 31)), Status::Upcoming(date(2026, 1, 1)));
            assert_eq!(
                whole.status(date(2026, 3, 1)),
                Status::Active { until: date(2026, 12, 31), renewed: false }
            );
            assert_eq!(
                whole.status(date(2026, 12, 1)),
                Status::Ending { until: date(2026, 12, 31), days: 30 }
            );
            assert_eq!(whole.status(date(2027, 1, 1)), Status::Expired(date(2026, 12, 31)));
            renewed(tx, &on("2026-12-01"), id, year(2027))?;
            let whole = agreements::whole(tx, id)?;
            assert_eq!(
                whole.status(date(2026, 12, 1)),
                Status::Active { until: date(2027, 12, 31), renewed: false }
            );
            assert_eq!(
                whole.status(date(2027, 3, 1)),
                Status::Active { until: date(2027, 12, 31), renewed: true }
            );
            assert_eq!(book::one(tx, school, date(2026, 12, 1))?.stage, Stage::Running);
            assert_eq!(book::one(tx, school, date(2027, 3, 1))?.stage, Stage::Renewed);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn periods_never_overlap_not_even_past_the_program() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let overlapping = Period { since: date(2026, 12, 31), until: date(2027, 6, 30) };
            let addendum = agreements::amend(tx, &now(), id)?.id;
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, overlapping, &[])), [
                "agreement-period-overlaps"
            ]);
            let backwards = Period { since: date(2027, 6, 30), until: date(2027, 1, 1) };
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, backwards, &[])), ["agreement-ends-before"]);
            let mistyped = Period { since: date(2027, 1, 1), until: date(2127, 12, 31) };
            assert_eq!(keys(agreements::renewal(tx, &now(), addendum, mistyped, &[])), ["agreement-too-long"]);
            // With the chain told truly or falsely, the database refuses them.
            for (since, until, previous) in [
                ("2026-06-01", "2027-06-01", Some("2026-12-31")),
                ("2026-06-01", "2027-06-01", None),
                ("2026-06-01", "2027-06-01", Some("2026-05-31")),
                ("2027-06-01", "2027-05-01", Some("2026-12-31")),
            ] {
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until,
                                 addendum)
                             VALUES (?1, ?2, ?3, ?4, '2030-01-01', ?5, NULL)"
                        ),
                        vals![Id::<()>::new(), id, since, until, previous],
                    )
                });
                assert!(forced.is_err(), "{since} {until} {previous:?}");
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn each_chosen_day_reminds_once_and_a_new_end_reminds_anew() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            let days = |given: Vec<reminders::Reminder>| -> Vec<i64> {
                given.into_iter().map(|one| one.days).collect()
            };
            assert!(reminders::ending(tx, &on("2026-10-01"))?.is_empty(), "91 days are left");
            assert_eq!(days(reminders::ending(tx, &on("2026-10-02"))?), [90]);
            assert!(reminders::ending(tx, &on("2026-10-03"))?.is_empty());
            // Two weeks before the last day to give notice, which is thirty days before the end.
            assert_eq!(days(reminders::ending(tx, &on("2026-11-17"))?), [44]);
            // The program was off for two months: one reminder, the nearest.
            assert_eq!(days(reminders::ending(tx, &on("2026-12-03"))?), [30]);
            renewed(tx, &on("2026-12-10"), id, year(2027))?;
            assert!(reminders::ending(tx, &on("2026-12-28"))?.is_empty(), "it goes on without a gap");
            assert_eq!(days(reminders::ending(tx, &on("2027-10-02"))?), [90]);
            extended(tx, &on("2027-10-05"), id, date(2028, 1, 31))?;
            assert!(reminders::ending(tx, &on("2027-10-06"))?.is_empty());
            assert_eq!(days(reminders::ending(tx, &on("2027-11-02"))?), [90], "the end has moved");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn how_far_a_partnership_is_follows_from_its_agreements_and_the_day() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let stage = |tx: &mut Tx<'_>, day| -> Result<Stage> {
                let one = book::one(tx, school, day)?;
                let filter = book::list::Filter { stage: Some(one.stage), ..Default::default() };
                assert_eq!(book::list::page(tx, &filter, day, (9, 0))?.len(), 1, "the list says the same");
                assert_eq!(book::list::counts(tx, &filter, day)?.get(&one.stage), Some(&1));
                Ok(one.stage)
            };
            assert_eq!(stage(tx, date(2026, 8, 5))?, Stage::Idea);
            book::move_to(tx, &now(), school, Stage::Talk)?;
            assert_eq!(
                keys(book::move_to(tx, &now(), school, Stage::Running)),
                ["partner-stage-by-agreement"]
            );
            let next = Terms { period: year(2027), ..terms(school) };
            let id = drafted(tx, &next, &[reading_room()])?;
            assert_eq!(stage(tx, date(2026, 8, 5))?, Stage::Draft);
            assert_eq!(keys(book::move_to(tx, &now(), school, Stage::Ended)), ["partner-stage-follows"]);
            approve(tx, id)?;
            sign(tx, &now(), id, date(2026, 8, 1))?;
            assert_eq!(stage(tx, date(2026, 12, 31))?, Stage::Signed);
            assert_eq!(stage(tx, date(2027, 1, 1))?, Stage::Running);
            assert_eq!(stage(tx, date(2028, 1, 1))?, Stage::Ended, "it has run out");
            book::move_to(tx, &on("2028-02-01"), school, Stage::Talk)?;
            assert_eq!(stage(tx, date(2028, 2, 1))?, Stage::Talk, "the two talk again");
            agreements::terminate(tx, &now(), id, date(2027, 6, 30), "Sekolah digabung.")?;
            assert_eq!(stage(tx, date(2027, 6, 30))?, Stage::Running);
            assert_eq!(stage(tx, date(2027, 7, 1))?, Stage::Talk);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_agreement_ends_early_with_a_reason_and_within_its_time() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            assert_eq!(
                keys(agreements::terminate(tx, &now(), id, date(2026, 1, 4), " ")),
                ["agreement-reason-missing", "agreement-ends-before-signed", "agreement-ends-long-ago"]
            );
            assert_eq!(
                keys(agreements::terminate(tx, &now(), id, date(2027, 1, 1), "Pindah")),
                ["agreement-over-by-then"]
            );
            agreements::terminate(tx, &now(), id, date(2026, 8, 31), "Sekolah digabung.")?;
            let whole = agreements::whole(tx, id)?;
            assert!(whole.status(date(2026, 8, 31)).in_force());
            assert_eq!(whole.status(date(2026, 9, 1)), Status::Terminated(date(2026, 8, 31)));
            assert_eq!(keys(agreements::amend(tx, &now(), id)), ["agreement-in-other-state"]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn ending_an_agreement_takes_nothing_back_that_was_given_under_it_and_ends_nothing_twice() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let (id, promise) = promised(tx, school, &classes(Some(school)))?;
            commitments::fulfil(tx, &now(), promise, Some(date(2026, 8, 4)), 9, "Tanda terima", None)?;
            let end = |tx: &mut Tx<'_>, act: &Act, day| agreements::terminate(tx, act, id, day, "Pindah.");
            assert_eq!(keys(end(tx, &now(), date(2026, 8, 3))), ["agreement-ends-before-deed"]);
            let late = on("2026-10-01");
            assert_eq!(keys(end(tx, &late, date(2026, 8, 20))), ["agreement-ends-long-ago"]);
            assert_eq!(keys(end(tx, &on("2027-01-02"), date(2026, 12, 30))), ["agreement-over-already"]);
            end(tx, &now(), date(2026, 8, 4))?;
            assert_eq!(commitments::of_agreement(tx, &[], id, date(2026, 9, 1))?[0].progress.done, 9);
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
fn a_paper_names_what_it_carries_out_and_one_by_itself_does_not() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let joint = Terms { kind: Paper::Joint, title: "literasi".into(), ..terms(school) };
            let frame = drafted(tx, &joint, &[])?;
            approve(tx, frame)?;
            sign(tx, &now(), frame, date(2026, 1, 5))?;
            let number = agreements::one(tx, frame)?.number;
            let beneath = agreements::draft(tx, &now(), &Terms { parent: Some(frame), ..terms(school) })?.id;
            let alone = agreements::draft(tx, &now(), &terms(school))?.id;
            let text = |tx: &mut Tx<'_>, id| -> Result<String> { Ok(format!("{:?}", deed::sheet(tx, id)?)) };
            let said =
                format!(", untuk melaksanakan Kesepakatan Bersama Nomor {number} tentang literasi, sepakat");
            assert!(text(tx, beneath)?.contains(&said));
            let plain = text(tx, alone)?;
            assert!(plain.contains("di bawah ini sepakat mengadakan") && !plain.contains("{dasar}"));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_was_signed_is_neither_taken_away_nor_written_anew() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = signed(tx, school, date(2026, 1, 5))?;
            book::note(tx, &now(), school, Some(date(2026, 8, 1)), Means::Call, "Bicara.")?;
            for statement in [
                sql!("UPDATE partner_note SET text = 'Lain' WHERE partner = ?1"),
                sql!("UPDATE partner_document SET kind = 'other' WHERE partner = ?1"),
                sql!("DELETE FROM agreement_party WHERE partner = ?1"),
                sql!("UPDATE agreement_party SET position = 9 WHERE partner = ?1"),
                sql!(
                    "DELETE FROM signatory WHERE agreement IN (SELECT agreement FROM agreement_party WHERE partner = ?1)"
                ),
            ] {
                let forced = tx.nested(|tx| tx.exec(statement, vals![school]));
                assert!(forced.is_err(), "{statement:?}");
            }
            assert_eq!(agreements::sides(tx, id)?.len(), 1);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_draft_is_changed_as_long_as_it_is_one_and_given_up_with_a_reason() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            let both = Terms { partners: vec![firm, school], period: year(2027), ..terms(school) };
            agreements::change(tx, &now(), id, &both, "= SATU\nIsi.")?;
            let sides: Vec<_> = agreements::sides(tx, id)?.into_iter().map(|side| side.partner).collect();
            assert_eq!(sides, [firm, school]);
            assert_eq!(agreements::periods(tx, id)?, [year(2027)]);
            commitments::promise(tx, &now(), &[], id, &reading_room())?;
            signatories(tx, id)?;
            head(tx)?;
            agreements::submit(tx, &now(), id)?;
            assert_eq!(
                keys(agreements::change(tx, &now(), id, &both, "= SATU\nIsi.")),
                ["agreement-is-frozen"]
            );
            assert_eq!(keys(agreements::drop_it(tx, &now(), id, "")), ["agreement-reason-missing"]);
            assert_eq!(agreements::drop_it(tx, &now(), id, "Batal.")?.state, State::Dropped);
            Ok(())
        })
        .unwrap();
    });
}
