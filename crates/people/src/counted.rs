//! How people are counted whom nobody names: at the door, at a session. So few words that nobody is told from others by
//! them.

use kernel::Date;

use crate::rules;

store::words! {
    /// As whoever counts sees it, where somebody does.
    pub enum Sex {
        /// Perempuan.
        Female = "female",
        /// Laki-laki.
        Male = "male",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

impl From<Option<crate::Sex>> for Sex {
    fn from(known: Option<crate::Sex>) -> Self {
        match known {
            Some(crate::Sex::Female) => Self::Female,
            Some(crate::Sex::Male) => Self::Male,
            None => Self::Unknown,
        }
    }
}

store::words! {
    /// How old, roughly.
    pub enum Band {
        /// Up to 12.
        Child = "child",
        /// 13 to 17.
        Teen = "teen",
        /// 18 to 59.
        Adult = "adult",
        /// From 60 on.
        Senior = "senior",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

impl Band {
    /// That of somebody born on `born`, on `day`.
    pub fn of(born: Option<Date>, day: Date) -> Self {
        match born.map(|born| rules::age(born, day)) {
            None => Self::Unknown,
            Some(..=12) => Self::Child,
            Some(13..=17) => Self::Teen,
            Some(18..=59) => Self::Adult,
            Some(60..) => Self::Senior,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_band_changes_on_the_birthday() {
        let born = Some(date(2013, 8, 5));
        assert_eq!(Band::of(born, date(2026, 8, 4)), Band::Child);
        assert_eq!(Band::of(born, date(2026, 8, 5)), Band::Teen);
        assert_eq!(Band::of(Some(date(1966, 8, 5)), date(2026, 8, 5)), Band::Senior);
        assert_eq!(Band::of(None, date(2026, 8, 5)), Band::Unknown);
    }
}
