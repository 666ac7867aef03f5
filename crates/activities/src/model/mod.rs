//! What the module speaks of.

mod activity;
mod programme;
mod registration;
mod session;
mod words;

pub use activity::{Activity, Draft};
pub use programme::Programme;
pub use registration::{
    Attended, Band, Certificate, Hold, Party, Pool, Presence, Registration, Sex, Source, Standing, Step, Why,
};
pub use session::{Guest, Material, Place, Session};
pub use words::{Audience, Entry, Kind, Provision, Role, Stage, State, Venue};
