//! Books that somebody offers, and what the library says, through the whole router.

use crate::{
    house::{House, OFFER, picture},
    town::write,
};
use axum::http::StatusCode;
use contributions::offers;
use house::act as real;
use kernel::{Act, Timestamp};
use web::stamp;

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
