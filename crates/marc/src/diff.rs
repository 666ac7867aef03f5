//! What changed between two states of a record, field by field, for the audit.

use std::collections::HashMap;

use crate::{Field, Leader, Record};

/// One difference between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The leader changed in a position that is not a length.
    Leader {
        /// Before.
        old: Leader,
        /// After.
        new: Leader,
    },
    /// A field is gone.
    Removed(Field),
    /// A field is new.
    Added(Field),
    /// A field became another of the same tag.
    Changed {
        /// Before.
        old: Field,
        /// After.
        new: Field,
    },
    /// The fields are the same and stand in another order; nothing else changed in them.
    Reordered,
}

/// The changes from `old` to `new`, in the order of `old`'s fields, additions last. Equal fields are paired
/// wherever they stand, then the rest of each tag in turn. Empty exactly when the records say the same;
/// the lengths in the leader (0–4 and 12–16) say nothing.
#[must_use]
pub fn diff(old: &Record, new: &Record) -> Vec<Change> {
    let mut changes = Vec::new();
    if without_lengths(old.leader) != without_lengths(new.leader) {
        changes.push(Change::Leader { old: old.leader, new: new.leader });
    }
    let leaders = changes.len();
    let gone = missing_from(&old.fields, &new.fields);
    let come = missing_from(&new.fields, &old.fields);
    let mut by_tag: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, field) in come.iter().enumerate().rev() {
        by_tag.entry(field.tag()).or_default().push(at);
    }
    let mut paired = vec![false; come.len()];
    for field in gone {
        let partner = by_tag.get_mut(&field.tag()).and_then(Vec::pop);
        changes.push(match partner.and_then(|at| Some((at, come.get(at)?))) {
            Some((at, &new)) => {
                paired[at] = true;
                Change::Changed { old: field.clone(), new: new.clone() }
            }
            None => Change::Removed(field.clone()),
        });
    }
    let added = come.iter().zip(paired).filter(|(_, paired)| !paired);
    changes.extend(added.map(|(&field, _)| Change::Added(field.clone())));
    if changes.len() == leaders && old.fields != new.fields {
        changes.push(Change::Reordered);
    }
    changes
}

/// The fields of `these` that `others` has not, or not as often.
fn missing_from<'a>(these: &'a [Field], others: &[Field]) -> Vec<&'a Field> {
    let mut there: HashMap<&Field, usize> = HashMap::new();
    for field in others {
        *there.entry(field).or_default() += 1;
    }
    let missing = these.iter().filter(|field| match there.get_mut(field) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    missing.collect()
}

fn without_lengths(mut leader: Leader) -> Leader {
    leader.put(0, b"00000");
    leader.put(12, b"00000");
    leader
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Record {
        Record::default()
            .with(Field::control("001", "tmh-1"))
            .with(Field::data("245", '1', '0').with('a', "Laskar pelangi"))
            .with(Field::data("650", ' ', '4').with('a', "Sekolah"))
            .with(Field::data("650", ' ', '4').with('a', "Guru"))
    }

    #[test]
    fn a_record_does_not_differ_from_itself_whatever_its_lengths() {
        let mut other = sample();
        other.leader.put(0, b"00714");
        assert_eq!(diff(&sample(), &other), []);
    }

    #[test]
    fn removed_added_and_changed_fields_are_told_apart() {
        let mut new = sample();
        new.leader.set(5, 'c');
        new.remove("001");
        new.first_mut("245").unwrap().set('a', "Sang pemimpi");
        new.insert(Field::data("700", '1', ' ').with('a', "Hirata, Andrea"));
        let changes = diff(&sample(), &new);
        assert!(matches!(changes[0], Change::Leader { .. }));
        assert_eq!(changes[1], Change::Removed(Field::control("001", "tmh-1")));
        assert!(
            matches!(&changes[2], Change::Changed { old, new } if old.sub('a') == Some("Laskar pelangi") && new.sub('a') == Some("Sang pemimpi"))
        );
        assert!(matches!(&changes[3], Change::Added(field) if field.tag() == "700"));
        assert_eq!(changes.len(), 4);
    }

    #[test]
    fn an_equal_field_is_paired_with_its_like_and_not_with_its_neighbour() {
        let mut new = sample();
        new.fields.remove(2);
        assert_eq!(
            diff(&sample(), &new),
            [Change::Removed(Field::data("650", ' ', '4').with('a', "Sekolah"))]
        );
    }

    #[test]
    fn a_repeated_field_that_is_repeated_once_less_is_a_removal() {
        let old = sample().with(Field::control("001", "tmh-1"));
        assert_eq!(diff(&old, &sample()), [Change::Removed(Field::control("001", "tmh-1"))]);
    }

    #[test]
    fn another_order_is_one_change() {
        let mut new = sample();
        new.fields.swap(2, 3);
        assert_eq!(diff(&sample(), &new), [Change::Reordered]);
    }
}
