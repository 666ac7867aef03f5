//! The tablet at the door through the whole router: what it may do follows from the secret it holds alone.

use axum::http::StatusCode;
use kernel::Id;
use visits::{Kind, Source};

use crate::house::{led, now, on_both};

#[test]
fn without_the_secret_nothing_is_counted_also_not_by_the_staffs_own_session() {
    on_both(|house| {
        for cookie in ["", house.staff.as_str(), "kios=00"] {
            assert_eq!(house.see(cookie, "/kios").status, StatusCode::FORBIDDEN);
            let tap = house.tap(cookie, "/kios", "jenis=tamu");
            assert_eq!(tap.status, StatusCode::FORBIDDEN);
        }
        assert!(house.book().is_empty());
    });
}

#[test]
fn the_tablet_opens_no_other_door() {
    on_both(|house| {
        let page = house.see(&house.tablet, "/staf/kunjungan");
        assert!(led(&page).starts_with("/masuk"), "{} {}", page.status, page.text);
        let page = house.tap(&house.tablet, "/staf/kunjungan/tamu", "siapa=female-adult");
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_tap_is_one_guest_and_a_scan_one_member_without_a_name_on_the_screen() {
    on_both(|house| {
        let tap = house.tap(&house.tablet, "/kios", "jenis=tamu");
        assert!(led(&tap).starts_with("/kios/tercatat/"));
        let scan = house.tap(&house.tablet, "/kios", &format!("jenis=kartu&kode={}", house.card));
        let page = house.see(&house.tablet, led(&scan));
        assert!(page.text.contains("Selamat datang!") && !page.text.contains("Meiske"));
        let kinds: Vec<_> = house.book().iter().map(|entry| (entry.kind, entry.source)).collect();
        assert_eq!(kinds.len(), 2);
        assert!(
            kinds.contains(&(Kind::Member, Source::Kiosk)) && kinds.contains(&(Kind::Guest, Source::Kiosk))
        );
        let other = house.tap(&house.tablet, "/kios", "jenis=kartu&kode=A-99999");
        assert_eq!(led(&other), "/kios?kartu=tidak-dikenal");
        assert_eq!(house.book().len(), 2);
        let old = house.card.clone();
        house
            .store
            .write_blocking(move |tx| {
                membership::cards::reissue(tx, &now(), &old, membership::cards::Reason::Stolen)
            })
            .unwrap();
        let form = format!("jenis=kartu&kode={}", house.card);
        let replaced = house.tap(&house.tablet, "/kios", &form);
        let page = house.see(&house.tablet, led(&replaced));
        assert!(page.text.contains("sudah diganti") && !page.text.contains("Meiske"), "{}", page.text);
        assert_eq!(house.book().len(), 2, "nothing was counted");
    });
}

#[test]
fn what_was_kept_without_a_connection_is_counted_once_at_its_time_and_an_unknown_card_as_a_guest() {
    on_both(|house| {
        let ms = now().at.as_millisecond();
        let (then, id) = (ms - 3_600_000, Id::<()>::new());
        let form = format!("id={id}&jenis=kartu&kode=A-99999&waktu={then}&kini={ms}");
        for _ in 0..2 {
            let sent = house.send("/kios", &form);
            assert_eq!(sent.status, StatusCode::OK);
            assert!(sent.text.contains("\"ke\":\"/kios/"), "{}", sent.text);
        }
        let book = house.book();
        assert_eq!(book.len(), 1);
        let entry = &book[0];
        assert_eq!(
            (entry.kind, entry.source, entry.note.as_deref()),
            (Kind::Guest, Source::Offline, Some("A-99999"))
        );
        let early = now().at.as_millisecond() - entry.at.as_millisecond();
        assert!((3_590_000..3_700_000).contains(&early), "{early}");
    });
}

#[test]
fn who_opens_a_kiosk_is_signed_out_of_it() {
    on_both(|house| {
        let form = format!("cabang={}&nama=Pintu+samping", house.branch);
        let opened = house.tap(&house.staff, "/staf/kunjungan/kios", &form);
        assert_eq!(led(&opened), "/kios");
        let kios = opened.cookie("kios").unwrap();
        assert!(kios.contains("Path=/kios; HttpOnly; SameSite=Strict"), "{kios}");
        let page = house.see(&house.staff, "/staf/kunjungan");
        assert!(led(&page).starts_with("/masuk"));
    });
}
