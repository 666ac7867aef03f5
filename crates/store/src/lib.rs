//! One library's database, on SQLite or PostgreSQL: the same SQL text and the same domain code on both.
//!
//! A use case is a plain function over an open [`Tx`]. [`Store::write`] runs it in one transaction on a
//! connection's own thread, [`Store::read`] in a read-only one. SQL stands where it is used, inside
//! [`sql!`], and is registered there, so that one test prepares every statement of the program on both
//! engines ([`Store::prepare_all`]).
//!
//! ```
//! # use store::{FromRow, Result, Tx, sql, vals};
//! #[derive(FromRow)]
//! struct Copy {
//!     barcode: String,
//!     price: Option<i64>,
//! }
//!
//! fn dear_copies(tx: &mut Tx<'_>, least: i64) -> Result<Vec<Copy>> {
//!     tx.all(sql!("SELECT barcode, price FROM copy WHERE price >= ?1 ORDER BY barcode"), vals![least])
//! }
//! ```

// The derive writes `::store::…`, also here.
extern crate self as store;

pub mod copy;
mod error;
mod handle;
mod lane;
pub mod many;
mod migrate;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod tape;
mod tx;
mod value;

pub use error::{Error, Result};
pub use handle::{Health, Location, Options, Store, hold};
pub use inventory;
pub use migrate::Migration;
pub use row::{FromRow, Row};
pub use sql::{Sql, containing};
pub use store_derive::FromRow;
pub use tape::Tape;
pub use tx::Tx;
pub use value::{FromValue, Json, ToValue, Value, unknown_word};
