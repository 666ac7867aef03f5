//! Holds values against the schemas made from our types: the part of JSON Schema that those use.

use kernel::Message;
use serde_json::Value;

/// Text from an address as the value its schema wants; text where it cannot be one.
pub(super) fn from_text(schema: &Value, text: &str) -> Value {
    let as_is = || Value::String(text.to_owned());
    if is_of(schema, "integer") {
        // `007` and `+7` are no integers of ours: every thing has one address.
        let number = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
        number.map_or_else(as_is, Value::from)
    } else if is_of(schema, "boolean") {
        text.parse::<bool>().map_or_else(|_| as_is(), Value::from)
    } else {
        as_is()
    }
}

/// Whether values of this JSON type fit the schema.
fn is_of(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::String(only) => only == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => false,
    }
}

/// The words that a pattern of ours lets in: each is a choice among some, `^(person|group)$`.
fn choices(schema: &Value) -> Vec<&str> {
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    let words = pattern.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")$"));
    words.map(|words| words.split('|').collect()).unwrap_or_default()
}

/// Everything in which `value` does not fit its schema, as sentences.
pub(super) fn objections(schema: &Value, value: &Value) -> Vec<Message> {
    if let Some(ways) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        let mut first = None;
        for way in ways {
            let found = objections(way, value);
            if found.is_empty() {
                return found;
            }
            first = first.or(Some(found));
        }
        return first.unwrap_or_default();
    }
    if let Some(kind) = misfit(schema, value) {
        return vec![Message::new("api-field-type").with("type", kind)];
    }
    let allowed = schema["enum"].as_array();
    if allowed.is_some_and(|allowed| !allowed.contains(value)) {
        let words: Vec<String> = allowed.into_iter().flatten().map(ToString::to_string).collect();
        return vec![Message::new("api-field-choice").with("choices", words.join(", "))];
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return vec![Message::new("api-field-choice").with("choices", schema["const"].to_string())];
    }
    match value {
        Value::Number(_) => of_number(schema, value),
        Value::String(text) => of_text(schema, text),
        Value::Array(items) => of_items(schema, items),
        Value::Object(fields) => of_fields(schema, fields),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The types that were wanted, where the value is of none of them.
fn misfit(schema: &Value, value: &Value) -> Option<String> {
    let wanted: Vec<&str> = match &schema["type"] {
        Value::String(only) => vec![only],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let fits = wanted.iter().any(|kind| match *kind {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        _ => value.is_object(),
    });
    (!fits).then(|| wanted.join(" / "))
}

fn of_number(schema: &Value, value: &Value) -> Vec<Message> {
    let mut found = Vec::new();
    let given = value.as_f64().unwrap_or_default();
    if let Some(least) = schema["minimum"].as_f64().filter(|least| given < *least) {
        found.push(Message::new("api-field-least").with("n", whole(least)));
    }
    if let Some(most) = schema["maximum"].as_f64().filter(|most| given > *most) {
        found.push(Message::new("api-field-most").with("n", whole(most)));
    }
    if is_of(schema, "integer") && !is_of(schema, "number") && value.as_i64().is_none() {
        found.push(Message::new("api-field-most").with("n", i64::MAX));
    }
    found
}

#[expect(clippy::cast_possible_truncation, reason = "the bounds of our schemas are whole and small")]
const fn whole(bound: f64) -> i64 {
    bound as i64
}

fn of_text(schema: &Value, text: &str) -> Vec<Message> {
    if text.contains('\0') {
        // No text of ours has one, and PostgreSQL takes none.
        return vec![Message::new("api-field-nul")];
    }
    let letters = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    if let Some(least) = schema["minLength"].as_i64().filter(|least| letters < *least) {
        found.push(Message::new("api-field-short").with("n", least));
    }
    if let Some(most) = schema["maxLength"].as_i64().filter(|most| letters > *most) {
        found.push(Message::new("api-field-long").with("n", most));
    }
    let choices = choices(schema);
    if !choices.is_empty() && !choices.contains(&text) {
        return vec![Message::new("api-field-choice").with("choices", choices.join(", "))];
    }
    let form = schema["format"].as_str().unwrap_or_default();
    let fits = match form {
        "uuid" => text.len() == 36 && text.parse::<kernel::Id<()>>().is_ok(),
        "date" => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        "date-time" => text.len() <= 40 && text.parse::<jiff::Timestamp>().is_ok(),
        _ => true,
    };
    if !fits {
        found.push(Message::new("api-field-form").with("form", form));
    }
    found
}

fn of_items(schema: &Value, items: &[Value]) -> Vec<Message> {
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    if let Some(least) = schema["minItems"].as_i64().filter(|least| count < *least) {
        return vec![Message::new("api-field-few").with("n", least)];
    }
    if let Some(most) = schema["maxItems"].as_i64().filter(|most| count > *most) {
        return vec![Message::new("api-field-many").with("n", most)];
    }
    let Some(of) = schema.get("items") else { return Vec::new() };
    items.iter().map(|item| objections(of, item)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn of_fields(schema: &Value, fields: &serde_json::Map<String, Value>) -> Vec<Message> {
    let mut found = Vec::new();
    let known = schema["properties"].as_object();
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for name in required.filter(|name| !fields.contains_key(*name)) {
        found.push(Message::new("api-inner-missing").with("name", name));
    }
    for (name, value) in fields {
        match known.and_then(|known| known.get(name)) {
            Some(schema) => found.extend(objections(schema, value)),
            None if known.is_some() => {
                let name: String = name.chars().take(80).collect();
                found.push(Message::new("api-field-unknown").with("name", name));
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn keys(schema: &Value, value: &Value) -> Vec<&'static str> {
        objections(schema, value).into_iter().map(|message| message.key).collect()
    }

    #[test]
    fn text_of_an_address_becomes_what_its_schema_wants() {
        let number = json!({ "type": ["integer", "null"] });
        assert_eq!(from_text(&number, "12"), json!(12));
        for odd in ["012", "+1", "1.0", "", "99999999999999999999"] {
            assert_eq!(from_text(&number, odd), json!(odd));
        }
        assert_eq!(from_text(&json!({ "type": "boolean" }), "true"), json!(true));
        assert_eq!(from_text(&json!({ "type": "string" }), "12"), json!("12"));
    }

    #[test]
    fn what_does_not_fit_is_said_with_its_bound() {
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": 200 });
        assert_eq!(keys(&limit, &json!(0)), ["api-field-least"]);
        assert_eq!(keys(&limit, &json!(201)), ["api-field-most"]);
        assert_eq!(keys(&limit, &json!("7")), ["api-field-type"]);
        let kind = json!({ "type": ["string", "null"], "pattern": "^(person|group)$" });
        assert_eq!(keys(&kind, &json!("group")), Vec::<&str>::new());
        assert_eq!(keys(&kind, &json!("xyz")), ["api-field-choice"]);
        assert_eq!(keys(&limit, &json!(1.5)), ["api-field-type"]);
        assert_eq!(keys(&json!({ "type": "integer" }), &json!(u64::MAX)), ["api-field-most"]);
        assert!(keys(&limit, &json!(200)).is_empty());
    }

    #[test]
    fn text_is_counted_in_letters_and_has_its_form() {
        let code = json!({ "type": "string", "minLength": 2, "maxLength": 3 });
        assert_eq!(keys(&code, &json!("é")), ["api-field-short"]);
        assert!(keys(&code, &json!("ééé")).is_empty());
        assert_eq!(keys(&code, &json!("éééé")), ["api-field-long"]);
        assert_eq!(keys(&code, &json!("a\0")), ["api-field-nul"]);
        let day = json!({ "type": "string", "format": "date" });
        assert!(keys(&day, &json!("2026-02-28")).is_empty());
        assert_eq!(keys(&day, &json!("2026-02-30")), ["api-field-form"]);
        let id = json!({ "type": "string", "format": "uuid" });
        assert_eq!(keys(&id, &json!("x")), ["api-field-form"]);
    }

    #[test]
    fn what_stands_inside_is_held_against_its_schema_too() {
        let schema = json!({
            "type": "array", "maxItems": 2,
            "items": { "type": "object", "required": ["tag"], "properties": { "tag": { "type": "string" } } },
        });
        assert!(keys(&schema, &json!([{ "tag": "245" }])).is_empty());
        assert_eq!(keys(&schema, &json!([{ "tag": 245 }])), ["api-field-type"]);
        assert_eq!(keys(&schema, &json!([{ "tog": "" }])), ["api-inner-missing", "api-field-unknown"]);
        assert_eq!(keys(&schema, &json!([{}, {}, {}])), ["api-field-many"]);
    }

    #[test]
    fn one_of_several_schemas_is_enough() {
        let schema = json!({ "anyOf": [{ "type": "string", "enum": ["a", "b"] }, { "type": "null" }] });
        assert!(keys(&schema, &json!("b")).is_empty() && keys(&schema, &json!(null)).is_empty());
        assert_eq!(keys(&schema, &json!("c")), ["api-field-choice"]);
    }
}
