//! What the staff and givers see of gifts, through the whole router.

use std::sync::Arc;

use crate::{
    house::House,
    town::{self, write},
};
use axum::http::StatusCode;
use contributions::{
    Kind,
    giving::{self, Recording},
};
use platform::files::Files;

#[test]
fn the_staff_enter_a_gift_that_came_and_every_page_of_it_is_drawn() {
    let house = House::new();
    let branch = town::branch(&house.store);
    for path in
        ["/staf/kontribusi", "/staf/kontribusi/baru?cari=olivia", "/staf/tawaran?semua=1", "/staf/aksesi"]
    {
        assert_eq!(house.get(path).status, StatusCode::OK, "{path}");
    }
    let form = format!(
        "form=f1&giver=&name=Hamba+Allah&phone=&named=1&direction=in&kind=money&about=Sudut+baca&amount=Rp500.000\
         &here=yes&received_day=1&received_month=6&received_year=2026&purpose=Bacaan+anak&branch={branch}"
    );
    let made = house.post("/staf/kontribusi/baru", &form);
    let base = made.to.expect("entered");
    let worth = [("value", "500.000"), ("method", "nominal")];
    let valued = house.upload(&house.head, &format!("{base}/nilai"), &worth, ("proof", b""));
    assert_eq!(valued.status, StatusCode::SEE_OTHER, "{}", valued.text);
    let wrong =
        house.upload(&house.head, &format!("{base}/berkas"), &[("title", "")], ("file", b"MZ\x00\x01"));
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("hanya PDF"),
        "{}",
        wrong.text
    );
    let kept =
        house.upload(&house.head, &format!("{base}/berkas"), &[("title", "BAST")], ("file", trial::PDF));
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&format!("{base}/setuju"), "").status, StatusCode::SEE_OTHER);
    let keeps = |step: &str, form: &str| house.house.post(&house.treasurer, &format!("{base}/{step}"), form);
    let nowhere = keeps("catat", "fund=");
    assert!(nowhere.status == StatusCode::UNPROCESSABLE_ENTITY && nowhere.text.contains("Pilih dananya"));
    let fund = format!("fund={}", town::fund(&house.store, "bacaan anak"));
    let head = house.post(&format!("{base}/catat"), &fund);
    assert_eq!(head.status, StatusCode::FORBIDDEN, "who decides on money does not post it");
    assert!(house.get(&base).text.contains("dibukukan oleh bendahara"));
    assert_eq!(keeps("catat", &fund).status, StatusCode::SEE_OTHER);
    assert_eq!(house.post(&format!("{base}/batal"), "reason=Salah").status, StatusCode::FORBIDDEN);
    let unsaid = keeps("batal", "reason=");
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let public = house.get("/pemberi");
    assert!(public.text.contains("Hamba Allah") && public.text.contains("Rp500.000"), "{}", public.text);
    assert_eq!(keeps("batal", "reason=Salah").status, StatusCode::SEE_OTHER);
    assert!(!house.get("/pemberi").text.contains("Hamba Allah"));
    let page = house.get(&base);
    assert!(page.text.contains("Dibatalkan") && page.text.contains("BAST"));
    let back = house.store.read_blocking(|tx| giving::page(tx, &giving::Filter::default(), (9, 0))).unwrap();
    let back = back.iter().find(|one| one.reverses.is_some()).unwrap();
    assert_eq!(house.get(&format!("/staf/kontribusi/{}/berita-acara", back.code)).kind, "application/pdf");
    assert_eq!(house.get("/saya/hadiah").status, StatusCode::OK);
    town::sound(&house.store);
}

#[test]
fn a_giver_is_forgotten_and_the_gift_stays() {
    let house = House::new();
    let giver = town::citizen(&house.store, "Meiske Contoh");
    let id = town::accepted(
        &house.store,
        &town::gift(&house.store, Kind::Books, Some(giver)),
        2,
        &town::market(90_000),
    );
    write(&house.store, move |tx| giving::record(tx, &town::now(), id, &Recording::default())).unwrap();
    let (folder, index) = (tempfile::tempdir().unwrap(), Arc::new(catalogue::Index::in_memory().unwrap()));
    let files = Files::at(folder.path());
    for holding in
        [contributions::module(&files).holdings, catalogue::module(&index, &files).holdings].concat()
    {
        let told = house.store.read_blocking(move |tx| (holding.tell)(tx, giver)).unwrap();
        assert!(told.iter().all(|row| row.len() == holding.fields.len()), "{}", holding.name);
        write(&house.store, move |tx| (holding.erase)(tx, &town::now(), giver)).unwrap();
    }
    let left = house.store.read_blocking(move |tx| giving::one(tx, id)).unwrap();
    assert_eq!((left.party, left.name.as_str(), left.amount), (None, "—", Some(2)));
    let batch = left.batch.unwrap();
    let batch = house.store.read_blocking(move |tx| catalogue::accession::by_id(tx, batch)).unwrap();
    assert_eq!((batch.party, batch.name.as_str()), (None, "—"));
}

#[test]
fn whoever_gave_sees_on_their_own_home_what_came_of_it_and_nobody_else_does() {
    let house = House::new();
    let [giver, other] = ["Meiske Contoh", "Berty Contoh"].map(|name| town::citizen(&house.store, name));
    let new = town::gift(&house.store, Kind::Books, Some(giver));
    town::recorded(&house.store, &new, 2, &town::market(90_000));
    let [giver, other] = [(giver, "meiske"), (other, "berty")]
        .map(|(person, login)| house.house.signed_in(person, login, login, &[]));
    let home = house.house.get(&giver, "/saya");
    assert_eq!(home.status, StatusCode::OK, "{}", home.text);
    home.says("001/BAST/");
    home.says("href=\"/saya/hadiah\"");
    let own = house.house.get(&giver, "/saya/hadiah");
    own.says("001/BAST/");
    house.house.get(&other, "/saya").says_not("001/BAST/");
    let code = house.store.read_blocking(|tx| giving::page(tx, &giving::Filter::default(), (1, 0))).unwrap();
    let paper = format!("/saya/hadiah/{}/berita-acara", code[0].code);
    assert_eq!(house.house.get(&giver, &paper).kind, "application/pdf");
    assert_eq!(house.house.get(&other, &paper).status, StatusCode::NOT_FOUND);
}

#[test]
fn the_statement_of_a_fund_is_for_whoever_gave_it_and_for_nobody_else_outside() {
    let house = House::new();
    let [giver, other] = ["Meiske Contoh", "Berty Contoh"].map(|name| town::citizen(&house.store, name));
    let fund = town::fund_of(&house.store, "Buku anak", Some(giver));
    let code = house.store.read_blocking(move |tx| Ok(funds::funds::one(tx, fund)?.code)).unwrap();
    let [giver, other] = [(giver, "meiske"), (other, "berty")]
        .map(|(person, login)| house.house.signed_in(person, login, login, &[]));
    let base = format!("/saya/hadiah/dana/{code}");
    house.house.get(&giver, "/saya/hadiah").says(&format!("href=\"{base}\""));
    // From the statement the giver comes to each document of the fund, and to none of another.
    let (files, other_fund) = (house.files.clone(), town::fund(&house.store, ""));
    let [own, foreign] = [fund, other_fund].map(|fund| {
        let files = files.clone();
        write(&house.store, move |tx| {
            let receipt = funds::gifts::Receipt {
                fund,
                amount: kernel::Rupiah(5_000),
                into: funds::ledger::accounts::BANK.into(),
                income: funds::ledger::accounts::OTHER_INCOME.into(),
                day: jiff::civil::date(2026, 8, 4),
                from: None,
                reference: String::new(),
                memo: "Bunga bank".into(),
                origin: None,
                proof: None,
            };
            let posted = funds::gifts::receive(tx, &town::now(), &receipt)?;
            let shows = funds::documents::Shows::Transaction(posted);
            let paper = funds::documents::NewDocument {
                title: "Rekening koran".into(),
                name: "koran.pdf".into(),
                content: trial::PDF.to_vec(),
            };
            funds::documents::keep(tx, &town::now(), &files, shows, &paper)
        })
        .unwrap()
    });
    let page = house.house.get(&giver, &base);
    page.says("Bunga bank");
    page.says(&format!("href=\"{base}/bukti/{own}\""));
    page.says(&format!("href=\"{base}/laporan\""));
    let (document, other_document) = (format!("{base}/bukti/{own}"), format!("{base}/bukti/{foreign}"));
    assert_eq!(house.house.get(&giver, &document).status, StatusCode::OK);
    assert_eq!(house.house.get(&giver, &other_document).status, StatusCode::NOT_FOUND);
    let paper = format!("{base}/laporan");
    assert_eq!(house.house.get(&giver, &paper).kind, "application/pdf");
    for path in [&base, &paper, &document] {
        assert_eq!(house.house.get(&other, path).status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.house.get("", path).status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[test]
fn a_statement_outside_the_staff_names_only_who_agreed_and_is_for_everybody_who_gave_into_the_fund() {
    let house = House::new();
    let [giver, shy, open, other] = ["Meiske Contoh", "Hana Contoh", "Rivo Contoh", "Berty Contoh"]
        .map(|name| town::citizen(&house.store, name));
    let fund = town::fund_of(&house.store, "Buku anak", Some(giver));
    let gave = |party, name: &str, named| {
        let new = giving::Entered {
            name: name.into(),
            named,
            purpose: "Buku anak".into(),
            ..town::gift(&house.store, Kind::Money, party)
        };
        let id = town::accepted(&house.store, &new, 9_000, &contributions::rules::Valuation::nominal(9_000));
        let how = Recording { fund: Some(fund), ..Recording::default() };
        write(&house.store, move |tx| giving::record(tx, &town::now(), id, &how)).unwrap()
    };
    gave(Some(giver), "", false);
    let hidden = gave(Some(shy), "", false);
    gave(Some(open), "", true);
    gave(None, "Hamba Tersembunyi", false);
    let told = house
        .store
        .read_blocking(move |tx| {
            let today = jiff::civil::date(2026, 12, 31);
            funds::statement::of(tx, fund, jiff::civil::date(2026, 1, 1), today)
        })
        .unwrap();
    assert_eq!((told.given.0, told.given_by_others.0), (9_000, 27_000));
    let code = told.fund.code.clone();
    let staff = house.get(&format!("/staf/dana/{code}/laporan"));
    for name in ["Meiske Contoh", "Hana Contoh", "Rivo Contoh", "Hamba Tersembunyi"] {
        staff.says(name);
    }
    let [giver, shy, other] = [(giver, "meiske"), (shy, "hana"), (other, "berty")]
        .map(|(person, login)| house.house.signed_in(person, login, login, &[]));
    let base = format!("/saya/hadiah/dana/{code}");
    let page = house.house.get(&giver, &base);
    page.says("Meiske Contoh");
    page.says("Rivo Contoh");
    page.says("seorang pemberi");
    page.says_not("Hana Contoh");
    page.says_not("Hamba Tersembunyi");
    let page = house.house.get(&shy, &base);
    page.says("Hana Contoh");
    page.says_not("Meiske Contoh");
    assert_eq!(house.house.get(&other, &base).status, StatusCode::NOT_FOUND);
    // Nobody is named afterwards who did not want it.
    let id = hidden.id;
    let forged = write(&house.store, move |tx| {
        tx.exec(store::sql!("UPDATE contribution SET named = TRUE WHERE id = ?1"), store::vals![id])
    });
    assert!(matches!(forged, Err(store::Error::Check(_))), "{forged:?}");
}

#[test]
fn the_list_is_taken_along_as_it_is_filtered() {
    let house = House::new();
    let new =
        |name: &str| giving::Entered { name: name.into(), ..town::gift(&house.store, Kind::Books, None) };
    town::recorded(&house.store, &new("Keluarga Contoh"), 2, &town::market(90_000));
    town::recorded(&house.store, &new("=cmd|' /C calc'!A0"), 3, &town::market(90_000));
    let all = house.get("/staf/kontribusi/daftar.csv");
    assert!(all.kind.starts_with("text/csv"), "{}", all.kind);
    all.says("Keluarga Contoh");
    all.says("'=cmd");
    let some = house.get("/staf/kontribusi/daftar.csv?cari=keluarga");
    some.says("001/BAST/");
    some.says_not("cmd");
    assert!(house.get("/staf/kontribusi/daftar.xlsx").text.starts_with("PK"));
}
