//! What things of this module are called.

use ui::{
    Speech,
    part::{Badge, Tone},
};

use crate::model::{Access, Instrument, Kind, Purpose};

/// A word the lexicon has.
fn said(t: Speech, key: &'static str) -> &'static str {
    t.known(key).unwrap_or(key)
}

/// What a questionnaire is for.
pub(crate) fn purpose(t: Speech, purpose: Purpose) -> &'static str {
    said(
        t,
        match purpose {
            Purpose::Registration => "purpose-registration",
            Purpose::Assessment => "purpose-assessment",
            Purpose::Survey => "purpose-survey",
            Purpose::Call => "purpose-call",
        },
    )
}

/// How one comes to it.
pub(crate) fn access(t: Speech, access: Access) -> &'static str {
    said(
        t,
        match access {
            Access::Within => "access-within",
            Access::Link => "access-link",
            Access::Slip => "access-slip",
        },
    )
}

/// How a question is answered.
pub(crate) fn kind(t: Speech, kind: Kind) -> &'static str {
    said(
        t,
        match kind {
            Kind::One => "kind-one",
            Kind::Several => "kind-several",
            Kind::YesNo => "kind-yes-no",
            Kind::Scale => "kind-scale",
            Kind::Short => "kind-short",
            Kind::Long => "kind-long",
            Kind::Number => "kind-number",
            Kind::Day => "kind-day",
            Kind::Email => "kind-email",
            Kind::Phone => "kind-phone",
            Kind::File => "kind-file",
        },
    )
}

/// How a questionnaire stands.
pub(crate) fn state(t: Speech, one: &Instrument, today: kernel::Date) -> Badge {
    match (one.version, one.access, one.takes(today)) {
        (None, ..) => Badge::new(Tone::Warn, said(t, "instrument-is-draft")).icon("LuPencil"),
        (Some(_), Access::Within, _) => Badge::new(Tone::Ok, said(t, "instrument-published")),
        (Some(_), _, true) => Badge::new(Tone::Ok, said(t, "instrument-is-open")),
        (Some(_), _, false) => Badge::new(Tone::Plain, said(t, "instrument-is-closed")).icon("LuLock"),
    }
}
