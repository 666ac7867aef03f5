//! Vouchers: made within the seats, exchanged once, declared void, taken back.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Id, Person};
use membership::{
    Ground, Member, NewMember, addresses,
    joining::{self, Joining},
    members,
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
    vouchers::{self, Voucher},
};
use people::{PartyKind, Profile, contacts::AddressProven, parties};
use platform::events;
use store::{Error, Result, Store};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn company(store: &Store, seats: Option<i64>) -> Id<Sponsorship> {
    store
        .write_blocking(move |tx| {
            let profile =
                Profile { name: "PT Contoh Satu".into(), village: "Kinilow".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "PT Contoh Satu, karyawan".into(),
                plan: "dewasa".into(),
                since: date(2026, 7, 1),
                until: Some(date(2027, 6, 30)),
                seats,
                seat_order: SeatOrder::Roster,
                grace_days: 30,
                domain: "contoh.example".into(),
            };
            Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
        })
        .unwrap()
}

fn make(store: &Store, id: Id<Sponsorship>, count: i64) -> Result<Vec<Voucher>> {
    store.write_blocking(move |tx| {
        let batch = vouchers::make(tx, &now(), id, count, date(2026, 12, 31))?;
        vouchers::of(tx, batch.id)
    })
}

fn member(store: &Store, name: &'static str) -> Member {
    store
        .write_blocking(move |tx| {
            let profile = Profile {
                name: name.into(),
                born: Some(date(1990, 1, 1)),
                village: "Kinilow".into(),
                ..Profile::default()
            };
            members::register(
                tx,
                &now(),
                &NewMember { profile, plan: "dewasa".into(), ..NewMember::default() },
            )
        })
        .unwrap()
}

fn redeem_at(store: &Store, when: &'static str, who: &Member, code: &str) -> Result<Member> {
    let (person, code) = (who.person, code.to_owned());
    store.write_blocking(move |tx| Ok(vouchers::redeem(tx, &act(when), person, &code)?.1))
}

fn redeem(store: &Store, who: &Member, code: &str) -> Result<Member> {
    redeem_at(store, "2026-08-05T09:30", who, code)
}

fn key<T: std::fmt::Debug>(done: Result<T>) -> &'static str {
    let Err(Error::Refused(refusal)) = done else { panic!("not refused: {done:?}") };
    refusal.reasons[0].message.key
}

#[test]
fn a_voucher_makes_a_basis_of_one_term_and_of_the_sponsor() {
    on_both(SCHEMAS, |store| {
        let id = company(store, None);
        let codes = make(store, id, 3).unwrap();
        assert_eq!(codes.len(), 3);
        let after = redeem(store, &member(store, "Meiske Lumi"), &codes[0].code.to_lowercase()).unwrap();
        let term = after.terms.iter().find(|term| term.ground == Ground::Voucher).unwrap();
        // A term is two years, the agreement ends before.
        assert_eq!((term.since, term.until), (date(2026, 8, 5), Some(date(2027, 6, 30))));
        assert_eq!(term.own_until, Some(date(2028, 8, 4)));
        let batch = store.read_blocking(move |tx| vouchers::batches(tx, id)).unwrap().remove(0);
        assert_eq!((batch.made, batch.used, batch.open_on(now().today())), (3, 1, 2));
    });
}

#[test]
fn of_two_who_bring_the_same_code_at_once_one_gets_the_basis() {
    on_both(SCHEMAS, |store| {
        let id = company(store, None);
        let code = make(store, id, 1).unwrap().remove(0).code;
        let both = [member(store, "Meiske Lumi"), member(store, "Jantje Wowor")];
        let done: Vec<_> = std::thread::scope(|scope| {
            let runs = both.each_ref().map(|who| scope.spawn(|| redeem(store, who, &code)));
            runs.map(|run| run.join().unwrap()).into_iter().collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        let told = done.into_iter().find(Result::is_err).unwrap();
        assert_eq!(key(told), "voucher-used");
        assert_eq!(
            store.read_blocking(move |tx| sponsorships::seats(tx, id, now().today())).unwrap().taken,
            1
        );
    });
}

#[test]
fn there_are_no_more_vouchers_than_free_seats_also_when_two_clerks_make_them_at_once() {
    on_both(SCHEMAS, |store| {
        let id = company(store, Some(5));
        assert_eq!(key(make(store, id, 6)), "voucher-too-many");
        let done: Vec<_> = std::thread::scope(|scope| {
            let one = || scope.spawn(|| make(store, id, 3));
            [one(), one()].map(|clerk| clerk.join().unwrap()).into_iter().collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        let seats = store.read_blocking(move |tx| sponsorships::seats(tx, id, now().today())).unwrap();
        assert_eq!((seats.taken, seats.promised), (0, 3));
        let codes = done.into_iter().find_map(Result::ok).unwrap();
        redeem(store, &member(store, "Meiske Lumi"), &codes[0].code).unwrap();
        let seats = store.read_blocking(move |tx| sponsorships::seats(tx, id, now().today())).unwrap();
        assert_eq!((seats.taken, seats.promised), (1, 2));
    });
}

#[test]
fn a_seat_that_a_voucher_promises_is_given_to_nobody_else() {
    on_both(SCHEMAS, |store| {
        let id = company(store, Some(1));
        let code = make(store, id, 1).unwrap().remove(0).code;
        let (first, second) = (member(store, "Meiske Lumi"), member(store, "Jantje Wowor"));
        let proven = store
            .write_blocking(move |tx| addresses::proven(tx, &now(), second.person, "jantje@contoh.example"));
        assert_eq!(key(proven), "seat-none-free");
        redeem(store, &first, &code).unwrap();
    });
}

#[test]
fn a_code_says_why_it_cannot_be_exchanged() {
    on_both(SCHEMAS, |store| {
        let id = company(store, None);
        let codes = make(store, id, 3).unwrap();
        let meiske = member(store, "Meiske Lumi");
        assert_eq!(key(redeem(store, &meiske, "K7MR2")), "voucher-unreadable");
        let batch = codes[0].batch;
        let void = vec![codes[0].code.clone()];
        store.write_blocking(move |tx| vouchers::void(tx, &now(), batch, Some(&void))).unwrap();
        assert_eq!(key(redeem(store, &meiske, &codes[0].code)), "voucher-void");
        assert_eq!(key(redeem_at(store, "2027-01-01T09:00", &meiske, &codes[1].code)), "voucher-past");
        redeem(store, &meiske, &codes[1].code).unwrap();
        assert_eq!(key(redeem(store, &meiske, &codes[1].code)), "voucher-used");
        assert_eq!(key(redeem(store, &meiske, &codes[2].code)), "seat-carried-already");
    });
}

#[test]
fn what_was_declared_void_can_be_taken_back_and_so_can_an_exchange() {
    on_both(SCHEMAS, |store| {
        let id = company(store, Some(3));
        let codes = make(store, id, 3).unwrap();
        let (batch, at) = (codes[0].batch, now().at);
        let meiske = member(store, "Meiske Lumi");
        redeem(store, &meiske, &codes[0].code).unwrap();
        assert_eq!(store.write_blocking(move |tx| vouchers::void(tx, &now(), batch, None)).unwrap(), 2);
        assert_eq!(store.write_blocking(move |tx| vouchers::unvoid(tx, &now(), batch, at)).unwrap(), 2);
        let (person, code) = (meiske.person, codes[0].code.clone());
        let after = store.write_blocking(move |tx| vouchers::give_back(tx, &now(), person, &code)).unwrap();
        assert_eq!(after.terms.iter().map(|term| term.ground).collect::<Vec<_>>(), [Ground::Address]);
        redeem(store, &member(store, "Jantje Wowor"), &codes[0].code).unwrap();
    });
}

#[test]
fn void_vouchers_come_back_only_where_their_seats_are_still_free() {
    on_both(SCHEMAS, |store| {
        let id = company(store, Some(2));
        let (batch, at) = (make(store, id, 2).unwrap()[0].batch, now().at);
        store.write_blocking(move |tx| vouchers::void(tx, &now(), batch, None)).unwrap();
        make(store, id, 1).unwrap();
        assert_eq!(
            key(store.write_blocking(move |tx| vouchers::unvoid(tx, &now(), batch, at))),
            "voucher-too-many"
        );
        let seats = store.read_blocking(move |tx| sponsorships::seats(tx, id, now().today())).unwrap();
        assert_eq!(seats.promised, 1);
    });
}

#[test]
fn whoever_registers_with_a_voucher_is_carried_by_the_sponsor_and_still_provisional() {
    on_both(SCHEMAS, |store| {
        let id = company(store, None);
        let code = make(store, id, 1).unwrap().remove(0).code;
        let asked = |name: &str| Joining {
            profile: Profile {
                name: name.into(),
                born: Some(date(1990, 1, 1)),
                village: "Kinilow".into(),
                ..Profile::default()
            },
            voucher: code.clone(),
            ..Joining::default()
        };
        let (first, second) = (asked("Meiske Lumi"), asked("Jantje Wowor"));
        let joined = store.write_blocking(move |tx| joining::join(tx, &now(), "k1", &first)).unwrap();
        let number = joined.code;
        let found = store.read_blocking(move |tx| members::by_code(tx, &number)).unwrap().unwrap();
        assert!(found.provisional);
        assert_eq!(found.terms.iter().map(|term| term.ground).collect::<Vec<_>>(), [Ground::Voucher]);
        assert_eq!(
            key(store.write_blocking(move |tx| joining::join(tx, &now(), "k2", &second))),
            "voucher-used"
        );
        assert!(store.read_blocking(|tx| members::find(tx, "jantje", 5)).unwrap().is_empty());
    });
}

#[test]
fn an_address_of_the_partner_s_domain_is_a_basis_and_one_that_only_ends_alike_is_not() {
    on_both(SCHEMAS, |store| {
        company(store, None);
        let meiske = member(store, "Meiske Lumi");
        let proven = |email: &'static str| {
            let person = meiske.person;
            store.write_blocking(move |tx| addresses::proven(tx, &now(), person, email))
        };
        assert_eq!(key(proven("meiske@akucontoh.example")), "address-of-no-partner");
        let after = proven(" Meiske@Kantor.Contoh.example ").unwrap();
        assert!(after.terms.iter().any(|term| term.ground == Ground::Domain));
        assert_eq!(key(proven("meiske@contoh.example")), "seat-carried-already");
    });
}

#[test]
fn an_address_that_an_institution_s_sign_in_vouches_for_becomes_a_basis_by_itself() {
    on_both(SCHEMAS, |store| {
        company(store, Some(1));
        let (meiske, jantje) = (member(store, "Meiske Lumi"), member(store, "Jantje Wowor"));
        let prove = |person: Id<Person>, address: &'static str| {
            store
                .write_blocking(move |tx| {
                    events::emit(tx, &now(), person, &AddressProven { address: address.into() })
                })
                .unwrap();
            let listener = membership::module().subscribers[0];
            while events::dispatch(store, &now(), listener).unwrap() {}
        };
        prove(meiske.person, "meiske@contoh.example");
        prove(meiske.person, "meiske@contoh.example");
        prove(jantje.person, "jantje@contoh.example");
        prove(jantje.person, "jantje@rumah.example");
        let grounds = |person| {
            let found = store.read_blocking(move |tx| members::by_id(tx, person)).unwrap().unwrap();
            found.terms.iter().map(|term| term.ground).collect::<Vec<_>>()
        };
        assert_eq!(grounds(meiske.person), [Ground::Address, Ground::Domain]);
        assert_eq!(grounds(jantje.person), [Ground::Address]);
        let person = jantje.person;
        let history = store.read_blocking(move |tx| platform::audit::history(tx, person, 9)).unwrap();
        assert_eq!(history[0].action, "member.address-not-counted");
    });
}
