//! Writing an agreement: its terms, what it stands under, its articles, until it is sent round or given up.

use crate::town::{
    SCHEMAS, approve, classes, drafted, extended, head, keys, now, on, partner, reading_room, sign,
    signatories, terms, write, year,
};
use jiff::civil::date;
use partners::{
    Paper, Period, Stage, State, agreements, agreements::Terms, commitments, commitments::NewCommitment,
    deed, partners as book,
};
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
            agreements::terminate(tx, &now(), &[], frame, date(2026, 8, 31), "Tidak dilanjutkan.")?;
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
fn a_text_that_does_not_say_what_is_promised_or_says_what_nobody_knows_is_not_sent_round() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let id = drafted(tx, &terms(school), &[reading_room()])?;
            head(tx)?;
            for (text, key) in [
                ("= SATU\nIsi.", "agreement-duties-unsaid"),
                ("= SATU\n{kewajiban-kesatu}\n{nama-bupati}", "agreement-name-unknown"),
                ("= SATU\n{kewajiban-kesatu}\n=\nIsi.", "agreement-article-empty"),
                ("= SATU\n{kewajiban-kesatu}\n= DUA", "agreement-article-empty"),
                ("= SATU\n{kewajiban-kesatu}\nTentang {judul.", "agreement-brace-open"),
            ] {
                agreements::change(tx, &now(), id, &terms(school), text)?;
                assert_eq!(keys(agreements::submit(tx, &now(), id)), [key], "{text}");
            }
            agreements::change(tx, &now(), id, &terms(school), "= SATU\n{kewajiban-kesatu}")?;
            agreements::submit(tx, &now(), id)?;
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_frame_says_what_both_give_where_they_give_anything_and_nothing_otherwise() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let frame = Terms { kind: Paper::Understanding, ..terms(school) };
            let bare = drafted(tx, &frame, &[])?;
            let full = drafted(tx, &frame, &[reading_room()])?;
            head(tx)?;
            for (id, says) in [(bare, false), (full, true)] {
                agreements::submit(tx, &now(), id)?;
                let sheet = deed::sheet(tx, id)?;
                assert_eq!(sheet.text().contains("PIHAK KESATU akan:"), says, "{}", sheet.text());
                assert_eq!(sheet.text().to_lowercase().contains("ruang baca"), says, "{}", sheet.text());
                assert!(
                    !sheet.text().contains("PIHAK KEDUA akan:")
                        && !sheet.text().contains("tidak ada kewajiban")
                );
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_side_that_promises_nothing_is_said_to_have_no_duty_and_one_duty_is_no_list() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let school = partner(tx, "SMP Contoh")?;
            let letter = Terms { kind: Paper::Letter, ..terms(school) };
            let id = drafted(tx, &letter, &[classes(Some(school))])?;
            let text = deed::sheet(tx, id)?.text().to_owned();
            assert!(!text.contains("PIHAK KESATU akan"), "{text}");
            assert!(text.contains("\nPIHAK KESATU tidak mempunyai kewajiban tertentu.\n"), "{text}");
            let (_, articles) = deed::articles(&text);
            let (said, points) = &articles[0].paragraphs[1];
            assert!(said.starts_with("PIHAK KEDUA akan melaksanakan kelas membaca") && points.is_empty());
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
fn a_draft_is_changed_as_long_as_it_is_one_and_given_up_with_a_reason() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (school, firm) = (partner(tx, "SMP Contoh")?, partner(tx, "PT Contoh Awan")?);
            let id = agreements::draft(tx, &now(), &terms(school))?.id;
            let both = Terms { partners: vec![firm, school], period: year(2027), ..terms(school) };
            let text = "= SATU\nIsi.\n= DUA\nPIHAK KESATU:\n{kewajiban-kesatu}";
            agreements::change(tx, &now(), id, &both, text)?;
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
