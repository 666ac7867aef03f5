//! Who might be the same: asked while a form is filled in, and again when it is sent.

use std::collections::BTreeSet;

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{PartyKind, Profile, name, phone};

/// How many candidates are looked at for each way to find them.
const LOOK: i64 = 60;
/// How many words of a name are looked for two by two: one word alone is a name that hundreds have.
pub(crate) const PAIRED: usize = 4;
/// How many are shown at most; more help nobody.
const SHOWN: usize = 8;

/// Why somebody might be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The same telephone number; families share one.
    Phone,
    /// Born on the same day.
    Born,
    /// The same name, whatever the order of its words.
    Name,
    /// A name that sounds alike.
    Sound,
}

impl Why {
    /// The word by which programs know it; in the language files as `alike-<word>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Born => "born",
            Self::Name => "name",
            Self::Sound => "sound",
        }
    }
}

/// An entry that might be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub id: Id<Person>,
    /// Its name.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their first telephone number.
    pub phone: Option<String>,
    /// Where they live.
    pub village: Option<String>,
    /// Everything that speaks for it; never empty.
    pub why: Vec<Why>,
}

#[derive(FromRow)]
struct Candidate {
    id: Id<Person>,
    name: String,
    born: Option<Date>,
    phone: Option<String>,
    village: Option<String>,
    /// Whether this number is one of theirs.
    same_phone: bool,
}

/// Entries of this kind that might be who the profile speaks of, the likeliest first. Every way has an index.
///
/// # Errors
/// Those of the database.
pub fn alike(tx: &mut Tx<'_>, kind: PartyKind, profile: &Profile) -> Result<Vec<Alike>> {
    let number = phone::normalised(&profile.phone);
    let pairs = name::sound_pairs(&profile.name, PAIRED);
    let pair = |n: usize| pairs.get(n).map_or("", String::as_str);
    let candidates: Vec<Candidate> = tx.all(
        sql!(
            "SELECT p.id, p.name, p.born, p.phone, p.village,
                 (CAST(?1 AS TEXT) IS NOT NULL AND EXISTS (SELECT 1 FROM contact c WHERE c.party = p.id
                     AND c.value = CAST(?1 AS TEXT))) AS same_phone
             FROM party p WHERE p.kind = ?10 AND p.merged_into IS NULL AND p.id IN (
                 SELECT n.party FROM contact n WHERE n.value = CAST(?1 AS TEXT)
                 UNION SELECT d.id FROM party d WHERE d.born = CAST(?2 AS TEXT)
                 UNION SELECT s.party FROM (
                     SELECT w.party FROM party_sound w WHERE w.sound IN (?3, ?4, ?5, ?6, ?7, ?8)
                     GROUP BY w.party ORDER BY count(*) DESC, w.party LIMIT ?9) s)"
        ),
        vals![number, profile.born, pair(0), pair(1), pair(2), pair(3), pair(4), pair(5), LOOK, kind],
    )?;
    let mut found: Vec<Alike> = candidates.into_iter().filter_map(|one| judged(profile, one)).collect();
    found.sort_by(|a, b| (b.why.len(), &a.name).cmp(&(a.why.len(), &b.name)));
    found.truncate(SHOWN);
    Ok(found)
}

fn judged(profile: &Profile, one: Candidate) -> Option<Alike> {
    let why = likeness(profile, &one.name, one.born, one.same_phone);
    (!why.is_empty()).then_some(Alike {
        id: one.id,
        name: one.name,
        born: one.born,
        phone: one.phone,
        village: one.village,
        why,
    })
}

/// What speaks for somebody of this name and birth date being who the profile speaks of, if enough does: the number; the day
/// with a part of the name; or the whole name where the days do not speak against it.
pub(crate) fn likeness(profile: &Profile, name: &str, born: Option<Date>, same_phone: bool) -> Vec<Why> {
    let set = |words: Vec<String>| words.into_iter().collect::<BTreeSet<_>>();
    let (mine, theirs) = (set(name::sounds(&profile.name)), set(name::sounds(name)));
    let shared = mine.intersection(&theirs).count();
    let whole = shared >= 2 && shared == mine.len().min(theirs.len());
    let same_day = profile.born.is_some() && profile.born == born;
    let other_day = profile.born.zip(born).is_some_and(|(mine, theirs)| !is_slip(mine, theirs));
    let mut why = Vec::new();
    if !(same_phone || (same_day && shared > 0) || (whole && !other_day)) {
        return why;
    }
    if same_phone {
        why.push(Why::Phone);
    }
    if same_day {
        why.push(Why::Born);
    }
    if set(name::words(&profile.name)) == set(name::words(name)) {
        why.push(Why::Name);
    } else if shared > 0 && (whole || same_day) {
        why.push(Why::Sound);
    }
    why
}

/// Whether two days differ as typing lets them: day and month exchanged, or one of the three wrong.
fn is_slip(a: Date, b: Date) -> bool {
    let exchanged = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    let same = [a.year() == b.year(), a.month() == b.month(), a.day() == b.day()];
    exchanged || same.into_iter().filter(|same| *same).count() >= 2
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn one(name: &str, born: Option<Date>) -> Candidate {
        Candidate { id: Id::new(), name: name.into(), born, phone: None, village: None, same_phone: false }
    }

    fn typed(name: &str, born: Option<Date>) -> Profile {
        Profile { name: name.into(), born, ..Profile::default() }
    }

    #[test]
    fn the_same_name_in_another_spelling_and_order_is_noticed() {
        let found = judged(&typed("Johannes Lumi", None), one("LUMI, Yohanes", None)).unwrap();
        assert_eq!(found.why, [Why::Sound]);
        let found = judged(&typed("Meiske Lumi", None), one("Meiske Debora Lumi", None)).unwrap();
        assert_eq!(found.why, [Why::Sound]);
        assert!(judged(&typed("Meiske", None), one("Meiske Lumi", None)).is_none());
    }

    #[test]
    fn another_birth_date_speaks_against_it_unless_it_is_a_slip() {
        let born = Some(date(1994, 3, 7));
        assert!(judged(&typed("Meiske Lumi", born), one("Meiske Lumi", Some(date(1961, 11, 20)))).is_none());
        assert!(judged(&typed("Meiske Lumi", born), one("Meiske Lumi", Some(date(1994, 7, 3)))).is_some());
        assert!(judged(&typed("Meiske Lumi", born), one("Meiske Lumi", Some(date(1949, 3, 7)))).is_some());
        let found = judged(&typed("Meiske Lumi", born), one("Meyske Wowor", born)).unwrap();
        assert_eq!(found.why, [Why::Born, Why::Sound]);
    }
}
