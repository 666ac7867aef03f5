//! A class on its way into the register, and the consent of its parents.

use crate::house::{House, Page, now};
use axum::http::StatusCode;
use membership::members;
use people::Profile;

fn send_list(house: &House, list: &str, school: &str) -> Page {
    let typed = [
        ("list", list),
        ("plan", "pelajar"),
        ("school", school),
        ("ground", "need"),
        ("evidence", "surat kepala sekolah"),
    ];
    house.upload(&house.desk, "/staf/anggota/kelas", &typed, ("file", "", b""))
}

#[test]
fn a_class_is_pasted_looked_at_and_has_its_cards() {
    let house = House::new();
    house.get(&house.desk, "/staf/anggota/kelas").says("daftar-sekolah");
    let list = "Nama\tTgl Lahir\tKelas\nMeiske Lumi\t17/03/2014\t7A\nJantje Wowor\t\t7A\n";
    let kept = send_list(&house, list, "");
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let path = kept.to.unwrap();
    let look = house.get(&house.desk, &path);
    look.says("Daftarkan 1 anggota");
    look.says("Tanggal lahir kosong");
    look.says("belum 18 tahun");
    house.get(&house.desk, "/staf/anggota?q=meiske").says_not("A-0");
    let (file, _) = path.split_once('?').unwrap();
    let made = house.post(&house.desk, file, "plan=pelajar&ground=need&evidence=surat+kepala+sekolah");
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let after = house.get(&house.desk, &made.to.unwrap());
    after.says("name=\"kode\" value=\"A-00001\"");
    after.says("Cetak kartu");
    after.says_not("Daftarkan 1 anggota");
}

#[test]
fn a_list_that_is_none_or_names_an_unknown_school_comes_back_as_it_was() {
    let house = House::new();
    let empty = send_list(&house, " ", "");
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("id=\"list-error\"");
    let list = "Nama\tTgl Lahir\nMeiske Lumi\t17/03/2014\n";
    let school = send_list(&house, list, "SMA Entah");
    assert_eq!(school.status, StatusCode::UNPROCESSABLE_ENTITY);
    school.says("id=\"school-error\"");
    school.says("Meiske Lumi");
}

#[test]
fn a_school_confirms_the_consent_of_a_class_that_was_pasted() {
    let house = House::new();
    let school = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
    let school = house
        .store
        .write_blocking(move |tx| {
            people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &school)
        })
        .unwrap();
    let list = "Nama\tTgl Lahir\tKelas\nMeiske Lumi\t17/03/2014\t7A\nJantje Wowor\t20/11/2013\t7B\n";
    let path = send_list(&house, list, "SMP Contoh Satu").to.unwrap();
    let (file, _) = path.split_once('?').unwrap();
    let form = format!("plan=pelajar&ground=need&evidence=surat+kepala+sekolah&school={school}");
    let made = house.post(&house.desk, file, &form);
    let confirm = format!("/staf/anggota/persetujuan/{school}");
    house.get(&house.desk, &made.to.unwrap()).says(&format!("href=\"{confirm}\""));
    house.get(&house.desk, "/staf/anggota/sementara").says(&format!("href=\"{confirm}\""));
    let page = house.get(&house.desk, &confirm);
    page.says("Meiske Lumi");
    page.says("Jantje Wowor");
    house.get(&house.desk, &format!("{confirm}?kelas=7A")).says_not("Jantje Wowor");
    // What is missing is told at once, and what was typed is kept.
    let girl = house.store.read_blocking(|tx| members::by_code(tx, "A-00001")).unwrap().unwrap();
    let day = now().today();
    let on = format!("on_day={}&on_month={}&on_year={}", day.day(), day.month(), day.year());
    let page = house.post(&house.desk, &confirm, &format!("{on}&evidence=2+surat&codes=pilihan"));
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("id=\"by-error\"");
    page.says("id=\"codes-error\"");
    page.says("2 surat");
    let form = format!("{on}&evidence=2+surat,+map+7&by=Ibu+Contoh&codes=pilihan&anak={}", girl.person);
    let kept = house.post(&house.desk, &confirm, &form);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let after = house.follow(&house.desk, &kept);
    after.says_not("Meiske Lumi");
    after.says("Jantje Wowor");
    let record = house.get(&house.desk, "/staf/anggota/A-00001");
    record.says("dipastikan oleh Ibu Contoh");
    record.says("2 surat, map 7");
    // The message takes it back.
    let undo = after.text.split("action=\"").find(|part| part.contains("/batal/")).unwrap();
    let undo = undo.split('"').next().unwrap().to_owned();
    assert_eq!(house.post(&house.desk, &undo, "").status, StatusCode::SEE_OTHER);
    house.get(&house.desk, &confirm).says("Meiske Lumi");
}
