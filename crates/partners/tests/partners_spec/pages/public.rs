//! What everybody sees and proposes.

use axum::http::StatusCode;
use house::act as real;
use kernel::{Act, Actor};
use partners::partners as book;

use super::{House, mark};

#[test]
fn a_stranger_proposes_a_partnership_and_a_program_does_not() {
    let house = House::new();
    let blank = house.get("", "/mitra/usul");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = format!(
        "cap={cap}&title=Pojok+baca&body=Di+ruang+tunggu&name=Linda&organisation=Puskesmas+Contoh&phone=0800-1111-2222&email=&situs="
    );
    // Filled in within a blink: shown once more, and nothing is opened.
    let fast = house.post("", "/mitra/usul", &form);
    assert_eq!(fast.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trapped = house.post("", "/mitra/usul", &form.replace("situs=", "situs=x"));
    assert!(trapped.status == StatusCode::UNPROCESSABLE_ENTITY && trapped.text.contains("kotak tersembunyi"));
    let nobody = house.post("", "/mitra/usul", &form.replace("phone=0800-1111-2222", "phone="));
    assert!(nobody.text.contains("nomor telepon atau surel"));
    assert!(!house.get(&house.head, "/staf/kasus").text.contains("Pojok baca"));
    let opened = house.store.write_blocking(|tx| {
        let asked = partners::cases::Asked {
            title: "Pojok baca".into(),
            body: "Di ruang tunggu".into(),
            name: "Linda Contoh".into(),
            organisation: "Puskesmas Contoh".into(),
            phone: "0800-1111-2222".into(),
            ..Default::default()
        };
        partners::cases::open(tx, &Act { by: Actor::Visitor, ..real() }, "partnership", "satu", &asked, 9)
    });
    let case = format!("/staf/kasus/{}", opened.unwrap());
    assert!(house.get(&house.head, "/staf/kasus").text.contains("Pojok baca"));
    assert!(house.get(&house.head, &case).text.contains("Puskesmas Contoh"));
    let bare = house.post(&house.head, &case, "ke=refused&answer=");
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house.post(&house.head, &format!("{case}/mitra"), "kind=society");
    let partner = made.to.unwrap();
    let page = house.get(&house.head, &partner);
    assert!(page.text.contains("Puskesmas Contoh") && page.text.contains("Linda Contoh"));
    assert!(house.get(&house.head, &case).text.contains("Berhasil"));
    house.post(&house.head, &format!("{partner}/tahap"), "stage=ended&dari=talk&kembali=");
    let opened = house.store.write_blocking(|tx| {
        let asked = partners::cases::Asked {
            title: "Kerja sama".into(),
            body: "Saya mewakili mereka".into(),
            name: "Orang Lain".into(),
            organisation: "puskesmas contoh".into(),
            phone: "0800-9999-2222".into(),
            ..Default::default()
        };
        partners::cases::open(tx, &Act { by: Actor::Visitor, ..real() }, "partnership", "dua", &asked, 9)
    });
    let stage_of =
        |page: &str| page.split("value=\"").find(|part| part.contains("selected")).map(str::to_owned);
    let before = stage_of(&house.get(&house.head, &partner).text);
    let again = house.post(&house.head, &format!("/staf/kasus/{}/mitra", opened.unwrap()), "kind=school");
    assert_eq!(again.to.as_deref(), Some(partner.as_str()), "it is the partner who is there");
    let page = house.get(&house.head, &partner);
    assert!(!page.text.contains("Orang Lain"), "whoever says so is no contact yet");
    assert_eq!(stage_of(&page.text), before);
}

#[test]
fn the_public_sees_only_partners_that_are_shown() {
    let house = House::new();
    house.school();
    assert_eq!(house.get("", "/mitra/M-001").status, StatusCode::NOT_FOUND);
    let keep = |website: &str| {
        let to = "/staf/mitra/M-001/ubah";
        let seen = mark(&house.get(&house.head, to));
        let form = format!(
            "dilihat={seen}&kind=school&owner=&next_step=&next_day=&next_month=&next_year=\
             &about=Sekolah+di+kaki+gunung&website={website}&public=1&consent="
        );
        house.post(&house.head, to, &form)
    };
    let kept = keep("");
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    for path in ["/mitra", "/mitra/M-001"] {
        assert!(house.get("", path).text.contains("Sekolah di kaki gunung"), "{path}");
    }
    assert!(!house.get("", "/kreator").text.contains("SMP Contoh"));
    let hostile = keep("javascript:alert(1)");
    assert_eq!(hostile.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_circle_that_everybody_sees_names_nobody_who_is_not_shown() {
    let house = House::new();
    let school = house.school();
    house
        .store
        .write_blocking(move |tx| {
            let others =
                ["SMP Contoh Dua", "SMP Contoh Tiga"].map(|name| crate::town::partner(tx, name).unwrap());
            let shown = book::Details { public: true, about: "Sekolah.".into(), ..book::Details::default() };
            book::change(tx, &real(), school, partners::Kind::School, &shown)?;
            let order = [others[0], school, others[1]];
            partners::circles::begin(tx, &real(), "Jilid", "Menjilid.", true, Some(real().today()), &order)
        })
        .unwrap();
    let page = house.get("", "/mapalus").text;
    assert!(!page.contains("SMP Contoh Dua") && !page.contains("SMP Contoh Tiga"), "{page}");
    assert!(page.contains("SMP Contoh") && page.contains("2 mitra lain"), "{page}");
}
