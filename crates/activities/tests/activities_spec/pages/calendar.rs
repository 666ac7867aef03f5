//! The calendar, for everybody and for other programs.

use activities::{model::Draft, planning};
use axum::http::StatusCode;
use house::act as real;

use super::{House, NOBODY};
use crate::town::workshop;

#[test]
fn feeds_are_what_calendars_and_readers_expect() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let ical = house.get(NOBODY, "/kegiatan/kalender.ics?jenis=workshop");
    assert!(
        ical.text.starts_with("BEGIN:VCALENDAR\r\n") && ical.text.contains("TZID=Asia/Makassar"),
        "{}",
        ical.text
    );
    assert!(ical.text.contains("SEQUENCE:0\r\n") && ical.text.contains("STATUS:CONFIRMED"));
    let id = one.id;
    house.store.write_blocking(move |tx| planning::cancel(tx, &real(), id, "Hujan <abu>")).unwrap();
    let ical = house.get(NOBODY, &format!("/kegiatan/{}/kalender.ics", one.code));
    assert!(ical.text.contains("SEQUENCE:1\r\n") && ical.text.contains("STATUS:CANCELLED"));
    let atom = house.get(NOBODY, "/kegiatan/atom.xml");
    assert!(
        atom.text.starts_with("<?xml") && atom.text.contains("<entry>") && !atom.text.contains("<abu>"),
        "{}",
        atom.text
    );
}

#[test]
fn the_calendar_may_stand_within_other_sites_and_no_other_page_may() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let policy = |path: &str| {
        let page = house.get(NOBODY, path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.header("content-security-policy").to_owned()
    };
    let embedded = policy("/kegiatan/sematan?jenis=workshop");
    assert!(embedded.contains("frame-ancestors *") && embedded.contains("form-action 'none'"), "{embedded}");
    for path in ["/kegiatan".to_owned(), format!("/kegiatan/{}", one.code)] {
        assert!(policy(&path).contains("frame-ancestors 'none'"), "{path}");
    }
    let page = house.get(&house.head, "/kegiatan/sematan");
    assert!(
        page.text.contains(&format!("/kegiatan/{}", one.code)) && !page.text.contains("<form"),
        "{}",
        page.text
    );
    let offered = house.get(NOBODY, "/kegiatan?jenis=workshop");
    assert!(offered.text.contains("/kegiatan/sematan?jenis=workshop"), "{}", offered.text);
}

#[test]
fn what_is_not_in_the_calendar_has_one_of_its_own_and_what_nobody_knows_of_has_none() {
    let house = House::new();
    let one = house.workshop(Draft { listed: false, ..workshop() }, 5);
    let own = house.get(NOBODY, &format!("/kegiatan/{}/kalender.ics", one.code));
    own.says("BEGIN:VEVENT");
    house.get(NOBODY, "/kegiatan/kalender.ics").says_not("BEGIN:VEVENT");
    let draft = Draft { title: "Rahasia".into(), ..workshop() };
    let draft = house.store.write_blocking(move |tx| planning::draft(tx, &real(), &draft)).unwrap();
    let none = house.get(NOBODY, &format!("/kegiatan/{}/kalender.ics", draft.code));
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    none.says_not("Rahasia");
}
