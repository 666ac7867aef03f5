//! Two memberships of one person made one, and two again.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Person};
use membership::{
    Ground, Member, NewMember, cards, families, members,
    rosters::{self, State},
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
    vouchers,
};
use people::{PartyKind, Profile, merging, parties, relationships::Grown};
use platform::{
    accounts::{self, Password},
    vault::Vault,
};
use store::{Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn member(store: &Store, name: &'static str, born: kernel::Date, plan: &'static str) -> Member {
    store
        .write_blocking(move |tx| {
            let profile = Profile {
                name: name.into(),
                born: Some(born),
                village: "Kinilow".into(),
                ..Profile::default()
            };
            members::register(tx, &now(), &NewMember { profile, plan: plan.into(), ..NewMember::default() })
        })
        .unwrap()
}

fn merge(store: &Store, survivor: Id<Person>, gone: Id<Person>) -> Result<()> {
    let followers = membership::module().followers;
    store.write_blocking(move |tx| merging::merge(tx, &now(), followers, survivor, gone))
}

fn split(store: &Store, gone: Id<Person>) {
    let followers = membership::module().followers;
    store.write_blocking(move |tx| merging::split(tx, &now(), followers, gone)).unwrap();
}

fn school(store: &Store) -> Id<Sponsorship> {
    store
        .write_blocking(|tx| {
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "SMP Contoh Satu".into(),
                plan: "dewasa".into(),
                since: date(2026, 7, 1),
                until: None,
                seats: None,
                seat_order: SeatOrder::Roster,
                grace_days: 30,
                domain: String::new(),
            };
            Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
        })
        .unwrap()
}

fn by_code(store: &Store, code: &str) -> Option<Member> {
    let code = code.to_owned();
    store.read_blocking(move |tx| members::by_code(tx, &code)).unwrap()
}

#[test]
fn the_survivor_s_number_stays_and_the_other_card_is_retired_and_both_come_back() {
    on_both(SCHEMAS, |store| {
        let first = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let second = member(store, "Meiske Lumi", date(1990, 1, 1), "guru");
        merge(store, first.person, second.person).unwrap();
        let after = by_code(store, &first.code).unwrap();
        assert_eq!((after.code.as_str(), after.plan.as_str(), after.terms.len()), ("A-00001", "dewasa", 2));
        assert_eq!(by_code(store, &second.code), None);
        assert_eq!(store.read_blocking(|tx| members::find(tx, "meiske", 9)).unwrap().len(), 1);
        let old = second.code.clone();
        let retired = store.read_blocking(move |tx| cards::retired(tx, &old)).unwrap().unwrap();
        assert_eq!((retired.now, retired.reason), (first.code.clone(), cards::Reason::Merged));
        // A new card of the survivor counts on from its own number.
        split(store, second.person);
        assert_eq!(by_code(store, &first.code).unwrap(), first);
        assert_eq!(by_code(store, &second.code).unwrap(), second);
        let old = second.code.clone();
        assert!(store.read_blocking(move |tx| cards::retired(tx, &old)).unwrap().is_none());
    });
}

#[test]
fn bases_vouchers_roster_rows_and_children_follow_and_exactly_they_go_back() {
    on_both(SCHEMAS, |store| {
        let school = school(store);
        let first = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let second = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let child = member(store, "Gracia Lumi", date(2016, 2, 1), "anak");
        let (gone, small) = (second.person, child.person);
        store
            .write_blocking(move |tx| {
                let batch = vouchers::make(tx, &now(), school, 1, date(2026, 12, 31))?;
                let code = vouchers::of(tx, batch.id)?.remove(0).code;
                vouchers::redeem(tx, &now(), gone, &code)?;
                families::link(tx, &now(), small, gone, Grown::Born)?;
                families::give(tx, &now(), small, gone, "formulir, map 3")?;
                Ok(())
            })
            .unwrap();
        let before = by_code(store, &second.code).unwrap();
        merge(store, first.person, second.person).unwrap();
        let after = by_code(store, &first.code).unwrap();
        let grounds: Vec<_> = after.terms.iter().map(|term| term.ground).collect();
        assert_eq!(grounds, [Ground::Address, Ground::Address, Ground::Voucher]);
        let small = child.person;
        let guardians =
            store.read_blocking(move |tx| families::guardians(tx, small, date(2026, 8, 5))).unwrap();
        assert_eq!(guardians.iter().map(|one| one.person).collect::<Vec<_>>(), [first.person]);
        let consent = store.read_blocking(move |tx| families::consent(tx, small)).unwrap().unwrap();
        assert_eq!(consent.giver, first.person);
        assert!(
            by_code(store, &child.code).unwrap().terms.iter().any(|term| term.ground == Ground::Guardian)
        );
        split(store, second.person);
        assert_eq!(by_code(store, &second.code).unwrap(), before);
        assert_eq!(by_code(store, &first.code).unwrap(), first);
        let consent = store.read_blocking(move |tx| families::consent(tx, small)).unwrap().unwrap();
        assert_eq!(consent.giver, second.person);
    });
}

#[test]
fn a_row_of_a_partner_s_list_follows_its_person() {
    on_both(SCHEMAS, |store| {
        let school = school(store);
        let text = "NIS;Nama;Tgl Lahir\n101;Meiske Lumi;17/03/1990\n";
        let entries =
            rosters::sheet::entries(&rosters::sheet::read(text.as_bytes()).unwrap(), date(2026, 8, 5));
        store
            .write_blocking(move |tx| {
                rosters::apply(tx, &now(), &Vault::fresh(), school, 0, "a.csv", entries.clone())
            })
            .unwrap();
        let second = store.read_blocking(|tx| members::find(tx, "meiske", 5)).unwrap().remove(0);
        let first = member(store, "Meiske D. Lumi", date(1990, 3, 17), "dewasa");
        let of = |state| {
            let rows = store.read_blocking(move |tx| rosters::listed(tx, school)).unwrap();
            rows.into_iter().filter(|row| row.state == state).filter_map(|row| row.person).collect::<Vec<_>>()
        };
        merge(store, first.person, second.person).unwrap();
        assert_eq!(of(State::Current), [first.person]);
        split(store, second.person);
        assert_eq!(of(State::Current), [second.person]);
    });
}

#[test]
fn a_block_follows_and_an_account_is_closed_and_both_are_as_before_after_splitting() {
    on_both(SCHEMAS, |store| {
        let first = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let second = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let gone = second.person;
        store
            .write_blocking(move |tx| {
                members::block(tx, &now(), gone, "dua buku belum diganti")?;
                accounts::open(tx, &now(), gone, "meiske", "Meiske Lumi", Password::nobody())
            })
            .unwrap();
        let open = || {
            let account = store.read_blocking(move |tx| accounts::of(tx, gone)).unwrap().unwrap();
            account.closed_at.is_none()
        };
        let told = store
            .read_blocking(move |tx| {
                let mut told = Vec::new();
                for one in membership::module().consequences {
                    told.extend(one(tx, &now(), gone, first.person)?);
                }
                Ok(told.into_iter().map(|message| message.key).collect::<Vec<_>>())
            })
            .unwrap();
        assert_eq!(told, ["merge-card-retired", "merge-block-follows", "merge-account-closes"]);
        merge(store, first.person, gone).unwrap();
        assert_eq!(by_code(store, &first.code).unwrap().blocked.as_deref(), Some("dua buku belum diganti"));
        assert!(!open());
        split(store, gone);
        assert_eq!(by_code(store, &first.code).unwrap().blocked, None);
        assert!(open());
    });
}

/// Somebody the register knows who is no member.
fn known(store: &Store) -> Id<Person> {
    let profile = Profile { name: "Meiske Lumi".into(), ..Profile::default() };
    store.write_blocking(move |tx| parties::enter(tx, &now(), &profile)).unwrap()
}

#[test]
fn a_member_who_turns_out_to_be_somebody_who_is_none_keeps_card_children_and_account() {
    on_both(SCHEMAS, |store| {
        let first = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let child = member(store, "Gracia Lumi", date(2016, 2, 1), "anak");
        let (gone, small) = (first.person, child.person);
        let password = Password::hash("kenari-teduh-482").unwrap();
        store
            .write_blocking(move |tx| {
                families::link(tx, &now(), small, gone, Grown::Born)?;
                families::give(tx, &now(), small, gone, "formulir, map 3")?;
                membership::sign_in::open(tx, &now(), gone, &password)
            })
            .unwrap();
        let before = by_code(store, &child.code).unwrap();
        let survivor = known(store);
        merge(store, survivor, gone).unwrap();
        let after = by_code(store, &first.code).unwrap();
        assert_eq!(
            (after.person, after.plan, after.terms),
            (survivor, first.plan.clone(), first.terms.clone())
        );
        assert_eq!(store.read_blocking(|tx| members::find(tx, "meiske", 9)).unwrap().len(), 1);
        assert_eq!(by_code(store, &child.code).unwrap().terms, before.terms, "the child hangs on the same");
        let account = |login: &str| {
            let login = login.to_owned();
            store
                .read_blocking(move |tx| accounts::by_login(tx, &login))
                .unwrap()
                .map(|(one, kept)| (one.person, kept.is("kenari-teduh-482")))
        };
        assert_eq!(account("a-00001"), Some((survivor, true)), "with the same number and password");
        // A card is lost in between; what has come since belongs to the membership.
        store.write_blocking(|tx| cards::reissue(tx, &now(), "A-00001", cards::Reason::Lost)).unwrap();
        split(store, gone);
        let back = by_code(store, "A-00001-2").unwrap();
        assert_eq!((back.person, back.terms), (gone, first.terms.clone()));
        assert_eq!(store.read_blocking(move |tx| members::by_id(tx, survivor)).unwrap(), None);
        assert_eq!(account("a-00001"), Some((gone, true)));
        assert_eq!(by_code(store, &child.code).unwrap().terms, before.terms);
        // And again, the other way round: it has always worked.
        merge(store, gone, survivor).unwrap();
        assert_eq!(by_code(store, "A-00001-2").unwrap().person, gone);
    });
}
