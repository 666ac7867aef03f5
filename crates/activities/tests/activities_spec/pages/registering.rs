//! Registering, as whoever comes sees it.

use activities::{
    model::{Draft, Entry, Place},
    seats, sessions,
};
use axum::http::StatusCode;
use house::act as real;
use instruments::Purpose;
use jiff::SignedDuration;
use trial::PDF;

use super::{House, NOBODY, hidden};
use crate::{questions::questionnaire, town::workshop};

#[test]
fn anybody_registers_in_two_steps_and_has_a_ticket_with_a_code() {
    let house = House::new();
    let one = house.workshop(workshop(), 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let first = house.get(NOBODY, &path);
    assert_eq!(first.status, StatusCode::OK);
    let pool = hidden(&first.text, "kelompok");
    let many = house.post(NOBODY, &path, &format!("kelompok={pool}&size=9"));
    assert!(
        many.status == StatusCode::UNPROCESSABLE_ENTITY && many.text.contains("1 sampai 4"),
        "{}",
        many.text
    );
    let held = house.post(NOBODY, &path, &format!("kelompok={pool}&size=2")).to.unwrap();
    let form = house.get(NOBODY, &held);
    assert!(form.text.contains("disimpan untuk Anda sampai"), "{}", form.text);
    let hold = hidden(&form.text, "pegang");
    // A stamp as the form gave it a minute ago: nobody types that fast.
    let cap = web::stamp::given(real().at - SignedDuration::from_mins(1));
    let send = |name: &str, rest: &str| {
        let data =
            format!("cap={cap}&situs=&pegang={hold}&kelompok={pool}&size=2&jenis=person&name={name}{rest}");
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    let lacking = send("", "&phone=12&needs=Kursi+roda");
    assert!(
        lacking.status == StatusCode::UNPROCESSABLE_ENTITY && lacking.text.contains("Kursi roda"),
        "{}",
        lacking.text
    );
    let robot = house.post(NOBODY, &format!("{path}/data"), &format!("situs=x&kelompok={pool}&size=1"));
    assert_eq!(robot.to, Some(format!("/kegiatan/{}", one.code)));
    let ticket = send("Meiske+Lumi", "&phone=&needs=").to.unwrap();
    assert_eq!(
        send("Meiske+Lumi", "&phone=&needs=").to.as_deref(),
        Some(ticket.as_str()),
        "a double click is one"
    );
    let page = house.get(NOBODY, &ticket);
    assert!(page.text.contains("Terkonfirmasi") && page.text.contains("class=\"qr\""), "{}", page.text);
    assert!(house.get(NOBODY, &format!("{ticket}/kalender.ics")).text.contains("BEGIN:VEVENT"));
    assert_eq!(house.get(NOBODY, "/tiket/0123456789abcdef0123456789abcdef").status, StatusCode::NOT_FOUND);
    let back = house.post(NOBODY, &format!("{ticket}/batal"), "");
    assert_eq!(back.to.as_deref(), Some(ticket.as_str()));
    assert!(house.get(NOBODY, &ticket).text.contains("Dikembalikan oleh pendaftar."));
}

#[test]
fn a_form_opened_before_the_last_seat_went_keeps_what_was_typed_and_offers_to_wait() {
    let house = House::new();
    let one = house.workshop(workshop(), 1);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let cap = |n: i64| web::stamp::given(real().at - SignedDuration::from_secs(60 + n));
    let send = |n: i64, name: &str, wait: &str| {
        let cap = cap(n);
        let data =
            format!("cap={cap}&pegang=&kelompok={pool}&size=1&jenis=person&name={name}&needs=Kursi{wait}");
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    assert_eq!(send(1, "Olivia", "").status, StatusCode::SEE_OTHER);
    let full = send(2, "Meiske", "");
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(full.text.contains("name=\"wait\"") && full.text.contains("value=\"Meiske\""), "{}", full.text);
    let ticket = send(3, "Meiske", "&wait=1").to.unwrap();
    assert!(house.get(NOBODY, &ticket).text.contains("urutan 1 dari 1"));
}

#[test]
fn an_activity_asks_its_own_questions_in_the_form_and_the_staff_reads_the_answers() {
    let house = House::new();
    let version = house.store.write_blocking(|tx| questionnaire(tx, Purpose::Registration)).unwrap();
    let one = house.workshop(Draft { instrument: Some(version), ..workshop() }, 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let held = house.post(NOBODY, &path, &format!("kelompok={pool}&size=1")).to.unwrap();
    let form = house.get(NOBODY, &held).text;
    assert!(form.contains("Perlu bantuan?") && !form.contains("Bantuan apa?"), "{form}");
    let (hold, asked) = (hidden(&form, "pegang"), hidden(&form, "asked"));
    let cap = web::stamp::given(real().at - SignedDuration::from_mins(1));
    let send = |asked: &str, rest: &str| {
        let data = format!(
            "cap={cap}&versi={version}&pegang={hold}&kelompok={pool}&size=1&jenis=person&name=Meiske+Lumi&asked={asked}{rest}"
        );
        house.post(NOBODY, &format!("{path}/data"), &data)
    };
    let more = send(&asked, "&q00=1&q02=Menulis");
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(more.text.contains("Bantuan apa?") && more.text.contains("Menulis"), "{}", more.text);
    let ticket = send(&hidden(&more.text, "asked"), "&q00=1&q01=Pendamping&q02=Menulis").to.unwrap();
    assert!(house.get(NOBODY, &ticket).text.contains("Terkonfirmasi"));
    let head = house.head.clone();
    let id = one.id;
    let line =
        house.store.read_blocking(move |tx| seats::lines(tx, id, (None, ""), (5, 0))).unwrap().remove(0);
    let page = house.get(&head, &format!("/staf/kegiatan/{}/peserta/{}", one.code, line.id));
    assert!(page.text.contains("Pendamping") && page.text.contains("Menulis"), "{}", page.text);
    // The form of what is planned knows which questions are asked, and keeps them.
    let edit = house.get(&head, &format!("/staf/kegiatan/{}/ubah", one.code)).text;
    assert!(edit.contains(&format!("value=\"{version}\" selected")), "{edit}");
}

/// A call to bring a drawing along, asked within the registration.
fn with_a_drawing(tx: &mut store::Tx<'_>) -> store::Result<kernel::Id<instruments::Version>> {
    use instruments::{Access, Content, Kind, Question, Section, Text, building};
    let questions = vec![Question::new(1, Text::new("Gambar Anda", ""), Kind::File)];
    let new = building::New {
        title: Text::new("Gambar", ""),
        purpose: Purpose::Registration,
        access: Access::Within,
        anonymous: false,
        content: Content {
            sections: vec![Section { title: Text::default(), questions }],
            last_key: 1,
            ..Content::default()
        },
    };
    let one = building::create(tx, &real(), &new)?;
    building::publish(tx, &real(), one.id, one.draft_mark)
}

#[test]
fn a_file_comes_with_a_registration_survives_a_form_that_comes_back_and_is_for_the_staff() {
    let house = House::new();
    let version = house.store.write_blocking(with_a_drawing).unwrap();
    let one = house.workshop(Draft { instrument: Some(version), ..workshop() }, 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let blank = house.get(NOBODY, &format!("{path}?kelompok={pool}&size=1&jenis=person"));
    blank.says("enctype=\"multipart/form-data\"");
    let (cap, version) = (web::stamp::given(real().at - SignedDuration::from_mins(1)), version.to_string());
    let send = |name: &str, more: &[(&str, &str)], file: (&str, &[u8])| {
        let mut fields = vec![
            ("cap", cap.as_str()),
            ("versi", version.as_str()),
            ("kelompok", pool.as_str()),
            ("size", "1"),
            ("jenis", "person"),
            ("name", name),
            ("asked", "0"),
        ];
        fields.extend(more);
        house.upload(NOBODY, &format!("{path}/data"), &fields, ("q00", file.0, file.1))
    };
    assert_eq!(send("Meiske", &[], ("", b"")).status, StatusCode::UNPROCESSABLE_ENTITY, "it is asked for");
    let wrong = send("Meiske", &[], ("alat.exe", b"MZ\x90\0"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"Meiske\"");
    let nameless = send("", &[], ("gambar saya.pdf", PDF));
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = hidden(&nameless.text, "q00");
    assert!(kept.ends_with(" gambar saya.pdf"), "a browser does not send it twice: {kept}");
    let ticket = send("Meiske", &[("q00", kept.as_str())], ("", b""));
    assert!(ticket.to.is_some(), "{}", ticket.text);
    let id = one.id;
    let line =
        house.store.read_blocking(move |tx| seats::lines(tx, id, (None, ""), (5, 0))).unwrap().remove(0);
    let page = format!("/staf/kegiatan/{}/peserta/{}", one.code, line.id);
    house.get(&house.head, &page).says(&format!("{page}/berkas/1"));
    let paper = house.get(&house.head, &format!("{page}/berkas/1"));
    assert_eq!(paper.bytes, PDF);
    assert!(paper.header("content-disposition").starts_with("attachment"));
    assert_eq!(house.get(NOBODY, &format!("{page}/berkas/1")).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&house.head, &format!("{page}/berkas/2")).status, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_comes_too_late_reads_since_when_it_is_closed_and_what_else_is_open() {
    let house = House::new();
    let one = house.workshop(Draft { title: "Kelas lampau".into(), ..workshop() }, 3);
    house.workshop(Draft { title: "Kelas lain".into(), ..workshop() }, 3);
    let full = house.workshop(Draft { title: "Kelas penuh".into(), ..workshop() }, 1);
    house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, full.id)?[0].id;
            seats::register(tx, &real(), &crate::town::somebody("Olivia", pool, 1))
        })
        .unwrap();
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let (id, today) = (one.id, real().today());
    house
        .store
        .write_blocking(move |tx| {
            let draft =
                Draft { closes_on: Some(today.yesterday().unwrap()), ..crate::town::draft_of(tx, id)? };
            activities::planning::change(tx, &real(), id, &draft)
        })
        .unwrap();
    let page = house.get(NOBODY, &path);
    assert_eq!(page.status, StatusCode::OK);
    page.says("Pendaftaran ditutup sejak");
    page.says("Kelas lain</a>");
    page.says_not("Kelas penuh");
    page.says_not("tidak tersimpan");
    let cap = web::stamp::given(real().at - SignedDuration::from_mins(1));
    let sent = [
        (path.clone(), format!("kelompok={pool}&size=1")),
        (format!("{path}/data"), format!("cap={cap}&kelompok={pool}&size=1&jenis=person&name=Meiske")),
    ];
    for (path, form) in sent {
        let late = house.post(NOBODY, &path, &form);
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.says("Pendaftaran ditutup sejak");
        late.says("Pendaftaran Anda tidak tersimpan");
        late.says_not("diubah orang lain");
    }
    house
        .store
        .write_blocking(move |tx| activities::planning::cancel(tx, &real(), id, "Hujan abu Lokon"))
        .unwrap();
    house.get(NOBODY, &path).says("Kegiatan ini dibatalkan: Hujan abu Lokon");
    assert_eq!(house.get(NOBODY, "/kegiatan/K-9999/daftar").status, StatusCode::NOT_FOUND);
}

#[test]
fn nobody_waits_for_more_seats_than_there_will_ever_be() {
    let house = House::new();
    let one = house.workshop(workshop(), 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let many = house.post(NOBODY, &path, &format!("kelompok={pool}&size=4"));
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    many.says("hanya ada 3 kursi");
}

#[test]
fn a_registration_is_found_by_name_or_code_among_all_of_them() {
    let house = House::new();
    let one = house.workshop(workshop(), 9);
    let id = one.id;
    let made = house.store.write_blocking(move |tx| {
        let pool = seats::pools(tx, id)?[0].id;
        seats::register(tx, &real(), &crate::town::somebody("Olivia", pool, 1))?;
        seats::register(tx, &real(), &seats::New::of("dua".into(), pool, 1, "Méiske Lumi"))
    });
    let base = format!("/staf/kegiatan/{}/peserta", one.code);
    for words in ["meiske", &made.unwrap().code.to_lowercase()] {
        let found = house.get(&house.head, &format!("{base}?q={words}"));
        found.says("Méiske Lumi");
        found.says_not("Olivia</a>");
    }
}

#[test]
fn the_address_of_a_meeting_on_the_net_is_told_whoever_has_a_seat_and_nobody_else() {
    let house = House::new();
    let one = house.workshop(Draft { approval: true, ..workshop() }, 3);
    let id = one.id;
    let made = house.store.write_blocking(move |tx| {
        let at = real().at + SignedDuration::from_hours(80);
        let plan = sessions::Plan {
            title: String::new(),
            starts_at: at,
            ends_at: at + SignedDuration::from_hours(1),
            place: Place::Online("https://temu.example/krisan".into()),
            track: String::new(),
        };
        sessions::add(tx, &real(), id, &plan)?;
        let pool = seats::pools(tx, id)?[0].id;
        seats::register(tx, &real(), &crate::town::somebody("Olivia", pool, 1))
    });
    let made = made.unwrap();
    let [page, feed] = ["", "/kalender.ics"].map(|rest| format!("/tiket/{}{rest}", made.secret));
    for path in [&page, &feed, &format!("/kegiatan/{}", one.code)] {
        house.get(NOBODY, path).says_not("temu.example");
    }
    house.get(NOBODY, &feed).says("STATUS:TENTATIVE");
    let registration = made.id;
    house.store.write_blocking(move |tx| seats::approve(tx, &real(), registration)).unwrap();
    for path in [&page, &feed] {
        house.get(NOBODY, path).says("https://temu.example/krisan");
    }
    house.get(NOBODY, &feed).says("STATUS:CONFIRMED");
    house.get(NOBODY, &page).says("Kembalikan kursi");
    house.post(NOBODY, &format!("{page}/batal"), "");
    house.get(NOBODY, &feed).says_not("temu.example");
    house.get(NOBODY, &feed).says("STATUS:CANCELLED");
}

#[test]
fn seats_of_each_session_are_said_beside_it_and_never_added_up() {
    let house = House::new();
    let one = house.workshop(Draft { entry: Entry::Each, ..workshop() }, 5);
    let id = one.id;
    house
        .store
        .write_blocking(move |tx| {
            let session = sessions::of(tx, id)?[0].id;
            seats::set(tx, &real(), id, Some(session), "", 25)
        })
        .unwrap();
    let page = house.get(NOBODY, &format!("/kegiatan/{}", one.code));
    page.says("25 kursi lagi dari 25</small>");
    page.says_not("30 kursi");
    let first = house.get(NOBODY, &format!("/kegiatan/{}/daftar", one.code));
    first.says("25 kursi lagi dari 25");
}

#[test]
fn the_desk_registers_whoever_stands_there_and_a_name_that_is_not_theirs_is_asked_about() {
    let house = House::new();
    let one = house.workshop(workshop(), 3);
    let path = format!("/kegiatan/{}/daftar", one.code);
    let pool = hidden(&house.get(NOBODY, &path).text, "kelompok");
    let held = house.post(&house.head, &path, &format!("kelompok={pool}&size=1")).to.unwrap();
    let form = house.get(&house.head, &held);
    form.says("name=\"untuk\" value=\"other\" checked");
    let cap = hidden(&form.text, "cap");
    let send = |whom: &str| {
        let data = format!(
            "cap={cap}&pegang=&kelompok={pool}&size=1&jenis=person&untuk={whom}&name=Meiske+Lumi&phone=081234567890"
        );
        house.post(&house.head, &format!("{path}/data"), &data)
    };
    let mine = send("me");
    assert_eq!(mine.status, StatusCode::UNPROCESSABLE_ENTITY);
    mine.says("Nama Anda di daftar kami");
    assert_eq!(send("other").status, StatusCode::SEE_OTHER);
    let id = one.id;
    let party = house.store.read_blocking(move |tx| {
        let line = seats::lines(tx, id, (None, ""), (5, 0))?.remove(0);
        people::parties::one(tx, line.party.unwrap())
    });
    assert_eq!(party.unwrap().name, "Meiske Lumi");
}
