//! iCalendar, RFC 5545: written small and exact. Each zone comes with its rules as far as the events reach, so that a program
//! that does not know the zone shows the right time.

use std::{collections::BTreeMap, fmt::Write};

use jiff::tz::{Dst, TimeZone};
use kernel::Timestamp;

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It will be.
    Confirmed,
    /// Whoever reads this may yet have no seat.
    Tentative,
    /// It will not be, or not for whoever reads this.
    Cancelled,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for ever, also when it moves.
    pub uid: String,
    /// The IANA name of its zone.
    pub zone: String,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// How often it has changed.
    pub sequence: i64,
    /// When it last did.
    pub changed: Timestamp,
    /// How sure it is.
    pub status: Status,
    /// What it is called.
    pub summary: String,
    /// What there is to know.
    pub description: String,
    /// Where.
    pub location: String,
    /// Its page; empty where the site has no known address.
    pub url: String,
}

/// A calendar with these events.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Mapalus//Kegiatan//ID");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", name);
    out.text("NAME", name);
    out.put("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    let mut zones: BTreeMap<&str, (Timestamp, Timestamp)> = BTreeMap::new();
    for event in events {
        let (from, to) = zones.entry(&event.zone).or_insert((event.starts, event.ends));
        (*from, *to) = ((*from).min(event.starts), (*to).max(event.ends));
    }
    for (name, (from, to)) in zones {
        zone(&mut out, name, from, to);
    }
    for event in events {
        put(&mut out, event);
    }
    out.put("END", "VCALENDAR");
    out.0
}

fn put(out: &mut Lines, event: &Event) {
    let zone = TimeZone::get(&event.zone).unwrap_or(TimeZone::UTC);
    let local = |at: Timestamp| zone.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string();
    let utc = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
    out.put("BEGIN", "VEVENT");
    out.put("UID", &event.uid);
    out.put("DTSTAMP", &utc(event.changed));
    out.put("LAST-MODIFIED", &utc(event.changed));
    out.put("SEQUENCE", &event.sequence.to_string());
    out.put(&format!("DTSTART;TZID={}", event.zone), &local(event.starts));
    out.put(&format!("DTEND;TZID={}", event.zone), &local(event.ends));
    out.put("STATUS", event.status.as_str());
    out.text("SUMMARY", &event.summary);
    for (name, value) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        if !value.is_empty() {
            out.text(name, value);
        }
    }
    if !event.url.is_empty() {
        out.put("URL", &event.url);
    }
    out.put("END", "VEVENT");
}

/// The zone's offset as it was before the first event, and every change of it until the last.
fn zone(out: &mut Lines, name: &str, from: Timestamp, to: Timestamp) {
    let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
    out.put("BEGIN", "VTIMEZONE");
    out.put("TZID", name);
    let before = zone.preceding(from).next();
    let mut offset = match &before {
        // The change in force when the first event begins; what was before it matters to nothing.
        Some(change) => {
            let info = zone.to_offset_info(
                change.timestamp().saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(from),
            );
            let earlier = info.offset();
            observance(
                out,
                change.timestamp(),
                earlier,
                change.offset(),
                change.abbreviation(),
                change.dst(),
            );
            change.offset()
        }
        None => {
            let info = zone.to_offset_info(from);
            let offset = info.offset();
            observance(out, Timestamp::UNIX_EPOCH, offset, offset, info.abbreviation(), info.dst());
            offset
        }
    };
    for change in zone.following(from).take_while(|change| change.timestamp() <= to) {
        observance(out, change.timestamp(), offset, change.offset(), change.abbreviation(), change.dst());
        offset = change.offset();
    }
    out.put("END", "VTIMEZONE");
}

fn observance(
    out: &mut Lines,
    at: Timestamp,
    from: jiff::tz::Offset,
    to: jiff::tz::Offset,
    name: &str,
    dst: Dst,
) {
    let kind = if dst == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
    out.put("BEGIN", kind);
    // The local time at which the change comes, by the offset before it (RFC 5545, 3.6.5).
    out.put("DTSTART", &from.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string());
    out.put("TZOFFSETFROM", &utc_offset(from.seconds()));
    out.put("TZOFFSETTO", &utc_offset(to.seconds()));
    out.text("TZNAME", name);
    out.put("END", kind);
}

/// `+0800`, `-0330`, with seconds only where there are some (RFC 5545, 3.3.14).
fn utc_offset(seconds: i32) -> String {
    let (sign, rest) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let mut text = format!("{sign}{:02}{:02}", rest / 3600, rest / 60 % 60);
    if rest % 60 != 0 {
        let _ = write!(text, "{:02}", rest % 60);
    }
    text
}

/// Content lines: folded after 75 octets, each ended by CRLF (RFC 5545, 3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn put(&mut self, name: &str, value: &str) {
        let mut room = 75;
        // What would end the line ends nothing.
        for c in format!("{name}:{value}").chars().filter(|c| !c.is_control() || *c == '\t') {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = 74;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.replace("\r\n", "\n").chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c => escaped.push(c),
            }
        }
        self.put(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(zone: &str, starts: &str, ends: &str) -> Event {
        Event {
            uid: "01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11".into(),
            zone: zone.into(),
            starts: starts.parse().unwrap(),
            ends: ends.parse().unwrap(),
            sequence: 2,
            changed: "2026-07-01T00:00:00Z".parse().unwrap(),
            status: Status::Confirmed,
            summary: "Dongeng sore".into(),
            description: String::new(),
            location: "Pojok anak".into(),
            url: String::new(),
        }
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_event_stands_in_its_zone_with_the_zone_beside_it() {
        let lines = unfolded(&calendar(
            "Kegiatan",
            &[event("Asia/Makassar", "2026-08-05T07:30:00Z", "2026-08-05T08:30:00Z")],
        ));
        for wanted in [
            "TZID:Asia/Makassar",
            "TZOFFSETTO:+0800",
            "DTSTART;TZID=Asia/Makassar:20260805T153000",
            "DTEND;TZID=Asia/Makassar:20260805T163000",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
        ] {
            assert!(lines.iter().any(|line| line == wanted), "{wanted} in {lines:#?}");
        }
    }

    #[test]
    fn a_zone_whose_clock_changes_between_events_says_when() {
        let summer = event("Europe/Berlin", "2026-10-20T08:00:00Z", "2026-10-20T09:00:00Z");
        let winter = event("Europe/Berlin", "2026-11-10T09:00:00Z", "2026-11-10T10:00:00Z");
        let lines = unfolded(&calendar("K", &[summer, winter]));
        let at = |text: &str| lines.iter().position(|line| line == text).unwrap_or(usize::MAX);
        assert!(at("BEGIN:DAYLIGHT") < at("BEGIN:STANDARD"), "{lines:#?}");
        assert!(lines.iter().any(|line| line == "DTSTART:20261025T030000"), "{lines:#?}");
        assert!(lines.iter().any(|line| line == "DTSTART;TZID=Europe/Berlin:20261020T100000"));
        assert!(lines.iter().any(|line| line == "DTSTART;TZID=Europe/Berlin:20261110T100000"));
    }

    #[test]
    fn what_is_called_off_says_so() {
        let off = Event {
            status: Status::Cancelled,
            ..event("UTC", "2026-08-05T07:30:00Z", "2026-08-05T08:30:00Z")
        };
        assert!(calendar("K", &[off]).contains("STATUS:CANCELLED\r\n"));
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was_and_no_line_is_longer_than_75_octets(text in "[ -~\n\u{a0}-\u{2fff}]{0,300}") {
            let one = Event { summary: text.clone(), ..event("UTC", "2026-08-05T07:30:00Z", "2026-08-05T08:30:00Z") };
            let written = calendar("K", &[one]);
            prop_assert!(written.split("\r\n").all(|line| line.len() <= 75));
            prop_assert!(!written.replace("\r\n", "").contains(['\r', '\n']));
            let kept: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            let lines = unfolded(&written);
            let summary = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            prop_assert_eq!(unescaped(summary), kept);
        }
    }
}
