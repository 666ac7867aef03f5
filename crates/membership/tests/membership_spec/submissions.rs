//! Lists that partners send by themselves.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Person};
use membership::{
    rosters::{
        self,
        submissions::{self, Fate},
    },
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
};
use people::{
    PartyKind, Profile, parties,
    relationships::{self, Grown, NewRelationship, Relation},
};
use platform::vault::Vault;
use store::{Error, Result, Tx, sql, vals};
use trial::{act, on_both};

const LIST: &[u8] = b"NIS;Nama;Tgl Lahir;Kelas\n1;Ani Contoh;2013-05-01;7A\n2;Budi Contoh;2013-06-01;7A\n";

fn now() -> Act {
    act("2026-08-05T09:30")
}

/// A school that carries its pupils, and its headmistress.
fn school(tx: &mut Tx<'_>) -> Result<(Id<Sponsorship>, Id<Person>)> {
    let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
    let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
    let profile = Profile { name: "Meiske Contoh".into(), ..Profile::default() };
    let head = parties::enter(tx, &now(), &profile)?;
    let speaks = NewRelationship {
        kind: Relation::Contact,
        party: head,
        other: partner,
        since: Some(date(2026, 1, 1)),
        until: None,
        note: "Kepala".into(),
        grown: Grown::Born,
    };
    relationships::add(tx, &now(), &speaks)?;
    Ok((sponsorships::begin(tx, &now(), &agreement(partner))?.id, head))
}

fn agreement(partner: Id<Person>) -> Agreement {
    Agreement {
        partner,
        name: "SMP Contoh Satu, siswa".into(),
        plan: "pelajar".into(),
        since: date(2026, 7, 1),
        until: None,
        seats: None,
        seat_order: SeatOrder::Roster,
        grace_days: 30,
        domain: String::new(),
    }
}

fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn told(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(sql!("SELECT kind FROM notice ORDER BY id"), vals![])?;
    Ok(rows.into_iter().map(|(kind,)| kind).collect())
}

#[test]
fn a_list_that_was_sent_changes_nothing_until_the_library_applies_it_and_then_its_sender_hears_of_it() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                let sent = submissions::send(tx, &now(), &Vault::default(), id, head, "siswa.csv", LIST)?;
                assert!(rosters::listed(tx, id)?.is_empty());
                assert_eq!(submissions::waiting_count(tx)?, 1);
                let file = submissions::open(tx, &now(), &Vault::default(), id, sent)?;
                let (name, content) = people::import::waiting(tx, &Vault::default(), file)?;
                let entries = rosters::sheet::entries(&rosters::sheet::read(&content)?, now().today());
                let came = rosters::apply(tx, &now(), &Vault::fresh(), id, 0, &name, entries)?;
                submissions::applied(tx, &now(), id, file, &came)?;
                assert_eq!(rosters::listed(tx, id)?.len(), 2);
                assert_eq!(submissions::of(tx, id)?[0].state, Fate::Applied);
                assert_eq!(submissions::waiting(tx, &Vault::default(), id)?, None, "its content has gone");
                assert_eq!(told(tx)?, ["membership.roster-applied"]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn only_whoever_speaks_for_the_partner_today_sends_its_list() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                let stranger =
                    parties::enter(tx, &now(), &Profile { name: "Jantje".into(), ..Profile::default() })?;
                let refused =
                    submissions::send(tx, &now(), &Vault::default(), id, stranger, "siswa.csv", LIST);
                assert_eq!(keys(refused), ["sponsor-unknown"]);
                let early = act("2025-12-31T09:30");
                assert_eq!(
                    keys(submissions::send(tx, &early, &Vault::default(), id, head, "siswa.csv", LIST)),
                    ["sponsor-unknown"]
                );
                assert_eq!(submissions::spoken_for(tx, head, now().today())?.len(), 1);
                assert!(submissions::spoken_for(tx, stranger, now().today())?.is_empty());
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn another_list_takes_the_place_of_one_that_still_waits() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                let first = submissions::send(tx, &now(), &Vault::default(), id, head, "lama.csv", LIST)?;
                let second = submissions::send(tx, &now(), &Vault::default(), id, head, "baru.csv", LIST)?;
                assert_eq!(submissions::waiting_count(tx)?, 1);
                assert_eq!(keys(submissions::open(tx, &now(), &Vault::default(), id, first)), ["roster-settled-already"]);
                assert!(submissions::open(tx, &now(), &Vault::default(), id, second).is_ok());
                // Nor does the database keep two that wait.
                let forced = tx.nested(|tx| {
                    tx.exec(
                        sql!(
                            "INSERT INTO roster_submission (id, sponsorship, name, content, sender, sent_at, state, file,
                                 note, decided_by, decided_at)
                             VALUES (?1, ?2, 'x', ?3, NULL, 0, 'waiting', NULL, NULL, NULL, NULL)"
                        ),
                        vals![Id::<()>::new(), id, LIST],
                    )
                });
                assert!(forced.is_err());
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_list_is_refused_with_a_reason_that_its_sender_reads() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                let sent = submissions::send(tx, &now(), &Vault::default(), id, head, "siswa.csv", LIST)?;
                assert_eq!(keys(submissions::refuse(tx, &now(), id, sent, " ")), ["roster-refusal-missing"]);
                submissions::refuse(tx, &now(), id, sent, "Kelasnya tertukar.")?;
                let one = submissions::of(tx, id)?.remove(0);
                assert_eq!((one.state, one.note.as_deref()), (Fate::Refused, Some("Kelasnya tertukar.")));
                assert_eq!(told(tx)?, ["membership.roster-refused"]);
                let twice = submissions::refuse(tx, &now(), id, sent, "Lagi.");
                assert_eq!(keys(twice), ["roster-settled-already"]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_list_without_anybody_is_no_list() {
    let Err(refusal) = rosters::sheet::read(b"NIS;Nama;Tgl Lahir;Kelas\n") else { panic!("it was read") };
    assert_eq!(refusal.reasons[0].message.key, "roster-nobody");
}

#[test]
fn a_sponsorship_that_has_ended_takes_no_list() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                tx.exec(sql!("UPDATE sponsorship SET until = '2026-08-01' WHERE id = ?1"), vals![id])?;
                let late = submissions::send(tx, &now(), &Vault::default(), id, head, "siswa.csv", LIST);
                assert_eq!(keys(late), ["seat-sponsor-ended"]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn what_is_no_table_of_people_or_reckons_is_no_list() {
    let said = |name: &str, content: &[u8]| match submissions::readable(name, content) {
        Ok(()) => Vec::new(),
        Err(refusal) => {
            assert!(refusal.reasons.iter().all(|one| one.field == Some("file")), "{refusal:?}");
            refusal.reasons.iter().map(|one| one.message.key).collect()
        }
    };
    assert!(said("siswa.csv", LIST).is_empty());
    for (name, content, key) in [
        ("k.pdf", LIST, "file-called-otherwise"),
        ("n.png", LIST, "file-called-otherwise"),
        ("h.csv", b"<html><script>a()</script>;Nama\nAni;1\n", "file-called-otherwise"),
        ("siswa", trial::PDF, "file-of-another-kind"),
        ("siswa.txt", LIST, "file-no-table"),
        ("siswa.csv", b"NIS;Nama\n1;=cmd|calc\n", "file-formula"),
        ("siswa.csv", b"NIS;Nama;Tgl Lahir;Kelas\n", "roster-nobody"),
    ] {
        assert_eq!(said(name, content), [key], "{name}");
    }
}

#[test]
fn a_list_that_waits_is_sealed_and_opens_with_the_librarys_keys_alone() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, head) = school(tx)?;
                let (vault, strange) = (Vault::fresh(), Vault::fresh());
                let text = b"NIK;Nama;Tgl Lahir\n7173015703940004;Ani Contoh;2013-05-01\n";
                let sent = submissions::send(tx, &now(), &vault, id, head, "siswa.csv", text)?;
                let (kept,): (Vec<u8>,) =
                    tx.one(sql!("SELECT content FROM roster_submission WHERE id = ?1"), vals![sent])?;
                assert!(!kept.windows(4).any(|part| part == b"7173"));
                assert!(submissions::waiting(tx, &strange, id).is_err());
                assert!(submissions::waits(tx, id)?);
                assert_eq!(submissions::waiting(tx, &vault, id)?.unwrap().2, text);
                let file = submissions::open(tx, &now(), &vault, id, sent)?;
                assert_eq!(
                    people::import::waiting(tx, &vault, file)?.1,
                    text,
                    "sealed anew where it is looked at"
                );
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn whoever_is_forgotten_is_struck_off_the_list_that_waits_and_the_others_stay_on_it() {
    on_both(SCHEMAS, |store| {
        for (vault, keys) in [(Vault::fresh(), Vault::fresh()), (Vault::default(), Vault::default())] {
            let sealed = vault.is_open();
            store
                .write_blocking(move |tx| {
                    let (id, head) = school(tx)?;
                    submissions::send(tx, &now(), &vault, id, head, "siswa.csv", LIST)?;
                    let born = Some(date(2013, 5, 1));
                    let profile = Profile { name: "CONTOH, Ani".into(), born, ..Profile::default() };
                    let ani = parties::enter(tx, &now(), &profile)?;
                    let strike = |tx: &mut Tx<'_>, vault: &Vault| {
                        let papers = membership::module().papers;
                        papers.iter().try_for_each(|paper| (paper.strike)(tx, &now(), vault, ani))
                    };
                    strike(tx, &vault)?;
                    let (_, _, content) = submissions::waiting(tx, &vault, id)?.unwrap();
                    let entries = rosters::sheet::entries(&rosters::sheet::read(&content)?, now().today());
                    let left: Vec<_> =
                        entries.iter().map(|one| (one.line, one.name(), one.class.clone())).collect();
                    assert_eq!(left, [(3, "Budi Contoh".to_owned(), Some("7A".to_owned()))]);
                    if sealed {
                        strike(tx, &keys)?;
                        assert_eq!(
                            submissions::of(tx, id)?[0].state,
                            Fate::Replaced,
                            "nobody can read it any more"
                        );
                    }
                    Ok(())
                })
                .unwrap();
        }
    });
}

#[test]
fn whoever_waits_for_a_seat_and_is_forgotten_waits_no_more() {
    on_both(SCHEMAS, |store| {
        store
            .write_blocking(|tx| {
                let (id, _) = school(tx)?;
                let one = sponsorships::one(tx, id)?;
                let full = Agreement { seats: Some(0), ..agreement(one.partner) };
                sponsorships::change(tx, &now(), id, &full)?;
                let entries = rosters::sheet::entries(&rosters::sheet::read(LIST)?, now().today());
                rosters::apply(tx, &now(), &Vault::default(), id, 0, "siswa.csv", entries)?;
                let born = Some(date(2013, 5, 1));
                let profile = Profile { name: "Ani Contoh".into(), born, ..Profile::default() };
                let ani = parties::enter(tx, &now(), &profile)?;
                for paper in membership::module().papers {
                    (paper.strike)(tx, &now(), &Vault::default(), ani)?;
                }
                let left: Vec<_> = rosters::listed(tx, id)?.into_iter().map(|row| row.name).collect();
                assert_eq!(left, ["Budi Contoh"]);
                Ok(())
            })
            .unwrap();
    });
}
