//! The program with the modules that gifts have to do with, and two people who work there.

use std::sync::Arc;

use house::{Page, act as real};
use kernel::Timestamp;
use people::Profile;
use platform::files::Files;
use store::Store;
use web::stamp;

/// A library that is asked for its pages, mostly by its head.
pub struct House {
    pub house: house::House,
    pub store: Store,
    pub head: String,
    pub treasurer: String,
    pub files: Files,
}

impl House {
    pub fn new() -> Self {
        let index = Arc::new(catalogue::Index::in_memory().unwrap());
        let mut kept = None;
        let house = house::House::new(|files| {
            kept = Some(files.clone());
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                funds::module(files),
                membership::module(),
                partners::module(files),
                catalogue::module(&index, files),
                circulation::module(),
                assets::module(files),
                contributions::module(files),
            ]
        });
        crate::town::open_branch(&house.store);
        let hired = |name: &'static str, login: &str, role: &str| {
            let profile = Profile { name: name.into(), ..Profile::default() };
            let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &real(), &profile));
            house.signed_in(person.unwrap(), login, name, &[role])
        };
        let head = hired("Olivia Pangkey", "olivia", "head");
        let treasurer = hired("Ventje Tular", "ventje", "treasurer");
        Self { store: house.store.clone(), house, head, treasurer, files: kept.unwrap() }
    }

    /// What the head sees.
    pub fn get(&self, path: &str) -> Page {
        self.house.get(&self.head, path)
    }

    /// What the head sends.
    pub fn post(&self, path: &str, form: &str) -> Page {
        self.house.post(&self.head, path, form)
    }

    /// A form with a file: the field it stands in, and its content.
    pub fn upload(
        &self,
        session: &str,
        path: &str,
        fields: &[(&str, &str)],
        (field, content): (&str, &[u8]),
    ) -> Page {
        self.house.upload(session, path, fields, (field, "x", content))
    }

    /// A stranger offers books, as a person would who took half a minute.
    pub fn offer(&self, fields: &[(&str, &str)], photo: &[u8]) -> Page {
        let cap = stamp::given(Timestamp::now() - jiff::SignedDuration::from_secs(30));
        let all = [&[("cap", cap.as_str())], fields].concat();
        self.upload("", "/hadiah-buku", &all, ("photo", photo))
    }
}

/// What somebody offers.
pub const OFFER: [(&str, &str); 5] = [
    ("titles", "Laskar Pelangi\r\nBumi Manusia"),
    ("pieces", "40"),
    ("way", "bring"),
    ("name", "Meiske Contoh"),
    ("phone", "0812-0000-0001"),
];

/// A small picture.
pub fn picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(60, 40).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// Today, as the form has it that says when something came.
pub fn day() -> String {
    let today = real().today();
    format!("received_day={}&received_month={}&received_year={}", today.day(), today.month(), today.year())
}
