//! What people see and send, through the whole router, without a browser.

use std::ops::Deref;

use axum::http::StatusCode;
use house::{Page, act as real};
use people::Profile;

/// A library with three people who have to do with its money.
struct House {
    house: house::House,
    treasurer: String,
    librarian: String,
    head: String,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl House {
    fn new() -> Self {
        let house = house::House::new(|files| {
            vec![web::pages::module(), people::module(), notices::module(), funds::module(files)]
        });
        let [treasurer, librarian, head] =
            [("bendahara", "treasurer"), ("pustaka", "librarian"), ("kepala", "head")].map(
                |(login, role)| {
                    let profile = Profile { name: login.to_uppercase(), ..Profile::default() };
                    let entered =
                        house.store.write_blocking(move |tx| people::parties::enter(tx, &real(), &profile));
                    house.signed_in(entered.unwrap(), login, &login.to_uppercase(), &[role])
                },
            );
        Self { house, treasurer, librarian, head }
    }

    /// A document on its way, beside what else the form says.
    fn file(&self, session: &str, path: &str, fields: &[(&str, &str)], (name, file): (&str, &[u8])) -> Page {
        let fields = [fields, &[("document_title", "")]].concat();
        self.upload(session, path, &fields, ("file", name, file))
    }

    /// Money that came in, with the bank's slip.
    fn shown(&self, form: &str) -> Page {
        let typed = form.replace('+', " ");
        let fields: Vec<(&str, &str)> = typed.split('&').filter_map(|field| field.split_once('=')).collect();
        let slip = ("slip", "slip.pdf", trial::PDF);
        self.upload(&self.treasurer, "/staf/dana/D-001/terima", &fields, slip)
    }

    /// Opens a grant of this year with so much in it.
    fn grant(&self, amount: &str) {
        let open = "form=a&title=Hibah+buku&kind=grant&purpose=Buku+anak&giver=&since_day=1&since_month=1&since_year=2020\
                    &until_day=&until_month=&until_year=&public=1";
        assert_eq!(
            self.post(&self.treasurer, "/staf/dana/baru", open).to.as_deref(),
            Some("/staf/dana/D-001")
        );
        let posted = self.shown(&received(amount, "Tahap+satu"));
        assert!(posted.to.as_deref().is_some_and(|to| to.starts_with("/staf/kas/")), "{}", posted.text);
    }
}

fn received(amount: &str, memo: &str) -> String {
    let today = real().today();
    format!(
        "form={}&received={amount}&into=1102&income=4101&day_day={}&day_month={}&day_year={}&memo={memo}&reference=",
        kernel::Id::<()>::new(),
        today.day(),
        today.month(),
        today.year()
    )
}

/// What stands in a page between an address and the end of its attribute.
fn after<'p>(page: &'p str, address: &str) -> &'p str {
    page.split(address).nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

#[test]
fn money_that_came_in_stands_in_the_fund_the_ledger_the_statement_and_for_everybody() {
    let house = House::new();
    house.grant("12.500.000");
    for path in ["/staf/dana", "/staf/dana/D-001", "/staf/kas", "/staf/dana/D-001/laporan", "/dana"] {
        let page = house.get(&house.treasurer, path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("Rp12.500.000"), "{path}");
    }
    assert!(house.get("", "/dana").text.contains("Hibah buku"));
    let paper = house.get(&house.treasurer, "/staf/dana/D-001/laporan.pdf");
    assert_eq!((paper.status, paper.kind.as_str()), (StatusCode::OK, "application/pdf"));
    let table = house.get(&house.treasurer, "/staf/dana/D-001/laporan.csv");
    assert!(table.text.contains("12500000") && table.kind.starts_with("text/csv"), "{}", table.text);
    assert!(house.get(&house.treasurer, "/staf/kas/jurnal.xlsx").text.starts_with("PK"));
    assert!(house.get(&house.treasurer, "/staf/kas/jurnal.csv").text.contains("J-"));
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong_and_nothing_is_lost() {
    let house = House::new();
    house.grant("1.000.000");
    for (amount, said) in [
        ("0", "lebih dari 0"),
        ("-5000", "lebih dari 0"),
        ("99999999999999999999", "terlalu besar"),
        ("sejuta", "lebih dari 0"),
    ] {
        let back = house.post(&house.treasurer, "/staf/dana/D-001/terima", &received(amount, "Tahap+dua"));
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
        assert!(
            back.text.contains(said) && back.text.contains("value=\"Tahap dua\""),
            "{amount}: {}",
            back.text
        );
    }
    let nothing =
        house.post(&house.treasurer, "/staf/dana/D-001/anggaran", "year=abc&budget_purpose=&planned=");
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = house.post(&house.treasurer, "/staf/dana/baru", "title=&kind=&purpose=");
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.get(&house.treasurer, "/staf/dana/D-999").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_payment_goes_from_the_wish_over_the_approval_and_the_receipt_into_the_ledger() {
    let house = House::new();
    house.grant("5.000.000");
    let wish = "form=b1&what=40+buku&payee=Toko+Contoh&amount=2.000.000&fund=D-001&account=5102&budget=";
    let asked = house.post(&house.librarian, "/staf/belanja/baru", wish).to.unwrap();
    let again = house.post(&house.librarian, "/staf/belanja/baru", wish).to.unwrap();
    assert_eq!(again, asked, "the same form is the same wish");
    let seen = house.get(&house.head, &asked).text;
    assert!(seen.contains("Hanya untuk: Buku anak"), "whoever approves sees what the money is for");
    let own = house.post(&house.librarian, &format!("{asked}/putus"), "note=&verdict=approved");
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let yes = house.post(&house.head, &format!("{asked}/putus"), "note=&verdict=approved");
    assert_eq!(yes.to.as_deref(), Some(asked.as_str()));
    let today = real().today();
    let pay = format!(
        "out_of=1102&day_day={}&day_month={}&day_year={}&reference=K-7",
        today.day(),
        today.month(),
        today.year()
    );
    let without = house.post(&house.treasurer, &format!("{asked}/bayar"), &pay);
    assert!(without.status == StatusCode::UNPROCESSABLE_ENTITY && without.text.contains("perlu kuitansi"));
    let paper = |name, file: &'static [u8]| {
        house.file(&house.librarian, &format!("{asked}/dokumen"), &[], (name, file))
    };
    let dangerous = paper("k.html", b"<script>1</script>");
    assert_eq!(dangerous.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = paper("k.pdf", trial::PDF);
    assert_eq!(kept.to.as_deref(), Some(asked.as_str()));
    let paid = house.post(&house.treasurer, &format!("{asked}/bayar"), &pay);
    assert_eq!(paid.to.as_deref(), Some(asked.as_str()));
    let page = house.get(&house.treasurer, &asked).text;
    let transaction = after(&page, "href=\"/staf/kas/");
    let posted = house.get(&house.treasurer, &format!("/staf/kas/{transaction}")).text;
    let paper =
        house.get(&house.treasurer, &format!("/staf/bukti/{}", after(&posted, "href=\"/staf/bukti/")));
    assert!(paper.text.starts_with("%PDF"), "from the ledger one comes to the receipt");
    assert!(posted.contains(&format!("href=\"{asked}\"")), "and back to the wish, where it is taken back");
    let there =
        house.post(&house.treasurer, &format!("/staf/kas/{transaction}/batal"), "why=Dibayar+dua+kali");
    assert_eq!(there.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = house.post(&house.treasurer, &format!("{asked}/batal-bayar"), "why=Dibayar+dua+kali");
    assert_eq!(back.to.as_deref(), Some(asked.as_str()));
    assert!(house.get(&house.treasurer, &asked).text.contains("Pembayaran dan pembatalannya"));
}

#[test]
fn a_form_that_is_sent_twice_moves_money_once_and_one_that_was_changed_meanwhile_is_refused() {
    let house = House::new();
    house.grant("1.000.000");
    let form = received("250.000", "Kotak");
    let first = house.shown(&form).to.unwrap();
    let second = house.shown(&form).to.unwrap();
    assert_eq!(first, second);
    assert!(house.get(&house.treasurer, "/staf/dana/D-001").text.contains("Rp1.250.000"));
    let changed = form.replace("250.000", "350.000");
    let refused = house.shown(&changed);
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("sudah dikirim"));
    let odd = received("1.5", "Kotak");
    let odd = house.post(&house.treasurer, "/staf/dana/D-001/terima", &odd);
    assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY, "one and a half is not fifteen");
}

#[test]
fn a_fund_opened_by_a_form_that_is_sent_twice_is_one_and_the_same_file_shows_a_wish_once() {
    let house = House::new();
    house.grant("1.000.000");
    let open = |title: &str| {
        let form = format!(
            "form=b&title={title}&kind=donation&purpose=Rak&giver=&since_day=1&since_month=1&since_year=2020&until_day=\
             &until_month=&until_year=&public=1"
        );
        house.post(&house.treasurer, "/staf/dana/baru", &form)
    };
    assert_eq!(open("Rak+baru").to.as_deref(), Some("/staf/dana/D-002"));
    assert_eq!(open("Rak+baru").to.as_deref(), Some("/staf/dana/D-002"));
    assert_eq!(
        open("Rak+lain").status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a form that was changed meanwhile"
    );
    assert_eq!(house.get(&house.treasurer, "/staf/dana/D-003").status, StatusCode::NOT_FOUND);
    let wish = "form=c&what=40+buku&payee=Toko+Contoh&amount=900.000&fund=D-001&account=5104&budget=";
    let asked = house.post(&house.librarian, "/staf/belanja/baru", wish).to.unwrap();
    for _ in 0..2 {
        let path = format!("{asked}/dokumen");
        let kept = house.file(&house.librarian, &path, &[], ("k.pdf", trial::PDF));
        assert_eq!(kept.to.as_deref(), Some(asked.as_str()), "{}", kept.text);
    }
    let page = house.get(&house.librarian, &asked).text;
    assert_eq!(page.matches("href=\"/staf/bukti/").count(), 1);
}

#[test]
fn money_that_comes_in_with_no_document_is_refused_beside_the_field_that_takes_one() {
    let house = House::new();
    house.grant("1.000.000");
    let path = "/staf/dana/D-001/terima";
    let back = house.post(&house.treasurer, path, &received("50.000", "Bunga"));
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    back.says("Mulai Rp50.000 uang masuk perlu bukti");
    back.says("value=\"Bunga\"");
    assert!(house.post(&house.treasurer, path, &received("49.999", "Bunga")).to.is_some());
    let posted = house.shown(&received("50.000", "Bunga")).to.unwrap();
    house.get(&house.treasurer, &posted).says("slip.pdf");
    house.get(&house.treasurer, "/staf/dana/D-001/laporan").says("slip.pdf");
    let fields = [("form", "x"), ("received", "50.000"), ("memo", "Bunga")];
    let odd = house.upload(&house.treasurer, path, &fields, ("slip", "slip.pdf", b"MZ\x00\x01"));
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn what_the_giver_agreed_to_is_written_down_with_the_letter_and_approved_on_the_page_of_the_fund() {
    let house = House::new();
    house.grant("1.000.000");
    let page = house.get(&house.treasurer, "/staf/dana/D-001").text;
    assert!(page.contains("/staf/dana/D-001/kesepakatan") && page.contains("/staf/dana/D-001/sisa"));
    let other = "title=Hibah+buku&kind=grant&purpose=Apa+saja&giver=&since_day=1&since_month=1&since_year=2020\
                 &until_day=&until_month=&until_year=&public=1";
    let refused = house.post(&house.treasurer, "/staf/dana/D-001/ubah", other);
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("kesepakatan tertulis")
    );
    let kept = house.file(
        &house.treasurer,
        "/staf/dana/D-001/kesepakatan",
        &[("agreed_purpose", "Buku remaja"), ("agreed_why", "Surat 7")],
        ("surat.pdf", trial::PDF),
    );
    assert_eq!(kept.to.as_deref(), Some("/staf/dana/D-001"), "{}", kept.text);
    let page = house.get(&house.head, "/staf/dana/D-001").text;
    let decide = after(&page, "action=\"/staf/dana/D-001/kesepakatan/");
    let path = format!("/staf/dana/D-001/kesepakatan/{decide}");
    let yes = house.post(&house.head, &path, "note=&verdict=approved");
    assert_eq!(yes.to.as_deref(), Some("/staf/dana/D-001"), "{}", yes.text);
    assert!(house.get(&house.head, "/staf/dana/D-001").text.contains("Hanya untuk: Buku remaja"));
    let letter = house.get(&house.head, "/staf/dana/D-001").text;
    let letter = after(&letter, "href=\"/staf/bukti-kesepakatan/");
    let letter = house.get(&house.head, &format!("/staf/bukti-kesepakatan/{letter}"));
    assert!(letter.text.starts_with("%PDF"));
}

#[test]
fn each_sees_and_does_what_their_work_is() {
    let house = House::new();
    house.grant("1.000");
    for path in ["/staf/dana/baru", "/staf/dana/D-001/ubah"] {
        assert_eq!(house.get(&house.librarian, path).status, StatusCode::FORBIDDEN, "{path}");
    }
    let taken = house.post(&house.head, "/staf/dana/D-001/terima", &received("5", "x"));
    assert_eq!(taken.status, StatusCode::FORBIDDEN, "who approves keeps no books");
    let reopened = house.post(&house.treasurer, "/staf/kas/bulan/2026-01/buka", "why=x");
    assert_eq!(reopened.status, StatusCode::FORBIDDEN, "who keeps the books opens no closed month");
    assert_eq!(house.get("", "/staf/dana").to.as_deref(), Some("/masuk?return=/staf/dana"));
    for path in ["/staf/kas/akun", "/staf/kas/bulan", "/staf/belanja", "/staf/belanja/baru?dana=D-001"] {
        assert_eq!(house.get(&house.treasurer, path).status, StatusCode::OK, "{path}");
    }
}
