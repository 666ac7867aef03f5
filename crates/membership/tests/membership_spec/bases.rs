//! What memberships stand on: added, ended, taken back.

use jiff::civil::date;
use kernel::{Act, Date};
use membership::{
    Ground, Member, NewMember, Standing,
    bases::{self, NewBasis},
    families, members,
};
use people::Profile;
use store::{Error, Result, Store};
use trial::{act, on_both};

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
];

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
            assert_eq!(keys(grant(store, &meiske, bare.clone())), ["basis-needs-evidence"]);
            let proven = NewBasis { evidence: Some("kuitansi 041".into()), ..bare };
            grant(store, &meiske, proven).unwrap();
        }
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
