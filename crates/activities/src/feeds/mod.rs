//! The calendar for other programs: iCalendar (RFC 5545), Atom (RFC 4287), schema.org.

pub mod ical;
pub mod linked;
