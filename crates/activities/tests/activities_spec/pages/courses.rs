//! What learners hand in.

use activities::{certificates, model::Draft, seats, sessions};
use axum::http::StatusCode;
use house::act as real;

use super::{House, NOBODY, hidden};
use crate::town::workshop;

#[test]
fn a_learner_hands_in_by_their_ticket_and_the_staff_assess_it() {
    let house = House::new();
    let head = house.head.clone();
    let one = house.workshop(Draft { certified: true, largest: 1, ..workshop() }, 3);
    let base = format!("/staf/kegiatan/{}/tugas", one.code);
    let wrong = house.post(&head, &base, "assignment=&task=x&due_day=31&due_month=2&due_year=2030");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = house.post(&head, &base, "assignment=Surat&task=Tulis+surat.&required=1");
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
    let id = one.id;
    let ticket = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?.remove(0).id;
            seats::register(tx, &real(), &seats::New::of("satu".into(), pool, 1, "Meiske"))
        })
        .unwrap();
    let shown = house.get(NOBODY, &format!("/tiket/{}", ticket.secret));
    let path = shown.text.split("href=\"").find(|rest| rest.contains("/tugas/")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let send = |said: &str| house.upload(NOBODY, &path, &[("said", said)], ("file", "", b""));
    assert_eq!(send("").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send("Kepada Ani").status, StatusCode::SEE_OTHER);
    assert!(house.get(NOBODY, &path).text.contains("Kepada Ani"));
    let list = house.get(&head, &base).text;
    let handed = list.split("href=\"").find(|rest| rest.starts_with(&format!("{base}/"))).unwrap();
    let handed = handed.split('"').next().unwrap().to_owned();
    assert_eq!(house.post(&head, &handed, "feedback=Bagus").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.post(&head, &handed, "passed=yes&feedback=Bagus").status, StatusCode::SEE_OTHER);
    let judged = house.get(NOBODY, &path).text;
    assert!(judged.contains("Bagus") && !judged.contains("<textarea"), "{judged}");
    let other = path.replace(&ticket.secret, "0".repeat(32).as_str());
    assert_eq!(house.get(NOBODY, &other).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_test_is_taken_by_the_ticket_and_says_how_many_points_it_came_to() {
    use instruments::{Access, Choice, Content, Kind, Purpose, Question, Section, Text, building};
    let house = House::new();
    let head = house.head.clone();
    let one = house.workshop(Draft { certified: true, largest: 1, ..workshop() }, 3);
    let version = house.store.write_blocking(|tx| {
        let mut question = Question::new(1, Text::new("Ibu kota Sulawesi Utara?", ""), Kind::One);
        let choice = |key, label: &str, points| Choice { key, label: Text::new(label, ""), points };
        question.choices = vec![choice(1, "Manado", 10), choice(2, "Makassar", 0)];
        let new = building::New {
            title: Text::new("Tes akhir", ""),
            purpose: Purpose::Assessment,
            access: Access::Within,
            anonymous: false,
            content: Content {
                sections: vec![Section { title: Text::default(), questions: vec![question] }],
                pass: Some(50),
                last_key: 1,
                ..Content::default()
            },
        };
        let made = building::create(tx, &real(), &new)?;
        building::publish(tx, &real(), made.id, made.draft_mark)
    });
    let base = format!("/staf/kegiatan/{}/tugas", one.code);
    house.get(&head, &base).says("Tes akhir");
    let form = format!("assignment=Tes&task=Kerjakan+sendiri.&required=1&test={}", version.unwrap());
    assert_eq!(house.post(&head, &base, &form).status, StatusCode::SEE_OTHER);
    let id = one.id;
    let ticket = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?.remove(0).id;
            seats::register(tx, &real(), &seats::New::of("satu".into(), pool, 1, "Meiske"))
        })
        .unwrap();
    let shown = house.get(NOBODY, &format!("/tiket/{}", ticket.secret)).text;
    let path = shown.split("href=\"").find(|rest| rest.contains("/tugas/")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    house.get(NOBODY, &path).says("Manado");
    let send = |form: &str| house.post(NOBODY, &path, form);
    let nothing = send("form=a&asked=0");
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing.says("id=\"q00-error\"");
    assert_eq!(send("form=b&asked=0&q00=2").status, StatusCode::SEE_OTHER);
    let failed = house.get(NOBODY, &path);
    failed.says("0 dari 10");
    failed.says("Manado");
    assert_eq!(send("form=c&asked=0&q00=1").status, StatusCode::SEE_OTHER);
    let passed = house.get(NOBODY, &path);
    passed.says("10 dari 10");
    passed.says_not("type=\"radio\"");
    let list = house.get(&head, &base).text;
    let handed = list.split("href=\"").find(|rest| rest.starts_with(&format!("{base}/"))).unwrap();
    let handed = house.get(&head, handed.split('"').next().unwrap());
    handed.says("10 dari 10");
    handed.says("Ibu kota Sulawesi Utara?");
}

#[test]
fn a_certificate_is_written_anew_once_by_one_form_and_one_taken_back_asks_why_it_is_given_again() {
    let house = House::new();
    let head = house.head.clone();
    let one = house.workshop(Draft { certified: true, threshold: 0, largest: 1, ..workshop() }, 3);
    let id = one.id;
    let made = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?.remove(0).id;
            let made = seats::register(tx, &real(), &seats::New::of("satu".into(), pool, 1, "Meiske"))?;
            let first = sessions::of(tx, id)?.remove(0);
            let after = first.ends_at + jiff::SignedDuration::from_hours(1);
            certificates::issue(tx, &real().at(after), made.id)?;
            Ok(made)
        })
        .unwrap();
    let page = format!("/staf/kegiatan/{}/peserta/{}", one.code, made.id);
    let key = hidden(&house.get(&head, &page).text, "form");
    let count = || {
        let all: (i64, i64) = house
            .store
            .read_blocking(|tx| {
                tx.one(
                    store::sql!(
                        "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN revoked_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
                         FROM certificate"
                    ),
                    store::vals![],
                )
            })
            .unwrap();
        all
    };
    for _ in 0..2 {
        let again = house.post(&head, &format!("{page}/ganti"), &format!("form={key}&holder=Meiske+Lumi"));
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    }
    assert_eq!(count(), (2, 1), "a double click is one");
    let late = house.post(&head, &format!("{page}/cabut"), &format!("form={key}&reason=Keliru"));
    assert_eq!((late.status, count()), (StatusCode::UNPROCESSABLE_ENTITY, (2, 1)), "what was shown is gone");
    let key = hidden(&house.get(&head, &page).text, "form");
    house.post(&head, &format!("{page}/cabut"), &format!("form={key}&reason=Menyontek"));
    assert_eq!(count(), (2, 0));
    let given = house.post(&head, &format!("{page}/sertifikat"), "reason=");
    assert_eq!((given.status, count()), (StatusCode::UNPROCESSABLE_ENTITY, (2, 0)));
}
