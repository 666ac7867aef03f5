//! The library for other programs: JSON under `/api/v1`, by the same use cases, access rules and refusals as
//! the pages, described by a document that is made from these types (`/api/openapi.json`, readable at `/api`).
//!
//! # How a module gives its resources
//!
//! One type for what is asked, one for what is answered, one handler, one line:
//!
//! ```ignore
//! // src/api.rs of a module
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//! use web::{Access, Failure, Routes, api::{Api, ApiPost, ApiVisit, Created, Cursor, Json, Limit, List, Moment}};
//!
//! /// Everything under `/api/v1` of this module; `module()` says `routes: pages.and(api::routes())`.
//! pub(crate) fn routes() -> Routes {
//!     Api::of("circulation")
//!         .get("/api/v1/members/{code}/loans", Access::Can(LEND), loans)
//!         .post("/api/v1/loans", Access::Can(LEND), lend)
//!         .routes()
//! }
//!
//! /// Lends a copy to a member.
//! ///
//! /// The first line is the summary of the operation, the rest its description.
//! #[derive(Deserialize, JsonSchema)]
//! struct LendCopy {
//!     /// The member's code.
//!     #[schemars(length(min = 1, max = 40), example = &"A-00418")]
//!     member: String,
//!     ...
//! }
//!
//! async fn lend(post: ApiPost, asked: LendCopy) -> Result<Created<Loan>, Failure> {
//!     let loan = post.write(move |tx, act| …the use case…).await?;
//!     Ok(Created(format!("/api/v1/loans/{}", loan.id), loan))
//! }
//! ```
//!
//! - **What is asked** is one struct per operation. Fields named in `{}` in the path come from there; on a GET
//!   and DELETE the others from the query, on a POST and PUT from the JSON body. Its name is the name of the
//!   operation (`LendCopy` → `lendCopy`) and must be the only one of the whole program. Before it is read it
//!   is held against its own schema: unknown fields, missing fields and values that do not fit are refused,
//!   **all at once**, so that `#[schemars(length(..), range(..))]` are rules and not only words. Optional
//!   things are `Option<T>` with `#[serde(default)]`. Give every path field and every required field an
//!   `example`: the page makes its `curl` lines of them.
//! - **What is answered** is [`Json`], [`Created`] (201 with its address), [`List`] (a page of things with the
//!   cursor of the next), [`Versioned`] (with the version that a PUT must name), [`Pdf`], [`Jpeg`] or [`Zip`]; for other media
//!   types the module implements [`Reply`] itself and asks [`ApiVisit::prefers`]. Its parts are
//!   `Serialize + JsonSchema`; instants are [`Moment`], days [`Day`], money whole rupiah as `i64`, an
//!   `Id<T>` is said by `#[schemars(schema_with = "web::api::id")]`. Never a storage type: what the
//!   API says is decided here.
//! - **A GET** takes an [`ApiVisit`], which can only read; whatever changes something takes an [`ApiPost`]
//!   (it derefs to the visit). [`ApiPost::write`] is the only way to write, and repeats the first reply when
//!   the same `Idempotency-Key` comes again, so its reply is `Serialize + DeserializeOwned`.
//! - **A file** is sent as it is, with its media type, to an address given by [`Api::post_file`]; its handler is handed it as
//!   an [`Upload`](crate::Upload).
//! - **Lists** take `limit: Limit` and `cursor: Option<Cursor>`, both `#[serde(default)]`, and are [`List::read`]; the
//!   statement of one that has the latest first ends in [`latest_first!`](crate::latest_first).
//! - **A no** is a [`Failure`] made by `?` from a `Refusal` or a `store::Error`; it becomes an
//!   `application/problem+json` (RFC 9457) with all reasons, in the language of `Accept-Language`.
//! - **ETag** and `If-None-Match` are there on every GET without a word. A PUT takes
//!   [`ApiPost::version`] from `If-Match` (428 without one) and answers [`ApiPost::overtaken`] (412) when
//!   the record has another version.
//! - Words for the readable page: `module-<tag>` and `permission-…`, which are there already.

mod bearer;
mod check;
mod document;
mod input;
mod page;
mod problem;
mod registry;
mod reply;
mod visit;

pub(crate) use bearer::{Bearer, Pace, bearer};
pub(crate) use document::{Document, Operation};
pub(crate) use page::{document as document_page, page as readable_page};
pub(crate) use problem::answer as problem;

pub use registry::Api;
pub use reply::{
    Created, Cursor, Day, Jpeg, Json, Limit, List, Moment, Pdf, Reply, Sent, Versioned, Zip, id, maybe_id,
};
pub use visit::{ApiPost, ApiVisit};

/// Where all of it stands.
pub(crate) const ROOT: &str = "/api/v1/";
