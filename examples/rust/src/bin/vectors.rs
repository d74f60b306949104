//! Sends the form of each vector of a folder to a URL: vectors FOLDER URL

use base64::{prelude::BASE64_STANDARD, Engine};
use mycloud_example::{php_form, Field, File};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, folder, url] = std::env::args().collect::<Vec<_>>().try_into().map_err(|_| "vectors FOLDER URL")?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let name = path.file_stem().ok_or("no name")?.to_string_lossy().into_owned();
        let Value::Object(body) = vector["body"].clone() else { return Err("no body".into()) };
        let form = php_form(body.into_iter().map(|(name, value)| (name, field(value))))?;
        reqwest::Client::new().post(format!("{url}/{name}")).multipart(form).send().await?;
    }
    Ok(())
}

/// An object with Base64 in it stands for a file.
fn field(value: Value) -> Field {
    match value {
        Value::Array(values) => Field::List(values.into_iter().map(field).collect()),
        Value::Object(ref file) if file.contains_key("base64") => Field::File(File {
            name: text(&value["filename"]),
            content_type: text(&value["content_type"]),
            content: BASE64_STANDARD.decode(text(&value["base64"])).expect("Base64"),
        }),
        other => Field::Json(other),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
