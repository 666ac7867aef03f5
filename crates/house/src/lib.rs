//! The program as it runs, asked without a network: for tests of what people see and send.
//!
//! A [`House`] has the modules it is given, on a database of its own or on one that stands ([`trial`]); every request goes
//! through the whole router. Whoever asks is known by the session they were signed in with.
//!
//! ```ignore
//! let house = House::new(|files| vec![web::pages::module(), people::module(), funds::module(files)]);
//! let head = house.signed_in(person, "olivia", "Olivia Pangkey", &["head"]);
//! house.get(&head, "/staf/dana").says("Hibah buku");
//!
//! let machine = house.token(house.somebody("mesin", &[LEND, OVERRIDE]), &[LEND]);
//! let (status, loan) = house.api(&machine, "POST", "/api/v1/loans", json!({ "barcode": "TMH-0000001" }));
//! ```

#![allow(clippy::expect_used, reason = "a test that cannot start should stop with the reason")]

mod page;

use std::collections::BTreeSet;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header, request},
};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use platform::{
    accounts::{self, Password},
    files::Files,
    library::Branch,
    permissions::{self, Holding, Permission},
    tokens::{self, Wanted},
};
use serde_json::Value;
use store::Store;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;
use trial::{Database, Schema};
use ui::{Lang, Lexicon};
use web::{App, Config, Module};

pub use page::{Page, between};

/// The words of a module.
pub type Texts = [(Lang, &'static str); 2];

/// No page is longer, in bytes.
const LONGEST: usize = 16 << 20;

/// The library doing something now, by the real clock: sessions are looked at by it.
///
/// # Panics
/// Without a database of time zones.
pub fn act() -> Act {
    let zone = TimeZone::get("Asia/Makassar").expect("the zone of Tomohon is known");
    Act { by: Actor::System, at: Timestamp::now(), zone }
}

/// A form on its way to `path` with these cookies, from a page of ours; its body is still to come.
pub fn form(path: &str, cookies: &str) -> request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookies)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// A question to the API by a program that shows this token; its body, JSON or none, is still to come.
pub fn call(token: &str, method: &str, path: &str) -> request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
}

/// A running program.
pub struct House {
    /// Its database.
    pub store: Store,
    router: Router,
    runtime: Runtime,
    _kept: Option<(Database, tempfile::TempDir)>,
}

impl House {
    /// With these modules, that of the house ([`web::pages::module`]) first, on a fresh SQLite database and with a folder for
    /// files, which are gone with it.
    ///
    /// # Panics
    /// When the program cannot start.
    pub fn new(modules: impl FnOnce(&Files) -> Vec<Module>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let modules = modules(&Files::open(folder.path()).expect("the folder opens"));
        let schemas = modules.iter().map(|module| (module.name, module.migrations));
        let schemas: Vec<Schema> = schemas.filter(|(_, migrations)| !migrations.is_empty()).collect();
        let database = Database::sqlite_with(&schemas);
        let house = Self::open(&database.open(), Config::default(), modules, &[]);
        Self { _kept: Some((database, folder)), ..house }
    }

    /// With these modules, on a database that has their schemas; with the words of others whose pages are not there.
    ///
    /// # Panics
    /// When the program cannot start.
    pub fn open(store: &Store, config: Config, modules: Vec<Module>, more: &[Texts]) -> Self {
        let roles: Vec<_> = modules.iter().flat_map(|module| module.roles).copied().collect();
        store.write_blocking(move |tx| permissions::plant(tx, &roles)).expect("roles are planted");
        let own = modules.iter().map(|module| module.texts);
        let texts: Vec<_> =
            std::iter::once(ui::TEXTS).chain(own).chain(more.iter().copied()).flatten().collect();
        let lexicon = Lexicon::new(&texts).expect("words are read").keep();
        let (app, routes) =
            App::gather(store.clone(), lexicon, act().zone, config, modules).expect("modules are gathered");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let entered = runtime.enter();
        let router = web::router(&app, routes);
        drop(entered);
        Self { store: store.clone(), router, runtime, _kept: None }
    }

    /// Where its requests run.
    pub const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Lets somebody have an account with what they hold.
    ///
    /// # Panics
    /// When they have one already.
    pub fn account(&self, person: Id<Person>, login: &str, name: &str, holds: &[Holding]) {
        let (login, name, holds) = (login.to_owned(), name.to_owned(), holds.to_vec());
        let opened = self.store.write_blocking(move |tx| {
            accounts::open(tx, &act(), person, &login, &name, Password::nobody())?;
            permissions::hold(tx, &act(), person, &holds)
        });
        opened.expect("an account is opened");
    }

    /// Lets somebody have an account with these roles, and a session.
    ///
    /// # Panics
    /// When they have one already.
    pub fn signed_in(&self, person: Id<Person>, login: &str, name: &str, roles: &[&str]) -> String {
        let holds: Vec<Holding> = roles.iter().map(|role| Holding::everywhere(role)).collect();
        self.account(person, login, name, &holds);
        self.enter(person)
    }

    /// Somebody new who may do this everywhere, by a role that is called like them; who may do nothing has none.
    ///
    /// # Panics
    /// When somebody is called so already.
    pub fn somebody(&self, login: &str, may: &[Permission]) -> Id<Person> {
        self.made_up(None, login, may)
    }

    /// Somebody new who may do this at one branch.
    ///
    /// # Panics
    /// When somebody is called so already.
    pub fn somebody_at(&self, branch: Id<Branch>, login: &str, may: &[Permission]) -> Id<Person> {
        self.made_up(Some(branch), login, may)
    }

    fn made_up(&self, branch: Option<Id<Branch>>, login: &str, may: &[Permission]) -> Id<Person> {
        let (person, mut holds) = (Id::new(), Vec::new());
        if !may.is_empty() {
            let (role, may): (_, Vec<&str>) = (login.to_owned(), may.iter().map(|one| one.0).collect());
            let defined = self.store.write_blocking(move |tx| permissions::define(tx, &act(), &role, &may));
            defined.expect("a role is made");
            holds.push(Holding { role: login.to_owned(), branch });
        }
        self.account(person, login, login, &holds);
        person
    }

    /// A session of [`House::somebody`].
    ///
    /// # Panics
    /// When somebody is called so already.
    pub fn session(&self, login: &str, may: &[Permission]) -> String {
        self.enter(self.somebody(login, may))
    }

    /// A token of somebody, good until tomorrow, with which a program may do this: some of what they may.
    ///
    /// # Panics
    /// When it is nothing, or more than they may.
    pub fn token(&self, person: Id<Person>, may: &[Permission]) -> String {
        let permissions: BTreeSet<String> = may.iter().map(|one| one.0.to_owned()).collect();
        let until = act().today().tomorrow().expect("there is a tomorrow");
        let wanted = Wanted { name: "Program".into(), permissions, until };
        let issued = self.store.write_blocking(move |tx| tokens::issue(tx, &act(), person, &wanted));
        issued.expect("a token is made").1.reveal()
    }

    /// A new session of somebody who has an account.
    ///
    /// # Panics
    /// When they have none.
    pub fn enter(&self, person: Id<Person>) -> String {
        let token = self.store.write_blocking(move |tx| accounts::sign_in(tx, &act(), person));
        token.expect("a session begins").to_hex()
    }

    /// The answer to a request, read to its end.
    ///
    /// # Panics
    /// When it cannot be read.
    pub fn ask(&self, request: Request<Body>) -> Page {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("the router answers");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, LONGEST).await.expect("the answer is read").to_vec();
            let head =
                |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            Page {
                status: parts.status,
                to: head(header::LOCATION),
                kind: head(header::CONTENT_TYPE).unwrap_or_default(),
                text: String::from_utf8_lossy(&bytes).into_owned(),
                headers: parts.headers,
                bytes,
            }
        })
    }

    /// What the API answers a program that shows this token: whether it went well, and its JSON, null where it is none.
    /// A question with more headers is [`call`].
    ///
    /// # Panics
    /// When the answer is no JSON.
    #[track_caller]
    pub fn api(
        &self,
        token: &str,
        method: &str,
        path: &str,
        json: impl Into<Option<Value>>,
    ) -> (StatusCode, Value) {
        let json: Option<Value> = json.into();
        let body = json.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let page = self.ask(call(token, method, path).body(body).expect("a request"));
        (page.status, page.json())
    }

    /// [`House::api`], of whoever has this session, from a page of ours.
    ///
    /// # Panics
    /// When the answer is no JSON.
    #[track_caller]
    pub fn api_in_session(
        &self,
        session: &str,
        method: &str,
        path: &str,
        json: impl Into<Option<Value>>,
    ) -> (StatusCode, Value) {
        let json: Option<Value> = json.into();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        let body = json.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let page = self.ask(request.body(body).expect("a request"));
        (page.status, page.json())
    }

    /// The page at `path`, as whoever has this session sees it; nobody has the empty one.
    pub fn get(&self, session: &str, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
        self.ask(request.body(Body::empty()).expect("a request"))
    }

    /// The page an answer leads to, with the message it leaves for it, if any.
    ///
    /// # Panics
    /// When it leads nowhere.
    #[track_caller]
    pub fn follow(&self, session: &str, page: &Page) -> Page {
        let to = page.to.as_deref().unwrap_or_else(|| panic!("it leads nowhere: {}", page.text));
        let path = to.split('#').next().unwrap_or_default();
        let message = page.cookie("pesan").and_then(|line| line.split(';').next()).unwrap_or_default();
        let cookies = format!("sesi={session}; {message}");
        let request = Request::get(path).header(header::COOKIE, cookies);
        self.ask(request.body(Body::empty()).expect("a request"))
    }

    /// What a form says that is sent to `path`: `name=Ani&amount=5`.
    pub fn post(&self, session: &str, path: &str, fields: &str) -> Page {
        let request = form(path, &format!("sesi={session}"));
        self.ask(request.body(Body::from(fields.to_owned())).expect("a request"))
    }

    /// The same of a form with a file: the field it stands in, what it was called, and its content.
    pub fn upload(
        &self,
        session: &str,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, content): (&str, &str, &[u8]),
    ) -> Page {
        let part = |head: &str| format!("--tepi\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
        let mut body: Vec<u8> = Vec::new();
        for (field, value) in fields {
            body.extend(format!("{}{value}\r\n", part(&format!("\"{field}\""))).bytes());
        }
        body.extend(part(&format!("\"{field}\"; filename=\"{name}\"")).bytes());
        body.extend(content);
        body.extend(b"\r\n--tepi--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=tepi");
        self.ask(request.body(Body::from(body)).expect("a request"))
    }
}
