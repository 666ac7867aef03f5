//! A partner's list as it was sent: which column is which, and what each row tells.

use std::sync::LazyLock;

use kernel::{Date, Message, Refusal};
use people::{
    Profile,
    import::{self, Source},
};
use sheet::columns::{Field, Mapping};

/// What only a partner's list tells, and what headings call it.
const OWN: [Field; 2] = [
    Field {
        name: "number",
        heads: &[
            "nis",
            "nipd",
            "nomor induk",
            "no induk",
            "nomor induk siswa",
            "no induk siswa",
            "nim",
            "npm",
            "nip",
            "nomor pegawai",
            "no pegawai",
            "nomor karyawan",
            "no karyawan",
            "id",
            "student number",
            "employee number",
        ],
        fits: is_number,
    },
    Field {
        name: "class",
        heads: &[
            "kelas",
            "rombel saat ini",
            "rombel",
            "kelas rombel",
            "unit kerja",
            "unit",
            "bagian",
            "jurusan",
            "program studi",
            "prodi",
            "class",
            "grade",
            "department",
        ],
        fits: is_class,
    },
];

/// What the register knows how to read of a person, where a partner has reason to tell it.
const OF_PEOPLE: [&str; 8] = ["name", "given", "family", "born", "sex", "phone", "email", "nik"];

/// Everything a partner's list can tell, in the order the page asks for it. What a class is called has hardly a shape: of
/// columns without a known heading it takes what the others have left.
pub static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let of_people =
        import::FIELDS.iter().filter(|field| OF_PEOPLE.contains(&field.name) || field.name == "nisn");
    let [number, class] = OWN;
    [number].into_iter().chain(of_people.copied()).chain([class]).collect()
});

/// Everything the list of a class can tell that the desk makes members of: where they live besides.
pub static OF_A_CLASS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let home = import::FIELDS.iter().filter(|field| matches!(field.name, "village" | "address"));
    FIELDS.iter().chain(home).copied().collect()
});

/// A number as partners give them has a digit and no more than 40 characters.
fn is_number(cell: &sheet::Cell) -> bool {
    let text = cell.text();
    !sheet::day::is_like(cell) && text.len() <= 40 && text.chars().any(|c| c.is_ascii_digit())
}

/// A class or unit is called anything but a day.
fn is_class(cell: &sheet::Cell) -> bool {
    !sheet::day::is_like(cell)
}

/// A row of a partner's list, understood as far as it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it stands in the file, counted from 1.
    pub line: i64,
    /// The partner's own number for this person.
    pub number: Option<String>,
    /// The class at a school, the unit at an office.
    pub class: Option<String>,
    /// Who it is.
    pub profile: Profile,
    /// Numbers that others gave them, by scheme.
    pub identifiers: Vec<(&'static str, String)>,
    /// What is worth a second look, and no more.
    pub warnings: Vec<Message>,
    /// What speaks against taking it over.
    pub problems: Vec<Message>,
}

/// Reads a file.
///
/// # Errors
/// A refusal that says why it is no table, has too many rows, nobody's name or nobody at all.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    read_as(bytes, &FIELDS)
}

/// Reads a file for what `fields` say it can tell.
///
/// # Errors
/// As [`read`].
pub fn read_as(bytes: &[u8], fields: &[Field]) -> Result<Source, Refusal> {
    let Source { table, .. } = import::read(bytes)?;
    let mapping = Mapping::guess(&table, fields);
    // A list without anybody would end everybody's membership.
    if mapping.rows(&table).is_empty() {
        return Err(Refusal::of_field("file", Message::new("roster-nobody")));
    }
    Ok(Source { table, mapping })
}

/// The rows below the heading, each understood as far as it goes.
pub fn entries(source: &Source, today: Date) -> Vec<Entry> {
    let rows = source.mapping.rows(&source.table);
    let drafts = import::drafts(source, today);
    rows.iter().zip(drafts).map(|(row, draft)| entry(&source.mapping, row, draft)).collect()
}

fn entry(mapping: &Mapping, row: &sheet::Row, draft: import::Draft) -> Entry {
    let text = |field: &str| {
        let cell = mapping.cell(row, field).text();
        Some(cell.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    };
    let mut problems = draft.problems;
    let number = text("number").map(|number| number.to_uppercase());
    let class = text("class");
    if number.as_ref().is_some_and(|number| number.len() > 40) {
        problems.push(Message::new("roster-number-too-long"));
    }
    if sheet::day::is_like(mapping.cell(row, "class")) {
        problems.push(Message::new("roster-class-is-day"));
    }
    if class.as_ref().is_some_and(|class| class.chars().count() > 60) {
        problems.push(Message::new("roster-class-too-long"));
    }
    Entry {
        line: i64::try_from(row.number).unwrap_or(i64::MAX),
        warnings: draft.warnings,
        number,
        class,
        profile: draft.profile,
        identifiers: draft.identifiers,
        problems,
    }
}
