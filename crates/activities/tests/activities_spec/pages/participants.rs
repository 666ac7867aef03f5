//! What is there for those who take part, and what their tickets say.

use activities::{
    VIEW, materials,
    model::{Draft, Entry},
    planning, seats, sessions,
};
use axum::http::StatusCode;
use house::act as real;
use jiff::SignedDuration;

use super::{House, NOBODY, hidden};
use crate::town::{somebody, workshop};

#[test]
fn papers_for_those_who_take_part_are_opened_by_a_ticket_with_a_seat_and_by_nobody_else() {
    let house = House::new();
    let one = house.workshop(workshop(), 2);
    let id = one.id;
    let kept = house.upload(
        &house.head,
        &format!("/staf/kegiatan/{}/materi", one.code),
        &[("material", "Bahan")],
        ("file", "bahan.pdf", trial::PDF),
    );
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let (made, other, paper) = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            let made = seats::register(tx, &real(), &somebody("Meiske", pool, 1))?;
            let wants = seats::New { wait: true, ..somebody("Olivia", pool, 2) };
            let waits = seats::register(tx, &real(), &wants)?;
            Ok((made, waits, materials::of(tx, id)?.remove(0).id))
        })
        .unwrap();
    house.get(NOBODY, &format!("/kegiatan/{}", one.code)).says_not("Bahan");
    let ticket = format!("/tiket/{}", made.secret);
    let mine = format!("{ticket}/materi/{paper}");
    house.get(NOBODY, &ticket).says(&mine);
    let open = |path: &str| house.get(NOBODY, path).status;
    assert_eq!(house.get(NOBODY, &mine).bytes, trial::PDF);
    assert_eq!(house.get(&house.head, &format!("/kegiatan/materi/{paper}")).bytes, trial::PDF);
    assert_eq!(open(&format!("/kegiatan/materi/{paper}")), StatusCode::NOT_FOUND, "its address is no key");
    assert_eq!(open(&format!("/tiket/{}/materi/{paper}", other.secret)), StatusCode::NOT_FOUND, "who waits");
    let elsewhere = house.workshop(workshop(), 2).id;
    let stranger = house.store.write_blocking(move |tx| {
        let pool = seats::pools(tx, elsewhere)?[0].id;
        seats::register(tx, &real(), &somebody("Jorry", pool, 1))
    });
    let foreign = format!("/tiket/{}/materi/{paper}", stranger.unwrap().secret);
    assert_eq!(open(&foreign), StatusCode::NOT_FOUND, "of something else");
    house.post(NOBODY, &format!("{ticket}/batal"), "");
    assert_eq!(open(&mine), StatusCode::NOT_FOUND, "whoever gave the seat back");
}

#[test]
fn a_program_reads_all_registrations_page_by_page_each_once_in_the_order_they_came() {
    let house = House::new();
    let one = house.workshop(workshop(), 9);
    let id = one.id;
    house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            for name in ["Wulan", "Ani", "Meiske", "Budi", "Olivia"] {
                seats::register(tx, &real(), &somebody(name, pool, 1))?;
            }
            Ok(())
        })
        .unwrap();
    let token = house.token(house.somebody("program", &[VIEW]), &[VIEW]);
    let path = format!("/api/v1/activities/{}/registrations?limit=2", one.code);
    let (mut names, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let (status, page) = house.api(&token, "GET", &format!("{path}{cursor}"), None);
        assert_eq!(status, StatusCode::OK, "{page}");
        names.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()),
        );
        pages += 1;
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((names.join(" "), pages), ("Wulan Ani Meiske Budi Olivia".to_owned(), 3));
    let (status, _) = house.api(&token, "GET", &format!("{path}&cursor=palsu"), None);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_ticket_says_that_it_will_not_be_and_a_group_larger_than_all_seats_what_to_do() {
    let house = House::new();
    let one = house.workshop(workshop(), 4);
    let id = one.id;
    let (has, family) = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            let has = seats::register(tx, &real(), &somebody("Meiske", pool, 1))?;
            let family = seats::New { wait: true, ..somebody("Keluarga", pool, 4) };
            let family = seats::register(tx, &real(), &family)?;
            seats::set(tx, &real(), id, None, "", 3)?;
            Ok((has, family))
        })
        .unwrap();
    let family = format!("/tiket/{}", family.secret);
    house.get(NOBODY, &family).says("Rombongan Anda 4 orang, dan kini seluruhnya hanya ada 3 kursi");
    house.store.write_blocking(move |tx| planning::cancel(tx, &real(), id, "Hujan abu Lokon")).unwrap();
    let off = house.get(NOBODY, &format!("/tiket/{}", has.secret));
    off.says("Yang didaftarkan ini tidak jadi diadakan");
    off.says("Hujan abu Lokon");
    let back = house.workshop(workshop(), 4).id;
    let given = house.store.write_blocking(move |tx| {
        let pool = seats::pools(tx, back)?[0].id;
        let made = seats::register(tx, &real(), &somebody("Rike", pool, 1))?;
        seats::cancel(tx, &real(), made.id)
    });
    let given = house.get(NOBODY, &format!("/tiket/{}", given.unwrap().secret));
    given.says("Pendaftaran ini batal");
    given.says_not("tidak jadi diadakan");
}

#[test]
fn whoever_is_too_late_to_take_or_give_back_a_seat_reads_it_on_the_ticket() {
    let house = House::new();
    let one = house.workshop(Draft { cancel_hours: 96, ..workshop() }, 4);
    let id = one.id;
    let made = house.store.write_blocking(move |tx| {
        let pool = seats::pools(tx, id)?[0].id;
        seats::register(tx, &real(), &somebody("Meiske", pool, 1))
    });
    let ticket = format!("/tiket/{}", made.unwrap().secret);
    let late = house.post(NOBODY, &format!("{ticket}/batal"), "");
    assert_eq!(late.to.as_deref(), Some(ticket.as_str()));
    let told = house.follow(NOBODY, &late);
    told.says("Pembatalan sendiri hanya sampai");
    told.says_not("diubah orang lain");
    told.says("Terkonfirmasi");
}

#[test]
fn seats_of_another_activity_are_not_held_by_this_ones_form() {
    let house = House::new();
    let (one, other) = (house.workshop(workshop(), 4), house.workshop(workshop(), 4));
    let pool = hidden(&house.get(NOBODY, &format!("/kegiatan/{}/daftar", other.code)).text, "kelompok");
    let held =
        house.post(NOBODY, &format!("/kegiatan/{}/daftar", one.code), &format!("kelompok={pool}&size=2"));
    assert_eq!(held.status, StatusCode::NOT_FOUND);
    let id = other.id;
    assert_eq!(house.store.read_blocking(move |tx| seats::pools(tx, id)).unwrap()[0].taken, 0);
}

#[test]
fn a_session_that_is_called_off_says_so_on_the_ticket_for_it_alone() {
    let house = House::new();
    let one = house.workshop(Draft { entry: Entry::Each, ..workshop() }, 5);
    let id = one.id;
    let made = house
        .store
        .write_blocking(move |tx| {
            let first = sessions::of(tx, id)?.remove(0);
            let later = sessions::Plan {
                starts_at: first.starts_at + SignedDuration::from_hours(48),
                ends_at: first.ends_at + SignedDuration::from_hours(48),
                ..sessions::Plan::of(&first)
            };
            let later = sessions::add(tx, &real(), id, &later)?;
            seats::set(tx, &real(), id, Some(later), "", 5)?;
            let pool = seats::pools(tx, id)?.into_iter().find(|pool| pool.session == Some(first.id)).unwrap();
            let made = seats::register(tx, &real(), &somebody("Meiske", pool.id, 1))?;
            sessions::cancel(tx, &real(), first.id, "Libur")?;
            Ok(made)
        })
        .unwrap();
    house.get(NOBODY, &format!("/tiket/{}", made.secret)).says("Yang didaftarkan ini tidak jadi diadakan");
}
