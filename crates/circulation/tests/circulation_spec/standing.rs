//! What lending has to do with what memberships stand on: two memberships made one, what a partner is told, who takes
//! one copy home until somebody vouches for them, and a child whose guardian takes the consent back while a book is out.

use crate::common::{Town, in_town, now, refused};
use circulation::{loans, statements};
use jiff::civil::date;
use kernel::{Id, Person};
use membership::{
    Standing, bases, families, joining, members,
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
    vouchers,
};
use people::{PartyKind, Profile, merging, parties, relationships::Grown};
use store::Result;

fn merge(town: &Town, survivor: Id<Person>, gone: Id<Person>) -> Result<()> {
    let followers = [membership::module().followers, circulation::module().followers].concat();
    town.write(move |tx| merging::merge(tx, &now(), &followers, survivor, gone))
}

fn split(town: &Town, gone: Id<Person>) {
    let followers = [membership::module().followers, circulation::module().followers].concat();
    town.write(move |tx| merging::split(tx, &now(), &followers, gone)).unwrap();
}

fn company(town: &Town) -> Id<Sponsorship> {
    town.write(|tx| {
        let profile = Profile { name: "PT Contoh Satu".into(), ..Profile::default() };
        let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
        let agreement = Agreement {
            partner,
            name: "PT Contoh Satu".into(),
            plan: "dewasa".into(),
            since: date(2026, 7, 1),
            until: None,
            seats: Some(20),
            seat_order: SeatOrder::Roster,
            grace_days: 30,
            domain: String::new(),
        };
        Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
    })
    .unwrap()
}

#[test]
fn loans_of_both_memberships_are_the_survivor_s_and_a_limit_that_is_passed_by_it_is_told_and_lends_nothing_more()
 {
    in_town(|town| {
        let (first, second) = (town.member("Meiske Lumi", "dewasa"), town.member("Meiske D. Lumi", "dewasa"));
        let copies = town.copies(9);
        for (n, copy) in copies.iter().take(8).enumerate() {
            let who = if n < 4 { &first } else { &second };
            town.lend(&now(), who, copy).unwrap();
        }
        let (stays, goes) = (first.person, second.person);
        let told = town.read(move |tx| {
            let mut told = Vec::new();
            for one in [membership::module().consequences, circulation::module().consequences].concat() {
                told.extend(one(tx, &now(), goes, stays)?);
            }
            Ok(told)
        });
        let keys: Vec<_> = told.iter().map(|message| message.key).collect();
        assert_eq!(keys, ["merge-card-retired", "merge-loans-follow", "merge-loans-over-limit"]);
        merge(town, stays, goes).unwrap();
        let out = |person| town.read(move |tx| Ok(loans::out(tx, &now(), person, "")?.open));
        assert_eq!((out(stays), out(goes)), (8, 0));
        assert_eq!(refused(town.lend(&now(), &first, &copies[8])), ["loan-no-limit"]);
        // Nothing is taken from them; what comes back goes off their card.
        town.take_back(&now(), &copies[7]);
        assert_eq!(out(stays), 7);
        split(town, goes);
        assert_eq!((out(stays), out(goes)), (4, 3));
        town.assert_sound();
    });
}

#[test]
fn a_partner_is_told_how_many_and_how_often_and_nothing_where_too_few_borrowed() {
    in_town(|town| {
        let company = company(town);
        let copies = town.copies(8);
        let codes: Vec<String> = town
            .write(move |tx| {
                let batch = vouchers::make(tx, &now(), company, 7, date(2026, 12, 31))?;
                Ok(vouchers::of(tx, batch.id)?.into_iter().map(|one| one.code).collect())
            })
            .unwrap();
        let readers: Vec<_> = (0..6).map(|n| town.member(&format!("Pembaca {n}"), "dewasa")).collect();
        for (reader, code) in readers.iter().zip(&codes) {
            let (person, code) = (reader.person, code.clone());
            town.write(move |tx| vouchers::redeem(tx, &now(), person, &code).map(drop)).unwrap();
        }
        let told = |from, to| town.read(move |tx| statements::loans(tx, &now(), company, from, to));
        for (reader, copy) in readers.iter().zip(&copies).take(4) {
            town.lend(&now(), reader, copy).unwrap();
        }
        assert_eq!(told(date(2026, 8, 1), date(2026, 8, 31)), None);
        town.lend(&now(), &readers[4], &copies[4]).unwrap();
        town.lend(&now(), &readers[4], &copies[5]).unwrap();
        // Somebody whom nobody carries counts for nobody.
        town.lend(&now(), &town.member("Jantje Wowor", "dewasa"), &copies[6]).unwrap();
        assert_eq!(told(date(2026, 8, 1), date(2026, 8, 31)), Some(6));
        assert_eq!(told(date(2026, 9, 1), date(2026, 9, 30)), None);
        // One left in August; the numbers of August and of September.
        let gone = readers[5].person;
        town.write(move |tx| {
            let basis = bases::of(tx, gone)?.into_iter().find(|kept| kept.sponsorship.is_some()).unwrap();
            bases::end(tx, &now(), gone, basis.id, Some(date(2026, 8, 20))).map(drop)
        })
        .unwrap();
        let counts = |from, to| {
            town.read(move |tx| {
                let one = sponsorships::one(tx, company)?;
                let told = sponsorships::statement(tx, &one, from, to)?;
                Ok((told.carried, told.new, told.ended(), told.at_end, told.vouchers))
            })
        };
        assert_eq!(counts(date(2026, 8, 1), date(2026, 8, 31)), (6, 6, 1, 5, 6));
        assert_eq!(counts(date(2026, 9, 1), date(2026, 9, 30)), (5, 0, 0, 5, 0));
        assert_eq!(counts(date(2026, 7, 1), date(2026, 7, 31)), (0, 0, 0, 0, 0));
    });
}

#[test]
fn a_child_s_consent_withdrawn_while_a_loan_is_open_ends_the_membership_and_the_loan_still_comes_back() {
    in_town(|town| {
        let guardian = town.member("Meiske Lumi", "dewasa");
        let (child, who) = (town.member("Gracia Lumi", "keluarga"), guardian.person);
        let small = child.person;
        town.write(move |tx| {
            let profile =
                Profile { name: "Gracia Lumi".into(), born: Some(date(2016, 2, 1)), ..Profile::default() };
            parties::change(tx, &now(), small, &profile)?;
            families::link(tx, &now(), small, who, Grown::Born)?;
            families::give(tx, &now(), small, who, "formulir, map 3").map(drop)
        })
        .unwrap();
        let copies = town.copies(2);
        town.lend(&now(), &child, &copies[0]).unwrap();
        town.write(move |tx| families::withdraw(tx, &now(), small).map(drop)).unwrap();
        let after = town.read(move |tx| members::by_id(tx, small)).unwrap();
        assert!(matches!(members::standing(&after, now().today()), Standing::Expired(_)));
        assert_eq!(town.read(move |tx| Ok(loans::out(tx, &now(), small, "")?.open)), 1);
        let no = refused(town.lend(&now(), &after, &copies[1]));
        assert_eq!(no, ["loan-no-expired", "loan-no-consent"]);
        town.take_back(&now(), &copies[0]);
        assert_eq!(town.read(move |tx| Ok(loans::out(tx, &now(), small, "")?.open)), 0);
        town.assert_sound();
    });
}

#[test]
fn somebody_nobody_has_vouched_for_takes_one_copy_home_until_the_desk_confirms_them() {
    in_town(|town| {
        let profile = Profile {
            name: "Gracia Wowor".into(),
            born: Some("1999-02-01".parse().unwrap()),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let joining = joining::Joining { profile, ..Default::default() };
        let member = town
            .write(move |tx| {
                joining::join(tx, &now(), "k", &joining)?;
                Ok(joining::waiting(tx, 1)?.remove(0))
            })
            .unwrap();
        let (first, second) = (town.copy("Laskar Pelangi", "umum"), town.copy("Sang Pemimpi", "umum"));
        town.lend(&now(), &member, &first).unwrap();
        assert_eq!(refused(town.lend(&now(), &member, &second)), ["loan-no-provisional"]);
        let person = member.person;
        town.write(move |tx| joining::confirm(tx, &now(), person)).unwrap();
        town.lend(&now(), &member, &second).unwrap();
    });
}

#[test]
fn a_child_takes_one_copy_home_until_a_guardian_agrees_whatever_the_desk_knows_of_it() {
    in_town(|town| {
        let mother = town.member("Ruth Wowor", "dewasa");
        let profile = Profile {
            name: "Gracia Wowor".into(),
            born: Some("2015-02-01".parse().unwrap()),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let new = membership::NewMember { profile, plan: "anak".into(), ..Default::default() };
        let child = town.write(move |tx| members::register(tx, &now(), &new)).unwrap();
        let (first, second) = (town.copy("Laskar Pelangi", "anak"), town.copy("Sang Pemimpi", "anak"));
        town.lend(&now(), &child, &first).unwrap();
        assert_eq!(refused(town.lend(&now(), &child, &second)), ["loan-no-consent"]);
        let person = child.person;
        town.write(move |tx| {
            families::link(tx, &now(), person, mother.person, Grown::Born)?;
            families::give(tx, &now(), person, mother.person, "formulir")
        })
        .unwrap();
        town.lend(&now(), &child, &second).unwrap();
    });
}
