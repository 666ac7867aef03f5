//! Partners as the staff see and write them.

use axum::http::StatusCode;
use house::act as real;
use platform::files::Files;

use super::{House, mark};

#[test]
fn a_partner_is_entered_moved_noted_and_found_in_list_and_pipeline() {
    let house = House::new();
    let blank = house.get(&house.head, "/staf/mitra/baru");
    assert_eq!(blank.status, StatusCode::OK);
    let none = house.post(&house.head, "/staf/mitra/baru", "kind=school&name=");
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house.post(&house.head, "/staf/mitra/baru", "kind=school&name=SMP+Contoh+Satu");
    assert_eq!(made.to.as_deref(), Some("/staf/mitra/M-001"));
    let again = house.post(&house.head, "/staf/mitra/baru", "kind=school&name=SMP+Contoh+Satu");
    assert!(again.text.contains("Mungkin sudah terdaftar"), "{}", again.status);
    let moved = house.post(&house.head, "/staf/mitra/M-001/tahap", "stage=talk&dari=idea&kembali=papan");
    assert_eq!(moved.to.as_deref(), Some("/staf/mitra?tampilan=papan"));
    let note = "text=Bertemu+kepala+sekolah&way=meeting&day_day=1&day_month=2&day_year=2026";
    assert_eq!(house.post(&house.head, "/staf/mitra/M-001/catatan", note).status, StatusCode::SEE_OTHER);
    let wrong = house.post(
        &house.head,
        "/staf/mitra/M-001/catatan",
        "text=&way=call&day_day=31&day_month=2&day_year=2026",
    );
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let contact = "contact_name=Meiske+Lumi&role=Kepala&phone=0812-3456-7890&email=&since_day=1&since_month=1&since_year=2026";
    assert_eq!(house.post(&house.head, "/staf/mitra/M-001/kontak", contact).status, StatusCode::SEE_OTHER);
    let page = house.get(&house.head, "/staf/mitra/M-001");
    assert!(page.text.contains("Bertemu kepala sekolah") && page.text.contains("Meiske Lumi"));
    for path in ["/staf/mitra", "/staf/mitra?tampilan=papan", "/staf/mitra?q=contoh&jenis=school&tahap=talk"]
    {
        assert!(house.get(&house.head, path).text.contains("SMP Contoh Satu"), "{path}");
    }
    assert!(!house.get(&house.head, "/staf/mitra?jenis=firm").text.contains("SMP Contoh Satu"));
    assert_eq!(house.get("", "/staf/mitra").to.as_deref(), Some("/masuk?return=/staf/mitra"));
    assert_eq!(house.get(&house.head, "/staf/mitra/M-999").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_document_is_kept_for_the_staff_and_served_as_what_it_is() {
    let house = House::new();
    house.school();
    let fields = [("document_kind", "signed"), ("document_title", "PKS 2026"), ("agreement", "")];
    let kept = house.upload(&house.head, "/staf/mitra/M-001/dokumen", &fields, ("a.pdf", trial::PDF));
    assert_eq!(kept.to.as_deref(), Some("/staf/mitra/M-001#dokumen"));
    let page = house.get(&house.head, "/staf/mitra/M-001");
    let href = page.text.split("href=\"/staf/dokumen/").nth(1).unwrap().split('"').next().unwrap();
    let file = house.get(&house.head, &format!("/staf/dokumen/{href}"));
    assert_eq!(file.bytes, trial::PDF);
    assert_ne!(house.get("", &format!("/staf/dokumen/{href}")).status, StatusCode::OK);
}

#[test]
fn the_code_of_a_partner_that_was_merged_leads_to_the_survivor() {
    let house = House::new();
    let a = house.school();
    let b = house.store.write_blocking(|tx| crate::town::partner(tx, "SMP Contoh Kembar")).unwrap();
    house
        .store
        .write_blocking(move |tx| {
            let followers = partners::module(&Files::at("/nowhere")).followers;
            people::merging::merge(tx, &real(), followers, a, b)
        })
        .unwrap();
    for (old, new) in [
        ("/staf/mitra/M-002", "/staf/mitra/M-001"),
        ("/staf/mitra/m-002/ubah", "/staf/mitra/M-001/ubah"),
        ("/staf/mitra/M-002/tinjau", "/staf/mitra/M-001/tinjau"),
    ] {
        assert_eq!(house.get(&house.head, old).to.as_deref(), Some(new), "{old}");
    }
}

#[test]
fn of_two_colleagues_who_change_one_partner_the_second_is_told_and_sees_what_is_kept_now() {
    let house = House::new();
    house.school();
    let to = "/staf/mitra/M-001/ubah";
    let send = |step: &str, website: &str, seen: &str| {
        let form = format!(
            "dilihat={seen}&kind=school&owner=&next_step={step}&next_day=&next_month=&next_year=&about=&website={website}\
             &public=&consent="
        );
        house.post(&house.head, to, &form)
    };
    let both = mark(&house.get(&house.head, to));
    assert_eq!(send("Menelepon", "", &both).status, StatusCode::SEE_OTHER);
    // A form that does not say what it has seen has seen nothing.
    let [late, ..] = [both.as_str(), "", "kapan saja"].map(|mark| {
        let late = send("Berkunjung", "", mark);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{mark}");
        for told in [
            "Orang lain baru saja mengubah mitra ini",
            "Yang tersimpan sekarang: Menelepon",
            "value=\"Berkunjung\"",
        ] {
            assert!(late.text.contains(told), "{told}: {}", late.text);
        }
        late
    });
    let kept = house.get(&house.head, "/staf/mitra/M-001").text;
    assert!(kept.contains("Menelepon") && !kept.contains("Berkunjung"), "nothing was written over");
    assert_eq!(
        send("Berkunjung", "", &mark(&late)).status,
        StatusCode::SEE_OTHER,
        "whoever has compared may"
    );
    // Another mistake in a form does not make it know what it has not seen.
    let wrong = send("Menulis", "javascript:a()", &both);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let now = mark(&house.get(&house.head, to));
    let wrong = send("Menulis", "javascript:a()", &now);
    assert!(wrong.text.contains("value=\"Menulis\"") && mark(&wrong) == now);
    // On the board as well.
    let move_to = |stage: &str, from: &str| {
        house.post(
            &house.head,
            "/staf/mitra/M-001/tahap",
            &format!("stage={stage}&dari={from}&kembali=papan"),
        )
    };
    assert_eq!(move_to("talk", "idea").status, StatusCode::SEE_OTHER);
    for seen in ["idea", "", "kapan saja"] {
        let late = move_to("ended", seen);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        late.says("Orang lain baru saja memindahkan mitra ini");
    }
    assert!(
        house.get(&house.head, "/staf/mitra?tampilan=papan").text.contains("name=\"dari\" value=\"talk\"")
    );
}

#[test]
fn a_timeline_says_from_what_to_what_and_who_it_was_about() {
    let house = House::new();
    let school = house.school();
    house.post(&house.head, "/staf/mitra/M-001/tahap", "stage=talk&dari=idea&kembali=");
    let contact =
        "contact_name=Meiske+Lumi&role=Kepala&phone=&email=&since_day=1&since_month=1&since_year=2026";
    house.post(&house.head, "/staf/mitra/M-001/kontak", contact);
    let page = house.get(&house.head, "/staf/mitra/M-001").text;
    assert!(page.contains("Gagasan → Penjajakan"), "{page}");
    assert!(page.contains("Meiske Lumi · Kepala · Olivia Pangkey"));
    // And so do its agreements.
    let begun = house.store.write_blocking(move |tx| {
        partners::agreements::draft(tx, &real(), &crate::town::terms(school)).map(drop)
    });
    begun.unwrap();
    let page = house.get(&house.head, "/staf/mitra/M-001").text;
    assert!(page.contains("Gagasan → Rancangan"), "{page}");
}
