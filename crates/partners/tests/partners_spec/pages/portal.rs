//! What those who speak for a partner see and send.

use axum::http::StatusCode;
use house::act as real;
use jiff::{ToSpan, civil::date};
use partners::{
    Period,
    agreements::{self, Terms},
    commitments::NewCommitment,
};

use super::House;

#[test]
fn only_whoever_speaks_for_a_partner_sees_its_portal() {
    let house = House::new();
    let school = house.school();
    let id = house.store.write_blocking(move |tx| crate::town::signed(tx, school, date(2026, 1, 5)));
    let id = id.unwrap();
    let (mine, other) = (house.somebody("Meiske Lumi", Some(school)), house.somebody("Jantje Wowor", None));
    assert!(house.get(&mine, "/saya/mitra").text.contains("SMP Contoh"));
    assert!(house.get(&other, "/saya/mitra").text.contains("belum tercatat sebagai kontak"));
    assert!(house.get(&mine, "/saya/mitra/M-001").text.contains("layanan perpustakaan bagi siswa"));
    assert_eq!(house.get(&other, "/saya/mitra/M-001").status, StatusCode::NOT_FOUND);
    let paper = format!("/saya/mitra/M-001/naskah/{id}");
    assert!(house.get(&mine, &paper).text.starts_with("%PDF-"));
    assert_eq!(house.get(&other, &paper).status, StatusCode::NOT_FOUND);
    let addendum = house.store.write_blocking(move |tx| {
        let written = |tx: &mut store::Tx<'_>, addendum| {
            agreements::say(tx, &crate::town::now(), addendum, "mengubah Pasal 4")
        };
        crate::town::amended(tx, &crate::town::now(), id, written)
    });
    let addendum = format!("/saya/mitra/M-001/naskah/{}", addendum.unwrap());
    assert!(
        house.get(&mine, "/saya/mitra/M-001").text.contains(&addendum),
        "the paper that changed it is there"
    );
    assert!(house.get(&mine, &addendum).text.starts_with("%PDF-"));
    assert_eq!(house.get(&other, &addendum).status, StatusCode::NOT_FOUND);
    let pdf = ("laporan.pdf", trial::PDF);
    let fields = [("document_kind", "report"), ("document_title", "Laporan semester")];
    let sent = house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, pdf);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let seen = house.get(&house.head, "/staf/mitra/M-001").text;
    assert_eq!(
        seen.matches("Berkas dikirim mitra").count(),
        1,
        "as the last contact; the history tells it once"
    );
    assert_eq!(house.upload(&other, "/saya/mitra/M-001/dokumen", &fields, pdf).status, StatusCode::NOT_FOUND);
    let lie = house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, ("laporan.pdf", b"MZ\x90\0\x03"));
    assert!(lie.text.contains("lain daripada yang disebut namanya"), "{}", lie.text);
    let page = house.get(&mine, "/saya/mitra/M-001");
    let href =
        page.text.split("href=\"/saya/mitra/M-001/dokumen/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/saya/mitra/M-001/dokumen/{href}");
    assert_eq!(house.get(&mine, &path).bytes, trial::PDF);
    assert_eq!(house.get(&other, &path).status, StatusCode::NOT_FOUND);
    let proposed = house.post(&mine, "/saya/mitra/M-001/usul", "cap=a&title=Kunjungan&body=Tiga+puluh+anak");
    assert_eq!(proposed.status, StatusCode::SEE_OTHER);
    assert!(house.get(&house.head, "/staf/kasus").text.contains("Kunjungan"));
}

#[test]
fn a_partner_sends_so_many_proposals_and_files_a_day_and_no_formulas() {
    let house = House::new();
    let school = house.school();
    let mine = house.somebody("Meiske Lumi", Some(school));
    house.store.write_blocking(|tx| partners::PORTAL_PER_DAY.set(tx, &real(), "2")).unwrap();
    let propose = |n: u8| {
        house.post(
            &mine,
            "/saya/mitra/M-001/usul",
            &format!("cap={n}&title=Kunjungan+{n}&body=Tiga+puluh+anak"),
        )
    };
    assert_eq!([propose(1).status, propose(2).status], [StatusCode::SEE_OTHER; 2]);
    assert!(propose(3).text.contains("sudah banyak usul"));
    let send = |name: &str, content: &[u8]| {
        let fields = [("document_kind", "other"), ("document_title", "Daftar")];
        house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, (name, content))
    };
    assert!(send("a.csv", b"nama;nilai\n=cmd|calc;1\n").text.contains("berisi rumus"));
    assert!(send("a.txt", b"nama;nilai\n").text.contains("hanya diterima sebagai tabel CSV"));
    assert_eq!(send("a.csv", b"nama;nilai\nAni;-5\n").status, StatusCode::SEE_OTHER);
    assert_eq!(send("b.csv", b"nama;nilai\nBudi;+5\n").status, StatusCode::SEE_OTHER);
    assert!(send("c.csv", b"nama;nilai\nCitra;5\n").text.contains("sudah banyak berkas"));
}

#[test]
fn what_a_partner_sends_is_of_a_kind_that_it_may_send() {
    let house = House::new();
    let school = house.school();
    let mine = house.somebody("Meiske Lumi", Some(school));
    let pdf = ("pks.pdf", trial::PDF);
    let send = |kind: &str| {
        let fields = [("document_kind", kind), ("document_title", "PKS")];
        house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, pdf)
    };
    for kind in ["signed", "opinion", ""] {
        let page = send(kind);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        page.says("Pilih jenis dokumen dari daftar");
    }
    assert_eq!(send("authority").status, StatusCode::SEE_OTHER);
    assert!(!house.get(&mine, "/saya/mitra/M-001").text.contains("Salinan bertanda tangan"));
}

#[test]
fn a_partner_says_how_content_it_is_and_the_staff_see_who_said_it() {
    let house = House::new();
    let school = house.school();
    house.store.write_blocking(move |tx| crate::town::signed(tx, school, date(2026, 1, 5))).unwrap();
    let (mine, other) = (house.somebody("Meiske Lumi", Some(school)), house.somebody("Jantje Wowor", None));
    let path = "/saya/mitra/M-001/kepuasan";
    assert_eq!(house.post(&other, path, "satisfaction=4").status, StatusCode::NOT_FOUND);
    let unchosen = house.post(&mine, path, "words=Baik");
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    unchosen.says("Pilih seberapa puas Anda");
    assert!(unchosen.text.contains("Baik</textarea>"), "what was written is still there");
    let said = house.post(&mine, path, "satisfaction=2&words=Jarang+ada+kabar");
    assert_eq!(said.to.as_deref(), Some("/saya/mitra/M-001"));
    house.get(&mine, "/saya/mitra/M-001").says("Jarang ada kabar");
    let seen = house.get(&house.head, "/staf/mitra/M-001");
    seen.says("Kepuasan Meiske Lumi dari pihak mitra 2 dari 4");
    assert_eq!(
        seen.text.matches("Menyampaikan kepuasannya").count(),
        2,
        "as the last contact, and in the history"
    );
    house.get(&house.head, "/staf/mitra/M-001/tinjau").says("Jarang ada kabar");
}

#[test]
fn what_was_not_kept_when_its_agreement_ended_ahead_waits_and_what_was_ended_is_not_renewed() {
    let house = House::new();
    let school = house.school();
    let mine = house.somebody("Meiske Lumi", Some(school));
    let today = real().today();
    let period = Period { since: today.saturating_sub(200.days()), until: today.saturating_add(200.days()) };
    let ended = house.store.write_blocking(move |tx| {
        for on in [today.yesterday().unwrap(), today] {
            let terms = Terms { period, ..crate::town::terms(school) };
            let classes = NewCommitment { due: None, ..crate::town::classes(Some(school)) };
            let id = crate::town::drafted(tx, &terms, &[classes])?;
            crate::town::approve(tx, id)?;
            crate::town::sign(tx, &crate::town::now(), id, date(2026, 8, 5))?;
            agreements::terminate(tx, &real(), &[], id, on, "Sekolah digabung.")?;
        }
        Ok(())
    });
    ended.unwrap();
    let page = house.get(&mine, "/saya/mitra/M-001");
    assert_eq!(
        page.text.matches("Kelas membaca: masih kurang 100 kali").count(),
        1,
        "of the one that is over"
    );
    page.says("diakhiri sebelum waktunya; hari terakhirnya");
    page.says_not("bila ingin memperpanjang");
}

#[test]
fn a_partner_reads_how_its_promise_was_closed_and_answers_and_the_staff_read_the_answer() {
    let house = House::new();
    let school = house.school();
    let (mine, other) = (house.somebody("Meiske Lumi", Some(school)), house.somebody("Jantje Wowor", None));
    let today = real().today();
    let period = Period { since: today.saturating_sub(200.days()), until: today.saturating_sub(9.days()) };
    let made = house.store.write_blocking(move |tx| {
        let terms = Terms { period, ..crate::town::terms(school) };
        let classes = NewCommitment { due: None, ..crate::town::classes(Some(school)) };
        let id = crate::town::drafted(tx, &terms, &[classes])?;
        crate::town::approve(tx, id)?;
        crate::town::sign(tx, &real(), id, period.since)?;
        Ok((id, partners::commitments::promises(tx, id)?[0].id))
    });
    let (id, promise) = made.unwrap();
    let agreement = format!("/staf/kesepakatan/{id}");
    let form = "closing=settled&closing_note=Diganti+buku";
    let closed = house.post(&house.head, &format!("{agreement}/komitmen/{promise}/tutup"), form);
    assert_eq!(closed.to.as_deref(), Some(agreement.as_str()), "{}", closed.text);
    let page = house.get(&mine, "/saya/mitra/M-001");
    page.says("Komitmen yang ditutup");
    page.says("Diselesaikan dengan cara lain");
    page.says("Diganti buku");
    let path = format!("/saya/mitra/M-001/penutupan/{promise}");
    assert_eq!(house.post(&other, &path, "agrees=yes").status, StatusCode::NOT_FOUND);
    let unsaid = house.post(&mine, &path, "agrees=no&words=");
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    unsaid.says("Tulis mengapa keberatan");
    assert!(unsaid.text.contains(&format!("href=\"#words-{promise}\"")), "the summary leads to the field");
    let said = house.post(&mine, &path, "agrees=no&words=Bukunya+belum+datang");
    assert_eq!(said.to.as_deref(), Some("/saya/mitra/M-001"));
    house.get(&mine, "/saya/mitra/M-001").says("SMP Contoh keberatan: “Bukunya belum datang”");
    let seen = house.get(&house.head, &agreement);
    seen.says("SMP Contoh keberatan: “Bukunya belum datang”");
    seen.says("Mitra menjawab penutupan");
    let seen = house.get(&house.head, "/staf/mitra/M-001");
    seen.says("Mitra keberatan atas penutupan");
    seen.says("Keberatan atas penutupan “Kelas membaca”");
}
