//! The town's villages (kelurahan) by district (kecamatan), with their official codes; elsewhere people type
//! where they live.

use std::sync::LazyLock;

use crate::name::folded;

/// A village of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Village {
    /// The official code (Kepmendagri): `71.73.03.1005`.
    pub code: &'static str,
    /// `Kakaskasen Dua`
    pub name: &'static str,
    /// The district it belongs to: `Tomohon Utara`.
    pub district: &'static str,
}

/// Every village of the town, district by district, as the official codes order them.
pub fn all() -> &'static [Village] {
    static ALL: LazyLock<Vec<Village>> = LazyLock::new(|| read(include_str!("../data/tomohon.tsv")));
    &ALL
}

/// The village meant by a code or a name, if it is one of the table.
pub fn known(text: &str) -> Option<&'static Village> {
    let wanted = folded(text);
    all().iter().find(|village| village.code == wanted || folded(village.name) == wanted)
}

/// Villages are the entries of the fourth level; the level above names their district.
fn read(table: &'static str) -> Vec<Village> {
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
    let name = |code: &str| rows.iter().find(|(other, _)| *other == code).map(|(_, name)| *name);
    rows.iter()
        .filter_map(|&(code, own)| {
            let (district, _) = code.rsplit_once('.').filter(|_| code.matches('.').count() == 3)?;
            Some(Village { code, name: own.trim(), district: name(district)?.trim() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomohon_has_44_villages_in_5_districts_and_no_two_of_one_name() {
        let mut districts: Vec<_> = all().iter().map(|village| village.district).collect();
        districts.dedup();
        let mut names: Vec<_> = all().iter().map(|village| folded(village.name)).collect();
        names.sort();
        names.dedup();
        assert_eq!((all().len(), districts.len(), names.len()), (44, 5, 44));
    }

    #[test]
    fn a_village_is_known_by_code_and_by_name() {
        let village = known("kakaskasen DUA").unwrap();
        assert_eq!((village.code, village.district), ("71.73.03.1005", "Tomohon Utara"));
        assert_eq!(known("71.73.03.1005"), Some(village));
        assert_eq!(known("Tondano"), None);
    }
}
