//! The workroom's own pages: what staff see and change there.

use crate::house::{House, on_both};
use axum::http::{StatusCode, header};
use jiff::{SignedDuration, civil::date};
use kernel::{Id, Timestamp};
use platform::{
    jobs::{self, JobKind, State},
    library::{self, Branch},
    schedule,
};

fn branch(house: &House, code: &str) -> Id<Branch> {
    let (act, id) = (house.act(), Id::new());
    let place =
        Branch { id, code: code.into(), name: format!("Tempat {code}"), address: String::new(), phone: None };
    house.store.write_blocking(move |tx| library::save_branch(tx, &act, &place)).unwrap();
    id
}

/// The address of the first form on a page whose action begins so.
#[track_caller]
fn action(page: &str, begins: &str) -> String {
    let at =
        page.find(&format!("action=\"{begins}")).unwrap_or_else(|| panic!("no form to {begins} in\n{page}"));
    let rest = &page[at + "action=\"".len()..];
    rest[..rest.find('"').unwrap()].replace("&#38;", "&").replace("&amp;", "&")
}

#[test]
fn a_setting_that_changes_changes_every_page_and_can_be_taken_back() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        house.get("/tentang", "").says_not("Kota Tomohon");
        let seen = house.post("/staf/pengaturan", &head, "key=library.name&value=Kota+Tomohon");
        house.get("/tentang", "").says("<b>Kota Tomohon</b>");
        let page = house.follow(&seen, &head);
        page.says("Tersimpan: Nama perpustakaan.");
        let undo = action(&page.text, "/staf/pengaturan/library.name/batal/");
        let seen = house.post(&undo, &head, "");
        house.follow(&seen, &head).says("Dikembalikan: Nama perpustakaan.");
        house.get("/tentang", "").says_not("Kota Tomohon");
        // It has been taken back; another time there is nothing to take back.
        assert_eq!(house.post(&undo, &head, "").status, StatusCode::CONFLICT);
        let history = house.get("/staf/pengaturan?ubah=library.name", &head);
        history.says("Nama meity");
        assert_eq!(history.text.matches("<td>Kota Tomohon</td>").count(), 2);
    });
}

#[test]
fn a_value_a_setting_cannot_have_comes_back_with_the_reason_and_as_it_was_typed() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let seen = house.post("/staf/pengaturan", &head, "key=library.zone&value=Mars%2FOlympus");
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says("<title>Galat: Pengaturan");
        seen.says("<a href=\"#value\">Pilih salah satu");
        let long = "x".repeat(2001);
        let seen = house.post("/staf/pengaturan", &head, &format!("key=library.owner&value={long}"));
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says(&format!("value=\"{long}\""));
        assert_eq!(
            house.post("/staf/pengaturan", &head, "key=tidak.ada&value=1").status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn what_is_typed_is_shown_as_text() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        house.post("/staf/pengaturan", &head, "key=library.name&value=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        for path in ["/tentang", "/staf/pengaturan", "/staf/audit", "/staf/pengaturan?ubah=library.name"] {
            house.get(path, &head).says_not("<script>");
        }
    });
}

#[test]
fn the_source_is_linked_where_the_library_says_where_it_is() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        house.get("/tentang", "").says("Mintalah kepada petugas");
        let change = |value: &str| {
            house.post("/staf/pengaturan", &head, &format!("key=library.source-url&value={value}"));
            house.get("/tentang", "")
        };
        change("https://kode.example/mapalus").says("<a href=\"https://kode.example/mapalus\"");
        change("javascript:alert(1)").says_not("href=\"javascript");
        house.get("/tentang", "").says("<a href=\"/tentang#sumber\">Kode sumber</a>");
    });
}

#[test]
fn opening_hours_are_kept_and_stand_at_the_foot_of_every_page() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let place = branch(house, "TOM");
        house.get("/tentang", "").says_not("08.00–12.00");
        let week: Vec<String> = (0..7)
            .flat_map(|day| {
                [("08:00", "12:00"), ("13:00", "17:30")]
                    .map(|(opens, closes)| format!("opens-{day}={opens}&closes-{day}={closes}"))
            })
            .collect();
        let seen = house.post(&format!("/staf/jam-buka/{place}"), &head, &week.join("&"));
        house.follow(&seen, &head).says("value=\"17.30\"");
        house.get("/tentang", "").says("08.00–12.00, 13.00–17.30");
        let wrong = "opens-0=12:00&closes-0=08:00";
        let seen = house.post(&format!("/staf/jam-buka/{place}"), &head, wrong);
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says("<a href=\"#week\">Jam tutup harus sesudah jam buka.");
        seen.says("value=\"12:00\"");
        assert_eq!(seen.text.matches("<li class=\"field wrong\">").count(), 1, "only Monday is marked");
        house.get("/tentang", "").says("08.00–12.00, 13.00–17.30");

        let shorter = "opens-0=09:00&closes-0=11:00";
        let seen = house.post(&format!("/staf/jam-buka/{place}"), &head, shorter);
        let page = house.follow(&seen, &head);
        house.get("/tentang", "").says_not("13.00–17.30");
        let seen = house.post(&action(&page.text, &format!("/staf/jam-buka/{place}/batal")), &head, "");
        house.follow(&seen, &head).says("Jam buka kembali seperti semula.");
        house.get("/tentang", "").says("08.00–12.00, 13.00–17.30");
        let nonsense = house.post(&format!("/staf/jam-buka/{place}/batal?minggu=pagi"), &head, "");
        assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_special_day_is_entered_removed_and_entered_again() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let place = branch(house, "TOM");
        let other = branch(house, "WOL");
        let form = format!(
            "branch={place}&occasion=Natal+%26+Tahun+Baru&from_day=24&from_month=12&from_year=2026&to_day=2&to_month=1\
             &to_year=2027&opens=08:00&closes=12:00&yearly=&here_only=true"
        );
        let seen = house.post("/staf/jam-buka/hari", &head, &form);
        let page = house.follow(&seen, &head);
        page.says("24 Desember 2026 – 2 Januari 2027");
        house.get(&format!("/staf/jam-buka?cabang={other}"), &head).says_not("24 Desember 2026");
        let before = house.store.read_blocking(|tx| library::special_days(tx, date(2026, 1, 1))).unwrap();
        let seen = house.post(&format!("/staf/jam-buka/hari/{}/hapus", before[0].id), &head, "");
        let page = house.follow(&seen, &head);
        page.says_not("24 Desember 2026");
        let undo = action(&page.text, "/staf/jam-buka/hari/lagi");
        assert_eq!(house.post(&undo, &head, "").status, StatusCode::SEE_OTHER);
        let after = house.store.read_blocking(|tx| library::special_days(tx, date(2026, 1, 1))).unwrap();
        assert_eq!((after[0].branch, &after[0].exception), (Some(place), &before[0].exception));
        let missing = house.post(&format!("/staf/jam-buka/hari/{}/hapus", before[0].id), &head, "");
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        missing.says("sudah tidak ada");
    });
}

#[test]
fn everything_wrong_with_a_special_day_is_said_at_once() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let place = branch(house, "TOM");
        let seen = house.post(
            "/staf/jam-buka/hari",
            &head,
            &format!("branch={place}&from_day=31&from_month=2&opens=08:00"),
        );
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says("<a href=\"#from\">Tulis tanggal");
        seen.says("<a href=\"#opens\">Isi jam buka dan jam tutup");
        let unnamed = format!("branch={place}&from_day=1&from_month=5&from_year=2027");
        house.post("/staf/jam-buka/hari", &head, &unnamed).says("<a href=\"#occasion\">Beri nama");
    });
}

#[test]
fn a_library_without_places_begins_with_one() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        assert_eq!(house.get("/staf/jam-buka", &head).header(header::LOCATION), "/staf/jam-buka/cabang");
        let seen = house.post("/staf/jam-buka/cabang", &head, "id=&code=TOM&name=&address=&phone=");
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says("<a href=\"#name\">Beri nama.");
        let seen =
            house.post("/staf/jam-buka/cabang", &head, "id=&code=TOM&name=Pusat&address=Jl.+Krisan&phone=");
        let page = house.follow(&seen, &head);
        page.says("Pusat tersimpan.");
        let seen = house.post("/staf/jam-buka/cabang", &head, "id=&code=TOM&name=Lain&address=&phone=");
        seen.says("Kode “TOM” sudah dipakai");
        // What was changed about it is taken back, and so is the place itself while nothing belongs to it.
        let id = house.store.read_blocking(library::branches).unwrap()[0].id;
        let changed = format!("id={id}&code=TOM&name=Balai+%26+Baca&address=&phone=0431");
        let seen = house.post("/staf/jam-buka/cabang", &head, &changed);
        let undo = action(&house.follow(&seen, &head).text, "/staf/jam-buka/cabang/batal");
        let seen = house.post(&undo, &head, "");
        house.follow(&seen, &head).says("Pusat kembali seperti semula.");
        let place = house.store.read_blocking(move |tx| library::branch(tx, id)).unwrap().unwrap();
        assert_eq!((place.name.as_str(), place.address.as_str(), place.phone), ("Pusat", "Jl. Krisan", None));
        let week = "opens-0=08:00&closes-0=12:00";
        house.post(&format!("/staf/jam-buka/{id}"), &head, week);
        let remove = action(&page.text, &format!("/staf/jam-buka/cabang/{id}/hapus"));
        let kept = house.post(&remove, &head, "");
        assert_eq!(kept.status, StatusCode::CONFLICT);
        kept.says("Tempat ini sudah dipakai oleh data lain");
        house.post(&format!("/staf/jam-buka/{id}"), &head, "");
        assert_eq!(house.post(&remove, &head, "").header(header::LOCATION), "/staf/jam-buka");
        assert!(house.store.read_blocking(library::branches).unwrap().is_empty());
        let unknown = house.get(&format!("/staf/jam-buka?cabang={}", Id::<Branch>::new()), &head);
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_was_laid_aside_is_shown_and_tried_again() {
    on_both(|house| {
        let kind = JobKind { name: "house.fails", run: |_, _, _| Ok(()) };
        let act = house.act();
        let id = house.store.write_blocking(move |tx| jobs::enqueue(tx, &act, &kind, &(), act.at)).unwrap();
        let mut now = Timestamp::now();
        for _ in 0..jobs::ATTEMPTS {
            now += SignedDuration::from_hours(24);
            house
                .store
                .write_blocking(move |tx| {
                    let lease = jobs::lease(tx, now, false)?.unwrap();
                    jobs::failed(tx, &lease, now, "the printer <caught> fire")
                })
                .unwrap();
        }
        let head = house.signed_in("meity", &["head"]);
        house.get("/staf", &head).says("href=\"/staf/pekerjaan?keadaan=dead\"");
        let page = house.get("/staf/pekerjaan?keadaan=dead", &head);
        page.says("the printer &#60;caught&#62; fire");
        page.says("house.fails");
        let seen = house.post(&action(&page.text, &format!("/staf/pekerjaan/{id}")), &head, "");
        house.follow(&seen, &head).says("akan dicoba lagi dari awal");
        let waiting = house.store.read_blocking(|tx| jobs::list(tx, State::Waiting, 9)).unwrap();
        assert_eq!(waiting.iter().map(|job| (job.id, job.attempts)).collect::<Vec<_>>(), [(id, 0)]);
        let again = house.post(&format!("/staf/pekerjaan/{id}/ulangi"), &head, "");
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_log_is_read_newest_first_by_action_and_by_person() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let other = house.signed_in("olivia", &["librarian"]);
        for n in 0..60 {
            house.post("/staf/pengaturan", &head, &format!("key=library.owner&value=Pemerintah+{n}"));
        }
        house.post("/staf/pengaturan", &other, "key=library.phone&value=0431");
        let page = house.get("/staf/audit", &head);
        page.says("Pengaturan diubah");
        page.says("<li><b>pengaturan:</b> Telepon</li><li><b>sesudah:</b> 0431</li>");
        assert!(page.text.find("0431").unwrap() < page.text.find("Pemerintah 59").unwrap());
        page.says_not("Pemerintah 5<");
        let older = page.text.split("href=\"").find(|rest| rest.contains("sebelum=")).unwrap();
        let older = older.split('"').next().unwrap().replace("&#38;", "&");
        house.get(&older, &head).says("<b>sesudah:</b> Pemerintah 5</li>");
        page.says("<option value=\"setting.changed\">Pengaturan diubah</option>");
        page.says_not("value=\"role.defined\"");
        let by_olivia = house.get("/staf/audit?tindakan=setting.changed&orang=OLIVIA", &head);
        by_olivia.says("<option value=\"setting.changed\" selected>");
        by_olivia.says("0431");
        by_olivia.says_not("Pemerintah 59");
        house.get("/staf/audit?orang=Nama", &head).says("Siapa yang dimaksud?");
        house.get("/staf/audit?orang=100%25", &head).says("Tidak ada catatan yang cocok");
        house.get("/staf/audit?tindakan=account.opened", &head).says_not("<b>pengaturan:</b>");
    });
}

#[test]
fn a_clock_that_jumped_is_shown_and_somebody_says_that_it_is_right() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        house.get("/staf", &head).says_not("Jam ini benar");
        let week_ago = house.act().at(Timestamp::now() - SignedDuration::from_hours(7 * 24));
        house.store.write_blocking(move |tx| schedule::confirm_clock(tx, &week_ago)).unwrap();
        let page = house.get("/staf", &head);
        page.says("Jam ini benar");
        let desk = house.signed_in("olivia", &["desk"]);
        house.get("/staf", &desk).says_not("Jam ini benar");
        assert_eq!(house.post("/staf/jam", &desk, "").status, StatusCode::FORBIDDEN);
        let seen = house.post("/staf/jam", &head, "");
        let page = house.follow(&seen, &head);
        page.says("Jam dinyatakan benar.");
        page.says_not("Jam ini benar");
    });
}

#[test]
fn a_full_disk_is_told_on_every_page_of_the_workroom_before_anything_else() {
    let database = trial::Database::sqlite();
    let store = database.open();
    store.migrate(vec![("platform", platform::MIGRATIONS)]).unwrap();
    let house = House::open(&store, web::Config::default());
    let head = house.signed_in("meity", &["head"]);
    house.get("/staf", &head).says("Data dapat dibaca dan disimpan.");
    // The engine grants the file hardly more pages than it has: to it, that is a full disk.
    let grant = |tx: &mut store::Tx<'_>| {
        let _: Vec<(i64,)> = tx.all(store::sql!("PRAGMA max_page_count = 1"), store::vals![])?;
        Ok(())
    };
    store.write_blocking(grant).unwrap();
    let long = "x".repeat(1990);
    let full = (0..200).find(|n| {
        let form = format!("key=library.owner&value={n}{long}");
        house.post("/staf/pengaturan", &head, &form).status == StatusCode::INSUFFICIENT_STORAGE
    });
    assert!(full.is_some(), "the file grew on and on");
    for path in ["/staf", "/staf/pengaturan", "/staf/audit"] {
        let page = house.get(path, &head);
        page.says("<span class=\"live bad\">");
        page.says("role=\"alert\"");
        page.says("perubahan tidak dapat disimpan");
    }
}

#[test]
fn a_library_that_was_never_backed_up_is_told_so() {
    on_both(|house| {
        let desk = house.signed_in("olivia", &["desk"]);
        house.get("/staf", &desk).says("Belum pernah ada cadangan");
    });
}

#[test]
fn every_permission_setting_role_and_action_of_the_house_has_words_in_both_languages() {
    let lexicon = ui::Lexicon::new(&[ui::TEXTS, web::pages::TEXTS].concat()).unwrap().keep();
    let module = web::pages::module();
    let hyphened = |name: &str| name.replace('.', "-");
    let permissions =
        module.permissions.iter().map(|permission| format!("permission-{}", hyphened(permission.0)));
    let settings = module.settings.iter().map(|setting| format!("setting-{}", hyphened(setting.key)));
    let helps = module.settings.iter().map(|setting| format!("setting-{}.help", hyphened(setting.key)));
    let roles = module.roles.iter().map(|role| format!("role-{}", role.name));
    let nav = module.nav.iter().map(|entry| entry.label.to_owned());
    let tasks = module.tasks.iter().map(|task| format!("job-{}", hyphened(task.name)));
    for key in permissions.chain(settings).chain(helps).chain(roles).chain(nav).chain(tasks) {
        for lang in ui::Lang::ALL {
            assert!(ui::Speech::new(lexicon, lang).known(&key).is_some(), "{key} in {}", lang.code());
        }
    }
}

#[test]
fn whoever_holds_a_role_at_one_branch_decides_about_its_hours_and_days_alone() {
    on_both(|house| {
        let (own, other) = (branch(house, "RUR"), branch(house, "TOM"));
        let who = house.signed_in_at(own, "ruth", "head");
        let page = house.get("/staf/jam-buka", &who);
        page.says("Tempat RUR");
        page.says_not("Tempat TOM");
        page.says_not("href=\"/staf/jam-buka/cabang\"");
        assert_eq!(house.get(&format!("/staf/jam-buka?cabang={other}"), &who).status, StatusCode::NOT_FOUND);
        let week = "opens-0=08:00&closes-0=12:00";
        assert_eq!(house.post(&format!("/staf/jam-buka/{own}"), &who, week).status, StatusCode::SEE_OTHER);
        let no = house.post(&format!("/staf/jam-buka/{other}"), &who, week);
        assert_eq!(no.status, StatusCode::FORBIDDEN);
        no.says("Peran Anda tidak mencakup hal ini di Tempat TOM");
        let day = |place, here_only: &str| {
            let form = format!(
                "branch={place}&occasion=Pengucapan&from_day=26&from_month=7&from_year=2026&here_only={here_only}"
            );
            house.post("/staf/jam-buka/hari", &who, &form)
        };
        day(own, "").says("Hal ini menyangkut semua tempat");
        day(other, "true").says("Peran Anda tidak mencakup hal ini di Tempat TOM");
        assert_eq!(day(own, "true").status, StatusCode::SEE_OTHER);
        let days = house.store.read_blocking(|tx| library::special_days(tx, date(2026, 1, 1))).unwrap();
        assert_eq!(days.iter().map(|day| day.branch).collect::<Vec<_>>(), [Some(own)]);
        // Places come and go with whoever decides about all of them.
        assert_eq!(house.get("/staf/jam-buka/cabang", &who).status, StatusCode::FORBIDDEN);
        let new = house.post("/staf/jam-buka/cabang", &who, "id=&code=WOL&name=Woloan&address=&phone=");
        assert_eq!(new.status, StatusCode::FORBIDDEN);
        let renamed = format!("id={other}&code=TOM&name=Bukan+lagi&address=&phone=");
        assert_eq!(house.post("/staf/jam-buka/cabang", &who, &renamed).status, StatusCode::FORBIDDEN);
        let gone = house.post(&format!("/staf/jam-buka/cabang/{own}/hapus"), &who, "");
        assert_eq!(gone.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_is_decided_for_the_whole_library_is_closed_to_a_role_at_one_branch() {
    on_both(|house| {
        let who = house.signed_in_at(branch(house, "RUR"), "ruth", "head");
        let today = house.get("/staf", &who);
        assert_eq!(today.status, StatusCode::OK);
        today.says("/staf/jam-buka");
        for path in ["/staf/pengaturan", "/staf/audit", "/staf/pekerjaan"] {
            today.says_not(&format!("href=\"{path}\""));
            assert_eq!(house.get(path, &who).status, StatusCode::FORBIDDEN, "{path}");
        }
        let tokens = house.get("/staf/token", &who);
        tokens.says("value=\"house.branches\"");
        tokens.says_not("value=\"house.settings\"");
    });
}
