//! People register themselves, and somebody of the library sees who they are.

use crate::SCHEMAS;
use jiff::civil::date;
use kernel::{Act, Actor, Rupiah};
use membership::{
    Member, Payment, Received, changes, families,
    joining::{self, Joined, Joining, Named},
    members,
    plans::{self, Terms},
    rules, settings, sign_in,
};
use people::Profile;
use platform::accounts::{Account, Password, Token};
use store::{Error, Result, Store, Tx};
use trial::{act, on_both};

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn who(name: &str, born: jiff::civil::Date, phone: &str) -> Joining {
    let profile = Profile {
        name: name.into(),
        born: Some(born),
        phone: phone.into(),
        village: "Kinilow".into(),
        ..Profile::default()
    };
    Joining { profile, ..Joining::default() }
}

fn meiske() -> Joining {
    who("Meiske Lumi", date(1994, 3, 17), "0812-3456-7890")
}

fn child(guardian: Named) -> Joining {
    Joining { guardian, ..who("Gracia Wowor", date(2017, 2, 1), "") }
}

fn join(store: &Store, key: &'static str, joining: &Joining) -> Result<Joined> {
    let joining = joining.clone();
    store.write_blocking(move |tx| joining::join(tx, &now(), key, &joining))
}

fn member(store: &Store, joined: Joined) -> Member {
    store.read_blocking(move |tx| members::by_code(tx, &joined.code)).unwrap().unwrap()
}

#[test]
fn whoever_registers_is_a_provisional_member_at_once_for_a_month() {
    on_both(SCHEMAS, |store| {
        let member = member(store, join(store, "k1", &meiske()).unwrap());
        assert!(member.provisional);
        assert_eq!((member.code.as_str(), member.plan.as_str()), ("A-00001", "dewasa"));
        let today = now().today();
        assert_eq!(members::standing(&member, today), members::Standing::Active);
        assert_eq!(members::until(&member, today), Some(date(2026, 9, 4)));
    });
}

#[test]
fn the_same_form_sent_twice_registers_once() {
    on_both(SCHEMAS, |store| {
        let first = join(store, "k1", &meiske()).unwrap();
        assert_eq!(join(store, "k1", &meiske()).unwrap(), first);
        assert_eq!(store.read_blocking(|tx| joining::waiting(tx, 10)).unwrap().len(), 1);
    });
}

#[test]
fn somebody_alike_is_answered_like_anybody_and_the_desk_alone_is_asked_to_compare() {
    on_both(SCHEMAS, |store| {
        let first = member(store, join(store, "k1", &meiske()).unwrap());
        store.write_blocking(move |tx| joining::confirm(tx, &now(), first.person).map(drop)).unwrap();
        let again = member(store, join(store, "k2", &who("meiske lumi", date(1994, 3, 17), "")).unwrap());
        let brother = member(
            store,
            join(store, "k3", &who("Jantje Lumi", date(1990, 5, 2), "0812 3456 7890")).unwrap(),
        );
        let seen = |one: &Member| {
            (one.provisional, members::standing(one, now().today()), members::until(one, now().today()))
        };
        assert_eq!(
            seen(&again),
            seen(&brother),
            "nothing tells the one who is known from the one who is not"
        );
        let known = store.read_blocking(|tx| joining::maybe_known(tx, 10)).unwrap();
        assert_eq!(known, [again.person], "a shared telephone is a family");
        store
            .write_blocking(move |tx| joining::reject(tx, &now(), again.person, "sudah anggota").map(drop))
            .unwrap();
        assert_eq!(store.read_blocking(|tx| joining::maybe_known(tx, 10)).unwrap(), []);
    });
}

fn costs(store: &Store, code: &'static str, price: i64) {
    store
        .write_blocking(move |tx| {
            let plan = plans::known(tx, code)?;
            let mut grounds = plans::grounds(tx, code)?;
            grounds.retain(|ground| price == 0 || !rules::is_free(*ground));
            let terms = Terms {
                name: plan.name.unwrap_or_default(),
                name_en: plan.name_en.unwrap_or_default(),
                months: plan.months,
                age_from: plan.age_from,
                age_to: plan.age_to,
                price: Rupiah(price),
                own_renewal_days: plan.own_renewal_days,
                room_hours: plan.room_hours,
                computer_minutes: plan.computer_minutes,
                grounds,
                closed: plan.closed,
            };
            plans::change(tx, &now(), code, &terms).map(drop)
        })
        .unwrap();
}

#[test]
fn what_costs_something_is_registered_for_and_counts_once_it_is_paid_at_the_desk() {
    on_both(SCHEMAS, |store| {
        for plan in ["dewasa", "keluarga", "pelajar", "guru"] {
            costs(store, plan, 50_000);
        }
        let joined = join(store, "k1", &meiske()).unwrap();
        assert_eq!(joined.owed, Some(50_000));
        let one = member(store, joined);
        let person = one.person;
        let today = now().today();
        assert!(matches!(members::standing(&one, today), members::Standing::Expired(_)));
        let seen = store.write_blocking(move |tx| joining::confirm(tx, &now(), person)).unwrap();
        assert!(
            matches!(members::standing(&seen, today), members::Standing::Expired(_)),
            "seen, but not paid"
        );
        let unpaid = store.write_blocking(move |tx| members::renew(tx, &now(), person, None));
        assert_eq!(keys(unpaid.unwrap_err()), ["member-renew-needs-payment"]);
        let little = Payment {
            receipt: "K-041".into(),
            amount: Rupiah(20_000),
            more: String::new(),
            received: Received::Cash,
        };
        let less = store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &little));
        assert_eq!(keys(less.unwrap_err()), ["basis-paid-too-little"]);
        let paid = Payment {
            receipt: "K-041".into(),
            amount: Rupiah(50_000),
            more: String::new(),
            received: Received::Bank,
        };
        let again = paid.clone();
        let after = store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &paid)).unwrap();
        assert_eq!(members::standing(&after, today), members::Standing::Active);
        assert_eq!(members::until(&after, today), Some(date(2028, 8, 4)));
        let twice = store.write_blocking(move |tx| members::renew_paid(tx, &now(), person, &again));
        assert_eq!(keys(twice.unwrap_err()), ["basis-receipt-used"]);
    });
}

#[test]
fn a_guardian_who_has_signed_in_sees_the_child_they_register_at_once_and_agrees() {
    on_both(SCHEMAS, |store| {
        let mother = member(store, join(store, "k1", &meiske()).unwrap());
        let named = || Named {
            name: "Meiske Lumi".into(),
            phone: String::new(),
            code: "A-00001".into(),
            grown: true,
        };
        let by = move |person| Act { by: Actor::Person(person), ..now() };
        let register = |key: &'static str, act: Act, joining: Joining| {
            store.write_blocking(move |tx| joining::join(tx, &act, key, &joining)).unwrap()
        };
        let stranger = member(store, join(store, "k2", &who("Jantje Lumi", date(1980, 5, 2), "")).unwrap());
        assert!(
            !register("k3", by(stranger.person), child(named())).guarded,
            "of others the desk looks first"
        );
        let joined = register("k4", by(mother.person), child(named()));
        assert!(joined.guarded);
        let girl = member(store, joined);
        let children = move |tx: &mut Tx<'_>| families::children(tx, mother.person, now().today());
        let hers = store.read_blocking(children).unwrap();
        assert_eq!(hers.iter().map(|one| &one.code).collect::<Vec<_>>(), [&girl.code]);
        let words = families::Agreed { lang: "id", words: "Saya setuju.".into() };
        let after = store.write_blocking(move |tx| {
            families::agree(tx, &by(mother.person), girl.person, mother.person, &words)?;
            Ok(members::by_id(tx, girl.person)?.unwrap())
        });
        let after = after.unwrap();
        assert!(after.consented && after.provisional, "somebody of the library sees yet who she is");
        let grown = register("k5", by(mother.person), Joining { guardian: named(), ..meiske() });
        assert!(!grown.guarded, "nobody cares for somebody of age");
    });
}

#[test]
fn a_child_below_13_is_registered_by_whoever_cares_for_it() {
    on_both(SCHEMAS, |store| {
        let missing = keys(join(store, "k1", &child(Named::default())).unwrap_err());
        assert_eq!(missing, ["join-guardian-missing", "join-guardian-unreachable"]);
        let named = Named {
            name: "Ruth Wowor".into(),
            phone: "0813-1111-2222".into(),
            code: String::new(),
            grown: true,
        };
        let member = member(store, join(store, "k2", &child(named)).unwrap());
        assert_eq!(member.plan, "anak");
        let registered = store.read_blocking(move |tx| joining::of(tx, member.person)).unwrap().unwrap();
        assert_eq!(
            (registered.guardian_name.as_str(), registered.guardian_phone.as_str()),
            ("Ruth Wowor", "6281311112222")
        );
    });
}

#[test]
fn a_guardian_who_is_forgotten_is_named_by_no_registration_and_a_namesake_still_is() {
    on_both(SCHEMAS, |store| {
        let ruth =
            |phone: &str| Profile { name: "Ruth Wowor".into(), phone: phone.into(), ..Profile::default() };
        let mother = store.write_blocking({
            let profile = ruth("0813-1111-2222");
            move |tx| people::parties::enter(tx, &now(), &profile)
        });
        let mother = mother.unwrap();
        let named = |phone: &str| Named {
            name: "Ruth Wowor".into(),
            phone: phone.into(),
            code: String::new(),
            grown: true,
        };
        let hers = member(store, join(store, "k1", &child(named("0813 1111 2222"))).unwrap());
        let other = Profile { name: "Gracia Lumi".into(), ..child(Named::default()).profile };
        let other = Joining { profile: other, ..child(named("0813-9999-8888")) };
        let of_another = member(store, join(store, "k2", &other).unwrap());
        let card = member(store, join(store, "k3", &meiske()).unwrap());
        let by_card = Joining {
            profile: Profile { name: "Nova Lumi".into(), ..child(Named::default()).profile },
            guardian: Named {
                name: "Mama".into(),
                phone: String::new(),
                code: card.code.clone(),
                grown: true,
            },
            ..child(Named::default())
        };
        let by_card = member(store, join(store, "k4", &by_card).unwrap());
        store
            .write_blocking(move |tx| {
                for person in [mother, card.person] {
                    for paper in membership::module().papers {
                        (paper.strike)(tx, &now(), &platform::vault::Vault::default(), person)?;
                    }
                }
                Ok(())
            })
            .unwrap();
        let written = |person| {
            let of = store.read_blocking(move |tx| joining::of(tx, person)).unwrap().unwrap();
            [of.guardian_name, of.guardian_phone, of.guardian_code]
        };
        assert_eq!(written(hers.person), ["", "", ""]);
        assert_eq!(written(by_card.person), ["", "", ""]);
        assert_eq!(written(of_another.person), ["Ruth Wowor", "6281399998888", ""]);
    });
}

#[test]
fn a_name_of_one_letter_or_none_registers_nobody() {
    on_both(SCHEMAS, |store| {
        for (name, why) in
            [("M", "join-name-short"), ("M. 1", "join-name-short"), ("123 456", "member-name-letterless")]
        {
            let profile = Profile { name: name.into(), ..meiske().profile };
            let refused = join(store, "k1", &Joining { profile, ..meiske() });
            assert_eq!(keys(refused.unwrap_err()), [why], "{name}");
        }
    });
}

#[test]
fn whoever_is_named_as_guardian_is_said_to_be_grown_up_and_becomes_one_by_that_at_the_desk() {
    on_both(SCHEMAS, |store| {
        let named = |grown| Named {
            name: "Ruth Wowor".into(),
            phone: "0813-1111-2222".into(),
            code: String::new(),
            grown,
        };
        assert_eq!(keys(join(store, "k1", &child(named(false))).unwrap_err()), ["join-guardian-age"]);
        let girl = member(store, join(store, "k2", &child(named(true))).unwrap());
        store.write_blocking(move |tx| joining::confirm(tx, &now(), girl.person)).unwrap();
        let guardians =
            store.read_blocking(move |tx| families::guardians(tx, girl.person, now().today())).unwrap();
        assert_eq!((guardians[0].name.as_str(), guardians[0].stated), ("Ruth Wowor", true));
    });
}

#[test]
fn a_guardians_card_that_nobody_has_is_no_guardian() {
    on_both(SCHEMAS, |store| {
        let named =
            Named { name: "Ruth Wowor".into(), code: "A-99999".into(), grown: true, ..Named::default() };
        assert_eq!(keys(join(store, "k1", &child(named)).unwrap_err()), ["join-guardian-unknown"]);
    });
}

#[test]
fn a_confirmed_member_has_a_whole_term_and_the_guardian_whose_card_was_named() {
    on_both(SCHEMAS, |store| {
        let mother = member(store, join(store, "k1", &meiske()).unwrap());
        let named =
            Named { name: "Meiske Lumi".into(), phone: String::new(), code: "a-00001".into(), grown: true };
        let girl = member(store, join(store, "k2", &child(named)).unwrap());
        let before =
            store.read_blocking(move |tx| families::children(tx, mother.person, now().today())).unwrap();
        assert_eq!(before, [], "nobody has seen who she is");
        let after = store.write_blocking(move |tx| joining::confirm(tx, &now(), girl.person)).unwrap();
        assert!(!after.provisional);
        assert_eq!(members::until(&after, now().today()), Some(date(2026, 9, 4)), "nobody has agreed yet");
        let agreed = store
            .write_blocking(move |tx| {
                families::give(tx, &now(), girl.person, mother.person, "formulir, map 3")?;
                Ok(members::by_id(tx, girl.person)?.unwrap())
            })
            .unwrap();
        assert_eq!(members::until(&agreed, now().today()), Some(date(2028, 8, 4)));
        let children =
            store.read_blocking(move |tx| families::children(tx, mother.person, now().today())).unwrap();
        assert_eq!(children.len(), 1);
    });
}

#[test]
fn a_confirmation_can_be_taken_back() {
    on_both(SCHEMAS, |store| {
        let before = member(store, join(store, "k1", &meiske()).unwrap());
        let person = before.person;
        let confirm = || {
            let confirmed = store.write_blocking(move |tx| {
                changes::noted(tx, &now(), person, |tx| joining::confirm(tx, &now(), person))
            });
            confirmed.unwrap().1
        };
        let take_back =
            |change| store.write_blocking(move |tx| changes::take_back(tx, &now(), person, change));
        let change = confirm();
        assert_eq!(take_back(change).unwrap(), before);
        assert_eq!(keys(take_back(change).unwrap_err()), ["member-change-overtaken"], "once");
        let change = confirm();
        store.write_blocking(move |tx| members::block(tx, &now(), person, "kartu hilang")).unwrap();
        assert_eq!(
            keys(take_back(change).unwrap_err()),
            ["member-change-overtaken"],
            "something happened since"
        );
    });
}

#[test]
fn a_registration_is_turned_down_with_a_reason_and_only_before_it_is_confirmed() {
    on_both(SCHEMAS, |store| {
        let person = member(store, join(store, "k1", &meiske()).unwrap()).person;
        let reject = |reason: &'static str| {
            store.write_blocking(move |tx| joining::reject(tx, &now(), person, reason))
        };
        assert_eq!(keys(reject(" ").unwrap_err()), ["join-reject-needs-reason"]);
        assert!(reject("nama palsu").unwrap().closed);
        assert_eq!(store.read_blocking(|tx| joining::waiting(tx, 10)).unwrap(), []);
        let late = store.write_blocking(move |tx| joining::confirm(tx, &now(), person));
        assert_eq!(
            keys(late.unwrap_err()),
            ["member-closed-meanwhile"],
            "another clerk's page is a minute old"
        );
        let other =
            member(store, join(store, "k2", &who("Jantje Wowor", date(1990, 5, 2), "")).unwrap()).person;
        store.write_blocking(move |tx| joining::confirm(tx, &now(), other)).unwrap();
        let late = store.write_blocking(move |tx| joining::reject(tx, &now(), other, "nama palsu"));
        assert_eq!(keys(late.unwrap_err()), ["join-confirmed-already"]);
    });
}

#[test]
fn no_more_than_the_library_allows_register_in_a_day() {
    on_both(SCHEMAS, |store| {
        store.write_blocking(|tx| settings::JOIN_PER_DAY.set(tx, &now(), "1")).unwrap();
        join(store, "k1", &meiske()).unwrap();
        let next = who("Jantje Wowor", date(1990, 5, 2), "");
        assert_eq!(keys(join(store, "k2", &next).unwrap_err()), ["join-enough-today"]);
        let tomorrow = act("2026-08-06T00:01");
        let joined = store.write_blocking(move |tx| joining::join(tx, &tomorrow, "k3", &next)).unwrap();
        assert_eq!((joined.code.as_str(), joined.owed), ("A-00002", None));
    });
}

#[test]
fn of_several_who_send_the_same_person_at_once_all_but_the_first_wait_to_be_compared() {
    on_both(SCHEMAS, |store| {
        let mut codes: Vec<_> = std::thread::scope(|scope| {
            let tasks: Vec<_> = ["k1", "k2", "k3", "k4"]
                .map(|key| scope.spawn(move || join(store, key, &meiske()).unwrap()))
                .into();
            tasks.into_iter().map(|task| task.join().unwrap().code).collect()
        });
        codes.sort_unstable();
        codes.dedup();
        let known = store.read_blocking(|tx| joining::maybe_known(tx, 10)).unwrap();
        assert_eq!((codes.len(), known.len()), (4, 3));
    });
}

#[test]
fn whoever_lives_elsewhere_and_brings_no_voucher_is_told_what_would_help() {
    on_both(SCHEMAS, |store| {
        for village in ["", "Tondano"] {
            let mut joining = meiske();
            joining.profile.village = village.into();
            assert_eq!(keys(join(store, "k1", &joining).unwrap_err()), ["join-needs-ground"], "{village}");
        }
        assert_eq!(store.read_blocking(|tx| joining::waiting(tx, 10)).unwrap(), []);
    });
}

/// Somebody with a key of their own.
fn with_key(token: &Token, joining: Joining) -> Joining {
    Joining { claim: Some(token.stored()), ..joining }
}

fn claim(store: &Store, when: &'static str, token: &Token) -> Result<Account> {
    let (token, password) = (token.clone(), Password::hash("kenari-teduh-482").unwrap());
    store.write_blocking(move |tx| joining::claim(tx, &act(when), &token, &password))
}

#[test]
fn whoever_has_registered_chooses_a_password_once_and_within_a_day() {
    on_both(SCHEMAS, |store| {
        let token = Token::fresh();
        let member = member(store, join(store, "k1", &with_key(&token, meiske())).unwrap());
        assert_eq!(keys(claim(store, "2026-08-05T10:00", &Token::fresh()).unwrap_err()), ["claim-gone"]);
        assert_eq!(keys(claim(store, "2026-08-06T10:00", &token).unwrap_err()), ["claim-gone"]);
        let account = claim(store, "2026-08-05T10:00", &token).unwrap();
        assert_eq!((account.person, account.login.as_str()), (member.person, "a-00001"));
        assert_eq!(keys(claim(store, "2026-08-05T10:01", &token).unwrap_err()), ["claim-gone"]);
    });
}

#[test]
fn an_account_that_the_desk_has_made_is_not_taken_over_with_the_link() {
    on_both(SCHEMAS, |store| {
        let token = Token::fresh();
        let member = member(store, join(store, "k1", &with_key(&token, meiske())).unwrap());
        let password = Password::hash("pagi-cerah-di-lokon").unwrap();
        store.write_blocking(move |tx| sign_in::open(tx, &now(), member.person, &password)).unwrap();
        assert_eq!(keys(claim(store, "2026-08-05T10:00", &token).unwrap_err()), ["claim-gone"]);
    });
}

#[test]
fn a_child_chooses_no_password_before_a_guardian_agrees() {
    on_both(SCHEMAS, |store| {
        let token = Token::fresh();
        let girl = who("Gracia Wowor", date(2011, 2, 1), "");
        member(store, join(store, "k1", &with_key(&token, girl)).unwrap());
        assert_eq!(keys(claim(store, "2026-08-05T10:00", &token).unwrap_err()), ["claim-gone"]);
    });
}
