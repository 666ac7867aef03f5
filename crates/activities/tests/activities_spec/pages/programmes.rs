//! Programmes, for those who plan them and for everybody.

use activities::model::Draft;
use axum::http::StatusCode;

use super::{House, NOBODY, hidden};
use crate::town::workshop;

#[test]
fn a_programme_is_opened_changed_and_copied() {
    let house = House::new();
    let head = house.head.clone();
    let form = "form=satu&title=Literasi+keluarga&purpose=Membaca&themes=literasi,+keluarga&owner=&since_day=1&since_month=1&since_year=2026\
                &until_day=31&until_month=12&until_year=2026";
    let made = house.post(&head, "/staf/program/baru", form);
    assert_eq!(made.to.as_deref(), Some("/staf/program/G-001"), "{}", made.text);
    assert_eq!(house.post(&head, "/staf/program/baru", "title=").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(house.get(&head, "/staf/program/G-001").text.contains("Literasi keluarga"));
    assert_eq!(house.post(&head, "/staf/program/G-001", form).status, StatusCode::SEE_OTHER);
    let key = format!("form={}", hidden(&house.get(&head, "/staf/program/G-001").text, "form"));
    for _ in 0..2 {
        let copied = house.post(&head, "/staf/program/G-001/salin", &key);
        assert_eq!(copied.to.as_deref(), Some("/staf/program/G-002"), "a double click is one");
    }
    assert!(house.get(&head, "/staf/program").text.contains("G-002"));
}

#[test]
fn a_programme_says_what_it_costs_and_what_it_brings_about() {
    let house = House::new();
    let head = house.head.clone();
    let days = "since_day=1&since_month=1&since_year=2030&until_day=31&until_month=12&until_year=2030";
    let made = house.post(
        &head,
        "/staf/program/baru",
        &format!("form=satu&title=Membaca&purpose=Untuk+semua&{days}"),
    );
    let path = made.to.unwrap();
    let wrong = house.post(&head, &format!("{path}/anggaran"), "cost=Honor&amount=banyak&fund=");
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"banyak\""),
        "what was typed is kept"
    );
    for (to, form) in [
        ("anggaran", "cost=Honor&amount=Rp1.500.000&fund="),
        (
            "kerangka",
            "level=outcome&aim=Keluarga+membaca&measure=Survei&source=&baseline=34&target=45&assumption=",
        ),
    ] {
        assert_eq!(house.post(&head, &format!("{path}/{to}"), form).status, StatusCode::SEE_OTHER, "{to}");
    }
    let page = house.get(&head, &path).text;
    assert!(page.contains("Rp1.500.000") && page.contains("target 45"), "{page}");
    let take = |mark: &str| {
        let start = page.find(&format!("action=\"{path}/{mark}/")).unwrap() + 8;
        page[start..].split('"').next().unwrap().to_owned()
    };
    for action in [take("anggaran"), take("kerangka")] {
        assert_eq!(house.post(&head, &action, "").status, StatusCode::SEE_OTHER, "{action}");
    }
    assert!(!house.get(&head, &path).text.contains("Rp1.500.000"));
}

const DAYS: &str = "since_day=1&since_month=1&since_year=2030&until_day=31&until_month=12&until_year=2030";

#[test]
fn everybody_reads_of_a_programme_once_it_is_opened_and_of_what_of_it_is_published() {
    let house = House::new();
    let head = house.head.clone();
    let form = format!("form=satu&title=Membaca&purpose=Untuk+semua+keluarga.&themes=literasi&{DAYS}");
    let path = house.post(&head, "/staf/program/baru", &form).to.unwrap();
    let public = path.replace("/staf/program", "/kegiatan/program");
    assert_eq!(house.get(NOBODY, &public).status, StatusCode::NOT_FOUND, "nobody knows of it");
    house.get(&head, &public).says("Pratinjau");
    let code = path.rsplit('/').next().unwrap().to_owned();
    let programme = house.store.read_blocking(move |tx| activities::programmes::by_code(tx, &code)).unwrap();
    let one = house.workshop(Draft { programme: Some(programme.id), ..workshop() }, 5);
    house.get(NOBODY, &format!("/kegiatan/{}", one.code)).says_not(&public);
    assert_eq!(house.post(&head, &format!("{path}/terbit"), "open=1").status, StatusCode::SEE_OTHER);
    let page = house.get(NOBODY, &public);
    page.says("Untuk semua keluarga.");
    page.says(&format!("/kegiatan/{}", one.code));
    house.get(NOBODY, &format!("/kegiatan/{}", one.code)).says(&format!("href=\"{public}\""));
    assert_eq!(house.post(&head, &format!("{path}/terbit"), "open=").status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(NOBODY, &public).status, StatusCode::NOT_FOUND);
}

#[test]
fn lines_of_the_budget_and_the_framework_are_written_otherwise_on_their_own_pages() {
    let house = House::new();
    let head = house.head.clone();
    let path = house
        .post(&head, "/staf/program/baru", &format!("form=satu&title=Membaca&purpose=x&{DAYS}"))
        .to
        .unwrap();
    let aim = "level=goal&aim=Keluarga+membaca&measure=&source=&baseline=&target=&assumption=";
    for (to, form) in [("anggaran", "cost=Honor&amount=1.500.000&fund="), ("kerangka", aim)] {
        assert_eq!(house.post(&head, &format!("{path}/{to}"), form).status, StatusCode::SEE_OTHER, "{to}");
    }
    let page = house.get(&head, &path).text;
    let line = |mark: &str| {
        let start = page.find(&format!("href=\"{path}/{mark}/")).unwrap() + 6;
        page[start..].split('"').next().unwrap().to_owned()
    };
    let (cost, aim) = (line("anggaran"), line("kerangka"));
    house.get(&head, &cost).says("value=\"1.500.000\"");
    let wrong = house.post(&head, &cost, "cost=Honor+guru&amount=banyak&fund=");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"Honor guru\"");
    assert_eq!(
        house.post(&head, &cost, "cost=Honor+guru&amount=2.000.000&fund=").status,
        StatusCode::SEE_OTHER
    );
    let form = "level=outcome&aim=Keluarga+membaca&measure=Survei&source=&baseline=34&target=45&assumption=";
    assert_eq!(house.post(&head, &aim, form).status, StatusCode::SEE_OTHER);
    let page = house.get(&head, &path);
    page.says("Rp2.000.000");
    page.says("target 45");
    let gone = house.get(&head, &format!("{path}/anggaran/{}", kernel::Id::<()>::new()));
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
