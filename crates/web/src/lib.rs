//! Between a browser and the use cases: routes with their access rules, who is visiting, pages and answers.
//!
//! A module lists its routes with [`Routes`]; each has an [`Access`] rule or it does not exist. A handler of
//! a GET takes a [`Visit`], which can only read; a handler of a POST takes a [`Post`], which can also write.
//! That is checked by the compiler: nothing gives a [`Post`] to a GET.

mod app;
mod cookie;
mod failure;
mod form;
mod module;
pub mod pages;
mod protect;
mod routes;
mod serve;
mod throttle;
mod visit;

pub use app::{App, Config, House};
pub use failure::{Answer, Failure};
pub use form::{Form, Query};
pub use module::{Indicator, Invariant, Module, Nav, Period, Shell};
pub use routes::{Access, Keep, Reading, Route, Routes, Writing};
pub use serve::{router, serve};
pub use visit::{Post, Visit, see_other};
