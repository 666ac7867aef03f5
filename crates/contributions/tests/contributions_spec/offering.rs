//! What people see and send, through the whole router, without a browser.

use std::sync::Arc;

use crate::town::write;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use contributions::{
    Kind,
    giving::{self, Recording},
    offers,
};
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
use web::{App, Config, stamp};

struct House {
    router: Router,
    store: Store,
    head: String,
    treasurer: String,
    rt: tokio::runtime::Runtime,
    _kept: (Database, tempfile::TempDir),
}

struct Page {
    status: StatusCode,
    to: Option<String>,
    kind: String,
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
        store.migrate(crate::town::SCHEMAS.to_vec()).unwrap();
        crate::town::open_branch(&store);
        let index = Arc::new(catalogue::Index::in_memory().unwrap());
        let modules = || {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                membership::module(),
                partners::module(&files),
                catalogue::module(&index, &files),
                funds::module(&files),
                assets::module(&files),
                contributions::module(&files),
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
            partners::TEXTS,
            catalogue::TEXTS,
            funds::TEXTS,
            assets::TEXTS,
            contributions::TEXTS,
        ];
        let lexicon = Lexicon::new(&texts.concat()).unwrap().keep();
        let (app, routes) =
            App::gather(store.clone(), lexicon, real().zone, Config::default(), modules()).unwrap();
        let appointed = |name: &'static str, login: &'static str, role: &'static str| {
            let session = store.write_blocking(move |tx| {
                let new = identity::staff::NewStaff {
                    name: name.into(),
                    login: login.into(),
                    password: Password::nobody().clone(),
                    roles: vec![permissions::Holding::everywhere(role)],
                };
                let account = identity::staff::appoint(tx, &real(), &new)?;
                accounts::sign_in(tx, &real(), account.person)
            });
            session.unwrap().to_hex()
        };
        let head = appointed("Olivia Pangkey", "olivia", "head");
        let treasurer = appointed("Ventje Tular", "ventje", "treasurer");
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = rt.enter();
        let router = web::router(&app, routes);
        drop(entered);
        Self { router, store, head, treasurer, rt, _kept: (database, folder) }
    }

    fn send(&self, request: Request<Body>) -> Page {
        let response: Response<Body> = self.rt.block_on(self.router.clone().oneshot(request)).unwrap();
        let status = response.status();
        let text = |name| response.headers().get(name).map(|to| to.to_str().unwrap().to_owned());
        let (to, kind) = (text(header::LOCATION), text(header::CONTENT_TYPE).unwrap_or_default());
        let bytes = self.rt.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Page { status, to, kind, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={}", self.head));
        self.send(request.body(Body::empty()).unwrap())
    }

    fn post(&self, path: &str, form: &str) -> Page {
        self.post_as(&self.head, path, form)
    }

    fn post_as(&self, session: &str, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
    }

    fn upload(&self, session: &str, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--tepi\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend(format!("{head}{value}\r\n").bytes());
        }
        let head =
            format!("--tepi\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"x\"\r\n\r\n", file.0);
        body.extend(head.bytes());
        body.extend(file.1);
        body.extend(b"\r\n--tepi--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=tepi");
        self.send(request.body(Body::from(body)).unwrap())
    }

    /// A stranger offers books, as a person would who took half a minute.
    fn offer(&self, fields: &[(&str, &str)], photo: &[u8]) -> Page {
        let cap = stamp::given(Timestamp::now() - jiff::SignedDuration::from_secs(30));
        let all = [&[("cap", cap.as_str())], fields].concat();
        self.upload("", "/hadiah-buku", &all, ("photo", photo))
    }
}

const OFFER: [(&str, &str); 5] = [
    ("titles", "Laskar Pelangi\r\nBumi Manusia"),
    ("pieces", "40"),
    ("way", "bring"),
    ("name", "Meiske Contoh"),
    ("phone", "0812-0000-0001"),
];

fn picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(60, 40).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn an_offer_of_a_stranger_becomes_a_copy_on_the_shelf_with_its_source() {
    let house = House::new();
    let sent = house.offer(&OFFER, &picture());
    assert!(sent.status == StatusCode::OK && sent.text.contains("T-"), "{}: {}", sent.status, sent.text);
    let code = house.store.read_blocking(|tx| offers::list(tx, true, (9, 0))).unwrap().0[0].code.clone();
    let page = house.get(&format!("/staf/tawaran/{code}"));
    assert!(page.text.contains("Bumi Manusia") && page.text.contains("0812-0000-0001"), "{}", page.text);
    assert_eq!(house.get(&format!("/staf/tawaran/{code}/foto")).kind, "image/jpeg");
    let branch = crate::town::branch(&house.store);
    let answered = house.post(
        &format!("/staf/tawaran/{code}"),
        &format!("said=accept&branch={branch}&to=&answer=Silakan+datang."),
    );
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
    let given = house.store.read_blocking(|tx| giving::page(tx, &giving::Filter::default(), (9, 0))).unwrap();
    let base = format!("/staf/kontribusi/{}", given[0].code);
    let today = real().today();
    let day = format!(
        "received_day={}&received_month={}&received_year={}",
        today.day(),
        today.month(),
        today.year()
    );
    assert_eq!(
        house.post(&format!("{base}/terima"), &format!("amount=38&{day}")).status,
        StatusCode::SEE_OTHER
    );
    let zero = house.upload(
        &house.head,
        &format!("{base}/nilai"),
        &[("value", "0"), ("method", "market"), ("basis", "Harga toko")],
        ("proof", b""),
    );
    assert!(zero.status == StatusCode::UNPROCESSABLE_ENTITY && zero.text.contains("lebih dari nol"));
    let worth = [("value", "1.710.000"), ("method", "market"), ("basis", "Harga toko")];
    let valued = house.upload(&house.head, &format!("{base}/nilai"), &worth, ("proof", b""));
    assert_eq!(valued.status, StatusCode::SEE_OTHER, "{}", valued.text);
    for step in ["setuju", "catat", "ucapan"] {
        assert_eq!(house.post(&format!("{base}/{step}"), "").status, StatusCode::SEE_OTHER, "{step}");
    }
    for paper in ["berita-acara", "ucapan"] {
        assert_eq!(house.get(&format!("{base}/{paper}")).kind, "application/pdf", "{paper}");
    }
    let page = house.get(&base);
    assert!(page.text.contains("/staf/aksesi/A-") && page.text.contains("001/BAST/"), "{}", page.text);

    let shelf = format!("/staf/aksesi/A-{}-001", today.year());
    let asked = house.post(&shelf, "kode=9786020324784%0D%0A&token=1&jumlah=1");
    let question = asked.to.expect("an unknown book is asked about");
    assert!(house.get(&question).text.contains("belum ada di katalog"));
    let draft = "kode=&token=2&jumlah=3&isbn=9786020324784&judul=Bumi+manusia&pengarang=Toer";
    assert_eq!(house.post(&shelf, draft).to.as_deref(), Some(shelf.as_str()));
    for (code, said) in [
        ("8992753100101", "nomor barang toko"),
        ("9786020324785", "Angka terakhir"),
        ("buku", "bukan ISBN"),
        ("%25TERBANG", "tidak dikenal"),
    ] {
        let refused = house.post(&shelf, &format!("kode={code}&token=x{code}&jumlah=1"));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(refused.text.contains(said), "{code}: {}", refused.text);
    }
    let another = house.post(&shelf, "kode=9786020324784&token=3&jumlah=1");
    assert_eq!(another.status, StatusCode::SEE_OTHER, "{}", another.text);
    assert_eq!(house.post(&shelf, "kode=%25BATAL&token=4").status, StatusCode::SEE_OTHER);
    let fewer = house.post(&shelf, "kode=%25SELESAI&token=5");
    assert!(fewer.status == StatusCode::UNPROCESSABLE_ENTITY && fewer.text.contains("Masih kurang 35"));
    let why = "kode=%25SELESAI&token=6&kurang=Selebihnya+rusak";
    assert_eq!(house.post(&shelf, why).status, StatusCode::SEE_OTHER);
    let done = house.get(&shelf);
    assert!(done.text.contains("3 dari 38") && done.text.contains("Selebihnya rusak"), "{}", done.text);
    let given = house.get("/staf/kontribusi?jenis=books&keadaan=acknowledged");
    assert!(given.text.contains("Meiske Contoh"));
    let report = house.get(&format!("/staf/kontribusi/pemberi/{}", giver(&house)));
    assert!(report.text.contains("3 buku dari 1 judul"), "{}", report.text);
    let paper = house.get(&format!("/staf/kontribusi/pemberi/{}/laporan", giver(&house)));
    assert_eq!(paper.kind, "application/pdf");
}

/// The page of a box of two given books.
fn a_box_of_two(house: &House) -> String {
    let new = crate::town::gift(&house.store, Kind::Books, None);
    let id = crate::town::accepted(&house.store, &new, 2, &crate::town::market(90_001));
    let one =
        write(&house.store, move |tx| giving::record(tx, &crate::town::now(), id, &Recording::default()))
            .unwrap();
    let batch = one.batch.unwrap();
    let batch = house.store.read_blocking(move |tx| catalogue::accession::by_id(tx, batch)).unwrap();
    format!("/staf/aksesi/{}", batch.code)
}

#[test]
fn a_book_in_question_is_not_lost_when_the_next_one_is_scanned() {
    let house = House::new();
    let shelf = a_box_of_two(&house);
    let next = house.post(&shelf, "kode=9786020324784&token=1&isbn=9789793062792");
    assert_eq!(next.to.as_deref(), Some(format!("{shelf}?isbn=9786020324784").as_str()), "{}", next.text);
    let page = house.get(&shelf);
    assert!(page.text.contains("1 dari 2") && page.text.contains("9789793062792"), "{}", page.text);
    let end = house.post(&shelf, "kode=%25SELESAI&token=2&isbn=9786020324784");
    assert_eq!(
        end.status,
        StatusCode::SEE_OTHER,
        "what was in question was the last of the two: {}",
        end.text
    );
    assert!(house.get(&shelf).text.contains("Rp90.001"), "the copies are worth what the paper says");
}

#[test]
fn more_than_the_paper_says_is_taken_with_a_reason_and_a_scan_is_taken_back_as_a_whole() {
    let house = House::new();
    let shelf = a_box_of_two(&house);
    let many = "kode=&token=1&baru=1&judul=Krisan&tindakan=ya&jumlah=200";
    let refused = house.post(&shelf, many);
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("menyebut 2 buku"));
    let why = "kode=&token=2&baru=1&judul=Krisan&tindakan=ya&jumlah=5&lebih=Tiga+ikut+diselipkan";
    assert_eq!(house.post(&shelf, why).status, StatusCode::SEE_OTHER);
    let page = house.get(&shelf);
    assert!(page.text.contains("5 dari 2") && page.text.contains("Tiga ikut diselipkan"), "{}", page.text);
    assert_eq!(house.post(&shelf, "kode=%25BATAL&token=3").status, StatusCode::SEE_OTHER);
    assert!(house.get(&shelf).text.contains("0 dari 2"));
}

fn giver(house: &House) -> kernel::Id<kernel::Person> {
    let all = house.store.read_blocking(|tx| giving::page(tx, &giving::Filter::default(), (9, 0)));
    all.unwrap()[0].party.unwrap()
}

#[test]
fn an_offer_that_says_too_little_or_comes_with_no_picture_keeps_what_was_typed() {
    let house = House::new();
    let mut fields = OFFER;
    fields[1].1 = "banyak";
    fields[4].1 = "";
    let refused = house.offer(&fields, b"this is no picture");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Bumi Manusia", "dengan angka", "nomor telepon atau surel", "JPEG"] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert_eq!(house.store.read_blocking(offers::waiting_count).unwrap(), 0);
}

#[test]
fn a_program_that_fills_in_what_nobody_sees_is_not_heard() {
    let house = House::new();
    let sent = house.offer(&[&OFFER[..], &[("situs", "http://x")]].concat(), b"");
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.text.contains("Bumi Manusia"));
    let hurried = [("cap", stamp::given(Timestamp::now()))];
    let hurried: Vec<_> = hurried.iter().map(|(a, b)| (*a, b.as_str())).chain(OFFER).collect();
    let refused = house.upload("", "/hadiah-buku", &hurried, ("photo", b""));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.store.read_blocking(offers::waiting_count).unwrap(), 0);
}

#[test]
fn an_offer_is_sent_on_or_declined_with_words_the_giver_reads() {
    let house = House::new();
    for n in 1..=2 {
        house.offer(&[&OFFER[..4], &[("phone", format!("0812-0000-000{n}").as_str())]].concat(), b"");
    }
    let (waiting, _) = house.store.read_blocking(|tx| offers::list(tx, true, (9, 0))).unwrap();
    let path = |n: usize| format!("/staf/tawaran/{}", waiting[n].code);
    let nothing = house.post(&path(0), "said=decline&answer=");
    assert!(
        nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.text.contains("pemberi membacanya")
    );
    let nobody = house.post(&path(0), "said=redirect&to=&answer=");
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent_on = house.post(&path(0), "said=redirect&to=SD+Contoh+Kakaskasen&answer=Mereka+menunggu.");
    assert_eq!(sent_on.status, StatusCode::SEE_OTHER);
    let declined = house.post(&path(1), "said=decline&answer=Sudah+kami+punya.");
    assert_eq!(declined.status, StatusCode::SEE_OTHER);
    let again = house.post(&path(1), "said=decline&answer=Sudah.");
    assert!(again.text.contains("baru saja dijawab"), "{}", again.text);
    let told = house
        .store
        .read_blocking(|tx| tx.one::<(i64,)>(store::sql!("SELECT count(*) FROM notice"), store::vals![]));
    assert_eq!(told.unwrap().0, 2);
    assert!(house.get(&path(0)).text.contains("SD Contoh Kakaskasen"));
}

#[test]
fn the_picture_of_an_offer_that_came_to_nothing_is_forgotten_with_it_unless_somebody_else_keeps_it() {
    let house = House::new();
    house.offer(&OFFER, &picture());
    let mut other = OFFER;
    other[4].1 = "0812-0000-0002";
    house.offer(&other, &picture());
    let (waiting, _) = house.store.read_blocking(|tx| offers::list(tx, true, (9, 0))).unwrap();
    let photo = waiting[0].photo.clone().unwrap();
    assert_eq!(waiting[1].photo.as_ref(), Some(&photo), "the same picture is kept once");
    let is_known = || {
        let photo = photo.clone();
        house.store.read_blocking(move |tx| platform::files::described(tx, &photo)).unwrap().is_some()
    };
    for (offer, known) in waiting.iter().zip([true, false]) {
        let said = house.post(&format!("/staf/tawaran/{}", offer.code), "said=decline&answer=Sudah+punya.");
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
        let later = Act { at: Timestamp::now() + jiff::SignedDuration::from_hours(24 * 100), ..real() };
        write(&house.store, move |tx| offers::forget(tx, &later)).unwrap();
        assert_eq!(is_known(), known);
    }
}

#[test]
fn the_staff_enter_a_gift_that_came_and_every_page_of_it_is_drawn() {
    let house = House::new();
    let branch = crate::town::branch(&house.store);
    for path in
        ["/staf/kontribusi", "/staf/kontribusi/baru?cari=olivia", "/staf/tawaran?semua=1", "/staf/aksesi"]
    {
        assert_eq!(house.get(path).status, StatusCode::OK, "{path}");
    }
    let form = format!(
        "form=f1&giver=&name=Hamba+Allah&phone=&named=1&direction=in&kind=money&about=Sudut+baca&amount=Rp500.000\
         &here=yes&received_day=1&received_month=6&received_year=2026&purpose=Bacaan+anak&branch={branch}"
    );
    let made = house.post("/staf/kontribusi/baru", &form);
    let base = made.to.expect("entered");
    let worth = [("value", "500.000"), ("method", "nominal")];
    let valued = house.upload(&house.head, &format!("{base}/nilai"), &worth, ("proof", b""));
    assert_eq!(valued.status, StatusCode::SEE_OTHER, "{}", valued.text);
    let wrong =
        house.upload(&house.head, &format!("{base}/berkas"), &[("title", "")], ("file", b"MZ\x00\x01"));
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("hanya PDF"),
        "{}",
        wrong.text
    );
    let kept =
        house.upload(&house.head, &format!("{base}/berkas"), &[("title", "BAST")], ("file", b"%PDF-1.7 x"));
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&format!("{base}/setuju"), "").status, StatusCode::SEE_OTHER);
    let keeps = |step: &str, form: &str| house.post_as(&house.treasurer, &format!("{base}/{step}"), form);
    let nowhere = keeps("catat", "fund=");
    assert!(nowhere.status == StatusCode::UNPROCESSABLE_ENTITY && nowhere.text.contains("Pilih dananya"));
    let fund = format!("fund={}", crate::town::fund(&house.store, "bacaan anak"));
    let head = house.post(&format!("{base}/catat"), &fund);
    assert_eq!(head.status, StatusCode::FORBIDDEN, "who decides on money does not post it");
    assert!(house.get(&base).text.contains("dibukukan oleh bendahara"));
    assert_eq!(keeps("catat", &fund).status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&format!("{base}/batal"), "reason=Salah").status, StatusCode::FORBIDDEN);
    let unsaid = keeps("batal", "reason=");
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let public = house.get("/pemberi");
    assert!(public.text.contains("Hamba Allah") && public.text.contains("Rp500.000"), "{}", public.text);
    assert_eq!(keeps("batal", "reason=Salah").status, StatusCode::SEE_OTHER);
    assert!(!house.get("/pemberi").text.contains("Hamba Allah"));
    let page = house.get(&base);
    assert!(page.text.contains("Dibatalkan") && page.text.contains("BAST"));
    let back = house.store.read_blocking(|tx| giving::page(tx, &giving::Filter::default(), (9, 0))).unwrap();
    let back = back.iter().find(|one| one.reverses.is_some()).unwrap();
    assert_eq!(house.get(&format!("/staf/kontribusi/{}/berita-acara", back.code)).kind, "application/pdf");
    assert_eq!(house.get("/saya/hadiah").status, StatusCode::OK);
    crate::town::sound(&house.store);
}

#[test]
fn a_giver_is_forgotten_and_the_gift_stays() {
    let house = House::new();
    let giver = crate::town::citizen(&house.store, "Meiske Contoh");
    let id = crate::town::accepted(
        &house.store,
        &crate::town::gift(&house.store, Kind::Books, Some(giver)),
        2,
        &crate::town::market(90_000),
    );
    write(&house.store, move |tx| giving::record(tx, &crate::town::now(), id, &Recording::default()))
        .unwrap();
    let (folder, index) = (tempfile::tempdir().unwrap(), Arc::new(catalogue::Index::in_memory().unwrap()));
    let files = Files::at(folder.path());
    for holding in
        [contributions::module(&files).holdings, catalogue::module(&index, &files).holdings].concat()
    {
        let told = house.store.read_blocking(move |tx| (holding.tell)(tx, giver)).unwrap();
        assert!(told.iter().all(|row| row.len() == holding.fields.len()), "{}", holding.name);
        write(&house.store, move |tx| (holding.erase)(tx, &crate::town::now(), giver)).unwrap();
    }
    let left = house.store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
    assert_eq!((left.party, left.name.as_str(), left.amount), (None, "—", Some(2)));
    let batch = left.batch.unwrap();
    let batch = house.store.read_blocking(move |tx| catalogue::accession::by_id(tx, batch)).unwrap();
    assert_eq!((batch.party, batch.name.as_str()), (None, "—"));
}
