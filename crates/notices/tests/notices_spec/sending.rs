//! Who is told, by which ways, how often, and what colleagues do by hand.

use crate::common::{HELLO, MUST, SCHEMAS, account, enter, kinds, now, person};
use jiff::civil::date;
use kernel::{Id, Person};
use notices::{
    Channel, NEWS, Notice, State,
    queries::{self, Listed},
    sending, wishes,
    wishes::Choices,
};
use people::{
    Profile,
    relationships::{self, Grown, NewRelationship, Relation},
};
use store::{Error, Store};
use trial::on_both;

fn tell(store: &Store, notice: Notice) -> bool {
    store.write_blocking(move |tx| notices::send(tx, &now(), notice.clone())).unwrap()
}

fn of(store: &Store, to: Id<Person>) -> Vec<Listed> {
    let asked = queries::Asked { person: Some(to), ..queries::Asked::default() };
    let mut found = store.read_blocking(move |tx| queries::deliveries(tx, &asked, 50, 0)).unwrap();
    found.sort_by_key(|one| one.id);
    found
}

fn ways(store: &Store, to: Id<Person>) -> Vec<(Option<Channel>, State)> {
    of(store, to).into_iter().map(|one| (one.channel, one.state)).collect()
}

fn key(error: Error) -> &'static str {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons[0].message.key
}

#[test]
fn a_message_lies_in_the_inbox_and_waits_for_whatsapp_first() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "0812-3456-7890", "meiske@tomohon.example");
        account(store, reader, "meiske");
        tell(store, Notice::new(HELLO, reader));
        assert_eq!(
            ways(store, reader),
            [(Some(Channel::Inbox), State::Sent), (Some(Channel::WhatsApp), State::Waiting)]
        );
        assert_eq!(of(store, reader)[1].address.as_deref(), Some("6281234567890"));
        assert_eq!(store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 1);
        store.write_blocking(move |tx| queries::mark_read(tx, &now(), reader, None)).unwrap();
        assert_eq!(store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 0);
    });
}

#[test]
fn whoever_cannot_be_reached_any_other_way_gets_a_letter_on_paper() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Opa Jantje", "", "");
        tell(store, Notice::new(HELLO, reader));
        assert_eq!(ways(store, reader), [(Some(Channel::Print), State::Waiting)]);
    });
}

#[test]
fn the_same_thing_is_told_once_also_by_two_at_once() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "0812-3456-7890", "");
        let loan = Id::<()>::new();
        let notice = || Notice::new(HELLO, reader).once(loan, 7, 1);
        std::thread::scope(|scope| {
            let told: Vec<_> = (0..4).map(|_| scope.spawn(|| tell(store, notice()))).collect();
            let told = told.into_iter().map(|one| one.join().unwrap());
            assert_eq!(told.filter(|new| *new).count(), 1);
        });
        assert!(!tell(store, notice()));
        assert!(tell(store, Notice::new(HELLO, reader).once(loan, 7, 2)), "the second reminder");
        assert!(tell(store, Notice::new(HELLO, reader).once(loan, 8, 1)), "after a renewal");
        assert_eq!(of(store, reader).len(), 3);
    });
}

#[test]
fn nothing_is_told_when_the_use_case_is_not_kept() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        let undone: store::Result<()> = store.write_blocking(move |tx| {
            notices::send(tx, &now(), Notice::new(HELLO, reader).once(reader, 0, 0))?;
            Err(Error::Missing)
        });
        assert!(undone.is_err());
        assert_eq!(ways(store, reader), []);
        assert!(tell(store, Notice::new(HELLO, reader).once(reader, 0, 0)));
    });
}

#[test]
fn a_childs_message_goes_to_whoever_cares_for_it_and_says_about_whom() {
    on_both(SCHEMAS, |store| {
        let mother = person(store, "Meiske Lumi", "0812-3456-7890", "");
        let child = enter(
            store,
            Profile { name: "Gracia Lumi".into(), born: Some(date(2017, 5, 1)), ..Profile::default() },
        );
        tell(store, Notice::new(MUST, child));
        assert_eq!(ways(store, child), [(Some(Channel::Print), State::Waiting)], "nobody cares for it yet");
        store
            .write_blocking(move |tx| {
                let cares = NewRelationship {
                    kind: Relation::Guardian,
                    party: mother,
                    other: child,
                    since: None,
                    until: None,
                    note: String::new(),
                    grown: Grown::Stated,
                };
                relationships::add(tx, &now(), &cares).map(drop)
            })
            .unwrap();
        tell(store, Notice::new(MUST, child).link("/saya").guardian_link("/saya/keluarga"));
        let told = of(store, mother);
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].channel, told[0].link.as_deref()),
            (Some(Channel::WhatsApp), Some("/saya/keluarga"))
        );
        assert!(told[0].contents.contains("Gracia Lumi"), "{}", told[0].contents);
    });
}

#[test]
fn a_colleague_sends_by_hand_takes_it_back_or_hands_it_to_the_next_way() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "0812-3456-7890", "meiske@tomohon.example");
        tell(store, Notice::new(HELLO, reader));
        let delivery = of(store, reader)[0].id;
        store.write_blocking(move |tx| sending::sent_by_hand(tx, &now(), delivery)).unwrap();
        assert_eq!(ways(store, reader), [(Some(Channel::WhatsApp), State::Sent)]);
        let twice = store.write_blocking(move |tx| sending::sent_by_hand(tx, &now(), delivery));
        assert_eq!(key(twice.unwrap_err()), "delivery-not-waiting");
        let by = kernel::Act { by: kernel::Actor::Person(reader), ..now() };
        let overtaken = store.write_blocking(move |tx| sending::take_back(tx, &now(), delivery));
        assert_eq!(key(overtaken.unwrap_err()), "delivery-overtaken", "no hand of a colleague");
        let other = person(store, "Ruth Wowor", "0812-3456-7899", "ruth@tomohon.example");
        tell(store, Notice::new(HELLO, other));
        let delivery = of(store, other)[0].id;
        let act = by.clone();
        store.write_blocking(move |tx| sending::sent_by_hand(tx, &act, delivery)).unwrap();
        let act = by.clone();
        store.write_blocking(move |tx| sending::take_back(tx, &act, delivery)).unwrap();
        assert_eq!(ways(store, other), [(Some(Channel::WhatsApp), State::Waiting)]);
        store.write_blocking(move |tx| sending::could_not(tx, &now(), &kinds(), delivery)).unwrap();
        assert_eq!(
            ways(store, other),
            [(Some(Channel::WhatsApp), State::Failed), (Some(Channel::Email), State::Waiting)]
        );
    });
}

#[test]
fn what_was_missed_goes_out_once_there_is_a_way() {
    on_both(SCHEMAS, |store| {
        let kind = notices::NoticeKind { channels: &[Channel::WhatsApp, Channel::Email], ..HELLO };
        let reader = person(store, "Meiske Lumi", "", "");
        tell(store, Notice::new(kind, reader));
        let missed = of(store, reader).remove(0);
        assert_eq!((missed.state, missed.reason.as_deref()), (State::Missed, Some("no-way")));
        let (delivery, kinds) = (missed.id, vec![kind]);
        let again = kinds.clone();
        let refused = store.write_blocking(move |tx| sending::resend(tx, &now(), &again, delivery));
        assert_eq!(key(refused.unwrap_err()), "delivery-no-way");
        store
            .write_blocking(move |tx| {
                let way = people::contacts::Way::WhatsApp;
                people::contacts::add(tx, &now(), reader, way, "0812-3456-7890", "", true)?;
                sending::resend(tx, &now(), &kinds, delivery)
            })
            .unwrap();
        assert_eq!(ways(store, reader), [(Some(Channel::WhatsApp), State::Waiting)]);
    });
}

#[test]
fn the_desk_notes_what_a_member_wants_with_who_said_so() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "0812-3456-7890", "");
        let choices = Choices { wanted: vec![], first: None, lang: None, said_by: String::new() };
        let unnamed = choices.clone();
        let refused = store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), reader, &unnamed));
        assert_eq!(key(refused.unwrap_err()), "wishes-need-who");
        let named = Choices { said_by: "Meiske, lewat telepon".into(), ..choices };
        store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), reader, &named)).unwrap();
        tell(store, Notice::new(HELLO, reader));
        assert_eq!(ways(store, reader), [(None, State::Missed)]);
        let history = store.read_blocking(move |tx| platform::audit::history(tx, reader, 5)).unwrap();
        let noted = history.iter().find(|one| one.action == "wishes.decided").unwrap();
        assert!(noted.detail.as_deref().unwrap().contains("lewat telepon"));
    });
}

#[test]
fn nothing_is_advertised_to_a_child() {
    on_both(SCHEMAS, |store| {
        let child = enter(
            store,
            Profile {
                name: "Gracia Lumi".into(),
                born: Some(date(2012, 5, 1)),
                email: "gracia@tomohon.example".into(),
                ..Profile::default()
            },
        );
        let choices = Choices {
            wanted: vec![(NEWS.name.into(), Channel::Email)],
            said_by: "Gracia".into(),
            ..Choices::default()
        };
        let refused = store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), child, &choices));
        assert_eq!(key(refused.unwrap_err()), "wishes-minor");
    });
}
