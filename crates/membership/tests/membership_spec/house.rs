//! A library with its pages, without a browser.

use std::ops::Deref;

use ::house::House as Program;
use kernel::{Id, Person};
use membership::{Member, NewMember, PLANS, members};
use people::{EDIT, Profile, VIEW};
use platform::{
    accounts::{self, Password},
    permissions,
};
use serde_json::Value;
use ui::Lexicon;

pub use ::house::{Page, act as now};

/// A library with one colleague at the desk.
pub struct House {
    program: Program,
    /// Their session.
    pub desk: String,
    /// And what a program shows that works for them.
    token: String,
}

impl Deref for House {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}

pub fn lexicon() -> Lexicon {
    let sources: Vec<_> =
        [ui::TEXTS, web::pages::TEXTS, people::TEXTS, identity::TEXTS, membership::TEXTS].concat();
    Lexicon::new(&sources).unwrap()
}

impl House {
    pub fn new() -> Self {
        let program = Program::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                funds::module(files),
                membership::module(),
            ]
        });
        let desk = program.store.write_blocking(|tx| {
            let new = identity::staff::NewStaff {
                name: "Olivia Pangkey".into(),
                login: "olivia".into(),
                password: Password::nobody().clone(),
                roles: ["head", "desk"].map(permissions::Holding::everywhere).to_vec(),
            };
            Ok(identity::staff::appoint(tx, &now(), &new)?.person)
        });
        let desk = desk.unwrap();
        let token = program.token(desk, &[VIEW, EDIT, PLANS]);
        Self { desk: program.enter(desk), token, program }
    }

    pub fn member(&self, name: &str, born: Option<jiff::civil::Date>) -> Member {
        let profile = Profile {
            name: name.into(),
            born,
            phone: "0812-3456-7890".into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let adult = born.is_none_or(|born| now().today().year() - born.year() > 18);
        let plan = if adult { "dewasa" } else { "keluarga" };
        let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
        self.store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
    }

    pub fn session_of(&self, person: Id<Person>, password: &'static str) -> String {
        let password = Password::hash(password).unwrap();
        let begun = self.store.write_blocking(move |tx| {
            membership::sign_in::open(tx, &now(), person, &password)?;
            accounts::sign_in(tx, &now(), person)
        });
        begun.unwrap().to_hex()
    }

    /// What the API answers a program of whoever works at the desk.
    #[track_caller]
    pub fn ask_api(&self, method: &str, path: &str, body: &Value) -> (axum::http::StatusCode, Value) {
        let json = Some(body.clone()).filter(|body| !body.is_null());
        self.api(&self.token, method, path, json)
    }
}
