//! What the visitors' book holds about a person, and how it is forgotten: the visits stay counted, without the name.

use kernel::{Arg, Date, Id, Person};
use store::{Result, Tx, sql, vals};
use web::{Holding, Told};

use crate::{Purpose, Source};

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "visits.visits",
        tables: &["visit"],
        fields: &["visit-held-day", "visit-purpose", "visit-room", "visit-source"],
        tell: visits,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE visit SET party = NULL WHERE party = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "visits.kiosks",
        tables: &["kiosk"],
        fields: &["kiosk-name"],
        tell: |tx, person| {
            let rows: Vec<(String,)> = tx.all(
                sql!("SELECT name FROM kiosk WHERE opened_by = ?1 ORDER BY opened_at, id"),
                vals![person],
            )?;
            Ok(rows.into_iter().map(|(name,)| vec![name.into()]).collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE kiosk SET opened_by = NULL WHERE opened_by = ?1"), vals![person]).map(drop)
        },
    },
];

fn visits(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Date, Option<Purpose>, Option<String>, Source)> = tx.all(
        sql!(
            "SELECT day, purpose, room, source FROM visit WHERE party = ?1 AND reverses IS NULL ORDER BY at, id"
        ),
        vals![person],
    )?;
    let row = |(day, purpose, room, source): (Date, Option<Purpose>, Option<String>, Source)| {
        let purpose = purpose.map(|purpose| purpose.to_string()).unwrap_or_default();
        vec![Arg::Day(day), purpose.into(), room.unwrap_or_default().into(), source.to_string().into()]
    };
    Ok(rows.into_iter().map(row).collect())
}
