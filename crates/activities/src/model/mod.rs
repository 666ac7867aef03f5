//! What the module speaks of.

mod activity;
mod registration;

pub use activity::{
    Activity, Audience, Draft, Entry, Guest, Kind, Material, Place, Programme, Provision, Role, Session,
    Stage, State, Venue,
};
pub use registration::{
    Attended, Band, Certificate, Hold, Party, Pool, Presence, Registration, Sex, Source, Standing, Step, Why,
};
