//! Agreements as the staff see and write them.

use axum::http::StatusCode;
use house::{Page, act as real};
use kernel::{Act, Actor, Id};
use partners::agreements;
use platform::accounts;

use super::{House, mark};

#[test]
fn an_agreement_goes_from_the_form_to_the_signature_and_on() {
    let house = House::new();
    let school = house.school();
    let today = real().today();
    let year = today.year();
    let form = format!(
        "kind=cooperation&agreement_title=layanan+siswa&notice_days=30&partner={school}&since_day=1&since_month=1&since_year={}&until_day=31&until_month=12&until_year={}",
        year - 1,
        year + 2
    );
    let wrong =
        house.post(&house.head, "/staf/kesepakatan/baru", &form.replace("&until_day=31", "&until_day=32"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun = house.post(&house.head, "/staf/kesepakatan/baru", &form);
    let path = begun.to.unwrap();
    let promise = format!(
        "giver={school}&about=Buku+bacaan&amount=1.000&due_day=1&due_month=2&due_year={}&purpose=&counts=",
        year - 1
    );
    let post = |part: &str, form: &str| house.post(&house.head, &format!("{path}{part}"), form);
    assert_eq!(post("/komitmen", &promise).status, StatusCode::SEE_OTHER);
    for side in ["".to_owned(), school.to_string()] {
        let fields = [
            ("side", side.as_str()),
            ("name", "Ani"),
            ("title", "Kepala"),
            ("authority", "power"),
            ("document", "Surat 1"),
            ("document_on_day", "1"),
            ("document_on_month", "1"),
            ("document_on_year", "2024"),
        ];
        let to = format!("{path}/penanda");
        let bare = house.upload(&house.head, &to, &fields, ("", b""));
        assert!(bare.text.contains("Lampirkan berkas surat kuasanya"), "{}", bare.status);
        let kept = house.upload(&house.head, &to, &fields, ("kuasa.pdf", trial::PDF));
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    }
    let bare = house.upload(&house.head, &format!("{path}/penanda"), &[("authority", "power")], ("", b""));
    assert!(bare.text.contains("Tanpa dokumen kewenangan"));
    let alone = post("/ajukan", "");
    assert!(alone.text.contains("Tidak ada akun yang masih dapat mengambil langkah"), "{}", alone.status);
    house.colleague("Meity Palit", "meity", "head");
    house.colleague("Ronald Sumual", "ronald", "librarian");
    assert_eq!(post("/ajukan", "").status, StatusCode::SEE_OTHER);
    let frozen = post("/komitmen", &promise);
    assert!(frozen.text.contains("Naskah sudah beku"), "{}", frozen.status);
    let id: Id<partners::Agreement> = path.rsplit('/').next().unwrap().parse().unwrap();
    let (steps, signatories) = house
        .store
        .read_blocking(move |tx| Ok((agreements::review(tx, id)?, agreements::signatories(tx, id)?)))
        .unwrap();
    let (law, chief) = (steps[0].id, steps[1].id);
    let to = format!("{path}/tinjauan/{law}/telaah");
    let said = [("decision", "approved"), ("note", "")];
    let bare = house.upload(&house.head, &to, &said, ("", b""));
    assert!(bare.text.contains("Lampirkan surat yang menyatakan persetujuannya"), "{}", bare.status);
    let filed = house.upload(&house.head, &to, &said, ("telaah.pdf", trial::PDF));
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text);
    let own = post(&format!("/tinjauan/{chief}"), "note=&decision=approved");
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody reviews their own draft");
    let said = house.store.write_blocking(move |tx| {
        let (meity, _) = accounts::by_login(tx, "meity")?.unwrap();
        let act = Act { by: Actor::Person(meity.person), ..real() };
        agreements::decide(tx, &act, id, chief, partners::Decision::Approved, "", None)
    });
    said.unwrap();
    let days: Vec<String> = signatories
        .iter()
        .map(|one| format!("hari-{0}_day=2&hari-{0}_month=1&hari-{0}_year={year}", one.id))
        .collect();
    let half = post("/tanda-tangan", &days[0]);
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    let early = post("/tanda-tangan", &days.join("&"));
    assert!(early.text.contains("sebelum rancangannya disetujui"), "{}", early.status);
    let all = format!("{}&from_paper=Naskah+lama&their_number=9/SMP", days.join("&"));
    assert_eq!(post("/tanda-tangan", &all).status, StatusCode::SEE_OTHER);
    let page = house.get(&house.head, &path);
    assert!(
        page.text.contains("Berlaku")
            && page.text.contains("0 kali dari 1.000 kali")
            && page.text.contains("9/SMP"),
        "{}",
        page.text
    );
    assert!(page.text.contains("Lewat tenggat"));
    let paper = house.get(&house.head, &format!("{path}/naskah"));
    assert!(paper.text.starts_with("%PDF-"));
    let signed_already = post("/komitmen", &promise);
    assert!(signed_already.text.contains("Perubahan dibuat dengan adendum"));
    let addendum = post("/adendum", "").to.unwrap();
    let in_addendum = |part: &str, form: &str| house.post(&house.head, &format!("{addendum}{part}"), form);
    assert_eq!(in_addendum("/pasal", "clause=mengubah+Pasal+4").status, StatusCode::SEE_OTHER);
    assert!(house.get(&house.head, &addendum).text.contains("mengubah Pasal 4"));
    assert!(house.get(&house.head, &format!("{addendum}/naskah")).text.starts_with("%PDF-"));
    assert!(house.get(&house.head, &path).text.contains("Perubahan sedang disiapkan"));
    assert_eq!(in_addendum("/gugurkan", "reason=Tidak+jadi").status, StatusCode::SEE_OTHER);
    let overlap = post(
        "/perpanjang",
        &format!(
            "since_day=1&since_month=6&since_year={year}&until_day=1&until_month=6&until_year={}",
            year + 4
        ),
    );
    assert!(overlap.text.contains("bertumpang tindih"));
    assert!(house.get(&house.head, "/staf/kesepakatan?keadaan=telat").text.contains("Buku bacaan"));
    assert!(house.get(&house.head, "/staf/kesepakatan?keadaan=berjalan").text.contains("layanan siswa"));
    assert!(house.get(&house.head, "/staf/mitra/M-001/tinjau").text.contains("komitmen yang jatuh tempo"));
}

#[test]
fn of_an_agreement_with_two_partners_both_see_its_files() {
    let house = House::new();
    let school = house.school();
    let second = house.store.write_blocking(|tx| crate::town::partner(tx, "SMP Contoh Dua")).unwrap();
    let id = house
        .store
        .write_blocking(move |tx| {
            let both = agreements::Terms { partners: vec![school, second], ..crate::town::terms(school) };
            Ok(agreements::draft(tx, &real(), &both)?.id)
        })
        .unwrap();
    let fields = [("document_kind", "report"), ("document_title", "Untuk semua"), ("shared", "1")];
    let to = format!("/staf/kesepakatan/{id}/dokumen");
    let kept = house.upload(&house.head, &to, &fields, ("a.pdf", trial::PDF));
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let theirs = house.somebody("Jantje Wowor", Some(second));
    let page = house.get(&theirs, "/saya/mitra/M-002");
    let href = page.text.split("href=\"/saya/mitra/M-002/dokumen/").nth(1).expect("the file is there");
    let path = format!("/saya/mitra/M-002/dokumen/{}", href.split('"').next().unwrap());
    assert_eq!(house.get(&theirs, &path).bytes, trial::PDF);
}

#[test]
fn under_the_address_of_another_agreement_nothing_is_written_of_a_promise() {
    let house = House::new();
    let school = house.school();
    let firm = house.store.write_blocking(|tx| crate::town::partner(tx, "PT Contoh Awan")).unwrap();
    let ((own, promise), (other, _)) = (house.promised(school), house.promised(firm));
    let post = |agreement, part: &str, form: &str| {
        house.post(&house.head, &format!("/staf/kesepakatan/{agreement}/{part}"), form)
    };
    let given = |agreement| {
        let form = "given_amount=1&what=Kelas&given_day=1&given_month=2&given_year=2026&document=";
        post(agreement, &format!("komitmen/{promise}/bukti"), form).status
    };
    assert_eq!(given(other), StatusCode::NOT_FOUND);
    assert_eq!(given(own), StatusCode::SEE_OTHER);
    let kept = house.store.write_blocking(move |tx| partners::commitments::fulfilments(tx, own)).unwrap();
    assert_eq!(kept.len(), 1);
    let back = |agreement| post(agreement, &format!("bukti/{}/batal", kept[0].id), "why=Salah").status;
    assert_eq!((back(other), back(own)), (StatusCode::NOT_FOUND, StatusCode::SEE_OTHER));
    let closed = post(other, &format!("komitmen/{promise}/tutup"), "closing=settled&closing_note=Selesai");
    assert_eq!(closed.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_draft_without_an_article_has_nothing_to_print_and_says_so() {
    let house = House::new();
    let school = house.school();
    let id = house.store.write_blocking(move |tx| {
        let terms = crate::town::terms(school);
        let id = agreements::draft(tx, &crate::town::now(), &terms)?.id;
        agreements::change(tx, &crate::town::now(), id, &terms, "Belum ada pasalnya.")?;
        Ok(id)
    });
    let page = house.get(&house.head, &format!("/staf/kesepakatan/{}/naskah", id.unwrap()));
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("Naskah belum mempunyai pasal");
}

#[test]
fn what_was_given_up_tells_where_it_stopped() {
    let house = House::new();
    let school = house.school();
    let id = house
        .store
        .write_blocking(move |tx| {
            let id = crate::town::drafted(tx, &crate::town::terms(school), &[crate::town::reading_room()])?;
            agreements::drop_it(tx, &real(), id, "Batal.")?;
            Ok(id)
        })
        .unwrap();
    let page = house.get(&house.head, &format!("/staf/kesepakatan/{id}")).text;
    let bar =
        page.split("class=\"stepper\"").nth(1).unwrap_or(&page).split("</ol>").next().unwrap().to_owned();
    assert!(bar.contains("Digugurkan") && !bar.contains("Ditinjau") && !bar.contains("Berlaku"), "{bar}");
    assert!(!page.contains("0 kali dari 1 kali"), "nothing is held against what never came to be");
}

#[test]
fn what_was_typed_for_a_renewal_or_a_signature_comes_back_with_what_is_wrong() {
    let house = House::new();
    let school = house.school();
    let (id, promise) = house.promised(school);
    let to = format!("/staf/kesepakatan/{id}/perpanjang");
    let days = "since_day=1&since_month=1&since_year=2031&until_day=31&until_month=12&until_year=2031";
    let again = format!(
        "jumlah-{promise}=nol&tenggat-{promise}_day=7&tenggat-{promise}_month=8&tenggat-{promise}_year=2031"
    );
    let refused = house.post(&house.head, &to, &format!("{days}&lagi-{promise}=1&{again}"));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = |name: &str, value: &str| {
        let of = refused.text.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
        of.split('>').next().unwrap_or_default().contains(&format!("value=\"{value}\""))
    };
    assert!(field(&format!("jumlah-{promise}"), "nol") && field(&format!("tenggat-{promise}_month"), "8"));
    assert!(field("since_year", "2031"));
    let is_ticked = |page: &Page| page.text.contains(&format!("name=\"lagi-{promise}\" value=\"1\" checked"));
    assert!(is_ticked(&refused));
    let left_out =
        house.post(&house.head, &to, &format!("{}&{again}", days.replace("2031&until", "2020&until")));
    assert_eq!(left_out.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", left_out.text);
    assert!(!is_ticked(&left_out), "what was not to be promised again stays so");
    assert!(is_ticked(&house.get(&house.head, &format!("/staf/kesepakatan/{id}"))));
}

#[test]
fn what_is_wrong_in_a_row_is_said_at_its_field_in_that_row_alone() {
    let house = House::new();
    let school = house.school();
    let (id, promise) = house.promised(school);
    let marked = |page: &Page, field: &str| {
        let tag = page.text.split(&format!(" id=\"{field}\"")).nth(1).unwrap_or_default();
        tag.split('>').next().unwrap_or_default().contains("aria-invalid=\"true\"")
            && page.text.contains(&format!("id=\"{field}-error\""))
            && page.text.contains(&format!("<a href=\"#{field}\">"))
    };
    let path = format!("/staf/kesepakatan/{id}");
    let wrong = "given_amount=nol&what=&given_day=1&given_month=1&given_year=2001";
    let page = house.post(&house.head, &format!("{path}/komitmen/{promise}/bukti"), wrong);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["given_amount", "what", "given"] {
        assert!(marked(&page, &format!("{field}-{promise}")), "{field}: {}", page.text);
    }
    let draft = house
        .store
        .write_blocking(move |tx| {
            let of = crate::town::terms(school);
            let id =
                crate::town::drafted(tx, &of, &[crate::town::reading_room(), crate::town::classes(None)])?;
            Ok((id, partners::commitments::promises(tx, id)?[1].id))
        })
        .unwrap();
    let to = format!("/staf/kesepakatan/{}/komitmen/{}/ubah", draft.0, draft.1);
    let page = house.post(&house.head, &to, "new_amount=&new_due_day=1&new_due_month=1&new_due_year=2001");
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["new_amount", "new_due"] {
        assert!(marked(&page, &format!("{field}-{}", draft.1)), "{field}: {}", page.text);
    }
    assert_eq!(page.text.matches("aria-invalid").count(), 4, "an amount and the three boxes of a day");
}

#[test]
fn two_colleagues_who_change_one_draft_write_nothing_over() {
    let house = House::new();
    let school = house.school();
    let id = house
        .store
        .write_blocking(move |tx| {
            Ok(agreements::draft(tx, &crate::town::now(), &crate::town::terms(school))?.id)
        })
        .unwrap();
    let to = format!("/staf/kesepakatan/{id}/ubah");
    let both = mark(&house.get(&house.head, &to));
    let send = |title: &str, seen: &str| {
        let form = format!(
            "dilihat={seen}&kind=cooperation&agreement_title={title}&notice_days=30&partner={school}&since_day=1\
             &since_month=1&since_year=2026&until_day=31&until_month=12&until_year=2026&body=%3D+SATU%0AIsi."
        );
        house.post(&house.head, &to, &form)
    };
    assert_eq!(send("satu", &both).status, StatusCode::SEE_OTHER);
    // A form that does not say what it has seen has seen nothing.
    let [late, ..] = [both.as_str(), "", "kapan saja"].map(|mark| {
        let late = send("dua", mark);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{mark}");
        assert!(late.text.contains("Orang lain baru saja mengubah") && late.text.contains("value=\"dua\""));
        late
    });
    // Another mistake in a form does not make it know what it has not seen.
    let mistyped =
        house.post(&house.head, &to, &format!("dilihat={both}&kind=cooperation&agreement_title=tiga"));
    assert_eq!((mistyped.status, mark(&mistyped)), (StatusCode::UNPROCESSABLE_ENTITY, both));
    assert_eq!(send("dua", &mark(&late)).status, StatusCode::SEE_OTHER, "whoever has compared may");
}
