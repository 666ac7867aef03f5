//! The program as it runs, asked without a network: for tests of what people see and send.
//!
//! A [`House`] has the modules it is given, on a database of its own or on one that stands ([`trial`]); every request goes
//! through the whole router. Whoever asks is known by the session they were signed in with.
//!
//! ```ignore
//! let house = House::new(|files| vec![web::pages::module(), people::module(), funds::module(files)]);
//! let head = house.signed_in(person, "olivia", "Olivia Pangkey", &["head"]);
//! house.get(&head, "/staf/dana").says("Hibah buku");
//! ```

#![allow(clippy::expect_used, reason = "a test that cannot start should stop with the reason")]

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header, request},
};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use platform::{
    accounts::{self, Password},
    files::Files,
    permissions,
};
use store::Store;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;
use trial::{Database, Schema};
use ui::{Lang, Lexicon};
use web::{App, Config, Module};

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
        let (database, folder) = (Database::sqlite(), tempfile::tempdir().expect("a temporary folder"));
        let modules = modules(&Files::open(folder.path()).expect("the folder opens"));
        let store = database.open();
        let schemas = modules.iter().map(|module| (module.name, module.migrations));
        let schemas: Vec<Schema> = schemas.filter(|(_, migrations)| !migrations.is_empty()).collect();
        store.migrate(schemas).expect("migrations apply");
        let house = Self::open(&store, Config::default(), modules, &[]);
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

    /// Lets somebody have an account with these roles, and a session.
    ///
    /// # Panics
    /// When they have one already.
    pub fn signed_in(&self, person: Id<Person>, login: &str, name: &str, roles: &[&str]) -> String {
        let (login, name) = (login.to_owned(), name.to_owned());
        let roles: Vec<String> = roles.iter().map(|&role| role.to_owned()).collect();
        let opened = self.store.write_blocking(move |tx| {
            accounts::open(tx, &act(), person, &login, &name, Password::nobody())?;
            let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
            permissions::assign(tx, &act(), person, &roles)
        });
        opened.expect("an account is opened");
        self.enter(person)
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

    /// The page at `path`, as whoever has this session sees it; nobody has the empty one.
    pub fn get(&self, session: &str, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
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

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// Whether it went well.
    pub status: StatusCode,
    /// Where it leads.
    pub to: Option<String>,
    /// What it is: `text/html; charset=utf-8`.
    pub kind: String,
    /// All its headers.
    pub headers: HeaderMap,
    /// Its content, as it came.
    pub bytes: Vec<u8>,
    /// Its content as text; what is none is replaced.
    pub text: String,
}

impl Page {
    /// A header; empty where there is none.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The `Set-Cookie` line of the cookie called `name`.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }

    /// That cookie as a browser sends it back.
    ///
    /// # Panics
    /// When it is not set.
    #[track_caller]
    pub fn sent_back(&self, name: &str) -> String {
        let line = self.cookie(name).unwrap_or_else(|| panic!("no cookie `{name}` is set"));
        line.split(';').next().unwrap_or_default().to_owned()
    }

    /// Stops the test where these words do not stand in it.
    ///
    /// # Panics
    /// Then.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.text.contains(words), "`{words}` does not stand in\n{}", self.text);
    }

    /// Stops the test where these words stand in it.
    ///
    /// # Panics
    /// Then.
    #[track_caller]
    pub fn says_not(&self, words: &str) {
        assert!(!self.text.contains(words), "`{words}` stands in\n{}", self.text);
    }
}
