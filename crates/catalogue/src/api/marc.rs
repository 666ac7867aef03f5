//! A record's MARC 21 for other programs: as JSON, MARCXML or ISO 2709, and put back as JSON.

use ::marc::{Field, Leader, Tag, iso2709, xml};
use axum::http::StatusCode;
use kernel::{Kind, Message, Reason, Refusal};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use web::{
    Failure,
    api::{ApiPost, ApiVisit, Reply, Sent, Versioned},
};

use super::{seen, unknown};
use crate::{EDIT, pages::for_the_public, records};

const JSON: &str = "application/json";
const XML: &str = "application/marcxml+xml";
const ISO_2709: &str = "application/marc";

/// Gives a record's MARC 21.
///
/// As JSON, as MARCXML (`application/marcxml+xml`) or in ISO 2709 (`application/marc`), whichever `Accept` asks
/// for. Without the permission to edit, fields that are not for the public are left out: what is to be put
/// back must be read with it.
#[derive(Deserialize, JsonSchema)]
pub(super) struct GetMarc {
    /// The record's short number.
    #[schemars(range(min = 1), example = 1)]
    number: i64,
}

/// A MARC 21 record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) struct Marc {
    /// The leader: 24 characters. Lengths and addresses in it are not looked at.
    #[schemars(length(min = 24, max = 24))]
    leader: String,
    /// The fields, in their order.
    #[schemars(length(max = 5_000))]
    fields: Vec<MarcField>,
}

/// A field: with a `value` if it is a control field, else with indicators and subfields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MarcField {
    /// The tag, such as `245`.
    #[schemars(length(min = 1, max = 7))]
    tag: String,
    /// What a control field says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100_000))]
    value: Option<String>,
    /// The first indicator; a blank when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 1))]
    ind1: Option<String>,
    /// The second indicator; a blank when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 1))]
    ind2: Option<String>,
    /// The subfields, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 5_000))]
    subfields: Vec<MarcSubfield>,
}

/// A subfield.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MarcSubfield {
    /// Its code, such as `a`.
    #[schemars(length(min = 1, max = 1))]
    code: String,
    /// What it says.
    #[schemars(length(max = 100_000))]
    value: String,
}

/// The record in the form that was asked for.
pub(super) struct InForm(Sent);

impl Reply for InForm {
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
        let text = || generator_text();
        let schema = generator.subschema_for::<Marc>();
        (StatusCode::OK, "The record.", vec![(JSON, schema), (XML, text()), (ISO_2709, text())])
    }

    fn sent(self) -> Result<Sent, Failure> {
        Ok(self.0)
    }
}

fn generator_text() -> Schema {
    schemars::json_schema!({ "type": "string" })
}

pub(super) async fn read(visit: ApiVisit, GetMarc { number }: GetMarc) -> Result<InForm, Failure> {
    let media = visit.prefers(&[JSON, XML, ISO_2709])?;
    let kept = seen(&visit, number).await?;
    let whole = kept.record()?;
    let record = if visit.can(EDIT) { whole } else { for_the_public(whole) };
    let bytes = match media {
        XML => xml::to_string(&record).0.into_bytes(),
        // What ISO 2709 cannot hold is there in the other forms.
        ISO_2709 => iso2709::to_vec(&record).map_err(|_| Failure::status(StatusCode::NOT_ACCEPTABLE))?,
        _ => Sent::json(&Marc::of(&record))?.bytes,
    };
    let (status, version) = (StatusCode::OK, Some(kept.version));
    Ok(InForm(Sent { status, media, bytes, version, location: None }))
}

/// Puts an edited MARC 21 record in the place of the one whose version `If-Match` names.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ReplaceMarc {
    /// The record's short number.
    #[schemars(range(min = 1), example = 1)]
    number: i64,
    /// The leader: 24 characters. Lengths and addresses in it are not looked at.
    #[schemars(length(min = 24, max = 24), example = &"00000nam a2200000 i 4500")]
    leader: String,
    /// The fields, in their order; a title in 245 is needed.
    #[schemars(length(max = 5_000), example = example())]
    fields: Vec<MarcField>,
}

fn example() -> serde_json::Value {
    serde_json::json!([
        { "tag": "245", "ind1": "1", "ind2": "0", "subfields": [{ "code": "a", "value": "Laskar pelangi" }] },
    ])
}

pub(super) async fn replace(post: ApiPost, asked: ReplaceMarc) -> Result<Versioned<Marc>, Failure> {
    let (number, version) = (asked.number, post.version()?);
    let edited = read_back(&asked.leader, &asked.fields)?;
    let done = post
        .write(move |tx, act| {
            let kept = records::by_number(tx, number)?.ok_or_else(|| unknown(number))?;
            if kept.version != version {
                return Ok(None);
            }
            // The control numbers are the library's to give: they stay, also where a program leaves them out.
            let (was, mut edited) = (kept.record()?, edited.clone());
            for tag in ["001", "003"] {
                if edited.control(tag).is_none()
                    && let Some(number) = was.control(tag)
                {
                    edited.insert(Field::control(tag, number));
                }
            }
            let version = records::update(tx, act, kept.id, version, &edited)?;
            let written = records::by_number(tx, number)?.ok_or_else(|| unknown(number))?.record()?;
            Ok(Some((Marc::of(&written), version)))
        })
        .await?;
    let (marc, version) = done.ok_or_else(ApiPost::overtaken)?;
    Ok(Versioned(marc, version))
}

impl Marc {
    fn of(record: &::marc::Record) -> Self {
        let fields = record.fields.iter().map(|field| match field.value() {
            Some(value) => MarcField {
                tag: field.tag().as_str().to_owned(),
                value: Some(value.to_owned()),
                ind1: None,
                ind2: None,
                subfields: Vec::new(),
            },
            None => {
                let (first, second) = field.indicators();
                let subfields = field.subfields().iter().map(|subfield| MarcSubfield {
                    code: subfield.code.to_string(),
                    value: subfield.value.clone(),
                });
                MarcField {
                    tag: field.tag().as_str().to_owned(),
                    value: None,
                    ind1: Some(first.to_string()),
                    ind2: Some(second.to_string()),
                    subfields: subfields.collect(),
                }
            }
        });
        Self { leader: record.leader.as_str().to_owned(), fields: fields.collect() }
    }
}

/// The record that was sent, or every field of it that is none.
fn read_back(leader: &str, fields: &[MarcField]) -> Result<::marc::Record, Refusal> {
    let mut reasons = Vec::new();
    let read = Leader::parse(leader);
    if read.is_none() {
        reasons.push(Reason { field: Some("leader"), message: Message::new("api-marc-leader") });
    }
    let mut record = ::marc::Record::new(read.unwrap_or_default());
    for (number, field) in fields.iter().enumerate() {
        match field.read() {
            Some(field) => record.push(field),
            None => {
                let number = i64::try_from(number + 1).unwrap_or(i64::MAX);
                let message = Message::new("api-marc-field")
                    .with("n", number)
                    .with("tag", field.tag.chars().take(7).collect::<String>());
                reasons.push(Reason { field: Some("fields"), message });
            }
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons).map(|()| record)
}

impl MarcField {
    fn read(&self) -> Option<Field> {
        let tag = Tag::parse(&self.tag)?;
        if let Some(value) = &self.value {
            let bare = self.subfields.is_empty() && self.ind1.is_none() && self.ind2.is_none();
            return (bare && tag.is_control()).then(|| Field::control(tag, value.as_str()));
        }
        let indicator = |text: &Option<String>| match text.as_deref() {
            None => Some(' '),
            Some(text) => text.chars().next().filter(|c| c.is_ascii() && !c.is_ascii_control()),
        };
        let mut field = Field::data(tag, indicator(&self.ind1)?, indicator(&self.ind2)?);
        for subfield in &self.subfields {
            if !field.push(subfield.code.chars().next()?, subfield.value.as_str()) {
                return None;
            }
        }
        (!tag.is_control() && !self.subfields.is_empty()).then_some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_from_its_json() {
        let record = ::marc::Record::default()
            .with(Field::control("001", "tmh-1"))
            .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."));
        let marc = Marc::of(&record);
        assert_eq!(read_back(&marc.leader, &marc.fields).unwrap().fields, record.fields);
    }

    #[test]
    fn every_field_that_is_none_is_named() {
        let field = |tag: &str, value: Option<&str>| MarcField {
            tag: tag.into(),
            value: value.map(str::to_owned),
            ind1: None,
            ind2: None,
            subfields: Vec::new(),
        };
        let refusal =
            read_back("short", &[field("245", None), field("001", Some("x")), field("245", Some("x"))]);
        let keys: Vec<_> = refusal.unwrap_err().reasons.iter().map(|reason| reason.message.key).collect();
        assert_eq!(keys, ["api-marc-leader", "api-marc-field", "api-marc-field"]);
    }
}
