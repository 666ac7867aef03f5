//! A book that an order waits for is told from a gift, through the whole router and on both engines.

use std::{ops::Deref, sync::Arc};

use acquisitions::{
    Order,
    orders::{self, NewLine, NewOrder},
};
use axum::http::StatusCode;
use catalogue::accession::{self, NewBatch, Source};
use house::Page;
use jiff::civil::date;
use kernel::{Id, Rupiah};
use people::Profile;
use platform::{files::Files, library};
use store::Store;
use trial::on_both;
use web::Config;

use crate::town::{SCHEMAS, begun, by, keys, line, now, write};

const ORDERED: &str = "9789793062792";
const OTHER: &str = "9786020324784";

/// A cataloguer with an open box of gifts, while the seller has an order of two atlases.
struct House {
    house: house::House,
    session: String,
    order: Id<Order>,
    /// The page of the box.
    gifts: String,
    _files: tempfile::TempDir,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl House {
    fn new(store: &Store) -> Self {
        let (folder, index) =
            (tempfile::tempdir().unwrap(), Arc::new(catalogue::Index::in_memory().unwrap()));
        let files = Files::open(folder.path()).unwrap();
        let modules = vec![
            web::pages::module(),
            people::module(),
            notices::module(),
            catalogue::module(&index, &files),
            funds::module(&files),
            acquisitions::module(),
        ];
        let house = house::House::open(store, Config::default(), modules, &[]);
        let profile = Profile { name: "Rike Contoh".into(), ..Profile::default() };
        let person = write(store, move |tx| people::parties::enter(tx, &now(), &profile)).unwrap();
        let session = house.signed_in(person, "rike", "Rike Contoh", &["cataloguer"]);
        let (order, gifts) = write(store, |tx| {
            let (_, order) = begun(tx, 2_000_000)?;
            let atlas = NewLine { isbn: ORDERED.into(), ..line("Atlas", 2, 300_000) };
            orders::add(tx, &now(), order, &atlas)?;
            orders::place(tx, &by(2), order, false)?;
            let new = NewBatch {
                source: Source::Gift,
                party: None,
                name: "Keluarga Contoh".into(),
                named: true,
                reference: "007/BAST/VIII/2026".into(),
                received_on: date(2026, 8, 4),
                branch: library::branches(tx)?.remove(0).id,
                expected: 9,
                worth: Rupiah(405_000),
                titles: Vec::new(),
            };
            Ok((order, accession::open(tx, &now(), &new)?.code))
        })
        .unwrap();
        Self { house, session, order, gifts: format!("/staf/aksesi/{gifts}"), _files: folder }
    }

    fn look(&self, path: &str) -> Page {
        self.get(&self.session, path)
    }

    /// Something comes through the scan box of a page.
    fn scan(&self, page: &str, fields: &str) -> Page {
        let token = Id::<()>::new();
        self.post(&self.session, page, &format!("token={token}&{fields}"))
    }

    /// The order's page.
    fn ordered(&self) -> String {
        format!("/staf/pengadaan/pesanan/{}", self.order)
    }

    /// How many copies came out of the box of gifts.
    fn given(&self) -> i64 {
        let code = self.gifts.rsplit('/').next().unwrap_or_default().to_owned();
        self.store.read_blocking(move |tx| Ok(accession::by_code(tx, &code)?.copies)).unwrap()
    }
}

#[test]
fn a_book_that_an_order_waits_for_is_a_gift_only_when_somebody_says_so() {
    on_both(SCHEMAS, |store| {
        let house = House::new(store);
        let question = format!("{}?isbn={ORDERED}", house.gifts);
        let asked = house.scan(&house.gifts, &format!("kode={ORDERED}%0D%0A"));
        assert_eq!(asked.to.as_deref(), Some(question.as_str()), "{}", asked.text);
        let page = house.look(&question);
        page.says("P-2026-0001");
        page.says("2 eksemplar belum tiba");
        page.says(&format!("href=\"{}?isbn={ORDERED}\"", house.ordered()));
        let next = house.scan(&house.gifts, &format!("kode={OTHER}&isbn={ORDERED}"));
        assert_eq!(
            next.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "it is not drafted as a gift by the next scan"
        );
        let end = house.scan(&house.gifts, &format!("kode=%25SELESAI&isbn={ORDERED}"));
        assert_eq!(end.status, StatusCode::UNPROCESSABLE_ENTITY, "nor by closing the box");
        assert_eq!(
            house.scan(&house.gifts, &format!("kode=%25TIDAK&isbn={ORDERED}")).to,
            Some(house.gifts.clone())
        );
        assert_eq!(house.given(), 0, "nothing was taken yet");
        let yes = house.scan(&house.gifts, &format!("kode=%25YA&isbn={ORDERED}"));
        assert_eq!((yes.to.as_ref(), house.given()), (Some(&house.gifts), 1), "{}", yes.text);
        let again = house.scan(&house.gifts, &format!("kode={ORDERED}"));
        assert_eq!(
            (again.to.as_ref(), house.given()),
            (Some(&house.gifts), 2),
            "one answer is enough for a box"
        );
    });
}

#[test]
fn from_the_question_one_comes_to_the_order_where_its_arrival_is_noted_and_then_to_its_own_box() {
    on_both(SCHEMAS, |store| {
        let house = House::new(store);
        let (order, read) = (house.order, house.store.clone());
        let row = read.read_blocking(move |tx| Ok(orders::lines(tx, order)?.remove(0).id)).unwrap();
        let page = house.look(&format!("{}?isbn={ORDERED}", house.ordered()));
        page.says(&format!("name=\"came-{row}\" value=\"1\""));
        let came = |n: &str| {
            let path = format!("{}/terima", house.ordered());
            let form = format!("form={}&came-{row}={n}", Id::<()>::new());
            house.post(
                &house.session,
                &path,
                &format!("{form}&came_on_day=5&came_on_month=8&came_on_year=2026"),
            )
        };
        let wrong = came("12");
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says(&format!("name=\"came-{row}\" value=\"12\""));
        assert_eq!(came("1").to, Some(house.ordered()));
        let bought =
            read.read_blocking(move |tx| Ok(orders::deliveries(tx, order)?.remove(0).batch_code)).unwrap();
        let page = house.look(&format!("{}?isbn={ORDERED}", house.gifts));
        page.says(&format!("href=\"/staf/aksesi/{bought}\""));
        page.says("1 eksemplar belum tiba");
        let own = format!("/staf/aksesi/{bought}");
        let taken = house.scan(&own, &format!("kode={ORDERED}"));
        assert_eq!(taken.to, Some(own), "the paper of its own box names it: nobody is asked");
        house.look(&format!("{}?isbn={ORDERED}", house.gifts)).says_not(&format!("/staf/aksesi/{bought}\""));
    });
}

#[test]
fn an_order_that_is_closed_waits_for_nothing() {
    on_both(SCHEMAS, |store| {
        let house = House::new(store);
        let order = house.order;
        write(store, move |tx| orders::close(tx, &now(), order)).unwrap();
        house.look(&format!("{}?isbn={ORDERED}", house.gifts)).says_not("P-2026-0001");
        let late = write(store, move |tx| {
            let row = orders::lines(tx, order)?.remove(0).id;
            orders::receive(tx, &now(), order, date(2026, 8, 5), &[(row, 1)]).map(drop)
        });
        assert_eq!(keys(late), ["order-not-so"]);
    });
}

#[test]
fn a_placed_order_goes_to_its_seller_as_a_letter_and_waits_on_the_page_of_the_day_once_it_is_late() {
    on_both(SCHEMAS, |store| {
        let house = House::new(store);
        let letter = house.look(&format!("{}/surat", house.ordered()));
        assert_eq!(letter.kind, "application/pdf");
        let order = house.order;
        let draft = write(store, move |tx| {
            let one = orders::one(tx, order)?;
            let new = NewOrder { vendor: one.vendor, fund: one.fund, budget: None, branch: one.branch };
            orders::draft(tx, &now(), &new)
        });
        let path = format!("/staf/pengadaan/pesanan/{}/surat", draft.unwrap().id);
        assert_eq!(house.look(&path).status, StatusCode::NOT_FOUND, "what nobody approved is sent to nobody");
        let waits = |at: &'static str| {
            let matter =
                acquisitions::module().matters.iter().find(|one| one.name == "acquisitions.late").unwrap();
            store
                .read_blocking(move |tx| {
                    let (act, facts) = (trial::act(at), web::Facts::default());
                    (matter.ask)(tx, &web::Asking { act: &act, person: Id::new(), facts: &facts })
                })
                .unwrap()
                .len()
        };
        assert_eq!((waits("2026-09-04T08:00"), waits("2026-09-05T08:00")), (0, 1), "after thirty days");
    });
}
