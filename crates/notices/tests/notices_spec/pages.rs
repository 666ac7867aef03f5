//! What people see and send, through the whole router.

use crate::common::{HELLO, kinds, lexicon, now, person};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::{Act, Id, Person, Timestamp};
use notices::{
    Channel, NEWS, Notice, State,
    queries::{self, Listed},
    wishes,
};
use platform::{
    accounts::{self, Password},
    permissions,
};
use store::Store;
use tower::ServiceExt;
use web::{App, Config, Module};

struct House {
    store: Store,
    router: Router,
    rt: tokio::runtime::Runtime,
}

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("identity", identity::MIGRATIONS),
];

fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::open(store)));
}

/// The act of the real clock: sessions are looked at by it.
fn today() -> Act {
    Act { at: Timestamp::now(), ..now() }
}

impl House {
    fn open(store: &Store) -> Self {
        let modules = || -> Vec<Module> {
            let mut notices = notices::module();
            notices.notices = &[NEWS, HELLO];
            vec![web::pages::module(), people::module(), notices, identity::module()]
        };
        let roles: Vec<_> = modules().iter().flat_map(|module| module.roles.iter().copied()).collect();
        store.write_blocking(move |tx| permissions::plant(tx, &roles)).unwrap();
        let (app, routes) =
            App::gather(store.clone(), lexicon(), now().zone, Config::default(), modules()).unwrap();
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = {
            let _entered = rt.enter();
            web::router(&app, routes)
        };
        Self { store: store.clone(), router, rt }
    }

    /// A session of somebody in the register with this role, or with none.
    fn enter(&self, person: Id<Person>, login: &'static str, roles: &'static [&'static str]) -> String {
        let token = self
            .store
            .write_blocking(move |tx| {
                accounts::open(tx, &today(), person, login, "Nama", Password::nobody())?;
                permissions::assign(tx, &today(), person, roles)?;
                accounts::sign_in(tx, &today(), person)
            })
            .unwrap();
        format!("sesi={}", token.to_hex())
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        self.rt.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            let bytes = to_bytes(response.into_body(), 8 << 20).await.unwrap();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    fn get(&self, path: &str, cookie: &str) -> String {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let (status, text) = self.ask(request);
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        text
    }

    fn post(&self, path: &str, cookie: &str, form: &'static str) -> (StatusCode, String) {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        self.ask(request)
    }

    fn tell(&self, notice: Notice) {
        self.store.write_blocking(move |tx| notices::send(tx, &now(), notice.clone())).unwrap();
    }

    fn waiting(&self, channel: Channel) -> Vec<Listed> {
        self.store.read_blocking(move |tx| queries::waiting(tx, channel, 10)).unwrap()
    }
}

#[test]
fn a_reader_sees_what_is_new_on_every_page_and_marks_it_read() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "");
        let session = house.enter(reader, "meiske", &[]);
        assert!(house.get("/saya/pesan", &session).contains("Belum ada pesan"));
        house.tell(Notice::new(HELLO, reader).link("/saya/pinjaman"));
        let page = house.get("/saya/pesan", &session);
        assert!(page.contains("Surat percobaan") && page.contains("Baru") && page.contains("/saya/pinjaman"));
        assert!(house.get("/tentang", &session).contains("<span class=\"cnt\">1"), "beside the name");
        let again = house.get("/saya/pesan", &session);
        assert!(again.contains("Baru"), "looking changes nothing");
        assert_eq!(house.post("/saya/pesan/baca", &session, "").0, StatusCode::SEE_OTHER);
        assert!(!house.get("/tentang", &session).contains("<span class=\"cnt\">"));
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
        assert!(house.get("/saya/pesan", &session).contains("Belum ada pesan"));
        house.post("/saya/pesan/baca", &session, "");
        assert_eq!(house.store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 1);
        let (status, _) = house.ask(
            Request::get("/staf/pesan").header(header::COOKIE, session.as_str()).body(Body::empty()).unwrap(),
        );
        assert_eq!(status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_reader_decides_by_a_form_and_sees_it_again() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "meiske@tomohon.example");
        let session = house.enter(reader, "meiske", &[]);
        let form = "dahulu=email&bahasa=en&notices.test=email&notices.test=inbox&bukan.jenis=email";
        assert_eq!(house.post("/saya/pesan/pilihan", &session, form).0, StatusCode::SEE_OTHER);
        house.tell(Notice::new(HELLO, reader));
        assert_eq!(house.waiting(Channel::Email).len(), 1);
        assert_eq!(house.waiting(Channel::WhatsApp).len(), 0);
        let page = house.get("/saya/pesan/pilihan", &session);
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
        assert!(house.get(&path, "").contains("Ya, berhenti"));
        assert!(wanted(&token), "looking ends nothing");
        // RFC 8058: no cookie, no Origin, no Sec-Fetch-Site.
        let click = || {
            Request::post(&path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("List-Unsubscribe=One-Click"))
                .unwrap()
        };
        assert_eq!(house.ask(click()).0, StatusCode::OK);
        assert!(!wanted(&token));
        assert_eq!(house.ask(click()).0, StatusCode::OK, "a second click is no error");
        let other = Request::post("/pesan/berhenti/tebakan").body(Body::empty()).unwrap();
        assert_eq!(house.ask(other).0, StatusCode::NOT_FOUND);
        let elsewhere = Request::post("/saya/pesan/baca").body(Body::empty()).unwrap();
        assert_eq!(house.ask(elsewhere).0, StatusCode::FORBIDDEN, "nothing else may be posted from anywhere");
    });
}

#[test]
fn a_colleague_sends_on_whatsapp_with_the_text_in_place() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske & Ruth", "0812-3456-7890", "");
        let colleague = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(colleague, "olivia", &["desk"]);
        house.tell(Notice::new(HELLO, reader));
        let page = house.get("/staf/pesan/whatsapp", &session);
        assert!(page.contains("https://wa.me/6281234567890?text=Halo%20Meiske%20%26%20Ruth%2C"), "{page}");
        let delivery = house.waiting(Channel::WhatsApp)[0].id;
        let (status, _) = house.post(&format!("/staf/pesan/{delivery}/terkirim"), &session, "");
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(house.get("/staf/pesan/whatsapp", &session).contains("Tidak ada yang menunggu"));
        let page = house.get("/staf/pesan?keadaan=sent", &session);
        assert!(page.contains("Meiske &#38; Ruth") && page.contains("Terkirim"));
        let (status, _) = house.post(&format!("/staf/pesan/{delivery}/batal"), &session, "");
        assert_eq!((status, house.waiting(Channel::WhatsApp).len()), (StatusCode::SEE_OTHER, 1));
    });
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
        let page = house.get("/staf/pesan/cetak/surat", &session);
        assert!(page.contains("Opa Jantje") && page.matches("class=\"letter\"").count() == 2);
        let ids: Vec<String> =
            house.waiting(Channel::Print).iter().map(|one| format!("id={}", one.id)).collect();
        let form: &'static str = Box::leak(ids.join("&").into_boxed_str());
        assert_eq!(house.post("/staf/pesan/cetak/selesai", &session, form).0, StatusCode::SEE_OTHER);
        assert_eq!(house.waiting(Channel::Print).len(), 0);
        let (status, _) = house.post("/staf/pesan/cetak/selesai", &session, form);
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
        let page = house.get("/staf/pesan?keadaan=missed", &session);
        assert!(page.contains("Tidak ada nomor, alamat, atau akun"));
        let asked = queries::Asked { state: Some(State::Missed), ..Default::default() };
        let missed = house.store.read_blocking(move |tx| queries::deliveries(tx, &asked, 1, 0)).unwrap();
        let path = format!("/staf/pesan/{}", missed[0].id);
        assert!(house.get(&path, &session).contains("Kirim lagi"));
        let (status, _) = house.post(&format!("{path}/ulangi"), &session, "");
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(house.waiting(Channel::Print).len(), 1, "the kind may go on paper now");
        assert!(
            house.get("/staf/pesan?orang=X-99999", &session).contains("Tidak ada anggota bernomor X-99999")
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
        assert!(house.get("/staf/pesan/kabar", &session).contains("1 orang meminta kabar"));
        let (status, page) = house.post("/staf/pesan/kabar", &session, "judul=&isi=&kunci=a");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Tulis judulnya.") && page.contains("Tulis isinya."));
        for _ in 0..2 {
            let form = "judul=Festival+Literasi&isi=Datanglah%21&kunci=a";
            assert_eq!(house.post("/staf/pesan/kabar", &session, form).0, StatusCode::SEE_OTHER);
        }
        assert_eq!(house.store.read_blocking(move |tx| queries::unread(tx, reader)).unwrap(), 1);
    });
}

#[test]
fn the_page_of_the_mail_server_says_how_to_set_one_up() {
    on_both(|house| {
        let head = person(&house.store, "Olivia Pangkey", "", "");
        let session = house.enter(head, "olivia", &["head"]);
        assert!(house.get("/staf/surel", &session).contains("MAPALUS_MAIL_PASSWORD"));
    });
}
