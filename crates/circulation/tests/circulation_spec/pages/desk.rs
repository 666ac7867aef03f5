//! Lending and taking back by scanner.

use super::{CLERK, HEAD, House, field};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use circulation::{FAST_ADD, LEND};
use kernel::Id;

#[test]
fn a_loan_is_made_with_two_scans_and_shown_in_verdict_log_and_panel() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.get(&clerk, "/staf/meja").says_in_order(&[
        "Pindai kartu anggota",
        "autofocus",
        "data-scan",
        "Belum ada anggota",
    ]);
    house.scan(&clerk, &maria.code).says_in_order(&["Pindai buku untuk Maria Wowor", "Anggota di meja"]);
    let page = house.scan(&clerk, &format!("{}\r\n", book.barcode));
    page.says_in_order(&[
        "class=\"verdict ok\" role=\"status\"",
        "Dipinjamkan",
        "<b>Laskar Pelangi</b>",
        &book.barcode,
        "kembali",
    ]);
    page.says_in_order(&[
        "class=\"log\"",
        "1 buku berhasil",
        "Dipinjamkan",
        "Batalkan<span class=\"vh\"> Laskar Pelangi",
    ]);
    page.says_in_order(&[
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
    let entry = field(&page, "entry");
    let answer = house.post(&clerk, "/staf/meja/batal", &format!("mode=pinjam&entry={entry}"));
    assert_eq!(answer.to.as_deref(), Some("/staf/meja?mode=pinjam"));
    house.follow(&clerk, &answer).says_in_order(&[
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
    asked.says_in_order(&[
        "verdict warn\" role=\"alert\"",
        "Hanya dibaca di tempat",
        "Belum dipinjamkan.",
        "panggil petugas",
        "data-key=\"Alt T\"",
    ]);
    asked.says_not("value=\"ya\"");
    // A forged yes is stopped at the server.
    house.post(&clerk, "/staf/meja", "mode=pinjam&jawab=ya");
    assert_eq!(house.town.copy_now(&book).due, None);

    house.scan(&head, &maria.code);
    let asked = house.scan(&head, &book.barcode);
    asked.says_in_order(&["data-key=\"Alt T\"", "data-key=\"Alt Y\""]);
    let question = field(&asked, "pertanyaan");
    let answer = house.post(&head, "/staf/meja", &format!("mode=pinjam&jawab=ya&pertanyaan={question}"));
    house.follow(&head, &answer).says_in_order(&["verdict ok", "keputusan ini dicatat"]);
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
    assert_eq!(answer.to, Some(format!("/masuk?return={}", ui::page::query_value(&kept))));
    let clerk = house.session("deisy", CLERK);
    let waiting = format!("value=\"{}\"", book.barcode);
    house.get(&clerk, &kept).says_in_order(&["name=\"kode\"", &waiting, "Pindaian tersimpan", "tekan Enter"]);
    let member = house.session("maria", &[]);
    assert_eq!(house.post(&member, "/staf/meja", "kode=1").status, StatusCode::FORBIDDEN);
}

#[test]
fn foreign_codes_say_what_they_are_and_what_to_scan_instead() {
    let house = House::new();
    let (clerk, book) = (house.session("deisy", CLERK), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, "8991002123458").says_in_order(&[
        "Kode tidak dikenal: 8991002123458",
        "kode toko (EAN)",
        "Cari judul",
    ]);
    house.scan(&clerk, "9789793062792").says_in_order(&["Ini ISBN", "name=\"kode\" value", &book.barcode]);
    house.scan(&clerk, "<script>").says("Kode tidak dikenal: &#60;script&#62;");
}

#[test]
fn a_member_of_whom_something_is_to_be_said_is_announced_so() {
    let house = House::new();
    let clerk = house.session("deisy", CLERK);
    let gone = house.town.member_until("Ferry Mamahit", "dewasa", Some("2026-08-31".parse().unwrap()));
    house.scan(&clerk, &gone.code).says_in_order(&[
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
    house.scan(&clerk, "maria").says_in_order(&["Ada beberapa anggota", "Maria"]);
    house.scan(&clerk, &maria.code).says("Pindai buku untuk Maria Wowor");
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
        house.follow(&clerk, &answer).says_in_order(&[
            "class=\"verdict bad\"",
            "Tidak dilakukan",
            text,
            "Meja ini sekarang melayani Ferry Mamahit.",
            "tidak ada yang dilakukan",
        ]);
    }
    for button in ["/staf/meja/selesai", "/staf/meja/ganti"] {
        let answer = house.post(&clerk, button, &format!("mode=pinjam&transaksi={left_behind}"));
        house
            .follow(&clerk, &answer)
            .says_in_order(&["Meja ini sekarang melayani Ferry Mamahit.", "Ferry Mamahit"]);
    }
    assert_eq!(house.town.copy_now(&book).due, None);
    house.scan(&clerk, &book.barcode).says_in_order(&["verdict ok", "Dipinjamkan", "Ferry Mamahit"]);
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
        let request = house::form("/staf/meja", &format!("sesi={clerk}"));
        let request = request.header(header::ACCEPT, "application/json");
        let answer = house.ask(request.body(Body::from(form.clone())).unwrap());
        let told = format!("{{\"ke\":\"/staf/meja?mode=pinjam\",\"transaksi\":\"{seen}\"}}");
        assert_eq!((answer.status, answer.text), (StatusCode::OK, told));
    }
    let page = house.get(&clerk, "/staf/meja");
    page.says_in_order(&["Dipinjamkan", "1 buku berhasil"]);
    page.says_not("Dipindai dua kali");
    page.says_not("diabaikan");
}

#[test]
fn a_book_nobody_has_catalogued_is_offered_to_be_added_to_those_who_may() {
    let house = House::new();
    let (clerk, adding, maria) =
        (house.session("deisy", CLERK), house.session("olga", &[LEND, FAST_ADD]), house.maria());
    house.scan(&clerk, "TMH-0900001").says_not("Alt K");
    let page = "/staf/meja/tambah?mode=pinjam&kode=TMH-0900001";
    assert_eq!(house.get(&clerk, page).status, StatusCode::FORBIDDEN);
    house.scan(&adding, &maria.code);
    house.scan(&adding, "TMH-0900001").says_in_order(&["Kode tidak dikenal", "kode=TMH-0900001", "Alt K"]);
    house.scan(&adding, "%TERBANG").says_not("Alt K");
    house
        .get(&adding, page)
        .says_in_order(&["langsung dipinjamkan kepada Maria Wowor", "value=\"TMH-0900001\""]);
    let seen = house.seen(&adding);
    let empty = format!("mode=pinjam&transaksi={seen}&kode=TMH-0900001&jenis=umum");
    let empty = house.post(&adding, "/staf/meja/tambah", &empty);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says_in_order(&["<title>Galat:", "href=\"#judul\""]);
    let form = "mode=pinjam&kode=TMH-0900001&jenis=umum&judul=Cerita+Tombulu&pengarang=&nopang=";
    let elsewhere = house.post(&adding, "/staf/meja/tambah", form);
    elsewhere.says_in_order(&[
        "<title>Galat:",
        "dibuka untuk transaksi lain",
        &seen,
        "value=\"Cerita Tombulu\"",
    ]);
    let done = house.post(&adding, "/staf/meja/tambah", &format!("{form}&transaksi={seen}"));
    house.follow(&adding, &done).says_in_order(&[
        "Dipinjamkan",
        "Cerita Tombulu",
        "1 buku berhasil",
        "Ditambahkan",
    ]);
}
