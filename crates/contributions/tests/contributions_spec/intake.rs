//! From the offer and the box to the shelf, through the whole router.

use crate::{
    house::{House, OFFER, day, picture},
    town::write,
};
use axum::http::StatusCode;
use contributions::{
    Kind,
    giving::{self, Recording},
    offers,
};
use house::act as real;

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
    let day = day();
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
