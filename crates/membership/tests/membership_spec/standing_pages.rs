//! What people see and send about what memberships stand on: bases, vouchers, kinds, lists, paper.

use crate::house::{House, now};
use axum::http::StatusCode;
use jiff::{ToSpan, civil::date};
use kernel::Id;
use membership::{
    members, printing, rosters,
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
    vouchers,
};
use people::{PartyKind, Profile, parties};
use platform::vault::Vault;

fn school(house: &House, plan: &'static str, seats: Option<i64>) -> Id<Sponsorship> {
    house
        .store
        .write_blocking(move |tx| {
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "SMP Contoh Satu".into(),
                plan: plan.into(),
                since: now().today().saturating_sub(30.days()),
                until: None,
                seats,
                seat_order: SeatOrder::Roster,
                grace_days: 30,
                domain: String::new(),
            };
            Ok(sponsorships::begin(tx, &now(), &agreement)?.id)
        })
        .unwrap()
}

/// The address an answer's message offers to take it back; the message travels in a cookie, packed.
fn undo(house: &House, page: &crate::house::Page) -> String {
    let shown = house.get_with(&house.desk, page.to.as_deref().unwrap(), page.flash.as_deref());
    let form = shown.text.split("class=\"flash").nth(1).and_then(|flash| flash.split("action=\"").nth(1));
    let form = form.unwrap_or_else(|| panic!("no way back on {}", shown.text));
    form.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")
}

#[test]
fn a_member_s_page_says_why_the_membership_counts_and_a_basis_is_added_ended_and_taken_back() {
    let house = House::new();
    let member = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let base = format!("/staf/anggota/{}", member.code);
    let page = house.get(&house.desk, &base);
    assert!(page.says("Berlaku hari ini karena: Tinggal di sini"), "{}", page.text);
    let today = now().today();
    let day = |name: &str, day: kernel::Date| {
        format!("{name}_day={}&{name}_month={}&{name}_year={}", day.day(), day.month(), day.year())
    };
    let form = format!(
        "ground=payment&{}&until_day=&until_month=&until_year=&guardian=&evidence=",
        day("since", today)
    );
    let wrong = house.post(&house.desk, &format!("{base}/dasar"), &form);
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("nomor kuitansi"));
    let added = house.post(&house.desk, &format!("{base}/dasar"), &format!("{form}kuitansi+041&paid=25.000"));
    assert_eq!(added.to.as_deref(), Some(base.as_str()));
    let page = house.get(&house.desk, &base);
    assert!(
        page.says("kuitansi 041, Rp25.000") && page.says("Tinggal di sini") && page.says("dan Iuran"),
        "{}",
        page.text
    );
    let back = undo(&house, &added);
    house.post(&house.desk, &back, "");
    assert!(!house.get(&house.desk, &base).says("kuitansi 041"));
    let home = format!("{base}/dasar/{}", member.terms[0].basis);
    assert!(house.get(&house.desk, &home).says("Akhiri: Tinggal di sini"));
    let ended = house.post(&house.desk, &home, &day("until", today.yesterday().unwrap()));
    let page = house.get(&house.desk, &base);
    assert!(page.says("Tidak berlaku hari ini"), "{}", page.text);
    let back = undo(&house, &ended);
    house.post(&house.desk, &back, "");
    assert!(house.get(&house.desk, &base).says("Berlaku hari ini karena: Tinggal di sini"));
}

#[test]
fn vouchers_are_made_printed_declared_void_and_exchanged_at_the_desk_and_by_oneself() {
    let house = House::new();
    let school = school(&house, "dewasa", Some(3));
    let base = format!("/staf/mitra-keanggotaan/{school}/voucer");
    let until = now().today().saturating_add(30.days());
    let form = |n: i32| {
        format!(
            "count={n}&until_day={}&until_month={}&until_year={}",
            until.day(),
            until.month(),
            until.year()
        )
    };
    let refused = house.post(&house.desk, &base, &form(4));
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("Tempat yang masih bebas: 3"));
    let batch = house.post(&house.desk, &base, &form(3)).to.unwrap();
    assert!(house.get(&house.desk, &base).says(">3<"));
    let codes: Vec<String> = house
        .store
        .read_blocking(move |tx| {
            let batch = vouchers::batches(tx, school)?.remove(0);
            vouchers::of(tx, batch.id)
        })
        .unwrap()
        .into_iter()
        .map(|voucher| voucher.code)
        .collect();
    let page = house.get(&house.desk, &batch);
    assert!(codes.iter().all(|code| page.says(code)));
    let (kind, paper) = house.get_bytes(&house.desk, &format!("{batch}/cetak.pdf"));
    assert!(kind == "application/pdf" && paper.starts_with(b"%PDF-"));
    let (meiske, jantje) = (
        house.member("Meiske Lumi", Some(date(1994, 3, 17))),
        house.member("Jantje Wowor", Some(date(1990, 3, 17))),
    );
    let desk = format!("/staf/anggota/{}/voucer", meiske.code);
    let done = house.post(&house.desk, &desk, &format!("kode={}", codes[0].to_lowercase()));
    assert_eq!(done.to, Some(format!("/staf/anggota/{}", meiske.code)));
    assert!(
        house
            .get(&house.desk, &format!("/staf/anggota/{}", meiske.code))
            .says("Voucer mitra: SMP Contoh Satu")
    );
    let his = house.session_of(jantje.person, "pagi-cerah-di-lokon");
    let used = house.post(&his, "/saya/voucer", &format!("kode={}", codes[0]));
    assert!(used.status == StatusCode::UNPROCESSABLE_ENTITY && used.says("sudah ditukarkan"));
    assert_eq!(house.post(&his, "/saya/voucer", &format!("kode={}", codes[1])).to.as_deref(), Some("/saya"));
    let voided = house.post(&house.desk, &format!("{batch}/batalkan"), "semua=1");
    assert!(house.get(&house.desk, &batch).says("Dibatalkan"));
    let back = undo(&house, &voided);
    house.post(&house.desk, &back, "");
    let joining = house.get("", &format!("/gabung?kode={}", codes[2]));
    assert!(joining.says(&format!("value=\"{}\"", codes[2])) && joining.says("/saya/voucer?kode="));
}

#[test]
fn a_voucher_that_cannot_be_exchanged_is_told_on_the_first_page_of_registering() {
    let house = House::new();
    let blank = house.get("", "/gabung?kode=K7MR2-PXD4H");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = format!(
        "langkah=1&cap={cap}&name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999&kode=K7MR2-PXD4H"
    );
    let page = house.post("", "/gabung", &form);
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Bandingkan lagi dengan kertasnya"));
    for _ in 0..6 {
        house.post("", "/gabung", &form);
    }
    assert_eq!(house.post("", "/gabung", &form).status, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn a_kind_of_membership_is_added_shown_in_both_languages_and_closed_after_a_look_at_whom_it_touches() {
    let house = House::new();
    let list = "/staf/jenis-anggota";
    let form = "code=mahasiswa&name=Mahasiswa&name_en=Student&months=12&age_from=17&age_to=&price=10.000&\
        own_renewal_days=30&room_hours=4&computer_minutes=60&grounds=roster&grounds=payment&do=keep";
    let bad =
        house.post(&house.desk, &format!("{list}/baru"), &form.replace("code=mahasiswa", "code=DEWASA"));
    assert!(
        bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.says("sudah dipakai jenis keanggotaan lain")
    );
    assert_eq!(house.post(&house.desk, &format!("{list}/baru"), form).to.as_deref(), Some(list));
    let page = house.get(&house.desk, list);
    assert!(
        page.says("Mahasiswa") && page.says("Rp10.000") && page.says("30 hari sebelum berakhir"),
        "{}",
        page.text
    );
    let member = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let path = format!("{list}/{}", member.plan);
    let closing = "name=&name_en=&months=24&age_from=60&age_to=&price=0&own_renewal_days=60&room_hours=8&\
        computer_minutes=120&grounds=roster&closed=1";
    let looked = house.post(&house.desk, &path, &format!("{closing}&do=look"));
    assert!(looked.says("Anggota dengan jenis ini: 1") && looked.says("Meiske Lumi"), "{}", looked.text);
    assert!(!house.get(&house.desk, list).says("tidak menerima anggota baru"), "looking changes nothing");
    assert_eq!(house.post(&house.desk, &path, &format!("{closing}&do=keep")).to.as_deref(), Some(list));
    assert!(house.get(&house.desk, list).says("tidak menerima anggota baru"));
    assert!(house.get(&house.desk, &format!("/staf/anggota/{}", member.code)).says("Berlaku sampai"));
}

#[test]
fn cards_are_printed_in_batches_and_leave_the_queue_until_the_paper_jams() {
    let house = House::new();
    let meiske = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    house.member("Jantje Wowor", Some(date(1990, 3, 17)));
    let queue = "/staf/anggota/kartu/antrean";
    assert!(house.get(&house.desk, queue).says("Meiske Lumi"));
    for shape in ["lembar", "satuan"] {
        let form = format!("kode={}&bentuk={shape}", meiske.code);
        let (kind, paper) = house.post_bytes(&house.desk, "/staf/anggota/kartu/cetak", &form);
        assert!(kind == "application/pdf" && paper.starts_with(b"%PDF-"), "{shape}");
    }
    let page = house.get(&house.desk, queue);
    assert!(!page.says(&format!("value=\"{}\"", meiske.code)) && page.says("Jantje Wowor"));
    let batches = house.store.read_blocking(|tx| printing::batches(tx, 9)).unwrap();
    assert_eq!(batches.iter().map(|batch| batch.cards).collect::<Vec<_>>(), [1, 1]);
    let again = format!("/staf/anggota/kartu/cetakan/{}", batches[0].batch);
    assert!(house.get_bytes(&house.desk, &format!("{again}?bentuk=lembar")).1.starts_with(b"%PDF-"));
    for batch in batches {
        house.post(&house.desk, &format!("/staf/anggota/kartu/cetakan/{}/batal", batch.batch), "");
    }
    assert!(house.get(&house.desk, queue).says("Meiske Lumi"));
}

#[test]
fn the_consent_form_of_a_child_is_paper_in_two_languages() {
    let house = House::new();
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let page = house.get(&house.desk, &format!("/staf/anggota/{}", child.code));
    assert!(page.says("/persetujuan.pdf"));
    let (kind, paper) =
        house.get_bytes(&house.desk, &format!("/staf/anggota/{}/persetujuan.pdf", child.code));
    assert!(kind == "application/pdf" && paper.starts_with(b"%PDF-"));
}

#[test]
fn a_new_school_year_is_looked_at_and_applied_on_a_page() {
    let house = House::new();
    let school = school(&house, "pelajar", None);
    let year = now().today().year();
    let list = format!(
        "NIS;Nama;Tgl Lahir;Kelas\n1;Meiske Lumi;17/03/{};7A\n2;Jantje Wowor;01/02/{};9A\n",
        year - 13,
        year - 15
    );
    house
        .store
        .write_blocking(move |tx| {
            let source = rosters::sheet::read(list.as_bytes())?;
            let entries = rosters::sheet::entries(&source, now().today());
            rosters::apply(tx, &now(), &Vault::fresh(), school, 0, "siswa.csv", entries)
        })
        .unwrap();
    let path = format!("/staf/mitra-keanggotaan/{school}/tahun-ajaran");
    let page = house.get(&house.desk, &path);
    assert!(page.says("value=\"8A\"") && page.says("name=\"keluar1\" value=\"1\" checked"), "{}", page.text);
    let form = "versi=1&dari0=7A&ke0=8A&dari1=9A&ke1=&keluar1=1";
    let looked = house.post(&house.desk, &path, &format!("{form}&do=look"));
    assert!(looked.says("1 orang pindah kelas, 1 keluar dari daftar"), "{}", looked.text);
    let done = house.post(&house.desk, &path, &format!("{form}&do=apply"));
    assert_eq!(done.to, Some(format!("/staf/mitra-keanggotaan/{school}")));
    assert!(house.get(&house.desk, done.to.as_deref().unwrap()).says("8A"));
    let jantje = house.store.read_blocking(|tx| members::find(tx, "jantje", 5)).unwrap().remove(0);
    assert_eq!(members::standing(&jantje, now().today()), members::Standing::Active);
    let late = house.post(&house.desk, &path, &format!("{form}&do=apply"));
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.says("Petugas lain"));
}

fn send_list(house: &House, base: &str, list: &str) -> crate::house::Page {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"siswa.csv\"\r\nContent-Type: text/csv\r\n\r\n{list}\r\n--x--\r\n"
    );
    let request = axum::http::Request::post(format!("{base}/daftar"))
        .header("cookie", format!("sesi={}", house.desk))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x");
    house.read(house.send(request.body(axum::body::Body::from(body)).unwrap()))
}

#[test]
fn a_list_with_headings_nobody_knows_is_read_as_people_say_and_taken_back_again() {
    let house = House::new();
    let school = school(&house, "pelajar", None);
    let base = format!("/staf/mitra-keanggotaan/{school}");
    let list = "Peserta didik;Ruang;Hari jadi\nMeiske Lumi;7A;17/03/2012\nJantje Wowor;7B;31/12/2011\n";
    let sent = send_list(&house, &base, list).to.unwrap();
    let look = house.get(&house.desk, &sent);
    assert!(look.says("<details open>") && look.says("name=\"k-name\""), "{}", look.text);
    let columns = "k-first=1&k-name=0&k-given=&k-family=&k-born=2&k-class=1&k-number=";
    let look = house.get(&house.desk, &format!("{sent}?{columns}"));
    assert!(look.says("17 Maret 2012") && look.says("7B") && !look.says("<details open>"), "{}", look.text);
    assert!(look.says("Peserta didik (Meiske Lumi)"), "the headings stand beside what is below them");
    let applied = house.post(&house.desk, &sent, &format!("version=0&{columns}"));
    assert_eq!(applied.to.as_deref(), Some(base.as_str()), "{}", applied.text);
    let page = house.get(&house.desk, &base);
    assert!(page.says("Jantje Wowor") && page.says("Batalkan daftar terakhir"), "{}", page.text);
    let back = undo(&house, &applied);
    assert_eq!(back, format!("{base}/batalkan?versi=1"));
    assert_eq!(house.post(&house.desk, &back, "").to.as_deref(), Some(base.as_str()));
    let page = house.get(&house.desk, &base);
    assert!(!page.says("Jantje Wowor") && page.says("siswa.csv, dibatalkan"), "{}", page.text);
    let twice = house.post(&house.desk, &back, "");
    let told = house.get_with(&house.desk, twice.to.as_deref().unwrap(), twice.flash.as_deref());
    assert!(told.says("baru saja menerapkan"), "{}", told.text);
}
