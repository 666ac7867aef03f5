//! What people see and send, through the whole router, without a browser.

use activities::{
    attendance::{self, Note},
    certificates,
    model::{Draft, Place, Source},
    planning, seats,
    sessions::{self, Plan},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use instruments::Purpose;
use jiff::{SignedDuration, ToSpan};
use kernel::{Act, Actor, TimeZone, Timestamp};
use platform::{
    accounts::{self, Password},
    files::Files,
    permissions,
};
use store::Store;
use tower::ServiceExt;
use trial::Database;
use ui::Lexicon;
use web::{App, Config};

use crate::{
    questions::questionnaire,
    town::{branch, workshop},
};

struct House {
    router: Router,
    store: Store,
    head: String,
    rt: tokio::runtime::Runtime,
    _kept: (Database, tempfile::TempDir),
}

struct Page {
    status: StatusCode,
    to: Option<String>,
    text: String,
}

fn real() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

impl House {
    fn new() -> Self {
        let (database, folder) = (Database::sqlite(), tempfile::tempdir().unwrap());
        let files = Files::open(folder.path()).unwrap();
        let store = database.open();
        store
            .migrate(vec![
                ("platform", platform::MIGRATIONS),
                ("people", people::MIGRATIONS),
                ("notices", notices::MIGRATIONS),
                ("identity", identity::MIGRATIONS),
                ("membership", membership::MIGRATIONS),
                ("instruments", instruments::MIGRATIONS),
                ("partners", partners::MIGRATIONS),
                ("funds", funds::MIGRATIONS),
                ("activities", activities::MIGRATIONS),
            ])
            .unwrap();
        let modules = || {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                membership::module(),
                instruments::module(),
                partners::module(&files),
                funds::module(&files),
                activities::module(&files),
            ]
        };
        let roles: Vec<_> = modules().iter().flat_map(|module| module.roles).copied().collect();
        store.write_blocking(move |tx| permissions::plant(tx, &roles)).unwrap();
        let texts = [
            ui::TEXTS,
            web::pages::TEXTS,
            people::TEXTS,
            notices::TEXTS,
            identity::TEXTS,
            membership::TEXTS,
            instruments::TEXTS,
            partners::TEXTS,
            funds::TEXTS,
            activities::TEXTS,
        ];
        let lexicon = Lexicon::new(&texts.concat()).unwrap().keep();
        let (app, routes) =
            App::gather(store.clone(), lexicon, real().zone, Config::default(), modules()).unwrap();
        let head = store
            .write_blocking(|tx| {
                branch(tx)?;
                let new = identity::staff::NewStaff {
                    name: "Olivia Pangkey".into(),
                    login: "olivia".into(),
                    password: Password::nobody().clone(),
                    roles: vec![permissions::Holding::everywhere("head")],
                };
                let account = identity::staff::appoint(tx, &real(), &new)?;
                accounts::sign_in(tx, &real(), account.person)
            })
            .unwrap();
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = rt.enter();
        let router = web::router(&app, routes);
        drop(entered);
        Self { router, store, head: head.to_hex(), rt, _kept: (database, folder) }
    }

    fn send(&self, request: Request<Body>) -> Page {
        let response: Response<Body> = self.rt.block_on(self.router.clone().oneshot(request)).unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = self.rt.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Page { status, to, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// As somebody; nobody has no session.
    fn get(&self, session: &str, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
        self.send(request.body(Body::empty()).unwrap())
    }

    fn post(&self, session: &str, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
    }

    /// A published workshop three days from now, with so many seats.
    fn workshop(&self, draft: Draft, seats: i64) -> activities::Activity {
        self.store
            .write_blocking(move |tx| {
                let act = real();
                let one = planning::draft(tx, &act, &draft)?;
                let starts_at = act.at + 72.hours();
                let plan = Plan {
                    title: String::new(),
                    starts_at,
                    ends_at: starts_at + SignedDuration::from_hours(2),
                    place: Place::Branch(branch(tx)?, "Ruang Lokon".into()),
                    track: String::new(),
                };
                sessions::add(tx, &act, one.id, &plan)?;
                seats::set(tx, &act, one.id, None, "", seats)?;
                planning::approve(tx, &act, one.id)?;
                planning::publish(tx, &act, one.id)?;
                planning::one(tx, one.id)
            })
            .unwrap()
    }
}

const NOBODY: &str = "";

/// What a hidden field of a form holds.
fn hidden(page: &str, name: &str) -> String {
    let sign = format!("name=\"{name}\" value=\"");
    let after = page.split(&sign).nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn an_activity_is_drafted_given_times_and_seats_approved_published_and_seen() {
    let house = House::new();
    let head = house.head.clone();
    assert_eq!(house.get(&head, "/staf/kegiatan").status, StatusCode::OK);
    let none = house.post(
        &head,
        "/staf/kegiatan/baru",
        "kind=workshop&audience=everybody&entry=whole&title=&summary=&largest=x",
    );
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house.post(
        &head,
        "/staf/kegiatan/baru",
        "kind=workshop&audience=everybody&entry=whole&title=Merangkai+krisan&summary=Belajar+merangkai.&listed=1&largest=2\
         &cancel_hours=12&threshold=0&access=step-free&access=terbang",
    );
    assert_eq!(made.to.as_deref(), Some("/staf/kegiatan/K-0001"));
    assert_eq!(house.get(NOBODY, "/kegiatan/K-0001").status, StatusCode::NOT_FOUND, "nobody sees a draft");
    let early = house.post(&head, "/staf/kegiatan/K-0001/terbit", "");
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("Belum ada sesi."), "{}", early.text);
    let wrong = "starts_day=31&starts_month=2&starts_year=2030&time=25&minutes=60&pattern=once&venue=branch";
    let wrong = house.post(&head, "/staf/kegiatan/K-0001/sesi", wrong);
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"25\""),
        "what was typed is kept"
    );
    let weekly = "starts_day=5&starts_month=8&starts_year=2030&time=15.30&minutes=60&pattern=weekly&until_day=28&until_month=8\
                  &until_year=2030&except=12/8/2030,19/8/2030&venue=branch&place=Ruang+Lokon&session_title=&track=";
    let added = house.post(&head, "/staf/kegiatan/K-0001/sesi", weekly);
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/kursi", "capacity=20").status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/setuju", "").status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/terbit", "").status, StatusCode::SEE_OTHER);
    let page = house.get(NOBODY, "/kegiatan/K-0001");
    assert!(
        page.status == StatusCode::OK
            && page.text.contains("Merangkai krisan")
            && page.text.contains("Tanpa anak tangga")
    );
    assert!(
        page.text.contains("\"@type\":\"Event\"") && page.text.contains("2030-08-26T15:30:00+08:00"),
        "{}",
        page.text
    );
    for view in ["agenda", "pekan", "bulan"] {
        let calendar = house.get(NOBODY, &format!("/kegiatan?tampil={view}&hari=2030-08-05"));
        assert!(calendar.text.contains("/kegiatan/K-0001"), "{view}");
    }
    assert!(!house.get(NOBODY, "/kegiatan?hari=2030-08-05&jenis=course").text.contains("/kegiatan/K-0001"));
}

#[test]
fn feeds_are_what_calendars_and_readers_expect() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let ical = house.get(NOBODY, "/kegiatan/kalender.ics?jenis=workshop");
    assert!(
        ical.text.starts_with("BEGIN:VCALENDAR\r\n") && ical.text.contains("TZID=Asia/Makassar"),
        "{}",
        ical.text
    );
    assert!(ical.text.contains("SEQUENCE:0\r\n") && ical.text.contains("STATUS:CONFIRMED"));
    let id = one.id;
    house.store.write_blocking(move |tx| planning::cancel(tx, &real(), id, "Hujan <abu>")).unwrap();
    let ical = house.get(NOBODY, &format!("/kegiatan/{}/kalender.ics", one.code));
    assert!(ical.text.contains("SEQUENCE:1\r\n") && ical.text.contains("STATUS:CANCELLED"));
    let atom = house.get(NOBODY, "/kegiatan/atom.xml");
    assert!(
        atom.text.starts_with("<?xml") && atom.text.contains("<entry>") && !atom.text.contains("<abu>"),
        "{}",
        atom.text
    );
}

#[test]
fn anybody_registers_in_two_steps_and_has_a_ticket_with_a_code() {
    let house = House::new();
    let one = house.workshop(workshop(), 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let first = house.get(NOBODY, &path);
    assert_eq!(first.status, StatusCode::OK);
    let pool = hidden(&first.text, "kelompok");
    let many = house.post(NOBODY, &path, &format!("kelompok={pool}&size=9"));
    assert!(
        many.status == StatusCode::UNPROCESSABLE_ENTITY && many.text.contains("1 sampai 4"),
        "{}",
        many.text
    );
    let held = house.post(NOBODY, &path, &format!("kelompok={pool}&size=2")).to.unwrap();
    let form = house.get(NOBODY, &held);
    assert!(form.text.contains("disimpan untuk Anda sampai"), "{}", form.text);
    let hold = hidden(&form.text, "pegang");
    // A stamp as the form gave it a minute ago: nobody types that fast.
    let cap = web::stamp::given(real().at - SignedDuration::from_mins(1));
    let send = |name: &str, rest: &str| {
        let data =
            format!("cap={cap}&situs=&pegang={hold}&kelompok={pool}&size=2&jenis=person&name={name}{rest}");
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    let lacking = send("", "&phone=12&needs=Kursi+roda");
    assert!(
        lacking.status == StatusCode::UNPROCESSABLE_ENTITY && lacking.text.contains("Kursi roda"),
        "{}",
        lacking.text
    );
    let robot = house.post(NOBODY, &format!("{path}/data"), &format!("situs=x&kelompok={pool}&size=1"));
    assert_eq!(robot.to, Some(format!("/kegiatan/{}", one.code)));
    let ticket = send("Meiske+Lumi", "&phone=&needs=").to.unwrap();
    assert_eq!(
        send("Meiske+Lumi", "&phone=&needs=").to.as_deref(),
        Some(ticket.as_str()),
        "a double click is one"
    );
    let page = house.get(NOBODY, &ticket);
    assert!(page.text.contains("Terkonfirmasi") && page.text.contains("class=\"qr\""), "{}", page.text);
    assert!(house.get(NOBODY, &format!("{ticket}/kalender.ics")).text.contains("BEGIN:VEVENT"));
    assert_eq!(house.get(NOBODY, "/tiket/0123456789abcdef0123456789abcdef").status, StatusCode::NOT_FOUND);
    let back = house.post(NOBODY, &format!("{ticket}/batal"), "");
    assert_eq!(back.to.as_deref(), Some(ticket.as_str()));
    assert!(house.get(NOBODY, &ticket).text.contains("Dikembalikan oleh pendaftar."));
}

#[test]
fn a_form_opened_before_the_last_seat_went_keeps_what_was_typed_and_offers_to_wait() {
    let house = House::new();
    let one = house.workshop(workshop(), 1);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let cap = |n: i64| web::stamp::given(real().at - SignedDuration::from_secs(60 + n));
    let send = |n: i64, name: &str, wait: &str| {
        let cap = cap(n);
        let data =
            format!("cap={cap}&pegang=&kelompok={pool}&size=1&jenis=person&name={name}&needs=Kursi{wait}");
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    assert_eq!(send(1, "Olivia", "").status, StatusCode::SEE_OTHER);
    let full = send(2, "Meiske", "");
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(full.text.contains("name=\"wait\"") && full.text.contains("value=\"Meiske\""), "{}", full.text);
    let ticket = send(3, "Meiske", "&wait=1").to.unwrap();
    assert!(house.get(NOBODY, &ticket).text.contains("urutan 1 dari 1"));
}

#[test]
fn an_activity_asks_its_own_questions_in_the_form_and_the_staff_reads_the_answers() {
    let house = House::new();
    let version = house.store.write_blocking(|tx| questionnaire(tx, Purpose::Registration)).unwrap();
    let one = house.workshop(Draft { instrument: Some(version), ..workshop() }, 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let held = house.post(NOBODY, &path, &format!("kelompok={pool}&size=1")).to.unwrap();
    let form = house.get(NOBODY, &held).text;
    assert!(form.contains("Perlu bantuan?") && !form.contains("Bantuan apa?"), "{form}");
    let (hold, asked) = (hidden(&form, "pegang"), hidden(&form, "asked"));
    let cap = web::stamp::given(real().at - SignedDuration::from_mins(1));
    let send = |asked: &str, rest: &str| {
        let data = format!(
            "cap={cap}&versi={version}&pegang={hold}&kelompok={pool}&size=1&jenis=person&name=Meiske+Lumi&asked={asked}{rest}"
        );
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    let more = send(&asked, "&q00=1&q02=Menulis");
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(more.text.contains("Bantuan apa?") && more.text.contains("Menulis"), "{}", more.text);
    let ticket = send(&hidden(&more.text, "asked"), "&q00=1&q01=Pendamping&q02=Menulis").to.unwrap();
    assert!(house.get(NOBODY, &ticket).text.contains("Terkonfirmasi"));
    let head = house.head.clone();
    let id = one.id;
    let line = house.store.read_blocking(move |tx| seats::lines(tx, id, None, (5, 0))).unwrap().remove(0);
    let page = house.get(&head, &format!("/staf/kegiatan/{}/peserta/{}", one.code, line.id));
    assert!(page.text.contains("Pendamping") && page.text.contains("Menulis"), "{}", page.text);
    // The form of what is planned knows which questions are asked, and keeps them.
    let edit = house.get(&head, &format!("/staf/kegiatan/{}/ubah", one.code)).text;
    assert!(edit.contains(&format!("value=\"{version}\" selected")), "{edit}");
}

#[test]
fn what_is_printed_comes_as_pdf_to_whom_it_concerns() {
    let house = House::new();
    let one = house.workshop(workshop(), 3);
    let session = crate::town::first_session(&house.store, one.id).id;
    let head = house.head.clone();
    for path in [
        format!("/staf/kegiatan/{}/poster.pdf", one.code),
        format!("/staf/kehadiran/{session}/daftar-hadir.pdf"),
    ] {
        let paper = house.get(&head, &path);
        assert!(paper.status == StatusCode::OK && paper.text.starts_with("%PDF-"), "{path}");
        assert_eq!(house.get(NOBODY, &path).status, StatusCode::SEE_OTHER, "{path}");
    }
    // Neither lines beside each other nor certificates: there is nothing to print.
    for path in
        [format!("/kegiatan/{}/acara.pdf", one.code), format!("/staf/kegiatan/{}/sertifikat.pdf", one.code)]
    {
        assert_eq!(house.get(&head, &path).status, StatusCode::NOT_FOUND, "{path}");
    }
    let id = one.id;
    house
        .store
        .write_blocking(move |tx| {
            for (track, hour) in [("Panggung", 4), ("Ruang", 4), ("Ruang", 4), ("", 6)] {
                let starts_at = real().at + SignedDuration::from_hours(24 * 5 + hour);
                let place = Place::Branch(branch(tx)?, "Ruang Lokon".into());
                let ends_at = starts_at + SignedDuration::from_mins(90);
                let plan =
                    Plan { title: format!("Sesi {track}"), starts_at, ends_at, place, track: track.into() };
                sessions::add(tx, &real(), id, &plan)?;
            }
            Ok(())
        })
        .unwrap();
    let programme = house.get(NOBODY, &format!("/kegiatan/{}/acara.pdf", one.code));
    assert!(programme.status == StatusCode::OK && programme.text.starts_with("%PDF-"));
    assert!(house.get(NOBODY, &format!("/kegiatan/{}", one.code)).text.contains("/acara.pdf"));
}

#[test]
fn a_certificate_is_printed_again_as_long_as_it_holds() {
    let house = House::new();
    let code = house
        .store
        .write_blocking(|tx| {
            let act = real().at(real().at - SignedDuration::from_hours(24 * 9));
            let draft = Draft { certified: true, threshold: 50, ..workshop() };
            let one = planning::draft(tx, &act, &draft)?;
            let starts_at = act.at + SignedDuration::from_hours(24);
            let place = Place::Branch(branch(tx)?, "Ruang Lokon".into());
            let ends_at = starts_at + SignedDuration::from_hours(2);
            let plan = Plan { title: String::new(), starts_at, ends_at, place, track: String::new() };
            let session = sessions::add(tx, &act, one.id, &plan)?;
            let pool = seats::set(tx, &act, one.id, None, "", 5)?;
            planning::approve(tx, &act, one.id)?;
            planning::publish(tx, &act, one.id)?;
            let made = seats::register(tx, &act, &crate::town::somebody("Meiske Lumi", pool, 1))?;
            let note = Note { id: kernel::Id::new(), session, at: starts_at, source: Source::Desk };
            attendance::check_in(tx, &act.at(starts_at), &note, made.id)?;
            certificates::issue(tx, &real(), made.id).map(|one| one.code)
        })
        .unwrap();
    let asked = house.get(NOBODY, &format!("/sertifikat/{code}"));
    let path = format!("/sertifikat/{code}/cetak");
    assert!(asked.text.contains(&path), "{}", asked.text);
    assert!(house.get(NOBODY, &path).text.starts_with("%PDF-"));
    let head = house.head.clone();
    assert!(house.get(&head, "/staf/kegiatan/K-0001/sertifikat.pdf").text.starts_with("%PDF-"));
    assert_eq!(house.get(NOBODY, "/sertifikat/0000-0000-0000-0000/cetak").status, StatusCode::NOT_FOUND);
    house.store.write_blocking(move |tx| certificates::revoke(tx, &real(), &code, "Salah orang")).unwrap();
    assert_eq!(house.get(NOBODY, &path).status, StatusCode::NOT_FOUND);
}

#[test]
fn the_door_lets_in_by_code_and_says_what_it_does_not_know() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let id = one.id;
    let made = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            seats::register(tx, &real(), &crate::town::somebody("Meiske Lumi", pool, 1))
        })
        .unwrap();
    let session = crate::town::first_session(&house.store, one.id).id;
    let path = format!("/staf/kehadiran/{session}");
    let head = house.head.clone();
    assert!(house.get(&head, &path).text.contains("Meiske Lumi"));
    let unknown = house.post(&head, &path, "kode=AAAA-BBBB");
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let noted = house.post(&head, &path, &format!("kode={}", made.code.to_lowercase()));
    assert_eq!(noted.to, Some(format!("{path}?kata=hadir&nama=Meiske%20Lumi")));
    let again = house.post(&head, &path, &format!("kode=https://contoh.example/tiket/{}", made.secret));
    assert_eq!(again.to, Some(format!("{path}?kata=lagi&nama=Meiske%20Lumi")));
    assert_eq!(
        house.post(&head, &format!("{path}/datang"), "name=Rike&phone=").status,
        StatusCode::SEE_OTHER
    );
    let counted =
        house.post(&head, &format!("{path}/hitung"), "female-child=12&male-child=&unknown-unknown=3");
    assert_eq!(counted.to, Some(format!("{path}?kata=hadir&nama=15")));
    let page = house.get(&head, &path);
    assert!(page.text.contains("17"), "one with a seat, one who came, fifteen counted: {}", page.text);
    assert_eq!(house.get(NOBODY, &path).status, StatusCode::SEE_OTHER, "nobody without an account");
    let list = house.get(&head, &format!("/staf/kegiatan/{}/peserta", one.code));
    assert!(list.text.contains("Meiske Lumi"));
    let one_of = format!("/staf/kegiatan/{}/peserta/{}", one.code, made.id);
    assert_eq!(house.get(&head, &one_of).status, StatusCode::OK);
    let taken = house.post(&head, &format!("{one_of}/batal"), "reason=");
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_certificate_is_asked_for_by_anybody_and_a_guess_finds_nothing() {
    let house = House::new();
    let blank = house.get(NOBODY, "/sertifikat");
    assert!(blank.status == StatusCode::OK && !blank.text.contains("Tidak ditemukan"));
    assert!(house.get(NOBODY, "/sertifikat/0000-0000-0000-0000").text.contains("Tidak ditemukan"));
}

#[test]
fn a_programme_is_opened_changed_and_copied() {
    let house = House::new();
    let head = house.head.clone();
    let form = "title=Literasi+keluarga&purpose=Membaca&themes=literasi,+keluarga&owner=&since_day=1&since_month=1&since_year=2026\
                &until_day=31&until_month=12&until_year=2026";
    let made = house.post(&head, "/staf/program/baru", form);
    assert_eq!(made.to.as_deref(), Some("/staf/program/G-001"), "{}", made.text);
    assert_eq!(house.post(&head, "/staf/program/baru", "title=").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(house.get(&head, "/staf/program/G-001").text.contains("Literasi keluarga"));
    assert_eq!(house.post(&head, "/staf/program/G-001", form).status, StatusCode::SEE_OTHER);
    let copied = house.post(&head, "/staf/program/G-001/salin", "");
    assert_eq!(copied.to.as_deref(), Some("/staf/program/G-002"));
    assert!(house.get(&head, "/staf/program").text.contains("G-002"));
}

#[test]
fn the_calendar_may_stand_within_other_sites_and_no_other_page_may() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let policy = |path: &str| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = house.rt.block_on(house.router.clone().oneshot(request)).unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.headers()["content-security-policy"].to_str().unwrap().to_owned()
    };
    let embedded = policy("/kegiatan/sematan?jenis=workshop");
    assert!(embedded.contains("frame-ancestors *") && embedded.contains("form-action 'none'"), "{embedded}");
    for path in ["/kegiatan".to_owned(), format!("/kegiatan/{}", one.code)] {
        assert!(policy(&path).contains("frame-ancestors 'none'"), "{path}");
    }
    let page = house.get(&house.head, "/kegiatan/sematan");
    assert!(
        page.text.contains(&format!("/kegiatan/{}", one.code)) && !page.text.contains("<form"),
        "{}",
        page.text
    );
    let offered = house.get(NOBODY, "/kegiatan?jenis=workshop");
    assert!(offered.text.contains("/kegiatan/sematan?jenis=workshop"), "{}", offered.text);
}

#[test]
fn a_learner_hands_in_by_their_ticket_and_the_staff_assess_it() {
    let house = House::new();
    let head = house.head.clone();
    let one = house.workshop(Draft { certified: true, largest: 1, ..workshop() }, 3);
    let base = format!("/staf/kegiatan/{}/tugas", one.code);
    let wrong = house.post(&head, &base, "assignment=&task=x&due_day=31&due_month=2&due_year=2030");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = house.post(&head, &base, "assignment=Surat&task=Tulis+surat.&required=1");
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
    let id = one.id;
    let ticket = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?.remove(0).id;
            seats::register(tx, &real(), &seats::New::of("satu".into(), pool, 1, "Meiske"))
        })
        .unwrap();
    let shown = house.get(NOBODY, &format!("/tiket/{}", ticket.secret));
    let path = shown.text.split("href=\"").find(|rest| rest.contains("/tugas/")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let send = |said: &str| {
        let request = Request::post(&path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        house.send(request.body(Body::from(format!("{}--b--\r\n", part("said", said)))).unwrap())
    };
    assert_eq!(send("").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send("Kepada Ani").status, StatusCode::SEE_OTHER);
    assert!(house.get(NOBODY, &path).text.contains("Kepada Ani"));
    let list = house.get(&head, &base).text;
    let handed = list.split("href=\"").find(|rest| rest.starts_with(&format!("{base}/"))).unwrap();
    let handed = handed.split('"').next().unwrap().to_owned();
    assert_eq!(house.post(&head, &handed, "feedback=Bagus").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.post(&head, &handed, "passed=yes&feedback=Bagus").status, StatusCode::SEE_OTHER);
    let judged = house.get(NOBODY, &path).text;
    assert!(judged.contains("Bagus") && !judged.contains("<textarea"), "{judged}");
    let other = path.replace(&ticket.secret, "0".repeat(32).as_str());
    assert_eq!(house.get(NOBODY, &other).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_programme_says_what_it_costs_and_what_it_brings_about() {
    let house = House::new();
    let head = house.head.clone();
    let days = "since_day=1&since_month=1&since_year=2030&until_day=31&until_month=12&until_year=2030";
    let made = house.post(&head, "/staf/program/baru", &format!("title=Membaca&purpose=Untuk+semua&{days}"));
    let path = made.to.unwrap();
    let wrong = house.post(&head, &format!("{path}/anggaran"), "cost=Honor&amount=banyak&fund=");
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"banyak\""),
        "what was typed is kept"
    );
    for (to, form) in [
        ("anggaran", "cost=Honor&amount=Rp1.500.000&fund="),
        (
            "kerangka",
            "level=outcome&aim=Keluarga+membaca&measure=Survei&source=&baseline=34&target=45&assumption=",
        ),
    ] {
        assert_eq!(house.post(&head, &format!("{path}/{to}"), form).status, StatusCode::SEE_OTHER, "{to}");
    }
    let page = house.get(&head, &path).text;
    assert!(page.contains("Rp1.500.000") && page.contains("target 45"), "{page}");
    let take = |mark: &str| {
        let start = page.find(&format!("{path}/{mark}/")).unwrap();
        page[start..].split('"').next().unwrap().to_owned()
    };
    for action in [take("anggaran"), take("kerangka")] {
        assert_eq!(house.post(&head, &action, "").status, StatusCode::SEE_OTHER, "{action}");
    }
    assert!(!house.get(&head, &path).text.contains("Rp1.500.000"));
}
