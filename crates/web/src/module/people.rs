//! What a module has of people: told, taken along, forgotten, and one where two entries turn out to be one.

use kernel::{Act, Arg, Id, Message, Person};
use platform::vault::Vault;
use store::{Result, Tx};

/// What a module holds about a person, and how it forgets them (UU 27/2022 on personal data, articles 6 to 8). Every
/// table that points to a person is named by a holding; a test of the whole program sees to it. Whoever has several entries
/// that turned out to be one is asked for under each of their ids, so that none of this needs to know of mergers.
#[derive(Clone, Copy)]
pub struct Holding {
    /// `people.contacts`; its title stands in the language files as `holding-people-contacts`.
    pub name: &'static str,
    /// The tables it speaks for.
    pub tables: &'static [&'static str],
    /// What each row says, as keys of the language files; in an export these are the names of the fields.
    pub fields: &'static [&'static str],
    /// The rows about a person, each as long as the fields. What is nobody's business, hashes and secrets, is left
    /// out; what the library knows and cannot read is said in words.
    pub tell: fn(&mut Tx<'_>, Id<Person>) -> Result<Told>,
    /// The pictures and papers kept about a person, to be taken along as they are.
    pub files: fn(&mut Tx<'_>, Id<Person>) -> Result<Vec<HeldFile>>,
    /// What must be settled before this person can be forgotten, each with what to do.
    pub against: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Vec<Message>>,
    /// Forgets the person: what is theirs goes, what others need stays without them.
    pub erase: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<()>,
}

impl Holding {
    /// No files are kept.
    pub const NO_FILES: fn(&mut Tx<'_>, Id<Person>) -> Result<Vec<HeldFile>> = |_, _| Ok(Vec::new());
    /// Nothing has to be settled first.
    pub const NOTHING_AGAINST: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Vec<Message>> =
        |_, _, _| Ok(Vec::new());
}

/// What a holding tells of a person: rows, each with a value for every field.
pub type Told = Vec<Vec<Arg>>;

/// A file kept about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// What to call it: `foto.jpg`.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Papers with many people on them that wait for somebody to take them over: lists that were sent in. They are sealed as a
/// whole, so that whoever is forgotten is struck off them by whoever has the library's keys, before the [`Holding`]s forget by
/// what they are named there.
#[derive(Clone, Copy)]
pub struct Paper {
    /// `people.files`
    pub name: &'static str,
    /// Strikes a person off; what it says of others stays. A paper that nobody can open any more goes.
    pub strike: fn(&mut Tx<'_>, &Act, &Vault, Id<Person>) -> Result<()>,
}

/// Rows of a module that point to a person, and follow when two entries of the register turn out to be one.
///
/// ```ignore
/// Follower {
///     name: "circulation.loans",
///     follow: |tx, _, from, to| followed(tx.all(sql!("UPDATE loan SET member = ?2 WHERE member = ?1 RETURNING id"), …)),
///     back: |tx, _, rows, from, to| … "UPDATE loan SET member = ?2 WHERE id = ?1 AND member = ?3" …
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Follower {
    /// `circulation.loans`
    pub name: &'static str,
    /// Lets the rows of the first person point to the second; which rows these were. A refusal stops the whole
    /// merger.
    pub follow: Follow,
    /// Lets these rows point to the first person again, where they still point to the second.
    pub back: Back,
}

/// From the first person to the second; the rows that went.
pub type Follow = fn(&mut Tx<'_>, &Act, Id<Person>, Id<Person>) -> Result<Vec<Id<()>>>;

/// These rows, to the first person from the second.
pub type Back = fn(&mut Tx<'_>, &Act, &[Id<()>], Id<Person>, Id<Person>) -> Result<()>;

/// The rows that went, of a statement that ends in `RETURNING id`.
///
/// # Errors
/// Those of the statement.
pub fn followed(rows: Result<Vec<(Id<()>,)>>) -> Result<Vec<Id<()>>> {
    Ok(rows?.into_iter().map(|(id,)| id).collect())
}

/// The [`Follower`] of rows that do no more than point to a person: `follower!("circulation.loans", loan.member)`, of
/// a table whose rows are known by `id`. With `, once $key` a row stays where it is when the other entry has one with the same
/// `$key` already: `follower!("acquisitions.invoices", invoice.vendor, once key)`.
#[macro_export]
macro_rules! follower {
    ($name:literal, $table:ident.$column:ident $(, once $key:ident)?) => {
        $crate::Follower {
            name: $name,
            follow: |tx, _, from, to| {
                $crate::followed(tx.all(
                    ::store::sql!(concat!(
                        "UPDATE ",
                        stringify!($table),
                        " SET ",
                        stringify!($column),
                        " = ?2 WHERE ",
                        stringify!($column),
                        " = ?1",
                        $(
                            " AND NOT EXISTS (SELECT 1 FROM ",
                            stringify!($table),
                            " o WHERE o.",
                            stringify!($column),
                            " = ?2 AND o.",
                            stringify!($key),
                            " = ",
                            stringify!($table),
                            ".",
                            stringify!($key),
                            ")",
                        )?
                        " RETURNING id"
                    )),
                    ::store::vals![from, to],
                ))
            },
            back: |tx, _, rows, from, to| {
                rows.iter().try_for_each(|row| {
                    tx.exec(
                        ::store::sql!(concat!(
                            "UPDATE ",
                            stringify!($table),
                            " SET ",
                            stringify!($column),
                            " = ?2 WHERE id = ?1 AND ",
                            stringify!($column),
                            " = ?3"
                        )),
                        ::store::vals![row, from, to],
                    )
                    .map(drop)
                })
            },
        }
    };
}

/// What making the first person a part of the second would bring, in sentences. Nothing is done.
pub type Consequence = fn(&mut Tx<'_>, &Act, Id<Person>, Id<Person>) -> Result<Vec<Message>>;
