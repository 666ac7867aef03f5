//! Who is to be told: how they can be reached and what they want, read for many at once.

use std::collections::HashMap;

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};
use ui::Lang;

use crate::{Channel, Reader, Wish};

/// How many are read by one statement.
const CHUNK: usize = 16;

/// What is known of the ways to `people`.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, people: &[Id<Person>]) -> Result<HashMap<Id<Person>, Reader>> {
    #[derive(FromRow)]
    struct Row {
        id: Id<Person>,
        name: String,
        born: Option<Date>,
        account: bool,
        lang: Option<String>,
        first_channel: Option<Channel>,
        spoken: Option<String>,
        whatsapp: Option<String>,
        email: Option<String>,
    }
    let mut readers = HashMap::new();
    for ids in chunks(people) {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids;
        let rows: Vec<Row> = tx.all(
            sql!(
                "SELECT p.id, p.name, p.born, a.person IS NOT NULL AS account, r.lang, r.first_channel,
                     (SELECT MAX(t.code) FROM party_trait t
                      WHERE t.party = p.id AND t.kind = 'language' AND t.code IN ('id', 'en')) AS spoken,
                     (SELECT w.value FROM contact w WHERE w.party = p.id AND w.kind = 'whatsapp' AND w.told
                      ORDER BY w.sort, w.id LIMIT 1) AS whatsapp,
                     (SELECT e.value FROM contact e WHERE e.party = p.id AND e.kind = 'email' AND e.told
                      ORDER BY e.sort, e.id LIMIT 1) AS email
                 FROM party p LEFT JOIN account a ON a.person = p.id AND a.closed_at IS NULL
                 LEFT JOIN notice_reader r ON r.person = p.id
                 WHERE p.id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for row in rows {
            let lang = row.lang.or(row.spoken).and_then(|code| Lang::from_code(&code)).unwrap_or_default();
            let reader = Reader {
                person: row.id,
                name: row.name,
                born: row.born,
                lang,
                first: row.first_channel,
                account: row.account,
                whatsapp: row.whatsapp,
                email: row.email,
                wishes: Vec::new(),
            };
            readers.insert(row.id, reader);
        }
        let wishes: Vec<Wish> = tx.all(
            sql!(
                "SELECT person, kind, channel, wanted, confirmed_at, token, said_by FROM notice_wish
                 WHERE person IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        for wish in wishes {
            if let Some(reader) = readers.get_mut(&wish.person) {
                reader.wishes.push(wish);
            }
        }
    }
    Ok(readers)
}

/// What is known of the ways to one person.
///
/// # Errors
/// [`store::Error::Missing`] when there is nobody such; those of the database.
pub fn one(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Reader> {
    of(tx, &[person])?.remove(&person).ok_or(store::Error::Missing)
}

/// Who cares for each of `children` on a day.
///
/// # Errors
/// Those of the database.
pub fn guardians(
    tx: &mut Tx<'_>,
    children: &[Id<Person>],
    on: Date,
) -> Result<HashMap<Id<Person>, Vec<Id<Person>>>> {
    let mut found: HashMap<Id<Person>, Vec<Id<Person>>> = HashMap::new();
    for ids in chunks(children) {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids;
        let rows: Vec<(Id<Person>, Id<Person>)> = tx.all(
            sql!(
                "SELECT other, party FROM relationship WHERE kind = 'guardian'
                     AND (since IS NULL OR since <= ?17) AND (until IS NULL OR until >= ?17)
                     AND other IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ORDER BY id"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, on],
        )?;
        for (child, guardian) in rows {
            found.entry(child).or_default().push(guardian);
        }
    }
    Ok(found)
}

/// Where each of `people` lives, as lines of an envelope.
///
/// # Errors
/// Those of the database.
pub fn places(tx: &mut Tx<'_>, people: &[Id<Person>]) -> Result<HashMap<Id<Person>, Vec<String>>> {
    let mut found = HashMap::new();
    for ids in chunks(people) {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids;
        let rows: Vec<(Id<Person>, Option<String>, Option<String>)> = tx.all(
            sql!(
                "SELECT id, address, village FROM party
                 WHERE id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            ),
            vals![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
        found.extend(
            rows.into_iter()
                .map(|(id, street, village)| (id, [street, village].into_iter().flatten().collect())),
        );
    }
    Ok(found)
}

/// Sixteen at a time, filled up with nobody.
fn chunks(people: &[Id<Person>]) -> impl Iterator<Item = [Id<Person>; CHUNK]> {
    people.chunks(CHUNK).map(|some| {
        let nobody = Id::from_bytes([0; 16]);
        std::array::from_fn(|n| some.get(n).copied().unwrap_or(nobody))
    })
}
