use std::{any::type_name, sync::Arc};

use axum::{
    extract::Request,
    response::Response,
    routing::{delete, get, post, put},
};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{
    ApiPost, ApiVisit, Operation, ROOT, Reply,
    document::{answers_of, input_of},
    input::{Call, Shape},
    reply,
};
use crate::{
    Access, Failure, Post, Routes, Upload, Visit,
    routes::{Reading, Route, Writing},
};

/// A module's resources under `/api/v1`, each with its access rule, its types and its handler.
pub struct Api {
    tag: &'static str,
    routes: Routes,
}

impl Api {
    /// Nothing yet of the module called `tag`.
    pub fn of(tag: &'static str) -> Self {
        Self { tag, routes: Routes::new() }
    }

    /// Something to be read.
    #[must_use]
    pub fn get<I, R, F, Fut>(self, path: &'static str, access: Access, handler: F) -> Self
    where
        I: DeserializeOwned + JsonSchema + Send + 'static,
        R: Reply,
        F: Fn(ApiVisit, I) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<R, Failure>> + Send,
    {
        let route = Route { method: "GET", path, access };
        let shape = Arc::new(Shape::of::<I>(route, &[]));
        let handle = move |visit: Visit, request: Request| {
            let (shape, handler) = (shape.clone(), handler.clone());
            async move {
                let (call, input) = Call::read::<I>(&shape, request).await?;
                let visit = ApiVisit::new(visit, &call);
                let sent = handler(visit, input).await?.sent()?;
                reply::finish(sent, &call)
            }
        };
        self.add::<I, R>(route, &[], move |app| get(handle).with_state(Reading(app.clone())))
    }

    /// Something new, or something done.
    #[must_use]
    pub fn post<I, R, F, Fut>(self, path: &'static str, access: Access, handler: F) -> Self
    where
        I: DeserializeOwned + JsonSchema + Send + 'static,
        R: Reply,
        F: Fn(ApiPost, I) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<R, Failure>> + Send,
    {
        let route = Route { method: "POST", path, access };
        let handle = changing(route, &[], move |post, input, _| handler(post, input));
        self.add::<I, R>(route, &[], move |app| post(handle).with_state(Writing(app.clone())))
    }

    /// A file of one of these media types, as the body; what is said of it stands in path and query.
    #[must_use]
    pub fn post_file<I, R, F, Fut>(
        self,
        path: &'static str,
        access: Access,
        takes: &'static [&'static str],
        handler: F,
    ) -> Self
    where
        I: DeserializeOwned + JsonSchema + Send + 'static,
        R: Reply,
        F: Fn(ApiPost, I, Upload) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<R, Failure>> + Send,
    {
        let route = Route { method: "POST", path, access };
        let handle = changing(route, takes, handler);
        self.add::<I, R>(route, takes, move |app| post(handle).with_state(Writing(app.clone())))
    }

    /// Something put in the place of what is there.
    #[must_use]
    pub fn put<I, R, F, Fut>(self, path: &'static str, access: Access, handler: F) -> Self
    where
        I: DeserializeOwned + JsonSchema + Send + 'static,
        R: Reply,
        F: Fn(ApiPost, I) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<R, Failure>> + Send,
    {
        let route = Route { method: "PUT", path, access };
        let handle = changing(route, &[], move |post, input, _| handler(post, input));
        self.add::<I, R>(route, &[], move |app| put(handle).with_state(Writing(app.clone())))
    }

    /// Something taken away.
    #[must_use]
    pub fn delete<I, R, F, Fut>(self, path: &'static str, access: Access, handler: F) -> Self
    where
        I: DeserializeOwned + JsonSchema + Send + 'static,
        R: Reply,
        F: Fn(ApiPost, I) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<R, Failure>> + Send,
    {
        let route = Route { method: "DELETE", path, access };
        let handle = changing(route, &[], move |post, input, _| handler(post, input));
        self.add::<I, R>(route, &[], move |app| delete(handle).with_state(Writing(app.clone())))
    }

    /// The routes, to be joined to those of the pages.
    pub fn routes(self) -> Routes {
        self.routes
    }

    fn add<I: JsonSchema, R: Reply>(
        mut self,
        route: Route,
        takes: &'static [&'static str],
        build: impl FnOnce(&Arc<crate::App>) -> axum::routing::MethodRouter + Send + 'static,
    ) -> Self {
        debug_assert!(route.path.starts_with(ROOT), "{} is not under {ROOT}", type_name::<I>());
        self.routes = self.routes.add(route, None, build);
        self.routes.operations.push(Operation {
            route,
            tag: self.tag,
            takes,
            input: input_of::<I>,
            answers: answers_of::<R>,
        });
        self
    }
}

type Answering = std::pin::Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// What answers a request that changes something.
fn changing<I, R, F, Fut>(
    route: Route,
    takes: &'static [&'static str],
    handler: F,
) -> impl Fn(Post, Request) -> Answering + Clone + Send + Sync + 'static
where
    I: DeserializeOwned + JsonSchema + Send + 'static,
    R: Reply,
    F: Fn(ApiPost, I, Upload) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<R, Failure>> + Send,
{
    let shape = Arc::new(Shape::of::<I>(route, takes));
    move |post, request| {
        let (shape, handler) = (shape.clone(), handler.clone());
        Box::pin(async move {
            let (mut call, input) = Call::read::<I>(&shape, request).await?;
            let (post, upload) = (ApiPost::new(post, &call)?, std::mem::take(&mut call.upload));
            let sent = handler(post, input, upload).await?.sent()?;
            reply::finish(sent, &call)
        })
    }
}
