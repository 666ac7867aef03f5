//! What other modules hear of activities: somebody registered, gave seats back, was offered some, came, was certified.

use kernel::{Act, Id};
use platform::events::{self, Event};
use serde::{Deserialize, Serialize};
use store::{Result, Tx};

use crate::model::{Activity, Attended, Certificate, Registration, Session, Standing};

/// Somebody registered; told of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// For what.
    pub activity: Id<Activity>,
    /// How it stands: `confirmed`, `pending`, or `waitlisted`.
    pub state: String,
    /// For how many.
    pub size: i64,
}

/// A registration came to its end without anybody coming; told of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// For what.
    pub activity: Id<Activity>,
}

/// Seats that became free were offered to whoever waited; told of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promoted {
    /// For what.
    pub activity: Id<Activity>,
}

/// Somebody was there; told of the note. A note that was taken back had been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// Where.
    pub session: Id<Session>,
    /// How many.
    pub heads: i64,
}

/// Somebody was given a certificate; told of the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// On which registration.
    pub registration: Id<Registration>,
}

impl Event for Registered {
    const KIND: &'static str = "activities.registered";
}
impl Event for Cancelled {
    const KIND: &'static str = "activities.cancelled";
}
impl Event for Promoted {
    const KIND: &'static str = "activities.promoted";
}
impl Event for Came {
    const KIND: &'static str = "activities.attended";
}
impl Event for Certified {
    const KIND: &'static str = "activities.certified";
}

pub(crate) fn registered(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Registration>,
    (activity, state, size): (Id<Activity>, Standing, i64),
) -> Result<()> {
    events::emit(tx, act, id, &Registered { activity, state: state.to_string(), size }).map(drop)
}

pub(crate) fn cancelled(
    tx: &mut Tx<'_>,
    act: &Act,
    all: &[Id<Registration>],
    activity: Id<Activity>,
) -> Result<()> {
    events::emit_all(tx, act, all, &Cancelled { activity })
}

pub(crate) fn promoted(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Registration>,
    activity: Id<Activity>,
) -> Result<()> {
    events::emit(tx, act, id, &Promoted { activity }).map(drop)
}

pub(crate) fn came(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Attended>,
    session: Id<Session>,
    heads: i64,
) -> Result<()> {
    events::emit(tx, act, id, &Came { session, heads }).map(drop)
}

pub(crate) fn certified(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Certificate>,
    registration: Id<Registration>,
) -> Result<()> {
    events::emit(tx, act, id, &Certified { registration }).map(drop)
}
