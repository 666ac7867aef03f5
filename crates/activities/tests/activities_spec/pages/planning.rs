//! What those who plan see and send.

use activities::{
    guests,
    model::{Draft, Place},
    planning, sessions,
};
use axum::http::StatusCode;
use house::act as real;

use super::{House, NOBODY};
use crate::town::{branch, workshop};

#[test]
fn an_activity_is_drafted_given_times_and_seats_approved_published_and_seen() {
    let house = House::new();
    let head = house.head.clone();
    assert_eq!(house.get(&head, "/staf/kegiatan").status, StatusCode::OK);
    let none = house.post(
        &head,
        "/staf/kegiatan/baru",
        "kind=workshop&audience=everybody&entry=whole&title=&summary=&largest=x",
    );
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house.post(
        &head,
        "/staf/kegiatan/baru",
        "form=satu&kind=workshop&audience=everybody&entry=whole&title=Merangkai+krisan&summary=Belajar+merangkai.&listed=1&largest=2\
         &cancel_hours=12&threshold=0&access=step-free&access=terbang",
    );
    assert_eq!(made.to.as_deref(), Some("/staf/kegiatan/K-0001"));
    assert_eq!(house.get(NOBODY, "/kegiatan/K-0001").status, StatusCode::NOT_FOUND, "nobody sees a draft");
    let early = house.post(&head, "/staf/kegiatan/K-0001/terbit", "");
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("Belum ada sesi."), "{}", early.text);
    let wrong = "starts_day=31&starts_month=2&starts_year=2030&time=25&minutes=60&pattern=once&venue=branch";
    let wrong = house.post(&head, "/staf/kegiatan/K-0001/sesi", wrong);
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"25\""),
        "what was typed is kept"
    );
    let weekly = "form=satu&starts_day=5&starts_month=8&starts_year=2030&time=15.30&minutes=60&pattern=weekly&until_day=28&until_month=8\
                  &until_year=2030&except=12/8/2030,19/8/2030&venue=branch&place=Ruang+Lokon&session_title=&track=";
    let added = house.post(&head, "/staf/kegiatan/K-0001/sesi", weekly);
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let first = house.store.read_blocking(|tx| {
        let one = planning::by_code(tx, "K-0001")?;
        sessions::of(tx, one.id).map(|all| all.len())
    });
    let again = house.post(&head, "/staf/kegiatan/K-0001/sesi", weekly);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let second = house.store.read_blocking(|tx| {
        let one = planning::by_code(tx, "K-0001")?;
        sessions::of(tx, one.id).map(|all| all.len())
    });
    assert_eq!((first.unwrap(), second.unwrap()), (2, 2), "a double click is one");
    for _ in 0..2 {
        let copied = house.post(&head, "/staf/kegiatan/K-0001/salin", "form=dua");
        assert_eq!(copied.to.as_deref(), Some("/staf/kegiatan/K-0002"), "a double click is one");
    }
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/kursi", "capacity=20").status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/setuju", "").status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&head, "/staf/kegiatan/K-0001/terbit", "").status, StatusCode::SEE_OTHER);
    let page = house.get(NOBODY, "/kegiatan/K-0001");
    assert!(
        page.status == StatusCode::OK
            && page.text.contains("Merangkai krisan")
            && page.text.contains("Tanpa anak tangga")
    );
    assert!(
        page.text.contains("\"@type\":\"Event\"") && page.text.contains("2030-08-26T15:30:00+08:00"),
        "{}",
        page.text
    );
    for view in ["agenda", "pekan", "bulan"] {
        let calendar = house.get(NOBODY, &format!("/kegiatan?tampil={view}&hari=2030-08-05"));
        assert!(calendar.text.contains("/kegiatan/K-0001"), "{view}");
    }
    assert!(!house.get(NOBODY, "/kegiatan?hari=2030-08-05&jenis=course").text.contains("/kegiatan/K-0001"));
}

/// The links of a list of what is lacking.
fn lacking(page: &str) -> Vec<String> {
    let list = page.split("class=\"todo\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let links = list.unwrap_or_default().split("href=\"").skip(1);
    links
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .filter(|to| !to.starts_with('#'))
        .collect()
}

/// Follows every link of a list of what is lacking: there is a page, and on it the field that is named.
fn leads_somewhere(house: &House, page: &str) -> usize {
    let links = lacking(&house.get(&house.head, page).text);
    for link in &links {
        let (path, field) = link.split_once('#').unwrap_or((link, ""));
        let there = house.get(&house.head, path);
        assert_eq!(there.status, StatusCode::OK, "{link}");
        assert!(
            field.is_empty() || there.text.contains(&format!("id=\"{field}\"")),
            "{link}: {}",
            there.text
        );
        if path.contains("?isi=") {
            let form = there.text.split(&format!("id=\"{field}\"")).next().unwrap_or_default();
            let folded = form.rsplit("<details").next().unwrap_or_default();
            assert!(folded.contains(" open>"), "{link} unfolds its form");
        }
    }
    links.len()
}

#[test]
fn every_gap_of_an_activity_leads_to_where_it_is_mended() {
    let house = House::new();
    let one = house.store.write_blocking(|tx| {
        let draft = Draft { summary: String::new(), ..workshop() };
        planning::draft(tx, &real(), &draft)
    });
    let path = format!("/staf/kegiatan/{}", one.as_ref().unwrap().code);
    assert_eq!(leads_somewhere(&house, &path), 5, "summary, session, seats, access, description");
    let id = one.unwrap().id;
    house
        .store
        .write_blocking(move |tx| {
            let place = Place::Branch(branch(tx)?, String::new());
            let starts_at = real().at + jiff::SignedDuration::from_hours(48);
            let ends_at = starts_at + jiff::SignedDuration::from_hours(1);
            let plan =
                sessions::Plan { title: String::new(), starts_at, ends_at, place, track: String::new() };
            sessions::add(tx, &real(), id, &plan)?;
            let who = guests::Invited {
                session: None,
                party: None,
                name: "Ani".into(),
                role: activities::model::Role::Host,
                biography: String::new(),
                agreed: false,
            };
            guests::invite(tx, &real(), id, &who).map(drop)
        })
        .unwrap();
    assert_eq!(leads_somewhere(&house, &path), 6, "summary, seats, room, consent, access, description");
}

#[test]
fn who_speaks_at_a_session_stands_beside_it_and_is_told_of_only_as_they_agreed() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let id = one.id;
    let (first, second) = house
        .store
        .write_blocking(move |tx| {
            let first = sessions::of(tx, id)?.remove(0);
            let plan = sessions::Plan {
                title: "Bincang".into(),
                starts_at: first.ends_at,
                ends_at: first.ends_at + jiff::SignedDuration::from_hours(1),
                ..sessions::Plan::of(&first)
            };
            Ok((first.id, sessions::add(tx, &real(), id, &plan)?))
        })
        .unwrap();
    let base = format!("/staf/kegiatan/{}", one.code);
    let post = |path: &str, form: &str| house.post(&house.head, &format!("{base}{path}"), form);
    let form =
        format!("guest=Ani+Contoh&phone=&role=speaker&guest_session={second}&biography=Penulis.&agreed=");
    assert_eq!(post("/orang", &form).status, StatusCode::UNPROCESSABLE_ENTITY, "words need consent");
    let form = form.replace("agreed=", "agreed=1");
    assert_eq!(post("/orang", &form).status, StatusCode::SEE_OTHER);
    let public = house.get(NOBODY, &format!("/kegiatan/{}", one.code));
    public.says("Bincang · Ani Contoh");
    public.says("Penulis.");
    public.says("\"performer\":[{\"@type\":\"Person\",\"name\":\"Ani Contoh\"}]");
    let guest = house.store.read_blocking(move |tx| guests::of(tx, id)).unwrap().remove(0);
    let edit = format!("/orang/{}", guest.id);
    house.get(&house.head, &format!("{base}{edit}")).says("Penulis.");
    let moved = format!("guest=Ani+Contoh&phone=&role=host&guest_session={first}&biography=&agreed=");
    assert_eq!(post(&edit, &moved).status, StatusCode::SEE_OTHER);
    let public = house.get(NOBODY, &format!("/kegiatan/{}", one.code));
    public.says_not("Penulis.");
    public.says_not("Bincang · Ani Contoh");
    let other = house.workshop(workshop(), 5);
    let foreign = house.get(&house.head, &format!("/staf/kegiatan/{}{edit}", other.code));
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_paper_of_an_activity_is_kept_and_taken_away() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let base = format!("/staf/kegiatan/{}", one.code);
    let kept = house.upload(
        &house.head,
        &format!("{base}/materi"),
        &[("material", "Bahan"), ("open", "1")],
        ("file", "bahan.pdf", trial::PDF),
    );
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let public = house.get(NOBODY, &format!("/kegiatan/{}", one.code)).text;
    let paper = public.split("href=\"").find(|rest| rest.starts_with("/kegiatan/materi/")).unwrap();
    let paper = paper.split('"').next().unwrap().to_owned();
    assert_eq!(house.get(NOBODY, &paper).status, StatusCode::OK);
    let id = paper.rsplit('/').next().unwrap();
    let gone = house.post(&house.head, &format!("{base}/materi/{id}/hapus"), "");
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(NOBODY, &paper).status, StatusCode::NOT_FOUND);
}
