//! What the desk sees and sends about members.

use crate::house::{House, now};
use axum::http::StatusCode;
use jiff::civil::date;
use membership::{NewMember, members};
use people::Profile;
use platform::accounts;

const JANTJE: &str = "name=Jantje+Wowor&born_day=5&born_month=8&born_year=1990&phone=0813-1111-2222&village=Kinilow&plan=dewasa";

#[test]
fn a_stranger_is_led_to_the_sign_in_and_a_member_may_not_see_others() {
    let house = House::new();
    let page = house.get("", "/staf/anggota");
    assert_eq!(page.to.as_deref(), Some("/masuk?return=/staf/anggota"));
    let member = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let session = house.session_of(member.person, "kenari-teduh-482");
    assert_eq!(house.get(&session, "/staf/anggota").status, StatusCode::FORBIDDEN);
    assert_eq!(house.get(&session, "/staf/anggota/A-00001").status, StatusCode::FORBIDDEN);
}

#[test]
fn the_desk_registers_somebody_and_finds_them_by_name_and_by_card() {
    let house = House::new();
    let page = house.post(&house.desk, "/staf/anggota/baru", JANTJE);
    assert_eq!((page.status, page.to.as_deref()), (StatusCode::SEE_OTHER, Some("/staf/anggota/A-00001")));
    let page = house.get(&house.desk, "/staf/anggota/A-00001");
    for fact in [
        "Jantje Wowor",
        "5 Agustus 1990",
        "0813-1111-2222",
        "Kinilow, Tomohon Utara",
        "/staf/meja?anggota=A-00001",
    ] {
        page.says(fact);
    }
    house.get(&house.desk, "/staf/anggota?q=wow").says("Jantje Wowor");
    assert_eq!(
        house.get(&house.desk, "/staf/anggota?q=a-00001").to.as_deref(),
        Some("/staf/anggota/A-00001")
    );
    house.get(&house.desk, "/staf/anggota?q=tidakada").says("Tidak ada anggota untuk");
}

#[test]
fn a_form_with_mistakes_comes_back_with_what_was_typed_and_every_mistake() {
    let house = House::new();
    let form = "name=&born_day=31&born_month=2&born_year=1990&phone=0813-1111-2222&plan=dewasa";
    let page = house.post(&house.desk, "/staf/anggota/baru", form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("<title>Galat:");
    page.says("Tanggal ini tidak ada");
    page.says("0813-1111-2222");
    let page = house.post(&house.desk, "/staf/anggota/baru", "name=&phone=xyz&plan=emas");
    page.says("Isi nama anggota");
    page.says("Nomor ini tidak terbaca");
    assert_eq!(
        house.post(&house.desk, "/staf/anggota/baru", "name=X&kepala=1").status,
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn somebody_alike_is_shown_first_and_a_tick_goes_on() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let sibling = "name=Jeane+Lumi&phone=081234567890&village=Kinilow&plan=dewasa";
    let page = house.post(&house.desk, "/staf/anggota/baru", sibling);
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("Mungkin sudah terdaftar");
    page.says("/staf/anggota/A-00001");
    page.says("Jeane Lumi");
    let page = house.post(&house.desk, "/staf/anggota/baru", &format!("{sibling}&anyway=1"));
    assert_eq!(page.to.as_deref(), Some("/staf/anggota/A-00002"));
}

#[test]
fn the_desk_asks_of_everybody_whom_the_register_may_know_members_or_not() {
    let house = House::new();
    let enter = |name: &str, phone: &str| {
        let (name, phone, born) = (name.to_owned(), phone.to_owned(), Some(date(1985, 5, 5)));
        let profile = Profile { name, phone, born, ..Profile::default() };
        house.store.write_blocking(move |tx| people::parties::enter(tx, &now(), &profile)).unwrap()
    };
    let known = enter("Margaretha Lolong", "0813-5555-1111");
    let sent = |name: &str, day: u8, month: u8, year: u16| {
        let born = format!("born_day={day}&born_month={month}&born_year={year}");
        let form = format!("name={name}&{born}&village=Kinilow&plan=dewasa");
        house.post(&house.desk, "/staf/anggota/baru", &form)
    };
    // The same, spelt otherwise, turned round, and with a slip in the day.
    for name in ["Margaretha+Lolong", "Mahrgaretha+Lolong", "Lolong+Margaretha"] {
        let page = sent(name, 5, 5, 1985);
        assert_eq!(page.status, StatusCode::CONFLICT, "{name}");
        page.says(&format!("/staf/anggota/orang/{known}"));
    }
    assert_eq!(sent("Margaretha+Lolong", 6, 5, 1985).status, StatusCode::CONFLICT);
    assert_eq!(sent("Margaretha+Lolong", 20, 11, 1961).status, StatusCode::SEE_OTHER, "a namesake");
}

#[test]
fn somebody_of_the_register_becomes_a_member_from_their_own_page() {
    let house = House::new();
    let profile = Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
    let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &now(), &profile)).unwrap();
    let path = format!("/staf/anggota/orang/{person}");
    let form = house.get(&house.desk, &house.get(&house.desk, &path).to.unwrap());
    form.says("value=\"Meiske Lumi\"");
    form.says(&format!("value=\"{person}\""));
    let sent = format!("person={person}&name=Meiske+Lumi&village=Kinilow&plan=dewasa");
    let made = house.post(&house.desk, "/staf/anggota/baru", &sent);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let record = house.get(&house.desk, made.to.as_ref().unwrap());
    record.says("Kinilow");
    record.says(&format!("/staf/orang/{person}"));
    assert_eq!(house.get(&house.desk, &path).to, made.to);
}

#[test]
fn a_changed_member_is_saved_and_the_history_tells_what_changed() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    house.get(&house.desk, "/staf/anggota/A-00001/ubah").says("0812-3456-7890");
    let form = "name=Meiske+Wowor&born_day=17&born_month=3&born_year=1994&phone=0812-3456-7890&plan=guru&code=A-00001";
    let page = house.post(&house.desk, "/staf/anggota/A-00001/ubah", form);
    assert_eq!(page.to.as_deref(), Some("/staf/anggota/A-00001"));
    let page = house.get(&house.desk, "/staf/anggota/A-00001");
    page.says("Nama: Meiske Lumi → Meiske Wowor");
}

#[test]
fn a_block_a_renewal_and_an_end_can_each_be_taken_back() {
    let house = House::new();
    let member = house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let today = now().today();
    let session = house.session_of(member.person, "kenari-teduh-482");
    // What it comes to, and where it is taken back.
    let at = |path: &str, form: &str| {
        let page = house.post(&house.desk, &format!("/staf/anggota/A-00001/{path}"), form);
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.text);
        let shown = house.follow(&house.desk, &page);
        let back = shown.text.split("/staf/anggota/A-00001/pulihkan/").nth(1);
        let back = back.map(|rest| format!("pulihkan/{}", rest.split('"').next().unwrap()));
        let read = house.store.read_blocking(|tx| members::by_code(tx, "A-00001")).unwrap().unwrap();
        ((members::until(&read, today), read.blocked), back.unwrap_or_default())
    };
    let until = members::until(&member, today);
    let as_it_was = (until, None);
    let (blocked, back) = at("blokir", "reason=Kartu+hilang");
    assert_eq!(blocked.1.as_deref(), Some("Kartu hilang"));
    assert_eq!(at(&back, "").0, as_it_was);
    let (renewed, back) = at("perpanjang", "until_day=1&until_month=2&until_year=2090");
    assert_eq!(renewed.0, Some(date(2090, 2, 1)));
    assert_eq!(at(&back, "").0, as_it_was);
    let (closed, back) = at("tutup", "");
    assert!(closed.0 < until);
    assert_eq!(at(&back, "").0, as_it_was);
    let account = house.store.read_blocking(move |tx| accounts::of(tx, member.person)).unwrap().unwrap();
    assert!(account.closed_at.is_none(), "who could sign in can again");
    assert_ne!(house.get(&session, "/saya").status, StatusCode::OK, "though anew");
    let (blocked, old) = at("blokir", "reason=Kartu+hilang");
    assert_eq!(blocked.1.as_deref(), Some("Kartu hilang"));
    let (free, back) = at("buka-blokir", "");
    assert_eq!(free, as_it_was);
    let overtaken = house.post(&house.desk, &format!("/staf/anggota/A-00001/{old}"), "");
    assert_eq!(overtaken.status, StatusCode::UNPROCESSABLE_ENTITY);
    overtaken.says("sudah diubah lagi");
    assert_eq!(at(&back, "").0.1.as_deref(), Some("Kartu hilang"));
    let page = house.get(&house.desk, "/staf/anggota/A-00001");
    page.says("Tidak dapat meminjam: Kartu hilang");
    page.says("Olivia Pangkey");
}

#[test]
fn a_password_made_at_the_desk_is_shown_once_and_a_child_gets_none() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let page = house.post(&house.desk, "/staf/anggota/A-00001/akun", "password=");
    assert_eq!(page.status, StatusCode::OK);
    let shown = page.text.split("<kbd>").nth(2).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    let (_, kept) = house.store.read_blocking(|tx| accounts::by_login(tx, "a-00001")).unwrap().unwrap();
    assert!(kept.is(&shown), "{shown}");
    let year = now().today().year() - 8;
    let child = house.member("Gracia Wowor", Some(date(year, 1, 1)));
    let page =
        house.post(&house.desk, &format!("/staf/anggota/{}/akun", child.code), "password=kenari-teduh-482");
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("di bawah 13 tahun belum boleh");
}

#[test]
fn who_waits_to_be_confirmed_stands_on_the_page_of_the_day() {
    let house = House::new();
    let seen = house.get(&house.desk, "/staf");
    seen.says_not("menunggu dipastikan");
    let new = NewMember {
        profile: Profile { name: "Baru Datang".into(), village: "Kinilow".into(), ..Profile::default() },
        plan: "dewasa".into(),
        confirmed: false,
        ..NewMember::default()
    };
    house.store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap();
    let seen = house.get(&house.desk, "/staf");
    seen.says("1 anggota menunggu dipastikan identitasnya.");
}

#[test]
fn cards_are_printed_one_by_one_and_together() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    house.member("Jantje Wowor", None);
    let one = house.get(&house.desk, "/staf/anggota/A-00001/kartu");
    one.says("Meiske Lumi");
    assert_eq!(one.text.matches("class=\"card-pair\"").count(), 1);
    let two = house.get(&house.desk, "/staf/anggota/kartu?kode=A-00001&kode=A-00002&kode=A-99999");
    assert_eq!(two.text.matches("class=\"card-pair\"").count(), 2);
}

#[test]
fn the_desk_takes_what_a_kind_of_membership_costs_and_the_page_says_so_beforehand() {
    let house = House::new();
    let premium = "code=premium&name=Premium&name_en=&months=12&age_from=&age_to=&price=50.000&own_renewal_days=&\
        room_hours=0&computer_minutes=0&grounds=payment";
    let made = house.post(&house.desk, "/staf/jenis-anggota/baru", premium);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    house.get(&house.desk, "/staf/anggota/baru").says("Premium (Rp50.000)");
    let who = "name=Jantje+Wowor&born_day=5&born_month=8&born_year=1990&village=Kinilow&plan=premium";
    let unpaid = house.post(&house.desk, "/staf/anggota/baru", &format!("{who}&ground=address"));
    assert_eq!(unpaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    unpaid.says("berbayar Rp50.000");
    let paid = format!("{who}&ground=payment&evidence=K-041&paid=50.000&received=bank");
    let done = house.post(&house.desk, "/staf/anggota/baru", &paid);
    assert_eq!(done.to.as_deref(), Some("/staf/anggota/A-00001"), "{}", done.text);
    let record = house.get(&house.desk, "/staf/anggota/A-00001");
    record.says("K-041, Rp50.000");
    record.says("Iuran satu masa Rp50.000");
    let twice = house.post(&house.desk, "/staf/anggota/A-00001/perpanjang", "evidence=K-041&paid=50000");
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says("Kuitansi ini sudah dicatat");
    let renewed = house.post(&house.desk, "/staf/anggota/A-00001/perpanjang", "evidence=K-042&paid=50000");
    assert_eq!(renewed.status, StatusCode::SEE_OTHER, "{}", renewed.text);
}
