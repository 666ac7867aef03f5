use std::{convert::Infallible, sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{FromRef, FromRequest, Request, State},
    handler::Handler,
    http::{StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use kernel::{Kind, Message, Refusal};
use platform::permissions::Permission;
use serde::Serialize;

use crate::{App, Failure, Form, api, visit::Visitor};

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever has this permission, as far as it reaches ([`platform::permissions::Reach`]). Of one that is held at
    /// branches, one is enough to come; the handler asks [`Visit::grants`](crate::Visit::grants) for which.
    Can(Permission),
    /// Whoever has signed in and has proven who they are within the last ten minutes
    /// ([`platform::accounts::FRESH`]).
    SignedInFresh,
    /// Whoever has this permission and has proven who they are as lately: exports, roles, what
    /// is sealed. Whoever has not is asked to, and comes back with the form they had typed.
    Fresh(Permission),
    /// Programs on the same machine: monitoring.
    Machine,
}

impl Access {
    const fn is_fresh(self) -> bool {
        matches!(self, Self::SignedInFresh | Self::Fresh(_))
    }
}

/// Where one proves again who one is.
const PROVE: &str = "/masuk/lagi";
/// Where one sets up a second step.
const SECURITY: &str = "/saya/keamanan";

/// A route as it is listed by `mapalus routes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`; in the API also `PUT` and `DELETE`.
    pub method: &'static str,
    /// `/katalog/{id}`
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
}

impl Serialize for Route {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut route = serializer.serialize_struct("Route", 4)?;
        route.serialize_field("method", self.method)?;
        route.serialize_field("path", self.path)?;
        let (access, permission) = match self.access {
            Access::Public => ("public", None),
            Access::SignedIn => ("signed-in", None),
            Access::Can(permission) => ("permission", Some(permission.0)),
            Access::SignedInFresh => ("signed-in-fresh", None),
            Access::Fresh(permission) => ("permission-fresh", Some(permission.0)),
            Access::Machine => ("machine", None),
        };
        route.serialize_field("access", access)?;
        route.serialize_field("permission", &permission)?;
        route.end()
    }
}

/// The state of a GET: it leads to a store that can only be read.
#[derive(Clone)]
pub struct Reading(pub(crate) Arc<App>);

/// The state of a POST: it may also write.
#[derive(Clone)]
pub struct Writing(pub(crate) Arc<App>);

impl FromRef<Writing> for Reading {
    fn from_ref(writing: &Writing) -> Self {
        Self(writing.0.clone())
    }
}

/// From the fields of a form that came without a sign-in: the page to go on at after one, so that what was
/// typed or scanned is not lost.
pub type Keep = fn(&[(String, String)]) -> String;

type Install = Box<dyn FnOnce(Router, &Arc<App>) -> Router + Send>;

/// A module's routes. There is no way to add one without saying who may come.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    /// What the document of the API tells of its routes.
    pub(crate) operations: Vec<api::Operation>,
    installs: Vec<Install>,
    /// The paths that may be posted to from anywhere.
    pub(crate) anywhere: Vec<&'static str>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or answer that changes nothing.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Reading>,
        T: 'static,
    {
        let install = move |app: &Arc<App>| get(handler).with_state(Reading(app.clone()));
        self.add(Route { method: "GET", path, access }, None, install)
    }

    /// Something that changes the library.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Writing>,
        T: 'static,
    {
        let install = move |app: &Arc<App>| post(handler).with_state(Writing(app.clone()));
        self.add(Route { method: "POST", path, access }, None, install)
    }

    /// The same, for a form that staff send all day: a session that has ended in between leads to the sign-in
    /// and from there to where `keep` says.
    #[must_use]
    pub fn post_keeping<H, T>(self, path: &'static str, access: Access, keep: Keep, handler: H) -> Self
    where
        H: Handler<T, Writing>,
        T: 'static,
    {
        let install = move |app: &Arc<App>| post(handler).with_state(Writing(app.clone()));
        self.add(Route { method: "POST", path, access }, Some(keep), install)
    }

    /// Something that changes the library at the word of whoever knows its address, from whatever site or program
    /// it comes: the one click of a mail program that unsubscribes (RFC 8058). The path must hold a secret that
    /// alone decides what happens; who is signed in must not matter.
    #[must_use]
    pub fn post_from_anywhere<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Writing>,
        T: 'static,
    {
        self.anywhere.push(path);
        self.post(path, Access::Public, handler)
    }

    /// These routes and `more`.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.list.extend(more.list);
        self.operations.extend(more.operations);
        self.installs.extend(more.installs);
        self.anywhere.extend(more.anywhere);
        self
    }

    /// What is listed here.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    pub(crate) fn add(
        mut self,
        route: Route,
        keep: Option<Keep>,
        build: impl FnOnce(&Arc<App>) -> MethodRouter<(), Infallible> + Send + 'static,
    ) -> Self {
        self.list.push(route);
        self.installs.push(Box::new(move |router, app| {
            let guarded = build(app).layer(from_fn_with_state((route.access, keep), guard));
            router.route(route.path, guarded)
        }));
        self
    }

    pub(crate) fn install(self, router: Router, app: &Arc<App>) -> Router {
        self.installs.into_iter().fold(router, |router, install| install(router, app))
    }
}

/// Stands before every route and lets in whom its rule lets in.
async fn guard(
    State((access, keep)): State<(Access, Option<Keep>)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visitor) = request.extensions().get::<Visitor>() else {
        return Failure::fault("a request came past the identification").into_response();
    };
    if let Some(status) = visitor.turned_away() {
        return Failure::status(status).into_response();
    }
    let allowed = match access {
        Access::Public => true,
        Access::SignedIn | Access::SignedInFresh => visitor.account().is_some(),
        Access::Can(permission) | Access::Fresh(permission) => visitor.can(permission),
        Access::Machine => visitor.is_local(),
    };
    if allowed && access.is_fresh() && !visitor.is_fresh() {
        return prove_first(request).await;
    }
    if allowed {
        return next.run(request).await;
    }
    if visitor.signed().is_some_and(|signed| signed.held_back) && request.method().is_safe() {
        return Redirect::to(SECURITY).into_response();
    }
    let may_sign_in = visitor.account().is_none() && access != Access::Machine;
    if may_sign_in && !visitor.is_program() && request.method().is_safe() {
        return sign_in_for(visitor.here());
    }
    if may_sign_in && let Some(keep) = keep {
        return match Form::<Vec<(String, String)>>::from_request(request, &()).await {
            Ok(Form(fields)) => sign_in_for(&keep(&fields)),
            Err(failure) => failure.into_response(),
        };
    }
    let status = if may_sign_in { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
    Failure::status(status).into_response()
}

/// Asks whoever has been here for a while to prove again who they are. What they were about to send waits for
/// them; files do not, they are chosen anew.
async fn prove_first(request: Request) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let app = request.extensions().get::<Arc<App>>().cloned();
    let (Some(visitor), Some(app)) = (visitor, app) else {
        return Failure::fault("a request came past the identification").into_response();
    };
    let session = visitor.signed().map(|signed| signed.session.id);
    let Some(session) = session.filter(|_| !visitor.is_program()) else {
        return Failure::from(Refusal::new(Kind::Forbidden, Message::new("api-prove-first"))).into_response();
    };
    if request.method().is_safe() {
        return Redirect::to(&format!("{PROVE}?return={}", ui::page::query_value(visitor.here())))
            .into_response();
    }
    let from = referring_page(&request);
    // What a module of a page asks for is no form; the page itself is what one comes back to.
    let is_module = request.headers().get("sec-fetch-dest").is_some_and(|dest| dest == "empty");
    let typed = match is_module {
        true => None,
        false => Form::<Vec<(String, String)>>::from_request(request, &()).await.ok(),
    };
    let word = typed.and_then(|Form(fields)| app.held.keep(session, visitor.here(), fields, Instant::now()));
    let word = word.map_or_else(String::new, |word| format!("&form={word}"));
    Redirect::to(&format!("{PROVE}?return={}{word}", ui::page::query_value(&from))).into_response()
}

/// The path of our page that a form was sent from; the workroom's first where the browser does not say.
fn referring_page(request: &Request) -> String {
    let referer = request.headers().get(header::REFERER).and_then(|referer| referer.to_str().ok());
    let path = referer.and_then(|referer| referer.split_once("://")?.1.split_once('/')).map(|(_, path)| path);
    path.map_or_else(|| "/staf".to_owned(), |path| format!("/{path}"))
}

fn sign_in_for(back: &str) -> Response {
    Redirect::to(&format!("/masuk?return={}", ui::page::query_value(back))).into_response()
}
