//! A body as PHP reads it: `order_items[0][shop_sku]`, 1 and 0 for booleans, plain digits, nothing for null.

use reqwest::multipart::{Form, Part};
use serde_json::{Number, Value};

/// What a form is made of: JSON, and files.
pub enum Field {
    Json(Value),
    List(Vec<Field>),
    File(File),
}

/// A file of a form.
pub struct File {
    pub name: String,
    pub content_type: String,
    pub content: Vec<u8>,
}

/// The form of a body. The error names a content type that is none.
pub fn php_form(body: impl IntoIterator<Item = (String, Field)>) -> Result<Form, reqwest::Error> {
    // Otherwise the brackets of the names would be escaped.
    let form = Form::new().percent_encode_noop();
    body.into_iter().try_fold(form, |form, (name, field)| add(form, name, field))
}

fn add(form: Form, name: String, field: Field) -> Result<Form, reqwest::Error> {
    match field {
        Field::Json(value) => Ok(add_json(form, name, value)),
        Field::List(fields) => fields
            .into_iter()
            .enumerate()
            .try_fold(form, |form, (place, inner)| add(form, format!("{name}[{place}]"), inner)),
        Field::File(file) => {
            // A quote is written as browsers write it.
            let part = Part::bytes(file.content).file_name(file.name.replace('"', "%22"));
            Ok(form.part(name, part.mime_str(&file.content_type)?))
        }
    }
}

fn add_json(form: Form, name: String, value: Value) -> Form {
    match value {
        Value::Null => form,
        Value::Bool(value) => form.text(name, if value { "1" } else { "0" }),
        Value::Number(value) => form.text(name, digits(&value)),
        Value::String(value) => form.text(name, value),
        Value::Array(values) => values
            .into_iter()
            .enumerate()
            .fold(form, |form, (place, inner)| add_json(form, format!("{name}[{place}]"), inner)),
        Value::Object(values) => values
            .into_iter()
            .fold(form, |form, (key, inner)| add_json(form, format!("{name}[{key}]"), inner)),
    }
}

/// As few digits as mean the same number; serde_json would write 1e-7 with an exponent.
fn digits(value: &Number) -> String {
    match value.as_f64() {
        Some(float) if value.is_f64() => float.to_string(),
        _ => value.to_string(),
    }
}
