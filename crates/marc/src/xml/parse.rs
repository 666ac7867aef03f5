//! From one record element to the record.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::{MAX_ATTRIBUTES, MAX_DEPTH};
use crate::{Field, Leader, Reason, Record, Subfield, Tag, Warning};

/// The element whose text is being read.
enum Leaf {
    Leader,
    Control(Tag),
    Subfield(char),
}

#[derive(Default)]
struct Building {
    leader: Option<Leader>,
    fields: Vec<Field>,
    /// The data field being read.
    open: Option<Field>,
    leaf: Option<Leaf>,
    text: String,
    warnings: Vec<Warning>,
}

pub(super) fn parse(bytes: &[u8]) -> Result<(Record, Vec<Warning>), Reason> {
    let text = std::str::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut building = Building::default();
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| Reason::Syntax)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Reason::Depth);
                }
                building.start(&element)?;
            }
            Event::End(element) => {
                depth -= 1;
                building.end(element.local_name().as_ref());
            }
            Event::Text(text) => building.put(&text.xml10_content()),
            Event::CData(text) => building.put(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| Reason::Syntax)? {
                Some(c) => building.put(c.encode_utf8(&mut [0; 4])),
                None => building.put(resolve_predefined_entity(&reference).ok_or(Reason::Syntax)?),
            },
            Event::DocType(_) => return Err(Reason::Doctype),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    building.finish()
}

impl Building {
    fn start(&mut self, element: &BytesStart) -> Result<(), Reason> {
        let mut attributes = Attributes::read(element)?;
        let leaf = match element.local_name().as_ref() {
            "leader" => Leaf::Leader,
            "controlfield" => Leaf::Control(attributes.tag()?),
            "datafield" => {
                let tag = attributes.tag()?;
                let (ind1, first) = one_char(attributes.ind1.take());
                let (ind2, second) = one_char(attributes.ind2.take());
                if !(first && second) {
                    self.warnings.push(Warning::IndicatorsMended(tag));
                }
                self.open = Some(Field::data(tag, ind1.unwrap_or(' '), ind2.unwrap_or(' ')));
                return Ok(());
            }
            "subfield" => {
                let Some(field) = &self.open else { return Ok(()) };
                let (code, exact) = one_char(attributes.code.take());
                if !exact {
                    self.warnings.push(Warning::CodeMissing(field.tag()));
                }
                Leaf::Subfield(code.unwrap_or('a'))
            }
            _ => return Ok(()),
        };
        self.leaf = Some(leaf);
        self.text.clear();
        Ok(())
    }

    fn put(&mut self, text: &str) {
        if self.leaf.is_some() {
            self.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match (name, &self.leaf) {
            ("leader", Some(Leaf::Leader)) => {
                let (leader, mended) = Leader::mend(self.text.as_bytes());
                if mended {
                    self.warnings.push(Warning::LeaderMended);
                }
                self.leader = Some(leader);
                self.leaf = None;
            }
            ("controlfield", Some(Leaf::Control(tag))) => {
                self.fields.push(Field::Control { tag: *tag, value: self.text.clone() });
                self.leaf = None;
            }
            ("subfield", Some(Leaf::Subfield(code))) => {
                if let Some(Field::Data { subfields, .. }) = &mut self.open {
                    subfields.push(Subfield { code: *code, value: self.text.clone() });
                }
                self.leaf = None;
            }
            ("datafield", _) => self.fields.extend(self.open.take()),
            _ => {}
        }
    }

    fn finish(mut self) -> Result<(Record, Vec<Warning>), Reason> {
        if self.leader.is_none() {
            if self.fields.is_empty() {
                return Err(Reason::Empty);
            }
            self.warnings.push(Warning::LeaderMended);
        }
        Ok((Record { leader: self.leader.unwrap_or_default(), fields: self.fields }, self.warnings))
    }
}

/// The attributes that MARCXML gives a meaning.
#[derive(Default)]
struct Attributes {
    tag: Option<String>,
    ind1: Option<String>,
    ind2: Option<String>,
    code: Option<String>,
}

impl Attributes {
    fn read(element: &BytesStart) -> Result<Self, Reason> {
        let mut found = Self::default();
        for (count, attribute) in element.attributes().with_checks(false).enumerate() {
            if count == MAX_ATTRIBUTES {
                return Err(Reason::Attributes);
            }
            let attribute = attribute.map_err(|_| Reason::Syntax)?;
            let to = match attribute.key.as_ref() {
                "tag" => &mut found.tag,
                "ind1" => &mut found.ind1,
                "ind2" => &mut found.ind2,
                "code" => &mut found.code,
                _ => continue,
            };
            let value = attribute.normalized_value(XmlVersion::default()).map_err(|_| Reason::Syntax)?;
            if to.replace(value.into_owned()).is_some() {
                return Err(Reason::Syntax);
            }
        }
        Ok(found)
    }

    fn tag(&self) -> Result<Tag, Reason> {
        self.tag.as_deref().and_then(Tag::parse).ok_or(Reason::Tag)
    }
}

/// The first character of an attribute, and whether it is the only one.
fn one_char(text: Option<String>) -> (Option<char>, bool) {
    let text = text.unwrap_or_default();
    let mut chars = text.chars();
    let first = chars.next();
    (first, first.is_some() && chars.next().is_none())
}
