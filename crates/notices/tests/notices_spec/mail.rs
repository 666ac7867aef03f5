//! Letters over a real connection to a real (small) mail server, read by an independent MIME parser.

use crate::common::{Came, HELLO, Mood, SCHEMAS, Sink, account, kinds, mailer_at, now, office, person};
use kernel::{Act, Id, Person};
use mail_parser::{HeaderValue, MessageParser};
use notices::{
    Channel, Delivery, NEWS, Notice, State, addresses,
    queries::{self, Listed},
    sending, wishes,
};
use platform::jobs;
use store::{Error, Store};
use trial::on_both;

fn tell(store: &Store, to: Id<Person>) {
    store.write_blocking(move |tx| notices::send(tx, &now(), Notice::new(HELLO, to))).unwrap();
}

fn of(store: &Store, to: Id<Person>) -> Vec<Listed> {
    let asked = queries::Asked { person: Some(to), ..queries::Asked::default() };
    let mut found = store.read_blocking(move |tx| queries::deliveries(tx, &asked, 50, 0)).unwrap();
    found.sort_by_key(|one| one.id);
    found
}

fn by_email(store: &Store, to: Id<Person>) -> Listed {
    of(store, to).into_iter().find(|one| one.channel == Some(Channel::Email)).unwrap()
}

/// Every job of this kind that waits.
fn waiting(store: &Store, kind: &'static str) -> Vec<String> {
    let all = store.read_blocking(|tx| jobs::list(tx, jobs::State::Waiting, 100)).unwrap();
    all.into_iter().filter(|job| job.kind == kind).map(|job| job.payload).collect()
}

fn confirmed_reader(store: &Store) -> Id<Person> {
    let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
    let choices = wishes::Choices {
        wanted: vec![(NEWS.name.into(), Channel::Email)],
        said_by: "Meiske, di meja".into(),
        ..Default::default()
    };
    store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), reader, &choices)).unwrap();
    reader
}

fn code_in(letter: &Came) -> String {
    let parsed = MessageParser::default().parse(letter.raw.as_bytes()).unwrap();
    parsed.subject().unwrap().rsplit(' ').next().unwrap().to_owned()
}

fn link_in(letter: &Came) -> String {
    let parsed = MessageParser::default().parse(letter.raw.as_bytes()).unwrap();
    let text = parsed.body_text(0).unwrap().into_owned();
    let line = text.lines().find(|line| line.contains("/alamat/")).unwrap();
    line.rsplit('/').next().unwrap().trim().to_owned()
}

fn proof_of(store: &Store) -> Id<addresses::Proof> {
    serde_json::from_str(waiting(store, "notices.proof").last().unwrap()).unwrap()
}

#[test]
fn a_letter_arrives_as_text_and_html_with_names_in_any_script_and_a_stable_id() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let reader = person(store, "Žofia “Zo” Lumi-Wénas", "", "Zofia@Tomohon.example");
        tell(store, reader);
        let delivery = by_email(store, reader);
        assert_eq!((delivery.state, waiting(store, "notices.mail").len()), (State::Waiting, 1));
        office(Some(sink.mailer())).mail(store, &now(), delivery.id).unwrap();
        let letters = sink.letters();
        assert_eq!(letters.len(), 1);
        assert!(letters[0].from.starts_with("<pustaka@tomohon.example>"), "{}", letters[0].from);
        assert!(letters[0].to.starts_with("<zofia@tomohon.example>"), "{}", letters[0].to);
        let parsed = MessageParser::default().parse(letters[0].raw.as_bytes()).unwrap();
        assert_eq!(parsed.subject(), Some("Surat percobaan"));
        let to = parsed.to().unwrap().first().unwrap();
        assert_eq!(to.name(), Some("Žofia “Zo” Lumi-Wénas"));
        let id = format!("pesan.{}@tomohon.example", delivery.id.uuid().simple());
        assert_eq!(parsed.message_id(), Some(id.as_str()));
        let text = parsed.body_text(0).unwrap();
        assert!(text.contains("Halo Žofia “Zo” Lumi-Wénas,") && text.contains("Salam,"), "{text}");
        let html = parsed.body_html(0).unwrap();
        assert!(html.contains("<h1") && html.contains("Žofia"), "{html}");
        for remote in ["src=", "url(", "@import", "<link", "<script"] {
            assert!(!html.contains(remote), "nothing is loaded from elsewhere: {remote}");
        }
        assert!(parsed.header("List-Unsubscribe").is_none(), "a service message has nothing to end");
        assert!(
            matches!(parsed.header("Auto-Submitted"), Some(HeaderValue::Text(t)) if t == "auto-generated")
        );
        assert_eq!(by_email(store, reader).state, State::Sent);
    });
}

#[test]
fn a_delivery_is_handed_over_once_however_often_its_job_runs() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        tell(store, reader);
        let (delivery, office) = (by_email(store, reader).id, office(Some(sink.mailer())));
        for _ in 0..3 {
            office.mail(store, &now(), delivery).unwrap();
        }
        assert_eq!(sink.letters().len(), 1);
    });
}

#[test]
fn a_letter_whose_answer_was_lost_goes_again_under_the_same_id() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        tell(store, reader);
        let delivery = by_email(store, reader).id;
        // The program dies between the letter and its own commit.
        sink.be(Mood::BreakAfterLetter);
        assert!(office(Some(sink.mailer())).mail(store, &now(), delivery).is_err());
        assert_eq!(by_email(store, reader).state, State::Waiting);
        sink.be(Mood::Good);
        office(Some(sink.mailer())).mail(store, &now(), delivery).unwrap();
        let ids: Vec<_> = sink
            .letters()
            .iter()
            .map(|letter| {
                let parsed = MessageParser::default().parse(letter.raw.as_bytes()).unwrap();
                parsed.message_id().unwrap().to_owned()
            })
            .collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
        assert_eq!((by_email(store, reader).state, by_email(store, reader).attempts), (State::Sent, 2));
    });
}

#[test]
fn a_server_that_is_away_or_busy_is_tried_again_and_given_up_after_the_last_attempt() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        tell(store, reader);
        let delivery = by_email(store, reader).id;
        // Nobody listens on the port of a listener that is gone.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        assert!(office(Some(mailer_at(port))).mail(store, &now(), delivery).is_err());
        let sink = Sink::open();
        sink.be(Mood::Busy);
        let office = office(Some(sink.mailer()));
        for _ in 1..jobs::ATTEMPTS - 1 {
            let error = office.mail(store, &now(), delivery).unwrap_err();
            assert!(matches!(&error, Error::Engine(_)) && error.to_string().contains("451"), "{error}");
        }
        assert_eq!(by_email(store, reader).state, State::Waiting);
        office.mail(store, &now(), delivery).unwrap();
        let failed = by_email(store, reader);
        assert_eq!((failed.state, failed.attempts), (State::Failed, jobs::ATTEMPTS));
        assert!(failed.reason.unwrap().contains("451"));
    });
}

#[test]
fn an_address_the_server_refuses_fails_at_once_with_its_words_and_the_message_goes_on_by_paper() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        sink.be(Mood::Refuse);
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        tell(store, reader);
        office(Some(sink.mailer())).mail(store, &now(), by_email(store, reader).id).unwrap();
        let ways: Vec<_> = of(store, reader).into_iter().map(|one| (one.channel, one.state)).collect();
        assert_eq!(ways, [(Some(Channel::Email), State::Failed), (Some(Channel::Print), State::Waiting)]);
        assert!(by_email(store, reader).reason.unwrap().contains("No such user here"));
    });
}

#[test]
fn without_a_mail_server_a_letter_is_missed_and_says_why() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "", "meiske@tomohon.example");
        account(store, reader, "meiske");
        tell(store, reader);
        office(None).mail(store, &now(), by_email(store, reader).id).unwrap();
        let missed = by_email(store, reader);
        assert_eq!((missed.state, missed.reason.as_deref()), (State::Missed, Some("no-server")));
        let again = missed.id;
        store.write_blocking(move |tx| sending::resend(tx, &now(), &kinds(), again)).unwrap();
        assert_eq!(by_email(store, reader).state, State::Waiting);
    });
}

#[test]
fn news_carry_a_one_click_end_and_do_not_go_to_whoever_has_used_it() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let office = office(Some(sink.mailer()));
        let reader = confirmed_reader(store);
        let news = move || Notice::new(NEWS, reader).with("subject", "Festival").with("text", "Datanglah.");
        store.write_blocking(move |tx| notices::send(tx, &now(), news())).unwrap();
        assert_eq!(of(store, reader)[0].state, State::Missed, "nothing before it is confirmed");
        office.proof(store, &now(), proof_of(store)).unwrap();
        let link = link_in(&sink.letters()[0]);
        store.write_blocking(move |tx| addresses::show_link(tx, &now(), &link)).unwrap();
        for _ in 0..2 {
            store.write_blocking(move |tx| notices::send(tx, &now(), news())).unwrap();
        }
        let letters: Vec<Id<Delivery>> = waiting(store, "notices.mail")
            .iter()
            .map(|payload| serde_json::from_str(payload).unwrap())
            .collect();
        office.mail(store, &now(), letters[0]).unwrap();
        let letter = sink.letters().pop().unwrap();
        let header = letter.raw.lines().find(|line| line.starts_with("List-Unsubscribe:")).unwrap();
        let token = header.rsplit('/').next().unwrap().trim_end_matches('>').to_owned();
        assert!(header.contains("<https://pustaka.tomohon.example/pesan/berhenti/"), "{header}");
        assert!(letter.raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", letter.raw);
        store.write_blocking(move |tx| wishes::stop(tx, &now(), &token)).unwrap();
        office.mail(store, &now(), letters[1]).unwrap();
        assert_eq!(sink.letters().len(), 2, "the code and the first news");
        let reasons: Vec<_> = of(store, reader).into_iter().filter_map(|one| one.reason).collect();
        assert_eq!(reasons, ["not-wanted", "not-wanted"]);
    });
}

fn asked(
    store: &Store,
    act: &Act,
    reader: Id<Person>,
    address: &'static str,
) -> Result<Id<addresses::Proof>, Error> {
    let act = act.clone();
    store.write_blocking(move |tx| {
        let ask = addresses::Ask { address, purpose: addresses::OWN, party: Some(reader) };
        addresses::ask(tx, &act, &ask)
    })
}

#[test]
fn an_address_is_shown_by_the_code_that_came_there_and_only_once() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let reader = person(store, "Meiske Lumi", "0812-3456-7890", "");
        let proof = asked(store, &now(), reader, "Meiske@Sekolah.example").unwrap();
        office(Some(sink.mailer())).proof(store, &now(), proof).unwrap();
        let code = code_in(&sink.letters()[0]);
        assert_eq!(code.len(), 6);
        let show =
            |code: String| store.write_blocking(move |tx| addresses::show_code(tx, &now(), proof, &code));
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert_eq!(show(wrong.to_owned()).unwrap(), addresses::Outcome::Wrong(4));
        assert!(matches!(show(code.clone()).unwrap(), addresses::Outcome::Shown(_)));
        assert_eq!(show(code).unwrap(), addresses::Outcome::Void);
        let (shown, known) = store
            .read_blocking(move |tx| {
                let shown = addresses::is_shown(tx, reader, "meiske@sekolah.example")?;
                Ok((shown, people::contacts::of(tx, reader)?))
            })
            .unwrap();
        assert!(shown && known.iter().any(|one| one.value == "meiske@sekolah.example"));
    });
}

#[test]
fn a_code_is_worthless_after_five_wrong_ones_and_after_an_hour() {
    on_both(SCHEMAS, |store| {
        let sink = Sink::open();
        let office = office(Some(sink.mailer()));
        let reader = person(store, "Meiske Lumi", "", "");
        let proof = asked(store, &now(), reader, "meiske@sekolah.example").unwrap();
        office.proof(store, &now(), proof).unwrap();
        let code = code_in(&sink.letters()[0]);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let show = |proof, code: String, at: &'static str| {
            store.write_blocking(move |tx| addresses::show_code(tx, &trial::act(at), proof, &code)).unwrap()
        };
        for left in (0..5).rev() {
            assert_eq!(show(proof, wrong.to_owned(), "2026-08-05T09:31"), addresses::Outcome::Wrong(left));
        }
        assert_eq!(show(proof, code, "2026-08-05T09:31"), addresses::Outcome::Void);
        let proof = asked(store, &now(), reader, "meiske@sekolah.example").unwrap();
        office.proof(store, &now(), proof).unwrap();
        let code = code_in(&sink.letters()[1]);
        assert_eq!(show(proof, code, "2026-08-05T10:31"), addresses::Outcome::Void);
    });
}

#[test]
fn an_address_is_not_flooded_with_codes() {
    on_both(SCHEMAS, |store| {
        let reader = person(store, "Meiske Lumi", "", "");
        for _ in 0..3 {
            asked(store, &now(), reader, "meiske@sekolah.example").unwrap();
        }
        let refused = asked(store, &now(), reader, "meiske@sekolah.example").unwrap_err();
        assert!(matches!(&refused, Error::Refused(no) if no.reasons[0].message.key == "proof-too-often"));
        asked(store, &trial::act("2026-08-05T10:31"), reader, "meiske@sekolah.example").unwrap();
        let wrong = asked(store, &now(), reader, "bukan alamat").unwrap_err();
        assert!(
            matches!(&wrong, Error::Refused(no) if no.reasons[0].message.key == "member-email-unreadable")
        );
    });
}
