//! Between a browser and the use cases: routes with their access rules, who is visiting, pages and answers.
//!
//! A module lists its routes with [`Routes`]; each has an [`Access`] rule or it does not exist. A handler of
//! a GET takes a [`Visit`], which can only read; a handler of a POST takes a [`Post`], which can also write.
//! That is checked by the compiler: nothing gives a [`Post`] to a GET.
//!
//! A form with a file in it is an [`Upload`], the last argument of a POST's handler: `upload: Upload<2>` takes
//! 2 MiB altogether, `Upload` as much as a photo has. `upload.file` is the content, `upload.name` what to call
//! it, `upload.form::<T>()` the other fields as a typed form. What the bytes are,
//! [`FileKind::of`](platform::files::FileKind::of) says, and [`Files::put`](platform::files::Files::put) keeps them.
//! Keys of sealed fields are at hand as [`Visit::vault`].

pub mod api;
mod app;
mod cookie;
pub mod device;
pub mod document;
mod failure;
mod form;
mod module;
mod notice;
pub mod open_form;
pub mod pages;
mod protect;
mod proxy;
mod routes;
pub mod sent;
mod serve;
mod session;
pub mod stamp;
mod throttle;
mod upload;
mod visit;

pub use app::{App, Config, House};
pub use failure::{Answer, Failure};
pub use form::{Form, Query};
pub use module::{
    Asking, Awaited, Back, Belongs, Benefit, ByFund, Consequence, Countable, Dependent, Draw, DrawForPartner,
    Encounter, Encounters, End, Facts, Follow, Follower, Group, HeldFile, Holding, Indicator, Invariant,
    Leads, Matter, Menu, Module, Nav, Origin, Outcome, Panel, Paper, PartnerPanel, Period, Programme,
    Programmes, Promise, Round, Sayings, Shell, Showing, Shows, Told, Unread, Waiting, WayOn, followed,
    named,
};
pub use notice::{Channel, NoticeKind, Purpose, key_of_notice};
pub use pages::naming::{in_words, module_of};
pub use protect::Embeddable;
pub use proxy::{Network, NoNetwork};
pub use routes::{Access, Keep, Reading, Route, Routes, Writing};
pub use serve::{router, serve};
pub use session::{device_token, step};
pub use upload::{Upload, Uploaded, Uploads};
pub use visit::{Post, Visit, see_other, unkept};
