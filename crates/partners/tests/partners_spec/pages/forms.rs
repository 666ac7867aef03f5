//! What every form keeps to: it says what is missing, and is taken once.

use axum::http::StatusCode;
use house::act as real;
use kernel::{Act, Actor, Id};
use partners::{agreements, partners as book};
use platform::files::Files;

use super::House;

/// What a path stands for in this house, its names filled in.
fn filled(house: &House, path: &str) -> String {
    let (agreement, step) = house
        .store
        .read_blocking(|tx| {
            let found: Vec<(Id<partners::Agreement>, Id<partners::Step>)> = tx.all(
                store::sql!("SELECT s.agreement, s.id FROM review_step s ORDER BY s.position LIMIT 1"),
                store::vals![],
            )?;
            Ok(found[0])
        })
        .unwrap();
    let id = agreement.to_string();
    let code = match path {
        _ if path.starts_with("/staf/lingkaran") => "L-001",
        _ if path.starts_with("/staf/kasus") => "K-2026-001",
        _ => "M-001",
    };
    let row = if path.contains("/tinjauan/") { step.to_string() } else { Id::<()>::new().to_string() };
    path.replace("{code}", code).replace("{id}", &id).replace("{row}", &row).replace("{partner}", &row)
}

#[test]
fn every_form_that_is_sent_empty_is_answered_with_what_is_missing_and_never_with_a_fault() {
    let house = House::new();
    let school = house.school();
    let speaker = house.somebody("Meiske Lumi", Some(school));
    house
        .store
        .write_blocking(move |tx| {
            let others =
                ["SMP Contoh Dua", "SMP Contoh Tiga"].map(|name| crate::town::partner(tx, name).unwrap());
            let order = [school, others[0], others[1]];
            partners::circles::begin(tx, &real(), "Jilid", "Menjilid.", true, Some(real().today()), &order)?;
            let asked = partners::cases::Asked {
                title: "Pojok baca".into(),
                body: "Di ruang tunggu".into(),
                name: "Linda Contoh".into(),
                phone: "0800-1111-2222".into(),
                ..Default::default()
            };
            let then = Act { by: Actor::Visitor, ..crate::town::now() };
            partners::cases::open(tx, &then, "partnership", "satu", &asked, 9)?;
            let id = crate::town::drafted(tx, &crate::town::terms(school), &[crate::town::reading_room()])?;
            crate::town::head(tx)?;
            agreements::submit(tx, &real(), id)
        })
        .unwrap();
    // What needs nothing but the press of a button, or does not exist.
    let fine = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND];
    let files = Files::at("/nowhere");
    let mut seen = 0;
    for route in partners::module(&files).routes.list() {
        let (method, path) = (route.method, route.path);
        if method != "POST" || path.starts_with("/api") {
            continue;
        }
        let session = if path.starts_with("/saya") { &speaker } else { &house.head };
        let path = filled(&house, path);
        let page = match ["/dokumen", "/penanda", "/telaah"].iter().any(|end| path.ends_with(end)) {
            true => house.upload(session, &path, &[], ("", b"")),
            false => house.post(session, &path, ""),
        };
        assert!(fine.contains(&page.status), "{path}: {} {}", page.status, page.text);
        if page.status == StatusCode::UNPROCESSABLE_ENTITY {
            assert!(page.text.contains("Galat"), "{path} says what is wrong");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} forms were asked");
}

#[test]
fn a_form_that_is_sent_twice_is_taken_once_and_another_one_again() {
    let house = House::new();
    let school = house.school();
    let (id, promise) = house.promised(school);
    let path = format!("/staf/kesepakatan/{id}");
    let page = house.get(&house.head, &path).text;
    let key = page.split("name=\"kunci\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let to = format!("{path}/komitmen/{promise}/bukti");
    let form =
        format!("kunci={key}&given_amount=5&what=Tanda+terima&given_day=1&given_month=5&given_year=2026");
    for _ in 0..2 {
        assert_eq!(house.post(&house.head, &to, &form).status, StatusCode::SEE_OTHER);
    }
    let count = || {
        let found = house.store.read_blocking(move |tx| partners::commitments::fulfilments(tx, id));
        found.unwrap().len()
    };
    assert_eq!(count(), 1);
    house.post(&house.head, &to, &form.replace("=5&what", "=6&what"));
    assert_eq!(count(), 2, "what was changed is another entry");
    let note = format!("kunci={key}&text=Bertemu&way=call");
    for _ in 0..2 {
        house.post(&house.head, "/staf/mitra/M-001/catatan", &note);
    }
    let notes = house.store.read_blocking(move |tx| book::notes(tx, school, 9)).unwrap();
    assert_eq!(notes.len(), 1);
}

#[test]
fn an_agreement_a_review_and_a_circle_that_are_sent_twice_are_made_once() {
    let house = House::new();
    let school = house.school();
    let others = house.store.write_blocking(|tx| {
        Ok(["SMP Contoh Dua", "SMP Contoh Tiga"].map(|name| crate::town::partner(tx, name).unwrap()))
    });
    let [two, three] = others.unwrap();
    let key = |path: &str| {
        let page = house.get(&house.head, path).text;
        page.split("name=\"kunci\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    for (path, fields) in [
        (
            "/staf/kesepakatan/baru",
            format!(
                "kind=letter&agreement_title=sudut+baca&notice_days=30&partner={school}&since_day=1&since_month=1\
                 &since_year=2026&until_day=31&until_month=12&until_year=2026"
            ),
        ),
        ("/staf/mitra/M-001/tinjau", "proposal=renew&satisfaction=4&reasons=Baik".to_owned()),
        (
            "/staf/lingkaran",
            format!("name=Jilid&about=Menjilid&members={school}&members={two}&members={three}"),
        ),
    ] {
        let form = format!("kunci={}&{fields}", key(path));
        let made = [house.post(&house.head, path, &form), house.post(&house.head, path, &form)];
        assert_eq!(made[0].status, StatusCode::SEE_OTHER, "{path}: {}", made[0].text);
        assert_eq!(made[0].to, made[1].to, "{path}");
    }
    let counted: (i64, i64, i64) = house
        .store
        .read_blocking(|tx| {
            tx.one(
                store::sql!(
                    "SELECT (SELECT count(*) FROM agreement), (SELECT count(*) FROM partner_review),
                         (SELECT count(*) FROM circle)"
                ),
                store::vals![],
            )
        })
        .unwrap();
    assert_eq!(counted, (1, 1, 1));
}
