//! The cataloguers' pages, as a browser without JavaScript uses them.

use std::{collections::BTreeSet, sync::Arc};

use crate::common::{book, import_plainly, now};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use catalogue::{
    copies,
    indexer::{Following, Index},
    records,
};
use kernel::{Id, TimeZone};
use platform::{
    accounts,
    files::Files,
    library::Branch,
    permissions::{self, Holding},
};
use store::Store;
use tower::ServiceExt;
use trial::Database;
use ui::Lexicon;
use web::{App, Config};

struct House {
    runtime: tokio::runtime::Runtime,
    router: Router,
    store: Store,
    index: Arc<Index>,
    _following: Following,
    _database: Database,
    _folder: tempfile::TempDir,
}

struct Answered {
    status: StatusCode,
    location: String,
    /// What the next page will say, as its cookie carries it.
    message: String,
    text: String,
}

type Pairs = Vec<(String, String)>;

impl House {
    fn open() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(crate::common::SCHEMAS.to_vec()).unwrap();
        crate::common::branches(&store);
        let index = Arc::new(Index::in_memory().unwrap());
        let following = index.follow(store.clone()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let module = catalogue::module(&index, &Files::open(folder.path()).unwrap());
        let roles = module.roles;
        store.write_blocking(move |tx| permissions::plant(tx, roles)).unwrap();
        let lexicon =
            Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, catalogue::TEXTS].concat()).unwrap().keep();
        let zone = TimeZone::get("Asia/Makassar").unwrap();
        let modules = vec![web::pages::module(), module];
        let (app, routes) = App::gather(store.clone(), lexicon, zone, Config::default(), modules).unwrap();
        Self {
            runtime: tokio::runtime::Runtime::new().unwrap(),
            router: web::router(&app, routes),
            store,
            index,
            _following: following,
            _database: database,
            _folder: folder,
        }
    }

    /// The cookie of somebody who holds `role`.
    fn sign_in(&self, role: &'static str) -> String {
        self.sign_in_at(None, role)
    }

    /// The same, where they hold it at one branch only.
    fn sign_in_at(&self, branch: Option<Id<Branch>>, role: &'static str) -> String {
        let password = accounts::Password::hash("kebun krisan di Lokon").unwrap();
        let token = self.store.write_blocking(move |tx| {
            let person = Id::new();
            let act = kernel::Act { at: kernel::Timestamp::now(), ..now() };
            accounts::open(tx, &act, person, role, "Syane", &password)?;
            permissions::hold(tx, &act, person, &[Holding { role: role.to_owned(), branch }])?;
            accounts::sign_in(tx, &act, person)
        });
        format!("sesi={}", token.unwrap().to_hex())
    }

    fn send(&self, request: Request<Body>) -> Answered {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let location = response.headers().get(header::LOCATION);
            let location = location.map_or("", |value| value.to_str().unwrap()).to_owned();
            let status = response.status();
            let cookies = response.headers().get_all(header::SET_COOKIE).iter();
            let message =
                cookies.map(|line| line.to_str().unwrap()).filter(|line| line.starts_with("pesan="));
            let message = message.collect::<String>();
            let body = to_bytes(response.into_body(), 1 << 22).await.unwrap();
            Answered { status, location, message, text: String::from_utf8_lossy(&body).into_owned() }
        })
    }

    fn get(&self, who: &str, path: &str) -> Answered {
        self.send(Request::get(path).header(header::COOKIE, who).body(Body::empty()).unwrap())
    }

    fn post(&self, who: &str, path: &str, pairs: &Pairs) -> Answered {
        let encoded = |text: &str| ui::page::query_value(text);
        let body: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, who)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).unwrap())
    }
}

/// The body of a form with a picture in it, as a browser sends it.
fn with_a_picture(alt: &str, picture: &[u8]) -> (String, Vec<u8>) {
    let part = |head: &str| format!("--tepi\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
    let head = format!("{}{alt}\r\n{}", part("alt"), part("picture; filename=\"sampul.exe\""));
    let body = [head.as_bytes(), picture, b"\r\n--tepi--\r\n"].concat();
    ("multipart/form-data; boundary=tepi".to_owned(), body)
}

/// What stands between `from` and `to`, every time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split_once(to).map(|(inside, _)| inside))
}

fn unescaped(text: &str) -> String {
    let signs = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// What a browser would send of the page's form.
fn fields(page: &str) -> Pairs {
    let form = between(page, "<form method=\"post\" class=\"", "</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| between(tag, &format!("{name}=\""), "\"").next().map(unescaped);
    let inputs = between(form, "<input ", ">")
        .map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default()));
    let areas = between(form, "<textarea ", "</textarea>").map(|area| {
        let (tag, text) = area.split_once('>').unwrap();
        (attribute(tag, "name").unwrap(), unescaped(text))
    });
    let selects = between(form, "<select ", "</select>").map(|select| {
        let first = between(select, "<option value=\"", "\"").next().unwrap_or_default();
        let chosen =
            between(select, "<option value=\"", "</option>").find(|option| option.contains(" selected"));
        let chosen = chosen.and_then(|option| option.split_once('"')).map_or(first, |(value, _)| value);
        (attribute(select, "name").unwrap(), unescaped(chosen))
    });
    inputs.chain(areas).chain(selects).collect()
}

fn with(pairs: &Pairs, name: &str, value: &str) -> Pairs {
    let mut pairs = pairs.clone();
    match pairs.iter_mut().find(|(field, _)| field == name) {
        Some((_, old)) => *old = value.to_owned(),
        None => pairs.push((name.to_owned(), value.to_owned())),
    }
    pairs
}

fn text_of(pairs: &Pairs, name: &str) -> String {
    pairs.iter().find(|(field, _)| field == name).unwrap().1.clone()
}

#[test]
fn a_record_is_made_with_the_form_and_a_copy_added_and_both_are_found() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru").text);
    let filled = with(&with(&blank, "title", "Krisan Kulo"), "author", "Lumi, Meiske");
    let made = house.post(&who, "/staf/katalog/baru", &filled);
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/staf/katalog/1"));
    let copy = fields(&house.get(&who, "/staf/katalog/1/eksemplar").text);
    let added = house.post(&who, "/staf/katalog/1/eksemplar", &with(&copy, "price", "Rp 85.000"));
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let page = house.get(&who, "/staf/katalog/1").text;
    assert!(page.contains("TMH-0000001") && page.contains("Krisan Kulo"));
    let copy = house.store.read_blocking(|tx| copies::by_barcode(tx, "TMH-0000001")).unwrap().unwrap();
    assert_eq!(copy.price, Some(kernel::Rupiah(85_000)));
    assert!(house.get(&who, "/staf/katalog?q=kulo").text.contains("/staf/katalog/1"));
    assert_eq!(house.get(&who, "/staf/katalog?q=TMH-0000001").location, "/staf/katalog/1");
}

#[test]
fn an_edit_of_one_field_leaves_the_rest_of_the_marc_and_stands_in_the_history() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi /", &["A1"])]);
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    let saved = house.post(&who, "/staf/katalog/1/ubah", &with(&form, "summary", "Sepuluh anak."));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = house.get(&who, "/staf/katalog/1").text;
    assert!(page.contains("<ins>520 ## $a Sepuluh anak.</ins>"), "{page}");
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    let mut expected = book("1", "Laskar pelangi /", &["A1"]);
    expected.insert(marc::Field::data("520", ' ', ' ').with('a', "Sepuluh anak."));
    let mut record = kept.record().unwrap();
    record.remove("005");
    assert_eq!(record.fields, expected.fields);
    // Sent once more as it is, nothing differs.
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    house.post(&who, "/staf/katalog/1/ubah", &form);
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    assert_eq!(kept.version, 2);
}

#[test]
fn the_two_views_are_one_draft_and_turning_saves_nothing() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    let turned = with(&with(&form, "title", "Edensor"), "do", "lines");
    let lines = fields(&house.post(&who, "/staf/katalog/1/ubah", &turned).text);
    assert!(text_of(&lines, "lines").contains("$a Edensor."), "{lines:?}");
    let edited = text_of(&lines, "lines").replace("Edensor.", "Edensor {dollar}1.");
    let back = with(&with(&lines, "lines", &edited), "do", "form");
    let form = fields(&house.post(&who, "/staf/katalog/1/ubah", &back).text);
    assert_eq!(text_of(&form, "title"), "Edensor $1");
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    assert_eq!((kept.version, kept.drawn.0.title.as_str()), (1, "Laskar pelangi"));
}

#[test]
fn lines_that_cannot_be_read_come_back_with_every_line_named() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    let lines = fields(&house.get(&who, "/staf/katalog/1/ubah?view=lines").text);
    let broken = text_of(&lines, "lines") + "500 ##\n501 # $a x\n";
    let answer = house.post(&who, "/staf/katalog/1/ubah", &with(&lines, "lines", &broken));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text_of(&fields(&answer.text), "lines"), broken);
    let errors = between(&answer.text, "class=\"errors\"", "</div>").next().unwrap();
    assert_eq!(errors.matches("<li>").count(), 2, "{errors}");
}

#[test]
fn whoever_saves_second_sees_both_and_loses_nothing() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    house.post(&who, "/staf/katalog/1/ubah", &with(&form, "title", "Judul mereka"));
    let second = house.post(&who, "/staf/katalog/1/ubah", &with(&form, "title", "Judul saya"));
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("Judul mereka") && second.text.contains("Judul saya"));
    let draft = fields(&second.text);
    assert!(text_of(&draft, "lines").contains("Judul saya"));
    let over = house.post(&who, "/staf/katalog/1/ubah", &draft);
    assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.text);
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    assert_eq!((kept.version, kept.drawn.0.title.as_str()), (3, "Judul saya"));
}

#[test]
fn an_isbn_that_is_there_already_is_shown_before_it_is_catalogued_twice() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let known =
        book("1", "Laskar pelangi", &[]).with(marc::Field::data("020", ' ', ' ').with('a', "9793062797"));
    import_plainly(&house.store, &[known]);
    let page = house.get(&who, "/staf/katalog/baru?isbn=9789793062792").text;
    assert!(page.contains("href=\"/staf/katalog/1\""));
}

#[test]
fn hiding_is_taken_back_by_showing_and_each_needs_its_permission() {
    let house = House::open();
    let (who, desk) = (house.sign_in("cataloguer"), house.sign_in("desk"));
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    assert_eq!(house.post(&desk, "/staf/katalog/1/sembunyikan", &Vec::new()).status, StatusCode::FORBIDDEN);
    assert_eq!(house.post(&who, "/staf/katalog/1/sembunyikan", &Vec::new()).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("", "/katalog/1").status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&desk, "/staf/katalog/1").status, StatusCode::OK);
    assert_eq!(house.post(&who, "/staf/katalog/1/tampilkan", &Vec::new()).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("", "/katalog/1").status, StatusCode::OK);
}

#[test]
fn a_copy_that_cannot_be_comes_back_with_its_answers_and_every_reason() {
    let house = House::open();
    let who = house.sign_in("desk");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["A1", "A2"])]);
    let id = house.store.read_blocking(|tx| copies::by_barcode(tx, "A2")).unwrap().unwrap().id;
    let path = format!("/staf/eksemplar/{id}");
    let form = fields(&house.get(&who, &path).text);
    let odd = with(&with(&form, "price", "mahal"), "received_day", "31");
    let answer = house.post(&who, &path, &odd);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        between(&answer.text, "class=\"errors\"", "</div>").next().unwrap().matches("<li>").count(),
        2
    );
    assert_eq!(text_of(&fields(&answer.text), "price"), "mahal");
    let taken = house.post(&who, &path, &with(&form, "barcode", "A1"));
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = house.post(&who, &path, &with(&form, "status", "repair"));
    assert_eq!((saved.status, saved.location.as_str()), (StatusCode::SEE_OTHER, "/staf/katalog/1"));
}

#[test]
fn no_page_of_the_cataloguers_opens_to_a_stranger() {
    let house = House::open();
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["A1"])]);
    let id = house.store.read_blocking(|tx| copies::by_barcode(tx, "A1")).unwrap().unwrap().id;
    let copy = format!("/staf/eksemplar/{id}");
    for path in [
        "/staf/katalog",
        "/staf/katalog/baru",
        "/staf/katalog/1",
        "/staf/katalog/1/ubah",
        "/staf/katalog/1/eksemplar",
        copy.as_str(),
    ] {
        let answer = house.get("", path);
        assert!(answer.location.starts_with("/masuk"), "{path}");
    }
}

#[test]
fn pages_speak_both_languages_without_a_missing_word() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["A1"])]);
    let id = house.store.read_blocking(|tx| copies::by_barcode(tx, "A1")).unwrap().unwrap().id;
    let copy = format!("/staf/eksemplar/{id}");
    for path in [
        "/staf/katalog",
        "/staf/katalog?q=tidakada",
        "/staf/katalog/baru",
        "/staf/katalog/1",
        "/staf/katalog/1/ubah",
        "/staf/katalog/1/ubah?view=lines",
        "/staf/katalog/1/eksemplar",
        copy.as_str(),
    ] {
        let answer = house.get(&who, path);
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for prefix in ["cataloguing-", "copy-", "record-", "nav-c", "search-page-", "audit-"] {
            let said = answer.text.split(['>', '"']).find(|text| text.starts_with(prefix));
            assert!(said.is_none(), "{path}: {said:?}");
        }
    }
}

#[test]
fn the_numbers_and_rules_of_the_module_hold_over_what_was_done() {
    let house = House::open();
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["A1", "A2"]), book("2", "Edensor", &[])]);
    let module = catalogue::module(&house.index, &Files::at(""));
    let day = jiff::civil::date(2026, 8, 5);
    let count = |from, to| {
        let indicators = module.indicators;
        let counted = house.store.read_blocking(move |tx| {
            let period = web::Period { from, to };
            indicators
                .iter()
                .map(|indicator| (indicator.compute)(tx, &now(), period))
                .collect::<store::Result<Vec<_>>>()
        });
        counted.unwrap()
    };
    assert_eq!(count(day, day), [2, 2, 2, 0]);
    assert_eq!(count(day.tomorrow().unwrap(), day.tomorrow().unwrap()), [2, 2, 0, 0]);
    assert_eq!(count(day.yesterday().unwrap(), day.yesterday().unwrap()), [0, 0, 0, 0]);
    let broken = |store: &Store| {
        let invariants = module.invariants;
        let found = store.read_blocking(move |tx| {
            let found = invariants.iter().map(|invariant| (invariant.violations)(tx));
            found.collect::<store::Result<Vec<_>>>()
        });
        found.unwrap().concat()
    };
    assert!(broken(&house.store).is_empty());
    house
        .store
        .write_blocking(|tx| {
            tx.exec(
                store::sql!(
                    "UPDATE record SET drawn = '{\"title\":\"Lain\",\"form\":\"book\"}' WHERE number = 2"
                ),
                store::vals![],
            )
        })
        .unwrap();
    assert_eq!(broken(&house.store), ["2"]);
}

#[test]
fn a_cover_is_uploaded_shown_to_all_for_ever_and_taken_off_with_an_undo() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Krisan Kulo", &["A1"])]);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(60, 90).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let upload = |who: &str, picture: &[u8]| {
        let (kind, body) = with_a_picture("Bunga putih <di> kebun", picture);
        let request = Request::post("/staf/katalog/1/sampul")
            .header(header::COOKIE, who)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        house.send(request.body(Body::from(body)).unwrap())
    };
    let wrong = upload(&who, b"GIF89a");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("bukan gambar JPEG") && wrong.text.contains("Bunga putih"), "{}", wrong.text);
    assert_eq!(upload(&house.sign_in("desk"), png.get_ref()).status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&who, png.get_ref()).location, "/staf/katalog/1");

    let page = house.get("", "/katalog/1").text;
    let tag = between(&page, "<img class=\"cover photo\"", ">").next().unwrap();
    assert!(tag.contains("Bunga putih &#60;di&#62; kebun"), "{tag}");
    let file = between(tag, "src=\"", "\"").next().unwrap().to_owned();
    let served = |who: &str| {
        let request = Request::get(&file).header(header::COOKIE, who).body(Body::empty()).unwrap();
        let response = house.runtime.block_on(house.router.clone().oneshot(request)).unwrap();
        let of = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        (response.status(), of(header::CONTENT_TYPE), of(header::CACHE_CONTROL))
    };
    let for_ever = "public, max-age=31536000, immutable".to_owned();
    assert_eq!(served(""), (StatusCode::OK, "image/jpeg".to_owned(), for_ever));
    assert!(house.get("", "/katalog?q=krisan").text.contains("<img class=\"cover photo\""));

    house.post(&who, "/staf/katalog/1/sembunyikan", &Vec::new());
    assert_eq!(served("").0, StatusCode::NOT_FOUND);
    assert_eq!(served(&who).2, "private, no-store");
    house.post(&who, "/staf/katalog/1/tampilkan", &Vec::new());

    house.post(&who, "/staf/katalog/1/sampul/lepas", &Vec::new());
    assert_eq!(served("").0, StatusCode::NOT_FOUND);
    assert!(!house.get("", "/katalog/1").text.contains("cover photo"));
    let (cover,): (Id<catalogue::covers::Cover>,) =
        house.store.read_blocking(|tx| tx.one(store::sql!("SELECT id FROM cover"), store::vals![])).unwrap();
    house.post(&who, &format!("/staf/sampul/{cover}/pasang"), &Vec::new());
    assert_eq!(served("").0, StatusCode::OK);
}

#[test]
fn cataloguers_keep_the_synonyms_and_take_back_a_removal() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Kebun krisan", &["A1"])]);
    let finds = || house.get("", "/katalog?q=bunga+jepang").text.contains("/katalog/1\"");
    let pairs =
        |typed: &str| vec![("typed".to_owned(), typed.to_owned()), ("finds".to_owned(), "krisan".to_owned())];
    let here = "/staf/katalog/padanan";
    assert!(!finds());
    assert_eq!(house.post(&who, here, &pairs("Bunga Jepang")).location, here);
    assert!(finds() && house.get(&who, here).text.contains("bunga jepang"));
    let empty = house.post(&who, here, &pairs(""));
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Tulis satu kata atau lebih"));
    house.post(&who, &format!("{here}/hapus"), &pairs("bunga jepang"));
    assert!(!finds());
    house.post(&who, &format!("{here}/kembalikan?typed=bunga%20jepang&finds=krisan"), &Vec::new());
    assert!(finds());
    assert_eq!(house.get(&house.sign_in("desk"), here).status, StatusCode::FORBIDDEN);
}

#[test]
fn each_decade_is_offered_with_as_many_results_as_it_then_shows() {
    let house = House::open();
    let years = [1920, 1978, 1985, 1991, 1999, 2005, 2012, 2021];
    let of_year = |(number, year): (usize, &i32)| {
        let mut record = book(&number.to_string(), "Kebun krisan", &[]);
        record.remove("008");
        record.insert(marc::Field::control("008", format!("260105s{year}    ko a   d      000 1 ind d")));
        record
    };
    import_plainly(&house.store, &years.iter().enumerate().map(of_year).collect::<Vec<_>>());
    let page = house.get("", "/katalog?q=krisan").text;
    let spans: Vec<(&str, &str)> = between(&page, "<ul class=\"spans\">", "</ul>")
        .flat_map(|list| between(list, "<li><a href=\"", "</span>"))
        .map(|span| (span.split_once('"').unwrap().0, span.rsplit_once('>').unwrap().1))
        .collect();
    assert_eq!(spans.iter().map(|(_, count)| *count).collect::<Vec<_>>(), ["1", "1", "1", "2", "1", "2"]);
    for (href, count) in spans {
        let shown = house.get("", &unescaped(href)).text;
        assert_eq!(
            between(&shown, "href=\"/katalog/", "\"").collect::<BTreeSet<_>>().len().to_string(),
            count
        );
    }
}

#[test]
fn a_cataloguer_of_one_branch_writes_records_and_changes_the_copies_of_that_branch_alone() {
    let house = House::open();
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["TMH-1"])]);
    let (town, bus) =
        (crate::common::branch(&house.store, "TOM"), crate::common::branch(&house.store, "BUS"));
    let who = house.sign_in_at(Some(bus), "cataloguer");
    let copy = house.store.read_blocking(|tx| copies::by_barcode(tx, "TMH-1")).unwrap().unwrap();
    assert_eq!(copy.branch, town);
    let page = house.get(&who, &format!("/staf/katalog/{}", copy.number));
    assert!(page.text.contains("TMH-1") && !page.text.contains("/staf/eksemplar/"), "{}", page.text);
    assert_eq!(house.get(&who, &format!("/staf/katalog/{}/ubah", copy.number)).status, StatusCode::OK);
    // The copy of the other branch: an explained no, for the form as for what is sent.
    let path = format!("/staf/eksemplar/{}", copy.id);
    let no = house.get(&who, &path);
    assert_eq!(no.status, StatusCode::FORBIDDEN);
    assert!(no.text.contains("Peran Anda tidak mencakup hal ini di Perpustakaan Kota"), "{}", no.text);
    let fields = |branch: Id<Branch>, barcode: &str| -> Pairs {
        [("barcode", barcode), ("branch", &branch.to_string()), ("kind", "umum"), ("status", "available")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    };
    assert_eq!(house.post(&who, &path, &fields(bus, "TMH-1")).status, StatusCode::FORBIDDEN);
    let unchanged = house.store.read_blocking(|tx| copies::by_barcode(tx, "TMH-1")).unwrap().unwrap();
    assert_eq!(unchanged.branch, town);
    // A new one: at their own branch, and not with another one's id in the form.
    let new = format!("/staf/katalog/{}/eksemplar", copy.number);
    let form = house.get(&who, &new).text;
    assert!(form.contains(&bus.to_string()) && !form.contains(&town.to_string()), "{form}");
    let forged = house.post(&who, &new, &fields(town, "BUS-1"));
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(forged.text.contains("Peran Anda tidak mencakup"), "{}", forged.text);
    assert_eq!(house.post(&who, &new, &fields(bus, "BUS-1")).status, StatusCode::SEE_OTHER);
    let added = house.store.read_blocking(|tx| copies::by_barcode(tx, "BUS-1")).unwrap().unwrap();
    assert_eq!(added.branch, bus);
    // Nor is their own copy sent to a branch that is not theirs.
    let away = house.post(&who, &format!("/staf/eksemplar/{}", added.id), &fields(town, "BUS-1"));
    assert_eq!(away.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What stands in the message of an answer, out of its hexadecimal cookie.
fn told(answer: &Answered) -> String {
    let hex = between(&answer.message, "pesan=", ";").next().unwrap_or_default();
    let bytes = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
    String::from_utf8(bytes.collect()).unwrap()
}

/// How many records and copies there are.
fn counts(store: &Store) -> (i64, i64) {
    store
        .read_blocking(|tx| {
            tx.one(
                store::sql!("SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM copy)"),
                store::vals![],
            )
        })
        .unwrap()
}

#[test]
fn a_book_whose_isbn_is_there_is_held_back_once_and_made_when_somebody_says_so() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let known =
        book("1", "Laskar pelangi", &[]).with(marc::Field::data("020", ' ', ' ').with('a', "9793062797"));
    import_plainly(&house.store, &[known]);
    let blank = fields(&house.get(&who, "/staf/katalog/baru").text);
    let filled = with(&with(&blank, "title", "Pelangi lain"), "isbns", "978-979-3062-79-2");
    let held = house.post(&who, "/staf/katalog/baru", &filled);
    assert_eq!(held.status, StatusCode::CONFLICT);
    assert!(held.text.contains("href=\"/staf/katalog/1\"") && held.text.contains("name=\"tetap\""));
    assert_eq!(counts(&house.store).0, 1);
    let again = fields(&held.text);
    assert_eq!(text_of(&again, "title"), "Pelangi lain");
    let made = house.post(&who, "/staf/katalog/baru", &with(&again, "tetap", "1"));
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/staf/katalog/2"));
}

#[test]
fn a_form_that_is_sent_twice_makes_one_record_and_one_copy() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru").text);
    let filled = with(&with(&blank, "title", "Krisan Kulo"), "isbns", "9789793062792");
    for _ in 0..2 {
        let made = house.post(&who, "/staf/katalog/baru", &filled);
        assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/staf/katalog/1"));
    }
    let copy = fields(&house.get(&who, "/staf/katalog/1/eksemplar").text);
    for _ in 0..2 {
        let added = house.post(&who, "/staf/katalog/1/eksemplar", &copy);
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        assert!(told(&added).contains("TMH-0000001"), "{}", told(&added));
    }
    assert_eq!(counts(&house.store), (1, 1));
    // Who goes back and writes another one into the old form is asked once more, and gets it.
    let other = house.post(&who, "/staf/katalog/baru", &with(&filled, "title", "Krisan Lain"));
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = with(&fields(&other.text), "isbns", "");
    assert_eq!(house.post(&who, "/staf/katalog/baru", &other).location, "/staf/katalog/2");
}

#[test]
fn a_mistyped_tag_and_a_hidden_sign_are_told_of_and_nothing_is_saved() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    let lines = fields(&house.get(&who, "/staf/katalog/1/ubah?view=lines").text);
    for wrong in ["24 10$aHilang\n", "500 ## $a satu\u{1E}dua\n"] {
        let typed = text_of(&lines, "lines") + wrong;
        let answer = house.post(&who, "/staf/katalog/1/ubah", &with(&lines, "lines", &typed));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let number = typed.lines().count().to_string();
        let errors = between(&answer.text, "class=\"errors\"", "</div>").next().unwrap();
        assert!(errors.contains(&number), "{errors}");
    }
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    let answer = house.post(&who, "/staf/katalog/1/ubah", &with(&form, "summary", "satu\u{1E}dua"));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    assert_eq!(kept.version, 1);
}

#[test]
fn what_is_no_isbn_no_year_or_without_end_is_said_at_its_field() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru").text);
    let titled = with(&blank, "title", "Krisan Kulo");
    for (field, text) in [("isbns", "123-bad"), ("year", "abcd"), ("title", "x".repeat(200_000).as_str())] {
        let answer = house.post(&who, "/staf/katalog/baru", &with(&titled, field, text));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.text.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert_eq!(counts(&house.store).0, 0);
    let kept_wrong = with(&titled, "isbns_wrong", "123-bad");
    assert_eq!(house.post(&who, "/staf/katalog/baru", &kept_wrong).status, StatusCode::SEE_OTHER);
    let kept = house.store.read_blocking(|tx| records::by_number(tx, 1)).unwrap().unwrap();
    assert_eq!(kept.record().unwrap().text("020", "z"), "123-bad");
}

#[test]
fn a_long_title_is_told_briefly_in_a_message_that_browsers_take() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru").text);
    let made = house.post(&who, "/staf/katalog/baru", &with(&blank, "title", &"é".repeat(1_000)));
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert!(made.message.len() < 4_000, "{}", made.message.len());
    assert!(told(&made).contains(&"é".repeat(200)), "{}", told(&made));
}

#[test]
fn a_record_that_grew_too_long_for_iso_2709_is_said_to_be_so_when_it_is_saved() {
    let house = House::open();
    let who = house.sign_in("cataloguer");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &[])]);
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah").text);
    let long = with(&form, "summary", "kata ".repeat(3_000).trim());
    let saved = house.post(&who, "/staf/katalog/1/ubah", &long);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert!(told(&saved).contains("record-saved-long"), "{}", told(&saved));
}

#[test]
fn whoever_changes_a_copy_second_sees_both_and_undoes_nothing_unseen() {
    let house = House::open();
    let who = house.sign_in("desk");
    import_plainly(&house.store, &[book("1", "Laskar pelangi", &["A1"])]);
    let id = house.store.read_blocking(|tx| copies::by_barcode(tx, "A1")).unwrap().unwrap().id;
    let path = format!("/staf/eksemplar/{id}");
    let form = fields(&house.get(&who, &path).text);
    let lost = with(&with(&form, "status", "lost"), "note", "hilang di bus");
    assert_eq!(house.post(&who, &path, &lost).status, StatusCode::SEE_OTHER);
    let second = house.post(&who, &path, &with(&form, "shelf", "Lantai 2"));
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("hilang di bus") && second.text.contains("Lantai 2"));
    let copy = house.store.read_blocking(|tx| copies::by_barcode(tx, "A1")).unwrap().unwrap();
    assert_eq!((copy.status, copy.shelf.as_str()), (copies::Status::Lost, ""));
    let over = house.post(&who, &path, &fields(&second.text));
    assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.text);
    let copy = house.store.read_blocking(|tx| copies::by_barcode(tx, "A1")).unwrap().unwrap();
    assert_eq!((copy.status, copy.shelf.as_str()), (copies::Status::Available, "Lantai 2"));
}
