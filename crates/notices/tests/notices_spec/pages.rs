//! What people see and send, through the whole router.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::{Id, Person};
use notices::{
    Channel, NEWS, Notice, State,
    queries::{self, Listed},
    wishes,
};
use platform::looks::{self, Sight};

use crate::{
    common::{HELLO, kinds, now, person},
    house::{House, on_both},
};

#[test]
fn a_reader_sees_what_is_new_on_every_page_and_marks_it_read() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "");
        let session = house.enter(reader, "meiske", &[]);
        assert!(house.read("/saya/pesan", &session).contains("Belum ada pesan"));
        house.tell(Notice::new(HELLO, reader).link("/saya/pinjaman"));
        let page = house.read("/saya/pesan", &session);
        assert!(page.contains("Surat percobaan") && page.contains("Baru") && page.contains("/saya/pinjaman"));
        assert!(house.read("/tentang", &session).contains("<span class=\"cnt\">1"), "beside the name");
        let again = house.read("/saya/pesan", &session);
        assert!(again.contains("Baru"), "looking changes nothing");
        assert_eq!(house.send("/saya/pesan/baca", &session, "").0, StatusCode::SEE_OTHER);
        assert!(!house.read("/tentang", &session).contains("<span class=\"cnt\">"));
    });
}

#[test]
fn nobody_reads_or_marks_anothers_messages() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "");
        let other = person(&house.store, "Ruth Wowor", "", "");
        house.enter(reader, "meiske", &[]);
        let session = house.enter(other, "ruth", &[]);
        house.tell(Notice::new(HELLO, reader));
        assert!(house.read("/saya/pesan", &session).contains("Belum ada pesan"));
        house.send("/saya/pesan/baca", &session, "");
        assert_eq!(house.store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 1);
        assert_eq!(house.get(&session, "/staf/pesan").status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_reader_decides_by_a_form_and_sees_it_again() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "meiske@tomohon.example");
        let session = house.enter(reader, "meiske", &[]);
        let form = "dahulu=email&bahasa=en&notices.test=email&notices.test=inbox&bukan.jenis=email";
        assert_eq!(house.send("/saya/pesan/pilihan", &session, form).0, StatusCode::SEE_OTHER);
        house.tell(Notice::new(HELLO, reader));
        assert_eq!(house.waiting(Channel::Email).len(), 1);
        assert_eq!(house.waiting(Channel::WhatsApp).len(), 0);
        let page = house.read("/saya/pesan/pilihan", &session);
        let checked = |value: &str| {
            let at = page.find(&format!("name=\"notices.test\" value=\"{value}\"")).unwrap();
            page[at..].split('>').next().unwrap().contains("checked")
        };
        assert_eq!(["email", "inbox", "whatsapp", "print"].map(checked), [true, true, false, false]);
    });
}

#[test]
fn a_link_in_a_letter_ends_news_by_a_button_or_by_a_mail_programs_one_click_and_never_by_looking() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "meiske@tomohon.example");
        house.enter(reader, "meiske", &[]);
        let choices = wishes::Choices {
            wanted: vec![(NEWS.name.into(), Channel::Inbox)],
            said_by: "Meiske".into(),
            ..Default::default()
        };
        house.store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), reader, &choices)).unwrap();
        let (token,): (String,) = house
            .store
            .read_blocking(move |tx| {
                tx.one(
                    store::sql!("SELECT token FROM notice_wish WHERE person = ?1 AND wanted"),
                    store::vals![reader],
                )
            })
            .unwrap();
        let wanted = |token: &str| {
            let token = token.to_owned();
            house.store.read_blocking(move |tx| wishes::by_token(tx, &token)).unwrap().unwrap().wanted
        };
        let path = wishes::path_of(&token);
        assert!(house.read(&path, "").contains("Ya, berhenti"));
        assert!(wanted(&token), "looking ends nothing");
        // RFC 8058: no cookie, no Origin, no Sec-Fetch-Site.
        let click = || {
            Request::post(&path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("List-Unsubscribe=One-Click"))
                .unwrap()
        };
        assert_eq!(house.ask(click()).status, StatusCode::OK);
        assert!(!wanted(&token));
        assert_eq!(house.ask(click()).status, StatusCode::OK, "a second click is no error");
        let other = Request::post("/pesan/berhenti/tebakan").body(Body::empty()).unwrap();
        assert_eq!(house.ask(other).status, StatusCode::NOT_FOUND);
        let elsewhere = Request::post("/saya/pesan/baca").body(Body::empty()).unwrap();
        assert_eq!(
            house.ask(elsewhere).status,
            StatusCode::FORBIDDEN,
            "nothing else may be posted from anywhere"
        );
    });
}

#[test]
fn a_colleague_sends_on_whatsapp_with_the_text_in_place() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske & Ruth", "0812-3456-7890", "");
        let colleague = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(colleague, "olivia", &["desk"]);
        house.tell(Notice::new(HELLO, reader));
        let page = house.read("/staf/pesan/whatsapp", &session);
        assert!(page.contains("https://wa.me/6281234567890?text=Halo%20Meiske%20%26%20Ruth%2C"), "{page}");
        let delivery = house.waiting(Channel::WhatsApp)[0].id;
        let (status, _) = house.send(&format!("/staf/pesan/{delivery}/terkirim"), &session, "");
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(house.read("/staf/pesan/whatsapp", &session).contains("Tidak ada yang menunggu"));
        let page = house.read("/staf/pesan?keadaan=sent", &session);
        assert!(page.contains("Meiske &#38; Ruth") && page.contains("Terkirim"));
        let (status, _) = house.send(&format!("/staf/pesan/{delivery}/batal"), &session, "");
        assert_eq!((status, house.waiting(Channel::WhatsApp).len()), (StatusCode::SEE_OTHER, 1));
    });
}

/// The kinds of things of this person that were looked at today.
fn looks_at(house: &House, person: Id<Person>) -> Vec<Sight> {
    // The lines are written beside the answer.
    let mut looks = Vec::new();
    for _ in 0..500 {
        looks = house.store.read_blocking(move |tx| looks::at(tx, person, 10)).unwrap();
        if !looks.is_empty() {
            break;
        }
        house.runtime().block_on(async { tokio::time::sleep(Duration::from_millis(2)).await });
    }
    looks.into_iter().map(|look| look.what).collect()
}

#[test]
fn whoever_reads_what_was_told_to_somebody_has_looked_at_them_on_every_page_that_shows_it() {
    type Address = fn(Id<Person>, &Listed) -> String;
    let pages: [(Address, Sight); 6] = [
        (|_, _| "/staf/pesan".to_owned(), Sight::List),
        (|_, one| format!("/staf/pesan/{}", one.id), Sight::Messages),
        (|_, _| "/staf/pesan/whatsapp".to_owned(), Sight::Messages),
        (|_, _| "/staf/pesan/cetak".to_owned(), Sight::List),
        (|_, _| "/staf/pesan/cetak/surat".to_owned(), Sight::Messages),
        (|person, _| format!("/staf/pesan/pilihan/{person}"), Sight::Messages),
    ];
    for (page, sight) in pages {
        on_both(|house| {
            let colleague = person(&house.store, "Olivia Pangkey", "", "");
            let session = house.enter(colleague, "olivia", &["desk"]);
            let phone = person(&house.store, "Meiske Lumi", "0812-3456-7890", "");
            let paper = person(&house.store, "Opa Jantje", "", "");
            house.tell(Notice::new(HELLO, phone));
            house.tell(Notice::new(HELLO, paper));
            let [by_phone, by_paper] =
                [Channel::WhatsApp, Channel::Print].map(|way| house.waiting(way).remove(0));
            let (reader, listed) = match page(paper, &by_paper).contains("/cetak") {
                true => (paper, by_paper),
                false => (phone, by_phone),
            };
            assert_eq!(house.store.read_blocking(move |tx| looks::at(tx, reader, 10)).unwrap(), []);
            let path = page(reader, &listed);
            house.read(&path, &session);
            assert_eq!(looks_at(house, reader), [sight], "{path}");
        });
    }
}

#[test]
fn letters_are_printed_a_sheet_each_and_marked_together() {
    on_both(|house| {
        let colleague = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(colleague, "olivia", &["desk"]);
        for name in ["Opa Jantje", "Oma Ruth"] {
            let reader = person(&house.store, name, "", "");
            house.tell(Notice::new(HELLO, reader));
        }
        let page = house.read("/staf/pesan/cetak/surat", &session);
        assert!(page.contains("Opa Jantje") && page.matches("class=\"letter\"").count() == 2);
        let ids: Vec<String> =
            house.waiting(Channel::Print).iter().map(|one| format!("id={}", one.id)).collect();
        let form = ids.join("&");
        assert_eq!(house.send("/staf/pesan/cetak/selesai", &session, &form).0, StatusCode::SEE_OTHER);
        assert_eq!(house.waiting(Channel::Print).len(), 0);
        let (status, _) = house.send("/staf/pesan/cetak/selesai", &session, &form);
        assert_eq!(status, StatusCode::CONFLICT, "what was sent is not sent again");
    });
}

#[test]
fn the_staff_see_why_a_message_was_missed_and_send_it_again() {
    on_both(|house| {
        let colleague = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(colleague, "olivia", &["desk"]);
        let reader = person(&house.store, "Meiske Lumi", "", "");
        let kind = notices::NoticeKind { channels: &[Channel::WhatsApp], ..HELLO };
        house.tell(Notice::new(kind, reader));
        let page = house.read("/staf/pesan?keadaan=missed", &session);
        assert!(page.contains("Tidak ada nomor, alamat, atau akun"));
        let asked = queries::Asked { state: Some(State::Missed), ..Default::default() };
        let missed = house.store.read_blocking(move |tx| queries::deliveries(tx, &asked, 1, 0)).unwrap();
        let path = format!("/staf/pesan/{}", missed[0].id);
        assert!(house.read(&path, &session).contains("Kirim lagi"));
        let (status, _) = house.send(&format!("{path}/ulangi"), &session, "");
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(house.waiting(Channel::Print).len(), 1, "the kind may go on paper now");
        assert!(
            house.read("/staf/pesan?orang=X-99999", &session).contains("Tidak ada anggota bernomor X-99999")
        );
    });
}

#[test]
fn news_are_written_once_for_whoever_has_asked_for_them() {
    on_both(|house| {
        let head = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(head, "olivia", &["head"]);
        let reader = person(&house.store, "Meiske Lumi", "", "");
        house.enter(reader, "meiske", &[]);
        let choices = wishes::Choices {
            wanted: vec![(NEWS.name.into(), Channel::Inbox)],
            said_by: "Meiske".into(),
            ..Default::default()
        };
        house.store.write_blocking(move |tx| wishes::decide(tx, &now(), &kinds(), reader, &choices)).unwrap();
        assert!(house.read("/staf/pesan/kabar", &session).contains("1 orang meminta kabar"));
        let (status, page) = house.send("/staf/pesan/kabar", &session, "judul=&isi=&kunci=a");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Tulis judulnya.") && page.contains("Tulis isinya."));
        for _ in 0..2 {
            let form = "judul=Festival+Literasi&isi=Datanglah%21&kunci=a";
            assert_eq!(house.send("/staf/pesan/kabar", &session, form).0, StatusCode::SEE_OTHER);
        }
        assert_eq!(house.store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 1);
    });
}

#[test]
fn the_page_of_the_mail_server_says_how_to_set_one_up() {
    on_both(|house| {
        let head = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(head, "olivia", &["head"]);
        assert!(house.read("/staf/surel", &session).contains("MAPALUS_MAIL_PASSWORD"));
    });
}
