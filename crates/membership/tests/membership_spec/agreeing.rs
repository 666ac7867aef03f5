//! What guardians have agreed to, taken back, and given anew.

use crate::{
    SCHEMAS,
    families::{agree, born, family, keys, missing, now},
};
use jiff::civil::date;
use kernel::{Id, Person};
use membership::{
    Ground,
    bases::{self, NewBasis},
    changes, families, members, sign_in,
};
use people::relationships::Grown;
use platform::accounts::{self, Password};
use store::Tx;
use trial::{act, on_both};

#[test]
fn a_consent_that_cannot_bring_a_membership_back_says_why_and_what_to_do() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let again = |stop: fn(&mut Tx<'_>, Id<Person>) -> store::Result<()>| {
            store
                .write_blocking(move |tx| {
                    families::give(tx, &now(), child, giver, "formulir")?;
                    families::withdraw(tx, &now(), child)?;
                    stop(tx, child)?;
                    let given = families::give(tx, &now(), child, giver, "formulir baru")?;
                    families::withdraw(tx, &now(), child)?;
                    members::unblock(tx, &now(), child)?;
                    Ok(given.ended.map(|why| why.key))
                })
                .unwrap()
        };
        assert_eq!(again(|_, _| Ok(())), None);
        assert_eq!(
            again(|tx, child| members::block(tx, &now(), child, "buku rusak").map(drop)),
            Some("consent-ended-blocked")
        );
        assert_eq!(
            again(|tx, child| members::close(tx, &act("2026-08-06T09:30"), child).map(drop)),
            Some("consent-ended-otherwise")
        );
    });
}

#[test]
fn a_consent_says_what_the_desk_has_to_do_before_the_membership_runs_again() {
    on_both(SCHEMAS, |store| {
        for (n, (change, why)) in [
            (store::sql!("UPDATE member SET plan = 'anak' WHERE person = ?1"), "consent-ended-age"),
            (
                store::sql!("UPDATE party SET village = NULL, area = NULL WHERE id = ?1"),
                "consent-ended-ground",
            ),
            (
                store::sql!(
                    "UPDATE plan SET own_renewal_days = NULL WHERE code = (SELECT plan FROM member WHERE person = ?1)"
                ),
                "consent-ended-desk",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let mother =
                born(store, ["Ruth Wowor", "Meiske Lumi", "Olivia Tular"][n], date(1990, 1, 1), "dewasa");
            let girl =
                born(store, ["Gracia Wowor", "Nova Lumi", "Feibe Tular"][n], date(2010, 2, 1), "remaja");
            let (child, giver) = (girl.person, mother.person);
            let given = store.write_blocking(move |tx| {
                families::link(tx, &now(), child, giver, Grown::Born)?;
                families::give(tx, &now(), child, giver, "formulir")?;
                families::withdraw(tx, &now(), child)?;
                tx.exec(change, store::vals![child])?;
                families::give(tx, &now(), child, giver, "formulir baru")
            });
            assert_eq!(given.unwrap().ended.map(|said| said.key), Some(why));
        }
    });
}

#[test]
fn below_18_no_login_is_made_before_a_guardian_has_agreed_with_evidence() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let password = Password::hash("kenari-teduh-482").unwrap();
        let kept = password.clone();
        let early = store.write_blocking(move |tx| sign_in::open(tx, &now(), child, &kept));
        assert_eq!(keys(early.unwrap_err()), ["member-login-needs-consent"]);
        assert_eq!(missing(store, &girl), ["missing-consent"]);
        let give = |giver, evidence: &'static str| {
            store.write_blocking(move |tx| families::give(tx, &now(), child, giver, evidence))
        };
        assert_eq!(keys(give(child, " ").unwrap_err()), ["consent-not-guardian", "consent-needs-evidence"]);
        give(giver, "formulir bertanda tangan, map 3").unwrap();
        assert_eq!(keys(give(giver, "sekali lagi").unwrap_err()), ["consent-there-already"]);
        assert_eq!(missing(store, &girl), Vec::<&str>::new());
        store.write_blocking(move |tx| sign_in::open(tx, &now(), child, &password)).unwrap();
    });
}

#[test]
fn a_consent_that_is_withdrawn_ends_the_membership_and_closes_the_account() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let password = Password::hash("kenari-teduh-482").unwrap();
        store
            .write_blocking(move |tx| {
                families::give(tx, &now(), child, giver, "formulir")?;
                sign_in::open(tx, &now(), child, &password)
            })
            .unwrap();
        let later = act("2026-10-01T09:00");
        let after = store.write_blocking(move |tx| families::withdraw(tx, &later, child)).unwrap();
        assert!(after.closed);
        let account = store.read_blocking(move |tx| accounts::of(tx, child)).unwrap().unwrap();
        assert!(account.closed_at.is_some());
        let kept = store.read_blocking(move |tx| families::consents(tx, child)).unwrap();
        assert!(kept[0].withdrawn_at.is_some());
        let again = store.write_blocking(move |tx| families::withdraw(tx, &act("2026-10-01T10:00"), child));
        assert_eq!(keys(again.unwrap_err()), ["consent-none"]);
    });
}

#[test]
fn a_membership_whose_consent_was_withdrawn_is_renewed_only_after_somebody_has_agreed_again() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let renew =
            || store.write_blocking(move |tx| members::renew(tx, &now(), child, Some(date(2028, 8, 5))));
        assert_eq!(keys(renew().unwrap_err()), ["member-consent-owed"]);
        let agree = |say: &'static str| {
            store.write_blocking(move |tx| families::give(tx, &now(), child, giver, say)).unwrap();
        };
        agree("formulir");
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        assert_eq!(keys(renew().unwrap_err()), ["member-consent-withdrawn"]);
        agree("formulir baru");
        let again = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
        let standing = members::standing(&again, now().today());
        assert_eq!(
            (again.closed, standing),
            (false, members::Standing::Active),
            "what it had closed is open"
        );
        assert!(!renew().unwrap().closed);
    });
}

#[test]
fn a_consent_given_anew_opens_nothing_that_somebody_else_has_ended() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let child = agree(store, &girl, &mother).person;
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        let later = act("2026-08-06T09:30");
        store.write_blocking(move |tx| members::close(tx, &later, child)).unwrap();
        assert!(agree(store, &girl, &mother).closed);
    });
}

#[test]
fn no_door_brings_a_child_back_whose_guardian_has_taken_the_consent_back() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let child = agree(store, &girl, &mother).person;
        store.write_blocking(move |tx| families::withdraw(tx, &now(), child)).unwrap();
        let need = NewBasis { evidence: Some("surat".into()), ..NewBasis::own(Ground::Need, now().today()) };
        let carried =
            NewBasis { guardian: Some(mother.person), ..NewBasis::own(Ground::Guardian, now().today()) };
        for new in [need, carried] {
            let added = store.write_blocking(move |tx| bases::grant(tx, &now(), child, &new));
            assert_eq!(keys(added.unwrap_err()), ["member-consent-withdrawn"]);
        }
        let basis = girl.terms[0].basis;
        let after = store.write_blocking(move |tx| bases::end(tx, &now(), child, basis, None)).unwrap();
        assert_eq!(members::standing(&after, now().today()), members::Standing::Expired(date(2026, 8, 4)));
        assert_eq!(members::until(&after, now().today()), Some(date(2026, 8, 4)));
    });
}

#[test]
fn a_guardian_who_has_taken_a_consent_back_by_mistake_gives_it_again_with_one_tap() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let before = agree(store, &girl, &mother);
        let child = before.person;
        let (closed, change) = store
            .write_blocking(move |tx| {
                changes::noted(tx, &now(), child, |tx| families::withdraw(tx, &now(), child))
            })
            .unwrap();
        assert!(closed.closed && !closed.consented);
        let after = store.write_blocking(move |tx| changes::take_back(tx, &now(), child, change)).unwrap();
        assert_eq!(after, before);
    });
}

#[test]
fn a_child_is_a_member_for_the_time_being_until_a_guardian_agrees() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let today = now().today();
        assert!(!girl.provisional && members::is_provisional(&girl, today));
        assert_eq!(
            members::until(&girl, today),
            Some(date(2026, 9, 4)),
            "as for whoever registers themselves"
        );
        let owing = || {
            let all = store.read_blocking(move |tx| families::owing_consent(tx, today, 9)).unwrap();
            all.into_iter().map(|member| member.person).collect::<Vec<_>>()
        };
        assert_eq!(owing(), [girl.person]);
        let after = agree(store, &girl, &mother);
        assert_eq!(owing(), []);
        assert!(!members::is_provisional(&after, today));
        assert_eq!(members::until(&after, today), Some(date(2028, 8, 4)), "a whole term of the plan");
        let grown = born(store, "Jantje Wowor", date(2008, 8, 5), "dewasa");
        assert_eq!(members::until(&grown, today), Some(date(2028, 8, 4)), "from 18 on nobody is asked");
    });
}

#[test]
fn a_guardians_membership_carries_a_child_no_longer_than_the_guardian_may_take_to_agree() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let new =
            NewBasis { guardian: Some(mother.person), ..NewBasis::own(Ground::Guardian, now().today()) };
        let (child, due) = (girl.person, date(2026, 9, 4));
        let carried = store.write_blocking(move |tx| bases::grant(tx, &now(), child, &new)).unwrap();
        assert_eq!(members::standing(&carried, due), members::Standing::Active);
        assert_eq!(members::standing(&carried, date(2026, 9, 5)), members::Standing::Unagreed(due));
        let agreed = agree(store, &carried, &mother);
        assert_eq!(members::standing(&agreed, date(2026, 9, 5)), members::Standing::Active);
    });
}

fn words(text: &str) -> families::Agreed {
    families::Agreed { lang: "id", words: text.into() }
}

#[test]
fn a_guardian_agrees_on_their_own_page_and_the_very_words_are_kept() {
    on_both(SCHEMAS, |store| {
        let (mother, girl) = family(store);
        let (child, giver) = (girl.person, mother.person);
        let agree = |who, text: &str| {
            let words = words(text);
            store.write_blocking(move |tx| families::agree(tx, &now(), child, who, &words))
        };
        assert_eq!(keys(agree(child, "Saya setuju.").unwrap_err()), ["consent-not-guardian"]);
        agree(giver, "Saya setuju.").unwrap();
        assert_eq!(keys(agree(giver, "Saya setuju.").unwrap_err()), ["consent-there-already"]);
        let kept = store.read_blocking(move |tx| families::consent(tx, child)).unwrap().unwrap();
        assert_eq!((kept.via, kept.giver, kept.given_at), (families::Via::Online, giver, now().at));
        assert_eq!(kept.words.as_deref(), Some("Saya setuju."));
        assert_eq!(kept.proof(), words("Saya setuju.").print());
        assert_ne!(words("Saya setuju.").print(), words("Saya setuju!").print());
        let girl = store.read_blocking(move |tx| members::by_id(tx, child)).unwrap().unwrap();
        assert!(girl.consented && girl.terms.len() == 2);
    });
}
