//! What members see of their own, and guardians of their children.

use crate::house::{House, now};
use axum::http::StatusCode;
use jiff::{ToSpan, civil::date};
use membership::{families, members};
use people::relationships::Grown;

#[test]
fn a_members_home_shows_the_card_the_family_and_what_needs_them_now() {
    let house = House::new();
    let today = now().today();
    let maria = house.member("Maria Wowor", Some(date(1990, 1, 1)));
    let session = house.session_of(maria.person, "kenari-teduh-482");
    let home = house.get(&session, "/saya");
    home.says("Halo, Maria Wowor");
    home.says("A-00001");
    home.says("class=\"code\"");
    home.says_not("Perlu perhatian Anda");
    home.says_not("Keluarga saya");

    let soon = today.checked_add(jiff::Span::new().days(9)).unwrap();
    house.store.write_blocking(move |tx| members::renew(tx, &now(), maria.person, Some(soon))).unwrap();
    let child = house.member("Gracia Wowor", Some(date(today.year() - 8, 1, 1)));
    house
        .store
        .write_blocking(move |tx| families::link(tx, &now(), child.person, maria.person, Grown::Born))
        .unwrap();
    for path in ["/saya", "/saya/kartu"] {
        let page = house.get(&session, path);
        page.says("Perlu perhatian Anda");
        page.says("Keanggotaan Anda berlaku sampai");
        page.says("Kartu Gracia Wowor: 1 hal perlu dilengkapi.");
    }
    house.get(&session, "/saya").says("href=\"/saya/keluarga/A-00002\"");
}

#[test]
fn a_guardian_sees_the_childs_card_a_stranger_does_not_and_a_lost_card_gets_a_new_number() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 3, 17)));
    let stranger = house.member("Jantje Lumi", Some(date(1990, 4, 17)));
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let record = format!("/staf/anggota/{}", child.code);
    house.get(&house.desk, &record).says("Persetujuan orang tua atau wali belum ada");
    house.post(&house.desk, &format!("{record}/wali"), &format!("kode={}", mother.code));
    let form = format!("giver={}&evidence=formulir+di+map+3", mother.person);
    house.post(&house.desk, &format!("{record}/persetujuan"), &form);
    let page = house.get(&house.desk, &record);
    page.says("formulir di map 3");
    page.says_not("Yang perlu dilengkapi");
    let (hers, his) = (
        house.session_of(mother.person, "kenari-teduh-482"),
        house.session_of(stranger.person, "pagi-cerah-di-lokon"),
    );
    let family = house.get(&hers, "/saya/keluarga");
    family.says("Gracia Wowor");
    family.says("/gabung?wali=");
    let another = house.get(&hers, &format!("/gabung?wali={}", mother.code));
    another.says(&format!("name=\"guardian_code\" value=\"{}\"", mother.code));
    let path = format!("/saya/keluarga/{}", child.code);
    house.get(&hers, &path).says("class=\"code\"");
    assert_eq!(house.get(&his, &path).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&his, &format!("{path}/persetujuan.pdf")).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&hers, &format!("{path}/persetujuan.pdf")).status, StatusCode::OK);
    assert_eq!(house.post(&his, &format!("{path}/cabut"), "").status, StatusCode::NOT_FOUND);
    house.get(&hers, "/saya/kartu").says(&mother.code);
    let done = house.post(&house.desk, &format!("{record}/kartu-baru"), "sebab=lost");
    assert_eq!(done.to, Some(format!("{record}-2")));
    assert_eq!(house.get(&hers, &path).status, StatusCode::NOT_FOUND);
    house.post(&hers, &format!("{path}-2/cabut"), "");
    house.get(&house.desk, &format!("{record}-2")).says("Habis masa");
}

#[test]
fn a_member_and_a_guardian_prolong_what_ends_soon_and_are_told_from_when_on() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 3, 17)));
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let session = house.session_of(mother.person, "kenari-teduh-482");
    let (giver, of) = (mother.person, child.person);
    house
        .store
        .write_blocking(move |tx| {
            families::link(tx, &now(), of, giver, Grown::Born)?;
            families::give(tx, &now(), of, giver, "formulir")
        })
        .unwrap();
    let below = format!("/saya/keluarga/{}", child.code);
    let own = ("/saya".to_owned(), "/saya/perpanjang".to_owned(), mother.person);
    let both = [own, (below.clone(), format!("{below}/perpanjang"), child.person)];
    for (page, action, _) in &both {
        house.get(&session, page).says("Dapat diperpanjang sendiri mulai");
        let early = house.post(&session, action, "");
        let told = house.follow(&session, &early);
        assert_eq!(told.text.matches("Dapat diperpanjang sendiri mulai").count(), 2, "{page}");
    }
    let soon = now().today().saturating_add(10_i64.days());
    for (.., person) in both.clone() {
        house.store.write_blocking(move |tx| members::renew(tx, &now(), person, Some(soon))).unwrap();
    }
    // The child first: it hangs on its mother's membership too.
    for (page, action, person) in both.into_iter().rev() {
        house.get(&session, &page).says(&format!("action=\"{action}\""));
        assert_eq!(house.post(&session, &action, "").to.as_deref(), Some(page.as_str()));
        let after = house.store.read_blocking(move |tx| members::by_id(tx, person)).unwrap().unwrap();
        assert!(members::until(&after, now().today()).is_some_and(|until| until > soon), "{page}");
    }
}

#[test]
fn a_guardian_reads_and_agrees_on_their_own_page_and_a_stranger_does_not() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 3, 17)));
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let record = format!("/staf/anggota/{}", child.code);
    house.post(&house.desk, &format!("{record}/wali"), &format!("kode={}", mother.code));
    let hers = house.session_of(mother.person, "kenari-teduh-482");
    let path = format!("/saya/keluarga/{}", child.code);
    let page = house.get(&hers, &path);
    page.says("Saya orang tua atau wali Gracia Wowor");
    let print =
        page.text.split("name=\"teks\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let agree = |session: &str, form: &str| house.post(session, &format!("{path}/setuju"), form);
    let unticked = agree(&hers, &format!("teks={print}"));
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    unticked.says("id=\"setuju-error\"");
    let other_words = agree(&hers, "teks=0000000000000000&setuju=1");
    assert_eq!(other_words.status, StatusCode::UNPROCESSABLE_ENTITY);
    other_words.says("Teksnya berubah");
    let stranger = house.member("Jantje Lumi", Some(date(1990, 4, 17)));
    let his = house.session_of(stranger.person, "pagi-cerah-di-lokon");
    assert_eq!(agree(&his, &format!("teks={print}&setuju=1")).status, StatusCode::NOT_FOUND);
    assert_eq!(agree(&hers, &format!("teks={print}&setuju=1")).to, Some(path.clone()));
    let after = house.get(&hers, &path);
    after.says("menyetujui dari akunnya sendiri");
    after.says("Cabut persetujuan");
    let seen = house.get(&house.desk, &record);
    seen.says(&print);
    seen.says("Saya orang tua atau wali Gracia Wowor");
    house.post(&hers, &format!("{path}/cabut"), "");
    house.get(&house.desk, &record).says("Habis masa");
}
