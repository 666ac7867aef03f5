//! What the library owns: entered, cared for, counted, written off.

use std::thread;

use assets::{
    Asset, Condition, Kind, NewAsset, Source, Valuation, Verdict, care, enter, lots,
    register::{self, Filter},
    removals,
    rounds::{self, Seen},
};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Rupiah};
use platform::{
    files::Files,
    library::{self, Branch},
};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::{act, on_both};

pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("assets", assets::MIGRATIONS),
];

pub fn by(n: u8) -> Act {
    Act { by: Actor::Person(Id::from_bytes([n; 16])), ..act("2026-08-05T09:30") }
}

pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

pub fn place(tx: &mut Tx<'_>, code: &str) -> Result<Id<Branch>> {
    let branch = Branch {
        id: Id::new(),
        code: code.into(),
        name: code.into(),
        address: "Tomohon".into(),
        phone: None,
    };
    library::save_branch(tx, &by(1), &branch)?;
    Ok(branch.id)
}

pub fn laptop(branch: Id<Branch>) -> NewAsset {
    NewAsset {
        name: "Laptop".into(),
        kind: Kind::Computer,
        serial: "SN-1".into(),
        branch,
        room: "Ruang baca".into(),
        custodian: None,
        condition: Condition::Good,
        value: Rupiah(7_500_000),
        valuation: Valuation::Price,
        source: Source::Gift,
        origin: "Bank Contoh".into(),
        party: None,
        reference: "001/BAST/2026".into(),
        gift: None,
        payment: None,
        acquired_on: date(2026, 8, 1),
        warranty_until: Some(date(2027, 8, 1)),
    }
}

pub fn owned(store: &Store) -> (Id<Branch>, Asset) {
    write(store, |tx| {
        let branch = place(tx, "TMH")?;
        Ok((branch, enter(tx, &by(1), &laptop(branch))?))
    })
    .unwrap()
}

fn violations(store: &Store) -> Vec<String> {
    let module = assets::module(&Files::at(""));
    let mut found = Vec::new();
    for invariant in module.invariants {
        found.extend(store.read_blocking(|tx| (invariant.violations)(tx)).unwrap());
    }
    found
}

#[test]
fn things_are_numbered_in_order_and_found_by_their_label_however_it_was_typed() {
    on_both(SCHEMAS, |store| {
        let (branch, first) = owned(store);
        let second = write(store, move |tx| enter(tx, &by(1), &laptop(branch))).unwrap();
        assert_eq!((first.code.as_str(), second.code.as_str()), ("INV-0001", "INV-0002"));
        let found = store.read_blocking(|tx| register::by_code(tx, " inv-0002 ")).unwrap();
        assert_eq!(found.id, second.id);
        let of_paper = Filter { words: "001/bast".into(), ..Filter::default() };
        let of_paper = store.read_blocking(move |tx| register::count(tx, &of_paper)).unwrap();
        assert_eq!(of_paper.0, 2);
        let worth = store.read_blocking(|tx| register::count(tx, &Filter::default())).unwrap();
        assert_eq!(worth, (2, Rupiah(15_000_000)));
    });
}

/// A gift of three laptops.
fn lot(store: &Store, branch: Id<Branch>) -> Id<web::Origin> {
    let gift = Id::new();
    let new = NewAsset { gift: Some(gift), ..laptop(branch) };
    write(store, move |tx| lots::enter(tx, &by(1), &new, 3, 1)).unwrap();
    gift
}

fn of_lot(store: &Store, lot: Id<web::Origin>) -> Vec<Asset> {
    store.read_blocking(move |tx| register::of_gift(tx, lot)).unwrap()
}

#[test]
fn a_lot_that_is_taken_back_leaves_the_register_as_a_whole_and_once() {
    on_both(SCHEMAS, |store| {
        let branch = write(store, |tx| place(tx, "TMH")).unwrap();
        let lot = lot(store, branch);
        let worth: i64 = of_lot(store, lot).iter().map(|one| one.value.0).sum();
        assert_eq!(worth, 22_500_001, "what the paper says, to the rupiah");
        let back = |reason: &'static str| write(store, move |tx| lots::take_back(tx, &by(2), lot, reason));
        assert_eq!(keys(back(" ")), ["removal-reason-missing"]);
        back("Tercatat dua kali").unwrap();
        let gone = of_lot(store, lot);
        assert_eq!(gone.len(), 3);
        for one in gone {
            assert_eq!(one.written_off_on, Some(date(2026, 8, 5)));
            assert_eq!(one.taken_back.as_deref(), Some("Tercatat dua kali"));
        }
        assert_eq!(keys(back("Lagi")), ["asset-lot-gone"]);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn a_lot_waits_for_what_is_asked_of_its_things_and_leaves_what_was_written_off_as_it_was() {
    on_both(SCHEMAS, |store| {
        let branch = write(store, |tx| place(tx, "TMH")).unwrap();
        let lot = lot(store, branch);
        let first = of_lot(store, lot)[0].id;
        let asked = write(store, move |tx| removals::ask(tx, &by(1), first, "Rusak")).unwrap();
        let back = || write(store, move |tx| lots::take_back(tx, &by(2), lot, "Ditarik pemberinya"));
        assert_eq!(keys(back()), ["asset-lot-waits"]);
        write(store, move |tx| removals::decide(tx, &by(2), asked, Verdict::Approved, "")).unwrap();
        back().unwrap();
        assert!(of_lot(store, lot).iter().all(|one| one.written_off_on.is_some()));
    });
}

#[test]
fn the_database_ends_no_lot_with_a_thing_in_the_register_and_takes_none_into_one_that_ended() {
    on_both(SCHEMAS, |store| {
        let branch = write(store, |tx| place(tx, "TMH")).unwrap();
        let lot = lot(store, branch);
        let end = sql!("UPDATE asset_lot SET open = FALSE, reason = 'x' WHERE id = ?1");
        let early = write(store, move |tx| tx.exec(end, vals![lot]));
        assert!(matches!(early, Err(Error::Check(_))), "{early:?}");
        write(store, move |tx| lots::take_back(tx, &by(2), lot, "Ditarik")).unwrap();
        let again = write(store, move |tx| {
            tx.exec(sql!("UPDATE asset SET written_off_on = NULL WHERE lot = ?1"), vals![lot])
        });
        assert!(matches!(again, Err(Error::Check(_))), "{again:?}");
        let late = write(store, move |tx| {
            let more = NewAsset { gift: Some(lot), ..laptop(branch) };
            enter(tx, &by(1), &more)
        });
        assert!(matches!(late, Err(Error::Reference(_))), "{late:?}");
    });
}

#[test]
fn nothing_is_entered_without_a_name_and_a_value_or_with_days_that_cannot_be() {
    on_both(SCHEMAS, |store| {
        let (branch, _) = owned(store);
        let tried = |new: NewAsset| keys(write(store, move |tx| enter(tx, &by(1), &new)));
        assert_eq!(
            tried(NewAsset { name: " ".into(), value: Rupiah(0), ..laptop(branch) }),
            ["asset-name-missing", "asset-value-missing"]
        );
        assert_eq!(tried(NewAsset { value: Rupiah(-5), ..laptop(branch) }), ["asset-value-missing"]);
        assert_eq!(tried(NewAsset { value: Rupiah(i64::MAX), ..laptop(branch) }), ["asset-value-too-large"]);
        assert_eq!(
            tried(NewAsset {
                acquired_on: date(2026, 8, 6),
                warranty_until: Some(date(2026, 8, 5)),
                ..laptop(Id::new())
            }),
            ["asset-day-future", "asset-warranty-before", "asset-branch-unknown"]
        );
    });
}

#[test]
fn care_is_due_on_its_day_noted_once_and_planned_again() {
    on_both(SCHEMAS, |store| {
        let (_, one) = owned(store);
        let care =
            write(store, move |tx| care::plan(tx, &by(1), one.id, "Bersihkan kipas", date(2026, 8, 5)))
                .unwrap();
        let due = |day| store.read_blocking(move |tx| care::due(tx, day)).unwrap().len();
        assert_eq!((due(date(2026, 8, 4)), due(date(2026, 8, 5))), (0, 1));
        let give = move |tx: &mut Tx<'_>| {
            care::give(tx, &by(1), care, date(2026, 8, 5), "Bersih", Some(date(2027, 2, 5)))
        };
        write(store, give).unwrap();
        assert_eq!(keys(write(store, give)), ["care-given-already"]);
        assert_eq!((due(date(2026, 12, 31)), due(date(2027, 2, 5))), (0, 1));
    });
}

#[test]
fn somebody_else_decides_what_is_written_off_and_then_it_is_left_as_it_is() {
    on_both(SCHEMAS, |store| {
        let (branch, one) = owned(store);
        let id = one.id;
        let asked = write(store, move |tx| removals::ask(tx, &by(1), id, "Rusak berat")).unwrap();
        assert_eq!(
            keys(write(store, move |tx| removals::ask(tx, &by(3), id, "Lagi"))),
            ["removal-asked-already"]
        );
        let decide = move |who: u8, verdict, note: &'static str| {
            move |tx: &mut Tx<'_>| removals::decide(tx, &by(who), asked, verdict, note)
        };
        assert_eq!(keys(write(store, decide(1, Verdict::Approved, ""))), ["removal-own"]);
        assert_eq!(keys(write(store, decide(2, Verdict::Refused, " "))), ["removal-why-missing"]);
        let none = store.read_blocking(move |tx| removals::approved(tx, asked)).is_err();
        assert!(none, "there is no record of what nobody approved");
        write(store, |tx| removals::SIGNER.set(tx, &by(9), "Kepala\nDeisy Contoh")).unwrap();
        write(store, decide(2, Verdict::Approved, "")).unwrap();
        write(store, |tx| removals::SIGNER.set(tx, &by(9), "Kepala\nOrang Lain")).unwrap();
        let record = store.read_blocking(move |tx| removals::approved(tx, asked)).unwrap();
        assert_eq!(record.number.as_deref(), Some("001/BAP/VIII/2026"));
        assert_eq!(record.signer.as_deref(), Some("Kepala\nDeisy Contoh"), "as it was signed");
        let again = write(store, |tx| tx.exec(sql!("UPDATE asset_removal SET number = '9'"), vals![]));
        assert!(matches!(again, Err(Error::Check(_))), "{again:?}");
        assert_eq!(keys(write(store, decide(2, Verdict::Approved, ""))), ["removal-decided-already"]);
        let change = write(store, move |tx| register::change(tx, &by(1), id, &laptop(branch)));
        assert_eq!(keys(change), ["asset-written-off"]);
        assert_eq!(store.read_blocking(|tx| register::count(tx, &Filter::default())).unwrap().0, 0);
        let forged = write(store, move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO asset_removal (id, asset, reason, requester, requested_at, decision, note, decider,
                         decided_at, number, signer)
                     VALUES (?1, ?2, 'x', ?1, 0, 'approved', NULL, ?1, 0, 'X', '')"
                ),
                vals![Id::<()>::new(), id],
            )
        });
        assert!(matches!(forged, Err(Error::Check(_))), "the database says no to one's own word as well");
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn the_database_writes_off_nothing_that_nobody_approved_and_brings_nothing_back() {
    on_both(SCHEMAS, |store| {
        let id = owned(store).1.id;
        let tried = |statement: &'static store::Sql| write(store, move |tx| tx.exec(statement, vals![id]));
        let gone = sql!("UPDATE asset SET written_off_on = '2026-08-05' WHERE id = ?1");
        let no = tried(gone);
        assert!(matches!(no, Err(Error::Check(_))), "nobody asked: {no:?}");
        let asked = write(store, move |tx| removals::ask(tx, &by(1), id, "Rusak berat")).unwrap();
        let no = tried(gone);
        assert!(matches!(no, Err(Error::Check(_))), "nobody has decided: {no:?}");
        write(store, move |tx| removals::decide(tx, &by(2), asked, Verdict::Approved, "")).unwrap();
        for back in [
            sql!("UPDATE asset SET written_off_on = NULL WHERE id = ?1"),
            sql!("DELETE FROM asset WHERE id = ?1"),
        ] {
            let no = tried(back);
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", back.text());
        }
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn two_who_decide_at_once_decide_once() {
    on_both(SCHEMAS, |store| {
        let (_, one) = owned(store);
        let asked = write(store, move |tx| removals::ask(tx, &by(1), one.id, "Rusak")).unwrap();
        let deciders: Vec<_> = (2..6)
            .map(|who| {
                let store = store.clone();
                thread::spawn(move || {
                    write(&store, move |tx| removals::decide(tx, &by(who), asked, Verdict::Approved, ""))
                })
            })
            .collect();
        let decided = deciders.into_iter().map(|one| one.join().unwrap()).filter(Result::is_ok).count();
        assert_eq!(decided, 1);
        assert_eq!(violations(store), [""; 0]);
    });
}

#[test]
fn an_inventory_tells_what_belongs_there_what_does_not_and_what_nobody_knows() {
    on_both(SCHEMAS, |store| {
        let (branch, here) = owned(store);
        let (elsewhere, missing) = write(store, move |tx| {
            let bus = place(tx, "BUS")?;
            Ok((enter(tx, &by(1), &laptop(bus))?, enter(tx, &by(1), &laptop(branch))?))
        })
        .unwrap();
        let round = write(store, move |tx| rounds::begin(tx, &by(1), "Akhir 2026", branch, "")).unwrap();
        let see = |code: &str| {
            let code = code.to_owned();
            write(store, move |tx| rounds::see(tx, &by(1), round, &code))
        };
        assert!(matches!(see(&here.code.to_lowercase()).unwrap(), Seen::Expected(_)));
        assert!(matches!(see(&here.code).unwrap(), Seen::Again(_)));
        assert!(matches!(see(&elsewhere.code).unwrap(), Seen::Elsewhere(_)));
        assert!(
            matches!(see("8991234567890").unwrap(), Seen::Unknown(_)),
            "a shop's number is noted to be looked at"
        );
        let typed = here.code.replace("INV-00", "inv ");
        assert!(matches!(see(&typed).unwrap(), Seen::Again(_)), "{typed} is the same label");
        // What was none of ours is taken back; what was seen of ours stays seen.
        let seen = || store.read_blocking(move |tx| rounds::sightings(tx, round)).unwrap().len();
        assert_eq!(seen(), 3);
        let code = here.code.clone();
        assert!(matches!(write(store, move |tx| rounds::forget(tx, round, &code)), Err(Error::Missing)));
        write(store, move |tx| rounds::forget(tx, round, "8991234567890")).unwrap();
        assert_eq!(seen(), 2);
        assert_eq!(keys(see("  ")), ["round-code-missing"]);
        let one = store.read_blocking(move |tx| rounds::one(tx, round)).unwrap();
        assert_eq!((one.expected, one.seen), (2, 1));
        assert_eq!(write(store, move |tx| rounds::end(tx, &by(1), round, false)).unwrap(), 1);
        let lost = store.read_blocking(move |tx| register::one(tx, missing.id)).unwrap();
        assert_eq!(lost.condition, Condition::Lost);
        assert_eq!(keys(see(&missing.code)), ["round-ended"]);
        let forged = write(store, move |tx| {
            tx.exec(
                sql!("INSERT INTO asset_sighting (round, round_open, code, asset, author, at) VALUES (?1, TRUE, 'X', NULL, NULL, 0)"),
                vals![round],
            )
        });
        assert!(matches!(forged, Err(Error::Reference(_))), "nothing is seen in a round that has ended");
    });
}

#[test]
fn a_round_of_a_room_expects_what_is_in_that_room() {
    on_both(SCHEMAS, |store| {
        let (branch, _) = owned(store);
        write(store, move |tx| enter(tx, &by(1), &NewAsset { room: "Gudang".into(), ..laptop(branch) }))
            .unwrap();
        let round = write(store, move |tx| rounds::begin(tx, &by(1), "Gudang", branch, "Gudang")).unwrap();
        let missing = store.read_blocking(move |tx| rounds::missing(tx, round)).unwrap();
        assert_eq!(missing.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["INV-0002"]);
    });
}

#[test]
fn what_was_lost_and_is_seen_again_is_what_it_was_before() {
    on_both(SCHEMAS, |store| {
        let (branch, one) = owned(store);
        let worn = NewAsset { condition: Condition::Worn, ..laptop(branch) };
        let id = one.id;
        write(store, move |tx| register::change(tx, &by(1), id, &worn)).unwrap();
        let round =
            || write(store, move |tx| rounds::begin(tx, &by(1), "Inventarisasi", branch, "")).unwrap();
        let condition = || store.read_blocking(move |tx| Ok(register::one(tx, id)?.condition)).unwrap();
        let empty = round();
        let off = write(store, move |tx| rounds::end(tx, &by(1), empty, false));
        assert_eq!(keys(off), ["round-most-missing"], "a scanner that was off loses nothing");
        write(store, move |tx| rounds::end(tx, &by(1), empty, true)).unwrap();
        assert_eq!(condition(), Condition::Lost);
        let next = round();
        let code = one.code.clone();
        let seen = write(store, move |tx| rounds::see(tx, &by(1), next, &code)).unwrap();
        assert!(matches!(seen, Seen::Found(_)), "{seen:?}");
        assert_eq!(condition(), Condition::Worn);
    });
}

#[test]
fn what_was_seen_in_another_inventory_of_the_day_is_elsewhere_and_not_lost() {
    on_both(SCHEMAS, |store| {
        let (branch, one) = owned(store);
        let id = one.id;
        let (reading, store_room) = write(store, move |tx| {
            let reading = rounds::begin(tx, &by(1), "Ruang baca", branch, "Ruang baca")?;
            Ok((reading, rounds::begin(tx, &by(1), "Gudang", branch, "Gudang")?))
        })
        .unwrap();
        write(store, move |tx| rounds::see(tx, &by(1), store_room, &one.code)).unwrap();
        let elsewhere = store.read_blocking(move |tx| rounds::elsewhere(tx, reading)).unwrap();
        assert_eq!(elsewhere.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert_eq!(write(store, move |tx| rounds::end(tx, &by(1), reading, false)).unwrap(), 0);
        let after = store.read_blocking(move |tx| register::one(tx, id)).unwrap();
        assert_eq!(after.condition, Condition::Good);
    });
}
