//! People from a file: a table of a spreadsheet, CSV, or the address book of a telephone. First it is looked at
//! and nothing is done ([`look`]); then it is entered ([`enter`]). The same file a second time changes nothing.

use std::collections::{BTreeSet, HashSet};

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{
    schedule::{Task, When},
    vault::{Place, Vault},
};
use sheet::{
    Cell, Row, Table,
    columns::{Field, Mapping, anything, is_words},
    day::{self, Habit, Unknown},
};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    PartyKind, Profile, Sex,
    alike::{self, Alike, Why},
    contacts, identifiers, name,
    parties::{self, Entered},
    phone, rules, vcard,
};

/// The most rows that are entered from one file.
pub const MOST_ROWS: usize = 10_000;
/// How long nothing is heard of whoever enters a file before somebody else may go on.
const BUSY: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);
/// How long a file waits to be entered, in hours.
const KEPT: i64 = 24;
/// Where the content of a file is sealed.
const CONTENT: Place = Place { table: "import_file", column: "content" };

/// What a file can tell of a party, with what headings call it.
pub const FIELDS: &[Field] = &[
    Field {
        name: "name",
        heads: &[
            "nama lengkap",
            "nama",
            "nama siswa",
            "nama anggota",
            "nama peserta",
            "nama mahasiswa",
            "nama lembaga",
            "nama sekolah",
            "name",
            "full name",
        ],
        fits: is_words,
    },
    Field { name: "given", heads: &["nama depan", "given name", "first name"], fits: is_words },
    Field {
        name: "family",
        heads: &["nama belakang", "marga", "fam", "family name", "last name"],
        fits: is_words,
    },
    Field {
        name: "born",
        heads: &[
            "tanggal lahir",
            "tgl lahir",
            "tgl lhr",
            "lahir",
            "birth date",
            "date of birth",
            "born",
            "birthday",
        ],
        fits: day::is_like,
    },
    Field {
        name: "sex",
        heads: &["jenis kelamin", "l p", "lp", "jk", "kelamin", "sex", "gender"],
        fits: is_sex,
    },
    Field {
        name: "phone",
        heads: &[
            "no wa",
            "wa",
            "whatsapp",
            "no hp",
            "hp",
            "nomor hp",
            "no hp wa",
            "handphone",
            "telepon",
            "no telepon",
            "nomor telepon",
            "telp",
            "no telp",
            "phone",
            "mobile",
            "phone number",
        ],
        fits: is_phone,
    },
    Field { name: "email", heads: &["surel", "email", "e mail", "alamat email"], fits: is_email },
    Field { name: "village", heads: &["kelurahan", "desa", "kelurahan desa", "village"], fits: anything },
    Field {
        name: "address",
        heads: &["alamat", "alamat rumah", "jalan", "address", "street"],
        fits: anything,
    },
    Field { name: "nik", heads: &["nik", "no ktp", "nomor ktp", "no nik"], fits: is_nik },
    Field { name: "nisn", heads: &["nisn"], fits: anything },
    Field { name: "kind", heads: &["jenis", "kind", "type"], fits: anything },
    Field { name: "note", heads: &["catatan", "keterangan", "note", "notes"], fits: anything },
];

fn is_sex(cell: &Cell) -> bool {
    sex(&cell.text()).is_some()
}

fn is_phone(cell: &Cell) -> bool {
    !day::is_like(cell) && !is_nik(cell) && !phones(&cell.text()).is_empty()
}

fn is_email(cell: &Cell) -> bool {
    rules::is_address(&cell.text())
}

fn is_nik(cell: &Cell) -> bool {
    crate::nik::normalised(cell.text().trim_start_matches('\'')).is_some()
}

/// A table with what its columns seem to be.
#[derive(Debug, Clone)]
pub struct Source {
    /// The rows as they were sent.
    pub table: Table,
    /// Which column is which; people may say otherwise.
    pub mapping: Mapping,
}

/// Reads a file.
///
/// # Errors
/// A refusal that says why it is no table, or has too many rows.
pub fn read(bytes: &[u8]) -> std::result::Result<Source, Refusal> {
    let object = |key| Refusal::of_field("file", Message::new(key));
    let table = if vcard::is_one(bytes) {
        vcard::table(bytes)
    } else {
        sheet::read(bytes).map_err(|error| match error {
            sheet::Error::Unknown => object("intake-unknown"),
            sheet::Error::TooLarge => object("intake-too-large"),
            sheet::Error::Damaged => object("intake-damaged"),
            sheet::Error::Empty => object("intake-empty"),
        })?
    };
    if table.rows.len() > MOST_ROWS {
        return Err(object("intake-too-large"));
    }
    let mapping = Mapping::guess(&table, FIELDS);
    Ok(Source { table, mapping })
}

/// One row, understood as far as it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Where it stands in the file, counted from 1.
    pub number: usize,
    /// What it is.
    pub kind: PartyKind,
    /// What it tells.
    pub profile: Profile,
    /// Telephone numbers after the first.
    pub more_phones: Vec<String>,
    /// Numbers that others gave, by scheme.
    pub identifiers: Vec<(&'static str, String)>,
    /// What speaks against entering it.
    pub problems: Vec<Message>,
    /// What is worth a second look, though it is entered.
    pub warnings: Vec<Message>,
}

/// The rows below the heading, each understood as far as it goes.
pub fn drafts(source: &Source, today: Date) -> Vec<Draft> {
    let habit = Habit::of(source.mapping.column(&source.table, "born"));
    source.mapping.rows(&source.table).iter().map(|row| draft(source, &habit, row, today)).collect()
}

fn draft(source: &Source, habit: &Habit, row: &Row, today: Date) -> Draft {
    let mapping = &source.mapping;
    let text = |field: &str| mapping.cell(row, field).text().trim().to_owned();
    let mut problems = Vec::new();
    let shifted = mapping.is_shifted(row, FIELDS);
    if shifted {
        problems.push(Message::new("intake-shifted"));
    }
    let whole = text("name");
    let name = if whole.is_empty() { format!("{} {}", text("given"), text("family")) } else { whole };
    let born = habit.read(mapping.cell(row, "born")).unwrap_or_else(|unknown| {
        let key = match unknown {
            Unknown::Unreadable => "intake-born-unreadable",
            Unknown::Ambiguous => "intake-born-ambiguous",
        };
        problems.push(Message::new(key).with("text", text("born")));
        None
    });
    let sex = sex(&text("sex"));
    if sex.is_none() && !text("sex").is_empty() {
        problems.push(Message::new("intake-sex-unreadable").with("text", text("sex")));
    }
    let mut numbers = phones(&text("phone")).into_iter();
    let first = numbers.next();
    if first.is_none() && !text("phone").is_empty() {
        problems.push(Message::new("intake-phone-unreadable").with("text", text("phone")));
    }
    let identifiers = ["nik", "nisn"].map(|scheme| (scheme, text(scheme)));
    let profile = Profile {
        name: name.trim().to_owned(),
        born,
        sex,
        phone: first.unwrap_or_default(),
        email: text("email"),
        village: text("village"),
        address: text("address"),
        note: text("note"),
    };
    let objections = rules::profile_objections(&profile, today);
    problems.extend(objections.into_iter().map(|reason| reason.message));
    let kind = kind(&text("kind"));
    // A birth date, a class or a number in the column of names.
    if kind == PartyKind::Person && !shifted && profile.name.contains(|c: char| c.is_ascii_digit()) {
        problems.push(Message::new("intake-name-digits").with("text", profile.name.as_str()));
    }
    let contradicts = |(scheme, value): &(&str, String)| {
        let value = value.trim_start_matches('\'');
        let value = (*scheme == "nik").then(|| crate::nik::normalised(value)).flatten()?;
        crate::nik::contradiction(&value, profile.born, profile.sex)
    };
    Draft {
        number: row.number,
        kind,
        warnings: identifiers.iter().filter_map(contradicts).collect(),
        profile,
        more_phones: numbers.collect(),
        identifiers: identifiers.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        problems,
    }
}

/// Every telephone number of a cell, each once; none where one of them cannot be read.
fn phones(text: &str) -> Vec<String> {
    if let Some(one) = phone::normalised(text) {
        return vec![one];
    }
    let pieces = text.split(['/', ',', ';', '\n']).flat_map(|piece| piece.split(" atau "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    let mut seen = HashSet::new();
    let numbers = pieces.map(phone::normalised).collect::<Option<Vec<_>>>().unwrap_or_default();
    numbers.into_iter().filter(|number| seen.insert(number.clone())).collect()
}

fn sex(text: &str) -> Option<Sex> {
    match text.trim().to_lowercase().as_str() {
        "p" | "pr" | "perempuan" | "wanita" | "w" | "f" | "female" => Some(Sex::Female),
        "l" | "lk" | "laki-laki" | "laki laki" | "laki" | "pria" | "m" | "male" => Some(Sex::Male),
        _ => None,
    }
}

fn kind(text: &str) -> PartyKind {
    match text.trim().to_lowercase().as_str() {
        "organisation" | "organization" | "organisasi" | "lembaga" | "sekolah" | "instansi" => {
            PartyKind::Organisation
        }
        "group" | "kelompok" | "komunitas" => PartyKind::Group,
        _ => PartyKind::Person,
    }
}

/// A row with what becomes of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row.
    pub draft: Draft,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is entered.
    New,
    /// The register has it: nothing to do.
    Known(Id<Person>),
    /// It might be one of these; people decide.
    Alike(Vec<Alike>),
    /// An earlier row of the same file tells the same.
    Twice,
    /// It cannot be entered.
    Rejected(Vec<Message>),
}

/// What would become of every row. Nothing is done.
///
/// # Errors
/// Those of the database.
pub fn look(tx: &mut Tx<'_>, vault: &Vault, drafts: Vec<Draft>) -> Result<Vec<Line>> {
    let mut seen = HashSet::new();
    let mut lines = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut fate = fate(tx, vault, &draft)?;
        let same = (name::words(&draft.profile.name), draft.profile.born, draft.profile.phone.clone());
        if !seen.insert(same) && fate == Fate::New {
            fate = Fate::Twice;
        }
        lines.push(Line { draft, fate });
    }
    Ok(lines)
}

fn fate(tx: &mut Tx<'_>, vault: &Vault, draft: &Draft) -> Result<Fate> {
    let (mut problems, mut known) = (draft.problems.clone(), None);
    for (scheme, value) in &draft.identifiers {
        match identifiers::find(tx, vault, scheme, value) {
            Ok(found) => known = known.or(found),
            Err(Error::Refused(refusal)) => {
                problems.extend(refusal.reasons.into_iter().map(|reason| reason.message));
            }
            Err(other) => return Err(other),
        }
    }
    match known {
        _ if !problems.is_empty() => return Ok(Fate::Rejected(problems)),
        Some(party) => return Ok(Fate::Known(party)),
        None => {}
    }
    let alike = alike::alike(tx, draft.kind, &draft.profile)?;
    let certain = |one: &&Alike| {
        one.why.contains(&Why::Name) && (one.why.contains(&Why::Born) || one.why.contains(&Why::Phone))
    };
    Ok(match alike.iter().find(certain) {
        Some(same) => Fate::Known(same.id),
        // A shared telephone alone is a family; a class has many.
        None => {
            let doubtful: Vec<Alike> =
                alike.into_iter().filter(|one| one.why.iter().any(|why| *why != Why::Phone)).collect();
            if doubtful.is_empty() { Fate::New } else { Fate::Alike(doubtful) }
        }
    })
}

/// Enters the rows that are new; those among them that someone else has entered in between are left out. How many were
/// entered. What is the same for many is written with few statements.
///
/// # Errors
/// Those of the database, with nothing of these rows entered.
pub fn enter(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[Draft]) -> Result<usize> {
    let (mut entered, mut together, mut traces) = (0, Vec::new(), HashSet::new());
    tx.lock("people.register", &"")?;
    for draft in drafts {
        // Whoever might be one of those that wait to be written is looked up after they are.
        let own = traces_of(draft);
        if own.iter().any(|trace| traces.contains(trace)) {
            entered += write(tx, act, vault, &together)?;
            (together, traces) = (Vec::new(), HashSet::new());
        }
        if fate(tx, vault, draft)? == Fate::New {
            together.push(draft);
            traces.extend(own);
        }
    }
    Ok(entered + write(tx, act, vault, &together)?)
}

/// By what somebody is found who might be the same: number, day with a part of the name, two parts of the name.
fn traces_of(draft: &Draft) -> Vec<String> {
    let Profile { name, born, phone, .. } = &draft.profile;
    let days = born
        .iter()
        .flat_map(|born| name::sounds(name).into_iter().map(move |sound| format!("day {born} {sound}")));
    let pairs = name::sound_pairs(name, 8).into_iter().map(|pair| format!("name {pair}"));
    let phones = Some(format!("phone {phone}")).filter(|_| !phone.is_empty());
    let numbers = draft.identifiers.iter().map(|(scheme, value)| format!("{scheme} {value}"));
    days.chain(pairs).chain(phones).chain(numbers).collect()
}

/// Writes those whom nobody knows, people together.
fn write(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[&Draft]) -> Result<usize> {
    let (people, others): (Vec<&Draft>, Vec<&Draft>) =
        drafts.iter().copied().partition(|draft| draft.kind == PartyKind::Person);
    let profiles: Vec<Profile> = people.iter().map(|draft| draft.profile.clone()).collect();
    let mut parties = parties::register_all(tx, act, &profiles)?;
    for draft in &others {
        match parties::register(tx, act, draft.kind, &draft.profile, true)? {
            Entered::New(party) => parties.push(party),
            Entered::Alike(_) => return Err(Error::Missing),
        }
    }
    let all = || parties.iter().copied().zip(people.iter().chain(&others));
    for (party, draft) in all() {
        for number in &draft.more_phones {
            contacts::add(tx, act, party, contacts::way_of_number(number), number, "", true)?;
        }
    }
    let numbers: Vec<_> = all()
        .flat_map(|(party, draft)| {
            draft.identifiers.iter().map(move |(scheme, value)| (party, *scheme, value.clone()))
        })
        .collect();
    identifiers::keep_all(tx, act, vault, &numbers)?;
    Ok(drafts.len())
}

/// How far entering a file has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Progress {
    /// How many rows are to be looked at.
    pub total: i64,
    /// How many have been.
    pub done: i64,
    /// How many were entered, with those of an earlier try.
    pub entered: i64,
    /// Until when whoever enters it has said to be at it.
    pub busy_until: Option<Timestamp>,
}

impl Progress {
    /// Whether somebody is at it.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        self.busy_until.is_some_and(|until| until > now)
    }
}

/// How far entering a file has come.
///
/// # Errors
/// A refusal when it does not wait any more; those of the database.
pub fn progress(tx: &mut Tx<'_>, id: Id<Waiting>) -> Result<Progress> {
    let found =
        tx.opt(sql!("SELECT total, done, entered, busy_until FROM import_file WHERE id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("intake-gone")).into())
}

/// Begins to enter a file of so many rows, or goes on where somebody stopped half way; false while somebody is at it.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, id: Id<Waiting>, rows: usize) -> Result<bool> {
    let begun = tx.exec(
        sql!(
            "UPDATE import_file SET total = ?2, done = 0, busy_until = ?4
             WHERE id = ?1 AND (busy_until IS NULL OR busy_until <= ?3)"
        ),
        vals![id, i64::try_from(rows).unwrap_or(i64::MAX), act.at, act.at + BUSY],
    )?;
    Ok(begun == 1)
}

/// [`enter`] for some rows of a file that was begun, with how far it has come, in one transaction. After the `last` ones
/// nobody is at it any more.
///
/// # Errors
/// As [`enter`].
pub fn enter_part(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    id: Id<Waiting>,
    drafts: &[Draft],
    last: bool,
) -> Result<usize> {
    let entered = enter(tx, act, vault, drafts)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    tx.exec(
        sql!(
            "UPDATE import_file SET done = done + ?2, entered = entered + ?3, busy_until = ?4 WHERE id = ?1"
        ),
        vals![id, count(drafts.len()), count(entered), (!last).then(|| act.at + BUSY)],
    )?;
    Ok(entered)
}

/// The rows that are not entered, as they were sent, each with its reasons: to be mended and sent again.
pub fn rejects(
    source: &Source,
    lines: &[Line],
    words: impl Fn(&Line) -> Option<String>,
    why: &str,
) -> String {
    let width = source.table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let as_sent =
        |row: &Row| -> Vec<String> { (0..width).map(|n| row.cell(n).text().into_owned()).collect() };
    let told: Vec<(usize, String)> =
        lines.iter().filter_map(|line| Some((line.draft.number, words(line)?))).collect();
    let numbers: BTreeSet<usize> = told.iter().map(|(number, _)| *number).collect();
    let mut heading: Vec<String> = source.mapping.headings.clone();
    heading.resize(width, String::new());
    heading.push(why.to_owned());
    let rows = source.mapping.rows(&source.table).iter().filter(|row| numbers.contains(&row.number));
    let rows = rows.zip(told.iter()).map(|(row, (_, reason))| [as_sent(row), vec![reason.clone()]].concat());
    sheet::write::csv(std::iter::once(heading).chain(rows))
}

/// An uploaded file that waits to be entered.
#[derive(Debug)]
pub struct Waiting;

/// Keeps a file until it is entered, a day at most: [`sweep`] forgets it then.
///
/// Such files hold numbers that are sealed everywhere else, so the whole of it is sealed, where the library has its keys.
///
/// # Errors
/// Those of the database.
pub fn keep(
    tx: &mut Tx<'_>,
    vault: &Vault,
    now: Timestamp,
    name: &str,
    content: &[u8],
) -> Result<Id<Waiting>> {
    let (id, sealed) = (Id::new(), vault.is_open());
    let content = if sealed { vault.seal(CONTENT, id, content)? } else { content.to_vec() };
    tx.exec(
        sql!("INSERT INTO import_file (id, name, content, sealed, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![id, name, content, sealed, now],
    )?;
    Ok(id)
}

/// Every file forgets itself: what it tells of people, numbers included, is kept elsewhere or nowhere.
pub(crate) const SWEEP: Task = Task {
    name: "people.sweep-files",
    when: When::Every(60),
    run: |store, act| {
        let now = act.at;
        store.write_blocking(move |tx| sweep(tx, now)).map(drop)
    },
};

/// Forgets the files that have waited for a day; how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let old = now - jiff::SignedDuration::from_hours(KEPT);
    tx.exec(sql!("DELETE FROM import_file WHERE kept_at < ?1"), vals![old])
}

/// A file that waits: what it was called, and its content.
///
/// # Errors
/// A refusal when it does not wait any more, or the keys are missing that sealed it; those of the database.
pub fn waiting(tx: &mut Tx<'_>, vault: &Vault, id: Id<Waiting>) -> Result<(String, Vec<u8>)> {
    let found: Option<(String, Vec<u8>, bool)> =
        tx.opt(sql!("SELECT name, content, sealed FROM import_file WHERE id = ?1"), vals![id])?;
    let (name, content, sealed) =
        found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("intake-gone")))?;
    let content = if sealed { vault.open_bytes(CONTENT, id, &content)? } else { content };
    Ok((name, content))
}
