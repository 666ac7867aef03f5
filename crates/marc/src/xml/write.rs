//! Writing MARCXML that is valid against MARC21slim 1.1, and saying what a record had that it cannot hold.

use std::io;

use super::NAMESPACE;
use crate::{Field, Leader, Record, Tag};

/// Something of a record that MARCXML cannot hold and how it was written instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alteration {
    /// Characters that XML forbids, such as most control characters, were left out.
    CharactersRemoved {
        /// The field's tag.
        tag: Tag,
        /// How many.
        count: usize,
    },
    /// Positions of the leader that the schema does not allow became ones that it does.
    Leader,
    /// An indicator that is no digit, lower-case letter or blank became a blank.
    Indicator(Tag),
    /// A subfield code that the schema does not allow became `_`.
    Code(Tag),
    /// A control field outside 00X was written as a data field with `$a`, or a data field in 00X as a
    /// control field.
    Form(Tag),
    /// A field without subfields, or with a tag that the schema does not allow, was left out.
    Dropped(Tag),
    /// Control fields that stood behind data fields were put before them.
    Order,
}

impl Alteration {
    /// A name for this alteration that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::CharactersRemoved { .. } => "characters-removed",
            Self::Leader => "leader",
            Self::Indicator(_) => "indicator",
            Self::Code(_) => "code",
            Self::Form(_) => "form",
            Self::Dropped(_) => "dropped",
            Self::Order => "order",
        }
    }

    /// The tag of the field it befell; none where it befell the leader or the order.
    #[must_use]
    pub fn tag(&self) -> Option<Tag> {
        match self {
            Self::CharactersRemoved { tag, .. }
            | Self::Indicator(tag)
            | Self::Code(tag)
            | Self::Form(tag)
            | Self::Dropped(tag) => Some(*tag),
            Self::Leader | Self::Order => None,
        }
    }
}

/// The record as a `record` element with its namespace, to stand alone or in another document, and what
/// had to be altered.
#[must_use]
pub fn to_string(record: &Record) -> (String, Vec<Alteration>) {
    let mut element = Element::default();
    element.out.push_str("<record xmlns=\"");
    element.out.push_str(NAMESPACE);
    element.out.push_str("\">");
    element.put_content(record);
    (element.out, element.alterations)
}

/// Writes a `collection` of records as a stream.
pub struct Writer<W> {
    to: W,
}

impl<W: io::Write> Writer<W> {
    /// Begins a collection.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(mut to: W) -> io::Result<Self> {
        write!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<collection xmlns=\"{NAMESPACE}\">\n")?;
        Ok(Self { to })
    }

    /// Writes a record and says what had to be altered.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&mut self, record: &Record) -> io::Result<Vec<Alteration>> {
        let mut element = Element::default();
        element.out.push_str("<record>");
        element.put_content(record);
        element.out.push('\n');
        self.to.write_all(element.out.as_bytes())?;
        Ok(element.alterations)
    }

    /// Ends the collection and gives back what was written to.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.to.write_all(b"</collection>\n")?;
        self.to.flush()?;
        Ok(self.to)
    }
}

#[derive(Default)]
struct Element {
    out: String,
    alterations: Vec<Alteration>,
}

impl Element {
    fn put_content(&mut self, record: &Record) {
        let leader = strict_leader(record.leader);
        if is_altered(record.leader, leader) {
            self.alterations.push(Alteration::Leader);
        }
        self.out.push_str("<leader>");
        self.out.push_str(leader.as_str());
        self.out.push_str("</leader>");
        // The schema wants control fields first.
        let is_control = |field: &&Field| field.tag().is_control();
        if !record.fields.is_sorted_by_key(|field| !is_control(&field)) {
            self.alterations.push(Alteration::Order);
        }
        record.fields.iter().filter(is_control).for_each(|field| self.put_control(field));
        record.fields.iter().filter(|f| !is_control(f)).for_each(|field| self.put_data(field));
        self.out.push_str("</record>");
    }

    fn put_control(&mut self, field: &Field) {
        let tag = field.tag();
        let text;
        let value = match field {
            Field::Control { value, .. } => value,
            Field::Data { subfields, .. } => {
                text = subfields.iter().map(|s| s.value.as_str()).collect::<Vec<_>>().join(" ");
                &text
            }
        };
        if !matches!(tag.as_str().as_bytes(), [b'0', b'0', b'1'..=b'9' | b'A'..=b'Z' | b'a'..=b'z']) {
            self.alterations.push(Alteration::Dropped(tag));
            return;
        }
        if field.value().is_none() {
            self.alterations.push(Alteration::Form(tag));
        }
        self.out.push_str("<controlfield tag=\"");
        self.out.push_str(tag.as_str());
        self.out.push_str("\">");
        let removed = self.put_text(value);
        self.out.push_str("</controlfield>");
        self.report_removed(tag, removed);
    }

    fn put_data(&mut self, field: &Field) {
        let tag = field.tag();
        let has_text = field.value().is_some() || !field.subfields().is_empty();
        if !has_text || !is_data_tag(tag) {
            self.alterations.push(Alteration::Dropped(tag));
            return;
        }
        let (ind1, ind2) = field.indicators();
        self.out.push_str("<datafield tag=\"");
        self.out.push_str(tag.as_str());
        self.out.push_str("\" ind1=\"");
        self.put_indicator(tag, ind1);
        self.out.push_str("\" ind2=\"");
        self.put_indicator(tag, ind2);
        self.out.push_str("\">");
        let mut removed = 0;
        if let Some(value) = field.value() {
            self.alterations.push(Alteration::Form(tag));
            removed += self.put_subfield(tag, 'a', value);
        }
        for subfield in field.subfields() {
            removed += self.put_subfield(tag, subfield.code, &subfield.value);
        }
        self.out.push_str("</datafield>");
        self.report_removed(tag, removed);
    }

    fn put_indicator(&mut self, tag: Tag, indicator: char) {
        if matches!(indicator, '0'..='9' | 'a'..='z' | ' ') {
            self.out.push(indicator);
        } else {
            self.alterations.push(Alteration::Indicator(tag));
            self.out.push(' ');
        }
    }

    /// Writes a subfield; how many characters were left out.
    fn put_subfield(&mut self, tag: Tag, code: char, value: &str) -> usize {
        self.out.push_str("<subfield code=\"");
        match code {
            '"' => self.out.push_str("&quot;"),
            '&' => self.out.push_str("&amp;"),
            '<' => self.out.push_str("&lt;"),
            '>' => self.out.push_str("&gt;"),
            '!'..='~' if !matches!(code, '@' | '|') => self.out.push(code),
            _ => {
                self.alterations.push(Alteration::Code(tag));
                self.out.push('_');
            }
        }
        self.out.push_str("\">");
        let removed = self.put_text(value);
        self.out.push_str("</subfield>");
        removed
    }

    /// Writes text; how many characters XML 1.0 forbids and were left out.
    fn put_text(&mut self, text: &str) -> usize {
        let mut removed = 0;
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                // Readers turn a bare carriage return into a line feed.
                '\r' => self.out.push_str("&#13;"),
                '\t' | '\n' => self.out.push(c),
                '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => removed += 1,
                _ => self.out.push(c),
            }
        }
        removed
    }

    fn report_removed(&mut self, tag: Tag, count: usize) {
        if count > 0 {
            self.alterations.push(Alteration::CharactersRemoved { tag, count });
        }
    }
}

/// The schema's pattern: three digits or letters of one case, not beginning with 0 twice.
fn is_data_tag(tag: Tag) -> bool {
    let &[first, second, third] = tag.as_str().as_bytes() else { return false };
    let fits = |letter: fn(&u8) -> bool| {
        let any = |b: u8| b.is_ascii_digit() || letter(&b);
        any(first) && any(second) && any(third) && !(first == b'0' && second == b'0')
    };
    fits(u8::is_ascii_uppercase) || fits(u8::is_ascii_lowercase)
}

/// The leader as the schema allows it, saying that the text is in Unicode.
fn strict_leader(leader: Leader) -> Leader {
    let mut strict = leader;
    for (position, c) in leader.as_str().chars().enumerate() {
        let replacement = match position {
            0..=4 | 12..=16 => (!c.is_ascii_digit() && c != ' ').then_some(' '),
            6 => (!c.is_ascii_alphanumeric()).then_some('a'),
            9 => Some('a'),
            10 | 11 => (c != '2' && c != ' ').then_some('2'),
            20..=23 => None,
            _ => (!c.is_ascii_alphanumeric() && c != ' ').then_some(' '),
        };
        if let Some(c) = replacement {
            strict.set(position, c);
        }
    }
    if !leader.as_str().ends_with("    ") {
        strict.put(20, b"4500");
    }
    strict
}

fn is_altered(leader: Leader, strict: Leader) -> bool {
    let mut unicode = leader;
    unicode.set(9, 'a');
    unicode != strict
}
