//! What the desk and its neighbours send, through the whole router, without a browser.

use crate::common::{SCHEMAS, Town};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use circulation::{FAST_ADD, LEND, OVERRIDE, RULES};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use membership::Member;
use platform::{
    accounts::{self, Password},
    library::Branch,
    permissions::{self, Holding},
};
use tower::ServiceExt;
use trial::Database;
use ui::Lexicon;
use web::{App, Config};

struct House {
    town: Town,
    router: Router,
    runtime: tokio::runtime::Runtime,
    _kept: Database,
}

/// An answer, read.
struct Page {
    status: StatusCode,
    to: String,
    text: String,
}

impl Page {
    /// The page says each of these, in this order.
    #[track_caller]
    fn says(&self, words: &[&str]) {
        let mut rest = self.text.as_str();
        for word in words {
            let at = rest.find(word).unwrap_or_else(|| panic!("{word:?} is not said in {}", self.text));
            rest = &rest[at + word.len()..];
        }
    }
}

fn act() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

impl House {
    fn new() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let town = Town::build(&store);
        let lexicon = Lexicon::new(
            &[
                ui::TEXTS,
                web::pages::TEXTS,
                people::TEXTS,
                catalogue::TEXTS,
                membership::TEXTS,
                circulation::TEXTS,
            ]
            .concat(),
        )
        .unwrap();
        let modules =
            vec![web::pages::module(), people::module(), membership::module(), circulation::module()];
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = runtime.enter();
        let (app, routes) =
            App::gather(store, lexicon.keep(), act().zone, Config::default(), modules).unwrap();
        let router = web::router(&app, routes);
        drop(entered);
        Self { town, router, runtime, _kept: database }
    }

    /// A session of somebody who may do this.
    fn session(&self, login: &'static str, may: &'static [&'static str]) -> String {
        self.session_of(Id::new(), login, may)
    }

    /// A session of somebody who may do this at one branch.
    fn session_at(&self, branch: Id<Branch>, login: &'static str, may: &'static [&'static str]) -> String {
        let person = Id::new();
        let session = self.session_of(person, login, may);
        let held = Holding { role: login.to_owned(), branch: Some(branch) };
        self.town
            .write(move |tx| permissions::hold(tx, &act(), person, std::slice::from_ref(&held)))
            .unwrap();
        session
    }

    fn session_of(&self, person: Id<Person>, login: &'static str, may: &'static [&'static str]) -> String {
        let begun = self.town.write(move |tx| {
            accounts::open(
                tx,
                &act(),
                person,
                login,
                "Deisy Rondonuwu",
                &Password::hash("kenari-teduh-482")?,
            )?;
            if !may.is_empty() {
                permissions::define(tx, &act(), login, may)?;
                permissions::assign(tx, &act(), person, &[login])?;
            }
            accounts::sign_in(tx, &act(), person)
        });
        begun.unwrap().to_hex()
    }

    fn ask(&self, request: Request<Body>) -> Page {
        let response = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = self.runtime.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Page { status, to: to.unwrap_or_default(), text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn get(&self, session: &str, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
        self.ask(request.body(Body::empty()).unwrap())
    }

    fn post(&self, session: &str, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
    }

    /// What the desk's page is drawn for now.
    fn seen(&self, session: &str) -> String {
        entry_of(&self.get(session, "/staf/meja"), "transaksi")
    }

    /// A scan on a page of this.
    fn send(&self, session: &str, mode: &str, seen: &str, code: &str) -> Page {
        let code = ui::page::query_value(code);
        self.post(session, "/staf/meja", &format!("mode={mode}&transaksi={seen}&kode={code}"))
    }

    /// A scan, and the page it leads to.
    fn scan(&self, session: &str, code: &str) -> Page {
        let answer = self.send(session, "pinjam", &self.seen(session), code);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.get(session, &answer.to)
    }

    fn maria(&self) -> Member {
        self.town.member("Maria Wowor", "dewasa")
    }
}

const CLERK: &[&str] = &[LEND.0];
const HEAD: &[&str] = &[LEND.0, OVERRIDE.0, RULES.0];

/// Ids and times differ from run to run; a page must not be judged by them.
fn entry_of(page: &Page, name: &str) -> String {
    let at = page.text.find(&format!("name=\"{name}\" value=\"")).unwrap();
    page.text[at..].split('"').nth(3).unwrap().to_owned()
}

#[test]
fn a_loan_is_made_with_two_scans_and_shown_in_verdict_log_and_panel() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.get(&clerk, "/staf/meja").says(&[
        "Pindai kartu anggota",
        "autofocus",
        "data-scan",
        "Belum ada anggota",
    ]);
    house.scan(&clerk, &maria.code).says(&["Pindai buku untuk Maria Wowor", "Anggota di meja"]);
    let page = house.scan(&clerk, &format!("{}\r\n", book.barcode));
    page.says(&[
        "class=\"verdict ok\" role=\"status\"",
        "Dipinjamkan",
        "<b>Laskar Pelangi</b>",
        &book.barcode,
        "kembali",
    ]);
    page.says(&[
        "class=\"log\"",
        "1 buku berhasil",
        "Dipinjamkan",
        "Batalkan<span class=\"vh\"> Laskar Pelangi",
    ]);
    page.says(&[
        "class=\"ava ddc-1\"",
        "MW",
        "Maria Wowor",
        "1 <small>/ 6</small>",
        "Sedang dipinjam",
        "Baru saja",
    ]);
}

#[test]
fn an_undo_button_takes_the_loan_back() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, &maria.code);
    let page = house.scan(&clerk, &book.barcode);
    let entry = entry_of(&page, "entry");
    let answer = house.post(&clerk, "/staf/meja/batal", &format!("mode=pinjam&entry={entry}"));
    assert_eq!(answer.to, "/staf/meja?mode=pinjam");
    house.get(&clerk, &answer.to).says(&[
        "Dibatalkan",
        "Semuanya kembali seperti sebelumnya.",
        "0 buku berhasil",
    ]);
    assert_eq!(house.town.copy_now(&book).due, None);
}

#[test]
fn the_verdict_tells_which_entry_was_taken_back_by_scanner() {
    let house = House::new();
    let (clerk, maria) = (house.session("deisy", CLERK), house.maria());
    let older = house.town.copy("Laskar Pelangi", "umum");
    let newer = house.town.copy("Bumi Manusia", "umum");
    for code in [&maria.code, &older.barcode, &newer.barcode] {
        house.scan(&clerk, code);
    }
    for title in ["Bumi Manusia", "Laskar Pelangi"] {
        let page = house.scan(&clerk, "%BATAL");
        let (before, _) = page.text.split_once("Semuanya kembali seperti sebelumnya.").unwrap();
        let (_, verdict) = before.rsplit_once("Dibatalkan").unwrap();
        assert!(verdict.contains(title), "{verdict}");
    }
}

#[test]
fn a_question_offers_the_safe_answer_first_and_the_override_only_to_those_who_may() {
    let house = House::new();
    let (clerk, head) = (house.session("deisy", CLERK), house.session("olga", HEAD));
    let (maria, book) = (house.maria(), house.town.copy("Kamus Besar", "rujukan"));
    house.scan(&clerk, &maria.code);
    let asked = house.scan(&clerk, &book.barcode);
    asked.says(&[
        "verdict warn\" role=\"alert\"",
        "Hanya dibaca di tempat",
        "Belum dipinjamkan.",
        "panggil petugas",
        "data-key=\"Alt T\"",
    ]);
    assert!(!asked.text.contains("value=\"ya\""), "a clerk is offered no override");
    // A forged yes is stopped at the server.
    house.post(&clerk, "/staf/meja", "mode=pinjam&jawab=ya");
    assert_eq!(house.town.copy_now(&book).due, None);

    house.scan(&head, &maria.code);
    let asked = house.scan(&head, &book.barcode);
    asked.says(&["data-key=\"Alt T\"", "data-key=\"Alt Y\""]);
    let question = entry_of(&asked, "pertanyaan");
    let answer = house.post(&head, "/staf/meja", &format!("mode=pinjam&jawab=ya&pertanyaan={question}"));
    house.get(&head, &answer.to).says(&["verdict ok", "keputusan ini dicatat"]);
    assert!(house.town.copy_now(&book).due.is_some());
}

#[test]
fn a_yes_to_another_question_than_the_open_one_does_nothing() {
    let house = House::new();
    let (head, maria, book) =
        (house.session("olga", HEAD), house.maria(), house.town.copy("Kamus Besar", "rujukan"));
    house.scan(&head, &maria.code);
    house.scan(&head, &book.barcode);
    house.post(&head, "/staf/meja", &format!("mode=pinjam&jawab=ya&pertanyaan={}", Id::<()>::new()));
    assert_eq!(house.town.copy_now(&book).due, None);
}

#[test]
fn a_scan_after_the_session_has_ended_is_kept_and_not_done() {
    let house = House::new();
    let book = house.town.copy("Laskar Pelangi", "umum");
    let answer = house.post("", "/staf/meja", &format!("mode=kembali&kode={}", book.barcode));
    let kept = format!("/staf/meja?mode=kembali&pindai={}", book.barcode);
    assert_eq!(answer.to, format!("/masuk?return={}", ui::page::query_value(&kept)));
    let clerk = house.session("deisy", CLERK);
    let waiting = format!("value=\"{}\"", book.barcode);
    house.get(&clerk, &kept).says(&["name=\"kode\"", &waiting, "Pindaian tersimpan", "tekan Enter"]);
    let member = house.session("maria", &[]);
    assert_eq!(house.post(&member, "/staf/meja", "kode=1").status, StatusCode::FORBIDDEN);
}

#[test]
fn foreign_codes_say_what_they_are_and_what_to_scan_instead() {
    let house = House::new();
    let (clerk, book) = (house.session("deisy", CLERK), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, "8991002123458").says(&[
        "Kode tidak dikenal: 8991002123458",
        "kode toko (EAN)",
        "Cari judul",
    ]);
    house.scan(&clerk, "9789793062792").says(&["Ini ISBN", "name=\"kode\" value", &book.barcode]);
    house.scan(&clerk, "<script>").says(&["Kode tidak dikenal: &#60;script&#62;"]);
}

#[test]
fn a_member_of_whom_something_is_to_be_said_is_announced_so() {
    let house = House::new();
    let clerk = house.session("deisy", CLERK);
    let gone = house.town.member_until("Ferry Mamahit", "dewasa", Some("2026-08-31".parse().unwrap()));
    house.scan(&clerk, &gone.code).says(&[
        "verdict warn",
        "Keanggotaan habis",
        "31 Agustus 2026",
        "badge bad",
        "Habis Agu 2026",
    ]);
}

#[test]
fn a_name_that_several_have_offers_them() {
    let house = House::new();
    let (clerk, maria) = (house.session("deisy", CLERK), house.maria());
    house.town.member("Maria Lumi", "dewasa");
    house.scan(&clerk, "maria").says(&["Ada beberapa anggota", "Maria"]);
    house.scan(&clerk, &maria.code).says(&["Pindai buku untuk Maria Wowor"]);
}

#[test]
fn the_receipt_lists_what_was_done_and_goes_on_with_the_next_scan() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, &maria.code);
    house.scan(&clerk, &book.barcode);
    let answer = house.send(&clerk, "pinjam", &house.seen(&clerk), "%SELESAI");
    assert!(answer.to.starts_with("/staf/meja/struk/"), "{}", answer.to);
    let receipt = house.get(&clerk, &answer.to);
    receipt.says(&[
        "action=\"/staf/meja\"",
        "autofocus",
        "roll-80",
        "Maria Wowor",
        "Laskar Pelangi",
        "kembali",
        "1 buku",
    ]);
    house.get(&clerk, "/staf/meja").says(&["Pindai kartu anggota"]);
}

#[test]
fn a_tab_left_behind_says_in_red_whom_the_desk_serves_now_and_lends_to_nobody() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let ferry = house.town.member("Ferry Mamahit", "dewasa");
    house.scan(&clerk, &maria.code);
    let left_behind = house.seen(&clerk);
    house.scan(&clerk, &ferry.code);
    for text in [book.barcode.as_str(), "%SELESAI"] {
        let answer = house.send(&clerk, "pinjam", &left_behind, text);
        house.get(&clerk, &answer.to).says(&[
            "class=\"verdict bad\"",
            "Tidak dilakukan",
            text,
            "Meja ini sekarang melayani Ferry Mamahit.",
            "tidak ada yang dilakukan",
        ]);
    }
    for button in ["/staf/meja/selesai", "/staf/meja/ganti"] {
        let answer = house.post(&clerk, button, &format!("mode=pinjam&transaksi={left_behind}"));
        house.get(&clerk, &answer.to).says(&["Meja ini sekarang melayani Ferry Mamahit.", "Ferry Mamahit"]);
    }
    assert_eq!(house.town.copy_now(&book).due, None);
    house.scan(&clerk, &book.barcode).says(&["verdict ok", "Dipinjamkan", "Ferry Mamahit"]);
}

#[test]
fn a_slip_of_returns_is_called_so_and_the_next_scan_takes_back_too() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.town.lend(&act(), &maria, &book).unwrap();
    house.send(&clerk, "kembali", "", &book.barcode);
    let answer = house.send(&clerk, "kembali", &house.seen(&clerk), "%SELESAI");
    let receipt = house.get(&clerk, &answer.to);
    receipt.says(&[
        "href=\"/staf/meja?mode=kembali\"",
        "name=\"mode\" value=\"kembali\"",
        "<h1>Bukti pengembalian</h1>",
        "Laskar Pelangi",
        "Dikembalikan",
    ]);
    assert!(!receipt.text.contains("Maria Wowor"), "a slip of returns has no name");
    // Letting a member go keeps the mode as well.
    house.send(&clerk, "kembali", "", &maria.code);
    let gone =
        house.post(&clerk, "/staf/meja/ganti", &format!("mode=kembali&transaksi={}", house.seen(&clerk)));
    assert_eq!(gone.to, "/staf/meja?mode=kembali");
}

#[test]
fn every_command_has_a_printed_card() {
    let house = House::new();
    let clerk = house.session("deisy", CLERK);
    house.get(&clerk, "/staf/meja/kartu-perintah").says(&[
        "<h1>Kartu perintah</h1>",
        "%PINJAM",
        "%KEMBALI",
        "%PERPANJANG",
        "%CEK",
        "%SELESAI",
        "%BATAL",
        "%YA",
        "%TIDAK",
    ]);
}

#[test]
fn the_rules_stand_in_plain_sentences_and_are_changed_and_undone_there() {
    let house = House::new();
    let head = house.session("olga", HEAD);
    let sentence = "Anggota dewasa boleh meminjam 6 buku selama 14 hari, dapat diperpanjang 2 kali.";
    house.get(&head, "/staf/aturan").says(&[sentence, "Rujukan: hanya dibaca di tempat."]);
    let done = house.post(&head, "/staf/aturan", "anggota=dewasa&jenis=&nama=loan-limit&nilai=8");
    assert_eq!(done.to, "/staf/aturan");
    let page = house.get(&head, "/staf/aturan");
    page.says(&[
        "Anggota dewasa boleh meminjam 8 buku",
        "Riwayat",
        "6 buku",
        "8 buku",
        "/staf/aturan/urungkan?perubahan=",
    ]);
    let undo = page.text.split("action=\"/staf/aturan/urungkan").nth(1).unwrap().split('"').next().unwrap();
    house.post(&head, &format!("/staf/aturan/urungkan{undo}"), "");
    house.get(&head, "/staf/aturan").says(&[sentence]);
    let wrong = house.post(&head, "/staf/aturan", "anggota=dewasa&jenis=&nama=loan-limit&nilai=banyak");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["<title>Galat:", "Isi dengan angka bulat", "value=\"banyak\""]);
    let clerk = house.session("deisy", CLERK);
    assert_eq!(house.get(&clerk, "/staf/aturan").status, StatusCode::FORBIDDEN);
}

#[test]
fn a_rule_shows_its_effect_before_it_is_saved_and_saving_is_another_step() {
    let house = House::new();
    let (head, maria) = (house.session("olga", HEAD), house.maria());
    let book = house.town.copy("Laskar Pelangi", "umum");
    house.town.lend(&act(), &maria, &book).unwrap();
    let asked = "/staf/aturan/pratinjau?anggota=dewasa&jenis=&nama=loan-limit&nilai=8";
    house.get(&head, asked).says(&[
        "Batas jumlah pinjaman",
        "6 buku",
        "8 buku",
        "1 anggota akan",
        "1 eksemplar akan",
        "1 pinjaman berjalan",
        "<del>Anggota dewasa boleh meminjam 6 buku",
        "<ins>Anggota dewasa boleh meminjam 8 buku",
        "name=\"nilai\" value=\"8\"",
    ]);
    house.get(&head, "/staf/aturan").says(&["Anggota dewasa boleh meminjam 6 buku"]);
    let nobody = "/staf/aturan/pratinjau?anggota=guru&jenis=&nama=loan-limit&nilai=16";
    house.get(&head, nobody).says(&["0 anggota akan", "0 eksemplar akan"]);
    let wrong = house.get(&head, "/staf/aturan/pratinjau?nama=loan-limit&nilai=banyak");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["<title>Galat:", "value=\"banyak\""]);
}

#[test]
fn a_program_that_sends_a_scan_is_told_where_to_go_on_and_a_scan_sent_twice_counts_once() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, &maria.code);
    let seen = house.seen(&clerk);
    let form = format!("mode=pinjam&transaksi={seen}&kode={}&perintah={}", book.barcode, Id::<()>::new());
    for _ in 0..2 {
        let request = Request::post("/staf/meja")
            .header(header::COOKIE, format!("sesi={clerk}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = house.ask(request.body(Body::from(form.clone())).unwrap());
        let told = format!("{{\"ke\":\"/staf/meja?mode=pinjam\",\"transaksi\":\"{seen}\"}}");
        assert_eq!((answer.status, answer.text), (StatusCode::OK, told));
    }
    let page = house.get(&clerk, "/staf/meja");
    page.says(&["Dipinjamkan", "1 buku berhasil"]);
    assert!(!page.text.contains("Dipindai dua kali") && !page.text.contains("diabaikan"));
}

#[test]
fn what_was_scanned_without_a_connection_is_taken_in_and_what_cannot_be_done_is_explained() {
    let house = House::new();
    let (clerk, maria) = (house.session("deisy", CLERK), house.maria());
    let reference = house.town.copy("Kamus Besar", "rujukan");
    house.get(&clerk, "/staf/meja/luring").says(&["Tanpa sambungan", "data-shell", "data-queue"]);
    house.get(&clerk, "/staf/meja/pekerja.js").says(&["const FILES = [\"/aset/app.", "/staf/meja/luring"]);
    let (device, batch) = (Id::<()>::new(), Id::<()>::new());
    for (number, code) in [maria.code.as_str(), reference.barcode.as_str()].into_iter().enumerate() {
        let form = format!(
            "id={}&perangkat={device}&kelompok={batch}&urut={number}&waktu=1000&kini=61000&mode=pinjam&kode={code}&dasar=",
            Id::<()>::new()
        );
        assert_eq!(house.post(&clerk, "/staf/meja/luring", &form).status, StatusCode::OK);
        assert_eq!(house.post("", "/staf/meja/luring", &form).status, StatusCode::UNAUTHORIZED);
    }
    house.get(&clerk, "/staf/meja?terkirim=2").says(&["2 pindaian tersinkron", "1 pindaian tanpa sambungan"]);
    let review = house.get(&clerk, "/staf/meja/tinjauan");
    review.says(&["Hanya dibaca di tempat", "Kamus Besar", "Maria Wowor", "Tangani di meja"]);
    let at = review.text.find("/staf/meja/tinjauan/").unwrap();
    let id = &review.text[at + 20..at + 56];
    let handled = house.post(&clerk, &format!("/staf/meja/tinjauan/{id}/tangani"), "");
    house.get(&clerk, &handled.to).says(&["Pindai buku untuk Maria Wowor", "Belum dipinjamkan"]);
    house.get(&clerk, "/staf/meja/tinjauan").says(&["Tidak ada yang perlu ditinjau"]);
}

#[test]
fn a_book_nobody_has_catalogued_is_offered_to_be_added_to_those_who_may() {
    let house = House::new();
    let (clerk, adding, maria) =
        (house.session("deisy", CLERK), house.session("olga", &[LEND.0, FAST_ADD.0]), house.maria());
    assert!(!house.scan(&clerk, "TMH-0900001").text.contains("Alt K"));
    let page = "/staf/meja/tambah?mode=pinjam&kode=TMH-0900001";
    assert_eq!(house.get(&clerk, page).status, StatusCode::FORBIDDEN);
    house.scan(&adding, &maria.code);
    house.scan(&adding, "TMH-0900001").says(&["Kode tidak dikenal", "kode=TMH-0900001", "Alt K"]);
    assert!(!house.scan(&adding, "%TERBANG").text.contains("Alt K"));
    house.get(&adding, page).says(&["langsung dipinjamkan kepada Maria Wowor", "value=\"TMH-0900001\""]);
    let seen = house.seen(&adding);
    let empty = format!("mode=pinjam&transaksi={seen}&kode=TMH-0900001&jenis=umum");
    let empty = house.post(&adding, "/staf/meja/tambah", &empty);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says(&["<title>Galat:", "href=\"#judul\""]);
    let form = "mode=pinjam&kode=TMH-0900001&jenis=umum&judul=Cerita+Tombulu&pengarang=&nopang=";
    let elsewhere = house.post(&adding, "/staf/meja/tambah", form);
    elsewhere.says(&["<title>Galat:", "dibuka untuk transaksi lain", &seen, "value=\"Cerita Tombulu\""]);
    let done = house.post(&adding, "/staf/meja/tambah", &format!("{form}&transaksi={seen}"));
    house.get(&adding, &done.to).says(&["Dipinjamkan", "Cerita Tombulu", "1 buku berhasil", "Ditambahkan"]);
}

#[test]
fn a_member_sees_and_renews_their_own_loans() {
    let house = House::new();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let own = house.session_of(maria.person, "maria", &[]);
    house.get(&own, "/saya/pinjaman").says(&["Tidak ada yang sedang dipinjam"]);
    let ten_days_ago = act().at(act().at - jiff::SignedDuration::from_hours(240));
    let loan = house.town.lend(&ten_days_ago, &maria, &book).unwrap();
    house.get(&own, "/saya/pinjaman").says(&["Laskar Pelangi", "Kembali", "Perpanjang"]);
    let done = house.post(&own, "/saya/pinjaman", &format!("pinjaman={}", loan.id));
    assert_eq!(done.to, "/saya/pinjaman");
    let again = house.post(&own, "/saya/pinjaman", "");
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says(&["Belum dapat diperpanjang", "tidak akan bertambah"]);
}

#[test]
fn what_is_overdue_is_listed_with_whom_to_call() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.get(&clerk, "/staf/terlambat").says(&["Tidak ada yang terlambat"]);
    let long_ago = act().at(act().at - jiff::SignedDuration::from_hours(24 * 40));
    house.town.lend(&long_ago, &maria, &book).unwrap();
    house.get(&clerk, "/staf/terlambat").says(&["Maria Wowor", "0812", "Laskar Pelangi", "Telat"]);
    house
        .get(&clerk, &format!("/staf/anggota/{}/pinjaman", maria.code))
        .says(&["Pinjaman Maria Wowor", "Laskar Pelangi"]);
    assert_eq!(house.get(&clerk, "/staf/anggota/A-99999/pinjaman").status, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_may_lend_at_one_branch_works_there_and_is_told_why_not_elsewhere() {
    let house = House::new();
    let rurukan = house.town.rurukan();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let ruth = house.session_at(rurukan, "ruth", &[LEND.0]);
    let desk = house.get(&ruth, "/staf/meja");
    assert_eq!(desk.status, StatusCode::OK);
    desk.says(&["Meja ini di", "<b>Rurukan</b>"]);
    assert!(!desk.text.contains("Perpustakaan Kota</option>"), "there is nothing to choose");
    house.scan(&ruth, &maria.code);
    house.scan(&ruth, &book.barcode).says(&["Dipinjamkan"]);
    // A forged form with the other branch is refused, and the desk stays.
    let forged = house.post(&ruth, "/staf/meja/tempat", &format!("tempat={}", house.town.branch));
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    forged.says(&["Peran Anda tidak mencakup hal ini di Perpustakaan Kota"]);
    house.get(&ruth, "/staf/meja").says(&["<b>Rurukan</b>"]);
    // What is done for the whole library is closed, and so are the other branch's lists.
    assert_eq!(house.get(&ruth, "/staf/aturan").status, StatusCode::FORBIDDEN);
    let elsewhere = format!("/staf/terlambat?cabang={}", house.town.branch);
    assert_eq!(house.get(&ruth, &elsewhere).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&ruth, "/staf/terlambat").status, StatusCode::OK);
}

#[test]
fn the_receipt_of_another_branch_is_not_shown() {
    let house = House::new();
    let rurukan = house.town.rurukan();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let everywhere = house.session("olivia", &[LEND.0]);
    house.scan(&everywhere, &maria.code);
    house.scan(&everywhere, &book.barcode);
    let end = format!("transaksi={}", house.seen(&everywhere));
    let receipt = house.post(&everywhere, "/staf/meja/selesai", &end).to;
    assert_eq!(house.get(&everywhere, &receipt).status, StatusCode::OK);
    let ruth = house.session_at(rurukan, "ruth", &[LEND.0]);
    assert_eq!(house.get(&ruth, &receipt).status, StatusCode::FORBIDDEN);
}
