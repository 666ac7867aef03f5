//! What people see and send, through the whole router, without a browser.

use std::ops::Deref;

use axum::http::StatusCode;
use house::{Page, act as real};
use jiff::civil::date;
use kernel::{Act, Actor, Id, Person};
use partners::{agreements, partners as book, partners::Who};
use people::Profile;
use platform::{
    accounts::{self, Password},
    files::Files,
};

struct House {
    house: house::House,
    head: String,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

/// A session of somebody of the register who works here.
fn hired(house: &house::House, name: &'static str, login: &str, role: &str) -> String {
    let profile = Profile { name: name.into(), ..Profile::default() };
    let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &real(), &profile));
    house.signed_in(person.unwrap(), login, name, &[role])
}

impl House {
    fn new() -> Self {
        let house = house::House::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                membership::module(),
                partners::module(files),
            ]
        });
        let head = hired(&house, "Olivia Pangkey", "olivia", "head");
        Self { house, head }
    }

    fn upload(
        &self,
        session: &str,
        path: &str,
        fields: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Page {
        self.house.upload(session, path, fields, ("file", name, file))
    }

    fn school(&self) -> Id<Person> {
        self.store.write_blocking(|tx| crate::town::partner(tx, "SMP Contoh")).unwrap()
    }

    /// Somebody else who works here.
    fn colleague(&self, name: &'static str, login: &'static str, role: &'static str) {
        hired(self, name, login, role);
    }

    /// Somebody with an account, who speaks for a partner where one is given.
    fn somebody(&self, name: &'static str, of: Option<Id<Person>>) -> String {
        let token = self.store.write_blocking(move |tx| {
            let profile = Profile { name: name.into(), ..Profile::default() };
            let person = people::parties::enter(tx, &real(), &profile)?;
            accounts::open(tx, &real(), person, &name.replace(' ', "."), name, Password::nobody())?;
            if let Some(partner) = of {
                book::add_contact(tx, &real(), partner, &Who::Known(person), "Kepala", date(2024, 1, 1))?;
            }
            accounts::sign_in(tx, &real(), person)
        });
        token.unwrap().to_hex()
    }
}

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
    let moved = house.post(&house.head, "/staf/mitra/M-001/tahap", "stage=talk&kembali=papan");
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
        "giver={school}&about=Buku+bacaan&amount=1.000&unit=times&due_day=1&due_month=2&due_year={}&purpose=&counts=",
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
        let kept = house.upload(&house.head, &to, &fields, ("kuasa.pdf", b"%PDF-1.7\n"));
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
    let filed = house.upload(&house.head, &to, &said, ("telaah.pdf", b"%PDF-1.7\n"));
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
fn a_stranger_proposes_a_partnership_and_a_program_does_not() {
    let house = House::new();
    let blank = house.get("", "/mitra/usul");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = format!(
        "cap={cap}&title=Pojok+baca&body=Di+ruang+tunggu&name=Linda&organisation=Puskesmas+Contoh&phone=0800-1111-2222&email=&situs="
    );
    // Filled in within a blink: shown once more, and nothing is opened.
    let fast = house.post("", "/mitra/usul", &form);
    assert_eq!(fast.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trapped = house.post("", "/mitra/usul", &form.replace("situs=", "situs=x"));
    assert!(trapped.status == StatusCode::UNPROCESSABLE_ENTITY && trapped.text.contains("kotak tersembunyi"));
    let nobody = house.post("", "/mitra/usul", &form.replace("phone=0800-1111-2222", "phone="));
    assert!(nobody.text.contains("nomor telepon atau surel"));
    assert!(!house.get(&house.head, "/staf/kasus").text.contains("Pojok baca"));
    let opened = house.store.write_blocking(|tx| {
        let asked = partners::cases::Asked {
            title: "Pojok baca".into(),
            body: "Di ruang tunggu".into(),
            name: "Linda Contoh".into(),
            organisation: "Puskesmas Contoh".into(),
            phone: "0800-1111-2222".into(),
            ..Default::default()
        };
        partners::cases::open(tx, &Act { by: Actor::Visitor, ..real() }, "partnership", "satu", &asked, 9)
    });
    let case = format!("/staf/kasus/{}", opened.unwrap());
    assert!(house.get(&house.head, "/staf/kasus").text.contains("Pojok baca"));
    assert!(house.get(&house.head, &case).text.contains("Puskesmas Contoh"));
    let bare = house.post(&house.head, &case, "ke=refused&answer=");
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house.post(&house.head, &format!("{case}/mitra"), "kind=society");
    let partner = made.to.unwrap();
    let page = house.get(&house.head, &partner);
    assert!(page.text.contains("Puskesmas Contoh") && page.text.contains("Linda Contoh"));
    assert!(house.get(&house.head, &case).text.contains("Berhasil"));
    house.post(&house.head, &format!("{partner}/tahap"), "stage=ended&kembali=");
    let opened = house.store.write_blocking(|tx| {
        let asked = partners::cases::Asked {
            title: "Kerja sama".into(),
            body: "Saya mewakili mereka".into(),
            name: "Orang Lain".into(),
            organisation: "puskesmas contoh".into(),
            phone: "0800-9999-2222".into(),
            ..Default::default()
        };
        partners::cases::open(tx, &Act { by: Actor::Visitor, ..real() }, "partnership", "dua", &asked, 9)
    });
    let stage_of =
        |page: &str| page.split("value=\"").find(|part| part.contains("selected")).map(str::to_owned);
    let before = stage_of(&house.get(&house.head, &partner).text);
    let again = house.post(&house.head, &format!("/staf/kasus/{}/mitra", opened.unwrap()), "kind=school");
    assert_eq!(again.to.as_deref(), Some(partner.as_str()), "it is the partner who is there");
    let page = house.get(&house.head, &partner);
    assert!(!page.text.contains("Orang Lain"), "whoever says so is no contact yet");
    assert_eq!(stage_of(&page.text), before);
}

#[test]
fn only_whoever_speaks_for_a_partner_sees_its_portal() {
    let house = House::new();
    let school = house.school();
    let id = house.store.write_blocking(move |tx| crate::town::signed(tx, school, date(2026, 1, 5)));
    let id = id.unwrap();
    let (mine, other) = (house.somebody("Meiske Lumi", Some(school)), house.somebody("Jantje Wowor", None));
    assert!(house.get(&mine, "/saya/mitra").text.contains("SMP Contoh"));
    assert!(house.get(&other, "/saya/mitra").text.contains("belum tercatat sebagai kontak"));
    assert!(house.get(&mine, "/saya/mitra/M-001").text.contains("layanan perpustakaan bagi siswa"));
    assert_eq!(house.get(&other, "/saya/mitra/M-001").status, StatusCode::NOT_FOUND);
    let paper = format!("/saya/mitra/M-001/naskah/{id}");
    assert!(house.get(&mine, &paper).text.starts_with("%PDF-"));
    assert_eq!(house.get(&other, &paper).status, StatusCode::NOT_FOUND);
    let addendum = house.store.write_blocking(move |tx| {
        let written = |tx: &mut store::Tx<'_>, addendum| {
            agreements::say(tx, &crate::town::now(), addendum, "mengubah Pasal 4")
        };
        crate::town::amended(tx, &crate::town::now(), id, written)
    });
    let addendum = format!("/saya/mitra/M-001/naskah/{}", addendum.unwrap());
    assert!(
        house.get(&mine, "/saya/mitra/M-001").text.contains(&addendum),
        "the paper that changed it is there"
    );
    assert!(house.get(&mine, &addendum).text.starts_with("%PDF-"));
    assert_eq!(house.get(&other, &addendum).status, StatusCode::NOT_FOUND);
    let pdf = ("laporan.pdf", &b"%PDF-1.7\n"[..]);
    let fields = [("document_kind", "report"), ("document_title", "Laporan semester")];
    let sent = house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, pdf);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert_eq!(house.upload(&other, "/saya/mitra/M-001/dokumen", &fields, pdf).status, StatusCode::NOT_FOUND);
    let lie = house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, ("laporan.pdf", b"MZ\x90\0\x03"));
    assert!(lie.text.contains("bukan PDF, gambar, atau tabel"));
    let page = house.get(&mine, "/saya/mitra/M-001");
    let href =
        page.text.split("href=\"/saya/mitra/M-001/dokumen/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/saya/mitra/M-001/dokumen/{href}");
    assert_eq!(house.get(&mine, &path).text, "%PDF-1.7\n");
    assert_eq!(house.get(&other, &path).status, StatusCode::NOT_FOUND);
    let proposed = house.post(&mine, "/saya/mitra/M-001/usul", "cap=a&title=Kunjungan&body=Tiga+puluh+anak");
    assert_eq!(proposed.status, StatusCode::SEE_OTHER);
    assert!(house.get(&house.head, "/staf/kasus").text.contains("Kunjungan"));
}

#[test]
fn the_public_sees_only_partners_that_are_shown() {
    let house = House::new();
    house.school();
    assert_eq!(house.get("", "/mitra/M-001").status, StatusCode::NOT_FOUND);
    let form = "kind=school&owner=&next_step=&next_day=&next_month=&next_year=&about=Sekolah+di+kaki+gunung&website=&public=1&consent=";
    let kept = house.post(&house.head, "/staf/mitra/M-001/ubah", form);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    for path in ["/mitra", "/mitra/M-001"] {
        assert!(house.get("", path).text.contains("Sekolah di kaki gunung"), "{path}");
    }
    assert!(!house.get("", "/kreator").text.contains("SMP Contoh"));
    let hostile = house.post(
        &house.head,
        "/staf/mitra/M-001/ubah",
        &form.replace("website=", "website=javascript:alert(1)"),
    );
    assert_eq!(hostile.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_document_is_kept_for_the_staff_and_served_as_what_it_is() {
    let house = House::new();
    house.school();
    let fields = [("document_kind", "signed"), ("document_title", "PKS 2026"), ("agreement", "")];
    let kept = house.upload(&house.head, "/staf/mitra/M-001/dokumen", &fields, ("a.pdf", b"%PDF-1.7\nisi"));
    assert_eq!(kept.to.as_deref(), Some("/staf/mitra/M-001#dokumen"));
    let page = house.get(&house.head, "/staf/mitra/M-001");
    let href = page.text.split("href=\"/staf/dokumen/").nth(1).unwrap().split('"').next().unwrap();
    let file = house.get(&house.head, &format!("/staf/dokumen/{href}"));
    assert_eq!(file.text, "%PDF-1.7\nisi");
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
fn a_timeline_says_from_what_to_what_and_who_it_was_about() {
    let house = House::new();
    house.school();
    house.post(&house.head, "/staf/mitra/M-001/tahap", "stage=talk&kembali=");
    let contact =
        "contact_name=Meiske+Lumi&role=Kepala&phone=&email=&since_day=1&since_month=1&since_year=2026";
    house.post(&house.head, "/staf/mitra/M-001/kontak", contact);
    let page = house.get(&house.head, "/staf/mitra/M-001").text;
    assert!(page.contains("Gagasan → Penjajakan"), "{page}");
    assert!(page.contains("Meiske Lumi · Kepala · Olivia Pangkey"));
}

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
    let (id, promise) = house
        .store
        .write_blocking(move |tx| crate::town::promised(tx, school, &crate::town::classes(Some(school))))
        .unwrap();
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
fn a_partner_sends_so_many_proposals_and_files_a_day_and_no_formulas() {
    let house = House::new();
    let school = house.school();
    let mine = house.somebody("Meiske Lumi", Some(school));
    house.store.write_blocking(|tx| partners::PORTAL_PER_DAY.set(tx, &real(), "2")).unwrap();
    let propose = |n: u8| {
        house.post(
            &mine,
            "/saya/mitra/M-001/usul",
            &format!("cap={n}&title=Kunjungan+{n}&body=Tiga+puluh+anak"),
        )
    };
    assert_eq!([propose(1).status, propose(2).status], [StatusCode::SEE_OTHER; 2]);
    assert!(propose(3).text.contains("sudah banyak usul"));
    let send = |name: &str, content: &[u8]| {
        let fields = [("document_kind", "other"), ("document_title", "Daftar")];
        house.upload(&mine, "/saya/mitra/M-001/dokumen", &fields, (name, content))
    };
    assert!(send("a.csv", b"nama;nilai\n=cmd|calc;1\n").text.contains("berisi rumus"));
    assert!(send("a.txt", b"nama;nilai\n").text.contains("hanya diterima sebagai tabel CSV"));
    assert_eq!(send("a.csv", b"nama;nilai\nAni;-5\n").status, StatusCode::SEE_OTHER);
    assert_eq!(send("b.csv", b"nama;nilai\nBudi;+5\n").status, StatusCode::SEE_OTHER);
    assert!(send("c.csv", b"nama;nilai\nCitra;5\n").text.contains("sudah banyak berkas"));
}

#[test]
fn what_is_wrong_in_a_row_is_said_at_its_field_in_that_row_alone() {
    let house = House::new();
    let school = house.school();
    let (id, promise) = house
        .store
        .write_blocking(move |tx| crate::town::promised(tx, school, &crate::town::classes(Some(school))))
        .unwrap();
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

#[test]
fn a_circle_that_everybody_sees_names_nobody_who_is_not_shown() {
    let house = House::new();
    let school = house.school();
    house
        .store
        .write_blocking(move |tx| {
            let others =
                ["SMP Contoh Dua", "SMP Contoh Tiga"].map(|name| crate::town::partner(tx, name).unwrap());
            let shown = book::Details { public: true, about: "Sekolah.".into(), ..book::Details::default() };
            book::change(tx, &real(), school, partners::Kind::School, &shown)?;
            let order = [others[0], school, others[1]];
            partners::circles::begin(tx, &real(), "Jilid", "Menjilid.", true, Some(real().today()), &order)
        })
        .unwrap();
    let page = house.get("", "/mapalus").text;
    assert!(!page.contains("SMP Contoh Dua") && !page.contains("SMP Contoh Tiga"), "{page}");
    assert!(page.contains("SMP Contoh") && page.contains("2 mitra lain"), "{page}");
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
    let kept = house.upload(&house.head, &to, &fields, ("a.pdf", b"%PDF-1.7\n"));
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let theirs = house.somebody("Jantje Wowor", Some(second));
    let page = house.get(&theirs, "/saya/mitra/M-002");
    let href = page.text.split("href=\"/saya/mitra/M-002/dokumen/").nth(1).expect("the file is there");
    let path = format!("/saya/mitra/M-002/dokumen/{}", href.split('"').next().unwrap());
    assert_eq!(house.get(&theirs, &path).text, "%PDF-1.7\n");
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
    let (id, promise) = house
        .store
        .write_blocking(move |tx| crate::town::promised(tx, school, &crate::town::classes(Some(school))))
        .unwrap();
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
    let seen = |page: &str| {
        page.split("name=\"dilihat\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let both = seen(&house.get(&house.head, &to).text);
    let send = |title: &str, seen: &str| {
        let form = format!(
            "dilihat={seen}&kind=cooperation&agreement_title={title}&notice_days=30&partner={school}&since_day=1\
             &since_month=1&since_year=2026&until_day=31&until_month=12&until_year=2026&body=%3D+SATU%0AIsi."
        );
        house.post(&house.head, &to, &form)
    };
    assert_eq!(send("satu", &both).status, StatusCode::SEE_OTHER);
    let late = send("dua", &both);
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("Orang lain baru saja mengubah") && late.text.contains("value=\"dua\""));
    assert_eq!(send("dua", &seen(&late.text)).status, StatusCode::SEE_OTHER, "whoever has compared may");
}
