//! What staff see and send: each journey through the whole router.

use axum::http::StatusCode;
use people::{PartyKind, Profile, parties};
use ui::Lexicon;

use crate::{
    house::{House, led, now},
    profile,
};

#[test]
fn a_stranger_sees_nobody() {
    let house = House::new();
    assert_eq!(led(&house.get("", "/staf/orang")), "/masuk?return=/staf/orang");
}

#[test]
fn somebody_is_entered_looked_up_and_changed_and_the_second_time_noticed() {
    let house = House::new();
    assert!(house.see("/staf/orang/baru").text.contains("daftar-kelurahan"));
    let form = "kind=person&name=Johannes+Lumi&born_day=17&born_month=3&born_year=1994&phone=0812-3456-7890&village=Kinilow";
    let page = house.send("/staf/orang/baru", form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let record = house.see(led(&page));
    assert!(
        record.text.contains("Johannes Lumi") && record.text.contains("Kinilow, Tomohon Utara"),
        "{}",
        record.text
    );
    assert!(house.see("/staf/orang?q=yohanes+lumi").text.contains(led(&page)));
    let again = house.send("/staf/orang/baru", &form.replace("Johannes", "Yohanes"));
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains(led(&page)) && again.text.contains("anyway"));
    let piece = house.see("/staf/orang/mirip?name=Yohanes+Lumi&born_day=17&born_month=3&born_year=1994");
    assert!(piece.text.contains(led(&page)) && !piece.text.contains("<html"), "{}", piece.text);
    assert_eq!(house.send("/staf/orang/baru", &format!("{form}&anyway=1")).status, StatusCode::SEE_OTHER);
    let wrong = house.send(&format!("{}/ubah", led(&page)), "name=&phone=tidak+ada");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = house.send(&format!("{}/ubah", led(&page)), "name=Johannes+Lumi&village=Kayawu");
    assert_eq!(right.to, page.to);
    assert!(house.see(led(&page)).text.contains("Kayawu"));
}

#[test]
fn names_contacts_needs_and_relationships_come_and_go() {
    let house = House::new();
    let id = house.person(profile("Meiske Lumi"));
    house.person(profile("Nova Lumi"));
    house.person(profile("Nova Wowor"));
    let base = format!("/staf/orang/{id}");
    for (action, form) in [
        ("nama", "name_kind=former&name=Meiske+Wowor"),
        ("kontak", "way=whatsapp&value=0813-1111-2222&label=ibu&told=1"),
        ("kebutuhan", "code=accommodation-large-print"),
        ("kebutuhan", "code=language-tom&sentence="),
        ("hubungan", "relation=guardian&who=nova+lumi&grown_up=1"),
    ] {
        let page = house.send(&format!("{base}/{action}"), form);
        assert_eq!((page.status, led(&page)), (StatusCode::SEE_OTHER, &*base), "{action} {}", page.text);
    }
    let page = house.see(&base).text;
    for words in ["Meiske Wowor", "0813-1111-2222", "ibu", "Huruf besar", "Tombulu", "wali dari", "Nova Lumi"]
    {
        assert!(page.contains(words), "{words}");
    }
    let many = house.send(&format!("{base}/hubungan"), "relation=tutor&who=nova");
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.text.contains("Nova Wowor") && many.text.contains("type=\"radio\""));
    let bad = house.send(&format!("{base}/kontak"), "way=whatsapp&value=abc");
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("id=\"value-error\""));
    for part in ["nama", "kontak", "kebutuhan", "hubungan"] {
        let page = house.see(&base).text;
        let from = page.find(&format!("{base}/{part}/")).expect(part);
        let row = &page[from..from + page[from..].find('"').unwrap()];
        let row = row.rsplit_once('/').unwrap().0;
        assert_eq!(led(&house.send(&format!("{row}/hapus"), "")), base, "{row}");
        assert_ne!(house.see(&base).text.matches(row).count(), page.matches(row).count());
    }
}

#[test]
fn a_nik_is_shown_masked_and_read_with_a_reason() {
    let house = House::new();
    let id = house.person(Profile { born: Some(jiff::civil::date(1994, 3, 18)), ..profile("Meiske Lumi") });
    let base = format!("/staf/orang/{id}");
    let wrong = house.send(&format!("{base}/nomor"), "scheme=nik&number=123");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text.contains("value=\"123\""));
    assert_eq!(led(&house.send(&format!("{base}/nomor"), "scheme=nik&number=7173015703940004")), base);
    let page = house.see(&base).text;
    assert!(page.contains("7173••••••••0004") && !page.contains("7173015703940004"));
    let from = page.find(&format!("{base}/nomor/")).unwrap();
    let path = &page[from..from + page[from..].find('"').unwrap()];
    let path = path.strip_suffix("/hapus").unwrap_or(path);
    assert_eq!(house.see(path).status, StatusCode::OK);
    assert_eq!(house.send(path, "reason=").status, StatusCode::UNPROCESSABLE_ENTITY);
    let read = house.send(path, "reason=dicocokkan+dengan+KTP");
    assert!(read.text.contains("7173015703940004"), "{}", read.text);
    assert!(house.see(&base).text.contains("dicocokkan dengan KTP"));
}

#[test]
fn whoever_puts_a_birth_date_right_is_told_that_a_childs_account_has_ended() {
    let house = House::new();
    let id = house.person(profile("Gracia Lumi"));
    house.account(id, "gracia", "Gracia Lumi", &[]);
    let saved = house
        .send(&format!("/staf/orang/{id}/ubah"), "name=Gracia+Lumi&born_day=1&born_month=1&born_year=2020");
    let page = house.follow_as_head(&saved);
    assert!(page.text.contains("Akun “") && page.text.contains("gracia"), "{}", page.text);
    let again = house
        .send(&format!("/staf/orang/{id}/ubah"), "name=Gracia+Lumi&born_day=2&born_month=1&born_year=2020");
    assert!(!house.follow_as_head(&again).text.contains("Akun “"), "once");
}

#[test]
fn a_number_is_of_a_kind_from_the_list_and_a_library_may_have_kinds_of_its_own() {
    let house = House::new();
    let base = format!("/staf/orang/{}", house.person(profile("Meiske Lumi")));
    let form = "scheme=kartu-pegawai&number=P-123";
    let unknown = house.send(&format!("{base}/nomor"), form);
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("id=\"scheme-error\""), "{}", unknown.text);
    let own = " Kartu pegawai, nik";
    house.store.write_blocking(move |tx| people::identifiers::OWN_KINDS.set(tx, &now(), own)).unwrap();
    let page = house.see(&base).text;
    assert!(page.contains("<option value=\"kartu-pegawai\""), "{page}");
    assert_eq!(page.matches("<option value=\"nik\"").count(), 1);
    assert_eq!(led(&house.send(&format!("{base}/nomor"), form)), base);
    assert!(house.see(&base).text.contains("kartu pegawai"));
}

#[test]
fn a_land_line_is_no_way_to_send_whatsapp() {
    let house = House::new();
    let base = format!("/staf/orang/{}", house.person(profile("Meiske Lumi")));
    let refused = house.send(&format!("{base}/kontak"), "way=whatsapp&value=0431-351-234");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Pilih Telepon"), "{}", refused.text);
    assert_eq!(led(&house.send(&format!("{base}/kontak"), "way=phone&value=0431-351-234")), base);
    assert!(!house.see(&base).text.contains("wa.me/62431351234"));
}

#[test]
fn an_entry_has_several_addresses_and_any_of_them_can_come_first() {
    let house = House::new();
    let id = house.person(Profile {
        village: "Tondano".into(),
        address: "Jalan Kawanua 4".into(),
        ..profile("Meiske Lumi")
    });
    let base = format!("/staf/orang/{id}");
    let bare = house.send(&format!("{base}/alamat"), "place=&street=Jalan+Lokon+7");
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text.contains("id=\"place-error\"") && bare.text.contains("Jalan Lokon 7"));
    assert_eq!(
        led(&house.send(&format!("{base}/alamat"), "place=kinilow&street=Jalan+Lokon+7&called=kos")),
        base
    );
    let page = house.see(&base).text;
    assert!(page.contains("Jalan Lokon 7, Kinilow") && page.contains("kos"), "{page}");
    let from = page.find(&format!("{base}/alamat/")).unwrap();
    let row = &page[from..from + page[from..].find('"').unwrap()];
    assert_eq!(led(&house.send(row, "")), base, "{row}");
    let person = house.store.read_blocking(move |tx| parties::one(tx, id)).unwrap();
    assert_eq!(
        (person.village.as_deref(), person.area.as_deref(), person.address.as_deref()),
        (Some("Kinilow"), Some("71.73.03.1003"), Some("Jalan Lokon 7"))
    );
    let others = house.store.read_blocking(move |tx| people::addresses::of(tx, id)).unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].village.as_str(), others[0].area.as_deref()), ("Tondano", None));
    assert!(house.see(&base).text.contains("Alamat diutamakan"), "the history tells it");
}

#[test]
fn two_entries_are_merged_side_by_side_and_split_again() {
    let house = House::new();
    let stays = house.person(Profile { phone: "081234567890".into(), ..profile("Meiske Lumi") });
    let goes = house.person(Profile { village: "Kinilow".into(), ..profile("Meyske Lumi") });
    let (stays_at, goes_at) = (format!("/staf/orang/{stays}"), format!("/staf/orang/{goes}"));
    let offered = house.see(&format!("{stays_at}/gabung"));
    assert!(offered.text.contains(&format!("dengan={goes}")), "{}", offered.text);
    let both = house.see(&format!("{stays_at}/gabung?dengan={goes}"));
    assert!(both.text.contains("Kinilow") && both.text.contains("0812-3456-7890"));
    let form = format!("dengan={goes}&survivor={stays}");
    assert_eq!(led(&house.send(&format!("{stays_at}/gabung"), &form)), stays_at);
    assert_eq!(led(&house.see(&goes_at)), stays_at);
    let page = house.see(&stays_at).text;
    assert!(page.contains("Kinilow") && page.contains(&format!("{goes_at}/pisah")));
    assert_eq!(house.send(&format!("{stays_at}/gabung"), &form).status, StatusCode::CONFLICT);
    assert_eq!(led(&house.send(&format!("{goes_at}/pisah"), "")), goes_at);
    assert!(house.see(&goes_at).text.contains("Meyske Lumi"));
    assert!(!house.see(&stays_at).text.contains("Kinilow, "));
}

#[test]
fn a_word_that_no_form_of_ours_sends_is_a_mistake_of_whoever_sends_it() {
    let house = House::new();
    let path = format!("/staf/orang/{}", house.person(profile("Meiske Lumi")));
    for (form, typed) in [
        ("nama", "name_kind=zzz&name=Meis"),
        ("kontak", "way=zzz&value=0812-3456-7890"),
        ("hubungan", "relation=zzz&who=&other=&since_day=&since_month=&since_year=&remark="),
        ("kebutuhan", "code=zzz"),
    ] {
        let page = house.send(&format!("{path}/{form}"), typed);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
}

#[test]
fn who_looked_at_lists_is_written_down_once_a_day_for_everybody_in_them() {
    let house = House::new();
    house.person(profile("Meiske Lumi"));
    house.person(profile("Nova Lumi"));
    let looks = || -> Vec<(String, i64)> {
        house
            .store
            .read_blocking(|tx| {
                tx.all(
                    store::sql!("SELECT what, count(*) FROM look GROUP BY what ORDER BY what"),
                    store::vals![],
                )
            })
            .unwrap()
    };
    let ask = |path: &str| {
        let page = house.see(path);
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        // The lines are written beside the answer.
        for _ in 0..500 {
            house.runtime().block_on(async { tokio::time::sleep(std::time::Duration::from_millis(2)).await });
            if !looks().is_empty() {
                break;
            }
        }
    };
    ask("/staf/orang?q=lumi");
    ask("/staf/orang?q=lumi");
    assert_eq!(looks(), [("list".to_owned(), 2)]);
}

#[test]
fn every_word_that_is_put_together_exists() {
    let lexicon = Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, people::TEXTS].concat()).unwrap().keep();
    let words = |lang: ui::Lang| {
        let t = ui::Speech::new(lexicon, lang);
        let mut keys: Vec<String> = Vec::new();
        keys.extend(PartyKind::ALL.iter().map(|kind| format!("party-kind-{kind}")));
        keys.extend(people::names::NameKind::ALL.iter().map(|kind| format!("name-kind-{kind}")));
        keys.extend(people::contacts::Way::ALL.iter().map(|way| format!("contact-{way}")));
        keys.extend(people::relationships::Relation::ALL.iter().map(|kind| format!("relation-{kind}")));
        keys.extend(people::traits::ACCOMMODATIONS.map(|code| format!("accommodation-{code}")));
        keys.extend(people::traits::LANGUAGES.map(|code| format!("language-{code}")));
        keys.extend(people::identifiers::KNOWN.map(|code| format!("scheme-{code}")));
        keys.extend(people::import::FIELDS.iter().map(|field| format!("intake-field-{}", field.name)));
        keys.extend(
            people::module().permissions.iter().map(|one| format!("permission-{}", one.0.replace('.', "-"))),
        );
        keys.retain(|key| t.known(key).is_none());
        keys
    };
    assert_eq!(words(ui::Lang::Id), Vec::<String>::new());
    assert_eq!(words(ui::Lang::En), Vec::<String>::new());
}
