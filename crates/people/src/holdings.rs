//! What the register holds about a person, and how it forgets them: of an entry only its id stays, so that what others wrote
//! down about their own work still leads somewhere.

use kernel::{Act, Arg, Date, Id, Person, Timestamp};
use store::{FromRow, Result, Tx, sql, vals};
use web::{HeldFile, Holding};

use crate::{parties, photos};

/// What a forgotten entry is called.
pub const FORGOTTEN: &str = "—";

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "people.entry",
        tables: &["party", "merger"],
        fields: &[
            "member-name",
            "party-born",
            "party-sex",
            "party-phone",
            "party-email",
            "party-village",
            "party-address",
            "party-note",
            "held-since",
        ],
        tell: entry,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: erase_entry,
    },
    Holding {
        name: "people.names",
        tables: &["party_name", "party_word", "word_tail", "party_pair", "party_sound"],
        fields: &["held-kind", "member-name"],
        tell: |tx, person| {
            let rows: Vec<(String, String)> = tx
                .all(sql!("SELECT kind, name FROM party_name WHERE party = ?1 ORDER BY id"), vals![person])?;
            Ok(rows.into_iter().map(|(kind, name)| vec![kind.into(), name.into()]).collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM party_name WHERE party = ?1"), vals![person])?;
            parties::forget_words(tx, person)?;
            // Whoever it turned out to be was found by these names as well.
            match parties::one(tx, person)?.merged_into {
                Some(survivor) => parties::reindex(tx, survivor),
                None => Ok(()),
            }
        },
    },
    Holding {
        name: "people.addresses",
        tables: &["party_address"],
        fields: &["party-village", "party-address", "held-label"],
        tell: |tx, person| {
            let rows: Vec<(String, Option<String>, Option<String>)> = tx.all(
                sql!(
                    "SELECT village, address, label FROM party_address
                     WHERE party = ?1 ORDER BY id"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(village, address, label)| vec![village.into(), address.into(), label.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM party_address WHERE party = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "people.contacts",
        tables: &["contact"],
        fields: &["held-kind", "held-value", "held-label"],
        tell: |tx, person| {
            let rows: Vec<(String, String, Option<String>)> = tx.all(
                sql!("SELECT kind, value, label FROM contact WHERE party = ?1 ORDER BY sort, id"),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(kind, value, label)| vec![kind.into(), shown(&value).into(), label.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| tx.exec(sql!("DELETE FROM contact WHERE party = ?1"), vals![person]).map(drop),
    },
    Holding {
        name: "people.identifiers",
        tables: &["identifier", "handle"],
        fields: &["held-kind", "held-value"],
        // As it is shown everywhere: what it hides, its owner knows and everybody else need not.
        tell: |tx, person| {
            let rows: Vec<(String, String)> = tx.all(
                sql!(
                    "SELECT scheme, masked FROM identifier WHERE party = ?1
                     UNION ALL SELECT 'kartu', code FROM handle WHERE party = ?1 ORDER BY 1, 2"
                ),
                vals![person],
            )?;
            Ok(rows.into_iter().map(|(scheme, masked)| vec![scheme.into(), masked.into()]).collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM identifier WHERE party = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM handle WHERE party = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "people.photo",
        tables: &["photo"],
        fields: &["held-since"],
        tell: |tx, person| {
            let rows: Vec<(Timestamp,)> =
                tx.all(sql!("SELECT kept_at FROM photo WHERE party = ?1"), vals![person])?;
            Ok(rows.into_iter().map(|(at,)| vec![at.into()]).collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: |tx, person| {
            let Some(photo) = photos::of(tx, person)? else { return Ok(Vec::new()) };
            Ok(vec![HeldFile { name: "foto.jpg".to_owned(), content: photos::jpeg(tx, photo)? }])
        },
        erase: |tx, _, person| tx.exec(sql!("DELETE FROM photo WHERE party = ?1"), vals![person]).map(drop),
    },
    Holding {
        name: "people.traits",
        tables: &["party_trait"],
        fields: &["held-kind", "held-value", "held-label"],
        tell: |tx, person| {
            let rows: Vec<(String, String, Option<String>)> = tx.all(
                sql!("SELECT kind, code, sentence FROM party_trait WHERE party = ?1 ORDER BY kind, id"),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(kind, code, said)| vec![kind.into(), code.into(), said.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM party_trait WHERE party = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "people.files",
        tables: &["import_file"],
        fields: &["held-value"],
        // What stands in a file that waits for a day is sealed; whoever is forgotten is struck off it beforehand.
        tell: |_, _| Ok(Vec::new()),
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |_, _, _| Ok(()),
    },
    Holding {
        name: "people.relationships",
        tables: &["relationship"],
        fields: &["held-kind", "member-name", "held-from", "held-until"],
        tell: relationships,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM relationship WHERE party = ?1 OR other = ?1"), vals![person]).map(drop)
        },
    },
];

/// A telephone number as people write it; anything else as it is.
fn shown(value: &str) -> String {
    if crate::phone::is_well_formed(value) { crate::phone::shown(value) } else { value.to_owned() }
}

fn entry(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    #[derive(FromRow)]
    struct Row {
        name: String,
        born: Option<Date>,
        sex: Option<String>,
        phone: Option<String>,
        email: Option<String>,
        village: Option<String>,
        address: Option<String>,
        note: Option<String>,
        created_at: Timestamp,
    }
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT name, born, sex, phone, email, village, address, note, created_at FROM party
             WHERE id = ?1"
        ),
        vals![person],
    )?;
    let row = |row: Row| {
        vec![
            row.name.into(),
            row.born.into(),
            row.sex.into(),
            row.phone.as_deref().map(shown).into(),
            row.email.into(),
            row.village.into(),
            row.address.into(),
            row.note.into(),
            row.created_at.into(),
        ]
    };
    Ok(rows.into_iter().map(row).collect())
}

fn relationships(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    let rows: Vec<(String, String, Option<Date>, Option<Date>)> = tx.all(
        sql!(
            "SELECT r.kind, p.name, r.since, r.until FROM relationship r
             JOIN party p ON p.id = CASE WHEN r.party = ?1 THEN r.other ELSE r.party END
             WHERE r.party = ?1 OR r.other = ?1 ORDER BY r.id"
        ),
        vals![person],
    )?;
    let row = |(kind, name, since, until): (String, String, Option<Date>, Option<Date>)| {
        vec![kind.into(), name.into(), since.into(), until.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

fn erase_entry(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE party SET name = ?2, folded = '', born = NULL, sex = NULL, phone = NULL, email = NULL,
                 village = NULL, area = NULL, address = NULL, note = NULL, changed_at = ?3
             WHERE id = ?1"
        ),
        vals![person, FORGOTTEN, act.at],
    )?;
    tx.exec(sql!("UPDATE merger SET moved = '{}' WHERE survivor = ?1 OR gone = ?1"), vals![person]).map(drop)
}
