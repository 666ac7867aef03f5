//! What signing in holds about a person, and how it forgets them.

use kernel::{Arg, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::Holding;

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "identity.means",
    tables: &["totp", "recovery_code", "passkey", "sign_in_step", "provider_link", "former_colleague"],
    fields: &["held-kind", "held-value", "held-since"],
    tell,
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase: |tx, _, person| {
        tx.exec(sql!("DELETE FROM totp WHERE person = ?1"), vals![person])?;
        tx.exec(sql!("DELETE FROM recovery_code WHERE person = ?1"), vals![person])?;
        tx.exec(sql!("DELETE FROM passkey WHERE person = ?1"), vals![person])?;
        tx.exec(sql!("DELETE FROM former_colleague WHERE person = ?1"), vals![person])?;
        tx.exec(sql!("DELETE FROM sign_in_step WHERE person = ?1"), vals![person])?;
        tx.exec(sql!("DELETE FROM provider_link WHERE person = ?1"), vals![person]).map(drop)
    },
}];

fn tell(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    let rows: Vec<(String, String, Timestamp)> = tx.all(
        sql!(
            "SELECT 'totp', '', begun_at FROM totp WHERE person = ?1
             UNION ALL SELECT 'passkey', name, added_at FROM passkey WHERE person = ?1
             UNION ALL SELECT 'provider', email, linked_at FROM provider_link WHERE person = ?1
             UNION ALL SELECT 'dismissed', '', left_at FROM former_colleague WHERE person = ?1"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(kind, value, since)| vec![kind.into(), value.into(), since.into()]).collect())
}
