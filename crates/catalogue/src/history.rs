//! What an edit changed, field by field, as the audit keeps it and the record's page shows it.

use marc::{Change, Field, Leader, Record};
use serde::{Deserialize, Serialize};

/// One changed field: its lines before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The line that is no longer there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The line that is there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The differences between two states of a record; the time of the last change (005) is none.
pub fn differences(old: &Record, new: &Record) -> Vec<Difference> {
    let told = |field: &Field| field.tag() != "005";
    let changes = marc::diff(old, new).into_iter().filter_map(|change| {
        Some(match change {
            Change::Leader { old, new } => pair(Some(leader(old)), Some(leader(new))),
            Change::Removed(field) => pair(Some(line(&field)).filter(|_| told(&field)), None),
            Change::Added(field) => pair(None, Some(line(&field)).filter(|_| told(&field))),
            Change::Changed { old, new } if told(&old) => pair(Some(line(&old)), Some(line(&new))),
            Change::Changed { .. } => return None,
            Change::Reordered => pair(Some(order(&old.fields)), Some(order(&new.fields))),
        })
    });
    changes.filter(|difference| difference.before.is_some() || difference.after.is_some()).collect()
}

const fn pair(before: Option<String>, after: Option<String>) -> Difference {
    Difference { before, after }
}

fn line(field: &Field) -> String {
    let lines = Record { leader: Leader::default(), fields: vec![field.clone()] }.to_lines();
    lines.lines().nth(1).unwrap_or_default().to_owned()
}

fn leader(leader: Leader) -> String {
    Record::new(leader).to_lines().trim_end().to_owned()
}

fn order(fields: &[Field]) -> String {
    fields.iter().map(|field| field.tag().to_string()).collect::<Vec<_>>().join(" ")
}
