//! What is printed, and what answers for it.

use activities::{
    attendance::{self, Note},
    certificates,
    model::{Draft, Place, Source},
    planning, seats,
    sessions::{self, Plan},
};
use axum::http::StatusCode;
use house::act as real;
use jiff::SignedDuration;

use super::{House, NOBODY};
use crate::town::{branch, workshop};

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
fn whoever_tries_codes_waits_longer_and_longer_by_whichever_way_they_ask() {
    let house = House::new();
    let guess = |n: u32| house.get(NOBODY, &format!("/sertifikat/0000-0000-0000-{n:04}"));
    for n in 0..5 {
        assert_eq!(guess(n).status, StatusCode::OK, "anybody mistypes");
    }
    // The sixth costs a second, and so does every other way to ask.
    assert_eq!(guess(6).status, StatusCode::OK);
    for path in [
        "/sertifikat/0000-0000-0000-0007",
        "/sertifikat?kode=0000-0000-0000-0008",
        "/sertifikat/0000-0000-0000-0009/cetak",
        "/api/v1/certificates/0000-0000-0000-0010",
    ] {
        assert_eq!(house.get(NOBODY, path).status, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    assert_eq!(house.get(NOBODY, "/sertifikat").status, StatusCode::OK, "the empty form guesses nothing");
}

#[test]
fn a_certificate_is_asked_for_by_anybody_and_a_guess_finds_nothing() {
    let house = House::new();
    let blank = house.get(NOBODY, "/sertifikat");
    assert!(blank.status == StatusCode::OK && !blank.text.contains("Tidak ditemukan"));
    assert!(house.get(NOBODY, "/sertifikat/0000-0000-0000-0000").text.contains("Tidak ditemukan"));
}
