//! What people see and send: each journey through the whole router, without a browser.

use std::path::Path;

use crate::house::{House, Page, lexicon, now};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::{ToSpan, civil::date};
use membership::{NewMember, families, members};
use people::Profile;
use platform::accounts;
use ui::{Lang, Speech};

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
        assert!(page.says(fact), "{fact}");
    }
    assert!(house.get(&house.desk, "/staf/anggota?q=wow").says("Jantje Wowor"));
    assert_eq!(
        house.get(&house.desk, "/staf/anggota?q=a-00001").to.as_deref(),
        Some("/staf/anggota/A-00001")
    );
    assert!(house.get(&house.desk, "/staf/anggota?q=tidakada").says("Tidak ada anggota untuk"));
}

#[test]
fn a_form_with_mistakes_comes_back_with_what_was_typed_and_every_mistake() {
    let house = House::new();
    let form = "name=&born_day=31&born_month=2&born_year=1990&phone=0813-1111-2222&plan=dewasa";
    let page = house.post(&house.desk, "/staf/anggota/baru", form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("<title>Galat:") && page.says("Tanggal ini tidak ada") && page.says("0813-1111-2222"));
    let page = house.post(&house.desk, "/staf/anggota/baru", "name=&phone=xyz&plan=emas");
    assert!(page.says("Isi nama anggota") && page.says("Nomor ini tidak terbaca"));
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
    assert!(
        page.says("Mungkin sudah terdaftar") && page.says("/staf/anggota/A-00001") && page.says("Jeane Lumi")
    );
    let page = house.post(&house.desk, "/staf/anggota/baru", &format!("{sibling}&anyway=1"));
    assert_eq!(page.to.as_deref(), Some("/staf/anggota/A-00002"));
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
        let shown = house.get_with(&house.desk, "/staf/anggota/A-00001", page.flash.as_deref());
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
    assert!(overtaken.status == StatusCode::UNPROCESSABLE_ENTITY && overtaken.says("sudah diubah lagi"));
    assert_eq!(at(&back, "").0.1.as_deref(), Some("Kartu hilang"));
    let page = house.get(&house.desk, "/staf/anggota/A-00001");
    assert!(page.says("Tidak dapat meminjam: Kartu hilang") && page.says("Olivia Pangkey"));
}

#[test]
fn a_changed_member_is_saved_and_the_history_tells_what_changed() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    assert!(house.get(&house.desk, "/staf/anggota/A-00001/ubah").says("0812-3456-7890"));
    let form = "name=Meiske+Wowor&born_day=17&born_month=3&born_year=1994&phone=0812-3456-7890&plan=guru&code=A-00001";
    let page = house.post(&house.desk, "/staf/anggota/A-00001/ubah", form);
    assert_eq!(page.to.as_deref(), Some("/staf/anggota/A-00001"));
    let page = house.get(&house.desk, "/staf/anggota/A-00001");
    assert!(page.says("Nama: Meiske Lumi → Meiske Wowor"), "{}", page.text);
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
    assert!(page.says("di bawah 13 tahun belum boleh"));
}

#[test]
fn a_members_home_shows_the_card_the_family_and_what_needs_them_now() {
    let house = House::new();
    let today = now().today();
    let maria = house.member("Maria Wowor", Some(date(1990, 1, 1)));
    let session = house.session_of(maria.person, "kenari-teduh-482");
    let home = house.get(&session, "/saya");
    assert!(home.says("Halo, Maria Wowor") && home.says("A-00001") && home.says("class=\"code\""));
    assert!(!home.says("Perlu perhatian Anda") && !home.says("Keluarga saya"), "{}", home.text);

    let soon = today.checked_add(jiff::Span::new().days(9)).unwrap();
    house.store.write_blocking(move |tx| members::renew(tx, &now(), maria.person, Some(soon))).unwrap();
    let child = house.member("Gracia Wowor", Some(date(today.year() - 8, 1, 1)));
    house.store.write_blocking(move |tx| families::link(tx, &now(), child.person, maria.person)).unwrap();
    for path in ["/saya", "/saya/kartu"] {
        let page = house.get(&session, path);
        assert!(
            page.says("Perlu perhatian Anda") && page.says("Keanggotaan Anda berlaku sampai"),
            "{}",
            page.text
        );
        assert!(page.says("Kartu Gracia Wowor: 1 hal perlu dilengkapi."), "{}", page.text);
    }
    assert!(house.get(&session, "/saya").says("href=\"/saya/keluarga/A-00002\""));
}

#[test]
fn who_waits_to_be_confirmed_stands_on_the_page_of_the_day() {
    let house = House::new();
    let seen = house.get(&house.desk, "/staf");
    assert!(!seen.says("menunggu dipastikan"));
    let new = NewMember {
        profile: Profile { name: "Baru Datang".into(), village: "Kinilow".into(), ..Profile::default() },
        plan: "dewasa".into(),
        confirmed: false,
        ..NewMember::default()
    };
    house.store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap();
    let seen = house.get(&house.desk, "/staf");
    assert!(seen.says("1 anggota menunggu dipastikan identitasnya."), "{}", seen.text);
}

#[test]
fn cards_are_printed_one_by_one_and_together() {
    let house = House::new();
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    house.member("Jantje Wowor", None);
    let one = house.get(&house.desk, "/staf/anggota/A-00001/kartu");
    assert!(one.says("Meiske Lumi") && one.text.matches("class=\"card-pair\"").count() == 1);
    let two = house.get(&house.desk, "/staf/anggota/kartu?kode=A-00001&kode=A-00002&kode=A-99999");
    assert_eq!(two.text.matches("class=\"card-pair\"").count(), 2);
}

/// The first text after each of `openings` in `source`.
fn quoted<'s>(source: &'s str, openings: &[&str]) -> Vec<&'s str> {
    let after =
        |opening: &&str| source.split(*opening).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    openings.iter().flat_map(|opening: &&str| -> Vec<&'s str> { after(opening) }).collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_word_the_pages_ask_for_is_in_the_language_files() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut texts, mut asked) = (Vec::new(), 0);
    sources(&house.join("src"), &mut texts);
    sources(&house.join("templates"), &mut texts);
    let own: String = people::TEXTS[0].1.to_owned()
        + membership::TEXTS[0].1
        + "\n"
        + ui::TEXTS[0].1
        + web::pages::TEXTS[0].1;
    let openings = ["say(\"", "about(\"", "count(\"", "Message::new(\"", "column(\""];
    for key in texts.iter().flat_map(|text| quoted(text, &openings)) {
        asked += 1;
        assert!(own.lines().any(|line| line.split(" =").next() == Some(key)), "{key} is said nowhere");
    }
    assert!(asked > 100, "only {asked} words were found");
    let t = Speech::new(lexicon().keep(), Lang::En);
    for plan in membership::plans::PLANTED {
        assert!(t.known(&format!("plan-{plan}")).is_some(), "{plan}");
    }
}

#[test]
fn somebody_registers_on_three_pages_and_the_desk_confirms_them_in_one_tap() {
    let house = House::new();
    let blank = house.get("", "/gabung");
    let cap = blank.text.split("name=\"cap\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let who = format!("cap={cap}&name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999");
    let second = house.post("", "/gabung", &format!("langkah=1&{who}"));
    assert!(second.status == StatusCode::OK && second.says("daftar-kelurahan"));
    let back = house.post("", "/gabung", &format!("langkah=2&ke=1&{who}"));
    assert!(back.says("value=\"Gracia Wowor\""), "what was typed is there again");
    let elsewhere = house.post("", "/gabung", &format!("langkah=2&{who}&village=Tondano"));
    assert!(elsewhere.status == StatusCode::UNPROCESSABLE_ENTITY && elsewhere.says("Pakai voucer"));
    let who = format!("{who}&village=Kinilow");
    let third = house.post("", "/gabung", &format!("langkah=2&{who}&phone=0812-9999-1111"));
    assert!(third.says("Gracia Wowor") && third.says("0812-9999-1111"));
    let last = format!("langkah=3&agree=1&{who}&phone=0812-9999-1111");
    let unsigned = house.post("", "/gabung", &last.replace(&cap, "1.2.3"));
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trapped = house.post("", "/gabung", &format!("{last}&situs=x"));
    assert!(
        trapped.status == StatusCode::UNPROCESSABLE_ENTITY
            && trapped.says("kotak tersembunyi")
            && !trapped.says("value=\"x\""),
        "what was filled in by mistake is empty again, and said"
    );
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    let card = house.post("", "/gabung", &last);
    assert!(
        card.status == StatusCode::OK && card.says("A-00001") && card.says("class=\"code\""),
        "{}",
        card.text
    );
    assert!(house.post("", "/gabung", &last).says("A-00001"), "loading the page again changes nothing");
    assert!(house.get(&house.desk, "/staf/anggota/sementara").says("Gracia Wowor"));
    let done = house.post(&house.desk, "/staf/anggota/A-00001/pastikan", "");
    assert_eq!(done.to.as_deref(), Some("/staf/anggota/A-00001"));
    assert!(!house.get(&house.desk, "/staf/anggota/sementara").says("Gracia Wowor"));
}

#[test]
fn whoever_registers_after_as_many_as_are_borne_is_told_so_and_keeps_what_was_typed() {
    let house = House::new();
    house.store.write_blocking(|tx| platform::sendings::PER_DEVICE.set(tx, &now(), "1")).unwrap();
    let send = |name: &str, year: i16| {
        let cap = web::stamp::given(now().at - jiff::SignedDuration::from_secs(30));
        let who = format!("name={name}&born_day=1&born_month=2&born_year={year}&village=Kinilow");
        house.post("", "/gabung", &format!("langkah=3&agree=1&cap={cap}&{who}"))
    };
    assert!(send("Gracia+Wowor", 1999).says("A-00001"));
    let enough = send("Jantje+Lumi", 1990);
    assert_eq!(enough.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(enough.says("sudah banyak kiriman") && enough.says("Jantje Lumi"));
    assert!(!house.get(&house.desk, "/staf/anggota/sementara").says("Jantje Lumi"));
}

#[test]
fn a_guardian_sees_the_childs_card_a_stranger_does_not_and_a_lost_card_gets_a_new_number() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 3, 17)));
    let stranger = house.member("Jantje Lumi", Some(date(1990, 4, 17)));
    let child = house.member("Gracia Wowor", Some(date(now().today().year() - 8, 1, 1)));
    let record = format!("/staf/anggota/{}", child.code);
    assert!(house.get(&house.desk, &record).says("Persetujuan orang tua atau wali belum ada"));
    house.post(&house.desk, &format!("{record}/wali"), &format!("kode={}", mother.code));
    let form = format!("giver={}&evidence=formulir+di+map+3", mother.person);
    house.post(&house.desk, &format!("{record}/persetujuan"), &form);
    let page = house.get(&house.desk, &record);
    assert!(page.says("formulir di map 3") && !page.says("Yang perlu dilengkapi"));
    let (hers, his) = (
        house.session_of(mother.person, "kenari-teduh-482"),
        house.session_of(stranger.person, "pagi-cerah-di-lokon"),
    );
    let family = house.get(&hers, "/saya/keluarga");
    assert!(family.says("Gracia Wowor") && family.says("/gabung?wali="));
    let another = house.get(&hers, &format!("/gabung?wali={}", mother.code));
    assert!(another.says(&format!("name=\"guardian_code\" value=\"{}\"", mother.code)), "{}", another.text);
    let path = format!("/saya/keluarga/{}", child.code);
    assert!(house.get(&hers, &path).says("class=\"code\""));
    assert_eq!(house.get(&his, &path).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&his, &format!("{path}/persetujuan.pdf")).status, StatusCode::NOT_FOUND);
    let form = Request::get(format!("{path}/persetujuan.pdf")).header(header::COOKIE, format!("sesi={hers}"));
    assert_eq!(house.send(form.body(Body::empty()).unwrap()).status(), StatusCode::OK);
    assert_eq!(house.post(&his, &format!("{path}/cabut"), "").status, StatusCode::NOT_FOUND);
    assert!(house.get(&hers, "/saya/kartu").says(&mother.code));
    let done = house.post(&house.desk, &format!("{record}/kartu-baru"), "sebab=lost");
    assert_eq!(done.to, Some(format!("{record}-2")));
    assert_eq!(house.get(&hers, &path).status, StatusCode::NOT_FOUND);
    house.post(&hers, &format!("{path}-2/cabut"), "");
    assert!(house.get(&house.desk, &format!("{record}-2")).says("Habis masa"));
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
            families::link(tx, &now(), of, giver)?;
            families::give(tx, &now(), of, giver, "formulir")
        })
        .unwrap();
    let below = format!("/saya/keluarga/{}", child.code);
    let own = ("/saya".to_owned(), "/saya/perpanjang".to_owned(), mother.person);
    let both = [own, (below.clone(), format!("{below}/perpanjang"), child.person)];
    for (page, action, _) in &both {
        assert!(house.get(&session, page).says("Dapat diperpanjang sendiri mulai"), "{page}");
        let early = house.post(&session, action, "");
        let told = house.get_with(&session, page, early.flash.as_deref());
        assert_eq!(told.text.matches("Dapat diperpanjang sendiri mulai").count(), 2, "{page}");
    }
    let soon = now().today().saturating_add(10_i64.days());
    for (.., person) in both.clone() {
        house.store.write_blocking(move |tx| members::renew(tx, &now(), person, Some(soon))).unwrap();
    }
    // The child first: it hangs on its mother's membership too.
    for (page, action, person) in both.into_iter().rev() {
        assert!(house.get(&session, &page).says(&format!("action=\"{action}\"")), "{page}");
        assert_eq!(house.post(&session, &action, "").to.as_deref(), Some(page.as_str()));
        let after = house.store.read_blocking(move |tx| members::by_id(tx, person)).unwrap().unwrap();
        assert!(members::until(&after, now().today()).is_some_and(|until| until > soon), "{page}");
    }
}

fn send_list(house: &House, list: &str, school: &str) -> Page {
    let part = |name: &str, text: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let typed = [
        ("list", list),
        ("plan", "pelajar"),
        ("school", school),
        ("ground", "need"),
        ("evidence", "surat kepala sekolah"),
    ];
    let fields = typed.map(|(name, text)| part(name, text)).concat();
    let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
    let request = Request::post("/staf/anggota/kelas")
        .header(header::COOKIE, format!("sesi={}", house.desk))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    house.read(house.send(request.body(Body::from(fields + file)).unwrap()))
}

#[test]
fn a_class_is_pasted_looked_at_and_has_its_cards() {
    let house = House::new();
    assert!(house.get(&house.desk, "/staf/anggota/kelas").says("daftar-sekolah"));
    let list = "Nama\tTgl Lahir\tKelas\nMeiske Lumi\t17/03/2014\t7A\nJantje Wowor\t\t7A\n";
    let kept = send_list(&house, list, "");
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let path = kept.to.unwrap();
    let look = house.get(&house.desk, &path);
    assert!(look.says("Daftarkan 1 anggota") && look.says("Tanggal lahir kosong"), "{}", look.text);
    assert!(look.says("belum 18 tahun"));
    assert!(!house.get(&house.desk, "/staf/anggota?q=meiske").says("A-0"), "looking makes nobody a member");
    let (file, _) = path.split_once('?').unwrap();
    let made = house.post(&house.desk, file, "plan=pelajar&ground=need&evidence=surat+kepala+sekolah");
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let after = house.get(&house.desk, &made.to.unwrap());
    assert!(after.says("name=\"kode\" value=\"A-00001\"") && after.says("Cetak kartu"), "{}", after.text);
    assert!(!after.says("Daftarkan 1 anggota"));
}

#[test]
fn a_list_that_is_none_or_names_an_unknown_school_comes_back_as_it_was() {
    let house = House::new();
    let empty = send_list(&house, " ", "");
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("id=\"list-error\""));
    let list = "Nama\tTgl Lahir\nMeiske Lumi\t17/03/2014\n";
    let school = send_list(&house, list, "SMA Entah");
    assert_eq!(school.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(school.says("id=\"school-error\"") && school.says("Meiske Lumi"));
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
        assert!(page.says(&format!("/staf/anggota/orang/{known}")), "{name}: {}", page.text);
    }
    assert_eq!(sent("Margaretha+Lolong", 6, 5, 1985).status, StatusCode::CONFLICT);
    assert_eq!(sent("Margaretha+Lolong", 20, 11, 1961).status, StatusCode::SEE_OTHER, "a namesake");
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
    assert!(house.get(&house.desk, &made.to.unwrap()).says(&format!("href=\"{confirm}\"")));
    assert!(house.get(&house.desk, "/staf/anggota/sementara").says(&format!("href=\"{confirm}\"")));
    let page = house.get(&house.desk, &confirm);
    assert!(page.says("Meiske Lumi") && page.says("Jantje Wowor"), "{}", page.text);
    assert!(!house.get(&house.desk, &format!("{confirm}?kelas=7A")).says("Jantje Wowor"));
    // What is missing is told at once, and what was typed is kept.
    let girl = house.store.read_blocking(|tx| members::by_code(tx, "A-00001")).unwrap().unwrap();
    let day = now().today();
    let on = format!("pada_day={}&pada_month={}&pada_year={}", day.day(), day.month(), day.year());
    let page = house.post(&house.desk, &confirm, &format!("{on}&bukti=2+surat&siapa=pilihan"));
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("id=\"oleh-error\"") && page.says("id=\"siapa-error\"") && page.says("2 surat"),
        "{}",
        page.text
    );
    let form = format!("{on}&bukti=2+surat,+map+7&oleh=Ibu+Contoh&siapa=pilihan&anak={}", girl.person);
    let kept = house.post(&house.desk, &confirm, &form);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let after = house.get_with(&house.desk, &confirm, kept.flash.as_deref());
    assert!(!after.says("Meiske Lumi") && after.says("Jantje Wowor"));
    let record = house.get(&house.desk, "/staf/anggota/A-00001");
    assert!(record.says("dipastikan oleh Ibu Contoh") && record.says("2 surat, map 7"), "{}", record.text);
    // The message takes it back.
    let undo = after.text.split("action=\"").find(|part| part.contains("/batal/")).unwrap();
    let undo = undo.split('"').next().unwrap().to_owned();
    assert_eq!(house.post(&house.desk, &undo, "").status, StatusCode::SEE_OTHER);
    assert!(house.get(&house.desk, &confirm).says("Meiske Lumi"));
}

#[test]
fn somebody_of_the_register_becomes_a_member_from_their_own_page() {
    let house = House::new();
    let profile = Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
    let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &now(), &profile)).unwrap();
    let path = format!("/staf/anggota/orang/{person}");
    let form = house.get(&house.desk, &house.get(&house.desk, &path).to.unwrap());
    assert!(form.says("value=\"Meiske Lumi\"") && form.says(&format!("value=\"{person}\"")));
    let sent = format!("person={person}&name=Meiske+Lumi&village=Kinilow&plan=dewasa");
    let made = house.post(&house.desk, "/staf/anggota/baru", &sent);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let record = house.get(&house.desk, made.to.as_ref().unwrap());
    assert!(record.says("Kinilow") && record.says(&format!("/staf/orang/{person}")));
    assert_eq!(house.get(&house.desk, &path).to, made.to);
}

#[test]
fn whoever_is_known_already_is_answered_like_anybody_and_the_desk_compares() {
    let house = House::new();
    let send = |name: &str| {
        let cap = web::stamp::given(now().at - jiff::SignedDuration::from_secs(30));
        let who = format!("name={name}&born_day=17&born_month=3&born_year=1994&village=Kinilow");
        house.post("", "/gabung", &format!("langkah=3&agree=1&cap={cap}&{who}"))
    };
    house.member("Meiske Lumi", Some(date(1994, 3, 17)));
    let (known, unknown) = (send("Meiske+Lumi"), send("Gracia+Wowor"));
    let alike = |page: &Page, code: &str, name: &str| {
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let plain = page.text.replace(code, "").replace(name, "");
        plain.split("<svg").next().unwrap().len()
    };
    assert_eq!(alike(&known, "A-00002", "Meiske Lumi"), alike(&unknown, "A-00003", "Gracia Wowor"));
    assert!(known.says("A-00002") && unknown.says("A-00003"));
    let queue = house.get(&house.desk, "/staf/anggota/sementara");
    assert_eq!(queue.text.matches("Bandingkan<").count(), 1, "{}", queue.text);
}

/// What the API answers to whoever works at the desk.
fn ask(house: &House, method: &str, path: &str, body: &serde_json::Value) -> (StatusCode, serde_json::Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, format!("sesi={}", house.desk))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let page = house.read(house.send(request.body(body).unwrap()));
    (page.status, serde_json::from_str(&page.text).unwrap())
}

#[test]
fn other_programs_find_begin_change_renew_and_block() {
    let house = House::new();
    let ask = |method: &str, path: &str, body: serde_json::Value| ask(&house, method, path, &body);
    let nothing = serde_json::Value::Null;
    let new = serde_json::json!({ "name": "Meiske Lumi", "born": "1994-03-17", "village": "Kinilow", "plan": "dewasa" });
    let (status, made) = ask("POST", "/api/v1/members", new.clone());
    assert_eq!((status, &made["standing"]), (StatusCode::CREATED, &serde_json::json!("active")), "{made}");
    assert_eq!(ask("POST", "/api/v1/members", new).0, StatusCode::CONFLICT);
    let path = format!("/api/v1/members/{}", made["code"].as_str().unwrap());
    let again = serde_json::json!({ "party": made["party"], "plan": "dewasa" });
    let (status, no) = ask("POST", "/api/v1/members", again);
    assert_eq!(
        (status, &no["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"member-already".into())
    );
    let (_, changed) = ask("PUT", &path, serde_json::json!({ "plan": "guru" }));
    assert_eq!(changed["plan"], "guru");
    let (_, renewed) = ask("POST", &format!("{path}/renewals"), serde_json::json!({ "until": "2099-12-31" }));
    assert_eq!(renewed["until"], "2099-12-31");
    let (_, blocked) = ask("POST", &format!("{path}/block"), serde_json::json!({ "reason": "Kartu hilang" }));
    assert_eq!((&blocked["standing"], &blocked["blocked"]), (&"blocked".into(), &"Kartu hilang".into()));
    assert_eq!(ask("POST", &format!("{path}/unblock"), serde_json::json!({})).1["standing"], "active");
    assert_eq!(ask("GET", &path, nothing.clone()).1["name"], "Meiske Lumi");
    assert_eq!(ask("GET", "/api/v1/members/A-99999", nothing.clone()).0, StatusCode::NOT_FOUND);
    house.member("Jantje Wowor", None);
    let (_, first) = ask("GET", "/api/v1/members?limit=1", nothing.clone());
    let next = format!("/api/v1/members?limit=1&cursor={}", first["next"].as_str().unwrap());
    assert_eq!(ask("GET", &next, nothing.clone()).1["items"][0]["name"], "Jantje Wowor");
    let (_, found) = ask("GET", "/api/v1/members?words=jantje", nothing);
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[test]
fn other_programs_say_what_a_membership_stands_on_and_give_new_cards() {
    let house = House::new();
    let path = format!("/api/v1/members/{}", house.member("Jantje Wowor", Some(date(1990, 8, 5))).code);
    let bases = |member: &serde_json::Value| member["bases"].as_array().unwrap().len();
    let before = bases(&ask(&house, "GET", &path, &serde_json::Value::Null).1);
    let new = serde_json::json!({ "kind": "need", "evidence": "Surat keterangan kelurahan" });
    let (status, more) = ask(&house, "POST", &format!("{path}/bases"), &new);
    assert_eq!((status, bases(&more)), (StatusCode::CREATED, before + 1), "{more}");
    let unseen = serde_json::json!({ "kind": "need" });
    assert_eq!(
        ask(&house, "POST", &format!("{path}/bases"), &unseen).0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a need is seen"
    );
    let basis = more["bases"].as_array().unwrap().iter().find(|basis| basis["kind"] == "need").unwrap();
    let end = format!("{path}/bases/{}/end", basis["id"].as_str().unwrap());
    let (status, ended) = ask(&house, "POST", &end, &serde_json::json!({}));
    assert_eq!(status, StatusCode::OK, "{ended}");
    let (status, anew) =
        ask(&house, "POST", &format!("{path}/card"), &serde_json::json!({ "reason": "lost" }));
    assert_eq!(status, StatusCode::OK, "{anew}");
    assert_ne!(format!("/api/v1/members/{}", anew["code"].as_str().unwrap()), path);
}

#[test]
fn other_programs_say_who_cares_for_a_child_and_what_was_agreed() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 1, 1)));
    let girl = serde_json::json!({ "name": "Gracia Wowor", "born": "2014-02-01", "village": "Kinilow", "plan": "anak" });
    let (_, girl) = ask(&house, "POST", "/api/v1/members", &girl);
    let path = format!("/api/v1/members/{}", girl["code"].as_str().unwrap());
    let guardian = serde_json::json!({ "guardian": mother.person });
    assert_eq!(ask(&house, "POST", &format!("{path}/guardians"), &guardian).0, StatusCode::OK);
    let consent = serde_json::json!({ "giver": mother.person, "evidence": "Formulir, map 3" });
    let (status, family) = ask(&house, "POST", &format!("{path}/consents"), &consent);
    assert_eq!((status, &family["consents"][0]["evidence"]), (StatusCode::OK, &"Formulir, map 3".into()));
    let (_, hers) =
        ask(&house, "GET", &format!("/api/v1/members/{}/family", mother.code), &serde_json::Value::Null);
    assert_eq!(hers["children"], serde_json::json!([girl["code"]]));
    let (status, after) = ask(&house, "POST", &format!("{path}/consents/withdrawal"), &serde_json::json!({}));
    assert_eq!((status, &after["closed"]), (StatusCode::OK, &true.into()), "{after}");
}

#[test]
fn other_programs_decide_about_registrations_and_take_changes_back() {
    let house = House::new();
    let nothing = serde_json::Value::Null;
    let empty = serde_json::json!({});
    let new = serde_json::json!({
        "name": "Meiske Lumi", "born": "1994-03-17", "village": "Kinilow", "plan": "dewasa", "confirmed": false,
    });
    let (_, made) = ask(&house, "POST", "/api/v1/members", &new);
    let (_, waiting) = ask(&house, "GET", "/api/v1/self-registrations", &nothing);
    assert_eq!((&waiting[0]["member"]["code"], &waiting[0]["maybe_known"]), (&made["code"], &false.into()));
    let path = format!("/api/v1/members/{}", made["code"].as_str().unwrap());
    let (status, seen) = ask(&house, "POST", &format!("{path}/confirmation"), &empty);
    assert_eq!((status, &seen["member"]["provisional"]), (StatusCode::OK, &false.into()), "{seen}");
    let late = serde_json::json!({ "reason": "nama palsu" });
    assert_eq!(ask(&house, "POST", &format!("{path}/rejection"), &late).0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, ended) = ask(&house, "POST", &format!("{path}/end"), &empty);
    assert_eq!(ended["member"]["closed"], true);
    let undo = format!("{path}/changes/{}/undo", ended["change"].as_str().unwrap());
    assert_eq!(ask(&house, "POST", &undo, &empty).1["closed"], false);
    assert_eq!(ask(&house, "POST", &undo, &empty).0, StatusCode::CONFLICT, "once");
    let cards = serde_json::json!({ "codes": [made["code"]] });
    let (_, unprinted) = ask(&house, "GET", "/api/v1/cards/unprinted", &nothing);
    assert_eq!(unprinted["items"][0]["code"], made["code"]);
    assert_eq!(ask(&house, "POST", "/api/v1/cards/printed", &cards).1["count"], 1);
    assert_eq!(ask(&house, "GET", "/api/v1/cards/unprinted", &nothing).1["items"], serde_json::json!([]));
}

#[test]
fn other_programs_decide_about_plans_and_what_costs_something_is_paid_for() {
    let house = House::new();
    let plan = |code: &str, price: i64, bases: &[&str]| serde_json::json!({ "code": code, "name": "Premium", "months": 12, "price": price, "bases": bases });
    let both = plan("premium", 50_000, &["address", "payment"]);
    let (status, no) = ask(&house, "POST", "/api/v1/plans", &both);
    assert_eq!(
        (status, &no["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"plan-costs-and-is-free".into()),
        "{no}"
    );
    let paid = plan("premium", 50_000, &["payment"]);
    let (status, made) = ask(&house, "POST", "/api/v1/plans", &paid);
    assert_eq!((status, &made["price"]), (StatusCode::CREATED, &50_000.into()), "{made}");
    let mut dearer = paid;
    dearer["price"] = 60_000.into();
    dearer.as_object_mut().unwrap().remove("code");
    assert_eq!(ask(&house, "POST", "/api/v1/plans/premium/look", &dearer).1["members"], 0);
    assert_eq!(ask(&house, "PUT", "/api/v1/plans/premium", &dearer).1["price"], 60_000);
    let mut new = serde_json::json!({ "name": "Meiske Lumi", "born": "1994-03-17", "plan": "premium", "basis": "payment" });
    let (_, unpaid) = ask(&house, "POST", "/api/v1/members", &new);
    let keys: Vec<&str> =
        unpaid["reasons"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["basis-needs-evidence", "basis-needs-amount"]);
    new["evidence"] = "K-041".into();
    new["paid"] = 60_000.into();
    let (status, member) = ask(&house, "POST", "/api/v1/members", &new);
    assert_eq!((status, &member["standing"]), (StatusCode::CREATED, &"active".into()), "{member}");
    let path = format!("/api/v1/members/{}/renewals", member["code"].as_str().unwrap());
    let (_, free) = ask(&house, "POST", &path, &serde_json::json!({}));
    assert_eq!(free["reasons"][0]["key"], "member-renew-needs-payment");
    let next = serde_json::json!({ "receipt": "K-042", "paid": 60_000 });
    let (status, renewed) = ask(&house, "POST", &path, &next);
    assert_eq!((status, renewed["bases"].as_array().unwrap().len()), (StatusCode::OK, 2), "{renewed}");
}

#[test]
fn other_programs_keep_promises_of_partners_make_vouchers_and_enrol_a_class() {
    let house = House::new();
    let school = house
        .store
        .write_blocking(|tx| {
            let profile = Profile { name: "SMA Lokon".into(), ..Profile::default() };
            people::parties::register(tx, &now(), people::PartyKind::Organisation, &profile, true)
        })
        .unwrap();
    let people::parties::Entered::New(school) = school else { panic!("{school:?}") };
    let nothing = serde_json::Value::Null;
    let mut agreed = serde_json::json!({
        "partner": school, "name": "Siswa SMA Lokon", "plan": "pelajar", "since": now().today().to_string(), "seats": 30,
    });
    let (status, made) = ask(&house, "POST", "/api/v1/sponsorships", &agreed);
    assert_eq!((status, &made["order"]), (StatusCode::CREATED, &"roster".into()), "{made}");
    let path = format!("/api/v1/sponsorships/{}", made["id"].as_str().unwrap());
    agreed["seats"] = 40.into();
    assert_eq!(ask(&house, "PUT", &path, &agreed).1["seats"], 40);
    let until = now().today().saturating_add(30.days()).to_string();
    let wanted = serde_json::json!({ "count": 3, "until": until });
    let (status, batch) = ask(&house, "POST", &format!("{path}/vouchers"), &wanted);
    assert_eq!((status, &batch["made"]), (StatusCode::CREATED, &3.into()), "{batch}");
    let codes = format!("/api/v1/voucher-batches/{}", batch["id"].as_str().unwrap());
    assert_eq!(ask(&house, "GET", &codes, &nothing).1.as_array().unwrap().len(), 3);
    assert_eq!(ask(&house, "POST", &format!("{codes}/void"), &serde_json::json!({})).1["count"], 3);
    let roster = serde_json::json!({ "csv": "NIS;Nama;Tgl Lahir;Kelas\n1;Meiske Lumi;17/03/2009;10A\n", "version": 0 });
    let (status, applied) = ask(&house, "POST", &format!("{path}/roster"), &roster);
    assert_eq!(status, StatusCode::OK, "{applied}");
    let (_, classes) = ask(&house, "GET", &format!("{path}/classes"), &nothing);
    assert_eq!(classes["classes"][0]["name"], "10A", "{classes}");
    let moves = serde_json::json!({ "version": classes["version"], "moves": { "10A": "11A" } });
    assert_eq!(ask(&house, "POST", &format!("{path}/rollover"), &moves).1["moved"], 1);
    let today = now().today();
    let period = format!("{path}/statement?from={today}&to={today}");
    assert_eq!(ask(&house, "GET", &period, &nothing).1["carried"], 1);
    let (_, owed) = ask(&house, "GET", &format!("/api/v1/consents-owed/{school}"), &nothing);
    assert_eq!(owed[0]["name"], "Meiske Lumi", "{owed}");
    let confirmed =
        serde_json::json!({ "evidence": "Map 3", "by": "Kepala sekolah", "on": today.to_string() });
    let (_, kept) = ask(&house, "POST", &format!("/api/v1/consents-owed/{school}"), &confirmed);
    assert_eq!(kept["kept"], 1, "{kept}");
    let undo = format!("/api/v1/consent-lists/{}/undo", kept["list"].as_str().unwrap());
    assert_eq!(ask(&house, "POST", &undo, &serde_json::json!({})).1["count"], 1);
    let class = serde_json::json!({
        "csv": "Nama;Tgl Lahir\nJantje Wowor;31/12/2001\n", "plan": "dewasa", "basis": "need", "evidence": "Rapat 5 Agustus",
    });
    assert_eq!(ask(&house, "POST", "/api/v1/classes/look", &class).1["new"], 1);
    let (status, enrolled) = ask(&house, "POST", "/api/v1/classes", &class);
    assert_eq!((status, &enrolled["new"]), (StatusCode::OK, &1.into()), "{enrolled}");
}

#[test]
fn the_desk_takes_what_a_kind_of_membership_costs_and_the_page_says_so_beforehand() {
    let house = House::new();
    let premium = "code=premium&name=Premium&name_en=&months=12&age_from=&age_to=&price=50.000&own_renewal_days=&\
        room_hours=0&computer_minutes=0&grounds=payment";
    let made = house.post(&house.desk, "/staf/jenis-anggota/baru", premium);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    assert!(house.get(&house.desk, "/staf/anggota/baru").says("Premium (Rp50.000)"));
    let who = "name=Jantje+Wowor&born_day=5&born_month=8&born_year=1990&village=Kinilow&plan=premium";
    let unpaid = house.post(&house.desk, "/staf/anggota/baru", &format!("{who}&ground=address"));
    assert!(
        unpaid.status == StatusCode::UNPROCESSABLE_ENTITY && unpaid.says("berbayar Rp50.000"),
        "{}",
        unpaid.text
    );
    let paid = format!("{who}&ground=payment&evidence=K-041&paid=50.000");
    let done = house.post(&house.desk, "/staf/anggota/baru", &paid);
    assert_eq!(done.to.as_deref(), Some("/staf/anggota/A-00001"), "{}", done.text);
    let record = house.get(&house.desk, "/staf/anggota/A-00001");
    assert!(record.says("K-041, Rp50.000") && record.says("Iuran satu masa Rp50.000"), "{}", record.text);
    let twice = house.post(&house.desk, "/staf/anggota/A-00001/perpanjang", "evidence=K-041&paid=50000");
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.says("Kuitansi ini sudah dicatat"));
    let renewed = house.post(&house.desk, "/staf/anggota/A-00001/perpanjang", "evidence=K-042&paid=50000");
    assert_eq!(renewed.status, StatusCode::SEE_OTHER, "{}", renewed.text);
}

/// Registers somebody at a page of their own; the answer.
fn register_oneself(house: &House, who: &str) -> Page {
    let blank = house.get("", "/gabung");
    let value = |name: &str| {
        let opening = format!("name=\"{name}\" value=\"");
        blank.text.split(&opening).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let form = format!("langkah=3&agree=1&cap={}&kunci={}&{who}", value("cap"), value("kunci"));
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    house.post("", "/gabung", &form)
}

#[test]
fn whoever_has_registered_has_the_card_on_a_telephone_at_once_and_the_link_opens_nothing_more() {
    let house = House::new();
    let who = "name=Gracia+Wowor&born_day=1&born_month=2&born_year=1999&village=Kinilow";
    let done = register_oneself(&house, who);
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let link = done.text.split("href=\"/gabung/kartu/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/gabung/kartu/{link}");
    assert!(house.get("", &path).says("A-00001"));
    let short = house.post("", &path, "password=abc");
    assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.says("id=\"password-error\""));
    let entered = house.post("", &path, "password=kenari-teduh-482");
    assert_eq!(entered.to.as_deref(), Some("/saya/kartu"), "{}", entered.text);
    let session = entered.flash.unwrap().split_once('=').unwrap().1.to_owned();
    assert!(house.get(&session, "/saya/kartu").says("A-00001"));
    for page in [house.get("", &path), house.post("", &path, "password=pagi-cerah-di-lokon")] {
        assert!(page.status == StatusCode::GONE && page.says("sudah dipakai"), "{}", page.text);
    }
    assert_eq!(house.get("", "/gabung/kartu/bukan-kunci").status, StatusCode::GONE);
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
    assert!(page.says("Saya orang tua atau wali Gracia Wowor"), "{}", page.text);
    let print =
        page.text.split("name=\"teks\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let agree = |session: &str, form: &str| house.post(session, &format!("{path}/setuju"), form);
    let unticked = agree(&hers, &format!("teks={print}"));
    assert!(unticked.status == StatusCode::UNPROCESSABLE_ENTITY && unticked.says("id=\"setuju-error\""));
    let other_words = agree(&hers, "teks=0000000000000000&setuju=1");
    assert!(other_words.status == StatusCode::UNPROCESSABLE_ENTITY && other_words.says("Teksnya berubah"));
    let stranger = house.member("Jantje Lumi", Some(date(1990, 4, 17)));
    let his = house.session_of(stranger.person, "pagi-cerah-di-lokon");
    assert_eq!(agree(&his, &format!("teks={print}&setuju=1")).status, StatusCode::NOT_FOUND);
    assert_eq!(agree(&hers, &format!("teks={print}&setuju=1")).to, Some(path.clone()));
    let after = house.get(&hers, &path);
    assert!(
        after.says("menyetujui dari akunnya sendiri") && after.says("Cabut persetujuan"),
        "{}",
        after.text
    );
    let seen = house.get(&house.desk, &record);
    assert!(seen.says(&print) && seen.says("Saya orang tua atau wali Gracia Wowor"), "{}", seen.text);
    house.post(&hers, &format!("{path}/cabut"), "");
    assert!(house.get(&house.desk, &record).says("Habis masa"));
}
