//! Values of YAML as texts.

use serde_yaml::Value;

/// A scalar as text; `None` for a collection.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The texts of a list, of one text with commas, or of the lists under a map's keys.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(elements) => elements.iter().flat_map(element).collect(),
        Value::Mapping(mapping) => mapping.values().flat_map(texts).collect(),
        Value::String(text) => text
            .split([',', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        other => scalar(other).into_iter().collect(),
    }
}

/// `- Design: a, b` is a map to YAML, and a text to its author.
fn element(value: &Value) -> Vec<String> {
    match value {
        Value::Mapping(mapping) => mapping
            .iter()
            .map(|(key, value)| {
                format!(
                    "{}: {}",
                    scalar(key).unwrap_or_default(),
                    scalar(value).unwrap_or_else(|| texts(value).join(", "))
                )
            })
            .collect(),
        Value::Sequence(_) => texts(value),
        other => scalar(other).into_iter().filter(|text| !text.is_empty()).collect(),
    }
}
