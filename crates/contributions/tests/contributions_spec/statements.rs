//! What the statements of funds say of gifts, and to whom.

use axum::http::StatusCode;
use contributions::{
    Contribution, Kind,
    giving::{self, Recording},
    rules::Valuation,
};
use funds::Fund;
use jiff::civil::date;
use kernel::{Id, Person};
use partners::{Stage, partners::Who};
use people::{PartyKind, Profile, parties};
use store::{Store, sql, vals};

use crate::{
    house::House,
    town::{self, write},
};

/// Money that somebody gave into a fund for books for children.
fn gave(store: &Store, fund: Id<Fund>, party: Option<Id<Person>>, named: bool) -> Contribution {
    let new = giving::Entered {
        name: "Hamba Allah".into(),
        named,
        purpose: "Buku anak".into(),
        ..town::gift(store, Kind::Money, party)
    };
    let id = town::accepted(store, &new, 90_000, &Valuation::nominal(90_000));
    let how = Recording { fund: Some(fund), ..Recording::default() };
    write(store, move |tx| giving::record(tx, &town::now(), id, &how)).unwrap()
}

fn organisation(store: &Store, name: &'static str) -> Id<Person> {
    write(store, move |tx| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        parties::enter_as(tx, &town::now(), PartyKind::Organisation, &profile)
    })
    .unwrap()
}

fn code_of(store: &Store, fund: Id<Fund>) -> String {
    store.read_blocking(move |tx| Ok(funds::funds::one(tx, fund)?.code)).unwrap()
}

#[test]
fn a_gift_in_a_statement_leads_to_its_handover_record_for_whoever_may_read_that() {
    let house = House::new();
    let giver = town::citizen(&house.store, "Meiske Contoh");
    let fund = town::fund_of(&house.store, "Buku anak", Some(giver));
    let (own, other) = (gave(&house.store, fund, Some(giver), true), gave(&house.store, fund, None, true));
    let wrong = other.id;
    let back =
        write(&house.store, move |tx| giving::reverse(tx, &town::now(), wrong, "Tercatat dua kali")).unwrap();
    let statement = format!("/staf/dana/{}/laporan", code_of(&house.store, fund));
    let record = |one: &Contribution| format!("href=\"/staf/kontribusi/{}/berita-acara\"", one.code);
    let page = house.get(&statement);
    for one in [&own, &other, &back] {
        page.says(&record(one));
        page.says(&format!("Berita acara {}", one.handover.as_deref().unwrap()));
    }
    house
        .get(&format!("{statement}.csv"))
        .says(&format!("Berita acara {}", own.handover.as_deref().unwrap()));
    let posted = house.get(&format!("/staf/kas/{}", own.posting.unwrap()));
    posted.says(&record(&own));
    posted.says_not("Belum ada bukti");
    // Who may see the books and no gifts reads the row without it.
    let auditor = house.house.session("auditor", &[funds::VIEW]);
    let page = house.house.get(&auditor, &statement);
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.says_not("/berita-acara");
    let giver = house.house.signed_in(giver, "meiske", "meiske", &[]);
    let page = house.house.get(&giver, &format!("/saya/hadiah/dana/{}", code_of(&house.store, fund)));
    let mine = format!("/saya/hadiah/{}/berita-acara", own.code);
    page.says(&format!("href=\"{mine}\""));
    assert_eq!(page.text.matches("/berita-acara\"").count(), 1, "others' records are theirs");
    assert_eq!(house.house.get(&giver, &mine).kind, "application/pdf");
}

#[test]
fn who_did_not_agree_to_be_named_stands_in_no_paper_for_others_and_in_nothing_for_everybody() {
    let house = House::new();
    let [giver, shy] = ["Meiske Contoh", "Hana Contoh"].map(|name| town::citizen(&house.store, name));
    let fund = town::fund_of(&house.store, "Buku anak", Some(giver));
    gave(&house.store, fund, Some(giver), true);
    gave(&house.store, fund, Some(shy), false);
    let code = code_of(&house.store, fund);
    let sessions = [(giver, "meiske"), (shy, "hana")]
        .map(|(person, login)| house.house.signed_in(person, login, login, &[]));
    let print = || {
        let [theirs, own] = sessions.each_ref().map(|session| {
            let paper = house.house.get(session, &format!("/saya/hadiah/dana/{code}/laporan"));
            assert_eq!(paper.kind, "application/pdf", "{}", paper.text);
            paper.text
        });
        (theirs, house.get(&format!("/staf/dana/{code}/laporan.pdf")).text, own)
    };
    let before = print();
    assert!(print() == before, "a paper that is printed again is the same");
    write(&house.store, move |tx| {
        tx.exec(sql!("UPDATE party SET name = 'Seseorang Lain Sama Sekali' WHERE id = ?1"), vals![shy])
    })
    .unwrap();
    let after = print();
    assert!(after.0 == before.0, "what the fund's giver is printed does not depend on that name");
    assert!(after.1 == before.1, "nor what the staff print for them");
    assert!(after.2 != before.2, "whose name it is reads it");
    // Of organisations, the public pages name those who agreed.
    let [quiet, open] = ["Yayasan Diam", "Yayasan Terbuka"].map(|name| organisation(&house.store, name));
    for (party, named) in [(quiet, false), (open, true)] {
        let fund = town::fund_of(&house.store, "Buku anak", Some(party));
        gave(&house.store, fund, Some(party), named);
    }
    let public = house.house.get("", "/dana?tahun=2026");
    public.says("Yayasan Terbuka");
    for page in [public, house.house.get("", "/pemberi")] {
        page.says_not("Yayasan Diam");
        page.says_not("Hana Contoh");
        page.says_not("Seseorang Lain Sama Sekali");
    }
}

#[test]
fn whoever_speaks_for_a_partner_reads_what_it_gave_beside_what_they_gave_themselves() {
    let house = House::new();
    let [speaker, other] = ["Meiske Contoh", "Berty Contoh"].map(|name| town::citizen(&house.store, name));
    let company = organisation(&house.store, "PT Contoh");
    let report = write(&house.store, move |tx| {
        let partner =
            partners::partners::enter(tx, &town::now(), company, partners::Kind::Firm, Stage::Idea)?;
        let known = Who::Known(speaker);
        partners::partners::add_contact(tx, &town::now(), company, &known, "Humas", date(2026, 1, 1))?;
        Ok(format!("href=\"/saya/hadiah/mitra/{}/laporan\"", partner.code))
    })
    .unwrap();
    let [speaks, other] = [(speaker, "meiske"), (other, "berty")]
        .map(|(person, login)| house.house.signed_in(person, login, login, &[]));
    let own = || house.house.get(&speaks, "/saya/hadiah");
    own().says("Belum ada pemberian");
    let books = town::gift(&house.store, Kind::Books, Some(company));
    town::recorded(&house.store, &books, 2, &town::market(90_000));
    let page = own();
    page.says("PT Contoh");
    page.says(&report);
    page.says_not("Belum ada pemberian");
    let books = town::gift(&house.store, Kind::Books, Some(speaker));
    let one = town::recorded(&house.store, &books, 3, &town::market(90_000));
    let page = own();
    page.says(one.handover.as_deref().unwrap());
    page.says(&report);
    let page = house.house.get(&other, "/saya/hadiah");
    page.says("Belum ada pemberian");
    page.says_not("PT Contoh");
}
