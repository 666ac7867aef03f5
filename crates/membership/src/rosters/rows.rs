//! The rows of a list as they are kept.

use kernel::{Date, Id};
use people::{Profile, name};
use store::{Result, Tx, many::Rows, vals};

use super::{Entry, Listed, State};
use crate::sponsorships::Sponsorship;

/// A row as it waits for its seat.
pub(super) fn waiting(entry: &Entry, today: Date) -> Listed {
    let name = entry.name();
    Listed {
        id: Id::new(),
        number: entry.number.clone(),
        folded: name::folded(&name),
        name,
        born: entry.profile.born,
        sex: entry.profile.sex,
        phone: entry.phone(),
        email: email_of(entry),
        class: entry.class.clone(),
        position: entry.line,
        joined: today,
        state: State::Waiting,
        person: None,
        basis: None,
        basis_until: None,
    }
}

/// Keeps rows as they are now, new ones and those that are there.
pub(super) fn keep(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, rows: &[Listed]) -> Result<()> {
    const LISTED: Rows = store::rows!(
        "INSERT INTO roster_row (id, sponsorship, number, name, folded, born, sex, phone, email, class, position,
             joined, state, person, basis) VALUES ",
        15,
        " ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, folded = excluded.folded,
             born = excluded.born, sex = excluded.sex, phone = excluded.phone, email = excluded.email,
             class = excluded.class, position = excluded.position, state = excluded.state, person = excluded.person,
             basis = excluded.basis"
    );
    let mut values = Vec::with_capacity(rows.len() * 15);
    for row in rows {
        values.extend_from_slice(vals![
            row.id,
            sponsorship,
            row.number,
            row.name,
            row.folded,
            row.born,
            row.sex,
            row.phone,
            row.email,
            row.class,
            row.position,
            row.joined,
            row.state,
            row.person,
            row.basis
        ]);
    }
    tx.exec_rows(&LISTED, &values).map(drop)
}

/// What a row says, as a list would say it.
pub(super) fn entry_of(row: &Listed) -> Entry {
    Entry {
        line: row.position,
        number: row.number.clone(),
        class: row.class.clone(),
        profile: profile_of(row),
        identifiers: Vec::new(),
        warnings: Vec::new(),
        problems: Vec::new(),
    }
}

/// Who a row would be in the register.
pub(super) fn profile_of(row: &Listed) -> Profile {
    Profile {
        name: row.name.clone(),
        born: row.born,
        sex: row.sex,
        phone: row.phone.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        ..Profile::default()
    }
}

/// The e-mail address of an entry, as it is compared.
pub(super) fn email_of(entry: &Entry) -> Option<String> {
    Some(entry.profile.email.trim().to_lowercase()).filter(|email| !email.is_empty())
}
