//! Reads customers and orders, places one order with items named in all three ways and one file, and reads it back.
//!
//!     MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... cargo run
//!
//! MYCLOUD_SHAPE=documented reads the documented shape; the live server has been seen to use the envelope. With
//! MYCLOUD_BODIES=json the order travels as JSON, without its file.

use std::env::var;
use std::error::Error;

use mycloud_documented::{apis as documented, models as documented_models};
use mycloud_enveloped::{apis as enveloped, models as enveloped_models};
use mycloud_example::{php_form, Field, File};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};

type Outcome<T> = Result<T, Box<dyn Error>>;

const COUNT: i32 = 20;

/// What this program needs to know of an order.
struct Order {
    id: i64,
    mc_number: Option<String>,
    number: Option<String>,
    items: usize,
}

/// A client of one shape of answers.
enum Shop {
    Documented(documented::configuration::Configuration),
    Enveloped(enveloped::configuration::Configuration),
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let url = var("MYCLOUD_BASE_URL")?;
    let token = token(&url).await?;
    let shop = Shop::new(&url, &token);
    println!("customers {}, orders {}", customers(&shop).await?, orders(&shop).await?);

    let placed = shop.place(&url, &token).await?;
    println!("placed {}, id {}", placed.mc_number.unwrap_or_default(), placed.id);
    let found = shop.order(placed.id).await?;
    println!("read back {}, {} items", found.number.unwrap_or_default(), found.items);
    Ok(())
}

async fn token(url: &str) -> Outcome<String> {
    let keys = json!({"apikey": var("MYCLOUD_API_KEY")?, "secretkey": var("MYCLOUD_SECRET_KEY")?});
    let answer: documented_models::TokenResponse = send(&format!("{url}/gettoken"), "", keys).await?;
    Ok(answer.token)
}

/// Sends a body and reads the answer.
async fn send<T: DeserializeOwned>(url: &str, token: &str, body: Value) -> Outcome<T> {
    let mut request = reqwest::Client::new().post(url);
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    let answer = if as_json() { request.json(&body) } else { request.multipart(php_form(fields(body))?) }.send().await?;
    let (status, content) = (answer.status(), answer.text().await?);
    let value: Value = serde_json::from_str(&content)?;
    // A refusal may come with status 200, so the status alone does not tell.
    if !status.is_success() || value["success"] == false {
        return Err(format!("{url}: {status}: {content}").into());
    }
    Ok(serde_json::from_value(value)?)
}

fn as_json() -> bool {
    var("MYCLOUD_BODIES").is_ok_and(|bodies| bodies == "json")
}

/// A body as a form, with the file that an order has.
fn fields(body: Value) -> Vec<(String, Field)> {
    let Value::Object(body) = body else { return Vec::new() };
    let is_order = body.contains_key("order_items");
    let mut fields: Vec<_> = body.into_iter().map(|(name, value)| (name, Field::Json(value))).collect();
    if is_order {
        let label = File {
            name: "label.pdf".into(),
            content_type: "application/pdf".into(),
            content: b"%PDF-1.4\n% a shipping label would be here\n".to_vec(),
        };
        fields.push(("attach_name".into(), Field::Json(json!(["LABEL"]))));
        fields.push(("attach_file".into(), Field::List(vec![Field::File(label)])));
    }
    fields
}

fn order() -> Value {
    json!({
        "delivery_mode_id": 343,
        "customer_id": 232,
        "name": "คุณ พวริด",
        "address": "32/1 สุขุมวิท 62, กรุงเทพฯ",
        "postcode": "10260",
        "order_number": "ORD-004564014",
        "order_items": [
            {"product_id": 164162, "quantity": 2, "price": 199.00},
            {"product_sku": "MAI002", "quantity": 1, "price": 50},
            {"shop_sku": "UPC_230458300", "quantity": 1, "price": 49.50},
        ],
    })
}

/// Walks a list: page after page, until one is empty.
async fn customers(shop: &Shop) -> Outcome<i32> {
    let mut total = 0;
    loop {
        match shop.customers_from(total).await? {
            0 => return Ok(total),
            received => total += received as i32,
        }
    }
}

async fn orders(shop: &Shop) -> Outcome<i32> {
    let mut total = 0;
    loop {
        match shop.orders_from(total).await? {
            0 => return Ok(total),
            received => total += received as i32,
        }
    }
}

impl Shop {
    fn new(url: &str, token: &str) -> Self {
        let (base_path, bearer_access_token) = (url.to_owned(), Some(token.to_owned()));
        if var("MYCLOUD_SHAPE").is_ok_and(|shape| shape == "documented") {
            Shop::Documented(documented::configuration::Configuration { base_path, bearer_access_token, ..Default::default() })
        } else {
            Shop::Enveloped(enveloped::configuration::Configuration { base_path, bearer_access_token, ..Default::default() })
        }
    }

    async fn customers_from(&self, offset: i32) -> Outcome<usize> {
        let (offset, count) = (Some(offset), Some(COUNT));
        Ok(match self {
            Shop::Documented(to) => {
                documented::customers_api::list_customers(to, offset, count).await?.customers.unwrap_or_default().len()
            }
            Shop::Enveloped(to) => {
                let page = enveloped::customers_api::list_customers(to, offset, count).await?;
                granted(page.success, page.message)?;
                page.data.flatten().unwrap_or_default().len()
            }
        })
    }

    async fn orders_from(&self, offset: i32) -> Outcome<usize> {
        let (offset, count) = (Some(offset), Some(COUNT));
        Ok(match self {
            Shop::Documented(to) => {
                documented::orders_api::list_orders(to, offset, count, None).await?.orders.unwrap_or_default().len()
            }
            Shop::Enveloped(to) => {
                let page = enveloped::orders_api::list_orders(to, offset, count, None).await?;
                granted(page.success, page.message)?;
                page.data.flatten().unwrap_or_default().len()
            }
        })
    }

    async fn place(&self, url: &str, token: &str) -> Outcome<Order> {
        let url = format!("{url}/orders");
        match self {
            Shop::Documented(_) => of_documented(send(&url, token, order()).await?),
            Shop::Enveloped(_) => of_envelope(send(&url, token, order()).await?),
        }
    }

    async fn order(&self, id: i64) -> Outcome<Order> {
        match self {
            Shop::Documented(to) => of_documented(documented::orders_api::get_order(to, id).await?),
            Shop::Enveloped(to) => of_envelope(enveloped::orders_api::get_order(to, id).await?),
        }
    }
}

/// An answer without an id is an error. The order may have been placed all the same: look for it, do not send it again.
fn of_documented(answer: documented_models::OrderResponse) -> Outcome<Order> {
    let order = answer.order.ok_or("an answer without an order")?;
    Ok(Order {
        id: order.id.ok_or("an answer without an id")?,
        mc_number: order.mc_number,
        number: order.order_number,
        items: order.order_items.flatten().unwrap_or_default().len(),
    })
}

fn of_envelope(answer: enveloped_models::OrderResponse) -> Outcome<Order> {
    granted(answer.success, answer.message)?;
    let data = answer.data.flatten().ok_or("an answer without an order")?;
    Ok(Order {
        id: data.attributes.id,
        mc_number: data.attributes.mc_number.flatten(),
        number: data.attributes.order_number.flatten(),
        items: data.order_items.flatten().unwrap_or_default().len(),
    })
}

fn granted(success: bool, message: Option<Option<String>>) -> Outcome<()> {
    if success {
        return Ok(());
    }
    Err(format!("refused: {}", message.flatten().unwrap_or_default()).into())
}
