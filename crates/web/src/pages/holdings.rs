//! What the house itself holds about a person: the account, its sessions and tokens, what was written down about them.

use kernel::{Act, Arg, Id, Message, Person, Timestamp};
use platform::{accounts, looks};
use store::{Result, Tx, sql, vals};

use crate::{Holding, device};

pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "platform.account",
        tables: &["account"],
        fields: &["member-login", "held-since", "held-until"],
        tell: |tx, person| {
            let rows: Vec<(String, Timestamp, Option<Timestamp>)> = tx.all(
                sql!("SELECT login, created_at, closed_at FROM account WHERE person = ?1"),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(login, since, until)| vec![login.into(), since.into(), until.into()])
                .collect())
        },
        against: works_here,
        files: Holding::NO_FILES,
        erase: accounts::forget,
    },
    Holding {
        name: "platform.roles",
        tables: &["role_holder"],
        fields: &["held-kind", "held-label"],
        tell: |tx, person| {
            let rows: Vec<(String, Option<String>)> = tx.all(
                sql!(
                    "SELECT h.role, b.name FROM role_holder h LEFT JOIN branch b ON b.id = h.branch
                     WHERE h.person = ?1 ORDER BY h.role, b.name"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(role, place)| vec![format!("role.{role}").into(), place.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        // Whoever holds one is not forgotten before they have given it back.
        erase: |_, _, _| Ok(()),
    },
    Holding {
        name: "platform.looks",
        tables: &["look"],
        fields: &["held-since", "held-by", "held-kind"],
        tell: |tx, person| {
            let row = |one: looks::Look| {
                vec![one.day.into(), one.viewer.into(), format!("privacy.sight.{}", one.what).into()]
            };
            Ok(looks::at(tx, person, i64::MAX)?.into_iter().map(row).collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| tx.exec(sql!("DELETE FROM look WHERE person = ?1"), vals![person]).map(drop),
    },
    Holding {
        name: "platform.sessions",
        tables: &["session", "api_token"],
        fields: &["held-kind", "held-value", "held-label", "held-since"],
        tell: sessions,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM session WHERE person = ?1"), vals![person])?;
            tx.exec(
                sql!(
                    "DELETE FROM api_token_permission WHERE token IN (SELECT id FROM api_token WHERE person = ?1)"
                ),
                vals![person],
            )?;
            tx.exec(sql!("DELETE FROM api_token WHERE person = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "platform.journal",
        tables: &[],
        fields: &["held-since", "held-kind", "held-value"],
        tell: |tx, person| {
            let rows: Vec<(Timestamp, String, Option<String>)> = tx.all(
                sql!(
                    "SELECT a.at, a.action, d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq
                     WHERE a.subject = ?1 ORDER BY a.at, a.seq"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(at, action, detail)| vec![at.into(), action.into(), detail.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        // Values go, also where they stand with another subject; the chain of hashes holds without them.
        erase: |tx, _, person| {
            tx.exec(
                sql!("DELETE FROM audit_detail WHERE seq IN (SELECT seq FROM audit WHERE subject = ?1)"),
                vals![person],
            )?;
            tx.exec(sql!("DELETE FROM idempotency WHERE actor = ?1"), vals![person]).map(drop)
        },
    },
];

/// Whoever works here first gives back what they may do.
fn works_here(tx: &mut Tx<'_>, _: &Act, person: Id<Person>) -> Result<Vec<Message>> {
    let (roles,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM role_holder WHERE person = ?1"), vals![person])?;
    Ok((roles > 0).then(|| Message::new("erase-against-roles")).into_iter().collect())
}

fn sessions(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    let rows: Vec<(String, String, String, Timestamp)> = tx.all(
        sql!(
            "SELECT 'session', device, address, started_at FROM session WHERE person = ?1
             UNION ALL SELECT 'token', name, '', created_at FROM api_token WHERE person = ?1"
        ),
        vals![person],
    )?;
    let row = |(kind, value, label, since): (String, String, String, Timestamp)| {
        let value = match kind.as_str() {
            "session" => Some(device::read(&value).names()).filter(|names| !names.is_empty()),
            _ => Some(value),
        };
        let value = value.unwrap_or_else(|| "device-unknown".to_owned());
        vec![kind.into(), value.into(), label.into(), since.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}
