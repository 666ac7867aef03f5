//! What people see and send who register themselves.

use crate::house::{House, Page, now};
use axum::http::StatusCode;
use jiff::civil::date;

#[test]
fn somebody_registers_on_three_pages_and_the_desk_confirms_them_in_one_tap() {
    let house = House::new();
    let blank = house.get("", "/gabung");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let who = format!("cap={cap}&name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999");
    let second = house.post("", "/gabung", &format!("langkah=1&{who}"));
    assert_eq!(second.status, StatusCode::OK);
    second.says("daftar-kelurahan");
    let back = house.post("", "/gabung", &format!("langkah=2&ke=1&{who}"));
    back.says("value=\"Gracia Wowor\"");
    let elsewhere = house.post("", "/gabung", &format!("langkah=2&{who}&village=Tondano"));
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    elsewhere.says("Pakai voucer");
    let who = format!("{who}&village=Kinilow");
    let third = house.post("", "/gabung", &format!("langkah=2&{who}&phone=0812-9999-1111"));
    third.says("Gracia Wowor");
    third.says("0812-9999-1111");
    let last = format!("langkah=3&agree=1&{who}&phone=0812-9999-1111");
    let unsigned = house.post("", "/gabung", &last.replace(&cap, "1.2.3"));
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trapped = house.post("", "/gabung", &format!("{last}&situs=x"));
    assert_eq!(trapped.status, StatusCode::UNPROCESSABLE_ENTITY);
    trapped.says("kotak tersembunyi");
    trapped.says_not("value=\"x\"");
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    let card = house.post("", "/gabung", &last);
    assert_eq!(card.status, StatusCode::OK);
    card.says("A-00001");
    card.says("class=\"code\"");
    house.post("", "/gabung", &last).says("A-00001");
    house.get(&house.desk, "/staf/anggota/sementara").says("Gracia Wowor");
    let done = house.post(&house.desk, "/staf/anggota/A-00001/pastikan", "");
    assert_eq!(done.to.as_deref(), Some("/staf/anggota/A-00001"));
    house.get(&house.desk, "/staf/anggota/sementara").says_not("Gracia Wowor");
}

#[test]
fn whoever_registers_after_as_many_as_are_borne_is_told_so_and_keeps_what_was_typed() {
    let house = House::new();
    house.store.write_blocking(|tx| platform::sendings::PER_DEVICE.set(tx, &now(), "1")).unwrap();
    let send = |name: &str, year: i16| {
        let cap = web::stamp::given(now().at - jiff::SignedDuration::from_secs(30));
        let who = format!("name={name}&born_day=1&born_month=2&born_year={year}&village=Kinilow");
        house.post("", "/gabung", &format!("langkah=3&agree=1&cap={cap}&{who}"))
    };
    send("Gracia+Wowor", 1999).says("A-00001");
    let enough = send("Jantje+Lumi", 1990);
    assert_eq!(enough.status, StatusCode::TOO_MANY_REQUESTS);
    enough.says("sudah banyak kiriman");
    enough.says("Jantje Lumi");
    house.get(&house.desk, "/staf/anggota/sementara").says_not("Jantje Lumi");
}

#[test]
fn whoever_is_known_already_is_answered_like_anybody_and_the_desk_compares() {
    let house = House::new();
    let send = |name: &str| {
        let cap = web::stamp::given(now().at - jiff::SignedDuration::from_secs(30));
        let who = format!("name={name}&born_day=17&born_month=3&born_year=1994&village=Kinilow");
        house.post("", "/gabung", &format!("langkah=3&agree=1&cap={cap}&{who}"))
    };
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let (known, unknown) = (send("Meiske+Lumi"), send("Gracia+Wowor"));
    let alike = |page: &Page, code: &str, name: &str| {
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let plain = page.text.replace(code, "").replace(name, "");
        plain.split("<svg").next().unwrap().len()
    };
    assert_eq!(alike(&known, "A-00002", "Meiske Lumi"), alike(&unknown, "A-00003", "Gracia Wowor"));
    known.says("A-00002");
    unknown.says("A-00003");
    let queue = house.get(&house.desk, "/staf/anggota/sementara");
    assert_eq!(queue.text.matches("Bandingkan<").count(), 1, "{}", queue.text);
}

/// Registers somebody at a page of their own; the answer.
fn register_oneself(house: &House, who: &str) -> Page {
    let blank = house.get("", "/gabung");
    let value = |name: &str| {
        let opening = format!("name=\"{name}\" value=\"");
        blank.text.split(&opening).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let form = format!("langkah=3&agree=1&cap={}&kunci={}&{who}", value("cap"), value("kunci"));
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    house.post("", "/gabung", &form)
}

#[test]
fn whoever_has_registered_has_the_card_on_a_telephone_at_once_and_the_link_opens_nothing_more() {
    let house = House::new();
    let who = "name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999&village=Kinilow";
    let done = register_oneself(&house, who);
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let link = done.text.split("href=\"/gabung/kartu/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/gabung/kartu/{link}");
    house.get("", &path).says("A-00001");
    let short = house.post("", &path, "password=abc");
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    short.says("id=\"password-error\"");
    let entered = house.post("", &path, "password=kenari-teduh-482");
    assert_eq!(entered.to.as_deref(), Some("/saya/kartu"), "{}", entered.text);
    let session = entered.sent_back("sesi").split_once('=').unwrap().1.to_owned();
    house.get(&session, "/saya/kartu").says("A-00001");
    for page in [house.get("", &path), house.post("", &path, "password=pagi-cerah-di-lokon")] {
        assert_eq!(page.status, StatusCode::GONE);
        page.says("sudah dipakai");
    }
    assert_eq!(house.get("", "/gabung/kartu/bukan-kunci").status, StatusCode::GONE);
}

#[test]
fn what_a_child_need_not_say_of_whoever_cares_for_it_is_marked_so() {
    let house = House::new();
    let today = now().today();
    let second = |years: i16| {
        let who = format!("name=Nova+Wowor&born_day=1&born_month=1&born_year={}", today.year() - years);
        house.post("", "/gabung", &format!("langkah=1&{who}"))
    };
    let label = |page: &Page| {
        let at = page.text.find("Nama orang tua atau wali").unwrap();
        page.text[at..].split("</label>").next().unwrap().to_owned()
    };
    assert!(label(&second(15)).contains("(opsional)"), "from 13 on");
    assert!(!label(&second(9)).contains("(opsional)"), "{}", label(&second(9)));
}
