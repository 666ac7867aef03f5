//! Pictures of covers.

use super::House;
use crate::common::book;
use axum::http::{StatusCode, header};
use house::between;
use kernel::Id;

#[test]
fn a_cover_is_uploaded_shown_to_all_for_ever_and_taken_off_with_an_undo() {
    let house = House::with(&[book("1", "Krisan Kulo", &["A1"])]);
    let who = house.sign_in("cataloguer");
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(60, 90).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let upload = |who: &str, picture: &[u8]| {
        let alt = [("alt", "Bunga putih <di> kebun")];
        house.upload(who, "/staf/katalog/1/sampul", &alt, ("picture", "sampul.exe", picture))
    };
    let wrong = upload(&who, b"GIF89a");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("bukan gambar JPEG");
    wrong.says("Bunga putih");
    assert_eq!(upload(&house.sign_in("desk"), png.get_ref()).status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&who, png.get_ref()).to.as_deref(), Some("/staf/katalog/1"));

    let page = house.get("", "/katalog/1");
    let tag = page.between("<img class=\"cover photo\"", ">").next().unwrap();
    assert!(tag.contains("Bunga putih &#60;di&#62; kebun"), "{tag}");
    let file = between(tag, "src=\"", "\"").next().unwrap().to_owned();
    let served = |who: &str| {
        let file = house.get(who, &file);
        (file.status, file.kind.clone(), file.header(header::CACHE_CONTROL).to_owned())
    };
    let for_ever = "public, max-age=31536000, immutable".to_owned();
    assert_eq!(served(""), (StatusCode::OK, "image/jpeg".to_owned(), for_ever));
    house.get("", "/katalog?q=krisan").says("<img class=\"cover photo\"");

    house.send(&who, "/staf/katalog/1/sembunyikan", &[]);
    assert_eq!(served("").0, StatusCode::NOT_FOUND);
    assert_eq!(served(&who).2, "private, no-store");
    house.send(&who, "/staf/katalog/1/tampilkan", &[]);

    house.send(&who, "/staf/katalog/1/sampul/lepas", &[]);
    assert_eq!(served("").0, StatusCode::NOT_FOUND);
    house.get("", "/katalog/1").says_not("cover photo");
    let (cover,): (Id<catalogue::covers::Cover>,) =
        house.store.read_blocking(|tx| tx.one(store::sql!("SELECT id FROM cover"), store::vals![])).unwrap();
    house.send(&who, &format!("/staf/sampul/{cover}/pasang"), &[]);
    assert_eq!(served("").0, StatusCode::OK);
}
