//! What staff see and send: each journey through the whole router, without a browser.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
};
use platform::{
    accounts::{self, Password},
    permissions::{self, Role},
    vault::Vault,
};
use store::Store;
use tower::ServiceExt;
use trial::Database;
use ui::Lexicon;
use web::{App, Config};

struct House {
    router: Router,
    store: Store,
    staff: String,
    rt: tokio::runtime::Runtime,
    _kept: Database,
}

struct Page {
    status: StatusCode,
    to: String,
    text: String,
}

fn now() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

impl House {
    fn new() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(vec![("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS)]).unwrap();
        let modules = vec![web::pages::module(), people::module()];
        let roles: Vec<Role> = modules.iter().flat_map(|module| module.roles).copied().collect();
        let lexicon = Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, people::TEXTS].concat()).unwrap().keep();
        let staff = store
            .write_blocking(move |tx| {
                permissions::plant(tx, &roles)?;
                let person = parties::enter(tx, &now(), &profile("Olivia Pangkey"))?;
                accounts::open(tx, &now(), person, "olivia", "Olivia Pangkey", Password::nobody())?;
                permissions::assign(tx, &now(), person, &["head"])?;
                accounts::sign_in(tx, &now(), person)
            })
            .unwrap()
            .to_hex();
        let config = Config { vault: Vault::fresh(), ..Config::default() };
        let (app, routes) = App::gather(store.clone(), lexicon, now().zone, config, modules).unwrap();
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _entered = rt.enter();
        let router = web::router(&app, routes);
        drop(_entered);
        Self { router, store, staff, rt, _kept: database }
    }

    fn person(&self, profile: Profile) -> Id<Person> {
        let entered = self
            .store
            .write_blocking(move |tx| parties::register(tx, &now(), PartyKind::Person, &profile, true))
            .unwrap();
        match entered {
            Entered::New(id) => id,
            Entered::Alike(_) => unreachable!("entered anyway"),
        }
    }

    fn send(&self, request: Request<Body>) -> Page {
        let response = self.rt.block_on(self.router.clone().oneshot(request)).unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = self.rt.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Page { status, to: to.unwrap_or_default(), text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={}", self.staff));
        self.send(request.body(Body::empty()).unwrap())
    }

    fn post_as(&self, path: &str, kind: &str, body: impl Into<Body>) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={}", self.staff))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap())
    }

    fn post(&self, path: &str, form: &str) -> Page {
        self.post_as(path, "application/x-www-form-urlencoded", form.to_owned())
    }
}

fn profile(name: &str) -> Profile {
    Profile { name: name.into(), ..Profile::default() }
}

#[test]
fn a_stranger_sees_nobody() {
    let house = House::new();
    let request = Request::get("/staf/orang").body(Body::empty()).unwrap();
    assert_eq!(house.send(request).to, "/masuk?return=/staf/orang");
}

#[test]
fn somebody_is_entered_looked_up_and_changed_and_the_second_time_noticed() {
    let house = House::new();
    assert!(house.get("/staf/orang/baru").text.contains("daftar-kelurahan"));
    let form = "kind=person&name=Johannes+Lumi&born_day=17&born_month=3&born_year=1994&phone=0812-3456-7890&village=Kinilow";
    let page = house.post("/staf/orang/baru", form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let record = house.get(&page.to);
    assert!(
        record.text.contains("Johannes Lumi") && record.text.contains("Kinilow, Tomohon Utara"),
        "{}",
        record.text
    );
    assert!(house.get("/staf/orang?q=yohanes+lumi").text.contains(&page.to));
    let again = house.post("/staf/orang/baru", &form.replace("Johannes", "Yohanes"));
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains(&page.to) && again.text.contains("anyway"));
    let piece = house.get("/staf/orang/mirip?name=Yohanes+Lumi&born_day=17&born_month=3&born_year=1994");
    assert!(piece.text.contains(&page.to) && !piece.text.contains("<html"), "{}", piece.text);
    assert_eq!(house.post("/staf/orang/baru", &format!("{form}&anyway=1")).status, StatusCode::SEE_OTHER);
    let wrong = house.post(&format!("{}/ubah", page.to), "name=&phone=tidak+ada");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = house.post(&format!("{}/ubah", page.to), "name=Johannes+Lumi&village=Kayawu");
    assert_eq!(right.to, page.to);
    assert!(house.get(&page.to).text.contains("Kayawu"));
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
        ("hubungan", "relation=guardian&who=nova+lumi"),
    ] {
        let page = house.post(&format!("{base}/{action}"), form);
        assert_eq!((page.status, &page.to), (StatusCode::SEE_OTHER, &base), "{action} {}", page.text);
    }
    let page = house.get(&base).text;
    for words in ["Meiske Wowor", "0813-1111-2222", "ibu", "Huruf besar", "Tombulu", "wali dari", "Nova Lumi"]
    {
        assert!(page.contains(words), "{words}");
    }
    let many = house.post(&format!("{base}/hubungan"), "relation=tutor&who=nova");
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.text.contains("Nova Wowor") && many.text.contains("type=\"radio\""));
    let bad = house.post(&format!("{base}/kontak"), "way=whatsapp&value=abc");
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("id=\"value-error\""));
    for part in ["nama", "kontak", "kebutuhan", "hubungan"] {
        let page = house.get(&base).text;
        let from = page.find(&format!("{base}/{part}/")).expect(part);
        let row = &page[from..from + page[from..].find('"').unwrap()];
        let row = row.rsplit_once('/').unwrap().0;
        assert_eq!(house.post(&format!("{row}/hapus"), "").to, base, "{row}");
        assert_ne!(house.get(&base).text.matches(row).count(), page.matches(row).count());
    }
}

#[test]
fn a_nik_is_shown_masked_and_read_with_a_reason() {
    let house = House::new();
    let id = house.person(Profile { born: Some(jiff::civil::date(1994, 3, 18)), ..profile("Meiske Lumi") });
    let base = format!("/staf/orang/{id}");
    let wrong = house.post(&format!("{base}/nomor"), "scheme=nik&number=123");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text.contains("value=\"123\""));
    assert_eq!(house.post(&format!("{base}/nomor"), "scheme=nik&number=7173015703940004").to, base);
    let page = house.get(&base).text;
    assert!(page.contains("7173••••••••0004") && !page.contains("7173015703940004"));
    let from = page.find(&format!("{base}/nomor/")).unwrap();
    let path = &page[from..from + page[from..].find('"').unwrap()];
    let path = path.strip_suffix("/hapus").unwrap_or(path);
    assert_eq!(house.get(path).status, StatusCode::OK);
    assert_eq!(house.post(path, "reason=").status, StatusCode::UNPROCESSABLE_ENTITY);
    let read = house.post(path, "reason=dicocokkan+dengan+KTP");
    assert!(read.text.contains("7173015703940004"), "{}", read.text);
    assert!(house.get(&base).text.contains("dicocokkan dengan KTP"));
}

#[test]
fn a_number_is_of_a_kind_from_the_list_and_a_library_may_have_kinds_of_its_own() {
    let house = House::new();
    let base = format!("/staf/orang/{}", house.person(profile("Meiske Lumi")));
    let form = "scheme=kartu-pegawai&number=P-123";
    let unknown = house.post(&format!("{base}/nomor"), form);
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("id=\"scheme-error\""), "{}", unknown.text);
    let own = " Kartu pegawai, nik";
    house.store.write_blocking(move |tx| people::identifiers::OWN_KINDS.set(tx, &now(), own)).unwrap();
    let page = house.get(&base).text;
    assert!(page.contains("<option value=\"kartu-pegawai\""), "{page}");
    assert_eq!(page.matches("<option value=\"nik\"").count(), 1);
    assert_eq!(house.post(&format!("{base}/nomor"), form).to, base);
    assert!(house.get(&base).text.contains("kartu pegawai"));
}

#[test]
fn a_land_line_is_no_way_to_send_whatsapp() {
    let house = House::new();
    let base = format!("/staf/orang/{}", house.person(profile("Meiske Lumi")));
    let refused = house.post(&format!("{base}/kontak"), "way=whatsapp&value=0431-351-234");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Pilih Telepon"), "{}", refused.text);
    assert_eq!(house.post(&format!("{base}/kontak"), "way=phone&value=0431-351-234").to, base);
    assert!(!house.get(&base).text.contains("wa.me/62431351234"));
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
    let bare = house.post(&format!("{base}/alamat"), "place=&street=Jalan+Lokon+7");
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text.contains("id=\"place-error\"") && bare.text.contains("Jalan Lokon 7"));
    assert_eq!(
        house.post(&format!("{base}/alamat"), "place=kinilow&street=Jalan+Lokon+7&called=kos").to,
        base
    );
    let page = house.get(&base).text;
    assert!(page.contains("Jalan Lokon 7, Kinilow") && page.contains("kos"), "{page}");
    let from = page.find(&format!("{base}/alamat/")).unwrap();
    let row = &page[from..from + page[from..].find('"').unwrap()];
    assert_eq!(house.post(row, "").to, base, "{row}");
    let person = house.store.read_blocking(move |tx| parties::one(tx, id)).unwrap();
    assert_eq!(
        (person.village.as_deref(), person.area.as_deref(), person.address.as_deref()),
        (Some("Kinilow"), Some("71.73.03.1003"), Some("Jalan Lokon 7"))
    );
    let others = house.store.read_blocking(move |tx| people::addresses::of(tx, id)).unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].village.as_str(), others[0].area.as_deref()), ("Tondano", None));
    assert!(house.get(&base).text.contains("Alamat diutamakan"), "the history tells it");
}

#[test]
fn two_entries_are_merged_side_by_side_and_split_again() {
    let house = House::new();
    let stays = house.person(Profile { phone: "081234567890".into(), ..profile("Meiske Lumi") });
    let goes = house.person(Profile { village: "Kinilow".into(), ..profile("Meyske Lumi") });
    let (stays_at, goes_at) = (format!("/staf/orang/{stays}"), format!("/staf/orang/{goes}"));
    let offered = house.get(&format!("{stays_at}/gabung"));
    assert!(offered.text.contains(&format!("dengan={goes}")), "{}", offered.text);
    let both = house.get(&format!("{stays_at}/gabung?dengan={goes}"));
    assert!(both.text.contains("Kinilow") && both.text.contains("0812-3456-7890"));
    let form = format!("dengan={goes}&survivor={stays}");
    assert_eq!(house.post(&format!("{stays_at}/gabung"), &form).to, stays_at);
    assert_eq!(house.get(&goes_at).to, stays_at);
    let page = house.get(&stays_at).text;
    assert!(page.contains("Kinilow") && page.contains(&format!("{goes_at}/pisah")));
    assert_eq!(house.post(&format!("{stays_at}/gabung"), &form).status, StatusCode::CONFLICT);
    assert_eq!(house.post(&format!("{goes_at}/pisah"), "").to, goes_at);
    assert!(house.get(&goes_at).text.contains("Meyske Lumi"));
    assert!(!house.get(&stays_at).text.contains("Kinilow, "));
}

fn upload(house: &House, content: &str) -> Page {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"siswa.csv\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--x--\r\n"
    );
    house.post_as("/staf/orang/impor", "multipart/form-data; boundary=x", body)
}

#[test]
fn a_file_is_looked_at_entered_and_its_rest_sent_back() {
    let house = House::new();
    let kept = upload(&house, "Nama,Tgl Lahir,HP\nMeiske Lumi,17/03/1994,081234567890\nJantje,kapan saja,\n");
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let look = house.get(&kept.to);
    assert!(
        look.text.contains("kapan saja") && look.text.contains("Tgl Lahir (17/03/1994)"),
        "{}",
        look.text
    );
    assert!(!house.get("/staf/orang?q=meiske").text.contains("Meiske Lumi"), "looking enters nobody");
    let columns = "k-name=0&k-born=1&k-phone=2";
    let entered = house.post(&kept.to, columns);
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    assert!(house.get("/staf/orang?q=meiske").text.contains("Meiske Lumi"));
    assert!(!house.get(&entered.to).text.contains("name=\"k-name\" value=\"0\"><button"));
    let rest = house.get(&format!("{}/sisa?{columns}", kept.to));
    assert!(rest.text.starts_with("\u{feff}Nama,Tgl Lahir,HP,") && rest.text.contains("Jantje,kapan saja"));
    let other = house.get(&format!("{}?k-name=0&k-born=&k-phone=2", kept.to));
    assert!(!other.text.contains("dapat dibaca"), "without the column of dates nothing is unreadable");
}

#[test]
fn what_is_no_table_comes_back_with_a_reason() {
    let house = House::new();
    for content in ["", "\u{1}\0\0"] {
        let page = upload(&house, content);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("id=\"file-error\""));
    }
    assert_eq!(house.get(&format!("/staf/orang/impor/{}", Id::<()>::new())).status, StatusCode::NOT_FOUND);
}

/// Three by four pixels of red.
const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\x00\x04\x08\
    \x02\x00\x00\x00\xc4\x4f\x12\x50\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\x38\x61\xa3\x01\x41\x0c\
    \x78\x59\x00\x20\xf7\x0e\x11\x16\xf3\x6e\x64\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn send_photo(house: &House, id: Id<Person>, content: &[u8]) -> Page {
    let head = b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"saya.png\"\r\n\r\n";
    let body = [&head[..], content, &b"\r\n--x--\r\n"[..]].concat();
    house.post_as(&format!("/staf/orang/{id}/foto"), "multipart/form-data; boundary=x", body)
}

/// Where the photo on a page is.
fn photo_on(page: &Page) -> Option<String> {
    let (_, rest) = page.text.split_once("src=\"/staf/foto/")?;
    Some(format!("/staf/foto/{}", rest.split('"').next()?))
}

#[test]
fn a_photo_is_written_anew_shown_to_staff_only_replaced_and_taken_away() {
    let house = House::new();
    let id = house.person(profile("Meiske Lumi"));
    assert_eq!(photo_on(&house.get(&format!("/staf/orang/{id}"))), None);
    let kept = send_photo(&house, id, PNG);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let shown = photo_on(&house.get(&kept.to)).unwrap();
    let picture = house.get(&shown);
    assert_eq!(picture.status, StatusCode::OK);
    assert!(picture.text.contains("JFIF") && !picture.text.contains("PNG"), "a JPEG of our own");
    let stranger = Request::get(&shown).body(Body::empty()).unwrap();
    assert!(house.send(stranger).to.starts_with("/masuk?return="));
    assert!(send_photo(&house, id, PNG).to.ends_with(&id.to_string()));
    assert_eq!(house.get(&shown).status, StatusCode::NOT_FOUND, "the old one is gone");
    let gone = house.post(&format!("/staf/orang/{id}/foto/hapus"), "");
    let page = house.get(&gone.to);
    assert_eq!(photo_on(&page), None);
    assert!(page.text.contains("Foto dihapus"), "the history tells it");
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
        let page = house.post(&format!("{path}/{form}"), typed);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
}

#[test]
fn what_is_no_picture_comes_back_with_a_reason() {
    let house = House::new();
    let id = house.person(profile("Meiske Lumi"));
    for content in [&b""[..], b"nama;kelas", &PNG[..40]] {
        let page = send_photo(&house, id, content);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("id=\"photo-error\""));
    }
}

#[test]
fn other_programs_enter_read_change_relate_and_merge() {
    let house = House::new();
    let ask = |method: &str, path: &str, tag: &str, body: serde_json::Value| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("sesi={}", house.staff))
            .header("sec-fetch-site", "same-origin")
            .header(header::IF_MATCH, tag)
            .header(header::CONTENT_TYPE, "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let page = house.send(request.body(body).unwrap());
        (page.status, serde_json::from_str::<serde_json::Value>(&page.text).unwrap())
    };
    let new = serde_json::json!({ "name": "Meiske Lumi", "phone": "0812-3456-7890", "born": "1994-03-17" });
    let (status, made) = ask("POST", "/api/v1/parties", "*", new.clone());
    assert_eq!(
        (status, &made["contacts"][0]["value"]),
        (StatusCode::CREATED, &serde_json::json!("6281234567890"))
    );
    let path = format!("/api/v1/parties/{}", made["id"].as_str().unwrap());
    assert_eq!(ask("POST", "/api/v1/parties", "*", new).0, StatusCode::CONFLICT);
    let version = |party: &serde_json::Value| {
        let at: Timestamp = party["changed_at"].as_str().unwrap().parse().unwrap();
        format!("\"{}.0\"", at.as_millisecond())
    };
    let change = serde_json::json!({ "name": "Meiske Lumi-Wowor", "phone": "6281234567890" });
    let (status, changed) = ask("PUT", &path, &version(&made), change.clone());
    assert_eq!((status, &changed["name"]), (StatusCode::OK, &serde_json::json!("Meiske Lumi-Wowor")));
    assert_eq!(changed["contacts"][0]["value"], "6281234567890");
    assert_eq!(ask("PUT", &path, &version(&made), change).0, StatusCode::PRECONDITION_FAILED);
    let child = house.person(profile("Nova Lumi"));
    let (status, tie) = ask(
        "POST",
        &format!("{path}/relationships"),
        "*",
        serde_json::json!({ "kind": "guardian", "other": child }),
    );
    assert_eq!((status, &tie["name"]), (StatusCode::CREATED, &serde_json::json!("Nova Lumi")));
    let same = house.person(profile("Meyske Wowor"));
    let (status, one) = ask("POST", &format!("{path}/merge"), "*", serde_json::json!({ "same": same }));
    assert_eq!((status, &one["id"]), (StatusCode::OK, &made["id"]));
    assert_eq!(
        ask("GET", &format!("/api/v1/parties/{same}"), "*", serde_json::Value::Null).1["id"],
        made["id"]
    );
    assert_eq!(
        ask("POST", &format!("/api/v1/parties/{same}/split"), "*", serde_json::json!({})).0,
        StatusCode::OK
    );
    let place = serde_json::json!({ "place": "kinilow", "called": "kos" });
    let (status, at_home) = ask("POST", &format!("{path}/addresses"), "*", place);
    assert_eq!((status, &at_home["addresses"][0]["area"]), (StatusCode::CREATED, &"71.73.03.1003".into()));
    let further = format!("{path}/addresses/{}", at_home["addresses"][0]["id"].as_str().unwrap());
    let (_, moved) = ask("POST", &format!("{further}/first"), "*", serde_json::json!({}));
    assert_eq!((&moved["village"], &moved["addresses"]), (&"Kinilow".into(), &serde_json::json!([])));
    assert_eq!(ask("DELETE", &further, "*", serde_json::Value::Null).0, StatusCode::NOT_FOUND);
    let second =
        serde_json::json!({ "kind": "phone", "value": "0813-3333-4444", "label": "ibu", "told": false });
    let (status, reached) = ask("POST", &format!("{path}/contacts"), "*", second.clone());
    assert_eq!((status, &reached["contacts"][1]["told"]), (StatusCode::CREATED, &false.into()));
    let twice = ask("POST", &format!("{path}/contacts"), "*", second);
    assert_eq!(
        (twice.0, &twice.1["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"contact-there-already".into())
    );
    let unknown = ask("GET", "/api/v1/parties?kind=xyz", "*", serde_json::Value::Null);
    assert_eq!(
        (unknown.0, &unknown.1["reasons"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"kind".into())
    );
    let born = serde_json::json!({ "kind": "group", "name": "Kelas 7A", "born": "1990-01-01" });
    assert_eq!(ask("POST", "/api/v1/parties", "*", born).1["reasons"][0]["key"], "party-no-person");
    let (_, first) = ask("GET", "/api/v1/parties?limit=2", "*", serde_json::Value::Null);
    let next = first["next"].as_str().unwrap();
    let (_, second) =
        ask("GET", &format!("/api/v1/parties?limit=2&cursor={next}"), "*", serde_json::Value::Null);
    assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 2));
    let (_, found) = ask("GET", "/api/v1/parties?words=lumi&kind=person", "*", serde_json::Value::Null);
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
}

#[test]
fn other_programs_seal_numbers_end_ties_ask_who_is_alike_and_enter_tables() {
    let house = House::new();
    let ask = |method: &str, path: &str, body: serde_json::Value| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("sesi={}", house.staff))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let page = house.send(request.body(body).unwrap());
        (page.status, serde_json::from_str::<serde_json::Value>(&page.text).unwrap())
    };
    let nothing = serde_json::Value::Null;
    let meiske = house.person(Profile { born: "1994-03-17".parse().ok(), ..profile("Meiske Lumi") });
    let path = format!("/api/v1/parties/{meiske}");
    let nik = serde_json::json!({ "scheme": "nik", "number": "7173015703950004" });
    let (status, made) = ask("POST", &format!("{path}/identifiers"), nik);
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["contradiction"], "identifier-nik-contradicts-birth");
    assert_eq!(made["party"]["identifiers"][0]["masked"], "7173••••••••0004");
    let number = format!("{path}/identifiers/{}", made["party"]["identifiers"][0]["id"].as_str().unwrap());
    assert_eq!(ask("DELETE", &number, nothing.clone()).1["identifiers"], serde_json::json!([]));
    assert_eq!(ask("DELETE", &number, nothing.clone()).0, StatusCode::NOT_FOUND);
    let child = house.person(profile("Nova Lumi"));
    let tie = serde_json::json!({ "kind": "guardian", "other": child });
    let (_, tie) = ask("POST", &format!("{path}/relationships"), tie);
    let tie = format!("{path}/relationships/{}", tie["id"].as_str().unwrap());
    let (status, ended) = ask("POST", &format!("{tie}/end"), serde_json::json!({}));
    assert_eq!((status, ended["relationships"][0]["until"].is_string()), (StatusCode::OK, true), "{ended}");
    assert_eq!(ask("DELETE", &tie, nothing.clone()).1["relationships"], serde_json::json!([]));
    let typed = serde_json::json!({ "name": "Meyske Lumi", "born": "1994-03-17" });
    let (status, alike) = ask("POST", "/api/v1/parties/alike", typed);
    assert_eq!((status, &alike[0]["name"]), (StatusCode::OK, &"Meiske Lumi".into()), "{alike}");
    let csv = "Nama;Tgl Lahir;NIK\nJantje Wowor;31/12/2001;7173013112020002\nMeiske Lumi;17/03/1994;\n7A;1/1/2001;12\n";
    let table = serde_json::json!({ "csv": csv });
    let (status, looked) = ask("POST", "/api/v1/parties/import/look", table.clone());
    assert_eq!(
        (status, &looked["new"], &looked["known"]),
        (StatusCode::OK, &1.into(), &1.into()),
        "{looked}"
    );
    assert_eq!(
        (&looked["warned"][0]["name"], looked["left"].as_array().unwrap().len()),
        (&"Jantje Wowor".into(), 1)
    );
    assert_eq!(ask("POST", "/api/v1/parties/import", table.clone()).1["new"], 1);
    assert_eq!(
        ask("POST", "/api/v1/parties/import", table).1["new"],
        0,
        "the same table enters nobody twice"
    );
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
        let page = house.get(path);
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        // The lines are written beside the answer.
        for _ in 0..500 {
            house.rt.block_on(async { tokio::time::sleep(std::time::Duration::from_millis(2)).await });
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
