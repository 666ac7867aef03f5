//! An activity as schema.org knows events, for search engines (JSON-LD).

use serde_json::{Value, json};

use crate::{
    calendar,
    model::{Activity, Entry, Guest, Session, Venue},
};

/// The sessions of an activity as events; `url` is its page, empty where the site has no known address.
pub fn events(
    activity: &Activity,
    sessions: &[Session],
    guests: &[Guest],
    organiser: &str,
    url: &str,
) -> String {
    let zone = activity.zone();
    let local = |at: kernel::Timestamp| {
        at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    };
    let event = |session: &Session| {
        let status = if session.stands() { "EventScheduled" } else { "EventCancelled" };
        let online = session.venue == Venue::Online;
        let place = match online {
            true => json!({ "@type": "VirtualLocation", "url": url }),
            false => {
                json!({ "@type": "Place", "name": session.whereabouts(), "address": session.whereabouts() })
            }
        };
        let mode = if online { "OnlineEventAttendanceMode" } else { "OfflineEventAttendanceMode" };
        let name = calendar::named(&activity.title, &session.title);
        let performers: Vec<Value> = guests
            .iter()
            .filter(|guest| guest.is_at(session.id))
            .map(|guest| json!({ "@type": "Person", "name": guest.name }))
            .collect();
        let mut event = json!({
            "@context": "https://schema.org",
            "@type": "Event",
            "name": name,
            "description": activity.summary,
            "startDate": local(session.starts_at),
            "endDate": local(session.ends_at),
            "eventStatus": format!("https://schema.org/{status}"),
            "eventAttendanceMode": format!("https://schema.org/{mode}"),
            "location": place,
            "organizer": { "@type": "Organization", "name": organiser },
            "isAccessibleForFree": true,
        });
        if !performers.is_empty() {
            event["performer"] = Value::from(performers);
        }
        if !url.is_empty() {
            event["url"] = Value::from(url);
            if activity.entry != Entry::Free {
                event["offers"] = json!({ "@type": "Offer", "price": 0, "priceCurrency": "IDR", "url": url });
            }
        }
        event
    };
    let events: Vec<Value> = sessions.iter().map(event).collect();
    // No text in it can end the element it stands in.
    Value::from(events).to_string().replace('<', "\\u003c")
}
