//! What memberships stand on: added, ended, taken back.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Date, Id, Rupiah};
use membership::{
    Ground, Member, NewMember, Payment, Received, Standing,
    bases::{self, NewBasis},
    families,
    members::{self, Moving},
    plans::{self, Terms},
};
use people::Profile;
use store::{Error, Result, Store, sql, vals};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn member(store: &Store, name: &'static str, born: Date, plan: &'static str) -> Member {
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

fn grant(store: &Store, who: &Member, new: NewBasis) -> Result<Member> {
    let person = who.person;
    store.write_blocking(move |tx| bases::grant(tx, &now(), person, &new))
}

fn keys<T: std::fmt::Debug>(done: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = done else { panic!("not refused: {done:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

#[test]
fn a_membership_goes_on_while_one_basis_counts_and_ends_with_the_last() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let job = NewBasis {
            until: Some(date(2026, 12, 31)),
            evidence: Some("surat keterangan kerja".into()),
            ..NewBasis::own(Ground::Employment, date(2026, 8, 5))
        };
        let after = grant(store, &meiske, job).unwrap();
        assert_eq!(after.terms.len(), 2);
        let (person, home) = (meiske.person, meiske.terms[0].basis);
        let after = store
            .write_blocking(move |tx| bases::end(tx, &now(), person, home, Some(date(2026, 8, 31))))
            .unwrap();
        assert_eq!(members::standing(&after, date(2026, 12, 31)), Standing::Active);
        assert_eq!(members::standing(&after, date(2027, 1, 1)), Standing::Expired(date(2026, 12, 31)));
        // Taken back as it was.
        let until = meiske.terms[0].own_until;
        let after = store.write_blocking(move |tx| bases::end(tx, &now(), person, home, until)).unwrap();
        assert_eq!(members::until(&after, date(2026, 8, 5)), until);
    });
}

#[test]
fn a_basis_added_by_mistake_is_taken_back_and_never_counted() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let after = grant(store, &meiske, NewBasis::own(Ground::Employment, date(2026, 8, 5))).unwrap();
        let added = after.terms.iter().find(|term| term.ground == Ground::Employment).unwrap().basis;
        let person = meiske.person;
        let after = store.write_blocking(move |tx| bases::retract(tx, &now(), person, added)).unwrap();
        assert_eq!(after.terms, meiske.terms);
    });
}

#[test]
fn fee_and_need_are_written_down_with_what_proves_them() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        for ground in [Ground::Need, Ground::Payment] {
            let bare = NewBasis::own(ground, date(2026, 8, 5));
            let missing = keys(grant(store, &meiske, bare.clone()));
            assert_eq!(missing[0], "basis-needs-evidence");
            assert_eq!(missing.contains(&"basis-needs-amount"), ground == Ground::Payment);
            let proven =
                NewBasis { evidence: Some("kuitansi 041".into()), paid: Some(Rupiah(25_000)), ..bare };
            if ground == Ground::Payment {
                assert_eq!(keys(grant(store, &meiske, proven.clone())), ["basis-paid-for-free"]);
            }
            let why = Some("menurut keputusan kepala".into());
            grant(store, &meiske, NewBasis { paid_more: why, ..proven }).unwrap();
        }
        let person = meiske.person;
        let kept = store.read_blocking(move |tx| bases::of(tx, person)).unwrap();
        let paid = kept.iter().find(|kept| kept.kind == Ground::Payment).unwrap();
        assert_eq!((paid.paid, paid.until), (Some(Rupiah(25_000)), Some(date(2028, 8, 4))), "one term");
        let id = paid.id;
        let longer =
            store.write_blocking(move |tx| bases::end(tx, &now(), person, id, Some(date(2029, 1, 1))));
        assert_eq!(keys(longer), ["basis-paid-one-term"], "the database keeps it");
    });
}

#[test]
fn what_costs_something_stands_on_what_was_paid_whatever_door_it_comes_by() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let person = meiske.person;
        let asked = |grounds: &[Ground]| Terms {
            name: "Premium".into(),
            name_en: String::new(),
            months: Some(12),
            age_from: Some(18),
            age_to: None,
            price: Rupiah(50_000),
            own_renewal_days: None,
            room_hours: 0,
            computer_minutes: 0,
            grounds: grounds.to_vec(),
            closed: false,
        };
        let free = asked(&[Ground::Address, Ground::Payment]);
        let refused = store.write_blocking(move |tx| plans::begin(tx, &now(), "premium", &free).map(drop));
        assert_eq!(keys(refused), ["plan-costs-and-is-free"]);
        let terms = asked(&[Ground::Payment, Ground::Roster, Ground::Need]);
        store.write_blocking(move |tx| plans::begin(tx, &now(), "premium", &terms).map(drop)).unwrap();
        let moved = |amount: Option<i64>| {
            let paid = |amount| Payment {
                receipt: "K-2".into(),
                amount: Rupiah(amount),
                more: String::new(),
                received: Received::Cash,
            };
            let moving = Moving { payment: amount.map(paid), ..Moving::to("premium") };
            store.write_blocking(move |tx| members::change_plan(tx, &now(), person, &moving))
        };
        assert_eq!(keys(moved(None)), ["plan-change-costs"]);
        let past_all = store.write_blocking(move |tx| {
            let moved =
                sql!("UPDATE member SET plan = 'premium', plan_since = '2026-08-05' WHERE person = ?1");
            tx.exec(moved, vals![person])
        });
        assert!(matches!(past_all, Err(Error::Check(_))), "the database asks the same: {past_all:?}");
        assert_eq!(keys(moved(Some(10_000))), ["basis-paid-too-little"]);
        let after = moved(Some(50_000)).unwrap();
        let today = now().today();
        let counts: Vec<Ground> = after
            .terms
            .iter()
            .filter(|term| term.until.is_none_or(|until| until >= today))
            .map(|term| term.ground)
            .collect();
        assert_eq!(
            (after.plan.as_str(), counts),
            ("premium", vec![Ground::Payment]),
            "what was free has ended"
        );
        let free = grant(store, &after, NewBasis::own(Ground::Address, today));
        assert_eq!(keys(free), ["basis-costs"]);
        let past_all = store.write_blocking(move |tx| {
            tx.exec(
                sql!(
                    "INSERT INTO basis (id, member, kind, since, added_at)
                     SELECT ?1, m.person, 'address', '2026-08-05', 0 FROM member m"
                ),
                vals![Id::<bases::Kept>::new()],
            )
        });
        assert!(matches!(past_all, Err(Error::Check(_))), "{past_all:?}");
    });
}

#[test]
fn another_kind_asks_the_same_as_a_new_membership() {
    on_both(SCHEMAS, |store| {
        let child = member(store, "Gracia Wowor", date(2012, 3, 17), "remaja");
        let person = child.person;
        let moved = |plan: &'static str| {
            store.write_blocking(move |tx| members::change_plan(tx, &now(), person, &Moving::to(plan)))
        };
        assert_eq!(keys(moved("petugas")), ["member-plan-too-young", "plan-change-ground"]);
        assert_eq!(keys(moved("anak")), ["member-plan-too-old"]);
        assert_eq!(moved("pelajar").unwrap().plan, "pelajar");
    });
}

#[test]
fn the_same_basis_twice_is_told_and_so_is_all_that_is_wrong_at_once() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "keluarga");
        let need = NewBasis {
            evidence: Some("keputusan 5 Agustus".into()),
            ..NewBasis::own(Ground::Need, date(2026, 8, 5))
        };
        grant(store, &meiske, need.clone()).unwrap();
        assert_eq!(keys(grant(store, &meiske, need)), ["basis-there-already"]);
        let wrong = NewBasis {
            until: Some(date(2026, 8, 1)),
            evidence: Some("x".repeat(501)),
            ..NewBasis::own(Ground::Employment, date(2026, 8, 5))
        };
        assert_eq!(
            keys(grant(store, &meiske, wrong)),
            ["member-until-before-since", "member-text-too-long", "basis-not-of-plan"]
        );
    });
}

#[test]
fn a_child_s_basis_on_a_guardian_makes_the_guardian_known() {
    on_both(SCHEMAS, |store| {
        let meiske = member(store, "Meiske Lumi", date(1990, 1, 1), "dewasa");
        let gracia = member(store, "Gracia Lumi", date(2016, 2, 1), "anak");
        let new =
            NewBasis { guardian: Some(meiske.person), ..NewBasis::own(Ground::Guardian, date(2026, 8, 5)) };
        let after = grant(store, &gracia, new).unwrap();
        assert!(after.terms.iter().any(|term| term.ground == Ground::Guardian));
        let child = gracia.person;
        let known = store.read_blocking(move |tx| families::guardians(tx, child, date(2026, 8, 5))).unwrap();
        assert_eq!(known.iter().map(|one| one.person).collect::<Vec<_>>(), [meiske.person]);
    });
}
