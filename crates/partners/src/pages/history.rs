//! What was done, as a timeline tells it: when, by whom, about what, and from what to what.

use kernel::Date;
use platform::audit::Past;
use serde_json::Value;
use ui::{Speech, part::TimelineItem};
use web::{Visit, in_words};

use super::look;
use crate::model::{Stage, Unit};

/// What an entry can say, in the order in which it is told. Who did it is told last.
const TOLD: [&str; 24] = [
    "code",
    "number",
    "name",
    "title",
    "step",
    "about",
    "amount",
    "what",
    "stage",
    "state",
    "decision",
    "closing",
    "proposal",
    "role",
    "document",
    "since",
    "was",
    "until",
    "due",
    "on",
    "day",
    "signed_on",
    "note",
    "reason",
];

/// The latest first: by the instant, and of one instant by the order in which they were written.
pub(super) fn latest_first(mut history: Vec<Past>) -> Vec<Past> {
    history.sort_by_key(|one| std::cmp::Reverse((one.at, one.seq)));
    history
}

/// An entry of the audit as an item of a timeline.
pub(super) fn item(visit: &Visit, one: &Past, when: String) -> TimelineItem {
    let t = visit.t;
    let mut parts = facts(t, one);
    parts.push(one.name.clone().unwrap_or_else(|| t.say("party-by-system").to_owned()));
    TimelineItem {
        when,
        title: in_words(t, "audit", &one.action),
        text: parts.join(" · ").into(),
        done: true,
        now: false,
    }
}

/// The stage that an entry says a partnership has come to.
pub(super) fn stage_said(one: &Past) -> Option<Stage> {
    let detail: Value = serde_json::from_str(one.detail.as_deref()?).ok()?;
    match detail.get("stage")? {
        Value::Array(pair) => pair.get(1)?.as_str()?.parse().ok(),
        word => word.as_str()?.parse().ok(),
    }
}

/// What an entry says besides its name.
fn facts(t: Speech, one: &Past) -> Vec<String> {
    let Some(Ok(Value::Object(detail))) = one.detail.as_deref().map(serde_json::from_str) else {
        return Vec::new();
    };
    if let (Some(before), Some(after)) = (detail.get("before"), detail.get("after")) {
        return differences(t, before, after);
    }
    if let (Some(Value::String(key)), Some(n)) =
        (detail.get("dependent"), detail.get("n").and_then(Value::as_i64))
    {
        let key = format!("dependent-{}", key.replace('.', "-"));
        let rest = ["name", "until"].iter().filter_map(|key| told(t, key, detail.get(*key)?, None));
        return std::iter::once(t.count(&key, n)).chain(rest).collect();
    }
    let unit = detail.get("unit").and_then(Value::as_str).and_then(|unit| unit.parse().ok());
    TOLD.iter().filter_map(|key| detail.get(*key).and_then(|value| told(t, key, value, unit))).collect()
}

/// A value in words; of two, from the one to the other.
fn told(t: Speech, key: &str, value: &Value, unit: Option<Unit>) -> Option<String> {
    match value {
        Value::Array(pair) => {
            let [from, to] = pair.as_slice() else { return None };
            let nothing = || "–".to_owned();
            let (from, to) = (told(t, key, from, unit), told(t, key, to, unit));
            (from != to).then(|| format!("{} → {}", from.unwrap_or_else(nothing), to.unwrap_or_else(nothing)))
        }
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(match key {
            "stage" => t.say(&format!("stage-{text}")).to_owned(),
            "state" => t.known(&format!("case-state-{text}")).unwrap_or(text).to_owned(),
            "decision" => t.say(&format!("decision-{text}")).to_owned(),
            "closing" => t.say(&format!("closing-{text}")).to_owned(),
            "proposal" => t.say(&format!("proposal-{text}")).to_owned(),
            "what" => t.known(&format!("change-{text}")).unwrap_or(text).to_owned(),
            _ => text.parse::<Date>().map_or_else(|_| text.clone(), |day| t.date(day)),
        }),
        Value::Number(n) => {
            let n = n.as_i64()?;
            Some(unit.map_or_else(|| t.int(n), |unit| look::amount(t, unit, n)))
        }
        Value::Bool(yes) => Some(t.say(if *yes { "setting-yes" } else { "setting-no" }).to_owned()),
        _ => None,
    }
}

/// What became different of a partner: each field by its name, long texts by nothing more.
fn differences(t: Speech, before: &Value, after: &Value) -> Vec<String> {
    const FIELDS: [(&str, &str); 8] = [
        ("kind", "partner-kind"),
        ("owner_name", "partner-owner"),
        ("next_step", "partner-next"),
        ("next_on", "partner-next-on"),
        ("public", "partner-public"),
        ("website", "partner-website"),
        ("consent", "partner-consent"),
        ("about", "partner-about"),
    ];
    let shown = |key: &str, value: &Value| match (key, value.as_str()) {
        ("kind", Some(kind)) => t.say(&format!("partner-kind-{kind}")).to_owned(),
        _ => told(t, key, value, None).unwrap_or_else(|| "–".to_owned()),
    };
    let told = |(key, label): &(&str, &str)| {
        let (from, to) = (before.get(*key)?, after.get(*key)?);
        if from == to {
            return None;
        }
        let label = t.say(label);
        Some(match *key {
            "about" => label.to_owned(),
            _ => format!("{label}: {} → {}", shown(key, from), shown(key, to)),
        })
    };
    FIELDS.iter().filter_map(told).collect()
}
