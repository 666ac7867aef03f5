//! The town's villages (kelurahan, desa) by district (kecamatan), as the table of areas has them; elsewhere
//! people type where they live.

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
    static ALL: LazyLock<Vec<Village>> = LazyLock::new(|| read(include_str!("../migrations/0001_areas.sql")));
    &ALL
}

/// The village meant by a code or a name, if it is one of the table.
pub fn known(text: &str) -> Option<&'static Village> {
    let wanted = folded(text);
    all().iter().find(|village| village.code == wanted || folded(village.name) == wanted)
}

/// The rows of the table are read where they are planted, so that they stand in one place: a quoted code, a
/// quoted name. Villages are the entries of the fourth level; the level above names their district.
fn read(migration: &'static str) -> Vec<Village> {
    let row = |line: &'static str| {
        let mut quoted = line.trim_start().strip_prefix("('")?.split('\'');
        Some((quoted.next()?, quoted.nth(1)?))
    };
    let rows: Vec<(&str, &str)> = migration.lines().filter_map(row).collect();
    let name = |code: &str| rows.iter().find(|(other, _)| *other == code).map(|(_, name)| *name);
    rows.iter()
        .filter_map(|&(code, own)| {
            let (district, _) = code.rsplit_once('.').filter(|_| code.matches('.').count() == 3)?;
            Some(Village { code, name: own, district: name(district)? })
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
