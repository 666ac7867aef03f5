//! Address books of telephones (vCard 2.1 to 4.0, RFC 6350) as a table with the headings of an import.

use sheet::{Cell, Row, Table};

/// The headings of the table, in the order of [`Card::row`].
const HEADINGS: [&str; 8] =
    ["nama", "hp", "email", "tanggal lahir", "alamat", "kelurahan", "catatan", "jenis"];

/// Whether these bytes are an address book.
pub(crate) fn is_one(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    start.get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

#[derive(Default)]
struct Card {
    line: usize,
    name: String,
    phones: Vec<String>,
    email: String,
    born: String,
    address: String,
    place: String,
    note: String,
    organisation: String,
}

impl Card {
    fn row(self) -> Row {
        let kind = if self.name.is_empty() && !self.organisation.is_empty() { "organisation" } else { "" };
        let name = if self.name.is_empty() { self.organisation } else { self.name };
        let phones = self.phones.join(" / ");
        let cells =
            [name, phones, self.email, self.born, self.address, self.place, self.note, kind.to_owned()];
        Row { number: self.line, cells: cells.iter().map(|text| Cell::of(text)).collect() }
    }
}

/// The cards as rows, below a heading.
pub(crate) fn table(bytes: &[u8]) -> Table {
    let text = String::from_utf8_lossy(bytes);
    let heading = Row { number: 0, cells: HEADINGS.map(|heading| Cell::Text(heading.to_owned())).to_vec() };
    let mut table = Table { rows: vec![heading] };
    let mut card: Option<Card> = None;
    for (number, line) in unfolded(&text) {
        let Some((head, value)) = line.split_once(':') else { continue };
        let mut parts = head.split(';');
        // `item1.TEL` is the number of a group.
        let name = parts.next().unwrap_or_default().rsplit('.').next().unwrap_or_default().to_uppercase();
        let quoted = parts.any(|part| part.to_uppercase().ends_with("QUOTED-PRINTABLE"));
        let value = if quoted { from_quoted(value) } else { value.to_owned() };
        match (&mut card, name.as_str()) {
            (_, "BEGIN") => card = Some(Card { line: number, ..Card::default() }),
            (Some(_), "END") => table.rows.extend(card.take().map(Card::row)),
            (Some(card), _) => take(card, &name, &value),
            (None, _) => {}
        }
    }
    table
}

fn take(card: &mut Card, name: &str, value: &str) {
    let parts = || value.split(';').map(plain);
    match name {
        "FN" => card.name = plain(value),
        // Family; given; further; before; after.
        "N" if card.name.is_empty() => {
            let all: Vec<String> = parts().collect();
            let word = |n: usize| all.get(n).cloned().unwrap_or_default();
            card.name = [word(3), word(1), word(2), word(0)]
                .join(" ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
        }
        "TEL" => card.phones.push(plain(value.trim_start_matches("tel:"))),
        "EMAIL" if card.email.is_empty() => card.email = plain(value),
        "BDAY" => card.born = plain(value),
        // Box; flat; street; place; region; code; country.
        "ADR" if card.address.is_empty() => {
            card.address = parts().take(3).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            card.place = parts().nth(3).unwrap_or_default();
        }
        "NOTE" => card.note = plain(value),
        "ORG" => card.organisation = parts().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        _ => {}
    }
}

/// The lines with their numbers; one that begins with a space goes on the line before, as does one after a `=`
/// at the end in the older way.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match lines.last_mut() {
            Some((_, last)) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            Some((_, last)) if last.ends_with('=') && last.to_uppercase().contains("QUOTED-PRINTABLE") => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push((number + 1, line.to_owned())),
        }
    }
    lines
}

/// A value without its backslashes.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out.trim().to_owned()
}

/// `=C3=A9` as `é`.
fn from_quoted(value: &str) -> String {
    let (mut out, mut rest) = (Vec::with_capacity(value.len()), value.as_bytes());
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'=') {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(row: &Row) -> Vec<String> {
        row.cells.iter().map(|cell| cell.text().into_owned()).collect()
    }

    #[test]
    fn an_address_book_is_a_table() {
        let book = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lumi;Meiske;;;\r\nFN:Meiske Lumi\r\nitem1.TEL;type=CELL:+62 812-3456-7890\r\nTEL:0431351234\r\nBDAY:1994-03-17\r\nADR;TYPE=home:;;Jl. Raya\\, no. 5;Kinilow;;95416;\r\nNOTE:dua\\n\r\n  baris\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=4Cumi;Jos=C3=A9\r\nEND:VCARD\r\nBEGIN:VCARD\r\nORG:SMP Negeri 1 Tomohon\r\nEND:VCARD\r\n";
        assert!(is_one(book.as_bytes()));
        let table = table(book.as_bytes());
        assert_eq!(
            texts(&table.rows[1])[..6],
            ["Meiske Lumi", "+62 812-3456-7890 / 0431351234", "", "1994-03-17", "Jl. Raya, no. 5", "Kinilow"]
        );
        assert_eq!(texts(&table.rows[1])[6], "dua  baris");
        assert_eq!(texts(&table.rows[2])[0], "José Lumi");
        assert_eq!(
            (texts(&table.rows[3])[0].as_str(), texts(&table.rows[3])[7].as_str()),
            ("SMP Negeri 1 Tomohon", "organisation")
        );
    }

    proptest! {
        #[test]
        fn whatever_calls_itself_an_address_book_is_read(text in "(BEGIN:VCARD|END:VCARD|[A-Z;.=]{0,8}:[\\\\PC;=\\\\\\\\]{0,12}|[ \\n]){0,20}") {
            prop_assert!(!table(text.as_bytes()).rows.is_empty());
        }
    }
}
