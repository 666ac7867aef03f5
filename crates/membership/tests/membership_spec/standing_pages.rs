//! What people see and send about what memberships stand on: bases, vouchers, kinds, lists, paper.

use crate::house::{House, Page, now};
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

#[track_caller]
fn is_pdf(page: &Page) {
    assert_eq!(page.kind, "application/pdf");
    assert!(page.bytes.starts_with(b"%PDF-"));
}

/// The address an answer's message offers to take it back; the message travels in a cookie, packed.
fn undo(house: &House, page: &Page) -> String {
    let shown = house.follow(&house.desk, page);
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
    page.says("Berlaku hari ini karena: Tinggal di sini");
    let today = now().today();
    let day = |name: &str, day: kernel::Date| {
        format!("{name}_day={}&{name}_month={}&{name}_year={}", day.day(), day.month(), day.year())
    };
    let form = format!(
        "ground=payment&{}&until_day=&until_month=&until_year=&guardian=&evidence=",
        day("since", today)
    );
    let wrong = house.post(&house.desk, &format!("{base}/dasar"), &form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("nomor kuitansi");
    let paid = format!("{form}kuitansi+041&paid=25.000");
    let asked = house.post(&house.desk, &format!("{base}/dasar"), &paid);
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "this kind costs nothing");
    asked.says("name=\"paid_more\"");
    let paid = format!("{paid}&paid_more=tinggal+di+Tondano");
    let added = house.post(&house.desk, &format!("{base}/dasar"), &paid);
    assert_eq!(added.to.as_deref(), Some(base.as_str()));
    let page = house.get(&house.desk, &base);
    page.says("kuitansi 041, Rp25.000, tinggal di Tondano");
    page.says("Tinggal di sini");
    page.says("dan Iuran");
    let back = undo(&house, &added);
    house.post(&house.desk, &back, "");
    house.get(&house.desk, &base).says_not("kuitansi 041");
    let home = format!("{base}/dasar/{}", member.terms[0].basis);
    house.get(&house.desk, &home).says("Akhiri: Tinggal di sini");
    let ended = house.post(&house.desk, &home, &day("until", today.yesterday().unwrap()));
    let page = house.get(&house.desk, &base);
    page.says("Tidak berlaku hari ini");
    let back = undo(&house, &ended);
    house.post(&house.desk, &back, "");
    house.get(&house.desk, &base).says("Berlaku hari ini karena: Tinggal di sini");
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
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Tempat yang masih bebas: 3");
    let batch = house.post(&house.desk, &base, &form(3)).to.unwrap();
    house.get(&house.desk, &base).says(">3<");
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
    codes.iter().for_each(|code| page.says(code));
    is_pdf(&house.get(&house.desk, &format!("{batch}/cetak.pdf")));
    let (meiske, jantje) = (
        house.member("Meiske Lumi", Some(date(1994, 3, 17))),
        house.member("Jantje Wowor", Some(date(1990, 3, 17))),
    );
    let desk = format!("/staf/anggota/{}/voucer", meiske.code);
    let done = house.post(&house.desk, &desk, &format!("voucher={}", codes[0].to_lowercase()));
    assert_eq!(done.to, Some(format!("/staf/anggota/{}", meiske.code)));
    house.get(&house.desk, &format!("/staf/anggota/{}", meiske.code)).says("Voucer mitra: SMP Contoh Satu");
    let his = house.session_of(jantje.person, "pagi-cerah-di-lokon");
    let used = house.post(&his, "/saya/voucer", &format!("voucher={}", codes[0]));
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    used.says("sudah ditukarkan");
    assert_eq!(
        house.post(&his, "/saya/voucer", &format!("voucher={}", codes[1])).to.as_deref(),
        Some("/saya")
    );
    let voided = house.post(&house.desk, &format!("{batch}/batalkan"), "semua=1");
    house.get(&house.desk, &batch).says("Dibatalkan");
    let back = undo(&house, &voided);
    house.post(&house.desk, &back, "");
    let joining = house.get("", &format!("/gabung?kode={}", codes[2]));
    joining.says(&format!("value=\"{}\"", codes[2]));
    joining.says("/saya/voucer?kode=");
}

#[test]
fn a_voucher_that_cannot_be_exchanged_is_told_on_the_first_page_of_registering() {
    let house = House::new();
    let blank = house.get("", "/gabung?kode=K7MR2-PXD4H");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = format!(
        "langkah=1&cap={cap}&name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999&voucher=K7MR2-PXD4H"
    );
    let page = house.post("", "/gabung", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Bandingkan lagi dengan kertasnya");
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
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    bad.says("sudah dipakai jenis keanggotaan lain");
    assert_eq!(house.post(&house.desk, &format!("{list}/baru"), form).to.as_deref(), Some(list));
    let page = house.get(&house.desk, list);
    page.says("Mahasiswa");
    page.says("Rp10.000");
    page.says("30 hari sebelum berakhir");
    let member = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let path = format!("{list}/{}", member.plan);
    let closing = "name=&name_en=&months=24&age_from=60&age_to=&price=0&own_renewal_days=60&room_hours=8&\
        computer_minutes=120&grounds=roster&closed=1";
    let looked = house.post(&house.desk, &path, &format!("{closing}&do=look"));
    looked.says("Anggota dengan jenis ini: 1");
    looked.says("Meiske Lumi");
    house.get(&house.desk, list).says_not("tidak menerima anggota baru");
    assert_eq!(house.post(&house.desk, &path, &format!("{closing}&do=keep")).to.as_deref(), Some(list));
    house.get(&house.desk, list).says("tidak menerima anggota baru");
    house.get(&house.desk, &format!("/staf/anggota/{}", member.code)).says("Berlaku sampai");
}

#[test]
fn cards_are_printed_in_batches_and_leave_the_queue_until_the_paper_jams() {
    let house = House::new();
    let meiske = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    house.member("Jantje Wowor", Some(date(1990, 3, 17)));
    let queue = "/staf/anggota/kartu/antrean";
    house.get(&house.desk, queue).says("Meiske Lumi");
    for shape in ["lembar", "satuan"] {
        let form = format!("kode={}&bentuk={shape}", meiske.code);
        is_pdf(&house.post(&house.desk, "/staf/anggota/kartu/cetak", &form));
    }
    let page = house.get(&house.desk, queue);
    page.says_not(&format!("value=\"{}\"", meiske.code));
    page.says("Jantje Wowor");
    let batches = house.store.read_blocking(|tx| printing::batches(tx, 9)).unwrap();
    assert_eq!(batches.iter().map(|batch| batch.cards).collect::<Vec<_>>(), [1, 1]);
    let again = format!("/staf/anggota/kartu/cetakan/{}", batches[0].batch);
    is_pdf(&house.get(&house.desk, &format!("{again}?bentuk=lembar")));
    for batch in batches {
        house.post(&house.desk, &format!("/staf/anggota/kartu/cetakan/{}/batal", batch.batch), "");
    }
    house.get(&house.desk, queue).says("Meiske Lumi");
}

#[test]
fn the_consent_form_of_a_child_is_paper_in_two_languages() {
    let house = House::new();
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let page = house.get(&house.desk, &format!("/staf/anggota/{}", child.code));
    page.says("/persetujuan.pdf");
    is_pdf(&house.get(&house.desk, &format!("/staf/anggota/{}/persetujuan.pdf", child.code)));
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
    page.says("value=\"8A\"");
    page.says("name=\"keluar1\" value=\"1\" checked");
    let form = "versi=1&dari0=7A&ke0=8A&dari1=9A&ke1=&keluar1=1";
    let looked = house.post(&house.desk, &path, &format!("{form}&do=look"));
    looked.says("1 orang pindah kelas, 1 keluar dari daftar");
    let done = house.post(&house.desk, &path, &format!("{form}&do=apply"));
    assert_eq!(done.to, Some(format!("/staf/mitra-keanggotaan/{school}")));
    house.get(&house.desk, done.to.as_deref().unwrap()).says("8A");
    let jantje = house.store.read_blocking(|tx| members::find(tx, "jantje", 5)).unwrap().remove(0);
    assert_eq!(members::standing(&jantje, now().today()), members::Standing::Active);
    let late = house.post(&house.desk, &path, &format!("{form}&do=apply"));
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    late.says("Petugas lain");
}

fn send_list(house: &House, base: &str, list: &str) -> Page {
    house.upload(&house.desk, &format!("{base}/daftar"), &[], ("file", "siswa.csv", list.as_bytes()))
}

#[test]
fn a_list_with_headings_nobody_knows_is_read_as_people_say_and_taken_back_again() {
    let house = House::new();
    let school = school(&house, "pelajar", None);
    let base = format!("/staf/mitra-keanggotaan/{school}");
    let list = "Peserta didik;Ruang;Hari jadi\nMeiske Lumi;7A;17/03/2012\nJantje Wowor;7B;31/12/2011\n";
    let sent = send_list(&house, &base, list).to.unwrap();
    let look = house.get(&house.desk, &sent);
    look.says("<details open>");
    look.says("name=\"k-name\"");
    let columns = "k-first=1&k-name=0&k-given=&k-family=&k-born=2&k-class=1&k-number=";
    let look = house.get(&house.desk, &format!("{sent}?{columns}"));
    look.says("17 Maret 2012");
    look.says("7B");
    look.says_not("<details open>");
    look.says("Peserta didik (Meiske Lumi)");
    let applied = house.post(&house.desk, &sent, &format!("version=0&{columns}"));
    assert_eq!(applied.to.as_deref(), Some(base.as_str()), "{}", applied.text);
    let page = house.get(&house.desk, &base);
    page.says("Jantje Wowor");
    page.says("Batalkan daftar terakhir");
    let back = undo(&house, &applied);
    assert_eq!(back, format!("{base}/batalkan?versi=1"));
    assert_eq!(house.post(&house.desk, &back, "").to.as_deref(), Some(base.as_str()));
    let page = house.get(&house.desk, &base);
    page.says_not("Jantje Wowor");
    page.says("siswa.csv, dibatalkan");
    let twice = house.post(&house.desk, &back, "");
    let told = house.follow(&house.desk, &twice);
    told.says("baru saja menerapkan");
}
