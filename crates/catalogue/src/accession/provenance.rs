//! Whom a book came from, in its record: MARC 21 field 541, "Immediate Source of Acquisition Note".
//!
//! 541 and no other field, because it alone says all that a handover says, each in a subfield: how (`$c`), from whom (`$a`),
//! when (`$d`), under which number (`$e`, "accession number: of the materials acquired in a single transaction"), how many
//! (`$n`, `$o`) and whose copies they are (`$5`); and because its first indicator says whether the public may read it. 561
//! tells the history of owners before this library, 562 describes a copy's state. `$e` and `$5` together find the field
//! again when the handover is taken back.

use kernel::Date;
use marc::{Field, Record};

use super::Source;

/// The language of cataloguing is Indonesian (040 `$b`): these words stand in the records.
const GIFT: &str = "Hadiah";
const PURCHASE: &str = "Pembelian";
const COPIES: &str = "eksemplar";
/// Words with which gifts are recorded here and elsewhere, in small letters.
const GIVEN: [&str; 6] = ["hadiah", "hibah", "sumbangan", "wakaf", "gift", "donation"];

/// What a box says of the copies of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    /// How they came.
    pub source: Source,
    /// From whom.
    pub name: &'a str,
    /// Whether the public may read that.
    pub named: bool,
    /// When.
    pub received_on: Date,
    /// The number of the paper.
    pub reference: &'a str,
    /// How many.
    pub copies: i64,
}

/// Writes a statement into a record, in the place of what it said before under this number; where no copies are left,
/// nothing stands there.
pub fn state(record: &mut Record, agency: &str, statement: &Statement<'_>) {
    record.fields.retain(|field| !is_of(field, agency, statement.reference));
    if statement.copies > 0 {
        record.insert(field(agency, statement));
    }
}

fn is_of(field: &Field, agency: &str, reference: &str) -> bool {
    field.tag() == "541" && field.sub('5') == Some(agency) && field.sub('e') == Some(reference)
}

fn field(agency: &str, statement: &Statement<'_>) -> Field {
    // A price paid is the library's own business; so is a giver who would not be named.
    let (method, public) = match statement.source {
        Source::Gift => (GIFT, statement.named),
        Source::Purchase => (PURCHASE, false),
    };
    Field::data("541", if public { '1' } else { '0' }, ' ')
        .with('n', statement.copies.to_string())
        .with('o', COPIES)
        .with('c', method)
        .with('a', statement.name)
        .with('d', statement.received_on.strftime("%Y%m%d").to_string())
        .with('e', statement.reference)
        .with('5', agency)
}

/// The givers whom a record names to everybody, each once, in the order of the fields.
pub fn givers(record: &Record) -> Vec<String> {
    let mut names = Vec::new();
    for field in record.fields("541").filter(|field| field.indicators().0 != '0') {
        let method = field.sub('c').map(crate::record::plain).unwrap_or_default().to_lowercase();
        let name = field.sub('a').map(crate::record::plain).unwrap_or_default();
        let given = GIVEN.iter().any(|word| method.starts_with(word));
        if given && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gift(copies: i64, named: bool) -> Statement<'static> {
        Statement {
            source: Source::Gift,
            name: "Keluarga Contoh",
            named,
            received_on: Date::constant(2026, 8, 5),
            reference: "BAST-7",
            copies,
        }
    }

    #[test]
    fn a_statement_takes_the_place_of_the_one_before_and_goes_with_the_last_copy() {
        let mut record = Record::default()
            .with(Field::data("245", '0', '0').with('a', "Krisan"))
            .with(Field::data("541", '1', ' ').with('c', "Hibah").with('a', "Orang lain."));
        state(&mut record, "TMH", &gift(1, true));
        state(&mut record, "TMH", &gift(3, true));
        assert_eq!(record.fields("541").count(), 2);
        assert_eq!(record.fields("541").last().unwrap().sub('n'), Some("3"));
        assert_eq!(givers(&record), ["Orang lain", "Keluarga Contoh"]);
        state(&mut record, "TMH", &gift(0, true));
        assert_eq!(givers(&record), ["Orang lain"]);
    }

    #[test]
    fn who_would_not_be_named_and_what_was_paid_stay_in_the_house() {
        let mut record = Record::default();
        state(&mut record, "TMH", &gift(1, false));
        state(
            &mut record,
            "TMH",
            &Statement { source: Source::Purchase, reference: "PO-1", ..gift(1, true) },
        );
        assert!(givers(&record).is_empty());
        assert!(crate::pages::for_the_public(record).fields.is_empty());
    }
}
